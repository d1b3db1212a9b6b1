#include "tests/demo/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
by_id(const void *a, const void *b)
{
	int64_t left = ((const struct view *)a)->id, right = ((const struct view *)b)->id;

	return (left > right) - (left < right);
}

static int
load_parcels(struct records *r)
{
	for (int state = PROMISE_NONE; state < PROMISE_COUNT; state++) {
		struct json_value list;
		char path[96];
		int code;

		(void)snprintf(path, sizeof(path), "/v1/shipments?state=%s&limit=%d",
		    promise_state_name((enum promise_state)state), RECORDS_PARCELS);
		code = ask_get(&r->ask, path);
		if (code != EXIT_CODE_OK)
			return code;
		list = json_get(ask_root(&r->ask), "results");
		for (struct json_value p = json_first(list);
		     json_exists(p) && r->parcel_count < RECORDS_PARCELS; p = json_next(p))
			view_read(&r->parcels[r->parcel_count++], p, r->cli->look.zone);
	}
	qsort(r->parcels, r->parcel_count, sizeof(r->parcels[0]), by_id);
	return EXIT_CODE_OK;
}

static void
read_word(struct word_sent *word, struct json_value v)
{
	char kind[32] = "";

	*word = (struct word_sent){
	    .decided = view_at(v, "decided"),
	    .settled = view_at(v, "settled"),
	    .next_word = view_at(v, "next_word"),
	    .window_from = view_day(v, "window_from"),
	    .window_until = view_day(v, "window_until"),
	};
	(void)json_int(json_get(v, "id"), 0, INT64_MAX, &word->id);
	(void)json_string_copy(json_get(v, "order"), word->order, sizeof(word->order));
	(void)json_string_copy(json_get(v, "kind"), kind, sizeof(kind));
	if (notice_kind_from_name(kind, &word->kind) < 0)
		word->kind = NOTICE_NONE;
	for (struct json_value s = json_first(json_get(v, "shipments"));
	     json_exists(s) && word->shipment_count < LIMIT_ORDER_PARCELS; s = json_next(s))
		(void)json_int(s, 0, INT64_MAX, &word->shipments[word->shipment_count++]);
}

static int
by_settled(const void *a, const void *b)
{
	const struct word_sent *left = a, *right = b;

	if (left->settled != right->settled)
		return left->settled > right->settled ? 1 : -1;
	return (left->id > right->id) - (left->id < right->id);
}

static int
load_words(struct records *r)
{
	char cursor[256] = "";
	bool more = true;

	while (more) {
		struct buf path = BUF_INIT(1024);
		struct json_value root, list;
		int code;

		(void)buf_add_str(&path, "/v1/outbox?state=sent&cursor=");
		ask_path_add(&path, cursor);
		code = ask_get(&r->ask, buf_str(&path));
		buf_clear(&path);
		if (code != EXIT_CODE_OK)
			return code;
		root = ask_root(&r->ask);
		list = json_get(root, "results");
		for (struct json_value n = json_first(list);
		     json_exists(n) && r->word_count < RECORDS_WORDS; n = json_next(n))
			read_word(&r->words[r->word_count++], n);
		more = json_string_copy(json_get(root, "cursor"), cursor, sizeof(cursor));
	}
	qsort(r->words, r->word_count, sizeof(r->words[0]), by_settled);
	return EXIT_CODE_OK;
}

const struct view *
records_parcel(const struct records *r, int64_t id)
{
	for (size_t i = 0; i < r->parcel_count; i++)
		if (r->parcels[i].id == id)
			return &r->parcels[i];
	return NULL;
}

/* Cases that were resolved are in no list: the journal knows them all. */
static int
load_cases(struct records *r)
{
	int64_t seq = 0, before;

	do {
		char path[96], name[32];
		int code;

		before = seq;
		(void)snprintf(
		    path, sizeof(path), "/v1/journal?after=%lld&limit=500", (long long)seq);
		code = ask_get(&r->ask, path);
		if (code != EXIT_CODE_OK)
			return code;
		for (struct json_value e = json_first(json_get(ask_root(&r->ask), "entries"));
		     json_exists(e); e = json_next(e)) {
			struct opened *c = &r->cases[r->case_count];
			const struct view *parcel;
			int64_t id = 0;

			(void)json_int(json_get(e, "seq"), 0, INT64_MAX, &seq);
			(void)json_string_copy(json_get(e, "name"), name, sizeof(name));
			(void)json_int(json_get(e, "shipment"), 0, INT64_MAX, &id);
			parcel = records_parcel(r, id);
			if (strcmp(name, "case.opened") != 0 || parcel == NULL ||
			    r->case_count == RECORDS_CASES)
				continue;
			memcpy(c->order, parcel->order, sizeof(c->order));
			c->at_utc_ms = view_at(e, "at");
			(void)json_string_copy(
			    json_path(e, "fields.reason"), c->reason, sizeof(c->reason));
			r->case_count++;
		}
	} while (seq > before);
	return EXIT_CODE_OK;
}

bool
records_is_customers(const struct word_sent *word)
{
	return notice_kind_audience(word->kind) == AUDIENCE_CUSTOMER;
}

int
records_load(struct records *r, struct cli *cli)
{
	int code;

	*r = (struct records){.cli = cli};
	code = ask_open(&r->ask, cli);
	if (code == EXIT_CODE_OK)
		code = load_parcels(r);
	if (code == EXIT_CODE_OK)
		code = load_words(r);
	if (code == EXIT_CODE_OK)
		code = load_cases(r);
	ask_close(&r->ask);
	return code;
}
