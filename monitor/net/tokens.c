#include "monitor/net/tokens.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/log.h"

struct waiter {
	struct waiter *next;
	tokens_fn *fn;
	void *arg;
};

struct entry {
	struct entry *next;
	struct tokens *tokens;
	char account[LIMIT_ACCOUNT_ROOM];
	const struct carrier *carrier;
	struct token token;
	bool held; /* `token` is one */
	bool fetching;
	uint64_t generation;
	struct waiter *waiters; /* in the order they came */
};

struct tokens {
	struct clock *clock;
	struct transport_port port;
	struct entry *first;
};

int
tokens_new(struct clock *clock, struct transport_port port, struct tokens **out)
{
	struct tokens *t = calloc(1, sizeof(*t));

	if (!t)
		return ERR_NOMEM;
	*t = (struct tokens){.clock = clock, .port = port};
	*out = t;
	return 0;
}

void
tokens_free(struct tokens *t)
{
	if (!t)
		return;
	for (struct entry *e = t->first, *next; e; e = next) {
		next = e->next;
		for (struct waiter *w = e->waiters, *after; w; w = after) {
			after = w->next;
			free(w);
		}
		token_clear(&e->token);
		free(e);
	}
	free(t);
}

static struct entry *
entry_find(struct tokens *t, const char *account)
{
	for (struct entry *e = t->first; e; e = e->next)
		if (strcmp(e->account, account) == 0)
			return e;
	return NULL;
}

static struct entry *
entry_get(struct tokens *t, const char *account)
{
	struct entry *e = entry_find(t, account);

	if (e)
		return e;
	e = calloc(1, sizeof(*e));
	if (!e)
		return NULL;
	*e = (struct entry){.tokens = t, .token = TOKEN_INIT, .next = t->first};
	memcpy(e->account, account, strlen(account) + 1); /* ids fit: account.h */
	t->first = e;
	return e;
}

/* Some accounts of a carrier with a token step do without: it builds no request for them. */
static bool
needs_none(const struct account *account, const struct carrier *carrier)
{
	struct http_request req;
	bool none;

	if (!carrier->auth_build)
		return true;
	http_request_init(&req);
	none = carrier->auth_build(account, &req) == 0 && req.url.len == 0;
	http_request_clear(&req);
	return none;
}

bool
tokens_have(struct tokens *t, const struct account *account, const struct carrier *carrier,
    struct token_grant *out)
{
	struct entry *e = entry_find(t, account->id);

	*out = (struct token_grant){.token = NULL};
	if (!e || !e->held)
		return needs_none(account, carrier);
	if (!token_lasts(&e->token, clock_world(t->clock) + TOKEN_MARGIN_MS))
		return false;
	*out = (struct token_grant){.token = &e->token, .generation = e->generation};
	return true;
}

static void
tell_waiters(struct entry *e, int rc, int64_t retry_after_ms)
{
	struct waiter *w = e->waiters;

	e->waiters = NULL;
	while (w) {
		struct waiter *next = w->next;

		w->fn(rc, retry_after_ms, w->arg);
		free(w);
		w = next;
	}
}

static void
on_answer(int rc, struct http_response *res, void *arg)
{
	struct entry *e = arg;
	struct token token = TOKEN_INIT;
	struct why why = {.offset = SIZE_MAX};
	int64_t now = clock_world(e->tokens->clock);

	e->fetching = false;
	if (rc == 0)
		rc = e->carrier->auth_parse(res, now, &token, &why);
	if (rc == 0) {
		token_move(&e->token, &token);
		e->held = true;
		e->generation++;
		log_info("token.fetched", F_STR("account", e->account),
		    F_AT("expires", e->token.expires_utc_ms));
	} else if (rc != ERR_STOPPING) {
		log_warn("token.failed", F_STR("account", e->account), F_ERR("error", rc),
		    F_INT("status", res->status), F_STR("why", why.text));
	}
	token_clear(&token);
	tell_waiters(e, rc, http_retry_after_ms(&res->headers, now));
}

static int
send_request(struct entry *e, const struct account *account, const struct carrier *carrier)
{
	struct transport_options options = {.origins = carrier->origins,
	    .origin = account->token_origin[0] != '\0' ? account->token_origin : account->origin};
	struct http_request req;
	int rc;

	http_request_init(&req);
	e->carrier = carrier;
	rc = carrier->auth_build(account, &req);
	if (rc == 0)
		rc = e->tokens->port.send(e->tokens->port.self, &req, &options, on_answer, e);
	http_request_clear(&req);
	e->fetching = rc == 0;
	return rc;
}

static int
add_waiter(struct entry *e, tokens_fn *fn, void *arg)
{
	struct waiter *w = calloc(1, sizeof(*w));
	struct waiter **at = &e->waiters;

	if (!w)
		return ERR_NOMEM;
	*w = (struct waiter){.fn = fn, .arg = arg};
	while (*at)
		at = &(*at)->next;
	*at = w;
	return 0;
}

int
tokens_fetch(struct tokens *t, const struct account *account, const struct carrier *carrier,
    tokens_fn *fn, void *arg, bool *sent)
{
	struct entry *e = entry_get(t, account->id);
	int rc = 0;

	*sent = false;
	if (!e)
		return ERR_NOMEM;
	if (!e->fetching) {
		rc = send_request(e, account, carrier);
		*sent = rc == 0;
	}
	/* Without memory to wait the fetch goes on: the token is there when it is asked for again. */
	return rc < 0 ? rc : add_waiter(e, fn, arg);
}

static void
entry_drop(struct entry *e)
{
	token_clear(&e->token);
	e->token = TOKEN_INIT;
	e->held = false;
}

void
tokens_refused(struct tokens *t, const char *account, uint64_t generation)
{
	struct entry *e = entry_find(t, account);

	if (e && e->held && e->generation == generation)
		entry_drop(e);
}

void
tokens_forget(struct tokens *t)
{
	for (struct entry *e = t->first; e; e = e->next)
		entry_drop(e);
}
