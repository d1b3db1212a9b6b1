#include "tests/support/store_harness.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/*
 * A disk that is really full: a file system of a few megabytes in a name space of a child's own. Skipped where children may not have
 * one. The child answers by its exit status: an assertion that fails there says so and ends it.
 */

enum { CANNOT = 77, OPS = 7500, SHIPMENTS = 20 };

static bool
write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool ok = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		(void)close(fd);
	return ok;
}

static void
mount_small(const char *at)
{
	char map[64];
	unsigned uid = getuid(), gid = getgid();

	if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
		_exit(CANNOT);
	(void)snprintf(map, sizeof(map), "0 %u 1", uid);
	if (!write_file("/proc/self/uid_map", map) || !write_file("/proc/self/setgroups", "deny"))
		_exit(CANNOT);
	(void)snprintf(map, sizeof(map), "0 %u 1", gid);
	if (!write_file("/proc/self/gid_map", map) ||
	    mount("small", at, "tmpfs", 0, "size=1536k") != 0)
		_exit(CANNOT);
}

#define MUST(what)                                                                                 \
	do {                                                                                       \
		if (!(what)) {                                                                     \
			(void)fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what);           \
			_exit(1);                                                                  \
		}                                                                                  \
	} while (0)

static void
count(const struct op_result *result, void *arg)
{
	if (result->rc != 0)
		(void)fprintf(stderr, "answered %d\n", result->rc);
	MUST(result->rc == 0);
	++*(size_t *)arg;
}

static void
fill_and_free(struct harness *h)
{
	struct store_status status = {0};
	struct pollfd fd;
	size_t submitted = 0, done = 0;
	char number[16];

	mount_small(h->root);
	h->options.retry_ms = 10;
	harness_open(h);
	fd = (struct pollfd){.fd = store_port_fd(h->port), .events = POLLIN};
	/* Corrections and answers have no soft limit: they run into the wall. Registrations stop before it. */
	for (int i = 0; i < SHIPMENTS; i++) {
		(void)snprintf(number, sizeof(number), "JD%02d", i);
		(void)harness_register(h, number, number);
	}
	while (!status.full) {
		MUST(submitted < OPS);
		if (submitted - done < 100) {
			MUST(store_submit(h->port,
				 harness_seen(h, 1 + submitted % SHIPMENTS, "SEEN"), count,
				 &done) == 0);
			submitted++;
		}
		(void)poll(&fd, 1, submitted - done < 100 ? 0 : 1);
		(void)store_port_run(h->port);
		MUST(store_status(h->reader, &status) == 0);
	}
	MUST(store_polls_stopped(h->store));
	MUST(store_fault(h->store) == 0);
	MUST(mount("small", h->root, "tmpfs", MS_REMOUNT, "size=64m") == 0);
	while (done < submitted) {
		MUST(poll(&fd, 1, 30000) == 1);
		(void)store_port_run(h->port);
	}
	MUST(store_status(h->reader, &status) == 0);
	MUST(!status.full);
	MUST(status.journal_seq == submitted + SHIPMENTS); /* each once */
	harness_close(h);
	_exit(0);
}

static void
test_a_full_disk_holds_everything_and_goes_on_when_there_is_room(void **state)
{
	struct harness h;
	int status;
	pid_t pid;

	(void)state;
	harness_init(&h);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		fill_and_free(&h);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	harness_clear(&h);
	if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT)
		skip();
	assert_int_equal(status, 0);
}

/* What writes to the store's file finds a descriptor that cannot be written. */
static void
break_disk(const struct harness *h)
{
	char link[64], target[PATH_MAX], data[PATH_MAX + 16];
	int blind = open("/dev/null", O_RDONLY | O_CLOEXEC), broken = 0;

	assert_true(blind >= 0);
	(void)snprintf(data, sizeof(data), "%s/data.mdb", h->path);
	for (int fd = 3; fd < 256; fd++) {
		ssize_t len;

		(void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		len = readlink(link, target, sizeof(target) - 1);
		if (len <= 0)
			continue;
		target[len] = '\0';
		if (strcmp(target, data) == 0 && dup3(blind, fd, O_CLOEXEC) == fd)
			broken++;
	}
	(void)close(blind);
	assert_true(broken > 0);
}

static void
test_a_failing_disk_stops_the_writing_and_says_so(void **state)
{
	struct harness h;
	struct shipment s = SHIPMENT_INIT;
	uint64_t id;

	(void)state;
	harness_init(&h);
	harness_open(&h);
	id = harness_register(&h, "A1", "JD01");
	assert_int_equal(store_fault(h.store), 0);
	break_disk(&h);
	assert_int_equal(harness_run(&h, harness_seen(&h, id, "SLIP")).rc, ERR_DISK);
	assert_int_equal(store_fault(h.store), ERR_DISK);
	assert_int_equal(harness_run(&h, harness_registration(&h, "A2", "JD02")).rc, ERR_DISK);
	harness_close(&h);
	harness_open(&h); /* as after a restart: what was answered is there, and no more */
	assert_int_equal(store_shipment(h.reader, id, &s), 0);
	assert_int_equal(s.events.count, 0);
	assert_int_equal(harness_run(&h, harness_seen(&h, id, "SLIP")).rc, 0);
	shipment_clear(&s);
	harness_clear(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_full_disk_holds_everything_and_goes_on_when_there_is_room),
	    cmocka_unit_test(test_a_failing_disk_stops_the_writing_and_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
