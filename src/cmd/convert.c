/*
 * cmd/convert.c - data formats at a terminal: convert, validate, diff.
 */
#include "resume/convert.h"

#include "cmd/cmd.h"
#include "cmd/file.h"
#include "resume/diff.h"

#include <stdio.h>

enum { OUT_BYTES = 64 << 20 };

/* ---- convert ------------------------------------------------------------ */

static void list_formats(struct buf *out)
{
	buf_add(out,
		STR("Formats, and whether they are read and written:\n\n"));
	for (size_t i = 0; i < resume_format_count; i++) {
		const struct resume_format *f = &resume_formats[i];

		buf_addf(out, "  %-16s%-6s%-7s%-18s%s\n", f->name,
			f->read ? "read" : "", f->write ? "write" : "",
			f->endings, f->title);
	}
}

static const struct resume_format *format_named(
	const char *name, struct err *err)
{
	const struct resume_format *f = resume_format_find(str_c(name));

	if (!f)
		err_set(err, ERR_BAD_INPUT,
			"there is no format '%.40s'; 'vitae convert' lists "
			"them",
			name);
	return f;
}

/* The first that is written under that ending. */
static const struct resume_format *format_ending(
	const char *path, struct err *err)
{
	struct str name = cmd_file_name(path), stem = cmd_file_stem(path);
	struct str ending = str_of(name.at + stem.len, name.len - stem.len);

	for (size_t i = 0; i < resume_format_count && ending.len; i++) {
		struct str rest = str_c(resume_formats[i].endings);

		while (rest.len)
			if (str_eq_nocase(str_cut(&rest, ' '), ending) &&
				resume_formats[i].write)
				return &resume_formats[i];
	}
	err_set(err, ERR_BAD_INPUT,
		"'%.80s' does not say which format is wanted; give --to", path);
	return NULL;
}

static void say_report(const struct resume_report *report, size_t from)
{
	static const char *const kinds[RESUME_NOTE_KINDS] = { [RESUME_KEPT] =
								      "kept",
		[RESUME_CHANGED] = "changed",
		[RESUME_DOUBTFUL] = "doubtful",
		[RESUME_LEFT] = "left" };

	for (size_t i = from; i < report->count; i++)
		fprintf(stderr, "%-9s %.*s: %.*s\n", kinds[report->at[i].kind],
			STR_ARG(report->at[i].at), STR_ARG(report->at[i].say));
	if (report->more)
		fprintf(stderr, "and %zu more\n", report->more);
}

static bool import(struct arena *mem, struct cmd *cmd, const char *path,
	struct resume *out, struct resume_report *report, struct err *err)
{
	const struct resume_format *from = NULL;
	struct resume_source source = { .name = cmd_file_name(path) };

	if (cmd->option[CMD_FROM] &&
		!(from = format_named(cmd->option[CMD_FROM], err)))
		return false;
	return cmd_file_read(mem, path, RESUME_BYTES, &source.bytes, err) &&
	       (from ? resume_import_as(mem, from, source, out, report, err)
		     : resume_import(mem, source, out, report, err));
}

static bool convert(struct arena *mem, struct cmd *cmd, struct err *err)
{
	const char *to = cmd->argc > 1             ? cmd->argv[1]
			 : cmd->option[CMD_OUTPUT] ? cmd->option[CMD_OUTPUT]
						   : "-";
	struct resume_report report = { .mem = mem };
	const struct resume_format *format;
	struct resume r;
	struct buf out;

	format = cmd->option[CMD_TO] ? format_named(cmd->option[CMD_TO], err)
		 : !strcmp(to, "-")  ? format_named("jsonresume", err)
				     : format_ending(to, err);
	if (!format)
		return false;
	if (!format->write)
		return err_set(err, ERR_BAD_INPUT,
			"'%s' is read, but not written", format->name);
	buf_init(&out, mem, OUT_BYTES);
	if (!import(mem, cmd, cmd->argv[0], &r, &report, err) ||
		!format->write(mem, &r, &out, &report, err))
		return false;
	if (!buf_ok(&out))
		return err_set(err, ERR_TOO_BIG,
			"the result has more than %d bytes", OUT_BYTES);
	if (!cmd->option[CMD_QUIET])
		say_report(&report, 0);
	return cmd_file_write(to, buf_str(&out), err);
}

