/*
 * Adobe Commerce, and Magento Open Source, which can be asked alone. Webhooks on a shipment or its tracks, with the fields that the merchant has
 * chosen, signed by RSA with SHA-256 over the raw body where signing is on; the settings' key is then the public key of the Commerce instance. It
 * waits for the answer while somebody works there. Times are in UTC.
 * Sources: adobedocs.github.io/commerce-extensibility, webhooks, "Signature verification" and "Response structure" (op: success);
 * developer.adobe.com/commerce/webapi, "Search using REST APIs" (filter groups, pages), "Retrieve filtered responses" (fields), "Token-based
 * authentication"; magento2, ShipmentTrackInterface (track_number, carrier_code, title, updated_at), Shipment::addTrack, and issue 3787 (a page past
 * the end is the last one again).
 */

#include <string.h>

#include "carriers/adapter.h"
#include "monitor/base/text.h"
#include "monitor/shops/asking.h"

static enum push_verdict
verify(const struct shop_message *m)
{
	return fields_verify(m, "x-adobe-commerce-webhook-signature", true);
}

/* The shipment itself, wherever the chosen fields put it. */
static struct json_value
find_shipment(struct json_value root)
{
	static const char *const places[] = {
	    "data.shipment", "data.entity", "data", "shipment", "entity"};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (json_exists(json_get(json_path(root, places[i]), "tracks")))
			return json_path(root, places[i]);
	return root;
}

static const struct fields_address address = {
    "country_id", "postcode", "city", "firstname", "lastname"};

/* `to` is where it goes, and to whom. */
static int
read_track(const struct shop_message *m, struct json_value shipment, struct json_value track,
    struct json_value to, struct consignment *c, struct why *why)
{
	char name[LIMIT_NAME_ROOM] = "";
	struct registration *r;
	int rc;

	(void)json_string_clean(json_get(track, "carrier_code"), name, sizeof(name));
	if (name[0] == '\0' || strcmp(name, "custom") == 0)
		(void)json_string_clean(json_get(track, "title"), name, sizeof(name));
	if (json_absent(json_get(track, "track_number")))
		return 0;
	rc = fields_add_parcel(m, c, name, track, &r, why);
	if (rc < 0 || r == NULL)
		return rc;
	rc = fields_set(r, "number", json_get(track, "track_number"), why);
	fields_try_address(r, &address, to);
	fields_try(r, "customer_email", json_get(to, "email"));
	fields_try(r, "customer_phone", json_get(to, "telephone"));
	return rc < 0 ? rc : fields_days(m, r, shipment, json_path, why);
}

/* Its newest hour: a track that is added or corrected has one of its own, and may leave that of the shipment alone. */
static void
read_at(const struct shop_message *m, struct json_value shipment, int64_t *utc_ms)
{
	struct why why;
	int64_t at;

	if (fields_at(shipment, "updated_at", utc_ms, &why) < 0)
		*utc_ms = m->received_utc_ms;
	for (struct json_value e = json_items(json_get(shipment, "tracks")); json_exists(e);
	     e = json_items_next(e))
		if (fields_at(e, "updated_at", &at, &why) == 0 && at > *utc_ms)
			*utc_ms = at;
}

static int
read_shipment(const struct shop_message *m, struct json_value shipment, struct json_value order,
    struct json_value to, struct consignment *c, struct why *why)
{
	struct json_value e;
	int rc = fields_resource(c->resource, "shipment", shipment, "entity_id", why);

	if (rc == 0 && !json_text_copy(order, c->order, sizeof(c->order)))
		rc = json_fault(order, why, ERR_MALFORMED, "must be the order's number");
	if (rc == 0 && json_exists(json_get(shipment, "order_id")))
		rc = fields_resource(c->within, "order", shipment, "order_id", why);
	read_at(m, shipment, &c->at_utc_ms);
	for (e = json_items(json_get(shipment, "tracks")); rc == 0 && json_exists(e);
	     e = json_items_next(e))
		rc = read_track(m, shipment, e, to, c, why);
	return rc;
}

