/*
 * resume/period.c - dates and periods in free text. A text becomes tokens, the
 * tokens one or two dates; what is left are words that no date takes.
 */
#include "resume/period.h"
#include "base/time.h"
#include "base/utf8.h"
#include "resume/words.h"

enum token_kind { NUMBER, WORD, DASH, MARK, END };

enum { ENDS = 4 };

struct token {
	enum token_kind kind;
	bool gap;          /* blanks before it */
	int value, digits; /* of a number; MARK: value is the character */
	struct str text;   /* as it was */
	struct str word;   /* folded */
};

struct scan {
	struct arena *mem;
	struct token *at; /* the last ones are END */
	size_t count, i;
	struct resume_date dates[2];
	size_t found;
	bool range, since, until;
	struct resume_period *out;
	struct buf rest;
};

/* ---- tokens ------------------------------------------------------------- */

static bool is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ||
	       c == '~' || c == 0x301c || c == 0xff5e || c == 0x2192;
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0xa0 || c == 0x202f ||
	       (c >= 0x2000 && c <= 0x200b) || c == 0x3000;
}

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

static bool is_letter(uint32_t c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '\'' ||
	       c == 0x2018 || c == 0x2019 ||
	       (c >= 0xc0 && !is_dash(c) && !is_blank(c));
}

static enum token_kind kind_of(uint32_t c, uint32_t next)
{
	if (is_dash(c))
		return DASH;
	if (is_digit(c))
		return NUMBER;
	if ((c == '\'' || c == 0x2018 || c == 0x2019) && is_digit(next))
		return MARK;
	return is_letter(c) ? WORD : MARK;
}

/* Characters of one word or number; anything else stands alone. */
static bool goes_on(enum token_kind kind, uint32_t c)
{
	return (kind == NUMBER && is_digit(c)) ||
	       (kind == WORD && is_letter(c));
}

/* The sign of a year, month or day behind its number is a word: "7月至今". */
static bool is_sign(const struct scan *s, uint32_t c)
{
	return s->count && s->at[s->count - 1].kind == NUMBER &&
	       (c == 0x5e74 || c == 0x6708 || c == 0x65e5);
}

static uint32_t first_of(struct str s, int *length)
{
	uint32_t c = 0;
	int n = utf8_decode(s, &c);

	*length = n < 0 ? -n : n;
	return n > 0 ? c : 0;
}

static void add_token(struct scan *s, enum token_kind kind, bool gap,
	uint32_t c, struct str t)
{
	struct token *token = &s->at[s->count++];

	*token = (struct token){ .kind = kind, .gap = gap, .text = t };
	if (kind == WORD)
		token->word = resume_fold(s->mem, t);
	else if (kind == NUMBER)
		for (size_t i = 0; i < t.len && i < 9; i++)
			token->value = token->value * 10 + t.at[i] - '0';
	else
		token->value = (int)(c == 0x2018 || c == 0x2019 ? '\'' : c);
	token->digits = kind == NUMBER ? (int)t.len : 0;
}

static void split(struct scan *s, struct str text)
{
	bool gap = false;
	int n, more;

	while (text.len) {
		uint32_t c = first_of(text, &n), next;
		struct str rest = str_of(text.at + n, text.len - (size_t)n);
		struct str token = str_of(text.at, (size_t)n);
		enum token_kind kind;

		if (is_blank(c)) {
			gap = true;
			text = rest;
			continue;
		}
		next = first_of(rest, &more);
		kind = kind_of(c, next);
		while (rest.len && !is_sign(s, c) && goes_on(kind, next)) {
			token.len += (size_t)more;
			rest = str_of(rest.at + more, rest.len - (size_t)more);
			next = first_of(rest, &more);
		}
		add_token(s, kind, gap, c, token);
		gap = false;
		text = rest;
	}
	for (size_t i = 0; i < ENDS; i++)
		s->at[s->count + i] = (struct token){ .kind = END };
}

