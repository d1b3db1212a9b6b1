#include "store/read_under_way.h"

#include <string.h>

enum { ROW_BYTES = 16 }; /* deadline and shipment, as they follow the state in a key */

/* The rows of one state, and the next of them. */
struct lane {
	struct lmdb_scan scan;
	bool has;
	uint8_t row[ROW_BYTES];
};

static int
lane_next(struct lane *l)
{
	struct span key;

	l->has = lmdb_scan_next(&l->scan, &key, NULL);
	if (!l->has)
		return l->scan.error;
	if (key.len != 1 + ROW_BYTES)
		return ERR_MALFORMED;
	memcpy(l->row, key.data + 1, ROW_BYTES);
	return 0;
}

static int
lane_open(struct lane *l, struct lmdb_txn *txn, enum promise_state state,
    const struct store_under_way *after)
{
	struct key prefix = KEY_INIT, from = KEY_INIT;
	int rc;

	(void)key_u8(&prefix, (uint8_t)state);
	if (after != NULL)
		(void)key_u64(
		    key_at(key_u8(&from, (uint8_t)state), after->deadline_utc_ms), after->id);
	rc = lmdb_scan_open(&l->scan, txn, TABLE_BY_STATE, &prefix,
	    (struct span){(const char *)from.bytes, from.len}, false);
	return rc == 0 ? lane_next(l) : rc;
}

/* The lane whose next row comes before those of all others; NULL: there is none any more. */
static struct lane *
lane_first(struct lane *lanes, size_t count)
{
	struct lane *first = NULL;

	for (size_t i = 0; i < count; i++)
		if (lanes[i].has &&
		    (first == NULL || memcmp(lanes[i].row, first->row, ROW_BYTES) < 0))
			first = &lanes[i];
	return first;
}

static int
merge(
    struct lane *lanes, size_t lane_count, struct store_under_way *rows, size_t room, size_t *count)
{
	struct lane *l;
	int rc = 0;

	while (rc == 0 && *count < room && (l = lane_first(lanes, lane_count)) != NULL) {
		struct span row = {(const char *)l->row, ROW_BYTES};

		if (!span_at(row, 0, &rows[*count].deadline_utc_ms) ||
		    !span_u64(row, 8, &rows[*count].id))
			return ERR_MALFORMED;
		++*count;
		rc = lane_next(l);
	}
	return rc;
}

int
store_under_way(struct store_reader *r, unsigned states, const struct store_under_way *after,
    struct store_under_way *rows, size_t room, size_t *count)
{
	struct lane lanes[PROMISE_COUNT] = {{.has = false}};
	size_t lane_count = 0;
	int rc = read_enter(r);

	*count = 0;
	if (rc != 0)
		return rc;
	if (room > LIMIT_PAGE_ROWS)
		room = LIMIT_PAGE_ROWS;
	for (int s = 0; rc == 0 && s < PROMISE_COUNT; s++)
		if ((states & 1u << s) != 0)
			rc = lane_open(&lanes[lane_count++], r->txn, (enum promise_state)s, after);
	if (rc == 0)
		rc = merge(lanes, lane_count, rows, room, count);
	for (size_t i = 0; i < lane_count; i++)
		lmdb_scan_close(&lanes[i].scan);
	read_leave(r);
	if (rc != 0)
		*count = 0;
	return rc;
}
