/*
 * golden: every case below tests/carriers/<adapter>/ against its adapter. A case is a folder:
 *
 *     query.json     {"numbers":[...]}, also "user", "service", "origin", "token_origin", "codes", the options of a custom
 *                    carrier, and "second_key":true for a credential of two lines; or {"token":true}; or {"push":true}
 *     request.txt    what the adapter builds, secrets as {key} and {token}; request-2.txt for the next step
 *     response.http  what the carrier answers; response-2.http for the next step
 *     expect.json    what `puntual parse --json` says of it; of a token its life
 *     expect.err     instead: the error of the whole reply and its path
 *     SOURCE         where the bytes come from
 *
 * A message that a carrier sends by itself has, instead of request and response:
 *
 *     query.json     {"push":true}, also "now" (UTC), and "unsigned_body":true where only headers are signed
 *     push.http      headers and body as they come, signed with THE-KEY, or so that the public keys in `key` hold
 *     expect.verdict genuine, unsigned, forged or stale; of a genuine one expect.json or expect.err as above
 *
 * For each case it is checked besides that parsing again gives the same, that merging again changes nothing, that the
 * request stays within the origins, that a body cut anywhere is never taken as found and that none of its mutants
 * (tests/support/mutants.h) tells what it does not; of a push, that nothing but a key that counts makes it genuine. People
 * are invented and bear the name Ejemplo, at Calle Falsa, with PIN 4711: none of it may come out. --update rewrites.
 */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "carriers/codes.h"
#include "carriers/custom_form.h"
#include "monitor/base/json.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "monitor/cli/normalised.h"
#include "monitor/promise/merge.h"
#include "tests/support/golden_files.h"
#include "tests/support/golden_push.h"
#include "tests/support/mutants.h"

#define ROOT "tests/carriers"

enum { MOST_NUMBERS = 50 };

struct golden_case {
	const struct carrier *carrier;
	char folder[256];
	bool update;
	bool token_step;
	bool push;
	bool unsigned_body; /* of a push */
	bool private;       /* something of a person stood in it */
	int64_t now_utc_ms;
	struct account account;
	struct token token;
	char numbers[MOST_NUMBERS][LIMIT_NUMBER_ROOM];
	struct track_number asked[MOST_NUMBERS];
	struct track_query query;
	size_t mutants; /* of its reply that were read */
	int failed;
};

static void
fail(struct golden_case *c, const char *what)
{
	printf("[  FAILED  ] %s: %s\n", c->folder, what);
	c->failed++;
}

/* Compare with the file of the case, or rewrite it. */
static void
compare(struct golden_case *c, const char *name, const struct buf *text)
{
	struct buf want = BUF_INIT(LIMIT_JSON_BYTES);

	if (c->update) {
		golden_write(c->folder, name, text);
	} else if (!golden_read(c->folder, name, &want) ||
	    !span_equal(buf_span(&want), buf_span(text))) {
		fail(c, name);
		printf("--- got\n%s\n", buf_str(text));
	}
	buf_clear(&want);
}

static void
check_private(struct golden_case *c, struct span body, const struct buf *said)
{
	const char *out = golden_personal(buf_span(said));

	c->private = c->private || golden_personal(body) != NULL;
	if (out != NULL) {
		printf("%s\n", out);
		fail(c, "what belongs to a person comes out");
	}
}

/* ---- the request ---- */

/* At one of the adapter's own origins, unless the account names another. */
static void
check_origin(struct golden_case *c, const struct http_request *request)
{
	char origin[256], own[256];
	bool within = false;

	if (http_origin(origin, sizeof(origin), buf_str(&request->url)) < 0) {
		fail(c, "the request has no origin");
		return;
	}
	for (size_t i = 0; c->carrier->origins[i] != NULL; i++)
		within = within ||
		    (http_origin(own, sizeof(own), c->carrier->origins[i]) == 0 &&
			strcmp(origin, own) == 0);
	if (c->account.origin[0] != '\0')
		within = strcmp(origin, c->account.origin) == 0;
	if (c->token_step && c->account.token_origin[0] != '\0')
		within = strcmp(origin, c->account.token_origin) == 0;
	if (!within)
		fail(c, "the request leaves the origins");
}

