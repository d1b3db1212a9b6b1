/*
 * A shop's own programs, by Standard Webhooks 1.0.0: {"type":"shipment.created","timestamp","data":{fields of a registration}}, signed over id, time
 * and body with each secret of a list. Source: standard-webhooks.md, "Webhook payload structure", "Signature scheme".
 */

#include "monitor/base/text.h"
#include "monitor/base/webhook.h"
#include "monitor/shops/fields.h"

static const char *
header(const struct shop_message *m, const char *name)
{
	const char *value = http_headers_get(m->headers, name);

	return value != NULL ? value : "";
}

static enum push_verdict
verify(const struct shop_message *m)
{
	const struct secret *keys[] = {&m->settings->key, &m->settings->key_next};
	unsigned held = 0;

	if (header(m, "webhook-signature")[0] == '\0')
		return PUSH_UNSIGNED;
	for (size_t i = 0; i < 2; i++)
		if (secret_present(keys[i]))
			held |= webhook_holds(span_of(secret_bytes(keys[i])),
			    header(m, "webhook-id"), header(m, "webhook-timestamp"),
			    header(m, "webhook-signature"), m->body, m->received_utc_ms);
	return held != 0 ? PUSH_GENUINE : PUSH_FORGED;
}

static int
read_fields(struct json_value data, struct registration *r, struct why *why)
{
	char name[64];
	bool yes;
	int rc = 0;

	for (struct json_value e = json_first(data); rc == 0 && json_exists(e); e = json_next(e)) {
		(void)json_key_copy(e, name, sizeof(name));
		if (json_bool(e, &yes))
			rc = registration_set(r, name, span_of(yes ? "yes" : "no"), why);
		else
			rc = fields_set(r, name, e, why);
	}
	return rc;
}

/* Each is about a parcel of its own, and says all that it will ever say of it. */
static int
parse(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct consignment *c = NULL;
	struct registration *r = NULL;
	struct json_value root, data;
	int rc = fields_parse(m, &doc, why);

	if (rc < 0)
		goto out;
	root = json_root(&doc);
	if (!json_string_is(json_get(root, "type"), "shipment.created")) {
		rc = why_set(why, ERR_MALFORMED, SIZE_MAX, "type", "must be shipment.created");
		goto out;
	}
	rc = json_need(root, "data", JSON_KIND_OBJECT, &data, why);
	if (rc < 0)
		goto out;
	c = consignment_list_add(out);
	r = c != NULL ? consignment_add(c) : NULL;
	rc = r != NULL ? read_fields(data, r, why) : ERR_NOMEM;
	if (rc == 0)
		rc = fields_resource(c->resource, "number", data, "number", why);
	if (rc == 0)
		rc = text_copy(c->order, sizeof(c->order), r->shipment.order);
	if (rc == 0 && fields_at(root, "timestamp", &c->at_utc_ms, why) < 0)
		c->at_utc_ms = m->received_utc_ms;
out:
	json_doc_clear(&doc);
	return rc;
}

static const char *const headers[] = {"webhook-id", "webhook-timestamp", "webhook-signature", NULL};

const struct connector connector_webhook = {
    .id = "webhook",
    .name = "Standard Webhooks",
    .headers = headers,
    .delivery = "webhook-id",
    .verify = verify,
    .parse = parse,
};
