/*
 * fuzz_shops: what the system of a shop sends, or answers. The first byte picks the system, the second the topic; the rest is the body. What is read
 * is bounded, named, and the same when read again; nothing that is not signed is genuine.
 */

#include "monitor/shops/connector.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "tests/fuzz/fuzz.h"

enum { CONNECTORS = 6, STEPS = 6, AT = 1795219200 };

static void
check_consignment(const struct consignment *c)
{
	if (c->resource[0] == '\0' || c->count > LIMIT_ORDER_PARCELS ||
	    memchr(c->order, '\0', sizeof(c->order)) == NULL)
		abort();
	for (size_t i = 0; i < c->count; i++) {
		const struct registration *r = &c->parcels[i];

		if (r->shipment.number[0] == '\0' || !text_utf8_valid(span_of(r->person.name)) ||
		    !text_utf8_valid(span_of(r->shipment.order)))
			abort();
	}
}

static int
read_all(const struct connector *connector, const struct shop_message *m, bool polled)
{
	struct consignment_list list = CONSIGNMENT_LIST_INIT;
	struct why why = {.code = 0};
	int rc = connector_read(connector, m, polled, &list, &why);

	for (size_t i = 0; rc == 0 && i < list.count; i++)
		check_consignment(&list.items[i]);
	if (rc < 0 && rc != ERR_NOMEM && (rc != ERR_MALFORMED || why.text[0] == '\0'))
		abort();
	consignment_list_clear(&list);
	return rc;
}

/* As an answer to the question of a cursor, and as what was gathered before the next. */
static void
answer(const struct connector *connector, const struct shop_message *m, const char *cursor)
{
	struct shop_query q = {.settings = m->settings,
	    .from_utc_ms = (int64_t)AT * SECOND_MS,
	    .zone = m->zone,
	    .cursor = cursor,
	    .token = "t",
	    .gathered = m->body};
	struct shop_answer got = {.partial = false};
	struct http_response res;
	struct http_request req;
	struct why why = {.code = 0};

	http_response_init(&res);
	http_request_init(&req);
	res.status = 200;
	if (buf_add(&res.body, m->body.data, m->body.len) == 0 &&
	    connector->answer(&q, &res, &got, &why) == 0 &&
	    (memchr(got.next, '\0', sizeof(got.next)) == NULL ||
		(got.partial && got.next[0] == '\0')))
		abort();
	if (connector->ask(&q, &req) == 0 &&
	    (req.url.len > LIMIT_URL_BYTES || strchr(buf_str(&req.url), '\n') != NULL))
		abort();
	http_request_clear(&req);
	http_response_clear(&res);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const topics[] = {"fulfillments/update", "orders/cancelled",
	    "order.updated", "order.deleted", "customers/redact"};
	static const char *const cursors[STEPS] = {
	    "", "1/0/1", "2/50/0", "3/1/1", "4/0/0", "5/100/1"};
	struct connector_settings settings = {
	    .promised = "_delivery_date", .available = "_release_date", .carriers = "x = -"};
	struct http_headers headers = {.items = NULL};
	struct shop_message m = {.settings = &settings,
	    .headers = &headers,
	    .token = "t",
	    .zone = "Europe/Madrid",
	    .received_utc_ms = (int64_t)AT * SECOND_MS};
	const struct connector *connector;
	bool polled;

	if (size < 2)
		return 0;
	connector = connector_all()[(data[0] & 0x7f) % CONNECTORS];
	polled = connector->parse == NULL || ((data[0] & 0x80) != 0 && connector->page != NULL);
	m.body = (struct span){(const char *)data + 2, size - 2};
	if (http_headers_add(&headers, "X-Shopify-Topic", topics[data[1] % 5]) == 0 &&
	    http_headers_add(&headers, "X-WC-Webhook-Topic", topics[data[1] % 5]) == 0 &&
	    http_headers_add(&headers, "X-Shopify-Hmac-Sha256", "AAAA") == 0) {
		const int once = read_all(connector, &m, polled);

		if (once != read_all(connector, &m, polled))
			abort();
		for (size_t i = 0; connector->ask != NULL && i < STEPS; i++)
			answer(connector, &m, cursors[i]);
		if (connector->verify != NULL && connector->verify(&m) == PUSH_GENUINE)
			abort();
	}
	http_headers_clear(&headers);
	return 0;
}
