/*
 * intake/pdf_look.c - what a page shows beside its letters: pictures are
 * counted, and handed to who looks on (struct pdf_watch). Decodes none.
 */
#include "intake/pdf_show.h"

enum { INLINE_MOST = 1 << 20 };

/* a, then b. */
void intake_pdf_multiply(const double a[6], const double b[6], double out[6])
{
	double m[6];

	for (int i = 0; i < 6; i += 2) {
		m[i] = a[i] * b[0] + a[i + 1] * b[2] + (i == 4 ? b[4] : 0);
		m[i + 1] = a[i] * b[1] + a[i + 1] * b[3] + (i == 4 ? b[5] : 0);
	}
	memcpy(out, m, sizeof(m));
}

bool intake_pdf_look_glyph(
	struct show *s, const struct pdf_font *font, uint32_t code, double to)
{
	const struct show_state *now = &s->now;
	double at[6] = { now->size * now->stretch, 0, 0, now->size, to,
		now->rise };

	if (!s->pdf->watch)
		return false;
	intake_pdf_multiply(at, s->text, at);
	intake_pdf_multiply(at, now->ctm, at);
	return s->pdf->watch->glyph(
		s->pdf, font, code, s->hidden ? INTAKE_HIDDEN : 0, at);
}

void intake_pdf_look_picture(struct show *s, const struct pdf_obj *picture)
{
	s->out->pictures++;
	intake_pdf_paint_picture(s);
	if (s->pdf->watch)
		s->pdf->watch->picture(s->pdf, picture, s->now.ctm);
}

/* The keys before it are a dictionary without its brackets. */
static void look_inline(struct show *s, struct str bytes)
{
	struct pdf_stream *stream = ARENA_NEW(&s->pdf->own, struct pdf_stream);
	struct pdf_obj *keys =
		ARENA_LIST(&s->pdf->own, struct pdf_obj, (size_t)s->count + 1);
	struct pdf_obj o = { .kind = PDF_STREAM, .as.stream = stream };

	memcpy(keys, s->operand, (size_t)s->count * sizeof(*keys));
	stream->dict = (struct pdf_obj){ .kind = PDF_DICT,
		.count = (uint32_t)s->count & ~1u,
		.as.items = keys };
	stream->raw = bytes;
	stream->plain = true;
	s->pdf->watch->picture(s->pdf, &o, s->now.ctm);
}

/* Bytes of a picture in the content: up to "EI" between blanks. */
void intake_pdf_look_inline(struct show *s)
{
	struct pdf_lex *l = s->lex;
	const unsigned char *from = l->at, *p = from;

	s->out->pictures++;
	intake_pdf_paint_picture(s);
	for (; p + 2 < l->end; p++)
		if (p[1] == 'E' && p[2] == 'I' && intake_pdf_is_blank(p[0]) &&
			(p + 3 == l->end || intake_pdf_is_blank(p[3])))
			break;
	intake_pdf_work(s->pdf, p - from);
	l->at = p + 2 < l->end ? p + 3 : l->end;
	if (s->pdf->watch && from < p && p - from < INLINE_MOST)
		look_inline(s,
			str_of((const char *)from + 1, (size_t)(p - from) - 1));
}
