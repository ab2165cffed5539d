/*
 * cmd/lint.h - what 'vitae lint' goes through a file with: it is read, what
 * match/lint.h says of it is put together with what becomes of it when it is
 * rendered and read back, and shown.
 */
#ifndef CMD_LINT_H
#define CMD_LINT_H

#include "cmd/source.h"
#include "match/lint.h"
#include "press/press.h"

struct lint_run {
	struct arena *mem;
	const char *path;
	bool json, quiet;
	int now; /* months since year 0 */
	struct cmd_resume source;
	struct lint lint;
	/* Of a resume that is data: how much of it came back, of 1000. */
	struct {
		enum press_format format;
		int share;
	} trip[2];
	size_t trips;
};

/* lint_trip.c: renders and reads back. What goes wrong on the way is found,
 * and no error, but for what is wrong with this machine. */
bool cmd_lint_trip(struct lint_run *run, struct err *err);

/* lint_show.c: for people, or as JSON. */
void cmd_lint_show(const struct lint_run *run, struct buf *out);
void cmd_lint_json(const struct lint_run *run, struct buf *out);

#endif
