/* Answering for adapter.h: what a reply says of each number that was asked for. */

#include "carriers/adapter.h"

#include <string.h>

#include "monitor/base/text.h"

int
adapter_answer(struct observation_list *out, struct observation *o)
{
	struct observation *place = NULL;

	for (size_t i = 0; i < out->count && place == NULL; i++)
		if (strcmp(out->items[i].number, o->number) == 0)
			place = &out->items[i];
	if (place == NULL)
		place = observation_list_add(out);
	if (place == NULL)
		return ERR_NOMEM;
	observation_move(place, o);
	return 0;
}

int
adapter_answer_all(struct observation_list *out, const struct track_query *q, int error)
{
	int rc = 0;

	for (size_t i = 0; i < q->count && rc == 0; i++) {
		struct observation o = OBSERVATION_INIT;

		(void)text_cut(o.number, sizeof(o.number), span_of(q->numbers[i].number));
		o.error = error;
		rc = adapter_answer(out, &o);
		observation_clear(&o);
	}
	return rc;
}

int
adapter_conclude(
    struct observation_list *out, const struct track_query *q, struct observation *o, int rc)
{
	if (rc == ERR_NOT_FOUND || rc == ERR_REJECTED)
		return adapter_answer_all(out, q, rc);
	return rc < 0 ? rc : adapter_answer(out, o);
}

/* Whether the entry is about a number of the query, and which, normalised, as far as it is readable. `paths` are those of
 * its number, with '|' between them. */
static bool
is_asked(struct json_value entry, const char *paths, const struct track_query *q,
    char number[LIMIT_NUMBER_ROOM])
{
	const struct track_number none = {.number = ""};
	bool any = q->numbers[0].number[0] == '\0';
	bool told = false;
	struct span rest = span_of(paths);
	struct span piece;

	number[0] = '\0';
	while (text_split(&rest, '|', &piece)) {
		struct observation o = OBSERVATION_INIT;
		char path[64];

		(void)text_cut(path, sizeof(path), piece);
		adapter_number(&o, &none, json_path(entry, path));
		if (o.number[0] == '\0')
			continue;
		told = true;
		memcpy(number, o.number, sizeof(o.number));
		for (size_t i = 0; i < q->count; i++)
			if (any || strcmp(number, q->numbers[i].number) == 0)
				return true;
	}
	if (any || told || q->count > 1)
		return any;
	(void)text_cut(number, LIMIT_NUMBER_ROOM, span_of(q->numbers[0].number));
	return true;
}

void
adapter_add_piece(struct observation *o, struct event_list *list)
{
	bool done = adapter_delivered(list);

	o->pieces_total++;
	o->pieces_delivered += done;
	if (o->pieces_total == 1 || (adapter_delivered(&o->events) && !done))
		event_list_move(&o->events, list);
}

/* Takes `o`: another parcel of a number that has its answer already is one of its pieces. Sent on another day it is
 * another shipment, for numbers are used again: the newest lives. A day that is not told parts nothing. */
static int
join(struct observation_list *out, struct observation *o)
{
	struct observation *whole = NULL;

	for (size_t i = 0; i < out->count && whole == NULL; i++)
		if (strcmp(out->items[i].number, o->number) == 0)
			whole = &out->items[i];
	if (whole == NULL || whole->error != 0)
		return adapter_answer(out, o);
	if (o->error != 0)
		return 0;
	if (o->ship_day != whole->ship_day && o->ship_day != DAY_NONE &&
	    whole->ship_day != DAY_NONE)
		return o->ship_day > whole->ship_day ? adapter_answer(out, o) : 0;
	if (whole->pieces_total == 0) {
		whole->pieces_total = 1;
		whole->pieces_delivered = adapter_delivered(&whole->events);
	}
	adapter_add_piece(whole, &o->events);
	return 0;
}

int
adapter_read_batch(struct json_value entries, const char *number, adapter_read_fn *read, int absent,
    const struct track_query *q, struct observation_list *out, struct why *why)
{
	struct json_value entry = json_items(entries);
	bool any = q->numbers[0].number[0] == '\0';
	int rc = any && json_exists(entry) ? 0 : adapter_answer_all(out, q, absent);

	for (; rc == 0 && json_exists(entry); entry = json_items_next(entry)) {
		struct observation o = OBSERVATION_INIT;
		char own[LIMIT_NUMBER_ROOM];

		if (!is_asked(entry, number, q, own))
			continue;
		rc = read(entry, &o, why);
		if (rc == ERR_MALFORMED && q->count > 1) {
			observation_clear(&o);
			o = OBSERVATION_INIT;
			o.error = rc;
			rc = 0;
		}
		memcpy(o.number, own, sizeof(own));
		if (rc == 0)
			rc = join(out, &o);
		observation_clear(&o);
	}
	return rc;
}

bool
adapter_newer(const struct observation *a, const struct observation *b)
{
	if (a->events.count == 0 || b->events.count == 0)
		return a->events.count > b->events.count;
	return when_compare(a->events.items[a->events.count - 1].at,
		   b->events.items[b->events.count - 1].at) > 0;
}
