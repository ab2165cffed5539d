/*
 * press/markdown.c - a tree becomes CommonMark 0.31 that reads well as it is
 * and gives the same words when it is rendered. One line a paragraph: nothing
 * wraps. No HTML, no extension.
 *
 * A mark is only set where each reader takes it for one: emphasis that would
 * begin or end within a word, or beside letters of which readers disagree
 * whether they are punctuation, is left out. Words come first.
 */
#include "press/link.h"
#include "press/press.h"
#include "press/walk.h"

struct markdown {
	struct arena *mem;
	struct buf *to;
	size_t line; /* where the line's text begins */
};

/* ---- escapes ------------------------------------------------------------ */

static bool alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       (c & 0x80);
}

static bool punctuation(char c) { return c > ' ' && c < 127 && !alnum(c); }

static char at(struct str s, size_t i) { return i < s.len ? s.at[i] : ' '; }

/* Digits, then '.' or ')' and a blank: a list with numbers, were it not. */
static bool numbers_list(struct str s, size_t i)
{
	if (s.at[i] != '.' && s.at[i] != ')')
		return false;
	for (size_t k = 0; k < i; k++)
		if (s.at[k] < '0' || s.at[k] > '9')
			return false;
	return i > 0 && i <= 9 && at(s, i + 1) == ' ';
}

/* What means something at a line's beginning only. */
static bool begins_block(struct str s, size_t i, bool first)
{
	if (!first)
		return false;
	if (i == 0)
		return strchr("#>~=", s.at[0]) ||
		       ((s.at[0] == '-' || s.at[0] == '+') && !alnum(at(s, 1)));
	return numbers_list(s, i);
}

/* `first`: s begins a line. What follows s is unknown, so that its last
 * character is taken for the worst. */
static bool must_escape(struct str s, size_t i, bool first)
{
	char c = s.at[i];

	switch (c) {
	case '\\':
	case '`':
	case '*':
	case '[':
	case ']':
		return true;
	case '_':
		return i == 0 || i + 1 == s.len || !alnum(s.at[i - 1]) ||
		       !alnum(s.at[i + 1]);
	case '<':
		return i + 1 == s.len || alnum(s.at[i + 1]) ||
		       strchr("/!?", s.at[i + 1]);
	case '&':
		return i + 1 == s.len || alnum(s.at[i + 1]) ||
		       s.at[i + 1] == '#';
	case '~':
		return true;
	case '!': /* before a link it would be a picture */
		return i + 1 == s.len;
	case '#': /* at the end of a head */
		return i + 1 == s.len || begins_block(s, i, first);
	default:
		return begins_block(s, i, first);
	}
}

/* Digits are all that the line has, in another piece. */
static bool after_digits(const struct markdown *m)
{
	size_t i = m->line;

	while (i < m->to->len && m->to->at[i] >= '0' && m->to->at[i] <= '9')
		i++;
	return i == m->to->len && i > m->line;
}

static void write_escaped(struct markdown *m, struct str s)
{
	bool first = m->to->len == m->line;
	bool number =
		s.len && (s.at[0] == '.' || s.at[0] == ')') && after_digits(m);
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == ' ' || alnum(c) ||
			!(must_escape(s, i, first) || (number && i == 0)))
			continue;
		buf_add(m->to, str_of(s.at + from, i - from));
		buf_addc(m->to, '\\');
		from = i;
	}
	buf_add(m->to, str_of(s.at + from, s.len - from));
}

/* ---- runs --------------------------------------------------------------- */

static const unsigned marks = TREE_BOLD | TREE_ITALIC;

/* Pieces that look alike to Markdown, as one. */
struct piece {
	struct str text, url; /* url.at NULL: none */
	unsigned flags;
};

static bool alike(const struct tree_run *a, const struct tree_run *b)
{
	return (a->flags & marks) == (b->flags & marks) &&
	       !a->url.at == !b->url.at && str_eq(a->url, b->url);
}

static struct piece next_piece(
	struct arena *mem, const struct tree_runs *runs, size_t *i)
{
	const struct tree_run *first = &runs->at[*i];
	struct piece p = { .flags = first->flags & marks };
	struct buf b;

	buf_init(&b, mem, PRESS_FILE_BYTES);
	buf_add(&b, STR(""));
	do
		walk_clean(&b, runs->at[*i].text, false);
	while (++*i < runs->count && alike(first, &runs->at[*i]));
	p.text = buf_str(&b);
	if (first->url.at && !link_safe(mem, first->url, &p.url))
		p.url = STR_NONE;
	return p;
}

/* The last byte that is written, or a blank where a line begins. */
static char before(const struct markdown *m)
{
	return m->to->len > m->line ? m->to->at[m->to->len - 1] : ' ';
}

/* May emphasis begin before `next`, and may it not be taken for an end?
 * CommonMark 6.2; letters beyond ASCII may be of any kind. */
static bool may_open(char prev, char next)
{
	return prev == ' ' ||
	       (punctuation(prev) && prev != '*' && prev != '\\' &&
		       alnum(next) && !(next & 0x80));
}

static bool may_close(char prev, char next)
{
	return next == ' ' || (punctuation(next) && next != '*' &&
				      alnum(prev) && !(prev & 0x80));
}

static void write_marks(struct markdown *m, unsigned flags)
{
	if (flags & TREE_BOLD)
		buf_add(m->to, STR("**"));
	if (flags & TREE_ITALIC)
		buf_addc(m->to, '*');
}

/* A blank at a line's beginning would be code, two at its end a line end. */
static void write_blanks(struct markdown *m, struct str s)
{
	if (s.len && before(m) != ' ')
		buf_addc(m->to, ' ');
}

