/*
 * Chronopost, trackSkybillV2: SOAP without credentials, one number a request. Facts and their sources: README.md.
 */

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://ws.chronopost.fr"
#define RESULT     "Envelope.Body.trackSkybillV2Response.return"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* events.code */
static const struct code_row codes[] = {
    CODE("A2", IN_TRANSIT, CARRIER_DELAY, CLIENT),
    CODE("AB", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("D", DELIVERED, NONE, RECORDED),
    CODE("D1", DELIVERED, NONE, CLIENT),
    CODE("DB", ACCEPTED, NONE, RECORDED),
    CODE("DC", LABEL_CREATED, NONE, RECORDED),
    CODE("DY", ACCEPTED, NONE, RECORDED),
    NOTE("EA", LABEL_CREATED, NONE, CLIENT),
    CODE("EI", IN_TRANSIT, NONE, CLIENT),
    CODE("IA", IN_TRANSIT, CARRIER_DELAY, CLIENT),
    NOTE("IS", IN_TRANSIT, DATE_CHANGED, CLIENT),
    CODE("O", IN_TRANSIT, NONE, CLIENT),
    CODE("P", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("RB", IN_TRANSIT, NONE, CLIENT),
    CODE("SC", IN_TRANSIT, NONE, RECORDED),
    CODE("SD", IN_TRANSIT, NONE, RECORDED),
    CODE("SK", EXCEPTION, NONE, CLIENT),
    NOTE("SM", IN_TRANSIT, NONE, CLIENT),
    CODE("T", IN_TRANSIT, NONE, CLIENT),
    CODE("TA", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("TP", IN_TRANSIT, NONE, CLIENT),
    CODE("TS", IN_TRANSIT, NONE, RECORDED),
    CODE("TT", IN_TRANSIT, NONE, CLIENT),
};

static const struct scan_names names = {
    .code = "code", .at = "eventDate", .text = "eventLabel", .city = "officeLabel"};

static const struct number_shape shapes[] = {
    {"X@#{9}FR", CHECK_S10, 60, 0},
};

static int
chronopost_track_build(const struct track_query *q, struct http_request *out)
{
	const struct ask_element elements[] = {
	    {"language", SPAN("en_GB")},
	    {"skybillNumber", span_of(q->numbers[0].number)},
	};

	return ask_soap(out, q->account, OWN_ORIGIN, "/tracking-cxf/TrackingServiceWS", "",
	    "xmlns:t=\"http://cxf.tracking.soap.chronopost.fr/\"", "t:trackSkybillV2", elements,
	    CODE_COUNT(elements));
}

/* The scans carry the recipient's name beside them (infoCompList): it is not read. */
static int
read_result(struct json_value result, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	struct json_value list = json_get(result, "listEventInfoComp");
	struct observation o = OBSERVATION_INIT;
	int64_t error;
	int rc;

	if (!adapter_int(json_get(result, "errorCode"), INT32_MIN, INT32_MAX, &error))
		return json_fault(result, why, ERR_MALFORMED, "no errorCode");
	if (error != 0) /* of these only "System Error" was seen */
		return json_fault(result, why, ERR_OUTAGE, "errorCode %d", (int)error);
	rc = reply_scans(
	    json_get(list, "events"), &names, codes, CODE_COUNT(codes), false, &o.events, why);
	if (rc == 0) {
		o.error = o.events.count == 0 ? ERR_NOT_FOUND : 0;
		adapter_number(&o, &q->numbers[0], json_get(list, "skybillNumber"));
		rc = adapter_answer(out, &o);
	}
	observation_clear(&o);
	return rc;
}

static int
chronopost_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value result;
	int rc = reply_soap(in, RESULT, NULL, 0, &doc, &result, why);

	if (rc == 0)
		rc = read_result(result, q, out, why);
	json_doc_clear(&doc);
	return rc;
}

const struct carrier carrier_chronopost = {
    .id = "chronopost",
    .name = "Chronopost",
    .origins = origins,
    .limits = {.gap_ms = SECOND_MS, .interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_RECORDED,
    .known = {.events = EVIDENCE_RECORDED, .errors = EVIDENCE_RECORDED},
    .zone = "Europe/Paris",
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = chronopost_track_build,
    .track_parse = chronopost_track_parse,
};
