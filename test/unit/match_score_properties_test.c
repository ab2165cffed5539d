/*
 * What a score promises (score.h, TAI-2), held against people and postings that
 * are made by number: 100,000 cases where no sanitizer is at work.
 */
#include "match_made.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#ifdef __SANITIZE_ADDRESS__
enum { CASES = 600 };
#elif defined(__SANITIZE_THREAD__)
enum { CASES = 600 };
#else
enum { CASES = 15000 }; /* of each of seven properties */
#endif

/* Of a float's sum of some tens of terms. */
#define CLOSE 0.002f

struct case_ {
	struct arena *mem;
	uint64_t number;
	struct resume resume;
	struct posting posting;
	float total;
};

static float total_of(struct case_ *c, const struct resume *r)
{
	struct profile *p = ARENA_NEW(c->mem, struct profile);
	struct err err = { 0 };

	return profile_read(c->mem, r, MADE_NOW, p, &err)
		       ? score_total(p, &c->posting)
		       : 0;
}

static bool begin(struct arena *mem, uint64_t number, struct case_ *out)
{
	struct made m = made_begin(mem, number);
	struct err err = { 0 };

	*out = (struct case_){ .mem = mem, .number = number };
	made_person(&m, &out->resume);
	if (!posting_read(mem, made_posting(&m), &out->posting, &err))
		return false;
	out->total = total_of(out, &out->resume);
	return true;
}

/* The same person again, so that one of the two can be changed. */
static struct made again(struct case_ *c, struct resume *out)
{
	struct made m = made_begin(c->mem, c->number);

	made_person(&m, out);
	for (uint64_t i = 0; i < 3; i++)
		made_number(&m, 2);
	return m;
}

/* Runs a property on all cases; shows the first few that break it. */
static void hold(const char *name, uint64_t from,
	bool (*holds)(struct case_ *c, char say[200]))
{
	struct arena mem = { .keep = 8 << 20 };
	int broken = 0;

	for (uint64_t i = 0; i < CASES; i++) {
		char say[200] = "";
		struct case_ c;

		if (begin(&mem, from + i, &c) && !holds(&c, say) &&
			++broken <= 5)
			test_fail(__FILE__, __LINE__,
				"%s: case %" PRIu64 ": %s", name, from + i,
				say);
		arena_reset(&mem);
	}
	arena_free(&mem);
	if (broken > 5)
		test_fail(__FILE__, __LINE__, "%s: %d of %d cases", name,
			broken, CASES);
}

/* ---- adding ---------------------------------------------------------------
 */

static const struct posting_term *missing(struct case_ *c, struct made *m)
{
	size_t count = c->posting.skills.count + c->posting.words.count;
	size_t i = count ? made_number(m, (uint32_t)count) : 0;

	if (!count)
		return NULL;
	return i < c->posting.skills.count
		       ? &c->posting.skills.at[i]
		       : &c->posting.words.at[i - c->posting.skills.count];
}

static void say_word(struct made *m, struct resume *r, struct str word)
{
	struct resume_entries *work = &r->section[RESUME_WORK];

	switch (made_number(m, 4)) {
	case 0:
		made_add_text(m,
			&made_add_entry(m, &r->section[RESUME_SKILLS])
				 ->keywords,
			word);
		break;
	case 1:
		if (!work->count)
			made_add_entry(m, work)->position = made_title(m);
		made_add_text(m,
			&work->at[made_number(m, (uint32_t)work->count)]
				 .highlights,
			str_fmt(m->mem, "Worked with %.*s every day.",
				STR_ARG(word)));
		break;
	case 2:
		made_add_entry(m, &r->section[RESUME_CERTIFICATES])->name =
			word;
		break;
	default:
		r->basics.summary = str_fmt(m->mem, "%.*s Also: %.*s.",
			STR_ARG(r->basics.summary), STR_ARG(word));
	}
}

static bool never_lowers(
	struct case_ *c, const struct resume *r, struct str what, char say[200])
{
	float now = total_of(c, r);

	snprintf(say, 200, "%.3f becomes %.3f by '%.*s'", (double)c->total,
		(double)now, what.len < 100 ? (int)what.len : 100, what.at);
	return now >= c->total - CLOSE;
}

