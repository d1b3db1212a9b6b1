#include "monitor/config/kinds.h"

#include "carriers/codes.h"
#include "carriers/names.h"
#include "monitor/base/contact.h"
#include "monitor/base/event_out.h"
#include "monitor/base/holiday.h"
#include "monitor/base/profile.h"
#include "monitor/base/text.h"
#include "monitor/base/units.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS_OF_WEEK = 7, DAY_LETTERS = 3, COUNTRY_LETTERS = 2, SUFFIX_LETTERS = 4 };

static int
weekday_of(struct span name)
{
	static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

	name = text_trim(name);
	for (int i = 0; i < DAYS_OF_WEEK; i++)
		if (name.len == DAY_LETTERS && text_starts(name, names[i]))
			return i;
	return -1;
}

/* "mon-fri", "sat" */
static int
read_range(struct span days, int *day, int *last)
{
	struct span first;

	if (!text_split(&days, '-', &first))
		return ERR_MALFORMED;
	*day = weekday_of(first);
	*last = days.len > 0 ? weekday_of(days) : *day;
	return *day < 0 || *last < *day ? ERR_MALFORMED : 0;
}

/* "mon-fri 09:00-18:00" */
static int
read_days(struct span item, struct hours *week)
{
	struct span days, from;
	struct hours hours;
	int day, last;

	item = text_trim(item);
	if (!text_split(&item, ' ', &days) || !text_split(&item, '-', &from) ||
	    units_parse_clock(from, &hours.open_second) < 0 ||
	    units_parse_clock(item, &hours.close_second) < 0 ||
	    hours.open_second >= hours.close_second || read_range(days, &day, &last) < 0)
		return ERR_MALFORMED;
	for (; day <= last; day++) {
		if (week[day].close_second > 0)
			return ERR_EXISTS;
		week[day] = hours;
	}
	return 0;
}

static int
read_week(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	struct hours week[DAYS_OF_WEEK] = {0};
	struct span rest = span_of(text), item;
	int rc = rest.len > 0 ? 0 : ERR_MALFORMED;

	(void)env;
	while (rc == 0 && text_split(&rest, ',', &item))
		rc = read_days(item, week);
	if (rc == ERR_EXISTS)
		return refuse(why, ERR_MALFORMED, "gives hours of one day twice");
	if (rc < 0)
		return refuse(
		    why, rc, "must be days and hours, as \"mon-fri 09:00-18:00, sat 10:00-14:00\"");
	memcpy(member, week, o->room);
	return 0;
}

const struct option_kind kind_week = {"days and hours", read_week};

static int
read_weekdays(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	struct span rest = span_of(text), item;
	uint8_t weekdays = 0;
	int day, last, rc = rest.len > 0 ? 0 : ERR_MALFORMED;

	(void)o;
	(void)env;
	while (rc == 0 && text_split(&rest, ',', &item)) {
		rc = read_range(text_trim(item), &day, &last);
		for (; rc == 0 && day <= last; day++)
			weekdays = (uint8_t)(weekdays | 1u << day);
	}
	if (rc < 0)
		return refuse(why, rc, "must be days of the week, as mon-fri or \"mon-fri, sat\"");
	*(uint8_t *)member = weekdays;
	return 0;
}

const struct option_kind kind_weekdays = {"days of the week", read_weekdays};

static int
read_clock(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	(void)o;
	(void)env;
	if (units_parse_clock(span_of(text), member) < 0)
		return refuse(why, ERR_MALFORMED, "must be a time of day, as 14:00");
	return 0;
}

const struct option_kind kind_clock = {"hh:mm", read_clock};

static int
read_calendar(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	struct holiday_place place;

	(void)env;
	if (strcmp(text, "none") != 0 && holiday_place_parse(span_of(text), &place) < 0)
		return refuse(why, ERR_NOT_FOUND,
		    "must be a country or region whose holidays are known, as ES or ES-MD, or none");
	if (text_copy(member, o->room, text) < 0)
		return refuse(why, ERR_TOO_BIG, "is too long");
	return 0;
}

const struct option_kind kind_calendar = {"a country or region, as ES-MD; none", read_calendar};

static int
read_area(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	size_t len = strlen(text);
	bool good = len < o->room && len >= COUNTRY_LETTERS && len != COUNTRY_LETTERS + 1;

	(void)env;
	for (size_t i = 0; good && i < len; i++)
		good = i < COUNTRY_LETTERS
		    ? text_upper(text[i]) == text[i] && text_is_alpha(text[i])
		    : i == COUNTRY_LETTERS ? text[i] == '-'
					   : text_is_alnum(text[i]);
	if (!good)
		return refuse(why, ERR_MALFORMED,
		    "must be a country, and how its postcodes begin, as ES or ES-07");
	memcpy(member, text, len + 1);
	return 0;
}

const struct option_kind kind_area = {
    "a country, or the start of its postcodes, as ES-07", read_area};

static int
read_days_file(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	size_t len = strlen(text);
	const char *suffix = len > SUFFIX_LETTERS ? text + len - SUFFIX_LETTERS : "";

	(void)env;
	if (text[0] != '/' || (strcmp(suffix, ".ics") != 0 && strcmp(suffix, ".csv") != 0))
		return refuse(
		    why, ERR_MALFORMED, "must be the absolute path of an .ics or .csv file");
	if (text_copy(member, o->room, text) < 0)
		return refuse(why, ERR_TOO_BIG, "is too long: at most %zu bytes", o->room - 1);
	return 0;
}

const struct option_kind kind_days_file = {
    "an absolute path of an .ics or .csv file", read_days_file};

/* May go over several lines: they become one. */
static int
read_lines(const struct config_option *o, const char *text, const struct config_env *env,
    void *member, struct why *why)
{
	char *line = strdup(text);
	int rc = 0;

	(void)env;
	if (line == NULL)
		return ERR_NOMEM;
	for (char *c = line; *c != '\0'; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	if (!contact_text_valid(span_of(line)))
		rc = refuse(why, ERR_MALFORMED, "must be UTF-8 text");
	else if (text_copy(member, o->room, line) < 0)
		rc = refuse(why, ERR_TOO_BIG, "is too long: at most %zu bytes", o->room - 1);
	free(line);
	return rc;
}

const struct option_kind kind_lines = {"text, also over several lines", read_lines};

/* Lines that a check of their own holds to be good. */
#define READ_CHECKED(name, check)                                                                  \
	static int name(const struct config_option *o, const char *text,                           \
	    const struct config_env *env, void *member, struct why *why)                           \
	{                                                                                          \
		int rc = read_lines(o, text, env, member, why);                                    \
                                                                                                   \
		return rc < 0 ? rc : check(member, why);                                           \
	}

READ_CHECKED(read_codes, codes_check)
READ_CHECKED(read_names, names_check)
READ_CHECKED(read_columns, profile_check_columns)
READ_CHECKED(read_fixed, profile_check_fixed)
READ_CHECKED(read_dates, profile_check_dates)
READ_CHECKED(read_event_names, event_out_check_names)

const struct option_kind kind_codes = {"CODE = milestone, CODE = milestone reason", read_codes};
const struct option_kind kind_names = {"NAME = adapter, NAME = -", read_names};
const struct option_kind kind_columns = {"COLUMN = field, COLUMN = -", read_columns};
const struct option_kind kind_fixed = {"field = VALUE", read_fixed};
const struct option_kind kind_event_names = {"names of events, parted by commas", read_event_names};
const struct option_kind kind_dates = {"iso, DD/MM/YYYY, several parted by a bar", read_dates};
