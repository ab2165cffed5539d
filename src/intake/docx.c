/*
 * intake/docx.c - see docx.h. The file: which parts there are, in which order
 * they are read, what becomes of heads, feet and notes.
 */
#include "intake/docx.h"
#include "intake/docx_int.h"

#include "base/utf8.h"

enum { PARTS = 16, RELATIONS = 50000 };

/* Where the parts are that are not reached from the text. */
enum part { STYLES, NUMBERING, FOOTNOTES, ENDNOTES, SETTINGS, PART_COUNT };
static const char *const kinds[PART_COUNT] = { "/styles", "/numbering",
	"/footnotes", "/endnotes", "/settings" };

/* ---- what is wrong ------------------------------------------------------ */

static bool told(const struct office_xml *x, struct str name, struct err *err)
{
	return err_set(err, x->code,
		x->code == ERR_TOO_BIG
			? "'%.*s' is more than a document of people takes: %s"
			: "'%.*s' is damaged: %s",
		STR_ARG(utf8_fit(name, 80)), x->why);
}

/* ---- relations ---------------------------------------------------------- */

/* "../a.xml" from "word/_rels/document.xml.rels" is "a.xml". */
static struct str resolve(struct arena *mem, struct str from, struct str to)
{
	struct str dir = from;

	if (to.len && *to.at == '/')
		return str_of(to.at + 1, to.len - 1);
	while (dir.len && dir.at[dir.len - 1] != '/')
		dir.len--;
	for (;;) {
		if (str_starts(to, STR("./"))) {
			to = str_of(to.at + 2, to.len - 2);
			continue;
		}
		if (!str_starts(to, STR("../")))
			break;
		to = str_of(to.at + 3, to.len - 3);
		dir.len -= dir.len > 0;
		while (dir.len && dir.at[dir.len - 1] != '/')
			dir.len--;
	}
	return str_fmt(mem, "%.*s%.*s", STR_ARG(dir), STR_ARG(to));
}

static struct str relations_of(struct arena *mem, struct str part)
{
	struct str dir = part;

	while (dir.len && dir.at[dir.len - 1] != '/')
		dir.len--;
	return str_fmt(mem, "%.*s_rels/%.*s.rels", STR_ARG(dir),
		(int)(part.len - dir.len), part.at + dir.len);
}

static void read_relation(struct docx *d, struct str from, struct str *parts)
{
	struct office_xml *x = d->xml;
	struct docx_relation *r = ARENA_NEW(d->file.own, struct docx_relation);
	struct str type = ATTR(x, NONE, TYPE_ATTR),
		   target = ATTR(x, NONE, TARGET), id = ATTR(x, NONE, ID_ATTR);

	r->outside = str_eq_nocase(ATTR(x, NONE, TARGET_MODE), STR("External"));
	r->target = r->outside ? target : resolve(d->file.own, from, target);
	intake_office_map_add(&d->relations, id, r);
	for (int i = 0; parts && i < PART_COUNT && !r->outside; i++)
		if (str_ends(type, str_c(kinds[i])) && !parts[i].at)
			parts[i] = r->target;
}

/* The relations of a part take the place of those of another. */
static bool read_relations(
	struct docx *d, struct str from, struct str *parts, struct err *err)
{
	struct office_xml *x = d->xml;
	struct err why = { 0 };
	struct str xml;
	int depth;

	d->relations = (struct office_map){ .mem = d->file.own };
	if (!intake_office_file_part(
		    &d->file, relations_of(d->file.own, from), &xml, &why)) {
		if (why.code != ERR_NOT_FOUND && why.code != ERR_BAD_INPUT) {
			*err = why;
			return false;
		}
		return true;
	}
	intake_office_xml_open(x, d->file.own, d->file.names, xml);
	if (!intake_office_xml_child(x, 0))
		return true;
	depth = x->depth;
	while (intake_office_xml_child(x, depth))
		if (x->tag == TAG(RELS, RELATIONSHIP) &&
			d->relations_read++ == RELATIONS)
			intake_office_xml_stop(x, "relations");
		else if (x->tag == TAG(RELS, RELATIONSHIP))
			read_relation(d, from, parts);
	return !x->why || x->code == ERR_BAD_INPUT ||
	       told(x, relations_of(d->file.own, from), err);
}

/* ---- the main part ------------------------------------------------------ */

