/* test/unit/intake_pdf_order_test.c - intake/lines.h: words become lines, and
 * lines stand in the order in which people read them. */
#include "pdf_made.h"

#include <stdio.h>

static struct intake_doc doc;

static struct str read_back(struct str pdf) { return made_read(pdf, &doc); }

static void put(struct buf *b, double x, double y, const char *text)
{
	buf_addf(b, "BT /F 10 Tf %g %g Td (%s) Tj ET\n", x, y, text);
}

static const char *const left[] = { "Profile", "Born curious", "Skills",
	"Sewing", "Welding", "Languages", "Danish" };
static const char *const right[] = { "Work", "Head of the sewing room there",
	"Led a team of seven people", "Bought the cloth and thread",
	"Before that an apprentice", "Learned how to cut and press",
	"Mended what others had torn" };

/* A sidebar beside the main part, under a name across both. */
static struct str columns(bool by_row)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	put(&b, 50, 760, "The name of somebody across the whole page of hers");
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < LENGTH(left); i++) {
			double y = 700 - 16.0 * (double)i;

			if (!by_row || !side)
				put(&b, side ? 250 : 50, side ? y - 5 : y,
					side ? right[i] : left[i]);
			if (by_row && !side)
				put(&b, 250, y - 5, right[i]);
		}
	return read_back(made_plain(&test_mem, buf_str(&b)));
}

static void check_columns(void)
{
	const struct intake_page *p = &doc.at[0];

	NEED(p->count == 15);
	OK(str_is(p->at[0].at[0].text, "The"));
	OK(str_is(p->at[1].at[0].text, "Profile"));
	OK(str_is(p->at[7].at[0].text, "Danish"));
	OK(str_is(p->at[8].at[0].text, "Work"));
	OK(str_is(p->at[14].at[0].text, "Mended"));
	OK(p->at[0].column < p->at[1].column);
	OK(p->at[7].column < p->at[8].column);
}

TEST(a_sidebar_is_read_before_what_stands_beside_it)
{
	columns(false);
	check_columns();
	/* whatever the order in which the file draws them */
	columns(true);
	check_columns();
}

TEST(dates_at_the_far_end_stay_on_their_line)
{
	struct buf b;
	struct str text;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 8; i++) {
		char line[40];

		snprintf(line, sizeof(line), "Some post number %d", i);
		put(&b, 50, 700 - 20 * i, line);
		snprintf(line, sizeof(line), "200%d - 201%d", i, i);
		put(&b, 480, 700 - 20 * i, line);
	}
	text = read_back(made_plain(&test_mem, buf_str(&b)));
	OK(str_starts(text, STR("Some post number 0 2000 - 2010\n")));
	SAME_INT(doc.at[0].count, 8);
	OK(doc.at[0].at[0].at[4].flags & INTAKE_CELL);
	OK(!(doc.at[0].at[0].at[1].flags & INTAKE_CELL));
}

/* As browsers print floats: behind all else. All their letters are as wide. */
TEST(ends_of_rows_that_are_drawn_last_were_once_a_column)
{
	static const char *const ends[] = { "Laon", "London", "Luebbenau",
		"Ladungen" };
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 16; i++)
		put(&b, 50, 700 - 14 * i,
			i % 4 ? "Led a team of seven people there"
			      : "Head of the sewing room");
	for (size_t i = 0; i < LENGTH(ends); i++)
		put(&b, 560 - 5.56 * (double)strlen(ends[i]),
			700 - 56 * (double)i, ends[i]);
	read_back(made_plain(&test_mem, buf_str(&b)));
	SAME_INT(doc.at[0].count, 16);
	for (size_t i = 0; i < doc.at[0].count; i += 4)
		OK(doc.at[0].at[i].at[5].flags & INTAKE_CELL);
}

TEST(words_drawn_in_any_order_are_read_from_the_left)
{
	SAME_STR(read_back(made_plain(&test_mem,
			 STR("BT /F 10 Tf 200 700 Td (third) Tj -150 0 Td "
			     "(first) Tj 70 0 Td (second) Tj ET"))),
		STR("first second third\n\f"));
}

