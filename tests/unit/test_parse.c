#include "monitor/cli/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "monitor/base/json.h"
#include "monitor/base/limits.h"
#include "monitor/base/locale.h"
#include "monitor/base/zone.h"
#include "monitor/cli/cli.h"

enum { MOST_ARGS = 10 };

static const char delivered[] =
    "{\"shipments\":[{\"id\":\"4242424244\",\"service\":\"express\",\"events\":["
    "{\"timestamp\":\"2026-11-20T12:05:00+01:00\",\"statusCode\":\"delivered\",\"status\":\"OK\"},"
    "{\"timestamp\":\"2026-11-19T00:00:00\",\"statusCode\":\"transit\",\"status\":\"DF\"},"
    "{\"timestamp\":\"2026-11-18T18:20:00\",\"statusCode\":\"pre-transit\",\"status\":\"SA\"}]}]}";

/* What one run of a command wrote, and how it ended. */
struct run {
	int code;
	struct buf out;
	struct buf err;
};

/* Swap a stream's descriptor for an unnamed file, and back. */
static int
redirect(FILE *stream, FILE *to)
{
	int kept = dup(fileno(stream));

	assert_true(kept >= 0 && fflush(stream) == 0);
	assert_true(dup2(fileno(to), fileno(stream)) >= 0);
	return kept;
}

static void
restore(FILE *stream, int kept, FILE *from, struct buf *out)
{
	char piece[1024];
	size_t got;

	assert_int_equal(fflush(stream), 0);
	assert_true(dup2(kept, fileno(stream)) >= 0);
	(void)close(kept);
	rewind(from);
	while ((got = fread(piece, 1, sizeof(piece), from)) > 0)
		assert_int_equal(buf_add(out, piece, got), 0);
	(void)fclose(from);
}

/* `line` is split at blanks; "FILE" stands for a file that holds `body`. */
static struct run
run(int (*command)(int, char **), const char *line, const char *body)
{
	struct run r = {.out = BUF_INIT(LIMIT_JSON_BYTES), .err = BUF_INIT(LIMIT_JSON_BYTES)};
	char words[256], path[] = "/tmp/puntual-parse-XXXXXX";
	char *argv[MOST_ARGS + 1] = {NULL};
	char *rest = words;
	FILE *out = tmpfile(), *err = tmpfile();
	int argc = 0, kept_out, kept_err;
	int file = mkstemp(path);

	assert_true(file >= 0 && out != NULL && err != NULL);
	assert_int_equal(write(file, body, strlen(body)), (ssize_t)strlen(body));
	(void)close(file);
	(void)snprintf(words, sizeof(words), "%s", line);
	while (rest != NULL && argc < MOST_ARGS) {
		argv[argc] = strsep(&rest, " ");
		if (strcmp(argv[argc], "FILE") == 0)
			argv[argc] = path;
		argc++;
	}
	kept_out = redirect(stdout, out);
	kept_err = redirect(stderr, err);
	r.code = command(argc, argv);
	restore(stderr, kept_err, err, &r.err);
	restore(stdout, kept_out, out, &r.out);
	(void)unlink(path);
	return r;
}

static void
run_clear(struct run *r)
{
	buf_clear(&r->out);
	buf_clear(&r->err);
}

