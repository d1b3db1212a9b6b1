#include "monitor/notice/mail.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const uint8_t dedup[SIGN_SHA256_BYTES] = {1, 2, 3};

static struct mail
sample(void)
{
	return (struct mail){
	    .from_name = "Botijo & Cía.",
	    .from = "hola@botijo.example",
	    .reply_to = "",
	    .to_name = "Ana Ejemplo",
	    .to = "ana@ejemplo.example",
	    .subject = "Hello",
	    .language = "es",
	    .domain = "botijo.example",
	    .dedup = dedup,
	    .token = "",
	    .first = "",
	    .thread = "botijo/B-1",
	    .stop_url = "",
	    .date_utc_ms = 1795172645000,
	    .text = SPAN("Hola\n"),
	    .html = SPAN("<p>Hola</p>\n"),
	};
}

static void
build(const struct mail *m, struct buf *out, char id[MAIL_ID_ROOM])
{
	struct why why;

	*out = BUF_INIT(LIMIT_MESSAGE_BYTES);
	assert_int_equal(mail_build(m, out, id, &why), 0);
}

static bool
has(const struct buf *out, const char *what)
{
	return strstr(buf_str(out), what) != NULL;
}

/* Every line ends in CR LF, none is longer than `most`, nothing else is a control character. */
static void
assert_lines(const struct buf *out, size_t most)
{
	size_t column = 0;

	for (size_t i = 0; i < out->len; i++) {
		if (out->data[i] == '\r') {
			assert_int_equal(out->data[i + 1], '\n');
			column = 0;
			i++;
			continue;
		}
		assert_int_not_equal(out->data[i], '\n');
		assert_in_range(out->data[i], ' ', '~');
		assert_in_range(++column, 1, most);
	}
	assert_int_equal(column, 0);
}

static void
test_a_message_is_whole_and_says_what_it_is(void **state)
{
	static const char *const lines[] = {
	    "Date: Fri, 20 Nov 2026 11:04:05 +0000\r\n",
	    "From: =?UTF-8?B?Qm90aWpvICYgQ8OtYS4=?= <hola@botijo.example>\r\n",
	    "\r\nReply-To: hola@botijo.example\r\n",
	    "\r\nTo: \"Ana Ejemplo\" <ana@ejemplo.example>\r\n",
	    "\r\nSubject: Hello\r\n",
	    "\r\nAuto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n",
	    "\r\nContent-Language: es\r\nMIME-Version: 1.0\r\n",
	    "Content-Type: text/plain; charset=utf-8\r\n",
	    "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nHola\r\n--",
	    "Content-Type: text/html; charset=utf-8\r\n",
	};
	struct mail m = sample();
	char id[MAIL_ID_ROOM];
	struct buf out;

	(void)state;
	build(&m, &out, id);
	for (size_t i = 0; i < COUNT(lines); i++)
		if (!has(&out, lines[i]))
			fail_msg("no %s", lines[i]);
	assert_lines(&out, 78);
	assert_int_equal(strlen(id), 24 + 1 + strlen("botijo.example"));
	buf_clear(&out);
}

static void
test_the_same_notice_gives_the_same_bytes_another_other_ids(void **state)
{
	static const uint8_t other_dedup[SIGN_SHA256_BYTES] = {9};
	struct mail m = sample();
	char id[MAIL_ID_ROOM], again_id[MAIL_ID_ROOM], other_id[MAIL_ID_ROOM];
	struct buf out, again, other;
	const char *thread, *other_thread;

	(void)state;
	build(&m, &out, id);
	build(&m, &again, again_id);
	m.dedup = other_dedup;
	build(&m, &other, other_id);
	assert_string_equal(buf_str(&out), buf_str(&again));
	assert_string_equal(id, again_id);
	assert_string_not_equal(id, other_id);
	/* two notices of one order belong to one conversation */
	thread = strstr(buf_str(&out), "References: ");
	other_thread = strstr(buf_str(&other), "References: ");
	assert_memory_equal(thread, other_thread, 40);
	buf_clear(&out);
	buf_clear(&again);
	buf_clear(&other);
}

