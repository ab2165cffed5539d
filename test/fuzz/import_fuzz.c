/*
 * test/fuzz/import_fuzz.c - importers and exporters of resumes. The first byte
 * says which format the rest is, any other one that it is to be guessed. What
 * was imported can be written and read again and is the same then; every
 * exporter takes it, and what an exporter wrote its importer reads.
 */
#include "resume/convert.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILE_BYTES = 64 << 20 };

static const struct {
	char letter;
	const char *name;
} formats[] = {
	{ 'j', "jsonresume" },
	{ 'f', "fresh" },
	{ 'l', "linkedin" },
	{ 'r', "rendercv" },
	{ 'e', "europass" },
	{ 'y', "yamlresume" },
	{ 'x', "reactive" },
	{ 'm', "markdown" },
	{ 't', "text" },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One that is read; NULL: guess. */
static const struct resume_format *format_of(char letter)
{
	const struct resume_format *f = NULL;

	for (size_t i = 0; i < LENGTH(formats); i++)
		if (formats[i].letter == letter)
			f = resume_format_find(str_c(formats[i].name));
	return f && f->read ? f : NULL;
}

static struct str text_of(struct arena *mem, const struct resume *r)
{
	struct buf b;

	buf_init(&b, mem, FILE_BYTES);
	resume_write(&b, r);
	assert(buf_ok(&b));
	return buf_str(&b);
}

/* Nothing changes between writing and reading. */
static void check_canonical(struct arena *mem, const struct resume *r)
{
	struct str once = text_of(mem, r);
	struct resume again = { 0 };
	struct err err = { 0 };

	if (!resume_read_text(mem, once, &again, &err)) {
		fprintf(stderr, "what was imported cannot be read: %s\n",
			err.text);
		abort();
	}
	assert(str_eq(text_of(mem, &again), once));
}

static void check_exports(struct arena *mem, const struct resume *r)
{
	for (size_t i = 0; i < resume_format_count; i++) {
		const struct resume_format *f = &resume_formats[i];
		struct resume_report report = { .mem = mem };
		struct resume again;
		struct err err = { 0 };
		struct buf b;

		if (!f->write)
			continue;
		buf_init(&b, mem, FILE_BYTES);
		if (!f->write(mem, r, &b, &report, &err)) {
			fprintf(stderr, "%s is not written: %s\n", f->name,
				err.text);
			abort();
		}
		assert(buf_ok(&b));
		if (!f->read || !b.len)
			continue;
		report = (struct resume_report){ .mem = mem };
		if (!resume_import_as(mem, f,
			    (struct resume_source){ .bytes = buf_str(&b) },
			    &again, &report, &err)) {
			fprintf(stderr, "%s is not read back: %s\n%.*s\n",
				f->name, err.text, STR_ARG(buf_str(&b)));
			abort();
		}
		check_canonical(mem, &again);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct resume_report report = { .mem = &mem };
	struct resume_source source = { 0 };
	const struct resume_format *format;
	struct resume r;
	struct err err = { 0 };
	bool ok;

	if (size < 2)
		return 0;
	source.bytes = str_of((const char *)data + 1, size - 1);
	format = format_of((char)data[0]);
	ok = format ? resume_import_as(&mem, format, source, &r, &report, &err)
		    : resume_import(&mem, source, &r, &report, &err);
	if (ok) {
		check_canonical(&mem, &r);
		check_exports(&mem, &r);
	} else {
		assert(err.text[0]);
	}
	arena_free(&mem);
	return 0;
}