TEST(a_wide_gap_begins_a_block)
{
	read_back(made_plain(&test_mem,
		STR("BT /F 10 Tf 12 TL 50 700 Td (a) Tj T* (b) Tj 0 -40 Td "
		    "(c) Tj /F 16 Tf 0 -18 Td (d) Tj ET")));
	NEED(doc.at[0].count == 4);
	SAME_INT(doc.at[0].at[1].block, 0);
	SAME_INT(doc.at[0].at[2].block, 1);
	SAME_INT(doc.at[0].at[3].block, 2);
}

TEST(raised_letters_stay_with_their_word)
{
	SAME_STR(read_back(made_plain(&test_mem,
			 STR("BT /F 10 Tf 50 700 Td (on the 1) Tj /F 6 Tf 4 Ts "
			     "(st) Tj /F 10 Tf 0 Ts ( of May) Tj ET"))),
		STR("on the 1st of May\n\f"));
}

static void dot(struct buf *b, double x, double y, const char *painted)
{
	buf_addf(b, "%g %g m %g %g %g %g %g %g c %g %g %g %g %g %g c %s\n", x,
		y + 1.5, x, y + 3, x + 3, y + 3, x + 3, y + 1.5, x + 3, y, x, y,
		x, y + 1.5, painted);
}

/* As browsers paint the signs of a list. */
TEST(bullets_that_are_painted_are_read_as_bullets)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	dot(&b, 50, 702, "f");
	put(&b, 60, 700, "Led");
	put(&b, 50, 688, "Plain");
	buf_addf(&b, "51 678 3 3 re f\n");
	put(&b, 60, 676, "Made");
	SAME_STR(read_back(made_plain(&test_mem, buf_str(&b))),
		STR("\xe2\x80\xa2 Led\nPlain\n\xe2\x80\xa2 Made\n\f"));
}

TEST(painted_dots_that_count_adorn_part_or_cut_are_no_bullets)
{
	struct buf b;
	struct str text;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 3; i++) /* a skill with three stars */
		dot(&b, 50 + 6 * i, 702, "f");
	put(&b, 74, 700, "Sewing");
	dot(&b, 50, 682, "S"); /* a heading between two rings */
	put(&b, 60, 680, "Work");
	dot(&b, 90, 682, "S");
	put(&b, 50, 660, "Lund"); /* two words parted */
	dot(&b, 80, 662, "f");
	put(&b, 90, 660, "Oslo");
	dot(&b, 50, 642, "W n"); /* seen by nobody */
	put(&b, 60, 640, "Led");
	dot(&b, 50, 629, "f"); /* too high for this line */
	put(&b, 60, 620, "Made");
	text = read_back(made_plain(&test_mem, buf_str(&b)));
	OK(!memmem(text.at, text.len, "\xe2\x80\xa2", 3));
	SAME_INT(doc.at[0].count, 5);
}

TEST(pages_lie_as_they_are_shown)
{
	static const struct {
		int turn;
		float x, y;
	} rows[] = { { 0, 100, 200 }, { 90, 600, 100 }, { 180, 500, 600 },
		{ 270, 200, 500 } };

	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct made m;
		char keys[100];

		snprintf(keys, sizeof(keys),
			"/Rotate %d/Resources<</Font<</F 5 0 R>>>>",
			rows[i].turn);
		made_begin(&m, &test_mem);
		made_page(&m, keys);
		made_stream(&m, 4, "",
			STR("BT /F 10 Tf 100 600 Td (There it lies) Tj ET"));
		made_object(&m, 5, MADE_HELVETICA);
		SAME_STR(read_back(made_end(&m, "/Root 1 0 R")),
			STR("There it lies\n\f"));
		OK(doc.at[0].width == (rows[i].turn % 180 ? 800 : 600));
		/* the pen's first place lies at the box's edge */
		OK(doc.at[0].at[0].box.x0 <= rows[i].x + 8 &&
			doc.at[0].at[0].box.x1 >= rows[i].x - 8);
		OK(doc.at[0].at[0].box.y0 <= rows[i].y + 8 &&
			doc.at[0].at[0].box.y1 >= rows[i].y - 8);
	}
}

