/* test/unit/intake_docx_test.c - intake/docx.h: which lines a Word document
 * gives. Tables are intake_docx_table_test.c's, files as files
 * intake_docx_file_test.c's. */
#include "docx_made.h"

/* ---- paragraphs and words ----------------------------------------------- */

TEST(a_paragraph_is_one_line_and_a_line_break_begins_another)
{
	READS("<w:p><w:r><w:t>Ada Example</w:t><w:br/><w:t>Engineer</w:t>"
	      "</w:r></w:p><w:p><w:r><w:t>Basel</w:t></w:r></w:p>",
		"Ada Example\nEngineer\nBasel\n");
}

TEST(runs_that_split_a_word_leave_it_whole)
{
	READS(P(R("Soft") R("ware ") R("dev")), "Software dev\n");
}

TEST(words_are_bold_and_italic_as_most_of_their_letters_are)
{
	READS(P("<w:r><w:rPr><w:b/></w:rPr><w:t>Acme</w:t></w:r>" R(
		      ", ") "<w:r><w:rPr><w:i/></w:rPr><w:t>Basel</w:t></w:r>"
			    "<w:r><w:rPr><w:b w:val='0'/></w:rPr><w:t> x</w:t>"
			    "</w:r>"),
		"**Acme,** _Basel_ x\n");
}

TEST(hidden_text_is_marked_and_stands_apart)
{
	READS(P(R("seen") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>not</w:t></"
			  "w:r>" R(" more")),
		"seen(not) more\n");
}

TEST(soft_hyphens_go_and_hard_ones_and_blanks_stay)
{
	READS(P(R("co&#xAD;op") "<w:r><w:t> e</w:t><w:softHyphen/>"
				"<w:noBreakHyphen/><w:t>mail</w:t></w:r>" R(
					"&#xA0;a&#x2011;b &amp; &lt;c&gt;")),
		"coop e-mail a-b & <c>\n");
}

TEST(a_tab_and_a_row_of_blanks_are_wide_gaps)
{
	READS(P(R("Acme") "<w:r><w:tab/></w:r>" R("2019")), "Acme | 2019\n");
	READS(P("<w:r><w:tab/></w:r>" R("Acme      2019   now")),
		"Acme | 2019 now\n");
}

TEST(what_follows_a_right_tab_ends_where_the_stop_is)
{
	READS(P("<w:pPr><w:tabs><w:tab w:val='right' w:pos='9000'/></w:tabs>"
		"</w:pPr>" R("Acme") "<w:r><w:tab/></w:r>" R("2019 now")),
		"Acme | 2019 now\n");
	OK(near_to(doc.at[0].at[0].at[2].box.x1, 450 + 72));
}

TEST(symbols_before_an_item_are_dropped_and_make_it_one)
{
	READS(P("<w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:tab/></w:r>" R(
		      "Led")) P(R("&#xF0A7; Ran")) P(R("&#xF095; 555")),
		"* Led\n* Ran\n555\n");
	SAME_INT((long long)doc.at[0].icons, 3);
}

TEST(sizes_come_from_run_style_and_defaults_in_this_order)
{
	struct docx_parts parts = {
		.styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz "
			  "w:val='22'/></w:rPr>"
			  "</w:rPrDefault></w:docDefaults><w:style "
			  "w:type='paragraph' "
			  "w:styleId='Big'><w:rPr><w:sz "
			  "w:val='40'/></w:rPr></w:style>"
	};

	parts.body =
		P(R("a")) P("<w:pPr><w:pStyle w:val='Big'/></w:pPr>" R("b"))
			P("<w:r><w:rPr><w:sz w:val='18'/></w:rPr><w:t>c</w:t>"
			  "</w:r>");
	docx_reads(&parts, "a\nb\nc\n");
	OK(near_to(doc.at[0].at[0].size, 11));
	OK(near_to(doc.at[0].at[1].size, 20));
	OK(near_to(doc.at[0].at[2].size, 9));
}

TEST(blocks_part_where_there_is_space_or_an_empty_paragraph)
{
	READS(P(R("a")) P(R("b"))
			P("<w:pPr><w:spacing w:before='240'/></w:pPr>" R("c"))
				P("") P(R("d")),
		"a\nb\nc\nd\n");
	SAME_INT(doc.at[0].at[1].block, 0);
	SAME_INT(doc.at[0].at[2].block, 1);
	SAME_INT(doc.at[0].at[3].block, 2);
}

