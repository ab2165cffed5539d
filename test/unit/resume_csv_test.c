/* test/unit/resume_csv_test.c - resume/csv.h and resume/charset.h. */
#include "test.h"

#include "resume/charset.h"
#include "resume/csv.h"

static struct csv csv_of(struct str text)
{
	struct err err = { 0 };
	struct csv csv = { 0 };

	OK_ERR(resume_csv_read(&test_mem, text, &csv, &err), err);
	return csv;
}

/* "a|b//c|d": fields and rows, to compare at a glance. */
static struct str shown(const struct csv *csv)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (size_t i = 0; i < csv->count; i++) {
		if (i)
			buf_add(&b, STR("//"));
		for (size_t k = 0; k < csv->rows[i].count; k++) {
			if (k)
				buf_addc(&b, '|');
			buf_add(&b, csv->rows[i].at[k]);
		}
	}
	return b.len ? buf_str(&b) : STR("");
}

static const struct {
	const char *text, *want;
} rows[] = {
	{ "", "" },
	{ "\n\r\n", "" },
	{ "a", "a" },
	{ "a,b\nc,d\n", "a|b//c|d" },
	{ "a,b\r\nc,d", "a|b//c|d" },
	{ "a,b\rc,d", "a|b//c|d" },
	{ "a,\n,b\n", "a|//|b" },
	{ "\"a,b\",\"c\"\"d\"\n", "a,b|c\"d" },
	{ "\"a\nb\",c\nd,e\n", "a\nb|c//d|e" },
	{ "\"a\r\nb\",c\n", "a\r\nb|c" },
	{ "\"\",\"\"\nx,y\n", "x|y" },
	{ "a \"b\" c,d\n", "a \"b\" c|d" },
	{ "\"a\" b,c\n", "a b|c" },
	{ "a;b;c,x\nd;e;f\n", "a|b|c,x//d|e|f" },
	{ "a\tb\nc\td\n", "a|b//c|d" },
	{ "\"x;y;z\",b\nc,d\n", "x;y;z|b//c|d" },
	{ "sep=;\r\na,b;c\n", "a,b|c" },
	{ "SEP=\t\na,b\tc\n", "a,b|c" },
	{ "no mark here\na;b\nc;d\n", "no mark here//a|b//c|d" },
	{ "\xef\xbb\xbf\"a\",b\n", "a|b" },
	{ "caf\xe9,\x93q\x94\n", "caf\xc3\xa9|\xe2\x80\x9cq\xe2\x80\x9d" },
	{ "caf\xc3\xa9,b\n", "caf\xc3\xa9|b" },
};

TEST(rows_are_read_as_programs_write_them)
{
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct csv csv = csv_of(str_c(rows[i].text));

		SAME_STR(shown(&csv), str_c(rows[i].want));
		SAME_INT(csv.unclosed, 0);
	}
}

TEST(rows_know_their_line_behind_quoted_line_ends)
{
	struct csv csv = csv_of(STR("a,b\n\n\"c\nc\nc\",d\ne,f\n"));

	NEED(csv.count == 3);
	SAME_INT(csv.rows[0].line, 1);
	SAME_INT(csv.rows[1].line, 3);
	SAME_INT(csv.rows[2].line, 6);
}

TEST(a_quote_that_nothing_closes_is_told_and_loses_nothing)
{
	struct csv csv = csv_of(STR("a,b\nc,\"d\ne,f"));

	SAME_STR(shown(&csv), STR("a|b//c|d\ne,f"));
	SAME_INT(csv.unclosed, 2);
	SAME_INT(csv_of(STR("a,\"")).unclosed, 1);
	SAME_INT(csv_of(STR("a,\"\"")).unclosed, 0);
}

TEST(utf_16_of_spreadsheets_is_read)
{
	struct csv csv = csv_of(STR("\xff\xfe"
				    "a\0\t\0\xe9\0\n\0"));

	SAME_STR(shown(&csv), STR("a|\xc3\xa9"));
	csv = csv_of(STR("\xfe\xff"
			 "\0a\0,\xd8\x3d\xde\x00"));
	SAME_STR(shown(&csv), STR("a|\xf0\x9f\x98\x80"));
	csv = csv_of(STR("\xff\xfe"
			 "\x00\xd8"
			 "x"));
	SAME_STR(shown(&csv), STR("\xef\xbf\xbd\xef\xbf\xbd"));
}

TEST(the_head_of_a_table_is_read_alone)
{
	struct err err = { 0 };
	struct csv csv;

	NEED(resume_csv_head(
		&test_mem, STR("\na,b\nc,d\ne,f\n"), 2, &csv, &err));
	SAME_STR(shown(&csv), STR("a|b//c|d"));
}

TEST(columns_and_rows_have_ceilings)
{
	struct err err = { 0 };
	struct csv csv;
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < CSV_COLUMNS; i++)
		buf_addc(&b, ',');
	OK(!resume_csv_read(&test_mem, buf_str(&b), &csv, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	b.len = 0;
	for (int i = 0; i <= CSV_ROWS; i++)
		buf_add(&b, STR("x\n"));
	err = (struct err){ 0 };
	OK(!resume_csv_read(&test_mem, buf_str(&b), &csv, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	b.len -= 2;
	OK(resume_csv_read(&test_mem, buf_str(&b), &csv, &err));
}

TEST(a_table_with_u_0000_is_none)
{
	struct err err = { 0 };
	struct csv csv;

	OK(!resume_csv_read(&test_mem, STR("a,b\n\0,c\n"), &csv, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
}

TEST(lines_end_alike_and_lose_control_characters)
{
	SAME_STR(
		resume_charset_lines(&test_mem, STR("a\r\nb\rc\fd\x01\x02"
						    "e\tf\xc2\x85g\xe2\x80\xa8h"
						    "\xc2\xa0i")),
		STR("a\nb\nc\nde\tfg\nh\xc2\xa0i"));
}
