#include "monitor/web/track_view.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "monitor/base/http.h"
#include "monitor/base/locale.h"
#include "monitor/base/text.h"
#include "monitor/notice/compose.h"
#include "monitor/notice/fact_put.h"
#include "monitor/notice/times.h"
#include "monitor/promise/assess.h"
#include "monitor/web/pages.h"

enum { ANSWERED_MS = 6 * HOUR_MS }; /* an older answer says nothing of silence */

/* ---- reading ---- */

static bool
counts(const struct shipment *s)
{
	return s->direction == DIRECTION_OUTBOUND && !s->cancelled && !s->superseded;
}

static enum track_state
state_of(const struct shipment *s, const struct order *order)
{
	bool told = s->promise.until_day != DAY_NONE && notice_is_told(s->promise.until_day, order);

	switch (s->milestone) {
	case MILESTONE_LOST_DAMAGED: return TRACK_LOST;
	case MILESTONE_RETURNING:
	case MILESTONE_RETURNED: return TRACK_RETURNING;
	case MILESTONE_READY_FOR_PICKUP: return TRACK_PICKUP;
	case MILESTONE_DELIVERED: return TRACK_DELIVERED;
	default: break;
	}
	if (told)
		return s->state == PROMISE_MISSED ? TRACK_MISSED : TRACK_SLIPPING;
	if (!s->handed_over)
		return TRACK_PREPARING;
	if (s->promise.until_day == DAY_NONE)
		return TRACK_NO_PROMISE;
	return s->state == PROMISE_ON_TRACK ? TRACK_ON_TIME : TRACK_DOUBT;
}

/* Of several the one that needs most words: what arrived comes last. */
static const struct shipment *
main_of(const struct track_view *v)
{
	static const uint8_t weight[TRACK_STATES] = {[TRACK_LOST] = 9,
	    [TRACK_RETURNING] = 8,
	    [TRACK_MISSED] = 7,
	    [TRACK_SLIPPING] = 6,
	    [TRACK_PICKUP] = 5,
	    [TRACK_DOUBT] = 4,
	    [TRACK_PREPARING] = 3,
	    [TRACK_ON_TIME] = 2,
	    [TRACK_NO_PROMISE] = 2,
	    [TRACK_DELIVERED] = 1};
	const struct shipment *best = NULL;

	for (size_t i = 0; i < v->parcel_count; i++) {
		const struct shipment *s = &v->parcels[i];

		if (best == NULL ||
		    weight[state_of(s, &v->order)] > weight[state_of(best, &v->order)])
			best = s;
	}
	return best;
}

/* An answer that changes nothing is noted in the schedule alone. */
static int
read_asked(struct store_reader *r, struct shipment *s)
{
	struct schedule schedule;
	int rc = store_schedule(r, s->id, &schedule);

	if (rc == 0)
		s->asked_utc_ms = data_heard(s, &schedule);
	return rc == ERR_NOT_FOUND ? 0 : rc;
}

static int
read_order(struct api_call *call, struct track_view *v)
{
	struct store_reader *r = call->api->reader;
	int64_t closed_utc_ms = INT64_MIN; /* INT64_MAX: not all are */
	int rc = store_order(r, call->who.shop, call->who.order, &v->order);

	for (size_t i = 0; rc == 0 && i < v->order.shipment_count; i++) {
		struct shipment *s = &v->parcels[v->parcel_count];

		*s = SHIPMENT_INIT;
		rc = store_shipment(r, v->order.shipments[i], s);
		if (rc != 0)
			break;
		v->parcel_count++;
		rc = read_asked(r, s);
		if (rc != 0)
			break;
		if (s->closed_utc_ms == AT_NONE)
			closed_utc_ms = INT64_MAX;
		else if (s->closed_utc_ms > closed_utc_ms)
			closed_utc_ms = s->closed_utc_ms;
		if (!counts(s))
			shipment_clear(&v->parcels[--v->parcel_count]);
	}
	if (rc == 0 && v->order.person != 0)
		rc = store_person(r, v->order.person, &v->person);
	v->expires_utc_ms = closed_utc_ms == INT64_MAX || closed_utc_ms == INT64_MIN
	    ? AT_NONE
	    : closed_utc_ms + (int64_t)LIMIT_LINK_DAYS * DAY_MS;
	if (rc == 0 &&
	    (v->parcel_count == 0 ||
		(v->expires_utc_ms != AT_NONE && call->now_utc_ms > v->expires_utc_ms)))
		rc = ERR_NOT_FOUND;
	return rc;
}

