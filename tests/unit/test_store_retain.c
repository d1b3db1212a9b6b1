#include "tests/support/store_harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DAYS = 100, ORDERS = 150, PARCELS = 3, CUSTOMERS = 40, SHOPS = 3, RETAIN_DAYS = 30 };

/* One keeps thirty days, one until it is told, and one has left the configuration. */
static const struct {
	const char *id;
	int64_t days;
} shops[SHOPS] = {{"luna", RETAIN_DAYS}, {"sol", 0}, {"gone", LIMIT_RETAIN_DAYS}};

/* What the store must be like, kept beside it. */
struct model_order {
	size_t shop, customer, parcels;
	uint64_t ids[PARCELS];
	int64_t closed_utc_ms[PARCELS]; /* AT_NONE */
	bool used;
};

static struct model_order orders[ORDERS];

static int
setup(void **state)
{
	static struct harness h;

	harness_init(&h);
	h.policy->shops = reallocarray(h.policy->shops, 2, sizeof(*h.policy->shops));
	assert_non_null(h.policy->shops);
	h.policy->shop_count = 2;
	memset(h.policy->shops, 0, 2 * sizeof(*h.policy->shops));
	for (size_t i = 0; i < 2; i++) {
		(void)snprintf(h.policy->shops[i].id, LIMIT_SHOP_ROOM, "%s", shops[i].id);
		h.policy->shops[i].retain_days = (int32_t)shops[i].days;
	}
	harness_open(&h);
	memset(orders, 0, sizeof(orders));
	*state = &h;
	return 0;
}

/* A round, slice by slice; how many. */
static int
retain(struct harness *h)
{
	struct answered a;
	int slices = 0;

	do {
		a = harness_run(h, op_new(OP_RETAIN, h->now_utc_ms, h->policy));
		assert_int_equal(a.rc, 0);
		slices++;
	} while (a.more);
	return slices;
}

static uint64_t
put(struct harness *h, size_t shop, const char *order, const char *number, size_t customer)
{
	struct op *op = harness_registration(h, order, number);
	struct shipment *s = &op->registration.shipment;

	(void)snprintf(s->shop, sizeof(s->shop), "%s", shops[shop].id);
	(void)snprintf(s->items, sizeof(s->items), "a lamp");
	(void)snprintf(
	    op->registration.person.email, LIMIT_EMAIL_ROOM, "c%zu@ejemplo.example", customer);
	return harness_run(h, op).id;
}

static void
begin_order(struct harness *h, size_t n, unsigned *seed)
{
	struct model_order *o = &orders[n];
	char order[32], number[48];

	*o = (struct model_order){.used = true,
	    .shop = (size_t)rand_r(seed) % SHOPS,
	    .customer = (size_t)rand_r(seed) % CUSTOMERS,
	    .parcels = 1 + (size_t)rand_r(seed) % PARCELS};
	(void)snprintf(order, sizeof(order), "R-%zu", n);
	for (size_t i = 0; i < o->parcels; i++) {
		(void)snprintf(number, sizeof(number), "R%zuN%zu", n, i);
		o->ids[i] = put(h, o->shop, order, number, o->customer);
		o->closed_utc_ms[i] = AT_NONE;
	}
}

static void
deliver_some(struct harness *h, unsigned *seed)
{
	for (size_t n = 0; n < ORDERS; n++)
		for (size_t i = 0; orders[n].used && i < orders[n].parcels; i++) {
			if (orders[n].closed_utc_ms[i] != AT_NONE || rand_r(seed) % 12 != 0)
				continue;
			assert_int_equal(
			    harness_run(h, harness_seen(h, orders[n].ids[i], "DELIVERED")).rc, 0);
			orders[n].closed_utc_ms[i] = h->now_utc_ms;
		}
}

/* When the last of its parcels was over; AT_NONE: one is not. */
static int64_t
over_at(const struct model_order *o)
{
	int64_t last = 0;

	for (size_t i = 0; i < o->parcels; i++) {
		if (o->closed_utc_ms[i] == AT_NONE)
			return AT_NONE;
		last = o->closed_utc_ms[i] > last ? o->closed_utc_ms[i] : last;
	}
	return last;
}

static bool
names_somebody(const struct shipment *s)
{
	return s->person != 0 || s->items[0] != '\0';
}