TEST(places_go_down_the_page_and_in_with_indents)
{
	READS(P("<w:pPr><w:ind w:left='720'/></w:pPr>" R("a")) P(R("b")),
		"a\nb\n");
	OK(near_to(doc.at[0].at[0].box.x0, 72 + 36));
	OK(near_to(doc.at[0].at[1].box.x0, 72));
	OK(near_to(doc.at[0].at[1].base - doc.at[0].at[0].base, 12.5f));
}

TEST(words_from_the_right_make_a_line_from_the_right)
{
	READS(P(R("שלום עולם")) P(R("hello")), "שלום עולם\nhello\n");
	OK(doc.at[0].at[0].rtl && !doc.at[0].at[1].rtl);
}

/* ---- headings and lists ------------------------------------------------- */

static const char heads[] =
	"<w:style w:type='paragraph' w:styleId='berschrift1'>"
	"<w:name w:val='heading 1'/><w:rPr><w:b/></w:rPr></w:style>"
	"<w:style w:type='paragraph' w:styleId='Mine'>"
	"<w:name w:val='My part'/><w:basedOn w:val='berschrift1'/></w:style>"
	"<w:style w:type='paragraph' w:styleId='Deep'>"
	"<w:name w:val='Deep'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr>"
	"</w:style>"
	"<w:style w:type='paragraph' w:styleId='Titel'>"
	"<w:name w:val='Title'/></w:style>"
	"<w:style w:type='paragraph' w:styleId='None'><w:name w:val='None'/>"
	"<w:basedOn w:val='berschrift1'/><w:pPr><w:outlineLvl w:val='9'/>"
	"</w:pPr></w:style>";

TEST(headings_are_known_by_name_outline_and_what_a_style_is_based_on)
{
	struct docx_parts parts = { .styles = heads,
		.body = STYLED("Titel", "t") STYLED("berschrift1", "a")
			STYLED("Mine", "b") STYLED("Deep", "c")
				STYLED("None", "d") STYLED("Nobody", "e") };

	docx_reads(&parts, "H1 t\nH1 **a**\nH1 **b**\nH3 c\n**d**\ne\n");
}

TEST(styles_that_are_based_on_each_other_end)
{
	struct docx_parts parts = {
		.styles = "<w:style w:styleId='A'><w:basedOn w:val='B'/>"
			  "</w:style><w:style w:styleId='B'><w:basedOn "
			  "w:val='A'/><w:rPr><w:i/></w:rPr></w:style>",
		.body = STYLED("A", "a")
	};

	docx_reads(&parts, "_a_\n");
}

