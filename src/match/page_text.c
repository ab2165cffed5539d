/*
 * match/page_text.c - what of a page can be read, as text: for who has no jail
 * to read HTML whole. Tags that say nothing of text are taken out, and what is
 * hidden with them; the rest is a fragment as resume/blocks.h reads it.
 */
#include "match/page.h"

#include "resume/blocks.h"

#include <ctype.h>

enum {
	NAME = 16,
	TAG = 4096, /* bytes of one, and of its quotes */
	DEPTH = 1000
};

/* A tag at the beginning of a text. */
struct page_tag {
	char name[NAME]; /* lower case; "" where it is too long to matter */
	size_t len;      /* with its signs; 0: it is none */
	bool closes, hides;
};

/* ---- one tag ------------------------------------------------------------ */

static bool has_word(struct str tag, const char *word)
{
	size_t len = strlen(word);

	for (size_t i = 0; i + len <= tag.len; i++)
		if (str_eq_nocase(str_of(tag.at + i, len), str_c(word)))
			return true;
	return false;
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* Blanks around the colons of styles do not count. */
static bool hides(struct arena *mem, struct str tag)
{
	struct buf b;

	if (tag.len > TAG)
		return false;
	buf_init(&b, mem, TAG + 2);
	buf_addc(&b, ' ');
	for (size_t i = 0; i < tag.len; i++) {
		char last = b.at[b.len - 1];

		if (tag.at[i] == ':' && last == ' ')
			b.len--;
		if (!is_blank(tag.at[i]))
			buf_addc(&b, tag.at[i]);
		else if (last != ' ' && last != ':')
			buf_addc(&b, ' ');
	}
	tag = buf_str(&b);
	return has_word(tag, "display:none") ||
	       has_word(tag, "visibility:hidden") ||
	       has_word(tag, " hidden>") || has_word(tag, " hidden=") ||
	       has_word(tag, " hidden ");
}

/* Where it ends; a '>' within quotes does not end it, unless they are never
 * closed. Each byte is looked at once, or twice. */
static size_t tag_end(struct str s)
{
	size_t near = s.len < TAG ? s.len : TAG;
	const char *end;
	char quote = 0;

	for (size_t i = 1; i < near; i++) {
		if (quote)
			quote = s.at[i] == quote ? 0 : quote;
		else if (s.at[i] == '"' || s.at[i] == '\'')
			quote = s.at[i];
		else if (s.at[i] == '>')
			return i + 1;
	}
	end = memchr(s.at + near, '>', s.len - near);
	return end ? (size_t)(end - s.at) + 1 : s.len;
}

static struct page_tag tag_read(struct arena *mem, struct str s)
{
	struct page_tag t = { .closes = s.len > 1 && s.at[1] == '/' };
	size_t i = t.closes ? 2 : 1, n = 0;

	if (i >= s.len || !isalpha((unsigned char)s.at[i]))
		return t;
	t.len = tag_end(s);
	for (; i + n < t.len && isalnum((unsigned char)s.at[i + n]); n++)
		if (n + 1 < NAME)
			t.name[n] = (char)tolower((unsigned char)s.at[i + n]);
	if (n + 1 >= NAME)
		*t.name = '\0';
	t.hides = t.len && !t.closes && hides(mem, str_of(s.at, t.len));
	return t;
}

/* ---- what becomes of it ------------------------------------------------- */

static bool is_of(const char *name, const char *const *list)
{
	while (*list && strcmp(*list, name) != 0)
		list++;
	return *list != NULL;
}

/* That resume/blocks.h reads. */
static const char *const kept[] = { "p", "br", "ul", "ol", "li", "div", "h1",
	"h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "tr", "td",
	"th", "hr", "dl", "dt", "dd", "section", NULL };
/* Whose text is none. */
static const char *const dropped[] = { "script", "style", "noscript",
	"template", "svg", "head", "select", "iframe", "object", "canvas",
	"textarea", "button", NULL };
static const char *const blocks[] = { "article", "main", "header", "footer",
	"nav", "aside", "form", "figure", "fieldset", "address", "details",
	"summary", "center", "caption", NULL };
static const char *const empties[] = { "br", "hr", "img", "input", "meta",
	"link", "area", "base", "col", "source", "wbr", NULL };

static struct str from_of(struct str s, size_t at)
{
	return str_of(s.at + at, s.len - at);
}

/* How many bytes an element takes with all that is in it. */
static size_t element_len(
	struct arena *mem, struct str s, const struct page_tag *first)
{
	size_t at = first->len;
	int depth = 1;

	while (depth && at < s.len) {
		const char *next = memchr(s.at + at, '<', s.len - at);
		struct page_tag t;

		if (!next)
			return s.len;
		at = (size_t)(next - s.at);
		t = tag_read(mem, from_of(s, at));
		if (t.len && !strcmp(t.name, first->name))
			depth += t.closes ? -1 : depth < DEPTH;
		at += t.len ? t.len : 1;
	}
	return at;
}

/* A comment, a doctype, an instruction; 0: it is none. */
static size_t note_len(struct str s)
{
	const char *end;

	if (str_starts(s, STR("<!--"))) {
		end = memmem(s.at + 4, s.len - 4, "-->", 3);
		return end ? (size_t)(end - s.at) + 3 : s.len;
	}
	if (s.len < 2 || (s.at[1] != '!' && s.at[1] != '?'))
		return 0;
	end = memchr(s.at, '>', s.len);
	return end ? (size_t)(end - s.at) + 1 : s.len;
}

/* At a '<': adds what stays of it, and says how much was read. */
static size_t take_tag(struct arena *mem, struct str s, struct buf *out)
{
	size_t note = note_len(s);
	struct page_tag t;

	if (note)
		return note;
	t = tag_read(mem, s);
	if (!t.len) {
		buf_add(out, STR("&lt;"));
		return 1;
	}
	if (!t.closes && (t.hides || is_of(t.name, dropped)) &&
		!is_of(t.name, empties) && s.at[t.len - 2] != '/')
		return element_len(mem, s, &t);
	if (is_of(t.name, kept))
		buf_addf(out, "<%s%s>", t.closes ? "/" : "", t.name);
	else if (is_of(t.name, blocks))
		buf_addf(out, "<%sdiv>", t.closes ? "/" : "");
	return t.len;
}

static struct str fragment_of(struct arena *mem, struct str html)
{
	struct buf out;

	buf_init(&out, mem, 4 * html.len + 64);
	buf_add(&out, STR(""));
	while (html.len) {
		const char *next = memchr(html.at, '<', html.len);
		size_t before = next ? (size_t)(next - html.at) : html.len;

		buf_add(&out, str_of(html.at, before));
		html = from_of(html, before);
		if (html.len)
			html = from_of(html, take_tag(mem, html, &out));
	}
	return buf_str(&out);
}

struct str posting_page_text(struct arena *mem, struct str html)
{
	struct resume_blocks found = { 0 };
	struct str lines;

	html = posting_page_cut(mem, html);
	if (str_starts(html, STR("\xef\xbb\xbf")))
		html = from_of(html, 3);
	resume_html_read(mem, fragment_of(mem, html), &found);
	lines = resume_blocks_lines(mem, &found);
	return lines.at ? lines : STR("");
}
