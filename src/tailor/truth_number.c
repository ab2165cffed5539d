/*
 * tailor/truth_number.c - numbers in a text, however they are written: "40%",
 * "forty percent", "$2m", "2 million dollars", "10+", "nearly 40", "doubled".
 */
#include "tailor/truth_int.h"

enum { BESIDE = 3 /* words between "nearly" and its number */ };

struct number_reading {
	const struct truth_lexicon *lex;
	struct truth_passage *p;
	struct truth_number n;
	size_t end; /* the word behind it */
};

static uint32_t sum_of(struct str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.at[i]) * 16777619u;
	return h ? h : 1;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The digits at the front; "1.200,5" is read as it is written in English. */
static size_t read_digits(struct str s, double *out)
{
	double value = 0, tenth = 1;
	size_t i = 0;
	bool behind = false;

	for (; i < s.len; i++) {
		char c = s.at[i];

		if (is_digit(c) && behind && tenth > 1e-9)
			value += (tenth /= 10) * (c - '0');
		else if (is_digit(c) && !behind && value < 1e15)
			value = 10 * value + (c - '0');
		else if ((c == '.' || c == ',') && !behind && i + 1 < s.len &&
			 is_digit(s.at[i + 1]))
			behind = true;
		else if (!is_digit(c))
			break;
	}
	*out = value;
	return i;
}

/* "k", "m", "bn" behind the digits, or "million" as the next word. */
static double times_of(struct str s)
{
	static const struct {
		const char *name;
		double times;
	} all[] = { { "k", 1e3 }, { "m", 1e6 }, { "mm", 1e6 }, { "mn", 1e6 },
		{ "mio", 1e6 }, { "b", 1e9 }, { "bn", 1e9 },
		{ "thousand", 1e3 }, { "tausend", 1e3 }, { "million", 1e6 },
		{ "millionen", 1e6 }, { "millones", 1e6 },
		{ "milliarden", 1e9 }, { "billion", 1e9 }, { "hundred", 1e2 },
		{ "dozen", 12 } };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (str_is(s, all[i].name))
			return all[i].times;
	return 0;
}

static struct str money_of(struct str s)
{
	static const struct str all[] = { { "$", 1 }, { "\xe2\x82\xac", 3 },
		{ "\xc2\xa3", 2 } };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (str_starts(s, all[i]))
			return all[i];
	return str_of(s.at, 0);
}

/* What stands behind the digits in the same word. */
static void read_tail(struct number_reading *r, struct str tail)
{
	double times;

	if (tail.len && tail.at[tail.len - 1] == '+') {
		r->n.over = true;
		tail.len--;
	}
	times = times_of(tail);
	if (times > 0)
		r->n.value *= times;
	else if (tail.len)
		r->n.unit = sum_of(tail);
}

/* "2.5 million", "40 percent", "300 euros": words behind it are of it. */
static void read_behind(struct number_reading *r)
{
	const struct truth_passage *p = r->p;
	const struct truth_row *row;

	for (; r->end < p->count; r->end++) {
		const struct truth_word *w = &p->word[r->end];
		double times = times_of(w->text);

		/* "5 m" is not five millions */
		if (times < 12 || w->len < 3 ||
			w->flags & (WORD_BREAK | WORD_START))
			break;
		r->n.value *= times;
	}
	if (r->end == p->count || r->n.unit ||
		p->word[r->end].flags & WORD_START)
		return;
	row = truth_row_of(r->lex, p->word[r->end].hash);
	if (row->unit) {
		r->n.unit = sum_of(str_c(row->unit));
		r->end++;
	} else if (r->end + 1 < p->count &&
		   str_is(p->word[r->end].text, "per") &&
		   str_is(p->word[r->end + 1].text, "cent")) {
		r->n.unit = sum_of(STR("%"));
		r->end += 2;
	}
}

/* "over 40", "nearly 40", "up to 40" */
static void read_before(struct number_reading *r, size_t at)
{
	for (size_t i = at; i-- > 0 && at - i <= BESIDE;) {
		const struct truth_word *w = &r->p->word[i];

		if (w[1].flags & (WORD_BREAK | WORD_START) || w->number)
			return;
		r->n.over |= (w->is & IS_OVER) != 0;
		r->n.across |= str_is(w->text, "over");
		r->n.under |= (w->is & IS_UNDER) != 0;
	}
}

static bool read_one(struct number_reading *r, size_t at)
{
	const struct truth_word *w = &r->p->word[at];
	const struct truth_row *row = truth_row_of(r->lex, w->hash);
	struct str money = money_of(w->text), rest;
	size_t n;

	r->n = (struct truth_number){ .word = (uint32_t)at };
	r->end = at + 1;
	rest = str_of(w->text.at + money.len, w->text.len - money.len);
	if (row->counts) {
		r->n.value = row->count;
	} else if (rest.len && is_digit(rest.at[0])) {
		n = read_digits(rest, &r->n.value);
		read_tail(r, str_of(rest.at + n, rest.len - n));
		if (money.len)
			r->n.unit = sum_of(money);
	} else {
		return false;
	}
	read_behind(r);
	read_before(r, at);
	return true;
}

void truth_numbers_read(struct arena *mem, const struct truth_lexicon *lex,
	struct truth_passage *p)
{
	struct number_reading r = { .lex = lex, .p = p };

	p->number = ARENA_LIST(mem, struct truth_number, p->count + 1);
	for (size_t i = 0; i < p->count;) {
		if (!read_one(&r, i)) {
			i++;
			continue;
		}
		p->number[p->numbers++] = r.n;
		for (; i < r.end; i++)
			p->word[i].number = (uint32_t)p->numbers;
	}
}
