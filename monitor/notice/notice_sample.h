#pragma once

/*
 * notice_sample: one invented shop, customer and order, and a notice of each kind about them, for tests of words and mails and for looking at them.
 */

#include "monitor/notice/facts.h"

struct notice_sample {
	struct shop shop;
	struct person person;
	struct shipment shipments[2];
	struct order order;
	struct case_record record;
	struct notice notice;
	struct account account;
	struct policy policy;
	struct render_input input; /* points into this struct */
};

/* Kinds that have templates, NOTICE_NONE at the end. */
extern const enum notice_kind notice_sample_kinds[];

/* `parcels` 1 or 2. */
void notice_sample_fill(
    struct notice_sample *s, enum notice_kind kind, const char *locale, size_t parcels);

/* The shop serves its customers' pages, and gives something to those whom it let down. */
void notice_sample_pages(struct notice_sample *s);

/* Of action_needed: it is not an address that is missing, the parcel waits at a pick-up point. */
void notice_sample_pickup(struct notice_sample *s);
