/*
 * intake/docx_run.c - what stands within a paragraph of a Word document: runs,
 * links, fields, drawings with text boxes in them, what was changed.
 */
#include "intake/docx_int.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { URL_MOST = 4096, CODE_MOST = 16384 };

/* ---- links -------------------------------------------------------------- */

static struct str url_of(struct docx *d, struct str target, struct str anchor)
{
	target = str_trim(target);
	if (!target.len || target.len + anchor.len > URL_MOST || d->sheet.over)
		return STR_NONE;
	if (anchor.len && !memchr(target.at, '#', target.len))
		target = str_fmt(d->file.own, "%.*s#%.*s", STR_ARG(target),
			STR_ARG(anchor));
	return intake_office_url(&d->sheet, target);
}

static struct str url_of_relation(struct docx *d)
{
	struct str id = ATTR(d->xml, R, ID),
		   anchor = OOXML_ATTR(d->xml, ANCHOR);
	struct docx_relation *r =
		id.at ? intake_office_map_find(&d->relations, id) : NULL;

	if (!r || !r->outside)
		return STR_NONE;
	if (anchor.len)
		return url_of(d, r->target, anchor);
	if (!r->url.at)
		r->url = url_of(d, r->target, STR(""));
	return r->url;
}

static void read_link(struct docx *d)
{
	struct str was = d->now.url, url = url_of_relation(d);

	if (url.at)
		d->now.url = url;
	intake_docx_inlines(d);
	d->now.url = was;
}

/* The next of: a word, or a text in quotes. */
static struct str take_part(struct str *rest)
{
	struct str s = str_trim(*rest), part;

	if (s.len && *s.at == '"') {
		s = str_of(s.at + 1, s.len - 1);
		part = str_cut(&s, '"');
	} else
		part = str_cut(&s, ' ');
	*rest = s;
	return part;
}

/* HYPERLINK "https://a.example/" \l "part" \o "a tip" */
static struct str url_of_code(struct docx *d, struct str code)
{
	struct str url = STR_NONE, anchor = STR(""), part;

	if (!str_eq_nocase(take_part(&code), STR("HYPERLINK")))
		return STR_NONE;
	while (str_trim(code).len) {
		part = take_part(&code);
		if (str_is(part, "\\l"))
			anchor = take_part(&code);
		else if (str_is(part, "\\o") || str_is(part, "\\t"))
			take_part(&code);
		else if (part.len && *part.at != '\\' && !url.at)
			url = part;
	}
	return url.at ? url_of(d, url, anchor) : STR_NONE;
}

/* ---- fields ------------------------------------------------------------- */

static void field_begin(struct docx *d)
{
	struct docx_field *f;

	if (d->field_count == OFFICE_FIELDS) {
		d->fields_over++;
		return;
	}
	f = &d->fields[d->field_count++];
	*f = (struct docx_field){ .code = true };
	buf_init(&f->text, d->file.own, CODE_MOST);
	d->codes++;
}

static void field_result(struct docx *d)
{
	struct docx_field *f;

	if (!d->field_count || d->fields_over)
		return;
	f = &d->fields[d->field_count - 1];
	if (f->code)
		d->codes--;
	f->code = false;
	f->url = url_of_code(d, buf_str(&f->text));
}

static void field_end(struct docx *d)
{
	if (d->fields_over) {
		d->fields_over--;
		return;
	}
	if (d->field_count && d->fields[--d->field_count].code)
		d->codes--;
}

static void read_field_mark(struct docx *d)
{
	struct str type = OOXML_ATTR(d->xml, FLD_CHAR_TYPE);

	if (str_is(type, "begin"))
		field_begin(d);
	else if (str_is(type, "separate"))
		field_result(d);
	else if (str_is(type, "end"))
		field_end(d);
}

static void read_code(struct docx *d)
{
	struct str text = intake_office_xml_text(d->xml);

	if (d->field_count && !d->fields_over &&
		d->fields[d->field_count - 1].code)
		buf_add(&d->fields[d->field_count - 1].text, text);
}

