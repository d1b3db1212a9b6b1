#include "monitor/poll/poll.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/log.h"
#include "monitor/poll/answer.h"

enum {
	ROOM_MS = 10 * 1000, /* wire, until it is tried again while the store is full */
	TOKEN_GAP_MS = 30 *
	    1000, /* world, between two fetches unless the last one gave a token: also over restarts */
};

static void
on_answered(struct ask *a)
{
	struct lane *l = a->owner;

	if (answer_conclude(a))
		lane_run(l);
}

/* ---- what is due ---- */

/* Fill the lane's page with what is due and not being worked on. False: nothing of the kind. */
static bool
lane_refill(struct lane *l, int64_t now)
{
	size_t count = 0, kept = 0;

	if (l->due_at < l->due_count)
		return true;
	l->due_at = l->due_count = 0;
	if (store_poll_due(l->poll->options.reader, l->id, now, l->due, LANE_PAGE_ROWS, &count) < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!idset_has(&l->poll->working, l->due[i]))
			l->due[kept++] = l->due[i];
	l->due_count = kept;
	return kept > 0;
}

/* When the account's next number is due that is not being worked on; AT_NONE: none. The page, which is used up, is written over. */
static int64_t
lane_next_due(struct lane *l)
{
	struct schedule entry;
	size_t count = 0;
	size_t first = 0;

	if (store_poll_due(
		l->poll->options.reader, l->id, INT64_MAX, l->due, LANE_PAGE_ROWS, &count) < 0)
		return AT_NONE;
	while (first < count && idset_has(&l->poll->working, l->due[first]))
		first++;
	if (first == count || store_schedule(l->poll->options.reader, l->due[first], &entry) < 0)
		return AT_NONE;
	return entry.next_poll_utc_ms;
}

/* False: it is no longer due, or cannot be read; it is passed over. */
static bool
item_fill(struct lane *l, uint64_t id, int64_t now, struct ask_item *item)
{
	struct shipment s = SHIPMENT_INIT;
	struct schedule entry;
	bool fit = false;

	if (idset_has(&l->poll->working, id) ||
	    store_schedule(l->poll->options.reader, id, &entry) < 0 ||
	    entry.next_poll_utc_ms == AT_NONE || entry.next_poll_utc_ms > now ||
	    store_shipment_head(l->poll->options.reader, id, &s) < 0)
		goto out;
	item->shipment = id;
	memcpy(item->number, s.number, sizeof(item->number));
	memcpy(item->country, s.destination.country, sizeof(item->country));
	memcpy(item->postcode, s.destination.postcode, sizeof(item->postcode));
	memcpy(item->unique, s.unique, sizeof(item->unique));
	item->ship_day = s.ship_day;
	item->hash = entry.error == 0 ? entry.hash : 0;
	item->last_ok_utc_ms = entry.last_ok_utc_ms;
	fit = true;
out:
	shipment_clear(&s);
	return fit;
}

/* Take numbers from the page, with their places in the writer's queue: those to ask about into `a`, those that the carrier says have not
 * changed into `same`, unless that is NULL. *full: the queue has no place left. */
static void
take_items(struct lane *l, struct ask *a, struct ask *same, size_t most, int64_t now, bool *full)
{
	*full = false;
	while (a->count < most && (same == NULL || same->count < LIMIT_BATCH_NUMBERS) &&
	    l->due_at < l->due_count) {
		struct ask_item *item = &a->items[a->count];

		if (!item_fill(l, l->due[l->due_at], now, item)) {
			l->due_at++;
			continue;
		}
		if (store_reserve(l->poll->options.port) < 0) {
			*full = true;
			break;
		}
		if (idset_add(&l->poll->working, item->shipment) < 0) {
			store_unreserve(l->poll->options.port);
			*full = true;
			break;
		}
		l->due_at++;
		if (same != NULL && item->hash != 0 &&
		    changes_none(l, item->number, item->last_ok_utc_ms)) {
			item->unchanged = true;
			item->ask = same;
			same->items[same->count++] = *item;
			*item = (struct ask_item){.ask = a};
		} else {
			changes_taken(l, item->number);
			a->count++;
		}
	}
}

