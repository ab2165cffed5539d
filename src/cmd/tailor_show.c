/*
 * cmd/tailor_show.c - changes, for people and for programs.
 */
#include "cmd/tailor.h"

#include "app/revamp.h"
#include "work/tailor_told.h"

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

static void add_notes(
	struct agent_result *told, const struct str *at, size_t count)
{
	for (size_t i = 0; i < count && told->warnings.count < AGENT_WARNINGS;
		i++)
		told->warnings.at[told->warnings.count++] = at[i];
}

void cmd_tailor_show_json(struct arena *mem, struct buf *out,
	const struct tailor_files *f, const struct work_run *run,
	const struct tailor_result *r, bool timed)
{
	struct json_out o = json_begin(out, JSON_PRETTY);
	struct agent_result told = { 0 };

	work_tailor_tell_run(mem, run, timed, &told);
	work_tailor_tell(mem, r, &told);
	add_notes(&told, f->resume.notes, f->resume.note_count);
	add_notes(&told, f->job.notes, f->job.note_count);
	json_put_row(&o, &app_agent_result_shape, &told);
	buf_addc(out, '\n');
}

void cmd_revamp_show_json(struct arena *mem, struct buf *out,
	const struct revamp *found, const struct tailor_result *r)
{
	struct json_out o = json_begin(out, JSON_PRETTY);
	struct revamp_told told;

	app_revamp_tell(mem, found, r, &told);
	json_put_row(&o, &app_revamp_shape, &told);
	buf_addc(out, '\n');
}
