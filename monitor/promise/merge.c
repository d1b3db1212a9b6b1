#include "monitor/promise/merge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a list says ---- */

/* Walked oldest first; what has been seen so far. */
struct walk {
	bool out; /* out for delivery at least once */
	bool pickup_point;
	bool pieces_open; /* some pieces are delivered, not all */
	bool pieces_many;
};

/* An end, or the way back, is left only by what a carrier says in so many words: a scan that comes late is not news. */
static bool
may_follow(enum milestone now, const struct event *e)
{
	if (e->milestone == MILESTONE_UNKNOWN)
		return false;
	switch (now) {
	case MILESTONE_RETURNED: return e->milestone == MILESTONE_LOST_DAMAGED;
	case MILESTONE_RETURNING:
		return e->milestone == MILESTONE_RETURNED || e->milestone == MILESTONE_DELIVERED ||
		    e->milestone == MILESTONE_LOST_DAMAGED;
	case MILESTONE_DELIVERED:
		return e->milestone == MILESTONE_RETURNING || e->milestone == MILESTONE_RETURNED ||
		    ((e->milestone == MILESTONE_EXCEPTION ||
			 e->milestone == MILESTONE_LOST_DAMAGED) &&
			e->reason != REASON_NONE);
	case MILESTONE_LOST_DAMAGED:
	case MILESTONE_CANCELLED:
	case MILESTONE_EXPIRED:
		return e->milestone == MILESTONE_DELIVERED || e->milestone == MILESTONE_RETURNING ||
		    e->milestone == MILESTONE_RETURNED || e->milestone == MILESTONE_LOST_DAMAGED ||
		    (e->milestone == MILESTONE_EXCEPTION && e->reason != REASON_NONE);
	default: return e->milestone != MILESTONE_LABEL_CREATED || !milestone_physical(now);
	}
}

static bool
is_attempt(const struct walk *w, const struct event *e)
{
	switch (e->milestone) {
	case MILESTONE_DELIVERED: return true;
	case MILESTONE_READY_FOR_PICKUP: return w->out || w->pickup_point;
	case MILESTONE_DELIVERY_ATTEMPTED: return reason_party(e->reason) == PARTY_RECIPIENT;
	default: return false;
	}
}

static void
note_attempt(const struct walk *w, const struct event *e, struct merge_summary *out)
{
	bool back = out->milestone == MILESTONE_RETURNING || out->milestone == MILESTONE_RETURNED;

	if (back || !is_attempt(w, e) || w->pieces_open)
		return;
	/* Of many pieces we know no one's attempts: the last delivery speaks for all. */
	if (w->pieces_many ? e->milestone == MILESTONE_DELIVERED
			   : out->first_attempt.kind == WHEN_NONE)
		out->first_attempt = e->at;
}

static void
step(const struct walk *w, const struct event *e, struct merge_summary *out)
{
	enum milestone to = e->milestone;

	if (!may_follow(out->milestone, e))
		return;
	if (to == MILESTONE_DELIVERED && w->pieces_open)
		return;
	/* What is delivered on its way back was given back to the sender. */
	if (to == MILESTONE_DELIVERED && out->milestone == MILESTONE_RETURNING)
		to = MILESTONE_RETURNED;
	if (milestone_terminal(out->milestone) && to != out->milestone)
		out->reopened = true;
	/* Why it goes back is said once, mostly when it turns. */
	if (to != MILESTONE_RETURNED || e->reason != REASON_NONE)
		out->reason = e->reason;
	if (to == MILESTONE_DELIVERED)
		out->delivered = e->at;
	else if (to != out->milestone)
		out->delivered = WHEN_INIT;
	out->milestone = to;
}

