/*
 * The replies and code tables that stand beside the checkout, against what we judged each to say: tests/carriers/bodies.txt and
 * codes.txt. --update rewrites what bodies say; a person reads the difference.
 */

#include "carriers/adapter.h"

#include <assert.h>
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "monitor/promise/merge.h"
#include "tests/support/golden_files.h"
#include "tests/support/mutants.h"

#define SHARED "../shared/carriers"
#define OURS   "tests/carriers"

enum { FILE_BYTES = 1 << 20 };

static bool update;

/* A row: file, adapter or "-", status, and what it says; after "-" why there is none. */
struct row {
	char file[128];
	char adapter[64]; /* with its service behind a slash */
	char how[16];     /* "", "push", "changes": behind a plus */
	int status;
	struct span says;
};

static bool
read_word(struct span *rest, char *dst, size_t room)
{
	struct span word;

	*rest = text_trim(*rest);
	return text_split(rest, ' ', &word) && text_copy_span(dst, room, word) == 0;
}

static bool
read_row(struct span line, struct row *row)
{
	char status[8], *plus;
	int64_t number;

	*row = (struct row){.status = 200};
	if (!read_word(&line, row->file, sizeof(row->file)) ||
	    !read_word(&line, row->adapter, sizeof(row->adapter)))
		return false;
	plus = strchr(row->adapter, '+');
	if (plus != NULL) {
		(void)text_cut(row->how, sizeof(row->how), span_of(plus + 1));
		*plus = '\0';
	}
	if (strcmp(row->adapter, "-") != 0) {
		if (!read_word(&line, status, sizeof(status)) ||
		    text_parse_i64(span_of(status), 100, 599, &number) < 0)
			return false;
		row->status = (int)number;
	}
	row->says = text_trim(line);
	return true;
}

/* ---- what a body says ---- */

static void
add_moment(struct buf *out, struct when at)
{
	if (at.kind == WHEN_NONE)
		(void)buf_add_char(out, '-');
	else
		(void)when_add(out, at);
}

/* milestone|events|first..last|eta, or the error of the number. */
static void
add_observation(struct buf *out, const struct observation *o)
{
	struct merge_summary sum;

	if (out->len > 0)
		(void)buf_add_char(out, ' ');
	if (o->error != 0) {
		(void)buf_add_str(out, err_name(o->error));
		return;
	}
	merge_summarise_pieces(&o->events, false, o->pieces_total, o->pieces_delivered, &sum);
	(void)buf_addf(out, "%s|%zu|", milestone_name(sum.milestone), o->events.count);
	if (o->events.count > 0) {
		add_moment(out, o->events.items[0].at);
		(void)buf_add_str(out, "..");
		add_moment(out, o->events.items[o->events.count - 1].at);
	}
	(void)buf_add_char(out, '|');
	if (o->eta_from.kind != WHEN_NONE && !when_equal(o->eta_from, o->eta_until)) {
		add_moment(out, o->eta_from);
		(void)buf_add_str(out, "..");
	}
	add_moment(out, o->eta_until);
}

static int
add_changed(const char *number, void *arg)
{
	struct buf *out = arg;

	return buf_addf(out, "%s%s", out->len > 0 ? " " : "", number);
}

static const struct carrier *
carrier_of_row(const struct row *row, struct account *account)
{
	char id[LIMIT_ID_ROOM];
	struct span rest = span_of(row->adapter), name;
	const struct carrier *carrier;

	assert_true(text_split(&rest, '/', &name));
	assert_int_equal(text_copy_span(id, sizeof(id), name), 0);
	(void)text_cut(account->service, sizeof(account->service), rest);
	carrier = carrier_find(id);
	if (carrier == NULL)
		fail_msg("%s: no adapter %s", row->file, id);
	assert(carrier != NULL); /* for readers that do not know that fail_msg ends it */
	return carrier;
}

static int
ask_adapter(const struct row *row, const struct http_response *in, struct observation_list *list,
    struct buf *out, struct why *why)
{
	const struct track_number any = {
	    .number = "", .country = "", .postcode = "", .unique = "", .ship_day = DAY_NONE};
	struct account account = {.id = "sample"};
	const struct track_query q = {.account = &account, .numbers = &any, .count = 1, .next = ""};
	const struct changes_query changes = {.account = &account};
	const struct push_message push = {.headers = &in->headers, .body = buf_span(&in->body)};
	const struct carrier *carrier = carrier_of_row(row, &account);

	if (strcmp(row->how, "changes") == 0)
		return carrier->changes_parse(&changes, in, add_changed, out, why);
	if (strcmp(row->how, "push") == 0)
		return carrier->push_parse(&push, list, why);
	return carrier->track_parse(&q, in, list, why);
}

static int
read_mutant(
    const struct http_response *in, struct observation_list *out, struct why *why, void *arg)
{
	return ask_adapter(arg, in, out, NULL, why);
}

