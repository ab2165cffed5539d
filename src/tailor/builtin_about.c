/*
 * tailor/builtin_about.c - headline and summary: what the source proves of what
 * the posting asks for, in the source's own names. A summary that is there
 * stays, and gets a sentence; one that is not is made of facts.
 */
#include "match/score_int.h"
#include "tailor/builtin_int.h"

enum { NAMED_MOST = 5 };

/* Of a title, so that it stands at the top where nothing stood. */
#define ALIKE_LEAST 0.45f

/* ---- the headline ------------------------------------------------------- */

static float alike(const struct builtin *b, struct str title)
{
	struct arena own = { 0 };
	struct resume_wording w;
	struct taxonomy_hit *hit;
	float best = 0;
	size_t n;

	if (b->ask->posting->occupation == TAXONOMY_NONE || !title.len)
		return 0;
	resume_wording_read(&own, title, &w);
	hit = ARENA_LIST(&own, struct taxonomy_hit, w.count + 1);
	n = taxonomy_find(&match_titles, title, &w, hit);
	for (size_t i = 0; i < n; i++) {
		float one =
			score_alike(hit[i].entry, b->ask->posting->occupation);

		best = one > best ? one : best;
	}
	arena_free(&own);
	return best;
}

/* The title of theirs that is nearest to the posting's. */
static void set_label(struct builtin *b)
{
	const struct resume_entries *work = &b->now.section[RESUME_WORK];
	struct str was = b->now.basics.label;
	float best = was.len ? alike(b, was) : ALIKE_LEAST;
	size_t which = SIZE_MAX;
	struct tailor_change *c;

	for (size_t i = 0; i < work->count; i++) {
		float one = alike(b, work->at[i].position);

		if (one > best + 0.01f) {
			best = one;
			which = i;
		}
	}
	if (which == SIZE_MAX ||
		!(c = builtin_change(b, STR("/basics/label"), TAILOR_SET)))
		return;
	c->before.text = was;
	c->after.text = work->at[which].position;
	c->reason = str_fmt(b->mem,
		"of the titles that you had, this is nearest to the "
		"posting's");
	c->quote = posting_str(b->ask->posting, b->ask->posting->title);
	builtin_prove(c,
		str_fmt(b->mem, "/%s/%zu/position",
			resume_sections[RESUME_WORK].name, which),
		work->at[which].position);
	builtin_apply(b, c);
}

/* ---- the summary -------------------------------------------------------- */

static bool is_at_top(const struct builtin *b, uint16_t skill)
{
	return b->profile.skill[skill].kinds &
	       (1u << PROFILE_SUMMARY | 1u << PROFILE_TITLE);
}

struct about {
	const struct score_term *t[NAMED_MOST];
	size_t count;
	struct str begin; /* of the sentence */
};

/* "SQL, dbt and Snowflake" */
static struct str sentence(struct builtin *b, const struct about *a)
{
	struct buf to;

	buf_init(&to, b->mem, RESUME_LINE);
	buf_add(&to, a->begin);
	for (size_t i = 0; i < a->count; i++) {
		struct str name = builtin_skill_name(b, a->t[i]->term);

		if (i && i + 1 == a->count)
			buf_addf(&to, " %s ", b->tongue->and);
		else
			buf_add(&to, i ? STR(", ") : STR(" "));
		buf_add(&to, name);
	}
	buf_addc(&to, '.');
	return buf_str(&to);
}

static bool holds(struct builtin *b, const struct about *a)
{
	return builtin_holds(b, STR("/basics/summary"), sentence(b, a));
}

static bool is_missing(const struct builtin *b, const struct score_term *t)
{
	return t->term->skill != TAXONOMY_NONE && t->passage &&
	       t->how >= PROFILE_PROVED && !is_at_top(b, t->term->skill) &&
	       match_skills.entry[t->term->skill].kind != TAXONOMY_SOFT;
}

/* Skills that the posting asks for and the source names or proves, and its top
 * does not; each of them alone is true there. */
static void choose(struct builtin *b, struct about *a)
{
	for (size_t i = 0; i < b->score.terms.count && a->count < NAMED_MOST;
		i++) {
		struct about one = { { &b->score.terms.at[i] }, 1, a->begin };

		if (is_missing(b, one.t[0]) && holds(b, &one))
			a->t[a->count++] = one.t[0];
	}
	while (a->count && !holds(b, a))
		a->count--;
}

/* Where there is no summary, it begins with who they are. */
static void choose_sentence(struct builtin *b, struct about *a)
{
	const struct resume_entries *work = &b->now.section[RESUME_WORK];
	struct str who = b->now.basics.label.len ? b->now.basics.label
			 : work->count           ? work->at[0].position
						 : STR_NONE;

	if (!b->now.basics.summary.len && who.len &&
		!strcmp(b->tongue->code, "en")) {
		a->begin = str_fmt(
			b->mem, "%.*s with experience in", STR_ARG(who));
		choose(b, a);
	}
	if (a->count)
		return;
	a->begin = str_c(b->tongue->with);
	choose(b, a);
}

static struct str joined(struct builtin *b, struct str was, struct str more)
{
	if (!was.len)
		return more;
	/* behind an element of HTML its sentence has ended */
	return str_fmt(b->mem, "%.*s%s%.*s", STR_ARG(was),
		was.at[was.len - 1] == '>'            ? "\n"
		: strchr(".!?:", was.at[was.len - 1]) ? " "
						      : ". ",
		STR_ARG(more));
}

static void set_summary(struct builtin *b)
{
	struct about a = { .count = 0 };
	struct tailor_change *c;

	choose_sentence(b, &a);
	if (!a.count ||
		!(c = builtin_change(b, STR("/basics/summary"), TAILOR_SET)))
		return;
	c->before.text = b->now.basics.summary;
	c->after.text =
		joined(b, str_trim(b->now.basics.summary), sentence(b, &a));
	c->reason = STR("what the posting asks for and you have is said at the "
			"top");
	c->quote = builtin_quote(b, a.t[0]->term);
	for (size_t i = 0; i < a.count; i++)
		builtin_prove(c, a.t[i]->passage->at, a.t[i]->passage->text);
	builtin_apply(b, c);
}

void builtin_about(struct builtin *b)
{
	if (!(b->asked.keep & ASKED_TITLE))
		set_label(b);
	if (!(b->asked.keep & ASKED_SUMMARY) && !b->asked.short_summary)
		set_summary(b);
}
