#pragma once

/*
 * judge: the pure functions that the writer calls to decide, as one table given at store_open, and the values they take and give.
 * They run inside the write transaction: no clock, no I/O, no memory of earlier calls. An effect is something to commit beside the
 * shipment and the order: the store applies effects one by one and knows nothing of why.
 */

#include "monitor/base/account.h"
#include "monitor/base/case.h"
#include "monitor/base/inbound.h"
#include "monitor/base/incident.h"
#include "monitor/base/notice.h"
#include "monitor/base/order.h"
#include "monitor/base/person.h"
#include "monitor/base/policy.h"
#include "monitor/base/schedule.h"
#include "monitor/base/shipment.h"
#include "monitor/base/tally.h"

struct endpoint_state; /* event_out.h, which looks at entries of the journal */

/* ---- journal ---- */

enum field_kind { FIELD_TEXT = 1, FIELD_NUMBER = 2, FIELD_AT = 3, FIELD_DAY = 4 };

struct journal_field {
	char name[20];
	enum field_kind kind;
	int64_t number; /* NUMBER, AT (UTC ms), DAY */
	char text[64];  /* TEXT */
};

#define JOURNAL_FIELDS 10

struct journal_entry {
	uint64_t seq; /* given by the store */
	int64_t at_utc_ms;
	uint64_t shipment;                           /* 0: none */
	char name[32];                               /* fixed event name: "promise.slipping" */
	struct journal_field fields[JOURNAL_FIELDS]; /* no personal data */
	size_t field_count;
};

void journal_init(struct journal_entry *e, const char *name, uint64_t shipment, int64_t at_utc_ms);
void journal_add_text(struct journal_entry *e, const char *name, const char *text);
void journal_add_number(struct journal_entry *e, const char *name, int64_t number);
void journal_add_at(struct journal_entry *e, const char *name, int64_t at_utc_ms);
void journal_add_day(struct journal_entry *e, const char *name, int32_t day);

/* ---- effects ---- */

enum effect_kind {
	EFFECT_NOTICE_NEW =
	    1, /* `notice` whole but for its id; ignored when its dedup key exists */
	EFFECT_NOTICE_JOIN =
	    2, /* notice id `id` (unsettled, not yet tried) takes the shipments, facts and due time of `notice` */
	EFFECT_NOTICE_SUPERSEDE = 3, /* notice id `id`, unless settled; `text` says why */
	EFFECT_NOTICE_HOLD = 4,      /* notice id `id` pending -> held; `text` says why */
	EFFECT_CASE_OPEN =
	    5, /* `record` whole but for its id; an open case of the same shop, order, shipment and reason takes its notes instead */
	EFFECT_CASE_RESOLVE = 6,  /* case id `id`; `text` says why */
	EFFECT_CASE_ESCALATE = 7, /* case id `id`: escalated = true */
	EFFECT_JOURNAL = 8,       /* `entry` */
	EFFECT_INCIDENT_OPEN =
	    9, /* `incident` whole but for its id; ignored when one of its carrier, depot and lane is open */
	EFFECT_INCIDENT_CLOSE = 10, /* incident id `id`; `text` says why */
	EFFECT_REVIEW = 11,         /* shipment id `id` is looked at next, also when it is closed */
};

struct effect {
	enum effect_kind kind;
	uint64_t id;
	char text[LIMIT_TEXT_ROOM];
	union {
		struct notice notice;
		struct case_record record;
		struct journal_entry entry;
		struct incident incident;
	};
};

struct effects {
	struct effect *items; /* owned */
	size_t count;
	size_t room;
	struct tallies tallies; /* owned: added up with those of the whole batch */
};

/* A zeroed effect of the kind at the end (its union member set to its INIT value); NULL when out of memory. */
struct effect *effects_add(struct effects *e, enum effect_kind kind);
void effects_clear(struct effects *e);

/* ---- review ---- */

