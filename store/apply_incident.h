#pragma once

/*
 * apply_incident: incidents judged every few minutes, opened and closed by hand; what a closed one held is woken. See apply.h.
 */

#include "store/work.h"

int apply_incidents(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_incident_open(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_incident_wait(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_incident_release(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
int apply_incident_close(struct work *w, const struct op *op, struct outcome *out) MUST_CHECK;
