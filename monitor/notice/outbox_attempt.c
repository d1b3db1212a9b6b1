#include "monitor/notice/outbox_attempt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/contact.h"
#include "monitor/base/limits.h"
#include "monitor/base/text.h"
#include "monitor/base/verp.h"
#include "monitor/log.h"
#include "monitor/notice/channel.h"

void
attempt_clear(struct attempt *a)
{
	buf_clear(&a->message);
	*a = (struct attempt){.message = BUF_INIT(LIMIT_MESSAGE_BYTES)};
}

/* What the words are about, read in one transaction. */
struct about {
	struct shipment shipments[LIMIT_ORDER_PARCELS];
	size_t shipment_count;
	struct person person;
	struct case_record record;
	struct order order;
	bool has_person, has_record, has_order;
	char first[sizeof(((struct notice *)0)->message_id)]; /* "" none */
	char token[VERP_TOKEN_ROOM];
};

static struct about *
about_new(void)
{
	struct about *about = calloc(1, sizeof(*about));

	for (size_t i = 0; about != NULL && i < LIMIT_ORDER_PARCELS; i++)
		about->shipments[i] = SHIPMENT_INIT;
	return about;
}

static void
about_free(struct about *about)
{
	for (size_t i = 0; about != NULL && i < LIMIT_ORDER_PARCELS; i++)
		shipment_clear(&about->shipments[i]);
	free(about);
}

/* What has been erased since is left out. */
static int
read_about(struct store_reader *r, const struct notice *n, struct about *about)
{
	int rc = 0;

	for (size_t i = 0; i < n->shipment_count && rc == 0; i++) {
		rc = store_shipment(r, n->shipments[i], &about->shipments[about->shipment_count]);
		if (rc == 0)
			about->shipment_count++;
		else if (rc == ERR_NOT_FOUND)
			rc = 0;
	}
	if (rc == 0 && n->person != 0) {
		rc = store_person(r, n->person, &about->person);
		about->has_person = rc == 0;
		rc = rc == ERR_NOT_FOUND ? 0 : rc;
	}
	if (rc == 0 && n->facts.about_case != 0) {
		rc = store_case(r, n->facts.about_case, &about->record);
		about->has_record = rc == 0;
		rc = rc == ERR_NOT_FOUND ? 0 : rc;
	}
	return rc;
}

