#include "monitor/web/api_reports.h"

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/api_json.h"
#include "monitor/web/figures.h"

enum { WEEK_DAYS = 7, WORST_LANES = 10 };

static bool
asked_of(struct api_call *call, struct figures_asked *a)
{
	char shop[LIMIT_SHOP_ROOM], lane[LANE_ROOM];

	*a = (struct figures_asked){.weeks = FIGURES_WEEKS};
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

/* ---- advice ---- */

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
static void
out_advice(struct json_out *out, const struct figures_advice *f)
{
	const struct figures_asked *asked = &f->asked;
	const struct advice *a = &f->advice;

	json_out_str(out, "lane", asked->lane);
	json_out_str(out, "carrier", asked->carrier);
	out_day(out, "from", a->from_monday);
	out_day(out, "until", a->until_monday + WEEK_DAYS - 1);
	json_out_int(out, "n", a->n);
	json_out_int(out, "never", a->never);
	json_out_int(out, "needs", advice_least());
	json_out_int(out, "target", asked->shop->keep_per_mille);
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
	out_kept(out, "today", a, f->today);
	out_kept(out, "day_more", a, f->today >= 0 ? f->today + 1 : -1);
	out_kept(out, "shorter", a, f->shorter);
}

static int
read_advice(struct api_call *call, void *arg)
{
	const struct figures_asked *asked = arg;
	struct figures_advice advice;
	int rc = figures_advise(call, asked, &advice);

	json_out_str(&call->out, "shop", asked->shop->id);
	if (rc == 0)
		out_advice(&call->out, &advice);
	return rc;
}

void
api_advice(struct api_call *call)
{
	struct figures_asked asked;

	if (!asked_of(call, &asked))
		return;
	if (asked.lane[0] == '\0') {
		api_error(call, ERR_MALFORMED, "lane", "is required: from and to, as ES-28:ES-08");
		return;
	}
	api_read(call, read_advice, &asked);
}

/* ---- report ---- */

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

/* How early customers first heard of what broke. */
static void
out_warned(struct json_out *out, const struct report_sum *s)
{
	struct report_warned w = report_warned(s);

	json_out_object(out, "warned");
	json_out_int(out, "n", w.n);
	json_out_int(out, "before", w.before);
	json_out_int(out, "day_before", w.day_before);
	if (w.median_ms >= 0)
		json_out_int(out, "median_ms", w.median_ms);
	else
		json_out_null(out, "median_ms");
	json_out_end(out);
}

static void
out_causes(struct json_out *out, const struct report_sum *s)
{
	json_out_int(out, "late_ms", figures_late_ms(s));
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
		out_warned(out, s);
		out_causes(out, s);
		json_out_end(out);
	}
	json_out_end(out);
}

static void
out_carriers(struct json_out *out, const struct figures *f)
{
	json_out_array(out, "carriers");
	for (size_t i = 0; i < f->carrier_count; i++) {
		json_out_object(out, NULL);
		json_out_str(out, "carrier", f->carriers[i].carrier);
		out_outcomes(out, &f->carriers[i].sum);
		out_rates(out, &f->carriers[i].sum);
		out_warned(out, &f->carriers[i].sum);
		json_out_end(out);
	}
	json_out_end(out);
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

/* What was said against what happened, of the shop as a whole. */
static void
out_said(struct json_out *out, const struct calibration *c)
{
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
}

static int
read_report(struct api_call *call, void *arg)
{
	const struct figures_asked *asked = arg;
	struct json_out *out = &call->out;
	struct figures f;
	const struct report *r = &f.report;
	int rc = figures_read(call, asked, &f);

	if (rc == 0) {
		json_out_str(out, "shop", asked->shop->id);
		json_out_str(out, "lane", asked->lane);
		json_out_int(out, "target", asked->shop->keep_per_mille);
		out_outcomes(out, &r->whole);
		out_rates(out, &r->whole);
		out_warned(out, &r->whole);
		out_weeks(out, r);
		out_causes(out, &r->whole);
		out_carriers(out, &f);
		out_lanes(out, r);
		out_said(out, &f.said);
		json_out_array(out, "advice");
		for (size_t i = 0; i < f.advised_count; i++) {
			json_out_object(out, NULL);
			out_advice(out, &f.advised[i]);
			json_out_end(out);
		}
		json_out_end(out);
	}
	figures_clear(&f);
	return rc;
}

void
api_report(struct api_call *call)
{
	struct figures_asked asked;
	int64_t number = FIGURES_WEEKS;
	char weeks[16];

	if (!asked_of(call, &asked) || !api_query(call, "weeks", weeks, sizeof(weeks)))
		return;
	if (weeks[0] != '\0' && text_parse_i64(span_of(weeks), 1, REPORT_WEEKS_MOST, &number) < 0) {
		api_error(call, ERR_RANGE, "weeks", "must be a whole number from 1 to %d",
		    REPORT_WEEKS_MOST);
		return;
	}
	asked.weeks = (int32_t)number;
	api_read(call, read_report, &asked);
}
