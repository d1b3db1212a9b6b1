#include "tests/support/sim.h"

#include "monitor/base/zone.h"
#include "tests/support/scenario.h"

static void
add_at(const struct sim_world *w, int64_t at_utc_ms, struct buf *out)
{
	int32_t day, second, offset;

	zone_wall(SIM_ZONE, at_utc_ms, &day, &second, &offset);
	(void)buf_addf(out, "%d %02d:%02d", day - w->first_day, second / 3600, second / 60 % 60);
}

/* The scenario's word for a scan, as far as the carrier has one. */
static const char *
word(const struct sim_parcel *p, const struct sim_scan *scan)
{
	bool ups = p->carrier == 2;

	switch (scan->milestone) {
	case MILESTONE_LABEL_CREATED: return "label";
	case MILESTONE_ACCEPTED: return "accepted";
	case MILESTONE_OUT_FOR_DELIVERY: return "out";
	case MILESTONE_DELIVERY_ATTEMPTED: return p->carrier == 0 ? "delay" : "nobody";
	case MILESTONE_DELIVERED: return "delivered";
	case MILESTONE_RETURNING: return p->carrier == 0 ? "delay" : "returning";
	case MILESTONE_RETURNED: return p->carrier == 1 || ups ? "returned" : "transit";
	case MILESTONE_LOST_DAMAGED: return ups ? "lost" : "transit";
	case MILESTONE_EXCEPTION:
		if (scan->reason == REASON_ADDRESS && (ups || p->carrier == 0))
			return "address";
		return p->carrier == 1 ? "transit" : "delay";
	case MILESTONE_IN_TRANSIT:
	case MILESTONE_UNKNOWN:
	case MILESTONE_CUSTOMS:
	case MILESTONE_READY_FOR_PICKUP:
	case MILESTONE_CANCELLED:
	case MILESTONE_EXPIRED:
	case MILESTONE_COUNT: break;
	}
	return "transit";
}

int
sim_add_scenario(const struct sim_world *w, const struct sim_parcel *p, struct buf *out)
{
	size_t spare = p->scan_count > SCENARIO_SCANS ? p->scan_count - SCENARIO_SCANS : 0;

	(void)buf_addf(out, "parcel %s %s\n", sim_carrier(p->carrier), p->number);
	for (size_t i = 0; i < p->scan_count; i++) {
		const struct sim_scan *scan = &p->scans[i];

		if (spare > 0 && scan->milestone == MILESTONE_IN_TRANSIT) {
			spare--;
			continue;
		}
		if (scan->seen_utc_ms == AT_NONE || scan->seen_utc_ms > scan->at_utc_ms + HOUR_MS)
			continue;
		(void)buf_add_str(out, "scan ");
		add_at(w, scan->at_utc_ms, out);
		(void)buf_addf(out, " %s %s\n", word(p, scan), sim_city(scan->city)->name);
	}
	for (size_t i = 0; i < p->eta_count; i++) {
		(void)buf_add_str(out, "eta ");
		add_at(w, p->etas[i].said_utc_ms, out);
		(void)buf_addf(out, " %d\n", p->etas[i].day - w->first_day);
	}
	return buf_error(out);
}

int
sim_add_faults(const struct sim_world *w, struct buf *out)
{
	for (size_t i = 0; i < w->regime_count; i++) {
		const struct sim_regime *r = &w->regimes[i];

		for (size_t c = 0; c < SIM_CARRIERS && r->kind == SIM_OUTAGE; c++) {
			if (r->carrier != SIM_CARRIERS && r->carrier != c)
				continue;
			(void)buf_addf(out, "fault %s ", sim_carrier(c));
			add_at(w, r->from_utc_ms, out);
			(void)buf_add_str(out, " ");
			add_at(w, r->until_utc_ms, out);
			(void)buf_add_str(out, " status 503\n");
		}
	}
	return buf_error(out);
}
