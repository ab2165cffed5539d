/*
 * cmd/verify.h - reads a file back that was made of a resume: are its words
 * there, in order, and what do programs that read resumes make of it, field by
 * field? Says so on standard error, or as a line of JSON on standard output.
 */
#ifndef CMD_VERIFY_H
#define CMD_VERIFY_H

#include "intake/lines.h"
#include "press/press.h"
#include "press/readback.h"

struct verify_ask {
	const char *path; /* of the resume, for people */
	const struct resume *source;
	const struct tree *tree;
	enum press_format format; /* of `bytes`, which were written */
	struct str bytes;
	bool quiet, json;
};

/* Pictures have no text. */
bool cmd_verify_reads(enum press_format format);
/* ERR_UNTRUSTED: words are missing, changed or out of order. What becomes of
 * fields is told, and no error: that is the reader's doing, too. */
bool cmd_verify(
	struct arena *mem, const struct verify_ask *ask, struct err *err);

/* ---- words -------------------------------------------------------------- */

enum verify_kind {
	VERIFY_CHANGED,
	VERIFY_MISSING,
	VERIFY_OUT_OF_ORDER,
	VERIFY_ADDED,
	VERIFY_OTHER_HALF, /* of what is out of order: said already */
	VERIFY_KINDS
};
struct verify_change {
	enum verify_kind kind;
	size_t page;
	struct str want, have; /* the first words of it */
};
struct verify_words {
	size_t words; /* of the document */
	struct verify_change *at;
	size_t count;
};
/* `footer`: it is part of the text, at its end. */
void cmd_verify_words(struct arena *mem, const struct tree *tree, bool footer,
	const struct intake_doc *doc, struct verify_words *out);

/* ---- all of it ----------------------------------------------------------- */

/* What reading back comes to. */
struct verified {
	struct verify_words words;
	struct readback fields;
	bool letter;       /* of which no program takes fields */
	struct err unread; /* why no resume came of it */
};
/* Reads it back and says nothing. */
bool cmd_verify_read(struct arena *mem, const struct verify_ask *ask,
	struct verified *out, struct err *err);

#endif
