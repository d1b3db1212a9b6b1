#include "monitor/promise/customer.h"

#include "monitor/base/text.h"
#include "monitor/notice/compose.h"
#include "monitor/notice/times.h"
#include "monitor/promise/care.h"
#include "monitor/promise/concern.h"

#include <string.h>

static const char *const choice_names[CHOICE_COUNT] = {
    [CHOICE_NONE] = "none",
    [CHOICE_WAIT] = "wait",
    [CHOICE_CHANGE] = "change",
    [CHOICE_CANCEL] = "cancel",
    [CHOICE_CALL] = "call",
    [CHOICE_WRITE] = "write",
};

/* One message a minute has a word of its own: a form sent twice has not. */
static int32_t
minute_of(const struct customer_input *in)
{
	return (int32_t)(in->now_utc_ms / MINUTE_MS);
}

static int
journal(const struct customer_input *in, const char *name, const char *field, const char *value,
    struct effects *out)
{
	struct effect *e = effects_add(out, EFFECT_JOURNAL);

	if (e == NULL)
		return ERR_NOMEM;
	journal_init(&e->entry, name, in->shipment->id, in->now_utc_ms);
	journal_add_text(&e->entry, "shop", in->shipment->shop);
	journal_add_text(&e->entry, "order", in->shipment->order);
	journal_add_text(&e->entry, field, value);
	return 0;
}

/* A case of earlier words is open, and takes these. */
static bool
is_open(const struct context *context)
{
	for (size_t i = 0; i < context->case_count; i++)
		if (context->cases[i].reason == CASE_CUSTOMER &&
		    context->cases[i].state != CASE_RESOLVED)
			return true;
	return false;
}

/* Their words are in it; a person answers before the contact's day ends. */
static int
hand_over(const struct customer_input *in, struct effects *out)
{
	const struct customer_word *word = in->word;
	struct notice_facts facts = NOTICE_FACTS_INIT;
	struct effect *e = effects_add(out, EFFECT_CASE_OPEN);
	struct case_note *note;
	int rc;

	if (e == NULL)
		return ERR_NOMEM;
	care_begin_case(in->shop, CASE_CUSTOMER, in->shipment->shop, in->shipment->order,
	    in->now_utc_ms, &e->record);
	note = &e->record.notes[e->record.note_count++];
	note->at_utc_ms = in->now_utc_ms;
	(void)text_cut(note->author, sizeof(note->author), span_of("customer"));
	(void)text_cut(note->text, sizeof(note->text),
	    span_of(word->text[0] != '\0' ? word->text : choice_names[word->choice]));
	rc = concern_journal(is_open(in->context) ? "case.noted" : "case.opened", CASE_CUSTOMER,
	    in->shipment->id, e->record.due_utc_ms, in->now_utc_ms, out);
	if (rc != 0 || in->shop == NULL)
		return rc;
	(void)text_cut(facts.rule, sizeof(facts.rule), span_of(case_reason_name(CASE_CUSTOMER)));
	return notice_tell_shop(in->shop, NOTICE_CASE_OPENED, in->shipment->order, minute_of(in),
	    in->shipment->id, &facts, in->now_utc_ms, out);
}

/* With what is known of the order now. Nobody is written to who wants no mail: the page itself says that it was kept. */
static int
acknowledge(const struct customer_input *in, const struct order *order, struct effects *out)
{
	struct notice_question q = {.shipment = in->shipment,
	    .parcels = {in->context->parcels, in->context->parcel_count},
	    .context = in->context,
	    .shop = in->shop,
	    .now_utc_ms = in->now_utc_ms};
	struct effect *e;

	if (in->shop == NULL || !context_reachable(in->context, in->shop))
		return 0;
	e = effects_add(out, EFFECT_NOTICE_NEW);
	if (e == NULL)
		return ERR_NOMEM;
	compose(&q, order, NOTICE_RECEIVED, false, &e->notice);
	parcels_window(
	    q.parcels, &e->notice.facts.window_from_day, &e->notice.facts.window_until_day);
	e->notice.episode = minute_of(in);
	notice_dedup(&e->notice);
	return 0;
}

int
customer_judge(const struct customer_input *in, struct order *order, struct effects *out)
{
	const struct customer_word *word = in->word;
	int rc = 0;

	if (word->kept != KEPT_ANSWER_NONE) {
		order->kept_answer = word->kept;
		order->kept_answered_utc_ms = in->now_utc_ms;
		rc = journal(in, "order.answered", "kept",
		    word->kept == KEPT_ANSWER_YES ? "yes" : "no", out);
	}
	if (rc == 0 && word->choice != CHOICE_NONE) {
		order->choice = word->choice;
		order->chosen_utc_ms = in->now_utc_ms;
		rc = journal(in, "order.chose", "choice", choice_names[word->choice], out);
	}
	/* Who waits wants nothing of us. */
	if (rc != 0 || (word->choice <= CHOICE_WAIT && word->text[0] == '\0'))
		return rc;
	rc = hand_over(in, out);
	return rc != 0 ? rc : acknowledge(in, order, out);
}
