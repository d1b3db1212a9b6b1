/*
 * GLS Spain (once ASM), GetExpCli: SOAP, the customer's uid is all its credential, one number a request. Facts and their
 * sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://wsclientes.asmred.com"
#define PATTERN    "DD/MM/YYYY hh:mm[:ss]|DD/MM/YYYY h:mm[:ss]|DD/MM/YYYY"
#define RESULT     "Envelope.Body.GetExpCliResponse.GetExpCliResult"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* codestado, and tracking.codigo of the kind ESTADO. */
static const struct code_row codes[] = {
    CODE("-10", LABEL_CREATED, NONE, CLIENT),
    CODE("0", LABEL_CREATED, NONE, CLIENT),
    CODE("1", EXCEPTION, NONE, CLIENT),
    CODE("10", RETURNED, NONE, CLIENT),
    CODE("11", EXCEPTION, NONE, CLIENT),
    CODE("12", RETURNED, NONE, CLIENT),
    CODE("13", EXCEPTION, NONE, CLIENT),
    CODE("14", RETURNING, NONE, CLIENT),
    CODE("15", RETURNING, NONE, CLIENT),
    CODE("16", ACCEPTED, NONE, CLIENT),
    CODE("17", LOST_DAMAGED, NONE, CLIENT),
    CODE("18", EXCEPTION, NONE, CLIENT),
    CODE("19", IN_TRANSIT, NONE, CLIENT),
    CODE("2", IN_TRANSIT, NONE, CLIENT),
    CODE("20", LOST_DAMAGED, NONE, CLIENT),
    CODE("21", IN_TRANSIT, MISROUTED, CLIENT),
    CODE("22", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("25", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("3", IN_TRANSIT, NONE, CLIENT),
    NOTE("5", CANCELLED, NONE, CLIENT),
    CODE("50", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("51", RETURNED, NONE, CLIENT),
    CODE("6", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("7", DELIVERED, NONE, CLIENT),
    CODE("8", EXCEPTION, NONE, CLIENT), /* a part of it is delivered */
    CODE("9", IN_TRANSIT, NONE, CLIENT),
    NOTE("90", EXCEPTION, NONE, CLIENT),
    CODE("91", EXCEPTION, NONE, CLIENT),
};

static const struct scan_names names = {
    .code = "codigo", .at = "fecha", .pattern = PATTERN, .text = "evento", .city = "nombreplaza"};

static const struct scan_names expected = {.at = "FPEntrega", .pattern = PATTERN};

static int
gls_es_track_build(const struct track_query *q, struct http_request *out)
{
	const struct ask_element elements[] = {
	    {"a:codigo", span_of(q->numbers[0].number)},
	    {"a:uid", span_of(secret_bytes(&q->account->key))},
	};
	int rc;

	rc = ask_soap(out, q->account, OWN_ORIGIN, "/b2b.asmx", "http://www.asmred.com/GetExpCli",
	    "xmlns:a=\"http://www.asmred.com/\"", "a:GetExpCli", elements, CODE_COUNT(elements));
	out->secret_body = rc == 0;
	return rc;
}

/* Incidents have codes of their own, not known: their kind says enough. Other kinds are links to pictures and notes. */
static int
read_scan(struct json_value v, struct event_list *list, struct why *why)
{
	struct json_value kind = json_get(v, "tipo");
	int rc;

	if (json_string_is(kind, "INCIDENCIA")) {
		size_t before = list->count;

		rc = reply_scan(v, &names, NULL, 0, list, why);
		if (rc == 0 && list->count > before) /* maybe before anything was handed over */
			list->items[before].milestone = MILESTONE_EXCEPTION;
		return rc;
	}
	if (!json_string_is(kind, "ESTADO"))
		return 0;
	return reply_scan(v, &names, codes, CODE_COUNT(codes), list, why);
}

/* The state as a whole has no time of its own: it speaks for the newest scan where that one's code is not listed. Names and
 * addresses of both ends are not read. */
static int
read_shipment(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value scan = json_items(json_path(v, "tracking_list.tracking"));
	char code[LIMIT_CODE_ROOM];
	int64_t pieces;
	int rc = 0;

	for (; rc == 0 && json_exists(scan); scan = json_items_next(scan))
		rc = read_scan(scan, &o->events, why);
	if (rc < 0)
		return rc;
	adapter_sort(&o->events, false);
	if (json_text_copy(json_get(v, "codestado"), code, sizeof(code)))
		adapter_latest(&o->events, adapter_code(codes, CODE_COUNT(codes), code));
	if (reply_when(v, &expected, &o->eta_until, NULL) == 0)
		o->eta_from = o->eta_until;
	(void)adapter_text(json_get(v, "servicio"), o->service, sizeof(o->service));
	if (adapter_int(json_get(v, "bultos"), 1, INT32_MAX, &pieces))
		o->pieces_total = (int32_t)pieces;
	if (adapter_delivered(&o->events))
		o->pieces_delivered = o->pieces_total;
	return 0;
}

static int
gls_es_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct observation o = OBSERVATION_INIT;
	struct json_value result, shipment;
	int rc = reply_soap(in, RESULT, NULL, 0, &doc, &result, why);

	if (rc < 0)
		goto out;
	shipment = json_items(json_path(result, "expediciones.exp"));
	if (!json_exists(shipment)) {
		rc = adapter_answer_all(out, q, ERR_NOT_FOUND);
		goto out;
	}
	rc = read_shipment(shipment, &o, why);
	if (rc < 0)
		goto out;
	adapter_number(&o, &q->numbers[0], json_get(shipment, "codbar"));
	rc = adapter_answer(out, &o);
out:
	observation_clear(&o);
	json_doc_clear(&doc);
	return rc;
}

const struct carrier carrier_gls_es = {
    .id = "gls-es",
    .name = "GLS Spain",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_CLIENT,
    .known = {.events = EVIDENCE_CLIENT,
	.eta = EVIDENCE_CLIENT,
	.pieces = EVIDENCE_CLIENT,
	.errors = EVIDENCE_CLIENT},
    .zone = "Europe/Madrid",
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .track_build = gls_es_track_build,
    .track_parse = gls_es_track_parse,
};
