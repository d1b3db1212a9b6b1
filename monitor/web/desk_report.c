#include "monitor/web/desk_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/web/chart.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/figures.h"

enum {
	WEEK_DAYS = 7,
	LANES = 10,
	CHART_BYTES = 64 << 10,
	TREND = 10,       /* per mille from which on it is one */
	DAYS_SHORTER = 2, /* beside the promise that is made, in the chart of an advice */
	DAYS_COLUMNS = 6,
};

static const int32_t spans[] = {4, 12, 26, 52}; /* weeks that can be asked for */

/* ---- words ---- */

static const char *
drawn(struct desk_view *v, int rc, struct buf *svg)
{
	const char *markup = desk_text(v, buf_str(svg));

	if (rc != 0 && v->error == 0)
		v->error = rc;
	buf_clear(svg);
	return markup;
}

static const char *
carrier_name(const char *id)
{
	const struct carrier *carrier = carrier_find(id);

	return carrier != NULL ? carrier->name : id;
}

/* "ES-28 – ES-48, DHL" */
static const char *
lane_name(struct desk_view *v, const char *lane, const char *carrier)
{
	char name[LANE_ROOM + LIMIT_NAME_ROOM];
	const char *to = strchr(lane, ':');

	(void)snprintf(name, sizeof(name), "%.*s – %s%s%s", to != NULL ? (int)(to - lane) : 0, lane,
	    to != NULL ? to + 1 : lane, carrier[0] != '\0' ? ", " : "",
	    carrier[0] != '\0' ? carrier_name(carrier) : "");
	return desk_text(v, name);
}

static const char *
rate_words(struct desk_view *v, int64_t kept, int64_t broken)
{
	return kept + broken > 0 ? desk_percent(v, (int32_t)report_rate(kept, broken)) : "–";
}

/* By how much the last weeks are better than those before, in points; 0: alike, or nothing to compare. */
static int32_t
trend_of(const struct report_sum *s)
{
	int64_t kept = s->kept - s->recent_kept;
	int64_t broken = s->late + s->lost - s->recent_broken;

	if (kept + broken == 0 || s->recent_kept + s->recent_broken == 0)
		return 0;
	return (int32_t)(report_rate(s->recent_kept, s->recent_broken) - report_rate(kept, broken));
}

static const char *
trend_words(struct desk_view *v, const struct report_sum *s)
{
	int32_t points = (trend_of(s) + (trend_of(s) < 0 ? -5 : 5)) / 10;
	char number[16];

	(void)snprintf(number, sizeof(number), "%s%d", points < 0 ? "−" : "+", abs(points));
	return points == 0 ? "=" : desk_text(v, number);
}

static const char *
hours_words(struct desk_view *v, int64_t ms)
{
	return desk_say(v, "pic.hours", desk_number(v, (uint64_t)((ms + HOUR_MS / 2) / HOUR_MS)));
}

/* Of broken promises those told a day before or more. */
static const char *
warned_words(struct desk_view *v, const struct report_sum *s)
{
	struct report_warned w = report_warned(s);

	return rate_words(v, w.day_before, w.n - w.day_before);
}

/* How long before half of those told before heard at least. */
static const char *
lead_words(struct desk_view *v, const struct report_sum *s)
{
	struct report_warned w = report_warned(s);

	return w.median_ms >= 0 ? hours_words(v, w.median_ms) : "–";
}

/* ---- the sentence, and the figures below it ---- */

static void
set_headline(struct desk_view *v, const struct figures *f)
{
	const struct report_sum *s = &f->report.whole;
	int64_t broken = s->late + s->lost, late_ms = figures_late_ms(s);
	int64_t own_ms = s->cause_ms[CAUSE_SHOP] + s->cause_ms[CAUSE_PROMISE];
	int32_t trend = trend_of(s);
	uint64_t kept =
	    s->kept + broken > 0 ? (uint64_t)(report_rate(s->kept, broken) + 5) / 10 : 0;

	desk_set_flag(v, "any", s->kept + broken > 0);
	desk_set(v, "headline",
	    s->kept + broken == 0 ? desk_say(v, "report.none", "")
				  : desk_say(v,
					trend >= TREND        ? "report.better"
					    : trend <= -TREND ? "report.worse"
							      : "report.same",
					desk_number(v, kept)));
	desk_set(v, "own",
	    late_ms > 0 ? desk_say(v, "report.own",
			      desk_number(v, (uint64_t)((100 * own_ms + late_ms / 2) / late_ms)))
			: "");
	desk_set(v, "rate", rate_words(v, s->kept, broken));
	desk_set(v, "rate_of",
	    desk_say(v, "report.rate_of", desk_number(v, (uint64_t)(s->kept + broken))));
	desk_set(v, "windows",
	    f->said.told > 0 ? rate_words(v, f->said.told_kept, f->said.told - f->said.told_kept)
			     : "–");
	desk_set(v, "again",
	    f->said.told > 0 ? rate_words(v, f->said.told_again, f->said.told - f->said.told_again)
			     : "–");
	desk_set(v, "late_hours", hours_words(v, late_ms));
	desk_set(v, "warned", warned_words(v, s));
	desk_set(v, "lead", lead_words(v, s));
}

