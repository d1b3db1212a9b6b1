#include "monitor/promise/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"

enum { WEEK_DAYS = 7, WEEK_WORKING_DAYS = 5, FIRST_ROOM = 32, PER_MILLE = 1000 };

/* ---- written ---- */

int32_t
report_monday(int32_t day)
{
	return day - day_weekday(day);
}

static bool
working(struct holiday_place place, int32_t day)
{
	return day_weekday(day) < WEEK_WORKING_DAYS && !holiday_on(place, day);
}

int32_t
report_days(struct holiday_place place, int32_t from, int32_t day)
{
	int32_t days = 0;

	for (int32_t d = from + 1; d <= day && days < TOOK_DAYS_MOST; d++)
		days += working(place, d);
	if (day > from && days < TOOK_DAYS_MOST && !working(place, day))
		days++;
	return days;
}

/* What a parcel says, taken together. */
struct outcome {
	char key[LIMIT_TALLY_KEY_ROOM];
	int32_t monday;
	int32_t took, promised; /* days; -1: not known */
	bool has_promise, kept, lost;
};

static int
outcome_of(const struct shipment *s, const struct shop *shop, struct outcome *o)
{
	struct holiday_place to = holiday_place_of(s->destination.country, s->destination.postcode);
	/* Where the order's own time was not told, we heard of it with the order, but for one taken over later. */
	int64_t ordered_utc_ms =
	    s->ordered_utc_ms != AT_NONE || s->adopted ? s->ordered_utc_ms : s->registered_utc_ms;
	int32_t came = zone_when_day(s->promise.zone, s->first_attempt);
	int32_t ordered = DAY_NONE;
	char lane[LANE_ROOM];
	int len;

	*o = (struct outcome){.took = -1, .promised = -1};
	o->has_promise = s->promise.until_day != DAY_NONE;
	o->lost = came == DAY_NONE;
	/* One that turned back after its attempt has no state of its own for that. */
	o->kept = s->state == PROMISE_KEPT ||
	    (s->state != PROMISE_LATE && !o->lost && came <= s->promise.until_day);
	o->monday = report_monday(o->has_promise ? s->promise.until_day : came);
	if (ordered_utc_ms != AT_NONE)
		ordered = zone_day(shop != NULL ? shop->zone : s->promise.zone, ordered_utc_ms);
	if (s->available_day > ordered)
		ordered = s->available_day; /* nothing was on its way before */
	if (ordered != DAY_NONE && !o->lost)
		o->took = report_days(to, ordered, came);
	if (ordered != DAY_NONE && o->has_promise)
		o->promised = report_days(to, ordered, s->promise.until_day);
	lane_of(s, lane);
	len = snprintf(o->key, sizeof(o->key), "%s|%s|%s", s->shop, lane, s->carrier);
	return len < 0 || (size_t)len >= sizeof(o->key) ? ERR_TOO_BIG : 0;
}

static int
add_promise(const struct shipment *s, const struct shop *shop, int64_t usual_ms,
    const struct outcome *o, struct tallies *out)
{
	struct cause_ledger ledger = cause_split(s, shop, usual_ms);
	uint16_t cell = o->kept ? REPORT_KEPT : o->lost ? REPORT_LOST : REPORT_LATE;
	int rc = tallies_add(out, TALLY_REPORT, o->key, o->monday, cell, 1);

	for (int c = 0; rc == 0 && cell == REPORT_LATE && c < CAUSE_COUNT; c++)
		rc = tallies_add(out, TALLY_REPORT, o->key, o->monday, (uint16_t)(REPORT_CAUSE + c),
		    ledger.ms[c]);
	return rc;
}

/* How early the customer first heard that this day would not be met. */
static int
add_lead(const struct shipment *s, const struct order *order, const struct outcome *o,
    struct tallies *out)
{
	int64_t end_utc_ms = zone_day_end(s->promise.zone, s->promise.until_day);
	uint16_t cell = REPORT_LEAD;

