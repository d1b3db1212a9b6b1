#pragma once

/*
 * tone_rules: what is not said, per language, as patterns over folded words (tone_fold): ICU regular expressions in which
 *     {X}   is the class X of the language, or the shared class {B} of carriers' brands;
 *     a~b   is up to six words between a and b, and no comma or colon;
 *     a~~b  is anything between them in the sentence;
 *     a*    is a word that begins with a.
 * A pattern begins and ends at a word's edge. What an innocent pattern matches is taken out of a sentence before the others look.
 * Classes are named by one letter: C who carries, W weather.
 */

#include <stdbool.h>

enum tone_rule {
	TONE_INNOCENT = 0,
	TONE_BLAME_CARRIER,
	TONE_BLAME_WEATHER,
	TONE_BLAME_CUSTOMER,
	TONE_EMPTY_PROMISE,
	TONE_GO_AWAY,
	TONE_UNBACKED_DATE,
	TONE_MISSING_CONTACT,
	TONE_MISSING_PROMISE,
	TONE_MISSING_NEXT_UPDATE,
	TONE_MISSING_CHOICES,
	TONE_NOREPLY_SENDER,
	TONE_UNRESOLVED_PLACEHOLDER,
	TONE_RULES
};

struct tone_pattern {
	enum tone_rule rule;
	const char *text;
};

struct tone_class {
	char name;
	const char *text;
};

struct tone_language {
	const char *language;
	bool joins; /* see tone_fold */
	const struct tone_class *classes;
	const struct tone_pattern *patterns; /* both end with an empty text */
};

extern const struct tone_language tone_es, tone_en, tone_pt, tone_fr, tone_de, tone_it, tone_ca;