bool cmd_convert(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	bool ok;

	if (!cmd->argc) {
		list_formats(&cmd->out);
		return true;
	}
	ok = convert(&mem, cmd, err);
	arena_free(&mem);
	return ok;
}

/* ---- validate ----------------------------------------------------------- */

static void show_faults(
	struct cmd *cmd, const char *path, const struct resume_faults *faults)
{
	struct json_out out = json_begin(&cmd->out, JSON_PRETTY);

	if (!cmd->option[CMD_JSON]) {
		for (size_t i = 0; i < faults->count; i++)
			buf_addf(&cmd->out, "%s:%d:%d: %.*s: %.*s\n", path,
				faults->at[i].line, faults->at[i].column,
				STR_ARG(faults->at[i].at),
				STR_ARG(faults->at[i].why));
		if (faults->more)
			buf_addf(&cmd->out, "and %zu more\n", faults->more);
		if (!faults->count)
			buf_addf(&cmd->out, "%s: valid JSON Resume\n", path);
		return;
	}
	json_object(&out);
	json_put_bool(json_key(&out, "valid"), !faults->count);
	json_list(json_key(&out, "faults"));
	for (size_t i = 0; i < faults->count; i++) {
		json_object(&out);
		json_put_text(json_key(&out, "at"), faults->at[i].at);
		json_put_text(json_key(&out, "expected"), faults->at[i].why);
		json_put_int(json_key(&out, "line"), faults->at[i].line);
		json_put_int(json_key(&out, "column"), faults->at[i].column);
		json_end(&out);
	}
	json_end(&out);
	json_put_int(json_key(&out, "more"), (int64_t)faults->more);
	json_end(&out);
	buf_addc(&cmd->out, '\n');
}

bool cmd_validate(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct resume_faults faults = { 0 };
	struct str text;
	bool ok = cmd->argc == 1 ||
		  err_set(err, ERR_BAD_INPUT,
			  "which file? usage: vitae validate FILE");

	ok = ok && cmd_file_read(&mem, cmd->argv[0], RESUME_BYTES, &text, err);
	if (ok) {
		resume_check(&mem, text, &faults);
		show_faults(cmd, cmd->argv[0], &faults);
		cmd->status = faults.count ? 2 : 0;
	}
	arena_free(&mem);
	return ok;
}

/* ---- diff --------------------------------------------------------------- */

static bool read_document(struct arena *mem, const char *path,
	const struct json **out, struct err *err)
{
	struct str text;

	return cmd_file_read(mem, path, RESUME_BYTES, &text, err) &&
	       ((json_parse(mem, text, out, err) &&
			json_check(mem, *out, err)) ||
		       err_in(err, "%s", path));
}

static bool diff(struct arena *mem, struct cmd *cmd, struct err *err)
{
	const struct json *from, *to;
	struct resume_changes changes;

	if (!read_document(mem, cmd->argv[0], &from, err) ||
		!read_document(mem, cmd->argv[1], &to, err))
		return false;
	resume_changes_of(mem, from, to, &changes);
	cmd->status = changes.count > 0;
	if (cmd->option[CMD_JSON]) {
		if (!resume_diff(mem, from, to, &cmd->out, err))
			return false;
		buf_addc(&cmd->out, '\n');
		return true;
	}
	for (size_t i = 0; i < changes.count; i++)
		buf_addf(&cmd->out, "%.*s: %.*s\n",
			STR_ARG(changes.at[i].title),
			STR_ARG(changes.at[i].say));
	if (!changes.count)
		buf_add(&cmd->out, STR("no change\n"));
	return true;
}

bool cmd_diff(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	bool ok = cmd->argc == 2 ||
		  err_set(err, ERR_BAD_INPUT,
			  "which two? usage: vitae diff OLD NEW");

	ok = ok && diff(&mem, cmd, err);
	arena_free(&mem);
	return ok;
}
