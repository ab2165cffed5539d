/*
 * intake/odt.c - see odt.h. The file: which parts there are, in which order
 * they are read, heads and feet of the pages that the text has.
 */
#include "intake/odt.h"
#include "intake/odt_int.h"

#include "base/utf8.h"

/* Calls take() for each element within the outermost. False: it is damaged. */
static bool each(struct odt *o, struct str xml, void (*take)(struct odt *))
{
	struct office_xml *x = o->xml;
	int depth;

	intake_office_xml_open(x, o->file.own, o->file.names, xml);
	if (intake_office_xml_child(x, 0)) {
		depth = x->depth;
		while (intake_office_xml_child(x, depth))
			take(o);
	}
	return !x->why;
}

static void take_styles(struct odt *o)
{
	if (o->xml->tag == TAG(OFFICE, STYLES) ||
		o->xml->tag == TAG(OFFICE, AUTOMATIC_STYLES))
		intake_odt_styles_read(o);
}

static void take_body(struct odt *o)
{
	int depth = o->xml->depth;

	if (o->xml->tag != TAG(OFFICE, BODY))
		return;
	while (intake_office_xml_child(o->xml, depth))
		if (o->xml->tag == TAG(OFFICE, TEXT))
			intake_odt_blocks(o);
}

/* ---- master pages ------------------------------------------------------- */

static void read_edge(struct odt *o, bool foot, bool repeated)
{
	struct office_edge *e;

	if (o->edge_count == ODT_EDGES)
		o->sheet.over = "heads and feet";
	if (o->sheet.over || str_is(ATTR(o->xml, STYLE, DISPLAY), "false"))
		return;
	e = &o->edges[o->edge_count++];
	*e = (struct office_edge){ .foot = foot, .repeated = repeated };
	o->now = (struct odt_now){ 0 };
	o->sheet.to = &e->flow;
	intake_odt_blocks(o);
}

/* Where the first page has a head of its own, the other is on the rest. */
static void mark_rest(struct odt *o, size_t from, bool foot)
{
	for (size_t i = from; i < o->edge_count; i++)
		if (o->edges[i].foot == foot && !o->edges[i].even)
			o->edges[i].repeated = true;
}

static void read_master(struct odt *o, bool again)
{
	struct office_xml *x = o->xml;
	int depth = x->depth;
	size_t from = o->edge_count;

	while (intake_office_xml_child(x, depth))
		switch (x->tag) {
		case TAG(STYLE, HEADER):
		case TAG(STYLE, FOOTER):
			read_edge(o, x->tag == TAG(STYLE, FOOTER), again);
			break;
		case TAG(STYLE, HEADER_LEFT):
		case TAG(STYLE, FOOTER_LEFT):
			read_edge(o, x->tag == TAG(STYLE, FOOTER_LEFT), true);
			break;
		case TAG(STYLE, HEADER_FIRST):
		case TAG(STYLE, FOOTER_FIRST):
			mark_rest(o, from, x->tag == TAG(STYLE, FOOTER_FIRST));
			read_edge(o, x->tag == TAG(STYLE, FOOTER_FIRST), again);
			break;
		default:
			break;
		}
}

static bool is_used(const struct odt *o, struct str name)
{
	for (size_t i = 0; i < o->master_count; i++)
		if (str_eq(o->masters[i], name))
			return true;
	return false;
}

static void note_used(struct odt *o, struct str name)
{
	if (name.len && o->master_count < ODT_MASTERS && !is_used(o, name))
		o->masters[o->master_count++] = name;
}

/* Pages that the text has: where it names none, the first; and those that
 * follow them, which may stand before them. */
static void take_used(struct odt *o)
{
	struct office_xml *x = o->xml;
	int depth = x->depth;

	if (x->tag != TAG(OFFICE, MASTER_STYLES))
		return;
	while (intake_office_xml_child(x, depth)) {
		struct str name = ATTR(x, STYLE, NAME_ATTR);

		if (x->tag != TAG(STYLE, MASTER_PAGE))
			continue;
		if (!o->master_count)
			note_used(o, name);
		if (is_used(o, name))
			note_used(o, ATTR(x, STYLE, NEXT_STYLE_NAME));
	}
}

static void take_masters(struct odt *o)
{
	struct office_xml *x = o->xml;
	int depth = x->depth;

	if (x->tag != TAG(OFFICE, MASTER_STYLES))
		return;
	while (intake_office_xml_child(x, depth)) {
		struct str name = ATTR(x, STYLE, NAME_ATTR);

		if (x->tag == TAG(STYLE, MASTER_PAGE) && is_used(o, name))
			read_master(o, !str_eq(name, o->masters[0]));
	}
}

/* ---- the file ----------------------------------------------------------- */

static bool is_locked(struct odt *o)
{
	struct err none = { 0 };
	struct str xml;

	return intake_office_file_part(
		       &o->file, STR("META-INF/manifest.xml"), &xml, &none) &&
	       memmem(xml.at, xml.len, "encryption-data", 15);
}

