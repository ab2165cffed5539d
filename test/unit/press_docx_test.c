/*
 * test/unit/press_docx_test.c - the package, links and properties of a DOCX:
 * what it says to programs. That Word's kin open it is tried in test/cmd.
 */
#include "written.h"

#include "resume/xml.h"

#include <pthread.h>

WRITTEN_AS(press_docx)

/* ---- the package -------------------------------------------------------- */

TEST(a_docx_has_the_parts_that_its_types_and_relationships_name)
{
	static const char *const parts[] = { "[Content_Types].xml",
		"_rels/.rels", "docProps/core.xml", "docProps/app.xml",
		"word/document.xml", "word/_rels/document.xml.rels",
		"word/styles.xml", "word/numbering.xml", "word/settings.xml",
		"word/fontTable.xml", "word/footer.xml" };
	struct str file = written(sample_resume());
	struct str types = part(file, "[Content_Types].xml");
	struct str links = part(file, "word/_rels/document.xml.rels");
	struct err err = { 0 };
	struct unzip zip;

	NEED_ERR(resume_unzip_open(&test_mem, file, &zip, &err), err);
	SAME_INT(zip.count, LENGTH(parts));
	OK(parity_archive_ok(&test_mem, file));
	for (size_t i = 0; i < LENGTH(parts); i++)
		part(file, parts[i]);
	SAME_INT(count(types, "<Override "), 8);
	for (size_t i = 6; i < LENGTH(parts); i++) {
		HAS(types, parts[i]);
		HAS(links, parts[i] + strlen("word/"));
	}
}

/* Word calls a document damaged whose elements stand in another order. */
static void check_order(const struct xml *x, const char *parent,
	const char *order, struct str about)
{
	const char *last = order;

	for (const struct xml *c = x->first; c; c = c->next) {
		char name[64];
		const char *at;

		check_order(c, parent, order, about);
		if (!str_is(x->name, parent))
			continue;
		snprintf(name, sizeof(name), " %.*s ", STR_ARG(c->name));
		at = strstr(order, name);
		if (!at || at < last)
			test_fail(__FILE__, __LINE__, "%.*s: %s in %s",
				STR_ARG(about), name, parent);
		last = at ? at : last;
	}
}

static const char *const orders[][2] = {
	{ "pPr", " pStyle keepNext keepLines pageBreakBefore framePr "
		 "widowControl numPr suppressLineNumbers pBdr shd tabs "
		 "suppressAutoHyphens bidi adjustRightInd snapToGrid spacing "
		 "ind contextualSpacing jc textDirection outlineLvl rPr " },
	{ "rPr", " rStyle rFonts b bCs i iCs caps smallCaps strike color "
		 "spacing kern position sz szCs u rtl cs lang " },
	{ "style", " name aliases basedOn next link uiPriority semiHidden "
		   "unhideWhenUsed qFormat locked pPr rPr " },
	{ "settings", " zoom defaultTabStop autoHyphenation footnotePr compat "
		      "rsids themeFontLang decimalSymbol " },
	{ "sectPr", " headerReference footerReference pgSz pgMar cols "
		    "titlePg bidi docGrid " },
	{ "lvl", " start numFmt pStyle suff lvlText lvlJc pPr rPr " },
	{ "font", " altName panose1 charset family pitch sig " },
	{ "anchor", " simplePos positionH positionV extent effectExtent "
		    "wrapSquare docPr cNvGraphicFramePr graphic " },
	{ "blipFill", " blip srcRect stretch " },
};

TEST(elements_stand_in_the_order_of_the_schema)
{
	static const char *const parts[] = { "word/document.xml",
		"word/styles.xml", "word/numbering.xml", "word/settings.xml",
		"word/fontTable.xml" };
	struct tree *t = sample_photo();
	struct str file;

	sample_look_of(t)->hyphenate = true;
	sample_look_of(t)->photo_round = true;
	sample_look_of(t)->numbers = LOOK_NUMBERS_AUTO;
	sample_look_of(t)->role[TREE_SUBJECT].rule = LOOK_BESIDE;
	sample_block(t, TREE_SUBJECT,
		"\1\2\3all\3\2\1 \6https://a.example\6x\6", NULL);
	sample_block(t, TREE_TEXT, "\1\2\u05d0\u05d1\2\1", "\1x\1");
	t->rtl = true;
	file = written(t);
	for (size_t i = 0; i < LENGTH(parts); i++) {
		struct err err = { 0 };
		struct xml *x;

		NEED_ERR(resume_xml_read(
				 &test_mem, part(file, parts[i]), &x, &err),
			err);
		for (size_t k = 0; k < LENGTH(orders); k++)
			check_order(
				x, orders[k][0], orders[k][1], str_c(parts[i]));
	}
}

