#include "tests/support/mailing.h"

#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { PIECE = 1000 }; /* ops at once: the store's queue holds more */

pid_t
mailing_sink(const char *ids, int *port)
{
	const char *build = getenv("PUNTUAL_BUILD");
	char program[PATH_MAX], line[32];
	int out[2];
	pid_t pid;
	FILE *f;

	snprintf(program, sizeof(program), "%s/tests/support/mail_sink",
	    build != NULL ? build : "build/release");
	assert_int_equal(pipe(out), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		(void)dup2(out[1], STDOUT_FILENO);
		(void)close(out[0]);
		(void)execl(program, program, ids != NULL ? "--ids" : NULL, ids, (char *)NULL);
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

void
mailing_end(pid_t sink)
{
	(void)kill(sink, SIGTERM);
	(void)waitpid(sink, NULL, 0);
}

void
mailing_policy(struct policy *p, int port, int workers)
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

void
mailing_notices(struct harness *h, int first, int count)
{
	struct op *ops[PIECE];

	for (int from = first; from < first + count; from += PIECE) {
		int piece = first + count - from < PIECE ? first + count - from : PIECE;

		for (int i = 0; i < piece; i++) {
			char order[32];

			snprintf(order, sizeof(order), "A%d", from + i);
			ops[i] = harness_registration(h, order, order);
		}
		run_ops(h, ops, (size_t)piece);
		for (int i = 0; i < piece; i++)
			ops[i] = harness_seen(h, (uint64_t)(from + i) + 1, "SLIP");
		run_ops(h, ops, (size_t)piece);
	}
}
