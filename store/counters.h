#pragma once

/*
 * counters: how many records of a kind a shop has: rows that follow from the records, as those of indexes do.
 */

#include "store/lmdb.h"

/* Counters by shop: rows of TABLE_COUNTER. */
enum counter {
	COUNTER_SHIPMENTS = 1,
	COUNTER_OPEN = 2,
	COUNTER_CASES_OPEN = 3,
	COUNTER_CASES_UNOWNED = 4,
	COUNTER_SUPPRESSED = 5, /* persons */
	COUNTER_OWED = 6,       /* orders whose customer is to hear from us */
	COUNTER_STATE = 16,     /* + enum promise_state, open shipments */
	COUNTER_NOTICE = 32,    /* + enum notice_state */
	COUNTER_INBOUND = 48,   /* + enum inbound_state */
	COUNTER_INVENTED = 64,  /* + enum promise_state, those of COUNTER_STATE that are invented */
};

struct key counter_key(const char *shop, int counter);
int counter_get(struct lmdb_txn *txn, const char *shop, int counter, int64_t *out) MUST_CHECK;
int counter_add(struct lmdb_txn *txn, const struct key *key, int64_t change) MUST_CHECK;
