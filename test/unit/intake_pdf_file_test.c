/* test/unit/intake_pdf_file_test.c - intake/pdf.h: files as they come, their
 * tables, streams, updates, locks and damages, and what is refused. What pages
 * show is intake_pdf_text_test.c's. */
#include "pdf_made.h"

#include "intake/pdf.h"

#include <stdio.h>

#define HELLO "BT /F 10 Tf 50 700 Td (Hello there) Tj ET"

static struct intake_doc doc;
static struct err err;

static struct str read_back(struct str pdf)
{
	struct str text = STR("");

	doc = (struct intake_doc){ 0 };
	err = (struct err){ 0 };
	if (!intake_pdf(&test_mem, pdf, &doc, &err) ||
		!intake_text(&test_mem, &doc, &text, &err))
		return str_fmt(&test_mem, "error: %s", err.text);
	return text;
}

/* A page whose content is packed so. */
static struct str packed(const char *keys, struct str bytes)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>");
	made_stream(&m, 4, keys, bytes);
	made_object(&m, 5, MADE_HELVETICA);
	return read_back(made_end(&m, "/Root 1 0 R"));
}

static struct str cut_out(struct str s, const char *part, const char *by)
{
	const char *at = memmem(s.at, s.len, part, strlen(part));
	size_t from = at ? (size_t)(at - s.at) : 0;

	OK(at != NULL);
	return str_fmt(&test_mem, "%.*s%s%.*s", (int)from, s.at, by,
		(int)(s.len - from - strlen(part)), s.at + from + strlen(part));
}

/* ---- streams ------------------------------------------------------------ */

TEST(every_filter_unpacks)
{
	struct str zipped = made_deflated(&test_mem, STR(HELLO));

	SAME_STR(packed("", STR(HELLO)), STR("Hello there\n\f"));
	SAME_STR(packed("/Filter/FlateDecode", zipped), STR("Hello there\n\f"));
	SAME_STR(packed("/Filter[/Fl]", zipped), STR("Hello there\n\f"));
	SAME_STR(
		packed("/Filter/ASCIIHexDecode",
			STR("4254 2F46203130205466 20 3530 2037303020 5464 2028"
			    "4869 2920 546A 20 4554>")),
		STR("Hi\n\f"));
	SAME_STR(packed("/Filter/ASCII85Decode",
			 STR("6<#'\\7NaE>+B2qq2)$.30JFVKA0<9kASc1$+EV:.Eb-[B<,*"
			     "OE;u~>")),
		STR("Hello there\n\f"));
	SAME_STR(packed("/Filter/RunLengthDecode",
			 STR("\x0F"
			     "BT /F 10 Tf 50 7\xFF"
			     "0\x06 Td (He"
			     "\xFFl\x06o) Tj \x80 nothing")),
		STR("Hello\n\f"));
}

TEST(lzw_unpacks_codes_of_growing_width)
{
	/* 9 bits each: clear, the letters, end */
	static const char text[] = "BT /F 10 Tf 50 700 Td (LZW) Tj ET";
	unsigned char out[128] = { 0 };
	size_t bits = 0;

	for (size_t i = 0; i < sizeof(text) + 1; i++) {
		unsigned code = i == 0             ? 256
				: i < sizeof(text) ? (unsigned char)text[i - 1]
						   : 257;

		for (int b = 8; b >= 0; b--, bits++)
			if (code >> b & 1)
				out[bits / 8] |=
					(unsigned char)(128 >> bits % 8);
	}
	SAME_STR(packed("/Filter/LZWDecode",
			 str_of((char *)out, (bits + 7) / 8)),
		STR("LZW\n\f"));
}

TEST(predictors_are_undone)
{
	/* two rows of 24 bytes, "up" and "sub" */
	char rows[2 * 25], text[] = "BT /F 10 Tf 50 700 Td   (PNG rows) Tj ET"
				    "        ";

	rows[0] = 2;
	memcpy(rows + 1, text, 24);
	rows[25] = 1;
	for (int i = 0; i < 24; i++)
		rows[26 + i] =
			(char)(text[24 + i] - (i ? text[24 + i - 1] : 0));
	SAME_STR(packed("/Filter/FlateDecode/DecodeParms<</Predictor 12"
			"/Columns 24>>",
			 made_deflated(&test_mem, str_of(rows, 50))),
		STR("PNG rows\n\f"));
}

TEST(a_stream_that_breaks_off_gives_what_there_is)
{
	struct str zipped = made_deflated(&test_mem,
		STR(HELLO " BT /F 10 Tf 50 600 Td (and more of it) Tj ET"));

	zipped.len -= 8;
	OK(str_starts(
		packed("/Filter/FlateDecode", zipped), STR("Hello there\n")));
	OK(doc.mended);
}

