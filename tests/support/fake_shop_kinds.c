/*
 * What each system says of the orders of a fake shop. Its pages are small, so that there are several.
 */

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "tests/support/fake_shop.h"

enum { WOO_PAGE = 50, SHOPIFY_PAGE = 25, ID_BASE = 1 };

/* ---- reading questions ---- */

static const char *
find(const char *text, const char *marker)
{
	const char *at = strstr(text, marker);

	if (at == NULL)
		abort(); /* it is not asked as it should be */
	return at + strlen(marker);
}

/* The digits at `text`. */
static struct span
digits(const char *text)
{
	return (struct span){text, strspn(text, "0123456789")};
}

static int
read_int(const char *text, const char *marker)
{
	int64_t value;

	if (text_parse_i64(digits(find(text, marker)), 0, INT32_MAX, &value) < 0)
		abort();
	return (int)value;
}

/* The moment behind a marker, 19 characters. */
static int64_t
read_time(const char *text, const char *marker, const char *zone)
{
	struct when at;

	if (when_parse((struct span){find(text, marker), 19}, &at) < 0)
		abort();
	return zone_when_utc(zone, at) / SECOND_MS;
}

/* Whether an id stands in the list behind a marker. */
static bool
is_wanted(const char *text, const char *marker, int id)
{
	struct span one = digits(find(text, marker));
	int64_t value;

	while (text_parse_i64(one, 0, INT32_MAX, &value) == 0) {
		const char *end = one.data + one.len;

		if (value == id)
			return true;
		one = digits(end + (*end == '|' || *end == ','));
	}
	return false;
}

/* ---- writing ---- */

static void
add_time(struct buf *b, int64_t at_s, const char *suffix)
{
	struct buf text = BUF_INIT(32);

	(void)when_add_utc(&text, at_s * SECOND_MS);
	(void)buf_addf(b, "\"%.19s%s\"", buf_str(&text), suffix);
	buf_clear(&text);
}

static bool
has(const struct fake_part *p, int n)
{
	return !p->cancelled && p->numbers[n] != 0;
}

/* `format` for each number of a part. */
static void
add_numbers(struct buf *b, const struct fake_part *p, const char *before, const char *after)
{
	const char *comma = "";

	for (int n = 0; n < FAKE_NUMBERS; n++)
		if (p->numbers[n] != 0) {
			(void)buf_addf(b, "%s%s%d%s", comma, before, p->numbers[n], after);
			comma = ",";
		}
}

static int
part_id(int order, int part)
{
	return order * FAKE_PARTS + part + ID_BASE;
}

/* A window on what is counted: `skip` come before it, `take` are in it. */
struct window {
	int skip, take, seen;
	const char *comma;
};

static bool
opens(struct window *w, struct buf *body)
{
	bool in = w->seen >= w->skip && w->seen < w->skip + w->take;

	w->seen++;
	if (in) {
		(void)buf_add_str(body, w->comma);
		w->comma = ",";
	}
	return in;
}

/* ---- WooCommerce: an order whole ---- */

static void
add_woo(struct buf *b, const struct fake_shop *f, int order)
{
	const struct fake_order *o = &f->orders[order];
	struct window all = {.take = FAKE_PARTS * FAKE_NUMBERS, .comma = ""};

	(void)buf_addf(b, "{\"id\":%d,\"number\":\"%d\",\"status\":\"%s\",\"date_modified_gmt\":",
	    order + ID_BASE, FAKE_FIRST_ORDER + order,
	    o->cancelled_s != 0 ? "cancelled" : "completed");
	add_time(b, o->at_s, "");
	(void)buf_add_str(b,
	    ",\"shipping\":{\"country\":\"ES\",\"postcode\":\"48001\"},\"meta_data\":[{\"key\":"
	    "\"_wc_shipment_tracking_items\",\"value\":[");
	for (int p = 0; p < FAKE_PARTS; p++)
		for (int n = 0; n < FAKE_NUMBERS; n++)
			if (has(&o->parts[p], n) && opens(&all, b))
				(void)buf_addf(b,
				    "{\"tracking_provider\":\"dhl\",\"tracking_number\":\"%d\"}",
				    o->parts[p].numbers[n]);
	(void)buf_add_str(b, "]}]}");
}

