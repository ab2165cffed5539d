/* app/posting.c - see posting.h. */
#include "app/posting.h"

#include "base/utf8.h"
#include "match/pair.h"

#include <math.h>

/* ---- what is shown ------------------------------------------------------ */

static const char *const kinds[] = { "skill", "word", NULL };

static const struct json_field place_fields[] = {
	JSON(posting_place, at, JSON_MUST, 0, POSTING_BYTES),
	JSON(posting_place, length, JSON_MUST, 0, POSTING_BYTES),
	{ 0 },
};
static const struct json_shape place_shape =
	JSON_SHAPE(posting_place, "PostingPlace",
		"Where in the answer's text: characters (code points), from 0.",
		place_fields);

static const struct json_field found_fields[] = {
	JSON(posting_found, value, JSON_MUST, 0, 0),
	JSON_IN(posting_found, place, JSON_MUST, &place_shape),
	{ 0 },
};
static const struct json_shape found_shape = JSON_SHAPE(posting_found,
	"PostingFound", "What a posting says, and where.", found_fields);

static const struct json_field term_fields[] = {
	JSON(posting_term_told, term, JSON_MUST, 0, 0,
		.about = "a skill by its usual name, or the word"),
	JSON_WORD(posting_term_told, kind, JSON_MUST, kinds),
	JSON(posting_term_told, part, JSON_MUST, 0, 0,
		.about = "of the posting: title, required, duties ..."),
	JSON(posting_term_told, weight, JSON_MUST, 0, 100,
		.about = "of 100, all terms together"),
	JSON(posting_term_told, must, JSON_MUST, 0, 0),
	JSON_IN(posting_term_told, place, JSON_MUST, &place_shape),
	{ 0 },
};
static const struct json_shape term_shape = JSON_SHAPE(posting_term_told,
	"PostingTerm", "What weighs in a posting.", term_fields);

static const struct json_field line_fields[] = {
	JSON(posting_line, text, JSON_MUST, 0, 0),
	JSON(posting_line, must, JSON_MUST, 0, 0),
	JSON(posting_line, years, JSON_MUST, 0, 100,
		.about = "that it asks for; 0: none"),
	JSON_IN(posting_line, place, JSON_MUST, &place_shape),
	{ 0 },
};
static const struct json_shape line_shape = JSON_SHAPE(
	posting_line, "PostingLine", "One line of a posting.", line_fields);

#define TERMS (POSTING_SKILLS + POSTING_WORDS)
static const struct json_field told_fields[] = {
	JSON(posting_told, text, JSON_MUST, 0, 0,
		.about = "what was read: of HTML what can be seen"),
	JSON_AT(posting_told, title, JSON_MUST | JSON_NULLABLE, &found_shape),
	JSON(posting_told, level, JSON_MUST | JSON_NULLABLE, 0, 0,
		.about = "intern, junior, senior, lead, head or chief"),
	JSON(posting_told, occupation, JSON_MUST | JSON_NULLABLE, 0, 0,
		.about = "that the title names"),
	JSON_AT(posting_told, company, JSON_MUST | JSON_NULLABLE, &found_shape),
	JSON_AT(posting_told, location, JSON_MUST | JSON_NULLABLE,
		&found_shape),
	JSON(posting_told, years, JSON_MUST | JSON_NULLABLE, 0, 100,
		JSON_HAS(posting_told, has_years)),
	JSON_AT(posting_told, degree, JSON_MUST | JSON_NULLABLE, &found_shape),
	JSON(posting_told, degree_or, JSON_MUST, 0, 0,
		.about = "experience in its place will do"),
	JSON_ROWS(posting_told, languages, JSON_MUST, POSTING_LANGUAGES,
		&found_shape),
	JSON_ROWS(posting_told, required, JSON_MUST, TERMS, &term_shape),
	JSON_ROWS(posting_told, welcome, JSON_MUST, TERMS, &term_shape),
	JSON_ROWS(posting_told, certificates, JSON_MUST, TERMS, &term_shape),
	JSON_ROWS(posting_told, keywords, JSON_MUST, TERMS, &term_shape,
		.about = "words beside skills"),
	JSON_ROWS(posting_told, requirements, JSON_MUST, POSTING_NEEDS,
		&line_shape),
	JSON_ROWS(posting_told, responsibilities, JSON_MUST, APP_POSTING_LINES,
		&line_shape),
	{ 0 },
};
const struct json_shape app_posting_shape = JSON_SHAPE(posting_told, "Posting",
	"What a posting asks for, and where.", told_fields);

/* ---- places ------------------------------------------------------------- */

/* Characters before every so many bytes: postings may be long, and what is
 * found in them much. */
enum { STEP = 1024 };
struct telling {
	struct call *c;
	const struct posting *j;
	uint32_t *before;
	struct posting_told *out;
	double all; /* weights */
};

static bool goes_on(char c) { return ((unsigned char)c & 0xc0) == 0x80; }

static void count_all(struct telling *t)
{
	struct str text = t->j->text;
	uint32_t n = 0;

	t->before = ARENA_LIST(t->c->mem, uint32_t, text.len / STEP + 1);
	for (size_t i = 0; i < text.len; i++) {
		if (i % STEP == 0)
			t->before[i / STEP] = n;
		n += !goes_on(text.at[i]);
	}
}

