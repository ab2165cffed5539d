/*
 * press/docx.c - a tree becomes a DOCX (ECMA-376, transitional): the package,
 * its properties, picture and footer. What paragraphs say is docx_body.c, how
 * they look docx_styles.c. Reads none.
 */
#include "press/docx_int.h"
#include "press/markup.h"
#include "press/pack.h"
#include "press/press.h"

#include "base/time.h"

/* ---- the picture -------------------------------------------------------- */

enum { EMU = 12700 }; /* in a point */

static int64_t emu(int32_t length) { return (int64_t)length * EMU / 1000; }

/* Round ones show a square from the middle; in thousandths of a percent. That
 * square keeps its corners: LibreOffice shows a picture that is both cut and
 * round as one colour. */
static void write_crop(const struct docx *d)
{
	const struct tree_picture *p = &d->tree->photo;
	int64_t big = p->width > p->height ? p->width : p->height;
	int64_t small = p->width + p->height - big;
	int64_t cut = (big - small) * 100000 / big / 2;

	if (!d->look->photo_round || cut == 0)
		return;
	if (p->width > p->height) {
		markup_int(d->body, STR("<a:srcRect l=\""), cut);
		markup_int(d->body, STR(" r=\""), cut);
	} else {
		markup_int(d->body, STR("<a:srcRect t=\""), cut);
		markup_int(d->body, STR(" b=\""), cut);
	}
	buf_add(d->body, STR("/>"));
}

static void write_extent(const struct docx *d, struct str head)
{
	buf_add(d->body, head);
	markup_int(d->body, STR(" cx=\""), emu(d->photo_width));
	markup_int(d->body, STR(" cy=\""), emu(d->look->photo_size));
	buf_add(d->body, STR("/>"));
}

static void write_anchor(const struct docx *d)
{
	struct buf *to = d->body;

	buf_add(to, STR("<wp:anchor xmlns:wp=\"http://schemas.openxmlformats."
			"org/drawingml/2006/wordprocessingDrawing\" "
			"distT=\"0\" distB=\"0\" distL=\"127000\" "
			"distR=\"127000\" simplePos=\"0\" relativeHeight=\"1\" "
			"behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" "
			"allowOverlap=\"0\"><wp:simplePos x=\"0\" y=\"0\"/>"
			"<wp:positionH relativeFrom=\"margin\"><wp:align>"));
	buf_add(to, d->look->photo_first != d->tree->rtl ? STR("left")
							 : STR("right"));
	buf_add(to, STR("</wp:align></wp:positionH>"
			"<wp:positionV relativeFrom=\"margin\">"
			"<wp:align>top</wp:align></wp:positionV>"));
	write_extent(d, STR("<wp:extent"));
	buf_add(to, STR("<wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/>"
			"<wp:wrapSquare wrapText=\"bothSides\"/>"
			"<wp:docPr id=\"1\" name=\"Photo\" descr=\""));
	markup_text(to, d->tree->photo.says);
	buf_add(to, STR("\"/>"));
}

void docx_write_photo(struct docx *d)
{
	struct buf *to = d->body;

	buf_add(to, STR("<w:r><w:drawing>"));
	write_anchor(d);
	buf_add(to, STR("<wp:cNvGraphicFramePr/><a:graphic xmlns:a=\"http://"
			"schemas.openxmlformats.org/drawingml/2006/main\">"
			"<a:graphicData uri=\"http://schemas.openxmlformats."
			"org/drawingml/2006/picture\"><pic:pic xmlns:pic=\""
			"http://schemas.openxmlformats.org/drawingml/2006/"
			"picture\"><pic:nvPicPr><pic:cNvPr id=\"1\" "
			"name=\"Photo\"/><pic:cNvPicPr/></pic:nvPicPr>"
			"<pic:blipFill>"));
	markup_int(to, STR("<a:blip r:embed=\"rId"), DOCX_PHOTO);
	buf_add(to, STR("/>"));
	write_crop(d);
	buf_add(to, STR("<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
			"<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"));
	write_extent(d, STR("<a:ext"));
	buf_add(to, d->look->photo_round && d->tree->photo.width ==
						    d->tree->photo.height
			    ? STR("</a:xfrm><a:prstGeom prst=\"ellipse\">")
			    : STR("</a:xfrm><a:prstGeom prst=\"rect\">"));
	buf_add(to, STR("<a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
			"</a:graphicData></a:graphic></wp:anchor></w:drawing>"
			"</w:r>"));
}

/* ---- the footer --------------------------------------------------------- */

static void write_words(struct buf *to, struct str words)
{
	if (!words.len)
		return;
	buf_add(to, STR("<w:r><w:t xml:space=\"preserve\">"));
	markup_text(to, words);
	buf_add(to, STR("</w:t></w:r>"));
}

static void write_field(struct buf *to, bool there, struct str name)
{
	if (!there)
		return;
	buf_add(to, STR("<w:fldSimple w:instr=\" "));
	buf_add(to, name);
	buf_add(to, STR(" \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"));
}

