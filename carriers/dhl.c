/*
 * DHL, Shipment Tracking Unified API: one key, one number a request, answers in pages of shipments. Facts and their
 * sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/adapter.h"
#include "carriers/checkdigit.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api-eu.dhl.com"
#define PAGE       5 /* shipments of one answer, as in the vendor's examples */

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* Five values only, for all of DHL's networks. */
static const struct code_row codes[] = {
    CODE("delivered", DELIVERED, NONE, VENDOR),
    CODE("failure", EXCEPTION, NONE, VENDOR),
    CODE("pre-transit", LABEL_CREATED, NONE, VENDOR),
    CODE("transit", IN_TRANSIT, NONE, VENDOR),
    CODE("unknown", UNKNOWN, NONE, VENDOR),
};

/* S10 belongs to the post that issued it: DHL is asked for such numbers, but does not own the shape. */
static int
recognises_letters(const char *number, size_t len)
{
	static const char *const ecommerce[] = {
	    "GM", "LX", "RX", "UV", "CN", "SG", "TH", "IN", "HK", "MY"};
	size_t letters = 0;

	while (text_is_alpha(number[letters]))
		letters++;
	if (checkdigit_s10(number))
		return strcmp(number + 11, "DE") == 0 ? 30 : 0;
	if (number[0] == 'J' && letters >= 2 && letters <= 4 && len - letters >= 9 &&
	    len - letters <= 20 && checkdigit_all_digits(number + letters, len - letters))
		return 80; /* piece ids: JD01..., JJD..., JVGL... */
	if (len < 12 || strpbrk(number, "0123456789") == NULL)
		return 0;
	for (size_t i = 0; i < sizeof(ecommerce) / sizeof(ecommerce[0]); i++)
		if (strncmp(number, ecommerce[i], 2) == 0)
			return 40;
	return 0;
}

static int
dhl_recognises(const char *number)
{
	size_t len = strlen(number);

	if (!checkdigit_all_digits(number, len))
		return recognises_letters(number, len);
	switch (len) {
	case 10: /* Express waybill; its check digit holds by chance for one number in seven */
	case 11: return checkdigit_mod7(number, len) ? 90 : 0;
	case 12: return 20; /* DHL Parcel DE */
	case 14: return 30; /* eCommerce, and DHL Parcel Iberia */
	case 20: return strncmp(number, "0034", 4) == 0 ? 70 : 0; /* SSCC of a German issuer */
	default: return 0;
	}
}

