#include "monitor/web/door.h"

#include <string.h>

#include "carriers/carrier.h"
#include "carriers/codes.h"
#include "monitor/base/json_skeleton.h"
#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/log.h"
#include "monitor/web/api_register.h"

enum {
	MATCHES = 8, /* open parcels of one number */
	ROWS = LIMIT_BATCH_NUMBERS * MATCHES,
};

/* One answer for a door that is not there and for one without keys; one for whatever is wrong with a signature. */
static void
refuse_closed(struct api_call *call)
{
	api_error_as(call, 404, ERR_NOT_FOUND, "", "there is nothing of that name");
}

static void
refuse_unsigned(struct api_call *call, const char *door, int verdict)
{
	log_notice("web.push_refused", F_STR("door", door), F_INT("verdict", verdict));
	api_error_as(call, 401, ERR_BAD_CREDENTIALS, "",
	    "its signature does not hold, or is too old: look at the key and the clock");
}

/* ---- carriers ---- */

static void
finish_push(struct api_job *job)
{
	struct json_out out = JSON_OUT_INIT;
	int64_t taken = 0;

	for (size_t i = 0; i < job->row_count; i++) {
		const struct api_row *row = &job->rows[i];

		/* One that is to be sent again is sent again whole. */
		if (row->rc < 0 && api_status_of(row->rc) == 503) {
			api_job_error(job, row);
			return;
		}
		taken += row->rc == 0;
	}
	json_out_object(&out, NULL);
	json_out_int(&out, "taken", taken);
	json_out_end(&out);
	api_job_answer(job, 202, &out);
}

/* The parcels of this account that a number stands for. */
static size_t
find_parcels(
    struct api_call *call, const struct account *account, const char *number, uint64_t ids[MATCHES])
{
	uint64_t found[LIMIT_ORDER_PARCELS];
	size_t count = 0, own = 0;

	if (store_by_number(call->api->reader, number, found, LIMIT_ORDER_PARCELS, &count) < 0)
		return 0;
	for (size_t i = 0; i < count && own < MATCHES; i++) {
		struct shipment s = SHIPMENT_INIT;

		if (store_shipment_head(call->api->reader, found[i], &s) == 0 &&
		    strcmp(s.account, account->id) == 0)
			ids[own++] = found[i];
		shipment_clear(&s);
	}
	return own;
}

static int
make_review(struct api_call *call, const struct carrier *carrier, const struct account *account,
    uint64_t id, const struct observation *o, struct op **out)
{
	struct op *op = op_new(OP_REVIEW, call->now_utc_ms, call->policy);
	int rc = op == NULL ? ERR_NOMEM : observation_copy(&op->review.observation, o);

	if (rc < 0) {
		op_free(op);
		return rc;
	}
	op->id = id;
	op->review.has_observation = true;
	op->review.asked_utc_ms = call->now_utc_ms;
	op->review.trusted = carrier_trusted(carrier, account);
	*out = op;
	return 0;
}

static void
submit(struct api_call *call, const struct carrier *carrier, const struct account *account,
    struct observation_list *list)
{
	struct api_job *job = api_job_new(call, ROWS, finish_push);
	size_t rows = 0;

	if (job == NULL)
		return;
	for (size_t i = 0; i < list->count; i++) {
		struct observation *o = &list->items[i];
		uint64_t ids[MATCHES];
		size_t count = o->error == 0 ? find_parcels(call, account, o->number, ids) : 0;

		codes_apply(carrier, account, o);
		for (size_t k = 0; k < count; k++, rows++)
			job->rows[rows].rc =
			    make_review(call, carrier, account, ids[k], o, &job->rows[rows].op);
	}
	log_info("web.pushed", F_STR("account", account->id), F_INT("numbers", list->count),
	    F_INT("parcels", rows));
	job->row_count = rows;
	api_job_run(job);
}

/* A genuine message that cannot be read will not be better when it comes again: its shape is kept, and a person told. */
static void
keep_shape(struct api_call *call, const struct account *account, int code, const struct why *why)
{
	struct op *op = op_new(OP_SKELETON, call->now_utc_ms, NULL);
	struct json_doc doc = JSON_DOC_INIT;

	log_warn("web.push_unread", F_STR("account", account->id), F_ERR("error", code),
	    F_STR("path", why->path), F_STR("text", why->text));
	if (op == NULL)
		return;
	(void)text_cut(op->skeleton.account, sizeof(op->skeleton.account), span_of(account->id));
	op->skeleton.error = code;
	if (json_parse(&doc, call->request->body, NULL) < 0 ||
	    json_add_skeleton(&op->skeleton.bytes, json_root(&doc)) < 0)
		(void)buf_addf(&op->skeleton.bytes, "%zu bytes, no JSON", call->request->body.len);
	if (store_submit(call->api->port, op, NULL, NULL) < 0)
		log_debug("web.skeleton_lost", F_STR("account", account->id));
	json_doc_clear(&doc);
}

static void
take(struct api_call *call, const struct carrier *carrier, const struct account *account,
    const struct push_message *message)
{
	struct observation_list list = OBSERVATION_LIST_INIT;
	enum push_verdict verdict = carrier->push_verify(message);
	struct why why = {.code = 0};
	int rc;

	if (verdict != PUSH_GENUINE) {
		refuse_unsigned(call, account->id, (int)verdict);
		return;
	}
	rc = carrier->push_parse(message, &list, &why);
	if (rc == ERR_MALFORMED) {
		keep_shape(call, account, rc, &why);
		observation_list_clear(&list);
		list = OBSERVATION_LIST_INIT;
		rc = 0;
	}
	if (rc < 0)
		api_fail(call, rc);
	else
		submit(call, carrier, account, &list);
	observation_list_clear(&list);
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
		take(call, carrier, account, &message);
	http_headers_clear(&headers);
}

/* ---- the shop's programs ---- */

static void
register_signed(struct api_call *call)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct why why;
	struct json_value root;

	if (json_parse(&doc, call->request->body, &why) < 0) {
		api_error_as(call, 400, why.code, why.path, "is no JSON");
	} else {
		root = json_root(&doc);
		if (json_string_is(json_get(root, "type"), "shipment.created"))
			api_register_one(call, json_get(root, "data"));
		else
			api_error_as(call, 422, ERR_NOT_FOUND, "type", "must be shipment.created");
	}
	json_doc_clear(&doc);
}

void
door_shop(struct api_call *call)
{
	const struct shop *shop = policy_shop(call->policy, call->id);
	const struct server_request *request = call->request;

	if (shop == NULL || !secret_present(&shop->hook_keys)) {
		refuse_closed(call);
		return;
	}
	if (!webhook_holds(span_of(secret_bytes(&shop->hook_keys)),
		server_header(request, "webhook-id"), server_header(request, "webhook-timestamp"),
		server_header(request, "webhook-signature"), request->body, call->now_utc_ms)) {
		refuse_unsigned(call, shop->id, (int)PUSH_FORGED);
		return;
	}
	memcpy(call->who.shop, shop->id, sizeof(call->who.shop));
	register_signed(call);
}
