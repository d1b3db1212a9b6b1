#include "store/lmdb.h"

#include "monitor/base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <lmdb.h>

struct lmdb {
	MDB_env *env;
	MDB_dbi tables[TABLE_COUNT];
	int64_t map_bytes;
	char path[PATH_MAX];
};

struct lmdb_txn {
	struct lmdb *db;
	MDB_txn *txn;
	int error; /* the first one of a write transaction */
};

/* Less than this free is "full": LMDB reports a short write as EIO, whatever its reason. */
enum { FULL_BYTES = 1 << 20 };

static int64_t
disk_free(const char *path)
{
	struct statvfs fs;

	if (statvfs(path, &fs) != 0)
		return INT64_MAX; /* unknown: then a failed write counts as the disk's fault */
	return (int64_t)(fs.f_bavail * fs.f_frsize);
}

static int
map_error(const struct lmdb *db, int rc)
{
	switch (rc) {
	case 0: return 0;
	case MDB_NOTFOUND: return ERR_NOT_FOUND;
	case MDB_MAP_FULL:
	case ENOSPC:
	case EDQUOT: return ERR_FULL;
	case MDB_TXN_FULL: return ERR_TOO_BIG;
	case MDB_VERSION_MISMATCH: return ERR_VERSION;
	case MDB_INVALID: return ERR_MALFORMED;
	case MDB_READERS_FULL: return ERR_BUSY;
	case MDB_BAD_VALSIZE:
	case MDB_BAD_TXN:
	case MDB_BAD_DBI:
	case EINVAL: return ERR_BUG;
	case ENOMEM: return ERR_NOMEM;
	case ENOENT: return ERR_NOT_FOUND;
	case EACCES:
	case EPERM: return ERR_IO;
	case EIO: return disk_free(db->path) < FULL_BYTES ? ERR_FULL : ERR_DISK;
	default: return ERR_DISK;
	}
}

static int
txn_error(struct lmdb_txn *t, int rc)
{
	int code = map_error(t->db, rc);

	if (code != 0 && code != ERR_NOT_FOUND && t->error == 0)
		t->error = code;
	return code;
}

static MDB_val
key_val(const struct key *key)
{
	return (MDB_val){key->len, (void *)(uintptr_t)key->bytes};
}

static int
open_tables(struct lmdb *db, bool read_only)
{
	MDB_txn *txn;
	int rc = mdb_txn_begin(db->env, NULL, read_only ? MDB_RDONLY : 0, &txn);

	if (rc != 0)
		return rc;
	for (int i = 0; i < TABLE_COUNT; i++) {
		rc = mdb_dbi_open(
		    txn, table_name((enum table)i), read_only ? 0 : MDB_CREATE, &db->tables[i]);
		if (rc != 0) {
			mdb_txn_abort(txn);
			return rc;
		}
	}
	return mdb_txn_commit(txn);
}

int
lmdb_open(struct lmdb **out, const char *path, int64_t map_bytes, bool read_only, struct why *why)
{
	struct lmdb *db = calloc(1, sizeof(*db));
	int dead;
	int rc;

	if (db == NULL)
		return why_set(why, ERR_NOMEM, SIZE_MAX, NULL, "out of memory");
	db->map_bytes = map_bytes;
	(void)snprintf(db->path, sizeof(db->path), "%s", path);
	rc = mdb_env_create(&db->env);
	if (rc == 0)
		rc = mdb_env_set_maxdbs(db->env, TABLE_COUNT);
	if (rc == 0 && map_bytes > 0)
		rc = mdb_env_set_mapsize(db->env, (size_t)map_bytes);
	if (rc == 0)
		rc = mdb_env_open(db->env, path, MDB_NOTLS | (read_only ? MDB_RDONLY : 0U), 0600);
	if (rc == 0)
		rc = mdb_reader_check(db->env, &dead);
	if (rc == 0)
		rc = open_tables(db, read_only);
	if (rc != 0) {
		int code = map_error(db, rc);

		(void)why_set(
		    why, code, SIZE_MAX, path, "the store cannot be opened: %s", mdb_strerror(rc));
		lmdb_close(db);
		return code;
	}
	*out = db;
	return 0;
}

void
lmdb_close(struct lmdb *db)
{
	if (db == NULL)
		return;
	if (db->env != NULL)
		mdb_env_close(db->env);
	free(db);
}

