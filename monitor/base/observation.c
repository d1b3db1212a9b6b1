#include "monitor/base/observation.h"

#include "monitor/base/sign.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 8 };

struct event *
event_list_add(struct event_list *list)
{
	if (list->count >= LIMIT_EVENTS)
		return NULL;
	if (list->count == list->room) {
		size_t room = list->room > 0 ? 2 * list->room : FIRST_ROOM;
		struct event *items = realloc(list->items, room * sizeof(*items));

		if (items == NULL)
			return NULL;
		list->items = items;
		list->room = room;
	}
	list->items[list->count] = EVENT_INIT;
	return &list->items[list->count++];
}

void
event_list_clear(struct event_list *list)
{
	if (list == NULL)
		return;
	free(list->items);
	*list = (struct event_list){0};
}

int
event_list_copy(struct event_list *dst, const struct event_list *src)
{
	struct event *items = NULL;

	if (src->count > 0) {
		items = malloc(src->count * sizeof(*items));
		if (items == NULL)
			return ERR_NOMEM;
		memcpy(items, src->items, src->count * sizeof(*items));
	}
	event_list_clear(dst);
	*dst = (struct event_list){items, src->count, src->count};
	return 0;
}

void
event_list_move(struct event_list *dst, struct event_list *src)
{
	if (dst == src)
		return;
	event_list_clear(dst);
	*dst = *src;
	*src = (struct event_list){0};
}

void
event_list_reverse(struct event_list *list)
{
	for (size_t i = 0, j = list->count; i + 1 < j; i++) {
		struct event held = list->items[i];

		list->items[i] = list->items[--j];
		list->items[j] = held;
	}
}

static int
compare_numbers(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Past the code only what tells two scans of one instant apart, so that the order never depends on the input's. */
static int
event_compare(const struct event *a, const struct event *b)
{
	int order = when_compare(a->at, b->at);

	if (order == 0)
		order = compare_numbers(milestone_rank(a->milestone), milestone_rank(b->milestone));
	if (order == 0)
		order = strcmp(a->code, b->code);
	if (order == 0)
		order = compare_numbers(a->at.second, b->at.second);
	if (order == 0)
		order = compare_numbers(a->source, b->source);
	return order;
}

/* By insertion: stable, allocates nothing, and carriers send nearly sorted lists, on which it is linear. */
void
event_list_sort(struct event_list *list)
{
	for (size_t i = 1; i < list->count; i++) {
		struct event held = list->items[i];
		size_t place = i;

		while (place > 0 && event_compare(&list->items[place - 1], &held) > 0)
			place--;
		if (place == i)
			continue;
		memmove(&list->items[place + 1], &list->items[place], (i - place) * sizeof(held));
		list->items[place] = held;
	}
}

static bool
has_wall_clock(struct when at)
{
	return at.kind == WHEN_INSTANT || at.kind == WHEN_LOCAL;
}

bool
event_same(const struct event *a, const struct event *b)
{
	bool same;

	if (has_wall_clock(a->at) && has_wall_clock(b->at))
		same = a->at.day == b->at.day && a->at.second == b->at.second;
	else if (a->at.kind == WHEN_UTC || b->at.kind == WHEN_UTC)
		same = when_utc(a->at) != AT_NONE && when_utc(a->at) == when_utc(b->at);
	else
		same = when_equal(a->at, b->at);
	return same && strcmp(a->code, b->code) == 0; /* moments differ more often than codes */
}

bool
event_equal(const struct event *a, const struct event *b)
{
	return when_equal(a->at, b->at) && a->milestone == b->milestone && a->reason == b->reason &&
	    a->source == b->source && a->physical == b->physical && strcmp(a->code, b->code) == 0 &&
	    strcmp(a->text, b->text) == 0 && strcmp(a->place, b->place) == 0;
}

bool
event_list_equal(const struct event_list *a, const struct event_list *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!event_equal(&a->items[i], &b->items[i]))
			return false;
	return true;
}

