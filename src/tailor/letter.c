/*
 * tailor/letter.c - see letter.h. Three paragraphs: what for, what proves it,
 * and a close. The second quotes the resume's own bullets, the words unchanged.
 */
#include "tailor/letter.h"

enum { PROOFS_MOST = 3, BULLET_MOST = 300 };

struct writing {
	struct arena *mem;
	const struct tailor_ask *ask;
	struct profile profile;
	struct score score;
	struct letter *out;
	const struct resume_entry *last; /* that was quoted */
};

/* ---- what proves most --------------------------------------------------- */

/* Does the resume's entry of this pointer have an employer? */
static const struct resume_entry *job_of(
	const struct writing *w, const struct profile_passage *t)
{
	struct str rest = t->at;
	int64_t n;

	str_cut(&rest, '/');
	if (!str_is(str_cut(&rest, '/'), resume_sections[RESUME_WORK].name))
		return NULL;
	return str_int(str_cut(&rest, '/'), &n) &&
			       (size_t)n < w->ask->source->section[RESUME_WORK]
						   .count &&
			       str_starts(rest, STR("highlights/"))
		       ? &w->ask->source->section[RESUME_WORK].at[n]
		       : NULL;
}

static bool is_used(const struct writing *w, struct str at)
{
	for (size_t i = 0; i < w->out->proofs.count; i++)
		if (str_eq(w->out->proofs.at[i].at, at))
			return true;
	return false;
}

/* Verbs that open a bullet as they stand behind "I": those of the past that do
 * not end in "ed", and those of what goes on. */
static bool is_verb(struct str word)
{
	static const char *const verbs[] = { "led", "built", "ran", "wrote",
		"won", "cut", "grew", "made", "set", "taught", "kept", "held",
		"took", "gave", "brought", "drove", "sold", "bought", "found",
		"rebuilt", "oversaw", "began", "spoke", "dealt", "met", "split",
		"put", "write", "build", "run", "lead", "manage", "maintain",
		"design", "develop", "own", "plan", "review", "test", "train",
		"teach", "support", "coordinate", "handle", "analyze",
		"analyse", "prepare", "operate", "keep", "care", "document",
		"track", "pair", "hold", "work", "use", "supervise", "serve",
		"mentor", "present", "sell", "close", "create", "assist",
		"monitor", "organise", "organize", "administer", "advise" };

	for (size_t i = 0; i < LENGTH(verbs); i++)
		if (str_eq_nocase(word, str_c(verbs[i])))
			return true;
	return word.len > 4 && str_ends(word, STR("ed"));
}

/* "Led a team", "Write services": goes on behind "I". */
static bool is_deed(struct str text)
{
	struct str rest = text, word = str_cut(&rest, ' ');

	return word.len && *word.at >= 'A' && *word.at <= 'Z' && rest.len &&
	       is_verb(word);
}

/* ---- paragraphs --------------------------------------------------------- */

static void add(struct writing *w, struct str text)
{
	struct resume_texts *to = &w->out->letter.paragraphs;

	to->at[to->count++] = text;
}

static void say_what_for(struct writing *w)
{
	const struct posting *p = w->ask->posting;
	const struct resume_basics *who = &w->ask->source->basics;
	const struct resume_entries *work =
		&w->ask->source->section[RESUME_WORK];
	struct str title =
		p->title.len ? posting_str(p, p->title) : STR("this position");
	struct str am = who->label.len ? who->label
			: work->count  ? work->at[0].position
				       : STR_NONE;
	struct buf b;

	buf_init(&b, w->mem, RESUME_LINE);
	buf_addf(&b, "I am applying for %s%.*s%s",
		p->title.len ? "the position of " : "", STR_ARG(title),
		p->company.len ? " at " : "");
	if (p->company.len)
		buf_add(&b, posting_str(p, p->company));
	buf_addc(&b, '.');
	if (am.len)
		buf_addf(&b, " My resume tells you of my work as %.*s.",
			STR_ARG(am));
	add(w, buf_str(&b));
}

