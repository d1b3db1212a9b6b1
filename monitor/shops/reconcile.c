#include "monitor/shops/reconcile.h"

#include <stdlib.h>
#include <string.h>

#include "carriers/adapter.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/shops/connector.h"

enum {
	FIRST_MS = 7 * DAY_MS,       /* world: how far back a system is read that was never asked */
	OVERLAP_MS = 10 * MINUTE_MS, /* its clock and ours may differ by so much */
	ENTERED_MS = 5 * MINUTE_MS,  /* world: a token that ends sooner is not used */
	GAP_MS = 500,                /* between two pages: half of what any of them allows */
	BACKOFF_MS = MINUTE_MS,      /* after a failure, doubling up to the interval */
	SAME_PAGE_TRIES = 4,         /* then from the first one again: a cursor may have ended */
};

/* One connector; it lives as long as the whole, also when its section has gone. */
struct talk {
	struct reconcile *whole;
	char id[LIMIT_SHOP_ROOM];
	const struct connector_settings *settings; /* NULL: not in the configuration */
	const struct connector *connector;
	struct loop_timer *timer;
	struct connector_state state;
	struct token token;                /* in memory alone */
	int64_t from_utc_ms, began_utc_ms; /* of this round */
	char cursor[SHOP_CURSOR_ROOM], next[SHOP_CURSOR_ROOM];
	struct buf gathered; /* answers of the page that is asked for, a JSON list; empty: none */
	int failures;        /* in a row */
	bool busy;           /* a request or an op is on its way */
	struct talk *after;
};

struct reconcile {
	struct reconcile_options options;
	const struct policy *policy;
	struct clock *clock;
	struct talk *talks;
	bool stopping;
};

/* ---- what is known of it ---- */

static void
save(struct talk *t)
{
	struct op *op = op_new(OP_CONNECTOR, clock_world(t->whole->clock), NULL);

	if (op == NULL)
		return;
	op->connector = t->state;
	if (store_submit(t->whole->options.port, op, NULL, NULL) < 0)
		log_debug("reconcile.unsaved", F_STR("connector", t->id));
}

static void
rewind_pages(struct talk *t)
{
	t->cursor[0] = '\0';
	buf_reset(&t->gathered);
}

static void
fail(struct talk *t, int code, const char *text, int64_t retry_after_ms)
{
	int64_t now = clock_world(t->whole->clock), wait = BACKOFF_MS;

	t->busy = false;
	for (int i = 0; i < t->failures && wait < t->settings->interval_ms; i++)
		wait *= 2;
	if (wait > t->settings->interval_ms)
		wait = t->settings->interval_ms;
	if (wait < retry_after_ms)
		wait = retry_after_ms;
	if (++t->failures % SAME_PAGE_TRIES == 0 || code == ERR_REJECTED)
		rewind_pages(t);
	log_warn("reconcile.failed", F_STR("connector", t->id), F_ERR("error", code),
	    F_STR("text", text), F_INT("again_ms", wait));
	if (t->state.failing_since_utc_ms == AT_NONE || t->state.error != code) {
		if (t->state.failing_since_utc_ms == AT_NONE)
			t->state.failing_since_utc_ms = now;
		t->state.error = code;
		save(t);
	}
	loop_timer_at(t->timer, now + wait);
}

static void
finish(struct talk *t)
{
	int64_t now = clock_world(t->whole->clock);

	t->failures = 0;
	t->state.asked_utc_ms = now;
	t->state.until_utc_ms = t->began_utc_ms;
	t->began_utc_ms = AT_NONE;
	t->state.failing_since_utc_ms = AT_NONE;
	t->state.error = 0;
	log_info("reconcile.done", F_STR("connector", t->id));
	save(t);
	loop_timer_at(t->timer, now + t->settings->interval_ms);
}

/* ---- a page ---- */

static struct shop_query
query_of(const struct talk *t)
{
	const struct shop *shop = policy_shop(t->whole->policy, t->settings->shop);

	return (struct shop_query){.settings = t->settings,
	    .from_utc_ms = t->from_utc_ms,
	    .zone = shop != NULL ? shop->zone : "UTC",
	    .cursor = t->cursor,
	    .token = secret_bytes(
		secret_present(&t->token.value) ? &t->token.value : &t->settings->password),
	    .gathered = buf_span(&t->gathered)};
}

