#include "monitor/poll/rounds.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/crash.h"
#include "monitor/base/text.h"
#include "monitor/log.h"

enum {
	PAGE_ROWS = 256,          /* reviews handed in at once: a commit's worth */
	SHOPS_MS = 5 * MINUTE_MS, /* world, between two looks at a shop, and at incidents */
	ALIVE_MS = MINUTE_MS,     /* world, between two marks that we live */
	RETAIN_MS =
	    6 * HOUR_MS,   /* world, between two rounds of retention: nothing stays a day longer */
	SHORTEST_MS = 250, /* wire: a scaled clock does not flood the writer */
	RETRY_MS = 50,     /* wire, when the queue is full */
	FAILED_MS = 10 * 1000, /* wire, after a review failed and stays due */
	GAP_MS = HOUR_MS,
};

struct rounds {
	struct rounds_options options;
	const struct policy *policy;
	struct clock *clock;
	struct loop_timer *review_timer, *shops_timer, *alive_timer, *retain_timer;
	size_t reviews, shops; /* handed in and not answered */
	bool failed;           /* one of this page's reviews: the next page waits */
	bool alive_pending;
	bool incidents_pending;
	bool stopping;
	struct gap gap; /* not yet handed in; AT_NONE both: none */
	int64_t channel_since_utc_ms;
	char channel_text[LIMIT_TEXT_ROOM];
};

/* World time after `world_ms`, but not before SHORTEST_MS on the wire. */
static int64_t
after(const struct rounds *r, int64_t world_ms)
{
	int64_t shortest = SHORTEST_MS * clock_rate(r->clock);

	return clock_world(r->clock) + (world_ms > shortest ? world_ms : shortest);
}

/* ---- reviews ---- */

static void review_page(struct rounds *r);

static void
on_reviewed(const struct op_result *result, void *arg)
{
	struct rounds *r = arg;

	if (result->rc < 0 && result->rc != ERR_NOT_FOUND) {
		r->failed = true;
		log_err("review.failed", F_ERR("error", result->rc), F_STR("why", result->text));
	}
	if (--r->reviews == 0)
		review_page(r);
}

/* Whether the words of the shipment's carrier may make notices to customers. */
static bool
is_trusted(const struct rounds *r, uint64_t id)
{
	struct shipment s = SHIPMENT_INIT;
	const struct account *account = NULL;
	const struct carrier *carrier = NULL;

	if (store_shipment_head(r->options.reader, id, &s) == 0) {
		account = policy_account(r->policy, s.account);
		carrier = r->options.carrier(s.carrier);
	}
	shipment_clear(&s);
	return carrier_trusted(carrier, account);
}

static int
review_one(struct rounds *r, uint64_t id)
{
	struct op *op = op_new(OP_REVIEW, clock_world(r->clock), r->policy);
	int rc;

	if (!op)
		return ERR_NOMEM;
	op->id = id;
	op->review.trusted = is_trusted(r, id);
	rc = store_submit(r->options.port, op, on_reviewed, r);
	r->reviews += rc == 0;
	return rc;
}

/* One page at a time: the next when each of this one has been answered, and so is no longer due. */
static void
review_page(struct rounds *r)
{
	uint64_t ids[PAGE_ROWS];
	struct store_due due;
	size_t count = 0;
	int rc;

	if (r->stopping || r->reviews > 0)
		return;
	if (r->failed) {
		loop_timer_after(r->review_timer, FAILED_MS);
		return;
	}
	rc = store_review_due(r->options.reader, clock_world(r->clock), ids, PAGE_ROWS, &count);
	for (size_t i = 0; rc == 0 && i < count; i++)
		rc = review_one(r, ids[i]);
	if (rc < 0 && r->reviews == 0) {
		loop_timer_after(r->review_timer, RETRY_MS);
	} else if (r->reviews == 0) {
		store_due(r->options.store, &due);
		loop_timer_at(r->review_timer, due.review_utc_ms);
	}
}

static void
on_review_timer(void *arg)
{
	struct rounds *r = arg;

	r->failed = false;
	review_page(r);
}

