/*
 * Spring GDS (PostNL), XBS API: one address for every command, the key in the body, one number a request. Facts and their
 * sources: README.md.
 */

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://mtapi.net"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* Events[].Code */
static const struct code_row codes[] = {
    NOTE("0", LABEL_CREATED, NONE, CLIENT),
    NOTE("10", LABEL_CREATED, NONE, CLIENT),
    CODE("100", DELIVERED, NONE, CLIENT),
    CODE("1001", EXCEPTION, DOCUMENTS, CLIENT), /* data about it are missing */
    CODE("1002", IN_TRANSIT, NONE, CLIENT),
    CODE("101", IN_TRANSIT, NONE, CLIENT), /* reached the country; more is not told */
    CODE("111", LOST_DAMAGED, NONE, CLIENT),
    CODE("11101", LOST_DAMAGED, LOST, CLIENT),
    CODE("11102", LOST_DAMAGED, DAMAGED, CLIENT),
    CODE("11103", CUSTOMS, CUSTOMS_HOLD, CLIENT), /* seized */
    NOTE("12", LABEL_CREATED, NONE, CLIENT),
    NOTE("121", LABEL_CREATED, NONE, CLIENT), /* of a customer's return */
    CODE("122", RETURNING, RECIPIENT_ASKED, CLIENT),
    CODE("123", RETURNED, RECIPIENT_ASKED, CLIENT),
    CODE("124", RETURNING, NONE, CLIENT),
    CODE("12401", RETURNING, REFUSED, CLIENT),
    CODE("12402", RETURNING, ADDRESS, CLIENT),
    CODE("12403", RETURNING, DAMAGED, CLIENT),
    CODE("12404", RETURNING, NOT_COLLECTED, CLIENT),
    CODE("12405", RETURNING, NONE, CLIENT),
    CODE("12406", RETURNED, NONE, CLIENT),
    CODE("125", RETURNING, NONE, CLIENT), /* received back by Spring, not yet by the shipper */
    CODE("12501", RETURNING, REFUSED, CLIENT),
    CODE("12502", RETURNING, ADDRESS, CLIENT),
    CODE("12503", RETURNING, DAMAGED, CLIENT),
    CODE("12504", RETURNING, NOT_COLLECTED, CLIENT),
    CODE("12505", RETURNING, NONE, CLIENT),
    CODE("126", RETURNED, NONE, CLIENT),
    CODE("15", ACCEPTED, NONE, CLIENT),
    CODE("18", ACCEPTED, NONE, CLIENT),
    CODE("19", IN_TRANSIT, NONE, CLIENT),
    CODE("20", ACCEPTED, NONE, CLIENT),
    CODE("21", IN_TRANSIT, NONE, CLIENT),
    CODE("2101", IN_TRANSIT, NONE, CLIENT),
    CODE("2102", IN_TRANSIT, NONE, CLIENT), /* released by customs */
    CODE("2103", IN_TRANSIT, NONE, CLIENT),
    CODE("22", IN_TRANSIT, NONE, CLIENT),
    NOTE("25", IN_TRANSIT, NONE, CLIENT), /* nobody tells more from here on */
    CODE("31", EXCEPTION, NONE, CLIENT),
    CODE("40", CUSTOMS, NONE, CLIENT),
    CODE("41", CUSTOMS, CUSTOMS_HOLD, CLIENT),
    CODE("4101", CUSTOMS, CUSTOMS_HOLD, CLIENT),
    NOTE("4106", CANCELLED, NONE, CLIENT),
    CODE("91", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("9101", IN_TRANSIT, NONE, CLIENT),
    CODE("9102", IN_TRANSIT, NONE, CLIENT),
    CODE("92", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("93", IN_TRANSIT, NONE, CLIENT), /* at the depot that delivers, or a day is set */
    CODE("9301", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("9302", EXCEPTION, CARRIER_DELAY, CLIENT),
};

/* Error, its words: there is no code beside them. */
static const struct fault_row faults[] = {
    {"Invalid API key provided", ERR_BAD_CREDENTIALS},
    {"Tracking number not found", ERR_NOT_FOUND},
};

static const struct number_shape shapes[] = {
    {"LX@@#{8}NL", CHECK_NONE, 70, 0},
};

/* The zone of its clock is told nowhere. */
static const struct scan_names names = {
    .code = "Code", .at = "DateTime", .text = "Description", .city = "City", .country = "Country"};

static int
spring_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = adapter_open(out, HTTP_POST, q->account, OWN_ORIGIN, "/");

	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	out->secret_body = true;
	ask_add_member(&out->body, "{", "Apikey", span_of(secret_bytes(&q->account->key)));
	ask_add_member(&out->body, ",", "Command", SPAN("TrackShipment"));
	ask_add_member(
	    &out->body, ",\"Shipment\":{", "TrackingNumber", span_of(q->numbers[0].number));
	if (rc == 0)
		rc = buf_add_str(&out->body, "}}");
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
read_answer(struct json_value root, int status, struct observation *o, struct why *why)
{
	struct json_value shipment = json_get(root, "Shipment");
	struct json_value error = json_get(root, "Error");
	int rc = adapter_route_status(status);
	char text[LIMIT_TEXT_ROOM];

	if (rc == 0 && json_kind(shipment) != JSON_KIND_OBJECT)
		rc = adapter_text(error, text, sizeof(text))
		    ? adapter_fault(faults, CODE_COUNT(faults), text, ERR_MALFORMED)
		    : ERR_MALFORMED;
	if (rc < 0)
		return json_fault(root, why, rc, "no shipment in the answer, status %d", status);
	(void)adapter_text(json_get(shipment, "Carrier"), o->carrier, sizeof(o->carrier));
	(void)adapter_text(json_get(shipment, "Service"), o->service, sizeof(o->service));
	return reply_scans(
	    json_get(shipment, "Events"), &names, codes, CODE_COUNT(codes), false, &o->events, why);
}

static int
spring_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	return reply_about_one(
	    q, in, adapter_read, "Shipment.TrackingNumber", read_answer, out, why);
}

const struct carrier carrier_spring = {
    .id = "spring",
    .name = "Spring GDS",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_CLIENT,
    .known = {.events = EVIDENCE_CLIENT, .errors = EVIDENCE_CLIENT},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = spring_track_build,
    .track_parse = spring_track_parse,
};