static void
check_request(struct golden_case *c, const char *name)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct http_request request;
	int rc;

	http_request_init(&request);
	rc = c->token_step ? c->carrier->auth_build(&c->account, &request)
			   : c->carrier->track_build(&c->query, &request);
	if (rc < 0)
		fail(c, "the request is not built");
	else if (request.url.len == 0)
		(void)buf_add_str(&text, "none\n");
	else {
		check_origin(c, &request);
		golden_add_request(&request, &text);
	}
	compare(c, name, &text);
	if (strstr(buf_str(&text), GOLDEN_KEY) != NULL ||
	    strstr(buf_str(&text), GOLDEN_TOKEN) != NULL)
		fail(c, "a secret is printed");
	http_request_clear(&request);
	buf_clear(&text);
}

/* ---- the reply ---- */

static bool
any_found(const struct observation_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].error == 0)
			return true;
	return false;
}

static int
parse_push(struct golden_case *c, const struct http_response *in, struct observation_list *out,
    struct why *why)
{
	const struct push_message m = {
	    .headers = &in->headers, .body = buf_span(&in->body), .now_utc_ms = c->now_utc_ms};

	return c->carrier->push_parse(&m, out, why);
}

static void
check_cut(struct golden_case *c, const struct http_response *whole)
{
	struct span value = text_trim(buf_span(&whole->body));
	size_t step = value.len > 4096 ? 7 : 1;

	for (size_t len = 0; len < value.len; len += step) {
		struct observation_list list = OBSERVATION_LIST_INIT;
		struct token token = TOKEN_INIT;
		/* Its own allocation, so that a read past the cut is seen. */
		char *bytes = malloc(len + 1);
		struct http_response in = *whole;
		int rc;

		if (bytes == NULL)
			abort();
		memcpy(bytes, value.data, len);
		in.body = (struct buf){.data = bytes, .len = len, .room = len + 1, .cap = len};
		bytes[len] = '\0';
		rc = c->push        ? parse_push(c, &in, &list, NULL)
		    : c->token_step ? c->carrier->auth_parse(&in, c->now_utc_ms, &token, NULL)
				    : c->carrier->track_parse(&c->query, &in, &list, NULL);
		if (rc == 0 && (c->token_step || any_found(&list))) {
			printf("cut at byte %zu of %zu\n", len, value.len);
			fail(c, "a cut body passes");
			len = value.len;
		}
		observation_list_clear(&list);
		token_clear(&token);
		free(bytes);
	}
}

static int
read_mutant(
    const struct http_response *in, struct observation_list *out, struct why *why, void *arg)
{
	struct golden_case *c = arg;

	return c->push ? parse_push(c, in, out, why)
		       : c->carrier->track_parse(&c->query, in, out, why);
}

static void
check_mutants(
    struct golden_case *c, const struct http_response *in, const struct observation_list *whole)
{
	struct buf wrong = BUF_INIT(1024);

	c->mutants += mutants_check(c->carrier, in, whole, read_mutant, c, &wrong);
	if (wrong.len > 0) {
		printf("%s\n", buf_str(&wrong));
		fail(c, "a mutant tells what the reply does not");
	}
	buf_clear(&wrong);
}

static bool
lists_equal(const struct observation_list *a, const struct observation_list *b)
{
	bool equal = a->count == b->count;

	for (size_t i = 0; i < a->count && equal; i++)
		equal = observation_equal(&a->items[i], &b->items[i]);
	return equal;
}

static void
check_again(struct golden_case *c, const struct http_response *in, const char *next,
    const struct observation_list *first)
{
	struct observation_list again = OBSERVATION_LIST_INIT;

	if (next[0] != '\0' || c->query.next[0] != '\0')
		return; /* one step of several: the list goes on growing */
	if (c->carrier->track_parse(&c->query, in, &again, NULL) != 0 ||
	    !lists_equal(first, &again))
		fail(c, "parsing again gives something else");
	observation_list_clear(&again);
}

