#include "monitor/base/tz.h"

#include <assert.h>
#include <stdlib.h>

#include "monitor/base/err.h"
#include "monitor/base/limits.h"
#include "monitor/base/when.h"

enum {
	HEADER_BYTES = 44,
	TYPE_BYTES = 6, /* offset, whether it is summer time, where its name stands */
	OFFSET_MAX_S = 26 * 60 * 60,
	RULE_HOURS_MAX = 167, /* RFC 9636, 3.3.1 */
};

/* In which rules are reckoned: 1902 and 2198, a year within what `when` counts. */
#define YEAR_MIN_S (-24837LL * DAY_SECONDS)
#define YEAR_MAX_S (83276LL * DAY_SECONDS)

/* When in a year a rule changes the clock, and what the clock shows then. */
struct turn {
	enum { TURN_JULIAN, TURN_DAY, TURN_WEEKDAY } kind;
	int32_t month, week,
	    day;        /* JULIAN: day 1..365, no leap day; DAY: 0..365; WEEKDAY: 0 Sunday */
	int32_t second; /* of wall time before the turn; may be negative */
};

struct tz {
	int64_t *at;       /* ascending */
	int32_t *offset_s; /* from at[i] on */
	size_t count;
	int32_t first_s; /* before at[0] */
	bool ruled;      /* after the last transition the rule holds, else the last offset */
	bool summer;     /* the rule has two offsets */
	int32_t standard_s, summer_s;
	struct turn begins, ends;
};

/* ---- the footer: a POSIX TZ string such as CET-1CEST,M3.5.0,M10.5.0/3 ---- */

static struct span
after(struct span in, size_t bytes)
{
	return (struct span){in.data + bytes, in.len - bytes};
}

static bool
take(struct span *in, char c)
{
	if (in->len == 0 || in->data[0] != c)
		return false;
	*in = after(*in, 1);
	return true;
}

static bool
take_number(struct span *in, int32_t max, int32_t *out)
{
	size_t digits = 0;
	int32_t value = 0;

	while (digits < in->len && digits < 3 && text_is_digit(in->data[digits]))
		value = value * 10 + (in->data[digits++] - '0');
	if (digits == 0 || value > max)
		return false;
	*in = after(*in, digits);
	*out = value;
	return true;
}

/* [+-]hh[:mm[:ss]] in seconds */
static bool
take_time(struct span *in, int32_t *out)
{
	bool minus = take(in, '-');
	int32_t hours, minutes = 0, seconds = 0;

	if (!minus)
		(void)take(in, '+');
	if (!take_number(in, RULE_HOURS_MAX, &hours))
		return false;
	if (take(in, ':') && !take_number(in, 59, &minutes))
		return false;
	if (take(in, ':') && !take_number(in, 59, &seconds))
		return false;
	*out = (hours * 60 + minutes) * 60 + seconds;
	if (minus)
		*out = -*out;
	return true;
}

/* A name of letters, or anything between < and >. */
static bool
take_name(struct span *in)
{
	size_t len = 0;

	if (take(in, '<')) {
		while (len < in->len && in->data[len] != '>')
			len++;
		*in = after(*in, len);
		return len > 0 && take(in, '>');
	}
	while (len < in->len && text_is_alpha(in->data[len]))
		len++;
	*in = after(*in, len);
	return len >= 3;
}

static bool
take_turn(struct span *in, struct turn *out)
{
	bool good;

	*out = (struct turn){.kind = TURN_DAY, .second = 2 * 60 * 60};
	if (!take(in, ','))
		return false;
	if (take(in, 'M')) {
		out->kind = TURN_WEEKDAY;
		good = take_number(in, 12, &out->month) && take(in, '.') &&
		    take_number(in, 5, &out->week) && take(in, '.') &&
		    take_number(in, 6, &out->day) && out->month > 0 && out->week > 0;
	} else if (take(in, 'J')) {
		out->kind = TURN_JULIAN;
		good = take_number(in, 365, &out->day) && out->day > 0;
	} else {
		good = take_number(in, 365, &out->day);
	}
	return good && (!take(in, '/') || take_time(in, &out->second));
}

