#include "tests/support/story.h"

#include "monitor/base/text.h"
#include "monitor/promise/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define ZONE "Europe/Madrid"

enum { STEP_MS = 60 * 1000, MISS_TELL_MS = 12 * 60 * 60 * 1000 };

/* ---- clocks ---- */

int64_t
story_utc(const char *wall)
{
	struct when at;

	assert_int_equal(when_parse(span_of(wall), &at), 0);
	return zone_instant(ZONE, at.day, at.second);
}

int32_t
story_day(const char *day)
{
	int32_t out;

	assert_int_equal(day_parse(span_of(day), &out), 0);
	return out;
}

/* ---- begin ---- */

void
story_begin(struct story *st, const char *now)
{
	struct shop *shop = &st->shop;

	*st = (struct story){.now_utc_ms = story_utc(now),
	    .order = ORDER_INIT,
	    .account = ACCOUNT_STATE_INIT,
	    .gap = {AT_NONE, AT_NONE},
	    .has_person = true,
	    .person = {.id = 1, .email = "ana@ejemplo.example"},
	    .open_parcels = 100};
	(void)text_cut(shop->id, sizeof(shop->id), span_of("botica"));
	(void)text_cut(shop->zone, sizeof(shop->zone), span_of(ZONE));
	(void)text_cut(shop->country, sizeof(shop->country), span_of("ES"));
	for (int i = 0; i < 5; i++)
		shop->hours[i] = (struct hours){9 * 3600, 18 * 3600};
	shop->notices = NOTICES_CUSTOMERS;
	shop->quiet_from_second = 21 * 3600;
	shop->quiet_until_second = 9 * 3600;
	shop->digest_second = 8 * 3600;
	shop->stall_days_domestic = 3;
	shop->stall_days_abroad = 5;
	shop->brake_floor = 20;
	shop->brake_per_mille = 20;
	shop->confidence_per_mille = 600;
	shop->forecast_speaks = true;
	(void)text_cut(st->order.shop, sizeof(st->order.shop), span_of(shop->id));
	(void)text_cut(st->order.id, sizeof(st->order.id), span_of("A-1001"));
	st->order.person = 1;
}

void
story_end(struct story *st)
{
	for (size_t i = 0; i < st->parcel_count; i++) {
		shipment_clear(&st->parcels[i].shipment);
		observation_clear(&st->parcels[i].truth);
	}
}

size_t
story_parcel(struct story *st, const char *promised)
{
	size_t i = st->parcel_count++;
	struct story_parcel *p = &st->parcels[i];
	struct shipment *s = &p->shipment;

	assert_true(i < STORY_PARCELS);
	*p = (struct story_parcel){.shipment = SHIPMENT_INIT,
	    .schedule = SCHEDULE_INIT,
	    .truth = OBSERVATION_INIT,
	    .next_review_utc_ms = st->now_utc_ms};
	s->id = i + 1;
	memcpy(s->shop, st->shop.id, sizeof(s->shop));
	memcpy(s->order, st->order.id, sizeof(s->order));
	s->person = 1;
	(void)text_cut(s->destination.country, sizeof(s->destination.country), span_of("ES"));
	(void)text_cut(s->promise.zone, sizeof(s->promise.zone), span_of(ZONE));
	s->promise.zone_basis = ZONE_BASIS_POSTCODE;
	if (promised != NULL) {
		s->promise.from_day = story_day(promised);
		s->promise.until_day = s->promise.from_day;
		promise_close(&s->promise);
	}
	s->registered_utc_ms = st->now_utc_ms;
	p->schedule.shipment = s->id;
	p->schedule.next_poll_utc_ms = st->now_utc_ms;
	st->order.shipments[st->order.shipment_count++] = s->id;
	return i;
}

/* ---- the carrier ---- */