static int
begin(struct lmdb *db, unsigned flags, struct lmdb_txn **out)
{
	struct lmdb_txn *t = calloc(1, sizeof(*t));
	int rc;

	if (t == NULL)
		return ERR_NOMEM;
	t->db = db;
	rc = mdb_txn_begin(db->env, NULL, flags, &t->txn);
	if (rc != 0) {
		free(t);
		return map_error(db, rc);
	}
	*out = t;
	return 0;
}

int
lmdb_write(struct lmdb *db, struct lmdb_txn **out)
{
	return begin(db, 0, out);
}

int
lmdb_commit(struct lmdb_txn *t)
{
	int rc = t->error;

	if (rc != 0)
		mdb_txn_abort(t->txn);
	else
		rc = map_error(t->db, mdb_txn_commit(t->txn));
	free(t);
	return rc;
}

void
lmdb_abort(struct lmdb_txn *t)
{
	if (t == NULL)
		return;
	mdb_txn_abort(t->txn);
	free(t);
}

int
lmdb_read_new(struct lmdb *db, struct lmdb_txn **out)
{
	int rc = begin(db, MDB_RDONLY, out);

	if (rc == 0)
		mdb_txn_reset((*out)->txn);
	return rc;
}

int
lmdb_read_renew(struct lmdb_txn *t)
{
	t->error = 0;
	return map_error(t->db, mdb_txn_renew(t->txn));
}

void
lmdb_read_reset(struct lmdb_txn *t)
{
	mdb_txn_reset(t->txn);
}

int
lmdb_get(struct lmdb_txn *t, enum table table, const struct key *key, struct span *value)
{
	MDB_val k = key_val(key), v;
	int rc = txn_error(t, mdb_get(t->txn, t->db->tables[table], &k, &v));

	if (rc == 0)
		*value = (struct span){v.mv_data, v.mv_size};
	return rc;
}

int
lmdb_put(struct lmdb_txn *t, enum table table, const struct key *key, struct span value)
{
	MDB_val k = key_val(key), v = {value.len, (void *)(uintptr_t)value.data};

	return txn_error(t, mdb_put(t->txn, t->db->tables[table], &k, &v, 0));
}

int
lmdb_delete(struct lmdb_txn *t, enum table table, const struct key *key)
{
	MDB_val k = key_val(key);
	int rc = txn_error(t, mdb_del(t->txn, t->db->tables[table], &k, NULL));

	return rc == ERR_NOT_FOUND ? 0 : rc;
}

int
lmdb_clear(struct lmdb_txn *t, enum table table)
{
	return txn_error(t, mdb_drop(t->txn, t->db->tables[table], 0));
}

int
lmdb_rows(struct lmdb_txn *t, enum table table, uint64_t *rows)
{
	MDB_stat stat;
	int rc = txn_error(t, mdb_stat(t->txn, t->db->tables[table], &stat));

	if (rc == 0)
		*rows = stat.ms_entries;
	return rc;
}

int
lmdb_scan_open(struct lmdb_scan *scan, struct lmdb_txn *t, enum table table,
    const struct key *prefix, struct span after, bool reverse)
{
	MDB_cursor *cursor;
	int rc = txn_error(t, mdb_cursor_open(t->txn, t->db->tables[table], &cursor));

	*scan = (struct lmdb_scan){.txn = t, .reverse = reverse};
	if (rc != 0)
		return rc;
	if (prefix != NULL)
		scan->prefix = *prefix;
	if (after.len > KEY_ROOM)
		after.len = KEY_ROOM;
	(void)key_bytes(&scan->start, after.data != NULL ? after.data : "", after.len);
	scan->cursor = cursor;
	return 0;
}

/* The first key past all that begin with the prefix: it with its last byte below 255 raised. False: there is none. */
static bool
prefix_end(struct key *k)
{
	while (k->len > 0 && k->bytes[k->len - 1] == 0xff)
		k->len--;
	if (k->len == 0)
		return false;
	k->bytes[k->len - 1]++;
	return true;
}

