#include "monitor/promise/past.h"

#include "monitor/promise/assess.h"
#include "monitor/promise/lessons.h"
#include "monitor/promise/merge.h"

int
past_learn(const struct past_input *in, struct tallies *out)
{
	struct shipment s = *in->shipment; /* its lists are borrowed */
	struct context context = {.order = ORDER_INIT, .gap = {AT_NONE, AT_NONE}};
	struct view view = {.s = &s,
	    .context = &context,
	    .shop = in->shop,
	    .last_ok_utc_ms = in->now_utc_ms,
	    .now_utc_ms = in->now_utc_ms};
	struct lessons_question q = {.model = in->model, .shop = in->shop, .known_utc_ms = AT_NONE};
	struct merge_summary summary;
	struct assessment assessment;

	merge_summarise(&s.events, s.pickup_point, &summary);
	s.milestone = summary.milestone;
	s.first_attempt = summary.first_attempt;
	s.delivered = summary.delivered;
	s.handed_over = summary.handed_over;
	s.last_scan_utc_ms = zone_when_utc(s.promise.zone, summary.last_scan);
	assess_promise(&view, &assessment);
	s.state = assessment.state;
	return lessons_take(&q, &s, out);
}
