/*
 * match/posting_lines.c - the lines and sentences of a posting, and which part
 * each belongs to: by the headings above it.
 */
#include "match/posting_int.h"

enum {
	HEADING_WORDS = 9,
	HEADING_BYTES = 90,
	COLON_WORDS = 14,    /* of one that ends with a colon */
	BARE_WORDS = 5,      /* of a heading that looks like any line */
	LABEL_WORDS = 5,     /* before a colon */
	FACT_LINES = 25,     /* at the top, where "Location: Turku" stands */
	SENTENCE_WORDS = 12, /* lines with more are parted at full stops */
	BULLET_WORDS = 40    /* bullets with more */
};

static const struct {
	const char *name;
	float weight;
} parts[POSTING_PARTS] = {
#define PART(id, name, weight) { name, (float)weight / 100 },
#include "match/parts.def"
#undef PART
};

const char *posting_part_name(enum posting_part part)
{
	return parts[part].name;
}

float posting_part_weight(enum posting_part part) { return parts[part].weight; }

/* ---- bytes ----------------------------------------------------------------
 */

static struct str text_of(const struct posting_reading *r)
{
	return r->out->text;
}

struct posting_span posting_words_span(
	const struct posting_reading *r, size_t from, size_t to)
{
	const struct resume_word *a = &r->words.at[from],
				 *b = &r->words.at[to - 1];
	struct posting_span s = { a->at, b->at + b->len - a->at };
	struct str text = text_of(r);

	/* what closes a bracket that it opened, and its full stop, stay out */
	while (s.at + s.len < text.len && text.at[s.at + s.len] == ')' &&
		memchr(text.at + s.at, '(', s.len))
		s.len++;
	return s;
}

/* What stands between the line's begin and its first word. */
static struct str before(const struct posting_reading *r, size_t word)
{
	struct str text = text_of(r);
	size_t end = r->words.at[word].at, from = end;

	while (from && text.at[from - 1] != '\n')
		from--;
	return str_of(text.at + from, end - from);
}

/* What stands behind the last word, to the end of the line. */
static struct str behind(const struct posting_reading *r, size_t last)
{
	struct str text = text_of(r);
	size_t from = r->words.at[last].at + r->words.at[last].len, to = from;

	while (to < text.len && text.at[to] != '\n')
		to++;
	return str_of(text.at + from, to - from);
}

static bool has_byte(struct str s, char c)
{
	return s.len && memchr(s.at, c, s.len);
}

/* ---- one line --------------------------------------------------------------
 */

static bool is_bullet(struct str mark)
{
	struct str m = str_trim(mark);

	return m.len && *m.at != '#' && *m.at != '=' && *m.at != '(' &&
	       *m.at != '"' && *m.at != '[' && *m.at != '$' && *m.at != '|' &&
	       !str_starts(m, STR("**"));
}

static bool all_caps(const struct posting_reading *r, size_t from, size_t to)
{
	size_t caps = 0;

	for (size_t i = from; i < to; i++)
		if (r->words.at[i].flags & WORD_CAPS)
			caps++;
		else if (r->words.at[i].len > 3)
			return false;
	return caps > 0;
}

static bool all_upper(const struct posting_reading *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!(r->words.at[i].flags & WORD_UPPER) &&
			r->words.at[i].len > 3)
			return false;
	return true;
}

/* French has one there, which is often one that no line breaks at. */
static size_t blank_before_colon(struct str s)
{
	static const struct str blanks[] = { { " :", 2 }, { "\n:", 2 },
		{ "\xc2\xa0:", 3 }, { "\xe2\x80\xaf:", 4 } };

	for (size_t i = 0; i < LENGTH(blanks); i++)
		if (str_starts(s, blanks[i]))
			return blanks[i].len - 1;
	return 0;
}

/* Words before a colon that follows within the line; 0: there is none. */
static uint32_t label_of(
	const struct posting_reading *r, size_t from, size_t to)
{
	struct str text = text_of(r);

	for (size_t i = from; i < to && i < from + LABEL_WORDS; i++) {
		size_t end = r->words.at[i].at + r->words.at[i].len;

		while (end < text.len &&
			(text.at[end] == '*' || text.at[end] == ')'))
			end++;
		end += blank_before_colon(
			str_of(text.at + end, text.len - end));
		if (end < text.len && text.at[end] == ':' &&
			!(end + 2 < text.len && text.at[end + 1] == '/'))
			return (uint32_t)(i + 1 - from);
	}
	return 0;
}

/* The part that a line's words name; less than 0: they name none. */
static int names_part(const struct posting_reading *r, size_t from, size_t to)
{
	int what = phrase_find(r->words.at + from, to - from);

	return what == PHRASE_WELCOME  ? POSTING_NICE
	       : what == PHRASE_LEGAL  ? POSTING_PROCESS
	       : what == POSTING_FACTS ? -1
				       : what;
}

static bool above_bullet(
	const struct posting_reading *r, const struct posting_line *l)
{
	return l->to < r->words.count && is_bullet(before(r, l->to)) &&
	       !has_byte(behind(r, l->to - 1), '.');
}

/* "Technical foundation", above bullets that ask. */
static bool opens_list(const struct posting_reading *r,
	const struct posting_line *l, enum posting_part part)
{
	return (part == POSTING_MUST || part == POSTING_NICE) &&
	       l->to - l->from <= BARE_WORDS && above_bullet(r, l) &&
	       (!l->from || is_bullet(before(r, l->from - 1)));
}

