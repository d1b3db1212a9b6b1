#include "monitor/config/own_templates.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/notice/notice_sample.h"
#include "monitor/notice/render.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define FRONT "---\nsubject: Tu pedido\npreheader: {{contact_name}}, {{contact_phone}}\n---\n"

static char folder[64];

static const struct shop shop; /* without pages */
static const struct shop with_pages = {.pages_url = "https://envios.botijo.example"};

static int
make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/own_templates.XXXXXX");
	return mkdtemp(folder) == NULL ? -1 : 0;
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

static int
remove_folder(void **state)
{
	(void)state;
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void
write_file(const char *name, const char *text)
{
	char path[200];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%.2s", folder, name);
	(void)mkdir(path, 0755);
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void
render(struct notice_sample *s, const char *locale, enum notice_kind kind,
    const struct own_templates *own, struct render_output *out)
{
	struct templates *ours = NULL;
	struct why why = {.path = ""};

	assert_int_equal(templates_new(&ours, template_files, template_file_count, &why), 0);
	notice_sample_fill(s, kind, locale, 1);
	notice_sample_pages(s);
	s->shop.own_templates = *own;
	render_output_init(out);
	assert_int_equal(notice_render(ours, &s->input, out, &why), 0);
	templates_free(ours);
}

static void
test_a_shops_file_stands_in_the_place_of_ours_and_no_other(void **state)
{
	struct own_templates own = {NULL, 0};
	struct notice_sample *s = malloc(sizeof(*s));
	struct render_output out;
	struct why why = {.path = ""};

	(void)state;
	assert_non_null(s);
	write_file("es/delay.md",
	    FRONT
	    "# Va a tardar.\n\nTe prometimos {{promised_window}}.\n\n{{> next}}\n{{> choices}}\n"
	    "{{> person}}\n");
	write_file("es/_choices.md", "- [Espero]({{wait_url}})\n\n");
	write_file("es/notes.txt", "no template");
	assert_int_equal(own_templates_read(folder, &shop, &own, &why), ERR_NOT_FOUND);
	assert_string_equal(why.path, "es/_choices.md:1"); /* such a shop gives no such link */
	assert_int_equal(own_templates_read(folder, &with_pages, &own, &why), 0);
	assert_int_equal(own.count, 2);

	render(s, "es", NOTICE_DELAY, &own, &out);
	assert_non_null(strstr(buf_str(&out.words.text), "Va a tardar."));
	assert_non_null(strstr(buf_str(&out.words.text), "Sabrás de nosotros"));
	render_output_clear(&out);
	render(s, "es", NOTICE_MISSED, &own, &out); /* ours, with the shop's choices */
	assert_non_null(strstr(buf_str(&out.words.text), "No hemos cumplido"));
	assert_non_null(strstr(buf_str(&out.words.text), "* Espero"));
	render_output_clear(&out);
	render(s, "en", NOTICE_DELAY, &own, &out);
	assert_non_null(strstr(buf_str(&out.words.text), "Your order will arrive"));
	render_output_clear(&out);
	own_templates_clear(&own);
	free(s);
}

static void
test_a_wrong_file_is_found_when_it_is_read_with_its_line(void **state)
{
	static const struct {
		const char *file, *text, *place;
		int rc;
	} cases[] = {
	    {"es/delay.md", FRONT "\n{{nobody_gives}}\n", "es/delay.md:6", ERR_NOT_FOUND},
	    {"es/delay.md", FRONT "{{#window}}\n", "es/delay.md:5", ERR_MALFORMED},
	    {"es/delay.md", "no front", "es/delay.md:1", ERR_MALFORMED},
	    {"es/delays.md", FRONT, "es/delays.md:1", ERR_NOT_FOUND},
	    {"es/delay.md", FRONT "\n\nEs culpa de SEUR.\n", "es/delay.md:7", ERR_FORBIDDEN},
	    {"de/_person.md", "Der Kurier hat sich verspätet.\n", "de/_person.md:1", ERR_FORBIDDEN},
	    {"es/delay.md", FRONT "<b>ya</b>\n", "es/delay.md:5", ERR_MALFORMED},
	    {"es/delay.md", FRONT "[ver](http://botijo.example)\n", "es/delay.md:5", ERR_MALFORMED},
	    {"es/delay.md", FRONT "\xFF\n", "es/delay.md", ERR_MALFORMED},
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct own_templates own = {NULL, 0};
		struct why why = {.path = ""};

		assert_int_equal(remove_folder(state), 0);
		assert_int_equal(make_folder(state), 0);
		write_file(cases[i].file, cases[i].text);
		assert_int_equal(own_templates_read(folder, &shop, &own, &why), cases[i].rc);
		assert_string_equal(why.path, cases[i].place);
		assert_int_equal(own.count, 0);
	}
}

static void
test_a_folder_that_is_not_there_is_an_error_and_an_empty_one_is_not(void **state)
{
	struct own_templates own = {NULL, 0};
	struct why why = {.path = ""};

	(void)state;
	assert_int_equal(own_templates_read("/nowhere/at/all", &shop, &own, &why), ERR_NOT_FOUND);
	assert_int_equal(own_templates_read(folder, &shop, &own, &why), 0);
	assert_int_equal(own.count, 0);
	own_templates_clear(&own);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_a_shops_file_stands_in_the_place_of_ours_and_no_other, make_folder,
		remove_folder),
	    cmocka_unit_test_setup_teardown(
		test_a_wrong_file_is_found_when_it_is_read_with_its_line, make_folder,
		remove_folder),
	    cmocka_unit_test_setup_teardown(
		test_a_folder_that_is_not_there_is_an_error_and_an_empty_one_is_not, make_folder,
		remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
