#include "monitor/notice/events_out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/event_out.h"
#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/log.h"

enum {
	PAGE = 64,          /* entries read at once */
	PAGES = 8,          /* of them in one turn */
	ANSWER_MS = 20000,  /* wire */
	REPLY_BYTES = 4096, /* whose words are not read */
	SAVE_MS = 5000,     /* wire: so often it is noted that nothing of the journal was for it */
};

/* The specification's example schedule, "Deliverability and reliability"; then the last one for ever: order is kept, nothing is left out. */
static const int64_t waits_ms[] = {5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS,
    5 * HOUR_MS, 10 * HOUR_MS, 14 * HOUR_MS, 20 * HOUR_MS, 24 * HOUR_MS};

enum { WAITS = sizeof(waits_ms) / sizeof(waits_ms[0]) };

struct endpoint {
	struct events_out *all;
	const struct event_endpoint
	    *settings; /* of all->policy; NULL: not in the configuration any more */
	struct endpoint_state state;
	int64_t kept_seq; /* as the disk has it; -1: not yet */
	uint64_t sending; /* the entry that is on its way; 0: none */
	bool saving, dirty;
	struct loop_timer *timer;
	struct endpoint *next;
	char id[LIMIT_SHOP_ROOM];
};

struct events_out {
	struct events_out_options options;
	const struct policy *policy;
	struct endpoint *endpoints;
	bool stopping;
};

static int64_t
world(const struct endpoint *p)
{
	return clock_world(loop_clock(p->all->options.loop));
}

/* ---- how far it has been told ---- */

static void go_on(struct endpoint *p);
static void save(struct endpoint *p);

static void
on_saved(const struct op_result *result, void *arg)
{
	struct endpoint *p = arg;

	p->saving = false;
	if (result->rc == ERR_CONFLICT) {
		p->kept_seq = -1; /* a person has set it: read it again */
		p->dirty = false;
	} else if (result->rc != 0)
		log_err("events.unsaved", F_STR("endpoint", p->id), F_ERR("error", result->rc));
	else if (p->dirty)
		save(p);
	go_on(p);
}

static void
save(struct endpoint *p)
{
	struct op *op;

	p->dirty = true;
	if (p->saving)
		return;
	op = op_new(OP_ENDPOINT, world(p), NULL);
	if (op == NULL)
		return; /* the next one says it too */
	op->endpoint.state = p->state;
	op->endpoint.from_seq = p->kept_seq;
	if (store_submit(p->all->options.port, op, on_saved, p) != 0)
		return;
	p->saving = true;
	p->dirty = false;
	p->kept_seq = p->state.seq;
}

/* As the disk has it; one that is new begins now. */
static int
load(struct endpoint *p)
{
	struct store_due due;
	struct buf text = BUF_INIT(512);
	int64_t address;
	int rc;

	(void)buf_add_str(&text, p->settings->url);
	address = (int64_t)sign_hash64(buf_span(&text));
	buf_clear(&text);
	rc = store_endpoint(p->all->options.reader, p->id, &p->state);
	if (rc == ERR_NOT_FOUND) {
		store_due(p->all->options.store, &due);
		p->state = ENDPOINT_STATE_INIT;
		p->state.seq = (int64_t)due.journal_seq;
		p->state.address = address;
		rc = text_copy(p->state.id, sizeof(p->state.id), p->id);
		if (rc == 0)
			save(p);
	}
	if (rc != 0)
		return rc;
	p->kept_seq = p->state.seq;
	if (p->state.address != address) {
		p->state.address = address;
		event_out_forgive(&p->state);
	}
	return 0;
}

/* ---- which is next ---- */

struct found {
	struct journal_entry entry;
	const char *name; /* NULL: none */
	struct shipment shipment;
	bool has_shipment;
};

/* The promise state that the parcel had before this entry. */
static enum promise_state
state_before(struct endpoint *p, const struct journal_entry *entry)
{
	struct journal_entry entries[PAGE];
	enum promise_state state;
	size_t count;
	uint64_t before = entry->seq;

	while (store_journal_of(
		   p->all->options.reader, entry->shipment, before, entries, PAGE, &count) == 0 &&
	    count > 0) {
		for (size_t i = 0; i < count; i++)
			if (event_out_state(&entries[i], &state))
				return state;
		before = entries[count - 1].seq;
	}
	return PROMISE_NONE;
}

