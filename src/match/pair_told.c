/*
 * match/pair_told.c - a pair as rows, for programs: doc/match.md lists them.
 * Quotations are pieces of what they are quoted from.
 */
#include "match/pair.h"

#include <assert.h>
#include <math.h>

const char *const pair_hows[] = { [PROFILE_NOT] = "no",
	[PROFILE_FIELD] = "field",
	[PROFILE_ABOVE] = "broader",
	[PROFILE_SIBLING] = "sibling",
	[PROFILE_NEAR] = "near",
	[PROFILE_SHOWN] = "shown",
	[PROFILE_PROVED] = "proved",
	[PROFILE_HAS] = "has",
	NULL };
static_assert(LENGTH(pair_hows) == PROFILE_HAS + 2, "each has a name");

const char *pair_level(enum match_level level)
{
	static const char *const names[] = { [LEVEL_INTERN] = "intern",
		[LEVEL_JUNIOR] = "junior",
		[LEVEL_SENIOR] = "senior",
		[LEVEL_LEAD] = "lead",
		[LEVEL_HEAD] = "head",
		[LEVEL_CHIEF] = "chief" };

	return names[level];
}

const char *pair_degree(enum posting_degree degree)
{
	static const char *const names[] = { [DEGREE_SCHOOL] = "school",
		[DEGREE_ASSOCIATE] = "associate",
		[DEGREE_BACHELOR] = "bachelor",
		[DEGREE_MASTER] = "master",
		[DEGREE_DOCTOR] = "doctor" };

	return names[degree];
}

struct str pair_month(struct arena *mem, int month)
{
	return str_fmt(mem, "%04d-%02d", month / 12, month % 12 + 1);
}

/* Rounded once, here: to hundredths, so that the parts of a score add up to
 * it. */
static double points(float x) { return round((double)x * 100) / 100; }

static struct str some(struct str s) { return s.len ? s : STR_NONE; }

static const struct pair_evidence *evidence(struct arena *mem,
	const struct profile_passage *p, uint16_t skill, uint32_t stem)
{
	struct pair_evidence *e;

	if (!p)
		return NULL;
	e = ARENA_NEW(mem, struct pair_evidence);
	e->at = p->at;
	e->quote = pair_quote(mem, p, skill, stem);
	return e;
}

/* ---- terms -------------------------------------------------------------- */

static struct pair_term tell_term(
	struct arena *mem, const struct pair *p, const struct score_term *t)
{
	const struct posting_term *term = t->term;
	bool skill = term->skill != TAXONOMY_NONE;

	return (struct pair_term){ .term = term->label,
		.kind = skill ? STR("skill") : STR("word"),
		.weight = points(t->of),
		.must = term->must,
		.how = str_c(pair_hows[t->how]),
		.points = points(t->points),
		.by = skill && t->credit > 0 && t->by != term->skill
			      ? taxonomy_label(&match_skills, t->by)
			      : STR_NONE,
		.evidence = evidence(mem, t->passage,
			skill ? t->by : TAXONOMY_NONE, term->stem),
		.posting = pair_line(p->posting, term->span) };
}

static void tell_terms(struct arena *mem, const struct pair *p, bool matched,
	struct pair_terms *out)
{
	size_t all = p->score->terms.count;

	out->at = ARENA_LIST(mem, struct pair_term, all + 1);
	for (size_t i = 0; i < all; i++)
		if (pair_has(&p->score->terms.at[i]) == matched)
			out->at[out->count++] =
				tell_term(mem, p, &p->score->terms.at[i]);
}

/* ---- needs, changes, the posting ---------------------------------------- */

static void tell_needs(
	struct arena *mem, const struct pair *p, struct pair_told *out)
{
	size_t count = p->score->needs.count;

	out->requirements.at = ARENA_LIST(mem, struct pair_need, count + 1);
	for (size_t i = 0; i < count; i++) {
		const struct score_need *n = &p->score->needs.at[i];

		out->requirements.at[i] = (struct pair_need){
			.text = n->need->text,
			.must = n->need->must,
			.verdict = str_c(score_verdicts[n->verdict]),
			.why = n->why,
			.evidence = evidence(mem, n->passage,
				n->need->skills ? n->need->skill[0]
						: TAXONOMY_NONE,
				n->need->stems ? n->need->stem[0] : 0)
		};
	}
	out->requirements.count = count;
}

static void tell_changes(
	struct arena *mem, const struct score *s, struct pair_told *out)
{
	out->changes.at = ARENA_LIST(mem, struct pair_change, s->changes + 1);
	out->changes.count = s->changes;
	for (size_t i = 0; i < s->changes; i++)
		out->changes.at[i] = (struct pair_change){ s->change[i].text,
			points(s->change[i].points) };
}

static void tell_posting(
	struct arena *mem, const struct posting *j, struct pair_posting *out)
{
	*out = (struct pair_posting){ .title = some(posting_str(j, j->title)),
		.level = str_c(pair_level(j->level)),
		.company = some(posting_str(j, j->company)),
		.location = some(posting_str(j, j->location)),
		.degree = str_c(pair_degree(j->degree)),
		.years = j->years,
		.has_years = j->years != 0 };
	out->languages.count = j->languages.count;
	out->languages.at = ARENA_LIST(mem, struct str, j->languages.count + 1);
	for (size_t i = 0; i < j->languages.count; i++)
		out->languages.at[i] = str_c(j->languages.at[i].code);
}

/* ---- all ------------------------------------------------------------------
 */

void pair_tell(struct arena *mem, const struct pair *p, struct pair_told *out)
{
	*out = (struct pair_told){
		.score = lround((double)p->score->total * 10),
		.version = SCORE_VERSION,
		.as_of = pair_month(mem, p->as_of),
	};
	for (int i = 0; i < SCORE_PARTS; i++) {
		out->parts.of[i] = points(p->score->part[i].points);
		out->weights.of[i] = points(p->score->part[i].of);
	}
	tell_terms(mem, p, true, &out->matched);
	tell_terms(mem, p, false, &out->missing);
	tell_needs(mem, p, out);
	tell_changes(mem, p->score, out);
	tell_posting(mem, p->posting, &out->posting);
	out->notes.at = ARENA_LIST(mem, struct str, PAIR_NOTES);
	out->notes.count = p->note_count;
	for (size_t i = 0; i < p->note_count; i++)
		out->notes.at[i] = p->notes[i];
}
