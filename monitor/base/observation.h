#pragma once

/*
 * observation: what one carrier reply said about one number, normalised, and the scans in it. Built by adapters,
 * read by merge. Values with owned lists; init, clear, move. Pure; any thread.
 */

#include "monitor/base/limits.h"
#include "monitor/base/milestone.h"
#include "monitor/base/when.h"

/* Who says so; reaches disk. */
enum event_source {
	SOURCE_CARRIER = 0,
	SOURCE_STAFF = 1, /* a mark by a person; can be withdrawn */
};

/* One scan. Its identity is (at's wall clock as written, else the instant; code): place, prose and a later-added offset
 * fill in and never make another event. */
struct event {
	struct when at;
	enum milestone milestone;
	enum reason reason;
	enum event_source source;
	bool
	    physical; /* somebody had the parcel in hand; false for announcements and system notes */
	char code[LIMIT_CODE_ROOM];
	char text[LIMIT_TEXT_ROOM]; /* the carrier's prose: data, never a format, for staff eyes */
	char place[LIMIT_PLACE_ROOM];
};

struct event_list {
	struct event *items; /* owned */
	size_t count;
	size_t room;
};

struct observation {
	char number[LIMIT_NUMBER_ROOM]; /* as asked for */
	int error; /* 0: found; ERR_NOT_FOUND, ERR_REJECTED, ERR_OUTAGE, ERR_MALFORMED of this number */
	char unique[LIMIT_NUMBER_ROOM]; /* the carrier's own id that tells reuses apart, or "" */
	int32_t ship_day;               /* tells reuses apart too; DAY_NONE */
	char service[64];
	char carrier[LIMIT_NAME_ROOM]; /* of an aggregator: who carries it; else "" */
	struct event_list events;      /* oldest first */
	struct when eta_from;          /* when the carrier expects it; kind NONE: it does not say */
	struct when eta_until;         /* equal to eta_from when it is one moment */
	int32_t
	    pickup_until_day; /* the last day on which it can be collected; DAY_NONE: not said */
	int32_t pieces_total; /* 0: not said */
	int32_t pieces_delivered;
};

struct observation_list {
	struct observation *items; /* owned */
	size_t count;
	size_t room;
	char next
	    [512]; /* "" or what the next request of this answer needs (a page cursor); see carrier.h */
};

#define EVENT_INIT ((struct event){.at = WHEN_INIT})
#define OBSERVATION_INIT                                                                           \
	((struct observation){.ship_day = DAY_NONE,                                                \
	    .eta_from = WHEN_INIT,                                                                 \
	    .eta_until = WHEN_INIT,                                                                \
	    .pickup_until_day = DAY_NONE})
#define OBSERVATION_LIST_INIT ((struct observation_list){0})

/* A new event at the end, set to EVENT_INIT; NULL when out of memory or past LIMIT_EVENTS (the caller then stops
 * adding: adapters that read newest first keep the newest). Valid until the next add. */
struct event *event_list_add(struct event_list *list);
void event_list_clear(struct event_list *list);
int event_list_copy(struct event_list *dst, const struct event_list *src) MUST_CHECK;
void event_list_move(struct event_list *dst, struct event_list *src);
void event_list_reverse(struct event_list *list);

/* Stable sort, oldest first, by when_compare, then milestone rank, then code: the merge's total order. */
void event_list_sort(struct event_list *list);

/* Same scan (identity above). */
bool event_same(const struct event *a, const struct event *b);
/* Same in every field. */
bool event_equal(const struct event *a, const struct event *b);
bool event_list_equal(const struct event_list *a, const struct event_list *b);

void observation_clear(struct observation *o);
void observation_move(struct observation *dst, struct observation *src);
int observation_copy(struct observation *dst, const struct observation *src) MUST_CHECK;
bool observation_equal(const struct observation *a, const struct observation *b);

/* A hash over all that is normalised, for "nothing new" of batched replies. */
uint64_t observation_hash(const struct observation *o);

/* A new observation at the end, set to OBSERVATION_INIT; NULL when out of memory or past LIMIT_BATCH_NUMBERS. */
struct observation *observation_list_add(struct observation_list *list);
void observation_list_clear(struct observation_list *list);
