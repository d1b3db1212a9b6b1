#pragma once

/*
 * fields: what connectors share in reading JSON into the fields of a registration. Pure.
 */

#include "monitor/base/json.h"
#include "monitor/shops/connector.h"

/* The signature in a header over the raw body: HMAC-SHA256 in base64, or by RSA, with one of the settings' keys. */
enum push_verdict fields_verify(const struct shop_message *m, const char *header, bool rsa);

/* The body as JSON. ERR_MALFORMED, ERR_NOMEM. */
int fields_parse(const struct shop_message *m, struct json_doc *doc, struct why *why) MUST_CHECK;

/* One more parcel, of its consignment's order and the carrier that the shop calls `carrier`; *out NULL, and 0, where the settings want none
 * of theirs. Where it stands is `at`. ERR_MALFORMED: there are too many; ERR_NOMEM. */
int fields_add_parcel(const struct shop_message *m, struct consignment *c, const char *carrier,
    struct json_value at, struct registration **out, struct why *why) MUST_CHECK;

/* By the name of its carrier, or of the way it is sent: whether it ends at a pickup point, where it is ready when it has come. */
void fields_try_pickup(const struct shop_message *m, struct registration *r, const char *name);

/* A field from a string or number of JSON; what is missing, null or empty leaves it unset. */
int fields_set(
    struct registration *r, const char *field, struct json_value v, struct why *why) MUST_CHECK;

/* What customers typed, and is good to have: one that cannot be read leaves the field unset, and the parcel is not lost for it. */
void fields_try(struct registration *r, const char *field, struct json_value v);

/* What a system calls the parts of an address. */
struct fields_address {
	const char *country, *postcode, *city, *first_name, *last_name;
};
/* Where a parcel goes and to whom, as fields_try does. */
void fields_try_address(
    struct registration *r, const struct fields_address *called, struct json_value to);

/* A day where the shop keeps one (promised_date, available_on): a date as 2026-11-27, 27/11/2026 or 27.11.2026, a time of which the day
 * counts, or seconds of Unix. Nothing there sets nothing; ERR_MALFORMED for what is no date. */
int fields_day(
    struct registration *r, const char *field, struct json_value v, struct why *why) MUST_CHECK;

/* Those days of a parcel, where the settings name a field for them; `find` knows where such a field stands in `order`. */
typedef struct json_value fields_find_fn(struct json_value order, const char *name);
int fields_days(const struct shop_message *m, struct registration *r, struct json_value order,
    fields_find_fn *find, struct why *why) MUST_CHECK;

/* The names of those fields, each with its lead before it, up to the first of `.[` where they are paths: what is to be asked for. */
void fields_add_days(struct buf *out, const struct connector_settings *s, const char *lead);

/* The moment in a member: with an offset as it says, without one in UTC. ERR_MALFORMED. */
int fields_at(
    struct json_value parent, const char *name, int64_t *utc_ms, struct why *why) MUST_CHECK;

/* "order/1017": of the kind, and the number or text in a member. ERR_MALFORMED. */
int fields_resource(char dst[LIMIT_RESOURCE_ROOM], const char *kind, struct json_value parent,
    const char *name, struct why *why) MUST_CHECK;

/* What a question is answered, as JSON; ERR_BAD_CREDENTIALS, ERR_RATE_LIMITED, ERR_OUTAGE, ERR_REJECTED by its status, else as json_parse. */
int fields_answer(const struct http_response *in, struct json_doc *doc, struct why *why) MUST_CHECK;
