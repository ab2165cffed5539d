/*
 * intake/door_text.c - which kind of text a file is that has no other mark, or
 * that it is none: a PDF behind some lines, or bytes that mean nothing.
 */
#include "intake/codepage.h"
#include "intake/door.h"

enum {
	HEAD = 1 << 16,
	PDF_WITHIN = 1024,
	TAGS_WITHIN = 2048,
	ROOT_WITHIN = 1 << 14
};

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static struct str after(struct str s, size_t n)
{
	return str_of(s.at + n, s.len - n);
}

static struct str skip_blanks(struct str s)
{
	while (s.len && is_blank(*s.at))
		s = after(s, 1);
	return s;
}

static bool starts(struct str s, const char *lower)
{
	size_t len = strlen(lower);

	return s.len >= len &&
	       str_eq_nocase(str_of(s.at, len), str_of(lower, len));
}

static bool holds(struct str s, const char *what)
{
	return memmem(s.at, s.len, what, strlen(what)) != NULL;
}

/* ---- a PDF behind something ----------------------------------------------*/

/* Mails and scanners put a few bytes before it. A text may speak of one: then
 * it is within a line, or no object comes behind it. */
static bool is_pdf(struct str bytes)
{
	struct str head = bytes;
	const char *p;

	if (head.len > PDF_WITHIN)
		head.len = PDF_WITHIN;
	p = memmem(head.at, head.len, "%PDF-", 5);
	if (!p || p + 6 > head.at + head.len || p[5] < '0' || p[5] > '9')
		return false;
	return holds(after(bytes, (size_t)(p - bytes.at)), " obj") &&
	       (holds(bytes, "endobj") || holds(bytes, "startxref"));
}

/* ---- is it text at all? --------------------------------------------------*/

/* Controls that no text has. UTF-16 was read before. */
static bool is_text(struct str utf8)
{
	size_t controls = 0, unknown = 0;

	for (size_t i = 0; i < utf8.len; i++) {
		unsigned char c = (unsigned char)utf8.at[i];

		controls += c < ' ' && !is_blank((char)c) && c != 0x1a &&
			    c != 0x1b && c != '\b';
		unknown += c == 0xEF && i + 2 < utf8.len &&
			   utf8.at[i + 1] == '\xBF' && utf8.at[i + 2] == '\xBD';
	}
	return controls * 200 <= utf8.len && unknown * 30 <= utf8.len;
}

/* ---- HTML and XML --------------------------------------------------------*/

static struct str skip_past(struct str s, const char *mark)
{
	const char *p = memmem(s.at, s.len, mark, strlen(mark));

	return p ? after(s, (size_t)(p - s.at) + strlen(mark)) : STR("");
}

/* Behind blanks, comments and the declaration of XML. */
static struct str first_tag(struct str s, bool *xml)
{
	*xml = false;
	for (;;) {
		s = skip_blanks(s);
		if (starts(s, "<?xml")) {
			*xml = true;
			s = skip_past(s, "?>");
		} else if (starts(s, "<!--")) {
			s = skip_past(s, "-->");
		} else {
			return s;
		}
	}
}

static bool is_tag(struct str s, const char *name)
{
	size_t len = strlen(name);

	return s.len > len + 1 && *s.at == '<' &&
	       str_eq_nocase(str_of(s.at + 1, len), str_of(name, len)) &&
	       (is_blank(s.at[len + 1]) || s.at[len + 1] == '>' ||
		       s.at[len + 1] == '/');
}

static bool is_html(struct str s)
{
	static const char *const tags[] = { "html", "head", "body", "title",
		"meta", "style", "link", "script", "base", "div", "p", "h1",
		"h2", "h3", "table", "section", "article", "main", "header",
		"ul", "ol", "center", "font", "span", "b", "a", "nav", "hr",
		"img" };

	if (starts(s, "<!doctype html"))
		return true;
	for (size_t i = 0; i < LENGTH(tags); i++)
		if (is_tag(s, tags[i]))
			return true;
	return false;
}

