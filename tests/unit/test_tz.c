#include "monitor/base/tz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "monitor/base/err.h"
#include "monitor/base/limits.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- files of our own making ---- */

struct file {
	char bytes[512];
	size_t len;
};

static void
put(struct file *f, int64_t value, size_t bytes)
{
	for (size_t i = bytes; i-- > 0;)
		f->bytes[f->len++] = (char)(value >> (8 * i));
}

static void
put_header(struct file *f, char version, size_t leaps, size_t times, size_t types)
{
	memcpy(f->bytes + f->len, "TZif", 4);
	f->len += 4;
	f->bytes[f->len++] = version;
	memset(f->bytes + f->len, 0, 15);
	f->len += 15;
	put(f, 0, 4);
	put(f, 0, 4);
	put(f, (int64_t)leaps, 4);
	put(f, (int64_t)times, 4);
	put(f, (int64_t)types, 4);
	put(f, 4, 4);
}

/* Two offsets, one hour and two, that change at `at`[i] to type `type`[i]; then the footer. */
static struct file
made(const int64_t *at, const int *type, size_t times, const char *footer)
{
	struct file f = {.len = 0};

	put_header(&f, '2', 0, 0, 1);
	put(&f, 0, 4);
	put(&f, 0, 2);
	put(&f, 0, 4);
	put_header(&f, '2', 0, times, 2);
	for (size_t i = 0; i < times; i++)
		put(&f, at[i], 8);
	for (size_t i = 0; i < times; i++)
		put(&f, type[i], 1);
	put(&f, 3600, 4);
	put(&f, 0, 2);
	put(&f, 7200, 4);
	put(&f, 0x0100, 2);
	put(&f, 0, 4);
	f.len += (size_t)snprintf(f.bytes + f.len, sizeof(f.bytes) - f.len, "\n%s\n", footer);
	return f;
}

static struct tz *
opened(const char *footer)
{
	struct file f = made(NULL, NULL, 0, footer);
	struct tz *tz = NULL;

	if (tz_read((struct span){f.bytes, f.len}, &tz) < 0)
		fail_msg("refused: %s", footer);
	return tz;
}

static void
test_transitions_hold_from_their_second_on(void **state)
{
	const int64_t at[] = {-1000, 5000000000};
	const int type[] = {1, 0};
	struct file f = made(at, type, 2, "");
	struct tz *tz = NULL;
	int64_t until = 0;

	(void)state;
	assert_int_equal(tz_read((struct span){f.bytes, f.len}, &tz), 0);
	assert_int_equal(tz_offset_at(tz, -1001, &until), 3600);
	assert_true(until == -1000);
	assert_int_equal(tz_offset_at(tz, -1000, &until), 7200);
	assert_true(until == 5000000000);
	assert_int_equal(tz_offset_at(tz, 4999999999, NULL), 7200);
	assert_int_equal(tz_offset_at(tz, 5000000000, &until), 3600);
	assert_true(until == INT64_MAX);
	tz_free(tz);
}

/* What POSIX and RFC 9636 say such strings mean; instants reckoned by hand from the calendar. */
static void
test_rules_of_the_footer_are_followed(void **state)
{
	static const struct {
		const char *rule;
		int64_t before; /* the last second before a change */
		int32_t offset_before, offset_after;
	} cases[] = {
	    /* last Sunday of March 2026, the 29th, 02:00 local */
	    {"CET-1CEST,M3.5.0,M10.5.0/3", 1774745999, 3600, 7200},
	    {"CET-1CEST,M3.5.0,M10.5.0/3", 1792889999, 7200, 3600},
	    /* second Sunday of March 2026, the 8th, 02:00 */
	    {"EST5EDT,M3.2.0,M11.1.0", 1772953199, -18000, -14400},
	    /* south of the equator: summer ends on the first Sunday of April 2026, the 5th, 03:00 */
	    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 1775314799, 39600, 37800},
	    /* before the day begins: the Saturday before the last Sunday of March, 22:00 */
	    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1774745999, -7200, -3600},
	    /* 60th day, no leap day counted: 1 March in any year */
	    {"AAA0BBB,J60/0,J300/0", 1709251199, 0, 3600},
	    /* day 59, leap day counted: 29 February 2024 */
	    {"AAA0BBB,59/0,300/0", 1709164799, 0, 3600},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct tz *tz = opened(cases[i].rule);
		int64_t until;

		if (tz_offset_at(tz, cases[i].before, &until) != cases[i].offset_before ||
		    until != cases[i].before + 1 ||
		    tz_offset_at(tz, until, NULL) != cases[i].offset_after)
			fail_msg("%s: %ld", cases[i].rule, (long)until);
		tz_free(tz);
	}
}

