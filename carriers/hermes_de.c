/*
 * Hermes Germany, Shipment Info of HSI: a token by the password grant (`user` "client:login", two lines of key), up to a
 * hundred numbers a request, each with its own result. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "carriers/shape.h"

#define OWN_ORIGIN   "https://de-api.hermesworld.com"
#define TOKEN_ORIGIN "https://authme.myhermes.de"

static const char *const origins[] = {OWN_ORIGIN, TOKEN_ORIGIN, NULL};

/* shipmentinfo[].status[].code: the vendor's list, two digits of what and two of why. */
static const struct code_row codes[] = {
    CODE("0000", LABEL_CREATED, NONE, VENDOR),
    NOTE("0600", EXCEPTION, NOT_HANDED_OVER, VENDOR),
    NOTE("0700", EXCEPTION, NOT_HANDED_OVER, VENDOR),
    NOTE("0800", EXCEPTION, NOT_HANDED_OVER, VENDOR),
    NOTE("0900", EXCEPTION, NOT_HANDED_OVER, VENDOR),
    CODE("1000", IN_TRANSIT, NONE, VENDOR),
    CODE("1510", IN_TRANSIT, NONE, VENDOR),
    CODE("1520", IN_TRANSIT, NONE, VENDOR),
    CODE("1610", IN_TRANSIT, NONE, VENDOR),
    CODE("1710", CUSTOMS, NONE, VENDOR),
    CODE("1720", CUSTOMS, NONE, VENDOR),
    CODE("1730", CUSTOMS, CUSTOMS_HOLD, VENDOR),
    CODE("1751", CUSTOMS, CUSTOMS_HOLD, VENDOR),
    CODE("1810", IN_TRANSIT, NONE, VENDOR),
    CODE("1820", IN_TRANSIT, NONE, VENDOR),
    CODE("1900", IN_TRANSIT, NONE, VENDOR),
    CODE("1901", IN_TRANSIT, NONE, VENDOR),
    CODE("1910", IN_TRANSIT, NONE, VENDOR),
    CODE("2000", IN_TRANSIT, NONE, VENDOR),
    CODE("2100", IN_TRANSIT, NONE, VENDOR),
    CODE("2300", IN_TRANSIT, NONE, VENDOR),
    CODE("2400", IN_TRANSIT, NONE, VENDOR),
    CODE("3000", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("3010", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("3300", IN_TRANSIT, NONE, VENDOR),
    CODE("3410", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("3430", IN_TRANSIT, NONE, VENDOR),
    CODE("3500", DELIVERED, NONE, VENDOR),
    CODE("3510", DELIVERED, NONE, VENDOR),
    CODE("3511", DELIVERED, NONE, VENDOR),
    CODE("3520", DELIVERED, NONE, VENDOR),
    CODE("3530", DELIVERED, NONE, VENDOR),
    CODE("3710", DELIVERY_ATTEMPTED, REFUSED, VENDOR),
    CODE("3715", DELIVERY_ATTEMPTED, PAYMENT_DUE, VENDOR),
    CODE("3720", DELIVERY_ATTEMPTED, ADDRESS, VENDOR),
    CODE("3731", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("3732", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("3733", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("3734", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("3740", EXCEPTION, DAMAGED, VENDOR),
    CODE("3750", DELIVERY_ATTEMPTED, NO_TIME, VENDOR),
    CODE("3751", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3752", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3753", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3754", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3760", IN_TRANSIT, NONE, VENDOR),
    NOTE("3761", IN_TRANSIT, NONE, VENDOR),
    CODE("3780", EXCEPTION, MISROUTED, VENDOR),
    CODE("3782", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3783", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3784", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3785", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3786", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3787", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("3795", EXCEPTION, NONE, VENDOR),
    CODE("4010", IN_TRANSIT, NONE, VENDOR),
    CODE("4015", IN_TRANSIT, NONE, VENDOR),
    CODE("4020", IN_TRANSIT, ADDRESS, VENDOR),
    CODE("4024", EXCEPTION, NO_ACCESS, VENDOR),
    CODE("4025", IN_TRANSIT, NONE, VENDOR),
    CODE("4031", IN_TRANSIT, NONE, VENDOR),
    CODE("4032", IN_TRANSIT, NONE, VENDOR),
    CODE("4033", IN_TRANSIT, NONE, VENDOR),
    CODE("4034", RETURNING, NONE, VENDOR),
    CODE("4035", RETURNING, NOT_COLLECTED, VENDOR),
    CODE("4040", EXCEPTION, DAMAGED, VENDOR),
    CODE("4050", IN_TRANSIT, NONE, VENDOR),
    CODE("4051", IN_TRANSIT, NONE, VENDOR),
    CODE("4052", IN_TRANSIT, NONE, VENDOR),
    CODE("4053", IN_TRANSIT, NONE, VENDOR),
    CODE("4054", RETURNING, NONE, VENDOR),
    NOTE("4060", RETURNING, NONE, VENDOR),
    NOTE("4061", RETURNING, NONE, VENDOR),
    CODE("4062", IN_TRANSIT, NONE, VENDOR),
    NOTE("4070", IN_TRANSIT, NONE, VENDOR),
    NOTE("4072", IN_TRANSIT, NONE, VENDOR),
    CODE("4080", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("4081", IN_TRANSIT, NONE, VENDOR),
    CODE("4082", IN_TRANSIT, NONE, VENDOR),
    CODE("4083", IN_TRANSIT, NONE, VENDOR),
    CODE("4084", IN_TRANSIT, NONE, VENDOR),
    CODE("4085", IN_TRANSIT, NONE, VENDOR),
    CODE("4086", IN_TRANSIT, NONE, VENDOR),
    CODE("4087", IN_TRANSIT, NONE, VENDOR),
    CODE("4095", IN_TRANSIT, NONE, VENDOR),
    CODE("4100", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("4500", IN_TRANSIT, NONE, VENDOR),
    CODE("4610", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("4620", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("4630", EXCEPTION, LOST, VENDOR),
    NOTE("4690", IN_TRANSIT, NONE, VENDOR),
    CODE("6080", IN_TRANSIT, NONE, VENDOR),
    CODE("6081", RETURNING, NONE, VENDOR),
    CODE("6082", RETURNING, ADDRESS, VENDOR),
    CODE("6083", RETURNING, NONE, VENDOR),
    CODE("6084", RETURNING, NOBODY_HOME, VENDOR),
    CODE("6085", EXCEPTION, DAMAGED, VENDOR),
    CODE("6086", EXCEPTION, MISROUTED, VENDOR),
    CODE("6087", EXCEPTION, MISROUTED, VENDOR),
    CODE("6088", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    CODE("6089", IN_TRANSIT, NONE, VENDOR),
    CODE("6090", IN_TRANSIT, NONE, VENDOR),
    CODE("6092", RETURNING, NONE, VENDOR),
    CODE("6093", RETURNING, NOT_COLLECTED, VENDOR),
    CODE("6094", RETURNING, NONE, VENDOR),
    CODE("6096", RETURNING, NONE, VENDOR),
    CODE("6098", RETURNING, NONE, VENDOR),
    CODE("6099", RETURNING, NONE, VENDOR),
    CODE("7500", RETURNED, NONE, VENDOR),
    NOTE("9040", IN_TRANSIT, NONE, VENDOR),
    NOTE("9041", IN_TRANSIT, NONE, VENDOR),
    NOTE("9311", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9315", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9321", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9322", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9323", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9324", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9325", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9327", UNKNOWN, NONE, VENDOR),
    NOTE("9328", IN_TRANSIT, ADDRESS, VENDOR),
    NOTE("9340", CANCELLED, NONE, VENDOR),
    NOTE("9341", CANCELLED, NONE, VENDOR),
    NOTE("9381", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9385", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9391", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9394", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9395", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("9399", IN_TRANSIT, NONE, VENDOR),
};

/* listOfResultCodes[].code of the whole request. */
static const struct fault_row faults[] = {
    {"e900", ERR_BAD_CREDENTIALS},
    {"e902", ERR_BAD_CREDENTIALS},
    {"e903", ERR_BAD_CREDENTIALS},
    {"e999", ERR_OUTAGE},
};

static const struct scan_names names = {.code = "code",
    .at = "timestamp",
    .text = "description",
    .city = "scanningUnit.city",
    .country = "scanningUnit.countryCode"};

static const struct number_shape shapes[] = {
    {"H#{19}", CHECK_NONE, 85, 0},
    {"#{14}", CHECK_NONE, 15, 0},
};

static int
hermes_de_auth_build(const struct account *acct, struct http_request *out)
{
	return ask_password_token(
	    out, acct, TOKEN_ORIGIN, "/authorization-facade/oauth2/access_token");
}

static int
hermes_de_track_build(const struct track_query *q, struct http_request *out)
{
	int rc;

	rc = adapter_open(
	    out, HTTP_GET, q->account, OWN_ORIGIN, "/services/hsi/shipmentinfo?shipmentID=");
	if (rc == 0)
		rc = ask_add_numbers(&out->url, q, "&shipmentID=");
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Accept-Language", "EN");
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* A day, and mostly hours without an offset. */
static void
read_forecast(struct json_value v, struct observation *o)
{
	struct json_value day = json_get(v, "date");

	o->eta_from =
	    adapter_join_when(day, json_path(v, "timeSlot.from"), "YYYY-MM-DD hh:mm[:ss]");
	o->eta_until = adapter_join_when(day, json_path(v, "timeSlot.to"), "YYYY-MM-DD hh:mm[:ss]");
	if (o->eta_from.kind == WHEN_NONE)
		o->eta_from = o->eta_until;
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = o->eta_from;
}

/* A result whose code begins with e is an error, with w or i a remark. The order of the scans differs from reply to
 * reply. */
static int
read_shipment(struct json_value v, struct observation *o, struct why *why)
{
	char code[24];
	int rc;

	if (json_text_copy(json_path(v, "result.code"), code, sizeof(code)) && code[0] == 'e') {
		o->error = strcmp(code, "e001") == 0
		    ? ERR_NOT_FOUND
		    : adapter_fault(faults, CODE_COUNT(faults), code, ERR_REJECTED);
		return 0;
	}
	rc = reply_scans(
	    json_get(v, "status"), &names, codes, CODE_COUNT(codes), false, &o->events, why);
	if (rc == 0)
		read_forecast(json_get(v, "deliveryForecast"), o);
	return rc;
}

static int
hermes_de_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, list, fault;
	char code[24];
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	list = json_get(root, "shipmentinfo");
	fault = json_get(json_items(json_get(root, "listOfResultCodes")), "code");
	if (json_absent(list)) {
		rc = adapter_route_status(in->status);
		if (json_text_copy(fault, code, sizeof(code)))
			rc = adapter_fault(
			    faults, CODE_COUNT(faults), code, rc == 0 ? ERR_REJECTED : rc);
		rc = rc < 0 ? json_fault(root, why, rc, "HTTP status %d", in->status)
			    : json_fault(root, why, ERR_MALFORMED, "no shipmentinfo");
		goto out;
	}
	rc = adapter_read_batch(list, "shipmentID", read_shipment, ERR_NOT_FOUND, q, out, why);
out:
	json_doc_clear(&doc);
	return rc;
}

const struct carrier carrier_hermes_de = {
    .id = "hermes-de",
    .name = "Hermes Germany",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = LIMIT_BATCH_NUMBERS, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR, .eta = EVIDENCE_VENDOR, .errors = EVIDENCE_VENDOR},
    .zone = "Europe/Berlin",
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .auth_build = hermes_de_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = hermes_de_track_build,
    .track_parse = hermes_de_track_parse,
};
