#include "store/fields.h"
#include "store/migrate.h"
#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void
beside(const struct harness *h, const char *name, char out[PATH_MAX])
{
	(void)snprintf(out, PATH_MAX, "%.4000s/%s", h->root, name);
}

static uint64_t
shipments(struct harness *h)
{
	struct store_status status;

	assert_int_equal(store_status(h->reader, &status), 0);
	return status.shipments;
}

/* Change the closed store below its verbs. */
static struct lmdb_txn *
below(struct harness *h, struct lmdb **db)
{
	struct lmdb_txn *txn;
	struct why why;

	harness_close(h);
	assert_int_equal(lmdb_open(db, h->path, HARNESS_MAP, false, &why), 0);
	assert_int_equal(lmdb_write(*db, &txn), 0);
	return txn;
}

/* ---- backup and restore ---- */

static void
test_a_backup_is_the_store_of_that_moment(void **state)
{
	struct harness *h = *state;
	struct why why = {0};
	char backup[PATH_MAX], before[PATH_MAX];
	struct stat st;

	beside(h, "backup", backup);
	(void)harness_register(h, "A-1", "JD01");
	assert_int_equal(store_backup(h->store, backup, &why), 0);
	assert_int_equal(store_backup(h->store, backup, &why), ERR_EXISTS);
	(void)harness_register(h, "A-2", "JD02");
	assert_int_equal(store_restore(backup, h->path, &why), ERR_IN_USE);
	harness_close(h);
	assert_int_equal(store_restore(backup, h->path, &why), 0);
	harness_open(h);
	assert_int_equal(shipments(h), 1);
	(void)harness_register(h, "A-3", "JD03"); /* it lives on */
	harness_close(h);
	/* What was there stands beside it, and is not overwritten by a second restore. */
	assert_int_equal(store_restore(backup, h->path, &why), ERR_EXISTS);
	(void)snprintf(before, sizeof(before), "%.4000s.before-restore", h->path);
	assert_int_equal(stat(before, &st), 0);
	(void)snprintf(h->path, sizeof(h->path), "%s", before);
	harness_open(h);
	assert_int_equal(shipments(h), 2);
}

static void
test_a_restore_to_nothing_makes_a_store(void **state)
{
	struct harness *h = *state;
	struct why why = {0};
	char backup[PATH_MAX];

	beside(h, "backup", backup);
	(void)harness_register(h, "A-1", "JD01");
	assert_int_equal(store_backup(h->store, backup, &why), 0);
	harness_close(h);
	beside(h, "fresh", h->path);
	assert_int_equal(store_restore(backup, h->path, &why), 0);
	harness_open(h);
	assert_int_equal(shipments(h), 1);
}

static void
test_what_is_no_backup_takes_no_stores_place(void **state)
{
	struct harness *h = *state;
	struct why why = {0};
	char nothing[PATH_MAX];

	(void)harness_register(h, "A-1", "JD01");
	harness_close(h);
	beside(h, "nothing", nothing);
	assert_int_equal(mkdir(nothing, 0700), 0);
	assert_int_not_equal(store_restore(nothing, h->path, &why), 0);
	assert_true(why.text[0] != '\0');
	harness_open(h);
	assert_int_equal(shipments(h), 1);
}

/* ---- indexes ---- */

static void
test_a_lost_index_row_is_seen_and_built_again(void **state)
{
	struct harness *h = *state;
	struct key key = KEY_INIT;
	struct lmdb_txn *txn;
	struct why why = {0};
	struct lmdb *db;
	uint64_t ids[2];
	size_t count;

	(void)harness_register(h, "A-1", "JD01");
	txn = below(h, &db);
	(void)key_u64(key_text(&key, "JD01"), 1);
	assert_int_equal(lmdb_delete(txn, TABLE_BY_NUMBER, &key), 0);
	assert_int_equal(lmdb_commit(txn), 0);
	lmdb_close(db);
	assert_int_equal(store_rebuild(h->path, true, &why), ERR_MALFORMED);
	assert_string_equal(why.path, "by_number");
	assert_int_equal(store_rebuild(h->path, false, &why), 0);
	assert_int_equal(store_rebuild(h->path, true, &why), 0);
	harness_open(h);
	assert_int_equal(store_by_number(h->reader, "JD01", ids, 2, &count), 0);
	assert_int_equal(count, 1);
}

static void
test_a_row_too_many_and_a_wrong_counter_are_seen(void **state)
{
	static const enum table tables[] = {TABLE_BY_STATE, TABLE_COUNTER};
	struct harness *h = *state;

	(void)harness_register(h, "A-1", "JD01");
	for (size_t i = 0; i < 2; i++) {
		struct key key =
		    tables[i] == TABLE_COUNTER ? counter_key("luna", COUNTER_OPEN) : key_of_id(9);
		struct key two = key_of_id(2);
		struct why why = {0};
		struct lmdb *db;
		struct lmdb_txn *txn = below(h, &db);

		assert_int_equal(
		    lmdb_put(txn, tables[i], &key, (struct span){(char *)two.bytes, 8}), 0);
		assert_int_equal(lmdb_commit(txn), 0);
		lmdb_close(db);
		assert_int_equal(store_rebuild(h->path, true, &why), ERR_MALFORMED);
		assert_string_equal(why.path, table_name(tables[i]));
		assert_int_equal(store_rebuild(h->path, false, &why), 0);
	}
}

