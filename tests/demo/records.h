#pragma once

/*
 * records: what the daemon keeps of a week, read whole through its API: parcels, words that were sent, cases that were opened. Belongs to
 * one program's main; small stores alone.
 */

#include "monitor/base/notice.h"
#include "monitor/cli/ask.h"
#include "monitor/cli/view.h"

enum { RECORDS_PARCELS = 128, RECORDS_WORDS = 1024, RECORDS_CASES = 128 };

struct word_sent {
	int64_t id, settled, decided, next_word, shipments[LIMIT_ORDER_PARCELS];
	size_t shipment_count;
	int32_t window_from, window_until;
	enum notice_kind kind;
	char order[LIMIT_ORDER_ROOM];
};

struct opened {
	char order[LIMIT_ORDER_ROOM];
	char reason[24];
	int64_t at_utc_ms;
};

struct records {
	struct cli *cli;
	struct ask ask;
	struct view parcels[RECORDS_PARCELS]; /* by id */
	size_t parcel_count;
	struct word_sent words[RECORDS_WORDS]; /* what was sent, oldest first */
	size_t word_count;
	struct opened cases[RECORDS_CASES];
	size_t case_count;
};

/* An exit code; says what is wrong. */
int records_load(struct records *r, struct cli *cli);

/* NULL when there is none. */
const struct view *records_parcel(const struct records *r, int64_t id);

/* To a customer, not to the shop. */
bool records_is_customers(const struct word_sent *word);
