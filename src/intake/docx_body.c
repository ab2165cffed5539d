/*
 * intake/docx_body.c - what a Word document's parts are made of: paragraphs,
 * tables, sections with their heads and feet.
 */
#include "intake/docx_int.h"

enum { GRID = 64, REFERENCES = 6 };

/* ---- paragraphs --------------------------------------------------------- */

void intake_docx_para_open(struct docx *d)
{
	if (d->now.opened)
		return;
	intake_docx_para_make(d);
	intake_office_para_open(&d->sheet, &d->now.para);
	d->now.opened = true;
}

void intake_docx_check(struct docx *d)
{
	if (!d->sheet.over || d->xml->why)
		return;
	intake_office_xml_stop(d->xml, d->sheet.over);
}

static void read_paragraph(struct docx *d)
{
	d->now.form = (struct office_form){ 0 };
	d->now.opened = false;
	intake_docx_inlines(d);
	intake_docx_para_open(d);
	intake_docx_fields_mend(d);
	intake_office_para_close(&d->sheet);
	d->now.opened = false;
	intake_docx_check(d);
}

/* ---- tables ------------------------------------------------------------- */

struct grid {
	struct office_table table;
	float x[GRID + 1];
	int count; /* of columns */
	int at;    /* the next cell's */
};

static void read_block(struct docx *d);

static void read_grid(struct docx *d, struct grid *g)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		if (x->tag == TAG(W, GRID_COL) && g->count < GRID) {
			float w = intake_office_points(OOXML_ATTR(x, W));

			g->x[g->count + 1] = g->x[g->count] + (w > 0 ? w : 0);
			g->count++;
		}
}

static void read_cell_form(struct docx *d, struct office_cell *cell, int *span)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		if (x->tag == TAG(W, GRID_SPAN))
			*span = intake_office_number(OOXML_ATTR(x, VAL), 1);
		else if (x->tag == TAG(W, V_MERGE))
			cell->goes_on = !str_is(OOXML_ATTR(x, VAL), "restart");
	if (*span < 1 || *span > GRID)
		*span = 1;
}

static void open_cell(
	struct docx *d, struct grid *g, struct office_cell *cell, int span)
{
	int from = g->at < g->count ? g->at : g->count,
	    to = from + span < g->count ? from + span : g->count;

	cell->column = g->at;
	cell->flow.x = g->x[from];
	cell->flow.width = g->x[to] - g->x[from];
	g->at += span;
	intake_office_table_cell(&d->sheet, &g->table, cell);
}

static void read_cell(struct docx *d, struct grid *g)
{
	struct office_xml *x = d->xml;
	int depth = x->depth, span = 1;
	struct office_cell cell = { 0 };
	bool opened = false;

	while (intake_office_xml_child(x, depth)) {
		if (x->tag == TAG(W, TC_PR) && !opened) {
			read_cell_form(d, &cell, &span);
			continue;
		}
		if (!opened)
			open_cell(d, g, &cell, span);
		opened = true;
		read_block(d);
	}
	d->sheet.to = g->table.back;
	intake_docx_check(d);
}

static void read_row_form(struct docx *d, struct grid *g)
{
	int depth = d->xml->depth, n;

	while (intake_office_xml_child(d->xml, depth))
		if (d->xml->tag == TAG(W, GRID_BEFORE)) {
			n = intake_office_number(OOXML_ATTR(d->xml, VAL), 0);
			g->at = n > 0 && n < GRID ? n : 0;
		}
}

static void read_row(struct docx *d, struct grid *g)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, TR_PR):
			read_row_form(d, g);
			break;
		case TAG(W, TC):
			read_cell(d, g);
			break;
		case TAG(W, SDT):
		case TAG(W, SDT_CONTENT):
		case TAG(W, CUSTOM_XML):
			read_row(d, g);
			break;
		default:
			break;
		}
}

static void read_rows(struct docx *d, struct grid *g)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, TBL_GRID):
			read_grid(d, g);
			break;
		case TAG(W, TR):
			g->at = 0;
			intake_office_table_row(&d->sheet, &g->table);
			read_row(d, g);
			break;
		case TAG(W, SDT):
		case TAG(W, SDT_CONTENT):
		case TAG(W, CUSTOM_XML):
		case TAG(W, INS):
		case TAG(W, MOVE_TO):
			read_rows(d, g);
			break;
		default:
			break;
		}
}

static void read_table(struct docx *d)
{
	struct grid g = { 0 };

	intake_office_table_open(&d->sheet, &g.table);
	read_rows(d, &g);
	intake_office_table_close(&d->sheet, &g.table);
	intake_docx_check(d);
}

/* ---- blocks ------------------------------------------------------------- */

