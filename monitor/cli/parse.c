#include "monitor/cli/parse.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carriers/codes.h"
#include "monitor/base/text.h"
#include "monitor/cli/cli.h"
#include "monitor/cli/normalised.h"
#include "monitor/config.h"
#include "monitor/promise/merge.h"

static const char parse_usage[] =
    "usage: puntual parse --carrier ID [--number N] [--status HTTP] [--service S] [-c CONFIG] [--json]\n"
    "                     [--push] [FILE|-]\n"
    "With -c, ID may be an account of that configuration, as one of a custom carrier.\n"
    "With --push, the file is the body of a message that the carrier sent by itself; nobody's signature is asked.\n";
static const char recognise_usage[] = "usage: puntual recognise NUMBER [--json]\n";

struct parse_options {
	const char *id; /* of an adapter, or of an account in `config` */
	const char *config_path;
	struct config *config;
	const struct carrier *carrier;
	struct account account;
	char number[LIMIT_NUMBER_ROOM];
	int status;
	bool push;
	bool json;
	const char *path;
};

static int
say_carriers(const char *unknown)
{
	const struct carrier *const *all = carrier_all();

	fprintf(stderr, "puntual parse: no carrier '%s'; there are", unknown);
	for (size_t i = 0; all[i] != NULL; i++)
		fprintf(stderr, "%s %s", i > 0 ? "," : "", all[i]->id);
	fprintf(stderr, "\n");
	return EXIT_CODE_USAGE;
}

static int
read_option(struct parse_options *o, int option)
{
	int64_t status;

	switch (option) {
	case 'a': o->id = optarg; return EXIT_CODE_OK;
	case 'c': o->config_path = optarg; return EXIT_CODE_OK;
	case 'n':
		if (text_number_normalise(o->number, sizeof(o->number), span_of(optarg)) == 0)
			return EXIT_CODE_OK;
		fprintf(stderr, "puntual parse: '%s' is not a tracking number\n", optarg);
		return EXIT_CODE_USAGE;
	case 's':
		if (text_parse_i64(span_of(optarg), 100, 599, &status) < 0) {
			fprintf(stderr, "puntual parse: '%s' is not an HTTP status\n", optarg);
			return EXIT_CODE_USAGE;
		}
		o->status = (int)status;
		return EXIT_CODE_OK;
	case 'v':
		if (text_copy(o->account.service, sizeof(o->account.service), optarg) == 0)
			return EXIT_CODE_OK;
		fprintf(stderr, "puntual parse: no service '%s'\n", optarg);
		return EXIT_CODE_USAGE;
	case 'p': o->push = true; return EXIT_CODE_OK;
	case 'j': o->json = true; return EXIT_CODE_OK;
	default: fputs(parse_usage, stderr); return EXIT_CODE_USAGE;
	}
}

static int
read_config(struct parse_options *o)
{
	const struct config_env env = {.adapter_name = carrier_name_of, .names_only = true};
	struct buf text = BUF_INIT(LIMIT_CONFIG_BYTES);
	struct config_errors errors;
	int rc = config_load(o->config_path, &env, &o->config, &errors);

	if (rc < 0 && config_add_errors(&text, o->config_path, &errors) == 0)
		fputs(buf_str(&text), stderr);
	buf_clear(&text);
	return rc < 0 ? EXIT_CODE_USAGE : EXIT_CODE_OK;
}

/* An account of the configuration by its id, else the adapter of that id. */
static int
find_carrier(struct parse_options *o)
{
	const struct account *account = NULL;
	char service[sizeof(o->account.service)];

	if (o->config_path != NULL && read_config(o) != EXIT_CODE_OK)
		return EXIT_CODE_USAGE;
	if (o->config != NULL)
		account = policy_account(o->config->policy, o->id);
	if (account != NULL) {
		memcpy(service, o->account.service, sizeof(service));
		if (account_copy(&o->account, account) < 0)
			return EXIT_CODE_FAILED;
		if (service[0] != '\0')
			memcpy(o->account.service, service, sizeof(service));
	}
	o->carrier = carrier_find(account != NULL ? account->carrier : o->id);
	return o->carrier != NULL ? EXIT_CODE_OK : say_carriers(o->id);
}

