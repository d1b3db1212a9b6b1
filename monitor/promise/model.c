#include "monitor/promise/model.h"

#include "monitor/base/holiday.h"
#include "monitor/base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	AGES = 512,    /* days; what is older weighs as these */
	ONE = 1 << 16, /* the weight of today */
	RECENT = 7,
	BEFORE = 21, /* days ago: where recent ends, and before */
	DAY_HOURS = 24,
	HOLIDAYS = 1024, /* days of which a clock knows its holidays: half back, half ahead */
};

/* How fast each kind is forgotten, in days, by the way of its use: the shape of a journey changes slowly, the state of a network in a week. */
static const struct kind {
	enum model_kind kind;
	uint16_t cells;
	uint16_t period, half_life;
	bool whole; /* counts when its period is over: arrivals are known before who was waiting */
} kinds[] = {
    {MODEL_BASE, 2 * MODEL_BINS, 56, 80, false},
    {MODEL_FACTOR, 2 * MODEL_CLASSES, 28, 200, false},
    {MODEL_DRIFT, 2 * MODEL_CLASSES, 1, 5, true},
    {MODEL_NETWORK, MODEL_WORTH + 1, 1, 4, true},
    {MODEL_DAYS, 3 * MODEL_CLASSES, 28, 200, false},
    {MODEL_CLOCK, MODEL_WEEK_HOURS + 2 * MODEL_WEEKDAYS, 7, 150, true},
    {MODEL_GAP, MODEL_GAPS, 28, 150, false},
    {MODEL_SAID, MODEL_SAID_CELLS, 7, 200, false},
};

enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };

struct period {
	int32_t day;     /* its first */
	int64_t cells[]; /* millionths */
};

struct clock {
	bool stale; /* its sums have changed since the week was reckoned */
	double week[MODEL_WEEK_HOURS + 1];
	int32_t holidays_from;
	uint64_t holidays[HOLIDAYS / 64];
};

struct model_row {
	char key[LIMIT_TALLY_KEY_ROOM];
	uint32_t hash;
	const struct kind *kind;
	struct period **periods; /* owned, newest last */
	uint16_t count, room;
	int32_t summed_day;       /* on which its sums were made */
	struct clock *clock;      /* owned; MODEL_CLOCK alone */
	int64_t *recent, *before; /* into sums; MODEL_NETWORK alone */
	int64_t sums[];
};

struct model {
	struct gaps *gaps;       /* owned */
	struct model_row **rows; /* owned: open addressing, a power of two */
	size_t room, count, bytes;
	int32_t day;
	int64_t weights[KINDS][AGES];
};

/* Smoothing of the clock: what a week with no arrivals at all would count for an hour, and parcels' worth of doubt that a weekday is not as
 * any. */
static const double hour_prior = 2, weekday_doubt = 12;

static uint32_t
hash_of(const char *key)
{
	uint32_t hash = 2166136261u;

	for (; *key != '\0'; key++)
		hash = (hash ^ (uint8_t)*key) * 16777619u;
	return hash;
}

static const struct kind *
kind_of(char letter)
{
	for (size_t i = 0; i < KINDS; i++)
		if ((char)kinds[i].kind == letter)
			return &kinds[i];
	return NULL;
}

int32_t
model_period(enum model_kind kind, int32_t day)
{
	int32_t length = kind_of((char)kind)->period;
	int32_t over = day % length;

	return day - (over < 0 ? over + length : over);
}

struct model *
model_new(void)
{
	struct model *m = calloc(1, sizeof(*m));

	if (m == NULL)
		return NULL;
	m->gaps = gaps_new();
	if (m->gaps == NULL) {
		free(m);
		return NULL;
	}
	m->day = DAY_NONE;
	m->bytes = sizeof(*m);
	for (size_t k = 0; k < KINDS; k++)
		for (int age = 0; age < AGES; age++)
			m->weights[k][age] = llround(ONE * exp2(-(double)age / kinds[k].half_life));
	return m;
}

