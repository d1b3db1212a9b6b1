/*
 * What mail.c built is read back as it was said; what it did not build is refused.
 */

#include "monitor/notice/mail_read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/notice/mail.h"

static const uint8_t dedup[SIGN_SHA256_BYTES] = {1, 2, 3};

static void
build(const char *subject, const char *text, struct buf *out)
{
	const struct mail m = {.from_name = "Botijo & Cía.",
	    .from = "hola@botijo.example",
	    .reply_to = "",
	    .to_name = "Ana Ejemplo",
	    .to = "ana@ejemplo.example",
	    .subject = subject,
	    .language = "es",
	    .domain = "botijo.example",
	    .dedup = dedup,
	    .token = "",
	    .first = "",
	    .thread = "",
	    .stop_url = "",
	    .date_utc_ms = 1795172645000,
	    .text = {text, strlen(text)},
	    .html = SPAN("<p>Hola = caracola</p>\n")};
	char id[MAIL_ID_ROOM];
	struct why why;

	assert_int_equal(mail_build(&m, out, id, &why), 0);
}

static void
test_subject_and_both_parts_come_back_as_they_were_said(void **state)
{
	static const struct {
		const char *subject, *text;
	} cases[] = {
	    {"Hello", "Hola\n"},
	    {"ñ",
		"ñ = ñ\n\n.\n.. a line that is so long that it has to be broken in two or three, "
		"and goes on until it is\n"},
	    {"Tu pedido llegará entre el martes 24 y el jueves 26, y no el lunes 23: lo sentimos",
		"- a=3D\n--=_no boundary\n"},
	    {"A plain subject that is long enough to be folded over more than one line of its head",
		"   \n"},
	    {"=?UTF-8?Q?looks_encoded?=", "Hola\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out = BUF_INIT(LIMIT_MESSAGE_BYTES), subject = BUF_INIT(1000),
			   again = BUF_INIT(1000), text = BUF_INIT(1000), html = BUF_INIT(1000);

		build(cases[i].subject, cases[i].text, &out);
		assert_int_equal(mail_read(buf_span(&out), "text/plain", &subject, &text), 0);
		assert_string_equal(buf_str(&subject), cases[i].subject);
		/* the last line's end belongs to the boundary */
		assert_int_equal(text.len, strlen(cases[i].text) - 1);
		assert_memory_equal(text.data, cases[i].text, text.len);
		assert_int_equal(mail_read(buf_span(&out), "text/html", &again, &html), 0);
		assert_string_equal(buf_str(&html), "<p>Hola = caracola</p>");
		buf_clear(&out);
		buf_clear(&subject);
		buf_clear(&again);
		buf_clear(&text);
		buf_clear(&html);
	}
}

static void
test_whatever_is_cut_off_is_refused_or_shorter(void **state)
{
	struct buf out = BUF_INIT(LIMIT_MESSAGE_BYTES);

	(void)state;
	build("ñandú", "Hola, ñandú = ñ\n", &out);
	for (size_t len = 0; len < out.len; len++) {
		struct buf subject = BUF_INIT(1000), text = BUF_INIT(1000);
		char *copy = malloc(len + 1); /* of its own, so that a step beyond is seen */

		assert_non_null(copy);
		memcpy(copy, out.data, len);
		(void)!mail_read((struct span){copy, len}, "text/plain", &subject, &text);
		free(copy);
		buf_clear(&subject);
		buf_clear(&text);
	}
	buf_clear(&out);
}

static void
test_what_is_no_mail_of_ours_is_refused(void **state)
{
	static const char *const others[] = {"", "{\"type\":\"notice\"}",
	    "From: a\r\nSubject: b\r\n\r\nplain", "Subject: b\r\n\r\n--=_1\r\n\r\n"};

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct buf subject = BUF_INIT(1000), text = BUF_INIT(1000);
		struct span in = {others[i], strlen(others[i])};

		assert_int_equal(mail_read(in, "text/plain", &subject, &text), ERR_MALFORMED);
		buf_clear(&subject);
		buf_clear(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_subject_and_both_parts_come_back_as_they_were_said),
	    cmocka_unit_test(test_whatever_is_cut_off_is_refused_or_shorter),
	    cmocka_unit_test(test_what_is_no_mail_of_ours_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
