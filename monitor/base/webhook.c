#include "monitor/base/webhook.h"

#include <string.h>

#include "monitor/base/sign.h"
#include "monitor/base/text.h"

enum { KEY_LEAST = 24, KEY_MOST = 64, GIVEN_MOST = 8 };

/* The next secret's key into `key`; ERR_NOT_FOUND at the end. */
static int
next_key(struct span *rest, struct buf *key)
{
	static const char prefix[] = "whsec_";
	struct span word = {rest->data, 0};

	*rest = text_trim(*rest);
	if (rest->len == 0)
		return ERR_NOT_FOUND;
	word.data = rest->data;
	while (word.len < rest->len && !text_is_space(rest->data[word.len]))
		word.len++;
	rest->data += word.len;
	rest->len -= word.len;
	if (!text_starts(word, prefix))
		return ERR_MALFORMED;
	word.data += sizeof(prefix) - 1;
	word.len -= sizeof(prefix) - 1;
	buf_reset(key);
	if (sign_base64_decode(key, word) < 0 || key->len < KEY_LEAST || key->len > KEY_MOST)
		return ERR_MALFORMED;
	return 0;
}

static void
wipe(struct buf *key)
{
	if (key->data != NULL)
		explicit_bzero(key->data, key->len);
	buf_clear(key);
}

int
webhook_check_secrets(struct span secrets)
{
	struct buf key = BUF_INIT(256);
	size_t count = 0;
	int rc;

	while ((rc = next_key(&secrets, &key)) == 0)
		count++;
	wipe(&key);
	return rc == ERR_NOT_FOUND && count > 0 ? 0 : ERR_MALFORMED;
}

int
webhook_add_signatures(
    struct buf *out, struct span secrets, const char *id, int64_t at_seconds, struct span body)
{
	struct buf key = BUF_INIT(256), content = BUF_INIT(body.len + 256);
	uint8_t mac[SIGN_SHA256_BYTES];
	const char *blank = "";
	int rc;

	(void)buf_addf(&content, "%s.%lld.", id, (long long)at_seconds);
	(void)buf_add(&content, body.data, body.len);
	rc = buf_error(&content);
	while (rc == 0 && (rc = next_key(&secrets, &key)) == 0) {
		sign_hmac_sha256(buf_span(&key), buf_span(&content), mac);
		(void)buf_addf(out, "%sv1,", blank);
		rc = sign_add_base64(out, (struct span){(const char *)mac, sizeof(mac)});
		blank = " ";
	}
	wipe(&key);
	buf_clear(&content);
	if (rc == ERR_NOT_FOUND)
		rc = blank[0] != '\0' ? 0 : ERR_MALFORMED;
	return rc;
}

/* One of those that came is one of ours; every pair is looked at, so that the time tells nothing. */
static bool
one_matches(struct span given, struct span ours)
{
	struct span word, other;
	bool found = false;

	for (int i = 0; i < GIVEN_MOST && text_split(&given, ' ', &word); i++)
		for (struct span rest = ours; text_split(&rest, ' ', &other);)
			found |=
			    word.len == other.len && sign_equal(word.data, other.data, word.len);
	return found;
}

bool
webhook_holds(struct span secrets, const char *id, const char *at, const char *signatures,
    struct span body, int64_t now_utc_ms)
{
	struct buf ours = BUF_INIT(4096);
	int64_t seconds;
	bool holds = false;

	if (id[0] != '\0' && text_parse_i64(span_of(at), 0, INT64_MAX / 1000, &seconds) == 0 &&
	    seconds * 1000 > now_utc_ms - LIMIT_PUSH_AGE_MS &&
	    seconds * 1000 < now_utc_ms + LIMIT_PUSH_AGE_MS &&
	    webhook_add_signatures(&ours, secrets, id, seconds, body) == 0)
		holds = one_matches(span_of(signatures), buf_span(&ours));
	buf_clear(&ours);
	return holds;
}
