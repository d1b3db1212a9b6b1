/*
 * DHL Express, MyDHL API: Basic auth, several waybills a request, scans of the shipment and of each piece. Replies of the
 * older XML Shipment Tracking are read as well. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/adapter.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://express.api.dhl.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* typeCode, EventCode: DHL's checkpoints */
static const struct code_row codes[] = {
    NOTE("AD", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    CODE("AF", IN_TRANSIT, NONE, RECORDED),
    CODE("AR", IN_TRANSIT, NONE, RECORDED),
    CODE("BA", EXCEPTION, ADDRESS, CLIENT),
    CODE("BL", CUSTOMS, NONE, CLIENT),
    NOTE("BN", CUSTOMS, NONE, CLIENT),
    NOTE("BR", CUSTOMS, NONE, CLIENT),
    CODE("CA", DELIVERY_ATTEMPTED, CLOSED, CLIENT),
    CODE("CC", READY_FOR_PICKUP, NONE, CLIENT), /* awaits the consignee: not customs */
    CODE("CD", CUSTOMS, DOCUMENTS, CLIENT),
    CODE("CI", IN_TRANSIT, NONE, CLIENT),
    CODE("CM", EXCEPTION, ADDRESS, CLIENT),
    CODE("CR", CUSTOMS, NONE, RECORDED),
    CODE("DD", DELIVERED, DAMAGED, CLIENT),
    CODE("DF", IN_TRANSIT, NONE, RECORDED),
    CODE("DM", EXCEPTION, DAMAGED, CLIENT),
    CODE("DS", LOST_DAMAGED, NONE, CLIENT),
    NOTE("DUMMY_PU", LABEL_CREATED, NONE, CLIENT),
    NOTE("ES", CUSTOMS, NONE, CLIENT),
    CODE("FD", IN_TRANSIT, NONE, CLIENT),
    CODE("HI", IN_TRANSIT, NONE, CLIENT),
    CODE("HN", IN_TRANSIT, NONE, CLIENT),
    CODE("HO", IN_TRANSIT, NONE, CLIENT),
    CODE("HP", EXCEPTION, PAYMENT_DUE, CLIENT),
    CODE("IC", CUSTOMS, NONE, CLIENT),
    CODE("IR", EXCEPTION, MISROUTED, CLIENT),
    CODE("LV", IN_TRANSIT, NONE, CLIENT),
    CODE("MC", EXCEPTION, MISROUTED, CLIENT),
    CODE("MD", EXCEPTION, CARRIER_DELAY, CLIENT),
    CODE("MS", EXCEPTION, MISROUTED, CLIENT),
    CODE("NA", EXCEPTION, CARRIER_DELAY, CLIENT),
    CODE("ND", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("NH", DELIVERY_ATTEMPTED, NOBODY_HOME, RECORDED),
    CODE("OH", EXCEPTION, NONE, CLIENT),
    CODE("OK", DELIVERED, NONE, RECORDED),
    CODE("PD", OUT_FOR_DELIVERY, NONE, CLIENT), /* a part of the pieces was delivered */
    CODE("PL", IN_TRANSIT, NONE, RECORDED),
    CODE("PO", IN_TRANSIT, NONE, RECORDED),
    CODE("PU", ACCEPTED, NONE, RECORDED),
    CODE("RD", DELIVERY_ATTEMPTED, REFUSED, CLIENT),
    NOTE("RR", CUSTOMS, NONE, RECORDED),
    CODE("RT", RETURNING, NONE, CLIENT),
    CODE("RW", IN_TRANSIT, NONE, RECORDED),
    CODE("SA", ACCEPTED, NONE, CLIENT),
    NOTE("SC", IN_TRANSIT, NONE, CLIENT),
    CODE("SI", CUSTOMS, SECURITY, CLIENT),
    NOTE("SM", IN_TRANSIT, NONE, CLIENT),
    CODE("SS", EXCEPTION, NONE, CLIENT),
    NOTE("ST", EXCEPTION, NONE, CLIENT),
    CODE("TD", EXCEPTION, CARRIER_DELAY, CLIENT),
    CODE("TP", IN_TRANSIT, NONE, CLIENT),
    CODE("TR", IN_TRANSIT, NONE, RECORDED),
    CODE("UD", CUSTOMS, CUSTOMS_HOLD, CLIENT),
    CODE("UV", IN_TRANSIT, NONE, CLIENT),
    CODE("WC", OUT_FOR_DELIVERY, NONE, RECORDED),
};

/* ConditionCode of the older service */
static const struct fault_row faults[] = {
    {"103", ERR_NOT_FOUND}, {"111", ERR_BAD_CREDENTIALS}, /* a password that cannot be one */
};

static const struct number_shape shapes[] = {
    {"#{10}", CHECK_MOD7, 89, 0}, /* below "dhl", whose key reads Express numbers too */
    {"#{11}", CHECK_MOD7, 89, 0},
    {"J@{2}#{9}", CHECK_NONE, 70, 0},
    {"J@{2}#{10}", CHECK_NONE, 70, 0},
    {"J@{3}#{9}", CHECK_NONE, 70, 0},
    {"J@{3}#{10}", CHECK_NONE, 70, 0},
};

/* The names of one thing in the two services. */
struct names {
	const char *events, *day, *hour, *code, *text, *place;
};

static const struct names mydhl = {
    "events", "date", "time", "typeCode", "description", "serviceArea[0].description"};
static const struct names older = {"ShipmentEvent", "Date", "Time", "ServiceEvent.EventCode",
    "ServiceEvent.Description", "ServiceArea.Description"};

static int
dhl_express_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/mydhlapi/tracking");

	for (size_t i = 0; rc == 0 && i < q->count; i++)
		rc = adapter_add_query(out, "shipmentTrackingNumber", q->numbers[i].number);
	if (rc == 0)
		rc = adapter_add_query(out, "trackingView", "all-checkpoints");
	if (rc == 0)
		rc = adapter_add_query(out, "levelOfDetail", "all");
	if (rc == 0)
		rc = adapter_add_basic(out, q->account);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* "2019-02-04 23:59:00 GMT-08:00": the three letters are in the way. */
static struct when
read_moment(struct json_value day, struct json_value hour, struct json_value offset)
{
	struct when at = WHEN_INIT;
	char first[40], then[16], zone[16], text[80];
	char *gmt;

	if (!adapter_text(day, first, sizeof(first)))
		return at;
	(void)adapter_text(hour, then, sizeof(then));
	(void)adapter_text(offset, zone, sizeof(zone));
	gmt = strstr(first, " GMT");
	if (gmt != NULL) {
		(void)text_cut(zone, sizeof(zone), span_of(gmt + strlen(" GMT")));
		*gmt = '\0';
	}
	(void)snprintf(text, sizeof(text), "%s%s%s%s", first, then[0] != '\0' ? "T" : "", then,
	    then[0] != '\0' || gmt != NULL ? zone : "");
	return when_parse(span_of(text), &at) < 0 ? WHEN_INIT : adapter_hour(at);
}

static int
read_event(struct json_value v, const struct names *names, struct event_list *list, struct why *why)
{
	struct when at = read_moment(
	    json_get(v, names->day), json_get(v, names->hour), json_get(v, "GMTOffset"));
	char code[LIMIT_CODE_ROOM];
	size_t before = list->count;
	char *signer;
	int rc;

	if (at.kind == WHEN_NONE)
		return adapter_no_time(v, names->day, why);
	rc = json_need_text(v, names->code, code, sizeof(code), why);
	if (rc == 0)
		rc = adapter_scan(list, adapter_code(codes, CODE_COUNT(codes), code), code, at,
		    json_path(v, names->text), json_path(v, names->place),
		    (struct json_value){NULL, 0});
	/* "Delivered - Signed for by: NAME" */
	signer = list->count > before ? strstr(list->items[before].text, " - Signed") : NULL;
	if (signer != NULL)
		*signer = '\0';
	return rc;
}

static int
read_events(
    struct json_value v, const struct names *names, struct event_list *list, struct why *why)
{
	struct json_value event = json_items(json_get(v, names->events));
	int rc = 0;

	for (; rc == 0 && json_exists(event); event = json_items_next(event))
		rc = read_event(event, names, list, why);
	adapter_sort(list, names == &mydhl);
	return rc;
}

/* Pieces with scans of their own are counted by these. */
static int
read_pieces(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value piece = json_items(json_get(v, "pieces"));
	bool told = false;
	int64_t total;
	int rc = 0;

	if (adapter_int(json_get(v, "numberOfPieces"), 1, INT32_MAX, &total))
		o->pieces_total = (int32_t)total;
	for (; rc == 0 && json_exists(piece); piece = json_items_next(piece)) {
		struct event_list list = {0};

		rc = read_events(piece, &mydhl, &list, why);
		told = told || list.count > 0;
		o->pieces_delivered += adapter_delivered(&list);
		event_list_clear(&list);
	}
	if (!told && adapter_delivered(&o->events))
		o->pieces_delivered = o->pieces_total;
	if (o->pieces_total < o->pieces_delivered)
		o->pieces_total = o->pieces_delivered;
	return rc;
}

static int
read_shipment(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value eta = json_get(v, "estimatedDeliveryDate");
	int rc = read_events(v, &mydhl, &o->events, why);

	if (rc == 0)
		rc = read_pieces(v, o, why);
	if (json_absent(eta))
		eta = json_get(v, "estimatedTimeOfDelivery");
	o->eta_from = o->eta_until = adapter_opt_when(eta);
	o->ship_day = adapter_opt_when(json_get(v, "shipmentTimestamp")).day;
	(void)adapter_text(json_get(v, "description"), o->service, sizeof(o->service));
	return rc;
}

static int
read_older(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value info = json_get(v, "ShipmentInfo");
	char code[16];
	int64_t total;
	int rc;

	if (json_text_copy(json_path(v, "Status.Condition.ConditionCode"), code, sizeof(code))) {
		o->error =
		    adapter_fault(faults, sizeof(faults) / sizeof(faults[0]), code, ERR_MALFORMED);
		return 0;
	}
	rc = read_events(info, &older, &o->events, why);
	o->ship_day = adapter_opt_when(json_get(info, "ShipmentDate")).day;
	o->eta_from = o->eta_until = read_moment(json_get(info, "EstDlvyDate"),
	    (struct json_value){NULL, 0}, (struct json_value){NULL, 0});
	if (adapter_int(json_get(info, "Pieces"), 1, INT32_MAX, &total)) {
		o->pieces_total = (int32_t)total;
		o->pieces_delivered = adapter_delivered(&o->events) ? o->pieces_total : 0;
	}
	(void)adapter_text(json_get(info, "GlobalProductCode"), o->service, sizeof(o->service));
	return rc;
}

static int
parse_older(struct json_value root, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	struct json_value refused = json_path(
	    root, "ShipmentTrackingErrorResponse.Response.Status.Condition.ConditionCode");
	struct json_value list = json_path(root, "TrackingResponse.AWBInfo");
	char code[16];

	if (json_text_copy(refused, code, sizeof(code)))
		return json_fault(refused, why,
		    adapter_fault(faults, sizeof(faults) / sizeof(faults[0]), code, ERR_REJECTED),
		    "DHL says condition %s", code);
	if (!json_exists(json_items(list)))
		return json_fault(root, why, ERR_MALFORMED, "no shipment in the answer");
	return adapter_read_batch(list, "AWBNumber", read_older, ERR_NOT_FOUND, q, out, why);
}

static int
parse_mydhl(struct json_value root, int status, const struct track_query *q,
    struct observation_list *out, struct why *why)
{
	struct json_value list = json_get(root, "shipments");
	int rc = json_absent(list) ? adapter_problem(root, status) : 0;

	if (rc == ERR_NOT_FOUND)
		return adapter_answer_all(out, q, rc);
	if (rc < 0)
		return why_set(why, rc, SIZE_MAX, "", "DHL refuses, HTTP status %d", status);
	rc = json_need(root, "shipments", JSON_KIND_ARRAY, &list, why);
	return rc < 0 ? rc
		      : adapter_read_batch(list, "shipmentTrackingNumber", read_shipment,
			    ERR_NOT_FOUND, q, out, why);
}

static int
dhl_express_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	bool xml;
	int rc = adapter_read_either(in, &doc, &xml, why);

	if (rc == 0)
		rc = xml ? parse_older(json_root(&doc), q, out, why)
			 : parse_mydhl(json_root(&doc), in->status, q, out, why);
	json_doc_clear(&doc);
	return rc;
}

/* Limits are those of the contract; none is published. */
const struct carrier carrier_dhl_express = {
    .id = "dhl-express",
    .name = "DHL Express",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 10, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_RECORDED,
	.eta = EVIDENCE_RECORDED,
	.pieces = EVIDENCE_VENDOR,
	.errors = EVIDENCE_VENDOR},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = dhl_express_track_build,
    .track_parse = dhl_express_track_parse,
};