/* A sibling parcel (or itself) of the order, as review needs it. */
struct parcel_head {
	uint64_t id;
	enum direction direction;
	enum milestone milestone;
	enum reason reason;
	enum promise_state state;
	int64_t deadline_utc_ms;
	int32_t promised_until_day;
	int32_t expect_from_day, expect_until_day;
	int64_t last_scan_utc_ms;
	int64_t registered_utc_ms;
	bool handed_over, adopted, cancelled, superseded, closed;
};

struct notice_head {
	uint64_t id;
	enum notice_kind kind;
	enum notice_state state;
	int32_t episode;
	int64_t decided_utc_ms, due_utc_ms, settled_utc_ms;
	int32_t window_until_day;
	enum milestone milestone; /* where the parcel was when it was decided, and why */
	enum reason reason;
	int32_t attempts;
	bool by_hand; /* a person sent or dropped it: the judge does not say it again */
	uint64_t shipments[LIMIT_ORDER_PARCELS];
	size_t shipment_count;
};

struct case_head {
	uint64_t id;
	enum case_reason reason;
	enum case_state state;
	uint64_t shipment;
	int64_t due_utc_ms;
	bool escalated;
	bool owned;
};

/* What stands in a record, as the judge is shown it. */
struct parcel_head parcel_head_of(const struct shipment *s);
struct notice_head notice_head_of(const struct notice *n);
struct case_head case_head_of(const struct case_record *c);

/* A time in which we could not know. */
struct gap {
	int64_t from_utc_ms, until_utc_ms; /* AT_NONE both: none yet */
};

/* An open incident that may concern the parcel: of its carrier, or of all. Whether it does is the judge's to say. */
struct incident_head {
	uint64_t id;
	enum incident_kind kind;
	char carrier[LIMIT_ID_ROOM];
	char depot[LIMIT_TALLY_KEY_ROOM];
	char lane[LIMIT_TALLY_KEY_ROOM];
	int64_t since_utc_ms, opened_utc_ms, until_utc_ms;
	bool by_hand;
};

struct incident_head incident_head_of(const struct incident *i);

struct shop_counters {
	int64_t open_parcels;
	int64_t
	    braked_hour; /* notices of braked kinds decided (not shadow) in the last 60 minutes */
	bool paused;     /* `pause customers` */
};

enum { CONTEXT_NOTICES = 32, CONTEXT_CASES = 32, CONTEXT_INCIDENTS = 16 };

struct context {
	struct order order;
	struct parcel_head parcels[LIMIT_ORDER_PARCELS]; /* of the order, itself included */
	size_t parcel_count;
	struct notice_head
	    notices[CONTEXT_NOTICES]; /* of the order: all unsettled, then the newest settled */
	size_t notice_count;
	struct case_head cases[CONTEXT_CASES]; /* open ones of the order */
	size_t case_count;
	struct incident_head
	    incidents[CONTEXT_INCIDENTS]; /* open ones of its carrier, whole carriers first */
	size_t incident_count;
	bool has_person;
	struct person person;
	struct account_state account;
	struct schedule schedule;
	struct gap gap; /* the last one, of the daemon or of this account, whichever ended later */
	struct shop_counters counters;
};

/* There is a customer with an address that takes our messages, who has not asked us to stop. */
bool context_reachable(const struct context *c, const struct shop *shop);

/* A correction by the shop or staff; only fields with their `has_` set apply. */
struct change {
	bool has_promise;
	struct promise promise;
	bool has_destination;
	struct place destination;
	bool has_number;
	char number[LIMIT_NUMBER_ROOM];
	bool cancel;
	bool superseded;
	bool has_mark; /* a mark by staff: an event of source staff */
	struct event mark;
	bool withdraw_marks;
	bool has_marked;
	bool marked;
	bool has_upset;
	bool upset;
	bool customer_told;   /* staff told the customer in person: obligation met */
	bool customer_untold; /* they did not, after all: what was owed before is owed again */
	char author[64];
};

