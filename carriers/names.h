#pragma once

/*
 * names: which carrier is meant: by what a shop's system calls it, or by the number alone. Pure.
 */

#include "monitor/base/registration.h"

/* A table of a shop's own is "NAME = adapter, NAME = -"; names are compared by letters and digits alone. ERR_MALFORMED, ERR_NOT_FOUND with a
 * sentence. */
int names_check(const char *table, struct why *why) MUST_CHECK;

/* The carrier that a shop calls `name`, by its table, then by our ids and names and those that are usual; "" where the number must tell it.
 * False: the table says that its parcels are not watched. */
bool names_carrier(const char *table, const char *name, char dst[LIMIT_ID_ROOM]);

/* Fill in the carrier that the number belongs to, where none is given and it is one of those that the shop has accounts with; what is not
 * recognised stays for registration_finish to refuse. ERR_MALFORMED: several; ERR_NOT_FOUND: one without an account. */
int names_complete(struct registration *r, const struct policy *policy, struct why *why) MUST_CHECK;
