#pragma once

/*
 * assess: what became of the promise, by the rules that need no data, and how far what we know can be trusted. The rules are one table,
 * first match wins; its ids stand in shipment.rule and in the journal, so they are never renamed. Pure.
 */

#include "monitor/base/judge.h"

/* One moment of one parcel, as every rule sees it. */
struct view {
	const struct shipment *s; /* merged; state and rule still those of the last review */
	const struct context *context;
	const struct shop *shop; /* NULL: gone from the configuration */
	int64_t last_ok_utc_ms;  /* last good answer of the carrier about it; AT_NONE */
	int64_t interval_ms;     /* at which it has been polled */
	int64_t now_utc_ms;
};

struct assessment {
	enum promise_state state;
	const char *rule;
	int32_t expect_from_day; /* what could be told now; DAY_NONE: nobody says */
	int32_t expect_until_day;
};

void assess_promise(const struct view *v, struct assessment *out);

/* What is known of one parcel's answers, as far as they can be trusted. */
struct freshness {
	int64_t last_ok_utc_ms;                         /* last good answer about it; AT_NONE */
	int64_t interval_ms;                            /* at which it has been polled */
	int64_t gap_until_utc_ms, failing_since_utc_ms; /* AT_NONE: neither */
};

/* Asked with success not longer ago than two intervals, since the last gap, and since its account fails. */
bool assess_fresh(const struct view *v);
bool assess_fresh_at(const struct freshness *f, int64_t now_utc_ms);

/* When we last heard of it from its carrier, asked or unasked; AT_NONE. An answer that changes nothing is in the schedule alone, what the
 * carrier sends by itself in the shipment alone. */
int64_t data_heard(const struct shipment *s, const struct schedule *schedule);

/* Data state, for whoever shows it. `shop` may be NULL. */
enum data_state data_state_of(const struct shipment *s, const struct schedule *schedule,
    const struct account_state *account, const struct shop *shop, int64_t now_utc_ms);

/* The deadline has passed by now. */
bool assess_past(const struct view *v);

/* Instants at which time alone changes the verdict; AT_NONE when it will not. */
int64_t assess_stall_at(const struct shipment *s, const struct shop *shop);
int64_t assess_exception_at(const struct shipment *s, const struct shop *shop);
int64_t assess_ship_by_at(const struct shipment *s);
int64_t assess_not_found_at(const struct shipment *s);
int64_t assess_outer_alarm_at(const struct shipment *s);
int64_t assess_day_over_at(const struct shipment *s); /* end of the last promised day */
