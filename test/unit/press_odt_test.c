/*
 * test/unit/press_odt_test.c - what an ODT says. That LibreOffice opens it is
 * tried in test/cmd.
 */
#include "written.h"

WRITTEN_AS(press_odt)

static struct str content(const struct tree *t)
{
	return part(written(t), "content.xml");
}

/* The words of a style, from its name to its end. */
static struct str odt_style(struct str styles, const char *name)
{
	const char *at, *end;
	char head[80];

	snprintf(head, sizeof(head), "style:name=\"%s\"", name);
	at = memmem(styles.at, styles.len, head, strlen(head));
	end = at ? strstr(at, "</style:style>") : NULL;
	return end ? str_of(at, (size_t)(end - at)) : STR("(no such style)");
}

TEST(an_odt_begins_with_its_type_as_plain_bytes)
{
	struct str file = written(sample_resume());

	SAME_STR(str_of(file.at + 30, 47),
		STR("mimetypeapplication/vnd.oasis.opendocument.text"));
	OK(file.at[8] == 0 && file.at[28] == 0); /* stored, nothing extra */
}

TEST(the_manifest_names_each_part_and_no_other)
{
	struct str file = written(sample_photo()), manifest;
	struct err err = { 0 };
	struct unzip zip;
	int named = 1; /* the package itself */

	manifest = part(file, "META-INF/manifest.xml");
	OK(parity_archive_ok(&test_mem, file));
	NEED_ERR(resume_unzip_open(&test_mem, file, &zip, &err), err);
	for (size_t i = 0; i < zip.count; i++) {
		char name[100];

		if (str_is(zip.at[i].name, "mimetype") ||
			str_starts(zip.at[i].name, STR("META-INF/")))
			continue;
		snprintf(name, sizeof(name), "manifest:full-path=\"%.*s\"",
			STR_ARG(zip.at[i].name));
		HAS(manifest, name);
		named++;
	}
	SAME_INT(count(manifest, "<manifest:file-entry "), named);
}

TEST(the_same_tree_gives_the_same_odt)
{
	struct str first = written(sample_photo());

	written(sample_resume());
	SAME_STR(written(sample_photo()), first);
}

TEST(headings_are_headings_of_their_level)
{
	struct str text = content(sample_resume());

	HAS(text, "<text:p text:style-name=\"Title\">Ida Lindqvist</text:p>");
	HAS(text, "<text:h text:style-name=\"Heading_20_1\" "
		  "text:outline-level=\"1\">Experience</text:h>");
	SAME_INT(count(text, "text:outline-level=\"1\""), 3);
	SAME_INT(count(text, "text:outline-level=\"2\""), 2);
	SAME_INT(count(text, "text:outline-level=\"3\""), 2);
	SAME_INT(count(text, "<text:h "), 7);
	SAME_INT(count(text, "</text:h>"), 7);
}

TEST(an_item_of_a_list_holds_the_list_within_it)
{
	struct tree *t = sample_tree();
	static const int depths[] = { 0, 1, 1, 0, 5, 5, 0 };
	struct str text;

	for (size_t i = 0; i < LENGTH(depths); i++)
		sample_block(t, TREE_BULLET, "x", NULL)->depth = depths[i];
	sample_block(t, TREE_TEXT, "end", NULL);
	text = content(t);
	/* no level is left out, so 0 to 5 is one step */
	SAME_INT(count(text, "<text:list "), 1);
	SAME_INT(count(text, "<text:list>"), 2);
	SAME_INT(count(text, "</text:list>"), 3);
	SAME_INT(count(text, "<text:list-item>"), 7);
	SAME_INT(count(text, "</text:list-item>"), 7);
	HAS(text, "<text:list-item><text:p text:style-name=\"List_20_1\">x"
		  "</text:p><text:list><text:list-item><text:p "
		  "text:style-name=\"List_20_2\">x</text:p></text:list-item>");
}