/* ---- showing ---- */

static void
add(struct track_view *v, const char *name, const char *text)
{
	assert(v->view.count < sizeof(v->values) / sizeof(v->values[0]));
	v->values[v->view.count++] = (struct mustache_value){.name = name, .text = text};
}

static void
add_flag(struct track_view *v, const char *name, bool on)
{
	add(v, name, on ? "1" : "");
}

/* A text of the view's own; its name must outlive it. */
static char *
room_for(struct track_view *v, const char *name)
{
	char *text = v->texts[v->text_count++];

	assert(v->text_count <= TRACK_TEXTS);
	text[0] = '\0';
	add(v, name, text);
	return text;
}

static int
words(char *dst, size_t room, const char *locale, enum locale_style style, int32_t day,
    int32_t second)
{
	struct buf b = BUF_INIT(FACT_ROOM);
	int rc = locale_add_words(&b, locale, style, day, second);

	if (rc == 0)
		(void)text_cut(dst, room, buf_span(&b));
	buf_clear(&b);
	return rc;
}

static const char *
zone_of(const struct track_view *v)
{
	return v->main->promise.zone[0] != '\0' ? v->main->promise.zone : v->shop->zone;
}

/* Today's moments are told by their hour alone. */
static enum locale_style
moment_style(const struct track_view *v, int64_t utc_ms, int64_t now_utc_ms)
{
	return utc_ms != AT_NONE && zone_day(zone_of(v), utc_ms) == zone_day(zone_of(v), now_utc_ms)
	    ? LOCALE_STYLE_TIME
	    : LOCALE_STYLE_DAY_TIME;
}

static int
add_at(struct track_view *v, const char *name, int64_t utc_ms, enum locale_style style)
{
	char *text = room_for(v, name);
	int32_t day, second, offset_min;

	if (utc_ms == AT_NONE)
		return 0;
	zone_wall(zone_of(v), utc_ms, &day, &second, &offset_min);
	return words(text, FACT_ROOM, v->facts.locale, style, day,
	    style == LOCALE_STYLE_WEEKDAY || style == LOCALE_STYLE_DAY ? -1 : second);
}

/* What the parcel did, newest first, in words of ours: a carrier's prose is for staff. Equal lines in a row are one. */
static int
add_way(struct api_call *call, struct track_view *v)
{
	const struct event_list *events = &v->main->events;
	const char *last_text = "";
	size_t count = 0;
	int rc = 0;

	for (size_t i = events->count; i > 0 && count < TRACK_WAY && rc == 0; i--) {
		const struct event *e = &events->items[i - 1];
		struct track_scan *scan = &v->way[count];
		char key[48] = "way.";
		const char *text;

		(void)text_cut(key + 4, sizeof(key) - 4, span_of(milestone_name(e->milestone)));
		text = pages_word(call->api->pages, "track", call->locale, key);
		if (text[0] == '\0' || (!e->physical && e->milestone != MILESTONE_LABEL_CREATED))
			continue;
		scan->place[0] = scan->hour[0] = '\0';
		if (e->place[0] != '\0') {
			struct buf b = BUF_INIT(sizeof(scan->place));

			rc = fact_add_place(&b, v->facts.locale, e->place, v->shop->country);
			(void)text_cut(scan->place, sizeof(scan->place), buf_span(&b));
			buf_clear(&b);
		}
		if (count > 0 && text == last_text &&
		    strcmp(v->way[count - 1].place, scan->place) == 0)
			continue;
		if (rc == 0)
			rc = words(scan->on, sizeof(scan->on), v->facts.locale,
			    LOCALE_STYLE_WEEKDAY, e->at.day, -1);
		if (rc == 0 && e->at.kind != WHEN_DATE)
			rc = words(scan->hour, sizeof(scan->hour), v->facts.locale,
			    LOCALE_STYLE_TIME, 0, e->at.second);
		scan->values[0] = (struct mustache_value){.name = "way_text", .text = text};
		scan->values[1] = (struct mustache_value){.name = "way_place", .text = scan->place};
		scan->values[2] = (struct mustache_value){.name = "way_on", .text = scan->on};
		scan->values[3] = (struct mustache_value){.name = "way_hour", .text = scan->hour};
		v->way_views[count] = (struct mustache_view){scan->values, 4};
		last_text = text;
		count++;
	}
	v->values[v->view.count++] =
	    (struct mustache_value){.name = "way", .items = v->way_views, .item_count = count};
	return rc;
}

