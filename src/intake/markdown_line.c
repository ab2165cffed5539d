/* intake/markdown_line.c - marks within a line; see markdown_int.h. */
#include "intake/markdown_int.h"

#include "intake/html_tag.h"
#include "base/utf8.h"

struct span {
	struct markdown *m;
	unsigned flags; /* of what is around it */
	int depth;
};
enum { SPANS = 8 }; /* within each other */

static void add_span(struct span *sp, struct str s);

static struct str after(struct str s, size_t n)
{
	return str_of(s.at + n, s.len - n);
}

static bool is_word(unsigned char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
	       c >= 0x80;
}

/* What may be searched for the end of a mark; nothing once too much was. */
static struct str ahead(struct markdown *m, struct str s)
{
	if (s.len > MARKDOWN_LONG)
		s.len = MARKDOWN_LONG;
	m->looked += s.len;
	if (m->looked > MARKDOWN_LOOKED)
		s.len = 0;
	return s;
}

/* ---- links ---------------------------------------------------------------*/

/* At a '[': where its ']' is; 0: there is none. */
static size_t bracket(struct str s)
{
	int depth = 0;
	size_t most = s.len < MARKDOWN_LONG ? s.len : MARKDOWN_LONG;

	for (size_t i = 0; i < most; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == '[')
			depth++;
		else if (s.at[i] == ']' && !--depth)
			return i;
	}
	return 0;
}

/* At a '(': the address and what it takes; brackets in it come in pairs. */
static size_t address(struct str s, struct str *url)
{
	size_t i = 1, from;
	int depth = 1;

	while (i < s.len && s.at[i] == ' ')
		i++;
	from = i;
	if (i < s.len && s.at[i] == '<') {
		const char *end = memchr(s.at + i, '>', s.len - i);

		if (!end)
			return 0;
		*url = str_of(s.at + i + 1, (size_t)(end - s.at) - i - 1);
		i = (size_t)(end - s.at) + 1;
	} else {
		while (i < s.len && s.at[i] != ' ' &&
			(s.at[i] != ')' || depth > 1)) {
			depth += s.at[i] == '(' ? 1 : s.at[i] == ')' ? -1 : 0;
			i++;
		}
		*url = str_of(s.at + from, i - from);
	}
	while (i < s.len && s.at[i] != ')')
		i++; /* a title */
	return i < s.len ? i + 1 : 0;
}

static struct str named(const struct markdown *m, struct str name)
{
	for (int i = 0; i < m->link_count; i++)
		if (str_eq_nocase(m->links[i].name, name))
			return m->links[i].url;
	return STR_NONE;
}

bool intake_markdown_defines(struct markdown *m, struct str line)
{
	struct str s = str_trim(line), url;
	size_t end = s.len > 4 && *s.at == '[' ? bracket(s) : 0;

	if (!end || end + 2 >= s.len || s.at[end + 1] != ':' || s.at[1] == '^')
		return false;
	url = str_trim(after(s, end + 2));
	url = str_cut(&url, ' ');
	if (url.len > 2 && *url.at == '<' && url.at[url.len - 1] == '>')
		url = str_of(url.at + 1, url.len - 2);
	if (m->link_count < MARKDOWN_LINKS && url.len && url.len <= FLOW_URL) {
		m->links[m->link_count].name = str_of(s.at + 1, end - 1);
		m->links[m->link_count++].url = url;
	}
	return url.len > 0;
}

/* An address of the web or of mail; the place in a file says nothing. */
static struct str outside(struct str url)
{
	return url.len && url.len <= FLOW_URL &&
			       (memchr(url.at, ':', url.len) ||
				       str_starts(url, STR("//")) ||
				       str_starts(url, STR("www.")))
		       ? url
		       : STR_NONE;
}

static void add_link(struct span *sp, struct str text, struct str url)
{
	struct flow *f = &sp->m->flow;
	struct str was = f->url;

	url = outside(url);
	if (url.len)
		f->url = url;
	add_span(sp, text);
	f->url = was;
}