TEST(pages_and_bullets_are_as_exact_as_in_a_docx)
{
	struct str styles = part(written(sample_resume()), "styles.xml");

	HAS(styles, "fo:page-width=\"612pt\" fo:page-height=\"792pt\"");
	HAS(styles, "fo:margin-top=\"36pt\" fo:margin-right=\"36pt\"");
	HAS(odt_style(styles, "List_20_1"), "fo:margin-left=\"12.96pt\"");
	HAS(odt_style(styles, "List_20_1"), "fo:text-indent=\"-12.96pt\"");
	HAS(odt_style(styles, "Heading_20_2"),
		"style:type=\"right\" style:position=\"540pt\"");
	HAS(odt_style(styles, "Heading_20_1"),
		"fo:border-bottom=\"0.75pt solid #1F4E79\"");
	HAS(odt_style(styles, "Heading_20_1"), "fo:margin-bottom=\"0pt\"");
	HAS(odt_style(styles, "Standard"), "fo:font-size=\"10pt\"");
	HAS(styles, "svg:font-family=\"&apos;Carlito&apos;, "
		    "&apos;Calibri&apos;\"");
}

TEST(an_aside_is_not_bold_with_its_head)
{
	struct str text = content(sample_resume());

	HAS(text, "</text:a><text:tab/><text:span text:style-name=\"T32\">"
		  "Mar 2021");
	HAS(odt_style(text, "T32"), "fo:font-weight=\"normal\"");
	HAS(text, "<text:tab/><text:span text:style-name=\"T2\">Malm");
	HAS(odt_style(text, "T2"), "fo:font-style=\"italic\"");
}

TEST(the_first_page_of_a_document_may_have_no_footer)
{
	struct tree *t = sample_resume();
	struct str styles = part(written(t), "styles.xml");

	HAS(styles, "<text:page-number text:select-page=\"current\">");
	HAS(styles, "<text:page-count>");
	HAS(styles, "Ida Lindqvist \u2014 Page ");
	OK(!has(content(t), "First_20_Page"));
	sample_look_of(t)->numbers = LOOK_NUMBERS_AUTO;
	HAS(content(t), "style:parent-style-name=\"Title\" "
			"style:master-page-name=\"First_20_Page\"");
	sample_look_of(t)->numbers = LOOK_NUMBERS_NEVER;
	OK(!has(part(written(t), "styles.xml"), "<style:footer>"));
}

TEST(an_odt_says_who_wrote_it_and_when)
{
	struct tree *t = sample_resume();
	struct str meta = part(written(t), "meta.xml");

	HAS(meta, "<dc:title>Ida Lindqvist \u2013 Resume</dc:title>");
	HAS(meta, "<dc:creator>Ida Lindqvist</dc:creator>");
	HAS(meta, "<dc:date>2026-03-05T00:00:00</dc:date>");
	HAS(meta, "<dc:language>en</dc:language>");
	t->date_ms = 0;
	OK(!has(part(written(t), "meta.xml"), "date>"));
}

TEST(text_from_the_right_begins_there)
{
	struct tree *t = sample_resume();
	struct str styles;

	t->rtl = true;
	t->language = STR("ar");
	styles = part(written(t), "styles.xml");
	HAS(styles, "style:writing-mode=\"rl-tb\"");
	HAS(odt_style(styles, "Standard"), "fo:text-align=\"right\"");
	HAS(odt_style(styles, "Footer"), "fo:text-align=\"left\"");
	HAS(styles, "style:language-complex=\"ar\" "
		    "style:country-complex=\"SA\"");
}

TEST(a_photo_is_a_picture_that_says_what_it_shows)
{
	struct tree *t = sample_photo();
	struct str text = content(t);

	HAS(text, "svg:width=\"54pt\" svg:height=\"72pt\"");
	HAS(text, "xlink:href=\"Pictures/photo.png\"");
	HAS(text, "<svg:title>Ida &quot;in&quot; &lt;rain&gt;");
	OK(!has(text, "fo:clip"));
	sample_look_of(t)->photo_round = true;
	/* 50 of 400 pixels off above and below, 3/4 pt each */
	HAS(content(t), "fo:clip=\"rect(37.5pt, 0pt, 37.5pt, 0pt)\"");
}

TEST(links_are_only_where_they_are_safe)
{
	struct tree *t = sample_tree();
	struct str text;

	sample_block(t, TREE_TEXT,
		"\6https://a.example/\"x\"\6a\6 \6javascript:x\6b\6", NULL);
	text = content(t);
	SAME_INT(count(text, "<text:a "), 1);
	HAS(text, "xlink:href=\"https://a.example/%22x%22\"");
}
