#pragma once

/*
 * merge: what carriers and staff have said about one number, from many observations, in one list of events and one summary. The
 * same observations in any order and any number of times end in the same shipment. Pure: no clock, no zone but the shipment's.
 */

#include "monitor/base/shipment.h"

/* What a list of events, sorted (event_list_sort), says as a whole. */
struct merge_summary {
	enum milestone milestone;
	enum reason reason;
	enum party party;
	struct when first_attempt; /* NONE until one */
	struct when delivered;     /* NONE unless it stands delivered */
	struct when last_scan;     /* newest physical scan; NONE */
	bool handed_over;
	bool reopened; /* it was at an end once, and an explicit code took it further */
};

/* Of one piece, or of a consignment that the carrier tells as one. `pickup_point`: the customer chose to collect it. */
void merge_summarise(const struct event_list *events, bool pickup_point, struct merge_summary *out);

/* The same for a consignment of `total` pieces (0, 1: as above): it is delivered, and its attempt judged, by the last piece. */
void merge_summarise_pieces(const struct event_list *events, bool pickup_point, int32_t total,
    int32_t delivered, struct merge_summary *out);

/* Take one observation that was asked for at `asked_utc_ms` into the shipment: events, ETA (of the observation asked last), pieces,
 * what tells reuses of the number apart, and the summary. An observation with an error changes nothing. *changed tells whether
 * anything but asked_utc_ms differs. ERR_NOMEM (the shipment is as it was). */
int merge_observation(struct shipment *s, const struct observation *o, int64_t asked_utc_ms,
    bool *changed) MUST_CHECK;

/* A mark by staff is an event as any other, until it is withdrawn. ERR_NOMEM. */
int merge_mark(struct shipment *s, const struct event *mark, bool *changed) MUST_CHECK;
int merge_withdraw_marks(struct shipment *s, bool *changed) MUST_CHECK;
