#include "monitor/notice/mustache.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool
known(const char *name, void *arg)
{
	static const char *const names[] = {"a", "b", "empty", "absent", "list", "item", "x.y"};

	(void)arg;
	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static const struct mustache_source partials[] = {
    {"p.md", {"[{{a}}]", 7}, 1},
    {"loop.md", {"{{> loop}}", 10}, 1},
    {"bad.md", {"one\n{{nobody}}", 14}, 4},
};

static const struct mustache_source *
partial(const char *name, void *arg)
{
	(void)arg;
	return strcmp(name, "p") == 0   ? &partials[0]
	    : strcmp(name, "loop") == 0 ? &partials[1]
	    : strcmp(name, "bad") == 0  ? &partials[2]
					: NULL;
}

static const struct mustache_names names = {known, partial, NULL};

static const struct mustache_value item_values[] = {
    {.name = "item", .text = "1"},
    {.name = "item", .text = "2"},
};
static const struct mustache_view items[] = {{&item_values[0], 1}, {&item_values[1], 1}};
static const struct mustache_value values[] = {
    {.name = "a", .text = "A"},
    {.name = "b", .text = "*b* <i>\n# [x](y)"},
    {.name = "empty", .text = ""},
    {.name = "x.y", .text = "XY"},
    {.name = "item", .text = "outer"},
    {.name = "list", .items = items, .item_count = 2},
};
static const struct mustache_view view = {values, COUNT(values)};

static int
run(const char *text, enum mustache_escape escape, struct buf *out, struct why *why)
{
	struct mustache_source source = {"t.md", span_of(text), 1};
	struct mustache *m = NULL;
	int rc = mustache_compile(&m, &source, &names, why);

	if (rc == 0)
		rc = mustache_render(m, &view, escape, out, why);
	mustache_free(m);
	return rc;
}

static void
test_tags_give_what_the_language_says(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
	    {"", ""},
	    {"plain } { text", "plain } { text"},
	    {"{{a}} and {{ a }}", "A and A"},
	    {"{{x.y}}", "XY"},
	    {"{{#a}}yes{{/a}}{{^a}}no{{/a}}", "yes"},
	    {"{{#empty}}yes{{/empty}}{{^empty}}no{{/empty}}", "no"},
	    {"{{#absent}}yes{{/absent}}{{^absent}}no{{/absent}}", "no"},
	    {"{{#list}}<{{item}}{{a}}>{{/list}}", "<1A><2A>"},
	    {"{{^list}}none{{/list}}{{item}}", "outer"},
	    {"{{#a}}{{#empty}}x{{/empty}}{{#x.y}}{{x.y}}{{/x.y}}{{/a}}", "XY"},
	    {"1{{! a comment with {{ and a\nline }}2", "12"},
	    {"{{> p}}-{{>p}}", "[A]-[A]"},
	    /* tags that stand alone take their line away */
	    {"one\n{{#a}}\ntwo\n{{/a}}\nthree\n", "one\ntwo\nthree\n"},
	    {"one\n  {{#empty}}  \ntwo\n  {{/empty}}\nthree", "one\nthree"},
	    {"one\r\n{{! c }}\r\ntwo", "one\r\ntwo"},
	    {"one\n{{> p}}\ntwo", "one\n[A]two"},
	    {"{{#a}}\nx\n{{/a}}", "x\n"},
	    /* but not beside anything */
	    {"one {{#a}}\ntwo{{/a}}\n", "one \ntwo\n"},
	    {"{{a}}\n", "A\n"},
	    {"{{#a}}{{/a}}\n", "\n"},
	    /* values: white space around a tag stays, within it does not count */
	    {"| {{a}} |", "| A |"},
	    {"  {{a}}\n", "  A\n"},
	    {"|{{   a   }}|", "|A|"},
	    {"{{a}}{{a}}", "AA"},
	    {"{{\ta\n}}", "A"},
	    /* sections: once for a text, for each of a list, not for nothing */
	    {"{{#a}}1{{/a}}-{{#a}}2{{/a}}", "1-2"},
	    {"| {{#a}}B{{#a}}C{{/a}}D{{/a}} |", "| BCD |"},
	    {"| {{#a}}B{{#empty}}C{{/empty}}D{{/a}} |", "| BD |"},
	    {"| {{#a}}\t|\t{{/a}} | \n", "| \t|\t | \n"},
	    {" {{#a}}YES{{/a}}\n {{#a}}GOOD{{/a}}\n", " YES\n GOOD\n"},
	    {"|{{# a }}={{/ a }}|", "|=|"},
	    {"|\n  {{#a}}\n|\n  {{/a}}\n|", "|\n|\n|"},
	    {"|\r\n{{#a}}\r\n{{/a}}\r\n|", "|\r\n|"},
	    {"  {{#a}}\n#{{/a}}\n/", "#\n/"},
	    {"#{{#a}}\n/\n  {{/a}}", "#\n/\n"},
	    {"{{#list}}{{#list}}{{item}}{{/list}}.{{/list}}", "12.12."},
	    {"{{#list}}{{^empty}}{{item}}{{/empty}}{{/list}}", "12"},
	    /* the opposite */
	    {"{{^empty}}1{{/empty}}-{{^empty}}2{{/empty}}", "1-2"},
	    {"| {{^empty}}B{{^empty}}C{{/empty}}D{{/empty}} |", "| BCD |"},
	    {"| {{^empty}}B{{^a}}C{{/a}}D{{/empty}} |", "| BD |"},
	    {"{{^list}}no{{/list}}", ""},
	    {"|\n  {{^empty}}\n|\n  {{/empty}}\n|", "|\n|\n|"},
	    {"  {{^empty}}\n^{{/empty}}\n/", "^\n/"},
	    {"|{{^ empty }}={{/ empty }}|", "|=|"},
	    /* comments */
	    {"12345 {{! words }} 67890", "12345  67890"},
	    {"Begin.\n{{!\nmany\nlines\n}}\nEnd.\n", "Begin.\nEnd.\n"},
	    {"Begin.\n  {{!\n    many\n  }}\nEnd.\n", "Begin.\nEnd.\n"},
	    {"  {{! alone }}\n!", "!"},
	    {"!\n  {{! alone }}", "!\n"},
	    {"  12 {{! 34 }}\n", "  12 \n"},
	    {"{{! a }}", ""},
	    /* partials: their text as if it stood there, what is around one on its line stays */
	    {"| {{>p}} |", "| [A] |"},
	    {"|{{>   p   }}|", "|[A]|"},
	    {"  {{a}}  {{> p}}\n", "  A  [A]\n"},
	    {"|\r\n{{> p}}\r\n|", "|\r\n[A]|"},
	    {"  {{> p}}\n>", "[A]>"},
	    {">\n  {{> p}}", ">\n[A]"},
	    {"{{#list}}{{> p}}{{/list}}", "[A][A]"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = BUF_INIT(1000);
		struct why why;

		assert_int_equal(run(cases[i].text, MUSTACHE_PLAIN, &out, &why), 0);
		assert_string_equal(buf_str(&out), cases[i].expected);
		buf_clear(&out);
	}
}

static void
test_mistakes_are_found_at_compile_with_their_line(void **state)
{
	static const struct {
		const char *text;
		int rc;
		const char *path;
	} cases[] = {
	    {"a\nb {{nobody}}", ERR_NOT_FOUND, "t.md:2"},
	    {"{{#nobody}}{{/nobody}}", ERR_NOT_FOUND, "t.md:1"},
	    {"\n\n{{#a}}", ERR_MALFORMED, "t.md:3"},
	    {"{{#a}}{{/b}}", ERR_MALFORMED, "t.md:1"},
	    {"{{/a}}", ERR_MALFORMED, "t.md:1"},
	    {"{{#a}}{{#b}}{{/a}}{{/b}}", ERR_MALFORMED, "t.md:1"},
	    {"x\n{{a", ERR_MALFORMED, "t.md:2"},
	    {"{{}}", ERR_MALFORMED, "t.md:1"},
	    {"{{#}}{{/}}", ERR_MALFORMED, "t.md:1"},
	    {"{{a b}}", ERR_MALFORMED, "t.md:1"},
	    {"{{{a}}}", ERR_MALFORMED, "t.md:1"},
	    {"{{&a}}", ERR_MALFORMED, "t.md:1"},
	    {"{{=<% %>=}}", ERR_MALFORMED, "t.md:1"},
	    {"{{> none}}", ERR_NOT_FOUND, "t.md:1"},
	    {"{{> bad}}", ERR_NOT_FOUND, "bad.md:5"},
	    {"{{> loop}}", ERR_TOO_BIG, "loop.md:1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = BUF_INIT(1000);
		struct why why = {.path = ""};

		assert_int_equal(run(cases[i].text, MUSTACHE_PLAIN, &out, &why), cases[i].rc);
		assert_string_equal(why.path, cases[i].path);
		buf_clear(&out);
	}
}

static void
test_an_empty_variable_is_an_error_with_its_line(void **state)
{
	static const char *const texts[] = {"a\n{{empty}}", "a\n{{absent}}", "a\n{{list}}"};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct buf out = BUF_INIT(1000);
		struct why why = {.path = ""};

		assert_int_equal(run(texts[i], MUSTACHE_PLAIN, &out, &why), ERR_NOT_FOUND);
		assert_string_equal(why.path, "t.md:2");
		buf_clear(&out);
	}
}

static void
test_values_are_one_line_and_never_markdown(void **state)
{
	struct buf out = BUF_INIT(1000);
	struct why why;

	(void)state;
	assert_int_equal(run("{{b}}", MUSTACHE_PLAIN, &out, &why), 0);
	assert_string_equal(buf_str(&out), "*b* <i> # [x](y)");
	buf_reset(&out);
	assert_int_equal(run("{{b}}", MUSTACHE_MARKDOWN, &out, &why), 0);
	assert_string_equal(buf_str(&out), "\\*b\\* \\<i\\> \\# \\[x\\]\\(y\\)");
	buf_clear(&out);
}

static void
test_a_full_buffer_is_told(void **state)
{
	struct buf out = BUF_INIT(3);
	struct why why;

	(void)state;
	assert_int_equal(run("four{{a}}", MUSTACHE_PLAIN, &out, &why), ERR_TOO_BIG);
	buf_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tags_give_what_the_language_says),
	    cmocka_unit_test(test_mistakes_are_found_at_compile_with_their_line),
	    cmocka_unit_test(test_an_empty_variable_is_an_error_with_its_line),
	    cmocka_unit_test(test_values_are_one_line_and_never_markdown),
	    cmocka_unit_test(test_a_full_buffer_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
