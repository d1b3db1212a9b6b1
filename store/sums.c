#include "store/sums.h"

#include "monitor/base/text.h"
#include "store/codec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { VERSION = 1, SLOTS_FIRST = 256 };

/* ---- a batch ---- */

static uint64_t
hash(const struct tally *t)
{
	uint64_t h = 14695981039346656037ULL ^ (uint64_t)t->table;

	h = (h ^ (uint32_t)t->day) * 1099511628211ULL;
	h = (h ^ t->cell) * 1099511628211ULL;
	for (const char *c = t->key; *c != '\0'; c++)
		h = (h ^ (uint8_t)*c) * 1099511628211ULL;
	return h ^ h >> 29;
}

static bool
same_row(const struct tally *a, const struct tally *b)
{
	return a->table == b->table && a->day == b->day && strcmp(a->key, b->key) == 0;
}

/* The place of a cell, or the empty one where it belongs. */
static uint32_t *
slot(const struct sums *s, const struct tally *t)
{
	size_t at = (size_t)hash(t) & (s->slot_count - 1);

	while (s->slots[at] != 0) {
		const struct tally *item = &s->items[s->slots[at] - 1];

		if (item->cell == t->cell && same_row(item, t))
			break;
		at = (at + 1) & (s->slot_count - 1);
	}
	return &s->slots[at];
}

/* Half of the slots stay empty. */
static int
grow(struct sums *s)
{
	size_t count = s->slot_count > 0 ? 2 * s->slot_count : SLOTS_FIRST;
	struct tally *items = reallocarray(s->items, count / 2, sizeof(*items));
	uint32_t *slots;

	if (items == NULL)
		return ERR_NOMEM;
	s->items = items;
	s->room = count / 2;
	slots = calloc(count, sizeof(*slots));
	if (slots == NULL)
		return ERR_NOMEM;
	free(s->slots);
	s->slots = slots;
	s->slot_count = count;
	for (size_t i = 0; i < s->count; i++)
		*slot(s, &s->items[i]) = (uint32_t)i + 1;
	return 0;
}

/* Sums wrap, as they do on disk: no judge comes near. */
static void
add_to(int64_t *sum, int64_t add)
{
	*sum = (int64_t)((uint64_t)*sum + (uint64_t)add);
}

int
sums_add(struct sums *s, const struct tallies *t)
{
	for (size_t i = 0; i < t->count; i++) {
		uint32_t *place;
		int rc = s->count >= s->slot_count / 2 ? grow(s) : 0;

		if (rc != 0)
			return rc;
		place = slot(s, &t->items[i]);
		if (*place != 0) {
			add_to(&s->items[*place - 1].add, t->items[i].add);
			continue;
		}
		s->items[s->count++] = t->items[i];
		*place = (uint32_t)s->count;
	}
	return 0;
}

void
sums_reset(struct sums *s)
{
	s->count = 0;
	if (s->slots != NULL)
		memset(s->slots, 0, s->slot_count * sizeof(*s->slots));
}

void
sums_clear(struct sums *s)
{
	free(s->items);
	free(s->slots);
	*s = (struct sums){0};
}

/* ---- rows ---- */

static struct key *
key_day(struct key *k, int32_t day)
{
	uint32_t biased = (uint32_t)day ^ 1U << 31;
	uint8_t bytes[4] = {(uint8_t)(biased >> 24), (uint8_t)(biased >> 16),
	    (uint8_t)(biased >> 8), (uint8_t)biased};

	return key_bytes(k, bytes, sizeof(bytes));
}

enum { KEY_AT = 1 + 4 }; /* where the key begins in a row's: after its table and day */

static struct key
row_key(enum tally_table table, int32_t day, const char *key)
{
	struct key k = KEY_INIT;

	return *key_prefix(key_day(key_u8(&k, (uint8_t)table), day), key);
}

