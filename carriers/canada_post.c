/*
 * Canada Post, Tracking web service: Basic auth, one PIN a request, scans in XML newest first. Facts and their sources:
 * README.md.
 */

#include <string.h>

#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://soa-gw.canadapost.ca"
#define TRACK      "application/vnd.cpc.track-v2+xml"

static const char *const origins[] = {OWN_ORIGIN, "https://ct.soa-gw.canadapost.ca", NULL};

/* event-identifier. 0173 has no reason: with one it would take back a delivery that stands before it. */
static const struct code_row codes[] = {
    CODE("0100", IN_TRANSIT, NONE, RECORDED),
    CODE("0156", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("0170", IN_TRANSIT, NONE, RECORDED),
    CODE("0172", IN_TRANSIT, MISROUTED, CLIENT),
    CODE("0173", EXCEPTION, NONE, RECORDED),
    CODE("0174", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("0175", IN_TRANSIT, NONE, RECORDED),
    CODE("0405", IN_TRANSIT, NONE, CLIENT),
    CODE("0410", IN_TRANSIT, NONE, RECORDED),
    CODE("0500", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("1301", ACCEPTED, NONE, CLIENT),
    CODE("1302", ACCEPTED, NONE, CLIENT),
    CODE("1408", DELIVERED, NONE, CLIENT),
    CODE("1409", DELIVERED, NONE, CLIENT),
    CODE("1421", DELIVERED, NONE, CLIENT),
    CODE("1422", DELIVERED, NONE, CLIENT),
    CODE("1423", DELIVERED, NONE, CLIENT),
    CODE("1424", DELIVERED, NONE, CLIENT),
    CODE("1425", DELIVERED, NONE, CLIENT),
    CODE("1426", DELIVERED, NONE, CLIENT),
    CODE("1427", DELIVERED, NONE, CLIENT),
    CODE("1428", DELIVERED, NONE, CLIENT),
    CODE("1429", DELIVERED, NONE, CLIENT),
    CODE("1430", DELIVERED, NONE, CLIENT),
    CODE("1431", DELIVERED, NONE, CLIENT),
    CODE("1432", DELIVERED, NONE, CLIENT),
    CODE("1433", DELIVERED, NONE, CLIENT),
    CODE("1434", DELIVERED, NONE, CLIENT),
    CODE("1441", DELIVERED, NONE, CLIENT),
    CODE("1442", DELIVERED, NONE, CLIENT),
    CODE("1466", DELIVERED, NONE, CLIENT),
    CODE("1481", RETURNING, ADDRESS, CLIENT),
    CODE("1496", DELIVERED, NONE, RECORDED),
    CODE("1497", DELIVERED, NONE, CLIENT),
    CODE("1498", DELIVERED, NONE, RECORDED),
    CODE("1499", DELIVERED, NONE, CLIENT),
    CODE("1701", READY_FOR_PICKUP, NONE, RECORDED),
    CODE("1703", IN_TRANSIT, NONE, CLIENT),
    NOTE("20", UNKNOWN, NONE, RECORDED), /* a signature was photographed */
    CODE("2300", ACCEPTED, NONE, RECORDED),
    CODE("2407", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("2600", RETURNING, NONE, CLIENT),
    CODE("3000", LABEL_CREATED, NONE, RECORDED),
};

/* event-type of the summary, which has no other code */
static const struct code_row types[] = {
    CODE("INDUCTION", LABEL_CREATED, NONE, RECORDED),
};

static const struct fault_row faults[] = {
    {"004", ERR_NOT_FOUND},        /* no history of the PIN */
    {"E002", ERR_BAD_CREDENTIALS}, /* AAA authentication failure */
};

static const struct number_shape shapes[] = {
    {"@@#{9}CA", CHECK_S10, 97, 0},
    {"#{16}", CHECK_MOD10_31, 80, 0},
};

static int
canada_post_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = adapter_open_as(out, HTTP_GET, q->account, OWN_ORIGIN, "/vis/track/pin/", TRACK);

	if (rc == 0)
		rc = text_add_percent(&out->url, span_of(q->numbers[0].number));
	if (rc == 0)
		rc = buf_add_str(&out->url, "/detail");
	if (rc == 0)
		rc = adapter_add_basic(out, q->account);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Accept-language", "en-CA");
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* Zones are words (EST also in summer, CSTNO) or absent: the clock stays the place's own. */
static const struct scan_names scan = {.code = "event-identifier",
    .at = "event-date",
    .hour = "event-time",
    .pattern = "YYYY-MM-DD[ hh:mm:ss]",
    .text = "event-description",
    .city = "event-site",
    .country = "event-province"};

/* The newest scan alone, "20110404:133457", with a type for a code. */
static int
read_summary(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value moment = json_get(v, "event-date-time");
	struct when at = WHEN_INIT,
		    delivered = adapter_opt_when(json_get(v, "actual-delivery-date"));
	char text[24], type[LIMIT_CODE_ROOM];
	int rc = 0;

	(void)adapter_text(json_get(v, "event-type"), type, sizeof(type));
	if (adapter_text(moment, text, sizeof(text))) {
		if (when_parse_pattern(span_of(text), "YYYYMMDD:hhmmss", &at) < 0)
			return adapter_no_time(v, "event-date-time", why);
		rc = adapter_scan(&o->events, adapter_code(types, CODE_COUNT(types), type), type,
		    adapter_hour(at), json_get(v, "event-description"),
		    json_get(v, "event-location"), (struct json_value){NULL, 0});
	}
	if (rc == 0 && delivered.kind != WHEN_NONE && at.day == delivered.day)
		adapter_latest(&o->events, adapter_code(codes, CODE_COUNT(codes), "1496"));
	return rc;
}

static int
read_answer(struct json_value root, int status, struct observation *o, struct why *why)
{
	struct json_value v = json_get(root, "tracking-detail");
	struct json_value fault = json_path(root, "messages.message.code");
	char code[24];
	int rc = adapter_status(status);

	if (json_string_is(
		json_path(root, "messages.message.description"), "Rejected by SLM Monitor"))
		return json_fault(fault, why, ERR_RATE_LIMITED, "Canada Post holds us back");
	if (json_text_copy(fault, code, sizeof(code)) || rc < 0) {
		rc = adapter_fault(
		    faults, sizeof(faults) / sizeof(faults[0]), code, rc < 0 ? rc : ERR_MALFORMED);
		return json_fault(fault, why, rc, "Canada Post says error %s", code);
	}
	if (!json_absent(v)) {
		rc = reply_scans(json_path(v, "significant-events.occurrence"), &scan, codes,
		    CODE_COUNT(codes), true, &o->events, why);
	} else {
		v = json_path(root, "tracking-summary.pin-summary");
		rc = json_absent(v)
		    ? json_fault(root, why, ERR_MALFORMED, "no shipment in the answer")
		    : read_summary(v, o, why);
	}
	/* What was expected first stays beside the day that replaced it. */
	o->eta_until = adapter_opt_when(json_get(v, "changed-expected-date"));
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = adapter_opt_when(json_get(v, "expected-delivery-date"));
	o->eta_from = o->eta_until;
	(void)adapter_text(json_get(v, "service-name"), o->service, sizeof(o->service));
	return rc;
}

static int
canada_post_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value pin;
	int rc;

	rc = adapter_read_xml(in, &doc, why);
	if (rc < 0)
		goto out;
	rc = read_answer(json_root(&doc), in->status, &o, why);
	pin = json_path(json_root(&doc), "tracking-detail.pin");
	if (json_absent(pin))
		pin = json_path(json_root(&doc), "tracking-summary.pin-summary.pin");
	adapter_number(&o, &q->numbers[0], pin);
	rc = adapter_conclude(out, q, &o, rc);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

/* No limit is published. */
const struct carrier carrier_canada_post = {
    .id = "canada-post",
    .name = "Canada Post",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_RECORDED,
    .known = {.events = EVIDENCE_RECORDED, .eta = EVIDENCE_RECORDED, .errors = EVIDENCE_RECORDED},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = canada_post_track_build,
    .track_parse = canada_post_track_parse,
};
