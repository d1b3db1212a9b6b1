/*
 * Odoo: an automation rule on transfers (stock.picking) that sends a webhook. It signs nothing, so its address ends in a token that nobody guesses,
 * and the settings may name the addresses it comes from. It waits one second. Asked by JSON-2, of Odoo 19 and later. Sources: odoo, ir_actions.py,
 * _run_action_webhook (_model, _id and the chosen fields; links between records as their ids); the fields of stock.picking, whose times are in UTC;
 * odoo.com/documentation/19.0, "External JSON-2 API" (path, bearer key, X-Odoo-Database, arguments by name), "ORM API" (search_read's domain,
 * offset, limit, order; links are read as id and name; what is empty is false).
 */

#include <string.h>

#include "carriers/adapter.h"
#include "carriers/names.h"
#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/shops/asking.h"

static enum push_verdict
verify(const struct shop_message *m)
{
	const struct secret *keys[] = {&m->settings->key, &m->settings->key_next};
	uint8_t given[SIGN_SHA256_BYTES], want[SIGN_SHA256_BYTES];
	unsigned held = 0;

	if (m->token[0] == '\0')
		return PUSH_UNSIGNED;
	sign_sha256(span_of(m->token), given);
	for (size_t i = 0; i < 2; i++) {
		sign_sha256(span_of(secret_bytes(keys[i])), want);
		held |= (unsigned)secret_present(keys[i]) &
		    (unsigned)sign_equal(given, want, sizeof(want));
	}
	return held != 0 ? PUSH_GENUINE : PUSH_FORGED;
}

/* The carrier, a link to another record: its id, or id and name. The id where `carriers` knows it: names are changed. */
static void
read_carrier(const struct shop_message *m, struct json_value v, char dst[LIMIT_NAME_ROOM])
{
	struct json_value id = json_kind(v) == JSON_KIND_ARRAY ? json_at(v, 0) : v;
	char known[LIMIT_ID_ROOM];

	if (!json_text_copy(id, dst, LIMIT_NAME_ROOM))
		dst[0] = '\0';
	if (json_kind(v) == JSON_KIND_ARRAY && names_carrier(m->settings->carriers, dst, known) &&
	    known[0] == '\0')
		(void)json_string_clean(json_at(v, 1), dst, LIMIT_NAME_ROOM);
}

static const struct fields_address address = {"country_code", "zip", "city", "name", ""};

/* A field that is not filled in is false. */
static struct json_value
filled(struct json_value picking, const char *name)
{
	struct json_value v = json_get(picking, name);

	return json_kind(v) == JSON_KIND_STRING ? v : (struct json_value){.doc = NULL};
}

/* `to` is whom it goes to; missing where a message tells. */
static int
read_number(const struct shop_message *m, struct json_value picking, struct json_value to,
    struct span number, const char *carrier, struct consignment *c, struct why *why)
{
	struct registration *r;
	int rc = fields_add_parcel(m, c, carrier, picking, &r, why);

	if (rc < 0 || r == NULL)
		return rc;
	rc = registration_set(r, "number", number, why);
	fields_try_address(r, &address, to);
	fields_try(r, "customer_email", json_get(to, "email"));
	fields_try(r, "customer_phone", json_get(to, "phone"));
	if (rc == 0 && m->settings->promised[0] == '\0')
		rc = fields_day(r, "promised_date", filled(picking, "date_deadline"), why);
	return rc < 0 ? rc : fields_days(m, r, picking, filled, why);
}

/* `id` is what its id is called. */
static int
read_picking(const struct shop_message *m, struct json_value picking, const char *id,
    struct json_value to, struct consignment_list *out, struct why *why)
{
	struct json_value direction = json_get(picking, "picking_type_code");
	char carrier[LIMIT_NAME_ROOM], numbers[LIMIT_NOTE_ROOM] = "";
	struct span rest, number;
	struct consignment *c;
	int rc;

	if (!json_absent(direction) && !json_string_is(direction, "outgoing"))
		return 0; /* a receipt, or from shelf to shelf */
	c = consignment_list_add(out);
	if (c == NULL)
		return ERR_NOMEM;
	rc = fields_resource(c->resource, "picking", picking, id, why);
	read_carrier(m, json_get(picking, "carrier_id"), carrier);
	(void)json_string_copy(json_get(picking, "carrier_tracking_ref"), numbers, sizeof(numbers));
	if (rc == 0 && !json_string_copy(json_get(picking, "origin"), c->order, sizeof(c->order)))
		rc = json_need_string(picking, "name", c->order, sizeof(c->order), why);
	if (rc == 0 && fields_at(picking, "write_date", &c->at_utc_ms, why) < 0)
		c->at_utc_ms = m->received_utc_ms;
	if (rc < 0 || json_string_is(json_get(picking, "state"), "cancel"))
		return rc;
	rest = span_of(numbers);
	while (rc == 0 && text_split(&rest, ',', &number))
		if (text_trim(number).len > 0)
			rc = read_number(m, picking, to, text_trim(number), carrier, c, why);
	return rc;
}

static int
parse(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	int rc = fields_parse(m, &doc, why);

	if (rc == 0 && json_exists(json_get(json_root(&doc), "_model")) &&
	    !json_string_is(json_get(json_root(&doc), "_model"), "stock.picking"))
		rc = why_set(why, ERR_MALFORMED, SIZE_MAX, "_model", "must be stock.picking");
	if (rc == 0)
		rc = read_picking(
		    m, json_root(&doc), "_id", (struct json_value){.doc = NULL}, out, why);
	json_doc_clear(&doc);
	return rc;
}

