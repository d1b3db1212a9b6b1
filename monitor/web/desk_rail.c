#include "monitor/web/desk_rail.h"

#include <string.h>

#include "monitor/web/desk_rows.h"
#include "monitor/web/desk_say.h"

enum { CASES_LOOKED = 200 }; /* open cases, earliest due first: beyond them nothing presses */

/* What one open case adds; *owned: so many that somebody has are still to come. */
static void
add_case(const struct api_call *call, const struct case_record *c, struct desk_pressing *out,
    uint64_t *owned)
{
	if (c->state == CASE_CLAIMED) {
		out->mine += strcmp(c->owner, call->who.name) == 0;
		*owned -= *owned > 0;
	} else if (out->first_case == 0) {
		out->first_case = c->id;
		out->case_due_utc_ms = c->due_utc_ms;
	}
	out->overdue += c->state == CASE_OPEN && c->due_utc_ms < call->now_utc_ms;
}

/* Most often the first that is nobody's says all, as the store knows how many somebody has. */
static int
read_cases(struct desk_view *v, struct desk_pressing *out)
{
	struct api_call *call = v->call;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[DESK_PAGE_ROWS], owned = v->counts.cases - v->counts.unowned;
	size_t count = v->counts.cases > 0, looked = 0;
	bool all = false;
	int rc = 0;

	while (rc == 0 && count > 0 && !all && looked < CASES_LOOKED) {
		rc = store_cases(call->api->reader, "", "", &cursor, ids, DESK_PAGE_ROWS, &count);
		looked += count;
		for (size_t i = 0; rc == 0 && i < count && !all; i++) {
			struct case_record c = CASE_INIT;

			rc = store_case(call->api->reader, ids[i], &c);
			if (rc != 0 || !api_sees(call, c.shop))
				continue;
			add_case(call, &c, out, &owned);
			all = owned == 0 && c.due_utc_ms >= call->now_utc_ms &&
			    (out->first_case != 0 || v->counts.unowned == 0);
		}
	}
	return rc;
}

static int
read_owed(struct desk_view *v, struct desk_pressing *out)
{
	const struct policy *policy = v->call->policy;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < policy->shop_count; i++) {
		struct store_cursor cursor = {.len = 0};
		struct store_order_at first;
		size_t count = 0;

		if (!api_sees(v->call, policy->shops[i].id))
			continue;
		rc = store_obligations(
		    v->call->api->reader, policy->shops[i].id, &cursor, &first, 1, &count);
		if (count > 0 &&
		    (out->owed_utc_ms == AT_NONE || first.at_utc_ms < out->owed_utc_ms))
			out->owed_utc_ms = first.at_utc_ms;
	}
	return rc;
}

int
desk_rail_read(struct desk_view *v, struct desk_pressing *out)
{
	struct store_cursor cursor = {.len = 0};
	size_t count;
	int rc;

	*out = (struct desk_pressing){.case_due_utc_ms = AT_NONE, .owed_utc_ms = AT_NONE};
	rc = read_cases(v, out);
	if (rc == 0)
		rc = read_owed(v, out);
	if (rc == 0 && v->call->shop[0] == '\0')
		rc =
		    store_incidents(v->call->api->reader, true, &cursor, out->incidents, 2, &count);
	return rc;
}

static void
set_pressing(struct desk_view *v)
{
	const struct desk_pressing *p = &v->pressing;
	bool late =
	    p->case_due_utc_ms != AT_NONE && p->case_due_utc_ms - v->call->now_utc_ms < HOUR_MS;
	struct buf names = BUF_INIT(1024);

	desk_set(v, "mine_count", p->mine > 0 ? desk_number(v, p->mine) : "");
	desk_set_flag(v, "cases_late", late);
	desk_set(v, "cases_press",
	    p->first_case == 0   ? ""
		: p->overdue > 0 ? desk_say_count(v, "rail.overdue", p->overdue)
				 : desk_say(v, "rail.due", desk_left(v, p->case_due_utc_ms)));
	desk_set(v, "owed_press",
	    p->owed_utc_ms == AT_NONE ? "" : desk_say(v, "rail.due", desk_left(v, p->owed_utc_ms)));
	for (size_t i = 0; i < 2 && p->incidents[i] != 0; i++) {
		struct incident incident;

		if (store_incident(v->call->api->reader, p->incidents[i], &incident) == 0)
			(void)buf_addf(
			    &names, "%s%s", i > 0 ? "; " : "", desk_incident_name(v, &incident));
	}
	desk_set(v, "incidents_press", desk_text(v, buf_str(&names)));
	buf_clear(&names);
}

/* How many accounts answer, and the one that has not for longest. */
static void
set_carriers(struct desk_view *v)
{
	const struct policy *policy = v->call->policy;
	const struct account *silent = NULL;
	int64_t since = AT_NONE;
	uint64_t asked = 0, failing = 0;

	for (size_t i = 0; i < policy->account_count; i++) {
		const struct account *a = &policy->accounts[i];
		struct account_state state;

		if (!desk_sees_account(v->call, a) ||
		    store_account(v->call->api->reader, a->id, &state) != 0)
			continue;
		asked++;
		if (state.failing_since_utc_ms == AT_NONE)
			continue;
		failing++;
		if (silent == NULL || state.failing_since_utc_ms < since) {
			silent = a;
			since = state.failing_since_utc_ms;
		}
	}
	desk_set(v, "read_at", desk_hour(v, desk_shop_zone(v->call), v->call->now_utc_ms));
	desk_set(v, "carriers_asked", desk_number(v, asked));
	desk_set(v, "carriers_well", desk_number(v, asked - failing));
	desk_set(v, "carrier_silent", silent != NULL ? silent->carrier_name : "");
	desk_set(v, "carrier_since", desk_moment(v, desk_shop_zone(v->call), since));
	desk_set(v, "carrier_since_left", desk_left(v, since));
}

void
desk_rail_set(struct desk_view *v)
{
	int rc = desk_count(v);
	const struct desk_counts *n = &v->counts;
	uint64_t under_way = n->slipping + n->states[PROMISE_ON_TRACK] + n->states[PROMISE_NONE];
	const struct {
		const char *name;
		uint64_t count;
	} counts[] = {{"now_count", n->unowned + n->owed + n->unreached + n->incidents},
	    {"slipping_count", n->slipping}, {"under_way_count", under_way},
	    {"cases_count", n->unowned}, {"owed_count", n->owed}, {"unreached_count", n->unreached},
	    {"incidents_count", n->incidents}};

	if (rc != 0 && v->error == 0)
		v->error = rc;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		desk_set(
		    v, counts[i].name, counts[i].count > 0 ? desk_number(v, counts[i].count) : "");
	desk_set_flag(v, "every_shop", v->call->shop[0] == '\0');
	desk_set_flag(v, "reports", (v->call->who.scopes & SCOPE_REPORT) != 0);
	set_pressing(v);
	set_carriers(v);
}
