/*
 * cmd/tailor.c - 'vitae tailor': a resume for a posting, change by change. On a
 * terminal its owner is asked about each; nothing is written that the truth
 * check refused.
 */
#include "cmd/tailor.h"

#include <stdio.h>
#include <unistd.h>

enum { TAILOR_BYTES = 64 << 20, REPLY = 16 };

/* ---- asking -----------------------------------------------------------------
 */

enum reply { REPLY_YES, REPLY_NO, REPLY_ALL, REPLY_NONE };

/* What is behind the first letter belongs to the same answer. */
static bool read_line(char line[REPLY])
{
	size_t len;

	if (!fgets(line, REPLY, stdin))
		return false;
	len = strlen(line);
	if (!len || line[len - 1] != '\n')
		for (int c = getchar(); c != '\n' && c != EOF;)
			c = getchar();
	return true;
}

static enum reply ask_once(void)
{
	char line[REPLY];

	for (;;) {
		fputs("take it? [Y]es, [n]o, [a]ll, none of the [r]est: ",
			stderr);
		if (!read_line(line))
			return REPLY_NONE;
		switch (*line | 32) {
		case 'y':
		case '\n' | 32:
			return REPLY_YES;
		case 'n':
			return REPLY_NO;
		case 'a':
			return REPLY_ALL;
		case 'r':
			return REPLY_NONE;
		default:
			fputs("y, n, a or r is expected\n", stderr);
		}
	}
}

/* What its owner does not want is out before anything is applied. */
static void ask_all(void *with, struct tailor_changes *all)
{
	enum reply reply = REPLY_YES;
	size_t kept = 0;

	(void)with;
	for (size_t i = 0; i < all->count; i++) {
		struct arena own = { 0 };
		struct buf b;

		if (reply == REPLY_YES || reply == REPLY_NO) {
			buf_init(&b, &own, TAILOR_BYTES);
			buf_addf(&b, "\n%zu of %zu  ", i + 1, all->count);
			cmd_tailor_show_change(&b, &all->at[i], true);
			fwrite(b.at, 1, b.len, stderr);
			reply = ask_once();
		}
		arena_free(&own);
		if (reply == REPLY_YES || reply == REPLY_ALL)
			all->at[kept++] = all->at[i];
	}
	all->count = kept;
}

static bool read_accept(const struct cmd *cmd, bool *ask, struct err *err)
{
	const char *says = cmd->option[CMD_ACCEPT];

	*ask = says && !strcmp(says, "ask");
	if (says && !*ask && strcmp(says, "all") != 0)
		return err_set(err, ERR_BAD_INPUT,
			"'--accept=%.40s': all or ask is expected", says);
	if (*ask && (!isatty(0) || !isatty(2)))
		return err_set(err, ERR_BAD_INPUT,
			"--accept=ask asks at a terminal, and there is none");
	return true;
}

/* ---- the command -------------------------------------------------------- */

static void explain(struct cmd *cmd, const struct tailor_result *r)
{
	struct arena own = { 0 };
	struct buf b;

	buf_init(&b, &own, TAILOR_BYTES);
	buf_addf(&b, "score %.1f, before %.1f\n", (double)r->after,
		(double)r->before);
	for (size_t i = 0; i < r->changes.count; i++) {
		buf_addc(&b, '\n');
		cmd_tailor_show_change(&b, &r->changes.at[i],
			cmd->option[CMD_EXPLAIN_CHANGES] != NULL);
	}
	fwrite(b.at, 1, b.len, stderr);
	arena_free(&own);
}

static bool show(struct cmd *cmd, struct arena *mem,
	const struct tailor_files *f, const struct work_run *run,
	const struct tailor_result *r, struct err *err)
{
	if (cmd->option[CMD_JSON]) {
		cmd_tailor_show_json(mem, &cmd->out, f, run, r,
			cmd->option[CMD_EXPLAIN_CHANGES] != NULL);
		return !cmd->option[CMD_TAILORED] ||
		       cmd_tailor_write(cmd, mem, &r->resume, err);
	}
	if (!cmd->option[CMD_QUIET])
		explain(cmd, r);
	return cmd_tailor_write(cmd, mem, &r->resume, err);
}

bool cmd_tailor(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct tailor_result result;
	struct tailor_files f;
	struct work_run run;
	bool ask_each, ok;

	ok = read_accept(cmd, &ask_each, err) &&
	     cmd_tailor_open(cmd, &mem, "tailor", &f, err);
	if (ok) {
		f.ask.choose = ask_each ? ask_all : NULL;
		ok = work_tailor(&mem, &f.ask, &run, &result, err);
		cmd_tailor_show_run(
			&run, cmd->option[CMD_EXPLAIN_CHANGES] != NULL);
		ok = ok && show(cmd, &mem, &f, &run, &result, err);
		cmd_tailor_close(&f);
	}
	arena_free(&mem);
	return ok;
}
