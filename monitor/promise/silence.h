#pragma once

/*
 * silence: which depots, lanes and carriers have gone quiet, from the scans of the last hours that were expected and seen (gaps.h). What is to
 * be made of it is incident's. Pure.
 */

#include "monitor/base/judge.h"
#include "monitor/promise/gaps.h"

enum {
	SILENCE_STEPS = GAPS_AHEAD_HOURS / GAPS_STEP_HOURS, /* looked back at */
	SILENCE_WINDOW = 24 / GAPS_STEP_HOURS,              /* over which a silence is judged */
};

/* Carrier, depot or lane; scans by step, the present one last. */
struct silence_group {
	char key[LIMIT_TALLY_KEY_ROOM];
	double expected[SILENCE_STEPS], seen[SILENCE_STEPS];
};

struct silence_sums {
	double expected, seen;
};

struct silence {
	const struct incident_input *in;
	struct silence_group *groups; /* owned; by key, so those of a carrier follow each other */
	size_t count;
	int32_t first_hour;            /* of step 0 */
	double weights[SILENCE_STEPS]; /* how much of what a step expects should have come by now */
	size_t from_step;              /* what was before we could not see */
};

/* ERR_NOMEM; to be cleared in any case. */
int silence_look(const struct incident_input *in, struct silence *l) MUST_CHECK;
void silence_clear(struct silence *l);

/* Over the last steps. */
struct silence_sums silence_sum(
    const struct silence *l, const struct silence_group *g, size_t steps);

/* How sure it is that the group is quiet, over some last steps, the present ones included; 0: it is not. *steps: how many of them.
 * Where the others of its carrier are slow, slowness is no silence: `all` are the carrier's, NULL for itself. */
double silence_of(const struct silence *l, const struct silence_group *g,
    const struct silence_group *all, size_t *steps);
bool silence_is_over(const struct silence *l, const struct silence_group *g);
/* It moves again, and stood within the window: what it held lands in its own time. */
bool silence_stood(const struct silence *l, const struct silence_group *g);

/* `kind`: GAPS_OF_DEPOT or GAPS_OF_LANE. */
bool silence_is_of(const struct silence_group *g, const char *carrier, char kind);
const char *silence_name(const struct silence_group *g);
/* All depots of a carrier. */
struct silence_group silence_whole(const struct silence *l, const char *carrier);

struct silence_quiet {
	size_t count;
	double expected; /* of them all */
	const struct silence_group *most;
	double by; /* how sure of that one */
	size_t steps;
};

/* Those of a kind that are quiet. */
struct silence_quiet silence_parts(
    const struct silence *l, const char *carrier, const struct silence_group *all, char kind);