	for (size_t i = 0; i < order->retold_count && cell == REPORT_LEAD; i++) {
		const struct retold *r = &order->retold[i];
		int64_t lead_ms = end_utc_ms - r->said_utc_ms;
		int64_t steps = lead_ms / REPORT_LEAD_STEP_MS;

		/* One for this very day spoke of another parcel of the order. */
		if (lead_ms > 0 &&
		    (r->until_day == DAY_NONE || r->until_day > s->promise.until_day))
			cell = (uint16_t)(REPORT_LEAD + 1 +
			    (steps < REPORT_LEAD_STEPS ? steps : REPORT_LEAD_STEPS));
	}
	return tallies_add(out, TALLY_REPORT, o->key, o->monday, cell, 1);
}

int
report_add(const struct shipment *s, const struct order *order, const struct shop *shop,
    int64_t usual_ms, struct tallies *out)
{
	struct outcome o;
	int rc;

	if (s->direction != DIRECTION_OUTBOUND || s->cancelled || s->superseded)
		return 0;
	/* Without an attempt it tells something where it is over, and was promised. */
	if (s->first_attempt.kind == WHEN_NONE &&
	    (s->promise.until_day == DAY_NONE || !milestone_terminal(s->milestone) ||
		s->milestone == MILESTONE_CANCELLED || s->milestone == MILESTONE_EXPIRED))
		return 0;
	rc = outcome_of(s, shop, &o);
	if (rc == 0 && o.has_promise)
		rc = add_promise(s, shop, usual_ms, &o, out);
	if (rc == 0 && o.has_promise && !o.kept && order != NULL)
		rc = add_lead(s, order, &o, out);
	if (rc == 0 && (o.took >= 0 || o.lost))
		rc = tallies_add(out, TALLY_TOOK, o.key, o.monday,
		    (uint16_t)(o.lost ? TOOK_NEVER : TOOK_DAYS + o.took), 1);
	if (rc == 0 && o.promised >= 0)
		rc = tallies_add(
		    out, TALLY_TOOK, o.key, o.monday, (uint16_t)(TOOK_PROMISED + o.promised), 1);
	if (rc == 0 && o.promised >= 0 && o.kept)
		rc = tallies_add(
		    out, TALLY_TOOK, o.key, o.monday, (uint16_t)(TOOK_KEPT + o.promised), 1);
	return rc;
}

/* ---- read back ---- */

void
report_init(struct report *r, int32_t today, int32_t weeks)
{
	*r = (struct report){.monday = report_monday(today), .week_count = weeks};
}

void
report_clear(struct report *r)
{
	if (r == NULL)
		return;
	free(r->rows);
	*r = (struct report){0};
}

void
report_sum_add(struct report_sum *a, const struct report_sum *b)
{
	a->kept += b->kept;
	a->late += b->late;
	a->lost += b->lost;
	a->recent_kept += b->recent_kept;
	a->recent_broken += b->recent_broken;
	a->below += b->below;
	for (int c = 0; c < CAUSE_COUNT; c++)
		a->cause_ms[c] += b->cause_ms[c];
	for (int i = 0; i < REPORT_LEADS; i++)
		a->lead[i] += b->lead[i];
}

int64_t
report_rate(int64_t kept, int64_t broken)
{
	return kept + broken > 0 ? kept * PER_MILLE / (kept + broken) : -1;
}

struct report_warned
report_warned(const struct report_sum *s)
{
	struct report_warned w = {.n = s->lead[0], .median_ms = -1};
	int64_t heard = 0;

	for (int i = 1; i < REPORT_LEADS; i++) {
		w.before += s->lead[i];
		if ((i - 1) * REPORT_LEAD_STEP_MS >= DAY_MS)
			w.day_before += s->lead[i];
	}
	w.n += w.before;
	for (int i = REPORT_LEADS - 1; i > 0 && w.median_ms < 0; i--) {
		heard += s->lead[i];
		if (w.before > 0 && 2 * heard >= w.before)
			w.median_ms = (i - 1) * (int64_t)REPORT_LEAD_STEP_MS;
	}
	return w;
}