TEST(a_length_that_is_wrong_is_put_right)
{
	struct str pdf = made_plain(&test_mem, STR(HELLO));

	SAME_STR(read_back(cut_out(pdf, "/Length 41", "/Length 12")),
		STR("Hello there\n\f"));
	OK(doc.mended);
}

/* ---- tables ------------------------------------------------------------- */

TEST(objects_in_streams_are_found_by_a_table_in_a_stream)
{
	static const char four[] =
		"1 0 2 40 3 80 5 200 "
		"<</Type/Catalog/Pages 2 0 R>>           "
		"<</Type/Pages/Kids[3 0 R]/Count 1>>     "
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 800]/Contents 4 0 R"
		"/Resources<</Font<</F 5 0 R>>>>>>                        "
		" " MADE_HELVETICA;
	unsigned char rows[8][4] = { { 0 }, { 2, 0, 6, 0 }, { 2, 0, 6, 1 },
		{ 2, 0, 6, 2 }, { 1 }, { 2, 0, 6, 3 }, { 1 }, { 1 } };
	struct made m;
	size_t where;

	made_begin(&m, &test_mem);
	made_stream(&m, 4, "", STR(HELLO));
	made_stream(&m, 6, "/Type/ObjStm/N 4/First 20/Filter/FlateDecode",
		made_deflated(&test_mem, str_c(four)));
	where = m.b.len;
	m.at[7] = where;
	for (int i = 4; i < 8; i++)
		if (rows[i][0] == 1) {
			rows[i][1] = (unsigned char)(m.at[i] >> 8);
			rows[i][2] = (unsigned char)m.at[i];
		}
	made_stream(&m, 7, "/Type/XRef/Size 8/W[1 2 1]/Root 1 0 R",
		str_of((char *)rows, sizeof(rows)));
	buf_addf(&m.b, "startxref\n%zu\n%%%%EOF\n", where);
	SAME_STR(read_back(buf_str(&m.b)), STR("Hello there\n\f"));
	OK(!doc.mended);
	/* and without any table */
	m.b.len = where;
	SAME_STR(read_back(buf_str(&m.b)), STR("Hello there\n\f"));
	OK(doc.mended);
}

TEST(an_update_hides_what_was_before)
{
	struct str old = made_plain(&test_mem, STR(HELLO));
	const char *table = memmem(old.at, old.len, "xref\n0", 6);
	struct buf b;
	size_t at, where;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, old);
	at = b.len;
	buf_addf(&b, "4 0 obj\n<</Length 38>>stream\n"
		     "BT /F 10 Tf 50 700 Td (Changed) Tj ET \n"
		     "endstream\nendobj\n");
	where = b.len;
	buf_addf(&b,
		"xref\n4 1\n%010zu 00000 n \ntrailer\n<</Size 6/Root 1 0 R"
		"/Prev %zu>>\nstartxref\n%zu\n%%%%EOF\n",
		at, (size_t)(table - old.at), where);
	SAME_STR(read_back(buf_str(&b)), STR("Changed\n\f"));
	OK(!doc.mended);
}

TEST(a_file_without_a_table_is_read)
{
	struct str pdf = made_plain(&test_mem, STR(HELLO));
	const char *table = memmem(pdf.at, pdf.len, "xref\n0", 6);

	SAME_STR(read_back(cut_out(pdf, "startxref", "startxxxx")),
		STR("Hello there\n\f"));
	OK(doc.mended);
	pdf.len = (size_t)(table - pdf.at); /* not even a trailer */
	SAME_STR(read_back(pdf), STR("Hello there\n\f"));
}

TEST(a_table_that_lies_is_not_believed)
{
	struct str pdf = made_plain(&test_mem, STR(HELLO));

	/* what comes before moves everything */
	SAME_STR(read_back(cut_out(pdf, "%PDF-1.7\n", "%PDF-1.7\n%moved\n")),
		STR("Hello there\n\f"));
	OK(doc.mended);
	SAME_STR(read_back(str_fmt(&test_mem, "junk\n%.*s", STR_ARG(pdf))),
		STR("Hello there\n\f"));
}

TEST(pages_are_found_where_their_tree_is_broken)
{
	struct str pdf = made_plain(&test_mem, STR(HELLO));

	SAME_STR(read_back(cut_out(pdf, "/Kids[3 0 R]", "/Kids[9 0 R]")),
		STR("Hello there\n\f"));
}