/* "[text](address)", "[text][name]", "[text]", the same with '!' before it,
 * which is a picture: how long; 0: none. */
static size_t take_link(struct span *sp, struct str s, bool picture)
{
	size_t end = bracket(s), n;
	struct str text, url = STR_NONE, name;

	if (!end)
		return 0;
	text = str_of(s.at + 1, end - 1);
	n = end + 1;
	if (n < s.len && s.at[n] == '(') {
		size_t long_is = address(after(s, n), &url);

		if (!long_is)
			return 0;
		n += long_is;
	} else {
		size_t second =
			n < s.len && s.at[n] == '[' ? bracket(after(s, n)) : 0;

		name = second > 1 ? str_of(s.at + n + 1, second - 1) : text;
		url = named(sp->m, name);
		n += second ? second + 1 : 0;
		if (!url.len)
			return 0;
	}
	if (!picture)
		add_link(sp, text, url);
	/* "{:target=_blank}" of site generators */
	if (n + 1 < s.len && s.at[n] == '{' && s.at[n + 1] == ':') {
		const char *close = memchr(s.at + n, '}', s.len - n);

		n = close ? (size_t)(close - s.at) + 1 : n;
	}
	return n;
}

/* "<https://example.org>", "<a@example.org>" */
static size_t take_auto(struct span *sp, struct str s)
{
	const char *end = memchr(s.at, '>', s.len);
	size_t n = end ? (size_t)(end - s.at) : 0;
	struct str text = n ? str_of(s.at + 1, n - 1) : STR("");
	struct flow *f = &sp->m->flow;
	struct str was = f->url;

	if (!n || memchr(text.at, ' ', text.len))
		return 0;
	if (!memmem(text.at, text.len, "://", 3) &&
		!str_starts(text, STR("mailto:")) &&
		!memchr(text.at, '@', text.len))
		return 0;
	f->url = outside(text);
	intake_flow_text(f, text);
	f->url = was;
	return n + 1;
}

static size_t take_tag(struct span *sp, struct str s)
{
	struct html_tag tag;
	size_t n = take_auto(sp, s);

	if (n)
		return n;
	n = intake_html_tag(s, &tag);
	if (n && s.at[n - 1] != '>')
		return 0;
	if (n && (tag.kind == HTML_BREAK ||
			 (tag.kind >= HTML_BLOCK && tag.kind <= HTML_CELL)))
		intake_flow_line(&sp->m->flow);
	return n;
}

/* ---- emphasis ------------------------------------------------------------*/

static size_t run_of(struct str s, char mark)
{
	size_t n = 0;

	while (n < s.len && s.at[n] == mark)
		n++;
	return n;
}

/* Where so many marks close what they open at 0: a letter before them, and for
 * '_' none behind. */
static size_t closing(struct str s, char mark, size_t count)
{
	size_t most = s.len < MARKDOWN_LONG ? s.len : MARKDOWN_LONG;

	for (size_t i = count + 1; i < most;) {
		size_t n;

		if (s.at[i] == '\\') {
			i += 2;
			continue;
		}
		if (s.at[i] != mark) {
			i++;
			continue;
		}
		n = run_of(after(s, i), mark);
		if ((n == count || n == 3 || n > 3) && n >= count &&
			s.at[i - 1] != ' ' &&
			(mark == '*' || i + n >= s.len ||
				!is_word((unsigned char)s.at[i + n])))
			return i + n - count;
		i += n;
	}
	return 0;
}

