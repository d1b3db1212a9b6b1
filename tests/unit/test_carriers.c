#include "carriers/carrier.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "carriers/checkdigit.h"
#include "monitor/base/json.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "monitor/promise/merge.h"

#define BODIES       "../shared/carriers/"
#define NUMBERS      "../shared/tracking-numbers/couriers/"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- the registry ---- */

/* The one whose server and codes the configuration names. */
static bool
is_described(const struct carrier *carrier)
{
	return strcmp(carrier->id, "custom") == 0;
}

static void
test_adapters_are_sorted_and_within_their_limits(void **state)
{
	const struct carrier *const *all = carrier_all();

	(void)state;
	for (size_t i = 0; all[i] != NULL; i++) {
		const struct carrier_limits *limits = &all[i]->limits;
		size_t len = strlen(all[i]->id);

		if (i > 0)
			assert_true(strcmp(all[i - 1]->id, all[i]->id) < 0);
		assert_in_range(len, 1, LIMIT_ID_ROOM - 1);
		assert_int_equal(strspn(all[i]->id, "abcdefghijklmnopqrstuvwxyz0123456789-"), len);
		assert_ptr_equal(carrier_find(all[i]->id), all[i]);
		assert_in_range(limits->batch, 1, LIMIT_BATCH_NUMBERS);
		assert_in_range(limits->steps, 1, LIMIT_STEPS);
		assert_true(limits->interval_ms >= LIMIT_POLL_MIN_MS);
		assert_int_equal(all[i]->origins[0] == NULL, is_described(all[i]));
		for (size_t k = 0; all[i]->origins[k] != NULL; k++)
			assert_memory_equal(all[i]->origins[k], "https://", 8);
		assert_in_range(all[i]->evidence, EVIDENCE_VENDOR,
		    is_described(all[i]) ? EVIDENCE_UNVERIFIED : EVIDENCE_CLIENT);
		assert_in_range(all[i]->known.events, all[i]->evidence, EVIDENCE_UNVERIFIED);
		assert_in_range(all[i]->known.errors, EVIDENCE_VENDOR, EVIDENCE_UNVERIFIED);
		assert_int_equal(all[i]->push_parse != NULL, all[i]->known.push != 0);
		assert_int_equal(all[i]->push_parse != NULL, all[i]->push_verify != NULL);
		assert_int_equal(all[i]->changes_parse != NULL, all[i]->changes_build != NULL);
		assert_true(all[i]->zone == NULL || zone_valid(all[i]->zone));
		assert_int_equal(all[i]->auth_build == NULL, all[i]->auth_parse == NULL);
	}
	assert_null(carrier_find("none"));
	assert_null(carrier_find(""));
}

/* What an adapter says it takes at once is one request of its own origin. */
static void
test_a_full_batch_is_one_request(void **state)
{
	static const struct {
		const char *id;
		int32_t batch;
	} known[] = {{"fedex", 30}, {"laposte", 10}, {"australia-post", 10}};
	const struct carrier *const *all = carrier_all();

	(void)state;
	for (size_t i = 0; i < COUNT(known); i++)
		assert_int_equal(carrier_find(known[i].id)->limits.batch, known[i].batch);
	for (size_t i = 0; all[i] != NULL; i++) {
		const size_t count = (size_t)all[i]->limits.batch;
		char texts[LIMIT_BATCH_NUMBERS][LIMIT_NUMBER_ROOM];
		struct track_number numbers[LIMIT_BATCH_NUMBERS];
		struct account account = {.id = "sample", .user = "user", .service = "ups"};
		struct track_query q = {
		    .account = &account, .numbers = numbers, .count = count, .next = ""};
		struct buf whole = BUF_INIT(LIMIT_JSON_BYTES);
		struct http_request req;

		if (is_described(all[i]))
			continue;
		for (size_t n = 0; n < count; n++) {
			(void)snprintf(texts[n], sizeof(texts[n]), "42420000%05zu", n);
			numbers[n] = (struct track_number){.number = texts[n],
			    .country = "ES",
			    .postcode = "28001",
			    .unique = "",
			    .ship_day = DAY_NONE};
		}
		http_request_init(&req);
		if (all[i]->track_build(&q, &req) != 0)
			fail_msg("%s builds nothing", all[i]->id);
		assert_int_equal(
		    buf_addf(&whole, "%s\n%s", buf_str(&req.url), buf_str(&req.body)), 0);
		for (size_t n = 0; n < count; n++)
			if (strstr(buf_str(&whole), texts[n]) == NULL)
				fail_msg("%s does not ask about number %zu", all[i]->id, n);
		http_request_clear(&req);
		buf_clear(&whole);
	}
}