void
merge_summarise_pieces(const struct event_list *events, bool pickup_point, int32_t total,
    int32_t delivered, struct merge_summary *out)
{
	struct walk w = {
	    .pickup_point = pickup_point,
	    .pieces_many = total > 1,
	    .pieces_open = total > 1 && delivered < total,
	};

	*out = (struct merge_summary){
	    .first_attempt = WHEN_INIT, .delivered = WHEN_INIT, .last_scan = WHEN_INIT};
	for (size_t i = 0; i < events->count; i++) {
		const struct event *e = &events->items[i];

		note_attempt(&w, e, out);
		step(&w, e, out);
		w.out = w.out || e->milestone == MILESTONE_OUT_FOR_DELIVERY;
		if (e->physical) {
			out->handed_over = true;
			out->last_scan = e->at;
		}
	}
	/* Only deliveries were seen, and not of all pieces: the others are somewhere. */
	if (w.pieces_open && delivered > 0 && out->milestone == MILESTONE_UNKNOWN)
		out->milestone = MILESTONE_IN_TRANSIT;
	out->party = reason_party(out->reason);
}

void
merge_summarise(const struct event_list *events, bool pickup_point, struct merge_summary *out)
{
	merge_summarise_pieces(events, pickup_point, 0, 0, out);
}

/* ---- one scan told twice ---- */

/* Of two tellings the one kept must not depend on which came first: the longer, then the greater. */
static void
fill_text(char *dst, const char *src, size_t room)
{
	size_t have = strlen(dst);
	size_t got = strlen(src);

	assert(got < room);
	if (got > have || (got == have && strcmp(src, dst) > 0))
		memcpy(dst, src, got + 1);
}

static bool
when_knows_more(struct when a, struct when b)
{
	/* UTC alone hides the wall clock, an offset adds the instant to it. */
	static const int worth[] = {
	    [WHEN_NONE] = 0, [WHEN_DATE] = 1, [WHEN_LOCAL] = 2, [WHEN_UTC] = 3, [WHEN_INSTANT] = 4};

	if (a.kind != b.kind)
		return worth[a.kind] > worth[b.kind];
	return a.offset_min > b.offset_min;
}

static void
fill_event(struct event *dst, const struct event *src)
{
	int have = milestone_rank(dst->milestone) * MILESTONE_COUNT + (int)dst->milestone;
	int got = milestone_rank(src->milestone) * MILESTONE_COUNT + (int)src->milestone;

	if (when_knows_more(src->at, dst->at))
		dst->at = src->at;
	if (got > have) {
		dst->milestone = src->milestone;
		dst->reason = src->reason;
	} else if (got == have && src->reason > dst->reason) {
		dst->reason = src->reason;
	}
	dst->physical = dst->physical || src->physical;
	fill_text(dst->text, src->text, sizeof(dst->text));
	fill_text(dst->place, src->place, sizeof(dst->place));
}

static int
list_room(struct event_list *list, size_t room)
{
	list->items = calloc(room > 0 ? room : 1, sizeof(*list->items));
	list->count = 0;
	list->room = room;
	return list->items == NULL ? ERR_NOMEM : 0;
}

/* The list has room for all (list_room). */
static void
list_take(struct event_list *list, const struct event *e)
{
	for (size_t i = 0; i < list->count; i++) {
		struct event *mine = &list->items[i];

		if (mine->source == e->source && event_same(mine, e)) {
			fill_event(mine, e);
			return;
		}
	}
	assert(list->count < list->room);
	list->items[list->count++] = *e;
}

/* ---- order and caps ---- */

/* Any total order will do: it takes what event_list_sort leaves equal out of the hands of chance. */
static int
compare_plain(const void *left, const void *right)
{
	const struct event *a = left;
	const struct event *b = right;
	const int64_t keys[][2] = {{a->at.day, b->at.day}, {a->at.second, b->at.second},
	    {a->at.kind, b->at.kind}, {a->at.offset_min, b->at.offset_min},
	    {a->milestone, b->milestone}, {a->source, b->source}};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i][0] != keys[i][1])
			return keys[i][0] < keys[i][1] ? -1 : 1;
	return strcmp(a->code, b->code);
}

/* A scan that says no more than the one before it. */
static bool
is_ordinary(const struct event *before, const struct event *e)
{
	return e->source == SOURCE_CARRIER && e->milestone == before->milestone &&
	    e->reason == before->reason && e->physical == before->physical;
}

