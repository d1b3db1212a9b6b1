#include "monitor/web/desk_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "carriers/carrier.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/web/desk_say.h"

/* One row; what is NULL is "". */
struct work {
	const char *href, *when, *left, *late, *name, *order, *phone, *what, *why, *known, *since;
	const char *act, *act_word, *open_word;
	const char *takes; /* the act takes a case */
};

bool
desk_rows_take(struct desk_rows *r)
{
	if (r->skip > 0) {
		r->skip--;
		return false;
	}
	if (r->list->count == r->list->room) {
		r->more = true;
		return false;
	}
	return true;
}

static void
add_work(struct desk_rows *r, const struct work *w)
{
	const struct {
		const char *name, *text;
	} cells[] = {{"href", w->href}, {"when", w->when}, {"left", w->left}, {"late", w->late},
	    {"name", w->name}, {"order", w->order}, {"phone", w->phone}, {"what", w->what},
	    {"why", w->why}, {"known", w->known}, {"since", w->since}, {"act", w->act},
	    {"act_word", w->act_word}, {"takes", w->takes}, {"open_word", w->open_word},
	    {"back", r->back}};

	desk_row(r->v, r->list);
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		desk_cell(r->v, r->list, cells[i].name, cells[i].text != NULL ? cells[i].text : "");
}

static const char *
path_of(struct desk_view *v, const char *kind, uint64_t id)
{
	char path[64];

	(void)snprintf(path, sizeof(path), "/desk/%s/%llu", kind, (unsigned long long)id);
	return desk_text(v, path);
}

/* A moment of a row: today's hour and how far it is, else its day and then the hour. */
static void
set_when(struct desk_view *v, struct work *w, const char *zone, int64_t at_utc_ms)
{
	int32_t day = zone_day(zone, at_utc_ms);
	struct buf b = BUF_INIT(256);

	if (day == zone_day(zone, v->call->now_utc_ms)) {
		w->when = desk_hour(v, zone, at_utc_ms);
		w->left = desk_left(v, at_utc_ms);
		return;
	}
	(void)buf_addf(&b, "%s, %s", desk_hour(v, zone, at_utc_ms), desk_left(v, at_utc_ms));
	w->when = desk_day(v, day);
	w->left = desk_text(v, buf_str(&b));
	buf_clear(&b);
}

/* When something is due, on the clock of whoever waits for it. */
static void
set_due(struct desk_view *v, struct work *w, const char *zone, int64_t due_utc_ms)
{
	set_when(v, w, zone, due_utc_ms);
	w->late = due_utc_ms - v->call->now_utc_ms < HOUR_MS ? "1" : "";
}

static void
set_parcel(struct desk_view *v, struct work *w, const struct parcel *p)
{
	w->href = path_of(v, "shipments", p->shipment.id);
	w->name = desk_text(v, p->person.name);
	w->order = desk_text(v, p->shipment.order);
	w->phone = desk_text(v, p->person.phone);
}

/* The parcel of an order that is under way and fares worst, else one of them; 0 none. */
static int
worst_of(struct api_call *call, const char *shop, const char *order, uint64_t *worst)
{
	uint64_t ids[LIMIT_ORDER_PARCELS];
	size_t count = 0;
	int state = -1,
	    rc = store_by_order(call->api->reader, shop, order, ids, LIMIT_ORDER_PARCELS, &count);

	for (size_t i = 0; rc == 0 && i < count; i++) {
		struct shipment s = SHIPMENT_INIT;

		rc = store_shipment_head(call->api->reader, ids[i], &s);
		if (rc == 0 && (*worst == 0 || (shipment_open(&s) && (int)s.state > state))) {
			*worst = ids[i];
			state = shipment_open(&s) ? (int)s.state : -1;
		}
		shipment_clear(&s);
	}
	return rc;
}

/* The parcel of an order: that of a case where it names one. ERR_NOT_FOUND. */
static int
load_of(
    struct api_call *call, const char *shop, const char *order, uint64_t shipment, struct parcel *p)
{
	int rc = 0;

