#include "monitor/web/api_cases.h"

#include <string.h>

#include "monitor/web/api_json.h"

enum { CASES = 200 };

struct cases_page {
	char shop[LIMIT_SHOP_ROOM];
	size_t limit;
	struct store_cursor cursor;
};

/* One page of the store; *got grows by what is the shop's. */
static int
read_cases_page(struct api_call *call, struct cases_page *page, size_t *got, size_t *count)
{
	uint64_t ids[CASES];
	int rc =
	    store_cases(call->api->reader, "", "", &page->cursor, ids, page->limit - *got, count);

	for (size_t i = 0; rc == 0 && i < *count; i++) {
		struct case_record record = CASE_INIT;

		rc = store_case(call->api->reader, ids[i], &record);
		if (rc < 0 || (page->shop[0] != '\0' && strcmp(record.shop, page->shop) != 0))
			continue;
		out_case(call, &record);
		(*got)++;
	}
	return rc;
}

static int
read_cases(struct api_call *call, void *arg)
{
	struct cases_page *page = arg;
	size_t got = 0, looked = 0, count = 1;
	int rc = 0;

	json_out_array(&call->out, "results");
	/* Another shop's cases are passed over, but not without end in one answer. */
	while (rc == 0 && count > 0 && got < page->limit && looked < LIMIT_PAGE_ROWS) {
		rc = read_cases_page(call, page, &got, &count);
		looked += count;
	}
	json_out_end(&call->out);
	api_out_next(call, count > 0, &page->cursor);
	return rc;
}

void
api_cases(struct api_call *call)
{
	struct cases_page page;
	unsigned unused;

	if (api_shop(call, page.shop) && api_query_limit(call, CASES, CASES, &page.limit) &&
	    api_query_cursor(call, &unused, &page.cursor))
		api_read(call, read_cases, &page);
}

static void
submit(struct api_call *call, enum case_verb verb, const char *required)
{
	char author[64], text[LIMIT_TEXT_ROOM];
	struct op *op;
	uint64_t id;

	if (!api_number_id(call, &id) || !api_author(call, author) ||
	    !api_member(call, "text", text, sizeof(text)))
		return;
	if ((strcmp(required, "author") == 0 && author[0] == '\0') ||
	    (strcmp(required, "text") == 0 && text[0] == '\0')) {
		api_error(call, ERR_MALFORMED, required, "is required");
		return;
	}
	op = api_op(call, OP_CASE);
	if (op == NULL)
		return;
	op->id = id;
	op->case_verb = verb;
	memcpy(op->author, author, sizeof(author));
	memcpy(op->text, text, sizeof(text));
	api_submit(call, op);
}

void
api_case_claim(struct api_call *call)
{
	submit(call, CASE_CLAIM, "author");
}

void
api_case_note(struct api_call *call)
{
	submit(call, CASE_NOTE, "text");
}

void
api_case_resolve(struct api_call *call)
{
	submit(call, CASE_RESOLVE, "");
}
