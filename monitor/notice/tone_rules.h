#pragma once

/*
 * tone_rules: what is not said, per language, as lines over folded words (tone_fold). A line gives a class of words its patterns,
 * parted by "|"; a class may stand in the patterns of later lines; a class that bears the name of a rule is a finding, "innocent"
 * takes what it matches out of the sentence, and OWN anywhere in a sentence says that the fault was ours. A pattern is words parted
 * by blanks:
 *     lose lost      words; los* begins so, *mos ends so, *spediteur* holds it; lose/lost one of them
 *     CARRIER        a class; CARRIER/THEY one of them; ?word may be missing; !word is not here
 *     _ ~ ~3 ~~      any word; up to six words, or three, within a clause; up to forty, anywhere in the sentence
 *     ~!US #  #!US   a gap without words of the class US; the rest of the clause
 *     ^ $            where a clause begins, where it ends
 * A COURIER or WEATHER word written as a name ("Courier Jones", "the Storm 300") is none.
 * A clause ends at a comma, a colon, a bracket and at the words of the class STOP. A value is "@v", the carrier's name "@c", a name
 * in quotes "@q", quoted speech stands between "@(" and "@)".
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

struct tone_line {
	const char *class, *patterns;
};

struct tone_language {
	const char *language;
	bool joins;                            /* see tone_fold */
	bool capitals;                         /* they tell names */
	const struct tone_line *words, *lines; /* each ends with an empty class */
};

/* What all languages share: before the lines of a language, and after them. */
extern const struct tone_line tone_names_of_carriers[], tone_grammar[];
extern const struct tone_line tone_words_es[], tone_words_en[], tone_words_pt[], tone_words_fr[],
    tone_words_de[], tone_words_it[], tone_words_ca[];
extern const struct tone_language tone_es, tone_en, tone_pt, tone_fr, tone_de, tone_it, tone_ca;
