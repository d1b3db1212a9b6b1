#include "monitor/base/tally.h"

#include "monitor/base/text.h"

#include <stdlib.h>

/* A year and its season again for what is learned, three for what is reported. */
static const struct {
	const char *name;
	int64_t unit_ms;
	int32_t horizon;
	bool in_model;
} tables[TALLY_TABLES] = {
    [TALLY_TRANSIT] = {"transit", DAY_MS, 400, true},
    [TALLY_SCAN] = {"scan", HOUR_MS, 15 * 24, false},
    [TALLY_REPORT] = {"report", DAY_MS, 1100, false},
    [TALLY_CALIBRATION] = {"calibration", DAY_MS, 400, true},
    [TALLY_GAP] = {"gap", DAY_MS, 400, true},
    [TALLY_PAST] = {"past", DAY_MS, 1100, false},
    [TALLY_TOOK] = {"took", DAY_MS, 400, false},
};

const char *
tally_table_name(enum tally_table table)
{
	return tables[table].name;
}

int32_t
tally_horizon(enum tally_table table, int64_t now_utc_ms)
{
	return (int32_t)(now_utc_ms / tables[table].unit_ms) - tables[table].horizon;
}

bool
tally_in_model(enum tally_table table)
{
	return tables[table].in_model;
}

int
tallies_add(struct tallies *t, enum tally_table table, const char *key, int32_t day, uint16_t cell,
    int64_t add)
{
	struct tally *item;
	int rc;

	if (key[0] == '\0')
		return ERR_RANGE;
	if (add == 0)
		return 0;
	if (t->count == t->room) {
		size_t room = t->room > 0 ? 2 * t->room : 16;
		struct tally *items = reallocarray(t->items, room, sizeof(*items));

		if (items == NULL)
			return ERR_NOMEM;
		t->items = items;
		t->room = room;
	}
	item = &t->items[t->count];
	*item = (struct tally){.table = table, .day = day, .cell = cell, .add = add};
	rc = text_copy(item->key, sizeof(item->key), key);
	if (rc == 0)
		t->count++;
	return rc;
}

void
tallies_clear(struct tallies *t)
{
	if (t == NULL)
		return;
	free(t->items);
	*t = (struct tallies){0};
}
