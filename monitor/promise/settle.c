#include "monitor/promise/settle.h"

#include "monitor/base/reach.h"
#include "monitor/base/text.h"
#include "monitor/notice/times.h"
#include "monitor/promise/care.h"
#include "monitor/promise/concern.h"

#include <string.h>

static bool
is_said(const struct order *order, uint64_t notice)
{
	for (size_t i = 0; i < order->retold_count; i++)
		if (order->retold[i].notice == notice)
			return true;
	return false;
}

void
settle_retell(struct order *order, const struct retold *word)
{
	if (order->retold_count == LIMIT_RETOLD)
		memmove(&order->retold[0], &order->retold[1],
		    --order->retold_count * sizeof(order->retold[0]));
	order->retold[order->retold_count++] = *word;
}

/* The slip that was told is over: another one is a first again. */
static void
end_episode(struct order *order)
{
	order->episode++;
	order->still_no_news = 0;
	order->obligation_utc_ms = AT_NONE;
	order->on_track_since_utc_ms = AT_NONE;
}

/* In doubt counts as said, also when it is not repeated: the customer may have read it. */
static bool
may_be_read(const struct notice *n)
{
	return n->state == NOTICE_STATE_SENT || n->state == NOTICE_STATE_IN_DOUBT ||
	    (n->state == NOTICE_STATE_SUPERSEDED && n->answer == ANSWER_IN_DOUBT);
}

/* It says when the order comes: an answer, a question and the first word leave what the customer knows of that as it was. */
static bool
retells(enum notice_kind kind)
{
	return notice_is_bad_news(kind) || kind == NOTICE_BACK_ON_TRACK || kind == NOTICE_DELIVERED;
}

static void
said(const struct settle_input *in, struct order *order)
{
	const struct notice *n = in->notice;
	struct retold word = {.said_utc_ms = in->now_utc_ms,
	    .from_day = n->facts.window_from_day,
	    .until_day = n->facts.window_until_day,
	    .notice = n->id};

	if (order->first_notice == 0)
		order->first_notice = n->id;
	order->told_utc_ms = in->now_utc_ms;
	if (!retells(n->kind))
		return;
	if (n->kind == NOTICE_DELIVERED) {
		word.from_day = n->facts.arrived_day;
		word.until_day = n->facts.arrived_day;
	}
	settle_retell(order, &word);
	if (n->kind == NOTICE_STILL_NO_NEWS)
		order->still_no_news++;
	if (notice_is_bad_news(n->kind)) {
		order->obligation_utc_ms = n->facts.next_word_utc_ms;
		order->obligation_since_utc_ms = in->now_utc_ms;
	} else if (n->kind == NOTICE_BACK_ON_TRACK || n->kind == NOTICE_DELIVERED) {
		end_episode(order);
	}
}

static int
open_case(const struct settle_input *in, enum case_reason reason, struct effects *out)
{
	const struct notice *n = in->notice;
	uint64_t shipment = n->shipment_count > 0 ? n->shipments[0] : 0;
	struct notice_facts facts = n->facts;
	struct effect *e = effects_add(out, EFFECT_CASE_OPEN);
	int rc;

	if (e == NULL)
		return ERR_NOMEM;
	care_begin_case(in->shop, reason, n->shop, n->order, in->now_utc_ms, &e->record);
	e->record.shipment = shipment;
	e->record.notice = n->id;
	rc = concern_journal(
	    "case.opened", reason, shipment, e->record.due_utc_ms, in->now_utc_ms, out);
	if (rc < 0 || in->shop == NULL)
		return rc;
	(void)text_cut(facts.rule, sizeof(facts.rule), span_of(case_reason_name(reason)));
	(void)text_cut(facts.detail, sizeof(facts.detail),
	    span_of(in->bounced ? n->bounced_text : n->answer_text));
	return notice_tell_shop(in->shop, NOTICE_CASE_OPENED, n->order, (int32_t)n->id, shipment,
	    &facts, in->now_utc_ms, out);
}

/* The channel that may be tried after this one has refused for good; 0: none. What an earlier attempt may have brought is not told a
 * second time another way. */
