/*
 * tailor/builtin.c - the engine that needs no network, no key and no model, and
 * gives the same changes for the same resume and posting.
 */
#include "tailor/builtin_int.h"

const char *const tailor_ops[] = {
	[TAILOR_SET] = "set", [TAILOR_ORDER] = "order", [TAILOR_ADD] = "add"
};

static void read_wants(struct builtin *b)
{
	const struct posting_terms *all = &b->ask->posting->skills;

	b->want = ARENA_LIST(b->mem, float, match_skills.count);
	b->term = ARENA_LIST(b->mem, uint16_t, match_skills.count);
	for (size_t i = 0; i < all->count; i++) {
		b->want[all->at[i].skill] = all->at[i].weight;
		b->term[all->at[i].skill] = (uint16_t)(i + 1);
	}
}

bool tailor_builtin(struct arena *mem, const struct tailor_ask *ask,
	struct tailor_changes *out, struct err *err)
{
	struct builtin b = { .mem = mem, .ask = ask, .out = out };

	*out = (struct tailor_changes){
		ARENA_LIST(mem, struct tailor_change, TAILOR_CHANGES), 0
	};
	if (!profile_read(mem, ask->source, ask->now, &b.profile, err))
		return false;
	score_read(mem, &b.profile, ask->posting, &b.score);
	edit_copy(mem, ask->source, &b.was);
	edit_copy(mem, ask->source, &b.now);
	read_wants(&b);
	builtin_name(&b);
	builtin_words(&b);
	builtin_about(&b);
	builtin_order(&b);
	return true;
}
