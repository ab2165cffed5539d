/*
 * bench/press_bench.c - a resume of two pages, from its JSON to the bytes of a
 * file: every call reads the text, composes, lays out and writes. The template
 * is read once, as servers and `vitae render` do. tools/press_bench.py sets
 * the figures against other engines', and adds whole processes.
 *
 * "edit": each document has another word in place of one. "again": the same
 * one. "nothing_cached": fonts are open, but what a press learns from its
 * documents is thrown away before each; "new_press": fonts are closed, too.
 * "cold": `vitae render`, the whole process. "two_faces": without italics.
 */
#include "bench.h"
#include "press/press_int.h"

#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define RESUME "bench/press_peers/resume.json"
#define TEMPLATE "compact" /* that it names: in Carlito, as the peers are */
#define MARK "fourteen"    /* the word that is edited; it stands once */

enum { TEXT_MOST = 64 << 10, PREVIEW_DPI = 96, COLD_RUNS = 31 };
enum { ROUNDS = 40, ROUND_MS = 40, SETTLED = 3000, LONG = 6000 };

/* One writer and all that it keeps. */
struct desk {
	struct press *press;
	struct arena kept, mem;
	const struct template *template;
	enum press_format format;
	struct str text;
	char *word; /* within the text */
	uint64_t edits;
	bool edited, upright;
	size_t bytes, pages; /* of the last document */
};

static void need(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "press_bench: %s\n", err->text);
	exit(1);
}

static struct str read_sample(struct arena *mem)
{
	FILE *f = fopen(RESUME, "rb");
	char *at = arena_bytes(mem, TEXT_MOST);
	size_t len = f ? fread(at, 1, TEXT_MOST - 1, f) : 0;

	if (!len) {
		perror(RESUME);
		exit(1);
	}
	fclose(f);
	at[len] = '\0';
	return str_of(at, len);
}

static void desk_open(struct desk *d)
{
	struct err err = { 0 };

	*d = (struct desk){ .mem = { .keep = PRESS_ARENA_KEEP } };
	d->text = read_sample(&d->kept);
	d->word = strstr(d->text.at, MARK);
	if (!d->word || strstr(d->word + 1, MARK)) {
		fprintf(stderr, "press_bench: '%s' stands not once in %s\n",
			MARK, RESUME);
		exit(1);
	}
	need(press_open(&d->press, &err), &err);
	need(template_find(&d->kept, STR(TEMPLATE), NULL, &d->template, &err),
		&err);
}

static void desk_close(struct desk *d)
{
	press_close(d->press);
	arena_free(&d->mem);
	arena_free(&d->kept);
}

/* ---- one document ------------------------------------------------------- */

/* The same letters that the peers put there, so that no glyph is new. */
static void edit(struct desk *d)
{
	uint64_t x = ++d->edits * 48271 % 2147483647;

	for (size_t i = 0; i < sizeof(MARK) - 1; i++, x /= 26)
		d->word[i] = (char)('a' + x % 26);
}

static bool write_pages(struct desk *d, const struct tree *tree,
	struct buf *out, struct err *err)
{
	struct pages pages = { 0 };
	bool ok = press_layout(d->press, &d->mem, tree, &pages, err);

	d->pages = pages.count;
	if (d->format == PRESS_PDF)
		return ok && press_pdf(d->press, &d->mem, &pages, out, err);
	if (d->format == PRESS_SVG)
		return ok && press_svg(d->press, &d->mem, &pages, 0, out, err);
	return ok &&
	       press_png(d->press, &d->mem, &pages, 0, PREVIEW_DPI, out, err);
}

static bool write_tree(struct desk *d, const struct tree *tree, struct buf *out,
	struct err *err)
{
	static bool (*const writers[PRESS_FORMATS])(struct arena *,
		const struct tree *, struct buf *, struct err *) = {
		[PRESS_DOCX] = press_docx,
		[PRESS_ODT] = press_odt,
		[PRESS_HTML] = press_html,
		[PRESS_TEXT] = press_text,
		[PRESS_MARKDOWN] = press_markdown,
	};

	return writers[d->format](&d->mem, tree, out, err);
}

static void make_upright(struct tree *tree, struct look *look)
{
	for (int i = 0; i < TREE_ROLES; i++)
		look->role[i].flags &= ~(unsigned)TREE_ITALIC;
	for (size_t i = 0; i < tree->count; i++)
		for (size_t k = 0; k < tree->at[i].text.count; k++)
			tree->at[i].text.at[k].flags &= ~(unsigned)TREE_ITALIC;
}

