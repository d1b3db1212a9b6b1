#pragma once

/*
 * shape: what tracking numbers look like. An adapter lists its shapes with how sure each makes us; one call says whether a
 * normalised number has one of them and whether its check digit holds. Shapes are facts of the carriers' own pages and of
 * the open collection tracking_number_data (MIT); nothing is copied from either. Pure; any thread.
 */

#include "carriers/checkdigit.h"

/* The arithmetic that the last character must fulfil, unless it says otherwise. */
enum check {
	CHECK_NONE = 0,
	CHECK_S10,      /* the eleventh of thirteen */
	CHECK_MOD7,     /* DHL Express */
	CHECK_MOD10_12, /* weights of the 1st, 2nd, 3rd, ...: 1 2 1 ... */
	CHECK_MOD10_13,
	CHECK_MOD10_31,
	CHECK_MOD10_91, /* as 3 1 3 ..., after an unprinted "91" in front: older USPS */
	CHECK_LUHN,
	CHECK_MOD37_36, /* a letter or digit */
};

/* `pattern`: # a digit, @ a letter, ? either, [0-8AB] one of a set, any other character itself; {n} repeats the one before.
 * The check looks at the characters after the first `skip`. */
struct number_shape {
	const char *pattern;
	enum check check;
	int sure; /* 1..100: see carrier.h */
	int skip;
};

/* The number as a whole has the pattern. */
bool shape_fits(const char *pattern, const char *number);

/* The surest of the shapes that the number has, 0 for none. */
int shape_match(const struct number_shape *shapes, size_t count, const char *number);

#define SHAPE_COUNT(shapes) (sizeof(shapes) / sizeof((shapes)[0]))
