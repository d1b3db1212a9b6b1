#include "monitor/cli/backtest_run.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/promise/forecast.h"
#include "monitor/promise/transit.h"

const char *const checkpoint_names[TRIAL_CHECKPOINTS] = {
    "handover", "25%", "50%", "75%", "T-72h", "T-48h", "T-24h"};

/* At one moment they follow in this order. */
enum happening { HANDED_OVER, ARRIVED, ASKED, LOOKED };

struct moment {
	int64_t at_ms;
	uint32_t trial;
	uint8_t happening;
	uint8_t which; /* checkpoint or lead */
};

struct run {
	struct trials *trials;
	const struct backtest_plan *plan;
	struct model *model;
	struct tallies tallies; /* kept for their room */
	struct moment *events;  /* owned */
	size_t event_count;
	uint32_t *open; /* owned */
	size_t open_count;
	size_t refused;
};

enum { QUARTERS = 4, LAST_LEAD_DAYS = TRIAL_LEADS - 1, TUNED_DAYS = 120 };

int64_t
backtest_checkpoint_ms(const struct trial *t, size_t checkpoint)
{
	static const int64_t before_ms[] = {72LL * HOUR_MS, 48LL * HOUR_MS, 24LL * HOUR_MS};
	int64_t handover_ms = t->passage.steps[0].since_ms;

	if (checkpoint < QUARTERS)
		return handover_ms +
		    (t->passage.deadline_ms - handover_ms) * (int64_t)checkpoint / QUARTERS;
	return t->passage.deadline_ms - before_ms[checkpoint - QUARTERS];
}

int64_t
backtest_lead_ms(const struct trial *t, size_t lead)
{
	if (lead == 0)
		return t->passage.steps[0].since_ms;
	return t->passage.deadline_ms - (int64_t)(LAST_LEAD_DAYS + 1 - lead) * DAY_MS;
}

static bool
under_way(const struct trial *t, int64_t at_ms)
{
	return t->passage.steps[0].since_ms <= at_ms &&
	    (t->delivered_ms == AT_NONE || at_ms < t->delivered_ms);
}

static int
compare_events(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	if (x->happening != y->happening)
		return (int)x->happening - (int)y->happening;
	return (x->trial > y->trial) - (x->trial < y->trial);
}

static void
add_event(struct run *r, int64_t at_ms, size_t trial, enum happening happening, size_t which)
{
	r->events[r->event_count++] =
	    (struct moment){at_ms, (uint32_t)trial, (uint8_t)happening, (uint8_t)which};
}

static int
plan_events(struct run *r)
{
	struct trials *all = r->trials;
	int64_t tuned_from_ms = r->plan->score_from_ms - (int64_t)TUNED_DAYS * DAY_MS;

	r->events =
	    calloc(all->count + 1, (2 + TRIAL_CHECKPOINTS + TRIAL_LEADS) * sizeof(struct moment));
	r->open = calloc(all->count + 1, sizeof(*r->open));
	if (r->events == NULL || r->open == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < all->count; i++) {
		struct trial *t = &all->items[i];

		add_event(r, t->passage.steps[0].since_ms, i, HANDED_OVER, 0);
		if (t->delivered_ms != AT_NONE)
			add_event(r, t->delivered_ms, i, ARRIVED, 0);
		t->in_window = t->judged && t->ordered_ms >= r->plan->score_from_ms &&
		    t->ordered_ms < r->plan->score_until_ms;
		if (t->in_window) {
			t->answers = calloc(TRIAL_CHECKPOINTS, sizeof(*t->answers));
			if (t->answers == NULL)
				return ERR_NOMEM;
		}
		for (size_t c = 0; t->in_window && c < TRIAL_CHECKPOINTS; c++) {
			t->answers[c].p_late = -1;
			t->answers[c].at_ms = AT_NONE;
			if (under_way(t, backtest_checkpoint_ms(t, c)))
				add_event(r, backtest_checkpoint_ms(t, c), i, ASKED, c);
		}
		if (!t->in_window &&
		    (!t->judged || t->passage.deadline_ms < tuned_from_ms ||
			t->ordered_ms >= r->plan->score_from_ms))
			continue;
		for (size_t lead = 0; lead < TRIAL_LEADS; lead++)
			if (under_way(t, backtest_lead_ms(t, lead)))
				add_event(r, backtest_lead_ms(t, lead), i, LOOKED, lead);
	}
	qsort(r->events, r->event_count, sizeof(*r->events), compare_events);
	return 0;
}

