/*
 * test/parity.h - the words of a document, in the order in which somebody
 * reads them: of the tree, and of each file that was written of it. They have
 * to be the same everywhere (DOC-10).
 *
 * Reads what our writers write, no more: readers of other people say the last
 * word (LibreOffice in test/cmd, CommonMark in test/node). What cannot be read
 * is STR_NONE. Needs nothing of test.h, so that fuzzers can have it.
 */
#ifndef PARITY_H
#define PARITY_H

#include "base/utf8.h"
#include "press/letters.h"
#include "press/press.h"
#include "resume/unzip.h"

#include <expat.h>

#define PARITY_MAYBE __attribute__((unused)) static

enum { PARITY_BYTES = 512 << 20 };

/* ---- words -------------------------------------------------------------- */

/* One blank between words, none around; what no format has a place for is
 * U+FFFD. */
PARITY_MAYBE struct str parity_fold(struct arena *mem, struct str s)
{
	struct buf b;
	bool gap = false;
	uint32_t c = 0;
	int n;

	buf_init(&b, mem, PARITY_BYTES);
	buf_add(&b, STR(""));
	for (; (n = utf8_decode(s, &c)) != 0;
		s = str_of(s.at + abs(n), s.len - (size_t)abs(n))) {
		char at[4];

		if (n > 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r' ||
				     c == 0xa0)) {
			gap = b.len > 0;
			continue;
		}
		if (n < 0 || c < ' ' || (c >= 0x7f && c < 0xa0) ||
			(c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
			c = 0xfffd;
		if (gap)
			buf_addc(&b, ' ');
		gap = false;
		buf_add(&b, str_of(at, (size_t)utf8_encode(c, at)));
	}
	return buf_str(&b);
}

static void parity_runs(struct buf *b, const struct tree_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		buf_add(b, runs->at[i].text);
	buf_addc(b, '\n');
}

PARITY_MAYBE struct str parity_tree(struct arena *mem, const struct tree *t)
{
	struct buf b;

	buf_init(&b, mem, PARITY_BYTES);
	for (size_t i = 0; i < t->count; i++) {
		parity_runs(&b, &t->at[i].text);
		parity_runs(&b, &t->at[i].aside);
	}
	return parity_fold(mem, buf_str(&b));
}

/* ---- archives and XML --------------------------------------------------- */

PARITY_MAYBE struct str parity_part(
	struct arena *mem, struct str file, const char *name)
{
	struct err err = { 0 };
	struct unzip zip;
	struct str out;

	if (!resume_unzip_open(mem, file, &zip, &err))
		return STR_NONE;
	for (size_t i = 0; i < zip.count; i++)
		if (str_is(zip.at[i].name, name))
			return resume_unzip_read(
				       mem, &zip, &zip.at[i], &out, &err)
				       ? out
				       : STR_NONE;
	return STR_NONE;
}

struct parity_reader {
	struct buf b;
	int deaf;      /* within what is not read out */
	bool all, now; /* all: every text is; else what stands in a w:t */
};

static bool parity_is(const char *name, const char *list)
{
	size_t len = strlen(name);
	const char *at = strstr(list, name);

	return at && (at == list || at[-1] == ' ') &&
	       (at[len] == ' ' || !at[len]);
}

static void parity_open(void *with, const char *name, const char **attrs)
{
	struct parity_reader *r = with;

	(void)attrs;
	if (parity_is(name, "svg:title svg:desc"))
		r->deaf++;
	if (parity_is(name, "w:t"))
		r->now = true;
	if (parity_is(name, "w:tab w:br text:s text:tab text:line-break"))
		buf_addc(&r->b, ' ');
}

static void parity_close(void *with, const char *name)
{
	struct parity_reader *r = with;

	if (parity_is(name, "svg:title svg:desc"))
		r->deaf--;
	if (parity_is(name, "w:t"))
		r->now = false;
	if (parity_is(name, "w:p text:p text:h"))
		buf_addc(&r->b, '\n');
}

static void parity_hear(void *with, const char *at, int len)
{
	struct parity_reader *r = with;

	if (!r->deaf && (r->all || r->now))
		buf_add(&r->b, str_of(at, (size_t)len));
}

/* The words of an XML text; STR_NONE: it is none. */
static struct str parity_xml(struct arena *mem, struct str xml, bool all)
{
	struct parity_reader r = { .all = all };
	XML_Parser p = XML_ParserCreate("UTF-8");
	bool ok;

	buf_init(&r.b, mem, PARITY_BYTES);
	buf_add(&r.b, STR(""));
	XML_SetUserData(p, &r);
	XML_SetElementHandler(p, parity_open, parity_close);
	XML_SetCharacterDataHandler(p, parity_hear);
	ok = xml.at && XML_Parse(p, xml.at, (int)xml.len, 1) == XML_STATUS_OK;
	XML_ParserFree(p);
	return ok ? parity_fold(mem, buf_str(&r.b)) : STR_NONE;
}

PARITY_MAYBE struct str parity_docx(struct arena *mem, struct str file)
{
	return parity_xml(
		mem, parity_part(mem, file, "word/document.xml"), false);
}

PARITY_MAYBE struct str parity_odt(struct arena *mem, struct str file)
{
	return parity_xml(mem, parity_part(mem, file, "content.xml"), true);
}

/* Is each part that says it is XML one? */
PARITY_MAYBE bool parity_archive_ok(struct arena *mem, struct str file)
{
	struct err err = { 0 };
	struct unzip zip;
	struct str part;

	if (!resume_unzip_open(mem, file, &zip, &err))
		return false;
	for (size_t i = 0; i < zip.count; i++)
		if (!resume_unzip_read(mem, &zip, &zip.at[i], &part, &err) ||
			((str_ends(zip.at[i].name, STR(".xml")) ||
				 str_ends(zip.at[i].name, STR(".rels"))) &&
				!parity_xml(mem, part, true).at))
			return false;
	return true;
}

/* ---- HTML --------------------------------------------------------------- */

static void parity_entity(struct buf *b, struct str *rest)
{
	static const char *const names[][2] = { { "amp", "&" }, { "lt", "<" },
		{ "gt", ">" }, { "quot", "\"" } };
	struct str name = str_cut(rest, ';');

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_is(name, names[i][0])) {
			buf_add(b, str_c(names[i][1]));
			return;
		}
	buf_add(b, STR("(what is "));
	buf_add(b, name);
	buf_addc(b, ')');
}

