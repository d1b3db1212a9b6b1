/*
 * outbox: how many notices a second leave: read, rendered, begun on disk, sent over kept connections to a mail server in another
 * process, and ended on disk. Arguments: build folder of mail_sink, notices.
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
#include "tests/support/store_harness.h"

enum { NOTICES = 2000, WARM_MS = 120000 };

static pid_t
start_sink(const char *program, const char *maildir, int *port)
{
	char line[32];
	int out[2];
	pid_t pid;
	FILE *f;

	assert_int_equal(pipe(out), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void)dup2(out[1], STDOUT_FILENO);
		(void)close(out[0]);
		(void)execl(program, program, maildir, (char *)NULL);
		_exit(127);
	}
	(void)close(out[1]);
	f = fdopen(out[0], "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	(void)fclose(f);
	assert_int_equal(sscanf(line, "%d", port), 1);
	return pid;
}

static void
fill_policy(struct policy *p, int port, int workers)
{
	struct shop *shop = &p->shops[0];

	snprintf(shop->name, sizeof(shop->name), "Luna");
	snprintf(shop->domain, sizeof(shop->domain), "luna.example");
	snprintf(shop->from, sizeof(shop->from), "hola@luna.example");
	snprintf(shop->contact_name, sizeof(shop->contact_name), "Lucía Muestra");
	snprintf(shop->contact_phone, sizeof(shop->contact_phone), "900 000 000");
	snprintf(shop->locale, sizeof(shop->locale), "es");
	snprintf(shop->zone, sizeof(shop->zone), "Europe/Madrid");
	snprintf(p->mail.url, sizeof(p->mail.url), "smtp://127.0.0.1:%d", port);
	snprintf(p->mail.hello, sizeof(p->mail.hello), "puntual.example");
	p->mail.workers = workers;
}

static void
answered(const struct op_result *result, void *arg)
{
	size_t *left = arg;

	assert_int_equal(result->rc, 0);
	--*left;
}

static void
run_ops(struct harness *h, struct op **ops, size_t count)
{
	struct pollfd fd = {.fd = store_port_fd(h->port), .events = POLLIN};
	size_t left = count;

	for (size_t i = 0; i < count; i++)
		while (store_submit(h->port, ops[i], answered, &left) != 0)
			fail();
	while (left > 0) {
		(void)poll(&fd, 1, 1000);
		(void)store_port_run(h->port);
	}
}

static void
make_notices(struct harness *h)
{
	struct op *ops[NOTICES];

	for (int i = 0; i < NOTICES; i++) {
		char order[32];

		snprintf(order, sizeof(order), "A%d", i);
		ops[i] = harness_registration(h, order, order);
	}
	run_ops(h, ops, NOTICES);
	for (int i = 0; i < NOTICES; i++)
		ops[i] = harness_seen(h, (uint64_t)i + 1, "SLIP");
	run_ops(h, ops, NOTICES);
}

static void
measure(const char *sink, int workers, int32_t gather_ms)
{
	struct clock_options clock_options = {.rate = 1, .start_utc_ms = AT_NONE};
	struct outbox_options options = {0};
	struct outbox *outbox = NULL;
	struct templates *templates = NULL;
	struct outbox_status status = {0};
	struct harness h;
	struct why why;
	char maildir[PATH_MAX + 8];
	int64_t started, took;
	pid_t pid;
	int port;

	harness_init(&h);
	h.options.gather_ms = gather_ms;
	harness_open(&h);
	snprintf(maildir, sizeof(maildir), "%s/mail", h.root);
	pid = start_sink(sink, maildir, &port);
	fill_policy(h.policy, port, workers);
	assert_int_equal(templates_new(&templates, template_files, template_file_count, &why), 0);
	assert_int_equal(clock_new(&options.clock, &clock_options), 0);
	h.now_utc_ms = clock_world(options.clock);
	make_notices(&h);
	options.store = h.store;
	options.templates = templates;
	options.policy = h.policy;
	started = clock_machine_ms();
	assert_int_equal(outbox_start(&options, &outbox), 0);
	while (status.sent < NOTICES && clock_machine_ms() - started < WARM_MS) {
		(void)poll(NULL, 0, 1);
		outbox_status(outbox, &status);
	}
	took = clock_machine_ms() - started;
	printf("  %d workers, gathering %2d ms: %6.0f notices/s\n", workers, (int)gather_ms,
	    (double)status.sent * 1000 / (double)took);
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
	const char *build = getenv("PUNTUAL_BUILD");
	char sink[PATH_MAX];

	if (transport_library_init() != 0)
		return 1;
	snprintf(sink, sizeof(sink), "%s/tests/support/mail_sink",
	    build != NULL ? build : "build/release");
	printf("outbox: %d notices read, rendered, begun, sent and ended\n", NOTICES);
	for (size_t i = 0; i < sizeof(workers) / sizeof(workers[0]); i++)
		measure(sink, workers[i], 2);
	measure(sink, 4, 10);
	transport_library_end();
	return 0;
}