/* In the string hours west of Greenwich count as positive. */
static bool
read_rule(struct span in, struct tz *tz)
{
	if (!take_name(&in) || !take_time(&in, &tz->standard_s))
		return false;
	tz->standard_s = -tz->standard_s;
	tz->ruled = true;
	if (in.len == 0)
		return true;
	tz->summer = true;
	if (!take_name(&in))
		return false;
	tz->summer_s = tz->standard_s + 60 * 60;
	if (in.len > 0 && in.data[0] != ',') {
		if (!take_time(&in, &tz->summer_s))
			return false;
		tz->summer_s = -tz->summer_s;
	}
	return take_turn(&in, &tz->begins) && take_turn(&in, &tz->ends) && in.len == 0;
}

/* ---- the file ---- */

static int64_t
big_endian(const char *p, size_t bytes)
{
	uint64_t value = (uint8_t)p[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | (uint8_t)p[i];
	return (int64_t)value;
}

struct counts {
	size_t is_ut, is_standard, leaps, times, types, chars;
};

/* The header at the front of `in`: its counts, none beyond what fits into `in`. */
static bool
read_header(struct span in, struct counts *out)
{
	size_t *const fields[] = {
	    &out->is_ut, &out->is_standard, &out->leaps, &out->times, &out->types, &out->chars};

	if (in.len < HEADER_BYTES || !text_starts(in, "TZif"))
		return false;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		int64_t count = big_endian(in.data + 20 + 4 * i, 4);

		if (count < 0 || (size_t)count > in.len)
			return false;
		*fields[i] = (size_t)count;
	}
	return in.data[4] >= '2' && out->types > 0;
}

static size_t
body_bytes(const struct counts *c, size_t time_bytes)
{
	return c->times * (time_bytes + 1) + c->types * TYPE_BYTES + c->chars +
	    c->leaps * (time_bytes + 4) + c->is_standard + c->is_ut;
}

static bool
type_offset(const char *types, const struct counts *c, size_t type, int32_t *out)
{
	if (type >= c->types)
		return false;
	*out = (int32_t)big_endian(types + type * TYPE_BYTES, 4);
	return *out > -OFFSET_MAX_S && *out < OFFSET_MAX_S;
}

static int
read_body(struct tz *tz, struct span in, const struct counts *c)
{
	const char *indexes = in.data + 8 * c->times;
	const char *types = indexes + c->times;
	struct span footer = after(in, body_bytes(c, 8));

	tz->at = calloc(c->times + 1, sizeof(*tz->at));
	tz->offset_s = calloc(c->times + 1, sizeof(*tz->offset_s));
	if (tz->at == NULL || tz->offset_s == NULL)
		return ERR_NOMEM;
	for (; tz->count < c->times; tz->count++) {
		size_t i = tz->count;

		tz->at[i] = big_endian(in.data + 8 * i, 8);
		if (!type_offset(types, c, (uint8_t)indexes[i], &tz->offset_s[i]) ||
		    (i > 0 && tz->at[i] <= tz->at[i - 1]))
			return ERR_MALFORMED;
	}
	if (!type_offset(types, c, 0, &tz->first_s) || !take(&footer, '\n') || footer.len == 0 ||
	    footer.data[footer.len - 1] != '\n')
		return ERR_MALFORMED;
	footer.len--;
	/* An empty footer: nothing is known beyond the last transition. */
	return footer.len == 0 || read_rule(footer, tz) ? 0 : ERR_MALFORMED;
}

