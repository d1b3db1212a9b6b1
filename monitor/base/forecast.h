#pragma once

/*
 * forecast: what is expected of one parcel, with its basis: the chance that its promise breaks, when it will come, what is usual here, the
 * steps that lead to the chance. A value within the shipment, made by the judge and shown as it was made. Chances are per mille.
 */

#include "monitor/base/limits.h"
#include "monitor/base/when.h"

/* Reaches disk. All but MADE say why there is no chance. */
enum forecast_answer {
	FORECAST_NONE = 0, /* nobody asked: withdrawn, a return */
	FORECAST_MADE = 1,
	FORECAST_TOO_FEW = 2,   /* `n` parcels like it are less than LIMIT_FORECAST_LEAST */
	FORECAST_UNSCANNED = 3, /* nothing is known before the carrier has it */
	FORECAST_HELD = 4,      /* an incident: not judged until its group is read again */
	FORECAST_OVER = 5,      /* it has come, or will not */
	FORECAST_ANSWERS
};

enum { FORECAST_DAYS = 14, FORECAST_STEPS = 8 };

/* One of the reasons; points add up to the chance, the first from zero. */
struct forecast_step {
	char id[16]; /* "lane", "own_hours", "silence", "drift", "carrier_date" */
	int32_t points;
	/* What the words need, by id: parcels; ms late (or early) from our hands; ms of silence; how fast the network is now, per mille of
	 * the usual; the carrier's own day, or DAY_NONE where the promised one alone bears on it. */
	int64_t value;
};

struct forecast {
	enum forecast_answer answer;
	int64_t at_utc_ms; /* when it was made; AT_NONE: never */
	int32_t
	    p_late; /* the first attempt comes after the deadline; -1: not said, or nothing was promised */
	int64_t p10_utc_ms, p50_utc_ms, p90_utc_ms; /* when it will have come so often; AT_NONE */
	int32_t first_day;              /* at the destination, of chances[0]; DAY_NONE */
	int32_t chances[FORECAST_DAYS]; /* that it comes on that day */
	size_t chance_count;
	int32_t after;                  /* that it comes after them; all add up to 1000 */
	int64_t gap_p50_ms, gap_p90_ms; /* between two scans, here; -1: not known */
	struct forecast_step steps[FORECAST_STEPS];
	size_t step_count;
	char basis[LIMIT_TALLY_KEY_ROOM]; /* the table that it rests on */
	int64_t n;                        /* parcels like it in that table */
	int32_t came_true;   /* how often it was late when such a chance was said; -1: not known */
	int64_t came_true_n; /* of so many */
	uint64_t generation; /* of the model */
};

#define FORECAST_INIT                                                                              \
	((struct forecast){.at_utc_ms = AT_NONE,                                                   \
	    .p_late = -1,                                                                          \
	    .p10_utc_ms = AT_NONE,                                                                 \
	    .p50_utc_ms = AT_NONE,                                                                 \
	    .p90_utc_ms = AT_NONE,                                                                 \
	    .first_day = DAY_NONE,                                                                 \
	    .gap_p50_ms = -1,                                                                      \
	    .gap_p90_ms = -1,                                                                      \
	    .came_true = -1})

bool forecast_equal(const struct forecast *a, const struct forecast *b);
const char *forecast_answer_name(enum forecast_answer answer);

/* What was said at a moment that counts, kept to be held against what happened. */
struct forecast_said {
	int64_t at_utc_ms; /* AT_NONE: it was not */
	int32_t p_late;    /* -1: no chance could be said */
	int64_t p90_utc_ms;
};

#define FORECAST_SAID_INIT                                                                         \
	((struct forecast_said){.at_utc_ms = AT_NONE, .p_late = -1, .p90_utc_ms = AT_NONE})
