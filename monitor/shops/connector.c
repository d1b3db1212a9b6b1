#include "monitor/shops/connector.h"

#include <stdint.h>
#include <string.h>

#include "monitor/base/text.h"

static const struct connector *const connectors[] = {&connector_adobe, &connector_odoo,
    &connector_prestashop, &connector_shopify, &connector_webhook, &connector_woocommerce, NULL};

const struct connector *const *
connector_all(void)
{
	return connectors;
}

const struct connector *
connector_find(const char *kind)
{
	for (size_t i = 0; connectors[i] != NULL; i++)
		if (strcmp(connectors[i]->id, kind) == 0)
			return connectors[i];
	return NULL;
}

const struct connector_settings *
connector_settings_of(
    const struct policy *policy, const char *name, struct connector_settings *room)
{
	const struct connector_settings *known = policy_connector(policy, name);
	const struct shop *shop = policy_shop(policy, name);

	if (known != NULL || shop == NULL || !secret_present(&shop->hook_keys))
		return known;
	*room = (struct connector_settings){.key = shop->hook_keys};
	memcpy(room->id, shop->id, sizeof(room->id));
	memcpy(room->shop, shop->id, sizeof(room->shop));
	memcpy(room->kind, "webhook", sizeof("webhook"));
	return room;
}

int
connector_headers(const struct connector *c, const struct http_headers *in, struct buf *out)
{
	for (size_t i = 0; c->headers[i] != NULL; i++) {
		const char *value = http_headers_get(in, c->headers[i]);

		if (value != NULL)
			(void)buf_addf(out, "%s: %s\n", c->headers[i], value); /* sticky */
	}
	return buf_error(out);
}

int
connector_headers_parse(struct span text, struct http_headers *out)
{
	struct span line, name;
	int rc = 0;

	while (rc == 0 && text_split(&text, '\n', &line)) {
		char key[64], value[LIMIT_INBOX_HEADERS];

		if (!text_split(&line, ':', &name) || text_copy_span(key, sizeof(key), name) < 0 ||
		    text_copy_span(value, sizeof(value), text_trim(line)) < 0)
			return ERR_MALFORMED;
		rc = http_headers_add(out, key, value);
	}
	return rc;
}

void
connector_digest(const struct connector *c, const struct http_headers *headers, struct span body,
    uint8_t digest[SIGN_SHA256_BYTES])
{
	const char *delivery = c->delivery != NULL ? http_headers_get(headers, c->delivery) : NULL;
	const struct span parts[] = {span_of(delivery != NULL ? delivery : ""), body};

	sign_sha256_parts(parts, 2, digest);
}

int
connector_read(const struct connector *c, const struct shop_message *m, bool polled,
    struct consignment_list *out, struct why *why)
{
	int (*read)(const struct shop_message *, struct consignment_list *, struct why *) =
	    polled ? c->page : c->parse;
	int rc;

	if (read == NULL)
		return why_set(why, ERR_MALFORMED, SIZE_MAX, "",
		    polled ? "%s is never asked" : "%s sends nothing", c->name);
	rc = read(m, out, why);
	if (rc == 0 || rc == ERR_NOMEM)
		return rc;
	/* Whatever it is that does not fit, a person must look at it. */
	return why->text[0] != '\0'
	    ? (why->code = ERR_MALFORMED)
	    : why_set(why, ERR_MALFORMED, SIZE_MAX, "", "holds a value that is too long");
}
