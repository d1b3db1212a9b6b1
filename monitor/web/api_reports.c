#include "monitor/web/api_reports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/promise/advisor.h"
#include "monitor/promise/calibration.h"
#include "monitor/promise/report.h"
#include "monitor/web/api_json.h"

enum {
	WEEKS = 12,
	WEEK_DAYS = 7,
	WORST_LANES = 10,
	ADVISED_LANES = 2 /* of the worst, in a report */
};

/* What is asked: a shop, and a lane and a carrier ("" both: all). */
struct asked {
	const struct shop *shop;
	char lane[LANE_ROOM];
	char carrier[LIMIT_ID_ROOM];
	int64_t weeks;
};

static bool
asked_of(struct api_call *call, struct asked *a)
{
	char shop[LIMIT_SHOP_ROOM], lane[LANE_ROOM];

	*a = (struct asked){.weeks = WEEKS};
	if (!api_shop(call, shop) || !api_query(call, "lane", lane, sizeof(lane)) ||
	    !api_query(call, "carrier", a->carrier, sizeof(a->carrier)))
		return false;
	a->shop = shop[0] != '\0'           ? policy_shop(call->policy, shop)
	    : call->policy->shop_count == 1 ? call->policy->shops
					    : NULL;
	if (a->shop == NULL) {
		api_error(call, shop[0] != '\0' ? ERR_NOT_FOUND : ERR_MALFORMED, "shop",
		    shop[0] != '\0' ? "is not in the configuration"
				    : "is required: the configuration has several shops");
		return false;
	}
	if (lane[0] != '\0' && lane_parse(span_of(lane), a->lane) < 0) {
		api_error(call, ERR_MALFORMED, "lane", "must be from and to, as ES-28:ES-08");
		return false;
	}
	return true;
}

/* "shop|", "shop|lane|": every key that is asked for begins so. */
static void
prefix_of(const struct asked *a, char *prefix, size_t room)
{
	(void)snprintf(
	    prefix, room, "%s|%s%s", a->shop->id, a->lane, a->lane[0] != '\0' ? "|" : "");
}

static bool
carrier_asked(const struct asked *a, const char *key)
{
	return a->carrier[0] == '\0' || strcmp(strrchr(key, '|') + 1, a->carrier) == 0;
}

/* ---- advice ---- */

struct advice_walk {
	const struct asked *asked;
	struct advice advice;
};

static int
take_days(const struct tally *cell, void *arg)
{
	struct advice_walk *w = arg;

	if (carrier_asked(w->asked, cell->key))
		advice_take(&w->advice, cell);
	return 0;
}

static void
out_kept(struct json_out *out, const char *key, const struct advice *a, int32_t days)
{
	if (days < 0) {
		json_out_null(out, key);
		return;
	}
	json_out_object(out, key);
	json_out_int(out, "days", days);
	json_out_int(out, "kept", advice_kept(a, days));
	json_out_end(out);
}

/* The members of an advice. */
static int
out_advice(struct api_call *call, const struct asked *asked)
{
	struct json_out *out = &call->out;
	struct advice_walk w = {.asked = asked};
	const struct advice *a = &w.advice;
	int64_t target = asked->shop->keep_per_mille;
	char prefix[LIMIT_TALLY_KEY_ROOM];
	int32_t promised, shortest;
	bool enough;
	int rc;

	prefix_of(asked, prefix, sizeof(prefix));
	advice_init(&w.advice, zone_day(asked->shop->zone, call->now_utc_ms));
	rc = store_tallies(
	    call->api->reader, TALLY_TOOK, prefix, a->from_monday, a->until_monday, take_days, &w);
	if (rc < 0)
		return rc;
	enough = a->n >= advice_least();
	promised = enough ? advice_today(a) : -1;
	shortest = enough ? advice_shortest(a, target).days : -1;
	json_out_str(out, "lane", asked->lane);
	json_out_str(out, "carrier", asked->carrier);
	out_day(out, "from", a->from_monday);
	out_day(out, "until", a->until_monday + WEEK_DAYS - 1);
	json_out_int(out, "n", a->n);
	json_out_int(out, "never", a->never);
	json_out_int(out, "needs", advice_least());
	json_out_int(out, "target", target);
	json_out_array(out, "promises");
	for (size_t i = 0; i < ADVICE_TARGETS; i++) {
		struct advice_day day = advice_shortest(a, advice_targets[i]);

		json_out_object(out, NULL);
		json_out_int(out, "share", advice_targets[i]);
		json_out_int(out, "needs", day.needs_n);
		if (day.days >= 0)
			json_out_int(out, "days", day.days);
		else
			json_out_null(out, "days");
		if (day.days >= 0)
			json_out_int(out, "kept", day.kept);
		else
			json_out_null(out, "kept");
		json_out_end(out);
	}
	json_out_end(out);
	out_kept(out, "today", a, promised);
	out_kept(out, "day_more", a, promised >= 0 ? promised + 1 : -1);
	/* A promise that is longer than its target needs. */
	out_kept(out, "shorter", a, shortest >= 0 && shortest < promised ? shortest : -1);
	return 0;
}

