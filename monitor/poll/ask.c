#include "monitor/poll/ask.h"

#include <stdlib.h>
#include <string.h>

#include "carriers/codes.h"
#include "monitor/base/crash.h"
#include "monitor/base/sign.h"

int
ask_new(const struct policy *policy, size_t count, struct ask **out)
{
	struct ask *a = calloc(1, sizeof(*a));

	if (!a)
		return ERR_NOMEM;
	a->policy = policy_hold(policy);
	a->answers = OBSERVATION_LIST_INIT;
	a->asked_utc_ms = AT_NONE;
	a->retry_after_ms = -1;
	a->items = calloc(count, sizeof(*a->items));
	a->numbers = calloc(count, sizeof(*a->numbers));
	a->count = count;
	if (!a->items || !a->numbers) {
		ask_free(a);
		return ERR_NOMEM;
	}
	for (size_t i = 0; i < count; i++)
		a->items[i].ask = a;
	*out = a;
	return 0;
}

void
ask_free(struct ask *a)
{
	if (!a)
		return;
	observation_list_clear(&a->answers);
	policy_drop(a->policy);
	free(a->items);
	free(a->numbers);
	free(a);
}

struct observation *
ask_answer(struct ask *a, const struct ask_item *item)
{
	for (size_t i = 0; i < a->answers.count; i++)
		if (strcmp(a->answers.items[i].number, item->number) == 0)
			return &a->answers.items[i];
	return NULL;
}

/* What an answer said, and by which reading: another adapter or other words of the account read it anew. Never 0. */
static uint64_t
hash_answer(const struct ask *a, uint64_t said, int status)
{
	uint64_t parts[4] = {said, (uint64_t)status, (uint64_t)a->carrier->adapter_version,
	    codes_generation(a->account)};
	uint64_t hash = sign_hash64((struct span){(const char *)parts, sizeof(parts)});

	return hash ? hash : 1;
}

static struct track_query
query(const struct ask *a)
{
	return (struct track_query){.account = a->account,
	    .token = a->grant.token,
	    .numbers = a->numbers,
	    .count = a->count,
	    .next = a->next,
	    .now_utc_ms = clock_world(a->clock)};
}

static void
finish(struct ask *a, int rc)
{
	a->rc = rc;
	a->done(a);
}

static int step(struct ask *a);
static int proceed(struct ask *a);

static void
on_token(int rc, int64_t retry_after_ms, void *arg)
{
	struct ask *a = arg;

	CRASH_POINT("poll.token");
	a->token_failed = rc < 0;
	a->retry_after_ms = retry_after_ms;
	if (rc == 0 && !tokens_have(a->tokens, a->account, a->carrier, &a->grant))
		rc = ERR_OUTAGE; /* one that had ended when it came */
	if (rc == 0)
		rc = step(a);
	if (rc < 0)
		finish(a, rc);
}

/* From the beginning, with another token: what the steps before said is void. */
static int
ask_again(struct ask *a)
{
	a->retried = true;
	a->step = 0;
	a->next[0] = '\0';
	tokens_refused(a->tokens, a->account->id, a->grant.generation);
	observation_list_clear(&a->answers);
	return proceed(a);
}

static void
take_hashes(struct ask *a, uint64_t bytes_hash)
{
	for (size_t i = 0; i < a->count; i++) {
		struct ask_item *item = &a->items[i];
		const struct observation *o = ask_answer(a, item);
		uint64_t hash = bytes_hash;

		if (!o || o->error != 0)
			continue;
		if (hash == 0)
			hash = hash_answer(a, observation_hash(o), 0);
		item->unchanged = item->hash == hash;
		item->hash = hash;
	}
}

/* 0: the answer is whole; 1: another request is under way. */
static int
read_reply(struct ask *a, const struct http_response *res)
{
	struct track_query q = query(a);
	bool first = a->step == 0;
	uint64_t bytes = 0;
	int rc;

	a->status = res->status;
	/* Where a reply is about one number its bytes themselves tell: most polls change nothing, and then nothing is read. */
	if (a->carrier->limits.batch <= 1 && first)
		bytes = hash_answer(a, sign_hash64(buf_span(&res->body)), res->status);
	if (bytes != 0 && bytes == a->items[0].hash) {
		a->items[0].unchanged = true;
		return 0;
	}
	a->parsed = true;
	rc = a->carrier->track_parse(&q, res, &a->answers, &a->why);
	for (size_t i = 0; rc == 0 && i < a->answers.count; i++)
		codes_apply(a->carrier, a->account, &a->answers.items[i]);
	if (rc == ERR_BAD_CREDENTIALS && a->grant.token && !a->retried)
		return (rc = ask_again(a)) < 0 ? rc : 1;
	if (rc < 0)
		return rc;
	if (a->answers.next[0] != '\0' && a->step + 1 < a->carrier->limits.steps) {
		memcpy(a->next, a->answers.next, sizeof(a->next));
		a->step++;
		return (rc = proceed(a)) < 0 ? rc : 1;
	}
	take_hashes(a, first && a->answers.next[0] == '\0' ? bytes : 0);
	return 0;
}

static void
on_reply(int rc, struct http_response *res, void *arg)
{
	struct ask *a = arg;

	CRASH_POINT("poll.answered");
	if (rc == 0)
		rc = read_reply(a, res);
	if (rc > 0)
		return;
	a->retry_after_ms = http_retry_after_ms(&res->headers, clock_world(a->clock));
	a->body = &res->body;
	finish(a, rc);
}

/* Send the next request. */
static int
step(struct ask *a)
{
	struct transport_options options = {
	    .origins = a->carrier->origins, .origin = a->account->origin};
	struct track_query q = query(a);
	struct http_request req;
	int rc;

	http_request_init(&req);
	rc = a->carrier->track_build(&q, &req);
	if (rc == 0)
		rc = a->port.send(a->port.self, &req, &options, on_reply, a);
	http_request_clear(&req);
	if (rc == 0) {
		if (a->asked_utc_ms == AT_NONE)
			a->asked_utc_ms = q.now_utc_ms;
		a->sent(a);
		CRASH_POINT("poll.sent");
	}
	return rc;
}

/* With a token that is good now, or after one has come. */
static int
proceed(struct ask *a)
{
	bool sent;
	int rc;

	if (tokens_have(a->tokens, a->account, a->carrier, &a->grant))
		return step(a);
	rc = tokens_fetch(a->tokens, a->account, a->carrier, on_token, a, &sent);
	if (rc == 0 && sent) {
		a->token_tried = true;
		a->sent(a);
	}
	return rc;
}

int
ask_start(struct ask *a)
{
	for (size_t i = 0; i < a->count; i++)
		a->numbers[i] = (struct track_number){.number = a->items[i].number,
		    .country = a->items[i].country,
		    .postcode = a->items[i].postcode,
		    .unique = a->items[i].unique,
		    .ship_day = a->items[i].ship_day};
	return proceed(a);
}
