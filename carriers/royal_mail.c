/*
 * Royal Mail, Tracking API v2: client id and secret in headers, one number a request; the summary of several is read as
 * well. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.royalmail.net"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* events[].eventCode, summary.lastEventCode */
static const struct code_row codes[] = {
    CODE("ECCSB", LABEL_CREATED, NONE, CLIENT),
    CODE("EVAIE", LABEL_CREATED, NONE, CLIENT),
    CODE("EVAIP", LABEL_CREATED, NONE, CLIENT),
    CODE("EVBAH", IN_TRANSIT, NONE, CLIENT),
    CODE("EVCAD", ACCEPTED, NONE, CLIENT),
    CODE("EVDAC", IN_TRANSIT, NONE, CLIENT),
    CODE("EVDAV", IN_TRANSIT, NONE, CLIENT),
    CODE("EVGID", IN_TRANSIT, NONE, CLIENT),
    CODE("EVGMI", IN_TRANSIT, MISROUTED, CLIENT),
    CODE("EVGPD", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("EVHAC", IN_TRANSIT, NONE, CLIENT),
    CODE("EVHOE", IN_TRANSIT, NONE, CLIENT),
    CODE("EVIAV", IN_TRANSIT, NONE, CLIENT),
    CODE("EVIIS", IN_TRANSIT, NONE, CLIENT),
    CODE("EVIMC", IN_TRANSIT, NONE, CLIENT),
    CODE("EVIPI", IN_TRANSIT, MISROUTED, CLIENT),
    CODE("EVIPP", IN_TRANSIT, NONE, CLIENT),
    CODE("EVKAA", DELIVERY_ATTEMPTED, NO_ACCESS, CLIENT),
    CODE("EVKAI", RETURNING, ADDRESS, CLIENT),
    CODE("EVKDN", DELIVERED, NONE, CLIENT), /* to a neighbour */
    CODE("EVKGA", RETURNING, ADDRESS, CLIENT),
    CODE("EVKLC", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("EVKNA", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("EVKNR", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("EVKOP", DELIVERED, NONE, CLIENT),
    CODE("EVKPD", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("EVKRF", RETURNING, REFUSED, CLIENT),
    CODE("EVKSF", DELIVERED, NONE, CLIENT),
    CODE("EVKSP", DELIVERED, NONE, CLIENT),
    CODE("EVKSU", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("EVNAA", DELIVERY_ATTEMPTED, NO_ACCESS, CLIENT),
    NOTE("EVNAR", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("EVNCU", CUSTOMS, NONE, CLIENT),
    CODE("EVNDA", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("EVNDN", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("EVNGA", RETURNING, ADDRESS, CLIENT),
    CODE("EVNHE", EXCEPTION, NONE, CLIENT),
    CODE("EVNKS", EXCEPTION, RECIPIENT_ASKED, CLIENT),
    CODE("EVNMI", IN_TRANSIT, MISROUTED, RECORDED),
    CODE("EVNOC", DELIVERED, NONE, CLIENT), /* the customer came for it */
    CODE("EVNRF", RETURNING, REFUSED, CLIENT),
    CODE("EVNRT", EXCEPTION, RECIPIENT_ASKED, CLIENT),
    NOTE("EVNSR", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("EVOAC", ACCEPTED, NONE, CLIENT),
    CODE("EVOCO", ACCEPTED, NONE, CLIENT),
    CODE("EVODO", IN_TRANSIT, NONE, CLIENT),
    CODE("EVORI", IN_TRANSIT, NONE, CLIENT),
    CODE("EVPLC", DELIVERED, NONE, CLIENT),
    CODE("EVPPA", ACCEPTED, NONE, CLIENT),
    CODE("EVRTS", RETURNED, NONE, CLIENT),
};

/* summary.statusCategory, for a newest event whose code is not listed */
static const struct code_row categories[] = {
    CODE("DELIVERED", DELIVERED, NONE, CLIENT),
    CODE("IN TRANSIT", IN_TRANSIT, NONE, RECORDED),
};

/* errorCode; the others go by their httpCode */
static const struct fault_row faults[] = {
    {"E1142", ERR_NOT_FOUND}, /* no item with that barcode: before the hand-over, too */
};

static const struct number_shape shapes[] = {
    {"@@#{9}GB", CHECK_S10, 97, 0},
};

static int
royal_mail_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/mailpieces/v2/");

	if (rc == 0)
		rc = text_add_percent(&out->url, span_of(q->numbers[0].number));
	if (rc == 0)
		rc = buf_add_str(&out->url, "/events");
	if (rc == 0)
		rc = http_headers_add(&out->headers, "X-IBM-Client-Id", q->account->user);
	if (rc == 0)
		rc = http_headers_add_secret(
		    &out->headers, "X-IBM-Client-Secret", secret_bytes(&q->account->key));
	if (rc == 0)
		rc = http_headers_add(&out->headers, "X-Accept-RMG-Terms", "yes");
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static const struct scan_names scan = {
    .code = "eventCode", .at = "eventDateTime", .text = "eventName", .city = "locationName"};
static const struct scan_names last = {.code = "lastEventCode",
    .at = "lastEventDateTime",
    .text = "lastEventName",
    .city = "lastEventLocationName"};

/* "08:00:00+01:00" on the day that stands beside. */
static struct when
read_window(struct json_value eta, const char *edge)
{
	struct when at = adapter_opt_when(json_get(eta, edge));

	if (at.kind == WHEN_NONE)
		at = adapter_join_when(json_get(eta, "date"), json_get(eta, edge), NULL);
	return at.kind == WHEN_NONE ? adapter_opt_when(json_get(eta, "date")) : at;
}

static int
read_error(struct json_value error, struct json_value status, int http_status, struct why *why)
{
	char code[24];
	int64_t own = http_status;
	int rc;

	(void)json_text_copy(json_get(error, "errorCode"), code, sizeof(code));
	(void)adapter_int(status, 100, 599, &own);
	rc = adapter_status((int)own);
	rc = adapter_fault(
	    faults, sizeof(faults) / sizeof(faults[0]), code, rc < 0 ? rc : ERR_MALFORMED);
	return json_fault(error, why, rc, "Royal Mail says error %s", code);
}

static int
read_piece(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value summary = json_get(v, "summary");
	struct json_value eta = json_get(v, "estimatedDelivery");
	struct json_value list = json_get(v, "events");
	char category[32];
	int rc;

	if (!json_absent(json_get(v, "error")) && json_absent(summary)) {
		o->error = read_error(json_get(v, "error"), json_get(v, "status"), 200, why);
		return 0;
	}
	rc = reply_scans(list, &scan, codes, CODE_COUNT(codes), true, &o->events, why);
	if (rc == 0 && o->events.count == 0 && !json_absent(json_get(summary, last.at)))
		rc = reply_scan(summary, &last, codes, CODE_COUNT(codes), &o->events, why);
	(void)adapter_text(json_get(summary, "statusCategory"), category, sizeof(category));
	adapter_latest(&o->events, adapter_code(categories, CODE_COUNT(categories), category));
	o->eta_from = read_window(eta, "startOfEstimatedWindow");
	o->eta_until = read_window(eta, "endOfEstimatedWindow");
	(void)adapter_text(json_get(summary, "productName"), o->service, sizeof(o->service));
	return rc;
}

static int
royal_mail_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, pieces, error;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	pieces = json_get(root, "mailPieces");
	error = json_items(json_get(root, "errors"));
	if (json_kind(pieces) == JSON_KIND_ARRAY) {
		rc = adapter_read_batch(
		    pieces, "mailPieceId", read_piece, ERR_NOT_FOUND, q, out, why);
		goto out;
	}
	if (json_exists(error) || json_absent(pieces)) {
		rc = read_error(error, json_get(root, "httpCode"), in->status, why);
	} else {
		rc = read_piece(pieces, &o, why);
		adapter_number(&o, &q->numbers[0],
		    json_absent(json_path(pieces, "summary.oneDBarcode"))
			? json_get(pieces, "mailPieceId")
			: json_path(pieces, "summary.oneDBarcode"));
	}
	/* A refused request is ours, not the number's. */
	rc = rc == ERR_REJECTED ? rc : adapter_conclude(out, q, &o, rc);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

/* The first plan: 50 calls a day. */
const struct carrier carrier_royal_mail = {
    .id = "royal-mail",
    .name = "Royal Mail",
    .origins = origins,
    .limits = {.day_calls = 50, .interval_ms = 2LL * HOUR_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_CLIENT, .eta = EVIDENCE_VENDOR, .errors = EVIDENCE_VENDOR},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = royal_mail_track_build,
    .track_parse = royal_mail_track_parse,
};