static void
tell_woo(const struct fake_shop *f, int order, int part, struct buf *headers, struct buf *body)
{
	(void)part;
	(void)buf_add_str(headers, "X-WC-Webhook-Topic: order.updated\n");
	add_woo(body, f, order);
}

static void
answer_woo(const struct fake_shop *f, const char *text, struct buf *body)
{
	int64_t since_s = read_time(text, "modified_after=", "UTC");
	struct window page = {
	    .skip = (read_int(text, "&page=") - 1) * WOO_PAGE, .take = WOO_PAGE, .comma = ""};

	(void)buf_add_str(body, "[");
	for (int order = 0; order < FAKE_ORDERS; order++)
		if (f->orders[order].at_s != 0 && f->orders[order].at_s >= since_s &&
		    opens(&page, body))
			add_woo(body, f, order);
	(void)buf_add_str(body, "]");
}

/* ---- Shopify: a fulfilment, or an order that is cancelled ---- */

static void
tell_shopify(const struct fake_shop *f, int order, int part, struct buf *headers, struct buf *body)
{
	const struct fake_order *o = &f->orders[order];
	const struct fake_part *p = &o->parts[part];

	if (o->cancelled_s != 0) {
		(void)buf_add_str(headers, "X-Shopify-Topic: orders/cancelled\n");
		(void)buf_addf(body,
		    "{\"id\":%d,\"name\":\"#%d\",\"cancelled_at\":", order + ID_BASE,
		    FAKE_FIRST_ORDER + order);
		add_time(body, o->cancelled_s, "Z");
		(void)buf_add_str(body, "}");
		return;
	}
	(void)buf_add_str(headers, "X-Shopify-Topic: fulfillments/update\n");
	(void)buf_addf(body,
	    "{\"id\":%d,\"order_id\":%d,\"name\":\"#%d.%d\",\"status\":\"%s\",\"tracking_company\":"
	    "\"DHL\",\"destination\":{\"country_code\":\"ES\",\"zip\":\"48001\"},\"updated_at\":",
	    part_id(order, part), order + ID_BASE, FAKE_FIRST_ORDER + order, part + 1,
	    p->cancelled ? "cancelled" : "success");
	add_time(body, p->at_s, "Z");
	(void)buf_add_str(body, ",\"tracking_numbers\":[");
	add_numbers(body, p, "\"", "\"");
	(void)buf_add_str(body, "]}");
}

static void
add_node(struct buf *b, const struct fake_shop *f, int order)
{
	const struct fake_order *o = &f->orders[order];
	struct window all = {.take = FAKE_PARTS, .comma = ""};

	(void)buf_addf(b,
	    "{\"legacyResourceId\":\"%d\",\"name\":\"#%d\",\"cancelledAt\":", order + ID_BASE,
	    FAKE_FIRST_ORDER + order);
	if (o->cancelled_s != 0)
		add_time(b, o->cancelled_s, "Z");
	else
		(void)buf_add_str(b, "null");
	(void)buf_add_str(b,
	    ",\"shippingAddress\":{\"countryCodeV2\":\"ES\",\"zip\":\"48001\"},\"fulfillments\":[");
	for (int part = 0; part < FAKE_PARTS; part++) {
		const struct fake_part *p = &o->parts[part];

		if (p->at_s == 0 || !opens(&all, b))
			continue;
		(void)buf_addf(b, "{\"legacyResourceId\":\"%d\",\"status\":\"%s\",\"updatedAt\":",
		    part_id(order, part), p->cancelled ? "CANCELLED" : "SUCCESS");
		add_time(b, p->at_s, "Z");
		(void)buf_add_str(b, ",\"trackingInfo\":[");
		add_numbers(b, p, "{\"company\":\"DHL\",\"number\":\"", "\"}");
		(void)buf_add_str(b, "]}");
	}
	(void)buf_add_str(b, "]}");
}

