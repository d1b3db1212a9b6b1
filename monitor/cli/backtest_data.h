#pragma once

/*
 * backtest_data: past shipments out of CSV files, as `puntual backtest` plays them again. Which column holds what is given by a map, else
 * by the columns' names. All moments are wall clock of the zone given. Pure but for reading the files.
 */

#include "monitor/cli/cli.h"
#include "monitor/promise/passage.h"

enum trial_field {
	TRIAL_ID,
	TRIAL_STATUS,
	TRIAL_ORDERED,
	TRIAL_SHIP_BY,
	TRIAL_ACCEPTED,
	TRIAL_DELIVERED,
	TRIAL_PROMISED,
	TRIAL_ETA,
	TRIAL_ORIGIN,
	TRIAL_DESTINATION,
	TRIAL_DISTRICT,
	TRIAL_CARRIER,
	TRIAL_SERVICE,
	TRIAL_SHOP,
	TRIAL_DISTANCE,
	TRIAL_FIELDS
};

enum { TRIAL_CHECKPOINTS = 7, TRIAL_LEADS = 11 };

/* What was said of a shipment at a checkpoint. */
struct answer {
	double p_late; /* below 0: not asked, or refused */
	int64_t at_ms, p10_ms, p50_ms, p90_ms;
	double n;
	char basis[LIMIT_TALLY_KEY_ROOM];
};

/* One past shipment. */
struct trial {
	char *id; /* owned */
	struct passage passage;
	int64_t ordered_ms;   /* AT_NONE */
	int64_t delivered_ms; /* AT_NONE: never */
	double weight;
	bool judged, late;
	bool in_window; /* it is scored */
	bool open;
	int64_t exposed_ms;
	struct answer *answers; /* owned, TRIAL_CHECKPOINTS; NULL unless in_window */
	double lead_p
	    [TRIAL_LEADS]; /* at handover, and 10 days .. 1 day before the deadline; below 0 */
};

struct trials {
	struct trial *items; /* owned, by the moment of the order */
	size_t count, room;
	size_t rows, unstarted, after_deadline, withdrawn, dirty; /* why others are not judged */
	int32_t *own_days;                                        /* owned, ascending */
	size_t own_day_count;
	char holidays[PASSAGE_NAME_ROOM];
	char columns[TRIAL_FIELDS][32]; /* what each field was read from; "" none */
};

/* Reads --map, --zone, --calendar and --weight of the command, then the files. Says itself what is wrong; an enum exit_code. */
int trials_read(const struct cli *cli, struct trials *out);
void trials_clear(struct trials *t);

/* The first moment of a date given as an option; `otherwise` when it was not. */
int trials_date(const struct cli *cli, const char *option, int64_t otherwise, int64_t *out_ms);
