/*
 * intake/pdf_show.c - what a page paints, as far as it is text: the state of
 * graphics and text, forms within forms, marked content. Paths, colours,
 * clips and pictures are passed over; what is not painted is text all the
 * same, and says so.
 */
#include "intake/pdf_show.h"

#include <math.h>

enum { LIST_MOST = 65536, SPARE_MOST = 16 << 20, FAR = 10000000 };

static const double unit[6] = { 1, 0, 0, 1, 0, 0 };

static bool matrix(const struct show *s, double out[6])
{
	for (int i = 0; i < 6; i++)
		out[i] = intake_pdf_operand(s, i);
	return s->count >= 6;
}

static void move(struct show *s, double x, double y)
{
	const double by[6] = { 1, 0, 0, 1, x, y };

	intake_pdf_multiply(by, s->line, s->line);
	memcpy(s->text, s->line, sizeof(s->text));
}

static void next_line(struct show *s) { move(s, 0, -s->now.leading); }

/* ---- showing ------------------------------------------------------------ */

/* Where text stands and runs to, on the page. */
struct pen {
	double x, y;   /* of its origin, level */
	double dx, dy; /* of one em, level */
	double size;
	int turn;
};

static void level(int turn, double x, double y, double *out_x, double *out_y)
{
	*out_x = turn == 0 ? x : turn == 1 ? y : turn == 2 ? -x : -y;
	*out_y = turn == 0 ? y : turn == 1 ? -x : turn == 2 ? -y : x;
}

static struct pen pen_of(const struct show *s)
{
	double m[6], x, y, dx, dy, em = s->now.size * s->now.stretch;
	struct pen p;

	intake_pdf_multiply(s->text, s->now.ctm, m);
	x = m[4] + m[2] * s->now.rise;
	y = m[5] + m[3] * s->now.rise;
	dx = m[0] * em;
	dy = m[1] * em;
	p.turn = fabs(dx) >= fabs(dy) ? (dx < 0 ? 2 : 0) : (dy > 0 ? 1 : 3);
	p.size = fabs(s->now.size) * hypot(m[2], m[3]);
	if (s->now.font && s->now.font->type3)
		p.size *= s->now.font->tall;
	level(p.turn, x, y, &p.x, &p.y);
	level(p.turn, dx, dy, &p.dx, &p.dy);
	return p;
}

static bool sane(const struct pen *p)
{
	return isfinite(p->x) && isfinite(p->y) && isfinite(p->dx) &&
	       fabs(p->x) < 1e6 && fabs(p->y) < 1e6 && p->size > 0.1 &&
	       p->size < 1e5;
}

/* The character that a code shows; several are a text of the page's. */
static uint32_t letter(
	struct show *s, const struct pdf_font *font, uint32_t code)
{
	uint32_t c = intake_pdf_code(&font->text, code);

	if (!c && font->cids_are_text)
		c = code;
	if (c & PDF_SEVERAL) {
		struct str text = font->text.texts[c & ~PDF_SEVERAL];

		return intake_glyph_text(s->out, text);
	}
	return c;
}

/* Beyond the edges of the page, where nobody sees it? */
static bool is_outside(const struct show *s, const struct pen *p, double end)
{
	return !p->turn && s->out->height > 0 &&
	       (p->y < 0 || p->y - p->size > s->out->height ||
		       fmax(p->x, end) < 0 || fmin(p->x, end) > s->out->width);
}

