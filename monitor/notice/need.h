#pragma once

/*
 * need: what a parcel waits for that only its customer has, by where it is and why. Pure.
 */

#include "monitor/base/milestone.h"

/* Each has a word of its own in an order's episode: the numbers reach disk with it. */
enum need {
	NEED_NONE = 0,
	NEED_PICKUP = 1,  /* to be collected */
	NEED_ADDRESS = 2, /* a whole address */
	NEED_DAY = 3,     /* a day on which somebody is at home */
	NEED_PAYMENT = 4, /* duties */
	NEED_PAPERS = 5,  /* for customs */
};

/* NEED_NONE as well where a carrier's word leaves open who must do what: a door that it did not reach, a hold without a reason. */
enum need need_of(enum milestone milestone, enum reason reason);
