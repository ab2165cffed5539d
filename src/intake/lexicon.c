/* intake/lexicon.c - see lexicon.h. */
#include "intake/lexicon.h"

#include "intake/lexicon_slot.h"
#include "resume/codes.h"
#include "resume/words.h"

#include "lexicon_table.h"

enum {
	PHRASE_BYTES = 48, /* longer ones are not known */
	TAIL_LEAST = 5     /* letters of the last part of a word */
};

/* NULL: it is unknown. */
static const struct lexicon_slot *find(struct str text)
{
	uint32_t i = lexicon_hash(text);

	for (;; i++) {
		const struct lexicon_slot *s =
			&lexicon_slots[i & (LEXICON_SLOTS - 1)];

		if (!s->len)
			return NULL;
		if (s->len == text.len &&
			!memcmp(lexicon_text + s->at, text.at, text.len))
			return s;
	}
}

unsigned lexicon_find(struct str folded)
{
	const struct lexicon_slot *s = folded.len ? find(folded) : NULL;

	return s ? s->marks : 0;
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

/* Chinese, Japanese and Korean put no blanks between words: "云雀有限公司"
 * ends in what it is, "株式会社みなと" begins with it. */
static unsigned by_signs(struct str w)
{
	enum { SIGN = 3, LEAST = 2 * SIGN };
	unsigned marks = 0;

	for (size_t cut = SIGN; !marks && cut + LEAST <= w.len; cut += SIGN)
		marks = lexicon_find(str_of(w.at + cut, w.len - cut)) &
			(LEX_TITLE | LEX_SCHOOL | LEX_LEGAL | LEX_ORG |
				LEX_DEGREE | LEX_FIELD);
	for (size_t end = w.len - w.len % SIGN;
		end > LEAST && !(marks & ~LEX_FIELD); end -= SIGN)
		marks |= lexicon_find(str_of(w.at, end - SIGN)) & LEX_LEGAL;
	if (!marks && w.len > LEAST &&
		(str_ends(w, STR("市")) || str_ends(w, STR("県")) ||
			str_ends(w, STR("省")) || str_ends(w, STR("都"))))
		marks = LEX_CITY;
	return marks;
}

/* By the last part of a long word, and without the end of a plural. */
static unsigned by_parts(struct str w)
{
	unsigned marks;

	if (!w.len || w.len > PHRASE_BYTES)
		return 0;
	if ((unsigned char)w.at[0] >= 0xe3 && (unsigned char)w.at[0] < 0xee)
		return by_signs(w);
	if (w.len > TAIL_LEAST && w.at[w.len - 1] == 's') {
		marks = lexicon_find(str_of(w.at, w.len - 1)) & LEX_TITLE;
		if (marks)
			return marks;
	}
	/* of women, in German */
	if (w.len > TAIL_LEAST + 2 && str_ends(w, STR("in"))) {
		marks = lexicon_find(str_of(w.at, w.len - 2)) & LEX_TITLE;
		if (marks)
			return marks;
	}
	for (size_t cut = 3; cut + TAIL_LEAST <= w.len; cut++) {
		marks = lexicon_find(str_of(w.at + cut, w.len - cut)) &
			(LEX_TITLE | LEX_SCHOOL);
		if (marks && w.len - cut >= 6)
			return marks;
	}
	return 0;
}

unsigned lexicon_word(struct arena *mem, struct str word)
{
	struct str w;
	unsigned marks;

	if (word.len > PHRASE_BYTES)
		return 0;
	w = plain(mem, word);
	marks = lexicon_find(w);
	return marks ? marks : by_parts(w);
}

unsigned lexicon_any(struct arena *mem, struct str text)
{
	struct str rest = plain(mem, text);
	unsigned marks = 0;

	while (rest.len) {
		struct str all = rest, word = str_cut(&rest, ' ');
		size_t end = word.len;

		marks |= lexicon_find(word) | by_parts(word);
		for (int more = 0; more < 2 && end < all.len; more++) {
			for (end++; end < all.len && all.at[end] != ' ';)
				end++;
			marks |= lexicon_find(str_of(all.at, end));
		}
	}
	return marks;
}

int lexicon_heading(struct arena *mem, struct str heading)
{
	struct str words;
	const struct lexicon_slot *found;

	if (heading.len > 2 * PHRASE_BYTES)
		return RESUME_NO_HEADING;
	words = plain(mem, heading);
	found = words.len ? find(words) : NULL;
	return found && found->heading ? found->heading - 1 : RESUME_NO_HEADING;
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
static unsigned part_of(struct arena *mem, struct str part)
{
	static const char others[] = "ai ml ar qa hr pm tv cv io";
	struct str p = plain(mem, part), rest = p, word;
	unsigned marks;

	/* what these mean to most is no country */
	if (p.len == 2 && memmem(others, sizeof(others), p.at, 2))
		return 0;
	if (p.len == 2 && (resume_state_is(str_trim(part)) ||
				  (part.at[0] >= 'A' && part.at[0] <= 'Z' &&
					  part.at[1] <= 'Z' &&
					  lexicon_find(p) & LEX_CODE)))
		return LEX_COUNTRY;
	marks = lexicon_find(p) & (LEX_CITY | LEX_COUNTRY);
	if (!marks)
		marks = by_parts(p) & LEX_CITY;
	if (marks || !has_digit(p))
		return marks;
	/* "80331 munchen", "tx 78701", "94588" */
	while (rest.len) {
		word = str_cut(&rest, ' ');
		if (!has_digit(word) && word.len > 1) {
			marks |= lexicon_find(word) & (LEX_CITY | LEX_COUNTRY);
			if (word.len == 2 &&
				resume_state_is(str_of(part.at, 2)))
				marks |= LEX_COUNTRY;
		}
	}
	return marks;
}

/* "Leeds UK", "San Francisco CA", "Edinburgh Scotland" */
static bool ends_in_country(struct arena *mem, struct str s)
{
	size_t i = s.len, words = 1;
	struct str last, city;

	while (i && s.at[i - 1] != ' ')
		i--;
	last = str_of(s.at + i, s.len - i);
	for (size_t k = 0; k < s.len; k++)
		words += s.at[k] == ' ';
	if (i <= 2 || words > 4)
		return false;
	city = plain(mem, str_of(s.at, i - 1));
	if (lexicon_find(city) & LEX_CITY &&
		lexicon_find(plain(mem, last)) & LEX_COUNTRY)
		return true;
	return s.at[0] >= 'A' && s.at[0] <= 'Z' &&
	       (resume_state_is(last) || str_is(last, "UK") ||
		       str_is(last, "US") || str_is(last, "USA") ||
		       str_is(last, "UAE"));
}

float lexicon_place(struct arena *mem, struct str text)
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
		last = part_of(mem, part);
		any |= last;
		parts++;
	}
	if (parts == 1 && !any)
		return ends_in_country(mem, first) ? 0.7f : 0;
	if (parts == 1)
		return any & LEX_COUNTRY ? 0.9f : any & LEX_CITY ? 0.7f : 0;
	if (last & LEX_COUNTRY && first.len && first.len < 40)
		return any & LEX_CITY ? 1 : 0.85f;
	return any & LEX_CITY ? 0.6f : any ? 0.4f : 0;
}
