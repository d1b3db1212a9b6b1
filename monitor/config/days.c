#include "monitor/config/days.h"

#include "monitor/base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
	DATE_CHARS = 10, /* 2026-12-24 */
	ICS_DATE_CHARS = 8,
	LAST_YEAR = 2099, /* what comes every year is written out so far */
	FIRST_ROOM = 32
};

struct days {
	struct own_days list;
	size_t room;
	size_t line; /* of the file, 1 the first */
	struct why *why;
};

static int
refuse(struct days *d, int code, const char *text)
{
	return why_set(d->why, code, d->line, NULL, "%s", text);
}

static int
add_day(struct days *d, int32_t day, bool open)
{
	struct own_days *list = &d->list;
	size_t place = list->count;

	while (place > 0 && list->items[place - 1].day > day)
		place--;
	if (place > 0 && list->items[place - 1].day == day)
		return list->items[place - 1].open == open
		    ? 0
		    : refuse(d, ERR_CONFLICT, "says the contrary of an earlier line about one day");
	if (list->count == LIMIT_OWN_DAYS)
		return refuse(d, ERR_TOO_BIG, "are more days than a shop has");
	if (list->count == d->room) {
		size_t room = d->room > 0 ? 2 * d->room : FIRST_ROOM;
		struct own_day *items = realloc(list->items, room * sizeof(*items));

		if (items == NULL)
			return ERR_NOMEM;
		list->items = items;
		d->room = room;
	}
	memmove(&list->items[place + 1], &list->items[place],
	    (list->count - place) * sizeof(*list->items));
	list->items[place] = (struct own_day){day, open};
	list->count++;
	return 0;
}

static int
add_days(struct days *d, int32_t from, int32_t until, bool open)
{
	int rc = 0;

	if (until < from)
		return refuse(d, ERR_RANGE, "ends before it begins");
	if (until - from >= LIMIT_OWN_DAYS)
		return refuse(d, ERR_TOO_BIG, "are more days than a shop has");
	for (; rc == 0 && from <= until; from++)
		rc = add_day(d, from, open);
	return rc;
}

static int
finish(struct days *d, int rc, struct own_days *out)
{
	if (rc == 0)
		*out = d->list;
	else
		free(d->list.items);
	return rc;
}

/* ---- the table ---- */

static int
read_line(struct days *d, struct span line)
{
	struct span days, what = {"", 0}, from = {"", 0};
	int32_t first, last;
	bool open;

	(void)text_split(&line, ',', &days);
	(void)text_split(&line, ',', &what);
	what = text_trim(what);
	open = span_equal_str(what, "open");
	if (!open && what.len > 0 && !span_equal_str(what, "closed"))
		return refuse(d, ERR_MALFORMED, "the second word must be closed or open");
	days = text_trim(days);
	(void)text_split(&days, '/', &from);
	if (day_parse(from, &first) < 0 || (days.len > 0 && day_parse(days, &last) < 0))
		return refuse(d, ERR_MALFORMED,
		    "must begin with a day that exists, as 2026-12-24, or days, as 2026-08-03/2026-08-28");
	return add_days(d, first, days.len > 0 ? last : first, open);
}

int
days_parse_csv(struct span text, struct own_days *out, struct why *why)
{
	struct days d = {.why = why};
	struct span line;
	int rc = 0;

	if (text.len > LIMIT_CONFIG_BYTES)
		return refuse(&d, ERR_TOO_BIG, "is too large a file");
	while (rc == 0 && text_split(&text, '\n', &line)) {
		d.line++;
		line = text_trim(line);
		/* A header, as a spreadsheet writes it. */
		if (line.len > 0 && line.data[0] != '#' &&
		    !(d.line == 1 && text_starts(line, "day")))
			rc = read_line(&d, line);
	}
	return finish(&d, rc, out);
}

/* ---- iCalendar ---- */

struct event {
	int32_t start, end; /* the day after the last; DAY_NONE */
	bool yearly, cancelled;
	size_t line;
};

