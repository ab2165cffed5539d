/*
 * press/text.c - a tree becomes plain text: lines of at most 78 cells, dates
 * at their end, sections under their head in capitals and a rule. UTF-8
 * without a mark, lines end with a line feed.
 *
 * Widths are cells of a terminal, as a reader with a fixed pitch has them: two
 * for ideographs, none for what stands on another character. Links show their
 * text only, as in all other formats. Wraps; hyphenates nothing.
 */
#include "press/letters.h"
#include "press/line.h"
#include "press/press.h"
#include "press/scan.h"
#include "press/walk.h"

#include "base/utf8.h"

#include <fribidi.h>

enum { LINE = 78, ASIDE_GAP = 2, QUOTE_INDENT = 4, LEVEL_INDENT = 2 };

/* ---- cells -------------------------------------------------------------- */

static bool wide(uint32_t c)
{
	static const uint32_t ranges[][2] = { { 0x1100, 0x115f },
		{ 0x2e80, 0x303e }, { 0x3041, 0xa4cf }, { 0xa960, 0xa97f },
		{ 0xac00, 0xd7a3 }, { 0xf900, 0xfaff }, { 0xfe30, 0xfe6f },
		{ 0xff01, 0xff60 }, { 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f },
		{ 0x1f680, 0x1f6ff }, { 0x1f900, 0x1faff },
		{ 0x20000, 0x3fffd } };

	for (size_t i = 0; i < LENGTH(ranges) && c >= ranges[i][0]; i++)
		if (c <= ranges[i][1])
			return true;
	return false;
}

static size_t cells_of(uint32_t c)
{
	FriBidiCharType type;

	if (c < 0x300)
		return c != 0xad;
	if (wide(c))
		return 2;
	type = fribidi_get_bidi_type(c);
	return type != FRIBIDI_TYPE_NSM && type != FRIBIDI_TYPE_BN;
}

/* ---- words -------------------------------------------------------------- */

/* What a line does not end within. Blanks that tie are in it as U+00A0. */
struct atom {
	struct str text;
	size_t cells;
	bool blank; /* before it */
	bool tied;  /* there is one within */
};

static struct str skip(struct str s, size_t n)
{
	return str_of(s.at + n, s.len - n);
}

/* By its first byte. */
static bool may_be_lone(unsigned char c)
{
	return c == '-' || c == '|' || c == '+' || c == '*' || c == 0xe2 ||
	       c == 0xc2;
}

/* A dash or a dot between blanks ends a line and never begins one, where it
 * would look like a list's. How many bytes; 0: none stands here. */
static size_t find_lone_mark(struct str s)
{
	static const char *const marks[] = { " -", " \u2013", " \u2014",
		" \u00b7", " |", " \u2022", " +", " *" };

	for (size_t i = 0; i < LENGTH(marks); i++) {
		size_t n = strlen(marks[i]);

		if (str_starts(s, str_c(marks[i])) &&
			(s.len == n || s.at[n] == ' '))
			return n;
	}
	return 0;
}

/* Nearly always there is none. */
static inline size_t lone_mark(struct str s)
{
	return s.len >= 2 && may_be_lone((unsigned char)s.at[1])
		       ? find_lone_mark(s)
		       : 0;
}

/* Where a line may end without a blank. In a script that has none, behind a
 * mark: what is written on must not begin within a word, which programs that
 * read lines would not find again. `anywhere`: nothing else is left. */
static bool may_end(uint32_t before, uint32_t c, bool anywhere)
{
	static const uint16_t marks[] = { 0x3001, 0x3002, 0xff0c, 0xff0e,
		0xff1a, 0xff1b, 0xff1f, 0xff01, 0x300d, 0x300f, 0x3011,
		0xff09 };

	if (!wide(before) || letters_between(before, c) != LETTERS_HERE)
		return false;
	for (size_t i = 0; i < LENGTH(marks); i++)
		if (before == marks[i])
			return true;
	return anywhere;
}

