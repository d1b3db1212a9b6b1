#pragma once

/*
 * picture: the promise picture: what was promised, what is expected and what is known of one parcel, on one axis of days, as SVG without a
 * style of its own (assets/desk.css has it). Days are in percent of the plot, heights and words in px, so that it fits any width and its
 * words never scale. Two drawings are made, wide and narrow; a class shows one. Values in, SVG out: pure, any thread.
 */

#include "monitor/base/order.h"
#include "monitor/base/shipment.h"

/* The desk's words; "$" in one stands for what is said. "" for none. */
typedef const char *picture_word_fn(const char *key, void *arg);

struct picture {
	const struct shipment *shipment;
	const struct order *order; /* what was retold */
	const char *carrier;       /* as people call it */
	const char *locale;
	const char *zone;      /* of the axis: the destination's */
	const char *elsewhere; /* "" or the zone's name, when it is not where the staff sits */
	int64_t now_utc_ms;
	int64_t failing_since_utc_ms; /* the carrier does not answer; AT_NONE */
	int64_t held_since_utc_ms;    /* by an incident; AT_NONE */
	picture_word_fn *word;
	void *arg;
};

/* Both drawings. ERR_NOMEM, ERR_TOO_BIG. */
int picture_draw(const struct picture *in, struct buf *out) MUST_CHECK;

/* The same parcel as one row of a queue, 48 px high, on an axis that all of its rows share; no words. And the head of that axis. */
struct picture_axis {
	int32_t first_day, days;
};
int picture_row(
    const struct picture *in, const struct picture_axis *axis, struct buf *out) MUST_CHECK;
int picture_row_head(
    const struct picture *in, const struct picture_axis *axis, struct buf *out) MUST_CHECK;

/* All that is drawn, as rows of a table. */
int picture_table(const struct picture *in, struct buf *out) MUST_CHECK;

/* The carrier's service without its own name before it: of "FedEx International" of FedEx the second word. Points into the shipment. */
const char *picture_service(const struct picture *in);
