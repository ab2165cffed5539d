/*
 * cmd/parse.c - 'vitae parse': files that people have become resumes. Here are
 * files and options only; what is asked for of a page is shown by
 * parse_show.c and parse_page.c, many files are parse_many.c's.
 */
#include "cmd/parse.h"

#include "base/time.h"
#include "cmd/file.h"
#include "work/jail.h"
#include "work/ocr.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { JOBS_MOST = 16, SHOWN_AFTER_MS = 300 };

/* ---- where it goes ------------------------------------------------------ */

/* "beside", "in a folder", or what -o says. number: of a page, 0: none. */
static const char *target(struct arena *mem, const struct parse_ask *ask,
	const char *path, const char *ending, size_t number)
{
	const char *output = ask->cmd->option[CMD_PARSED];
	const char *folder = ask->cmd->option[CMD_OUT_DIR];
	bool input = !strcmp(path, "-");
	struct str stem = input ? STR("resume") : cmd_file_stem(path);
	struct str in = folder ? str_c(folder) : cmd_file_folder(path);

	if (output && (!number || !strcmp(output, "-")))
		return output;
	if (output) {
		in = cmd_file_folder(output);
		stem = cmd_file_stem(output);
	} else if (!folder && (input || !ask->explain)) {
		return "-";
	}
	return number ? str_fmt(mem, "%.*s/%.*s-%zu%s", STR_ARG(in),
				STR_ARG(stem), number, ending)
				.at
		      : str_fmt(mem, "%.*s/%.*s%s", STR_ARG(in), STR_ARG(stem),
				ending)
				.at;
}

static bool put(const char *to, const struct buf *b, struct err *err)
{
	return (buf_ok(b) || err_set(err, ERR_TOO_BIG,
				     "what was found is more than %d MB",
				     PARSE_FILE_BYTES >> 20)) &&
	       cmd_file_write(to, buf_str(b), err);
}

/* ---- what is written ---------------------------------------------------- */

static bool write_pages(struct arena *mem, const struct parse_ask *ask,
	const char *path, const struct intake_answer *a, struct err *err)
{
	size_t count = a->doc.count;

	for (size_t i = 0; i < count; i++) {
		const char *to =
			target(mem, ask, path, ".svg", count > 1 ? i + 1 : 0);
		struct buf b;

		if (count > 1 && !strcmp(to, "-"))
			return err_set(err, ERR_BAD_INPUT,
				"%zu pages are %zu pictures; give -o NAME.svg "
				"or --out-dir FOLDER",
				count, count);
		buf_init(&b, mem, PARSE_FILE_BYTES);
		cmd_parse_show_page(mem, a, i, &b);
		if (!put(to, &b, err))
			return false;
	}
	return true;
}

static bool write_text(struct arena *mem, const struct parse_ask *ask,
	const char *path, const struct intake_answer *a, struct err *err)
{
	struct str text;

	return intake_text(mem, &a->doc, &text, err) &&
	       cmd_file_write(target(mem, ask, path, ".txt", 0), text, err);
}

static bool write_json(struct arena *mem, const struct parse_ask *ask,
	const char *path, const struct intake_answer *a, struct err *err)
{
	struct buf b;

	buf_init(&b, mem, PARSE_FILE_BYTES);
	return cmd_parse_show_json(mem, a, ask->confidence, &b, err) &&
	       put(target(mem, ask, path, ".json", 0), &b, err);
}

/* Beside a file of JSON people get the table, too. */
static bool write_fields(struct arena *mem, const struct parse_ask *ask,
	const struct intake_answer *a, struct err *err)
{
	struct buf b;

	if (ask->cmd->option[CMD_OUT_DIR])
		return true;
	buf_init(&b, mem, PARSE_FILE_BYTES);
	cmd_parse_show_fields(mem, a, &b);
	return put("-", &b, err);
}

static bool write_all(struct arena *mem, const struct parse_ask *ask,
	const char *path, const struct intake_answer *a, struct err *err)
{
	const char *const *o = ask->cmd->option;

	if (ask->explain)
		return write_pages(mem, ask, path, a, err);
	if (ask->text)
		return write_text(mem, ask, path, a, err);
	if (!ask->confidence)
		return write_json(mem, ask, path, a, err);
	return ((!o[CMD_PARSED] && !o[CMD_OUT_DIR]) ||
		       write_json(mem, ask, path, a, err)) &&
	       write_fields(mem, ask, a, err);
}

/* ---- one file ----------------------------------------------------------- */

static void say_warnings(const char *path, const struct work_intake *w)
{
	for (size_t i = 0; i < w->warnings.count; i++)
		fprintf(stderr, "vitae: %s: %.*s\n", path,
			STR_ARG(w->warnings.at[i]));
}

bool cmd_parse_file(struct arena *mem, const struct parse_ask *ask,
	const char *path,
	void (*step)(void *with, const struct work_intake_step *step),
	void *with, struct parse_done *out, struct err *err)
{
	struct work_intake_ask how = ask->intake;
	struct work_intake got;
	struct str bytes;

	how.step = step;
	how.with = with;
	*out = (struct parse_done){ 0 };
	if (!cmd_file_read(mem, path, how.bytes_most, &bytes, err))
		return err->code == ERR_TOO_BIG
			       ? work_intake_too_big(how.bytes_most, err)
			       : false;
	if (!work_intake(mem, &how, cmd_file_name(path), bytes, &got, err))
		return false;
	for (size_t i = 0; i < got.found.found.traces.count; i++)
		out->doubtful += cmd_parse_sure(&got.found.found.traces.at[i]) <
				 PARSE_DOUBT;
	if (!ask->quiet)
		say_warnings(path, &got);
	return write_all(mem, ask, path, &got.found, err);
}

/* ---- one file, at a terminal -------------------------------------------- */

