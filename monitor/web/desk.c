#include "monitor/web/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/page.h"

enum { ROWS = 50 };

/* A parcel as one row, of a search or a queue. */
static void
add_parcel(struct desk_view *v, struct desk_list *list, const struct parcel *p)
{
	const struct shipment *s = &p->shipment;
	char path[48];

	(void)snprintf(path, sizeof(path), "/desk/shipments/%llu", (unsigned long long)s->id);
	desk_row(v, list);
	desk_cell(v, list, "href", desk_text(v, path));
	desk_cell(v, list, "mark", desk_mark(s));
	desk_cell(v, list, "mark_words", desk_say(v, "mark", ""));
	desk_cell(v, list, "customer", desk_text(v, p->person.name));
	desk_cell(v, list, "order", desk_text(v, s->order));
	desk_cell(v, list, "city", desk_text(v, s->destination.city));
	desk_cell(v, list, "carrier", desk_text(v, s->carrier));
	desk_cell(v, list, "verdict", desk_verdict(v, s));
	desk_cell(v, list, "figures", desk_figures(v, s));
	desk_cell(v, list, "owed", desk_owed(v, p));
	desk_cell(v, list, "case", desk_case(v, p));
	desk_cell(v, list, "owner",
	    p->open_case.state == CASE_CLAIMED ? desk_text(v, p->open_case.owner) : "");
	desk_cell(v, list, "phone", desk_text(v, p->person.phone));
	desk_cell(v, list, "percent",
	    s->forecast.answer == FORECAST_MADE && s->forecast.p_late >= 0
		? desk_percent(v, s->forecast.p_late)
		: "");
	desk_cell(v, list, "due",
	    p->open_case.id != 0 ? desk_moment(v, desk_zone(v, s), p->open_case.due_utc_ms) : "");
	desk_cell(v, list, "overdue",
	    p->open_case.id != 0 && p->open_case.due_utc_ms <= v->call->now_utc_ms ? "1" : "");
}

static int
add_shipment(struct desk_view *v, struct desk_list *list, uint64_t id)
{
	struct parcel p;
	int rc = parcel_load(v->call, id, &p);

	if (rc == 0 && api_sees(v->call, p.shipment.shop))
		add_parcel(v, list, &p);
	parcel_clear(&p);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

typedef int fill_fn(struct desk_view *v, struct desk_list *list, void *arg);

/* A page with one list, read in one transaction. */
static void
show_list(struct api_call *call, const char *page, const char *place, const char *query,
    fill_fn *fill, void *arg)
{
	struct desk_view v;
	struct desk_list *list;
	int rc;

	desk_view_init(&v, call);
	list = desk_list(&v, ROWS);
	rc = store_read_begin(call->api->reader);
	if (rc == 0) {
		rc = fill(&v, list, arg);
		store_read_end(call->api->reader);
	}
	if (rc != 0) {
		page_problem(call, api_status_of(rc), err_text(rc));
	} else {
		char number[16];

		(void)snprintf(number, sizeof(number), "%zu", list->count);
		desk_set(&v, "count", number);
		desk_set_flag(&v, "one", list->count == 1);
		desk_set_flag(&v, "some", list->count > 0);
		desk_set_flag(&v, "many", list->count == ROWS);
		desk_set_list(&v, "rows", list);
		desk_answer(&v, page, place, query);
	}
	desk_view_clear(&v);
}

/* ---- search ---- */

static int
fill_found(struct desk_view *v, struct desk_list *list, void *arg)
{
	const char *text = arg;
	char number[LIMIT_NUMBER_ROOM];
	uint64_t ids[LIMIT_PAGE_ROWS];
	size_t count = 0;
	int rc = 0;

	if (text_trim(span_of(text)).len == 0)
		return 0;
	rc = store_search(v->call->api->reader, text, ids, LIMIT_PAGE_ROWS, &count);
	if (rc == 0 && count == 0 &&
	    text_number_normalise(number, sizeof(number), span_of(text)) == 0)
		rc = store_by_number(v->call->api->reader, number, ids, ROWS, &count);
	for (size_t i = 0; rc == 0 && i < count && list->count < ROWS; i++)
		rc = add_shipment(v, list, ids[i]);
	return rc;
}

void
desk_find(struct api_call *call)
{
	const char *text = form_get(&call->params, "q");

	show_list(call, form_has(&call->params, "list") ? "desk/found" : "desk/find", "find", text,
	    fill_found, (void *)(uintptr_t)text);
}

/* ---- what is done about a case ---- */

static void
submit(struct api_call *call, enum case_verb verb)
{
	struct case_record c = CASE_INIT;
	struct span text = text_trim(span_of(form_get(&call->form, "text")));
	uint64_t id = 0, shipment;
	size_t found = 0;
	char to[96];
	struct op *op;
	int64_t number;
	int rc = text_parse_i64(span_of(call->id), 1, INT64_MAX, &number);

	if (rc == 0) {
		id = (uint64_t)number;
		rc = store_case(call->api->reader, id, &c);
	}
	shipment = c.shipment;
	if (rc == 0 && shipment == 0)
		rc = store_by_order(call->api->reader, c.shop, c.order, &shipment, 1, &found);
	if (rc != 0 || !api_sees(call, c.shop)) {
		page_problem(call, 404, "");
		return;
	}
	(void)snprintf(to, sizeof(to), "/desk/shipments/%llu", (unsigned long long)shipment);
	if (verb == CASE_CLAIM || verb == CASE_RESOLVE)
		(void)snprintf(to + strlen(to), sizeof(to) - strlen(to), "?did=%s&n=%llu",
		    verb == CASE_CLAIM ? "claimed" : "resolved", (unsigned long long)id);
	if (verb == CASE_NOTE && text.len == 0) {
		page_see(call, to);
		return;
	}
	op = api_op(call, OP_CASE);
	if (op == NULL)
		return;
	op->id = id;
	op->case_verb = verb;
	(void)text_cut(op->author, sizeof(op->author), span_of(call->who.name));
	(void)text_cut(op->text, sizeof(op->text), text);
	page_submit(call, op, desk_back(call, to));
}

void
desk_case_claim(struct api_call *call)
{
	submit(call, CASE_CLAIM);
}

void
desk_case_note(struct api_call *call)
{
	submit(call, CASE_NOTE);
}

void
desk_case_resolve(struct api_call *call)
{
	submit(call, CASE_RESOLVE);
}

void
desk_case_unclaim(struct api_call *call)
{
	submit(call, CASE_UNCLAIM);
}

void
desk_case_reopen(struct api_call *call)
{
	submit(call, CASE_REOPEN);
}