static void
answer_shopify(const struct fake_shop *f, const char *text, struct buf *body)
{
	int64_t since_s = read_time(text, "updated_at:>='", "UTC");
	int at = strstr(text, "\"after\":\"") != NULL ? read_int(text, "\"after\":\"") : 0;
	struct window page = {.skip = at, .take = SHOPIFY_PAGE, .comma = ""};

	(void)buf_add_str(body, "{\"data\":{\"orders\":{\"nodes\":[");
	for (int order = 0; order < FAKE_ORDERS; order++)
		if (f->orders[order].at_s != 0 && f->orders[order].at_s >= since_s &&
		    opens(&page, body))
			add_node(body, f, order);
	(void)buf_addf(body, "],\"pageInfo\":{\"hasNextPage\":%s,\"endCursor\":\"%d\"}}}}",
	    page.seen > at + SHOPIFY_PAGE ? "true" : "false", at + SHOPIFY_PAGE);
}

/* ---- PrestaShop: orders, and what they point at; it tells nothing, and has no lists that are empty ---- */

static void
tell_nothing(const struct fake_shop *f, int order, int part, struct buf *headers, struct buf *body)
{
	(void)f;
	(void)order;
	(void)part;
	(void)headers;
	(void)body;
}

static void
add_presta_orders(const struct fake_shop *f, const char *text, struct buf *body)
{
	int64_t since_s = read_time(text, "filter[date_upd]=[", "Europe/Madrid");
	const char *limit = find(text, "limit=");
	struct window page = {
	    .skip = read_int(text, "limit="), .take = read_int(limit, ","), .comma = ""};

	(void)find(text, "date=1");
	for (int order = 0; order < FAKE_ORDERS; order++)
		if (f->orders[order].at_s != 0 && f->orders[order].at_s >= since_s &&
		    opens(&page, body))
			(void)buf_addf(body,
			    "{\"id\":%d,\"id_address_delivery\":\"5\",\"id_customer\":\"6\","
			    "\"current_state\":\"%d\",\"reference\":\"%d\"}",
			    order + ID_BASE, f->orders[order].cancelled_s != 0 ? 6 : 4,
			    FAKE_FIRST_ORDER + order);
}

static void
add_presta_parcels(const struct fake_shop *f, const char *text, struct buf *body)
{
	struct window all = {.take = FAKE_ORDERS * FAKE_PARTS * FAKE_NUMBERS, .comma = ""};

	for (int order = 0; order < FAKE_ORDERS; order++)
		for (int i = 0; i < FAKE_PARTS * FAKE_NUMBERS; i++) {
			const struct fake_part *p = &f->orders[order].parts[i / FAKE_NUMBERS];

			if (is_wanted(text, "filter[id_order]=[", order + ID_BASE) &&
			    has(p, i % FAKE_NUMBERS) && opens(&all, body))
				(void)buf_addf(body,
				    "{\"id\":%d,\"id_order\":\"%d\",\"id_carrier\":\"3\","
				    "\"tracking_number\":\"%d\"}",
				    order * 4 + i + ID_BASE, order + ID_BASE,
				    p->numbers[i % FAKE_NUMBERS]);
		}
}

