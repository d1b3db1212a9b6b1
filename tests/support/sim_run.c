#include "tests/support/sim_run.h"

#include "monitor/base/text.h"
#include "monitor/poll/pace.h"
#include "monitor/promise/judge.h"

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PAGE = 512, ENTRIES = 256 };

const int32_t sim_sure_levels[SIM_SURE_LEVELS] = {300, 450, 600, 750, 850, 900};

static const int64_t map_bytes = 16LL << 30;

/* ---- waiting ---- */

struct batch {
	struct sim_run *r;
	size_t waiting;
	bool more; /* an op that wants to be run again */
	uint64_t id;
	uint64_t send[PAGE]; /* notices that may leave */
	size_t send_count;
};

struct ticket {
	struct batch *batch;
	uint64_t notice;
};

static void
on_done(const struct op_result *result, void *arg)
{
	struct ticket *t = arg;
	struct batch *b = t->batch;

	if (result->rc != 0)
		fail_msg("an op was refused: %d %s", result->rc, result->text);
	b->waiting--;
	b->more = b->more || result->more;
	b->id = result->id;
	if (t->notice != 0 && result->recheck == RECHECK_SEND)
		b->send[b->send_count++] = t->notice;
	free(t);
}

static void
submit(struct batch *b, struct op *op, uint64_t notice)
{
	struct ticket *t = malloc(sizeof(*t));

	assert_non_null(op);
	assert_non_null(t);
	*t = (struct ticket){b, notice};
	assert_int_equal(store_submit(b->r->h.port, op, on_done, t), 0);
	b->waiting++;
}

static void
finish(struct batch *b)
{
	struct pollfd fd = {.fd = store_port_fd(b->r->h.port), .events = POLLIN};

	while (b->waiting > 0) {
		assert_int_equal(poll(&fd, 1, 60000), 1);
		(void)store_port_run(b->r->h.port);
	}
}

static struct op *
new_op(struct sim_run *r, enum op_kind kind)
{
	return op_new(kind, r->h.now_utc_ms, r->h.policy);
}

/* ---- the shop ---- */

static void
set_up(struct policy *p)
{
	struct shop *shop = &p->shops[0];

	(void)snprintf(shop->name, sizeof(shop->name), "Luna de muestra");
	(void)snprintf(shop->zone, sizeof(shop->zone), SIM_ZONE);
	(void)snprintf(shop->locale, sizeof(shop->locale), "es");
	(void)snprintf(shop->country, sizeof(shop->country), "ES");
	for (int day = 0; day < 5; day++)
		shop->hours[day] = (struct hours){9 * 3600, 18 * 3600};
	shop->notices = NOTICES_CUSTOMERS;
	shop->quiet_from_second = 21 * 3600;
	shop->quiet_until_second = 9 * 3600;
	shop->digest_second = -1;
	shop->confidence_per_mille = 900; /* the default */
	shop->forecast_speaks = true;
	shop->stall_days_domestic = 3;
	shop->stall_days_abroad = 5;
	shop->brake_floor = INT32_MAX; /* what would be said is counted, not held */
	p->accounts = calloc(SIM_CARRIERS, sizeof(*p->accounts));
	assert_non_null(p->accounts);
	p->account_count = SIM_CARRIERS;
	for (size_t i = 0; i < SIM_CARRIERS; i++) {
		struct account *a = &p->accounts[i];

		(void)snprintf(a->id, sizeof(a->id), "%s", sim_carrier(i));
		(void)snprintf(a->carrier, sizeof(a->carrier), "%s", sim_carrier(i));
		a->trusted = true;
	}
}

static int
by_order(const void *a, const void *b)
{
	int64_t x = ((const struct sim_track *)a)->truth.ordered_utc_ms;
	int64_t y = ((const struct sim_track *)b)->truth.ordered_utc_ms;

	return x < y ? -1 : x > y;
}

void
sim_run_init(struct sim_run *r, const struct sim_world *w, size_t only)
{
	size_t kept = 0;

	*r = (struct sim_run){.world = w, .judge = judge_default};
	r->tracks = calloc(w->parcels, sizeof(*r->tracks));
	assert_non_null(r->tracks);
	for (size_t n = 0; n < w->parcels; n++) {
		struct sim_track *t = &r->tracks[kept];

		sim_parcel(w, n, &t->truth);
		t->alert_utc_ms = AT_NONE;
		for (size_t i = 0; i < SIM_SURE_LEVELS; i++)
			t->sure_utc_ms[i] = AT_NONE;
		kept += only >= SIM_CARRIERS || t->truth.carrier == only;
	}
	r->parcels = kept;
	qsort(r->tracks, kept, sizeof(*r->tracks), by_order);
	harness_init(&r->h);
	r->h.options.map_bytes = map_bytes;
	r->h.options.judge = &r->judge;
	r->h.options.gather_ms = 1;
	r->h.now_utc_ms = zone_instant(SIM_ZONE, w->first_day, 0);
	set_up(r->h.policy);
	word_check_init(&r->words, &r->h.policy->shops[0], SIM_ZONE, SIM_STEP_MS);
	for (size_t i = 0; i < SIM_CARRIERS; i++) {
		r->accounts[i] = ACCOUNT_STATE_INIT;
		(void)snprintf(r->accounts[i].id, sizeof(r->accounts[i].id), "%s", sim_carrier(i));
	}
	harness_open(&r->h);
}