static int
parse(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value shipment, order;
	struct consignment *c;
	int rc = fields_parse(m, &doc, why);

	c = rc == 0 ? consignment_list_add(out) : NULL;
	if (rc == 0 && c == NULL)
		rc = ERR_NOMEM;
	if (rc == 0) {
		shipment = find_shipment(json_root(&doc));
		order = json_get(shipment, "order_increment_id");
		if (json_absent(order))
			order = json_get(shipment, "order_id");
		rc = read_shipment(
		    m, shipment, order, json_get(shipment, "shipping_address"), c, why);
	}
	json_doc_clear(&doc);
	return rc;
}

/* ---- asking ---- */

/* A page: shipments that changed, and the orders they are of; when there are no more, orders that were called off. */
enum step { SHIPMENTS, ORDERS, CANCELLED };

enum { PAGE_ROWS = 50, YOUNG_MS = 3 * DAY_MS };

/* A condition; those of one group hold by one of them, groups hold together. */
static void
add_filter(
    struct buf *url, int group, int at, const char *field, const char *type, const char *value)
{
	static const char *const parts[] = {"field", "condition_type", "value"};
	const char *const values[] = {field, type, value};
	struct buf name = BUF_INIT(96);

	for (size_t i = 0; i < 3; i++) {
		buf_reset(&name);
		(void)buf_addf(&name, "searchCriteria[filter_groups][%d][filters][%d][%s]", group,
		    at, parts[i]);
		asking_add_query(url, buf_str(&name), values[i]);
	}
	buf_clear(&name);
}

static void
add_page(struct buf *url, int64_t at)
{
	struct buf number = BUF_INIT(24);

	asking_add_query(url, "searchCriteria[sortOrders][0][field]", "entity_id");
	asking_add_query(url, "searchCriteria[sortOrders][0][direction]", "ASC");
	(void)buf_addf(&number, "%d", PAGE_ROWS);
	asking_add_query(url, "searchCriteria[pageSize]", buf_str(&number));
	buf_reset(&number);
	(void)buf_addf(&number, "%lld", (long long)at + 1);
	asking_add_query(url, "searchCriteria[currentPage]", buf_str(&number));
	buf_clear(&number);
}

/* A track that is taken away leaves the shipment's hour alone, so young ones are read again in any case. */
static void
add_shipments(struct buf *url, const struct shop_query *q, int64_t at)
{
	struct buf text = BUF_INIT(256);

	asking_add_time(&text, q->from_utc_ms, "UTC");
	add_filter(url, 0, 0, "updated_at", "gteq", buf_str(&text));
	buf_reset(&text);
	asking_add_time(&text, q->from_utc_ms - (int64_t)YOUNG_MS, "UTC");
	add_filter(url, 0, 1, "created_at", "gteq", buf_str(&text));
	add_page(url, at);
	buf_reset(&text);
	(void)buf_add_str(&text,
	    "items[entity_id,order_id,updated_at,tracks[track_number,carrier_code,title,updated_at]");
	fields_add_days(&text, q->settings, ",");
	(void)buf_add_str(&text, "],total_count");
	asking_add_query(url, "fields", buf_str(&text));
	buf_clear(&text);
}

static int
add_orders(struct buf *url, const struct shop_query *q)
{
	struct buf ids = BUF_INIT(LIMIT_URL_BYTES);
	int rc = asking_add_ids(q, "[0].items", "order_id", ",", &ids);

	add_filter(url, 0, 0, "entity_id", "in", buf_str(&ids));
	asking_add_query(url, "fields",
	    "items[entity_id,increment_id,customer_email,extension_attributes["
	    "shipping_assignments[shipping[address]]]],total_count");
	buf_clear(&ids);
	return rc;
}