/* ---- shops ---- */

static void
on_shop(const struct op_result *result, void *arg)
{
	struct rounds *r = arg;

	r->shops--;
	if (result->rc < 0 && result->rc != ERR_NOT_FOUND) /* it may have left the configuration */
		log_err("shop.failed", F_ERR("error", result->rc), F_STR("why", result->text));
}

static int
look_at(struct rounds *r, const struct shop *shop)
{
	struct op *op = op_new(OP_SHOP, clock_world(r->clock), r->policy);
	int rc;

	if (!op)
		return ERR_NOMEM;
	memcpy(op->shop, shop->id, sizeof(op->shop));
	op->channel_failing = CHANNEL_EMAIL;
	op->channel_failing_since_utc_ms = r->channel_since_utc_ms;
	memcpy(op->text, r->channel_text, sizeof(op->text));
	rc = store_submit(r->options.port, op, on_shop, r);
	r->shops += rc == 0;
	return rc;
}

static void look_at_incidents(struct rounds *r);

static void
on_incidents(const struct op_result *result, void *arg)
{
	struct rounds *r = arg;

	r->incidents_pending = false;
	if (result->rc < 0)
		log_err("incidents.failed", F_ERR("error", result->rc), F_STR("why", result->text));
	else if (result->more && !r->stopping)
		look_at_incidents(r);
}

/* Beside the shops: of them as a whole, and of none when the writer is behind. */
static void
look_at_incidents(struct rounds *r)
{
	struct op *op =
	    r->incidents_pending ? NULL : op_new(OP_INCIDENTS, clock_world(r->clock), r->policy);

	if (op)
		r->incidents_pending = store_submit(r->options.port, op, on_incidents, r) == 0;
}

static void
on_shops_timer(void *arg)
{
	struct rounds *r = arg;
	int rc = r->shops > 0 ? ERR_BUSY : 0; /* the writer is behind: later */

	if (rc == 0)
		look_at_incidents(r);
	for (size_t i = 0; rc == 0 && i < r->policy->shop_count; i++)
		rc = look_at(r, &r->policy->shops[i]);
	if (rc < 0)
		loop_timer_after(r->shops_timer, SHORTEST_MS);
	else
		loop_timer_at(r->shops_timer, after(r, SHOPS_MS));
}

/* ---- alive, and not ---- */

static void
on_alive(const struct op_result *result, void *arg)
{
	struct rounds *r = arg;

	(void)result;
	r->alive_pending = false;
}

static void
hand_in_gap(struct rounds *r)
{
	struct op *op;

	if (r->gap.from_utc_ms == AT_NONE)
		return;
	op = op_new(OP_GAP, clock_world(r->clock), r->policy);
	if (!op)
		return;
	op->gap = r->gap;
	if (store_submit(r->options.port, op, NULL, NULL) < 0)
		return; /* with the next mark */
	CRASH_POINT("rounds.gap_submitted");
	log_notice("gap", F_AT("from", r->gap.from_utc_ms), F_AT("until", r->gap.until_utc_ms));
	r->gap = (struct gap){AT_NONE, AT_NONE};
}

static void
on_alive_timer(void *arg)
{
	struct rounds *r = arg;
	struct op *op = r->alive_pending ? NULL : op_new(OP_CLOCK, clock_world(r->clock), NULL);

	hand_in_gap(r);
	if (op)
		r->alive_pending = store_submit(r->options.port, op, on_alive, r) == 0;
	loop_timer_at(r->alive_timer, after(r, ALIVE_MS));
}

/* ---- what has been kept long enough ---- */

static void on_retain_timer(void *arg);

/* Slice by slice, each with its own commit: whatever else is handed in goes between. */
static void
on_retained(const struct op_result *result, void *arg)
{
	struct rounds *r = arg;

	if (result->rc < 0)
		log_err("retention.failed", F_ERR("error", result->rc), F_STR("why", result->text));
	else if (result->erased.orders > 0)
		log_info("retention.erased", F_INT("orders", result->erased.orders),
		    F_INT("persons", result->erased.persons));
	if (r->stopping)
		return;
	if (result->rc == 0 && result->more)
		on_retain_timer(r);
	else
		loop_timer_at(r->retain_timer, after(r, RETAIN_MS));
}

