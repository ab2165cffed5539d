/*
 * press/readback.h - what somebody who reads a rendered document made of it,
 * held against what it was made of: field by field, both values, and where
 * each one went. Pure; reads no file and judges no reader (DOC-22, TAI-3).
 *
 * Two texts are the same when their words are: capitals, the kind of quotes
 * and dashes, blanks, marks of lists and of bold are a look's and not counted.
 * Addresses are compared without "https://", telephones by their digits.
 */
#ifndef PRESS_READBACK_H
#define PRESS_READBACK_H

#include "press/tree.h"
#include "resume/resume.h"

enum readback_kind {
#define READBACK(id, ...) READBACK_##id,
#include "press/readback.def"
#undef READBACK
	READBACK_KINDS
};
struct readback_row {
	const char *name, *say;
	bool counts; /* among the fields that could have been read */
};
extern const struct readback_row readback_rows[READBACK_KINDS];

struct readback_field {
	enum readback_kind kind;
	struct str at;   /* JSON pointer into the source; STR_NONE: added */
	struct str to;   /* into what was read; STR_NONE: nowhere */
	struct str want; /* what the source says; STR_NONE: added */
	struct str have; /* what stands at `to` */
};

struct readback {
	struct readback_field *at; /* as the source has them, then added ones */
	size_t count;
	size_t of[READBACK_KINDS]; /* how many of each kind */
	size_t asked;              /* how many count */
	/* READBACK_WORK did not do: some that are lost may have moved, or not
	 * be shown. */
	bool rough;
};

/* Bytes that are looked through for texts that are not where they were. */
enum { READBACK_WORK = 1 << 29 };

/* `tree` is what was rendered of `source`: it tells what is not shown. What is
 * in `out` points into the arena alone. */
bool readback_compare(struct arena *mem, const struct resume *source,
	const struct tree *tree, const struct resume *read,
	struct readback *out, struct err *err);

/* Of 1000 fields that could have been read, how many were kept; never rounded
 * up to 1000. None were there: 1000. */
int readback_share(const struct readback *r);

/* The whole of it, as an object: "share", "fields" by kind, and those that
 * were not kept. */
void readback_put(struct json_out *to, const struct readback *r);

#endif
