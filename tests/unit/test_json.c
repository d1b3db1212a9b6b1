#include "monitor/base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

/* Parsed into *doc, or the test fails. */
static struct json_value
parsed(struct json_doc *doc, const char *text)
{
	struct why why = {0};

	if (json_parse(doc, span_of(text), &why) < 0)
		fail_msg("%s: at %zu (%s): %s", text, why.offset, why.path, why.text);
	return json_root(doc);
}

/* ---- looking up ---- */

static void
test_look_ups_chain_through_what_is_missing(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc, "{\"a\":{\"b\":[10,{\"c\":\"x\"},[]]},\"d\":null}");
	struct json_value nothing = json_get(json_at(json_get(v, "nope"), 3), "a");
	char text[8] = "old";
	int64_t whole_number = 7;
	bool yes = true;

	(void)state;
	assert_true(json_string_is(json_path(v, "a.b[1].c"), "x"));
	assert_true(json_string_is(json_get(json_at(json_path(v, "a.b"), 1), "c"), "x"));
	assert_int_equal(json_path(v, "").node, v.node);
	assert_int_equal(json_kind(json_path(v, "a.b[2]")), JSON_KIND_ARRAY);
	assert_false(json_exists(json_path(v, "a.b[3]")));
	assert_false(json_exists(json_path(v, "a.b[1].c.d[0]")));
	assert_false(json_exists(json_path(v, "b")));
	assert_false(json_exists(json_path(v, "d.e")));
	assert_false(json_exists(json_path(v, "[0]")));
	assert_false(json_exists(json_get(json_get(v, "a"), "d")));

	assert_true(json_exists(json_get(v, "d")) && json_absent(json_get(v, "d")));
	assert_true(!json_exists(nothing) && json_absent(nothing));
	assert_int_equal(json_kind(nothing), JSON_KIND_MISSING);
	assert_int_equal(json_count(nothing), 0);
	assert_false(json_exists(json_first(nothing)) || json_exists(json_next(nothing)) ||
	    json_exists(json_next_named(nothing)) || json_exists(json_path(nothing, "a")));
	assert_false(json_string_copy(nothing, text, sizeof(text)));
	assert_string_equal(text, "");
	assert_false(json_int(nothing, 0, 9, &whole_number) || json_bool(nothing, &yes) ||
	    json_string_is(nothing, "") || json_key_is(nothing, ""));
	assert_true(whole_number == 7 && yes);
	json_doc_clear(&doc);
	assert_false(json_exists(json_root(&doc)));
	json_doc_clear(&doc);
	json_doc_clear(NULL);
}

static void
test_repeated_names_are_kept_in_order(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "{\"eventos\":{\"n\":1},\"x\":[2],\"event\\u006fs\":{\"n\":3},\"eventosx\":4,"
	    "\"eventos\":{\"n\":5}}");
	struct json_value e = json_get(v, "eventos");
	int64_t n, expected = 1;

	(void)state;
	for (; json_exists(e); e = json_next_named(e)) {
		assert_true(json_int(json_get(e, "n"), 0, 9, &n));
		assert_int_equal(n, expected);
		expected += 2;
	}
	assert_int_equal(expected, 7);
	json_doc_clear(&doc);
}

static void
test_members_and_items_are_walked_in_order(void **state)
{
	static const char *const names[] = {"b", "a", "", "a.b", "\xc3\xb1\"", "b"};
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "{\"b\":[[],[1,[2]]],\"a\":{},\"\":{\"z\":1},\"a.b\":1,\"\\u00f1\\\"\":2,\"b\":3}");
	struct json_value e, item;
	char key[8];
	size_t i = 0;

	(void)state;
	for (e = json_first(v); json_exists(e); e = json_next(e), i++) {
		assert_true(i < 6 && json_key_is(e, names[i]) && !json_key_is(e, "bb"));
		assert_true(json_key_copy(e, key, sizeof(key)));
		assert_string_equal(key, names[i]);
	}
	assert_int_equal(i, 6);
	item = json_first(json_get(v, "b"));
	assert_false(json_key_copy(item, key, sizeof(key)) || json_key_is(item, ""));
	assert_string_equal(key, "");
	assert_false(json_exists(json_next_named(item)));
	assert_true(json_exists(json_next(item)));
	assert_false(json_exists(json_next(json_next(item))));
	assert_false(json_key_is(v, ""));
	json_doc_clear(&doc);
}

