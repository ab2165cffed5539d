/*
 * bench/intake_jail_bench.c - a file of two pages, from its bytes to a resume
 * that has been checked: through the jail and back, as servers and `vitae
 * parse` do it, one after the other. Without arguments files that the press
 * writes of the sample resume; with them, these files. Writing the file and
 * starting the jail are not counted.
 *
 * On the wall's clock, and the CPU time of all processes that take part, on
 * which neighbours weigh less.
 */
#include "bench.h"
#include "jail/jail_int.h"
#include "press/press.h"
#include "work/intake.h"
#include "work/jail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define RESUME "bench/press_peers/resume.json"
#define TEMPLATE "compact"

enum { WARM = 20, RUNS = 200, FILE_MOST = 16 << 20 };

static struct arena kept;

static void must(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "intake_jail_bench: %s\n", err->text);
	exit(1);
}

static struct str whole(const char *path)
{
	char *at = arena_bytes(&kept, FILE_MOST);
	FILE *f = fopen(path, "rb");
	size_t len = f ? fread(at, 1, FILE_MOST, f) : 0;

	if (!len) {
		perror(path);
		exit(1);
	}
	fclose(f);
	return str_of(at, len);
}

/* ---- files of our own --------------------------------------------------- */

struct made {
	struct press *press;
	struct tree tree;
	struct pages pages;
};

static void make(struct made *m)
{
	const struct template *template;
	struct err err = { 0 };
	struct resume r;
	struct look look;

	must(press_open(&m->press, &err) &&
			resume_read_text(&kept, whole(RESUME), &r, &err) &&
			template_find(
				&kept, STR(TEMPLATE), NULL, &template, &err) &&
			template_look(&kept, template, &r, NULL, &look, &err) &&
			press_compose(
				&kept, &r, template, &look, &m->tree, &err) &&
			press_layout(
				m->press, &kept, &m->tree, &m->pages, &err),
		&err);
	bench_note("%zu pages", m->pages.count);
}

static struct str file_of(const struct made *m, enum press_format format)
{
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, &kept, FILE_MOST);
	switch (format) {
	case PRESS_PDF:
		must(press_pdf(m->press, &kept, &m->pages, &b, &err), &err);
		break;
	case PRESS_DOCX:
		must(press_docx(&kept, &m->tree, &b, &err), &err);
		break;
	case PRESS_ODT:
		must(press_odt(&kept, &m->tree, &b, &err), &err);
		break;
	default:
		must(press_text(&kept, &m->tree, &b, &err), &err);
	}
	return buf_str(&b);
}

/* ---- the measure -------------------------------------------------------- */

static double once_us(
	const struct work_intake_ask *ask, struct str name, struct str file)
{
	struct arena mem = { 0 };
	struct err err = { 0 };
	double began = bench_wall_us();
	struct work_intake got;

	must(work_intake(&mem, ask, name, file, &got, &err), &err);
	arena_free(&mem);
	return bench_wall_us() - began;
}

/* A file of /proc, which says 0 of its size. */
static const char *told(int pid, const char *what, char to[1024])
{
	char path[80];
	size_t len;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, what);
	f = fopen(path, "r");
	if (!f) {
		perror(path);
		exit(1);
	}
	len = fread(to, 1, 1023, f);
	to[len] = '\0';
	fclose(f);
	return to;
}

/* Of a process, and of its children that have ended: behind its name, which
 * ends with a bracket, fields 12 to 15. */
static double process_ms(int pid)
{
	char text[1024], *at = strrchr(told(pid, "stat", text), ')');
	long ticks = 0;

	for (int field = 0; at && field < 12; field++)
		at = strchr(at + 1, ' ');
	for (int i = 0; at && i < 4; i++)
		ticks += strtol(at, &at, 10);
	return (double)ticks * 1000 / (double)sysconf(_SC_CLK_TCK);
}

/* The first process of the zygote's namespace forks those who read. */
static int forker(int zygote)
{
	char text[1024], what[60];
	long pid;

	snprintf(what, sizeof(what), "task/%d/children", zygote);
	pid = strtol(told(zygote, what, text), NULL, 10);
	return pid > 0 ? (int)pid : zygote;
}

static double cpu_ms(struct jail *jail)
{
	struct rusage own;

	getrusage(RUSAGE_SELF, &own);
	return process_ms(forker(jail_zygote(jail))) +
	       (double)(own.ru_utime.tv_sec + own.ru_stime.tv_sec) * 1000 +
	       (double)(own.ru_utime.tv_usec + own.ru_stime.tv_usec) / 1000;
}

static void measure(
	const struct work_intake_ask *ask, const char *name, struct str file)
{
	double us[RUNS], cpu;
	char line[100];

	for (int i = 0; i < WARM; i++)
		once_us(ask, str_c(name), file);
	cpu = cpu_ms(ask->jail);
	for (int i = 0; i < RUNS; i++)
		us[i] = once_us(ask, str_c(name), file);
	cpu = cpu_ms(ask->jail) - cpu;
	snprintf(line, sizeof(line), "intake.jail.%s.p50", name);
	bench_say(line, bench_median(us, RUNS) / 1000, "ms");
	snprintf(line, sizeof(line), "intake.jail.%s.p95", name);
	bench_say(line, us[RUNS * 95 / 100] / 1000, "ms");
	snprintf(line, sizeof(line), "intake.jail.%s.cpu", name);
	bench_say(line, cpu / RUNS, "ms");
}

int main(int argc, char **argv)
{
	const struct settings settings = { .jail = "closed" };
	struct work_intake_ask ask = { .bytes_most = FILE_MOST };
	struct made made = { 0 };
	struct work_jail jail;
	struct err err = { 0 };

	jail_child_main(argc, argv, work_parsers);
	must(work_jail_open_alone(&jail, &settings, 0, &err), &err);
	ask.jail = jail.jail;
	for (int i = 1; i < argc; i++)
		measure(&ask, argv[i], whole(argv[i]));
	if (argc < 2) {
		make(&made);
		measure(&ask, "pdf", file_of(&made, PRESS_PDF));
		measure(&ask, "docx", file_of(&made, PRESS_DOCX));
		measure(&ask, "odt", file_of(&made, PRESS_ODT));
		measure(&ask, "text", file_of(&made, PRESS_TEXT));
		press_close(made.press);
	}
	work_jail_close(&jail);
	arena_free(&kept);
	return 0;
}
