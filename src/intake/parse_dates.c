/*
 * intake/parse_dates.c - which words of a row are a period. What the words
 * mean is resume/period.c's; here is where they begin and end.
 */
#include "intake/parse_int.h"

#include "base/utf8.h"
#include "intake/parse_text.h"

enum {
	DATE_NONE,
	DATE_JOIN,  /* "to", "of", "-": only between others */
	DATE_PART,  /* a day, a number, "since": only beside a core */
	DATE_MONTH, /* a month or a season without its year */
	DATE_CORE   /* a year, "present": a date by itself */
};

enum {
	DATED_WORDS = 40, /* of a row with an entry's period */
	SPAN_WORDS = 40,  /* of one period; more are none */
	FAILS_MOST = 4    /* words of dates in a cell that say no period */
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* A word without the brackets and commas around it. */
static struct str bare(struct str s)
{
	return parse_trim(s, "([,;:|", ")],;:|.");
}

static bool is_year_at(struct str s)
{
	return s.len >= 4 && is_digit(s.at[0]) && is_digit(s.at[1]) &&
	       is_digit(s.at[2]) && is_digit(s.at[3]) &&
	       (s.len == 4 || !is_digit(s.at[4])) &&
	       ((s.at[0] == '1' && s.at[1] == '9') ||
		       (s.at[0] == '2' && s.at[1] == '0'));
}

/* "'19" of "'19-'21", and not of "5'11" */
static bool is_short_year_at(struct str s, size_t i)
{
	size_t mark = i > 2 && (!memcmp(s.at + i - 3, "‘", 3) ||
				       !memcmp(s.at + i - 3, "’", 3))
			      ? 3
		      : i && s.at[i - 1] == '\'' ? 1
						 : 0;

	return mark && i + 1 < s.len && is_digit(s.at[i + 1]) &&
	       (i + 2 == s.len || !is_digit(s.at[i + 2])) &&
	       (i == mark || !is_digit(s.at[i - mark - 1]));
}

/* Digits and what stands between the numbers of a date; with a year in it. */
static int of_digits(struct str s)
{
	size_t digits = 0;
	bool year = false;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((!i || !is_digit(s.at[i - 1])) &&
			is_year_at(str_of(s.at + i, s.len - i)))
			year = true;
		if (is_digit(s.at[i]) && is_short_year_at(s, i))
			year = true;
		if (is_digit(s.at[i]))
			digits++;
		else if (!strchr("-/.'~", c) && c < 0x80)
			return DATE_NONE;
		else if (c >= 0x80 && c != 0xe2 && c != 0x80 && c != 0x90 &&
			 c != 0x91 && c != 0x92 && c != 0x93 && c != 0x94 &&
			 c != 0x95 && c != 0x99 && c != 0x98)
			return DATE_NONE;
	}
	if (year)
		return digits <= 16 ? DATE_CORE : DATE_NONE;
	return digits && digits <= 4 && s.len < 9 ? DATE_PART : DATE_NONE;
}

static bool is_dash(struct str s)
{
	uint32_t c = 0;
	int n;

	/* OCR reads one as two: "—-" */
	for (; s.len; s = str_of(s.at + n, s.len - (size_t)n)) {
		n = utf8_decode(s, &c);
		if (n <= 0 || !(c == '-' || (c >= 0x2010 && c <= 0x2015) ||
				      c == 0x2212 || c == '~' || c == 0x2192 ||
				      c == '/'))
			return false;
	}
	return c != 0;
}

static bool is_letter(uint32_t c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       (c >= 0xc0 && !(c >= 0x2000 && c < 0x2c00));
}

/* What stands behind the sign of a year, a month or a day: "月至今". */
static struct str behind_sign(struct str s)
{
	static const char *const signs[] = { "年", "月", "日", "년", "월",
		"일" };

	for (size_t i = 0; i < LENGTH(signs); i++)
		if (str_starts(s, str_c(signs[i])))
			return str_of(s.at + 3, s.len - 3);
	return s;
}