/* Cut to `most`: the oldest ordinary ones go, then, should that not do, the oldest. */
static void
list_trim(struct event_list *list, size_t most)
{
	size_t excess = list->count > most ? list->count - most : 0;
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (excess > 0 && kept > 0 && is_ordinary(&list->items[kept - 1], &list->items[i]))
			excess--;
		else
			list->items[kept++] = list->items[i];
	}
	memmove(list->items, list->items + excess, (kept - excess) * sizeof(*list->items));
	list->count = kept - excess;
}

static void
list_settle(struct event_list *list, size_t most)
{
	qsort(list->items, list->count, sizeof(*list->items), compare_plain);
	event_list_sort(list);
	list_trim(list, most);
}

/* ---- one number, several parcels ---- */

enum generation { GENERATION_SAME, GENERATION_NEWER, GENERATION_OLDER };

/* Whether the observation is of the parcel that we follow, of a later one with its number, or of an earlier one. */
static enum generation
generation_of(const struct shipment *s, const struct observation *o, int64_t asked_utc_ms)
{
	bool days = s->ship_day != DAY_NONE && o->ship_day != DAY_NONE;
	bool other_id =
	    s->unique[0] != '\0' && o->unique[0] != '\0' && strcmp(s->unique, o->unique) != 0;
	bool same_id = s->unique[0] != '\0' && strcmp(s->unique, o->unique) == 0;
	int32_t apart = days ? o->ship_day - s->ship_day : 0;

	if (same_id)
		return GENERATION_SAME;
	/* A ship date alone may be corrected by some days; a number comes back after months. */
	if (!other_id && apart <= LIMIT_REUSE_DAYS && apart >= -LIMIT_REUSE_DAYS)
		return GENERATION_SAME;
	if (apart != 0)
		return apart > 0 ? GENERATION_NEWER : GENERATION_OLDER;
	return asked_utc_ms > s->asked_utc_ms ? GENERATION_NEWER : GENERATION_OLDER;
}

/* Too old to be of this order: an earlier parcel had the number. */
static bool
is_before_order(const struct shipment *s, const struct event *e)
{
	int64_t floor_utc_ms = s->ordered_utc_ms != AT_NONE
	    ? s->ordered_utc_ms - LIMIT_BEFORE_ORDER_MS
	    : s->registered_utc_ms == AT_NONE ? AT_NONE
					      : s->registered_utc_ms - LIMIT_BEFORE_REGISTERED_MS;

	if (e->source == SOURCE_STAFF || e->at.kind == WHEN_NONE || floor_utc_ms == AT_NONE)
		return false;
	if (e->at.kind == WHEN_DATE)
		return zone_day_end(s->promise.zone, e->at.day) <= floor_utc_ms;
	return zone_when_utc(s->promise.zone, e->at) < floor_utc_ms;
}

/* ---- the shipment ---- */

static void
summary_apply(struct shipment *s)
{
	struct merge_summary sum;

	merge_summarise_pieces(
	    &s->events, s->pickup_point, s->pieces_total, s->pieces_delivered, &sum);
	s->milestone = sum.milestone;
	s->reason = sum.reason;
	s->party = sum.party;
	s->first_attempt = sum.first_attempt;
	s->delivered = sum.delivered;
	s->handed_over = sum.handed_over;
	s->last_scan_utc_ms = sum.last_scan.kind == WHEN_NONE
	    ? AT_NONE
	    : zone_when_utc(s->promise.zone, sum.last_scan);
}

/* `next` is a flat copy of `s` with lists of its own, unsorted: finish it and put it in the place of `s`. */
static bool
shipment_replace(struct shipment *s, struct shipment *next)
{
	int64_t asked_utc_ms = next->asked_utc_ms;
	bool changed;

	list_settle(&next->events, LIMIT_EVENTS);
	list_settle(&next->apart, LIMIT_EVENTS_APART);
	summary_apply(next);
	next->asked_utc_ms = s->asked_utc_ms;
	changed = !shipment_equal(next, s);
	event_list_clear(changed ? &s->events : &next->events);
	event_list_clear(changed ? &s->apart : &next->apart);
	if (changed)
		*s = *next;
	s->asked_utc_ms = asked_utc_ms;
	return changed;
}