void
sim_run_clear(struct sim_run *r)
{
	harness_clear(&r->h);
	word_check_clear(&r->words);
	free(r->tracks);
}

/* ---- registering ---- */

static void
set(struct registration *r, const char *field, const char *value)
{
	struct why why = {0};

	if (registration_set(r, field, span_of(value), &why) != 0)
		fail_msg("%s: %s", field, why.text);
}

static void
set_day(struct registration *r, const char *field, int32_t day)
{
	struct buf b = BUF_INIT(32);

	(void)day_add(&b, day);
	set(r, field, buf_str(&b));
	buf_clear(&b);
}

static struct op *
registration_of(struct sim_run *r, const struct sim_parcel *p)
{
	struct op *op = new_op(r, OP_REGISTER);
	struct registration *in = &op->registration;
	struct buf at = BUF_INIT(64);
	char text[64];
	struct why why = {0};

	(void)snprintf(text, sizeof(text), "S%07zu", p->nth);
	set(in, "order", text);
	set(in, "carrier", sim_carrier(p->carrier));
	set(in, "number", p->number);
	set_day(in, "promised_date", p->promised_day);
	set_day(in, "ship_by", p->ship_by_day);
	(void)when_add_utc(&at, p->ordered_utc_ms);
	set(in, "ordered_at", buf_str(&at));
	buf_clear(&at);
	set(in, "country", "ES");
	(void)snprintf(text, sizeof(text), "%s001", sim_city(p->to)->prefix);
	set(in, "postcode", text);
	set(in, "origin_country", "ES");
	(void)snprintf(text, sizeof(text), "%s001", sim_city(p->from)->prefix);
	set(in, "origin_postcode", text);
	(void)snprintf(text, sizeof(text), "n%zu@ejemplo.example", p->nth);
	set(in, "customer_email", text);
	if (registration_finish(in, r->h.policy, r->h.now_utc_ms, &why) != 0)
		fail_msg("%s: %s", why.path, why.text);
	return op;
}

/* Ids are given in order, so that a track is found by its id. */
static void
register_due(struct sim_run *r)
{
	struct batch b = {.r = r};

	while (r->registered < r->parcels && b.waiting < PAGE) {
		struct sim_track *t = &r->tracks[r->registered];

		if (t->truth.ordered_utc_ms > r->h.now_utc_ms)
			break;
		submit(&b, registration_of(r, &t->truth), 0);
		t->id = ++r->registered;
	}
	finish(&b);
	assert_true(b.id == 0 || b.id == r->registered);
}

/* ---- asking ---- */

/* What is shown of it, as a number that grows. */
static uint64_t
shown(const struct sim_parcel *p, int64_t at_utc_ms)
{
	uint64_t hash = 1;

	for (size_t i = 0; i < p->scan_count; i++)
		hash += p->scans[i].seen_utc_ms != AT_NONE && p->scans[i].seen_utc_ms <= at_utc_ms;
	for (size_t i = 0; i < p->eta_count; i++)
		hash += p->etas[i].said_utc_ms <= at_utc_ms ? 1000 : 0;
	return hash;
}

static struct op *
poll_of(struct sim_run *r, struct sim_track *t)
{
	struct op *op = new_op(r, OP_REVIEW);
	uint64_t hash = shown(&t->truth, r->h.now_utc_ms);

	op->id = t->id;
	op->review.polled = true;
	op->review.trusted = true;
	op->review.asked_utc_ms = r->h.now_utc_ms;
	op->review.quota.blocked_until_utc_ms = AT_NONE;
	op->review.hash = hash;
	op->review.unchanged = t->hash == hash;
	if (sim_down(r->world, t->truth.carrier, r->h.now_utc_ms)) {
		op->review.error = ERR_OUTAGE;
	} else if (!op->review.unchanged) {
		op->review.error =
		    sim_observe(r->world, &t->truth, r->h.now_utc_ms, &op->review.observation);
		op->review.has_observation = op->review.error == 0;
		t->hash = op->review.error == 0 ? hash : 0;
	}
	r->polls++;
	return op;
}

