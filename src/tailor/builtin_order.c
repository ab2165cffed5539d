/*
 * tailor/builtin_order.c - what fits the posting comes first: bullets within
 * their entry, skills within their list. What is worth about the same stays as
 * its owner had it.
 */
#include "tailor/builtin_int.h"

#include <stdlib.h>

#define STEP 0.5f /* of worth: less is no reason to move anything */

struct item {
	struct str text;
	int worth;
	size_t order;
	const struct posting_term *best;
};

static int by_worth(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static bool is_moved(const struct item *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (all[i].order != i)
			return true;
	return false;
}

static void order_list(struct builtin *b, struct str at,
	const struct resume_texts *list, const char *what)
{
	struct item *all;
	struct tailor_change *c;
	bool stressed;

	if (list->count < 2 || list->count > TAILOR_ITEMS)
		return;
	all = ARENA_LIST(b->mem, struct item, list->count);
	for (size_t i = 0; i < list->count; i++) {
		all[i].text = list->at[i];
		all[i].order = i;
		all[i].worth =
			(int)(builtin_worth(b, list->at[i], &all[i].best) /
				STEP);
	}
	qsort(all, list->count, sizeof(*all), by_worth);
	stressed = builtin_stressed(b, all[0].text);
	if (!is_moved(all, list->count) || (!all[0].best && !stressed) ||
		!(c = builtin_change(b, at, TAILOR_ORDER)))
		return;
	c->before.list = *list;
	c->after.list.at = ARENA_LIST(b->mem, struct str, list->count);
	c->after.list.count = list->count;
	for (size_t i = 0; i < list->count; i++)
		c->after.list.at[i] = all[i].text;
	c->asked = stressed;
	c->reason = stressed ? str_fmt(b->mem,
				       "%s that shows what you stress comes "
				       "first",
				       what)
			     : str_fmt(b->mem, "%s that shows %.*s comes first",
				       what, STR_ARG(all[0].best->label));
	c->quote = all[0].best ? builtin_quote(b, all[0].best)
			       : posting_str(b->ask->posting,
					 b->ask->posting->title);
	builtin_prove_now(b, c,
		str_fmt(b->mem, "%.*s/%zu", STR_ARG(at), all[0].order),
		all[0].text);
	builtin_apply(b, c);
}

void builtin_order(struct builtin *b)
{
	static const int told[] = { RESUME_WORK, RESUME_PROJECTS,
		RESUME_VOLUNTEER };

	for (size_t k = 0; k < LENGTH(told); k++) {
		const struct resume_entries *all = &b->now.section[told[k]];

		for (size_t i = 0; i < all->count; i++)
			order_list(b,
				str_fmt(b->mem, "/%s/%zu/highlights",
					resume_sections[told[k]].name, i),
				&all->at[i].highlights, "the bullet");
	}
	for (size_t i = 0; !(b->asked.keep & ASKED_SKILLS) &&
			   i < b->now.section[RESUME_SKILLS].count;
		i++)
		order_list(b, str_fmt(b->mem, "/skills/%zu/keywords", i),
			&b->now.section[RESUME_SKILLS].at[i].keywords,
			"the skill");
}