static void write_link(struct markdown *m, struct str text, struct str url)
{
	bool brackets =
		memchr(url.at, '(', url.len) || memchr(url.at, ')', url.len);

	buf_addc(m->to, '[');
	write_escaped(m, text);
	buf_add(m->to, brackets ? STR("](<") : STR("]("));
	buf_add(m->to, url);
	buf_add(m->to, brackets ? STR(">)") : STR(")"));
}

/* next: what follows the piece. */
static void write_piece(struct markdown *m, const struct piece *p, char next)
{
	struct str text = str_trim(p->text);
	struct str head = str_of(
		p->text.at, text.len ? (size_t)(text.at - p->text.at) : 0);
	bool tail = text.len + head.len < p->text.len;
	unsigned flags = p->flags;

	if (!text.len) {
		write_blanks(m, p->text);
		return;
	}
	write_blanks(m, head);
	if (!may_open(before(m), p->url.at ? '[' : text.at[0]) ||
		!may_close(p->url.at ? ')' : text.at[text.len - 1],
			tail ? ' ' : next))
		flags = 0;
	write_marks(m, flags);
	if (p->url.at)
		write_link(m, text, p->url);
	else
		write_escaped(m, text);
	write_marks(m, flags & TREE_ITALIC);
	write_marks(m, flags & TREE_BOLD);
	if (tail)
		buf_addc(m->to, ' ');
}

/* The first byte of what follows: of its mark where it may have one. */
static char first_of(const struct piece *p)
{
	if (!p->text.len || (p->flags && p->text.at[0] != ' '))
		return '*';
	return p->url.at && p->text.at[0] != ' ' ? '[' : p->text.at[0];
}

/* `more`: flags that all of it has. */
static void write_runs(
	struct markdown *m, const struct tree_runs *runs, unsigned more)
{
	struct piece now, next;
	size_t i = 0;

	if (!runs->count)
		return;
	next = next_piece(m->mem, runs, &i);
	for (bool last = false; !last;) {
		now = next;
		now.flags |= more;
		last = i == runs->count;
		if (!last)
			next = next_piece(m->mem, runs, &i);
		write_piece(m, &now, last ? ' ' : first_of(&next));
	}
	while (m->to->len > m->line && before(m) == ' ')
		m->to->len--;
}

/* ---- blocks ------------------------------------------------------------- */

static const int headings[TREE_ROLES] = {
#define ROLE(id, name, tag, heading) [TREE_##id] = heading,
#include "press/roles.def"
#undef ROLE
};

static bool says(const struct tree_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		if (str_trim(runs->at[i].text).len)
			return true;
	return false;
}

/* What is one line of several: they stay together. */
static bool is_line(enum tree_role role)
{
	return role == TREE_LABEL || role == TREE_CONTACT ||
	       role == TREE_DETAIL || role == TREE_TERM || role == TREE_ADDRESS;
}

/* What stands between two blocks. A head's aside is a line beneath it. */
static struct str between(
	const struct tree_block *a, const struct tree_block *b)
{
	bool line =
		is_line(a->role) || (headings[a->role] > 2 && says(&a->aside));

	if (a->role == TREE_BULLET && b->role == TREE_BULLET)
		return STR("\n");
	if (line && is_line(b->role) && a->region == b->region &&
		(b->joined || a->role == b->role || a->role == TREE_LABEL) &&
		!(b->role == TREE_ADDRESS && !b->joined))
		return STR("\\\n");
	return STR("\n\n");
}

static void begin_line(struct markdown *m, struct str head)
{
	buf_add(m->to, head);
	m->line = m->to->len;
}

static void write_head(struct markdown *m, const struct tree_block *b)
{
	static const char *const heads[] = { "", "# ", "## ", "### ", "#### " };

	if (says(&b->text)) {
		begin_line(m, str_c(heads[headings[b->role]]));
		write_runs(m, &b->text, 0);
	}
	if (says(&b->text) && says(&b->aside))
		buf_add(m->to, STR("\n\n"));
	if (says(&b->aside)) {
		begin_line(m, STR(""));
		write_runs(m, &b->aside, TREE_ITALIC);
	}
}

static void write_block(
	struct markdown *m, const struct tree_block *b, int level)
{
	if (headings[b->role]) {
		write_head(m, b);
		return;
	}
	for (int i = 0; i < level; i++)
		buf_add(m->to, STR("  "));
	begin_line(m, b->role == TREE_BULLET  ? STR("- ")
		      : b->role == TREE_QUOTE ? STR("> ")
					      : STR(""));
	write_runs(m, &b->text, 0);
	if (!says(&b->aside))
		return;
	if (says(&b->text))
		buf_addc(m->to, ' ');
	write_runs(m, &b->aside, TREE_ITALIC);
}

bool press_markdown(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err)
{
	struct markdown m = { .mem = mem, .to = out };
	const struct tree_block *last = NULL;
	size_t start = out->len;
	int level = 0;

	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_block *b = &tree->at[i];

		level = walk_depth(tree, i, level);
		if (!says(&b->text) && !says(&b->aside))
			continue;
		if (last)
			buf_add(out, between(last, b));
		write_block(&m, b, level);
		last = b;
	}
	if (last)
		buf_addc(out, '\n');
	return (buf_ok(out) && out->len - start <= PRESS_FILE_BYTES) ||
	       err_set(err, ERR_TOO_BIG, "the file would be bigger than %d MB",
		       PRESS_FILE_BYTES >> 20);
}
