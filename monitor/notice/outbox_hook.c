#include "monitor/notice/outbox_hook.h"

#include <stdio.h>
#include <stdlib.h>
#include <assert.h>
#include <string.h>

#include "monitor/base/crash.h"
#include "monitor/base/json.h"
#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/notice/channel.h"
#include "monitor/notice/outbox_attempt.h"
#include "monitor/notice/outbox_door.h"
#include "monitor/notice/outbox_health.h"

enum { PASSAGES = 16, PAGE = 256, LATER_MS = 10 * 1000, REPLY_BYTES = 4096, ANSWER_MS = 20000 };

enum step { STEP_FREE = 0, STEP_BEGINNING, STEP_SENDING, STEP_ENDING };

/* One notice under way; also the ticket of its ops and of its request. */
struct passage {
	struct outbox_hook *hook;
	enum step step;
	struct attempt attempt;
	const struct policy *policy;             /* held: what `settings` points into */
	const struct channel_settings *settings; /* NULL: the channel is no longer configured */
};

struct outbox_hook {
	struct outbox_hook_options options;
	const struct policy *policy;
	struct store_port *port;
	struct store_reader *reader;
	struct loop_watch *watch;
	struct loop_timer *timer;
	struct doors doors;
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

/* World ms that are asked for, on the wire's clock; -1 stays. */
static int64_t
wire_of(const struct outbox_hook *h, int64_t world_ms)
{
	return world_ms < 0 ? world_ms : world_ms / clock_rate(loop_clock(h->options.loop)) + 1;
}

static struct door *
door_of(struct passage *p)
{
	return doors_find(&p->hook->doors, p->settings);
}

static void
let_go(struct passage *p, int rc)
{
	struct outbox_hook *h = p->hook;
	int64_t until = rc != 0 ? wire(h) + LATER_MS : AT_NONE;

	gate_release(&door_of(p)->gate, p->attempt.notice.id, until);
	attempt_clear(&p->attempt);
	policy_drop(p->policy);
	p->policy = NULL;
	p->settings = NULL;
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
end(struct passage *p, enum answer answer, const char *text, int64_t next_utc_ms)
{
	struct outbox_hook *h = p->hook;
	struct op *op = attempt_end(&p->attempt, p->policy, answer, text, next_utc_ms, world(h));
	int rc = op == NULL ? ERR_NOMEM : store_submit(h->port, op, on_ended, p);

	attempt_log(&p->attempt, answer, text);
	if (rc == 0) {
		p->step = STEP_ENDING;
		return;
	}
	log_err("outbox.end_failed", F_ERR("error", rc), F_INT("notice", p->attempt.notice.id));
	let_go(p, rc);
}

/* ---- a channel that fails, or is gone ---- */

static void
raise_door(struct passage *p, int64_t since_utc_ms, const char *text)
{
	log_err("outbox.channel_failing", F_STR("channel", p->settings->id), F_STR("detail", text));
	health_tell(p->hook->port, p->policy, p->settings, since_utc_ms, text, world(p->hook));
}

/* What has changed of a door, on disk. */
static void
keep(struct outbox_hook *h, struct door *door)
{
	int64_t since = door_failing_since(door);
	struct account_state state;

	if (since == door->kept_utc_ms || door->id[0] == '\0')
		return;
	door_state(door, &state);
	if (health_keep(h->port, h->policy, &state, world(h)))
		door->kept_utc_ms = since;
	else
		log_warn("outbox.health_not_kept", F_STR("channel", door->id));
}

/* It answered 410: nothing is sent there any more, until the configuration leads elsewhere. */
static void
switch_off(struct passage *p)
{
	door_of(p)->off_utc_ms = world(p->hook);
	raise_door(
	    p, world(p->hook), "HTTP 410: it is gone, and switched off until its url changes");
}

static void
on_door_made(struct door *door, void *arg)
{
	struct outbox_hook *h = arg;
	struct account_state now, kept;

	door_state(door, &now);
	if (store_account(h->reader, now.id, &kept) != 0)
		return;
	door->kept_utc_ms = kept.failing_since_utc_ms;
	if (kept.credential_hash != now.credential_hash)
		keep(h, door); /* what failed was elsewhere */
	else if (kept.stopped)
		door->off_utc_ms = kept.failing_since_utc_ms;
}

/* ---- the request ---- */

static int64_t
next_try(const struct passage *p, const struct channel *channel, enum answer answer,
    int64_t asked_wait_ms)
{
	const struct notice *n = &p->attempt.notice;
	int64_t now = world(p->hook), next = AT_NONE;
	int32_t step = 0;

	if (answer == ANSWER_CHANNEL_FAILING)
		return now + LIMIT_BACKOFF_MIN_MS;
	if (answer != ANSWER_TEMPORARY && answer != ANSWER_IN_DOUBT)
		return AT_NONE;
	if (channel->waits_s == NULL) {
		next = gate_next_try(n, n->attempts, now);
	} else {
		while (step + 1 < n->attempts && channel->waits_s[step + 1] != 0)
			step++;
		next = gate_next_after(n, n->attempts, (int64_t)channel->waits_s[step] * 1000, now);
	}
	if (next != AT_NONE && next < now + asked_wait_ms)
		next = now + asked_wait_ms;
	return next != AT_NONE && next > n->valid_until_utc_ms ? AT_NONE : next;
}

/* What the reply says in numbers; its words are never kept. */
static void
read_reply(const struct channel *channel, const struct http_response *res, char code[16],
    int64_t *asked_wait_ms)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;
	double seconds;

	code[0] = '\0';
	if (res->status < 400 || (channel->code_path == NULL && channel->wait_path == NULL) ||
	    json_parse(&doc, buf_span(&res->body), &why) != 0) {
		json_doc_clear(&doc);
		return;
	}
	if (channel->code_path != NULL)
		(void)json_text_copy(json_path(json_root(&doc), channel->code_path), code, 16);
	if (channel->wait_path != NULL &&
	    json_double(json_path(json_root(&doc), channel->wait_path), &seconds) && seconds > 0 &&
	    seconds < LIMIT_RETRY_AFTER_MS / 1000.0 && (int64_t)(seconds * 1000) > *asked_wait_ms)
		*asked_wait_ms = (int64_t)(seconds * 1000) + 1;
	json_doc_clear(&doc);
}

static void
say_answer(const struct channel_reply *reply, char *text, size_t room)
{
	if (reply->rc == ERR_FORBIDDEN)
		(void)snprintf(text, room, "its address is not a public one: see allow_private");
	else if (reply->code == 0)
		(void)snprintf(text, room, "%s", err_text(reply->rc));
	else if (reply->enhanced[0] != '\0')
		(void)snprintf(text, room, "HTTP %d, code %s", reply->code, reply->enhanced);
	else
		(void)snprintf(text, room, "HTTP %d", reply->code);
}

static void
on_answer(int rc, struct http_response *res, void *arg)
{
	struct passage *p = arg;
	struct outbox_hook *h = p->hook;
	char code[16] = "";
	const struct channel *channel = channel_of(p->attempt.notice.channel);
	struct channel_reply reply = {.rc = rc,
	    .step = CHANNEL_STEP_ANSWER,
	    .code = rc == 0 ? res->status : 0,
	    .enhanced = code,
	    .all_sent = rc != 0 && res->sent};
	int64_t asked = rc == 0 ? http_retry_after_ms(&res->headers, world(h)) : -1, since;
	char text[LIMIT_TEXT_ROOM];
	enum answer answer;

	CRASH_POINT("hook.answered");
	read_reply(channel, res, code, &asked);
	say_answer(&reply, text, sizeof(text));
	answer = channel->classify(&reply);
	if (reply.code == 410 && p->settings->kind == CHANNEL_WEBHOOK)
		switch_off(p);
	else if (door_judge(door_of(p), p->attempt.notice.id, &answer, text, wire_of(h, asked),
		     world(h), wire(h), &since))
		raise_door(p, since, text);
	keep(h, door_of(p));
	end(p, answer, text, next_try(p, channel, answer, asked));
}

static int
post(struct passage *p)
{
	struct attempt *a = &p->attempt;
	char origin[LIMIT_URL_BYTES];
	struct transport_options options = {.origin = origin,
	    .total_ms = ANSWER_MS,
	    .body_bytes = REPLY_BYTES,
	    .guarded = true,
	    .private_too = p->settings->allow_private,
	    .plain_too = p->settings->allow_http};
	const struct channel_post what = {.settings = p->settings,
	    .message = buf_span(&a->message),
	    .message_id = a->notice.message_id,
	    .now_utc_ms = world(p->hook)};
	struct http_request req;
	int rc;

	http_request_init(&req);
	rc = channel_of(a->notice.channel)->request(&what, &req);
	if (rc == 0)
		rc = http_origin(origin, sizeof(origin), buf_str(&req.url));
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
	int64_t later = world(p->hook) + LIMIT_BACKOFF_MIN_MS;
	int rc = result->rc;

	if (rc == 0 && result->recheck == RECHECK_SEND)
		rc = attempt_begun(&p->attempt, result);
	if (rc != 0 || result->recheck != RECHECK_SEND) {
		let_go(p, rc);
		return;
	}
	p->step = STEP_SENDING;
	CRASH_POINT("hook.begun");
	if (gate_shut(&door_of(p)->gate, p->attempt.notice.id)) {
		end(p, ANSWER_CHANNEL_FAILING, "the channel fails", later);
		return;
	}
	rc = post(p);
	if (rc != 0) /* nothing left us */
		end(p, ANSWER_CHANNEL_FAILING, err_text(rc), later);
}

/* ---- what is due ---- */

static void
begin(
    struct outbox_hook *h, struct passage *p, uint64_t id, const struct channel_settings *settings)
{
	struct op *op = NULL;
	int rc = attempt_prepare(
	    &p->attempt, h->reader, h->options.templates, h->policy, id, world(h), &op);

