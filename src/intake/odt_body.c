/*
 * intake/odt_body.c - what an OpenDocument text says: paragraphs, lists,
 * tables, text boxes, notes, links.
 */
#include "intake/odt_int.h"

enum { GRID = 64, BLANKS_MOST = 100, URL_MOST = 4096, LEVEL_MOST = 200 };

static void read_block(struct odt *o);
static void read_inlines(struct odt *o);

/* Too much text ends the reading. */
static void check_size(struct odt *o)
{
	if (!o->sheet.over || o->xml->why)
		return;
	intake_office_xml_stop(o->xml, o->sheet.over);
}

/* ---- boxes and notes ---------------------------------------------------- */

/* What stands aside; `all`: what is in the element that is open, else the
 * block that it is. */
static void read_box(struct odt *o, bool all)
{
	struct odt_now was = o->now;
	struct office_now line;

	o->now = (struct odt_now){ 0 };
	intake_office_box_open(&o->sheet, &line);
	if (all)
		intake_odt_blocks(o);
	else
		read_block(o);
	intake_office_box_close(&o->sheet, &line);
	o->now = was;
}

static void read_note(struct odt *o)
{
	struct office_flow *back = o->sheet.to;
	int depth = o->xml->depth;

	o->sheet.to = &o->notes;
	while (intake_office_xml_child(o->xml, depth))
		if (o->xml->tag == TAG(TEXT, NOTE_BODY))
			read_box(o, true);
	o->sheet.to = back;
}

static void read_drawing(struct odt *o)
{
	struct office_xml *x = o->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(DRAW, TEXT_BOX):
			read_box(o, true);
			break;
		case TAG(DRAW, IMAGE):
			o->sheet.pictures++;
			break;
		case TAG(TEXT, P):
		case TAG(TEXT, H):
		case TAG(TEXT, LIST):
			read_box(o, false);
			break;
		default:
			read_drawing(o);
			break;
		}
}

/* ---- within a paragraph ------------------------------------------------- */

/* Blanks, tabs and line ends in XML are one blank. */
static void add_text(struct odt *o, struct str s)
{
	const struct office_letters *l = &o->now.look;
	struct office_look look = { l->on, l->size, o->now.url };
	size_t from = 0, i;

	for (i = 0; i < s.len; i++) {
		bool blank = s.at[i] == ' ' || s.at[i] == '\t' ||
			     s.at[i] == '\n' || s.at[i] == '\r';

		if (blank && o->now.blank) {
			intake_office_text(&o->sheet,
				str_of(s.at + from, i - from), &look);
			from = i + 1;
		}
		o->now.blank = blank;
	}
	intake_office_text(&o->sheet, str_of(s.at + from, i - from), &look);
}

static void add_blanks(struct odt *o)
{
	int n = intake_office_number(ATTR(o->xml, TEXT, C), 1);
	struct office_look look = { 0, o->now.look.size, STR_NONE };

	for (int i = 0; i < n && i < BLANKS_MOST; i++)
		intake_office_text(&o->sheet, STR(" "), &look);
	o->now.blank = false;
}

static void read_span(struct odt *o)
{
	struct office_letters was = o->now.look;
	const struct odt_style *style = intake_odt_style_find(
		o, "text", ATTR(o->xml, TEXT, STYLE_NAME));

	if (style) {
		intake_office_letters_over(&o->now.look, &style->look);
		if (style->part > 0)
			o->now.look.size *= style->part;
	}
	read_inlines(o);
	o->now.look = was;
}

static void read_link(struct odt *o)
{
	struct str was = o->now.url, url = str_trim(ATTR(o->xml, XLINK, HREF));

	/* "#part" leads to a place in the text */
	if (url.len && url.len < URL_MOST && *url.at != '#')
		o->now.url = intake_office_url(&o->sheet, url);
	read_span(o);
	o->now.url = was;
}

static void read_inline_rest(struct odt *o)
{
	switch (o->xml->tag) {
	case TAG(TEXT, NOTE):
		read_note(o);
		break;
	case TAG(TEXT, RUBY_TEXT):
	case TAG(TEXT, HIDDEN_TEXT):
	case TAG(TEXT, TRACKED_CHANGES):
	case TAG(OFFICE, ANNOTATION):
	case TAG(OFFICE, ANNOTATION_END):
		break;
	default:
		if (o->xml->tag >> 16 == SPACE_DRAW)
			read_drawing(o);
		else
			read_inlines(o);
		break;
	}
}

