/*
 * bench/parse_bench.c - files become resumes through the library alone: no
 * jail, no command. Without arguments it measures one made here.
 *
 *	parse_bench --out FOLDER [--ocr LANGUAGES] [--runs N]
 *
 * reads lines of ID<tab>PATH, writes FOLDER/ID.json and FOLDER/ID.txt (what
 * was read) and answers a line a file: ID, format, pages, milliseconds of CPU
 * to read and to parse (the least of N runs), what was wrong, and megabytes of
 * memory at most so far, with tabs between. For bench/parse, bench/intake.
 */
#include "bench.h"

#include "intake/intake.h"
#include "intake/ocr.h"
#include "intake/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BYTES = 16 << 20, TEXT_BYTES = 64 << 20, RUNS_MOST = 100 };

struct job {
	const char *out;
	bool ocr;
	int runs;
};

struct parsed {
	enum intake_format_id format;
	struct intake_doc doc;
	struct intake_found found;
	double read_ms, parse_ms;
};

static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Since exec: what getrusage says begins with the memory of who forked. */
static double most_mb(void)
{
	char line[256];
	long kb = 0;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, "VmHWM:", 6))
			kb = strtol(line + 6, NULL, 10);
	if (f)
		fclose(f);
	return (double)kb / 1024;
}

static bool read_pictures(struct arena *mem, struct str bytes,
	struct intake_doc *doc, struct err *err)
{
	bool *want = ARENA_LIST(mem, bool, doc->count + 1);

	if (!intake_ocr_wanted(doc, INTAKE_OCR_AUTO, want))
		return true;
	for (size_t i = 0; i < doc->count; i++)
		if (want[i] && !intake_ocr_page(mem, bytes, i, INTAKE_OCR_AUTO,
				       &doc->at[i], err))
			return false;
	return true;
}

static bool parse(struct arena *mem, const struct job *job, struct str bytes,
	struct parsed *p, struct err *err)
{
	double began = cpu_ms(), read;

	if (!intake_format_find(bytes, &p->format, err) ||
		!intake_formats[p->format].read(mem, bytes, &p->doc, err) ||
		(job->ocr && !read_pictures(mem, bytes, &p->doc, err)))
		return false;
	read = cpu_ms();
	if (!intake_parse(mem, &p->doc, &p->found, err))
		return false;
	p->read_ms = read - began;
	p->parse_ms = cpu_ms() - read;
	return true;
}

static struct str whole(struct arena *to, const char *path)
{
	char *at = arena_bytes(to, BYTES);
	FILE *f = fopen(path, "rb");
	size_t len = f ? fread(at, 1, BYTES, f) : 0;

	if (f)
		fclose(f);
	return str_of(at, len);
}

static void keep(const struct job *job, const char *id, const char *ending,
	struct str text)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.%s", job->out, id, ending);
	f = fopen(path, "wb");
	if (!f || fwrite(text.at, 1, text.len, f) != text.len || fclose(f))
		fprintf(stderr, "%s: cannot be written\n", path), exit(1);
}

static void keep_both(struct arena *mem, const struct job *job, const char *id,
	const struct parsed *p)
{
	struct err err = { 0 };
	struct str text;
	struct buf b;

	buf_init(&b, mem, TEXT_BYTES);
	resume_write(&b, &p->found.resume);
	keep(job, id, "json", buf_str(&b));
	if (intake_text(mem, &p->doc, &text, &err))
		keep(job, id, "txt", text);
}

static void file(const struct job *job, const char *id, const char *path)
{
	struct arena kept = { 0 }, mem = { 0 };
	struct str bytes = whole(&kept, path);
	struct parsed least = { 0 };
	struct err err = { 0 };
	bool ok = true;

	for (int i = 0; i < job->runs && ok; i++) {
		struct parsed p = { 0 };

		arena_reset(&mem);
		ok = parse(&mem, job, bytes, &p, &err);
		if (!i && ok)
			keep_both(&mem, job, id, &p);
		if (ok && i && least.read_ms < p.read_ms)
			p.read_ms = least.read_ms;
		if (ok && i && least.parse_ms < p.parse_ms)
			p.parse_ms = least.parse_ms;
		if (ok)
			least = p;
	}
	printf("%s\t%s\t%zu\t%.3f\t%.3f\t%s\t%.1f\n", id,
		ok ? intake_formats[least.format].name : "-", least.doc.count,
		least.read_ms, least.parse_ms, ok ? "" : err.text, most_mb());
	fflush(stdout);
	arena_free(&mem);
	arena_free(&kept);
}

static void files(const struct job *job)
{
	char line[8192];

	while (fgets(line, sizeof(line), stdin)) {
		char *tab = strchr(line, '\t');

		line[strcspn(line, "\n")] = 0;
		if (tab) {
			*tab = 0;
			file(job, line, tab + 1);
		}
	}
}

/* ---- without arguments ----------------------------------------------------
 */

static const char sample[] =
	"Rosalind Hartwell\nSoftware Engineer\n"
	"rosalind@example.com | (555) 012-3456 | Leeds, UK\n\n"
	"EXPERIENCE\n\nSoftware Engineer, Quorvia Ltd, Leeds\n"
	"Jan 2020 - Present\n"
	"- Rewrote the billing service, which cut failed payments by 40%.\n"
	"- Led a team of seven through the move to smaller services.\n\n"
	"Junior Developer, Nimbrel Inc., Bristol\nMar 2016 - Dec 2019\n"
	"- Built a pipeline; releases went from monthly to daily.\n\n"
	"EDUCATION\n\nBSc Computer Science, University of Leeds\n2012 - "
	"2015\n\n"
	"SKILLS\n\nLanguages: Python, Go, C++\nTools: Docker, PostgreSQL\n";

static struct arena sample_mem;

static void parse_sample(void *with)
{
	struct job job = { .runs = 1 };
	struct parsed p;
	struct err err = { 0 };

	(void)with;
	arena_reset(&sample_mem);
	if (!parse(&sample_mem, &job, str_of(sample, sizeof(sample) - 1), &p,
		    &err))
		fprintf(stderr, "%s\n", err.text), exit(1);
}

int main(int argc, char **argv)
{
	struct job job = { .runs = 1 };
	struct err err = { 0 };

	for (int i = 1; i + 1 < argc; i += 2) {
		if (!strcmp(argv[i], "--out"))
			job.out = argv[i + 1];
		else if (!strcmp(argv[i], "--runs"))
			job.runs = (int)strtol(argv[i + 1], NULL, 10);
		else if (!strcmp(argv[i], "--ocr"))
			job.ocr = intake_ocr_warm(argv[i + 1], &err);
	}
	if (err.text[0])
		fprintf(stderr, "%s\n", err.text);
	job.runs = job.runs < 1           ? 1
		   : job.runs > RUNS_MOST ? RUNS_MOST
					  : job.runs;
	if (job.out)
		files(&job);
	else
		bench_say("parse.text", bench_us(parse_sample, NULL), "us");
	arena_free(&sample_mem);
	return 0;
}
