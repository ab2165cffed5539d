/*
 * app/pair_many.c - one of the two against many of the other: a row of each,
 * best first. What cannot be read is told in its row, and stops none.
 */
#include "app/pair.h"

#include "app/event.h"

#include <math.h>
#include <stdlib.h>

struct crowd {
	struct call *c;
	const struct pairs_ask *ask;
	int as_of;
	struct resume *resume; /* of each that is one of many: its own */
	struct profile *profile;
	struct posting *posting;
	struct pairs *out;
};

/* ---- a row -------------------------------------------------------------- */

static void add_names(struct crowd *w, const struct score *s, bool has,
	struct resume_texts *out)
{
	out->at = ARENA_LIST(w->c->mem, struct str, APP_PAIRS_NAMES);
	for (size_t i = 0; i < s->terms.count; i++) {
		const struct score_term *t = &s->terms.at[i];

		if (t->term->skill == TAXONOMY_NONE || pair_has(t) != has ||
			out->count == APP_PAIRS_NAMES)
			continue;
		/* the posting may live in memory of its own */
		out->at[out->count++] = str_copy(w->c->mem, t->term->label);
	}
}

static struct str kept(struct crowd *w, struct str s)
{
	return s.len ? str_copy(w->c->mem, s) : STR_NONE;
}

static void add_row(struct crowd *w, struct arena *own,
	const struct profile *profile, const char *written,
	const struct posting *j, struct pair_row *row)
{
	struct pair pair = {
		.profile = profile, .posting = j, .as_of = w->as_of
	};

	pair_read(own, &pair, written);
	row->title = kept(w, posting_str(j, j->title));
	row->company = kept(w, posting_str(j, j->company));
	row->score = lround((double)pair.score->total * 10);
	for (int i = 0; i < SCORE_PARTS; i++)
		row->parts.of[i] =
			round((double)pair.score->part[i].points * 100) / 100;
	add_names(w, pair.score, true, &row->matched);
	add_names(w, pair.score, false, &row->missing);
	row->notes.at = ARENA_LIST(w->c->mem, struct str, PAIR_NOTES);
	for (size_t i = 0; i < pair.note_count; i++)
		row->notes.at[row->notes.count++] =
			str_copy(w->c->mem, pair.notes[i]);
	w->out->scored++;
}

static void fail_row(
	struct crowd *w, struct pair_row *row, const struct err *why)
{
	row->error = str_copy(w->c->mem,
		str_c(why->field_count ? why->fields[0].why : why->text));
	w->out->failed++;
}

static struct pair_row *row_new(struct crowd *w, struct str id)
{
	size_t n = w->out->matches.count++;

	w->out->matches.at[n].number = n;
	w->out->matches.at[n].id =
		id.len ? id : str_fmt(w->c->mem, "%zu", n + 1);
	return &w->out->matches.at[n];
}

/* ---- one resume, many postings ------------------------------------------ */

static void one_posting(struct crowd *w, struct arena *own,
	const struct pair_posting_given *g, const char *written)
{
	struct pair_row *row = row_new(w, g->id);
	struct call c = *w->c;
	struct err err = { 0 };

	c.mem = own;
	if (app_given_posting(&c, g->job_description, w->posting, &err))
		add_row(w, own, w->profile, written, w->posting, row);
	else
		fail_row(w, row, &err);
}

static bool postings(struct crowd *w, struct err *err)
{
	struct arena own = { 0 };
	const char *written;

	if (!app_given_resume(w->c, &w->ask->one, w->resume, err) ||
		!app_call_close(w->c, true, err) ||
		!profile_read(w->c->mem, w->resume, w->as_of, w->profile, err))
		return false;
	written = pair_written(w->c->mem, w->profile);
	for (size_t i = 0; i < w->ask->postings.count; i++) {
		one_posting(w, &own, &w->ask->postings.at[i], written);
		arena_reset(&own);
	}
	arena_free(&own);
	return true;
}