static void
check_merge(struct golden_case *c, const struct observation_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		struct shipment s = SHIPMENT_INIT;
		bool changed = false;

		if (merge_observation(&s, &list->items[i], 1, &changed) < 0)
			fail(c, "merging fails");
		if (changed != (list->items[i].error == 0))
			fail(c, "the first merge changes the wrong thing");
		if (merge_observation(&s, &list->items[i], 2, &changed) < 0 || changed)
			fail(c, "merging again changes something");
		shipment_clear(&s);
	}
}

static void
compare_failure(struct golden_case *c, int error, const struct why *why)
{
	struct buf text = BUF_INIT(1024);

	(void)buf_addf(
	    &text, "%s%s%s\n", err_name(error), why->path[0] != '\0' ? " " : "", why->path);
	compare(c, "expect.err", &text);
	buf_clear(&text);
}

static void
run_token(struct golden_case *c, const struct http_response *in)
{
	struct token token = TOKEN_INIT;
	struct why why = {0};
	struct buf text = BUF_INIT(1024);
	int rc = c->carrier->auth_parse(in, c->now_utc_ms, &token, &why);

	if (rc < 0) {
		compare_failure(c, rc, &why);
	} else {
		(void)buf_addf(
		    &text, "{\"token\": \"%s\", \"lives_ms\": ", secret_bytes(&token.value));
		if (token.expires_utc_ms == AT_NONE)
			(void)buf_add_str(&text, "null}\n");
		else
			(void)buf_addf(&text, "%lld}\n", (long long)token.expires_utc_ms);
		compare(c, "expect.json", &text);
	}
	token_clear(&token);
	buf_clear(&text);
}

/* One step after the other, as poll does; returns the error that ended them. */
static int
run_steps(
    struct golden_case *c, struct http_response *in, struct observation_list *list, struct why *why)
{
	const struct observation_list nothing = OBSERVATION_LIST_INIT;
	char next[sizeof(list->next)] = "";
	char request[32] = "request.txt", response[32] = "response.http";
	int rc = 0;

	for (int step = 1; step <= c->carrier->limits.steps; step++) {
		if (step > 1) {
			(void)snprintf(request, sizeof(request), "request-%d.txt", step);
			(void)snprintf(response, sizeof(response), "response-%d.http", step);
		}
		c->query.next = next;
		check_request(c, request);
		if (!golden_read_message(c->folder, response, in)) {
			if (step == 1)
				fail(c, "response.http cannot be read");
			break;
		}
		rc = c->carrier->track_parse(&c->query, in, list, why);
		if (step == 1)
			check_mutants(c, in, rc < 0 ? &nothing : list);
		if (rc < 0)
			break;
		check_again(c, in, list->next, list);
		if (step == 1)
			check_cut(c, in);
		if (list->next[0] == '\0')
			break;
		memcpy(next, list->next, sizeof(next));
	}
	c->query.next = "";
	return rc;
}

/* What an answer or a message was read as. */
static void
check_reading(struct golden_case *c, const struct http_response *in,
    const struct observation_list *list, int rc, const struct why *why)
{
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);

	if (rc < 0) {
		compare_failure(c, rc, why);
		(void)buf_add_str(&text, why->text);
	} else if (normalised_add_reply(&text, c->carrier->id, list, 0, NULL, true) < 0) {
		fail(c, "the answer cannot be written");
	} else {
		compare(c, "expect.json", &text);
		check_merge(c, list);
	}
	check_private(c, buf_span(&in->body), &text);
	buf_clear(&text);
}

static void
run_track(struct golden_case *c, struct http_response *in)
{
	struct observation_list list = OBSERVATION_LIST_INIT;
	struct why why = {0};
	int rc = run_steps(c, in, &list, &why);

	check_reading(c, in, &list, rc, &why);
	observation_list_clear(&list);
}

/* ---- the message that a carrier sends by itself ---- */