static void
save_account(struct sim_run *r, size_t carrier)
{
	struct batch b = {.r = r};
	struct op *op = new_op(r, OP_ACCOUNT);

	assert_non_null(op);
	op->account = r->accounts[carrier];
	submit(&b, op, 0);
	finish(&b);
}

/* As the daemon's lanes do: what is due, and one number alone while the carrier does not answer. */
static void
ask_carrier(struct sim_run *r, size_t carrier)
{
	struct account_state *a = &r->accounts[carrier];
	bool down = sim_down(r->world, carrier, r->h.now_utc_ms);
	uint64_t ids[PAGE];
	size_t count;
	bool any = false;

	if (a->blocked_until_utc_ms != AT_NONE && a->blocked_until_utc_ms > r->h.now_utc_ms)
		return;
	do {
		struct batch b = {.r = r};

		assert_int_equal(store_poll_due(r->h.reader, sim_carrier(carrier), r->h.now_utc_ms,
				     ids, down ? 1 : PAGE, &count),
		    0);
		for (size_t i = 0; i < count; i++)
			submit(&b, poll_of(r, &r->tracks[ids[i] - 1]), 0);
		finish(&b);
		any = any || count > 0;
	} while (count == PAGE);
	if (!any || (!down && a->health == 0))
		return;
	if (down)
		pace_bad(a, ERR_OUTAGE, -1, 0, r->h.now_utc_ms);
	else
		pace_good(a, r->h.now_utc_ms);
	save_account(r, carrier);
}

/* ---- time ---- */

static void
review_due(struct sim_run *r)
{
	uint64_t ids[PAGE];
	size_t count;

	do {
		struct batch b = {.r = r};

		assert_int_equal(
		    store_review_due(r->h.reader, r->h.now_utc_ms, ids, PAGE, &count), 0);
		for (size_t i = 0; i < count; i++) {
			struct op *op = new_op(r, OP_REVIEW);

			assert_non_null(op);
			op->id = ids[i];
			op->review.trusted = true;
			op->review.asked_utc_ms = AT_NONE;
			submit(&b, op, 0);
			r->reviews++;
		}
		finish(&b);
	} while (count == PAGE);
}

static void
look_around(struct sim_run *r)
{
	struct batch b = {.r = r};
	struct op *op = new_op(r, OP_SHOP);

	assert_non_null(op);
	memcpy(op->shop, r->h.policy->shops[0].id, sizeof(op->shop));
	submit(&b, op, 0);
	do {
		b.more = false;
		submit(&b, new_op(r, OP_INCIDENTS), 0);
		finish(&b);
	} while (b.more);
}

/* ---- mail that always arrives ---- */

static void
send_due(struct sim_run *r)
{
	uint64_t ids[PAGE];
	size_t count;

	do {
		struct batch b = {.r = r};

		assert_int_equal(store_outbox_due(r->h.reader, CHANNEL_EMAIL, r->h.now_utc_ms, ids,
				     PAGE, &count),
		    0);
		for (size_t i = 0; i < count; i++) {
			struct op *op = new_op(r, OP_ATTEMPT_BEGIN);

			assert_non_null(op);
			op->id = ids[i];
			assert_int_equal(buf_add_str(&op->begin.message, "words"), 0);
			(void)snprintf(op->begin.message_id, sizeof(op->begin.message_id),
			    "%llu@luna.example", (unsigned long long)ids[i]);
			submit(&b, op, ids[i]);
		}
		finish(&b);
		for (size_t i = 0; i < b.send_count; i++) {
			struct op *op = new_op(r, OP_ATTEMPT_END);

			assert_non_null(op);
			op->id = b.send[i];
			op->end.answer = ANSWER_OK;
			op->end.next_utc_ms = AT_NONE;
			submit(&b, op, 0);
		}
		finish(&b);
	} while (count == PAGE);
}

/* ---- what was decided ---- */

static void
note_alert(struct sim_track *t, const struct journal_entry *e)
{
	const struct journal_field *rule = word_field(e, "rule");

	if (t->alert_utc_ms != AT_NONE || rule == NULL)
		return;
	t->alert_utc_ms = e->at_utc_ms;
	memcpy(t->alert_rule, rule->text, sizeof(t->alert_rule));
	t->alert_rule[sizeof(t->alert_rule) - 1] = '\0';
}

/* Sent notices are told in the journal by their number: the record has the rest. */
static void
note_word(struct sim_run *r, struct sim_track *t, const struct journal_entry *e)
{
	const struct journal_field *id = word_field(e, "notice");
	struct notice n;

	if (id == NULL || store_notice(r->h.reader, (uint64_t)id->number, &n) != 0 ||
	    n.audience != AUDIENCE_CUSTOMER || t->word_count == SIM_WORDS)
		return;
	t->words[t->word_count++] =
	    (struct sim_word){n.kind, e->at_utc_ms, n.facts.window_until_day};
}

