/*
 * intake/pdf_names.c - what glyphs' names and the standard's encodings stand
 * for, and how wide the letters of fonts are that no file brings. The tables
 * are written by tools/glyph-names.
 */
#include "intake/pdf_int.h"

enum { CODES = 224 };

struct name {
	const char *name;
	uint16_t code;
};

static const struct name names[] = {
#define N(name, code) { name, code },
#include "intake/pdf_names.def"
#undef N
};

struct codes {
	const char *name;
	uint16_t at[CODES];
};

static const struct codes encodings[] = {
#define CODES(name, ...) { #name, { __VA_ARGS__ } },
#include "intake/pdf_codes.def"
#undef CODES
};

static const struct codes widths[] = {
#define WIDTHS(name, ...) { #name, { __VA_ARGS__ } },
#include "intake/pdf_widths.def"
#undef WIDTHS
};

static int compare(struct str a, const char *b)
{
	int c = strncmp(a.at, b, a.len);

	return c ? c : b[a.len] ? -1 : 0;
}

static uint32_t listed(struct str name)
{
	size_t low = 0, high = LENGTH(names);

	if (memchr(name.at, '\0', name.len))
		return 0;
	while (low < high) {
		size_t mid = (low + high) / 2;
		int c = compare(name, names[mid].name);

		if (!c)
			return names[mid].code;
		*(c < 0 ? &high : &low) = c < 0 ? mid : mid + 1;
	}
	return 0;
}

static uint32_t digits(struct str s, size_t least, size_t most)
{
	uint32_t value = 0;

	if (s.len < least || s.len > most)
		return 0;
	for (size_t i = 0; i < s.len; i++) {
		int c = (unsigned char)s.at[i];

		if (c >= '0' && c <= '9')
			c -= '0';
		else if (c >= 'A' && c <= 'F')
			c -= 'A' - 10;
		else
			return 0;
		value = value << 4 | (uint32_t)c;
	}
	return value;
}

uint32_t intake_pdf_named(struct str name)
{
	struct str stem;
	uint32_t c;

	if (!name.len || *name.at == '.')
		return 0;
	if ((c = listed(name)))
		return c;
	/* "a.sc" and "T_h": the letter before what says how it is drawn */
	stem = str_cut(&name, '.');
	if (stem.len && name.len && (c = listed(stem)))
		return c;
	if (str_starts(stem, STR("uni")) &&
		(c = digits(
			 str_of(stem.at + 3, stem.len < 7 ? stem.len - 3 : 4),
			 4, 4)))
		return c;
	if (*stem.at == 'u')
		return digits(str_of(stem.at + 1, stem.len - 1), 4, 6);
	return 0;
}

const uint16_t *intake_pdf_encoding(struct str name)
{
	static const char *const full[] = { "StandardEncoding",
		"MacRomanEncoding", "WinAnsiEncoding", "Symbol",
		"ZapfDingbats" };

	for (size_t i = 0; i < LENGTH(full); i++)
		if (str_is(name, full[i]))
			return encodings[i].at;
	return NULL;
}

static bool has(struct str s, const char *part)
{
	return memmem(s.at, s.len, part, strlen(part)) != NULL;
}

const uint16_t *intake_pdf_standard_widths(struct str font)
{
	bool times = has(font, "Times") || has(font, "Serif");
	bool bold = has(font, "Bold");
	bool italic = has(font, "Italic") || has(font, "Oblique");

	if (has(font, "Courier") || has(font, "Mono"))
		return NULL;
	return widths[times ? 2 + bold + 2 * italic : bold].at;
}
