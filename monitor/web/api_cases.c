#include "monitor/web/api_cases.h"

#include <string.h>

#include "monitor/web/api_json.h"
#include "monitor/web/api_page.h"

enum { CASES = 200 };

static int
read_page(struct api_call *call, void *arg, size_t *got, size_t *count)
{
	struct api_page *page = arg;
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
	return api_out_page(call, arg, read_page, arg);
}

void
api_cases(struct api_call *call)
{
	struct api_page page;

	if (api_page_asked(call, CASES, &page))
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
