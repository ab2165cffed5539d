/*
 * intake/pdf_font_file.c - the encoding that a font's program brings with it,
 * for fonts whose dictionary has none: Type 1 in its readable part ("dup 15
 * /bullet put"); and the style that a TrueType program claims. Reads no
 * outline.
 */
#include "intake/pdf_int.h"

enum { HEAD_MOST = 64 << 10 };

static void type1(struct pdf *pdf, struct pdf_font *font, struct str program,
	const bool *known)
{
	const char *end = memmem(program.at, program.len, "eexec", 5);
	const char *from;
	struct pdf_lex l = { .mem = &pdf->spare, .pdf = pdf, .most = 1 };
	struct pdf_obj code, name;

	if (end)
		program.len = (size_t)(end - program.at);
	from = memmem(program.at, program.len, "/Encoding", 9);
	if (!from)
		return;
	l.at = (const unsigned char *)from + 9;
	l.end = (const unsigned char *)program.at + program.len;
	for (;;) {
		name = intake_pdf_lex(&l);
		if (name.kind == PDF_END || pdf->spent)
			return;
		if (name.kind != PDF_WORD)
			continue;
		if (str_is(intake_pdf_str(&name), "def") ||
			str_is(intake_pdf_str(&name), "readonly"))
			return;
		if (!str_is(intake_pdf_str(&name), "dup"))
			continue;
		code = intake_pdf_lex(&l);
		name = intake_pdf_lex(&l);
		if (code.kind == PDF_NUMBER && name.kind == PDF_NAME &&
			code.as.number >= 0 && code.as.number < 256 &&
			!known[(int)code.as.number])
			intake_pdf_code_set(pdf, &font->text,
				(uint32_t)code.as.number,
				intake_pdf_named(intake_pdf_str(&name)));
	}
}

void intake_pdf_font_codes(struct pdf *pdf, struct pdf_font *font,
	const struct pdf_obj *descriptor, const bool *known)
{
	struct str program = intake_pdf_unpack(
		pdf, intake_pdf_key(pdf, descriptor, "FontFile"));

	if (program.len > HEAD_MOST)
		program.len = HEAD_MOST;
	if (program.len)
		type1(pdf, font, program, known);
}

static unsigned big(struct str s, size_t at, int bytes)
{
	unsigned value = 0;

	for (int i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)s.at[at + i];
	return value;
}

unsigned intake_pdf_font_style(
	struct pdf *pdf, const struct pdf_obj *descriptor)
{
	struct str program = intake_pdf_unpack(
		pdf, intake_pdf_key(pdf, descriptor, "FontFile2"));
	unsigned tables, style, flags = 0;

	if (program.len < 12)
		return 0;
	tables = big(program, 4, 2);
	for (size_t i = 0; i < tables && 12 + 16 * i + 16 <= program.len; i++) {
		size_t at = 12 + 16 * i, where = big(program, at + 8, 4);

		if (memcmp(program.at + at, "head", 4) != 0 ||
			where > program.len || program.len - where < 46)
			continue;
		style = big(program, where + 44, 2);
		flags = (style & 1 ? INTAKE_BOLD : 0) |
			(style & 2 ? INTAKE_ITALIC : 0);
	}
	return flags;
}
