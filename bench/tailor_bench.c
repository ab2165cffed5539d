/*
 * bench/tailor_bench.c - what builtin tailoring costs, and what it brings: each
 * resume of build/corpus (tools/corpus makes them) against a posting that asks
 * for skills which it shows, half of them, and for others. Nothing where there
 * is no corpus.
 *
 *	tailor_bench RESUME... -- POSTING...
 *
 * measures each of these resumes (JSON) with each of these postings (text).
 */
#include "bench.h"

#include "tailor/tailor.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NOW = 12 * 2026 + 10, BYTES = 4 << 20, ASKED = 5, STEP = 7919 };

static struct {
	size_t pairs, raised, lowered, changes;
	double total_ms, most_ms;
} sum;

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static struct str slurp(struct arena *mem, const char *path)
{
	FILE *f = fopen(path, "re");
	char *text = arena_bytes(mem, BYTES);
	size_t len = f ? fread(text, 1, BYTES, f) : 0;

	if (f)
		fclose(f);
	return str_of(text, len);
}

static bool read_resume(struct arena *mem, const char *path, struct resume *out)
{
	struct err err;

	return resume_read_text(mem, slurp(mem, path), out, &err);
}

static bool read_posting(
	struct arena *mem, const char *path, struct posting *out)
{
	struct err err;

	return posting_read(mem, slurp(mem, path), out, &err);
}

/* What the resume shows, as far as it goes, then what somebody else does. */
static bool make_posting(struct arena *mem, const struct resume *r,
	size_t number, struct posting *out)
{
	struct profile p;
	struct err err;
	size_t shown = 0;
	struct buf b;

	if (!profile_read(mem, r, NOW, &p, &err))
		return false;
	buf_init(&b, mem, BYTES);
	buf_addf(&b, "%.*s\n\nRequirements\n",
		STR_ARG(r->section[RESUME_WORK].count
				? r->section[RESUME_WORK].at[0].position
				: r->basics.label));
	for (size_t i = 0; i < match_skills.count && shown < ASKED; i++) {
		size_t s = (i * STEP + number) % match_skills.count;

		if (p.skill[s].how < PROFILE_PROVED)
			continue;
		shown++;
		buf_addf(&b, "- Experience with %s\n",
			match_skills.text + match_skills.entry[s].label);
	}
	/* of an empty list, nothing */
	for (size_t i = 0; i < ASKED && match_skills.count; i++) {
		size_t s = (number * STEP + i * 31) % match_skills.count;

		buf_addf(&b, "- Knowledge of %s\n",
			match_skills.text + match_skills.entry[s].label);
	}
	return shown && posting_read(mem, buf_str(&b), out, &err);
}

/* `posting` NULL: one is made. */
static void measure(const char *path, const char *posting, size_t number)
{
	struct arena mem = { 0 };
	struct tailor_changes changes;
	struct tailor_result result;
	struct resume r;
	struct posting p;
	struct tailor_ask ask = { .source = &r, .posting = &p, .now = NOW };
	struct err err;
	double began;

	if (read_resume(&mem, path, &r) &&
		(posting ? read_posting(&mem, posting, &p)
			 : make_posting(&mem, &r, number, &p))) {
		began = cpu_ms();
		if (!tailor_builtin(&mem, &ask, &changes, &err) ||
			!tailor_apply(&mem, &ask, &changes, &result, &err)) {
			fprintf(stderr, "tailor_bench: %s\n", err.text);
			exit(1);
		}
		began = cpu_ms() - began;
		sum.pairs++;
		sum.total_ms += began;
		sum.most_ms = began > sum.most_ms ? began : sum.most_ms;
		sum.raised += result.after > result.before;
		sum.lowered += result.after < result.before;
		sum.changes += result.changes.count;
	}
	arena_free(&mem);
}

static bool measure_corpus(void)
{
	glob_t found;

	if (glob("build/corpus/*/truth.json", 0, NULL, &found))
		return false;
	for (size_t i = 0; i < found.gl_pathc; i++)
		measure(found.gl_pathv[i], NULL, i);
	globfree(&found);
	return true;
}

static void measure_pairs(int argc, char **argv)
{
	int mid = 1;

	while (mid < argc && strcmp(argv[mid], "--") != 0)
		mid++;
	for (int r = 1; r < mid; r++)
		for (int p = mid + 1; p < argc; p++)
			measure(argv[r], argv[p], 0);
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		measure_pairs(argc, argv);
	} else if (!measure_corpus()) {
		bench_note("tailor: build/corpus is not there; tools/corpus "
			   "makes it");
		return 0;
	}
	if (!sum.pairs)
		return 0;
	bench_say("tailor.pairs", (double)sum.pairs, "pairs");
	bench_say("tailor.builtin", sum.total_ms / (double)sum.pairs, "ms");
	bench_say("tailor.builtin.worst", sum.most_ms, "ms");
	bench_say("tailor.changes", (double)sum.changes / (double)sum.pairs,
		"changes");
	bench_say("tailor.raised", 100 * (double)sum.raised / (double)sum.pairs,
		"%");
	bench_say("tailor.lowered", (double)sum.lowered, "pairs");
	return 0;
}
