/*
 * cmd/revamp.c - 'vitae revamp': better wording, for no job in particular.
 */
#include "tailor/revamp.h"

#include "base/utf8.h"
#include "cmd/tailor.h"

#include <stdio.h>

enum { REVAMP_TEXT = 64 << 20, REVAMP_QUOTE = 160 };

static void add_suggestion(struct buf *b, const struct revamp_suggestion *s)
{
	struct str quote = s->quote;

	buf_addf(b, "\n%.*s: %s\n", STR_ARG(s->at),
		revamp_kinds[s->kind].sentence);
	if (quote.len > REVAMP_QUOTE)
		buf_addf(b, "  \"%.*s ...\"\n",
			STR_ARG(utf8_fit(quote, REVAMP_QUOTE)));
	else if (quote.len)
		buf_addf(b, "  \"%.*s\"\n", STR_ARG(quote));
}

static void explain(struct cmd *cmd, const struct revamp *found,
	const struct tailor_result *r)
{
	struct arena own = { 0 };
	struct buf b;

	buf_init(&b, &own, REVAMP_TEXT);
	buf_addf(&b, "%zu changes, %zu suggestions\n", r->changes.count,
		found->count + found->more);
	for (size_t i = 0; i < r->changes.count; i++) {
		buf_addc(&b, '\n');
		cmd_tailor_show_change(&b, &r->changes.at[i],
			cmd->option[CMD_EXPLAIN_CHANGES] != NULL);
	}
	for (size_t i = 0; i < found->count; i++)
		add_suggestion(&b, &found->at[i]);
	if (found->more)
		buf_addf(&b, "\nand %zu more\n", found->more);
	fwrite(b.at, 1, b.len, stderr);
	arena_free(&own);
}

static bool revamp(struct cmd *cmd, struct arena *mem,
	const struct resume *source, struct err *err)
{
	struct work_tailor_ask ask = { .source = source };
	struct work_revamp done;
	struct work_run run;
	bool ok;

	if (!cmd_as_of(cmd, &ask.now, err) ||
		!cmd_tailor_engine(cmd, mem, &ask, err))
		return false;
	ok = work_revamp(mem, &ask, false, &run, &done, err);
	cmd_tailor_show_run(&run, false);
	if (!ok)
		return false;
	if (cmd->option[CMD_JSON]) {
		cmd_revamp_show_json(mem, &cmd->out, &done.found, &done.result);
		return !cmd->option[CMD_TAILORED] ||
		       cmd_tailor_write(cmd, mem, &done.result.resume, err);
	}
	if (!cmd->option[CMD_QUIET])
		explain(cmd, &done.found, &done.result);
	return cmd_tailor_write(cmd, mem, &done.result.resume, err);
}

bool cmd_revamp(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct cmd_sources sources;
	struct cmd_resume resume;
	bool ok;

	if (cmd->argc != 1)
		return err_set(err, ERR_BAD_INPUT,
			"which resume? usage: vitae revamp RESUME");
	cmd_sources_open(&sources, &cmd->settings->values, 1);
	sources.quiet = cmd->option[CMD_QUIET];
	ok = cmd_read_resume(&sources, &mem, cmd->argv[0], &resume, err) &&
	     revamp(cmd, &mem, &resume.resume, err);
	cmd_sources_close(&sources);
	arena_free(&mem);
	return ok;
}
