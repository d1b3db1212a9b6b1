#include "monitor/base/text.h"
#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/*
 * Random verbs, run on the store and on a plain model in memory; both must say the same at each step and after each start, and the
 * indexes must be what the records give. PUNTUAL_SEED chooses another run.
 */

enum { ORDERS = 12, PARCELS = 3, OPS = 1500, CARRIERS = 2 };

struct model_parcel {
	uint64_t id; /* 0: not registered */
	size_t events;
	enum promise_state state;
	bool open;
	bool other; /* registered with other data */
	bool has_case;
	bool owned;
	uint64_t held_by;
};

struct model_notice {
	uint64_t id; /* 0: none */
	enum notice_state state;
	int32_t attempts;
};

struct model {
	struct model_parcel parcels[ORDERS][PARCELS];
	struct model_notice notices[ORDERS]; /* the delay notice of each order */
	bool told[ORDERS];
	bool paused;
	int64_t lessons;
	uint64_t incidents[CARRIERS]; /* open ones; 0: none */
};

struct run {
	struct harness h;
	struct model model;
	uint64_t seed;
};

static uint32_t
chance(struct run *r, uint32_t below)
{
	r->seed = r->seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)(r->seed >> 33) % below;
}

static void
order_name(size_t order, char out[32])
{
	(void)snprintf(out, 32, "A%zu", order);
}

/* ---- verbs ---- */

static void
do_register(struct run *r, size_t order, size_t parcel)
{
	struct model_parcel *p = &r->model.parcels[order][parcel];
	char name[32], number[32];
	bool other = chance(r, 4) == 0;
	struct answered a;
	struct op *op;

	order_name(order, name);
	(void)snprintf(number, sizeof(number), "N%zuP%zu", order, parcel);
	op = harness_registration(&r->h, name, number);
	if (other)
		op->registration.shipment.value_cents = 100;
	a = harness_run(&r->h, op);
	if (p->id == 0) {
		assert_int_equal(a.rc, 0);
		assert_false(a.existed);
		*p = (struct model_parcel){.id = a.id, .state = PROMISE_ON_TRACK, .open = true};
		p->other = other;
		return;
	}
	assert_int_equal(a.id, p->id);
	assert_int_equal(a.rc, p->other == other ? 0 : ERR_EXISTS);
	assert_int_equal(a.existed, p->other == other);
}

static void
do_see(struct run *r, size_t order, size_t parcel)
{
	static const char *const codes[] = {
	    "SEEN", "SLIP", "CASE", "TWO", "DELIVERED", "BUG", "LATEBUG", "LEARN", "HELD"};
	struct model_parcel *p = &r->model.parcels[order][parcel];
	struct model_notice *n = &r->model.notices[order];
	const char *code = codes[chance(r, sizeof(codes) / sizeof(codes[0]))];
	struct answered a;

	if (p->id == 0)
		return;
	a = harness_run(&r->h, harness_seen(&r->h, p->id, code));
	if (strstr(code, "BUG") != NULL) {
		assert_int_equal(a.rc, ERR_BUG);
		return;
	}
	assert_int_equal(a.rc, 0);
	p->events++;
	r->model.lessons += strcmp(code, "LEARN") == 0 || strcmp(code, "TWO") == 0;
	p->held_by = strcmp(code, "HELD") == 0 ? r->model.incidents[0] : 0;
	if (strcmp(code, "DELIVERED") == 0) {
		p->state = PROMISE_KEPT;
		p->open = false;
	}
	if (strcmp(code, "SLIP") == 0 || strcmp(code, "TWO") == 0) {
		p->state = PROMISE_SLIPPING;
		if (n->id == 0) {
			char name[32];

			order_name(order, name);
			*n = (struct model_notice){
			    .id = harness_notice(&r->h, name), .state = NOTICE_STATE_PENDING};
		}
	}
	if ((strcmp(code, "CASE") == 0 || strcmp(code, "TWO") == 0) && !p->has_case) {
		p->has_case = true;
		p->owned = false;
	}
}

static void
do_cancel(struct run *r, size_t order, size_t parcel)
{
	struct model_parcel *p = &r->model.parcels[order][parcel];
	struct op *op;

	if (p->id == 0 || chance(r, 3) > 0)
		return;
	op = op_new(OP_CHANGE, r->h.now_utc_ms, r->h.policy);
	op->id = p->id;
	op->change.cancel = true;
	assert_int_equal(harness_run(&r->h, op).rc, 0);
	p->open = false;
}

