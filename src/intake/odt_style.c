/*
 * intake/odt_style.c - what an OpenDocument text's styles say of paragraphs,
 * letters, columns of tables and lists.
 */
#include "intake/odt_int.h"

#include <stdlib.h>

enum { CHAIN = 40, SIZE = 12, LIST_NAME = 200 };

/* ---- properties --------------------------------------------------------- */

static void set_flag(struct office_letters *out, unsigned flag, bool on)
{
	out->set |= flag;
	out->on = on ? out->on | flag : out->on & ~flag;
}

static bool is_heavy(struct str s)
{
	return str_is(s, "bold") || intake_office_number(s, 0) >= 600;
}

static void read_letters(struct office_xml *x, struct odt_style *style)
{
	struct str weight = ATTR(x, FO, FONT_WEIGHT),
		   slant = ATTR(x, FO, FONT_STYLE),
		   size = ATTR(x, FO, FONT_SIZE), seen = ATTR(x, TEXT, DISPLAY);
	struct office_letters *l = &style->look;
	int64_t part;

	if (weight.at)
		set_flag(l, INTAKE_BOLD, is_heavy(weight));
	if (slant.at)
		set_flag(l, INTAKE_ITALIC, !str_is(slant, "normal"));
	if (seen.at)
		set_flag(l, INTAKE_HIDDEN, str_is(seen, "none"));
	if (size.len && size.at[size.len - 1] == '%') {
		if (str_int(str_of(size.at, size.len - 1), &part) && part > 0 &&
			part < 1000)
			style->part = (float)part / 100;
	} else if (size.len)
		l->size = intake_office_points(size);
	if (l->size < 0 || l->size > 2000)
		l->size = 0;
}

static void read_stops(struct office_xml *x, struct office_form *f)
{
	int depth = x->depth;

	while (intake_office_xml_child(x, depth)) {
		int in = x->depth;

		if (x->tag != TAG(STYLE, TAB_STOPS))
			continue;
		while (intake_office_xml_child(x, in)) {
			struct office_stop stop = {
				intake_office_points(ATTR(x, STYLE, POSITION)),
				intake_office_align(ATTR(x, STYLE, TYPE))
			};

			if (x->tag == TAG(STYLE, TAB_STOP) && stop.at > 0 &&
				f->stop_count < OFFICE_STOPS)
				f->stops[f->stop_count++] = stop;
		}
	}
}

/* Points of an attribute, where it is there. */
static void measure(struct office_form *f, enum office_says what, float *to,
	struct str value)
{
	if (!value.len || value.at[value.len - 1] == '%')
		return;
	f->says |= what;
	*to = intake_office_points(value);
}

static void read_form(struct office_xml *x, struct odt_style *style)
{
	struct office_form *f = &style->form;
	struct str align = ATTR(x, FO, TEXT_ALIGN),
		   before = ATTR(x, FO, BREAK_BEFORE),
		   near = ATTR(x, STYLE, CONTEXTUAL_SPACING_ODF);

	measure(f, OFFICE_HAS_LEFT, &f->left, ATTR(x, FO, MARGIN_LEFT));
	measure(f, OFFICE_HAS_FIRST, &f->first, ATTR(x, FO, TEXT_INDENT));
	measure(f, OFFICE_HAS_BEFORE, &f->before, ATTR(x, FO, MARGIN_TOP));
	measure(f, OFFICE_HAS_AFTER, &f->after, ATTR(x, FO, MARGIN_BOTTOM));
	if (align.at) {
		f->says |= OFFICE_HAS_ALIGN;
		f->align = intake_office_align(align);
	}
	if (before.at) {
		f->says |= OFFICE_HAS_PAGE;
		f->page = str_is(before, "page");
		style->column = str_is(before, "column");
	}
	if (near.at) {
		f->says |= OFFICE_HAS_CONTEXT;
		f->context = str_is(near, "true");
	}
	style->after = str_is(ATTR(x, FO, BREAK_AFTER), "page");
	read_stops(x, f);
}

/* ---- styles ------------------------------------------------------------- */

/* "Heading_20_1" */
static struct str spoken(struct arena *mem, struct str name)
{
	struct buf b;

	buf_init(&b, mem, name.len + 1);
	for (size_t i = 0; i < name.len; i++) {
		struct str rest = str_of(name.at + i, name.len - i);

		if (str_starts(rest, STR("_20_"))) {
			buf_addc(&b, ' ');
			i += 3;
		} else
			buf_addc(&b, name.at[i]);
	}
	return buf_str(&b);
}

static void read_heading(
	struct odt *o, struct odt_style *style, struct str name)
{
	struct office_xml *x = o->xml;
	struct str level = ATTR(x, STYLE, DEFAULT_OUTLINE_LEVEL),
		   shown = ATTR(x, STYLE, DISPLAY_NAME);
	int heading;

	/* an empty one says that it is none */
	if (level.at)
		heading = intake_office_number(level, 0);
	else if (shown.at)
		heading = intake_office_heading(shown);
	else
		heading = intake_office_heading(spoken(o->file.own, name));
	if (!level.at && !heading)
		return;
	style->form.says |= OFFICE_HAS_OUTLINE;
	style->form.outline = heading > 0 ? heading - 1 : OFFICE_BODY_TEXT;
}

static struct str key_of(struct arena *mem, struct str family, struct str name)
{
	return str_fmt(mem, "%.*s/%.*s", STR_ARG(family), STR_ARG(name));
}

