/*
 * fuzz_carriers: replies to every adapter. The first byte picks the adapter and how it is asked, the second the status, the
 * rest is the body. What is accepted is well-formed, and accepted again alike.
 */

#include "carriers/carrier.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(claim)                                                                             \
	do {                                                                                       \
		if (!(claim))                                                                      \
			abort();                                                                   \
	} while (0)

/* The first byte: two bits of adapter, then these. */
enum { PICK_OAUTH = 4, PICK_NEXT = 8, PICK_TOKEN = 16, PICK_ASKED = 32, PICK_BATCH = 64 };

static const int statuses[] = {200, 200, 200, 204, 302, 400, 401, 403, 404, 429, 500, 503};

static void
require_text(const char *text, size_t room)
{
	REQUIRE(memchr(text, '\0', room) != NULL);
	REQUIRE(text_utf8_valid(span_of(text)));
}

static void
require_observation(const struct observation *o)
{
	require_text(o->number, sizeof(o->number));
	require_text(o->unique, sizeof(o->unique));
	require_text(o->service, sizeof(o->service));
	REQUIRE(o->error == 0 || o->events.count == 0);
	REQUIRE(o->events.count <= LIMIT_EVENTS);
	REQUIRE(o->pieces_total >= 0 && o->pieces_delivered >= 0 &&
	    o->pieces_delivered <= o->pieces_total);
	for (size_t i = 0; i < o->events.count; i++) {
		const struct event *e = &o->events.items[i];

		require_text(e->code, sizeof(e->code));
		require_text(e->text, sizeof(e->text));
		require_text(e->place, sizeof(e->place));
		REQUIRE(e->at.kind != WHEN_NONE && e->at.day != DAY_NONE);
		REQUIRE(e->at.second >= 0 && e->at.second < DAY_SECONDS);
		REQUIRE(e->at.offset_min >= -1080 && e->at.offset_min <= 1080);
		REQUIRE(e->milestone < MILESTONE_COUNT && e->reason < REASON_COUNT);
	}
}

static void
require_same(const struct observation_list *a, const struct observation_list *b)
{
	REQUIRE(a->count == b->count && strcmp(a->next, b->next) == 0);
	for (size_t i = 0; i < a->count; i++)
		REQUIRE(observation_equal(&a->items[i], &b->items[i]));
}

static void
try_track(
    const struct carrier *carrier, const struct track_query *q, const struct http_response *in)
{
	struct observation_list first = OBSERVATION_LIST_INIT;
	struct observation_list again = OBSERVATION_LIST_INIT;
	struct why why = {0};
	int rc = carrier->track_parse(q, in, &first, &why);

	REQUIRE(rc <= 0);
	if (rc == 0) {
		REQUIRE(first.count >= 1);
		for (size_t i = 0; i < first.count; i++)
			require_observation(&first.items[i]);
	}
	REQUIRE(carrier->track_parse(q, in, &again, NULL) == rc);
	if (rc == 0)
		require_same(&first, &again);
	if (rc == 0 && first.next[0] != '\0') {
		struct track_query more = *q;
		struct http_request request;
		char next[sizeof(first.next)];

		memcpy(next, first.next, sizeof(next));
		more.next = next;
		http_request_init(&request);
		REQUIRE(carrier->track_build(&more, &request) == 0);
		http_request_clear(&request);
		if (carrier->track_parse(&more, in, &first, NULL) == 0)
			for (size_t i = 0; i < first.count; i++)
				require_observation(&first.items[i]);
	}
	observation_list_clear(&first);
	observation_list_clear(&again);
}

static void
try_token(const struct carrier *carrier, const struct http_response *in)
{
	struct token token = TOKEN_INIT;

	if (carrier->auth_parse != NULL && carrier->auth_parse(in, 0, &token, NULL) == 0)
		REQUIRE(secret_present(&token.value));
	token_clear(&token);
}

/* The bytes as a number, too. */
static void
try_number(struct span body)
{
	struct carrier_guess guesses[4];
	char number[LIMIT_NUMBER_ROOM];

	if (text_number_normalise(number, sizeof(number), body) < 0)
		return;
	for (size_t i = 0, n = carrier_recognise(number, guesses, 4); i < n; i++)
		REQUIRE(guesses[i].sure >= 1 && guesses[i].sure <= 100);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct carrier *carrier;
	struct track_number numbers[] = {
	    {.number = "", .country = "", .postcode = "", .unique = "", .ship_day = DAY_NONE},
	    {.number = "424200000026",
		.country = "ES",
		.postcode = "",
		.unique = "",
		.ship_day = DAY_NONE}};
	struct account account = {.id = "sample"};
	struct track_query q = {.account = &account, .numbers = numbers, .count = 1, .next = ""};
	struct http_response in;

	if (size < 2 || size > LIMIT_REPLY_BYTES)
		return -1;
	carrier = carrier_all()[data[0] % 4];
	if ((data[0] & PICK_OAUTH) != 0)
		(void)text_cut(account.service, sizeof(account.service), SPAN("oauth"));
	if ((data[0] & PICK_NEXT) != 0)
		q.next = "5";
	if ((data[0] & PICK_ASKED) != 0)
		numbers[0].number = "424200000015";
	if ((data[0] & PICK_BATCH) != 0 && carrier->limits.batch > 1 &&
	    numbers[0].number[0] != '\0')
		q.count = 2;
	http_response_init(&in);
	in.status = statuses[data[1] % (sizeof(statuses) / sizeof(statuses[0]))];
	if (buf_add(&in.body, data + 2, size - 2) == 0) {
		if ((data[0] & PICK_TOKEN) != 0)
			try_token(carrier, &in);
		else
			try_track(carrier, &q, &in);
		try_number(buf_span(&in.body));
	}
	http_response_clear(&in);
	return 0;
}
