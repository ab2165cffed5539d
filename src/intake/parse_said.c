/*
 * intake/parse_said.c - what some words of a head are worth as a title, an
 * employer, a place, by what they mean. Knows no place on the page, and no
 * other head.
 */
#include "intake/parse_slots.h"

#include "intake/parse_text.h"
#include "resume/contact.h"

struct traits {
	size_t words, lower; /* those that begin small */
	bool digits, small, title_ends, starts_small, url, mail, score;
	bool address;  /* of the web */
	bool own;      /* all of it says: self-employed */
	bool partners; /* "Smith & Sons" */
	bool parts;    /* with a comma between */
	unsigned any;
	float place;
	bool aside; /* begins in brackets, which go on with what is before */
	bool inner; /* several things in brackets behind others */
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
		if (a[k].at->text.at[0] == '(' && k)
			t->inner |= parse_has(a[k].text, ',');
		else
			t->words += a[k].count;
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
	t->own = t->any & LEX_OWN && lexicon_find(lower) & LEX_OWN;
	t->small = s.len < 3;
	t->aside = a->at->text.at[0] == '(';
	t->parts = parse_has(s, ',');
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
	/* a term of a job, and its employer where no other is named */
	if (t->own)
		return 1.4f;
	return 0.2f + has(t->any, LEX_LEGAL, 2) + has(t->any, LEX_ORG, 1) +
	       has(t->any, LEX_SCHOOL, 1) +
	       (t->title_ends ? -2.2f : has(t->any, LEX_TITLE, -0.8f)) -
	       (t->place > 0.6f ? 2.2f : 1.2f * t->place) +
	       has(t->any, LEX_TERM, -0.8f) + (t->url ? 0.4f : 0) +
	       (t->partners && !t->title_ends ? 1 : 0) -
	       0.5f * (float)t->lower - (t->starts_small ? 0.8f : 0) +
	       over(t->words, 7, -0.4f) - (t->small ? 1 : 0) -
	       (t->aside ? 1 : 0) -
	       /* "Acme (pumps, 9 people)" says what it does, not its name */
	       (t->inner ? 0.8f : 0);
}

static float as_place(const struct traits *t)
{
	return (t->place > 0.3f ? 3.2f * t->place : -2.5f) +
	       /* a town that nobody knows belongs to its country */
	       (t->place > 0.8f && t->parts ? 0.4f : 0) +
	       over(t->words, 5, -0.6f) +
	       (t->title_ends ? -2 : has(t->any, LEX_TITLE, -1)) +
	       has(t->any, LEX_LEGAL | LEX_SCHOOL | LEX_DEGREE, -1.2f) +
	       has(t->any, LEX_ORG, -0.6f);
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
	       (t->small ? 1 : 0) - (t->aside && t->starts_small ? 1.5f : 0);
}

static float as_note(const struct traits *t)
{
	return -0.5f + has(t->any, LEX_TERM, 2) + (t->mail ? 4 : 0) +
	       (t->small ? 1 : 0) + (t->address ? 4 : 0);
}

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

void parse_said(struct arena *mem, int what, const struct atom *a, size_t atoms,
	float to[SLOTS])
{
	struct traits t;

	look_at(mem, a, atoms, &t);
	for (unsigned s = 0; s < SLOTS; s++)
		to[s] += said(what, s, &t);
}
