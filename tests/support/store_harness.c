#include "tests/support/store_harness.h"

#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "monitor/notice/policy.h"
#include "monitor/promise/written.h"

/* ---- the judge ---- */

static struct notice
order_notice(const struct review_input *in, enum notice_kind kind)
{
	struct notice n = NOTICE_INIT;

	n.kind = kind;
	n.audience = AUDIENCE_CUSTOMER;
	n.channel = CHANNEL_EMAIL;
	n.state = NOTICE_STATE_PENDING;
	memcpy(n.shop, in->shipment->shop, sizeof(n.shop));
	memcpy(n.order, in->shipment->order, sizeof(n.order));
	n.person = in->shipment->person;
	n.shipments[n.shipment_count++] = in->shipment->id;
	n.episode = in->context->order.episode;
	n.due_utc_ms = in->now_utc_ms;
	n.valid_until_utc_ms = in->now_utc_ms + 2 * DAY_MS;
	memcpy(
	    n.facts.rule, in->shipment->service, sizeof(n.facts.rule)); /* what recheck goes by */
	n.facts.rule[sizeof(n.facts.rule) - 1] = '\0';
	return n;
}

/* What a code does to the order's unsettled notices and open cases. */
static void
touch_context(const struct review_input *in, const char *code, struct effects *out)
{
	const struct context *c = in->context;
	struct effect *effect;

	for (size_t i = 0; i < c->notice_count && !notice_settled(c->notices[i].state); i++) {
		if (strcmp(code, "JOIN") == 0) {
			effect = effects_add(out, EFFECT_NOTICE_JOIN);
			effect->notice = order_notice(in, NOTICE_DELAY);
			effect->notice.due_utc_ms += HOUR_MS;
			effect->notice.facts.count = 2;
		} else if (strcmp(code, "HOLD") == 0) {
			effect = effects_add(out, EFFECT_NOTICE_HOLD);
		} else if (strcmp(code, "OVER") == 0) {
			effect = effects_add(out, EFFECT_NOTICE_SUPERSEDE);
		} else {
			continue;
		}
		effect->id = c->notices[i].id;
		(void)snprintf(effect->text, sizeof(effect->text), "because of %s", code);
	}
	for (size_t i = 0; i < c->case_count; i++) {
		if (strcmp(code, "LOUD") != 0 && strcmp(code, "OVER") != 0)
			continue;
		effect = effects_add(
		    out, strcmp(code, "LOUD") == 0 ? EFFECT_CASE_ESCALATE : EFFECT_CASE_RESOLVE);
		effect->id = c->cases[i].id;
		(void)snprintf(effect->text, sizeof(effect->text), "because of %s", code);
	}
}

/* ---- what it learns ---- */

/* The same sums are the same number, in whatever order they come; others are not. */
struct model {
	uint64_t digest;
};

static uint64_t
mix(uint64_t h, uint64_t value)
{
	h = (h ^ value) * 0x9E3779B97F4A7C15ULL;
	return h ^ h >> 32;
}

static struct model *
model_new(void)
{
	return calloc(1, sizeof(struct model));
}

static int
model_add(struct model *m, const struct tally *t)
{
	uint64_t h = mix(mix(mix(1, (uint64_t)t->table), (uint32_t)t->day), t->cell);

	for (const char *c = t->key; *c != '\0'; c++)
		h = mix(h, (uint8_t)*c);
	m->digest += h * (uint64_t)t->add;
	return 0;
}

static void
model_free(struct model *m)
{
	free(m);
}

static int
learn(const struct review_input *in, struct tallies *t)
{
	int32_t day = (int32_t)(in->now_utc_ms / DAY_MS);
	uint16_t cell = (uint16_t)(in->shipment->id % 5);
	int rc = tallies_add(t, TALLY_TRANSIT, "all", day, cell, 3);

	if (rc == 0)
		rc = tallies_add(t, TALLY_TRANSIT, in->shipment->carrier, day, cell, -1);
	if (rc == 0)
		rc = tallies_add(t, TALLY_REPORT, "luna|dhl", day, 1, 1);
	if (rc == 0)
		rc = tallies_add(t, TALLY_SCAN, in->shipment->carrier,
		    (int32_t)(in->now_utc_ms / HOUR_MS), 0, 1);
	return rc;
}

