#pragma once

/* fact_put: single facts in the words of their locale: days, hours, windows, the shop's opening hours, a place. Pure. */

#include <assert.h>

#include "monitor/notice/facts.h"

enum fact {
#define FACT(id, name) FACT_##id,
#include "monitor/notice/facts.def"
#undef FACT
	FACT_COUNT
};

static_assert((int)FACT_COUNT <= (int)FACTS, "struct facts has room for every fact");

const char *fact_name(enum fact fact);

void fact_put(struct facts *f, enum fact fact, const char *text);
/* "1" or "". */
void fact_put_flag(struct facts *f, enum fact fact, bool on);
void fact_put_number(struct facts *f, enum fact fact, int64_t number);
/* What `b` holds; its error, if any, and an empty buffer. */
int fact_put_buf(struct facts *f, enum fact fact, struct buf *b);

/* A weekday and its number, with the month when it is another than `today`'s. Nothing for DAY_NONE. */
int fact_add_day(struct buf *b, const char *locale, int32_t day, int32_t today);
int fact_put_day(struct facts *f, enum fact fact, int32_t day, int32_t today);
int fact_put_time(struct facts *f, enum fact fact, int32_t second);
/* A moment on the wall of `zone`, in two facts. Nothing for AT_NONE. */
int fact_put_instant(
    struct facts *f, enum fact on, enum fact hour, const char *zone, int64_t utc_ms, int32_t today);
/* The same of a moment by which something is due: midnight is 24:00 of the day that ends. */
int fact_put_due(
    struct facts *f, enum fact on, enum fact hour, const char *zone, int64_t utc_ms, int32_t today);

/* Days from one to another: three facts, the last a flag that there are several. Nothing without `until_day`. */
struct fact_window {
	enum fact from, until, range;
};
int fact_put_window(
    struct facts *f, struct fact_window where, int32_t from_day, int32_t until_day, int32_t today);

/* The same in words: "entre el martes 24 y el jueves 26", or `on` and the day: "el jueves 26". Nothing without a last day. */
int fact_put_phrase(struct facts *f, enum fact fact, struct fact_window of, const char *on);

/* "de lunes a viernes, de 9:00 a 19:00; sábado, de 10:00 a 14:00" */
int fact_put_hours(struct facts *f, enum fact fact, const struct hours week[7]);

/* "ZARAGOZA, ES" as people of `country` say it: without their own country, and not in capitals. */
int fact_add_place(struct buf *b, const char *locale, const char *place, const char *country);
int fact_put_place(struct facts *f, enum fact fact, const char *place, const char *country);