static int
read_advice(struct api_call *call, void *arg)
{
	const struct asked *asked = arg;

	json_out_str(&call->out, "shop", asked->shop->id);
	return out_advice(call, asked);
}

void
api_advice(struct api_call *call)
{
	struct asked asked;

	if (!asked_of(call, &asked))
		return;
	if (asked.lane[0] == '\0') {
		api_error(call, ERR_MALFORMED, "lane", "is required: from and to, as ES-28:ES-08");
		return;
	}
	api_read(call, read_advice, &asked);
}

/* ---- report ---- */

struct report_walk {
	const struct asked *asked;
	struct report report;
};

static int
take_outcome(const struct tally *cell, void *arg)
{
	struct report_walk *w = arg;

	return carrier_asked(w->asked, cell->key) ? report_take(&w->report, cell) : 0;
}

static int64_t
late_ms(const struct report_sum *s)
{
	int64_t ms = 0;

	for (int c = 0; c < CAUSE_COUNT; c++)
		ms += s->cause_ms[c];
	return ms;
}

static void
out_outcomes(struct json_out *out, const struct report_sum *s)
{
	json_out_int(out, "kept", s->kept);
	json_out_int(out, "late", s->late);
	json_out_int(out, "lost", s->lost);
}

static void
out_rate(struct json_out *out, const char *key, int64_t kept, int64_t broken)
{
	if (kept + broken > 0)
		json_out_int(out, key, report_rate(kept, broken));
	else
		json_out_null(out, key);
}

/* How many of a thousand were kept: in all, in the last weeks, and in those before them. */
static void
out_rates(struct json_out *out, const struct report_sum *s)
{
	out_rate(out, "rate", s->kept, s->late + s->lost);
	out_rate(out, "rate_recent", s->recent_kept, s->recent_broken);
	out_rate(
	    out, "rate_before", s->kept - s->recent_kept, s->late + s->lost - s->recent_broken);
}

static void
out_causes(struct json_out *out, const struct report_sum *s)
{
	json_out_int(out, "late_ms", late_ms(s));
	json_out_array(out, "causes");
	for (int c = 0; c < CAUSE_COUNT; c++) {
		json_out_object(out, NULL);
		json_out_str(out, "cause", cause_name((enum cause)c));
		json_out_int(out, "ms", s->cause_ms[c]);
		json_out_end(out);
	}
	json_out_end(out);
}

static void
out_weeks(struct json_out *out, const struct report *r)
{
	json_out_array(out, "weeks");
	for (int32_t i = 0; i < r->week_count; i++) {
		const struct report_sum *s = &r->weeks[i];

		json_out_object(out, NULL);
		out_day(out, "monday", r->monday - (r->week_count - 1 - i) * WEEK_DAYS);
		out_outcomes(out, s);
		out_rate(out, "rate", s->kept, s->late + s->lost);
		out_causes(out, s);
		json_out_end(out);
	}
	json_out_end(out);
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
	int64_t left = late_ms(&((const struct report_row *)a)->sum);
	int64_t right = late_ms(&((const struct report_row *)b)->sum);

	return (left < right) - (left > right);
}

/* Rows of one carrier become one. */
static int
out_carriers(struct json_out *out, const struct report *r)
{
	struct report_row *rows = calloc(r->count + 1, sizeof(*rows));
	size_t count = 0;

	if (rows == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < r->count; i++) {
		size_t n = 0;

		while (n < count && strcmp(rows[n].carrier, r->rows[i].carrier) != 0)
			n++;
		if (n == count)
			memcpy(rows[count++].carrier, r->rows[i].carrier, sizeof(rows[n].carrier));
		report_sum_add(&rows[n].sum, &r->rows[i].sum);
	}
	qsort(rows, count, sizeof(*rows), best_rate_first);
	json_out_array(out, "carriers");
	for (size_t i = 0; i < count; i++) {
		json_out_object(out, NULL);
		json_out_str(out, "carrier", rows[i].carrier);
		out_outcomes(out, &rows[i].sum);
		out_rates(out, &rows[i].sum);
		json_out_end(out);
	}
	json_out_end(out);
	free(rows);
	return 0;
}

static void
out_lanes(struct json_out *out, const struct report *r)
{
	json_out_array(out, "lanes");
	for (size_t i = 0; i < r->count && i < WORST_LANES; i++) {
		const struct report_row *row = &r->rows[i];

		if (row->sum.late + row->sum.lost == 0)
			continue;
		json_out_object(out, NULL);
		json_out_str(out, "lane", row->lane);
		json_out_str(out, "carrier", row->carrier);
		out_outcomes(out, &row->sum);
		out_rates(out, &row->sum);
		out_causes(out, &row->sum);
		json_out_bool(out, "told", row->sum.below > 0);
		json_out_end(out);
	}
	json_out_end(out);
}

