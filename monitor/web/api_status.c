#include "monitor/web/api_status.h"

#include "monitor/web/api_events.h"

#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/text.h"
#include "monitor/web/api_json.h"

enum {
	API_FORMAT = 1, /* grows when an answer loses a member or changes its meaning */
	ASIDE = 10,
	ENTRIES_NORMAL = 100,
	ENTRIES_MOST = 500,
};

void
api_version(struct api_call *call)
{
	json_out_object(&call->out, NULL);
	api_out_now(call);
	json_out_str(&call->out, "version", PUNTUAL_VERSION);
	json_out_int(&call->out, "format", API_FORMAT);
	json_out_end(&call->out);
	api_answer(call, 200);
}

/* ---- status ---- */

static int
out_store(struct api_call *call)
{
	struct json_out *out = &call->out;
	struct store_status s;
	int rc = store_status(call->api->reader, &s);

	if (rc < 0)
		return rc;
	json_out_object(out, "store");
	json_out_int(out, "shipments", (int64_t)s.shipments);
	json_out_int(out, "open", (int64_t)s.open);
	json_out_int(out, "persons", (int64_t)s.persons);
	json_out_int(out, "retained", (int64_t)s.retained);
	out_at(out, "retained_since", s.retained_since_utc_ms);
	json_out_int(out, "journal_seq", (int64_t)s.journal_seq);
	json_out_int(out, "journal_gone", (int64_t)s.journal_gone);
	json_out_object(out, "states");
	for (int state = 0; state < PROMISE_COUNT; state++)
		json_out_int(
		    out, promise_state_name((enum promise_state)state), (int64_t)s.states[state]);
	json_out_end(out);
	json_out_int(out, "notices", (int64_t)s.notices);
	json_out_int(out, "pending", (int64_t)s.pending);
	json_out_int(out, "held", (int64_t)s.held);
	json_out_int(out, "in_doubt", (int64_t)s.in_doubt);
	json_out_int(out, "shadow", (int64_t)s.shadow);
	json_out_int(out, "sent", (int64_t)s.sent);
	json_out_int(out, "dead", (int64_t)s.dead);
	json_out_int(out, "cases_open", (int64_t)s.cases_open);
	json_out_int(out, "cases_unowned", (int64_t)s.cases_unowned);
	json_out_int(out, "unread", (int64_t)s.unread);
	json_out_int(out, "aside", (int64_t)s.aside);
	json_out_int(out, "skeletons", (int64_t)s.skeletons);
	json_out_int(out, "used_bytes", s.used_bytes);
	json_out_int(out, "soft_bytes", s.soft_bytes);
	json_out_int(out, "used_percent", s.used_percent);
	json_out_bool(out, "full", s.full);
	json_out_int(out, "queue", (int64_t)s.queue);
	json_out_bool(out, "scaled", s.scaled);
	json_out_object(out, "gap");
	out_at(out, "from", s.gap.from_utc_ms);
	out_at(out, "until", s.gap.until_utc_ms);
	json_out_end(out);
	out_at(out, "clock", s.clock_utc_ms);
	json_out_end(out);
	return 0;
}

static void
out_due(struct api_call *call)
{
	struct store_due due;

	store_due(call->api->store, &due);
	json_out_object(&call->out, "due");
	out_at(&call->out, "poll", due.poll_utc_ms);
	out_at(&call->out, "review", due.review_utc_ms);
	out_at(&call->out, "outbox", due.outbox_utc_ms);
	json_out_end(&call->out);
}

static void
out_mail(struct api_call *call)
{
	const struct web_getters *getters = &call->api->getters;
	struct web_mail mail = {.state = "off", .failing_since_utc_ms = AT_NONE};

	if (getters->mail != NULL)
		getters->mail(getters->arg, &mail);
	json_out_object(&call->out, "mail");
	json_out_str(&call->out, "state", mail.state);
	out_at(&call->out, "failing_since", mail.failing_since_utc_ms);
	out_text(&call->out, "detail", mail.detail);
	json_out_end(&call->out);
}

/* Whether a shop that the caller sees uses it. */
static bool
sees_channel(const struct api_call *call, const struct channel_settings *c)
{
	for (size_t i = 0; i < call->policy->shop_count; i++)
		if (api_sees(call, call->policy->shops[i].id) &&
		    shop_channel(&call->policy->shops[i], c->kind) == c)
			return true;
	return false;
}

