#include "monitor/notice/outbox_hook.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/promise/settle.h"
#include "monitor/promise/shop.h"
#include "tests/support/store_harness.h"

/* A real clock a thousand times as fast: a minute's wait for the next try is 60 ms. */
enum { RATE = 1000, DEADLINE_MS = 30000, LOOK_MS = 2, CALLS = 16 };

/* What the other end does with a request; the last one of a script for all that follow. */
struct reply {
	int rc, status;
	bool sent;
	const char *retry_after;
};

struct call {
	char url[128];
	char id[64], signature[256];
	char body[4000];
	int64_t at_utc_ms;
};

struct rig {
	struct harness h;
	struct judge judge;
	struct templates *templates;
	struct clock *clock;
	struct loop *loop;
	struct loop_timer *timer;
	struct outbox_hook *hook;
	bool (*done)(struct rig *r);
	int64_t deadline_ms;
	bool timed_out;
	const struct reply *script; /* of the webhook; the chat always takes all */
	size_t hook_calls, chat_calls;
	struct call hooked[CALLS], chatted[CALLS];
	/* not answered yet */
	struct {
		transport_done_fn *done;
		void *arg;
		struct reply reply;
	} open[CALLS];
	size_t open_count;
};

/* ---- the other ends ---- */

static void
keep(struct rig *r, struct call *c, const struct http_request *req)
{
	const char *signature = http_headers_get(&req->headers, "webhook-signature");

	(void)text_cut(c->url, sizeof(c->url), buf_span(&req->url));
	(void)text_cut(
	    c->id, sizeof(c->id), span_of(http_headers_get(&req->headers, "webhook-id")));
	(void)text_cut(
	    c->signature, sizeof(c->signature), span_of(signature != NULL ? signature : ""));
	(void)text_cut(c->body, sizeof(c->body), buf_span(&req->body));
	c->at_utc_ms = clock_world(r->clock);
}

static int
receive(void *self, struct http_request *req, const struct transport_options *options,
    transport_done_fn *done, void *arg)
{
	static const struct reply taken = {0, 200, true, NULL};
	struct rig *r = self;
	bool hook = strstr(buf_str(&req->url), "hook.example") != NULL;
	size_t n = hook ? r->hook_calls++ : r->chat_calls++;
	size_t at = 0;

	assert_true(options->guarded);
	assert_false(options->private_too);
	assert_in_range(n, 0, CALLS - 1);
	keep(r, hook ? &r->hooked[n] : &r->chatted[n], req);
	while (hook && at < n && (r->script[at + 1].rc != 0 || r->script[at + 1].status != 0))
		at++;
	r->open[r->open_count].done = done;
	r->open[r->open_count].arg = arg;
	r->open[r->open_count++].reply = hook ? r->script[at] : taken;
	http_request_clear(req);
	return 0;
}

static void
answer_all(struct rig *r)
{
	while (r->open_count > 0) {
		size_t i = --r->open_count;
		struct http_response res;

		http_response_init(&res);
		res.status = r->open[i].reply.status;
		res.sent = r->open[i].reply.sent;
		if (r->open[i].reply.retry_after != NULL)
			assert_int_equal(http_headers_add(&res.headers, "Retry-After",
					     r->open[i].reply.retry_after),
			    0);
		r->open[i].done(r->open[i].reply.rc, &res, r->open[i].arg);
		http_response_clear(&res);
	}
}

/* ---- the rig ---- */

static void
look(void *arg)
{
	struct rig *r = arg;

	(void)store_port_run(r->h.port);
	answer_all(r);
	r->timed_out = clock_machine_ms() > r->deadline_ms;
	if (r->timed_out || r->done(r))
		loop_stop(r->loop);
	else
		loop_timer_after(r->timer, LOOK_MS);
}

static void
until(struct rig *r, bool (*done)(struct rig *))
{
	r->done = done;
	r->deadline_ms = clock_machine_ms() + DEADLINE_MS;
	loop_timer_after(r->timer, 0);
	assert_int_equal(loop_run(r->loop), 0);
	assert_false(r->timed_out);
}