struct said_walk {
	const char *shop;
	struct calibration calibration;
};

static int
take_said(const struct tally *cell, void *arg)
{
	struct said_walk *w = arg;

	/* Another shop's id may begin like this one's. */
	if (strcmp(cell->key, w->shop) == 0)
		calibration_take(&w->calibration, cell);
	return 0;
}

/* What was said against what happened, of the shop as a whole. */
static int
out_said(struct api_call *call, const struct asked *asked, const struct report *r)
{
	struct json_out *out = &call->out;
	struct said_walk w = {.shop = asked->shop->id};
	const struct calibration *c = &w.calibration;
	int rc = store_tallies(call->api->reader, TALLY_CALIBRATION, w.shop,
	    r->monday - (r->week_count - 1) * WEEK_DAYS, r->monday, take_said, &w);

	if (rc < 0)
		return rc;
	json_out_object(out, "said");
	json_out_int(out, "n", calibration_count(c));
	if (calibration_count(c) > 0)
		json_out_int(out, "deviation", calibration_deviation(c));
	else
		json_out_null(out, "deviation");
	json_out_array(out, "bins");
	for (int i = 0; i < CALIBRATION_BINS; i++) {
		json_out_object(out, NULL);
		json_out_int(out, "from", i * CALIBRATION_BIN);
		json_out_int(out, "until", (i + 1) * CALIBRATION_BIN);
		json_out_int(out, "n", c->said[i]);
		json_out_int(out, "broken", c->broken[i]);
		json_out_end(out);
	}
	json_out_end(out);
	json_out_int(out, "windows", c->told);
	json_out_int(out, "windows_kept", c->told_kept);
	json_out_int(out, "second_slips", c->told_again);
	json_out_end(out);
	return 0;
}

/* What to promise where it hurts most. */
static int
out_advised(struct api_call *call, const struct asked *asked, const struct report *r)
{
	int rc = 0;

	json_out_array(&call->out, "advice");
	for (size_t i = 0; rc == 0 && i < r->count && i < ADVISED_LANES; i++) {
		struct asked lane = *asked;

		if (r->rows[i].sum.late + r->rows[i].sum.lost == 0)
			continue;
		memcpy(lane.lane, r->rows[i].lane, sizeof(lane.lane));
		memcpy(lane.carrier, r->rows[i].carrier, sizeof(lane.carrier));
		json_out_object(&call->out, NULL);
		rc = out_advice(call, &lane);
		json_out_end(&call->out);
	}
	json_out_end(&call->out);
	return rc;
}

static int
read_report(struct api_call *call, void *arg)
{
	const struct asked *asked = arg;
	struct report_walk w = {.asked = asked};
	struct report *r = &w.report;
	char prefix[LIMIT_TALLY_KEY_ROOM];
	int rc;

	prefix_of(asked, prefix, sizeof(prefix));
	report_init(r, zone_day(asked->shop->zone, call->now_utc_ms), (int32_t)asked->weeks);
	rc = store_tallies(call->api->reader, TALLY_REPORT, prefix,
	    r->monday - (r->week_count - 1) * WEEK_DAYS, r->monday, take_outcome, &w);
	if (rc == 0) {
		json_out_str(&call->out, "shop", asked->shop->id);
		json_out_str(&call->out, "lane", asked->lane);
		json_out_int(&call->out, "target", asked->shop->keep_per_mille);
		out_outcomes(&call->out, &r->whole);
		out_rates(&call->out, &r->whole);
		out_weeks(&call->out, r);
		out_causes(&call->out, &r->whole);
		rc = out_carriers(&call->out, r);
	}
	if (rc == 0) {
		if (r->count > 0)
			qsort(r->rows, r->count, sizeof(*r->rows), most_late_first);
		out_lanes(&call->out, r);
		rc = out_said(call, asked, r);
	}
	if (rc == 0)
		rc = out_advised(call, asked, r);
	report_clear(r);
	return rc;
}

void
api_report(struct api_call *call)
{
	struct asked asked;
	char weeks[16];

	if (!asked_of(call, &asked) || !api_query(call, "weeks", weeks, sizeof(weeks)))
		return;
	if (weeks[0] != '\0' &&
	    text_parse_i64(span_of(weeks), 1, REPORT_WEEKS_MOST, &asked.weeks) < 0) {
		api_error(call, ERR_RANGE, "weeks", "must be a whole number from 1 to %d",
		    REPORT_WEEKS_MOST);
		return;
	}
	api_read(call, read_report, &asked);
}
