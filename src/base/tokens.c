/*
 * base/tokens.c - cuts a text as o200k cuts it before it counts, and says of
 * each piece what such pieces take. See tokens.h; the numbers are in
 * tokens.def.
 */
#include "base/tokens.h"

#include "base/utf8.h"

enum { BORDER, OTHER_LETTER = 27, LETTERS = 28 };
enum { ONE = 100, DIGITS = 3 }; /* a token; digits of one */
/* Of a run of symbols. */
enum {
	FIRST = 95,
	ANOTHER = 27,
	THE_SAME = 6,
	BEYOND_ASCII = 115,
	EMOJI = 222,
	UKRAINIAN = 66 /* letters that Russian does not have */
};

static const struct {
	int all, joined, bare, capital;
} word = {
#define WORD(...) __VA_ARGS__
#define PAIRS(...)
#define SCRIPT(first, last, all, each, joined)
#include "base/tokens.def"
#undef WORD
#undef PAIRS
#undef SCRIPT
};

static const int16_t pairs[LETTERS][LETTERS] = {
#define WORD(...)
#define PAIRS(...) { __VA_ARGS__ },
#define SCRIPT(first, last, all, each, joined)
#include "base/tokens.def"
#undef WORD
#undef PAIRS
#undef SCRIPT
};

static const struct script {
	uint32_t first, last;
	int all, each, joined;
} scripts[] = {
#define WORD(...)
#define PAIRS(...)
#define SCRIPT(first, last, all, each, joined) \
	{ first, last, all, each, joined },
#include "base/tokens.def"
#undef WORD
#undef PAIRS
#undef SCRIPT
};

/* ---- one character ------------------------------------------------------ */

enum kind { END, BLANK, LINE, DIGIT, LATIN, MARK, SYMBOL, SCRIPTS };

struct sign {
	enum kind kind; /* SCRIPTS and more: of that script */
	uint32_t c;
	size_t size;
};

static bool is_latin(uint32_t c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == 0xaa || c == 0xb5 ||
	       c == 0xba ||
	       (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) ||
	       (c >= 0x1e00 && c <= 0x1eff);
}

static int kind_of(uint32_t c)
{
	if (c == ' ' || c == '\t' || c == 0xa0 || c == 0x3000 ||
		(c >= 0x2000 && c <= 0x200a))
		return BLANK;
	if (c == '\n' || c == '\r')
		return LINE;
	if (c >= '0' && c <= '9')
		return DIGIT;
	if (is_latin(c))
		return LATIN;
	if (c >= 0x300 && c <= 0x36f)
		return MARK;
	for (size_t i = 0; c >= scripts[0].first && i < LENGTH(scripts); i++)
		if (c >= scripts[i].first && c <= scripts[i].last)
			return SCRIPTS + (int)i;
	return SYMBOL;
}

/* What is no UTF-8 counts as a symbol. */
static struct sign sign_at(struct str s)
{
	uint32_t c = 0xfffd;
	int n = utf8_decode(s, &c);

	if (!n)
		return (struct sign){ .kind = END };
	return (struct sign){ .kind = n < 0 ? SYMBOL : (enum kind)kind_of(c),
		.c = n < 0 ? 0xfffd : c,
		.size = (size_t)(n < 0 ? -n : n) };
}

static struct sign next(struct str *s, struct sign now)
{
	*s = str_of(s->at + now.size, s->len - now.size);
	return sign_at(*s);
}

static bool is_letter(enum kind k) { return k == LATIN || k >= SCRIPTS; }

/* ---- pieces ------------------------------------------------------------- */

struct walk {
	struct str rest;
	struct sign now;
	int64_t sum;
};

static void step(struct walk *w) { w->now = next(&w->rest, w->now); }

static void skip(struct walk *w, enum kind kind)
{
	while (w->now.kind == kind)
		step(w);
}

/* What stands before a word is a part of it: a blank or one symbol. */
enum before { NOTHING, A_BLANK, A_SYMBOL };

static bool is_capital(uint32_t c) { return c >= 'A' && c <= 'Z'; }

