#include "monitor/base/profile.h"

#include <string.h>

#include "monitor/base/text.h"

enum { PATTERN_ROOM = 40, VALUE_ROOM = 64 };

static const char iso[] = "iso";

/* ---- tables ---- */

static bool
is_field(struct span name)
{
	char field[PROFILE_FIELD_ROOM];

	return text_copy_span(field, sizeof(field), name) == 0 && history_is_field(field);
}

static int
no_field(struct why *why, struct span name)
{
	return why_set(why, ERR_NOT_FOUND, SIZE_MAX, NULL,
	    "'%.*s' is no field: 'puntual help add' lists them", (int)name.len, name.data);
}

int
profile_check_columns(const char *table, struct why *why)
{
	struct span rest = span_of(table), column, field;
	int rc;

	while (text_pair(&rest, &column, &field, &rc))
		if (!span_equal_str(field, "-") && !is_field(field))
			return no_field(why, field);
	return rc == 0
	    ? 0
	    : why_set(why, rc, SIZE_MAX, NULL, "must be COLUMN = field, several parted by commas");
}

int
profile_check_fixed(const char *table, struct why *why)
{
	struct span rest = span_of(table), field, value;
	int rc;

	while (text_pair(&rest, &field, &value, &rc))
		if (!is_field(field))
			return no_field(why, field);
	return rc == 0
	    ? 0
	    : why_set(why, rc, SIZE_MAX, NULL, "must be field = VALUE, several parted by commas");
}

int
profile_check_dates(const char *dates, struct why *why)
{
	struct span rest = span_of(dates), pattern;

	while (text_split(&rest, '|', &pattern)) {
		char text[PATTERN_ROOM];

		if (text_copy_span(text, sizeof(text), text_trim(pattern)) < 0 ||
		    (strcmp(text, iso) != 0 &&
			(strstr(text, "DD") == NULL || strstr(text, "MM") == NULL ||
			    strstr(text, "YY") == NULL)))
			return why_set(why, ERR_MALFORMED, SIZE_MAX, NULL,
			    "must be iso, or patterns as DD/MM/YYYY or DD.MM.YY hh:mm, parted by bars");
	}
	return 0;
}

/* ---- columns ---- */

static bool
same_column(struct span a, struct span b)
{
	a = text_trim(a);
	b = text_trim(b);
	for (size_t i = 0; a.len == b.len && i < a.len; i++)
		if (text_lower(a.data[i]) != text_lower(b.data[i]))
			return false;
	return a.len == b.len;
}

bool
profile_field(const struct import_profile *p, struct span column, char field[PROFILE_FIELD_ROOM])
{
	struct span rest = span_of(p != NULL ? p->columns : ""), name, is;
	int rc;

	column = text_trim(column);
	if (column.len == 0 || text_starts(column, PROFILE_OURS))
		return false;
	while (text_pair(&rest, &name, &is, &rc))
		if (same_column(name, column))
			return text_copy_span(field, PROFILE_FIELD_ROOM, is) == 0 &&
			    strcmp(field, "-") != 0;
	/* what else stands in a foreign file is no business of ours */
	return text_copy_span(field, PROFILE_FIELD_ROOM, column) == 0 &&
	    (p == NULL || history_is_field(field));
}

void
profile_name_path(const struct import_profile *p, struct why *why)
{
	struct span rest = span_of(p != NULL ? p->columns : ""), name, is;
	int rc;

	while (text_pair(&rest, &name, &is, &rc))
		if (span_equal_str(is, why->path)) {
			(void)text_cut(why->path, sizeof(why->path), name);
			return;
		}
}

/* ---- values ---- */

/* What is asked of a time: a day, the wall clock at the destination, or a moment. */
enum meant { MEANT_NOTHING = 0, MEANT_DAY, MEANT_WALL, MEANT_MOMENT, MEANT_RECORD };

static enum meant
meant_by(const char *field)
{
	static const struct {
		const char *field;
		enum meant meant;
	} rows[] = {
	    {"promised_date", MEANT_DAY},
	    {"ship_by", MEANT_DAY},
	    {"available_on", MEANT_DAY},
	    {"promised_from", MEANT_WALL},
	    {"promised_until", MEANT_WALL},
	    {"ordered_at", MEANT_MOMENT},
	    {"accepted_at", MEANT_RECORD},
	    {"attempted_at", MEANT_RECORD},
	    {"delivered_at", MEANT_RECORD},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strcmp(rows[i].field, field) == 0)
			return rows[i].meant;
	return MEANT_NOTHING;
}

static bool
read_time(const struct import_profile *p, struct span value, struct when *at)
{
	struct span rest = span_of(p->dates[0] != '\0' ? p->dates : iso), pattern;
	char text[PATTERN_ROOM];

	while (text_split(&rest, '|', &pattern)) {
		if (text_copy_span(text, sizeof(text), text_trim(pattern)) < 0)
			continue;
		if ((strcmp(text, iso) == 0 ? when_parse(value, at)
					    : when_parse_pattern(value, text, at)) == 0)
			return true;
	}
	return false;
}

/* As a registration writes it. What cannot be read stays as it is, and is refused with what the field expects. */
static int
rewrite(const struct import_profile *p, enum meant meant, struct span value, struct buf *out)
{
	struct when at;

	if (!read_time(p, value, &at))
		return buf_add(out, value.data, value.len);
	if (meant == MEANT_DAY)
		return day_add(out, at.day);
	if (meant == MEANT_WALL && at.kind != WHEN_DATE)
		at = when_local(at.day, at.second);
	else if (meant == MEANT_MOMENT || (meant == MEANT_RECORD && at.kind == WHEN_LOCAL))
		return when_add_utc(out, zone_when_utc(p->zone, at));
	return when_add(out, at);
}

static int
set(struct registration *r, struct history *h, const char *field, struct span value,
    struct why *why)
{
	return h != NULL ? history_set(h, field, value, why)
			 : registration_set(r, field, value, why);
}

int
profile_begin(
    const struct import_profile *p, struct registration *r, struct history *h, struct why *why)
{
	struct span rest = span_of(p->fixed), name, value;
	char field[PROFILE_FIELD_ROOM];
	int rc = text_copy(r->shipment.shop, sizeof(r->shipment.shop), p->shop), broken;

	while (rc == 0 && text_pair(&rest, &name, &value, &broken)) {
		(void)text_cut(field, sizeof(field), name);
		rc = set(r, h, field, value, why);
	}
	return rc;
}

int
profile_set(const struct import_profile *p, profile_carrier_fn *carrier, struct registration *r,
    struct history *h, struct span column, struct span value, struct why *why)
{
	struct buf time = BUF_INIT(LIMIT_CSV_LINE_BYTES);
	char field[PROFILE_FIELD_ROOM], id[LIMIT_ID_ROOM];
	char name[VALUE_ROOM];
	enum meant meant;
	int rc = 0;

	value = text_trim(value);
	if (value.len == 0 || !profile_field(p, column, field))
		return 0;
	meant = meant_by(field);
	if (meant != MEANT_NOTHING) {
		rc = rewrite(p, meant, value, &time);
		value = buf_span(&time);
	} else if (strcmp(field, "carrier") == 0) {
		(void)text_cut(name, sizeof(name), value);
		if (!carrier(p->carriers, name, id))
			rc = why_set(why, ERR_REJECTED, SIZE_MAX, field,
			    "'%s' is not watched, says the profile", name);
		value = span_of(id);
	}
	if (rc == 0)
		rc = set(r, h, field, value, why);
	buf_clear(&time);
	if (rc < 0)
		profile_name_path(p, why);
	return rc;
}
