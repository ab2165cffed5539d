/*
 * match/posting_title.c - what the job is called, at whom and where: from
 * labels ("Job title: ..."), headings, and the first lines.
 */
#include "match/facts.h"
#include "match/posting_int.h"

enum {
	TITLE_LINES = 14, /* at the top, one of which may be the title */
	TITLE_WORDS = 14,
	TITLE_HITS = 16
};

static struct str word_at(const struct posting_reading *r, size_t i)
{
	return i < r->words.count ? r->words.at[i].text : STR_NONE;
}

/* ---- labels -----------------------------------------------------------------
 */

enum label { LABEL_NONE, LABEL_TITLE, LABEL_COMPANY, LABEL_PLACE };

static enum label label_is(
	const struct posting_reading *r, const struct posting_line *l)
{
	static const struct {
		enum label label;
		const char *word;
	} all[] = { { LABEL_TITLE, "title" }, { LABEL_TITLE, "position" },
		{ LABEL_TITLE, "role" }, { LABEL_TITLE, "stelle" },
		{ LABEL_TITLE, "jobtitel" }, { LABEL_TITLE, "poste" },
		{ LABEL_TITLE, "puesto" }, { LABEL_TITLE, "posizione" },
		{ LABEL_TITLE, "vaga" }, { LABEL_TITLE, "functie" },
		{ LABEL_COMPANY, "company" }, { LABEL_COMPANY, "employer" },
		{ LABEL_COMPANY, "organization" },
		{ LABEL_COMPANY, "organisation" },
		{ LABEL_COMPANY, "unternehmen" },
		{ LABEL_COMPANY, "entreprise" }, { LABEL_COMPANY, "empresa" },
		{ LABEL_COMPANY, "azienda" }, { LABEL_PLACE, "location" },
		{ LABEL_PLACE, "locations" }, { LABEL_PLACE, "standort" },
		{ LABEL_PLACE, "ort" }, { LABEL_PLACE, "lieu" },
		{ LABEL_PLACE, "ubicacion" }, { LABEL_PLACE, "sede" } };

	if (!l->label || l->label > 3 || l->label >= l->to - l->from)
		return LABEL_NONE;
	/* "Type of position: full-time" */
	if (str_is(word_at(r, l->from), "type"))
		return LABEL_NONE;
	for (size_t i = 0; i < LENGTH(all); i++)
		if (str_is(word_at(r, l->from + l->label - 1), all[i].word))
			return all[i].label;
	return LABEL_NONE;
}

/* ---- the title ---------------------------------------------------------- */

static size_t find_titles(const struct posting_reading *r, size_t from,
	size_t to, struct taxonomy_hit out[TITLE_HITS])
{
	struct resume_wording some = { r->words.at + from, to - from };

	return to - from <= TITLE_HITS
		       ? taxonomy_find(&match_titles, r->out->text, &some, out)
		       : 0;
}

/* "Senior Engineer at Acme", "Engineer - Acme", "Engineer (m/w/d)": how far the
 * title goes. */
static size_t title_end(const struct posting_reading *r, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++) {
		struct str word = word_at(r, i), text = r->out->text;
		char mark = text.at[r->words.at[i].at - 1];

		if (str_is(word, "at") || str_is(word, "bei") ||
			str_is(word, "chez") || mark == '(' || mark == '|' ||
			mark == '[')
			return i;
		if (r->words.at[i].flags & WORD_BREAK && mark != ',' &&
			mark != '/' && mark != '&')
			return i;
	}
	return to;
}

/* "Job Description: Senior Engineer", "Vacancy - Nurse" */
static size_t title_begin(
	const struct posting_reading *r, size_t from, size_t to)
{
	static const char *const idle[] = { "job", "description", "vacancy",
		"position", "title", "role", "hiring", "stellenanzeige",
		"offre", "oferta", "we", "are", "re", "now" };
	size_t i = from;

	for (; i < to; i++) {
		bool is = false;

		for (size_t k = 0; k < LENGTH(idle); k++)
			is = is || str_is(word_at(r, i), idle[k]);
		if (!is)
			break;
	}
	return i < to ? i : from;
}

/* A sentence about who is sought, and no title. */
static bool is_seeking(struct fact_words w)
{
	for (size_t i = 0; i < w.count; i++)
		if (str_is(w.at[i].text, "hiring") ||
			str_is(w.at[i].text, "seeking") ||
			str_is(w.at[i].text, "looking"))
			return true;
	return false;
}

/* "# Engineer", "**Engineer" */
static bool is_marked(const struct posting_reading *r, size_t word)
{
	size_t at = r->words.at[word].at;

	if (at && r->out->text.at[at - 1] == ' ')
		at--;
	return at && (r->out->text.at[at - 1] == '#' ||
			     r->out->text.at[at - 1] == '*');
}

static int worth(const struct posting_reading *r, const struct posting_line *l,
	size_t index, size_t from, size_t to)
{
	struct taxonomy_hit hit[TITLE_HITS];
	struct fact_words w = { r->words.at + from, to - from };
	bool names = find_titles(r, from, to, hit);
	bool ranks = fact_level(w) != LEVEL_USUAL;
	int value = 20 - (int)index + 60 * names + 20 * ranks;

	if (l->bullet || to - from > 9 ||
		!(r->words.at[from].flags & WORD_UPPER) || is_seeking(w) ||
		(!names && !ranks && match_weight(&r->words.at[from]) <= 0))
		return 0;
	if (l->heading && l->part != POSTING_TEXT)
		value -= 50;
	return value + 15 * is_marked(r, from);
}

