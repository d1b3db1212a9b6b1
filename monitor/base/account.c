#include "monitor/base/account.h"

#include <stdio.h>

void
account_clear(struct account *a)
{
	if (a == NULL)
		return;
	secret_clear(&a->key);
	secret_clear(&a->push_key);
	secret_clear(&a->push_key_next);
	*a = (struct account){0};
}

int
account_copy(struct account *dst, const struct account *src)
{
	struct account copy = *src;
	int rc;

	copy.key = copy.push_key = copy.push_key_next = SECRET_INIT;
	rc = secret_copy(&copy.key, &src->key);
	if (rc == 0)
		rc = secret_copy(&copy.push_key, &src->push_key);
	if (rc == 0)
		rc = secret_copy(&copy.push_key_next, &src->push_key_next);
	if (rc < 0) {
		account_clear(&copy);
		return rc;
	}
	account_clear(dst);
	*dst = copy;
	return 0;
}

void
account_of_channel(char id[LIMIT_ACCOUNT_ROOM], const char *section)
{
	(void)snprintf(id, LIMIT_ACCOUNT_ROOM, "@%.*s", LIMIT_ACCOUNT_ROOM - 2, section);
}

void
token_clear(struct token *t)
{
	if (t == NULL)
		return;
	secret_clear(&t->value);
	*t = TOKEN_INIT;
}

void
token_move(struct token *dst, struct token *src)
{
	if (dst == src)
		return;
	secret_move(&dst->value, &src->value);
	dst->expires_utc_ms = src->expires_utc_ms;
	src->expires_utc_ms = AT_NONE;
}

bool
token_lasts(const struct token *t, int64_t beyond_utc_ms)
{
	return secret_present(&t->value) &&
	    (t->expires_utc_ms == AT_NONE || t->expires_utc_ms > beyond_utc_ms);
}