static int64_t chars_before(const struct telling *t, size_t at)
{
	int64_t n = t->before[at / STEP];

	for (size_t i = at - at % STEP; i < at; i++)
		n += !goes_on(t->j->text.at[i]);
	return n;
}

static struct posting_place place_of(
	const struct telling *t, struct posting_span span)
{
	return (struct posting_place){ chars_before(t, span.at),
		(int64_t)utf8_count(posting_str(t->j, span)) };
}

/* ---- rows --------------------------------------------------------------- */

static const struct posting_found *found(
	struct telling *t, struct str value, struct posting_span span)
{
	struct posting_found *f;

	if (!value.len)
		return NULL;
	f = ARENA_NEW(t->c->mem, struct posting_found);
	*f = (struct posting_found){ value, place_of(t, span) };
	return f;
}

static bool is_certificate(const struct posting_term *t)
{
	return t->skill != TAXONOMY_NONE &&
	       match_skills.entry[t->skill].kind == TAXONOMY_CERTIFICATE;
}

static void add_term(struct telling *t, struct posting_terms_told *to,
	const struct posting_term *term)
{
	bool skill = term->skill != TAXONOMY_NONE;
	double weight = (double)term->weight * 100 / t->all;

	if (!to->at)
		to->at = ARENA_LIST(t->c->mem, struct posting_term_told, TERMS);
	to->at[to->count++] = (struct posting_term_told){ .term = term->label,
		.kind = skill ? STR("skill") : STR("word"),
		.part = str_c(posting_part_name(term->part)),
		.weight = round(weight * 100) / 100,
		.must = term->must,
		.place = place_of(t, term->span) };
}

static void add_terms(struct telling *t)
{
	const struct posting *j = t->j;

	for (size_t i = 0; i < j->skills.count; i++)
		t->all += (double)j->skills.at[i].weight;
	for (size_t i = 0; i < j->words.count; i++)
		t->all += (double)j->words.at[i].weight;
	t->all = t->all > 0 ? t->all : 1;
	for (size_t i = 0; i < j->skills.count; i++) {
		const struct posting_term *s = &j->skills.at[i];

		add_term(t, s->must ? &t->out->required : &t->out->welcome, s);
		if (is_certificate(s))
			add_term(t, &t->out->certificates, s);
	}
	for (size_t i = 0; i < j->words.count; i++)
		add_term(t, &t->out->keywords, &j->words.at[i]);
}

static void add_needs(struct telling *t)
{
	struct posting_lines *to = &t->out->requirements;

	to->at = ARENA_LIST(
		t->c->mem, struct posting_line, t->j->needs.count + 1);
	for (size_t i = 0; i < t->j->needs.count; i++) {
		const struct posting_need *n = &t->j->needs.at[i];

		to->at[to->count++] = (struct posting_line){ .text = n->text,
			.must = n->must,
			.years = n->years,
			.place = place_of(t, n->span) };
	}
}

/* Lines that say what is done there, by what weighs in them. */
static void add_duties(struct telling *t, const struct posting_terms *terms)
{
	struct posting_lines *to = &t->out->responsibilities;

	for (size_t i = 0; i < terms->count; i++) {
		const struct posting_term *term = &terms->at[i];
		struct str line = pair_line(t->j, term->span);
		size_t k = 0;

		if (term->part != POSTING_DUTIES || !line.len)
			continue;
		while (k < to->count && to->at[k].text.at != line.at)
			k++;
		if (k < to->count || k == APP_POSTING_LINES)
			continue;
		to->at[to->count++] = (struct posting_line){ .text = line,
			.must = true,
			.place = place_of(
				t, (struct posting_span){
					   (uint32_t)(line.at - t->j->text.at),
					   (uint32_t)line.len }) };
	}
}

static void add_languages(struct telling *t)
{
	size_t count = t->j->languages.count;

	t->out->languages.at =
		ARENA_LIST(t->c->mem, struct posting_found, count + 1);
	t->out->languages.count = count;
	for (size_t i = 0; i < count; i++)
		t->out->languages.at[i] = (struct posting_found){
			str_c(t->j->languages.at[i].code),
			place_of(t, t->j->languages.at[i].span)
		};
}

static void tell(struct telling *t)
{
	const struct posting *j = t->j;
	struct posting_told *out = t->out;

	*out = (struct posting_told){ .text = j->text,
		.level = str_c(pair_level(j->level)),
		.years = j->years,
		.has_years = j->years != 0,
		.degree_or = j->degree_or };
	count_all(t);
	out->title = found(t, posting_str(j, j->title), j->title);
	out->company = found(t, posting_str(j, j->company), j->company);
	out->location = found(t, posting_str(j, j->location), j->location);
	out->degree = found(t, str_c(pair_degree(j->degree)), j->degree_span);
	if (j->occupation != TAXONOMY_NONE)
		out->occupation = taxonomy_label(&match_titles, j->occupation);
	add_languages(t);
	add_terms(t);
	add_needs(t);
	out->responsibilities.at =
		ARENA_LIST(t->c->mem, struct posting_line, APP_POSTING_LINES);
	add_duties(t, &j->skills);
	add_duties(t, &j->words);
}

bool app_posting_read(struct call *c, const struct given *g,
	struct posting_told *out, struct err *err)
{
	struct posting *j = ARENA_NEW(c->mem, struct posting);
	struct telling t = { .c = c, .j = j, .out = out };

	if (!app_given_posting(c, g->job_description, j, err))
		return false;
	tell(&t);
	return true;
}