TEST(the_same_tree_gives_the_same_bytes)
{
	struct str first = written(sample_resume()), other;
	struct tree *t = sample_resume();

	sample_look_of(t)->accent = 0x7a1f1f;
	other = written(t);
	OK(!str_eq(first, other));
	SAME_STR(written(sample_resume()), first);
	SAME_STR(written(t), other);
}

enum { THREADS = 4, TIMES = 20 };

struct writer {
	const struct tree *tree;
	struct str want;
	pthread_t thread;
	bool same;
};

static void *write_often(void *with)
{
	struct writer *w = with;

	w->same = true;
	for (int i = 0; i < TIMES; i++) {
		struct arena mem = { 0 };
		struct err err = { 0 };
		struct buf out;

		buf_init(&out, &mem, PRESS_FILE_BYTES);
		w->same &= press_docx(&mem, w->tree, &out, &err) &&
			   str_eq(buf_str(&out), w->want);
		arena_free(&mem);
	}
	return NULL;
}

TEST(threads_write_the_same_bytes_beside_each_other)
{
	struct writer writers[THREADS];
	struct tree *t = sample_resume();
	struct str want = written(t);

	for (int i = 0; i < THREADS; i++) {
		writers[i] = (struct writer){ .tree = t, .want = want };
		NEED(!pthread_create(
			&writers[i].thread, NULL, write_often, &writers[i]));
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(writers[i].thread, NULL);
		OK(writers[i].same);
	}
}

TEST(what_a_thread_forgot_is_packed_again)
{
	struct str first = written(sample_resume());
	struct tree *t = sample_resume();

	/* more looks than a thread keeps the parts of */
	for (uint32_t i = 0; i < 100; i++) {
		sample_look_of(t)->accent = i;
		written(t);
	}
	SAME_STR(written(sample_resume()), first);
}

