/*
 * An Post, track and trace: a subscription key at the post's gateway, one number a request. Known from client code alone.
 * Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://apim-anpost-anpostmobileapp.anpost.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* GetEventsResult[].traceCode */
static const struct code_row codes[] = {
    CODE("1", IN_TRANSIT, NONE, CLIENT),
    CODE("14", DELIVERED, NONE, CLIENT),
    CODE("15", ACCEPTED, NONE, CLIENT),
    CODE("16", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("19", IN_TRANSIT, NONE, CLIENT),
    CODE("32", ACCEPTED, NONE, CLIENT),
    CODE("35", LABEL_CREATED, NONE, CLIENT),
    CODE("36", ACCEPTED, NONE, CLIENT),
    CODE("37", ACCEPTED, NONE, CLIENT),
    CODE("4", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("40", IN_TRANSIT, NONE, CLIENT),
    CODE("41", ACCEPTED, NONE, CLIENT),
    CODE("42", DELIVERED, NONE, CLIENT),
    CODE("48", ACCEPTED, NONE, CLIENT),
    CODE("49", IN_TRANSIT, NONE, CLIENT),
    CODE("5", IN_TRANSIT, NONE, CLIENT),
    CODE("6", ACCEPTED, NONE, CLIENT),
    CODE("64", CUSTOMS, NONE, CLIENT),
    CODE("65", CUSTOMS, NONE, CLIENT),
    CODE("66", CUSTOMS, NONE, CLIENT),
    CODE("67", IN_TRANSIT, NONE, CLIENT),
    CODE("68", IN_TRANSIT, NONE, CLIENT),
    CODE("7", CUSTOMS, NONE, CLIENT),
    CODE("70", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("73", IN_TRANSIT, NONE, CLIENT),
    CODE("8", IN_TRANSIT, NONE, CLIENT),
    CODE("83", CUSTOMS, PAYMENT_DUE, CLIENT),
    CODE("86", CUSTOMS, PAYMENT_DUE, CLIENT),
    CODE("87", CUSTOMS, PAYMENT_DUE, CLIENT),
    CODE("9", CUSTOMS, NONE, CLIENT),
};

static const struct number_shape shapes[] = {
    {"@@#{9}IE", CHECK_S10, 97, 0},
};

static int
an_post_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = adapter_open(out, HTTP_POST, q->account, OWN_ORIGIN, "/TTServicePublic/GetEvents");

	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	if (rc == 0)
		rc = http_headers_add_secret(
		    &out->headers, "Ocp-Apim-Subscription-Key", secret_bytes(&q->account->key));
	/* Numbers are letters and digits: nothing to escape. */
	if (rc == 0)
		rc = buf_addf(
		    &out->body, "{\"getEvents\":{\"barcodeItem\":\"%s\"}}", q->numbers[0].number);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* Why a delivery failed or where it went names people: only the activity is kept. */
static const struct scan_names scan = {
    .code = "traceCode", .at = "date", .text = "activity", .city = "location"};

/* The gateway's own words: a spent quota is status 403 as well, told apart by its first words. */
static int
read_refusal(struct json_value root, int status, struct why *why)
{
	char message[LIMIT_TEXT_ROOM];
	int64_t own = status;
	int rc;

	(void)adapter_int(json_get(root, "statusCode"), 100, 599, &own);
	(void)json_string_copy(json_get(root, "message"), message, sizeof(message));
	rc = adapter_route_status((int)own); /* an unknown item has an empty list */
	if (own == 403 && text_starts(span_of(message), "Out of call volume quota"))
		rc = ERR_RATE_LIMITED;
	return json_fault(
	    root, why, rc < 0 ? rc : ERR_MALFORMED, "An Post refuses, status %d", (int)own);
}

static int
an_post_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value list;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	list = json_path(json_root(&doc), "getEventsResponse.GetEventsResult");
	if (json_kind(list) != JSON_KIND_ARRAY || adapter_status(in->status) < 0) {
		rc = read_refusal(json_root(&doc), in->status, why);
		goto out;
	}
	/* Unknown and expired items have the same empty list. */
	rc = json_exists(json_items(list)) ? 0 : ERR_NOT_FOUND;
	if (rc == 0)
		rc = reply_scans(list, &scan, codes, CODE_COUNT(codes), true, &o.events, why);
	adapter_number(&o, &q->numbers[0], (struct json_value){NULL, 0});
	rc = adapter_conclude(out, q, &o, rc);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

const struct carrier carrier_an_post = {
    .id = "an-post",
    .name = "An Post",
    .origins = origins,
    .limits = {.interval_ms = HOUR_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_CLIENT,
    .known = {.events = EVIDENCE_CLIENT, .errors = EVIDENCE_RECORDED},
    .zone = "Europe/Dublin",
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = an_post_track_build,
    .track_parse = an_post_track_parse,
};