/* ---- reading values ---- */

static void
test_strings_are_unescaped_and_cut_at_a_whole_character(void **state)
{
	static const struct {
		const char *json;
		const char *whole;
		const char *cut; /* in 6 bytes */
	} cases[] = {
	    {"\"\"", "", ""},
	    {"\"abcde\"", "abcde", "abcde"},
	    {"\"abcdef\"", "abcdef", "abcde"},
	    {"\"abcd\xc3\xb1\"", "abcd\xc3\xb1", "abcd"},
	    {"\"abcd\\u00f1x\"", "abcd\xc3\xb1x", "abcd"},
	    {"\"\\ud83d\\ude9a\\ud83d\\ude9a\"", "\xf0\x9f\x9a\x9a\xf0\x9f\x9a\x9a",
		"\xf0\x9f\x9a\x9a"},
	    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC\"", "\"\\/\b\f\n\r\t\xe2\x82\xac", "\"\\/\b\f"},
	};
	struct json_doc doc = JSON_DOC_INIT;
	struct buf text = BUF_INIT(100);
	char copy[6];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct json_value v = parsed(&doc, cases[i].json);

		assert_true(json_string_copy(v, copy, sizeof(copy)));
		assert_string_equal(copy, cases[i].cut);
		assert_true(json_string_is(v, cases[i].whole));
		assert_false(json_string_is(v, "abcdefg"));
		buf_reset(&text);
		assert_int_equal(json_add_text(&text, v), 0);
		assert_string_equal(buf_str(&text), cases[i].whole);
	}
	buf_clear(&text);
	json_doc_clear(&doc);
}

static void
test_prose_is_cleaned(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	char text[12];

	(void)state;
	assert_true(json_string_clean(parsed(&doc, "\"  En\\n\\treparto \""), text, sizeof(text)));
	assert_string_equal(text, "En reparto");
	assert_true(json_string_clean(parsed(&doc, "\"  En   reparto \""), text, sizeof(text)));
	assert_string_equal(text, "En reparto");
	assert_false(json_string_clean(parsed(&doc, "5"), text, sizeof(text)));
	assert_string_equal(text, "");
	json_doc_clear(&doc);
}

static void
test_getters_never_guess(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "[\"3\",3,3.0,3e0,true,null,340434637512345678901,-9223372036854775808,[3],1e999,0.25]");
	struct buf text = BUF_INIT(100);
	int64_t n = 42;
	double real = 42;
	bool yes = false;
	char copy[32];

	(void)state;
	assert_false(json_int(json_at(v, 0), 0, 9, &n) || json_int(json_at(v, 2), 0, 9, &n) ||
	    json_int(json_at(v, 3), 0, 9, &n) || json_int(json_at(v, 4), 0, 9, &n) ||
	    json_int(json_at(v, 5), 0, 9, &n) || json_int(json_at(v, 1), 4, 9, &n) ||
	    json_int(json_at(v, 1), 0, 2, &n) || json_int(json_at(v, 6), INT64_MIN, INT64_MAX, &n));
	assert_int_equal(n, 42);
	assert_true(json_int(json_at(v, 1), 3, 3, &n) && n == 3);
	assert_true(json_int(json_at(v, 7), INT64_MIN, INT64_MAX, &n) && n == INT64_MIN);

	assert_false(json_bool(json_at(v, 1), &yes) || json_bool(json_at(v, 5), &yes));
	assert_true(json_bool(json_at(v, 4), &yes) && yes);

	assert_false(json_double(json_at(v, 0), &real) || json_double(json_at(v, 9), &real));
	assert_true(json_double(json_at(v, 10), &real) && real == 0.25);

	assert_false(json_string_copy(json_at(v, 1), copy, sizeof(copy)));
	assert_false(json_string_is(json_at(v, 1), "3"));
	assert_true(json_text_copy(json_at(v, 6), copy, sizeof(copy)));
	assert_string_equal(copy, "340434637512345678901");
	assert_true(json_text_copy(json_at(v, 0), copy, sizeof(copy)));
	assert_string_equal(copy, "3");
	assert_false(json_text_copy(json_at(v, 4), copy, sizeof(copy)) ||
	    json_text_copy(json_at(v, 5), copy, sizeof(copy)) ||
	    json_text_copy(json_at(v, 8), copy, sizeof(copy)));
	assert_string_equal(copy, "");
	assert_int_equal(json_add_text(&text, json_at(v, 8)), ERR_MALFORMED);
	assert_int_equal(json_add_text(&text, json_at(v, 6)), 0);
	assert_string_equal(buf_str(&text), "340434637512345678901");
	buf_clear(&text);
	json_doc_clear(&doc);
}

