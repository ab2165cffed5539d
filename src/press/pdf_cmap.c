/*
 * press/pdf_cmap.c - what a font's codes stand for (/ToUnicode), and how wide
 * they are (/W). Knows nothing of how the font came to have them.
 */
#include "press/pdf_int.h"

#include "base/utf8.h"

enum {
	CODES_MOST = 100, /* in one block of a CMap */
	ROWS_MOST = 32 << 20,
	USUAL_WIDTH = 10000 /* that PDF takes where /W is silent */
};

/* ---- what glyphs stand for ---------------------------------------------- */

static void put_hex16(struct buf *b, unsigned n)
{
	for (int shift = 12; shift >= 0; shift -= 4)
		buf_addc(b, "0123456789ABCDEF"[n >> shift & 15]);
}

static void put_meaning(struct buf *b, struct str text)
{
	uint32_t c;
	int n;

	buf_addc(b, '<');
	while ((n = utf8_decode(text, &c)) > 0) {
		c = pdf_character(c);
		if (c >= 0x10000) {
			put_hex16(b, 0xd800 + ((c - 0x10000) >> 10));
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		put_hex16(b, c);
		text = str_of(text.at + n, text.len - (size_t)n);
	}
	buf_add(b, STR(">\n"));
}

/* A meaning of one short character; 0: it is more. */
static uint32_t single(const struct pdf_glyph *g)
{
	uint32_t c;
	int n = utf8_decode(g->text, &c);

	return n > 0 && (size_t)n == g->text.len && c < 0x10000 ? c : 0;
}

/* How many glyphs from the first on have codes and meanings that follow each
 * other, within the 256 that one line of a CMap may span. */
static size_t range(struct pdf_glyph *const *g, size_t count)
{
	uint32_t c = single(g[0]), code = g[0]->code, n = 1;

	if (!c || pdf_character(c) != c)
		return 1;
	while (n < count && g[n]->code == code + n && single(g[n]) == c + n &&
		pdf_character(c + n) == c + n && (g[n]->code & 0xff) != 0 &&
		((c + n) & 0xff) != 0)
		n++;
	return n;
}

static void block(
	struct buf *out, const struct buf *rows, int count, const char *kind)
{
	if (!count)
		return;
	buf_addf(out, "%d begin%s\n", count, kind);
	buf_add(out, buf_str(rows));
	buf_addf(out, "end%s\n", kind);
}

/* The rows of one kind: ranges, or single ones. */
static void put_rows(struct pdf_doc *d, struct buf *out,
	struct pdf_glyph *const *g, size_t count, bool ranges)
{
	const char *kind = ranges ? "bfrange" : "bfchar";
	struct buf rows;
	int n = 0;

	buf_init(&rows, d->mem, ROWS_MOST);
	for (size_t i = 0, more; i < count; i += more) {
		more = range(g + i, count - i);
		if ((more > 1) != ranges)
			continue;
		buf_addc(&rows, '<');
		put_hex16(&rows, g[i]->code);
		buf_addc(&rows, '>');
		if (ranges) {
			buf_addc(&rows, '<');
			put_hex16(&rows, g[i + more - 1]->code);
			buf_addc(&rows, '>');
		}
		put_meaning(&rows, g[i]->text);
		if (++n == CODES_MOST) {
			block(out, &rows, n, kind);
			rows.len = 0;
			n = 0;
		}
	}
	block(out, &rows, n, kind);
}

void pdf_meanings(struct pdf_doc *d, struct buf *out,
	struct pdf_glyph *const *g, size_t count)
{
	buf_add(out,
		STR("/CIDInit/ProcSet findresource begin 12 dict begin "
		    "begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
		    "/Supplement 0>>def/CMapName/Adobe-Identity-UCS def"
		    "/CMapType 2 def 1 begincodespacerange<0000><FFFF>"
		    "endcodespacerange\n"));
	put_rows(d, out, g, count, true);
	put_rows(d, out, g, count, false);
	buf_add(out, STR("endcmap CMapName currentdict/CMap defineresource pop "
			 "end end"));
}

/* ---- widths ------------------------------------------------------------- */

static void put_width(struct buf *b, int32_t tenths)
{
	buf_add_int(b, tenths / 10);
	if (tenths % 10) {
		buf_addc(b, '.');
		buf_addc(b, (char)('0' + tenths % 10));
	}
}

/* One width for all of them, or each in lists of codes that follow. */
void pdf_widths(struct buf *b, struct pdf_glyph *const *g, size_t count)
{
	int32_t usual = count ? g[0]->width : USUAL_WIDTH;
	bool open = false;

	for (size_t i = 0; i < count; i++)
		if (g[i]->width != usual)
			usual = USUAL_WIDTH;
	if (usual != USUAL_WIDTH) {
		buf_add(b, STR("/DW "));
		put_width(b, usual);
	}
	buf_add(b, STR("/W["));
	for (size_t i = 0; i < count; i++) {
		bool follows = open && i && g[i]->code == g[i - 1]->code + 1;

		if (open && (!follows || g[i]->width == usual)) {
			buf_addc(b, ']');
			open = false;
		}
		if (g[i]->width == usual)
			continue;
		if (!open)
			buf_addf(b, "%d[", g[i]->code);
		else
			buf_addc(b, ' ');
		open = true;
		put_width(b, g[i]->width);
	}
	buf_add(b, open ? STR("]]") : STR("]"));
}
