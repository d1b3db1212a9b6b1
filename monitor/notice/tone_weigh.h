#pragma once

/*
 * tone_weigh: a sentence, and the passage that it stands in, weighed by their features (tone_feature), for what no pattern was written
 * for. The weights are learnt when the program is built, from the labelled texts (tests/tone/learn), and travel inside it. Pure.
 */

#include "monitor/notice/tone_feature.h"
#include "monitor/notice/tone_rules.h"

enum { TONE_WEIGHED_RULES = TONE_GO_AWAY, TONE_RULE_FEATURES = 1 << 14 };

struct tone_weights {
	struct tone_scale {
		double unit, bias; /* a number of `bad` is so much of the odds */
		int8_t bad[TONE_FEATURES];
	} of[TONE_EXTENTS];
	int8_t rules[TONE_WEIGHED_RULES][TONE_RULE_FEATURES]; /* from TONE_BLAME_CARRIER on */
};

/* Made by tests/tone/learn. */
extern const struct tone_weights tone_weights;

/* What a feature of a group counts. */
double tone_weigh_share(const struct tone_features *f, enum tone_group group);

/* The logarithm of the odds that it must not be said. */
double tone_weigh(
    const struct tone_weights *w, enum tone_extent extent, const struct tone_features *f);

/* Which rule a passage breaks, if it breaks one. */
enum tone_rule tone_weigh_rule(const struct tone_weights *w, const struct tone_features *f);
