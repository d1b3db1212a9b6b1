#pragma once

/*
 * times: what differs by kind of notice, and when one may be said: quiet hours, validity, the next word, the brake. Also how the shop is
 * told. Asked by whoever decides or re-checks a notice. Pure.
 */

#include "monitor/base/judge.h"

/* Notices of one episode of an order that may repeat (delay_again, still_no_news) count on from its multiple: the part of the dedup
 * key that keeps them apart. */
enum {
	NOTICE_EPISODE_STEPS = 64,
	NOTICE_STEP_WRITTEN = 62,  /* by a person: the judge's own words do not count it */
	NOTICE_STEP_PREPARED = 63, /* held for a person to release: a miss of what nobody scanned */
};

/* A person wrote it: whether it is time, and its window, are theirs to say. */
static inline bool
notice_is_written(int32_t episode)
{
	return episode % NOTICE_EPISODE_STEPS == NOTICE_STEP_WRITTEN;
}

/* It waits for the person of its own parcel, not for the brake or a pause to end. */
static inline bool
notice_is_prepared(int32_t episode)
{
	return episode % NOTICE_EPISODE_STEPS == NOTICE_STEP_PREPARED;
}

/* Why a word is held back: the shop has written often enough. */
#define NOTICE_OVER_BUDGET "budget"

/* How long a notice of the kind may still be said after it was due. */
int64_t notice_validity_ms(enum notice_kind kind);

/* Between two customer notices of an order LIMIT_NOTICE_GAP_MS must lie: not for this kind. */
bool notice_is_urgent(enum notice_kind kind);

/* The shop hears that an account, a channel, what comes in or what goes out fails. */
bool notice_is_failure(enum notice_kind kind);

/* It answers what the customer just did: quiet hours do not hold it. */
bool notice_is_reply(enum notice_kind kind);

/* It waits LIMIT_GATHER_MS while other parcels of the order are open. */
bool notice_gathers(enum notice_kind kind);

/* Decided on fresh data alone. */
bool notice_wants_fresh(enum notice_kind kind);

/* Not said of a parcel while an incident may be why it is quiet. */
bool notice_waits_for_group(enum notice_kind kind);

/* Says that the promised day is not met: it makes an obligation. */
bool notice_is_bad_news(enum notice_kind kind);

/* What the customer heard last of the order is later than what was promised: the slip is known. */
bool notice_is_told(int32_t promised_until_day, const struct order *order);

/* Hours by which the evening may begin earlier at the destination than in its promise's zone: not 0 where the zone is the last of
 * several of a country. */
int32_t notice_zone_spread(const struct shipment *s);

/* The first instant at or after `at` that is not in the recipient's quiet hours. */
int64_t notice_quiet_end(
    const struct shop *shop, const char *zone, int32_t spread_hours, int64_t at_utc_ms);

/* When the customer hears from us next if told at `told`: in the contact's hours, on the window's last day or before; next working day
 * by noon when there is no window (DAY_NONE), or nobody answers before its end. */
int64_t notice_next_word(
    const struct shop *shop, const char *zone, int64_t told_utc_ms, int32_t window_until_day);

/* The hours by which a person may say that they write again: noon, and when contact ends, of each working day; those after `after` and not
 * after `until`, at most `room`. How many. */
size_t notice_word_times(
    const struct shop *shop, int64_t after_utc_ms, int64_t until_utc_ms, int64_t *out, size_t room);

/* Two contact hours before a word is owed: time to find a true one. */
int64_t notice_owed_wake(const struct shop *shop, int64_t obligation_utc_ms);

/* As many bad words in the last hour as the shop's brake allows: another of a braked kind is held. */
bool notice_brake(const struct shop *shop, const struct shop_counters *counters);

/* A notice to the shop, due at once. `about` is the order, or what it is about ("account/acme"); one of the same kind, about and
 * episode goes out once. `facts` NULL: none. ERR_NOMEM. */
int notice_tell_shop(const struct shop *shop, enum notice_kind kind, const char *about,
    int32_t episode, uint64_t shipment, const struct notice_facts *facts, int64_t now_utc_ms,
    struct effects *out) MUST_CHECK;
