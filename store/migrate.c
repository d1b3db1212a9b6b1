#include "store/migrate.h"

#include "monitor/base/crash.h"
#include "store/apply.h"

#include <stdlib.h>
#include <string.h>

typedef int row_fn(struct lmdb_txn *txn, const struct index_row *row, void *arg, struct why *why);

/* Every index row that the records of one table give. */
static int
each_row(
    struct lmdb_txn *txn, const struct record_type *type, row_fn *run, void *arg, struct why *why)
{
	struct index_rows rows = {0};
	struct lmdb_scan scan;
	struct span key, value;
	void *record = malloc(type->codec->size);
	int rc = lmdb_scan_open(&scan, txn, type->table, NULL, (struct span){NULL, 0}, false);

	if (rc == 0 && record == NULL)
		rc = ERR_NOMEM;
	while (rc == 0 && lmdb_scan_next(&scan, &key, &value)) {
		rc = codec_decode(type->codec, value, record);
		if (rc != 0) {
			(void)why_set(
			    why, rc, SIZE_MAX, table_name(type->table), "a record cannot be read");
			break;
		}
		rows.count = 0;
		type->index(record, NULL, &rows);
		rc = rows.error;
		for (size_t i = 0; rc == 0 && i < rows.count; i++)
			rc = run(txn, &rows.items[i], arg, why);
		if (type->codec->clear != NULL)
			type->codec->clear(record);
	}
	if (rc == 0)
		rc = scan.error;
	lmdb_scan_close(&scan);
	index_rows_clear(&rows);
	free(record);
	return rc;
}

static int
each_record(struct lmdb_txn *txn, row_fn *run, void *arg, struct why *why)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && record_types[i] != NULL; i++)
		if (record_types[i]->index != NULL)
			rc = each_row(txn, record_types[i], run, arg, why);
	return rc;
}

static int
write_row(struct lmdb_txn *txn, const struct index_row *row, void *arg, struct why *why)
{
	(void)arg;
	(void)why;
	return index_row_put(txn, row);
}

int
migrate_rebuild(struct lmdb_txn *txn, struct why *why)
{
	int rc = 0;

	for (int t = 0; rc == 0 && t < TABLE_COUNT; t++)
		if (table_is_index((enum table)t))
			rc = lmdb_clear(txn, (enum table)t);
	CRASH_POINT("store.indexes_cleared");
	return rc != 0 ? rc : each_record(txn, write_row, NULL, why);
}

/* What the records give: how many rows in each table, and the counters, which many records share. */
struct expected {
	uint64_t rows[TABLE_COUNT];
	struct expected_counter {
		struct key key;
		uint64_t count;
	} * counters; /* owned */
	size_t counter_count;
};

static int
count_expected(struct expected *e, const struct key *key)
{
	struct expected_counter *counters;
	size_t i = 0;

	while (i < e->counter_count && !key_equal(&e->counters[i].key, key))
		i++;
	if (i < e->counter_count) {
		e->counters[i].count++;
		return 0;
	}
	counters = reallocarray(e->counters, i + 1, sizeof(*counters));
	if (counters == NULL)
		return ERR_NOMEM;
	e->counters = counters;
	e->counters[e->counter_count++] = (struct expected_counter){.key = *key, .count = 1};
	return 0;
}

static int
check_row(struct lmdb_txn *txn, const struct index_row *row, void *arg, struct why *why)
{
	struct expected *e = arg;
	struct span value;
	int rc;

	if (row->table == TABLE_COUNTER)
		return count_expected(e, &row->key);
	rc = lmdb_get(txn, row->table, &row->key, &value);
	if (rc == 0 &&
	    (value.len != row->value_len || memcmp(value.data, row->value, value.len) != 0))
		rc = ERR_NOT_FOUND;
	if (rc == ERR_NOT_FOUND)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, table_name(row->table),
		    "a row is missing that a record gives");
	e->rows[row->table]++;
	return rc;
}

int
migrate_check(struct lmdb_txn *txn, struct why *why)
{
	struct expected e = {0};
	struct span value;
	uint64_t rows, number;
	int rc = each_record(txn, check_row, &e, why);

	for (size_t i = 0; rc == 0 && i < e.counter_count; i++) {
		rc = lmdb_get(txn, TABLE_COUNTER, &e.counters[i].key, &value);
		if (rc == ERR_NOT_FOUND ||
		    (rc == 0 && (!span_u64(value, 0, &number) || number != e.counters[i].count)))
			rc = why_set(why, ERR_MALFORMED, SIZE_MAX, table_name(TABLE_COUNTER),
			    "a counter differs from what the records give");
	}
	e.rows[TABLE_COUNTER] = e.counter_count;
	for (int t = 0; rc == 0 && t < TABLE_COUNT; t++) {
		if (!table_is_index((enum table)t))
			continue;
		rc = lmdb_rows(txn, (enum table)t, &rows);
		if (rc == 0 && rows != e.rows[t])
			rc = why_set(why, ERR_MALFORMED, SIZE_MAX, table_name((enum table)t),
			    "it has %llu rows, the records give %llu", (unsigned long long)rows,
			    (unsigned long long)e.rows[t]);
	}
	free(e.counters);
	return rc;
}

static int
begin_new(struct work *w, bool scaled)
{
	int rc = lmdb_write(w->db, &w->txn);

	w->meta = META_INIT;
	w->meta.format = FORMAT;
	w->meta.index = INDEX;
	w->meta.scaled = scaled;
	w->meta_changed = true;
	return rc;
}

static int
check_meta(const struct work *w, bool scaled, struct why *why)
{
	if (w->meta.format > FORMAT)
		return why_set(why, ERR_VERSION, SIZE_MAX, NULL,
		    "the store was written by a newer program (format %u, this one reads %d)",
		    w->meta.format, FORMAT);
	if (w->meta.scaled != scaled)
		return why_set(why, ERR_CONFLICT, SIZE_MAX, NULL,
		    w->meta.scaled
			? "the store was written by a scaled clock: its times are not of this world"
			: "the store was written by the true clock: a scaled one would spoil it");
	return 0;
}

static void
make_secret(struct work *w)
{
	static const uint8_t none[sizeof(w->meta.secret)];

	if (!sign_equal(w->meta.secret, none, sizeof(none)))
		return;
	sign_random(w->meta.secret, sizeof(w->meta.secret));
	w->meta_changed = true;
}

int
migrate(struct work *w, bool scaled, struct why *why)
{
	int rc = work_begin(w);

	if (rc == ERR_NOT_FOUND)
		rc = begin_new(w, scaled);
	if (rc != 0)
		return why_set(
		    why, rc, SIZE_MAX, NULL, "the store cannot be read: %s", err_text(rc));
	rc = check_meta(w, scaled, why);
	if (rc == 0 && w->meta.index != INDEX) {
		rc = migrate_rebuild(w->txn, why);
		w->meta.index = INDEX;
		w->meta_changed = true;
	}
	if (rc == 0)
		make_secret(w);
	if (rc == 0)
		rc = apply_doubt(w);
	CRASH_POINT("store.migrated");
	if (rc != 0) {
		work_abort(w);
		return rc;
	}
	return work_commit(w);
}
