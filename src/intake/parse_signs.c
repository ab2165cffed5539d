/*
 * intake/parse_signs.c - marks and digits of Chinese, Japanese, Arabic and
 * Hindi as those that all steps know: "电话：138" is "电话:" and "138". What
 * was there is remembered, for texts that are quoted whole.
 */
#include "intake/parse_int.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { IDEOGRAPHIC_SPACE = 0x3000 };

uint32_t parse_sign(uint32_t c)
{
	static const struct {
		uint32_t sign, as;
	} signs[] = { { 0x60c, ',' }, { 0x61b, ';' }, { 0x3001, ',' },
		{ 0x3010, '[' }, { 0x3011, ']' }, { 0x3014, '[' },
		{ 0x3015, ']' }, { 0x3016, '[' }, { 0x3017, ']' },
		{ 0x301c, '~' }, { 0xff64, ',' }, { IDEOGRAPHIC_SPACE, ' ' } };
	static const uint32_t zeros[] = { 0x660, 0x6f0, 0x966 };

	if (c < 0x60c)
		return c;
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xff01 + '!';
	for (size_t i = 0; i < LENGTH(zeros); i++)
		if (c >= zeros[i] && c < zeros[i] + 10)
			return c - zeros[i] + '0';
	for (size_t i = 0; i < LENGTH(signs); i++)
		if (signs[i].sign == c)
			return signs[i].as;
	return c;
}

/* Could one of them be in it? Their first bytes are few. */
static bool may_have(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] & 0x80 &&
			memchr("\xd8\xd9\xdb\xe0\xe3\xef", s.at[i], 6))
			return true;
	return false;
}

static size_t count_turned(struct str s)
{
	size_t n = 0, len;
	uint32_t c;

	for (; s.len; s = str_of(s.at + len, s.len - len)) {
		int took = utf8_decode(s, &c);

		len = (size_t)abs(took);
		n += took > 0 && parse_sign(c) != c;
	}
	return n;
}

size_t parse_signs_room(const struct intake_line *l)
{
	size_t n = l->count + 1;

	for (size_t i = 0; i < l->count; i++)
		if (may_have(l->at[i].text))
			n += 2 * count_turned(l->at[i].text);
	return n;
}

/* ---- one word ----------------------------------------------------------- */

struct turning {
	struct parse *p;
	const struct intake_word *of;
	struct intake_word *to;
	size_t count;
	struct buf text; /* of the piece at hand */
	size_t from;     /* where it began */
	bool blank;      /* stood before it */
};

static void remember(struct parse *p, struct str now, struct str was)
{
	struct parse_turned *more;

	if (p->turns == p->turn_room) {
		p->turn_room = p->turn_room ? 2 * p->turn_room : 64;
		more = ARENA_LIST(&p->own, struct parse_turned, p->turn_room);
		if (p->turns)
			memcpy(more, p->turn, p->turns * sizeof(*more));
		p->turn = more;
	}
	p->turn[p->turns++] = (struct parse_turned){ now.at, was };
}

/* The piece ends before this byte of the word. */
static void end_piece(struct turning *t, size_t end)
{
	const struct str all = t->of->text;
	float wide = t->of->box.x1 - t->of->box.x0;
	struct intake_word *w = &t->to[t->count];
	struct str was = str_of(all.at + t->from, end - t->from);

	if (!t->text.len) {
		t->from = end;
		return;
	}
	*w = *t->of;
	w->text = str_copy(t->p->mem, buf_str(&t->text));
	w->box.x0 += wide * (float)t->from / (float)all.len;
	w->box.x1 = t->of->box.x0 + wide * (float)end / (float)all.len;
	if (t->count) {
		w->flags &= ~(unsigned)INTAKE_CELL;
		if (!t->blank)
			w->flags |= INTAKE_GLUED;
	}
	if (!str_eq(w->text, was))
		remember(t->p, w->text, was);
	t->text.len = 0;
	t->blank = false;
	t->from = end;
	t->count++;
}

static void take_char(struct turning *t, uint32_t c, size_t at, size_t len)
{
	uint32_t as = parse_sign(c);
	char bytes[4];

	if (as != c && (as == ' ' || strchr("([|", (int)as)))
		end_piece(t, at);
	if (c == IDEOGRAPHIC_SPACE) {
		t->from = at + len;
		t->blank = true;
		return;
	}
	buf_add(&t->text, str_of(bytes, (size_t)utf8_encode(as, bytes)));
	if (as != c && strchr(",;:)]|", (int)as))
		end_piece(t, at + len);
}

size_t parse_signs(
	struct parse *p, const struct intake_word *w, struct intake_word *to)
{
	struct turning t = { .p = p, .of = w, .to = to };
	struct str s = w->text;
	uint32_t c;

	if (!may_have(s) || !count_turned(s)) {
		*to = *w;
		return 1;
	}
	buf_init(&t.text, &p->own, 2 * s.len + 1);
	for (size_t at = 0, len; at < s.len; at += len) {
		int took = utf8_decode(str_of(s.at + at, s.len - at), &c);

		len = (size_t)abs(took);
		if (took > 0)
			take_char(&t, c, at, len);
	}
	end_piece(&t, s.len);
	return t.count;
}

/* ---- as it was ---------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const char *x = ((const struct parse_turned *)a)->now;
	const char *y = ((const struct parse_turned *)b)->now;

	return x < y ? -1 : x > y;
}

void parse_signs_end(struct parse *p)
{
	if (p->turns)
		qsort(p->turn, p->turns, sizeof(*p->turn), by_place);
}

static struct str as_it_was(const struct parse *p, struct str word)
{
	const struct parse_turned key = { .now = word.at };
	const struct parse_turned *found =
		bsearch(&key, p->turn, p->turns, sizeof(*p->turn), by_place);

	return found ? found->was : word;
}

struct str parse_row_said(struct parse *p, const struct row *r)
{
	struct buf b;

	if (!p->turns)
		return r->text;
	buf_init(&b, p->mem, SIZE_MAX / 2);
	buf_add(&b, STR(""));
	for (size_t k = 0; k < r->count; k++)
		for (size_t i = 0; i < r->cell[k].count; i++) {
			const struct intake_word *w = &r->cell[k].at[i];

			if (b.len && !(i && w->flags & INTAKE_GLUED))
				buf_addc(&b, ' ');
			buf_add(&b, as_it_was(p, w->text));
		}
	return buf_str(&b);
}
