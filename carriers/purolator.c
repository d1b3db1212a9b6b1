/*
 * Purolator, Tracking web service v1: SOAP with Basic auth, several PINs a request. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://webservices.purolator.com"
#define TYPES      "http://purolator.com/pws/datatypes/v1"

static const char *const origins[] = {OWN_ORIGIN, "https://devwebservices.purolator.com", NULL};

/* Scan.ScanType */
static const struct code_row codes[] = {
    CODE("Delivery", DELIVERED, NONE, CLIENT),
    CODE("OnDelivery", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("Other", IN_TRANSIT, NONE, RECORDED),
    CODE("ProofOfPickUp", ACCEPTED, NONE, CLIENT),
    CODE("Undeliverable", EXCEPTION, NONE, CLIENT),
};

/* Scan.Description, whole: what the wide types Other, Delivery and Undeliverable are used for besides */
static const struct code_row descriptions[] = {
    CODE("Address correction required - resolution in progress", EXCEPTION, ADDRESS, CLIENT),
    CODE("Arrived at sort facility", IN_TRANSIT, NONE, CLIENT),
    CODE("Attempted delivery - receiver unavailable", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("Available for pickup for 5 business days from arrival date at the counter",
	READY_FOR_PICKUP, NONE, CLIENT),
    CODE("Departed sort facility", IN_TRANSIT, NONE, CLIENT),
    CODE("Item Held for Pickup at Locker", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("Item available for receiver to pick up at post office", READY_FOR_PICKUP, NONE, CLIENT),
    NOTE("Label information electronically submitted", LABEL_CREATED, NONE, CLIENT),
    CODE("Resolution complete - shipment redirected", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    CODE("Shipment available for pickup. Unable to contact customer", READY_FOR_PICKUP, NONE,
	CLIENT),
    NOTE("Shipment created", LABEL_CREATED, NONE, CLIENT),
    NOTE("Shipment created - final manifest received", LABEL_CREATED, NONE, CLIENT),
    NOTE("Shipment created - interim manifest received", LABEL_CREATED, NONE, CLIENT),
    CODE("Shipment in transit", IN_TRANSIT, NONE, CLIENT),
    CODE("Shipment redirected", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    CODE("Shipment unclaimed - to be returned to sender", RETURNING, NOT_COLLECTED, CLIENT),
    CODE("Shipment undeliverable - Returned to sender", RETURNING, NONE, CLIENT),
    NOTE("Shipper created a label", LABEL_CREATED, NONE, CLIENT),
    CODE("Transferring to Shipping Centre - please wait for further instructions", IN_TRANSIT, NONE,
	CLIENT),
    CODE("Unable to deliver - item returned to sender", RETURNING, NONE, CLIENT),
    CODE("Unable to deliver - item returned to shipper", RETURNING, NONE, CLIENT),
};

static const struct number_shape shapes[] = {
    {"[0-5]#{11}", CHECK_LUHN, 90, 0},
    {"@{3}#{9}", CHECK_NONE, 80, 0},
};

static int
purolator_track_build(const struct track_query *q, struct http_request *out)
{
	int rc =
	    adapter_open_soap(out, q->account, OWN_ORIGIN, "/EWS/V1/Tracking/TrackingService.asmx",
		"http://purolator.com/pws/service/v1/TrackPackagesByPin", "xmlns:v1=\"" TYPES "\"");

	if (rc == 0)
		rc = adapter_add_basic(out, q->account);
	if (rc == 0)
		rc = buf_add_str(&out->body,
		    "<soap:Header><v1:RequestContext><v1:Version>1.2</v1:Version>"
		    "<v1:Language>en</v1:Language><v1:GroupID/>"
		    "<v1:RequestReference>puntual</v1:RequestReference></v1:RequestContext>"
		    "</soap:Header><soap:Body><v1:TrackPackagesByPinRequest><v1:PINs>");
	/* Numbers are letters and digits: nothing to escape. */
	for (size_t i = 0; rc == 0 && i < q->count; i++)
		rc = buf_addf(
		    &out->body, "<v1:PIN><v1:Value>%s</v1:Value></v1:PIN>", q->numbers[i].number);
	if (rc == 0)
		rc = buf_add_str(&out->body, "</v1:PINs></v1:TrackPackagesByPinRequest>");
	if (rc == 0)
		rc = adapter_close_soap(out);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* The description alone tells what the type is used for; its full stop may be absent. */
static const struct code_row *
find_row(struct json_value description, const char *type)
{
	const struct code_row *row;
	char text[LIMIT_TEXT_ROOM];
	size_t len;

	(void)adapter_text(description, text, sizeof(text));
	len = strlen(text);
	if (len > 0 && text[len - 1] == '.')
		text[len - 1] = '\0';
	row = adapter_code(descriptions, CODE_COUNT(descriptions), text);
	if (row == NULL)
		row = adapter_code(codes, CODE_COUNT(codes), type);
	/* The type of deliveries is used for more than those: without a word it is not known which. */
	return row != NULL && row->milestone == MILESTONE_DELIVERED && len == 0 ? NULL : row;
}

static int
read_scan(struct json_value v, struct event_list *list, struct why *why)
{
	struct when at = adapter_join_when(
	    json_get(v, "ScanDate"), json_get(v, "ScanTime"), "YYYY-MM-DD hhmmss");
	char code[LIMIT_CODE_ROOM];
	int rc;

	if (at.kind == WHEN_NONE)
		return adapter_no_time(v, "ScanDate", why);
	rc = json_need_text(v, "ScanType", code, sizeof(code), why);
	return rc < 0 ? rc
		      : adapter_scan(list, find_row(json_get(v, "Description"), code), code, at,
			    json_get(v, "Description"), json_path(v, "Depot.Name"),
			    (struct json_value){NULL, 0});
}

static int
read_package(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value scan = json_items(json_path(v, "Scans.Scan"));
	int rc = 0;

	if (json_exists(json_items(json_path(v, "ResponseInformation.Errors.Error"))))
		o->error = ERR_NOT_FOUND;
	for (; rc == 0 && o->error == 0 && json_exists(scan); scan = json_items_next(scan))
		rc = read_scan(scan, &o->events, why);
	adapter_sort(&o->events, true);
	return rc;
}

static int
purolator_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v, error, list;
	int rc;

	rc = adapter_read_xml(in, &doc, why);
	if (rc < 0)
		goto out;
	v = json_path(json_root(&doc), "Envelope.Body.TrackPackagesByPinResponse");
	error = json_items(json_path(v, "ResponseInformation.Errors.Error"));
	list = json_path(v, "TrackingInformationList.TrackingInformation");
	rc = reply_soap_fault(json_root(&doc), in->status, NULL, 0, why);
	if (rc < 0)
		goto out;
	if (json_absent(v))
		rc = json_fault(v, why, ERR_MALFORMED, "no answer in the envelope");
	else if (json_exists(error) && !json_exists(json_items(list)))
		rc = json_fault(error, why, ERR_REJECTED, "Purolator says an error");
	else
		rc =
		    adapter_read_batch(list, "PIN.Value", read_package, ERR_NOT_FOUND, q, out, why);
out:
	json_doc_clear(&doc);
	return rc;
}

/* No limit is published. */
const struct carrier carrier_purolator = {
    .id = "purolator",
    .name = "Purolator",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 10, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_CLIENT, .errors = EVIDENCE_UNVERIFIED},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = purolator_track_build,
    .track_parse = purolator_track_parse,
};