static void
set_channel(struct channel_settings *c, const char *id, enum channel_id kind, const char *url)
{
	static const char secrets[] = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz";

	c->kind = kind;
	c->repeat = true;
	(void)text_cut(c->id, sizeof(c->id), span_of(id));
	(void)text_cut(c->url, sizeof(c->url), span_of(url));
	assert_int_equal(secret_set(&c->key, secrets, strlen(secrets)), 0);
}

static void
fill_policy(struct policy *p)
{
	struct shop *shop = &p->shops[0];

	(void)text_cut(shop->name, sizeof(shop->name), SPAN("Luna"));
	(void)text_cut(shop->domain, sizeof(shop->domain), SPAN("luna.example"));
	(void)text_cut(shop->from, sizeof(shop->from), SPAN("hola@luna.example"));
	(void)text_cut(shop->reply_to, sizeof(shop->reply_to), SPAN("hola@luna.example"));
	(void)text_cut(shop->alerts_to, sizeof(shop->alerts_to), SPAN("taller@luna.example"));
	(void)text_cut(shop->contact_name, sizeof(shop->contact_name), SPAN("Lucía Muestra"));
	(void)text_cut(shop->contact_phone, sizeof(shop->contact_phone), SPAN("900 000 000"));
	(void)text_cut(shop->locale, sizeof(shop->locale), SPAN("es"));
	(void)text_cut(shop->zone, sizeof(shop->zone), SPAN("Europe/Madrid"));
	shop->digest_second = -1;
	p->channels = calloc(2, sizeof(*p->channels));
	assert_non_null(p->channels);
	p->channel_count = 2;
	set_channel(&p->channels[0], "hook", CHANNEL_WEBHOOK, "https://hook.example/in");
	set_channel(&p->channels[1], "chat", CHANNEL_SLACK, "https://chat.example/in");
	shop->alerts = (struct shop_channels){.kinds = {CHANNEL_WEBHOOK, CHANNEL_SLACK},
	    .settings = {&p->channels[0], &p->channels[1]},
	    .count = 2};
}

static void
start_hook(struct rig *r)
{
	struct outbox_hook_options options = {.loop = r->loop,
	    .store = r->h.store,
	    .transport = {.send = receive, .self = r},
	    .templates = r->templates,
	    .policy = r->h.policy};

	assert_int_equal(outbox_hook_new(&options, &r->hook), 0);
}

static int
setup(void **state)
{
	struct rig *r = calloc(1, sizeof(*r));
	struct why why = {.path = ""};

	assert_non_null(r);
	harness_init(&r->h);
	r->judge = harness_judge;
	r->judge.shop = shop_judge;
	r->judge.settle = settle;
	r->h.options.judge = &r->judge;
	harness_open(&r->h);
	fill_policy(r->h.policy);
	assert_int_equal(
	    templates_new(&r->templates, template_files, template_file_count, &why), 0);
	assert_int_equal(clock_new(&r->clock,
			     &(struct clock_options){.rate = RATE, .start_utc_ms = HARNESS_START}),
	    0);
	assert_int_equal(loop_new(&r->loop, r->clock), 0);
	assert_int_equal(loop_timer_new(r->loop, look, r, &r->timer), 0);
	*state = r;
	return 0;
}

static int
teardown(void **state)
{
	struct rig *r = *state;

	outbox_hook_free(r->hook);
	loop_timer_free(r->timer);
	loop_free(r->loop);
	clock_free(r->clock);
	templates_free(r->templates);
	harness_clear(&r->h);
	free(r);
	return 0;
}

/* The shop is to hear that mail fails, by its first channel. */
static void
tell(struct rig *r, int64_t since_utc_ms)
{
	struct op *op = op_new(OP_SHOP, clock_world(r->clock), r->h.policy);

	assert_non_null(op);
	(void)text_cut(op->shop, sizeof(op->shop), SPAN("luna"));
	(void)text_cut(op->text, sizeof(op->text), SPAN("535 5.7.8 no"));
	op->channel_failing = CHANNEL_EMAIL;
	op->channel_failing_since_utc_ms = since_utc_ms;
	assert_int_equal(harness_run(&r->h, op).rc, 0);
}

static size_t
in_state(struct rig *r, enum notice_state state, struct notice *last)
{
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[50];
	size_t count = 0;

	assert_int_equal(
	    store_notices(r->h.reader, state, "luna", "", &cursor, ids, 50, &count), 0);
	if (count > 0 && last != NULL)
		assert_int_equal(store_notice(r->h.reader, ids[0], last), 0);
	return count;
}

