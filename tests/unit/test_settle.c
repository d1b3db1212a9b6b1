/* What an answer changes, and what a shop is told of itself. */

#include "monitor/promise/settle.h"

#include "monitor/base/event_out.h"
#include "monitor/base/text.h"
#include "monitor/promise/shop.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20600 };

#define NOON ((int64_t)TODAY * DAY_MS + 10 * HOUR_MS) /* of Madrid */

static struct shop
shop_made(void)
{
	struct shop shop = {.notices = NOTICES_CUSTOMERS,
	    .digest_second = 8 * 3600,
	    .brake_floor = 20,
	    .brake_per_mille = 20};

	(void)text_cut(shop.id, sizeof(shop.id), SPAN("botica"));
	(void)text_cut(shop.zone, sizeof(shop.zone), SPAN("Europe/Madrid"));
	for (int i = 0; i < 7; i++)
		shop.hours[i] = (struct hours){9 * 3600, 18 * 3600};
	return shop;
}

static struct notice
notice_made(enum notice_kind kind, enum notice_state state)
{
	struct notice n = NOTICE_INIT;

	n.id = 3;
	n.kind = kind;
	n.audience = notice_kind_audience(kind);
	n.state = state;
	(void)text_cut(n.shop, sizeof(n.shop), SPAN("botica"));
	(void)text_cut(n.order, sizeof(n.order), SPAN("A-1"));
	n.shipments[0] = 1;
	n.shipment_count = 1;
	n.facts.window_from_day = TODAY + 2;
	n.facts.window_until_day = TODAY + 2;
	n.facts.next_word_utc_ms = NOON + DAY_MS;
	return n;
}

static void
answer(const struct notice *n, struct order *order, struct effects *out)
{
	struct shop shop = shop_made();
	struct order next = *order;
	bool changed = false;

	assert_int_equal(settle(
			     &(struct settle_input){
				 .notice = n, .order = order, .shop = &shop, .now_utc_ms = NOON},
			     &next, &changed, out),
	    0);
	if (changed)
		*order = next;
}

static size_t
count(const struct effects *e, enum effect_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < e->count; i++)
		n += e->items[i].kind == kind;
	return n;
}

static void
test_what_left_us_is_what_the_customer_knows(void **state)
{
	static const struct {
		enum notice_state state;
		enum answer answer;
		size_t words;
	} left[] = {
	    {NOTICE_STATE_SENT, ANSWER_OK, 1},
	    {NOTICE_STATE_IN_DOUBT, ANSWER_IN_DOUBT, 1},
	    {NOTICE_STATE_SUPERSEDED, ANSWER_IN_DOUBT, 1}, /* and not repeated */
	    {NOTICE_STATE_SUPERSEDED, ANSWER_TEMPORARY, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(left) / sizeof(left[0]); i++) {
		struct notice n = notice_made(NOTICE_DELAY, left[i].state);
		struct order order = ORDER_INIT;
		struct effects out = {0};

		n.answer = left[i].answer;
		answer(&n, &order, &out);
		assert_int_equal(order.retold_count, left[i].words);
		if (left[i].words == 0) {
			effects_clear(&out);
			continue;
		}
		assert_int_equal(order.retold[0].until_day, TODAY + 2);
		assert_int_equal(order.retold[0].notice, 3);
		assert_int_equal(order.told_utc_ms, NOON);
		assert_int_equal(order.obligation_utc_ms, NOON + DAY_MS);
		/* The same notice again, now known to have arrived: nothing more. */
		n.state = NOTICE_STATE_SENT;
		answer(&n, &order, &out);
		assert_int_equal(order.retold_count, 1);
		effects_clear(&out);
	}
}

static void
test_what_waits_changes_nothing(void **state)
{
	struct notice n = notice_made(NOTICE_DELAY, NOTICE_STATE_PENDING);
	struct order order = ORDER_INIT;
	struct effects out = {0};

	(void)state;
	answer(&n, &order, &out);
	assert_int_equal(order.retold_count, 0);
	assert_int_equal(out.count, 0);
	effects_clear(&out);
}

static void
test_a_slip_that_is_over_ends_its_episode(void **state)
{
	static const enum notice_kind kinds[] = {NOTICE_BACK_ON_TRACK, NOTICE_DELIVERED};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct notice n = notice_made(kinds[i], NOTICE_STATE_SENT);
		struct order order = ORDER_INIT;
		struct effects out = {0};

		order.obligation_utc_ms = NOON + HOUR_MS;
		order.still_no_news = 2;
		answer(&n, &order, &out);
		assert_int_equal(order.episode, 1);
		assert_int_equal(order.still_no_news, 0);
		assert_int_equal(order.obligation_utc_ms, AT_NONE);
		effects_clear(&out);
	}
}

