#include "monitor/web/desk_slipping.h"

#include <stdio.h>
#include <string.h>

#include "monitor/notice/words.h"
#include "monitor/web/api_shipments.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_rows.h"
#include "monitor/web/desk_say.h"

enum { DAYS_BACK = 3, DAYS = 11 };

/* The rows of a page, and the drawings that they show until it is answered. */
struct table {
	struct desk_rows rows;
	struct picture_axis axis;
	enum promise_state state; /* of the row before, and its day */
	int32_t day;
	bool begun;
};

/* ---- one row ---- */

/* The heading above the first row of a state and a day. */
static const char *
group_of(struct table *t, const struct shipment *s)
{
	char key[48];

	if (t->begun && t->state == s->state && t->day == s->promise.until_day)
		return "";
	t->begun = true;
	t->state = s->state;
	t->day = s->promise.until_day;
	(void)snprintf(key, sizeof(key), "group.%s", promise_state_name(s->state));
	return desk_say(t->rows.v, key, desk_day(t->rows.v, s->promise.until_day));
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
		*usual = is_ruled(v, s) && says_chance(f) ? desk_alone(v, s) : desk_expected(v, s);
	}
}

static void
set_owner(struct table *t, const struct parcel *p)
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
add_row(struct table *t, const struct parcel *p, const char *drawing)
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

static int
draw_row(struct table *t, uint64_t id)
{
	struct desk_view *v = t->rows.v;
	struct buf svg = BUF_INIT(LIMIT_PAGE_BYTES / DESK_PAGE_ROWS);
	struct parcel p;
	int rc = parcel_load(v->call, id, &p);

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

/* ---- the page ---- */

static int
read_rows(struct table *t)
{
	static const enum promise_state states[] = {
	    PROMISE_MISSED, PROMISE_SLIPPING, PROMISE_AT_RISK};
	struct api_call *call = t->rows.v->call;
	size_t looked = 0;
	int rc = 0;

	for (size_t s = 0; rc == 0 && s < sizeof(states) / sizeof(states[0]); s++) {
		struct store_cursor cursor = {.len = 0};
		uint64_t ids[DESK_PAGE_ROWS];
		size_t count = 1;

		while (rc == 0 && count > 0 && !t->rows.more && looked < LIMIT_PAGE_ROWS) {
			rc = store_by_state(
			    call->api->reader, states[s], &cursor, ids, DESK_PAGE_ROWS, &count);
			looked += count;
			for (size_t i = 0; rc == 0 && i < count && !t->rows.more; i++)
				if (api_sees_shipment(call, ids[i]) && desk_rows_take(&t->rows))
					rc = draw_row(t, ids[i]);
		}
	}
	return rc;
}

static int
set_head(struct table *t, const char *zone)
{
	struct desk_view *v = t->rows.v;
	const struct parcel none = {.shipment = SHIPMENT_INIT, .account = ACCOUNT_STATE_INIT};
	struct picture in = desk_picture_of(v, &none);
	struct buf svg = BUF_INIT(8192);
	int rc;

	in.zone = zone;
	rc = picture_row_head(&in, &t->axis, &svg);
	desk_set_markup(v, "axis", desk_text(v, buf_str(&svg)));
	buf_clear(&svg);
	return rc;
}

static int
read_slipping(struct desk_view *v)
{
	const char *zone = desk_shop_zone(v->call);
	struct table t = {.rows = desk_rows_asked(v, "/desk/slipping"),
	    .axis = {zone_day(zone, v->call->now_utc_ms) - DAYS_BACK, DAYS}};
	int rc = read_rows(&t);

	if (rc == 0)
		rc = set_head(&t, zone);
	desk_set_words(v, "slipping", v->counts.slipping);
	desk_set_pages(v, &t.rows);
	return rc;
}

void
desk_slipping(struct api_call *call)
{
	desk_show(call, read_slipping, "desk/slipping", "slipping");
}