static void write_footer(const struct docx *d, struct buf *to)
{
	struct walk_page p = walk_page(d->tree->page_words);

	buf_add(to, STR(DOCX_HEAD "<w:ftr " DOCX_W "><w:p><w:pPr>"
				  "<w:pStyle w:val=\"Footer\"/></w:pPr>"));
	write_words(to, d->tree->footer);
	if (d->tree->footer.len)
		write_words(to, STR(" \u2014 "));
	write_words(to, p.before);
	write_field(to, p.number, STR("PAGE"));
	write_words(to, p.between);
	write_field(to, p.count, STR("NUMPAGES"));
	write_words(to, p.behind);
	buf_add(to, STR("</w:p></w:ftr>"));
}

/* ---- properties --------------------------------------------------------- */

static void write_moment(struct buf *to, const char *name, int64_t ms)
{
	char text[TIME_TEXT + 1];

	time_write(ms, text);
	buf_add(to, STR("<dcterms:"));
	buf_add(to, str_c(name));
	buf_add(to, STR(" xsi:type=\"dcterms:W3CDTF\">"));
	buf_add(to, str_of(text, 19)); /* whole seconds */
	buf_add(to, STR("Z</dcterms:"));
	buf_add(to, str_c(name));
	buf_addc(to, '>');
}

static void write_core(const struct docx *d, struct buf *to)
{
	const struct tree *t = d->tree;

	buf_add(to,
		STR(DOCX_HEAD "<cp:coreProperties xmlns:cp=\"http://schemas."
			      "openxmlformats.org/package/2006/metadata/"
			      "core-properties\""
			      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
			      "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
			      "xmlns:xsi=\""
			      "http://www.w3.org/2001/XMLSchema-instance\">"));
	markup_element(to, "dc:title", t->title);
	markup_element(to, "dc:subject", t->subject);
	markup_element(to, "dc:creator", t->author);
	markup_element(to, "cp:keywords", t->keywords);
	markup_element(to, "dc:language", t->language);
	if (t->date_ms) {
		write_moment(to, "created", t->date_ms);
		write_moment(to, "modified", t->date_ms);
	}
	buf_add(to, STR("</cp:coreProperties>"));
}

static void write_settings(const struct docx *d, struct buf *to)
{
	buf_add(to, STR(DOCX_HEAD "<w:settings " DOCX_W
				  "><w:zoom w:percent=\"100\"/>"
				  "<w:defaultTabStop w:val=\"720\"/>"));
	if (d->look->hyphenate)
		buf_add(to, STR("<w:autoHyphenation/>"));
	buf_add(to, STR("<w:compat><w:compatSetting "
			"w:name=\"compatibilityMode\" "
			"w:uri=\"http://schemas.microsoft.com/office/word\" "
			"w:val=\"15\"/></w:compat><w:themeFontLang"));
	docx_write_language(to, d->tree->language);
	buf_add(to, STR("/></w:settings>"));
}

/* ---- the package -------------------------------------------------------- */

#define CONTENT \
	"application/vnd.openxmlformats-officedocument.wordprocessingml."
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

static void write_types(const struct docx *d, struct buf *to)
{
	static const char *const parts[] = { "document.main", "styles",
		"numbering", "settings", "fontTable", "footer" };
	size_t count = LENGTH(parts) - !walk_footer(d->tree);

	buf_add(to, STR(DOCX_HEAD
			    "<Types xmlns=\"" PACKAGE
			    "content-types\"><Default Extension=\"rels\" "
			    "ContentType="
			    "\"application/"
			    "vnd.openxmlformats-package.relationships+"
			    "xml\"/><Default Extension=\"xml\" ContentType="
			    "\"application/xml\"/><Default Extension=\"jpeg\" "
			    "ContentType=\"image/jpeg\"/><Default "
			    "Extension=\"png\" "
			    "ContentType=\"image/png\"/>"));
	for (size_t i = 0; i < count; i++) {
		struct str name = str_c(i ? parts[i] : "document");

		buf_add(to, STR("<Override PartName=\"/word/"));
		buf_add(to, name);
		buf_add(to, STR(".xml\" ContentType=\"" CONTENT));
		buf_add(to, str_c(parts[i]));
		buf_add(to, STR("+xml\"/>"));
	}
	buf_add(to, STR("<Override PartName=\"/docProps/core.xml\" ContentType="
			"\"application/vnd.openxmlformats-package.core-"
			"properties+xml\"/><Override PartName=\"/docProps/"
			"app.xml\" ContentType=\"application/vnd."
			"openxmlformats-officedocument.extended-properties+"
			"xml\"/></Types>"));
}

static void write_relationship(
	struct buf *to, int id, struct str type, struct str target)
{
	markup_int(to, STR("<Relationship Id=\"rId"), id);
	buf_add(to, STR(" Type=\"" DOCX_R "/"));
	buf_add(to, type);
	buf_add(to, STR("\" Target=\""));
	buf_add(to, target);
	buf_add(to, STR("\"/>"));
}

