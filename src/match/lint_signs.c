/*
 * match/lint_signs.c - the signs of a text: those that programs read as
 * something else than people do. Knows no words.
 */
#include "match/lint_int.h"

#include "base/utf8.h"

enum { RATING = 3 }; /* signs in a row */

static bool in(uint32_t c, uint32_t from, uint32_t to)
{
	return c >= from && c <= to;
}

/* ---- alphabets ---------------------------------------------------------- */

enum script { NO_SCRIPT, LATIN, ALIKE, OTHER };

/* Letters of Greek and Cyrillic that a Latin one looks like. */
static bool is_alike(uint32_t c)
{
	static const uint16_t all[] = { 0x391, 0x392, 0x395, 0x396, 0x397,
		0x399, 0x39a, 0x39c, 0x39d, 0x39f, 0x3a1, 0x3a4, 0x3a5, 0x3a7,
		0x3bf, 0x405, 0x406, 0x408, 0x410, 0x412, 0x415, 0x41a, 0x41c,
		0x41d, 0x41e, 0x420, 0x421, 0x422, 0x425, 0x430, 0x435, 0x43e,
		0x440, 0x441, 0x443, 0x445, 0x455, 0x456, 0x458, 0x501 };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (all[i] == c)
			return true;
	return false;
}

static enum script script_of(uint32_t c)
{
	if (in(c | 0x20, 'a', 'z') || in(c, 0xc0, 0x24f) ||
		in(c, 0x1e00, 0x1eff))
		return c == 0xd7 || c == 0xf7 ? NO_SCRIPT : LATIN;
	if (is_alike(c))
		return ALIKE;
	return c >= 0x370 && !in(c, 0x2000, 0x2bff) && !in(c, 0x3000, 0x303f) &&
			       !in(c, 0xfe00, 0xfe0f)
		       ? OTHER
		       : NO_SCRIPT;
}

static bool is_rtl(uint32_t c)
{
	return in(c, 0x590, 0x8ff) || in(c, 0xfb1d, 0xfdff) ||
	       in(c, 0xfe70, 0xfefe);
}

/* ---- signs -------------------------------------------------------------- */

static bool is_rating(uint32_t c)
{
	return c == 0x2605 || c == 0x2606 || c == 0x25cf || c == 0x25cb ||
	       c == 0x25a0 || c == 0x25a1 || c == 0x2b50 || c == 0x25ae ||
	       c == 0x25af || c == 0x26ab || c == 0x26aa;
}

static bool is_styled(uint32_t c)
{
	return in(c, 0x1d400, 0x1d7ff) || in(c, 0x24b6, 0x24e9) ||
	       in(c, 0x1f110, 0x1f189) || in(c, 0xfb00, 0xfb06) ||
	       in(c, 0x1d00, 0x1d2b);
}

/* Ticks, stars and arrows have been in fonts for long, and are read. */
static bool is_emoji(uint32_t c)
{
	return in(c, 0x1f1e6, 0x1f1ff) || in(c, 0x1f300, 0x1faff) ||
	       in(c, 0x2600, 0x2604) || in(c, 0x2607, 0x26a9) ||
	       in(c, 0x26ac, 0x26ff) || in(c, 0x2700, 0x2712) ||
	       in(c, 0x1f000, 0x1f0ff) || c == 0x2728 || c == 0x2764;
}

/* Beside these: joiners, which some scripts and emoji are written with. */
static bool is_unseen(uint32_t c)
{
	return c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0xad ||
	       c == 0x180e || in(c, 0x2061, 0x2064) || c == 0x115f ||
	       c == 0x3164;
}

static enum lint_code code_of(uint32_t c)
{
	if (in(c, 0xe000, 0xf8ff) || c >= 0xf0000)
		return LINT_CODE_SIGN_PRIVATE;
	if (is_emoji(c))
		return LINT_CODE_SIGN_EMOJI;
	if (in(c, 0x2500, 0x259f))
		return LINT_CODE_SIGN_BOX;
	if (is_unseen(c))
		return LINT_CODE_SIGN_UNSEEN;
	if (in(c, 0x202a, 0x202e) || in(c, 0x2066, 0x2069))
		return LINT_CODE_SIGN_BIDI;
	if (is_styled(c))
		return LINT_CODE_SIGN_STYLED;
	if (c == 0xfffd)
		return LINT_CODE_SIGN_LOST;
	/* an alphabet that nobody sees: words for machines alone */
	return in(c, 0xe0020, 0xe007e) ? LINT_CODE_HIDDEN_TEXT : LINT_CODES;
}

/* ---- a text ------------------------------------------------------------- */

struct looking {
	uint32_t before;            /* the character */
	bool latin, alike, other;   /* letters of the word so far */
	bool rtl;                   /* of the text */
	size_t rating;              /* signs of it in a row */
	uint32_t found[LINT_CODES]; /* the first sign of each; 0: none */
};

static void keep(struct looking *k, enum lint_code code, uint32_t c)
{
	if (code != LINT_CODES && !k->found[code])
		k->found[code] = c;
}

static void end_word(struct looking *k, uint32_t alike)
{
	if (k->latin && k->alike && !k->other)
		keep(k, LINT_CODE_SIGN_ALIKE, alike);
	k->latin = k->alike = k->other = false;
}

static void look(struct looking *k, uint32_t c, uint32_t *alike)
{
	enum script s = script_of(c);

	/* within a Latin word a joiner joins nothing */
	if ((c == 0x200c || c == 0x200d) && script_of(k->before) == LATIN)
		keep(k, LINT_CODE_SIGN_UNSEEN, c);
	k->rating = is_rating(c) ? k->rating + 1 : c == ' ' ? k->rating : 0;
	if (k->rating == RATING)
		keep(k, LINT_CODE_SIGN_RATING, c);
	keep(k, code_of(c), c);
	k->rtl = k->rtl || is_rtl(c);
	if (s == NO_SCRIPT) {
		end_word(k, *alike);
	} else {
		k->latin = k->latin || s == LATIN;
		k->other = k->other || s == OTHER;
		if (s == ALIKE) {
			k->alike = true;
			*alike = c;
		}
	}
	k->before = c;
}

static void check(struct linting *g, struct str text, struct str at)
{
	struct looking k = { 0 };
	struct str rest = text;
	uint32_t c, alike = 0;
	int n;

	while (rest.len && (n = utf8_decode(rest, &c)) != 0) {
		if (n < 0) {
			n = -n;
			c = 0xfffd;
		}
		look(&k, c, &alike);
		rest = str_of(rest.at + n, rest.len - (size_t)n);
	}
	end_word(&k, alike);
	/* where text runs from the right, they have their place */
	if (k.rtl)
		k.found[LINT_CODE_SIGN_BIDI] = 0;
	for (int code = 0; code < LINT_CODES; code++)
		if (k.found[code])
			lint_add(g->lint, (enum lint_code)code, at,
				"U+%04X in %.*s", k.found[code],
				STR_ARG(lint_quote(g->mem, text)));
}

void lint_signs(struct linting *g)
{
	for (size_t i = 0; i < g->texts.count; i++)
		check(g, g->texts.at[i].text, g->texts.at[i].at);
}
