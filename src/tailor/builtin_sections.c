/*
 * tailor/builtin_sections.c - sections that show most of what is asked for
 * first: projects over jobs of another trade, skills over a degree. A section
 * moves where it shows half as much again; the summary stays at the top.
 */
#include "resume/show.h"
#include "tailor/builtin_int.h"

#define HALF_AGAIN 1.5f
#define POINTS_LEAST 3.0f

struct section {
	struct str id;
	float points;
	const struct score_term *best;
	bool moves, yields;
};

static bool is_in(struct str at, struct str id)
{
	return at.len > id.len + 1 && *at.at == '/' &&
	       at.at[id.len + 1] == '/' &&
	       str_eq(str_of(at.at + 1, id.len), id);
}

static bool is_one(struct str id, const char *list)
{
	struct str rest = str_c(list);

	while (rest.len)
		if (str_eq(str_cut(&rest, ' '), id))
			return true;
	return false;
}

static struct section section_of(
	const struct builtin *b, const struct resume_part *part)
{
	struct section s = { .id = part->id,
		.moves = part->entries && !part->own &&
			 is_one(part->id, "projects volunteer certificates "
					  "skills education"),
		.yields = part->entries && !part->own &&
			  is_one(part->id, "work projects volunteer "
					   "certificates skills education "
					   "awards publications languages "
					   "interests references") };

	for (size_t i = 0; s.yields && i < b->score.terms.count; i++) {
		const struct score_term *t = &b->score.terms.at[i];

		if (!t->passage || !is_in(t->passage->at, part->id))
			continue;
		s.points += t->points;
		if (!s.best || t->points > s.best->points)
			s.best = t;
	}
	return s;
}

/* Jobs give way to deeds alone. */
static bool goes_before(const struct section *s, const struct section *other)
{
	if (!s->moves || !other->yields || !s->best ||
		(str_is(other->id, "work") &&
			!is_one(s->id, "projects volunteer")))
		return false;
	return s->points > HALF_AGAIN * other->points &&
	       s->points > other->points + POINTS_LEAST;
}

/* Each goes up past those that show less. The first that moved, or NULL. */
static const struct section *move_up(struct section *all, size_t count)
{
	const struct section *first = NULL;

	for (size_t i = 1; i < count; i++)
		for (size_t k = i; k && goes_before(&all[k], &all[k - 1]);
			k--) {
			struct section other = all[k - 1];

			all[k - 1] = all[k];
			all[k] = other;
			first = !first || &all[k - 1] < first ? &all[k - 1]
							      : first;
		}
	return first;
}

/* One of its owner's that has no name cannot be named, and comes last. */
static struct resume_texts ids_of(
	struct arena *mem, const struct section *all, size_t count)
{
	struct resume_texts ids = { ARENA_LIST(mem, struct str, count + 1), 0 };

	for (size_t i = 0; i < count; i++)
		if (all[i].id.len)
			ids.at[ids.count++] = all[i].id;
	return ids;
}

void builtin_sections(struct builtin *b)
{
	struct resume_parts parts;
	struct section *all;
	const struct section *first;
	struct resume_texts before;
	struct tailor_change *c;

	resume_parts_list(b->mem, &b->now, &parts);
	if (parts.count < 2 || parts.count > TAILOR_ITEMS)
		return;
	all = ARENA_LIST(b->mem, struct section, parts.count);
	for (size_t i = 0; i < parts.count; i++)
		all[i] = section_of(b, &parts.at[i]);
	before = ids_of(b->mem, all, parts.count);
	first = move_up(all, parts.count);
	if (!first || !(c = builtin_change(b, STR("/meta/vitae/section_order"),
				TAILOR_ORDER)))
		return;
	c->before.list = before;
	c->after.list = ids_of(b->mem, all, parts.count);
	c->reason = str_fmt(b->mem,
		"%.*s shows more of what is asked for than what stood before "
		"it",
		STR_ARG(first->id));
	c->quote = builtin_quote(b, first->best->term);
	builtin_prove(c, first->best->passage->at, first->best->passage->text);
	builtin_apply(b, c);
}