/* The first step: place the cursor. */
static int
place(struct lmdb_scan *scan, MDB_val *k, MDB_val *v)
{
	MDB_cursor *cursor = scan->cursor;
	struct key from = scan->start.len > 0 ? scan->start : scan->prefix;
	int rc;

	if (scan->reverse) {
		if (scan->start.len == 0 && !prefix_end(&from))
			return mdb_cursor_get(cursor, k, v, MDB_LAST);
		*k = key_val(&from);
		rc = mdb_cursor_get(cursor, k, v, MDB_SET_RANGE);
		if (rc == MDB_NOTFOUND)
			return mdb_cursor_get(cursor, k, v, MDB_LAST);
		return rc != 0 ? rc : mdb_cursor_get(cursor, k, v, MDB_PREV);
	}
	if (from.len == 0)
		return mdb_cursor_get(cursor, k, v, MDB_FIRST);
	*k = key_val(&from);
	rc = mdb_cursor_get(cursor, k, v, MDB_SET_RANGE);
	if (rc == 0 && scan->start.len > 0 && k->mv_size == from.len &&
	    memcmp(k->mv_data, from.bytes, from.len) == 0)
		rc = mdb_cursor_get(cursor, k, v, MDB_NEXT);
	return rc;
}

bool
lmdb_scan_next(struct lmdb_scan *scan, struct span *key, struct span *value)
{
	MDB_val k, v;
	int rc;

	if (!scan->started)
		rc = place(scan, &k, &v);
	else
		rc = mdb_cursor_get(scan->cursor, &k, &v, scan->reverse ? MDB_PREV : MDB_NEXT);
	scan->started = true;
	if (rc != 0) {
		rc = txn_error(scan->txn, rc);
		scan->error = rc == ERR_NOT_FOUND ? 0 : rc;
		return false;
	}
	if (k.mv_size < scan->prefix.len ||
	    memcmp(k.mv_data, scan->prefix.bytes, scan->prefix.len) != 0)
		return false;
	*key = (struct span){k.mv_data, k.mv_size};
	if (value != NULL)
		*value = (struct span){v.mv_data, v.mv_size};
	return true;
}

void
lmdb_scan_close(struct lmdb_scan *scan)
{
	if (scan->cursor != NULL)
		mdb_cursor_close(scan->cursor);
	scan->cursor = NULL;
}

/* Pages in the free list: reusable, so not used. Each row of it is a count and so many page numbers. */
static int
free_pages(struct lmdb_txn *t, size_t *pages)
{
	MDB_cursor *cursor;
	MDB_val k, v;
	size_t sum = 0;
	int rc = mdb_cursor_open(t->txn, 0, &cursor);

	if (rc != 0)
		return rc;
	while ((rc = mdb_cursor_get(cursor, &k, &v, MDB_NEXT)) == 0) {
		size_t count;

		memcpy(&count, v.mv_data, sizeof(count));
		sum += count;
	}
	mdb_cursor_close(cursor);
	*pages = sum;
	return rc == MDB_NOTFOUND ? 0 : rc;
}

int
lmdb_space(struct lmdb *db, struct lmdb_txn *read, struct lmdb_space *out)
{
	MDB_envinfo info;
	MDB_stat stat;
	size_t spare = 0;
	int rc = mdb_env_info(db->env, &info);

	if (rc == 0)
		rc = mdb_env_stat(db->env, &stat);
	if (rc == 0)
		rc = free_pages(read, &spare);
	if (rc != 0)
		return map_error(db, rc);
	*out = (struct lmdb_space){
	    .used_bytes = (int64_t)((info.me_last_pgno + 1 - spare) * stat.ms_psize),
	    .map_bytes = (int64_t)info.me_mapsize,
	    .free_bytes = disk_free(db->path),
	};
	return 0;
}

static int
sync_path(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = 0;

	if (fd < 0)
		return err_from_errno(errno);
	if (fsync(fd) != 0)
		rc = err_from_errno(errno);
	(void)close(fd); /* only read */
	return rc;
}

int
lmdb_copy(struct lmdb *db, const char *directory)
{
	char file[PATH_MAX];
	int rc = map_error(db, mdb_env_copy2(db->env, directory, MDB_CP_COMPACT));

	if (rc != 0)
		return rc;
	if (snprintf(file, sizeof(file), "%s/data.mdb", directory) >= (int)sizeof(file))
		return ERR_TOO_BIG;
	rc = sync_path(file);
	return rc != 0 ? rc : sync_path(directory);
}
