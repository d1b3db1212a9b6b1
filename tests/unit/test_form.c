#include "monitor/web/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

static int
parse(struct form *form, const char *text, struct why *why)
{
	return form_parse(form, span_of(text), why);
}

static void
test_fields_are_decoded(void **state)
{
	struct form form;
	struct why why;

	(void)state;
	form_init(&form);
	assert_int_equal(parse(&form, "a=1&b=Mu%C3%B1oz+y+Cia%2E&&c=&d", &why), 0);
	assert_int_equal(form.count, 4);
	assert_string_equal(form_get(&form, "a"), "1");
	assert_string_equal(form_get(&form, "b"), "Muñoz y Cia.");
	assert_string_equal(form_get(&form, "c"), "");
	assert_true(form_has(&form, "d"));
	assert_false(form_has(&form, "e"));
	assert_string_equal(form_get(&form, "e"), "");
	assert_int_equal(parse(&form, "", &why), 0);
	assert_int_equal(form.count, 0);
	form_clear(&form);
}

static void
test_bad_forms_are_refused(void **state)
{
	static const struct {
		const char *text;
		int code;
		const char *path;
	} rows[] = {
	    {"a=1&a=2", ERR_EXISTS, "a"},
	    {"a=1&%61=2", ERR_EXISTS, "%61"},
	    {"a=%zz", ERR_MALFORMED, "a"},
	    {"a=%", ERR_MALFORMED, "a"},
	    {"a=%00", ERR_MALFORMED, "a"},
	    {"a=%ff", ERR_MALFORMED, "a"},
	    {"%ff=1", ERR_MALFORMED, "%ff"},
	};
	struct form form;
	struct why why;

	(void)state;
	form_init(&form);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(parse(&form, rows[i].text, &why), rows[i].code);
		assert_string_equal(why.path, rows[i].path);
	}
	form_clear(&form);
}

static void
test_forms_are_bounded(void **state)
{
	struct buf many = BUF_INIT(1 << 20);
	struct form form;
	struct why why;

	(void)state;
	form_init(&form);
	for (int i = 0; i <= LIMIT_FORM_FIELDS; i++)
		(void)buf_addf(&many, "f%d=x&", i);
	assert_int_equal(parse(&form, buf_str(&many), &why), ERR_TOO_BIG);
	buf_reset(&many);
	(void)buf_add_str(&many, "a=");
	for (unsigned i = 0; i <= LIMIT_FORM_BYTES; i++)
		(void)buf_add_char(&many, 'x');
	assert_int_equal(parse(&form, buf_str(&many), &why), ERR_TOO_BIG);
	buf_clear(&many);
	form_clear(&form);
}

static void
test_a_cookie_is_found_once_or_not_at_all(void **state)
{
	char value[8];

	(void)state;
	assert_true(form_cookie("a=1; session=xyz; b=2", "session", value, sizeof(value)));
	assert_string_equal(value, "xyz");
	assert_true(form_cookie("session=a=b", "session", value, sizeof(value)));
	assert_string_equal(value, "a=b");
	assert_false(form_cookie("session=1; session=2", "session", value, sizeof(value)));
	assert_string_equal(value, "");
	assert_false(form_cookie("xsession=1", "session", value, sizeof(value)));
	assert_false(form_cookie("session=12345678", "session", value, sizeof(value)));
	assert_false(form_cookie("", "session", value, sizeof(value)));
}

static void
test_a_cookie_is_for_this_host_alone(void **state)
{
	struct buf b = BUF_INIT(256);

	(void)state;
	assert_int_equal(form_cookie_add(&b, "session", "xyz", 60, true), 0);
	assert_string_equal(
	    buf_str(&b), "__Host-session=xyz; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure");
	buf_reset(&b);
	assert_int_equal(form_cookie_add(&b, "session", "", 0, false), 0);
	assert_string_equal(buf_str(&b), "session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
	buf_clear(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_fields_are_decoded),
	    cmocka_unit_test(test_bad_forms_are_refused),
	    cmocka_unit_test(test_forms_are_bounded),
	    cmocka_unit_test(test_a_cookie_is_found_once_or_not_at_all),
	    cmocka_unit_test(test_a_cookie_is_for_this_host_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
