/*
 * UPS, Tracking API v1: OAuth client credentials, one number a request. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/adapter.h"
#include "carriers/checkdigit.h"
#include "carriers/ups_codes.h"
#include "carriers/ups_push.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://onlinetools.ups.com"

static const char *const origins[] = {OWN_ORIGIN, "https://wwwcie.ups.com", NULL};

static const struct fault_row faults[] = {
    {"TW0001", ERR_NOT_FOUND},
    {"TV1002", ERR_REJECTED}, /* of the number */
    {"250002", ERR_BAD_CREDENTIALS},
    {"250003", ERR_BAD_CREDENTIALS},
    {"251004", ERR_BAD_CREDENTIALS}, /* the token's time is over */
    {"UJ0001", ERR_BAD_CREDENTIALS},
    {"10004", ERR_OUTAGE},
    {"VSS100", ERR_OUTAGE},
};

static int
ups_recognises(const char *number)
{
	size_t len = strlen(number);

	if (len == 18 && strncmp(number, "1Z", 2) == 0)
		return checkdigit_mod10(number + 2, len - 2, 1, 2) ? 99 : 0;
	if (len == 11 && strchr("AHJKTV", number[0]) != NULL &&
	    checkdigit_all_digits(number + 1, 10)) /* waybill */
		return checkdigit_mod10(number + 1, 10, 1, 2) ? 90 : 0;
	return 0;
}