static bool
all_settled(struct rig *r)
{
	return in_state(r, NOTICE_STATE_PENDING, NULL) + in_state(r, NOTICE_STATE_SENDING, NULL) +
		in_state(r, NOTICE_STATE_IN_DOUBT, NULL) ==
	    0 &&
	    outbox_hook_busy(r->hook) == 0;
}

static bool
chat_was_told(struct rig *r)
{
	return r->chat_calls > 0 && in_state(r, NOTICE_STATE_SENT, NULL) > 0;
}

/* The shop is told something, the webhook answers by the script, until `done`. */
static void
play(struct rig *r, const struct reply *script, bool (*done)(struct rig *))
{
	r->script = script;
	tell(r, clock_world(r->clock));
	start_hook(r);
	until(r, done);
}

/* Since when the webhook fails, as the store has it; AT_NONE. */
static int64_t
kept_failing(struct rig *r)
{
	struct account_state state;

	return store_account(r->h.reader, "@hook", &state) == 0 ? state.failing_since_utc_ms
								: AT_NONE;
}

/* ---- what becomes of a notice ---- */

static void
test_what_was_not_taken_goes_again_with_the_same_id_and_bytes(void **state)
{
	static const struct reply script[] = {
	    {0, 503, true, NULL}, {0, 302, true, NULL}, {0, 204, true, NULL}, {0, 0, false, NULL}};
	struct rig *r = *state;

	play(r, script, all_settled);
	assert_int_equal(r->hook_calls, 3);
	for (size_t i = 1; i < 3; i++) {
		assert_string_equal(r->hooked[i].body, r->hooked[0].body);
		assert_string_equal(r->hooked[i].id, r->hooked[0].id);
		/* its time is signed anew */
		assert_string_not_equal(r->hooked[i].signature, r->hooked[i - 1].signature);
	}
	/* five seconds, five minutes, a quarter more or less */
	assert_true(r->hooked[1].at_utc_ms - r->hooked[0].at_utc_ms >= 3750);
	assert_true(r->hooked[2].at_utc_ms - r->hooked[1].at_utc_ms >= 225000);
	assert_non_null(strstr(r->hooked[0].body, "\"type\":\"notice.channel_failing\""));
	assert_non_null(strstr(r->hooked[0].body, "535 5.7.8 no"));
	assert_int_equal(in_state(r, NOTICE_STATE_SENT, NULL), 1);
	assert_int_equal(r->chat_calls, 0);
}

static void
test_a_receiver_that_is_gone_is_switched_off_and_another_channel_tells(void **state)
{
	static const struct reply script[] = {{0, 410, true, NULL}, {0, 0, false, NULL}};
	struct rig *r = *state;
	struct notice n = NOTICE_INIT;

	play(r, script, all_settled);
	assert_int_equal(r->hook_calls, 1);
	/* the word itself, and that the webhook is gone */
	assert_int_equal(r->chat_calls, 2);
	assert_int_equal(in_state(r, NOTICE_STATE_REFUSED, &n), 1);
	assert_string_equal(n.answer_text, "HTTP 410");
	assert_int_equal(in_state(r, NOTICE_STATE_SENT, NULL), 2);
	assert_true(
	    strstr(r->chatted[0].body, "410") != NULL || strstr(r->chatted[1].body, "410") != NULL);

	assert_true(kept_failing(r) != AT_NONE);

	/* a restart does not wake it; another address does */
	outbox_hook_free(r->hook);
	start_hook(r);
	tell(r, clock_world(r->clock) + HOUR_MS);
	until(r, all_settled);
	assert_int_equal(r->hook_calls, 1);
	assert_int_equal(r->chat_calls, 3);
	outbox_hook_free(r->hook);
	(void)text_cut(r->h.policy->channels[0].url, 256, SPAN("https://hook.example/new"));
	start_hook(r);
	tell(r, clock_world(r->clock) + 2 * HOUR_MS);
	until(r, all_settled);
	assert_int_equal(r->hook_calls, 2);
	assert_string_equal(r->hooked[1].url, "https://hook.example/new");
}

