/*
 * TNT, ExpressConnect Tracking: Basic auth, an XML document in a form field, several consignments a request. Facts and
 * their sources: README.md.
 */

#include <string.h>

#include "carriers/adapter.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://express.tnt.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* StatusData.StatusCode */
static const struct code_row codes[] = {
    CODE("AS", IN_TRANSIT, NONE, RECORDED),
    CODE("CDB", EXCEPTION, DAMAGED, RECORDED), /* the packaging was, and was mended */
    CODE("CI", ACCEPTED, NONE, RECORDED),
    CODE("FDB", EXCEPTION, DAMAGED, RECORDED),
    CODE("IR", IN_TRANSIT, NONE, RECORDED),
    CODE("IS", IN_TRANSIT, NONE, RECORDED),
    CODE("LAA", EXCEPTION, FORCE, RECORDED), /* a delay by authorities */
    CODE("LAC", EXCEPTION, CARRIER_DELAY, RECORDED),
    CODE("MLA", EXCEPTION, CARRIER_DELAY, RECORDED),
    CODE("NR", EXCEPTION, CARRIER_DELAY, RECORDED),
    CODE("OD", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("OK", DELIVERED, NONE, RECORDED),
    CODE("OS", IN_TRANSIT, NONE, RECORDED),
    CODE("PA", DELIVERED, NONE, RECORDED), /* by mail */
    CODE("PU", ACCEPTED, NONE, RECORDED),
    CODE("RES", DELIVERED, NONE, RECORDED),
    CODE("TR", IN_TRANSIT, NONE, RECORDED),
};

/* SummaryCode, for a newest scan whose code is not listed */
static const struct code_row summaries[] = {
    CODE("DEL", DELIVERED, NONE, VENDOR),
    CODE("EXC", EXCEPTION, NONE, VENDOR),
    CODE("INT", IN_TRANSIT, NONE, VENDOR),
};

static const struct fault_row faults[] = {
    {"9000", ERR_BAD_CREDENTIALS},
};

static const struct number_shape shapes[] = {
    {"#{9}", CHECK_NONE, 20, 0},
    {"GE#{9}[A-Z]{2}", CHECK_NONE, 30, 0},
};

static int
tnt_track_build(const struct track_query *q, struct http_request *out)
{
	struct buf xml = BUF_INIT(LIMIT_URL_BYTES);
	int rc;

	/* Numbers are letters and digits: nothing to escape. Errors are sticky. */
	(void)buf_add_str(&xml,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><TrackRequest locale=\"en_GB\"><SearchCriteria>");
	for (size_t i = 0; i < q->count; i++)
		(void)buf_addf(
		    &xml, "<ConsignmentNumber>%s</ConsignmentNumber>", q->numbers[i].number);
	(void)buf_add_str(
	    &xml, "</SearchCriteria><LevelOfDetail><Complete/></LevelOfDetail></TrackRequest>");
	rc = buf_error(&xml);
	if (rc == 0)
		rc = adapter_open_as(
		    out, HTTP_POST, q->account, OWN_ORIGIN, "/expressconnect/track.do", "text/xml");
	if (rc == 0)
		rc = adapter_add_basic(out, q->account);
	if (rc == 0)
		rc = http_headers_add(
		    &out->headers, "Content-Type", "application/x-www-form-urlencoded");
	if (rc == 0)
		rc = buf_add_str(&out->body, "xml_in=");
	if (rc == 0)
		rc = text_add_percent(&out->body, buf_span(&xml));
	buf_clear(&xml);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
read_status(struct json_value v, struct event_list *list, struct why *why)
{
	struct when at = adapter_join_when(adapter_inner(json_get(v, "LocalEventDate")),
	    adapter_inner(json_get(v, "LocalEventTime")), "YYYYMMDD hhmm");
	char code[LIMIT_CODE_ROOM];
	int rc;

	if (at.kind == WHEN_NONE)
		return adapter_no_time(v, "LocalEventDate", why);
	rc = json_need_text(v, "StatusCode", code, sizeof(code), why);
	return rc < 0 ? rc
		      : adapter_scan(list, adapter_code(codes, CODE_COUNT(codes), code), code, at,
			    json_get(v, "StatusDescription"), json_get(v, "DepotName"),
			    (struct json_value){NULL, 0});
}

static int
read_consignment(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value status = json_items(json_get(v, "StatusData"));
	int64_t pieces;
	char summary[16];
	int rc = 0;

	(void)adapter_text(json_get(v, "SummaryCode"), summary, sizeof(summary));
	if (strcmp(summary, "CNF") == 0) {
		o->error = ERR_NOT_FOUND;
		return 0;
	}
	for (; rc == 0 && json_exists(status); status = json_items_next(status))
		rc = read_status(status, &o->events, why);
	adapter_sort(&o->events, true);
	adapter_latest(&o->events, adapter_code(summaries, CODE_COUNT(summaries), summary));
	if (adapter_int(json_get(v, "PieceQuantity"), 1, INT32_MAX, &pieces)) {
		o->pieces_total = (int32_t)pieces;
		o->pieces_delivered = adapter_delivered(&o->events) ? o->pieces_total : 0;
	}
	o->ship_day = adapter_join_when(adapter_inner(json_get(v, "CollectionDate")),
	    (struct json_value){NULL, 0}, "YYYYMMDD hhmm")
			  .day;
	return rc;
}

static int
tnt_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value answer, error, list;
	char code[16];
	int rc;

	rc = adapter_read_xml(in, &doc, why);
	if (rc < 0)
		goto out;
	answer = json_get(json_root(&doc), "TrackResponse");
	error = json_path(answer, "Error.Code");
	list = json_get(answer, "Consignment");
	rc = adapter_route_status(in->status);
	if (json_text_copy(error, code, sizeof(code)))
		rc = json_fault(error, why,
		    adapter_fault(faults, sizeof(faults) / sizeof(faults[0]), code, ERR_REJECTED),
		    "TNT says error %s", code);
	else if (json_absent(list))
		rc = json_fault(json_root(&doc), why, rc < 0 ? rc : ERR_MALFORMED,
		    "no consignment in the answer");
	else
		rc = adapter_read_batch(
		    list, "ConsignmentNumber", read_consignment, ERR_NOT_FOUND, q, out, why);
out:
	json_doc_clear(&doc);
	return rc;
}

/* No limit is published. */
const struct carrier carrier_tnt = {
    .id = "tnt",
    .name = "TNT",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 20, .steps = 1},
    .evidence = EVIDENCE_VENDOR,
    .known = {.events = EVIDENCE_RECORDED,
	.pieces = EVIDENCE_RECORDED,
	.errors = EVIDENCE_RECORDED},
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = tnt_track_build,
    .track_parse = tnt_track_parse,
};
