#include "store/journal.h"

#include "store/context.h"
#include "store/erase.h"

#include <stdlib.h>

/* ---- who has not been told yet ---- */

/* Up to here every program of the configuration has been told; UINT64_MAX: there is none. */
static int
told_up_to(struct work *w, uint64_t *seq)
{
	struct endpoint_state *states = NULL;
	int rc = context_endpoints(w, w->policy, &states);

	*seq = UINT64_MAX;
	for (size_t i = 0; rc == 0 && i < w->policy->endpoint_count; i++)
		if (states[i].id[0] != '\0' && (uint64_t)states[i].seq < *seq)
			*seq = (uint64_t)states[i].seq;
	free(states);
	return rc;
}

/* One gap for as long as nothing is told: it grows slice by slice. */
static int
leave_out(struct work *w, struct endpoint_state *e)
{
	bool grows = e->left_utc_ms != AT_NONE && e->left_until == e->seq;
	struct journal_entry entry;
	int rc = 0;

	if (!grows) {
		e->left_after = e->seq;
		e->left_utc_ms = w->now_utc_ms;
		journal_init(&entry, "events.left_out", 0, w->now_utc_ms);
		journal_add_text(&entry, "endpoint", e->id);
		journal_add_number(&entry, "after", e->seq);
		rc = work_journal(w, &entry);
	}
	e->seq = e->left_until = (int64_t)w->meta.journal_gone;
	return rc != 0 ? rc : record_put(w->txn, &record_endpoint, e);
}

/* Those that have left the configuration too: they may come back. */
static int
leave_out_who_is_behind(struct work *w)
{
	struct lmdb_scan scan;
	struct span key, value;
	int rc = lmdb_scan_open(&scan, w->txn, TABLE_ENDPOINT, NULL, (struct span){NULL, 0}, false);

	while (rc == 0 && lmdb_scan_next(&scan, &key, &value)) {
		struct endpoint_state e;

		rc = codec_decode(record_endpoint.codec, value, &e);
		if (rc == 0 && (uint64_t)e.seq < w->meta.journal_gone)
			rc = leave_out(w, &e);
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	return rc;
}

/* ---- what is old ---- */

static int
under_way(struct work *w, uint64_t shipment, bool *open)
{
	struct key key = key_of_id(shipment);
	struct parcel p;
	int rc = shipment == 0 ? ERR_NOT_FOUND : record_get_head(w->txn, &record_parcel, &key, &p);

	*open = rc == 0 && shipment_open(&p.shipment);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

struct slice {
	int64_t until_utc_ms; /* what is younger stays */
	uint64_t told;
	struct key old[ERASE_ROWS];
	size_t count;
	uint64_t last; /* of them */
};

/* What cannot be read stays, too. */
static int
weigh(struct work *w, struct span value, struct slice *s, bool *young)
{
	struct journal_entry e;
	bool open;
	int rc;

	if (codec_decode(record_journal.codec, value, &e) != 0)
		return 0;
	*young = e.at_utc_ms > s->until_utc_ms ||
	    (e.seq > s->told && e.at_utc_ms > s->until_utc_ms - LIMIT_JOURNAL_OWED_MS);
	if (*young)
		return 0;
	rc = under_way(w, e.shipment, &open);
	if (rc == 0 && !open) {
		s->old[s->count++] = w->retained;
		s->last = e.seq;
	}
	return rc;
}

/* The writer's clock never runs back, so that behind the first that is young all are. */
static int
find_old(struct work *w, struct slice *s, bool *ended)
{
	struct lmdb_scan scan;
	struct span key, value;
	int rc = lmdb_scan_open(&scan, w->txn, TABLE_JOURNAL, NULL,
	    (struct span){(const char *)w->retained.bytes, w->retained.len}, false);

	for (size_t rows = 0; rc == 0 && !*ended && rows < ERASE_ROWS; rows++) {
		*ended = !lmdb_scan_next(&scan, &key, &value);
		if (*ended)
			break;
		w->retained = KEY_INIT;
		(void)key_bytes(&w->retained, key.data, key.len);
		rc = weigh(w, value, s, ended);
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	return rc;
}

int
journal_age(struct work *w, bool *ended)
{
	struct slice s = {
	    .until_utc_ms = w->now_utc_ms - (int64_t)w->policy->journal_days * DAY_MS};
	int rc;

	*ended = w->policy->journal_days == 0;
	if (*ended)
		return 0;
	rc = told_up_to(w, &s.told);
	if (rc == 0)
		rc = find_old(w, &s, ended);
	for (size_t i = 0; rc == 0 && i < s.count; i++)
		rc = record_remove(w->txn, &record_journal, &s.old[i]);
	if (rc != 0 || s.last <= w->meta.journal_gone)
		return rc;
	w->meta.journal_gone = s.last;
	w->meta_changed = true;
	return leave_out_who_is_behind(w);
}