/* A capital behind a small letter begins a new one. */
static void take_latin(struct walk *w, enum before before)
{
	int sum = word.all, last = BORDER, capitals = 0;
	bool small = false;

	while (w->now.kind == LATIN || w->now.kind == MARK) {
		uint32_t c = w->now.c;
		int letter = c < 0x80 ? (int)(c | 32) - 'a' + 1 : OTHER_LETTER;

		if (is_capital(c) && small)
			break;
		small = c < 0x80 && !is_capital(c);
		capitals += is_capital(c);
		sum += pairs[last][letter];
		last = letter;
		step(w);
	}
	sum += pairs[last][BORDER];
	if (before == A_SYMBOL)
		sum += word.joined;
	if (before == NOTHING)
		sum += word.bare;
	if (capitals > 1)
		sum += (capitals - 1) * word.capital;
	w->sum += sum < ONE ? ONE : sum;
}

static bool is_ukrainian(uint32_t c)
{
	return (c >= 0x450 && c <= 0x45f && c != 0x451) || c == 0x404 ||
	       c == 0x406 || c == 0x407 || (c >= 0x490 && c <= 0x4ff);
}

static void take_script(struct walk *w, enum before before)
{
	const struct script *s = &scripts[w->now.kind - SCRIPTS];
	enum kind kind = w->now.kind;
	int64_t sum = s->all + (before == A_SYMBOL ? s->joined : 0);

	while (w->now.kind == kind || w->now.kind == MARK) {
		sum += s->each + (is_ukrainian(w->now.c) ? UKRAINIAN : 0);
		step(w);
	}
	w->sum += sum < ONE ? ONE : sum;
}

static void take_word(struct walk *w, enum before before)
{
	if (w->now.kind == LATIN)
		take_latin(w, before);
	else
		take_script(w, before);
}

/* One symbol right before a word belongs to it, more are a piece of their
 * own, which the ends of lines behind them belong to. */
static void take_symbols(struct walk *w, bool blank)
{
	uint32_t last = 0;
	int64_t sum = 0;
	int count = 0;

	while (w->now.kind == SYMBOL || w->now.kind == MARK) {
		uint32_t c = w->now.c;

		if (c >= 0x80)
			sum += c >= 0x10000 ? EMOJI : BEYOND_ASCII;
		else
			sum += !count ? FIRST : c == last ? THE_SAME : ANOTHER;
		last = c;
		count++;
		step(w);
	}
	if (count == 1 && !blank && is_letter(w->now.kind)) {
		take_word(w, A_SYMBOL);
		return;
	}
	skip(w, LINE);
	w->sum += sum < ONE ? ONE : sum;
}

/* Blanks before the end of a line are one piece with it, however many lines
 * follow; before a word all but the last are one. */
static void take_blanks(struct walk *w)
{
	bool many;

	step(w);
	many = w->now.kind == BLANK;
	skip(w, BLANK);
	if (w->now.kind == LINE)
		return;
	if (many || w->now.kind == DIGIT || w->now.kind == END)
		w->sum += ONE;
	if (is_letter(w->now.kind))
		take_word(w, A_BLANK);
	else if (w->now.kind == SYMBOL || w->now.kind == MARK)
		take_symbols(w, true);
}

/* With lines of nothing but blanks between them. */
static void take_lines(struct walk *w)
{
	struct walk ahead = *w;

	while (ahead.now.kind == LINE) {
		skip(&ahead, LINE);
		*w = ahead;
		skip(&ahead, BLANK);
	}
	w->sum += ONE;
}

static void take_digits(struct walk *w)
{
	for (int i = 0; i < DIGITS && w->now.kind == DIGIT; i++)
		step(w);
	w->sum += ONE;
}

int64_t tokens_about(struct str text)
{
	struct walk w = { .rest = text, .now = sign_at(text) };

	while (w.now.kind != END) {
		if (w.now.kind == BLANK)
			take_blanks(&w);
		else if (w.now.kind == LINE)
			take_lines(&w);
		else if (w.now.kind == DIGIT)
			take_digits(&w);
		else if (is_letter(w.now.kind))
			take_word(&w, NOTHING);
		else
			take_symbols(&w, false);
	}
	return (w.sum + ONE - 1) / ONE;
}
