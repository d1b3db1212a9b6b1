/*
 * Landmark Global, Track API v2: an XML document with the login in it, one number a request; who delivers in the end is told.
 * Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.landmarkglobal.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* EventCode. Up to 100 nobody has had the parcel in hand, whatever the words say. */
static const struct code_row codes[] = {
    NOTE("100", LABEL_CREATED, NONE, RECORDED),
    CODE("125", CUSTOMS, NONE, RECORDED),
    CODE("135", CUSTOMS, CUSTOMS_HOLD, CLIENT),
    CODE("150", IN_TRANSIT, NONE, RECORDED),
    CODE("155", IN_TRANSIT, NONE, RECORDED),
    CODE("200", IN_TRANSIT, NONE, RECORDED),
    CODE("225", IN_TRANSIT, NONE, RECORDED),
    CODE("250", CUSTOMS, NONE, RECORDED),
    CODE("275", IN_TRANSIT, NONE, RECORDED),
    CODE("300", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("400", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("410", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("450", IN_TRANSIT, ADDRESS, CLIENT),
    NOTE("50", LABEL_CREATED, NONE, RECORDED),
    CODE("500", DELIVERED, NONE, RECORDED),
    NOTE("510", DELIVERED, NONE, CLIENT),
    NOTE("60", LABEL_CREATED, NONE, RECORDED),
    NOTE("75", LABEL_CREATED, NONE, RECORDED),
    NOTE("80", LABEL_CREATED, NONE, RECORDED),
    CODE("90", EXCEPTION, PAYMENT_DUE, CLIENT),
    CODE("900", EXCEPTION, NONE, CLIENT),
};

static const struct fault_row faults[] = {
    {"Login", ERR_BAD_CREDENTIALS},
    {"Lookup", ERR_NOT_FOUND},
};

static const struct number_shape shapes[] = {
    {"LTN#{8}N#", CHECK_NONE, 95, 0},
    {"LTN#{9}N#", CHECK_NONE, 95, 0},
};

static int
landmark_track_build(const struct track_query *q, struct http_request *out)
{
	int rc =
	    adapter_open_as(out, HTTP_POST, q->account, OWN_ORIGIN, "/v2/Track.php", "text/xml");

	out->secret_body = true;
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "text/xml; charset=utf-8");
	if (rc == 0)
		rc = buf_add_str(
		    &out->body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><TrackRequest><Login>");
	if (rc == 0)
		rc = adapter_add_element(out, "Username", q->account->user);
	if (rc == 0)
		rc = adapter_add_element(out, "Password", secret_bytes(&q->account->key));
	if (rc == 0)
		rc = buf_add_str(&out->body, "</Login><Test>false</Test>");
	if (rc == 0)
		rc = adapter_add_element(out, "TrackingNumber", q->numbers[0].number);
	if (rc == 0)
		rc = buf_add_str(&out->body, "</TrackRequest>");
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* "2025-10-01 15:02:00", or "10/01/2025 03:02 PM". */
static struct when
read_time(struct json_value v)
{
	struct when at = adapter_opt_when(v);
	char text[40];
	size_t len;

	if (at.kind != WHEN_NONE || !adapter_text(v, text, sizeof(text)))
		return at;
	len = strlen(text);
	if (len < 3 ||
	    when_parse_pattern((struct span){text, len - 3}, "MM/DD/YYYY hh:mm", &at) < 0)
		return WHEN_INIT;
	at.second %= DAY_SECONDS / 2;
	if (strcmp(text + len - 3, " PM") == 0)
		at.second += DAY_SECONDS / 2;
	return adapter_hour(at);
}

static int
read_event(struct json_value v, struct event_list *list, struct why *why)
{
	struct when at = read_time(json_get(v, "DateTime"));
	char code[LIMIT_CODE_ROOM];
	int rc;

	if (at.kind == WHEN_NONE)
		return adapter_no_time(v, "DateTime", why);
	rc = json_need_text(v, "EventCode", code, sizeof(code), why);
	return rc < 0
	    ? rc
	    : adapter_scan(list, adapter_code(codes, CODE_COUNT(codes), code), code, at,
		  json_get(v, "Status"), json_get(v, "Location"), (struct json_value){NULL, 0});
}

/* Of several packages the shipment shows the scans of one that is not delivered. */
static int
read_package(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value event = json_items(json_path(v, "Events.Event"));
	struct event_list list = {0};
	int rc = 0;

	for (; rc == 0 && json_exists(event); event = json_items_next(event))
		rc = read_event(event, &list, why);
	adapter_sort(&list, false);
	adapter_add_piece(o, &list);
	event_list_clear(&list);
	return rc;
}

static int
read_answer(struct json_value root, int status, struct observation *o, struct why *why)
{
	struct json_value v = json_get(root, "TrackResponse");
	struct json_value fault = json_path(v, "Errors.Error.ErrorCode");
	struct json_value package = json_items(json_path(v, "Result.Packages.Package"));
	char code[24];
	int rc = adapter_status(status);

	if (json_text_copy(fault, code, sizeof(code)) || rc < 0) {
		rc = adapter_fault(faults, CODE_COUNT(faults), code, rc < 0 ? rc : ERR_MALFORMED);
		return json_fault(fault, why, rc, "Landmark says error %s", code);
	}
	if (!json_exists(package))
		return json_fault(v, why, ERR_MALFORMED, "no package in the answer");
	for (; rc == 0 && json_exists(package); package = json_items_next(package))
		rc = read_package(package, o, why);
	(void)adapter_text(json_path(v, "Result.ShipmentDetails.EndDeliveryCarrier"), o->carrier,
	    sizeof(o->carrier));
	if (strcmp(o->carrier, "To Be Routed") == 0)
		o->carrier[0] = '\0';
	return rc;
}

static int
landmark_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	return reply_about_one(q, in, adapter_read_xml,
	    "TrackResponse.Result.Packages.Package.TrackingNumber", read_answer, out, why);
}

/* No limit is published. */
const struct carrier carrier_landmark = {
    .id = "landmark",
    .name = "Landmark Global",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_RECORDED,
    .known = {.events = EVIDENCE_RECORDED,
	.pieces = EVIDENCE_UNVERIFIED,
	.errors = EVIDENCE_RECORDED},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = landmark_track_build,
    .track_parse = landmark_track_parse,
};
