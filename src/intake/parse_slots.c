/*
 * intake/parse_slots.c - which words of a head are the title, the employer,
 * the place. Each reading of a head has a score: what its words are likely to
 * be (parse_said.c), and what stood in the same place and type in the other
 * heads of the section. The best reading of all is taken.
 */
#include "intake/parse_slots.h"

#include <math.h>

enum {
	LOOKS = 512,
	ROUNDS = 3,     /* of learning what a place in the head means */
	TEACHERS = 2000 /* heads are enough for that; all others learn */
};

/* ---- what the place says ------------------------------------------------ */

/* How often a place in the head was which slot. */
struct said {
	float count[SLOTS], all;
};

struct learnt {
	struct said at[LOOKS];
};

/* However often it was so elsewhere, words may say otherwise. */
#define BY_PLACE 1.6f

/* What the head itself said of such a place proves nothing for it. */
static void own(const struct entry *e, unsigned look, struct said *out)
{
	*out = (struct said){ 0 };
	for (size_t i = 0; i < e->parts; i++)
		if ((e->atom[e->part[i].from].look & (LOOKS - 1)) == look) {
			out->count[e->part[i].slot] += 1;
			out->all += 1;
		}
}

/* What that place means in the other heads. */
static void placed(const struct learnt *l, const struct entry *e, uint16_t look,
	float to[SLOTS])
{
	unsigned k = look & (LOOKS - 1);
	const struct said *at = &l->at[k];
	struct said mine;
	float all;

	own(e, k, &mine);
	all = at->all - mine.all;
	for (unsigned s = 0; s < SLOTS; s++) {
		float often = (at->count[s] - mine.count[s] + 1) * SLOTS /
			      (all + SLOTS);

		to[s] = fminf(BY_PLACE, fmaxf(-BY_PLACE, 1.5f * logf(often)));
	}
}

/* ---- readings ----------------------------------------------------------- */

/* Parts are cut where the text cuts, and at commas only for a reason. */
static const float cut_worth[MARKS] = { [MARK_COMMA] = -0.9f,
	[MARK_BRACKET] = -0.3f,
	[MARK_COLON] = -0.3f,
	[MARK_TYPE] = 0,
	[MARK_DASH] = -0.2f };
static const float join_worth[MARKS] = { [MARK_COMMA] = -0.2f,
	[MARK_BRACKET] = -0.5f,
	[MARK_COLON] = -1,
	[MARK_TYPE] = -1.2f,
	[MARK_DASH] = -1,
	[MARK_AT] = -2,
	[MARK_BAR] = -2.2f,
	[MARK_CELL] = -4,
	[MARK_ROW] = NEVER };

struct step {
	float score;
	uint8_t from, slot, mask; /* where it came from */
};

struct reading {
	float worth[ENTRY_ATOMS][PART_ATOMS][SLOTS];
	struct step best[ENTRY_ATOMS + 1][1 << SLOTS];
};

/* Sections whose entries are called something. */
static bool is_named(int what)
{
	return what != RESUME_WORK && what != RESUME_VOLUNTEER &&
	       what != RESUME_EDUCATION;
}

/* What joining at colons and commas cost, and dashes within a row. */
static float colons(const struct atom *a, size_t n)
{
	float back = 0;

	for (size_t i = 1; i < n; i++)
		if (a[i].before == MARK_COLON || a[i].before == MARK_COMMA)
			back -= join_worth[a[i].before] - 0.1f;
	return back;
}

/* What each run of atoms is worth by its words, whatever stands elsewhere. */
static void weigh_words(
	struct arena *own, struct arena *mem, int what, struct entry *e)
{
	e->said = arena_bytes(own, (e->atoms + 1) * sizeof(*e->said));
	for (size_t i = 0; i < e->atoms; i++) {
		const struct atom *a = &e->atom[i];
		float joins = cut_worth[a->before];

		for (size_t n = 1; n <= PART_ATOMS && i + n <= e->atoms; n++) {
			float *to = e->said[i][n - 1];

			if (n > 1)
				joins += join_worth[a[n - 1].before];
			for (unsigned s = 0; s < SLOTS; s++)
				to[s] = joins > NEVER / 2 ? joins : NEVER;
			if (joins > NEVER / 2)
				parse_said(mem, what, a, n, to);
			if (a->hint)
				to[a->hint] += 5;
			if (a->before == MARK_AT)
				to[SLOT_WHO] += 1.5f;
			/* "Personal project: a planner" is one name */
			if (is_named(what) && n > 1)
				to[SLOT_WHAT] += colons(a, n);
		}
		arena_reset(mem);
	}
}

static void weigh(
	const struct entry *e, const struct learnt *l, struct reading *r)
{
	float by_place[SLOTS];

	for (size_t i = 0; i < e->atoms; i++) {
		placed(l, e, e->atom[i].look, by_place);
		for (size_t n = 0; n < PART_ATOMS && i + n < e->atoms; n++)
			for (unsigned s = 0; s < SLOTS; s++)
				r->worth[i][n][s] =
					e->said[i][n][s] + by_place[s];
	}
}

static float first_worth(int what, size_t atom, enum slot slot)
{
	return !atom && is_named(what) && slot == SLOT_WHAT ? 1.5f : 0;
}