/* Nothing after learn_until is known before scoring begins. */
static bool
may_learn(const struct run *r, int64_t at_ms)
{
	return at_ms < r->plan->learn_until_ms || at_ms >= r->plan->score_from_ms;
}

static int
learn(struct run *r)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->tallies.count; i++) {
		const struct tally *t = &r->tallies.items[i];

		if (r->plan->drift || (t->key[0] != MODEL_DRIFT && t->key[0] != MODEL_NETWORK))
			rc = model_add(r->model, t);
	}
	r->tallies.count = 0;
	return rc;
}

static int
expose(struct run *r, struct trial *t, int64_t until_ms)
{
	int64_t from_ms = t->exposed_ms;
	int rc;

	t->exposed_ms = until_ms;
	if (!may_learn(r, until_ms - 1))
		return 0;
	if (until_ms > r->plan->score_from_ms && from_ms < r->plan->score_from_ms &&
	    !may_learn(r, from_ms))
		from_ms = r->plan->score_from_ms;
	rc = transit_expose(r->model, &t->passage, from_ms, until_ms, &r->tallies);
	return rc < 0 ? rc : learn(r);
}

static int
arrive(struct run *r, struct trial *t)
{
	int rc = expose(r, t, t->delivered_ms);

	if (rc < 0 || !may_learn(r, t->delivered_ms))
		return rc;
	rc = transit_arrive(r->model, &t->passage, t->delivered_ms, &r->tallies);
	return rc < 0 ? rc : learn(r);
}

/* Midnight: those under way are looked at; those that never came are looked at no more. */
static int
review_all(struct run *r, int64_t at_ms)
{
	size_t kept = 0;
	int rc = 0;

	for (size_t i = 0; i < r->open_count; i++) {
		struct trial *t = &r->trials->items[r->open[i]];

		if (!t->open)
			continue;
		if (rc == 0)
			rc = expose(r, t, at_ms);
		r->open[kept++] = r->open[i];
	}
	r->open_count = kept;
	return rc;
}

static int
answer(struct run *r, struct trial *t, const struct moment *e)
{
	struct outlook o;
	int rc = outlook_of(r->model, &t->passage, e->at_ms, r->plan->drift, &o);

	if (rc < 0) {
		r->refused += e->happening == ASKED;
		return rc == ERR_NOT_FOUND ? 0 : rc;
	}
	if (e->happening == LOOKED)
		t->lead_p[e->which] = o.p_late;
	else {
		struct answer *a = &t->answers[e->which];

		*a = (struct answer){.p_late = o.p_late,
		    .at_ms = e->at_ms,
		    .p10_ms = o.p10_ms,
		    .p50_ms = o.p50_ms,
		    .p90_ms = o.p90_ms,
		    .n = o.n};
		memcpy(a->basis, o.basis, sizeof(a->basis));
	}
	return 0;
}

static int
happen(struct run *r, const struct moment *e)
{
	struct trial *t = &r->trials->items[e->trial];

	switch ((enum happening)e->happening) {
	case HANDED_OVER:
		t->open = true;
		t->exposed_ms = e->at_ms;
		r->open[r->open_count++] = e->trial;
		return 0;
	case ARRIVED: t->open = false; return arrive(r, t);
	case ASKED:
	case LOOKED: return answer(r, t, e);
	}
	return ERR_BUG;
}

int
backtest_run(
    struct trials *trials, const struct backtest_plan *plan, struct model *model, size_t *refused)
{
	struct run r = {.trials = trials, .plan = plan, .model = model};
	int rc = plan_events(&r);
	int64_t midnight_ms = 0;

	if (rc == 0 && r.event_count > 0)
		midnight_ms = ((int64_t)passage_day(r.events[0].at_ms) + 1) * DAY_MS;
	for (size_t i = 0; rc == 0 && i < r.event_count; i++) {
		for (; rc == 0 && midnight_ms <= r.events[i].at_ms; midnight_ms += DAY_MS) {
			rc = review_all(&r, midnight_ms);
			plan->progress(plan->arg, i, r.event_count);
		}
		if (rc == 0)
			rc = happen(&r, &r.events[i]);
	}
	plan->progress(plan->arg, r.event_count, r.event_count);
	*refused = r.refused;
	tallies_clear(&r.tallies);
	free(r.events);
	free(r.open);
	return rc;
}
