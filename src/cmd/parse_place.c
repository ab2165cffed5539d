/*
 * cmd/parse_place.c - which words of its lines a value came from, and what kind
 * of value it is. Guessed from its text: a trace knows lines.
 */
#include "cmd/parse_page.h"

#include <ctype.h>
#include <math.h>

enum { TOKENS = 64, NARROW = 200 };

const struct parse_kind_row cmd_parse_kinds[PARSE_KINDS] = {
	[PARSE_KIND_NAME] = { "name", "#882255", "" },
	[PARSE_KIND_CONTACT] = { "contact, place", "#56b4e9", "location" },
	[PARSE_KIND_SECTION] = { "section", "#000000", "" },
	[PARSE_KIND_TITLE] = { "title, degree", "#0072b2",
		"position title studyType area name label" },
	[PARSE_KIND_EMPLOYER] = { "employer, school", "#009e73",
		"institution organization issuer awarder publisher entity" },
	[PARSE_KIND_DATES] = { "dates", "#d55e00",
		"startDate endDate date releaseDate" },
	[PARSE_KIND_BULLET] = { "bullet", "#e69f00",
		"highlights courses roles" },
	[PARSE_KIND_TEXT] = { "text", "#8f8400",
		"summary description reference" },
	[PARSE_KIND_LIST] = { "skill, language, other", "#cc79a7", "" },
};

/* ---- what a pointer speaks of ------------------------------------------- */

struct parse_parts cmd_parse_parts(struct str pointer)
{
	struct parse_parts p = { STR(""), STR(""), STR("") };
	struct str rest = pointer;

	str_cut(&rest, '/');
	p.section = str_cut(&rest, '/');
	p.entry = str_cut(&rest, '/');
	p.key = str_cut(&rest, '/');
	return p;
}

static bool in_words(const char *words, struct str word)
{
	struct str rest = str_c(words);

	while (rest.len)
		if (str_eq(str_cut(&rest, ' '), word))
			return true;
	return false;
}

enum parse_kind cmd_parse_kind(struct str pointer)
{
	struct parse_parts p = cmd_parse_parts(pointer);
	bool basics = str_is(p.section, "basics");

	if (basics && str_is(p.entry, "name"))
		return PARSE_KIND_NAME;
	if (basics && str_is(p.entry, "label"))
		return PARSE_KIND_TITLE;
	if (basics && str_is(p.entry, "summary"))
		return PARSE_KIND_TEXT;
	if (basics)
		return PARSE_KIND_CONTACT;
	if (!p.entry.len)
		return PARSE_KIND_SECTION;
	if (str_is(p.section, "skills") || str_is(p.section, "languages") ||
		str_is(p.section, "interests"))
		return PARSE_KIND_LIST;
	if (str_is(p.key, "name") &&
		(str_is(p.section, "work") || str_is(p.section, "volunteer")))
		return PARSE_KIND_EMPLOYER;
	if (str_is(p.key, "url"))
		return PARSE_KIND_CONTACT;
	for (int k = 0; k < PARSE_KINDS; k++)
		if (in_words(cmd_parse_kinds[k].keys, p.key))
			return (enum parse_kind)k;
	return PARSE_KIND_LIST;
}

/* ---- which words -------------------------------------------------------- */

/* Letters and digits alone, small ones, as far as they fit. */
static struct str bare(struct str s, char to[NARROW])
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n < NARROW; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c >= 0x80 || isalnum(c))
			to[n++] = (char)tolower(c);
	}
	return str_of(to, n);
}

static bool same_word(struct str a, struct str b)
{
	char x[NARROW], y[NARROW];

	return str_eq(bare(a, x), bare(b, y));
}

/* How many words from `i` on are the value's, one after the other. */
static size_t run_at(const struct intake_line *l, size_t i,
	const struct str *tokens, size_t count)
{
	size_t n = 0;

	while (n < count && i + n < l->count &&
		same_word(l->at[i + n].text, tokens[n]))
		n++;
	return n;
}

static bool holds(struct str s, struct str part)
{
	for (size_t i = 0; i + part.len <= s.len; i++)
		if (!memcmp(s.at + i, part.at, part.len))
			return true;
	return false;
}

/* Words first..first + count of a line. */
struct run {
	size_t first, count;
};

/* The year, and where it has one the month that stands close before it. */
static struct run find_date(const struct intake_line *l, struct str value)
{
	struct str year = value.len >= 4 ? str_of(value.at, 4) : STR("-");

	for (size_t i = 0; i < l->count; i++) {
		const struct intake_word *w = &l->at[i];

		if (!holds(w->text, year))
			continue;
		if (i && value.len > 4 && w->text.len <= 5 &&
			w[-1].text.len <= 12 &&
			isalpha((unsigned char)*w[-1].text.at) &&
			w->box.x0 - w[-1].box.x1 < w->size)
			return (struct run){ i - 1, 2 };
		return (struct run){ i, 1 };
	}
	return (struct run){ 0, l->count };
}

static struct run find_value(const struct intake_line *l, struct str value)
{
	struct str tokens[TOKENS], rest = value;
	struct run best = { 0, 0 };
	size_t count = 0;

	while (rest.len && count < TOKENS)
		if ((tokens[count] = str_cut(&rest, ' ')).len)
			count++;
	for (size_t i = 0; i < l->count; i++) {
		size_t n = run_at(l, i, tokens, count);

		if (n > best.count)
			best = (struct run){ i, n };
	}
	for (size_t i = 0; i < l->count && !best.count && count == 1; i++)
		if (holds(l->at[i].text, value))
			best = (struct run){ i, 1 };
	return best.count ? best : (struct run){ 0, l->count };
}

static struct intake_box run_box(const struct intake_line *l, struct run run)
{
	struct intake_box b = l->box;

	if (run.count == 0 || run.count == l->count)
		return b;
	b.x0 = b.y0 = INFINITY;
	b.x1 = b.y1 = -INFINITY;
	for (size_t i = run.first; i < run.first + run.count; i++) {
		const struct intake_box *w = &l->at[i].box;

		b.x0 = fminf(b.x0, w->x0);
		b.y0 = fminf(b.y0, w->y0);
		b.x1 = fmaxf(b.x1, w->x1);
		b.y1 = fmaxf(b.y1, w->y1);
	}
	return b;
}

struct intake_box cmd_parse_join(struct intake_box a, struct intake_box b)
{
	return (struct intake_box){ fminf(a.x0, b.x0), fminf(a.y0, b.y0),
		fmaxf(a.x1, b.x1), fmaxf(a.y1, b.y1) };
}

/* Of lines that follow each other. */
static struct intake_box lines_box(const struct intake_line *l, uint32_t count)
{
	struct intake_box b = { l->box.x0, l->box.y0, l->box.x1, l->box.y1 };

	for (uint32_t i = 1; i < count; i++)
		b = cmd_parse_join(b, l[i].box);
	return b;
}

struct intake_box cmd_parse_place(struct arena *mem,
	const struct intake_answer *a, const struct intake_trace *t,
	enum parse_kind kind)
{
	const struct intake_line *l = &a->doc.at[t->page].at[t->line];
	struct str value;

	if (t->count > 1 || kind == PARSE_KIND_BULLET ||
		kind == PARSE_KIND_SECTION)
		return lines_box(l, t->count);
	value = cmd_parse_value(mem, a, t);
	return run_box(l, kind == PARSE_KIND_DATES ? find_date(l, value)
						   : find_value(l, value));
}
