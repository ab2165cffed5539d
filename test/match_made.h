/*
 * test/match_made.h - people and postings that nobody is and nobody wrote: of
 * names that the tables of skills and occupations have, by a number, so that
 * the same number gives the same. Lists have room for MADE_ROOM more.
 */
#ifndef MATCH_MADE_H
#define MATCH_MADE_H

#include "match/score.h"
#include "test.h"

enum { MADE_ROOM = 16, MADE_NOW = 12 * 2026 + 10 };

struct made {
	struct arena *mem;
	uint64_t seed;
};

MAYBE uint32_t made_number(struct made *m, uint32_t below)
{
	m->seed ^= m->seed << 13;
	m->seed ^= m->seed >> 7;
	m->seed ^= m->seed << 17;
	return below ? (uint32_t)((m->seed >> 11) % below) : 0;
}

MAYBE bool made_chance(struct made *m, uint32_t of_100)
{
	return made_number(m, 100) < of_100;
}

MAYBE struct made made_begin(struct arena *mem, uint64_t number)
{
	struct made m = { mem,
		number * 0x9e3779b97f4a7c15u + 88172645463325252u };

	for (int i = 0; i < 4; i++)
		made_number(&m, 2);
	return m;
}

/* A skill by one of its names. */
MAYBE struct str made_name(struct made *m)
{
	const struct taxonomy_name *n =
		&match_skills
			 .name[made_number(m, (uint32_t)match_skills.names)];

	return str_c(match_skills.text + n->text);
}

MAYBE struct str made_title(struct made *m)
{
	static const char *const levels[] = { "", "", "Senior ", "Junior ",
		"Lead " };
	const struct taxonomy_name *n =
		&match_titles
			 .name[made_number(m, (uint32_t)match_titles.names)];

	return str_fmt(m->mem, "%s%s", levels[made_number(m, 5)],
		match_titles.text + n->text);
}

MAYBE const char *made_word(struct made *m)
{
	static const char *const words[] = { "harbour", "ledger", "orchard",
		"the", "and", "with", "customers", "weekly", "turbine",
		"quality", "report", "und", "mit", "team", "supplier",
		"reduced", "night", "shift", "budget", "Europe", "stock",
		"training", "mill", "audit", "dispatch", "des", "pour",
		"kitchen", "survey", "contract" };

	return words[made_number(m, LENGTH(words))];
}

/* "Reduced harbour Python with ledger." */
MAYBE struct str made_sentence(struct made *m, int names)
{
	static const char *const begins[] = { "Built", "Led", "Reduced",
		"Taught", "Entwickelte", "Kept", "Sold" };
	struct buf b;

	buf_init(&b, m->mem, 4096);
	buf_addf(&b, "%s", begins[made_number(m, LENGTH(begins))]);
	for (int i = 0; i < 3; i++)
		buf_addf(&b, " %s", made_word(m));
	for (int i = 0; i < names; i++)
		buf_addf(&b, "%s %.*s", i ? "," : "", STR_ARG(made_name(m)));
	buf_addf(&b, " %s.", made_word(m));
	return buf_str(&b);
}

/* ---- people ------------------------------------------------------------- */

MAYBE void made_add_text(struct made *m, struct resume_texts *t, struct str s)
{
	struct str *at = ARENA_LIST(m->mem, struct str, t->count + MADE_ROOM);

	if (t->count)
		memcpy(at, t->at, t->count * sizeof(*at));
	at[t->count++] = s;
	t->at = at;
}

MAYBE struct resume_entry *made_add_entry(
	struct made *m, struct resume_entries *e)
{
	struct resume_entry *at =
		ARENA_LIST(m->mem, struct resume_entry, e->count + MADE_ROOM);

	if (e->count)
		memcpy(at, e->at, e->count * sizeof(*at));
	e->at = at;
	return &e->at[e->count++];
}

MAYBE struct str made_month(struct made *m, int from, int years)
{
	return str_fmt(m->mem, "%04d-%02d",
		from + (int)made_number(m, (uint32_t)years),
		1 + (int)made_number(m, 12));
}

MAYBE void made_job(struct made *m, struct resume_entry *e)
{
	uint32_t bullets = made_number(m, 5);

	e->name = str_fmt(m->mem, "%s %s", made_word(m), made_word(m));
	if (made_chance(m, 95))
		e->position = made_title(m);
	if (made_chance(m, 85))
		e->start_date = made_month(m, 2008, 10);
	if (made_chance(m, 70))
		e->end_date = made_month(m, 2018, 9);
	if (made_chance(m, 30))
		e->summary = made_sentence(m, 1);
	for (uint32_t i = 0; i < bullets; i++)
		made_add_text(m, &e->highlights,
			made_sentence(m, (int)made_number(m, 3)));
}

