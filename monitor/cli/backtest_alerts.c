#include "monitor/cli/backtest_alerts.h"

#include <stdio.h>
#include <stdlib.h>

#include "monitor/base/text.h"
#include "monitor/cli/backtest_run.h"

enum { LAST_HOURS = 72, LEAST_LATE = 30, STEPS = 20 };

static const struct thresholds usual = {.early = .7, .last = .35};

int
alerts_first(const struct trial *t, const struct thresholds *at)
{
	for (int lead = 0; lead < TRIAL_LEADS; lead++) {
		int64_t before_ms = t->passage.deadline_ms - backtest_lead_ms(t, (size_t)lead);

		if (t->lead_p[lead] >=
		    (before_ms <= (int64_t)LAST_HOURS * HOUR_MS ? at->last : at->early))
			return lead;
	}
	return -1;
}

static struct alerted
alerted_at(const struct trial *t, int64_t at_ms)
{
	struct alerted a = {.lead_ms = AT_NONE, .weight = t->weight, .late = t->late};

	if (at_ms != AT_NONE && at_ms < t->passage.deadline_ms &&
	    (t->delivered_ms == AT_NONE || at_ms < t->delivered_ms))
		a.lead_ms = t->passage.deadline_ms - at_ms;
	return a;
}

static struct alerted
ours(const struct trial *t, const struct thresholds *at)
{
	int lead = alerts_first(t, at);

	return alerted_at(t, lead >= 0 ? backtest_lead_ms(t, (size_t)lead) : AT_NONE);
}

/* Over before scoring begins, and looked at. */
static bool
may_tune(const struct trial *t, int64_t score_from_ms)
{
	if (!t->judged || t->in_window || t->passage.deadline_ms > score_from_ms)
		return false;
	for (size_t lead = 0; lead < TRIAL_LEADS; lead++)
		if (t->lead_p[lead] >= 0)
			return true;
	return false;
}

/* All pairs of thresholds that are tried, in steps of a twentieth. */
static struct thresholds
pair_of(size_t pair)
{
	size_t early = pair / STEPS + 1, last = pair % STEPS + 1;

	return (struct thresholds){.early = (double)early / STEPS, .last = (double)last / STEPS};
}

/* Of all pairs whose utility comes near the best, that of the fewest false alarms. */
int
alerts_find_thresholds(const struct trials *t, int64_t score_from_ms, struct thresholds *out)
{
	static const double near_best = .004;
	struct alerted *rows = calloc(t->count + 1, sizeof(*rows));
	struct alerts scores[STEPS * STEPS];
	double best = -1e9, fewest = 1e18;
	size_t count = 0, late = 0;
	int rc = rows == NULL ? ERR_NOMEM : 0;

	*out = usual;
	for (size_t i = 0; i < t->count; i++)
		if (may_tune(&t->items[i], score_from_ms)) {
			count++;
			late += t->items[i].late;
		}
	if (late < LEAST_LATE) {
		free(rows);
		return rc;
	}
	for (size_t pair = 0; rc == 0 && pair < STEPS * STEPS; pair++) {
		struct thresholds at = pair_of(pair);

		count = 0;
		for (size_t i = 0; i < t->count; i++)
			if (may_tune(&t->items[i], score_from_ms))
				rows[count++] = ours(&t->items[i], &at);
		rc = score_alerts(rows, count, 0, &scores[pair]);
		if (rc == 0 && scores[pair].ewu > best)
			best = scores[pair].ewu;
	}
	for (size_t pair = 0; rc == 0 && pair < STEPS * STEPS; pair++)
		if (scores[pair].ewu >= best - near_best && scores[pair].false_alarms < fewest) {
			fewest = scores[pair].false_alarms;
			*out = pair_of(pair);
			out->found_on = count;
		}
	free(rows);
	return rc;
}

/* ---- the plain rules ---- */

static int64_t
passed_at(const struct trial *t, int64_t unused)
{
	(void)unused;
	return t->passage.deadline_ms;
}

static int64_t
eta_at(const struct trial *t, int64_t unused)
{
	(void)unused;
	return t->passage.eta_day != DAY_NONE &&
		(int64_t)t->passage.eta_day * DAY_MS >= t->passage.deadline_ms
	    ? t->passage.steps[0].since_ms
	    : AT_NONE;
}

static int64_t
no_scan_at(const struct trial *t, int64_t days)
{
	return t->passage.steps[0].since_ms + days * DAY_MS;
}

static int64_t
under_way_at(const struct trial *t, int64_t hours)
{
	int64_t at_ms = t->passage.deadline_ms - hours * HOUR_MS;

	return at_ms > t->passage.steps[0].since_ms ? at_ms : t->passage.steps[0].since_ms;
}

static const struct {
	const char *name;
	int64_t (*at)(const struct trial *t, int64_t amount);
	int64_t amount;
} plain[ALERT_RULES - 1] = {
    {"passed", passed_at, 0},
    {"eta", eta_at, 0},
    {"no_scan_5d", no_scan_at, 5},
    {"no_scan_7d", no_scan_at, 7},
    {"no_scan_10d", no_scan_at, 10},
    {"under_way_24h", under_way_at, 24},
    {"under_way_48h", under_way_at, 48},
    {"under_way_72h", under_way_at, LAST_HOURS},
};

int
alerts_score(const struct trials *t, const struct thresholds *at, size_t resamples,
    struct alert_rule out[ALERT_RULES])
{
	struct alerted *rows = calloc(t->count + 1, sizeof(*rows));
	int rc = rows == NULL ? ERR_NOMEM : 0;

	for (size_t rule = 0; rc == 0 && rule < ALERT_RULES; rule++) {
		size_t count = 0;

		for (size_t i = 0; i < t->count; i++) {
			const struct trial *trial = &t->items[i];

			if (!trial->in_window)
				continue;
			rows[count++] = rule == 0
			    ? ours(trial, at)
			    : alerted_at(trial, plain[rule - 1].at(trial, plain[rule - 1].amount));
		}
		if (rule == 0)
			(void)snprintf(out[0].name, ALERT_NAME_ROOM, "p_late>=%.2f", at->last);
		else
			(void)text_cut(
			    out[rule].name, ALERT_NAME_ROOM, span_of(plain[rule - 1].name));
		rc = score_alerts(rows, count, resamples, &out[rule].alerts);
	}
	free(rows);
	return rc;
}
