#include "store/learn.h"

#include "monitor/base/crash.h"

enum { TRIM_CELLS = 4096 }; /* dropped with one commit: what a day adds goes in minutes */

static int
feed_cell(const struct tally *cell, void *arg)
{
	struct work *w = arg;

	return w->judge->model_add(w->model, cell);
}

int
learn_begin(struct work *w)
{
	int rc = 0;

	sums_reset(&w->sums);
	w->trim = w->fed = false;
	if (w->model != NULL || w->judge->model_new == NULL)
		return 0;
	w->model = w->judge->model_new();
	if (w->model == NULL)
		return ERR_NOMEM;
	for (int t = TALLY_TRANSIT; rc == 0 && t < TALLY_TABLES; t++)
		if (tally_in_model((enum tally_table)t))
			rc = sums_walk(w->txn, &SUMS_ALL((enum tally_table)t), feed_cell, w);
	if (rc != 0)
		learn_clear(w);
	return rc;
}

int
learn_take(struct work *w, const struct tallies *t)
{
	int rc = sums_add(&w->sums, t);
	bool fed = false;

	for (size_t i = 0; rc == 0 && w->model != NULL && i < t->count; i++) {
		if (!tally_in_model(t->items[i].table))
			continue;
		w->fed = fed = true;
		rc = w->judge->model_add(w->model, &t->items[i]);
	}
	if (fed) {
		w->meta.generation++;
		w->meta_changed = true;
	}
	return rc;
}

/* Dropped as it came: by adding, so that the model hears of it. */
static int
drop_cell(const struct tally *cell, void *arg)
{
	struct tallies *old = arg;
	int rc = tallies_add(old, cell->table, cell->key, cell->day, cell->cell, -cell->add);

	return rc != 0 ? rc : old->count == TRIM_CELLS;
}

static int
trim(struct work *w)
{
	struct tallies old = {0};
	int rc = 0;

	for (int t = TALLY_TRANSIT; rc == 0 && t < TALLY_TABLES; t++) {
		struct sums_range range = SUMS_ALL((enum tally_table)t);

		range.until_day = tally_horizon(range.table, w->now_utc_ms) - 1;
		rc = sums_walk(w->txn, &range, drop_cell, &old);
	}
	if (rc >= 0)
		rc = learn_take(w, &old);
	tallies_clear(&old);
	return rc;
}

int
learn_write(struct work *w)
{
	int rc = w->trim ? trim(w) : 0;

	if (rc != 0 || w->sums.count == 0)
		return rc;
	rc = sums_write(w->txn, &w->sums);
	CRASH_POINT("store.sums_put");
	return rc;
}

void
learn_undo(struct work *w)
{
	if (w->fed)
		learn_clear(w);
	w->fed = false;
}

void
learn_clear(struct work *w)
{
	if (w->model != NULL)
		w->judge->model_free(w->model);
	w->model = NULL;
}
