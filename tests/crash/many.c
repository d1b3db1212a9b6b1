/*
 * many NOTICES: so many notices are sent by four workers while the outbox is stopped and started again at odd moments, every other time
 * with the store: by concurrency and restarts alone nothing may be sent twice, nor lost. Not timed. Prints `N passed, N failed`.
 */

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/net/transport.h"
#include "monitor/notice/outbox.h"
#include "tests/support/mailing.h"

enum {
	ROUND = 10000, /* of one store: a message has 16 kB */
	MOST = 1000000,
	STOP_MS = 120000,
	ID_ROOM = 100,
};

/* What one round came to. */
struct sum {
	int64_t sent, repeated, missing, restarts;
};

static int
by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Messages by their ids, as the mail server took them. */
static void
count_ids(const char *path, int notices, struct sum *out)
{
	char(*ids)[ID_ROOM] = calloc(2 * (size_t)notices, ID_ROOM);
	FILE *f = fopen(path, "r");
	int64_t count = 0, different = 0;

	assert_non_null(ids);
	assert_non_null(f);
	while (count < 2 * notices && fgets(ids[count], ID_ROOM, f) != NULL)
		count++;
	(void)fclose(f);
	qsort(ids, (size_t)count, ID_ROOM, by_text);
	for (int64_t i = 0; i < count; i++)
		different += i == 0 || strcmp(ids[i], ids[i - 1]) != 0;
	out->sent += count;
	out->repeated += count - different;
	out->missing += notices - different;
	free(ids);
}

static uint64_t
waiting(struct harness *h)
{
	struct store_status s;

	assert_int_equal(store_status(h->reader, &s), 0);
	return s.pending + s.in_doubt;
}

static void
send_all(struct harness *h, struct outbox_options *options, struct sum *out)
{
	for (uint64_t turn = 1; waiting(h) > 0; turn++) {
		struct outbox *outbox = NULL;
		uint64_t odd = turn * 2654435761U % 997; /* 0 to 996 ms */

		options->store = h->store;
		assert_int_equal(outbox_start(options, &outbox), 0);
		(void)poll(NULL, 0, (int)odd);
		assert_int_equal(outbox_stop(outbox, STOP_MS), 0);
		outbox_free(outbox);
		out->restarts++;
		if (turn % 2 == 0) {
			harness_close(h);
			harness_open(h);
		}
	}
}

static void
run_round(int notices, struct sum *out)
{
	struct clock_options clock_options = {.rate = 1, .start_utc_ms = AT_NONE};
	struct outbox_options options = {0};
	struct templates *templates = NULL;
	struct harness h;
	struct why why;
	char ids[PATH_MAX + 8];
	pid_t sink;
	int port;

	harness_init(&h);
	h.options.map_bytes = 4LL << 30;
	harness_open(&h);
	snprintf(ids, sizeof(ids), "%s/ids", h.root);
	sink = mailing_sink(ids, &port);
	mailing_policy(h.policy, port, LIMIT_MAIL_WORKERS);
	assert_int_equal(templates_new(&templates, template_files, template_file_count, &why), 0);
	assert_int_equal(clock_new(&options.clock, &clock_options), 0);
	h.now_utc_ms = clock_world(options.clock);
	mailing_notices(&h, 0, notices);
	options.templates = templates;
	options.policy = h.policy;
	send_all(&h, &options, out);
	mailing_end(sink);
	count_ids(ids, notices, out);
	clock_free(options.clock);
	templates_free(templates);
	harness_clear(&h);
}

int
main(int argc, char **argv)
{
	struct sum sum = {0};
	int64_t notices = 0;
	bool good;

	if (argc != 2 || text_parse_i64(span_of(argv[1]), 1, MOST, &notices) != 0) {
		fprintf(stderr, "usage: many NOTICES\n");
		return 2;
	}
	if (transport_library_init() != 0)
		return 1;
	for (int64_t left = notices; left > 0; left -= ROUND)
		run_round(left < ROUND ? (int)left : ROUND, &sum);
	transport_library_end();
	good = sum.repeated == 0 && sum.missing == 0;
	printf("%lld notices, %lld mails, %lld repeated, %lld missing, %lld restarts\n",
	    (long long)notices, (long long)sum.sent, (long long)sum.repeated,
	    (long long)sum.missing, (long long)sum.restarts);
	printf("%d passed, %d failed, 0 skipped\n", good, !good);
	return good ? 0 : 1;
}
