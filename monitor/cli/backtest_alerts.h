#pragma once

/*
 * backtest_alerts: when each shipment of a window would have been warned of: by our chance, with thresholds found on the shipments before
 * the window, and by the plain rules that need no learning. Pure.
 */

#include "monitor/cli/backtest_data.h"
#include "monitor/cli/backtest_score.h"

/* Warn when the chance reaches it. In the last three days before the deadline an alert costs less than silence; before, it must be surer. */
struct thresholds {
	double early, last;
	size_t found_on; /* shipments; 0: too few, the usual ones */
};

enum { ALERT_NAME_ROOM = 32 };

/* One rule and what it came to. */
struct alert_rule {
	char name
	    [ALERT_NAME_ROOM]; /* "p_late>=0.35", "passed", "eta", "no_scan_7d", "under_way_72h" */
	struct alerts alerts;
};

enum { ALERT_RULES = 9 };

int alerts_find_thresholds(
    const struct trials *t, int64_t score_from_ms, struct thresholds *out) MUST_CHECK;

/* The first look at which a shipment's chance reached its threshold; -1. */
int alerts_first(const struct trial *t, const struct thresholds *at);

/* Ours first, then the plain rules. ERR_NOMEM. */
int alerts_score(const struct trials *t, const struct thresholds *at, size_t resamples,
    struct alert_rule out[ALERT_RULES]) MUST_CHECK;