/* What was answered is kept; the next question, if there is one. */
static void
go_on(struct talk *t)
{
	t->failures = 0;
	memcpy(t->cursor, t->next, sizeof(t->cursor));
	if (t->cursor[0] == '\0')
		finish(t);
	else
		loop_timer_after(t->timer, GAP_MS);
}

/* One more answer of the page, at the end of the list. ERR_TOO_BIG, ERR_NOMEM. */
static int
gather(struct talk *t, struct span body)
{
	if (t->gathered.len > 0)
		t->gathered.data[t->gathered.len - 1] = ',';
	else
		(void)buf_add_char(&t->gathered, '['); /* sticky */
	(void)buf_add(&t->gathered, body.data, body.len);
	return buf_add_char(&t->gathered, ']');
}

static void
on_stored(const struct op_result *result, void *arg)
{
	struct talk *t = arg;

	t->busy = false;
	if (t->settings == NULL || t->whole->stopping)
		return;
	buf_reset(&t->gathered);
	if (result->rc < 0) {
		rewind_pages(t);
		fail(t, result->rc, result->text, 0);
		return;
	}
	go_on(t);
}

static int
store_page(struct talk *t, struct span body)
{
	struct op *op = op_new(OP_INBOUND, clock_world(t->whole->clock), NULL);
	struct inbound *entry;
	int rc;

	if (op == NULL)
		return ERR_NOMEM;
	entry = &op->inbound.entry;
	entry->door = INBOUND_SHOP;
	entry->polled = true;
	memcpy(entry->source, t->settings->id, sizeof(entry->source));
	memcpy(entry->shop, t->settings->shop, sizeof(entry->shop));
	sign_sha256(body, entry->digest);
	rc = buf_add(&op->inbound.body, body.data, body.len);
	if (rc < 0) {
		op_free(op);
		return rc;
	}
	return store_submit(t->whole->options.port, op, on_stored, t);
}

/* An answer that was understood: with others it makes a page, or is one. */
static int
keep(struct talk *t, const struct shop_answer *got, struct span body)
{
	int rc = t->connector->gathers ? gather(t, body) : 0;

	if (rc < 0)
		return rc;
	memcpy(t->next, got->next, sizeof(t->next));
	if (!got->partial)
		return store_page(t, t->connector->gathers ? buf_span(&t->gathered) : body);
	t->busy = false;
	go_on(t);
	return 0;
}

static void
on_answer(int rc, struct http_response *res, void *arg)
{
	struct talk *t = arg;
	struct shop_answer got = {.partial = false};
	struct why why = {.code = 0};
	struct shop_query q;

	if (t->settings == NULL || t->whole->stopping) {
		t->busy = false;
		return;
	}
	q = query_of(t);
	if (rc == 0)
		rc = t->connector->answer(&q, res, &got, &why);
	if (rc == ERR_BAD_CREDENTIALS)
		token_clear(&t->token); /* it may have been withdrawn: the next one is new */
	if (rc == 0 && (rc = keep(t, &got, buf_span(&res->body))) < 0)
		rewind_pages(t);
	if (rc < 0)
		fail(t, rc, why.text,
		    http_retry_after_ms(&res->headers, clock_world(t->whole->clock)));
}

/* The question waits for its token. */
static void
on_entered(int rc, struct http_response *res, void *arg)
{
	struct talk *t = arg;
	int64_t now = clock_world(t->whole->clock);
	struct why why = {.code = 0};

	t->busy = false;
	if (t->settings == NULL || t->whole->stopping)
		return;
	if (rc == 0)
		rc = adapter_access_token(res, now, &t->token, &why);
	if (rc < 0)
		fail(t, rc, why.text, http_retry_after_ms(&res->headers, now));
	else
		loop_timer_after(t->timer, GAP_MS);
}

/* ERR_NOT_FOUND: no token is needed, or there is one. */
static int
enter(const struct talk *t, struct http_request *req)
{
	if (t->connector->enter == NULL ||
	    token_lasts(&t->token, clock_world(t->whole->clock) + ENTERED_MS))
		return ERR_NOT_FOUND;
	return t->connector->enter(t->settings, req);
}

