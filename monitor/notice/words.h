#pragma once

/*
 * words: the few words that are no sentence of a template: names of weekdays, cells of the day strip, what a case or a rule is called. One row
 * a language in words.c, one column in words.def, and a folder in templates/. Pure.
 */

#include "monitor/base/case.h"
#include "monitor/base/milestone.h"

struct words {
	const char *language;            /* of BCP 47 */
	const char *weekdays[7];         /* Monday first, inside a sentence */
	const char *days_from, *days_to; /* "de lunes a viernes" */
	const char *hours_from, *hours_to;
	const char *hours_end;  /* after the last of them; NULL: nothing */
	const char *hours_next; /* between days of different hours; NULL: "; " */
	const char *colon;      /* before an address; NULL: ": " */
	const char *today, *promise, *arrival;
	const char *hello, *hello_name, *hello_end; /* "Hola" ", " Ana ":" */
	const char *order;                          /* "Pedido B-1" */
	const char *between, *between_and;          /* "entre el " .. " y el " .. */
	const char *on;                             /* arrives "el " .. */
	const char *promised_for;                   /* promised "para el " .. */
	const char *number; /* from a weekday to its number: "Montag, den 23."; NULL: a blank */
	const char
	    *number_between; /* the same after `between`: "Montag, dem 23."; NULL: as `number` */
	bool whole_dates;    /* the month is always named */
};

/* There are words, and so templates, for the language of this tag. */
bool words_known(const char *locale);

/* The languages that there are words for; NULL past the last. */
const char *words_language(size_t index);

/* By the language of a BCP 47 tag; English when there are no words for it. Never NULL. */
const struct words *words_of(const char *locale);

/* A clause for the shop's eyes, "" when nothing is known of it. */
const char *words_case(const struct words *w, enum case_reason reason);
const char *words_rule(const struct words *w, const char *rule);

/* What a customer is asked for: "tu dirección completa"; "" when nothing is known of it. */
const char *words_lack(const struct words *w, enum reason reason);
