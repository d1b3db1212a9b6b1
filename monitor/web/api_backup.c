#include "monitor/web/api_backup.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "monitor/base/thread.h"
#include "monitor/log.h"

struct api_backup {
	struct store *store;
	struct wake *wake;
	struct thread *thread;
	struct server_ticket ticket;
	char directory[PATH_MAX];
	int rc;
	struct why why;
	_Atomic bool done; /* what is above is the web thread's from then on */
};

static void
run(void *arg)
{
	struct api_backup *backup = arg;

	backup->rc = store_backup(backup->store, backup->directory, &backup->why);
	atomic_store(&backup->done, true);
	wake_signal(backup->wake);
}

void
api_backup(struct api_call *call)
{
	struct api *api = call->api;
	struct api_backup *backup = calloc(1, sizeof(*backup));

	if (backup == NULL) {
		api_fail(call, ERR_NOMEM);
		return;
	}
	if (!api_member(call, "directory", backup->directory, sizeof(backup->directory)))
		goto fail;
	if (backup->directory[0] != '/') {
		api_error(call, ERR_MALFORMED, "directory",
		    "must be an absolute path, of a directory that is not there yet");
		goto fail;
	}
	if (api->backup != NULL) {
		api_error(call, ERR_CONFLICT, "", "another backup is running");
		goto fail;
	}
	backup->store = api->store;
	backup->wake = api->wake;
	backup->ticket = call->ticket;
	atomic_init(&backup->done, false);
	if (thread_start(&backup->thread, "backup", run, backup) < 0) {
		api_fail(call, ERR_NOMEM);
		goto fail;
	}
	server_wait(api->server, call->ticket);
	call->answered = true;
	api->backup = backup;
	return;
fail:
	free(backup);
}

void
api_backup_check(struct api *api)
{
	struct api_backup *backup = api->backup;
	struct api_call call;

	if (backup == NULL || !atomic_load(&backup->done))
		return;
	thread_join(backup->thread);
	api->backup = NULL;
	call = (struct api_call){.api = api, .ticket = backup->ticket, .out = JSON_OUT_INIT};
	if (backup->rc < 0) {
		log_warn("web.backup", F_ERR("error", backup->rc), F_STR("text", backup->why.text));
		api_error(&call, backup->rc, "directory", "%s", backup->why.text);
	} else {
		log_info("web.backup", F_STR("directory", backup->directory));
		json_out_object(&call.out, NULL);
		json_out_str(&call.out, "directory", backup->directory);
		json_out_end(&call.out);
		api_answer(&call, 200);
	}
	free(backup);
}

void
api_backup_end(struct api *api)
{
	if (api->backup != NULL)
		thread_join(api->backup->thread);
	free(api->backup);
	api->backup = NULL;
}
