#include "monitor/web/desk_table.h"

#include <stdio.h>
#include <string.h>

#include "monitor/notice/fact_put.h"
#include "monitor/notice/words.h"
#include "monitor/web/api_shipments.h"
#include "monitor/web/desk_say.h"

enum { DAYS_BACK = 3, DAYS = 11 };

/* ---- which of them ---- */

static bool
has_namesake(const struct policy *policy, const struct account *a)
{
	for (size_t i = 0; i < policy->account_count; i++)
		if (&policy->accounts[i] != a &&
		    strcmp(policy->accounts[i].carrier_name, a->carrier_name) == 0)
			return true;
	return false;
}

/* Each account that asks for the caller's parcels, by its carrier's name; of two with one carrier also by its own. */
static void
add_accounts(struct desk_view *v, struct desk_filter *f)
{
	const struct policy *policy = v->call->policy;
	struct desk_list *list = desk_list(v, policy->account_count + 1);
	const char *asked = form_get(&v->call->params, "account");

	for (size_t i = 0; i < policy->account_count; i++) {
		const struct account *a = &policy->accounts[i];
		char label[LIMIT_NAME_ROOM + LIMIT_ACCOUNT_ROOM + 4];

		if (!desk_sees_account(v->call, a))
			continue;
		if (strcmp(asked, a->id) == 0)
			f->account = a;
		(void)snprintf(label, sizeof(label), has_namesake(policy, a) ? "%s (%s)" : "%s",
		    a->carrier_name, a->id);
		desk_row(v, list);
		desk_cell(v, list, "id", a->id);
		desk_cell(v, list, "label", desk_text(v, label));
		desk_cell(v, list, "chosen", f->account == a ? "1" : "");
	}
	desk_set_list(v, "accounts", list);
}

static void
add_states(
    struct desk_view *v, const enum promise_state *states, size_t count, struct desk_filter *f)
{
	struct desk_list *list = desk_list(v, count);
	const char *asked = form_get(&v->call->params, "state");
	unsigned all = 0;

	for (size_t i = 0; i < count; i++) {
		const char *name = promise_state_name(states[i]);
		bool chosen = strcmp(asked, name) == 0;
		char key[48];

		(void)snprintf(key, sizeof(key), "state.%s", name);
		desk_row(v, list);
		desk_cell(v, list, "id", name);
		desk_cell(v, list, "label", desk_say(v, key, ""));
		desk_cell(v, list, "chosen", chosen ? "1" : "");
		all |= 1u << states[i];
		if (chosen) {
			f->states = 1u << states[i];
			f->state = desk_say(v, key, "");
		}
	}
	if (f->states == 0)
		f->states = all;
	desk_set_list(v, "states", list);
}

void
desk_filter_ask(struct desk_view *v, const char *page, const enum promise_state *states,
    size_t count, struct desk_filter *out)
{
	char path[128];

	*out = (struct desk_filter){.state = ""};
	add_accounts(v, out);
	add_states(v, states, count, out);
	(void)snprintf(path, sizeof(path), "%s?account=%s&state=%s", page,
	    out->account != NULL ? out->account->id : "",
	    out->state[0] != '\0' ? form_get(&v->call->params, "state") : "");
	out->path = desk_text(v, path);
	desk_set(v, "filter_page", page);
}

bool
desk_filter_fits(const struct desk_filter *f, struct api_call *call, uint64_t shipment)
{
	char account[LIMIT_ACCOUNT_ROOM];

	return api_sees_shipment(call, shipment) &&
	    (f->account == NULL ||
		(store_shipment_account(call->api->reader, shipment, account) == 0 &&
		    strcmp(account, f->account->id) == 0));
}

/* ---- one row ---- */

/* The heading above the first row of a day, and of a state where the list has one after the other. */
static const char *
group_of(struct desk_table *t, const struct shipment *s)
{
	struct desk_view *v = t->rows.v;
	int32_t day = s->promise.until_day;
	char key[48];

	if (t->begun && (t->mixed || t->state == s->state) && t->day == day)
		return "";
	t->begun = true;
	t->state = s->state;
	t->day = day;
	(void)snprintf(key, sizeof(key), "group.%s",
	    !t->mixed             ? promise_state_name(s->state)
		: day == DAY_NONE ? "no_day"
		: day == zone_day(desk_shop_zone(v->call), v->call->now_utc_ms) ? "today"
										: "day");
	return desk_say(v, key, desk_day(v, day));
}

static bool
says_chance(const struct forecast *f)
{
	return f->answer == FORECAST_MADE && f->p_late >= 0;
}

/* A rule has decided that it slips: the chance is beside it, not before it. */
static bool
is_ruled(const struct desk_view *v, const struct shipment *s)
{
	return s->state == PROMISE_SLIPPING && desk_rule(v, s)[0] != '\0';
}

/* What was seen of it last, and where: "in transit, Vitoria". */
static const char *
seen_last(struct desk_view *v, const struct shipment *s)
{
	size_t i = s->events.count;
	struct buf b = BUF_INIT(1024), place = BUF_INIT(512);
	const char *said;
	char key[64];

	while (i > 0 && !s->events.items[i - 1].physical)
		i--;
	if (i == 0)
		return desk_say(v, "pic.no_scan", "");
	(void)snprintf(
	    key, sizeof(key), "pic.at.%s", milestone_name(s->events.items[i - 1].milestone));
	(void)fact_add_place(
	    &place, v->call->locale, s->events.items[i - 1].place, s->origin.country);
	(void)buf_addf(
	    &b, "%s%s%s", desk_say(v, key, ""), place.len > 0 ? ", " : "", buf_str(&place));
	said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	buf_clear(&place);
	return said;
}