static int
read_options(int argc, char **argv, struct parse_options *o)
{
	static const struct option options[] = {
	    {"carrier", required_argument, NULL, 'a'},
	    {"config", required_argument, NULL, 'c'},
	    {"number", required_argument, NULL, 'n'},
	    {"status", required_argument, NULL, 's'},
	    {"service", required_argument, NULL, 'v'},
	    {"push", no_argument, NULL, 'p'},
	    {"json", no_argument, NULL, 'j'},
	    {NULL, 0, NULL, 0},
	};
	int option, code;

	optind = 0; /* begin anew, in glibc's way */
	while ((option = getopt_long(argc, argv, "c:", options, NULL)) != -1) {
		code = read_option(o, option);
		if (code != EXIT_CODE_OK)
			return code;
	}
	if (o->id == NULL || argc - optind > 1) {
		fputs(parse_usage, stderr);
		return EXIT_CODE_USAGE;
	}
	o->path = optind < argc ? argv[optind] : "-";
	code = find_carrier(o);
	if (code != EXIT_CODE_OK || !o->push || o->carrier->push_parse != NULL)
		return code;
	fprintf(stderr, "puntual parse: %s sends no messages that we read\n", o->carrier->name);
	return EXIT_CODE_USAGE;
}

static int
read_stream(FILE *file, const char *path, struct buf *body)
{
	char piece[8192];
	size_t got;

	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		if (buf_add(body, piece, got) < 0)
			break;
	if (ferror(file))
		fprintf(stderr, "puntual parse: %s: %s\n", path, strerror(errno));
	else if (buf_error(body) != 0)
		fprintf(stderr, "puntual parse: %s: larger than any reply we take, %u bytes\n",
		    path, LIMIT_REPLY_BYTES);
	else
		return EXIT_CODE_OK;
	return EXIT_CODE_FAILED;
}

static int
read_file(const char *path, struct buf *body)
{
	FILE *file;
	int code;

	if (strcmp(path, "-") == 0)
		return read_stream(stdin, path, body);
	file = fopen(path, "rb");
	if (file == NULL) {
		fprintf(stderr, "puntual parse: %s: %s\n", path, strerror(errno));
		return EXIT_CODE_FAILED;
	}
	code = read_stream(file, path, body);
	(void)fclose(file); /* only read */
	return code;
}

/* "2026-11-21 16:12", the date alone, or "". */
static void
format_when(char *dst, size_t room, struct when at)
{
	int32_t year, month, day;

	dst[0] = '\0';
	if (at.kind == WHEN_NONE)
		return;
	day_to_civil(at.day, &year, &month, &day);
	if (at.kind == WHEN_DATE)
		(void)snprintf(dst, room, "%d-%02d-%02d", year, month, day);
	else
		(void)snprintf(dst, room, "%d-%02d-%02d %2d:%02d", year, month, day,
		    at.second / 3600, at.second / 60 % 60);
}

static void
print_words(const char *name)
{
	for (; *name != '\0'; name++)
		putchar(*name == '_' ? ' ' : *name);
}

static void
print_event(const struct event *e)
{
	char at[32];

	format_when(at, sizeof(at), e->at);
	printf("  %-16s  ", at);
	print_words(milestone_name(e->milestone));
	if (e->reason != REASON_NONE) {
		printf(" (");
		print_words(reason_name(e->reason));
		putchar(')');
	}
	printf("  %s%s%s%s%s\n", e->code, e->text[0] != '\0' ? "  " : "", e->text,
	    e->place[0] != '\0' ? "  " : "", e->place);
}

static void
print_observation(const struct carrier *carrier, const struct observation *o)
{
	struct merge_summary sum;
	char text[32], until[32];

	printf("%s%s%s%s %s: ", carrier->name, o->carrier[0] != '\0' ? " (" : "", o->carrier,
	    o->carrier[0] != '\0' ? ")" : "", o->number[0] != '\0' ? o->number : "(no number)");
	if (o->error != 0) {
		printf("%s.\n",
		    o->error == ERR_NOT_FOUND ? "the carrier does not know it"
					      : err_text(o->error));
		return;
	}
	merge_summarise_pieces(&o->events, false, o->pieces_total, o->pieces_delivered, &sum);
	print_words(milestone_name(sum.milestone));
	format_when(text, sizeof(text), sum.delivered);
	if (text[0] != '\0')
		printf(" %s", text);
	format_when(text, sizeof(text), o->eta_from);
	format_when(until, sizeof(until), o->eta_until);
	if (until[0] != '\0' && sum.delivered.kind == WHEN_NONE)
		printf("; expected %s%s%s", text, strcmp(text, until) != 0 ? " to " : "",
		    strcmp(text, until) != 0 ? until : "");
	printf(".\n");
	for (size_t i = 0; i < o->events.count; i++)
		print_event(&o->events.items[i]);
}