/* What stands in a line ends no word; all other elements do. */
static bool parity_inline(struct str tag)
{
	static const char *const names[] = { "a", "strong", "em", "span",
		"time" };
	struct str name;

	if (tag.len && tag.at[0] == '/')
		tag = str_of(tag.at + 1, tag.len - 1);
	name = str_cut(&tag, ' ');
	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_is(name, names[i]))
			return true;
	return false;
}

PARITY_MAYBE struct str parity_html(struct arena *mem, struct str file)
{
	static const char body[] = "<body>";
	const char *at = memmem(file.at, file.len, body, sizeof(body) - 1);
	struct str rest;
	struct buf b;

	if (!at)
		return STR_NONE;
	rest = str_of(at, file.len - (size_t)(at - file.at));
	buf_init(&b, mem, PARITY_BYTES);
	while (rest.len) {
		char c = rest.at[0];

		rest = str_of(rest.at + 1, rest.len - 1);
		if (c == '<') {
			if (!parity_inline(str_cut(&rest, '>')))
				buf_addc(&b, '\n');
		} else if (c == '&') {
			parity_entity(&b, &rest);
		} else {
			buf_addc(&b, c);
		}
	}
	return parity_fold(mem, buf_str(&b));
}

/* ---- plain text --------------------------------------------------------- */

static bool parity_dashes(struct str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] != '-')
			return false;
	return true;
}

static bool parity_wide(char first) { return (unsigned char)first >= 0xe2; }

/* Text has no marks but dashes: of lists, of rules and of what it says. And
 * where a line ends between ideographs, a blank is none. */
static struct str parity_plain(
	struct arena *mem, struct str s, struct str language)
{
	struct str words = parity_fold(mem, s);
	bool ideograph = false;
	struct buf b;

	buf_init(&b, mem, PARITY_BYTES);
	while (words.len) {
		struct str word = str_cut(&words, ' ');
		bool ends = word.len > 2 && parity_wide(word.at[word.len - 3]);

		if (parity_dashes(word))
			continue;
		if (b.len &&
			!(ideograph && word.at[0] >= '\xe2' && word.at[0] < 0))
			buf_addc(&b, ' ');
		buf_add(&b, word);
		ideograph = ends;
	}
	return b.len ? letters_upper(mem, buf_str(&b), language) : STR("");
}

PARITY_MAYBE struct str parity_text(struct arena *mem, struct str file)
{
	return parity_fold(mem, file);
}

/* ---- Markdown ----------------------------------------------------------- */

static struct str parity_item(struct str line)
{
	line = str_trim(line);
	return str_starts(line, STR("- ")) ? str_of(line.at + 2, line.len - 2)
					   : line;
}

static void parity_inline_marks(struct buf *b, struct str line)
{
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (c == '\\') {
			if (++i < line.len)
				buf_addc(b, line.at[i]);
		} else if (c == ']') {
			char end = line.at[i + 2] == '<' ? '>' : ')';

			while (i < line.len && line.at[i] != end)
				i++;
			i += end == '>';
		} else if (c != '*' && c != '[') {
			buf_addc(b, c);
		}
	}
}

PARITY_MAYBE struct str parity_markdown(struct arena *mem, struct str file)
{
	struct buf b;

	buf_init(&b, mem, PARITY_BYTES);
	buf_add(&b, STR(""));
	while (file.len) {
		struct str line = parity_item(str_cut(&file, '\n'));

		while (line.len && line.at[0] == '#')
			line = str_of(line.at + 1, line.len - 1);
		if (str_starts(line, STR("> ")))
			line = str_of(line.at + 2, line.len - 2);
		parity_inline_marks(&b, line);
		buf_addc(&b, '\n');
	}
	return parity_fold(mem, buf_str(&b));
}

/* ---- all of them -------------------------------------------------------- */

PARITY_MAYBE const struct parity_format {
	const char *name;
	bool (*write)(struct arena *mem, const struct tree *tree,
		struct buf *out, struct err *err);
	struct str (*read)(struct arena *mem, struct str file);
	bool plain; /* heads are in capitals */
} parity_formats[] = {
	{ "docx", press_docx, parity_docx, false },
	{ "odt", press_odt, parity_odt, false },
	{ "html", press_html, parity_html, false },
	{ "txt", press_text, parity_text, true },
	{ "md", press_markdown, parity_markdown, false },
};

/* Whether one format says what the tree says. `have` is what it says, `want`
 * what the tree does. */
PARITY_MAYBE bool parity_holds(struct arena *mem, const struct tree *t,
	const struct parity_format *f, struct str *have, struct str *want)
{
	struct err err = { 0 };
	struct buf out;

	buf_init(&out, mem, PRESS_FILE_BYTES);
	*want = parity_tree(mem, t);
	*have = f->write(mem, t, &out, &err) ? f->read(mem, buf_str(&out))
					     : str_copy(mem, str_c(err.text));
	if (f->plain) {
		*have = parity_plain(mem, *have, t->language);
		*want = parity_plain(mem, *want, t->language);
	}
	return have->at && str_eq(*have, *want);
}

#endif
