/*
 * tailor/builtin.c - the engine that needs no network, no key and no model, and
 * gives the same changes for the same resume and posting.
 */
#include "match/written.h"
#include "tailor/builtin_int.h"

const char *const tailor_ops[] = { [TAILOR_SET] = "set",
	[TAILOR_ORDER] = "order",
	[TAILOR_ADD] = "add",
	[TAILOR_DROP] = "drop",
	NULL };

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

/* English, where it is another, or too little is written to tell. */
static const struct builtin_tongue *tongue_of(
	struct arena *mem, const struct profile *p)
{
	static const struct builtin_tongue all[] = {
#define TONGUE(code, with, and) { code, with, and},
#include "tailor/tongues.def"
#undef TONGUE
	};
	struct resume_wording words = { 0 };
	const char *code;
	size_t count = 0;

	for (size_t i = 0; i < p->passages.count; i++)
		count += p->passages.at[i].words.count;
	words.at = ARENA_LIST(mem, struct resume_word, count + 1);
	for (size_t i = 0; i < p->passages.count; i++) {
		const struct resume_wording *w = &p->passages.at[i].words;

		if (w->count)
			memcpy(words.at + words.count, w->at,
				w->count * sizeof(*w->at));
		words.count += w->count;
	}
	code = written_in(&words);
	for (size_t i = 0; code && i < LENGTH(all); i++)
		if (!strcmp(all[i].code, code))
			return &all[i];
	return &all[0];
}

bool tailor_builtin(struct arena *mem, const struct tailor_ask *ask,
	struct tailor_changes *out, struct err *err)
{
	struct builtin b = { .mem = mem, .ask = ask, .out = out };
	struct truth_ask how = { .now = ask->now };

	*out = (struct tailor_changes){
		ARENA_LIST(mem, struct tailor_change, TAILOR_CHANGES), 0
	};
	if (!profile_read(mem, ask->source, ask->now, &b.profile, err) ||
		!truth_open(mem, ask->source, how, &b.truth, err))
		return false;
	b.tongue = tongue_of(mem, &b.profile);
	score_read(mem, &b.profile, ask->posting, &b.score);
	edit_copy(mem, ask->source, &b.was);
	edit_copy(mem, ask->source, &b.now);
	read_wants(&b);
	tailor_asked_read(mem, ask->instructions, &b.asked);
	if (!(b.asked.keep & ASKED_SKILLS))
		builtin_name(&b);
	if (!(b.asked.keep & ASKED_BULLETS)) {
		builtin_words(&b);
		builtin_verbs(&b);
	}
	builtin_about(&b);
	if (!(b.asked.keep & ASKED_ORDER)) {
		builtin_order(&b);
		builtin_sections(&b);
	}
	builtin_fit(&b);
	return true;
}
