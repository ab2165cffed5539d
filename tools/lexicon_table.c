/*
 * tools/lexicon_table.c - writes the tables of intake/lexicon.h as one hash
 * table that the compiler puts into the program: to open it costs nothing. Run
 * by make; its output is build/gen/lexicon_table.h. No part of the program.
 */
#include <assert.h>
#include <stdio.h>

#include "intake/lexicon.h"
#include "intake/lexicon_slot.h"
#include "resume/words.h"

struct entry {
	struct str text;
	unsigned marks;
	int heading; /* and one; 0: none */
};

static struct entry slots[LEXICON_SLOTS];
static size_t used;
static struct arena mem;

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

static const char *const codes[] = {
#define COUNTRY(code, name, others) code,
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

/* ---- filling ------------------------------------------------------------ */

static struct entry *find(struct str text)
{
	uint32_t i = lexicon_hash(text);

	for (;; i++) {
		struct entry *e = &slots[i & (LEXICON_SLOTS - 1)];

		if (!e->text.len) {
			used++;
			assert(used <= LEXICON_SLOTS / 2);
			e->text = text;
		}
		if (str_eq(e->text, text))
			return e;
	}
}

static void add_all(const char *phrases, char mark, unsigned marks, int heading)
{
	struct str rest = str_c(phrases);

	while (rest.len) {
		struct str one = resume_fold(&mem, str_cut(&rest, mark));
		struct entry *e;

		if (!one.len)
			continue;
		e = find(one);
		e->marks |= marks;
		if (!e->heading)
			e->heading = heading;
	}
}

/* "CAREERHISTORY": letters set apart by blanks hide those between words. */
static void add_squashed(const char *phrases, int heading)
{
	enum { LEAST = 8 };
	struct str rest = str_c(phrases);

	while (rest.len) {
		struct str one = resume_fold(&mem, str_cut(&rest, '|'));
		char *to = arena_bytes(&mem, one.len + 1);
		struct entry *e;
		size_t n = 0;

		for (size_t i = 0; i < one.len; i++)
			if (one.at[i] != ' ')
				to[n++] = one.at[i];
		if (n < LEAST || n == one.len)
			continue;
		e = find(str_of(to, n));
		if (!e->heading)
			e->heading = heading;
	}
}

static void fill(void)
{
	for (size_t i = 0; i < LENGTH(tables); i++)
		add_all(tables[i].phrases, tables[i].mark, tables[i].marks, 0);
	for (size_t i = 0; i < LENGTH(headings); i++)
		add_all(headings[i].phrases, '|', 0, headings[i].what + 1);
	for (size_t i = 0; i < LENGTH(headings); i++)
		add_squashed(headings[i].phrases, headings[i].what + 1);
	for (size_t i = 0; i < LENGTH(countries); i++)
		add_all(countries[i], '|', LEX_COUNTRY, 0);
	for (size_t i = 0; i < LENGTH(codes); i++)
		add_all(codes[i], '|', LEX_CODE, 0);
	for (size_t i = 0; i < LENGTH(languages); i++)
		add_all(languages[i], '|', LEX_LANGUAGE, 0);
}

static void show_text(struct str s)
{
	putchar('"');
	for (size_t i = 0; i < s.len; i++)
		printf((unsigned char)s.at[i] < 0x80 && s.at[i] != '"' &&
					s.at[i] != '\\'
				? "%c"
				: "\\%03o",
			(unsigned char)s.at[i]);
	puts("\"");
}

int main(void)
{
	size_t at = 0;

	fill();
	puts("/* Made by tools/lexicon_table. */");
	puts("static const char lexicon_text[] =");
	for (size_t i = 0; i < LEXICON_SLOTS; i++)
		if (slots[i].text.len)
			show_text(slots[i].text);
	puts(";\nstatic const struct lexicon_slot "
	     "lexicon_slots[LEXICON_SLOTS] = {");
	for (size_t i = 0; i < LEXICON_SLOTS; i++) {
		const struct entry *e = &slots[i];

		if (!e->text.len)
			continue;
		printf("[%zu] = { %zu, %u, %zu, %d },\n", i, at, e->marks,
			e->text.len, e->heading);
		at += e->text.len;
	}
	puts("};");
	arena_free(&mem);
	return 0;
}