static void
check(struct harness *h, bool wanted[SHOPS][CUSTOMERS])
{
	memset(wanted, 0, sizeof(bool[SHOPS][CUSTOMERS]));
	for (size_t n = 0; n < ORDERS && orders[n].used; n++) {
		const struct model_order *o = &orders[n];
		int64_t over = over_at(o), days = shops[o->shop].days;
		bool must_stay =
		    over == AT_NONE || days == 0 || h->now_utc_ms - over < days * DAY_MS;
		bool must_go = !must_stay && h->now_utc_ms - over >= (days + 1) * DAY_MS;

		for (size_t i = 0; i < o->parcels; i++) {
			struct shipment s = SHIPMENT_INIT;

			assert_int_equal(store_shipment_head(h->reader, o->ids[i], &s), 0);
			if (must_stay)
				assert_true(names_somebody(&s));
			if (must_go)
				assert_false(names_somebody(&s));
			wanted[o->shop][o->customer] =
			    wanted[o->shop][o->customer] || names_somebody(&s);
		}
	}
}

/* Whoever has a parcel left is known, and nobody else. */
static void
check_persons(struct harness *h, bool wanted[SHOPS][CUSTOMERS])
{
	for (size_t s = 0; s < SHOPS; s++)
		for (size_t c = 0; c < CUSTOMERS; c++) {
			char email[64];
			struct person p;

			(void)snprintf(email, sizeof(email), "c%zu@ejemplo.example", c);
			assert_int_equal(store_person_of_email(h->reader, shops[s].id, email, &p),
			    wanted[s][c] ? 0 : ERR_NOT_FOUND);
		}
}

static void
test_nothing_personal_is_older_than_its_limit_and_nothing_open_is_touched(void **state)
{
	static bool wanted[SHOPS][CUSTOMERS];
	struct harness *h = *state;
	struct why why = {0};
	unsigned seed = 20261122;
	size_t begun = 0;

	for (int day = 0; day < DAYS; day++) {
		h->now_utc_ms += DAY_MS;
		for (int i = 0; i < 3 && begun < ORDERS && day < DAYS / 2; i++)
			begin_order(h, begun++, &seed);
		deliver_some(h, &seed);
		(void)retain(h);
		check(h, wanted);
		if (day % 10 == 0)
			check_persons(h, wanted);
	}
	check_persons(h, wanted);
	harness_close(h);
	if (store_rebuild(h->path, true, &why) != 0)
		fail_msg("%s: %s", why.path, why.text);
	harness_open(h);
}

/* A backlog goes in slices of a few hundred rows, and a look at what is due costs no more with many parcels that are not. */
static void
test_a_backlog_is_erased_in_slices(void **state)
{
	struct harness *h = *state;
	struct store_status status;
	char order[32];
	int idle, busy;

	for (int i = 0; i < 300; i++) {
		(void)snprintf(order, sizeof(order), "B-%d", i);
		assert_int_equal(
		    harness_run(h, harness_seen(h, put(h, 0, order, order, (size_t)i), "DELIVERED"))
			.rc,
		    0);
	}
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.retained, 300);
	assert_int_equal(status.retained_since_utc_ms, h->now_utc_ms);
	h->now_utc_ms += (int64_t)(RETAIN_DAYS - 1) * DAY_MS;
	idle = retain(h);
	h->now_utc_ms += 2LL * DAY_MS;
	busy = retain(h);
	assert_int_equal(idle, 6); /* a look at each kind of row */
	assert_in_range(busy, idle + 1, idle + 20);
	assert_int_equal(retain(h), idle);
	assert_int_equal(store_status(h->reader, &status), 0);
	assert_int_equal(status.retained, 0);
	assert_int_equal(status.retained_since_utc_ms, AT_NONE);
}

