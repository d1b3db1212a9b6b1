#include "monitor/base/when.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199, OFFSET_MOST_MIN = 18 * 60, DAY_ROOM = 32 };

static const int32_t DAY_FIRST = -25567; /* 1900-01-01 */
static const int32_t DAY_LAST = 84005;   /* 2199-12-31 */

static bool
leap_year(int32_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days since 1970-01-01 in years that begin in March, so that the leap day comes last. */
int
day_from_civil(int32_t year, int32_t month, int32_t day_of_month, int32_t *day)
{
	static const int32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t length;
	int32_t march_year;
	int32_t march_month;

	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12)
		return ERR_RANGE;
	length = lengths[month - 1] + (month == 2 && leap_year(year) ? 1 : 0);
	if (day_of_month < 1 || day_of_month > length)
		return ERR_RANGE;
	march_year = month > 2 ? year : year - 1;
	march_month = (month + 9) % 12;
	*day = march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 +
	    (march_month * 153 + 2) / 5 + day_of_month - 1 - 719468;
	return 0;
}

void
day_to_civil(int32_t day, int32_t *year, int32_t *month, int32_t *day_of_month)
{
	int64_t shifted = (int64_t)day + 719468; /* days since 0000-03-01 */
	int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	int64_t of_era = shifted - era * 146097;
	int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t march_month = (5 * of_year + 2) / 153;

	*day_of_month = (int32_t)(of_year - (153 * march_month + 2) / 5 + 1);
	*month = (int32_t)(march_month < 10 ? march_month + 3 : march_month - 9);
	*year = (int32_t)(year_of_era + era * 400 + (*month <= 2 ? 1 : 0));
}

int
day_weekday(int32_t day)
{
	return (day % 7 + 7 + 3) % 7; /* day 0 was a Thursday */
}

/* A cursor over the text that is read. */
static bool
take_char(struct span *in, char c)
{
	if (in->len == 0 || in->data[0] != c)
		return false;
	in->data++;
	in->len--;
	return true;
}

static bool
take_digits(struct span *in, size_t count, int32_t *out)
{
	if (!text_digits(*in, count, out))
		return false;
	in->data += count;
	in->len -= count;
	return true;
}

static int
take_day(struct span *in, int32_t *day)
{
	int32_t year;
	int32_t month;
	int32_t day_of_month;

	if (!take_digits(in, 4, &year) || !take_char(in, '-') || !take_digits(in, 2, &month) ||
	    !take_char(in, '-') || !take_digits(in, 2, &day_of_month))
		return ERR_MALFORMED;
	return day_from_civil(year, month, day_of_month, day);
}

int
day_parse(struct span in, int32_t *day)
{
	int32_t parsed = DAY_NONE;
	int rc = take_day(&in, &parsed);

	if (in.len != 0)
		return ERR_MALFORMED;
	if (rc < 0)
		return rc;
	*day = parsed;
	return 0;
}

/* "07" and its like: dates and times are most of what answers are made of, and printf is slow. */
static char *
put_two(char *at, int32_t value)
{
	uint32_t tens = (uint32_t)value / 10;

	*at++ = (char)('0' + tens);
	*at++ = (char)('0' + (uint32_t)value - 10 * tens);
	return at;
}

/* Its end. */
static char *
put_day(char dst[DAY_ROOM], int32_t day)
{
	int32_t year;
	int32_t month;
	int32_t day_of_month;

	day_to_civil(day, &year, &month, &day_of_month);
	if (year < 0 || year > 9999)
		return dst + snprintf(dst, DAY_ROOM, "%04d-%02d-%02d", year, month, day_of_month);
	dst = put_two(put_two(dst, year / 100), year % 100);
	*dst++ = '-';
	dst = put_two(dst, month);
	*dst++ = '-';
	return put_two(dst, day_of_month);
}

int
day_add(struct buf *b, int32_t day)
{
	char text[DAY_ROOM];

	if (day == DAY_NONE)
		return buf_error(b);
	return buf_add(b, text, (size_t)(put_day(text, day) - text));
}

struct when
when_date(int32_t day)
{
	return day == DAY_NONE ? WHEN_INIT : (struct when){.kind = WHEN_DATE, .day = day};
}

