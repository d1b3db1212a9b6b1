#pragma once

/*
 * person: the one record that holds personal data; shipments point at it and erase knows it.
 */

#include "monitor/base/err.h"
#include "monitor/base/limits.h"

#include <stdbool.h>
#include <stdint.h>

struct person {
	uint64_t id; /* given by the store */
	char shop[LIMIT_SHOP_ROOM];
	char name[LIMIT_NAME_ROOM];
	char email[LIMIT_EMAIL_ROOM];
	char phone[LIMIT_PHONE_ROOM];
	char locale[LIMIT_LOCALE_ROOM]; /* BCP 47; "" = the shop's */
	bool only_problems;             /* wants to hear only if something is wrong */
	bool suppressed;                /* no mail reaches them: it came back for good */
	bool stopped;                   /* asked us to write no more */
	int64_t suppressed_utc_ms;      /* while suppressed: since when */
	uint64_t suppressed_by;         /* and by which notice, 0: a person */
	int32_t
	    notify; /* the channel_id that they prefer; 0: as the shop has it; NOTIFY_NONE. Reaches disk. */
};

enum { NOTIFY_NONE = 255 };

#define PERSON_INIT ((struct person){0})
