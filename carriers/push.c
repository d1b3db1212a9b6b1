#include "carriers/push.h"

#include <string.h>

#include "monitor/base/limits.h"
#include "monitor/base/sign.h"
#include "monitor/base/text.h"

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

enum push_verdict
push_check(const struct push_message *m, const struct push_seal *seal)
{
	unsigned held = 0;

	if (seal->signature == NULL || seal->signature[0] == '\0')
		return PUSH_UNSIGNED;
	for (size_t i = 0; i < m->secret_count; i++)
		held |= sealed_with(&m->secrets[i], seal);
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
		sign_sha256(span_of(secret_bytes(&m->secrets[i])), want);
		held |= sign_equal(given, want, sizeof(want));
	}
	return held != 0 ? PUSH_GENUINE : PUSH_FORGED;
}

int64_t
push_unix_ms(struct span seconds)
{
	int64_t at_s;

	return text_parse_i64(seconds, 0, INT64_C(1) << 40, &at_s) < 0 ? AT_NONE : at_s * SECOND_MS;
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
