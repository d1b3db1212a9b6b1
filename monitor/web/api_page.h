#pragma once

/* api_page: one page of a list, as a call asks for it and as it is told. Web thread only. */

#include "monitor/web/api.h"

struct api_page {
	char shop[LIMIT_SHOP_ROOM]; /* "" every */
	size_t limit;
	struct store_cursor cursor;
};

/* From the parameters shop, limit (1 to `most`, as many when absent) and cursor. False: answered. */
bool api_page_asked(struct api_call *call, size_t most, struct api_page *out);

/* "results" and "cursor" of a list that the store keeps for all shops: `read` writes those rows that are the shop's (*got grows) of one page of
 * the store (*count rows from page->cursor on, `page->limit - *got` at most). Another shop's are passed over, but not without end in one answer. */
typedef int api_page_fn(struct api_call *call, void *arg, size_t *got, size_t *count);
int api_out_page(
    struct api_call *call, const struct api_page *page, api_page_fn *read, void *arg) MUST_CHECK;
