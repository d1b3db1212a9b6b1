#include "store/read.h"

#include "monitor/base/text.h"
#include "store/fields.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
store_reader_new(struct store *s, struct store_reader **out)
{
	struct store_reader *r = calloc(1, sizeof(*r));
	int rc = r == NULL ? ERR_NOMEM : lmdb_read_new(s->db, &r->txn);

	if (rc != 0) {
		free(r);
		return rc;
	}
	r->store = s;
	*out = r;
	return 0;
}

void
store_reader_free(struct store_reader *r)
{
	if (r == NULL)
		return;
	lmdb_abort(r->txn);
	free(r);
}

int
store_read_begin(struct store_reader *r)
{
	int rc;

	assert(r->open == 0);
	rc = lmdb_read_renew(r->txn);
	r->open = rc == 0;
	return rc;
}

void
store_read_end(struct store_reader *r)
{
	assert(r->open == 1);
	lmdb_read_reset(r->txn);
	r->open = 0;
}

int
read_enter(struct store_reader *r)
{
	int rc;

	assert(r->open < 2);
	if (r->open == 1)
		return 0;
	rc = lmdb_read_renew(r->txn);
	if (rc == 0)
		r->open = 2;
	return rc;
}

void
read_leave(struct store_reader *r)
{
	if (r->open != 2)
		return;
	lmdb_read_reset(r->txn);
	r->open = 0;
}

typedef int record_get_fn(
    struct lmdb_txn *txn, const struct record_type *type, const struct key *key, void *out);

static int
read_by(record_get_fn *get, struct store_reader *r, const struct record_type *type,
    const struct key *key, void *out)
{
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = get(r->txn, type, key, out);
	read_leave(r);
	return rc;
}

int
read_record(
    struct store_reader *r, const struct record_type *type, const struct key *key, void *out)
{
	return read_by(record_get, r, type, key, out);
}

static int
read_shipment(record_get_fn *get, struct store_reader *r, uint64_t id, struct shipment *out)
{
	struct parcel parcel;
	struct key key = key_of_id(id);
	int rc = read_by(get, r, &record_parcel, &key, &parcel);

	if (rc == 0)
		shipment_move(out, &parcel.shipment);
	return rc;
}

int
store_shipment(struct store_reader *r, uint64_t id, struct shipment *out)
{
	return read_shipment(record_get, r, id, out);
}

int
store_shipment_head(struct store_reader *r, uint64_t id, struct shipment *out)
{
	return read_shipment(record_get_head, r, id, out);
}

static int
read_owner(struct store_reader *r, uint64_t id, struct parcel_owner *out)
{
	static const struct record_type parcel_owner = {
	    TABLE_SHIPMENT, &codec_parcel_owner, NULL, NULL};
	struct key key = key_of_id(id);

	return read_record(r, &parcel_owner, &key, out);
}

int
store_shipment_shop(struct store_reader *r, uint64_t id, char shop[LIMIT_SHOP_ROOM])
{
	struct parcel_owner owner;
	int rc = read_owner(r, id, &owner);

	if (rc == 0)
		memcpy(shop, owner.shop, LIMIT_SHOP_ROOM);
	return rc;
}

int
store_shipment_account(struct store_reader *r, uint64_t id, char account[LIMIT_ACCOUNT_ROOM])
{
	struct parcel_owner owner;
	int rc = read_owner(r, id, &owner);

	if (rc == 0)
		memcpy(account, owner.account, LIMIT_ACCOUNT_ROOM);
	return rc;
}

int
store_shipment_known(struct store_reader *r, uint64_t id)
{
	struct key key = key_of_id(id);
	struct span value;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = lmdb_get(r->txn, TABLE_SHIPMENT, &key, &value);
	read_leave(r);
	return rc;
}

int
store_schedule(struct store_reader *r, uint64_t id, struct schedule *out)
{
	struct schedule_record record;
	struct key key = key_of_id(id);
	int rc = read_record(r, &record_schedule, &key, &record);

	if (rc == 0)
		*out = record.schedule;
	return rc;
}

int
store_next_review(struct store_reader *r, uint64_t id, int64_t *out_utc_ms)
{
	struct schedule_record record;
	struct key key = key_of_id(id);
	int rc = read_record(r, &record_schedule, &key, &record);

	if (rc == 0)
		*out_utc_ms = record.next_review_utc_ms;
	return rc;
}

/* The larger records are decoded in place of a copy: they hold no memory, and on failure they are fresh. */
int
store_order(struct store_reader *r, const char *shop, const char *order, struct order *out)
{
	struct key key = key_of_order(shop, order);
	struct order record;
	int rc = read_record(r, &record_order, &key, &record);

	if (rc == 0)
		*out = record;
	return rc;
}

int
store_notice(struct store_reader *r, uint64_t id, struct notice *out)
{
	struct key key = key_of_id(id);
	struct notice record;
	int rc = read_record(r, &record_notice, &key, &record);

	if (rc == 0)
		*out = record;
	return rc;
}

