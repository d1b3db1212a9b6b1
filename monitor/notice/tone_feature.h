#pragma once

/*
 * tone_feature: what a sentence, or a passage of several, is weighed by (tone_weigh): its letters in a row, its words, how they
 * begin, which stands behind which, the classes that the rules of its language give them (tone_rules), and how long it is. A feature is a
 * number. Those of words and classes stand twice, as one of their language and as one of all, for neighbours share words and every
 * language names its classes alike. Pure; twice the same for the same words.
 */

#include <stddef.h>
#include <stdint.h>

#include "monitor/base/buf.h"

enum {
	TONE_FEATURES = 1 << 20,   /* they are less than this */
	TONE_FEATURES_MOST = 8192, /* of a group: the rest is not weighed */
	TONE_LETTERS_MOST = 2048,  /* of a sentence, likewise */
	TONE_NEAR_WORDS = 8,       /* as far apart may two classes stand */
	TONE_WORD_CLASSES = 12,    /* of one word; more are not weighed */
};

/* What the features are of. A sin is one sentence's; what stands around it tells whether it is one. */
enum tone_extent { TONE_SENTENCE, TONE_PASSAGE, TONE_EXTENTS };

/* Each group weighs as one, however long the passage. */
enum tone_group { TONE_BY_LETTERS, TONE_BY_WORDS, TONE_BY_CLASSES, TONE_GROUPS };

struct tone_features {
	uint32_t at[TONE_GROUPS][TONE_FEATURES_MOST];
	size_t count[TONE_GROUPS];
	/* Of the sentence that is read: its letters, a blank between words, */
	char letters[TONE_LETTERS_MOST];
	size_t letter_count;
	/* and its last words, the n-th at n % TONE_NEAR_WORDS. */
	struct tone_near {
		uint32_t whole, begin, classes[TONE_WORD_CLASSES];
		size_t count;
	} near[TONE_NEAR_WORDS];
	size_t words, sentences, all_words;
	uint32_t language;
};

/* The number of a name, for tone_features_add. */
uint32_t tone_feature_name(struct span name);

void tone_features_begin(struct tone_features *f, const char *language);

/* The next word; `classes` are names of what begins with it. */
void tone_features_add(
    struct tone_features *f, struct span word, const uint32_t *classes, size_t count);
void tone_features_end_sentence(struct tone_features *f);

/* A passage goes on with that sentence, which has ended and is not at its end yet. */
void tone_features_append(struct tone_features *f, const struct tone_features *sentence);

void tone_features_end(struct tone_features *f);