static void
test_json_has_every_field_of_the_contract(void **state)
{
	static const char *const of_result[] = {"number", "found", "error", "milestone",
	    "delivered_at", "first_attempt_at", "eta", "service", "unique", "pieces", "events"};
	static const char *const of_event[] = {
	    "at", "at_kind", "milestone", "reason", "code", "text", "place"};
	struct run r = run(parse_command, "parse --carrier dhl --json FILE", delivered);
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value result, event;

	(void)state;
	assert_int_equal(r.code, EXIT_CODE_OK);
	assert_int_equal(r.err.len, 0);
	assert_int_equal(json_parse(&doc, buf_span(&r.out), NULL), 0);
	assert_true(json_string_is(json_get(json_root(&doc), "carrier"), "dhl"));
	assert_true(json_exists(json_get(json_root(&doc), "error")));
	assert_true(json_absent(json_get(json_root(&doc), "error")));
	result = json_path(json_root(&doc), "results[0]");
	for (size_t i = 0; i < sizeof(of_result) / sizeof(of_result[0]); i++)
		assert_true(json_exists(json_get(result, of_result[i])));
	event = json_path(result, "events[0]");
	for (size_t i = 0; i < sizeof(of_event) / sizeof(of_event[0]); i++)
		assert_true(json_exists(json_get(event, of_event[i])));
	assert_true(json_string_is(json_get(result, "milestone"), "delivered"));
	assert_true(json_string_is(json_get(result, "delivered_at"), "2026-11-20T12:05:00+01:00"));
	assert_true(json_string_is(json_get(event, "at"), "2026-11-18T18:20:00"));
	assert_true(json_string_is(json_get(event, "at_kind"), "local"));
	assert_true(json_string_is(json_path(result, "events[1].at"), "2026-11-19"));
	assert_true(json_string_is(json_path(result, "events[1].at_kind"), "date"));
	assert_true(json_string_is(json_path(result, "events[2].at_kind"), "instant"));
	json_doc_clear(&doc);
	run_clear(&r);
}

static const struct {
	const char *line;
	const char *body;
	int code;
	const char *
	    says; /* in the output of either kind; @ is the line where the example says what stands before it */
} runs[] = {
    {"parse --carrier dhl FILE", delivered, EXIT_CODE_OK, "DHL 4242424244: delivered"},
    {"parse --carrier dhl --number 42-42 FILE", delivered, EXIT_CODE_OK, "DHL 4242: delivered"},
    {"parse --carrier dhl --status 404 FILE", "{\"status\":404}", EXIT_CODE_FAILED, "not know"},
    {"parse --carrier dhl --status 404 --json FILE", "{}", EXIT_CODE_FAILED, "\"not_found\""},
    {"parse --carrier dhl --json FILE",
	"{\"shipments\":[{\"events\":[{\"statusCode\":\"transit\"}]}]}", EXIT_CODE_FAILED,
	"\"path\": \"shipments[0].events[0].timestamp\""},
    {"parse --carrier dhl --json FILE", "{\"shipments\"", EXIT_CODE_FAILED, "\"offset\": 12"},
    {"parse --carrier dhl --json FILE", "<html>", EXIT_CODE_FAILED, "\"outage\""},
    {"parse --carrier dhl --status 429 --json FILE", "{}", EXIT_CODE_FAILED, "rate_limited"},
    {"parse --carrier dhl --status 401 --json FILE", "{}", EXIT_CODE_FAILED, "bad_credentials"},
    {"parse --carrier dhl --status 400 --json FILE", "{}", EXIT_CODE_FAILED, "rejected"},
    {"parse --carrier correos --service oauth --json FILE",
	"{\"code\":\"X\",\"events\":[],\"error\":[]}", EXIT_CODE_OK, "\"found\": true"},
    {"parse --carrier ups --push --json FILE",
	"{\"trackingNumber\":\"1ZEJ3MP10400424208\",\"activityStatus\":{\"type\":\"D\",\"descriptionCode\":\"011\"},"
	"\"localActivityDate\":\"20261121\",\"localActivityTime\":\"125000\"}",
	EXIT_CODE_OK, "\"milestone\": \"delivered\""},
    {"parse --carrier aftership --push FILE", "{\"event\":\"webhook_test\"}", EXIT_CODE_FAILED,
	"about no parcel"},
    {"parse --carrier dhl --push FILE", "{}", EXIT_CODE_USAGE, "no messages that we read"},
    {"parse --carrier dhl /nowhere/reply", "", EXIT_CODE_FAILED, "/nowhere/reply: No such file"},
    {"parse FILE", "", EXIT_CODE_USAGE, "usage: puntual parse"},
    {"parse -c systemd/puntual.conf.example --carrier barrio --json FILE",
	"{\"envio\":{\"movimientos\":[{\"fecha\":\"21/11/2026\",\"hora\":\"12:40\",\"estado\":\"ENT\"}]}}",
	EXIT_CODE_OK, "\"delivered_at\": \"2026-11-21T12:40:00+01:00\""},
    {"parse -c systemd/puntual.conf.example --carrier barrio FILE",
	"{\"envio\":{\"movimientos\":[{\"fecha\":\"11/21/2026\",\"hora\":\"12:40\",\"estado\":\"ENT\"}]}}",
	EXIT_CODE_FAILED, "at envio.movimientos[0], byte 25: event_time = \"fecha hora\" (line @)"},
    {"parse -c systemd/puntual.conf.example --carrier barrio FILE", "{\"otro\":1}",
	EXIT_CODE_FAILED, "parcel = \"envio\" (line @)"},
    {"parse -c /nowhere/conf --carrier barrio FILE", "", EXIT_CODE_USAGE, "/nowhere/conf: "},
    {"parse --carrier nobody FILE", "", EXIT_CODE_USAGE, "no carrier 'nobody'; there are "},
    {"parse --carrier dhl --status 99 FILE", "", EXIT_CODE_USAGE, "'99' is not an HTTP status"},
    {"parse --carrier dhl --number ñ FILE", "", EXIT_CODE_USAGE, "not a tracking number"},
    {"parse --carrier dhl FILE FILE", "", EXIT_CODE_USAGE, "usage: puntual parse"},
    {"recognise 1zej3mp10400424208", "", EXIT_CODE_OK, "is probably UPS"},
    {"recognise 1ZEJ3MP10400424208 --json", "", EXIT_CODE_OK, "\"carrier\": \"ups\""},
    {"recognise 0", "", EXIT_CODE_FAILED, "fits no carrier"},
    {"recognise", "", EXIT_CODE_USAGE, "usage: puntual recognise"},
    {"recognise ***", "", EXIT_CODE_USAGE, "not a tracking number"},
};

