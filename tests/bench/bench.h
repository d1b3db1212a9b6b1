#pragma once

/*
 * bench: what bench programs share: clocks, what to make of rounds, and an end when something fails. Times in seconds.
 */

#include <stdbool.h>
#include <stddef.h>

_Noreturn void bench_fail(const char *what);

/* Or the program ends, saying what failed. Here, so that checkers see that it does. */
static inline void
bench_need(bool good, const char *what)
{
	if (!good)
		bench_fail(what);
}

double bench_wall_s(void);
/* Of this process, all its threads. */
double bench_cpu_s(void);
/* Of the calling thread. */
double bench_thread_cpu_s(void);

struct figure {
	double median, p99, least, most;
};

/* Sorts them. */
struct figure bench_figure(double *rounds, size_t count);
