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

/* A whole shop that is to be forgotten, parcel by parcel over several readings of its message: one message's walk at a time. */
struct privacy_walk {
	uint64_t message; /* 0: none */
	int64_t at_utc_ms;
	struct store_cursor cursor;
};

/* One reading of a message. */
struct privacy_visit {
	struct privacy_walk *walk;
	uint64_t message;
	int64_t now_utc_ms;
};

/* The next of them. Of a whole shop some hundreds of parcels are looked at a call: `more` asks for the next. ERR_BUSY: another message's walk is under
 * way; this one is to be read again. */
int privacy_find(struct store_reader *r, const struct consignment *c, const struct privacy_visit *v,
    struct privacy_target targets[PRIVACY_TARGETS], size_t *count, bool *more) MUST_CHECK;

/* What is held of a person, for whoever answers them. */
int privacy_describe(
    struct store_reader *r, uint64_t person, char text[LIMIT_TEXT_ROOM]) MUST_CHECK;
