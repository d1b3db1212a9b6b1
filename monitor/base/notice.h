#pragma once

/*
 * notice: one message to one audience, of a kind, through a channel; its states in the outbox, and the facts that were frozen when it
 * was decided. Words are made when it is rendered.
 */

#include "monitor/base/limits.h"
#include "monitor/base/milestone.h"
#include "monitor/base/sign.h"
#include "monitor/base/zone.h"

/* All reach disk. */
enum notice_kind {
	NOTICE_NONE = 0,
	/* to the customer, weakest first: of two for one order the later wins */
	NOTICE_PROMISE_MADE = 1,
	NOTICE_RECEIVED = 2,
	NOTICE_BACK_ON_TRACK = 3,
	NOTICE_STILL_NO_NEWS = 4,
	NOTICE_DELAY = 5,
	NOTICE_DELAY_AGAIN = 6,
	NOTICE_MISSED = 7,
	NOTICE_ACTION_NEEDED = 8,
	NOTICE_LOST = 9,
	NOTICE_DELIVERED = 10,
	/* to the shop */
	NOTICE_RISK = 20,
	NOTICE_CASE_OPENED = 21,
	NOTICE_CASE_ESCALATED = 22,
	NOTICE_INCIDENT_OPENED = 23,
	NOTICE_INCIDENT_CLOSED = 24,
	NOTICE_ACCOUNT_FAILING = 25,
	NOTICE_CHANNEL_FAILING = 26,
	NOTICE_BRAKE = 27,
	NOTICE_BLIND = 28,
	NOTICE_LOGIN = 29,
	NOTICE_DIGEST = 30,
	NOTICE_INTAKE_FAILING = 31, /* what a shop's own system has to say does not come in */
	NOTICE_EVENTS_FAILING = 32, /* a program of the shop's is not told what happens */
	NOTICE_KINDS
};

enum audience { AUDIENCE_CUSTOMER = 1, AUDIENCE_SHOP = 2 };

enum channel_id {
	CHANNEL_EMAIL = 1,
	CHANNEL_WEBHOOK = 2,
	CHANNEL_SLACK = 3,
	CHANNEL_TEAMS = 4,
	CHANNEL_DISCORD = 5,
	CHANNEL_NTFY = 6,
	CHANNEL_TELEGRAM = 7,
	CHANNEL_SMS = 8,
	CHANNEL_WHATSAPP = 9,
	CHANNEL_COUNT
};

enum notice_state {
	NOTICE_STATE_SHADOW = 1,
	NOTICE_STATE_HELD = 2,
	NOTICE_STATE_PENDING = 3,
	NOTICE_STATE_SENDING = 4,
	NOTICE_STATE_IN_DOUBT = 5,
	NOTICE_STATE_SENT = 6,
	NOTICE_STATE_SUPERSEDED = 7,
	NOTICE_STATE_REFUSED = 8,
	NOTICE_STATE_DEAD = 9,
};

/* How one attempt ended. */
enum answer {
	ANSWER_OK = 1,
	ANSWER_TEMPORARY = 2,       /* 4xx for this recipient: later */
	ANSWER_PERMANENT = 3,       /* this recipient's own refusal: a case */
	ANSWER_IN_DOUBT = 4,        /* sent whole, the answer never seen */
	ANSWER_CHANNEL_FAILING = 5, /* nobody can be reached: the notice waits */
	ANSWER_TONE = 6,            /* refused by a hard rule at send: a case */
};

/* What was known when it was decided: everything the words need that a later record might say otherwise. */
struct notice_facts {
	int32_t promised_from_day, promised_until_day; /* DAY_NONE */
	int32_t promised_until_second;                 /* -1: no hours */
	int32_t window_from_day, window_until_day;     /* the new window; DAY_NONE: unknown */
	int32_t said_from_day, said_until_day; /* what was said last before this; DAY_NONE */
	char zone[ZONE_ROOM];
	int64_t next_word_utc_ms; /* the obligation that this notice makes; AT_NONE */
	int64_t last_scan_utc_ms; /* AT_NONE */
	char last_scan_place[LIMIT_PLACE_ROOM];
	/* Local day of the first attempt: of delivered, and of action_needed when that came late; DAY_NONE. */
	int32_t arrived_day;
	bool kept; /* of delivered */
	enum milestone milestone;
	enum reason reason;
	char rule[24];
	char account
	    [LIMIT_ACCOUNT_ROOM]; /* account_failing; of intake_failing the connector, of events_failing the endpoint */
	/* A short machine-made fact for shop kinds: "401 from the token endpoint". Of a digest the figures: "slipping=3 missed=1",
	 * of at_risk, slipping, missed, kept, late, cases, unowned, owed, held, bounced, failing, unknown, channel, bounced. Of blind the gap: two instants in UTC. Of login
	 * whom it is for, and the link. */
	char detail[LIMIT_TEXT_ROOM];
	/* What a person of the shop adds, as typed; "" none. Of a digest the parcels at risk, a line each: order, rule, promised day, tabs between. */
	char words[LIMIT_WORDS_ROOM];
	int64_t count;       /* brake, blind, digest: how many */
	uint64_t about_case; /* case kinds */
};

