#pragma once

/*
 * tone_compile: from the lines of a language (tone_rules) to patterns that tone_match walks. Pure; what it made points into the lines.
 */

#include <stddef.h>
#include <stdint.h>

#include "monitor/base/buf.h"
#include "monitor/notice/tone_rules.h"

enum { TONE_CLASSES = 128, TONE_STOP = 0 };

/* Some of the classes. */
struct tone_set {
	uint64_t low, high;
};

/* One of the ways in which an element is met: a class, or else a word, open at its ends or not. */
struct tone_choice {
	struct span word;
	int class; /* -1: a word */
	bool open_front, open_back;
};

enum tone_kind { TONE_WORD, TONE_ABSENT, TONE_ANY, TONE_GAP, TONE_REST, TONE_BEGIN, TONE_END };

struct tone_element {
	enum tone_kind kind;
	bool optional;
	size_t first, count;     /* choices */
	size_t most;             /* of a gap */
	struct tone_set without; /* what a gap does not hold */
};

/* When a word with a capital is somebody's or something's name, and not of its class. */
enum tone_names {
	TONE_NAMES_NEVER = 0,
	TONE_NAMES_IN_PAIRS, /* "Courier Jones", "Mr Carrier" */
	TONE_NAMES_ALONE,    /* "the Storm 300", but for the first word of a clause */
};

struct tone_pattern {
	int class;           /* -1: `rule` is what it finds */
	enum tone_rule rule; /* TONE_INNOCENT too */
	enum tone_names names;
	size_t first, count;     /* elements */
	uint32_t letters;        /* a match begins with a word that begins so, */
	struct tone_set classes; /* or with one of these */
};

struct tone_program {
	struct tone_choice *choices;
	struct tone_element *elements;
	struct tone_pattern *patterns;
	size_t choice_count, element_count, pattern_count;
	size_t choice_room, element_room, pattern_room;
	struct span classes[TONE_CLASSES];
	struct tone_set defined;
	size_t class_count;
	int own, denial; /* the classes OWN and DENIAL */
};

void tone_set_put(struct tone_set *set, int class, bool in);

/* Of each word and pattern, hence here. */
static inline bool
tone_set_has(const struct tone_set *set, int class)
{
	return ((class < 64 ? set->low : set->high) & UINT64_C(1) << (class & 63)) != 0;
}

static inline bool
tone_set_meets(const struct tone_set *a, const struct tone_set *b)
{
	return ((a->low & b->low) | (a->high & b->high)) != 0;
}

/* The bit of a word's first letter. */
uint32_t tone_letter_bit(char c);

/* ERR_BUG: a line that cannot be read (`why` names it); ERR_NOMEM. Clear it in any case. */
int tone_program_make(
    struct tone_program *p, const struct tone_language *language, struct why *why) MUST_CHECK;
void tone_program_clear(struct tone_program *p);