static bool
row_names(struct span key, struct tally *out)
{
	uint32_t biased = 0;

	if (key.len <= KEY_AT || key.len - KEY_AT >= sizeof(out->key))
		return false;
	for (int i = 1; i < KEY_AT; i++)
		biased = biased << 8 | (uint8_t)key.data[i];
	out->table = (enum tally_table)key.data[0];
	out->day = (int32_t)(biased ^ 1U << 31);
	memcpy(out->key, key.data + KEY_AT, key.len - KEY_AT);
	out->key[key.len - KEY_AT] = '\0';
	return true;
}

/* The cells of a row, one after the other. */
struct cells {
	struct span in;
	uint64_t cell;
	int64_t sum;
	bool any;
	int error;
};

static struct cells
cells_of(struct span row)
{
	struct cells c = {.in = row};

	if (row.len == 0)
		return c;
	if (row.data[0] != VERSION)
		c.error = ERR_VERSION;
	c.in.data++;
	c.in.len--;
	return c;
}

static bool
cells_next(struct cells *c)
{
	uint64_t distance;

	if (c->error != 0 || c->in.len == 0)
		return false;
	if (!codec_take_varint(&c->in, &distance) || !codec_take_int(&c->in, &c->sum) ||
	    distance > UINT16_MAX || c->cell + distance > UINT16_MAX || (c->any && distance == 0)) {
		c->error = ERR_MALFORMED;
		return false;
	}
	c->cell += distance;
	c->any = true;
	return true;
}

static void
put_cell(struct buf *out, uint64_t *last, uint64_t cell, int64_t sum)
{
	if (sum == 0)
		return;
	if (out->len == 0)
		(void)buf_add_u8(out, VERSION); /* sticky */
	codec_put_varint(out, cell - *last);
	codec_put_int(out, sum);
	*last = cell;
}

/* What a row was, and `count` items in the order of their cells, as what it becomes: nothing, or its bytes. */
static int
merge(struct span row, const struct tally *items, size_t count, struct buf *out)
{
	struct cells was = cells_of(row);
	bool more = cells_next(&was);
	uint64_t last = 0;
	size_t i = 0;

	while (was.error == 0 && (more || i < count)) {
		uint64_t cell =
		    i < count && (!more || items[i].cell < was.cell) ? items[i].cell : was.cell;
		int64_t sum = 0;

		if (more && was.cell == cell) {
			sum = was.sum;
			more = cells_next(&was);
		}
		if (i < count && items[i].cell == cell)
			add_to(&sum, items[i++].add);
		put_cell(out, &last, cell, sum);
	}
	return was.error != 0 ? was.error : buf_error(out);
}

static int
write_row(struct lmdb_txn *txn, const struct tally *items, size_t count)
{
	struct key key = row_key(items->table, items->day, items->key);
	struct buf bytes = BUF_INIT(LIMIT_RECORD_BYTES);
	struct span row = {NULL, 0};
	int rc = lmdb_get(txn, TABLE_TALLY, &key, &row);

	if (rc == 0 || rc == ERR_NOT_FOUND)
		rc = merge(row, items, count, &bytes);
	if (rc == 0 && bytes.len > 0)
		rc = lmdb_put(txn, TABLE_TALLY, &key, buf_span(&bytes));
	else if (rc == 0)
		rc = lmdb_delete(txn, TABLE_TALLY, &key);
	buf_clear(&bytes);
	return rc;
}

static int
by_row(const void *left, const void *right)
{
	const struct tally *a = left, *b = right;

	if (a->table != b->table)
		return a->table < b->table ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (strcmp(a->key, b->key) != 0)
		return strcmp(a->key, b->key);
	return a->cell < b->cell ? -1 : a->cell > b->cell;
}

int
sums_write(struct lmdb_txn *txn, struct sums *s)
{
	size_t from = 0;
	int rc = 0;

	if (s->count > 0)
		qsort(s->items, s->count, sizeof(s->items[0]), by_row);
	while (rc == 0 && from < s->count) {
		size_t to = from + 1;

		while (to < s->count && same_row(&s->items[from], &s->items[to]))
			to++;
		rc = write_row(txn, &s->items[from], to - from);
		from = to;
	}
	return rc;
}

