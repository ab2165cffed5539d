/*
 * cmd/parse.h - what 'vitae parse' was asked for, and what it shows of a file
 * that was read. Reading is work/intake.h's.
 */
#ifndef CMD_PARSE_H
#define CMD_PARSE_H

#include "cmd/cmd.h"
#include "work/intake.h"

enum { PARSE_DOUBT = 60, PARSE_FILE_BYTES = 256 << 20 };

struct parse_ask {
	const struct cmd *cmd;
	struct work_intake_ask intake; /* without .step */
	bool text, confidence, explain, quiet;
	bool terminal; /* is standard error one? */
};

/* What became of a file. */
struct parse_done {
	size_t doubtful; /* fields that are less than PARSE_DOUBT % sure */
};

/* Reads a file, writes what was asked for; `step` may be NULL. */
bool cmd_parse_file(struct arena *mem, const struct parse_ask *ask,
	const char *path,
	void (*step)(void *with, const struct work_intake_step *step),
	void *with, struct parse_done *out, struct err *err);
/* All of them, by several workers; says how far it is, and a summary. */
bool cmd_parse_files(const struct parse_ask *ask, int count, char **files,
	int workers, struct err *err);

/* ---- what is shown ------------------------------------------------------ */

/* The value of a trace as one line, and how sure it is, of 100. */
struct str cmd_parse_value(struct arena *mem, const struct intake_answer *a,
	const struct intake_trace *t);
int cmd_parse_sure(const struct intake_trace *t);

/* A table of fields, the most doubtful first. */
void cmd_parse_show_fields(
	struct arena *mem, const struct intake_answer *a, struct buf *out);
/* The resume; `intake`: with where each value is from, in meta.vitae. */
bool cmd_parse_show_json(struct arena *mem, const struct intake_answer *a,
	bool intake, struct buf *out, struct err *err);
/* A page as a picture (SVG): its words, and what was recognised. */
void cmd_parse_show_page(struct arena *mem, const struct intake_answer *a,
	size_t page, struct buf *out);

#endif
