/*
 * base/metric.h - numbers that are told to others: a list of metrics, each
 * with its points, gathered at one moment. Knows no format and no place; who
 * asks writes them (api/metrics.c for Prometheus, partners/otlp.c).
 *
 *	metric_one(&all, METRIC_GAUGE, "open_files", "Open descriptors.", 7);
 *
 *	m = metric_add(&all, METRIC_COUNTER, "answers_total", "Answers.");
 *	metric_point(m, "class", "2xx", 12);
 *
 * Names follow Prometheus' habits: counters end in _total, what is measured
 * in seconds or bytes says so.
 */
#ifndef BASE_METRIC_H
#define BASE_METRIC_H

#include "base/base.h"

/* A counter only grows, from the start of the process on. */
enum metric_kind { METRIC_GAUGE, METRIC_COUNTER, METRIC_HISTOGRAM };

enum { METRIC_LABELS = 2, METRIC_BOUNDS = 16 };

struct metric_label {
	const char *name, *value;
};

/* `below[i]` were at most bounds[i]; the last bound is infinite. */
struct metric_times {
	const double *bounds; /* METRIC_BOUNDS of them, in seconds */
	int64_t below[METRIC_BOUNDS];
	int64_t sum_us;
};

struct metric_point {
	struct metric_point *next;
	struct metric_label labels[METRIC_LABELS]; /* name NULL: no more */
	int64_t value;
	const struct metric_times *times; /* of a histogram, else NULL */
};

struct metric {
	struct metric *next;
	struct arena *mem;
	const char *name, *help;
	enum metric_kind kind;
	struct metric_point *points, *last;
};

/* Texts that are put in must live as long as `mem`. */
struct metrics {
	struct arena *mem;
	struct metric *first, *last;
};

struct metric *metric_add(struct metrics *all, enum metric_kind kind,
	const char *name, const char *help);
/* With one label, or none (NULL); the point can be given another. */
struct metric_point *metric_point(
	struct metric *m, const char *label, const char *word, int64_t value);
/* A metric of a single number. */
void metric_one(struct metrics *all, enum metric_kind kind, const char *name,
	const char *help, int64_t value);
/* What it counts by its name, as UCUM has it: "s", "By", or "1". */
const char *metric_unit(const struct metric *m);

#endif