/* ---- week by week ---- */

static void
set_weeks(struct desk_view *v, const struct figures *f, int32_t target)
{
	struct desk_list *list = desk_list(v, REPORT_WEEKS_MOST);
	struct chart_point points[REPORT_WEEKS_MOST];
	const struct report *r = &f->report;
	size_t count = (size_t)r->week_count;
	struct buf svg = BUF_INIT(CHART_BYTES);
	struct chart_words words = {.alt = desk_say(v, "report.weeks.alt", ""),
	    .target = desk_say(v, "report.target", desk_percent(v, target))};

	for (size_t i = 0; i < count; i++) {
		const struct report_sum *s = &r->weeks[i];
		int32_t monday = r->monday - (int32_t)(count - 1 - i) * WEEK_DAYS;
		int32_t year, month, day;
		char short_day[16];

		day_to_civil(monday, &year, &month, &day);
		(void)snprintf(short_day, sizeof(short_day), "%d/%d", day, month);
		points[i].label = desk_text(v, short_day);
		points[i].share = chart_share_of(s->kept, s->kept + s->late + s->lost);
		desk_row(v, list);
		desk_cell(v, list, "week", points[i].label);
		desk_cell(v, list, "week_rate", rate_words(v, s->kept, s->late + s->lost));
		desk_cell(
		    v, list, "week_n", desk_number(v, (uint64_t)(s->kept + s->late + s->lost)));
		desk_cell(v, list, "week_late", hours_words(v, figures_late_ms(s)));
		desk_cell(v, list, "week_warned", warned_words(v, s));
		desk_cell(v, list, "week_lead", lead_words(v, s));
	}
	desk_set_list(v, "weeks", list);
	desk_set_markup(v, "weeks_chart",
	    drawn(v, chart_rates(&svg, points, count, chart_from(points, count), target, &words),
		&svg));
}

/* ---- with whom, and where ---- */

static void
add_rate(struct desk_view *v, struct desk_list *list, const char *name, const struct report_sum *s,
    int32_t from, int32_t target)
{
	struct chart_share share = chart_share_of(s->kept, s->kept + s->late + s->lost);
	struct buf svg = BUF_INIT(CHART_BYTES);

	desk_row(v, list);
	desk_cell(v, list, "name", name);
	desk_cell_markup(v, list, "dot", drawn(v, chart_dot(&svg, share, from, target), &svg));
	desk_cell(v, list, "row_rate", rate_words(v, s->kept, s->late + s->lost));
	desk_cell(v, list, "trend", trend_words(v, s));
	desk_cell(v, list, "row_warned", warned_words(v, s));
	desk_cell(v, list, "row_lead", lead_words(v, s));
	desk_cell(v, list, "n", desk_number(v, (uint64_t)(s->kept + s->late + s->lost)));
}

static void
set_rates(struct desk_view *v, const struct figures *f, int32_t target)
{
	const struct report *r = &f->report;
	size_t lanes = 0;
	struct desk_list *carriers = desk_list(v, f->carrier_count + 1);
	struct desk_list *worst = desk_list(v, LANES);
	struct chart_point *points = calloc(f->carrier_count + LANES, sizeof(*points));
	int32_t from;

	if (points == NULL) {
		v->error = ERR_NOMEM;
		return;
	}
	while (lanes < r->count && lanes < LANES &&
	    r->rows[lanes].sum.late + r->rows[lanes].sum.lost > 0)
		lanes++;
	for (size_t i = 0; i < f->carrier_count + lanes; i++) {
		const struct report_sum *s =
		    i < f->carrier_count ? &f->carriers[i].sum : &r->rows[i - f->carrier_count].sum;

		points[i].share = chart_share_of(s->kept, s->kept + s->late + s->lost);
	}
	from = chart_from(points, f->carrier_count + lanes);
	free(points);
	for (size_t i = 0; i < f->carrier_count; i++)
		add_rate(v, carriers, carrier_name(f->carriers[i].carrier), &f->carriers[i].sum,
		    from, target);
	for (size_t i = 0; i < lanes; i++)
		add_rate(v, worst, lane_name(v, r->rows[i].lane, r->rows[i].carrier),
		    &r->rows[i].sum, from, target);
	desk_set_list(v, "carriers", carriers);
	desk_set_list(v, "lanes", worst);
	desk_set_flag(v, "worst", lanes > 0);
	desk_set(v, "axis_from", desk_percent(v, from));
	desk_set(v, "axis_until", desk_percent(v, 1000));
}

