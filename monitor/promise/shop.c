#include "monitor/promise/shop.h"

#include "monitor/base/event_out.h"
#include "monitor/base/reach.h"
#include "monitor/base/text.h"
#include "monitor/notice/times.h"
#include "monitor/promise/checkout.h"

#include <stdio.h>
#include <string.h>

enum {
	FAILING_MS = 30 * 60 * 1000,     /* shorter failures mend themselves */
	BRAKE_AGAIN_MS = 60 * 60 * 1000, /* as long as it counts; then it is told again */
	DIGEST_LATE_SECONDS = 12 * 3600, /* a digest later than that waits for tomorrow */
	BLIND_WAIT_MS =
	    LIMIT_BLIND_MS + 10 * 60 * 1000, /* until the reviews have opened their cases */
	BLIND_TELL_MS = 24 * 60 * 60 * 1000,
};

/* An instant as part of a dedup key. */
static int32_t
minute_of(int64_t utc_ms)
{
	return (int32_t)(utc_ms / MINUTE_MS);
}

/* Another shop's contract is none of this one's. */
static bool
is_ours(const struct shop_input *in, const struct account_state *a)
{
	const struct account *account = policy_account(in->policy, a->id);

	return account == NULL || account->shop[0] == '\0' ||
	    strcmp(account->shop, in->shop->id) == 0;
}

/* Bad credentials mend by nobody's waiting. */
static bool
is_failing(const struct shop_input *in, const struct account_state *a)
{
	int64_t since = a->failing_since_utc_ms;

	return a->stopped || (since != AT_NONE && in->now_utc_ms - since >= FAILING_MS);
}

static int
tell_account(const struct shop_input *in, const struct account_state *a, struct effects *out)
{
	struct notice_facts facts = NOTICE_FACTS_INIT;
	char about[LIMIT_ORDER_ROOM];
	int64_t since = a->failing_since_utc_ms;

	if (!is_ours(in, a) || !is_failing(in, a))
		return 0;
	(void)snprintf(about, sizeof(about), "account/%s", a->id);
	(void)text_cut(facts.account, sizeof(facts.account), span_of(a->id));
	(void)text_cut(facts.detail, sizeof(facts.detail),
	    span_of(err_text(a->health != 0 ? a->health : ERR_BAD_CREDENTIALS)));
	facts.count = a->failures;
	return notice_tell_shop(in->shop, NOTICE_ACCOUNT_FAILING, about,
	    since == AT_NONE ? 0 : minute_of(since), 0, &facts, in->now_utc_ms, out);
}

static int
tell_accounts(const struct shop_input *in, struct effects *out)
{
	for (size_t i = 0; i < in->account_count; i++) {
		int rc = tell_account(in, &in->accounts[i], out);

		if (rc < 0)
			return rc;
	}
	return 0;
}

static int
tell_intake(const struct shop_input *in, const char *id, enum connector_trouble trouble,
    struct notice_facts *facts, int64_t since_utc_ms, struct effects *out)
{
	char about[LIMIT_ORDER_ROOM];

	(void)snprintf(about, sizeof(about), "%s/%s", connector_trouble_name(trouble), id);
	(void)text_cut(facts->account, sizeof(facts->account), span_of(id));
	(void)text_cut(facts->rule, sizeof(facts->rule), span_of(connector_trouble_name(trouble)));
	(void)text_cut(facts->zone, sizeof(facts->zone), span_of(in->shop->zone));
	facts->last_scan_utc_ms = since_utc_ms;
	return notice_tell_shop(in->shop, NOTICE_INTAKE_FAILING, about, minute_of(since_utc_ms), 0,
	    facts, in->now_utc_ms, out);
}

/* Once a silence, once a failure, and once a day on which messages could not be read. */
static int
tell_connector(const struct shop_input *in, const char *id, const struct connector_state *c,
    struct effects *out)
{
	enum connector_trouble trouble = connector_trouble(c, in->now_utc_ms);
	struct notice_facts facts = NOTICE_FACTS_INIT, unread = NOTICE_FACTS_INIT;
	int rc = 0;

	if (trouble == CONNECTOR_FAILING)
		(void)text_cut(facts.detail, sizeof(facts.detail), span_of(err_text(c->error)));
	if (trouble != CONNECTOR_WELL)
		rc = tell_intake(in, id, trouble, &facts,
		    trouble == CONNECTOR_FAILING ? c->failing_since_utc_ms : c->heard_utc_ms, out);
	if (rc < 0 || c->unread_utc_ms == AT_NONE || in->messages_failed == 0)
		return rc;
	unread.count = in->messages_failed;
	return tell_intake(
	    in, id, CONNECTOR_UNREAD, &unread, c->unread_utc_ms - c->unread_utc_ms % DAY_MS, out);
}

