#include "monitor/notice/outbox_hook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/crash.h"
#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/notice/channel.h"
#include "monitor/notice/outbox_attempt.h"
#include "monitor/notice/outbox_gate.h"

enum { PASSAGES = 4, PAGE = 16, LATER_MS = 10 * 1000, REPLY_BYTES = 4096, ANSWER_MS = 20000 };

enum step { STEP_FREE = 0, STEP_BEGINNING, STEP_SENDING, STEP_ENDING };

/* One notice under way; also the ticket of its ops and of its request. */
struct passage {
	struct outbox_hook *hook;
	enum step step;
	struct attempt attempt;
};

struct outbox_hook {
	struct outbox_hook_options options;
	const struct policy *policy;
	struct store_port *port;
	struct store_reader *reader;
	struct loop_watch *watch;
	struct loop_timer *timer;
	struct outbox_gate gate;
	struct passage passages[PASSAGES];
	size_t busy;
	bool stopping;
};

static int64_t
world(const struct outbox_hook *h)
{
	return clock_world(loop_clock(h->options.loop));
}

static int64_t
wire(const struct outbox_hook *h)
{
	return clock_wire(loop_clock(h->options.loop));
}

static void
let_go(struct passage *p, int rc)
{
	struct outbox_hook *h = p->hook;
	int64_t until = rc != 0 ? wire(h) + LATER_MS : AT_NONE;

	gate_release(&h->gate, p->attempt.notice.id, until);
	attempt_clear(&p->attempt);
	p->step = STEP_FREE;
	h->busy--;
	loop_timer_after(h->timer, rc != 0 ? LATER_MS : 0);
}

static void
on_ended(const struct op_result *result, void *arg)
{
	struct passage *p = arg;

	if (result->rc != 0)
		log_err("outbox.end_failed", F_ERR("error", result->rc),
		    F_INT("notice", p->attempt.notice.id));
	let_go(p, result->rc);
}

static void
end(struct passage *p, enum answer answer, const char *text)
{
	struct outbox_hook *h = p->hook;
	int64_t next = AT_NONE;
	struct op *op;
	int rc;

	if (answer == ANSWER_TEMPORARY || answer == ANSWER_IN_DOUBT)
		next = gate_next_try(&p->attempt.notice, p->attempt.notice.attempts, world(h));
	op = attempt_end(&p->attempt, h->policy, answer, text, next, world(h));
	rc = op == NULL ? ERR_NOMEM : store_submit(h->port, op, on_ended, p);
	attempt_log(&p->attempt, answer, text);
	if (rc == 0) {
		p->step = STEP_ENDING;
		return;
	}
	log_err("outbox.end_failed", F_ERR("error", rc), F_INT("notice", p->attempt.notice.id));
	let_go(p, rc);
}

/* ---- the request ---- */

static void
on_answer(int rc, struct http_response *res, void *arg)
{
	struct passage *p = arg;
	struct channel_reply reply = {.rc = rc,
	    .step = CHANNEL_STEP_ANSWER,
	    .code = rc == 0 ? res->status : 0,
	    .enhanced = ""};
	char text[LIMIT_TEXT_ROOM];

	CRASH_POINT("hook.answered");
	/* whether the body had left is not known: the id lets the receiver drop a repeat */
	reply.all_sent = rc == ERR_TIMEOUT || rc == ERR_TOO_BIG;
	if (rc == 0)
		snprintf(text, sizeof(text), "HTTP %d", res->status);
	else
		snprintf(text, sizeof(text), "%s", err_text(rc));
	end(p, channel_webhook.classify(&reply), text);
}

static int
post(struct passage *p)
{
	struct attempt *a = &p->attempt;
	char origin[LIMIT_URL_BYTES];
	struct transport_options options = {
	    .origin = origin, .total_ms = ANSWER_MS, .body_bytes = REPLY_BYTES};
	struct http_request req;
	int rc = http_origin(origin, sizeof(origin), a->url);

	http_request_init(&req);
	req.method = HTTP_POST;
	if (rc == 0)
		rc = buf_add_str(&req.url, a->url);
	if (rc == 0)
		rc = http_headers_add(&req.headers, "Content-Type", "application/json");
	if (rc == 0)
		rc = http_headers_add(&req.headers, "webhook-id", a->notice.message_id);
	if (rc == 0)
		rc = buf_add(&req.body, a->message.data, a->message.len);
	if (rc == 0)
		rc = p->hook->options.transport.send(
		    p->hook->options.transport.self, &req, &options, on_answer, p);
	http_request_clear(&req);
	return rc;
}