/* What is said, with the number of the example's line for its @. */
static void
fill_line(char *out, size_t room, const char *says)
{
	const char *at = strstr(says, "(line @)"), *option = at;
	char line[512];
	int number = 0;
	FILE *f;

	if (at == NULL) {
		(void)snprintf(out, room, "%s", says);
		return;
	}
	while (option > says && strncmp(option, "event_time", 10) != 0 &&
	    strncmp(option, "parcel", 6) != 0)
		option--;
	f = fopen("systemd/puntual.conf.example", "r");
	assert_non_null(f);
	do {
		assert_non_null(fgets(line, sizeof(line), f));
		number++;
	} while (strncmp(line + strspn(line, " \t"), option, strcspn(option, "=")) != 0);
	assert_int_equal(fclose(f), 0);
	(void)snprintf(out, room, "%.*s(line %d)", (int)(at - says), says, number);
}

static void
test_commands_end_and_speak_as_they_should(void **state)
{
	char says[512];

	(void)state;
	for (size_t i = 0; i < sizeof(runs) / sizeof(runs[0]); i++) {
		bool is_parse = strncmp(runs[i].line, "parse", 5) == 0;
		struct run r =
		    run(is_parse ? parse_command : recognise_command, runs[i].line, runs[i].body);

		if (r.code != runs[i].code)
			fail_msg("%s: ends with %d", runs[i].line, r.code);
		fill_line(says, sizeof(says), runs[i].says);
		if (strstr(buf_str(&r.out), says) == NULL && strstr(buf_str(&r.err), says) == NULL)
			fail_msg("%s: says '%s%s'", runs[i].line, buf_str(&r.out), buf_str(&r.err));
		/* Usage never goes where a script reads. */
		if (r.code == EXIT_CODE_USAGE)
			assert_int_equal(r.out.len, 0);
		run_clear(&r);
	}
}

static void
test_a_reply_larger_than_any_is_refused(void **state)
{
	char *body = malloc(LIMIT_REPLY_BYTES + 2);
	struct run r;

	(void)state;
	assert_non_null(body);
	memset(body, ' ', LIMIT_REPLY_BYTES + 1);
	body[LIMIT_REPLY_BYTES + 1] = '\0';
	r = run(parse_command, "parse --carrier ups FILE", body);
	assert_int_equal(r.code, EXIT_CODE_FAILED);
	assert_non_null(strstr(buf_str(&r.err), "larger than any reply"));
	run_clear(&r);
	free(body);
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
	    cmocka_unit_test(test_json_has_every_field_of_the_contract),
	    cmocka_unit_test(test_commands_end_and_speak_as_they_should),
	    cmocka_unit_test(test_a_reply_larger_than_any_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, clear_zones);
}
