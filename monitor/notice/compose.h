#pragma once

/*
 * compose: a customer notice from the question that led to it: what it is about, the facts that its words need, when it is due and until when
 * it may be said, and in which state it begins. Pure.
 */

#include "monitor/notice/policy.h"

/* The episode of a notice of this kind: a kind that repeats counts what was said of it. */
int32_t compose_episode(
    const struct notice_question *q, const struct order *order, enum notice_kind kind);

/* When it would be due if it were decided now. */
int64_t compose_due(
    const struct notice_question *q, const struct order *order, enum notice_kind kind);

/* What is the parcel's own among the facts: promise, last scan, milestone, rule. */
void compose_about(const struct shipment *s, struct notice_facts *f);

/* Fills all but the id. `told`: the customer knows of the slip. */
void compose(const struct notice_question *q, const struct order *order, enum notice_kind kind,
    bool told, struct notice *n);