void
story_scan_at(struct story *st, size_t parcel, const char *wall, enum milestone m, enum reason r)
{
	struct story_parcel *p = &st->parcels[parcel];
	struct event *e = event_list_add(&p->truth.events);
	int32_t day;
	int32_t second;
	int32_t offset;

	assert_non_null(e);
	zone_wall(ZONE, wall != NULL ? story_utc(wall) : st->now_utc_ms, &day, &second, &offset);
	e->at = when_instant(day, second, offset);
	e->milestone = m;
	e->reason = r;
	e->physical = milestone_physical(m);
	(void)text_cut(e->code, sizeof(e->code), span_of(milestone_name(m)));
	(void)text_cut(e->place, sizeof(e->place), SPAN("Vitoria"));
	p->known = true;
}

void
story_scan(struct story *st, size_t parcel, enum milestone m, enum reason r)
{
	story_scan_at(st, parcel, NULL, m, r);
}

void
story_eta(struct story *st, size_t parcel, const char *day)
{
	struct observation *o = &st->parcels[parcel].truth;

	o->eta_from = day != NULL ? when_date(story_day(day)) : WHEN_INIT;
	o->eta_until = o->eta_from;
}

/* ---- context ---- */

/* All unsettled, then the newest settled. */
static void
context_notices(const struct story *st, struct context *c)
{
	for (int settled = 0; settled < 2; settled++)
		for (size_t i = st->notice_count; i-- > 0;)
			if (notice_settled(st->notices[i].state) == (settled == 1) &&
			    strcmp(st->notices[i].order, st->order.id) == 0 &&
			    c->notice_count < CONTEXT_NOTICES)
				c->notices[c->notice_count++] = notice_head_of(&st->notices[i]);
}

static int64_t
notices_of_hour(const struct story *st)
{
	int64_t count = st->other_notices;

	for (size_t i = 0; i < st->notice_count; i++)
		if (notice_kind_braked(st->notices[i].kind) &&
		    st->notices[i].state != NOTICE_STATE_SHADOW &&
		    st->now_utc_ms - st->notices[i].decided_utc_ms < HOUR_MS)
			count++;
	return count;
}

static void
context_fill(const struct story *st, size_t parcel, struct context *c)
{
	*c = (struct context){.order = st->order,
	    .has_person = st->has_person,
	    .person = st->person,
	    .account = st->account,
	    .gap = st->gap,
	    .counters = {st->open_parcels, notices_of_hour(st), st->paused}};
	c->schedule = st->parcels[parcel].schedule;
	if (st->incident.id != 0)
		c->incidents[c->incident_count++] = st->incident;
	for (size_t i = 0; i < st->parcel_count; i++)
		c->parcels[c->parcel_count++] = parcel_head_of(&st->parcels[i].shipment);
	context_notices(st, c);
	for (size_t i = 0; i < st->case_count; i++) {
		const struct case_record *r = &st->cases[i];

		if (r->state != CASE_RESOLVED && c->case_count < CONTEXT_CASES)
			c->cases[c->case_count++] = case_head_of(r);
	}
}

/* ---- effects ---- */

static void
add_notice(struct story *st, const struct notice *n)
{
	for (size_t i = 0; i < st->notice_count; i++)
		if (memcmp(st->notices[i].dedup, n->dedup, sizeof(n->dedup)) == 0)
			return;
	assert_true(st->notice_count < STORY_NOTICES);
	st->notices[st->notice_count] = *n;
	st->notices[st->notice_count].id = st->notice_count + 1;
	st->notice_count++;
	if (n->audience == AUDIENCE_CUSTOMER) {
		assert_true(n->shipment_count > 0);
		assert_true(n->due_utc_ms >= st->now_utc_ms);
		assert_true(n->valid_until_utc_ms > n->due_utc_ms);
	}
}

static void
join_notice(struct story *st, uint64_t id, const struct notice *from)
{
	struct notice *n = &st->notices[id - 1];

	if (notice_settled(n->state) || n->attempts > 0)
		return;
	memcpy(n->shipments, from->shipments, sizeof(n->shipments));
	n->shipment_count = from->shipment_count;
	n->facts = from->facts;
	n->due_utc_ms = from->due_utc_ms;
	n->valid_until_utc_ms = from->valid_until_utc_ms;
}

