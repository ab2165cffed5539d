/* api/render.c - documents as files, and their pictures: do, show. */
#include "api/api_int.h"
#include "api/shapes.h"
#include "app/file.h"
#include "app/render.h"

enum { TEMPLATE_TEXT = 160 };

/* ---- what is asked for -------------------------------------------------- */

static const char *const yes[] = { "1", "true", "0", "false", NULL };

struct export_ask {
	struct str verify, store;
};
static const struct json_field export_fields[] = {
	JSON_WORD(export_ask, verify, 0, yes,
		.about = "1: read the file back, and say what programs make of "
			 "it"),
	JSON_WORD(export_ask, store, 0, yes,
		.about = "1: keep the file for an hour, as 'store' does"),
	{ 0 },
};
const struct json_shape api_export_query = JSON_SHAPE(
	export_ask, "ExportQuery", "What becomes of the file.", export_fields);

struct preview_ask {
	struct str format;
	int64_t page, dpi;
};
static const char *const preview_formats[] = { "html", "png", "svg", "words",
	NULL };
static const struct json_field preview_fields[] = {
	JSON_WORD(preview_ask, format, 0, preview_formats,
		.about = "absent: html; words: where each word of all pages "
			 "stands, in points from the top left, and the pointer "
			 "of what it shows; the size of the text that was "
			 "'asked' for and that which 'fit' made of it"),
	JSON(preview_ask, page, 0, 1, PRESS_PAGES, JSON_ELSE(1),
		.about = "of a picture; from 1"),
	JSON(preview_ask, dpi, 0, PRESS_DPI_LEAST, APP_RENDER_DPI_MOST,
		JSON_ELSE(APP_RENDER_DPI), .about = "of a PNG"),
	{ 0 },
};
const struct json_shape api_preview_query = JSON_SHAPE(
	preview_ask, "PreviewQuery", "Of which page.", preview_fields);

static bool is_yes(struct str word)
{
	return str_is(word, "1") || str_is(word, "true");
}

/* ---- what is said of it ------------------------------------------------- */

