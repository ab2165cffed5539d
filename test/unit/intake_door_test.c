/* test/unit/intake_door_test.c - intake_format_find(): what a file is, by its
 * content, and the sentence for each that is not read. */
#include "test.h"

#include "intake/intake.h"

#include <string.h>

static const char *said;

static const char *format_of(struct str bytes)
{
	static struct err err;
	enum intake_format_id id = INTAKE_FORMATS;

	err = (struct err){ 0 };
	said = "";
	if (intake_format_find(bytes, &id, &err))
		return intake_formats[id].name;
	OK(err.code == ERR_BAD_TYPE && *err.text);
	said = err.text;
	return "";
}

#define IS(bytes, name) SAME_STR(str_c(format_of(STR(bytes))), STR(name))
#define SAYS(bytes, text)                                                      \
	do {                                                                   \
		SAME_STR(str_c(format_of(STR(bytes))), STR(""));               \
		if (!strstr(said, text))                                       \
			test_fail(__FILE__, __LINE__, "'%s' for " text, said); \
	} while (0)

/* ---- formats -------------------------------------------------------------*/

TEST(pictures_are_known_by_their_first_bytes)
{
	IS("\xff\xd8\xff\xe0\0\x10JFIF", "jpeg");
	IS("\x89PNG\r\n\x1a\n....", "png");
	IS("II*\0\x08\0\0\0", "tiff");
	IS("MM\0*\0\0\0\x08", "tiff");
	IS("II+\0\x08\0\0\0", "tiff");
	IS("RIFF\x10\0\0\0WEBPVP8 ....", "webp");
	IS("BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0\1\0",
		"bmp");
}

TEST(a_text_that_begins_like_a_picture_is_a_text)
{
	IS("BMW engineer, 2010 to 2020, Munich and elsewhere\n", "text");
	IS("OTTO Schmidt\n", "text");
	IS("ID3 tags expert\n", "text");
	IS("MARIA D. AVI Networks\n", "text");
}

TEST(a_pdf_is_known_within_the_first_kilobyte)
{
	IS("%PDF-1.4\n", "pdf");
	IS("\xef\xbb\xbf%PDF-1.4\n1 0 obj\nendobj", "pdf");
	IS("From the scanner\r\n%PDF-1.4\n1 0 obj\nendobj", "pdf");
	IS("I wrote a parser of %PDF-1.4 files once.\n", "text");
}

TEST(what_a_file_begins_as_it_is)
{
	IS("<html><body>%PDF-1.4 1 0 obj endobj</body></html>", "html");
	SAYS("PK\3\4................................%PDF-1.4 1 0 obj endobj",
		"ZIP");
	IS("%PDF-1.4\n1 0 obj endobj PK\3\4", "pdf");
	SAYS("GIF89a %PDF-1.4 1 0 obj endobj", "GIF");
}

TEST(web_pages_are_known_by_their_tags)
{
	IS("<!DOCTYPE html><p>x", "html");
	IS("\xef\xbb\xbf\n <!-- x --><HTML lang=en>", "html");
	IS("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"\"><html>", "html");
	IS("<div class=\"cv\">Ada</div>", "html");
	IS("\xff\xfe<\0h\0t\0m\0l\0>\0", "html");
	IS("<3 coffee and code\n", "text");
}

TEST(rich_text_and_markdown_are_known)
{
	IS("{\\rtf1\\ansi Ada}", "rtf");
	IS("\xef\xbb\xbf \n{\\rtf1\\ansi Ada}", "rtf");
	IS("# Ada Byron\n", "markdown");
	IS("Ada\n\n## Work\n", "markdown");
	IS("See [me](https://example.org)\n", "markdown");
	IS("C# and #1 in sales\n", "text");
}

