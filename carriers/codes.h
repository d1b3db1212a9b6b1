#pragma once

/*
 * codes: what the merchant says of codes that an adapter does not list, and which those are. An account's table is a text,
 * "DEL = delivered, ABS = delivery_attempted nobody_home": milestone and, if wanted, reason by their names. It never overrules an
 * adapter's own row. Pure; any thread.
 */

#include "carriers/carrier.h"

/* ERR_MALFORMED with a sentence that says what is wrong with which entry. */
int codes_check(const char *table, struct why *why) MUST_CHECK;

/* False when the table does not list it; `row` is then as it was. row->code is not set. */
bool codes_find(const char *table, const char *code, struct code_row *row);

/* No row of the carrier's and none of the account's table. */
bool codes_unknown(const struct carrier *carrier, const struct account *account, const char *code);

/* Which reading the account's own words give, of codes or of a whole custom carrier: another number after another configuration. */
uint64_t codes_generation(const struct account *account);

/* Read the account's table into the events that the adapter could not place. */
void codes_apply(
    const struct carrier *carrier, const struct account *account, struct observation *o);

/* Count the codes of an answer that are still unknown, each once; true when there was one. The least often seen gives way. */
bool codes_count(const struct carrier *carrier, const struct account *account,
    const struct observation *o, int64_t now_utc_ms, struct account_state *state);
