/*
 * MRW, TrackingService: SOAP, one number a request. The account's `user` is "login", or "login:subscriber:franchise". The
 * answer nests its scans in several ways, in no order. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://trackingservice.mrw.es"
#define RESULT     "Envelope.Body.GetEnviosResponse.GetEnviosResult"
#define SPANISH    "3082"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* Estado */
static const struct code_row codes[] = {
    CODE("00", DELIVERED, NONE, CLIENT),
    CODE("04", EXCEPTION, ADDRESS, CLIENT),
    CODE("05", DELIVERY_ATTEMPTED, REFUSED, CLIENT),
    CODE("08", RETURNED, NONE, CLIENT),
    CODE("11", IN_TRANSIT, NONE, CLIENT),
    CODE("13", IN_TRANSIT, NONE, CLIENT),
    CODE("14", EXCEPTION, RECIPIENT_ASKED, CLIENT),
    CODE("16", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("17", ACCEPTED, NONE, CLIENT),
    NOTE("33", IN_TRANSIT, RECIPIENT_ASKED, CLIENT),
    NOTE("35", EXCEPTION, PAYMENT_DUE, CLIENT),
    NOTE("44", CANCELLED, NONE, CLIENT),
    CODE("72", IN_TRANSIT, NONE, CLIENT),
    CODE("79", IN_TRANSIT, NONE, CLIENT),
    CODE("91", EXCEPTION, NONE, CLIENT),
    CODE("93", LOST_DAMAGED, LOST, CLIENT),
    CODE("96", EXCEPTION, CARRIER_DELAY, CLIENT),
};

/* EstadoDescripcion, word for word, where the number is none of these. */
static const struct code_row words[] = {
    CODE("Depositado en PointCorner destino", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("Depositado en punto MRW", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("Destinatario ausente o cerrado", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("En tránsito", IN_TRANSIT, NONE, CLIENT),
    CODE("Entregado", DELIVERED, NONE, CLIENT),
    CODE("Envío en reparto", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("Envío entregado", DELIVERED, NONE, CLIENT),
    CODE("Envío recogido en origen", ACCEPTED, NONE, CLIENT),
    CODE("Pendiente de recoger", LABEL_CREATED, NONE, CLIENT),
};

static int
mrw_track_build(const struct track_query *q, struct http_request *out)
{
	struct span number = span_of(q->numbers[0].number);
	struct span subscriber = ask_field(q->account->user, ':', 1);
	struct span franchise = ask_field(q->account->user, ':', 2);
	const struct ask_element elements[] = {
	    {"t:login", ask_field(q->account->user, ':', 0)},
	    {"t:pass", span_of(secret_bytes(&q->account->key))},
	    {"t:codigoIdioma", SPAN(SPANISH)},
	    {"t:tipoFiltro", SPAN("0")}, /* by number */
	    {"t:valorFiltroDesde", number},
	    {"t:valorFiltroHasta", number},
	    {"t:fechaDesde", SPAN("")},
	    {"t:fechaHasta", SPAN("")},
	    {"t:tipoInformacion", SPAN("1")}, /* all of its scans */
	    {"t:codigoAbonado", subscriber},
	    {"t:codigoFranquicia", franchise},
	};
	size_t count = CODE_COUNT(elements) - (subscriber.len == 0 ? 2 : 0);
	int rc;

	rc = ask_soap(out, q->account, OWN_ORIGIN, "/TrackingService.svc",
	    "http://tempuri.org/ITrackingService/GetEnvios", "xmlns:t=\"http://tempuri.org/\"",
	    "t:GetEnvios", elements, count);
	out->secret_body = rc == 0;
	return rc;
}

/* Publicado is the moment of any scan; FechaEntrega and HoraEntrega, which a delivery has, are older. */
static struct when
read_when(struct json_value v)
{
	struct when at = adapter_opt_when(json_get(v, "Publicado"));

	if (at.kind == WHEN_NONE)
		at = adapter_join_when(
		    json_get(v, "FechaEntrega"), json_get(v, "HoraEntrega"), "DDMMYYYY hhmm");
	return at;
}

/* A scan without any time is passed over: clients that know only the last state get such. PersonaEntrega is not read. */
static int
read_scan(struct json_value v, struct observation *o, struct why *why)
{
	const struct code_row *row;
	struct when at = read_when(v);
	char code[LIMIT_CODE_ROOM], text[LIMIT_TEXT_ROOM];
	int rc;

	rc = json_need_string(v, "Estado", code, sizeof(code), why);
	if (rc < 0 || at.kind == WHEN_NONE)
		return rc;
	(void)adapter_text(json_get(v, "EstadoDescripcion"), text, sizeof(text));
	row = adapter_code(codes, CODE_COUNT(codes), code);
	if (row == NULL)
		row = adapter_code(words, CODE_COUNT(words), text);
	return adapter_scan(&o->events, row, code, at, json_get(v, "EstadoDescripcion"),
	    (struct json_value){0}, (struct json_value){0});
}

/* The scans are those elements that have an Estado, one to three levels down. */
static struct json_value
find_scans(struct json_value result)
{
	struct json_value v = json_get(result, "Seguimiento");
	struct json_value deep = json_path(v, "Abonado.SeguimientoAbonado.Seguimiento");

	if (json_exists(deep))
		return deep;
	deep = json_get(v, "Seguimiento");
	return json_exists(deep) ? deep : json_exists(json_get(v, "Estado")) ? v : deep;
}

static int
read_result(struct json_value result, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	static const char none[] = "No se encontraron resultados";
	struct json_value v = json_items(find_scans(result));
	struct observation o = OBSERVATION_INIT;
	char message[LIMIT_TEXT_ROOM];
	int rc = 0;

	(void)adapter_text(json_get(result, "MensajeSeguimiento"), message, sizeof(message));
	if (!json_exists(v)) {
		if (text_starts(span_of(message), none))
			return adapter_answer_all(out, q, ERR_NOT_FOUND);
		return json_fault(result, why, message[0] != '\0' ? ERR_REJECTED : ERR_MALFORMED,
		    "%s", message[0] != '\0' ? "refused with a message" : "no scans");
	}
	for (; rc == 0 && json_exists(v); v = json_items_next(v))
		rc = read_scan(v, &o, why);
	if (rc == 0) {
		adapter_sort(&o.events, false);
		adapter_number(&o, &q->numbers[0], (struct json_value){0});
		rc = adapter_answer(out, &o);
	}
	observation_clear(&o);
	return rc;
}

static int
mrw_track_parse(const struct track_query *q, const struct http_response *in,
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

const struct carrier carrier_mrw = {
    .id = "mrw",
    .name = "MRW",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_CLIENT,
    .known = {.events = EVIDENCE_CLIENT, .errors = EVIDENCE_CLIENT},
    .zone = "Europe/Madrid",
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .track_build = mrw_track_build,
    .track_parse = mrw_track_parse,
};