static void
do_begin(struct run *r, size_t order)
{
	struct model_notice *n = &r->model.notices[order];
	struct answered a;
	struct op *op;

	if (n->id == 0)
		return;
	op = op_new(OP_ATTEMPT_BEGIN, r->h.now_utc_ms, r->h.policy);
	op->id = n->id;
	(void)buf_add_str(&op->begin.message, "words");
	(void)snprintf(op->begin.message_id, sizeof(op->begin.message_id), "m%zu", order);
	a = harness_run(&r->h, op);
	if (n->state != NOTICE_STATE_PENDING && n->state != NOTICE_STATE_IN_DOUBT) {
		assert_int_equal(a.rc, ERR_CONFLICT);
		return;
	}
	assert_int_equal(a.rc, 0);
	if (a.recheck == RECHECK_SUPERSEDED) { /* its two days are over */
		n->state = NOTICE_STATE_SUPERSEDED;
		return;
	}
	assert_string_equal(a.message, "words");
	n->state = NOTICE_STATE_SENDING;
	assert_int_equal(a.attempt, ++n->attempts);
}

static void
do_end(struct run *r, size_t order)
{
	static const struct {
		enum answer answer;
		int64_t next_ms;
		enum notice_state state;
	} ends[] = {
	    {ANSWER_OK, 0, NOTICE_STATE_SENT},
	    {ANSWER_TEMPORARY, HOUR_MS, NOTICE_STATE_PENDING},
	    {ANSWER_TEMPORARY, 0, NOTICE_STATE_DEAD},
	    {ANSWER_IN_DOUBT, HOUR_MS, NOTICE_STATE_IN_DOUBT},
	    {ANSWER_CHANNEL_FAILING, HOUR_MS, NOTICE_STATE_PENDING},
	};
	struct model_notice *n = &r->model.notices[order];
	size_t which = chance(r, sizeof(ends) / sizeof(ends[0]));
	struct answered a;
	struct op *op;

	if (n->id == 0)
		return;
	op = op_new(OP_ATTEMPT_END, r->h.now_utc_ms, r->h.policy);
	op->id = n->id;
	op->end.answer = ends[which].answer;
	op->end.next_utc_ms =
	    ends[which].next_ms != 0 ? r->h.now_utc_ms + ends[which].next_ms : AT_NONE;
	a = harness_run(&r->h, op);
	assert_int_equal(a.rc, n->state == NOTICE_STATE_SENDING ? 0 : ERR_CONFLICT);
	if (a.rc != 0)
		return;
	n->state = ends[which].state;
	if (ends[which].answer == ANSWER_CHANNEL_FAILING)
		n->attempts--;
	r->model.told[order] = r->model.told[order] || n->state == NOTICE_STATE_SENT;
}

static void
do_notice(struct run *r, size_t order)
{
	static const struct {
		enum notice_verb verb;
		enum notice_state from, to;
	} verbs[] = {
	    {NOTICE_HOLD, NOTICE_STATE_PENDING, NOTICE_STATE_HELD},
	    {NOTICE_RELEASE, NOTICE_STATE_HELD, NOTICE_STATE_PENDING},
	    {NOTICE_RETRY, NOTICE_STATE_DEAD, NOTICE_STATE_PENDING},
	    {NOTICE_DROP, NOTICE_STATE_HELD, NOTICE_STATE_SUPERSEDED},
	};
	struct model_notice *n = &r->model.notices[order];
	size_t which = chance(r, sizeof(verbs) / sizeof(verbs[0]));
	struct op *op;

	if (n->id == 0 || n->state != verbs[which].from)
		return;
	op = op_new(OP_NOTICE, r->h.now_utc_ms, r->h.policy);
	op->id = n->id;
	op->notice_verb = verbs[which].verb;
	assert_int_equal(harness_run(&r->h, op).rc, 0);
	n->state = verbs[which].to;
}

static uint64_t
find_case(struct run *r, size_t order, uint64_t shipment)
{
	uint64_t ids[64], found = 0;
	struct case_record c;
	char name[32];
	size_t count;

	order_name(order, name);
	assert_int_equal(store_cases(r->h.reader, "luna", name, NULL, ids, 64, &count), 0);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(store_case(r->h.reader, ids[i], &c), 0);
		if (c.state != CASE_RESOLVED && c.shipment == shipment)
			found = ids[i];
	}
	return found;
}

static void
do_case(struct run *r, size_t order, size_t parcel)
{
	struct model_parcel *p = &r->model.parcels[order][parcel];
	bool resolve = chance(r, 2) == 0;
	struct op *op;

	if (!p->has_case)
		return;
	op = op_new(OP_CASE, r->h.now_utc_ms, r->h.policy);
	op->id = find_case(r, order, p->id);
	assert_int_not_equal(op->id, 0);
	op->case_verb = resolve ? CASE_RESOLVE : CASE_CLAIM;
	(void)snprintf(op->author, sizeof(op->author), "marta");
	assert_int_equal(harness_run(&r->h, op).rc, 0);
	p->owned = true;
	if (resolve)
		p->has_case = false;
}