/* What makes it slip, and what would be usual. */
static void
set_why(struct desk_view *v, const struct shipment *s, const char **why, const char **usual)
{
	const struct forecast *f = &s->forecast;
	int64_t gap_ms =
	    s->last_scan_utc_ms != AT_NONE ? v->call->now_utc_ms - s->last_scan_utc_ms : 0;

	if (f->gap_p90_ms > 0 && gap_ms > f->gap_p90_ms) {
		*why = desk_say(v, "pic.silence", desk_number(v, (uint64_t)(gap_ms / HOUR_MS)));
		*usual =
		    desk_say(v, "pic.usual", desk_number(v, (uint64_t)(f->gap_p50_ms / HOUR_MS)));
	} else {
		*why = desk_text(v, words_rule(words_of(v->call->locale), s->rule));
		if ((*why)[0] == '\0')
			*why = seen_last(v, s);
		*usual = is_ruled(v, s) && says_chance(f) ? desk_alone(v, s) : desk_expected(v, s);
	}
}

static void
set_owner(struct desk_table *t, const struct parcel *p)
{
	struct desk_view *v = t->rows.v;
	struct desk_list *list = t->rows.list;
	const struct case_record *c = &p->open_case;
	bool nobodys = c->id != 0 && c->state == CASE_OPEN;
	char act[64];

	(void)snprintf(act, sizeof(act), "/desk/cases/%llu/claim", (unsigned long long)c->id);
	desk_cell(v, list, "owner", c->state == CASE_CLAIMED ? desk_text(v, c->owner) : "");
	desk_cell(v, list, "nobody", nobodys ? desk_left(v, c->due_utc_ms) : "");
	desk_cell(v, list, "act", nobodys ? desk_text(v, act) : "");
}

static void
add_row(struct desk_table *t, const struct parcel *p, const char *drawing)
{
	struct desk_view *v = t->rows.v;
	struct desk_list *list = t->rows.list;
	const struct shipment *s = &p->shipment;
	const char *why, *usual;
	char path[64];

	set_why(v, s, &why, &usual);
	(void)snprintf(path, sizeof(path), "/desk/shipments/%llu", (unsigned long long)s->id);
	desk_row(v, list);
	desk_cell(v, list, "group", group_of(t, s));
	desk_cell(v, list, "mark", t->mixed ? desk_mark(s) : "");
	desk_cell(v, list, "back", t->rows.back);
	desk_cell(v, list, "href", desk_text(v, path));
	desk_cell(v, list, "chance",
	    is_ruled(v, s)                  ? desk_say(v, "rule", "")
		: says_chance(&s->forecast) ? desk_percent(v, s->forecast.p_late)
					    : "");
	desk_cell(v, list, "name", desk_text(v, p->person.name));
	desk_cell(v, list, "order", desk_text(v, s->order));
	desk_cell(v, list, "carrier", desk_text(v, desk_carrier(s)));
	desk_cell(v, list, "city", desk_text(v, s->destination.city));
	desk_cell_markup(v, list, "drawing", drawing);
	desk_cell(v, list, "verdict", desk_verdict(v, s));
	desk_cell(v, list, "why", why);
	desk_cell(v, list, "usual", usual);
	desk_cell(v, list, "known",
	    p->order.told_utc_ms != AT_NONE
		? desk_say(v, "say.told", desk_moment(v, desk_zone(v, s), p->order.told_utc_ms))
		: desk_say(v, "say.untold", ""));
	desk_cell(v, list, "next",
	    s->held_by != 0                             ? desk_say(v, "slipping.held", "")
		: p->order.obligation_utc_ms != AT_NONE ? desk_owed(v, p)
							: "");
	set_owner(t, p);
}

int
desk_table_add(struct desk_table *t, uint64_t shipment)
{
	struct desk_view *v = t->rows.v;
	struct buf svg = BUF_INIT(LIMIT_PAGE_BYTES / DESK_PAGE_ROWS);
	struct parcel p;
	int rc = parcel_load(v->call, shipment, &p);

	if (rc == 0) {
		struct picture in = desk_picture_of(v, &p);

		rc = picture_row(&in, &t->axis, &svg);
		if (rc == 0)
			add_row(t, &p, desk_text(v, buf_str(&svg)));
	}
	parcel_clear(&p);
	buf_clear(&svg);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

/* ---- all of them ---- */

void
desk_table_init(struct desk_table *t, const struct desk_rows *rows)
{
	int32_t today = zone_day(desk_shop_zone(rows->v->call), rows->v->call->now_utc_ms);

	*t = (struct desk_table){.rows = *rows, .axis = {today - DAYS_BACK, DAYS}};
}

int
desk_table_end(struct desk_table *t)
{
	struct desk_view *v = t->rows.v;
	const struct parcel none = {.shipment = SHIPMENT_INIT, .account = ACCOUNT_STATE_INIT};
	struct picture in = desk_picture_of(v, &none);
	struct buf svg = BUF_INIT(8192);
	int rc;

	in.zone = desk_shop_zone(v->call);
	rc = picture_row_head(&in, &t->axis, &svg);
	desk_set_markup(v, "axis", desk_text(v, buf_str(&svg)));
	buf_clear(&svg);
	return rc;
}
