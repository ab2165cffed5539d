/* test/unit/intake_docx_table_test.c - tables of Word documents: which are
 * rows to be read across, and which are parts of a page side by side. */
#include "docx_made.h"

#define C(inner) "<w:tc><w:tcPr/>" inner "</w:tc>"
#define T(rows)                                                            \
	"<w:tbl><w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='4000'/>" \
	"</w:tblGrid>" rows "</w:tbl>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"
#define L(text) P(R(text))

TEST(a_row_of_short_cells_is_one_line_with_gaps)
{
	READS(T(ROW(C(L("2019 - 2021")) C(L("Acme, Basel")))
			      ROW(C(L("2017")) C(L("Ort")))),
		"2019 - 2021 | Acme, Basel\n2017 | Ort\n");
	OK(near_to(doc.at[0].at[0].at[3].box.x0, 72 + 100));
}

TEST(what_is_left_in_cells_follows_the_first_line_from_the_left)
{
	READS(T(ROW(C(L("2019 - 2021") L("Basel"))
			      C(L("Engineer") L("Acme") L("Led a team")))),
		"2019 - 2021 | Engineer\nBasel\nAcme\nLed a team\n");
}

TEST(cells_with_as_many_short_lines_are_read_across)
{
	READS(T(ROW(C(L("Acme") L("Engineer")) C(L("Basel") L("2019")))),
		"Acme | Basel\nEngineer | 2019\n");
}

TEST(a_side_bar_is_read_before_what_stands_beside_it)
{
	READS(L("Ada") T(ROW(C(L("Skills") L("C") L("SQL") L("Go")) C(
		      L("Work") L("Acme") L("Led") L("Ran")))) L("end"),
		"Ada\nc1 Skills\nc1 C\nc1 SQL\nc1 Go\nc2 Work\nc2 Acme\n"
		"c2 Led\nc2 Ran\nc3 end\n");
}

TEST(parts_in_several_rows_are_read_down_the_columns)
{
	READS(T(ROW(C(L("a1") L("a2") L("a3") L("a4")) C(L("b1") L("b2") L("b3")
			      L("b4"))) ROW(C(L("a5") L("a6") L("a7") L("a8"))
			      C(L("b5") L("b6") L("b7") L("b8")))),
		"a1\na2\na3\na4\na5\na6\na7\na8\n"
		"c1 b1\nc1 b2\nc1 b3\nc1 b4\nc1 b5\nc1 b6\nc1 b7\nc1 b8\n");
}

TEST(a_long_cell_over_several_rows_is_a_side_bar)
{
	READS(T(ROW("<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" L("a")
			      L("b") L("c") L("d") "</w:tc>" C(L("one")))
			      ROW("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></"
				  "w:tc>" C(L("two")))),
		"a\nb\nc\nd\nc1 one\nc1 two\n");
}

TEST(a_heading_beside_what_it_heads_is_a_line_of_its_own)
{
	struct docx_parts parts = {
		.styles = "<w:style w:type='paragraph' w:styleId='H'>"
			  "<w:name w:val='heading 1'/></w:style>",
		.body = T(ROW(C(STYLED("H", "Work")) C(L("Acme") L("Led"))))
	};

	docx_reads(&parts, "H1 Work\nAcme\nLed\n");
}

TEST(a_label_in_the_margin_is_a_line_of_its_own_and_a_date_is_not)
{
	READS(T(ROW(C(L("WORK"))
			      C(L("Acme") L("Led") L("Ran") L("Cut costs")))),
		"WORK\nAcme\nLed\nRan\nCut costs\n");
	READS(T(ROW(C(L("MAY 2019"))
			      C(L("Acme") L("Led") L("Ran") L("Cut costs")))),
		"MAY 2019 | Acme\nLed\nRan\nCut costs\n");
}

TEST(lists_in_cells_are_read_one_after_the_other)
{
	struct docx_parts parts = { .numbering = "<w:num w:numId='1'/>",
#define ITEM(text) \
	P("<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>" R(text))
		.body = T(ROW(C(ITEM("C") ITEM("Go")) C(ITEM("SQL")))) };

	docx_reads(&parts, "* C\n* Go\n* SQL\n");
}

TEST(a_table_in_a_cell_is_read_where_it_stands)
{
	READS(T(ROW(C(L("Work") T(ROW(C(L("Acme")) C(L("2019")))) "<w:p/>"))),
		"Work\nAcme | 2019\n");
}

TEST(empty_cells_and_cells_over_columns_leave_no_mark)
{
	READS(T(ROW(C("<w:p/>") C(L("only"))) ROW(
		      "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" L(
			      "wide") "</w:tc>")),
		"only\nwide\n");
}

TEST(rows_in_content_controls_are_rows)
{
	READS(T("<w:sdt><w:sdtContent>" ROW(C(L("a")) "<w:sdt><w:sdtContent>" C(
		      L("b")) "</w:sdtContent></w:sdt>") "</w:sdtContent>"
							 "</w:sdt>"),
		"a | b\n");
}

TEST(a_box_in_a_cell_stays_in_its_cell)
{
	READS(T(ROW(C(P("<w:r><w:drawing><w:txbxContent>" L(
		      "box") "</w:txbxContent></w:drawing></w:r>" R("a")))
			      C(L("b")))),
		"box | b\na\n");
}

#define BOLD(text) P("<w:r><w:rPr><w:b/></w:rPr><w:t>" text "</w:t></w:r>")

TEST(names_of_sections_beside_what_they_name_are_lines_of_their_own)
{
	READS(T(ROW(C(BOLD("Profile")) C(L("I cook what is landed."))) ROW(
		      C(BOLD("Employment")) C(L("Chef, Acme") L("2019 - 2021")))
			      ROW(C(BOLD("Education")) C(
				      L("Diploma, Basel") L("2015")))),
		"**Profile**\nI cook what is landed.\n**Employment**\nChef, "
		"Acme\n"
		"2019 - 2021\n**Education**\nDiploma, Basel\n2015\n");
}

TEST(labels_of_a_table_of_skills_are_no_sections)
{
	READS(T(ROW(C(BOLD("Tools")) C(L("Git, Make")))
			      ROW(C(BOLD("Languages")) C(L("C, Go")))),
		"**Tools** | Git, Make\n**Languages** | C, Go\n");
}