static void
test_code_tables_are_sorted_and_name_their_evidence(void **state)
{
	const struct carrier *const *all = carrier_all();

	(void)state;
	for (size_t i = 0; all[i] != NULL; i++) {
		assert_int_equal(all[i]->code_count == 0, is_described(all[i]));
		for (size_t k = 0; k < all[i]->code_count; k++) {
			const struct code_row *row = &all[i]->codes[k];

			if (k > 0)
				assert_true(strcmp(all[i]->codes[k - 1].code, row->code) < 0);
			assert_true(strlen(row->code) < LIMIT_CODE_ROOM);
			assert_in_range(row->evidence, EVIDENCE_VENDOR, EVIDENCE_UNVERIFIED);
			assert_true(row->evidence >= all[i]->evidence);
		}
	}
}

static void
test_only_what_is_well_known_is_trusted_unasked(void **state)
{
	struct account account = {.id = "sample"};
	struct carrier carrier = {.id = "sample"};

	(void)state;
	for (carrier.evidence = EVIDENCE_VENDOR; carrier.evidence <= EVIDENCE_UNVERIFIED;
	     carrier.evidence++) {
		account.trusted = false;
		assert_int_equal(carrier_trusted(&carrier, &account),
		    carrier.evidence == EVIDENCE_VENDOR || carrier.evidence == EVIDENCE_RECORDED);
		account.trusted = true;
		assert_true(carrier_trusted(&carrier, &account));
	}
	assert_false(carrier_trusted(NULL, NULL));
	assert_string_equal(carrier_auth_name(carrier_find("ups")), "token");
	assert_string_equal(carrier_auth_name(carrier_find("dhl")), "key");
	assert_string_equal(carrier_auth_name(carrier_find("correos")), "basic");
	assert_string_equal(carrier_auth_name(carrier_find("chronopost")), "none");
}

/* ---- whose a number is ---- */

static const struct {
	const char *number;
	const char *carrier; /* "" nobody's */
	int least;           /* surer than that */
} recognised[] = {
    {"1ZEJ3MP10400424208", "ups", 90},
    {"1ZEJ3MP10400424209", "", 0},
    {"4242424244", "dhl", 90},
    {"4242424245", "", 0},
    {"JD014600004242424242", "dhl", 70},
    {"00340434100042420042", "dhl", 60},
    {"424242424248", "fedex", 90},
    {"424242424247", "dhl", 10},
    {"424242424242420", "fedex", 90},
    {"PQ4EJE0400042420128001W", "correos", 90},
    {"PQ4EJE0400042420128001A", "", 0},
    {"RR424242427ES", "correos", 90},
    {"RR424242428ES", "", 0},
    {"RB123456785GB", "royal-mail", 90},
    {"RB123456785CV", "17track", 5}, /* aggregators take the numbers of every post */
    {"RB123456785XX", "", 0},
    {"X", "", 0},
};

static void
test_numbers_are_recognised(void **state)
{
	struct carrier_guess guesses[4];

	(void)state;
	for (size_t i = 0; i < COUNT(recognised); i++) {
		size_t count = carrier_recognise(recognised[i].number, guesses, COUNT(guesses));

		if (recognised[i].carrier[0] == '\0') {
			if (count != 0)
				fail_msg("%s is taken for %s", recognised[i].number,
				    guesses[0].carrier->id);
			continue;
		}
		assert_true(count > 0);
		assert_string_equal(guesses[0].carrier->id, recognised[i].carrier);
		assert_true(guesses[0].sure >= recognised[i].least && guesses[0].sure <= 100);
	}
}