TEST(a_tree_that_bites_its_tail_ends)
{
	struct str pdf = made_plain(&test_mem, STR(HELLO));

	SAME_STR(read_back(cut_out(pdf, "[3 0 R]", "[2 0 R 3 0 R]")),
		STR("Hello there\n\f"));
}

/* ---- locks -------------------------------------------------------------- */

static struct str kept(const char *name)
{
	char *at = arena_bytes(&test_mem, 1 << 16);
	FILE *f = fopen(
		str_fmt(&test_mem, "test/data/pdf/%s.pdf", name).at, "rb");
	size_t len = f ? fread(at, 1, 1 << 16, f) : 0;

	OK(f != NULL);
	if (f)
		fclose(f);
	return str_of(at, len);
}

TEST(files_that_anybody_may_read_are_read)
{
	static const char *const names[] = { "rc4_40", "rc4_128", "aes_128",
		"aes_256" };

	for (size_t i = 0; i < LENGTH(names); i++) {
		OK(str_starts(read_back(kept(names[i])), STR("Anna Muster\n")));
		OK(!doc.mended);
	}
}

TEST(a_file_with_a_password_is_refused_by_name)
{
	SAME_STR(read_back(kept("secret")),
		STR("error: the PDF is locked with a password; save it without "
		    "one"));
	SAME_INT(err.code, ERR_UNTRUSTED);
}

/* ---- limits ------------------------------------------------------------- */

TEST(what_is_no_pdf_is_refused)
{
	SAME_STR(read_back(STR("")), STR("error: this is no PDF"));
	SAME_STR(read_back(STR("PK\003\004")), STR("error: this is no PDF"));
	SAME_STR(read_back(STR("%PDF-1.4 and nothing")),
		STR("error: the PDF is damaged: no page was found in it: "
		    "export it anew"));
}

TEST(a_page_of_pictures_alone_is_a_scan)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</XObject<</X 6 0 R>>>>");
	made_stream(&m, 4, "", STR("q 600 0 0 800 0 0 cm /X Do Q"));
	made_stream(&m, 6, "/Subtype/Image/Width 1/Height 1", STR("x"));
	read_back(made_end(&m, "/Root 1 0 R"));
	OK(doc.scan);
	SAME_INT(doc.at[0].pictures, 1);
	read_back(made_plain(&test_mem, STR(HELLO)));
	OK(!doc.scan);
}

TEST(more_pages_than_are_read_is_an_error)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_object(&m, 1, "<</Pages 2 0 R>>");
	made_start(&m, 2);
	buf_add(&m.b, STR("<</Kids["));
	for (int i = 0; i <= INTAKE_PDF_PAGES; i++)
		buf_add(&m.b, STR("3 0 R "));
	buf_add(&m.b, STR("]>>endobj\n"));
	made_object(&m, 3, "<</Type/Page>>");
	SAME_STR(read_back(made_end(&m, "/Root 1 0 R")),
		STR("error: the PDF has 201 pages; up to 200 are read"));
	SAME_INT(err.code, ERR_TOO_BIG);
}

TEST(forms_that_multiply_are_stopped)
{
	struct made m;

	made_begin(&m, &test_mem);
	made_page(&m, "/Resources<</XObject<</X 6 0 R>>>>");
	made_stream(&m, 4, "", STR("/X Do"));
	for (int i = 6; i < 20; i++) {
		char keys[120];

		snprintf(keys, sizeof(keys),
			"/Subtype/Form/Resources<</XObject<</X %d 0 R>>>>",
			i + 1);
		made_stream(&m, i, keys,
			STR("/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do"));
	}
	made_stream(&m, 20, "/Subtype/Form", STR("0 0 m"));
	SAME_STR(read_back(made_end(&m, "/Root 1 0 R")),
		STR("error: the PDF has too much work to be a document of "
		    "people; given up on page 1"));
	SAME_INT(err.code, ERR_UNTRUSTED);
}

TEST(a_stream_that_swells_is_stopped)
{
	size_t len = 3 << 20;
	char *blanks = memset(arena_bytes(&test_mem, len), ' ', len);

	SAME_STR(packed("/Filter/FlateDecode",
			 made_deflated(&test_mem, str_of(blanks, len))),
		STR("error: the PDF has too much content in its streams to be "
		    "a document of people; given up on page 1"));
}

TEST(values_within_each_other_end_somewhere)
{
	size_t len = 1 << 20;
	char *deep = memset(arena_bytes(&test_mem, len), '[', len);

	SAME_STR(packed("", str_of(deep, len)), STR("\f"));
	memset(deep, '(', len);
	SAME_STR(packed("", str_of(deep, len)), STR("\f"));
}
