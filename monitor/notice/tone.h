#pragma once

/*
 * tone: how we do not speak. On a template: no blame of carrier, weather or customer, no promise that nobody can keep, nobody sent away,
 * and what a word to a customer must hold; by patterns of each language over words that no spelling hides (tone_fold, tone_match,
 * tone_<language>). Values count as neutral words, for a product may be called "Delay pedal". On a message, when it is sent: the hard
 * rules alone, which no wording may break. Pure.
 */

#include "monitor/notice/facts.h"
#include "monitor/notice/tone_match.h"

const char *tone_rule_name(enum tone_rule rule);

/* What to write instead. */
const char *tone_rule_advice(enum tone_rule rule);

/* The first finding: ERR_FORBIDDEN, why->path "file:line", why->text says what and what to write instead. */
int tone_check_template(
    struct tone_matcher *m, const struct mustache_source *source, struct why *why) MUST_CHECK;

/* A customer's message names a person and a way to reach them; no address of ours is a no-reply one. ERR_FORBIDDEN. */
int tone_check_message(const struct render_input *in, struct span text, struct why *why) MUST_CHECK;

/* noreply@, no-reply@, do.not.reply@ and their kin in our languages. */
bool tone_no_reply(const char *address);