static void
on_begun(const struct op_result *result, void *arg)
{
	struct passage *p = arg;
	int rc = result->rc;

	if (rc == 0 && result->recheck == RECHECK_SEND)
		rc = attempt_begun(&p->attempt, result);
	if (rc != 0 || result->recheck != RECHECK_SEND) {
		let_go(p, rc);
		return;
	}
	p->step = STEP_SENDING;
	CRASH_POINT("hook.begun");
	rc = post(p);
	if (rc != 0)
		end(p, ANSWER_TEMPORARY, err_text(rc)); /* nothing left us */
}

/* ---- what is due ---- */

static void
begin(struct outbox_hook *h, struct passage *p, uint64_t id)
{
	struct op *op = NULL;
	int rc = attempt_prepare(
	    &p->attempt, h->reader, h->options.templates, h->policy, id, world(h), &op);

	h->busy++;
	p->attempt.notice.id = id;
	p->step = STEP_BEGINNING;
	if (rc == 0 && p->attempt.refused != 0) {
		end(p, p->attempt.refused, p->attempt.why);
		return;
	}
	if (rc == 0)
		rc = store_submit(h->port, op, on_begun, p);
	if (rc != 0)
		let_go(p, rc);
}

static void
look(void *arg)
{
	struct outbox_hook *h = arg;
	uint64_t ids[PAGE], taken[PASSAGES];
	size_t count = 0, n = 0, next = 0;
	struct store_due due;
	int64_t wait;

	if (h->stopping)
		return;
	if (store_outbox_due(h->reader, CHANNEL_WEBHOOK, world(h), ids, PAGE, &count) == 0)
		n = gate_take(&h->gate, ids, count, taken, PASSAGES - h->busy, wire(h), &wait);
	for (size_t i = 0; i < PASSAGES && next < n; i++)
		if (h->passages[i].step == STEP_FREE)
			begin(h, &h->passages[i], taken[next++]);
	store_due(h->options.store, &due);
	if (due.outbox_utc_ms > world(h))
		loop_timer_at(h->timer, due.outbox_utc_ms);
	else if (!loop_timer_armed(h->timer))
		loop_timer_after(h->timer, LATER_MS); /* due, but it is mail */
}

static void
on_port(int fd, int events, void *arg)
{
	struct outbox_hook *h = arg;

	(void)fd;
	(void)events;
	(void)store_port_run(h->port);
	look(h);
}

/* ---- life ---- */

int
outbox_hook_new(const struct outbox_hook_options *options, struct outbox_hook **out)
{
	struct outbox_hook *h = calloc(1, sizeof(*h));
	int rc;

	if (h == NULL)
		return ERR_NOMEM;
	h->options = *options;
	h->policy = policy_hold(options->policy);
	gate_init(&h->gate, 0);
	for (size_t i = 0; i < PASSAGES; i++) {
		h->passages[i].hook = h;
		attempt_clear(&h->passages[i].attempt);
	}
	rc = store_port_new(options->store, &h->port);
	if (rc == 0)
		rc = store_reader_new(options->store, &h->reader);
	if (rc == 0)
		rc = loop_timer_new(options->loop, look, h, &h->timer);
	if (rc == 0)
		rc = loop_watch_new(options->loop, store_port_fd(h->port), on_port, h, &h->watch);
	if (rc == 0)
		rc = loop_watch_set(h->watch, LOOP_READ);
	if (rc != 0) {
		outbox_hook_free(h);
		return rc;
	}
	store_port_follow(h->port);
	loop_timer_after(h->timer, 0);
	*out = h;
	return 0;
}

void
outbox_hook_set_policy(struct outbox_hook *h, const struct policy *policy)
{
	const struct policy *before = h->policy;

	h->policy = policy_hold(policy);
	policy_drop(before);
}

void
outbox_hook_stop(struct outbox_hook *h)
{
	h->stopping = true;
	loop_timer_stop(h->timer);
}

size_t
outbox_hook_busy(const struct outbox_hook *h)
{
	return h->busy;
}

void
outbox_hook_free(struct outbox_hook *h)
{
	if (h == NULL)
		return;
	for (size_t i = 0; i < PASSAGES; i++)
		attempt_clear(&h->passages[i].attempt);
	loop_watch_free(h->watch);
	loop_timer_free(h->timer);
	store_reader_free(h->reader);
	if (h->port != NULL)
		store_port_free(h->port);
	policy_drop(h->policy);
	free(h);
}
