/*
 * intake/parse_slots.c - which words of a head are the title, the employer,
 * the place. Each reading of a head has a score: what its words are likely to
 * be by the lexicon, and what stood in the same place and type in the other
 * heads of the section. The best reading of all is taken.
 */
#include "intake/parse_slots.h"

#include "intake/parse_text.h"
#include "resume/contact.h"

#include <math.h>

enum {
	LOOKS = 512,
	ROUNDS = 3 /* of learning what a place in the head means */
};

/* ---- what the words say ------------------------------------------------- */

struct traits {
	size_t words, lower; /* those that begin small */
	bool digits, small, title_ends, starts_small, url, mail, score;
	bool address;  /* of the web */
	bool partners; /* "Smith & Sons" */
	unsigned any;
	float place;
};

/* The title's own word stands last, or before "of", "for", "-", "(", ",". */
static bool title_ends(struct arena *mem, const struct atom *a, size_t atoms)
{
	bool title = false;

	for (size_t k = 0; k < atoms; k++) {
		for (size_t i = 0; i < a[k].count; i++) {
			struct str w = a[k].at[i].text;
			unsigned marks = lexicon_word(mem, w);

			if (title && (marks & LEX_SMALL || w.at[0] == '('))
				return true;
			/* "Jones + Partner" is who, not what */
			title = marks & LEX_TITLE &&
				!(i &&
					strchr("&+",
						a[k].at[i - 1].text.at[0]) &&
					str_starts(resume_fold(mem, w),
						STR("partner")));
		}
		if (title)
			return true;
	}
	return false;
}

static struct str text_of(struct arena *mem, const struct atom *a, size_t atoms)
{
	struct buf b;

	if (atoms == 1)
		return a->text;
	buf_init(&b, mem, SIZE_MAX / 2);
	for (size_t i = 0; i < atoms; i++) {
		if (i)
			buf_add(&b, a[i].before == MARK_COMMA   ? STR(", ")
				    : a[i].before == MARK_DASH  ? STR(" - ")
				    : a[i].before == MARK_COLON ? STR(": ")
				    : a[i].before == MARK_AT    ? STR(" at ")
								: STR(" "));
		if (i && a[i].before == MARK_BRACKET &&
			a[i].at->text.at[0] == '(') {
			buf_addc(&b, '(');
			buf_add(&b, a[i].text);
			buf_addc(&b, ')');
		} else {
			buf_add(&b, a[i].text);
		}
	}
	return buf_str(&b);
}

static void look_at(
	struct arena *mem, const struct atom *a, size_t atoms, struct traits *t)
{
	struct str s = text_of(mem, a, atoms);
	struct str lower = resume_fold(mem, s);

	*t = (struct traits){ .digits = parse_has_digit(s),
		.mail = parse_has(s, '@') };
	for (size_t k = 0; k < atoms; k++) {
		for (size_t i = 0; i < a[k].count; i++) {
			struct str w = a[k].at[i].text;

			t->lower += w.at[0] >= 'a' && w.at[0] <= 'z' &&
				    !(lexicon_word(mem, w) & LEX_SMALL);
		}
		t->words += a[k].at->text.at[0] == '(' && k ? 0 : a[k].count;
		t->url |= a[k].url.len > 0;
	}
	t->any = lexicon_any(mem, s);
	t->place = lexicon_place(mem, s);
	t->title_ends = title_ends(mem, a, atoms);
	t->starts_small = s.len && s.at[0] >= 'a' && s.at[0] <= 'z';
	t->score = memmem(lower.at, lower.len, "gpa", 3) ||
		   str_starts(lower, STR("note")) ||
		   str_starts(lower, STR("grade")) ||
		   str_starts(lower, STR("cgpa"));
	t->small = s.len < 3;
	/* "Booking.com" may be an employer */
	t->address = resume_url_is(s) && (t->starts_small || parse_has(s, '/'));
	t->partners =
		memmem(s.at, s.len, " & ", 3) || memmem(s.at, s.len, " + ", 3);
}