static bool refuse_locked(struct err *err)
{
	return err_set(err, ERR_UNTRUSTED,
		"it is locked with a password; save it without one");
}

static bool told(struct odt *o, const char *name, struct err *err)
{
	if (is_locked(o))
		return refuse_locked(err);
	return err_set(err, o->xml->code,
		o->xml->code == ERR_TOO_BIG
			? "'%s' is more than a document of people takes: %s"
			: "'%s' is damaged: %s",
		name, o->xml->why);
}

/* Of one XML file, or of a packed one's two. */
struct parts {
	struct str content, styles;
};

static bool read_styles(struct odt *o, struct parts *p, struct err *err)
{
	if (p->styles.at) {
		o->automatic = &o->edges_own;
		if (!each(o, p->styles, take_styles)) {
			if (o->xml->code != ERR_BAD_INPUT)
				return told(o, "styles.xml", err);
			o->file.mended = true;
		}
	}
	o->automatic = &o->content;
	return each(o, p->content, take_styles) || told(o, "content.xml", err);
}

static bool read_text(
	struct odt *o, struct parts *p, struct office_flow *to, struct err *err)
{
	struct str pages;

	o->sheet.to = to;
	if (!each(o, p->content, take_body))
		return told(o, "content.xml", err);
	if (o->xml->tag >> 16 == SPACE_NONE && !to->count && !o->sheet.pictures)
		return is_locked(o) ? refuse_locked(err)
				    : err_set(err, ERR_BAD_INPUT,
					      "it holds no text document");
	o->automatic = p->styles.at ? &o->edges_own : &o->content;
	pages = p->styles.at ? p->styles : p->content;
	if (each(o, pages, take_used) && each(o, pages, take_masters))
		return true;
	if (o->xml->code != ERR_BAD_INPUT)
		return told(o, "styles.xml", err);
	return o->file.mended = true;
}

static bool read_all(struct odt *o, struct parts *p, struct office_flow *out,
	struct err *err)
{
	struct office_flow body = { 0 };

	if (!read_styles(o, p, err) || !read_text(o, p, &body, err))
		return false;
	intake_office_edges_append(
		&o->sheet, out, o->edges, o->edge_count, false);
	intake_office_flow_append(&o->sheet, out, &body);
	out->apart = true;
	intake_office_flow_append(&o->sheet, out, &o->notes);
	intake_office_edges_append(
		&o->sheet, out, o->edges, o->edge_count, true);
	return !o->sheet.over ||
	       err_set(err, ERR_TOO_BIG,
		       "it is more than a document of people takes: %s",
		       o->sheet.over);
}

static bool open_packed(
	struct odt *o, struct str bytes, struct parts *p, struct err *err)
{
	struct err why = { 0 };

	if (!intake_office_file_open(&o->file, o->file.own, bytes, err) ||
		!intake_office_file_part(
			&o->file, STR("content.xml"), &p->content, err))
		return false;
	if (intake_office_file_part(
		    &o->file, STR("styles.xml"), &p->styles, &why) ||
		why.code == ERR_NOT_FOUND)
		return true;
	if (why.code != ERR_BAD_INPUT) {
		*err = why;
		return false;
	}
	return o->file.mended = true;
}

static bool open_odt(struct odt *o, struct arena *own, struct str bytes,
	struct parts *p, struct err *err)
{
	if (bytes.len > INTAKE_ODT_BYTES)
		return err_set(err, ERR_TOO_BIG, "it is more than %d MB",
			INTAKE_ODT_BYTES >> 20);
	o->file.own = own;
	o->xml = arena_bytes(own, sizeof(*o->xml));
	if (!resume_unzip_is(bytes)) {
		o->file.names = intake_office_xml_names(own);
		p->content = intake_office_file_text(own, bytes);
	} else if (!open_packed(o, bytes, p, err)) {
		if (is_locked(o))
			return refuse_locked(err);
		return false;
	}
	o->common.mem = o->content.mem = o->edges_own.mem = own;
	o->no_marks.mem = own;
	buf_init(&o->key, own, OFFICE_BYTES);
	intake_office_sheet_init(&o->sheet, o->mem, own, NULL);
	return true;
}

bool intake_odt(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err)
{
	struct arena own = { 0 };
	struct odt *o = ARENA_NEW(&own, struct odt);
	struct office_flow flow = { 0 };
	struct parts parts = { STR_NONE, STR_NONE };
	bool ok;

	o->mem = mem;
	ok = open_odt(o, &own, bytes, &parts, err) &&
	     read_all(o, &parts, &flow, err);
	if (ok) {
		if (!(o->paper.width > 0))
			o->paper =
				(struct office_paper){ 595, 842, 57, 57, 57 };
		*out = (struct intake_doc){ .mended = o->file.mended };
		intake_office_pages(&o->sheet, &flow, &o->paper, out);
	} else {
		if (err->code != ERR_TOO_BIG)
			err->code = ERR_UNTRUSTED;
		err_in(err, "save this OpenDocument text anew, or export it as "
			    "PDF");
	}
	arena_free(&own);
	return ok;
}
