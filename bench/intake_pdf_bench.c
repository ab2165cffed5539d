/*
 * bench/intake_pdf_bench.c - reading PDFs: CPU time a page. Without arguments
 * a page made here; tools/measure-pdf asks for the text or the time of a file
 * (--text FILE, --time FILE: its name, milliseconds, pages).
 */
#include "bench.h"

#include "intake/pdf.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINES = 55 };

static struct arena mem;
static struct intake_doc doc;
static struct err err;

static void read_pdf(void *with)
{
	arena_reset(&mem);
	if (!intake_pdf(&mem, *(struct str *)with, &doc, &err))
		fprintf(stderr, "%s\n", err.text), exit(1);
}

/* One dense page of a font that needs no program. */
static struct str sample(struct arena *to)
{
	struct buf b, page;

	buf_init(&b, to, 1 << 20);
	buf_init(&page, to, 1 << 20);
	for (int i = 0; i < LINES; i++)
		buf_addf(&page,
			"BT /F 10 Tf 50 %d Td [(Led the work of seven)-250"
			"(people who mend what others)-250(have torn,)20( "
			"day by day)] TJ ET\n",
			780 - 13 * i);
	buf_addf(&b,
		"%%PDF-1.4\n1 0 obj<</Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]"
		">>endobj 3 0 obj<</Contents 4 0 R/Resources<</Font<</F<<"
		"/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
		">>>>>>endobj 4 0 obj<</Length %zu>>stream\n%.*s\nendstream "
		"endobj trailer<</Root 1 0 R>>",
		page.len, (int)page.len, page.at);
	return buf_str(&b);
}

static struct str whole(struct arena *to, const char *path)
{
	char *at = arena_bytes(to, INTAKE_PDF_BYTES);
	FILE *f = fopen(path, "rb");
	size_t len = f ? fread(at, 1, INTAKE_PDF_BYTES, f) : 0;

	if (f)
		fclose(f);
	return str_of(at, len);
}

int main(int argc, char **argv)
{
	struct arena kept = { 0 };
	struct str pdf = argc > 2 ? whole(&kept, argv[2]) : sample(&kept), text;

	if (argc > 2 && !strcmp(argv[1], "--text")) {
		read_pdf(&pdf);
		if (intake_text(&mem, &doc, &text, &err))
			fwrite(text.at, 1, text.len, stdout);
	} else if (argc > 2) {
		double us = bench_us(read_pdf, &pdf);

		printf("%s\t%.3f\t%zu\n", argv[2], us / 1000, doc.count);
	} else {
		bench_say("intake.pdf.page", bench_us(read_pdf, &pdf), "us");
	}
	arena_free(&mem);
	arena_free(&kept);
	return 0;
}