static void
on_retain_timer(void *arg)
{
	struct rounds *r = arg;
	struct op *op = op_new(OP_RETAIN, clock_world(r->clock), r->policy);

	if (op == NULL || store_submit(r->options.port, op, on_retained, r) < 0)
		loop_timer_after(r->retain_timer, FAILED_MS);
}

/* ---- the whole ---- */

static int
find_gap(struct rounds *r)
{
	int64_t now = clock_world(r->clock);
	struct store_status status;
	int rc = store_status(r->options.reader, &status);

	if (rc == 0 && status.clock_utc_ms != AT_NONE && now - status.clock_utc_ms > GAP_MS)
		r->gap = (struct gap){status.clock_utc_ms, now};
	return rc;
}

int
rounds_new(const struct rounds_options *options, struct rounds **out)
{
	struct rounds *r = calloc(1, sizeof(*r));
	int rc;

	if (!r)
		return ERR_NOMEM;
	r->options = *options;
	r->policy = policy_hold(options->policy);
	r->clock = loop_clock(options->loop);
	r->gap = (struct gap){AT_NONE, AT_NONE};
	rc = loop_timer_new(options->loop, on_review_timer, r, &r->review_timer);
	if (rc == 0)
		rc = loop_timer_new(options->loop, on_shops_timer, r, &r->shops_timer);
	if (rc == 0)
		rc = loop_timer_new(options->loop, on_alive_timer, r, &r->alive_timer);
	if (rc == 0)
		rc = loop_timer_new(options->loop, on_retain_timer, r, &r->retain_timer);
	if (rc == 0)
		rc = find_gap(r);
	if (rc < 0) {
		rounds_free(r);
		return rc;
	}
	loop_timer_after(r->alive_timer, 0);
	loop_timer_after(r->shops_timer, 0);
	loop_timer_after(r->retain_timer, FAILED_MS); /* a start has more urgent work */
	*out = r;
	return 0;
}

void
rounds_free(struct rounds *r)
{
	if (!r)
		return;
	loop_timer_free(r->review_timer);
	loop_timer_free(r->shops_timer);
	loop_timer_free(r->alive_timer);
	loop_timer_free(r->retain_timer);
	policy_drop(r->policy);
	free(r);
}

void
rounds_set_policy(struct rounds *r, const struct policy *policy)
{
	policy_drop(r->policy);
	r->policy = policy_hold(policy);
}

void
rounds_wake(struct rounds *r)
{
	hand_in_gap(r);
	if (!r->failed)
		review_page(r);
}

void
rounds_shops(struct rounds *r)
{
	if (!r->stopping)
		loop_timer_after(r->shops_timer, 0);
}

void
rounds_channel(struct rounds *r, int64_t failing_since_utc_ms, const char *text)
{
	bool turned = r->channel_since_utc_ms != failing_since_utc_ms;

	r->channel_since_utc_ms = failing_since_utc_ms;
	(void)text_cut(r->channel_text, sizeof(r->channel_text), span_of(text));
	/* A look is a commit, and whoever hears of commits tells us again: without news it would go round for ever. */
	if (turned)
		rounds_shops(r);
}

void
rounds_gap(struct rounds *r, int64_t from_utc_ms, int64_t until_utc_ms)
{
	if (r->gap.from_utc_ms == AT_NONE)
		r->gap.from_utc_ms = from_utc_ms;
	r->gap.until_utc_ms = until_utc_ms;
	hand_in_gap(r);
}

void
rounds_stop(struct rounds *r)
{
	r->stopping = true;
	loop_timer_stop(r->review_timer);
	loop_timer_stop(r->shops_timer);
	loop_timer_stop(r->alive_timer);
	loop_timer_stop(r->retain_timer);
}