static int
tell_connectors(const struct shop_input *in, struct effects *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && in->connectors != NULL && i < in->policy->connector_count;
	     i++)
		if (strcmp(in->policy->connectors[i].shop, in->shop->id) == 0)
			rc = tell_connector(
			    in, in->policy->connectors[i].id, &in->connectors[i], out);
	return rc;
}

static int
tell_endpoint(const struct shop_input *in, const struct event_endpoint *settings, const char *what,
    int64_t since_utc_ms, struct notice_facts *facts, struct effects *out)
{
	char about[LIMIT_ORDER_ROOM];

	(void)snprintf(about, sizeof(about), "events/%s/%s", what, settings->id);
	(void)text_cut(facts->account, sizeof(facts->account), span_of(settings->id));
	(void)text_cut(facts->rule, sizeof(facts->rule), span_of(what));
	(void)text_cut(facts->zone, sizeof(facts->zone), span_of(in->shop->zone));
	facts->last_scan_utc_ms = since_utc_ms;
	return notice_tell_shop(in->shop, NOTICE_EVENTS_FAILING, about, minute_of(since_utc_ms), 0,
	    facts, in->now_utc_ms, out);
}

/* Once a failure, and once what it will never be told. */
static int
tell_endpoints(const struct shop_input *in, struct effects *out)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && in->endpoints != NULL && i < in->policy->endpoint_count;
	     i++) {
		const struct event_endpoint *settings = &in->policy->endpoints[i];
		const struct endpoint_state *s = &in->endpoints[i];
		struct notice_facts facts = NOTICE_FACTS_INIT, left = NOTICE_FACTS_INIT;

		if (settings->shop[0] != '\0' && strcmp(settings->shop, in->shop->id) != 0)
			continue;
		event_out_answer(s, facts.detail);
		if (s->failing_since_utc_ms != AT_NONE && event_out_troubled(s))
			rc = tell_endpoint(in, settings, s->off ? "off" : "failing",
			    s->failing_since_utc_ms, &facts, out);
		left.count = (int32_t)(s->left_until - s->left_after);
		if (rc == 0 && s->left_utc_ms != AT_NONE)
			rc = tell_endpoint(in, settings, "left_out", s->left_utc_ms, &left, out);
	}
	return rc;
}

/* By another channel than the one that fails, where the shop has one. */
static int
tell_channel(const struct shop_input *in, struct effects *out)
{
	enum channel_id failing = in->channel_failing, by = reach_shop(in->shop, 0);
	struct notice_facts facts = NOTICE_FACTS_INIT;
	char about[LIMIT_ORDER_ROOM];
	size_t first = out->count;
	int rc;

	if (in->channel_failing_since_utc_ms == 0)
		return 0;
	if (by == failing && reach_shop(in->shop, by) != 0)
		by = reach_shop(in->shop, by);
	(void)snprintf(about, sizeof(about), "channel/%s", channel_name(failing));
	(void)text_cut(facts.account, sizeof(facts.account),
	    span_of(failing != CHANNEL_EMAIL ? channel_name(failing) : ""));
	(void)text_cut(facts.detail, sizeof(facts.detail), span_of(in->channel_detail));
	rc = notice_tell_shop(in->shop, NOTICE_CHANNEL_FAILING, about,
	    minute_of(in->channel_failing_since_utc_ms), 0, &facts, in->now_utc_ms, out);
	if (rc == 0) {
		out->items[first].notice.channel = by;
		notice_dedup(&out->items[first].notice);
	}
	return rc;
}

static int
tell_brake(const struct shop_input *in, struct effects *out)
{
	struct notice_facts facts = NOTICE_FACTS_INIT;

	if (in->held_notices == 0 || in->counters.paused ||
	    !notice_brake(in->shop, &in->counters) ||
	    in->now_utc_ms - in->brake_told_utc_ms < BRAKE_AGAIN_MS)
		return 0;
	facts.count = in->held_notices;
	return notice_tell_shop(in->shop, NOTICE_BRAKE, "brake", minute_of(in->now_utc_ms), 0,
	    &facts, in->now_utc_ms, out);
}

