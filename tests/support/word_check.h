#pragma once

/*
 * word_check: what must be true of the words of any world, read from its journal alone: every word that is owed is met by another one, by
 * the parcel's arrival, or by a person, before its time; no promised day passes in silence; nobody is told the same twice, or of a slip of
 * what has come. Of worlds whose orders have one parcel each. What is broken is printed with parcel, instant and what was owed.
 */

#include "monitor/base/judge.h"

struct word_parcel;

struct word_check {
	const struct shop *shop;     /* whose quiet hours hold; borrowed */
	const char *zone;            /* of all customers */
	int64_t step_ms;             /* how far the world moves at once: so late is in time */
	struct word_parcel *parcels; /* owned; by id */
	size_t room;
	struct gap gap;    /* the last one of the daemon */
	size_t owed, days; /* words that were owed and promised days that passed, looked at */
	size_t broken;
};

void word_check_init(
    struct word_check *c, const struct shop *shop, const char *zone, int64_t step_ms);
/* Entries in the order of the journal. Asserts on memory. */
void word_check_take(struct word_check *c, const struct journal_entry *e);
/* All entries until then were taken. */
void word_check_until(struct word_check *c, int64_t now_utc_ms);
void word_check_clear(struct word_check *c);

/* NULL: it has none. */
const struct journal_field *word_field(const struct journal_entry *e, const char *name);
