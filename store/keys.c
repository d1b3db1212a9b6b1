#include "store/keys.h"

#include "monitor/base/contact.h"

#include <assert.h>
#include <string.h>

static const char *const names[TABLE_COUNT] = {
    [TABLE_META] = "meta",
    [TABLE_SHOP] = "shop",
    [TABLE_SHIPMENT] = "shipment",
    [TABLE_SCHEDULE] = "schedule",
    [TABLE_ORDER] = "order",
    [TABLE_PERSON] = "person",
    [TABLE_NOTICE] = "notice",
    [TABLE_MESSAGE] = "message",
    [TABLE_CASE] = "case",
    [TABLE_ACCOUNT] = "account",
    [TABLE_JOURNAL] = "journal",
    [TABLE_ASIDE] = "aside",
    [TABLE_SKELETON] = "skeleton",
    [TABLE_TALLY] = "tally",
    [TABLE_INCIDENT] = "incident",
    [TABLE_ACCESS] = "access",
    [TABLE_INBOUND] = "inbound",
    [TABLE_INBOUND_BODY] = "inbound_body",
    [TABLE_SOURCE] = "source",
    [TABLE_CONNECTOR] = "connector",
    [TABLE_ONCE] = "once",
    [TABLE_SUPPRESSION] = "suppression",
    [TABLE_ENDPOINT] = "endpoint",
    [TABLE_BY_NUMBER] = "by_number",
    [TABLE_BY_ORDER] = "by_order",
    [TABLE_BY_TOKEN] = "by_token",
    [TABLE_BY_POLL] = "by_poll",
    [TABLE_BY_REVIEW] = "by_review",
    [TABLE_BY_STATE] = "by_state",
    [TABLE_BY_EMAIL] = "by_email",
    [TABLE_BY_PERSON] = "by_person",
    [TABLE_PERSON_SUPPRESSED] = "person_suppressed",
    [TABLE_NOTICE_BY_DEDUP] = "notice_by_dedup",
    [TABLE_NOTICE_BY_DUE] = "notice_by_due",
    [TABLE_NOTICE_BY_ORDER] = "notice_by_order",
    [TABLE_NOTICE_BY_STATE] = "notice_by_state",
    [TABLE_CASE_BY_DUE] = "case_by_due",
    [TABLE_CASE_BY_ORDER] = "case_by_order",
    [TABLE_OBLIGATION_BY_DUE] = "obligation_by_due",
    [TABLE_JOURNAL_BY_SHIPMENT] = "journal_by_shipment",
    [TABLE_HELD_BY_INCIDENT] = "held_by_incident",
    [TABLE_INCIDENT_BY_OPEN] = "incident_by_open",
    [TABLE_ACCESS_BY_NAME] = "access_by_name",
    [TABLE_ORDER_BY_LINK] = "order_by_link",
    [TABLE_ORDER_BY_ANSWER] = "order_by_answer",
    [TABLE_INBOUND_BY_DUE] = "inbound_by_due",
    [TABLE_INBOUND_BY_STATE] = "inbound_by_state",
    [TABLE_INBOUND_BY_DIGEST] = "inbound_by_digest",
    [TABLE_INBOUND_BY_NUMBER] = "inbound_by_number",
    [TABLE_ONCE_BY_TIME] = "once_by_time",
    [TABLE_BY_CLOSED] = "by_closed",
    [TABLE_COUNTER] = "counter",
};

const char *
table_name(enum table table)
{
	return names[table];
}

bool
table_is_index(enum table table)
{
	return table >= TABLE_BY_NUMBER;
}

struct key *
key_bytes(struct key *k, const void *bytes, size_t len)
{
	assert(len <= KEY_ROOM - k->len);
	memcpy(k->bytes + k->len, bytes, len);
	k->len += len;
	return k;
}

struct key *
key_u8(struct key *k, uint8_t value)
{
	return key_bytes(k, &value, 1);
}

struct key *
key_u64(struct key *k, uint64_t value)
{
	uint8_t bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (uint8_t)(value >> (56 - 8 * i));
	return key_bytes(k, bytes, sizeof(bytes));
}

struct key *
key_newest(struct key *k, uint64_t value)
{
	return key_u64(k, ~value);
}

/* AT_NONE is the smallest number: less one it wraps to the largest, and all others keep their order. */
struct key *
key_at(struct key *k, int64_t utc_ms)
{
	return key_u64(k, ((uint64_t)utc_ms ^ (1ULL << 63)) - 1);
}

struct key *
key_text(struct key *k, const char *text)
{
	return key_bytes(k, text, strlen(text) + 1);
}

struct key *
key_lower(struct key *k, const char *text)
{
	char plain[LIMIT_EMAIL_ROOM];

	contact_email_key(plain, text);
	return key_text(k, plain);
}

struct key *
key_prefix(struct key *k, const char *text)
{
	return key_bytes(k, text, strlen(text));
}

bool
key_equal(const struct key *a, const struct key *b)
{
	return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0;
}

struct key
key_of_id(uint64_t id)
{
	struct key k = KEY_INIT;

	return *key_u64(&k, id);
}

struct key
key_of_order(const char *shop, const char *order)
{
	struct key k = KEY_INIT;

	return *key_text(key_text(&k, shop), order);
}

struct key
key_of_text(const char *text)
{
	struct key k = KEY_INIT;

	return *key_text(&k, text);
}

struct key
key_of_digest(const uint8_t digest[SIGN_SHA256_BYTES])
{
	struct key k = KEY_INIT;

	return *key_bytes(&k, digest, SIGN_SHA256_BYTES);
}

bool
span_u64(struct span in, size_t offset, uint64_t *out)
{
	uint64_t value = 0;

	if (in.len < 8 || offset > in.len - 8)
		return false;
	for (size_t i = 0; i < 8; i++)
		value = value << 8 | (uint8_t)in.data[offset + i];
	*out = value;
	return true;
}

bool
span_newest(struct span in, size_t offset, uint64_t *out)
{
	if (!span_u64(in, offset, out))
		return false;
	*out = ~*out;
	return true;
}

bool
span_at(struct span in, size_t offset, int64_t *out)
{
	uint64_t value;

	if (!span_u64(in, offset, &value))
		return false;
	*out = (int64_t)((value + 1) ^ (1ULL << 63));
	return true;
}
