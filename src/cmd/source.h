/*
 * cmd/source.h - resumes and postings that people name at a terminal, whatever
 * files they are. Text and data are read here; what else there is (PDF, Word,
 * web pages ...) in the jail, which is opened for the first of them. "-" is
 * standard input. For several threads at a time.
 */
#ifndef CMD_SOURCE_H
#define CMD_SOURCE_H

#include "base/settings.h"
#include "resume/convert.h"
#include "resume/resume.h"
#include "work/intake.h"
#include "work/jail.h"

#include <pthread.h>

struct cmd_sources {
	const struct settings *settings;
	size_t bytes_most; /* of a file */
	int at_once;       /* threads that read */
	bool quiet;        /* nothing on standard error but by the caller */
	pthread_mutex_t lock;
	bool tried; /* is the jail open, or why not? */
	struct work_jail jail;
	struct work_ocr *ocr;
	struct err err;
};

void cmd_sources_open(
	struct cmd_sources *out, const struct settings *s, int at_once);
void cmd_sources_close(struct cmd_sources *s);

/* What was read, and what its reader should know: sentences. */
struct cmd_resume {
	struct resume resume;
	struct str notes[4];
	size_t note_count;
	struct str bytes;
	struct resume_report report; /* of data: what was changed */
	/* A document, and what was read of it; NULL: data, or not read. */
	bool document;
	const struct intake_answer *read;
};
bool cmd_read_resume(struct cmd_sources *s, struct arena *mem, const char *path,
	struct cmd_resume *out, struct err *err);

struct cmd_posting {
	struct str text; /* UTF-8, '\n' at line ends */
	struct str notes[4];
	size_t note_count;
};
/* Not yet analysed, and perhaps empty: posting_read() says so. */
bool cmd_read_posting(struct cmd_sources *s, struct arena *mem,
	const char *path, struct cmd_posting *out, struct err *err);

/* ---- source_lines.c ----------------------------------------------------- */

/* Lines of a document as text that says what they are: "# " before a heading,
 * "- " before an item; what was broken only by the width of a page is whole
 * again. Without heads, feet, and what is not shown. */
struct str cmd_source_lines(struct arena *mem, const struct intake_doc *doc);

#endif
