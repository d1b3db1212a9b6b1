#include "monitor/cli/try.h"

#include <stdio.h>
#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "monitor/cli/try_channels.h"
#include "monitor/loop.h"
#include "monitor/net/mail.h"
#include "monitor/net/tokens.h"
#include "monitor/net/transport.h"
#include "monitor/notice/mail.h"

enum { MESSAGE_BYTES = 1 << 16 };

void
try_say(const char *what, const char *name, bool well, const char *text)
{
	printf("%-8s %-20s %s%s%s\n", what, name, well ? "ok" : "FAILED",
	    text[0] != '\0' ? ": " : "", text);
	(void)fflush(stdout); /* the next one may take a while */
}

/* ---- tokens ---- */

struct token_try {
	struct loop *loop;
	int rc;
};

static void
token_told(int rc, int64_t retry_after_ms, void *arg)
{
	struct token_try *t = arg;

	(void)retry_after_ms;
	t->rc = rc;
	loop_stop(t->loop);
}

static bool
try_account(struct loop *loop, struct tokens *tokens, const struct account *account)
{
	const struct carrier *carrier = carrier_find(account->carrier);
	struct token_try result = {.loop = loop};
	bool sent = false;
	int rc;

	if (carrier == NULL || carrier->auth_build == NULL) {
		try_say("account", account->id, true,
		    "it has no token to ask for; its key is tried by the first question");
		return true;
	}
	rc = tokens_fetch(tokens, account, carrier, token_told, &result, &sent);
	if (rc == 0)
		rc = loop_run(loop);
	if (rc == 0)
		rc = result.rc;
	try_say("account", account->id, rc == 0, rc == 0 ? "" : err_text(rc));
	return rc == 0;
}

static bool
try_accounts(const struct policy *policy)
{
	const struct clock_options clock_options = {.rate = 1, .start_utc_ms = AT_NONE};
	const struct transport_settings settings = {.ca_file = ""};
	struct clock *clock = NULL;
	struct loop *loop = NULL;
	struct transport *transport = NULL;
	struct tokens *tokens = NULL;
	bool well = false;

	if (transport_library_init() < 0)
		return false;
	if (clock_new(&clock, &clock_options) == 0 && loop_new(&loop, clock) == 0 &&
	    transport_new(loop, &settings, &transport) == 0 &&
	    tokens_new(clock, transport_port(transport), &tokens) == 0)
		well = true;
	else
		fputs("puntual check-config: out of memory\n", stderr);
	for (size_t i = 0; tokens != NULL && i < policy->account_count; i++)
		well = try_account(loop, tokens, &policy->accounts[i]) && well;
	transport_free(transport);
	tokens_free(tokens);
	loop_free(loop);
	clock_free(clock);
	transport_library_end();
	return well;
}

/* ---- mail ---- */

static int
build_message(const struct shop *shop, struct buf *message, struct why *why)
{
	static const char text[] =
	    "This is a test by `puntual check-config --try`: mail from this shop arrives.\r\n";
	static const char html[] =
	    "<p>This is a test by <code>puntual check-config --try</code>: mail from this shop arrives.</p>\r\n";
	const struct clock_options options = {.rate = 1, .start_utc_ms = AT_NONE};
	struct mail mail = {.from_name = shop->name,
	    .from = shop->from,
	    .reply_to = "",
	    .to_name = shop->contact_name,
	    .to = shop->alerts_to,
	    .subject = "Puntual: test mail",
	    .language = "en",
	    .domain = shop->domain,
	    .token = "",
	    .first = "",
	    .thread = "",
	    .stop_url = "",
	    .text = SPAN(text),
	    .html = SPAN(html)};
	uint8_t once[SIGN_SHA256_BYTES];
	char message_id[MAIL_ID_ROOM];
	struct clock *clock;
	int rc = clock_new(&clock, &options);

	if (rc < 0)
		return rc;
	sign_random(once, sizeof(once));
	mail.date_utc_ms = clock_world(clock);
	mail.dedup = once;
	clock_free(clock);
	return mail_build(&mail, message, message_id, why);
}

static bool
try_shop(struct mail_sender *sender, const struct mail_settings *settings, const struct shop *shop)
{
	struct buf message = BUF_INIT(MESSAGE_BYTES);
	struct mail_result result = {.rc = 0};
	struct why why = {.code = 0};
	char text[LIMIT_TEXT_ROOM + 64] = "";
	int rc = build_message(shop, &message, &why);

	if (rc == 0) {
		mail_send(
		    sender, settings, shop->from, shop->alerts_to, buf_span(&message), &result);
		rc = result.rc;
	}
	if (rc == 0)
		(void)snprintf(text, sizeof(text), "to %s", shop->alerts_to);
	else if (result.rc != 0)
		(void)snprintf(text, sizeof(text), "%s at %s: %d %s", err_text(rc),
		    mail_stage_name(result.stage), result.code, result.text);
	else
		(void)snprintf(text, sizeof(text), "%s %s", err_text(rc), why.text);
	try_say("mail", shop->id, rc == 0, text);
	buf_clear(&message);
	return rc == 0;
}

static bool
try_mail(const struct policy *policy)
{
	struct mail_sender *sender;
	bool well = true;

	if (mail_sender_new(&sender) < 0)
		return false;
	for (size_t i = 0; i < policy->shop_count; i++)
		well = try_shop(sender, &policy->mail, &policy->shops[i]) && well;
	mail_sender_free(sender);
	return well;
}

bool
try_policy(const struct policy *policy)
{
	bool accounts = try_accounts(policy);
	bool mail = try_mail(policy);

	return try_channels(policy) && mail && accounts;
}
