#include "monitor/loop.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include <event2/event.h>

enum {
	TICK_MS = 1000,             /* turns are counted and clocks compared */
	WORLD_CHECK_MS = 10 * 1000, /* a world timer looks again: somebody may have set the clock */
	GAP_MS = HOUR_MS,           /* less is not worth the word */
	WAIT_MAX_MS = 24 * 60 * 60 * 1000,
};

/* ---- clocks ---- */

enum clock_kind { CLOCK_SYSTEM, CLOCK_SCALED, CLOCK_FAKE };

struct clock {
	enum clock_kind kind;
	int64_t rate;
	int64_t start_utc_ms;
	int64_t anchor_wire_ms;
	_Atomic int64_t fake_world_ms;
	_Atomic int64_t fake_wire_ms;
	_Atomic int64_t seen_utc_ms; /* the largest world time given out */
};

static int64_t
machine_clock_ms(clockid_t id)
{
	struct timespec now;
	int rc = clock_gettime(id, &now);

	assert(rc == 0);
	return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000;
}

int64_t
clock_machine_ms(void)
{
	return machine_clock_ms(CLOCK_MONOTONIC);
}

int64_t
clock_machine_us(void)
{
	struct timespec now;
	int rc = clock_gettime(CLOCK_MONOTONIC, &now);

	assert(rc == 0);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int
clock_new(struct clock **out, const struct clock_options *options)
{
	struct clock *c;

	if (options->rate < 1 || options->rate > DAY_MS ||
	    (options->rate == 1 && options->start_utc_ms != AT_NONE))
		return ERR_RANGE;
	c = calloc(1, sizeof(*c));
	if (!c)
		return ERR_NOMEM;
	c->kind = options->rate == 1 ? CLOCK_SYSTEM : CLOCK_SCALED;
	c->rate = options->rate;
	c->start_utc_ms = options->start_utc_ms != AT_NONE ? options->start_utc_ms
							   : machine_clock_ms(CLOCK_REALTIME);
	c->anchor_wire_ms = options->anchor_wire_ms ? options->anchor_wire_ms : clock_machine_ms();
	atomic_init(&c->seen_utc_ms, INT64_MIN);
	*out = c;
	return 0;
}

int
clock_new_fake(struct clock **out, int64_t world_utc_ms, int64_t wire_ms)
{
	struct clock *c = calloc(1, sizeof(*c));

	if (!c)
		return ERR_NOMEM;
	c->kind = CLOCK_FAKE;
	c->rate = 1;
	atomic_init(&c->fake_world_ms, world_utc_ms);
	atomic_init(&c->fake_wire_ms, wire_ms);
	atomic_init(&c->seen_utc_ms, INT64_MIN);
	*out = c;
	return 0;
}

void
clock_advance(struct clock *c, int64_t world_ms, int64_t wire_ms)
{
	assert(c->kind == CLOCK_FAKE);
	atomic_fetch_add(&c->fake_world_ms, world_ms);
	atomic_fetch_add(&c->fake_wire_ms, wire_ms);
}

void
clock_free(struct clock *c)
{
	free(c);
}

static int64_t
world_reading(const struct clock *c)
{
	switch (c->kind) {
	case CLOCK_SYSTEM: break;
	case CLOCK_SCALED:
		return c->start_utc_ms + (clock_machine_ms() - c->anchor_wire_ms) * c->rate;
	case CLOCK_FAKE: return atomic_load(&c->fake_world_ms);
	}
	return machine_clock_ms(CLOCK_REALTIME);
}

int64_t
clock_world(struct clock *c)
{
	int64_t now = world_reading(c);
	int64_t seen = atomic_load(&c->seen_utc_ms);

	while (now > seen)
		if (atomic_compare_exchange_weak(&c->seen_utc_ms, &seen, now))
			return now;
	return seen;
}

int64_t
clock_wire(const struct clock *c)
{
	return c->kind == CLOCK_FAKE ? atomic_load(&c->fake_wire_ms) : clock_machine_ms();
}

int64_t
clock_rate(const struct clock *c)
{
	return c->rate;
}

void
clock_seen(struct clock *c, int64_t utc_ms)
{
	if (utc_ms > atomic_load(&c->seen_utc_ms))
		atomic_store(&c->seen_utc_ms, utc_ms);
}

/* ---- loop ---- */

struct loop {
	struct clock *clock;
	struct event_base *base;
	struct event *alarm;       /* the earliest timer's time */
	struct loop_timer *timers; /* armed ones, earliest first */
	struct loop_timer *last;   /* of them */
	uint64_t armed;            /* grows with every arming: those of a turn do not fire in it */
	struct loop_timer *tick;
	_Atomic uint64_t turns;
	loop_gap_fn *on_gap;
	void *on_gap_arg;
	int64_t tick_world_ms, tick_wire_ms; /* at the last tick */
};

struct loop_timer {
	struct loop *loop;
	loop_fn *fn;
	void *arg;
	struct loop_timer *next, *prev;
	bool armed;
	uint64_t order;
	int64_t due_wire_ms;
	int64_t world_utc_ms; /* AT_NONE: wire time alone */
};

static void
alarm_set(struct loop *l)
{
	struct timeval wait;
	int64_t ms;

	if (!l->timers || l->clock->kind == CLOCK_FAKE) {
		(void)evtimer_del(l->alarm);
		return;
	}
	ms = l->timers->due_wire_ms - clock_wire(l->clock);
	ms = ms < 0 ? 0 : ms > WAIT_MAX_MS ? WAIT_MAX_MS : ms;
	wait = (struct timeval){ms / SECOND_MS, (ms % SECOND_MS) * 1000};
	if (evtimer_add(l->alarm, &wait) < 0)
		abort(); /* out of memory: a loop without its timers is dead in silence */
}

static void
timer_insert(struct loop_timer *t, int64_t due_wire_ms)
{
	struct loop *l = t->loop;
	struct loop_timer *before = l->last;

	/* From the end: most are deadlines of connections, of which there may be many, and each is as far away as those before it. */
	while (before && before->due_wire_ms > due_wire_ms)
		before = before->prev;
	t->due_wire_ms = due_wire_ms;
	t->order = ++l->armed;
	t->armed = true;
	t->prev = before;
	t->next = before ? before->next : l->timers;
	*(before ? &before->next : &l->timers) = t;
	*(t->next ? &t->next->prev : &l->last) = t;
	if (l->timers == t)
		alarm_set(l);
}

static void
timer_remove(struct loop_timer *t)
{
	struct loop *l = t->loop;

	if (!t->armed)
		return;
	*(t->prev ? &t->prev->next : &l->timers) = t->next;
	*(t->next ? &t->next->prev : &l->last) = t->prev;
	t->armed = false;
}

static void
world_insert(struct loop_timer *t)
{
	struct clock *c = t->loop->clock;
	int64_t left = t->world_utc_ms - clock_world(c);
	int64_t wait = left <= 0 ? 0 : left / c->rate + (left % c->rate != 0);

	if (wait > WORLD_CHECK_MS)
		wait = WORLD_CHECK_MS;
	timer_insert(t, clock_wire(c) + wait);
}

/* Fire what is due, in order; what a callback arms waits for the next turn. */
static void
timers_fire(struct loop *l)
{
	uint64_t turn = l->armed;
	int64_t now = clock_wire(l->clock);

	for (;;) {
		struct loop_timer *t = l->timers;

		while (t && t->due_wire_ms <= now && t->order > turn)
			t = t->next;
		if (!t || t->due_wire_ms > now)
			break;
		timer_remove(t);
		if (t->world_utc_ms != AT_NONE && clock_world(l->clock) < t->world_utc_ms)
			world_insert(t);
		else
			t->fn(t->arg);
	}
	alarm_set(l);
}

static void
on_alarm(evutil_socket_t fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	timers_fire(arg);
}

/* Once a wire second: the loop turns, and time has not leapt. A sleeping machine stops wire time, not the world's; a scaled or
 * fake clock cannot leap by itself, but a fake one is made to. */
static void
on_tick(void *arg)
{
	struct loop *l = arg;
	int64_t world = clock_world(l->clock);
	int64_t wire = clock_wire(l->clock);
	int64_t unseen =
	    (world - l->tick_world_ms) - (wire - l->tick_wire_ms) * clock_rate(l->clock);
	int64_t from = l->tick_world_ms;

	atomic_fetch_add(&l->turns, 1);
	l->tick_world_ms = world;
	l->tick_wire_ms = wire;
	loop_timer_after(l->tick, TICK_MS);
	if (unseen > GAP_MS && l->clock->kind != CLOCK_SCALED && l->on_gap)
		l->on_gap(from, world, l->on_gap_arg);
}

/* A descriptor that is disarmed and armed again within one turn, as evhttp does with each request, costs one call of the system or
 * none. That holds as long as no descriptor here is another's dup (libevent 2.1). NULL: no memory. */
static struct event_base *
new_base(void)
{
	struct event_config *config = event_config_new();
	struct event_base *base = NULL;

	if (config != NULL &&
	    event_config_set_flag(config, EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST) == 0)
		base = event_base_new_with_config(config);
	if (config != NULL)
		event_config_free(config);
	return base;
}

int
loop_new(struct loop **out, struct clock *clock)
{
	struct loop *l = calloc(1, sizeof(*l));
	int rc = ERR_NOMEM;

	if (!l)
		return ERR_NOMEM;
	l->clock = clock;
	l->base = new_base();
	if (!l->base)
		goto out;
	l->alarm = evtimer_new(l->base, on_alarm, l);
	if (!l->alarm)
		goto out;
	rc = loop_timer_new(l, on_tick, l, &l->tick);
	if (rc < 0)
		goto out;
	l->tick_world_ms = clock_world(clock);
	l->tick_wire_ms = clock_wire(clock);
	loop_timer_after(l->tick, TICK_MS);
	*out = l;
	l = NULL;
out:
	loop_free(l);
	return rc;
}

void
loop_free(struct loop *l)
{
	if (!l)
		return;
	loop_timer_free(l->tick);
	if (l->alarm)
		event_free(l->alarm);
	if (l->base)
		event_base_free(l->base);
	free(l);
}

int
loop_run(struct loop *l)
{
	return event_base_loop(l->base, EVLOOP_NO_EXIT_ON_EMPTY) < 0 ? ERR_IO : 0;
}

void
loop_stop(struct loop *l)
{
	(void)event_base_loopbreak(l->base); /* fails for no base alone */
}

struct clock *
loop_clock(const struct loop *l)
{
	return l->clock;
}

uint64_t
loop_turns(const struct loop *l)
{
	return atomic_load(&l->turns);
}

struct event_base *
loop_base(const struct loop *l)
{
	return l->base;
}

void
loop_on_gap(struct loop *l, loop_gap_fn *fn, void *arg)
{
	l->on_gap = fn;
	l->on_gap_arg = arg;
}

/* ---- timers ---- */

int
loop_timer_new(struct loop *l, loop_fn *fn, void *arg, struct loop_timer **out)
{
	struct loop_timer *t = calloc(1, sizeof(*t));

	if (!t)
		return ERR_NOMEM;
	*t = (struct loop_timer){.loop = l, .fn = fn, .arg = arg, .world_utc_ms = AT_NONE};
	*out = t;
	return 0;
}

void
loop_timer_free(struct loop_timer *t)
{
	if (!t)
		return;
	timer_remove(t);
	free(t);
}

void
loop_timer_after(struct loop_timer *t, int64_t wire_ms)
{
	timer_remove(t);
	t->world_utc_ms = AT_NONE;
	timer_insert(t, clock_wire(t->loop->clock) + (wire_ms < 0 ? 0 : wire_ms));
}

void
loop_timer_at(struct loop_timer *t, int64_t world_utc_ms)
{
	timer_remove(t);
	t->world_utc_ms = world_utc_ms;
	if (world_utc_ms != AT_NONE)
		world_insert(t);
}

void
loop_timer_stop(struct loop_timer *t)
{
	timer_remove(t);
}

bool
loop_timer_armed(const struct loop_timer *t)
{
	return t->armed;
}

void
loop_advance(struct loop *l, int64_t ms)
{
	int64_t end = clock_wire(l->clock) + ms;

	for (;;) {
		int64_t now = clock_wire(l->clock);
		int64_t next = l->timers ? l->timers->due_wire_ms : INT64_MAX;

		(void)event_base_loop(
		    l->base, EVLOOP_ONCE | EVLOOP_NONBLOCK); /* descriptors that are ready */
		if (next > end)
			next = end;
		if (next > now)
			clock_advance(l->clock, next - now, next - now);
		timers_fire(l);
		if (next >= end && (!l->timers || l->timers->due_wire_ms > end))
			break;
	}
	(void)event_base_loop(l->base, EVLOOP_ONCE | EVLOOP_NONBLOCK);
}

/* ---- descriptors ---- */

struct loop_watch {
	struct loop *loop;
	int fd;
	int events;
	loop_watch_fn *fn;
	void *arg;
	struct event *event; /* NULL while nothing is watched */
};

static void
on_ready(evutil_socket_t fd, short what, void *arg)
{
	struct loop_watch *w = arg;

	w->fn(
	    fd, ((what & EV_READ) ? LOOP_READ : 0) | ((what & EV_WRITE) ? LOOP_WRITE : 0), w->arg);
}

int
loop_watch_new(struct loop *l, int fd, loop_watch_fn *fn, void *arg, struct loop_watch **out)
{
	struct loop_watch *w = calloc(1, sizeof(*w));

	if (!w)
		return ERR_NOMEM;
	*w = (struct loop_watch){.loop = l, .fd = fd, .fn = fn, .arg = arg};
	*out = w;
	return 0;
}

void
loop_watch_free(struct loop_watch *w)
{
	if (!w)
		return;
	if (w->event)
		event_free(w->event);
	free(w);
}

int
loop_watch_set(struct loop_watch *w, int events)
{
	short what = EV_PERSIST;

	if (events == w->events)
		return 0;
	if (w->event)
		event_free(w->event);
	w->event = NULL;
	w->events = 0;
	if (events == 0)
		return 0;
	what |=
	    (short)(((events & LOOP_READ) ? EV_READ : 0) | ((events & LOOP_WRITE) ? EV_WRITE : 0));
	w->event = event_new(w->loop->base, w->fd, what, on_ready, w);
	if (!w->event)
		return ERR_NOMEM;
	if (event_add(w->event, NULL) < 0)
		return ERR_IO;
	w->events = events;
	return 0;
}

/* ---- signals ---- */

struct loop_signal {
	loop_signal_fn *fn;
	void *arg;
	struct event *event;
};

static void
on_signal(evutil_socket_t number, short what, void *arg)
{
	struct loop_signal *s = arg;

	(void)what;
	s->fn(number, s->arg);
}

int
loop_signal_new(struct loop *l, int number, loop_signal_fn *fn, void *arg, struct loop_signal **out)
{
	struct loop_signal *s = calloc(1, sizeof(*s));

	if (!s)
		return ERR_NOMEM;
	*s = (struct loop_signal){.fn = fn, .arg = arg};
	s->event = evsignal_new(l->base, number, on_signal, s);
	if (!s->event || evsignal_add(s->event, NULL) < 0) {
		loop_signal_free(s);
		return ERR_NOMEM;
	}
	*out = s;
	return 0;
}

void
loop_signal_free(struct loop_signal *s)
{
	if (!s)
		return;
	if (s->event)
		event_free(s->event);
	free(s);
}