static void write_relationships(const struct docx *d)
{
	struct buf *to = d->rels;

	buf_add(to, STR(DOCX_HEAD "<Relationships xmlns=\"" PACKAGE
				  "relationships\">"));
	write_relationship(to, DOCX_STYLES, STR("styles"), STR("styles.xml"));
	write_relationship(
		to, DOCX_NUMBERING, STR("numbering"), STR("numbering.xml"));
	write_relationship(
		to, DOCX_SETTINGS, STR("settings"), STR("settings.xml"));
	write_relationship(
		to, DOCX_FONTS, STR("fontTable"), STR("fontTable.xml"));
	if (walk_footer(d->tree))
		write_relationship(
			to, DOCX_FOOTER, STR("footer"), STR("footer.xml"));
	if (d->photo)
		write_relationship(to, DOCX_PHOTO, STR("image"),
			str_fmt(d->mem, "media/photo.%s", d->photo));
}

static const struct str root = STR(DOCX_HEAD
	"<Relationships xmlns=\"" PACKAGE
	"relationships\"><Relationship Id=\"rId1\" Type=\"" DOCX_R
	"/officeDocument\" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" PACKAGE
	"relationships/metadata/core-properties\" "
	"Target=\"docProps/core.xml\"/><Relationship Id=\"rId3\" Type=\"" DOCX_R
	"/extended-properties\" Target=\"docProps/app.xml\"/>"
	"</Relationships>");

static const struct str app = STR(
	DOCX_HEAD "<Properties xmlns=\"http://schemas.openxmlformats.org/"
		  "officeDocument/2006/extended-properties\"><Application>Vitae"
		  "</Application></Properties>");

typedef void write_part(const struct docx *d, struct buf *to);

static bool add_part(struct pack *p, const struct docx *d, const char *name,
	write_part *write, enum pack_how how, struct err *err)
{
	struct buf to;

	buf_init(&to, d->mem, MARKUP_BYTES);
	write(d, &to);
	return buf_ok(&to) ? pack_add(p, name, buf_str(&to), how, err)
			   : err_set(err, ERR_TOO_BIG,
				     "the document is too big for a DOCX");
}

static bool add_parts(struct pack *p, const struct docx *d, struct err *err)
{
	static const struct {
		const char *name;
		write_part *write;
		enum pack_how how;
	} parts[] = {
		{ "[Content_Types].xml", write_types, PACK_ALIKE },
		{ "docProps/core.xml", write_core, PACK_NEW },
		{ "word/styles.xml", docx_write_styles, PACK_ALIKE },
		{ "word/numbering.xml", docx_write_numbering, PACK_ALIKE },
		{ "word/settings.xml", write_settings, PACK_ALIKE },
		{ "word/fontTable.xml", docx_write_fonts, PACK_ALIKE },
		{ "word/footer.xml", write_footer, PACK_ALIKE },
	};
	size_t count = LENGTH(parts) - !walk_footer(d->tree);

	for (size_t i = 0; i < count; i++)
		if (!add_part(p, d, parts[i].name, parts[i].write, parts[i].how,
			    err))
			return false;
	return pack_add(p, "_rels/.rels", root, PACK_ALIKE, err) &&
	       pack_add(p, "docProps/app.xml", app, PACK_ALIKE, err);
}

static bool add_document(struct pack *p, struct docx *d, struct err *err)
{
	buf_add(d->rels, STR("</Relationships>"));
	if (!buf_ok(d->body) || !buf_ok(d->rels))
		return err_set(
			err, ERR_TOO_BIG, "the document is too big for a DOCX");
	return pack_add(p, "word/document.xml", buf_str(d->body), PACK_NEW,
		       err) &&
	       pack_add(p, "word/_rels/document.xml.rels", buf_str(d->rels),
		       d->links ? PACK_NEW : PACK_ALIKE, err);
}

static bool add_photo(struct pack *p, const struct docx *d, struct err *err)
{
	char name[32] = "word/media/photo.jpeg";

	if (!d->photo)
		return true;
	if (d->photo[0] == 'p')
		memcpy(name + 17, "png", 4);
	return pack_add(p, name, d->tree->photo.bytes, PACK_STORED, err);
}

bool press_docx(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err)
{
	struct docx d = { .mem = mem, .tree = tree, .look = tree->look };
	struct buf body, rels;
	struct pack pack;

	if (!walk_photo(tree, &d.photo_width, err))
		return false;
	if (d.photo_width)
		d.photo = walk_picture(tree->photo.bytes);
	buf_init(&body, mem, MARKUP_BYTES);
	buf_init(&rels, mem, MARKUP_BYTES);
	d.body = &body;
	d.rels = &rels;
	write_relationships(&d);
	docx_write_body(&d);
	pack_init(&pack, mem, out, PRESS_FILE_BYTES, tree->date_ms);
	return add_parts(&pack, &d, err) && add_document(&pack, &d, err) &&
	       add_photo(&pack, &d, err) && pack_close(&pack, err);
}
