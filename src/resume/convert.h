/*
 * resume/convert.h - other formats in and out, one file each (in_*.c, out_*.c),
 * one line of formats.def each. An importer fills a resume and reports what it
 * changed and what it had no place for; that is kept under meta.imported.
 * Nothing is dropped in silence.
 */
#ifndef RESUME_CONVERT_H
#define RESUME_CONVERT_H

#include "resume/resume.h"

enum resume_note_kind {
	RESUME_KEPT,     /* no place in the model; kept as it came */
	RESUME_CHANGED,  /* understood, but written differently */
	RESUME_DOUBTFUL, /* a guess: somebody should look */
	RESUME_LEFT,     /* a file beside the resume, say; not taken over */
	RESUME_NOTE_KINDS
};

struct resume_note {
	enum resume_note_kind kind;
	struct str at;  /* where in the source: a pointer, "Positions.csv:4" */
	struct str say; /* one sentence */
};

struct resume_kept; /* convert_int.h */

/* Begins as { .mem = mem }. */
struct resume_report {
	struct arena *mem;
	struct resume_note *at;
	size_t count, room, more; /* beyond RESUME_FAULTS */
	const char *format;       /* which one it was */
	struct {
		struct resume_kept *at;
		size_t count, room;
	} kept;
};
void resume_note(struct resume_report *report, enum resume_note_kind kind,
	struct str at, const char *fmt, ...) PRINTF_LIKE(4, 5);

/* What an importer gets besides the bytes. */
struct resume_source {
	struct str bytes;
	struct str name; /* of the file, if any: a hint, never trusted */
	/* The bytes as JSON, where they are that: resume_import sees to it. */
	const struct json *doc;
};

struct resume_format {
	const char *name, *title; /* "rendercv", "RenderCV YAML" */
	const char *endings;      /* ".yaml .yml" */
	/* How sure is it that the bytes are of this format: 0 to 100. */
	int (*sniff)(struct arena *mem, struct resume_source source);
	/* NULL: not read; not written. */
	bool (*read)(struct arena *mem, struct resume_source source,
		struct resume *out, struct resume_report *report,
		struct err *err);
	bool (*write)(struct arena *mem, const struct resume *r,
		struct buf *out, struct resume_report *report, struct err *err);
};
extern const struct resume_format resume_formats[];
extern const size_t resume_format_count;

const struct resume_format *resume_format_find(struct str name);
/* By content first, by the name's ending where several could be it. */
const struct resume_format *resume_format_guess(
	struct arena *mem, struct resume_source source);

/* Reads any format and says in the report which one it was. What no field
 * takes is in out->meta.rest, under "imported", the format's name, and the
 * place where it was. */
bool resume_import(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err);
/* The same of a format that is known (resume_format_find). */
bool resume_import_as(struct arena *mem, const struct resume_format *format,
	struct resume_source source, struct resume *out,
	struct resume_report *report, struct err *err);

/* All that is wrong with JSON Resume's text (resume_check), but for what its
 * importer understood all the same (DOC-4). */
void resume_check_imported(struct arena *mem, struct str text,
	const struct resume_report *report, struct resume_faults *out);

#endif