static size_t
batch_of(const struct lane *l, int64_t now)
{
	int32_t most = l->carrier->limits.batch;

	if (most < 1 || now < l->alone_until_utc_ms)
		return 1;
	return most > LIMIT_BATCH_NUMBERS ? LIMIT_BATCH_NUMBERS : (size_t)most;
}

/* For `most` numbers, none taken yet; NULL: no memory. */
static struct ask *
lane_ask_new(struct lane *l, size_t most)
{
	struct ask *a;

	if (ask_new(l->poll->policy, most, &a) < 0)
		return NULL;
	a->count = 0;
	a->account = l->account;
	a->carrier = l->carrier;
	a->tokens = l->poll->tokens;
	a->port = l->poll->options.transport;
	a->clock = l->poll->clock;
	a->sent = answer_sent;
	a->done = on_answered;
	a->owner = l;
	return a;
}

/* What has not changed is answered by that. */
static void
lane_same(struct lane *l, struct ask *same)
{
	if (same == NULL || same->count == 0) {
		ask_free(same);
		return;
	}
	same->asked_utc_ms = l->changes.until_utc_ms;
	l->asking++;
	(void)answer_conclude(same); /* nothing that may follow was in its way */
}

/* One request. True: another may follow at once. */
static bool
lane_ask(struct lane *l, int64_t now)
{
	size_t most = batch_of(l, now);
	bool tells = l->carrier->changes_build != NULL, full;
	struct ask *a = lane_ask_new(l, most);
	struct ask *same = tells ? lane_ask_new(l, LIMIT_BATCH_NUMBERS) : NULL;
	int rc;

	if (a == NULL || (tells && same == NULL) || store_read_begin(l->poll->options.reader) < 0) {
		ask_free(a);
		ask_free(same);
		loop_timer_after(l->timer, LANE_RETRY_MS);
		return false;
	}
	take_items(l, a, same, most, now, &full);
	store_read_end(l->poll->options.reader);
	if (full)
		loop_timer_after(l->timer, LANE_RETRY_MS);
	lane_same(l, same);
	if (a->count == 0) {
		ask_free(a);
		return !full;
	}
	l->asking++;
	rc = ask_start(a);
	if (rc == 0)
		return !full;
	a->rc = rc;
	return answer_conclude(a);
}

/* Whether it may ask now; else it has been arranged when it looks again. */
static bool
lane_may_ask(struct lane *l, int64_t now)
{
	struct poll *p = l->poll;
	struct token_grant grant;
	int64_t next = pace_next(&l->state, &l->limits, l->called_utc_ms, now);

	if (next == INT64_MAX)
		return false; /* until a person acts */
	if (!tokens_have(p->tokens, l->account, l->carrier, &grant)) {
		if (l->asking > 0)
			return false; /* one brings the token, the others follow at their pace */
		if (!l->has_token && l->state.token_tried_utc_ms != AT_NONE &&
		    l->state.token_tried_utc_ms + TOKEN_GAP_MS > next)
			next = l->state.token_tried_utc_ms + TOKEN_GAP_MS;
	}
	if (next > now) {
		loop_timer_at(l->timer, next);
		return false;
	}
	/* While it fails, one request at a time shows whether it still does. */
	return l->asking < (l->state.failures > 0 ? 1 : LIMIT_ACCOUNT_IN_FLIGHT);
}

void
lane_run(struct lane *l)
{
	struct poll *p = l->poll;
	int64_t now = clock_world(p->clock);
	int64_t next;

	if (p->stopping || !l->account)
		return;
	lane_save(l);
	if (store_polls_stopped(p->options.store)) {
		log_warn("poll.no_room", F_STR("account", l->id));
		loop_timer_after(l->timer, ROOM_MS);
		return;
	}
	while (lane_refill(l, now)) {
		if (!lane_may_ask(l, now) || changes_ask(l, now) || !lane_ask(l, now))
			return;
		now = clock_world(p->clock);
	}
	next = lane_next_due(l);
	if (next != AT_NONE)
		loop_timer_at(l->timer, next);
}