static void read_simple_field(struct docx *d)
{
	struct str was = d->now.url,
		   url = url_of_code(d, OOXML_ATTR(d->xml, INSTR));

	d->now.url = url.at ? url : was;
	intake_docx_inlines(d);
	d->now.url = was;
}

void intake_docx_fields_mend(struct docx *d)
{
	while (d->codes && d->field_count)
		field_end(d);
	d->fields_over = 0;
}

/* ---- text --------------------------------------------------------------- */

static void add_text(struct docx *d, struct str text, struct office_look *look)
{
	if (d->codes)
		return;
	look->url = d->now.url;
	for (size_t i = d->field_count; i-- > 0 && !look->url.at;)
		look->url = d->fields[i].url;
	intake_office_text(&d->sheet, text, look);
}

/* <w:sym w:font="Wingdings" w:char="F0A7"/> */
static void read_symbol(struct docx *d, struct office_look *look)
{
	struct str code = OOXML_ATTR(d->xml, CHAR),
		   font = OOXML_ATTR(d->xml, FONT);
	char hex[8], utf8[4];
	uint32_t c;
	int len;

	if (!code.len || code.len >= sizeof(hex))
		return;
	memcpy(hex, code.at, code.len);
	hex[code.len] = '\0';
	c = (uint32_t)strtoul(hex, NULL, 16);
	/* pictures have the places of letters there */
	if (c < 0x100 && (str_starts(font, STR("Wingdings")) ||
				 str_starts(font, STR("Webdings")) ||
				 str_is(font, "Symbol")))
		c |= 0xf000;
	len = utf8_encode(c, utf8);
	if (len)
		add_text(d, str_of(utf8, (size_t)len), look);
}

static void read_break(struct docx *d)
{
	struct str type = OOXML_ATTR(d->xml, TYPE);

	if (d->codes)
		return;
	if (str_is(type, "page"))
		intake_office_page_break(&d->sheet, false);
	else {
		intake_office_break(&d->sheet);
		d->sheet.to->step |= str_is(type, "column");
	}
}

static void read_math(struct docx *d, struct office_look *look)
{
	int depth = d->xml->depth;

	while (intake_office_xml_child(d->xml, depth))
		if (d->xml->tag == TAG(MATH, T))
			add_text(d, intake_office_xml_text(d->xml), look);
		else
			read_math(d, look);
}

/* ---- drawings ----------------------------------------------------------- */

static void read_box(struct docx *d)
{
	struct docx_now was = d->now;
	struct office_now line;
	size_t codes = d->codes;

	d->codes = 0;
	d->now.opened = false;
	d->now.url = STR_NONE;
	intake_office_box_open(&d->sheet, &line);
	intake_docx_blocks(d);
	intake_office_box_close(&d->sheet, &line);
	d->now = was;
	d->codes = codes;
}

/* Letters as a picture. */
static void read_art(struct docx *d)
{
	struct str text = ATTR(d->xml, NONE, STRING);
	struct office_look look = { .size = d->now.para.size };
	struct office_para para = { .size = look.size };
	struct office_now line;

	if (!text.len)
		return;
	intake_office_box_open(&d->sheet, &line);
	intake_office_para_open(&d->sheet, &para);
	intake_office_text(&d->sheet, text, &look);
	intake_office_box_close(&d->sheet, &line);
}

static void read_drawing(struct docx *d)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, TXBX_CONTENT):
			read_box(d);
			break;
		case TAG(MC, ALTERNATE_CONTENT):
			intake_docx_alternate(d, read_drawing);
			break;
		case TAG(VML, TEXTPATH):
			read_art(d);
			break;
		case TAG(PIC, PIC):
		case TAG(VML, IMAGEDATA):
			d->sheet.pictures++;
			break;
		default:
			read_drawing(d);
			break;
		}
}

/* ---- runs --------------------------------------------------------------- */

static void read_in_run(struct docx *d, struct office_look *look);

