/* intake/doc_style.c - the sheet of styles (MS-DOC 2.9.271); see doc_int.h. */
#include "intake/doc_int.h"

enum { TITLE = 62, HEADINGS = 9, FONT_SIZE = 20, NO_BASE = 0xFFF };

static struct str after(struct str s, size_t n)
{
	return n < s.len ? str_of(s.at + n, s.len - n) : STR("");
}

/* A list of changes with its length before it, in even bytes. */
static struct str cut_list(struct str *s)
{
	size_t len = ole_two(*s, 0);
	struct str list = after(*s, 2);

	if (list.len > len)
		list.len = len;
	*s = after(*s, 2 + len + len % 2);
	return list;
}

static void read_style(struct doc_style *style, struct str s, size_t base)
{
	unsigned kind = ole_two(s, 2) & 15, id = ole_two(s, 0) & 0xFFF;
	size_t name = ole_two(s, base);

	style->there = true;
	style->base = (int)(ole_two(s, 2) >> 4);
	if (style->base == NO_BASE)
		style->base = -1;
	style->heading = (uint8_t)(id >= 1 && id <= HEADINGS ? id
				   : id == TITLE             ? 1
							     : 0);
	s = after(s, base + 2 + 2 * name + 2);
	if (kind == 1) {
		style->form = after(cut_list(&s), 2);
		style->look = cut_list(&s);
	} else if (kind == 2) {
		style->look = cut_list(&s);
	}
}

void intake_doc_styles(struct doc *d, struct str sheet)
{
	size_t head = ole_two(sheet, 0), count = ole_two(sheet, 2);
	size_t base = ole_two(sheet, 4);
	struct str s = after(sheet, 2 + head);

	if (head < 4 || base < 8 || count > DOC_STYLES)
		return;
	d->styles = ARENA_LIST(d->mem, struct doc_style, count + 1);
	for (; d->style_count < count && s.len >= 2; d->style_count++) {
		size_t len = ole_two(s, 0);
		struct str one = after(s, 2);

		if (one.len > len)
			one.len = len;
		if (len)
			read_style(&d->styles[d->style_count], one, base);
		s = after(s, 2 + len + len % 2);
	}
}

static const struct doc_style plain = { .is = { .half_points = FONT_SIZE },
	.is_form = { .outline = -1 } };

/* With what it has of those that it is based on. */
static const struct doc_style *resolve(struct doc *d, int number, int depth)
{
	struct doc_style *style;
	const struct doc_style *base = &plain;

	if (number < 0 || (size_t)number >= d->style_count ||
		!d->styles[number].there || depth == DOC_BASES)
		return &plain;
	style = &d->styles[number];
	if (style->done || style->busy)
		return style->done ? style : &plain;
	style->busy = true;
	if (style->base >= 0)
		base = resolve(d, style->base, depth + 1);
	style->is = base->is;
	style->is_form = base->is_form;
	intake_doc_change_look(&style->is, &base->is, style->look);
	intake_doc_change_form(&style->is_form, style->form);
	if (style->heading)
		style->is_form.outline = style->heading - 1;
	style->done = true;
	return style;
}

const struct doc_style *intake_doc_style(struct doc *d, int number)
{
	return resolve(d, number, 0);
}
