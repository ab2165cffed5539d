/*
 * press/odt.c - a tree becomes an ODT (OpenDocument 1.2): the package and
 * what it says of itself. What paragraphs say is odt_body.c, how they look
 * odt_styles.c. Reads none.
 */
#include "press/markup.h"
#include "press/odt_int.h"
#include "press/pack.h"
#include "press/press.h"

#include "base/time.h"

#define MIME "application/vnd.oasis.opendocument.text"
#define MANIFEST "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"

/* ---- meta.xml ----------------------------------------------------------- */

static void write_meta(const struct odt *d, struct buf *to)
{
	const struct tree *t = d->tree;
	char moment[TIME_TEXT + 1];

	buf_add(to, STR(ODT_HEAD "<office:document-meta" ODT_NAMES
				 "><office:meta><meta:generator>Vitae"
				 "</meta:generator>"));
	markup_element(to, "dc:title", t->title);
	markup_element(to, "dc:subject", t->subject);
	markup_element(to, "meta:keyword", t->keywords);
	markup_element(to, "meta:initial-creator", t->author);
	markup_element(to, "dc:creator", t->author);
	if (t->date_ms) {
		time_write(t->date_ms, moment);
		markup_element(to, "meta:creation-date", str_of(moment, 19));
		markup_element(to, "dc:date", str_of(moment, 19));
	}
	markup_element(to, "dc:language", t->language);
	buf_add(to, STR("</office:meta></office:document-meta>"));
}

/* ---- the package -------------------------------------------------------- */

static void write_file(struct buf *to, struct str path, struct str mime)
{
	buf_add(to, STR("<manifest:file-entry manifest:full-path=\""));
	buf_add(to, path);
	buf_add(to, STR("\" manifest:media-type=\""));
	buf_add(to, mime);
	buf_add(to, STR("\"/>"));
}

static void write_manifest(const struct odt *d, struct buf *to)
{
	buf_add(to, STR(ODT_HEAD "<manifest:manifest xmlns:manifest=\"" MANIFEST
				 "\" manifest:version=\"1.2\">"
				 "<manifest:file-entry manifest:full-path=\"/\""
				 " manifest:version=\"1.2\" "
				 "manifest:media-type=\"" MIME "\"/>"));
	write_file(to, STR("content.xml"), STR("text/xml"));
	write_file(to, STR("styles.xml"), STR("text/xml"));
	write_file(to, STR("meta.xml"), STR("text/xml"));
	if (d->photo)
		write_file(to, str_c(d->photo),
			str_ends(str_c(d->photo), STR("png"))
				? STR("image/png")
				: STR("image/jpeg"));
	buf_add(to, STR("</manifest:manifest>"));
}

static bool add_parts(struct pack *p, const struct odt *d, struct err *err)
{
	static const struct {
		const char *name;
		void (*write)(const struct odt *d, struct buf *to);
		enum pack_how how;
	} parts[] = {
		{ "META-INF/manifest.xml", write_manifest, PACK_ALIKE },
		{ "meta.xml", write_meta, PACK_NEW },
		{ "styles.xml", odt_write_styles, PACK_ALIKE },
		{ "content.xml", odt_write_content, PACK_NEW },
	};

	for (size_t i = 0; i < LENGTH(parts); i++) {
		struct buf to;

		buf_init(&to, d->mem, MARKUP_BYTES);
		parts[i].write(d, &to);
		if (!buf_ok(&to) || !buf_ok(d->body))
			return err_set(err, ERR_TOO_BIG,
				"the document is too big for an ODT");
		if (!pack_add(
			    p, parts[i].name, buf_str(&to), parts[i].how, err))
			return false;
	}
	return !d->photo ||
	       pack_add(p, d->photo, d->tree->photo.bytes, PACK_STORED, err);
}

bool press_odt(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err)
{
	struct odt d = { .mem = mem, .tree = tree, .look = tree->look };
	struct buf body;
	struct pack pack;

	if (!walk_photo(tree, &d.photo_width, err))
		return false;
	if (d.photo_width)
		d.photo = walk_picture(tree->photo.bytes)[0] == 'p'
				  ? "Pictures/photo.png"
				  : "Pictures/photo.jpeg";
	buf_init(&body, mem, MARKUP_BYTES);
	d.body = &body;
	odt_write_body(&d);
	pack_init(&pack, mem, out, PRESS_FILE_BYTES, tree->date_ms);
	return pack_add(&pack, "mimetype", STR(MIME), PACK_STORED, err) &&
	       add_parts(&pack, &d, err) && pack_close(&pack, err);
}