/* The mutants of a body: nothing in them may be told that the body did not tell. */
static size_t
judge_mutants(struct row *row, const struct http_response *in, const struct observation_list *whole,
    size_t *faults)
{
	struct account account = {.id = "sample"};
	struct buf wrong = BUF_INIT(1024);
	size_t count = 0;

	if (strcmp(row->how, "changes") != 0)
		count = mutants_check(
		    carrier_of_row(row, &account), in, whole, read_mutant, row, &wrong);
	if (wrong.len > 0)
		printf("%s: %s\n", row->file, buf_str(&wrong));
	*faults += wrong.len > 0;
	buf_clear(&wrong);
	return count;
}

static size_t
judge(struct row *row, const struct buf *body, struct buf *out, size_t *faults)
{
	struct observation_list list = OBSERVATION_LIST_INIT;
	const struct observation_list nothing = OBSERVATION_LIST_INIT;
	struct http_response in = {.status = row->status, .body = *body};
	int rc = ask_adapter(row, &in, &list, out, NULL);
	size_t mutants;

	if (rc < 0)
		(void)buf_addf(out, "!%s", err_name(rc));
	for (size_t i = 0; rc == 0 && i < list.count; i++)
		add_observation(out, &list.items[i]);
	mutants = judge_mutants(row, &in, rc < 0 ? &nothing : &list, faults);
	observation_list_clear(&list);
	return mutants;
}

static void
test_every_recorded_body_says_what_it_was_judged_to_say(void **state)
{
	struct buf table = BUF_INIT(FILE_BYTES), body = BUF_INIT(LIMIT_REPLY_BYTES);
	struct buf said = BUF_INIT(FILE_BYTES), anew = BUF_INIT(FILE_BYTES);
	struct span rest, line;
	size_t judged = 0, wrong = 0, absent = 0, mutants = 0;

	(void)state;
	assert_true(golden_read(OURS, "bodies.txt", &table));
	rest = buf_span(&table);
	while (text_split(&rest, '\n', &line)) {
		struct row row;

		if (line.len == 0 || line.data[0] == '#') {
			(void)buf_addf(&anew, "%.*s\n", (int)line.len, line.data);
			continue;
		}
		if (!read_row(line, &row))
			fail_msg("bodies.txt: %.*s", (int)line.len, line.data);
		if (strcmp(row.adapter, "-") == 0 || !golden_read(SHARED, row.file, &body)) {
			absent += strcmp(row.adapter, "-") != 0;
			(void)buf_addf(&anew, "%.*s\n", (int)line.len, line.data);
			continue;
		}
		buf_reset(&said);
		mutants += judge(&row, &body, &said, &wrong);
		judged++;
		assert(row.says.data != NULL); /* within the line */
		(void)buf_addf(&anew, "%.*s%s%s\n", (int)(row.says.data - line.data), line.data,
		    row.says.data[-1] == ' ' ? "" : " ", buf_str(&said));
		if (!update && !span_equal(row.says, buf_span(&said))) {
			printf("%s:\n  want %.*s\n  says %s\n", row.file, (int)row.says.len,
			    row.says.data, buf_str(&said));
			wrong++;
		}
	}
	if (update)
		golden_write(OURS, "bodies.txt", &anew);
	buf_clear(&table);
	buf_clear(&body);
	buf_clear(&said);
	buf_clear(&anew);
	if (judged == 0)
		skip();
	printf("%zu bodies judged, %zu not there, %zu mutants read\n", judged, absent, mutants);
	assert_int_equal(wrong + absent, 0);
}

/* ---- is everything there judged ---- */

/* Whether a line of the table begins with `name` and then `end`. */
static bool
has_line(const struct buf *table, const char *begin, const char *name, char end)
{
	struct span rest = buf_span(table), line;
	char want[700];
	int len = snprintf(want, sizeof(want), "%s%s", begin, name);

	while (text_split(&rest, '\n', &line))
		if (line.len > (size_t)len && text_starts(line, want) && line.data[len] == end)
			return true;
	return false;
}

