#pragma once

/*
 * work: one write transaction of the writer with what its ops share: the meta record, the clock, the judge, and room for a context.
 * Writer thread only (and store_open before it starts).
 */

#include "store/records.h"
#include "store/store.h"
#include "store/sums.h"

struct work {
	struct lmdb *db;
	const struct judge *judge;
	bool registrations_stopped;
	struct model *model; /* the judge's; NULL: made at the next transaction, if it wants one */

	/* of the transaction */
	struct lmdb_txn *txn;
	struct meta meta;
	bool meta_changed;
	struct sums sums; /* tallies of its ops */
	bool fed;         /* the model knows of them */
	bool trim;        /* it may drop old ones */
	struct key
	    woken; /* the last row of held_by_incident that an op got to; empty: all of them */

	/* The messages that an erasing has looked through for a person; 0: none. */
	uint64_t named_person;
	struct key named;

	/* The round of retention: which part of it, and the last row that it got to. */
	size_t retain_stage;
	struct key retained;

	/* of the op */
	const struct policy *policy;
	int64_t now_utc_ms; /* the op's, or later: world time never runs back */

	struct context context;
};

/* What an op answers; owned, and whole when its batch has been committed. */
struct outcome {
	struct op_result result; /* message and message_id point into the two below */
	struct buf message;
	char message_id[96];
};

void outcome_reset(struct outcome *o);
/* Answer `rc` with a sentence for a person; always returns 0: the op is answered, nothing is wrong with the store. */
int outcome_refuse(struct outcome *o, int rc, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

int work_begin(struct work *w) MUST_CHECK;
int work_commit(struct work *w) MUST_CHECK;
void work_abort(struct work *w);

/* Append to the journal; numbers it. */
int work_journal(struct work *w, struct journal_entry *entry) MUST_CHECK;

int work_notice(struct work *w, uint64_t id, struct notice *out) MUST_CHECK;
int work_case(struct work *w, uint64_t id, struct case_record *out) MUST_CHECK;
/* A fresh one when there is none yet. */
int work_shop(struct work *w, const char *shop, struct shop_record *out) MUST_CHECK;

int work_incident(struct work *w, uint64_t id, struct incident *out) MUST_CHECK;
/* Unless one of its carrier, depot and lane is open. *id (may be NULL): that one's, or the new one's. */
int work_incident_open(struct work *w, const struct incident *wanted, uint64_t *id) MUST_CHECK;
/* 0 when it was closed already. */
int work_incident_close(struct work *w, uint64_t id, const char *text) MUST_CHECK;

/* Write a notice in a new state, settled when that settles it; work_notice_state with its journal line, where the judge, which
 * journals what it decides, has not been asked. */
int work_notice_put(
    struct work *w, struct notice *n, enum notice_state state, const char *text) MUST_CHECK;
int work_notice_state(
    struct work *w, struct notice *n, enum notice_state state, const char *text) MUST_CHECK;

/* What a server says of a notice may name whom it was for: of one whose customer was erased it is not kept. */
const char *work_said(const struct notice *n, const char *text);

/* The oldest note makes room; an empty text is none. */
void work_case_note(struct work *w, struct case_record *c, const char *author, const char *text);
