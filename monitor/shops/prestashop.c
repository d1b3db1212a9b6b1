/*
 * PrestaShop: it sends nothing by itself, the webservice is asked for the orders that changed and for what they point at: their parcels, carriers,
 * addresses, countries and customers, an answer each. An order's date_upd moves with its parcels' numbers too (the back office saves the order
 * beside them). All times are on the shop's clock and do not say so, therefore the moment of the answer is the order's: nothing else tells of it.
 * Sources: devdocs.prestashop-project.org/9/webservice, "Cheat sheet" (display, filter, sort, limit), "Getting started" (the key is the
 * user of Basic, without a password), "Order carriers"; PrestaShop, WebserviceRequest.php (date=1, an unknown field is 400, LIMIT offset,count) and
 * issues 10172 and 22760 ("[]" where there is nothing); install-dev/data/xml/order_state.xml (6 is cancelled, and cannot be removed).
 */

#include <string.h>

#include "carriers/adapter.h"
#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "monitor/shops/asking.h"

enum { PAGE_ROWS = 50, FOLD_MS = HOUR_MS /* that its clock shows twice in autumn */ };

#define CANCELLED "6"

enum step { ORDERS, PARCELS, CARRIERS, ADDRESSES, COUNTRIES, CUSTOMERS, STEPS };

/* The questions of a page: which fields of what; those whose `by` is one of the ids that the answer of `from` has in `ids`. */
static const struct {
	const char *resource, *display, *by;
	enum step from;
	const char *ids;
} steps[STEPS] = {
    [ORDERS] = {"orders",
	"id,id_address_delivery,id_customer,current_state,reference,date_add,total_paid", NULL,
	ORDERS, NULL},
    [PARCELS] = {"order_carriers", "id,id_order,id_carrier,tracking_number", "id_order", ORDERS,
	"id"},
    [CARRIERS] = {"carriers", "id,name", "id", PARCELS, "id_carrier"},
    [ADDRESSES] = {"addresses", "id,id_country,postcode,city,firstname,lastname,phone,phone_mobile",
	"id", ORDERS, "id_address_delivery"},
    [COUNTRIES] = {"countries", "id,iso_code", "id", ADDRESSES, "id_country"},
    [CUSTOMERS] = {"customers", "id,email", "id", ORDERS, "id_customer"},
};

/* The rows of one of a page's answers. */
static struct json_value
rows(struct json_value page, enum step step)
{
	return json_get(json_at(page, (size_t)step), steps[step].resource);
}

/* ---- asking ---- */

static void
add_orders(struct buf *url, const struct shop_query *q, int64_t offset)
{
	struct buf text = BUF_INIT(128);

	(void)buf_add_str(&text, "["); /* sticky, as what follows */
	asking_add_time(&text, q->from_utc_ms - (int64_t)FOLD_MS, q->zone);
	(void)buf_add_str(&text, ",2100-01-01 00:00:00]");
	asking_add_query(url, "filter[date_upd]", buf_str(&text));
	asking_add_query(url, "date", "1");
	/* By id, so that an order that changes meanwhile moves none past the page that is read: it only comes in. */
	asking_add_query(url, "sort", "[id_ASC]");
	buf_reset(&text);
	(void)buf_addf(&text, "%lld,%d", (long long)offset, PAGE_ROWS);
	asking_add_query(url, "limit", buf_str(&text));
	buf_clear(&text);
}

static int
add_related(struct buf *url, const struct shop_query *q, enum step step)
{
	struct buf text = BUF_INIT(LIMIT_URL_BYTES), path = BUF_INIT(64), name = BUF_INIT(64);
	int rc;

	(void)buf_addf(&path, "[%d].%s", (int)steps[step].from, steps[steps[step].from].resource);
	(void)buf_addf(&name, "filter[%s]", steps[step].by);
	(void)buf_add_str(&text, "[");
	rc = asking_add_ids(q, buf_str(&path), steps[step].ids, "|", &text);
	(void)buf_add_str(&text, "]");
	asking_add_query(url, buf_str(&name), buf_str(&text));
	buf_clear(&text);
	buf_clear(&path);
	buf_clear(&name);
	return rc;
}

static int
ask(const struct shop_query *q, struct http_request *out)
{
	struct asking_place place = asking_place_of(q->cursor);
	enum step step = place.step < STEPS ? (enum step)place.step : ORDERS;
	struct buf display = BUF_INIT(256);
	int rc = 0;

	(void)buf_addf(&out->url, "%s/api/%s", q->settings->origin, steps[step].resource);
	asking_add_query(&out->url, "output_format", "JSON");
	(void)buf_addf(&display, "[%s", steps[step].display);
	if (step == ORDERS)
		fields_add_days(&display, q->settings, ",");
	(void)buf_add_str(&display, "]");
	asking_add_query(&out->url, "display", buf_str(&display));
	if (step == ORDERS)
		add_orders(&out->url, q, place.at);
	else
		rc = add_related(&out->url, q, step);
	if (rc == 0)
		rc = buf_error(&out->url);
	if (rc == 0)
		rc = adapter_add_basic_pair(out, secret_bytes(&q->settings->password), "");
	buf_clear(&display);
	return rc;
}

