/* test/unit/intake_odt_test.c - intake/odt.h: which lines an OpenDocument text
 * gives, packed or as one file, and what is refused. */
#include "office_made.h"

#include "intake/odt.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define SPACES                                                           \
	"xmlns:office='" OASIS "office:1.0' xmlns:text='" OASIS          \
	"text:1.0' xmlns:table='" OASIS "table:1.0' xmlns:style='" OASIS \
	"style:1.0' xmlns:fo='" OASIS "xsl-fo-compatible:1.0' "          \
	"xmlns:draw='" OASIS "drawing:1.0' "                             \
	"xmlns:xlink='http://www.w3.org/1999/xlink'"
#define P(inner) "<text:p>" inner "</text:p>"
#define STYLED(style, inner) \
	"<text:p text:style-name='" style "'>" inner "</text:p>"
#define ITEM(inner) "<text:list-item>" inner "</text:list-item>"

static struct intake_doc doc;

static struct str seen(struct str file)
{
	struct err err = { 0 };

	doc = (struct intake_doc){ 0 };
	if (!intake_odt(&test_mem, file, &doc, &err))
		return str_fmt(
			&test_mem, "%s: %s", err_name(err.code), err.text);
	return made_seen(&doc);
}

static struct str content(const char *styles, const char *text)
{
	return str_fmt(&test_mem,
		"<office:document-content " SPACES "><office:automatic-styles>"
		"%s</office:automatic-styles><office:body><office:text>%s"
		"</office:text></office:body></office:document-content>",
		styles, text);
}

static struct str with_styles(const char *text, const char *own,
	const char *named, const char *of_pages, const char *pages)
{
	return made_zip((struct made_part[]){
		{ "content.xml", content(own, text) },
		{ "styles.xml", str_fmt(&test_mem,
					"<office:document-styles " SPACES
					"><office:styles>%s</office:styles>"
					"<office:automatic-styles>%s"
					"</office:automatic-styles>"
					"<office:master-styles>%s"
					"</office:master-styles>"
					"</office:document-styles>",
					named, of_pages, pages) },
		{ 0 } });
}

static struct str packed(const char *text)
{
	return made_zip((struct made_part[]){
		{ "content.xml", content("", text) }, { 0 } });
}

#define READS(text, want) SAME_STR(seen(packed(text)), str_c(want))
#define WITH(text, own, named, want) \
	SAME_STR(seen(with_styles(text, own, named, "", "")), str_c(want))

/* ---- paragraphs and words ----------------------------------------------- */

TEST(a_paragraph_is_one_line_and_a_line_break_begins_another)
{
	READS(P("Ada\n   Example <text:line-break/> Engineer") P("Basel"),
		"Ada Example\nEngineer\nBasel\n");
}

TEST(blanks_that_are_counted_and_tabs_are_wide_gaps)
{
	READS(P("a<text:tab/>b <text:s text:c='9'/>c <text:s/>d"),
		"a | b | c d\n");
}

TEST(letters_look_as_their_styles_say)
{
	WITH(STYLED("P1", "a <text:span text:style-name='T1'>b</text:span>"
			  "<text:span text:style-name='T2'> c</text:span>"),
		"<style:style style:name='P1' style:family='paragraph' "
		"style:parent-style-name='Base'/>"
		"<style:style style:name='T1' style:family='text'>"
		"<style:text-properties fo:font-weight='bold'/></style:style>"
		"<style:style style:name='T2' style:family='text'>"
		"<style:text-properties text:display='none' "
		"fo:font-style='normal'/></style:style>",
		"<style:style style:name='Base' style:family='paragraph'>"
		"<style:text-properties fo:font-style='italic' "
		"fo:font-size='15pt'/></style:style>",
		"_a_ **b** (c)\n");
	OK(doc.at[0].at[0].size > 14.9f && doc.at[0].at[0].size < 15.1f);
}

