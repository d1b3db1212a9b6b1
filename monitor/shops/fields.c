#include "monitor/shops/fields.h"

#include <stdint.h>
#include <string.h>

#include "carriers/names.h"
#include "monitor/base/text.h"

enum { VALUE_BYTES = 2000, UNIX_LEAST = 1000000000 };

enum push_verdict
fields_verify(const struct shop_message *m, const char *header, bool rsa)
{
	struct secret secrets[] = {m->settings->key, m->settings->key_next}; /* borrowed */
	struct push_message p = {.headers = m->headers,
	    .body = m->body,
	    .secrets = secrets,
	    .secret_count = 2,
	    .now_utc_ms = m->received_utc_ms};

	return push_check(&p,
	    &(struct push_seal){.signature = http_headers_get(m->headers, header),
		.text = m->body,
		.base64 = !rsa,
		.rsa = rsa});
}

int
fields_parse(const struct shop_message *m, struct json_doc *doc, struct why *why)
{
	int rc = json_parse(doc, m->body, why);

	return rc == ERR_TOO_BIG ? why_set(why, ERR_MALFORMED, SIZE_MAX, "", "is too large a JSON")
				 : rc;
}

void
fields_try_pickup(const struct shop_message *m, struct registration *r, const char *name)
{
	struct span rest = span_of(m->settings->pickup), one;
	char known[LIMIT_NAME_ROOM];

	while (text_split(&rest, ',', &one))
		if (text_copy_span(known, sizeof(known), text_trim(one)) == 0 &&
		    text_equal_nocase(known, name))
			r->shipment.pickup_point = true;
}

int
fields_add_parcel(const struct shop_message *m, struct consignment *c, const char *carrier,
    struct json_value at, struct registration **out, struct why *why)
{
	char id[LIMIT_ID_ROOM];
	int rc;

	*out = NULL;
	if (!names_carrier(m->settings->carriers, carrier, id))
		return 0;
	*out = consignment_add(c);
	if (*out == NULL)
		return c->count == LIMIT_ORDER_PARCELS
		    ? json_fault(at, why, ERR_MALFORMED, "has more parcels than an order may")
		    : ERR_NOMEM;
	fields_try_pickup(m, *out, carrier);
	rc = registration_set(*out, "carrier", span_of(id), why);
	return rc < 0 ? rc : registration_set(*out, "order", span_of(c->order), why);
}

int
fields_set(struct registration *r, const char *field, struct json_value v, struct why *why)
{
	struct buf text = BUF_INIT(VALUE_BYTES);
	int rc = json_absent(v) ? 0 : json_add_text(&text, v);

	if (rc == ERR_MALFORMED || rc == ERR_TOO_BIG)
		rc = json_fault(v, why, ERR_MALFORMED, "must be a short text or a number");
	if (rc == 0)
		rc = registration_set(r, field, buf_span(&text), why);
	if (rc == ERR_TOO_BIG || rc == ERR_RANGE)
		rc = ERR_MALFORMED;
	buf_clear(&text);
	return rc;
}

void
fields_try(struct registration *r, const char *field, struct json_value v)
{
	char text[LIMIT_ITEMS_ROOM];
	struct why why;

	if (json_string_clean(v, text, sizeof(text)) &&
	    registration_set(r, field, span_of(text), &why) < 0)
		return; /* it stays unset */
}

static void
try_name(struct registration *r, struct json_value first, struct json_value last)
{
	char one[LIMIT_NAME_ROOM / 2] = "", two[LIMIT_NAME_ROOM / 2] = "";
	struct buf name = BUF_INIT(LIMIT_NAME_ROOM);
	struct why why;

	(void)json_string_clean(first, one, sizeof(one));
	(void)json_string_clean(last, two, sizeof(two));
	(void)buf_addf(&name, "%s%s%s", one, one[0] != '\0' && two[0] != '\0' ? " " : "", two);
	if (registration_set(r, "customer_name", buf_span(&name), &why) < 0)
		r->person.name[0] = '\0';
	buf_clear(&name);
}

void
fields_try_address(
    struct registration *r, const struct fields_address *called, struct json_value to)
{
	fields_try(r, "country", json_get(to, called->country));
	fields_try(r, "postcode", json_get(to, called->postcode));
	fields_try(r, "city", json_get(to, called->city));
	try_name(r, json_get(to, called->first_name), json_get(to, called->last_name));
}