static struct report_sum
sum_of(const struct tally *cell, bool recent)
{
	struct report_sum sum = {0};

	if (cell->cell >= REPORT_CAUSE && cell->cell < REPORT_CAUSE + CAUSE_COUNT)
		sum.cause_ms[cell->cell - REPORT_CAUSE] = cell->add;
	else if (cell->cell == REPORT_KEPT)
		sum.kept = cell->add;
	else if (cell->cell == REPORT_LATE)
		sum.late = cell->add;
	else if (cell->cell == REPORT_LOST)
		sum.lost = cell->add;
	else if (cell->cell == REPORT_BELOW)
		sum.below = cell->add;
	else if (cell->cell >= REPORT_LEAD && cell->cell < REPORT_CELLS)
		sum.lead[cell->cell - REPORT_LEAD] = cell->add;
	if (recent) {
		sum.recent_kept = sum.kept;
		sum.recent_broken = sum.late + sum.lost;
	}
	return sum;
}

static int
order(const struct report_row *a, const struct report_row *b)
{
	int by = strcmp(a->lane, b->lane);

	return by != 0 ? by : strcmp(a->carrier, b->carrier);
}

/* The row of a lane and carrier, made where there is none. */
static int
find_row(struct report *r, const struct report_row *key, size_t *out)
{
	size_t low = 0, high = r->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order(&r->rows[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*out = low;
	if (low < r->count && order(&r->rows[low], key) == 0)
		return 0;
	if (r->count == r->room) {
		size_t room = r->room > 0 ? 2 * r->room : FIRST_ROOM;
		struct report_row *rows = realloc(r->rows, room * sizeof(*rows));

		if (rows == NULL)
			return ERR_NOMEM;
		r->rows = rows;
		r->room = room;
	}
	memmove(&r->rows[low + 1], &r->rows[low], (r->count - low) * sizeof(*r->rows));
	r->rows[low] = *key;
	r->count++;
	return 0;
}

/* The row of a cell. Cells of one key come one after the other. */
static int
row_of(struct report *r, const char *key, struct report_row **out)
{
	struct span rest = span_of(key), shop, lane;
	struct report_row wanted = {.sum = {0}};
	int rc = 0;

	if (r->count == 0 || strcmp(r->last_key, key) != 0) {
		if (!text_split(&rest, '|', &shop) || !text_split(&rest, '|', &lane) ||
		    text_copy_span(wanted.lane, sizeof(wanted.lane), lane) < 0 ||
		    text_copy_span(wanted.carrier, sizeof(wanted.carrier), rest) < 0)
			return ERR_MALFORMED;
		rc = find_row(r, &wanted, &r->last);
		(void)text_cut(r->last_key, sizeof(r->last_key), span_of(rc == 0 ? key : ""));
	}
	if (rc == 0)
		*out = &r->rows[r->last];
	return rc;
}

int
report_take(struct report *r, const struct tally *cell)
{
	int32_t back = (r->monday - cell->day) / WEEK_DAYS;
	struct report_row *row = NULL;
	struct report_sum sum;
	int rc;

	if (cell->day > r->monday || back >= r->week_count)
		return 0;
	rc = row_of(r, cell->key, &row);
	if (rc < 0 || row == NULL)
		return rc;
	sum = sum_of(cell, back < REPORT_RECENT_WEEKS);
	report_sum_add(&row->sum, &sum);
	report_sum_add(&r->whole, &sum);
	sum.recent_kept = sum.recent_broken = 0;
	report_sum_add(&r->weeks[r->week_count - 1 - back], &sum);
	return 0;
}