static void
open_case(struct story *st, const struct case_record *r)
{
	for (size_t i = 0; i < st->case_count; i++)
		if (st->cases[i].state != CASE_RESOLVED && st->cases[i].reason == r->reason &&
		    st->cases[i].shipment == r->shipment)
			return;
	assert_true(st->case_count < STORY_CASES);
	st->cases[st->case_count] = *r;
	st->cases[st->case_count].id = st->case_count + 1;
	st->case_count++;
}

static void
apply(struct story *st, const struct effects *effects)
{
	for (size_t i = 0; i < effects->count; i++) {
		const struct effect *e = &effects->items[i];

		switch (e->kind) {
		case EFFECT_NOTICE_NEW: add_notice(st, &e->notice); break;
		case EFFECT_NOTICE_JOIN: join_notice(st, e->id, &e->notice); break;
		case EFFECT_NOTICE_SUPERSEDE:
			if (!notice_settled(st->notices[e->id - 1].state))
				st->notices[e->id - 1].state = NOTICE_STATE_SUPERSEDED;
			break;
		case EFFECT_NOTICE_HOLD: st->notices[e->id - 1].state = NOTICE_STATE_HELD; break;
		case EFFECT_CASE_OPEN: open_case(st, &e->record); break;
		case EFFECT_CASE_RESOLVE: st->cases[e->id - 1].state = CASE_RESOLVED; break;
		case EFFECT_CASE_ESCALATE: st->cases[e->id - 1].escalated = true; break;
		case EFFECT_JOURNAL:
			memcpy(st->last_journal, e->entry.name, sizeof(st->last_journal));
			st->journal_count++;
			break;
		case EFFECT_REVIEW:
			st->parcels[e->id - 1].next_review_utc_ms = st->now_utc_ms;
			break;
		case EFFECT_INCIDENT_OPEN:
		case EFFECT_INCIDENT_CLOSE: break; /* reviews open none */
		}
	}
}

/* ---- what must be true at every step ---- */

static void
print_at(const char *name, int64_t utc_ms)
{
	int32_t day;
	int32_t second;
	int32_t offset;
	struct buf b = BUF_INIT(64);

	if (utc_ms != AT_NONE) {
		zone_wall(ZONE, utc_ms, &day, &second, &offset);
		when_add(&b, when_local(day, second));
	}
	print_message(" %s %s", name, buf_str(&b));
	buf_clear(&b);
}

/* The story so far, for whoever reads a failure. */
static void
tell(const struct story *st)
{
	print_at("now", st->now_utc_ms);
	print_at("gap until", st->gap.until_utc_ms);
	print_at("owed", st->order.obligation_utc_ms);
	print_message(" carrier %s\n", st->carrier_down ? "down" : "up");
	for (size_t i = 0; i < st->parcel_count; i++) {
		const struct story_parcel *p = &st->parcels[i];

		print_message("parcel %zu: %s %s %s%s%s raised %x\n ", i + 1,
		    promise_state_name(p->shipment.state), p->shipment.rule,
		    milestone_name(p->shipment.milestone), p->shipment.adopted ? " adopted" : "",
		    p->shipment.handed_over ? " handed" : "", p->shipment.raised);
		print_at("registered", p->shipment.registered_utc_ms);
		print_at("deadline", p->shipment.promise.deadline_utc_ms);
		print_at("closed", p->shipment.closed_utc_ms);
		print_at("since", p->shipment.state_since_utc_ms);
		print_at("ok", p->schedule.last_ok_utc_ms);
		print_at("review", p->next_review_utc_ms);
		print_message("\n");
	}
	for (size_t i = 0; i < st->notice_count; i++) {
		const struct notice *n = &st->notices[i];

		print_message("notice %zu: %s %s episode %d window %d %s\n ", i + 1,
		    notice_kind_name(n->kind), notice_state_name(n->state), n->episode,
		    n->facts.window_until_day, n->answer_text);
		print_at("decided", n->decided_utc_ms);
		print_at("due", n->due_utc_ms);
		print_at("settled", n->settled_utc_ms);
		print_message("\n");
	}
	for (size_t i = 0; i < st->case_count; i++) {
		print_message("case %zu: %s %s of %d", i + 1, case_reason_name(st->cases[i].reason),
		    case_state_name(st->cases[i].state), (int)st->cases[i].shipment);
		print_at("opened", st->cases[i].opened_utc_ms);
		print_message("\n");
	}
}