/* Whether the entry is an event of the endpoint; then it is in `out`. */
static int
judge(struct endpoint *p, const struct journal_entry *entry, struct found *out)
{
	enum promise_state was =
	    event_out_needs_state(entry) ? state_before(p, entry) : PROMISE_NONE;
	const char *name = event_out_name(entry, was);
	char shop[LIMIT_SHOP_ROOM];
	int rc;

	if (name == NULL)
		return 0;
	event_out_shop(entry, shop);
	if (!event_out_wanted(p->settings, name, shop))
		return 0;
	if (entry->shipment != 0) {
		rc = store_shipment_head(p->all->options.reader, entry->shipment, &out->shipment);
		if (rc != 0)
			return rc == ERR_NOT_FOUND ? 0 : rc;
		if (!event_out_wanted(p->settings, name, out->shipment.shop)) {
			shipment_clear(&out->shipment);
			return 0;
		}
		out->has_shipment = true;
	}
	out->entry = *entry;
	out->name = name;
	return 0;
}

/* The first event past where it stands, which moves over what is none. *more: the journal goes on. */
static int
find(struct endpoint *p, struct found *out, bool *more)
{
	struct journal_entry entries[PAGE];
	size_t count = 0;
	int rc = 0;

	*more = true;
	for (int page = 0; rc == 0 && *more && page < PAGES && out->name == NULL; page++) {
		rc = store_journal(
		    p->all->options.reader, (uint64_t)p->state.seq, entries, PAGE, &count);
		for (size_t i = 0; rc == 0 && i < count && out->name == NULL; i++) {
			rc = judge(p, &entries[i], out);
			if (rc == 0 && out->name == NULL)
				p->state.seq = (int64_t)entries[i].seq;
		}
		*more = count == PAGE;
	}
	return rc;
}

/* ---- telling it ---- */

/* The shop hears of it when the judge next looks at the shop. */
static void
failed(struct endpoint *p, int rc, int status, int64_t asked_wait_ms)
{
	struct endpoint_state *s = &p->state;
	int32_t step = s->attempts < WAITS ? s->attempts : WAITS - 1;
	int64_t wait = asked_wait_ms > waits_ms[step] ? asked_wait_ms : waits_ms[step];
	char text[LIMIT_TEXT_ROOM];

	if (s->failing_since_utc_ms == AT_NONE)
		s->failing_since_utc_ms = world(p);
	s->attempts++;
	s->code = status;
	s->error = rc;
	s->off = status == 410;
	s->next_utc_ms = s->off ? AT_NONE : world(p) + wait;
	event_out_answer(s, text);
	log_warn("events.failed", F_STR("endpoint", p->id), F_INT("seq", s->seq),
	    F_STR("text", text), F_INT("attempt", s->attempts));
	save(p);
}

static void
on_answer(int rc, struct http_response *res, void *arg)
{
	struct endpoint *p = arg;
	int status = rc == 0 ? res->status : 0;
	int64_t asked = rc == 0 ? http_retry_after_ms(&res->headers, world(p)) : -1;
	int64_t seq = (int64_t)p->sending;
	bool ours =
	    p->settings != NULL && p->kept_seq >= 0; /* else it has gone, or was set elsewhere */

	p->sending = 0;
	if (ours && status >= 200 && status < 300) {
		p->state.seq = seq;
		event_out_forgive(&p->state);
		save(p);
	} else if (ours)
		failed(p, rc, status, asked);
	go_on(p);
}

static int
build(const struct endpoint *p, const struct found *f, struct http_request *req)
{
	struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int64_t at_seconds = world(p) / SECOND_MS;
	char id[96];
	int rc =
	    event_out_body(&f->entry, f->name, f->has_shipment ? &f->shipment : NULL, &req->body);

	event_out_id(&f->entry, id);
	req->method = HTTP_POST;
	req->secret_url = true;
	(void)buf_addf(&value, "%lld", (long long)at_seconds);
	if (rc == 0)
		rc = buf_add_str(&req->url, p->settings->url);
	if (rc == 0)
		rc = http_headers_add(&req->headers, "Content-Type", "application/json");
	if (rc == 0)
		rc = http_headers_add(&req->headers, "webhook-id", id);
	if (rc == 0)
		rc = http_headers_add(&req->headers, "webhook-timestamp", buf_str(&value));
	buf_reset(&value);
	if (rc == 0)
		rc = webhook_add_signatures(&value, span_of(secret_bytes(&p->settings->key)), id,
		    at_seconds, buf_span(&req->body));
	if (rc == 0)
		rc = http_headers_add(&req->headers, "webhook-signature", buf_str(&value));
	buf_clear(&value);
	return rc;
}

static int
post(struct endpoint *p, const struct found *f)
{
	char origin[LIMIT_URL_BYTES];
	const struct transport_options options = {.origin = origin,
	    .total_ms = ANSWER_MS,
	    .body_bytes = REPLY_BYTES,
	    .guarded = true,
	    .private_too = p->settings->allow_private,
	    .plain_too = p->settings->allow_http};
	struct http_request req;
	int rc;

	http_request_init(&req);
	rc = build(p, f, &req);
	if (rc == 0)
		rc = http_origin(origin, sizeof(origin), buf_str(&req.url));
	if (rc == 0)
		rc = p->all->options.transport.send(
		    p->all->options.transport.self, &req, &options, on_answer, p);
	http_request_clear(&req);
	return rc;
}

