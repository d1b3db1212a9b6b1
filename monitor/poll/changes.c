#include "monitor/poll/changes.h"

#include "monitor/base/sign.h"
#include "monitor/base/text.h"
#include "monitor/log.h"
#include "monitor/poll/lane.h"

enum {
	FIRST_MS = DAY_MS,           /* how far back the first call looks */
	OVERLAP_MS = 10 * MINUTE_MS, /* of two calls: their clock is not ours */
	FAILED_MS = 6 * HOUR_MS,
};

void
changes_clear(struct changes *c)
{
	idset_clear(&c->told);
	policy_drop(c->policy);
	*c = CHANGES_INIT;
}

static uint64_t
hash_of(const char *number)
{
	uint64_t hash = sign_hash64(span_of(number));

	return hash != 0 ? hash : 1;
}

void
changes_forget(struct changes *c)
{
	idset_clear(&c->told);
	c->told = IDSET_INIT;
	c->from_utc_ms = c->until_utc_ms = c->next_utc_ms = AT_NONE;
}

static int
on_changed(const char *number, void *arg)
{
	struct changes *c = arg;
	int rc = c->told.count < LIMIT_CHANGES ? idset_add(&c->told, hash_of(number)) : ERR_TOO_BIG;

	return rc == ERR_EXISTS ? 0 : rc;
}

/* From the end of what is known, or a day back. */
static struct changes_query
query(const struct changes *c)
{
	return (struct changes_query){.account = c->account,
	    .from_utc_ms = c->until_utc_ms != AT_NONE ? c->until_utc_ms - OVERLAP_MS
						      : c->asked_utc_ms - FIRST_MS,
	    .until_utc_ms = c->asked_utc_ms};
}

static void
on_reply(int rc, struct http_response *res, void *arg)
{
	struct lane *l = arg;
	struct changes *c = &l->changes;
	struct changes_query q = query(c);
	struct why why = {0};

	if (rc == 0)
		rc = c->carrier->changes_parse(&q, res, on_changed, c, &why);
	if (c->policy != l->poll->policy) {
		changes_forget(c);
	} else if (rc == 0) {
		if (c->from_utc_ms == AT_NONE)
			c->from_utc_ms = q.from_utc_ms;
		c->until_utc_ms = q.until_utc_ms;
		c->next_utc_ms = q.until_utc_ms + l->limits.interval_ms;
	} else {
		log_info("poll.changes_failed", F_STR("account", l->id), F_ERR("error", rc),
		    F_STR("why", why.text));
		changes_forget(c);
		c->next_utc_ms = c->asked_utc_ms + FAILED_MS;
	}
	policy_drop(c->policy);
	c->policy = NULL;
	lane_run(l);
}

bool
changes_ask(struct lane *l, int64_t now_utc_ms)
{
	struct changes *c = &l->changes;
	struct transport_options options = {
	    .origins = l->carrier->origins, .origin = l->account->origin};
	struct changes_query q;
	struct http_request req;
	int rc;

	if (c->policy != NULL)
		return true;
	if (l->carrier->changes_build == NULL ||
	    (c->next_utc_ms != AT_NONE && now_utc_ms < c->next_utc_ms))
		return false;
	c->asked_utc_ms = now_utc_ms;
	c->account = l->account;
	c->carrier = l->carrier;
	q = query(c);
	http_request_init(&req);
	rc = l->carrier->changes_build(&q, &req);
	if (rc == 0 && req.url.len > 0)
		rc = l->poll->options.transport.send(
		    l->poll->options.transport.self, &req, &options, on_reply, l);
	else if (rc == 0)
		rc = ERR_NOT_FOUND; /* this account cannot ask so */
	http_request_clear(&req);
	if (rc < 0) {
		c->next_utc_ms = now_utc_ms + FAILED_MS;
		return false;
	}
	c->policy = policy_hold(l->poll->policy);
	answer_called(l);
	return true;
}

bool
changes_none(const struct lane *l, const char *number, int64_t last_ok_utc_ms)
{
	const struct changes *c = &l->changes;

	return c->from_utc_ms != AT_NONE && last_ok_utc_ms != AT_NONE &&
	    last_ok_utc_ms >= c->from_utc_ms && !idset_has(&c->told, hash_of(number));
}

void
changes_taken(struct lane *l, const char *number)
{
	if (l->changes.from_utc_ms != AT_NONE)
		idset_remove(&l->changes.told, hash_of(number));
}