static float has(unsigned any, unsigned mark, float worth)
{
	return any & mark ? worth : 0;
}

static float over(size_t n, size_t most, float worth)
{
	return n > most ? worth * (float)(n - most) : 0;
}

static float as_title(const struct traits *t)
{
	return -0.3f + (t->title_ends ? 3 : has(t->any, LEX_TITLE, 1.2f)) +
	       has(t->any, LEX_LEVEL, 0.4f) + has(t->any, LEX_LEGAL, -2) +
	       (t->title_ends ? 0 : has(t->any, LEX_ORG, -0.6f)) +
	       has(t->any, LEX_SCHOOL, -1) - 2 * t->place -
	       (t->digits ? 0.7f : 0) - (t->starts_small ? 0.5f : 0) +
	       over(t->words, 7, -0.4f) - (t->small ? 1 : 0);
}

static float as_employer(const struct traits *t)
{
	return 0.2f + has(t->any, LEX_LEGAL, 2) + has(t->any, LEX_ORG, 1) +
	       has(t->any, LEX_SCHOOL, 1) +
	       (t->title_ends ? -2.2f : has(t->any, LEX_TITLE, -0.8f)) -
	       (t->place > 0.6f ? 2.2f : 1.2f * t->place) +
	       has(t->any, LEX_TERM, -0.8f) + (t->url ? 0.4f : 0) +
	       (t->partners && !t->title_ends ? 1 : 0) -
	       0.5f * (float)t->lower - (t->starts_small ? 0.8f : 0) +
	       over(t->words, 7, -0.4f) - (t->small ? 1 : 0);
}

static float as_place(const struct traits *t)
{
	return (t->place > 0.3f ? 3.2f * t->place : -2.5f) +
	       over(t->words, 5, -0.6f) +
	       (t->title_ends ? -2 : has(t->any, LEX_TITLE, -1)) +
	       has(t->any, LEX_LEGAL | LEX_SCHOOL | LEX_DEGREE, -1.2f);
}

static float as_degree(const struct traits *t)
{
	return -0.4f + has(t->any, LEX_DEGREE, 3) +
	       has(t->any, LEX_FIELD, 0.5f) - 2 * t->place +
	       has(t->any, LEX_SCHOOL, -1.6f) - (t->score ? 3 : 0) +
	       over(t->words, 10, -0.3f);
}

static float as_area(const struct traits *t)
{
	return -0.8f + has(t->any, LEX_FIELD, 1.9f) +
	       has(t->any, LEX_DEGREE, -1.6f) - 2 * t->place +
	       has(t->any, LEX_SCHOOL, -1.6f) - (t->score ? 3 : 0) +
	       over(t->words, 7, -0.5f);
}

static float as_school(const struct traits *t)
{
	return 0.3f + has(t->any, LEX_SCHOOL, 2.6f) +
	       has(t->any, LEX_ORG, 0.6f) + has(t->any, LEX_DEGREE, -1.8f) +
	       has(t->any, LEX_FIELD, -0.5f) -
	       (t->place > 0.8f ? 2.2f : 1.2f * t->place) - (t->score ? 3 : 0) +
	       (t->url ? 0.3f : 0) - (t->starts_small ? 0.8f : 0) +
	       over(t->words, 9, -0.3f) - (t->small ? 0.5f : 0);
}

static float as_score(const struct traits *t) { return t->score ? 3 : -3; }

static float as_name(const struct traits *t)
{
	return 0.7f - t->place + (t->small ? -1 : 0) +
	       over(t->words, 14, -0.2f) - (t->starts_small ? 0.3f : 0);
}

static float as_issuer(const struct traits *t)
{
	return -0.1f + has(t->any, LEX_LEGAL | LEX_ORG | LEX_SCHOOL, 1.2f) -
	       (t->place > 0.8f ? 1.5f : 0) + over(t->words, 7, -0.4f) -
	       (t->small ? 1 : 0);
}

static float as_note(const struct traits *t)
{
	return -0.5f + has(t->any, LEX_TERM, 2) + (t->mail ? 4 : 0) +
	       (t->small ? 1 : 0) + (t->address ? 4 : 0);
}