	*p = (struct parcel){.shipment = SHIPMENT_INIT};
	if (shipment == 0)
		rc = worst_of(call, shop, order, &shipment);
	if (rc == 0 && shipment == 0)
		rc = ERR_NOT_FOUND;
	return rc == 0 ? parcel_load(call, shipment, p) : rc;
}

/* ---- cases ---- */

static int
add_case(struct desk_rows *r, const struct case_record *c)
{
	struct desk_view *v = r->v;
	struct parcel p;
	struct work w = {.href = NULL};
	char act[64];
	int rc = load_of(v->call, c->shop, c->order, c->shipment, &p);

	if (rc == 0) {
		bool free_to_take = c->state == CASE_OPEN;

		(void)snprintf(
		    act, sizeof(act), "/desk/cases/%llu/claim", (unsigned long long)c->id);
		set_parcel(v, &w, &p);
		set_due(v, &w, desk_zone(v, &p.shipment), c->due_utc_ms);
		w.what = desk_case_what(v, c, &p.order);
		w.why = desk_verdict(v, &p.shipment);
		w.known =
		    free_to_take ? desk_say(v, "nobody", "") : desk_say(v, "work.has", c->owner);
		w.since = desk_say(
		    v, "work.opened", desk_moment(v, desk_zone(v, &p.shipment), c->opened_utc_ms));
		w.act = free_to_take ? desk_text(v, act) : "";
		w.act_word = desk_say(v, "claim", "");
		w.takes = "1";
		add_work(r, &w);
	}
	parcel_clear(&p);
	return rc == ERR_NOT_FOUND ? 0 : rc; /* gone meanwhile */
}

typedef bool case_fits_fn(const struct desk_rows *r, const struct case_record *c, int which);

static bool
is_whose(const struct desk_rows *r, const struct case_record *c, int whose)
{
	bool mine = c->state == CASE_CLAIMED && strcmp(c->owner, r->v->call->who.name) == 0;

	return whose == DESK_ALL || (whose == DESK_MINE ? mine : c->state == CASE_OPEN);
}

static bool
is_unsaid(const struct desk_rows *r, const struct case_record *c, int unused)
{
	(void)r;
	(void)unused;
	return c->reason == CASE_UNREACHABLE || c->reason == CASE_DEAD_NOTICE ||
	    c->reason == CASE_REFUSED;
}

static int
walk_cases(struct desk_rows *r, case_fits_fn *fits, int which)
{
	struct api_call *call = r->v->call;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[DESK_PAGE_ROWS];
	size_t count = 1, looked = 0;
	int rc = 0;

	while (rc == 0 && count > 0 && !r->more && looked < LIMIT_PAGE_ROWS) {
		rc = store_cases(call->api->reader, "", "", &cursor, ids, DESK_PAGE_ROWS, &count);
		looked += count;
		for (size_t i = 0; rc == 0 && i < count && !r->more; i++) {
			struct case_record c = CASE_INIT;

			rc = store_case(call->api->reader, ids[i], &c);
			if (rc == 0 && api_sees(call, c.shop) && fits(r, &c, which) &&
			    desk_rows_take(r))
				rc = add_case(r, &c);
		}
	}
	return rc;
}