static int
not_dots(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static size_t
count_missing(const char *folder, const struct buf *bodies)
{
	struct dirent **entries = NULL;
	char path[600];
	size_t missing = 0;
	int n;

	(void)snprintf(path, sizeof(path), SHARED "/%s", folder);
	n = scandir(path, &entries, not_dots, alphasort);
	for (int i = 0; i < n; i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		if (!has_line(bodies, "", path, ' ')) {
			printf("bodies.txt lacks %s\n", path);
			missing++;
		}
		free(entries[i]);
	}
	free(entries);
	return missing;
}

static void
test_every_folder_and_body_has_its_row(void **state)
{
	struct buf bodies = BUF_INIT(FILE_BYTES), readme = BUF_INIT(FILE_BYTES);
	struct dirent **entries = NULL;
	size_t missing = 0;
	int n;

	(void)state;
	n = scandir(SHARED, &entries, not_dots, alphasort);
	if (n < 0)
		skip();
	assert_true(golden_read(OURS, "bodies.txt", &bodies));
	assert_true(golden_read(OURS, "README.md", &readme));
	for (int i = 0; i < n; i++) {
		const char *name = entries[i]->d_name;

		/* Files beside the folders are prose. */
		if (strchr(name, '.') == NULL && strcmp(name, "status-codes") != 0) {
			missing += count_missing(name, &bodies);
			if (!has_line(&readme, "| ", name, ' ')) {
				printf("README.md lacks %s\n", name);
				missing++;
			}
		}
		free(entries[i]);
	}
	free(entries);
	buf_clear(&bodies);
	buf_clear(&readme);
	assert_int_equal(missing, 0);
}

/* ---- code tables ---- */

/* The note of a code, "FILE CODE milestone why", or of the whole file, "FILE * - why". */
static bool
find_note(const struct buf *notes, const char *file, const char *code, char *milestone, size_t room)
{
	struct span rest = buf_span(notes), line;
	char word[128], own[64];

	while (text_split(&rest, '\n', &line))
		if (read_word(&line, word, sizeof(word)) && strcmp(word, file) == 0 &&
		    read_word(&line, own, sizeof(own)) && strcmp(own, code) == 0 &&
		    read_word(&line, milestone, room) && text_trim(line).len > 0)
			return true;
	return false;
}

/* "FILE = adapter" */
static const struct carrier *
carrier_of(const struct buf *notes, const char *file)
{
	struct span rest = buf_span(notes), line;
	char word[128], id[64];

	while (text_split(&rest, '\n', &line))
		if (read_word(&line, word, sizeof(word)) && strcmp(word, file) == 0 &&
		    read_word(&line, word, sizeof(word)) && strcmp(word, "=") == 0 &&
		    read_word(&line, id, sizeof(id)))
			return carrier_find(id);
	return NULL;
}

static size_t
check_codes(const struct buf *notes, const char *file, struct json_value list, size_t *tried)
{
	const struct carrier *carrier = carrier_of(notes, file);
	size_t wrong = 0;

	if (carrier == NULL) {
		printf("codes.txt has no line '%s = adapter'\n", file);
		return 1;
	}
	for (struct json_value v = json_first(list); json_exists(v); v = json_next(v)) {
		char code[LIMIT_CODE_ROOM], theirs[32], noted[32];
		const struct code_row *row;
		enum milestone milestone;
		const char *ours;

		if (!json_text_copy(json_get(v, "code"), code, sizeof(code)) ||
		    !json_string_copy(json_get(v, "milestone"), theirs, sizeof(theirs)) ||
		    code[0] == '\0' || milestone_from_name(theirs, &milestone) < 0)
			continue; /* they say something else of it */
		if (strlen(code) > 2 && strcmp(code + strlen(code) - 2, "/*") == 0)
			code[strlen(code) - 2] = '\0'; /* whatever follows: our row of the kind */
		row = adapter_code(carrier->codes, carrier->code_count, code);
		ours = row != NULL ? milestone_name(row->milestone) : "-";
		(*tried)++;
		if (strcmp(ours, theirs) == 0 || (row == NULL && strcmp(theirs, "unknown") == 0) ||
		    (find_note(notes, file, code, noted, sizeof(noted)) &&
			strcmp(noted, ours) == 0))
			continue;
		printf("%s %s %s: theirs is %s\n", file, code, ours, theirs);
		wrong++;
	}
	return wrong;
}

static void
test_every_published_code_has_its_milestone_or_a_note(void **state)
{
	struct buf notes = BUF_INIT(FILE_BYTES), text = BUF_INIT(LIMIT_JSON_BYTES);
	struct json_doc doc = JSON_DOC_INIT;
	struct dirent **entries = NULL;
	size_t wrong = 0, tried = 0;
	int n;

	(void)state;
	n = scandir(SHARED "/status-codes", &entries, not_dots, alphasort);
	if (n < 0)
		skip();
	assert_true(golden_read(OURS, "codes.txt", &notes));
	for (int i = 0; i < n; i++) {
		char file[64] = "", why[32];

		(void)text_cut(file, sizeof(file),
		    (struct span){entries[i]->d_name, strcspn(entries[i]->d_name, ".")});
		assert_true(golden_read(SHARED "/status-codes", entries[i]->d_name, &text));
		assert_int_equal(json_parse(&doc, buf_span(&text), NULL), 0);
		if (!find_note(&notes, file, "*", why, sizeof(why)))
			wrong +=
			    check_codes(&notes, file, json_get(json_root(&doc), "codes"), &tried);
		free(entries[i]);
	}
	free(entries);
	printf("%zu codes\n", tried);
	json_doc_clear(&doc);
	buf_clear(&notes);
	buf_clear(&text);
	zone_thread_clear();
	assert_int_equal(wrong, 0);
	assert_true(tried > 0);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_every_recorded_body_says_what_it_was_judged_to_say),
	    cmocka_unit_test(test_every_folder_and_body_has_its_row),
	    cmocka_unit_test(test_every_published_code_has_its_milestone_or_a_note),
	};

	update = argc > 1 && strcmp(argv[1], "--update") == 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