#define HOLDS(st, claim)                                                                           \
	do {                                                                                       \
		if (!(claim))                                                                      \
			tell(st);                                                                  \
		assert_true(claim);                                                                \
	} while (0)

/* Something else was said in between, by us or by a person. */
static bool
is_said_between(const struct story *st, int64_t from_utc_ms, int64_t until_utc_ms)
{
	for (size_t i = 0; i < st->order.retold_count; i++)
		if (st->order.retold[i].said_utc_ms > from_utc_ms &&
		    st->order.retold[i].said_utc_ms < until_utc_ms)
			return true;
	return false;
}

/* No word twice. */
static void
check_words(const struct story *st)
{
	for (size_t i = 0; i < st->notice_count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct notice *a = &st->notices[i];
			const struct notice *b = &st->notices[j];

			if (a->audience != AUDIENCE_CUSTOMER || a->kind != b->kind ||
			    a->state != NOTICE_STATE_SENT || b->state != NOTICE_STATE_SENT)
				continue;
			HOLDS(st,
			    memcmp(a->shipments, b->shipments, sizeof(a->shipments)) != 0 ||
				a->facts.window_until_day != b->facts.window_until_day ||
				a->facts.next_word_utc_ms != b->facts.next_word_utc_ms ||
				a->facts.milestone != b->facts.milestone ||
				a->facts.reason != b->facts.reason ||
				is_said_between(st, b->settled_utc_ms, a->settled_utc_ms));
			if (a->kind == NOTICE_DELAY_AGAIN || a->kind == NOTICE_STILL_NO_NEWS)
				HOLDS(st,
				    a->settled_utc_ms - b->settled_utc_ms >= LIMIT_NOTICE_GAP_MS);
		}
}

/* Bad news is of a parcel that the last answer did not know at its end, and a miss is of an answer after the deadline. */
static void
check_truth(const struct story *st, const struct notice *n)
{
	bool any = false;

	if (n->kind != NOTICE_DELAY && n->kind != NOTICE_DELAY_AGAIN && n->kind != NOTICE_MISSED &&
	    n->kind != NOTICE_STILL_NO_NEWS)
		return;
	for (size_t i = 0; i < n->shipment_count; i++) {
		const struct story_parcel *p = &st->parcels[n->shipments[i] - 1];
		bool delivered = false;

		for (size_t j = 0; j < p->truth.events.count; j++)
			delivered = delivered ||
			    (p->truth.events.items[j].milestone == MILESTONE_DELIVERED &&
				when_utc(p->truth.events.items[j].at) <=
				    p->schedule.last_ok_utc_ms);
		any = any || !delivered;
		if (n->kind == NOTICE_MISSED)
			HOLDS(st,
			    p->schedule.last_ok_utc_ms >= p->shipment.promise.deadline_utc_ms ||
				p->shipment.state == PROMISE_SLIPPING);
	}
	HOLDS(st, any);
}

/* A word owed lies ahead, or a person has it; after our own outage within an hour. */
static void
check_owed(const struct story *st)
{
	int64_t owed = st->order.obligation_utc_ms;

	if (owed == AT_NONE || st->now_utc_ms <= owed)
		return;
	HOLDS(st,
	    st->gap.until_utc_ms != AT_NONE &&
		st->now_utc_ms <= st->gap.until_utc_ms + LIMIT_BLIND_MS + 10 * MINUTE_MS);
}

static bool
is_known_to_people(const struct story *st, uint64_t shipment)
{
	for (size_t i = 0; i < st->order.retold_count; i++)
		if (st->order.retold[i].notice == 0) /* a person told them */
			return true;
	for (size_t i = 0; i < st->case_count; i++)
		if (st->cases[i].shipment == 0 || st->cases[i].shipment == shipment)
			return true;
	for (size_t i = 0; i < st->notice_count; i++)
		if (st->notices[i].audience == AUDIENCE_CUSTOMER &&
		    (st->notices[i].state == NOTICE_STATE_SENT ||
			st->notices[i].state == NOTICE_STATE_HELD ||
			st->notices[i].state == NOTICE_STATE_SHADOW))
			return true;
	return false;
}

