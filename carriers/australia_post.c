/*
 * Australia Post, Shipping and Tracking: Basic auth and the account's number, up to ten numbers a request. Scans carry no
 * code: their fixed descriptions are the code. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/ask.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://digitalapi.auspost.com.au"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* events[].description, as much of it as a code holds; of two that end in a place, without it */
static const struct code_row codes[] = {
    CODE("Arrived at facility", IN_TRANSIT, NONE, RECORDED),
    CODE("Arrived awaiting clearance (Inbound)", CUSTOMS, NONE, RECORDED),
    CODE("Attempted delivery", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("Awaiting collection", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("Cleared and awaiting international depa", IN_TRANSIT, NONE, RECORDED),
    CODE("Cleared by Customs", CUSTOMS, NONE, CLIENT),
    CODE("Delivered", DELIVERED, NONE, RECORDED),
    CODE("Delivered - Left in a safe place", DELIVERED, NONE, RECORDED),
    CODE("Delivery location closed", DELIVERY_ATTEMPTED, CLOSED, CLIENT),
    CODE("Despatch Parcels from Export Facility", IN_TRANSIT, NONE, RECORDED),
    CODE("In transit", IN_TRANSIT, NONE, CLIENT),
    NOTE("In transit to next facility", IN_TRANSIT, NONE, RECORDED),
    CODE("Incorrectly sorted and forwarded to cor", IN_TRANSIT, MISROUTED, CLIENT),
    CODE("International arrival - awaiting cleara", CUSTOMS, NONE, CLIENT),
    CODE("Item cleared by Customs", CUSTOMS, NONE, RECORDED),
    CODE("Item is in Customs", CUSTOMS, NONE, RECORDED),
    CODE("Item lodged", ACCEPTED, NONE, CLIENT),
    CODE("Item processed at facility", IN_TRANSIT, NONE, RECORDED),
    CODE("Item processed at sorting facility", IN_TRANSIT, NONE, CLIENT),
    CODE("Item received into Customs for clearanc", CUSTOMS, NONE, CLIENT),
    CODE("No one in attendance", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("Onboard for delivery", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("Picked up from Sender", ACCEPTED, NONE, CLIENT),
    CODE("Processed at Export Facility", IN_TRANSIT, NONE, RECORDED),
    CODE("Processed by air carrier", IN_TRANSIT, NONE, RECORDED),
    CODE("Received by Australia Post", ACCEPTED, NONE, RECORDED),
    CODE("Received by our network", ACCEPTED, NONE, CLIENT),
    CODE("Received item from Sender (Outbound)", ACCEPTED, NONE, RECORDED),
    CODE("Redirected to new address", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    CODE("Shipping information approved by Austra", LABEL_CREATED, NONE, RECORDED),
    CODE("Shipping information received by Austra", LABEL_CREATED, NONE, RECORDED),
    CODE("Unsuccessful delivery - Addressee not a", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
};

/* status, of an article whose newest description is not listed */
static const struct code_row statuses[] = {
    CODE("Article damaged", EXCEPTION, DAMAGED, CLIENT),
    CODE("Awaiting collection", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("Cancelled", CANCELLED, NONE, CLIENT),
    CODE("Cannot be delivered", EXCEPTION, NONE, CLIENT),
    CODE("Delivered", DELIVERED, NONE, RECORDED),
    CODE("Delivered in Full", DELIVERED, NONE, CLIENT),
    CODE("Held by courier", EXCEPTION, NONE, CLIENT),
    CODE("In transit", IN_TRANSIT, NONE, CLIENT),
    CODE("On Board for Delivery", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("Possible delay", EXCEPTION, CARRIER_DELAY, CLIENT),
    CODE("Ready for Pickup", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("To be Re-Delivered", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("Unsuccessful Delivery", DELIVERY_ATTEMPTED, NONE, CLIENT),
};

/* errors[].code, of a number or of the request; else its error_code */
static const struct fault_row faults[] = {
    {"41001", ERR_BAD_CREDENTIALS},                             /* no such account number */
    {"51101", ERR_REJECTED},                                    /* more numbers than ten */
    {"API_002", ERR_RATE_LIMITED}, {"ESB-10001", ERR_REJECTED}, /* no such id */
};

static const struct number_shape shapes[] = {
    {"@@#{9}AU", CHECK_S10, 97, 0},
};

static int
australia_post_track_build(const struct track_query *q, struct http_request *out)
{
	int rc =
	    adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/shipping/v1/track?tracking_ids=");

	if (rc == 0)
		rc = ask_add_numbers(&out->url, q, ",");
	if (rc == 0)
		rc = adapter_add_basic(out, q->account);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Account-Number", q->account->service);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* What of a description is its code. */
static void
take_code(const char *text, char code[LIMIT_CODE_ROOM])
{
	static const char *const with_place[] = {
	    "Awaiting collection at ", "In transit to next facility in "};
	struct span fixed = span_of(text);

	for (size_t i = 0; i < sizeof(with_place) / sizeof(with_place[0]); i++)
		if (text_starts(fixed, with_place[i]))
			fixed.len = strlen(with_place[i]) - strlen(" in ");
	(void)text_clean(code, LIMIT_CODE_ROOM, fixed);
}

static int
read_event(struct json_value v, struct event_list *list, struct why *why)
{
	struct when at = WHEN_INIT;
	char text[LIMIT_TEXT_ROOM], code[LIMIT_CODE_ROOM];
	int rc = adapter_need_when(v, "date", &at, why);

	if (rc < 0)
		return rc;
	(void)adapter_text(json_get(v, "description"), text, sizeof(text));
	take_code(text, code);
	return adapter_scan(list, adapter_code(codes, CODE_COUNT(codes), code), code, at,
	    json_get(v, "description"), json_get(v, "location"), (struct json_value){NULL, 0});
}

/* Of several articles the shipment shows the one that is furthest behind. */
static int
read_article(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value event = json_items(json_get(v, "events"));
	struct event_list list = {0};
	char status[32];
	int rc = 0;

	for (; rc == 0 && json_exists(event); event = json_items_next(event))
		rc = read_event(event, &list, why);
	adapter_sort(&list, true);
	(void)adapter_text(json_get(v, "status"), status, sizeof(status));
	adapter_latest(&list, adapter_code(statuses, CODE_COUNT(statuses), status));
	adapter_add_piece(o, &list);
	if (o->service[0] == '\0')
		(void)adapter_text(json_get(v, "product_type"), o->service, sizeof(o->service));
	event_list_clear(&list);
	return rc;
}

static int
read_error(struct json_value list, int otherwise, struct why *why)
{
	struct json_value error = json_items(list);
	char code[24];
	int rc;

	if (!json_text_copy(json_get(error, "code"), code, sizeof(code)))
		(void)json_text_copy(json_get(error, "error_code"), code, sizeof(code));
	rc = adapter_fault(faults, sizeof(faults) / sizeof(faults[0]), code, otherwise);
	return json_fault(error, why, rc, "Australia Post says error %s", code);
}

static int
read_result(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value list = json_items(json_get(v, "trackable_items"));
	int rc = 0;

	if (json_exists(json_items(json_get(v, "errors")))) {
		o->error = read_error(json_get(v, "errors"), ERR_NOT_FOUND, why);
		return 0;
	}
	for (; rc == 0 && json_exists(list); list = json_items_next(list)) {
		struct json_value article = json_items(json_get(list, "items"));

		if (!json_exists(article))
			rc = read_article(list, o, why);
		for (; rc == 0 && json_exists(article); article = json_items_next(article))
			rc = read_article(article, o, why);
	}
	return rc;
}

static int
australia_post_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, list;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	list = json_get(root, "tracking_results");
	rc = adapter_status(in->status);
	if (json_absent(list) && (rc < 0 || !json_absent(json_get(root, "errors"))))
		rc = read_error(json_get(root, "errors"), rc < 0 ? rc : ERR_MALFORMED, why);
	else
		rc = json_need(root, "tracking_results", JSON_KIND_ARRAY, &list, why);
	if (rc == ERR_NOT_FOUND)
		rc = adapter_answer_all(out, q, rc);
	else if (rc == 0)
		rc = adapter_read_batch(
		    list, "tracking_id", read_result, ERR_NOT_FOUND, q, out, why);
out:
	json_doc_clear(&doc);
	return rc;
}

/* Limits are told in the headers of each answer; none is published. */
const struct carrier carrier_australia_post = {
    .id = "australia-post",
    .name = "Australia Post",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 10, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_RECORDED, .pieces = EVIDENCE_RECORDED, .errors = EVIDENCE_VENDOR},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = australia_post_track_build,
    .track_parse = australia_post_track_parse,
};