static void
ask(void *arg)
{
	struct talk *t = arg;
	struct transport_options options = {.body_bytes = LIMIT_INBOX_BODY_BYTES};
	struct shop_query q;
	struct http_request req;
	bool enters;
	int rc;

	if (t->busy || t->settings == NULL || t->whole->stopping)
		return;
	if (t->began_utc_ms == AT_NONE) {
		t->began_utc_ms = clock_world(t->whole->clock);
		t->from_utc_ms = t->state.until_utc_ms != AT_NONE
		    ? t->state.until_utc_ms - OVERLAP_MS
		    : t->began_utc_ms - (int64_t)FIRST_MS;
	}
	t->busy = true;
	q = query_of(t);
	options.origin = t->settings->origin;
	http_request_init(&req);
	rc = enter(t, &req);
	enters = rc == 0;
	if (rc == ERR_NOT_FOUND)
		rc = t->connector->ask(&q, &req);
	if (rc == 0)
		rc = t->whole->options.transport.send(t->whole->options.transport.self, &req,
		    &options, enters ? on_entered : on_answer, t);
	http_request_clear(&req);
	if (rc < 0)
		fail(t, rc, "", 0);
}

/* ---- the configuration ---- */

static struct talk *
find(struct reconcile *r, const char *id)
{
	for (struct talk *t = r->talks; t != NULL; t = t->after)
		if (strcmp(t->id, id) == 0)
			return t;
	return NULL;
}

static int
add(struct reconcile *r, const char *id)
{
	struct talk *t = calloc(1, sizeof(*t));
	int rc;

	if (t == NULL)
		return ERR_NOMEM;
	t->whole = r;
	t->gathered = BUF_INIT(LIMIT_INBOX_BODY_BYTES);
	t->token = TOKEN_INIT;
	t->began_utc_ms = AT_NONE;
	(void)text_cut(t->id, sizeof(t->id), span_of(id));
	rc = store_connector(r->options.reader, id, &t->state);
	if (rc == 0)
		rc = loop_timer_new(r->options.loop, ask, t, &t->timer);
	if (rc < 0) {
		free(t);
		return rc;
	}
	t->after = r->talks;
	r->talks = t;
	return 0;
}

static void
configure(struct talk *t, const struct connector_settings *settings)
{
	const struct connector *connector = connector_find(settings->kind);

	if (connector == NULL || connector->ask == NULL || settings->origin[0] == '\0')
		return;
	t->settings = settings;
	t->connector = connector;
	token_clear(&t->token); /* who enters may have changed */
	if (!t->busy)           /* soon after a start: what was lost meanwhile is wanted first */
		loop_timer_after(t->timer, GAP_MS);
}

int
reconcile_set_policy(struct reconcile *r, const struct policy *policy)
{
	struct talk *t;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < policy->connector_count; i++)
		if (find(r, policy->connectors[i].id) == NULL)
			rc = add(r, policy->connectors[i].id);
	if (rc < 0)
		return rc;
	for (t = r->talks; t != NULL; t = t->after) {
		t->settings = NULL;
		loop_timer_stop(t->timer);
	}
	policy_drop(r->policy);
	r->policy = policy_hold(policy);
	for (size_t i = 0; i < policy->connector_count; i++)
		if ((t = find(r, policy->connectors[i].id)) != NULL)
			configure(t, &policy->connectors[i]);
	return 0;
}

int
reconcile_new(const struct reconcile_options *options, struct reconcile **out)
{
	struct reconcile *r = calloc(1, sizeof(*r));
	int rc;

	if (r == NULL)
		return ERR_NOMEM;
	r->options = *options;
	r->clock = loop_clock(options->loop);
	rc = reconcile_set_policy(r, options->policy);
	if (rc < 0) {
		reconcile_free(r);
		return rc;
	}
	*out = r;
	return 0;
}

void
reconcile_free(struct reconcile *r)
{
	if (r == NULL)
		return;
	for (struct talk *t = r->talks, *after; t != NULL; t = after) {
		after = t->after;
		loop_timer_free(t->timer);
		token_clear(&t->token);
		buf_clear(&t->gathered);
		free(t);
	}
	policy_drop(r->policy);
	free(r);
}

void
reconcile_stop(struct reconcile *r)
{
	r->stopping = true;
	for (struct talk *t = r->talks; t != NULL; t = t->after)
		loop_timer_stop(t->timer);
}