static void walk(int what, const struct entry *e, struct reading *r)
{
	for (size_t i = 0; i <= e->atoms; i++)
		for (size_t m = 0; m < 1 << SLOTS; m++)
			r->best[i][m].score = 2 * NEVER * ENTRY_ATOMS;
	r->best[0][0].score = 0;
	for (size_t i = 0; i < e->atoms; i++)
		for (unsigned m = 0; m < 1 << SLOTS; m++) {
			float so_far = r->best[i][m].score;

			if (so_far < NEVER * ENTRY_ATOMS)
				continue;
			for (size_t n = 1; n <= PART_ATOMS && i + n <= e->atoms;
				n++)
				for (unsigned s = 0; s < SLOTS; s++) {
					unsigned bit = s ? 1u << s : 0;
					struct step *to =
						&r->best[i + n][m | bit];
					float worth = r->worth[i][n - 1][s];
					float score = so_far + worth +
						      first_worth(what, i,
							      (enum slot)s);

					if (m & bit || worth < NEVER / 2 ||
						score <= to->score)
						continue;
					*to = (struct step){ score, (uint8_t)i,
						(uint8_t)s, (uint8_t)m };
				}
		}
}

/* A head says both what and who, mostly. */
static float lacks(int what, const struct entry *e, unsigned mask)
{
	bool is = mask & (1 << SLOT_WHAT | 1 << SLOT_AREA),
	     who = mask & 1 << SLOT_WHO;

	if (e->employer)
		return (is ? 3.0f : 0) + (who ? 0 : 3.0f);
	if (e->role)
		return (is ? 0 : 2) + (who ? 1.5f : 0);
	return is_named(what) ? (is ? 0 : 3)
			      : (is ? 0 : 1.2f) + (who ? 0 : 1.4f);
}

static const float *worth_of(const struct reading *r, const struct part *p)
{
	return r->worth[p->from][p->to - p->from - 1];
}

/* What the whole reading would be worth less if this part were that slot: one
 * that another part has would be had by it in exchange. */
static float loss(int what, const struct entry *e, const struct reading *r,
	unsigned mask, const struct part *part, unsigned slot)
{
	const float *worth = worth_of(r, part);
	unsigned own = part->slot ? 1u << part->slot : 0,
		 bit = slot ? 1u << slot : 0;
	float less = worth[part->slot] - worth[slot];

	for (size_t i = 0; bit & mask && i < e->parts; i++)
		if (e->part[i].slot == slot)
			return less + worth_of(r, &e->part[i])[slot] -
			       worth_of(r, &e->part[i])[part->slot];
	return less + lacks(what, e, (mask & ~own) | bit) -
	       lacks(what, e, mask);
}

/* By how much it is likelier than the best other reading of these words. */
static float sure_of(int what, const struct entry *e, const struct reading *r,
	unsigned mask, const struct part *part)
{
	float least = -NEVER;

	for (unsigned k = 0; k < SLOTS; k++)
		if (k != part->slot)
			least = fminf(least, loss(what, e, r, mask, part, k));
	return fminf(0.99f, 1 / (1 + expf(-least)));
}

static void read_back(int what, struct entry *e, const struct reading *r)
{
	unsigned mask = 0, all, parts = 0;
	size_t i = e->atoms;

	for (unsigned m = 1; m < 1 << SLOTS; m++)
		if (r->best[i][m].score - lacks(what, e, m) >
			r->best[i][mask].score - lacks(what, e, mask))
			mask = m;
	all = mask;
	while (i && parts < ENTRY_ATOMS) {
		const struct step *s = &r->best[i][mask];

		e->part[parts++] =
			(struct part){ s->from, i, (enum slot)s->slot, 0 };
		i = s->from;
		mask = s->mask;
	}
	e->parts = parts;
	for (i = 0; i < parts; i++)
		e->part[i].sure = sure_of(what, e, r, all, &e->part[i]);
}

static void learn(const struct entry *e, struct learnt *l)
{
	for (size_t i = 0; i < e->parts; i++) {
		unsigned k = e->atom[e->part[i].from].look & (LOOKS - 1);

		l->at[k].count[e->part[i].slot] += 1;
		l->at[k].all += 1;
	}
}

/* The arenas that a reading needs: of words, and of what heads that teach
 * nothing are worth. */
struct scratch {
	struct arena words, said;
};

static void read_head(struct entries *all, size_t i, struct scratch *own,
	const struct learnt *l, struct reading *r)
{
	struct entry *e = &all->at[i];
	bool teaches = i < TEACHERS;

	if (!e->said)
		weigh_words(teaches ? &all->own : &own->said, &own->words,
			all->what, e);
	weigh(e, l, r);
	walk(all->what, e, r);
	read_back(all->what, e, r);
	if (teaches)
		return;
	e->said = NULL;
	arena_reset(&own->said);
}

void parse_slots(struct entries *all)
{
	struct scratch own = { 0 };
	struct reading *r = ARENA_NEW(&all->own, struct reading);
	struct learnt *now = ARENA_NEW(&all->own, struct learnt),
		      *next = ARENA_NEW(&all->own, struct learnt);

	for (int round = 0; round < ROUNDS; round++) {
		struct learnt *swap = now;
		bool last = round + 1 == ROUNDS;

		for (size_t i = 0; i < all->count && (last || i < TEACHERS);
			i++) {
			read_head(all, i, &own, now, r);
			learn(&all->at[i], next);
		}
		now = next;
		next = swap;
		memset(next, 0, sizeof(*next));
	}
	arena_free(&own.words);
	arena_free(&own.said);
}
