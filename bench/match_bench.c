/*
 * bench/match_bench.c - what it costs to hold resumes against postings, through
 * the library alone: no file, no command.
 *
 *	match_bench --matrix
 *
 * reads lines of "resume<tab>PATH" (JSON Resume) and "posting<tab>PATH" (text)
 * and answers a line a resume: its score for each posting, with tabs between.
 *
 *	match_bench --verdicts
 *
 * reads the same, and answers for the nth of both a line for each requirement:
 * "verdict<tab>TEXT", then an empty one. For bench/match.
 */
#include "bench.h"

#include "match/score.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	NOW = 12 * 2026 + 10,
	BYTES = 4 << 20,
	MANY = 10000,
	TEXTS = 40,
	KEPT = 8 << 20,
	MOST = 5000 /* of the matrix, each side */
};

static double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "match_bench: %s: %s\n", what, why);
	exit(1);
}

/* ---- speed ------------------------------------------------------------------
 */

static const char resume[] =
	"{\"basics\":{\"name\":\"Ada Quill\",\"email\":\"ada@quill.example\","
	"\"label\":\"Backend engineer\",\"summary\":\"Engineer of eight years "
	"who keeps ledgers and mills running, with care for the people who "
	"have to live with what was built.\"},\"work\":[";

static const char job[] =
	"{\"name\":\"Larkspur Mills %d\",\"position\":\"Software engineer\","
	"\"startDate\":\"20%02d-03\",\"endDate\":\"20%02d-02\",\"highlights\":["
	"\"Moved the ledger to PostgreSQL and cut the time of a report from "
	"forty minutes to two.\",\"Led four engineers through the move of "
	"twelve services to Kubernetes, with Terraform and Python.\",\"Taught "
	"the foremen of three mills to read their own figures in Grafana.\","
	"\"Wrote the tests that found nine defects before any customer did.\"]"
	"}";

static struct str resume_text(struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, BYTES);
	buf_add(&b, str_c(resume));
	for (int i = 0; i < 5; i++) {
		buf_add(&b, i ? STR(",") : STR(""));
		buf_addf(&b, job, i, 14 + 2 * i, 16 + 2 * i);
	}
	buf_add(&b,
		STR("],\"skills\":[{\"name\":\"Tools\",\"keywords\":["
		    "\"Python\",\"Go\",\"Docker\",\"Kafka\",\"Linux\"]}]}"));
	return buf_str(&b);
}

/* About 3 kB, as postings are: each with other skills. */
static struct str posting_text(struct arena *mem, size_t number)
{
	struct buf b;

	buf_init(&b, mem, BYTES);
	buf_addf(&b,
		"Senior Backend Engineer\n\nCompany: Larkspur Mills %zu\n"
		"Location: Turku\n\nWe grind what others grow, and look for "
		"somebody who keeps the machines and their figures in order "
		"with us. You will work with people who know their trade and "
		"say what they think.\n\nResponsibilities\n",
		number);
	for (size_t i = 0; i < 12; i++)
		buf_addf(&b,
			"- Plan, build and keep up what the mills need of "
			"%.*s, and tell their owners what it costs\n",
			STR_ARG(taxonomy_label(&match_skills,
				(uint16_t)((number * 131 + i * 37) %
					   match_skills.count))));
	buf_add(&b, STR("\nRequirements\n- 5+ years of experience with Python\n"
			"- Bachelor's degree in computer science or "
			"equivalent experience\n- Fluent English, written and "
			"spoken\n"));
	for (size_t i = 0; i < 12; i++)
		buf_addf(&b,
			"- Experience with %.*s and with keeping it running "
			"for years\n",
			STR_ARG(taxonomy_label(&match_skills,
				(uint16_t)((number * 97 + i * 59) %
					   match_skills.count))));
	return buf_str(&b);
}

struct pair {
	struct arena mem;
	struct resume resume;
	struct profile profile;
	struct posting posting;
	struct str text[TEXTS];
	float kept;
};

static void read_profile(void *with)
{
	struct pair *p = with;
	struct profile out;
	struct err err;

	p->kept += profile_read(&p->mem, &p->resume, NOW, &out, &err);
	arena_reset(&p->mem);
}

static void read_posting(void *with)
{
	struct pair *p = with;
	struct posting out;
	struct err err;

	p->kept += posting_read(&p->mem, p->text[0], &out, &err);
	arena_reset(&p->mem);
}

static void read_score(void *with)
{
	struct pair *p = with;

	p->kept += score_total(&p->profile, &p->posting);
}

static void explain(void *with)
{
	struct pair *p = with;
	struct score out;

	score_read(&p->mem, &p->profile, &p->posting, &out);
	p->kept += out.total;
	arena_reset(&p->mem);
}

/* A resume that is known, and a posting that is not: all that a person who
 * asks has to wait for. */
