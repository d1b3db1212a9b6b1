#pragma once

/* inpost_push: what InPost sends by itself, in the words of ShipX or of the group's API: one status a message. */

#include "carriers/carrier.h"

/* Signed over the body, or over its time and the body, as was agreed; or with the key alone in x-api-key. */
enum push_verdict inpost_push_verify(const struct push_message *m);
int inpost_push_parse(const struct push_message *m, struct observation_list *out, struct why *why);
