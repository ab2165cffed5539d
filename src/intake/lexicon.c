/* intake/lexicon.c - see lexicon.h. */
#include "intake/lexicon.h"

#include "resume/codes.h"
#include "resume/words.h"

enum {
	LEXICON_SLOTS = 1 << 15,
	PHRASE_BYTES = 48, /* longer ones are not known */
	TAIL_LEAST = 5     /* letters of the last part of a word */
};

struct entry {
	struct str text;
	unsigned marks;
	int heading; /* and one; 0: none */
};

struct lexicon {
	struct entry *slot;
};

/* ---- the tables --------------------------------------------------------- */

static const struct {
	unsigned marks;
	char mark; /* between phrases */
	const char *phrases;
} tables[] = {
#define LEX(marks, phrases) { marks, '|', phrases },
#include "intake/lexicon.def"
#undef LEX
#define CITIES(phrases) { LEX_CITY, '|', phrases },
#include "intake/places.def"
#undef CITIES
#define TITLE(words) { LEX_TITLE, ' ', words },
#define PLACE_OF_WORK(words) { LEX_ORG, ' ', words },
#define DEGREE(words) { LEX_DEGREE, ' ', words },
#define SCHOOL(words) { LEX_SCHOOL, ' ', words },
#include "resume/titles.def"
#undef TITLE
#undef PLACE_OF_WORK
#undef DEGREE
#undef SCHOOL
#define MONTH(n, words) { LEX_MONTH, ' ', words },
#define PRESENT(words) { LEX_PRESENT, ' ', words },
#define HEADING(what, phrases)
#include "resume/words.def"
#undef MONTH
#undef PRESENT
#undef HEADING
};

static const struct {
	int what;
	const char *phrases;
} headings[] = {
#define MONTH(n, words)
#define PRESENT(words)
#define HEADING(what, phrases) { RESUME_##what, phrases },
#include "resume/words.def"
#undef MONTH
#undef PRESENT
#undef HEADING
};

static const char *const countries[] = {
#define COUNTRY(code, name, others) name, others,
#define LANGUAGE(...)
#include "resume/codes.def"
#undef COUNTRY
#undef LANGUAGE
};

static const char *const languages[] = {
#define COUNTRY(code, name, others)
#define LANGUAGE(two, t, b, name) name,
#include "resume/codes.def"
#undef COUNTRY
#undef LANGUAGE
};

static uint32_t hash(struct str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.at[i]) * 16777619u;
	return h ^ h >> 15;
}

static struct entry *find(const struct lexicon *l, struct str text)
{
	uint32_t i = hash(text);

	for (;; i++) {
		struct entry *e = &l->slot[i & (LEXICON_SLOTS - 1)];

		if (!e->text.len || str_eq(e->text, text))
			return e;
	}
}

static void add(struct lexicon *l, struct str text, unsigned marks)
{
	struct entry *e;

	if (!text.len)
		return;
	e = find(l, text);
	e->text = text;
	e->marks |= marks;
}

static void add_all(struct lexicon *l, struct arena *mem, const char *phrases,
	char mark, unsigned marks, bool fold)
{
	struct str rest = str_c(phrases);

	while (rest.len) {
		struct str one = str_cut(&rest, mark);

		add(l, fold ? resume_fold(mem, one) : one, marks);
	}
}

static void add_heading(struct lexicon *l, const char *phrases, int what)
{
	struct str rest = str_c(phrases);

	while (rest.len) {
		struct str one = str_cut(&rest, '|');
		struct entry *e = find(l, one);

		e->text = one;
		if (!e->heading)
			e->heading = what + 1;
	}
}

const struct lexicon *lexicon_open(struct arena *mem)
{
	struct lexicon *l = ARENA_NEW(mem, struct lexicon);

	l->slot = ARENA_LIST(mem, struct entry, LEXICON_SLOTS);
	for (size_t i = 0; i < LENGTH(tables); i++)
		add_all(l, mem, tables[i].phrases, tables[i].mark,
			tables[i].marks, false);
	for (size_t i = 0; i < LENGTH(headings); i++)
		add_heading(l, headings[i].phrases, headings[i].what);
	for (size_t i = 0; i < LENGTH(countries); i++)
		add_all(l, mem, countries[i], '|', LEX_COUNTRY, true);
	for (size_t i = 0; i < LENGTH(languages); i++)
		add_all(l, mem, languages[i], '|', LEX_LANGUAGE, true);
	return l;
}

unsigned lexicon_find(const struct lexicon *l, struct str folded)
{
	return folded.len ? find(l, folded)->marks : 0;
}

/* ---- words of a text ---------------------------------------------------- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'' ||
	       (c & 0x80);
}

/* Letters and single blanks only: "St. Gallen" is "st gallen". */
static struct str plain(struct arena *mem, struct str text)
{
	struct str s = resume_fold(mem, text);
	char *to = (char *)(uintptr_t)s.at; /* ours */
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++)
		if (is_letter(s.at[i]))
			to[len++] = s.at[i];
		else if (len && to[len - 1] != ' ')
			to[len++] = ' ';
	while (len && (to[len - 1] == ' ' || to[len - 1] == '\''))
		len--;
	return str_of(to, len);
}