/* The first word that left us, whatever became of the paper it was on. */
static int
read_order(struct store_reader *r, const struct notice *n, struct about *about)
{
	int rc =
	    n->order[0] == '\0' ? ERR_NOT_FOUND : store_order(r, n->shop, n->order, &about->order);

	about->has_order = rc == 0;
	if (rc == 0 && about->order.first_notice != 0 && about->order.first_notice != n->id) {
		struct notice first;

		rc = store_notice(r, about->order.first_notice, &first);
		if (rc == 0)
			memcpy(about->first, first.message_id, sizeof(about->first));
	}
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

static int
read_all(struct store_reader *r, uint64_t id, struct notice *n, struct about *about)
{
	int rc = store_read_begin(r);

	if (rc != 0)
		return rc;
	rc = store_notice(r, id, n);
	if (rc == 0)
		rc = read_about(r, n, about);
	if (rc == 0 && n->audience == AUDIENCE_CUSTOMER)
		rc = read_order(r, n, about);
	if (rc == 0)
		rc = store_notice_token(r, id, about->token);
	store_read_end(r);
	return rc;
}

/* A message that cannot be made will not be made by trying again: a person has to see it. */
static int
render(
    struct attempt *a, const struct templates *t, const struct render_input *in, struct op *begin)
{
	struct render_output out;
	struct why why = {.path = ""};
	int rc;

	render_output_init(&out);
	rc = notice_render(t, in, &out, &why);
	(void)text_cut(a->subject, sizeof(a->subject), buf_span(&out.words.subject));
	if (rc == 0) {
		buf_move(&begin->begin.message, &out.message);
		memcpy(begin->begin.message_id, out.message_id, sizeof(out.message_id));
	} else if (rc != ERR_NOMEM) {
		a->refused = rc == ERR_MALFORMED ? ANSWER_PERMANENT : ANSWER_TONE;
		snprintf(a->why, sizeof(a->why), "%s: %s", why.path,
		    why.text[0] != '\0' ? why.text : err_text(rc));
		rc = 0;
	}
	render_output_clear(&out);
	return rc;
}

static void
address(struct attempt *a, const struct render_input *in)
{
	const struct shop *shop = in->shop;

	channel_email_to(in, a->to);
	if (shop->return_path[0] == '\0' ||
	    verp_address(a->from, sizeof(a->from), shop->return_path, in->token) != 0)
		(void)text_cut(a->from, sizeof(a->from), span_of(shop->from));
}

/* What its channel says before anything is sent. */
static void
refuse_by_channel(struct attempt *a, const struct shop *shop)
{
	const struct channel_settings *s = shop_channel(shop, a->notice.channel);
	const char *why = NULL;

	if (s == NULL && a->notice.channel != CHANNEL_EMAIL)
		why = "the channel is no longer configured";
	else if (s != NULL && !s->repeat && a->notice.state == NOTICE_STATE_IN_DOUBT)
		why = "it may have arrived, and is not to be repeated";
	if (why == NULL)
		return;
	a->refused = ANSWER_PERMANENT;
	(void)text_cut(a->why, sizeof(a->why), span_of(why));
}

static struct render_input
input_of(const struct notice *n, const struct about *about, const struct policy *policy,
    int64_t now_utc_ms)
{
	return (struct render_input){.notice = n,
	    .shipments = about->shipments,
	    .shipment_count = about->shipment_count,
	    .person = about->has_person ? &about->person : NULL,
	    .record = about->has_record ? &about->record : NULL,
	    .order = about->has_order ? &about->order : NULL,
	    .shop = policy_shop(policy, n->shop),
	    .policy = policy,
	    .token = about->token,
	    .first = about->first,
	    .now_utc_ms = now_utc_ms};
}

int
attempt_preview(struct store_reader *reader, const struct templates *t, const struct policy *policy,
    const struct notice *n, int64_t now_utc_ms, struct render_output *out, struct why *why)
{
	const struct shop *shop = policy_shop(policy, n->shop);
	struct about *about = about_new();
	int rc = about == NULL ? ERR_NOMEM : shop == NULL ? ERR_NOT_FOUND : 0;
	struct render_input in;

	if (rc == 0)
		rc = read_about(reader, n, about);
	if (rc == 0)
		rc = read_order(reader, n, about);
	if (rc == 0) {
		in = input_of(n, about, policy, now_utc_ms);
		rc = notice_render(t, &in, out, why);
	}
	about_free(about);
	return rc;
}

int
attempt_prepare(struct attempt *a, struct store_reader *reader, const struct templates *t,
    const struct policy *policy, uint64_t id, int64_t now_utc_ms, struct op **begin)
{
	struct about *about = about_new();
	struct op *op = op_new(OP_ATTEMPT_BEGIN, now_utc_ms, policy);
	struct render_input in;
	int rc = about == NULL || op == NULL ? ERR_NOMEM : 0;

	attempt_clear(a);
	*begin = NULL;
	if (rc == 0)
		rc = read_all(reader, id, &a->notice, about);
	if (rc != 0)
		goto out;
	op->id = id;
	in = input_of(&a->notice, about, policy, now_utc_ms);
	if (in.shop != NULL) {
		address(a, &in);
		refuse_by_channel(a, in.shop);
	}
	/* of a shop that has gone the re-check says what becomes of it; a later attempt sends the bytes of the first */
	if (in.shop != NULL && a->refused == 0 && a->notice.message_id[0] == '\0')
		rc = render(a, t, &in, op);
	if (rc == 0 && a->refused == 0) {
		*begin = op;
		op = NULL;
	}
out:
	op_free(op);
	about_free(about);
	return rc;
}

int
attempt_begun(struct attempt *a, const struct op_result *result)
{
	a->notice.attempts = result->attempt;
	(void)text_cut(
	    a->notice.message_id, sizeof(a->notice.message_id), span_of(result->message_id));
	buf_reset(&a->message);
	return buf_add(&a->message, result->message.data, result->message.len);
}

struct op *
attempt_end(const struct attempt *a, const struct policy *policy, enum answer answer,
    const char *text, int64_t next_utc_ms, int64_t now_utc_ms)
{
	struct op *op = op_new(OP_ATTEMPT_END, now_utc_ms, policy);

	if (op == NULL)
		return NULL;
	op->id = a->notice.id;
	op->end.answer = answer;
	op->end.next_utc_ms = next_utc_ms;
	/* the answer is kept longer than the person */
	contact_strip(op->text, sizeof(op->text), span_of(text));
	return op;
}

void
attempt_log(const struct attempt *a, enum answer answer, const char *text)
{
	const struct notice *n = &a->notice;
	char detail[LIMIT_TEXT_ROOM];

	contact_strip(detail, sizeof(detail), span_of(text));
	if (answer == ANSWER_OK)
		log_info("notice.sent", F_INT("notice", n->id),
		    F_STR("kind", notice_kind_name(n->kind)), F_INT("attempt", n->attempts));
	else if (answer == ANSWER_PERMANENT || answer == ANSWER_TONE)
		log_warn("notice.refused", F_STR("kind", notice_kind_name(n->kind)),
		    F_INT("notice", n->id), F_STR("answer", answer_name(answer)),
		    F_STR("detail", detail));
	else
		log_info("notice.waits", F_INT("notice", n->id),
		    F_STR("kind", notice_kind_name(n->kind)), F_INT("attempt", n->attempts),
		    F_STR("answer", answer_name(answer)), F_STR("detail", detail));
}