static void main_by_relation(struct docx *d, struct str xml)
{
	struct office_xml *x = d->xml;
	int depth;

	intake_office_xml_open(x, d->file.own, d->file.names, xml);
	if (!intake_office_xml_child(x, 0))
		return;
	depth = x->depth;
	while (intake_office_xml_child(x, depth))
		if (x->tag == TAG(RELS, RELATIONSHIP) && !d->main.at &&
			str_ends(ATTR(x, NONE, TYPE_ATTR),
				STR("/officeDocument")))
			d->main = resolve(
				d->file.own, STR(""), ATTR(x, NONE, TARGET));
}

static void main_by_type(struct docx *d, struct str xml)
{
	static const char *const types[] = { "document.main+xml",
		"template.main+xml", "document.macroEnabled.main+xml",
		"template.macroEnabledTemplate.main+xml" };
	struct office_xml *x = d->xml;
	int depth;

	intake_office_xml_open(x, d->file.own, d->file.names, xml);
	if (!intake_office_xml_child(x, 0))
		return;
	depth = x->depth;
	while (intake_office_xml_child(x, depth)) {
		struct str type = ATTR(x, NONE, CONTENT_TYPE);

		if (x->tag != TAG(TYPES, OVERRIDE) || d->main.at)
			continue;
		for (size_t i = 0; i < LENGTH(types); i++)
			if (str_ends(type, str_c(types[i])))
				d->main = resolve(d->file.own, STR(""),
					ATTR(x, NONE, PART_NAME));
	}
}

static bool has_part(const struct docx *d, struct str name)
{
	return name.at && intake_office_map_find(
				  &d->file.parts, str_lower(d->file.own, name));
}

static bool find_main(struct docx *d, struct err *err)
{
	struct err none = { 0 };
	struct str xml;

	if (intake_office_file_part(&d->file, STR("_rels/.rels"), &xml, &none))
		main_by_relation(d, xml);
	if (!has_part(d, d->main)) {
		d->main = STR_NONE;
		if (intake_office_file_part(
			    &d->file, STR("[Content_Types].xml"), &xml, &none))
			main_by_type(d, xml);
	}
	if (!has_part(d, d->main))
		d->main = STR("word/document.xml");
	return has_part(d, d->main) ||
	       err_set(err, ERR_BAD_INPUT,
		       "the archive holds no text of a Word document");
}

/* ---- parts -------------------------------------------------------------- */

/* All its text, into a flow of its own. */
static bool read_text(struct docx *d, struct str name, struct str xml,
	struct office_flow *to, struct err *err)
{
	bool is_main = str_eq(name, d->main);

	d->sheet.to = to;
	d->field_count = d->fields_over = d->codes = 0;
	d->now = (struct docx_now){ 0 };
	intake_office_xml_open(d->xml, d->file.own, d->file.names, xml);
	if (intake_office_xml_child(d->xml, 0)) {
		if (is_main && d->xml->tag != TAG(W, DOCUMENT))
			return err_set(err, ERR_BAD_INPUT,
				"'%.*s' holds something else",
				STR_ARG(utf8_fit(name, 80)));
		intake_docx_blocks(d);
	}
	return !d->xml->why || told(d->xml, name, err);
}

/* A part without which the text stands. */
static bool spared(struct docx *d, const struct err *why, struct err *err)
{
	if (why->code == ERR_NOT_FOUND)
		return true;
	if (why->code == ERR_BAD_INPUT) {
		d->file.mended = true;
		return true;
	}
	*err = *why;
	return false;
}

static bool read_lesser(struct docx *d, struct str name, struct office_flow *to,
	struct err *err)
{
	struct err why = { 0 };
	struct str xml;

	if (!name.at)
		return true;
	return read_relations(d, name, NULL, err) &&
	       ((intake_office_file_part(&d->file, name, &xml, &why) &&
			read_text(d, name, xml, to, &why)) ||
		       spared(d, &why, err));
}

static bool read_settings(struct docx *d, struct str name,
	void (*read)(struct docx *, struct str), struct err *err)
{
	struct err why = { 0 };
	struct str xml;

	d->xml->why = NULL;
	if (!name.at)
		return true;
	if (!intake_office_file_part(&d->file, name, &xml, &why))
		return spared(d, &why, err);
	read(d, xml);
	return !d->xml->why || (told(d->xml, name, &why), spared(d, &why, err));
}

