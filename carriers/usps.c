/*
 * USPS, Tracking v3: OAuth client credentials, one number a request, scans newest first. Replies of the older Web Tools (XML)
 * are read as well. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carriers/adapter.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://apis.usps.com"

static const char *const origins[] = {OWN_ORIGIN, "https://apis-tem.usps.com", NULL};

/* trackingEvents[].eventCode: Publication 199, appendix G */
static const struct code_row codes[] = {
    CODE("01", DELIVERED, NONE, VENDOR),
    CODE("02", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("03", ACCEPTED, NONE, RECORDED),
    CODE("04", RETURNING, REFUSED, CLIENT),
    CODE("05", EXCEPTION, ADDRESS, CLIENT),
    CODE("06", IN_TRANSIT, NONE, CLIENT),
    CODE("07", IN_TRANSIT, NONE, RECORDED),
    CODE("08", EXCEPTION, MISROUTED, CLIENT),
    CODE("09", RETURNING, NONE, CLIENT),
    CODE("10", IN_TRANSIT, NONE, RECORDED),
    CODE("11", EXCEPTION, NONE, CLIENT), /* to the office of dead letters */
    CODE("14", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("15", EXCEPTION, MISROUTED, CLIENT),
    CODE("16", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("17", DELIVERED, NONE, CLIENT), /* to the recipient's agent */
    CODE("21", RETURNING, ADDRESS, CLIENT),
    CODE("22", RETURNING, ADDRESS, CLIENT),
    CODE("23", RETURNING, ADDRESS, CLIENT),
    CODE("24", RETURNING, ADDRESS, CLIENT),
    CODE("25", RETURNING, ADDRESS, CLIENT),
    CODE("26", RETURNING, ADDRESS, CLIENT),
    CODE("27", RETURNING, NOT_COLLECTED, CLIENT),
    CODE("28", RETURNING, NONE, CLIENT),
    CODE("29", RETURNING, NONE, CLIENT),
    CODE("30", DELIVERY_ATTEMPTED, NO_ACCESS, CLIENT),
    CODE("31", RETURNING, NOT_COLLECTED, CLIENT),
    CODE("41", IN_TRANSIT, NONE, CLIENT),
    CODE("42", IN_TRANSIT, NONE, CLIENT),
    CODE("51", DELIVERY_ATTEMPTED, CLOSED, CLIENT),
    CODE("52", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("53", DELIVERY_ATTEMPTED, NO_ACCESS, VENDOR),
    CODE("54", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("55", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("56", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    NOTE("71", EXCEPTION, NO_TIME, CLIENT),
    CODE("80", ACCEPTED, NONE, RECORDED), /* 80 to 82: by a partner that hands over to USPS */
    CODE("81", IN_TRANSIT, NONE, RECORDED),
    CODE("82", IN_TRANSIT, NONE, RECORDED),
    CODE("89", LABEL_CREATED, NONE, CLIENT),
    CODE("A1", IN_TRANSIT, NONE, RECORDED),
    CODE("AD", IN_TRANSIT, NONE, RECORDED),
    CODE("EF", IN_TRANSIT, NONE, RECORDED),
    CODE("GX", LABEL_CREATED, NONE, RECORDED),
    CODE("MA", LABEL_CREATED, NONE, RECORDED),
    NOTE("NT", IN_TRANSIT, NONE, CLIENT),
    CODE("OA", ACCEPTED, NONE, RECORDED),
    CODE("OF", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("PA", ACCEPTED, NONE, CLIENT),
    CODE("PC", IN_TRANSIT, NONE, RECORDED),
    CODE("SF", IN_TRANSIT, NONE, RECORDED),
    CODE("T1", IN_TRANSIT, NONE, RECORDED),
    NOTE("TL", IN_TRANSIT, NONE, RECORDED), /* said by the system, without a place */
    CODE("TM", ACCEPTED, NONE, CLIENT),
};

/* statusCategory, for a newest event whose code is not listed */
static const struct code_row categories[] = {
    CODE("Accepted", ACCEPTED, NONE, VENDOR),
    CODE("Alert", EXCEPTION, NONE, VENDOR),
    CODE("Available for Pickup", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("Delivered", DELIVERED, NONE, RECORDED),
    CODE("Delivered to Agent", DELIVERED, NONE, VENDOR),
    CODE("Delivery Attempt", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("Delivery Attempt: Action Needed", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("In Transit", IN_TRANSIT, NONE, RECORDED),
    CODE("Out for Delivery", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("Pre-Shipment", LABEL_CREATED, NONE, RECORDED),
    CODE("Return to Sender", RETURNING, NONE, VENDOR),
};

/* error (a word, of the token step), or error.errors[0].code, or error.code */
static const struct fault_row faults[] = {
    {"150001", ERR_NOT_FOUND}, /* no status yet */
    {"400", ERR_NOT_FOUND},
    {"401", ERR_BAD_CREDENTIALS},
    {"403", ERR_BAD_CREDENTIALS},
    {"404", ERR_NOT_FOUND},
    {"429", ERR_RATE_LIMITED},
    {"500", ERR_OUTAGE},
    {"503", ERR_OUTAGE},
    {"invalid_client", ERR_BAD_CREDENTIALS},
    {"invalid_token", ERR_BAD_CREDENTIALS},
    {"unauthorized_client", ERR_BAD_CREDENTIALS},
};

/* Error.Number of Web Tools */
static const struct fault_row older_faults[] = {
    {"-2147219301", ERR_NOT_FOUND},
    {"-2147219302", ERR_NOT_FOUND},
};

static const struct number_shape shapes[] = {
    {"@@#{9}US", CHECK_S10, 97, 0},
    {"9[145]#{20}", CHECK_MOD10_31, 95, 0},
    {"92###9#{16}", CHECK_MOD10_31, 95, 0}, /* a mailer of nine digits, which begin with 9 */
    {"93###[0-8]#{16}", CHECK_MOD10_31, 95, 0},
    {"9[45]#{24}", CHECK_MOD10_31, 95, 0},
    {"92###9#{20}", CHECK_MOD10_31, 95, 0},
    {"93###[0-8]#{20}", CHECK_MOD10_31, 95, 0},
    {"94###9#{24}", CHECK_MOD10_31, 95, 0},
    {"#{20}", CHECK_MOD10_31, 50, 0},
    {"#{20}", CHECK_MOD10_91, 50, 0},
};

/* Before the number a label's bar code has 420 and the postcode, of five or nine digits. */
static int
usps_recognises(const char *number)
{
	int sure = shape_match(shapes, SHAPE_COUNT(shapes), number);

	for (size_t skip = 8; skip <= 12; skip += 4)
		if (strncmp(number, "420", 3) == 0 && strlen(number) >= skip + 20) {
			int own = shape_match(shapes, SHAPE_COUNT(shapes), number + skip);

			sure = own > sure ? own : sure;
		}
	return sure;
}

static int
usps_auth_build(const struct account *acct, struct http_request *out)
{
	int rc = adapter_open_token(
	    out, acct, OWN_ORIGIN, "/oauth2/v3/token", "grant_type=client_credentials");

	if (rc == 0)
		rc = adapter_add_form(out, "client_id", acct->user);
	if (rc == 0)
		rc = adapter_add_form(out, "client_secret", secret_bytes(&acct->key));
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
usps_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/tracking/v3/tracking/");

	if (rc == 0)
		rc = text_add_percent(&out->url, span_of(q->numbers[0].number));
	if (rc == 0)
		rc = adapter_add_query(out, "expand", "DETAIL");
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* Texts are pieces of HTML: tags and entities go. */
static void
strip(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++) {
		const char *end = *from == '<' ? strchr(from, '>')
		    : *from == '&'             ? strchr(from, ';')
					       : NULL;

		if (end != NULL)
			from = end;
		else
			*to++ = *from;
	}
	*to = '\0';
}

/* The wall clock as written; with it, where both are there, the offset. The instant itself has the seconds, but its
 * day may be off by one: it counts only where it is within the written minute. */
static struct when
read_time(struct json_value v)
{
	struct when local = adapter_opt_when(json_get(v, "eventTimestamp"));
	struct when gmt = adapter_opt_when(json_get(v, "GMTTimestamp"));
	struct when zone = WHEN_INIT;
	char offset[16] = "", text[40];
	int64_t shifted;

	(void)json_string_copy(json_get(v, "GMTOffset"), offset, sizeof(offset));
	if (offset[0] != '\0' && offset[2] == ':') /* "-7:00" */
		(void)snprintf(
		    text, sizeof(text), "2000-01-01T00:00:00%c0%s", offset[0], offset + 1);
	else
		(void)snprintf(text, sizeof(text), "2000-01-01T00:00:00%s", offset);
	if (offset[0] == '\0' || when_parse(span_of(text), &zone) < 0 || zone.kind == WHEN_LOCAL)
		return local;
	if (gmt.kind == WHEN_UTC && gmt.day > 0) {
		shifted = when_utc(gmt) / SECOND_MS + (int64_t)zone.offset_min * 60;
		gmt = when_instant((int32_t)(shifted / DAY_SECONDS),
		    (int32_t)(shifted % DAY_SECONDS), zone.offset_min);
		if (local.kind == WHEN_NONE ||
		    (gmt.day == local.day && gmt.second / 60 == local.second / 60))
			return adapter_hour(gmt);
	}
	return local.kind == WHEN_LOCAL ? when_instant(local.day, local.second, zone.offset_min)
					: local;
}

/* "April 8, 2015", and "9:01 am", which may be absent. */
static struct when
read_written(struct json_value day, struct json_value hour)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November", "December"};
	struct when at = WHEN_INIT;
	struct span rest, piece;
	char first[32], then[16], text[40];
	int64_t year, date, hours, minutes;
	size_t month = 0;

	(void)adapter_text(day, first, sizeof(first));
	(void)adapter_text(hour, then, sizeof(then));
	while (month < 12 && !text_starts(span_of(first), months[month]))
		month++;
	if (month == 12)
		return at;
	rest = span_of(first + strlen(months[month]));
	if (!text_split(&rest, ',', &piece) || text_parse_i64(text_trim(piece), 1, 31, &date) < 0 ||
	    text_parse_i64(text_trim(rest), 1, 9999, &year) < 0)
		return at;
	(void)snprintf(text, sizeof(text), "%04d-%02d-%02d", (int)year, (int)month + 1, (int)date);
	rest = span_of(then);
	if (text_split(&rest, ':', &piece) && rest.len == strlen("01 am") &&
	    text_parse_i64(piece, 1, 12, &hours) == 0 &&
	    text_parse_i64((struct span){rest.data, 2}, 0, 59, &minutes) == 0)
		(void)snprintf(text + strlen("2015-04-08"), sizeof(text) - strlen("2015-04-08"),
		    " %02d:%02d", (int)hours % 12 + (rest.data[3] == 'p' ? 12 : 0), (int)minutes);
	return when_parse(span_of(text), &at) < 0 ? WHEN_INIT : adapter_hour(at);
}

/* The members of a scan. */
struct names {
	const char *at, *text, *code, *city, *state, *country;
};
static const struct names v3_names = {
    "eventTimestamp", "eventType", "eventCode", "eventCity", "eventState", "eventCountry"};
static const struct names older_names = {
    "EventDate", "Event", "EventCode", "EventCity", "EventState", "EventCountry"};

static int
read_event(struct json_value v, const struct names *names, struct event_list *list, struct why *why)
{
	struct when at = names == &v3_names
	    ? read_time(v)
	    : read_written(json_get(v, names->at), json_get(v, "EventTime"));
	struct json_value country = json_get(v, names->country);
	char code[LIMIT_CODE_ROOM], land[8];
	size_t before = list->count;
	int rc;

	if (at.kind == WHEN_NONE)
		return adapter_no_time(v, names->at, why);
	if (!adapter_text(json_get(v, names->code), code, sizeof(code)))
		(void)adapter_text(json_get(v, names->text), code, sizeof(code));
	if (!adapter_text(country, land, sizeof(land)))
		country = json_get(v, names->state);
	rc = adapter_scan(list, adapter_code(codes, CODE_COUNT(codes), code), code, at,
	    json_get(v, names->text), json_get(v, names->city), country);
	if (list->count > before)
		strip(list->items[before].text);
	return rc;
}

/* The forecast of the day is newer than what was expected when it was sent. */
static void
read_eta(struct json_value v, struct observation *o)
{
	struct json_value day = json_get(v, "predictedDeliveryDate");

	o->eta_from = adapter_join_when(day, json_get(v, "predictedDeliveryWindowStartTime"), NULL);
	o->eta_until = adapter_join_when(day, json_get(v, "predictedDeliveryWindowEndTime"), NULL);
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = adapter_opt_when(day);
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = adapter_opt_when(json_get(v, "expectedDeliveryTimeStamp"));
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = adapter_opt_when(json_get(v, "predictedDeliveryTimeStamp"));
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = adapter_opt_when(json_get(v, "guaranteedDeliveryTimeStamp"));
	if (o->eta_from.kind == WHEN_NONE)
		o->eta_from = o->eta_until;
}

/* A member whose name changed its case, and before that was another. */
static struct json_value
renamed(struct json_value v, const char *now, const char *once, const char *before)
{
	if (!json_absent(json_get(v, now)))
		return json_get(v, now);
	return json_absent(json_get(v, once)) ? json_get(v, before) : json_get(v, once);
}

static int
read_error(struct json_value error, int status, struct why *why)
{
	char code[24];
	int rc = adapter_status(status);

	if (!json_text_copy(error, code, sizeof(code)) &&
	    !json_text_copy(json_path(error, "errors[0].code"), code, sizeof(code)))
		(void)json_text_copy(json_get(error, "code"), code, sizeof(code));
	rc = adapter_fault(
	    faults, sizeof(faults) / sizeof(faults[0]), code, rc < 0 ? rc : ERR_MALFORMED);
	return json_fault(error, why, rc, "USPS says error %s", code);
}

static int
read_shipment(struct json_value v, int status, struct observation *o, struct why *why)
{
	struct json_value event = json_items(json_get(v, "trackingEvents"));
	char category[40];
	int rc;

	if (!json_absent(json_get(v, "error")))
		return read_error(json_get(v, "error"), status, why);
	if (adapter_status(status) < 0)
		return why_set(why, adapter_status(status), SIZE_MAX, "", "HTTP status %d", status);
	if (json_absent(json_get(v, "trackingNumber")) && !json_exists(event))
		return json_fault(v, why, ERR_MALFORMED, "no shipment in the answer");
	for (; json_exists(event); event = json_items_next(event)) {
		rc = read_event(event, &v3_names, &o->events, why);
		if (rc < 0)
			return rc;
	}
	adapter_sort(&o->events, true);
	(void)adapter_text(json_get(v, "statusCategory"), category, sizeof(category));
	adapter_latest(&o->events, adapter_code(categories, CODE_COUNT(categories), category));
	read_eta(v, o);
	(void)adapter_text(json_get(v, "mailClass"), o->service, sizeof(o->service));
	strip(o->service);
	(void)json_text_copy(
	    renamed(v, "uniqueMailPieceID", "uniqueMailPieceId", "uniqueTrackingID"), o->unique,
	    sizeof(o->unique));
	o->ship_day =
	    adapter_opt_when(renamed(v, "mailPieceIntakeDate", "approximateIntakeDate", "")).day;
	return 0;
}

static int
read_older(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value event = json_items(json_get(v, "TrackDetail"));
	struct json_value day = json_get(v, "PredictedDeliveryDate");
	char text[40];
	int rc;

	if (json_text_copy(json_path(v, "Error.Number"), text, sizeof(text))) {
		o->error = adapter_fault(older_faults,
		    sizeof(older_faults) / sizeof(older_faults[0]), text, ERR_REJECTED);
		return 0;
	}
	rc = read_event(json_get(v, "TrackSummary"), &older_names, &o->events, why);
	for (; rc == 0 && json_exists(event); event = json_items_next(event))
		rc = read_event(event, &older_names, &o->events, why);
	adapter_sort(&o->events, true);
	(void)adapter_text(json_get(v, "StatusCategory"), text, sizeof(text));
	adapter_latest(&o->events, adapter_code(categories, CODE_COUNT(categories), text));
	if (!adapter_text(day, text, sizeof(text)))
		day = json_get(v, "ExpectedDeliveryDate");
	o->eta_from = o->eta_until = read_written(day, (struct json_value){NULL, 0});
	(void)adapter_text(adapter_inner(json_get(v, "Class")), o->service, sizeof(o->service));
	strip(o->service);
	return rc;
}

static int
parse_older(struct json_value root, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	struct json_value error = json_path(root, "Error.Number");
	struct json_value list = json_path(root, "TrackResponse.TrackInfo");
	char number[24];

	if (json_text_copy(error, number, sizeof(number)))
		return json_fault(error, why, ERR_REJECTED, "USPS says error %s", number);
	if (!json_exists(json_items(list)))
		return json_fault(root, why, ERR_MALFORMED, "no shipment in the answer");
	return adapter_read_batch(list, "@ID", read_older, ERR_NOT_FOUND, q, out, why);
}

static int
usps_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value v;
	bool xml;
	int rc = adapter_read_either(in, &doc, &xml, why);

	if (rc == 0 && xml)
		rc = parse_older(json_root(&doc), q, out, why);
	if (rc < 0 || xml)
		goto out;
	v = json_items(json_root(&doc)); /* the bulk form answers one number with a list, too */
	rc = read_shipment(v, in->status, &o, why);
	adapter_number(&o, &q->numbers[0], json_get(v, "trackingNumber"));
	rc = adapter_conclude(out, q, &o, rc);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

/* 60 calls an hour for all of an application, its token's included. */
const struct carrier carrier_usps = {
    .id = "usps",
    .name = "USPS",
    .origins = origins,
    .limits =
	{.day_calls = 1440, .gap_ms = MINUTE_MS, .interval_ms = HOUR_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR, .eta = EVIDENCE_VENDOR, .errors = EVIDENCE_RECORDED},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = usps_recognises,
    .auth_build = usps_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = usps_track_build,
    .track_parse = usps_track_parse,
};
