#pragma once

/*
 * normalised: a carrier's reply as the JSON of `puntual parse`, and nothing else of the program: golden cases are compared
 * with it. Pure.
 */

#include "monitor/base/buf.h"
#include "monitor/base/err.h"

struct carrier_guess;
struct json_out;
struct observation_list;

/* Append the whole object. `error` of the reply: 0 or an enum err; then the list is not read and `why` (may be NULL)
 * gives path and offset. ERR_NOMEM, ERR_TOO_BIG. */
int normalised_add_reply(struct buf *out, const char *carrier, const struct observation_list *list,
    int error, const struct why *why, bool pretty) MUST_CHECK;

/* {"number","carriers":[{"carrier","name","sure"}]} */
int normalised_add_guesses(struct buf *out, const char *number, const struct carrier_guess *guesses,
    size_t count, bool pretty) MUST_CHECK;