/* "2014年3月", "Jan.2019", "2022–Mai": months and years in one word. */
static int of_mixed(struct parse *p, struct str s)
{
	bool year = false, month = false, open = false, east = false,
	     whole = false;
	unsigned marks;

	while (s.len) {
		uint32_t c = 0;
		int n = utf8_decode(s, &c);
		size_t len = 0;
		bool letters = is_letter(c);
		struct str part;

		if (n <= 0)
			return DATE_NONE;
		do {
			len += (size_t)n;
			n = utf8_decode(str_of(s.at + len, s.len - len), &c);
		} while (n > 0 && letters == is_letter(c) &&
			 (letters || (is_digit(s.at[0]) && c < 0x80 &&
					     is_digit((char)c))));
		part = str_of(s.at, len);
		s = str_of(s.at + len, s.len - len);
		if (is_digit(part.at[0])) {
			year |= is_year_at(part) || part.len == 2;
			whole |= is_year_at(part);
			continue;
		}
		east |= str_starts(part, STR("年")) ||
			str_starts(part, STR("년"));
		part = behind_sign(part);
		if (!letters || !part.len)
			continue;
		if ((marks = lexicon_find(resume_fold(&p->own, part))) &
			LEX_MONTH)
			month = true;
		else if (marks & LEX_PRESENT)
			open = true;
		else if (!(marks & (LEX_DATE_JOIN | LEX_SMALL)))
			return DATE_NONE;
	}
	return (year && (month || east)) || (open && year) || whole ? DATE_CORE
	       : month                                              ? DATE_MONTH
								    : DATE_NONE;
}

/* "1st", "22nd" */
static bool is_ordinal(struct str s)
{
	return is_digit(s.at[0]) && s.len > 2 && s.len <= 4 &&
	       parse_is_listed(str_of(s.at + s.len - 2, 2), "st nd rd th er");
}

static int kind_of(struct parse *p, struct str word)
{
	struct str s = bare(word), folded;
	unsigned marks;
	int kind;

	if (!s.len || s.len > 40)
		return DATE_NONE;
	if (is_dash(s))
		return DATE_JOIN;
	kind = of_digits(s);
	if (kind)
		return kind;
	folded = resume_fold(&p->own, s);
	marks = lexicon_find(folded);
	if (marks & (LEX_MONTH | LEX_SEASON))
		return DATE_MONTH;
	if (marks & LEX_DATE_JOIN)
		return DATE_JOIN;
	if (marks & LEX_PRESENT)
		return DATE_CORE;
	if (marks & LEX_DATE_PART || is_ordinal(folded))
		return DATE_PART;
	return of_mixed(p, s);
}

/* ---- spans -------------------------------------------------------------- */

struct cell_words {
	const struct cell *c;
	uint8_t *kind; /* DATE_* of each */
	size_t at, fails;
	struct arena mem; /* gone behind the cell */
};

static bool read_span(struct parse *p, struct cell_words *w, size_t from,
	size_t to, struct span *out)
{
	const struct cell *c = w->c;
	size_t bytes = 0;

	for (size_t i = from; i < to; i++)
		bytes += c->at[i].text.len;
	if (bytes > RESUME_PERIOD ||
		!resume_period_read(&w->mem,
			parse_words_text(p, c->at + from, to - from),
			&out->when))
		return false;
	out->when.rest = STR_NONE;
	if (!out->when.from.year && !out->when.to.year)
		return false;
	out->from = (uint32_t)from;
	out->to = (uint32_t)to;
	return true;
}

/* "1 year 2 months", "2 yrs · 3 mos": how many words from this one on say how
 * long something took. */
static size_t duration_words(
	struct parse *p, const struct intake_word *at, size_t count)
{
	static const char units[] =
		"year years yr yrs y month months mo mos m day days d week "
		"weeks jahr jahre jahren monat monate monaten an ans annee "
		"annees mois ano anos ane meses mes anni anno mesi mese jaar "
		"jaren maand maanden rok lata lat miesiac miesiecy";
	size_t end = 0;

	for (size_t i = 0; i + 1 < count; i += 2) {
		struct str n = bare(at[i].text), unit;

		if (n.len == 0 && i + 2 < count) /* a dot between */
			n = bare(at[++i].text);
		unit = resume_fold(&p->own, bare(at[i + 1].text));
		if (!n.len || n.len > 2 || !is_digit(n.at[0]) ||
			!parse_is_listed(unit, units))
			break;
		end = i + 2;
	}
	return end;
}

bool parse_is_duration(
	struct parse *p, const struct intake_word *at, size_t count)
{
	return count && duration_words(p, at, count) == count;
}

static bool begins_number(struct str word)
{
	struct str s = bare(word);

	return s.len && is_digit(s.at[0]);
}

