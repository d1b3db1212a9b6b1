/*
 * Shopify: fulfillments/create and fulfillments/update with the parcels of one fulfilment each, orders/cancelled, and the three privacy topics,
 * signed by HMAC-SHA256 of the raw body in base64. Sources: shopify.dev, "Using the client credentials grant", "Verify webhook deliveries", "Delivery structure", "Privacy law
 * compliance"; Admin GraphQL 2025-10, objects Order and Fulfillment, "API rate limits"; the fulfilment of Shopify's own client tests.
 */

#include <string.h>

#include "carriers/adapter.h"
#include "monitor/base/json_write.h"
#include "monitor/base/text.h"
#include "monitor/shops/fields.h"

/* A version that has ended is answered as the oldest that is kept (shopify.dev, "About Shopify API versioning"). */
#define API "/admin/api/2025-10/graphql.json"

static enum push_verdict
verify(const struct shop_message *m)
{
	return fields_verify(m, "X-Shopify-Hmac-Sha256", false);
}

/* People's number of an order has a sign in front that they do not type, and a fulfilment's a part of its own behind: "#1001.1", "#1001-F1". */
static int
read_order_name(char dst[LIMIT_ORDER_ROOM], struct json_value v, bool part, struct why *why)
{
	char text[LIMIT_ORDER_ROOM];
	char *dot, *dash, *from = text;

	if (!json_string_copy(v, text, sizeof(text)) || text[0] == '\0')
		return json_fault(v, why, ERR_MALFORMED, "must be its name, as #1001");
	dot = part ? strrchr(text, '.') : NULL;
	dash = part ? strstr(text, "-F") : NULL;
	if (dot != NULL || dash != NULL)
		*(dot != NULL ? dot : dash) = '\0';
	from += text[0] == '#';
	return from[0] == '\0' ? json_fault(v, why, ERR_MALFORMED, "must be its name, as #1001")
			       : text_copy(dst, LIMIT_ORDER_ROOM, from);
}

/* One parcel, wherever its parts stand. */
struct parcel {
	const struct fields_address *address; /* what its parts are called in `to` */
	struct json_value number, company, to, email, promised;
};

static int
add_parcel(
    const struct shop_message *m, const struct parcel *p, struct consignment *c, struct why *why)
{
	char company[LIMIT_NAME_ROOM] = "";
	struct registration *r;
	int rc;

	(void)json_string_clean(p->company, company, sizeof(company));
	rc = fields_add_parcel(m, c, company, p->number, &r, why);
	if (rc < 0 || r == NULL)
		return rc;
	rc = fields_set(r, "number", p->number, why);
	if (rc < 0)
		return rc;
	fields_try_address(r, p->address, p->to);
	fields_try(r, "customer_email", p->email);
	fields_try(r, "customer_phone", json_get(p->to, "phone"));
	return m->settings->promised[0] == '\0' ? 0
						: fields_day(r, "promised_date", p->promised, why);
}

/* Called off, with all of its parcels; what its id and the hour are called. */
static int
read_cancelled(
    struct json_value order, const char *id, const char *at, struct consignment *c, struct why *why)
{
	int rc = fields_resource(c->resource, "order", order, id, why);

	if (rc == 0)
		rc = read_order_name(c->order, json_get(order, "name"), false, why);
	if (rc == 0)
		rc = fields_at(order, at, &c->at_utc_ms, why);
	c->cancelled = true;
	return rc;
}

/* ---- webhooks ---- */

static const struct fields_address address_sent = {
    "country_code", "zip", "city", "first_name", "last_name"};

static int
read_parcel(const struct shop_message *m, struct json_value f, struct json_value number,
    struct consignment *c, struct why *why)
{
	const struct parcel p = {.address = &address_sent,
	    .number = number,
	    .company = json_get(f, "tracking_company"),
	    .to = json_get(f, "destination"),
	    .email = json_get(f, "email"),
	    .promised = json_path(f, m->settings->promised)};

	return add_parcel(m, &p, c, why);
}

static int
read_fulfillment(
    const struct shop_message *m, struct json_value f, struct consignment *c, struct why *why)
{
	struct json_value numbers = json_get(f, "tracking_numbers"), e;
	int rc = fields_resource(c->resource, "fulfillment", f, "id", why);

	if (rc == 0)
		rc = fields_resource(c->within, "order", f, "order_id", why);
	if (rc == 0)
		rc = read_order_name(c->order, json_get(f, "name"), true, why);
	if (rc == 0)
		rc = fields_at(f, "updated_at", &c->at_utc_ms, why);
	/* A fulfilment that is cancelled has no parcels any more; the order may get another. */
	if (rc < 0 || json_string_is(json_get(f, "status"), "cancelled"))
		return rc;
	if (json_count(numbers) == 0 && !json_absent(json_get(f, "tracking_number")))
		return read_parcel(m, f, json_get(f, "tracking_number"), c, why);
	for (e = json_first(numbers); rc == 0 && json_exists(e); e = json_next(e))
		rc = read_parcel(m, f, e, c, why);
	return rc;
}

