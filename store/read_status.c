#include "store/read_status.h"

#include "monitor/base/text.h"
#include "store/apply.h"

#include <stdio.h>
#include <string.h>

static void
add_counter(struct store_status *out, int counter, uint64_t number)
{
	if (counter == COUNTER_SHIPMENTS)
		out->shipments += number;
	else if (counter == COUNTER_OPEN)
		out->open += number;
	else if (counter == COUNTER_CASES_OPEN)
		out->cases_open += number;
	else if (counter == COUNTER_CASES_UNOWNED)
		out->cases_unowned += number;
	else if (counter == COUNTER_SUPPRESSED)
		out->suppressed += number;
	else if (counter == COUNTER_OWED)
		out->owed += number;
	else if (counter == COUNTER_INBOUND + INBOUND_FAILED)
		out->unread += number;
	else if (counter >= COUNTER_STATE && counter < COUNTER_STATE + PROMISE_COUNT)
		out->states[counter - COUNTER_STATE] += number;
	if (counter < COUNTER_NOTICE || counter >= COUNTER_INBOUND)
		return;
	out->notices += number;
	switch (counter - COUNTER_NOTICE) {
	case NOTICE_STATE_PENDING: out->pending += number; break;
	case NOTICE_STATE_HELD: out->held += number; break;
	case NOTICE_STATE_IN_DOUBT: out->in_doubt += number; break;
	case NOTICE_STATE_SHADOW: out->shadow += number; break;
	case NOTICE_STATE_SENT: out->sent += number; break;
	case NOTICE_STATE_DEAD: out->dead += number; break;
	default: break;
	}
}

/* Of all shops where `shop` is "". */
static int
add_counters(struct lmdb_txn *txn, const char *shop, struct store_status *out)
{
	struct key prefix = key_of_text(shop);
	struct lmdb_scan scan;
	struct span key, value;
	uint64_t number;
	int rc = lmdb_scan_open(&scan, txn, TABLE_COUNTER, shop[0] != '\0' ? &prefix : NULL,
	    (struct span){NULL, 0}, false);

	while (rc == 0 && lmdb_scan_next(&scan, &key, &value)) {
		if (!span_u64(value, 0, &number))
			rc = ERR_MALFORMED;
		else
			add_counter(out, (uint8_t)key.data[key.len - 1], number);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

int
store_counts(struct store_reader *r, const char *shop, struct store_status *out)
{
	struct store_status counts = {0};
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = add_counters(r->txn, shop, &counts);
	read_leave(r);
	if (rc == 0)
		*out = counts;
	return rc;
}

int
store_status(struct store_reader *r, struct store_status *out)
{
	struct store *s = r->store;
	struct store_status status = {0};
	struct key meta_key = key_of_text("meta");
	struct meta meta;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = record_get(r->txn, &record_meta, &meta_key, &meta);
	if (rc == 0)
		rc = add_counters(r->txn, "", &status);
	if (rc == 0)
		rc = lmdb_rows(r->txn, TABLE_PERSON, &status.persons);
	if (rc == 0)
		rc = lmdb_rows(r->txn, TABLE_ASIDE, &status.aside);
	if (rc == 0)
		rc = lmdb_rows(r->txn, TABLE_SKELETON, &status.skeletons);
	if (rc == 0)
		rc = lmdb_rows(r->txn, TABLE_BY_CLOSED, &status.retained);
	if (rc == 0)
		rc = walk_earliest(r->txn, TABLE_BY_CLOSED, &status.retained_since_utc_ms);
	read_leave(r);
	if (rc != 0)
		return rc;
	status.journal_seq = meta.journal;
	status.journal_gone = meta.journal_gone;
	status.scaled = meta.scaled;
	status.gap = meta.gap;
	status.clock_utc_ms = meta.clock_utc_ms;
	status.used_bytes = atomic_load(&s->used_bytes);
	status.soft_bytes = atomic_load(&s->room_bytes);
	status.used_percent = atomic_load(&s->percent);
	status.full = atomic_load(&s->full);
	status.queue = queue_length(s->queue);
	*out = status;
	return 0;
}

int
store_paused(struct store_reader *r, const char *shop, bool *out)
{
	struct key key = key_of_text(shop);
	struct shop_record record;
	int rc = read_record(r, &record_shop, &key, &record);

	if (rc != 0 && rc != ERR_NOT_FOUND)
		return rc;
	*out = rc == 0 && record.paused;
	return 0;
}

static void
describe(const struct aside *a, char *text, size_t room)
{
	struct buf at = BUF_INIT(32);

	(void)when_add_utc(&at, a->at_utc_ms); /* "" when it cannot be */
	(void)snprintf(text, room, "%s of %llu: %s, %s%s%s", op_name(a->kind),
	    (unsigned long long)a->about, err_name(a->error), buf_str(&at),
	    a->text[0] != '\0' ? ", " : "", a->text);
	buf_clear(&at);
}

int
store_aside(struct store_reader *r, size_t nth, char *text, size_t room)
{
	struct lmdb_scan scan;
	struct span key, value;
	struct aside aside;
	int rc = read_enter(r);

	if (rc != 0)
		return rc;
	rc = lmdb_scan_open(&scan, r->txn, TABLE_ASIDE, NULL, (struct span){NULL, 0}, true);
	for (size_t i = 0; rc == 0 && i <= nth; i++)
		if (!lmdb_scan_next(&scan, &key, &value))
			rc = scan.error != 0 ? scan.error : ERR_NOT_FOUND;
	if (rc == 0)
		rc = codec_decode(record_aside.codec, value, &aside);
	if (rc == 0)
		describe(&aside, text, room);
	lmdb_scan_close(&scan);
	read_leave(r);
	return rc;
}