static void
row_free(struct model_row *row)
{
	if (row == NULL)
		return;
	for (size_t i = 0; i < row->count; i++)
		free(row->periods[i]);
	free(row->periods);
	free(row->clock);
	free(row);
}

void
model_free(struct model *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->room; i++)
		row_free(m->rows[i]);
	free(m->rows);
	gaps_free(m->gaps);
	free(m);
}

const struct gaps *
model_gaps(const struct model *m)
{
	return m->gaps;
}

/* The place of a key: its row, or the free one where it would stand. */
static struct model_row **
place_of(struct model_row **rows, size_t room, const char *key, uint32_t hash)
{
	size_t i = hash & (room - 1);

	while (rows[i] != NULL && (rows[i]->hash != hash || strcmp(rows[i]->key, key) != 0))
		i = (i + 1) & (room - 1);
	return &rows[i];
}

static int
widen(struct model *m)
{
	size_t room = m->room > 0 ? 2 * m->room : 256;
	struct model_row **rows;

	if (4 * (m->count + 1) <= 3 * m->room)
		return 0;
	rows = calloc(room, sizeof(struct model_row *));
	if (rows == NULL)
		return ERR_NOMEM;
	for (size_t i = 0; i < m->room; i++)
		if (m->rows[i] != NULL)
			*place_of(rows, room, m->rows[i]->key, m->rows[i]->hash) = m->rows[i];
	free(m->rows);
	m->bytes += (room - m->room) * sizeof(struct model_row *);
	m->rows = rows;
	m->room = room;
	return 0;
}

/* ---- the clock ---- */

static double
smooth_hour(const struct model_row *row, unsigned hour)
{
	return .25 * model_sum(row, (hour + MODEL_WEEK_HOURS - 1) % MODEL_WEEK_HOURS) +
	    .5 * model_sum(row, hour) + .25 * model_sum(row, (hour + 1) % MODEL_WEEK_HOURS) +
	    hour_prior;
}

/* Within a day an hour weighs by what comes in it; a day by what comes of those who wait, for how many wait depends on when they were
 * handed over: on a Tuesday after a week end without collections few come, and it is no slow day. */
static void
clock_fill(const struct model_row *row)
{
	double weights[MODEL_WEEK_HOURS], all = 0;
	double *week = row->clock->week;

	for (unsigned day = 0; day < MODEL_WEEKDAYS; day++) {
		const unsigned first = day * DAY_HOURS, cell = MODEL_WEEK_HOURS + 2 * day;
		double rate = (model_sum(row, cell) + weekday_doubt) /
		    (model_sum(row, cell + 1) + weekday_doubt);
		double came = 0;

		for (unsigned h = first; h < first + DAY_HOURS; h++) {
			weights[h] = smooth_hour(row, h);
			came += weights[h];
		}
		for (unsigned h = first; h < first + DAY_HOURS; h++)
			weights[h] *= rate / came;
		all += rate;
	}
	for (int h = 0; h < MODEL_WEEK_HOURS; h++)
		week[h + 1] = week[h] + weights[h] * MODEL_WEEK_HOURS / all;
	row->clock->stale = false;
}

/* The key ends in the place: "c|ES-MD". */
static void
clock_fill_holidays(struct model_row *row, int32_t day)
{
	struct clock *clock = row->clock;
	struct holiday_place place = HOLIDAY_NOWHERE;

	if (day >= clock->holidays_from + HOLIDAYS / 4 &&
	    day <= clock->holidays_from + 3 * HOLIDAYS / 4)
		return;
	if (holiday_place_parse(span_of(row->key + 2), &place) < 0)
		place = HOLIDAY_NOWHERE;
	clock->holidays_from = day - HOLIDAYS / 2;
	memset(clock->holidays, 0, sizeof(clock->holidays));
	for (int i = 0; i < HOLIDAYS; i++)
		if (holiday_on(place, clock->holidays_from + i))
			clock->holidays[i / 64] |= UINT64_C(1) << i % 64;
}

