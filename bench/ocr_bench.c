/*
 * bench/ocr_bench.c - a page of 200 dpi becomes lines: against Tesseract alone
 * on the same pixels, whose share of the time nobody can take away. CPU time,
 * in one thread, the model loaded.
 */
#include "bench.h"
#include "intake/ocr_int.h"
#include "press/press_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define RESUME "bench/press_peers/resume.json"

enum { TEXT_MOST = 64 << 10, DPI = 200, RUNS = 7 };

static void need(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "ocr_bench: %s\n", err->text);
	exit(1);
}

static struct str read_sample(struct arena *mem)
{
	FILE *f = fopen(RESUME, "rb");
	char *at = arena_bytes(mem, TEXT_MOST);
	size_t len = f ? fread(at, 1, TEXT_MOST, f) : 0;

	if (!len) {
		perror(RESUME);
		exit(1);
	}
	fclose(f);
	return str_of(at, len);
}

static struct str draw_page(struct arena *mem)
{
	const struct template *template;
	struct press *press;
	struct pages pages = { 0 };
	struct err err = { 0 };
	struct resume r;
	struct look look;
	struct tree tree;
	struct buf out;

	buf_init(&out, mem, 16 << 20);
	need(press_open(&press, &err) &&
			template_find(
				mem, STR("compact"), NULL, &template, &err) &&
			resume_read_text(mem, read_sample(mem), &r, &err) &&
			template_look(mem, template, &r, NULL, &look, &err) &&
			press_compose(mem, &r, template, &look, &tree, &err) &&
			press_layout(press, mem, &tree, &pages, &err) &&
			press_png(press, mem, &pages, 0, DPI, &out, &err),
		&err);
	press_close(press);
	return buf_str(&out);
}

struct job {
	struct str png;
	struct TessBaseAPI *engine;
	struct Pix *pix;
	size_t lines;
};

static void ours(void *with)
{
	struct job *job = with;
	struct arena mem = { 0 };
	struct intake_page page;
	struct err err = { 0 };

	need(intake_ocr_page(&mem, job->png, 0, INTAKE_OCR_AUTO, &page, &err),
		&err);
	job->lines = page.count;
	arena_free(&mem);
}

static void alone(void *with)
{
	struct job *job = with;

	TessBaseAPISetPageSegMode(job->engine, PSM_AUTO);
	TessBaseAPISetImage2(job->engine, job->pix);
	TessBaseAPISetSourceResolution(job->engine, DPI);
	if (TessBaseAPIRecognize(job->engine, NULL))
		exit(1);
	TessBaseAPIClear(job->engine);
}

static double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double once_us(void (*f)(void *with), void *with)
{
	double began = cpu_us();

	f(with);
	return cpu_us() - began;
}

/* In turns, so that what else the machine does weighs on both alike. */
int main(void)
{
	double us[2][RUNS], ratio[RUNS];
	struct arena mem = { 0 };
	struct job job = { .png = draw_page(&mem) };
	struct ocr_page page = { 0 };
	struct err err = { 0 };

	need(intake_ocr_warm("eng", &err) &&
			intake_pix_read(job.png, 0, &page, &err),
		&err);
	job.pix = page.pix;
	job.engine = TessBaseAPICreate();
	if (TessBaseAPIInit2(job.engine, NULL, "eng", OEM_LSTM_ONLY))
		return 1;
	for (int i = 0; i < RUNS; i++) {
		us[0][i] = once_us(ours, &job);
		us[1][i] = once_us(alone, &job);
		ratio[i] = us[0][i] / us[1][i];
	}
	bench_say("ocr.page.200_dpi", bench_median(us[0], RUNS) / 1000, "ms");
	bench_say("ocr.page.tesseract_alone", bench_median(us[1], RUNS) / 1000,
		"ms");
	bench_say("ocr.page.ratio", bench_median(ratio, RUNS), "");
	bench_note("%zu lines", job.lines);
	TessBaseAPIDelete(job.engine);
	pixDestroy(&job.pix);
	arena_free(&mem);
	return 0;
}
