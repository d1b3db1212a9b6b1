#include "store/apply_retain.h"

#include "monitor/base/crash.h"
#include "store/erase.h"
#include "store/journal.h"

#include <string.h>

/* ---- orders ---- */

/* What was over before then goes; AT_NONE: nothing does. A shop that has left the configuration keeps as long as a shop that says nothing. */
static int64_t
retained_from(const struct work *w, const char *id)
{
	const struct shop *shop = policy_shop(w->policy, id);
	int64_t days = shop != NULL ? shop->retain_days : LIMIT_RETAIN_DAYS;

	return days == 0 ? AT_NONE : w->now_utc_ms - days * DAY_MS;
}

static int
order_over(struct work *w, const struct order *o, int64_t from_utc_ms, bool *over)
{
	int rc = 0;

	*over = true;
	for (size_t i = 0; rc == 0 && *over && i < o->shipment_count; i++) {
		struct key key = key_of_id(o->shipments[i]);
		struct parcel p;

		rc = record_get_head(w->txn, &record_parcel, &key, &p);
		if (rc == 0)
			*over =
			    !shipment_open(&p.shipment) && p.shipment.closed_utc_ms <= from_utc_ms;
	}
	return rc;
}

/* A parcel that has been over for so long; its order may not be. */
static int
retain_parcel(struct erasing *e, uint64_t id, int64_t from_utc_ms)
{
	struct key key = key_of_id(id);
	struct parcel p;
	struct order o;
	bool over = false;
	int rc = record_get_head(e->w->txn, &record_parcel, &key, &p);

	e->rows++;
	if (rc != 0)
		return rc;
	key = key_of_order(p.shipment.shop, p.shipment.order);
	rc = record_get(e->w->txn, &record_order, &key, &o);
	if (rc == 0)
		rc = order_over(e->w, &o, from_utc_ms, &over);
	return rc == 0 && over ? erase_order(e, o.shop, o.id, 0) : rc;
}

