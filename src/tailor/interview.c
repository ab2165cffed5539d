/*
 * tailor/interview.c - see interview.h. Questions follow from what is met, what
 * is missing, and from what every interviewer asks about a course of life.
 */
#include "tailor/interview.h"

enum { MET_MOST = 6, MISSING_MOST = 6, GAP_MONTHS = 6 };

/* What is asked of a deed, each once: the first that fits. */
static const char *const deeds[] = {
/* words; NULL: any */
#define DEED(of, text) of,
#include "tailor/interview_deeds.def"
#undef DEED
};

struct asking {
	struct arena *mem;
	bool used[LENGTH(deeds)];
	const struct tailor_ask *ask;
	struct score score;
	struct interview *out;
};

static struct interview_question *add(
	struct asking *a, struct str text, struct str why)
{
	struct interview_question *q;

	if (a->out->count == INTERVIEW_MOST)
		return NULL;
	q = &a->out->at[a->out->count++];
	*q = (struct interview_question){ .text = text, .why = why };
	return q;
}

/* ---- of the posting's lines --------------------------------------------- */

static bool was_quoted(const struct asking *a, struct str at)
{
	for (size_t i = 0; i < a->out->count; i++)
		if (str_eq(a->out->at[i].at, at))
			return true;
	return false;
}

static bool has_one(struct str text, const char *words)
{
	for (struct str rest = str_c(words); rest.len;) {
		struct str word = str_cut(&rest, ' ');

		if (memmem(text.at, text.len, word.at, word.len))
			return true;
	}
	return false;
}

static struct str question(struct arena *mem, size_t which, struct str deed)
{
	size_t i = 0;

#define DEED(of, text)    \
	if (i++ == which) \
		return str_fmt(mem, text, STR_ARG(deed));
#include "tailor/interview_deeds.def"
#undef DEED
	return STR_NONE;
}

static struct str ask_of(struct asking *a, struct str deed)
{
	size_t i = 0;

	while (i + 1 < LENGTH(deeds) &&
		(a->used[i] || (deeds[i] && !has_one(deed, deeds[i]))))
		i++;
	a->used[i] = true;
	return question(a->mem, i, deed);
}

static void ask_needs(struct asking *a, enum score_verdict verdict, size_t most)
{
	size_t asked = 0;

	for (size_t i = 0; i < a->score.needs.count && asked < most; i++) {
		const struct score_need *n = &a->score.needs.at[i];
		struct interview_question *q;
		struct str line = n->need->text;

		if (n->verdict != verdict ||
			(verdict == SCORE_MET &&
				(!n->passage ||
					n->passage->kind != PROFILE_WORK ||
					was_quoted(a, n->passage->at))))
			continue;
		q = verdict == SCORE_MET
			    ? add(a, ask_of(a, n->passage->text),
				      STR("it is what they ask for, and you "
					  "say that you did it"))
			    : add(a,
				      str_fmt(a->mem,
					      "We ask for: \"%.*s\" What have "
					      "you done that comes nearest to "
					      "it?",
					      STR_ARG(line)),
				      verdict == SCORE_MISSING
					      ? STR("your resume does not say "
						    "it")
					      : STR("your resume says some of "
						    "it"));
		if (!q)
			return;
		q->asked = line;
		if (n->passage) {
			q->at = n->passage->at;
			q->quote = n->passage->text;
		}
		asked++;
	}
}

/* ---- of the course of life ---------------------------------------------- */

static int month_of(struct str text, int otherwise)
{
	struct resume_date d;

	return text.len && resume_date_read(text, &d)
		       ? 12 * d.year + (d.month ? d.month - 1 : 0)
		       : otherwise;
}

/* The longest time between two jobs. */
static void ask_gap(struct asking *a)
{
	const struct resume_entries *work =
		&a->ask->source->section[RESUME_WORK];
	int most = GAP_MONTHS, from = 0;

	for (size_t i = 0; i < work->count; i++) {
		int end = month_of(work->at[i].end_date, -1), next = -1;

		for (size_t k = 0; end > 0 && k < work->count; k++) {
			int begin = month_of(work->at[k].start_date, -1);
			int until = month_of(work->at[k].end_date, a->ask->now);

			if (begin <= end && until > end)
				next = end;
			else if (begin > end && (next < 0 || begin < next))
				next = begin;
		}
		if (end > 0 && next - end > most) {
			most = next - end;
			from = end;
		}
	}
	if (from)
		add(a,
			str_fmt(a->mem,
				"What did you do after %04d-%02d, before your "
				"next job?",
				from / 12, from % 12 + 1),
			str_fmt(a->mem, "%d months lie between", most));
}

static void ask_always(struct asking *a)
{
	const struct posting *p = a->ask->posting;

	add(a,
		p->company.len
			? str_fmt(a->mem, "Why do you want to work at %.*s?",
				  STR_ARG(posting_str(p, p->company)))
			: STR("Why do you want this job?"),
		STR("everybody asks, and no resume answers it"));
	add(a, STR("What would you like to ask us?"),
		STR("everybody asks; have two questions about the work"));
}

void interview_usual(
	struct arena *mem, const struct tailor_ask *ask, struct interview *out)
{
	struct asking a = { .mem = mem, .ask = ask, .out = out };

	ask_gap(&a);
	ask_always(&a);
}

bool interview_builtin(struct arena *mem, const struct tailor_ask *ask,
	struct interview *out, struct err *err)
{
	struct asking a = { .mem = mem, .ask = ask, .out = out };
	struct profile profile;

	out->count = 0;
	if (!profile_read(mem, ask->source, ask->now, &profile, err))
		return false;
	score_read(mem, &profile, ask->posting, &a.score);
	ask_needs(&a, SCORE_MET, MET_MOST);
	ask_needs(&a, SCORE_PARTIAL, MISSING_MOST / 2);
	ask_needs(&a, SCORE_MISSING, MISSING_MOST);
	interview_usual(mem, ask, out);
	return true;
}
