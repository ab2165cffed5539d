/*
 * cmd/parse_show.c - what was read, for people and for programs: a table of
 * fields by doubt, and the resume with its sources.
 */
#include "cmd/parse.h"

#include "base/utf8.h"
#include "resume/resume.h"

#include <math.h>
#include <stdlib.h>

enum { VALUE_MOST = 48, FIELD_WIDTH = 30 };

int cmd_parse_sure(const struct intake_trace *t)
{
	return (int)lrintf(t->sure * 100);
}

struct str cmd_parse_value(struct arena *mem, const struct intake_answer *a,
	const struct intake_trace *t)
{
	const struct json *v = json_at(a->json, t->at.at);
	struct str text = json_text(v);
	struct buf b;

	if (!text.at) {
		buf_init(&b, mem, RESUME_BYTES);
		json_write(&b, v);
		return buf_str(&b);
	}
	text = str_copy(mem, text);
	return text;
}

/* ---- the table ---------------------------------------------------------- */

static int by_doubt(const void *a, const void *b)
{
	const struct intake_trace *x = *(const struct intake_trace *const *)a;
	const struct intake_trace *y = *(const struct intake_trace *const *)b;

	if (cmd_parse_sure(x) != cmd_parse_sure(y))
		return cmd_parse_sure(x) - cmd_parse_sure(y);
	return x < y ? -1 : x > y; /* as they came */
}

/* One line, and no letter that moves a terminal. */
static void put_value(struct buf *out, struct str value)
{
	struct str part = utf8_first(value, VALUE_MOST);

	for (size_t i = 0; i < part.len; i++)
		buf_addc(out,
			(unsigned char)part.at[i] < ' ' || part.at[i] == 127
				? ' '
				: part.at[i]);
	if (part.len < value.len)
		buf_add(out, STR("\xe2\x80\xa6"));
	for (size_t n = utf8_count(part) + (part.len < value.len);
		n <= VALUE_MOST; n++)
		buf_addc(out, ' ');
}

void cmd_parse_show_fields(
	struct arena *mem, const struct intake_answer *a, struct buf *out)
{
	size_t count = a->found.traces.count, left = a->found.left.count;
	const struct intake_trace **list =
		ARENA_LIST(mem, const struct intake_trace *, count);

	for (size_t i = 0; i < count; i++)
		list[i] = &a->found.traces.at[i];
	if (count)
		qsort(list, count, sizeof(*list), by_doubt);
	buf_addf(out, "sure  %-*s %-*s  place\n", FIELD_WIDTH, "field",
		VALUE_MOST, "value");
	for (size_t i = 0; i < count; i++) {
		const struct intake_trace *t = list[i];

		buf_addf(out, "%3d%%  %-*.*s ", cmd_parse_sure(t), FIELD_WIDTH,
			STR_ARG(t->at));
		put_value(out, cmd_parse_value(mem, a, t));
		buf_addf(out, " %u:%u\n", t->page + 1, t->line + 1);
	}
	if (left)
		buf_addf(out, "\n%zu line%s found no place:\n", left,
			left == 1 ? "" : "s");
	for (size_t i = 0; i < left; i++) {
		const struct intake_left *l = &a->found.left.at[i];
		const struct intake_line *line =
			&a->doc.at[l->page].at[l->line];

		buf_addf(out, "  %u:%-4u", l->page + 1, l->line + 1);
		for (size_t k = 0; k < line->count; k++) {
			buf_addc(out, ' ');
			buf_add(out, line->at[k].text);
		}
		buf_addc(out, '\n');
	}
}

/* ---- the resume --------------------------------------------------------- */

static struct str source(struct arena *mem, const struct intake_answer *a)
{
	struct buf b;
	struct json_out o;

	buf_init(&b, mem, PARSE_FILE_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(
		json_key(&o, "format"), str_c(intake_formats[a->format].name));
	json_put_int(json_key(&o, "pages"), (int64_t)a->doc.count);
	json_list(json_key(&o, "fields"));
	for (size_t i = 0; i < a->found.traces.count; i++) {
		const struct intake_trace *t = &a->found.traces.at[i];

		json_object(&o);
		json_put_text(json_key(&o, "at"), t->at);
		json_put_int(json_key(&o, "sure"), cmd_parse_sure(t));
		json_put_int(json_key(&o, "page"), t->page + 1);
		json_put_int(json_key(&o, "line"), t->line + 1);
		json_put_int(json_key(&o, "lines"), t->count);
		json_end(&o);
	}
	json_end(&o);
	json_list(json_key(&o, "left"));
	for (size_t i = 0; i < a->found.left.count; i++) {
		json_object(&o);
		json_put_int(
			json_key(&o, "page"), a->found.left.at[i].page + 1);
		json_put_int(
			json_key(&o, "line"), a->found.left.at[i].line + 1);
		json_end(&o);
	}
	json_end(&o);
	json_end(&o);
	return buf_str(&b);
}

bool cmd_parse_show_json(struct arena *mem, const struct intake_answer *a,
	bool intake, struct buf *out, struct err *err)
{
	struct resume r = a->found.resume;
	const struct json *from;

	if (!intake) {
		buf_add(out, a->text);
		return true;
	}
	if (!json_parse(mem, source(mem, a), &from, err))
		return false;
	json_rest_put(mem, &r.meta.vitae.rest, STR("intake"), from);
	resume_write(out, &r);
	return true;
}
