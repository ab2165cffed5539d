/*
 * press/line.c - text becomes runs, cleaned. See line.h.
 */
#include "press/line.h"
#include "base/utf8.h"
#include "press/scan.h"

enum { LINE_BYTES = 256 << 20 };

/* ---- characters --------------------------------------------------------- */

static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 ||
	       c == 0x2028 || c == 0x2029;
}

/* What no document needs: controls, what turns directions around, what fonts
 * give a meaning of their own, what is no character. */
static bool is_dropped(uint32_t c)
{
	return c < ' ' || (c >= 0x7f && c <= 0x9f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
	       (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000 ||
	       (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

/* Does a character begin here that is dropped, or ends a line? A byte that
 * could begin one counts as if it did. */
static bool is_odd_at(struct str s, size_t i)
{
	unsigned char c = (unsigned char)s.at[i];
	unsigned char next = i + 1 < s.len ? (unsigned char)s.at[i + 1] : 0;
	unsigned char third = i + 2 < s.len ? (unsigned char)s.at[i + 2] : 0;

	if (c == 0xc2) /* U+0080 to U+009F */
		return next < 0xa0;
	if (c == 0xe2) /* U+2028 to U+202E, U+2066 to U+2069 */
		return (next == 0x80 && third >= 0xa8 && third <= 0xae) ||
		       (next == 0x81 && third >= 0xa6 && third <= 0xa9);
	return c == 0xee || c >= 0xef;
}

/* Well-formed and without anything to clean or to mark up. */
static bool is_plain_slowly(struct str s, bool marks, bool blank)
{
	bool ascii = true;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c == ' ' ? blank : c < ' ' || c == 0x7f)
			return false;
		if (marks && (c == '*' || c == '['))
			return false;
		if (c >= 0xc2 && is_odd_at(s, i))
			return false;
		ascii = ascii && c < 0x80;
		blank = c == ' ';
	}
	return !blank && (ascii || utf8_ok(s));
}

#if defined(__SSE2__)
enum { SIXTEEN = 16 };

/* Of sixteen bytes: a bit for each that has to be looked at, and for each
 * blank. */
struct glance {
	unsigned odd, blanks;
};

static struct glance glance_at(const char *at, bool marks)
{
	const __m128i space = _mm_set1_epi8(' '), del = _mm_set1_epi8(0x7f),
		      star = _mm_set1_epi8(marks ? '*' : 0x7f),
		      open = _mm_set1_epi8(marks ? '[' : 0x7f);
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
	/* signed: what is no ASCII is less than a blank, too */
	__m128i odd = _mm_or_si128(
		_mm_or_si128(_mm_cmplt_epi8(v, space), _mm_cmpeq_epi8(v, del)),
		_mm_or_si128(_mm_cmpeq_epi8(v, star), _mm_cmpeq_epi8(v, open)));

	return (struct glance){ (unsigned)_mm_movemask_epi8(odd),
		(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, space)) };
}

/* Most texts are plain ASCII. What is left behind the last sixteen bytes is
 * looked at with some of these once more, a short text with others. */
static bool is_plain(struct str s, bool marks)
{
	char few[SIXTEEN] = { "aaaaaaaaaaaaaaaa" };
	unsigned carry = 1;
	struct glance g;
	size_t i = 0;

	if (!s.len)
		return false;
	if (s.len < SIXTEEN) {
		memcpy(few, s.at, s.len);
		g = glance_at(few, marks);
		return g.odd ? is_plain_slowly(s, marks, true)
			     : !(g.blanks & (g.blanks << 1 | 1)) &&
				       s.at[s.len - 1] != ' ';
	}
	for (; i + SIXTEEN <= s.len; i += SIXTEEN) {
		g = glance_at(s.at + i, marks);
		if (g.odd)
			return is_plain_slowly(
				str_of(s.at + i, s.len - i), marks, carry);
		if (g.blanks & (g.blanks << 1 | carry))
			return false;
		carry = g.blanks >> (SIXTEEN - 1);
	}
	g = glance_at(s.at + s.len - SIXTEEN, marks);
	if (g.odd)
		return is_plain_slowly(
			str_of(s.at + i, s.len - i), marks, carry);
	return !(g.blanks & g.blanks << 1) && s.at[s.len - 1] != ' ';
}
#else
static bool is_plain(struct str s, bool marks)
{
	return is_plain_slowly(s, marks, true);
}
#endif

/* ---- the line ----------------------------------------------------------- */

void press_line_begin(struct press_line *l, struct arena *mem)
{
	*l = (struct press_line){ .mem = mem, .blank = true };
	buf_init(&l->text, mem, LINE_BYTES);
}

static void add_clean(struct press_line *l, struct str s);

static void open_run(
	struct press_line *l, unsigned flags, struct str url, bool said)
{
	struct press_line_run *last = l->count ? &l->run[l->count - 1] : NULL;

	if (last && last->from == l->text.len)
		l->count--;
	else if (last && last->flags == flags && last->said == said &&
		 last->url.at == url.at && last->url.len == url.len)
		return;
	if (!l->run || l->count == l->room) {
		struct press_line_run *more;

		l->room = l->room ? l->room * 2 : 8;
		more = arena_bytes(l->mem, l->room * sizeof(*more));
		if (l->run)
			memcpy(more, l->run, l->count * sizeof(*more));
		l->run = more;
	}
	l->run[l->count++] =
		(struct press_line_run){ l->text.len, flags, url, said };
}

/* Text that shows follows a separator, and looks like it and like the text
 * before: all three are one run, since no end of the line is between them. */
static bool goes_on(struct press_line *l, unsigned flags)
{
	const struct press_line_run *said, *before;

	if (l->count < 2)
		return false;
	said = &l->run[l->count - 1];
	before = said - 1;
	if (!said->said || before->said || said->flags != flags ||
		before->flags != flags || before->url.at || said->url.at)
		return false;
	l->count--;
	return true;
}

/* Something follows: what was to stand before it does. */
static void add_between(struct press_line *l)
{
	struct str text = l->between;

	l->between = STR_NONE;
	if (text.len && l->text.len) {
		open_run(l, 0, STR_NONE, true);
		add_clean(l, text);
	}
}

static void add_blank(struct press_line *l)
{
	if (!l->blank)
		buf_addc(&l->text, ' ');
	l->blank = true;
}

static size_t add_character(struct press_line *l, struct str s)
{
	uint32_t c;
	int n = utf8_decode(s, &c);

	if (n < 0) {
		buf_add(&l->text, STR("\xef\xbf\xbd"));
		l->blank = false;
		return (size_t)-n;
	}
	if (is_blank(c)) {
		add_blank(l);
	} else if (!is_dropped(c)) {
		buf_add(&l->text, str_of(s.at, (size_t)n));
		l->blank = false;
	}
	return (size_t)n;
}

/* False: there is something to clean but a blank at either end. */
static bool add_plain(struct press_line *l, struct str s)
{
	bool before = s.len && s.at[0] == ' ', behind;

	s = str_of(s.at + before, s.len - before);
	behind = s.len && s.at[s.len - 1] == ' ';
	s.len -= behind;
	if (!is_plain(s, false))
		return false;
	if (before)
		add_blank(l);
	buf_add(&l->text, s);
	l->blank = false;
	if (behind)
		add_blank(l);
	return true;
}

static void add_clean(struct press_line *l, struct str s)
{
	size_t i = 0, from;

	if (add_plain(l, s)) /* most are */
		return;
	while (i < s.len) {
		for (from = i; i < s.len && s.at[i] > ' ' && s.at[i] < 0x7f;)
			i++;
		if (i > from) {
			buf_add(&l->text, str_of(s.at + from, i - from));
			l->blank = false;
		}
		for (; i < s.len && s.at[i] == ' '; i++)
			add_blank(l);
		if (i < s.len && !(s.at[i] > ' ' && s.at[i] < 0x7f))
			i += add_character(l, str_of(s.at + i, s.len - i));
	}
}

void press_line_say(struct press_line *l, struct str text, unsigned flags)
{
	if (!text.len)
		return;
	add_between(l);
	open_run(l, flags, STR_NONE, true);
	add_clean(l, text);
}

void press_line_between(struct press_line *l, struct str text)
{
	l->between = text;
}

void press_line_add(
	struct press_line *l, struct str text, unsigned flags, struct str url)
{
	if (!text.len)
		return;
	add_between(l);
	open_run(l, flags, url, false);
	add_clean(l, text);
}

void press_line_plain(struct press_line *l, struct str text, unsigned flags)
{
	add_between(l);
	if (!goes_on(l, flags))
		open_run(l, flags, STR_NONE, false);
	buf_add(&l->text, text);
	l->blank = false;
}

void press_line_mark(struct press_line *l, struct str text, unsigned flags)
{
	struct press_marks m;

	if (is_plain(text, true)) {
		press_line_plain(l, text, flags);
		return;
	}
	if (!memchr(text.at ? text.at : "", '*', text.len) &&
		!memchr(text.at ? text.at : "", '[', text.len)) {
		press_line_add(l, text, flags, STR_NONE);
		return;
	}
	m = press_marks(l->mem, text);
	for (size_t i = 0; i < m.count; i++)
		press_line_add(
			l, m.at[i].text, flags | m.at[i].flags, m.at[i].url);
}

/* ---- its end ------------------------------------------------------------ */

/* Punctuation that stands between things; brackets do not. */
static size_t separator(struct str s, bool last)
{
	static const char *const marks[] = { " ", ",", ";", ":", "|", "/", "-",
		"·", "•", "–", "—", "،", "、", "，", "\u00a0" };

	for (size_t i = 0; i < LENGTH(marks); i++) {
		struct str mark = str_c(marks[i]);

		if (last ? str_ends(s, mark) : str_starts(s, mark))
			return mark.len;
	}
	return 0;
}

static struct str run_text(const struct press_line *l, size_t i)
{
	size_t end = i + 1 < l->count ? l->run[i + 1].from : l->text.len;

	return str_of(l->text.at + l->run[i].from, end - l->run[i].from);
}

static struct str without_separators(struct str s, bool last)
{
	size_t n;

	while (s.len && (n = separator(s, last)))
		s = last ? str_of(s.at, s.len - n)
			 : str_of(s.at + n, s.len - n);
	return s;
}

/* Cuts what stands before the first text of the resume, or behind the last. */
static void trim(const struct press_line *l, struct tree_runs *runs, bool last)
{
	for (size_t i = 0; i < runs->count; i++) {
		size_t at = last ? runs->count - 1 - i : i;
		struct str *s = &runs->at[at].text;

		if (l->run[at].said)
			*s = without_separators(*s, last);
		else if (last && str_ends(*s, STR(" ")))
			s->len--;
		if (s->len)
			return;
	}
}

/* One run goes on where the other ends, and looks like it. */
static bool alike(const struct tree_run *a, const struct tree_run *b)
{
	return a->text.at + a->text.len == b->text.at && a->flags == b->flags &&
	       a->url.at == b->url.at && a->url.len == b->url.len;
}

struct tree_runs press_line_end(struct press_line *l)
{
	struct tree_runs runs = { NULL, l->count };
	size_t kept = 0;

	if (!l->text.len)
		return (struct tree_runs){ NULL, 0 };
	runs.at = ARENA_LIST(l->mem, struct tree_run, l->count);
	for (size_t i = 0; i < l->count; i++)
		runs.at[i] = (struct tree_run){ run_text(l, i), l->run[i].url,
			l->run[i].flags };
	trim(l, &runs, false);
	trim(l, &runs, true);
	for (size_t i = 0; i < runs.count; i++) {
		struct tree_run *run = &runs.at[i],
				*last = kept ? &runs.at[kept - 1] : NULL;

		if (last && alike(last, run))
			last->text.len += run->text.len;
		else if (run->text.len)
			runs.at[kept++] = *run;
	}
	runs.count = kept;
	return runs;
}

/* ---- texts -------------------------------------------------------------- */

bool press_text_plain(struct str text) { return is_plain(text, true); }

bool press_text_shows(struct str s)
{
	uint32_t c;
	int n;

	if (s.len && scan_takes((unsigned char)*s.at, SCAN_LETTERS))
		return true;
	for (; s.len; s = str_of(s.at + n, s.len - (size_t)n)) {
		n = utf8_decode(s, &c);
		if (n < 0 || (!is_blank(c) && !is_dropped(c)))
			return true;
	}
	return false;
}

struct str press_text_clean(struct arena *mem, struct str text)
{
	struct press_line l;

	if (!text.len || is_plain(text, false))
		return text;
	press_line_begin(&l, mem);
	press_line_add(&l, text, 0, STR_NONE);
	return l.text.len && l.blank ? str_of(l.text.at, l.text.len - 1)
				     : str_of(l.text.at, l.text.len);
}