#define SOFT "/Span<</ActualText<FEFF00AD>>>BDC (-) Tj EMC "

TEST(soft_hyphens_at_the_end_of_lines_are_joined)
{
	SAME_STR(read_back(made_plain(&test_mem,
			 STR("BT /F 10 Tf 12 TL 50 700 Td (a docu) Tj " SOFT
			     "T* (ment, co) Tj " SOFT "(op) Tj ET"))),
		STR("a document, co-op\n\f"));
	OK(doc.at[0].at[0].joined && !doc.at[0].at[1].joined);
}

/* A font whose A to D are letters from the right. */
#define HEBREW                                                               \
	"<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 65/Widths[500 500 " \
	"500 500]/FontDescriptor<</Flags 32/MissingWidth 500>>/Encoding"     \
	"<</Differences[65/uni05D0/uni05D1/uni05D2/uni05D3]>>>>"

TEST(lines_from_the_right_are_in_logical_order)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>");
	/* as it is seen */
	made_stream(&m, 4, "",
		STR("BT /F 10 Tf 50 700 Td (DC 2019 one two BA) Tj ET"));
	made_object(&m, 5, HEBREW);
	SAME_STR(read_back(made_end(&m, "/Root 1 0 R")),
		STR("\xD7\x90\xD7\x91 one two 2019 \xD7\x92\xD7\x93\n\f"));
	OK(doc.at[0].at[0].rtl);
}

/* The same, with two digits of Arabic. */
#define HEBREW_DIGITS                                                        \
	"<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 65/Widths[500 500 " \
	"500 500]/FontDescriptor<</Flags 32/MissingWidth 500>>/Encoding"     \
	"<</Differences[65/uni05D0/uni05D1/uni0661/uni0662]>>>>"

static struct str from_right(const char *shown)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>");
	made_stream(&m, 4, "",
		str_fmt(&test_mem, "BT /F 10 Tf 50 700 Td (%s) Tj ET", shown));
	made_object(&m, 5, HEBREW_DIGITS);
	return read_back(made_end(&m, "/Root 1 0 R"));
}

TEST(digits_of_arabic_run_from_the_left)
{
	SAME_STR(from_right("DC BA"), STR("אב ٢١\n\f"));
	SAME_STR(from_right("CD - DC BA"), STR("אב ٢١ - ١٢\n\f"));
}

TEST(a_telephone_number_within_a_line_from_the_right_runs_from_the_left)
{
	SAME_STR(from_right("+962 79 000 1234 :BA"),
		STR("אב: +962 79 000 1234\n\f"));
	/* as it is shown where nobody saw to it */
	SAME_STR(from_right("1234 000 79 :BA"), STR("אב: 79 000 1234\n\f"));
}

/* Alef, mim, and a sign over it that takes no room. */
#define ARABIC                                                      \
	"<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 65/Widths" \
	"[500 500 0]/FontDescriptor<</Flags 32/MissingWidth 500>>"  \
	"/Encoding<</Differences[65/uni0627/uni0645/uni0651]>>>>"

static struct str arabic(const char *shown)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>");
	made_stream(&m, 4, "",
		str_fmt(&test_mem, "BT /F 10 Tf 50 700 Td %s ET", shown));
	made_object(&m, 5, ARABIC);
	return read_back(made_end(&m, "/Root 1 0 R"));
}

TEST(signs_over_letters_part_no_word)
{
	SAME_STR(arabic("[(AB) 250 (C) -250 (AB)] TJ"), STR("مامّا\n\f"));
}