static bool compose(struct desk *d, const struct resume *r, struct look *look,
	struct tree *tree, struct err *err)
{
	bool ok = template_look(&d->mem, d->template, r, NULL, look, err) &&
		  press_compose(&d->mem, r, d->template, look, tree, err);

	if (ok && d->upright)
		make_upright(tree, look);
	return ok;
}

static void document(void *with)
{
	struct desk *d = with;
	struct err err = { 0 };
	struct resume r;
	struct look look;
	struct tree tree;
	struct buf out;

	if (d->edited)
		edit(d);
	arena_reset(&d->mem);
	buf_init(&out, &d->mem, PRESS_FILE_BYTES);
	need(resume_read_text(&d->mem, d->text, &r, &err) &&
			compose(d, &r, &look, &tree, &err) &&
			(press_formats[d->format].paged
					? write_pages(d, &tree, &out, &err)
					: write_tree(d, &tree, &out, &err)),
		&err);
	d->bytes = buf_str(&out).len;
	BENCH_KEEP(out);
}

/* As if no document had been made before; fonts stay open. */
static void document_unlearned(void *with)
{
	struct desk *d = with;
	struct press *p = d->press;

	raster_close(p->raster);
	pdf_close(p->pdf);
	hyphen_close(p->hyphens);
	words_close(p->words);
	p->words = words_open(p->fonts);
	p->hyphens = hyphen_open();
	p->pdf = pdf_open();
	p->raster = raster_open();
	document(d);
}

static void document_anew(void *with)
{
	struct desk *d = with;
	struct err err = { 0 };

	press_close(d->press);
	need(press_open(&d->press, &err), &err);
	document(d);
}

/* ---- the steps of one, for who makes them faster ------------------------ */

static void read_only(void *with)
{
	struct desk *d = with;
	struct err err = { 0 };
	struct resume r;

	arena_reset(&d->mem);
	need(resume_read_text(&d->mem, d->text, &r, &err), &err);
	BENCH_KEEP(r);
}

static void compose_only(void *with)
{
	struct desk *d = with;
	struct err err = { 0 };
	struct resume r;
	struct look look;
	struct tree tree = { 0 };

	arena_reset(&d->mem);
	need(resume_read_text(&d->mem, d->text, &r, &err) &&
			compose(d, &r, &look, &tree, &err),
		&err);
	BENCH_KEEP(tree);
}

/* ---- the whole process -------------------------------------------------- */

static struct rusage run_cold(void)
{
	const char *program = getenv("VITAE_BIN");
	const char *folder = getenv("BENCH_FOLDER");
	char *argv[] = { (char *)(uintptr_t) "vitae",
		(char *)(uintptr_t) "render", (char *)(uintptr_t) "--quiet",
		(char *)(uintptr_t) "--out-dir",
		(char *)(uintptr_t)(folder ? folder : "/tmp"),
		(char *)(uintptr_t)RESUME, NULL };
	char *env[] = { NULL };
	struct rusage used;
	int status;
	pid_t pid;

	if (posix_spawn(&pid, program ? program : "build/release/vitae", NULL,
		    NULL, argv, env) ||
		wait4(pid, &status, 0, &used) != pid || status) {
		fprintf(stderr, "press_bench: 'vitae render' fails\n");
		exit(1);
	}
	return used;
}

/* Before this process has grown: a child's peak is its parent's at least. */
static void say_cold(void)
{
	double ms[COLD_RUNS], mb[COLD_RUNS];

	run_cold();
	for (int i = 0; i < COLD_RUNS; i++) {
		struct rusage used = run_cold();
		struct timeval u = used.ru_utime, s = used.ru_stime;

		ms[i] = (double)(u.tv_sec + s.tv_sec) * 1e3 +
			(double)(u.tv_usec + s.tv_usec) / 1e3;
		mb[i] = (double)used.ru_maxrss / 1e3;
	}
	bench_say("press.cold", bench_median(ms, COLD_RUNS), "ms");
	bench_say("press.cold.memory", bench_median(mb, COLD_RUNS), "MB");
}

/* ---- threads ------------------------------------------------------------ */

struct racer {
	struct desk desk;
	double until_us;
	int64_t made;
};

static void *race(void *with)
{
	struct racer *r = with;

	for (r->made = 0; bench_wall_us() < r->until_us; r->made++)
		document(&r->desk);
	return NULL;
}