/* answer_text of what `pause customers` holds: `resume` lets it go. */
#define NOTICE_PAUSED "paused"

struct notice {
	uint64_t id; /* given by the store */
	enum notice_kind kind;
	enum audience audience;
	enum channel_id channel;
	enum notice_state state;
	char shop[LIMIT_SHOP_ROOM];
	char order[LIMIT_ORDER_ROOM]; /* "" for notices about no order */
	uint64_t person;
	uint64_t shipments[LIMIT_ORDER_PARCELS];
	size_t shipment_count;
	int32_t episode;
	uint8_t dedup[SIGN_SHA256_BYTES]; /* notice_dedup */
	struct notice_facts facts;
	int64_t decided_utc_ms;
	int64_t due_utc_ms;         /* not sent before; retries move it */
	int64_t valid_until_utc_ms; /* superseded after */
	int32_t attempts;
	int64_t first_try_utc_ms; /* AT_NONE */
	int64_t settled_utc_ms;   /* sent, superseded, refused or dead; AT_NONE */
	enum answer answer;       /* of the last attempt; 0: none yet */
	char answer_text
	    [LIMIT_TEXT_ROOM];  /* what the server said, or why it was held, dropped, superseded */
	char message_id[96];    /* without <>; set with the first attempt, never changes */
	bool doubted;           /* an attempt before the last was in doubt: it may have been read */
	bool by_hand;           /* a person sent, resent or dropped it: no 20 h rule */
	int64_t bounced_utc_ms; /* a report came that it did not arrive; AT_NONE */
	char bounced_text[LIMIT_TEXT_ROOM]; /* what it said */
};

#define NOTICE_FACTS_INIT                                                                          \
	((struct notice_facts){.promised_from_day = DAY_NONE,                                      \
	    .promised_until_day = DAY_NONE,                                                        \
	    .promised_until_second = -1,                                                           \
	    .window_from_day = DAY_NONE,                                                           \
	    .window_until_day = DAY_NONE,                                                          \
	    .said_from_day = DAY_NONE,                                                             \
	    .said_until_day = DAY_NONE,                                                            \
	    .next_word_utc_ms = AT_NONE,                                                           \
	    .last_scan_utc_ms = AT_NONE,                                                           \
	    .arrived_day = DAY_NONE})

#define NOTICE_INIT                                                                                \
	((struct notice){.facts = NOTICE_FACTS_INIT,                                               \
	    .decided_utc_ms = AT_NONE,                                                             \
	    .due_utc_ms = AT_NONE,                                                                 \
	    .valid_until_utc_ms = AT_NONE,                                                         \
	    .first_try_utc_ms = AT_NONE,                                                           \
	    .settled_utc_ms = AT_NONE,                                                             \
	    .bounced_utc_ms = AT_NONE})

const char *notice_kind_name(enum notice_kind kind);
const char *notice_state_name(enum notice_state state);
const char *answer_name(enum answer answer);
const char *channel_name(enum channel_id channel);
int channel_from_name(const char *name, enum channel_id *out) MUST_CHECK;
int notice_kind_from_name(const char *name, enum notice_kind *out) MUST_CHECK;
int notice_state_from_name(const char *name, enum notice_state *out) MUST_CHECK;

enum audience notice_kind_audience(enum notice_kind kind);

/* The brake counts and holds this kind: words that a bug of ours, or a carrier's, could send to many at once and that would frighten or be
 * taken back. Arrivals are many on a good day and end the story: they neither count nor wait. */
bool notice_kind_braked(enum notice_kind kind);

/* sent, superseded, refused, dead, shadow: nothing more happens to it by itself. */
bool notice_settled(enum notice_state state);

/* H(shop, order, kind, episode, audience, channel) into n->dedup. For kinds about no order, `order` holds what they are about
 * ("account/acme", "digest/2026-11-21"). */
void notice_dedup(struct notice *n);

/* Whether it is about a parcel. */
bool notice_lists(const struct notice *n, uint64_t shipment);

/* Of a letter to log in: whom it is for ("" a sample's), and the link in it. */
void notice_login_to(const struct notice *n, char dst[LIMIT_EMAIL_ROOM]);
const char *notice_login_link(const struct notice *n);
