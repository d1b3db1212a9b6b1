#include "monitor/promise/lessons.h"

#include "monitor/promise/forecast.h"
#include "monitor/promise/report.h"
#include "monitor/promise/transit.h"

#include <string.h>

/* It came, or is known never to come. */
static bool
has_ended(const struct shipment *s)
{
	return s->first_attempt.kind != WHEN_NONE || milestone_terminal(s->milestone);
}

/* On its way to the recipient: one that turned back, or was lost, says no more of how long the way takes. */
static bool
is_under_way(const struct shipment *s)
{
	return s->milestone != MILESTONE_RETURNING && s->milestone != MILESTONE_RETURNED &&
	    s->milestone != MILESTONE_LOST_DAMAGED && s->milestone != MILESTONE_CANCELLED &&
	    s->milestone != MILESTONE_EXPIRED;
}

/* Of those that were taken over under way the slow ones are too many: their way teaches nothing. What had come before is a past as any. */
static bool
is_picked(const struct shipment *s, int64_t came_utc_ms)
{
	return s->adopted && (came_utc_ms == AT_NONE || came_utc_ms >= s->registered_utc_ms);
}

static int
learn_way(const struct lessons_question *q, struct shipment *s, const struct passage *p,
    int64_t offset_ms, struct tallies *out)
{
	int64_t came_utc_ms = zone_when_utc(s->promise.zone, s->first_attempt);
	int64_t until_utc_ms = came_utc_ms != AT_NONE ? came_utc_ms : q->known_utc_ms;
	int64_t from_utc_ms = s->exposed_until_utc_ms != AT_NONE ? s->exposed_until_utc_ms
								 : p->steps[0].since_ms - offset_ms;
	int rc = 0;

	if (is_picked(s, came_utc_ms) || (came_utc_ms == AT_NONE && !is_under_way(s)))
		return 0;
	if (until_utc_ms > from_utc_ms) {
		rc = transit_expose(
		    q->model, p, from_utc_ms + offset_ms, until_utc_ms + offset_ms, out);
		s->exposed_until_utc_ms = until_utc_ms;
	}
	if (rc == 0 && came_utc_ms != AT_NONE)
		rc = transit_arrive(q->model, p, came_utc_ms + offset_ms, out);
	return rc;
}

/* What half of the parcels there take from hand-over, as far as that is known; -1. */
static int64_t
usual_ms(const struct model *model, const struct passage *p)
{
	struct outlook o;

	return outlook_of(model, p, p->steps[0].since_ms, false, &o) == 0
	    ? o.p50_ms - p->steps[0].since_ms
	    : -1;
}

/* ---- what had been said ---- */

static int
add_said(const struct shipment *s, const struct forecast_said *said, int first_cell, int32_t week,
    bool late, struct tallies *out)
{
	int bin = said->p_late / CALIBRATION_BIN;
	int cell = first_cell + 2 * (bin < CALIBRATION_BINS ? bin : CALIBRATION_BINS - 1);
	int rc;

	if (said->at_utc_ms == AT_NONE || said->p_late < 0)
		return 0;
	rc = tallies_add(out, TALLY_CALIBRATION, s->shop, week, (uint16_t)cell, 1);
	return rc == 0 && late
	    ? tallies_add(out, TALLY_CALIBRATION, s->shop, week, (uint16_t)(cell + 1), 1)
	    : rc;
}

/* The first later window that was told, whether it held, and whether another followed. */
static int
add_told(const struct shipment *s, const struct order *order, int32_t week, struct tallies *out)
{
	int32_t came = zone_when_day(s->promise.zone, s->first_attempt);
	const struct retold *first = NULL;
	bool again = false;
	int rc;

	for (size_t i = 0; order != NULL && i < order->retold_count; i++) {
		const struct retold *r = &order->retold[i];

		if (r->until_day == DAY_NONE || r->until_day <= s->promise.until_day)
			continue;
		if (came != DAY_NONE && r->said_utc_ms >= zone_day_end(s->promise.zone, came))
			continue; /* that it has come */
		if (first == NULL)
			first = r;
		else
			again = again || r->until_day > first->until_day;
	}
	if (first == NULL)
		return 0;
	rc = tallies_add(out, TALLY_CALIBRATION, s->shop, week, CALIBRATION_TOLD, 1);
	if (rc == 0 && came != DAY_NONE && came <= first->until_day)
		rc = tallies_add(out, TALLY_CALIBRATION, s->shop, week, CALIBRATION_TOLD_KEPT, 1);
	if (rc == 0 && again)
		rc = tallies_add(out, TALLY_CALIBRATION, s->shop, week, CALIBRATION_TOLD_AGAIN, 1);
	return rc;
}

static int
learn_words(const struct lessons_question *q, const struct shipment *s, struct tallies *out)
{
	int32_t day = zone_when_day(s->promise.zone, s->first_attempt);
	bool late = s->state != PROMISE_KEPT;
	int32_t week;
	int rc;

	if (s->promise.until_day == DAY_NONE)
		return 0;
	week = report_monday(day != DAY_NONE ? day : s->promise.until_day);
	rc = add_said(s, &s->said_handover, CALIBRATION_HANDOVER, week, late, out);
	if (rc == 0)
		rc = add_said(s, &s->said_warned, CALIBRATION_WARNED, week, late, out);
	return rc == 0 ? add_told(s, q->order, week, out) : rc;
}

int
lessons_take(const struct lessons_question *q, struct shipment *s, struct tallies *out)
{
	struct passage p;
	int64_t offset_ms;
	bool has_way = q->model != NULL && passage_of(s, &p, &offset_ms);
	int rc = 0;

	if (s->learned || shipment_invented(s) || s->direction != DIRECTION_OUTBOUND ||
	    s->cancelled || s->superseded)
		return 0;
	if (has_way)
		rc = learn_way(q, s, &p, offset_ms, out);
	if (rc != 0 || !has_ended(s))
		return rc;
	s->learned = true;
	rc = report_add(s, q->order, q->shop, has_way ? usual_ms(q->model, &p) : -1, out);
	return rc == 0 ? learn_words(q, s, out) : rc;
}