static void show_glyph(struct show *s, const struct pdf_font *font,
	const struct pen *p, uint32_t code, double width)
{
	double end = p->x + width * p->dx;
	struct glyph *g;
	uint32_t c;

	/* where widths make no sense, places would be no numbers */
	if (!(fabs(p->x) < FAR) || !(fabs(p->y) < FAR) || !(fabs(end) < FAR))
		return;
	c = letter(s, font, code);

	if (s->pdf->glyphs++ >= INTAKE_PDF_GLYPHS ||
		s->out->count >= INTAKE_PDF_PAGE_GLYPHS) {
		s->pdf->spent = "much text";
		return;
	}
	g = intake_glyph_add(s->out);
	g->x0 = (float)p->x;
	g->x1 = (float)end;
	g->y = (float)p->y;
	g->size = (float)p->size;
	g->space = font->space * (float)p->dx;
	g->turn = (uint8_t)p->turn;
	g->text = c;
	g->flags =
		(uint8_t)(font->flags | (s->artifacts ? INTAKE_ARTIFACT : 0));
	if (s->hidden || is_outside(s, p, end))
		g->flags |= INTAKE_HIDDEN;
	if (!p->turn && intake_pdf_paint_is_pale(s, p->x, p->y))
		g->flags |= GLYPH_PALE;
	intake_glyph_note(s->out, g);
	intake_pdf_accent(s->out);
}

/* The next code of a text; how many bytes it takes. */
static size_t next_code(
	const struct pdf_font *font, struct str t, size_t i, uint32_t *code)
{
	unsigned char first = (unsigned char)t.at[i];

	*code = first;
	if (!font->wide || (font->cids.has_one && font->cids.one_byte[first]))
		return 1;
	if (i + 1 < t.len)
		*code = (uint32_t)first << 8 | (unsigned char)t.at[i + 1];
	return 2;
}

static double advance(const struct pdf_font *font, uint32_t code)
{
	uint32_t cid = code;

	if (font->cids.any)
		cid = intake_pdf_code(&font->cids, code);
	if (font->cids.any && cid)
		cid--;
	return (double)intake_pdf_width(font, cid);
}

static void show_text(struct show *s, struct str t)
{
	const struct pdf_font *font = s->now.font;
	struct pen p = pen_of(s);
	double em = s->now.size * s->now.stretch, total = 0, width, whole;
	bool fits = sane(&p);
	uint32_t code;

	if (!font || !t.len)
		return;
	s->hidden = s->now.mode == 3 || s->now.mode == 7;
	for (size_t i = 0; i < t.len && intake_pdf_work(s->pdf, 8);) {
		size_t n = next_code(font, t, i, &code);

		i += n;
		width = advance(font, code);
		whole = width * em + s->now.char_space * s->now.stretch;
		if (n == 1 && code == ' ')
			whole += s->now.word_space * s->now.stretch;
		if (fits && !intake_pdf_look_glyph(s, font, code, total))
			show_glyph(s, font, &p, code, width);
		total += whole;
		if (em != 0) {
			p.x += whole / em * p.dx;
			p.y += whole / em * p.dy;
		}
	}
	s->text[4] += total * s->text[0];
	s->text[5] += total * s->text[1];
}

static void show_list(struct show *s, const struct pdf_obj *list)
{
	double by, em = s->now.size * s->now.stretch;

	if (list->kind == PDF_TEXT)
		show_text(s, intake_pdf_str(list));
	for (uint32_t i = 0; list->kind == PDF_LIST && i < list->count; i++) {
		const struct pdf_obj *o = &list->as.items[i];

		if (o->kind == PDF_TEXT) {
			show_text(s, intake_pdf_str(o));
		} else if (o->kind == PDF_NUMBER) {
			by = -o->as.number / 1000 * em;
			s->text[4] += by * s->text[0];
			s->text[5] += by * s->text[1];
		}
	}
}

/* ---- what the state is -------------------------------------------------- */

static const struct pdf_obj *resource(
	struct show *s, const char *kind, const struct pdf_obj *name)
{
	const struct pdf_obj *all = intake_pdf_key(s->pdf, s->resources, kind);

	intake_pdf_work(s->pdf, all->kind == PDF_DICT ? all->count / 2 : 1);
	return intake_pdf_raw(all, intake_pdf_str(name));
}

