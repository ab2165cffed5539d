/* resume/lines.c - see lines.h. */
#include "resume/lines.h"

#include "base/utf8.h"

/* ---- characters --------------------------------------------------------- */

static uint32_t character(struct str s, size_t *len)
{
	uint32_t c = 0;
	int n = s.len ? utf8_decode(s, &c) : 0;

	*len = n > 0 ? (size_t)n : s.len ? 1 : 0;
	return n > 0 ? c : 0;
}

static bool is_bullet(uint32_t c)
{
	static const uint32_t marks[] = { 0x2022, 0x2023, 0x2043, 0x204c,
		0x2219, 0x25a0, 0x25a1, 0x25aa, 0x25ab, 0x25b6, 0x25b8, 0x25ba,
		0x25c6, 0x25c7, 0x25c8, 0x25cb, 0x25cf, 0x25e6, 0x2713, 0x2714,
		0x27a2, 0x27a4, 0x27a1, 0x2b25, 0x29bf, 0xf0b7, 0xf0a7, 0xf0d8,
		0xb7, 0xf0fc };

	for (size_t i = 0; i < LENGTH(marks); i++)
		if (c == marks[i])
			return true;
	return false;
}

static bool is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* Symbols of fonts and pictograms that stand before an address. */
static bool is_pictogram(uint32_t c)
{
	return (c >= 0x2190 && c <= 0x2bff && c != 0x2212) || c == 0xfe0f ||
	       c == 0x200d || (c >= 0xe000 && c <= 0xf8ff) || c >= 0x1f000;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* ---- bullets and rules -------------------------------------------------- */

int resume_line_bullet(struct str *line)
{
	int indent = 0;
	struct str s = *line;
	uint32_t c;
	size_t n;

	for (; s.len && is_blank(*s.at); s = str_of(s.at + 1, s.len - 1))
		indent += *s.at == '\t' ? 4 : 1;
	c = character(s, &n);
	if (!is_bullet(c) && c != '*' && c != '+' && c != 'o' && !is_dash(c))
		return 0;
	s = str_of(s.at + n, s.len - n);
	/* A letter, a sign or a star needs a blank behind it. */
	if (!s.len || (!is_bullet(c) && !is_blank(*s.at)) ||
		(c == 'o' && indent < 2))
		return 0;
	s = str_trim(s);
	if (!s.len)
		return 0;
	*line = s;
	return indent + 1;
}

bool resume_line_rule(struct str line)
{
	struct str s = str_trim(line);
	size_t n, count = 0;
	uint32_t first = character(s, &n), c;

	if (!is_dash(first) && !(first >= 0x2500 && first <= 0x257f) &&
		(first > 0x7f || !first || !strchr("=_*~#+.", (int)first)))
		return false;
	while (s.len) {
		c = character(s, &n);
		if (c != first && c != ' ')
			return false;
		count += c == first;
		s = str_of(s.at + n, s.len - n);
	}
	return count >= 3;
}

size_t resume_line_number(struct str line)
{
	size_t n = 0;

	while (n < line.len && n < 3 && line.at[n] >= '0' && line.at[n] <= '9')
		n++;
	if (!n || n > 2 || n + 1 >= line.len ||
		(line.at[n] != '.' && line.at[n] != ')') ||
		!is_blank(line.at[n + 1]))
		return 0;
	return n + 2;
}

bool resume_line_is_prose(struct str line)
{
	enum { LONG = 110 };
	char last = line.len ? line.at[line.len - 1] : '\0';

	return utf8_count(line) > LONG ||
	       ((last == '.' || last == '!' || last == ';') && line.len > 40);
}

/* ---- parts -------------------------------------------------------------- */

/* How long a separator is at i; 0: none is there. */
static size_t separator(struct str s, size_t i, bool dashes)
{
	size_t n, m, k;
	uint32_t c = character(str_of(s.at + i, s.len - i), &n);

	if (c == '|' || c == '\t' || is_bullet(c))
		return n;
	if (c != ' ')
		return 0;
	if (i + 1 < s.len && is_blank(s.at[i + 1])) {
		for (k = 2; i + k < s.len && is_blank(s.at[i + k]);)
			k++;
		return k;
	}
	c = character(str_of(s.at + i + 1, s.len - i - 1), &m);
	if (dashes && is_dash(c) && i + 1 + m < s.len &&
		is_blank(s.at[i + 1 + m]))
		return m + 2;
	return 0;
}

static size_t split(struct str line, struct str parts[LINE_PARTS], bool dashes)
{
	size_t from = 0, count = 0, n;

	line = str_trim(line);
	for (size_t i = 0; i < line.len && count + 1 < LINE_PARTS;) {
		n = separator(line, i, dashes);
		if (!n) {
			i++;
			continue;
		}
		parts[count] = str_trim(str_of(line.at + from, i - from));
		count += parts[count].len > 0;
		from = i += n;
	}
	parts[count] = str_trim(str_of(line.at + from, line.len - from));
	return count + (parts[count].len > 0);
}

size_t resume_line_parts(struct str line, struct str parts[LINE_PARTS])
{
	return split(line, parts, false);
}

size_t resume_line_pieces(struct str line, struct str pieces[LINE_PARTS])
{
	return split(line, pieces, true);
}

/* ---- what stands around ------------------------------------------------- */

/* Only where the mark is around all of it: not "*a*, *b*". */
static bool cut_both(struct str *s, const char *mark)
{
	struct str m = str_c(mark), inner;

	if (s->len <= 2 * m.len || !str_starts(*s, m) || !str_ends(*s, m))
		return false;
	inner = str_of(s->at + m.len, s->len - 2 * m.len);
	if (memmem(inner.at, inner.len, m.at, m.len))
		return false;
	*s = inner;
	return true;
}

struct str resume_line_plain(struct str line)
{
	struct str s = str_trim(line);
	size_t n;

	while (s.len && is_pictogram(character(s, &n)))
		s = str_trim(str_of(s.at + n, s.len - n));
	while (cut_both(&s, "**") || cut_both(&s, "__") || cut_both(&s, "*") ||
		cut_both(&s, "_") || cut_both(&s, "`"))
		s = str_trim(s);
	if (s.len > 2 && *s.at == '<' && s.at[s.len - 1] == '>')
		s = str_of(s.at + 1, s.len - 2);
	return s;
}

/* Length of the last character of s. */
static size_t last_length(struct str s)
{
	size_t n = 1;

	while (n < s.len && n < 4 &&
		((unsigned char)s.at[s.len - n] & 0xc0) == 0x80)
		n++;
	return n;
}

static bool is_loose(uint32_t c)
{
	return c == ' ' || c == '\t' || c == ',' || c == ';' || c == ':' ||
	       c == '|' || c == 0xa0 || is_dash(c) || is_bullet(c);
}

struct str resume_line_tidy(struct str line)
{
	struct str s = line;
	size_t n;

	while (s.len && is_loose(character(s, &n)))
		s = str_of(s.at + n, s.len - n);
	while (s.len) {
		n = last_length(s);
		if (!is_loose(character(
			    str_of(s.at + s.len - n, n), &(size_t){ 0 })))
			break;
		s.len -= n;
	}
	if (str_ends(s, STR("()")))
		s = resume_line_tidy(str_of(s.at, s.len - 2));
	return s;
}

/* ---- periods ------------------------------------------------------------ */

struct finder {
	struct arena *scratch;
	struct resume_period *out;
};

/* Is all of it a period? */
static bool is_period(struct finder *f, struct str s)
{
	struct resume_period p = { 0 };
	bool ok;

	if (!s.len || s.len > RESUME_PERIOD)
		return false;
	ok = resume_period_read(f->scratch, s, &p) && !p.rest.len &&
	     (p.from.year || p.to.year);
	arena_reset(f->scratch);
	if (ok) {
		p.rest = STR_NONE;
		*f->out = p;
	}
	return ok;
}

/* A year, or what may be one, saves most lines the search. */
static bool may_hold(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] >= '0' && s.at[i] <= '9')
			digits++;
		else
			digits = 0;
		if (digits == 4 ||
			(digits == 2 && i > 2 &&
				(s.at[i - 2] == '/' || s.at[i - 2] == '\'' ||
					s.at[i - 2] == '.')))
			return true;
	}
	return false;
}

