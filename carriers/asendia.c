/*
 * Asendia, Sync API: a token by user and password, one number a request below the customer's own path. Replies of
 * Asendia USA are read as well. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://www.asendia-sync.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* code; of Asendia USA eventCode, "s" and a number */
static const struct code_row codes[] = {
    CODE("DL", DELIVERED, NONE, RECORDED),
    CODE("IT", IN_TRANSIT, NONE, RECORDED),
    CODE("PU", ACCEPTED, NONE, RECORDED),
    NOTE("s1", LABEL_CREATED, NONE, RECORDED),
    CODE("s10", DELIVERED, NONE, RECORDED),
    CODE("s2a", ACCEPTED, NONE, RECORDED),
    CODE("s2b", IN_TRANSIT, NONE, RECORDED),
    CODE("s2c", IN_TRANSIT, NONE, RECORDED),
    CODE("s2d", IN_TRANSIT, NONE, RECORDED),
    CODE("s4", IN_TRANSIT, NONE, RECORDED),
    CODE("s5", IN_TRANSIT, NONE, RECORDED),
    CODE("s7", CUSTOMS, NONE, RECORDED),
    CODE("s8", IN_TRANSIT, NONE, RECORDED),
};

static const struct scan_names sync_scan = {.code = "code",
    .at = "time",
    .text = "carrierEventDescription",
    .city = "locationName",
    .country = "locationCountry"};
static const struct scan_names usa_scan = {
    .code = "eventCode", .at = "eventOn", .text = "eventDescription", .city = "eventLocation"};

static int
asendia_auth_build(const struct account *acct, struct http_request *out)
{
	int rc = ask_json_token(out, acct, OWN_ORIGIN, "/api/authenticate");

	ask_add_member(&out->body, "{", "username", span_of(acct->user));
	ask_add_member(&out->body, ",", "password", span_of(secret_bytes(&acct->key)));
	(void)buf_add_char(&out->body, '}'); /* errors are sticky */
	if (rc == 0)
		rc = buf_error(&out->body);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
asendia_auth_parse(
    const struct http_response *in, int64_t now_utc_ms, struct token *out, struct why *why)
{
	return adapter_token(in, "id_token", now_utc_ms, out, why);
}

/* The customer's id is the account's service. */
static int
asendia_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/api/customers/");

	if (rc == 0)
		rc = text_add_percent(&out->url, span_of(q->account->service));
	if (rc == 0)
		rc = buf_add_str(&out->url, "/tracking/");
	if (rc == 0)
		rc = text_add_percent(&out->url, span_of(q->numbers[0].number));
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
read_answer(struct json_value root, int status, struct observation *o, struct why *why)
{
	struct json_value usa = json_items(json_get(root, "data"));
	int64_t own = status;
	int rc = adapter_problem(root, status);

	if (adapter_int(json_get(root, "responseStatusCode"), 100, 599, &own))
		rc = adapter_status((int)own);
	if (rc < 0)
		return why_set(why, rc, SIZE_MAX, "", "Asendia refuses, HTTP status %d", status);
	if (json_exists(usa))
		return reply_scans(json_get(usa, "trackingMilestoneEvents"), &usa_scan, codes,
		    CODE_COUNT(codes), true, &o->events, why);
	if (!json_absent(json_get(root, "data")))
		return ERR_NOT_FOUND;
	if (json_absent(json_get(root, "trackingNumber")))
		return json_fault(root, why, ERR_MALFORMED, "no shipment in the answer");
	return reply_scans(json_get(root, "trackingEvents"), &sync_scan, codes, CODE_COUNT(codes),
	    false, &o->events, why);
}

static int
asendia_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, number;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	rc = read_answer(root, in->status, &o, why);
	number = json_get(root, "trackingNumber");
	adapter_number(&o, &q->numbers[0],
	    json_absent(number) ? json_path(root, "data[0].trackingNumberVendor") : number);
	/* A refused request is ours, not the number's. */
	rc = rc == ERR_REJECTED ? rc : adapter_conclude(out, q, &o, rc);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

/* No limit is published. */
const struct carrier carrier_asendia = {
    .id = "asendia",
    .name = "Asendia",
    /* Numbers: those of the posts that deliver, none its own. */
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_RECORDED, .errors = EVIDENCE_VENDOR},
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .auth_build = asendia_auth_build,
    .auth_parse = asendia_auth_parse,
    .track_build = asendia_track_build,
    .track_parse = asendia_track_parse,
};
