#include "monitor/web/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK_DAYS = 7 };

/* "shop|", "shop|lane|": every key that is asked for begins so. */
static void
prefix_of(const struct figures_asked *a, char prefix[LIMIT_TALLY_KEY_ROOM])
{
	(void)snprintf(prefix, LIMIT_TALLY_KEY_ROOM, "%s|%s%s", a->shop->id, a->lane,
	    a->lane[0] != '\0' ? "|" : "");
}

static bool
carrier_asked(const struct figures_asked *a, const char *key)
{
	return a->carrier[0] == '\0' || strcmp(strrchr(key, '|') + 1, a->carrier) == 0;
}

/* ---- advice ---- */

static int
take_days(const struct tally *cell, void *arg)
{
	struct figures_advice *a = arg;

	if (carrier_asked(&a->asked, cell->key))
		advice_take(&a->advice, cell);
	return 0;
}

int
figures_advise(struct api_call *call, const struct figures_asked *asked, struct figures_advice *out)
{
	struct advice *a = &out->advice;
	char prefix[LIMIT_TALLY_KEY_ROOM];
	int32_t shortest;
	int rc;

	*out = (struct figures_advice){.asked = *asked, .today = -1, .shorter = -1};
	prefix_of(asked, prefix);
	advice_init(a, zone_day(asked->shop->zone, call->now_utc_ms));
	rc = store_tallies(
	    call->api->reader, TALLY_TOOK, prefix, a->from_monday, a->until_monday, take_days, out);
	if (rc != 0 || a->n < advice_least())
		return rc;
	out->today = advice_today(a);
	shortest = advice_shortest(a, asked->shop->keep_per_mille).days;
	/* A promise that is longer than its target needs. */
	if (shortest >= 0 && shortest < out->today)
		out->shorter = shortest;
	return 0;
}

/* ---- outcomes ---- */

struct outcomes {
	const struct figures_asked *asked;
	struct report *report;
};

static int
take_outcome(const struct tally *cell, void *arg)
{
	const struct outcomes *w = arg;

	return carrier_asked(w->asked, cell->key) ? report_take(w->report, cell) : 0;
}

int64_t
figures_late_ms(const struct report_sum *s)
{
	int64_t ms = 0;

	for (int c = 0; c < CAUSE_COUNT; c++)
		ms += s->cause_ms[c];
	return ms;
}

static int
best_rate_first(const void *a, const void *b)
{
	const struct report_sum *l = &((const struct report_row *)a)->sum;
	const struct report_sum *r = &((const struct report_row *)b)->sum;
	int64_t left = report_rate(l->kept, l->late + l->lost);
	int64_t right = report_rate(r->kept, r->late + r->lost);

	return (left < right) - (left > right);
}

static int
most_late_first(const void *a, const void *b)
{
	int64_t left = figures_late_ms(&((const struct report_row *)a)->sum);
	int64_t right = figures_late_ms(&((const struct report_row *)b)->sum);

	return (left < right) - (left > right);
}

/* Rows of one carrier become one. */
static int
gather_carriers(struct figures *f)
{
	const struct report *r = &f->report;

	f->carriers = calloc(r->count + 1, sizeof(*f->carriers));
	if (f->carriers == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < r->count; i++) {
		struct report_row *row;
		size_t n = 0;

		while (
		    n < f->carrier_count && strcmp(f->carriers[n].carrier, r->rows[i].carrier) != 0)
			n++;
		row = &f->carriers[n];
		if (n == f->carrier_count) {
			memcpy(row->carrier, r->rows[i].carrier, sizeof(row->carrier));
			f->carrier_count++;
		}
		report_sum_add(&row->sum, &r->rows[i].sum);
	}
	qsort(f->carriers, f->carrier_count, sizeof(*f->carriers), best_rate_first);
	return 0;
}

/* ---- what was said ---- */

struct said_walk {
	const char *shop;
	struct calibration *said;
};

static int
take_said(const struct tally *cell, void *arg)
{
	struct said_walk *w = arg;

	/* Another shop's id may begin like this one's. */
	if (strcmp(cell->key, w->shop) == 0)
		calibration_take(w->said, cell);
	return 0;
}

/* ---- all of it ---- */

/* What to promise where it hurts most. */
static int
advise_worst(struct api_call *call, const struct figures_asked *asked, struct figures *f)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < f->report.count && i < FIGURES_ADVISED; i++) {
		const struct report_row *row = &f->report.rows[i];
		struct figures_asked lane = *asked;

		if (row->sum.late + row->sum.lost == 0)
			continue;
		memcpy(lane.lane, row->lane, sizeof(lane.lane));
		memcpy(lane.carrier, row->carrier, sizeof(lane.carrier));
		rc = figures_advise(call, &lane, &f->advised[f->advised_count]);
		if (rc == 0)
			f->advised_count++;
	}
	return rc;
}

int
figures_read(struct api_call *call, const struct figures_asked *asked, struct figures *out)
{
	struct report *r = &out->report;
	struct outcomes outcomes = {asked, r};
	struct said_walk said = {asked->shop->id, &out->said};
	char prefix[LIMIT_TALLY_KEY_ROOM];
	int32_t from_day;
	int rc;

	memset(out, 0, sizeof(*out));
	prefix_of(asked, prefix);
	report_init(r, zone_day(asked->shop->zone, call->now_utc_ms), asked->weeks);
	from_day = r->monday - (r->week_count - 1) * WEEK_DAYS;
	rc = store_tallies(
	    call->api->reader, TALLY_REPORT, prefix, from_day, r->monday, take_outcome, &outcomes);
	if (rc == 0)
		rc = gather_carriers(out);
	if (rc == 0 && r->count > 0)
		qsort(r->rows, r->count, sizeof(*r->rows), most_late_first);
	if (rc == 0)
		rc = store_tallies(call->api->reader, TALLY_CALIBRATION, asked->shop->id, from_day,
		    r->monday, take_said, &said);
	return rc == 0 ? advise_worst(call, asked, out) : rc;
}

void
figures_clear(struct figures *f)
{
	report_clear(&f->report);
	free(f->carriers);
	f->carriers = NULL;
}