/* ---- asking ---- */

/* A page: transfers that changed, and the people they go to. */
enum step { PICKINGS, PARTNERS };

enum { PAGE_ROWS = 50 };

static void
put_fields(struct json_out *w, const char *const *names)
{
	json_out_array(w, "fields");
	for (; *names != NULL; names++)
		json_out_str(w, NULL, *names);
	json_out_end(w);
}

/* One condition, begun: its value is to be written, and the list ended. */
static void
begin_condition(struct json_out *w, const char *field, const char *operation)
{
	json_out_array(w, NULL);
	json_out_str(w, NULL, field);
	json_out_str(w, NULL, operation);
}

/* By id, so that one that changes meanwhile moves none past the page that is read: it only comes in. */
static int
put_pickings(struct json_out *w, const struct shop_query *q, int64_t offset)
{
	const char *names[] = {"name", "origin", "state", "write_date", "carrier_id",
	    "carrier_tracking_ref", "date_deadline", "partner_id", "picking_type_code", NULL, NULL,
	    NULL};
	size_t count = 9;
	struct buf from = BUF_INIT(32);

	asking_add_time(&from, q->from_utc_ms, "UTC");
	json_out_array(w, "domain");
	begin_condition(w, "write_date", ">=");
	json_out_str(w, NULL, buf_str(&from));
	json_out_end(w);
	begin_condition(w, "picking_type_code", "=");
	json_out_str(w, NULL, "outgoing");
	json_out_end(w);
	json_out_end(w);
	if (q->settings->promised[0] != '\0')
		names[count++] = q->settings->promised;
	if (q->settings->available[0] != '\0')
		names[count] = q->settings->available;
	put_fields(w, names);
	json_out_str(w, "order", "id");
	json_out_int(w, "offset", offset);
	json_out_int(w, "limit", PAGE_ROWS);
	buf_clear(&from);
	return 0;
}

static int
put_partners(struct json_out *w, const struct shop_query *q)
{
	static const char *const names[] = {
	    "name", "email", "phone", "zip", "city", "country_code", NULL};
	struct buf ids = BUF_INIT(LIMIT_URL_BYTES);
	struct span rest, id;
	int64_t number;
	int rc = asking_add_ids(q, "[0]", "partner_id", ",", &ids);

	json_out_array(w, "domain");
	begin_condition(w, "id", "in");
	json_out_array(w, NULL);
	rest = buf_span(&ids);
	while (rc == 0 && text_split(&rest, ',', &id))
		if (text_parse_i64(id, 0, INT64_MAX, &number) == 0)
			json_out_int(w, NULL, number);
	json_out_end(w);
	json_out_end(w);
	json_out_end(w);
	put_fields(w, names);
	buf_clear(&ids);
	return rc;
}

static int
ask(const struct shop_query *q, struct http_request *out)
{
	struct asking_place place = asking_place_of(q->cursor);
	struct json_out w = JSON_OUT_INIT;
	int rc;

	out->method = HTTP_POST;
	(void)buf_addf(&out->url, "%s/json/2/%s/search_read", q->settings->origin,
	    place.step == PICKINGS ? "stock.picking" : "res.partner");
	json_out_object(&w, NULL);
	rc = place.step == PICKINGS ? put_pickings(&w, q, place.at) : put_partners(&w, q);
	json_out_end(&w);
	if (rc == 0)
		rc = json_out_take(&w, &out->body, false);
	if (rc == 0)
		rc = buf_error(&out->url);
	if (rc == 0)
		rc = http_headers_add(
		    &out->headers, "Content-Type", "application/json; charset=utf-8");
	if (rc == 0 && q->settings->user[0] != '\0')
		rc = http_headers_add(&out->headers, "X-Odoo-Database", q->settings->user);
	if (rc == 0)
		rc = adapter_add_bearer(out, &(struct token){.value = q->settings->password});
	json_out_clear(&w);
	return rc;
}

static int
answer(const struct shop_query *q, const struct http_response *in, struct shop_answer *out,
    struct why *why)
{
	struct asking_place place = asking_place_of(q->cursor);
	struct json_doc doc = JSON_DOC_INIT;
	size_t count = 0;
	int rc = fields_answer(in, &doc, why);

	if (rc == 0 && json_kind(json_root(&doc)) != JSON_KIND_ARRAY)
		rc = json_fault(json_root(&doc), why, ERR_MALFORMED, "must be a list of records");
	if (rc == 0)
		count = json_count(json_root(&doc));
	json_doc_clear(&doc);
	out->partial = place.step == PICKINGS && count > 0;
	if (out->partial)
		asking_next(out, PARTNERS, place.at, count == PAGE_ROWS);
	else if (rc == 0 && place.more != 0)
		asking_next(out, PICKINGS, place.at + PAGE_ROWS, false);
	return rc;
}

static int
page(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, e;
	int rc = asking_parse(m, &doc, why);

	root = json_root(&doc);
	for (e = json_first(json_at(root, PICKINGS)); rc == 0 && json_exists(e); e = json_next(e))
		rc = read_picking(m, e, "id",
		    asking_row(json_at(root, PARTNERS), "id", json_get(e, "partner_id")), out, why);
	json_doc_clear(&doc);
	return rc;
}

static const char *const headers[] = {NULL};

const struct connector connector_odoo = {
    .id = "odoo",
    .name = "Odoo",
    .headers = headers,
    .verify = verify,
    .parse = parse,
    .ask = ask,
    .gathers = true,
    .answer = answer,
    .page = page,
};