static void
test_nothing_in_a_value_begins_a_header_or_a_part(void **state)
{
	struct mail m = sample();
	char id[MAIL_ID_ROOM];
	struct buf out;

	(void)state;
	m.subject = "one\r\nBcc: eve@evil.example\r\n\r\nbody";
	m.to_name = "Ana\"\r\nBcc: eve@evil.example";
	m.from_name = "Bo\\tijo\n\nX: y";
	m.language = "es\r\nX: y";
	m.text = SPAN("--=_0123\r\n.\r\nfrom\n.dot\n");
	build(&m, &out, id);
	assert_false(has(&out, "\nBcc:"));
	assert_false(has(&out, "\nX:"));
	assert_true(has(&out, "\r\nSubject: one Bcc: eve@evil.example body\r\n"));
	assert_true(has(&out, "\"Ana\\\" Bcc: eve@evil.example\""));
	assert_false(has(&out, "\r\n--=_0123")); /* "=" is never plain in a body */
	assert_false(has(&out, "\r\n."));
	assert_lines(&out, 78);
	buf_clear(&out);
}

static void
test_long_values_are_folded(void **state)
{
	char name[120], words[800], one_word[901], body[3000], id[MAIL_ID_ROOM];
	struct mail m = sample();
	struct buf out;

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	for (size_t i = 0; i + 1 < sizeof(words); i++)
		words[i] = "word "[i % 5];
	words[sizeof(words) - 1] = '\0';
	memset(one_word, 'x', sizeof(one_word) - 1);
	one_word[sizeof(one_word) - 1] = '\0';
	memset(body, 'y', sizeof(body));
	m.from_name = name;
	m.subject = words;
	m.text = (struct span){body, sizeof(body)};
	build(&m, &out, id);
	assert_lines(&out, 78);
	buf_clear(&out);
	m.subject = one_word;
	build(&m, &out, id);
	assert_lines(&out, 78);
	assert_true(has(&out, "Subject: =?UTF-8?B?"));
	buf_clear(&out);
}

/* Undo what RFC 2047 does, for B alone. */
static void
decode(const char *field, struct buf *out)
{
	const char *at = field;
	const char *end = strstr(field, "\r\nMessage-ID");

	while ((at = strstr(at, "=?UTF-8?B?")) != NULL && at < end) {
		const char *from = at + strlen("=?UTF-8?B?");
		const char *until = strstr(from, "?=");
		struct buf word = BUF_INIT(200);

		assert_in_range(until + 2 - at, 1, 75);
		assert_int_equal(
		    sign_base64_decode(&word, (struct span){from, (size_t)(until - from)}), 0);
		assert_true(text_utf8_valid(buf_span(&word))); /* whole characters in each */
		(void)buf_add(out, word.data, word.len);
		buf_clear(&word);
		at = until;
	}
}

static void
test_words_outside_ascii_come_back_whole(void **state)
{
	static const char *const subjects[] = {
	    "Tu pedido llegará entre el martes 24 y el jueves 26, y no el lunes 23 — lo sentimos",
	    "ñ",
	    "=?UTF-8?Q?looks_encoded?=",
	    "日本語の件名は長くてもよいので、ここでもう少し続けて書いてみます。もう少し。",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(subjects); i++) {
		struct mail m = sample();
		struct buf out, decoded = BUF_INIT(1000);
		char id[MAIL_ID_ROOM];

		m.subject = subjects[i];
		build(&m, &out, id);
		assert_lines(&out, 78);
		decode(strstr(buf_str(&out), "\r\nSubject:"), &decoded);
		assert_string_equal(buf_str(&decoded), subjects[i]);
		buf_clear(&decoded);
		buf_clear(&out);
	}
}

/* The line of a field, folded or not, without its name; "" when there is none. */
static void
field_of(const struct buf *out, const char *name, char *dst, size_t room)
{
	const char *at = strstr(buf_str(out), name);
	size_t n = 0;

	dst[0] = '\0';
	if (at == NULL)
		return;
	for (at += strlen(name); n + 1 < room && !(at[0] == '\r' && at[2] != ' '); at++)
		dst[n++] = *at;
	dst[n] = '\0';
}