/* ---- whose hours were lost ---- */

static void
set_causes(struct desk_view *v, const struct figures *f)
{
	struct desk_list *list = desk_list(v, CAUSE_COUNT);
	int64_t all_ms = figures_late_ms(&f->report.whole);

	for (int c = 0; c < CAUSE_COUNT && all_ms > 0; c++) {
		int64_t ms = f->report.whole.cause_ms[c];
		int32_t share = (int32_t)((1000 * ms + all_ms / 2) / all_ms);
		bool own = c == CAUSE_SHOP || c == CAUSE_PROMISE;
		struct buf svg = BUF_INIT(CHART_BYTES);
		char key[48];

		(void)snprintf(key, sizeof(key), "cause.%s", cause_name((enum cause)c));
		desk_row(v, list);
		desk_cell(v, list, "cause", desk_say(v, key, ""));
		desk_cell(v, list, "ours", own ? "1" : "");
		desk_cell_markup(v, list, "bar", drawn(v, chart_bar(&svg, share, own), &svg));
		desk_cell(v, list, "share", desk_percent(v, share));
		desk_cell(v, list, "hours", hours_words(v, ms));
	}
	desk_set_list(v, "causes", list);
	desk_set_flag(v, "late", all_ms > 0);
}

/* ---- what was said, and what happened ---- */

static void
set_said(struct desk_view *v, const struct figures *f)
{
	struct desk_list *list = desk_list(v, CALIBRATION_BINS);
	struct chart_said points[CALIBRATION_BINS];
	size_t count = 0;
	struct buf svg = BUF_INIT(CHART_BYTES), off = BUF_INIT(64);
	struct chart_words words = {.alt = desk_say(v, "report.said.alt", ""),
	    .across = desk_say(v, "report.said.across", ""),
	    .up = desk_say(v, "report.said.up", "")};
	int64_t deviation = calibration_deviation(&f->said);

	for (int i = 0; i < CALIBRATION_BINS; i++) {
		int64_t n = f->said.said[i];

		if (n == 0)
			continue;
		points[count] =
		    (struct chart_said){.said = i * CALIBRATION_BIN + CALIBRATION_BIN / 2,
			.happened = chart_share_of(f->said.broken[i], n),
			.n = n};
		desk_row(v, list);
		desk_cell(v, list, "said", desk_percent(v, points[count].said));
		desk_cell(v, list, "happened", desk_percent(v, points[count].happened.value));
		desk_cell(v, list, "said_n", desk_number(v, (uint64_t)n));
		count++;
	}
	if (deviation >= 0)
		(void)locale_add_number(&off, v->call->locale, (double)deviation / 10, 1);
	desk_set_list(v, "said_bins", list);
	desk_set(
	    v, "deviation", deviation >= 0 ? desk_say(v, "report.deviation", buf_str(&off)) : "");
	desk_set_markup(
	    v, "said_chart", drawn(v, chart_calibration(&svg, points, count, &words), &svg));
	buf_clear(&off);
}

/* ---- what can be promised ---- */

static void
draw_advice(
    struct desk_view *v, struct desk_list *list, const struct figures_advice *a, int32_t better)
{
	struct chart_point points[DAYS_COLUMNS];
	struct chart_words words = {.alt = desk_say(v, "report.advice.alt", "")};
	int32_t first = a->today > DAYS_SHORTER ? a->today - DAYS_SHORTER : 1;
	struct buf svg = BUF_INIT(CHART_BYTES);

	if (better >= 0 && better < first)
		first = better;
	for (int i = 0; i < DAYS_COLUMNS; i++) {
		points[i].label = desk_say_count(v, "report.days", (uint64_t)(first + i));
		points[i].share = (struct chart_share){
		    .value = (int32_t)advice_kept(&a->advice, first + i), .low = -1, .high = -1};
	}
	desk_cell_markup(v, list, "columns",
	    drawn(v,
		chart_columns(&svg, points, DAYS_COLUMNS, (int32_t)a->asked.shop->keep_per_mille,
		    a->today - first, better >= 0 ? better - first : -1, &words),
		&svg));
}

static const char *
kept_words(struct desk_view *v, const char *key, const struct advice *a, int32_t days)
{
	return desk_say(v, key, desk_number(v, (uint64_t)(advice_kept(a, days) + 5) / 10));
}

