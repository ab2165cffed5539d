/*
 * cmd/tailor.h - what commands that work on a resume for a posting share:
 * tailor, letter, interview. Who proposes and what is true is tailor/'s; the
 * steps of it are work/tailor's.
 */
#ifndef CMD_TAILOR_H
#define CMD_TAILOR_H

#include "cmd/cmd.h"
#include "cmd/source.h"
#include "tailor/revamp.h"
#include "work/tailor.h"

/* The two files of a command, read, and what is asked of them. */
struct tailor_files {
	struct cmd_sources sources;
	struct cmd_resume resume;
	struct cmd_posting job;
	struct work_tailor_ask ask;
};

/* False, and nothing is open, when one of them cannot be read. What their
 * reader should know is said on standard error. */
bool cmd_tailor_open(struct cmd *cmd, struct arena *mem, const char *usage,
	struct tailor_files *out, struct err *err);
/* Who proposes, and what is wished for in words. */
bool cmd_tailor_engine(struct cmd *cmd, struct arena *mem,
	struct work_tailor_ask *ask, struct err *err);
void cmd_tailor_close(struct tailor_files *f);

/* As JSON, where -o says; "-" without. */
bool cmd_tailor_write(struct cmd *cmd, struct arena *mem,
	const struct resume *r, struct err *err);

/* ---- showing (tailor_show.c) ----------------------------------------------
 */

/* A change for people: where, what for, before and after, what proves it. */
void cmd_tailor_show_change(
	struct buf *out, const struct tailor_change *c, bool explain);
/* What of a run its owner has to know, on standard error: orders to machines
 * that were found, warnings, with `explain` the steps. */
void cmd_tailor_show_run(const struct work_run *run, bool explain);
/* {resume, changes, rejected, score_before, score_after, engine, steps, found,
 * warnings}; `timed`: each step with the time that it took, which no two runs
 * have in common */
void cmd_tailor_show_json(struct arena *mem, struct buf *out,
	const struct tailor_files *f, const struct work_run *run,
	const struct tailor_result *r, bool timed);
/* {resume, changes, rejected, suggestions} */
void cmd_revamp_show_json(struct arena *mem, struct buf *out,
	const struct revamp *found, const struct tailor_result *r);

#endif