/* ---- parts of a date ----------------------------------------------------
 * Each looks at the token `i` and says how many it took; 0: it is not that.
 */

static const struct token *at(const struct scan *s, size_t i)
{
	return &s->at[i < s->count ? i : s->count];
}

static bool is_mark(const struct token *t, char c)
{
	return (t->kind == MARK || t->kind == DASH) && t->value == c;
}

static bool is_word(const struct token *t, const char *list)
{
	struct str words = str_c(list);

	while (t->kind == WORD && words.len)
		if (str_eq(str_cut(&words, ' '), t->word))
			return true;
	return false;
}

static int month_of(const struct token *t)
{
	return t->kind == WORD ? resume_month_find(t->word) : 0;
}

static bool is_year(const struct token *t)
{
	return t->kind == NUMBER && t->digits == 4 && t->value >= 1000 &&
	       t->value <= 2999;
}

static bool is_small(const struct token *t, int most)
{
	return t->kind == NUMBER && t->digits <= 2 && t->value >= 1 &&
	       t->value <= most;
}

static int century(int two_digits)
{
	return two_digits + (two_digits < 70 ? 2000 : 1900);
}

/* One of - / . without blanks around it, and a number behind. */
static char glue(const struct scan *s, size_t i)
{
	const struct token *t = at(s, i), *next = at(s, i + 1);
	bool glues = is_mark(t, '-') || is_mark(t, '/') || is_mark(t, '.');

	return glues && !t->gap && !next->gap && next->kind == NUMBER
		       ? (char)t->value
		       : '\0';
}

/* ---- dates -------------------------------------------------------------- */

/* 2020年3月15日 */
static size_t take_eastern(
	const struct scan *s, size_t i, struct resume_date *d)
{
	if (!is_word(at(s, i + 1), "年 년"))
		return 0;
	d->year = at(s, i)->value;
	if (!is_small(at(s, i + 2), 12) || !is_word(at(s, i + 3), "月 월"))
		return 2;
	d->month = at(s, i + 2)->value;
	if (!is_small(at(s, i + 4), 31) || !is_word(at(s, i + 5), "日 일"))
		return 4;
	d->day = at(s, i + 4)->value;
	return 6;
}

/* 2020, 2020-03, 2020/03/15, 2020 March */
static size_t take_from_year(
	const struct scan *s, size_t i, struct resume_date *d)
{
	char mark = glue(s, i + 1);
	size_t taken;

	if ((taken = take_eastern(s, i, d)))
		return taken;
	d->year = at(s, i)->value;
	if (mark && is_small(at(s, i + 2), 12)) {
		d->month = at(s, i + 2)->value;
		if (glue(s, i + 3) != mark || !is_small(at(s, i + 4), 31))
			return 3;
		d->day = at(s, i + 4)->value;
		return 5;
	}
	taken = 1 + is_mark(at(s, i + 1), ',');
	d->month = month_of(at(s, i + taken));
	/* "2019 May 2020" is more likely the May of the second year */
	if (d->month && !is_year(at(s, i + taken + 1)))
		return taken + 1;
	d->month = 0;
	return 1;
}

/* A year behind a month: 2020, of 2020, '20, -20; how many tokens. */
static size_t take_year(
	struct scan *s, size_t i, bool with_day, struct resume_date *d)
{
	size_t skip = 0;

	if (is_mark(at(s, i), '.'))
		skip++;
	if (is_word(at(s, i + skip), "of de del di do r") ||
		is_mark(at(s, i + skip), ',') || glue(s, i + skip))
		skip++;
	if (is_year(at(s, i + skip))) {
		d->year = at(s, i + skip)->value;
		return skip + 1;
	}
	if (is_mark(at(s, i + skip), '\'') &&
		at(s, i + skip + 1)->digits == 2) {
		d->year = century(at(s, i + skip + 1)->value);
		return skip + 2;
	}
	if (!with_day && at(s, i + skip)->digits == 2) {
		d->year = century(at(s, i + skip)->value);
		s->out->doubtful |= !glue(s, i);
		return skip + 1;
	}
	return 0;
}

