#pragma once

/*
 * records: what each record table holds: the struct, its field tags (reached by tag on disk, listed in README.md, never reused), its
 * key, and the index rows that follow from it alone. Reading and writing a record keeps its indexes and counters right: the rows of
 * what it was and of what it is are compared, so a rebuild from the records gives the same.
 */

#include "monitor/base/access.h"
#include "monitor/base/inbound.h"
#include "monitor/base/judge.h"
#include "store/codec.h"
#include "store/counters.h"
#include "store/lmdb.h"

/* A shipment as stored: the model's struct first, so that its field offsets hold. */
struct parcel {
	struct shipment shipment;
	uint64_t
	    registration; /* hash of what was registered: tells a repeat from a contradiction */
};

/* Of it whose it is alone, for who asks no more; never written. */
struct parcel_owner {
	char shop[LIMIT_SHOP_ROOM];
	char account[LIMIT_ACCOUNT_ROOM];
};

struct schedule_record {
	struct schedule schedule;
	int64_t next_review_utc_ms;
};

struct account_record {
	struct account_state state;
	struct gap gap; /* the last time it failed, once over */
};

struct minute_count {
	int64_t minute; /* world minutes since 1970 */
	int64_t count;
};

enum { SHOP_MINUTES = 60 };

/* What is counted of a shop that its records do not tell. */
struct shop_record {
	char shop[LIMIT_SHOP_ROOM];
	bool paused;
	int64_t kept, late;                        /* settled since the last digest */
	struct minute_count minutes[SHOP_MINUTES]; /* braked notices decided, newest minutes */
	size_t minute_count;
	int64_t brake_told_utc_ms; /* when it last heard of the brake; 0: never */
};

/* The last word of a shop's system on one thing of its own that was applied. */
struct source_record {
	char shop[LIMIT_SHOP_ROOM];
	char resource[LIMIT_RESOURCE_ROOM];
	int64_t at_utc_ms; /* as of when */
	bool cancelled;
	uint64_t shipments[LIMIT_ORDER_PARCELS]; /* the parcels that it has */
	size_t shipment_count;
};

/* An op that failed alone. */
struct aside {
	uint64_t id;
	int32_t kind; /* enum op_kind */
	uint64_t about;
	int32_t error;
	int64_t at_utc_ms;
	char text[LIMIT_TEXT_ROOM];
};

/* What became of an op that was to be done once. */
struct once_record {
	uint8_t key[SIGN_SHA256_BYTES], request[SIGN_SHA256_BYTES]; /* as in struct op_once */
	int64_t at_utc_ms;
	uint64_t id; /* as in struct op_result */
	bool existed;
};

/* Of somebody who was erased: this address is not to be written to, should it come again. */
struct suppression {
	uint8_t digest[SIGN_SHA256_BYTES]; /* keyed, of shop and address */
	char shop[LIMIT_SHOP_ROOM];
	bool suppressed, stopped; /* as of a person */
	int64_t since_utc_ms;
};

struct meta {
	uint32_t format; /* oldest reader allowed */
	uint32_t index;  /* the rules that the indexes were built by */
	bool scaled;
	uint64_t shipment, person, notice, case_id, journal, aside, incident; /* last ids given */
	uint64_t inbound;                                                     /* last id given */
	uint64_t journal_gone;             /* up to it entries have been forgotten; 0: none */
	int64_t inbound_bytes;             /* of messages that are not done */
	uint64_t generation;               /* of the model: grows with each commit that feeds it */
	uint8_t secret[SIGN_SHA256_BYTES]; /* nobody guesses: signs what comes back from outside */
	int64_t clock_utc_ms;
	struct gap gap;
};

#define PARCEL_INIT ((struct parcel){.shipment = SHIPMENT_INIT})
#define SCHEDULE_RECORD_INIT                                                                       \
	((struct schedule_record){.schedule = SCHEDULE_INIT, .next_review_utc_ms = AT_NONE})
#define GAP_INIT            ((struct gap){.from_utc_ms = AT_NONE, .until_utc_ms = AT_NONE})
#define ACCOUNT_RECORD_INIT ((struct account_record){.state = ACCOUNT_STATE_INIT, .gap = GAP_INIT})
#define META_INIT           ((struct meta){.clock_utc_ms = AT_NONE, .gap = GAP_INIT})

struct index_row {
	enum table table;
	struct key key;
	uint8_t value[8];
	size_t value_len;
};

struct index_rows {
	struct index_row *items; /* owned */
	size_t count, room;
	int error;
};

void index_rows_clear(struct index_rows *rows);
int index_row_put(struct lmdb_txn *txn, const struct index_row *row) MUST_CHECK;

enum { TOKEN_SHIPMENT = 1, TOKEN_PERSON = 2 }; /* whose id follows a word in TABLE_BY_TOKEN */

struct record_type {
	enum table table;
	const struct codec *codec;
	void (*key)(const void *record, struct key *out);
	/* Index rows of the record, from its head (no events); those that `other` (may be NULL) has equally may be left out. */
	void (*index)(const void *record, const void *other, struct index_rows *rows);
};

/* What a row of inbound_by_due is due for. */
enum { INBOUND_DUE_READ = 1, INBOUND_DUE_FORGET = 2 };

extern const struct record_type record_parcel, record_schedule, record_order, record_person,
    record_notice, record_case, record_account, record_journal, record_shop, record_aside,
    record_meta, record_incident, record_access, record_inbound, record_source, record_connector,
    record_endpoint, record_once, record_suppression;

/* Every type, NULL-terminated, in the order of enum table. */
extern const struct record_type *const record_types[];

/* Decode the record at `key` into `out` (see codec_decode). ERR_NOT_FOUND. */
int record_get(struct lmdb_txn *txn, const struct record_type *type, const struct key *key,
    void *out) MUST_CHECK;

/* The same without events (codec_decode_head). */
int record_get_head(struct lmdb_txn *txn, const struct record_type *type, const struct key *key,
    void *out) MUST_CHECK;

/* Write a record and what follows from it. */
int record_put(struct lmdb_txn *txn, const struct record_type *type, const void *record) MUST_CHECK;

/* The same for one that is known to be new. */
int record_add(struct lmdb_txn *txn, const struct record_type *type, const void *record) MUST_CHECK;
/* The record of a key and the rows that follow from it; 0 when it is absent too. */
int record_remove(
    struct lmdb_txn *txn, const struct record_type *type, const struct key *key) MUST_CHECK;