static void read_style(struct odt *o, struct office_map *to, bool is_default)
{
	struct office_xml *x = o->xml;
	struct odt_style *style;
	struct str name = is_default ? STR("") : ATTR(x, STYLE, NAME_ATTR);
	int depth = x->depth;

	if (o->styles++ == OFFICE_STYLES)
		intake_office_xml_stop(x, "styles");
	style = ARENA_NEW(o->file.own, struct odt_style);
	style->family = ATTR(x, STYLE, FAMILY);
	style->parent = ATTR(x, STYLE, PARENT_STYLE_NAME);
	style->master = ATTR(x, STYLE, MASTER_PAGE_NAME);
	if (!is_default && str_is(style->family, "paragraph"))
		read_heading(o, style, name);
	if (!name.at)
		return;
	intake_office_map_add(
		to, key_of(o->file.own, style->family, name), style);
	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(STYLE, TEXT_PROPERTIES):
			read_letters(x, style);
			break;
		case TAG(STYLE, PARAGRAPH_PROPERTIES):
			read_form(x, style);
			break;
		case TAG(STYLE, TABLE_COLUMN_PROPERTIES):
			style->width =
				intake_office_points(ATTR(x, STYLE, WIDTH));
			break;
		case TAG(STYLE, SECTION_PROPERTIES):
			if (str_is(ATTR(x, TEXT, DISPLAY), "none"))
				set_flag(&style->look, INTAKE_HIDDEN, true);
			break;
		default:
			break;
		}
}

/* Levels of a list whose number says nothing. */
static void read_list(struct odt *o)
{
	struct office_xml *x = o->xml;
	struct str name = ATTR(x, STYLE, NAME_ATTR);
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		if (x->tag == TAG(TEXT, LIST_LEVEL_NUMBER) &&
			!ATTR(x, STYLE, NUM_FORMAT).len &&
			name.len < LIST_NAME && o->styles++ < OFFICE_STYLES)
			intake_office_map_add(&o->no_marks,
				key_of(o->file.own, name, ATTR(x, TEXT, LEVEL)),
				o);
}

bool intake_odt_has_no_mark(struct odt *o, struct str list, int level)
{
	if (!list.len || !o->no_marks.count)
		return false;
	o->key.len = 0;
	buf_add(&o->key, list);
	buf_addc(&o->key, '/');
	buf_add_int(&o->key, level);
	return intake_office_map_find(&o->no_marks, buf_str(&o->key));
}

/* The paper: of the first layout that says it. */
static void read_paper(struct odt *o)
{
	struct office_xml *x = o->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth)) {
		float w = intake_office_points(ATTR(x, FO, PAGE_WIDTH)),
		      h = intake_office_points(ATTR(x, FO, PAGE_HEIGHT)),
		      left = intake_office_points(ATTR(x, FO, MARGIN_LEFT)),
		      right = intake_office_points(ATTR(x, FO, MARGIN_RIGHT)),
		      top = intake_office_points(ATTR(x, FO, MARGIN_TOP));

		if (x->tag != TAG(STYLE, PAGE_LAYOUT_PROPERTIES) || w < 100 ||
			h < 100 || w > 5000 || h > 5000 || o->paper.width > 0)
			continue;
		o->paper = (struct office_paper){ w, h,
			left > 0 && left < 1000 ? left : 0,
			top > 0 && top < 1000 ? top : 0,
			right > 0 && right < 1000 ? right : 0 };
	}
}

void intake_odt_styles_read(struct odt *o)
{
	struct office_xml *x = o->xml;
	int depth = x->depth;
	struct office_map *to =
		x->tag == TAG(OFFICE, STYLES) ? &o->common : o->automatic;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(STYLE, STYLE):
			read_style(o, to, false);
			break;
		case TAG(STYLE, DEFAULT_STYLE):
			read_style(o, &o->common, true);
			break;
		case TAG(TEXT, LIST_STYLE):
			read_list(o);
			break;
		case TAG(STYLE, PAGE_LAYOUT):
			read_paper(o);
			break;
		default:
			break;
		}
}

/* ---- what they come to -------------------------------------------------- */

static struct odt_style *find(struct odt *o, struct str family, struct str name)
{
	struct odt_style *style;
	struct str key;

	o->key.len = 0;
	buf_add(&o->key, family);
	buf_addc(&o->key, '/');
	buf_add(&o->key, name);
	key = buf_str(&o->key);
	style = intake_office_map_find(o->automatic, key);

	return style ? style : intake_office_map_find(&o->common, key);
}

static void resolve(struct odt *o, struct odt_style *style, int chain)
{
	struct odt_style *base = NULL;
	struct office_form form = { 0 };
	struct office_letters look = { 0 };
	bool is_text = str_is(style->family, "text");

	if (style->state != ODT_RAW || chain == CHAIN)
		return;
	style->state = ODT_BUSY;
	if (style->parent.len || !is_text)
		base = find(o, style->family,
			style->parent.at ? style->parent : STR(""));
	if (base && base != style) {
		resolve(o, base, chain + 1);
		form = base->form;
		look = base->look;
		if (is_text && !(style->part > 0) && !(style->look.size > 0))
			style->part = base->part;
	}
	intake_office_form_over(&form, &style->form);
	intake_office_letters_over(&look, &style->look);
	/* a part of letters' size is one of what is around them */
	if (style->part > 0 && !is_text)
		look.size = style->part * (look.size > 0 ? look.size : SIZE);
	style->form = form;
	style->look = look;
	style->state = ODT_DONE;
}

const struct odt_style *intake_odt_style_find(
	struct odt *o, const char *family, struct str name)
{
	struct odt_style *style = NULL;

	if (name.len)
		style = find(o, str_c(family), name);
	if (!style && !str_eq(str_c(family), STR("text")))
		style = find(o, str_c(family), STR(""));
	if (style)
		resolve(o, style, 0);
	return style;
}