struct watched {
	int64_t from_ms;
	bool shown;
};

/* What takes no time says nothing. */
static void show_step(void *with, const struct work_intake_step *step)
{
	struct watched *w = with;

	if (time_mono_us() / 1000 - w->from_ms < SHOWN_AFTER_MS)
		return;
	w->shown = true;
	fprintf(stderr, "\r%-12s %3d %%", work_intake_stages[step->stage],
		step->percent);
	if (step->pages)
		fprintf(stderr, "  page %d of %d", step->page, step->pages);
	fputs("\033[K", stderr);
}

static bool parse_one(
	const struct parse_ask *ask, const char *path, struct err *err)
{
	struct watched w = { .from_ms = time_mono_us() / 1000 };
	bool watched = ask->terminal && !ask->quiet;
	struct arena mem = { 0 };
	struct parse_done done;
	bool ok;

	ok = cmd_parse_file(
		&mem, ask, path, watched ? show_step : NULL, &w, &done, err);
	if (w.shown)
		fputs("\r\033[K", stderr);
	if (ok && watched && done.doubtful && !ask->confidence)
		fprintf(stderr,
			"vitae: %s: %zu field%s doubtful; --confidence lists "
			"them\n",
			path, done.doubtful,
			done.doubtful == 1 ? " is" : "s are");
	arena_free(&mem);
	return ok;
}

/* ---- what is asked for -------------------------------------------------- */

static bool read_mode(struct parse_ask *ask, struct err *err)
{
	static const char *const modes[] = {
		[INTAKE_OCR_AUTO] = "auto",
		[INTAKE_OCR_ALWAYS] = "always",
		[INTAKE_OCR_NEVER] = "never",
	};
	const char *says = ask->cmd->option[CMD_OCR];

	for (size_t i = 0; i < LENGTH(modes); i++)
		if (!says || !strcmp(says, modes[i])) {
			ask->intake.mode = (enum intake_ocr_mode)i;
			return true;
		}
	return err_set(err, ERR_BAD_INPUT,
		"'--ocr=%.40s': auto, always or never is expected", says);
}

/* Which of the things that can be shown, and where to. */
static bool read_kind(const struct parse_ask *ask, struct err *err)
{
	const struct cmd *cmd = ask->cmd;
	const char *const *o = cmd->option;

	if (ask->text + ask->confidence + ask->explain > 1)
		return err_set(err, ERR_BAD_INPUT,
			"--text, --confidence and --explain each show "
			"something else; give one of them");
	if (o[CMD_PARSED] && o[CMD_OUT_DIR])
		return err_set(err, ERR_BAD_INPUT,
			"-o names a file and --out-dir a folder; give one of "
			"them");
	return cmd->argc == 1 || o[CMD_OUT_DIR] ||
	       (ask->explain && !o[CMD_PARSED]) ||
	       err_set(err, ERR_BAD_INPUT,
		       "%d files cannot go into one; give --out-dir FOLDER",
		       cmd->argc);
}

static bool make_folder(const char *path, struct err *err)
{
	return !path || mkdir(path, 0777) == 0 || access(path, W_OK) == 0 ||
	       err_set(err, ERR_BAD_INPUT, "cannot write into the folder '%s'",
		       path);
}

static bool read_ask(
	struct parse_ask *ask, struct cmd *cmd, int cores, struct err *err)
{
	const struct settings *s = &cmd->settings->values;
	const char *const *o = cmd->option;

	*ask = (struct parse_ask){
		.cmd = cmd,
		.text = o[CMD_TEXT],
		.confidence = o[CMD_CONFIDENCE],
		.explain = o[CMD_EXPLAIN],
		.quiet = o[CMD_QUIET],
		.terminal = isatty(2),
		.intake = { .bytes_most = (size_t)s->max_upload_size,
			.lines = o[CMD_TEXT],
			.pages_at_once = cores },
	};
	if (s->max_file_upload_size_mb)
		ask->intake.bytes_most = (size_t)s->max_file_upload_size_mb
					 << 20;
	if (!cmd->argc)
		return err_set(err, ERR_BAD_INPUT,
			"which file? usage: vitae parse FILE... [-o OUTPUT]");
	return read_mode(ask, err) && read_kind(ask, err) &&
	       make_folder(o[CMD_OUT_DIR], err);
}

/* ---- the command -------------------------------------------------------- */

static bool parse_all(
	struct parse_ask *ask, int jobs, struct settings *s, struct err *err)
{
	const struct cmd *cmd = ask->cmd;
	struct work_jail jail;
	bool ok;

	if (cmd->option[CMD_LANGUAGES])
		s->ocr_languages = cmd->option[CMD_LANGUAGES];
	if (!intake_ocr_languages(str_c(s->ocr_languages), err))
		return false;
	if (!work_jail_open_alone(&jail, s, jobs, err))
		return false;
	ask->intake.jail = jail.jail;
	ask->intake.ocr = work_ocr_new(s);
	ok = cmd->argc > 1
		     ? cmd_parse_files(ask, cmd->argc, cmd->argv, jobs, err)
		     : parse_one(ask, cmd->argv[0], err);
	work_ocr_free(ask->intake.ocr);
	work_jail_close(&jail);
	return ok;
}

bool cmd_parse(struct cmd *cmd, struct err *err)
{
	struct settings settings = cmd->settings->values;
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	int cores = online < 1           ? 1
		    : online > JOBS_MOST ? JOBS_MOST
					 : (int)online;
	struct parse_ask ask;
	int jobs;

	return read_ask(&ask, cmd, cores, err) &&
	       cmd_option_number(
		       cmd, CMD_JOBS, 1, JOBS_MOST, cores, &jobs, err) &&
	       parse_all(&ask, jobs, &settings, err);
}
