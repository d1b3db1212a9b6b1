#include "monitor/web/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"

static const struct web_file files[] = {
    {"words/desk.es.txt", "# hola\nhi = Hola, {{name}} & <amigos>\nonly = solo\n"},
    {"words/desk.en.txt", "hi = Hello, {{name}}\nonly = only\n"},
    {"pages/desk/_top.html", "<html lang=\"{{locale}}\">"},
    {"pages/desk/hello.html",
	"{{>_top}}\n<p title=\"{{name}}\">{{w.hi}}</p>{{#svg}}{{svg}}{{/svg}}<link href=\"{{asset.desk.css}}\">"},
    {"assets/desk.css", "p { }\n"},
};

enum { FILES = sizeof(files) / sizeof(files[0]) };

static struct pages *
make(void)
{
	struct pages *p = NULL;
	struct why why = {.code = 0};

	if (pages_new(&p, files, FILES, &why) < 0)
		fail_msg("%s: %s", why.path, why.text);
	return p;
}

static void
test_a_page_speaks_each_language(void **state)
{
	const struct mustache_value values[] = {
	    {.name = "name", .text = "<b>\"Ana\" & 'Co'</b>"}, {.name = "svg", .markup = "<svg/>"}};
	const struct mustache_value more[] = {
	    {.name = "locale", .text = "es"}, {.name = "name", .text = "hidden"}};
	const struct mustache_view view = {values, 2}, outer = {more, 2};
	struct pages *p = make();
	struct buf out = BUF_INIT(LIMIT_PAGE_BYTES);
	struct why why = {.code = 0};

	(void)state;
	assert_int_equal(pages_render(p, "desk/hello", "es", &view, &outer, &out, &why), 0);
	assert_non_null(strstr(buf_str(&out), "<html lang=\"es\">"));
	assert_non_null(strstr(
	    buf_str(&out), "<p title=\"&lt;b&gt;&quot;Ana&quot; &amp; &#39;Co&#39;&lt;/b&gt;\">"));
	assert_non_null(strstr(buf_str(&out), ">Hola, &lt;b&gt;"));
	assert_non_null(strstr(buf_str(&out), " &amp; &lt;amigos&gt;</p><svg/>"));
	assert_non_null(strstr(buf_str(&out), "href=\"/assets/desk."));
	assert_string_equal(pages_word(p, "desk", "en", "only"), "only");
	assert_string_equal(pages_word(p, "desk", "en", "none"), "");
	assert_int_equal(
	    pages_render(p, "desk/none", "es", &view, &outer, &out, &why), ERR_NOT_FOUND);
	assert_int_equal(
	    pages_render(p, "desk/_top", "es", &view, &outer, &out, &why), ERR_NOT_FOUND);
	buf_clear(&out);
	pages_free(p);
}

static void
test_an_absent_value_is_an_error_and_an_empty_one_is_not(void **state)
{
	const struct mustache_value empty = {.name = "name", .text = ""},
				    es = {.name = "locale", .text = "es"};
	const struct mustache_view view = {&empty, 1}, outer = {&es, 1}, none = {NULL, 0};
	struct pages *p = make();
	struct buf out = BUF_INIT(LIMIT_PAGE_BYTES);
	struct why why = {.code = 0};

	(void)state;
	assert_int_equal(pages_render(p, "desk/hello", "en", &view, &outer, &out, &why), 0);
	assert_int_equal(
	    pages_render(p, "desk/hello", "en", &none, &outer, &out, &why), ERR_NOT_FOUND);
	assert_non_null(strstr(why.text, "name"));
	buf_clear(&out);
	pages_free(p);
}

static void
test_the_language_that_suits_is_chosen(void **state)
{
	static const struct {
		const char *wanted, *locale;
	} rows[] = {
	    {"es-ES,es;q=0.9,en;q=0.8", "es"},
	    {"en-GB", "en"},
	    {"de, es;q=0.3, en;q=0.2", "es"},
	    {"es;q=0.2, en;q=0.7", "en"},
	    {"es;q=0", "en"},
	    {"de", "en"},
	    {"", "en"},
	    {"ES", "es"},
	    {";;q=,=", "en"},
	};
	struct pages *p = make();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(pages_locale(p, "desk", rows[i].wanted), rows[i].locale);
	assert_string_equal(pages_locale(p, "nothing", "es"), "en");
	pages_free(p);
}

