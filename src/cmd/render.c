/*
 * cmd/render.c - 'vitae render': a resume becomes files. What a document says
 * and how it looks is decided in press/; here are files and options only.
 */
#include "cmd/render.h"

#include "base/code.h"
#include "cmd/file.h"
#include "cmd/verify.h"
#include "press/redact.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NOTES_SHOWN = 10,
	STYLE_BYTES = 256 << 10,
	PHOTO_BYTES = 8 << 20,
	JOBS_MOST = 64
};

/* ---- what is rendered --------------------------------------------------- */

static void say_notes(const char *path, const struct resume_report *report)
{
	size_t more = report->more;

	for (size_t i = 0; i < report->count; i++)
		if (i < NOTES_SHOWN)
			fprintf(stderr, "vitae: %s: %.*s: %.*s\n", path,
				STR_ARG(report->at[i].at),
				STR_ARG(report->at[i].say));
		else
			more++;
	if (more)
		fprintf(stderr,
			"vitae: %s: and %zu more; 'vitae convert' lists them\n",
			path, more);
}

/* DOC-4: a document that breaks its schema is refused, with all that is
 * wrong; what everybody writes and means alike (an end of "present") is not. */
static bool check_schema(struct arena *mem, const char *path, struct str text,
	const struct resume_report *report, struct err *err)
{
	struct resume_faults faults;

	resume_check_imported(mem, text, report, &faults);
	for (size_t i = 0; i < faults.count && i < NOTES_SHOWN; i++)
		fprintf(stderr, "vitae: %s:%d:%d: %.*s: %.*s\n", path,
			faults.at[i].line, faults.at[i].column,
			STR_ARG(faults.at[i].at), STR_ARG(faults.at[i].why));
	return !faults.count ||
	       err_set(err, ERR_BAD_INPUT,
		       "the resume has %zu fault%s, so it is not rendered; "
		       "'vitae validate' lists all",
		       faults.count, faults.count == 1 ? "" : "s");
}

static bool read_resume(struct render_worker *w, const char *path,
	struct resume *out, struct err *err)
{
	const char *from = w->ask->cmd->option[CMD_FROM];
	struct resume_report report = { .mem = &w->mem };
	const struct resume_format *format = NULL;
	struct resume_source source = { .name = cmd_file_name(path) };

	if (from && !(format = resume_format_find(str_c(from))))
		return err_set(err, ERR_BAD_INPUT,
			"there is no format '%.40s'; 'vitae convert' lists "
			"them",
			from);
	if (!cmd_file_read(&w->mem, path, RESUME_BYTES, &source.bytes, err) ||
		!(format ? resume_import_as(
				   &w->mem, format, source, out, &report, err)
			 : resume_import(&w->mem, source, out, &report, err)))
		return false;
	if (str_is(str_c(report.format), "jsonresume") &&
		!check_schema(&w->mem, path, source.bytes, &report, err))
		return false;
	if (!w->ask->quiet)
		say_notes(path, &report);
	return true;
}

/* A photo that is a file beside the resume becomes part of it. */
static bool read_photo(struct render_worker *w, const char *path,
	struct resume *r, struct err *err)
{
	struct str *photo = &r->meta.vitae.photo;
	struct str bytes, where;

	if (!photo->len && r->basics.image.len)
		photo = &r->basics.image;
	if (!photo->len || str_starts(*photo, STR("data:")) ||
		str_starts(*photo, STR("http:")) ||
		str_starts(*photo, STR("https:")))
		return true;
	where = *photo->at == '/' ? str_copy(&w->mem, *photo)
				  : str_fmt(&w->mem, "%.*s/%.*s",
					    STR_ARG(cmd_file_folder(path)),
					    STR_ARG(*photo));
	if (!cmd_file_read(&w->mem, where.at, PHOTO_BYTES, &bytes, err))
		return err_in(err, "the photo");
	bytes = code_text(&w->mem, CODE_BASE64, bytes);
	*photo = str_fmt(&w->mem, "data:application/octet-stream;base64,%.*s",
		STR_ARG(bytes));
	return true;
}

static bool find_template(
	struct render_worker *w, const struct resume *r, struct err *err)
{
	const char *asked = w->ask->cmd->option[CMD_TEMPLATE];
	struct str name = press_template_of(r, str_c(asked));

