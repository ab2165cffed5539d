/*
 * match/profile.c - see profile.h. Goes through a resume's texts once; what
 * follows from it for every skill is in profile_skills.c.
 */
#include "match/facts.h"
#include "match/profile_int.h"
#include "match/said.h"
#include "match/stem.h"
#include "resume/shown.h"

#include <stdlib.h>

enum {
	LATELY = 48, /* months: what counts for the level that they have */
	LANGUAGES = 24,
	WRITTEN = 4 /* small words, of six, of a language that they write */
};

/* ---- months ----------------------------------------------------------------
 */

static int month_of(struct str text, bool end)
{
	struct resume_date d;

	if (!text.len || !resume_date_read(text, &d))
		return -1;
	return 12 * d.year + (d.month ? d.month - 1 : end ? 11 : 0);
}

static void set_period(const struct profiling *g, const struct resume_entry *e,
	int *from, int *to)
{
	*from = month_of(e->start_date, false);
	*to = e->end_date.len ? month_of(e->end_date, true) : g->now;
	if (!e->start_date.len && *to > g->now)
		*from = g->now; /* "expected 2030" */
	if (*from < 0 || *to < *from) {
		*from = 0;
		*to = -1;
	}
}

static int by_begin(const void *a, const void *b)
{
	const int *x = a, *y = b;

	return x[0] != y[0] ? (x[0] < y[0] ? -1 : 1)
			    : (x[1] > y[1]) - (x[1] < y[1]);
}

int profile_union(int (*span)[2], size_t count)
{
	int months = 0, end = -1;

	qsort(span, count, sizeof(*span), by_begin);
	for (size_t i = 0; i < count; i++) {
		int from = span[i][0] > end ? span[i][0] : end + 1;

		if (span[i][1] >= from)
			months += span[i][1] - from + 1;
		end = span[i][1] > end ? span[i][1] : end;
	}
	return months;
}

/* ---- passages ---------------------------------------------------------------
 */

static struct profile_passage *add(struct profiling *g, enum profile_kind kind,
	struct str text, struct str at)
{
	struct profile_passage *p;

	if (!text.len || g->out->passages.count == PROFILE_PASSAGES)
		return NULL;
	p = &g->out->passages.at[g->out->passages.count++];
	*p = (struct profile_passage){
		.text = text, .at = at, .kind = kind, .from = 0, .to = -1
	};
	resume_wording_read(g->mem, text, &p->words);
	return p;
}

static void add_dated(struct profiling *g, enum profile_kind kind,
	struct str text, struct str at, const int period[2])
{
	struct profile_passage *p = add(g, kind, text, at);

	if (p) {
		p->from = period[0];
		p->to = period[1];
	}
}

static void add_list(struct profiling *g, enum profile_kind kind,
	const struct resume_texts *list, struct str at, const char *name,
	const int period[2])
{
	for (size_t i = 0; i < list->count; i++)
		add_dated(g, kind, list->at[i],
			str_fmt(g->mem, "%.*s/%s/%zu", STR_ARG(at), name, i),
			period);
}

static enum profile_kind kind_of(int section)
{
	switch (section) {
	case RESUME_WORK:
	case RESUME_VOLUNTEER:
	case RESUME_PROJECTS:
		return PROFILE_WORK;
	case RESUME_SKILLS:
	case RESUME_LANGUAGES:
	case RESUME_INTERESTS:
		return PROFILE_LIST;
	default:
		return PROFILE_STUDY;
	}
}

/* Of the title that was added last. */
static void add_place(struct profiling *g, struct str name)
{
	struct profile_passage *t;

	if (g->out->passages.count == PROFILE_PASSAGES)
		return;
	t = &g->out->passages.at[g->out->passages.count - 1];
	resume_wording_read(g->mem, name, &t->place);
}