static void read_pair(void *with)
{
	struct pair *p = with;
	struct posting j;
	struct score out = { 0 };
	struct err err;

	if (posting_read(&p->mem, p->text[0], &j, &err))
		score_read(&p->mem, &p->profile, &j, &out);
	p->kept += out.total;
	arena_reset(&p->mem);
}

static double many_s(struct pair *p)
{
	double from = cpu_s();
	struct posting j;
	struct err err;

	for (size_t i = 0; i < MANY; i++) {
		if (!posting_read(&p->mem, p->text[i % TEXTS], &j, &err))
			fail("posting", err.text);
		p->kept += score_total(&p->profile, &j);
		arena_reset(&p->mem);
	}
	return cpu_s() - from;
}

static void measure(void)
{
	struct arena mem = { 0 };
	struct pair p = { .mem = { .keep = KEPT } };
	struct err err;

	for (size_t i = 0; i < TEXTS; i++)
		p.text[i] = posting_text(&mem, i);
	if (!resume_read_text(&mem, resume_text(&mem), &p.resume, &err) ||
		!profile_read(&mem, &p.resume, NOW, &p.profile, &err) ||
		!posting_read(&mem, p.text[0], &p.posting, &err))
		fail("what is measured", err.text);
	bench_note(
		"a resume of five jobs, postings of %zu bytes", p.text[0].len);
	bench_say("match.profile", bench_us(read_profile, &p) / 1e3, "ms");
	bench_say("match.posting", bench_us(read_posting, &p) / 1e3, "ms");
	bench_say("match.number", bench_us(read_score, &p) / 1e3, "ms");
	bench_say("match.reasons", bench_us(explain, &p) / 1e3, "ms");
	bench_say("match.pair", bench_us(read_pair, &p) / 1e3, "ms");
	bench_say("match.10000", many_s(&p), "s");
	BENCH_KEEP(p.kept);
	arena_free(&p.mem);
	arena_free(&mem);
}

/* ---- the matrix
 * --------------------------------------------------------------- */

static struct str slurp(struct arena *mem, const char *path)
{
	static char at[BYTES];
	FILE *f = fopen(path, "rb");
	size_t len = f ? fread(at, 1, BYTES, f) : 0;

	if (!f)
		fail(path, "cannot be read");
	fclose(f);
	return str_copy(mem, str_of(at, len));
}

struct field {
	struct arena mem;
	char *resume[MOST];
	struct posting posting[MOST];
	size_t resumes, postings;
};

static void take_line(struct field *f, char *line)
{
	char *path = strchr(line, '\t');
	struct err err;

	line[strcspn(line, "\n")] = '\0';
	if (!path || f->resumes == MOST || f->postings == MOST)
		fail(line, "no path, or too many");
	path++;
	if (*line == 'r')
		f->resume[f->resumes++] = mem_text(path);
	else if (!posting_read(&f->mem, slurp(&f->mem, path),
			 &f->posting[f->postings++], &err))
		fail(path, err.text);
}

static void score_line(struct field *f, const char *path)
{
	struct arena mem = { 0 };
	struct profile p;
	struct resume r;
	struct err err = { 0 };

	if (!resume_read_text(&mem, slurp(&mem, path), &r, &err) ||
		!profile_read(&mem, &r, NOW, &p, &err))
		fail(path, err.text);
	for (size_t i = 0; i < f->postings; i++)
		printf("%s%.4f", i ? "\t" : "",
			(double)score_total(&p, &f->posting[i]));
	putchar('\n');
	arena_free(&mem);
}

static void judge_lines(struct field *f, size_t number)
{
	struct arena mem = { 0 };
	const struct posting *j = &f->posting[number];
	struct profile p;
	struct resume r;
	struct score s;
	struct err err = { 0 };

	if (!resume_read_text(&mem, slurp(&mem, f->resume[number]), &r, &err) ||
		!profile_read(&mem, &r, NOW, &p, &err))
		fail(f->resume[number], err.text);
	score_read(&mem, &p, j, &s);
	for (size_t i = 0; i < s.needs.count; i++)
		printf("%s\t%.*s\n", score_verdicts[s.needs.at[i].verdict],
			STR_ARG(s.needs.at[i].need->text));
	putchar('\n');
	arena_free(&mem);
}

static void on_lines(bool verdicts)
{
	static struct field f;
	char line[8192];

	while (fgets(line, sizeof(line), stdin))
		take_line(&f, line);
	for (size_t i = 0; i < f.resumes; i++) {
		if (!verdicts)
			score_line(&f, f.resume[i]);
		else if (i < f.postings)
			judge_lines(&f, i);
		mem_free(f.resume[i]);
	}
	arena_free(&f.mem);
}

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "--matrix"))
		on_lines(false);
	else if (argc > 1 && !strcmp(argv[1], "--verdicts"))
		on_lines(true);
	else
		measure();
	return 0;
}
