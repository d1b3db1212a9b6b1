#include "monitor/web/desk_incident.h"

#include <stdio.h>
#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/text.h"
#include "monitor/promise/gaps.h"
#include "monitor/web/api_incidents.h"
#include "monitor/web/desk_act.h"
#include "monitor/web/desk_queue.h"
#include "monitor/web/desk_rows.h"
#include "monitor/web/desk_say.h"
#include "monitor/web/desk_scans.h"
#include "monitor/web/page.h"

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
	desk_set(v, "until", desk_moment(v, zone, i->until_utc_ms));
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
	for (int k = 1; k < INCIDENT_KINDS; k++)
		desk_set_flag(v, incident_kind_name((enum incident_kind)k),
		    open && i->kind == (enum incident_kind)k);
	desk_set_flag(v, "was", !open);
}

/* ---- whom it concerns ---- */

enum { AFFECTED_DAYS = 8 }; /* from the first promised one on; the last has what comes later too */

struct affected {
	uint64_t promises, danger;
};

static bool
in_danger(const struct shipment *s)
{
	return s->state == PROMISE_AT_RISK || s->state == PROMISE_SLIPPING ||
	    s->state == PROMISE_MISSED;
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
			int32_t ahead;

			rc = store_shipment_head(reader, ids[i], &s);
			ahead = s.promise.until_day - today;
			if (rc == 0 && s.promise.until_day != DAY_NONE) {
				struct affected *d = &days[ahead < 0 ? 0
					: ahead < AFFECTED_DAYS      ? ahead
								     : AFFECTED_DAYS - 1];

				d->promises++;
				d->danger += in_danger(&s);
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
		desk_row(v, list);
		desk_cell(v, list, "day",
		    i + 1 < AFFECTED_DAYS ? desk_day(v, today + i)
					  : desk_say(v, "incident.later", ""));
		desk_cell(v, list, "day_n", desk_number(v, days[i].promises));
		desk_cell(v, list, "day_danger", desk_number(v, days[i].danger));
	}
	desk_set_list(v, "days", list);
	desk_set(v, "all_n", desk_number(v, all.promises));
	desk_set(v, "all_danger", desk_number(v, all.danger));
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

void
desk_incident_close(struct api_call *call)
{
	uint64_t id;
	struct op *op;

	if (!api_path_number(call, &id)) {
		page_fail(call, ERR_NOT_FOUND);
		return;
	}
	op = desk_op(call, OP_INCIDENT_CLOSE, id);
	if (op == NULL)
		return;
	(void)text_cut(op->text, sizeof(op->text), desk_typed(call));
	page_submit(call, op, "/desk/incidents");
}
