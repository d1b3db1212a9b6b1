#include "store/read_erase.h"

#include <stdlib.h>
#include <string.h>

enum { PARCELS_MOST = 200 }; /* looked at for an answer: who has more is told so */

struct counting {
	struct lmdb_txn *txn;
	uint64_t person; /* 0: an order alone */
	struct erasable sum;
	char (*orders)[LIMIT_ORDER_ROOM]; /* those counted, PARCELS_MOST of room */
};

static int
count_notice(struct counting *c, uint64_t id, bool whole)
{
	struct key key = key_of_id(id);
	struct notice n;
	struct span bytes;
	int rc = record_get(c->txn, &record_notice, &key, &n);

	if (rc != 0 || !(whole || n.person == c->person))
		return rc;
	c->sum.what.notices += !notice_settled(n.state);
	rc = lmdb_get(c->txn, TABLE_MESSAGE, &key, &bytes);
	c->sum.what.messages += rc == 0;
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

static int
count_notes(struct counting *c, uint64_t id, bool whole)
{
	struct key key = key_of_id(id);
	struct case_record record;
	int rc = whole ? record_get(c->txn, &record_case, &key, &record) : 0;

	if (rc == 0 && whole)
		c->sum.what.notes += (uint32_t)record.note_count;
	return rc;
}

static int
count_rows(struct counting *c, enum table table, const struct order *o, bool whole)
{
	struct key prefix = key_of_order(o->shop, o->id);
	bool notices = table == TABLE_NOTICE_BY_ORDER;
	struct lmdb_scan scan;
	struct span key;
	uint64_t id;
	int rc = lmdb_scan_open(&scan, c->txn, table, &prefix, (struct span){NULL, 0}, false);

	while (rc == 0 && lmdb_scan_next(&scan, &key, NULL)) {
		if (!(notices ? span_newest(key, prefix.len, &id) : span_u64(key, prefix.len, &id)))
			rc = ERR_MALFORMED;
		else
			rc = notices ? count_notice(c, id, whole) : count_notes(c, id, whole);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
count_order(struct counting *c, const char *shop, const char *id)
{
	struct key key = key_of_order(shop, id);
	struct order o;
	bool whole;
	int rc;

	for (uint32_t i = 0; i < c->sum.what.orders; i++)
		if (strcmp(c->orders[i], id) == 0)
			return 0;
	rc = record_get(c->txn, &record_order, &key, &o);
	if (rc != 0)
		return rc;
	memcpy(c->orders[c->sum.what.orders++], o.id, sizeof(o.id));
	whole = c->person == 0 || o.person == c->person;
	rc = count_rows(c, TABLE_NOTICE_BY_ORDER, &o, whole);
	return rc != 0 ? rc : count_rows(c, TABLE_CASE_BY_ORDER, &o, whole);
}

static int
count_parcel(struct counting *c, uint64_t id)
{
	struct key key = key_of_id(id);
	struct parcel p;
	int rc = record_get_head(c->txn, &record_parcel, &key, &p);

	if (rc != 0)
		return rc;
	c->sum.what.shipments += !p.shipment.forgotten;
	c->sum.open += shipment_open(&p.shipment);
	return count_order(c, p.shipment.shop, p.shipment.order);
}

static int
count_all(struct store_reader *r, struct counting *c, const char *shop, const char *order)
{
	struct key prefix = key_of_id(c->person), key = key_of_order(shop, order);
	uint64_t ids[PARCELS_MOST];
	size_t count = 0;
	struct order o;
	int rc;

	if (c->person != 0) {
		rc = read_ids(r,
		    &(struct walk){.table = TABLE_BY_PERSON,
			.prefix = &prefix,
			.until_utc_ms = AT_NONE,
			.newest = true},
		    ids, PARCELS_MOST, &count);
		c->sum.more = count == PARCELS_MOST;
	} else {
		rc = record_get(r->txn, &record_order, &key, &o);
		count = rc == 0 ? o.shipment_count : 0;
		memcpy(ids, o.shipments, count * sizeof(ids[0]));
	}
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = count_parcel(c, ids[i]);
	return rc;
}

int
store_erasable(struct store_reader *r, uint64_t person, const char *shop, const char *order,
    struct erasable *out)
{
	struct counting c = {.person = person, .orders = calloc(PARCELS_MOST, LIMIT_ORDER_ROOM)};
	int rc = c.orders == NULL ? ERR_NOMEM : read_enter(r);

	if (rc == 0) {
		c.txn = r->txn;
		c.sum.what.persons = person != 0;
		rc = count_all(r, &c, shop, order);
		read_leave(r);
	}
	free(c.orders);
	if (rc == 0)
		*out = c.sum;
	return rc;
}
