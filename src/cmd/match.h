/*
 * cmd/match.h - what 'vitae match' was asked for, and what it shows of a pair.
 * The score is match/score.h's, reading files cmd/source.h's.
 */
#ifndef CMD_MATCH_H
#define CMD_MATCH_H

#include "cmd/cmd.h"
#include "cmd/source.h"
#include "match/pair.h"

enum {
	MATCH_FILES = 1000000, /* of one run */
	MATCH_TOP = 100000,
	MATCH_SHOWN = 16 << 20
};

struct match_ask {
	struct cmd_sources *sources;
	int as_of;  /* month since year 0 */
	size_t top; /* show so many; 0: all */
	int jobs;
	bool json, quiet, terminal;
	bool resumes; /* these are many, and one posting */
};

/* A resume and a posting, read. */
struct match_pair {
	const char *file;         /* of the two, the one of many */
	const char *resume, *job; /* how they were named */
	struct arena *mem;
	struct pair pair;
};

/* ---- the two sides (match_pair.c) --------------------------------------- */

struct match_resume {
	struct profile profile;
	const char *path, *written; /* in which language; NULL: unknown */
	struct str notes[4];
	size_t note_count;
};
bool cmd_match_resume(const struct match_ask *ask, struct arena *mem,
	const char *path, struct match_resume *out, struct err *err);

struct match_job {
	struct posting posting;
	const char *path;
	struct str notes[4];
	size_t note_count;
};
bool cmd_match_job(const struct match_ask *ask, struct arena *mem,
	const char *path, struct match_job *out, struct err *err);

/* Their score, its reasons, and what somebody should know of the two. */
void cmd_match_pair(const struct match_ask *ask, struct arena *mem,
	const struct match_resume *r, const struct match_job *j,
	struct match_pair *out);

/* ---- many (match_many.c) ------------------------------------------------ */

/* Each of the files against `resume` or against `job`, of which one is NULL.
 * Prints them, best first. */
bool cmd_match_many(const struct match_ask *ask,
	const struct match_resume *resume, const struct match_job *job,
	char *const *files, size_t count, struct err *err);

/* ---- showing ------------------------------------------------------------ */

/* For programs: app/pair.h says what is in it. */
void cmd_match_json(
	struct buf *out, const struct match_pair *p, enum json_form form);
/* For people: all of it; and a few lines of it, for a list. */
void cmd_match_report(struct buf *out, const struct match_pair *p);
void cmd_match_row(struct buf *out, const struct match_pair *p);

#endif
