#include "monitor/web/desk_incident.h"

#include <stdio.h>
#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/text.h"
#include "monitor/notice/times.h"
#include "monitor/promise/gaps.h"
#include "monitor/web/api_incidents.h"
#include "monitor/web/desk_act.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_rows.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/desk_scans.h"
#include "monitor/web/page.h"

enum { RELEASE_MS = 30 * SECOND_MS };

/* ---- all of them ---- */

/* Each carrier of the configuration once. */
static void
set_carriers(struct desk_view *v)
{
	const struct policy *policy = v->call->policy;
	struct desk_list *list = desk_list(v, policy->account_count + 1);
	const char *chosen = form_get(&v->call->form, "carrier");

	for (size_t i = 0; i < policy->account_count; i++) {
		const char *id = policy->accounts[i].carrier;
		const struct carrier *carrier = carrier_find(id);
		size_t same = 0;

		while (same < i && strcmp(policy->accounts[same].carrier, id) != 0)
			same++;
		if (same < i)
			continue;
		desk_row(v, list);
		desk_cell(v, list, "id", id);
		desk_cell(v, list, "carrier_name", carrier != NULL ? carrier->name : id);
		desk_cell(v, list, "chosen", strcmp(chosen, id) == 0 ? "1" : "");
	}
	desk_set_list(v, "carriers", list);
}

/* What was typed is never lost: it stands in the form again, beside what is wrong with it. */
static int
read_incidents(struct desk_view *v)
{
	static const char *const kept[] = {"depot", "until", "text"};
	bool all = strcmp(form_get(&v->call->params, "all"), "1") == 0;
	struct desk_rows r = desk_rows_asked(v, all ? "/desk/incidents?all=1" : "/desk/incidents");
	int rc = desk_rows_incidents(&r, all);

	desk_set_words(v, "incidents", v->counts.incidents);
	desk_set_pages(v, &r);
	desk_set_flag(v, "all", all);
	set_carriers(v);
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		desk_set(v, kept[i], form_get(&v->call->form, kept[i]));
	desk_set_flag(v, "wrong", v->call->form.count > 0);
	return rc;
}

void
desk_incidents(struct api_call *call)
{
	desk_show(call, read_incidents, "desk/incidents", "incidents");
}

/* ---- one ---- */

/* Of one that a person opened: the last day, as the field of its form has it; what was typed and is none stands there again. */
static void
set_last_day(struct desk_view *v, const struct incident *i, const char *zone)
{
	bool wrong = v->call->form.count > 0;
	struct buf day = BUF_INIT(64);

	if (i->until_utc_ms != AT_NONE)
		(void)when_add(&day, when_date(zone_day(zone, i->until_utc_ms - 1)));
	desk_set(
	    v, "last_day", wrong ? form_get(&v->call->form, "until") : desk_text(v, buf_str(&day)));
	desk_set_flag(v, "wrong", wrong);
	desk_set_flag(v, "prolongs", i->by_hand && i->closed_utc_ms == AT_NONE);
	buf_clear(&day);
}

/* Its last day, or the moment where it ends within one. */
static const char *
last_moment(struct desk_view *v, const struct incident *i, const char *zone)
{
	int64_t until_utc_ms = i->until_utc_ms;
	int32_t last;

	if (until_utc_ms == AT_NONE)
		return "";
	last = zone_day(zone, until_utc_ms - 1);
	return zone_day(zone, until_utc_ms) != last ? desk_day(v, last)
						    : desk_moment(v, zone, until_utc_ms);
}

static void
set_facts(struct desk_view *v, const struct incident *i)
{
	const char *zone = desk_shop_zone(v->call);
	bool open = i->closed_utc_ms == AT_NONE;

	desk_set(v, "name", desk_incident_name(v, i));
	desk_set(v, "what", desk_incident_what(v, i));
	desk_set(v, "since", desk_moment(v, zone, i->since_utc_ms));
	desk_set(v, "since_left", desk_left(v, i->since_utc_ms));
	desk_set(v, "opened", desk_moment(v, zone, i->opened_utc_ms));
	desk_set(v, "opened_by", i->by_hand ? desk_text(v, i->author) : "");
	desk_set(v, "closed", desk_moment(v, zone, i->closed_utc_ms));
	desk_set(v, "until", last_moment(v, i, zone));
	desk_set(v, "expected", i->expected > 0 ? desk_number(v, (uint64_t)i->expected) : "");
	desk_set(v, "seen", desk_number(v, (uint64_t)i->seen));
	desk_set(v, "text", desk_incident_text(v, i));
	desk_set(v, "ends",
	    desk_say(v,
		i->until_utc_ms != AT_NONE ? "incident.ends.until"
		    : i->by_hand           ? "incident.ends.by_hand"
					   : "incident.ends.itself",
		""));
	desk_set(v, "open_id", open ? v->call->id : "");
	desk_set(v, "released",
	    open && i->released_utc_ms != AT_NONE ? desk_moment(v, zone, i->released_utc_ms) : "");
	set_last_day(v, i, zone);
	for (int k = 1; k < INCIDENT_KINDS; k++)
		desk_set_flag(v, incident_kind_name((enum incident_kind)k),
		    open && i->kind == (enum incident_kind)k);
	desk_set_flag(v, "was", !open);
}

