#include "tests/bench/polls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carriers/carrier.h"
#include "tests/bench/bench.h"

/* The adapter as it is, without DHL's quota: each parcel may be asked about whenever review wants. */
static const struct carrier *
unlimited(const char *id)
{
	static struct carrier dhl;

	if (strcmp(id, "dhl") != 0)
		return NULL;
	dhl = *carrier_find("dhl");
	dhl.limits.day_calls = 0;
	dhl.limits.gap_ms = 0;
	return &dhl;
}

void
polls_policy(struct policy *p, const char *origin)
{
	struct shop *shop = &p->shops[0];

	(void)snprintf(shop->name, sizeof(shop->name), "Luna de muestra");
	(void)snprintf(shop->zone, sizeof(shop->zone), "Europe/Madrid");
	(void)snprintf(shop->locale, sizeof(shop->locale), "es");
	(void)snprintf(shop->country, sizeof(shop->country), "ES");
	shop->stall_days_domestic = 3;
	shop->stall_days_abroad = 5;
	p->accounts = calloc(POLLS_ACCOUNTS, sizeof(*p->accounts));
	bench_need(p->accounts != NULL, "out of memory");
	p->account_count = POLLS_ACCOUNTS;
	for (size_t i = 0; i < POLLS_ACCOUNTS; i++) {
		struct account *a = &p->accounts[i];

		(void)snprintf(a->id, sizeof(a->id), "dhl-%zu", i);
		(void)snprintf(a->carrier, sizeof(a->carrier), "dhl");
		(void)snprintf(a->origin, sizeof(a->origin), "%s", origin);
		bench_need(secret_set(&a->key, POLLS_KEY, strlen(POLLS_KEY)) == 0, "out of memory");
	}
}

static int
counted_send(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	struct polls *p = self;
	int rc = transport_send(p->transport, req, options, done, arg);

	p->sent += rc == 0;
	return rc;
}

static void
on_port(int fd, int events, void *arg)
{
	struct polls *p = arg;

	(void)fd;
	(void)events;
	(void)store_port_run(p->h->port);
	poll_wake(p->poll);
	if (p->turned != NULL)
		p->turned(p->arg);
}

void
polls_open(struct polls *p, struct harness *h, struct clock *clock, polls_fn *turned, void *arg)
{
	struct transport_settings settings = {0};
	struct poll_options options;

	*p = (struct polls){.h = h, .turned = turned, .arg = arg};
	store_port_follow(h->port);
	bench_need(loop_new(&p->loop, clock) == 0 &&
		transport_new(p->loop, &settings, &p->transport) == 0 &&
		loop_watch_new(p->loop, store_port_fd(h->port), on_port, p, &p->watch) == 0 &&
		loop_watch_set(p->watch, LOOP_READ) == 0,
	    "out of memory");
	options = (struct poll_options){.loop = p->loop,
	    .store = h->store,
	    .port = h->port,
	    .reader = h->reader,
	    .transport = {counted_send, p},
	    .carrier = unlimited,
	    .policy = h->policy};
	bench_need(poll_new(&options, &p->poll) == 0, "poll_new");
}

void
polls_close(struct polls *p)
{
	poll_stop(p->poll);
	transport_free(p->transport);
	poll_free(p->poll);
	loop_watch_free(p->watch);
	loop_free(p->loop);
}
