#pragma once

/*
 * privacy: whom a shop's system means when it asks that people be forgotten, or what is held of one: who of them is still here. Reads the store; loop
 * thread only.
 */

#include "monitor/base/consignment.h"
#include "store/store.h"

/* A person; with 0 an order that is nobody's. */
struct privacy_target {
	uint64_t person;
	char shop[LIMIT_SHOP_ROOM], order[LIMIT_ORDER_ROOM];
};

enum { PRIVACY_TARGETS = 64 }; /* found at once */

/* The next of them. Of a whole shop its parcels are walked, from `cursor` on, some hundreds a call: `more` asks for the next. */
int privacy_find(struct store_reader *r, const struct consignment *c, struct store_cursor *cursor,
    struct privacy_target targets[PRIVACY_TARGETS], size_t *count, bool *more) MUST_CHECK;

/* What is held of a person, for whoever answers them. */
int privacy_describe(
    struct store_reader *r, uint64_t person, char text[LIMIT_TEXT_ROOM]) MUST_CHECK;
