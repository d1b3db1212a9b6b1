/*
 * WooCommerce: order.created, order.updated and order.deleted, signed by HMAC-SHA256 of the raw body in base64; the parcels stand in the order's
 * metadata as the plugins Shipment Tracking and Advanced Shipment Tracking write them, both under one key. Sources: woocommerce,
 * class-wc-webhook.php (headers, signature, the unsigned ping of a new webhook, disabled after more than five failures in a row);
 * woocommerce.com/document/shipment-tracking (items); developer.woocommerce.com, REST API v3 (orders, modified_after, paging).
 */

#include <stdio.h>
#include <string.h>

#include "carriers/adapter.h"
#include "monitor/base/text.h"
#include "monitor/shops/fields.h"

enum { PAGE_ROWS = 50 };

#define ITEMS "_wc_shipment_tracking_items"

static enum push_verdict
verify(const struct shop_message *m)
{
	return fields_verify(m, "X-WC-Webhook-Signature", false);
}

/* "webhook_id=17", of a webhook that has just been saved: it must be answered by 200 for the webhook to become active. */
static bool
is_ping(const struct shop_message *m)
{
	static const char prefix[] = "webhook_id=";
	int64_t id;

	return text_starts(m->body, prefix) &&
	    text_parse_i64((struct span){m->body.data + sizeof(prefix) - 1,
			       m->body.len - (sizeof(prefix) - 1)},
		0, INT64_MAX, &id) == 0;
}

/* ---- an order ---- */

static struct json_value
meta(struct json_value order, const char *key)
{
	struct json_value e;

	for (e = json_first(json_get(order, "meta_data")); json_exists(e); e = json_next(e))
		if (json_string_is(json_get(e, "key"), key))
			return json_get(e, "value");
	return (struct json_value){.doc = NULL};
}

static bool
is_called_off(struct json_value order)
{
	static const char *const states[] = {"cancelled", "failed", "trash"};

	for (size_t i = 0; i < 3; i++)
		if (json_string_is(json_get(order, "status"), states[i]))
			return true;
	return false;
}

/* Where it goes: the shipping address, or where there is none that of the bill. */
static struct json_value
destination(struct json_value order)
{
	struct json_value shipping = json_get(order, "shipping");
	char country[4] = "";

	(void)json_string_copy(json_get(shipping, "country"), country, sizeof(country));
	return country[0] != '\0' ? shipping : json_get(order, "billing");
}

static const struct fields_address address = {
    "country", "postcode", "city", "first_name", "last_name"};

static int
read_order_fields(
    const struct shop_message *m, struct json_value order, struct registration *r, struct why *why)
{
	struct json_value bill = json_get(order, "billing");
	char way[LIMIT_NAME_ROOM] = "";
	int64_t ordered;

	if (fields_at(order, "date_created_gmt", &ordered, why) == 0)
		r->shipment.ordered_utc_ms = ordered;
	(void)json_string_clean(
	    json_path(order, "shipping_lines[0].method_title"), way, sizeof(way));
	fields_try_pickup(m, r, way);
	fields_try_address(r, &address, destination(order));
	fields_try(r, "customer_email", json_get(bill, "email"));
	fields_try(r, "customer_phone", json_get(bill, "phone"));
	fields_try(r, "value", json_get(order, "total"));
	return fields_days(m, r, order, meta, why);
}

static int
read_item(const struct shop_message *m, struct json_value order, struct json_value item,
    struct consignment *c, struct why *why)
{
	char name[LIMIT_NAME_ROOM] = "", number[LIMIT_NAME_ROOM];
	struct registration *r;
	int rc;

	if (!json_text_copy(json_get(item, "tracking_number"), number, sizeof(number)) ||
	    number[0] == '\0')
		return 0; /* one that is not filled in yet */
	(void)json_string_clean(json_get(item, "tracking_provider"), name, sizeof(name));
	if (name[0] == '\0')
		(void)json_string_clean(
		    json_get(item, "custom_tracking_provider"), name, sizeof(name));
	rc = fields_add_parcel(m, c, name, item, &r, why);
	if (rc < 0 || r == NULL)
		return rc;
	rc = fields_set(r, "number", json_get(item, "tracking_number"), why);
	return rc < 0 ? rc : read_order_fields(m, order, r, why);
}

