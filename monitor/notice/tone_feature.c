#include "monitor/notice/tone_feature.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"

enum { BEGINNING = 5, BEHIND = 4, BESIDE = 3, ROW_LEAST = 3, ROW_MOST = 7 };

/* Salts, so that a word, its beginning and a class of one spelling are three features. */
static const uint32_t whole_salt = UINT32_C(0x811c9dc5), begin_salt = UINT32_C(0x9e3779b1),
		      class_salt = UINT32_C(0x85ebca6b), next_salt = UINT32_C(0xc2b2ae35),
		      row_salt = UINT32_C(0x27d4eb2f), length_salt = UINT32_C(0x165667b1);

/* FNV-1a. */
static uint32_t
hash(uint32_t salt, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		salt = (salt ^ (unsigned char)s.data[i]) * UINT32_C(16777619);
	return salt;
}

static uint32_t
join(uint32_t a, uint32_t b)
{
	uint32_t h = (a ^ b * UINT32_C(2654435761)) * UINT32_C(2246822519);

	return h ^ h >> 15;
}

uint32_t
tone_feature_name(struct span name)
{
	return hash(class_salt, name);
}

static void
put_one(struct tone_features *f, enum tone_group group, uint32_t feature)
{
	feature = (feature ^ feature >> 16) * UINT32_C(0x45d9f3b);
	if (f->count[group] < TONE_FEATURES_MOST)
		f->at[group][f->count[group]++] = (feature ^ feature >> 16) % TONE_FEATURES;
}

static void
put(struct tone_features *f, enum tone_group group, uint32_t feature)
{
	put_one(f, group, feature);
	put_one(f, group, join(feature, f->language));
}

static void
begin_sentence(struct tone_features *f)
{
	f->words = 0;
	memset(f->near, 0, sizeof(f->near));
	f->letters[0] = ' ';
	f->letter_count = 1;
}

void
tone_features_begin(struct tone_features *f, const char *language)
{
	f->language = hash(next_salt, span_of(language));
	f->sentences = f->all_words = 0;
	memset(f->count, 0, sizeof(f->count));
	begin_sentence(f);
}

static struct tone_near *
near(struct tone_features *f, size_t back)
{
	return &f->near[(f->words + TONE_NEAR_WORDS - back) % TONE_NEAR_WORDS];
}

/* Each class, behind those of the words before it, and beside the words that stand close. */
static void
put_classes(struct tone_features *f, const struct tone_near *now)
{
	for (size_t c = 0; c < now->count; c++)
		put(f, TONE_BY_CLASSES, now->classes[c]);
	for (size_t back = 1; back < TONE_NEAR_WORDS; back++) {
		const struct tone_near *old = near(f, back);

		for (size_t c = 0; c < now->count; c++)
			for (size_t i = 0; i < old->count; i++)
				put(f, TONE_BY_CLASSES, join(old->classes[i], now->classes[c]));
		for (size_t i = 0; back <= BESIDE && i < old->count; i++)
			put(f, TONE_BY_CLASSES, join(old->classes[i], now->begin));
		for (size_t c = 0; back <= BESIDE && c < now->count; c++)
			put(f, TONE_BY_CLASSES, join(old->begin, now->classes[c]));
	}
}

static void
keep_letters(struct tone_features *f, struct span word)
{
	if (f->letter_count + word.len + 1 > sizeof(f->letters))
		return;
	memcpy(f->letters + f->letter_count, word.data, word.len);
	f->letter_count += word.len;
	f->letters[f->letter_count++] = ' ';
}

/* Any number is "0": which one it is says nothing. */
static struct span
without_digits(struct span word)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.data[i] >= '0' && word.data[i] <= '9')
			return span_of("0");
	return word;
}

void
tone_features_add(struct tone_features *f, struct span word, const uint32_t *classes, size_t count)
{
	struct tone_near now = {.count = count < TONE_WORD_CLASSES ? count : TONE_WORD_CLASSES};
	struct span begin;

	word = without_digits(word);
	begin = (struct span){word.data, word.len < BEGINNING ? word.len : BEGINNING};
	now.whole = hash(whole_salt, word);
	now.begin = hash(begin_salt, begin);
	keep_letters(f, word);
	put(f, TONE_BY_WORDS, now.whole);
	put(f, TONE_BY_WORDS, now.begin);
	put(f, TONE_BY_WORDS, join(near(f, 1)->whole, now.whole));
	put(f, TONE_BY_WORDS, join(near(f, 1)->begin + next_salt, now.begin));
	for (size_t back = 2; back <= BEHIND; back++)
		put(f, TONE_BY_WORDS, join(near(f, back)->begin, now.begin));
	memcpy(now.classes, classes, now.count * sizeof(classes[0]));
	put_classes(f, &now);
	*near(f, 0) = now;
	f->words++;
	f->all_words++;
}

void
tone_features_end_sentence(struct tone_features *f)
{
	put(f, TONE_BY_WORDS, join(near(f, 1)->whole, whole_salt));
	for (size_t at = 0; at < f->letter_count; at++) {
		uint32_t row = row_salt;

		for (size_t len = 1; len <= ROW_MOST && at + len <= f->letter_count; len++) {
			row = hash(row, (struct span){f->letters + at + len - 1, 1});
			if (len >= ROW_LEAST)
				put_one(f, TONE_BY_LETTERS, row);
		}
	}
	f->sentences++;
	begin_sentence(f);
}

void
tone_features_append(struct tone_features *f, const struct tone_features *sentence)
{
	for (int g = 0; g < TONE_GROUPS; g++) {
		size_t room = TONE_FEATURES_MOST - f->count[g], more = sentence->count[g];

		if (more > room)
			more = room;
		memcpy(f->at[g] + f->count[g], sentence->at[g], more * sizeof(f->at[g][0]));
		f->count[g] += more;
	}
	f->sentences += sentence->sentences;
	f->all_words += sentence->all_words;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* How long it is: one more feature for each half more. */
static void
put_length(struct tone_features *f)
{
	for (size_t words = 4; words <= f->all_words; words += words / 2)
		put_one(f, TONE_BY_CLASSES, join(length_salt, (uint32_t)words));
	for (size_t i = 2; i <= f->sentences; i++)
		put_one(f, TONE_BY_CLASSES, join(length_salt + 1, (uint32_t)i));
}

void
tone_features_end(struct tone_features *f)
{
	put_length(f);
	for (int g = 0; g < TONE_GROUPS; g++) {
		uint32_t *at = f->at[g];
		size_t kept = 0;

		qsort(at, f->count[g], sizeof(at[0]), by_number);
		for (size_t i = 0; i < f->count[g]; i++)
			if (kept == 0 || at[kept - 1] != at[i])
				at[kept++] = at[i];
		f->count[g] = kept;
	}
}