/* The reviews have opened a case for each order; this is the one word about all of them. */
static int
tell_blind(const struct shop_input *in, struct effects *out)
{
	struct notice_facts facts = NOTICE_FACTS_INIT;
	struct buf detail = BUF_INIT(LIMIT_TEXT_ROOM - 1);
	int64_t until = in->gap.until_utc_ms;
	int rc;

	if (until == AT_NONE || in->cases_unowned == 0 || in->now_utc_ms < until + BLIND_WAIT_MS ||
	    in->now_utc_ms > until + BLIND_TELL_MS)
		return 0;
	when_add_utc(&detail, in->gap.from_utc_ms);
	buf_add_char(&detail, ' ');
	when_add_utc(&detail, until);
	rc = buf_error(&detail);
	(void)text_cut(facts.detail, sizeof(facts.detail), buf_span(&detail));
	buf_clear(&detail);
	if (rc < 0)
		return rc;
	facts.count = in->cases_unowned;
	return notice_tell_shop(
	    in->shop, NOTICE_BLIND, "gap", minute_of(until), 0, &facts, in->now_utc_ms, out);
}

/* As many whole lines as there is room for. */
static int
name_risks(const struct shop_input *in, char words[LIMIT_WORDS_ROOM])
{
	struct buf b = BUF_INIT(LIMIT_WORDS_ROOM - 1);
	size_t fits = 0;
	int rc;

	for (size_t i = 0; i < in->risk_count && buf_error(&b) == 0; i++) {
		fits = b.len;
		(void)buf_addf(&b, "%s\t%s\t", in->risks[i].order, in->risks[i].rule);
		if (in->risks[i].promised_day != DAY_NONE)
			(void)day_add(&b, in->risks[i].promised_day);
		(void)buf_add_char(&b, '\n');
	}
	if (buf_error(&b) == 0)
		fits = b.len;
	rc = buf_error(&b) == ERR_NOMEM ? ERR_NOMEM : 0;
	(void)text_cut(words, LIMIT_WORDS_ROOM, (struct span){buf_str(&b), fits});
	buf_clear(&b);
	return rc;
}

/* Through each of the shop's channels: whoever reads the one is often not who reads the other. */
static int
tell_digest(const struct shop_input *in, struct effects *out)
{
	struct notice_facts facts = NOTICE_FACTS_INIT;
	struct buf about = BUF_INIT(LIMIT_ORDER_ROOM - 1);
	int64_t failing = 0;
	int64_t unknown = 0;
	int32_t day;
	int32_t second;
	int32_t offset;
	int rc;

	zone_wall(in->shop->zone, in->now_utc_ms, &day, &second, &offset);
	if (in->shop->digest_second < 0 || second < in->shop->digest_second ||
	    second > in->shop->digest_second + DIGEST_LATE_SECONDS)
		return 0;
	facts.count = in->state_counts[PROMISE_AT_RISK] + in->state_counts[PROMISE_SLIPPING] +
	    in->state_counts[PROMISE_MISSED];
	for (size_t i = 0; i < in->account_count; i++) {
		failing += is_ours(in, &in->accounts[i]) && is_failing(in, &in->accounts[i]);
		unknown +=
		    is_ours(in, &in->accounts[i]) ? (int64_t)in->accounts[i].unknown_count : 0;
	}
	(void)snprintf(facts.detail, sizeof(facts.detail),
	    "at_risk=%lld slipping=%lld missed=%lld kept=%lld late=%lld cases=%lld unowned=%lld owed=%lld held=%lld bounced=%lld failing=%lld unknown=%lld channel=%lld",
	    (long long)in->state_counts[PROMISE_AT_RISK],
	    (long long)in->state_counts[PROMISE_SLIPPING],
	    (long long)in->state_counts[PROMISE_MISSED], (long long)in->settled_kept_day,
	    (long long)in->settled_late_day, (long long)in->cases_open,
	    (long long)in->cases_unowned, (long long)in->obligations_due,
	    (long long)in->held_notices, (long long)in->suppressed, (long long)failing,
	    (long long)unknown,
	    (long long)(in->channels_failing > 0 ? in->channels_failing
						 : in->channel_failing_since_utc_ms != 0));
	buf_add_str(&about, "digest/");
	day_add(&about, day);
	rc = buf_error(&about);
	if (rc == 0)
		rc = name_risks(in, facts.words);
	for (enum channel_id by = reach_shop(in->shop, 0); rc == 0 && by != 0;
	     by = reach_shop(in->shop, by)) {
		rc = notice_tell_shop(
		    in->shop, NOTICE_DIGEST, buf_str(&about), 0, 0, &facts, in->now_utc_ms, out);
		if (rc == 0) {
			out->items[out->count - 1].notice.channel = by;
			notice_dedup(&out->items[out->count - 1].notice);
		}
	}
	buf_clear(&about);
	return rc;
}

int
shop_judge(const struct shop_input *in, struct effects *out)
{
	static int (*const words[])(const struct shop_input *in, struct effects *out) = {
	    tell_accounts, tell_connectors, tell_endpoints, tell_channel, tell_brake, tell_blind,
	    tell_digest, checkout_judge};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		int rc = words[i](in, out);

		if (rc < 0)
			return rc;
	}
	return 0;
}