static void add_entry(struct profiling *g, int section,
	const struct resume_entry *e, struct str at)
{
	enum profile_kind kind = kind_of(section);
	int period[2];
	static const struct {
		enum profile_kind kind;
		const char *name;
	} texts[] = {
#define TEXT(field, json) { PROFILE_STUDY, json },
#define TEXTS(field, json)
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	};
	size_t k = 0;

	set_period(g, e, &period[0], &period[1]);
	add_dated(g, kind == PROFILE_WORK ? PROFILE_TITLE : kind, e->position,
		str_fmt(g->mem, "%.*s/position", STR_ARG(at)), period);
	if (section == RESUME_WORK && e->position.len && e->name.len)
		add_place(g, e->name);
#define TEXT(field, json)                                                   \
	if (&e->field != &e->position && &e->field != &e->url &&            \
		&e->field != &e->location && &e->field != &e->start_date && \
		&e->field != &e->end_date && &e->field != &e->date &&       \
		&e->field != &e->score &&                                   \
		!(kind == PROFILE_WORK && section == RESUME_WORK &&         \
			&e->field == &e->name))                             \
		add_dated(g, kind, e->field,                                \
			str_fmt(g->mem, "%.*s/%s", STR_ARG(at),             \
				texts[k].name),                             \
			period);                                            \
	k++;
#define TEXTS(field, json) add_list(g, kind, &e->field, at, json, period);
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
}

/* What no page says proves nothing to who reads the page. */
static bool is_shown(const struct resume *r, struct str section)
{
	const struct resume_texts *hidden = &r->meta.vitae.hidden_sections;

	for (size_t i = 0; i < hidden->count; i++)
		if (str_eq(hidden->at[i], section))
			return false;
	return true;
}

static void add_entries(struct profiling *g, int section,
	const struct resume_entries *list, struct str at)
{
	for (size_t i = 0; i < list->count; i++)
		if (!resume_is_hidden(&list->at[i].rest))
			add_entry(g, section, &list->at[i],
				str_fmt(g->mem, "%.*s/%zu", STR_ARG(at), i));
}

static void add_passages(struct profiling *g, const struct resume *r)
{
	const struct resume_vitae *v = &r->meta.vitae;

	add(g, PROFILE_TITLE, r->basics.label, STR("/basics/label"));
	if (is_shown(r, STR("summary")))
		add(g, PROFILE_SUMMARY, r->basics.summary,
			STR("/basics/summary"));
	for (int s = 0; s < RESUME_SECTIONS; s++)
		if (is_shown(r, str_c(resume_sections[s].name)))
			add_entries(g, s, &r->section[s],
				str_fmt(g->mem, "/%s",
					resume_sections[s].name));
	for (size_t s = 0; s < v->custom_sections.count; s++)
		if (is_shown(r, v->custom_sections.at[s].id))
			add_entries(g, RESUME_SECTIONS,
				&v->custom_sections.at[s].entries,
				str_fmt(g->mem,
					"/meta/vitae/custom_sections/%zu/"
					"entries",
					s));
}

/* ---- words -------------------------------------------------------------- */

static struct profile_stem *slot_of(const struct profile *p, uint32_t stem)
{
	for (uint32_t i = stem;; i++) {
		struct profile_stem *at = &p->stem[i & (p->stem_slots - 1)];

		if (!at->stem || at->stem == stem)
			return at;
	}
}

const struct profile_passage *profile_stem_find(
	const struct profile *p, uint32_t stem)
{
	const struct profile_stem *at = slot_of(p, stem);

	return at->stem ? &p->passages.at[at->passage - 1] : NULL;
}

static void add_stems(struct profiling *g)
{
	struct profile *p = g->out;
	size_t words = 0;

	for (size_t i = 0; i < p->passages.count; i++)
		words += p->passages.at[i].words.count;
	p->stem_slots = 256;
	while (p->stem_slots < 2 * words)
		p->stem_slots *= 2;
	p->stem = ARENA_LIST(g->mem, struct profile_stem, p->stem_slots);
	for (size_t i = 0; i < p->passages.count; i++) {
		const struct profile_passage *t = &p->passages.at[i];

		for (size_t k = 0; k < t->words.count; k++) {
			uint32_t stem = match_stem(t->words.at[k].text);
			struct profile_stem *at = slot_of(p, stem);

			if (at->stem &&
				p->passages.at[at->passage - 1].kind >= t->kind)
				continue;
			*at = (struct profile_stem){ stem, (uint16_t)(i + 1) };
		}
	}
}

