#include "monitor/web/desk_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/base/text.h"
#include "monitor/web/desk_act.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/page.h"

enum { PEOPLE = 50 };

/* ---- to whom it can be given ---- */

/* Somebody of the desk who would see the case, besides who has it. */
static bool
may_have(const struct api_call *call, const struct case_record *c, const struct access *a)
{
	char owner[sizeof(c->owner)];

	(void)text_cut(owner, sizeof(owner), span_of(a->name));
	return access_holds(a, call->now_utc_ms) && (a->scopes & SCOPE_SUPPORT) != 0 &&
	    (a->shop[0] == '\0' || strcmp(a->shop, c->shop) == 0) &&
	    (c->state != CASE_CLAIMED || strcmp(owner, c->owner) != 0);
}

struct people {
	struct desk_view *v;
	struct desk_list *list;
	const struct case_record *c;
};

static int
add_person(const struct access *a, void *arg)
{
	struct people *p = arg;

	if (p->list->count < p->list->room && strcmp(a->name, p->v->call->who.name) != 0 &&
	    may_have(p->v->call, p->c, a)) {
		desk_row(p->v, p->list);
		desk_cell(p->v, p->list, "person", desk_text(p->v, a->name));
	}
	return 0;
}

static int
add_people(struct desk_view *v, const struct case_record *c)
{
	struct people p = {v, desk_list(v, PEOPLE), c};
	int rc = c->id != 0 ? store_accesses(v->call->api->reader, ACCESS_USER, add_person, &p) : 0;

	desk_set_list(v, "people", p.list);
	desk_set_flag(v, "assignable", p.list->count > 0);
	return rc;
}

/* ---- the bar ---- */

int
desk_case_set(struct desk_view *v, const struct parcel *p)
{
	const struct case_record *c = &p->open_case;
	const char *zone = desk_zone(v, &p->shipment);
	int64_t left = c->id != 0 ? c->due_utc_ms - v->call->now_utc_ms : 0;
	bool mine = c->state == CASE_CLAIMED && strcmp(c->owner, v->call->who.name) == 0;
	char number[32];

	(void)snprintf(number, sizeof(number), "%llu", (unsigned long long)c->id);
	desk_set(v, "case_id", c->id != 0 ? desk_text(v, number) : "");
	desk_set(v, "case_text", desk_case(v, p));
	desk_set(v, "case_due", c->id != 0 ? desk_moment(v, zone, c->due_utc_ms) : "");
	desk_set(v, "case_owner", c->state == CASE_CLAIMED ? c->owner : "");
	desk_set_flag(v, "case_mine", mine);
	desk_set_flag(v, "case_free", c->id != 0 && c->state != CASE_CLAIMED);
	(void)snprintf(number, sizeof(number), "%lld",
	    (long long)((left < 0 ? -left : left) /
		(llabs(left) < 2 * HOUR_MS ? MINUTE_MS : HOUR_MS)));
	desk_set(v, "case_left",
	    c->id == 0 ? ""
		       : desk_say(v,
			     left < 0 ? llabs(left) < 2 * HOUR_MS ? "case.over_min" : "case.over_h"
				 : llabs(left) < 2 * HOUR_MS ? "case.left_min"
							     : "case.left_h",
			     number));
	desk_set(v, "case_style",
	    c->id == 0 || left < 0         ? "red"
		: mine                     ? "blue"
		: c->state == CASE_CLAIMED ? "grey"
					   : "red");
	return add_people(v, c);
}

/* ---- what is done about a case ---- */

/* A case that the caller may see, and the page of its parcel. */
struct about {
	struct case_record record;
	char page[64];
};

/* False: answered. */
static bool
read_about(struct api_call *call, struct about *out)
{
	struct case_record *c = &out->record;
	uint64_t id = 0, shipment = 0;
	size_t found = 0;
	int rc = api_path_number(call, &id) ? store_case(call->api->reader, id, c) : ERR_NOT_FOUND;

	if (rc == 0)
		shipment = c->shipment;
	if (rc == 0 && shipment == 0)
		rc = store_by_order(call->api->reader, c->shop, c->order, &shipment, 1, &found);
	if (rc != 0 || !api_sees(call, c->shop)) {
		page_fail(call, ERR_NOT_FOUND);
		return false;
	}
	(void)snprintf(
	    out->page, sizeof(out->page), "/desk/shipments/%llu", (unsigned long long)shipment);
	return true;
}

/* `did`: what the page then says was done; "" nothing. */
static void
submit(struct api_call *call, const struct about *a, enum case_verb verb, struct span text,
    const char *did)
{
	struct op *op = desk_op(call, OP_CASE, a->record.id);
	char to[96];

	if (op == NULL)
		return;
	(void)snprintf(to, sizeof(to), did[0] != '\0' ? "%s?did=%s&n=%llu" : "%s", a->page, did,
	    (unsigned long long)a->record.id);
	op->case_verb = verb;
	(void)text_cut(op->text, sizeof(op->text), text);
	page_submit(call, op, desk_back(call, to));
}

static void
run(struct api_call *call, enum case_verb verb, const char *did)
{
	struct about a;

	if (read_about(call, &a))
		submit(call, &a, verb, desk_typed(call), did);
}

void
desk_case_claim(struct api_call *call)
{
	run(call, CASE_CLAIM, "claimed");
}

void
desk_case_note(struct api_call *call)
{
	struct about a;

	if (!read_about(call, &a))
		return;
	if (desk_typed(call).len > 0)
		submit(call, &a, CASE_NOTE, desk_typed(call), "");
	else
		page_see(call, a.page);
}

void
desk_case_resolve(struct api_call *call)
{
	run(call, CASE_RESOLVE, "resolved");
}

void
desk_case_unclaim(struct api_call *call)
{
	run(call, CASE_UNCLAIM, "");
}

void
desk_case_reopen(struct api_call *call)
{
	run(call, CASE_REOPEN, "");
}

/* ---- whose it is to be ---- */

struct wanted {
	const struct api_call *call;
	const struct case_record *c;
	const char *name;
	bool found;
};

static int
match_person(const struct access *a, void *arg)
{
	struct wanted *w = arg;

	w->found = w->found || (strcmp(a->name, w->name) == 0 && may_have(w->call, w->c, a));
	return 0;
}

/* What was nobody's or one's own can be taken back. */
void
desk_case_assign(struct api_call *call)
{
	struct about a;
	struct wanted w = {.call = call, .c = &a.record, .name = form_get(&call->form, "to")};
	bool mine;
	int rc;

	if (!read_about(call, &a))
		return;
	rc = store_accesses(call->api->reader, ACCESS_USER, match_person, &w);
	if (rc != 0 || !w.found) {
		page_fail(call, rc != 0 ? rc : ERR_NOT_FOUND);
		return;
	}
	mine = a.record.state == CASE_CLAIMED && strcmp(a.record.owner, call->who.name) == 0;
	submit(call, &a, CASE_ASSIGN, span_of(w.name),
	    mine                              ? "handed"
		: a.record.state == CASE_OPEN ? "assigned"
					      : "moved");
}

void
desk_case_take(struct api_call *call)
{
	struct about a;

	if (read_about(call, &a))
		submit(call, &a, CASE_ASSIGN, span_of(call->who.name), "taken");
}

void
desk_case_free(struct api_call *call)
{
	struct about a;

	if (read_about(call, &a))
		submit(call, &a, CASE_ASSIGN, SPAN(""), "freed");
}
