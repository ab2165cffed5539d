/*
 * cmd/lint.c - 'vitae lint': what programs that read resumes stumble over in a
 * file. Rules are match/lint.h's; here a file is read and its findings are put
 * together.
 */
#include "cmd/lint.h"

#include "app/lint.h"
#include "cmd/cmd.h"
#include "cmd/file.h"
#include "cmd/tailor.h"

#include <stdio.h>

enum { OUT_BYTES = 256 << 20 };

/* ---- data --------------------------------------------------------------- */

static bool check_data(struct lint_run *run, struct err *err)
{
	app_lint_data(&run->lint,
		&(struct lint_data){ &run->source.resume, run->source.bytes,
			&run->source.report, run->now });
	return cmd_lint_trip(run, err);
}

/* ---- documents ---------------------------------------------------------- */

static void check_document(struct lint_run *run)
{
	const struct intake_answer *a = run->source.read;
	struct lint_file file = {
		.name = strcmp(run->path, "-") ? cmd_file_name(run->path)
					       : STR(""),
		.bytes = run->source.bytes.len,
		.format = a->format,
		.doc = &a->doc,
		.found = &a->found,
	};

	lint_document(&run->lint, &file);
	lint_resume(&run->lint, &run->source.resume, run->now);
	lint_locate(&run->lint, &a->found);
}

/* Is it the file's doing that nothing was read of it? */
static bool is_its_own(const struct lint_run *run, const struct err *err)
{
	return run->source.document &&
	       (err->code == ERR_UNTRUSTED || err->code == ERR_BAD_INPUT ||
		       err->code == ERR_BAD_TYPE);
}

static bool look(struct lint_run *run, struct cmd_sources *s, struct err *err)
{
	struct err why = { 0 };

	if (!cmd_read_resume(s, run->mem, run->path, &run->source, &why)) {
		if (!is_its_own(run, &why)) {
			*err = why;
			return false;
		}
		lint_add(&run->lint, LINT_CODE_UNREAD_FILE, STR(""), "%s",
			why.text);
		return true;
	}
	if (!run->source.read)
		return check_data(run, err);
	check_document(run);
	return true;
}

/* ---- the command -------------------------------------------------------- */

static bool show(struct lint_run *run, struct err *err)
{
	struct buf out;

	lint_sort(&run->lint);
	buf_init(&out, run->mem, OUT_BYTES);
	buf_add(&out, STR(""));
	if (run->json)
		cmd_lint_json(run, &out);
	else
		cmd_lint_show(run, &out);
	if (!buf_ok(&out))
		return err_set(err, ERR_TOO_BIG,
			"what was found takes more than %d MB to tell",
			OUT_BYTES >> 20);
	return (fwrite(out.at, 1, out.len, stdout) == out.len &&
		       fflush(stdout) == 0) ||
	       err_set(err, ERR_FULL, "cannot write to standard output");
}

bool cmd_lint(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct lint_run run = { .mem = &mem,
		.json = cmd->option[CMD_JSON],
		.quiet = cmd->option[CMD_QUIET],
		.lint = { .mem = &mem } };
	struct cmd_sources sources;
	bool ok;

	if (!cmd_as_of(cmd, &run.now, err))
		return false;
	if (!cmd->argc)
		return err_set(err, ERR_BAD_INPUT,
			"which file? usage: vitae lint FILE");
	run.path = cmd->argv[0];
	cmd_sources_open(&sources, &cmd->settings->values, 1);
	ok = look(&run, &sources, err) && show(&run, err);
	cmd_sources_close(&sources);
	cmd->status = run.lint.of[LINT_ERROR] || run.lint.of[LINT_WARNING];
	arena_free(&mem);
	return ok;
}