/* ---- who they were ------------------------------------------------------ */

static void add_occupation(struct profiling *g, uint32_t passage)
{
	struct profile *p = g->out;
	const struct profile_passage *t = &p->passages.at[passage];
	struct fact_words w = { t->words.at, t->words.count };
	struct taxonomy_hit *hit =
		ARENA_LIST(g->mem, struct taxonomy_hit, t->words.count + 1);
	size_t n = taxonomy_find(&match_titles, t->text, &t->words, hit);
	enum match_level level = fact_level(w);

	for (size_t i = 0; i < t->words.count; i++)
		if (p->title_stems < LENGTH(p->title_stem) &&
			match_weight(&t->words.at[i]) > 0)
			p->title_stem[p->title_stems++] =
				match_stem(t->words.at[i].text);
	if ((t->to < 0 || t->to >= g->now - LATELY) && level > p->level)
		p->level = level;
	for (size_t i = 0; i < n && p->occupations.count < PROFILE_OCCUPATIONS;
		i++)
		p->occupations.at[p->occupations.count++] =
			(struct profile_occupation){ hit[i].entry, level,
				t->to < 0 ? g->now : t->to, passage };
}

static void add_occupations(struct profiling *g)
{
	int(*span)[2] = (int(*)[2])ARENA_LIST(
		g->mem, int, 2 * g->out->passages.count + 2);
	size_t spans = 0;

	g->out->level = LEVEL_INTERN;
	for (size_t i = 0; i < g->out->passages.count; i++) {
		const struct profile_passage *t = &g->out->passages.at[i];

		if (t->kind == PROFILE_TITLE)
			add_occupation(g, (uint32_t)i);
		if (t->kind == PROFILE_TITLE && t->to >= t->from) {
			span[spans][0] = t->from;
			span[spans++][1] = t->to;
		}
		if (t->kind == PROFILE_SUMMARY) {
			struct fact_words w = { t->words.at, t->words.count };
			int months = 12 * fact_years(w);

			g->out->months = months > g->out->months
						 ? months
						 : g->out->months;
		}
	}
	if (profile_union(span, spans) > g->out->months)
		g->out->months = profile_union(span, spans);
	/* Who has worked for two years is no beginner, by any title. */
	if (g->out->level < LEVEL_USUAL && g->out->months >= 24)
		g->out->level = LEVEL_USUAL;
	if (g->out->level == LEVEL_USUAL && g->out->months >= 84)
		g->out->level = LEVEL_SENIOR;
}

static bool shows_studies(const struct resume *r)
{
	const struct resume_entries *all = &r->section[RESUME_EDUCATION];

	for (size_t i = 0; i < all->count; i++)
		if (!resume_is_hidden(&all->at[i].rest))
			return is_shown(r, STR("education"));
	return false;
}

static void add_degrees(struct profiling *g, const struct resume *r)
{
	struct profile *p = g->out;

	for (size_t i = 0; i < p->passages.count; i++) {
		const struct profile_passage *t = &p->passages.at[i];
		struct fact_words w = { t->words.at, t->words.count };
		enum posting_degree d;

		if (!str_starts(t->at, STR("/education/")))
			continue;
		d = fact_degree(w, true);
		p->studying =
			p->studying || fact_studying(w) || t->to >= g->now;
		if (d > p->degree) {
			p->degree = d;
			p->degree_passage = (uint32_t)i + 1;
		}
	}
	if (!p->degree && shows_studies(r))
		p->degree = DEGREE_SCHOOL;
}

/* ---- languages ---------------------------------------------------------- */

static void add_language(struct profile *p, const char *code, uint32_t passage)
{
	for (size_t i = 0; i < p->languages; i++)
		if (p->language[i] == code || !strcmp(p->language[i], code))
			return;
	if (p->languages < LANGUAGES) {
		p->language[p->languages] = code;
		p->language_passage[p->languages++] = passage;
	}
}