struct review_input {
	const struct shipment *shipment;       /* as stored */
	const struct observation *observation; /* NULL: time alone, a change, or a failed poll */
	int poll_error;              /* enum err when a poll failed for this number; else 0 */
	int64_t asked_utc_ms;        /* when the poll was sent; AT_NONE without one */
	bool unchanged;              /* the reply was good and said the same as before */
	const struct change *change; /* NULL without */
	const struct context *context;
	const struct policy *policy;
	const struct shop *
	    shop; /* the shipment's, in policy; NULL when the shop has left the configuration: nothing is sent */
	bool trusted;              /* the carrier's word may make customer notices */
	const struct model *model; /* NULL: nothing is learned */
	uint64_t model_generation; /* grows with what is fed to it */
	int64_t now_utc_ms;
};

struct verdict {
	bool shipment_changed;
	struct shipment shipment; /* whole and new when changed */
	bool order_changed;
	struct order order;
	int64_t interval_ms; /* wanted gap to the next poll; 0: ask no more */
	bool waits_for_fresh;
	int64_t next_review_utc_ms; /* AT_NONE: none */
	struct effects effects;
};

void verdict_clear(struct verdict *v);

/* ---- attempt_begin and attempt_end ---- */

/* A parcel that a notice to a customer is about. */
struct recheck_parcel {
	struct shipment shipment;
	struct schedule schedule;
	struct gap gap;               /* the last one, of the daemon or of its account */
	int64_t failing_since_utc_ms; /* its account; AT_NONE: it does not */
};

struct recheck_input {
	const struct notice *notice;
	const struct context
	    *context;            /* of its order; zeroed but counters for notices about no order */
	const struct shop *shop; /* NULL: gone */
	const struct recheck_parcel *parcels;
	size_t parcel_count;
	const struct model *model; /* NULL: nothing is learned */
	int64_t now_utc_ms;
};

enum recheck { RECHECK_SEND = 1, RECHECK_SUPERSEDED = 2, RECHECK_HOLD = 3, RECHECK_LATER = 4 };

struct settle_input {
	const struct notice *notice; /* with its new state and answer */
	const struct order *order;   /* NULL for notices about no order */
	const struct person *person; /* whom it is for; NULL: the shop, or gone */
	const struct shop *shop;
	bool bounced; /* no answer: a report that it did not arrive */
	int64_t now_utc_ms;
};

/* ---- a customer's own word ---- */

/* What they did on their page; what they did not is 0. */
struct customer_word {
	enum choice choice;
	enum kept_answer kept;
	char text[LIMIT_NOTE_ROOM];
};

struct customer_input {
	const struct customer_word *word;
	const struct shipment
	    *shipment; /* of the order: the open one promised first, else the last */
	const struct context *context;
	const struct shop *shop; /* NULL: gone from the configuration */
	int64_t now_utc_ms;
};

/* ---- a word that a person of the shop writes ---- */

struct staff_word {
	enum notice_kind kind;       /* NOTICE_NONE: another date, by the kind that fits */
	int32_t from_day, until_day; /* of another date */
	int64_t next_word_utc_ms;    /* by when they write again; 0: as the dates ask */
	char text[LIMIT_WORDS_ROOM]; /* what they add; "" none */
	char author[64];
	uint8_t once[16]; /* of the form: sent twice it is one word */
};

struct write_input {
	const struct staff_word *word;
	const struct shipment *shipment; /* that they looked at */
	const struct context *context;
	const struct shop *shop; /* NULL: gone from the configuration */
	int64_t now_utc_ms;
};

/* ---- the shop as a whole ---- */

/* A parcel whose promise is in doubt. */
struct shop_risk {
	char order[LIMIT_ORDER_ROOM];
	char rule[24];
	int32_t promised_day; /* DAY_NONE */
};

