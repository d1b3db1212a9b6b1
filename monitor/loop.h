#pragma once

/*
 * loop: the clocks, and one thread's event loop. The only file that reads a clock: everything else is handed `now`.
 *
 * Wire time is monotonic ms and is never scaled: limits of transfers, group commit, watchdog. World time is UTC ms, may be scaled
 * (an hour a second) and never runs back: due times, quotas, Retry-After. A struct clock is shared by all threads; a struct loop and all
 * that is made from it belong to the thread that runs it. Callbacks must not block and should end within 5 ms. A callback may free its
 * own timer, watch or signal.
 */

#include "monitor/base/when.h"

/* ---- clocks ---- */

struct clock;

struct clock_options {
	int64_t rate; /* world ms a wire ms; 1: the system's clock */
	int64_t
	    start_utc_ms; /* scaled: world time at the anchor; AT_NONE: the system's at clock_new */
	int64_t
	    anchor_wire_ms; /* scaled: so that two programs, or two starts of one, share a world; 0: now */
};

/* ERR_NOMEM; ERR_RANGE for a rate below 1 or a start given at rate 1. */
int clock_new(struct clock **out, const struct clock_options *options) MUST_CHECK;

/* For tests: stands still until clock_advance. */
int clock_new_fake(struct clock **out, int64_t world_utc_ms, int64_t wire_ms) MUST_CHECK;
void clock_advance(struct clock *c, int64_t world_ms, int64_t wire_ms);
void clock_free(struct clock *c);

/* Any thread. */
int64_t clock_world(struct clock *c);
int64_t clock_wire(const struct clock *c);
int64_t clock_rate(const struct clock *c); /* 1 for a fake one */

/* The instant was seen by an earlier run: world time is never below it. Before threads start. */
void clock_seen(struct clock *c, int64_t utc_ms);

/* Monotonic ms of the machine, whatever the clock: for anchors and logs. */
int64_t clock_machine_ms(void);

/* The same in microseconds: for how long something took. */
int64_t clock_machine_us(void);

/* ---- loop ---- */

struct loop;
struct loop_timer;
struct loop_watch;
struct loop_signal;
struct event_base;

/* The clock outlives the loop. ERR_NOMEM. */
int loop_new(struct loop **out, struct clock *clock) MUST_CHECK;

/* Timers, watches and signals must have been freed. Accepts NULL. */
void loop_free(struct loop *l);

/* Until loop_stop. ERR_IO when the kernel refuses. */
int loop_run(struct loop *l) MUST_CHECK;
void loop_stop(struct loop *l);

struct clock *loop_clock(const struct loop *l);

/* Grows each wire second while the loop turns: the watchdog compares. Any thread. */
uint64_t loop_turns(const struct loop *l);

/* For the web server, whose evhttp needs one. */
struct event_base *loop_base(const struct loop *l);

/* Called when time has passed in which we did not run (the machine slept) or the system's clock leapt, by more than an hour: from
 * and until in world time. */
typedef void loop_gap_fn(int64_t from_utc_ms, int64_t until_utc_ms, void *arg);
void loop_on_gap(struct loop *l, loop_gap_fn *fn, void *arg);

/* ---- timers: one-shot; arming again moves them ---- */

typedef void loop_fn(void *arg);

int loop_timer_new(struct loop *l, loop_fn *fn, void *arg, struct loop_timer **out) MUST_CHECK;
void loop_timer_free(struct loop_timer *t);

/* After `wire_ms`; 0 is the next turn, never this one: the way to defer a call. */
void loop_timer_after(struct loop_timer *t, int64_t wire_ms);

/* At that world time, also when the clock is set; a time gone by is the next turn. AT_NONE stops it. */
void loop_timer_at(struct loop_timer *t, int64_t world_utc_ms);
void loop_timer_stop(struct loop_timer *t);
bool loop_timer_armed(const struct loop_timer *t);

/* On a fake clock: let `world_ms` and as much wire time pass, timers firing in order at their times. Never on a real one. */
void loop_advance(struct loop *l, int64_t ms);

/* ---- descriptors ---- */

enum { LOOP_READ = 1, LOOP_WRITE = 2 };

typedef void loop_watch_fn(int fd, int events, void *arg);

/* The descriptor stays the caller's and may be closed before the watch is freed. Watches nothing until loop_watch_set. */
int loop_watch_new(
    struct loop *l, int fd, loop_watch_fn *fn, void *arg, struct loop_watch **out) MUST_CHECK;
void loop_watch_free(struct loop_watch *w);
int loop_watch_set(struct loop_watch *w, int events) MUST_CHECK;

/* ---- signals ---- */

typedef void loop_signal_fn(int number, void *arg);

int loop_signal_new(
    struct loop *l, int number, loop_signal_fn *fn, void *arg, struct loop_signal **out) MUST_CHECK;
void loop_signal_free(struct loop_signal *s);
