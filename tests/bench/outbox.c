/*
 * outbox: how many notices a second leave: read, rendered, begun on disk, sent over kept connections to a mail server in another
 * process, which takes and forgets them, and ended on disk. Arguments: build folder of mail_sink, notices.
 */

#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/net/transport.h"
#include "monitor/notice/outbox.h"
#include "tests/bench/bench.h"
#include "tests/support/mailing.h"

enum { NOTICES = 2000, WARM_MS = 120000 };

static void
measure(int workers, int32_t gather_ms)
{
	struct clock_options clock_options = {.rate = 1, .start_utc_ms = AT_NONE};
	struct outbox_options options = {0};
	struct outbox *outbox = NULL;
	struct templates *templates = NULL;
	struct outbox_status status = {0};
	struct harness h;
	struct why why;
	int64_t started, took;
	double cpu_s;
	pid_t pid;
	int port;

	harness_init(&h);
	h.options.gather_ms = gather_ms;
	harness_open(&h);
	pid = mailing_sink(NULL, &port);
	mailing_policy(h.policy, port, workers);
	assert_int_equal(templates_new(&templates, template_files, template_file_count, &why), 0);
	assert_int_equal(clock_new(&options.clock, &clock_options), 0);
	h.now_utc_ms = clock_world(options.clock);
	mailing_notices(&h, 0, NOTICES);
	options.store = h.store;
	options.templates = templates;
	options.policy = h.policy;
	started = clock_machine_ms();
	cpu_s = bench_cpu_s();
	assert_int_equal(outbox_start(&options, &outbox), 0);
	while (status.sent < NOTICES && clock_machine_ms() - started < WARM_MS) {
		(void)poll(NULL, 0, 1);
		outbox_status(outbox, &status);
	}
	took = clock_machine_ms() - started;
	cpu_s = bench_cpu_s() - cpu_s;
	printf("  %d workers, gathering %2d ms: %6.0f notices/s, %.2f ms of CPU each\n", workers,
	    (int)gather_ms, (double)status.sent * 1000 / (double)took,
	    cpu_s * 1000 / (double)status.sent);
	assert_int_equal(outbox_stop(outbox, WARM_MS), 0);
	outbox_free(outbox);
	(void)kill(pid, SIGTERM);
	(void)waitpid(pid, NULL, 0);
	clock_free(options.clock);
	templates_free(templates);
	harness_clear(&h);
}

int
main(void)
{
	static const int workers[] = {1, 2, 4};

	if (transport_library_init() != 0)
		return 1;
	printf("outbox: %d notices read, rendered, begun, sent and ended\n", NOTICES);
	for (size_t i = 0; i < sizeof(workers) / sizeof(workers[0]); i++)
		measure(workers[i], 2);
	measure(4, 10);
	transport_library_end();
	return 0;
}