static void set_font(struct show *s)
{
	if (s->count < 2)
		return;
	s->now.font =
		intake_pdf_font(s->pdf, resource(s, "Font", &s->operand[0]));
	s->now.size = intake_pdf_operand(s, 1);
}

/* A state of graphics may name a font too. */
static void set_state(struct show *s)
{
	const struct pdf_obj *state = intake_pdf_see(
		s->pdf, resource(s, "ExtGState", &s->operand[0]));
	const struct pdf_obj *font = intake_pdf_key(s->pdf, state, "Font");

	if (font->kind != PDF_LIST || font->count < 2)
		return;
	s->now.font = intake_pdf_font(s->pdf, &font->as.items[0]);
	s->now.size = intake_pdf_number(intake_pdf_item(s->pdf, font, 1), 0);
}

static void save(struct show *s)
{
	if (s->depth < SHOW_DEPTH)
		s->saved[s->depth] = s->now;
	s->depth++;
}

static void restore(struct show *s)
{
	if (s->depth > s->floor && --s->depth < SHOW_DEPTH)
		s->now = s->saved[s->depth];
}

static void show_run(struct show *s, struct str content);

/* ---- forms -------------------------------------------------------------- */

static void paint_form(struct show *s, const struct pdf_obj *form)
{
	const struct pdf_obj *m = intake_pdf_key(s->pdf, form, "Matrix");
	const struct pdf_obj *of = intake_pdf_key(s->pdf, form, "Resources");
	const struct pdf_obj *was = s->resources;
	int floor = s->floor, marks = s->mark_count;
	double by[6];

	if (s->forms == SHOW_FORMS)
		return;
	save(s);
	s->forms++;
	s->floor = s->depth;
	for (uint32_t i = 0; i < 6; i++)
		by[i] = intake_pdf_number(
			intake_pdf_item(s->pdf, m, i), unit[i]);
	intake_pdf_multiply(by, s->now.ctm, s->now.ctm);
	if (of->kind == PDF_DICT)
		s->resources = of;
	show_run(s, intake_pdf_unpack(s->pdf, form));
	while (s->mark_count > marks)
		intake_pdf_mark_end(s);
	s->resources = was;
	s->depth = s->floor;
	s->floor = floor;
	s->forms--;
	restore(s);
}

static void paint(struct show *s)
{
	const struct pdf_obj *o =
		intake_pdf_see(s->pdf, resource(s, "XObject", &s->operand[0]));
	const struct pdf_obj *kind = intake_pdf_key(s->pdf, o, "Subtype");
	double text[6], line[6];

	intake_pdf_work(s->pdf, 200);
	if (intake_pdf_is(kind, "Image"))
		intake_pdf_look_picture(s, o);
	if (!intake_pdf_is(kind, "Form"))
		return;
	memcpy(text, s->text, sizeof(text));
	memcpy(line, s->line, sizeof(line));
	paint_form(s, o);
	memcpy(s->text, text, sizeof(text));
	memcpy(s->line, line, sizeof(line));
}

/* ---- operators ---------------------------------------------------------- */

static void operate_text(struct show *s, uint32_t op)
{
	double m[6];

	switch (op) {
	case OP2('T', 'c'):
		s->now.char_space = intake_pdf_operand(s, 0);
		break;
	case OP2('T', 'w'):
		s->now.word_space = intake_pdf_operand(s, 0);
		break;
	case OP2('T', 'z'):
		s->now.stretch = intake_pdf_operand(s, 0) / 100;
		break;
	case OP2('T', 'L'):
		s->now.leading = intake_pdf_operand(s, 0);
		break;
	case OP2('T', 's'):
		s->now.rise = intake_pdf_operand(s, 0);
		break;
	case OP2('T', 'r'):
		s->now.mode = (int)intake_pdf_int(&s->operand[0], 0, 7, 0);
		break;
	case OP2('T', 'f'):
		set_font(s);
		break;
	case OP2('T', 'D'):
		s->now.leading = -intake_pdf_operand(s, 1);
		move(s, intake_pdf_operand(s, 0), intake_pdf_operand(s, 1));
		break;
	case OP2('T', 'd'):
		move(s, intake_pdf_operand(s, 0), intake_pdf_operand(s, 1));
		break;
	case OP2('T', 'm'):
		if (matrix(s, m)) {
			memcpy(s->line, m, sizeof(m));
			memcpy(s->text, m, sizeof(m));
		}
		break;
	case OP2('T', '*'):
		next_line(s);
		break;
	case OP2('T', 'j'):
	case OP2('T', 'J'):
		show_list(s, &s->operand[0]);
		break;
	default:
		break;
	}
}

