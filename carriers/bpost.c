/*
 * bpost, Tracked Mail: Basic auth, XML, one item a request. Facts and their sources: README.md.
 */

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "carriers/shape.h"

#define OWN_ORIGIN "https://api.parcel.bpost.cloud"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* stateInfo.stateCode: the list is a client's, the words of T00, L00 and U01 are bpost's own. */
static const struct code_row codes[] = {
    CODE("B00", EXCEPTION, NONE, CLIENT),
    CODE("B01", EXCEPTION, NONE, CLIENT),
    CODE("B02", EXCEPTION, NONE, CLIENT),
    CODE("B03", EXCEPTION, REFUSED, CLIENT),
    CODE("B04", EXCEPTION, NOBODY_HOME, CLIENT),
    CODE("B05", EXCEPTION, DAMAGED, CLIENT),
    CODE("B06", EXCEPTION, ADDRESS, CLIENT),
    CODE("B07", EXCEPTION, ADDRESS, CLIENT),
    CODE("B08", EXCEPTION, DAMAGED, CLIENT),
    CODE("B09", EXCEPTION, ADDRESS, CLIENT),
    CODE("B10", EXCEPTION, ADDRESS, CLIENT),
    CODE("B11", EXCEPTION, NONE, CLIENT),
    CODE("B12", EXCEPTION, NONE, CLIENT),
    CODE("B13", EXCEPTION, NONE, CLIENT),
    CODE("B18", EXCEPTION, NONE, CLIENT),
    CODE("B23", EXCEPTION, REFUSED, CLIENT),
    CODE("B24", EXCEPTION, NONE, CLIENT),
    CODE("B28", EXCEPTION, NONE, CLIENT),
    CODE("C00", EXCEPTION, NONE, CLIENT),
    CODE("I03", EXCEPTION, NONE, CLIENT),
    CODE("I10", EXCEPTION, NONE, CLIENT),
    CODE("I11", EXCEPTION, NONE, CLIENT),
    CODE("I12", EXCEPTION, NONE, CLIENT),
    CODE("I18", EXCEPTION, NONE, CLIENT),
    CODE("I19", EXCEPTION, NONE, CLIENT),
    CODE("I58", EXCEPTION, NONE, CLIENT),
    CODE("I61", EXCEPTION, NONE, CLIENT),
    CODE("I66", EXCEPTION, NONE, CLIENT),
    CODE("I67", EXCEPTION, NONE, CLIENT),
    CODE("I68", EXCEPTION, NONE, CLIENT),
    CODE("I72", EXCEPTION, NONE, CLIENT),
    CODE("I88", EXCEPTION, NONE, CLIENT),
    CODE("L00", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("N01", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("N02", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("N03", DELIVERY_ATTEMPTED, CLOSED, CLIENT),
    CODE("N04", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N05", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N06", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N07", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N08", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N10", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N11", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N12", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N13", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N14", IN_TRANSIT, NONE, CLIENT),
    CODE("N16", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N28", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N32", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N74", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("N91", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N92", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N93", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N94", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N95", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("N96", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("P00", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("R00", IN_TRANSIT, NONE, CLIENT),
    CODE("R01", IN_TRANSIT, NONE, CLIENT),
    CODE("R02", IN_TRANSIT, NONE, CLIENT),
    CODE("R03", IN_TRANSIT, NONE, CLIENT),
    CODE("R04", IN_TRANSIT, NONE, CLIENT),
    CODE("R05", IN_TRANSIT, NONE, CLIENT),
    CODE("R11", EXCEPTION, NONE, CLIENT),
    CODE("R12", EXCEPTION, NONE, CLIENT),
    CODE("R13", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("S00", EXCEPTION, NONE, CLIENT),
    CODE("T00", IN_TRANSIT, NONE, RECORDED),
    CODE("T03", EXCEPTION, NONE, CLIENT),
    CODE("U00", DELIVERED, NONE, CLIENT),
    CODE("U01", DELIVERED, NONE, RECORDED),
    CODE("U02", DELIVERED, NONE, CLIENT),
    CODE("U03", DELIVERED, NONE, CLIENT),
    CODE("U04", DELIVERED, NONE, CLIENT),
    CODE("U05", DELIVERED, NONE, CLIENT),
    CODE("U06", DELIVERED, NONE, CLIENT),
    CODE("U07", DELIVERED, NONE, CLIENT),
    CODE("U08", DELIVERED, NONE, CLIENT),
};

static const struct scan_names names = {
    .code = "stateCode", .at = "time", .text = "stateDescription", .city = "location"};

static const struct number_shape shapes[] = {
    {"3232#{20}", CHECK_NONE, 85, 0},
    {"@@#{9}BE", CHECK_S10, 97, 0},
};

static int
bpost_track_build(const struct track_query *q, struct http_request *out)
{
	int rc;

	rc = adapter_open_as(out, HTTP_GET, q->account, OWN_ORIGIN, "/services/trackedmail/item/",
	    "application/xml");
	if (rc == 0)
		rc = ask_add_numbers(&out->url, q, ",");
	if (rc == 0)
		rc = buf_add_str(&out->url, "/trackingInfo");
	if (rc == 0)
		rc = adapter_add_basic(out, q->account);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* A systemException is bpost's fault, a businessException is about what was asked. `deliveryTime` is when it was delivered; what is
 * planned is a window. Sender, addressee and pickup point are not read. */
static int
read_answer(struct json_value root, int status, struct observation *o, struct why *why)
{
	struct json_value item = json_get(root, "itemTracking");
	struct json_value window = json_get(item, "deliveryTimeWindow");
	int rc = adapter_status(status);

	if (json_exists(json_get(root, "systemException")))
		rc = ERR_OUTAGE;
	else if (json_exists(json_get(root, "businessException")) && rc == 0)
		return json_fault(root, why, ERR_REJECTED, "a businessException");
	if (rc == 0 && json_kind(item) != JSON_KIND_OBJECT)
		rc = ERR_MALFORMED;
	if (rc < 0)
		return json_fault(root, why, rc, "no item in the answer, HTTP status %d", status);
	o->eta_from = adapter_opt_when(json_get(window, "plannedDeliveryDateWindowStart"));
	o->eta_until = adapter_opt_when(json_get(window, "plannedDeliveryDateWindowEnd"));
	if (o->eta_from.kind == WHEN_NONE)
		o->eta_from = o->eta_until;
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = o->eta_from;
	return reply_scans(
	    json_get(item, "stateInfo"), &names, codes, CODE_COUNT(codes), false, &o->events, why);
}

static int
bpost_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	return reply_about_one(
	    q, in, adapter_read_xml, "itemTracking.itemCode", read_answer, out, why);
}

const struct carrier carrier_bpost = {
    .id = "bpost",
    .name = "bpost",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR, .eta = EVIDENCE_VENDOR, .errors = EVIDENCE_RECORDED},
    .zone = "Europe/Brussels",
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = bpost_track_build,
    .track_parse = bpost_track_parse,
};