/* How many rows an answer has; "[]" is none. */
static int
count_rows(struct json_value root, enum step step, size_t *count, struct why *why)
{
	struct json_value list;
	int rc;

	*count = 0;
	if (json_kind(root) == JSON_KIND_ARRAY && json_count(root) == 0)
		return 0;
	rc = json_need(root, steps[step].resource, JSON_KIND_ARRAY, &list, why);
	if (rc == 0)
		*count = json_count(list);
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

	if (rc == 0 && place.step < STEPS)
		rc = count_rows(json_root(&doc), (enum step)place.step, &count, why);
	json_doc_clear(&doc);
	if (rc < 0 || (place.step == ORDERS && count == 0))
		return rc;
	out->partial = place.step + 1 < STEPS;
	if (out->partial)
		asking_next(out, place.step + 1, place.at,
		    place.step == ORDERS ? count == PAGE_ROWS : place.more);
	else if (place.more)
		asking_next(out, ORDERS, place.at + PAGE_ROWS, false);
	return 0;
}

/* ---- reading ---- */

/* What stands in `name`, on the shop's clock. */
static void
try_ordered(const struct shop_message *m, struct registration *r, struct json_value v)
{
	struct when at;
	char text[32];

	if (json_string_copy(v, text, sizeof(text)) && when_parse(span_of(text), &at) == 0 &&
	    at.kind == WHEN_LOCAL)
		r->shipment.ordered_utc_ms = zone_when_utc(m->zone, at);
}

static const struct fields_address address = {"", "postcode", "city", "firstname", "lastname"};

static int
read_order_fields(const struct shop_message *m, struct json_value page, struct json_value order,
    struct registration *r, struct why *why)
{
	struct json_value to =
	    asking_row(rows(page, ADDRESSES), "id", json_get(order, "id_address_delivery"));
	struct json_value mobile = json_get(to, "phone_mobile");
	char phone[4] = "";

	(void)json_text_copy(mobile, phone, sizeof(phone));
	try_ordered(m, r, json_get(order, "date_add"));
	fields_try_address(r, &address, to);
	fields_try(r, "country",
	    json_get(
		asking_row(rows(page, COUNTRIES), "id", json_get(to, "id_country")), "iso_code"));
	fields_try(r, "customer_phone", phone[0] != '\0' ? mobile : json_get(to, "phone"));
	fields_try(r, "customer_email",
	    json_get(
		asking_row(rows(page, CUSTOMERS), "id", json_get(order, "id_customer")), "email"));
	fields_try(r, "value", json_get(order, "total_paid"));
	return fields_days(m, r, order, json_get, why);
}

static int
read_parcel(const struct shop_message *m, struct json_value page, struct json_value order,
    struct json_value parcel, struct consignment *c, struct why *why)
{
	char name[LIMIT_NAME_ROOM] = "", number[LIMIT_NAME_ROOM] = "";
	struct registration *r;
	int rc;

	(void)json_text_copy(json_get(parcel, "tracking_number"), number, sizeof(number));
	if (text_trim(span_of(number)).len == 0)
		return 0; /* not handed over yet */
	(void)json_string_clean(
	    json_get(
		asking_row(rows(page, CARRIERS), "id", json_get(parcel, "id_carrier")), "name"),
	    name, sizeof(name));
	rc = fields_add_parcel(m, c, name, parcel, &r, why);
	if (rc < 0 || r == NULL)
		return rc;
	rc = registration_set(r, "number", text_trim(span_of(number)), why);
	return rc < 0 ? rc : read_order_fields(m, page, order, r, why);
}

static bool
is_of(struct json_value parcel, struct json_value order)
{
	char of[24], id[24];

	return json_text_copy(json_get(parcel, "id_order"), of, sizeof(of)) &&
	    json_text_copy(json_get(order, "id"), id, sizeof(id)) && strcmp(of, id) == 0;
}

static int
read_order(const struct shop_message *m, struct json_value page, struct json_value order,
    struct consignment_list *out, struct why *why)
{
	struct consignment *c = consignment_list_add(out);
	char state[8] = "";
	int rc;

	if (c == NULL)
		return ERR_NOMEM;
	rc = fields_resource(c->resource, "order", order, "id", why);
	if (rc == 0)
		rc = json_need_text(order, "reference", c->order, sizeof(c->order), why);
	c->at_utc_ms = m->received_utc_ms;
	(void)json_text_copy(json_get(order, "current_state"), state, sizeof(state));
	c->cancelled = strcmp(state, CANCELLED) == 0;
	for (struct json_value e = json_first(rows(page, PARCELS));
	     rc == 0 && !c->cancelled && json_exists(e); e = json_next(e))
		if (is_of(e, order))
			rc = read_parcel(m, page, order, e, c, why);
	return rc;
}

static int
page(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value e;
	int rc = asking_parse(m, &doc, why);

	for (e = json_first(rows(json_root(&doc), ORDERS)); rc == 0 && json_exists(e);
	     e = json_next(e))
		rc = read_order(m, json_root(&doc), e, out, why);
	json_doc_clear(&doc);
	return rc;
}

static const char *const headers[] = {NULL};

const struct connector connector_prestashop = {
    .id = "prestashop",
    .name = "PrestaShop",
    .headers = headers,
    .ask = ask,
    .gathers = true,
    .answer = answer,
    .page = page,
};
