#pragma once

/*
 * sheet: a shipment as a row of a spreadsheet: every field of a registration as registration_set reads it back, then what became of it in
 * columns that no import reads (PROFILE_OURS). Pure.
 */

#include "monitor/base/person.h"
#include "monitor/base/shipment.h"

/* The name of the nth column: the fields in the order of registration_fields, then ours. NULL past the last. */
const char *sheet_column(size_t nth);

/* Append what it says of a shipment and whom it is for; nothing where it is unknown. ERR_NOMEM, ERR_TOO_BIG. */
int sheet_value(
    const struct shipment *s, const struct person *p, size_t nth, struct buf *out) MUST_CHECK;