/* What the words are worth as a slot of such a section; too little: never. */
#define NEVER (-50.0f)

static float said(int what, enum slot slot, const struct traits *t)
{
	bool job = what == RESUME_WORK || what == RESUME_VOLUNTEER;
	bool study = what == RESUME_EDUCATION;

	switch (slot) {
	case SLOT_NOTE:
		return as_note(t);
	case SLOT_PLACE:
		return as_place(t);
	case SLOT_WHAT:
		return t->mail || t->address ? NEVER
		       : job                 ? as_title(t)
		       : study               ? as_degree(t)
					     : as_name(t);
	case SLOT_WHO:
		return t->mail || t->address ? NEVER
		       : job                 ? as_employer(t)
		       : study               ? as_school(t)
					     : as_issuer(t);
	case SLOT_AREA:
		return study ? as_area(t) : NEVER;
	case SLOT_SCORE:
		return study ? as_score(t) : NEVER;
	default:
		return NEVER;
	}
}

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
	struct traits t = { 0 };

	e->said = arena_bytes(own, (e->atoms + 1) * sizeof(*e->said));
	for (size_t i = 0; i < e->atoms; i++) {
		const struct atom *a = &e->atom[i];
		float joins = cut_worth[a->before];

		for (size_t n = 1; n <= PART_ATOMS && i + n <= e->atoms; n++) {
			float *to = e->said[i][n - 1];

			if (n > 1)
				joins += join_worth[a[n - 1].before];
			if (joins > NEVER / 2)
				look_at(mem, a, n, &t);
			for (unsigned s = 0; s < SLOTS; s++)
				to[s] = joins > NEVER / 2
						? said(what, s, &t) + joins
						: NEVER;
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

/* By how much it is likelier than anything else that these words could be. */
static float sure_of(const struct reading *r, const struct step *s, size_t to)
{
	const float *worth = r->worth[s->from][to - s->from - 1];
	float other = NEVER, d;

	for (unsigned k = 0; k < SLOTS; k++)
		if (k != s->slot)
			other = fmaxf(other, worth[k]);
	d = worth[s->slot] - other;
	return fminf(0.99f, 1 / (1 + expf(-d)));
}

static void read_back(int what, struct entry *e, const struct reading *r)
{
	unsigned mask = 0, parts = 0;
	size_t i = e->atoms;

	for (unsigned m = 1; m < 1 << SLOTS; m++)
		if (r->best[i][m].score - lacks(what, e, m) >
			r->best[i][mask].score - lacks(what, e, mask))
			mask = m;
	while (i && parts < ENTRY_ATOMS) {
		const struct step *s = &r->best[i][mask];

		e->part[parts++] = (struct part){ s->from, i,
			(enum slot)s->slot, sure_of(r, s, i) };
		i = s->from;
		mask = s->mask;
	}
	e->parts = parts;
}

static void learn(const struct entry *e, struct learnt *l)
{
	for (size_t i = 0; i < e->parts; i++) {
		unsigned k = e->atom[e->part[i].from].look & (LOOKS - 1);

		l->at[k].count[e->part[i].slot] += 1;
		l->at[k].all += 1;
	}
}

void parse_slots(struct entries *all)
{
	struct arena words = { 0 };
	struct reading *r = ARENA_NEW(&all->own, struct reading);
	struct learnt *now = ARENA_NEW(&all->own, struct learnt),
		      *next = ARENA_NEW(&all->own, struct learnt);

	for (int round = 0; round < ROUNDS; round++) {
		struct learnt *swap = now;

		for (size_t i = 0; i < all->count; i++) {
			struct entry *e = &all->at[i];

			if (!round)
				weigh_words(&all->own, &words, all->what, e);
			weigh(e, now, r);
			walk(all->what, e, r);
			read_back(all->what, e, r);
			learn(e, next);
		}
		now = next;
		next = swap;
		memset(next, 0, sizeof(*next));
	}
	arena_free(&words);
}
