#pragma once

/*
 * tokens: the access tokens of accounts, in memory only: one refresh at a time for an account, and whoever asks meanwhile waits for
 * it. When to try again after a refusal is the caller's to decide (poll keeps the last attempt on disk). Loop thread only.
 */

#include "carriers/carrier.h"
#include "monitor/net/transport.h"

struct tokens;

/* The clock gives the world time that expiry is reckoned from. */
int tokens_new(struct clock *clock, struct transport_port port, struct tokens **out) MUST_CHECK;
/* Forgets who waits. The port must answer no more. Accepts NULL. */
void tokens_free(struct tokens *t);

struct token_grant {
	const struct token *token; /* NULL: the account needs none. Valid until the loop turns. */
	uint64_t generation;       /* for tokens_refused */
};

/* A token that is good for TOKEN_MARGIN_MS more; false: fetch one. */
enum { TOKEN_MARGIN_MS = 10 * SECOND_MS };
bool tokens_have(struct tokens *t, const struct account *account, const struct carrier *carrier,
    struct token_grant *out);

/* rc: 0, then tokens_have says which; else why there is none: an enum err of transport or the adapter's auth_parse.
 * `retry_after_ms`: -1 unless the carrier said so. */
typedef void tokens_fn(int rc, int64_t retry_after_ms, void *arg);

/* Fetch one, or wait for the fetch that runs. `sent` is set when a request left. Account and carrier are borrowed for the call; `fn`
 * is called later. ERR_NOMEM, what building or sending answers: `fn` is then not called. */
int tokens_fetch(struct tokens *t, const struct account *account, const struct carrier *carrier,
    tokens_fn *fn, void *arg, bool *sent) MUST_CHECK;

/* The carrier refused a request with the token of that generation; a newer one stays. */
void tokens_refused(struct tokens *t, const char *account, uint64_t generation);

/* All of them: the configuration has changed. */
void tokens_forget(struct tokens *t);