static void
test_guesses_are_ranked_and_bounded(void **state)
{
	struct carrier_guess guesses[4];

	(void)state;
	assert_int_equal(carrier_recognise("424242424248", guesses, 4), 2);
	assert_string_equal(guesses[0].carrier->id, "fedex");
	assert_string_equal(guesses[1].carrier->id, "dhl");
	assert_true(guesses[0].sure > guesses[1].sure);
	assert_int_equal(carrier_recognise("424242424248", guesses, 1), 1);
	assert_string_equal(guesses[0].carrier->id, "fedex");
	assert_int_equal(carrier_recognise("424242424248", guesses, 0), 0);
}

static bool
file_read(const char *path, struct buf *out)
{
	char piece[4096];
	size_t got;
	FILE *file = fopen(path, "rb");

	if (file == NULL)
		return false;
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		(void)buf_add(out, piece, got);
	(void)fclose(file);
	return buf_error(out) == 0;
}

/* Whose numbers stand in a file of the collection; an adapter that does not exist takes none. */
struct courier {
	const char *file;
	const char *carriers[2]; /* none: anybody's */
};

/* How sure the surest of the file's carriers is. */
static int
sure_of(const struct courier *courier, const char *number)
{
	int sure = 0;

	for (size_t i = 0; i < 2 && courier->carriers[i] != NULL; i++) {
		const struct carrier *carrier = carrier_find(courier->carriers[i]);
		int own = carrier != NULL ? carrier_sure(carrier, number) : 0;

		sure = own > sure ? own : sure;
	}
	return sure;
}

static bool
stands_in(struct json_value list, const char *text)
{
	struct json_value v = json_first(list);

	while (json_exists(v) && !json_string_is(v, text))
		v = json_next(v);
	return json_exists(v);
}

/* Some numbers that are no valid ones of one kind are of another. */
static bool
valid_elsewhere(struct json_value kinds, const char *text)
{
	struct json_value v = json_first(kinds);

	while (json_exists(v) && !stands_in(json_path(v, "test_numbers.valid"), text))
		v = json_next(v);
	return json_exists(v);
}

/* Every valid number is its carrier's, and nobody is surer; no invalid one is. Returns how many were tried. */
static size_t
try_numbers(
    struct json_value kinds, struct json_value list, const struct courier *courier, bool valid)
{
	struct carrier_guess first;
	struct json_value v;
	size_t tried = 0;

	for (v = json_first(list); json_exists(v); v = json_next(v)) {
		char text[128], number[LIMIT_NUMBER_ROOM];
		size_t found;
		int sure;

		assert_true(json_string_copy(v, text, sizeof(text)));
		if (!valid && valid_elsewhere(kinds, text))
			continue;
		assert_int_equal(text_number_normalise(number, sizeof(number), span_of(text)), 0);
		found = carrier_recognise(number, &first, 1);
		sure = courier->carriers[0] != NULL ? sure_of(courier, number) : (int)found;
		if ((sure > 0) != valid)
			fail_msg("%s %s", number, sure > 0 ? "is taken" : "is not taken");
		if (valid && courier->carriers[0] != NULL && first.sure > sure)
			fail_msg("%s: %s is surer", number, first.carrier->id);
		tried++;
	}
	return tried;
}

static void
test_published_test_numbers(void **state)
{
	static const struct courier couriers[] = {
	    {"canadapost", {"canada-post"}},
	    {"dhl", {"dhl", "dhl-express"}},
	    {"dpd", {"dpd"}},
	    {"fedex", {"fedex"}},
	    {"landmark", {"landmark"}},
	    {"purolator", {"purolator"}},
	    {"s10", {NULL}},
	    {"ups", {"ups"}},
	    {"usps", {"usps"}},
	};
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct json_doc doc = JSON_DOC_INIT;
	size_t tried = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(couriers); i++) {
		const struct courier *courier = &couriers[i];
		struct json_value kinds, v;
		char path[128];

		(void)snprintf(path, sizeof(path), NUMBERS "%s.json", courier->file);
		buf_reset(&text);
		if (!file_read(path, &text))
			continue;
		assert_int_equal(json_parse(&doc, buf_span(&text), NULL), 0);
		kinds = json_get(json_root(&doc), "tracking_numbers");
		for (v = json_first(kinds); json_exists(v); v = json_next(v)) {
			tried +=
			    try_numbers(kinds, json_path(v, "test_numbers.valid"), courier, true);
			tried += try_numbers(
			    kinds, json_path(v, "test_numbers.invalid"), courier, false);
		}
	}
	json_doc_clear(&doc);
	buf_clear(&text);
	if (tried == 0)
		skip();
	print_message("%zu numbers\n", tried);
	assert_true(tried > 150);
}