int
tz_read(struct span file, struct tz **out)
{
	struct counts c;
	struct tz *tz;
	int rc;

	/* The first block is for readers of 32 bits. */
	if (file.len > LIMIT_TZ_BYTES || !read_header(file, &c) ||
	    HEADER_BYTES + body_bytes(&c, 4) > file.len)
		return ERR_MALFORMED;
	file = after(file, HEADER_BYTES + body_bytes(&c, 4));
	if (!read_header(file, &c) || c.leaps > 0 || HEADER_BYTES + body_bytes(&c, 8) > file.len)
		return ERR_MALFORMED;
	tz = calloc(1, sizeof(*tz));
	if (tz == NULL)
		return ERR_NOMEM;
	rc = read_body(tz, after(file, HEADER_BYTES), &c);
	if (rc < 0)
		tz_free(tz);
	else
		*out = tz;
	return rc;
}

void
tz_free(struct tz *tz)
{
	if (tz == NULL)
		return;
	free(tz->at);
	free(tz->offset_s);
	free(tz);
}

/* ---- asking ---- */

/* The first day of a month; month 13 is the next January. Years are kept to those that `when` counts. */
static int32_t
month_start(int32_t year, int32_t month)
{
	int32_t day = 0;
	int rc = day_from_civil(year + month / 13, month % 13 + month / 13, 1, &day);

	assert(rc == 0);
	(void)rc;
	return day;
}

/* The instant of a turn in a year, where the clock shows `offset_s` before it. */
static int64_t
turn_at(const struct turn *turn, int32_t year, int32_t offset_s)
{
	int32_t start = month_start(year, 1);
	bool leap = month_start(year, 13) - start == 366;
	int32_t day = 0;

	switch (turn->kind) {
	case TURN_JULIAN: day = start + turn->day - 1 + (leap && turn->day >= 60); break;
	case TURN_DAY: day = start + turn->day; break;
	case TURN_WEEKDAY: {
		int32_t first = month_start(year, turn->month);
		int32_t sunday_first = (day_weekday(first) + 1) % 7;

		day = first + (turn->day - sunday_first + 7) % 7 + 7 * (turn->week - 1);
		if (day >= month_start(year, turn->month + 1)) /* the fifth is the last */
			day -= 7;
		break;
	}
	}
	return (int64_t)day * DAY_SECONDS + turn->second - offset_s;
}

/* The rule's offset at an instant: that of the last turn at or before it. */
static int32_t
rule_offset(const struct tz *tz, int64_t utc_s, int64_t *until_s)
{
	int32_t year, month, of_month, offset_s = tz->standard_s;
	int64_t last = INT64_MIN;

	*until_s = INT64_MAX;
	if (!tz->summer || utc_s < YEAR_MIN_S || utc_s >= YEAR_MAX_S)
		return offset_s;
	day_to_civil((int32_t)(utc_s / DAY_SECONDS), &year, &month, &of_month);
	for (int32_t y = year - 1; y <= year + 1; y++) {
		const struct {
			int64_t at;
			int32_t offset_s;
		} turns[] = {{turn_at(&tz->begins, y, tz->standard_s), tz->summer_s},
		    {turn_at(&tz->ends, y, tz->summer_s), tz->standard_s}};

		for (size_t i = 0; i < 2; i++) {
			if (turns[i].at > utc_s && turns[i].at < *until_s)
				*until_s = turns[i].at;
			if (turns[i].at <= utc_s && turns[i].at >= last) {
				last = turns[i].at;
				offset_s = turns[i].offset_s;
			}
		}
	}
	return offset_s;
}

int32_t
tz_offset_at(const struct tz *tz, int64_t utc_s, int64_t *until_s)
{
	size_t low = 0,
	       high = tz->count; /* transitions at or before the instant: those below `low` */
	int64_t until;
	int32_t offset_s;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (tz->at[middle] <= utc_s)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == tz->count && tz->ruled) {
		offset_s = rule_offset(tz, utc_s, &until);
	} else {
		offset_s = low == 0 ? tz->first_s : tz->offset_s[low - 1];
		until = low < tz->count ? tz->at[low] : INT64_MAX;
	}
	if (until_s != NULL)
		*until_s = until;
	return offset_s;
}