static bool begins_word(struct str s, size_t i)
{
	return !i || is_blank(s.at[i - 1]) || s.at[i - 1] == '(' ||
	       s.at[i - 1] == '[' || s.at[i - 1] == '|' || s.at[i - 1] == ',';
}

static bool ends_word(struct str s, size_t i)
{
	return i == s.len || is_blank(s.at[i]) || s.at[i] == ')' ||
	       s.at[i] == ']' || s.at[i] == '|' || s.at[i] == ',' ||
	       s.at[i] == ':';
}

/* The longest from `i` on; 0: none begins there. */
static size_t longest(struct finder *f, struct str s, size_t i)
{
	enum { NEAR = 26, REACH = 60 };
	size_t end = i + REACH < s.len ? i + REACH : s.len;

	/* "the 4th of September 2020" is about as far as a year is. */
	if (!may_hold(str_of(s.at + i, s.len - i < NEAR ? s.len - i : NEAR)))
		return 0;
	for (; end > i + 3; end--)
		if (ends_word(s, end) && !is_blank(s.at[end - 1]) &&
			is_period(f, str_of(s.at + i, end - i)))
			return end - i;
	return 0;
}

static bool stands_within(struct str s, size_t i, size_t n)
{
	return i && i + n < s.len && is_blank(s.at[i - 1]) &&
	       is_blank(s.at[i + n]) &&
	       (i < 2 || !strchr("|,:", s.at[i - 2])) && s.at[i + n + 1] != '|';
}

bool resume_line_period(struct arena *mem, struct arena *scratch,
	struct str *line, struct resume_period *out)
{
	struct finder f = { scratch, out };
	struct str s = *line, before, behind;

	if (s.len > 4 * RESUME_PERIOD || !may_hold(s))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		size_t n = begins_word(s, i) && !is_blank(s.at[i])
				   ? longest(&f, s, i)
				   : 0;

		if (!n)
			continue;
		/* "Windows 2000 administration" was not in 2000. */
		if (out->single && stands_within(s, i, n))
			continue;
		before = resume_line_tidy(str_of(s.at, i));
		behind = str_of(s.at + i + n, s.len - i - n);
		if (before.len && before.at[before.len - 1] == '(' &&
			behind.len && *behind.at == ')') {
			before = resume_line_tidy(
				str_of(before.at, before.len - 1));
			behind = str_of(behind.at + 1, behind.len - 1);
		}
		behind = resume_line_tidy(behind);
		*line = before.len && behind.len
				? str_fmt(mem, "%.*s | %.*s", STR_ARG(before),
					  STR_ARG(behind))
			: before.len ? before
				     : behind;
		return true;
	}
	return false;
}
