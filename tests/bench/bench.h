#pragma once

/*
 * bench: what bench programs share: clocks, what to make of rounds, and an end when something fails. Times in seconds.
 */

#include <stdbool.h>
#include <stddef.h>

/* Or the program ends, saying what failed. */
void bench_need(bool good, const char *what);

double bench_wall_s(void);
/* Of this process, all its threads. */
double bench_cpu_s(void);

struct figure {
	double median, least, most;
};

/* Of an odd number of rounds; sorts them. */
struct figure bench_figure(double *rounds, size_t count);