static const struct {
	const char *topic;
	enum privacy privacy;
} privacies[] = {{"customers/redact", PRIVACY_REDACT}, {"customers/data_request", PRIVACY_REQUEST},
    {"shop/redact", PRIVACY_REDACT_SHOP}};

/* People are known here by their mail. */
static int
read_privacy(
    const struct shop_message *m, struct json_value root, struct consignment *c, struct why *why)
{
	c->at_utc_ms = m->received_utc_ms;
	(void)text_cut(c->resource, sizeof(c->resource), SPAN("privacy"));
	return c->privacy == PRIVACY_REDACT_SHOP
	    ? 0
	    : json_need_string(root, "customer.email", c->email, sizeof(c->email), why);
}

static int
parse(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	const char *topic = http_headers_get(m->headers, "X-Shopify-Topic");
	struct json_doc doc = JSON_DOC_INIT;
	enum privacy privacy = PRIVACY_NONE;
	struct consignment *c;
	bool cancelled;
	int rc;

	if (topic == NULL)
		return why_set(
		    why, ERR_MALFORMED, SIZE_MAX, "", "the header X-Shopify-Topic is missing");
	cancelled = strcmp(topic, "orders/cancelled") == 0;
	for (size_t i = 0; i < sizeof(privacies) / sizeof(privacies[0]); i++)
		if (strcmp(topic, privacies[i].topic) == 0)
			privacy = privacies[i].privacy;
	if (!cancelled && privacy == PRIVACY_NONE && !text_starts(span_of(topic), "fulfillments/"))
		return 0;
	rc = fields_parse(m, &doc, why);
	c = rc == 0 ? consignment_list_add(out) : NULL;
	if (rc == 0 && c == NULL)
		rc = ERR_NOMEM;
	if (rc == 0)
		c->privacy = privacy;
	if (rc == 0 && privacy != PRIVACY_NONE)
		rc = read_privacy(m, json_root(&doc), c, why);
	else if (rc == 0)
		rc = cancelled ? read_cancelled(json_root(&doc), "id", "cancelled_at", c, why)
			       : read_fulfillment(m, json_root(&doc), c, why);
	json_doc_clear(&doc);
	return rc;
}

/* ---- asking ---- */

static const char query[] =
    "query($q:String!,$after:String){orders(first:25,after:$after,sortKey:UPDATED_AT,query:$q){"
    "pageInfo{hasNextPage endCursor}nodes{legacyResourceId name email createdAt cancelledAt "
    "shippingAddress{firstName lastName phone city zip countryCodeV2}"
    "fulfillments(first:30){legacyResourceId status updatedAt estimatedDeliveryAt "
    "trackingInfo{number company}}}}}";

/* An app of the Dev Dashboard has an id and a secret, and tokens that live for a day; one that a shop's admin made before 2026 has a token for good. */
static int
enter(const struct connector_settings *s, struct http_request *out)
{
	int rc;

	if (s->user[0] == '\0')
		return ERR_NOT_FOUND;
	out->method = HTTP_POST;
	out->secret_body = true;
	(void)buf_addf(&out->url, "%s/admin/oauth/access_token", s->origin); /* sticky */
	rc = http_headers_add(&out->headers, "Content-Type", "application/x-www-form-urlencoded");
	(void)buf_add_str(&out->body, "grant_type=client_credentials");
	if (rc == 0)
		rc = adapter_add_form(out, "client_id", s->user);
	if (rc == 0)
		rc = adapter_add_form(out, "client_secret", secret_bytes(&s->password));
	return rc != 0 ? rc : buf_error(&out->url);
}

static int
ask(const struct shop_query *q, struct http_request *out)
{
	struct buf since = BUF_INIT(64);
	struct json_out w = JSON_OUT_INIT;
	int rc;

	(void)buf_add_str(&since, "updated_at:>='"); /* sticky */
	(void)when_add_utc(&since, q->from_utc_ms);
	(void)buf_add_str(&since, "'");
	out->method = HTTP_POST;
	(void)buf_addf(&out->url, "%s" API, q->settings->origin);
	json_out_object(&w, NULL);
	json_out_str(&w, "query", query);
	json_out_object(&w, "variables");
	json_out_str(&w, "q", buf_str(&since));
	if (q->cursor[0] != '\0')
		json_out_str(&w, "after", q->cursor);
	else
		json_out_null(&w, "after");
	json_out_end(&w);
	json_out_end(&w);
	rc = json_out_take(&w, &out->body, false);
	if (rc == 0)
		rc = buf_error(&out->url);
	if (rc == 0)
		rc = http_headers_add(&out->headers, "Content-Type", "application/json");
	if (rc == 0)
		rc = http_headers_add_secret(&out->headers, "X-Shopify-Access-Token", q->token);
	json_out_clear(&w);
	buf_clear(&since);
	return rc;
}