/* ---- versions ---- */

static void
test_fields_of_a_newer_program_survive_an_older_ones_writes(void **state)
{
	static const char newer[] = "\xf4\x03\x05later"; /* tag 500 */
	struct harness *h = *state;
	uint64_t id = harness_register(h, "A-1", "JD01");
	struct buf bytes = BUF_INIT(10000);
	struct key key = key_of_id(id);
	struct lmdb_txn *txn;
	struct span value;
	struct lmdb *db;

	txn = below(h, &db);
	assert_int_equal(lmdb_get(txn, TABLE_SHIPMENT, &key, &value), 0);
	assert_int_equal(buf_add(&bytes, value.data, value.len), 0);
	assert_int_equal(buf_add(&bytes, newer, sizeof(newer) - 1), 0);
	assert_int_equal(lmdb_put(txn, TABLE_SHIPMENT, &key, buf_span(&bytes)), 0);
	assert_int_equal(lmdb_commit(txn), 0);
	lmdb_close(db);
	harness_open(h);
	assert_int_equal(harness_run(h, harness_seen(h, id, "SLIP")).rc, 0);
	txn = below(h, &db);
	assert_int_equal(lmdb_get(txn, TABLE_SHIPMENT, &key, &value), 0);
	assert_non_null(memmem(value.data, value.len, newer, sizeof(newer) - 1));
	lmdb_abort(txn);
	lmdb_close(db);
	buf_clear(&bytes);
}

/* The meta record as another program would have left it. */
static void
write_meta(struct harness *h, uint32_t format, uint32_t indexes)
{
	struct key key = key_of_text("meta");
	struct lmdb_txn *txn;
	struct meta meta;
	struct lmdb *db;

	txn = below(h, &db);
	assert_int_equal(record_get(txn, &record_meta, &key, &meta), 0);
	meta.format = format;
	meta.index = indexes;
	assert_int_equal(record_put(txn, &record_meta, &meta), 0);
	if (indexes != INDEX)
		assert_int_equal(lmdb_clear(txn, TABLE_BY_NUMBER), 0);
	assert_int_equal(lmdb_commit(txn), 0);
	lmdb_close(db);
}

static void
test_a_store_of_a_newer_format_is_refused(void **state)
{
	struct harness *h = *state;
	struct store *s = NULL;
	struct why why = {0};

	write_meta(h, FORMAT + 1, INDEX);
	assert_int_equal(store_open(&s, &h->options, &why), ERR_VERSION);
	assert_non_null(strstr(why.text, "newer"));
}

static void
test_indexes_of_other_rules_are_built_at_open(void **state)
{
	struct harness *h = *state;
	uint64_t ids[2];
	size_t count;

	(void)harness_register(h, "A-1", "JD01");
	write_meta(h, FORMAT, INDEX + 1);
	harness_open(h);
	assert_int_equal(store_by_number(h->reader, "JD01", ids, 2, &count), 0);
	assert_int_equal(count, 1);
}

static void
test_a_record_that_cannot_be_read_harms_itself_alone(void **state)
{
	struct harness *h = *state;
	uint64_t bad = harness_register(h, "A-1", "JD01"),
		 good = harness_register(h, "A-2", "JD02");
	struct shipment s = SHIPMENT_INIT;
	struct key key = key_of_id(bad);
	struct store_status status;
	struct lmdb_txn *txn;
	struct lmdb *db;

	txn = below(h, &db);
	assert_int_equal(lmdb_put(txn, TABLE_SHIPMENT, &key, SPAN("\x01\x05\x7f")), 0);
	assert_int_equal(lmdb_commit(txn), 0);
	lmdb_close(db);
	harness_open(h);
	assert_int_equal(store_shipment(h->reader, bad, &s), ERR_MALFORMED);
	assert_int_equal(harness_run(h, harness_seen(h, bad, "SLIP")).rc, ERR_MALFORMED);
	assert_int_equal(harness_run(h, harness_seen(h, good, "SLIP")).rc, 0);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.aside, 1);
	shipment_clear(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    HARNESS_TEST(test_a_backup_is_the_store_of_that_moment),
	    HARNESS_TEST(test_a_restore_to_nothing_makes_a_store),
	    HARNESS_TEST(test_what_is_no_backup_takes_no_stores_place),
	    HARNESS_TEST(test_a_lost_index_row_is_seen_and_built_again),
	    HARNESS_TEST(test_a_row_too_many_and_a_wrong_counter_are_seen),
	    HARNESS_TEST(test_fields_of_a_newer_program_survive_an_older_ones_writes),
	    HARNESS_TEST(test_a_store_of_a_newer_format_is_refused),
	    HARNESS_TEST(test_indexes_of_other_rules_are_built_at_open),
	    HARNESS_TEST(test_a_record_that_cannot_be_read_harms_itself_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
