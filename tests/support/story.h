#pragma once

/*
 * story: a shop, one order and its parcels, a carrier that knows the truth and a clock, for tests of the judge. It does what the store, the poller and the
 * outbox do, in memory: polls and reviews when they fall due, applies effects as base/judge.h says, re-checks and sends what is due. After
 * every review it runs the same review again and fails the test when that changes anything, and it checks what must be true at every
 * step in any story. Times are wall clock of Europe/Madrid: "2026-05-25 10:00".
 */

#include "monitor/base/judge.h"

enum { STORY_PARCELS = 4, STORY_NOTICES = 96, STORY_CASES = 64 };

struct story_parcel {
	struct shipment shipment; /* as stored */
	struct schedule schedule;
	int64_t next_review_utc_ms;
	struct observation truth; /* what the carrier would answer */
	bool known;               /* the carrier knows the number */
	bool silent_ok; /* its miss was before registration, or not to be told: no word is due */
};

struct story {
	int64_t now_utc_ms;
	struct shop shop;
	struct order order;
	struct story_parcel parcels[STORY_PARCELS];
	size_t parcel_count;
	struct notice notices[STORY_NOTICES];
	size_t notice_count;
	struct case_record cases[STORY_CASES];
	size_t case_count;
	struct person person;
	bool has_person;
	struct account_state account;
	struct gap gap;
	struct incident_head incident; /* open; id 0: none */
	bool carrier_down;
	bool daemon_down;
	bool mail_down;
	bool paused;
	bool untrusted;
	struct model *model; /* NULL: nothing is learned; the test's, fed with what reviews teach */
	int64_t lessons;     /* tallies of all reviews */
	int64_t open_parcels;  /* of the shop, for the brake */
	int64_t other_notices; /* of braked kinds, of other orders, in this hour */
	char last_journal[32]; /* newest journal entry */
	size_t journal_count;
};

void story_begin(struct story *st, const char *now);
void story_end(struct story *st);

int64_t story_utc(const char *wall);
int32_t story_day(const char *day);

/* Register a parcel now, promised for a day (NULL: no promise); its index. */
size_t story_parcel(struct story *st, const char *promised);
/* Monday to Tuesday noon with one promised for Thursday: picked up on Monday, and its carrier says Thursday. */
size_t story_ordinary(struct story *st);

/* The carrier scans it now, or then; the truth that the next poll brings. */
void story_scan(struct story *st, size_t parcel, enum milestone m, enum reason r);
void story_scan_at(
    struct story *st, size_t parcel, const char *wall, enum milestone m, enum reason r);
void story_eta(struct story *st, size_t parcel, const char *day); /* NULL: says none */

/* Let time pass until then: polls, reviews, mail. */
void story_run(struct story *st, const char *until);
void story_run_ms(struct story *st, int64_t until_utc_ms);

/* One step by hand. */
void story_poll(struct story *st, size_t parcel);
void story_review(struct story *st, size_t parcel);
void story_change(struct story *st, size_t parcel, const struct change *change);
/* A person writes to the customer: 0 or why not. */
int story_write(struct story *st, size_t parcel, const struct staff_word *word);

/* How many notices of a kind are in a state (0: any); how many cases of a reason are open. */
size_t story_notices(const struct story *st, enum notice_kind kind, enum notice_state state);
const struct notice *story_notice(
    const struct story *st, enum notice_kind kind);  /* newest; fails without */
size_t story_customer_words(const struct story *st); /* sent to the customer */
size_t story_cases(const struct story *st, enum case_reason reason);
size_t story_cases_ever(const struct story *st);