/* As much as a day's review teaches: exposure in six cells of four tables, of one lane among five hundred. */
static int
teach(const struct review_input *in, struct tallies *t)
{
	int32_t day = (int32_t)(in->now_utc_ms / DAY_MS);
	unsigned lane = (unsigned)(in->shipment->id % 500);
	int rc = 0;

	for (int level = 0; level < 4; level++) {
		char key[LIMIT_TALLY_KEY_ROOM];

		(void)snprintf(key, sizeof(key), "%d|dhl|%u|ES-%02u:ES-%02u", level,
		    level > 0 ? lane % 8 : 0, level > 2 ? lane % 20 : 0, level > 1 ? lane % 50 : 0);
		for (uint16_t cell = 0; rc == 0 && cell < 6; cell++)
			rc = tallies_add(t, TALLY_TRANSIT, key, day,
			    (uint16_t)(in->shipment->id % 40 + cell), 1000);
	}
	return rc;
}

static struct forecast
forecast(int64_t now_utc_ms)
{
	struct forecast f = FORECAST_INIT;

	f.answer = FORECAST_MADE;
	f.at_utc_ms = now_utc_ms;
	f.p_late = 840;
	f.p10_utc_ms = now_utc_ms + DAY_MS;
	f.p50_utc_ms = now_utc_ms + 2LL * DAY_MS;
	f.p90_utc_ms = now_utc_ms + 4LL * DAY_MS;
	f.first_day = (int32_t)(now_utc_ms / DAY_MS) + 1;
	f.chance_count = 3;
	memcpy(f.chances, (int32_t[]){160, 400, 220}, 3 * sizeof(f.chances[0]));
	f.after = 220;
	f.gap_p50_ms = 7LL * HOUR_MS;
	f.step_count = 2;
	f.steps[0] = (struct forecast_step){.id = "lane", .points = 880};
	f.steps[1] = (struct forecast_step){.id = "drift", .points = -40, .value = 900};
	(void)snprintf(f.basis, sizeof(f.basis), "all");
	f.n = 312;
	return f;
}

static int
see(const struct review_input *in, const struct event *event, struct verdict *out)
{
	struct shipment *s = &out->shipment;
	struct event *kept = event_list_add(&s->events);
	struct effect *effect;

	if (kept == NULL)
		return ERR_NOMEM;
	*kept = *event;
	s->found = true;
	if (strcmp(event->code, "BUG") == 0)
		return ERR_BUG;
	if (strcmp(event->code, "LATEBUG") == 0) {
		effect = effects_add(&out->effects, EFFECT_NOTICE_SUPERSEDE);
		effect->id = 999999; /* there is none: the store finds out among its puts */
	}
	for (size_t i = 0; strcmp(event->code, "WAKE") == 0 && i < in->context->parcel_count; i++)
		if (in->context->parcels[i].id != s->id)
			effects_add(&out->effects, EFFECT_REVIEW)->id = in->context->parcels[i].id;
	if (strcmp(event->code, "DELIVERED") == 0) {
		s->milestone = MILESTONE_DELIVERED;
		s->state = PROMISE_KEPT;
		s->closed_utc_ms = in->now_utc_ms;
	}
	if (strcmp(event->code, "CLOSE") == 0) {
		s->state = PROMISE_NONE;
		s->closed_utc_ms = in->now_utc_ms;
	}
	if (strcmp(event->code, "CASE") == 0 || strcmp(event->code, "TWO") == 0) {
		effect = effects_add(&out->effects, EFFECT_CASE_OPEN);
		effect->record.reason = CASE_EXCEPTION;
		memcpy(effect->record.shop, s->shop, sizeof(s->shop));
		memcpy(effect->record.order, s->order, sizeof(s->order));
		effect->record.shipment = s->id;
		effect->record.due_utc_ms = in->now_utc_ms + DAY_MS;
	}
	if (strcmp(event->code, "SLIP") == 0 || strcmp(event->code, "TWO") == 0) {
		s->state = PROMISE_SLIPPING;
		(void)snprintf(s->rule, sizeof(s->rule), "eta");
		effects_add(&out->effects, EFFECT_NOTICE_NEW)->notice =
		    order_notice(in, NOTICE_DELAY);
		out->order = in->context->order;
		out->order.obligation_utc_ms = in->now_utc_ms + DAY_MS;
		out->order_changed = true;
	}
	if (strcmp(event->code, "ARRIVED") == 0)
		effects_add(&out->effects, EFFECT_NOTICE_NEW)->notice =
		    order_notice(in, NOTICE_DELIVERED);
	if (strcmp(event->code, "PREPARED") == 0) {
		effect = effects_add(&out->effects, EFFECT_NOTICE_NEW);
		effect->notice = order_notice(in, NOTICE_MISSED);
		effect->notice.episode = NOTICE_STEP_PREPARED;
		effect->notice.state = NOTICE_STATE_HELD;
	}
	s->held_by = strcmp(event->code, "HELD") == 0 && in->context->incident_count > 0
	    ? in->context->incidents[0].id
	    : 0;
	if ((strcmp(event->code, "LEARN") == 0 || strcmp(event->code, "TWO") == 0) &&
	    learn(in, &out->effects.tallies) != 0)
		return ERR_NOMEM;
	if (strcmp(event->code, "TEACH") == 0 && teach(in, &out->effects.tallies) != 0)
		return ERR_NOMEM;
	if (strcmp(event->code, "FORECAST") == 0)
		s->forecast = forecast(in->now_utc_ms);
	touch_context(in, event->code, &out->effects);
	effect = effects_add(&out->effects, EFFECT_JOURNAL);
	journal_init(&effect->entry, strcmp(event->code, "TURN") == 0 ? "promise.slipping" : "seen",
	    s->id, in->now_utc_ms);
	journal_add_text(&effect->entry, "code", event->code);
	journal_add_number(&effect->entry, "model", (int64_t)in->model->digest);
	journal_add_number(&effect->entry, "generation", (int64_t)in->model_generation);
	return 0;
}

