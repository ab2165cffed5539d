/*
 * cmd/tailor.c - 'vitae tailor': a resume for a posting, change by change. On a
 * terminal its owner is asked about each; nothing is written that the truth
 * check refused.
 */
#include "cmd/tailor.h"

#include "base/time.h"
#include "cmd/file.h"

#include <stdio.h>
#include <unistd.h>

enum {
	TAILOR_BYTES = 64 << 20,
	YEAR_LEAST = 1970,
	YEAR_MOST = 2200,
	REPLY = 16
};

/* ---- what was given -------------------------------------------------------
 */

bool cmd_as_of(const struct cmd *cmd, int *out, struct err *err)
{
	struct str text = str_c(cmd->option[CMD_AS_OF]);
	struct date d = date_of(time_day(time_now_ms()));
	int64_t year, month;

	if (text.len) {
		if (text.len != 7 || text.at[4] != '-' ||
			!str_int(str_of(text.at, 4), &year) ||
			!str_int(str_of(text.at + 5, 2), &month) ||
			year < YEAR_LEAST || year > YEAR_MOST || month < 1 ||
			month > 12)
			return err_set(err, ERR_BAD_INPUT,
				"'--as-of %.40s': a month like 2026-11 is "
				"expected",
				text.at);
		d.year = (int)year;
		d.month = (int)month;
	}
	*out = 12 * d.year + d.month - 1;
	return true;
}

static bool read_both(struct cmd *cmd, struct arena *mem,
	struct tailor_files *f, struct err *err)
{
	struct cmd_posting job;

	return cmd_read_resume(
		       &f->sources, mem, cmd->argv[0], &f->resume, err) &&
	       cmd_read_posting(&f->sources, mem, cmd->argv[1], &job, err) &&
	       posting_read(mem, job.text, &f->posting, err);
}

bool cmd_tailor_open(struct cmd *cmd, struct arena *mem, const char *usage,
	struct tailor_files *out, struct err *err)
{
	if (cmd->argc != 2)
		return err_set(err, ERR_BAD_INPUT,
			"%s; usage: vitae %s RESUME JOB",
			!cmd->argc       ? "which resume?"
			: cmd->argc == 1 ? "which posting?"
					 : "one resume and one posting",
			usage);
	if (!strcmp(cmd->argv[0], "-") && !strcmp(cmd->argv[1], "-"))
		return err_set(err, ERR_BAD_INPUT,
			"standard input ('-') is one file only");
	if (!cmd_as_of(cmd, &out->now, err))
		return false;
	cmd_sources_open(&out->sources, &cmd->settings->values, 1);
	out->sources.quiet = cmd->option[CMD_QUIET];
	if (read_both(cmd, mem, out, err))
		return true;
	cmd_sources_close(&out->sources);
	return false;
}

void cmd_tailor_close(struct tailor_files *f)
{
	cmd_sources_close(&f->sources);
}

/* ---- asking -----------------------------------------------------------------
 */

enum reply { REPLY_YES, REPLY_NO, REPLY_ALL, REPLY_NONE };

static enum reply ask_once(void)
{
	char line[REPLY];

	fputs("take it? [Y]es, [n]o, [a]ll, none of the [r]est: ", stderr);
	if (!fgets(line, sizeof(line), stdin))
		return REPLY_NONE;
	switch (*line) {
	case 'n':
	case 'N':
		return REPLY_NO;
	case 'a':
	case 'A':
		return REPLY_ALL;
	case 'r':
	case 'R':
		return REPLY_NONE;
	default:
		return REPLY_YES;
	}
}

/* What its owner does not want is out before anything is applied. */
static void ask_all(struct tailor_changes *all)
{
	enum reply reply = REPLY_YES;
	size_t kept = 0;

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

static bool write_resume(struct cmd *cmd, struct arena *mem,
	const struct tailor_result *r, struct err *err)
{
	const char *to = cmd->option[CMD_TAILORED];
	struct buf b;

	buf_init(&b, mem, TAILOR_BYTES);
	resume_write(&b, &r->resume);
	return file_write(to ? to : "-", buf_str(&b), err);
}

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
	const struct tailor_result *r, struct err *err)
{
	if (cmd->option[CMD_JSON]) {
		cmd_tailor_show_json(mem, &cmd->out, r);
		return !cmd->option[CMD_TAILORED] ||
		       write_resume(cmd, mem, r, err);
	}
	if (!cmd->option[CMD_QUIET])
		explain(cmd, r);
	return write_resume(cmd, mem, r, err);
}

static bool tailor(struct cmd *cmd, struct arena *mem, struct tailor_files *f,
	bool ask_each, struct err *err)
{
	struct tailor_ask ask = { .source = &f->resume.resume,
		.posting = &f->posting,
		.now = f->now,
		.instructions = str_c(cmd->option[CMD_INSTRUCTIONS]) };
	struct tailor_changes changes;
	struct tailor_result result;

	if (!tailor_builtin(mem, &ask, &changes, err))
		return false;
	if (ask_each)
		ask_all(&changes);
	return tailor_apply(mem, &ask, &changes, &result, err) &&
	       show(cmd, mem, &result, err);
}

bool cmd_tailor(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct tailor_files f;
	bool ask_each, ok;

	ok = read_accept(cmd, &ask_each, err) &&
	     cmd_tailor_open(cmd, &mem, "tailor", &f, err);
	if (ok) {
		ok = tailor(cmd, &mem, &f, ask_each, err);
		cmd_tailor_close(&f);
	}
	arena_free(&mem);
	return ok;
}
