/* Parts of other formats within Word documents: programs that make them of web
 * pages leave it to Word to take them in (INT-1, INT-3). */
#include "docx_made.h"

#define CHUNK(id) "<w:altChunk r:id='" id "'/>"
#define HAS(name) REL("c", "aFChunk", name)

static void reads(const char *name, const char *text, const char *want)
{
	const struct docx_parts parts = { .body = P(R("before")) CHUNK("c")
						  P(R("behind")),
		.relations = str_fmt(&test_mem, HAS("%s"), name).at,
		.more = { { str_fmt(&test_mem, "word/%s", name).at, text } } };

	docx_reads(&parts, want);
}

TEST(a_web_page_within_a_document_is_read)
{
	reads("a.html",
		"<html><body><h1>Ana Ruiz</h1><ul><li>Led <b>four</b> people"
		"</li></ul></body></html>",
		"before\nH1 Ana Ruiz\n* Led **four** people\nbehind\n");
}

TEST(a_rich_text_and_a_plain_one_within_a_document_are_read)
{
	reads("a.rtf", "{\\rtf1\\ansi Ana {\\b Ruiz}\\par}",
		"before\nAna **Ruiz**\nbehind\n");
	reads("a.txt", "Ana Ruiz\nNurse in Porto\n",
		"before\nAna Ruiz\nNurse in Porto\nbehind\n");
}

TEST(a_saved_web_page_within_a_document_is_read)
{
	static const char head[] =
		"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
		" boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html; "
		"charset=\"utf-8\"\r\n";

	reads("a.mht",
		str_fmt(&test_mem,
			"%sContent-Transfer-Encoding: quoted-printable\r\n\r\n"
			"<html><body><p class=3D\"a\">Jos=C3=A9 Ru=\r\niz</p>"
			"</body></html>\r\n--x--\r\n",
			head)
			.at,
		"before\nJos\xc3\xa9 Ruiz\nbehind\n");
	reads("b.mht",
		str_fmt(&test_mem,
			"%sContent-Transfer-Encoding: base64\r\n\r\n"
			"PGh0bWw+PGJvZHk+PHA+QW5h\r\nIFJ1aXo8L3A+PC9ib2R5Pjw"
			"vaHRtbD4=\r\n--x--\r\n",
			head)
			.at,
		"before\nAna Ruiz\nbehind\n");
}

TEST(what_is_of_no_use_within_a_document_is_left_out_and_said)
{
	reads("a.bin", "GIF89a", "before\nbehind\n");
	OK(doc.mended);
	docx_reads(&(struct docx_parts){ .body = P(R("a")) CHUNK("nobody") },
		"a\n");
}
