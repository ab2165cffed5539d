/* tailor/change.c - see change.h. */
#include "tailor/change.h"

enum { VALUE = 4 << 20 /* bytes of JSON */ };

const char *const change_verdicts[] = { "accepted", "rejected", NULL };

/* ---- there -------------------------------------------------------------- */

static struct str tell_value(struct arena *mem, const struct tailor_value *v)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, VALUE);
	o = json_begin(&b, JSON_COMPACT);
	if (!v->list.at) {
		json_put_text(&o, v->text);
		return buf_str(&b);
	}
	json_list(&o);
	for (size_t i = 0; i < v->list.count; i++)
		json_put_text(&o, v->list.at[i]);
	json_end(&o);
	return buf_str(&b);
}

static void tell(struct arena *mem, const struct tailor_change *c,
	struct change_told *out)
{
	*out = (struct change_told){ .path = c->at,
		.op = str_c(tailor_ops[c->op]),
		.before = tell_value(mem, &c->before),
		.after = tell_value(mem, &c->after),
		.reason = c->reason,
		.posting = c->quote,
		.asked = c->asked,
		.verdict = str_c(change_verdicts[c->accepted ? 0 : 1]),
		.why = c->accepted ? STR_NONE : c->why };
	out->evidence.at =
		ARENA_LIST(mem, struct tailor_evidence, TAILOR_EVIDENCE);
	out->evidence.count = c->evidences;
	memcpy(out->evidence.at, c->evidence,
		c->evidences * sizeof(*c->evidence));
}

void changes_tell(struct arena *mem, const struct tailor_changes *all,
	bool accepted, struct changes_told *out)
{
	out->at = ARENA_LIST(mem, struct change_told, all->count + 1);
	out->count = 0;
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].accepted == accepted)
			tell(mem, &all->at[i], &out->at[out->count++]);
}

/* ---- and back ----------------------------------------------------------- */

static bool hear_list(struct arena *mem, const struct json *in,
	struct resume_texts *out, struct err *err)
{
	size_t count = json_count(in);

	if (count > TAILOR_ITEMS)
		return err_set(err, ERR_TOO_BIG, "a change has over %d items",
			TAILOR_ITEMS);
	out->at = ARENA_LIST(mem, struct str, count + 1);
	for (const struct json *v = json_first(in); v; v = json_next(in, v))
		out->at[out->count++] = json_text(v);
	for (size_t i = 0; i < count; i++)
		if (!out->at[i].at)
			return err_set(err, ERR_BAD_INPUT,
				"a change has a list of more than texts");
	return true;
}

static bool hear_value(struct arena *mem, struct str text,
	struct tailor_value *out, struct err *err)
{
	const struct json *v;

	*out = (struct tailor_value){ .text = STR_NONE };
	if (!text.len)
		return true;
	if (!json_parse(mem, text, &v, err))
		return false;
	if (json_kind(v) == JSON_LIST)
		return hear_list(mem, v, &out->list, err);
	out->text = json_text(v);
	return out->text.at || json_kind(v) == JSON_NULL ||
	       err_set(err, ERR_BAD_INPUT, "a change has no text");
}

bool change_hear(struct arena *mem, const struct change_told *told,
	struct tailor_change *out, struct err *err)
{
	int op = 0;

	while (tailor_ops[op] && !str_is(told->op, tailor_ops[op]))
		op++;
	if (!tailor_ops[op])
		return err_set(err, ERR_BAD_INPUT, "there is no change '%.*s'",
			STR_ARG(told->op));
	*out = (struct tailor_change){ .at = told->path,
		.op = (enum tailor_op)op,
		.reason = told->reason,
		.quote = told->posting,
		.asked = told->asked };
	for (size_t i = 0; i < told->evidence.count && i < TAILOR_EVIDENCE; i++)
		out->evidence[out->evidences++] = told->evidence.at[i];
	return hear_value(mem, told->before, &out->before, err) &&
	       hear_value(mem, told->after, &out->after, err);
}
