/*
 * bench/bench.h - what every benchmark starts from.
 *
 *	static void parse(void *with) { ... }
 *
 *	bench_say("json.parse", bench_us(parse, &doc), "us");
 *
 * Measures the CPU time of the process, so that neighbours on the machine
 * weigh less; the median of BENCH_RUNS runs, so that one bad run weighs
 * nothing. Prints one line a result: name, value, unit. No test reads these:
 * they are for people and for tools/run-bench.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>

enum { BENCH_RUNS = 15, BENCH_RUN_MS = 20 };

/* CPU time of one call, in microseconds. A run calls f so often that it takes
 * BENCH_RUN_MS at least. */
double bench_us(void (*f)(void *with), void *with);

/* The same where calls must be counted by the caller: f makes `count` steps
 * a call; the answer is the time of one step. */
double bench_step_us(void (*f)(void *with), void *with, int64_t count);

double bench_wall_us(void);                   /* of the clock on the wall */
double bench_median(double *list, int count); /* sorts the list */

void bench_say(const char *name, double value, const char *unit);
/* A line for people, which tools pass over: begins with '#'. */
void bench_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Keeps a result from being optimised away. */
#define BENCH_KEEP(x) __asm__ volatile("" : : "r,m"(x) : "memory")

#endif
