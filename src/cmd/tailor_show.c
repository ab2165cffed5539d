/*
 * cmd/tailor_show.c - changes, for people and for programs.
 */
#include "cmd/tailor.h"

#include <math.h>
#include <stdio.h>

/* ---- for people ------------------------------------------------------------
 */

static void show_value(
	struct buf *out, const char *mark, const struct tailor_value *v)
{
	if (v->text.at)
		buf_addf(out, "  %s %.*s\n", mark, STR_ARG(v->text));
	for (size_t i = 0; i < v->list.count; i++)
		buf_addf(out, "  %s %s%.*s\n", i ? " " : mark, i ? "  " : "",
			STR_ARG(v->list.at[i]));
}

void cmd_tailor_show_change(
	struct buf *out, const struct tailor_change *c, bool explain)
{
	buf_addf(out, "%.*s: %.*s\n", STR_ARG(c->at), STR_ARG(c->reason));
	if (c->why.len)
		buf_addf(out, "  not taken: %.*s\n", STR_ARG(c->why));
	if (!explain)
		return;
	if (c->op != TAILOR_ADD)
		show_value(out, "-", &c->before);
	if (c->op == TAILOR_ADD && c->after.list.count)
		buf_addf(out, "  + %.*s\n",
			STR_ARG(c->after.list.at[c->after.list.count - 1]));
	else
		show_value(out, "+", &c->after);
	if (c->quote.len)
		buf_addf(out, "  posting: \"%.*s\"\n", STR_ARG(c->quote));
	for (size_t i = 0; i < c->evidences; i++)
		buf_addf(out, "  source:  \"%.*s\"\n",
			STR_ARG(c->evidence[i].quote));
}

static void say_step(const struct work_tailor_step *s)
{
	fprintf(stderr, "%s: %s, %.1f ms", s->tool,
		work_tailor_states[s->state], (double)s->took_us / 1000);
	if (s->engine)
		fprintf(stderr, ", %s", s->engine);
	if (s->attempts)
		fprintf(stderr, ", %d asked, tokens %lld in and %lld out",
			s->attempts, (long long)s->tokens_in,
			(long long)s->tokens_out);
	fputc('\n', stderr);
}

static void say_found(const struct intent_found *f)
{
	size_t len = f->quote.len;

	while (len && strchr(" \r\n\t", f->quote.at[len - 1]))
		len--;
	fprintf(stderr, "vitae: %.*s: %s, which was not followed: \"",
		STR_ARG(f->where), intent_kinds[f->kind].sentence);
	for (size_t i = 0; i < len; i++)
		fputc(f->quote.at[i] == '\n' ? ' ' : f->quote.at[i], stderr);
	fputs("\"\n", stderr);
}

void cmd_tailor_show_run(const struct work_run *run, bool explain)
{
	for (size_t i = 0; explain && i < run->steps; i++)
		say_step(&run->step[i]);
	for (size_t i = 0; i < run->found.count; i++)
		say_found(&run->found.at[i]);
	if (run->found.more)
		fprintf(stderr, "vitae: and %zu more of the kind\n",
			run->found.more);
	for (size_t i = 0; i < run->warnings; i++)
		fprintf(stderr, "vitae: %.*s\n", STR_ARG(run->warning[i]));
}

/* ---- for programs ------------------------------------------------------- */

static void put_value(
	struct json_out *o, const char *name, const struct tailor_value *v)
{
	json_key(o, name);
	if (!v->list.at) {
		json_put_text(o, v->text);
		return;
	}
	json_list(o);
	for (size_t i = 0; i < v->list.count; i++)
		json_put_text(o, v->list.at[i]);
	json_end(o);
}

static void put_change(struct json_out *o, const struct tailor_change *c)
{
	json_object(o);
	json_put_text(json_key(o, "path"), c->at);
	json_put_text(json_key(o, "op"), str_c(tailor_ops[c->op]));
	put_value(o, "before", &c->before);
	put_value(o, "after", &c->after);
	json_put_text(json_key(o, "reason"), c->reason);
	json_put_text(json_key(o, "posting"), c->quote);
	json_list(json_key(o, "evidence"));
	for (size_t i = 0; i < c->evidences; i++) {
		json_object(o);
		json_put_text(json_key(o, "path"), c->evidence[i].at);
		json_put_text(json_key(o, "quote"), c->evidence[i].quote);
		json_end(o);
	}
	json_end(o);
	json_put_text(json_key(o, "verdict"),
		c->accepted ? STR("accepted") : STR("rejected"));
	if (!c->accepted)
		json_put_text(json_key(o, "why"), c->why);
	json_end(o);
}