static bool adds_term(struct case_ *c, char say[200])
{
	struct resume r;
	struct made m = again(c, &r);
	const struct posting_term *t = missing(c, &m);

	if (!t)
		return true;
	say_word(&m, &r, t->label);
	return never_lowers(c, &r, t->label, say);
}

TEST(a_term_that_was_missing_never_lowers_a_score)
{
	hold("a term", 1000000, adds_term);
}

static bool adds_text(struct case_ *c, char say[200])
{
	struct resume r;
	struct made m = again(c, &r);
	struct str what = made_sentence(&m, (int)made_number(&m, 4));

	switch (made_number(&m, 4)) {
	case 0:
		made_job(&m, made_add_entry(&m, &r.section[RESUME_WORK]));
		what = STR("(a job)");
		break;
	case 1:
		made_school(
			&m, made_add_entry(&m, &r.section[RESUME_EDUCATION]));
		what = STR("(a school)");
		break;
	default:
		say_word(&m, &r, what);
	}
	return never_lowers(c, &r, what, say);
}

TEST(no_text_that_is_added_lowers_a_score)
{
	hold("a text", 2000000, adds_text);
}

/* ---- repeating -------------------------------------------------------------
 */

static struct resume_entry *any_entry(
	struct made *m, struct resume *r, struct resume_entries **of)
{
	int section = (int)made_number(m, RESUME_SECTIONS);

	for (int i = 0; i < RESUME_SECTIONS; i++) {
		*of = &r->section[(section + i) % RESUME_SECTIONS];
		if ((*of)->count)
			return &(*of)->at[made_number(
				m, (uint32_t)(*of)->count)];
	}
	return NULL;
}

static void repeat(struct made *m, struct resume *r)
{
	struct resume_entries *of;
	struct resume_entry *e = any_entry(m, r, &of);
	uint32_t times = 1 + made_number(m, 6);

	if (r->basics.summary.len && (!e || made_chance(m, 20))) {
		r->basics.summary = str_fmt(m->mem, "%.*s\n\n%.*s",
			STR_ARG(r->basics.summary), STR_ARG(r->basics.summary));
		return;
	}
	for (; e && times; times--)
		if (e->highlights.count && made_chance(m, 60))
			made_add_text(m, &e->highlights, e->highlights.at[0]);
		else if (e->keywords.count)
			made_add_text(m, &e->keywords, e->keywords.at[0]);
		else {
			struct resume_entry same = *e;

			*made_add_entry(m, of) = same;
			return;
		}
}

static bool same_score(struct case_ *c, const struct resume *r, char say[200])
{
	float now = total_of(c, r);

	snprintf(say, 200, "%.4f becomes %.4f", (double)c->total, (double)now);
	return fabsf(now - c->total) < CLOSE;
}

static bool repeats(struct case_ *c, char say[200])
{
	struct resume r;
	struct made m = again(c, &r);

	repeat(&m, &r);
	return same_score(c, &r, say);
}

TEST(what_is_said_again_does_not_change_a_score)
{
	hold("again", 3000000, repeats);
}

/* ---- order ------------------------------------------------------------------
 */

static void turn_texts(struct resume_texts *t)
{
	for (size_t i = 0; i < t->count / 2; i++) {
		struct str was = t->at[i];

		t->at[i] = t->at[t->count - 1 - i];
		t->at[t->count - 1 - i] = was;
	}
}

static bool reorders(struct case_ *c, char say[200])
{
	struct resume r;
	struct made m = again(c, &r);

	for (int s = 0; s < RESUME_SECTIONS; s++) {
		struct resume_entries *all = &r.section[s];

		for (size_t i = all->count; i > 1; i--) {
			size_t k = made_number(&m, (uint32_t)i);
			struct resume_entry was = all->at[i - 1];

			all->at[i - 1] = all->at[k];
			all->at[k] = was;
		}
		for (size_t i = 0; i < all->count; i++) {
			turn_texts(&all->at[i].highlights);
			turn_texts(&all->at[i].keywords);
		}
	}
	return same_score(c, &r, say);
}

TEST(no_order_changes_a_score) { hold("order", 4000000, reorders); }

