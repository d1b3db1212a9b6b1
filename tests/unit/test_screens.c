/*
 * What the commands show for an answer of the daemon, compared whole with the pages kept in tests/cli: ANSWER.json goes in,
 * PAGE.LANGUAGE.COLUMNS.txt must come out. `test_screens --update` writes them anew: read the difference.
 */

#include "monitor/cli/cases.h"
#include "monitor/cli/erase.h"
#include "monitor/cli/events.h"
#include "monitor/cli/incidents.h"
#include "monitor/cli/lists.h"
#include "monitor/cli/outbox.h"
#include "monitor/cli/people.h"
#include "monitor/cli/report.h"
#include "monitor/cli/show.h"
#include "monitor/cli/carriers.h"
#include "monitor/cli/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/cli/view.h"

static bool updating;

static void
draw_find(struct page *p, struct json_value answer)
{
	lists_find(p, answer, "ana ej");
}

static void
draw_list(struct page *p, struct json_value answer)
{
	lists_state(p, answer, "slipping", 5);
}

static const struct screen {
	const char *page;
	const char *answer;
	void (*draw)(struct page *p, struct json_value answer);
	enum language language;
	int columns;
	bool ascii;
	bool color;
} screens[] = {
    {"find", "find", draw_find, LANGUAGE_ES, 80, false, false},
    {"find", "find", draw_find, LANGUAGE_ES, 120, false, false},
    {"find", "find", draw_find, LANGUAGE_EN, 80, false, false},
    {"find", "find", draw_find, LANGUAGE_EN, 40, false, false},
    {"nothing", "nothing", draw_find, LANGUAGE_ES, 80, false, false},
    {"list", "list", draw_list, LANGUAGE_ES, 80, false, false},
    {"list", "list", draw_list, LANGUAGE_ES, 120, false, false},
    {"list", "list", draw_list, LANGUAGE_EN, 120, false, false},
    {"list", "list", draw_list, LANGUAGE_EN, 60, false, false},
    {"list-forecast", "list_forecast", draw_list, LANGUAGE_ES, 80, false, false},
    {"list-forecast", "list_forecast", draw_list, LANGUAGE_ES, 120, false, false},
    {"list-forecast-ascii", "list_forecast", draw_list, LANGUAGE_EN, 80, true, false},
    {"list-ascii", "list", draw_list, LANGUAGE_ES, 80, true, false},
    {"list-color", "list", draw_list, LANGUAGE_ES, 80, false, true},
    {"show", "show", show_parcel, LANGUAGE_ES, 80, false, false},
    {"show", "show", show_parcel, LANGUAGE_ES, 120, false, false},
    {"show", "show", show_parcel, LANGUAGE_EN, 80, false, false},
    {"show", "show", show_parcel, LANGUAGE_EN, 60, false, false},
    {"forecast", "forecast", show_parcel, LANGUAGE_ES, 80, false, false},
    {"forecast", "forecast", show_parcel, LANGUAGE_ES, 120, false, false},
    {"forecast", "forecast", show_parcel, LANGUAGE_EN, 80, false, false},
    {"ruled", "ruled", show_parcel, LANGUAGE_ES, 80, false, false},
    {"ruled", "ruled", show_parcel, LANGUAGE_EN, 80, false, false},
    {"held", "held", show_parcel, LANGUAGE_ES, 80, false, false},
    {"kept", "kept", show_parcel, LANGUAGE_ES, 80, false, false},
    {"status", "status", status_page, LANGUAGE_ES, 80, false, false},
    {"ill", "ill", status_page, LANGUAGE_ES, 80, false, false},
    {"ill", "ill", status_page, LANGUAGE_EN, 120, false, false},
    {"events", "ill", events_page, LANGUAGE_ES, 80, false, false},
    {"events", "ill", events_page, LANGUAGE_EN, 120, false, false},
    {"carriers", "carriers", carriers_page, LANGUAGE_ES, 80, false, false},
    {"carriers", "carriers", carriers_page, LANGUAGE_EN, 120, false, false},
    {"cases", "cases", cases_page, LANGUAGE_ES, 80, false, false},
    {"cases", "cases", cases_page, LANGUAGE_EN, 120, false, false},
    {"cases-color", "cases", cases_page, LANGUAGE_ES, 80, false, true},
    {"incidents", "incidents", incidents_page, LANGUAGE_ES, 80, false, false},
    {"incidents", "incidents", incidents_page, LANGUAGE_EN, 120, false, false},
    {"outbox", "outbox", outbox_page, LANGUAGE_ES, 80, false, false},
    {"outbox", "outbox", outbox_page, LANGUAGE_EN, 120, false, false},
    {"notice", "notice", outbox_notice_page, LANGUAGE_ES, 80, false, false},
    {"notice-bounced", "notice-bounced", outbox_notice_page, LANGUAGE_EN, 80, false, false},
    {"suppressed", "suppressed", suppressed_page, LANGUAGE_ES, 80, false, false},
    {"suppressed", "suppressed", suppressed_page, LANGUAGE_EN, 120, false, false},
    {"erase", "erase", erase_page, LANGUAGE_ES, 80, false, false},
    {"erase", "erase", erase_page, LANGUAGE_EN, 120, false, false},
    {"report", "report", report_page, LANGUAGE_ES, 80, false, false},
    {"report", "report", report_page, LANGUAGE_ES, 120, false, false},
    {"report", "report", report_page, LANGUAGE_EN, 80, false, false},
    {"report", "report", report_page, LANGUAGE_EN, 120, false, false},
    {"report", "report", report_page, LANGUAGE_EN, 60, false, false},
    {"report-ascii", "report", report_page, LANGUAGE_ES, 120, true, false},
    {"report-none", "report-none", report_page, LANGUAGE_ES, 80, false, false},
    {"advice", "advice", report_advice_page, LANGUAGE_ES, 80, false, false},
    {"advice", "advice", report_advice_page, LANGUAGE_EN, 120, false, false},
    {"advice-few", "advice-few", report_advice_page, LANGUAGE_ES, 80, false, false},
    {"advice-long", "advice-long", report_advice_page, LANGUAGE_ES, 80, false, false},
};

