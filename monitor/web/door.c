#include "monitor/web/door.h"

#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/crash.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/shops/connector.h"

/* One answer for a door that is not there and for one without keys; one for whatever is wrong with a signature. */
static void
refuse_closed(struct api_call *call)
{
	api_error_as(call, 404, ERR_NOT_FOUND, "", "there is nothing of that name");
}

/* Who signs may come as often as they like, and a shop sends in bursts; who cannot is counted as any guest. */
static void
refuse_unsigned(struct api_call *call, const char *door, enum push_verdict verdict)
{
	int32_t left, wait_s;

	if (!allowance_take(&call->api->guests, call->request->address_key, clock_machine_ms(),
		&left, &wait_s)) {
		api_error_as(call, 429, ERR_RATE_LIMITED, "", "too many calls without a signature");
		return;
	}
	log_notice("web.push_refused", F_STR("door", door), F_INT("verdict", verdict));
	api_error_as(call, 401, ERR_BAD_CREDENTIALS, "",
	    "its signature does not hold, or is too old: look at the key and the clock");
}

/* ---- what was taken ---- */

static void
answer_taken(struct api_job *job, int status, bool op)
{
	const struct api_row *row = &job->rows[0];
	struct json_out out = JSON_OUT_INIT;

	CRASH_POINT("door.taken");
	if (row->rc < 0) {
		api_job_error(job, row);
		return;
	}
	json_out_object(&out, NULL);
	if (op)
		json_out_str(&out, "op", "success");
	json_out_int(&out, "id", (int64_t)row->id);
	json_out_bool(&out, "existed", row->existed);
	json_out_end(&out);
	api_job_answer(job, status, &out);
}

static void
finish_carrier(struct api_job *job)
{
	answer_taken(job, 202, false);
}

static void
finish_shop(struct api_job *job)
{
	answer_taken(job, 200, false);
}

static void
finish_waiting_shop(struct api_job *job)
{
	answer_taken(job, 200, true);
}

/* Answered when it is on disk, as it came. */
static void
store_message_of(struct api_call *call, const struct inbound *entry, api_finish_fn *finish)
{
	struct op *op = api_op(call, OP_INBOUND);
	struct api_job *job;
	int rc;

	if (op == NULL)
		return;
	op->inbound.entry = *entry;
	rc = buf_add(&op->inbound.body, call->request->body.data, call->request->body.len);
	job = rc == 0 ? api_job_new(call, 1, finish) : NULL;
	if (job == NULL) {
		op_free(op);
		if (rc < 0)
			api_fail(call, rc);
		return;
	}
	job->single = true;
	job->rows[0].op = op;
	api_job_run(job);
}

/* ---- carriers ---- */

static void
take_push(struct api_call *call, const struct carrier *carrier, const struct account *account,
    const struct push_message *message)
{
	struct inbound entry = INBOUND_INIT;
	enum push_verdict verdict = carrier->push_verify(message);

	if (verdict != PUSH_GENUINE) {
		refuse_unsigned(call, account->id, verdict);
		return;
	}
	entry.door = INBOUND_CARRIER;
	memcpy(entry.source, account->id, sizeof(entry.source));
	memcpy(entry.shop, account->shop, sizeof(entry.shop));
	sign_sha256(message->body, entry.digest);
	store_message_of(call, &entry, finish_carrier);
}

void
door_carrier(struct api_call *call)
{
	const struct account *account = policy_account(call->policy, call->id);
	const struct carrier *carrier = account != NULL ? carrier_find(account->carrier) : NULL;
	struct http_headers headers = {.items = NULL};
	struct secret secrets[2] = {SECRET_INIT, SECRET_INIT}; /* borrowed: never cleared */
	struct push_message message = {.headers = &headers,
	    .body = call->request->body,
	    .secrets = secrets,
	    .now_utc_ms = call->now_utc_ms};

	if (carrier == NULL || carrier->push_verify == NULL ||
	    !secret_present(&account->push_key)) {
		refuse_closed(call);
		return;
	}
	secrets[message.secret_count++] = account->push_key;
	if (secret_present(&account->push_key_next))
		secrets[message.secret_count++] = account->push_key_next;
	if (server_headers(call->request, &headers) < 0)
		api_fail(call, ERR_NOMEM);
	else
		take_push(call, carrier, account, &message);
	http_headers_clear(&headers);
}