/* No promised day passes in silence. */
static void
check_silence(const struct story *st)
{
	for (size_t i = 0; i < st->parcel_count; i++) {
		const struct story_parcel *p = &st->parcels[i];
		const struct shipment *s = &p->shipment;
		int64_t since = s->promise.deadline_utc_ms;

		if (since == AT_NONE || since <= s->registered_utc_ms || p->silent_ok ||
		    s->cancelled || s->superseded || s->state == PROMISE_KEPT ||
		    s->state == PROMISE_LATE || s->state == PROMISE_RETURNED)
			continue;
		/* Of promised hours the day still counts. */
		since = zone_day_end(ZONE, s->promise.until_day);
		if (st->gap.until_utc_ms > since)
			since = st->gap.until_utc_ms;
		if (st->now_utc_ms > since + MISS_TELL_MS + STEP_MS)
			HOLDS(st, is_known_to_people(st, s->id));
	}
}

static void
check_all(const struct story *st)
{
	if (st->daemon_down || st->mail_down)
		return;
	check_words(st);
	check_owed(st);
	check_silence(st);
}

/* ---- review ---- */

static void
review_again(const struct story *st, const struct review_input *in, size_t parcel)
{
	struct review_input again = *in;
	struct context context;
	struct verdict v;

	context_fill(st, parcel, &context);
	again.context = &context;
	again.shipment = &st->parcels[parcel].shipment;
	again.change = NULL;
	assert_int_equal(judge_default.review(&again, &v), 0);
	for (size_t i = 0; i < v.effects.count; i++)
		print_message("again: effect %d %s\n", (int)v.effects.items[i].kind,
		    v.effects.items[i].kind == EFFECT_JOURNAL ? v.effects.items[i].entry.name
							      : v.effects.items[i].text);
	HOLDS(st, v.effects.count == 0);
	HOLDS(st, v.effects.tallies.count == 0);
	HOLDS(st, !v.shipment_changed);
	HOLDS(st, !v.order_changed);
	verdict_clear(&v);
}

/* After the review, as after its commit. */
static void
learn(struct story *st, const struct tallies *t)
{
	for (size_t i = 0; st->model != NULL && i < t->count; i++)
		assert_int_equal(judge_default.model_add(st->model, &t->items[i]), 0);
	st->lessons += (int64_t)t->count;
}

static void
run_review(struct story *st, size_t parcel, const struct review_input *given)
{
	struct story_parcel *p = &st->parcels[parcel];
	struct review_input in = *given;
	struct context context;
	struct verdict v;

	context_fill(st, parcel, &context);
	in.shipment = &p->shipment;
	in.context = &context;
	in.shop = &st->shop;
	in.trusted = !st->untrusted;
	in.model = st->model;
	in.now_utc_ms = st->now_utc_ms;
	assert_int_equal(judge_default.review(&in, &v), 0);
	assert_true(v.next_review_utc_ms == AT_NONE || v.next_review_utc_ms > st->now_utc_ms);
	apply(st, &v.effects);
	if (v.shipment_changed)
		shipment_move(&p->shipment, &v.shipment);
	if (v.order_changed)
		st->order = v.order;
	p->next_review_utc_ms = v.next_review_utc_ms;
	p->schedule.interval_ms = v.interval_ms;
	p->schedule.waits_for_fresh = v.waits_for_fresh;
	if (v.interval_ms == 0)
		p->schedule.next_poll_utc_ms = AT_NONE;
	else if (p->schedule.next_poll_utc_ms == AT_NONE ||
	    p->schedule.next_poll_utc_ms > st->now_utc_ms + v.interval_ms)
		p->schedule.next_poll_utc_ms = st->now_utc_ms + v.interval_ms;
	review_again(st, &in, parcel);
	learn(st, &v.effects.tallies);
	verdict_clear(&v);
	check_all(st);
}

