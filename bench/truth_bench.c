/*
 * bench/truth_bench.c - the truth check and the guard, through the library
 * alone. Without arguments it measures both on a resume made here.
 *
 *	truth_bench --lines
 *
 * reads lines of a letter, a blank and JSON, and answers each with one line:
 * S a source ("ok"), P what is proposed of it ("ok", or each fault as KIND AT
 * 'WORDS' between bars), I a posting as a text (the same of what is hidden in
 * it). For bench/truth.
 */
#include "bench.h"

#include "tailor/intent.h"
#include "tailor/truth.h"

#include <stdio.h>
#include <stdlib.h>

struct held {
	struct arena mem;
	struct resume source;
	struct truth *truth;
};

static void die(const struct err *err)
{
	printf("error %s\n", err->text);
	fflush(stdout);
}

static void open_source(struct held *h, struct str text)
{
	struct err err = { 0 };

	arena_free(&h->mem);
	text = str_copy(&h->mem, text);
	if (resume_read_text(&h->mem, text, &h->source, &err) &&
		truth_open(&h->mem, &h->source,
			(struct truth_ask){ .now = 12 * 2026 }, &h->truth,
			&err))
		puts("ok");
	else
		die(&err);
}

/* On one line. */
static void put(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		putchar(s.at[i] == '\n' ? ' ' : s.at[i]);
}

static void check(struct held *h, struct str text)
{
	struct arena mem = { 0 };
	struct truth_report report;
	struct resume proposed;
	struct err err = { 0 };

	if (!resume_read_text(&mem, text, &proposed, &err) ||
		!truth_check(&mem, h->truth, &proposed, &report, &err)) {
		die(&err);
	} else {
		for (size_t i = 0; i < report.count; i++) {
			printf("%s%s %.*s '", i ? " | " : "",
				truth_kinds[report.at[i].kind].name,
				STR_ARG(report.at[i].at));
			put(report.at[i].what);
			putchar('\'');
		}
		puts(report.count ? "" : "ok");
	}
	arena_free(&mem);
}

static void guard(struct str line)
{
	struct arena mem = { 0 };
	struct intent_report report;
	const struct json *doc;
	struct err err = { 0 };

	if (!json_parse(&mem, line, &doc, &err)) {
		die(&err);
	} else {
		intent_find(&mem, json_text(doc), INTENT_POSTING, &report);
		for (size_t i = 0; i < report.count; i++)
			printf("%s%s", i ? " | " : "",
				intent_kinds[report.at[i].kind].name);
		puts(report.count ? "" : "ok");
	}
	arena_free(&mem);
}

static void answer_lines(void)
{
	static struct held h;
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	while ((n = getline(&line, &room, stdin)) > 2) {
		struct str rest = str_of(line + 2, (size_t)n - 2);

		if (line[0] == 'S')
			open_source(&h, rest);
		else if (line[0] == 'P')
			check(&h, rest);
		else
			guard(rest);
		fflush(stdout);
	}
	free(line);
	arena_free(&h.mem);
}

/* ---- how long it takes ----------------------------------------------------
 */

struct timed {
	struct str source, proposed, posting;
};

static struct str made(struct arena *mem, int jobs, bool worded)
{
	struct buf b;

	buf_init(&b, mem, 8 << 20);
	buf_addf(&b, "{\"basics\":{\"name\":\"Ada Example\"},\"work\":[");
	for (int i = 0; i < jobs; i++)
		buf_addf(&b,
			"%s{\"name\":\"Firm %d\",\"position\":\"Engineer\","
			"\"startDate\":\"%d-01\",\"endDate\":\"%d-12\","
			"\"highlights\":[\"%s the billing service %d in Go "
			"and PostgreSQL for %d clients\",\"Cut the time of a "
			"build by %d%% with a cache\",\"Trained %d new "
			"colleagues in the use of Kubernetes\"]}",
			i ? "," : "", i, 1900 + i % 100, 1901 + i % 100,
			worded ? "Built" : "Developed", i, 10 + i, 1 + i % 90,
			2 + i);
	buf_addf(&b, "],\"skills\":[{\"name\":\"Tools\",\"keywords\":"
		     "[\"Go\",\"PostgreSQL\",\"Kubernetes\"]}]}");
	return buf_str(&b);
}

static void run_check(void *with)
{
	const struct timed *t = with;
	struct arena mem = { 0 };
	struct resume source, proposed;
	struct truth *truth;
	struct truth_report report;
	struct err err = { 0 };

	if (!resume_read_text(&mem, t->source, &source, &err) ||
		!resume_read_text(&mem, t->proposed, &proposed, &err) ||
		!truth_open(
			&mem, &source, (struct truth_ask){ 0 }, &truth, &err) ||
		!truth_check(&mem, truth, &proposed, &report, &err) ||
		report.count) {
		fprintf(stderr, "truth_bench: %s\n", err.text);
		exit(1);
	}
	arena_free(&mem);
}

static void run_guard(void *with)
{
	const struct timed *t = with;
	struct arena mem = { 0 };
	struct intent_report report;

	intent_find(&mem, t->posting, INTENT_POSTING, &report);
	BENCH_KEEP(report.count);
	arena_free(&mem);
}

static void measure(void)
{
	struct arena mem = { 0 };
	struct buf b;
	struct timed t = { made(&mem, 5, false), made(&mem, 5, true), STR("") };

	bench_say("truth.check", bench_us(run_check, &t), "us");
	t.source = made(&mem, 1000, false);
	t.proposed = made(&mem, 1000, true);
	bench_say("truth.check.1000_jobs", bench_us(run_check, &t) / 1e3, "ms");
	buf_init(&b, &mem, 100000);
	for (int i = 0; i < 40; i++)
		buf_addf(&b,
			"You will build services in Go with a team of %d "
			"and look after them in production.\n",
			i);
	t.posting = buf_str(&b);
	bench_say("truth.guard", bench_us(run_guard, &t), "us");
	arena_free(&mem);
}

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "--lines"))
		answer_lines();
	else
		measure();
	return 0;
}
