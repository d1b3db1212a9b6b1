#pragma once

/*
 * expect: compares a week's records with what its story must have become, told in a file: see expect.txt for its statements.
 */

#include "tests/demo/records.h"

enum { EXPECT_FAILURES = 32 };

struct expect {
	const struct records *records;
	char failures[EXPECT_FAILURES][256]; /* what did not come out, a sentence each */
	size_t failure_count;
};

void expect_check(struct expect *e, struct span text);

void expect_fail(struct expect *e, const char *format, ...) __attribute__((format(printf, 2, 3)));
