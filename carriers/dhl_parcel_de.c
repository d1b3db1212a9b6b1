/*
 * DHL Parcel Germany, Parcel DE Tracking: key and secret of the application in Basic auth, its name and password within an XML
 * document in the query, up to twenty numbers a request. Facts and their sources: README.md.
 */

#include <stdio.h>
#include <string.h>

#include "carriers/ask.h"
#include "carriers/shape.h"
#include "monitor/base/text.h"

#define OWN_ORIGIN "https://api-eu.dhl.com"

static const char *const origins[] = {OWN_ORIGIN, NULL};

/* ice/ric of an event, or its ice alone for all that are not listed */
static const struct code_row codes[] = {
    CODE("ADVIS", IN_TRANSIT, NONE, CLIENT),
    CODE("DLVRD", DELIVERED, NONE, RECORDED),
    CODE("DLVRF", RETURNING, REFUSED, CLIENT),
    CODE("HLDCC", READY_FOR_PICKUP, NONE, CLIENT),
    CODE("LDTMV", IN_TRANSIT, NONE, RECORDED),
    CODE("NTDEL", DELIVERY_ATTEMPTED, NONE, CLIENT),
    NOTE("PARCV", LABEL_CREATED, NONE, CLIENT),
    CODE("PCKDU", ACCEPTED, NONE, RECORDED),
    CODE("SHRCU", ACCEPTED, NONE, RECORDED),
    CODE("SRTED", IN_TRANSIT, NONE, CLIENT),
    CODE("SRTED/NRQRD", OUT_FOR_DELIVERY, NONE, RECORDED), /* into the delivery vehicle */
    CODE("ULFMV", IN_TRANSIT, NONE, RECORDED),
};

/* For a newest event whose code is not listed: the delivery-event-flag of the shipment. */
static const struct code_row delivered = CODE("delivery-event-flag", DELIVERED, NONE, RECORDED);

/* A delivery of a scan with the flag ruecksendung is to the sender. */
static const struct code_row returned = CODE("ruecksendung", RETURNED, NONE, UNVERIFIED);

/* code of the answer, or error-status of a shipment */
static const struct fault_row faults[] = {
    {"0", 0},
    {"", 0},
    {"5", ERR_BAD_CREDENTIALS},
    {"100", ERR_NOT_FOUND},
};

static const struct number_shape shapes[] = {
    {"00340434#{12}", CHECK_MOD10_31, 88, 0},
    {"0034#{16}", CHECK_NONE, 60, 0},
};

/* Two logins in one account: `user` is "key:application", and its credential has the secret of the key on its first line, the
 * password of the application on its second. */
static int
dhl_parcel_de_track_build(const struct track_query *q, struct http_request *out)
{
	const char *user = q->account->user, *key = secret_bytes(&q->account->key);
	struct span secret = ask_field(key, '\n', 0);
	struct account api = *q->account; /* borrowed but for its name and key */
	struct buf xml = BUF_INIT(LIMIT_URL_BYTES);
	int rc;

	api.key = SECRET_INIT;
	(void)text_cut(api.user, sizeof(api.user), ask_field(user, ':', 0));
	rc = secret_set(&api.key, secret.data, secret.len);
	if (rc == 0)
		rc = adapter_open_as(out, HTTP_GET, q->account, OWN_ORIGIN,
		    "/parcel/de/tracking/v0/shipments", "application/xml");
	if (rc == 0)
		rc = adapter_add_basic(out, &api);
	(void)buf_add_str(&xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><data appname=\"");
	(void)xml_add_text(&xml, ask_field(user, ':', 1)); /* errors are sticky */
	(void)buf_add_str(&xml, "\" password=\"");
	(void)xml_add_text(&xml, ask_field(key, '\n', 1));
	(void)buf_add_str(
	    &xml, "\" request=\"d-get-piece-detail\" language-code=\"en\" piece-code=\"");
	for (size_t i = 0; i < q->count; i++)
		(void)buf_addf(&xml, "%s%s", i > 0 ? ";" : "", q->numbers[i].number);
	(void)buf_add_str(&xml, "\"/>");
	if (rc == 0)
		rc = buf_error(&xml);
	out->secret_url = true;
	if (rc == 0)
		rc = adapter_add_query(out, "xml", buf_str(&xml));
	if (xml.data != NULL)
		explicit_bzero(xml.data, xml.room);
	buf_clear(&xml);
	secret_clear(&api.key);
	if (rc < 0)
		http_request_clear(out);
	return rc;
}

/* Elements are all called data; their names say what they are. */
static struct json_value
named(struct json_value item, const char *name)
{
	while (json_exists(item) && !json_string_is(json_get(item, "@name"), name))
		item = json_items_next(item);
	return item;
}

/* The members of a scan, and of a piece that tells no more than the newest. */
struct names {
	const char *at, *text, *place, *country;
};
static const struct names scan = {
    "@event-timestamp", "@event-short-status", "@event-location", "@event-country"};