static void
test_what_would_only_grow_goes_at_its_age(void **state)
{
	struct harness *h = *state;
	struct store_status status;
	struct access access = ACCESS_INIT;
	struct incident i;
	struct op *op;
	uint64_t id = put(h, 0, "A-1", "N1", 1), incident;

	assert_int_equal(harness_run(h, harness_seen(h, id, "BUG")).rc, ERR_BUG);
	op = op_new(OP_SKELETON, h->now_utc_ms, NULL);
	(void)snprintf(op->skeleton.account, sizeof(op->skeleton.account), "dhl-main");
	op->skeleton.error = ERR_MALFORMED;
	assert_int_equal(buf_add_str(&op->skeleton.bytes, "{}"), 0);
	assert_int_equal(harness_run(h, op).rc, 0);
	op = op_new(OP_INCIDENT_OPEN, h->now_utc_ms, h->policy);
	op->incident = (struct incident){.until_utc_ms = AT_NONE, .since_utc_ms = AT_NONE};
	(void)snprintf(op->incident.carrier, sizeof(op->incident.carrier), "dhl");
	incident = harness_run(h, op).id;
	op = op_new(OP_INCIDENT_CLOSE, h->now_utc_ms, h->policy);
	op->id = incident;
	assert_int_equal(harness_run(h, op).rc, 0);
	op = op_new(OP_ACCESS, h->now_utc_ms, h->policy);
	op->access.entry = access;
	op->access.entry.kind = ACCESS_TOKEN;
	op->access.entry.scopes = SCOPE_INGEST;
	(void)snprintf(op->access.entry.name, LIMIT_EMAIL_ROOM, "shop");
	op->access.entry.digest[0] = 7;
	op->access.entry.created_utc_ms = h->now_utc_ms;
	op->access.entry.expires_utc_ms = h->now_utc_ms + DAY_MS;
	assert_int_equal(harness_run(h, op).rc, 0);

	for (int days = 0; days < 420; days += 10) {
		uint8_t digest[SIGN_SHA256_BYTES] = {7};
		bool old_incident = days >= 400;

		(void)retain(h);
		assert_int_equal(store_status(h->reader, &status), 0);
		assert_int_equal(status.aside, days < 90);
		assert_int_equal(status.skeletons, days < 7);
		assert_int_equal(
		    store_access(h->reader, digest, &access), days < 31 ? 0 : ERR_NOT_FOUND);
		assert_int_equal(
		    store_incident(h->reader, incident, &i), old_incident ? ERR_NOT_FOUND : 0);
		h->now_utc_ms += 10LL * DAY_MS;
	}
}

enum { JOURNAL_DAYS = 60, OWED_DAYS = JOURNAL_DAYS + 30, JOURNAL_ENTRIES = 4096, STEP = 10 };

/* How far two programs have been told: one takes everything, one nothing from its first day on. */
static void
told(struct harness *h, const char *id, int64_t seq)
{
	struct op *op = op_new(OP_ENDPOINT, h->now_utc_ms, NULL);

	op->endpoint.state = ENDPOINT_STATE_INIT;
	(void)snprintf(op->endpoint.state.id, LIMIT_SHOP_ROOM, "%s", id);
	op->endpoint.state.seq = seq;
	op->endpoint.from_seq = 0; /* as the daemon itself says it, without a word in the journal */
	if (store_endpoint(h->reader, id, &op->endpoint.state) == 0)
		op->endpoint.from_seq = op->endpoint.state.seq;
	op->endpoint.state.seq = seq;
	assert_int_equal(harness_run(h, op).rc, 0);
}

static bool
is_open(struct harness *h, uint64_t shipment)
{
	struct shipment s = SHIPMENT_INIT;

	return shipment != 0 && store_shipment_head(h->reader, shipment, &s) == 0 &&
	    shipment_open(&s);
}

/* What is there must be there, and what must not is not: `all` is everything that ever was. */
static void
check_journal(struct harness *h, const struct journal_entry *all, size_t count, uint64_t owed)
{
	static struct journal_entry there[JOURNAL_ENTRIES];
	size_t page = 0, found = 0, n = 0;

	do {
		assert_int_equal(store_journal(h->reader, found == 0 ? 0 : there[found - 1].seq,
				     &there[found], LIMIT_PAGE_ROWS, &page),
		    0);
		found += page;
	} while (page == LIMIT_PAGE_ROWS);
	for (size_t i = 0; i < count; i++) {
		int64_t age = h->now_utc_ms - all[i].at_utc_ms;
		bool stays = age < JOURNAL_DAYS * (int64_t)DAY_MS || is_open(h, all[i].shipment) ||
		    (all[i].seq > owed && age < OWED_DAYS * (int64_t)DAY_MS);

		if (stays) {
			assert_true(n < found);
			assert_int_equal(there[n].seq, all[i].seq);
			assert_string_equal(there[n].name, all[i].name);
			n++;
		}
	}
	while (n < found) /* what this very round has written */
		assert_true(there[n++].at_utc_ms == h->now_utc_ms);
}

