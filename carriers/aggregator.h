#pragma once

/*
 * aggregator: what the adapters of aggregators share. All of them answer with a list of shipments of many carriers, each
 * with its own words for the same few things: a table of paths says where those stand. Pure; any thread.
 */

#include "carriers/adapter.h"

/* Where things stand, as json_path reads it; NULL where the format has none. */
struct aggregator {
	const struct code_row *codes;
	size_t code_count;

	/* of a shipment */
	const char *number;
	const char *carrier; /* who carries it: a name or the aggregator's code */
	const char *service;
	const char *status;   /* of the whole: tells "nothing yet" where there is no event */
	const char *eta_from; /* NULL: eta_until is all there is */
	const char *eta_until;
	bool eta_is_day;      /* the hour beside the day means nothing */
	const char *lists[2]; /* of events */
	const char *latest;   /* an event that the lists may not have yet */

	/* of an event */
	const char *at;
	const char *fine; /* a code that says more than `code`, where it is listed */
	const char *code;
	const char
	    *raw; /* kept as the code where there is neither: the carrier's own, not ours to read */
	const char *text;
	const char *
	    plain; /* the aggregator's own words, all that is kept of a delivery: prose may name who signed */
	const char *city;
	const char *country, *other_country; /* the second where there is no first */
	const char *place;                   /* instead of a city */
	bool newest_first;

	/* of a message that it sends by itself: its shipments; where it sends other messages, too, the member that tells them
	 * apart, and its text unless any will do */
	const char *push, *push_if, *push_is;

	/* Instead of reading `at` and of reading a shipment as the table says. */
	int (*read_at)(struct json_value event, struct when *out, struct why *why);
	int (*read)(const struct aggregator *a, struct json_value shipment, struct observation *o,
	    struct why *why);
};

int aggregator_event(const struct aggregator *a, struct json_value v, struct event_list *list,
    struct why *why) MUST_CHECK;

/* Add the events of a member (json_items). An absent one has none. */
int aggregator_events(const struct aggregator *a, struct json_value list, struct event_list *out,
    struct why *why) MUST_CHECK;

/* A shipment as the table says, events oldest first. */
int aggregator_shipment(const struct aggregator *a, struct json_value shipment,
    struct observation *o, struct why *why) MUST_CHECK;

/* Answer what was asked from a list of shipments, or from one: at the first step also "not known yet" for each number that
 * has none, or nothing to tell. One malformed shipment is the fault of its number unless it was the only one asked for.
 * `absent` (may be NULL) gets the numbers that the list does not name, with commas between. */
int aggregator_answer(const struct aggregator *a, struct json_value list,
    const struct track_query *q, struct observation_list *out, struct buf *absent,
    struct why *why) MUST_CHECK;

/* End the answer to a query: the list's shipments; or what `rc` says is wrong with the number, or else with the whole reply,
 * whose own error code stands at `code`, if it has one. */
int aggregator_conclude(const struct aggregator *a, struct json_value list, int rc,
    struct json_value code, const struct track_query *q, struct observation_list *out,
    struct buf *absent, struct why *why) MUST_CHECK;

/* A whole push_parse: no observation where the shipments are absent. */
int aggregator_push(const struct aggregator *a, const struct push_message *m,
    struct observation_list *out, struct why *why) MUST_CHECK;

/* This step tells the aggregator of numbers that it does not have yet. */
bool aggregator_telling(const struct track_query *q);

/* The numbers of a later step: q->next has them. */
void aggregator_tell_next(struct observation_list *out, struct span numbers);

/* What every aggregator is asked for: numbers of the posts of the world, whoever they are. */
int aggregator_recognises(const char *number);

/* The aggregator's code of the carrier to ask: the account's `service`, else the surest carrier of the number that `slugs`
 * knows, else NULL. */
struct aggregator_slug {
	const char *carrier; /* our id */
	const char *slug;
};
const char *aggregator_slug(
    const struct track_query *q, size_t i, const struct aggregator_slug *slugs, size_t count);

/* Where an aggregator that must be told the carrier is asked about one number: `path`, slug, `between`, number. */
struct aggregator_door {
	const char *origin, *path, *between;
	const char *header, *scheme; /* of the key */
	const struct aggregator_slug *slugs;
	size_t slug_count;
};

/* A whole track_build. Without a carrier there is no asking: ERR_REJECTED, which is told to the shop. */
int aggregator_ask(const struct aggregator_door *door, const struct track_query *q,
    struct http_request *out) MUST_CHECK;

/* A GET, or a POST of JSON, with the key in `header` after `scheme`. */
int aggregator_open(struct http_request *out, enum http_method method, const struct track_query *q,
    const char *origin, const char *path, const char *header, const char *scheme) MUST_CHECK;
