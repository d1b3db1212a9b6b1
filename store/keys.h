#pragma once

/*
 * keys: the tables of the store and the keys of their rows, which sort as bytes the way the rows are read: texts end in a NUL, numbers
 * are big-endian, instants are biased so that earlier sorts first and AT_NONE last. README.md lists every table with its key.
 */

#include "monitor/base/buf.h"
#include "monitor/base/sign.h"
#include "monitor/base/when.h"

/* Reaches disk by name only; the records first, then the indexes that can be built again from them. */
enum table {
	TABLE_META,
	TABLE_SHOP,
	TABLE_SHIPMENT,
	TABLE_SCHEDULE,
	TABLE_ORDER,
	TABLE_PERSON,
	TABLE_NOTICE,
	TABLE_MESSAGE,
	TABLE_CASE,
	TABLE_ACCOUNT,
	TABLE_JOURNAL,
	TABLE_ASIDE,
	TABLE_SKELETON,
	TABLE_TALLY,
	TABLE_INCIDENT,
	TABLE_ACCESS,
	TABLE_INBOUND,
	TABLE_INBOUND_BODY,
	TABLE_SOURCE,
	TABLE_CONNECTOR,
	TABLE_ONCE,
	TABLE_SUPPRESSION,
	TABLE_ENDPOINT,
	TABLE_BY_NUMBER,
	TABLE_BY_ORDER,
	TABLE_BY_TOKEN,
	TABLE_BY_POLL,
	TABLE_BY_REVIEW,
	TABLE_BY_STATE,
	TABLE_BY_EMAIL,
	TABLE_BY_PERSON,
	TABLE_PERSON_SUPPRESSED,
	TABLE_NOTICE_BY_DEDUP,
	TABLE_NOTICE_BY_DUE,
	TABLE_NOTICE_BY_ORDER,
	TABLE_NOTICE_BY_STATE,
	TABLE_CASE_BY_DUE,
	TABLE_CASE_BY_ORDER,
	TABLE_OBLIGATION_BY_DUE,
	TABLE_JOURNAL_BY_SHIPMENT,
	TABLE_HELD_BY_INCIDENT,
	TABLE_INCIDENT_BY_OPEN,
	TABLE_ACCESS_BY_NAME,
	TABLE_ORDER_BY_LINK,
	TABLE_ORDER_BY_ANSWER,
	TABLE_INBOUND_BY_DUE,
	TABLE_INBOUND_BY_STATE,
	TABLE_INBOUND_BY_DIGEST,
	TABLE_INBOUND_BY_NUMBER,
	TABLE_ONCE_BY_TIME,
	TABLE_BY_CLOSED,
	TABLE_COUNTER,
	TABLE_COUNT
};

const char *table_name(enum table table);
bool table_is_index(enum table table);

enum { KEY_ROOM = 352 }; /* the longest is a session: kind, shop, e-mail, digest; LMDB takes 511 */

struct key {
	uint8_t bytes[KEY_ROOM];
	size_t len;
};

#define KEY_INIT ((struct key){0})

/* Each returns the key, so that one line builds one. What does not fit is a bug: parts have fixed caps. */
struct key *key_u8(struct key *k, uint8_t value);
struct key *key_u64(struct key *k, uint64_t value);
struct key *key_newest(struct key *k, uint64_t value); /* larger sorts first */
struct key *key_at(struct key *k, int64_t utc_ms);
struct key *key_text(struct key *k, const char *text);   /* with its NUL */
struct key *key_lower(struct key *k, const char *text);  /* the same without case: e-mails */
struct key *key_prefix(struct key *k, const char *text); /* without */
struct key *key_bytes(struct key *k, const void *bytes, size_t len);
bool key_equal(const struct key *a, const struct key *b);

/* The whole key of a record named by its id; by shop and order; by a text; by a digest of SIGN_SHA256_BYTES. */
struct key key_of_id(uint64_t id);
struct key key_of_order(const char *shop, const char *order);
struct key key_of_text(const char *text);
struct key key_of_digest(const uint8_t digest[SIGN_SHA256_BYTES]);

/* Numbers at an offset of a stored key or value; false when it is too short. */
bool span_u64(struct span in, size_t offset, uint64_t *out);
bool span_newest(struct span in, size_t offset, uint64_t *out);
bool span_at(struct span in, size_t offset, int64_t *out);