/* March 2020, Mar. 2020, March 15, 2020, Mar '20, March */
static size_t take_from_month(struct scan *s, size_t i, struct resume_date *d)
{
	size_t taken = 1, year;

	d->month = month_of(at(s, i));
	if (is_small(at(s, i + 1), 31)) {
		size_t day = 2 + is_word(at(s, i + 2), "st nd rd th");

		year = take_year(s, i + day, true, d);
		if (year) {
			d->day = at(s, i + 1)->value;
			return day + year;
		}
	}
	year = take_year(s, i + 1, false, d);
	return taken + year + (!year && is_mark(at(s, i + 1), '.'));
}

/* 15 March 2020, 15. März 2020, 1er mars 2020, 15 de marzo de 2020, 15 March */
static size_t take_from_day(struct scan *s, size_t i, struct resume_date *d)
{
	size_t n = 1;

	if (is_mark(at(s, i + n), '.') ||
		is_word(at(s, i + n), "st nd rd th er"))
		n++;
	if (is_word(at(s, i + n), "of de"))
		n++;
	d->month = month_of(at(s, i + n));
	if (!d->month || !is_small(at(s, i), 31))
		return 0;
	d->day = at(s, i)->value;
	n++;
	return n + take_year(s, i + n, true, d);
}

/* 15.03.2020, 03/15/2020, 03/2020 */
static size_t take_from_number(struct scan *s, size_t i, struct resume_date *d)
{
	char mark = glue(s, i + 1);
	int first = at(s, i)->value, second = at(s, i + 2)->value;

	if (mark && is_small(at(s, i), 12) && is_year(at(s, i + 2))) {
		*d = (struct resume_date){ .year = second, .month = first };
		return 3;
	}
	if (!mark || glue(s, i + 3) != mark || !is_year(at(s, i + 4)) ||
		!is_small(at(s, i), 31) || !is_small(at(s, i + 2), 31) ||
		(first > 12 && second > 12))
		return take_from_day(s, i, d);
	if (second > 12) /* as in the United States */
		*d = (struct resume_date){ .month = first, .day = second };
	else
		*d = (struct resume_date){ .month = second, .day = first };
	s->out->doubtful |=
		mark != '.' && first <= 12 && second <= 12 && first != second;
	d->year = at(s, i + 4)->value;
	return 5;
}

/* The end of 2019-21, 2019/20, 2011–12. */
static size_t take_short_end(
	const struct scan *s, size_t i, struct resume_date *d)
{
	const struct resume_date *from = &s->dates[0];
	int year = from->year - from->year % 100 + at(s, i)->value;

	if (s->found != 1 || !s->range || !from->year || from->month ||
		at(s, i)->digits != 2 || glue(s, i + 1))
		return 0;
	d->year = year < from->year ? year + 100 : year;
	return 1;
}

/* '19, but not the '90s */
static size_t take_short_year(
	const struct scan *s, size_t i, struct resume_date *d)
{
	const struct token *year = at(s, i + 1), *next = at(s, i + 2);

	if (!is_mark(at(s, i), '\'') || year->digits != 2 || year->gap ||
		(next->kind == WORD && !next->gap))
		return 0;
	d->year = century(year->value);
	return 2;
}

static size_t take_date(struct scan *s, struct resume_date *d)
{
	const struct token *t = at(s, s->i);
	size_t taken;

	*d = (struct resume_date){ 0 };
	if (is_year(t))
		return take_from_year(s, s->i, d);
	if (month_of(t))
		return take_from_month(s, s->i, d);
	if (t->kind == MARK)
		return take_short_year(s, s->i, d);
	if (t->kind != NUMBER)
		return 0;
	taken = take_from_number(s, s->i, d);
	if (taken)
		return taken;
	*d = (struct resume_date){ 0 };
	return take_short_end(s, s->i, d);
}