static void
test_a_token_names_it_and_later_words_answer_the_first(void **state)
{
	struct mail m = sample();
	char id[MAIL_ID_ROOM], got[200];
	struct buf out;

	(void)state;
	m.token = "0123456789abcdef0123456789abcdef";
	m.thread = "";
	build(&m, &out, id);
	assert_string_equal(id, "0123456789abcdef0123456789abcdef@botijo.example");
	assert_false(has(&out, "\r\nReferences:"));
	assert_false(has(&out, "\r\nList-Unsubscribe"));
	buf_clear(&out);
	m.first = id;
	m.token = "ffffffffffffffff0123456789abcdef";
	m.stop_url = "https://envios.botijo.example/t/AbC_-12/stop";
	build(&m, &out, got);
	field_of(&out, "\r\nIn-Reply-To: ", got, sizeof(got));
	assert_string_equal(got, "<0123456789abcdef0123456789abcdef@botijo.example>");
	field_of(&out, "\r\nReferences: ", got, sizeof(got));
	assert_string_equal(got, "<0123456789abcdef0123456789abcdef@botijo.example>");
	assert_true(has(&out,
	    "\r\nList-Unsubscribe: <https://envios.botijo.example/t/AbC_-12/stop>\r\n"
	    "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
	buf_clear(&out);
	m.stop_url = "https://x.example/>\r\nBcc: eve@evil.example";
	build(&m, &out, got);
	assert_false(has(&out, "\r\nList-Unsubscribe"));
	assert_false(has(&out, "Bcc"));
	buf_clear(&out);
}

/* Names that people, or programs that mean harm, type into a form. */
static bool
ends(const char *text, const char *end)
{
	size_t len = strlen(text), tail = strlen(end);

	return len >= tail && strcmp(text + len - tail, end) == 0;
}

static void
test_no_name_breaks_a_header(void **state)
{
	static const char *const names[] = {
	    "",
	    " ",
	    "O'Brien, Pat <eve@evil.example>",
	    "\"\\\"",
	    "Ana\r\n\r\n<h1>body</h1>",
	    "Ana\nBcc: eve@evil.example",
	    "Ana\rBcc: eve@evil.example",
	    "Ana\vBcc:\f\b\x1b[2J",
	    "=?UTF-8?Q?=0D=0ABcc:_eve@evil.example?=",
	    "\u202Eevil\u202C",                   /* turned round */
	    "Ana\u2028Bcc: eve@evil.example",     /* LINE SEPARATOR */
	    "Ana \xc2\x85 Bcc: eve@evil.example", /* NEXT LINE */
	    "\xff\xfe\xc3",                       /* no UTF-8 */
	    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\xe2\x80\x8d\xf0\x9f\x91\xa6", /* joined */
	    "Z\xcd\x91\xcd\x97\xcd\x83\xcd\x88\xcd\x8b\xcd\x8c\xcd\x90\xcd\xa7\xcc\x83\xcc\x90\xcc\x92",
	    "a,b;c:d@e<f>g[h]i(j)k.l",
	    "undisclosed-recipients:;",
	};
	char longest[LIMIT_NAME_ROOM];

	(void)state;
	for (size_t i = 0; i <= COUNT(names); i++) {
		const char *name = i < COUNT(names) ? names[i] : longest;
		struct mail m = sample();
		char id[MAIL_ID_ROOM], field[1000];
		struct buf out;

		memset(longest, '\xc3', sizeof(longest)); /* the wildest that a record holds */
		longest[sizeof(longest) - 1] = '\0';
		m.to_name = m.from_name = m.subject = name;
		build(&m, &out, id);
		assert_lines(&out, 78);
		assert_false(has(&out, "\nBcc"));
		assert_false(has(&out, "\n<h1>"));
		/* one mailbox, ours, stands at the end of To and no other address beside it */
		field_of(&out, "\r\nTo: ", field, sizeof(field));
		if (!ends(field, "ana@ejemplo.example>") &&
		    strcmp(field, "ana@ejemplo.example") != 0)
			fail_msg("%zu: %s", i, field);
		buf_clear(&out);
	}
}

static void
test_no_line_passes_998_octets_whatever_the_parts(void **state)
{
	char local[65], domain[190], address[256], url[900], subject[LIMIT_SUBJECT_BYTES];
	char id[MAIL_ID_ROOM];
	struct mail m = sample();
	struct buf out;

	(void)state;
	memset(local, 'l', 64);
	local[64] = '\0';
	for (size_t i = 0; i + 1 < sizeof(domain); i++)
		domain[i] = i % 60 == 59 ? '.' : 'd';
	domain[sizeof(domain) - 1] = '\0';
	(void)snprintf(address, sizeof(address), "%s@%s", local, domain);
	memset(url, 'u', sizeof(url) - 1);
	memcpy(url, "https://", 8);
	url[sizeof(url) - 1] = '\0';
	memset(subject, 's', sizeof(subject) - 1);
	subject[sizeof(subject) - 1] = '\0';
	m.from = m.to = m.reply_to = address;
	m.stop_url = url;
	m.subject = subject;
	build(&m, &out, id);
	assert_lines(&out, 998);
	buf_clear(&out);
}

static void
test_addresses_that_are_none_are_refused(void **state)
{
	static const struct {
		const char *address;
		bool valid;
	} cases[] = {
	    {"ana@ejemplo.example", true},
	    {"a.b+c_d@x-y.example", true},
	    {"o'brien@x.example", true},
	    {"", false},
	    {"ana", false},
	    {"@x.example", false},
	    {"ana@", false},
	    {"ana@x..example", false},
	    {".ana@x.example", false},
	    {"ana.@x.example", false},
	    {"a@b@c.example", false},
	    {"ana ruiz@x.example", false},
	    {"ana@x.example\r\nRCPT TO:<eve@x.example>", false},
	    {"ana@x.example>", false},
	    {"\"a\"@x.example", false},
	    {"a,b@x.example", false},
	    {"ana@[127.0.0.1]", false},
	    {"ñ@x.example", true},
	    {"josé\r\nRCPT TO:<eve@x.example>", false},
	    {"ana@ñ.example", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct mail m = sample();
		struct buf out = BUF_INIT(LIMIT_MESSAGE_BYTES);
		struct why why = {.path = ""};
		char id[MAIL_ID_ROOM];

		m.to = cases[i].address;
		assert_int_equal(
		    mail_build(&m, &out, id, &why), cases[i].valid ? 0 : ERR_MALFORMED);
		if (!cases[i].valid) {
			assert_string_equal(why.path, "to");
			assert_int_equal(out.len, 0);
		}
		buf_clear(&out);
	}
}

/* All but that address is as in any mail: names and subject encoded, the shop's own addresses in ASCII. */
static void
test_an_address_outside_ascii_stands_as_it_is_and_is_never_the_shops(void **state)
{
	static const char to[] = "To: =?UTF-8?B?Sm9zw6kgRWplbXBsbw==?= <josé@ejemplo.example>\r\n";
	struct mail m = sample();
	struct why why = {.path = ""};
	char id[MAIL_ID_ROOM];
	struct buf out;

	(void)state;
	m.to_name = "José Ejemplo";
	m.to = "josé@ejemplo.example";
	m.subject = "Mañana";
	build(&m, &out, id);
	assert_true(has(&out, to));
	for (size_t i = 0; i < out.len; i++)
		if ((unsigned char)out.data[i] >= 0x80)
			assert_in_range(i, strstr(out.data, to) - out.data,
			    strstr(out.data, to) - out.data + (long)sizeof(to));
	buf_reset(&out);
	m.reply_to = "josé@botijo.example";
	assert_int_equal(mail_build(&m, &out, id, &why), ERR_MALFORMED);
	assert_string_equal(why.path, "reply_to");
	buf_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_message_is_whole_and_says_what_it_is),
	    cmocka_unit_test(test_the_same_notice_gives_the_same_bytes_another_other_ids),
	    cmocka_unit_test(test_nothing_in_a_value_begins_a_header_or_a_part),
	    cmocka_unit_test(test_long_values_are_folded),
	    cmocka_unit_test(test_words_outside_ascii_come_back_whole),
	    cmocka_unit_test(test_a_token_names_it_and_later_words_answer_the_first),
	    cmocka_unit_test(test_no_name_breaks_a_header),
	    cmocka_unit_test(test_no_line_passes_998_octets_whatever_the_parts),
	    cmocka_unit_test(test_addresses_that_are_none_are_refused),
	    cmocka_unit_test(test_an_address_outside_ascii_stands_as_it_is_and_is_never_the_shops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
