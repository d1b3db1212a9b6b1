#include "monitor/notice/channel.h"

#include <stdio.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/notice/mail.h"
#include "monitor/notice/words.h"

void
channel_email_to(const struct render_input *in, char dst[LIMIT_EMAIL_ROOM])
{
	const struct notice *n = in->notice;
	const char *to = n->audience != AUDIENCE_CUSTOMER ? in->shop->alerts_to
	    : in->person != NULL                          ? in->person->email
							  : "";

	if (n->kind == NOTICE_LOGIN)
		notice_login_to(n, dst);
	else
		(void)text_cut(dst, LIMIT_EMAIL_ROOM, span_of(to));
}

static int
build(const struct render_input *in, const struct template_output *words, struct buf *out,
    char message_id[96], struct why *why)
{
	const struct notice *n = in->notice;
	bool customer = n->audience == AUDIENCE_CUSTOMER;
	char thread[LIMIT_SHOP_ROOM + LIMIT_ORDER_ROOM + 8] = "";
	char stop_url[sizeof(in->shop->pages_url) + LINK_ROOM + 12] = "";
	char to[LIMIT_EMAIL_ROOM];
	struct mail m = {
	    .from_name = in->shop->name,
	    .from = in->shop->from,
	    .reply_to = in->shop->reply_to,
	    .to_name = customer && in->person != NULL ? in->person->name : "",
	    .to = to,
	    .subject = buf_str(&words->subject),
	    .language = words_of(facts_locale(in))->language,
	    .domain = in->shop->domain,
	    .dedup = n->dedup,
	    .token = in->token != NULL ? in->token : "",
	    .first = in->first != NULL ? in->first : "",
	    .thread = thread,
	    .stop_url = stop_url,
	    .date_utc_ms = in->now_utc_ms,
	    .text = buf_span(&words->text),
	    .html = buf_span(&words->html),
	};

	channel_email_to(in, to);
	/* a customer's and the shop's mails about one order are two conversations; the customer's begins with a mail of its own */
	if (!customer && in->shipment_count > 0)
		snprintf(thread, sizeof(thread), "%s/%s/shop", n->shop, n->order);
	if (customer && in->shop->pages_url[0] != '\0' && in->order != NULL &&
	    in->order->link[0] != '\0')
		snprintf(stop_url, sizeof(stop_url), "%s/t/%s/stop", in->shop->pages_url,
		    in->order->link);
	return mail_build(&m, out, message_id, why);
}

/* RFC 3463 subjects that speak of this recipient or this message whatever the step: X.1 address, X.2 mailbox, X.6 content. */
static bool
about_recipient(const char *enhanced)
{
	struct span rest = span_of(enhanced), class, subject;

	if (!text_split(&rest, '.', &class) || !text_split(&rest, '.', &subject))
		return false;
	return span_equal_str(subject, "1") || span_equal_str(subject, "2") ||
	    span_equal_str(subject, "6");
}

/* X.7.1 relaying denied and its kin, X.3 and X.4: the server or the way to it, not the recipient. X.1.8 and X.1.7 speak of our own
 * address. */
static bool
about_channel(const char *enhanced)
{
	static const char *const codes[] = {
	    "5.7.1", "5.7.0", "5.7.8", "5.7.60", "5.1.7", "5.1.8", "4.1.8"};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strcmp(codes[i], enhanced) == 0)
			return true;
	return enhanced[0] != '\0' && strlen(enhanced) > 2 &&
	    (enhanced[2] == '3' || enhanced[2] == '4') && enhanced[3] == '.';
}

/* 554, transaction failed, without a word about the recipient: the relay refuses whoever asks. */
static bool
refuses_us(const struct channel_reply *r)
{
	return r->code == 554 && !about_recipient(r->enhanced);
}

static enum answer
classify(const struct channel_reply *r)
{
	if (r->rc == 0)
		return ANSWER_OK;
	/* 421 at any step: the server is closing (RFC 5321, 3.8) */
	if (r->code == 421)
		return r->all_sent && r->step == CHANNEL_STEP_ANSWER ? ANSWER_TEMPORARY
								     : ANSWER_CHANNEL_FAILING;
	if (r->code == 0 && r->all_sent)
		return ANSWER_IN_DOUBT;
	if (r->rc == ERR_MALFORMED)
		return ANSWER_PERMANENT; /* an address that cannot be written, or not by this server */
	switch (r->step) {
	case CHANNEL_STEP_CONNECT: return ANSWER_CHANNEL_FAILING;
	case CHANNEL_STEP_RECIPIENT:
		if (r->code == 0)
			return ANSWER_CHANNEL_FAILING;
		if (r->code >= 500 && (about_channel(r->enhanced) || refuses_us(r)))
			return ANSWER_CHANNEL_FAILING;
		return r->code >= 500 ? ANSWER_PERMANENT : ANSWER_TEMPORARY;
	case CHANNEL_STEP_CONTENT:
	case CHANNEL_STEP_ANSWER:
		if (r->code == 0)
			return ANSWER_TEMPORARY; /* cut before the last byte: nothing was taken */
		if (r->code < 500)
			return ANSWER_TEMPORARY;
		return refuses_us(r) ? ANSWER_CHANNEL_FAILING : ANSWER_PERMANENT;
	}
	return ANSWER_TEMPORARY;
}

const struct channel channel_email = {
    .id = CHANNEL_EMAIL,
    .name = "email",
    .build = build,
    .classify = classify,
};
