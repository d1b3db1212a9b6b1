#include "monitor/notice/tone_feature.h"

#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"

enum { BEGINNING = 5, BEHIND = 4, BESIDE = 3 };

/* Salts, so that a word, its beginning and a class of one spelling are three features. */
static const uint32_t whole_salt = UINT32_C(0x811c9dc5), begin_salt = UINT32_C(0x9e3779b1),
		      class_salt = UINT32_C(0x85ebca6b), next_salt = UINT32_C(0xc2b2ae35);

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

void
tone_features_begin(struct tone_features *f, const char *language)
{
	f->words = 0;
	f->language = hash(next_salt, span_of(language));
	memset(f->count, 0, sizeof(f->count));
	memset(f->near, 0, sizeof(f->near));
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

void
tone_features_add(struct tone_features *f, struct span word, const uint32_t *classes, size_t count)
{
	struct span begin = {word.data, word.len < BEGINNING ? word.len : BEGINNING};
	struct tone_near now = {.whole = hash(whole_salt, word), .begin = hash(begin_salt, begin)};

	put(f, TONE_BY_WORDS, now.whole);
	put(f, TONE_BY_WORDS, now.begin);
	put(f, TONE_BY_WORDS, join(near(f, 1)->whole, now.whole));
	put(f, TONE_BY_WORDS, join(near(f, 1)->begin + next_salt, now.begin));
	for (size_t back = 2; back <= BEHIND; back++)
		put(f, TONE_BY_WORDS, join(near(f, back)->begin, now.begin));
	now.count = count < TONE_WORD_CLASSES ? count : TONE_WORD_CLASSES;
	memcpy(now.classes, classes, now.count * sizeof(classes[0]));
	put_classes(f, &now);
	*near(f, 0) = now;
	f->words++;
}

static int
by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

void
tone_features_end(struct tone_features *f)
{
	put(f, TONE_BY_WORDS, join(near(f, 1)->whole, whole_salt));
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