static int
judge_incident(const struct incident_input *in, struct effects *out)
{
	struct effect *effect;

	if (in->open_count > 0 && in->scan_count > 0 && !in->open[0].by_hand) {
		effect = effects_add(out, EFFECT_INCIDENT_CLOSE);
		effect->id = in->open[0].id;
		(void)snprintf(effect->text, sizeof(effect->text), "seen again");
	} else if (in->scan_count == 0) {
		effect = effects_add(out, EFFECT_INCIDENT_OPEN);
		effect->incident.kind = INCIDENT_SILENCE;
		(void)snprintf(effect->incident.carrier, LIMIT_ID_ROOM, "dhl");
	}
	return 0;
}

static int
judge_past(const struct past_input *in, struct tallies *out)
{
	return tallies_add(out, TALLY_TRANSIT, in->shipment->carrier, in->shipment->delivered.day,
	    1, in->shop != NULL ? 1 : 100);
}

static int
judge_review(const struct review_input *in, struct verdict *out)
{
	int rc = shipment_copy(&out->shipment, in->shipment);

	if (rc != 0)
		return rc;
	out->interval_ms = HOUR_MS;
	out->waits_for_fresh = strcmp(in->shipment->service, "fresh") == 0;
	out->next_review_utc_ms = AT_NONE;
	if (in->shipment->state == PROMISE_NONE) {
		out->shipment.state = PROMISE_ON_TRACK;
		out->shipment_changed = true;
	}
	if (in->change != NULL && in->change->cancel) {
		out->shipment.cancelled = true;
		out->shipment.closed_utc_ms = in->now_utc_ms;
		out->shipment_changed = true;
	}
	if (in->change != NULL && in->change->superseded)
		out->shipment.superseded = out->shipment_changed = true;
	if (in->change != NULL && in->change->has_destination) {
		out->shipment.destination = in->change->destination;
		out->shipment_changed = true;
	}
	if (in->change != NULL && in->change->has_number) {
		memcpy(out->shipment.number, in->change->number, sizeof(out->shipment.number));
		out->shipment_changed = true;
	}
	if (in->observation == NULL || in->observation->events.count == 0)
		return 0;
	out->shipment_changed = true;
	return see(in, &in->observation->events.items[in->observation->events.count - 1], out);
}

