#pragma once

/*
 * backtest_run: past shipments played again on a virtual clock: each day those under way are looked at and teach, arrivals teach as they
 * happen, and what is asked of a shipment is answered from what had happened by then.
 */

#include "monitor/cli/backtest_data.h"
#include "monitor/promise/model.h"

extern const char *const checkpoint_names[TRIAL_CHECKPOINTS];

struct backtest_plan {
	int64_t learn_until_ms; /* until scoring begins, nothing after it is learned */
	int64_t score_from_ms, score_until_ms; /* by the moment of the order */
	bool drift;
	void (*progress)(void *arg, size_t done, size_t total);
	void *arg;
};

/* When a checkpoint of a judged shipment is. */
int64_t backtest_checkpoint_ms(const struct trial *t, size_t checkpoint);
/* The moment of its i-th look for an alert; 0 is the handover. */
int64_t backtest_lead_ms(const struct trial *t, size_t lead);

/* Fills answers and lead_p, and counts what was not answered. ERR_NOMEM. */
int backtest_run(struct trials *trials, const struct backtest_plan *plan, struct model *model,
    size_t *refused) MUST_CHECK;
