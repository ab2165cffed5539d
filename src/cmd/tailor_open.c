/*
 * cmd/tailor_open.c - what 'vitae tailor' and its like were given: two files,
 * a month, an engine.
 */
#include "cmd/tailor.h"

#include "cmd/file.h"

#include <stdio.h>

static bool is_empty(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr(" \t\r\n", text.at[i]))
			return false;
	return true;
}

static bool read_both(struct cmd *cmd, struct arena *mem,
	struct tailor_files *f, struct err *err)
{
	if (!cmd_read_resume(&f->sources, mem, cmd->argv[0], &f->resume, err) ||
		!cmd_read_posting(&f->sources, mem, cmd->argv[1], &f->job, err))
		return false;
	return !is_empty(f->job.text) ||
	       err_set(err, ERR_BAD_INPUT,
		       "%s: the posting is empty: there is no text in it",
		       cmd->argv[1]);
}

static void say_notes(
	const struct cmd *cmd, const char *path, const struct str *at, size_t n)
{
	for (size_t i = 0; i < n && !cmd->option[CMD_QUIET]; i++)
		fprintf(stderr, "vitae: %s: %.*s\n", path, STR_ARG(at[i]));
}

bool cmd_tailor_engine(struct cmd *cmd, struct arena *mem,
	struct work_tailor_ask *ask, struct err *err)
{
	ask->instructions = str_c(cmd->option[CMD_INSTRUCTIONS]);
	ask->fallback = cmd->option[CMD_FALLBACK] != NULL;
	return work_engine_open(mem, &cmd->settings->values,
		str_c(cmd->option[CMD_ENGINE]), ask, err);
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
	*out = (struct tailor_files){ 0 };
	if (!cmd_as_of(cmd, &out->ask.now, err) ||
		!cmd_tailor_engine(cmd, mem, &out->ask, err))
		return false;
	cmd_sources_open(&out->sources, &cmd->settings->values, 1);
	out->sources.quiet = cmd->option[CMD_QUIET];
	if (!read_both(cmd, mem, out, err)) {
		cmd_sources_close(&out->sources);
		return false;
	}
	out->ask.source = &out->resume.resume;
	out->ask.posting = out->job.text;
	say_notes(cmd, cmd->argv[0], out->resume.notes, out->resume.note_count);
	say_notes(cmd, cmd->argv[1], out->job.notes, out->job.note_count);
	return true;
}

void cmd_tailor_close(struct tailor_files *f)
{
	cmd_sources_close(&f->sources);
}

bool cmd_tailor_write(struct cmd *cmd, struct arena *mem,
	const struct resume *r, struct err *err)
{
	const char *to = cmd->option[CMD_TAILORED];
	struct buf b;

	buf_init(&b, mem, RESUME_BYTES);
	resume_write(&b, r);
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG,
			"the resume is too long to be written");
	return cmd_file_write(to ? to : "-", buf_str(&b), err);
}
