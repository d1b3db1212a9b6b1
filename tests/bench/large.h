#pragma once

/* large: a store of so many shipments, each with its order, person and schedule, written row by row as no daemon would; for bench programs. */

#include "tests/support/store_harness.h"

/* Into the harness's store, which is closed; its shop is "luna". Ids of shipments and persons are 1 to `count`. */
void large_fill(struct harness *h, uint64_t count);

/* What the nth is called by those who look for it: an order, a number, an e-mail, a first name and family name, a phone. */
enum large_key { LARGE_ORDER, LARGE_NUMBER, LARGE_EMAIL, LARGE_NAME, LARGE_PHONE, LARGE_KEYS };
void large_name(char *dst, size_t room, uint64_t nth, enum large_key key);
