/*
 * work/verify.h - reads a file back that was made of a resume: are its words
 * there, in order, and what do programs that read resumes make of it, field by
 * field (DOC-22)? For servers and terminals alike; says nothing to anybody.
 */
#ifndef WORK_VERIFY_H
#define WORK_VERIFY_H

#include "intake/lines.h"
#include "press/press.h"
#include "press/readback.h"

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
void work_verify_words(struct arena *mem, const struct tree *tree, bool footer,
	const struct intake_doc *doc, struct verify_words *out);

/* ---- all of it ----------------------------------------------------------- */

struct jail;

struct verify_ask {
	const struct resume *source;
	const struct tree *tree;
	enum press_format format; /* of `bytes`, which were written */
	struct str bytes;
	bool text; /* its text, too */
	/* Where it is read. NULL: here, for who wrote the file a moment ago of
	 * a resume of his own. */
	struct jail *jail;
};

/* What reading back comes to. */
struct verified {
	struct verify_words words;
	struct readback fields;
	struct str text;   /* in the order of reading; at NULL: not asked for */
	bool letter;       /* of which no program takes fields */
	struct err unread; /* why no resume came of it */
};

/* Pictures have no text. */
bool work_verify_reads(enum press_format format);
bool work_verify(struct arena *mem, const struct verify_ask *ask,
	struct verified *out, struct err *err);
/* As members of the object that is open. */
void work_verify_put(struct json_out *to, const struct verified *v);

#endif