static void
test_what_did_not_get_through_is_a_persons(void **state)
{
	static const struct {
		enum notice_kind kind;
		enum notice_state state;
		enum case_reason reason;
	} rows[] = {
	    {NOTICE_DELAY, NOTICE_STATE_REFUSED, CASE_REFUSED},
	    {NOTICE_DELIVERED, NOTICE_STATE_REFUSED, CASE_REFUSED},
	    {NOTICE_MISSED, NOTICE_STATE_DEAD, CASE_DEAD_NOTICE},
	    {NOTICE_DIGEST, NOTICE_STATE_REFUSED, CASE_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct notice n = notice_made(rows[i].kind, rows[i].state);
		struct order order = ORDER_INIT;
		struct effects out = {0};

		answer(&n, &order, &out);
		assert_int_equal(count(&out, EFFECT_CASE_OPEN), rows[i].reason != CASE_NONE);
		assert_int_equal(order.retold_count, 0);
		if (rows[i].reason != CASE_NONE) {
			assert_int_equal(out.items[0].record.reason, rows[i].reason);
			assert_int_equal(out.items[0].record.notice, 3);
			assert_true(out.items[0].record.due_utc_ms > NOON);
			assert_int_equal(count(&out, EFFECT_NOTICE_NEW), 1);
		}
		effects_clear(&out);
	}
}

static void
test_the_oldest_word_goes_when_the_list_is_full(void **state)
{
	struct order order = ORDER_INIT;

	(void)state;
	for (int i = 0; i < LIMIT_RETOLD + 3; i++)
		settle_retell(&order, &(struct retold){.said_utc_ms = i});
	assert_int_equal(order.retold_count, LIMIT_RETOLD);
	assert_int_equal(order.retold[0].said_utc_ms, 3);
	assert_int_equal(order.retold[LIMIT_RETOLD - 1].said_utc_ms, LIMIT_RETOLD + 2);
}

/* ---- the shop ---- */

struct shop_scene {
	struct shop shop;
	struct account contract;
	struct account_state account;
	struct connector_settings own_system;
	struct connector_state heard;
	struct event_endpoint program;
	struct endpoint_state reached;
	struct policy policy;
	struct shop_input in;
};

static void
shop_set_up(struct shop_scene *s)
{
	*s = (struct shop_scene){
	    .shop = shop_made(), .account = ACCOUNT_STATE_INIT, .heard = CONNECTOR_STATE_INIT};
	s->reached = ENDPOINT_STATE_INIT;
	(void)text_cut(s->program.id, sizeof(s->program.id), SPAN("almacen"));
	s->policy.endpoints = &s->program;
	s->policy.endpoint_count = 1;
	(void)text_cut(s->account.id, sizeof(s->account.id), SPAN("dhl-es"));
	(void)text_cut(s->contract.id, sizeof(s->contract.id), SPAN("dhl-es"));
	s->policy.accounts = &s->contract;
	s->policy.account_count = 1;
	(void)text_cut(s->own_system.id, sizeof(s->own_system.id), SPAN("woo"));
	(void)text_cut(s->own_system.shop, sizeof(s->own_system.shop), span_of(s->shop.id));
	s->policy.connectors = &s->own_system;
	s->policy.connector_count = 1;
	s->shop.digest_second = -1;
	s->in = (struct shop_input){.policy = &s->policy,
	    .gap = {AT_NONE, AT_NONE},
	    .channel_detail = "",
	    .now_utc_ms = NOON};
}

static void
quiet(struct shop_scene *s)
{
	(void)s;
}

static void
failing_shortly(struct shop_scene *s)
{
	s->account.health = ERR_OUTAGE;
	s->account.failing_since_utc_ms = NOON - 10 * MINUTE_MS;
}

static void
failing_long(struct shop_scene *s)
{
	s->account.health = ERR_OUTAGE;
	s->account.failing_since_utc_ms = NOON - 30 * MINUTE_MS;
}

static void
stopped(struct shop_scene *s)
{
	s->account.health = ERR_BAD_CREDENTIALS;
	s->account.failing_since_utc_ms = NOON;
	s->account.stopped = true;
}

static void
stopped_for_its_own_shop(struct shop_scene *s)
{
	stopped(s);
	(void)text_cut(s->contract.shop, sizeof(s->contract.shop), SPAN("botica"));
}

static void
stopped_for_another_shop(struct shop_scene *s)
{
	stopped(s);
	(void)text_cut(s->contract.shop, sizeof(s->contract.shop), SPAN("mercado"));
}

static void
mail_fails(struct shop_scene *s)
{
	s->in.channel_failing = CHANNEL_EMAIL;
	s->in.channel_failing_since_utc_ms = NOON - HOUR_MS;
	s->in.channel_detail = "535 authentication failed";
}

static void
mail_fails_with_a_webhook(struct shop_scene *s)
{
	mail_fails(s);
	s->shop.alerts =
	    (struct shop_channels){.kinds = {CHANNEL_EMAIL, CHANNEL_WEBHOOK}, .count = 2};
}

static void
the_webhook_fails(struct shop_scene *s)
{
	mail_fails_with_a_webhook(s);
	s->in.channel_failing = CHANNEL_WEBHOOK;
}

/* Every two hours for four days, until so many hours ago. */
static void
heard_until(struct shop_scene *s, int hours_ago)
{
	for (int hour = 96; hour >= 0; hour -= 2)
		connector_heard(&s->heard, NOON - (int64_t)(hours_ago + hour) * HOUR_MS);
}

static void
silent_as_usual(struct shop_scene *s)
{
	heard_until(s, 5);
}

static void
silent_for_long(struct shop_scene *s)
{
	heard_until(s, 6);
}

static void
silent_for_another_shop(struct shop_scene *s)
{
	heard_until(s, 6);
	(void)text_cut(s->own_system.shop, sizeof(s->own_system.shop), SPAN("mercado"));
}

static void
does_not_answer(struct shop_scene *s)
{
	s->heard.failing_since_utc_ms = NOON - HOUR_MS;
	s->heard.error = ERR_BAD_CREDENTIALS;
}

static void
did_not_answer_shortly(struct shop_scene *s)
{
	s->heard.failing_since_utc_ms = NOON - 50 * MINUTE_MS;
	s->heard.error = ERR_OUTAGE;
}

static void
could_not_be_read(struct shop_scene *s)
{
	s->heard.unread_utc_ms = NOON - MINUTE_MS;
	s->in.messages_failed = 3;
}

static void
was_read_again(struct shop_scene *s)
{
	could_not_be_read(s);
	s->in.messages_failed = 0;
}

static void
an_event_was_refused_thrice(struct shop_scene *s)
{
	s->reached.attempts = 3;
	s->reached.code = 503;
	s->reached.failing_since_utc_ms = NOON - HOUR_MS;
}

static void
an_event_was_refused_four_times(struct shop_scene *s)
{
	an_event_was_refused_thrice(s);
	s->reached.attempts = 4;
}

static void
an_event_of_another_shop_was_refused(struct shop_scene *s)
{
	an_event_was_refused_four_times(s);
	(void)text_cut(s->program.shop, sizeof(s->program.shop), SPAN("mercado"));
}

static void
a_program_is_gone(struct shop_scene *s)
{
	s->reached.attempts = 1;
	s->reached.code = 410;
	s->reached.off = true;
	s->reached.failing_since_utc_ms = NOON - MINUTE_MS;
}

static void
a_program_was_left_behind(struct shop_scene *s)
{
	s->reached.left_after = 1041;
	s->reached.left_until = 2041;
	s->reached.left_utc_ms = NOON - HOUR_MS;
}

static void
storm(struct shop_scene *s)
{
	s->in.held_notices = 980;
	s->in.counters.braked_hour = 1000;
}

static void
held_for_a_pause(struct shop_scene *s)
{
	storm(s);
	s->in.counters.paused = true;
}

static void
blind(struct shop_scene *s)
{
	s->in.gap = (struct gap){NOON - 50 * HOUR_MS, NOON - 2 * HOUR_MS};
	s->in.cases_unowned = 10;
}

static void
blind_just_now(struct shop_scene *s)
{
	blind(s);
	s->in.gap.until_utc_ms = NOON - HOUR_MS / 2;
}

static void
gap_without_harm(struct shop_scene *s)
{
	blind(s);
	s->in.cases_unowned = 0;
}

static void
two_channels_are_known_to_fail(struct shop_scene *s)
{
	s->in.channels_failing = 2;
}

static void
morning(struct shop_scene *s)
{
	s->shop.digest_second = 8 * 3600;
}

static void
before_the_digest(struct shop_scene *s)
{
	s->shop.digest_second = 13 * 3600;
}

static void
test_the_shop_is_told_of_itself_once(void **state)
{
	static const struct {
		void (*set)(struct shop_scene *s);
		enum notice_kind kind;
		enum channel_id channel;
	} rows[] = {
	    {quiet, NOTICE_NONE, 0},
	    {failing_shortly, NOTICE_NONE, 0},
	    {failing_long, NOTICE_ACCOUNT_FAILING, CHANNEL_EMAIL},
	    {stopped, NOTICE_ACCOUNT_FAILING, CHANNEL_EMAIL},
	    {stopped_for_its_own_shop, NOTICE_ACCOUNT_FAILING, CHANNEL_EMAIL},
	    {stopped_for_another_shop, NOTICE_NONE, 0},
	    {mail_fails, NOTICE_CHANNEL_FAILING, CHANNEL_EMAIL},
	    {mail_fails_with_a_webhook, NOTICE_CHANNEL_FAILING, CHANNEL_WEBHOOK},
	    {the_webhook_fails, NOTICE_CHANNEL_FAILING, CHANNEL_EMAIL},
	    {silent_as_usual, NOTICE_NONE, 0},
	    {silent_for_long, NOTICE_INTAKE_FAILING, CHANNEL_EMAIL},
	    {silent_for_another_shop, NOTICE_NONE, 0},
	    {does_not_answer, NOTICE_INTAKE_FAILING, CHANNEL_EMAIL},
	    {did_not_answer_shortly, NOTICE_NONE, 0},
	    {could_not_be_read, NOTICE_INTAKE_FAILING, CHANNEL_EMAIL},
	    {was_read_again, NOTICE_NONE, 0},
	    {an_event_was_refused_thrice, NOTICE_NONE, 0},
	    {an_event_was_refused_four_times, NOTICE_EVENTS_FAILING, CHANNEL_EMAIL},
	    {an_event_of_another_shop_was_refused, NOTICE_NONE, 0},
	    {a_program_is_gone, NOTICE_EVENTS_FAILING, CHANNEL_EMAIL},
	    {a_program_was_left_behind, NOTICE_EVENTS_FAILING, CHANNEL_EMAIL},
	    {storm, NOTICE_BRAKE, CHANNEL_EMAIL},
	    {held_for_a_pause, NOTICE_NONE, 0},
	    {blind, NOTICE_BLIND, CHANNEL_EMAIL},
	    {blind_just_now, NOTICE_NONE, 0},
	    {gap_without_harm, NOTICE_NONE, 0},
	    {morning, NOTICE_DIGEST, CHANNEL_EMAIL},
	    {before_the_digest, NOTICE_NONE, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shop_scene s;
		struct effects out = {0};
		struct effects later = {0};

		shop_set_up(&s);
		rows[i].set(&s);
		s.in.shop = &s.shop;
		s.in.accounts = &s.account;
		s.in.account_count = 1;
		s.in.connectors = &s.heard;
		s.in.endpoints = &s.reached;
		assert_int_equal(shop_judge(&s.in, &out), 0);
		s.in.now_utc_ms += 5 * MINUTE_MS;
		if (rows[i].kind == NOTICE_BRAKE)
			s.in.brake_told_utc_ms = NOON;
		assert_int_equal(shop_judge(&s.in, &later), 0);
		if (out.count != (rows[i].kind != NOTICE_NONE))
			fail_msg("row %zu: %zu words", i, out.count);
		if (out.count == 1) {
			assert_int_equal(out.items[0].notice.kind, rows[i].kind);
			assert_int_equal(out.items[0].notice.channel, rows[i].channel);
			assert_int_equal(out.items[0].notice.state, NOTICE_STATE_PENDING);
			if (rows[i].kind == NOTICE_BRAKE)
				assert_int_equal(later.count, 0);
			else
				assert_memory_equal(out.items[0].notice.dedup,
				    later.items[0].notice.dedup, SIGN_SHA256_BYTES);
		}
		effects_clear(&out);
		effects_clear(&later);
	}
}

static void
test_the_brake_is_told_once_an_hour_wherever_the_clock_stands(void **state)
{
	struct shop_scene s;
	size_t told = 0;

	(void)state;
	shop_set_up(&s);
	storm(&s);
	s.in.shop = &s.shop;
	s.in.accounts = &s.account;
	s.in.account_count = 1;
	/* from 10 minutes before the full hour until an hour later */
	for (s.in.now_utc_ms = NOON - 10 * MINUTE_MS; s.in.now_utc_ms < NOON + 50 * MINUTE_MS;
	     s.in.now_utc_ms += 5 * MINUTE_MS) {
		struct effects out = {0};

		assert_int_equal(shop_judge(&s.in, &out), 0);
		if (out.count > 0)
			s.in.brake_told_utc_ms = s.in.now_utc_ms;
		told += out.count;
		effects_clear(&out);
	}
	assert_int_equal(told, 1);
}

/* Of its own accounts alone: another shop's are none of its business. */
static void
test_the_digest_counts_what_does_not_answer_and_what_is_not_known(void **state)
{
	static const struct {
		void (*set)(struct shop_scene *s);
		const char *figures;
	} rows[] = {
	    {quiet, " failing=0 unknown=3 channel=0"},
	    {failing_shortly, " failing=0 unknown=3 channel=0"},
	    {failing_long, " failing=1 unknown=3 channel=0"},
	    {stopped_for_another_shop, " failing=0 unknown=0 channel=0"},
	    {mail_fails, " failing=0 unknown=3 channel=1"},
	    {two_channels_are_known_to_fail, " failing=0 unknown=3 channel=2"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shop_scene s;
		struct effects out = {0};

		shop_set_up(&s);
		rows[i].set(&s);
		morning(&s);
		s.account.unknown_count = 3;
		s.in.shop = &s.shop;
		s.in.accounts = &s.account;
		s.in.account_count = 1;
		assert_int_equal(shop_judge(&s.in, &out), 0);
		assert_int_equal(out.items[out.count - 1].notice.kind, NOTICE_DIGEST);
		assert_non_null(
		    strstr(out.items[out.count - 1].notice.facts.detail, rows[i].figures));
		effects_clear(&out);
	}
}

static void
test_the_digest_names_who_is_at_risk_as_far_as_there_is_room(void **state)
{
	struct shop_scene s;
	struct effects out = {0};

	(void)state;
	shop_set_up(&s);
	morning(&s);
	s.in.shop = &s.shop;
	s.in.risks[0] = (struct shop_risk){.order = "B-1", .rule = "stall", .promised_day = 20605};
	s.in.risks[1] =
	    (struct shop_risk){.order = "B-2", .rule = "not_found", .promised_day = DAY_NONE};
	s.in.risk_count = 2;
	assert_int_equal(shop_judge(&s.in, &out), 0);
	assert_string_equal(out.items[out.count - 1].notice.facts.words,
	    "B-1\tstall\t2026-06-01\nB-2\tnot_found\t\n");
	effects_clear(&out);

	/* whole lines, as many as fit */
	for (size_t i = 0; i < LIMIT_DIGEST_RISKS; i++) {
		s.in.risks[i] = s.in.risks[0];
		memset(s.in.risks[i].order, '9', LIMIT_ORDER_ROOM - 1);
	}
	s.in.risk_count = LIMIT_DIGEST_RISKS;
	assert_int_equal(shop_judge(&s.in, &out), 0);
	assert_int_equal(strlen(out.items[out.count - 1].notice.facts.words), 3 * (63 + 18));
	effects_clear(&out);
}

static void
test_in_shadow_only_what_fails_and_the_digest_go_out(void **state)
{
	struct shop_scene s;
	struct effects out = {0};

	(void)state;
	shop_set_up(&s);
	failing_long(&s);
	mail_fails(&s);
	storm(&s);
	blind(&s);
	morning(&s);
	s.shop.notices = NOTICES_SHADOW;
	s.in.shop = &s.shop;
	s.in.accounts = &s.account;
	s.in.account_count = 1;
	assert_int_equal(shop_judge(&s.in, &out), 0);
	assert_int_equal(out.count, 5);
	for (size_t i = 0; i < out.count; i++) {
		enum notice_kind kind = out.items[i].notice.kind;
		bool shadow = kind == NOTICE_BRAKE || kind == NOTICE_BLIND;

		assert_int_equal(
		    out.items[i].notice.state, shadow ? NOTICE_STATE_SHADOW : NOTICE_STATE_PENDING);
	}
	effects_clear(&out);
}

/* Refused for good by one channel, it goes by the next; what may have been read, what no channel takes, and what breaks a rule of tone does not. */
static void
test_a_refusal_goes_to_the_next_channel_unless_it_may_have_been_read(void **state)
{
	static const struct {
		enum notice_kind kind;
		enum channel_id channel;
		enum answer answer;
		bool doubted;
		enum channel_id next; /* 0: none */
		bool opens_case;
	} rows[] = {
	    {NOTICE_DELAY, CHANNEL_SMS, ANSWER_PERMANENT, false, CHANNEL_EMAIL, false},
	    {NOTICE_DELAY, CHANNEL_SMS, ANSWER_PERMANENT, true, 0, true},
	    {NOTICE_DELAY, CHANNEL_SMS, ANSWER_TONE, false, 0, true},
	    {NOTICE_DELAY, CHANNEL_EMAIL, ANSWER_PERMANENT, false, 0, true},
	    {NOTICE_RISK, CHANNEL_SLACK, ANSWER_PERMANENT, false, CHANNEL_EMAIL, false},
	    {NOTICE_RISK, CHANNEL_EMAIL, ANSWER_PERMANENT, false, 0, false},
	};
	struct person person = {.email = "ana@ejemplo.example", .phone = "+34 600 000 000"};
	struct shop shop = shop_made();

	(void)state;
	shop.channels = (struct shop_channels){.kinds = {CHANNEL_SMS, CHANNEL_EMAIL}, .count = 2};
	shop.alerts = (struct shop_channels){.kinds = {CHANNEL_SLACK, CHANNEL_EMAIL}, .count = 2};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct notice n = notice_made(rows[i].kind, NOTICE_STATE_REFUSED);
		struct order order = ORDER_INIT, next = ORDER_INIT;
		struct effects out = {0};
		bool changed = false;

		n.channel = rows[i].channel;
		n.answer = rows[i].answer;
		n.doubted = rows[i].doubted;
		n.attempts = 1;
		(void)text_cut(n.message_id, sizeof(n.message_id), SPAN("msg_1"));
		notice_dedup(&n);
		assert_int_equal(settle(&(struct settle_input){.notice = &n,
					    .order = &order,
					    .person = &person,
					    .shop = &shop,
					    .now_utc_ms = NOON},
				     &next, &changed, &out),
		    0);
		assert_int_equal(count(&out, EFFECT_CASE_OPEN), rows[i].opens_case);
		if (rows[i].next != 0) {
			const struct notice *other = &out.items[0].notice;

			assert_int_equal(out.items[0].kind, EFFECT_NOTICE_NEW);
			assert_int_equal(other->channel, rows[i].next);
			assert_int_equal(other->state, NOTICE_STATE_PENDING);
			assert_int_equal(other->kind, n.kind);
			assert_int_equal(other->attempts, 0);
			assert_string_equal(other->message_id, "");
			assert_memory_not_equal(other->dedup, n.dedup, sizeof(n.dedup));
		} else {
			for (size_t j = 0; j < out.count; j++)
				assert_false(out.items[j].kind == EFFECT_NOTICE_NEW &&
				    out.items[j].notice.kind == rows[i].kind);
		}
		effects_clear(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_a_refusal_goes_to_the_next_channel_unless_it_may_have_been_read),
	    cmocka_unit_test(test_what_left_us_is_what_the_customer_knows),
	    cmocka_unit_test(test_what_waits_changes_nothing),
	    cmocka_unit_test(test_a_slip_that_is_over_ends_its_episode),
	    cmocka_unit_test(test_what_did_not_get_through_is_a_persons),
	    cmocka_unit_test(test_the_oldest_word_goes_when_the_list_is_full),
	    cmocka_unit_test(test_the_shop_is_told_of_itself_once),
	    cmocka_unit_test(test_the_brake_is_told_once_an_hour_wherever_the_clock_stands),
	    cmocka_unit_test(test_the_digest_counts_what_does_not_answer_and_what_is_not_known),
	    cmocka_unit_test(test_the_digest_names_who_is_at_risk_as_far_as_there_is_room),
	    cmocka_unit_test(test_in_shadow_only_what_fails_and_the_digest_go_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
