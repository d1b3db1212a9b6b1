#include "monitor/cli/backtest_data.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/holiday.h"
#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "monitor/base/csv.h"
#include "monitor/promise/model.h"

enum { NOON_MS = DAY_MS / 2, OTHERS = 4, WEIGHTS = 8 };

/* What a column may be called when no map says otherwise. */
static const struct {
	const char *name;
	const char *others[OTHERS];
} fields[TRIAL_FIELDS] = {
    [TRIAL_ID] = {"id", {"shipment_id", "number"}},
    [TRIAL_STATUS] = {"status", {NULL}},
    [TRIAL_ORDERED] = {"ordered_at", {"purchased_at"}},
    [TRIAL_SHIP_BY] = {"ship_by", {NULL}},
    [TRIAL_ACCEPTED] = {"accepted_at", {"carrier_accepted_at", "shipped_at"}},
    [TRIAL_DELIVERED] = {"delivered_at", {"delivered_date"}},
    [TRIAL_PROMISED] = {"promised_date", {NULL}},
    [TRIAL_ETA] = {"eta", {NULL}},
    [TRIAL_ORIGIN] = {"origin", {"origin_state"}},
    [TRIAL_DESTINATION] = {"destination", {"dest_state", "dest_country"}},
    [TRIAL_DISTRICT] = {"postcode", {"dest_zip3", "dest_postcode"}},
    [TRIAL_CARRIER] = {"carrier", {NULL}},
    [TRIAL_SERVICE] = {"service", {"mode"}},
    [TRIAL_SHOP] = {"shop", {"seller", "vendor"}},
    [TRIAL_DISTANCE] = {"distance_km", {NULL}},
};

struct weight {
	struct span column, value;
	bool equal;
	double weight;
};

struct reader {
	const struct cli *cli;
	struct trials *trials;
	const char *zone;
	struct weight weight;
	struct span map[TRIAL_FIELDS]; /* columns named by --map */

	const char *path;
	struct csv csv;
	int columns[TRIAL_FIELDS]; /* of this file; -1 */
	int weight_column;
};

/* ---- options ---- */

static int
read_map(struct reader *r)
{
	const char *text = cli_option(r->cli, "map");
	struct span rest = text != NULL ? span_of(text) : (struct span){0}, piece;

	while (text != NULL && text_split(&rest, ',', &piece)) {
		struct span column = piece, name;
		size_t f = 0;

		(void)text_split(&column, '=', &name);
		while (f < TRIAL_FIELDS && !span_equal_str(text_trim(name), fields[f].name))
			f++;
		if (f == TRIAL_FIELDS || column.len == 0)
			return cli_misused(r->cli,
			    "--map: '%.*s' is no field=column; the fields are id, status, ordered_at, "
			    "ship_by, accepted_at, delivered_at, promised_date, eta, origin, "
			    "destination, postcode, carrier, service, shop, distance_km",
			    (int)piece.len, piece.data);
		r->map[f] = text_trim(column);
	}
	return EXIT_CODE_OK;
}

/* A number from 0 to 1 as people write it: "0.4206". */
static bool
read_share(struct span in, double *out)
{
	struct span rest = in, whole;
	double place = 1, value;
	int32_t digit;

	if (!text_split(&rest, '.', &whole) || whole.len != 1 || !text_digits(whole, 1, &digit))
		return false;
	value = digit;
	for (; rest.len > 0; rest.data++, rest.len--) {
		if (!text_digits(rest, 1, &digit))
			return false;
		place /= 10;
		value += place * digit;
	}
	*out = value;
	return value <= 1;
}

/* 'status!=delivered:0.4206' */
static int
read_weight(struct reader *r)
{
	const char *text = cli_option(r->cli, "weight");
	struct weight *w = &r->weight;
	const char *colon, *equals;

	if (text == NULL)
		return EXIT_CODE_OK;
	equals = strchr(text, '=');
	colon = strrchr(text, ':');
	if (equals == NULL || colon == NULL || colon < equals || equals == text ||
	    !read_share(span_of(colon + 1), &w->weight))
		return cli_misused(r->cli,
		    "--weight: '%s' is not COLUMN=VALUE:W or COLUMN!=VALUE:W with W from 0 to 1",
		    text);
	w->equal = equals[-1] != '!';
	w->column = (struct span){text, (size_t)(equals - text) - (w->equal ? 0 : 1)};
	w->value = (struct span){equals + 1, (size_t)(colon - equals) - 1};
	return EXIT_CODE_OK;
}