static bool read_main(struct docx *d, struct office_flow *to, struct err *err)
{
	struct str xml;

	if (!intake_office_file_part(&d->file, d->main, &xml, err) ||
		!read_text(d, d->main, xml, to, err))
		return false;
	return d->xml->tag ||
	       err_set(err, ERR_BAD_INPUT, "'%.*s' is empty", STR_ARG(d->main));
}

/* ---- heads, feet, notes ------------------------------------------------- */

static void drop_even(struct docx *d, struct str xml)
{
	struct office_xml *x = d->xml;
	size_t kept = 0;
	int depth;

	intake_office_xml_open(x, d->file.own, d->file.names, xml);
	if (!intake_office_xml_child(x, 0))
		return;
	depth = x->depth;
	while (intake_office_xml_child(x, depth))
		if (x->tag == TAG(W, EVEN_AND_ODD_HEADERS) && intake_docx_on(x))
			return;
	for (size_t i = 0; i < d->edge_count; i++)
		if (!d->edges[i].even)
			d->edges[kept++] = d->edges[i];
	d->edge_count = kept;
}

static bool read_edges(struct docx *d, struct str settings, struct err *err)
{
	bool even = false;

	for (size_t i = 0; i < d->edge_count; i++)
		even |= d->edges[i].even;
	if (even && !read_settings(d, settings, drop_even, err))
		return false;
	for (size_t i = 0; i < d->edge_count; i++)
		if (!read_lesser(d, d->edges[i].part, &d->edges[i].flow, err))
			return false;
	return true;
}

/* ---- all of it ---------------------------------------------------------- */

static bool read_all(struct docx *d, struct office_flow *out, struct err *err)
{
	struct str parts[PART_COUNT] = { 0 };
	struct office_flow body = { 0 }, notes = { 0 };

	if (!find_main(d, err) || !read_relations(d, d->main, parts, err))
		return false;
	if (!parts[STYLES].at)
		parts[STYLES] =
			resolve(d->file.own, d->main, STR("styles.xml"));
	if (!read_settings(d, parts[STYLES], intake_docx_styles_read, err) ||
		!read_settings(
			d, parts[NUMBERING], intake_docx_lists_read, err) ||
		!read_main(d, &body, err) ||
		!read_edges(d, parts[SETTINGS], err) ||
		!read_lesser(d, parts[FOOTNOTES], &notes, err) ||
		!read_lesser(d, parts[ENDNOTES], &notes, err))
		return false;
	intake_office_edges_append(
		&d->sheet, out, d->edges, d->edge_count, false);
	intake_office_flow_append(&d->sheet, out, &body);
	out->apart = true;
	intake_office_flow_append(&d->sheet, out, &notes);
	intake_office_edges_append(
		&d->sheet, out, d->edges, d->edge_count, true);
	return !d->sheet.over ||
	       err_set(err, ERR_TOO_BIG,
		       "it is more than a document of people takes: %s",
		       d->sheet.over);
}

static bool open_docx(struct docx *d, struct arena *mem, struct arena *own,
	struct str bytes, struct err *err)
{
	if (bytes.len > INTAKE_DOCX_BYTES)
		return err_set(err, ERR_TOO_BIG, "it is more than %d MB",
			INTAKE_DOCX_BYTES >> 20);
	d->mem = mem;
	d->paper = (struct office_paper){ 612, 792, 72, 72, 72 };
	d->xml = arena_bytes(own, sizeof(*d->xml));
	if (!intake_office_file_open(&d->file, own, bytes, err))
		return false;
	d->styles.mem = d->nums.mem = d->relations.mem = own;
	intake_office_sheet_init(&d->sheet, mem, own, NULL);
	return true;
}

bool intake_docx(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err)
{
	struct arena own = { 0 };
	struct docx *d = ARENA_NEW(&own, struct docx);
	struct office_flow flow = { 0 };
	bool ok =
		open_docx(d, mem, &own, bytes, err) && read_all(d, &flow, err);

	if (ok) {
		*out = (struct intake_doc){ .mended = d->file.mended,
			.margins = d->margins };
		intake_office_pages(&d->sheet, &flow, &d->paper, out);
	} else {
		if (err->code != ERR_TOO_BIG)
			err->code = ERR_UNTRUSTED;
		err_in(err,
			"save this Word document anew, or export it as PDF");
	}
	arena_free(&own);
	return ok;
}
