#include "monitor/base/locale.h"

#include "monitor/base/locale.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "monitor/base/when.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct when
moment(const char *text)
{
	struct when at = WHEN_INIT;

	if (when_parse(span_of(text), &at) < 0)
		fail_msg("bad moment in a test: \"%s\"", text);
	return at;
}

static void
test_days_read_as_people_write_them(void **state)
{
	static const struct {
		const char *locale;
		enum locale_style style;
		const char *words;
	} cases[] = {
	    {"es", LOCALE_STYLE_DAY, "jueves, 28 de mayo"},
	    {"es", LOCALE_STYLE_DATE,
		"28\xC2\xA0"
		"de\xC2\xA0"
		"mayo"},
	    {"es", LOCALE_STYLE_SHORT,
		"jue\xC2\xA0"
		"28"},
	    {"es", LOCALE_STYLE_WEEKDAY,
		"jueves\xC2\xA0"
		"28"},
	    {"es", LOCALE_STYLE_TIME, "9:30"},
	    {"es", LOCALE_STYLE_DAY_TIME, "jueves, 28 de mayo, 9:30"},
	    {"es-ES", LOCALE_STYLE_DAY, "jueves, 28 de mayo"},
	    {"en", LOCALE_STYLE_DAY, "Thursday, 28 May"},
	    {"en", LOCALE_STYLE_SHORT,
		"Thu\xC2\xA0"
		"28"},
	    {"en", LOCALE_STYLE_WEEKDAY,
		"Thursday\xC2\xA0"
		"28"},
	    {"en", LOCALE_STYLE_DAY_TIME, "Thursday, 28 May, 9:30"},
	    {"en-GB", LOCALE_STYLE_DAY, "Thursday, 28 May"},
	    {"en-US", LOCALE_STYLE_DAY, "Thursday, May 28"},
	    {"fr", LOCALE_STYLE_DAY, "jeudi 28 mai"},
	    {"de", LOCALE_STYLE_DAY, "Donnerstag, 28. Mai"},
	    {"it", LOCALE_STYLE_DAY, "gioved\xC3\xAC 28 maggio"},
	    {"ca", LOCALE_STYLE_DAY, "dijous, 28 de maig"},
	};
	int32_t day = moment("2026-05-28").day;
	struct buf b = BUF_INIT(128);

	(void)state;
	for (int pass = 0; pass < 2; pass++) /* opened, then from the cache */
		for (size_t i = 0; i < COUNT(cases); i++) {
			buf_reset(&b);
			assert_int_equal(locale_add_words(&b, cases[i].locale, cases[i].style, day,
					     9 * 3600 + 30 * 60 + 59),
			    0);
			assert_string_equal(buf_str(&b), cases[i].words);
		}
	buf_reset(&b);
	assert_int_equal(locale_add_words(&b, "es", LOCALE_STYLE_DAY_TIME, day, -1), 0);
	assert_string_equal(buf_str(&b), "jueves, 28 de mayo");
	assert_int_equal(locale_add_words(&b, "es", LOCALE_STYLE_TIME, day, -1), ERR_RANGE);
	buf_clear(&b);
	locale_thread_clear();
}

static void
test_the_calendar_is_ours_in_every_locale(void **state)
{
	struct buf b = BUF_INIT(128);

	(void)state;
	assert_int_equal(locale_add_words(&b, "th-u-ca-buddhist", LOCALE_STYLE_SHORT,
			     moment("2026-05-28").day, 0),
	    0);
	assert_non_null(strstr(buf_str(&b), "28"));
	buf_clear(&b);
}

static void
test_unknown_locales_are_refused(void **state)
{
	static const char *const bad[] = {"", "xx", "tlh", "root", "es_ES", "es-", "spanish!", "e",
	    "../es", "es-x-a-very-long-private-tag-that-goes-on-and-on-and-on-and-on-and-on"};
	struct buf b = BUF_INIT(128);

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (locale_add_words(&b, bad[i], LOCALE_STYLE_DAY, 0, -1) != ERR_RANGE ||
		    locale_add_number(&b, bad[i], 1, 0) != ERR_RANGE ||
		    locale_add_window(&b, bad[i], 0, 1) != ERR_RANGE)
			fail_msg("\"%s\" was taken: %s", bad[i], buf_str(&b));
	assert_int_equal(b.len, 0);
	buf_init(&b, 5);
	assert_int_equal(locale_add_words(&b, "es", LOCALE_STYLE_DAY, 0, -1), ERR_TOO_BIG);
	buf_clear(&b);
}