static int
compare_days(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static int
read_file(const struct cli *cli, const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char piece[65536];
	int code = EXIT_CODE_OK;
	size_t got;

	if (file == NULL)
		return cli_fail(cli, EXIT_CODE_FAILED, "%s: %s", path, strerror(errno));
	while (buf_error(out) == 0 && (got = fread(piece, 1, sizeof(piece), file)) > 0)
		(void)buf_add(out, piece, got);
	if (ferror(file))
		code = cli_fail(cli, EXIT_CODE_FAILED, "%s: %s", path, strerror(errno));
	else if (buf_error(out) != 0)
		code = cli_fail(cli, EXIT_CODE_FAILED, "%s: larger than %u bytes: give it in parts",
		    path, LIMIT_CSV_BYTES);
	(void)fclose(file); /* only read */
	return code;
}

/* The first date of each line of a list of days (CSV, or DTSTART of iCalendar). */
static int
read_days(struct reader *r, const char *path)
{
	struct buf text = BUF_INIT(LIMIT_CSV_BYTES);
	struct span rest, line;
	int code = read_file(r->cli, path, &text);

	rest = buf_span(&text);
	while (code == EXIT_CODE_OK && text_split(&rest, '\n', &line)) {
		struct trials *t = r->trials;
		char date[11];
		int32_t day, *days;

		if (text_starts(line, "DTSTART")) {
			const char *colon = memchr(line.data, ':', line.len);
			struct span digits = {colon != NULL ? colon + 1 : line.data,
			    colon != NULL ? line.len - (size_t)(colon + 1 - line.data) : 0};

			if (digits.len < 8)
				continue;
			(void)snprintf(date, sizeof(date), "%.4s-%.2s-%.2s", digits.data,
			    digits.data + 4, digits.data + 6);
		} else if (line.len >= 10)
			(void)snprintf(date, sizeof(date), "%.10s", line.data);
		else
			continue;
		if (day_parse(span_of(date), &day) < 0)
			continue;
		days = reallocarray(t->own_days, t->own_day_count + 1, sizeof(*days));
		if (days == NULL) {
			code = cli_fail(r->cli, EXIT_CODE_FAILED, "out of memory");
			break;
		}
		t->own_days = days;
		t->own_days[t->own_day_count++] = day;
	}
	if (code == EXIT_CODE_OK && r->trials->own_day_count == 0)
		code = cli_fail(r->cli, EXIT_CODE_FAILED, "%s: no dates in it", path);
	qsort(r->trials->own_days, r->trials->own_day_count, sizeof(int32_t), compare_days);
	buf_clear(&text);
	return code;
}

/* A country ("BR", "ES-MD") whose holidays are known, or a file of days. */
static int
read_calendar(struct reader *r)
{
	const char *text = cli_option(r->cli, "calendar");
	struct holiday_place place;

	if (text == NULL)
		return EXIT_CODE_OK;
	if (holiday_place_parse(span_of(text), &place) == 0)
		return text_copy(r->trials->holidays, sizeof(r->trials->holidays), text) == 0
		    ? EXIT_CODE_OK
		    : cli_misused(r->cli, "--calendar: '%s' is too long", text);
	return read_days(r, text);
}

int
trials_date(const struct cli *cli, const char *option, int64_t otherwise, int64_t *out_ms)
{
	const char *text = cli_option(cli, option);
	int32_t day;

	*out_ms = otherwise;
	if (text == NULL)
		return EXIT_CODE_OK;
	if (day_parse(span_of(text), &day) < 0)
		return cli_misused(cli, "--%s: '%s' is not a date like 2026-11-21", option, text);
	*out_ms = (int64_t)day * DAY_MS;
	return EXIT_CODE_OK;
}

/* ---- a file ---- */

static struct span
value_of(const struct reader *r, enum trial_field f)
{
	int column = r->columns[f];

	return column >= 0 && (size_t)column < r->csv.count ? text_trim(r->csv.values[column])
							    : (struct span){"", 0};
}

static int
column_named(const struct reader *r, struct span name)
{
	for (size_t i = 0; i < r->csv.count; i++)
		if (span_equal(text_trim(r->csv.values[i]), name))
			return (int)i;
	return -1;
}

static int
read_head(struct reader *r)
{
	struct why why = {.code = 0};
	int rc = csv_next(&r->csv, &why);

	if (rc <= 0)
		return cli_fail(r->cli, EXIT_CODE_FAILED, "%s:1: %s", r->path,
		    rc < 0 ? why.text : "the file is empty: the first line names the columns");
	for (size_t f = 0; f < TRIAL_FIELDS; f++) {
		int *column = &r->columns[f];

		if (r->map[f].len > 0) {
			*column = column_named(r, r->map[f]);
			if (*column < 0)
				return cli_fail(r->cli, EXIT_CODE_FAILED,
				    "%s:1: there is no column '%.*s' for %s", r->path,
				    (int)r->map[f].len, r->map[f].data, fields[f].name);
		} else {
			*column = column_named(r, span_of(fields[f].name));
			for (size_t i = 0; *column < 0 && i < OTHERS && fields[f].others[i] != NULL;
			     i++)
				*column = column_named(r, span_of(fields[f].others[i]));
		}
		if (*column >= 0)
			(void)text_cut(r->trials->columns[f], sizeof(r->trials->columns[f]),
			    text_trim(r->csv.values[*column]));
	}
	if (r->columns[TRIAL_ID] < 0 || r->columns[TRIAL_PROMISED] < 0 ||
	    r->columns[TRIAL_DELIVERED] < 0)
		return cli_fail(r->cli, EXIT_CODE_FAILED,
		    "%s:1: id, promised_date and delivered_at are needed: name their columns with --map",
		    r->path);
	r->weight_column = r->weight.column.len > 0 ? column_named(r, r->weight.column) : -1;
	if (r->weight.column.len > 0 && r->weight_column < 0)
		return cli_fail(r->cli, EXIT_CODE_FAILED,
		    "%s:1: there is no column '%.*s' to weigh by", r->path,
		    (int)r->weight.column.len, r->weight.column.data);
	return EXIT_CODE_OK;
}

/* Wall clock in the zone; a date alone counts from `date_ms` of its day. AT_NONE for what is empty; false for what is no moment. */
static bool
read_moment(const struct reader *r, enum trial_field f, int64_t date_ms, int64_t *out)
{
	struct span text = value_of(r, f);
	struct when at;

	*out = AT_NONE;
	if (text.len == 0)
		return true;
	if (when_parse(text, &at) < 0)
		return false;
	if (at.kind == WHEN_DATE)
		*out = (int64_t)at.day * DAY_MS + date_ms;
	else if (at.kind == WHEN_LOCAL)
		*out = (int64_t)at.day * DAY_MS + (int64_t)at.second * SECOND_MS;
	else {
		int32_t day, second, offset_min;

		zone_wall(r->zone, when_utc(at), &day, &second, &offset_min);
		*out = (int64_t)day * DAY_MS + (int64_t)second * SECOND_MS;
	}
	return true;
}

static bool
is_withdrawn(struct span status)
{
	static const char *const words[] = {"canceled", "cancelled", "unavailable", "returned"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (span_equal_str(status, words[i]))
			return true;
	return false;
}

/* A status that says delivered without a moment of it is not believed. */
static double
weight_of(const struct reader *r, bool came)
{
	struct span value;
	bool same;

	if (r->weight_column < 0 || (size_t)r->weight_column >= r->csv.count)
		return 1;
	value = text_trim(r->csv.values[r->weight_column]);
	if (!came && r->weight_column == r->columns[TRIAL_STATUS] &&
	    span_equal_str(value, "delivered"))
		value.len = 0;
	same = span_equal(value, r->weight.value);
	return same == r->weight.equal ? r->weight.weight : 1;
}

static void
read_places(const struct reader *r, struct passage *p)
{
	int64_t km;
	struct span distance = value_of(r, TRIAL_DISTANCE), whole;

	(void)text_cut(p->carrier, sizeof(p->carrier), value_of(r, TRIAL_CARRIER));
	(void)text_cut(p->service, sizeof(p->service), value_of(r, TRIAL_SERVICE));
	(void)text_cut(p->shop, sizeof(p->shop), value_of(r, TRIAL_SHOP));
	(void)text_cut(p->origin, sizeof(p->origin), value_of(r, TRIAL_ORIGIN));
	(void)text_cut(p->destination, sizeof(p->destination), value_of(r, TRIAL_DESTINATION));
	(void)text_cut(p->district, sizeof(p->district), value_of(r, TRIAL_DISTRICT));
	if (text_split(&distance, '.', &whole) && text_parse_i64(whole, 0, 50000, &km) == 0)
		p->distance_km = (int32_t)km;
	memcpy(p->holidays, r->trials->holidays, sizeof(p->holidays));
	p->own_days = r->trials->own_days;
	p->own_day_count = r->trials->own_day_count;
}

/* One row: true when it can teach or be judged. */
static bool
read_trial(struct reader *r, struct trial *t)
{
	struct trials *all = r->trials;
	int64_t accepted_ms, promised_ms, eta_ms;
	struct passage *p = &t->passage;

	*p = PASSAGE_INIT;
	if (!read_moment(r, TRIAL_ORDERED, 0, &t->ordered_ms) ||
	    !read_moment(r, TRIAL_SHIP_BY, DAY_MS, &p->planned_ms) ||
	    !read_moment(r, TRIAL_ACCEPTED, NOON_MS, &accepted_ms) ||
	    !read_moment(r, TRIAL_DELIVERED, NOON_MS, &t->delivered_ms) ||
	    !read_moment(r, TRIAL_PROMISED, 0, &promised_ms) ||
	    !read_moment(r, TRIAL_ETA, 0, &eta_ms)) {
		all->dirty++;
		return false;
	}
	if (is_withdrawn(value_of(r, TRIAL_STATUS))) {
		all->withdrawn++;
		return false;
	}
	if (r->columns[TRIAL_ACCEPTED] < 0)
		accepted_ms = t->ordered_ms;
	if (accepted_ms == AT_NONE) {
		all->unstarted++;
		return false;
	}
	if (t->delivered_ms != AT_NONE && t->delivered_ms < accepted_ms) {
		all->dirty++;
		return false;
	}
	if (t->ordered_ms == AT_NONE)
		t->ordered_ms = accepted_ms;
	read_places(r, p);
	p->steps[p->step_count++] = (struct passage_step){STAGE_ACCEPTED, accepted_ms};
	if (promised_ms != AT_NONE)
		p->deadline_ms = ((int64_t)passage_day(promised_ms) + 1) * DAY_MS;
	if (eta_ms != AT_NONE)
		p->eta_day = passage_day(eta_ms);
	t->weight = weight_of(r, t->delivered_ms != AT_NONE);
	p->weight = llround(t->weight * MODEL_PARCEL);
	/* Midnight to the second closes the promised day. */
	t->late = t->delivered_ms == AT_NONE || t->delivered_ms > p->deadline_ms;
	t->judged = p->deadline_ms != AT_NONE && accepted_ms < p->deadline_ms &&
	    (r->columns[TRIAL_ORIGIN] < 0 || p->origin[0] != '\0');
	if (p->deadline_ms != AT_NONE && accepted_ms >= p->deadline_ms)
		all->after_deadline++;
	for (size_t i = 0; i < TRIAL_LEADS; i++)
		t->lead_p[i] = -1;
	return true;
}

static int
add_trial(struct reader *r)
{
	struct trials *all = r->trials;
	struct trial *t;
	struct span id = value_of(r, TRIAL_ID);

	all->rows++;
	if (all->count == all->room) {
		size_t room = all->room > 0 ? 2 * all->room : 1024;
		struct trial *items = reallocarray(all->items, room, sizeof(*items));

		if (items == NULL)
			return ERR_NOMEM;
		all->items = items;
		all->room = room;
	}
	t = &all->items[all->count];
	*t = (struct trial){.exposed_ms = AT_NONE};
	if (!read_trial(r, t))
		return 0;
	t->id = strndup(id.data, id.len);
	if (t->id == NULL)
		return ERR_NOMEM;
	all->count++;
	return 0;
}

static int
read_trials(struct reader *r, const char *path)
{
	struct buf text = BUF_INIT(LIMIT_CSV_BYTES);
	struct why why = {.code = 0};
	int code = read_file(r->cli, path, &text), rc = 0;

	r->path = path;
	r->csv = (struct csv){0};
	if (code == EXIT_CODE_OK && csv_init(&r->csv, buf_span(&text), &why) < 0)
		code = cli_fail(r->cli, EXIT_CODE_FAILED, "%s: %s", path, why.text);
	if (code == EXIT_CODE_OK)
		code = read_head(r);
	while (code == EXIT_CODE_OK && (rc = csv_next(&r->csv, &why)) != 0) {
		if (rc == ERR_NOMEM || (rc > 0 && add_trial(r) < 0))
			code = cli_fail(r->cli, EXIT_CODE_FAILED, "out of memory");
		else if (rc < 0)
			fprintf(stderr, "%s:%zu: %s\n", path, r->csv.line, why.text);
	}
	csv_clear(&r->csv);
	buf_clear(&text);
	return code;
}

static int
compare_trials(const void *a, const void *b)
{
	const struct trial *x = a, *y = b;

	if (x->ordered_ms != y->ordered_ms)
		return x->ordered_ms < y->ordered_ms ? -1 : 1;
	return strcmp(x->id, y->id);
}

int
trials_read(const struct cli *cli, struct trials *out)
{
	struct reader r = {.cli = cli, .trials = out, .zone = cli_option(cli, "zone")};
	int code;

	if (r.zone == NULL)
		r.zone = "UTC";
	else if (!zone_valid(r.zone))
		return cli_misused(cli, "--zone: there is no zone '%s'", r.zone);
	code = read_map(&r);
	if (code == EXIT_CODE_OK)
		code = read_weight(&r);
	if (code == EXIT_CODE_OK)
		code = read_calendar(&r);
	for (int i = 0; code == EXIT_CODE_OK && i < cli->count; i++)
		code = read_trials(&r, cli->args[i]);
	if (code == EXIT_CODE_OK)
		qsort(out->items, out->count, sizeof(out->items[0]), compare_trials);
	return code;
}

void
trials_clear(struct trials *t)
{
	for (size_t i = 0; i < t->count; i++) {
		free(t->items[i].id);
		free(t->items[i].answers);
	}
	free(t->items);
	free(t->own_days);
	*t = (struct trials){0};
}
