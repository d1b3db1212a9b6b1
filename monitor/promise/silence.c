#include "monitor/promise/silence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	RECENT = 3, /* steps that are the present */
	LATE_MS =
	    3 * 60 * 60 * 1000, /* gaps are known to some hours: so much later is still in time */
};

/* Scans come in lorries: the count of an hour varies twice as much as if each came alone. */
#define LORRIES 2.0
/* A silence is one when not a fifth of what is expected comes, and chance alone would bring that about less than once in some ten thousand
 * looks. */
#define QUIET_SHARE 0.2
#define SURE        7.0
/* It is over when half of what is expected comes again. */
#define HEARD_SHARE 0.5
#define HEARD_LEAST 2.0

/* ---- rows into groups ---- */

static int
by_key(const void *a, const void *b)
{
	const struct tally *x = *(const struct tally *const *)a;
	const struct tally *y = *(const struct tally *const *)b;

	return strcmp(x->key, y->key);
}

static void
add_row(const struct silence *l, struct silence_group *g, const struct tally *t)
{
	int32_t step = (t->day - l->first_hour) / GAPS_STEP_HOURS;
	double scans = (double)t->add / 1000;

	if (t->day < l->first_hour || step >= SILENCE_STEPS)
		return;
	if (t->cell == GAPS_CELL_EXPECTED)
		g->expected[step] += scans * l->weights[step];
	else if (t->cell == GAPS_CELL_SEEN)
		g->seen[step] += scans;
}

static int
gather(struct silence *l)
{
	const struct incident_input *in = l->in;
	const struct tally **rows = calloc(in->scan_count + 1, sizeof(const struct tally *));

	l->groups = calloc(in->scan_count + 1, sizeof(*l->groups));
	if (rows == NULL || l->groups == NULL) {
		free(rows);
		return ERR_NOMEM;
	}
	for (size_t i = 0; i < in->scan_count; i++)
		rows[i] = &in->scans[i];
	qsort(rows, in->scan_count, sizeof(const struct tally *), by_key);
	for (size_t i = 0; i < in->scan_count; i++) {
		if (i == 0 || strcmp(rows[i]->key, rows[i - 1]->key) != 0)
			memcpy(l->groups[l->count++].key, rows[i]->key, sizeof(rows[i]->key));
		add_row(l, &l->groups[l->count - 1], rows[i]);
	}
	free(rows);
	return 0;
}

/* Over some steps before one of them. */
static struct silence_sums
sum_before(const struct silence *l, const struct silence_group *g, size_t end, size_t steps)
{
	struct silence_sums s = {0};

	for (size_t i = end - steps > l->from_step ? end - steps : l->from_step; i < end; i++) {
		s.expected += g->expected[i];
		s.seen += g->seen[i];
	}
	return s;
}

struct silence_sums
silence_sum(const struct silence *l, const struct silence_group *g, size_t steps)
{
	return sum_before(l, g, SILENCE_STEPS, steps);
}

/* ---- which are quiet ---- */

/* How much less than expected it is: half the deviance of a Poisson count, for counts that vary more than one. */
static double
surprise(struct silence_sums s)
{
	double d;

	if (s.seen >= s.expected)
		return 0;
	d = s.expected - s.seen;
	if (s.seen > 0)
		d += s.seen * log(s.seen / s.expected);
	return d / LORRIES;
}

static bool
is_quiet(struct silence_sums s)
{
	return s.seen <= QUIET_SHARE * s.expected;
}

double
silence_of(const struct silence *l, const struct silence_group *g, const struct silence_group *all,
    size_t *steps)
{
	struct silence_sums recent = silence_sum(l, g, RECENT);
	double most = 0;

	if (!is_quiet(recent))
		return 0;
	for (size_t n = RECENT; n <= SILENCE_WINDOW; n++) {
		struct silence_sums s = silence_sum(l, g, n);

		if (all != NULL) {
			struct silence_sums o = silence_sum(l, all, n);
			double expected = o.expected - s.expected, seen = o.seen - s.seen;

			if (expected > 0 && seen < expected)
				s.expected *= seen > 0 ? seen / expected : 0;
		}
		if (!is_quiet(s) || surprise(s) < SURE || surprise(s) <= most)
			continue;
		most = surprise(s);
		*steps = n;
	}
	return most;
}