/* Those over HTTP. What the outbox has left word of: one that nobody has used yet works, as far as is known. */
static int
out_channels(struct api_call *call)
{
	struct json_out *out = &call->out;
	int rc = 0;

	json_out_array(out, "channels");
	for (size_t i = 0; rc == 0 && i < call->policy->channel_count; i++) {
		const struct channel_settings *c = &call->policy->channels[i];
		struct account_state state = ACCOUNT_STATE_INIT;
		char id[LIMIT_ACCOUNT_ROOM];

		if (!sees_channel(call, c))
			continue;
		account_of_channel(id, c->id);
		rc = store_account(call->api->reader, id, &state);
		if (rc == ERR_NOT_FOUND)
			rc = 0;
		json_out_object(out, NULL);
		json_out_str(out, "id", c->id);
		json_out_str(out, "kind", channel_name(c->kind));
		json_out_str(out, "state",
		    state.stopped                               ? "off"
			: state.failing_since_utc_ms != AT_NONE ? "failing"
								: "ok");
		out_at(out, "failing_since", state.failing_since_utc_ms);
		json_out_end(out);
	}
	json_out_end(out);
	return rc;
}

static int
out_accounts(struct api_call *call)
{
	int rc = 0;

	json_out_array(&call->out, "accounts");
	for (size_t i = 0; rc == 0 && i < call->policy->account_count; i++) {
		const struct account *account = &call->policy->accounts[i];
		struct account_state state = ACCOUNT_STATE_INIT;

		if (!api_sees(call, account->shop))
			continue;
		rc = store_account(call->api->reader, account->id, &state);
		if (rc == 0)
			out_account(call, NULL, account, &state);
	}
	json_out_end(&call->out);
	return rc;
}

/* A shop's own system: what comes of it, and how it answers. */
static int
out_connector(struct api_call *call, const struct connector_settings *settings)
{
	struct json_out *out = &call->out;
	struct connector_state c;
	int rc = store_connector(call->api->reader, settings->id, &c);

	if (rc < 0)
		return rc;
	json_out_object(out, NULL);
	json_out_str(out, "id", settings->id);
	json_out_str(out, "kind", settings->kind);
	json_out_str(out, "shop", settings->shop);
	json_out_str(out, "state", connector_trouble_name(connector_trouble(&c, call->now_utc_ms)));
	out_at(out, "heard", c.heard_utc_ms);
	out_at(out, "asked", c.asked_utc_ms);
	out_at(out, "failing_since", c.failing_since_utc_ms);
	json_out_str(out, "error", c.failing_since_utc_ms != AT_NONE ? err_name(c.error) : NULL);
	json_out_end(out);
	return 0;
}

static int
out_connectors(struct api_call *call)
{
	int rc = 0;

	json_out_array(&call->out, "connectors");
	for (size_t i = 0; rc == 0 && i < call->policy->connector_count; i++)
		if (api_sees(call, call->policy->connectors[i].shop))
			rc = out_connector(call, &call->policy->connectors[i]);
	json_out_end(&call->out);
	return rc;
}

static int
out_shops(struct api_call *call)
{
	static const char *const modes[] = {[NOTICES_SHADOW] = "shadow",
	    [NOTICES_SHOP] = "shop",
	    [NOTICES_CUSTOMERS] = "customers"};
	struct json_out *out = &call->out;
	int rc = 0;

	json_out_array(out, "shops");
	for (size_t i = 0; rc == 0 && i < call->policy->shop_count; i++) {
		const struct shop *shop = &call->policy->shops[i];
		bool paused = false;

		rc = store_paused(call->api->reader, shop->id, &paused);
		json_out_object(out, NULL);
		json_out_str(out, "id", shop->id);
		json_out_str(out, "name", shop->name);
		json_out_str(out, "notices", modes[shop->notices]);
		json_out_bool(out, "paused", paused);
		json_out_str(out, "locale", shop->locale);
		json_out_str(out, "zone", shop->zone);
		json_out_end(out);
	}
	json_out_end(out);
	return rc;
}