/* The element that was opened last. */
static void read_block(struct docx *d)
{
	switch (d->xml->tag) {
	case TAG(W, P):
		read_paragraph(d);
		break;
	case TAG(W, TBL):
		read_table(d);
		break;
	case TAG(W, SECT_PR):
		intake_docx_section_read(d);
		break;
	case TAG(W, BODY):
	case TAG(W, SDT):
	case TAG(W, SDT_CONTENT):
	case TAG(W, CUSTOM_XML):
	case TAG(W, SMART_TAG):
	case TAG(W, INS):
	case TAG(W, MOVE_TO):
		intake_docx_blocks(d);
		break;
	case TAG(W, FOOTNOTE):
	case TAG(W, ENDNOTE):
		/* the others are the rules over them */
		if (!OOXML_ATTR(d->xml, TYPE).at ||
			str_is(OOXML_ATTR(d->xml, TYPE), "normal"))
			intake_docx_blocks(d);
		break;
	case TAG(W, ALT_CHUNK):
		intake_docx_chunk(d);
		break;
	case TAG(MC, ALTERNATE_CONTENT):
		intake_docx_alternate(d, intake_docx_blocks);
		break;
	default:
		break;
	}
}

void intake_docx_blocks(struct docx *d)
{
	int depth = d->xml->depth;

	while (intake_office_xml_child(d->xml, depth))
		read_block(d);
}

/* ---- sections ----------------------------------------------------------- */

struct references {
	struct reference {
		struct str part, type;
		bool foot;
	} at[REFERENCES];
	size_t count;
	bool title;
};

static void add_edge(struct docx *d, struct office_edge edge)
{
	for (size_t i = 0; i < d->edge_count; i++)
		if (str_eq(d->edges[i].part, edge.part))
			return;
	if (d->edge_count == DOCX_EDGES)
		d->sheet.over = "heads and feet";
	else
		d->edges[d->edge_count++] = edge;
}

static void add_edges(struct docx *d, const struct references *r,
	const char *type, bool repeated)
{
	for (size_t i = 0; i < r->count; i++)
		if (str_is(r->at[i].type, type))
			add_edge(d, (struct office_edge){ .part = r->at[i].part,
					    .foot = r->at[i].foot,
					    .even = *type == 'e',
					    .repeated = repeated });
}

static void read_reference(struct docx *d, struct references *r, bool foot)
{
	struct str id = ATTR(d->xml, R, ID), type = OOXML_ATTR(d->xml, TYPE);
	const struct docx_relation *to =
		id.at ? intake_office_map_find(&d->relations, id) : NULL;

	if (to && r->count < REFERENCES)
		r->at[r->count++] = (struct reference){ to->target,
			type.at ? type : STR("default"), foot };
}

static void read_paper(struct docx *d)
{
	struct office_xml *x = d->xml;
	float w = intake_office_points(OOXML_ATTR(x, W)),
	      h = intake_office_points(OOXML_ATTR(x, H));

	/* the first section's is the document's */
	if (d->sections || w < 100 || h < 100)
		return;
	d->paper.width = w;
	d->paper.height = h;
}

static void read_margins(struct docx *d)
{
	struct office_xml *x = d->xml;
	float left = intake_office_points(OOXML_ATTR(x, LEFT)),
	      right = intake_office_points(OOXML_ATTR(x, RIGHT)),
	      top = intake_office_points(OOXML_ATTR(x, TOP)),
	      bottom = intake_office_points(OOXML_ATTR(x, BOTTOM));

	if (d->sections)
		return;
	d->paper.left = left > 0 && left < 1000 ? left : 0;
	d->paper.right = right > 0 && right < 1000 ? right : 0;
	d->paper.top = top > 0 && top < 1000 ? top : 0;
	d->margins = (struct intake_margins){ d->paper.top, d->paper.right,
		bottom > 0 && bottom < 1000 ? bottom : 0, d->paper.left };
}

void intake_docx_section_read(struct docx *d)
{
	struct office_xml *x = d->xml;
	int depth = x->depth;
	struct references r = { 0 };

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(W, HEADER_REFERENCE):
			read_reference(d, &r, false);
			break;
		case TAG(W, FOOTER_REFERENCE):
			read_reference(d, &r, true);
			break;
		case TAG(W, TITLE_PG):
			r.title = intake_docx_on(x);
			break;
		case TAG(W, PG_SZ):
			read_paper(d);
			break;
		case TAG(W, PG_MAR):
			read_margins(d);
			break;
		default:
			break;
		}
	if (r.title)
		add_edges(d, &r, "first", d->sections > 0);
	add_edges(d, &r, "default", d->sections > 0 || r.title);
	add_edges(d, &r, "even", true);
	d->sections++;
}
