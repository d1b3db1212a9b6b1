#pragma once

/*
 * backtest_report: what `puntual backtest` found, for a terminal and as JSON. Pure.
 */

#include "monitor/base/json_write.h"
#include "monitor/cli/backtest_alerts.h"
#include "monitor/cli/backtest_data.h"
#include "monitor/cli/backtest_score.h"

/* All that was measured. */
struct findings {
	struct chances chances[TRIAL_CHECKPOINTS];
	struct alert_rule rules[ALERT_RULES];
	struct thresholds thresholds;
	double held_p90; /* share that came by the p90 said at handover */
	size_t judged, refused;
	double late, kept; /* weighted */
	size_t model_rows, model_bytes;
};

void backtest_page(struct page *p, const struct trials *t, const struct findings *f);
void backtest_json(struct json_out *w, const struct trials *t, const struct findings *f);
