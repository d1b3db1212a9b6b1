#pragma once

/*
 * parcels: the parcels of one order, as notices see them: which count, which are late, and what could be told of them together. Pure.
 */

#include "monitor/base/judge.h"

struct parcels {
	const struct parcel_head *items;
	size_t count;
};

/* Bound for the customer, and awaited. */
bool parcel_counts(const struct parcel_head *p);
/* Under way, and will not keep or has not kept its promised day. */
bool parcel_is_late(const struct parcel_head *p);
/* Under way, and nobody can say that it comes in time. */
bool parcel_is_unsure(const struct parcel_head *p);
/* Awaited, in doubt, and never scanned: only a person may tell. */
bool parcel_is_unhanded(const struct parcel_head *p);

/* Nobody may give a word on its day any more: in doubt, over, or in somebody's hands before we knew of it. */
bool parcel_spoils_promise(const struct parcel_head *p);

bool parcels_any(struct parcels of, bool (*is)(const struct parcel_head *p));
bool parcels_others_open(struct parcels of, uint64_t but);
bool parcels_all_delivered(struct parcels of);

/* One that this question to the customer is about still waits for the answer. */
bool parcels_need(struct parcels of, const struct notice_head *question);

/* The customer knows of the slip of every late one; of none late, of a promise for that day. */
bool parcels_told(struct parcels of, int32_t promised_until_day, const struct order *order);

/* What could be told of all late ones now: a window only when each has one; else DAY_NONE both. */
void parcels_window(struct parcels of, int32_t *from_day, int32_t *until_day);

/* The first and the last promised day of those that count; DAY_NONE both when none has one. */
void parcels_promised(struct parcels of, int32_t *first_day, int32_t *last_day);
