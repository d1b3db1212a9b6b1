/*
 * Correos: the contract's "localizador" with Basic auth, or, for accounts with service = "oauth", the newer API behind a
 * token. Both list scans oldest first under one set of codes, in peninsular or Canary wall clocks without an offset.
 * Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/adapter.h"
#include "carriers/checkdigit.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN   "https://localizador.correos.es"
#define OAUTH_ORIGIN "https://api1.correos.es"
#define TOKEN_ORIGIN "https://apioauthcid.correos.es"
#define SEARCH       "/support/trackpub/api/v2/search/"
#define EXPEDITION   "/support/trackpub/api/v2/expedition/"

enum { EXPEDITION_LEN = 16 }; /* a consignment of several pieces has a shorter code than a piece */

static const char *const origins[] = {OWN_ORIGIN, OAUTH_ORIGIN, TOKEN_ORIGIN, NULL};

/* codEvento, eventCode */
static const struct code_row codes[] = {
    CODE("A010000V", ACCEPTED, NONE, RECORDED),
    CODE("A090000V", LABEL_CREATED, NONE, RECORDED),
    CODE("ADV0000V", ACCEPTED, NONE, CLIENT),
    CODE("C010000V", IN_TRANSIT, NONE, CLIENT),
    CODE("F010000V", IN_TRANSIT, NONE, CLIENT),
    CODE("G01L010V", IN_TRANSIT, NONE, RECORDED),
    CODE("G200000V", IN_TRANSIT, NONE, CLIENT),
    CODE("H010930R", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("H01I350V", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("H01I360V", IN_TRANSIT, NONE, CLIENT),
    CODE("H01R390V", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("H01R420V", DELIVERY_ATTEMPTED, NOBODY_HOME, CLIENT),
    CODE("H020000V", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("H06P010V", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("H250000V", OUT_FOR_DELIVERY, NONE, CLIENT),
    CODE("I010000V", DELIVERED, NONE, RECORDED),
    CODE("I01H210V", DELIVERED, NONE, CLIENT),
    CODE("L010000V", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("L03D320R", RETURNING, NOT_COLLECTED, CLIENT),
    CODE("M01E020R", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("O140000V", RETURNED, NONE, CLIENT),
    CODE("P040000V", IN_TRANSIT, NONE, RECORDED),
    CODE("P090000V", IN_TRANSIT, NONE, CLIENT),
    CODE("P100000V", IN_TRANSIT, NONE, CLIENT),
    CODE("P101110V", IN_TRANSIT, NONE, CLIENT),
    CODE("P101120V", IN_TRANSIT, NONE, RECORDED),
    CODE("P110000V", IN_TRANSIT, NONE, CLIENT),
    CODE("X010000V", LABEL_CREATED, NONE, RECORDED),
    CODE("X020000V", IN_TRANSIT, NONE, RECORDED),
    CODE("X040000V", IN_TRANSIT, NONE, RECORDED),
    CODE("X060000V", IN_TRANSIT, NONE, RECORDED),
    CODE("X070000V", IN_TRANSIT, NONE, CLIENT),
    CODE("X080000V", OUT_FOR_DELIVERY, NONE, RECORDED),
    CODE("X090060R", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("X090100R", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("X110100V", IN_TRANSIT, NONE, CLIENT),
    CODE("X120000V", DELIVERED, NONE, RECORDED),
    CODE("X130000R", DELIVERY_ATTEMPTED, NONE, CLIENT),
    CODE("X380000V", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("X390000V", READY_FOR_PICKUP, NONE, CLIENT),
};

/* The names of one thing in the two APIs. */
struct names {
	const char *events, *day, *hour, *code, *phase, *text, *town;
};

static const struct names localizador_names = {
    "eventos", "fecEvento", "horEvento", "codEvento", "fase", "desTextoResumen", "localidad"};
static const struct names oauth_names = {
    "events", "eventDate", "eventHours", "eventCode", "phase", "summaryText", "location"};

static bool
is_oauth(const struct account *acct)
{
	return strcmp(acct->service, "oauth") == 0;
}

static int
correos_recognises(const char *number)
{
	size_t len = strlen(number);

	if (checkdigit_correos(number))
		return 97;
	if (len == 13 && strcmp(number + 11, "ES") == 0)
		return checkdigit_s10(number) ? 97 : 0;
	return 0;
}

static int
correos_auth_build(const struct account *acct, struct http_request *out)
{
	int rc;

	if (!is_oauth(acct))
		return 0;
	rc = adapter_open_token(
	    out, acct, TOKEN_ORIGIN, "/Api/Authorize/Token", "grant_type=client_credentials");
	if (rc == 0)
		rc = adapter_add_form(out, "client_id", acct->user);
	if (rc == 0)
		rc = adapter_add_form(out, "client_secret", secret_bytes(&acct->key));
	if (rc == 0)
		rc = adapter_add_form(out, "scope", "AP3 LBS RCG");
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
correos_auth_parse(
    const struct http_response *in, int64_t now_utc_ms, struct token *out, struct why *why)
{
	return adapter_token(in, "idToken", now_utc_ms, out, why);
}

/* The first piece that is still to be asked for: `next` is a list of their codes. */
static struct span
next_piece(const struct track_query *q)
{
	struct span rest = span_of(q->next != NULL ? q->next : "");
	struct span piece = {"", 0};

	(void)text_split(&rest, ',', &piece);
	return piece;
}

static int
build_oauth(const struct track_query *q, struct http_request *out)
{
	struct span piece = next_piece(q);
	struct span code = piece.len > 0 ? piece : span_of(q->numbers[0].number);
	bool whole = piece.len == 0 && code.len == EXPEDITION_LEN;
	int rc;

	rc = adapter_open(out, HTTP_GET, q->account, OAUTH_ORIGIN, whole ? EXPEDITION : SEARCH);
	if (rc < 0)
		return rc;
	rc = text_add_percent(&out->url, code);
	if (rc == 0)
		rc = adapter_add_bearer(out, q->token);
	/* The gateway before the API wants the pair once more. */
	if (rc == 0)
		rc = http_headers_add(&out->headers, "client_id", q->account->user);
	if (rc == 0)
		rc = http_headers_add_secret(
		    &out->headers, "client_secret", secret_bytes(&q->account->key));
	return rc;
}

static int
build_localizador(const struct track_query *q, struct http_request *out)
{
	int rc;

	rc = adapter_open(
	    out, HTTP_GET, q->account, OWN_ORIGIN, "/canonico/eventos_envio_servicio_auth/");
	if (rc < 0)
		return rc;
	(void)text_add_percent(&out->url, span_of(q->numbers[0].number)); /* errors are sticky */
	rc = buf_add_str(&out->url, "?codIdioma=ES&indUltEvento=N");
	return rc < 0 ? rc : adapter_add_basic(out, q->account);
}

static int
correos_track_build(const struct track_query *q, struct http_request *out)
{
	int rc = is_oauth(q->account) ? build_oauth(q, out) : build_localizador(q, out);

	if (rc < 0)
		http_request_clear(out);
	return rc;
}

static int
read_event(struct json_value v, const struct names *names, struct event_list *list, struct why *why)
{
	const struct code_row *row;
	struct when at;
	struct event *event;
	char code[LIMIT_CODE_ROOM], day[16], phase[4];
	int rc;

	rc = json_need_string(v, names->day, day, sizeof(day), why);
	if (rc == 0)
		rc = json_need_string(v, names->code, code, sizeof(code), why);
	if (rc < 0)
		return rc;
	at = adapter_join_when(
	    json_get(v, names->day), json_get(v, names->hour), "DD/MM/YYYY hh:mm[:ss]");
	if (at.kind == WHEN_NONE)
		return adapter_no_time(v, names->day, why);
	row = adapter_code(codes, CODE_COUNT(codes), code);
	event = adapter_event(list, row, code, at);
	if (event == NULL)
		return list->count >= LIMIT_EVENTS ? 0 : ERR_NOMEM;
	/* Of an unlisted code the phase tells at least that it was under way. */
	if (row == NULL && json_text_copy(json_get(v, names->phase), phase, sizeof(phase)))
		event->physical = strcmp(phase, "2") == 0 || strcmp(phase, "3") == 0;
	(void)adapter_text(json_get(v, names->text), event->text, sizeof(event->text));
	(void)adapter_text(json_get(v, names->town), event->place, sizeof(event->place));
	return 0;
}

/* The scans are an array, or one object, or as many members of the same name as there are scans. */
static int
read_events(
    struct json_value shipment, const struct names *names, struct observation *o, struct why *why)
{
	struct json_value v = json_items(json_get(shipment, names->events));
	int rc;

	for (; json_exists(v); v = json_items_next(v)) {
		rc = read_event(v, names, &o->events, why);
		if (rc < 0)
			return rc;
	}
	adapter_sort(&o->events, false);
	return 0;
}

/* `error` is an object, or a list of them: 0 when it says that there is none. "0" is no error; of the others known so
 * far each says that the number leaves no trace. */
static int
read_fault(struct json_value error)
{
	char code[24];

	if (json_kind(error) == JSON_KIND_ARRAY)
		error = json_at(error, 0);
	if (!json_text_copy(json_get(error, "codError"), code, sizeof(code)) ||
	    strcmp(code, "0") == 0 || code[0] == '\0')
		return 0;
	return ERR_NOT_FOUND;
}

/* The answer must be about the number that was asked for. */
static int
check_echo(struct json_value own, struct span asked, struct why *why)
{
	char text[LIMIT_NUMBER_ROOM];

	if (asked.len == 0 || !json_string_copy(own, text, sizeof(text)) ||
	    span_equal_str(asked, text))
		return 0;
	return json_fault(own, why, ERR_MALFORMED, "an answer about another number");
}

static struct when
read_day(struct json_value v)
{
	struct when at = WHEN_INIT;
	char text[24];

	if (!json_string_copy(v, text, sizeof(text)) ||
	    when_parse_pattern(span_of(text), "DD/MM/YYYY", &at) < 0)
		return WHEN_INIT;
	return at;
}

static int
parse_localizador(struct json_value root, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	struct json_value v = json_kind(root) == JSON_KIND_ARRAY ? json_first(root) : root;
	struct observation o = OBSERVATION_INIT;
	int rc = read_fault(json_get(v, "error"));

	if (rc == ERR_NOT_FOUND)
		return adapter_answer_all(out, q, rc);
	if (json_kind(v) != JSON_KIND_OBJECT || json_absent(json_get(v, "codEnvio")))
		return json_fault(v, why, ERR_MALFORMED, "no shipment in the answer");
	rc = check_echo(json_get(v, "codEnvio"), span_of(q->numbers[0].number), why);
	if (rc == 0)
		rc = read_events(v, &localizador_names, &o, why);
	if (rc == 0) {
		adapter_number(&o, &q->numbers[0], json_get(v, "codEnvio"));
		o.eta_from = o.eta_until = read_day(json_get(v, "fec_entrega"));
		(void)adapter_text(json_get(v, "codProducto"), o.service, sizeof(o.service));
		rc = adapter_answer(out, &o);
	}
	observation_clear(&o);
	return rc;
}

/* A consignment: its pieces are asked for one by one, as far as the steps allow. */
static int
parse_expedition(struct json_value root, const struct track_query *q, struct observation_list *out)
{
	struct json_value v = json_first(json_get(root, "packages"));
	struct observation o = OBSERVATION_INIT;
	struct buf next = BUF_INIT(sizeof(out->next) - 1);
	char code[LIMIT_NUMBER_ROOM], number[LIMIT_NUMBER_ROOM];
	int rc;

	for (; json_exists(v); v = json_next(v)) {
		o.pieces_total++;
		if (json_string_copy(json_get(v, "shippingCode"), code, sizeof(code)) &&
		    text_number_normalise(number, sizeof(number), span_of(code)) == 0 &&
		    o.pieces_total < LIMIT_STEPS)
			(void)buf_addf(&next, "%s%s", next.len > 0 ? "," : "", number);
	}
	adapter_number(&o, &q->numbers[0], json_get(root, "refExpedition"));
	(void)adapter_text(json_get(root, "serviceDescription"), o.service, sizeof(o.service));
	rc = adapter_answer(out, &o);
	if (rc == 0)
		(void)text_cut(out->next, sizeof(out->next), buf_span(&next));
	buf_clear(&next);
	observation_clear(&o);
	return rc;
}

/* One piece of a consignment whose answer so far is out->items[0]: the consignment shows the scans of the piece that
 * is furthest behind. */
static void
add_piece(struct observation *piece, const struct track_query *q, struct observation_list *out)
{
	struct observation *whole = &out->items[0];
	struct span rest = span_of(q->next);
	struct span taken;
	char next[sizeof(out->next)];

	if (adapter_delivered(&piece->events))
		whole->pieces_delivered++;
	if (whole->events.count == 0 ||
	    (adapter_delivered(&whole->events) && !adapter_delivered(&piece->events)))
		event_list_move(&whole->events, &piece->events);
	(void)text_split(&rest, ',', &taken);
	(void)text_cut(next, sizeof(next), rest);
	memcpy(out->next, next, sizeof(next));
}

static int
parse_search(struct json_value root, const struct track_query *q, struct observation_list *out,
    struct why *why)
{
	struct span piece = next_piece(q);
	struct span asked = piece.len > 0 ? piece : span_of(q->numbers[0].number);
	struct observation o = OBSERVATION_INIT;
	int rc;

	rc = json_absent(json_get(root, "code"))
	    ? json_fault(root, why, ERR_MALFORMED, "no shipment in the answer")
	    : check_echo(json_get(root, "code"), asked, why);
	if (rc == 0)
		rc = read_events(root, &oauth_names, &o, why);
	if (rc == 0 && piece.len > 0 && out->count > 0) {
		add_piece(&o, q, out);
	} else if (rc == 0) {
		adapter_number(&o, &q->numbers[0], json_get(root, "code"));
		(void)adapter_text(json_get(root, "codProduct"), o.service, sizeof(o.service));
		rc = adapter_answer(out, &o);
	}
	observation_clear(&o);
	return rc;
}

static int
correos_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root;
	int rc;

	rc = adapter_read(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_root(&doc);
	/* The localizador answers 200 whatever it knows: its 404 is no word about a number. */
	rc = is_oauth(q->account) ? adapter_status(in->status) : adapter_route_status(in->status);
	if (rc == 0)
		rc = read_fault(json_get(root, "error"));
	if (rc == ERR_NOT_FOUND) {
		/* An unknown piece leaves its consignment as far as it is known. */
		out->next[0] = '\0';
		rc = out->count > 0 ? 0 : adapter_answer_all(out, q, ERR_NOT_FOUND);
	} else if (rc < 0) {
		rc = why_set(why, rc, SIZE_MAX, "", "HTTP status %d", in->status);
	} else if (!is_oauth(q->account)) {
		rc = parse_localizador(root, q, out, why);
	} else if (!json_absent(json_get(root, "packages"))) {
		rc = parse_expedition(root, q, out);
	} else {
		rc = parse_search(root, q, out, why);
	}
out:
	json_doc_clear(&doc);
	return rc;
}

/* No limit is published. Wall clocks are peninsular; the Canaries' own are an hour behind and not marked. */
const struct carrier carrier_correos = {
    .id = "correos",
    .name = "Correos",
    .origins = origins,
    .limits = {.interval_ms = 30 * MINUTE_MS, .batch = 1, .steps = LIMIT_STEPS},
    .evidence = EVIDENCE_RECORDED,
    .known = {.events = EVIDENCE_RECORDED,
	.eta = EVIDENCE_CLIENT,
	.pieces = EVIDENCE_CLIENT,
	.errors = EVIDENCE_RECORDED},
    .zone = "Europe/Madrid",
    .adapter_version = 1,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .recognises = correos_recognises,
    .auth_build = correos_auth_build,
    .auth_parse = correos_auth_parse,
    .track_build = correos_track_build,
    .track_parse = correos_track_parse,
};
