#pragma once

/*
 * phrases: the words of the story in Spanish and English; lines_fill fills in $1, $2, ...; "@" stands for the customers' names. Pure.
 */

#include "monitor/cli/words.h"

enum phrase {
	PHRASE_NONE,
	PHRASE_REGISTERED,
	PHRASE_ATTEMPT,
	PHRASE_COLLECTED,
	PHRASE_IN_TIME,
	PHRASE_AS_RETOLD,
	PHRASE_IN_THE_END,
	PHRASE_ETA,
	PHRASE_LOST,
	PHRASE_MISSED,
	PHRASE_STALL,
	PHRASE_SHIP_BY,
	PHRASE_IN_DOUBT,
	PHRASE_ON_TRACK,
	PHRASE_TELL_DELAY,
	PHRASE_TELL_AGAIN,
	PHRASE_TELL_MISSED,
	PHRASE_TELL_SILENCE,
	PHRASE_TELL_BACK,
	PHRASE_TELL_LOST,
	PHRASE_TELL_RISK,
	PHRASE_ESCALATED,
	PHRASE_CONFIRMS,
	PHRASE_TAKES,
	PHRASE_FAILS,
	PHRASE_ANSWERS,
	PHRASE_TO,
};

const char *phrase_in(enum language language, enum phrase which);