static void put_changes(struct json_out *o, const char *name,
	const struct tailor_changes *all, bool accepted)
{
	json_list(json_key(o, name));
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].accepted == accepted)
			put_change(o, &all->at[i]);
	json_end(o);
}

static void put_score(struct json_out *o, const char *name, float score)
{
	json_put_real(json_key(o, name), round((double)score * 10) / 10);
}

static void put_result(
	struct json_out *o, struct arena *mem, const struct tailor_result *r)
{
	struct buf resume;

	buf_init(&resume, mem, RESUME_BYTES);
	resume_write(&resume, &r->resume);
	json_put_raw(json_key(o, "resume"), str_trim(buf_str(&resume)));
	put_changes(o, "changes", &r->changes, true);
	put_changes(o, "rejected", &r->changes, false);
}

static void put_step(
	struct json_out *o, const struct work_tailor_step *s, bool timed)
{
	json_object(o);
	json_put_text(json_key(o, "tool"), str_c(s->tool));
	json_put_text(
		json_key(o, "state"), str_c(work_tailor_states[s->state]));
	if (timed)
		json_put_real(json_key(o, "ms"), (double)s->took_us / 1000);
	if (s->engine) {
		json_put_text(json_key(o, "engine"), str_c(s->engine));
		json_put_text(json_key(o, "model"), s->model);
		json_put_int(json_key(o, "tokens_in"), s->tokens_in);
		json_put_int(json_key(o, "tokens_out"), s->tokens_out);
		json_put_int(json_key(o, "attempts"), s->attempts);
	}
	if (s->fault)
		json_put_text(json_key(o, "fault"), str_c(s->fault));
	if (s->why.len)
		json_put_text(json_key(o, "why"), s->why);
	json_end(o);
}

static void put_found(struct json_out *o, const struct intent_report *all)
{
	json_list(json_key(o, "found"));
	for (size_t i = 0; i < all->count; i++) {
		const struct intent_found *f = &all->at[i];

		json_object(o);
		json_put_text(json_key(o, "where"), f->where);
		json_put_text(
			json_key(o, "kind"), str_c(intent_kinds[f->kind].name));
		json_put_text(json_key(o, "say"),
			str_c(intent_kinds[f->kind].sentence));
		json_put_text(json_key(o, "quote"), f->quote);
		json_end(o);
	}
	json_end(o);
}

static void put_texts(struct json_out *o, const struct str *at, size_t count)
{
	for (size_t i = 0; i < count; i++)
		json_put_text(o, at[i]);
}

void cmd_tailor_show_json(struct arena *mem, struct buf *out,
	const struct tailor_files *f, const struct work_run *run,
	const struct tailor_result *r, bool timed)
{
	struct json_out o = json_begin(out, JSON_PRETTY);

	json_object(&o);
	put_result(&o, mem, r);
	put_score(&o, "score_before", r->before);
	put_score(&o, "score_after", r->after);
	json_put_text(json_key(&o, "engine"), str_c(work_engines[run->by]));
	json_list(json_key(&o, "steps"));
	for (size_t i = 0; i < run->steps; i++)
		put_step(&o, &run->step[i], timed);
	json_end(&o);
	put_found(&o, &run->found);
	json_list(json_key(&o, "warnings"));
	put_texts(&o, f->resume.notes, f->resume.note_count);
	put_texts(&o, f->job.notes, f->job.note_count);
	put_texts(&o, run->warning, run->warnings);
	json_end(&o);
	json_end(&o);
	buf_addc(out, '\n');
}

void cmd_revamp_show_json(struct arena *mem, struct buf *out,
	const struct revamp *found, const struct tailor_result *r)
{
	struct json_out o = json_begin(out, JSON_PRETTY);

	json_object(&o);
	put_result(&o, mem, r);
	json_list(json_key(&o, "suggestions"));
	for (size_t i = 0; i < found->count; i++) {
		const struct revamp_suggestion *s = &found->at[i];

		json_object(&o);
		json_put_text(json_key(&o, "path"), s->at);
		json_put_text(json_key(&o, "kind"),
			str_c(revamp_kinds[s->kind].name));
		json_put_text(json_key(&o, "say"),
			str_c(revamp_kinds[s->kind].sentence));
		json_put_text(json_key(&o, "quote"), s->quote);
		json_end(&o);
	}
	json_end(&o);
	json_put_int(json_key(&o, "more"), (int64_t)found->more);
	json_end(&o);
	buf_addc(out, '\n');
}