static bool next_atom(struct str *rest, struct atom *a)
{
	uint32_t before = 0, c = 0;
	struct str s = *rest;
	size_t len = 0, n;

	*a = (struct atom){ .blank = s.len && s.at[0] == ' ' };
	while (s.len && s.at[0] == ' ')
		s = skip(s, 1);
	a->text.at = s.at;
	while (len < s.len && s.at[len] != ' ') {
		int took;

		n = before < 0x80 ? scan_from(s, len, SCAN_LETTERS) : 0;
		a->cells += n;
		len += n;
		if (n) {
			before = (unsigned char)s.at[len - 1];
			continue;
		}
		took = utf8_decode(skip(s, len), &c);
		if (may_end(before, c, a->cells >= LINE / 2))
			break;
		a->cells += cells_of(c);
		a->tied |= c == 0xa0;
		len += (size_t)(took < 0 ? -took : took);
		before = c;
	}
	for (; (n = lone_mark(skip(s, len))); len += n)
		a->cells += 2;
	a->text.len = len;
	*rest = skip(s, len);
	return len > 0;
}

/* ---- lines -------------------------------------------------------------- */

struct text {
	struct arena *mem;
	const struct tree *tree;
	struct buf *to;
	size_t used;   /* cells of the line */
	size_t indent; /* of lines that follow */
	bool begun;    /* something stands in the line */
};

static void blanks(struct text *t, size_t n)
{
	static const char all[] = "                                        "
				  "                                        ";

	n = n < LINE ? n : LINE;
	buf_add(t->to, str_of(all, n));
	t->used += n;
}

static void end_line(struct text *t)
{
	buf_addc(t->to, '\n');
	t->used = 0;
	t->begun = false;
}

/* Ties end here: a file of text has one kind of blank. */
static void write_tied(struct buf *to, struct str s)
{
	const char *at;

	while ((at = memmem(s.at, s.len, "\u00a0", 2))) {
		size_t n = (size_t)(at - s.at);

		buf_add(to, str_of(s.at, n));
		buf_addc(to, ' ');
		s = skip(s, n + 2);
	}
	buf_add(to, s);
}

static void write_atom(struct text *t, const struct atom *a)
{
	size_t need = a->cells + (a->blank && t->begun);

	if (t->begun && t->used + need > LINE) {
		end_line(t);
		blanks(t, t->indent);
	} else if (a->blank && t->begun) {
		blanks(t, 1);
	}
	if (a->tied)
		write_tied(t->to, a->text);
	else
		buf_add(t->to, a->text);
	t->used += a->cells;
	t->begun = true;
}

/* Letters of ASCII, one blank between words, none around them: cells are
 * bytes, and blanks are where atoms end. */
static bool is_simple(struct str s)
{
	return scan_from(s, 0, SCAN_BLANKS) == s.len && press_text_plain(s);
}

/* Where a line that has room for so many cells ends: at a blank, no mark behind
 * it. A first word that is longer has a line of its own; 0: it begins the next
 * one. */
static size_t line_end(struct str s, size_t room, bool first)
{
	size_t i = room;

	if (s.len <= room)
		return s.len;
	while (i > 0 && (s.at[i] != ' ' || lone_mark(skip(s, i))))
		i--;
	if (i > 0 || !first)
		return i;
	for (i = room + 1; i < s.len; i++)
		if (s.at[i] == ' ' && !lone_mark(skip(s, i)))
			break;
	return i;
}

/* As write_words would write them. */
static void write_simple(struct text *t, struct str s)
{
	while (s.len) {
		size_t taken = t->used + t->begun;
		size_t n =
			line_end(s, taken < LINE ? LINE - taken : 0, !t->begun);

		if (n) {
			if (t->begun)
				blanks(t, 1);
			buf_add(t->to, str_of(s.at, n));
			t->used += n;
			t->begun = true;
			s = skip(s, n < s.len ? n + 1 : n);
		}
		if (s.len) {
			end_line(t);
			blanks(t, t->indent);
		}
	}
}

