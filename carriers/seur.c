/*
 * SEUR, Atlas: a token of half a minute by the password grant, one reference a request. The account's `user` is
 * "client:login:NIF:number-unit", its `service` what the numbers are (refType). Read is also the answer of the public page,
 * which has the same codes. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "carriers/seur_codes.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://servicios.api.seur.io"

static const char *const origins[] = {OWN_ORIGIN, NULL};

static const struct scan_names names = {
    .code = "eventCode", .at = "situationDate", .text = "description"};
static const struct scan_names page_names = {
    .code = "cod_situacion", .at = "fecha", .text = "descripcion_situacion"};

static int
seur_auth_build(const struct account *acct, struct http_request *out)
{
	return ask_password_token(out, acct, OWN_ORIGIN, "/pic_token");
}

static int
seur_track_build(const struct track_query *q, struct http_request *out)
{
	const struct account *acct = q->account;
	struct span id = ask_field(acct->user, ':', 2);
	struct span contract = ask_field(acct->user, ':', 3);
	struct span number = {"", 0};
	int rc;

	rc = adapter_open(
	    out, HTTP_GET, acct, OWN_ORIGIN, "/pic/v1/tracking-services/extended?refType=");
	if (rc < 0)
		goto out;
	(void)buf_add_str(&out->url, acct->service[0] != '\0' ? acct->service : "REFERENCE");
	(void)buf_add_str(&out->url, "&ref="); /* errors are sticky */
	(void)text_add_percent(&out->url, span_of(q->numbers[0].number));
	(void)buf_add_str(&out->url, "&idNumber=");
	(void)text_add_percent(&out->url, id);
	/* Parcels that went abroad are found without the contract alone: it may be left out. */
	if (text_split(&contract, '-', &number)) {
		(void)buf_add_str(&out->url, "&accountNumber=");
		(void)text_add_percent(&out->url, number);
		(void)buf_add_str(&out->url, "&businessUnit=");
		(void)text_add_percent(&out->url, contract);
	}
	rc = buf_error(&out->url);
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
out:
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
read_list(struct json_value list, const struct scan_names *form, bool newest_first,
    const struct track_query *q, struct json_value number, struct observation_list *out,
    struct why *why)
{
	struct observation o = OBSERVATION_INIT;
	int rc = reply_scans(list, form, seur_codes, SEUR_CODES, newest_first, &o.events, why);

	if (rc == 0) {
		o.error = o.events.count == 0 ? ERR_NOT_FOUND : 0;
		adapter_number(&o, &q->numbers[0], number);
		rc = adapter_answer(out, &o);
	}
	observation_clear(&o);
	return rc;
}

/* {"errors":[{"status":...}]}, also with HTTP status 200; no data is no such reference. */
static int
read_body(struct json_value root, int status, const struct track_query *q,
    struct observation_list *out, struct why *why)
{
	struct json_value error = json_items(json_get(root, "errors"));
	struct json_value data = json_items(json_get(root, "data"));
	int64_t own = json_exists(error) && status == 200 ? 400 : status;
	int rc;

	if (json_exists(json_get(root, "situaciones")))
		return read_list(json_get(root, "situaciones"), &page_names, true, q,
		    json_get(root, "identificador_busqueda"), out, why);
	(void)adapter_int(json_get(error, "status"), 100, 599, &own);
	rc = adapter_status((int)own);
	if (rc == ERR_NOT_FOUND)
		return adapter_answer_all(out, q, rc);
	if (rc < 0)
		return json_fault(root, why, rc, "status %d", (int)own);
	if (!json_exists(json_get(root, "data")))
		return json_fault(root, why, ERR_MALFORMED, "no data in the answer");
	return read_list(
	    json_get(data, "situations"), &names, false, q, json_get(data, "ref"), out, why);
}

static int
seur_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	int rc;

	/* What was just registered has no situation, and then there is no body. */
	if (in->status >= 200 && in->status < 300 && text_trim(buf_span(&in->body)).len == 0)
		return adapter_answer_all(out, q, ERR_NOT_FOUND);
	rc = adapter_read(in, &doc, why);
	if (rc == 0)
		rc = read_body(json_root(&doc), in->status, q, out, why);
	json_doc_clear(&doc);
	return rc;
}

const struct carrier carrier_seur = {
    .id = "seur",
    .name = "SEUR",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_CLIENT,
    .known = {.events = EVIDENCE_CLIENT, .errors = EVIDENCE_CLIENT},
    .zone = "Europe/Madrid",
    .adapter_version = 1,
    .codes = seur_codes,
    .code_count = SEUR_CODES,
    /* Numbers: neither length nor prefix is told anywhere. */
    .auth_build = seur_auth_build,
    .auth_parse = adapter_access_token,
    .track_build = seur_track_build,
    .track_parse = seur_track_parse,
};