/* ---- shops ---- */

/* From where the settings say, if they do. */
static bool
from_there(const struct api_call *call, const struct connector_settings *settings)
{
	struct peer_nets nets;
	struct peer peer;

	return settings->addresses[0] == '\0' ||
	    (peer_nets_parse(span_of(settings->addresses), &nets) == 0 &&
		peer_parse(span_of(call->request->address), &peer) == 0 && peer_in(&peer, &nets));
}

static void
take_message(struct api_call *call, const struct connector *connector, const struct shop_message *m)
{
	struct inbound entry = INBOUND_INIT;
	struct buf headers = BUF_INIT(sizeof(entry.headers) - 1);
	int rc = connector_headers(connector, m->headers, &headers);

	entry.door = INBOUND_SHOP;
	memcpy(entry.source, m->settings->id, sizeof(entry.source));
	memcpy(entry.shop, m->settings->shop, sizeof(entry.shop));
	connector_digest(connector, m->headers, m->body, entry.digest);
	if (rc == 0)
		rc = text_copy_span(entry.headers, sizeof(entry.headers), buf_span(&headers));
	buf_clear(&headers);
	if (rc == 0)
		store_message_of(
		    call, &entry, connector->waits ? finish_waiting_shop : finish_shop);
	else
		api_fail(call, rc);
}

/* A test of the connection: nothing is signed in it, and nothing is done for it. */
static void
answer_ping(struct api_call *call)
{
	json_out_object(&call->out, NULL);
	json_out_null(&call->out, "id");
	json_out_bool(&call->out, "existed", false);
	json_out_end(&call->out);
	api_answer(call, 200);
}

static void
open_for_shop(struct api_call *call, const char *name, const char *token)
{
	struct connector_settings room;
	const struct connector_settings *settings =
	    connector_settings_of(call->policy, name, &room);
	const struct connector *connector =
	    settings != NULL ? connector_find(settings->kind) : NULL;
	struct http_headers headers = {.items = NULL};
	struct shop_message m = {.settings = settings,
	    .headers = &headers,
	    .body = call->request->body,
	    .token = token,
	    .received_utc_ms = call->now_utc_ms};
	enum push_verdict verdict;

	if (connector == NULL || connector->verify == NULL || !secret_present(&settings->key)) {
		refuse_closed(call);
		return;
	}
	if (server_headers(call->request, &headers) < 0) {
		api_fail(call, ERR_NOMEM);
	} else if (!from_there(call, settings)) {
		refuse_unsigned(call, settings->id, PUSH_FORGED);
	} else if (connector->is_ping != NULL && connector->is_ping(&m)) {
		answer_ping(call);
	} else {
		verdict = connector->verify(&m);
		if (verdict == PUSH_GENUINE)
			take_message(call, connector, &m);
		else
			refuse_unsigned(call, settings->id, verdict);
	}
	http_headers_clear(&headers);
}

void
door_shop(struct api_call *call)
{
	open_for_shop(call, call->id, "");
}

void
door_shop_token(struct api_call *call)
{
	struct span rest = span_of(call->request->path), part;
	char name[LIMIT_SHOP_ROOM];

	/* "/in/shop/NAME/TOKEN": the last part is call->id. */
	for (int i = 0; i < 4; i++)
		if (!text_split(&rest, '/', &part))
			part = (struct span){"", 0};
	if (text_copy_span(name, sizeof(name), part) < 0)
		refuse_closed(call);
	else
		open_for_shop(call, name, call->id);
}
