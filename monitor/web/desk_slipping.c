#include "monitor/web/desk_slipping.h"

#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_table.h"

static const enum promise_state states[] = {PROMISE_MISSED, PROMISE_SLIPPING, PROMISE_AT_RISK};

enum { STATES = sizeof(states) / sizeof(states[0]) };

static int
read_state(
    struct desk_table *t, const struct desk_filter *f, enum promise_state state, size_t *looked)
{
	struct api_call *call = t->rows.v->call;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[DESK_PAGE_ROWS];
	size_t count = 1;
	int rc = 0;

	while (rc == 0 && count > 0 && !t->rows.more && *looked < LIMIT_PAGE_ROWS) {
		rc = store_by_state(call->api->reader, state, &cursor, ids, DESK_PAGE_ROWS, &count);
		*looked += count;
		for (size_t i = 0; rc == 0 && i < count && !t->rows.more; i++)
			if (desk_filter_fits(f, call, ids[i]) && desk_rows_take(&t->rows))
				rc = desk_table_add(t, ids[i]);
	}
	return rc;
}

static int
read_slipping(struct desk_view *v)
{
	struct desk_filter filter;
	struct desk_rows rows;
	struct desk_table t;
	size_t looked = 0;
	int rc = 0;

	desk_filter_ask(v, "/desk/slipping", states, STATES, &filter);
	rows = desk_rows_asked(v, filter.path);
	desk_table_init(&t, &rows);
	for (size_t s = 0; rc == 0 && s < STATES; s++)
		if ((filter.states & 1u << states[s]) != 0)
			rc = read_state(&t, &filter, states[s], &looked);
	if (rc == 0)
		rc = desk_table_end(&t);
	desk_set_words(v, "slipping", v->counts.slipping);
	desk_set_pages(v, &t.rows);
	return rc;
}

void
desk_slipping(struct api_call *call)
{
	desk_show(call, read_slipping, "desk/slipping", "slipping");
}
