/*
 * forecast: CPU time of the forecast of one parcel, and what two thousand lanes take in memory, from an invented year.
 */

#include "monitor/promise/forecast.h"

#include <stdio.h>

#include "monitor/promise/transit.h"
#include "tests/bench/bench.h"

enum { LANES = 2000, PARCELS = 20000, FIRST_DAY = 20000, DAYS = 364, ASKED = 200000, ALIKE = 1000 };

static struct passage
parcel(int index)
{
	struct passage p = PASSAGE_INIT;
	int lane = (int)((unsigned)index * 2654435761u % LANES);
	int32_t day = FIRST_DAY + index * DAYS / PARCELS;

	(void)snprintf(p.carrier, sizeof(p.carrier), "carrier-%d", lane % 3);
	(void)snprintf(p.shop, sizeof(p.shop), "shop");
	(void)snprintf(p.origin, sizeof(p.origin), "ES-%02d", lane / 50);
	(void)snprintf(p.destination, sizeof(p.destination), "ES-%02d", lane % 50);
	(void)snprintf(p.holidays, sizeof(p.holidays), "ES");
	p.steps[p.step_count++] =
	    (struct passage_step){STAGE_ACCEPTED, (int64_t)day * DAY_MS + 17 * HOUR_MS};
	p.deadline_ms = ((int64_t)day + 3 + lane % 4) * DAY_MS;
	return p;
}

static int
learn(struct model *m, int index)
{
	struct passage p = parcel(index);
	struct tallies t = {0};
	int64_t handover_ms = p.steps[0].since_ms;
	int64_t arrival_ms = handover_ms + (int64_t)(18 + index % 70) * HOUR_MS;
	int rc = 0;

	for (int64_t at_ms = handover_ms; rc == 0 && at_ms < arrival_ms; at_ms += DAY_MS)
		rc = transit_expose(
		    m, &p, at_ms, at_ms + DAY_MS < arrival_ms ? at_ms + DAY_MS : arrival_ms, &t);
	if (rc == 0)
		rc = transit_arrive(m, &p, arrival_ms, &t);
	for (size_t i = 0; rc == 0 && i < t.count; i++)
		rc = model_add(m, &t.items[i]);
	tallies_clear(&t);
	return rc;
}

int
main(void)
{
	struct model *m = model_new();
	static struct passage asked[ALIKE];
	double begin_s, us, sum = 0;
	int rc = m != NULL ? 0 : ERR_NOMEM;

	for (int i = 0; rc == 0 && i < PARCELS; i++)
		rc = learn(m, i);
	for (int i = 0; i < ALIKE; i++)
		asked[i] = parcel(PARCELS - 1 - i);
	begin_s = bench_cpu_s();
	for (int i = 0; rc == 0 && i < ASKED; i++) {
		const struct passage *p = &asked[i % ALIKE];
		struct outlook o;

		rc = outlook_of(m, p, p->steps[0].since_ms + (i % 48) * (int64_t)HOUR_MS, true, &o);
		sum += o.p_late;
	}
	us = (bench_cpu_s() - begin_s) * 1e6 / ASKED;
	if (rc == 0)
		printf(
		    "forecast: %.2f us a parcel (mean chance %.3f); %d lanes: %zu rows in %.1f MiB\n",
		    us, sum / ASKED, LANES, model_rows(m), (double)model_bytes(m) / (1 << 20));
	else
		fprintf(stderr, "forecast: %s\n", err_text(rc));
	model_free(m);
	return rc == 0 ? 0 : 1;
}