static int
ups_auth_build(const struct account *acct, struct http_request *out)
{
	int rc = adapter_open_token(
	    out, acct, OWN_ORIGIN, "/security/v1/oauth/token", "grant_type=client_credentials");

	if (rc == 0)
		rc = adapter_add_basic(out, acct);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
ups_track_build(const struct track_query *q, struct http_request *out)
{
	const char *number = q->numbers[0].number;
	int rc;

	rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/api/track/v1/details/");
	if (rc < 0)
		goto out;
	(void)text_add_percent(&out->url, span_of(number)); /* errors are sticky */
	(void)buf_add_str(&out->url,
	    "?locale=en_US&returnSignature=false&returnMilestones=false&returnPOD=false");
	rc = buf_error(&out->url);
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	/* Required, for UPS's own logs: an id of the request and the name of the asker. */
	if (rc == 0)
		rc = http_headers_add(&out->headers, "transId", number);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "transactionSrc", "puntual");
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* The trio gmtDate, gmtTime, gmtOffset as the wall clock with its offset; none when a part is missing. */
static struct when
read_gmt(struct json_value v)
{
	struct when gmt = WHEN_INIT;
	struct when offset = WHEN_INIT;
	char text[64];
	char date[16], time[16], zone[16];
	int64_t seconds;

	if (!json_string_copy(json_get(v, "gmtDate"), date, sizeof(date)) ||
	    !json_string_copy(json_get(v, "gmtTime"), time, sizeof(time)) ||
	    !json_string_copy(json_get(v, "gmtOffset"), zone, sizeof(zone)))
		return gmt;
	(void)snprintf(text, sizeof(text), "%s %s", date, time);
	if (when_parse_pattern(span_of(text), "YYYYMMDD hh:mm:ss", &gmt) < 0)
		return WHEN_INIT;
	(void)snprintf(text, sizeof(text), "2000-01-01T00:00:00%s", zone);
	if (when_parse(span_of(text), &offset) < 0 || offset.kind == WHEN_LOCAL)
		return WHEN_INIT;
	/* From a year on that no scan has: nothing below the epoch to divide. */
	if (gmt.day < 1)
		return WHEN_INIT;
	seconds = (int64_t)gmt.day * DAY_SECONDS + gmt.second + (int64_t)offset.offset_min * 60;
	return when_instant(
	    (int32_t)(seconds / DAY_SECONDS), (int32_t)(seconds % DAY_SECONDS), offset.offset_min);
}

static int
read_activity(struct json_value v, struct event_list *list, struct why *why)
{
	struct when at = read_gmt(v);
	struct json_value status, address;
	struct event *event;
	struct code_row row;
	char code[LIMIT_CODE_ROOM];
	char date[16], time[16];
	int rc;

	rc = json_need(v, "status", JSON_KIND_OBJECT, &status, why);
	if (rc < 0)
		return rc;
	if (at.kind == WHEN_NONE) {
		rc = json_need_string(v, "date", date, sizeof(date), why);
		if (rc < 0)
			return rc;
		(void)json_string_copy(json_get(v, "time"), time, sizeof(time));
		at = ups_local(date, time);
		if (at.kind == WHEN_NONE)
			return json_fault(json_get(v, "date"), why, ERR_MALFORMED, "not a date");
	}
	row = ups_judge(status, "statusCode", code);
	event = adapter_event(list, &row, code, adapter_hour(at));
	if (event == NULL)
		return list->count >= LIMIT_EVENTS ? 0 : ERR_NOMEM;
	/* An unlisted code that came with a scan's type was in somebody's hands all the same. */
	if (row.milestone == MILESTONE_UNKNOWN)
		event->physical = !row.note;
	(void)adapter_text(json_get(status, "description"), event->text, sizeof(event->text));
	address = json_path(v, "location.address");
	adapter_place(event->place, json_get(address, "city"),
	    json_absent(json_get(address, "countryCode")) ? json_get(address, "country")
							  : json_get(address, "countryCode"));
	return 0;
}

/* deliveryDate is a date with its type, deliveryTime one hour or window for all of them. */
static int
read_dates(struct json_value package, struct observation *o)
{
	struct json_value time = json_get(package, "deliveryTime");
	struct json_value v;
	char date[16], type[8], from[16], until[16], kind[8], code[8];
	bool rescheduled = false;

	(void)json_string_copy(json_get(time, "startTime"), from, sizeof(from));
	(void)json_string_copy(json_get(time, "endTime"), until, sizeof(until));
	(void)json_string_copy(json_get(time, "type"), kind, sizeof(kind));
	for (v = json_items(json_get(package, "deliveryDate")); json_exists(v);
	     v = json_items_next(v)) {
		(void)json_string_copy(json_get(v, "date"), date, sizeof(date));
		(void)json_string_copy(json_get(v, "type"), type, sizeof(type));
		if (strcmp(type, "RDD") == 0 || (strcmp(type, "SDD") == 0 && !rescheduled)) {
			bool window = strcmp(kind, "EDW") == 0 || strcmp(kind, "CDW") == 0 ||
			    strcmp(kind, "IDW") == 0;

			rescheduled = strcmp(type, "RDD") == 0;
			o->eta_from = ups_local(date, window ? from : "");
			o->eta_until =
			    ups_local(date, window || strcmp(kind, "CMT") == 0 ? until : "");
		} else if (strcmp(type, "DEL") == 0 && !adapter_delivered(&o->events) &&
		    adapter_text(json_path(package, "currentStatus.code"), code, sizeof(code)) &&
		    (strcmp(code, "011") == 0 || strcmp(code, "026") == 0)) {
			/* The status is ahead of the list of scans. */
			struct when at = ups_local(date, strcmp(kind, "DEL") == 0 ? until : "");

			if (at.kind != WHEN_NONE &&
			    adapter_event(&o->events, adapter_code(ups_codes, UPS_CODES, code),
				code, at) == NULL &&
			    o->events.count < LIMIT_EVENTS)
				return ERR_NOMEM;
		}
	}
	return 0;
}

static int
read_package(struct json_value package, struct observation *o, struct why *why)
{
	struct json_value list = {0};
	char last[16];
	int rc;

	if (!json_absent(json_get(package, "activity"))) {
		rc = adapter_need_items(package, "activity", &list, why);
		if (rc < 0)
			return rc;
	}
	for (; json_exists(list); list = json_items_next(list)) {
		rc = read_activity(list, &o->events, why);
		if (rc < 0)
			return rc;
	}
	event_list_reverse(&o->events);
	rc = read_dates(package, o);
	if (json_string_copy(
		json_path(package, "accessPointInformation.pickupByDate"), last, sizeof(last)))
		o->pickup_until_day = ups_local(last, "").day;
	adapter_sort(&o->events, false);
	(void)adapter_text(
	    json_path(package, "service.description"), o->service, sizeof(o->service));
	return rc;
}

/* The package that was asked for, else, of a whole shipment, the one that is furthest behind. */
static int
read_packages(struct json_value shipment, const struct track_query *q, struct observation *best,
    struct why *why)
{
	struct json_value v;
	char own[LIMIT_NUMBER_ROOM];
	int32_t total = 0, delivered = 0;
	bool asked = false;
	int rc;

	rc = adapter_need_items(shipment, "package", &v, why);
	if (rc < 0)
		return rc;
	for (; json_exists(v); v = json_items_next(v)) {
		struct observation o = OBSERVATION_INIT;

		asked = q->numbers[0].number[0] != '\0' &&
		    json_string_copy(json_get(v, "trackingNumber"), own, sizeof(own)) &&
		    strcmp(own, q->numbers[0].number) == 0;
		rc = read_package(v, &o, why);
		total++;
		delivered += adapter_delivered(&o.events);
		if (rc == 0 && (total == 1 || asked || !adapter_delivered(&o.events)))
			observation_move(best, &o);
		observation_clear(&o);
		if (rc < 0 || asked)
			break;
	}
	if (rc == 0 && total > 1 && !asked) {
		best->pieces_total = total;
		best->pieces_delivered = delivered;
	}
	return rc;
}

/* `errors` and `warnings` are lists of {code, message}: the first decides. 0 when there is none. */
static int
read_fault(struct json_value list, int status, struct why *why)
{
	struct json_value code = json_get(json_at(list, 0), "code");
	char text[24];
	int rc;

	if (!json_exists(json_at(list, 0)))
		return 0;
	(void)json_text_copy(code, text, sizeof(text));
	rc = adapter_status(status);
	rc = adapter_fault(
	    faults, sizeof(faults) / sizeof(faults[0]), text, rc < 0 ? rc : ERR_MALFORMED);
	return json_fault(code, why, rc, "UPS says error %s", text);
}

static int
read_answer(struct json_value root, const struct track_query *q, int status, struct observation *o,
    struct why *why)
{
	struct json_value shipment;
	int rc;

	rc = read_fault(json_path(root, "response.errors"), status, why);
	if (rc < 0)
		return rc;
	rc = adapter_need_items(root, "trackResponse.shipment", &shipment, why);
	if (rc < 0 && adapter_status(status) < 0)
		return json_fault(root, why, adapter_status(status), "HTTP status %d", status);
	if (rc < 0)
		return rc;
	/* Warnings beside packages are remarks. */
	if (json_absent(json_get(shipment, "package"))) {
		rc = read_fault(json_get(shipment, "warnings"), status, why);
		if (rc < 0)
			return rc;
	}
	rc = read_packages(shipment, q, o, why);
	if (rc == 0)
		adapter_number(o, &q->numbers[0], json_get(shipment, "inquiryNumber"));
	return rc;
}

static int
ups_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	rc = read_answer(json_root(&doc), q, in->status, &o, why);
	/* Of the number, not of our asking. */
	if (rc == ERR_NOT_FOUND || rc == ERR_REJECTED) {
		int error = rc;

		rc = adapter_answer_all(out, q, error);
	} else if (rc == 0) {
		rc = adapter_answer(out, &o);
	}
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

/* Limits are not published; errors come without headers. */
const struct carrier carrier_ups = {
    .id = "ups",
    .name = "UPS",
    .origins = origins,
    .limits = {.interval_ms = 15 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR,
	.eta = EVIDENCE_VENDOR,
	.pieces = EVIDENCE_VENDOR,
	.errors = EVIDENCE_VENDOR,
	.push = EVIDENCE_VENDOR},
    .adapter_version = 2,
    .codes = ups_codes,
    .code_count = UPS_CODES,
    .recognises = ups_recognises,
    .auth_build = ups_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = ups_track_build,
    .track_parse = ups_track_parse,
    .push_verify = ups_push_verify,
    .push_parse = ups_push_parse,
};
