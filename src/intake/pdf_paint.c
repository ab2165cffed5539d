/*
 * intake/pdf_paint.c - text in the colour of the paper: white, or nearly, where
 * nothing was painted below it. Colours of patterns and of inks with names are
 * not known and never white; what lies in the box around a shape that is not
 * white is taken to lie on it.
 */
#include "intake/pdf_show.h"

#define PALE 0.97

/* Of one number gray, of three light, of four ink; all others are unknown. */
static bool is_white(const struct show *s)
{
	for (int i = 0; i < s->count; i++)
		if (s->operand[i].kind != PDF_NUMBER)
			return false;
	switch (s->count) {
	case 1:
	case 3:
		for (int i = 0; i < s->count; i++)
			if (intake_pdf_operand(s, i) < PALE)
				return false;
		return true;
	case 4:
		for (int i = 0; i < 4; i++)
			if (intake_pdf_operand(s, i) > 1 - PALE)
				return false;
		return true;
	default:
		return false;
	}
}

/* A separation's 1 is its full ink, and no white. */
static bool is_plain_space(const struct pdf_obj *name)
{
	static const char *const plain[] = { "DeviceGray", "DeviceRGB",
		"DeviceCMYK", "CalGray", "CalRGB" };

	for (size_t i = 0; i < LENGTH(plain); i++)
		if (intake_pdf_is(name, plain[i]))
			return true;
	return false;
}

bool intake_pdf_paint_operate(struct show *s, uint32_t op)
{
	switch (op) {
	case OP1('g'):
	case OP2('r', 'g'):
	case OP1('k'):
		s->now.white = is_white(s);
		s->now.odd_space = false;
		return true;
	case OP2('c', 's'):
		s->now.white = false;
		s->now.odd_space = !s->count || !is_plain_space(&s->operand[0]);
		return true;
	case OP2('s', 'c'):
	case OP3('s', 'c', 'n'):
		s->now.white = !s->now.odd_space && is_white(s);
		return true;
	case OP2('s', 'h'):
		s->shades = SHOW_SHADES + 1;
		return true;
	default:
		return false;
	}
}

void intake_pdf_paint_shade(struct show *s, const double box[4])
{
	if (s->shades < SHOW_SHADES)
		memcpy(s->shade[s->shades], box, sizeof(s->shade[0]));
	if (s->shades <= SHOW_SHADES)
		s->shades++;
}

void intake_pdf_paint_picture(struct show *s)
{
	const double *m = s->now.ctm;
	double box[4] = { m[4], m[5], m[4], m[5] };

	for (int i = 1; i < 4; i++) {
		double x = m[4] + (i & 1 ? m[0] : 0) + (i & 2 ? m[2] : 0);
		double y = m[5] + (i & 1 ? m[1] : 0) + (i & 2 ? m[3] : 0);

		box[0] = x < box[0] ? x : box[0];
		box[1] = y < box[1] ? y : box[1];
		box[2] = x > box[2] ? x : box[2];
		box[3] = y > box[3] ? y : box[3];
	}
	intake_pdf_paint_shade(s, box);
}

bool intake_pdf_paint_is_pale(const struct show *s, double x, double y)
{
	if (!s->now.white || s->shades > SHOW_SHADES ||
		(s->now.mode != 0 && s->now.mode != 4))
		return false;
	for (size_t i = 0; i < s->shades; i++)
		if (x >= s->shade[i][0] - 1 && x <= s->shade[i][2] + 1 &&
			y >= s->shade[i][1] - 1 && y <= s->shade[i][3] + 1)
			return false;
	return true;
}