MAYBE void made_school(struct made *m, struct resume_entry *e)
{
	static const char *const degrees[] = { "Bachelor", "Master of Science",
		"PhD", "High school", "Diploma", "" };

	e->institution = str_fmt(m->mem, "School of %s", made_word(m));
	e->study_type = str_c(degrees[made_number(m, LENGTH(degrees))]);
	if (made_chance(m, 60))
		e->area = made_name(m);
	if (made_chance(m, 60))
		e->end_date = made_month(m, 2000, 20);
}

MAYBE struct str made_language(struct made *m)
{
	static const char *const names[] = { "English", "German", "French",
		"Spanish", "Deutsch", "Italian" };

	return str_c(names[made_number(m, LENGTH(names))]);
}

MAYBE void made_skill(struct made *m, struct resume_entry *e)
{
	uint32_t count = made_number(m, 6);

	e->name = made_chance(m, 50) ? made_name(m) : STR("Tools");
	for (uint32_t i = 0; i < count; i++)
		made_add_text(m, &e->keywords, made_name(m));
}

MAYBE void made_person(struct made *m, struct resume *out)
{
	static const struct {
		int section;
		uint32_t most;
		void (*make)(struct made *m, struct resume_entry *e);
	} parts[] = { { RESUME_WORK, 5, made_job },
		{ RESUME_VOLUNTEER, 2, made_job },
		{ RESUME_PROJECTS, 3, made_job },
		{ RESUME_EDUCATION, 3, made_school },
		{ RESUME_SKILLS, 4, made_skill } };

	*out = (struct resume){ 0 };
	out->basics.name = STR("Ada Quill");
	if (made_chance(m, 60))
		out->basics.email = STR("ada@quill.example");
	if (made_chance(m, 50))
		out->basics.label = made_title(m);
	if (made_chance(m, 50))
		out->basics.summary = made_sentence(m, 2);
	for (size_t i = 0; i < LENGTH(parts); i++)
		for (uint32_t k = made_number(m, parts[i].most + 1); k; k--)
			parts[i].make(
				m, made_add_entry(
					   m, &out->section[parts[i].section]));
	for (uint32_t k = made_number(m, 3); k; k--)
		made_add_entry(m, &out->section[RESUME_LANGUAGES])->language =
			made_language(m);
}

/* ---- postings ----------------------------------------------------------- */

MAYBE void made_lines(struct made *m, struct buf *b, const char *heading)
{
	uint32_t count = 1 + made_number(m, 5);

	buf_addf(b, "\n%s\n", heading);
	for (uint32_t i = 0; i < count; i++)
		switch (made_number(m, 9)) {
		case 0:
			buf_addf(b, "- %u+ years of experience with %.*s\n",
				1 + made_number(m, 9), STR_ARG(made_name(m)));
			break;
		case 1:
			buf_addf(b, "- Bachelor's degree in %.*s\n",
				STR_ARG(made_name(m)));
			break;
		case 2:
			buf_addf(b, "- Fluent %.*s, written and spoken\n",
				STR_ARG(made_language(m)));
			break;
		case 3:
			buf_addf(b, "- One of %.*s, ", STR_ARG(made_name(m)));
			buf_addf(b, "%.*s or ", STR_ARG(made_name(m)));
			buf_addf(b, "%.*s\n", STR_ARG(made_name(m)));
			break;
		default:
			buf_addf(b, "- %.*s\n",
				STR_ARG(made_sentence(
					m, (int)made_number(m, 4))));
		}
}

MAYBE struct str made_posting(struct made *m)
{
	struct buf b;

	buf_init(&b, m->mem, 64 << 10);
	if (made_chance(m, 90))
		buf_addf(&b, "%.*s\n", STR_ARG(made_title(m)));
	buf_addf(&b, "%.*s\n", STR_ARG(made_sentence(m, 1)));
	if (made_chance(m, 60))
		made_lines(m, &b, "Responsibilities");
	if (made_chance(m, 80))
		made_lines(m, &b, "Requirements");
	if (made_chance(m, 50))
		made_lines(m, &b, "Nice to have");
	return buf_str(&b);
}

#endif