static void
answer_presta(const struct fake_shop *f, const char *text, struct buf *body)
{
	static const struct {
		const char *resource, *row; /* NULL: of the orders */
		int id;
	} rows[] = {{"orders", NULL, 0}, {"order_carriers", NULL, 1},
	    {"carriers", "{\"id\":3,\"name\":\"DHL\"}", 3},
	    {"addresses", "{\"id\":5,\"id_country\":\"9\",\"postcode\":\"48001\"}", 5},
	    {"countries", "{\"id\":9,\"iso_code\":\"ES\"}", 9},
	    {"customers", "{\"id\":6,\"email\":\"ana@ejemplo.example\"}", 6}};
	const char *asked = find(text, "/api/");
	struct buf list = BUF_INIT(1 << 20);
	size_t len = strcspn(asked, "?"), i = 0;

	while (strlen(rows[i].resource) != len || strncmp(rows[i].resource, asked, len) != 0)
		i++;
	if (rows[i].row != NULL && is_wanted(text, "filter[id]=[", rows[i].id))
		(void)buf_add_str(&list, rows[i].row);
	else if (i == 0)
		add_presta_orders(f, text, &list);
	else if (i == 1)
		add_presta_parcels(f, text, &list);
	if (list.len > 0)
		(void)buf_addf(body, "{\"%s\":[%s]}", rows[i].resource, buf_str(&list));
	else
		(void)buf_add_str(body, "[]");
	buf_clear(&list);
}

/* ---- Adobe Commerce: shipments; a page past the end is the last one again ---- */

static void
add_shipment(struct buf *b, const struct fake_shop *f, int order, int part, const char *named)
{
	const struct fake_part *p = &f->orders[order].parts[part];

	(void)buf_addf(b,
	    "{\"entity_id\":%d,\"order_id\":%d%s,\"updated_at\":", part_id(order, part),
	    order + ID_BASE, named);
	add_time(b, p->at_s, "");
	(void)buf_add_str(b, ",\"tracks\":[");
	if (!p->cancelled)
		add_numbers(b, p, "{\"carrier_code\":\"dhl\",\"track_number\":\"", "\"}");
	(void)buf_add_str(b, "]}");
}

static void
tell_adobe(const struct fake_shop *f, int order, int part, struct buf *headers, struct buf *body)
{
	struct buf named = BUF_INIT(64);

	(void)headers;
	if (f->orders[order].cancelled_s != 0)
		return; /* nothing of a shipment has changed */
	(void)buf_addf(&named, ",\"order_increment_id\":\"%d\"", FAKE_FIRST_ORDER + order);
	add_shipment(body, f, order, part, buf_str(&named));
	buf_clear(&named);
}

static bool
is_listed(const struct fake_shop *f, const char *text, int order, int part)
{
	const struct fake_part *p = &f->orders[order].parts[part];
	const char *young = find(text, "created_at");

	return p->made_s != 0 &&
	    (p->at_s >= read_time(find(text, "updated_at"), "[value]=", "UTC") ||
		p->made_s >= read_time(young, "[value]=", "UTC"));
}

static struct window
adobe_page(const char *text, int total)
{
	int size = read_int(text, "searchCriteria[pageSize]=");
	int page = read_int(text, "searchCriteria[currentPage]="),
	    last = total > 0 ? (total + size - 1) / size : 1;

	return (struct window){
	    .skip = ((page < last ? page : last) - 1) * size, .take = size, .comma = ""};
}

static int
answer_shipments(const struct fake_shop *f, const char *text, struct buf *body)
{
	struct window page;
	int total = 0;

	for (int i = 0; i < FAKE_ORDERS * FAKE_PARTS; i++)
		total += is_listed(f, text, i / FAKE_PARTS, i % FAKE_PARTS);
	page = adobe_page(text, total);
	for (int i = 0; i < FAKE_ORDERS * FAKE_PARTS; i++)
		if (is_listed(f, text, i / FAKE_PARTS, i % FAKE_PARTS) && opens(&page, body))
			add_shipment(body, f, i / FAKE_PARTS, i % FAKE_PARTS, "");
	return total;
}

