/*
 * test/pdf_made.h - PDFs as small as can be, object by object, for tests of
 * whatever reads them. Written by hand: what they say of themselves may be
 * wrong on purpose.
 */
#ifndef PDF_MADE_H
#define PDF_MADE_H

#include "test.h"

#include "intake/pdf.h"

#include <zlib.h>

enum { MADE_OBJECTS = 64 };

struct made {
	struct buf b;
	size_t at[MADE_OBJECTS];
	int count; /* the highest number, and one */
};

MAYBE void made_begin(struct made *m, struct arena *mem)
{
	*m = (struct made){ .count = 1 };
	buf_init(&m->b, mem, 64 << 20);
	buf_add(&m->b, STR("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
}

MAYBE void made_start(struct made *m, int number)
{
	m->at[number] = m->b.len;
	if (number >= m->count)
		m->count = number + 1;
	buf_addf(&m->b, "%d 0 obj\n", number);
}

MAYBE void made_object(struct made *m, int number, const char *text)
{
	made_start(m, number);
	buf_addf(&m->b, "%s\nendobj\n", text);
}

MAYBE void made_stream(
	struct made *m, int number, const char *keys, struct str bytes)
{
	made_start(m, number);
	buf_addf(&m->b, "<<%s/Length %zu>>stream\n", keys, bytes.len);
	buf_add(&m->b, bytes);
	buf_add(&m->b, STR("\nendstream\nendobj\n"));
}

MAYBE struct str made_deflated(struct arena *mem, struct str s)
{
	uLongf len = compressBound(s.len);
	char *to = arena_bytes(mem, len);

	compress2((Bytef *)to, &len, (const Bytef *)s.at, s.len, 9);
	return str_of(to, len);
}

/* The table, and what stands in the trailer beside /Size. */
MAYBE struct str made_end(struct made *m, const char *trailer)
{
	size_t where = m->b.len;

	buf_addf(&m->b, "xref\n0 %d\n0000000000 65535 f \n", m->count);
	for (int i = 1; i < m->count; i++)
		buf_addf(&m->b, "%010zu 00000 %c \n", m->at[i],
			m->at[i] ? 'n' : 'f');
	buf_addf(&m->b, "trailer\n<</Size %d%s>>\nstartxref\n%zu\n%%%%EOF\n",
		m->count, trailer, where);
	return buf_str(&m->b);
}

/* A catalog (1), its tree of pages (2) and one page (3), which shows 4. */
MAYBE void made_page(struct made *m, const char *keys)
{
	made_object(m, 1, "<</Type/Catalog/Pages 2 0 R>>");
	made_object(m, 2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
	made_start(m, 3);
	buf_addf(&m->b,
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]"
		"/Contents 4 0 R%s>>\nendobj\n",
		keys);
}

#define MADE_HELVETICA                                  \
	"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" \
	"/Encoding/WinAnsiEncoding>>"

/* A page in Helvetica (5, as /F) that is painted so. */
MAYBE struct str made_plain(struct arena *mem, struct str content)
{
	struct made m;

	made_begin(&m, mem);
	made_page(&m, "/Resources<</Font<</F 5 0 R>>>>");
	made_stream(&m, 4, "", content);
	made_object(&m, 5, MADE_HELVETICA);
	return made_end(&m, "/Root 1 0 R");
}

/* Its text; `doc` has the lines. */
MAYBE struct str made_read(struct str pdf, struct intake_doc *doc)
{
	struct err err = { 0 };
	struct str text = STR("");

	*doc = (struct intake_doc){ 0 };
	if (!intake_pdf(&test_mem, pdf, doc, &err) ||
		!intake_text(&test_mem, doc, &text, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return text;
}

#endif
