#include "monitor/base/forecast.h"

#include <string.h>

static bool
step_equal(const struct forecast_step *a, const struct forecast_step *b)
{
	return strcmp(a->id, b->id) == 0 && a->points == b->points && a->value == b->value;
}

bool
forecast_equal(const struct forecast *a, const struct forecast *b)
{
	if (a->step_count != b->step_count || a->chance_count != b->chance_count ||
	    memcmp(a->chances, b->chances, a->chance_count * sizeof(a->chances[0])) != 0)
		return false;
	for (size_t i = 0; i < a->step_count; i++)
		if (!step_equal(&a->steps[i], &b->steps[i]))
			return false;
	return a->answer == b->answer && a->at_utc_ms == b->at_utc_ms && a->p_late == b->p_late &&
	    a->p10_utc_ms == b->p10_utc_ms && a->p50_utc_ms == b->p50_utc_ms &&
	    a->p90_utc_ms == b->p90_utc_ms && a->first_day == b->first_day &&
	    a->after == b->after && a->gap_p50_ms == b->gap_p50_ms &&
	    a->gap_p90_ms == b->gap_p90_ms && strcmp(a->basis, b->basis) == 0 && a->n == b->n &&
	    a->came_true == b->came_true && a->came_true_n == b->came_true_n &&
	    a->generation == b->generation;
}

const char *
forecast_answer_name(enum forecast_answer answer)
{
	static const char *const names[FORECAST_ANSWERS] = {
	    [FORECAST_NONE] = "none",
	    [FORECAST_MADE] = "made",
	    [FORECAST_TOO_FEW] = "too_few",
	    [FORECAST_UNSCANNED] = "unscanned",
	    [FORECAST_HELD] = "held",
	    [FORECAST_OVER] = "over",
	};

	return names[answer];
}