static enum recheck
judge_recheck(const struct recheck_input *in, char *text, int64_t *later_utc_ms)
{
	if (strcmp(in->notice->facts.rule, "hold") == 0) {
		(void)snprintf(text, LIMIT_TEXT_ROOM,
		    "held by rule, of %zu: %s asked every %lld ms", in->parcel_count,
		    in->parcels[0].shipment.number, (long long)in->parcels[0].schedule.interval_ms);
		return RECHECK_HOLD;
	}
	if (strcmp(in->notice->facts.rule, "later") == 0) {
		*later_utc_ms = in->now_utc_ms + 3 * HOUR_MS;
		return RECHECK_LATER;
	}
	if (strcmp(in->notice->facts.rule, "superseded") == 0) {
		(void)snprintf(text, LIMIT_TEXT_ROOM, "delivered meanwhile");
		return RECHECK_SUPERSEDED;
	}
	return RECHECK_SEND;
}

static int
judge_settle(const struct settle_input *in, struct order *order, bool *changed, struct effects *out)
{
	struct effect *effect;

	if (in->order != NULL && in->notice->state == NOTICE_STATE_SENT) {
		order->told_utc_ms = in->now_utc_ms;
		*changed = true;
	}
	if (in->notice->state == NOTICE_STATE_REFUSED || in->bounced) {
		effect = effects_add(out, EFFECT_CASE_OPEN);
		effect->record.reason = in->bounced ? CASE_UNREACHABLE : CASE_REFUSED;
		memcpy(effect->record.shop, in->notice->shop, sizeof(in->notice->shop));
		memcpy(effect->record.order, in->notice->order, sizeof(in->notice->order));
		effect->record.due_utc_ms = in->now_utc_ms + DAY_MS;
		effect->record.notice = in->notice->id;
	}
	return 0;
}

static int
judge_shop(const struct shop_input *in, struct effects *out)
{
	struct notice *n = &effects_add(out, EFFECT_NOTICE_NEW)->notice;

	n->kind = NOTICE_DIGEST;
	n->audience = AUDIENCE_SHOP;
	n->channel = CHANNEL_EMAIL;
	n->state = NOTICE_STATE_PENDING;
	memcpy(n->shop, in->shop->id, sizeof(n->shop));
	(void)snprintf(
	    n->order, sizeof(n->order), "digest/%lld", (long long)(in->now_utc_ms / DAY_MS));
	n->due_utc_ms = in->now_utc_ms;
	n->facts.count =
	    in->counters.braked_hour * 1000000 + in->settled_kept_day * 1000 + in->cases_open;
	return 0;
}

const struct judge harness_judge = {.review = judge_review,
    .recheck = judge_recheck,
    .settle = judge_settle,
    .write = written_judge,
    .shop = judge_shop,
    .incident = judge_incident,
    .past = judge_past,
    .model_new = model_new,
    .model_add = model_add,
    .model_free = model_free};

/* ---- the store ---- */

