#pragma once

/*
 * allowance: how often one who asks may ask: a bucket for each that fills by the second, for tokens, sessions, links and addresses alike. A table of fixed
 * size: when it is full, whoever asked longest ago is forgotten. A value of the web thread; pure.
 */

#include "monitor/base/limits.h"

#include <stdbool.h>
#include <stdint.h>

struct allowance_row {
	uint64_t key; /* 0: free */
	int64_t asked_wire_ms;
	int64_t left_milli; /* thousandths of a call */
};

struct allowance {
	int32_t burst;      /* calls at once */
	int32_t per_second; /* and then so many */
	struct allowance_row rows[LIMIT_ALLOWANCE_ROWS];
};

void allowance_init(struct allowance *p, int32_t burst, int32_t per_second);

/* Whether a call of `key` would be allowed; nothing is taken. */
bool allowance_has(const struct allowance *p, uint64_t key, int64_t now_wire_ms);

/* Take one call of `key`. False: none is left; *wait_s is when there is one (at least 1). *left is how many are left then. */
bool allowance_take(
    struct allowance *p, uint64_t key, int64_t now_wire_ms, int32_t *left, int32_t *wait_s);
