#include "store/erase.h"

#include "monitor/base/crash.h"
#include "store/walk.h"

#include <string.h>

/* ---- parcels ---- */

/* The hash of what was registered goes too: who knows the rest could try names. */
static int
forget_parcel(struct erasing *e, uint64_t id, uint64_t person, bool whole, uint64_t *owner)
{
	struct key key = key_of_id(id);
	struct parcel p = PARCEL_INIT;
	int rc = record_get(e->w->txn, &record_parcel, &key, &p);
	bool mine;

	e->rows++;
	if (rc != 0)
		goto out;
	*owner = p.shipment.person;
	mine = person == 0 || *owner == person || (whole && *owner == 0);
	if (!mine || p.shipment.forgotten)
		goto out;
	shipment_forget(&p.shipment);
	p.registration = 0;
	rc = record_put(e->w->txn, &record_parcel, &p);
	e->sum.shipments++;
out:
	shipment_clear(&p.shipment);
	return rc;
}

/* ---- notices ---- */

static int
forget_message(struct erasing *e, uint64_t notice)
{
	struct key key = key_of_id(notice);
	struct span bytes;
	int rc = lmdb_get(e->w->txn, TABLE_MESSAGE, &key, &bytes);

	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	e->sum.messages++;
	return lmdb_delete(e->w->txn, TABLE_MESSAGE, &key);
}

/* One that is leaving at this moment goes on; its answer finds nobody. */
static int
forget_notice(struct erasing *e, uint64_t id, uint64_t person, bool whole)
{
	struct notice n;
	int rc = work_notice(e->w, id, &n);

	e->rows++;
	if (rc != 0 || !(whole || n.person == person))
		return rc;
	rc = forget_message(e, id);
	if (rc != 0)
		return rc;
	n.person = 0;
	memset(n.answer_text, 0, sizeof(n.answer_text));
	memset(n.bounced_text, 0, sizeof(n.bounced_text));
	memset(n.facts.detail, 0, sizeof(n.facts.detail));
	memset(n.facts.words, 0, sizeof(n.facts.words));
	memset(n.facts.last_scan_place, 0, sizeof(n.facts.last_scan_place));
	if (notice_settled(n.state) || n.state == NOTICE_STATE_SENDING)
		return record_put(e->w->txn, &record_notice, &n);
	e->sum.notices++;
	return work_notice_state(e->w, &n, NOTICE_STATE_SUPERSEDED, "its customer was erased");
}

/* ---- cases ---- */

/* Notes are what customers wrote and what was written about them. */
static int
forget_notes(struct erasing *e, uint64_t id)
{
	struct case_record c;
	int rc = work_case(e->w, id, &c);

	e->rows++;
	if (rc != 0 || c.note_count == 0)
		return rc;
	e->sum.notes += (uint32_t)c.note_count;
	c.note_count = 0;
	return record_put(e->w->txn, &record_case, &c);
}

/* ---- orders ---- */

typedef int forget_fn(struct erasing *e, uint64_t id, uint64_t person, bool whole);

static int
forget_case(struct erasing *e, uint64_t id, uint64_t person, bool whole)
{
	(void)person;
	return whole ? forget_notes(e, id) : 0;
}

/* Of an order's rows in an index, page by page: forgetting changes them. */
static int
each_row(struct erasing *e, enum table table, const struct order *order, forget_fn *forget,
    uint64_t person, bool whole)
{
	struct key prefix = key_of_order(order->shop, order->id);
	struct store_cursor cursor = {0};
	struct walk walk = {.table = table,
	    .prefix = &prefix,
	    .cursor = &cursor,
	    .until_utc_ms = AT_NONE,
	    .newest = table == TABLE_NOTICE_BY_ORDER};
	uint64_t ids[64];
	size_t count;
	int rc;

	do {
		rc = walk_ids(e->w->txn, &walk, ids, sizeof(ids) / sizeof(ids[0]), &count);
		for (size_t i = 0; rc == 0 && i < count; i++)
			rc = forget(e, ids[i], person, whole);
	} while (rc == 0 && count > 0);
	return rc;
}