static void
note(struct sim_run *r, const struct journal_entry *e)
{
	struct sim_track *t =
	    e->shipment > 0 && e->shipment <= r->registered ? &r->tracks[e->shipment - 1] : NULL;

	if (t == NULL)
		return;
	if (strcmp(e->name, "promise.at_risk") == 0 || strcmp(e->name, "promise.slipping") == 0 ||
	    strcmp(e->name, "promise.missed") == 0)
		note_alert(t, e);
	else if (strcmp(e->name, "notice.sent") == 0)
		note_word(r, t, e);
	else if (strcmp(e->name, "case.opened") == 0)
		t->has_case = true;
}

static void
read_journal(struct sim_run *r)
{
	static const size_t room = ENTRIES;
	struct journal_entry *entries = calloc(room, sizeof(*entries));
	size_t count = 0;

	assert_non_null(entries);
	do {
		assert_int_equal(
		    store_journal(r->h.reader, r->journal_seq, entries, room, &count), 0);
		for (size_t i = 0; i < count; i++) {
			note(r, &entries[i]);
			word_check_take(&r->words, &entries[i]);
			r->journal_seq = entries[i].seq;
		}
	} while (count > 0);
	free(entries);
	word_check_until(&r->words, r->h.now_utc_ms);
}

/* What the forecast gives of those that are under way and not yet due. */
static void
note_chances(struct sim_run *r)
{
	for (size_t n = 0; n < r->registered; n++) {
		struct sim_track *t = &r->tracks[n];
		struct shipment s = SHIPMENT_INIT;

		if (r->h.now_utc_ms >= zone_day_end(SIM_ZONE, t->truth.promised_day) ||
		    (t->truth.attempt_utc_ms != AT_NONE &&
			t->truth.attempt_utc_ms <= r->h.now_utc_ms))
			continue;
		assert_int_equal(store_shipment(r->h.reader, t->id, &s), 0);
		for (size_t i = 0; i < SIM_SURE_LEVELS && s.forecast.answer == FORECAST_MADE &&
		     s.forecast.p_late >= sim_sure_levels[i];
		     i++)
			if (t->sure_utc_ms[i] == AT_NONE)
				t->sure_utc_ms[i] = r->h.now_utc_ms;
		shipment_clear(&s);
	}
}

void
sim_run_restart(struct sim_run *r, int64_t down_ms)
{
	struct gap gap = {r->h.now_utc_ms, r->h.now_utc_ms + down_ms};
	struct batch b = {.r = r};
	struct op *op;

	harness_close(&r->h);
	r->h.now_utc_ms = gap.until_utc_ms;
	harness_open(&r->h);
	if (down_ms <= HOUR_MS) /* as the daemon has it */
		return;
	op = new_op(r, OP_GAP);
	assert_non_null(op);
	op->gap = gap;
	submit(&b, op, 0);
	finish(&b);
}

void
sim_run_open_incident(struct sim_run *r, size_t carrier)
{
	struct batch b = {.r = r};
	struct op *op = new_op(r, OP_INCIDENT_OPEN);

	assert_non_null(op);
	(void)snprintf(
	    op->incident.carrier, sizeof(op->incident.carrier), "%s", sim_carrier(carrier));
	op->incident.until_utc_ms = r->h.now_utc_ms + 7LL * DAY_MS;
	submit(&b, op, 0);
	finish(&b);
}

void
sim_run_close_incident(struct sim_run *r, uint64_t id)
{
	struct batch b = {.r = r};
	struct op *op = new_op(r, OP_INCIDENT_CLOSE);

	assert_non_null(op);
	op->id = id;
	submit(&b, op, 0);
	finish(&b);
}

bool
sim_run_incident(const struct sim_run *r, uint64_t id, struct incident *out)
{
	return store_incident(r->h.reader, id, out) == 0;
}

void
sim_run_until(struct sim_run *r, int64_t until_utc_ms)
{
	while (r->h.now_utc_ms < until_utc_ms) {
		r->h.now_utc_ms += SIM_STEP_MS;
		register_due(r);
		for (size_t i = 0; i < SIM_CARRIERS; i++)
			ask_carrier(r, i);
		review_due(r);
		if (r->h.now_utc_ms % (3 * SIM_STEP_MS) == 0)
			look_around(r);
		send_due(r);
		read_journal(r);
		if (r->h.now_utc_ms % (18 * SIM_STEP_MS) == 0)
			note_chances(r);
	}
}