TEST(texts_of_any_encoding_are_texts)
{
	IS("Ada Byron", "text");
	IS("Ren\xe9 M\xfcller\n", "text");
	IS("\xff\xfe"
	   "A\0d\0a\0",
		"text");
	IS("A\0d\0a\0 \0B\0.\0", "text");
	IS("one\n\ftwo\n", "text");
}

/* ---- refusals ------------------------------------------------------------*/

TEST(nothing_is_refused_as_what_it_is)
{
	SAYS("", "is empty: choose the file again");
	SAYS(" \r\n\t", "nothing but blanks");
	SAYS("\0\0\0\0", "nothing but zeros");
}

TEST(bytes_without_a_meaning_are_no_text)
{
	char noise[4096];
	uint32_t seed = 1;

	for (size_t i = 0; i < sizeof(noise); i++) {
		seed = seed * 1664525 + 1013904223;
		noise[i] = (char)(seed >> 24);
	}
	noise[0] = 'x';
	format_of(str_of(noise, sizeof(noise)));
	OK(strstr(said, "of no kind that is read here") != NULL);
}

TEST(each_kind_that_is_not_read_has_a_sentence_that_says_what_to_do)
{
	SAYS("GIF89a", "GIF picture: save it as PNG");
	SAYS("\0\0\0\x18"
	     "ftypheic",
		"HEIC picture of a phone: save it as");
	SAYS("\0\0\0\x18"
	     "ftypavif",
		"AVIF");
	SAYS("\0\0\0\x18"
	     "ftypisom",
		"video");
	SAYS("\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000");
	SAYS("\x1f\x8b\x08", "gzip archive: unpack it");
	SAYS("Rar!\x1a\7\0", "archive: unpack it");
	SAYS("\x7f"
	     "ELF\2\1\1",
		"program");
	SAYS("#!/bin/sh\n", "script");
	SAYS("%!PS-Adobe-3.0\n", "PostScript: convert it to PDF");
	SAYS("SQLite format 3\0", "database");
	SAYS("\\documentclass{article}", "LaTeX");
	SAYS("{\"basics\": {\"name\": \"Ada\"}}", "JSON");
	SAYS("<?xml version=\"1.0\"?><feed/>", "XML file");
	SAYS("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG");
	SAYS("From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n",
		"mail or a saved web page");
	SAYS("BEGIN:VCARD\r\n", "vCard");
	SAYS("\xffWPC\0", "WordPerfect");
	SAYS("\xff\xfe\0\0A\0\0\0", "UTF-32");
	SAYS("II\xbc\1", "of no kind");
}

TEST(what_is_left_of_a_word_document_is_not_taken_for_a_workbook)
{
	static char bytes[2048] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	const struct str cut = str_of(bytes, sizeof(bytes));

	memcpy(bytes + 1024, "B\0o\0o\0k\0 \0A\0n\0t\0i\0q\0u\0a", 23);
	SAME_STR(str_c(format_of(cut)), STR(""));
	SAME_STR(str_c(said), STR("is an old Office document that is damaged: "
				  "save it anew, or export it as PDF"));
}

/* ---- archives ------------------------------------------------------------*/

/* An archive with these stored entries in it, of "name" or "name=content". */
static struct str archive(const char *const *names)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 16);
	for (; *names; names++) {
		struct str content = str_c(*names);
		struct str name = str_cut(&content, '=');
		unsigned char head[30] = "PK\3\4";

		head[18] = head[22] = (unsigned char)content.len;
		head[26] = (unsigned char)name.len;
		buf_add(&b, str_of((char *)head, sizeof(head)));
		buf_add(&b, name);
		buf_add(&b, content);
	}
	return buf_str(&b);
}

#define ARCHIVE(...) archive((const char *const[]){ __VA_ARGS__, NULL })