/* A flat copy whose lists are its own, empty, with room for `more` beyond what `s` has. */
static int
shipment_begin(struct shipment *next, const struct shipment *s, size_t more)
{
	size_t most = s->events.count + s->apart.count + more;
	int rc;

	*next = *s;
	next->apart = (struct event_list){0};
	rc = list_room(&next->events, most);
	if (rc == 0)
		rc = list_room(&next->apart, most);
	if (rc < 0)
		event_list_clear(&next->events);
	return rc;
}

static void
take_facts(struct shipment *next, const struct observation *o, enum generation generation,
    int64_t asked_utc_ms)
{
	bool newer = generation == GENERATION_NEWER;

	next->found = true;
	if (newer || next->unique[0] == '\0')
		memcpy(next->unique, o->unique, sizeof(next->unique));
	if (newer || next->ship_day == DAY_NONE ||
	    (o->ship_day != DAY_NONE && o->ship_day < next->ship_day))
		next->ship_day = o->ship_day;
	if (!newer && asked_utc_ms <= next->asked_utc_ms)
		return;
	next->asked_utc_ms = asked_utc_ms;
	next->eta_from = o->eta_from;
	next->eta_until = o->eta_until;
	next->pickup_until_day = o->pickup_until_day;
	next->pieces_total = o->pieces_total;
	next->pieces_delivered = o->pieces_delivered;
	if (o->service[0] != '\0')
		memcpy(next->service, o->service, sizeof(next->service));
	if (o->carrier[0] != '\0')
		memcpy(next->carried_by, o->carrier, sizeof(next->carried_by));
}

int
merge_observation(
    struct shipment *s, const struct observation *o, int64_t asked_utc_ms, bool *changed)
{
	enum generation generation = generation_of(s, o, asked_utc_ms);
	struct shipment next;
	int rc;

	*changed = false;
	if (o->error != 0)
		return 0;
	rc = shipment_begin(&next, s, o->events.count);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < s->apart.count; i++)
		list_take(&next.apart, &s->apart.items[i]);
	for (size_t i = 0; i < s->events.count; i++) {
		const struct event *e = &s->events.items[i];

		list_take(generation == GENERATION_NEWER && e->source == SOURCE_CARRIER
			? &next.apart
			: &next.events,
		    e);
	}
	for (size_t i = 0; i < o->events.count; i++) {
		const struct event *e = &o->events.items[i];

		list_take(generation == GENERATION_OLDER || is_before_order(s, e) ? &next.apart
										  : &next.events,
		    e);
	}
	if (generation != GENERATION_OLDER)
		take_facts(&next, o, generation, asked_utc_ms);
	*changed = shipment_replace(s, &next);
	return 0;
}

static int
marks_change(struct shipment *s, const struct event *mark, bool *changed)
{
	struct shipment next;
	int rc;

	*changed = false;
	rc = shipment_begin(&next, s, 1);
	if (rc < 0)
		return rc;
	for (size_t i = 0; i < s->apart.count; i++)
		list_take(&next.apart, &s->apart.items[i]);
	for (size_t i = 0; i < s->events.count; i++)
		if (mark != NULL || s->events.items[i].source != SOURCE_STAFF)
			list_take(&next.events, &s->events.items[i]);
	if (mark != NULL)
		list_take(&next.events, mark);
	*changed = shipment_replace(s, &next);
	return 0;
}

int
merge_mark(struct shipment *s, const struct event *mark, bool *changed)
{
	struct event staff = *mark;

	staff.source = SOURCE_STAFF;
	return marks_change(s, &staff, changed);
}

int
merge_withdraw_marks(struct shipment *s, bool *changed)
{
	return marks_change(s, NULL, changed);
}