static bool
read_day(struct span text, int32_t *day)
{
	static const char *const patterns[] = {"DD/MM/YYYY", "DD.MM.YYYY", "DD-MM-YYYY"};
	struct when at;
	int64_t seconds;

	if (text_parse_i64(text, UNIX_LEAST, UINT32_MAX, &seconds) == 0)
		at = when_utc_ms(seconds * SECOND_MS);
	else if (when_parse(text, &at) < 0) {
		size_t i = 0;

		while (i < 3 && when_parse_pattern(text, patterns[i], &at) < 0)
			i++;
		if (i == 3)
			return false;
	}
	*day = at.day;
	return at.day != DAY_NONE;
}

int
fields_day(struct registration *r, const char *field, struct json_value v, struct why *why)
{
	struct buf text = BUF_INIT(32);
	char value[64];
	int32_t day;
	int rc;

	if (json_absent(v) || !json_text_copy(v, value, sizeof(value)))
		return json_absent(v) ? 0 : json_fault(v, why, ERR_MALFORMED, "is no date");
	if (text_trim(span_of(value)).len == 0)
		return 0;
	if (!read_day(text_trim(span_of(value)), &day))
		return json_fault(v, why, ERR_MALFORMED, "is no date");
	rc = day_add(&text, day);
	if (rc == 0)
		rc = registration_set(r, field, buf_span(&text), why);
	buf_clear(&text);
	return rc;
}

int
fields_days(const struct shop_message *m, struct registration *r, struct json_value order,
    fields_find_fn *find, struct why *why)
{
	int rc = 0;

	if (m->settings->promised[0] != '\0')
		rc = fields_day(r, "promised_date", find(order, m->settings->promised), why);
	if (rc == 0 && m->settings->available[0] != '\0')
		rc = fields_day(r, "available_on", find(order, m->settings->available), why);
	return rc;
}

void
fields_add_days(struct buf *out, const struct connector_settings *s, const char *lead)
{
	const char *const names[] = {s->promised, s->available};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i][0] != '\0')
			(void)buf_addf(out, "%s%.*s", lead, (int)strcspn(names[i], ".["), names[i]);
}

/* A member that must be there; its absence is told by its name, which a missing value does not know. */
static int
need(struct json_value parent, const char *name, struct json_value *out, struct why *why)
{
	*out = json_get(parent, name);
	return json_absent(*out) ? why_set(why, ERR_MALFORMED, SIZE_MAX, name, "is missing") : 0;
}

int
fields_at(struct json_value parent, const char *name, int64_t *utc_ms, struct why *why)
{
	struct json_value v;
	struct when at;
	char text[48];
	int rc = need(parent, name, &v, why);

	if (rc < 0)
		return rc;
	if (!json_string_copy(v, text, sizeof(text)) || when_parse(span_of(text), &at) < 0 ||
	    at.kind == WHEN_DATE)
		return json_fault(v, why, ERR_MALFORMED, "must be a time");
	if (at.kind == WHEN_LOCAL)
		at = when_instant(at.day, at.second, 0);
	*utc_ms = when_utc(at);
	return 0;
}

int
fields_resource(char dst[LIMIT_RESOURCE_ROOM], const char *kind, struct json_value parent,
    const char *name, struct why *why)
{
	struct buf text = BUF_INIT(LIMIT_RESOURCE_ROOM - 1);
	struct json_value v;
	char id[48];
	int rc = need(parent, name, &v, why);

	if (rc < 0)
		return rc;
	if (!json_text_copy(v, id, sizeof(id)) || id[0] == '\0')
		return json_fault(v, why, ERR_MALFORMED, "must be its id");
	rc = buf_addf(&text, "%s/%s", kind, id);
	if (rc == 0)
		rc = text_copy_span(dst, LIMIT_RESOURCE_ROOM, buf_span(&text));
	buf_clear(&text);
	return rc;
}

int
fields_answer(const struct http_response *in, struct json_doc *doc, struct why *why)
{
	int code = 0;

	if (in->status == 401 || in->status == 403)
		code = ERR_BAD_CREDENTIALS;
	else if (in->status == 429)
		code = ERR_RATE_LIMITED;
	else if (in->status >= 500 || http_is_html(in))
		code = ERR_OUTAGE;
	else if (in->status != 200)
		code = ERR_REJECTED;
	return code == 0 ? json_parse(doc, buf_span(&in->body), why)
			 : why_set(why, code, SIZE_MAX, "", "status %d", in->status);
}
