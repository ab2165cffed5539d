/*
 * intake/docx_style.c - what a Word document's styles and properties say:
 * sizes, weights, indents, headings. What they come to is docx_list.c's.
 */
#include "intake/docx_int.h"

enum { CHAIN = 40 };

/* <w:b/>, <w:b w:val="0"/> */
bool intake_docx_on(struct office_xml *x)
{
	struct str val = OOXML_ATTR(x, VAL);

	return !str_is(val, "0") && !str_is(val, "false") &&
	       !str_is(val, "off") && !str_is(val, "none");
}

/* ---- properties --------------------------------------------------------- */

static void set_flag(struct office_letters *out, unsigned flag, bool on)
{
	out->set |= flag;
	out->on = on ? out->on | flag : out->on & ~flag;
}

void intake_docx_look_read(struct docx *d, struct office_letters *out)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, B):
			set_flag(out, INTAKE_BOLD, intake_docx_on(x));
			break;
		case TAG(W, I):
			set_flag(out, INTAKE_ITALIC, intake_docx_on(x));
			break;
		case TAG(W, VANISH):
			set_flag(out, INTAKE_HIDDEN, intake_docx_on(x));
			break;
		case TAG(W, SZ):
			/* half points */
			out->size =
				intake_office_points(OOXML_ATTR(x, VAL)) * 10;
			break;
		case TAG(W, R_STYLE):
			out->style = OOXML_ATTR(x, VAL);
			break;
		default:
			break;
		}
	if (out->size < 0 || out->size > 2000)
		out->size = 0;
}

static void say(
	struct office_form *f, enum office_says what, float *to, float value)
{
	f->says |= what;
	*to = value;
}

static void read_indent(struct office_xml *x, struct office_form *f)
{
	struct str left = OOXML_ATTR(x, LEFT),
		   first = OOXML_ATTR(x, FIRST_LINE),
		   hanging = OOXML_ATTR(x, HANGING);

	if (!left.at)
		left = OOXML_ATTR(x, START);
	if (left.at)
		say(f, OFFICE_HAS_LEFT, &f->left, intake_office_points(left));
	if (hanging.at)
		say(f, OFFICE_HAS_FIRST, &f->first,
			-intake_office_points(hanging));
	else if (first.at)
		say(f, OFFICE_HAS_FIRST, &f->first,
			intake_office_points(first));
}

static void read_spacing(struct office_xml *x, struct office_form *f)
{
	struct str before = OOXML_ATTR(x, BEFORE), after = OOXML_ATTR(x, AFTER);

	if (before.at)
		say(f, OFFICE_HAS_BEFORE, &f->before,
			intake_office_points(before));
	if (after.at)
		say(f, OFFICE_HAS_AFTER, &f->after,
			intake_office_points(after));
	if (str_is(OOXML_ATTR(x, BEFORE_AUTOSPACING), "1"))
		say(f, OFFICE_HAS_BEFORE, &f->before, 14);
	if (str_is(OOXML_ATTR(x, AFTER_AUTOSPACING), "1"))
		say(f, OFFICE_HAS_AFTER, &f->after, 14);
}

static void read_num(struct docx *d, struct office_form *f)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		if (x->tag == TAG(W, NUM_ID)) {
			f->says |= OFFICE_HAS_NUM;
			f->num = intake_office_number(OOXML_ATTR(x, VAL), 0);
		} else if (x->tag == TAG(W, ILVL)) {
			f->says |= OFFICE_HAS_LEVEL;
			f->level = intake_office_number(OOXML_ATTR(x, VAL), 0);
		}
}

static void read_stops(struct docx *d, struct office_form *f)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth)) {
		struct office_stop stop;
		struct str val;

		if (x->tag != TAG(W, TAB) || f->stop_count == OFFICE_STOPS)
			continue;
		val = OOXML_ATTR(x, VAL);
		stop.at = intake_office_points(OOXML_ATTR(x, POS));
		stop.align = intake_office_align(val);
		if (stop.at > 0 && !str_is(val, "clear"))
			f->stops[f->stop_count++] = stop;
	}
}

static void read_form_more(struct docx *d, struct office_form *f)
{
	struct office_xml *x = d->xml;

	switch (x->tag) {
	case TAG(W, OUTLINE_LVL):
		f->says |= OFFICE_HAS_OUTLINE;
		f->outline = intake_office_number(
			OOXML_ATTR(x, VAL), OFFICE_BODY_TEXT);
		break;
	case TAG(W, PAGE_BREAK_BEFORE):
		f->says |= OFFICE_HAS_PAGE;
		f->page = intake_docx_on(x);
		break;
	case TAG(W, CONTEXTUAL_SPACING):
		f->says |= OFFICE_HAS_CONTEXT;
		f->context = intake_docx_on(x);
		break;
	default:
		break;
	}
}