const double *
model_week(const struct model_row *row)
{
	if (row->clock->stale)
		clock_fill(row);
	return row->clock->week;
}

bool
model_holiday(const struct model_row *row, int32_t day, bool *known)
{
	int32_t i = day - row->clock->holidays_from;

	*known = i >= 0 && i < HOLIDAYS;
	return *known && (row->clock->holidays[i / 64] >> i % 64 & 1) != 0;
}

/* ---- sums ---- */

static int
age_of(const struct model *m, const struct kind *kind, int32_t day)
{
	int32_t age = m->day - day - kind->period / 2;

	return age < 0 ? 0 : age < AGES ? age : AGES - 1;
}

static void
count_in(const struct model *m, struct model_row *row, int32_t day, unsigned cell, int64_t add)
{
	int age = age_of(m, row->kind, day);

	if (row->kind->whole && m->day < day + row->kind->period)
		return;
	row->sums[cell] += add * m->weights[row->kind - kinds][age];
	if (row->recent != NULL && age <= RECENT)
		row->recent[cell] += add * ONE;
	else if (row->before != NULL && age <= BEFORE)
		row->before[cell] += add * ONE;
}

static size_t
sums_of(const struct kind *kind)
{
	return (size_t)kind->cells * (kind->kind == MODEL_NETWORK ? 3 : 1);
}

/* A new day: everything has grown older. Reckoned when a row is next looked at: most are not, on most days. */
static void
row_age(const struct model *m, struct model_row *row)
{
	memset(row->sums, 0, sums_of(row->kind) * sizeof(row->sums[0]));
	for (size_t i = row->count; i-- > 0;) {
		const struct period *p = row->periods[i];

		if (m->weights[row->kind - kinds][age_of(m, row->kind, p->day)] == 0)
			break;
		for (unsigned cell = 0; cell < row->kind->cells; cell++)
			if (p->cells[cell] != 0)
				count_in(m, row, p->day, cell, p->cells[cell]);
	}
	if (row->clock != NULL) {
		row->clock->stale = true;
		clock_fill_holidays(row, m->day);
	}
	row->summed_day = m->day;
}

const struct model_row *
model_find(const struct model *m, const char *key)
{
	struct model_row *row;

	if (m == NULL || m->room == 0)
		return NULL;
	row = *place_of(m->rows, m->room, key, hash_of(key));
	if (row != NULL && row->summed_day != m->day)
		row_age(m, row);
	return row;
}

static struct model_row *
row_new(struct model *m, const char *key, const struct kind *kind)
{
	size_t bytes = sizeof(struct model_row) + sums_of(kind) * sizeof(int64_t);
	struct model_row *row = calloc(1, bytes);

	if (row == NULL)
		return NULL;
	(void)text_cut(row->key, sizeof(row->key), span_of(key));
	row->hash = hash_of(key);
	row->kind = kind;
	row->summed_day = m->day;
	if (kind->kind == MODEL_NETWORK) {
		row->recent = row->sums + kind->cells;
		row->before = row->recent + kind->cells;
	}
	if (kind->kind == MODEL_CLOCK) {
		row->clock = calloc(1, sizeof(*row->clock));
		if (row->clock == NULL) {
			free(row);
			return NULL;
		}
		bytes += sizeof(*row->clock);
		row->clock->holidays_from = m->day - 2 * HOLIDAYS; /* none yet */
		clock_fill_holidays(row, m->day);
	}
	m->bytes += bytes;
	return row;
}

