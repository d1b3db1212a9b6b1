#pragma once

/*
 * sim_run: a simulated world against the real judge and the real store, in virtual time: what the daemon's threads do (register, ask, review, send, look
 * after accounts, shops and incidents), step by step, with a carrier that answers from the simulation. Ten thousand parcels of some weeks take
 * a minute or so. What was decided is read from the journal, as anybody could.
 */

#include "tests/support/sim.h"
#include "tests/support/store_harness.h"
#include "tests/support/word_check.h"

enum { SIM_STEP_MS = 10 * MINUTE_MS, SIM_WORDS = 8, SIM_SURE_LEVELS = 6 };

/* Chances, per mille, from which on a forecast may count. */
extern const int32_t sim_sure_levels[SIM_SURE_LEVELS];

/* A notice to a customer. */
struct sim_word {
	enum notice_kind kind;
	int64_t at_utc_ms;
	int32_t window_until_day; /* DAY_NONE: none was told */
};

/* What became of one parcel, beside the truth. */
struct sim_track {
	struct sim_parcel truth;
	uint64_t id;          /* in the store; 0: not registered yet */
	uint64_t hash;        /* of the last answer */
	int64_t alert_utc_ms; /* at_risk or worse for the first time; AT_NONE */
	char alert_rule[24];
	struct sim_word words[SIM_WORDS];
	size_t word_count;
	bool has_case;
	int64_t sure_utc_ms[SIM_SURE_LEVELS]; /* the forecast first gave so much; AT_NONE */
};

struct sim_run {
	const struct sim_world *world;
	struct judge judge; /* judge_default; a copy that a test may change before the first step */
	struct harness h;
	struct sim_track *tracks; /* owned; in the order of registration */
	size_t parcels, registered;
	struct account_state accounts[SIM_CARRIERS];
	uint64_t journal_seq;
	struct word_check words; /* what the journal shows of them */
	size_t polls, reviews;   /* handed in */
};

/* `only` < SIM_CARRIERS: parcels of that carrier alone. Asserts. */
void sim_run_init(struct sim_run *r, const struct sim_world *w, size_t only);
void sim_run_clear(struct sim_run *r);

void sim_run_until(struct sim_run *r, int64_t until_utc_ms);

/* The program ends, and begins again so much later. */
void sim_run_restart(struct sim_run *r, int64_t down_ms);

/* By hand: of a whole carrier; until closed, or for a week. */
void sim_run_open_incident(struct sim_run *r, size_t carrier);
void sim_run_close_incident(struct sim_run *r, uint64_t id);

/* Incidents by their ids, oldest first: 1, 2 ...; false past the last. */
bool sim_run_incident(const struct sim_run *r, uint64_t id, struct incident *out);
