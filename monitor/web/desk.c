#include "monitor/web/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/desk_match.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_say.h"

enum { ROWS = 50, MARKED_BYTES = 4096 };

/* ---- search ---- */

/* A search under way: what is looked for, and the rows that it gave. */
struct search {
	struct desk_view *v;
	struct desk_list *list;
	struct desk_match match;
};

/* A text with what was looked for marked; *found: something of it was. */
static void
add_marked(struct search *s, const char *name, const char *text, bool *found)
{
	struct buf marked = BUF_INIT(MARKED_BYTES);

	*found = desk_match_add(&s->match, text, &marked);
	desk_cell_markup(s->v, s->list, name, desk_text(s->v, buf_str(&marked)));
	buf_clear(&marked);
}

/* What answers to the search, if nothing does that is shown anyway. */
static void
add_found(struct search *s, const struct parcel *p, bool shown)
{
	const struct {
		const char *label, *text;
	} others[] = {{"match.email", p->person.email}, {"match.phone", p->person.phone},
	    {"match.number", p->shipment.number}};
	struct buf marked = BUF_INIT(MARKED_BYTES);
	const char *label = "";

	for (size_t i = 0; label[0] == '\0' && !shown && i < sizeof(others) / sizeof(others[0]);
	     i++) {
		buf_reset(&marked);
		if (desk_match_add(&s->match, others[i].text, &marked))
			label = desk_say(s->v, others[i].label, "");
	}
	desk_cell(s->v, s->list, "found", label);
	desk_cell_markup(
	    s->v, s->list, "found_text", label[0] != '\0' ? desk_text(s->v, buf_str(&marked)) : "");
	buf_clear(&marked);
}

static void
add_parcel(struct search *search, const struct parcel *p)
{
	struct desk_view *v = search->v;
	struct desk_list *list = search->list;
	const struct shipment *s = &p->shipment;
	const struct case_record *c = &p->open_case;
	bool by_name, by_order;
	char path[48];

	(void)snprintf(path, sizeof(path), "/desk/shipments/%llu", (unsigned long long)s->id);
	desk_row(v, list);
	desk_cell(v, list, "href", desk_text(v, path));
	desk_cell(v, list, "mark", desk_mark(s));
	desk_cell(v, list, "named", p->person.name[0] != '\0' ? "1" : "");
	add_marked(search, "customer", p->person.name, &by_name);
	add_marked(search, "order", s->order, &by_order);
	add_found(search, p, by_name || by_order);
	desk_cell(v, list, "city", desk_text(v, s->destination.city));
	desk_cell(v, list, "verdict", desk_verdict(v, s));
	desk_cell(v, list, "figures", desk_figures(v, s));
	desk_cell(v, list, "owed", desk_owed(v, p));
	desk_cell(v, list, "case", desk_case(v, p));
	desk_cell(v, list, "owner", c->state == CASE_CLAIMED ? desk_text(v, c->owner) : "");
	desk_cell(v, list, "phone", desk_text(v, p->person.phone));
	desk_cell(v, list, "due", c->id != 0 ? desk_moment(v, desk_zone(v, s), c->due_utc_ms) : "");
	desk_cell(
	    v, list, "overdue", c->id != 0 && c->due_utc_ms <= v->call->now_utc_ms ? "1" : "");
}

static int
add_shipment(struct search *s, uint64_t id)
{
	struct api_call *call = s->v->call;
	struct parcel p;
	int rc = parcel_load(call, id, &p);

	if (rc == 0 && api_sees(call, p.shipment.shop))
		add_parcel(s, &p);
	parcel_clear(&p);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

static int
read_found(struct desk_view *v)
{
	const char *text = form_get(&v->call->params, "q");
	struct search s = {.v = v, .list = desk_list(v, ROWS)};
	char number[LIMIT_NUMBER_ROOM];
	uint64_t ids[LIMIT_PAGE_ROWS];
	size_t count = 0;
	int rc = 0;

	desk_match_init(&s.match, text);
	if (text_trim(span_of(text)).len > 0) {
		rc = store_search(v->call->api->reader, text, ids, LIMIT_PAGE_ROWS, &count);
		if (rc == 0 && count == 0 &&
		    text_number_normalise(number, sizeof(number), span_of(text)) == 0)
			rc = store_by_number(v->call->api->reader, number, ids, ROWS, &count);
	}
	for (size_t i = 0; rc == 0 && i < count && s.list->count < ROWS; i++)
		rc = add_shipment(&s, ids[i]);
	desk_set(v, "count", desk_number(v, s.list->count));
	desk_set_flag(v, "one", s.list->count == 1);
	desk_set_flag(v, "some", s.list->count > 0);
	desk_set_flag(v, "many", s.list->count == ROWS);
	desk_set_list(v, "rows", s.list);
	return rc;
}

void
desk_find(struct api_call *call)
{
	desk_show(
	    call, read_found, form_has(&call->params, "list") ? "desk/found" : "desk/find", "");
}
