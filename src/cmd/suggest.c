/*
 * cmd/suggest.c - what somebody may have meant who typed a command that is
 * none: the one with the fewest letters to change.
 */
#include "cmd/cmd.h"

enum { TYPED_MOST = 64, FAR = 1000 };

static int least(int a, int b, int c)
{
	int n = a < b ? a : b;

	return n < c ? n : c;
}

/* Letters to add, drop or change (Levenshtein). */
static int distance(struct str a, struct str b)
{
	int row[TYPED_MOST + 1];

	if (a.len > TYPED_MOST || b.len > TYPED_MOST)
		return FAR;
	for (size_t k = 0; k <= b.len; k++)
		row[k] = (int)k;
	for (size_t i = 0; i < a.len; i++) {
		int before = row[0]++;

		for (size_t k = 0; k < b.len; k++) {
			int here = row[k + 1];

			row[k + 1] = least(here + 1, row[k] + 1,
				before + (a.at[i] != b.at[k]));
			before = here;
		}
	}
	return row[b.len];
}

static int words_in(const char *text)
{
	int n = 1;

	for (; *text; text++)
		n += *text == ' ';
	return n;
}

static int distance_to(const char *words, int argc, char **argv)
{
	struct arena mem = { 0 };
	struct buf typed;
	int n = words_in(words), d;

	buf_init(&typed, &mem, 64 * 1024);
	for (int i = 0; i < n && i < argc; i++)
		buf_addf(&typed, "%s%s", i ? " " : "", argv[i]);
	d = buf_ok(&typed) ? distance(buf_str(&typed), str_c(words)) : FAR;
	arena_free(&mem);
	return d;
}

const struct cmd_row *cmd_nearest(int argc, char **argv)
{
	const struct cmd_row *found = NULL;
	int best = FAR;

	for (size_t i = 0; i < cmd_row_count; i++) {
		const char *words = cmd_rows[i].words;
		int d = distance_to(words, argc, argv);

		/* half of the word wrong is another word */
		if (d < best && d <= 1 + (int)strlen(words) / 5) {
			best = d;
			found = &cmd_rows[i];
		}
	}
	return found;
}