TEST(a_file_of_more_than_10_mb_is_refused)
{
	struct tree *t = sample_photo();
	char *photo = arena_alloc(&test_mem, PRESS_FILE_BYTES);
	struct err err = { 0 };
	struct buf out;

	memcpy(photo, sample_png, 8);
	t->photo.bytes = str_of(photo, PRESS_FILE_BYTES);
	buf_init(&out, &test_mem, 64 << 20);
	OK(!press_docx(&test_mem, t, &out, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	err = (struct err){ 0 };
	t->photo.bytes.len -= 1 << 20;
	buf_init(&out, &test_mem, 64 << 20);
	OK_ERR(press_docx(&test_mem, t, &out, &err), err);
	OK(out.len < PRESS_FILE_BYTES);
}

TEST(ten_thousand_bullets_are_no_trouble)
{
	struct tree *t = sample_resume();

	for (int i = 0; i < 10000; i++)
		sample_block(
			t, TREE_BULLET, "a little of what was done", "2020")
			->depth = i % 5;
	OK(parity_archive_ok(&test_mem, written(t)));
}

/* ---- links -------------------------------------------------------------- */

TEST(links_are_relationships)
{
	struct str file = written(sample_resume());
	struct str text = part(file, "word/document.xml");
	struct str rels = part(file, "word/_rels/document.xml.rels");

	SAME_INT(count(text, "<w:hyperlink r:id=\"rId"), 3);
	HAS(text, "<w:hyperlink r:id=\"rId7\" w:history=\"1\"><w:r><w:rPr>"
		  "<w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t>"
		  "ida@lindqvist.example</w:t></w:r></w:hyperlink>");
	HAS(rels, "Id=\"rId7\"");
	HAS(rels, "Target=\"mailto:ida@lindqvist.example\" "
		  "TargetMode=\"External\"/>");
	HAS(rels, "Target=\"https://lindqvist.example/?a=1&amp;b=2\"");
}

TEST(no_title_of_a_job_is_inside_a_hyperlink)
{
	struct tree *t = sample_tree();
	struct str file, text;

	sample_block(t, TREE_NAME, "\6https://a.example/n\6Ida\6", NULL);
	sample_block(t, TREE_ENTRY, "\6https://a.example/e\6Engineer\6", NULL);
	sample_block(t, TREE_ROLE, "\6https://a.example/r\6Lead\6", NULL);
	file = written(t);
	text = part(file, "word/document.xml");
	OK(!has(text, "<w:hyperlink"));
	/* it links nevertheless, by a field around a plain run */
	SAME_INT(count(text, " HYPERLINK &quot;https://a.example/"), 3);
	HAS(text, "w:fldCharType=\"separate\"/></w:r><w:r><w:t>Engineer</w:t>"
		  "</w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
	SAME_INT(count(text, "\"begin\""), 3);
	SAME_INT(count(text, "\"end\""), 3);
	SAME_STR(parity_docx(&test_mem, file), STR("Ida Engineer Lead"));
}

TEST(an_address_that_is_no_safe_link_is_only_text)
{
	struct tree *t = sample_tree();
	struct str file;

	sample_block(t, TREE_TEXT,
		"\6javascript:alert(1)\6a\6 \6file:///etc/passwd\6b\6 "
		"\6http://\6c\6 \6https://x y.example\6d\6 \6\6e\6",
		NULL);
	file = written(t);
	OK(!has(part(file, "word/document.xml"), "hyperlink"));
	OK(!has(part(file, "word/_rels/document.xml.rels"), "hyperlink"));
	SAME_STR(parity_docx(&test_mem, file), STR("a b c d e"));
}

/* ---- what a file says of itself ----------------------------------------- */

TEST(properties_come_from_the_document_alone)
{
	struct tree *t = sample_resume();
	struct str core = part(written(t), "docProps/core.xml");

	HAS(core, "<dc:title>Ida Lindqvist \u2013 Resume</dc:title>");
	HAS(core, "<dc:creator>Ida Lindqvist</dc:creator>");
	HAS(core, "<dc:subject>Resume</dc:subject>");
	HAS(core, "<cp:keywords>Go, C</cp:keywords>");
	HAS(core, "<dc:language>en</dc:language>");
	HAS(core, "xsi:type=\"dcterms:W3CDTF\">2026-03-05T00:00:00Z<");
	t->date_ms = 0;
	t->author = t->keywords = t->subject = t->title = STR("");
	core = part(written(t), "docProps/core.xml");
	OK(!has(core, "dcterms:created") && !has(core, "<dc:title"));
	OK(!has(core, "1970") && !has(core, "creator"));
}

TEST(the_language_is_told_with_its_country)
{
	static const char *const said[][2] = {
		{ "en", "<w:lang w:val=\"en-US\"/>" },
		{ "de-CH", "<w:lang w:val=\"de-CH\"/>" },
		{ "pt", "<w:lang w:val=\"pt-BR\"/>" },
		{ "ja", "<w:lang w:val=\"en-US\" w:eastAsia=\"ja-JP\"/>" },
		{ "zh-Hant", "w:eastAsia=\"zh-TW\"/>" },
		{ "ar", "<w:lang w:val=\"en-US\" w:bidi=\"ar-SA\"/>" },
		{ "sr-Latn-RS", "<w:lang w:val=\"sr-RS\"/>" },
		{ "tlh", "<w:lang w:val=\"tlh\"/>" },
		{ "\"><x", "<w:lang/>" },
	};

	for (size_t i = 0; i < LENGTH(said); i++) {
		struct tree *t = sample_resume();

		t->language = str_c(said[i][0]);
		HAS(part(written(t), "word/styles.xml"), said[i][1]);
	}
}

TEST(fonts_are_named_as_readers_have_them)
{
	struct tree *t = sample_resume();
	struct str file;

	sample_look_of(t)->heading_font = STR("Gentium & \"Plus\"");
	sample_look_of(t)->role[TREE_SECTION].heading_font = true;
	file = written(t);
	HAS(part(file, "word/fontTable.xml"),
		"<w:font w:name=\"Calibri\"><w:altName w:val=\"Carlito\"/>");
	HAS(part(file, "word/fontTable.xml"),
		"<w:font w:name=\"Gentium &amp; &quot;Plus&quot;\">");
	HAS(style(part(file, "word/styles.xml"), "Heading1"),
		"w:ascii=\"Gentium &amp; &quot;Plus&quot;\"");
	HAS(style(part(file, "word/styles.xml"), "Normal"),
		"w:ascii=\"Calibri\"");
}