void
story_review(struct story *st, size_t parcel)
{
	run_review(st, parcel, &(struct review_input){.asked_utc_ms = AT_NONE});
}

void
story_change(struct story *st, size_t parcel, const struct change *change)
{
	run_review(st, parcel, &(struct review_input){.asked_utc_ms = AT_NONE, .change = change});
}

/* The same form sent again. */
static bool
is_written(const struct story *st, const struct effects *effects)
{
	for (size_t i = 0; i < effects->count; i++)
		for (size_t j = 0;
		     j < st->notice_count && effects->items[i].kind == EFFECT_NOTICE_NEW; j++)
			if (memcmp(effects->items[i].notice.dedup, st->notices[j].dedup,
				SIGN_SHA256_BYTES) == 0)
				return true;
	return false;
}

int
story_write(struct story *st, size_t parcel, const struct staff_word *word)
{
	struct effects effects = {0};
	struct why why = {.code = 0};
	struct context context;
	struct write_input in = {.word = word,
	    .shipment = &st->parcels[parcel].shipment,
	    .context = &context,
	    .shop = &st->shop,
	    .now_utc_ms = st->now_utc_ms};
	int rc;

	context_fill(st, parcel, &context);
	rc = judge_default.write(&in, &effects, &why);
	if (rc == 0 && !is_written(st, &effects))
		apply(st, &effects);
	effects_clear(&effects);
	return rc;
}

void
story_poll(struct story *st, size_t parcel)
{
	struct story_parcel *p = &st->parcels[parcel];
	struct review_input in = {.asked_utc_ms = st->now_utc_ms};

	p->schedule.last_try_utc_ms = st->now_utc_ms;
	p->schedule.next_poll_utc_ms = AT_NONE;
	if (st->carrier_down) {
		in.poll_error = ERR_OUTAGE;
	} else if (!p->known) {
		in.poll_error = ERR_NOT_FOUND;
	} else {
		in.observation = &p->truth;
		p->schedule.last_ok_utc_ms = st->now_utc_ms;
	}
	p->schedule.error = in.poll_error;
	run_review(st, parcel, &in);
}

/* ---- the outbox ---- */

static void
attempt(struct story *st, struct notice *n)
{
	struct order order = st->order;
	struct effects effects = {0};
	bool changed = false;
	char text[LIMIT_TEXT_ROOM];
	struct context context;
	struct recheck_parcel parcels[STORY_PARCELS];
	struct recheck_input in = {.notice = n,
	    .context = &context,
	    .shop = &st->shop,
	    .parcels = parcels,
	    .model = st->model,
	    .now_utc_ms = st->now_utc_ms};

	context_fill(st, 0, &context);
	for (size_t i = 0; i < n->shipment_count && n->audience == AUDIENCE_CUSTOMER; i++) {
		const struct story_parcel *p = &st->parcels[n->shipments[i] - 1];

		parcels[in.parcel_count++] = (struct recheck_parcel){
		    p->shipment, p->schedule, st->gap, st->account.failing_since_utc_ms};
	}
	switch (judge_default.recheck(&in, text, &n->due_utc_ms)) {
	case RECHECK_SEND: break;
	case RECHECK_LATER: assert_true(n->due_utc_ms > st->now_utc_ms); return;
	case RECHECK_HOLD: n->state = NOTICE_STATE_HELD; return;
	case RECHECK_SUPERSEDED: n->state = NOTICE_STATE_SUPERSEDED; return;
	}
	if (n->audience == AUDIENCE_CUSTOMER)
		check_truth(st, n);
	n->attempts++;
	n->state = NOTICE_STATE_SENT;
	n->answer = ANSWER_OK;
	n->settled_utc_ms = st->now_utc_ms;
	assert_int_equal(judge_default.settle(&(struct settle_input){.notice = n,
						  .order = &st->order,
						  .shop = &st->shop,
						  .now_utc_ms = st->now_utc_ms},
			     &order, &changed, &effects),
	    0);
	if (changed)
		st->order = order;
	apply(st, &effects);
	effects_clear(&effects);
}

