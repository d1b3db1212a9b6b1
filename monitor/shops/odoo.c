/*
 * Odoo: an automation rule on transfers (stock.picking) that sends a webhook. It signs nothing, so its address ends in a token that nobody guesses,
 * and the settings may name the addresses it comes from. It waits one second. Source: odoo, ir_actions.py, _run_action_webhook (_model, _id and
 * the chosen fields; links between records as their ids); the fields of stock.picking, whose times are in UTC.
 */

#include <string.h>

#include "monitor/base/text.h"
#include "monitor/shops/fields.h"

static enum push_verdict
verify(const struct shop_message *m)
{
	const struct secret *keys[] = {&m->settings->key, &m->settings->key_next};
	uint8_t given[SIGN_SHA256_BYTES], want[SIGN_SHA256_BYTES];
	unsigned held = 0;

	if (m->token[0] == '\0')
		return PUSH_UNSIGNED;
	sign_sha256(span_of(m->token), given);
	for (size_t i = 0; i < 2; i++) {
		sign_sha256(span_of(secret_bytes(keys[i])), want);
		held |= (unsigned)secret_present(keys[i]) &
		    (unsigned)sign_equal(given, want, sizeof(want));
	}
	return held != 0 ? PUSH_GENUINE : PUSH_FORGED;
}

/* A link to another record: its id, or id and name. */
static void
read_link(struct json_value v, char *dst, size_t room)
{
	if (json_kind(v) == JSON_KIND_ARRAY)
		v = json_at(v, 1);
	if (!json_text_copy(v, dst, room))
		dst[0] = '\0';
}

static int
read_number(const struct shop_message *m, struct json_value picking, struct span number,
    const char *carrier, struct consignment *c, struct why *why)
{
	struct registration *r;
	struct json_value due = json_get(
	    picking, m->settings->promised[0] != '\0' ? m->settings->promised : "date_deadline");
	int rc = fields_add_parcel(m, c, carrier, picking, &r, why);

	if (rc < 0 || r == NULL)
		return rc;
	rc = registration_set(r, "number", number, why);
	if (rc == 0 && json_kind(due) == JSON_KIND_STRING) /* false: not filled in */
		rc = fields_promised(r, due, why);
	return rc;
}

static int
read_picking(
    const struct shop_message *m, struct json_value picking, struct consignment *c, struct why *why)
{
	char carrier[LIMIT_NAME_ROOM], numbers[LIMIT_NOTE_ROOM] = "";
	struct span rest, number;
	int rc = fields_resource(c->resource, "picking", picking, "_id", why);

	read_link(json_get(picking, "carrier_id"), carrier, sizeof(carrier));
	(void)json_string_copy(json_get(picking, "carrier_tracking_ref"), numbers, sizeof(numbers));
	if (rc == 0 && !json_string_copy(json_get(picking, "origin"), c->order, sizeof(c->order)))
		rc = json_need_string(picking, "name", c->order, sizeof(c->order), why);
	if (rc == 0 && fields_at(picking, "write_date", &c->at_utc_ms, why) < 0)
		c->at_utc_ms = m->received_utc_ms;
	if (rc < 0 || json_string_is(json_get(picking, "state"), "cancel"))
		return rc;
	rest = span_of(numbers);
	while (rc == 0 && text_split(&rest, ',', &number))
		if (text_trim(number).len > 0)
			rc = read_number(m, picking, text_trim(number), carrier, c, why);
	return rc;
}

static int
parse(const struct shop_message *m, struct consignment_list *out, struct why *why)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct consignment *c;
	int rc = fields_parse(m, &doc, why);

	if (rc == 0 && json_exists(json_get(json_root(&doc), "_model")) &&
	    !json_string_is(json_get(json_root(&doc), "_model"), "stock.picking"))
		rc = why_set(why, ERR_MALFORMED, SIZE_MAX, "_model", "must be stock.picking");
	c = rc == 0 ? consignment_list_add(out) : NULL;
	if (rc == 0)
		rc = c == NULL ? ERR_NOMEM : read_picking(m, json_root(&doc), c, why);
	json_doc_clear(&doc);
	return rc;
}

static const char *const headers[] = {NULL};

const struct connector connector_odoo = {
    .id = "odoo",
    .name = "Odoo",
    .headers = headers,
    .verify = verify,
    .parse = parse,
};
