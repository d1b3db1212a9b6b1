#pragma once

/*
 * registration: a shipment as a shop gives it, field by field under the names that API, CSV and command line share, checked, and turned
 * into a shipment and a person. Pure.
 */

#include "monitor/base/person.h"
#include "monitor/base/policy.h"
#include "monitor/base/shipment.h"

struct registration {
	struct shipment shipment; /* id 0 */
	struct person person;
	bool has_window;      /* promised_from + promised_until instead of promised_date */
	char zone[ZONE_ROOM]; /* as given */
};

void registration_init(struct registration *r);
void registration_clear(struct registration *r);

/* NULL-terminated table of field names, in the order of the CSV header of the documentation. */
const char *const *registration_fields(void);

/* Set one field from text. ERR_NOT_FOUND for an unknown name; ERR_MALFORMED, ERR_RANGE, ERR_TOO_BIG with `why` naming the field in
 * path and what is expected in text. An empty value leaves the field unset. */
int registration_set(
    struct registration *r, const char *field, struct span value, struct why *why) MUST_CHECK;

/* Complete and check it: required fields, known shop (the only one when not given), account and carrier that fit (carrier_account: the account
 * of the shop for a carrier), possible dates (promise not before ordered_at's day, not more than a year ahead, not more than a year back), zone
 * found, deadline closed, registered_utc_ms = now. ERR_MALFORMED, ERR_RANGE, ERR_NOT_FOUND with `why`. */
int registration_finish(struct registration *r, const struct policy *policy, int64_t now_utc_ms,
    struct why *why) MUST_CHECK;