int
desk_rows_first(struct desk_view *v, const char **said)
{
	int64_t due_utc_ms = v->pressing.case_due_utc_ms;
	struct case_record c = CASE_INIT;
	struct buf b = BUF_INIT(1024);
	struct parcel p;
	const char *what, *zone;
	int rc;

	*said = "";
	if (v->pressing.first_case == 0)
		return 0;
	rc = store_case(v->call->api->reader, v->pressing.first_case, &c);
	if (rc != 0)
		return rc;
	rc = load_of(v->call, c.shop, c.order, c.shipment, &p);
	zone = desk_zone(v, &p.shipment);
	what = rc == 0 ? desk_case_first(v, &c, &p.order, p.person.name) : "";
	if (what[0] != '\0') {
		bool today = zone_day(zone, due_utc_ms) == zone_day(zone, v->call->now_utc_ms);

		(void)buf_addf(&b, "%s%s", desk_say(v, "now.first", what),
		    due_utc_ms < v->call->now_utc_ms
			? desk_say(v, "now.late", desk_left(v, due_utc_ms))
			: desk_say(v, today ? "now.by_hour" : "now.by_day",
			      desk_moment(v, zone, due_utc_ms)));
		*said = desk_text(v, buf_str(&b));
	}
	buf_clear(&b);
	parcel_clear(&p);
	return rc == ERR_NOT_FOUND ? 0 : rc; /* gone meanwhile */
}

int
desk_rows_cases(struct desk_rows *r, enum desk_whose whose)
{
	return walk_cases(r, is_whose, (int)whose);
}

int
desk_rows_unsaid(struct desk_rows *r)
{
	return walk_cases(r, is_unsaid, 0);
}

/* ---- words that are owed ---- */

static int
add_owed(struct desk_rows *r, const struct store_order_at *o)
{
	struct desk_view *v = r->v;
	struct parcel p;
	struct work w = {.href = NULL};
	int rc = load_of(v->call, o->shop, o->order, 0, &p);

	if (rc == 0) {
		const char *zone = desk_zone(v, &p.shipment);

		set_parcel(v, &w, &p);
		set_due(v, &w, zone, o->at_utc_ms);
		w.what = desk_verdict(v, &p.shipment);
		w.why = desk_expected(v, &p.shipment);
		w.known = p.order.told_utc_ms != AT_NONE
		    ? desk_say(v, "say.told", desk_moment(v, zone, p.order.told_utc_ms))
		    : desk_say(v, "say.untold", "");
		w.since = desk_case(v, &p);
		w.open_word = desk_say(v, "work.open", "");
		add_work(r, &w);
	}
	parcel_clear(&p);
	return rc == ERR_NOT_FOUND ? 0 : rc; /* gone meanwhile */
}

static int
earlier_first(const void *a, const void *b)
{
	const struct store_order_at *x = a, *y = b;

	return x->at_utc_ms < y->at_utc_ms ? -1 : x->at_utc_ms > y->at_utc_ms;
}

/* Of each shop as many as could be shown, the earliest of all first. */
static int
gather_owed(const struct desk_rows *r, struct store_order_at *all, size_t wanted, size_t *count)
{
	const struct api_call *call = r->v->call;
	int rc = 0;

	*count = 0;
	for (size_t i = 0; rc == 0 && i < call->policy->shop_count; i++) {
		struct store_cursor cursor = {.len = 0};
		size_t got = 0;

		if (!api_sees(call, call->policy->shops[i].id))
			continue;
		rc = store_obligations(call->api->reader, call->policy->shops[i].id, &cursor,
		    all + *count, wanted, &got);
		*count += got;
		qsort(all, *count, sizeof(*all), earlier_first);
		if (*count > wanted)
			*count = wanted;
	}
	return rc;
}

int
desk_rows_owed(struct desk_rows *r)
{
	size_t wanted = r->skip + r->list->room + 1, count = 0;
	struct store_order_at *all;
	int rc;

	if (wanted > LIMIT_PAGE_ROWS)
		wanted = LIMIT_PAGE_ROWS;
	all = calloc(2 * wanted, sizeof(*all));
	if (all == NULL)
		return ERR_NOMEM;
	rc = gather_owed(r, all, wanted, &count);
	for (size_t i = 0; rc == 0 && i < count; i++)
		if (desk_rows_take(r))
			rc = add_owed(r, &all[i]);
	free(all);
	return rc;
}

/* ---- whom no mail reaches ---- */

