/*
 * AfterShip, Tracking API: a list by numbers; a number that it does not have yet is told to it, one a step. The older v4
 * answers with the same members. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/aggregator.h"
#include "carriers/push.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.aftership.com"
#define TRACKINGS  "/tracking/2025-01/trackings"

enum { KEPT_DAYS = 119 }; /* of its 120; unless told it looks back 30 */

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* checkpoints[].subtag, and tag, where the subtag is not listed. */
static const struct code_row codes[] = {
    CODE("AttemptFail", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("AttemptFail_001", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("AttemptFail_002", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("AttemptFail_003", DELIVERY_ATTEMPTED, CLOSED, VENDOR),
    CODE("AvailableForPickup", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("AvailableForPickup_001", READY_FOR_PICKUP, NONE, VENDOR),
    CODE("Delivered", DELIVERED, NONE, VENDOR),
    CODE("Delivered_001", DELIVERED, NONE, VENDOR),
    CODE("Delivered_002", DELIVERED, NONE, VENDOR),
    CODE("Delivered_003", DELIVERED, NONE, VENDOR),
    CODE("Delivered_004", DELIVERED, NONE, VENDOR),
    CODE("Delivered_005", DELIVERED, NONE, VENDOR),
    CODE("Exception", EXCEPTION, NONE, VENDOR),
    CODE("Exception_001", EXCEPTION, NONE, VENDOR),
    CODE("Exception_002", EXCEPTION, ADDRESS, VENDOR),
    CODE("Exception_003", EXCEPTION, REFUSED, VENDOR),
    CODE("Exception_004", CUSTOMS, CUSTOMS_HOLD, VENDOR),
    CODE("Exception_005", EXCEPTION, FORCE, VENDOR),
    CODE("Exception_006", EXCEPTION, PAYMENT_DUE, VENDOR),
    CODE("Exception_007", EXCEPTION, ADDRESS, VENDOR),
    CODE("Exception_008", EXCEPTION, NOT_COLLECTED, VENDOR),
    CODE("Exception_009", EXCEPTION, DOCUMENTS, VENDOR),
    CODE("Exception_010", RETURNING, NONE, VENDOR),
    CODE("Exception_011", RETURNED, NONE, VENDOR),
    CODE("Exception_012", LOST_DAMAGED, DAMAGED, VENDOR),
    CODE("Exception_013", LOST_DAMAGED, LOST, VENDOR),
    CODE("Exception_016", EXCEPTION, CARRIER_DELAY, VENDOR),
    CODE("Exception_017", EXCEPTION, WEATHER, VENDOR),
    CODE("Exception_018", EXCEPTION, DOCUMENTS, VENDOR),
    NOTE("Expired", EXCEPTION, NONE, VENDOR), /* no scan for thirty days */
    NOTE("Expired_001", EXCEPTION, NONE, VENDOR),
    CODE("InTransit", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_001", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_002", ACCEPTED, NONE, VENDOR),
    CODE("InTransit_003", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_004", IN_TRANSIT, NONE, RECORDED), /* in the country of destination */
    CODE("InTransit_005", IN_TRANSIT, NONE, VENDOR),   /* released by customs */
    CODE("InTransit_006", CUSTOMS, NONE, VENDOR),
    CODE("InTransit_007", IN_TRANSIT, NONE, VENDOR),
    CODE("InTransit_008", IN_TRANSIT, NONE, VENDOR), /* a problem is solved */
    CODE("InTransit_009", IN_TRANSIT, RECIPIENT_ASKED, VENDOR),
    CODE("InfoReceived", LABEL_CREATED, NONE, VENDOR),
    CODE("InfoReceived_001", LABEL_CREATED, NONE, VENDOR),
    CODE("OutForDelivery", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("OutForDelivery_001", OUT_FOR_DELIVERY, NONE, VENDOR),
    NOTE("OutForDelivery_003", OUT_FOR_DELIVERY, NONE, VENDOR), /* the customer was called */
    NOTE("OutForDelivery_004", IN_TRANSIT, NONE, VENDOR),       /* a day was agreed */
    CODE("Pending", UNKNOWN, NONE, VENDOR),
};

/* meta.code */
static const struct fault_row faults[] = {
    {"401", ERR_BAD_CREDENTIALS}, {"403", ERR_BAD_CREDENTIALS}, {"404", ERR_NOT_FOUND},
    {"4004", ERR_NOT_FOUND}, {"429", ERR_RATE_LIMITED}, {"500", ERR_OUTAGE}, {"502", ERR_OUTAGE},
    {"503", ERR_OUTAGE}, {"504", ERR_OUTAGE}, {"4003", 0}, /* told before */
};

static int read_tracking(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why);

static const struct aggregator format = {
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .number = "tracking_number",
    .carrier = "slug",
    .service = "shipment_type",
    .status = "tag",
    .eta_until = "expected_delivery",
    .lists = {"checkpoints", NULL},
    .latest = "checkpoint",
    .at = "checkpoint_time",
    .fine = "subtag",
    .code = "tag",
    .text = "message",
    .plain = "subtag_message",
    .city = "city",
    .country = "country_region",
    .other_country = "country_iso3", /* of v4 */
    .place = "location",
    .push = "msg",
    .read = read_tracking,
};

/* The carrier's own date, else the newest of others; what the shop itself told AfterShip is no estimate. */
static int
read_tracking(
    const struct aggregator *a, struct json_value v, struct observation *o, struct why *why)
{
	static const struct {
		const char *object, *from, *until, *moment;
	} etas[] = {
	    {"courier_estimated_delivery_date", "estimated_delivery_date_min",
		"estimated_delivery_date_max", "estimated_delivery_date"},
	    {"latest_estimated_delivery", "datetime_min", "datetime_max", "datetime"},
	};
	int rc = aggregator_shipment(a, v, o, why);
	char source[24];

	for (size_t i = 0; i < 2 && rc == 0 && o->eta_until.kind == WHEN_NONE; i++) {
		struct json_value eta = json_get(v, etas[i].object);

		(void)adapter_text(json_get(eta, "source"), source, sizeof(source));
		if (text_lower(source[0]) == 'c' && text_lower(source[1]) == 'u') /* custom */
			continue;
		o->eta_until = adapter_opt_when(json_get(eta, etas[i].until));
		o->eta_from = adapter_opt_when(json_get(eta, etas[i].from));
		if (o->eta_until.kind == WHEN_NONE)
			o->eta_until = adapter_opt_when(json_get(eta, etas[i].moment));
		if (o->eta_from.kind == WHEN_NONE)
			o->eta_from = o->eta_until;
	}
	return rc;
}

static struct span
first_of(struct span *rest)
{
	struct span number = {"", 0};

	(void)text_split(rest, ',', &number);
	return number;
}

static int
aftership_track_build(const struct track_query *q, struct http_request *out)
{
	struct span rest = span_of(q->next != NULL ? q->next : "");
	struct span number = first_of(&rest);
	int64_t from_utc_ms = q->now_utc_ms - (int64_t)KEPT_DAYS * DAY_MS;
	int rc;

	rc = aggregator_open(
	    out, number.len > 0 ? HTTP_POST : HTTP_GET, q, OWN_ORIGIN, TRACKINGS, "as-api-key", "");
	if (rc < 0)
		goto out;
	/* Numbers are letters and digits: nothing to escape. Errors are sticky. */
	if (number.len > 0) {
		(void)buf_addf(
		    &out->body, "{\"tracking_number\":\"%.*s\"", (int)number.len, number.data);
		if (q->account->service[0] != '\0')
			(void)buf_addf(&out->body, ",\"slug\":\"%s\"", q->account->service);
		(void)buf_add_char(&out->body, '}');
	} else {
		for (size_t i = 0; i < q->count; i++)
			(void)buf_addf(&out->url, "%s%s",
			    i > 0 ? "," : "?tracking_numbers=", q->numbers[i].number);
		(void)buf_add_str(&out->url, "&limit=200&created_at_min=");
		(void)when_add_utc(&out->url, from_utc_ms > 0 ? from_utc_ms : 0);
	}
	rc = buf_error(&out->url) < 0 ? buf_error(&out->url) : buf_error(&out->body);
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* What telling it of one number gave: refused means that this number never comes. */
static int
note_refusal(struct span number, struct observation_list *out)
{
	struct observation o = OBSERVATION_INIT;
	int rc;

	(void)text_cut(o.number, sizeof(o.number), number);
	o.error = ERR_REJECTED;
	rc = adapter_answer(out, &o);
	observation_clear(&o);
	return rc;
}

static struct json_value
trackings_of(struct json_value root)
{
	static const char *const places[] = {"data.trackings", "data.tracking", "msg", "data"};
	struct json_value v = {0};

	for (size_t i = 0; i < 4 && json_absent(v); i++)
		v = json_path(root, places[i]);
	return v;
}

static int
aftership_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct span rest = span_of(q->next != NULL ? q->next : "");
	struct span telling = first_of(&rest);
	struct buf absent = BUF_INIT(LIMIT_BATCH_NUMBERS * LIMIT_NUMBER_ROOM);
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value code;
	int64_t status = in->status;
	char text[16];
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	code = json_path(json_root(&doc), "meta.code");
	(void)json_int(code, 100, 9999, &status);
	(void)json_text_copy(code, text, sizeof(text));
	if (telling.len > 0 && out->count == 0)
		rc = adapter_answer_all(out, q, ERR_NOT_FOUND);
	if (rc < 0)
		goto out;
	if (status < 200 || status >= 300) {
		rc = adapter_fault(faults, CODE_COUNT(faults), text, ERR_REJECTED);
		if (rc == 0 && telling.len == 0)
			rc = ERR_REJECTED; /* "told before" answers no question */
		if (telling.len > 0 && rc == ERR_REJECTED)
			rc = note_refusal(telling, out);
		else if (rc == ERR_NOT_FOUND)
			rc = adapter_answer_all(out, q, rc);
		else if (rc < 0)
			rc = json_fault(code, why, rc, "AfterShip says %s", text);
	} else {
		rc = aggregator_answer(&format, trackings_of(json_root(&doc)), q, out,
		    telling.len > 0 ? NULL : &absent, why);
	}
	if (rc == 0)
		aggregator_tell_next(out, telling.len > 0 ? rest : buf_span(&absent));
out:
	buf_clear(&absent);
	json_doc_clear(&doc);
	return rc;
}

static enum push_verdict
aftership_push_verify(const struct push_message *m)
{
	const struct push_seal seal = {
	    .signature = http_headers_get(m->headers, "aftership-hmac-sha256"),
	    .text = m->body,
	    .base64 = true};

	return push_check(m, &seal);
}

static int
aftership_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	return aggregator_push(&format, m, out, why);
}

/* Ten requests a second. */
const struct carrier carrier_aftership = {
    .id = "aftership",
    .name = "AfterShip",
    .origins = origins,
    .limits = {.gap_ms = 100,
	.interval_ms = 15 * MINUTE_MS,
	.batch = LIMIT_BATCH_NUMBERS,
	.steps = LIMIT_STEPS},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_RECORDED,
	.eta = EVIDENCE_VENDOR,
	.errors = EVIDENCE_VENDOR,
	.push = EVIDENCE_VENDOR},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = aggregator_recognises,
    .track_build = aftership_track_build,
    .track_parse = aftership_track_parse,
    .push_verify = aftership_push_verify,
    .push_parse = aftership_push_parse,
};