#define EVENT_NONE ((struct event){.start = DAY_NONE, .end = DAY_NONE})

/* The next line, unfolded (RFC 5545, 3.1): what goes on begins with a blank. Only the first piece is looked at: no value that is read here is
 * long enough to be folded. */
static bool
next_line(struct days *d, struct span *text, struct span *line)
{
	struct span more;

	if (!text_split(text, '\n', line))
		return false;
	d->line++;
	while (text->len > 0 && (text->data[0] == ' ' || text->data[0] == '\t')) {
		(void)text_split(text, '\n', &more);
		d->line++;
	}
	*line = text_trim(*line);
	return true;
}

/* "DTSTART;VALUE=DATE:20261224": the name alone; *value gets what stands after the colon. */
static struct span
property(struct span line, struct span *value)
{
	struct span name = line, head = line;

	(void)text_split(&line, ':', &head);
	*value = line;
	(void)text_split(&head, ';', &name);
	return name;
}

static int
read_date(struct days *d, struct span value, int32_t *day)
{
	struct when at;

	if (value.len != ICS_DATE_CHARS || when_parse_pattern(value, "YYYYMMDD", &at) < 0)
		return refuse(d, ERR_MALFORMED, "must be whole days (VALUE=DATE), as 20261224");
	*day = at.day;
	return 0;
}

static int
add_event(struct days *d, const struct event *e)
{
	int32_t year, month, day_of_month, first, length;
	int rc;

	d->line = e->line;
	if (e->start == DAY_NONE)
		return refuse(d, ERR_MALFORMED, "is an event without DTSTART");
	if (e->cancelled)
		return 0;
	length = e->end != DAY_NONE ? e->end - e->start : 1;
	rc = add_days(d, e->start, e->start + length - 1, false);
	day_to_civil(e->start, &year, &month, &day_of_month);
	while (rc == 0 && e->yearly && ++year <= LAST_YEAR)
		if (day_from_civil(year, month, day_of_month, &first) == 0)
			rc = add_days(d, first, first + length - 1, false);
	return rc;
}

static int
read_property(struct days *d, struct event *e, struct span line)
{
	struct span value, name = property(line, &value);

	if (span_equal_str(name, "DTSTART"))
		return read_date(d, value, &e->start);
	if (span_equal_str(name, "DTEND"))
		return read_date(d, value, &e->end);
	if (span_equal_str(name, "STATUS"))
		e->cancelled = span_equal_str(value, "CANCELLED");
	if (span_equal_str(name, "RRULE")) {
		e->yearly = span_equal_str(value, "FREQ=YEARLY");
		if (!e->yearly)
			return refuse(d, ERR_MALFORMED,
			    "repeats otherwise than every year: export its days one by one");
	}
	if (span_equal_str(name, "RDATE") || span_equal_str(name, "DURATION"))
		return refuse(d, ERR_MALFORMED, "is not read: give DTSTART and DTEND");
	return 0;
}

int
days_parse_ics(struct span text, struct own_days *out, struct why *why)
{
	struct days d = {.why = why};
	struct event event = EVENT_NONE;
	struct span line;
	bool inside = false, calendar = false;
	int rc = 0;

	if (text.len > LIMIT_CONFIG_BYTES)
		return refuse(&d, ERR_TOO_BIG, "is too large a file");
	while (rc == 0 && next_line(&d, &text, &line)) {
		if (span_equal_str(line, "BEGIN:VCALENDAR")) {
			calendar = true;
		} else if (span_equal_str(line, "BEGIN:VEVENT")) {
			event = EVENT_NONE;
			event.line = d.line;
			inside = true;
		} else if (inside && span_equal_str(line, "END:VEVENT")) {
			rc = add_event(&d, &event);
			inside = false;
		} else if (inside) {
			rc = read_property(&d, &event, line);
		}
	}
	if (rc == 0 && (!calendar || inside))
		rc = refuse(&d, ERR_MALFORMED, "is no whole iCalendar (RFC 5545)");
	return finish(&d, rc, out);
}