/* ---- the whole ---------------------------------------------------------- */

static void leave(struct scan *s, const struct token *t)
{
	if (s->rest.len && t->gap)
		buf_addc(&s->rest, ' ');
	buf_add(&s->rest, t->text);
}

static void take_word(struct scan *s, const struct token *t)
{
	static const char between[] =
		"to until till through thru bis a ad au al "
		"hasta ate tot tm do til по jusqu "
		"jusqu'a fino";
	static const char since[] = "since seit ab depuis desde dal dalla "
				    "sinds od sedan siden с onwards";
	static const char silent[] = "from von vom de du le la el den der am "
				     "im in en em i zum the and und et";

	if (resume_present_is(t->word))
		s->out->open = true;
	else if (is_word(t, since))
		s->since = true;
	else if (is_word(t, between)) {
		s->until |= s->found == 0;
		s->range = true;
	} else if (!is_word(t, silent))
		leave(s, t);
}

static void take_token(struct scan *s)
{
	const struct token *t = at(s, s->i);
	struct resume_date d;
	size_t taken = take_date(s, &d);

	if (taken && s->found < 2 && (s->found == 0 || s->range)) {
		s->dates[s->found++] = d;
		s->i += taken;
		return;
	}
	s->i++;
	if (t->kind == WORD)
		take_word(s, t);
	else if (t->kind == NUMBER)
		leave(s, t);
	else if (s->found == 1 && (t->kind == DASH || t->value == '/'))
		s->range = true;
	else if (t->kind == MARK && !strchr(".,;:()[]/|", t->value))
		leave(s, t);
}

/* "Jan – Mar 2020" says the year once. */
static void share_year(struct scan *s)
{
	struct resume_date *from = &s->dates[0], *to = &s->dates[1];

	if (s->found < 2)
		return;
	if (!from->year && to->year) {
		from->year = to->year - (from->month > to->month);
		s->out->doubtful |= from->month > to->month;
	} else if (!to->year) {
		to->year = from->year;
	}
}

/* Days that no calendar has, and months of no year. */
static void mend(struct scan *s, struct resume_date *d)
{
	if (!d->year)
		*d = (struct resume_date){ 0 };
	if (d->day && d->day > date_month_days(d->year, d->month)) {
		d->day = 0;
		s->out->doubtful = true;
	}
}

static bool conclude(struct scan *s)
{
	struct resume_period *out = s->out;

	share_year(s);
	for (size_t i = 0; i < s->found; i++)
		mend(s, &s->dates[i]);
	out->rest = str_trim(buf_str(&s->rest));
	if (s->found == 2) {
		out->from = s->dates[0];
		out->to = s->dates[1];
	} else if (s->found == 1 && s->until && !s->since) {
		out->to = s->dates[0];
	} else if (s->found == 1) {
		out->from = s->dates[0];
		out->open |= s->since || s->range;
		out->single = !out->open;
		if (out->single)
			out->to = out->from;
	}
	return out->from.year || out->to.year || (out->open && !s->found);
}

bool resume_period_read(
	struct arena *mem, struct str text, struct resume_period *out)
{
	struct resume_period period = { 0 };
	struct scan *s;

	text = str_trim(text);
	if (!text.len || text.len > RESUME_PERIOD)
		return false;
	s = arena_alloc(mem, sizeof(*s));
	s->mem = mem;
	/* each of a byte at least; most texts are short */
	s->at = ARENA_LIST(mem, struct token, text.len + ENDS);
	s->out = &period;
	buf_init(&s->rest, mem, 4 * RESUME_PERIOD);
	buf_add(&s->rest, STR(""));
	split(s, text);
	while (s->i < s->count)
		take_token(s);
	if (!conclude(s))
		return false;
	*out = period;
	return true;
}
