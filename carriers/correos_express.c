/*
 * Correos Express: Basic auth, a JSON question about one number, an answer with its scans. The client code is the user
 * without its "_WS", or stands behind a colon. Facts and their sources: README.md.
 */

#include <string.h>

#include "carriers/ask.h"
#include "carriers/reply.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://www.cexpr.es"
#define SUFFIX     "_WS"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* estadoEnvios[].codEstado, as far as seen. */
static const struct code_row codes[] = {
    CODE("1", LABEL_CREATED, NONE, CLIENT),
    CODE("12", DELIVERED, NONE, CLIENT),
    CODE("4", IN_TRANSIT, NONE, CLIENT),
    CODE("6", IN_TRANSIT, NONE, CLIENT),
    CODE("8", OUT_FOR_DELIVERY, NONE, CLIENT),
};

static const struct scan_names names = {.code = "codEstado",
    .at = "fechaEstado",
    .hour = "horaEstado",
    .pattern = "DDMMYYYY hhmm[ss]|DD/MM/YYYY hh:mm[:ss]|YYYY-MM-DD hh:mm[:ss]",
    .text = "descEstado",
    .city = "nombreDelegacion"};

static int
correos_express_track_build(const struct track_query *q, struct http_request *out)
{
	struct account login = *q->account; /* borrows the key */
	struct span user = ask_field(q->account->user, ':', 0);
	struct span client = ask_field(q->account->user, ':', 1);
	size_t suffix = strlen(SUFFIX);
	int rc;

	if (client.len == 0) {
		client = user;
		if (user.len > suffix &&
		    strncmp(user.data + user.len - suffix, SUFFIX, suffix) == 0)
			client.len -= suffix;
	}
	(void)text_cut(login.user, sizeof(login.user), user);
	rc = adapter_open(out, HTTP_POST, q->account, OWN_ORIGIN,
	    "/wspsc/apiRestSeguimientoEnviosk8s/json/seguimientoEnvio");
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	if (rc == 0)
		rc = adapter_add_basic(out, &login);
	/* A number is letters and digits; a client code with anything else is refused by the carrier. */
	if (rc == 0 && memchr(client.data, '"', client.len) == NULL &&
	    memchr(client.data, '\\', client.len) == NULL)
		rc = buf_addf(&out->body,
		    "{\"codigoCliente\":\"%.*s\",\"dato\":\"%s\",\"idioma\":\"ES\"}",
		    (int)client.len, client.data, q->numbers[0].number);
	else if (rc == 0)
		rc = ERR_MALFORMED;
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* The answer has names, telephones and addresses of both ends beside the scans: they are not read. */
static int
read_answer(struct json_value root, int status, struct observation *o, struct why *why)
{
	int rc = adapter_route_status(status); /* an unknown number is an answer with status 200 */
	int64_t error = 0;
	int64_t pieces;

	if (rc < 0)
		return json_fault(root, why, rc, "HTTP status %d", status);
	(void)adapter_int(json_get(root, "error"), INT32_MIN, INT32_MAX, &error);
	if (error != 0) /* no list of them is known: the number is what can be wrong */
		return ERR_NOT_FOUND;
	if (json_absent(json_get(root, "error")) && json_absent(json_get(root, "numEnvio")))
		return json_fault(root, why, ERR_MALFORMED, "no shipment in the answer");
	rc = reply_scans(json_get(root, "estadoEnvios"), &names, codes, CODE_COUNT(codes), false,
	    &o->events, why);
	if (adapter_int(json_get(root, "numBultos"), 1, INT32_MAX, &pieces))
		o->pieces_total = (int32_t)pieces;
	if (adapter_delivered(&o->events))
		o->pieces_delivered = o->pieces_total;
	return rc;
}

static int
correos_express_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	return reply_about_one(q, in, adapter_read, "numEnvio", read_answer, out, why);
}

const struct carrier carrier_correos_express = {
    .id = "correos-express",
    .name = "Correos Express",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = 1},
    .evidence = EVIDENCE_CLIENT,
    .known = {.events = EVIDENCE_CLIENT, .pieces = EVIDENCE_CLIENT, .errors = EVIDENCE_CLIENT},
    .zone = "Europe/Madrid",
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .track_build = correos_express_track_build,
    .track_parse = correos_express_track_parse,
};
