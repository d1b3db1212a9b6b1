/*
 * PostNL, Shipping Status v2: a key header, one barcode a request, or in one call all barcodes of a customer that changed
 * within two moments. Clocks are Dutch without an offset; an empty value is {}. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/ask.h"
#include "carriers/postnl_codes.h"
#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.postnl.nl"
#define STATUS     "/shipment/v2/status/"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* Status.PhaseCode, only where no StatusCode is given. */
static const struct code_row phases[] = {
    CODE("1", ACCEPTED, NONE, CLIENT),
    CODE("2", IN_TRANSIT, NONE, CLIENT),
    CODE("3", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("4", DELIVERED, NONE, CLIENT),
};

static const struct number_shape shapes[] = {
    {"3S@{4}#{7}", CHECK_NONE, 85, 0},
    {"3S@{4}#{9}", CHECK_NONE, 85, 0},
    {"@@#{9}NL", CHECK_S10, 97, 0},
};

static int
postnl_track_build(const struct track_query *q, struct http_request *out)
{
	int rc;

	rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, STATUS "barcode/");
	if (rc == 0)
		rc = ask_add_numbers(&out->url, q, ",");
	if (rc == 0)
		rc = buf_add_str(&out->url, "?detail=true&language=EN");
	if (rc == 0)
		rc = http_headers_add_secret(
		    &out->headers, "apikey", secret_bytes(&q->account->key));
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* 07-03-2018 23:20:05.326, in newer answers 2018-03-07T23:20:05. */
static bool
read_when(struct json_value v, struct when *out)
{
	char text[40];
	struct span in;

	if (!json_string_copy(v, text, sizeof(text)))
		return false;
	in = text_trim(span_of(text));
	if (in.len > 2 && in.data[2] == '-') {
		in.len = in.len > 19 ? 19 : in.len;
		if (when_parse_pattern(in, "DD-MM-YYYY hh:mm[:ss]", out) < 0 &&
		    when_parse_pattern(in, "DD-MM-YYYY", out) < 0)
			return false;
	} else if (when_parse(in, out) < 0) {
		return false;
	}
	*out = adapter_hour(*out);
	return true;
}

/* A code is also written with its letter behind: 01A is A01. */
static const struct code_row *
find_code(const char *code)
{
	char turned[4];

	if (strlen(code) == 3 && text_is_alpha(code[2])) {
		(void)snprintf(turned, sizeof(turned), "%c%c%c", code[2], code[0], code[1]);
		code = turned;
	}
	return adapter_code(postnl_codes, POSTNL_CODES, code);
}

static int
read_event(struct json_value v, const char *member, const char *text_member,
    struct event_list *list, struct why *why)
{
	struct json_value time = json_get(v, "TimeStamp");
	const struct json_value none = {0};
	struct when at = WHEN_INIT;
	char code[LIMIT_CODE_ROOM];
	int rc;

	if (json_absent(time))
		time = json_get(v, "Timestamp"); /* of the delta list */
	if (!read_when(time, &at))
		return json_fault(
		    json_absent(time) ? v : time, why, ERR_MALFORMED, "not a date and time");
	rc = json_need_text(v, member, code, sizeof(code), why);
	if (rc < 0 || strcmp(code, "99") == 0)
		return rc;
	return adapter_scan(list, find_code(code), code, at, json_get(v, text_member), none, none);
}

/* The events, where there are none the older statuses, and what the status says beyond them. */
static int
read_history(struct json_value shipment, struct event_list *list, struct why *why)
{
	struct json_value status = json_get(shipment, "Status");
	struct json_value v = json_items(json_get(shipment, "Event"));
	bool events = json_exists(v);
	const struct event *newest;
	const struct code_row *row;
	struct when at = WHEN_INIT;
	char code[LIMIT_CODE_ROOM];
	int rc = 0;

	if (!events)
		v = json_items(json_get(shipment, "OldStatus"));
	for (; rc == 0 && json_exists(v); v = json_items_next(v))
		rc = events ? read_event(v, "Code", "Description", list, why)
			    : read_event(v, "StatusCode", "StatusDescription", list, why);
	adapter_sort(list, true);
	newest = list->count > 0 ? &list->items[list->count - 1] : NULL;
	if (rc < 0 || !json_exists(json_items(status)))
		return rc;
	if (!read_when(json_get(status, "TimeStamp"), &at) &&
	    !read_when(json_get(status, "Timestamp"), &at))
		return json_fault(status, why, ERR_MALFORMED, "no date and time");
	if (!json_text_copy(json_get(status, "StatusCode"), code, sizeof(code))) {
		if (!json_text_copy(json_get(status, "PhaseCode"), code, sizeof(code)))
			return json_fault(status, why, ERR_MALFORMED, "no status");
		row = adapter_code(phases, CODE_COUNT(phases), code);
	} else {
		row = find_code(code);
	}
	/* A listed event of that moment says more; one without a code may have said that this is the way back. */
	if (newest != NULL && when_equal(newest->at, at) &&
	    (newest->milestone != MILESTONE_UNKNOWN || newest->code[0] == '\0'))
		return 0;
	if (strcmp(code, "99") == 0)
		return 0;
	return reply_status(list, row, code, at, json_get(status, "StatusDescription"));
}

static int
read_shipment(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value expected = json_get(v, "Expectation");
	int rc = read_history(v, &o->events, why);

	if (rc < 0)
		return rc;
	if (o->events.count == 0) {
		o->error = ERR_NOT_FOUND;
		return 0;
	}
	(void)read_when(json_get(expected, "ETATo"), &o->eta_until);
	if (o->eta_until.kind == WHEN_NONE)
		(void)read_when(json_get(v, "DeliveryDate"), &o->eta_until);
	if (!read_when(json_get(expected, "ETAFrom"), &o->eta_from))
		o->eta_from = o->eta_until;
	if (!adapter_text(json_get(v, "ProductDescription"), o->service, sizeof(o->service)))
		(void)adapter_text(json_get(v, "ProductCode"), o->service, sizeof(o->service));
	return 0;
}

static int
read_fault(const struct http_response *in, struct json_value root)
{
	int64_t status = in->status;
	int rc = reply_gateway_fault(root);

	if (rc != 0)
		return rc;
	(void)json_int(json_get(root, "http_status"), 100, 599, &status);
	if (status == 200 && json_exists(json_items(json_get(root, "Errors"))))
		return ERR_REJECTED;
	return adapter_status((int)status);
}

static int
postnl_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, body, list;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	body = json_get(root, "CompleteStatus");
	if (!json_exists(body))
		body = json_get(root, "CurrentStatus");
	list = json_kind(root) == JSON_KIND_ARRAY ? root : json_get(body, "Shipment");
	if (!json_exists(body) && json_kind(root) != JSON_KIND_ARRAY) {
		rc = read_fault(in, root);
		if (rc == ERR_NOT_FOUND)
			rc = adapter_answer_all(out, q, rc);
		else if (rc < 0)
			rc = why_set(why, rc, SIZE_MAX, "", "HTTP status %d", in->status);
		else
			rc = json_fault(root, why, ERR_MALFORMED, "no status in the answer");
		goto out;
	}
	/* A parcel of several is also asked for by the number of the whole. */
	rc = adapter_read_batch(
	    list, "Barcode|MainBarcode", read_shipment, ERR_NOT_FOUND, q, out, why);
out:
	json_doc_clear(&doc);
	return rc;
}

