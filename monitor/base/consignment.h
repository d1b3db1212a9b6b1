#pragma once

/*
 * consignment: what the system of a shop says of one thing of its own (an order, a fulfilment): which parcels it has, as of when. The newest
 * word holds, in whatever order they come: what is older than one that was applied changes nothing.
 */

#include "monitor/base/registration.h"

/* What the law lets customers and shops ask for. */
enum privacy {
	PRIVACY_NONE,
	PRIVACY_REDACT,      /* a customer is to be forgotten */
	PRIVACY_REDACT_SHOP, /* all of them */
	PRIVACY_REQUEST,     /* a customer asks what is held of them */
};

struct consignment {
	char shop[LIMIT_SHOP_ROOM];
	char order[LIMIT_ORDER_ROOM];
	char resource[LIMIT_RESOURCE_ROOM]; /* its name there: "order/1017", "fulfillment/88" */
	char within[LIMIT_RESOURCE_ROOM];   /* of what it is a part: cancelled with it; "" */
	int64_t at_utc_ms;                  /* as of when, by the sender's clock */
	bool cancelled;                     /* whole, with all parcels of its order */
	enum privacy privacy;               /* then it is about people, and no order */
	char email[LIMIT_EMAIL_ROOM];       /* whom, of one customer */
	struct registration *parcels;       /* owned; all that it has; not finished yet */
	size_t count;
};

struct consignment_list {
	struct consignment *items; /* owned */
	size_t count;
};

#define CONSIGNMENT_LIST_INIT ((struct consignment_list){NULL, 0})

void consignment_clear(struct consignment *c);
void consignment_move(struct consignment *dst, struct consignment *src);
/* One more parcel, of its order; NULL when out of memory or when it has LIMIT_ORDER_PARCELS. */
struct registration *consignment_add(struct consignment *c);

void consignment_list_clear(struct consignment_list *list);
/* One more, empty, in the list; NULL when out of memory. */
struct consignment *consignment_list_add(struct consignment_list *list);
