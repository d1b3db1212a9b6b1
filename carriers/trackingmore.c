/*
 * TrackingMore, API v4: forty numbers a request; numbers that it does not have yet are created in one more. Facts and
 * their sources: README.md.
 */

#include <string.h>

#include "carriers/aggregator.h"
#include "carriers/push.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.trackingmore.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* checkpoint_delivery_substatus, and checkpoint_delivery_status, where the former is not listed. */
static const struct code_row codes[] = {
    CODE("delivered", DELIVERED, NONE, VENDOR),
    CODE("delivered001", DELIVERED, NONE, VENDOR),
    CODE("delivered002", DELIVERED, NONE, VENDOR),
    CODE("delivered003", DELIVERED, NONE, VENDOR),
    CODE("delivered004", DELIVERED, NONE, VENDOR),
    CODE("exception", EXCEPTION, NONE, VENDOR),
    CODE("exception004", EXCEPTION, NOT_COLLECTED, VENDOR),
    CODE("exception005", EXCEPTION, NONE, VENDOR),
    CODE("exception006", CUSTOMS, CUSTOMS_HOLD, VENDOR),
    CODE("exception007", LOST_DAMAGED, NONE, VENDOR), /* one of the two */
    CODE("exception008", CANCELLED, NONE, VENDOR),
    CODE("exception009", EXCEPTION, REFUSED, VENDOR),
    CODE("exception010", RETURNED, NONE, VENDOR),
    CODE("exception011", RETURNING, NONE, VENDOR),
    NOTE("expired", EXCEPTION, NONE, VENDOR), /* no scan for thirty days */
    NOTE("expired001", EXCEPTION, NONE, VENDOR),
    CODE("inforeceived", LABEL_CREATED, NONE, VENDOR),
    CODE("inforeceived001", LABEL_CREATED, NONE, VENDOR),
    CODE("notfound", UNKNOWN, NONE, VENDOR),
    CODE("notfound001", LABEL_CREATED, NONE, VENDOR), /* older name of inforeceived001 */
    CODE("notfound002", UNKNOWN, NONE, VENDOR),
    CODE("pending", UNKNOWN, NONE, VENDOR),
    CODE("pickup", OUT_FOR_DELIVERY, NONE, VENDOR), /* or it can be collected: see pickup002 */
    CODE("pickup001", OUT_FOR_DELIVERY, NONE, VENDOR),
    CODE("pickup002", READY_FOR_PICKUP, NONE, VENDOR),
    NOTE("pickup003", OUT_FOR_DELIVERY, NONE, VENDOR), /* the recipient was called */
    CODE("transit", IN_TRANSIT, NONE, VENDOR),
    CODE("transit001", IN_TRANSIT, NONE, VENDOR),
    CODE("transit002", IN_TRANSIT, NONE, VENDOR),
    CODE("transit003", IN_TRANSIT, NONE, VENDOR),
    CODE("transit004", IN_TRANSIT, NONE, VENDOR),
    CODE("transit005", IN_TRANSIT, NONE, VENDOR), /* released by customs */
    CODE("transit006", IN_TRANSIT, NONE, VENDOR),
    CODE("transit007", IN_TRANSIT, NONE, VENDOR),
    CODE("undelivered", DELIVERY_ATTEMPTED, NONE, VENDOR),
    CODE("undelivered001", DELIVERY_ATTEMPTED, ADDRESS, VENDOR),
    CODE("undelivered002", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("undelivered003", DELIVERY_ATTEMPTED, NOBODY_HOME, VENDOR),
    CODE("undelivered004", DELIVERY_ATTEMPTED, NONE, VENDOR),
};

/* meta.code, and errorCode of a number that was not created. A number for which the plan has no room left is as good as
 * not reached: others of its batch are. */
static const struct fault_row faults[] = {
    {"204", ERR_NOT_FOUND},
    {"401", ERR_BAD_CREDENTIALS},
    {"403", ERR_BAD_CREDENTIALS},
    {"404", ERR_OUTAGE},
    {"4101", ERR_NOT_FOUND}, /* created before: the next reading has it */
    {"4102", ERR_NOT_FOUND},
    {"4190", ERR_OUTAGE},
    {"429", ERR_RATE_LIMITED},
    {"500", ERR_OUTAGE},
    {"511", ERR_OUTAGE},
    {"512", ERR_OUTAGE},
    {"513", ERR_OUTAGE},
};

static const struct aggregator format = {
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .number = "tracking_number",
    .carrier = "courier_code",
    .service = "service_code",
    .status = "delivery_status",
    .eta_until = "scheduled_delivery_date",
    .lists = {"origin_info.trackinfo", "destination_info.trackinfo"},
    .at = "checkpoint_date",
    .fine = "checkpoint_delivery_substatus",
    .code = "checkpoint_delivery_status",
    .text = "tracking_detail",
    .city = "city",
    .country = "country_iso2",
    .place = "location",
    .newest_first = true,
    .push = "data",
};

/* Its codes of the carriers whose numbers we know. */
static const struct aggregator_slug slugs[] = {
    {"australia-post", "australia-post"},
    {"canada-post", "canada-post"},
    {"correos", "correos-spain"},
    {"dhl", "dhl"},
    {"dhl-express", "dhl"},
    {"dpd", "dpd"},
    {"fedex", "fedex"},
    {"purolator", "purolator"},
    {"royal-mail", "royal-mail"},
    {"ups", "ups"},
    {"usps", "usps"},
};

static void
add_number(const struct track_query *q, size_t i, struct buf *body)
{
	const char *slug = aggregator_slug(q, i, slugs, CODE_COUNT(slugs));

	(void)buf_addf(
	    body, "%s{\"tracking_number\":\"%s\"", body->len > 1 ? "," : "", q->numbers[i].number);
	if (slug != NULL)
		(void)buf_addf(body, ",\"courier_code\":\"%s\"", slug);
	(void)buf_add_char(body, '}');
}

static int
trackingmore_track_build(const struct track_query *q, struct http_request *out)
{
	struct span rest = span_of(aggregator_telling(q) ? q->next : "");
	struct span number;
	int rc;

	rc = aggregator_open(out, aggregator_telling(q) ? HTTP_POST : HTTP_GET, q, OWN_ORIGIN,
	    aggregator_telling(q) ? "/v4/trackings/batch" : "/v4/trackings/get?tracking_numbers=",
	    "Tracking-Api-Key", "");
	if (rc < 0)
		goto out;
	/* Numbers are letters and digits: nothing to escape. Errors are sticky. */
	for (size_t i = 0; !aggregator_telling(q) && i < q->count; i++)
		(void)buf_addf(&out->url, "%s%s", i > 0 ? "," : "", q->numbers[i].number);
	if (aggregator_telling(q))
		(void)buf_add_char(&out->body, '[');
	while (text_split(&rest, ',', &number))
		for (size_t i = 0; i < q->count; i++)
			if (span_equal_str(number, q->numbers[i].number))
				add_number(q, i, &out->body);
	if (aggregator_telling(q))
		(void)buf_add_char(&out->body, ']');
	rc = buf_error(&out->url) < 0 ? buf_error(&out->url) : buf_error(&out->body);
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* Those that were not created, each with its own reason. */
static int
read_refused(struct json_value list, struct observation_list *out)
{
	int rc = 0;

	for (list = json_first(list); rc == 0 && json_exists(list); list = json_next(list)) {
		const struct track_number own = {.number = ""};
		struct observation o = OBSERVATION_INIT;
		char code[16];

		adapter_number(&o, &own, json_get(list, "tracking_number"));
		(void)json_text_copy(json_get(list, "errorCode"), code, sizeof(code));
		o.error = adapter_fault(faults, CODE_COUNT(faults), code, ERR_REJECTED);
		for (size_t i = 0; rc == 0 && i < out->count; i++)
			if (strcmp(out->items[i].number, o.number) == 0)
				out->items[i].error = o.error;
		observation_clear(&o);
	}
	return rc;
}

static int
trackingmore_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct buf absent = BUF_INIT(LIMIT_BATCH_NUMBERS * LIMIT_NUMBER_ROOM);
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, code;
	char text[16];
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	code = json_path(root, "meta.code");
	(void)json_text_copy(code, text, sizeof(text));
	rc = adapter_status(in->status);
	if (text[0] != '\0' && strcmp(text, "200") != 0)
		rc = adapter_fault(faults, CODE_COUNT(faults), text, ERR_REJECTED);
	if (aggregator_telling(q) && out->count == 0)
		rc = adapter_answer_all(out, q, ERR_NOT_FOUND);
	else if (rc == ERR_NOT_FOUND && !aggregator_telling(q))
		rc = adapter_answer_all(out, q, rc);
	else if (rc < 0 && !aggregator_telling(q))
		rc = json_fault(code, why, rc, "TrackingMore says %s", text);
	else if (aggregator_telling(q)) /* how it went is no news of those that are there */
		rc = read_refused(json_path(root, "data.error"), out);
	else
		rc = aggregator_answer(&format, json_get(root, "data"), q, out, &absent, why);
	if (rc == 0)
		aggregator_tell_next(out, aggregator_telling(q) ? span_of("") : buf_span(&absent));
out:
	buf_clear(&absent);
	json_doc_clear(&doc);
	return rc;
}

/* Its document tells of a signature in base64 over the body, and computes one in hexadecimal over a time: the latter says
 * nothing of the body, but is good for a few minutes only. */
static enum push_verdict
trackingmore_push_verify(const struct push_message *m)
{
	const char *signature = http_headers_get(m->headers, "signature");
	const char *at = http_headers_get(m->headers, "timestamp");
	const struct push_seal body = {.signature = signature, .text = m->body, .base64 = true};
	const struct push_seal time = {
	    .signature = signature, .text = span_of(at != NULL ? at : "")};
	enum push_verdict verdict = push_check(m, &body);

	if (verdict != PUSH_FORGED || at == NULL)
		return verdict;
	return push_check_age(m, push_check(m, &time), push_time_ms(time.text));
}

static int
trackingmore_push_parse(const struct push_message *m, struct observation_list *out, struct why *why)
{
	return aggregator_push(&format, m, out, why);
}

/* Ten requests a second; after 429 two minutes. */
const struct carrier carrier_trackingmore = {
    .id = "trackingmore",
    .name = "TrackingMore",
    .origins = origins,
    .limits = {.gap_ms = 100, .interval_ms = 30 * MINUTE_MS, .batch = 40, .steps = 2},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_VENDOR,
	.eta = EVIDENCE_VENDOR,
	.errors = EVIDENCE_VENDOR,
	.push = EVIDENCE_VENDOR},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = aggregator_recognises,
    .track_build = trackingmore_track_build,
    .track_parse = trackingmore_track_parse,
    .push_verify = trackingmore_push_verify,
    .push_parse = trackingmore_push_parse,
};