static const struct fields_address address_told = {
    "countryCodeV2", "zip", "city", "firstName", "lastName"};

static int
read_tracked(const struct shop_message *m, struct json_value order, struct json_value f,
    struct json_value tracking, struct consignment *c, struct why *why)
{
	const struct parcel p = {.address = &address_told,
	    .number = json_get(tracking, "number"),
	    .company = json_get(tracking, "company"),
	    .to = json_get(order, "shippingAddress"),
	    .email = json_get(order, "email"),
	    .promised = json_get(f, "estimatedDeliveryAt")};

	return json_absent(p.number) ? 0 : add_parcel(m, &p, c, why);
}

static int
read_polled_fulfillment(const struct shop_message *m, struct json_value order, struct json_value f,
    struct consignment_list *out, struct why *why)
{
	struct consignment *c = consignment_list_add(out);
	struct json_value e;
	int rc;

	if (c == NULL)
		return ERR_NOMEM;
	rc = fields_resource(c->resource, "fulfillment", f, "legacyResourceId", why);
	if (rc == 0)
		rc = fields_resource(c->within, "order", order, "legacyResourceId", why);
	if (rc == 0)
		rc = read_order_name(c->order, json_get(order, "name"), false, why);
	if (rc == 0)
		rc = fields_at(f, "updatedAt", &c->at_utc_ms, why);
	if (rc < 0 || json_string_is(json_get(f, "status"), "CANCELLED"))
		return rc;
	for (e = json_first(json_get(f, "trackingInfo")); rc == 0 && json_exists(e);
	     e = json_next(e))
		rc = read_tracked(m, order, f, e, c, why);
	return rc;
}

static int
read_polled(const struct shop_message *m, struct json_value order, struct consignment_list *out,
    struct why *why)
{
	struct consignment *c;
	struct json_value f;
	int rc = 0;

	for (f = json_first(json_get(order, "fulfillments")); rc == 0 && json_exists(f);
	     f = json_next(f))
		rc = read_polled_fulfillment(m, order, f, out, why);
	if (rc < 0 || json_absent(json_get(order, "cancelledAt")))
		return rc;
	c = consignment_list_add(out);
	if (c == NULL)
		return ERR_NOMEM;
	return read_cancelled(order, "legacyResourceId", "cancelledAt", c, why);
}

static int
page(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value nodes, e;
	int rc = fields_parse(m, &doc, why);

	if (rc == 0)
		rc = json_need(json_root(&doc), "data.orders.nodes", JSON_KIND_ARRAY, &nodes, why);
	if (rc == 0)
		for (e = json_first(nodes); rc == 0 && json_exists(e); e = json_next(e))
			rc = read_polled(m, e, out, why);
	json_doc_clear(&doc);
	return rc;
}

/* Errors come with status 200 too. */
static int
read_error(struct json_value root, struct why *why)
{
	struct json_value e = json_at(json_get(root, "errors"), 0);
	struct json_value code = json_path(e, "extensions.code");
	char text[128] = "";

	if (!json_exists(e))
		return 0;
	(void)json_string_clean(json_get(e, "message"), text, sizeof(text));
	if (json_string_is(code, "THROTTLED"))
		return why_set(why, ERR_RATE_LIMITED, SIZE_MAX, "errors", "%s", text);
	if (json_string_is(code, "ACCESS_DENIED"))
		return why_set(why, ERR_BAD_CREDENTIALS, SIZE_MAX, "errors", "%s", text);
	return why_set(why, ERR_REJECTED, SIZE_MAX, "errors", "%s", text);
}

static int
answer(const struct shop_query *q, const struct http_response *in, struct shop_answer *out,
    struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value info;
	bool more = false;
	int rc = fields_answer(in, &doc, why);

	(void)q;
	if (rc == 0)
		rc = read_error(json_root(&doc), why);
	if (rc == 0)
		rc = json_need(
		    json_root(&doc), "data.orders.pageInfo", JSON_KIND_OBJECT, &info, why);
	if (rc == 0 && json_bool(json_get(info, "hasNextPage"), &more) && more)
		rc = json_need_string(info, "endCursor", out->next, sizeof(out->next), why);
	json_doc_clear(&doc);
	return rc;
}

static const char *const headers[] = {"X-Shopify-Hmac-Sha256", "X-Shopify-Topic",
    "X-Shopify-Webhook-Id", "X-Shopify-Shop-Domain", "X-Shopify-Triggered-At", NULL};

const struct connector connector_shopify = {
    .id = "shopify",
    .name = "Shopify",
    .headers = headers,
    .delivery = "X-Shopify-Webhook-Id",
    .verify = verify,
    .parse = parse,
    .enter = enter,
    .ask = ask,
    .answer = answer,
    .page = page,
};
