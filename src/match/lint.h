/*
 * match/lint.h - what an applicant-tracking system would stumble over in a
 * resume or in a file, each with how bad it is, where, and what to do (TAI-3).
 * Pure: judges no posting, changes nothing, gives no points. What becomes of a
 * resume that is rendered and read back is compared elsewhere
 * (press/readback.h) and only told here.
 */
#ifndef MATCH_LINT_H
#define MATCH_LINT_H

#include "intake/intake.h"
#include "intake/parse.h"
#include "resume/resume.h"

enum lint_severity { LINT_ERROR, LINT_WARNING, LINT_NOTE, LINT_SEVERITIES };
extern const char *const lint_severities[LINT_SEVERITIES];

enum lint_code {
#define LINT(id, ...) LINT_CODE_##id,
#include "match/lint.def"
#undef LINT
	LINT_CODES
};
struct lint_row {
	const char *code;
	enum lint_severity severity;
	const char *say, *fix;
};
extern const struct lint_row lint_rows[LINT_CODES];

struct lint_finding {
	enum lint_code code;
	struct str at;       /* JSON pointer into the resume; "": none */
	uint32_t page, line; /* of the file, from 1; 0: none */
	struct str what;     /* a sentence; may quote what stands there */
};

/* Begins as { .mem = mem }. */
struct lint {
	struct arena *mem;
	struct lint_finding *at;
	size_t count, room;
	size_t of[LINT_SEVERITIES];
};

/* Adds a finding: what its row says, and after a colon what is given; NULL:
 * nothing more. It may be completed by the caller. */
struct lint_finding *lint_add(struct lint *l, enum lint_code code,
	struct str at, const char *fmt, ...) PRINTF_LIKE(4, 5);
/* A text as it is quoted: not all of it, in quotes, on one line. */
struct str lint_quote(struct arena *mem, struct str text);
/* The worst first; equal ones as they were found. */
void lint_sort(struct lint *l);

/* What is to be said of a resume; `now`: months since year 0. */
void lint_resume(struct lint *l, const struct resume *r, int now);

/* Of a file, and of how it was read. */
struct lint_file {
	struct str name; /* of the file, without folders; "": none */
	size_t bytes;
	enum intake_format_id format;
	const struct intake_doc *doc;
	const struct intake_found *found;
};
void lint_document(struct lint *l, const struct lint_file *f);
/* Says of findings from lint_resume() on, where in the file they are. */
void lint_locate(struct lint *l, const struct intake_found *found);

#endif
