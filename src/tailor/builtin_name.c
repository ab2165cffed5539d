/*
 * tailor/builtin_name.c - skills by the name that the posting has for them, and
 * skills that a bullet proves where readers look for skills. No skill is said
 * that the source does not show.
 */
#include "tailor/builtin_int.h"

enum { ADDED_MOST = 12 };

/* The skill that a keyword is the name of, and nothing else. */
static uint16_t skill_of(struct str keyword)
{
	return taxonomy_entry_of(&match_skills, keyword);
}

static bool same_words(struct str a, struct str b)
{
	struct arena own = { 0 };
	struct resume_wording x, y;
	bool same;

	resume_wording_read(&own, a, &x);
	resume_wording_read(&own, b, &y);
	same = x.count == y.count && resume_wording_same(x.at, y.at, x.count);
	arena_free(&own);
	return same;
}

/* "HTML5" has "HTML" in it: whoever looks for that finds it. */
static bool holds(struct str text, struct str part)
{
	for (size_t i = 0; i + part.len <= text.len; i++)
		if (str_eq_nocase(str_of(text.at + i, part.len), part))
			return true;
	return false;
}

/* ---- the posting's name ------------------------------------------------- */

static void rename_skill(struct builtin *b, struct str at, struct str keyword)
{
	uint16_t skill = skill_of(keyword);
	const struct posting_term *t;
	struct tailor_change *c;
	struct str name;

	if (skill == TAXONOMY_NONE || !b->term[skill])
		return;
	t = &b->ask->posting->skills.at[b->term[skill] - 1];
	name = posting_str(b->ask->posting, t->span);
	if (same_words(name, keyword) || skill_of(name) != skill ||
		holds(keyword, name) || memchr(keyword.at, '(', keyword.len) ||
		!(c = builtin_change(b, at, TAILOR_SET)))
		return;
	c->before.text = keyword;
	c->after.text = holds(name, keyword)
				? name
				: str_fmt(b->mem, "%.*s (%.*s)", STR_ARG(name),
					  STR_ARG(keyword));
	c->reason = str_fmt(b->mem,
		"the posting calls it %.*s; readers look for that word",
		STR_ARG(name));
	c->quote = builtin_quote(b, t);
	builtin_prove(c, at, keyword);
	builtin_apply(b, c);
}

/* ---- proved, and not listed --------------------------------------------- */

/* By its own name; `proved`: or does it name what proves it? */
static bool names(struct str text, uint16_t skill, bool proved)
{
	struct arena own = { 0 };
	struct resume_wording w;
	struct taxonomy_hit *hit;
	bool found = false;
	size_t n;

	resume_wording_read(&own, text, &w);
	hit = ARENA_LIST(&own, struct taxonomy_hit, w.count + 1);
	n = taxonomy_find(&match_skills, text, &w, hit);
	for (size_t i = 0; i < n && !found; i++)
		found = hit[i].entry == skill ||
			(proved && taxonomy_proves(
					   &match_skills, hit[i].entry, skill));
	arena_free(&own);
	return found;
}

/* A tool and a way of working are looked for by name; a field is not, where
 * what belongs to it is listed. */
static bool is_listed(const struct builtin *b, uint16_t skill)
{
	const struct resume_entries *all = &b->now.section[RESUME_SKILLS];
	bool field = match_skills.entry[skill].kind == TAXONOMY_FIELD;

	for (size_t i = 0; i < all->count; i++) {
		if (names(all->at[i].name, skill, field))
			return true;
		for (size_t k = 0; k < all->at[i].keywords.count; k++)
			if (names(all->at[i].keywords.at[k], skill, field))
				return true;
	}
	return false;
}

static size_t alike_in(const struct resume_texts *list, uint16_t skill)
{
	const struct taxonomy_entry *is = &match_skills.entry[skill];
	size_t alike = 0;

	for (size_t k = 0; k < list->count; k++) {
		uint16_t s = skill_of(list->at[k]);

		alike += s != TAXONOMY_NONE &&
			 (match_skills.entry[s].family == is->family ||
				 match_skills.entry[s].sector == is->sector);
	}
	return alike;
}

/* The list with most skills of its family; the first, where none has any. A
 * list with a level would say one of what is added. */
static size_t list_for(const struct builtin *b, uint16_t skill)
{
	const struct resume_entries *all = &b->now.section[RESUME_SKILLS];
	size_t best = SIZE_MAX, most = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct resume_texts *list = &all->at[i].keywords;
		size_t alike = alike_in(list, skill);

		if (!list->count || all->at[i].level.len ||
			(best != SIZE_MAX && alike <= most))
			continue;
		best = i;
		most = alike;
	}
	return best;
}

/* What the list says now: of the section itself, the names of its entries. */
static struct resume_texts list_now(struct builtin *b, size_t to)
{
	const struct resume_entries *all = &b->now.section[RESUME_SKILLS];
	struct resume_texts list;

	if (to != SIZE_MAX)
		return all->at[to].keywords;
	list = (struct resume_texts){
		ARENA_LIST(b->mem, struct str, all->count + 1), all->count
	};
	for (size_t i = 0; i < all->count; i++)
		list.at[i] = all->at[i].name;
	return list;
}

static bool add_skill(struct builtin *b, const struct score_term *t)
{
	struct str name = builtin_skill_name(b, t->term);
	size_t to = list_for(b, t->term->skill);
	struct resume_texts list = list_now(b, to);
	struct tailor_change *c;

	if (!builtin_holds(b, STR("/skills"), name) ||
		!(c = builtin_change(b,
			  to == SIZE_MAX
				  ? STR("/skills")
				  : str_fmt(b->mem, "/skills/%zu/keywords", to),
			  TAILOR_ADD)))
		return false;
	c->before.list = list;
	c->after.list.at = ARENA_LIST(b->mem, struct str, list.count + 1);
	if (list.count)
		memcpy(c->after.list.at, list.at,
			list.count * sizeof(*list.at));
	c->after.list.count = list.count + 1;
	c->after.list.at[list.count] = name;
	c->reason = str_fmt(b->mem,
		"%.*s is asked for, and proved, and not yet among the skills",
		STR_ARG(name));
	c->quote = builtin_quote(b, t->term);
	builtin_prove(c, t->passage->at, t->passage->text);
	builtin_apply(b, c);
	return true;
}

/* Who lists what proves a thing, needs its name only where that is looked for:
 * a tool's, a way of working's. */
static bool is_worth_listing(const struct score_term *t)
{
	uint8_t kind;

	if (t->term->skill == TAXONOMY_NONE || !t->passage ||
		t->how < PROFILE_PROVED)
		return false;
	kind = match_skills.entry[t->term->skill].kind;
	return kind != TAXONOMY_SOFT;
}

void builtin_name(struct builtin *b)
{
	const struct resume_entries *all = &b->now.section[RESUME_SKILLS];
	size_t added = 0;

	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < all->at[i].keywords.count; k++)
			rename_skill(b,
				str_fmt(b->mem, "/skills/%zu/keywords/%zu", i,
					k),
				all->at[i].keywords.at[k]);
	for (size_t i = 0; i < b->score.terms.count && added < ADDED_MOST;
		i++) {
		const struct score_term *t = &b->score.terms.at[i];

		if (is_worth_listing(t) && !is_listed(b, t->term->skill))
			added += add_skill(b, t);
	}
}
