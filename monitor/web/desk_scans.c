#include "monitor/web/desk_scans.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/zone.h"
#include "monitor/promise/gaps.h"
#include "monitor/web/chart.h"

enum {
	STEPS = CHART_STEPS,
	BEFORE_STEPS = 8, /* of what was usual, before it began */
	STEP_MS = GAPS_STEP_HOURS * 60 * 60 * 1000,
	CHART_BYTES = 32 << 10,
};

struct scans {
	struct chart_step steps[STEPS];
	size_t count;
	int32_t first_hour;
	char exact[LIMIT_TALLY_KEY_ROOM]; /* the one key that counts; "" all of the carrier */
	bool any;
};

/* ---- reading ---- */

static int
take(const struct tally *cell, void *arg)
{
	struct scans *s = arg;
	size_t step = (size_t)((cell->day - s->first_hour) / GAPS_STEP_HOURS);

	if (cell->day < s->first_hour || step >= s->count ||
	    (s->exact[0] != '\0' && strcmp(cell->key, s->exact) != 0))
		return 0;
	if (cell->cell == GAPS_CELL_EXPECTED)
		s->steps[step].expected += (double)cell->add / 1000;
	else if (cell->cell == GAPS_CELL_SEEN)
		s->steps[step].seen += (double)cell->add / 1000;
	s->any = true;
	return 0;
}

/* From what was usual before it until it ended, or now; of a long one its end. */
static void
span_of_incident(const struct incident *i, int64_t now_utc_ms, struct scans *s)
{
	int64_t until = i->closed_utc_ms != AT_NONE ? i->closed_utc_ms : now_utc_ms;
	int64_t last = until / STEP_MS, first = i->since_utc_ms / STEP_MS - BEFORE_STEPS;

	if (last - first + 1 > STEPS)
		first = last - STEPS + 1;
	s->count = (size_t)(last - first + 1);
	s->first_hour = (int32_t)(first * GAPS_STEP_HOURS);
}

/* A row of a depot or a lane names it whole; of a carrier all its depots are added up. */
static int
read_scans(struct desk_view *v, const struct incident *i, struct scans *s)
{
	const char *name = i->lane[0] != '\0' ? i->lane : i->depot;
	char prefix[LIMIT_TALLY_KEY_ROOM];

	(void)snprintf(prefix, sizeof(prefix), "%.15s%c%.44s", i->carrier,
	    i->lane[0] != '\0' ? GAPS_OF_LANE : GAPS_OF_DEPOT, name);
	if (name[0] != '\0')
		memcpy(s->exact, prefix, sizeof(s->exact));
	return store_tallies(v->call->api->reader, TALLY_SCAN, prefix, s->first_hour,
	    s->first_hour + (int32_t)s->count * GAPS_STEP_HOURS - 1, take, s);
}

/* ---- showing ---- */

static const char *
count_of(struct desk_view *v, double scans)
{
	return desk_number(v, (uint64_t)(scans + 0.5));
}

static void
add_rows(struct desk_view *v, const struct scans *s, const char *zone)
{
	struct desk_list *list = desk_list(v, STEPS);

	for (size_t k = 0; k < s->count; k++) {
		int64_t at = ((int64_t)s->first_hour + (int64_t)k * GAPS_STEP_HOURS) * HOUR_MS;

		desk_row(v, list);
		desk_cell(v, list, "step", desk_moment(v, zone, at));
		desk_cell(v, list, "step_expected", count_of(v, s->steps[k].expected));
		desk_cell(v, list, "step_seen", count_of(v, s->steps[k].seen));
	}
	desk_set_list(v, "scans", list);
}

static void
label(struct desk_view *v, struct scans *s, const char *zone)
{
	int32_t day = DAY_NONE;

	for (size_t k = 0; k < s->count; k++) {
		int64_t at = ((int64_t)s->first_hour + (int64_t)k * GAPS_STEP_HOURS) * HOUR_MS;
		int32_t on = zone_day(zone, at);

		s->steps[k].label = k % 2 == 0 ? desk_hour(v, zone, at) : "";
		s->steps[k].day = on != day ? desk_day(v, on) : "";
		day = on;
	}
}

int
desk_scans(struct desk_view *v, const struct incident *i)
{
	const char *zone = desk_shop_zone(v->call);
	struct scans s = {.count = 0};
	struct buf svg = BUF_INIT(CHART_BYTES);
	double missing = 0, seen = 0, from;
	int64_t now_from;
	int rc;

	span_of_incident(i, v->call->now_utc_ms, &s);
	rc = read_scans(v, i, &s);
	if (rc != 0)
		return rc;
	now_from = (s.first_hour + (int64_t)(s.count - 1) * GAPS_STEP_HOURS) * (int64_t)HOUR_MS;
	if (i->closed_utc_ms ==
	    AT_NONE) /* of the step that is under way what should have come by now */
		s.steps[s.count - 1].expected *= (double)(v->call->now_utc_ms - now_from) / STEP_MS;
	from = ((double)i->since_utc_ms / HOUR_MS - s.first_hour) / GAPS_STEP_HOURS;
	for (size_t k = from > 0 ? (size_t)from : 0; k < s.count; k++) {
		missing += s.steps[k].expected;
		seen += s.steps[k].seen;
	}
	if (s.any) {
		label(v, &s, zone);
		rc = chart_scans(&svg, s.steps, s.count, from > 0 ? from : 0,
		    &(struct chart_words){.alt = desk_say(v, "incident.scans.alt", ""),
			.target = desk_say(v, "incident.scans.seen", count_of(v, seen)),
			.across = desk_say(v, "incident.scans.missing", count_of(v, missing))});
	}
	add_rows(v, &s, zone);
	desk_set_markup(v, "scans_chart", s.any ? desk_text(v, buf_str(&svg)) : "");
	desk_set_flag(v, "scans_any", s.any);
	buf_clear(&svg);
	return rc;
}