static void
add_cancelled(struct buf *url, const struct shop_query *q, int64_t at)
{
	struct buf from = BUF_INIT(32);

	asking_add_time(&from, q->from_utc_ms, "UTC");
	add_filter(url, 0, 0, "updated_at", "gteq", buf_str(&from));
	add_filter(url, 1, 0, "state", "eq", "canceled");
	add_page(url, at);
	asking_add_query(url, "fields", "items[entity_id,increment_id,updated_at],total_count");
	buf_clear(&from);
}

static int
ask(const struct shop_query *q, struct http_request *out)
{
	struct asking_place place = asking_place_of(q->cursor);
	int rc = 0;

	(void)buf_addf(&out->url, "%s/rest/V1/%s", q->settings->origin,
	    place.step == SHIPMENTS ? "shipments" : "orders");
	if (place.step == SHIPMENTS)
		add_shipments(&out->url, q, place.at);
	else if (place.step == ORDERS)
		rc = add_orders(&out->url, q);
	else
		add_cancelled(&out->url, q, place.at);
	if (rc == 0)
		rc = buf_error(&out->url);
	if (rc == 0)
		rc = adapter_add_bearer(out, &(struct token){.value = q->settings->password});
	return rc;
}

/* Whether rows follow is told by their count alone: past its end the last page comes again. */
static int
answer(const struct shop_query *q, const struct http_response *in, struct shop_answer *out,
    struct why *why)
{
	struct asking_place place = asking_place_of(q->cursor);
	struct json_doc doc = JSON_DOC_INIT;
	int64_t total = 0;
	bool more;
	int rc = fields_answer(in, &doc, why);

	if (rc == 0)
		rc = json_need_int(json_root(&doc), "total_count", 0, INT32_MAX, &total, why);
	if (rc < 0)
		goto out;
	more = place.step == ORDERS ? place.more != 0 : total > (place.at + 1) * PAGE_ROWS;
	out->partial =
	    place.step == SHIPMENTS && json_count(json_get(json_root(&doc), "items")) > 0;
	if (out->partial)
		asking_next(out, ORDERS, place.at, more);
	else if (more)
		asking_next(
		    out, place.step == CANCELLED ? CANCELLED : SHIPMENTS, place.at + 1, false);
	else if (place.step != CANCELLED)
		asking_next(out, CANCELLED, 0, false);
out:
	json_doc_clear(&doc);
	return rc;
}

static int
read_asked_shipment(const struct shop_message *m, struct json_value page,
    struct json_value shipment, struct consignment *c, struct why *why)
{
	struct json_value order =
	    asking_row(json_path(page, "[1].items"), "entity_id", json_get(shipment, "order_id"));
	struct json_value to =
	    json_path(order, "extension_attributes.shipping_assignments[0].shipping.address");

	return read_shipment(m, shipment, json_get(order, "increment_id"), to, c, why);
}

static int
read_cancelled(struct json_value order, struct consignment *c, struct why *why)
{
	int rc = fields_resource(c->resource, "order", order, "entity_id", why);

	c->cancelled = true;
	if (rc == 0)
		rc = json_need_text(order, "increment_id", c->order, sizeof(c->order), why);
	return rc < 0 ? rc : fields_at(order, "updated_at", &c->at_utc_ms, why);
}

static int
page(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, e;
	int rc = asking_parse(m, &doc, why);

	root = json_root(&doc);
	for (e = json_first(json_path(root, "[0].items")); rc == 0 && json_exists(e);
	     e = json_next(e)) {
		struct consignment *c = consignment_list_add(out);

		if (c == NULL)
			rc = ERR_NOMEM;
		else if (json_exists(json_get(e, "order_id")))
			rc = read_asked_shipment(m, root, e, c, why);
		else
			rc = read_cancelled(e, c, why);
	}
	json_doc_clear(&doc);
	return rc;
}

static const char *const headers[] = {"x-adobe-commerce-webhook-signature", NULL};

const struct connector connector_adobe = {
    .id = "adobe-commerce",
    .name = "Adobe Commerce",
    .headers = headers,
    .waits = true,
    .verify = verify,
    .parse = parse,
    .ask = ask,
    .gathers = true,
    .answer = answer,
    .page = page,
};
