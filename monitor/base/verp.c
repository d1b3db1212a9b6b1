#include "monitor/base/verp.h"

#include "monitor/base/sign.h"
#include "monitor/base/text.h"

#include <stdio.h>
#include <string.h>

enum { TAG_BYTES = 8, ID_BYTES = 8, TOKEN_BYTES = TAG_BYTES + ID_BYTES };

_Static_assert(VERP_TOKEN_ROOM == 2 * TOKEN_BYTES + 1, "two digits a byte");

/* The first bytes of the HMAC of a purpose and a text. */
static void
derive(struct span secret, char purpose, const uint8_t text[ID_BYTES], uint8_t out[ID_BYTES])
{
	char whole[1 + ID_BYTES];
	uint8_t hash[SIGN_SHA256_BYTES];

	whole[0] = purpose;
	memcpy(whole + 1, text, ID_BYTES);
	sign_hmac_sha256(secret, (struct span){whole, sizeof(whole)}, hash);
	memcpy(out, hash, ID_BYTES);
}

/* A tag over the number, and the number under a pad that follows from the tag. */
void
verp_token(struct span secret, uint64_t notice, char out[VERP_TOKEN_ROOM])
{
	uint8_t id[ID_BYTES], pad[ID_BYTES], token[TOKEN_BYTES];
	struct buf hex = BUF_INIT(VERP_TOKEN_ROOM);

	for (size_t i = 0; i < ID_BYTES; i++)
		id[i] = (uint8_t)(notice >> (8 * i));
	derive(secret, 't', id, token);
	derive(secret, 'p', token, pad);
	for (size_t i = 0; i < ID_BYTES; i++)
		token[TAG_BYTES + i] = id[i] ^ pad[i];
	(void)sign_add_hex(&hex, (struct span){(const char *)token, sizeof(token)});
	(void)text_cut(out, VERP_TOKEN_ROOM, buf_span(&hex));
	buf_clear(&hex);
}

static int
digit_of(char c)
{
	c = text_lower(c);
	if (text_is_digit(c))
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
verp_read(struct span secret, struct span token, uint64_t *notice)
{
	uint8_t bytes[TOKEN_BYTES], pad[ID_BYTES], tag[TAG_BYTES], id[ID_BYTES];
	uint64_t number = 0;

	if (token.len != 2 * TOKEN_BYTES)
		return false;
	for (size_t i = 0; i < TOKEN_BYTES; i++) {
		int high = digit_of(token.data[2 * i]), low = digit_of(token.data[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	derive(secret, 'p', bytes, pad);
	for (size_t i = 0; i < ID_BYTES; i++)
		id[i] = bytes[TAG_BYTES + i] ^ pad[i];
	derive(secret, 't', id, tag);
	if (!sign_equal(tag, bytes, TAG_BYTES))
		return false;
	for (size_t i = ID_BYTES; i > 0; i--)
		number = number << 8 | id[i - 1];
	*notice = number;
	return true;
}

int
verp_address(char *dst, size_t room, const char *base, const char *token)
{
	const char *at = strchr(base, '@');
	int len;

	if (at == NULL)
		return ERR_MALFORMED;
	len = snprintf(dst, room, "%.*s+%s%s", (int)(at - base), base, token, at);
	return len < 0 || (size_t)len >= room ? ERR_TOO_BIG : 0;
}

bool
verp_find(struct span *text, struct span *token)
{
	while (text->len > 0) {
		size_t run = 0;

		while (run < text->len && text_is_alnum(text->data[run]))
			run++;
		*token = (struct span){text->data, run};
		if (run == 0)
			run = 1;
		*text = (struct span){text->data + run, text->len - run};
		if (token->len != 2 * TOKEN_BYTES)
			continue;
		for (run = 0; run < token->len && digit_of(token->data[run]) >= 0;)
			run++;
		if (run == token->len)
			return true;
	}
	return false;
}
