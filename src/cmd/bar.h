/*
 * cmd/bar.h - how far a command is with many files: a bar on standard error
 * where that is a terminal, after half a second. Whoever calls holds a lock.
 */
#ifndef CMD_BAR_H
#define CMD_BAR_H

#include "base/base.h"

struct bar {
	size_t count; /* of all files */
	bool wanted;
	int64_t from_ms, shown_ms;
	bool shown;
};

void cmd_bar_begin(struct bar *b, size_t count, bool wanted);
void cmd_bar_show(struct bar *b, size_t done, size_t failed);
void cmd_bar_hide(struct bar *b); /* before a line is written there */
double cmd_bar_seconds(const struct bar *b);

#endif