struct when
when_local(int32_t day, int32_t second)
{
	return (struct when){.kind = WHEN_LOCAL, .day = day, .second = second};
}

struct when
when_instant(int32_t day, int32_t second, int32_t offset_min)
{
	return (struct when){
	    .kind = WHEN_INSTANT, .day = day, .second = second, .offset_min = offset_min};
}

struct when
when_utc_ms(int64_t utc_ms)
{
	int64_t days = utc_ms / DAY_MS - (utc_ms % DAY_MS < 0 ? 1 : 0);

	if (days < DAY_FIRST || days > DAY_LAST)
		return WHEN_INIT;
	return (struct when){
	    .kind = WHEN_UTC,
	    .day = (int32_t)days,
	    .second = (int32_t)((utc_ms - days * DAY_MS) / SECOND_MS),
	};
}

int64_t
when_utc(struct when at)
{
	if (at.kind != WHEN_INSTANT && at.kind != WHEN_UTC)
		return AT_NONE;
	return (int64_t)at.day * DAY_MS + (int64_t)at.second * SECOND_MS -
	    (int64_t)at.offset_min * MINUTE_MS;
}

bool
when_equal(struct when a, struct when b)
{
	return a.kind == b.kind && a.day == b.day && a.second == b.second &&
	    a.offset_min == b.offset_min;
}

/* Hours to seconds of a day. 24:00:00 is the next day's start; a leap second is the second before it,
 * since no clock of ours knows it. */
static int
clock_set(struct when *at, int32_t hour, int32_t minute, int32_t second)
{
	if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0))
		return ERR_RANGE;
	if (hour == 24) {
		if (at->day == DAY_LAST)
			return ERR_RANGE;
		at->day++;
		hour = 0;
	}
	at->second = hour * 3600 + minute * 60 + (second == 60 ? 59 : second);
	return 0;
}

/* hh:mm[:ss[.fraction]] */
static int
take_clock(struct span *in, struct when *at)
{
	int32_t hour;
	int32_t minute;
	int32_t second = 0;

	if (!take_digits(in, 2, &hour) || !take_char(in, ':') || !take_digits(in, 2, &minute))
		return ERR_MALFORMED;
	if (take_char(in, ':')) {
		if (!take_digits(in, 2, &second))
			return ERR_MALFORMED;
		if (take_char(in, '.') || take_char(in, ',')) {
			int32_t digit;

			if (!take_digits(in, 1, &digit))
				return ERR_MALFORMED;
			while (take_digits(in, 1, &digit))
				continue;
		}
	}
	return clock_set(at, hour, minute, second);
}

/* Z, +hh:mm, +hhmm or +hh, one blank before it allowed; nothing: a wall clock alone. */
static int
take_offset(struct span *in, struct when *at)
{
	int32_t hours;
	int32_t minutes = 0;
	bool west;

	at->kind = WHEN_LOCAL;
	if (in->len == 0)
		return 0;
	(void)take_char(in, ' ');
	if (take_char(in, 'Z') || take_char(in, 'z')) {
		at->kind = WHEN_UTC;
		return 0;
	}
	west = take_char(in, '-');
	if (!west && !take_char(in, '+'))
		return ERR_MALFORMED;
	if (!take_digits(in, 2, &hours))
		return ERR_MALFORMED;
	if (in->len > 0) {
		(void)take_char(in, ':');
		if (!take_digits(in, 2, &minutes))
			return ERR_MALFORMED;
	}
	if (minutes > 59 || hours * 60 + minutes > OFFSET_MOST_MIN)
		return ERR_RANGE;
	at->offset_min = (hours * 60 + minutes) * (west ? -1 : 1);
	/* "-00:00" is UTC whose wall clock is unknown (RFC 3339, 4.3). */
	at->kind = west && at->offset_min == 0 ? WHEN_UTC : WHEN_INSTANT;
	return 0;
}

