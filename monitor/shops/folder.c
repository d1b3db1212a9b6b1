#include "monitor/shops/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "monitor/base/text.h"
#include "monitor/base/thread.h"
#include "monitor/log.h"
#include "monitor/shops/folder_file.h"

enum {
	SETTLE_MS = 1000,       /* a file that has not changed for so long is whole */
	LOOK_MS = 30 * 1000,    /* where the kernel does not tell: network file systems */
	AFTER_FAULT_MS = 60000, /* a folder or file that cannot be read or moved */
};

/* The file that has stood still longest in a folder, as it was when last looked at. */
struct candidate {
	char name[NAME_MAX + 1]; /* "" none */
	struct timespec changed;
	off_t bytes;
};

struct folder {
	struct thread *thread;
	struct wake *stop;
	struct lock *lock; /* of the next */
	const struct policy *policy;
	struct store *store;
	struct store_port *port;
	struct clock *clock;
	int notify; /* inotify */
};

/* ---- which file ---- */

static bool
is_ours(const char *name)
{
	static const char *const endings[] = {".csv", ".tsv", ".txt"};
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (name[0] != '.' && len > strlen(endings[i]) &&
		    text_equal_nocase(name + len - strlen(endings[i]), endings[i]))
			return true;
	return false;
}

static bool
is_before(struct timespec a, struct timespec b)
{
	return a.tv_sec < b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

/* The oldest of the folder; name "" when there is none. */
static int
find_oldest(int folder, struct candidate *out)
{
	int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = copy >= 0 ? fdopendir(copy) : NULL;
	struct dirent *entry;
	struct stat st;

	*out = (struct candidate){.name = ""};
	if (dir == NULL) {
		if (copy >= 0)
			(void)close(copy); /* only read */
		return ERR_IO;
	}
	while ((entry = readdir(dir)) != NULL)
		if (is_ours(entry->d_name) &&
		    fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    S_ISREG(st.st_mode) &&
		    (out->name[0] == '\0' || is_before(st.st_mtim, out->changed))) {
			(void)text_cut(out->name, sizeof(out->name), span_of(entry->d_name));
			out->changed = st.st_mtim;
			out->bytes = st.st_size;
		}
	(void)closedir(dir); /* only read */
	return 0;
}

static bool
same(const struct candidate *a, const struct candidate *b)
{
	return strcmp(a->name, b->name) == 0 && a->bytes == b->bytes &&
	    a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

/* ---- the thread ---- */

/* Waits; true: to end. */
static bool
rest(struct folder *f, int ms)
{
	struct pollfd fds[] = {
	    {.fd = wake_fd(f->stop), .events = POLLIN}, {.fd = f->notify, .events = POLLIN}};
	char events[4096];

	if (poll(fds, 2, ms) <= 0)
		return false;
	while (read(f->notify, events, sizeof(events)) > 0)
		; /* whatever it was, we look ourselves */
	return (fds[0].revents & POLLIN) != 0;
}

/* Take what is whole; *wait_ms shrinks to when to look again. */
static bool
look(struct folder *f, const struct policy *policy, const struct import_profile *profile,
    struct candidate *before, int *wait_ms)
{
	struct candidate now = {.name = ""};
	int folder = open(profile->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = folder < 0 ? err_from_errno(errno) : find_oldest(folder, &now);
	bool taken = false;

	if (rc == 0 && now.name[0] != '\0' && same(&now, before)) {
		const struct folder_file file = {.store = f->store,
		    .port = f->port,
		    .stop = f->stop,
		    .clock = f->clock,
		    .policy = policy,
		    .profile = profile,
		    .folder = folder,
		    .name = now.name};

		rc = folder_file_import(&file);
		taken = rc == 0;
		now.name[0] = '\0';
	} else if (rc == 0 && now.name[0] != '\0' && SETTLE_MS < *wait_ms)
		*wait_ms = SETTLE_MS;
	if (rc < 0 && rc != ERR_STOPPING) {
		log_err("folder.failed", F_STR("import", profile->id), F_ERR("error", rc),
		    F_STR("folder", profile->folder), F_STR("file", before->name));
		*wait_ms = AFTER_FAULT_MS;
	}
	*before = rc == 0 ? now : (struct candidate){.name = ""};
	if (folder >= 0)
		(void)close(folder); /* only a handle */
	return taken;
}

static void
folder_main(void *arg)
{
	struct folder *f = arg;
	const struct policy *watched = NULL;
	struct candidate *seen = NULL;
	int wait_ms = 0;

	while (!rest(f, wait_ms)) {
		const struct policy *policy;

		lock_take(f->lock);
		policy = policy_hold(f->policy);
		lock_give(f->lock);
		if (policy != watched) {
			policy_drop(watched);
			watched = policy_hold(policy);
			free(seen);
			seen = calloc(policy->profile_count + 1, sizeof(*seen));
			for (size_t i = 0; i < policy->profile_count; i++)
				if (policy->profiles[i].folder[0] !=
				    '\0') /* of one that is gone, looks tell */
					(void)inotify_add_watch(f->notify,
					    policy->profiles[i].folder,
					    IN_CLOSE_WRITE | IN_MOVED_TO);
		}
		wait_ms = LOOK_MS;
		for (size_t i = 0; seen != NULL && i < policy->profile_count; i++)
			if (policy->profiles[i].folder[0] != '\0' &&
			    look(f, policy, &policy->profiles[i], &seen[i], &wait_ms))
				wait_ms = 0;
		policy_drop(policy);
	}
	policy_drop(watched);
	free(seen);
	zone_thread_clear();
}

int
folder_start(
    struct folder **out, struct store *store, struct clock *clock, const struct policy *policy)
{
	struct folder *f = calloc(1, sizeof(*f));
	int rc;

	if (f == NULL)
		return ERR_NOMEM;
	f->store = store;
	f->clock = clock;
	f->policy = policy_hold(policy);
	f->notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	rc = f->notify < 0 ? err_from_errno(errno) : wake_new(&f->stop);
	if (rc == 0)
		rc = lock_new(&f->lock);
	if (rc == 0)
		rc = store_port_new(store, &f->port);
	if (rc == 0)
		rc = thread_start(&f->thread, "folder", folder_main, f);
	if (rc == 0)
		*out = f;
	else
		folder_stop(f);
	return rc;
}

void
folder_set_policy(struct folder *f, const struct policy *policy)
{
	const struct policy *before;

	lock_take(f->lock);
	before = f->policy;
	f->policy = policy_hold(policy);
	lock_give(f->lock);
	policy_drop(before);
}

void
folder_stop(struct folder *f)
{
	if (f == NULL)
		return;
	if (f->thread != NULL) {
		wake_signal(f->stop);
		thread_join(f->thread);
	}
	store_port_free(f->port);
	lock_free(f->lock);
	wake_free(f->stop);
	if (f->notify >= 0)
		(void)close(f->notify); /* only a handle */
	policy_drop(f->policy);
	free(f);
}
