#include "store/apply_erase.h"

#include "store/apply_inbox.h"
#include "store/erase.h"

#include <string.h>

/* ---- on demand ---- */

/* What was said to us is wiped from ops that failed: whom it names nobody can tell. Of registrations only the order is kept. */
static int
forget_asides(struct erasing *e)
{
	struct lmdb_scan scan;
	struct span key, value;
	int rc = lmdb_scan_open(&scan, e->w->txn, TABLE_ASIDE, NULL, (struct span){NULL, 0}, true);

	for (size_t i = 0; rc == 0 && i < LIMIT_ASIDES && lmdb_scan_next(&scan, &key, &value);
	     i++) {
		struct aside a;

		rc = codec_decode(record_aside.codec, value, &a);
		if (rc != 0 || a.kind == OP_REGISTER || a.text[0] == '\0')
			continue;
		memset(a.text, 0, sizeof(a.text));
		rc = record_put(e->w->txn, &record_aside, &a);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
erase_parcels(struct erasing *e, uint64_t person, bool *more)
{
	uint64_t id = 0, last = 0;
	int rc;

	while ((rc = erase_next(e->w, person, &id)) == 0 && id != 0 && e->rows < ERASE_ROWS) {
		struct key key = key_of_id(id);
		struct parcel p = PARCEL_INIT;

		rc = id == last /* its order does not know it: no end would come */
		    ? ERR_MALFORMED
		    : record_get_head(e->w->txn, &record_parcel, &key, &p);
		last = id;
		if (rc == 0)
			rc = erase_order(e, p.shipment.shop, p.shipment.order, person);
		if (rc != 0)
			break;
	}
	*more = id != 0;
	return rc == ERR_NOT_FOUND ? ERR_MALFORMED : rc;
}

/* What shops sent and nobody could read. */
static int
forget_messages(struct work *w, const struct person *p, bool *more)
{
	bool ended;
	int rc;

	if (w->named_person != p->id)
		w->named = KEY_INIT;
	w->named_person = p->id;
	rc = apply_inbox_forget(w, p, &w->named, &ended);
	if (ended)
		w->named_person = 0;
	*more = !ended;
	return rc;
}

static int
journal_person(struct work *w, const struct op *op, const struct person *p)
{
	struct journal_entry entry;

	journal_init(&entry, "person.erased", 0, w->now_utc_ms);
	journal_add_number(&entry, "person", (int64_t)p->id);
	journal_add_text(&entry, "shop", p->shop);
	journal_add_text(&entry, "author", op->author);
	return work_journal(w, &entry);
}

static int
erase_somebody(struct erasing *e, const struct op *op, struct outcome *out)
{
	struct key key = key_of_id(op->id);
	struct person p;
	int rc = record_get(e->w->txn, &record_person, &key, &p);

	if (rc == ERR_NOT_FOUND)
		return outcome_refuse(
		    out, rc, "there is no person %llu", (unsigned long long)op->id);
	if (rc == 0)
		rc = erase_parcels(e, op->id, &out->result.more);
	if (rc == 0 && !out->result.more)
		rc = forget_messages(e->w, &p, &out->result.more);
	if (rc != 0 || out->result.more)
		return rc;
	rc = forget_asides(e);
	if (rc == 0)
		rc = erase_person(e, op->id);
	return rc != 0 ? rc : journal_person(e->w, op, &p);
}

static int
journal_order(struct work *w, const struct op *op)
{
	struct journal_entry entry;

	journal_init(&entry, "order.erased", 0, w->now_utc_ms);
	journal_add_text(&entry, "shop", op->of_shop);
	journal_add_text(&entry, "order", op->of_order);
	journal_add_text(&entry, "author", op->author);
	return work_journal(w, &entry);
}

int
apply_erase(struct work *w, const struct op *op, struct outcome *out)
{
	struct erasing e = {.w = w};
	int rc;

	if (op->id != 0) {
		rc = erase_somebody(&e, op, out);
	} else {
		rc = erase_order(&e, op->of_shop, op->of_order, 0);
		if (rc == ERR_NOT_FOUND)
			return outcome_refuse(out, rc, "there is no order '%s'", op->of_order);
		if (rc == 0)
			rc = forget_asides(&e);
		if (rc == 0)
			rc = journal_order(w, op);
	}
	out->result.id = op->id;
	out->result.erased = e.sum;
	return rc;
}
