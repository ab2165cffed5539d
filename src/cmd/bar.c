/* cmd/bar.c - see bar.h. */
#include "cmd/bar.h"

#include "base/time.h"

#include <stdio.h>

enum { SHOWN_AFTER_MS = 500, SHOWN_EVERY_MS = 100, CELLS = 30 };

void cmd_bar_begin(struct bar *b, size_t count, bool wanted)
{
	*b = (struct bar){ .count = count,
		.wanted = wanted,
		.from_ms = time_mono_us() / 1000 };
}

void cmd_bar_show(struct bar *b, size_t done, size_t failed)
{
	static const char full[CELLS + 1] = "##############################";
	static const char none[CELLS + 1] = "..............................";
	int64_t now = time_mono_us() / 1000;
	int fill;

	if (!b->wanted || !b->count || now - b->from_ms < SHOWN_AFTER_MS ||
		now - b->shown_ms < SHOWN_EVERY_MS)
		return;
	fill = (int)(CELLS * done / b->count);
	b->shown = true;
	b->shown_ms = now;
	fprintf(stderr, "\r[%.*s%.*s] %zu of %zu", fill, full, CELLS - fill,
		none, done, b->count);
	if (failed)
		fprintf(stderr, ", %zu failed", failed);
	fputs("\033[K", stderr);
}

void cmd_bar_hide(struct bar *b)
{
	if (b->shown)
		fputs("\r\033[K", stderr);
	b->shown = false;
}

double cmd_bar_seconds(const struct bar *b)
{
	return (double)time_mono_us() / 1e6 - (double)b->from_ms / 1e3;
}
