/*
 * Aramex, Shipments Tracking: the login within each request, several waybills, in JSON; replies in SOAP are read as well.
 * Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://ws.aramex.net"

static const char *const origins[] = {OWN_ORIGIN, "https://ws.dev.aramex.net", NULL};

/* UpdateCode; most are told nowhere and differ by region */
static const struct code_row codes[] = {
    CODE("SH001", IN_TRANSIT, NONE, RECORDED),
    CODE("SH003", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("SH005", DELIVERED, NONE, RECORDED),
    CODE("SH006", DELIVERED, NONE, RECORDED), /* the consignee came for it */
    NOTE("SH014", LABEL_CREATED, NONE, RECORDED),
    CODE("SH160", IN_TRANSIT, NONE, CLIENT),
};

static const struct fault_row faults[] = {
    {"ERR01", ERR_BAD_CREDENTIALS},
};

static const struct number_shape shapes[] = {{"#{11}", CHECK_NONE, 15, 0}};

/* `service` is "account number:entity:country", as in "20016:AMM:JO"; the credential has the password on its first line,
 * the account's PIN on its second. */
static int
aramex_track_build(const struct track_query *q, struct http_request *out)
{
	const char *service = q->account->service, *key = secret_bytes(&q->account->key);
	int rc = adapter_open(out, HTTP_POST, q->account, OWN_ORIGIN,
	    "/ShippingAPI.V2/Tracking/Service_1_0.svc/json/TrackShipments");

	out->secret_body = true;
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	ask_add_member(&out->body, "{\"ClientInfo\":{", "UserName", span_of(q->account->user));
	ask_add_member(&out->body, ",", "Password", ask_field(key, '\n', 0));
	ask_add_member(&out->body, ",", "Version", SPAN("v1"));
	ask_add_member(&out->body, ",", "AccountNumber", ask_field(service, ':', 0));
	ask_add_member(&out->body, ",", "AccountPin", ask_field(key, '\n', 1));
	ask_add_member(&out->body, ",", "AccountEntity", ask_field(service, ':', 1));
	ask_add_member(&out->body, ",", "AccountCountryCode", ask_field(service, ':', 2));
	(void)buf_add_str(&out->body, "},\"GetLastTrackingUpdateOnly\":false,\"Shipments\":[");
	for (size_t i = 0; i < q->count; i++)
		(void)buf_addf(&out->body, "%s\"%s\"", i > 0 ? "," : "", q->numbers[i].number);
	(void)buf_add_str(&out->body, "]}");
	if (rc == 0)
		rc = buf_error(&out->body);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* "/Date(1722924060000+0300)/": ms of the instant, and the offset of the clock there. */
static struct when
read_wcf(const char *text)
{
	struct span rest = span_of(text + strlen("/Date("));
	struct when zone = WHEN_INIT;
	char shown[40];
	size_t digits = strspn(rest.data, "0123456789");
	int64_t ms, local;

	if (text_parse_i64((struct span){rest.data, digits}, 0, 7258118400000LL, &ms) < 0)
		return WHEN_INIT;
	(void)snprintf(shown, sizeof(shown), "2000-01-01T00:00:00%.*s",
	    (int)strcspn(rest.data + digits, ")"), rest.data + digits);
	if (when_parse(span_of(shown), &zone) < 0 || zone.kind != WHEN_INSTANT)
		return when_utc_ms(ms);
	local = ms / SECOND_MS + (int64_t)zone.offset_min * 60;
	return local < 0 ? WHEN_INIT
			 : when_instant((int32_t)(local / DAY_SECONDS),
			       (int32_t)(local % DAY_SECONDS), zone.offset_min);
}

/* Comments name who took it and their telephone: dropped. */
static int
read_update(struct json_value v, struct event_list *list, struct why *why)
{
	struct json_value moment = json_get(v, "UpdateDateTime");
	struct when at = adapter_opt_when(moment);
	char code[LIMIT_CODE_ROOM], text[48];
	int rc;

	if (at.kind == WHEN_NONE && adapter_text(moment, text, sizeof(text)) &&
	    text_starts(span_of(text), "/Date("))
		at = read_wcf(text);
	if (at.kind == WHEN_NONE)
		return adapter_no_time(v, "UpdateDateTime", why);
	rc = json_need_text(v, "UpdateCode", code, sizeof(code), why);
	return rc < 0 ? rc
		      : adapter_scan(list, adapter_code(codes, CODE_COUNT(codes), code), code, at,
			    json_get(v, "UpdateDescription"), json_get(v, "UpdateLocation"),
			    (struct json_value){NULL, 0});
}

/* {Key, Value}; Value is the updates, or holds them as TrackingResult. */
static int
read_waybill(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value list = json_get(v, "Value"), update;
	int rc = 0;

	if (!json_absent(json_get(list, "TrackingResult")))
		list = json_get(list, "TrackingResult");
	for (update = json_items(list); rc == 0 && json_exists(update);
	     update = json_items_next(update))
		rc = read_update(update, &o->events, why);
	adapter_sort(&o->events, true);
	return rc;
}

static int
read_answer(struct json_value answer, int status, const struct track_query *q,
    struct observation_list *out, struct why *why)
{
	struct json_value note = json_items(json_get(answer, "Notifications"));
	struct json_value list = json_get(answer, "TrackingResults");
	struct json_value absent = json_get(answer, "NonExistingWaybills");
	char code[16];
	int rc = adapter_route_status(status);

	if (!json_absent(json_get(note, "Notification")))
		note = json_items(json_get(note, "Notification"));
	if (rc == 0 && adapter_yes(json_get(answer, "HasErrors"))) {
		(void)json_text_copy(json_get(note, "Code"), code, sizeof(code));
		rc = adapter_fault(faults, sizeof(faults) / sizeof(faults[0]), code, ERR_REJECTED);
		return json_fault(note, why, rc, "Aramex says error %s", code);
	}
	if (rc < 0 || !json_exists(list))
		return json_fault(answer, why, rc < 0 ? rc : ERR_MALFORMED,
		    "no results in the answer, HTTP status %d", status);
	/* In SOAP, and in one form of JSON, the list is within an element of a long name. */
	if (json_kind(list) == JSON_KIND_OBJECT)
		list = json_first(list);
	if (json_exists(json_items(list)) || !json_exists(json_items(absent)) ||
	    q->numbers[0].number[0] != '\0')
		return adapter_read_batch(list, "Key", read_waybill, ERR_NOT_FOUND, q, out, why);
	if (json_kind(absent) == JSON_KIND_OBJECT)
		absent = json_get(absent, "string");
	for (absent = json_items(absent); rc == 0 && json_exists(absent);
	     absent = json_items_next(absent)) {
		struct observation o = OBSERVATION_INIT;

		adapter_number(&o, &q->numbers[0], absent);
		o.error = ERR_NOT_FOUND;
		rc = adapter_answer(out, &o);
	}
	return rc;
}

static int
aramex_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	bool xml;
	int rc = adapter_read_either(in, &doc, &xml, why);

	if (rc == 0)
		rc = read_answer(xml
			? json_path(json_root(&doc), "Envelope.Body.ShipmentTrackingResponse")
			: json_root(&doc),
		    in->status, q, out, why);
	json_doc_clear(&doc);
	return rc;
}

/* No limit is published. */
const struct carrier carrier_aramex = {
    .id = "aramex",
    .name = "Aramex",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 20, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_RECORDED, .errors = EVIDENCE_RECORDED},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = aramex_track_build,
    .track_parse = aramex_track_parse,
};