static void
on_timer(void *arg)
{
	lane_run(arg);
}

/* ---- lanes and the configuration ---- */

static int
lane_new(struct poll *p, const char *id)
{
	struct lane *l = calloc(1, sizeof(*l));
	int rc;

	if (!l)
		return ERR_NOMEM;
	*l = (struct lane){.poll = p,
	    .called_utc_ms = AT_NONE,
	    .alone_until_utc_ms = AT_NONE,
	    .changes = CHANGES_INIT};
	memcpy(l->id, id, strlen(id) + 1);
	rc = loop_timer_new(p->options.loop, on_timer, l, &l->timer);
	if (rc == 0)
		rc = store_account(p->options.reader, id, &l->state);
	if (rc < 0) {
		loop_timer_free(l->timer);
		free(l);
		return rc;
	}
	l->next = p->lanes;
	p->lanes = l;
	return 0;
}

static struct lane *
lane_find(struct poll *p, const char *id)
{
	for (struct lane *l = p->lanes; l; l = l->next)
		if (strcmp(l->id, id) == 0)
			return l;
	return NULL;
}

static void
lane_configure(struct lane *l, const struct account *account)
{
	changes_forget(&l->changes);
	l->account = account;
	l->carrier = l->poll->options.carrier(account->carrier);
	if (!l->carrier) {
		log_err("account.no_adapter", F_STR("account", l->id),
		    F_STR("carrier", account->carrier));
		l->account = NULL;
		return;
	}
	l->limits = pace_limits(account, l->carrier);
	if (pace_restart(&l->state, pace_credential_hash(account))) {
		log_notice("account.new_credential", F_STR("account", l->id));
		lane_changed(l);
	}
}

int
poll_set_policy(struct poll *p, const struct policy *policy)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < policy->account_count; i++)
		if (!lane_find(p, policy->accounts[i].id))
			rc = lane_new(p, policy->accounts[i].id);
	if (rc < 0)
		return rc;
	for (struct lane *l = p->lanes; l; l = l->next) {
		l->account = NULL;
		loop_timer_stop(l->timer);
	}
	policy_drop(p->policy);
	p->policy = policy_hold(policy);
	tokens_forget(p->tokens);
	for (size_t i = 0; i < policy->account_count; i++) {
		struct lane *l = lane_find(p, policy->accounts[i].id);

		assert(l);
		lane_configure(l, &policy->accounts[i]);
	}
	return 0;
}

int
poll_new(const struct poll_options *options, struct poll **out)
{
	struct poll *p = calloc(1, sizeof(*p));
	int rc;

	if (!p)
		return ERR_NOMEM;
	p->options = *options;
	p->clock = loop_clock(options->loop);
	rc = tokens_new(p->clock, options->transport, &p->tokens);
	if (rc == 0)
		rc = poll_set_policy(p, options->policy);
	if (rc < 0) {
		poll_free(p);
		return rc;
	}
	*out = p;
	return 0;
}

void
poll_free(struct poll *p)
{
	if (!p)
		return;
	for (struct lane *l = p->lanes, *next; l; l = next) {
		next = l->next;
		loop_timer_free(l->timer);
		changes_clear(&l->changes);
		free(l);
	}
	tokens_free(p->tokens);
	idset_clear(&p->working);
	policy_drop(p->policy);
	free(p);
}

void
poll_wake(struct poll *p)
{
	for (struct lane *l = p->lanes; l; l = l->next) {
		lane_reload(l);
		lane_run(l);
	}
}

void
poll_stop(struct poll *p)
{
	p->stopping = true;
	for (struct lane *l = p->lanes; l; l = l->next) {
		loop_timer_stop(l->timer);
		lane_save(l);
	}
}

size_t
poll_busy(const struct poll *p)
{
	return p->working.count;
}