static void
run_push(struct golden_case *c, struct http_response *in)
{
	static const char *const names[] = {"genuine\n", "unsigned\n", "forged\n", "stale\n"};
	struct buf own = BUF_INIT(LIMIT_SECRET_BYTES);
	const char *key[] = {GOLDEN_KEY, NULL};
	struct observation_list list = OBSERVATION_LIST_INIT, again = OBSERVATION_LIST_INIT;
	struct buf text = BUF_INIT(64);
	struct why why = {0};
	enum push_verdict verdict;
	const char *fault;
	int rc;

	if (c->carrier->push_verify == NULL || c->carrier->push_parse == NULL) {
		fail(c, "the adapter reads no messages");
		return;
	}
	if (!golden_read_message(c->folder, "push.http", in)) {
		fail(c, "push.http cannot be read");
		return;
	}
	if (golden_read(c->folder, "key", &own))
		key[0] = buf_str(&own);
	verdict = golden_verdict(c->carrier, in, c->now_utc_ms, key);
	(void)buf_add_str(&text, names[verdict]);
	compare(c, "expect.verdict", &text);
	if (verdict == PUSH_GENUINE) {
		fault = golden_unsafe(c->carrier, in, c->now_utc_ms, key[0], !c->unsigned_body);
		if (fault != NULL)
			fail(c, fault);
		rc = parse_push(c, in, &list, &why);
		if (parse_push(c, in, &again, NULL) != rc ||
		    (rc == 0 && !lists_equal(&list, &again)))
			fail(c, "reading again gives something else");
		check_reading(c, in, &list, rc, &why);
		check_mutants(c, in, &list);
		check_cut(c, in);
	}
	observation_list_clear(&list);
	observation_list_clear(&again);
	buf_clear(&text);
	buf_clear(&own);
}

/* ---- the case ---- */

/* What the merchant alone says of a carrier. */
static void
read_description(struct golden_case *c, struct json_value root)
{
	(void)json_string_copy(json_get(root, "codes"), c->account.codes, sizeof(c->account.codes));
	for (size_t i = 0; i < CUSTOM_OPTIONS; i++) {
		const struct custom_option *option = &custom_options[i];

		(void)json_string_copy(json_get(root, option->name),
		    (char *)&c->account.custom + option->offset, option->room);
		c->account.custom.lines[i] = (int)i + 1;
	}
	(void)text_cut(c->account.carrier, sizeof(c->account.carrier), span_of(c->carrier->id));
	if (custom_check(&c->account, &(struct why){0}) < 0)
		fail(c, "the carrier is not described");
}

static bool
read_query(struct golden_case *c)
{
	struct buf text = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root, v;
	struct when at;
	char now[32];
	bool ok = false;

	if (!golden_read(c->folder, "query.json", &text) ||
	    json_parse(&doc, buf_span(&text), NULL) < 0)
		goto out;
	root = json_root(&doc);
	(void)json_bool(json_get(root, "token"), &c->token_step);
	(void)json_bool(json_get(root, "push"), &c->push);
	(void)json_bool(json_get(root, "unsigned_body"), &c->unsigned_body);
	if (json_exists(json_get(root, "second_key")) &&
	    secret_set(&c->account.key, GOLDEN_KEY "\n" GOLDEN_KEY, 2 * strlen(GOLDEN_KEY) + 1) < 0)
		abort();
	if (json_exists(json_get(root, "user")))
		(void)json_string_copy(
		    json_get(root, "user"), c->account.user, sizeof(c->account.user));
	if (json_string_copy(json_get(root, "now"), now, sizeof(now))) {
		if (when_parse(span_of(now), &at) < 0 || at.kind != WHEN_UTC)
			goto out;
		c->now_utc_ms = when_utc(at);
	}
	c->query.now_utc_ms = c->now_utc_ms;
	(void)json_string_copy(
	    json_get(root, "service"), c->account.service, sizeof(c->account.service));
	(void)json_string_copy(
	    json_get(root, "origin"), c->account.origin, sizeof(c->account.origin));
	(void)json_string_copy(json_get(root, "token_origin"), c->account.token_origin,
	    sizeof(c->account.token_origin));
	read_description(c, root);
	for (v = json_first(json_get(root, "numbers"));
	     json_exists(v) && c->query.count < MOST_NUMBERS; v = json_next(v)) {
		size_t i = c->query.count++;

		if (!json_string_copy(v, c->numbers[i], sizeof(c->numbers[i])))
			goto out;
		c->asked[i] = (struct track_number){.number = c->numbers[i],
		    .country = "",
		    .postcode = "",
		    .unique = "",
		    .ship_day = DAY_NONE};
	}
	ok = c->token_step || c->push || c->query.count > 0;
out:
	json_doc_clear(&doc);
	buf_clear(&text);
	return ok;
}

