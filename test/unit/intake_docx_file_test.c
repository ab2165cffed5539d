/* test/unit/intake_docx_file_test.c - Word documents as files: parts,
 * encodings, namespaces, and what is refused with which sentence. */
#include "docx_made.h"

#define ZIP_OF(...) made_zip((struct made_part[]){ __VA_ARGS__, { 0 } })
#define MAIN(xml)                        \
	{                                \
		"word/document.xml", xml \
	}
#define SAYS(file, want) SAME_STR(docx_seen(file), str_c(want))
#define STRICT "xmlns:a='http://purl.oclc.org/ooxml/wordprocessingml/main'"

TEST(the_strict_kind_and_any_prefix_are_read)
{
	SAYS(ZIP_OF(MAIN(
		     STR("<a:document " STRICT "><a:body><a:p><a:r><a:t>"
			 "strict</a:t></a:r></a:p></a:body></a:document>"))),
		"strict\n");
}

TEST(a_namespace_may_be_declared_where_it_is_used)
{
	SAYS(ZIP_OF(MAIN(
		     STR("<document xmlns='http://schemas.openxmlformats.org/"
			 "wordprocessingml/2006/main'><body><p><r><t>a</t></r>"
			 "<x xmlns='other'><r><t>b</t></r></x></p></body>"
			 "</document>"))),
		"a\n");
}

/* Each letter as two bytes. */
static struct str wide(struct str s, bool big, bool mark)
{
	char *at = arena_alloc(&test_mem, 2 * s.len + 2);
	size_t n = 0;

	if (mark) {
		at[n++] = big ? '\xFE' : '\xFF';
		at[n++] = big ? '\xFF' : '\xFE';
	}
	for (size_t i = 0; i < s.len; i++, n += 2)
		at[n + big] = s.at[i];
	return str_of(at, n);
}

TEST(xml_in_utf16_is_read_with_and_without_its_mark)
{
	struct str xml = STR("<?xml version='1.0'?>" W(
		"document", "<w:body>" P(R("wide &#233;")) "</w:body>"));

	for (int i = 0; i < 4; i++)
		SAYS(ZIP_OF(MAIN(wide(xml, i & 1, i & 2))), "wide é\n");
}

TEST(the_main_part_is_found_by_relation_by_type_and_by_name)
{
	struct str xml =
		STR(W("document", "<w:body>" P(R("here")) "</w:body>"));

	SAYS(ZIP_OF({ "x/y.xml", xml },
		     { "_rels/.rels", STR(RELS(REL("m", "officeDocument",
					      "/x/y.xml"))) }),
		"here\n");
	SAYS(ZIP_OF({ "x/y.xml", xml },
		     { "[Content_Types].xml",
			     STR("<Types xmlns='http://schemas.openxmlformats."
				 "org/package/2006/content-types'><Override "
				 "PartName='/x/y.xml' ContentType='application/"
				 "vnd.openxmlformats-officedocument."
				 "wordprocessingml.document.main+xml'/>"
				 "</Types>") }),
		"here\n");
	SAYS(ZIP_OF({ "Word/Document.xml", xml }), "here\n");
}

TEST(literal_sections_comments_and_unknown_entities_are_text_or_nothing)
{
	SAYS(ZIP_OF(MAIN(STR(W("document",
		     "<w:body><!-- <w:p> --><w:p><w:r><w:t><![CDATA[a <b> "
		     "&amp;]]> c&#x41;&what;&#0;</w:t></w:r></w:p>"
		     "</w:body>")))),
		"a <b> &amp; cA&what;&#0;\n");
}

TEST(bytes_behind_the_archive_are_left_out)
{
	struct docx_parts parts = { .body = P(R("a")) };
	struct str file = docx_file(&parts);

	SAYS(str_fmt(&test_mem, "%.*s", 0, ""),
		"untrusted: save this Word document anew, or export it as PDF: "
		"no ZIP archive, or one that "
		"is cut off");
	file = str_of(
		memcpy(arena_alloc(&test_mem, file.len + 9), file.at, file.len),
		file.len + 9);
	SAYS(file, "a\n");
	OK(doc.mended);
}

TEST(a_lesser_part_that_is_damaged_is_left_out)
{
	struct docx_parts parts = { .body = P(R("a")),
		.styles = "<w:style><w:oops" };

	docx_reads(&parts, "a\n");
	OK(doc.mended);
}

/* ---- refused ------------------------------------------------------------ */

TEST(a_document_that_breaks_off_is_refused)
{
	struct docx_parts parts = { .body = P(R("a")) };
	struct str file = docx_file(&parts);

	SAYS(str_of(file.at, file.len - 30),
		"untrusted: save this Word document anew, or export it as PDF: "
		"no ZIP archive, or one that "
		"is cut off");
	SAYS(ZIP_OF(MAIN(STR("<w:document " SPACES "><w:body>" P(R("a"))))),
		"untrusted: save this Word document anew, or export it as PDF: "
		"'word/document.xml' is "
		"damaged: it breaks off");
	SAYS(ZIP_OF(MAIN(STR(W("document", "<w:body><w:p></w:body>")))),
		"untrusted: save this Word document anew, or export it as PDF: "
		"'word/document.xml' is "
		"damaged: an element ends that did not begin");
}

