#pragma once

/*
 * apply_incident: incidents opened and closed, whoever decided it. See apply.h.
 */

#include "store/work.h"

/* Unless one of its carrier, depot and lane is open; *id (may be NULL): that one's, or the new one's. */
int apply_incident_open(struct work *w, const struct incident *wanted, uint64_t *id) MUST_CHECK;

/* ERR_NOT_FOUND; 0 when it was closed already. */
int apply_incident_close(struct work *w, uint64_t id, const char *text) MUST_CHECK;
