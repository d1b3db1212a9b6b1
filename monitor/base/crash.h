#pragma once

/*
 * crash: named places at which a test build can be killed, to show that no instruction is a bad one to die at. Compiled in with
 * -DCRASH_POINTS alone; else they are nothing. PUNTUAL_CRASH_POINT=name kills at the first pass, name:N at the Nth.
 */

#include <stddef.h>

#ifdef CRASH_POINTS
/* The section gathers the names, so that a program can list the points it holds. */
#define CRASH_POINT(name)                                                                          \
	do {                                                                                       \
		static const char *const crash_name                                                \
		    __attribute__((section("crash_points"), used)) = (name);                       \
		crash_point_pass(crash_name);                                                      \
	} while (0)
#else
#define CRASH_POINT(name) ((void)0)
#endif

void crash_point_pass(const char *name);

/* Names of the points in this program (one may stand twice); *count 0 in builds without them. */
const char *const *crash_points(size_t *count);