static void
add_advice(struct desk_view *v, struct desk_list *list, const struct figures_advice *a)
{
	const struct advice *advice = &a->advice;
	int32_t needed = advice_shortest(advice, a->asked.shop->keep_per_mille).days;
	int32_t better = a->shorter >= 0 ? a->shorter : needed > a->today ? needed : -1;
	bool enough = advice->n >= advice_least() && a->today >= 0;

	desk_row(v, list);
	desk_cell(v, list, "lane", lane_name(v, a->asked.lane, a->asked.carrier));
	desk_cell(v, list, "by", desk_say(v, "report.by", desk_number(v, (uint64_t)advice->n)));
	desk_cell(v, list, "few",
	    enough ? "" : desk_say(v, "report.few", desk_number(v, (uint64_t)advice_least())));
	desk_cell(v, list, "today",
	    enough ? desk_say_count(v, "report.promises", (uint64_t)a->today) : "");
	desk_cell(
	    v, list, "today_kept", enough ? kept_words(v, "report.keeps", advice, a->today) : "");
	desk_cell(v, list, "better",
	    enough && better >= 0
		? desk_say_count(
		      v, a->shorter >= 0 ? "report.shorter" : "report.longer", (uint64_t)better)
		: "");
	desk_cell(v, list, "better_kept",
	    enough && better >= 0 ? kept_words(v, "report.would_keep", advice, better) : "");
	if (enough)
		draw_advice(v, list, a, better);
	else
		desk_cell(v, list, "columns", "");
}

/* ---- the page ---- */

bool
desk_report_asked(struct api_call *call, struct figures_asked *a)
{
	const char *shop = call->shop[0] != '\0' ? call->shop : form_get(&call->params, "shop");
	int64_t weeks;

	*a =
	    (struct figures_asked){.shop = policy_shop(call->policy, shop), .weeks = FIGURES_WEEKS};
	if (a->shop == NULL && call->shop[0] == '\0' && call->policy->shop_count > 0)
		a->shop = &call->policy->shops[0];
	if (text_parse_i64(
		span_of(form_get(&call->params, "weeks")), 1, REPORT_WEEKS_MOST, &weeks) == 0)
		a->weeks = (int32_t)weeks;
	if (lane_parse(span_of(form_get(&call->params, "lane")), a->lane) != 0)
		a->lane[0] = '\0';
	if (text_copy(a->carrier, sizeof(a->carrier), form_get(&call->params, "carrier")) != 0 ||
	    carrier_find(a->carrier) == NULL)
		a->carrier[0] = '\0';
	return a->shop != NULL;
}

static void
set_asked(struct desk_view *v, const struct figures_asked *a)
{
	const struct policy *policy = v->call->policy;
	struct desk_list *shops = desk_list(v, policy->shop_count + 1);
	struct desk_list *weeks = desk_list(v, sizeof(spans) / sizeof(spans[0]));

	for (size_t i = 0; i < policy->shop_count && v->call->shop[0] == '\0'; i++) {
		desk_row(v, shops);
		desk_cell(v, shops, "id", policy->shops[i].id);
		desk_cell(v, shops, "shop_label", policy->shops[i].name);
		desk_cell(v, shops, "chosen", &policy->shops[i] == a->shop ? "1" : "");
	}
	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		desk_row(v, weeks);
		desk_cell(v, weeks, "id", desk_number(v, (uint64_t)spans[i]));
		desk_cell(v, weeks, "span",
		    desk_say(v, "report.span", desk_number(v, (uint64_t)spans[i])));
		desk_cell(v, weeks, "chosen", spans[i] == a->weeks ? "1" : "");
	}
	desk_set_flag(v, "several", shops->count > 1);
	desk_set_list(v, "shops", shops);
	desk_set_list(v, "spans", weeks);
	desk_set(v, "shop_asked", a->shop->id);
	desk_set(v, "weeks_asked", desk_number(v, (uint64_t)a->weeks));
	desk_set(v, "lane_asked", desk_text(v, a->lane));
}

static int
read_report(struct desk_view *v)
{
	struct figures_asked asked;
	struct figures *f = calloc(1, sizeof(*f));
	int rc = f == NULL ? ERR_NOMEM : desk_report_asked(v->call, &asked) ? 0 : ERR_NOT_FOUND;

	if (rc == 0)
		rc = figures_read(v->call, &asked, f);
	if (rc == 0) {
		int32_t target = (int32_t)asked.shop->keep_per_mille;
		struct desk_list *advice;

		set_asked(v, &asked);
		set_headline(v, f);
		set_weeks(v, f, target);
		set_rates(v, f, target);
		set_causes(v, f);
		set_said(v, f);
		advice = desk_list(v, FIGURES_ADVISED);
		for (size_t i = 0; i < f->advised_count; i++)
			add_advice(v, advice, &f->advised[i]);
		desk_set_list(v, "advice", advice);
	}
	if (f != NULL)
		figures_clear(f);
	free(f);
	return rc;
}

void
desk_report(struct api_call *call)
{
	desk_show(call, read_report, "desk/report", "reports");
}