/* "**bold**", "_italic_", "~~gone~~": how long; 0: none begins here. */
static size_t take_emphasis(struct span *sp, struct str s, char before)
{
	char mark = *s.at;
	size_t n = run_of(s, mark), end;
	struct flow *f = &sp->m->flow;
	unsigned was = f->flags;

	if (n > 3)
		return 0;
	if (n >= s.len || s.at[n] == ' ' || sp->depth == SPANS ||
		(mark == '_' && is_word((unsigned char)before)) ||
		(mark == '~' && n != 2))
		return 0;
	end = closing(s, mark, n);
	if (!end)
		return 0;
	if (mark != '~') {
		f->flags |= n > 1 ? INTAKE_BOLD : 0u;
		f->flags |= n != 2 ? INTAKE_ITALIC : 0u;
		sp->depth++;
		add_span(sp, str_of(s.at + n, end - n));
		sp->depth--;
	}
	f->flags = was;
	return end + n;
}

/* "`code`": as it stands. */
static size_t take_code(struct span *sp, struct str s)
{
	size_t n = run_of(s, '`');
	size_t most = s.len < MARKDOWN_LONG ? s.len : MARKDOWN_LONG;

	for (size_t i = n; i < most; i++) {
		size_t m = s.at[i] == '`' ? run_of(after(s, i), '`') : 0;

		if (m == n) {
			intake_flow_text(&sp->m->flow, str_of(s.at + n, i - n));
			return i + n;
		}
		i += m ? m - 1 : 0;
	}
	return 0;
}

/* ---- a line --------------------------------------------------------------*/

static size_t take_mark(struct span *sp, struct str s, char before)
{
	uint32_t c;
	size_t n;

	if (!strchr("\\![<`*_~&", *s.at))
		return 0;
	s = ahead(sp->m, s);
	if (!s.len)
		return 0;
	switch (*s.at) {
	case '\\':
		if (s.len < 2 || is_word((unsigned char)s.at[1]) ||
			s.at[1] == ' ')
			return 0;
		intake_flow_char(&sp->m->flow, (unsigned char)s.at[1]);
		return 2;
	case '!':
		n = s.len > 1 && s.at[1] == '['
			    ? take_link(sp, after(s, 1), true)
			    : 0;
		return n ? n + 1 : 0;
	case '[':
		return take_link(sp, s, false);
	case '<':
		return take_tag(sp, s);
	case '`':
		return take_code(sp, s);
	case '*':
	case '_':
	case '~':
		return take_emphasis(sp, s, before);
	case '&':
		n = intake_html_entity(s, &c);
		if (n)
			intake_flow_char(&sp->m->flow, c);
		return n;
	default:
		return 0;
	}
}

/* Blanks in a row are one; tabs and many are gaps, as in a text. */
static size_t take_blanks(struct span *sp, struct str s)
{
	size_t n = 0;

	while (n < s.len && (s.at[n] == ' ' || s.at[n] == '\t'))
		n++;
	if (n > 2 || (n && memchr(s.at, '\t', n)))
		intake_flow_gap(&sp->m->flow, (int)n);
	else if (n)
		intake_flow_char(&sp->m->flow, ' ');
	return n;
}

static void add_span(struct span *sp, struct str s)
{
	size_t i = 0;

	while (i < s.len) {
		struct str rest = after(s, i);
		size_t n = take_blanks(sp, rest), from;

		if (!n)
			n = take_mark(sp, rest, i ? s.at[i - 1] : ' ');
		/* What opens nothing stands as it is, all of it. */
		if (!n && strchr("*_~`", *rest.at)) {
			n = run_of(rest, *rest.at);
			intake_flow_text(&sp->m->flow, str_of(rest.at, n));
		}
		if (n) {
			i += n;
			continue;
		}
		from = i++;
		while (i < s.len && !strchr("\\![<`*_~& \t", s.at[i]))
			i++;
		intake_flow_text(&sp->m->flow, str_of(s.at + from, i - from));
	}
}

void intake_markdown_line(struct markdown *m, struct str line)
{
	struct span sp = { .m = m };

	add_span(&sp, str_trim(line));
	m->flow.flags = 0;
	m->flow.url = STR_NONE;
}
