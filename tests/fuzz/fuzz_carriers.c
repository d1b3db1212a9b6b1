/*
 * fuzz_carriers: replies and messages to every adapter. The first byte is the adapter's number in the table below, the second
 * how it is asked, the third the status, the rest is the body; of a message the first line of it is a header. What is accepted
 * is well-formed, and accepted again alike. FUZZ_ADAPTER=dhl, or aftership+push, in the environment keeps to one of them.
 */

#include "carriers/custom_form.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "tests/fuzz/fuzz.h"

/* Numbers of kept inputs: never given to another adapter. A new one takes the next. */
static const char *const adapters[] = {"correos", "dhl", "fedex", "ups", "usps", "canada-post",
    "purolator", "australia-post", "correios", "royal-mail", "an-post", "dhl-express",
    "dhl-parcel-de", "tnt", "aramex", "landmark", "asendia", "seur", "mrw", "correos-express",
    "ctt-express", "gls", "gls-es", "dpd", "postnl", "laposte", "chronopost", "bpost", "hermes-de",
    "inpost", "aftership", "17track", "easypost", "shippo", "ship24", "trackingmore", "shipengine",
    "custom", "spring", "sandbox"};
enum { ADAPTERS = sizeof(adapters) / sizeof(adapters[0]) };

/* The second byte: two bits of service, then these. */
enum {
	PICK_SERVICE = 3,
	PICK_NEXT = 4,
	PICK_TOKEN = 8,
	PICK_ASKED = 16,
	PICK_BATCH = 32,
	PICK_PUSH = 64,
	PICK_CHANGES = 128
};
static const char *const services[] = {"", "oauth", "group", "soap"};

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
		REQUIRE(first.count >= 1 || first.next[0] != '\0');
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
try_push(const struct carrier *carrier, struct span bytes)
{
	struct observation_list first = OBSERVATION_LIST_INIT, again = OBSERVATION_LIST_INIT;
	struct http_headers headers = {0};
	struct secret secret = SECRET_INIT;
	struct push_message m = {.headers = &headers, .secrets = &secret, .secret_count = 1};
	struct span line, name;
	char header[64] = "", value[512] = "";
	int rc;

	m.body = bytes;
	if (text_split(&m.body, '\n', &line) && text_split(&line, ':', &name) &&
	    text_copy_span(header, sizeof(header), name) == 0 &&
	    text_copy_span(value, sizeof(value), text_trim(line)) == 0)
		(void)!http_headers_add(&headers, header, value);
	REQUIRE(secret_set(&secret, "secret", 6) == 0);
	if (carrier->push_verify != NULL)
		(void)carrier->push_verify(&m);
	if (carrier->push_parse != NULL) {
		rc = carrier->push_parse(&m, &first, NULL);
		REQUIRE(rc <= 0 && carrier->push_parse(&m, &again, NULL) == rc);
		for (size_t i = 0; rc == 0 && i < first.count; i++)
			require_observation(&first.items[i]);
		if (rc == 0)
			require_same(&first, &again);
	}
	observation_list_clear(&first);
	observation_list_clear(&again);
	http_headers_clear(&headers);
	secret_clear(&secret);
}

static int
count_changed(const char *number, void *arg)
{
	size_t *count = arg;

	require_text(number, LIMIT_NUMBER_ROOM);
	REQUIRE(number[0] != '\0');
	(*count)++;
	return 0;
}

static void
try_changes(
    const struct carrier *carrier, const struct account *account, const struct http_response *in)
{
	const struct changes_query q = {.account = account, .until_utc_ms = 1};
	size_t count = 0;

	if (carrier->changes_parse != NULL)
		REQUIRE(carrier->changes_parse(&q, in, count_changed, &count, NULL) <= 0);
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

/* The sample of carriers/README.md, with what else may be said; as XML where the service is not "". */
static void
describe(struct account *account)
{
	static const struct {
		const char *name, *text;
	} options[] = {{"request", "GET /{number}"}, {"parcel", "envio"},
	    {"not_found", "error = 1, error.codigo = 404"}, {"parcel_service", "servicio"},
	    {"eta_from", "desde"}, {"eta_until", "hasta hora"}, {"events", "movimientos.uno"},
	    {"event_time", "fecha hora"}, {"event_code", "estado"}, {"event_text", "@texto"},
	    {"event_place", "lugares[0].poblacion"},
	    {"times", "DD/MM/YYYY hh:mm[:ss] | DD/MM/YYYY | unix | unix_ms | iso"}};

	for (size_t o = 0; o < sizeof(options) / sizeof(options[0]); o++)
		for (size_t i = 0; i < CUSTOM_OPTIONS; i++)
			if (strcmp(custom_options[i].name, options[o].name) == 0)
				(void)text_cut((char *)&account->custom + custom_options[i].offset,
				    custom_options[i].room, span_of(options[o].text));
	(void)text_cut(account->custom.format, sizeof(account->custom.format),
	    span_of(account->service[0] != '\0' ? "xml" : ""));
	(void)text_cut(account->codes, sizeof(account->codes),
	    SPAN("ENT = delivered, AUS = delivery_attempted nobody_home"));
}

static bool
has_number(const char *id)
{
	for (size_t i = 0; i < ADAPTERS; i++)
		if (strcmp(adapters[i], id) == 0)
			return true;
	return false;
}

/* Whether the environment leaves this one out. */
static bool
is_left_out(const char *id, uint8_t pick)
{
	const char *only = getenv("FUZZ_ADAPTER");
	size_t len = strlen(id);

	if (only == NULL)
		return false;
	return strncmp(only, id, len) != 0 ||
	    strcmp(only + len, (pick & PICK_PUSH) != 0 ? "+push" : "") != 0;
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
	uint8_t pick;

	if (size == 1) { /* the table is whole */
		for (size_t i = 0; carrier_all()[i] != NULL; i++)
			REQUIRE(has_number(carrier_all()[i]->id));
		return 0;
	}
	if (size < 3 || size > LIMIT_REPLY_BYTES || data[0] >= ADAPTERS)
		return -1;
	carrier = carrier_find(adapters[data[0]]);
	if (carrier == NULL || is_left_out(carrier->id, data[1]))
		return -1;
	pick = data[1];
	(void)text_cut(
	    account.service, sizeof(account.service), span_of(services[pick & PICK_SERVICE]));
	if (strcmp(carrier->id, "custom") == 0)
		describe(&account);
	if ((pick & PICK_NEXT) != 0)
		q.next = "5";
	if ((pick & PICK_ASKED) != 0)
		numbers[0].number = "424200000015";
	if ((pick & PICK_BATCH) != 0 && carrier->limits.batch > 1 && numbers[0].number[0] != '\0')
		q.count = 2;
	http_response_init(&in);
	in.status = statuses[data[2] % (sizeof(statuses) / sizeof(statuses[0]))];
	if (buf_add(&in.body, data + 3, size - 3) == 0) {
		if ((pick & PICK_PUSH) != 0)
			try_push(carrier, buf_span(&in.body));
		else if ((pick & PICK_CHANGES) != 0)
			try_changes(carrier, &account, &in);
		else if ((pick & PICK_TOKEN) != 0)
			try_token(carrier, &in);
		else
			try_track(carrier, &q, &in);
		try_number(buf_span(&in.body));
	}
	http_response_clear(&in);
	return 0;
}
