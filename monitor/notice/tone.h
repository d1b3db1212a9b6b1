#pragma once

/*
 * tone: how we do not speak. On a template, when it is loaded: phrases that blame carrier, weather or customer, promise what nobody can, or turn
 * people away, by lists of each language; values count as neutral words, for a product may be called "Delay pedal". On a message, when it
 * is sent: the hard rules alone, which no wording may break. Pure.
 */

#include "monitor/notice/facts.h"

/* ERR_FORBIDDEN, why->path "file:line", why->text says what and what to write instead. */
int tone_check_template(
    const char *language, const struct mustache_source *source, struct why *why) MUST_CHECK;

/* A customer's message names a person and a way to reach them; no address of ours is a no-reply one. ERR_FORBIDDEN. */
int tone_check_message(const struct render_input *in, struct span text, struct why *why) MUST_CHECK;

/* noreply@, no-reply@, do.not.reply@ and their Spanish kin. */
bool tone_no_reply(const char *address);