/* By the last part of a long word, and without the end of a plural. */
static unsigned by_parts(const struct lexicon *l, struct str w)
{
	unsigned marks;

	if (w.len > TAIL_LEAST && w.at[w.len - 1] == 's') {
		marks = lexicon_find(l, str_of(w.at, w.len - 1)) & LEX_TITLE;
		if (marks)
			return marks;
	}
	/* of women, in German */
	if (w.len > TAIL_LEAST + 2 && str_ends(w, STR("in"))) {
		marks = lexicon_find(l, str_of(w.at, w.len - 2)) & LEX_TITLE;
		if (marks)
			return marks;
	}
	for (size_t cut = 3; cut + TAIL_LEAST <= w.len; cut++) {
		marks = lexicon_find(l, str_of(w.at + cut, w.len - cut)) &
			(LEX_TITLE | LEX_SCHOOL);
		if (marks && w.len - cut >= 6)
			return marks;
	}
	return 0;
}

unsigned lexicon_word(
	const struct lexicon *l, struct arena *mem, struct str word)
{
	struct str w;
	unsigned marks;

	if (word.len > PHRASE_BYTES)
		return 0;
	w = plain(mem, word);
	marks = lexicon_find(l, w);
	return marks ? marks : by_parts(l, w);
}

unsigned lexicon_any(
	const struct lexicon *l, struct arena *mem, struct str text)
{
	struct str rest = plain(mem, text);
	unsigned marks = 0;

	while (rest.len) {
		struct str all = rest, word = str_cut(&rest, ' ');
		size_t end = word.len;

		marks |= lexicon_find(l, word) | by_parts(l, word);
		for (int more = 0; more < 2 && end < all.len; more++) {
			for (end++; end < all.len && all.at[end] != ' ';)
				end++;
			marks |= lexicon_find(l, str_of(all.at, end));
		}
	}
	return marks;
}

int lexicon_heading(
	const struct lexicon *l, struct arena *mem, struct str heading)
{
	struct str words;
	int found;

	if (heading.len > 2 * PHRASE_BYTES)
		return RESUME_NO_HEADING;
	words = plain(mem, heading);
	found = words.len ? find(l, words)->heading : 0;
	return found ? found - 1 : RESUME_NO_HEADING;
}

/* ---- places ------------------------------------------------------------- */

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= '0' && s.at[i] <= '9')
			return true;
	return false;
}

/* What one part between commas is: LEX_CITY, LEX_COUNTRY, or a postal code
 * with a city. */
static unsigned part_of(
	const struct lexicon *l, struct arena *mem, struct str part)
{
	static const char others[] = "ai ml ar qa hr pm tv cv io";
	struct str p = plain(mem, part), rest = p, word;
	unsigned marks;

	/* what these mean to most is no country */
	if (p.len == 2 && memmem(others, sizeof(others), p.at, 2))
		return 0;
	if (p.len == 2 && (resume_state_is(str_trim(part)) ||
				  (part.at[0] >= 'A' && part.at[0] <= 'Z' &&
					  resume_country_find(p).len)))
		return LEX_COUNTRY;
	marks = lexicon_find(l, p) & (LEX_CITY | LEX_COUNTRY);
	if (marks || !has_digit(p))
		return marks;
	/* "80331 munchen", "tx 78701", "94588" */
	while (rest.len) {
		word = str_cut(&rest, ' ');
		if (!has_digit(word) && word.len > 1) {
			marks |= lexicon_find(l, word) &
				 (LEX_CITY | LEX_COUNTRY);
			if (word.len == 2 &&
				resume_state_is(str_of(part.at, 2)))
				marks |= LEX_COUNTRY;
		}
	}
	return marks;
}

/* "Leeds UK", "San Francisco CA" */
static bool ends_in_country(
	const struct lexicon *l, struct arena *mem, struct str s)
{
	size_t i = s.len, words = 1;
	struct str last;

	while (i && s.at[i - 1] != ' ')
		i--;
	last = str_of(s.at + i, s.len - i);
	for (size_t k = 0; k < s.len; k++)
		words += s.at[k] == ' ';
	return i > 2 && words <= 4 && s.at[0] >= 'A' && s.at[0] <= 'Z' &&
	       last.len >= 2 && last.at[0] >= 'A' && last.at[0] <= 'Z' &&
	       (last.len > 2 ? part_of(l, mem, last) & LEX_COUNTRY
			     : resume_state_is(last) || str_is(last, "UK") ||
				       str_is(last, "US"));
}

float lexicon_place(const struct lexicon *l, struct arena *mem, struct str text)
{
	struct str rest = str_trim(text), part, first = STR_NONE;
	unsigned last = 0, any = 0;
	size_t parts = 0;

	if (!rest.len || rest.len > 2 * PHRASE_BYTES)
		return 0;
	while (rest.len && parts < 6) {
		part = str_trim(str_cut(&rest, ','));
		while (part.len && (part.at[part.len - 1] == ')' ||
					   part.at[part.len - 1] == '.'))
			part.len--;
		if (part.len && part.at[0] == '(')
			part = str_of(part.at + 1, part.len - 1);
		if (!parts)
			first = part;
		last = part_of(l, mem, part);
		any |= last;
		parts++;
	}
	if (parts == 1 && !any)
		return ends_in_country(l, mem, first) ? 0.7f : 0;
	if (parts == 1)
		return any & LEX_COUNTRY ? 0.9f : any & LEX_CITY ? 0.7f : 0;
	if (last & LEX_COUNTRY && first.len && first.len < 40)
		return any & LEX_CITY ? 1 : 0.85f;
	return any & LEX_CITY ? 0.6f : any ? 0.4f : 0;
}