static void quote_deed(struct writing *w, struct buf *b,
	const struct resume_entry *job, struct str bullet)
{
	struct str text = str_trim(bullet);
	bool there = job == w->last;

	while (text.len && text.at[text.len - 1] == '.')
		text.len--;
	buf_add(b, b->len ? STR(" ") : STR(""));
	if (there)
		buf_add(b, is_deed(text) ? STR("There ") : STR("There, "));
	else
		buf_addf(b, "At %.*s, ", STR_ARG(job->name));
	if (is_deed(text))
		buf_addf(b, "I %s%c%.*s.", there ? "also " : "", *text.at | 32,
			(int)text.len - 1, text.at + 1);
	else
		buf_addf(b, "as %.*s: %.*s.", STR_ARG(job->position),
			STR_ARG(text));
	w->last = job;
}

/* Quotes what shows a thing that they ask for, once. */
static void prove(struct writing *w, struct buf *b,
	const struct profile_passage *shown, struct str asked)
{
	const struct resume_entry *job;

	if (w->out->proofs.count == PROOFS_MOST || !shown ||
		shown->text.len > BULLET_MOST || is_used(w, shown->at))
		return;
	job = job_of(w, shown);
	if (!job || !job->name.len)
		return;
	quote_deed(w, b, job, shown->text);
	w->out->proofs.at[w->out->proofs.count++] =
		(struct letter_proof){ .paragraph = 1,
			.at = shown->at,
			.quote = shown->text,
			.asked = asked };
}

/* First by the skills that weigh most, then by what else is met. */
static void say_proofs(struct writing *w)
{
	const struct posting *p = w->ask->posting;
	struct buf b;

	buf_init(&b, w->mem, RESUME_LINE);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < w->score.terms.count; i++) {
		const struct score_term *t = &w->score.terms.at[i];

		if (t->term->skill != TAXONOMY_NONE && t->how >= PROFILE_PROVED)
			prove(w, &b, t->passage, posting_str(p, t->term->span));
	}
	for (size_t i = 0; i < w->score.needs.count; i++) {
		const struct score_need *n = &w->score.needs.at[i];

		if (n->verdict == SCORE_MET)
			prove(w, &b, n->passage, posting_str(p, n->need->span));
	}
	if (b.len)
		add(w, buf_str(&b));
}

static void write_head(struct writing *w)
{
	const struct posting *p = w->ask->posting;
	struct resume_letter *l = &w->out->letter;

	l->date = str_fmt(
		w->mem, "%04d-%02d", w->ask->now / 12, w->ask->now % 12 + 1);
	l->subject = p->title.len ? str_fmt(w->mem, "Application: %.*s",
					    STR_ARG(posting_str(p, p->title)))
				  : STR("Application");
	l->salutation = STR("Dear hiring team,");
	l->closing = STR("Kind regards,");
	l->signature = w->ask->source->basics.name;
	if (p->company.len) {
		l->addressee.at = ARENA_LIST(w->mem, struct str, 1);
		l->addressee.at[l->addressee.count++] =
			posting_str(p, p->company);
	}
}

bool letter_builtin(struct arena *mem, const struct tailor_ask *ask,
	struct letter *out, struct err *err)
{
	struct writing w = { .mem = mem, .ask = ask, .out = out };

	*out = (struct letter){ 0 };
	if (!profile_read(mem, ask->source, ask->now, &w.profile, err))
		return false;
	score_read(mem, &w.profile, ask->posting, &w.score);
	out->proofs.at = ARENA_LIST(mem, struct letter_proof, PROOFS_MOST);
	out->letter.paragraphs.at = ARENA_LIST(mem, struct str, 4);
	write_head(&w);
	say_what_for(&w);
	say_proofs(&w);
	add(&w, STR("I would be glad to tell you more, and to hear what you "
		    "are working on."));
	return true;
}