/* Who writes it, knows it: by how many of the words that hold its sentences
 * together are there at all, so that no other text takes a language away and
 * none is shown by saying the same again. */
static void add_written(struct profiling *g)
{
	static const struct {
		const char *code, *words[6];
	} all[] = { { "en", { "the", "and", "with", "for", "of", "to" } },
		{ "de", { "und", "der", "die", "mit", "von", "fur" } },
		{ "fr", { "et", "les", "des", "avec", "pour", "du" } },
		{ "es", { "y", "los", "con", "para", "las", "del" } },
		{ "it", { "e", "di", "con", "per", "della", "gli" } },
		{ "pt", { "e", "com", "para", "dos", "da", "em" } },
		{ "nl", { "en", "het", "van", "voor", "een", "met" } } };
	unsigned said[LENGTH(all)] = { 0 };

	for (size_t i = 0; i < g->out->passages.count; i++) {
		const struct resume_wording *w = &g->out->passages.at[i].words;

		for (size_t k = 0; k < w->count; k++)
			for (size_t l = 0; l < LENGTH(all); l++)
				for (size_t n = 0; n < 6; n++)
					if (str_is(w->at[k].text,
						    all[l].words[n]))
						said[l] |= 1u << n;
	}
	for (size_t l = 0; l < LENGTH(all); l++)
		if (__builtin_popcount(said[l]) >= WRITTEN)
			add_language(g->out, all[l].code, 0);
}

static void add_languages(struct profiling *g)
{
	for (size_t i = 0; i < g->out->passages.count; i++) {
		const struct profile_passage *t = &g->out->passages.at[i];
		struct fact_words w = { t->words.at, t->words.count };
		bool listed = str_starts(t->at, STR("/languages/"));

		if (!listed && !(fact_speaks(w) && w.count < 40))
			continue;
		for (size_t k = 0; k < w.count; k++) {
			const char *code = fact_language(&w.at[k]);

			if (code)
				add_language(g->out, code, (uint32_t)i + 1);
		}
	}
	add_written(g);
}

/* ---- what every reader wants -------------------------------------------- */

static bool is_dated(const struct resume_entry *e)
{
	return e->start_date.len || e->end_date.len || e->date.len;
}

static bool is_told(const struct resume_entry *e)
{
	return e->highlights.count || e->summary.len || e->description.len ||
	       e->courses.count;
}

/* Whether it is there at all: of how many, and of which not, is for lint to
 * say. A share would fall with what is added. */
static float format_of(const struct resume *r)
{
	static const int sections[] = { RESUME_WORK, RESUME_VOLUNTEER,
		RESUME_PROJECTS, RESUME_EDUCATION };
	bool any = false, dated = false, told = false;

	for (size_t s = 0; s < LENGTH(sections); s++) {
		const struct resume_entries *all = &r->section[sections[s]];

		for (size_t i = 0; i < all->count; i++) {
			any = true;
			dated = dated || is_dated(&all->at[i]);
			told = told || is_told(&all->at[i]);
		}
	}
	return (float)((r->basics.name.len > 0) + (r->basics.email.len > 0) +
		       (r->basics.phone.len || r->basics.profiles.count) + any +
		       dated + told) /
	       6;
}

bool profile_read(struct arena *mem, const struct resume *r, int now,
	struct profile *out, struct err *err)
{
	struct profiling g = { .mem = mem, .out = out, .now = now };

	*out = (struct profile){ .now = now };
	out->passages.at =
		ARENA_LIST(mem, struct profile_passage, PROFILE_PASSAGES);
	add_passages(&g, r);
	if (!out->passages.count)
		return err_set(err, ERR_BAD_INPUT,
			"the resume is empty: it has no text that could be "
			"held against a posting");
	add_stems(&g);
	add_occupations(&g);
	add_degrees(&g, r);
	add_languages(&g);
	profile_skills(&g);
	out->format = format_of(r);
	out->said = said_open(mem, out);
	return true;
}
