/*
 * press/press.c - opening and closing, and the table of formats.
 */
#include "press/press_int.h"

bool press_open(struct press **out, struct err *err)
{
	struct press *p = mem_alloc(sizeof(*p));

	if (!fonts_open(&p->fonts, NULL, err)) {
		mem_free(p);
		return false;
	}
	p->words = words_open(p->fonts);
	p->hyphens = hyphen_open();
	p->pdf = pdf_open();
	p->raster = raster_open();
	*out = p;
	return true;
}

void press_close(struct press *p)
{
	if (!p)
		return;
	raster_close(p->raster);
	pdf_close(p->pdf);
	hyphen_close(p->hyphens);
	words_close(p->words);
	fonts_close(p->fonts);
	mem_free(p);
}

struct fonts *press_fonts(struct press *press) { return press->fonts; }

bool press_pdf(struct press *press, struct arena *mem,
	const struct pages *pages, struct buf *out, struct err *err)
{
	return pdf_write(press->pdf, mem, pages, out, err);
}

const struct press_format_row press_formats[PRESS_FORMATS] = {
#define FORMAT(id, name, ending, mime, title, paged) \
	[PRESS_##id] = { name, ending, mime, title, paged },
#include "press/formats.def"
#undef FORMAT
};

enum press_format press_format_find(struct str name)
{
	for (int i = 0; i < PRESS_FORMATS; i++)
		if (str_eq_nocase(name, str_c(press_formats[i].name)) ||
			str_ends(name, str_c(press_formats[i].ending)))
			return (enum press_format)i;
	return PRESS_FORMATS;
}
