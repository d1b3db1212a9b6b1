#pragma once

/*
 * tone_match: the rules of one language, compiled, and a text judged by them and, where they say nothing or too much, by what its words
 * weigh (tone_weigh). Pure; a matcher is used by one thread at a time.
 */

#include "monitor/base/buf.h"
#include "monitor/notice/tone_feature.h"
#include "monitor/notice/tone_rules.h"

struct tone_matcher;

/* ERR_NOT_FOUND: no rules for this language; ERR_BUG: a pattern that does not compile (`why` names it); ERR_NOMEM. */
int tone_matcher_new(struct tone_matcher **out, const char *language, struct why *why) MUST_CHECK;
void tone_matcher_free(struct tone_matcher *m);

/* `place` is the sentence as it stands in the text. */
typedef void tone_found_fn(enum tone_rule rule, struct span place, void *arg);

/* Each rule that a sentence breaks, once a sentence. ERR_NOMEM, ERR_TOO_BIG. */
int tone_match(
    struct tone_matcher *m, struct span text, tone_found_fn *found, void *arg) MUST_CHECK;

/* What each sentence and each passage is weighed by, for whoever learns the weights. `f` is the matcher's own. */
typedef void tone_features_fn(const struct tone_features *f, enum tone_extent extent, void *arg);
int tone_match_features(
    struct tone_matcher *m, struct span text, tone_features_fn *features, void *arg) MUST_CHECK;
