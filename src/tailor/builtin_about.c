/*
 * tailor/builtin_about.c - headline and summary: what the source proves of what
 * the posting asks for, in the source's own names. A summary that is there
 * stays, and gets a sentence; one that is not is made of facts.
 */
#include "match/score_int.h"
#include "tailor/builtin_int.h"

enum { NAMED_MOST = 5 };

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
	float best = alike(b, b->now.basics.label);
	size_t which = SIZE_MAX;
	struct tailor_change *c;

	for (size_t i = 0; b->now.basics.label.len && i < work->count; i++) {
		float one = alike(b, work->at[i].position);

		if (one > best + 0.01f) {
			best = one;
			which = i;
		}
	}
	if (which == SIZE_MAX ||
		!(c = builtin_change(b, STR("/basics/label"), TAILOR_SET)))
		return;
	c->before.text = b->now.basics.label;
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

/* Skills that the posting asks for and the source names or proves, and its top
 * does not. */
static size_t choose(struct builtin *b, const struct score_term **out)
{
	size_t count = 0;

	for (size_t i = 0; i < b->score.terms.count && count < NAMED_MOST;
		i++) {
		const struct score_term *t = &b->score.terms.at[i];

		if (t->term->skill != TAXONOMY_NONE && t->passage &&
			t->how >= PROFILE_PROVED &&
			!is_at_top(b, t->term->skill) &&
			match_skills.entry[t->term->skill].kind !=
				TAXONOMY_SOFT)
			out[count++] = t;
	}
	return count;
}

/* "SQL, dbt and Snowflake" */
static void add_names(struct builtin *b, struct buf *to,
	const struct score_term *const *t, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct str name = builtin_skill_name(b, t[i]->term);

		buf_addf(to, "%s%.*s",
			!i               ? ""
			: i + 1 == count ? " and "
					 : ", ",
			STR_ARG(name));
	}
}

static void compose(struct builtin *b, struct buf *to,
	const struct score_term *const *t, size_t count)
{
	const struct resume_entries *work = &b->now.section[RESUME_WORK];
	struct str was = str_trim(b->now.basics.summary);
	struct str who = b->now.basics.label.len ? b->now.basics.label
			 : work->count           ? work->at[0].position
						 : STR_NONE;

	if (was.len) {
		buf_add(to, was);
		if (!strchr(".!?", was.at[was.len - 1]))
			buf_addc(to, '.');
		buf_add(to, STR(" Experience with "));
	} else if (who.len) {
		buf_addf(to, "%.*s with experience in ", STR_ARG(who));
	} else {
		buf_add(to, STR("Experience with "));
	}
	add_names(b, to, t, count);
	buf_addc(to, '.');
}

static void set_summary(struct builtin *b)
{
	const struct score_term *t[NAMED_MOST];
	size_t count = choose(b, t);
	struct tailor_change *c;
	struct buf text;

	if (!count ||
		!(c = builtin_change(b, STR("/basics/summary"), TAILOR_SET)))
		return;
	buf_init(&text, b->mem, RESUME_LINE);
	buf_add(&text, STR(""));
	compose(b, &text, t, count);
	c->before.text = b->now.basics.summary;
	c->after.text = buf_str(&text);
	c->reason = STR("what the posting asks for and you have is said at the "
			"top");
	c->quote = builtin_quote(b, t[0]->term);
	for (size_t i = 0; i < count; i++)
		builtin_prove(c, t[i]->passage->at, t[i]->passage->text);
	builtin_apply(b, c);
}

void builtin_about(struct builtin *b)
{
	set_label(b);
	set_summary(b);
}
