/*
 * intake/pdf_mark.c - marked content: what a page says in place of what it
 * shows (ActualText), in which order (ReversedChars), and what is no part of
 * its text (artifacts).
 */
#include "intake/pdf_show.h"

#include <math.h>

void intake_pdf_mark_begin(struct show *s)
{
	const struct pdf_obj *with = &s->operand[1], *text;
	struct mark *m;

	if (s->mark_count++ >= SHOW_MARKS)
		return;
	m = &s->mark[s->mark_count - 1];
	*m = (struct mark){ .first = s->out->count,
		.artifact = intake_pdf_is(&s->operand[0], "Artifact"),
		.reversed = intake_pdf_is(&s->operand[0], "ReversedChars") };
	if (with->kind == PDF_NAME)
		with = intake_pdf_key(s->pdf,
			intake_pdf_key(s->pdf, s->resources, "Properties"),
			str_copy(&s->pdf->spare, intake_pdf_str(with)).at);
	text = intake_pdf_key(s->pdf, with, "ActualText");
	if (text->kind == PDF_TEXT && !s->saying) {
		m->says = true;
		m->text = intake_pdf_text(s->out->mem, intake_pdf_str(text));
	}
	s->artifacts += m->artifact;
	s->saying += m->says;
}

static struct str next_word(struct str *rest)
{
	struct str word;

	do
		word = str_cut(rest, ' ');
	while (!word.len && rest->len);
	return word;
}

static size_t words_in(struct str text)
{
	size_t count = 0;

	while (text.len)
		count += next_word(&text).len > 0;
	return count;
}

/* The widest: a sign over a letter may be drawn before it. */
static const struct glyph *widest(const struct glyph *at, size_t count)
{
	const struct glyph *best = at;

	for (size_t i = 1; i < count; i++)
		if (fabsf(at[i].x1 - at[i].x0) > fabsf(best->x1 - best->x0))
			best = &at[i];
	return best;
}

/* One word in place of some glyphs. */
static void say(struct show *s, struct glyph *at, size_t count, struct str text)
{
	struct glyph of = *widest(at, count);

	for (size_t i = 0; i < count; i++) {
		if (at[i].turn == of.turn && at[i].y == of.y) {
			of.x0 = fminf(of.x0, at[i].x0);
			of.x1 = fmaxf(of.x1, at[i].x1);
		}
		if (i)
			at[i].flags |= GLYPH_GONE;
	}
	of.flags = at[0].flags;
	at[0] = of;
	at[0].text = intake_glyph_text(s->out, text);
	at[0].flags &= (uint8_t)~GLYPH_BLANK;
}

/* As many words as there are; each takes its share of the glyphs. */
static void say_all(struct show *s, const struct mark *m)
{
	struct glyph *at = s->out->at + m->first;
	size_t count = s->out->count - m->first, words = words_in(m->text);
	struct str rest = m->text, word;

	if (words > count)
		words = count;
	for (size_t i = 0; i < words; i++) {
		size_t from = i * count / words, to = (i + 1) * count / words;

		word = i + 1 < words ? next_word(&rest) : rest;
		say(s, at + from, to - from, word);
		if (i)
			at[from].flags |= GLYPH_BEGINS;
	}
	for (size_t i = 0; !words && i < count; i++)
		at[i].flags |= m->text.len ? GLYPH_BLANK : GLYPH_GONE;
}

/* Letters from the right that were drawn from the left. */
static void reverse(struct glyph *from, struct glyph *to)
{
	struct glyph swap;

	for (; from + 1 < to; from++) {
		swap = *from;
		*from = *--to;
		*to = swap;
	}
}

void intake_pdf_mark_end(struct show *s)
{
	const struct mark *m;

	if (!s->mark_count || s->mark_count-- > SHOW_MARKS)
		return;
	m = &s->mark[s->mark_count];
	s->artifacts -= m->artifact;
	s->saying -= m->says;
	if (m->says && s->out->count > m->first)
		say_all(s, m);
	else if (m->reversed)
		reverse(s->out->at + m->first, s->out->at + s->out->count);
}