/* A drawing may be the element that is open, not one within it. */
static void read_shape(struct odt *o)
{
	if (o->xml->tag == TAG(DRAW, TEXT_BOX))
		read_box(o, true);
	else
		read_drawing(o);
}

static void read_inline(struct odt *o)
{
	check_size(o);
	switch (o->xml->tag) {
	case TAG(TEXT, SPAN):
		read_span(o);
		break;
	case TAG(TEXT, A):
		read_link(o);
		break;
	case TAG(TEXT, S):
		add_blanks(o);
		break;
	case TAG(TEXT, TAB):
		intake_office_tab(&o->sheet);
		o->now.blank = true;
		break;
	case TAG(TEXT, LINE_BREAK):
		intake_office_break(&o->sheet);
		o->now.blank = true;
		break;
	case TAG(TEXT, SOFT_PAGE_BREAK):
		intake_office_page_break(&o->sheet, true);
		break;
	case TAG(DRAW, FRAME):
	case TAG(DRAW, CUSTOM_SHAPE):
		read_shape(o);
		break;
	default:
		read_inline_rest(o);
		break;
	}
}

static void read_inlines(struct odt *o)
{
	int depth = o->xml->depth;
	enum office_event is;

	while ((is = intake_office_xml_next(o->xml, depth)))
		if (is == OFFICE_TEXT)
			add_text(o, intake_office_xml_plain(o->xml));
		else
			read_inline(o);
}

/* ---- paragraphs --------------------------------------------------------- */

static void note_master(struct odt *o, struct str name)
{
	for (size_t i = 0; i < o->master_count; i++)
		if (str_eq(o->masters[i], name))
			return;
	if (o->master_count < ODT_MASTERS)
		o->masters[o->master_count++] = name;
}

static struct office_para form_of(
	struct odt *o, const struct odt_style *style, bool is_heading)
{
	static const struct office_form none;
	struct office_para p = intake_office_form_para(
		style ? &style->form : &none, o->now.look.size);
	int level = intake_office_number(ATTR(o->xml, TEXT, OUTLINE_LEVEL), 1);

	if (is_heading)
		p.heading = (uint8_t)(level > 0 && level < 10 ? level : 1);
	if (o->now.level && !p.heading) {
		if (p.left < 1)
			p.left = 18.0f * (float)o->now.level;
		if (o->now.item &&
			!intake_odt_has_no_mark(o, o->now.list, o->now.level))
			p.item = (uint8_t)o->now.level;
	}
	if (style && style->form.context)
		p.alike = style;
	return p;
}

static void read_paragraph(struct odt *o, bool is_heading)
{
	const struct odt_style *style = intake_odt_style_find(
		o, "paragraph", ATTR(o->xml, TEXT, STYLE_NAME));
	struct office_para para;

	o->now.look = (struct office_letters){ 0 };
	if (style)
		o->now.look = style->look;
	if (!(o->now.look.size > 0))
		o->now.look.size = 12;
	para = form_of(o, style, is_heading);
	if (style && style->master.len) {
		para.page |= o->master_count > 0;
		note_master(o, style->master);
	}
	if (style && style->column)
		o->sheet.to->step = true;
	o->now.blank = true;
	intake_office_para_open(&o->sheet, &para);
	read_inlines(o);
	intake_office_para_close(&o->sheet);
	if (style && style->after)
		intake_office_page_break(&o->sheet, false);
	o->now.item = false;
	check_size(o);
}

/* ---- lists -------------------------------------------------------------- */

static void read_list(struct odt *o)
{
	struct odt_now was = o->now;
	struct str style = ATTR(o->xml, TEXT, STYLE_NAME);
	int depth = o->xml->depth;

	if (style.at)
		o->now.list = style;
	o->now.level = was.level < LEVEL_MOST ? was.level + 1 : LEVEL_MOST;
	while (intake_office_xml_child(o->xml, depth)) {
		o->now.item = o->xml->tag == TAG(TEXT, LIST_ITEM);
		if (o->now.item || o->xml->tag == TAG(TEXT, LIST_HEADER))
			intake_odt_blocks(o);
	}
	was.item = false;
	o->now = was;
}

/* ---- tables ------------------------------------------------------------- */

struct grid {
	struct office_table table;
	float x[GRID + 1];
	int count, at;
	int covered; /* cells to come that the last one is over */
};

static int repeated(struct str s)
{
	int n = intake_office_number(s, 1);

	return n > 0 && n < GRID ? n : 1;
}

