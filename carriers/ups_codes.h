#pragma once

/*
 * ups_codes: what UPS's statuses and clocks mean, in answers and in the messages that it sends by itself.
 */

#include "carriers/adapter.h"

enum { UPS_CODES = 92 };

/* Status codes, as the main table of the adapter. */
extern const struct code_row ups_codes[UPS_CODES];

/* Where a shipment stands by a status whose status code is in `member`, its reason by the finer code; `code` gets what
 * identifies the event. */
struct code_row ups_judge(struct json_value status, const char *member, char code[LIMIT_CODE_ROOM]);

/* Local wall clock, or the day alone where the time is missing or not a time; none where the day is none. */
struct when ups_local(const char *date, const char *time);
