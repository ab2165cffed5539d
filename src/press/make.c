/* press/make.c - see make.h. */
#include "press/make.h"

struct str press_template_of(const struct resume *r, struct str asked)
{
	if (asked.len)
		return asked;
	return r->meta.vitae.template.len ? r->meta.vitae.template
					  : STR("modern");
}

bool press_make(struct press *press, struct arena *mem, const struct resume *r,
	const struct press_ask *ask, struct press_made *out, struct err *err)
{
	const struct template_wish wish = { ask->usual, ask->style };

	*out = (struct press_made){ 0 };
	if (!template_look_wished(
		    mem, ask->template, r, &wish, &out->look, err))
		return false;
	if (ask->fit)
		out->look.fit_pages = ask->fit;
	return press_compose(
		       mem, r, ask->template, &out->look, &out->tree, err) &&
	       (!ask->paged ||
		       press_layout(press, mem, &out->tree, &out->pages, err));
}

static bool write_pages(struct press *press, struct arena *mem,
	const struct press_made *made, const struct press_file *file,
	struct buf *out, struct err *err)
{
	switch (file->format) {
	case PRESS_PNG:
		return press_png(press, mem, &made->pages, file->page,
			file->dpi, out, err);
	case PRESS_SVG:
		return press_svg(
			press, mem, &made->pages, file->page, out, err);
	default:
		return press_pdf(press, mem, &made->pages, out, err);
	}
}

/* Their pages are made by who opens them. */
static bool write_office(struct press *press, struct arena *mem,
	const struct press_made *made, enum press_format format,
	struct buf *out, struct press_fit *fit, struct err *err)
{
	struct tree fitted;

	if (!press_fit(press, mem, &made->tree, &fitted, fit, err))
		return false;
	return format == PRESS_DOCX ? press_docx(mem, &fitted, out, err)
				    : press_odt(mem, &fitted, out, err);
}

static bool write_tree(struct arena *mem, const struct tree *tree,
	enum press_format format, struct buf *out, struct err *err)
{
	switch (format) {
	case PRESS_HTML:
		return press_html(mem, tree, out, err);
	case PRESS_TEXT:
		return press_text(mem, tree, out, err);
	default:
		return press_markdown(mem, tree, out, err);
	}
}

bool press_write(struct press *press, struct arena *mem,
	const struct press_made *made, const struct press_file *file,
	struct buf *out, struct press_fit *fit, struct err *err)
{
	enum press_format format = file->format;

	*fit = (struct press_fit){ true, 1000, 0 };
	if (press_formats[format].paged) {
		*fit = (struct press_fit){ made->pages.fitted,
			made->pages.scale, made->pages.count };
		return write_pages(press, mem, made, file, out, err);
	}
	if (format == PRESS_DOCX || format == PRESS_ODT)
		return write_office(press, mem, made, format, out, fit, err);
	return write_tree(mem, &made->tree, format, out, err);
}
