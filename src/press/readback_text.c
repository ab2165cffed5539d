/*
 * press/readback_text.c - texts as they are compared: without what a look adds
 * to them. See readback.h; knows no fields.
 */
#include "base/utf8.h"
#include "press/letters.h"
#include "press/line.h"
#include "press/readback_int.h"
#include "press/walk.h"

enum { SHOWN_BYTES = 64 << 20 };

enum readback_sort readback_sort_of(struct str field)
{
	if (str_is(field, "url"))
		return READBACK_URL;
	if (str_is(field, "phone"))
		return READBACK_PHONE;
	if (str_is(field, "date") || str_is(field, "startDate") ||
		str_is(field, "endDate") || str_is(field, "releaseDate"))
		return READBACK_DATE;
	return READBACK_WORDS;
}

/* ---- characters --------------------------------------------------------- */

/* Scripts that part no words by blanks: one is a line's end, or chance. */
static bool unparted(uint32_t c)
{
	return (c >= 0x2e80 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xff9f) ||
	       (c >= 0x20000 && c <= 0x3fffd);
}

static bool unseen(uint32_t c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) ||
	       (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

static bool blank(uint32_t c)
{
	return c <= ' ' || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
	       c == 0x3000;
}

/* Quotes, dashes and digits of one kind; others are themselves. */
static uint32_t usual(uint32_t c)
{
	static const uint32_t zeros[] = { 0x660, 0x6f0, 0x966 };

	for (size_t i = 0; i < LENGTH(zeros); i++)
		if (c >= zeros[i] && c < zeros[i] + 10)
			return '0' + (c - zeros[i]);
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
		return '-';
	if (c >= 0x2018 && c <= 0x201b)
		return '\'';
	if ((c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb)
		return '"';
	return c;
}

/* The letters of a ligature that a font or a program made one of. */
static const char *ligature(uint32_t c)
{
	static const char *const letters[] = { "FF", "FI", "FL", "FFI", "FFL",
		"ST", "ST" };

	return c >= 0xfb00 && c < 0xfb00 + LENGTH(letters) ? letters[c - 0xfb00]
							   : NULL;
}

struct words {
	struct buf *to;
	uint32_t last; /* what was added; 0: nothing yet */
	bool blank;    /* one waits */
};

static void add(struct words *w, uint32_t c)
{
	const char *letters = ligature(c);
	char bytes[4];

	if (c == 0x2026) {
		add(w, '.');
		add(w, '.');
		c = '.';
	}
	c = usual(c);
	if (w->blank && w->last && !unparted(c) && !unparted(w->last))
		buf_addc(w->to, ' ');
	w->blank = false;
	w->last = c;
	buf_add(w->to, letters ? str_c(letters)
			       : str_of(bytes, (size_t)utf8_encode(c, bytes)));
}

static void add_words(struct words *w, struct str text)
{
	uint32_t c;
	int n;

	for (; text.len; text = str_of(text.at + n, text.len - (size_t)n)) {
		n = utf8_decode(text, &c);
		if (n < 0)
			n = -n;
		else if (blank(c))
			w->blank = true;
		else if (!unseen(c))
			add(w, c);
	}
}

/* ---- texts -------------------------------------------------------------- */

/* A line without what marks it as one of a list. */
static struct str unmarked(struct str line)
{
	static const char *const marks[] = { "- ", "* ", "\xE2\x80\xA2",
		"\xE2\x80\x93 ", "\xE2\x96\xAA", "\xE2\x80\xA3", "\xE2\x97\xA6",
		"\xC2\xB7 " };

	line = str_trim(line);
	for (size_t i = 0; i < LENGTH(marks); i++)
		if (str_starts(line, str_c(marks[i])))
			return str_of(line.at + strlen(marks[i]),
				line.len - strlen(marks[i]));
	return line;
}

static struct str words_of(
	struct arena *mem, struct str text, struct str language)
{
	struct press_line line;
	struct words w = { 0 };
	struct buf b;

	buf_init(&b, mem, 6 * text.len + 4);
	buf_add(&b, STR(""));
	w.to = &b;
	while (text.len) {
		struct tree_runs runs;

		press_line_begin(&line, mem);
		press_line_mark(&line, unmarked(str_cut(&text, '\n')), 0);
		runs = press_line_end(&line);
		for (size_t i = 0; i < runs.count; i++)
			add_words(&w,
				letters_upper(mem, runs.at[i].text, language));
		w.blank = true;
	}
	return buf_str(&b);
}

/* "https://www.Example.org/" and "example.org" lead to one place. */
static struct str url_of(struct arena *mem, struct str text)
{
	static const char *const before[] = { "https://", "http://", "www." };
	struct str s = str_lower(mem, str_trim(text));

	for (size_t i = 0; i < LENGTH(before); i++)
		if (str_starts(s, str_c(before[i])))
			s = str_of(s.at + strlen(before[i]),
				s.len - strlen(before[i]));
	while (s.len && s.at[s.len - 1] == '/')
		s.len--;
	return s;
}

/* The "(0)" of a number with its country is dialled by nobody. */
static struct str digits_of(struct arena *mem, struct str text)
{
	struct buf b;

	buf_init(&b, mem, text.len + 1);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < text.len; i++)
		if (text.len - i > 2 && !memcmp(text.at + i, "(0)", 3))
			i += 2;
		else if (text.at[i] >= '0' && text.at[i] <= '9')
			buf_addc(&b, text.at[i]);
	return buf_str(&b);
}

struct str readback_plain(struct arena *mem, struct str text,
	enum readback_sort sort, struct str language)
{
	struct str s = sort == READBACK_URL     ? url_of(mem, text)
		       : sort == READBACK_PHONE ? digits_of(mem, text)
						: STR("");

	/* "ask me" is no number, and still something */
	return s.len ? s : words_of(mem, text, language);
}

/* ---- what is shown ------------------------------------------------------ */

static void add_runs(struct arena *mem, const struct tree *tree,
	const struct tree_runs *runs, struct words *words, struct buf *urls)
{
	for (size_t i = 0; i < runs->count; i++) {
		const struct tree_run *r = &runs->at[i];

		add_words(words, letters_upper(mem, r->text, tree->language));
		if (r->url.at) {
			buf_add(urls, str_lower(mem, r->url));
			buf_addc(urls, ' ');
		}
	}
	words->blank = true;
}

bool readback_shown_of(struct arena *mem, const struct tree *tree,
	struct readback_shown *out, struct err *err)
{
	struct buf text, urls;
	struct words words = { .to = &text };

	buf_init(&text, mem, SHOWN_BYTES);
	buf_init(&urls, mem, SHOWN_BYTES);
	buf_add(&text, STR(""));
	buf_add(&urls, STR(""));
	for (size_t i = 0; i < tree->count; i++) {
		add_runs(mem, tree, &tree->at[i].text, &words, &urls);
		add_runs(mem, tree, &tree->at[i].aside, &words, &urls);
	}
	if (!buf_ok(&text) || !buf_ok(&urls))
		return err_set(err, ERR_TOO_BIG,
			"the document shows more than %d MB of text",
			SHOWN_BYTES >> 20);
	out->words = buf_str(&text);
	out->urls = buf_str(&urls);
	out->digits = digits_of(mem, out->words);
	return true;
}
