#include "store/read_search.h"

#include "monitor/base/text.h"
#include "store/words.h"

#include <stdlib.h>
#include <string.h>

enum { SEARCH_WORDS = 8, PHONE_DIGITS = 5 };

struct search {
	struct store_reader *reader;
	char words[SEARCH_WORDS][WORD_ROOM];
	size_t word_count;
	uint64_t *ids; /* candidates, LIMIT_PAGE_ROWS of room */
	size_t count;
};

/* A phone number is written in groups, and found as one. */
static void
split(struct search *s, const char *text)
{
	char digits[WORD_ROOM];

	fold_digits(text, digits);
	if (strlen(digits) >= PHONE_DIGITS) {
		memcpy(s->words[0], digits, sizeof(digits));
		s->word_count = 1;
		return;
	}
	s->word_count = fold_words(text, s->words, SEARCH_WORDS);
}

static void
add_candidate(struct search *s, uint64_t id)
{
	if (s->count < LIMIT_PAGE_ROWS)
		s->ids[s->count++] = id;
}

/* Rows of a word; the last one is a prefix. */
static struct key
word_prefix(const struct search *s, size_t word)
{
	struct key k = KEY_INIT;

	return word + 1 == s->word_count ? *key_prefix(&k, s->words[word])
					 : *key_text(&k, s->words[word]);
}

static int
count_rows(struct search *s, size_t word, size_t *rows)
{
	struct key prefix = word_prefix(s, word);
	struct lmdb_scan scan;
	struct span key;
	int rc = lmdb_scan_open(
	    &scan, s->reader->txn, TABLE_BY_TOKEN, &prefix, (struct span){NULL, 0}, false);

	*rows = 0;
	while (rc == 0 && *rows < LIMIT_PAGE_ROWS && lmdb_scan_next(&scan, &key, NULL))
		(*rows)++;
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

static int
add_of_person(struct search *s, uint64_t person)
{
	struct key prefix = key_of_id(person);
	uint64_t ids[LIMIT_ORDER_PARCELS];
	size_t count = 0;
	int rc = read_ids(s->reader,
	    &(struct walk){.table = TABLE_BY_PERSON,
		.prefix = &prefix,
		.until_utc_ms = AT_NONE,
		.newest = true},
	    ids, LIMIT_ORDER_PARCELS, &count);

	for (size_t i = 0; rc == 0 && i < count; i++)
		add_candidate(s, ids[i]);
	return rc;
}

static int
gather(struct search *s, size_t word)
{
	struct key prefix = word_prefix(s, word);
	struct lmdb_scan scan;
	struct span key;
	uint64_t id;
	int rc = lmdb_scan_open(
	    &scan, s->reader->txn, TABLE_BY_TOKEN, &prefix, (struct span){NULL, 0}, false);

	while (rc == 0 && s->count < LIMIT_PAGE_ROWS && lmdb_scan_next(&scan, &key, NULL)) {
		if (key.len < 9 || !span_newest(key, key.len - 8, &id))
			rc = ERR_MALFORMED;
		else if (key.data[key.len - 9] == TOKEN_SHIPMENT)
			add_candidate(s, id);
		else
			rc = add_of_person(s, id);
	}
	lmdb_scan_close(&scan);
	return rc != 0 ? rc : scan.error;
}

/* Does any of the texts hold the word (the last as the start of one)? */
static bool
holds(const struct search *s, size_t word, const char *const *texts, size_t count)
{
	char words[WORDS_MOST][WORD_ROOM];
	size_t len = strlen(s->words[word]);

	for (size_t i = 0; i < count; i++) {
		size_t n = fold_words(texts[i], words, WORDS_MOST);

		for (size_t k = 0; k < n; k++)
			if (strncmp(words[k], s->words[word], len) == 0 &&
			    (words[k][len] == '\0' || word + 1 == s->word_count))
				return true;
	}
	return false;
}

static int
matches(struct search *s, uint64_t id, size_t gathered_by, bool *out)
{
	struct shipment shipment = SHIPMENT_INIT;
	struct person person = PERSON_INIT;
	const char *texts[4];
	int rc;

	*out = true;
	if (s->word_count == 1)
		return 0;
	rc = store_shipment(s->reader, id, &shipment);
	if (rc == 0 && shipment.person != 0)
		rc = store_person(s->reader, shipment.person, &person);
	if (rc == ERR_NOT_FOUND)
		rc = 0;
	texts[0] = shipment.number;
	texts[1] = shipment.order;
	texts[2] = person.name;
	texts[3] = person.email;
	for (size_t i = 0; rc == 0 && *out && i < s->word_count; i++)
		*out = i == gathered_by || holds(s, i, texts, 4);
	shipment_clear(&shipment);
	return rc;
}

static int
newest_first(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x < y) - (x > y);
}

static int
search(struct search *s, uint64_t *ids, size_t room, size_t *found)
{
	size_t fewest = SIZE_MAX, best = 0, rows;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < s->word_count; i++) {
		rc = count_rows(s, i, &rows);
		if (rc == 0 && rows < fewest) {
			fewest = rows;
			best = i;
		}
	}
	if (rc == 0 && s->word_count > 0)
		rc = gather(s, best);
	qsort(s->ids, s->count, sizeof(s->ids[0]), newest_first);
	for (size_t i = 0; rc == 0 && i < s->count && *found < room; i++) {
		bool match;

		if (i > 0 && s->ids[i] == s->ids[i - 1])
			continue;
		rc = matches(s, s->ids[i], best, &match);
		if (rc == 0 && match)
			ids[(*found)++] = s->ids[i];
	}
	return rc;
}

int
store_search(struct store_reader *r, const char *text, uint64_t *ids, size_t room, size_t *count)
{
	struct search s = {.reader = r};
	size_t found = 0;
	bool mine;
	int rc;

	/* A number is written in groups too. */
	rc = store_by_number(r, text, ids, room, count);
	if (rc != 0 || *count > 0)
		return rc;
	s.ids = calloc(LIMIT_PAGE_ROWS, sizeof(*s.ids));
	if (s.ids == NULL)
		return ERR_NOMEM;
	split(&s, text);
	mine = r->open == 0; /* one snapshot for all of it */
	if (mine)
		rc = store_read_begin(r);
	if (rc == 0)
		rc = search(&s, ids, room, &found);
	if (mine && r->open != 0)
		store_read_end(r);
	free(s.ids);
	if (rc == 0)
		*count = found;
	return rc;
}
