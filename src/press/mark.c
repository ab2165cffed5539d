/*
 * press/mark.c - the marks in a text: **bold**, *italic*, [text](address), a
 * strict subset of CommonMark. Links bind tighter than stars; stars follow
 * the flanking rules. In linear time, whatever the text is.
 */
#include "press/line.h"
#include "base/utf8.h"

#include <hb.h>

struct token {
	enum token_kind { TOKEN_TEXT, TOKEN_STARS, TOKEN_LINK } kind;
	struct str text, url; /* of a link: what is between the brackets */
	bool opens, closes;
	/* Stars: those that stay, and the marks that end and begin here. */
	size_t left, count;
	int ends_bold, ends_italic, bold, italic;
	size_t before; /* the opener below on the stack, plus 1 */
};

struct tokens {
	struct arena *mem;
	struct token *at;
	size_t count, room;
};

static void token_add(struct tokens *t, struct token token)
{
	if (token.kind == TOKEN_TEXT && !token.text.len)
		return;
	if (t->count == t->room) {
		struct token *more;

		t->room = t->room ? t->room * 2 : 16;
		more = arena_bytes(t->mem, t->room * sizeof(*more));
		if (t->count)
			memcpy(more, t->at, t->count * sizeof(*more));
		t->at = more;
	}
	t->at[t->count++] = token;
}

/* ---- characters beside stars -------------------------------------------- */

enum side { SIDE_BLANK, SIDE_MARK, SIDE_LETTER };

static enum side side_of(uint32_t c)
{
	hb_unicode_general_category_t category;

	if (c <= ' ' || c == 0xa0)
		return SIDE_BLANK;
	category =
		hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
	if (category >= HB_UNICODE_GENERAL_CATEGORY_CONNECT_PUNCTUATION &&
		category <= HB_UNICODE_GENERAL_CATEGORY_OTHER_SYMBOL)
		return SIDE_MARK;
	if (category >= HB_UNICODE_GENERAL_CATEGORY_LINE_SEPARATOR)
		return SIDE_BLANK;
	return SIDE_LETTER;
}

