#pragma once

/*
 * migrate: what an opened store must be before it is used: made when new, refused when too new or of another clock, its indexes built
 * again when their rules have changed. One transaction: killed half way, nothing has happened.
 */

#include "store/work.h"

enum {
	FORMAT = 1, /* of records: grows only when an older program would misread one */
	INDEX = 11, /* of the rules in store/records.c that give index rows */
};

int migrate(struct work *w, bool scaled, struct why *why) MUST_CHECK;

/* Clear every index and build it from the records. */
int migrate_rebuild(struct lmdb_txn *txn, struct why *why) MUST_CHECK;
/* Compare instead: ERR_MALFORMED with the first difference. */
int migrate_check(struct lmdb_txn *txn, struct why *why) MUST_CHECK;
