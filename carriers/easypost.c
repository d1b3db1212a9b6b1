/*
 * EasyPost, Trackers: the trackers of a number, newest scan first; without one, one is made. Facts and their sources:
 * README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/aggregator.h"
#include "carriers/push.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.easypost.com"
#define TRACKERS   "/v2/trackers"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* tracking_details[].status_detail where it says more, else status. */
static const struct code_row codes[] = {
    CODE("address_correction", EXCEPTION, ADDRESS, VENDOR),
    CODE("arrived_at_pickup_location", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("available_for_pickup", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("awaiting_information", EXCEPTION, DOCUMENTS, VENDOR),
    CODE("cancelled", CANCELLED, NONE, VENDOR),
    CODE("damaged", EXCEPTION, DAMAGED, VENDOR),
    CODE("delayed", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("delivered", DELIVERED, NONE, VENDOR),
    CODE("delivery_exception", EXCEPTION, NONE, VENDOR),
    CODE("error", UNKNOWN, NONE, VENDOR),
    CODE("failure", EXCEPTION, NONE, VENDOR),
    CODE("held", EXCEPTION, NONE, VENDOR),
    CODE("in_transit", IN_TRANSIT, NONE, VENDOR),
    CODE("lost", LOST_DAMAGED, LOST, VENDOR),
    CODE("missorted", EXCEPTION, MISROUTED, VENDOR),
    CODE("out_for_delivery", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("pre_transit", LABEL_CREATED, NONE, VENDOR),
    CODE("received_at_origin_facility", ACCEPTED, NONE, VENDOR),
    CODE("refused", EXCEPTION, REFUSED, VENDOR),
    CODE("return", RETURNING, NONE, VENDOR),
    CODE("return_to_sender", RETURNING, NONE, VENDOR),
    CODE("transit_exception", EXCEPTION, NONE, VENDOR),
    CODE("unknown", UNKNOWN, NONE, VENDOR),
    CODE("weather_delay", EXCEPTION, WEATHER, VENDOR),
};

/* error.code */
static const struct fault_row faults[] = {
    {"APIKEY.INACTIVE", ERR_BAD_CREDENTIALS}, {"NOT_FOUND", ERR_NOT_FOUND},
    {"PAYMENT_REQUIRED", ERR_BAD_CREDENTIALS}, {"RATE_LIMITED", ERR_RATE_LIMITED},
    {"TRACKER.CREATE.ERROR", ERR_REJECTED}, /* of the number */
};

static int read_tracker(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why);

static const struct aggregator format = {
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .number = "tracking_code",
    .carrier = "carrier",
    .service = "carrier_detail.service",
    .status = "status",
    .eta_until = "est_delivery_date",
    .eta_is_day = true,
    .lists = {"tracking_details", NULL},
    .at = "datetime",
    .fine = "status_detail",
    .code = "status",
    .text = "message",
    .city = "tracking_location.city",
    .country = "tracking_location.country",
    .push = "result", /* of batches, refunds and the like it is another object */
    .push_if = "result.object",
    .push_is = "Tracker",
    .read = read_tracker,
};

/* The stamp of the estimate is of a date in UTC; the carrier's own day, where it is told, is the day there. */
static int
read_tracker(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why)
{
	struct when day = adapter_opt_when(json_path(v, "carrier_detail.est_delivery_date_local"));
	int rc = aggregator_shipment(a, v, o, why);

	if (rc == 0 && day.kind != WHEN_NONE)
		o->eta_from = o->eta_until = when_date(day.day);
	return rc;
}

static int
easypost_track_build(const struct track_query *q, struct http_request *out)
{
	const char *number = q->numbers[0].number;
	int rc;

	rc = adapter_open(
	    out, aggregator_telling(q) ? HTTP_POST : HTTP_GET, q->account, OWN_ORIGIN, TRACKERS);
	if (rc == 0)
		rc = adapter_add_basic_pair(out, secret_bytes(&q->account->key), "");
	if (rc == 0 && aggregator_telling(q))
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	if (rc < 0)
		goto out;
	/* Numbers are letters and digits: nothing to escape. Errors are sticky. */
	if (aggregator_telling(q)) {
		(void)buf_addf(&out->body, "{\"tracker\":{\"tracking_code\":\"%s\"", number);
		if (q->account->service[0] != '\0')
			(void)buf_addf(&out->body, ",\"carrier\":\"%s\"", q->account->service);
		(void)buf_add_str(&out->body, "}}");
	} else {
		(void)buf_addf(&out->url, "?tracking_code=%s&page_size=5", number);
	}
	rc = buf_error(&out->url) < 0 ? buf_error(&out->url) : buf_error(&out->body);
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
easypost_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct buf absent = BUF_INIT(LIMIT_NUMBER_ROOM);
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, v, code;
	char text[64];
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	v = json_get(root, "trackers");
	if (json_absent(v))
		v = json_absent(json_get(root, "result")) ? root : json_get(root, "result");
	code = json_path(root, "error.code");
	rc = adapter_status(in->status);
	if (json_string_copy(code, text, sizeof(text)) || rc < 0)
		rc = adapter_fault(faults, CODE_COUNT(faults), text, rc < 0 ? rc : ERR_MALFORMED);
	else if (json_kind(v) == JSON_KIND_OBJECT && json_absent(json_get(v, "tracking_code")))
		rc = ERR_MALFORMED;
	rc = aggregator_conclude(&format, v, rc, code, q, out, &absent, why);
	if (rc == 0)
		aggregator_tell_next(out, aggregator_telling(q) ? span_of("") : buf_span(&absent));
out:
	buf_clear(&absent);
	json_doc_clear(&doc);
	return rc;
}

static const char *
hex_of(const struct push_message *m, const char *header)
{
	static const char prefix[] = "hmac-sha256-hex=";
	const char *value = http_headers_get(m->headers, header);

	return value != NULL && text_starts(span_of(value), prefix) ? value + strlen(prefix) : NULL;
}

/* Over the body; the second scheme over time, method, path and body, and where it is sent the first does not count. */
static enum push_verdict
easypost_push_verify(const struct push_message *m)
{
	const char *time = http_headers_get(m->headers, "X-Timestamp");
	const char *path = http_headers_get(m->headers, "X-Path");
	const struct push_seal first = {
	    .signature = hex_of(m, "X-Hmac-Signature"), .text = m->body};
	const struct push_seal second = {.signature = hex_of(m, "X-Hmac-Signature-V2")};
	char before[1024];

	if (http_headers_get(m->headers, "X-Hmac-Signature-V2") == NULL)
		return push_check(m, &first);
	if (time == NULL || path == NULL)
		return PUSH_UNSIGNED;
	(void)snprintf(before, sizeof(before), "%sPOST%s", time, path);
	return push_check_timed(m, &second, before, push_time_ms(span_of(time)));
}

static int
easypost_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	return aggregator_push(&format, m, out, why);
}

/* No limit of reading is published; it asks to back off on 429. */
const struct carrier carrier_easypost = {
    .id = "easypost",
    .name = "EasyPost",
    .origins = origins,
    .limits = {.gap_ms = 200, .interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 2},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_RECORDED,
	.eta = EVIDENCE_RECORDED,
	.errors = EVIDENCE_RECORDED,
	.push = EVIDENCE_VENDOR},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = aggregator_recognises,
    .track_build = easypost_track_build,
    .track_parse = easypost_track_parse,
    .push_verify = easypost_push_verify,
    .push_parse = easypost_push_parse,
};