static void
print_reply(const struct parse_options *o, const struct observation_list *list, int error,
    const struct why *why)
{
	if (error == 0) {
		for (size_t i = 0; i < list->count; i++)
			print_observation(o->carrier, &list->items[i]);
		if (list->count == 0)
			printf("%s: this is about no parcel.\n", o->carrier->name);
		return;
	}
	printf("%s: %s", o->carrier->name, err_text(error));
	if (why->path[0] != '\0')
		printf(", at %s", why->path);
	if (why->offset != SIZE_MAX && why->code != 0)
		printf(", byte %zu", why->offset);
	printf("%s%s.\n", why->text[0] != '\0' ? ": " : "", why->text);
}

static int
print_json(struct buf *text, int rc)
{
	if (rc < 0) {
		fprintf(stderr, "puntual: %s\n", err_text(rc));
		return EXIT_CODE_FAILED;
	}
	fputs(buf_str(text), stdout);
	return EXIT_CODE_OK;
}

static int
read_body(const struct parse_options *o, const struct http_response *in,
    struct observation_list *list, struct why *why)
{
	const struct track_number number = {
	    .number = o->number, .country = "", .postcode = "", .unique = "", .ship_day = DAY_NONE};
	const struct track_query q = {
	    .account = &o->account, .numbers = &number, .count = 1, .next = ""};
	const struct push_message m = {.headers = &in->headers, .body = buf_span(&in->body)};

	return o->push ? o->carrier->push_parse(&m, list, why)
		       : o->carrier->track_parse(&q, in, list, why);
}

static int
run_parse(const struct parse_options *o)
{
	struct observation_list list = OBSERVATION_LIST_INIT;
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	struct http_response in;
	struct why why = {.offset = SIZE_MAX};
	bool found = false;
	int code, rc;

	http_response_init(&in);
	in.status = o->status;
	code = read_file(o->path, &in.body);
	if (code != EXIT_CODE_OK)
		goto out;
	rc = read_body(o, &in, &list, &why);
	for (size_t i = 0; rc == 0 && i < list.count; i++) {
		codes_apply(o->carrier, &o->account, &list.items[i]);
		found = found || list.items[i].error == 0;
	}
	if (o->json)
		code = print_json(
		    &text, normalised_add_reply(&text, o->carrier->id, &list, rc, &why, true));
	else
		print_reply(o, &list, rc, &why);
	if (!found)
		code = EXIT_CODE_FAILED;
out:
	buf_clear(&text);
	observation_list_clear(&list);
	http_response_clear(&in);
	return code;
}

int
parse_command(int argc, char **argv)
{
	struct parse_options o = {.status = 200};
	int code = read_options(argc, argv, &o);

	if (code == EXIT_CODE_OK)
		code = run_parse(&o);
	account_clear(&o.account);
	config_free(o.config);
	return code;
}

int
recognise_command(int argc, char **argv)
{
	static const struct option options[] = {
	    {"json", no_argument, NULL, 'j'}, {NULL, 0, NULL, 0}};
	struct carrier_guess guesses[8];
	struct buf text = BUF_INIT(LIMIT_JSON_BYTES);
	char number[LIMIT_NUMBER_ROOM];
	bool json = false;
	size_t count;
	int option;
	int code = EXIT_CODE_OK;

	optind = 0; /* begin anew, in glibc's way */
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option != 'j') {
			fputs(recognise_usage, stderr);
			return EXIT_CODE_USAGE;
		}
		json = true;
	}
	if (argc - optind != 1) {
		fputs(recognise_usage, stderr);
		return EXIT_CODE_USAGE;
	}
	if (text_number_normalise(number, sizeof(number), span_of(argv[optind])) < 0) {
		fprintf(stderr, "puntual recognise: '%s' is not a tracking number\n", argv[optind]);
		return EXIT_CODE_USAGE;
	}
	count = carrier_recognise(number, guesses, sizeof(guesses) / sizeof(guesses[0]));
	if (json)
		code =
		    print_json(&text, normalised_add_guesses(&text, number, guesses, count, true));
	else if (count == 0)
		printf("%s fits no carrier that we know.\n", number);
	else
		printf("%s is probably %s.\n", number, guesses[0].carrier->name);
	for (size_t i = 0; !json && i < count; i++)
		printf("%3d %%  %-10s %s\n", guesses[i].sure, guesses[i].carrier->id,
		    guesses[i].carrier->name);
	buf_clear(&text);
	return count > 0 ? code : EXIT_CODE_FAILED;
}
