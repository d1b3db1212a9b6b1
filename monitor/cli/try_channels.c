#include "monitor/cli/try_channels.h"

#include <stdio.h>

#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "monitor/cli/try.h"
#include "monitor/loop.h"
#include "monitor/net/transport.h"
#include "monitor/notice/channel.h"

struct attempt_of {
	struct loop *loop;
	int rc, status;
};

static void
answered(int rc, struct http_response *res, void *arg)
{
	struct attempt_of *a = arg;

	a->rc = rc;
	a->status = res->status;
	loop_stop(a->loop);
}

/* What would leave for the shop itself: a message to nobody else. */
static int
build(const struct shop *shop, const struct channel_settings *s, int64_t now_utc_ms,
    struct http_request *out, struct why *why)
{
	const struct channel *channel = channel_of(s->kind);
	struct notice n = NOTICE_INIT;
	struct template_output words;
	struct buf message = BUF_INIT(LIMIT_MESSAGE_BYTES);
	char message_id[96] = "";
	int rc;

	n.audience = AUDIENCE_SHOP;
	n.channel = s->kind;
	n.decided_utc_ms = now_utc_ms;
	(void)text_cut(n.shop, sizeof(n.shop), span_of(shop->id));
	sign_random(n.dedup, sizeof(n.dedup));
	template_output_init(&words);
	(void)buf_add_str(&words.subject, "Puntual: test");
	rc = buf_add_str(&words.text,
	    "This is a test by `puntual check-config --try`: what goes this way arrives.");
	if (rc == 0)
		rc = channel->build(
		    &(struct render_input){.notice = &n, .shop = shop, .now_utc_ms = now_utc_ms},
		    &words, &message, message_id, why);
	if (rc == 0)
		rc = channel->request(&(struct channel_post){.settings = s,
					  .message = buf_span(&message),
					  .message_id = message_id,
					  .now_utc_ms = now_utc_ms},
		    out);
	template_output_clear(&words);
	buf_clear(&message);
	return rc;
}

static bool
try_one(struct loop *loop, struct transport *transport, const struct shop *shop,
    const struct channel_settings *s)
{
	struct attempt_of result = {.loop = loop};
	struct http_request request;
	struct why why = {.code = 0};
	char origin[LIMIT_URL_BYTES] = "", text[LIMIT_TEXT_ROOM] = "";
	const struct transport_options options = {.origin = origin,
	    .guarded = true,
	    .private_too = s->allow_private,
	    .plain_too = s->allow_http};
	bool well;
	int rc;

	http_request_init(&request);
	rc = build(shop, s, clock_world(loop_clock(loop)), &request, &why);
	if (rc == 0)
		rc = http_origin(origin, sizeof(origin), buf_str(&request.url));
	if (rc == 0)
		rc = transport_send(transport, &request, &options, answered, &result);
	http_request_clear(&request);
	if (rc == 0)
		rc = loop_run(loop);
	if (rc == 0)
		rc = result.rc;
	well = rc == 0 && result.status >= 200 && result.status < 300;
	if (rc == ERR_FORBIDDEN)
		(void)snprintf(
		    text, sizeof(text), "its address is not a public one: see allow_private");
	else if (rc != 0)
		(void)snprintf(text, sizeof(text), "%s %s", err_text(rc), why.text);
	else
		(void)snprintf(text, sizeof(text), "HTTP %d", result.status);
	try_say("channel", s->id, well, text);
	return well;
}

/* A phone of the shop's own stands in `to`; customers' are not tried. */
static bool
can_be_tried(const struct channel_settings *s)
{
	return s->to[0] != '\0' || (s->kind != CHANNEL_SMS && s->kind != CHANNEL_WHATSAPP);
}

static bool
try_section(struct loop *loop, struct transport *transport, const struct policy *policy,
    const struct channel_settings *s)
{
	for (size_t i = 0; i < policy->shop_count; i++) {
		if (shop_channel(&policy->shops[i], s->kind) != s)
			continue;
		if (can_be_tried(s))
			return try_one(loop, transport, &policy->shops[i], s);
		try_say("channel", s->id, true, "not tried: it has no phone of the shop's (to)");
		return true;
	}
	try_say("channel", s->id, true, "not tried: no shop names it");
	return true;
}

bool
try_channels(const struct policy *policy)
{
	const struct clock_options clock_options = {.rate = 1, .start_utc_ms = AT_NONE};
	struct clock *clock = NULL;
	struct loop *loop = NULL;
	struct transport *transport = NULL;
	bool well = true;

	if (policy->channel_count == 0)
		return true;
	if (transport_library_init() < 0)
		return false;
	if (clock_new(&clock, &clock_options) < 0 || loop_new(&loop, clock) < 0 ||
	    transport_new(loop, &(struct transport_settings){.ca_file = ""}, &transport) < 0)
		well = false;
	for (size_t i = 0; transport != NULL && i < policy->channel_count; i++)
		well = try_section(loop, transport, policy, &policy->channels[i]) && well;
	transport_free(transport);
	loop_free(loop);
	clock_free(clock);
	transport_library_end();
	return well;
}
