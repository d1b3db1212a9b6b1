#pragma once

/*
 * incident: many parcels of one carrier, depot or lane gone quiet together, or a carrier that does not answer: one alert to the shop, and
 * no words to customers while it lasts. Opened and closed by the judge, or by hand.
 */

#include "monitor/base/limits.h"
#include "monitor/base/when.h"

/* Reaches disk. */
enum incident_kind {
	INCIDENT_SILENCE = 1,    /* scans stay out, and it is not known why */
	INCIDENT_OUTAGE = 2,     /* the carrier does not answer: nothing is known of its parcels */
	INCIDENT_STANDSTILL = 3, /* it answers, and its parcels do not move */
	INCIDENT_ANNOUNCED = 4,  /* a person knows: a strike, a flood */
	INCIDENT_KINDS
};

struct incident {
	uint64_t id;
	enum incident_kind kind;
	char carrier[LIMIT_ID_ROOM];
	char depot[LIMIT_TALLY_KEY_ROOM]; /* "": of all */
	char lane[LIMIT_TALLY_KEY_ROOM];  /* "": on all */
	int64_t since_utc_ms;             /* when it began, as far as is known */
	int64_t opened_utc_ms;
	int64_t closed_utc_ms;   /* AT_NONE while open */
	int64_t until_utc_ms;    /* it ends by itself then; AT_NONE */
	int64_t released_utc_ms; /* a person let the words go that wait for it; AT_NONE */
	int64_t expected, seen;  /* scans, when it was opened */
	int64_t parcels;         /* that it was seen to touch, when it was opened */
	bool by_hand;            /* only a person or `until` closes it */
	char author[64];
	char text[LIMIT_TEXT_ROOM]; /* why it was opened, then why it was closed */
};

#define INCIDENT_INIT                                                                              \
	((struct incident){.since_utc_ms = AT_NONE,                                                \
	    .opened_utc_ms = AT_NONE,                                                              \
	    .closed_utc_ms = AT_NONE,                                                              \
	    .until_utc_ms = AT_NONE,                                                               \
	    .released_utc_ms = AT_NONE})

/* Words to customers wait for it: it is open, and nobody has let them go. */
bool incident_waits(const struct incident *i, int64_t now_utc_ms);

/* Why the judge opened or closed one, where it has no figures. Each is kept as its text. */
enum incident_cause {
	INCIDENT_UNANSWERED,
	INCIDENT_REFUSED,
	INCIDENT_ENDED,        /* its `until` has come */
	INCIDENT_ANSWERS,      /* again */
	INCIDENT_MOVES,        /* again */
	INCIDENT_NOTHING_MORE, /* to be expected */
	INCIDENT_PART,         /* of one of the whole carrier */
	INCIDENT_CAUSES
};
const char *incident_cause_text(enum incident_cause cause);
/* INCIDENT_CAUSES: the text is a person's, or of figures. */
enum incident_cause incident_cause_of(const char *text);

const char *incident_kind_name(enum incident_kind kind);
/* INCIDENT_KINDS: there is none of that name. */
enum incident_kind incident_kind_from(const char *name);
