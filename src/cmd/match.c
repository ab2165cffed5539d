/*
 * cmd/match.c - 'vitae match': how resumes suit postings. Here are arguments
 * and options only; pairs are match_pair.c's, many match_many.c's.
 */
#include "cmd/match.h"

#include "cmd/folder.h"

#include <unistd.h>

enum { JOBS_MOST = 64 };

/* ---- options ---------------------------------------------------------------
 */

static bool read_ask(
	const struct cmd *cmd, struct match_ask *out, struct err *err)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	int cores = online < 1           ? 1
		    : online > JOBS_MOST ? JOBS_MOST
					 : (int)online;
	int top;

	*out = (struct match_ask){ .json = cmd->option[CMD_JSON],
		.quiet = cmd->option[CMD_QUIET],
		.terminal = isatty(2) };
	if (!cmd_as_of(cmd, &out->as_of, err) ||
		!cmd_option_number(cmd, CMD_TOP, 1, MATCH_TOP, 0, &top, err) ||
		!cmd_option_number(
			cmd, CMD_JOBS, 1, JOBS_MOST, cores, &out->jobs, err))
		return false;
	out->top = (size_t)top;
	return true;
}

/* ---- which files -------------------------------------------------------- */

static bool check_input(const struct cmd *cmd, struct err *err)
{
	int inputs = 0;

	if (cmd->argc < 2)
		return err_set(err, ERR_BAD_INPUT,
			"%s usage: vitae match RESUME JOB... (files or "
			"folders)",
			cmd->argc ? "which posting?" : "which resume?");
	for (int i = 0; i < cmd->argc; i++)
		inputs += !strcmp(cmd->argv[i], "-");
	return inputs < 2 || err_set(err, ERR_BAD_INPUT,
				     "standard input ('-') is one file only");
}

/* A folder of resumes goes with one posting. */
static bool check_sides(const struct cmd *cmd, struct err *err)
{
	if (!cmd_folder_is(cmd->argv[0]))
		return true;
	if (cmd->argc > 2)
		return err_set(err, ERR_BAD_INPUT,
			"'%.80s' is a folder of resumes, which goes with one "
			"posting, and %d are given: run it once for each",
			cmd->argv[0], cmd->argc - 1);
	return !cmd_folder_is(cmd->argv[1]) ||
	       err_set(err, ERR_BAD_INPUT,
		       "both are folders: give one resume and a folder of "
		       "postings, or a folder of resumes and one posting");
}

static bool list_files(struct arena *mem, char *const *paths, int count,
	struct folder_files *out, struct err *err)
{
	out->most = MATCH_FILES;
	for (int i = 0; i < count; i++)
		if (!cmd_folder_list(mem, paths[i], out, err))
			return false;
	return out->count ||
	       err_set(err, ERR_NOT_FOUND, "'%.150s': there are no files in it",
		       paths[0]);
}

/* ---- the command ------------------------------------------------------------
 */

static bool match_postings(const struct match_ask *ask, struct arena *mem,
	const struct cmd *cmd, struct err *err)
{
	struct match_resume *resume = ARENA_NEW(mem, struct match_resume);
	struct folder_files files = { 0 };

	return list_files(mem, cmd->argv + 1, cmd->argc - 1, &files, err) &&
	       cmd_match_resume(ask, mem, cmd->argv[0], resume, err) &&
	       cmd_match_many(ask, resume, NULL, files.at, files.count, err);
}

static bool match_resumes(const struct match_ask *ask, struct arena *mem,
	const struct cmd *cmd, struct err *err)
{
	struct match_job *job = ARENA_NEW(mem, struct match_job);
	struct folder_files files = { 0 };

	return list_files(mem, cmd->argv, 1, &files, err) &&
	       cmd_match_job(ask, mem, cmd->argv[1], job, err) &&
	       cmd_match_many(ask, NULL, job, files.at, files.count, err);
}

bool cmd_match(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct cmd_sources sources;
	struct match_ask ask;
	bool ok;

	if (!read_ask(cmd, &ask, err) || !check_input(cmd, err) ||
		!check_sides(cmd, err))
		return false;
	cmd_sources_open(&sources, &cmd->settings->values, ask.jobs);
	ask.sources = &sources;
	ask.resumes = cmd_folder_is(cmd->argv[0]);
	ok = ask.resumes ? match_resumes(&ask, &mem, cmd, err)
			 : match_postings(&ask, &mem, cmd, err);
	cmd_sources_close(&sources);
	arena_free(&mem);
	return ok;
}
