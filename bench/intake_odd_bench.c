/*
 * bench/intake_odd_bench.c - what files that nobody should hand in do to a
 * process that has them read as servers do: one after the other, through
 * work_intake() and a closed jail, in one process that lives on.
 *
 *	intake_odd_bench --files [--ocr LANGUAGES]
 *
 * reads lines of paths and answers a line a file, with tabs between: the path,
 * the error's name ("-": it was read), milliseconds on the wall's clock, of CPU
 * and megabytes of memory that one child took at most, kilobytes that this
 * process then holds, and the error. For bench/intake. Without arguments it
 * measures nothing.
 */
#include "bench.h"

#include "jail/jail_int.h"
#include "work/jail.h"
#include "work/ocr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 32 << 20, PAGES_AT_ONCE = 2 };

static void must(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "intake_odd_bench: %s\n", err->text);
	exit(1);
}

static struct str whole(struct arena *to, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *at;
	long size;

	if (!f || fseek(f, 0, SEEK_END) || (size = ftell(f)) < 0 ||
		size > FILE_MOST) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(1);
	}
	rewind(f);
	at = arena_bytes(to, (size_t)size + 1);
	size = (long)fread(at, 1, (size_t)size, f);
	fclose(f);
	return str_of(at, (size_t)size);
}

/* Without the pages of the program and its libraries, which are read from their
 * files when they are first run, and are everybody's. */
static long own_kb(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	long resident = 0, shared = 0;
	char line[128], *at;

	if (f && fgets(line, sizeof(line), f)) {
		strtol(line, &at, 10);
		resident = strtol(at, &at, 10);
		shared = strtol(at, NULL, 10);
	}
	if (f)
		fclose(f);
	return (resident - shared) * (sysconf(_SC_PAGESIZE) / 1024);
}

/* Of both jails, the larger. */
static struct jail_used used_most(const struct work_intake_ask *ask)
{
	struct jail_used most = jail_used_most(ask->jail), other = { 0 };
	struct jail *pictures = ask->ocr ? work_ocr_jail(ask->ocr) : NULL;

	if (pictures)
		other = jail_used_most(pictures);
	if (other.cpu_us > most.cpu_us)
		most.cpu_us = other.cpu_us;
	if (other.memory > most.memory)
		most.memory = other.memory;
	return most;
}

static void file(const struct work_intake_ask *ask, const char *path)
{
	struct arena mem = { 0 };
	struct str bytes = whole(&mem, path);
	double began = bench_wall_us(), took;
	struct jail_used used;
	struct err err = { 0 };
	struct work_intake got;
	bool ok = work_intake(&mem, ask, str_c(path), bytes, &got, &err);

	took = bench_wall_us() - began;
	arena_free(&mem);
	used = used_most(ask);
	printf("%s\t%s\t%.3f\t%.3f\t%.1f\t%ld\t%s\n", path,
		ok ? "-" : err_name(err.code), took / 1000,
		(double)used.cpu_us / 1000, (double)used.memory / (1 << 20),
		own_kb(), err.text);
	fflush(stdout);
}

static void files(struct work_intake_ask *ask, const char *languages)
{
	const struct settings settings = { .jail = "closed",
		.ocr_languages = languages };
	struct work_jail jail;
	struct err err = { 0 };
	char line[8192];

	must(work_jail_open_alone(&jail, &settings, 0, &err), &err);
	ask->jail = jail.jail;
	ask->ocr = languages ? work_ocr_new(&settings) : NULL;
	used_most(ask);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		file(ask, line);
	}
	work_ocr_free(ask->ocr);
	work_jail_close(&jail);
}

int main(int argc, char **argv)
{
	struct work_intake_ask ask = { .mode = INTAKE_OCR_NEVER,
		.bytes_most = FILE_MOST,
		.pages_at_once = PAGES_AT_ONCE };
	const char *languages = NULL;

	jail_child_main(argc, argv, work_parsers);
	if (argc < 2 || strcmp(argv[1], "--files") != 0)
		return 0;
	if (argc == 4 && !strcmp(argv[2], "--ocr")) {
		languages = argv[3];
		ask.mode = INTAKE_OCR_AUTO;
	}
	files(&ask, languages);
	return 0;
}