static void write_words(struct text *t, struct str s)
{
	struct atom a;

	if (is_simple(s) && !t->begun) {
		write_simple(t, s);
		return;
	}
	while (next_atom(&s, &a))
		write_atom(t, &a);
}

static size_t width_of(struct str s)
{
	size_t cells = 0;
	struct atom a;

	if (is_simple(s))
		return s.len;
	while (next_atom(&s, &a))
		cells += a.cells + (a.blank && cells);
	return cells;
}

/* At the far end of the line where the text ends, or of one of its own. */
static void write_aside(struct text *t, struct str s)
{
	size_t width = width_of(s);

	if (t->begun && t->used + ASIDE_GAP + width > LINE) {
		end_line(t);
		blanks(t, t->indent);
	}
	if (t->used + width <= LINE)
		blanks(t, LINE - width - t->used);
	t->begun = false;
	write_words(t, s);
}

/* ---- blocks ------------------------------------------------------------- */

/* One line of text: blanks that tie are U+00A0, what no format has a place for
 * is U+FFFD. */
static struct str plain(struct arena *mem, const struct tree_runs *runs)
{
	struct buf b;

	if (!runs->count)
		return STR("");
	if (runs->count == 1 && !(runs->at->flags & TREE_NOBREAK) &&
		scan_from(runs->at->text, 0, SCAN_BLANKS) == runs->at->text.len)
		return runs->at->text;
	buf_init(&b, mem, PRESS_FILE_BYTES);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < runs->count; i++)
		walk_clean(
			&b, runs->at[i].text, runs->at[i].flags & TREE_NOBREAK);
	return buf_str(&b);
}

static bool stands_off(enum tree_role role)
{
	return role == TREE_SECTION || role == TREE_SUBJECT ||
	       role == TREE_LETTER || role == TREE_SIGNATURE;
}

/* An empty line above. */
static bool gap_above(const struct tree *t, size_t i)
{
	const struct tree_block *b = &t->at[i], *a = b - 1;

	if (i == 0)
		return false;
	if (stands_off(b->role) || a->region != b->region || walk_begins(t, i))
		return true;
	if (b->role == TREE_ADDRESS || b->role == TREE_QUOTE)
		return !b->joined && a->role != TREE_SECTION;
	if (b->role == TREE_ROLE)
		return a->role == TREE_BULLET;
	return stands_off(a->role) && a->role != TREE_SECTION;
}

static void write_rule(struct text *t)
{
	end_line(t);
	for (int i = 0; i < LINE; i++)
		buf_addc(t->to, '-');
}

static void write_block(struct text *t, size_t i, int level)
{
	const struct tree_block *b = &t->tree->at[i];
	struct str text = plain(t->mem, &b->text);
	struct str aside = plain(t->mem, &b->aside);

	if (!str_trim(text).len && !str_trim(aside).len)
		return;
	if (gap_above(t->tree, i))
		end_line(t);
	t->indent = 0;
	if (b->role == TREE_QUOTE)
		blanks(t, t->indent = QUOTE_INDENT);
	if (b->role == TREE_BULLET) {
		blanks(t, (size_t)level * LEVEL_INDENT);
		buf_add(t->to, STR("- "));
		t->used += 2;
		t->indent = t->used;
	}
	if (b->role == TREE_SECTION)
		text = letters_upper(t->mem, text, t->tree->language);
	write_words(t, text);
	if (str_trim(aside).len)
		write_aside(t, aside);
	if (b->role == TREE_SECTION)
		write_rule(t);
	end_line(t);
}

bool press_text(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err)
{
	struct text t = { .mem = mem, .tree = tree, .to = out };
	size_t start = out->len;
	int level = 0;

	for (size_t i = 0; i < tree->count; i++) {
		level = walk_depth(tree, i, level);
		write_block(&t, i, level);
	}
	return (buf_ok(out) && out->len - start <= PRESS_FILE_BYTES) ||
	       err_set(err, ERR_TOO_BIG, "the file would be bigger than %d MB",
		       PRESS_FILE_BYTES >> 20);
}
