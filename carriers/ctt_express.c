/*
 * CTT Express: an OAuth token of a day, the history of one parcel a request. Read is also the answer of the older SOAP
 * service (GetTracking), which has codes of its own and speaks no TLS: it is not asked. Facts and sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.cttexpress.com"
#define SCOPE      "urn:com:ctt-express:integration-clients:scopes:common/ALL"
#define SOAP       "Envelope.Body.GetTrackingResponse"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* events[].code of the type STATUS: four digits; StatusCode of the older service: one or two. */
static const struct code_row codes[] = {
    CODE("0", LABEL_CREATED, NONE, CLIENT),
    CODE("0000", LABEL_CREATED, NONE, CLIENT),
    NOTE("0010", LABEL_CREATED, NONE, CLIENT),
    CODE("0020", LABEL_CREATED, NONE, CLIENT),
    CODE("0030", ACCEPTED, NONE, CLIENT),
    NOTE("0300", LABEL_CREATED, NONE, CLIENT),
    NOTE("0400", EXCEPTION, NOT_HANDED_OVER, CLIENT),
    CODE("0500", ACCEPTED, NONE, CLIENT),
    NOTE("0600", EXCEPTION, NOT_HANDED_OVER, CLIENT),
    CODE("0700", IN_TRANSIT, NONE, CLIENT),
    CODE("0900", IN_TRANSIT, NONE, CLIENT),
    CODE("1", IN_TRANSIT, NONE, CLIENT),
    CODE("10", CUSTOMS, NONE, CLIENT),
    CODE("1000", IN_TRANSIT, NONE, CLIENT),
    CODE("11", IN_TRANSIT, NONE, CLIENT),
    CODE("1100", EXCEPTION, MISROUTED, CLIENT),
    CODE("12", EXCEPTION, NONE, CLIENT), /* a part of it is delivered */
    CODE("1200", IN_TRANSIT, NONE, CLIENT),
    CODE("13", IN_TRANSIT, NONE, CLIENT),
    CODE("1500", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("1600", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("1700", EXCEPTION, NONE, CLIENT), /* parked */
    CODE("1800", IN_TRANSIT, NONE, CLIENT),
    CODE("1900", IN_TRANSIT, NONE, CLIENT),
    CODE("2", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("2100", DELIVERED, NONE, CLIENT),
    CODE("2200", EXCEPTION, NONE, CLIENT), /* a part of it is delivered */
    CODE("2300", IN_TRANSIT, NONE, CLIENT),
    CODE("2310", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("2400", IN_TRANSIT, NONE, CLIENT),
    CODE("2500", RETURNING, NONE, CLIENT),
    CODE("2600", IN_TRANSIT, NONE, CLIENT),
    CODE("2700", IN_TRANSIT, NONE, CLIENT),
    CODE("2900", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("3", DELIVERED, NONE, CLIENT),
    NOTE("3000", CANCELLED, NONE, CLIENT),
    CODE("3900", IN_TRANSIT, NONE, CLIENT),
    CODE("3901", CUSTOMS, NONE, CLIENT),
    CODE("3902", CUSTOMS, NONE, CLIENT),
    CODE("3903", CUSTOMS, SECURITY, CLIENT),
    CODE("3904", CUSTOMS, SECURITY, CLIENT),
    CODE("4", EXCEPTION, NONE, CLIENT),
    CODE("5", RETURNING, NONE, CLIENT),
    CODE("50", RETURNING, NONE, CLIENT),
    CODE("51", RETURNING, DAMAGED, CLIENT),
    CODE("6", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("7", IN_TRANSIT, MISROUTED, CLIENT),
    CODE("70", LOST_DAMAGED, NONE, CLIENT),
    CODE("71", IN_TRANSIT, NONE, CLIENT),
    CODE("8", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("9", RETURNED, NONE, CLIENT),
    NOTE("90", CANCELLED, NONE, CLIENT),
    NOTE("91", IN_TRANSIT, NONE, CLIENT),
    NOTE("99", UNKNOWN, NONE, CLIENT),
};

/* Signee, courier and position of a scan stand in its detail and are not read. */
static const struct scan_names names = {.code = "code",
    .at = "event_date",
    .text = "description",
    .city = "detail.destin_province_name"};
static const struct scan_names soap_names = {
    .code = "StatusCode", .at = "StatusDateTime", .text = "StatusDescription"};

static int
ctt_express_auth_build(const struct account *acct, struct http_request *out)
{
	int rc = ask_client_token(out, acct, OWN_ORIGIN, "/integrations/oauth2/token");

	if (rc == 0)
		rc = adapter_add_form(out, "scope", SCOPE);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
ctt_express_track_build(const struct track_query *q, struct http_request *out)
{
	int rc;

	rc = adapter_open(
	    out, HTTP_GET, q->account, OWN_ORIGIN, "/integrations/trf/item-history-api/history/");
	if (rc == 0)
		rc = ask_add_numbers(&out->url, q, ",");
	if (rc == 0)
		rc = buf_add_str(&out->url, "?view=APITRACK&showItems=false");
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* Incidents (INCT) and what was done about them (INAT, MANAGEMENTS) have codes of their own, not known: only that there is
 * an incident. */
static int
read_scan(struct json_value v, struct event_list *list, struct why *why)
{
	struct json_value type = json_get(v, "type");
	size_t before = list->count;
	int rc;

	if (json_absent(type) || json_string_is(type, "STATUS"))
		return reply_scan(v, &names, codes, CODE_COUNT(codes), list, why);
	rc = reply_scan(v, &names, NULL, 0, list, why);
	if (rc == 0 && list->count > before && json_string_is(type, "INCT"))
		list->items[before].milestone = MILESTONE_EXCEPTION;
	return rc;
}

static int
read_history(struct json_value data, struct observation *o, struct why *why)
{
	struct json_value v = json_items(json_path(data, "shipping_history.events"));
	int rc = 0;

	for (; rc == 0 && json_exists(v); v = json_items_next(v))
		rc = read_scan(v, &o->events, why);
	adapter_sort(&o->events, false);
	o->eta_from = o->eta_until =
	    adapter_opt_when(json_get(data, "committed_delivery_datetime"));
	return rc;
}

static int
answer(struct observation *o, int rc, struct json_value number, const struct track_query *q,
    struct observation_list *out)
{
	if (rc == 0 && o->events.count == 0) {
		observation_clear(o);
		*o = OBSERVATION_INIT;
		o->error = ERR_NOT_FOUND;
	}
	if (rc == 0) {
		adapter_number(o, &q->numbers[0], number);
		rc = adapter_answer(out, o);
	}
	observation_clear(o);
	return rc;
}

static int
read_json(const struct http_response *in, struct json_value root, const struct track_query *q,
    struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_value data = json_get(root, "data");
	struct json_value error = json_get(root, "error");
	int64_t status = in->status;
	int rc;

	if (!json_absent(error) && !json_string_is(error, "")) {
		if (status == 200)
			status = 400;
		(void)adapter_int(json_get(error, "error_code"), 100, 599, &status);
	}
	rc = adapter_status((int)status);
	if (rc == ERR_NOT_FOUND)
		return adapter_answer_all(out, q, rc);
	if (rc < 0)
		return json_fault(root, why, rc, "status %d", (int)status);
	if (json_kind(data) != JSON_KIND_OBJECT)
		return json_fault(root, why, ERR_MALFORMED, "no data in the answer");
	rc = read_history(data, &o, why);
	return answer(&o, rc, json_get(data, "shipping_code"), q, out);
}

/* The members stand in the response, or in a result within. */
static int
read_soap(const struct http_response *in, struct json_value root, const struct track_query *q,
    struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_value result = json_path(root, SOAP ".GetTrackingResult");
	struct json_value error;
	int rc = reply_soap_fault(root, in->status, NULL, 0, why);

	if (rc < 0)
		return rc;
	if (json_kind(result) != JSON_KIND_OBJECT)
		result = json_path(root, SOAP);
	if (json_kind(result) != JSON_KIND_OBJECT)
		return json_fault(root, why, ERR_MALFORMED, "no result in the answer");
	error = json_path(result, "ErrorCodes.ErrorResult.ErrorCode");
	if (json_exists(json_items(error)))
		return json_fault(error, why, ERR_REJECTED, "an error code");
	rc = reply_scans(json_path(result, "Tracking.Tracking"), &soap_names, codes,
	    CODE_COUNT(codes), false, &o.events, why);
	return answer(&o, rc, (struct json_value){0}, q, out);
}

static int
ctt_express_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	bool xml;
	int rc = adapter_read_either(in, &doc, &xml, why);

	if (rc == 0 && xml)
		rc = read_soap(in, json_root(&doc), q, out, why);
	else if (rc == 0)
		rc = read_json(in, json_root(&doc), q, out, why);
	json_doc_clear(&doc);
	return rc;
}

/* Thirty calls a second are said to be welcome. */
const struct carrier carrier_ctt_express = {
    .id = "ctt-express",
    .name = "CTT Express",
    .origins = origins,
    .limits = {.gap_ms = 34, .interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_CLIENT,
    .known = {.events = EVIDENCE_CLIENT, .eta = EVIDENCE_CLIENT, .errors = EVIDENCE_CLIENT},
    .zone = "Europe/Madrid",
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .auth_build = ctt_express_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = ctt_express_track_build,
    .track_parse = ctt_express_track_parse,
};