enum { FILE_BYTES = 1 << 20 };

static void
read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char piece[4096];
	size_t got;

	if (file == NULL)
		return;
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		assert_int_equal(buf_add(out, piece, got), 0);
	fclose(file);
}

static void
write_file(const char *path, const struct buf *bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(buf_str(bytes), 1, bytes->len, file), bytes->len);
	assert_int_equal(fclose(file), 0);
}

static void
draw(const struct screen *s, struct buf *out)
{
	struct look look = {.language = s->language,
	    .utf8 = !s->ascii,
	    .color = s->color,
	    .columns = s->columns,
	    .zone = "Europe/Madrid"};
	struct buf json = BUF_INIT(FILE_BYTES);
	struct json_doc doc = JSON_DOC_INIT;
	struct page page;
	struct why why;
	char path[128];

	(void)snprintf(path, sizeof(path), "tests/cli/%s.json", s->answer);
	read_file(path, &json);
	assert_int_equal(json_parse(&doc, buf_span(&json), &why), 0);
	look.now_utc_ms = view_at(json_root(&doc), "now");
	page_init(&page, &look);
	s->draw(&page, json_root(&doc));
	assert_int_equal(page_take(&page, out), 0);
	page_clear(&page);
	json_doc_clear(&doc);
	buf_clear(&json);
}

static void
test_each_answer_is_shown_as_its_page_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
		const struct screen *s = &screens[i];
		struct buf shown = BUF_INIT(FILE_BYTES), kept = BUF_INIT(FILE_BYTES);
		char path[128];

		draw(s, &shown);
		(void)snprintf(path, sizeof(path), "tests/cli/%s.%s.%d.txt", s->page,
		    s->language == LANGUAGE_ES ? "es" : "en", s->columns);
		if (updating)
			write_file(path, &shown);
		read_file(path, &kept);
		if (strcmp(buf_str(&shown), buf_str(&kept)) != 0)
			fail_msg("%s differs; shown is:\n%s", path, buf_str(&shown));
		buf_clear(&shown);
		buf_clear(&kept);
	}
	zone_thread_clear();
	locale_thread_clear();
}

/* No line is wider than the terminal, but for words that cannot be broken. */
static void
test_no_line_is_wider_than_the_terminal(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
		struct buf shown = BUF_INIT(FILE_BYTES);
		struct span rest, line;

		if (screens[i].color)
			continue;
		draw(&screens[i], &shown);
		rest = buf_span(&shown);
		while (text_split(&rest, '\n', &line)) {
			char one[1024];

			(void)text_cut(one, sizeof(one), line);
			if (text_columns(one) > (size_t)screens[i].columns)
				fail_msg(
				    "%s at %d: '%s'", screens[i].page, screens[i].columns, one);
		}
		buf_clear(&shown);
	}
	zone_thread_clear();
	locale_thread_clear();
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_answer_is_shown_as_its_page_says),
	    cmocka_unit_test(test_no_line_is_wider_than_the_terminal),
	};

	updating = argc > 1 && strcmp(argv[1], "--update") == 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
