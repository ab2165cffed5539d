/* bench/bench.c - see bench.h. */
#include "bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double clock_us(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Of this process, all its threads. */
static double cpu_us(void) { return clock_us(CLOCK_PROCESS_CPUTIME_ID); }

double bench_wall_us(void) { return clock_us(CLOCK_MONOTONIC); }

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double bench_median(double *list, int count)
{
	qsort(list, (size_t)count, sizeof(*list), compare);
	return list[count / 2];
}

static double run_us(void (*f)(void *with), void *with, int64_t times)
{
	double began = cpu_us();

	for (int64_t i = 0; i < times; i++)
		f(with);
	return cpu_us() - began;
}

double bench_us(void (*f)(void *with), void *with)
{
	double runs[BENCH_RUNS];
	int64_t times = 1;

	/* also what warms the caches up */
	while (run_us(f, with, times) < BENCH_RUN_MS * 1e3)
		times *= 2;
	for (int i = 0; i < BENCH_RUNS; i++)
		runs[i] = run_us(f, with, times) / (double)times;
	return bench_median(runs, BENCH_RUNS);
}

double bench_step_us(void (*f)(void *with), void *with, int64_t count)
{
	return bench_us(f, with) / (double)count;
}

void bench_say(const char *name, double value, const char *unit)
{
	printf("%-32s %12.3f %s\n", name, value, unit);
	fflush(stdout);
}

void bench_note(const char *fmt, ...)
{
	va_list ap;

	printf("# ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}