int
when_parse(struct span in, struct when *out)
{
	struct when at = {.kind = WHEN_DATE, .day = DAY_NONE};
	int day_rc = take_day(&in, &at.day);
	int clock_rc = 0;
	int offset_rc = 0;

	if (day_rc == ERR_MALFORMED)
		return day_rc;
	if (in.len > 0) {
		if (!take_char(&in, 'T') && !take_char(&in, 't') && !take_char(&in, ' '))
			return ERR_MALFORMED;
		clock_rc = take_clock(&in, &at);
		if (clock_rc == ERR_MALFORMED)
			return clock_rc;
		offset_rc = take_offset(&in, &at);
		if (offset_rc == ERR_MALFORMED || in.len > 0)
			return ERR_MALFORMED;
	}
	/* Only a text of the right shape is out of range. */
	if (day_rc < 0 || clock_rc < 0 || offset_rc < 0)
		return ERR_RANGE;
	*out = at;
	return 0;
}

enum field { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, FIELDS };

int
when_parse_pattern(struct span in, const char *pattern, struct when *out)
{
	static const char letters[] = "YMDhms";
	int32_t fields[FIELDS] = {0};
	struct when at = {.kind = strchr(pattern, 'h') != NULL ? WHEN_LOCAL : WHEN_DATE};
	int rc;

	for (const char *p = pattern; *p != '\0'; p++) {
		const char *letter = strchr(letters, *p);
		int32_t digit;

		if (*p == '[' && in.len == 0)
			break;
		if (*p == '[' || *p == ']')
			continue;
		if (letter == NULL) {
			if (!take_char(&in, *p))
				return ERR_MALFORMED;
			continue;
		}
		if (!take_digits(&in, 1, &digit))
			return ERR_MALFORMED;
		assert(
		    fields[letter - letters] < 1000); /* a pattern of ours: four digits at most */
		fields[letter - letters] = fields[letter - letters] * 10 + digit;
	}
	if (in.len > 0)
		return ERR_MALFORMED;
	rc = day_from_civil(fields[YEAR], fields[MONTH], fields[DAY], &at.day);
	if (rc < 0)
		return rc;
	rc = clock_set(&at, fields[HOUR], fields[MINUTE], fields[SECOND]);
	if (rc < 0)
		return rc;
	*out = at;
	return 0;
}

int
when_add(struct buf *b, struct when at)
{
	int32_t offset = at.offset_min < 0 ? -at.offset_min : at.offset_min;
	char text[DAY_ROOM + sizeof("T16:12:00+01:00")];
	char *end;

	if (at.kind == WHEN_NONE)
		return buf_error(b);
	if (at.kind == WHEN_DATE)
		return day_add(b, at.day);
	end = put_day(text, at.day);
	*end++ = 'T';
	end = put_two(end, at.second / 3600);
	*end++ = ':';
	end = put_two(end, at.second / 60 % 60);
	*end++ = ':';
	end = put_two(end, at.second % 60);
	if (at.kind == WHEN_UTC) {
		*end++ = 'Z';
	} else if (at.kind == WHEN_INSTANT) {
		*end++ = at.offset_min < 0 ? '-' : '+';
		end = put_two(end, offset / 60);
		*end++ = ':';
		end = put_two(end, offset % 60);
	}
	return buf_add(b, text, (size_t)(end - text));
}

int
when_add_utc(struct buf *b, int64_t utc_ms)
{
	return when_add(b, utc_ms == AT_NONE ? WHEN_INIT : when_utc_ms(utc_ms));
}

const char *
when_kind_name(enum when_kind kind)
{
	switch (kind) {
	case WHEN_NONE: return "none";
	case WHEN_INSTANT:
	case WHEN_UTC: return "instant";
	case WHEN_LOCAL: return "local";
	case WHEN_DATE: return "date";
	}
	return "none";
}

static int
order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

int
when_compare(struct when a, struct when b)
{
	int64_t a_utc = when_utc(a);
	int64_t b_utc = when_utc(b);

	if (a.day != b.day)
		return order(a.day, b.day);
	/* Exactly midnight is how carriers write "hour unknown": both come before the hours that are known. */
	if ((a.second == 0) != (b.second == 0))
		return a.second == 0 ? -1 : 1;
	if (a_utc != AT_NONE && b_utc != AT_NONE)
		return order(a_utc, b_utc);
	return order(a.second, b.second);
}