/* ---- bodies kept beside the checkout ---- */

struct judged {
	int error; /* of the number; then nothing else is looked at */
	enum milestone milestone;
	size_t events;
	const char *eta_until; /* "" none */
};

static const struct {
	const char *file;
	const char *carrier;
	const char *service;
	int error; /* of the whole */
	size_t count;
	struct judged results[2];
} bodies[] = {
    {"ups/auth_error.json", "ups", "", ERR_BAD_CREDENTIALS, 0, {{0}}},
    {"ups/doc_sample_customs.json", "ups", "", 0, 1, {{0, MILESTONE_UNKNOWN, 1, ""}}},
    {"ups/invalid_number.json", "ups", "", 0, 1, {{.error = ERR_REJECTED}}},
    {"ups/not_found.json", "ups", "", 0, 1, {{.error = ERR_NOT_FOUND}}},
    {"ups/omniship_mail_innovations.json", "ups", "", 0, 1, {{0, MILESTONE_CUSTOMS, 1, ""}}},
    {"ups/omniship_mail_innovations_not_found.json", "ups", "", 0, 1, {{.error = ERR_NOT_FOUND}}},
    {"ups/omniship_not_found.json", "ups", "", 0, 1, {{.error = ERR_NOT_FOUND}}},
    {"ups/omniship_tracked.json", "ups", "", 0, 1, {{0, MILESTONE_CUSTOMS, 17, ""}}},
    {"fedex/duplicate_numbers.json", "fedex", "", 0, 1, {{0, MILESTONE_DELIVERED, 8, ""}}},
    {"fedex/multi_piece_doc_sample.json", "fedex", "", 0, 2,
	{{.error = ERR_REJECTED}, {.error = ERR_NOT_FOUND}}},
    {"fedex/omniship_not_found.json", "fedex", "", 0, 1, {{.error = ERR_NOT_FOUND}}},
    {"fedex/omniship_tracked.json", "fedex", "", 0, 1,
	{{0, MILESTONE_ACCEPTED, 4, "2024-08-19T15:18:10"}}},
    {"fedex/request_error.json", "fedex", "", ERR_REJECTED, 0, {{0}}},
    {"dhl-unified/doc_sample.json", "dhl", "", 0, 1,
	{{0, MILESTONE_LABEL_CREATED, 1, "2018-08-03T22:00:00Z"}}},
    {"dhl-unified/not_found.json", "dhl", "", 0, 1, {{.error = ERR_NOT_FOUND}}},
    {"correos-es/delivered_array.json", "correos", "", 0, 1, {{0, MILESTONE_DELIVERED, 9, ""}}},
    {"correos-es/express_delivered_duplicate_keys.json", "correos", "", 0, 1,
	{{0, MILESTONE_DELIVERED, 6, ""}}},
    {"correos-es-oauth/expedition.json", "correos", "oauth", 0, 1, {{0, MILESTONE_UNKNOWN, 0, ""}}},
    {"correos-es-oauth/search_preregistered.json", "correos", "oauth", 0, 1,
	{{0, MILESTONE_UNKNOWN, 1, ""}}},
};