static void
do_pause(struct run *r)
{
	struct op *op = op_new(OP_PAUSE, r->h.now_utc_ms, NULL);

	r->model.paused = chance(r, 2) == 0;
	(void)snprintf(op->pause.shop, sizeof(op->pause.shop), "luna");
	op->pause.on = r->model.paused;
	assert_int_equal(harness_run(&r->h, op).rc, 0);
}

static const char *const carriers[CARRIERS] = {"dhl", "ups"}; /* parcels are of the first */

static void
do_incident(struct run *r)
{
	size_t which = chance(r, CARRIERS);
	uint64_t *id = &r->model.incidents[which];
	struct op *op =
	    op_new(*id == 0 ? OP_INCIDENT_OPEN : OP_INCIDENT_CLOSE, r->h.now_utc_ms, r->h.policy);
	struct answered a;

	op->id = *id;
	if (*id == 0)
		(void)snprintf(op->incident.carrier, LIMIT_ID_ROOM, "%s", carriers[which]);
	a = harness_run(&r->h, op);
	assert_int_equal(a.rc, 0);
	assert_false(a.existed);
	*id = *id == 0 ? a.id : 0;
}

/* ---- comparing ---- */

static int
add_up(const struct tally *cell, void *arg)
{
	*(int64_t *)arg += cell->add;
	return 0;
}

static void
check_lessons(struct run *r)
{
	int64_t transit = 0, report = 0;

	assert_int_equal(
	    store_tallies(r->h.reader, TALLY_TRANSIT, "", INT32_MIN, INT32_MAX, add_up, &transit),
	    0);
	assert_int_equal(store_tallies(r->h.reader, TALLY_REPORT, "luna|", INT32_MIN, INT32_MAX,
			     add_up, &report),
	    0);
	assert_int_equal(transit, 2 * r->model.lessons);
	assert_int_equal(report, r->model.lessons);
}

static void
check_incidents(struct run *r)
{
	uint64_t ids[CARRIERS + 1];
	size_t count, expect = 0;

	for (size_t i = 0; i < CARRIERS; i++)
		expect += r->model.incidents[i] != 0;
	assert_int_equal(store_incidents(r->h.reader, true, NULL, ids, CARRIERS + 1, &count), 0);
	assert_int_equal(count, expect);
}

static void
check_parcel(struct run *r, size_t order, size_t parcel, struct store_status *expect)
{
	const struct model_parcel *p = &r->model.parcels[order][parcel];
	struct shipment s = SHIPMENT_INIT;
	uint64_t ids[4];
	size_t count;
	char number[32];

	(void)snprintf(number, sizeof(number), "N%zuP%zu", order, parcel);
	assert_int_equal(store_by_number(r->h.reader, number, ids, 4, &count), 0);
	assert_int_equal(count, p->id != 0);
	if (p->id == 0)
		return;
	assert_int_equal(ids[0], p->id);
	assert_int_equal(store_shipment(r->h.reader, p->id, &s), 0);
	assert_int_equal(s.events.count, p->events);
	assert_int_equal(s.state, p->state);
	assert_int_equal(shipment_open(&s), p->open);
	assert_int_equal(s.held_by, p->held_by);
	assert_int_equal(find_case(r, order, p->id) != 0, p->has_case);
	expect->shipments++;
	expect->open += p->open;
	expect->states[p->state] += p->open;
	expect->cases_open += p->has_case;
	expect->cases_unowned += p->has_case && !p->owned;
	shipment_clear(&s);
}

static void
check_order(struct run *r, size_t order, struct store_status *expect)
{
	const struct model_notice *m = &r->model.notices[order];
	struct order stored;
	struct notice n;
	uint64_t ids[4];
	size_t count;
	char name[32];

	order_name(order, name);
	assert_int_equal(store_notices(r->h.reader, 0, "luna", name, NULL, ids, 4, &count), 0);
	assert_int_equal(count, m->id != 0);
	if (m->id == 0)
		return;
	assert_int_equal(store_notice(r->h.reader, m->id, &n), 0);
	assert_int_equal(n.state, m->state);
	assert_int_equal(n.attempts, m->attempts);
	assert_int_equal(store_order(r->h.reader, "luna", name, &stored), 0);
	assert_int_equal(stored.told_utc_ms != AT_NONE, r->model.told[order]);
	expect->owed += stored.obligation_utc_ms != AT_NONE;
	expect->notices++;
	expect->pending += m->state == NOTICE_STATE_PENDING;
	expect->held += m->state == NOTICE_STATE_HELD;
	expect->in_doubt += m->state == NOTICE_STATE_IN_DOUBT;
	expect->sent += m->state == NOTICE_STATE_SENT;
	expect->dead += m->state == NOTICE_STATE_DEAD;
}