static void
go_on(struct endpoint *p)
{
	struct found found = {.shipment = SHIPMENT_INIT};
	bool more = false;
	int rc = 0;

	if (p->all->stopping || p->settings == NULL || p->sending != 0)
		return;
	if (p->kept_seq < 0 && !p->saving)
		rc = load(p);
	if (rc != 0 || p->kept_seq < 0 || p->state.off)
		return; /* the next commit, or a reload, asks again */
	if (p->state.next_utc_ms != AT_NONE && p->state.next_utc_ms > world(p)) {
		loop_timer_at(p->timer, p->state.next_utc_ms);
		return;
	}
	rc = find(p, &found, &more);
	if (rc == 0 && found.name != NULL) {
		p->sending = found.entry.seq;
		rc = post(p, &found);
		if (rc != 0) {
			p->sending = 0;
			failed(p, rc, 0, -1);
			loop_timer_at(p->timer, p->state.next_utc_ms);
		}
	} else if (rc == 0 && more)
		loop_timer_after(p->timer, 0);
	else if (rc == 0 && p->state.seq != p->kept_seq && !loop_timer_armed(p->timer))
		loop_timer_after(p->timer, SAVE_MS);
	shipment_clear(&found.shipment);
}

static void
on_timer(void *arg)
{
	struct endpoint *p = arg;

	if (p->settings != NULL && p->kept_seq >= 0 && p->state.seq != p->kept_seq)
		save(p);
	go_on(p);
}

/* ---- life ---- */

static struct endpoint *
find_endpoint(struct events_out *e, const char *id)
{
	for (struct endpoint *p = e->endpoints; p != NULL; p = p->next)
		if (strcmp(p->id, id) == 0)
			return p;
	return NULL;
}

static int
add_endpoint(struct events_out *e, const char *id)
{
	struct endpoint *p = calloc(1, sizeof(*p));
	int rc = p == NULL ? ERR_NOMEM : loop_timer_new(e->options.loop, on_timer, p, &p->timer);

	if (rc != 0) {
		free(p);
		return rc;
	}
	p->all = e;
	p->kept_seq = -1;
	(void)text_cut(p->id, sizeof(p->id), span_of(id));
	p->next = e->endpoints;
	e->endpoints = p;
	return 0;
}

int
events_out_set_policy(struct events_out *e, const struct policy *policy)
{
	const struct policy *before = e->policy;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < policy->endpoint_count; i++)
		if (find_endpoint(e, policy->endpoints[i].id) == NULL)
			rc = add_endpoint(e, policy->endpoints[i].id);
	if (rc != 0)
		return rc;
	e->policy = policy_hold(policy);
	policy_drop(before);
	for (struct endpoint *p = e->endpoints; p != NULL; p = p->next) {
		p->settings = policy_endpoint(policy, p->id);
		p->kept_seq = -1; /* it may lead elsewhere now */
		loop_timer_after(p->timer, 0);
	}
	return 0;
}

int
events_out_new(const struct events_out_options *options, struct events_out **out)
{
	struct events_out *e = calloc(1, sizeof(*e));
	int rc = e == NULL ? ERR_NOMEM : 0;

	if (rc == 0) {
		e->options = *options;
		rc = events_out_set_policy(e, options->policy);
	}
	if (rc == 0)
		*out = e;
	else
		events_out_free(e);
	return rc;
}

void
events_out_wake(struct events_out *e)
{
	for (struct endpoint *p = e->endpoints; p != NULL; p = p->next) {
		struct endpoint_state kept;

		/* a person may have set it back */
		if (!p->saving && p->kept_seq >= 0 &&
		    store_endpoint(e->options.reader, p->id, &kept) == 0 && kept.seq != p->kept_seq)
			p->kept_seq = -1;
		go_on(p);
	}
}

size_t
events_out_busy(const struct events_out *e)
{
	size_t busy = 0;

	for (const struct endpoint *p = e->endpoints; p != NULL; p = p->next)
		busy += p->sending != 0 || p->saving;
	return busy;
}

void
events_out_stop(struct events_out *e)
{
	e->stopping = true;
	for (struct endpoint *p = e->endpoints; p != NULL; p = p->next)
		loop_timer_stop(p->timer);
}

void
events_out_free(struct events_out *e)
{
	if (e == NULL)
		return;
	while (e->endpoints != NULL) {
		struct endpoint *p = e->endpoints;

		e->endpoints = p->next;
		loop_timer_free(p->timer);
		free(p);
	}
	policy_drop(e->policy);
	free(e);
}
