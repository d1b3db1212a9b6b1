#include "store/tools.h"

#include "monitor/base/crash.h"
#include "store/lock.h"
#include "store/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
io_error(struct why *why, const char *path)
{
	return why_set(
	    why, err_from_errno(errno), SIZE_MAX, NULL, "%.80s: %s", path, strerror(errno));
}

/* A path with an ending, or beside another. */
static int
join(char out[PATH_MAX], const char *path, const char *ending, struct why *why)
{
	if (snprintf(out, PATH_MAX, "%s%s", path, ending) < PATH_MAX)
		return 0;
	return why_set(why, ERR_TOO_BIG, SIZE_MAX, NULL, "the path is too long");
}

/* The names in a directory reach the disk; of the parent too, so that a new directory stays. */
static int
sync_parent(const char *path)
{
	char parent[PATH_MAX];
	int fd, rc = 0;

	if (snprintf(parent, sizeof(parent), "%s/..", path) >= (int)sizeof(parent))
		return ERR_TOO_BIG;
	fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_from_errno(errno);
	if (fsync(fd) != 0)
		rc = err_from_errno(errno);
	(void)close(fd); /* only read */
	return rc;
}

static void
discard(const char *directory)
{
	char file[PATH_MAX];

	for (const char *const *name =
		 (const char *const[]){"/data.mdb", "/lock.mdb", "/lock", NULL};
	     *name != NULL; name++)
		if (join(file, directory, *name, NULL) == 0)
			(void)unlink(file); /* may not be there */
	(void)rmdir(directory);             /* the next try says so */
}

/* Copy into `directory`, which appears only when whole. */
static int
copy_whole(struct lmdb *db, const char *directory, struct why *why)
{
	char partial[PATH_MAX];
	int rc = join(partial, directory, ".partial", why);

	if (rc != 0)
		return rc;
	discard(partial); /* of one that was killed */
	if (mkdir(partial, 0700) != 0)
		return io_error(why, partial);
	CRASH_POINT("store.copy_begun");
	rc = lmdb_copy(db, partial);
	CRASH_POINT("store.copied");
	if (rc == 0 && rename(partial, directory) != 0)
		rc = err_from_errno(errno);
	if (rc == 0)
		rc = sync_parent(directory);
	if (rc != 0) {
		discard(partial);
		return why_set(why, rc, SIZE_MAX, NULL, "%.80s cannot be written: %s", directory,
		    err_text(rc));
	}
	return 0;
}

int
store_backup(struct store *s, const char *directory, struct why *why)
{
	struct stat st;

	if (stat(directory, &st) == 0)
		return why_set(
		    why, ERR_EXISTS, SIZE_MAX, NULL, "%.80s is there already", directory);
	return copy_whole(s->db, directory, why);
}

/* The restored copy takes the place of the old store in one step: a kill leaves one of them there, whole. */
static int
exchange(const char *restored, const char *path, const char *before, struct why *why)
{
	if (renameat2(AT_FDCWD, restored, AT_FDCWD, path, RENAME_EXCHANGE) != 0)
		return io_error(why, path);
	CRASH_POINT("store.exchanged");
	if (rename(restored, before) != 0)
		return io_error(why, before);
	return sync_parent(path) != 0 ? io_error(why, path) : 0;
}

/* A backup that cannot be opened must not take a store's place. */
static int
open_backup(const char *backup, struct lmdb **db, struct why *why)
{
	struct key key = key_of_text("meta");
	struct lmdb_txn *txn = NULL;
	struct meta meta;
	int rc = lmdb_open(db, backup, 0, true, why);

	if (rc != 0)
		return rc;
	rc = lmdb_read_new(*db, &txn);
	if (rc == 0)
		rc = lmdb_read_renew(txn);
	if (rc == 0)
		rc = record_get(txn, &record_meta, &key, &meta);
	if (rc == 0 && meta.format > FORMAT)
		rc = ERR_VERSION;
	lmdb_abort(txn);
	if (rc != 0) {
		lmdb_close(*db);
		*db = NULL;
		return why_set(why, rc, SIZE_MAX, NULL, "%.80s is no backup that can be read: %s",
		    backup, err_text(rc));
	}
	return 0;
}

int
store_restore(const char *backup, const char *path, struct why *why)
{
	char restored[PATH_MAX] = "", before[PATH_MAX] = "";
	struct lmdb *db = NULL;
	struct stat st;
	bool exists = stat(path, &st) == 0;
	int lock = -1;
	int rc = join(restored, path, ".restored", why);

	if (rc == 0)
		rc = join(before, path, ".before-restore", why);
	if (rc == 0 && exists)
		rc = lock_store(path, &lock, why);
	if (rc == 0 && stat(before, &st) == 0)
		rc = why_set(why, ERR_EXISTS, SIZE_MAX, NULL,
		    "%.80s is there from an earlier restore: move it away", before);
	if (rc == 0)
		rc = open_backup(backup, &db, why);
	if (rc != 0)
		goto out;
	discard(restored); /* of one that was killed */
	rc = copy_whole(db, restored, why);
	if (rc != 0)
		goto out;
	if (exists)
		rc = exchange(restored, path, before, why);
	else if (rename(restored, path) != 0)
		rc = io_error(why, path);
out:
	lmdb_close(db);
	unlock_store(lock);
	return rc;
}

int
store_rebuild(const char *path, bool check, struct why *why)
{
	struct lmdb *db = NULL;
	struct lmdb_txn *txn = NULL;
	int lock = -1;
	int rc = lock_store(path, &lock, why);

	if (rc == 0)
		rc = lmdb_open(&db, path, 0, false, why);
	if (rc == 0)
		rc = lmdb_write(db, &txn);
	if (rc == 0 && check)
		rc = migrate_check(txn, why);
	else if (rc == 0)
		rc = migrate_rebuild(txn, why);
	if (rc == 0 && !check) {
		rc = lmdb_commit(txn);
		txn = NULL;
	}
	lmdb_abort(txn);
	lmdb_close(db);
	unlock_store(lock);
	return rc;
}