int
store_case(struct store_reader *r, uint64_t id, struct case_record *out)
{
	struct key key = key_of_id(id);
	struct case_record record;
	int rc = read_record(r, &record_case, &key, &record);

	if (rc == 0)
		*out = record;
	return rc;
}

int
store_account(struct store_reader *r, const char *id, struct account_state *out)
{
	struct key key = key_of_text(id);
	struct account_record record;
	int rc = read_record(r, &record_account, &key, &record);

	if (rc == ERR_NOT_FOUND) {
		record.state = ACCOUNT_STATE_INIT;
		rc = text_copy(record.state.id, sizeof(record.state.id), id);
	}
	if (rc == 0)
		*out = record.state;
	return rc;
}

int
read_bytes(struct store_reader *r, enum table table, const struct key *key, struct buf *out)
{
	struct span value;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = lmdb_get(r->txn, table, key, &value);
	if (rc == 0)
		rc = buf_add(out, value.data, value.len);
	read_leave(r);
	return rc;
}

int
store_message(struct store_reader *r, uint64_t notice, struct buf *out)
{
	struct key key = key_of_id(notice);

	return read_bytes(r, TABLE_MESSAGE, &key, out);
}

/* ---- pages ---- */

int
read_rows(struct store_reader *r, const struct walk *walk, walk_row_fn *row, void *rows,
    size_t room, size_t *count)
{
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = walk_rows(r->txn, walk, row, rows, room, count);
	read_leave(r);
	return rc;
}

int
read_ids(struct store_reader *r, const struct walk *walk, uint64_t *ids, size_t room, size_t *count)
{
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = walk_ids(r->txn, walk, ids, room, count);
	read_leave(r);
	return rc;
}

int
store_by_number(
    struct store_reader *r, const char *number, uint64_t *ids, size_t room, size_t *count)
{
	char normal[LIMIT_NUMBER_ROOM];
	struct key prefix;

	if (text_number_normalise(normal, sizeof(normal), span_of(number)) != 0) {
		*count = 0; /* no number that was ever registered */
		return 0;
	}
	prefix = key_of_text(normal);
	return read_ids(r,
	    &(struct walk){.table = TABLE_BY_NUMBER, .prefix = &prefix, .until_utc_ms = AT_NONE},
	    ids, room, count);
}

