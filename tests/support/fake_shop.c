#include "tests/support/fake_shop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/json.h"
#include "monitor/base/text.h"
#include "monitor/base/when.h"

enum { FIRST_NUMBER = 1000000000, FIRST_ORDER = 1000, WOO_PAGE = 50, SHOPIFY_PAGE = 25 };

void
fake_shop_init(struct fake_shop *f, enum fake_shop_kind kind, uint64_t seed, int64_t now_s)
{
	*f = (struct fake_shop){.kind = kind,
	    .state = seed * 2654435761U + 1,
	    .now_s = now_s,
	    .next_number = FIRST_NUMBER};
}

int
fake_shop_draw(struct fake_shop *f, int most)
{
	f->state = f->state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (int)((f->state >> 33) % (uint64_t)most);
}

static void
add_time(struct buf *b, int64_t at_s, const char *suffix)
{
	struct buf text = BUF_INIT(32);

	(void)when_add_utc(&text, at_s * SECOND_MS);
	(void)buf_addf(b, "\"%.19s%s\"", buf_str(&text), suffix);
	buf_clear(&text);
}

/* ---- WooCommerce: an order whole ---- */

static void
add_woo(struct buf *b, const struct fake_shop *f, int order)
{
	const struct fake_order *o = &f->orders[order];
	const char *comma = "";

	(void)buf_addf(b,
	    "{\"id\":%d,\"number\":\"%d\",\"status\":\"%s\",\"date_modified_gmt\":", order + 1,
	    FIRST_ORDER + order, o->cancelled_s != 0 ? "cancelled" : "completed");
	add_time(b, o->at_s, "");
	(void)buf_add_str(b,
	    ",\"shipping\":{\"country\":\"ES\",\"postcode\":\"48001\"},\"meta_data\":[{\"key\":"
	    "\"_wc_shipment_tracking_items\",\"value\":[");
	for (int p = 0; p < FAKE_PARTS; p++)
		for (int n = 0; n < FAKE_NUMBERS; n++) {
			if (o->parts[p].cancelled || o->parts[p].numbers[n] == 0)
				continue;
			(void)buf_addf(b,
			    "%s{\"tracking_provider\":\"dhl\",\"tracking_number\":\"%d\"}", comma,
			    o->parts[p].numbers[n]);
			comma = ",";
		}
	(void)buf_add_str(b, "]}]}");
}

/* ---- Shopify: a fulfilment, or an order that is cancelled ---- */

static void
add_fulfillment(struct buf *b, const struct fake_shop *f, int order, int part)
{
	const struct fake_part *p = &f->orders[order].parts[part];
	const char *comma = "";

	(void)buf_addf(b,
	    "{\"id\":%d,\"order_id\":%d,\"name\":\"#%d.%d\",\"status\":\"%s\",\"tracking_company\":"
	    "\"DHL\",\"destination\":{\"country_code\":\"ES\",\"zip\":\"48001\"},\"updated_at\":",
	    order * FAKE_PARTS + part + 1, order + 1, FIRST_ORDER + order, part + 1,
	    p->cancelled ? "cancelled" : "success");
	add_time(b, p->at_s, "Z");
	(void)buf_add_str(b, ",\"tracking_numbers\":[");
	for (int n = 0; n < FAKE_NUMBERS; n++)
		if (p->numbers[n] != 0) {
			(void)buf_addf(b, "%s\"%d\"", comma, p->numbers[n]);
			comma = ",";
		}
	(void)buf_add_str(b, "]}");
}

static void
add_node_part(struct buf *b, const struct fake_shop *f, int order, int part)
{
	const struct fake_part *p = &f->orders[order].parts[part];
	const char *comma = "";

	(void)buf_addf(b, "{\"legacyResourceId\":\"%d\",\"status\":\"%s\",\"updatedAt\":",
	    order * FAKE_PARTS + part + 1, p->cancelled ? "CANCELLED" : "SUCCESS");
	add_time(b, p->at_s, "Z");
	(void)buf_add_str(b, ",\"trackingInfo\":[");
	for (int n = 0; n < FAKE_NUMBERS; n++)
		if (p->numbers[n] != 0) {
			(void)buf_addf(
			    b, "%s{\"number\":\"%d\",\"company\":\"DHL\"}", comma, p->numbers[n]);
			comma = ",";
		}
	(void)buf_add_str(b, "]}");
}

static void
add_node(struct buf *b, const struct fake_shop *f, int order)
{
	const struct fake_order *o = &f->orders[order];
	const char *comma = "";

	(void)buf_addf(b,
	    "{\"legacyResourceId\":\"%d\",\"name\":\"#%d\",\"cancelledAt\":", order + 1,
	    FIRST_ORDER + order);
	if (o->cancelled_s != 0)
		add_time(b, o->cancelled_s, "Z");
	else
		(void)buf_add_str(b, "null");
	(void)buf_add_str(b,
	    ",\"shippingAddress\":{\"countryCodeV2\":\"ES\",\"zip\":\"48001\"},\"fulfillments\":[");
	for (int p = 0; p < FAKE_PARTS; p++)
		if (o->parts[p].at_s != 0) {
			(void)buf_add_str(b, comma);
			add_node_part(b, f, order, p);
			comma = ",";
		}
	(void)buf_add_str(b, "]}");
}