void intake_docx_form_read(struct docx *d, struct office_form *f)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, STYLE_P):
			f->style = OOXML_ATTR(x, VAL);
			break;
		case TAG(W, NUM_PR):
			read_num(d, f);
			break;
		case TAG(W, IND):
			read_indent(x, f);
			break;
		case TAG(W, SPACING):
			read_spacing(x, f);
			break;
		case TAG(W, TABS):
			read_stops(d, f);
			break;
		case TAG(W, JC):
			f->says |= OFFICE_HAS_ALIGN;
			f->align = intake_office_align(OOXML_ATTR(x, VAL));
			break;
		case TAG(W, SECT_PR):
			intake_docx_section_read(d);
			break;
		default:
			read_form_more(d, f);
			break;
		}
}

/* ---- styles ------------------------------------------------------------- */

static void read_style(struct docx *d, struct docx_style *style)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	style->id = OOXML_ATTR(x, STYLE_ID);
	style->paragraph = !str_is(OOXML_ATTR(x, TYPE), "character");
	style->fallback = str_is(OOXML_ATTR(x, TYPE), "paragraph") &&
			  (str_is(OOXML_ATTR(x, DEFAULT), "1") ||
				  str_is(OOXML_ATTR(x, DEFAULT), "true"));
	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, NAME_ATTR):
			style->name = OOXML_ATTR(x, VAL);
			break;
		case TAG(W, BASED_ON):
			style->based = OOXML_ATTR(x, VAL);
			break;
		case TAG(W, P_PR):
			intake_docx_form_read(d, &style->form);
			break;
		case TAG(W, R_PR):
			intake_docx_look_read(d, &style->look);
			break;
		default:
			break;
		}
}

static void read_defaults(struct docx *d)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth)) {
		int in = x->depth;

		if (x->tag != TAG(W, R_PR_DEFAULT) &&
			x->tag != TAG(W, P_PR_DEFAULT))
			continue;
		while (intake_office_xml_child(x, in))
			if (x->tag == TAG(W, R_PR))
				intake_docx_look_read(d, &d->default_look);
			else if (x->tag == TAG(W, P_PR))
				intake_docx_form_read(d, &d->default_form);
	}
}

void intake_docx_styles_read(struct docx *d, struct str xml)
{
	struct office_xml *x = d->xml;
	int depth;

	intake_office_xml_open(x, d->file.own, d->file.names, xml);
	if (!intake_office_xml_child(x, 0))
		return;
	depth = x->depth;
	while (intake_office_xml_child(x, depth)) {
		struct docx_style *style;

		if (x->tag == TAG(W, DOC_DEFAULTS))
			read_defaults(d);
		if (x->tag != TAG(W, STYLE))
			continue;
		if (d->styles_read++ == OFFICE_STYLES) {
			intake_office_xml_stop(x, "styles");
			break;
		}
		style = ARENA_NEW(d->file.own, struct docx_style);
		read_style(d, style);
		if (style->id.at)
			intake_office_map_add(&d->styles, style->id, style);
		if (style->fallback)
			d->first_style = style;
	}
}

/* What it is based on, and itself on top. */
static void resolve(struct docx *d, struct docx_style *style, int chain)
{
	struct docx_style *base;
	struct office_form form = { 0 };
	struct office_letters look = { 0 };
	int heading = intake_office_heading(style->name);

	if (style->state != DOCX_RAW || chain == CHAIN)
		return;
	style->state = DOCX_BUSY;
	heading = heading ? heading : intake_office_heading(style->id);
	base = style->based.at
		       ? intake_office_map_find(&d->styles, style->based)
		       : NULL;
	if (base) {
		resolve(d, base, chain + 1);
		form = base->form;
		look = base->look;
	}
	/* its own outline says more than its name, which says more than what
	 * it is based on */
	if (heading && style->paragraph &&
		!(style->form.says & OFFICE_HAS_OUTLINE)) {
		style->form.says |= OFFICE_HAS_OUTLINE;
		style->form.outline = heading - 1;
	}
	intake_office_form_over(&form, &style->form);
	intake_office_letters_over(&look, &style->look);
	style->form = form;
	style->look = look;
	style->state = DOCX_DONE;
}

const struct docx_style *intake_docx_style_find(struct docx *d, struct str id)
{
	struct docx_style *style =
		id.at ? intake_office_map_find(&d->styles, id) : NULL;

	if (style)
		resolve(d, style, 0);
	return style;
}