static void
test_what_nothing_gives_is_found_at_start(void **state)
{
	static const struct {
		struct web_file file;
		int code;
		const char *path;
	} rows[] = {
	    {{"pages/desk/bad.html", "<p>\n{{w.nothing}}"}, ERR_NOT_FOUND, "pages/desk/bad.html:2"},
	    {{"pages/desk/bad.html", "{{asset.nothing.css}}"}, ERR_NOT_FOUND,
		"pages/desk/bad.html:1"},
	    {{"pages/desk/bad.html", "{{>_nothing}}"}, ERR_NOT_FOUND, "pages/desk/bad.html:1"},
	    {{"pages/desk/bad.html", "{{#a}}"}, ERR_MALFORMED, "pages/desk/bad.html:1"},
	    {{"pages/other/bad.html", "x"}, ERR_NOT_FOUND, "pages/other/bad.html:1"},
	    {{"words/desk.pt.txt", "no equals\n"}, ERR_MALFORMED, "words/desk.pt.txt:1"},
	    {{"words/desk.pt.txt", "a = 1\na = 2\n"}, ERR_EXISTS, "words/desk.pt.txt:0"},
	    {{"words/desk.pt.txt", "a = 1\n"}, ERR_NOT_FOUND, "pages/desk/hello.html:2"},
	};
	struct web_file all[FILES + 1];

	(void)state;
	memcpy(all, files, sizeof(files));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct pages *p = NULL;
		struct why why = {.code = 0};

		all[FILES] = rows[i].file;
		assert_int_equal(pages_new(&p, all, FILES + 1, &why), rows[i].code);
		assert_string_equal(why.path, rows[i].path);
		assert_null(p);
	}
}

static void
test_assets_are_named_by_content(void **state)
{
	struct web_file other[FILES];
	struct pages *a = make(), *b = NULL;
	char name[64] = "";
	struct span bytes;
	const char *type;
	const struct mustache_value values[] = {
	    {.name = "name", .text = "x"}, {.name = "locale", .text = "en"}};
	const struct mustache_view view = {values, 2}, none = {NULL, 0};
	struct buf out = BUF_INIT(LIMIT_PAGE_BYTES);
	struct why why;

	(void)state;
	assert_int_equal(pages_render(a, "desk/hello", "en", &view, &none, &out, &why), 0);
	assert_int_equal(sscanf(strstr(buf_str(&out), "/assets/"), "/assets/%60[^\"]", name), 1);
	assert_true(pages_asset(a, name, &bytes, &type));
	assert_string_equal(type, "text/css; charset=utf-8");
	assert_int_equal(bytes.len, strlen("p { }\n"));
	memcpy(other, files, sizeof(files));
	other[FILES - 1].text = "p { margin: 0 }\n";
	assert_int_equal(pages_new(&b, other, FILES, &why), 0);
	assert_false(pages_asset(b, name, &bytes, &type));
	assert_false(pages_asset(a, "desk.css", &bytes, &type));
	assert_false(pages_asset(a, "", &bytes, &type));
	buf_clear(&out);
	pages_free(a);
	pages_free(b);
}

static void
test_the_programs_own_pages_compile(void **state)
{
	struct pages *p = NULL;
	struct why why = {.code = 0};

	(void)state;
	if (pages_new(&p, web_files, web_file_count, &why) < 0)
		fail_msg("%s: %s", why.path, why.text);
	pages_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_page_speaks_each_language),
	    cmocka_unit_test(test_an_absent_value_is_an_error_and_an_empty_one_is_not),
	    cmocka_unit_test(test_the_language_that_suits_is_chosen),
	    cmocka_unit_test(test_what_nothing_gives_is_found_at_start),
	    cmocka_unit_test(test_assets_are_named_by_content),
	    cmocka_unit_test(test_the_programs_own_pages_compile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