static void
check_result(const char *file, const struct judged *want, const struct observation *o)
{
	struct buf eta = BUF_INIT(64);
	struct merge_summary sum;
	struct shipment s = SHIPMENT_INIT;
	bool changed;

	if (o->error != want->error)
		fail_msg("%s: %s", file, err_name(o->error));
	(void)when_add(&eta, o->eta_until);
	merge_summarise_pieces(&o->events, false, o->pieces_total, o->pieces_delivered, &sum);
	if (want->error == 0) {
		if (sum.milestone != want->milestone)
			fail_msg("%s: %s", file, milestone_name(sum.milestone));
		assert_int_equal(o->events.count, want->events);
		assert_string_equal(buf_str(&eta), want->eta_until);
	}
	assert_int_equal(merge_observation(&s, o, 1, &changed), 0);
	assert_int_equal(changed, want->error == 0);
	assert_int_equal(merge_observation(&s, o, 2, &changed), 0);
	assert_false(changed);
	buf_clear(&eta);
	shipment_clear(&s);
}

static void
check_cuts(
    const char *file, const struct carrier *carrier, const struct track_query *q, struct span value)
{
	for (size_t len = 0; len < value.len; len++) {
		struct observation_list list = OBSERVATION_LIST_INIT;
		struct http_response in = {.status = 200};
		char *bytes = malloc(len + 1);
		int rc;

		assert_non_null(bytes);
		memcpy(bytes, value.data, len);
		bytes[len] = '\0';
		in.body = (struct buf){.data = bytes, .len = len, .room = len + 1, .cap = len};
		rc = carrier->track_parse(q, &in, &list, NULL);
		if (rc != ERR_MALFORMED && rc != ERR_OUTAGE)
			fail_msg("%s cut at byte %zu passes", file, len);
		observation_list_clear(&list);
		free(bytes);
	}
}

static void
check_body(size_t i, const struct buf *body)
{
	const struct carrier *carrier = carrier_find(bodies[i].carrier);
	const struct track_number any = {
	    .number = "", .country = "", .postcode = "", .unique = "", .ship_day = DAY_NONE};
	struct account account = {.id = "sample"};
	const struct track_query q = {.account = &account, .numbers = &any, .count = 1, .next = ""};
	struct observation_list list = OBSERVATION_LIST_INIT;
	struct observation_list again = OBSERVATION_LIST_INIT;
	struct http_response in = {.status = 200, .body = *body};

	(void)text_cut(account.service, sizeof(account.service), span_of(bodies[i].service));
	assert_int_equal(carrier->track_parse(&q, &in, &list, NULL), bodies[i].error);
	assert_int_equal(carrier->track_parse(&q, &in, &again, NULL), bodies[i].error);
	if (bodies[i].error == 0) {
		assert_int_equal(list.count, bodies[i].count);
		assert_int_equal(again.count, bodies[i].count);
	}
	for (size_t k = 0; bodies[i].error == 0 && k < list.count; k++) {
		assert_true(observation_equal(&list.items[k], &again.items[k]));
		check_result(bodies[i].file, &bodies[i].results[k], &list.items[k]);
	}
	check_cuts(bodies[i].file, carrier, &q, text_trim(buf_span(body)));
	observation_list_clear(&list);
	observation_list_clear(&again);
}

static void
test_recorded_bodies_say_what_they_were_judged_to_say(void **state)
{
	struct buf body = BUF_INIT(LIMIT_REPLY_BYTES);
	size_t missing = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		char path[160];

		(void)snprintf(path, sizeof(path), BODIES "%s", bodies[i].file);
		buf_reset(&body);
		if (file_read(path, &body))
			check_body(i, &body);
		else
			missing++;
	}
	buf_clear(&body);
	if (missing == COUNT(bodies))
		skip();
	assert_int_equal(missing, 0);
}

/* ---- what no recorded body shows ---- */

static int
parse_text(const char *carrier, const char *text, struct observation_list *list)
{
	const struct track_number any = {
	    .number = "", .country = "", .postcode = "", .unique = "", .ship_day = DAY_NONE};
	const struct account account = {.id = "sample"};
	const struct track_query q = {.account = &account, .numbers = &any, .count = 1, .next = ""};
	struct http_response in;
	int rc;

	http_response_init(&in);
	in.status = 200;
	assert_int_equal(buf_add_str(&in.body, text), 0);
	rc = carrier_find(carrier)->track_parse(&q, &in, list, NULL);
	http_response_clear(&in);
	return rc;
}