static size_t
add_entries(struct harness *h, struct journal_entry *all, size_t count)
{
	size_t page;

	assert_int_equal(store_journal(h->reader, count == 0 ? 0 : all[count - 1].seq, &all[count],
			     LIMIT_PAGE_ROWS, &page),
	    0);
	assert_true(count + page + LIMIT_PAGE_ROWS < JOURNAL_ENTRIES);
	return count + page;
}

static void
test_the_journal_ages_but_for_what_is_under_way_or_not_told_yet(void **state)
{
	static struct journal_entry all[JOURNAL_ENTRIES];
	struct harness *h = *state;
	struct endpoint_state slow, prompt;
	struct store_due due;
	struct why why = {0};
	unsigned seed = 7;
	size_t count = 0, begun = 0, gaps = 0;
	uint64_t stood;
	struct op *op;

	h->policy->journal_days = JOURNAL_DAYS;
	h->policy->endpoints = calloc(2, sizeof(*h->policy->endpoints));
	assert_non_null(h->policy->endpoints);
	(void)snprintf(h->policy->endpoints[0].id, LIMIT_SHOP_ROOM, "prompt");
	(void)snprintf(h->policy->endpoints[1].id, LIMIT_SHOP_ROOM, "slow");
	h->policy->endpoint_count = 2;
	begin_order(h, begun++, &seed);
	store_due(h->store, &due);
	stood = due.journal_seq;
	told(h, "slow", (int64_t)stood);
	for (int day = STEP; day <= 140; day += STEP) {
		h->now_utc_ms += (int64_t)STEP * DAY_MS;
		begin_order(h, begun++, &seed);
		deliver_some(h, &seed);
		count = add_entries(h, all, count);
		told(h, "prompt", (int64_t)all[count - 1].seq);
		(void)retain(h);
		check_journal(h, all, count, stood);
		store_due(h->store, &due);
		assert_int_equal(store_endpoint(h->reader, "slow", &slow), 0);
		assert_int_equal(store_endpoint(h->reader, "prompt", &prompt), 0);
		assert_true(prompt.left_utc_ms == AT_NONE);
		if (due.journal_gone > stood) {
			assert_true(day >= OWED_DAYS);
			assert_int_equal(slow.seq, due.journal_gone);
			assert_int_equal(slow.left_until, due.journal_gone);
			assert_int_equal(slow.left_after, stood);
			assert_true(slow.left_utc_ms != AT_NONE);
		} else {
			assert_int_equal(slow.seq, stood);
			assert_true(slow.left_utc_ms == AT_NONE);
		}
	}
	assert_true(due.journal_gone > stood);
	for (size_t i = 0; i < count; i++)
		gaps += strcmp(all[i].name, "events.left_out") == 0;
	assert_int_equal(gaps, 1); /* said once, though it grew for weeks */

	/* what is gone is not told again; what is there is */
	op = op_new(OP_ENDPOINT, h->now_utc_ms, NULL);
	op->endpoint.state = slow;
	op->endpoint.state.seq = (int64_t)due.journal_gone - 1;
	op->endpoint.from_seq = -1;
	assert_int_equal(harness_run(h, op).rc, ERR_NOT_FOUND);
	op = op_new(OP_ENDPOINT, h->now_utc_ms, NULL);
	op->endpoint.state = slow;
	op->endpoint.state.seq = (int64_t)due.journal_gone;
	op->endpoint.from_seq = -1;
	assert_int_equal(harness_run(h, op).rc, 0);

	harness_close(h);
	if (store_rebuild(h->path, true, &why) != 0)
		fail_msg("%s: %s", why.path, why.text);
	harness_open(h);
	store_due(h->store, &due);
	assert_true(due.journal_gone > stood); /* from the start on */
}

#define STORED(test) cmocka_unit_test_setup_teardown(test, setup, harness_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORED(test_nothing_personal_is_older_than_its_limit_and_nothing_open_is_touched),
	    STORED(test_a_backlog_is_erased_in_slices),
	    STORED(test_what_would_only_grow_goes_at_its_age),
	    STORED(test_the_journal_ages_but_for_what_is_under_way_or_not_told_yet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