static const struct names whole = {"@status-timestamp", "@short-status", "", ""};

static int
read_event(struct json_value v, const struct names *names, struct event_list *list, struct why *why)
{
	const struct code_row *row;
	struct when at = WHEN_INIT;
	char code[LIMIT_CODE_ROOM], ice[16], ric[16], text[24];

	(void)json_string_copy(json_get(v, names->at), text, sizeof(text));
	if (when_parse_pattern(
		span_of(text), strlen(text) > 10 ? "DD.MM.YYYY hh:mm[:ss]" : "DD.MM.YYYY", &at) < 0)
		return adapter_no_time(v, names->at, why);
	(void)adapter_text(json_get(v, "@ice"), ice, sizeof(ice));
	(void)adapter_text(json_get(v, "@ric"), ric, sizeof(ric));
	(void)snprintf(code, sizeof(code), "%s%s%s", ice, ric[0] != '\0' ? "/" : "", ric);
	row = adapter_code(codes, CODE_COUNT(codes), code);
	if (row == NULL)
		row = adapter_code(codes, CODE_COUNT(codes), ice);
	/* Of a piece without scans the flag says whether it is delivered. */
	if (row != NULL && row->milestone == MILESTONE_DELIVERED && names == &whole &&
	    !adapter_yes(json_get(v, "@delivery-event-flag")))
		row = NULL;
	if (row != NULL && row->milestone == MILESTONE_DELIVERED &&
	    adapter_yes(json_get(v, "@ruecksendung")))
		row = &returned;
	return adapter_scan(list, row, code, adapter_hour(at), json_get(v, names->text),
	    json_get(v, names->place), json_get(v, names->country));
}

static int
read_piece(struct json_value v, struct observation *o, struct why *why)
{
	struct json_value list = named(json_items(json_get(v, "data")), "piece-event-list");
	struct json_value event = json_items(json_get(list, "data"));
	char status[16], at[24];
	int rc = 0;

	(void)json_text_copy(json_get(v, "@error-status"), status, sizeof(status));
	o->error = adapter_fault(faults, sizeof(faults) / sizeof(faults[0]), status, ERR_NOT_FOUND);
	for (; rc == 0 && o->error == 0 && json_exists(event); event = json_items_next(event))
		rc = read_event(event, &scan, &o->events, why);
	adapter_sort(&o->events, false);
	if (rc == 0 && o->error == 0 && o->events.count == 0 &&
	    adapter_text(json_get(v, whole.at), at, sizeof(at)))
		rc = read_event(v, &whole, &o->events, why);
	if (adapter_yes(json_get(v, "@delivery-event-flag")))
		adapter_latest(&o->events, &delivered);
	(void)adapter_text(json_get(v, "@product-name"), o->service, sizeof(o->service));
	return rc;
}

static int
dhl_parcel_de_track_parse(const struct track_query *q, const struct http_response *in,
    struct observation_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root;
	char code[16] = "";
	int rc;

	/* A refused key is told by a page whose title says so. */
	if (http_is_html(in) && in->body.data != NULL &&
	    strstr(buf_str(&in->body), "<title>401 ") != NULL)
		return why_set(why, ERR_BAD_CREDENTIALS, 0, "", "a page that says 401");
	rc = adapter_read_xml(in, &doc, why);
	if (rc < 0)
		goto out;
	root = json_get(json_root(&doc), "data");
	rc = adapter_status(in->status);
	if (rc == 0)
		rc = json_need_text(root, "@code", code, sizeof(code), why);
	if (rc == 0)
		rc = adapter_fault(faults, sizeof(faults) / sizeof(faults[0]), code, ERR_REJECTED);
	if (rc == ERR_NOT_FOUND)
		rc = adapter_answer_all(out, q, rc);
	else if (rc == 0)
		rc = adapter_read_batch(json_get(root, "data"), "@searched-piece-code|@piece-code",
		    read_piece, ERR_NOT_FOUND, q, out, why);
	else
		rc = json_fault(root, why, rc, "DHL says code %s", code);
out:
	json_doc_clear(&doc);
	return rc;
}

/* 3 calls a second, 1,000 a day. */
const struct carrier carrier_dhl_parcel_de = {
    .id = "dhl-parcel-de",
    .name = "DHL Paket",
    .origins = origins,
    .limits = {.day_calls = 1000,
	.gap_ms = SECOND_MS / 3,
	.interval_ms = 30 * MINUTE_MS,
	.batch = 20,
	.steps = 1},
    .evidence = EVIDENCE_RECORDED,
    .known = {.events = EVIDENCE_RECORDED, .errors = EVIDENCE_RECORDED},
    .zone = "Europe/Berlin",
    .adapter_version = 2,
    .codes = codes,
    .code_count = CODE_COUNT(codes),
    .shapes = shapes,
    .shape_count = SHAPE_COUNT(shapes),
    .track_build = dhl_parcel_de_track_build,
    .track_parse = dhl_parcel_de_track_parse,
};