/* The next span of a cell from word `*i` on. */
static bool next_span(struct parse *p, struct cell_words *w, struct span *out)
{
	const struct cell *c = w->c;

	for (; w->at < c->count && w->fails < FAILS_MOST; w->at++) {
		size_t from = w->at, to = from, core = 0;
		int kind = w->kind[from];
		bool month = false, year = false;

		if (kind < DATE_PART)
			continue;
		for (; to < c->count && to < from + SPAN_WORDS; to++) {
			kind = w->kind[to];
			if (kind == DATE_NONE)
				break;
			month |= kind == DATE_MONTH;
			year |= kind == DATE_CORE;
			if (kind >= DATE_MONTH ||
				(kind == DATE_PART && month &&
					!begins_number(c->at[to].text)))
				core = to + 1;
			else if (kind == DATE_JOIN && core &&
				 is_dash(bare(c->at[to].text)) &&
				 to + 1 == c->count)
				core = to + 1; /* "2019 -" */
		}
		/* that says nothing new */
		core += core ? duration_words(p, c->at + core, c->count - core)
			     : 0;
		if (!core || !(year || (month && core > from + 1)))
			continue;
		if (read_span(p, w, from, core, out)) {
			w->at = core;
			return true;
		}
		w->fails++;
	}
	return false;
}

bool parse_is_date(struct parse *p, const struct intake_word *at, size_t count)
{
	bool core = false;

	for (size_t i = 0; i < count; i++) {
		int kind = kind_of(p, at[i].text);

		if (kind == DATE_NONE)
			return false;
		core |= kind >= DATE_MONTH;
	}
	return core;
}

bool parse_in_date(struct parse *p, struct str word)
{
	int kind = kind_of(p, word);

	return kind != DATE_NONE && kind != DATE_PART;
}

bool parse_is_open(struct parse *p, const struct cell *c)
{
	struct str last = bare(c->at[c->count - 1].text);

	/* "2017 -", "May 2021 - April" */
	return is_dash(last) || kind_of(p, last) == DATE_JOIN ||
	       (c->count != 2 && kind_of(p, last) == DATE_MONTH) ||
	       str_ends(last, STR("-")) || str_ends(last, STR("–"));
}

/* "Graduated in June 2020:" */
static bool ends_in_colon(const struct cell *c, const struct span *s)
{
	struct str last = c->at[s->to - 1].text;

	return last.at[last.len - 1] == ':';
}

bool parse_is_dated(const struct row *r)
{
	const struct span *s = r->when;
	const struct cell *c;

	if (!s || (!s->when.from.year && !s->when.to.year))
		return false;
	c = &r->cell[s->cell];
	return parse_row_words(r) <= DATED_WORDS &&
	       (s->from == 0 || (s->from < 3 && ends_in_colon(c, s)) ||
		       s->to >= c->count || !s->when.single ||
		       c->at[s->from].text.at[0] == '(');
}

/* Two dates are more than one, the later in the row more than the earlier. */
static int worth(const struct span *s)
{
	const struct resume_period *w = &s->when;
	int n = 1;

	if (!w->from.year && !w->to.year)
		n = 0;
	else if (!w->single)
		n += 4;
	return n + (w->from.month != 0);
}

static struct cell_words words_of(struct parse *p, const struct cell *c)
{
	struct cell_words w = { .c = c };

	w.kind = arena_bytes(&w.mem, c->count);
	for (size_t i = 0; i < c->count; i++) {
		w.kind[i] = (uint8_t)kind_of(p, c->at[i].text);
		/* "2018 to date" goes on; "date: 2018" does not */
		if (i && str_eq_nocase(bare(c->at[i].text), STR("date")) &&
			str_eq_nocase(bare(c->at[i - 1].text), STR("to")))
			w.kind[i] = DATE_CORE;
	}
	return w;
}

void parse_row_dates(struct parse *p, struct row *r)
{
	r->when = NULL;
	for (uint32_t k = 0; k < r->count; k++) {
		struct cell_words w = words_of(p, &r->cell[k]);
		struct span s = { .cell = k };

		while (next_span(p, &w, &s)) {
			if (r->when && worth(&s) < worth(r->when))
				continue;
			if (!r->when)
				r->when = ARENA_NEW(p->mem, struct span);
			*r->when = s;
		}
		arena_free(&w.mem);
	}
}

void parse_dates(struct parse *p)
{
	for (size_t i = 0; i < p->count; i++)
		parse_row_dates(p, &p->row[i]);
}
