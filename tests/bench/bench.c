#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void
bench_fail(const char *what)
{
	(void)fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

static double
clock_s(clockid_t id)
{
	struct timespec at;

	(void)clock_gettime(id, &at); /* cannot fail for these clocks */
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

double
bench_wall_s(void)
{
	return clock_s(CLOCK_MONOTONIC);
}

double
bench_cpu_s(void)
{
	return clock_s(CLOCK_PROCESS_CPUTIME_ID);
}

double
bench_thread_cpu_s(void)
{
	return clock_s(CLOCK_THREAD_CPUTIME_ID);
}

static int
ascending(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

struct figure
bench_figure(double *rounds, size_t count)
{
	qsort(rounds, count, sizeof(*rounds), ascending);
	return (struct figure){
	    rounds[count / 2], rounds[count * 99 / 100], rounds[0], rounds[count - 1]};
}
