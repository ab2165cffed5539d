/*
 * resume/diff.h - what differs between two documents: as JSON Patch (RFC 6902),
 * for programs, and in words, section by section, for people. And a patch
 * applied, whoever wrote it.
 *
 * Documents are such that json_check() takes them.
 */
#ifndef RESUME_DIFF_H
#define RESUME_DIFF_H

#include "resume/resume.h"

/* ---- patches --------------------------------------------------------------
 */

enum {
	RESUME_PATCH_STEPS = 100000, /* operations of one patch */
	/* What operations on long lists may move about, in values. Patches
	 * that resume_diff() makes need at most half of it. */
	RESUME_PATCH_WORK = 1 << 27
};

/*
 * Writes the patch that makes `to` of `from`, as compact JSON. Entries of lists
 * are recognised when they were moved and when they were changed; where a patch
 * of parts would be twice as long as the whole, it has the whole.
 */
bool resume_diff(struct arena *mem, const struct json *from,
	const struct json *to, struct buf *patch, struct err *err);

/*
 * Applies all of a patch or nothing. ERR_BAD_INPUT: it is no patch;
 * ERR_CONFLICT: it does not fit the document, or a test in it fails;
 * ERR_TOO_BIG: what comes of it has more than RESUME_BYTES, or is past
 * RESUME_DEPTH or RESUME_VALUES.
 */
bool resume_patch_apply(struct arena *mem, const struct json *doc,
	const struct json *patch, const struct json **out, struct err *err);

/* ---- in words ----------------------------------------------------------- */

struct resume_change {
	struct str section; /* "basics", "work", the id of one's own, "meta" */
	struct str title;   /* "Experience" */
	struct str say; /* "1 entry added (Acme, Engineer) · 2 bullets changed
			 * (Birch, Cook)" */
};
struct resume_changes {
	struct resume_change *at; /* in the order of the document */
	size_t count;
};
void resume_changes_of(struct arena *mem, const struct json *from,
	const struct json *to, struct resume_changes *out);
/* All in one line of at most `most` bytes; "no change" where there is none. */
struct str resume_changes_line(
	struct arena *mem, const struct resume_changes *changes, size_t most);

#endif