/* ---- one posting, many resumes ------------------------------------------ */

/* Only what is the resume's fault is of its row alone. */
static bool one_resume(
	struct crowd *w, struct arena *own, struct str id, struct err *err)
{
	const struct given g = { .resume_id = id };
	struct pair_row *row = row_new(w, id);
	struct call c = *w->c;
	struct err why = { 0 };
	bool ok;

	c.mem = own; /* for what the store reads, too: one at a time */
	ok = app_given_resume(&c, &g, w->resume, &why) &&
	     profile_read(own, w->resume, w->as_of, w->profile, &why);
	if (!app_call_close(&c, true, err))
		return false;
	if (ok) {
		add_row(w, own, w->profile, pair_written(own, w->profile),
			w->posting, row);
		return true;
	}
	if (err_http(why.code) >= 500) {
		*err = why;
		return false;
	}
	fail_row(w, row, &why);
	return true;
}

static bool resumes(struct crowd *w, struct err *err)
{
	struct arena own = { 0 };
	bool ok;

	ok = app_call_close(w->c, true, err) &&
	     app_given_posting(
		     w->c, w->ask->one.job_description, w->posting, err);
	for (size_t i = 0; ok && i < w->ask->resume_ids.count; i++) {
		ok = one_resume(w, &own, w->ask->resume_ids.at[i], err);
		arena_reset(&own);
	}
	arena_free(&own);
	return ok;
}

/* ---- all of them -------------------------------------------------------- */

static int best_first(const void *a, const void *b)
{
	const struct pair_row *x = a, *y = b;

	if (!x->error.at != !y->error.at)
		return x->error.at ? 1 : -1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->number < y->number ? -1 : 1;
}

static bool tell(struct crowd *w, struct err *err)
{
	struct str data = str_fmt(w->c->mem,
		"{\"analysis\":\"match\",\"scored\":%lld,\"failed\":%lld}",
		(long long)w->out->scored, (long long)w->out->failed);

	return app_call_write(w->c, err) &&
	       app_event(
		       w->c, EVENT_ANALYSIS_COMPLETED, w->c->who.id, data, err);
}

static bool sides_fit(const struct pairs_ask *ask, struct err *err)
{
	bool one_posting = ask->one.job_description.len > 0;
	bool many_postings = ask->postings.count > 0;

	if (many_postings && (one_posting || ask->resume_ids.count))
		return err_field(err, "/postings",
			"goes with one resume: leave out 'job_description' "
			"and 'resume_ids'");
	if (!many_postings && !ask->resume_ids.count)
		return err_field(err, "/postings",
			"is missing: give postings for one resume, or "
			"'resume_ids' for one 'job_description'");
	if (!many_postings && (ask->one.resume.len || ask->one.resume_id.len))
		return err_field(err, "/resume_ids",
			"goes with one 'job_description', and without a "
			"resume beside it");
	return true;
}

bool app_pair_match_many(struct call *c, const struct pairs_ask *ask,
	struct pairs *out, struct err *err)
{
	struct crowd w = { .c = c,
		.ask = ask,
		.resume = ARENA_NEW(c->mem, struct resume),
		.profile = ARENA_NEW(c->mem, struct profile),
		.posting = ARENA_NEW(c->mem, struct posting),
		.out = out };

	*out = (struct pairs){ .version = SCORE_VERSION };
	out->matches.at = ARENA_LIST(c->mem, struct pair_row, APP_PAIRS_MOST);
	if (!sides_fit(ask, err) ||
		!app_given_month(c, ask->one.as_of, &w.as_of, err) ||
		!(ask->postings.count ? postings : resumes)(&w, err))
		return false;
	out->as_of = pair_month(c->mem, w.as_of);
	qsort(out->matches.at, out->matches.count, sizeof(*out->matches.at),
		best_first);
	if (ask->top && (size_t)ask->top < out->matches.count)
		out->matches.count = (size_t)ask->top;
	return tell(&w, err);
}
