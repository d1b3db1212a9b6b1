#include "monitor/sdnotify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

/* A manager that listens on an address; its datagrams wait in the socket. */
struct manager {
	int fd;
	char directory[64];
	char address[96];
};

static void
manager_open(struct manager *m, bool abstract)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	size_t len;

	(void)snprintf(m->directory, sizeof(m->directory), "/tmp/puntual-notify-XXXXXX");
	assert_non_null(mkdtemp(m->directory));
	(void)snprintf(
	    m->address, sizeof(m->address), "%s%s/notify", abstract ? "@" : "", m->directory);
	len = strlen(m->address);
	memcpy(address.sun_path, m->address, len);
	if (abstract)
		address.sun_path[0] = '\0';
	m->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	assert_true(m->fd >= 0);
	assert_int_equal(
	    bind(m->fd, (const struct sockaddr *)&address,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + len + (abstract ? 0 : 1))),
	    0);
}

static void
manager_close(struct manager *m)
{
	(void)close(m->fd);
	(void)unlink(m->address); /* an abstract one has no file */
	assert_int_equal(rmdir(m->directory), 0);
}

static void
assert_heard(const struct manager *m, const char *want)
{
	char text[1024];
	ssize_t got = recv(m->fd, text, sizeof(text) - 1, 0);

	assert_true(got >= 0);
	text[got] = '\0';
	assert_string_equal(text, want);
}

static void
check_words(bool abstract)
{
	struct manager m = {.fd = -1};

	manager_open(&m, abstract);
	assert_int_equal(sdnotify_ready(m.address), 0);
	assert_heard(&m, "READY=1");
	assert_int_equal(sdnotify_reloading(m.address), 0);
	assert_heard(&m, "RELOADING=1");
	assert_int_equal(sdnotify_stopping(m.address), 0);
	assert_heard(&m, "STOPPING=1");
	assert_int_equal(sdnotify_alive(m.address), 0);
	assert_heard(&m, "WATCHDOG=1");
	assert_int_equal(sdnotify_status(m.address, "412 open, 3 slipping"), 0);
	assert_heard(&m, "STATUS=412 open, 3 slipping");
	manager_close(&m);
}

static void
test_each_word_is_one_datagram(void **state)
{
	(void)state;
	check_words(false);
}

static void
test_abstract_sockets_are_reached(void **state)
{
	(void)state;
	check_words(true);
}

static void
test_a_status_cannot_smuggle_a_word(void **state)
{
	struct manager m = {.fd = -1};
	char text[1024];
	char heard[1024];
	ssize_t got;

	(void)state;
	manager_open(&m, false);
	assert_int_equal(sdnotify_status(m.address, "a\nSTOPPING=1"), 0);
	assert_heard(&m, "STATUS=a STOPPING=1");
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(sdnotify_status(m.address, text), 0);
	got = recv(m.fd, heard, sizeof(heard), 0);
	assert_in_range(got, 100, 300);
	manager_close(&m);
}

static void
test_nobody_listening_is_no_error(void **state)
{
	(void)state;
	assert_int_equal(sdnotify_ready(NULL), 0);
	assert_int_equal(sdnotify_ready(""), 0);
}

static void
test_addresses_that_lead_nowhere_are_told(void **state)
{
	char longest[200];

	(void)state;
	memset(longest, 'a', sizeof(longest) - 1);
	longest[0] = '/';
	longest[sizeof(longest) - 1] = '\0';
	assert_int_equal(sdnotify_ready("notify"), ERR_RANGE);
	assert_int_equal(sdnotify_ready("@"), ERR_RANGE);
	assert_int_equal(sdnotify_ready("vsock:2:1"), ERR_RANGE);
	assert_int_equal(sdnotify_ready(longest), ERR_RANGE);
	assert_int_equal(sdnotify_ready("/nonexistent/notify"), ERR_NOT_FOUND);
	assert_int_equal(sdnotify_ready("@puntual-nobody-listens-here"), ERR_NOT_FOUND);
}

static void
test_a_manager_that_does_not_read_cannot_hold_us(void **state)
{
	struct manager m = {.fd = -1};
	int rc = 0;

	(void)state;
	manager_open(&m, false);
	/* Its queue is finite; when that is full we stop within our limit. */
	for (int i = 0; i < 10000 && rc == 0; i++)
		rc = sdnotify_alive(m.address);
	assert_int_equal(rc, ERR_TIMEOUT);
	manager_close(&m);
}

static void
test_the_watchdog_is_fed_twice_as_often_as_asked(void **state)
{
	static const struct {
		const char *usec, *pid;
		int64_t want;
	} cases[] = {
	    {"120000000", NULL, 60000},
	    {"120000000", "41", 60000},
	    {"120000000", "42", 0},
	    {"120000000", "x", 0},
	    {"1", NULL, 1},
	    {NULL, NULL, 0},
	    {"", NULL, 0},
	    {"-5", NULL, 0},
	    {"soon", NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (sdnotify_watchdog_ms(cases[i].usec, cases[i].pid, 41) != cases[i].want)
			fail_msg("case %zu", i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_each_word_is_one_datagram),
	    cmocka_unit_test(test_abstract_sockets_are_reached),
	    cmocka_unit_test(test_a_status_cannot_smuggle_a_word),
	    cmocka_unit_test(test_nobody_listening_is_no_error),
	    cmocka_unit_test(test_addresses_that_lead_nowhere_are_told),
	    cmocka_unit_test(test_a_manager_that_does_not_read_cannot_hold_us),
	    cmocka_unit_test(test_the_watchdog_is_fed_twice_as_often_as_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
