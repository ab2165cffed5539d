/*
 * cmd/cmd_render_write.c - a resume that was composed is written, in one format
 * or all, and read back where that was asked for. What was asked for is
 * render.c's.
 */
#include "cmd/file.h"
#include "cmd/render.h"
#include "cmd/verify.h"

#include <stdio.h>

/* ---- where it goes ------------------------------------------------------ */

/* "beside", "in a folder", or what -o says. number: of a page, 0: none. */
static const char *target(struct render_worker *w, const char *path,
	enum press_format format, size_t number)
{
	const struct cmd *cmd = w->ask->cmd;
	const char *output = cmd->option[CMD_OUTPUT];
	const char *folder = cmd->option[CMD_OUT_DIR];
	struct str stem = strcmp(path, "-") ? file_stem(path) : STR("resume");
	struct str in = folder ? str_c(folder) : file_folder(path);
	struct str page = number ? str_fmt(&w->mem, "-%zu", number) : STR("");

	if (w->ask->format == PRESS_FORMATS && output)
		in = str_c(output);
	else if (output)
		return output;
	else if (!folder && !strcmp(path, "-"))
		return "-";
	return str_fmt(&w->mem, "%.*s/%.*s%.*s%s", STR_ARG(in), STR_ARG(stem),
		STR_ARG(page), press_formats[format].ending)
		.at;
}

void cmd_render_say_fit(const struct render_worker *w, const char *path,
	enum press_format format, bool fitted, size_t pages)
{
	int asked = w->ask->fit;

	if (asked && !fitted && !w->ask->quiet)
		fprintf(stderr,
			"vitae: %s: does not fit %d page%s even at the "
			"smallest type; as %s it takes %zu\n",
			path, asked, asked == 1 ? "" : "s",
			press_formats[format].name, pages);
}

/* Their pages are made by who opens them. */
static bool write_office(struct render_worker *w, const char *path,
	enum press_format format, const struct tree *tree, struct buf *out,
	struct err *err)
{
	struct press_fit fit;
	struct tree fitted;

	if (!press_fit(w->press, &w->mem, tree, &fitted, &fit, err))
		return false;
	cmd_render_say_fit(w, path, format, fit.fitted, fit.pages);
	return format == PRESS_DOCX ? press_docx(&w->mem, &fitted, out, err)
				    : press_odt(&w->mem, &fitted, out, err);
}

static bool write_tree(struct render_worker *w, const char *path,
	enum press_format format, const struct tree *tree, struct buf *out,
	struct err *err)
{
	struct arena *mem = &w->mem;

	switch (format) {
	case PRESS_DOCX:
	case PRESS_ODT:
		return write_office(w, path, format, tree, out, err);
	case PRESS_HTML:
		return press_html(mem, tree, out, err);
	case PRESS_TEXT:
		return press_text(mem, tree, out, err);
	default:
		return press_markdown(mem, tree, out, err);
	}
}

static bool write_pages(struct render_worker *w, enum press_format format,
	const struct pages *pages, size_t page, struct buf *out,
	struct err *err)
{
	switch (format) {
	case PRESS_PNG:
		return press_png(
			w->press, &w->mem, pages, page, w->ask->dpi, out, err);
	case PRESS_SVG:
		return press_svg(w->press, &w->mem, pages, page, out, err);
	default:
		return press_pdf(w->press, &w->mem, pages, out, err);
	}
}

/* What does not read as it should is written all the same, and what else was
 * asked for: the error waits. */
static bool verify(struct render_worker *w, const char *path,
	enum press_format format, const struct tree *tree, struct str bytes,
	struct err *err)
{
	const struct verify_ask ask = { .path = path,
		.source = &w->resume,
		.tree = tree,
		.format = format,
		.bytes = bytes,
		.quiet = w->ask->quiet,
		.json = w->ask->json };

	struct err found = { 0 };

	if (!w->ask->verify || !cmd_verify_reads(format) ||
		cmd_verify(&w->mem, &ask, &found))
		return true;
	if (found.code != ERR_UNTRUSTED) {
		*err = found;
		return false;
	}
	if (!w->unverified.code)
		w->unverified = found;
	return true;
}

static bool write_one(struct render_worker *w, const char *path,
	enum press_format format, const struct tree *tree,
	const struct pages *pages, size_t page, size_t number, struct err *err)
{
	struct buf out;

	buf_init(&out, &w->mem, PRESS_FILE_BYTES);
	return (press_formats[format].paged
			       ? write_pages(w, format, pages, page, &out, err)
			       : write_tree(
					 w, path, format, tree, &out, err)) &&
	       file_write(
		       target(w, path, format, number), buf_str(&out), err) &&
	       verify(w, path, format, tree, buf_str(&out), err);
}

static bool write_all(struct render_worker *w, const char *path,
	const struct tree *tree, const struct pages *pages, struct err *err)
{
	for (int f = 0; f < PRESS_FORMATS; f++) {
		bool many = f == PRESS_PNG || f == PRESS_SVG;
		size_t count = many ? pages->count : 1;

		for (size_t i = 0; i < count; i++)
			if (!write_one(w, path, (enum press_format)f, tree,
				    pages, i, count > 1 ? i + 1 : 0, err))
				return false;
	}
	return true;
}

bool cmd_render_write(struct render_worker *w, const char *path,
	const struct tree *tree, const struct pages *pages, struct err *err)
{
	enum press_format format = w->ask->format;

	return format == PRESS_FORMATS
		       ? write_all(w, path, tree, pages, err)
		       : write_one(w, path, format, tree, pages,
				 (size_t)w->ask->page - 1, 0, err);
}