static void read_column(struct odt *o, struct grid *g)
{
	const struct odt_style *style = intake_odt_style_find(
		o, "table-column", ATTR(o->xml, TABLE, STYLE_NAME));
	int n = repeated(ATTR(o->xml, TABLE, NUMBER_COLUMNS_REPEATED));
	float w = style && style->width > 0 ? style->width : 0;

	for (; n > 0 && g->count < GRID; n--, g->count++)
		g->x[g->count + 1] = g->x[g->count] + w;
}

static void read_cell(struct odt *o, struct grid *g, bool is_covered)
{
	int n = repeated(ATTR(o->xml, TABLE, NUMBER_COLUMNS_REPEATED)),
	    span = repeated(ATTR(o->xml, TABLE, NUMBER_COLUMNS_SPANNED)),
	    from = g->at < g->count ? g->at : g->count,
	    to = from + span < g->count ? from + span : g->count;
	struct office_cell cell = { .column = g->at,
		.goes_on = is_covered,
		.flow = { .x = g->x[from], .width = g->x[to] - g->x[from] } };

	g->at += n;
	if (is_covered && g->covered > 0) {
		g->covered -= n;
		return;
	}
	g->covered = is_covered ? 0 : span - 1;
	intake_office_table_cell(&o->sheet, &g->table, &cell);
	intake_odt_blocks(o);
	o->sheet.to = g->table.back;
	check_size(o);
}

static void read_row(struct odt *o, struct grid *g)
{
	int depth = o->xml->depth;

	g->at = g->covered = 0;
	intake_office_table_row(&o->sheet, &g->table);
	while (intake_office_xml_child(o->xml, depth))
		if (o->xml->tag == TAG(TABLE, TABLE_CELL))
			read_cell(o, g, false);
		else if (o->xml->tag == TAG(TABLE, COVERED_TABLE_CELL))
			read_cell(o, g, true);
}

static void read_rows(struct odt *o, struct grid *g)
{
	struct office_xml *x = o->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(TABLE, TABLE_COLUMN):
			read_column(o, g);
			break;
		case TAG(TABLE, TABLE_ROW):
			read_row(o, g);
			break;
		case TAG(TABLE, TABLE_COLUMNS):
		case TAG(TABLE, TABLE_COLUMN_GROUP):
		case TAG(TABLE, TABLE_HEADER_COLUMNS):
		case TAG(TABLE, TABLE_HEADER_ROWS):
		case TAG(TABLE, TABLE_ROW_GROUP):
		case TAG(TABLE, TABLE_ROWS):
			read_rows(o, g);
			break;
		default:
			break;
		}
}

static void read_table(struct odt *o)
{
	struct odt_now was = o->now;
	struct grid g = { 0 };

	o->now.level = 0;
	intake_office_table_open(&o->sheet, &g.table);
	read_rows(o, &g);
	intake_office_table_close(&o->sheet, &g.table);
	o->now = was;
	check_size(o);
}

/* ---- blocks ------------------------------------------------------------- */

static bool is_hidden(struct odt *o)
{
	struct str display = ATTR(o->xml, TEXT, DISPLAY);

	return str_is(display, "none");
}

static void read_block_rest(struct odt *o)
{
	switch (o->xml->tag) {
	case TAG(TEXT, TRACKED_CHANGES):
	case TAG(OFFICE, ANNOTATION):
		break;
	case TAG(TEXT, SOFT_PAGE_BREAK):
		intake_office_page_break(&o->sheet, true);
		break;
	case TAG(DRAW, TEXT_BOX):
	case TAG(DRAW, FRAME):
	case TAG(DRAW, CUSTOM_SHAPE):
		read_shape(o);
		break;
	default:
		if (o->xml->tag >> 16 == SPACE_DRAW)
			read_drawing(o);
		else
			intake_odt_blocks(o);
		break;
	}
}

static void read_block(struct odt *o)
{
	switch (o->xml->tag) {
	case TAG(TEXT, P):
		read_paragraph(o, false);
		break;
	case TAG(TEXT, H):
		read_paragraph(o, true);
		break;
	case TAG(TEXT, LIST):
		read_list(o);
		break;
	case TAG(TABLE, TABLE):
		read_table(o);
		break;
	case TAG(TEXT, SECTION):
		if (!is_hidden(o))
			intake_odt_blocks(o);
		break;
	default:
		read_block_rest(o);
		break;
	}
}

void intake_odt_blocks(struct odt *o)
{
	int depth = o->xml->depth;

	while (intake_office_xml_child(o->xml, depth))
		read_block(o);
}
