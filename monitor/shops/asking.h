#pragma once

/*
 * asking: what connectors share in asking their systems: where in its pages a question stands, and a page that takes several answers, of which later ones are
 * asked for by what earlier ones named. Pure.
 */

#include "monitor/shops/fields.h"

/* A place in the pages, a cursor as "STEP/AT/MORE". */
struct asking_place {
	int64_t step; /* which question of a page */
	int64_t at;   /* the page, or the rows before it */
	int64_t more; /* 1: there is a page after it, as its first answer said */
};

struct asking_place asking_place_of(const char *cursor); /* "": the first of all */
void asking_next(struct shop_answer *out, int64_t step, int64_t at, bool more);

/* Add "&NAME=VALUE", both escaped; "?" before the first. Errors are sticky. */
void asking_add_query(struct buf *url, const char *name, const char *value);

/* "2026-11-21 00:00:00", as databases write times, on the clock of `zone`. Errors are sticky. */
void asking_add_time(struct buf *out, int64_t utc_ms, const char *zone);

/* Add the ids in `member` of the rows at a path of what was gathered, each once, `separator` between them; "0", which no row has, for none. */
int asking_add_ids(const struct shop_query *q, const char *path, const char *member,
    const char *separator, struct buf *out) MUST_CHECK;

/* The row whose `member` is this id, a number or text; the missing value when there is none. */
struct json_value asking_row(struct json_value rows, const char *member, struct json_value id);

/* A page of several answers: their list. ERR_MALFORMED, ERR_NOMEM. */
int asking_parse(const struct shop_message *m, struct json_doc *doc, struct why *why) MUST_CHECK;