static void
test_required_values_are_read(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "{\"s\":[{\"id\":123,\"name\":\"\\u00f1and\\u00fa\",\"ok\":false}],\"none\":null}");
	struct json_value list;
	struct why why;
	char text[8] = "old";
	int64_t n = 0;
	bool ok = true;

	(void)state;
	assert_int_equal(json_need(v, "s", JSON_KIND_ARRAY, &list, &why), 0);
	assert_int_equal(json_count(list), 1);
	assert_int_equal(json_need_text(v, "s[0].id", text, sizeof(text), &why), 0);
	assert_string_equal(text, "123");
	assert_int_equal(json_need_string(list, "[0].name", text, sizeof(text), &why), 0);
	assert_string_equal(text,
	    "\xc3\xb1"
	    "and\xc3\xba"); /* 7 bytes in a room of 8 */
	assert_int_equal(json_need_int(v, "s[0].id", 0, 200, &n, &why), 0);
	assert_int_equal(n, 123);
	assert_int_equal(json_need_bool(v, "s[0].ok", &ok, &why), 0);
	assert_false(ok);

	assert_int_equal(json_opt_int(v, "none", 0, 1, &n, &why), 0);
	assert_int_equal(json_opt_bool(v, "nope.nope", &ok, &why), 0);
	assert_int_equal(json_opt_string(v, "none", text, sizeof(text), &why), 0);
	assert_int_equal(json_opt_text(v, "s[1].id", text, sizeof(text), &why), 0);
	assert_true(n == 123 && !ok &&
	    strcmp(text,
		"\xc3\xb1"
		"and\xc3\xba") == 0);
	json_doc_clear(&doc);
}