/* "is looking for a Senior Nurse to join", "hiring a Robotics Engineer." */
static bool title_in_sentence(struct posting_reading *r)
{
	for (size_t i = 0; i + 2 < r->words.count && i < 400; i++) {
		bool seeks = str_is(word_at(r, i), "hiring") ||
			     str_is(word_at(r, i), "seeking") ||
			     str_is(word_at(r, i), "seeks") ||
			     (str_is(word_at(r, i), "looking") &&
				     str_is(word_at(r, i + 1), "for")) ||
			     str_is(word_at(r, i), "suchen");
		size_t from = i + 1, to;

		if (!seeks)
			continue;
		while (from < r->words.count && from < i + 4 &&
			!(r->words.at[from].flags & (WORD_UPPER | WORD_START)))
			from++;
		for (to = from;
			to < r->words.count && to < from + 8 &&
			(r->words.at[to].flags & WORD_UPPER ||
				str_is(word_at(r, to), "and") ||
				str_is(word_at(r, to), "of")) &&
			(to == from || !(r->words.at[to].flags & WORD_BREAK));)
			to++;
		if (to == from || from >= r->words.count ||
			!(r->words.at[from].flags & WORD_UPPER) ||
			r->words.at[from].flags & WORD_START)
			continue;
		r->out->title = posting_words_span(r, from, to);
		return true;
	}
	return false;
}

/* As a name, and not but spoken of ("our auditors"). */
static bool is_named(
	const struct posting_reading *r, const struct taxonomy_hit *hit)
{
	size_t end = hit->from + hit->count;

	return r->words.at[hit->from].flags & (WORD_UPPER | WORD_GLUED) ||
	       (end < r->words.count && r->words.at[end].flags & WORD_GLUED);
}

/* The occupation that is named most, where it is named first: in an address
 * ("/jobs/17-senior-nurse"), in a sentence. */
static bool title_anywhere(struct posting_reading *r, size_t *from, size_t *to)
{
	struct taxonomy_hit *hit =
		ARENA_LIST(r->mem, struct taxonomy_hit, r->words.count + 1);
	size_t n = taxonomy_find(&match_titles, r->out->text, &r->words, hit);
	size_t best = 0, most = 0;

	for (size_t i = 0; i < n && i < 200; i++) {
		size_t same = 0;

		for (size_t k = i; k < n && k < 200; k++)
			same += hit[k].entry == hit[i].entry;
		if (same > most && (same > 2 || is_named(r, &hit[i]))) {
			most = same;
			best = i;
		}
	}
	if (!most)
		return false;
	*from = hit[best].from;
	*to = *from + hit[best].count;
	while (*from &&
		fact_level((struct fact_words){ &r->words.at[*from - 1], 1 }) !=
			LEVEL_USUAL &&
		!(r->words.at[*from].flags & (WORD_BREAK | WORD_START)))
		--*from;
	return true;
}

static void set_title(struct posting_reading *r, size_t from, size_t to)
{
	struct taxonomy_hit hit[TITLE_HITS];
	struct fact_words w = { r->words.at + from, to - from };
	size_t n = find_titles(r, from, to, hit);

	r->out->title = posting_words_span(r, from, to);
	r->out->level = fact_level(w);
	r->out->occupation = n ? hit[n - 1].entry : TAXONOMY_NONE;
}

static void find_title(struct posting_reading *r)
{
	int best = 25;
	size_t from = 0, to = 0;

	for (size_t i = 0; i < r->lines && i < TITLE_LINES; i++) {
		const struct posting_line *l = &r->line[i];
		size_t a, b;
		int value;

		if (label_is(r, l) == LABEL_TITLE) {
			from = l->from + l->label;
			to = title_end(r, from, l->to);
			break;
		}
		if (l->to - l->from > TITLE_WORDS)
			continue;
		a = title_begin(r, l->from, l->to);
		b = title_end(r, a, l->to);
		value = worth(r, l, i, a, b);
		if (value > best) {
			best = value;
			from = a;
			to = b;
		}
	}
	if (to > from && best < 60 && title_in_sentence(r))
		to = from = 0;
	if (to == from && !r->out->title.len && !title_in_sentence(r) &&
		!title_anywhere(r, &from, &to))
		return;
	for (size_t i = 0; to == from && i < r->words.count; i++)
		if (r->words.at[i].at == r->out->title.at) {
			from = to = i;
			while (to < r->words.count &&
				r->words.at[to].at <
					r->out->title.at + r->out->title.len)
				to++;
		}
	set_title(r, from, to);
}

/* ---- at whom, where ----------------------------------------------------- */

/* "Acme is hiring", "About Acme": capitals before the verb, behind "about". */
static void find_company(struct posting_reading *r)
{
	for (size_t i = 1; i + 1 < r->words.count && i < 400; i++) {
		size_t from = i;

		if (!str_is(word_at(r, i), "is") ||
			!(str_is(word_at(r, i + 1), "hiring") ||
				str_is(word_at(r, i + 1), "looking") ||
				str_is(word_at(r, i + 1), "seeking")))
			continue;
		while (from && r->words.at[from - 1].flags & WORD_UPPER &&
			i - from < 5 && !(r->words.at[from].flags & WORD_BREAK))
			from--;
		if (from < i)
			r->out->company = posting_words_span(r, from, i);
		return;
	}
}

void posting_title(struct posting_reading *r)
{
	struct posting *p = r->out;

	p->occupation = TAXONOMY_NONE;
	p->level = LEVEL_USUAL;
	find_title(r);
	for (size_t i = 0; i < r->lines; i++) {
		const struct posting_line *l = &r->line[i];
		enum label label = label_is(r, l);
		struct posting_span *to = label == LABEL_COMPANY ? &p->company
					  : label == LABEL_PLACE ? &p->location
								 : NULL;

		if (to && !to->len)
			*to = posting_words_span(r, l->from + l->label, l->to);
	}
	if (!p->company.len)
		find_company(r);
}
