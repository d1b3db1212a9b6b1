#include "monitor/promise/passage.h"

#include "monitor/base/holiday.h"
#include "monitor/base/place.h"
#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "monitor/promise/lane.h"

#include <stdio.h>
#include <string.h>

int32_t
passage_day(int64_t at_ms)
{
	return (int32_t)(at_ms >= 0 ? at_ms / DAY_MS : -((DAY_MS - 1 - at_ms) / DAY_MS));
}

size_t
passage_step_at(const struct passage *p, int64_t at_ms)
{
	size_t i = p->step_count;

	while (i > 1 && p->steps[i - 1].since_ms > at_ms)
		i--;
	return i > 0 ? i - 1 : 0;
}

/* The two sides of a lane; one that is not known is "". */
static void
fill_regions(struct passage *p, const struct shipment *s)
{
	char lane[LANE_ROOM];
	struct span to, from;

	lane_of(s, lane);
	to = span_of(lane);
	(void)text_split(&to, ':', &from);
	if (!span_equal_str(from, "?"))
		(void)text_cut(p->origin, sizeof(p->origin), from);
	if (!span_equal_str(to, "?"))
		(void)text_cut(p->destination, sizeof(p->destination), to);
}

static bool
stage_of(enum milestone milestone, enum stage *out)
{
	static const struct {
		enum milestone milestone;
		enum stage stage;
	} stages[] = {
	    {MILESTONE_ACCEPTED, STAGE_ACCEPTED},
	    {MILESTONE_IN_TRANSIT, STAGE_IN_TRANSIT},
	    {MILESTONE_CUSTOMS, STAGE_CUSTOMS},
	    {MILESTONE_OUT_FOR_DELIVERY, STAGE_OUT_FOR_DELIVERY},
	    {MILESTONE_DELIVERY_ATTEMPTED, STAGE_ATTEMPTED},
	    {MILESTONE_EXCEPTION, STAGE_EXCEPTION},
	};

	for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++)
		if (stages[i].milestone == milestone) {
			*out = stages[i].stage;
			return true;
		}
	return false;
}

/* A stage counts from when it began, not from each scan in it; of more steps than fit the latest are kept, and the handover. */
static void
step_add(struct passage *p, enum stage stage, int64_t since_ms)
{
	if (p->step_count > 0 && p->steps[p->step_count - 1].stage == stage)
		return;
	if (p->step_count == PASSAGE_STEPS) {
		memmove(p->steps + 1, p->steps + 2, (PASSAGE_STEPS - 2) * sizeof(p->steps[0]));
		p->step_count--;
	}
	p->steps[p->step_count++] = (struct passage_step){stage, since_ms};
}

static void
scan_add(struct passage *p, const struct event *e, int64_t at_ms)
{
	enum stage stage = STAGE_ACCEPTED;

	if (p->step_count == 0)
		step_add(p, STAGE_ACCEPTED, at_ms);
	else {
		int64_t before_ms = p->scan_ms != AT_NONE ? p->scan_ms : p->steps[0].since_ms;

		if (at_ms > before_ms && p->gap_count < PASSAGE_GAPS)
			p->gaps_ms[p->gap_count++] = at_ms - before_ms;
		p->scan_ms = at_ms;
	}
	if (stage_of(e->milestone, &stage) && stage != STAGE_ACCEPTED)
		step_add(p, stage, at_ms);
}

bool
passage_of(const struct shipment *s, struct passage *out, int64_t *offset_ms)
{
	struct passage p = PASSAGE_INIT;
	struct holiday_place place =
	    holiday_place_of(s->destination.country, s->destination.postcode);
	char clean[PLACE_POSTCODE_ROOM];
	int32_t day, second, offset_min;

	if (!s->handed_over || s->last_scan_utc_ms == AT_NONE)
		return false;
	zone_wall(s->promise.zone, s->last_scan_utc_ms, &day, &second, &offset_min);
	*offset_ms = (int64_t)offset_min * MINUTE_MS;
	(void)text_cut(p.carrier, sizeof(p.carrier), span_of(s->carrier));
	(void)text_cut(p.service, sizeof(p.service), span_of(s->service));
	(void)text_cut(p.shop, sizeof(p.shop), span_of(s->shop));
	fill_regions(&p, s);
	place_postcode_clean(s->destination.country, s->destination.postcode, clean);
	(void)snprintf(p.district, sizeof(p.district), "%.3s", clean);
	if (place.country != 0)
		(void)snprintf(p.holidays, sizeof(p.holidays), "%s%s%s", s->destination.country,
		    place.region[0] != '\0' ? "-" : "", place.region);
	p.abroad = strcmp(s->origin.country, s->destination.country) != 0;
	if (s->ship_by_day != DAY_NONE)
		p.planned_ms = ((int64_t)s->ship_by_day + 1) * DAY_MS;
	if (s->promise.deadline_utc_ms != AT_NONE)
		p.deadline_ms = s->promise.deadline_utc_ms + *offset_ms;
	p.eta_day = zone_when_day(s->promise.zone, s->eta_until);
	for (size_t i = 0; i < s->events.count; i++) {
		const struct event *e = &s->events.items[i];
		int64_t at_utc_ms = zone_when_utc(s->promise.zone, e->at);

		if (e->physical && e->source == SOURCE_CARRIER && at_utc_ms != AT_NONE)
			scan_add(&p, e, at_utc_ms + *offset_ms);
	}
	if (p.step_count == 0)
		return false;
	*out = p;
	return true;
}
