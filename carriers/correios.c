/*
 * Correios (Brazil), API Rastro: a token by the posting card, up to fifty objects a request. Replies of the older SOAP
 * service are read as well. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/ask.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api.correios.com.br"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* type/status of an event, or its type alone for all that are not listed */
static const struct code_row codes[] = {
    CODE("BDE/01", DELIVERED, NONE, RECORDED),
    CODE("BDE/10", DELIVERY_ATTEMPTED, ADDRESS, CLIENT),
    CODE("BDE/20", DELIVERY_ATTEMPTED, NOBODY_HOME, RECORDED),
    CODE("BDE/21", RETURNING, NOBODY_HOME, RECORDED),
    CODE("BDE/23", RETURNED, NONE, RECORDED),
    CODE("BDE/34", EXCEPTION, ADDRESS, RECORDED),
    CODE("BDE/47", EXCEPTION, NONE, RECORDED),
    CODE("BDI/01", DELIVERED, NONE, CLIENT),
    CODE("BDI/40", EXCEPTION, CUSTOMS_HOLD, CLIENT),
    CODE("BDR/01", DELIVERED, NONE, CLIENT),
    CODE("BDR/83", EXCEPTION, DOCUMENTS, CLIENT),
    CODE("DO/01", IN_TRANSIT, NONE, CLIENT),
    CODE("FC/03", IN_TRANSIT, MISROUTED, CLIENT),
    NOTE("FC/82", LABEL_CREATED, NONE, CLIENT),
    CODE("LDI", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("OEC/01", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("OEC/09", RETURNING, NONE, RECORDED),
    CODE("PAR", CUSTOMS, NONE, CLIENT),
    CODE("PAR/10", IN_TRANSIT, NONE, CLIENT), /* left the international centre */
    CODE("PAR/16", ACCEPTED, NONE, CLIENT),   /* came in from abroad */
    CODE("PAR/24", RETURNING, CUSTOMS_HOLD, CLIENT),
    CODE("PO/01", ACCEPTED, NONE, RECORDED),
    CODE("PO/09", ACCEPTED, NONE, RECORDED), /* after the hour: it moves a day later */
    CODE("RO/01", IN_TRANSIT, NONE, RECORDED),
};

static const struct number_shape shapes[] = {
    {"@@#{9}BR", CHECK_S10, 97, 0},
};

/* The names of one thing in the two services. */
struct names {
	const char *number, *events, *type, *status, *text, *city, *state, *fault;
};

static const struct names rest = {"codObjeto", "eventos", "codigo", "tipo", "descricao",
    "unidade.endereco.cidade", "unidade.endereco.uf", "mensagem"};
static const struct names soap = {
    "numero", "evento", "tipo", "status", "descricao", "cidade", "uf", "erro"};

/* The number of the posting card is the account's service. */
static int
correios_auth_build(const struct account *acct, struct http_request *out)
{
	int rc = ask_json_token(out, acct, OWN_ORIGIN, "/token/v1/autentica/cartaopostagem");

	if (rc == 0)
		rc = adapter_add_basic(out, acct);
	ask_add_member(&out->body, "{", "numero", span_of(acct->service));
	(void)buf_add_char(&out->body, '}'); /* errors are sticky */
	if (rc == 0)
		rc = buf_error(&out->body);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* It lives about a day; until when is told in a clock without a zone. */
static int
correios_auth_parse(
    const struct http_response *in, int64_t now_utc_ms, struct token *out, struct why *why)
{
	return adapter_token(in, "token", now_utc_ms, out, why);
}

static int
correios_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = adapter_open(out, HTTP_GET, q->account, OWN_ORIGIN, "/srorastro/v1/objetos");

	for (size_t i = 0; rc == 0 && i < q->count; i++)
		rc = adapter_add_query(out, "codigosObjetos", q->numbers[i].number);
	if (rc == 0)
		rc = adapter_add_query(out, "resultado", "T");
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* dtHrCriado is a text or {date, timezone}; the older service has the day and the hour apart. */
static struct when
read_time(struct json_value v)
{
	struct json_value created = json_get(v, "dtHrCriado");

	if (json_absent(created))
		return adapter_join_when(
		    json_get(v, "data"), json_get(v, "hora"), "DD/MM/YYYY hh:mm[:ss]");
	return adapter_opt_when(
	    json_kind(created) == JSON_KIND_OBJECT ? json_get(created, "date") : created);
}

static int
read_event(struct json_value v, const struct names *names, struct event_list *list, struct why *why)
{
	const struct code_row *row;
	struct when at = read_time(v);
	char code[LIMIT_CODE_ROOM], type[16], status[16];
	int rc;

	if (at.kind == WHEN_NONE)
		return json_fault(v, why, ERR_MALFORMED, "no date and time");
	rc = json_need_text(v, names->type, type, sizeof(type), why);
	if (rc == 0)
		rc = json_need_text(v, names->status, status, sizeof(status), why);
	if (rc < 0)
		return rc;
	(void)snprintf(code, sizeof(code), "%s/%s%s", type, strlen(status) == 1 ? "0" : "", status);
	row = adapter_code(codes, CODE_COUNT(codes), code);
	if (row == NULL)
		row = adapter_code(codes, CODE_COUNT(codes), type);
	return adapter_scan(list, row, code, at, json_get(v, names->text),
	    json_path(v, names->city), json_path(v, names->state));
}

/* The day by which it was promised: a date, with or without an hour, in either order. */
static struct when
read_day(struct json_value v)
{
	struct when at = adapter_opt_when(v);

	return at.kind == WHEN_NONE
	    ? adapter_join_when(v, (struct json_value){NULL, 0}, "DD/MM/YYYY hh:mm:ss")
	    : when_date(at.day);
}

static int
read_object(struct json_value v, const struct names *names, struct observation *o, struct why *why)
{
	struct json_value event = json_items(json_get(v, names->events));
	char fault[LIMIT_TEXT_ROOM];
	int rc = 0;

	/* SRO-020 and the older service's words say that there is no such object, any other that the number is none. */
	if (!json_exists(event) && adapter_text(json_get(v, names->fault), fault, sizeof(fault)))
		o->error = names == &rest && strncmp(fault, "SRO-", 4) == 0 &&
			strncmp(fault, "SRO-020", 7) != 0
		    ? ERR_REJECTED
		    : ERR_NOT_FOUND;
	for (; rc == 0 && json_exists(event); event = json_items_next(event))
		rc = read_event(event, names, &o->events, why);
	adapter_sort(&o->events, true);
	o->eta_from = o->eta_until = read_day(json_get(v, "dtPrevista"));
	if (!adapter_text(json_path(v, "tipoPostal.categoria"), o->service, sizeof(o->service)))
		(void)adapter_text(json_get(v, "categoria"), o->service, sizeof(o->service));
	return rc;
}

static int
read_rest(struct json_value v, struct observation *o, struct why *why)
{
	return read_object(v, &rest, o, why);
}

static int
read_soap(struct json_value v, struct observation *o, struct why *why)
{
	return read_object(v, &soap, o, why);
}

static int
parse_soap(struct json_value root, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	struct json_value list =
	    json_path(root, "Envelope.Body.buscaEventosListaResponse.return.objeto");

	return json_absent(list)
	    ? json_fault(root, why, ERR_MALFORMED, "no object in the envelope")
	    : adapter_read_batch(list, soap.number, read_soap, ERR_NOT_FOUND, q, out, why);
}

static int
parse_rest(struct json_value root, int status, const struct track_query *q,
    struct observation_list *out, struct why *why)
{
	struct json_value list = json_get(root, "objetos");
	int rc = adapter_status(status);

	if (json_absent(list) && !json_absent(json_get(root, rest.number)))
		list = root; /* one object, as the website has it */
	if (json_absent(list) && rc == ERR_NOT_FOUND)
		return adapter_answer_all(out, q, rc);
	if (json_absent(list))
		return json_fault(root, why, rc < 0 ? rc : ERR_MALFORMED,
		    "no object in the answer, HTTP status %d", status);
	return adapter_read_batch(list, rest.number, read_rest, ERR_NOT_FOUND, q, out, why);
}

static int
correios_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	bool xml;
	int rc = adapter_read_either(in, &doc, &xml, why);

	if (rc == 0)
		rc = xml ? parse_soap(json_root(&doc), q, out, why)
			 : parse_rest(json_root(&doc), in->status, q, out, why);
	json_doc_clear(&doc);
	return rc;
}

/* No limit is published. Wall clocks are Brasilia's, also in states an hour or two behind. */
const struct carrier carrier_correios = {
    .id = "correios",
    .name = "Correios (Brasil)",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = LIMIT_BATCH_NUMBERS, .steps = 1},
    .evidence = EVIDENCE_RECORDED,
    .known = {.events = EVIDENCE_RECORDED, .eta = EVIDENCE_CLIENT, .errors = EVIDENCE_CLIENT},
    .zone = "America/Sao_Paulo",
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .auth_build = correios_auth_build,
    .auth_parse = correios_auth_parse,
    .track_build = correios_track_build,
    .track_parse = correios_track_parse,
};