/* Every shop's order of that name, or one's. */
int
store_by_order(struct store_reader *r, const char *shop, const char *order, uint64_t *ids,
    size_t room, size_t *count)
{
	struct key prefix = key_of_text(order);
	struct lmdb_scan scan;
	struct span key;
	size_t n = 0;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	if (shop[0] != '\0')
		(void)key_text(&prefix, shop);
	rc = lmdb_scan_open(&scan, r->txn, TABLE_BY_ORDER, &prefix, (struct span){NULL, 0}, false);
	while (rc == 0 && n < room && lmdb_scan_next(&scan, &key, NULL)) {
		struct key by_shop = KEY_INIT;
		size_t order_room = strnlen(key.data, key.len) + 1;
		struct order record;

		if (order_room >= key.len) {
			rc = ERR_MALFORMED;
			break;
		}
		(void)key_bytes(&by_shop, key.data + order_room, key.len - order_room);
		(void)key_bytes(&by_shop, key.data, order_room);
		rc = record_get(r->txn, &record_order, &by_shop, &record);
		for (size_t i = 0; rc == 0 && i < record.shipment_count && n < room; i++)
			ids[n++] = record.shipments[i];
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	read_leave(r);
	if (rc == 0)
		*count = n;
	return rc;
}

int
store_by_state(struct store_reader *r, enum promise_state state, struct store_cursor *cursor,
    uint64_t *ids, size_t room, size_t *count)
{
	struct key prefix = KEY_INIT;

	(void)key_u8(&prefix, (uint8_t)state);
	return read_ids(r,
	    &(struct walk){.table = TABLE_BY_STATE,
		.prefix = &prefix,
		.cursor = cursor,
		.until_utc_ms = AT_NONE},
	    ids, room, count);
}

int
store_shipments(
    struct store_reader *r, struct store_cursor *cursor, uint64_t *ids, size_t room, size_t *count)
{
	return read_ids(r,
	    &(struct walk){.table = TABLE_SHIPMENT, .cursor = cursor, .until_utc_ms = AT_NONE}, ids,
	    room, count);
}

int
store_poll_due(struct store_reader *r, const char *account, int64_t until_utc_ms, uint64_t *ids,
    size_t room, size_t *count)
{
	struct key prefix = key_of_text(account);

	return read_ids(r,
	    &(struct walk){.table = TABLE_BY_POLL, .prefix = &prefix, .until_utc_ms = until_utc_ms},
	    ids, room, count);
}

int
store_review_due(
    struct store_reader *r, int64_t until_utc_ms, uint64_t *ids, size_t room, size_t *count)
{
	return read_ids(r, &(struct walk){.table = TABLE_BY_REVIEW, .until_utc_ms = until_utc_ms},
	    ids, room, count);
}

int
store_outbox_due(struct store_reader *r, enum channel_id channel, int64_t until_utc_ms,
    uint64_t *ids, size_t room, size_t *count)
{
	struct key prefix = KEY_INIT;

	(void)key_u8(&prefix, (uint8_t)channel);
	return read_ids(r,
	    &(struct walk){
		.table = TABLE_NOTICE_BY_DUE, .prefix = &prefix, .until_utc_ms = until_utc_ms},
	    ids, room, count);
}

/* Of a page of ids those whose notices are in a state. */
static int
keep_state(struct store_reader *r, enum notice_state state, uint64_t *ids, size_t *count)
{
	size_t kept = 0;

	for (size_t i = 0; i < *count; i++) {
		struct notice n;
		int rc = store_notice(r, ids[i], &n);

		if (rc != 0)
			return rc;
		if (n.state == state)
			ids[kept++] = ids[i];
	}
	*count = kept;
	return 0;
}

int
store_notices(struct store_reader *r, enum notice_state state, const char *shop, const char *order,
    struct store_cursor *cursor, uint64_t *ids, size_t room, size_t *count)
{
	struct key prefix = KEY_INIT;
	struct walk page = {
	    .cursor = cursor, .until_utc_ms = AT_NONE, .newest = true, .prefix = &prefix};
	size_t read;
	int rc;

	if (order[0] != '\0') {
		page.table = TABLE_NOTICE_BY_ORDER;
		prefix = key_of_order(shop, order);
	} else if (state != 0) {
		page.table = TABLE_NOTICE_BY_STATE;
		(void)key_u8(&prefix, (uint8_t)state);
	} else {
		page.table = TABLE_NOTICE;
		page.newest = false;
		page.reverse = true;
	}
	do {
		rc = read_ids(r, &page, ids, room, &read);
		*count = rc == 0 ? read : 0;
		if (rc == 0 && order[0] != '\0' && state != 0)
			rc = keep_state(r, state, ids, count);
	} while (
	    rc == 0 && *count == 0 && read > 0 && cursor != NULL); /* none of a page is no end */
	return rc;
}

int
store_cases(struct store_reader *r, const char *shop, const char *order,
    struct store_cursor *cursor, uint64_t *ids, size_t room, size_t *count)
{
	struct key prefix = KEY_INIT;
	struct walk page = {.table = TABLE_CASE_BY_DUE,
	    .cursor = cursor,
	    .until_utc_ms = AT_NONE,
	    .prefix = &prefix};

	if (order[0] != '\0') {
		page.table = TABLE_CASE_BY_ORDER;
		prefix = key_of_order(shop, order);
	}
	return read_ids(r, &page, ids, room, count);
}

/* ---- the journal ---- */

static int
read_entry(struct store_reader *r, uint64_t seq, struct journal_entry *out)
{
	struct key key = key_of_id(seq);

	return record_get(r->txn, &record_journal, &key, out);
}

int
store_journal(struct store_reader *r, uint64_t after_seq, struct journal_entry *entries,
    size_t room, size_t *count)
{
	struct key after = key_of_id(after_seq);
	struct lmdb_scan scan;
	struct span key, value;
	size_t n = 0;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = lmdb_scan_open(&scan, r->txn, TABLE_JOURNAL, NULL,
	    (struct span){(const char *)after.bytes, after.len}, false);
	while (rc == 0 && n < room && lmdb_scan_next(&scan, &key, &value)) {
		rc = codec_decode(record_journal.codec, value, &entries[n]);
		n += rc == 0;
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	read_leave(r);
	if (rc == 0)
		*count = n;
	return rc;
}

int
store_journal_of(struct store_reader *r, uint64_t shipment, uint64_t before_seq,
    struct journal_entry *entries, size_t room, size_t *count)
{
	struct key prefix = key_of_id(shipment), before = prefix;
	struct lmdb_scan scan;
	struct span key;
	uint64_t seq;
	size_t n = 0;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	(void)key_u64(&before, before_seq != 0 ? before_seq : UINT64_MAX);
	rc = lmdb_scan_open(&scan, r->txn, TABLE_JOURNAL_BY_SHIPMENT, &prefix,
	    (struct span){(const char *)before.bytes, before.len}, true);
	while (rc == 0 && n < room && lmdb_scan_next(&scan, &key, NULL)) {
		rc = span_u64(key, prefix.len, &seq) ? read_entry(r, seq, &entries[n])
						     : ERR_MALFORMED;
		n += rc == 0;
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	read_leave(r);
	if (rc == 0)
		*count = n;
	return rc;
}
