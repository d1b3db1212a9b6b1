#include "store/store.h"

#include "store/learn.h"
#include "store/lock.h"
#include "store/migrate.h"
#include "store/port.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void
free_job(void *job)
{
	job_free(job);
}

/* Accepts a store that was opened half way. */
static void
destroy(struct store *s)
{
	writer_stop(s);
	assert(s->ports == NULL); /* their threads would touch what goes now */
	learn_clear(&s->work);
	sums_clear(&s->work.sums);
	lmdb_abort(s->peek);
	lmdb_close(s->db);
	unlock_store(s->lock_fd);
	queue_free(s->queue, free_job);
	wake_free(s->stop);
	lock_free(s->lock);
	free(s);
}

static int
open_all(struct store *s, const struct store_options *o, struct why *why)
{
	int64_t map_bytes = o->map_bytes > 0 ? o->map_bytes : LIMIT_MAP_BYTES;
	int rc;

	if (mkdir(o->path, 0700) != 0 && errno != EEXIST)
		return why_set(why, err_from_errno(errno), SIZE_MAX, NULL, "%.80s: %s", o->path,
		    strerror(errno));
	rc = lock_store(o->path, &s->lock_fd, why);
	if (rc == 0)
		rc = lmdb_open(&s->db, o->path, map_bytes, false, why);
	if (rc != 0)
		return rc;
	s->work.db = s->db;
	s->work.judge = o->judge;
	rc = migrate(&s->work, o->scaled, why);
	if (rc != 0)
		return rc;
	rc = lmdb_read_new(s->db, &s->peek);
	if (rc == 0)
		rc = lock_new(&s->lock);
	if (rc == 0)
		rc = wake_new(&s->stop);
	if (rc == 0)
		rc = queue_new(&s->queue, LIMIT_QUEUE_OPS);
	if (rc == 0)
		rc = writer_start(s);
	return rc == 0 ? 0 : why_set(why, rc, SIZE_MAX, NULL, "%s", err_text(rc));
}

int
store_open(struct store **out, const struct store_options *options, struct why *why)
{
	struct store *s = calloc(1, sizeof(*s));
	int rc;

	if (s == NULL)
		return why_set(why, ERR_NOMEM, SIZE_MAX, NULL, "out of memory");
	s->lock_fd = -1;
	s->soft_bytes = options->soft_bytes;
	s->gather_ms = options->gather_ms != 0 ? options->gather_ms : LIMIT_BATCH_MS;
	s->retry_ms = options->retry_ms != 0 ? options->retry_ms : LIMIT_FULL_RETRY_MS;
	rc = open_all(s, options, why);
	if (rc != 0) {
		destroy(s);
		return rc;
	}
	*out = s;
	return 0;
}

void
store_close(struct store *s)
{
	if (s != NULL)
		destroy(s);
}