static bool is_word(uint32_t c)
{
	return (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static uint32_t character_before(struct str s, size_t at)
{
	uint32_t c = 0;
	size_t from = at;

	while (from > 0 && at - from < 4 &&
		((unsigned char)s.at[--from] & 0xc0) == 0x80)
		;
	if (at)
		utf8_decode(str_of(s.at + from, at - from), &c);
	return c;
}

static struct token stars(struct str s, size_t from, size_t count)
{
	struct token t = { .kind = TOKEN_STARS,
		.text = str_of(s.at + from, count),
		.left = count,
		.count = count };
	uint32_t before = character_before(s, from), after = 0;
	enum side left, right;

	if (from + count < s.len)
		utf8_decode(str_of(s.at + from + count, s.len - from - count),
			&after);
	left = side_of(before);
	right = side_of(after);
	t.opens = right == SIDE_LETTER ||
		  (right == SIDE_MARK && left != SIDE_LETTER);
	t.closes = left == SIDE_LETTER ||
		   (left == SIDE_MARK && right != SIDE_LETTER);
	if (right == SIDE_BLANK)
		t.opens = false;
	if (left == SIDE_BLANK)
		t.closes = false;
	/* Stricter than CommonMark: 2*3*4 and C*-algebra stay. */
	t.opens = t.opens && !is_word(before) && before != '\\';
	t.closes = t.closes && !is_word(after) && before != '\\';
	return t;
}

/* ---- links -------------------------------------------------------------- */

/* "(https://...)" at the beginning of s: how long, with the brackets; 0: there
 * is none. An address has no brackets [] in it: that bounds the search. */
static size_t address(struct str s, struct str *out)
{
	static const char *const schemes[] = { "http://", "https://",
		"mailto:", "tel:" };
	int depth = 0;
	bool known = false;

	if (!s.len || s.at[0] != '(')
		return 0;
	for (size_t i = 0; i < LENGTH(schemes); i++)
		known = known || str_starts(str_of(s.at + 1, s.len - 1),
					 str_c(schemes[i]));
	for (size_t i = 0; known && i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c <= ' ' || c == 0x7f || c == '[' || c == ']' || c == '<' ||
			c == '>')
			return 0;
		depth += (c == '(') - (c == ')');
		if (depth == 0) {
			*out = str_of(s.at + 1, i - 1);
			return i + 1;
		}
	}
	return 0;
}

static struct str slice(struct str s, size_t from, size_t to)
{
	return str_of(s.at + from, to - from);
}

struct scan {
	struct str s;
	size_t from;  /* of text that is no token yet */
	size_t *open; /* places of '[' that are not closed */
	size_t opens, room;
	struct tokens *out;
};

/* Stars and text between two places. */
static void scan_stars(struct scan *c, size_t from, size_t to)
{
	for (size_t i = from, k; i < to; i = k) {
		for (k = i; k < to && c->s.at[k] == '*';)
			k++;
		if (k > i) {
			token_add(c->out, stars(c->s, i, k - i));
			continue;
		}
		while (k < to && c->s.at[k] != '*')
			k++;
		token_add(c->out, (struct token){ .text = slice(c->s, i, k) });
	}
}

static void scan_open(struct scan *c, size_t at)
{
	if (c->opens == c->room) {
		size_t *more;

		c->room = c->room ? c->room * 2 : 16;
		more = arena_bytes(c->out->mem, c->room * sizeof(*more));
		if (c->opens)
			memcpy(more, c->open, c->opens * sizeof(*more));
		c->open = more;
	}
	c->open[c->opens++] = at;
}

/* A ']': is it that of a link? The place behind it. */
static size_t scan_close(struct scan *c, size_t at)
{
	struct token t = { .kind = TOKEN_LINK };
	size_t open, n;

	if (!c->opens)
		return at + 1;
	open = c->open[--c->opens];
	n = address(slice(c->s, at + 1, c->s.len), &t.url);
	t.text = slice(c->s, open + 1, at);
	if (!n || !press_text_shows(t.text))
		return at + 1;
	scan_stars(c, c->from, open);
	token_add(c->out, t);
	c->from = at + 1 + n;
	c->opens = 0; /* there is no link within a link */
	return c->from;
}

static struct tokens scan(struct arena *mem, struct str s, bool links)
{
	struct tokens t = { .mem = mem };
	struct scan c = { .s = s, .out = &t };

	for (size_t i = 0; links && i < s.len;) {
		if (s.at[i] == '[')
			scan_open(&c, i++);
		else if (s.at[i] == ']')
			i = scan_close(&c, i);
		else
			i++;
	}
	scan_stars(&c, c.from, s.len);
	return t;
}

/* ---- stars that belong together ----------------------------------------- */

static bool match(const struct token *open, const struct token *close)
{
	/* The rule of three: what could be both needs care. */
	if ((open->closes || close->opens) && close->count % 3 != 0 &&
		(open->count + close->count) % 3 == 0)
		return false;
	return true;
}

static void join(struct token *open, struct token *close)
{
	bool bold = open->left >= 2 && close->left >= 2;
	size_t used = bold ? 2 : 1;

	open->left -= used;
	close->left -= used;
	open->bold += bold;
	open->italic += !bold;
	close->ends_bold += bold;
	close->ends_italic += !bold;
}

static void pair(struct tokens *t)
{
	size_t bottom[2][3] = { { 0 } }; /* nothing below fits such a closer */
	size_t top = 0, k;               /* plus 1 */

	for (size_t i = 0; i < t->count; i++) {
		struct token *close = &t->at[i];
		size_t *floor = &bottom[close->opens][close->count % 3];

		if (close->kind != TOKEN_STARS)
			continue;
		while (close->closes && close->left) {
			for (k = top; k > *floor; k = t->at[k - 1].before)
				if (match(&t->at[k - 1], close))
					break;
			if (k <= *floor)
				break;
			join(&t->at[k - 1], close);
			top = t->at[k - 1].left ? k : t->at[k - 1].before;
		}
		if (close->closes && close->left)
			*floor = top;
		if (close->opens && close->left) {
			close->before = top;
			top = i + 1;
		}
	}
}

/* ---- what comes out ----------------------------------------------------- */

struct writing {
	struct arena *mem;
	struct press_marks *out;
	size_t room;
	int bold, italic;
};

static void put(struct writing *w, struct str text, struct str url)
{
	struct press_marks *m = w->out;

	if (!text.len)
		return;
	if (m->count == w->room) {
		struct press_mark *more;

		w->room = w->room ? w->room * 2 : 8;
		more = arena_bytes(w->mem, w->room * sizeof(*more));
		if (m->count)
			memcpy(more, m->at, m->count * sizeof(*more));
		m->at = more;
	}
	m->at[m->count++] = (struct press_mark){ text, url,
		(w->bold ? TREE_BOLD : 0u) | (w->italic ? TREE_ITALIC : 0u) };
}

static void put_tokens(
	struct writing *w, struct str text, struct str url, bool links)
{
	struct tokens t = scan(w->mem, text, links);

	pair(&t);
	for (size_t i = 0; i < t.count; i++) {
		const struct token *k = &t.at[i];

		w->bold -= k->ends_bold;
		w->italic -= k->ends_italic;
		if (k->kind == TOKEN_LINK)
			put_tokens(w, k->text, k->url, false);
		else if (k->kind == TOKEN_STARS)
			put(w, str_of(k->text.at, k->left), url);
		else
			put(w, k->text, url);
		w->bold += k->bold;
		w->italic += k->italic;
	}
}

struct press_marks press_marks(struct arena *mem, struct str text)
{
	struct press_marks out = { NULL, 0 };
	struct writing w = { .mem = mem, .out = &out };

	put_tokens(&w, text, STR_NONE, true);
	return out;
}