static void
test_what_is_no_zone_is_refused(void **state)
{
	static const char *const rules[] = {"CE-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0",
	    "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
	    "CET-1CEST,J0,J5", "CET-1CEST,M3.5.0,M10.5.0x", "<+01-1", "CET-168"};
	const int64_t falling[] = {10, 10};
	const int type[] = {0, 1}, beyond[] = {0, 2};
	struct file f = made(NULL, NULL, 0, "UTC0");
	struct tz *tz = NULL;

	(void)state;
	for (size_t len = 0; len < f.len; len++)
		assert_int_equal(tz_read((struct span){f.bytes, len}, &tz), ERR_MALFORMED);
	for (size_t i = 0; i < COUNT(rules); i++) {
		f = made(NULL, NULL, 0, rules[i]);
		if (tz_read((struct span){f.bytes, f.len}, &tz) != ERR_MALFORMED)
			fail_msg("taken: %s", rules[i]);
	}
	f = made(falling, type, 2, "UTC0");
	assert_int_equal(tz_read((struct span){f.bytes, f.len}, &tz), ERR_MALFORMED);
	f = made((const int64_t[]){1, 2}, beyond, 2, "UTC0");
	assert_int_equal(tz_read((struct span){f.bytes, f.len}, &tz), ERR_MALFORMED);
	f = made(NULL, NULL, 0, "UTC0");
	f.bytes[4] = '\0'; /* version 1: 32 bits, no footer */
	assert_int_equal(tz_read((struct span){f.bytes, f.len}, &tz), ERR_MALFORMED);
	f = made(NULL, NULL, 0, "UTC0");
	f.bytes[44 + 10 + 31] = 1; /* a leap second in the second header */
	assert_int_equal(tz_read((struct span){f.bytes, f.len}, &tz), ERR_MALFORMED);
	assert_null(tz);
}

/* ---- the system's files, with the C library's reading of them as the oracle ---- */

static struct tz *
of_system(const char *name)
{
	static char bytes[LIMIT_TZ_BYTES];
	char path[128];
	struct tz *tz = NULL;
	size_t len;
	FILE *file;

	(void)snprintf(path, sizeof(path), "/usr/share/zoneinfo/%s", name);
	file = fopen(path, "rb");
	if (file == NULL)
		fail_msg("%s cannot be opened", path);
	len = fread(bytes, 1, sizeof(bytes), file);
	(void)fclose(file);
	if (tz_read((struct span){bytes, len}, &tz) < 0)
		fail_msg("%s was refused", path);
	return tz;
}

/* The last second before each change from 1905 to 2190, the change itself, and moments between. */
static void
compare(const char *name)
{
	struct tz *tz = of_system(name);
	int64_t at = -2051222400;
	int64_t until;

	assert_int_equal(setenv("TZ", name, 1), 0);
	tzset();
	while (at < 6942931200) {
		int64_t asked[] = {at, 0, 0};

		(void)tz_offset_at(tz, at, &until);
		if (until > 6942931200)
			until = 6942931200;
		asked[1] = at + (until - at) / 2;
		asked[2] = until - 1;
		for (size_t i = 0; i < COUNT(asked); i++) {
			time_t t = (time_t)asked[i];
			struct tm wall;

			if (localtime_r(&t, &wall) == NULL ||
			    wall.tm_gmtoff != tz_offset_at(tz, asked[i], NULL))
				fail_msg("%s at %ld", name, (long)t);
		}
		at = until;
	}
	tz_free(tz);
}

static void
test_every_zone_reads_as_the_c_library_reads_it(void **state)
{
	char line[256], first[64], second[64];
	FILE *list = fopen("/usr/share/zoneinfo/tzdata.zi", "r");
	int zones = 0;

	(void)state;
	if (list == NULL)
		skip();
	while (fgets(line, sizeof(line), list) != NULL) {
		if (sscanf(line, "Z %63s", first) == 1)
			compare(first);
		else if (sscanf(line, "L %63s %63s", first, second) == 2)
			compare(second);
		else
			continue;
		zones++;
	}
	(void)fclose(list);
	assert_true(zones > 500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_transitions_hold_from_their_second_on),
	    cmocka_unit_test(test_rules_of_the_footer_are_followed),
	    cmocka_unit_test(test_what_is_no_zone_is_refused),
	    cmocka_unit_test(test_every_zone_reads_as_the_c_library_reads_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
