/*
 * cmd/tailor.h - what commands that work on a resume for a posting share:
 * tailor, letter, interview. Who proposes and what is true is tailor/'s.
 */
#ifndef CMD_TAILOR_H
#define CMD_TAILOR_H

#include "cmd/cmd.h"
#include "cmd/source.h"
#include "tailor/tailor.h"

/* The two files of a command, read. */
struct tailor_files {
	struct cmd_sources sources;
	struct cmd_resume resume;
	struct posting posting;
	int now; /* months since year 0: --as-of, or this month */
};

/* False, and nothing is open, when one of them cannot be read. */
bool cmd_tailor_open(struct cmd *cmd, struct arena *mem, const char *usage,
	struct tailor_files *out, struct err *err);
void cmd_tailor_close(struct tailor_files *f);

/* --as-of YYYY-MM as months since year 0; without: this month. */
bool cmd_as_of(const struct cmd *cmd, int *out, struct err *err);

/* ---- showing (tailor_show.c) ----------------------------------------------
 */

/* A change for people: where, what for, before and after, what proves it. */
void cmd_tailor_show_change(
	struct buf *out, const struct tailor_change *c, bool explain);
/* {resume, changes, rejected, score_before, score_after} */
void cmd_tailor_show_json(
	struct arena *mem, struct buf *out, const struct tailor_result *r);

#endif
