/*
 * GLS, Track And Trace V1 of the group: an OAuth token, ten numbers a request, one status a parcel from a closed list and
 * scans whose codes are an open one. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.gls-group.net"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* parcels[].status, and of parcels[].events[].code those that the vendor's document tells. */
static const struct code_row codes[] = {
    CODE("CANCEL.NORMAL", CANCELLED, NONE, VENDOR),
    CODE("CANCELED", CANCELLED, NONE, VENDOR),
    NOTE("CHANGD.MONEWADDR", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    NOTE("CHANGD.PARCELBOX", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    CODE("DELIVD.PARCELSHOP", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("DELIVERED", DELIVERED, NONE, VENDOR),
    CODE("DELIVEREDPS", READY_FOR_PICKUP, NONE, VENDOR),
    NOTE("FINAL", DELIVERED, NONE, CLIENT), /* "history closed": see closed_on_the_way */
    CODE("INDELIVERY", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("INPICKUP", LABEL_CREATED, NONE, VENDOR),
    CODE("INTIAL.E48_DATA", LABEL_CREATED, NONE, VENDOR),
    CODE("INTIAL.NORMAL", ACCEPTED, NONE, VENDOR),
    CODE("INTIAL.PREADVICE", LABEL_CREATED, NONE, VENDOR),
    CODE("INTRANSIT", IN_TRANSIT, NONE, VENDOR),
    CODE("INWAREHOUSE", IN_TRANSIT, NONE, VENDOR),
    CODE("NOTDELIVERED", DELIVERY_ATTEMPTED, NONE, VENDOR),
    NOTE("NOTPICKEDUP", EXCEPTION, NOT_HANDED_OVER, VENDOR),
    CODE("PLANNEDPICKUP", LABEL_CREATED, NONE, VENDOR),
    CODE("PREADVICE", LABEL_CREATED, NONE, VENDOR),
};

static const struct fault_row faults[] = {
    {"E_400_01", ERR_REJECTED},
    {"E_400_02", ERR_REJECTED},
    {"E_404_01", ERR_NOT_FOUND},
    {"E_404_02", ERR_NOT_FOUND},
    {"E_500_01", ERR_OUTAGE},
};

static const struct scan_names names = {.code = "code",
    .at = "eventDateTime",
    .text = "description",
    .city = "city",
    .country = "country"};

static int
gls_auth_build(const struct account *acct, struct http_request *out)
{
	return ask_client_token(out, acct, OWN_ORIGIN, "/oauth2/v2/token");
}

static int
gls_track_build(const struct track_query *q, struct http_request *out)
{
	int rc;

	rc = adapter_open(
	    out, HTTP_GET, q->account, OWN_ORIGIN, "/track-and-trace-v1/tracking/simple/trackids/");
	if (rc == 0)
		rc = ask_add_numbers(&out->url, q, ",");
	if (rc == 0)
		rc = buf_add_str(&out->url, "?showEvents=true");
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Accept-Language", "EN");
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* A closed history is a delivery when it ends on the way; one that ends otherwise says itself how. */
static bool
closed_on_the_way(const struct event_list *list)
{
	for (size_t i = list->count; i-- > 0;)
		switch (list->items[i].milestone) {
		case MILESTONE_UNKNOWN:
			if (list->items[i].code[0] == '\0')
				return false; /* not even a code that we do not know */
			break;
		case MILESTONE_ACCEPTED:
		case MILESTONE_IN_TRANSIT:
		case MILESTONE_OUT_FOR_DELIVERY: return true;
		default: return false;
		}
	return true;
}

static int
read_parcel(struct json_value v, struct observation *o, struct why *why)
{
	const struct code_row *row;
	char code[LIMIT_CODE_ROOM];
	int rc;

	if (adapter_text(json_get(v, "errorCode"), code, sizeof(code))) {
		o->error = adapter_fault(faults, CODE_COUNT(faults), code, ERR_OUTAGE);
		return 0;
	}
	rc = json_need_string(v, "status", code, sizeof(code), why);
	if (rc == 0)
		rc = reply_scans(
		    json_get(v, "events"), &names, codes, CODE_COUNT(codes), true, &o->events, why);
	if (rc < 0)
		return rc;
	row = adapter_code(codes, CODE_COUNT(codes), code);
	if (code[0] == '\0' || (strcmp(code, "FINAL") == 0 && !closed_on_the_way(&o->events)))
		return 0;
	return reply_status(&o->events, row, code, adapter_opt_when(json_get(v, "statusDateTime")),
	    (struct json_value){0});
}

/* Faults of the gateway and of the whole request. */
static int
read_fault(const struct http_response *in, struct json_value root)
{
	char code[64];
	int rc = reply_gateway_fault(root);

	if (rc != 0)
		return rc;
	if (json_text_copy(json_get(root, "errorCode"), code, sizeof(code)))
		return adapter_fault(faults, CODE_COUNT(faults), code, ERR_REJECTED);
	return adapter_problem(root, in->status);
}

static int
gls_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, list;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	list = json_get(root, "parcels");
	rc = json_absent(list) ? read_fault(in, root) : 0;
	if (rc == ERR_NOT_FOUND) {
		rc = adapter_answer_all(out, q, rc);
		goto out;
	}
	if (rc < 0)
		rc = why_set(why, rc, SIZE_MAX, "", "HTTP status %d", in->status);
	else
		rc = json_need(root, "parcels", JSON_KIND_ARRAY, &list, why);
	if (rc == 0)
		rc = adapter_read_batch(list, "requested", read_parcel, ERR_NOT_FOUND, q, out, why);
out:
	json_doc_clear(&doc);
	return rc;
}

/* Quota: 500 calls a day unless more is agreed. */
const struct carrier carrier_gls = {
    .id = "gls",
    .name = "GLS",
    .origins = origins,
    .limits = {.day_calls = 500, .interval_ms = 30 * MINUTE_MS, .batch = 10, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR, .pieces = EVIDENCE_VENDOR, .errors = EVIDENCE_VENDOR},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    /* Numbers: eight characters, or 11 or 12 digits: anybody's. */
    .auth_build = gls_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = gls_track_build,
    .track_parse = gls_track_parse,
};
