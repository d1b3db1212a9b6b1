#pragma once

/*
 * history: a shipment that was over before we knew of it, field by field: those of a registration, and when it was taken over, tried and
 * delivered. It teaches and is not kept. Pure.
 */

#include "monitor/base/registration.h"

struct history {
	struct registration registration;
	struct when accepted, attempted, delivered; /* NONE: not given */
};

void history_init(struct history *h);
void history_clear(struct history *h);

/* As registration_set, and accepted_at, attempted_at, delivered_at: a time with or without its offset, or a day. */
int history_set(
    struct history *h, const char *field, struct span value, struct why *why) MUST_CHECK;
/* Whether history_set knows it. */
bool history_is_field(const char *field);

/* Complete and check it, as registration_finish on the day of its delivery: number, carrier, accepted_at and delivered_at are required, an order
 * is not; no rule promises anything afterwards. Its events are those three times. `key` names it for good. */
int history_finish(struct history *h, const struct policy *policy, int64_t now_utc_ms,
    char key[LIMIT_TALLY_KEY_ROOM], struct why *why) MUST_CHECK;