TEST(an_archive_is_what_is_in_it)
{
	static const struct {
		const char *name, *says;
	} kinds[] = { { "a.txt", "ZIP archive" },
		{ "xl/workbook.xml", "Excel" },
		{ "ppt/presentation.xml", "PowerPoint" },
		{ "Index/Document.iwa", "Pages" },
		{ "META-INF/container.xml", "EPUB" },
		{ "META-INF/MANIFEST.MF", "program" },
		{ "FixedDocSeq.fdseq", "XPS" },
		{ "mimetype=application/epub+zip", "EPUB" },
		{ "mimetype=application/vnd.oasis.opendocument.spreadsheet",
			"spreadsheet" },
		{ "mimetype=application/vnd.oasis.opendocument.graphics",
			"drawing" } };

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		format_of(ARCHIVE(kinds[i].name, "[Content_Types].xml"));
		if (i)
			OK(strstr(said, kinds[i].says) != NULL);
		format_of(ARCHIVE(kinds[i].name));
		OK(strstr(said, kinds[i].says) != NULL);
	}
}

TEST(documents_in_archives_are_known_by_the_names_of_their_parts)
{
	SAME_STR(str_c(format_of(
			 ARCHIVE("[Content_Types].xml", "word/document.xml"))),
		STR("docx"));
	SAME_STR(str_c(format_of(ARCHIVE("[Content_Types].xml", "a/b.xml"))),
		STR("docx"));
	SAME_STR(str_c(format_of(ARCHIVE("mimetype=application/vnd.oasis."
					 "opendocument.text",
			 "content.xml"))),
		STR("odt"));
	SAME_STR(str_c(format_of(
			 ARCHIVE("content.xml", "META-INF/manifest.xml"))),
		STR("odt"));
	IS("<?xml version=\"1.0\"?><office:document xmlns:office=\"urn\" "
	   "office:mimetype=\"application/vnd.oasis.opendocument.text\">",
		"odt");
}

TEST(an_opendocument_file_may_say_late_in_its_first_tag_what_it_is)
{
	struct str many = str_fmt(&test_mem,
		"<?xml version='1.0'?><office:document %*s "
		"office:mimetype='application/vnd.oasis.opendocument.text'>",
		4000, "xmlns:office='urn'");

	SAME_STR(str_c(format_of(many)), STR("odt"));
}

TEST(an_empty_archive_is_one)
{
	SAYS("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "ZIP");
}

/* ---- names ---------------------------------------------------------------*/

static const char *named(const char *is, const char *name)
{
	const struct intake_format *f;

	for (int i = 0; i < INTAKE_FORMATS; i++)
		if (!strcmp(intake_formats[i].name, is)) {
			f = intake_format_named(
				(enum intake_format_id)i, str_c(name));
			return f ? f->name : "";
		}
	return "?";
}

TEST(a_name_that_says_another_format_is_told)
{
	SAME_STR(str_c(named("pdf", "cv.png")), STR("png"));
	SAME_STR(str_c(named("png", "cv.PDF")), STR("pdf"));
	SAME_STR(str_c(named("text", "cv.v2.pdf")), STR("pdf"));
}

TEST(a_name_that_agrees_or_says_nothing_is_not_told)
{
	SAME_STR(str_c(named("pdf", "cv.PDF")), STR(""));
	SAME_STR(str_c(named("jpeg", "cv.jpg")), STR(""));
	SAME_STR(str_c(named("pdf", "cv")), STR(""));
	SAME_STR(str_c(named("pdf", "cv.2020")), STR(""));
	SAME_STR(str_c(named("pdf", "")), STR(""));
	SAME_STR(str_c(named("text", "cv.md")), STR(""));
	SAME_STR(str_c(named("markdown", "cv.txt")), STR(""));
}

TEST(every_format_has_a_name_a_title_and_endings)
{
	for (int i = 0; i < INTAKE_FORMATS; i++) {
		const struct intake_format *f = &intake_formats[i];

		OK(*f->name && *f->title && *f->endings == '.');
		for (int k = 0; k < i; k++)
			OK(strcmp(f->name, intake_formats[k].name) != 0);
	}
}
