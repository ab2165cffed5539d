/*
 * intake/docx_list.c - a Word document's lists, and what style, list and
 * properties together come to for a paragraph and a run.
 */
#include "intake/docx_int.h"

/* ---- what it comes to --------------------------------------------------- */

static const struct docx_level *level_of(
	const struct docx *d, const struct office_form *f, int *level)
{
	const struct docx_num *num;
	char text[16];
	struct buf b = { .at = text, .room = sizeof(text), .ceiling = 15 };

	*level = f->level < 0             ? 0
		 : f->level < DOCX_LEVELS ? f->level
					  : DOCX_LEVELS - 1;
	if (!(f->says & OFFICE_HAS_NUM) || f->num <= 0)
		return NULL;
	buf_add_int(&b, f->num);
	num = intake_office_map_find(&d->nums, buf_str(&b));
	return num ? &num->at[*level] : NULL;
}

void intake_docx_para_make(struct docx *d)
{
	const struct docx_style *style =
		intake_docx_style_find(d, d->now.form.style);
	struct office_form f = d->default_form, wanted;
	const struct docx_level *level;
	int depth;

	if (!style && d->first_style)
		style = intake_docx_style_find(d, d->first_style->id);
	d->now.para_look = d->default_look;
	if (style) {
		intake_office_form_over(&f, &style->form);
		intake_office_letters_over(&d->now.para_look, &style->look);
	}
	wanted = f;
	intake_office_form_over(&wanted, &d->now.form);
	level = level_of(d, &wanted, &depth);
	if (level)
		intake_office_form_over(&f, &level->form);
	intake_office_form_over(&f, &d->now.form);
	d->now.para = intake_office_form_para(&f, d->now.para_look.size);
	if (!d->now.para.heading && wanted.says & OFFICE_HAS_NUM &&
		wanted.num > 0 && !(level && level->none))
		d->now.para.item = (uint8_t)(depth + 1);
	if (f.context)
		d->now.para.alike = style ? (const void *)style : d;
}

struct office_look intake_docx_look_make(
	struct docx *d, const struct office_letters *run)
{
	const struct docx_style *style = intake_docx_style_find(d, run->style);
	struct office_letters all = d->now.para_look;

	if (style) {
		/* a style of letters turns round what the paragraph's says */
		unsigned both = all.on & style->look.on & ~INTAKE_HIDDEN;

		intake_office_letters_over(&all, &style->look);
		all.on &= ~both;
	}
	intake_office_letters_over(&all, run);
	return (struct office_look){ .flags = all.on,
		.size = all.size > 0 ? all.size : 10 };
}

/* ---- lists -------------------------------------------------------------- */

static void read_level(struct docx *d, struct docx_num *num)
{
	struct office_xml *x = d->xml;
	int depth = x->depth,
	    at = intake_office_number(OOXML_ATTR(x, ILVL), -1);
	struct docx_level level = { 0 };
	bool none = false, empty = false;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, NUM_FMT):
			none = str_is(OOXML_ATTR(x, VAL), "none");
			break;
		case TAG(W, LVL_TEXT):
			empty = !OOXML_ATTR(x, VAL).len;
			break;
		case TAG(W, P_PR):
			intake_docx_form_read(d, &level.form);
			break;
		default:
			break;
		}
	level.none = none && empty;
	/* a level says how far it is indented, and no more */
	level.form.says &= OFFICE_HAS_LEFT | OFFICE_HAS_FIRST;
	if (at >= 0 && at < DOCX_LEVELS)
		num->at[at] = level;
}

static struct docx_num *read_abstract(struct docx *d)
{
	struct docx_num *num = ARENA_NEW(d->file.own, struct docx_num);
	int depth = d->xml->depth;

	while (intake_office_xml_child(d->xml, depth))
		if (d->xml->tag == TAG(W, LVL))
			read_level(d, num);
	return num;
}

/* Always of its own: an override changes one list of several. */
static struct docx_num *read_list(struct docx *d, const struct office_map *from)
{
	struct docx_num *num = ARENA_NEW(d->file.own, struct docx_num), *base;
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth)) {
		if (x->tag == TAG(W, ABSTRACT_NUM_ID)) {
			base = intake_office_map_find(from, OOXML_ATTR(x, VAL));
			if (base)
				*num = *base;
		}
		if (x->tag == TAG(W, LVL_OVERRIDE)) {
			int in = x->depth;

			while (intake_office_xml_child(x, in))
				if (x->tag == TAG(W, LVL))
					read_level(d, num);
		}
	}
	return num;
}

void intake_docx_lists_read(struct docx *d, struct str xml)
{
	struct office_map abstract = { .mem = d->file.own };
	struct office_xml *x = d->xml;
	size_t lists = 0;
	struct str id;
	int depth;

	intake_office_xml_open(x, d->file.own, d->file.names, xml);
	if (!intake_office_xml_child(x, 0))
		return;
	depth = x->depth;
	while (intake_office_xml_child(x, depth)) {
		if (x->tag != TAG(W, ABSTRACT_NUM) && x->tag != TAG(W, NUM))
			continue;
		if (lists++ == OFFICE_STYLES)
			intake_office_xml_stop(x, "lists");
		if (x->tag == TAG(W, ABSTRACT_NUM)) {
			id = OOXML_ATTR(x, ABSTRACT_NUM_ID);
			intake_office_map_add(&abstract, id, read_abstract(d));
		} else {
			id = OOXML_ATTR(x, NUM_ID);
			intake_office_map_add(
				&d->nums, id, read_list(d, &abstract));
		}
	}
}
