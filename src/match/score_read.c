/*
 * match/score_read.c - why a score is what it is: each term with its points and
 * the passage that proves it, and the changes that would bring most.
 */
#include "match/score_int.h"

#include <math.h>

enum { CHOICE_BYTES = 400 };

const char *const score_verdicts[] = { [SCORE_MISSING] = "missing",
	[SCORE_PARTIAL] = "partial",
	[SCORE_MET] = "met" };

/* ---- terms ------------------------------------------------------------------
 */

/* "Python or R": what is missing where neither is there. */
static const struct posting_term *all_of_choice(
	struct arena *mem, const struct posting *j, size_t first)
{
	struct posting_term *all = ARENA_NEW(mem, struct posting_term);
	struct buf b;

	*all = j->skills.at[first];
	buf_init(&b, mem, CHOICE_BYTES);
	buf_add(&b, all->label);
	for (size_t i = first + 1; i < j->skills.count; i++)
		if (j->skills.at[i].either == all->either &&
			b.len + 4 + j->skills.at[i].label.len < CHOICE_BYTES)
			buf_addf(
				&b, " or %.*s", STR_ARG(j->skills.at[i].label));
	all->label = buf_str(&b);
	return all;
}

/* A skill that stands for a choice, or for itself; `of`: its points. */
static void read_skill(struct arena *mem, const struct profile *p,
	const struct posting *j, size_t i, float of, struct score *out)
{
	const struct posting_term *t = &j->skills.at[i];
	struct profile_skill k = score_skill(p, t->skill);

	if (t->either && of > 0 && k.how < PROFILE_SHOWN)
		t = all_of_choice(mem, j, t->either - 1u);
	out->terms.at[out->terms.count++] = (struct score_term){ .term = t,
		.how = (enum profile_how)k.how,
		.credit = k.credit,
		.points = of * k.credit,
		.of = of,
		.by = k.by,
		.passage = k.passage && k.credit > 0
				   ? &p->passages.at[k.passage - 1]
				   : NULL };
}

/* Of a choice the one that the resume has most of has the points; others are
 * told where they are there, and miss nothing where not. */
static void read_skills(struct arena *mem, const struct profile *p,
	const struct posting *j, const struct score_shares *s,
	struct score *out)
{
	for (size_t i = 0; i < j->skills.count; i++) {
		const struct posting_term *t = &j->skills.at[i];
		float of = s->of[SCORE_SKILLS] * t->weight /
			   s->weight[SCORE_SKILLS];
		bool counts =
			!t->either || score_choice(p, j, t->either - 1u) == i;

		if (counts || p->skill[t->skill].how >= PROFILE_PROVED)
			read_skill(mem, p, j, i, counts ? of : 0, out);
	}
}

/* The part is the root of a share: its words have of it what each of them has
 * of that share. */
static void read_words(const struct profile *p, const struct posting *j,
	const struct score_shares *s, struct score *out)
{
	float share = s->share[SCORE_WORDS];

	for (size_t i = 0; i < j->words.count; i++) {
		const struct posting_term *t = &j->words.at[i];
		const struct profile_passage *found =
			profile_stem_find(p, t->stem);
		float of =
			s->of[SCORE_WORDS] * t->weight / s->weight[SCORE_WORDS];

		out->terms.at[out->terms.count++] =
			(struct score_term){ .term = t,
				.how = found ? PROFILE_HAS : PROFILE_NOT,
				.credit = found ? 1 : 0,
				.points = found ? of / share : 0,
				.of = of,
				.by = TAXONOMY_NONE,
				.passage = found };
	}
}

/* ---- changes ------------------------------------------------------------ */

static void offer(struct score *out, struct str text, float points)
{
	size_t at = out->changes;

	if (points < 0.05f)
		return;
	while (at && out->change[at - 1].points < points)
		at--;
	if (at == SCORE_CHANGES)
		return;
	if (out->changes < SCORE_CHANGES)
		out->changes++;
	for (size_t i = out->changes - 1; i > at; i--)
		out->change[i] = out->change[i - 1];
	out->change[at] = (struct score_change){ text, points };
}

static void offer_skill(struct arena *mem, const struct profile *p,
	const struct score_term *t, struct score *out)
{
	struct str name = t->term->label;
	bool listed = p->skill[t->term->skill].said > 0;

	offer(out,
		listed ? str_fmt(mem,
				 "Show %.*s in a bullet of a job: the resume "
				 "only lists it",
				 STR_ARG(name))
		: t->how == PROFILE_SHOWN
			? str_fmt(mem, "Say %.*s by name: you show it",
				  STR_ARG(name))
		: t->how == PROFILE_PROVED
			? str_fmt(mem, "Say %.*s by name: %.*s proves it",
				  STR_ARG(name),
				  STR_ARG(taxonomy_label(&match_skills, t->by)))
			: str_fmt(mem,
				  "If you have it, say %.*s, and where you "
				  "used it",
				  STR_ARG(name)),
		t->of - t->points);
}

static void read_changes(struct arena *mem, const struct profile *p,
	const struct posting *j, const struct score_shares *s,
	struct score *out)
{
	for (size_t i = 0; i < out->terms.count; i++) {
		const struct score_term *t = &out->terms.at[i];

		if (t->term->skill != TAXONOMY_NONE && t->credit < 1)
			offer_skill(mem, p, t, out);
	}
	if (s->of[SCORE_TITLE] > 0 && j->title.len)
		offer(out,
			str_fmt(mem,
				"If it is what you did, name a title that is "
				"nearer to \"%.*s\"",
				STR_ARG(posting_str(j, j->title))),
			s->of[SCORE_TITLE] * (1 - s->share[SCORE_TITLE]) / 2);
	if (p->format < 1)
		offer(out,
			STR("Complete what every reader wants: name, email, "
			    "telephone, dates and bullets of each job"),
			s->of[SCORE_FORMAT] * (1 - p->format));
	for (size_t i = 0; i < out->needs.count; i++)
		if (out->needs.at[i].verdict == SCORE_MISSING &&
			out->needs.at[i].need->language)
			offer(out,
				STR("If you speak it, name the language that "
				    "the posting asks for"),
				s->of[SCORE_STUDY] / 3);
}

void score_read(struct arena *mem, const struct profile *p,
	const struct posting *j, struct score *out)
{
	struct score_shares s;

	*out = (struct score){ 0 };
	score_shares(p, j, &s);
	for (int i = 0; i < SCORE_PARTS; i++) {
		out->part[i] = (struct score_part){
			score_part_name((enum score_part_id)i),
			s.of[i] * s.share[i], s.of[i]
		};
		out->total += out->part[i].points;
	}
	out->terms.at = ARENA_LIST(
		mem, struct score_term, j->skills.count + j->words.count + 1);
	read_skills(mem, p, j, &s, out);
	read_words(p, j, &s, out);
	score_needs(mem, p, j, out);
	read_changes(mem, p, j, &s, out);
}