static void
test_windows_read_as_people_write_them(void **state)
{
	static const struct {
		const char *locale;
		const char *from;
		const char *until;
		const char *words;
	} cases[] = {
	    {"es", "2026-05-28", "2026-05-31",
		"jueves, 28 de mayo \xE2\x80\x93 domingo, 31 de mayo"},
	    {"es", "2026-05-28", "2026-06-02",
		"jueves, 28 de mayo \xE2\x80\x93 martes, 2 de junio"},
	    {"es", "2026-05-28", "2026-05-28", "jueves, 28 de mayo"},
	    {"en", "2026-05-28", "2026-05-31", "Thursday 28 \xE2\x80\x93 Sunday 31 May"},
	    {"en", "2026-05-28", "2026-05-28", "Thursday, 28 May"},
	    {"fr", "2026-05-28", "2026-05-31", "jeudi 28 \xE2\x80\x93 dimanche 31 mai"},
	    {"de", "2026-05-28", "2026-05-31", "Donnerstag, 28. \xE2\x80\x93 Sonntag, 31. Mai"},
	    {"it", "2026-05-28", "2026-05-31", "gioved\xC3\xAC 28 \xE2\x80\x93 domenica 31 maggio"},
	    {"ca", "2026-05-28", "2026-05-31", "dijous, 28 \xE2\x80\x93 diumenge, 31 de maig"},
	    {"es", "2026-12-30", "2027-01-02",
		"mi\xC3\xA9rcoles, 30 de diciembre de 2026 \xE2\x80\x93 s\xC3\xA1"
		"bado, 2 de enero de 2027"},
	};
	struct buf b = BUF_INIT(128);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&b);
		assert_int_equal(locale_add_window(&b, cases[i].locale, moment(cases[i].from).day,
				     moment(cases[i].until).day),
		    0);
		assert_string_equal(buf_str(&b), cases[i].words);
	}
	assert_int_equal(locale_add_window(&b, "es", 2, 1), ERR_RANGE);
	buf_clear(&b);
}

static void
test_numbers_follow_the_locale(void **state)
{
	static const struct {
		const char *locale;
		double value;
		int decimals;
		const char *words;
	} cases[] = {
	    {"es", 12345.678, 2, "12.345,68"},
	    {"en", 12345.678, 1, "12,345.7"},
	    {"fr", 12345, 0,
		"12\xC2\xA0"
		"345"},
	    {"es", 84, 0, "84"},
	    {"es", 1.1, 1, "1,1"},
	    {"es", 2, 1, "2,0"},
	    {"en", -0.5, 0, "-1"},
	};
	struct buf b = BUF_INIT(64);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&b);
		assert_int_equal(
		    locale_add_number(&b, cases[i].locale, cases[i].value, cases[i].decimals), 0);
		assert_string_equal(buf_str(&b), cases[i].words);
	}
	assert_int_equal(locale_add_number(&b, "es", (double)NAN, 0), ERR_RANGE);
	assert_int_equal(locale_add_number(&b, "es", (double)INFINITY, 0), ERR_RANGE);
	assert_int_equal(locale_add_number(&b, "es", 1, 4), ERR_RANGE);
	assert_int_equal(locale_add_number(&b, "es", 1, -1), ERR_RANGE);
	buf_clear(&b);
}

