#pragma once

/*
 * desk_say: what the desk says of a parcel: the verdict, its figures, what is usual. The words are the desk's (words/desk.*.txt). Web
 * thread only.
 */

#include "monitor/web/api_json.h"
#include "monitor/web/desk_view.h"
#include "monitor/web/picture.h"

/* "Ana" of "Ana Ejemplo Ruiz". */
const char *desk_first_name(struct desk_view *v, const char *name);
/* The zone that its days are told in. */
const char *desk_zone(const struct desk_view *v, const struct shipment *s);

/* "Probablemente no cumpliremos el lunes 23." */
const char *desk_verdict(struct desk_view *v, const struct shipment *s);
/* The words of a rule that has put its promise in doubt; "": none has, the forecast at most. */
const char *desk_rule(const struct desk_view *v, const struct shipment *s);
/* "84 %, según 312 envíos parecidos. 9 de cada 10 veces llegaría antes de que acabe el jueves 26." After a rule's words, if one has decided. */
const char *desk_figures(struct desk_view *v, const struct shipment *s);
/* The same where there is little room: "9 de cada 10, hasta el jueves 26". */
const char *desk_expected(struct desk_view *v, const struct shipment *s);
/* Beside a rule's words: "El pronóstico por sí solo: 7 %". Of one that was made. */
const char *desk_alone(struct desk_view *v, const struct shipment *s);
/* "on_track", "slipping"...: the mark's class. */
const char *desk_mark(const struct shipment *s);
/* What is owed to the customer, or what they know. */
const char *desk_owed(struct desk_view *v, const struct parcel *p);
/* What is to be done of a case, as an imperative. */
const char *desk_case_what(
    struct desk_view *v, const struct case_record *c, const struct order *order);
/* The same of a case of hers or his, within a sentence: "llamar a Ana"; "" of nobody's. */
const char *desk_case_first(
    struct desk_view *v, const struct case_record *c, const struct order *order, const char *name);
/* The same of its open case; "" none. */
const char *desk_case(struct desk_view *v, const struct parcel *p);
/* "in 48 min", "6 min ago": from now on. */
const char *desk_left(struct desk_view *v, int64_t at_utc_ms);
/* What its picture is drawn from; it points into both. */
struct picture desk_picture_of(struct desk_view *v, const struct parcel *p);
/* The carrier, as people call it. */
const char *desk_carrier(const struct shipment *s);
/* "84 %" */
const char *desk_percent(struct desk_view *v, int32_t per_mille);