static void read_run_rest(struct docx *d, struct office_look *look)
{
	switch (d->xml->tag) {
	case TAG(W, PTAB):
	case TAG(W, TAB):
		if (!d->codes)
			intake_office_tab(&d->sheet);
		break;
	case TAG(W, NO_BREAK_HYPHEN):
		add_text(d, STR("-"), look);
		break;
	case TAG(W, SYM):
		read_symbol(d, look);
		break;
	case TAG(W, LAST_RENDERED_PAGE_BREAK):
		intake_office_page_break(&d->sheet, true);
		break;
	case TAG(W, RUBY):
	case TAG(W, RUBY_BASE):
		intake_docx_inlines(d);
		break;
	case TAG(W, OBJECT):
	case TAG(W, DRAWING):
	case TAG(W, PICT):
		read_drawing(d);
		break;
	default:
		break;
	}
}

static void read_in_run(struct docx *d, struct office_look *look)
{
	switch (d->xml->tag) {
	case TAG(W, T):
		add_text(d, intake_office_xml_text(d->xml), look);
		break;
	case TAG(W, BR):
	case TAG(W, CR):
		read_break(d);
		break;
	case TAG(W, FLD_CHAR):
		read_field_mark(d);
		break;
	case TAG(W, INSTR_TEXT):
		read_code(d);
		break;
	default:
		read_run_rest(d, look);
		break;
	}
}

static void read_alternate_run(struct docx *d);

static void read_run(struct docx *d)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;
	struct office_letters own = { 0 };
	struct office_look look;
	bool known = false;

	intake_docx_check(d);
	intake_docx_para_open(d);
	while (intake_office_xml_child(x, depth)) {
		if (x->tag == TAG(W, R_PR)) {
			intake_docx_look_read(d, &own);
			continue;
		}
		if (!known)
			look = intake_docx_look_make(d, &own);
		known = true;
		if (x->tag == TAG(MC, ALTERNATE_CONTENT))
			intake_docx_alternate(d, read_alternate_run);
		else
			read_in_run(d, &look);
	}
}

/* What a run may hold, as the paragraph looks. */
static void read_alternate_run(struct docx *d)
{
	struct office_letters own = { 0 };
	struct office_look look = intake_docx_look_make(d, &own);
	int depth = d->xml->depth;

	while (intake_office_xml_child(d->xml, depth))
		read_in_run(d, &look);
}

void intake_docx_alternate(struct docx *d, void (*read)(struct docx *))
{
	struct office_xml *x = d->xml;
	int depth = x->depth;
	size_t before = d->sheet.seen + d->sheet.pictures;

	while (intake_office_xml_child(x, depth)) {
		bool done = d->sheet.seen + d->sheet.pictures != before;

		if (!done && (x->tag == TAG(MC, CHOICE) ||
				     x->tag == TAG(MC, FALLBACK)))
			read(d);
	}
}

void intake_docx_inlines(struct docx *d)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;
	struct office_letters plain = { 0 };
	struct office_look look;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, P_PR):
			if (!d->now.opened)
				intake_docx_form_read(d, &d->now.form);
			break;
		case TAG(W, R):
			read_run(d);
			break;
		case TAG(W, HYPERLINK):
			read_link(d);
			break;
		case TAG(W, FLD_SIMPLE):
			read_simple_field(d);
			break;
		case TAG(W, INS):
		case TAG(W, MOVE_TO):
		case TAG(W, SMART_TAG):
		case TAG(W, CUSTOM_XML):
		case TAG(W, DIR):
		case TAG(W, BDO):
		case TAG(W, SDT):
		case TAG(W, SDT_CONTENT):
		case TAG(W, RUBY_BASE):
			intake_docx_inlines(d);
			break;
		case TAG(MC, ALTERNATE_CONTENT):
			intake_docx_alternate(d, intake_docx_inlines);
			break;
		case TAG(MATH, O_MATH):
		case TAG(MATH, O_MATH_PARA):
			intake_docx_para_open(d);
			look = intake_docx_look_make(d, &plain);
			read_math(d, &look);
			break;
		default:
			break;
		}
}