TEST(what_holds_no_text_of_word_is_refused)
{
	SAYS(ZIP_OF({ "a.txt", STR("a") }),
		"untrusted: save this Word document anew, or export it as PDF: "
		"the archive holds no text of "
		"a Word document");
	SAYS(ZIP_OF(MAIN(STR("<html/>"))),
		"untrusted: save this Word document anew, or export it as PDF: "
		"'word/document.xml' holds "
		"something else");
}

TEST(a_billion_laughs_are_refused_in_any_part)
{
	struct docx_parts parts = { .body = P(R("a")),
		.relations = REL("n", "footnotes", "n.xml"),
		.more = { { "word/n.xml",
			"<!DOCTYPE x [<!ENTITY a 'ha'>]><x>&a;</x>" } } };

	docx_reads(&parts, "untrusted: save this Word document anew, or export "
			   "it as PDF: 'word/n.xml' is damaged: it "
			   "declares a document type, which may hide entities");
	SAYS(ZIP_OF(MAIN(STR("<!DOCTYPE x><x/>"))),
		"untrusted: save this Word document anew, or export it as PDF: "
		"'word/document.xml' is "
		"damaged: it declares a document type, which may hide "
		"entities");
}

static struct str many(const char *piece, size_t n)
{
	struct buf b;

	buf_init(&b, &test_mem, 64 << 20);
	while (n-- > 0)
		buf_add(&b, str_c(piece));
	return buf_str(&b);
}

TEST(elements_that_nest_too_deep_are_refused)
{
	SAYS(ZIP_OF(MAIN(str_fmt(&test_mem, "<w:document %s>%.*s", SPACES,
		     STR_ARG(many("<w:sdt>", 5000))))),
		"too_big: save this Word document anew, or export it as PDF: "
		"'word/document.xml' is more "
		"than a document of people takes: its elements nest too deep");
}

TEST(more_lines_words_or_cells_than_people_write_are_refused)
{
	static const struct {
		const char *piece, *what;
		size_t n;
	} cases[] = { { P(R("a")), "lines", 50001 },
		{ R("a b c d e f g h i j k l m n o p q r s t u v w x y z "),
			"words", 15400 },
		{ "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "cells",
			50001 } };

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct str body = many(cases[i].piece, cases[i].n);
		bool words = str_is(str_c(cases[i].what), "words");
		struct docx_parts parts = { .store = true,
			.body = str_fmt(&test_mem,
				words ? "<w:p>%.*s</w:p>" : "%.*s",
				STR_ARG(body))
					.at };

		SAME_STR(docx_seen(docx_file(&parts)),
			str_fmt(&test_mem,
				"too_big: save this Word document anew, or "
				"export it as PDF: "
				"'word/document.xml' is more than a document "
				"of people takes: %s",
				cases[i].what));
	}
}

TEST(tables_within_tables_end_before_memory_does)
{
	static const char open[] = "<w:tbl><w:tr><w:tc>",
			  close[] = "</w:tc></w:tr></w:tbl>";
	struct docx_parts parts = { .body = str_fmt(&test_mem, "%.*s%.*s%.*s",
					    STR_ARG(many(open, 80)),
					    STR_ARG(many(P(R("a")), 8000)),
					    STR_ARG(many(close, 80)))
						    .at };

	docx_reads(&parts, "too_big: save this Word document anew, or export "
			   "it as PDF: 'word/document.xml' is more than "
			   "a document of people takes: tables within tables");
}

TEST(parts_that_unpack_to_too_much_are_refused)
{
	struct str head = STR("<w:document " SPACES "><w:body><w:p>");
	struct str bomb = str_fmt(&test_mem, "%.*s%.*s", STR_ARG(head),
		STR_ARG(many("                                ", 1 << 20)));

	SAYS(ZIP_OF(MAIN(bomb)),
		"too_big: save this Word document anew, or export it as PDF: "
		"'word/document.xml' is more than "
		"32 MB");
}

TEST(rows_and_paragraphs_that_say_nothing_are_counted_too)
{
	struct docx_parts parts = { .store = true,
		.body = many("<w:p/>", 200001).at };

	docx_reads(&parts, "too_big: save this Word document anew, or export "
			   "it as PDF: 'word/document.xml' is more than "
			   "a document of people takes: paragraphs");
	parts.body = filled("<w:tbl>%s</w:tbl>", many("<w:tr/>", 50001).at);
	docx_reads(&parts, "too_big: save this Word document anew, or export "
			   "it as PDF: 'word/document.xml' is more than "
			   "a document of people takes: cells");
}

TEST(one_long_target_of_many_links_is_kept_once)
{
	struct docx_parts parts = { .store = true,
		.relations = filled("<Relationship Id='a' Type='hyperlink' "
				    "TargetMode='External' Target='%s'/>",
			many("a", 4000).at),
		.body = filled("<w:p>%s</w:p>",
			many("<w:hyperlink r:id='a'>" R("b ") "</w:hyperlink>",
				3000)
				.at) };

	docx_seen(docx_file(&parts));
	SAME_INT((long long)doc.count, 1);
	SAME_INT((long long)doc.at[0].at[0].at[2999].url.len, 4000);
	parts.body = filled(
		"<w:p>%s</w:p>", many("<w:hyperlink r:id='a' w:anchor='c'>" R(
					      "b ") "</w:hyperlink>",
					 3000)
					 .at);
	docx_reads(&parts, "too_big: save this Word document anew, or export "
			   "it as PDF: 'word/document.xml' is more than "
			   "a document of people takes: links");
}