static void operate(struct show *s, uint32_t op)
{
	double m[6];

	switch (op) {
	case OP1('q'):
		save(s);
		break;
	case OP1('Q'):
		restore(s);
		break;
	case OP2('c', 'm'):
		if (matrix(s, m))
			intake_pdf_multiply(m, s->now.ctm, s->now.ctm);
		break;
	case OP2('g', 's'):
		set_state(s);
		break;
	case OP2('B', 'T'):
		memcpy(s->text, unit, sizeof(s->text));
		memcpy(s->line, unit, sizeof(s->line));
		break;
	case OP2('D', 'o'):
		paint(s);
		break;
	case OP2('I', 'D'):
		intake_pdf_look_inline(s);
		break;
	case OP1('"'):
		s->now.word_space = intake_pdf_operand(s, 0);
		s->now.char_space = intake_pdf_operand(s, 1);
		next_line(s);
		show_list(s, &s->operand[2]);
		break;
	case OP1('\''):
		next_line(s);
		show_list(s, &s->operand[0]);
		break;
	case OP3('B', 'M', 'C'):
	case OP3('B', 'D', 'C'):
		intake_pdf_mark_begin(s);
		break;
	case OP3('E', 'M', 'C'):
		intake_pdf_mark_end(s);
		break;
	default:
		if (!intake_pdf_dots_operate(s, op) &&
			!intake_pdf_paint_operate(s, op))
			operate_text(s, op);
	}
}

static void show_run(struct show *s, struct str content)
{
	struct pdf_lex l = { .at = (const unsigned char *)content.at,
		.mem = &s->pdf->spare,
		.pdf = s->pdf,
		.most = LIST_MOST };
	struct pdf_lex *was = s->lex;
	struct pdf_obj o;

	l.end = l.at + content.len;
	s->lex = &l;
	s->count = 0;
	memset(s->operand, 0, sizeof(s->operand));
	while ((o = intake_pdf_lex(&l)).kind != PDF_END) {
		if (o.kind != PDF_WORD) {
			if (s->count < SHOW_OPERANDS)
				s->operand[s->count++] = o;
			continue;
		}
		if (o.count <= 3) {
			uint32_t op = 0;

			for (uint32_t i = 0; i < o.count; i++)
				op |= (uint32_t)(unsigned char)o.as.text[i]
				      << 8 * i;
			operate(s, op);
		}
		for (; s->count; s->count--)
			s->operand[s->count - 1] = intake_pdf_null;
		s->pdf->items = s->base_items;
		if (s->pdf->spare.bytes > SPARE_MOST && !s->forms)
			arena_reset(&s->pdf->spare);
	}
	s->count = 0;
	s->lex = was;
}

void intake_pdf_show(struct pdf *pdf, const struct pdf_obj *resources,
	struct str content, const double place[6], struct glyphs *out)
{
	struct show *s = ARENA_NEW(&pdf->own, struct show);

	s->pdf = pdf;
	s->out = out;
	s->resources = resources;
	s->now.stretch = 1;
	memcpy(s->now.ctm, place, sizeof(s->now.ctm));
	memcpy(s->text, unit, sizeof(unit));
	memcpy(s->line, unit, sizeof(unit));
	show_run(s, content);
	while (s->mark_count)
		intake_pdf_mark_end(s);
}