static enum channel_id
next_channel(const struct settle_input *in)
{
	const struct notice *n = in->notice;

	if (n->state != NOTICE_STATE_REFUSED || n->answer != ANSWER_PERMANENT || n->doubted ||
	    in->shop == NULL)
		return 0;
	if (n->audience == AUDIENCE_SHOP)
		return reach_shop(in->shop, n->channel);
	return in->person != NULL ? reach_customer(in->shop, in->person, n->channel) : 0;
}

static int
try_other(const struct settle_input *in, enum channel_id channel, struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_NOTICE_NEW);
	struct notice *n;

	if (e == NULL)
		return ERR_NOMEM;
	n = &e->notice;
	*n = *in->notice;
	n->id = 0;
	n->channel = channel;
	n->state = NOTICE_STATE_PENDING;
	n->due_utc_ms = in->now_utc_ms;
	n->attempts = 0;
	n->first_try_utc_ms = n->settled_utc_ms = AT_NONE;
	n->answer = 0;
	n->answer_text[0] = n->message_id[0] = '\0';
	notice_dedup(n);
	return 0;
}

static int
journal_answer(const struct settle_input *in, struct effects *out)
{
	const struct notice *n = in->notice;
	char name[32] = "notice.";
	struct effect *e = effects_add(out, EFFECT_JOURNAL);

	if (e == NULL)
		return ERR_NOMEM;
	(void)text_cut(
	    name + strlen(name), sizeof(name) - strlen(name), span_of(notice_state_name(n->state)));
	journal_init(&e->entry, name, n->shipment_count > 0 ? n->shipments[0] : 0, in->now_utc_ms);
	journal_add_number(&e->entry, "notice", (int64_t)n->id);
	journal_add_text(&e->entry, "kind", notice_kind_name(n->kind));
	journal_add_text(&e->entry, "answer", answer_name(n->answer));
	journal_add_number(&e->entry, "attempts", n->attempts);
	if (n->facts.window_until_day != DAY_NONE)
		journal_add_day(&e->entry, "window_until", n->facts.window_until_day);
	if (n->facts.next_word_utc_ms != AT_NONE)
		journal_add_at(&e->entry, "next_word", n->facts.next_word_utc_ms);
	return 0;
}

/* It was sent and did not arrive: a person finds another way, and says what else we said that we would say. */
static int
came_back(const struct settle_input *in, struct order *order, bool *changed, struct effects *out)
{
	const struct notice *n = in->notice;
	struct effect *e = effects_add(out, EFFECT_JOURNAL);
	bool last_word =
	    order->retold_count > 0 && order->retold[order->retold_count - 1].notice == n->id;

	if (e == NULL)
		return ERR_NOMEM;
	journal_init(&e->entry, "notice.bounced", n->shipment_count > 0 ? n->shipments[0] : 0,
	    in->now_utc_ms);
	journal_add_number(&e->entry, "notice", (int64_t)n->id);
	journal_add_text(&e->entry, "kind", notice_kind_name(n->kind));
	if (in->order == NULL || n->audience != AUDIENCE_CUSTOMER)
		return 0;
	if (last_word && order->obligation_utc_ms != AT_NONE) {
		order->obligation_utc_ms = AT_NONE;
		*changed = true;
	}
	return open_case(in, CASE_UNREACHABLE, out);
}

int
settle(const struct settle_input *in, struct order *order, bool *changed, struct effects *out)
{
	const struct notice *n = in->notice;
	enum channel_id next = next_channel(in);
	bool of_order = in->order != NULL && n->audience == AUDIENCE_CUSTOMER;

	if (in->bounced)
		return came_back(in, order, changed, out);
	if (of_order && may_be_read(n) && !is_said(order, n->id)) {
		said(in, order);
		*changed = true;
	}
	if (next != 0) {
		int rc = try_other(in, next, out);

		if (rc < 0)
			return rc;
	} else if (of_order && n->state == NOTICE_STATE_REFUSED) {
		int rc = open_case(in, CASE_REFUSED, out);

		if (rc < 0)
			return rc;
	} else if (of_order && n->state == NOTICE_STATE_DEAD) {
		int rc = open_case(in, CASE_DEAD_NOTICE, out);

		if (rc < 0)
			return rc;
	}
	return notice_settled(n->state) || n->state == NOTICE_STATE_IN_DOUBT
	    ? journal_answer(in, out)
	    : 0;
}
