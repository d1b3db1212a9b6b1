#include "store/apply_incident.h"

#include "monitor/base/text.h"

#include <string.h>

static int
get(struct work *w, uint64_t id, struct incident *out)
{
	struct key key = key_of_id(id);

	return record_get(w->txn, &record_incident, &key, out);
}

/* The open one of the same carrier, depot and lane; *id 0: none. */
static int
find(struct work *w, const struct incident *wanted, uint64_t *id)
{
	struct key prefix = key_of_text(wanted->carrier);
	struct lmdb_scan scan;
	struct span key;
	uint64_t found;
	int rc = lmdb_scan_open(
	    &scan, w->txn, TABLE_INCIDENT_BY_OPEN, &prefix, (struct span){NULL, 0}, false);

	*id = 0;
	while (rc == 0 && *id == 0 && lmdb_scan_next(&scan, &key, NULL)) {
		struct incident i;

		rc = span_u64(key, prefix.len, &found) ? get(w, found, &i) : ERR_MALFORMED;
		if (rc == 0 && strcmp(i.depot, wanted->depot) == 0 &&
		    strcmp(i.lane, wanted->lane) == 0)
			*id = found;
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

int
apply_incident_open(struct work *w, const struct incident *wanted, uint64_t *id)
{
	struct incident i = *wanted;
	uint64_t known;
	int rc = find(w, wanted, &known);

	if (rc == 0 && known == 0) {
		i.id = known = ++w->meta.incident;
		w->meta_changed = true;
		i.closed_utc_ms = AT_NONE;
		if (i.opened_utc_ms == AT_NONE)
			i.opened_utc_ms = w->now_utc_ms;
		rc = record_add(w->txn, &record_incident, &i);
	}
	if (rc == 0 && id != NULL)
		*id = known;
	return rc;
}

int
apply_incident_close(struct work *w, uint64_t id, const char *text)
{
	struct incident i;
	int rc = get(w, id, &i);

	if (rc != 0 || i.closed_utc_ms != AT_NONE)
		return rc;
	i.closed_utc_ms = w->now_utc_ms;
	(void)text_cut(i.text, sizeof(i.text), span_of(text));
	return record_put(w->txn, &record_incident, &i);
}
