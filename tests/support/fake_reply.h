#pragma once

/*
 * fake_reply: the bodies of the four fake carriers, each in its carrier's own format and order, from what a scenario says at an instant.
 */

#include "tests/support/scenario.h"

/* `parcel` NULL: a number that the carrier does not know. Returns the HTTP status. */
int fake_reply_dhl(
    struct buf *b, const struct scenario_parcel *parcel, const char *number, int64_t now_utc_ms);
int fake_reply_ups(
    struct buf *b, const struct scenario_parcel *parcel, const char *number, int64_t now_utc_ms);
int fake_reply_correos(
    struct buf *b, const struct scenario_parcel *parcel, const char *number, int64_t now_utc_ms);
int fake_reply_correos_oauth(
    struct buf *b, const struct scenario_parcel *parcel, const char *number, int64_t now_utc_ms);

/* One result of a FedEx batch. */
void fake_reply_fedex(
    struct buf *b, const struct scenario_parcel *parcel, const char *number, int64_t now_utc_ms);

/* The carrier's manner of refusing with a status. */
void fake_reply_error(struct buf *b, const char *carrier, int status);