static void
test_a_required_value_that_fails_is_named_by_its_path(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v =
	    parsed(&doc, "{\"s\":[{\"id\":123,\"name\":\"Calle\",\"ok\":0,\"none\":null}]}");
	struct json_value s = json_path(v, "s[0]"), list = s;
	struct why why = {0};
	char text[5] = "old";
	int64_t n = 7;
	bool ok = true;

	(void)state;
#define FAILS(call, at, where)                                                                     \
	do {                                                                                       \
		why = (struct why){0};                                                             \
		assert_int_equal(call, ERR_MALFORMED);                                             \
		assert_int_equal(why.code, ERR_MALFORMED);                                         \
		assert_string_equal(why.path, where);                                              \
		assert_int_equal(why.offset, at);                                                  \
		assert_true(why.text[0] != '\0');                                                  \
	} while (0)
	FAILS(json_need_string(s, "place", text, sizeof(text), &why), 6, "s[0].place");
	FAILS(json_need_string(s, "place.city[3].name", text, sizeof(text), &why), 6,
	    "s[0].place.city[3].name");
	FAILS(json_need_text(v, "s[1].id", text, sizeof(text), &why), 0, "s[1].id");
	FAILS(json_need_string(json_get(v, "s"), "[7]", text, sizeof(text), &why), 5, "s[7]");
	FAILS(json_need_string(s, "none", text, sizeof(text), &why), 45, "s[0].none");
	FAILS(json_need_string(s, "id", text, sizeof(text), &why), 12, "s[0].id");
	FAILS(json_need_string(s, "name", text, sizeof(text), &why), 24, "s[0].name"); /* 5 bytes */
	FAILS(json_need_int(s, "name", 0, 9, &n, &why), 24, "s[0].name");
	FAILS(json_need_int(s, "id", 0, 122, &n, &why), 12, "s[0].id");
	FAILS(json_need_bool(s, "ok", &ok, &why), 36, "s[0].ok");
	FAILS(json_need(s, "id", JSON_KIND_OBJECT, &list, &why), 12, "s[0].id");
	FAILS(json_need(s, "", JSON_KIND_ARRAY, &list, &why), 6, "s[0]");
	FAILS(json_opt_int(s, "name", 0, 9, &n, &why), 24, "s[0].name");
	FAILS(json_opt_bool(s, "id", &ok, &why), 12, "s[0].id");
	FAILS(json_opt_string(s, "id", text, sizeof(text), &why), 12, "s[0].id");
	FAILS(json_opt_text(s, "name", text, sizeof(text), &why), 24, "s[0].name");
	FAILS(
	    json_fault(json_get(s, "name"), &why, ERR_MALFORMED, "no %s", "date"), 24, "s[0].name");
	assert_string_equal(why.text, "no date");
#undef FAILS
	assert_true(n == 7 && ok && list.node == s.node);
	assert_string_equal(text, "old");
	assert_int_equal(json_need_int(s, "name", 0, 9, &n, NULL), ERR_MALFORMED);
	json_doc_clear(&doc);
}

static void
test_a_long_path_keeps_its_end(void **state)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v = parsed(&doc,
	    "{\"trackResponse\":{\"shipment\":[{\"package\":[{\"activity\":[{\"status\":"
	    "{\"descriptionOfTheStatus\":1}}]}]}]}}");
	struct why why;
	char text[8], path[12];
	struct json_value accents;

	(void)state;
	assert_int_equal(json_need_string(v,
			     "trackResponse.shipment[0].package[0].activity[0].status."
			     "descriptionOfTheStatus",
			     text, sizeof(text), &why),
	    ERR_MALFORMED);
	assert_int_equal(strlen(why.path), sizeof(why.path) - 1);
	assert_string_equal(
	    why.path, "...ment[0].package[0].activity[0].status.descriptionOfTheStatus");
	accents =
	    json_first(parsed(&doc, "{\"\xc3\xb1\xc3\xb1\xc3\xb1\xc3\xb1\xc3\xb1\xc3\xb1\":1}"));
	json_node_path(&doc, accents.node, "", path, sizeof(path));
	assert_string_equal(path, "...\xc3\xb1\xc3\xb1\xc3\xb1\xc3\xb1");
	json_node_path(&doc, accents.node, "x", path, sizeof(path));
	assert_true(text_utf8_valid(span_of(path)));
	json_doc_clear(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_look_ups_chain_through_what_is_missing),
	    cmocka_unit_test(test_repeated_names_are_kept_in_order),
	    cmocka_unit_test(test_members_and_items_are_walked_in_order),
	    cmocka_unit_test(test_strings_are_unescaped_and_cut_at_a_whole_character),
	    cmocka_unit_test(test_prose_is_cleaned),
	    cmocka_unit_test(test_getters_never_guess),
	    cmocka_unit_test(test_required_values_are_read),
	    cmocka_unit_test(test_a_required_value_that_fails_is_named_by_its_path),
	    cmocka_unit_test(test_a_long_path_keeps_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