/* "Job type: Full-time", "Part-time": wherever it stands. */
static bool is_fact(
	const struct posting_reading *r, size_t from, size_t to, uint32_t label)
{
	return phrase_is(r->words.at + from, label ? label : to - from) ==
	       POSTING_FACTS;
}

/* Says what follows below; `part` becomes that. */
static bool is_heading(const struct posting_reading *r,
	const struct posting_line *l, enum posting_part *part)
{
	struct str mark = str_trim(before(r, l->from));
	struct str tail = str_trim(behind(r, l->to - 1));
	size_t words = l->to - l->from;
	bool marked = has_byte(mark, '#') || has_byte(mark, '=') ||
		      str_starts(mark, STR("**"));
	bool colon = has_byte(tail, ':');
	bool looks = marked || colon || all_caps(r, l->from, l->to);
	int what;

	if (words > (colon ? COLON_WORDS : HEADING_WORDS) ||
		l->span.len > HEADING_BYTES || (l->label && l->label < words) ||
		is_bullet(mark) ||
		(!looks && has_byte(tail, '.') &&
			phrase_is(r->words.at + l->from, words) < 0))
		return false;
	what = names_part(r, l->from, l->to);
	if (what >= 0 &&
		(looks || phrase_is(r->words.at + l->from, words) >= 0 ||
			(words <= BARE_WORDS && (all_upper(r, l->from, l->to) ||
							above_bullet(r, l))) ||
			words <= 2)) {
		*part = (enum posting_part)what;
		return true;
	}
	if (what < 0 && marked && has_byte(mark, '#')) {
		*part = POSTING_TEXT;
		return true;
	}
	return what < 0 &&
	       ((colon && words <= BARE_WORDS) || opens_list(r, l, *part));
}

/* ---- all lines --------------------------------------------------------------
 */

static struct posting_line *add_line(
	struct posting_reading *r, size_t from, size_t to)
{
	struct posting_line *l = &r->line[r->lines++];

	*l = (struct posting_line){ .from = (uint32_t)from,
		.to = (uint32_t)to,
		.span = posting_words_span(r, from, to) };
	return l;
}

static size_t line_end(const struct posting_reading *r, size_t from)
{
	size_t to = from + 1;

	while (to < r->words.count && !(r->words.at[to].flags & WORD_LINE))
		to++;
	return to;
}

/* Behind a label the sentence only begins. */
static size_t sentence_end(
	const struct posting_reading *r, size_t from, size_t to, uint32_t label)
{
	size_t end = from + 1;

	while (end < to && (!(r->words.at[end].flags & WORD_START) ||
				   end - from < 3 || end - from == label))
		end++;
	return end;
}

/* A line's sentences: each may ask for something else. */
static void add_sentences(struct posting_reading *r, size_t from, size_t to,
	const struct posting_line *as)
{
	bool whole = to - from <= (as->bullet ? BULLET_WORDS : SENTENCE_WORDS);

	while (from < to) {
		uint32_t label = from == as->from ? as->label : 0;
		size_t end = whole ? to : sentence_end(r, from, to, label);
		struct posting_line *l = add_line(r, from, end);

		l->part = as->part;
		l->bullet = as->bullet;
		l->label = label;
		l->welcome = phrase_has(
			r->words.at + from, end - from, PHRASE_WELCOME);
		if (phrase_has(r->words.at + from, end - from, PHRASE_LEGAL))
			l->part = POSTING_PROCESS;
		from = end;
	}
}

/* "Hands-on Snowflake experience: warehouses, roles" */
static bool names_skill(
	const struct posting_reading *r, size_t from, uint32_t count)
{
	for (size_t i = 0; i < r->hits; i++)
		if (r->hit[i].from >= from && r->hit[i].from < from + count)
			return phrase_is(r->words.at + from, count) < 0;
	return false;
}

static void read_line(struct posting_reading *r, size_t from, size_t to,
	size_t number, enum posting_part *part)
{
	struct posting_line *l = add_line(r, from, to);
	struct posting_line as = { .part = *part };
	int what;

	l->label = label_of(r, from, to);
	if (is_fact(r, from, to, l->label)) {
		l->part = POSTING_FACTS;
		return;
	}
	if (is_heading(r, l, part)) {
		l->part = *part;
		l->heading = true;
		return;
	}
	as.bullet = is_bullet(before(r, from));
	what = l->label && l->label < to - from
		       ? names_part(r, from, from + l->label)
		       : -1;
	if (what >= 0 && !as.bullet && !names_skill(r, from, l->label)) {
		/* "Requirements: Python": all that follows, too */
		*part = as.part = (enum posting_part)what;
		l->to = l->from + l->label;
		l->heading = true;
		l->part = as.part;
		add_sentences(r, from + l->label, to, &as);
		return;
	}
	if (l->label && what < 0 && number < FACT_LINES &&
		as.part == POSTING_TEXT && !as.bullet) {
		l->part = POSTING_FACTS;
		return;
	}
	r->lines--;
	as.from = (uint32_t)from;
	as.label = l->label;
	if (what >= 0) /* a bullet with a label of its own */
		as.part = what == POSTING_NICE ? POSTING_NICE : as.part;
	add_sentences(r, from, to, &as);
}

void posting_lines(struct posting_reading *r)
{
	enum posting_part part = POSTING_TEXT;
	size_t number = 0;

	r->line = ARENA_LIST(r->mem, struct posting_line, r->words.count + 1);
	for (size_t from = 0; from < r->words.count;) {
		size_t to = line_end(r, from);

		read_line(r, from, to, number++, &part);
		r->sorted = r->sorted || part == POSTING_MUST;
		from = to;
	}
}