/* The period of a day, made where it is missing; NULL: out of memory. */
static struct period *
period_of(struct model *m, struct model_row *row, int32_t day)
{
	size_t bytes = sizeof(struct period) + row->kind->cells * sizeof(int64_t);
	struct period *p;
	size_t at = row->count;

	while (at > 0 && row->periods[at - 1]->day > day)
		at--;
	if (at > 0 && row->periods[at - 1]->day == day)
		return row->periods[at - 1];
	if (row->count == row->room) {
		uint16_t room = row->room > 0 ? (uint16_t)(2 * row->room) : 4;
		struct period **periods = reallocarray(row->periods, room, sizeof(struct period *));

		if (periods == NULL)
			return NULL;
		m->bytes += (size_t)(room - row->room) * sizeof(struct period *);
		row->periods = periods;
		row->room = room;
	}
	p = calloc(1, bytes);
	if (p == NULL)
		return NULL;
	p->day = day;
	memmove(
	    row->periods + at + 1, row->periods + at, (row->count - at) * sizeof(struct period *));
	row->periods[at] = p;
	row->count++;
	m->bytes += bytes;
	return p;
}

/* A period of which nothing is left, as what was too old has been taken away again. */
static void
period_drop(struct model *m, struct model_row *row, const struct period *p)
{
	size_t at = 0;

	for (unsigned cell = 0; cell < row->kind->cells; cell++)
		if (p->cells[cell] != 0)
			return;
	while (row->periods[at] != p)
		at++;
	m->bytes -= sizeof(*p) + row->kind->cells * sizeof(int64_t);
	free(row->periods[at]);
	row->count--;
	memmove(
	    row->periods + at, row->periods + at + 1, (row->count - at) * sizeof(struct period *));
}

static int
add_to(struct model *m, const char *key, const struct tally *t)
{
	const struct kind *kind = kind_of(key[0]);
	struct model_row **at;
	struct period *p;

	if (kind == NULL || t->cell >= kind->cells)
		return 0;
	if (widen(m) < 0)
		return ERR_NOMEM;
	if (t->day > m->day)
		m->day = t->day;
	at = place_of(m->rows, m->room, key, hash_of(key));
	if (*at == NULL) {
		if (m->count == LIMIT_MODEL_ROWS)
			return 0;
		*at = row_new(m, key, kind);
		if (*at == NULL)
			return ERR_NOMEM;
		m->count++;
	} else if ((*at)->summed_day != m->day)
		row_age(m, *at);
	p = period_of(m, *at, t->day);
	if (p == NULL)
		return ERR_NOMEM;
	p->cells[t->cell] += t->add;
	count_in(m, *at, t->day, t->cell, t->add);
	if (t->add < 0)
		period_drop(m, *at, p);
	if ((*at)->clock != NULL)
		(*at)->clock->stale = true;
	return 0;
}

int
model_add(struct model *m, const struct tally *t)
{
	char key[LIMIT_TALLY_KEY_ROOM + 2];

	if (t->table == TALLY_GAP)
		return gaps_add(m->gaps, t);
	if (t->table == TALLY_TRANSIT)
		return t->key[0] == MODEL_SAID ? 0 : add_to(m, t->key, t);
	if (t->table != TALLY_CALIBRATION)
		return 0;
	(void)snprintf(key, sizeof(key), "%c|%s", MODEL_SAID, t->key);
	key[LIMIT_TALLY_KEY_ROOM - 1] = '\0';
	return add_to(m, key, t);
}

static double
parcels(int64_t sum)
{
	return (double)sum / ((double)ONE * MODEL_PARCEL);
}

double
model_sum(const struct model_row *row, unsigned cell)
{
	return row == NULL ? 0 : parcels(row->sums[cell]);
}

double
model_recent(const struct model_row *row, unsigned cell)
{
	return row == NULL ? 0 : parcels(row->recent[cell]);
}

double
model_before(const struct model_row *row, unsigned cell)
{
	return row == NULL ? 0 : parcels(row->before[cell]);
}

int32_t
model_day(const struct model *m)
{
	return m->day;
}

size_t
model_rows(const struct model *m)
{
	return m->count;
}

size_t
model_bytes(const struct model *m)
{
	return m->bytes;
}