struct export_file {
	struct str id, name, type, url;
	int64_t size, expires_at;
};
struct export_answer {
	struct str format, name;
	int64_t pages;
	bool fitted;
	struct str template, engine, identity, pinned, changed, history_id;
	const struct export_file *file;
	struct str verified;
};
static const struct json_field file_fields[] = {
	JSON(export_file, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(export_file, name, JSON_MUST, 1, APP_FILE_NAME),
	JSON(export_file, type, JSON_MUST, 1, 100),
	JSON(export_file, size, JSON_MUST, 0, INT64_MAX),
	JSON(export_file, url, JSON_MUST, 1, 200, .about = "where it is"),
	JSON_TIME(export_file, expires_at, JSON_MUST,
		.about = "from then on it is gone"),
	{ 0 },
};
static const struct json_shape file_shape = JSON_SHAPE(
	export_file, "ExportFile", "A file that is kept.", file_fields);
static const struct json_field answer_fields[] = {
	JSON(export_answer, format, JSON_MUST, 1, 16),
	JSON(export_answer, name, JSON_MUST, 1, APP_FILE_NAME),
	JSON(export_answer, pages, JSON_MUST, 0, PRESS_PAGES,
		.about = "0: who opens it makes them"),
	JSON(export_answer, fitted, JSON_MUST, 0, 0,
		.about = "false: 'fit' could not be reached"),
	JSON(export_answer, template, JSON_OMIT_EMPTY, 0, TEMPLATE_TEXT,
		.about = "its id, @ and version"),
	JSON(export_answer, engine, JSON_MUST, 1, 16),
	JSON(export_answer, identity, JSON_OMIT_EMPTY, 0, 64,
		.about = "the same document with the same identity is the same "
			 "to the byte"),
	JSON(export_answer, pinned, JSON_OMIT_EMPTY, 0, 16,
		.about = "of a stored document: new, same or changed, since it "
			 "was last made in this format"),
	JSON(export_answer, changed, JSON_OMIT_EMPTY, 0, 1000,
		.about = "what of the identity changed: names"),
	JSON(export_answer, history_id, JSON_OMIT_EMPTY, 0, 36,
		.about = "its line of history"),
	JSON_AT(export_answer, file, JSON_OMIT_EMPTY, &file_shape,
		.about = "with 'store'"),
	JSON_RAW(export_answer, verified, JSON_OMIT_EMPTY, 32 << 20,
		.only = JSON_OBJECT,
		.about =
			"with 'verify': 'words', which differ or are out of "
			"order; 'fields', what of the document a parser finds, "
			"what it lost and what it took for something else"),
	{ 0 },
};
const struct json_shape api_exported = JSON_SHAPE(export_answer, "Exported",
	"The file; or, with 'store' or 'verify', what is told of it.",
	answer_fields);

static struct str template_words(struct arena *mem, const struct rendered *r)
{
	return r->template.len ? str_fmt(mem, "%.*s@%lld", STR_ARG(r->template),
					 (long long)r->template_version)
			       : STR("");
}

/* ---- as JSON ------------------------------------------------------------ */

static bool show_answer(
	struct call *c, struct api_reply *reply, const struct rendered *r)
{
	struct export_file file = { .id = r->file.id,
		.name = r->file.name,
		.type = r->file.type,
		.size = r->file.size,
		.expires_at = r->file.expires_at,
		.url = str_fmt(
			c->mem, "/api/exports/%.*s", STR_ARG(r->file.id)) };
	struct export_answer a = { .format = str_c(r->format->name),
		.name = r->name,
		.pages = (int64_t)r->pages,
		.fitted = r->fitted,
		.template = template_words(c->mem, r),
		.engine = r->engine,
		.identity = r->identity,
		.pinned = r->pinned,
		.changed = r->changed,
		.history_id = r->history_id,
		.file = r->file.id.len ? &file : NULL,
		.verified = r->verified };

	reply->res->body.len = 0;
	reply->res->type = NULL;
	return api_show(reply, &a);
}

/* ---- as a file ---------------------------------------------------------- */

static void say(struct http_res *res, const char *name, struct str value)
{
	if (value.len)
		http_res_header(res, name, value);
}

bool api_show_rendered(
	struct call *c, struct api_reply *reply, const struct rendered *r)
{
	struct http_res *res = reply->res;

	res->status = 200;
	res->type = r->format->type;
	api_show_name(reply, r->name, false);
	if (r->pages)
		http_res_fmt(res, "Vitae-Pages", "%zu", r->pages);
	say(res, "Vitae-Fitted", r->fitted ? STR("") : STR("no"));
	say(res, "Vitae-Engine", r->engine);
	say(res, "Vitae-Template", template_words(c->mem, r));
	say(res, "Vitae-Identity", r->identity);
	say(res, "Vitae-Pinned", r->pinned);
	say(res, "Vitae-Changed", r->changed);
	say(res, "Vitae-History", r->history_id);
	return true;
}

/* The format is the end of the route's path. */
bool api_export_file(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const char *name = strrchr(ask->route->path, '/') + 1;
	const struct render_format *format = app_render_format(str_c(name));
	const struct export_ask *query = ask->query;
	struct render_ask in = *(const struct render_ask *)ask->in;
	bool verify = is_yes(query->verify);
	struct rendered r;

	in.store |= is_yes(query->store);
	if (!app_render(c, &in, format, verify ? RENDER_VERIFY : RENDER_EXPORT,
		    &reply->res->body, &r, err))
		return false;
	return verify || in.store ? show_answer(c, reply, &r)
				  : api_show_rendered(c, reply, &r);
}

bool api_export_preview(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct preview_ask *query = ask->query;
	struct str format = query->format.len ? query->format : STR("html");
	bool spots = str_is(format, "words");
	struct render_ask in = *(const struct render_ask *)ask->in;
	struct rendered r;

	in.page = query->page > 1 ? query->page : in.page;
	in.dpi = query->dpi != APP_RENDER_DPI ? query->dpi : in.dpi;
	in.store = false;
	if (!app_render(c, &in,
		    spots ? &app_render_spots : app_render_format(format),
		    spots ? RENDER_SPOTS : RENDER_PREVIEW, &reply->res->body,
		    &r, err))
		return false;
	reply->res->status = 200;
	reply->res->type = r.format->type;
	if (r.pages)
		http_res_fmt(reply->res, "Vitae-Pages", "%zu", r.pages);
	return true;
}

/* ---- what is kept for an hour ------------------------------------------- */

bool api_export_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct http_res *res = reply->res;
	struct file f;
	int fd;

	if (!app_file_get(c, ask->id[0], &f, err))
		return false;
	if (!str_is(f.purpose, "export"))
		return err_set(err, ERR_NOT_FOUND,
			"there is no such export; they are kept for an hour");
	if (!app_file_open(c, &f, &fd, err))
		return false;
	res->status = 200;
	res->file_fd = fd;
	res->file_size = f.size;
	res->type = str_copy(c->mem, f.type).at;
	api_show_name(reply, f.name, false);
	return true;
}
