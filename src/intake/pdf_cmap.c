/*
 * intake/pdf_cmap.c - tables of codes: what a code shows (ToUnicode), which
 * glyph it takes (an encoding that the file brings). The tables that Adobe has
 * names for are not here, but for those whose codes are Unicode itself.
 */
#include "intake/pdf_int.h"

#include "base/utf8.h"

enum { TEXT_UNITS = 64, RANGE_MOST = 65536 };

uint32_t intake_pdf_code(const struct pdf_codes *codes, uint32_t code)
{
	const uint32_t *page = code < 65536 ? codes->page[code >> 8] : NULL;

	return page ? page[code & 255] : 0;
}

void intake_pdf_code_set(
	struct pdf *pdf, struct pdf_codes *codes, uint32_t code, uint32_t to)
{
	if (code >= 65536)
		return;
	if (!codes->page[code >> 8])
		codes->page[code >> 8] = ARENA_LIST(&pdf->own, uint32_t, 256);
	codes->page[code >> 8][code & 255] = to;
	codes->any = true;
}

/* Characters of UTF-16BE; how many bytes each took. */
static size_t unit(struct str s, size_t i, uint32_t *out)
{
	const unsigned char *p = (const unsigned char *)s.at + i;
	uint32_t low;

	if (s.len - i < 2) {
		*out = *p;
		return 1;
	}
	*out = (uint32_t)p[0] << 8 | p[1];
	if (*out < 0xD800 || *out > 0xDBFF || s.len - i < 4)
		return 2;
	low = (uint32_t)p[2] << 8 | p[3];
	if (low < 0xDC00 || low > 0xDFFF)
		return 2;
	*out = 0x10000 + ((*out - 0xD800) << 10) + (low - 0xDC00);
	return 4;
}

static struct str from_utf16(struct arena *mem, struct str s, size_t most)
{
	char *out = arena_bytes(mem, s.len * 2 + 4);
	size_t len = 0, n = 0;
	uint32_t c;

	for (size_t i = 0; i < s.len && n < most; n++) {
		i += unit(s, i, &c);
		if (c < ' ' || c == 0xA0)
			c = ' ';
		if (c)
			len += (size_t)utf8_encode(c, out + len);
	}
	return str_of(out, len);
}

struct str intake_pdf_text(struct arena *mem, struct str s)
{
	static const uint16_t high[] = { 0x2022, 0x2020, 0x2021, 0x2026, 0x2014,
		0x2013, 0x192, 0x2044, 0x2039, 0x203A, 0x2212, 0x2030, 0x201E,
		0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02,
		0x141, 0x152, 0x160, 0x178, 0x17D, 0x131, 0x142, 0x153, 0x161,
		0x17E, 0, 0x20AC };
	char *out;
	size_t len = 0;

	if (str_starts(s, STR("\xFE\xFF")))
		return from_utf16(mem, str_of(s.at + 2, s.len - 2), s.len);
	if (str_starts(s, STR("\xEF\xBB\xBF")) && utf8_ok(s))
		return str_of(s.at + 3, s.len - 3);
	out = arena_bytes(mem, s.len * 3 + 4);
	for (size_t i = 0; i < s.len; i++) {
		uint32_t c = (unsigned char)s.at[i];

		if (c >= 0x80 && c - 0x80 < LENGTH(high))
			c = high[c - 0x80];
		if (c)
			len += (size_t)utf8_encode(c, out + len);
	}
	return str_of(out, len);
}

static void set_text(struct pdf *pdf, struct pdf_codes *codes, uint32_t code,
	struct str utf16)
{
	struct str *more;
	uint32_t c = 0;

	if (!utf16.len)
		return;
	if (utf16.len > 2 * TEXT_UNITS)
		utf16.len = 2 * TEXT_UNITS;
	if (unit(utf16, 0, &c) >= utf16.len) {
		intake_pdf_code_set(pdf, codes, code, c);
		return;
	}
	if (codes->text_count == codes->text_room) {
		codes->text_room = codes->text_room ? codes->text_room * 2 : 16;
		more = ARENA_LIST(&pdf->own, struct str, codes->text_room);
		if (codes->text_count)
			memcpy(more, codes->texts,
				codes->text_count * sizeof(*more));
		codes->texts = more;
	}
	codes->texts[codes->text_count] =
		from_utf16(&pdf->own, utf16, TEXT_UNITS);
	intake_pdf_code_set(
		pdf, codes, code, PDF_SEVERAL | codes->text_count++);
}

/* ---- the language of the tables ----------------------------------------- */

struct cmap {
	struct pdf *pdf;
	struct pdf_codes *codes;
	struct pdf_lex lex;
	bool cids;
};

