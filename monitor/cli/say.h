#pragma once

/*
 * say: what is to be said of one parcel, in sentences without their full stop: verdict, why, what the customer knows, who has it. Pure.
 */

#include "monitor/cli/page.h"
#include "monitor/cli/view.h"

/* The mark of its state, with its role. */
const char *say_mark(const struct view *v, enum role *role);

/* "No cumpliremos el lunes 23" */
void say_verdict(const struct look *look, struct buf *b, const struct view *v);

/* The rule that holds, with its facts: "37 h sin noticias en Zaragoza"; nothing for what is settled. */
void say_why(const struct look *look, struct buf *b, const struct view *v);

/* The words of one rule: `carrier` by id, `day` (DAY_NONE) what the carrier says. */
void say_rule(
    const struct look *look, struct buf *b, const char *rule, const char *carrier, int32_t day);

/* "lo sabe desde hoy 12:04; le debemos noticias el lunes 12:00"; nothing where there is nothing to know. */
void say_told(const struct look *look, struct buf *b, const struct view *v);

/* "Iván", "nadie, 17:00", "" without a case; broke when nobody has it. */
enum role say_owner(const struct look *look, struct buf *b, const struct view *v);

/* The reason of a case and what to do, "perdido o dañado, llamar al cliente". */
void say_case(const struct look *look, struct buf *b, const char *reason);

/* "el lunes 23", "hoy" */
void say_the_day(const struct look *look, struct buf *b, int32_t day);

/* Given name and first surname. */
void say_name(char *dst, size_t room, const struct view *v);

/* The carrier's name as people know it. */
const char *say_carrier(const char *id);

/* The first letter in upper case. */
void say_capital(struct buf *b);