/* The day by which a parcel is known, or promised and not in doubt; DAY_NONE. */
static int32_t
day_of(const struct track_view *v, const struct shipment *s, enum track_state state)
{
	switch (state) {
	case TRACK_DELIVERED: return zone_when_day(s->promise.zone, s->first_attempt);
	case TRACK_SLIPPING:
	case TRACK_MISSED: return v->order.retold[v->order.retold_count - 1].until_day;
	case TRACK_ON_TIME: return s->promise.until_day;
	default: return DAY_NONE;
	}
}

/* Each parcel of several in a line: what is in it, how it fares, and its day. */
static int
add_rows(struct api_call *call, struct track_view *v)
{
	static const char *const states[TRACK_STATES] = {[TRACK_PREPARING] = "state.preparing",
	    [TRACK_ON_TIME] = "state.on_time",
	    [TRACK_DOUBT] = "state.doubt",
	    [TRACK_SLIPPING] = "state.slipping",
	    [TRACK_MISSED] = "state.missed",
	    [TRACK_PICKUP] = "state.pickup",
	    [TRACK_DELIVERED] = "state.delivered",
	    [TRACK_LOST] = "state.lost",
	    [TRACK_RETURNING] = "state.returning",
	    [TRACK_NO_PROMISE] = "state.doubt"};
	size_t count = v->parcel_count > 1 ? v->parcel_count : 0;
	int rc = 0;

	for (size_t i = 0; i < count && rc == 0; i++) {
		const struct shipment *s = &v->parcels[i];
		enum track_state state = state_of(s, &v->order);
		struct track_parcel *row = &v->rows[i];
		int32_t day = day_of(v, s, state);

		(void)snprintf(row->nth, sizeof(row->nth), "%zu", i + 1);
		row->on[0] = '\0';
		if (day != DAY_NONE)
			rc = words(row->on, sizeof(row->on), v->facts.locale, LOCALE_STYLE_WEEKDAY,
			    day, -1);
		row->values[0] = (struct mustache_value){.name = "parcel_nth", .text = row->nth};
		row->values[1] = (struct mustache_value){.name = "parcel_items", .text = s->items};
		row->values[2] = (struct mustache_value){.name = "parcel_state",
		    .text = pages_word(call->api->pages, "track", call->locale, states[state])};
		row->values[3] = (struct mustache_value){.name = "parcel_on", .text = row->on};
		v->row_views[i] = (struct mustache_view){row->values, 4};
	}
	v->values[v->view.count++] = (struct mustache_value){
	    .name = "parcel_rows", .items = v->row_views, .item_count = count};
	return rc;
}

static void
add_strip(struct track_view *v)
{
	for (size_t i = 0; i < v->facts.strip_count; i++) {
		const struct strip_cell *c = &v->facts.strip[i];
		struct mustache_value *values = v->strip_values[i];

		values[0] = (struct mustache_value){.name = "weekday", .text = c->weekday};
		values[1] = (struct mustache_value){.name = "day", .text = c->day};
		values[2] = (struct mustache_value){.name = "note", .text = c->note};
		values[3] =
		    (struct mustache_value){.name = "given_up", .text = c->promised ? "1" : ""};
		values[4] =
		    (struct mustache_value){.name = "arrival", .text = c->arrival ? "1" : ""};
		v->strip_views[i] = (struct mustache_view){values, 5};
	}
	v->values[v->view.count++] = (struct mustache_value){
	    .name = "strip", .items = v->strip_views, .item_count = v->facts.strip_count};
}

/* The day since when it can be collected; DAY_NONE. */
static int32_t
ready_day(const struct shipment *s)
{
	int32_t day = DAY_NONE;

	for (size_t i = 0; i < s->events.count; i++)
		if (s->events.items[i].milestone == MILESTONE_READY_FOR_PICKUP)
			day = s->events.items[i].at.day;
	return day;
}

/* Nine of ten come by the day that this customer was told, or promised. */
static bool
nine_of_ten(const struct track_view *v, const struct notice_facts *told)
{
	const struct forecast *f = &v->main->forecast;

	return (v->state == TRACK_ON_TIME || v->state == TRACK_SLIPPING) &&
	    f->answer == FORECAST_MADE && f->p90_utc_ms != AT_NONE &&
	    zone_day(zone_of(v), f->p90_utc_ms) <= told->window_until_day;
}

