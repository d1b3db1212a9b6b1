#include "monitor/base/text.h"
#include "monitor/config/days.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef int parse_fn(struct span text, struct own_days *out, struct why *why);

static int32_t
day_of(const char *text)
{
	int32_t day;

	assert_int_equal(day_parse(span_of(text), &day), 0);
	return day;
}

static struct own_days
good(parse_fn *parse, const char *text)
{
	struct own_days days = {0};
	struct why why = {0};

	if (parse(span_of(text), &days, &why) < 0)
		fail_msg("line %zu: %s", why.offset, why.text);
	for (size_t i = 1; i < days.count; i++)
		assert_true(days.items[i - 1].day < days.items[i].day);
	return days;
}

static void
refused(parse_fn *parse, const char *text, int code, size_t line)
{
	struct own_days days = {0};
	struct why why = {0};

	assert_int_equal(parse(span_of(text), &days, &why), code);
	assert_int_equal(why.offset, line);
	assert_true(strlen(why.text) > 5);
	assert_null(days.items);
}

static void
test_a_table_gives_days_in_order(void **state)
{
	struct own_days d = good(days_parse_csv,
	    "day,what,note\n# the summer\n2026-12-24,closed,Nochebuena\r\n\n2026-08-03/2026-08-05\n"
	    " 2026-12-07 , open\n2026-12-24,closed\n");

	(void)state;
	assert_int_equal(d.count, 5);
	assert_int_equal(d.items[0].day, day_of("2026-08-03"));
	assert_false(d.items[0].open);
	assert_int_equal(d.items[3].day, day_of("2026-12-07"));
	assert_true(d.items[3].open);
	assert_int_equal(d.items[4].day, day_of("2026-12-24"));
	free(d.items);
}

static void
test_what_a_table_cannot_say_names_its_line(void **state)
{
	(void)state;
	refused(days_parse_csv, "2026-12-24\n2026-02-30,closed\n", ERR_MALFORMED, 2);
	refused(days_parse_csv, "24/12/2026\n", ERR_MALFORMED, 1);
	refused(days_parse_csv, "2026-12-24,shut\n", ERR_MALFORMED, 1);
	refused(days_parse_csv, "2026-12-24,closed\n\n2026-12-24,open\n", ERR_CONFLICT, 3);
	refused(days_parse_csv, "2026-12-24/2026-12-20\n", ERR_RANGE, 1);
	refused(days_parse_csv, "1990-01-01/2026-12-20\n", ERR_TOO_BIG, 1);
}

#define EVENT(lines)                                                                               \
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" lines "END:VEVENT\r\nEND:VCALENDAR\r\n"

static void
test_a_calendar_gives_whole_days_without_their_end(void **state)
{
	struct own_days d = good(days_parse_ics,
	    EVENT("SUMMARY:A long text that\r\n DTSTART goes on\r\nDTSTART;VALUE=DATE:20260803\r\n"
		  "DTEND;VALUE=DATE:20260806\r\n"));

	(void)state;
	assert_int_equal(d.count, 3);
	assert_int_equal(d.items[2].day, day_of("2026-08-05"));
	free(d.items);
	d = good(days_parse_ics, EVENT("DTSTART;VALUE=DATE:20260803\r\nSTATUS:CANCELLED\r\n"));
	assert_int_equal(d.count, 0);
	free(d.items);
}

static void
test_what_comes_every_year_comes_every_year(void **state)
{
	struct own_days d =
	    good(days_parse_ics, EVENT("DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\n"));

	(void)state;
	assert_int_equal(d.count, 19); /* leap years 2024 to 2096 */
	assert_int_equal(d.items[1].day, day_of("2028-02-29"));
	free(d.items);
}

static void
test_a_calendar_that_would_be_read_half_is_refused(void **state)
{
	(void)state;
	refused(days_parse_ics, EVENT("DTSTART:20260803T090000Z\r\n"), ERR_MALFORMED, 4);
	refused(days_parse_ics, EVENT("DTSTART;VALUE=DATE:20260803\r\nRRULE:FREQ=WEEKLY\r\n"),
	    ERR_MALFORMED, 5);
	refused(days_parse_ics, EVENT("SUMMARY:x\r\n"), ERR_MALFORMED, 3);
	refused(days_parse_ics,
	    EVENT("DTSTART;VALUE=DATE:20260803\r\nDTEND;VALUE=DATE:20260803\r\n"), ERR_RANGE, 3);
	refused(days_parse_ics, "day,what\n2026-12-24\n", ERR_MALFORMED, 2);
	refused(days_parse_ics, "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", ERR_MALFORMED, 2);
}

/* Cut anywhere, a file is refused or read; it is never read beyond. */
static void
test_a_file_may_end_anywhere(void **state)
{
	static const char text[] =
	    EVENT("DTSTART;VALUE=DATE:20260803\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:a\r\n b\r\n");

	(void)state;
	for (size_t len = 0; len < sizeof(text); len++) {
		char *piece = malloc(len + 1);
		struct own_days days = {0};

		assert_non_null(piece);
		memcpy(piece, text, len);
		if (days_parse_ics((struct span){piece, len}, &days, NULL) == 0)
			free(days.items);
		days = (struct own_days){0};
		if (days_parse_csv((struct span){piece, len}, &days, NULL) == 0)
			free(days.items);
		free(piece);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_table_gives_days_in_order),
	    cmocka_unit_test(test_what_a_table_cannot_say_names_its_line),
	    cmocka_unit_test(test_a_calendar_gives_whole_days_without_their_end),
	    cmocka_unit_test(test_what_comes_every_year_comes_every_year),
	    cmocka_unit_test(test_a_calendar_that_would_be_read_half_is_refused),
	    cmocka_unit_test(test_a_file_may_end_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