static int
read_order(const struct shop_message *m, struct json_value order, struct consignment_list *out,
    struct why *why)
{
	struct consignment *c = consignment_list_add(out);
	struct json_value items = meta(order, ITEMS), e;
	int rc;

	if (c == NULL)
		return ERR_NOMEM;
	rc = fields_resource(c->resource, "order", order, "id", why);
	if (rc == 0 && !json_text_copy(json_get(order, "number"), c->order, sizeof(c->order)))
		(void)json_text_copy(json_get(order, "id"), c->order, sizeof(c->order));
	if (rc == 0 && !json_exists(json_get(order, "status"))) { /* order.deleted: its id alone */
		c->at_utc_ms = m->received_utc_ms;
		c->cancelled = true;
		return 0;
	}
	if (rc == 0)
		rc = fields_at(order, "date_modified_gmt", &c->at_utc_ms, why);
	c->cancelled = is_called_off(order);
	/* PHP writes a list whose first entry has gone as an object. */
	for (e = json_first(items); rc == 0 && !c->cancelled && json_exists(e); e = json_next(e))
		rc = read_item(m, order, e, c, why);
	return rc;
}

static int
parse(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	const char *topic = http_headers_get(m->headers, "X-WC-Webhook-Topic");
	struct json_doc doc = JSON_DOC_INIT;
	int rc;

	if (topic != NULL && !text_starts(span_of(topic), "order."))
		return 0;
	rc = fields_parse(m, &doc, why);
	if (rc == 0)
		rc = read_order(m, json_root(&doc), out, why);
	json_doc_clear(&doc);
	return rc;
}

/* ---- asking ---- */

/* By id, so that an order that changes meanwhile moves none past the page that is read: it only comes in. */
static int
ask(const struct shop_query *q, struct http_request *out)
{
	struct buf from = BUF_INIT(32);
	int rc;

	(void)when_add_utc(&from, q->from_utc_ms); /* sticky, as what follows */
	(void)buf_addf(&out->url,
	    "%s/wp-json/wc/v3/orders?per_page=%d&page=%s&orderby=id&order=asc&dates_are_gmt=true"
	    "&modified_after=",
	    q->settings->origin, PAGE_ROWS, q->cursor[0] != '\0' ? q->cursor : "1");
	(void)text_add_percent(&out->url, buf_span(&from));
	rc = buf_error(&out->url);
	if (rc == 0)
		rc = adapter_add_basic_pair(
		    out, q->settings->user, secret_bytes(&q->settings->password));
	buf_clear(&from);
	return rc;
}

static int
page(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value e;
	int rc = fields_parse(m, &doc, why);

	if (rc == 0 && json_kind(json_root(&doc)) != JSON_KIND_ARRAY)
		rc = json_fault(json_root(&doc), why, ERR_MALFORMED, "must be a list of orders");
	for (e = json_first(json_root(&doc)); rc == 0 && json_exists(e); e = json_next(e))
		rc = read_order(m, e, out, why);
	json_doc_clear(&doc);
	return rc;
}

/* A page that is full has one after it. */
static int
answer(const struct shop_query *q, const struct http_response *in, struct shop_answer *out,
    struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	int64_t at = 1;
	int rc = fields_answer(in, &doc, why);

	if (rc == 0 && json_kind(json_root(&doc)) != JSON_KIND_ARRAY)
		rc = json_fault(json_root(&doc), why, ERR_MALFORMED, "must be a list of orders");
	if (rc == 0 && json_count(json_root(&doc)) == PAGE_ROWS) {
		if (text_parse_i64(span_of(q->cursor), 1, 1000000, &at) < 0)
			at = 1; /* the first has no cursor */
		(void)snprintf(out->next, sizeof(out->next), "%lld", (long long)at + 1);
	}
	json_doc_clear(&doc);
	return rc;
}

static const char *const headers[] = {"X-WC-Webhook-Signature", "X-WC-Webhook-Topic",
    "X-WC-Webhook-Delivery-ID", "X-WC-Webhook-Source", NULL};

const struct connector connector_woocommerce = {
    .id = "woocommerce",
    .name = "WooCommerce",
    .headers = headers,
    .delivery = "X-WC-Webhook-Delivery-ID",
    .verify = verify,
    .is_ping = is_ping,
    .parse = parse,
    .ask = ask,
    .answer = answer,
    .page = page,
};