/* The frozen facts of a notice that would be sent now, so that page and mail say the same words. */
static void
fill_notice(const struct track_view *v, struct notice *n)
{
	const struct shipment *s = v->main;
	struct notice_facts *f = &n->facts;

	*n = NOTICE_INIT;
	n->kind = NOTICE_RECEIVED;
	n->audience = AUDIENCE_CUSTOMER;
	memcpy(n->shop, s->shop, sizeof(n->shop));
	memcpy(n->order, s->order, sizeof(n->order));
	compose_about(s, f);
	f->next_word_utc_ms = v->order.obligation_utc_ms;
	if (v->state == TRACK_SLIPPING || v->state == TRACK_MISSED) {
		const struct retold *last = &v->order.retold[v->order.retold_count - 1];

		f->window_from_day = last->from_day;
		f->window_until_day = last->until_day;
	} else if (v->state == TRACK_ON_TIME) {
		f->window_from_day = s->promise.from_day;
		f->window_until_day = s->promise.until_day;
	} else if (v->state == TRACK_DELIVERED) {
		f->arrived_day = zone_when_day(s->promise.zone, s->first_attempt);
		f->kept = s->state == PROMISE_KEPT;
		f->window_from_day = f->window_until_day = f->arrived_day;
	} else if (v->state == TRACK_PICKUP) {
		f->arrived_day = ready_day(s);
		f->kept = s->state == PROMISE_KEPT;
	}
}

static void
add_state(struct track_view *v)
{
	static const char *const names[TRACK_STATES] = {
	    [TRACK_PREPARING] = "preparing",
	    [TRACK_ON_TIME] = "on_time",
	    [TRACK_DOUBT] = "doubt",
	    [TRACK_SLIPPING] = "slipping",
	    [TRACK_MISSED] = "missed",
	    [TRACK_PICKUP] = "at_pickup",
	    [TRACK_DELIVERED] = "delivered",
	    [TRACK_LOST] = "lost",
	    [TRACK_RETURNING] = "going_back",
	    [TRACK_NO_PROMISE] = "no_promise",
	};
	bool late = v->state == TRACK_SLIPPING || v->state == TRACK_MISSED;
	bool over = v->state == TRACK_DELIVERED || v->state == TRACK_RETURNING;

	for (int i = 0; i < TRACK_STATES; i++)
		add_flag(v, names[i], i == (int)v->state);
	add_flag(v, "late", late);
	add_flag(v, "bad", late || v->state == TRACK_LOST);
	add_flag(v, "choices", !over);
	add_flag(v, "on_its_way", v->state != TRACK_LOST && v->state != TRACK_PICKUP);
	add_flag(v, "suits", !late && v->state != TRACK_LOST && v->state != TRACK_PICKUP);
	add_flag(v, "chose_wait", v->order.choice == CHOICE_WAIT);
	add_flag(v, "chose_change", v->order.choice == CHOICE_CHANGE);
	add_flag(v, "chose_cancel", v->order.choice == CHOICE_CANCEL);
	add_flag(v, "chose_call", v->order.choice == CHOICE_CALL);
	add_flag(v, "wrote", v->order.choice == CHOICE_WRITE);
	add_flag(v, "said_yes", v->order.kept_answer == KEPT_ANSWER_YES);
	add_flag(v, "said_no", v->order.kept_answer == KEPT_ANSWER_NO);
	add_flag(v, "wants_problems", v->person.only_problems && !v->person.stopped);
	add_flag(v, "wants_nothing", v->person.stopped);
}

/* A browser loads pictures of the page's own origin alone: where the shop's is of another its name stands there. */
static const char *
logo_of(const struct shop *shop)
{
	char page[256], logo[256];
	bool own = shop->logo_url[0] != '\0' && shop->pages_url[0] != '\0' &&
	    http_origin(page, sizeof(page), shop->pages_url) == 0 &&
	    http_origin(logo, sizeof(logo), shop->logo_url) == 0 && strcmp(page, logo) == 0;

	return own ? shop->logo_url : "";
}

/* For how many hours nothing was heard of a parcel in doubt whose carrier answers, where that is longer than nine of ten wait; 0: it is not so. */
static int64_t
silence_of(const struct track_view *v, int64_t now_utc_ms)
{
	const struct shipment *s = v->main;
	int64_t gap_ms = s->last_scan_utc_ms != AT_NONE ? now_utc_ms - s->last_scan_utc_ms : 0;
	bool doubted =
	    v->state == TRACK_DOUBT || v->state == TRACK_SLIPPING || v->state == TRACK_MISSED;
	bool answered = s->asked_utc_ms != AT_NONE && now_utc_ms - s->asked_utc_ms < ANSWERED_MS;

	return doubted && answered && s->held_by == 0 && s->forecast.gap_p90_ms > 0 &&
		gap_ms > s->forecast.gap_p90_ms
	    ? gap_ms / HOUR_MS
	    : 0;
}