static int
out_aside(struct api_call *call)
{
	char text[LIMIT_TEXT_ROOM];
	int rc = 0;

	json_out_array(&call->out, "aside");
	for (size_t i = 0; rc == 0 && i < ASIDE; i++) {
		rc = store_aside(call->api->reader, i, text, sizeof(text));
		if (rc == 0)
			json_out_str(&call->out, NULL, text);
	}
	json_out_end(&call->out);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

static int
read_status(struct api_call *call, void *arg)
{
	int rc;

	(void)arg;
	json_out_int(&call->out, "clock_rate", clock_rate(call->api->clock));
	out_at(&call->out, "started", call->api->started_utc_ms);
	rc = out_store(call);
	if (rc < 0)
		return rc;
	out_due(call);
	out_mail(call);
	json_out_object(&call->out, "bounces");
	json_out_int(&call->out, "taken", (int64_t)call->api->bounces_taken);
	json_out_int(&call->out, "unknown", (int64_t)call->api->bounces_unknown);
	json_out_end(&call->out);
	rc = out_channels(call);
	if (rc == 0)
		rc = api_out_endpoints(call);
	if (rc == 0)
		rc = out_accounts(call);
	if (rc == 0)
		rc = out_connectors(call);
	if (rc == 0)
		rc = out_shops(call);
	return rc == 0 ? out_aside(call) : rc;
}

void
api_status(struct api_call *call)
{
	api_read(call, read_status, NULL);
}

/* ---- carriers ---- */

static void
out_carrier(struct json_out *out, const struct carrier *carrier)
{
	json_out_object(out, NULL);
	json_out_str(out, "id", carrier->id);
	json_out_str(out, "name", carrier->name);
	json_out_str(out, "evidence", evidence_name(carrier->evidence));
	json_out_str(out, "auth", carrier_auth_name(carrier));
	json_out_int(out, "batch", carrier->limits.batch);
	json_out_int(out, "interval_ms", carrier->limits.interval_ms);
	if (carrier->limits.day_calls > 0)
		json_out_int(out, "quota", carrier->limits.day_calls);
	else
		json_out_null(out, "quota");
	json_out_bool(out, "changes", carrier->changes_build != NULL);
	json_out_bool(out, "eta", carrier->known.eta != 0);
	json_out_bool(out, "push", carrier->push_parse != NULL);
	json_out_object(out, "known");
	json_out_str(out, "events", evidence_name(carrier->known.events));
	json_out_str(out, "eta", evidence_name(carrier->known.eta));
	json_out_str(out, "pieces", evidence_name(carrier->known.pieces));
	json_out_str(out, "errors", evidence_name(carrier->known.errors));
	json_out_str(out, "push", evidence_name(carrier->known.push));
	json_out_end(out);
	json_out_end(out);
}

static int
read_carriers(struct api_call *call, void *arg)
{
	(void)arg;
	json_out_array(&call->out, "carriers");
	for (const struct carrier *const *c = carrier_all(); *c != NULL; c++)
		out_carrier(&call->out, *c);
	json_out_end(&call->out);
	return out_accounts(call);
}

void
api_carriers(struct api_call *call)
{
	api_read(call, read_carriers, NULL);
}

static void
finish_retry(struct api_job *job)
{
	const struct web_getters *getters = &job->api->getters;
	const struct api_row *row = &job->rows[0];
	struct json_out out = JSON_OUT_INIT;

	if (row->rc < 0) {
		api_job_error(job, row);
		return;
	}
	if (getters->account_retried != NULL)
		getters->account_retried(getters->arg, row->path);
	json_out_object(&out, NULL);
	json_out_str(&out, "id", row->path);
	json_out_end(&out);
	api_job_answer(job, 200, &out);
}

void
api_account_retry(struct api_call *call)
{
	const struct account *account = policy_account(call->policy, call->id);
	struct account_state state = ACCOUNT_STATE_INIT;
	struct api_job *job;
	struct op *op;
	int rc;

	if (account == NULL) {
		api_error(call, ERR_NOT_FOUND, "", "there is no account '%s' in the configuration",
		    call->id);
		return;
	}
	rc = store_account(call->api->reader, account->id, &state);
	if (rc < 0) {
		api_fail(call, rc);
		return;
	}
	op = api_op(call, OP_ACCOUNT);
	if (op == NULL)
		return;
	/* What was counted stays: a quota is not renewed by asking. */
	state.stopped = false;
	state.health = 0;
	state.failures = 0;
	state.failing_since_utc_ms = AT_NONE;
	state.blocked_until_utc_ms = AT_NONE;
	state.token_tried_utc_ms = AT_NONE;
	op->account = state;
	job = api_job_new(call, 1, finish_retry);
	if (job == NULL) {
		op_free(op);
		return;
	}
	job->rows[0].op = op;
	(void)text_cut(job->rows[0].path, sizeof(job->rows[0].path), span_of(account->id));
	api_job_run(job);
}

/* ---- journal ---- */

struct journal_page {
	uint64_t after;
	size_t limit;
	struct journal_entry entries[ENTRIES_MOST];
};

static int
read_journal(struct api_call *call, void *arg)
{
	struct journal_page *page = arg;
	struct store_due due;
	size_t count = 0;
	int rc = store_journal(call->api->reader, page->after, page->entries, page->limit, &count);

	json_out_array(&call->out, "entries");
	for (size_t i = 0; rc == 0 && i < count; i++)
		out_journal_entry(&call->out, NULL, &page->entries[i]);
	json_out_end(&call->out);
	store_due(call->api->store, &due);
	json_out_int(&call->out, "gone", (int64_t)due.journal_gone);
	return rc;
}

void
api_journal(struct api_call *call)
{
	struct journal_page page;
	char after[24];
	int64_t seq = 0;

	if (!api_query(call, "after", after, sizeof(after)) ||
	    !api_query_limit(call, ENTRIES_NORMAL, ENTRIES_MOST, &page.limit))
		return;
	if (after[0] != '\0' && text_parse_i64(span_of(after), 0, INT64_MAX, &seq) < 0) {
		api_error(call, ERR_MALFORMED, "after", "must be the seq of an entry");
		return;
	}
	page.after = (uint64_t)seq;
	api_read(call, read_journal, &page);
}
