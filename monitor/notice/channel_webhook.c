#include "monitor/notice/channel.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/notice/words.h"

/* `id` stays the same over repeats, so that who receives can drop one; it also travels as the header webhook-id. */
static int
build(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	const struct notice *n = in->notice;
	struct json_out w = JSON_OUT_INIT;
	struct buf id = BUF_INIT(64), at = BUF_INIT(64);
	int rc;

	(void)why;
	(void)buf_add_str(&id, "msg_");
	(void)sign_add_hex(&id, (struct span){(const char *)n->dedup, 12});
	(void)when_add_utc(&at, in->now_utc_ms);
	snprintf(message_id, 96, "%s", buf_str(&id));
	json_out_object(&w, NULL);
	json_out_str(&w, "id", buf_str(&id));
	json_out_str(&w, "kind", notice_kind_name(n->kind));
	json_out_str(&w, "shop", n->shop);
	if (in->shipment_count > 0)
		json_out_str(&w, "order", n->order);
	json_out_str(&w, "at", buf_str(&at));
	json_out_str(&w, "language", words_of(facts_locale(in))->language);
	json_out_span(&w, "subject", buf_span(&words->subject));
	json_out_span(&w, "text", buf_span(&words->text));
	json_out_end(&w);
	rc = json_out_take(&w, out, false);
	json_out_clear(&w);
	buf_clear(&id);
	buf_clear(&at);
	return rc;
}

/* A receiver that does not answer 2xx has not taken it; the id makes repeats harmless, so a lost answer is a retry, marked in doubt. */
static enum answer
classify(const struct channel_reply *r)
{
	if (r->rc == 0 && r->code >= 200 && r->code < 300)
		return ANSWER_OK;
	if (r->code == 0)
		return r->all_sent ? ANSWER_IN_DOUBT : ANSWER_TEMPORARY;
	if (r->code == 410)
		return ANSWER_PERMANENT; /* gone: it says so itself */
	return ANSWER_TEMPORARY;
}

const struct channel channel_webhook = {
    .id = CHANNEL_WEBHOOK,
    .name = "webhook",
    .build = build,
    .classify = classify,
};