static void
test_that_a_channel_works_again_is_kept_too(void **state)
{
	static const struct reply script[] = {
	    {ERR_NETWORK, 0, false, NULL}, {0, 204, true, NULL}, {0, 0, false, NULL}};
	struct rig *r = *state;

	play(r, script, chat_was_told);
	assert_true(kept_failing(r) != AT_NONE);
	until(r, all_settled);
	assert_int_equal(kept_failing(r), AT_NONE);
}

static void
test_the_rest_that_a_receiver_asks_for_is_given(void **state)
{
	static const struct reply script[] = {
	    {0, 429, true, "600"}, {0, 200, true, NULL}, {0, 0, false, NULL}};
	struct rig *r = *state;
	int64_t first;

	play(r, script, all_settled);
	assert_int_equal(r->hook_calls, 2);
	first = r->hooked[0].at_utc_ms;
	assert_true(r->hooked[1].at_utc_ms - first >= 600000);
	assert_int_equal(r->chat_calls, 0);
}

static void
test_a_lost_answer_is_a_doubt_and_repeats_the_same_bytes(void **state)
{
	static const struct reply script[] = {
	    {ERR_TIMEOUT, 0, true, NULL}, {0, 200, true, NULL}, {0, 0, false, NULL}};
	struct rig *r = *state;
	struct notice n = NOTICE_INIT;

	play(r, script, all_settled);
	assert_int_equal(r->hook_calls, 2);
	assert_string_equal(r->hooked[0].body, r->hooked[1].body);
	assert_string_equal(r->hooked[0].id, r->hooked[1].id);
	assert_int_equal(in_state(r, NOTICE_STATE_SENT, &n), 1);
	assert_true(n.doubted);
}

/* What may have been read goes no second time, by this way or another. */
static void
test_a_doubt_that_is_not_to_be_repeated_is_left(void **state)
{
	static const struct reply script[] = {{ERR_NETWORK, 0, true, NULL}, {0, 0, false, NULL}};
	struct rig *r = *state;
	struct notice n = NOTICE_INIT;

	r->h.policy->channels[0].repeat = false;
	play(r, script, all_settled);
	assert_int_equal(r->hook_calls, 1);
	assert_int_equal(r->chat_calls, 0);
	assert_int_equal(in_state(r, NOTICE_STATE_REFUSED, &n), 1);
	assert_true(n.doubted);
}

static void
test_a_channel_that_is_not_reached_keeps_its_notice_and_another_tells(void **state)
{
	static const struct reply script[] = {{ERR_NETWORK, 0, false, NULL}, {0, 0, false, NULL}};
	struct rig *r = *state;
	struct notice n = NOTICE_INIT;

	play(r, script, chat_was_told);
	assert_int_equal(in_state(r, NOTICE_STATE_PENDING, &n), 1);
	assert_int_equal(n.channel, CHANNEL_WEBHOOK);
	assert_int_equal(n.attempts, 0);
	assert_non_null(strstr(r->chatted[0].body, "webhook"));
	assert_int_equal(r->chat_calls, 1);
}

static void
test_a_channel_that_answers_nobody_is_told_by_another(void **state)
{
	static const struct reply script[] = {{0, 503, true, NULL}, {0, 0, false, NULL}};
	struct rig *r = *state;

	play(r, script, chat_was_told);
	assert_in_range(r->hook_calls, 3, CALLS);
	assert_true(kept_failing(r) != AT_NONE);
	assert_non_null(strstr(r->chatted[0].body, "webhook"));
	assert_non_null(strstr(r->chatted[0].body, "503"));
	assert_int_equal(r->chat_calls, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define RIGGED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	    RIGGED(test_what_was_not_taken_goes_again_with_the_same_id_and_bytes),
	    RIGGED(test_a_receiver_that_is_gone_is_switched_off_and_another_channel_tells),
	    RIGGED(test_that_a_channel_works_again_is_kept_too),
	    RIGGED(test_the_rest_that_a_receiver_asks_for_is_given),
	    RIGGED(test_a_lost_answer_is_a_doubt_and_repeats_the_same_bytes),
	    RIGGED(test_a_doubt_that_is_not_to_be_repeated_is_left),
	    RIGGED(test_a_channel_that_is_not_reached_keeps_its_notice_and_another_tells),
	    RIGGED(test_a_channel_that_answers_nobody_is_told_by_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
