#pragma once

/*
 * fake_shop: a shop that runs on one of the systems that can be asked, in tests: orders whose parcels change at random, the message that tells of
 * each change where the system sends any, the pages that it answers, and the truth. By its seed alone. What the systems say: fake_shop_kinds.
 */

#include "monitor/base/http.h"

enum { FAKE_ORDERS = 70, FAKE_PARTS = 2, FAKE_NUMBERS = 2 };

enum { FAKE_FIRST_ORDER = 1000 };

/* A fulfilment, a shipment, a transfer. */
struct fake_part {
	int64_t made_s, at_s; /* when it was made, and changed; 0: there is none */
	bool cancelled;
	int numbers[FAKE_NUMBERS]; /* 0: none */
};

struct fake_order {
	int64_t at_s, cancelled_s;
	struct fake_part parts[FAKE_PARTS];
};

struct fake_shop {
	const struct fake_kind *kind;
	uint64_t state; /* of chance */
	int64_t now_s;
	int next_number;
	struct fake_order orders[FAKE_ORDERS];
};

/* How a system speaks. */
struct fake_kind {
	const char *id; /* as the connector's */
	/* A part that ends moves its own hour; false: only what is added does. */
	bool dates_removals;
	/* Lines of headers as the inbox keeps them, and the body; nothing where the system is silent. */
	void (*tell)(
	    const struct fake_shop *f, int order, int part, struct buf *headers, struct buf *body);
	/* The JSON of its answer; `text` is the question, URL and body, unescaped. */
	void (*answer)(const struct fake_shop *f, const char *text, struct buf *body);
};

/* All, NULL after the last. */
extern const struct fake_kind *const fake_kinds[];

void fake_shop_init(
    struct fake_shop *f, const struct fake_kind *kind, uint64_t seed, int64_t now_s);

/* A number from 0 to below `most`. */
int fake_shop_draw(struct fake_shop *f, int most);

/* Something changes, a while after the last; what the shop sends about it. */
void fake_shop_change(struct fake_shop *f, struct buf *headers, struct buf *body);

/* What it answers. */
void fake_shop_answer(
    const struct fake_shop *f, const struct http_request *req, struct http_response *res);

/* The numbers of an order that are on their way, in order, a blank behind each; orders count from 0 and are called 1000 and on. */
void fake_shop_truth(const struct fake_shop *f, int order, struct buf *out);