#define ITEM(num, level, text)                                              \
	P("<w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num \
	  "'/></w:numPr></w:pPr>" R(text))
static const char lists[] =
	"<w:abstractNum w:abstractNumId='7'>"
	"<w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='o'/>"
	"<w:pPr><w:ind w:left='720' w:hanging='360'/></w:pPr></w:lvl>"
	"<w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/>"
	"<w:lvlText w:val='%2.'/></w:lvl>"
	"<w:lvl w:ilvl='2'><w:numFmt w:val='none'/><w:lvlText w:val=''/>"
	"</w:lvl></w:abstractNum>"
	"<w:num w:numId='3'><w:abstractNumId w:val='7'/></w:num>";

TEST(items_have_their_level_and_no_mark)
{
	struct docx_parts parts = { .numbering = lists,
		.body = ITEM("3", "0", "a") ITEM("3", "1", "b")
			ITEM("3", "2", "c") ITEM("0", "0", "d") };

	docx_reads(&parts, "* a\n** b\nc\nd\n");
	OK(near_to(doc.at[0].at[0].box.x0, 72 + 18));
}

TEST(a_line_break_in_an_item_begins_no_other)
{
	struct docx_parts parts = { .numbering = lists,
		.body = ITEM("3", "0", "a</w:t><w:br/><w:t>b") };

	docx_reads(&parts, "* a\nb\n");
}

/* ---- links and fields --------------------------------------------------- */

TEST(links_lead_out_by_relation_or_by_field_and_not_within)
{
	struct docx_parts parts = {
		.relations = "<Relationship Id='r1' Type='x/hyperlink' "
			     "Target='https://a.example/?a=1&amp;b=2' "
			     "TargetMode='External'/>",
		.body = P("<w:hyperlink r:id='r1'>" R("one") "</w:hyperlink>" R(
			" ") FIELD(" HYPERLINK \"https://b.example\" "
				   "\\o \"a tip\" ",
			"two")
				R(" ") "<w:hyperlink w:anchor='top'>" R(
					"three") "</w:hyperlink>" R(" ")
					FIELD("HYPERLINK \\l \"top\"", "four")
						R(" ") "<w:fldSimple "
						       "w:instr='HYPERLINK "
						       "mailto:a@b.example'>" R(
							       "five") "</"
								       "w:"
								       "fldSimp"
								       "le>")
	};

	docx_reads(&parts, "one<https://a.example/?a=1&b=2> "
			   "two<https://b.example> three four "
			   "five<mailto:a@b.example>\n");
}

TEST(fields_show_their_result_and_not_their_code)
{
	READS(P(R("a ") FIELD(" IF " FIELD("PAGE", "9") " = 1 ", "b") R(" c")),
		"a b c\n");
}

TEST(a_field_that_never_ends_swallows_its_paragraph_only)
{
	READS(P(R("a") MARK("begin") R("gone")) P(R("b")), "a\nb\n");
}

/* ---- what was changed --------------------------------------------------- */

TEST(what_was_inserted_counts_and_what_was_deleted_does_not)
{
	READS(P("<w:ins w:id='1'>" R(
		      "new ") "</w:ins><w:del w:id='2'><w:r>"
			      "<w:delText>old</w:delText></w:r></"
			      "w:del><w:moveFrom>" R("from") "</"
							     "w:moveFrom><w:"
							     "moveTo>" R(
								     "to") "</"
									   "w:"
									   "mov"
									   "eTo"
									   ">"),
		"new to\n");
}

TEST(how_something_looked_before_a_change_does_not_count)
{
	READS(P("<w:r><w:rPr><w:i/><w:rPrChange><w:rPr><w:b/></w:rPr>"
		"</w:rPrChange></w:rPr><w:t>a</w:t></w:r>"),
		"_a_\n");
}

TEST(content_controls_and_tags_are_looked_into)
{
	READS("<w:sdt><w:sdtPr/><w:sdtContent>" P(
		      R("a") "<w:sdt><w:sdtContent>" R(
			      "b") "</"
				   "w:sdtContent></"
				   "w:sdt><w:"
				   "smartTag>" R(
					   "c") "</"
						"w:"
						"sma"
						"rtT"
						"ag"
						">") "</w:sdtContent></w:sdt>",
		"abc\n");
}

TEST(ruby_gives_what_is_written_and_not_how_it_is_said)
{
	READS(P("<w:r><w:ruby><w:rt>" R("a") "</w:rt><w:rubyBase>" R(
		      "b") "</w:rubyBase></w:ruby></w:r>"),
		"b\n");
}

/* ---- boxes -------------------------------------------------------------- */

#define DRAWN(text)                               \
	"<w:drawing><wps:txbx><w:txbxContent>" P( \
		R(text)) "</w:txbxContent></wps:txbx></w:drawing>"
#define PAINTED(text)                                    \
	"<w:pict><v:shape><v:textbox><w:txbxContent>" P( \
		R(text)) "</w:txbxContent></v:textbox></v:shape></w:pict>"

TEST(a_text_box_is_read_once_before_the_paragraph_that_holds_it)
{
	READS(P(R("before")) P(
		      R("main ") "<w:r><mc:AlternateContent>"
				 "<mc:Choice Requires='wps'>" DRAWN(
					 "box") "</mc:Choice>"
						"<mc:Fallback>" PAINTED(
							"box") "</mc:Fallback>"
							       "</"
							       "mc:"
							       "AlternateConten"
							       "t></w:r>" R(
								       "text")),
		"before\nbox\nmain text\n");
}

TEST(the_fallback_is_read_where_the_choice_says_nothing)
{
	READS(P("<w:r><mc:AlternateContent><mc:Choice Requires='q'><q:x/>"
		"</mc:Choice><mc:Fallback>" PAINTED(
			"old") "</mc:Fallback>"
			       "</mc:AlternateContent></w:r>"),
		"old\n");
}

TEST(a_box_in_a_box_is_read)
{
	READS(P("<w:r><w:drawing><w:txbxContent>" P(R("outer") "<w:r>" DRAWN(
		      "inner") "</w:r>") "</w:txbxContent></w:drawing></w:r>"),
		"inner\nouter\n");
}

TEST(a_document_of_pictures_alone_is_a_scan)
{
	READS(P("<w:r><w:drawing><pic:pic/></w:drawing></w:r>"), "");
	SAME_INT((long long)doc.at[0].pictures, 1);
	OK(doc.scan);
}

/* ---- pages -------------------------------------------------------------- */

TEST(page_breaks_begin_pages_and_guessed_ones_only_without_them)
{
	READS(P(R("a") "<w:r><w:br w:type='page'/></w:r>" R("b")) P(
		      "<w:pPr><w:pageBreakBefore/></w:pPr>" R("c"))
			P("<w:r><w:lastRenderedPageBreak/><w:t>d</w:t></w:r>"),
		"a\n--\nb\n--\nc\nd\n");
	READS(P(R("a")) P("<w:r><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>"),
		"a\n--\nb\n");
}

TEST(the_paper_is_the_first_sections)
{
	READS(P(R("a")) "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/>"
			"</w:sectPr>",
		"a\n");
	OK(near_to(doc.at[0].width, 595.3f));
}

TEST(heads_stand_in_front_and_feet_behind_each_once)
{
	struct docx_parts parts = { .relations = REL("h1", "header", "h1.xml")
					    REL("h2", "header", "h2.xml") REL(
						    "f1", "footer", "f1.xml"),
		.body = P(R(
			"body")) "<w:sectPr>"
				 "<w:headerReference w:type='default' "
				 "r:id='h1'/>"
				 "<w:headerReference w:type='first' r:id='h2'/>"
				 "<w:footerReference w:type='default' "
				 "r:id='f1'/>"
				 "<w:footerReference w:type='even' r:id='f1'/>"
				 "%s</w:sectPr>",
		.more = { { "word/h1.xml", W("hdr", P(R("Ada"))) },
			{ "word/h2.xml", W("hdr", P(R("Ada, first"))) },
			{ "word/f1.xml", W("ftr", P(R("foot"))) } } };
	const char *form = parts.body;

	parts.body = filled(form, "");
	docx_reads(&parts, "Ada\nbody\nfoot\n");
	parts.body = filled(form, "<w:titlePg/>");
	docx_reads(&parts, "Ada, first\n= Ada\nbody\n= foot\n");
}

TEST(links_in_a_head_are_its_own)
{
	struct docx_parts parts = { .relations = REL("h1", "header", "h1.xml"),
		.body = P(R("body")) "<w:sectPr><w:headerReference "
				     "r:id='h1'/></w:sectPr>",
		.more = { { "word/h1.xml",
				  W("hdr", P("<w:hyperlink r:id='h1'>" R(
						   "a") "</w:hyperlink>")) },
			{ "word/_rels/h1.xml.rels",
				RELS("<Relationship Id='h1' Type='hyperlink' "
				     "Target='http://a.example' "
				     "TargetMode='External'/>") } } };

	docx_reads(&parts, "a<http://a.example>\nbody\n");
}

TEST(notes_stand_at_the_end_without_the_rules_over_them)
{
	struct docx_parts parts = { .relations =
					    REL("n", "footnotes", "notes.xml"),
		.body = P(R("body") "<w:r><w:footnoteReference w:id='2'/>"
				    "</w:r>"),
		.more = { { "word/notes.xml",
			W("footnotes",
				"<w:footnote w:type='separator'>" P(
					R("----")) "</w:footnote>"
						   "<w:footnote w:id='2'>" P(R(
							   "note")) "</"
								    "w:"
								    "footnote"
								    ">") } } };

	docx_reads(&parts, "body\nnote\n");
}
