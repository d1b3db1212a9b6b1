/*
 * DPD, the shipper web services of the Netherlands and Belgium: SOAP, a token from LoginService for about a day, one parcel a
 * request. Clocks are the destination's, written the American way. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://wsshipper.dpd.nl"
#define TYPES      "http://dpd.com/common/service/types/"
#define LANGUAGE   "en_US"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* statusInfo.status; those in capitals are of the older services. */
static const struct code_row codes[] = {
    CODE("ACCEPTED", ACCEPTED, NONE, CLIENT),
    CODE("AT_DELIVERY_DEPOT", IN_TRANSIT, NONE, CLIENT),
    CODE("AT_SENDING_DEPOT", IN_TRANSIT, NONE, CLIENT),
    CODE("Accepted", ACCEPTED, NONE, CLIENT),
    CODE("BetweenDepots", IN_TRANSIT, NONE, RECORDED),
    CODE("Courier", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("DELIVERED", DELIVERED, NONE, CLIENT),
    CODE("Delivered", DELIVERED, NONE, CLIENT),
    CODE("DeliveryFailure", DELIVERY_ATTEMPTED, NONE, RECORDED),
    CODE("Depot", IN_TRANSIT, NONE, RECORDED),
    CODE("ON_THE_ROAD", IN_TRANSIT, NONE, CLIENT),
    CODE("ParcelShop", READY_FOR_PICKUP, NONE, RECORDED),
    CODE("PickedUp", ACCEPTED, NONE, RECORDED),                /* but see read_status */
    CODE("ReturningFromDelivery", IN_TRANSIT, NONE, RECORDED), /* the driver's last scan of a day */
    CODE("SHIPMENT", LABEL_CREATED, NONE, RECORDED),
};

static const struct code_row collected = CODE("PickedUp", DELIVERED, NONE, RECORDED);

static const struct fault_row faults[] = {
    {"DELICOM_ERR_AUTHENTICATION", ERR_BAD_CREDENTIALS},
};

static const struct number_shape shapes[] = {
    {"#{27}?", CHECK_MOD37_36, 95, 0}, {"#{14}?", CHECK_MOD37_36, 92, 0},
    {"#{14}", CHECK_NONE, 20, 0}, /* the label's number without its check */
};

static int
dpd_auth_build(const struct account *acct, struct http_request *out)
{
	const struct ask_element elements[] = {
	    {"delisId", span_of(acct->user)},
	    {"password", span_of(secret_bytes(&acct->key))},
	    {"messageLanguage", SPAN(LANGUAGE)},
	};
	struct account at = *acct; /* borrows the key */
	int rc;

	if (acct->token_origin[0] != '\0')
		memcpy(at.origin, acct->token_origin, sizeof(at.origin));
	rc = ask_soap(out, &at, OWN_ORIGIN, "/soap/services/LoginService/V2_0",
	    TYPES "LoginService/2.0/getAuth", "xmlns:l=\"" TYPES "LoginService/2.0\"", "l:getAuth",
	    elements, CODE_COUNT(elements));
	out->secret_body = rc == 0;
	return rc;
}

/* When it ends is written without an offset: it is renewed when it is refused. */
static int
dpd_auth_parse(
    const struct http_response *in, int64_t now_utc_ms, struct token *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct token token = TOKEN_INIT;
	struct json_value value;
	char text[512] = "";
	int rc = reply_soap(in, "Envelope.Body.getAuthResponse.return.authToken", faults,
	    CODE_COUNT(faults), &doc, &value, why);

	(void)now_utc_ms;
	if (rc == 0 && (!json_text_copy(value, text, sizeof(text)) || text[0] == '\0'))
		rc = json_fault(value, why, ERR_MALFORMED, "not a token");
	if (rc == 0)
		rc = secret_set(&token.value, text, strlen(text));
	explicit_bzero(text, sizeof(text));
	if (rc == 0)
		token_move(out, &token);
	token_clear(&token);
	json_doc_clear(&doc);
	return rc;
}

static int
dpd_track_build(const struct track_query *q, struct http_request *out)
{
	const struct ask_element elements[] = {
	    {"delisId", span_of(q->account->user)},
	    {"authToken", span_of(q->token != NULL ? secret_bytes(&q->token->value) : "")},
	    {"messageLanguage", SPAN(LANGUAGE)},
	};
	int rc;

	rc = adapter_open_soap(out, q->account, OWN_ORIGIN,
	    "/soap/services/ParcelLifeCycleService/V2_0",
	    TYPES "ParcelLifeCycleService/2.0/getTrackingData",
	    "xmlns:a=\"" TYPES "Authentication/2.0\""
	    " xmlns:p=\"" TYPES "ParcelLifeCycleService/2.0\"");
	if (rc < 0)
		goto out;
	out->secret_body = true;
	rc = buf_add_str(&out->body, "<soap:Header><a:authentication>");
	if (rc == 0)
		rc = ask_add_elements(out, elements, CODE_COUNT(elements));
	if (rc == 0)
		rc = buf_add_str(
		    &out->body, "</a:authentication></soap:Header><soap:Body><p:getTrackingData>");
	if (rc == 0)
		rc = adapter_add_element(out, "parcelLabelNumber", q->numbers[0].number);
	if (rc == 0)
		rc = buf_add_str(&out->body, "</p:getTrackingData>");
	if (rc == 0)
		rc = adapter_close_soap(out);
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* A whole number up to `separator`. */
static bool
take_number(struct span *rest, char separator, int64_t most, int32_t *out)
{
	struct span piece;
	int64_t n;

	if (!text_split(rest, separator, &piece) || text_parse_i64(piece, 0, most, &n) < 0)
		return false;
	*out = (int32_t)n;
	return true;
}

/* 8/17/2021 7:11:26 PM, with a half of the day or it is not this form; else 17.08.2021, 19:11 or RFC 3339. */
static bool
read_when(struct json_value v, struct when *out)
{
	char text[40];
	struct span rest, half = {"", 0};
	int32_t month, day_of_month, year, hour, minute, second, day;

	if (!json_string_copy(v, text, sizeof(text)))
		return false;
	rest = text_trim(span_of(text));
	if (rest.len > 3 &&
	    (text_equal_nocase(rest.data + rest.len - 3, " AM") ||
		text_equal_nocase(rest.data + rest.len - 3, " PM"))) {
		half = (struct span){rest.data + rest.len - 2, 2};
		rest.len -= 3;
		if (!take_number(&rest, '/', 12, &month) ||
		    !take_number(&rest, '/', 31, &day_of_month) ||
		    !take_number(&rest, ' ', 9999, &year) || !take_number(&rest, ':', 12, &hour) ||
		    !take_number(&rest, ':', 59, &minute) ||
		    !take_number(&rest, ' ', 59, &second) ||
		    day_from_civil(year, month, day_of_month, &day) < 0)
			return false;
		hour = hour % 12 + (text_upper(half.data[0]) == 'P' ? 12 : 0);
		*out = adapter_hour(when_local(day, (hour * 60 + minute) * 60 + second));
		return true;
	}
	if (when_parse(rest, out) < 0 &&
	    when_parse_pattern(rest, "DD.MM.YYYY, hh:mm[:ss]", out) < 0 &&
	    when_parse_pattern(rest, "DD.MM.YYYY hh:mm[:ss]", out) < 0)
		return false;
	*out = adapter_hour(*out);
	return true;
}

/* A status not yet reached is a plan. PickedUp is DPD's at the sender's door, but the customer's once the parcel lay in a
 * shop. */
static int
read_status(struct json_value v, bool *in_shop, struct event_list *list, struct why *why)
{
	const struct code_row *row;
	struct json_value text = json_path(v, "description.content.content");
	struct when at = WHEN_INIT;
	char code[LIMIT_CODE_ROOM], words[8];
	int rc;

	if (!adapter_yes(json_get(v, "statusHasBeenReached")))
		return 0;
	rc = json_need_string(v, "status", code, sizeof(code), why);
	if (rc < 0)
		return rc;
	if (!read_when(json_path(v, "date.content"), &at))
		return json_fault(v, why, ERR_MALFORMED, "no date and time");
	row = adapter_code(codes, CODE_COUNT(codes), code);
	if (*in_shop && strcmp(code, collected.code) == 0)
		row = &collected;
	*in_shop = *in_shop || strcmp(code, "ParcelShop") == 0;
	if (!json_string_copy(text, words, sizeof(words)) || words[0] == '\0')
		text = json_path(v, "label.content");
	return adapter_scan(
	    list, row, code, at, text, json_path(v, "location.content"), (struct json_value){0});
}

static int
read_result(struct json_value result, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	struct json_value v = json_items(json_get(result, "statusInfo"));
	struct observation o = OBSERVATION_INIT;
	bool in_shop = false;
	int rc = 0;

	for (; rc == 0 && json_exists(v); v = json_items_next(v))
		rc = read_status(v, &in_shop, &o.events, why);
	if (rc == 0) {
		adapter_sort(&o.events, false);
		o.error = o.events.count == 0 ? ERR_NOT_FOUND : 0;
		if (o.error == 0)
			(void)adapter_text(
			    json_path(result, "shipmentInfo.serviceDescription.content.content"),
			    o.service, sizeof(o.service));
		adapter_number(&o, &q->numbers[0], (struct json_value){0});
		rc = adapter_answer(out, &o);
	}
	observation_clear(&o);
	return rc;
}

static int
dpd_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value result;
	int rc = reply_soap(in, "Envelope.Body.getTrackingDataResponse.trackingresult", faults,
	    CODE_COUNT(faults), &doc, &result, why);

	if (rc == 0)
		rc = read_result(result, q, out, why);
	json_doc_clear(&doc);
	return rc;
}

const struct carrier carrier_dpd = {
    .id = "dpd",
    .name = "DPD",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_RECORDED,
    .known = {.events = EVIDENCE_RECORDED, .errors = EVIDENCE_RECORDED},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .auth_build = dpd_auth_build,
    .auth_parse = dpd_auth_parse,
    .track_build = dpd_track_build,
    .track_parse = dpd_track_parse,
};
