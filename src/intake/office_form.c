/*
 * intake/office_form.c - what styles say of letters and paragraphs, put one on
 * top of the other, and what heads and feet say once. Reads no file.
 */
#include "intake/office.h"

#include <stdlib.h>

enum { TWIPS = 20, SIZE = 10 };

/* ---- values ------------------------------------------------------------- */

int intake_office_number(struct str s, int otherwise)
{
	int64_t n;

	if (!s.at || !str_int(s, &n) || n > 1000000 || n < -1000000)
		return otherwise;
	return (int)n;
}

static bool to_float(struct str s, float *out, struct str *unit)
{
	char text[32], *end;

	if (!s.len || s.len >= sizeof(text))
		return false;
	memcpy(text, s.at, s.len);
	text[s.len] = '\0';
	*out = strtof(text, &end);
	*unit = str_of(s.at + (end - text), s.len - (size_t)(end - text));
	return end > text && *out > -1e5f && *out < 1e5f;
}

float intake_office_points(struct str s)
{
	static const struct {
		const char *unit;
		float is;
	} units[] = { { "", 1.0f / TWIPS }, { "pt", 1 }, { "in", 72 },
		{ "cm", 28.3465f }, { "mm", 2.83465f }, { "pc", 12 },
		{ "pi", 12 } };
	struct str unit;
	float f;

	if (!to_float(s, &f, &unit))
		return 0;
	for (size_t i = 0; i < LENGTH(units); i++)
		if (str_is(unit, units[i].unit))
			return f * units[i].is;
	return 0;
}

/* "heading 2", "Heading2", "berschrift1" (Word leaves out what is not ASCII),
 * "Title"; 0: none. */
int intake_office_heading(struct str name)
{
	static const char *const words[] = { "heading", "überschrift",
		"berschrift", "titre", "título", "ttulo", "titulo", "titolo",
		"kop", "rubrik", "overskrift", "otsikko", "nagłówek", "nagwek",
		"заголовок", "nadpis", "başlık", "balk" };
	char last = name.len ? name.at[name.len - 1] : '\0';
	struct str word = name;

	if (str_eq_nocase(name, STR("title")))
		return 1;
	if (last < '1' || last > '9')
		return 0;
	word.len--;
	word = str_trim(word);
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_eq_nocase(word, str_c(words[i])))
			return last - '0';
	return 0;
}

enum office_align intake_office_align(struct str s)
{
	return str_is(s, "center")                      ? OFFICE_CENTER
	       : str_is(s, "right") || str_is(s, "end") ? OFFICE_RIGHT
							: OFFICE_LEFT;
}

/* ---- forms -------------------------------------------------------------- */

void intake_office_form_over(
	struct office_form *to, const struct office_form *by)
{
	if (by->says & OFFICE_HAS_LEFT)
		to->left = by->left;
	if (by->says & OFFICE_HAS_FIRST)
		to->first = by->first;
	if (by->says & OFFICE_HAS_BEFORE)
		to->before = by->before;
	if (by->says & OFFICE_HAS_AFTER)
		to->after = by->after;
	if (by->says & OFFICE_HAS_ALIGN)
		to->align = by->align;
	if (by->says & OFFICE_HAS_PAGE)
		to->page = by->page;
	if (by->says & OFFICE_HAS_CONTEXT)
		to->context = by->context;
	if (by->says & OFFICE_HAS_NUM)
		to->num = by->num;
	if (by->says & OFFICE_HAS_LEVEL)
		to->level = by->level;
	if (by->says & OFFICE_HAS_OUTLINE)
		to->outline = by->outline;
	to->says |= by->says;
	for (size_t i = 0; i < by->stop_count; i++)
		if (to->stop_count < OFFICE_STOPS)
			to->stops[to->stop_count++] = by->stops[i];
}

void intake_office_letters_over(
	struct office_letters *to, const struct office_letters *by)
{
	to->set |= by->set;
	to->on = (to->on & ~by->set) | (by->on & by->set);
	if (by->size > 0)
		to->size = by->size;
}

struct office_para intake_office_form_para(
	const struct office_form *f, float size)
{
	struct office_para p = { .left = f->left,
		.first = f->first,
		.before = f->before,
		.after = f->after,
		.align = f->align,
		.page = f->page,
		.size = size > 0 ? size : SIZE,
		.stop_count = f->stop_count };

	memcpy(p.stops, f->stops, f->stop_count * sizeof(*p.stops));
	if (f->says & OFFICE_HAS_OUTLINE && f->outline >= 0 &&
		f->outline < OFFICE_BODY_TEXT)
		p.heading = (uint8_t)(f->outline + 1);
	return p;
}

/* ---- heads and feet ----------------------------------------------------- */

static bool same_text(const struct office_flow *a, const struct office_flow *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct intake_line *p = &a->at[i].is, *q = &b->at[i].is;

		if (p->count != q->count)
			return false;
		for (size_t k = 0; k < p->count; k++)
			if (!str_eq(p->at[k].text, q->at[k].text))
				return false;
	}
	return true;
}

void intake_office_edges_append(struct office_sheet *s, struct office_flow *to,
	struct office_edge *edges, size_t count, bool foot)
{
	for (size_t i = 0; i < count; i++) {
		struct office_edge *e = &edges[i];
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again |= edges[k].foot == foot &&
				 same_text(&edges[k].flow, &e->flow);
		if (e->foot != foot || again)
			continue;
		for (size_t k = 0; k < e->flow.count; k++) {
			e->flow.at[k].is.repeated = e->repeated;
			e->flow.at[k].page = e->flow.at[k].soft = false;
		}
		to->apart = true;
		intake_office_flow_append(s, to, &e->flow);
		to->gap = 0;
		to->apart = true;
		to->page = to->soft = false;
	}
}