/* Documents a second of `count` threads, each with a press of its own. */
static double race_rate(struct racer *racers, int count)
{
	double began = bench_wall_us(), made = 0;
	pthread_t threads[2];

	for (int i = 0; i < count; i++) {
		racers[i].until_us = began + ROUND_MS * 1e3;
		if (pthread_create(&threads[i], NULL, race, &racers[i]))
			exit(1);
	}
	for (int i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		made += (double)racers[i].made;
	}
	return made / (bench_wall_us() - began) * 1e6;
}

/* On the wall's clock, so the best of many short rounds counts: that is what
 * the machine gives when nobody else is at work. */
static void say_threads(void)
{
	double best[3] = { 0 };
	struct racer racers[2];

	for (int i = 0; i < 2; i++) {
		desk_open(&racers[i].desk);
		racers[i].desk.edited = true;
	}
	for (int round = 0; round < ROUNDS; round++)
		for (int n = 1; n <= 2; n++) {
			double rate = race_rate(racers, n);

			best[n] = rate > best[n] ? rate : best[n];
		}
	bench_say("press.pdf.1_thread", best[1], "/s");
	bench_say("press.pdf.2_threads", best[2], "/s");
	for (int i = 0; i < 2; i++)
		desk_close(&racers[i].desk);
}

/* ---- memory ------------------------------------------------------------- */

static double resident_mb(void)
{
	char line[200] = "";
	const char *pages = NULL;
	FILE *f = fopen("/proc/self/statm", "r");

	if (f && fgets(line, sizeof(line), f))
		pages = strchr(line, ' ');
	if (!pages) {
		perror("/proc/self/statm");
		exit(1);
	}
	fclose(f);
	return (double)strtol(pages, NULL, 10) * (double)sysconf(_SC_PAGESIZE) /
	       1e6;
}

/* Other letters in all words from the mark to the summary's end. */
static void edit_many(struct desk *d)
{
	uint64_t x = ++d->edits * 0x9e3779b97f4a7c15;

	for (char *c = d->word; *c != '"'; c++) {
		x = x * 6364136223846793005 + 1442695040888963407;
		if (*c >= 'a' && *c <= 'z')
			*c = (char)('a' + (x >> 33) % 26);
	}
}

/* What is kept has a ceiling: new words reach it, and then no more comes. */
static void say_growth(struct desk *d)
{
	double before = 0;

	d->format = PRESS_PDF;
	d->edited = false;
	for (int i = 0; i < SETTLED + LONG; i++) {
		if (i == SETTLED)
			before = resident_mb();
		edit_many(d);
		document(d);
	}
	bench_say("press.memory", resident_mb(), "MB");
	bench_say("press.memory.grown", resident_mb() - before, "MB");
}

/* ---- all of it ---------------------------------------------------------- */

static void say_ms(const char *name, void (*f)(void *), struct desk *d)
{
	bench_say(name, bench_us(f, d) / 1e3, "ms");
}

static void say_formats(struct desk *d)
{
	static const enum press_format formats[] = { PRESS_DOCX, PRESS_ODT,
		PRESS_HTML, PRESS_TEXT, PRESS_MARKDOWN, PRESS_SVG };
	char name[40];

	d->edited = true;
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		d->format = formats[i];
		snprintf(name, sizeof(name), "press.%s",
			press_formats[d->format].name);
		say_ms(name, document, d);
		snprintf(name, sizeof(name), "press.%s.size",
			press_formats[d->format].name);
		bench_say(name, (double)d->bytes / 1e3, "kB");
	}
	d->format = PRESS_PNG;
	say_ms("press.png.96dpi", document, d);
}

int main(void)
{
	struct desk d;

	say_cold();
	desk_open(&d);
	say_ms("press.read", read_only, &d);
	say_ms("press.compose", compose_only, &d);
	d.format = PRESS_PDF;
	say_ms("press.pdf.again", document, &d);
	bench_say("press.pdf.size", (double)d.bytes / 1e3, "kB");
	bench_say("press.pdf.pages", (double)d.pages, "pages");
	d.upright = true;
	document(&d);
	d.upright = false;
	bench_say("press.pdf.two_faces.size", (double)d.bytes / 1e3, "kB");
	d.edited = true;
	say_ms("press.pdf.edit", document, &d);
	say_ms("press.pdf.nothing_cached", document_unlearned, &d);
	say_ms("press.pdf.new_press", document_anew, &d);
	say_formats(&d);
	say_growth(&d);
	desk_close(&d);
	say_threads();
	return 0;
}