static int
parse_deep(const char *carrier, const char *level)
{
	struct observation_list list = OBSERVATION_LIST_INIT;
	struct buf deep = BUF_INIT(LIMIT_REPLY_BYTES);
	int rc;

	for (int i = 0; i < 2 * LIMIT_JSON_DEPTH; i++)
		(void)buf_add_str(&deep, level);
	rc = parse_text(carrier, buf_str(&deep), &list);
	observation_list_clear(&list);
	buf_clear(&deep);
	return rc;
}

/* In the format it speaks; the other one is no answer at all. */
static void
test_too_deep_is_malformed_for_every_carrier(void **state)
{
	const struct carrier *const *all = carrier_all();

	(void)state;
	for (size_t i = 0; all[i] != NULL; i++) {
		int json = parse_deep(all[i]->id, "[");
		int xml = parse_deep(all[i]->id, "<a>");

		if (is_described(all[i]))
			continue;
		assert_true(json == ERR_MALFORMED || xml == ERR_MALFORMED);
		assert_true(json == ERR_MALFORMED || json == ERR_OUTAGE);
		assert_true(xml == ERR_MALFORMED || xml == ERR_OUTAGE);
	}
}

static void
test_more_scans_than_are_kept_keep_the_newest(void **state)
{
	struct observation_list list = OBSERVATION_LIST_INIT;
	struct buf text = BUF_INIT(LIMIT_REPLY_BYTES);

	(void)state;
	(void)buf_add_str(&text, "{\"shipments\":[{\"id\":\"4242424244\",\"events\":[");
	for (int i = 0; i < LIMIT_EVENTS + 50; i++) /* newest first, a minute apart */
		(void)buf_addf(&text,
		    "%s{\"timestamp\":\"2026-11-20T%02d:%02d:00\",\"statusCode\":\"transit\"}",
		    i > 0 ? "," : "", 23 - i / 60, 59 - i % 60);
	(void)buf_add_str(&text, "]}]}");
	assert_int_equal(parse_text("dhl", buf_str(&text), &list), 0);
	assert_int_equal(list.items[0].events.count, LIMIT_EVENTS);
	assert_int_equal(list.items[0].events.items[LIMIT_EVENTS - 1].at.second, 86399 - 59);
	observation_list_clear(&list);
	buf_clear(&text);
}

/* Where a carrier says until when a parcel is kept for its customer. */
static void
test_the_last_day_of_a_pick_up_is_read(void **state)
{
	static const struct {
		const char *date;
		int32_t day;
	} rows[] = {
	    {"20261201", 20788}, {"", DAY_NONE}, {"null", DAY_NONE}, {"20261301", DAY_NONE}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct observation_list list = OBSERVATION_LIST_INIT;
		struct buf text = BUF_INIT(LIMIT_REPLY_BYTES);

		(void)buf_addf(&text,
		    "{\"trackResponse\":{\"shipment\":[{\"package\":[{\"activity\":[],"
		    "\"accessPointInformation\":{\"pickupByDate\":\"%s\"}}]}]}}",
		    rows[i].date);
		assert_int_equal(parse_text("ups", buf_str(&text), &list), 0);
		assert_int_equal(list.items[0].pickup_until_day, rows[i].day);
		observation_list_clear(&list);
		buf_clear(&text);
	}
}

static int
clear_zones(void **state)
{
	(void)state;
	zone_thread_clear();
	locale_thread_clear();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_adapters_are_sorted_and_within_their_limits),
	    cmocka_unit_test(test_a_full_batch_is_one_request),
	    cmocka_unit_test(test_only_what_is_well_known_is_trusted_unasked),
	    cmocka_unit_test(test_code_tables_are_sorted_and_name_their_evidence),
	    cmocka_unit_test(test_numbers_are_recognised),
	    cmocka_unit_test(test_guesses_are_ranked_and_bounded),
	    cmocka_unit_test(test_published_test_numbers),
	    cmocka_unit_test(test_recorded_bodies_say_what_they_were_judged_to_say),
	    cmocka_unit_test(test_too_deep_is_malformed_for_every_carrier),
	    cmocka_unit_test(test_more_scans_than_are_kept_keep_the_newest),
	    cmocka_unit_test(test_the_last_day_of_a_pick_up_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, clear_zones);
}
