/*
 * cmd/match_many.c - one resume against many postings, or the other way round:
 * several workers, each with memory for one file; what is shown of a pair is
 * put aside until it is known which place it has.
 */
#include "cmd/bar.h"
#include "cmd/match.h"
#include "cmd/spool.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	WORKERS_MOST = 64,
	KEPT = 4 << 20 /* that a worker keeps of its memory for the next */
};

struct ranked {
	const char *file;
	float total;
	struct spool_piece text;
};

struct crowd {
	const struct match_ask *ask;
	const struct match_resume *resume;
	const struct match_job *job;
	char *const *files;
	size_t count;
	pthread_mutex_t lock; /* for all below, and standard error */
	size_t next, done, failed;
	struct ranked *ranked;
	size_t ranks;
	float *best; /* of ask->top: the worst of them first (a heap) */
	size_t bests;
	struct spool spool;
	struct bar bar;
	struct err err;
	bool stop; /* what was put aside is lost */
};

/* ---- is it among the best? ------------------------------------------------
 */

static void sink(float *heap, size_t count, size_t i)
{
	for (;;) {
		size_t least = i, left = 2 * i + 1, right = left + 1;
		float was = heap[i];

		if (left < count && heap[left] < heap[least])
			least = left;
		if (right < count && heap[right] < heap[least])
			least = right;
		if (least == i)
			return;
		heap[i] = heap[least];
		heap[least] = was;
		i = least;
	}
}

/* Equal ones stay: their names decide at the end. */
static bool may_show(struct crowd *c, float total)
{
	if (!c->ask->top)
		return true;
	if (c->bests < c->ask->top) {
		size_t i = c->bests++;

		for (; i && c->best[(i - 1) / 2] > total; i = (i - 1) / 2)
			c->best[i] = c->best[(i - 1) / 2];
		c->best[i] = total;
		return true;
	}
	if (total < c->best[0])
		return false;
	c->best[0] = total;
	sink(c->best, c->bests, 0);
	return true;
}

/* ---- the work ---------------------------------------------------------------
 */

struct one {
	float total;
	bool ok;
	struct str text; /* none: it is not shown */
	struct err err;
};

static void show(struct crowd *c, struct arena *mem,
	const struct match_resume *r, const struct match_job *j,
	struct one *out)
{
	struct match_pair pair;
	struct buf b;
	bool wanted;

	out->total = score_total(&r->profile, &j->posting);
	pthread_mutex_lock(&c->lock);
	wanted = may_show(c, out->total);
	pthread_mutex_unlock(&c->lock);
	if (!wanted)
		return;
	cmd_match_pair(c->ask, mem, r, j, &pair);
	buf_init(&b, mem, MATCH_SHOWN);
	if (c->ask->json)
		cmd_match_json(
			&b, &pair, c->count == 1 ? JSON_PRETTY : JSON_COMPACT);
	else if (c->count == 1)
		cmd_match_report(&b, &pair);
	else
		cmd_match_row(&b, &pair);
	out->text = buf_str(&b);
	if (!buf_ok(&b))
		out->ok = err_set(&out->err, ERR_TOO_BIG,
			"%s: the result is too long", pair.file);
}

static void match_one(
	struct crowd *c, struct arena *mem, const char *file, struct one *out)
{
	*out = (struct one){ .ok = false };
	if (c->resume) {
		struct match_job *job = ARENA_NEW(mem, struct match_job);

		out->ok = cmd_match_job(c->ask, mem, file, job, &out->err);
		if (out->ok)
			show(c, mem, c->resume, job, out);
	} else {
		struct match_resume *resume =
			ARENA_NEW(mem, struct match_resume);

		out->ok =
			cmd_match_resume(c->ask, mem, file, resume, &out->err);
		if (out->ok)
			show(c, mem, resume, c->job, out);
	}
}

/* With the lock. */
static void count_one(struct crowd *c, const char *file, struct one *one)
{
	struct ranked *r = &c->ranked[c->ranks];

	c->done++;
	if (one->ok && one->text.len) {
		*r = (struct ranked){ .file = file, .total = one->total };
		c->stop =
			!cmd_spool_put(&c->spool, one->text, &r->text, &c->err);
		c->ranks += !c->stop;
	} else if (!one->ok) {
		c->failed++;
		c->err = one->err;
		cmd_bar_hide(&c->bar);
		if (c->count > 1)
			fprintf(stderr, "vitae: %s\n", one->err.text);
	}
	cmd_bar_show(&c->bar, c->done, c->failed);
}