	if (w->found && str_eq(name, w->template))
		return true;
	arena_reset(&w->kept);
	w->found = NULL;
	w->template = str_copy(&w->kept, name);
	if (str_ends(name, STR(".json"))) {
		struct str text, folder = cmd_file_folder(w->template.at);

		return cmd_file_read(&w->kept, w->template.at, STYLE_BYTES,
			       &text, err) &&
		       template_read(&w->kept, text, w->template.at,
			       str_copy(&w->kept, folder).at, &w->found, err);
	}
	return template_find(&w->kept, w->template,
		w->ask->cmd->option[CMD_TEMPLATES], &w->found, err);
}

/* "photo,phone" is left out. */
static bool redact(
	struct arena *mem, struct str list, struct resume *r, struct err *err)
{
	struct str rest = list, at[PRESS_REDACTS];
	struct resume_texts names = { at, 0 };
	struct resume out;

	while (rest.len && names.count < PRESS_REDACTS)
		at[names.count++] = str_trim(str_cut(&rest, ','));
	if (!press_redact(mem, r, &names, &out, err))
		return err_in(err, "--redact");
	*r = out;
	return true;
}

static bool make(struct render_worker *w, struct resume *r,
	struct press_made *made, struct err *err)
{
	enum press_format format = w->ask->format;
	const char *paper = w->ask->cmd->option[CMD_PAPER];
	const char *locale = w->ask->cmd->option[CMD_LOCALE];
	const char *hidden = w->ask->cmd->option[CMD_REDACT];
	struct press_ask ask = { .fit = w->ask->fit,
		.paged = format == PRESS_FORMATS ||
			 press_formats[format].paged };

	if (paper)
		r->meta.vitae.paper = str_c(paper);
	if (locale)
		r->meta.vitae.locale = str_c(locale);
	if (hidden && !redact(&w->mem, str_c(hidden), r, err))
		return false;
	if (w->ask->style.len &&
		!json_parse(&w->mem, w->ask->style, &ask.style, err))
		return err_in(err, "--style");
	if (!find_template(w, r, err))
		return false;
	ask.template = w->found;
	return press_make(w->press, &w->mem, r, &ask, made, err);
}

/* ---- one file ----------------------------------------------------------- */

static void say_pages(struct render_worker *w, const char *path,
	const struct press_made *made)
{
	const struct pages *pages = &made->pages;
	struct str note =
		template_note(&w->mem, &made->look, press_fonts(w->press));

	if (note.len && !w->ask->quiet)
		fprintf(stderr, "vitae: %s: %.*s\n", path, STR_ARG(note));
	if (pages->missing && !w->ask->quiet)
		fprintf(stderr,
			"vitae: %s: %zu words have characters that no "
			"installed font has, such as U+%04X\n",
			path, pages->missing, pages->missing_one);
	cmd_render_say_fit(w, path, PRESS_PDF, pages->fitted, pages->count);
}

bool cmd_render_file(struct render_worker *w, const char *path, struct err *err)
{
	struct press_made made;

	arena_reset(&w->mem);
	w->unverified = (struct err){ 0 };
	if (!read_resume(w, path, &w->resume, err) ||
		!read_photo(w, path, &w->resume, err) ||
		!make(w, &w->resume, &made, err))
		return false;
	if (made.pages.count)
		say_pages(w, path, &made);
	if (!cmd_render_write(w, path, &made, err))
		return false;
	if (w->unverified.code)
		*err = w->unverified;
	return !w->unverified.code;
}

bool cmd_render_worker_open(
	struct render_worker *w, const struct render_ask *ask, struct err *err)
{
	*w = (struct render_worker){ .ask = ask,
		.mem = { .keep = PRESS_ARENA_KEEP } };
	return press_open(&w->press, err);
}

void cmd_render_worker_close(struct render_worker *w)
{
	press_close(w->press);
	arena_free(&w->mem);
	arena_free(&w->kept);
}

/* ---- what is asked for -------------------------------------------------- */

static bool read_format(struct render_ask *ask, struct err *err)
{
	const char *const *o = ask->cmd->option;
	const char *says = o[CMD_FORMAT] ? o[CMD_FORMAT] : o[CMD_OUTPUT];

	ask->format = PRESS_PDF;
	if (o[CMD_ALL]) {
		ask->format = PRESS_FORMATS;
		return true;
	}
	if (!says || (!o[CMD_FORMAT] && !strcmp(says, "-")))
		return true;
	ask->format = press_format_find(str_c(says));
	return ask->format != PRESS_FORMATS ||
	       err_set(err, ERR_BAD_INPUT,
		       "'%.80s' is no format; pdf, docx, odt, html, txt, md, "
		       "png and svg are",
		       says);
}

