#include "monitor/base/access.h"

#include <string.h>

#include "monitor/base/contact.h"
#include "monitor/base/err.h"
#include "monitor/base/text.h"

static const char *const kind_names[ACCESS_KINDS] = {
    [ACCESS_TOKEN] = "token",
    [ACCESS_USER] = "user",
    [ACCESS_INVITE] = "invite",
    [ACCESS_SESSION] = "session",
};

static const struct {
	const char *name;
	enum access_scope scope;
} scopes_known[] = {
    {"ingest", SCOPE_INGEST},
    {"support", SCOPE_SUPPORT},
    {"report", SCOPE_REPORT},
    {"admin", SCOPE_ADMIN},
};

enum { SCOPES_KNOWN = sizeof(scopes_known) / sizeof(scopes_known[0]) };

bool
access_holds(const struct access *a, int64_t now_utc_ms)
{
	return a->ended_utc_ms == AT_NONE &&
	    (a->expires_utc_ms == AT_NONE || now_utc_ms < a->expires_utc_ms);
}

const char *
access_kind_name(enum access_kind kind)
{
	return kind > 0 && kind < ACCESS_KINDS ? kind_names[kind] : "unknown";
}

int
access_add_scopes(struct buf *b, uint32_t scopes)
{
	const char *gap = "";

	for (size_t i = 0; i < SCOPES_KNOWN; i++)
		if ((scopes & scopes_known[i].scope) != 0) {
			(void)buf_add_str(b, gap);
			(void)buf_add_str(b, scopes_known[i].name);
			gap = " ";
		}
	return buf_error(b);
}

static uint32_t
scope_of(struct span word)
{
	for (size_t i = 0; i < SCOPES_KNOWN; i++)
		if (span_equal_str(word, scopes_known[i].name))
			return scopes_known[i].scope;
	return 0;
}

int
access_scopes_parse(struct span in, uint32_t *scopes)
{
	uint32_t found = 0;

	while (in.len > 0) {
		size_t len = 0;
		uint32_t scope;

		while (len < in.len && in.data[len] != ' ' && in.data[len] != ',')
			len++;
		if (len > 0) {
			scope = scope_of((struct span){in.data, len});
			if (scope == 0)
				return ERR_MALFORMED;
			found |= scope;
		}
		len += len < in.len;
		in = (struct span){in.data + len, in.len - len};
	}
	if (found == 0)
		return ERR_MALFORMED;
	*scopes = found;
	return 0;
}

void
access_secret(char out[ACCESS_SECRET_ROOM])
{
	struct buf b = BUF_INIT(ACCESS_SECRET_ROOM);
	uint8_t chance[32];

	out[0] = '\0';
	sign_random(chance, sizeof(chance));
	if (sign_add_base64url(&b, (struct span){(const char *)chance, sizeof(chance)}) == 0)
		(void)text_cut(out, ACCESS_SECRET_ROOM, buf_span(&b));
	explicit_bzero(chance, sizeof(chance));
	buf_clear(&b);
}

void
access_digest(struct span secret, uint8_t digest[SIGN_SHA256_BYTES])
{
	sign_sha256(secret, digest);
}

void
access_user_digest(const char *shop, const char *email, uint8_t digest[SIGN_SHA256_BYTES])
{
	char key[LIMIT_EMAIL_ROOM];

	contact_email_key(key, email);
	const struct span parts[] = {span_of("user"), span_of(shop), span_of(key)};

	sign_sha256_parts(parts, 3, digest);
}