TEST(sizes_in_parts_are_of_what_a_style_is_based_on)
{
	WITH(STYLED("Big", "a"), "",
		"<style:default-style style:family='paragraph'>"
		"<style:text-properties fo:font-size='10pt'/>"
		"</style:default-style>"
		"<style:style style:name='Big' style:family='paragraph'>"
		"<style:text-properties fo:font-size='130%'/></style:style>",
		"a\n");
	OK(doc.at[0].at[0].size > 12.9f && doc.at[0].at[0].size < 13.1f);
}

TEST(headings_are_known_by_element_and_by_style)
{
	WITH("<text:h text:outline-level='2'>a</text:h>" STYLED("Heading_20_3",
		     "b") STYLED("Mine", "c") STYLED("Title", "d"),
		"",
		"<style:style style:name='Heading_20_3' "
		"style:family='paragraph' style:display-name='Heading 3'/>"
		"<style:style style:name='Mine' style:family='paragraph' "
		"style:default-outline-level='4'/>"
		"<style:style style:name='Title' style:family='paragraph'/>",
		"H2 a\nH3 b\nH4 c\nH1 d\n");
}

TEST(items_have_their_level_and_only_their_first_paragraph_is_one)
{
	READS("<text:list>" ITEM(P("a") P("more") "<text:list>" ITEM(
		      P("b")) "</text:list>")
			ITEM(P("c")) "<text:list-header>" P(
				"d") "</text:list-header></text:list>" P("e"),
		"* a\nmore\n** b\n* c\nd\ne\n");
}

TEST(a_list_without_marks_has_no_items)
{
	WITH("<text:list text:style-name='L1'>" ITEM(P("a")) "</text:list>",
		"<text:list-style style:name='L1'>"
		"<text:list-level-style-number text:level='1' "
		"style:num-format=''/></text:list-style>",
		"", "a\n");
}

TEST(links_lead_out_and_not_within)
{
	READS(P("<text:a xlink:href='https://a.example/?b&amp;c'>one"
		"</text:a> <text:a xlink:href='#top'>two</text:a>"),
		"one<https://a.example/?b&c> two\n");
}

TEST(what_was_deleted_commented_or_only_says_how_it_sounds_is_left_out)
{
	READS("<text:tracked-changes><text:changed-region><text:deletion>" P(
		      "gone") "</text:deletion></text:changed-region>"
			      "</text:tracked-changes>" P(
				      "a<office:annotation>" P(
					      "note") "</office:annotation> "
						      "<text:ruby><text:ruby-"
						      "base>b</text:ruby-base>"
						      "<text:ruby-text>bee</"
						      "text:ruby-text></"
						      "text:ruby>"),
		"a b\n");
}

TEST(notes_stand_at_the_end)
{
	READS(P("a<text:note><text:note-citation>1</text:note-citation>"
		"<text:note-body>" P("why") "</text:note-body></text:note> b")
			P("c"),
		"a b\nc\nwhy\n");
}

/* ---- boxes, tables, pages ----------------------------------------------- */

TEST(a_box_is_read_before_the_paragraph_that_holds_it)
{
	READS(P("a <draw:frame><draw:text-box>" P(
		      "box") "</draw:text-box></draw:frame>b "
			     "<draw:custom-shape>" P("shape") "</"
							      "draw:custom-"
							      "shape>"),
		"box\nshape\na b\n");
}

#define C(inner) "<table:table-cell>" inner "</table:table-cell>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define T(rows)                             \
	"<table:table><table:table-column " \
	"table:number-columns-repeated='2'/>" rows "</table:table>"

TEST(rows_of_short_cells_are_lines_and_long_ones_are_columns)
{
	READS(T("<table:table-header-rows>" ROW(C(P("2019")) C(
		      P("Acme") P("Led"))) "</table:table-header-rows>"),
		"2019 | Acme\nLed\n");
	READS(T(ROW(C(P("a") P("b") P("c") P("d"))
			      C(P("e") P("f") P("g") P("h")))),
		"a\nb\nc\nd\nc1 e\nc1 f\nc1 g\nc1 h\n");
}

TEST(a_long_cell_over_several_rows_is_a_side_bar)
{
	READS(T(ROW("<table:table-cell table:number-rows-spanned='2'>" P("a") P(
		      "b") P("c") P("d") "</table:table-cell>" C(P("one")))
			      ROW("<table:covered-table-cell/>" C(P("two")))),
		"a\nb\nc\nd\nc1 one\nc1 two\n");
}

