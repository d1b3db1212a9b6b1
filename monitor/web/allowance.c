#include "monitor/web/allowance.h"

#include <string.h>

enum { WAYS = 8, MILLI = 1000 };

_Static_assert(LIMIT_ALLOWANCE_ROWS % WAYS == 0, "rows are searched in groups");

void
allowance_init(struct allowance *p, int32_t burst, int32_t per_second)
{
	memset(p, 0, sizeof(*p));
	p->burst = burst;
	p->per_second = per_second;
}

static int64_t
left_at(const struct allowance *p, const struct allowance_row *row, int64_t now_wire_ms)
{
	int64_t most = (int64_t)p->burst * MILLI;
	int64_t left = row->left_milli + (now_wire_ms - row->asked_wire_ms) * p->per_second;

	return left < most ? left : most;
}

bool
allowance_has(const struct allowance *p, uint64_t key, int64_t now_wire_ms)
{
	const struct allowance_row *group = &p->rows[key % (LIMIT_ALLOWANCE_ROWS / WAYS) * WAYS];

	key |= key == 0;
	for (int i = 0; i < WAYS; i++)
		if (group[i].key == key)
			return left_at(p, &group[i], now_wire_ms) >= MILLI;
	return true;
}

bool
allowance_take(
    struct allowance *p, uint64_t key, int64_t now_wire_ms, int32_t *left, int32_t *wait_s)
{
	struct allowance_row *group = &p->rows[key % (LIMIT_ALLOWANCE_ROWS / WAYS) * WAYS];
	struct allowance_row *row = NULL, *oldest = group;
	int64_t milli = (int64_t)p->burst * MILLI;

	key |= key == 0; /* 0 is a free row */
	for (int i = 0; i < WAYS; i++)
		if (group[i].key == key)
			row = &group[i];
		else if (group[i].asked_wire_ms < oldest->asked_wire_ms)
			oldest = &group[i];
	if (row != NULL)
		milli = left_at(p, row, now_wire_ms);
	else
		row = oldest;
	*wait_s = (int32_t)((MILLI - milli) / MILLI / p->per_second) + 1;
	*left = (int32_t)(milli / MILLI);
	*row =
	    (struct allowance_row){.key = key, .asked_wire_ms = now_wire_ms, .left_milli = milli};
	if (milli < MILLI)
		return false;
	row->left_milli -= MILLI;
	--*left;
	return true;
}