static void *work(void *with)
{
	struct crowd *c = with;
	struct arena mem = { .keep = KEPT };

	pthread_mutex_lock(&c->lock);
	while (c->next < c->count && !c->stop) {
		const char *file = c->files[c->next++];
		struct one one;

		pthread_mutex_unlock(&c->lock);
		match_one(c, &mem, file, &one);
		pthread_mutex_lock(&c->lock);
		count_one(c, file, &one);
		pthread_mutex_unlock(&c->lock);
		arena_reset(&mem);
		pthread_mutex_lock(&c->lock);
	}
	pthread_mutex_unlock(&c->lock);
	arena_free(&mem);
	return NULL;
}

static void work_all(struct crowd *c, int workers)
{
	pthread_t threads[WORKERS_MOST];
	int started = 0;

	while (started < workers - 1 && started < WORKERS_MOST &&
		(size_t)started + 1 < c->count &&
		pthread_create(&threads[started], NULL, work, c) == 0)
		started++;
	work(c);
	for (int i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	cmd_bar_hide(&c->bar);
}

/* ---- what comes out ----------------------------------------------------- */

static int best_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->total != y->total)
		return x->total > y->total ? -1 : 1;
	return strcmp(x->file, y->file);
}

static void print_one(const struct crowd *c, size_t place, struct str text)
{
	bool one = c->count == 1;

	if (c->ask->json)
		fputs(place ? ",\n" : one ? "[" : "[\n", stdout);
	else if (!one)
		printf("%5zu. %5.1f  ", place + 1,
			(double)lround((double)c->ranked[place].total * 10) /
				10);
	fwrite(text.at, 1, text.len, stdout);
}

static bool print_all(struct crowd *c, struct err *err)
{
	size_t shown =
		c->ask->top && c->ask->top < c->ranks ? c->ask->top : c->ranks;
	struct arena mem = { 0 };
	struct buf b;
	struct str text;
	bool ok = true;

	qsort(c->ranked, c->ranks, sizeof(*c->ranked), best_first);
	buf_init(&b, &mem, MATCH_SHOWN);
	for (size_t i = 0; i < c->ranks; i++) {
		ok = ok &&
		     (i >= shown || cmd_spool_get(&c->spool, &c->ranked[i].text,
					    &b, &text, err));
		if (ok && i < shown)
			print_one(c, i, text);
		cmd_spool_drop(&c->spool, &c->ranked[i].text);
	}
	if (c->ask->json && ok && (c->ranks || c->count > 1))
		fputs(!c->ranks         ? "[]\n"
			: c->count == 1 ? "]\n"
					: "\n]\n",
			stdout);
	arena_free(&mem);
	return ok && (fflush(stdout) == 0 ||
			     err_set(err, ERR_FULL,
				     "the result could not be written"));
}

static void say_summary(const struct crowd *c)
{
	size_t read = c->done - c->failed;

	if (c->count == 1 || c->ask->quiet || !c->ask->terminal)
		return;
	fprintf(stderr, "%zu of %zu files scored in %.1f s", read, c->count,
		cmd_bar_seconds(&c->bar));
	if (c->ask->top && c->ask->top < read)
		fprintf(stderr, "; the best %zu are shown", c->ask->top);
	fputc('\n', stderr);
}

static bool judge(const struct crowd *c, struct err *err)
{
	if (!c->failed)
		return true;
	*err = c->err;
	return c->count == 1 ? false
			     : err_set(err, c->err.code,
				       "%zu of %zu files could not be read",
				       c->failed, c->count);
}

bool cmd_match_many(const struct match_ask *ask,
	const struct match_resume *resume, const struct match_job *job,
	char *const *files, size_t count, struct err *err)
{
	struct arena mem = { 0 };
	struct crowd c = { .ask = ask,
		.resume = resume,
		.job = job,
		.files = files,
		.count = count,
		.ranked = ARENA_LIST(&mem, struct ranked, count + 1),
		.best = ARENA_LIST(&mem, float, ask->top + 1) };
	bool ok;

	pthread_mutex_init(&c.lock, NULL);
	cmd_bar_begin(&c.bar, count, ask->terminal && !ask->quiet);
	work_all(&c, ask->jobs);
	if (c.stop)
		*err = c.err;
	ok = !c.stop && print_all(&c, err);
	say_summary(&c);
	cmd_spool_close(&c.spool);
	pthread_mutex_destroy(&c.lock);
	ok = ok && judge(&c, err);
	arena_free(&mem);
	return ok;
}
