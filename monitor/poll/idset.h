#pragma once

/*
 * idset: which shipments are being worked on, so that none is worked on twice at once. Open addressing; grows, never shrinks.
 */

#include "monitor/base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct idset {
	uint64_t *slots; /* owned; 0 is free */
	size_t room;     /* a power of two, or 0 */
	size_t count;
};

#define IDSET_INIT ((struct idset){0})

void idset_clear(struct idset *s);
bool idset_has(const struct idset *s, uint64_t id);
/* `id` is not 0. ERR_EXISTS, ERR_NOMEM. */
int idset_add(struct idset *s, uint64_t id) MUST_CHECK;
void idset_remove(struct idset *s, uint64_t id);