/* Its page opens no more. What they chose and answered is counted, and says not who. */
static int
forget_order(struct erasing *e, struct order *o)
{
	memset(o->link, 0, sizeof(o->link));
	o->person = 0;
	o->obligation_utc_ms = AT_NONE;
	o->obligation_since_utc_ms = AT_NONE;
	o->before_call_owed_utc_ms = AT_NONE;
	e->sum.orders++;
	return record_put(e->w->txn, &record_order, o);
}

static int
forget_whole(struct erasing *e, struct order *o, uint64_t person, uint64_t *owners)
{
	bool whole = person == 0 || o->person == person || o->person == 0;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < o->shipment_count; i++)
		rc = forget_parcel(e, o->shipments[i], person, whole, &owners[i]);
	if (rc == 0)
		rc = each_row(e, TABLE_NOTICE_BY_ORDER, o, forget_notice, person, whole);
	if (rc == 0)
		rc = each_row(e, TABLE_CASE_BY_ORDER, o, forget_case, person, whole);
	return rc == 0 && whole ? forget_order(e, o) : rc;
}

int
erase_order(struct erasing *e, const char *shop, const char *order, uint64_t person)
{
	struct key key = key_of_order(shop, order);
	uint64_t owners[LIMIT_ORDER_PARCELS] = {0};
	struct order o;
	int rc = record_get(e->w->txn, &record_order, &key, &o);

	if (rc == 0)
		rc = forget_whole(e, &o, person, owners);
	CRASH_POINT("store.order_forgotten");
	for (size_t i = 0; rc == 0 && person == 0 && i < o.shipment_count; i++)
		rc = erase_person(e, owners[i]);
	return rc;
}

/* ---- persons ---- */

int
erase_next(struct work *w, uint64_t person, uint64_t *shipment)
{
	struct key prefix = key_of_id(person);
	struct lmdb_scan scan;
	struct span key;
	int rc =
	    lmdb_scan_open(&scan, w->txn, TABLE_BY_PERSON, &prefix, (struct span){NULL, 0}, false);

	*shipment = 0;
	if (rc == 0 && lmdb_scan_next(&scan, &key, NULL) && !span_newest(key, prefix.len, shipment))
		rc = ERR_MALFORMED;
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

/* Of the address, or without one of the phone. */
static bool
digest_of(const struct work *w, const struct person *p, uint8_t out[SIGN_SHA256_BYTES])
{
	struct span secret = {(const char *)w->meta.secret, sizeof(w->meta.secret)};
	const char *reached_by = p->email[0] != '\0' ? p->email : p->phone;
	struct key key = KEY_INIT; /* shop and address; no shop has a NUL in its id */

	(void)key_lower(key_text(&key, p->shop), reached_by);
	sign_hmac_sha256(secret, (struct span){(char *)key.bytes, key.len - 1}, out);
	return reached_by[0] != '\0';
}

static int
suppress(struct work *w, const struct person *p)
{
	struct suppression s = {.suppressed = p->suppressed,
	    .stopped = p->stopped,
	    .since_utc_ms = p->suppressed_utc_ms};

	if ((!p->suppressed && !p->stopped) || !digest_of(w, p, s.digest))
		return 0;
	memcpy(s.shop, p->shop, sizeof(s.shop));
	return record_put(w->txn, &record_suppression, &s);
}

int
erase_person(struct erasing *e, uint64_t person)
{
	struct key key = key_of_id(person);
	struct person p;
	uint64_t left;
	int rc = person == 0 ? ERR_NOT_FOUND : erase_next(e->w, person, &left);

	if (rc == 0 && left != 0)
		return 0;
	if (rc == 0)
		rc = record_get(e->w->txn, &record_person, &key, &p);
	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	e->rows++;
	e->sum.persons++;
	rc = suppress(e->w, &p);
	return rc != 0 ? rc : record_remove(e->w->txn, &record_person, &key);
}

int
erase_recall(struct work *w, struct person *p)
{
	struct suppression s;
	struct key key;
	uint8_t digest[SIGN_SHA256_BYTES];
	int rc;

	if (!digest_of(w, p, digest))
		return 0;
	key = key_of_digest(digest);
	rc = record_get(w->txn, &record_suppression, &key, &s);
	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	p->suppressed = p->suppressed || s.suppressed;
	p->stopped = p->stopped || s.stopped;
	p->suppressed_utc_ms = s.since_utc_ms;
	return record_remove(w->txn, &record_suppression, &key);
}
