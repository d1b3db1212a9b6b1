/*
 * La Poste, Suivi v2: letters, Colissimo and, in part, Chronopost under one key, ten numbers a request, each answered by
 * itself. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "carriers/shape.h"

#define OWN_ORIGIN "https://api.laposte.fr"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* shipment.event[].code */
static const struct code_row codes[] = {
    CODE("AG1", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("DI1", DELIVERED, NONE, RECORDED),
    CODE("DI2", RETURNED, NONE, CLIENT),
    CODE("DO1", CUSTOMS, NONE, CLIENT),
    CODE("DO2", CUSTOMS, NONE, CLIENT),
    CODE("DO3", CUSTOMS, CUSTOMS_HOLD, CLIENT),
    CODE("DR1", LABEL_CREATED, NONE, RECORDED),
    CODE("EP1", IN_TRANSIT, NONE, CLIENT),
    CODE("ET1", IN_TRANSIT, NONE, RECORDED),
    CODE("ET2", IN_TRANSIT, NONE, RECORDED),
    CODE("ET3", IN_TRANSIT, NONE, RECORDED),
    CODE("ET4", IN_TRANSIT, NONE, CLIENT),
    CODE("MD1", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("MD2", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("ND1", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("PB1", EXCEPTION, NONE, CLIENT),
    CODE("PB2", IN_TRANSIT, NONE, CLIENT),
    CODE("PC1", ACCEPTED, NONE, RECORDED),
    CODE("PC2", ACCEPTED, NONE, CLIENT),
    CODE("RE1", RETURNING, NONE, CLIENT),
};

/* `code` of the gateway's own errors. */
static const struct fault_row faults[] = {
    {"RESOURCE_NOT_FOUND", ERR_NOT_FOUND},
    {"TOO_MANY_REQUESTS", ERR_RATE_LIMITED},
    {"UNAUTHORIZED", ERR_BAD_CREDENTIALS},
    {"FORBIDDEN", ERR_BAD_CREDENTIALS},
};

static const struct scan_names names = {.code = "code", .at = "date", .text = "label"};

static const struct number_shape shapes[] = {
    {"@@#{9}FR", CHECK_S10, 97, 0}, {"[5-9]@#{11}", CHECK_NONE, 70, 0}, /* Colissimo */
};

static int
laposte_track_build(const struct track_query *q, struct http_request *out)
{
	int rc;

	rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/suivi/v2/idships/");
	if (rc == 0)
		rc = ask_add_numbers(&out->url, q, ",");
	if (rc == 0)
		rc = adapter_add_query(out, "lang", "fr_FR");
	if (rc == 0)
		rc = http_headers_add_secret(
		    &out->headers, "X-Okapi-Key", secret_bytes(&q->account->key));
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* The estimate becomes the moment of delivery once there is one: it is no promise then. */
static int
read_shipment(struct json_value v, struct observation *o, struct why *why)
{
	bool final = false;
	int rc;

	rc = reply_scans(
	    json_get(v, "event"), &names, codes, CODE_COUNT(codes), true, &o->events, why);
	if (rc < 0)
		return rc;
	(void)json_bool(json_get(v, "isFinal"), &final);
	if (!final && !adapter_delivered(&o->events))
		o->eta_from = o->eta_until = adapter_opt_when(json_get(v, "estimDate"));
	(void)adapter_text(json_get(v, "product"), o->service, sizeof(o->service));
	return 0;
}

static int
read_entry(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value shipment = json_get(v, "shipment");
	char code[40];
	int64_t status = 200;

	if (json_text_copy(json_get(v, "code"), code, sizeof(code))) {
		o->error = adapter_fault(faults, CODE_COUNT(faults), code, ERR_OUTAGE);
		return o->error == ERR_NOT_FOUND ? 0
						 : json_fault(v, why, o->error, "code %s", code);
	}
	(void)adapter_int(json_get(v, "returnCode"), 100, 599, &status);
	o->error = adapter_status((int)status);
	if (o->error == ERR_BAD_CREDENTIALS || o->error == ERR_RATE_LIMITED)
		return json_fault(v, why, o->error, "returnCode %d", (int)status);
	if (o->error != 0)
		return 0;
	if (json_kind(shipment) != JSON_KIND_OBJECT)
		return json_fault(v, why, ERR_MALFORMED, "no shipment in the answer");
	return read_shipment(shipment, o, why);
}

static int
laposte_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	if (json_kind(root) == JSON_KIND_OBJECT && json_absent(json_get(root, "returnCode")) &&
	    json_absent(json_get(root, "code"))) {
		rc = adapter_status(in->status);
		if (rc == ERR_NOT_FOUND || rc == ERR_REJECTED)
			rc = adapter_answer_all(out, q, rc);
		else if (rc < 0)
			rc = why_set(why, rc, SIZE_MAX, "", "HTTP status %d", in->status);
		else
			rc = json_fault(root, why, ERR_MALFORMED, "no returnCode");
		goto out;
	}
	rc = adapter_read_batch(
	    root, "shipment.idShip|idShip", read_entry, ERR_NOT_FOUND, q, out, why);
out:
	json_doc_clear(&doc);
	return rc;
}

const struct carrier carrier_laposte = {
    .id = "laposte",
    .name = "La Poste, Colissimo",
    .origins = origins,
    .limits = {.gap_ms = 10, .interval_ms = 30 * MINUTE_MS, .batch = 10, .steps = 1},
    .evidence = EVIDENCE_RECORDED,
    .known = {.events = EVIDENCE_RECORDED, .eta = EVIDENCE_CLIENT, .errors = EVIDENCE_RECORDED},
    .zone = "Europe/Paris",
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = laposte_track_build,
    .track_parse = laposte_track_parse,
};
