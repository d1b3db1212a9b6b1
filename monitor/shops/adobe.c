/*
 * Adobe Commerce webhooks on a shipment or its tracks, with the fields that the merchant has chosen, signed by RSA with SHA-256 over the raw body
 * where signing is on; the settings' key is then the public key of the Commerce instance. It waits for the answer while somebody works there.
 * Sources: adobedocs.github.io/commerce-extensibility, webhooks, "Signature verification" and "Response structure" (op: success);
 * magento2, ShipmentTrackInterface (track_number, carrier_code, title).
 */

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/shops/fields.h"

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

static int
read_track(const struct shop_message *m, struct json_value shipment, struct json_value track,
    struct consignment *c, struct why *why)
{
	struct json_value to = json_get(shipment, "shipping_address");
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
	if (rc < 0 || m->settings->promised[0] == '\0')
		return rc;
	return fields_promised(r, json_path(shipment, m->settings->promised), why);
}

static int
parse(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct consignment *c = NULL;
	struct json_value shipment, order, e;
	int rc = fields_parse(m, &doc, why);

	if (rc < 0)
		goto out;
	shipment = find_shipment(json_root(&doc));
	c = consignment_list_add(out);
	if (c == NULL) {
		rc = ERR_NOMEM;
		goto out;
	}
	order = json_get(shipment, "order_increment_id");
	if (json_absent(order))
		order = json_get(shipment, "order_id");
	rc = fields_resource(c->resource, "shipment", shipment, "entity_id", why);
	if (rc == 0 && !json_text_copy(order, c->order, sizeof(c->order)))
		rc = json_fault(order, why, ERR_MALFORMED, "must be the order's number");
	if (rc == 0 && fields_at(shipment, "updated_at", &c->at_utc_ms, why) < 0)
		c->at_utc_ms = m->received_utc_ms;
	for (e = json_items(json_get(shipment, "tracks")); rc == 0 && json_exists(e);
	     e = json_items_next(e))
		rc = read_track(m, shipment, e, c, why);
out:
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
};