static int
add_times(struct api_call *call, struct track_view *v)
{
	int64_t open_utc_ms = shop_open_at(v->shop, call->now_utc_ms);
	bool asked_ever = v->main->asked_utc_ms != AT_NONE;
	int64_t minutes = asked_ever ? (call->now_utc_ms - v->main->asked_utc_ms) / MINUTE_MS : 0;
	bool recent = asked_ever && minutes < 90;
	int64_t now = call->now_utc_ms, chosen = v->order.chosen_utc_ms;
	int64_t answer = shop_close_at(v->shop, now + HOUR_MS), asked_at = v->main->asked_utc_ms;
	bool today = moment_style(v, answer, now) == LOCALE_STYLE_TIME;
	int rc = add_at(v, "chosen_at", chosen, moment_style(v, chosen, now));
	int64_t silent_h = silence_of(v, now);
	char *asked, *silent = room_for(v, "silence_hours");

	if (silent_h > 0)
		(void)snprintf(silent, FACT_ROOM, "%lld", (long long)silent_h);

	if (rc == 0)
		rc = add_at(v, "answer_by", today ? AT_NONE : answer, LOCALE_STYLE_DAY_TIME);
	if (rc == 0)
		rc = add_at(v, "answer_today", today ? answer : AT_NONE, LOCALE_STYLE_TIME);
	add_flag(v, "open_now", open_utc_ms <= now);
	if (rc == 0)
		rc = add_at(v, "expires_on", v->expires_utc_ms, LOCALE_STYLE_DAY);
	if (rc == 0)
		rc = add_at(v, "open_at", open_utc_ms, moment_style(v, open_utc_ms, now));
	asked = room_for(v, "asked_minutes");
	if (recent)
		(void)snprintf(asked, FACT_ROOM, "%lld", (long long)(minutes < 1 ? 1 : minutes));
	if (rc == 0)
		rc = add_at(
		    v, "asked_at", recent ? AT_NONE : asked_at, moment_style(v, asked_at, now));
	return rc;
}

int
track_view_fill(struct api_call *call, struct track_view *v)
{
	struct notice notice;
	struct render_input in;
	char *parcels;
	int rc;

	memset(v, 0, sizeof(*v));
	v->person = PERSON_INIT;
	v->shop = policy_shop(call->policy, call->who.shop);
	if (v->shop == NULL)
		return ERR_NOT_FOUND;
	rc = store_read_begin(call->api->reader);
	if (rc != 0)
		return rc;
	rc = read_order(call, v);
	store_read_end(call->api->reader);
	if (rc != 0)
		return rc;
	v->main = main_of(v);
	assert(v->main != NULL); /* one was read */
	v->state = state_of(v->main, &v->order);
	fill_notice(v, &notice);
	in = (struct render_input){.notice = &notice,
	    .shipments = v->main,
	    .shipment_count = 1,
	    .person = v->order.person != 0 ? &v->person : NULL,
	    .order = &v->order,
	    .shop = v->shop,
	    .now_utc_ms = call->now_utc_ms};
	rc = facts_build(&v->facts, &in);
	if (rc != 0)
		return rc;
	/* A last day that is over is nobody's any more. */
	if (v->main->pickup_until_day < zone_day(zone_of(v), call->now_utc_ms))
		v->facts.texts[FACT_PICKUP_UNTIL][0] = '\0';
	call->locale = pages_locale(call->api->pages, "track", v->facts.locale);
	memcpy(v->values, v->facts.values, v->facts.view.count * sizeof(v->values[0]));
	v->view = (struct mustache_view){v->values, v->facts.view.count};
	add_state(v);
	add_flag(v, "nine", nine_of_ten(v, &notice.facts));
	(void)snprintf(room_for(v, "link"), FACT_ROOM, "/t/%s", v->order.link);
	parcels = room_for(v, "parcels");
	if (v->parcel_count > 1)
		(void)snprintf(parcels, FACT_ROOM, "%zu", v->parcel_count);
	add(v, "accent", v->shop->accent);
	add(v, "logo", logo_of(v->shop));
	add_strip(v);
	rc = add_times(call, v);
	if (rc == 0)
		rc = add_rows(call, v);
	return rc != 0 ? rc : add_way(call, v);
}

void
track_view_clear(struct track_view *v)
{
	for (size_t i = 0; i < v->parcel_count; i++)
		shipment_clear(&v->parcels[i]);
	v->parcel_count = 0;
}
