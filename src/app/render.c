/* app/render.c - a document becomes a file at a desk. See render.h. */
#include "app/render_int.h"

#include "app/house.h"
#include "press/identity.h"
#include "press/redact.h"
#include "resume/convert.h"

enum { VERIFIED_BYTES = 32 << 20, IDENTITY_BYTES = 64 << 10 };

/* ---- formats ------------------------------------------------------------ */

/* Formats of data; the press's are its own table. */
static const struct render_format data[] = {
	{ "json", "application/json", ".json", "JSON Resume", PRESS_FORMATS,
		"jsonresume" },
	{ "rendercv", "application/yaml", ".yaml", "RenderCV", PRESS_FORMATS,
		"rendercv" },
	{ "reactive", "application/json", ".json", "Reactive Resume",
		PRESS_FORMATS, "reactive" },
	{ "europass", "application/xml", ".xml", "Europass", PRESS_FORMATS,
		"europass" },
};

static const struct render_format files[PRESS_FORMATS] = {
#define FORMAT(id, name, ending, mime, title, paged) \
	[PRESS_##id] = { name, mime, ending, title, PRESS_##id, NULL },
#include "press/formats.def"
#undef FORMAT
};

const struct render_format app_render_spots = { "words", "application/json",
	".json", "list of words", PRESS_PDF, NULL };

const struct render_format *app_render_format(struct str name)
{
	for (size_t i = 0; i < LENGTH(files); i++)
		if (str_is(name, files[i].name))
			return &files[i];
	for (size_t i = 0; i < LENGTH(data); i++)
		if (str_is(name, data[i].name))
			return &data[i];
	return NULL;
}

/* ---- one document ------------------------------------------------------- */

struct work {
	struct call *c;
	const struct render_ask *ask;
	const struct render_format *format;
	enum render_way way;
	struct render_source source;
	struct app_desk *desk;
	struct press_made made;
	struct buf *out;
	struct rendered *said;
	struct str identity; /* "name value" lines */
};

static bool find_template(
	struct work *w, const struct template **out, struct err *err)
{
	struct str name =
		press_template_of(&w->source.resume, w->ask->template);
	struct err why = { 0 };

	if (app_desk_template(w->c->house->desks, w->desk, name, out, &why))
		return true;
	if (why.code == ERR_NOT_FOUND && w->ask->template.len)
		return err_field(err, "/template", "%.*s",
			(int)sizeof(err->fields[0].why) - 1, why.text);
	*err = why;
	return false;
}

static void put_identity(struct work *w, const struct identity *id)
{
	struct buf b;

	buf_init(&b, w->c->mem, IDENTITY_BYTES);
	for (size_t i = 0; i < id->count; i++)
		buf_addf(&b, "%.*s %.*s\n", STR_ARG(id->at[i].name),
			STR_ARG(id->at[i].is));
	w->identity = buf_str(&b);
	w->said->identity = identity_digest(w->c->mem, id);
}

/* What its bytes depend on, and what of that is not as it was (DOC-21). */
static bool identify(struct work *w, const struct template *t, struct err *err)
{
	const struct pages *pages = w->made.pages.count ? &w->made.pages : NULL;
	struct rendered *said = w->said;
	struct template_says says = template_says(t);
	struct identity id;

	said->template = str_copy(w->c->mem, says.name);
	said->template_version = says.version;
	said->engine = STR(PRESS_ENGINE);
	if (!w->source.document.id.len && !w->ask->store)
		return true;
	if (!press_identity(w->desk->press, &w->desk->mem, t, &w->made.tree,
		    pages, w->format->press, &id, err))
		return false;
	put_identity(w, &id);
	if (!w->source.document.id.len)
		return true;
	if (w->source.rendered)
		said->changed = app_render_changed(
			w->c->mem, w->source.last.identity, w->identity);
	said->pinned = !w->source.rendered ? STR("new")
		       : said->changed.len ? STR("changed")
					   : STR("same");
	return true;
}

/* Pictures are of one page, which must be there. */
static bool has_page(const struct work *w, size_t page, struct err *err)
{
	bool picture =
		w->format->press == PRESS_PNG || w->format->press == PRESS_SVG;

	return !picture || page < w->made.pages.count ||
	       err_field(err, "/page", "is not there: it has %zu page%s",
		       w->made.pages.count,
		       w->made.pages.count == 1 ? "" : "s");
}

static bool tell_spots(struct work *w, struct err *err)
{
	w->said->pages = w->made.pages.count;
	w->said->fitted = w->made.pages.fitted;
	return press_spots(&w->desk->mem, &w->made.pages, w->out, err);
}

static bool press(struct work *w, struct err *err)
{
	const struct render_ask *ask = w->ask;
	struct press_ask how = { .usual = w->source.usual,
		.style = ask->style,
		.fit = (int)ask->fit.pages,
		.paged = press_formats[w->format->press].paged };
	struct press_file file = { w->format->press,
		ask->page ? (size_t)ask->page - 1 : 0,
		ask->dpi ? (int)ask->dpi : APP_RENDER_DPI };
	struct arena *mem = &w->desk->mem;
	struct press_fit fit;

	if (!find_template(w, &how.template, err) ||
		!press_make(w->desk->press, mem, &w->source.resume, &how,
			&w->made, err) ||
		!has_page(w, file.page, err))
		return false;
	if (w->way == RENDER_SPOTS)
		return tell_spots(w, err);
	if (!press_write(
		    w->desk->press, mem, &w->made, &file, w->out, &fit, err))
		return false;
	w->said->pages = fit.pages;
	w->said->fitted = fit.fitted;
	return w->way == RENDER_PREVIEW || identify(w, how.template, err);
}

/* ---- data --------------------------------------------------------------- */

static bool write_data(struct work *w, struct err *err)
{
	const struct resume_format *f =
		resume_format_find(str_c(w->format->data));
	struct resume_report report = { .mem = &w->desk->mem };

	w->said->template = STR("");
	w->said->engine = STR(PRESS_ENGINE);
	w->said->identity = STR("");
	w->said->fitted = true;
	w->identity = STR("");
	return f->write(&w->desk->mem, &w->source.resume, w->out, &report, err);
}

/* ---- at a desk ---------------------------------------------------------- */

static bool hide(struct work *w, struct err *err)
{
	struct resume out;
	struct err why;

	if (!w->ask->redact.count)
		return true;
	if (!press_redact(&w->desk->mem, &w->source.resume, &w->ask->redact,
		    &out, &why))
		return err_field(err, "/redact", "%s", why.text);
	w->source.resume = out;
	return true;
}

static bool read_back(struct work *w, struct err *err)
{
	const struct app_reader *reader = w->c->house->reader;
	const struct app_reader_ask ask = { &w->source.resume, &w->made.tree,
		w->format->press, buf_str(w->out), w->way == RENDER_TRIP };
	struct json_out o;
	struct buf b;

	if (w->way != RENDER_VERIFY && w->way != RENDER_TRIP)
		return true;
	if (!reader)
		return err_set(err, ERR_FEATURE_DISABLED,
			"nothing is read back here: files are not read");
	buf_init(&b, w->c->mem, VERIFIED_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	if (!reader->read(w->c->house, &w->desk->mem, &ask, &o, err))
		return false;
	json_end(&o);
	w->said->verified = buf_str(&b);
	return buf_ok(&b) || err_set(err, ERR_TOO_BIG,
				     "what was read back is too much to tell");
}

static bool too_big(const struct work *w, struct err *err)
{
	return (buf_ok(w->out) && w->out->len <= PRESS_FILE_BYTES) ||
	       err_set(err, ERR_TOO_BIG,
		       "the %s is over %d MB; leave something out",
		       w->format->title, PRESS_FILE_BYTES >> 20);
}

/* The resume that was hidden from lives at the desk: what outlasts the desk is
 * the call's. */
static bool at_desk(struct work *w, struct err *err)
{
	struct app_desks *desks = w->c->house->desks;
	struct arena *mem = w->c->mem;
	bool ok;

	if (!app_desk_take(desks, &w->desk, err))
		return false;
	ok = hide(w, err) &&
	     (w->format->data ? write_data(w, err) : press(w, err)) &&
	     too_big(w, err) && read_back(w, err);
	if (ok) {
		struct render_source *s = &w->source;

		w->said->name =
			str_copy(mem, app_render_name(mem, s, w->format));
		s->resume.basics.label = str_copy(mem, s->resume.basics.label);
		s->resume.basics.name = str_copy(mem, s->resume.basics.name);
		s->resume.meta.vitae.letter.subject =
			str_copy(mem, s->resume.meta.vitae.letter.subject);
		s->resume.meta.vitae.kind =
			str_copy(mem, s->resume.meta.vitae.kind);
	}
	app_desk_give(desks, w->desk);
	return ok;
}

static bool can_verify(
	const struct render_format *f, enum render_way way, struct err *err)
{
	bool text = !f->data && f->press != PRESS_PNG && f->press != PRESS_SVG;

	return way != RENDER_VERIFY || text ||
	       err_field(err, "/verify", "reads text back, and '%s' has none",
		       f->name);
}

/* Files are made of what is kept, so that they can be made again. */
static bool can_vary(
	const struct render_ask *ask, enum render_way way, struct err *err)
{
	return !ask->variant.len || way == RENDER_PREVIEW ||
	       way == RENDER_SPOTS ||
	       err_field(err, "/variant", "is for previews: save it first");
}

bool app_render(struct call *c, const struct render_ask *ask,
	const struct render_format *format, enum render_way way,
	struct buf *out, struct rendered *said, struct err *err)
{
	struct work w = { .c = c,
		.ask = ask,
		.format = format,
		.way = way,
		.out = out,
		.said = said };

	*said = (struct rendered){ .format = format };
	if (ask->style &&
		!template_style_check(c->mem, ask->style, "/style", err))
		return false;
	if (!can_vary(ask, way, err) || !can_verify(format, way, err) ||
		!app_render_find(c, ask, format, &w.source, err) ||
		!at_desk(&w, err))
		return false;
	return way == RENDER_PREVIEW || way == RENDER_SPOTS ||
	       way == RENDER_TRIP ||
	       app_render_keep(c, &w.source, buf_str(out), ask->store, said,
		       w.identity, err);
}
