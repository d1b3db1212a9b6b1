#include "carriers/push.h"

#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"

/* What everybody may know is no secret: who has the certificate must not be able to make what only its owner can. */
static bool
is_public(const struct secret *secret)
{
	struct span text = text_trim(span_of(secret_bytes(secret)));

	return text_starts(text, "-----BEGIN ") || text_starts(text, "{");
}

/* The same time and allocations for every secret and every signature. */
static bool
sealed_with(const struct secret *secret, const struct push_seal *seal)
{
	struct span key = span_of(secret_bytes(secret));
	struct buf text = BUF_INIT(seal->text.len + key.len + 1);
	struct buf want = BUF_INIT(2 * SIGN_SHA256_BYTES);
	uint8_t sum[SIGN_SHA256_BYTES];
	char given[2 * SIGN_SHA256_BYTES + 1];
	bool same = false;

	if (seal->hashed) {
		(void)buf_add(&text, seal->text.data, seal->text.len); /* errors are sticky */
		(void)buf_add_char(&text, '/');
		(void)buf_add(&text, key.data, key.len);
		sign_sha256(buf_span(&text), sum);
	} else {
		sign_hmac_sha256(key, seal->text, sum);
	}
	(void)(seal->base64 ? sign_add_base64 : sign_add_hex)(
	    &want, (struct span){(const char *)sum, sizeof(sum)});
	if (buf_error(&text) == 0 && buf_error(&want) == 0 && key.len > 0 &&
	    text_copy(given, sizeof(given), seal->signature) == 0 && strlen(given) == want.len) {
		for (size_t i = 0; !seal->base64 && i < want.len; i++)
			given[i] = text_lower(given[i]);
		same = sign_equal(given, want.data, want.len);
	}
	if (text.data != NULL)
		explicit_bzero(text.data, text.room);
	buf_clear(&text);
	buf_clear(&want);
	return same;
}

/* A key of a JWKS, or one that stands alone. */
static bool
jwk_holds(struct json_value key, const struct push_seal *seal, struct span signature)
{
	struct buf modulus = BUF_INIT(LIMIT_SECRET_BYTES), exponent = BUF_INIT(LIMIT_SECRET_BYTES);
	char n[4096], e[64];
	bool holds;

	if (seal->key_id != NULL && !json_string_is(json_get(key, "kid"), seal->key_id))
		return false;
	(void)json_string_copy(json_get(key, "n"), n, sizeof(n));
	(void)json_string_copy(json_get(key, "e"), e, sizeof(e));
	holds = sign_base64_decode(&modulus, span_of(n)) == 0 &&
	    sign_base64_decode(&exponent, span_of(e)) == 0 &&
	    sign_rsa_holds(buf_span(&modulus), buf_span(&exponent), seal->text, signature);
	buf_clear(&modulus);
	buf_clear(&exponent);
	return holds;
}

static bool
jwks_holds(struct span text, const struct push_seal *seal, struct span signature)
{
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value key;
	bool holds = false;

	if (json_parse(&doc, text, NULL) == 0) {
		key = json_items(json_get(json_root(&doc), "keys"));
		if (!json_exists(key))
			holds = jwk_holds(json_root(&doc), seal, signature);
		for (; json_exists(key) && !holds; key = json_items_next(key))
			holds = jwk_holds(key, seal, signature);
	}
	json_doc_clear(&doc);
	return holds;
}

/* The keys are public: nothing here needs to take the same time. */
static bool
signed_with(const struct secret *secret, const struct push_seal *seal)
{
	struct span key = text_trim(span_of(secret_bytes(secret)));
	struct buf signature = BUF_INIT(LIMIT_HTTP_HEADER_BYTES);
	bool holds = sign_base64_decode(&signature, span_of(seal->signature)) == 0 &&
	    (text_starts(key, "{") ? jwks_holds(key, seal, buf_span(&signature))
				   : sign_rsa_pem_holds(key, seal->text, buf_span(&signature)));

	buf_clear(&signature);
	return holds;
}

enum push_verdict
push_check(const struct push_message *m, const struct push_seal *seal)
{
	unsigned held = 0;

	if (seal->signature == NULL || seal->signature[0] == '\0')
		return PUSH_UNSIGNED;
	for (size_t i = 0; i < m->secret_count; i++)
		if (is_public(&m->secrets[i]) == seal->rsa)
			held |= seal->rsa ? signed_with(&m->secrets[i], seal)
					  : sealed_with(&m->secrets[i], seal);
	return held != 0 ? PUSH_GENUINE : PUSH_FORGED;
}

enum push_verdict
push_check_secret(const struct push_message *m, const char *header, const char *prefix)
{
	const char *value = http_headers_get(m->headers, header);
	uint8_t given[SIGN_SHA256_BYTES], want[SIGN_SHA256_BYTES];
	unsigned held = 0;

	if (value == NULL || !text_starts(span_of(value), prefix) || value[strlen(prefix)] == '\0')
		return PUSH_UNSIGNED;
	/* Their sums are compared: of equal length whatever the secrets are. */
	sign_sha256(span_of(value + strlen(prefix)), given);
	for (size_t i = 0; i < m->secret_count; i++) {
		if (is_public(&m->secrets[i]))
			continue;
		sign_sha256(span_of(secret_bytes(&m->secrets[i])), want);
		held |= sign_equal(given, want, sizeof(want));
	}
	return held != 0 ? PUSH_GENUINE : PUSH_FORGED;
}

enum push_verdict
push_check_timed(const struct push_message *m, const struct push_seal *seal, const char *before,
    int64_t signed_utc_ms)
{
	struct buf text = BUF_INIT(LIMIT_API_BODY_BYTES + LIMIT_HTTP_HEADER_BYTES);
	struct push_seal whole = *seal;
	enum push_verdict verdict;

	(void)buf_add_str(&text, before); /* errors are sticky */
	(void)buf_add(&text, m->body.data, m->body.len);
	whole.text = buf_span(&text);
	verdict = buf_error(&text) < 0 ? PUSH_FORGED : push_check(m, &whole);
	buf_clear(&text);
	return push_check_age(m, verdict, signed_utc_ms);
}

int64_t
push_time_ms(struct span text)
{
	struct when at;
	int64_t value;

	if (text_parse_i64(text, 0, INT64_C(1) << 40, &value) == 0)
		return value * SECOND_MS;
	if (http_date_parse(text, &value) == 0)
		return value;
	return when_parse(text, &at) == 0 ? when_utc(at) : AT_NONE;
}

enum push_verdict
push_check_age(const struct push_message *m, enum push_verdict verdict, int64_t signed_utc_ms)
{
	int64_t age_ms;

	if (verdict != PUSH_GENUINE)
		return verdict;
	if (signed_utc_ms == AT_NONE)
		return PUSH_STALE;
	age_ms = m->now_utc_ms - signed_utc_ms;
	return age_ms > LIMIT_PUSH_AGE_MS || age_ms < -LIMIT_PUSH_AGE_MS ? PUSH_STALE : verdict;
}

int
push_read(const struct push_message *m, struct json_doc *doc, struct why *why)
{
	int rc = json_parse(doc, m->body.len > 0 ? m->body : SPAN(""), why);

	if (rc == ERR_TOO_BIG) {
		rc = ERR_MALFORMED;
		if (why != NULL)
			why->code = rc;
	}
	return rc;
}