static bool code_of(const struct pdf_obj *o, uint32_t *out)
{
	if (o->kind != PDF_TEXT || !o->count || o->count > 4)
		return false;
	*out = 0;
	for (uint32_t i = 0; i < o->count; i++)
		*out = *out << 8 | (unsigned char)o->as.text[i];
	return true;
}

static void set(struct cmap *m, uint32_t code, const struct pdf_obj *to)
{
	uint32_t c;

	if (m->cids && to->kind == PDF_NUMBER)
		intake_pdf_code_set(m->pdf, m->codes, code,
			1 + (uint32_t)intake_pdf_int(to, 0, 65535, 0));
	else if (to->kind == PDF_TEXT)
		set_text(m->pdf, m->codes, code, intake_pdf_str(to));
	else if (to->kind == PDF_NAME &&
		 (c = intake_pdf_named(intake_pdf_str(to))))
		intake_pdf_code_set(m->pdf, m->codes, code, c);
}

/* The same text with its last unit further on. */
static void set_further(struct cmap *m, uint32_t code, const struct pdf_obj *to,
	uint32_t further)
{
	struct pdf_obj next = *to;
	char text[2 * TEXT_UNITS];

	if (to->kind == PDF_NUMBER) {
		next.as.number += further;
	} else if (to->kind == PDF_TEXT && to->count &&
		   to->count <= sizeof(text)) {
		uint32_t at = to->count - 1, last;

		memcpy(text, to->as.text, to->count);
		last = (unsigned char)text[at] + further;
		text[at] = (char)last;
		if (at)
			text[at - 1] = (char)((unsigned char)text[at - 1] +
					      (last >> 8));
		next.as.text = text;
	}
	set(m, code, &next);
}

/* By far the most, and often long. */
static void plain_range(
	struct cmap *m, uint32_t from, uint32_t till, const struct pdf_obj *to)
{
	uint32_t c = (uint32_t)(unsigned char)to->as.text[0] << 8 |
		     (unsigned char)to->as.text[1];

	intake_pdf_work(m->pdf, till - from);
	for (uint32_t code = from; code <= till && c < 65536; code++, c++)
		intake_pdf_code_set(m->pdf, m->codes, code, c);
}

static void ranges(struct cmap *m, bool single)
{
	struct pdf_obj low, high, to;
	uint32_t from, till, i;

	while (intake_pdf_work(m->pdf, 8)) {
		low = intake_pdf_lex(&m->lex);
		if (low.kind == PDF_WORD || low.kind == PDF_END)
			return;
		high = single ? low : intake_pdf_lex(&m->lex);
		to = intake_pdf_lex(&m->lex);
		if (!code_of(&low, &from) || !code_of(&high, &till))
			continue;
		if (m->cids && low.count == 1)
			for (i = from; i <= till && i < 256; i++)
				m->codes->one_byte[i] = m->codes->has_one =
					true;
		if (till - from >= RANGE_MOST || till < from)
			till = from;
		if (!m->cids && to.kind == PDF_TEXT && to.count == 2) {
			plain_range(m, from, till, &to);
			continue;
		}
		for (i = 0; i <= till - from && intake_pdf_work(m->pdf, 4);
			i++) {
			if (to.kind == PDF_LIST && i < to.count)
				set(m, from + i, &to.as.items[i]);
			else if (to.kind != PDF_LIST)
				set_further(m, from + i, &to, i);
		}
	}
}

static void code_space(struct cmap *m)
{
	struct pdf_obj low, high;
	uint32_t from, till;

	while (intake_pdf_work(m->pdf, 8)) {
		low = intake_pdf_lex(&m->lex);
		if (low.kind != PDF_TEXT)
			return;
		high = intake_pdf_lex(&m->lex);
		if (low.count != 1 || !code_of(&low, &from) ||
			!code_of(&high, &till))
			continue;
		for (; from <= till && from < 256; from++)
			m->codes->one_byte[from] = m->codes->has_one = true;
	}
}

void intake_pdf_cmap(
	struct pdf *pdf, struct pdf_codes *codes, struct str text, bool cids)
{
	struct cmap m = { .pdf = pdf,
		.codes = codes,
		.lex = { .at = (const unsigned char *)text.at,
			.mem = &pdf->spare,
			.pdf = pdf,
			.most = RANGE_MOST },
		.cids = cids };
	struct pdf_obj o;
	struct str word;

	m.lex.end = m.lex.at + text.len;
	while ((o = intake_pdf_lex(&m.lex)).kind != PDF_END) {
		word = intake_pdf_str(&o);
		if (o.kind != PDF_WORD || !str_starts(word, STR("begin")))
			continue;
		if (str_is(word, "begincodespacerange"))
			code_space(&m);
		else if (str_is(word, cids ? "begincidrange" : "beginbfrange"))
			ranges(&m, false);
		else if (str_is(word, cids ? "begincidchar" : "beginbfchar"))
			ranges(&m, true);
	}
}