/* ---- the score itself --------------------------------------------------- */

static void show(struct buf *b, const struct score *s)
{
	buf_addf(b, "%a", (double)s->total);
	for (int i = 0; i < SCORE_PARTS; i++)
		buf_addf(b, " %a", (double)s->part[i].points);
	for (size_t i = 0; i < s->terms.count; i++)
		buf_addf(b, " %.*s %a %.*s",
			STR_ARG(s->terms.at[i].term->label),
			(double)s->terms.at[i].points,
			s->terms.at[i].passage
				? (int)s->terms.at[i].passage->at.len
				: 0,
			s->terms.at[i].passage ? s->terms.at[i].passage->at.at
					       : "");
	for (size_t i = 0; i < s->needs.count; i++)
		buf_addf(b, " %d %.*s", s->needs.at[i].verdict,
			STR_ARG(s->needs.at[i].why));
	for (size_t i = 0; i < s->changes; i++)
		buf_addf(b, " %.*s %a", STR_ARG(s->change[i].text),
			(double)s->change[i].points);
}

static struct str shown(struct case_ *c, struct score *s)
{
	struct made m = made_begin(c->mem, c->number);
	struct profile *p = ARENA_NEW(c->mem, struct profile);
	struct posting *j = ARENA_NEW(c->mem, struct posting);
	struct resume r;
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, c->mem, 1 << 20);
	made_person(&m, &r);
	if (profile_read(c->mem, &r, MADE_NOW, p, &err) &&
		posting_read(c->mem, made_posting(&m), j, &err)) {
		score_read(c->mem, p, j, s);
		show(&b, s);
	}
	return b.len ? buf_str(&b) : STR("nothing");
}

static bool is_stable(struct case_ *c, char say[200])
{
	struct score a = { 0 }, b = { 0 };
	struct str x = shown(c, &a), y = shown(c, &b);

	snprintf(say, 200, "%.90s, then %.90s", x.at, y.at);
	return str_eq(x, y);
}

TEST(the_same_two_have_the_same_score_and_reasons_to_the_bit)
{
	hold("stable", 5000000, is_stable);
}

static float points_of(const struct score *s, bool skills)
{
	float sum = 0;

	for (size_t i = 0; i < s->terms.count; i++)
		if ((s->terms.at[i].term->skill != TAXONOMY_NONE) == skills)
			sum += s->terms.at[i].points;
	return sum;
}

static bool adds_up(struct case_ *c, char say[200])
{
	struct score s = { 0 };
	float points = 0, of = 0;

	if (str_is(shown(c, &s), "nothing"))
		return true;
	for (int i = 0; i < SCORE_PARTS; i++) {
		points += s.part[i].points;
		of += s.part[i].of;
	}
	snprintf(say, 200, "%.3f of %.3f, skills %.3f of %.3f, words %.3f",
		(double)points, (double)of, (double)points_of(&s, true),
		(double)s.part[SCORE_SKILLS].points,
		(double)points_of(&s, false));
	return fabsf(points - s.total) < CLOSE && fabsf(of - 100) < CLOSE &&
	       s.total >= 0 && s.total <= 100 + CLOSE &&
	       fabsf(s.total - c->total) < CLOSE &&
	       fabsf(points_of(&s, true) - s.part[SCORE_SKILLS].points) <
		       CLOSE &&
	       fabsf(points_of(&s, false) - s.part[SCORE_WORDS].points) < CLOSE;
}

TEST(parts_add_up_to_the_score_and_terms_to_their_part)
{
	hold("sum", 6000000, adds_up);
}

static bool is_offered(struct case_ *c, char say[200])
{
	struct score s = { 0 };

	if (str_is(shown(c, &s), "nothing"))
		return true;
	snprintf(say, 200, "%zu changes", s.changes);
	for (size_t i = 0; i < s.changes; i++)
		if (s.change[i].points <= 0 ||
			s.change[i].points > 100 - s.total + 0.1f ||
			(i && s.change[i].points > s.change[i - 1].points))
			return false;
	return s.changes <= SCORE_CHANGES;
}

TEST(changes_are_offered_best_first_and_none_beyond_a_hundred)
{
	hold("changes", 7000000, is_offered);
}