static int
dhl_track_build(const struct track_query *q, struct http_request *out)
{
	const char *offset = q->next != NULL && q->next[0] != '\0' ? q->next : "0";
	int rc;

	rc =
	    adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/track/shipments?trackingNumber=");
	if (rc < 0)
		goto out;
	(void)text_add_percent(&out->url, span_of(q->numbers[0].number)); /* errors are sticky */
	if (q->account->service[0] != '\0') {
		(void)buf_add_str(&out->url, "&service=");
		(void)text_add_percent(&out->url, span_of(q->account->service));
	}
	(void)buf_addf(&out->url, "&language=en&offset=%s&limit=%d", offset, PAGE);
	rc = buf_error(&out->url);
	if (rc < 0)
		goto out;
	rc = http_headers_add_secret(&out->headers, "DHL-API-Key", secret_bytes(&q->account->key));
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
read_event(struct json_value v, struct event_list *list, struct why *why)
{
	struct event *event;
	struct when at = WHEN_INIT;
	char code[LIMIT_CODE_ROOM];
	char status[LIMIT_TEXT_ROOM];
	struct json_value address = json_path(v, "location.address");
	bool delivered;
	int rc;

	rc = adapter_need_when(v, "timestamp", &at, why);
	if (rc < 0)
		return rc;
	code[0] = '\0'; /* a scan without a code is still a scan */
	rc = json_opt_string(v, "statusCode", code, sizeof(code), why);
	if (rc < 0)
		return rc;
	event = adapter_event(list, adapter_code(codes, CODE_COUNT(codes), code), code, at);
	if (event == NULL)
		return list->count >= LIMIT_EVENTS ? 0 : ERR_NOMEM;
	/* Of a delivery the description may be the signer's name; it is not kept. */
	delivered = event->milestone == MILESTONE_DELIVERED;
	if (adapter_text(json_get(v, "status"), status, sizeof(status)))
		delivered = delivered || text_equal_nocase(status, "delivered");
	if (delivered ||
	    !adapter_text(json_get(v, "description"), event->text, sizeof(event->text)))
		(void)text_cut(event->text, sizeof(event->text), span_of(status));
	adapter_place(
	    event->place, json_get(address, "addressLocality"), json_get(address, "countryCode"));
	return 0;
}

/* The status repeats the newest event, mostly: it is one more only when no event has its time and code. */
static int
read_status(struct json_value v, struct event_list *list, struct why *why)
{
	struct event_list one = {0};
	char code[LIMIT_CODE_ROOM];
	int rc;

	if (list->count > 0 &&
	    (json_absent(json_get(v, "timestamp")) ||
		!adapter_text(json_get(v, "statusCode"), code, sizeof(code))))
		return 0;
	rc = read_event(v, &one, why);
	for (size_t i = 0; rc == 0 && i < list->count; i++)
		if (list->items[i].at.day == one.items[0].at.day &&
		    list->items[i].at.second == one.items[0].at.second &&
		    strcmp(list->items[i].code, one.items[0].code) == 0)
			goto out;
	if (rc == 0) {
		struct event *event = event_list_add(list);

		if (event != NULL)
			*event = one.items[0];
		else if (list->count < LIMIT_EVENTS)
			rc = ERR_NOMEM;
	}
out:
	event_list_clear(&one);
	return rc;
}

static int
read_shipment(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value list = {0};
	struct json_value frame = json_get(v, "estimatedDeliveryTimeFrame");
	struct json_value status = json_get(v, "status");
	struct when moment = adapter_opt_when(json_get(v, "estimatedTimeOfDelivery"));
	int64_t pieces;
	int rc;

	if (!json_absent(json_get(v, "events"))) {
		rc = adapter_need_items(v, "events", &list, why);
		if (rc < 0)
			return rc;
	}
	for (; json_exists(list); list = json_items_next(list)) {
		rc = read_event(list, &o->events, why);
		if (rc < 0)
			return rc;
	}
	rc = read_status(status, &o->events, why);
	if (rc < 0)
		return rc;
	adapter_sort(&o->events, true);

	o->eta_from = adapter_opt_when(json_get(frame, "estimatedFrom"));
	o->eta_until = adapter_opt_when(json_get(frame, "estimatedThrough"));
	if (o->eta_until.kind == WHEN_NONE)
		o->eta_until = moment;
	if (o->eta_from.kind == WHEN_NONE)
		o->eta_from = o->eta_until;
	(void)adapter_text(json_get(v, "service"), o->service, sizeof(o->service));
	/* Only the shipment as a whole has a status: all of its pieces arrived, or none that we know of. */
	if (json_int(json_path(v, "details.totalNumberOfPieces"), 1, INT32_MAX, &pieces)) {
		o->pieces_total = (int32_t)pieces;
		if (adapter_delivered(&o->events))
			o->pieces_delivered = o->pieces_total;
	}
	return 0;
}

static int
read_shipments(
    struct json_value v, const struct track_query *q, struct observation_list *out, struct why *why)
{
	for (; json_exists(v); v = json_items_next(v)) {
		struct observation o = OBSERVATION_INIT;
		int rc = read_shipment(v, &o, why);

		adapter_number(&o, &q->numbers[0], json_get(v, "id"));
		/* Several shipments may bear one number: the one with the newest scan is the live one. */
		if (rc == 0 &&
		    (out->count == 0 || out->items[0].error != 0 ||
			adapter_newer(&o, &out->items[0])))
			rc = adapter_answer(out, &o);
		observation_clear(&o);
		if (rc < 0)
			return rc;
	}
	return out->count > 0 ? 0 : adapter_answer_all(out, q, ERR_NOT_FOUND);
}

static int
dhl_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, list, first;
	int64_t offset = 0;
	int64_t status = in->status;
	int64_t total;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	list = json_get(root, "shipments");
	if (json_absent(list)) {
		/* A problem body says its status itself: RFC 7807. */
		(void)json_int(json_get(root, "status"), 100, 599, &status);
		rc = adapter_status((int)status);
		if (rc == ERR_NOT_FOUND) {
			out->next[0] = '\0';
			rc = out->count > 0 ? 0 : adapter_answer_all(out, q, ERR_NOT_FOUND);
			goto out;
		}
		if (rc < 0) {
			rc = why_set(why, rc, SIZE_MAX, "", "status %d", (int)status);
			goto out;
		}
	}
	rc = adapter_need_items(root, "shipments", &first, why);
	if (rc < 0)
		goto out;
	rc = read_shipments(first, q, out, why);
	if (rc < 0)
		goto out;
	out->next[0] = '\0';
	if (q->next != NULL && q->next[0] != '\0' &&
	    text_parse_i64(span_of(q->next), 0, INT32_MAX, &offset) < 0)
		goto out;
	if (json_int(json_get(root, "total"), 0, INT32_MAX, &total) &&
	    total > offset + (int64_t)json_count(list) && json_count(list) > 0)
		(void)snprintf(out->next, sizeof(out->next), "%lld", (long long)(offset + PAGE));
out:
	json_doc_clear(&doc);
	return rc;
}

/* Quota: the first grant of 250 calls a day and one a second; a number at most 10 times a day, evenly. */
const struct carrier carrier_dhl = {
    .id = "dhl",
    .name = "DHL",
    .origins = origins,
    .limits = {.day_calls = 250,
	.gap_ms = SECOND_MS,
	.interval_ms = DAY_MS / 10,
	.batch = 1,
	.steps = LIMIT_STEPS},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR,
	.eta = EVIDENCE_RECORDED,
	.pieces = EVIDENCE_VENDOR,
	.errors = EVIDENCE_RECORDED},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = dhl_recognises,
    .track_build = dhl_track_build,
    .track_parse = dhl_track_parse,
};