static int
add_person(struct desk_rows *r, uint64_t id)
{
	struct desk_view *v = r->v;
	struct api_call *call = v->call;
	struct notice n = NOTICE_INIT;
	struct person p = PERSON_INIT;
	struct work w = {.href = NULL};
	const struct shop *shop;
	char act[64];
	struct buf find = BUF_INIT(1024);
	int rc = store_person(call->api->reader, id, &p);

	if (rc != 0)
		return rc == ERR_NOT_FOUND ? 0 : rc;
	if (p.suppressed_by != 0 && store_notice(call->api->reader, p.suppressed_by, &n) != 0)
		n = NOTICE_INIT; /* the mail has been forgotten; that it failed has not */
	shop = policy_shop(call->policy, p.shop);
	(void)snprintf(act, sizeof(act), "/desk/people/%llu/lift", (unsigned long long)p.id);
	(void)buf_add_str(&find, "/desk/find?q=");
	(void)text_add_percent(&find, span_of(p.email));
	w.href = desk_text(v, buf_str(&find));
	w.name = desk_text(v, p.name[0] != '\0' ? p.name : p.email);
	w.order = n.order[0] != '\0' ? desk_text(v, n.order) : "";
	w.phone = desk_text(v, p.phone);
	if (p.suppressed_utc_ms != 0)
		set_when(v, &w, shop != NULL ? shop->zone : "UTC", p.suppressed_utc_ms);
	w.what = desk_text(v, p.email);
	w.why = n.bounced_text[0] != '\0' ? desk_text(v, n.bounced_text)
					  : desk_say(v, "unreached.person", "");
	w.known = p.phone[0] != '\0' ? desk_say(v, "unreached.call", "")
				     : desk_say(v, "unreached.nothing", "");
	w.act = desk_text(v, act);
	w.act_word = desk_say(v, "unreached.lift", "");
	add_work(r, &w);
	buf_clear(&find);
	return 0;
}

int
desk_rows_unreached(struct desk_rows *r)
{
	struct api_call *call = r->v->call;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[DESK_PAGE_ROWS];
	size_t count = 1, looked = 0;
	int rc = 0;

	while (rc == 0 && count > 0 && !r->more && looked < LIMIT_PAGE_ROWS) {
		rc = store_suppressed(
		    call->api->reader, call->shop, &cursor, ids, DESK_PAGE_ROWS, &count);
		looked += count;
		for (size_t i = 0; rc == 0 && i < count && !r->more; i++)
			if (desk_rows_take(r))
				rc = add_person(r, ids[i]);
	}
	return rc;
}

/* ---- incidents ---- */