int
sums_get(struct lmdb_txn *txn, const struct sums *s, const struct tally *which, int64_t *out)
{
	struct key key = row_key(which->table, which->day, which->key);
	uint32_t place = s->slot_count > 0 ? *slot(s, which) : 0;
	struct span row = {NULL, 0};
	struct cells cells;
	int rc = lmdb_get(txn, TABLE_TALLY, &key, &row);

	if (rc != 0 && rc != ERR_NOT_FOUND)
		return rc;
	*out = place != 0 ? s->items[place - 1].add : 0;
	cells = cells_of(row);
	while (cells_next(&cells))
		if (cells.cell == which->cell)
			add_to(out, cells.sum);
	return cells.error;
}

/* ---- walking ---- */

static int
walk_row(const struct tally *row, struct span value, sums_fn *each, void *arg)
{
	struct cells cells = cells_of(value);
	struct tally cell = *row;
	int rc = 0;

	while (rc == 0 && cells_next(&cells)) {
		cell.cell = (uint16_t)cells.cell;
		cell.add = cells.sum;
		rc = each(&cell, arg);
	}
	return rc != 0 ? rc : cells.error;
}

/* The rows of one day, or of all when the prefix ends before the day. */
static int
walk_rows(struct lmdb_txn *txn, const struct key *prefix, struct span after, int32_t until_day,
    sums_fn *each, void *arg)
{
	struct lmdb_scan scan;
	struct span key, value;
	struct tally row;
	int rc = lmdb_scan_open(&scan, txn, TABLE_TALLY, prefix, after, false);

	while (rc == 0 && lmdb_scan_next(&scan, &key, &value)) {
		if (!row_names(key, &row))
			rc = ERR_MALFORMED;
		else if (row.day > until_day)
			break;
		else
			rc = walk_row(&row, value, each, arg);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

/* The first day at or after one that has rows; *found false: there is none. */
static int
next_day(struct lmdb_txn *txn, enum tally_table table, int32_t *day, bool *found)
{
	struct key prefix = KEY_INIT, from = row_key(table, *day, "");
	struct lmdb_scan scan;
	struct span key;
	struct tally row;
	int rc = lmdb_scan_open(&scan, txn, TABLE_TALLY, key_u8(&prefix, (uint8_t)table),
	    (struct span){(const char *)from.bytes, from.len}, false);

	*found = rc == 0 && lmdb_scan_next(&scan, &key, NULL);
	if (*found && !row_names(key, &row))
		rc = ERR_MALFORMED;
	else if (*found)
		*day = row.day;
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

/* A prefix of the key skips from day to day. */
static int
walk_days(struct lmdb_txn *txn, const struct sums_range *range, sums_fn *each, void *arg)
{
	int32_t day = range->from_day;
	bool found = true;
	int rc = 0;

	while (rc == 0 && day <= range->until_day) {
		struct key prefix;

		rc = next_day(txn, range->table, &day, &found);
		if (rc != 0 || !found || day > range->until_day)
			break;
		prefix = row_key(range->table, day, range->prefix);
		rc = walk_rows(txn, &prefix, (struct span){NULL, 0}, day, each, arg);
		if (day == INT32_MAX)
			break;
		day++;
	}
	return rc;
}

int
sums_walk(struct lmdb_txn *txn, const struct sums_range *range, sums_fn *each, void *arg)
{
	struct key table = KEY_INIT, from = row_key(range->table, range->from_day, "");

	if (range->prefix[0] != '\0')
		return walk_days(txn, range, each, arg);
	return walk_rows(txn, key_u8(&table, (uint8_t)range->table),
	    (struct span){(const char *)from.bytes, from.len}, range->until_day, each, arg);
}

static int
collect(const struct tally *cell, void *arg)
{
	return tallies_add(arg, cell->table, cell->key, cell->day, cell->cell, cell->add);
}

int
sums_collect(struct lmdb_txn *txn, const struct sums_range *range, struct tallies *out)
{
	return sums_walk(txn, range, collect, out);
}