static void
test_money_reads_as_people_write_it(void **state)
{
	static const struct {
		const char *locale, *currency, *words;
		int64_t cents;
	} cases[] = {
	    {"es", "EUR", "45,90\u00A0€", 4590},
	    {"en", "EUR", "€45.90", 4590},
	    {"de", "EUR", "1.234,50\u00A0€", 123450},
	    {"fr", "EUR", "1\u00A0234,50\u00A0€", 123450},
	    {"en", "JPY", "JP¥1,200", 120000},
	};
	struct buf b = BUF_INIT(64);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&b);
		assert_int_equal(
		    locale_add_money(&b, cases[i].locale, cases[i].cents, cases[i].currency), 0);
		assert_string_equal(buf_str(&b), cases[i].words);
	}
	assert_int_equal(locale_add_money(&b, "es", 1, ""), ERR_RANGE);
	buf_clear(&b);
}

static void
test_folding_makes_spellings_alike(void **state)
{
	static const char *const cases[][2] = {
	    {"Mar\xC3\xAD"
	     "a-Jos\xC3\xA9  N\xC3\x9A\xC3\x91"
	     "EZ",
		"maria jose nunez"},
	    {"Mari\xCC\x81"
	     "a",
		"maria"}, /* i and a combining accent */
	    {"  Stra\xC3\x9F"
	     "e 12, 3.B ",
		"strasse 12 3 b"},
	    {"ana@ejemplo.example", "ana ejemplo example"},
	    {"\xEF\xBC\xA1"
	     "\xEF\xBC\x91",
		"a1"}, /* fullwidth */
	    {"\xC4\xB0stanbul", "istanbul"},
	    {"+34 600 000 000", "34 600 000 000"},
	    {"\xE6\x9D\xB1\xE4\xBA\xAC", "\xE6\x9D\xB1\xE4\xBA\xAC"},
	    {"--", ""},
	    {"", ""},
	    {"a\xFF"
	     "b",
		"a b"},
	};
	struct buf b = BUF_INIT(128);
	static char large[LIMIT_REPLY_BYTES + 1];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_reset(&b);
		assert_int_equal(locale_add_folded(&b, span_of(cases[i][0])), 0);
		assert_string_equal(buf_str(&b), cases[i][1]);
	}
	assert_int_equal(locale_add_folded(&b, (struct span){large, sizeof(large)}), ERR_TOO_BIG);
	buf_clear(&b);
}

static void
test_capitals_become_a_name(void **state)
{
	static const struct {
		const char *in, *wanted;
	} rows[] = {
	    {"ZARAGOZA", "Zaragoza"},
	    {"SAN SEBASTIÁN", "San Sebastián"},
	    {"Alcalá de Henares", "Alcalá de Henares"},
	    {"", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf b = BUF_INIT(256);

		assert_int_equal(locale_add_title(&b, "es", span_of(rows[i].in)), 0);
		assert_string_equal(buf_str(&b), rows[i].wanted);
		buf_clear(&b);
	}
}

static void
use_and_clear(void *arg)
{
	struct buf b = BUF_INIT(128);

	*(int *)arg = locale_add_words(&b, "es", LOCALE_STYLE_DAY, 0, -1);
	buf_clear(&b);
	locale_thread_clear();
}

static void
test_threads_have_their_own_and_leave_nothing(void **state)
{
	struct thread *threads[4];
	int results[COUNT(threads)] = {1, 1, 1, 1};

	(void)state;
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(
		    thread_start(&threads[i], "locale", use_and_clear, &results[i]), 0);
	for (size_t i = 0; i < COUNT(threads); i++) {
		thread_join(threads[i]);
		assert_int_equal(results[i], 0);
	}
}

static int
clear_up(void **state)
{
	(void)state;
	locale_thread_clear();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_days_read_as_people_write_them),
	    cmocka_unit_test(test_the_calendar_is_ours_in_every_locale),
	    cmocka_unit_test(test_unknown_locales_are_refused),
	    cmocka_unit_test(test_windows_read_as_people_write_them),
	    cmocka_unit_test(test_numbers_follow_the_locale),
	    cmocka_unit_test(test_money_reads_as_people_write_it),
	    cmocka_unit_test(test_folding_makes_spellings_alike),
	    cmocka_unit_test(test_capitals_become_a_name),
	    cmocka_unit_test(test_threads_have_their_own_and_leave_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, clear_up);
}