void
observation_clear(struct observation *o)
{
	if (o == NULL)
		return;
	event_list_clear(&o->events);
	*o = OBSERVATION_INIT;
}

void
observation_move(struct observation *dst, struct observation *src)
{
	if (dst == src)
		return;
	observation_clear(dst);
	*dst = *src;
	*src = OBSERVATION_INIT;
}

int
observation_copy(struct observation *dst, const struct observation *src)
{
	struct observation copy = *src;
	int rc;

	copy.events = (struct event_list){0};
	rc = event_list_copy(&copy.events, &src->events);
	if (rc < 0)
		return rc;
	observation_move(dst, &copy);
	return 0;
}

bool
observation_equal(const struct observation *a, const struct observation *b)
{
	return strcmp(a->number, b->number) == 0 && a->error == b->error &&
	    strcmp(a->unique, b->unique) == 0 && a->ship_day == b->ship_day &&
	    strcmp(a->service, b->service) == 0 && strcmp(a->carrier, b->carrier) == 0 &&
	    when_equal(a->eta_from, b->eta_from) && when_equal(a->eta_until, b->eta_until) &&
	    a->pickup_until_day == b->pickup_until_day && a->pieces_total == b->pieces_total &&
	    a->pieces_delivered == b->pieces_delivered && event_list_equal(&a->events, &b->events);
}

static uint64_t
fold_number(uint64_t hash, int64_t number)
{
	uint64_t both[2] = {hash, (uint64_t)number};

	return sign_hash64((struct span){(const char *)both, sizeof(both)});
}

static uint64_t
fold_text(uint64_t hash, const char *text)
{
	return fold_number(hash, (int64_t)sign_hash64((struct span){text, strlen(text)}));
}

static uint64_t
fold_when(uint64_t hash, struct when at)
{
	hash = fold_number(hash, at.kind);
	hash = fold_number(hash, at.day);
	hash = fold_number(hash, at.second);
	return fold_number(hash, at.offset_min);
}

static uint64_t
fold_event(uint64_t hash, const struct event *e)
{
	hash = fold_when(hash, e->at);
	hash = fold_number(hash, e->milestone);
	hash = fold_number(hash, e->reason);
	hash = fold_number(hash, e->source);
	hash = fold_number(hash, e->physical);
	hash = fold_text(hash, e->code);
	hash = fold_text(hash, e->text);
	return fold_text(hash, e->place);
}

uint64_t
observation_hash(const struct observation *o)
{
	uint64_t hash = fold_text(0, o->number);

	hash = fold_number(hash, o->error);
	hash = fold_text(hash, o->unique);
	hash = fold_number(hash, o->ship_day);
	hash = fold_text(hash, o->service);
	hash = fold_text(hash, o->carrier);
	hash = fold_when(hash, o->eta_from);
	hash = fold_when(hash, o->eta_until);
	hash = fold_number(hash, o->pickup_until_day);
	hash = fold_number(hash, o->pieces_total);
	hash = fold_number(hash, o->pieces_delivered);
	for (size_t i = 0; i < o->events.count; i++)
		hash = fold_event(hash, &o->events.items[i]);
	return hash;
}

struct observation *
observation_list_add(struct observation_list *list)
{
	if (list->count >= LIMIT_BATCH_NUMBERS)
		return NULL;
	if (list->count == list->room) {
		size_t room = list->room > 0 ? 2 * list->room : FIRST_ROOM;
		struct observation *items = realloc(list->items, room * sizeof(*items));

		if (items == NULL)
			return NULL;
		list->items = items;
		list->room = room;
	}
	list->items[list->count] = OBSERVATION_INIT;
	return &list->items[list->count++];
}

void
observation_list_clear(struct observation_list *list)
{
	if (list == NULL)
		return;
	for (size_t i = 0; i < list->count; i++)
		observation_clear(&list->items[i]);
	free(list->items);
	*list = OBSERVATION_LIST_INIT;
}
