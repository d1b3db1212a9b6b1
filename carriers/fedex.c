/*
 * FedEx, Track API v1: OAuth client credentials, up to thirty numbers a request, several shipments under one number.
 * Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/checkdigit.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://apis.fedex.com"

static const char *const origins[] = {OWN_ORIGIN, "https://apis-sandbox.fedex.com", NULL};

/* scanEvents[].eventType. CA and RC are also codes of possession, EA of customs: as events they mean these. */
static const struct code_row codes[] = {
    CODE("AA", IN_TRANSIT, NONE, VENDOR),
    CODE("AC", IN_TRANSIT, NONE, VENDOR),
    CODE("AD", IN_TRANSIT, NONE, VENDOR),
    CODE("AF", IN_TRANSIT, NONE, VENDOR),
    NOTE("AO", UNKNOWN, NONE, VENDOR), /* "arriving on time" is said of labels too */
    CODE("AP", ACCEPTED, NONE, VENDOR),
    CODE("AR", IN_TRANSIT, NONE, VENDOR),
    CODE("AX", IN_TRANSIT, NONE, VENDOR),
    CODE("CA", CANCELLED, NONE, VENDOR),
    CODE("CC", CUSTOMS, NONE, VENDOR),
    CODE("CD", CUSTOMS, CUSTOMS_HOLD, VENDOR),
    NOTE("CH", IN_TRANSIT, NONE, VENDOR),
    CODE("CP", CUSTOMS, NONE, VENDOR),
    CODE("DD", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("DE", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("DL", DELIVERED, NONE, VENDOR),
    CODE("DP", IN_TRANSIT, NONE, VENDOR),
    NOTE("DR", EXCEPTION, NONE, VENDOR),
    CODE("DS", IN_TRANSIT, NONE, VENDOR),
    CODE("DY", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("EA", IN_TRANSIT, NONE, VENDOR),
    CODE("ED", IN_TRANSIT, NONE, VENDOR),
    CODE("EO", IN_TRANSIT, NONE, VENDOR),
    CODE("EP", LABEL_CREATED, NONE, VENDOR),
    CODE("FD", IN_TRANSIT, NONE, VENDOR),
    CODE("HL", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("HP", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("IT", IN_TRANSIT, NONE, VENDOR),
    CODE("IX", IN_TRANSIT, NONE, VENDOR),
    CODE("LO", IN_TRANSIT, NONE, VENDOR),
    NOTE("LP", UNKNOWN, NONE, VENDOR),
    CODE("OC", LABEL_CREATED, NONE, VENDOR),
    CODE("OD", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("OF", ACCEPTED, NONE, VENDOR),
    NOTE("OX", LABEL_CREATED, NONE, VENDOR),
    CODE("Ow", IN_TRANSIT, NONE, VENDOR),
    CODE("PD", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("PF", IN_TRANSIT, NONE, VENDOR),
    CODE("PL", IN_TRANSIT, NONE, VENDOR),
    NOTE("PM", IN_TRANSIT, NONE, VENDOR),
    CODE("PU", ACCEPTED, NONE, VENDOR),
    CODE("PX", ACCEPTED, NONE, VENDOR),
    NOTE("RC", UNKNOWN, NONE, VENDOR),
    NOTE("RD", UNKNOWN, NONE, VENDOR),
    NOTE("RG", UNKNOWN, NONE, VENDOR),
    NOTE("RM", UNKNOWN, NONE, VENDOR),
    NOTE("RP", UNKNOWN, NONE, VENDOR),
    NOTE("RR", UNKNOWN, NONE, VENDOR),
    CODE("RS", RETURNING, NONE, VENDOR),
    CODE("SE", EXCEPTION, NONE, VENDOR),
    CODE("SF", IN_TRANSIT, NONE, VENDOR),
    NOTE("SP", UNKNOWN, NONE, VENDOR),
    CODE("TR", IN_TRANSIT, NONE, VENDOR),
};

/* scanEvents[].exceptionCode, only for why: the few that were seen with their meaning. */
static const struct code_row reasons[] = {
    CODE("08", DELIVERY_ATTEMPTED, NOBODY_HOME, RECORDED),
    CODE("15", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("A47", IN_TRANSIT, CARRIER_DELAY, RECORDED), /* taken to a pickup place instead */
    CODE("A52", EXCEPTION, CARRIER_DELAY, RECORDED),
};

static const struct fault_row faults[] = {
    {"TRACKING.TRACKINGNUMBER.NOTFOUND", ERR_NOT_FOUND},
    {"TRACKING.DATA.NOTFOUND", ERR_NOT_FOUND},
    {"TRACKING.TRACKINGNUMBER.EMPTY", ERR_REJECTED},
    {"TRACKING.TRACKINGNUMBER.INVALID", ERR_REJECTED},
    {"NOT.AUTHORIZED.ERROR", ERR_BAD_CREDENTIALS},
    {"FORBIDDEN.ERROR", ERR_BAD_CREDENTIALS},
    {"SERVICE.UNAVAILABLE", ERR_OUTAGE},
    {"SERVICE.UNAVAILABLE.ERROR", ERR_OUTAGE},
    {"INTERNAL.SERVER.ERROR", ERR_OUTAGE},
};

static int
fedex_recognises(const char *number)
{
	size_t len = strlen(number);

	if (!checkdigit_all_digits(number, len))
		return 0;
	switch (len) {
	case 12: return checkdigit_mod11(number, len) ? 90 : 0;
	case 15: return checkdigit_mod10(number, len, 1, 3) ? 90 : 0;
	case 18: return checkdigit_mod10(number + 2, len - 2, 3, 1) ? 40 : 0; /* any SSCC */
	case 20: return 20; /* SmartPost, and many others */
	case 22:
		return strncmp(number, "96", 2) == 0 && checkdigit_mod10(number + 7, 15, 1, 3) ? 95
											       : 0;
	case 32: return number[0] == '3' && checkdigit_mod11(number + 16, 12) ? 95 : 0;
	case 34:
		return (number[0] != '9' || number[1] == '6') && checkdigit_mod11(number + 20, 14)
		    ? 95
		    : 0;
	default: return 0;
	}
}

static int
fedex_auth_build(const struct account *acct, struct http_request *out)
{
	return ask_client_token(out, acct, OWN_ORIGIN, "/oauth/token");
}

/* The number's unique id of last time is not sent: it would hide the leg that took over. */
static int
fedex_track_build(const struct track_query *q, struct http_request *out)
{
	int rc;

	rc = adapter_open(out, HTTP_POST, q->account, OWN_ORIGIN, "/track/v1/trackingnumbers");
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	if (rc == 0)
		rc = http_headers_add(&out->headers, "X-locale", "en_US");
	if (rc < 0)
		goto out;
	/* Numbers are letters and digits: nothing to escape. Errors are sticky. */
	(void)buf_add_str(&out->body, "{\"includeDetailedScans\":true,\"trackingInfo\":[");
	for (size_t i = 0; i < q->count; i++)
		(void)buf_addf(&out->body, "%s{\"trackingNumberInfo\":{\"trackingNumber\":\"%s\"}}",
		    i > 0 ? "," : "", q->numbers[i].number);
	(void)buf_add_str(&out->body, "]}");
	rc = buf_error(&out->body);
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
read_scan(struct json_value v, struct event_list *list, struct why *why)
{
	struct json_value place = json_get(v, "scanLocation");
	const struct code_row *row;
	struct code_row judged = {.code = ""};
	struct when at = WHEN_INIT;
	struct event *event;
	char code[LIMIT_CODE_ROOM], exception[16];
	int rc;

	rc = adapter_need_when(v, "date", &at, why);
	if (rc < 0)
		return rc;
	code[0] = '\0'; /* a scan without a type is still a scan */
	rc = json_opt_string(v, "eventType", code, sizeof(code), why);
	if (rc < 0)
		return rc;
	row = adapter_code(codes, CODE_COUNT(codes), code);
	if (row != NULL)
		judged = *row;
	if (adapter_text(json_get(v, "exceptionCode"), exception, sizeof(exception)) &&
	    judged.reason == REASON_NONE &&
	    (judged.milestone == MILESTONE_EXCEPTION ||
		judged.milestone == MILESTONE_DELIVERY_ATTEMPTED)) {
		const struct code_row *why_row =
		    adapter_code(reasons, CODE_COUNT(reasons), exception);

		if (why_row != NULL)
			judged.reason = why_row->reason;
	}
	event = adapter_event(list, row != NULL ? &judged : NULL, code, at);
	if (event == NULL)
		return list->count >= LIMIT_EVENTS ? 0 : ERR_NOMEM;
	/* Without a code the exception's text may be an address. */
	if (exception[0] == '\0' ||
	    !adapter_text(json_get(v, "exceptionDescription"), event->text, sizeof(event->text)))
		(void)adapter_text(
		    json_get(v, "eventDescription"), event->text, sizeof(event->text));
	adapter_place(event->place, json_get(place, "city"), json_get(place, "countryCode"));
	return 0;
}

static struct when
moment_of(struct json_value result, const char *type)
{
	struct json_value v = json_items(json_get(result, "dateAndTimes"));

	for (; json_exists(v); v = json_items_next(v))
		if (json_string_is(json_get(v, "type"), type))
			return adapter_opt_when(json_get(v, "dateTime"));
	return WHEN_INIT;
}

/* The latest status is ahead of the list of scans when it alone knows of the delivery. */
static int
read_latest(struct json_value result, struct event_list *list)
{
	struct when at = moment_of(result, "ACTUAL_DELIVERY");

	if (at.kind == WHEN_NONE || adapter_delivered(list) ||
	    !json_string_is(json_path(result, "latestStatusDetail.code"), "DL"))
		return 0;
	if (adapter_event(list, adapter_code(codes, CODE_COUNT(codes), "DL"), "DL", at) == NULL &&
	    list->count < LIMIT_EVENTS)
		return ERR_NOMEM;
	return 0;
}

static int
read_result(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value fault = json_path(v, "error.code");
	struct json_value window = json_path(v, "estimatedDeliveryTimeWindow.window");
	struct json_value list = {0};
	char code[64];
	int rc;

	if (adapter_text(fault, code, sizeof(code))) {
		o->error =
		    adapter_fault(faults, sizeof(faults) / sizeof(faults[0]), code, ERR_MALFORMED);
		return 0;
	}
	if (!json_absent(json_get(v, "scanEvents"))) {
		rc = adapter_need_items(v, "scanEvents", &list, why);
		if (rc < 0)
			return rc;
	}
	for (; json_exists(list); list = json_items_next(list)) {
		rc = read_scan(list, &o->events, why);
		if (rc < 0)
			return rc;
	}
	event_list_reverse(&o->events);
	rc = read_latest(v, &o->events);
	if (rc < 0)
		return rc;
	adapter_sort(&o->events, false);

	o->eta_from = adapter_opt_when(json_get(window, "begins"));
	o->eta_until = adapter_opt_when(json_get(window, "ends"));
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = moment_of(v, "ESTIMATED_DELIVERY");
	if (o->eta_from.kind == WHEN_NONE)
		o->eta_from = o->eta_until;
	o->ship_day = moment_of(v, "SHIP").day;
	(void)adapter_text(json_path(v, "trackingNumberInfo.trackingNumberUniqueId"), o->unique,
	    sizeof(o->unique));
	(void)adapter_text(
	    json_path(v, "serviceDetail.description"), o->service, sizeof(o->service));
	return 0;
}

/* Of several shipments under one number the live one was shipped last, or, where a day is not told, scanned last; an error
 * counts least. */
static bool
newer(const struct observation *a, const struct observation *b)
{
	if (a->error != 0 || b->error != 0)
		return a->error == 0;
	if (a->ship_day == DAY_NONE || b->ship_day == DAY_NONE)
		return adapter_newer(a, b);
	return a->ship_day > b->ship_day;
}

static int
read_number(struct json_value v, struct observation *best, struct why *why)
{
	struct json_value result;
	bool first = true;
	int rc;

	rc = adapter_need_items(v, "trackResults", &result, why);
	if (rc < 0)
		return rc;
	for (; json_exists(result); result = json_items_next(result)) {
		struct observation o = OBSERVATION_INIT;

		rc = read_result(result, &o, why);
		if (rc == 0 && (first || newer(&o, best)))
			observation_move(best, &o);
		first = false;
		observation_clear(&o);
		if (rc < 0)
			return rc;
	}
	return first ? json_fault(json_get(v, "trackResults"), why, ERR_MALFORMED, "no result") : 0;
}

static int
fedex_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, list, fault;
	char code[64];
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	fault = json_path(root, "errors[0].code");
	rc = adapter_route_status(in->status);
	if (json_string_copy(fault, code, sizeof(code)) || rc < 0) {
		rc = adapter_fault(
		    faults, sizeof(faults) / sizeof(faults[0]), code, rc < 0 ? rc : ERR_MALFORMED);
		if (rc == ERR_NOT_FOUND)
			rc = adapter_answer_all(out, q, ERR_NOT_FOUND);
		else
			rc = json_fault(fault, why, rc, "FedEx says error %s", code);
		goto out;
	}
	rc = adapter_need_items(root, "output.completeTrackResults", &list, why);
	if (rc == 0)
		rc = adapter_read_batch(json_path(root, "output.completeTrackResults"),
		    "trackingNumber", read_number, ERR_MALFORMED, q, out, why);
out:
	json_doc_clear(&doc);
	return rc;
}

/* 100,000 calls a day for a project, 1,400 in ten seconds. */
const struct carrier carrier_fedex = {
    .id = "fedex",
    .name = "FedEx",
    .origins = origins,
    .limits =
	{.day_calls = 100000, .gap_ms = 8, .interval_ms = 15 * MINUTE_MS, .batch = 30, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR, .eta = EVIDENCE_RECORDED, .errors = EVIDENCE_RECORDED},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = fedex_recognises,
    .auth_build = fedex_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = fedex_track_build,
    .track_parse = fedex_track_parse,
};
