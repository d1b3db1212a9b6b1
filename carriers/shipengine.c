/*
 * ShipEngine (ShipStation API), Tracking: one number of one carrier a request. Facts and their sources: README.md.
 */

#include <stdio.h>

#include "carriers/aggregator.h"
#include "carriers/push.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.shipengine.com"

enum { QUARTER_S = 15 * 60, MOST_OFFSET_S = 14 * 60 * 60 };

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* events[].status_detail_code, else status_code. */
static const struct code_row codes[] = {
    CODE("AC", ACCEPTED, NONE, VENDOR),
    CODE("AT", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("ATTEMPTED_DELIVERY", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("ATTEMPTED_DELIVERY_FINAL", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("AWAITING_COLLECTION_FROM_PICKUP_POINT", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("AWAITING_PICKUP_DROP_OFF", LABEL_CREATED, NONE, VENDOR),
    CODE("CUSTOMER_CARDED", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("CUSTOMS_CLEARED", IN_TRANSIT, NONE, VENDOR),
    CODE("CUSTOMS_PROCESSING", CUSTOMS, NONE, VENDOR),
    CODE("DE", DELIVERED, NONE, VENDOR),
    CODE("DELIVERY_RESCHEDULED", EXCEPTION, DATE_CHANGED, VENDOR),
    NOTE("DELIVERY_SCHEDULED", IN_TRANSIT, NONE, VENDOR),
    CODE("DROPPED_OFF", ACCEPTED, NONE, VENDOR),
    CODE("ELEC_ADVICE_RECD_BY_CARRIER", LABEL_CREATED, NONE, VENDOR),
    CODE("EX", EXCEPTION, NONE, VENDOR),
    CODE("HUB_PROCESSING", IN_TRANSIT, NONE, VENDOR),
    CODE("HUB_SCAN_IN", IN_TRANSIT, NONE, VENDOR),
    CODE("HUB_SCAN_OUT", IN_TRANSIT, NONE, VENDOR),
    CODE("IN_TRANSIT", IN_TRANSIT, NONE, VENDOR),
    CODE("IT", IN_TRANSIT, NONE, VENDOR),
    CODE("NY", UNKNOWN, NONE, VENDOR),
    CODE("OUT_FOR_DELIVERY", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("PICKED_UP", ACCEPTED, NONE, VENDOR),
    CODE("RECEIVED_BY_CARRIER", ACCEPTED, NONE, VENDOR),
    CODE("RECEIVED_LOCAL_DELIVERY_DEPOT", IN_TRANSIT, NONE, VENDOR),
    CODE("SHIPMENT_CREATED", LABEL_CREATED, NONE, VENDOR),
    CODE("SP", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("UN", UNKNOWN, NONE, VENDOR),
};

/* errors[].error_code */
static const struct fault_row faults[] = {
    {"not_found", ERR_NOT_FOUND},
    {"rate_limit_exceeded", ERR_RATE_LIMITED},
    {"tracking_error", ERR_REJECTED}, /* of the number */
    {"unauthorized", ERR_BAD_CREDENTIALS},
};

/* Its codes of the carriers whose numbers we know. */
static const struct aggregator_slug slugs[] = {
    {"australia-post", "australia_post"},
    {"canada-post", "canada_post"},
    {"dhl", "dhl_express"},
    {"dhl-express", "dhl_express"},
    {"fedex", "fedex"},
    {"purolator", "purolator_ca"},
    {"royal-mail", "royal_mail"},
    {"ups", "ups"},
    {"usps", "usps"},
};

static int read_at(struct json_value event, struct when *out, struct why *why);
static int read_tracking(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why);

static const struct aggregator format = {
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .number = "tracking_number",
    .carrier = "carrier_code",
    .status = "status_code",
    .eta_until = "estimated_delivery_date",
    .lists = {"events", NULL},
    .fine = "status_detail_code",
    .code = "status_code",
    .raw = "event_code",
    .text = "description",
    .plain = "status_description",
    .city = "city_locality",
    .country = "country_code",
    .newest_first = true,
    .push = "data",
    .push_if = "resource_type",
    .push_is = "API_TRACK",
    .read_at = read_at,
    .read = read_tracking,
};

/* The wall clock there and the instant, each in its member. Where the two differ by whole quarters of an hour the
 * difference is the offset; where they are equal nobody knew it, and what is written is a wall clock. */
static int
read_at(struct json_value event, struct when *out, struct why *why)
{
	struct when there = adapter_opt_when(json_get(event, "carrier_occurred_at"));
	struct when utc = WHEN_INIT;
	int64_t seconds;
	int rc = 0;

	if (there.kind == WHEN_NONE || !json_absent(json_get(event, "occurred_at")))
		rc = adapter_need_when(event, "occurred_at", &utc, why);
	if (rc < 0)
		return rc;
	if (there.kind == WHEN_NONE || there.kind == WHEN_DATE) {
		*out = there.kind == WHEN_DATE ? there : utc;
		return 0;
	}
	*out = when_local(there.day, there.second);
	if (utc.kind == WHEN_UTC) {
		seconds = ((int64_t)there.day - utc.day) * DAY_SECONDS + there.second - utc.second;
		if (seconds != 0 && seconds % QUARTER_S == 0 && seconds <= MOST_OFFSET_S &&
		    seconds >= -MOST_OFFSET_S)
			*out = when_instant(there.day, there.second, (int32_t)(seconds / 60));
	}
	return 0;
}

/* Where events have no status of their own, that of the whole is the newest one's. */
static int
read_tracking(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why)
{
	char status[8];
	struct event *newest;
	int rc = aggregator_shipment(a, v, o, why);

	if (rc < 0 || o->events.count == 0)
		return rc;
	newest = &o->events.items[o->events.count - 1];
	if (newest->milestone == MILESTONE_UNKNOWN) {
		(void)adapter_text(json_get(v, "status_code"), status, sizeof(status));
		adapter_latest(&o->events, adapter_code(codes, CODE_COUNT(codes), status));
		if (newest->milestone == MILESTONE_DELIVERED)
			newest->text[0] = '\0'; /* it may name who signed */
	}
	return 0;
}

static const struct aggregator_door door = {
    .origin = OWN_ORIGIN,
    .path = "/v1/tracking?carrier_code=",
    .between = "&tracking_number=",
    .header = "API-Key",
    .scheme = "",
    .slugs = slugs,
    .slug_count = CODE_COUNT(slugs),
};

static int
shipengine_track_build(const struct track_query *q, struct http_request *out)
{
	return aggregator_ask(&door, q, out);
}

static int
shipengine_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v, code;
	char text[48];
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	v = json_root(&doc);
	if (!json_absent(json_path(v, "data.tracking_number")))
		v = json_get(v, "data"); /* as it is pushed */
	code = json_path(v, "errors[0].error_code");
	rc = adapter_status(in->status);
	if (json_string_copy(code, text, sizeof(text)) || rc < 0)
		rc = adapter_fault(faults, CODE_COUNT(faults), text, rc < 0 ? rc : ERR_MALFORMED);
	else if (json_absent(json_get(v, "tracking_number")))
		rc = ERR_MALFORMED;
	rc = aggregator_conclude(&format, v, rc, code, q, out, NULL, why);
out:
	json_doc_clear(&doc);
	return rc;
}

/* The time, a dot and the body, by the one of its published keys (a JWKS) that it names. */
static enum push_verdict
shipengine_push_verify(const struct push_message *m)
{
	const char *time = http_headers_get(m->headers, "x-shipengine-timestamp");
	const struct push_seal seal = {
	    .signature = http_headers_get(m->headers, "x-shipengine-rsa-sha256-signature"),
	    .rsa = true,
	    .key_id = http_headers_get(m->headers, "x-shipengine-rsa-sha256-key-id")};
	char before[64];

	if (time == NULL || seal.key_id == NULL)
		return PUSH_UNSIGNED;
	(void)snprintf(before, sizeof(before), "%s.", time);
	return push_check_timed(m, &seal, before, push_time_ms(span_of(time)));
}

static int
shipengine_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	return aggregator_push(&format, m, out, why);
}

const struct carrier carrier_shipengine = {
    .id = "shipengine",
    .name = "ShipEngine",
    .origins = origins,
    .limits = {.gap_ms = 300, .interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR,
	.eta = EVIDENCE_VENDOR,
	.errors = EVIDENCE_RECORDED,
	.push = EVIDENCE_VENDOR},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = aggregator_recognises,
    .track_build = shipengine_track_build,
    .track_parse = shipengine_track_parse,
    .push_verify = shipengine_push_verify,
    .push_parse = shipengine_push_parse,
};