static bool is_xml(struct door *d, struct str s, bool *ok)
{
	struct str head = s;

	/* offices declare dozens of namespaces before they say what it is */
	if (head.len > ROOT_WITHIN)
		head.len = ROOT_WITHIN;
	if (holds(head, "<office:document") && holds(head, "opendocument.text"))
		*ok = intake_door_take(d, "odt");
	else if (holds(head, "<w:wordDocument") ||
		 holds(head, "schemas.microsoft.com/office/2006/xmlPackage"))
		*ok = intake_door_refuse(d, REFUSAL_WORD_XML);
	else if (is_tag(s, "svg") || starts(s, "<!doctype svg"))
		*ok = intake_door_refuse(d, REFUSAL_SVG);
	else
		*ok = intake_door_refuse(d, REFUSAL_XML);
	return true;
}

static bool of_tags(struct door *d, struct str s, bool *ok)
{
	bool xml;
	struct str tag = first_tag(s, &xml);

	if (is_html(tag)) {
		*ok = intake_door_take(d, "html");
		return true;
	}
	return (xml || is_tag(tag, "svg") || starts(tag, "<!doctype ") ||
		       starts(tag, "<office:")) &&
	       is_xml(d, tag, ok);
}

/* ---- other texts ---------------------------------------------------------*/

static bool is_json(struct str s)
{
	char first = s.len ? *s.at : '\0';

	if (first != '{' && first != '[')
		return false;
	s = skip_blanks(after(s, 1));
	return s.len && (*s.at == '"' || (first == '[' && *s.at == '{')) &&
	       holds(s, "\":");
}

/* The head of a mail with parts in it. */
static bool is_mail(struct str s)
{
	if (s.len > TAGS_WITHIN)
		s.len = TAGS_WITHIN;
	return (holds(s, "MIME-Version: ") || holds(s, "Mime-Version: ")) &&
	       (holds(s, "Content-Type: ") || holds(s, "Content-type: "));
}

/* Headings and links that no text has by chance. */
static bool is_markdown(struct str s)
{
	size_t marks = 0, bold = 0;

	if (starts(s, "# ") || starts(s, "## ") || holds(s, "](http") ||
		holds(s, "](mailto:"))
		return true;
	for (const char *p = s.at, *end = s.at + s.len; p && p < end;) {
		struct str line = str_of(p, (size_t)(end - p));

		marks += starts(line, "# ") || starts(line, "## ") ||
			 starts(line, "### ");
		bold += starts(line, "**") && !starts(line, "***");
		p = memchr(p, '\n', line.len);
		if (p)
			p++;
	}
	return marks || bold > 1;
}

bool intake_door_text(struct door *d)
{
	struct arena mem = { 0 };
	struct str head = d->bytes, s;
	bool ok = false;

	if (head.len > HEAD)
		head.len = HEAD;
	s = intake_codepage_text(&mem, head);
	if (!skip_blanks(s).len)
		ok = intake_door_refuse(d, REFUSAL_BLANK);
	else if (starts(skip_blanks(s), "{\\rtf"))
		ok = intake_door_take(d, "rtf");
	else if (of_tags(d, s, &ok))
		;
	else if (is_pdf(d->bytes))
		ok = intake_door_take(d, "pdf");
	else if (!is_text(s))
		ok = intake_door_refuse(d, REFUSAL_UNKNOWN);
	else if (is_json(skip_blanks(s)))
		ok = intake_door_refuse(d, REFUSAL_JSON);
	else if (is_mail(s))
		ok = intake_door_refuse(d, REFUSAL_MAIL);
	else if (starts(skip_blanks(s), "\\documentclass"))
		ok = intake_door_refuse(d, REFUSAL_LATEX);
	else
		ok = intake_door_take(d, is_markdown(s) ? "markdown" : "text");
	arena_free(&mem);
	return ok;
}