/* Pictures are not read back; and standard output is for one of two. */
static bool read_verify(const struct render_ask *ask, struct err *err)
{
	const struct cmd *cmd = ask->cmd;
	const char *output = cmd->option[CMD_OUTPUT];
	bool to_output = output ? !strcmp(output, "-")
				: !cmd->option[CMD_OUT_DIR] &&
					  !strcmp(cmd->argv[0], "-");

	if (ask->json && !ask->verify)
		return err_set(err, ERR_BAD_INPUT,
			"--json is of what --verify finds; give both");
	if (ask->json && to_output)
		return err_set(err, ERR_BAD_INPUT,
			"--json goes to standard output; name a file by -o");
	return !ask->verify || ask->format == PRESS_FORMATS ||
	       work_verify_reads(ask->format) ||
	       err_set(err, ERR_BAD_INPUT,
		       "--verify reads text back, and %s has none; leave it "
		       "out, or give --all",
		       press_formats[ask->format].name);
}

static bool read_style(
	struct render_ask *ask, struct arena *mem, struct err *err)
{
	const char *style = ask->cmd->option[CMD_STYLE];

	if (!style)
		return true;
	if (*style == '{') {
		ask->style = str_c(style);
		return true;
	}
	return cmd_file_read(mem, style, STYLE_BYTES, &ask->style, err);
}

static bool make_folder(const char *path, struct err *err)
{
	if (!path || mkdir(path, 0777) == 0 || access(path, W_OK) == 0)
		return true;
	return err_set(
		err, ERR_BAD_INPUT, "cannot write into the folder '%s'", path);
}

static bool read_ask(struct render_ask *ask, struct cmd *cmd, struct arena *mem,
	struct err *err)
{
	const char *const *o = cmd->option;

	*ask = (struct render_ask){ .cmd = cmd,
		.quiet = o[CMD_QUIET],
		.verify = o[CMD_VERIFY],
		.json = o[CMD_JSON] };
	if (!cmd->argc)
		return err_set(err, ERR_BAD_INPUT,
			"which file? usage: vitae render FILE... [-t TEMPLATE] "
			"[-o OUTPUT]");
	if (cmd->argc > 1 && o[CMD_OUTPUT] && !o[CMD_ALL])
		return err_set(err, ERR_BAD_INPUT,
			"several files cannot go into '%s'; give --out-dir "
			"FOLDER",
			o[CMD_OUTPUT]);
	return cmd_option_number(
		       cmd, CMD_PAGE, 1, PRESS_PAGES, 1, &ask->page, err) &&
	       cmd_option_number(cmd, CMD_DPI, PRESS_DPI_LEAST, PRESS_DPI_MOST,
		       PRESS_DPI, &ask->dpi, err) &&
	       cmd_option_number(
		       cmd, CMD_FIT, 1, PRESS_PAGES, 0, &ask->fit, err) &&
	       read_format(ask, err) && read_verify(ask, err) &&
	       read_style(ask, mem, err) && make_folder(o[CMD_OUT_DIR], err) &&
	       make_folder(o[CMD_ALL] ? o[CMD_OUTPUT] : NULL, err);
}

/* Which file it was, where that is not said yet. */
static bool say_which(const char *path, struct err *err)
{
	return strcmp(path, "-") != 0 && !strstr(err->text, path)
		       ? err_in(err, "%s", path)
		       : false;
}

bool cmd_render(struct cmd *cmd, struct err *err)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct arena mem = { 0 };
	struct render_worker w;
	struct render_ask ask;
	int jobs;
	bool ok = read_ask(&ask, cmd, &mem, err) &&
		  cmd_option_number(cmd, CMD_JOBS, 1, JOBS_MOST,
			  cores > 0 && cores < JOBS_MOST ? (int)cores : 1,
			  &jobs, err);

	if (ok && cmd->option[CMD_WATCH]) {
		ok = cmd_render_watch(&ask, cmd->argv[0], err);
	} else if (ok && cmd->argc > 1) {
		ok = cmd_render_files(&ask, cmd->argc, cmd->argv, jobs, err);
	} else if (ok && cmd_render_worker_open(&w, &ask, err)) {
		ok = cmd_render_file(&w, cmd->argv[0], err) ||
		     say_which(cmd->argv[0], err);
		cmd_render_worker_close(&w);
	}
	arena_free(&mem);
	return ok;
}
