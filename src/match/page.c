/* match/page.c - see page.h. Finds tags by their names; builds no tree. */
#include "match/page.h"

enum {
	NEAR = 64 << 10, /* what tells whether it is a page */
	SCRIPTS = 40,    /* that are looked into */
	PARTS = 64       /* menus, feet */
};

static struct str from_of(struct str s, size_t at)
{
	return str_of(s.at + at, s.len - at);
}

static bool is_name_end(char c)
{
	return c == '>' || c == '/' || c == ' ' || c == '\n' || c == '\t' ||
	       c == '\r' || c == '\f';
}

/* Does it begin with "<name"? */
static bool is_tag(struct str s, const char *name)
{
	size_t len = strlen(name);

	return s.len > len + 1 && *s.at == '<' &&
	       str_eq_nocase(str_of(s.at + 1, len), str_c(name)) &&
	       is_name_end(s.at[len + 1]);
}

/* Where "<name" stands; s.len: nowhere. */
static size_t find_tag(struct str s, const char *name)
{
	const char *at = s.at, *end = s.at + s.len;

	while (at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
		if (is_tag(str_of(at, (size_t)(end - at)), name))
			return (size_t)(at - s.at);
		at++;
	}
	return s.len;
}

static struct str without_blanks(struct str s)
{
	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = from_of(s, 3);
	while (s.len && strchr(" \t\r\n", *s.at))
		s = from_of(s, 1);
	return s;
}

bool posting_page_is(struct str text)
{
	static const char *const begins[] = { "!doctype", "html", "head",
		"body", "div", "p", "h1", "h2", "h3", "ul", "main", "article",
		"section", "table", "meta", "title", "script" };
	struct str s = without_blanks(text);
	size_t tags = 0;

	if (str_starts(s, STR("<!--")))
		return true;
	for (size_t i = 0; i < LENGTH(begins); i++)
		if (is_tag(s, begins[i]))
			return true;
	s = str_of(s.at, s.len < NEAR ? s.len : NEAR);
	while (s.len && tags < 2) {
		size_t p = find_tag(s, "/p"), li = find_tag(s, "/li");
		size_t at = p < li ? p : li;

		if (at == s.len)
			break;
		tags++;
		s = from_of(s, at + 1);
	}
	return tags == 2;
}

/* ---- what it says for machines ------------------------------------------ */

/* Of a script that stands at s.at: its attributes, its text, what follows. */
static bool cut_script(
	struct str s, struct str *head, struct str *text, struct str *rest)
{
	const char *end = memchr(s.at, '>', s.len);
	size_t close;

	if (!end)
		return false;
	*head = str_of(s.at, (size_t)(end - s.at));
	*text = from_of(s, head->len + 1);
	close = find_tag(*text, "/script");
	*rest = from_of(*text, close);
	text->len = close;
	return true;
}

static bool find_job(struct arena *mem, struct str html, struct str *out)
{
	struct str head, text, rest = html;

	for (int i = 0; i < SCRIPTS; i++) {
		size_t at = find_tag(rest, "script");
		const struct json *doc;
		struct err ignored;

		if (at == rest.len ||
			!cut_script(from_of(rest, at), &head, &text, &rest))
			return false;
		if (memmem(head.at, head.len, "ld+json", 7) &&
			memmem(text.at, text.len, "JobPosting", 10) &&
			json_parse(mem, text, &doc, &ignored) &&
			posting_page_of(mem, doc, out))
			return true;
	}
	return false;
}

/* ---- its main part ------------------------------------------------------ */

/* From the first "<name" to the last "</name". */
static bool cut_part(
	struct str html, const char *open, const char *close, struct str *out)
{
	size_t from = find_tag(html, open), to = from, at;
	struct str rest = from_of(html, from);

	while ((at = find_tag(rest, close)) < rest.len) {
		to = (size_t)(rest.at - html.at) + at;
		rest = from_of(rest, at + 1);
	}
	*out = str_of(html.at + from, to - from);
	return to > from;
}

/* Menus and feet go, with all that is in them. */
static struct str without(
	struct arena *mem, struct str html, const char *open, const char *close)
{
	struct str rest = html;
	struct buf b;

	if (find_tag(html, open) == html.len)
		return html;
	buf_init(&b, mem, html.len + 1);
	for (int i = 0; i < PARTS; i++) {
		size_t from = find_tag(rest, open), to;

		to = from + find_tag(from_of(rest, from), close);
		if (to == rest.len)
			break;
		buf_add(&b, str_of(rest.at, from));
		rest = from_of(rest, to);
	}
	buf_add(&b, rest);
	return buf_str(&b);
}

struct str posting_page_cut(struct arena *mem, struct str html)
{
	struct str out;

	if (find_job(mem, html, &out))
		return out;
	html = without_blanks(html);
	html = without(mem, html, "nav", "/nav");
	html = without(mem, html, "footer", "/footer");
	html = without(mem, html, "aside", "/aside");
	if (cut_part(html, "main", "/main", &out) ||
		cut_part(html, "article", "/article", &out))
		html = out;
	return str_fmt(mem, "\xef\xbb\xbf<!DOCTYPE html>\n%.*s", STR_ARG(html));
}