/* ---- what changed ---- */

static int
postnl_changes_build(const struct changes_query *q, struct http_request *out)
{
	const int64_t ends[] = {q->from_utc_ms, q->until_utc_ms};
	int rc;

	if (q->account->user[0] == '\0')
		return 0;
	rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, STATUS);
	if (rc < 0)
		goto out;
	(void)text_add_percent(&out->url, span_of(q->account->user)); /* errors are sticky */
	(void)buf_add_str(&out->url, "/updatedshipments");
	for (size_t i = 0; i < CODE_COUNT(ends); i++) {
		struct buf text = BUF_INIT(40);

		rc = when_add_utc(&text, ends[i]);
		if (rc == 0)
			rc = adapter_add_query(out, "period", buf_str(&text));
		buf_clear(&text);
		if (rc < 0)
			goto out;
	}
	rc = http_headers_add_secret(&out->headers, "apikey", secret_bytes(&q->account->key));
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
postnl_changes_parse(const struct changes_query *q, const struct http_response *in,
    carrier_changed_fn *changed, void *arg, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, v;
	char barcode[LIMIT_NUMBER_ROOM], number[LIMIT_NUMBER_ROOM];
	int rc;

	(void)q;
	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	if (json_kind(root) != JSON_KIND_ARRAY) {
		rc = read_fault(in, root);
		rc = rc < 0 ? why_set(why, rc, SIZE_MAX, "", "HTTP status %d", in->status)
			    : json_fault(root, why, ERR_MALFORMED, "not a list");
		goto out;
	}
	for (v = json_items(root); rc == 0 && json_exists(v); v = json_items_next(v)) {
		rc = json_need_text(v, "Barcode", barcode, sizeof(barcode), why);
		if (rc == 0 && text_number_normalise(number, sizeof(number), span_of(barcode)) == 0)
			rc = changed(number, arg);
	}
out:
	json_doc_clear(&doc);
	return rc;
}

/* The delta list wants the customer number: `user` of the account. */
const struct carrier carrier_postnl = {
    .id = "postnl",
    .name = "PostNL",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .zone = "Europe/Amsterdam",
    .known = {.events = EVIDENCE_VENDOR, .eta = EVIDENCE_RECORDED, .errors = EVIDENCE_RECORDED},
    .adapter_version = 2,
    .codes = postnl_codes,
    .code_count = POSTNL_CODES,
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = postnl_track_build,
    .track_parse = postnl_track_parse,
    .changes_build = postnl_changes_build,
    .changes_parse = postnl_changes_parse,
};