bool
silence_stood(const struct silence *l, const struct silence_group *g)
{
	if (is_quiet(silence_sum(l, g, RECENT)))
		return false;
	for (size_t end = SILENCE_STEPS - SILENCE_WINDOW + 1; end < SILENCE_STEPS; end++) {
		struct silence_sums s = sum_before(l, g, end, RECENT);

		if (is_quiet(s) && surprise(s) >= SURE)
			return true;
	}
	return false;
}

bool
silence_is_over(const struct silence *l, const struct silence_group *g)
{
	struct silence_sums now = silence_sum(l, g, RECENT),
			    all = silence_sum(l, g, SILENCE_WINDOW);

	return (now.seen >= HEARD_LEAST && now.seen >= HEARD_SHARE * now.expected) ||
	    all.expected < 1;
}

/* ---- carriers and their parts ---- */

static size_t
carrier_length(const char *key)
{
	const char bounds[] = {GAPS_OF_DEPOT, GAPS_OF_LANE, '\0'};

	return strcspn(key, bounds);
}

bool
silence_is_of(const struct silence_group *g, const char *carrier, char kind)
{
	size_t len = strlen(carrier);

	return strncmp(g->key, carrier, len) == 0 && g->key[len] == kind;
}

struct silence_group
silence_whole(const struct silence *l, const char *carrier)
{
	struct silence_group all = {0};

	for (size_t i = 0; i < l->count; i++)
		for (size_t s = 0;
		     s < SILENCE_STEPS && silence_is_of(&l->groups[i], carrier, GAPS_OF_DEPOT);
		     s++) {
			all.expected[s] += l->groups[i].expected[s];
			all.seen[s] += l->groups[i].seen[s];
		}
	return all;
}

/* What is after the carrier in a key. */
const char *
silence_name(const struct silence_group *g)
{
	return g->key + carrier_length(g->key) + 1;
}

struct silence_quiet
silence_parts(
    const struct silence *l, const char *carrier, const struct silence_group *all, char kind)
{
	struct silence_quiet q = {0};

	for (size_t i = 0; i < l->count; i++) {
		const struct silence_group *g = &l->groups[i];
		size_t steps = 0;
		double by = silence_is_of(g, carrier, kind) ? silence_of(l, g, all, &steps) : 0;

		if (by <= 0)
			continue;
		q.count++;
		q.expected += silence_sum(l, g, steps).expected;
		if (by <= q.by)
			continue;
		q.most = g;
		q.by = by;
		q.steps = steps;
	}
	return q;
}

/* ---- what was seen ---- */

int
silence_look(const struct incident_input *in, struct silence *l)
{
	int64_t step_ms = GAPS_STEP_HOURS * (int64_t)HOUR_MS;
	int64_t step = in->now_utc_ms / step_ms;

	*l = (struct silence){
	    .in = in, .first_hour = (int32_t)((step - SILENCE_STEPS + 1) * GAPS_STEP_HOURS)};
	for (int64_t i = 0; i < SILENCE_STEPS; i++) {
		int64_t since = in->now_utc_ms - LATE_MS - (step - SILENCE_STEPS + 1 + i) * step_ms;

		l->weights[i] = since <= 0 ? 0
		    : since >= step_ms     ? 1
					   : (double)since / (double)step_ms;
	}
	/* While we could not see, nothing could be seen. */
	if (in->gap.until_utc_ms != AT_NONE &&
	    in->gap.until_utc_ms / HOUR_MS + GAPS_STEP_HOURS > l->first_hour)
		l->from_step =
		    (size_t)((in->gap.until_utc_ms / HOUR_MS - l->first_hour) / GAPS_STEP_HOURS +
			1);
	return gather(l);
}

void
silence_clear(struct silence *l)
{
	free(l->groups);
	l->groups = NULL;
	l->count = 0;
}
