/* press/readback_int.h - what the files of readback.h share among themselves.
 */
#ifndef PRESS_READBACK_INT_H
#define PRESS_READBACK_INT_H

#include "press/readback.h"
#include "resume/align.h"

/* What a text is, by the name of its field. */
enum readback_sort {
	READBACK_WORDS,
	READBACK_URL,
	READBACK_PHONE,
	READBACK_DATE
};
enum readback_sort readback_sort_of(struct str field);

/* A text as it is compared. */
struct str readback_plain(struct arena *mem, struct str text,
	enum readback_sort sort, struct str language);

/* All that a document shows, and where its links lead, as they are compared:
 * words by one blank; the digits alone. */
struct readback_shown {
	struct str words, urls, digits;
};
bool readback_shown_of(struct arena *mem, const struct tree *tree,
	struct readback_shown *out, struct err *err);

/* ---- a resume as leaves ------------------------------------------------- */

/* A text, or a number, of a resume. */
struct readback_leaf {
	struct str at, text, plain;
	enum readback_sort sort;
	size_t other; /* that of the other resume; RESUME_NONE */
	size_t from;  /* where it stands among all joined */
	bool used;    /* of what was read: something became of it */
	bool told;    /* of the source: `kind` says what */
	enum readback_kind kind;
};

/* One of the two. Values of both documents stand at the same index. */
struct readback_side {
	struct arena *mem;
	struct str language;
	const struct json *doc, *plain;
	struct resume_sums sums; /* of `plain` */
	struct readback_leaf *leaf;
	size_t count;
	size_t *leaf_of; /* of a value; RESUME_NONE */
};

bool readback_side_read(struct arena *mem, const struct resume *r,
	struct str language, struct readback_side *s, struct err *err);

#endif
