#pragma once

/*
 * kinds: how values about days and places are written: weeks and their hours, holidays, areas, the shop's own days; and text over several
 * lines. Kinds of one line stand in options.c. Pure.
 */

#include "monitor/config/options.h"

#define refuse(why, code, ...) why_set(why, code, SIZE_MAX, NULL, __VA_ARGS__)

extern const struct option_kind kind_week;     /* struct hours[7] */
extern const struct option_kind kind_weekdays; /* uint8_t, a bit a day, Monday first */
extern const struct option_kind kind_clock;    /* int32_t, seconds of the day */
extern const struct option_kind
    kind_calendar;                         /* text, as holiday_place_parse reads it, or "none" */
extern const struct option_kind kind_area; /* text, "ES" or "ES-07" */
extern const struct option_kind
    kind_days_file;                         /* text, an absolute path that ends in .ics or .csv */
extern const struct option_kind kind_lines; /* text */
extern const struct option_kind kind_codes; /* text, as carriers/codes.h reads it */
extern const struct option_kind kind_names; /* text, as carriers/names.h reads it */
extern const struct option_kind kind_columns, kind_fixed,
    kind_dates;                                   /* text, as monitor/base/profile.h reads it */
extern const struct option_kind kind_event_names; /* text, as monitor/base/event_out.h reads it */