static void
send_due(struct story *st)
{
	for (size_t i = 0; i < st->notice_count; i++)
		if (st->notices[i].state == NOTICE_STATE_PENDING &&
		    st->notices[i].due_utc_ms <= st->now_utc_ms)
			attempt(st, &st->notices[i]);
}

/* ---- time ---- */

static bool
is_due(int64_t at_utc_ms, int64_t now_utc_ms)
{
	return at_utc_ms != AT_NONE && at_utc_ms <= now_utc_ms;
}

static void
sooner(int64_t at_utc_ms, int64_t *first)
{
	if (at_utc_ms != AT_NONE && at_utc_ms < *first)
		*first = at_utc_ms;
}

/* The next instant at which something is due, not after `until`; always a step ahead. */
static int64_t
next_due(const struct story *st, int64_t until_utc_ms)
{
	int64_t first = until_utc_ms;

	for (size_t i = 0; i < st->parcel_count; i++) {
		sooner(st->parcels[i].schedule.next_poll_utc_ms, &first);
		sooner(st->parcels[i].next_review_utc_ms, &first);
	}
	for (size_t i = 0; i < st->notice_count && !st->mail_down; i++)
		if (st->notices[i].state == NOTICE_STATE_PENDING)
			sooner(st->notices[i].due_utc_ms, &first);
	return first > st->now_utc_ms ? first : st->now_utc_ms + SECOND_MS;
}

void
story_run_ms(struct story *st, int64_t until_utc_ms)
{
	if (st->daemon_down)
		st->now_utc_ms = until_utc_ms;
	while (st->now_utc_ms < until_utc_ms) {
		st->now_utc_ms = next_due(st, until_utc_ms);
		for (size_t i = 0; i < st->parcel_count; i++) {
			struct story_parcel *p = &st->parcels[i];

			if (is_due(p->schedule.next_poll_utc_ms, st->now_utc_ms))
				story_poll(st, i);
			if (is_due(p->next_review_utc_ms, st->now_utc_ms))
				story_review(st, i);
		}
		if (!st->mail_down)
			send_due(st);
	}
	check_all(st);
}

void
story_run(struct story *st, const char *until)
{
	story_run_ms(st, story_utc(until));
}

/* ---- looking ---- */

size_t
story_notices(const struct story *st, enum notice_kind kind, enum notice_state state)
{
	size_t count = 0;

	for (size_t i = 0; i < st->notice_count; i++)
		if (st->notices[i].kind == kind && (state == 0 || st->notices[i].state == state))
			count++;
	return count;
}

const struct notice *
story_notice(const struct story *st, enum notice_kind kind)
{
	for (size_t i = st->notice_count; i-- > 0;)
		if (st->notices[i].kind == kind)
			return &st->notices[i];
	fail_msg("no notice of kind %s", notice_kind_name(kind));
	return NULL;
}

size_t
story_customer_words(const struct story *st)
{
	size_t count = 0;

	for (size_t i = 0; i < st->notice_count; i++)
		if (st->notices[i].audience == AUDIENCE_CUSTOMER &&
		    st->notices[i].state == NOTICE_STATE_SENT)
			count++;
	return count;
}

size_t
story_cases(const struct story *st, enum case_reason reason)
{
	size_t count = 0;

	for (size_t i = 0; i < st->case_count; i++)
		if (st->cases[i].reason == reason && st->cases[i].state != CASE_RESOLVED)
			count++;
	return count;
}

size_t
story_cases_ever(const struct story *st)
{
	return st->case_count;
}

size_t
story_ordinary(struct story *st)
{
	size_t p;

	story_begin(st, "2026-05-25 10:00");
	p = story_parcel(st, "2026-05-28");
	story_run(st, "2026-05-25 17:00");
	story_scan(st, p, MILESTONE_ACCEPTED, REASON_NONE);
	story_eta(st, p, "2026-05-28");
	story_run(st, "2026-05-26 12:00");
	assert_int_equal(st->parcels[p].shipment.state, PROMISE_ON_TRACK);
	return p;
}
