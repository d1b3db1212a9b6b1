#pragma once

/* ups_push: UPS Track Alert, one scan a message. */

#include "carriers/carrier.h"

/* The credential that was given with the subscription stands in a header: the body is not signed. */
enum push_verdict ups_push_verify(const struct push_message *m);
int ups_push_parse(const struct push_message *m, struct observation_list *out, struct why *why);
