/*
 * test/docx_made.h - Word documents made for a test, and what they read as.
 */
#ifndef DOCX_MADE_H
#define DOCX_MADE_H

#include "office_made.h"

#include "intake/docx.h"

#define R(text) "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define P(inner) "<w:p>" inner "</w:p>"
#define STYLED(style, text) \
	P("<w:pPr><w:pStyle w:val='" style "'/></w:pPr>" R(text))
#define MARK(type) "<w:r><w:fldChar w:fldCharType='" type "'/></w:r>"
#define FIELD(code, result)                                               \
	MARK("begin")                                                     \
	"<w:r><w:instrText>" code "</w:instrText></w:r>" MARK("separate") \
		R(result) MARK("end")
#define TYPE                                                     \
	"http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships/"
#define REL(id, type, target) \
	"<Relationship Id='" id "' Type='" TYPE type "' Target='" target "'/>"
#define RELS(inner)                                                \
	"<Relationships xmlns='http://schemas.openxmlformats.org/" \
	"package/2006/relationships'>" inner "</Relationships>"
#define SPACES                                                         \
	"xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/" \
	"2006/main' xmlns:r='http://schemas.openxmlformats.org/"       \
	"officeDocument/2006/relationships' xmlns:mc='http://"         \
	"schemas.openxmlformats.org/markup-compatibility/2006' "       \
	"xmlns:v='urn:schemas-microsoft-com:vml' xmlns:wps='wps' "     \
	"xmlns:q='q' xmlns:pic='http://schemas.openxmlformats.org/"    \
	"drawingml/2006/picture'"
#define W(root, inner) "<w:" root " " SPACES ">" inner "</w:" root ">"

struct docx_parts {
	const char *body, *styles, *numbering, *relations;
	bool store;
	struct {
		const char *name, *text;
	} more[4];
};

static struct intake_doc doc;

MAYBE const char *filled(const char *form, const char *with)
{
	const char *mark = strstr(form, "%s");

	return str_fmt(
		&test_mem, "%.*s%s%s", (int)(mark - form), form, with, mark + 2)
		.at;
}

MAYBE struct str docx_file(const struct docx_parts *p)
{
	struct arena *m = &test_mem;
	struct made_part parts[9] = {
		{ "_rels/.rels", STR(RELS(REL("m", "officeDocument",
					 "word/document.xml"))) },
		{ "word/document.xml",
			str_fmt(m, W("document", "<w:body>%s</w:body>"),
				p->body),
			p->store },
		{ "word/_rels/document.xml.rels",
			str_fmt(m, RELS("%s%s"),
				REL("s", "styles", "styles.xml")
					REL("n", "numbering", "numbering.xml"),
				p->relations ? p->relations : "") },
		{ "word/styles.xml", str_fmt(m, W("styles", "%s"),
					     p->styles ? p->styles : "") },
		{ "word/numbering.xml",
			str_fmt(m, W("numbering", "%s"),
				p->numbering ? p->numbering : "") },
	};

	for (size_t i = 0; i < LENGTH(p->more) && p->more[i].name; i++)
		parts[5 + i] = (struct made_part){ p->more[i].name,
			str_c(p->more[i].text) };
	return made_zip(parts);
}

MAYBE struct str docx_seen(struct str file)
{
	struct err err = { 0 };

	doc = (struct intake_doc){ 0 };
	if (!intake_docx(&test_mem, file, &doc, &err))
		return str_fmt(
			&test_mem, "%s: %s", err_name(err.code), err.text);
	return made_seen(&doc);
}

#define docx_reads(parts, want) \
	SAME_STR(docx_seen(docx_file(parts)), str_c(want))
#define READS(inside, want) \
	docx_reads((&(struct docx_parts){ .body = (inside) }), want)

MAYBE bool near_to(float have, float want)
{
	return have > want - 0.1f && have < want + 0.1f;
}

#endif