/* ---- what happens ---- */

static void
tell(const struct fake_shop *f, int order, int part, struct buf *headers, struct buf *body)
{
	if (f->kind == FAKE_WOOCOMMERCE) {
		(void)buf_add_str(headers, "X-WC-Webhook-Topic: order.updated\n");
		add_woo(body, f, order);
	} else if (f->orders[order].cancelled_s != 0) {
		(void)buf_add_str(headers, "X-Shopify-Topic: orders/cancelled\n");
		(void)buf_addf(body, "{\"id\":%d,\"name\":\"#%d\",\"cancelled_at\":", order + 1,
		    FIRST_ORDER + order);
		add_time(body, f->orders[order].cancelled_s, "Z");
		(void)buf_add_str(body, "}");
	} else {
		(void)buf_add_str(headers, "X-Shopify-Topic: fulfillments/update\n");
		add_fulfillment(body, f, order, part);
	}
}

void
fake_shop_change(struct fake_shop *f, struct buf *headers, struct buf *body)
{
	int order = fake_shop_draw(f, FAKE_ORDERS), part = fake_shop_draw(f, FAKE_PARTS);
	struct fake_order *o = &f->orders[order];
	struct fake_part *p = &o->parts[part];

	while (o->cancelled_s != 0) { /* for good */
		order = (order + 1) % FAKE_ORDERS;
		o = &f->orders[order];
		p = &o->parts[part];
	}
	f->now_s += 1 + fake_shop_draw(f, 20);
	o->at_s = p->at_s = f->now_s;
	switch (fake_shop_draw(f, 12)) {
	case 0: o->cancelled_s = f->now_s; break;
	case 1: p->cancelled = !p->cancelled; break;
	case 2: p->numbers[fake_shop_draw(f, FAKE_NUMBERS)] = 0; break;
	default: p->numbers[fake_shop_draw(f, FAKE_NUMBERS)] = f->next_number++; break;
	}
	tell(f, order, part, headers, body);
}

/* ---- what it answers ---- */

/* The moment that stands in the request, and the page that is wanted. */
static void
read_request(const struct fake_shop *f, const struct http_request *req, int64_t *since_s, int *page)
{
	bool woo = f->kind == FAKE_WOOCOMMERCE;
	const char *from = woo ? strstr(buf_str(&req->url), "modified_after=")
			       : strstr(buf_str(&req->body), "updated_at:>='");
	const char *at = woo ? strstr(buf_str(&req->url), "&page=")
			     : strstr(buf_str(&req->body), "\"after\":\"");
	struct buf text = BUF_INIT(64);
	struct when when = WHEN_INIT;

	if (from == NULL)
		abort();
	from += woo ? strlen("modified_after=") : strlen("updated_at:>='");
	if (text_percent_decode(&text, (struct span){from, woo ? strlen(from) : 20}, false) < 0 ||
	    when_parse(buf_span(&text), &when) < 0)
		abort();
	*since_s = when_utc(when) / SECOND_MS;
	*page = 0;
	if (at != NULL)
		*page = (woo ? at[6] : at[9]) - '0' - (woo ? 1 : 0);
	buf_clear(&text);
}

void
fake_shop_answer(struct fake_shop *f, const struct http_request *req, struct http_response *res)
{
	bool woo = f->kind == FAKE_WOOCOMMERCE, more = false;
	int64_t since_s;
	int page, size = woo ? WOO_PAGE : SHOPIFY_PAGE, seen = 0;
	const char *comma = "";

	read_request(f, req, &since_s, &page);
	res->status = 200;
	(void)buf_add_str(&res->body, woo ? "[" : "{\"data\":{\"orders\":{\"nodes\":[");
	for (int order = 0; order < FAKE_ORDERS; order++) {
		if (f->orders[order].at_s == 0 || f->orders[order].at_s < since_s)
			continue;
		if (seen >= page * size && seen < (page + 1) * size) {
			(void)buf_add_str(&res->body, comma);
			if (woo)
				add_woo(&res->body, f, order);
			else
				add_node(&res->body, f, order);
			comma = ",";
		}
		more |= ++seen > (page + 1) * size;
	}
	if (woo)
		(void)buf_add_str(&res->body, "]");
	else
		(void)buf_addf(&res->body,
		    "],\"pageInfo\":{\"hasNextPage\":%s,\"endCursor\":\"%d\"}}}}",
		    more ? "true" : "false", page + 1);
}

void
fake_shop_truth(const struct fake_shop *f, int order, struct buf *out)
{
	const struct fake_order *o = &f->orders[order];
	int numbers[FAKE_PARTS * FAKE_NUMBERS], count = 0;

	for (int p = 0; o->cancelled_s == 0 && p < FAKE_PARTS; p++)
		for (int n = 0; n < FAKE_NUMBERS; n++)
			if (!o->parts[p].cancelled && o->parts[p].numbers[n] != 0)
				numbers[count++] = o->parts[p].numbers[n];
	for (int i = 0; i < count; i++)
		for (int k = i + 1; k < count; k++)
			if (numbers[k] < numbers[i]) {
				int swap = numbers[i];

				numbers[i] = numbers[k];
				numbers[k] = swap;
			}
	for (int i = 0; i < count; i++)
		(void)buf_addf(out, "%d ", numbers[i]);
}
