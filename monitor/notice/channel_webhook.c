#include <stdio.h>

#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/notice/channel_http.h"
#include "monitor/notice/words.h"

/* Whom the shop's program is to pass it on to. */
static void
add_recipient(struct json_out *w, const struct render_input *in)
{
	if (in->notice->audience != AUDIENCE_CUSTOMER || in->person == NULL)
		return;
	json_out_object(w, "recipient");
	json_out_str(w, "name", in->person->name);
	json_out_str(w, "email", in->person->email);
	json_out_str(w, "phone", in->person->phone);
	json_out_end(w);
}

/* Standard Webhooks 1.0.0, "Payload structure": type, timestamp, data. The time is that of the event, of the attempt is a header. */
static int
build(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	const struct notice *n = in->notice;
	struct json_out w = JSON_OUT_INIT;
	struct buf type = BUF_INIT(64), at = BUF_INIT(64);
	int rc;

	(void)why;
	channel_http_id(n, message_id);
	(void)buf_addf(&type, "notice.%s", notice_kind_name(n->kind));
	(void)when_add_utc(&at, n->decided_utc_ms);
	json_out_object(&w, NULL);
	json_out_str(&w, "type", buf_str(&type));
	json_out_str(&w, "timestamp", buf_str(&at));
	json_out_object(&w, "data");
	json_out_str(&w, "id", message_id);
	json_out_str(&w, "kind", notice_kind_name(n->kind));
	json_out_str(&w, "shop", n->shop);
	if (in->shipment_count > 0)
		json_out_str(&w, "order", n->order);
	json_out_str(&w, "language", words_of(facts_locale(in))->language);
	add_recipient(&w, in);
	json_out_span(&w, "subject", buf_span(&words->subject));
	json_out_span(&w, "text", buf_span(&words->text));
	json_out_end(&w);
	json_out_end(&w);
	rc = json_out_take(&w, out, false);
	json_out_clear(&w);
	buf_clear(&type);
	buf_clear(&at);
	return rc;
}

static int
request(const struct channel_post *post, struct http_request *out)
{
	struct buf value = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	int64_t at_seconds = post->now_utc_ms / 1000;
	int rc = channel_http_post(out, post->settings->url, "application/json", post);

	(void)buf_addf(&value, "%lld", (long long)at_seconds);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "webhook-timestamp", buf_str(&value));
	buf_reset(&value);
	if (rc == 0)
		rc = webhook_add_signatures(&value, span_of(secret_bytes(&post->settings->key)),
		    post->message_id, at_seconds, post->message);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "webhook-signature", buf_str(&value));
	buf_clear(&value);
	return rc;
}

/* Only 2xx has taken it; redirects are failures as well. The id lets a receiver drop a repeat. 410 says itself that there is no more to send. */
static enum answer
classify(const struct channel_reply *r)
{
	if (r->code >= 200 && r->code < 300)
		return ANSWER_OK;
	if (r->code == 0)
		return r->all_sent ? ANSWER_IN_DOUBT : ANSWER_CHANNEL_FAILING;
	return r->code == 410 ? ANSWER_PERMANENT : ANSWER_TEMPORARY;
}

/* The specification's example schedule, "Deliverability and reliability"; its first wait is none. */
static const int32_t waits_s[] = {
    5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600, 0};

const struct channel channel_webhook = {
    .id = CHANNEL_WEBHOOK,
    .name = "webhook",
    .build = build,
    .classify = classify,
    .request = request,
    .waits_s = waits_s,
};