static int
run_case(
    const struct carrier *carrier, const char *name, bool update, bool *private, size_t *mutants)
{
	struct golden_case c = {.carrier = carrier, .update = update, .token = TOKEN_INIT};
	struct http_response in;
	struct stat info;
	char source[600];

	(void)snprintf(c.folder, sizeof(c.folder), ROOT "/%s/%.100s", carrier->id, name);
	(void)snprintf(source, sizeof(source), "%s/SOURCE", c.folder);
	c.query = (struct track_query){
	    .account = &c.account, .token = &c.token, .numbers = c.asked, .next = ""};
	http_response_init(&in);
	(void)text_cut(c.account.user, sizeof(c.account.user), SPAN("client"));
	if (secret_set(&c.account.key, GOLDEN_KEY, strlen(GOLDEN_KEY)) < 0 ||
	    secret_set(&c.token.value, GOLDEN_TOKEN, strlen(GOLDEN_TOKEN)) < 0)
		abort();
	if (stat(source, &info) != 0)
		fail(&c, "SOURCE is missing");
	if (!read_query(&c)) {
		fail(&c, "query.json cannot be read");
	} else if (c.push) {
		run_push(&c, &in);
	} else if (c.token_step) {
		check_request(&c, "request.txt");
		if (golden_read_message(c.folder, "response.http", &in)) {
			run_token(&c, &in);
			check_cut(&c, &in);
		} /* none where no token is asked for */
	} else {
		run_track(&c, &in);
	}
	http_response_clear(&in);
	secret_clear(&c.account.key);
	token_clear(&c.token);
	*private = *private || c.private;
	*mutants += c.mutants;
	return c.failed;
}

/* Formats in which nobody is named. */
static bool
has_no_people(const char *id)
{
	static const char *const formats[] = {"dpd", "landmark", "sandbox"};

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i], id) == 0)
			return true;
	return false;
}

int
main(int argc, char **argv)
{
	bool update = argc > 1 && strcmp(argv[1], "--update") == 0;
	const struct carrier *const *all = carrier_all();
	size_t total = 0;
	int passed = 0, failed = 0;

	for (size_t i = 0; all[i] != NULL; i++) {
		struct dirent **entries = NULL;
		bool private = false;
		size_t mutants = 0;
		char folder[128];
		int n;

		(void)snprintf(folder, sizeof(folder), ROOT "/%s", all[i]->id);
		n = scandir(folder, &entries, NULL, alphasort);
		if (n <= 2) {
			printf("[  FAILED  ] %s has no golden case\n", all[i]->id);
			failed++;
		}
		for (int e = 0; e < n; e++) {
			if (entries[e]->d_name[0] != '.') {
				if (run_case(all[i], entries[e]->d_name, update, &private,
					&mutants) == 0)
					passed++;
				else
					failed++;
			}
			free(entries[e]);
		}
		free(entries);
		if (mutants == 0 && !update) {
			printf("[  FAILED  ] %s: no body has a mutant\n", all[i]->id);
			failed++;
		}
		total += mutants;
		if (!private && !has_no_people(all[i]->id)) {
			printf("[  FAILED  ] %s: no body has a person in it\n", all[i]->id);
			failed++;
		}
	}
	zone_thread_clear();
	locale_thread_clear();
	printf("%zu mutants read\n%d passed, %d failed\n", total, passed, failed);
	return failed > 0;
}