/* The next row of by_closed; *found false at the end. */
static int
next_closed(struct work *w, char shop[LIMIT_SHOP_ROOM], int64_t *at, uint64_t *id, bool *found)
{
	struct key *place = &w->retained;
	struct lmdb_scan scan;
	struct span key;
	size_t len;
	int rc = lmdb_scan_open(&scan, w->txn, TABLE_BY_CLOSED, NULL,
	    (struct span){(const char *)place->bytes, place->len}, false);

	*found = rc == 0 && lmdb_scan_next(&scan, &key, NULL);
	if (*found) {
		len = strnlen(key.data, key.len) + 1;
		if (len > LIMIT_SHOP_ROOM || !span_at(key, len, at) || !span_u64(key, len + 8, id))
			rc = ERR_MALFORMED;
		else
			memcpy(shop, key.data, len);
		*place = KEY_INIT;
		(void)key_bytes(place, key.data, key.len); /* erasing ends the life of the span */
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

/* Shop by shop, the oldest first; past the first that is too young comes the next shop. */
static int
retain_orders(struct erasing *e, bool *ended)
{
	struct work *w = e->w;
	int rc = 0;

	while (rc == 0 && !*ended && e->rows < ERASE_ROWS) {
		char shop[LIMIT_SHOP_ROOM];
		int64_t at, from_utc_ms;
		uint64_t id;
		bool found;

		rc = next_closed(w, shop, &at, &id, &found);
		*ended = !found;
		if (rc != 0 || !found)
			break;
		from_utc_ms = retained_from(w, shop);
		if (from_utc_ms != AT_NONE && at <= from_utc_ms) {
			rc = retain_parcel(e, id, from_utc_ms);
		} else {
			w->retained = key_of_text(shop);
			(void)key_u64(key_at(&w->retained, AT_NONE), UINT64_MAX);
			e->rows++;
		}
	}
	return rc;
}

static int
journal_slice(struct work *w, const struct erased *sum)
{
	struct journal_entry entry;

	if (sum->orders == 0)
		return 0;
	journal_init(&entry, "retention.erased", 0, w->now_utc_ms);
	journal_add_number(&entry, "orders", sum->orders);
	journal_add_number(&entry, "shipments", sum->shipments);
	journal_add_number(&entry, "persons", sum->persons);
	return work_journal(w, &entry);
}

/* ---- what else would only grow ---- */

/* It is so old that it goes, by key and value; false also when it cannot be read. */
typedef bool old_fn(struct span key, struct span value, int64_t now_utc_ms);

static bool
passed(int64_t at_utc_ms, int64_t age_ms, int64_t now_utc_ms)
{
	return at_utc_ms != AT_NONE && now_utc_ms - at_utc_ms >= age_ms;
}

static bool
old_skeleton(struct span key, struct span value, int64_t now_utc_ms)
{
	int64_t at;

	(void)value;
	return key.len > 8 && span_at(key, key.len - 8, &at) &&
	    passed(at, LIMIT_SKELETON_AGE_MS, now_utc_ms);
}

static bool
old_aside(struct span key, struct span value, int64_t now_utc_ms)
{
	struct aside a;

	(void)key;
	return codec_decode(record_aside.codec, value, &a) == 0 &&
	    passed(a.at_utc_ms, LIMIT_ASIDE_AGE_MS, now_utc_ms);
}

static bool
old_incident(struct span key, struct span value, int64_t now_utc_ms)
{
	struct incident i;

	(void)key;
	return codec_decode(record_incident.codec, value, &i) == 0 &&
	    passed(i.closed_utc_ms, LIMIT_INCIDENT_AGE_MS, now_utc_ms);
}

static bool
old_access(struct span key, struct span value, int64_t now_utc_ms)
{
	struct access a;

	(void)key;
	return codec_decode(record_access.codec, value, &a) == 0 &&
	    (passed(a.ended_utc_ms, LIMIT_ACCESS_AGE_MS, now_utc_ms) ||
		passed(a.expires_utc_ms, LIMIT_ACCESS_AGE_MS, now_utc_ms));
}

static const struct {
	enum table table;
	const struct record_type *type; /* NULL: bare bytes */
	old_fn *old;
} sweeps[] = {
    {TABLE_SKELETON, NULL, old_skeleton},
    {TABLE_ASIDE, &record_aside, old_aside},
    {TABLE_INCIDENT, &record_incident, old_incident},
    {TABLE_ACCESS, &record_access, old_access},
};

/* A round: orders, these tables, the journal. */
enum { SWEEPS = sizeof(sweeps) / sizeof(sweeps[0]), JOURNAL_STAGE = SWEEPS + 1 };

/* A slice of one table. */
static int
sweep(struct work *w, size_t n, bool *ended)
{
	enum table table = sweeps[n].table;
	struct key old[ERASE_ROWS];
	struct lmdb_scan scan;
	struct span key, value;
	size_t rows = 0, count = 0;
	int rc = lmdb_scan_open(&scan, w->txn, table, NULL,
	    (struct span){(const char *)w->retained.bytes, w->retained.len}, false);

	while (rc == 0 && rows < ERASE_ROWS && lmdb_scan_next(&scan, &key, &value)) {
		rows++;
		w->retained = KEY_INIT;
		(void)key_bytes(&w->retained, key.data, key.len);
		if (sweeps[n].old(key, value, w->now_utc_ms))
			old[count++] = w->retained;
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	*ended = rows < ERASE_ROWS;
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = sweeps[n].type != NULL ? record_remove(w->txn, sweeps[n].type, &old[i])
					    : lmdb_delete(w->txn, table, &old[i]);
	return rc;
}

int
apply_retain(struct work *w, const struct op *op, struct outcome *out)
{
	struct erasing e = {.w = w};
	bool ended = false;
	int rc;

	if (op->policy == NULL)
		return outcome_refuse(out, ERR_BUG, "how long is kept stands in the policy");
	if (w->retain_stage == 0)
		rc = retain_orders(&e, &ended);
	else if (w->retain_stage == JOURNAL_STAGE)
		rc = journal_age(w, &ended);
	else
		rc = sweep(w, w->retain_stage - 1, &ended);
	if (rc == 0)
		rc = journal_slice(w, &e.sum);
	CRASH_POINT("store.retained");
	if (rc == 0 && ended) {
		w->retained = KEY_INIT;
		w->retain_stage = (w->retain_stage + 1) % (JOURNAL_STAGE + 1);
	}
	out->result.more = !ended || w->retain_stage != 0;
	out->result.erased = e.sum;
	return rc;
}
