/*
 * cmd/tailor_show.c - changes, for people and for programs.
 */
#include "cmd/tailor.h"

#include <math.h>

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

void cmd_tailor_show_json(
	struct arena *mem, struct buf *out, const struct tailor_result *r)
{
	struct json_out o = json_begin(out, JSON_PRETTY);
	struct buf resume;

	buf_init(&resume, mem, RESUME_BYTES);
	resume_write(&resume, &r->resume);
	json_object(&o);
	json_put_raw(json_key(&o, "resume"), str_trim(buf_str(&resume)));
	put_changes(&o, "changes", &r->changes, true);
	put_changes(&o, "rejected", &r->changes, false);
	put_score(&o, "score_before", r->before);
	put_score(&o, "score_after", r->after);
	json_end(&o);
	buf_addc(out, '\n');
}
