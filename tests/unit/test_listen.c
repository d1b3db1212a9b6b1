/* Sockets that the service manager passes on: taken when they are meant for us, told apart by their names. */

#include "monitor/web/listen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/client.h"

enum { FIRST = 3, SOCKETS = 4 };

/* In a child, whose third and fourth descriptor may be anything: 0 when all is as it should be, else the line that is not. */
static int
in_child(int (*check)(const char *pid))
{
	int status = -1;
	pid_t child = fork();
	char pid[16];

	if (child == 0) {
		(void)snprintf(pid, sizeof(pid), "%d", (int)getpid());
		_exit(check(pid));
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

#define EXPECT(what)                                                                               \
	do                                                                                         \
		if (!(what))                                                                       \
			return __LINE__ % 256;                                                     \
	while (0)

static int
check_passed(const char *pid)
{
	struct listen_socket own[2] = {LISTEN_INIT, LISTEN_INIT}, got[SOCKETS];
	struct why why;
	size_t count = 9;

	EXPECT(listen_tcp("127.0.0.1:0", &own[0], &why) == 0);
	EXPECT(listen_tcp("[::1]:0", &own[1], &why) == 0 || own[1].fd == -1);
	EXPECT(dup2(own[0].fd, 10) == 10);
	EXPECT(dup2(10, FIRST) == FIRST && dup2(10, FIRST + 1) == FIRST + 1);
	/* Meant for somebody else, or for nobody. */
	EXPECT(listen_passed("1", "2", "api:web", got, SOCKETS, &count, &why) == 0 && count == 0);
	EXPECT(listen_passed(NULL, "2", NULL, got, SOCKETS, &count, &why) == 0 && count == 0);
	EXPECT(listen_passed(pid, "9", NULL, got, SOCKETS, &count, &why) == ERR_TOO_BIG);
	EXPECT(listen_passed(pid, "2", "api:web", got, SOCKETS, &count, &why) == 0 && count == 2);
	EXPECT(got[0].fd == FIRST && got[0].side == LISTEN_LOCAL && got[0].path[0] == '\0');
	EXPECT(got[1].fd == FIRST + 1 && got[1].side == LISTEN_PUBLIC);
	EXPECT(listen_port(&got[1]) == listen_port(&own[0]));
	/* Without names all are for whoever shows something. */
	EXPECT(listen_passed(pid, "1", NULL, got, SOCKETS, &count, &why) == 0 && count == 1);
	EXPECT(got[0].side == LISTEN_PUBLIC);
	return 0;
}

static int
check_no_socket(const char *pid)
{
	struct listen_socket got[SOCKETS];
	struct why why;
	size_t count;
	int ends[2];

	EXPECT(pipe(ends) == 0 && dup2(ends[0], 10) == 10 && dup2(10, FIRST) == FIRST);
	EXPECT(listen_passed(pid, "1", "web", got, SOCKETS, &count, &why) == ERR_MALFORMED);
	return 0;
}

static void
test_passed_sockets_are_told_apart_by_name(void **state)
{
	(void)state;
	assert_int_equal(in_child(check_passed), 0);
}

static void
test_what_is_no_listening_socket_is_refused(void **state)
{
	(void)state;
	assert_int_equal(in_child(check_no_socket), 0);
}

static void
test_addresses_are_read(void **state)
{
	static const char *const bad[] = {"", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
	    "127.0.0.1:70000", "a.example:80"};
	struct listen_socket l = LISTEN_INIT, again = LISTEN_INIT;
	struct why why;
	char taken[32];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(listen_tcp(bad[i], &l, &why), ERR_MALFORMED);
	assert_int_equal(listen_tcp("127.0.0.1:0", &l, &why), 0);
	assert_int_equal(l.side, LISTEN_PUBLIC);
	(void)snprintf(taken, sizeof(taken), "127.0.0.1:%d", listen_port(&l));
	assert_int_equal(listen_tcp(taken, &again, &why), ERR_IN_USE);
	listen_close(&l);
	assert_int_equal(l.fd, -1);
}

/* Else the last bytes of a long answer come 40 ms after the others. */
static void
test_connections_send_at_once(void **state)
{
	struct listen_socket l = LISTEN_INIT;
	struct why why;
	int client, server, at_once = 0;
	socklen_t len = sizeof(at_once);

	(void)state;
	assert_int_equal(listen_tcp("127.0.0.1:0", &l, &why), 0);
	client = client_open_tcp(listen_port(&l));
	server = accept(l.fd, NULL, NULL);
	assert_true(client >= 0 && server >= 0);
	assert_int_equal(getsockopt(server, IPPROTO_TCP, TCP_NODELAY, &at_once, &len), 0);
	assert_int_not_equal(at_once, 0);
	(void)close(client);
	(void)close(server);
	listen_close(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_passed_sockets_are_told_apart_by_name),
	    cmocka_unit_test(test_what_is_no_listening_socket_is_refused),
	    cmocka_unit_test(test_addresses_are_read),
	    cmocka_unit_test(test_connections_send_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
