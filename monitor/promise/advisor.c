#include "monitor/promise/advisor.h"

enum { PER_MILLE = 1000, WEEK_DAYS = 7, RULE_OF = 3 };

const int64_t advice_targets[ADVICE_TARGETS] = {900, 950, 990};

void
advice_init(struct advice *a, int32_t today)
{
	*a = (struct advice){.until_monday = report_monday(today)};
	a->from_monday = a->until_monday - (ADVICE_WEEKS - 1) * WEEK_DAYS;
}

void
advice_take(struct advice *a, const struct tally *cell)
{
	if (cell->day < a->from_monday || cell->day > a->until_monday)
		return;
	if (cell->cell <= TOOK_DAYS + TOOK_DAYS_MOST) {
		a->took[cell->cell - TOOK_DAYS] += cell->add;
		a->n += cell->add;
	} else if (cell->cell == TOOK_NEVER) {
		a->never += cell->add;
		a->n += cell->add;
	} else if (cell->cell >= TOOK_PROMISED && cell->cell <= TOOK_PROMISED + TOOK_DAYS_MOST) {
		a->promised[cell->cell - TOOK_PROMISED] += cell->add;
	} else if (cell->cell >= TOOK_KEPT && cell->cell <= TOOK_KEPT + TOOK_DAYS_MOST) {
		a->promised_kept[cell->cell - TOOK_KEPT] += cell->add;
	}
}

static int64_t
came_within(const struct advice *a, int32_t days)
{
	int64_t came = 0;

	for (int32_t d = 0; d <= days && d <= TOOK_DAYS_MOST; d++)
		came += a->took[d];
	return came;
}

int64_t
advice_kept(const struct advice *a, int32_t days)
{
	return a->n > 0 ? came_within(a, days) * PER_MILLE / a->n : -1;
}

static int64_t
needed(int64_t per_mille)
{
	return RULE_OF * PER_MILLE / (PER_MILLE - per_mille);
}

int64_t
advice_least(void)
{
	return needed(advice_targets[0]);
}

struct advice_day
advice_shortest(const struct advice *a, int64_t per_mille)
{
	struct advice_day out = {.days = -1, .kept = -1, .needs_n = needed(per_mille)};

	if (a->n < out.needs_n)
		return out;
	/* The last column holds all that took longer: it is no promise. */
	for (int32_t days = 0; days < TOOK_DAYS_MOST; days++)
		if (came_within(a, days) * PER_MILLE >= per_mille * a->n) {
			out.days = days;
			out.kept = advice_kept(a, days);
			return out;
		}
	return out;
}

int32_t
advice_today(const struct advice *a)
{
	int32_t most = -1;

	for (int32_t days = 0; days <= TOOK_DAYS_MOST; days++)
		if (a->promised[days] > 0 && (most < 0 || a->promised[days] >= a->promised[most]))
			most = days;
	return most;
}