TEST(a_word_that_glyphs_say_is_as_wide_as_they_are)
{
	SAME_STR(arabic("(A) Tj /Span<</ActualText<FEFF06450651>>>BDC "
			"2 Ts (C) Tj 0 Ts (B) Tj EMC (A) Tj"),
		STR("امّا\n\f"));
}

/* The words of a line, a bar where a cell begins. */
static struct str cells_of(const struct intake_line *l)
{
	struct buf b;

	buf_init(&b, &test_mem, 1000);
	for (size_t i = 0; i < l->count; i++)
		buf_addf(&b, "%s%.*s ",
			l->at[i].flags & INTAKE_CELL ? "| " : "",
			STR_ARG(l->at[i].text));
	return str_trim(buf_str(&b));
}

TEST(wide_gaps_in_lines_from_the_right_stand_before_what_is_read_behind)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>");
	made_stream(&m, 4, "",
		STR("BT /F 10 Tf 50 700 Td (CC 2019) Tj 200 0 Td (DD BA) Tj "
		    "-200 -20 Td (one, two :AB) Tj 0 -20 Td (BB CC) Tj ET"));
	made_object(&m, 5, HEBREW);
	read_back(made_end(&m, "/Root 1 0 R"));
	NEED(doc.at[0].count == 3);
	SAME_STR(cells_of(&doc.at[0].at[0]),
		STR("\xD7\x90\xD7\x91 \xD7\x93\xD7\x93 | 2019 "
		    "\xD7\x92\xD7\x92"));
	/* most of the page is from the right, if not of the line */
	SAME_STR(cells_of(&doc.at[0].at[1]), STR("\xD7\x91\xD7\x90: one, two"));
}

/* One line of such a page, as it is seen; as it is read. */
static struct str read_from_right(const char *seen)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>");
	made_stream(&m, 4, "",
		str_fmt(&test_mem,
			"BT /F 10 Tf 50 700 Td (%s) Tj 0 -20 Td (BB CC DD AA) "
			"Tj 0 -20 Td (BB CC DD AA) Tj ET",
			seen));
	made_object(&m, 5, HEBREW);
	read_back(made_end(&m, "/Root 1 0 R"));
	return cells_of(&doc.at[0].at[0]);
}

TEST(what_stands_between_marks_on_a_line_from_the_right_keeps_its_order)
{
	/* an address, a number, a place and its country */
	SAME_STR(read_from_right("mail | +31 6 1234 5678 | no ,BA"),
		STR("\xD7\x90\xD7\x91, no | +31 6 1234 5678 | mail"));
	/* without marks of direction the latter was set as one */
	SAME_STR(read_from_right("no | x.example ,BA | m@x.example"),
		STR("m@x.example | \xD7\x90\xD7\x91, no | x.example"));
}

TEST(what_stands_at_the_edge_of_every_page_is_marked)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_object(&m, 1, "<</Pages 2 0 R>>");
	made_object(&m, 2,
		"<</Kids[3 0 R 6 0 R]/MediaBox[0 0 600 800]/Resources<</Font"
		"<</F 5 0 R>>>>>>");
	made_object(&m, 3, "<</Parent 2 0 R/Contents 4 0 R>>");
	made_stream(&m, 4, "",
		STR("BT /F 10 Tf 50 700 Td (One) Tj 0 -680 Td (Page 1) Tj ET"));
	made_object(&m, 5, MADE_HELVETICA);
	made_object(&m, 6, "<</Parent 2 0 R/Contents 7 0 R>>");
	made_stream(&m, 7, "",
		STR("BT /F 10 Tf 50 700 Td (One) Tj 0 -680 Td (Page 2) Tj ET"));
	read_back(made_end(&m, "/Root 1 0 R"));
	NEED(doc.count == 2);
	for (size_t p = 0; p < 2; p++) {
		NEED(doc.at[p].count == 2);
		OK(!doc.at[p].at[0].repeated); /* alike, but not at the edge */
		OK(doc.at[p].at[1].repeated);
	}
}