/* ---- whom it concerns ---- */

enum { AFFECTED_DAYS = 8 }; /* from the first promised one on; the last has what comes later too */

struct affected {
	uint64_t promises, danger, waiting;
};

static bool
in_danger(const struct shipment *s)
{
	return s->state == PROMISE_AT_RISK || s->state == PROMISE_SLIPPING ||
	    s->state == PROMISE_MISSED;
}

/* Since it slips there is something to say that nobody said: nothing of what was so when it was registered. */
static bool
is_untold(const struct shipment *s, const struct order *o)
{
	bool before = s->adopted && s->state_since_utc_ms <= s->registered_utc_ms;

	return s->handed_over && !before && !notice_is_told(s->promise.until_day, o);
}

/* Of several parcels of an order the first one says so. */
static int
has_word_waiting(struct api_call *call, const struct shipment *s, bool *waits)
{
	struct order o;
	int rc;

	*waits = false;
	if (s->state != PROMISE_SLIPPING)
		return 0;
	rc = store_order(call->api->reader, s->shop, s->order, &o);
	*waits = rc == 0 && is_untold(s, &o);
	for (size_t i = 0; rc == 0 && *waits && i < o.shipment_count; i++) {
		struct shipment other = SHIPMENT_INIT;

		if (o.shipments[i] >= s->id)
			continue;
		rc = store_shipment_head(call->api->reader, o.shipments[i], &other);
		*waits = other.held_by != s->held_by || other.state != PROMISE_SLIPPING;
		shipment_clear(&other);
	}
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

/* Promises that wait behind it, day by day from today on; those of days before count as today's. */
static int
count_affected(struct desk_view *v, uint64_t incident, int32_t today, struct affected *days)
{
	struct store_reader *reader = v->call->api->reader;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[DESK_PAGE_ROWS];
	size_t count = 1, looked = 0;
	int rc = 0;

	while (rc == 0 && count > 0 && looked < LIMIT_PAGE_ROWS) {
		rc = store_held(reader, incident, &cursor, ids, DESK_PAGE_ROWS, &count);
		looked += count;
		for (size_t i = 0; rc == 0 && i < count; i++) {
			struct shipment s = SHIPMENT_INIT;
			bool waits = false;
			int32_t ahead;

			rc = store_shipment_head(reader, ids[i], &s);
			if (rc == 0)
				rc = has_word_waiting(v->call, &s, &waits);
			ahead = s.promise.until_day - today;
			if (rc == 0 && s.promise.until_day != DAY_NONE) {
				struct affected *d = &days[ahead < 0 ? 0
					: ahead < AFFECTED_DAYS      ? ahead
								     : AFFECTED_DAYS - 1];

				d->promises++;
				d->danger += in_danger(&s);
				d->waiting += waits;
			}
			shipment_clear(&s);
		}
	}
	return rc;
}

static int
set_affected(struct desk_view *v, uint64_t incident)
{
	int32_t today = zone_day(desk_shop_zone(v->call), v->call->now_utc_ms);
	struct affected days[AFFECTED_DAYS] = {{0}}, all = {0};
	struct desk_list *list = desk_list(v, AFFECTED_DAYS);
	int rc = count_affected(v, incident, today, days);

	for (int32_t i = 0; i < AFFECTED_DAYS; i++) {
		if (days[i].promises == 0)
			continue;
		all.promises += days[i].promises;
		all.danger += days[i].danger;
		all.waiting += days[i].waiting;
		desk_row(v, list);
		desk_cell(v, list, "day",
		    i + 1 < AFFECTED_DAYS ? desk_day(v, today + i)
					  : desk_say(v, "incident.later", ""));
		desk_cell(v, list, "day_n", desk_number(v, days[i].promises));
		desk_cell(v, list, "day_danger", desk_number(v, days[i].danger));
		desk_cell(v, list, "day_waiting", desk_number(v, days[i].waiting));
	}
	desk_set_list(v, "days", list);
	desk_set(v, "all_n", desk_number(v, all.promises));
	desk_set(v, "all_danger", desk_number(v, all.danger));
	desk_set(v, "all_waiting", desk_number(v, all.waiting));
	desk_set(v, "waiting",
	    all.waiting > 0 ? desk_say_count(v, "incident.waiting", all.waiting) : "");
	desk_set(v, "release", desk_say_count(v, "incident.release", all.waiting));
	desk_set(v, "behind", desk_say_count(v, "incident.behind", all.promises));
	desk_set(v, "in_danger", desk_say_count(v, "incident.in_danger", all.danger));
	return rc;
}

static int
read_incident(struct desk_view *v)
{
	struct desk_rows r;
	struct incident i;
	char back[64];
	uint64_t id = 0;
	int rc = api_path_number(v->call, &id) ? store_incident(v->call->api->reader, id, &i)
					       : ERR_NOT_FOUND;

	if (rc != 0)
		return rc;
	(void)snprintf(back, sizeof(back), "/desk/incidents/%llu", (unsigned long long)id);
	r = desk_rows_asked(v, desk_text(v, back));
	rc = desk_rows_held(&r, id);
	if (rc == 0)
		rc = set_affected(v, id);
	if (rc == 0)
		rc = desk_scans(v, &i);
	set_facts(v, &i);
	desk_did(v, id);
	desk_set_flag(v, "holds", r.list->count > 0);
	desk_set_pages(v, &r);
	return rc;
}

void
desk_incident(struct api_call *call)
{
	desk_show(call, read_incident, "desk/incident", "incidents");
}

/* ---- by hand ---- */

void
desk_incident_open(struct api_call *call)
{
	struct incident i = INCIDENT_INIT;
	char depot[LIMIT_PLACE_ROOM];
	const char *carrier = form_get(&call->form, "carrier");
	struct op *op;

	if (text_copy(i.carrier, sizeof(i.carrier), carrier) != 0 ||
	    carrier_find(carrier) == NULL ||
	    text_copy(depot, sizeof(depot), form_get(&call->form, "depot")) != 0 ||
	    api_incident_until(call, form_get(&call->form, "until"), &i.until_utc_ms) != 0) {
		desk_incidents(call);
		return;
	}
	gaps_name(depot, i.depot);
	op = desk_op(call, OP_INCIDENT_OPEN, 0);
	if (op == NULL)
		return;
	op->incident = i;
	(void)text_cut(op->text, sizeof(op->text), desk_typed(call));
	page_submit(call, op, "/desk/incidents");
}

/* About the incident that the path names. NULL: answered. */
static struct op *
incident_op(struct api_call *call, enum op_kind kind)
{
	uint64_t id;

	if (api_path_number(call, &id))
		return desk_op(call, kind, id);
	page_fail(call, ERR_NOT_FOUND);
	return NULL;
}

/* Its page then says what was done. */
static void
submit(struct api_call *call, struct op *op, const char *did)
{
	char to[96];

	(void)snprintf(to, sizeof(to), "/desk/incidents/%llu?did=%s&n=%llu",
	    (unsigned long long)op->id, did, (unsigned long long)op->id);
	page_submit(call, op, to);
}

void
desk_incident_close(struct api_call *call)
{
	struct op *op = incident_op(call, OP_INCIDENT_CLOSE);

	if (op == NULL)
		return;
	(void)text_cut(op->text, sizeof(op->text), desk_typed(call));
	page_submit(call, op, "/desk/incidents");
}

/* The page again where the day is none, or is over. */
void
desk_incident_wait(struct api_call *call)
{
	int64_t until_utc_ms = AT_NONE;
	struct op *op;

	if (api_incident_until(call, form_get(&call->form, "until"), &until_utc_ms) != 0 ||
	    (until_utc_ms != AT_NONE && until_utc_ms <= call->now_utc_ms)) {
		desk_incident(call);
		return;
	}
	op = incident_op(call, OP_INCIDENT_WAIT);
	if (op == NULL)
		return;
	op->incident.until_utc_ms = until_utc_ms;
	submit(call, op, "prolonged");
}

static void
let_go(struct api_call *call, int64_t from_utc_ms, const char *did)
{
	struct op *op = incident_op(call, OP_INCIDENT_RELEASE);

	if (op == NULL)
		return;
	op->incident.released_utc_ms = from_utc_ms;
	submit(call, op, did);
}

/* There is a while in which it can be taken back: then its parcels are judged as if there were none. */
void
desk_incident_release(struct api_call *call)
{
	let_go(call, call->now_utc_ms + RELEASE_MS, "let_go");
}

void
desk_incident_hold(struct api_call *call)
{
	let_go(call, AT_NONE, "held_again");
}
