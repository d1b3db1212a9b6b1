#include "monitor/web/api_page.h"

bool
api_page_asked(struct api_call *call, size_t most, struct api_page *out)
{
	unsigned unused;

	return api_shop(call, out->shop) && api_query_limit(call, most, most, &out->limit) &&
	    api_query_cursor(call, &unused, &out->cursor);
}

int
api_out_page(struct api_call *call, const struct api_page *page, api_page_fn *read, void *arg)
{
	size_t got = 0, looked = 0, count = 1;
	int rc = 0;

	json_out_array(&call->out, "results");
	while (rc == 0 && count > 0 && got < page->limit && looked < LIMIT_PAGE_ROWS) {
		rc = read(call, arg, &got, &count);
		looked += count;
	}
	json_out_end(&call->out);
	api_out_next(call, count > 0, &page->cursor);
	return rc;
}
