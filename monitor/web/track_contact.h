#pragma once

/*
 * track_contact: whom to ask, for a page that shows no order. It depends on what is no secret, the host that was asked and which shops there are,
 * never on a link: so that every failure looks the same. Web thread only.
 */

#include "monitor/notice/facts.h"

enum { TRACK_CONTACT_VALUES = 7 };

struct track_contact {
	struct facts facts;
	struct mustache_value values[TRACK_CONTACT_VALUES];
	struct mustache_view view; /* of values; points into this struct */
};

/* The shop whose pages are of this host, or of one shop alone that one; NULL: it cannot be told. */
const struct shop *track_contact_shop(const struct policy *policy, const char *host);

/* The values of that shop in the words of a locale; empty ones for none (NULL). ERR_NOMEM. */
int track_contact_fill(struct track_contact *c, const struct shop *shop, const char *locale,
    int64_t now_utc_ms) MUST_CHECK;
