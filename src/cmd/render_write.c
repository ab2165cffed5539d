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
	struct str stem =
		strcmp(path, "-") ? cmd_file_stem(path) : STR("resume");
	struct str in = folder ? str_c(folder) : cmd_file_folder(path);
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

/* What does not read as it should is written all the same, and what else was
 * asked for: the error waits. */
static bool verify(struct render_worker *w, const char *path,
	enum press_format format, const struct tree *tree, struct str bytes,
	struct err *err)
{
	const struct verify_tell ask = { .what = { .source = &w->resume,
						 .tree = tree,
						 .format = format,
						 .bytes = bytes },
		.path = path,
		.quiet = w->ask->quiet,
		.json = w->ask->json };

	struct err found = { 0 };

	if (!w->ask->verify || !work_verify_reads(format) ||
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

/* What stands on pages was told of once, for all formats. */
static void say_fit(const struct render_worker *w, const char *path,
	enum press_format format, const struct press_fit *fit)
{
	if (!press_formats[format].paged)
		cmd_render_say_fit(w, path, format, fit->fitted, fit->pages);
}

static bool write_one(struct render_worker *w, const char *path,
	enum press_format format, const struct press_made *made, size_t page,
	size_t number, struct err *err)
{
	const struct press_file file = { format, page, w->ask->dpi };
	struct press_fit fit;
	struct buf out;

	buf_init(&out, &w->mem, PRESS_FILE_BYTES);
	if (!press_write(w->press, &w->mem, made, &file, &out, &fit, err))
		return false;
	say_fit(w, path, format, &fit);
	return cmd_file_write(
		       target(w, path, format, number), buf_str(&out), err) &&
	       verify(w, path, format, &made->tree, buf_str(&out), err);
}

static bool write_all(struct render_worker *w, const char *path,
	const struct press_made *made, struct err *err)
{
	for (int f = 0; f < PRESS_FORMATS; f++) {
		bool many = f == PRESS_PNG || f == PRESS_SVG;
		size_t count = many ? made->pages.count : 1;

		for (size_t i = 0; i < count; i++)
			if (!write_one(w, path, (enum press_format)f, made, i,
				    count > 1 ? i + 1 : 0, err))
				return false;
	}
	return true;
}

bool cmd_render_write(struct render_worker *w, const char *path,
	const struct press_made *made, struct err *err)
{
	enum press_format format = w->ask->format;

	return format == PRESS_FORMATS
		       ? write_all(w, path, made, err)
		       : write_one(w, path, format, made,
				 (size_t)w->ask->page - 1, 0, err);
}
