/* work/intake_fields.c - see intake_fields.h. */
#include "work/intake_fields.h"

#include "base/json.h"

#include <math.h>

static int per_cent(const struct intake_trace *t)
{
	return (int)lrintf(t->sure * 100);
}

size_t work_intake_doubtful(const struct intake_answer *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->found.traces.count; i++)
		n += per_cent(&a->found.traces.at[i]) < WORK_FIELDS_DOUBT;
	return n;
}

/* ---- as JSON ------------------------------------------------------------ */

/* Tenths of a point are finer than any screen. */
static void put_points(struct json_out *o, float points)
{
	json_put_real(o, (double)lrintf(points * 10) / 10);
}

static void put_box(struct json_out *o, struct intake_box box)
{
	json_list(json_key(o, "box"));
	put_points(o, box.x0);
	put_points(o, box.y0);
	put_points(o, box.x1);
	put_points(o, box.y1);
	json_end(o);
}

static void grow(struct intake_box *box, const struct intake_box *by)
{
	box->x0 = fminf(box->x0, by->x0);
	box->y0 = fminf(box->y0, by->y0);
	box->x1 = fmaxf(box->x1, by->x1);
	box->y1 = fmaxf(box->y1, by->y1);
}

static void put_true(struct json_out *o, const char *name, bool is)
{
	if (is)
		json_put_bool(json_key(o, name), true);
}

static void put_level(struct json_out *o, const char *name, int level)
{
	if (level)
		json_put_int(json_key(o, name), level);
}

static void put_word(struct json_out *o, const struct intake_word *w)
{
	json_object(o);
	json_put_text(json_key(o, "text"), w->text);
	put_box(o, w->box);
	put_true(o, "bold", w->flags & INTAKE_BOLD);
	put_true(o, "cell", w->flags & INTAKE_CELL);
	put_true(o, "glued", w->flags & INTAKE_GLUED);
	json_end(o);
}

static void put_line(struct json_out *o, const struct intake_line *line)
{
	json_object(o);
	json_put_int(json_key(o, "block"), line->block);
	put_level(o, "heading", line->heading);
	put_level(o, "item", line->item);
	json_list(json_key(o, "words"));
	for (size_t i = 0; i < line->count; i++)
		put_word(o, &line->at[i]);
	json_end(o);
	json_end(o);
}

static void put_page(
	struct json_out *o, const struct intake_page *page, bool lines)
{
	json_object(o);
	put_points(json_key(o, "width"), page->width);
	put_points(json_key(o, "height"), page->height);
	if (lines) {
		json_list(json_key(o, "lines"));
		for (size_t i = 0; i < page->count; i++)
			put_line(o, &page->at[i]);
		json_end(o);
	}
	json_end(o);
}

static void put_field(struct json_out *o, const struct intake_answer *a,
	const struct intake_trace *t)
{
	const struct intake_page *page = &a->doc.at[t->page];
	const struct intake_line *line = &page->at[t->line];
	struct intake_box box = line->box;

	for (size_t i = 1; i < t->count && t->line + i < page->count; i++)
		grow(&box, &line[i].box);
	json_object(o);
	json_put_text(json_key(o, "at"), t->at);
	json_put_int(json_key(o, "sure"), per_cent(t));
	json_put_int(json_key(o, "page"), t->page + 1);
	json_put_int(json_key(o, "line"), t->line + 1);
	json_put_int(json_key(o, "lines"), t->count);
	put_box(o, box);
	json_end(o);
}

static void put_left(struct json_out *o, const struct intake_answer *a,
	const struct intake_left *left)
{
	const struct intake_line *line = &a->doc.at[left->page].at[left->line];
	struct buf text;

	buf_init(&text, o->to->mem, INTAKE_ANSWER_BYTES);
	for (size_t i = 0; i < line->count; i++) {
		if (i && !(line->at[i].flags & INTAKE_GLUED))
			buf_addc(&text, ' ');
		buf_add(&text, line->at[i].text);
	}
	json_object(o);
	json_put_int(json_key(o, "page"), left->page + 1);
	json_put_int(json_key(o, "line"), left->line + 1);
	json_put_text(json_key(o, "text"), buf_str(&text));
	put_box(o, line->box);
	json_end(o);
}

static void put_all(const struct intake_answer *a, bool lines, struct buf *out)
{
	struct json_out o = json_begin(out, JSON_COMPACT);

	json_object(&o);
	json_put_text(
		json_key(&o, "format"), str_c(intake_formats[a->format].name));
	json_list(json_key(&o, "pages"));
	for (size_t i = 0; i < a->doc.count; i++)
		put_page(&o, &a->doc.at[i], lines);
	json_end(&o);
	json_list(json_key(&o, "fields"));
	for (size_t i = 0; i < a->found.traces.count; i++)
		put_field(&o, a, &a->found.traces.at[i]);
	json_end(&o);
	json_list(json_key(&o, "left"));
	for (size_t i = 0; i < a->found.left.count; i++)
		put_left(&o, a, &a->found.left.at[i]);
	json_end(&o);
	json_end(&o);
}

void work_intake_fields(const struct intake_answer *a, struct buf *out)
{
	struct buf all;

	buf_init(&all, out->mem, out->ceiling);
	put_all(a, true, &all);
	if (buf_ok(&all))
		*out = all;
	else
		put_all(a, false, out);
}