/* What is counted of a shop is its own. */
static void
check_counts(struct run *r, const struct store_status *expect)
{
	struct store_status counts;

	assert_int_equal(store_counts(r->h.reader, "luna", &counts), 0);
	assert_int_equal(counts.owed, expect->owed);
	assert_int_equal(counts.cases_open, expect->cases_open);
	assert_memory_equal(counts.states, expect->states, sizeof(counts.states));
	assert_int_equal(store_counts(r->h.reader, "sol", &counts), 0);
	assert_int_equal(counts.owed + counts.cases_open + counts.shipments, 0);
}

static void
check_all(struct run *r)
{
	struct store_status is, expect = {0};
	uint64_t ids[ORDERS * PARCELS + 1];
	size_t count;
	bool paused;

	assert_int_equal(store_read_begin(r->h.reader), 0);
	for (size_t order = 0; order < ORDERS; order++) {
		for (size_t parcel = 0; parcel < PARCELS; parcel++)
			check_parcel(r, order, parcel, &expect);
		check_order(r, order, &expect);
	}
	check_lessons(r);
	check_incidents(r);
	assert_int_equal(store_status(r->h.reader, &is), 0);
	assert_int_equal(is.shipments, expect.shipments);
	assert_int_equal(is.open, expect.open);
	assert_memory_equal(is.states, expect.states, sizeof(is.states));
	assert_int_equal(is.notices, expect.notices);
	assert_int_equal(is.pending, expect.pending);
	assert_int_equal(is.held, expect.held);
	assert_int_equal(is.in_doubt, expect.in_doubt);
	assert_int_equal(is.sent, expect.sent);
	assert_int_equal(is.dead, expect.dead);
	assert_int_equal(is.cases_open, expect.cases_open);
	assert_int_equal(is.cases_unowned, expect.cases_unowned);
	assert_int_equal(is.owed, expect.owed);
	check_counts(r, &expect);
	assert_int_equal(store_paused(r->h.reader, "luna", &paused), 0);
	assert_int_equal(paused, r->model.paused);
	/* Every open parcel is asked about and looked at again one day, no other is. */
	assert_int_equal(
	    store_poll_due(r->h.reader, "dhl-main", INT64_MAX, ids, ORDERS * PARCELS + 1, &count),
	    0);
	assert_int_equal(count, expect.open);
	assert_int_equal(
	    store_review_due(r->h.reader, INT64_MAX, ids, ORDERS * PARCELS + 1, &count), 0);
	assert_int_equal(count, expect.open);
	assert_int_equal(store_outbox_due(r->h.reader, CHANNEL_EMAIL, INT64_MAX, ids,
			     ORDERS * PARCELS + 1, &count),
	    0);
	assert_int_equal(count, expect.pending + expect.in_doubt);
	store_read_end(r->h.reader);
}

static void
start_again(struct run *r)
{
	struct why why = {0};

	harness_close(&r->h);
	if (store_rebuild(r->h.path, true, &why) != 0)
		fail_msg("%s: %s", why.path, why.text);
	if (chance(r, 2) == 0)
		assert_int_equal(store_rebuild(r->h.path, false, &why), 0);
	harness_open(&r->h);
	for (size_t order = 0; order < ORDERS; order++)
		if (r->model.notices[order].state == NOTICE_STATE_SENDING)
			r->model.notices[order].state = NOTICE_STATE_IN_DOUBT;
}

static void
test_random_verbs_do_what_the_model_says(void **state)
{
	struct run r = {.seed = 20261121};
	const char *seed = getenv("PUNTUAL_SEED");
	int64_t number;

	(void)state;
	if (seed != NULL && text_parse_i64(span_of(seed), 0, INT64_MAX, &number) == 0)
		r.seed = (uint64_t)number;
	print_message("seed %llu\n", (unsigned long long)r.seed);
	harness_init(&r.h);
	r.h.options.gather_ms = -1;
	harness_open(&r.h);
	for (int i = 0; i < OPS; i++) {
		size_t order = chance(&r, ORDERS), parcel = chance(&r, PARCELS);

		r.h.now_utc_ms += chance(&r, 20 * MINUTE_MS);
		switch (chance(&r, 11)) {
		case 0:
		case 1: do_register(&r, order, parcel); break;
		case 2:
		case 3: do_see(&r, order, parcel); break;
		case 4: do_cancel(&r, order, parcel); break;
		case 5: do_begin(&r, order); break;
		case 6: do_end(&r, order); break;
		case 7: do_notice(&r, order); break;
		case 8: do_case(&r, order, parcel); break;
		case 9: do_pause(&r); break;
		case 10: do_incident(&r); break;
		}
		if (i % 10 == 0)
			check_all(&r);
		if (i % 250 == 249)
			start_again(&r);
	}
	check_all(&r);
	harness_clear(&r.h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_random_verbs_do_what_the_model_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
