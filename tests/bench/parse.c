/*
 * parse: what reading a carrier's reply costs, adapter by adapter, over the replies of its golden cases: CPU time, and bytes asked of
 * malloc by all that runs, expat included.
 */

#include "carriers/custom_form.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/json.h"
#include "monitor/base/text.h"
#include "monitor/base/zone.h"
#include "tests/bench/bench.h"
#include "tests/support/golden_files.h"

#define ROOT "tests/carriers"

enum { MOST_REPLIES = 128, REPEATS = 400 };

struct reply {
	struct account account;
	struct http_response in;
};

/* The C library's own, below ours. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static size_t allocated;

/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): stdlib.h names them with reserved names. */
void *
malloc(size_t size)
{
	allocated += size;
	return __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	allocated += count * size;
	return __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	allocated += size;
	return __libc_realloc(old, size);
}
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */

/* The account of a case that asks for a parcel and is answered. */
static bool
read_account(const char *folder, struct account *out)
{
	struct buf text = BUF_INIT(LIMIT_API_BODY_BYTES);
	struct json_doc doc = JSON_DOC_INIT;
	struct json_value root;
	bool good = golden_read(folder, "query.json", &text) &&
	    json_parse(&doc, buf_span(&text), NULL) == 0;

	root = json_root(&doc);
	good = good && json_exists(json_get(root, "numbers"));
	(void)json_string_copy(json_get(root, "service"), out->service, sizeof(out->service));
	for (size_t i = 0; i < CUSTOM_OPTIONS; i++)
		(void)json_string_copy(json_get(root, custom_options[i].name),
		    (char *)&out->custom + custom_options[i].offset, custom_options[i].room);
	json_doc_clear(&doc);
	buf_clear(&text);
	return good;
}

static size_t
read_replies(const struct carrier *carrier, struct reply *replies)
{
	struct dirent **entries = NULL;
	struct buf expected = BUF_INIT(LIMIT_JSON_BYTES);
	char folder[400];
	size_t count = 0;
	int n;

	(void)snprintf(folder, sizeof(folder), ROOT "/%s", carrier->id);
	n = scandir(folder, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		struct reply *r = &replies[count];

		(void)snprintf(
		    folder, sizeof(folder), ROOT "/%s/%s", carrier->id, entries[i]->d_name);
		r->account = (struct account){.id = "sample"};
		http_response_init(&r->in);
		if (count < MOST_REPLIES && golden_read(folder, "expect.json", &expected) &&
		    read_account(folder, &r->account) &&
		    golden_read_message(folder, "response.http", &r->in))
			count++;
		else
			http_response_clear(&r->in);
		free(entries[i]);
	}
	free(entries);
	buf_clear(&expected);
	return count;
}

static void
parse(const struct carrier *carrier, const struct reply *r)
{
	const struct track_number any = {
	    .number = "", .country = "", .postcode = "", .unique = "", .ship_day = DAY_NONE};
	const struct track_query q = {
	    .account = &r->account, .numbers = &any, .count = 1, .next = ""};
	struct observation_list list = OBSERVATION_LIST_INIT;

	(void)carrier->track_parse(&q, &r->in, &list, NULL);
	observation_list_clear(&list);
}

static void
measure(const struct carrier *carrier)
{
	static struct reply replies[MOST_REPLIES + 1];
	size_t count = read_replies(carrier, replies), bytes = 0, before;
	double began_s, us;

	if (count == 0)
		return;
	for (size_t i = 0; i < count; i++) {
		bytes += replies[i].in.body.len;
		parse(carrier, &replies[i]); /* warm */
	}
	before = allocated;
	began_s = bench_cpu_s();
	for (int n = 0; n < REPEATS; n++)
		for (size_t i = 0; i < count; i++)
			parse(carrier, &replies[i]);
	us = (bench_cpu_s() - began_s) * 1e6 / REPEATS / (double)count;
	printf("  %-16s %3zu replies of %6zu bytes: %7.1f us, %7zu bytes allocated a reply\n",
	    carrier->id, count, bytes / count, us, (allocated - before) / REPEATS / count);
	for (size_t i = 0; i < count; i++)
		http_response_clear(&replies[i].in);
}

int
main(void)
{
	printf("reading a carrier's reply\n");
	for (const struct carrier *const *c = carrier_all(); *c != NULL; c++)
		measure(*c);
	zone_thread_clear();
	return 0;
}
