#include "monitor/web/desk_under_way.h"

#include <stdio.h>

#include "monitor/base/text.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_table.h"

enum {
	LOOKED_MOST = LIMIT_PAGE_ROWS, /* for one page: some ms */
	LOOKED_AT_ONCE = 200,
};

static const enum promise_state states[] = {
    PROMISE_MISSED, PROMISE_SLIPPING, PROMISE_AT_RISK, PROMISE_ON_TRACK, PROMISE_NONE};

enum { STATES = sizeof(states) / sizeof(states[0]) };

struct page {
	struct desk_filter filter;
	struct desk_table table;
	struct store_under_way last; /* after which the next page begins; id 0: at the first */
	size_t looked;
};

/* "DEADLINE.ID" of the query: where the page before ended. What says no such thing is the first page. */
static void
read_after(const struct api_call *call, struct store_under_way *out)
{
	struct span rest = span_of(form_get(&call->params, "after")), at = {"", 0};
	int64_t deadline_utc_ms, id;

	if (text_split(&rest, '.', &at) && text_parse_i64(rest, 1, INT64_MAX, &id) == 0 &&
	    text_parse_i64(at, INT64_MIN, INT64_MAX, &deadline_utc_ms) == 0)
		*out = (struct store_under_way){deadline_utc_ms, (uint64_t)id};
}

static int
read_rows(struct page *p)
{
	struct desk_table *t = &p->table;
	struct api_call *call = t->rows.v->call;
	struct store_under_way rows[LOOKED_AT_ONCE];
	size_t count = 1;
	int rc = 0;

	while (rc == 0 && count > 0 && !t->rows.more && p->looked < LOOKED_MOST) {
		rc = store_under_way(call->api->reader, p->filter.states,
		    p->last.id != 0 ? &p->last : NULL, rows, LOOKED_AT_ONCE, &count);
		for (size_t i = 0; rc == 0 && i < count; i++) {
			if (desk_filter_fits(&p->filter, call, rows[i].id)) {
				if (!desk_rows_take(&t->rows))
					break;
				rc = desk_table_add(t, rows[i].id);
			}
			p->last = rows[i];
			p->looked++;
		}
	}
	t->rows.more = t->rows.more || count > 0;
	return rc;
}

/* "1.284 envíos van de camino." "En duda: 12 envíos." "En duda: lo de DHL." */
static void
set_head(struct desk_view *v, const struct page *p)
{
	const struct desk_filter *f = &p->filter;
	bool of_state = f->state[0] != '\0';
	struct buf b = BUF_INIT(1024);
	uint64_t count = 0;

	for (size_t i = 0; i < STATES; i++)
		count += (f->states & 1u << states[i]) != 0 ? v->counts.states[states[i]] : 0;
	(void)buf_addf(&b, "%s%s%s", f->state, of_state ? ": " : "",
	    f->account != NULL
		? desk_say(v, of_state ? "way.of_both" : "way.of", f->account->carrier_name)
		: desk_say_count(v, of_state ? "way.of_state" : "way", count));
	desk_set(v, "headline", desk_text(v, buf_str(&b)));
	desk_set(
	    v, "lead", desk_say(v, p->table.rows.list->count > 0 ? "way.lead" : "way.empty", ""));
	buf_clear(&b);
}

static void
set_next(struct desk_view *v, const struct page *p)
{
	bool more = p->table.rows.more;
	char next[256];

	(void)snprintf(next, sizeof(next), "%s&after=%lld.%llu", p->filter.path,
	    (long long)p->last.deadline_utc_ms, (unsigned long long)p->last.id);
	desk_set(v, "next", more ? desk_text(v, next) : "");
	desk_set(v, "first", form_get(&v->call->params, "after")[0] != '\0' ? p->filter.path : "");
	desk_set(v, "looked", more && p->looked >= LOOKED_MOST ? desk_number(v, p->looked) : "");
	desk_set(v, "looked_until",
	    p->last.deadline_utc_ms != AT_NONE
		? desk_day(v, zone_day(desk_shop_zone(v->call), p->last.deadline_utc_ms - 1))
		: desk_say(v, "state.none", ""));
}

static int
read_under_way(struct desk_view *v)
{
	struct page p = {.last = {AT_NONE, 0}};
	int rc;

	desk_filter_ask(v, "/desk/under-way", states, STATES, &p.filter);
	desk_table_init(&p.table,
	    &(struct desk_rows){
		.v = v, .list = desk_list(v, DESK_PAGE_ROWS), .back = p.filter.path});
	p.table.mixed = true;
	read_after(v->call, &p.last);
	rc = read_rows(&p);
	if (rc == 0)
		rc = desk_table_end(&p.table);
	set_head(v, &p);
	set_next(v, &p);
	desk_set_list(v, "rows", p.table.rows.list);
	return rc;
}

void
desk_under_way(struct api_call *call)
{
	desk_show(call, read_under_way, "desk/under_way", "under_way");
}