static int
add_held(struct desk_rows *r, uint64_t id)
{
	struct desk_view *v = r->v;
	struct parcel p;
	struct work w = {.href = NULL};
	int rc = parcel_load(v->call, id, &p);

	if (rc == 0) {
		const char *zone = desk_zone(v, &p.shipment);

		set_parcel(v, &w, &p);
		if (p.shipment.promise.until_day != DAY_NONE)
			w.when = desk_day(v, p.shipment.promise.until_day);
		w.left = desk_left(v, p.shipment.promise.deadline_utc_ms);
		w.what = desk_verdict(v, &p.shipment);
		w.why = desk_say(
		    v, "incident.last_scan", desk_moment(v, zone, p.shipment.last_scan_utc_ms));
		w.known = desk_owed(v, &p);
		w.open_word = desk_say(v, "work.open", "");
		add_work(r, &w);
	}
	parcel_clear(&p);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

int
desk_rows_held(struct desk_rows *r, uint64_t incident)
{
	struct api_call *call = r->v->call;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[DESK_PAGE_ROWS];
	size_t count = 1, looked = 0;
	int rc = 0;

	while (rc == 0 && count > 0 && !r->more && looked < LIMIT_PAGE_ROWS) {
		rc = store_held(call->api->reader, incident, &cursor, ids, DESK_PAGE_ROWS, &count);
		looked += count;
		for (size_t i = 0; rc == 0 && i < count && !r->more; i++)
			if (desk_rows_take(r))
				rc = add_held(r, ids[i]);
	}
	return rc;
}

const char *
desk_incident_name(struct desk_view *v, const struct incident *i)
{
	const struct carrier *carrier = carrier_find(i->carrier);
	const char *where = i->depot[0] != '\0' ? i->depot : i->lane;
	struct buf b = BUF_INIT(1024);
	const char *said;

	(void)buf_addf(
	    &b, "%s%s", carrier != NULL ? carrier->name : i->carrier, where[0] != '\0' ? ", " : "");
	(void)locale_add_title(&b, v->call->locale, span_of(where));
	said = desk_text(v, buf_str(&b));
	buf_clear(&b);
	return said;
}

const char *
desk_incident_what(struct desk_view *v, const struct incident *i)
{
	char key[48];

	(void)snprintf(key, sizeof(key), "incident.%s", incident_kind_name(i->kind));
	return desk_say(v, key, "");
}

const char *
desk_incident_text(struct desk_view *v, const struct incident *i)
{
	static const char *const words[INCIDENT_CAUSES] = {[INCIDENT_REFUSED] = "incident.refuses",
	    [INCIDENT_ENDED] = "incident.over.time",
	    [INCIDENT_ANSWERS] = "incident.over.answers",
	    [INCIDENT_MOVES] = "incident.over.moves",
	    [INCIDENT_NOTHING_MORE] = "incident.over.nothing",
	    [INCIDENT_PART] = "incident.over.part"};
	enum incident_cause cause = incident_cause_of(i->text);
	bool counts = !i->by_hand && i->closed_utc_ms == AT_NONE && i->expected > 0;

	if (cause != INCIDENT_CAUSES)
		return words[cause] != NULL ? desk_say(v, words[cause], "") : "";
	return counts ? "" : desk_text(v, i->text); /* they stand there as figures */
}

static void
add_incident(struct desk_rows *r, const struct incident *i, size_t held)
{
	struct desk_view *v = r->v;
	const char *zone = desk_shop_zone(v->call);
	bool open = i->closed_utc_ms == AT_NONE;
	struct work w = {.href = path_of(v, "incidents", i->id),
	    .name = desk_incident_name(v, i),
	    .what = desk_incident_what(v, i),
	    .why = desk_incident_text(v, i),
	    .open_word = desk_say(v, "work.open", "")};

	set_when(v, &w, zone, i->since_utc_ms);
	w.known = open ? desk_say_count(v, "incident.held", held)
		       : desk_say(v, "incident.closed", desk_moment(v, zone, i->closed_utc_ms));
	w.since = !open ? ""
	    : i->until_utc_ms != AT_NONE
	    ? desk_say(v, "incident.until", desk_moment(v, zone, i->until_utc_ms))
	    : desk_say(v, i->by_hand ? "incident.by_hand" : "incident.by_itself", "");
	add_work(r, &w);
}

int
desk_rows_incidents(struct desk_rows *r, bool all)
{
	struct store_reader *reader = r->v->call->api->reader;
	struct store_cursor cursor = {.len = 0};
	uint64_t ids[DESK_PAGE_ROWS], parcels[LIMIT_PAGE_ROWS];
	size_t count = 1, looked = 0;
	int rc = 0;

	while (rc == 0 && count > 0 && !r->more && looked < LIMIT_PAGE_ROWS) {
		rc = store_incidents(reader, !all, &cursor, ids, DESK_PAGE_ROWS, &count);
		looked += count;
		for (size_t k = 0; rc == 0 && k < count && !r->more; k++) {
			struct store_cursor first = {.len = 0};
			struct incident i;
			size_t held = 0;

			if (!desk_rows_take(r))
				continue;
			rc = store_incident(reader, ids[k], &i);
			if (rc == 0)
				rc = store_held(
				    reader, ids[k], &first, parcels, LIMIT_PAGE_ROWS, &held);
			if (rc == 0)
				add_incident(r, &i, held);
		}
	}
	return rc;
}