/* Those that shipments are of, or those that were called off. */
static int
answer_orders(const struct fake_shop *f, const char *text, struct buf *body)
{
	bool cancelled = strstr(text, "[value]=canceled") != NULL;
	struct window page = {.take = FAKE_ORDERS, .comma = ""};

	for (int order = 0; order < FAKE_ORDERS; order++) {
		const struct fake_order *o = &f->orders[order];
		bool listed = cancelled ? o->cancelled_s != 0 &&
			o->cancelled_s >= read_time(find(text, "updated_at"), "[value]=", "UTC")
					: is_wanted(text, "[value]=", order + ID_BASE);

		if (!listed || !opens(&page, body))
			continue;
		(void)buf_addf(body,
		    "{\"entity_id\":%d,\"increment_id\":\"%d\",\"updated_at\":", order + ID_BASE,
		    FAKE_FIRST_ORDER + order);
		add_time(body, o->at_s, "");
		(void)buf_add_str(body,
		    ",\"extension_attributes\":{\"shipping_assignments\":[{\"shipping\":{\"address\""
		    ":{\"country_id\":\"ES\",\"postcode\":\"48001\"}}}]}}");
	}
	return page.seen;
}

static void
answer_adobe(const struct fake_shop *f, const char *text, struct buf *body)
{
	int total;

	(void)buf_add_str(body, "{\"items\":[");
	total = strstr(text, "/rest/V1/shipments?") != NULL ? answer_shipments(f, text, body)
							    : answer_orders(f, text, body);
	(void)buf_addf(body, "],\"total_count\":%d}", total);
}

/* ---- Odoo: transfers ---- */

static void
add_picking(struct buf *b, const struct fake_shop *f, int order, int part, bool asked)
{
	const struct fake_part *p = &f->orders[order].parts[part];

	(void)buf_addf(b, "{\"%s\":%d,\"origin\":\"%d\",\"state\":\"%s\",\"carrier_id\":%s,",
	    asked ? "id" : "_id", part_id(order, part), FAKE_FIRST_ORDER + order,
	    p->cancelled ? "cancel" : "done", asked ? "[7,\"DHL\"]" : "\"DHL\"");
	if (asked)
		(void)buf_add_str(b, "\"partner_id\":[9,\"Ana Ejemplo\"],");
	(void)buf_add_str(b, "\"write_date\":");
	add_time(b, p->at_s, "");
	(void)buf_add_str(b, ",\"carrier_tracking_ref\":\"");
	add_numbers(b, p, "", "");
	(void)buf_add_str(b, "\"}");
}

static void
tell_odoo(const struct fake_shop *f, int order, int part, struct buf *headers, struct buf *body)
{
	(void)headers;
	add_picking(body, f, order, part, false);
}

static void
answer_odoo(const struct fake_shop *f, const char *text, struct buf *body)
{
	struct window page = {.comma = ""};
	int64_t since_s;

	(void)buf_add_str(body, "[");
	if (strstr(text, "/json/2/res.partner/search_read") != NULL) {
		if (is_wanted(text, "[\"id\",\"in\",[", 9))
			(void)buf_add_str(body,
			    "{\"id\":9,\"name\":\"Ana Ejemplo\",\"zip\":\"48001\",\"city\":false,"
			    "\"country_code\":\"ES\",\"email\":\"ana@ejemplo.example\"}");
	} else {
		since_s = read_time(text, "[\"write_date\",\">=\",\"", "UTC");
		page.skip = read_int(text, "\"offset\":");
		page.take = read_int(text, "\"limit\":");
		for (int i = 0; i < FAKE_ORDERS * FAKE_PARTS; i++) {
			const struct fake_part *p =
			    &f->orders[i / FAKE_PARTS].parts[i % FAKE_PARTS];

			if (p->made_s != 0 && p->at_s >= since_s && opens(&page, body))
				add_picking(body, f, i / FAKE_PARTS, i % FAKE_PARTS, true);
		}
	}
	(void)buf_add_str(body, "]");
}

static const struct fake_kind woocommerce = {"woocommerce", true, tell_woo, answer_woo},
			      shopify = {"shopify", true, tell_shopify, answer_shopify},
			      prestashop = {"prestashop", true, tell_nothing, answer_presta},
			      adobe = {"adobe-commerce", false, tell_adobe, answer_adobe},
			      odoo = {"odoo", true, tell_odoo, answer_odoo};

const struct fake_kind *const fake_kinds[] = {
    &woocommerce, &shopify, &prestashop, &adobe, &odoo, NULL};