TEST(pages_begin_where_a_style_says)
{
	WITH(P("a") STYLED("P1", "b"),
		"<style:style style:name='P1' style:family='paragraph'>"
		"<style:paragraph-properties fo:break-before='page'/>"
		"</style:style>",
		"", "a\n--\nb\n");
}

#define HEAD(inner) "<style:header>" inner "</style:header>"
#define FOOT(inner) "<style:footer>" inner "</style:footer>"
#define PAGE(name, inner)                                      \
	"<style:master-page style:name='" name "'>" inner "</" \
	"style:master-page>"
static const char pages[] = PAGE("Standard", HEAD(P("unused")))
	PAGE("First' style:next-style-name='Next",
		HEAD(STYLED("P1", "Ada")) FOOT(P("foot")))
		PAGE("Next", HEAD(P("Ada, 2")));

TEST(heads_and_feet_are_those_of_pages_that_the_text_has)
{
	static const char own[] =
		"<style:style style:name='P1' style:family='paragraph' "
		"style:master-page-name='First'/>";
	static const char of_pages[] =
		"<style:style style:name='P1' style:family='paragraph'>"
		"<style:text-properties fo:font-weight='bold'/></style:style>";

	SAME_STR(seen(with_styles(
			 STYLED("P1", "body"), own, "", of_pages, pages)),
		STR("**Ada**\n= Ada, 2\nbody\nfoot\n"));
	SAME_STR(seen(with_styles(P("body"), "", "", "", pages)),
		STR("unused\nbody\n"));
}

TEST(a_page_that_follows_may_stand_before_the_one_that_it_follows)
{
	SAME_STR(seen(with_styles(STYLED("P1", "body"),
			 "<style:style style:name='P1' "
			 "style:family='paragraph' "
			 "style:master-page-name='One'/>",
			 "", "",
			 PAGE("Two", FOOT(P("foot")))
				 PAGE("One' style:next-style-name='Two", ""))),
		STR("body\n= foot\n"));
}

/* ---- files -------------------------------------------------------------- */

static const char flat[] =
	"<?xml version='1.0'?><office:document " SPACES "><office:styles>"
	"<style:style style:name='S' style:family='paragraph'>"
	"<style:text-properties fo:font-weight='bold'/></style:style>"
	"</office:styles><office:body><office:text>" STYLED(
		"S", "flat") "</office:text></office:body></office:document>";

TEST(one_xml_file_is_read_like_a_packed_one)
{
	SAME_STR(seen(str_c(flat)), STR("**flat**\n"));
}

TEST(a_locked_document_says_so)
{
	SAME_STR(seen(made_zip((struct made_part[]){
			 { "content.xml", STR("\x01\x02 sealed") },
			 { "META-INF/manifest.xml",
				 STR("<m><encryption-data/></m>") },
			 { 0 } })),
		STR("untrusted: save this OpenDocument text anew, or export it "
		    "as PDF: it is locked with a "
		    "password; save it without one"));
}

TEST(what_is_damaged_or_hides_entities_or_is_no_text_is_refused)
{
	SAME_STR(seen(made_zip((struct made_part[]){
			 { "content.xml", STR("<a><b></a>") }, { 0 } })),
		STR("untrusted: save this OpenDocument text anew, or export it "
		    "as PDF: 'content.xml' is "
		    "damaged: an element ends that did not begin"));
	SAME_STR(seen(STR("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")),
		STR("untrusted: save this OpenDocument text anew, or export it "
		    "as PDF: 'content.xml' is "
		    "damaged: it declares a document type, which may hide "
		    "entities"));
	SAME_STR(seen(STR("<html><body/></html>")),
		STR("untrusted: save this OpenDocument text anew, or export it "
		    "as PDF: it holds no text "
		    "document"));
	SAME_STR(seen(made_zip(
			 (struct made_part[]){ { "a", STR("b") }, { 0 } })),
		STR("untrusted: save this OpenDocument text anew, or export it "
		    "as PDF: 'content.xml' is "
		    "missing"));
}
