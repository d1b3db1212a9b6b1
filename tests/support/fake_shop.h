#pragma once

/*
 * fake_shop: a shop that runs on WooCommerce or Shopify, in tests: orders whose parcels change at random, the message that tells of each change, the
 * pages that it answers when it is asked, and the truth. By its seed alone.
 */

#include "monitor/base/http.h"

enum fake_shop_kind { FAKE_WOOCOMMERCE, FAKE_SHOPIFY };

enum { FAKE_ORDERS = 70, FAKE_PARTS = 2, FAKE_NUMBERS = 2 };

/* A fulfilment. */
struct fake_part {
	int64_t at_s; /* of its last change; 0: there is none */
	bool cancelled;
	int numbers[FAKE_NUMBERS]; /* 0: none */
};

struct fake_order {
	int64_t at_s, cancelled_s;
	struct fake_part parts[FAKE_PARTS];
};

struct fake_shop {
	enum fake_shop_kind kind;
	uint64_t state; /* of chance */
	int64_t now_s;
	int next_number;
	struct fake_order orders[FAKE_ORDERS];
};

void fake_shop_init(struct fake_shop *f, enum fake_shop_kind kind, uint64_t seed, int64_t now_s);

/* A number from 0 to below `most`. */
int fake_shop_draw(struct fake_shop *f, int most);

/* Something changes, a while after the last; what the shop sends about it: header lines as the inbox keeps them, and the body. */
void fake_shop_change(struct fake_shop *f, struct buf *headers, struct buf *body);

/* What it answers. */
void fake_shop_answer(
    struct fake_shop *f, const struct http_request *req, struct http_response *res);

/* The numbers of an order that are on their way, in order, a blank behind each; orders count from 0 and are called 1000 and on. */
void fake_shop_truth(const struct fake_shop *f, int order, struct buf *out);