	h->busy++;
	p->attempt.notice.id = id;
	p->policy = policy_hold(h->policy);
	p->settings = settings;
	p->step = STEP_BEGINNING;
	if (rc == 0 && p->attempt.refused == 0 && door_of(p)->off_utc_ms != AT_NONE) {
		op_free(op);
		op = NULL;
		p->attempt.refused = ANSWER_PERMANENT;
		(void)text_cut(
		    p->attempt.why, sizeof(p->attempt.why), SPAN("the channel is switched off"));
	}
	if (rc == 0 && p->attempt.refused != 0) {
		end(p, p->attempt.refused, p->attempt.why, AT_NONE);
		return;
	}
	if (rc == 0)
		rc = store_submit(h->port, op, on_begun, p);
	if (rc != 0)
		let_go(p, rc);
}

/* While fewer are busy than there are. */
static struct passage *
free_passage(struct outbox_hook *h)
{
	struct passage *p = h->passages;

	while (p->step != STEP_FREE) {
		p++;
		assert(p < h->passages + PASSAGES);
	}
	return p;
}

/* Begin what is due of one kind of channel. *look_wire_ms: when a door says to look again, if earlier. */
static void
take_due(struct outbox_hook *h, enum channel_id kind, int64_t *look_wire_ms)
{
	uint64_t ids[PAGE];
	size_t count = 0;

	if (store_outbox_due(h->reader, kind, world(h), ids, PAGE, &count) != 0)
		return;
	for (size_t i = 0; i < count && h->busy < PASSAGES; i++) {
		struct notice n = NOTICE_INIT;
		const struct channel_settings *settings = NULL;
		const struct shop *shop;
		int64_t wait = AT_NONE;

		if (store_notice(h->reader, ids[i], &n) != 0)
			continue;
		shop = policy_shop(h->policy, n.shop);
		if (shop != NULL)
			settings = shop_channel(shop, kind);
		if (door_take(doors_find(&h->doors, settings), ids[i], wire(h), &wait))
			begin(h, free_passage(h), ids[i], settings);
		if (wait != AT_NONE && wait < *look_wire_ms)
			*look_wire_ms = wait;
	}
}

static void
look(void *arg)
{
	struct outbox_hook *h = arg;
	int64_t look_wire_ms = wire(h) + LATER_MS; /* what is due may be in hand, or mail */
	struct store_due due;

	if (h->stopping)
		return;
	for (enum channel_id kind = CHANNEL_WEBHOOK; kind < CHANNEL_COUNT; kind++)
		take_due(h, kind, &look_wire_ms);
	store_due(h->options.store, &due);
	if (due.outbox_utc_ms > world(h))
		loop_timer_at(h->timer, due.outbox_utc_ms);
	else if (!loop_timer_armed(h->timer))
		loop_timer_after(h->timer, look_wire_ms > wire(h) ? look_wire_ms - wire(h) : 1);
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
	doors_init(&h->doors);
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
	doors_set(&h->doors, h->policy, on_door_made, h);
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
	doors_set(&h->doors, h->policy, on_door_made, h);
	loop_timer_after(h->timer, 0);
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
	for (size_t i = 0; i < PASSAGES; i++) {
		attempt_clear(&h->passages[i].attempt);
		if (h->passages[i].policy != NULL)
			policy_drop(h->passages[i].policy);
	}
	loop_watch_free(h->watch);
	loop_timer_free(h->timer);
	store_reader_free(h->reader);
	if (h->port != NULL)
		store_port_free(h->port);
	policy_drop(h->policy);
	free(h);
}