/* Runs for each shop every few minutes of world time and when an account's health changes. */
struct shop_input {
	const struct shop *shop;
	const struct policy *policy;
	const struct account_state *accounts; /* of all accounts in the policy */
	size_t account_count;
	const struct connector_state *connectors; /* of all in the policy, in its order */
	const struct endpoint_state *endpoints;   /* the same */
	struct shop_counters counters;
	struct gap gap;
	int64_t state_counts[PROMISE_COUNT];        /* open parcels by promise state */
	struct shop_risk risks[LIMIT_DIGEST_RISKS]; /* of those at risk the nearest to their day */
	size_t risk_count;
	int64_t settled_kept_day, settled_late_day; /* since the last digest */
	int64_t cases_open, cases_unowned;
	int64_t obligations_due; /* within the next working day */
	int64_t held_notices;
	int64_t messages_failed;   /* of its own system, that could not be read */
	int64_t suppressed;        /* customers whom no mail reaches */
	int64_t brake_told_utc_ms; /* when it last heard of the brake; 0: never */
	int64_t channels_failing;  /* of those it uses, mail among them */
	int64_t
	    channel_failing_since_utc_ms; /* a channel reaches nobody; 0: nothing is known to fail */
	enum channel_id channel_failing;  /* which */
	const char *channel_detail;       /* what the server said, with it; never NULL */
	const struct tally
	    *report; /* its REPORT rows of LIMIT_REPORT_DAYS, by week, key and cell */
	size_t report_count;
	const struct model *model; /* NULL: nothing is learned */
	int64_t now_utc_ms;
};

/* ---- incidents ---- */

/* Runs every few minutes, for all shops at once. */
struct incident_input {
	const struct policy *policy;
	const struct tally *scans; /* SCAN rows of LIMIT_SCAN_HOURS, by hour, key and cell */
	size_t scan_count;
	const struct incident *open;
	size_t open_count;
	const struct account_state *accounts; /* of all accounts in the policy */
	size_t account_count;
	struct gap gap; /* the daemon's own last one */
	int64_t now_utc_ms;
};

/* ---- learning ---- */

/* A shipment that was over before we knew of it: it teaches, and is not kept. */
struct past_input {
	const struct shipment *shipment; /* with its events, as far as they are known */
	const struct policy *policy;
	const struct shop *shop;   /* NULL: unknown */
	const struct model *model; /* NULL: nothing is learned */
	int64_t now_utc_ms;
};

/* What has been learned, in memory: the judge's own, made and fed by the writer, read within its transactions. */
struct model;

struct judge {
	int (*review)(const struct review_input *in, struct verdict *out);
	/* *text (LIMIT_TEXT_ROOM) says why it is not sent; *later_utc_ms when RECHECK_LATER (quiet hours). */
	enum recheck (*recheck)(const struct recheck_input *in, char *text, int64_t *later_utc_ms);
	/* What an answer changes: the order (retold, obligation; *order preset to a copy, *changed to false), cases, journal. */
	int (*settle)(
	    const struct settle_input *in, struct order *order, bool *changed, struct effects *out);
	/* A choice, a message or an answer becomes part of the order, a case, an acknowledgement. *order preset to a copy. */
	int (*customer)(const struct customer_input *in, struct order *order, struct effects *out);
	/* A person's word becomes a notice, and what waits and says the same goes. ERR_CONFLICT, ERR_RANGE: `why` says why it may not be said. */
	int (*write)(const struct write_input *in, struct effects *out, struct why *why);
	int (*shop)(const struct shop_input *in, struct effects *out);
	/* The following may be NULL: nothing of it happens. */
	int (*incident)(const struct incident_input *in, struct effects *out);
	int (*past)(const struct past_input *in, struct tallies *out);
	/* All three or none. Each row of a table that is in the model comes once at open, then what ops add to it, each before the next
	 * is decided, and what is dropped from it with a minus: the order does not matter. NULL: out of memory. */
	struct model *(*model_new)(void);
	int (*model_add)(struct model *m, const struct tally *t);
	void (*model_free)(struct model *m);
};