void
harness_init(struct harness *h)
{
	*h = (struct harness){.now_utc_ms = HARNESS_START};
	(void)snprintf(h->root, sizeof(h->root), "%s/store.XXXXXX",
	    getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp");
	assert_non_null(mkdtemp(h->root));
	assert_true(snprintf(h->path, sizeof(h->path), "%s/store", h->root) < (int)sizeof(h->path));
	h->options = (struct store_options){
	    .path = h->path, .map_bytes = HARNESS_MAP, .judge = &harness_judge, .gather_ms = 1};
	h->policy = policy_new();
	assert_non_null(h->policy);
	h->policy->shops = calloc(1, sizeof(*h->policy->shops));
	assert_non_null(h->policy->shops);
	h->policy->shop_count = 1;
	memcpy(h->policy->shops[0].id, "luna", sizeof("luna"));
}

void
harness_open(struct harness *h)
{
	struct why why = {0};
	int rc = store_open(&h->store, &h->options, &why);

	if (rc != 0)
		print_message("store_open: %s: %s\n", why.path, why.text);
	assert_int_equal(rc, 0);
	assert_int_equal(store_port_new(h->store, &h->port), 0);
	assert_int_equal(store_reader_new(h->store, &h->reader), 0);
}

void
harness_close(struct harness *h)
{
	store_port_free(h->port);
	store_reader_free(h->reader);
	store_close(h->store);
	h->port = NULL;
	h->reader = NULL;
	h->store = NULL;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void
harness_clear(struct harness *h)
{
	harness_close(h);
	policy_drop(h->policy);
	(void)nftw(h->root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int
harness_setup(void **state)
{
	static struct harness h;

	harness_init(&h);
	harness_open(&h);
	*state = &h;
	return 0;
}

int
harness_teardown(void **state)
{
	harness_clear(*state);
	return 0;
}

static void
answered(const struct op_result *result, void *arg)
{
	struct answered *out = arg;

	*out = (struct answered){.rc = result->rc,
	    .id = result->id,
	    .existed = result->existed,
	    .recheck = result->recheck,
	    .attempt = result->attempt,
	    .more = result->more,
	    .done = true};
	memcpy(out->text, result->text, sizeof(out->text));
	if (result->message.len > 0) {
		assert_true(result->message.len < sizeof(out->message));
		memcpy(out->message, result->message.data, result->message.len);
		(void)snprintf(out->message_id, sizeof(out->message_id), "%s", result->message_id);
	}
}

void
harness_submit(struct harness *h, struct op *op, struct answered *out)
{
	*out = (struct answered){0};
	assert_non_null(op);
	assert_int_equal(store_submit(h->port, op, answered, out), 0);
}

void
harness_wait(struct harness *h, const struct answered *out)
{
	struct pollfd fd = {.fd = store_port_fd(h->port), .events = POLLIN};

	while (!out->done) {
		assert_int_equal(poll(&fd, 1, 30000), 1);
		(void)store_port_run(h->port);
	}
}

struct answered
harness_run(struct harness *h, struct op *op)
{
	struct answered out;

	harness_submit(h, op, &out);
	harness_wait(h, &out);
	return out;
}

struct op *
harness_registration(struct harness *h, const char *order, const char *number)
{
	struct op *op = op_new(OP_REGISTER, h->now_utc_ms, h->policy);
	struct shipment *s;

	assert_non_null(op);
	s = &op->registration.shipment;
	(void)snprintf(s->shop, sizeof(s->shop), "luna");
	(void)snprintf(s->order, sizeof(s->order), "%s", order);
	(void)snprintf(s->carrier, sizeof(s->carrier), "dhl");
	(void)snprintf(s->account, sizeof(s->account), "dhl-main");
	(void)snprintf(s->number, sizeof(s->number), "%s", number);
	s->promise.from_day = s->promise.until_day = 20605;
	s->promise.deadline_utc_ms = HARNESS_START + 3 * DAY_MS;
	(void)snprintf(s->promise.zone, sizeof(s->promise.zone), "Europe/Madrid");
	s->registered_utc_ms = h->now_utc_ms;
	(void)snprintf(op->registration.person.name, LIMIT_NAME_ROOM, "Ana Gómez de %s", order);
	(void)snprintf(
	    op->registration.person.email, LIMIT_EMAIL_ROOM, "ana.%s@ejemplo.example", order);
	(void)snprintf(op->registration.person.phone, LIMIT_PHONE_ROOM, "+34 600 000 001");
	return op;
}

uint64_t
harness_register(struct harness *h, const char *order, const char *number)
{
	struct answered a = harness_run(h, harness_registration(h, order, number));

	assert_int_equal(a.rc, 0);
	assert_true(a.id > 0);
	return a.id;
}

struct op *
harness_seen(struct harness *h, uint64_t id, const char *code)
{
	struct op *op = op_new(OP_REVIEW, h->now_utc_ms, h->policy);
	struct event *event;

	assert_non_null(op);
	op->id = id;
	op->review.polled = op->review.has_observation = true;
	op->review.asked_utc_ms = h->now_utc_ms;
	op->review.hash = (uint64_t)h->now_utc_ms;
	event = event_list_add(&op->review.observation.events);
	assert_non_null(event);
	event->at = when_utc_ms(h->now_utc_ms);
	(void)snprintf(event->code, sizeof(event->code), "%s", code);
	return op;
}

void
harness_choose(struct harness *h, const char *shop, const char *order, enum choice choice)
{
	struct op *op = op_new(OP_CUSTOMER, h->now_utc_ms, h->policy);

	assert_non_null(op);
	(void)snprintf(op->of_shop, sizeof(op->of_shop), "%s", shop);
	(void)snprintf(op->of_order, sizeof(op->of_order), "%s", order);
	op->word.choice = choice;
	assert_int_equal(harness_run(h, op).rc, 0);
}

uint64_t
harness_notice(struct harness *h, const char *order)
{
	uint64_t ids[2];
	size_t count;

	assert_int_equal(store_notices(h->reader, 0, "luna", order, NULL, ids, 2, &count), 0);
	assert_int_equal(count, 1);
	return ids[0];
}
