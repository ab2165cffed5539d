/*
 * intake/lines_word.c - glyphs in the order in which they were drawn become
 * words: by blanks, and by gaps that no letter leaves. Makes no lines.
 */
#include "intake/lines_int.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

enum { UNKNOWN = 0xFFFD };

/* ---- glyphs ------------------------------------------------------------- */

struct glyph *intake_glyph_add(struct glyphs *g)
{
	struct glyph *more;

	if (g->count == g->room) {
		g->room = g->room ? 2 * g->room : 1024;
		more = arena_bytes(g->mem, g->room * sizeof(*more));
		if (g->count)
			memcpy(more, g->at, g->count * sizeof(*more));
		g->at = more;
	}
	memset(&g->at[g->count], 0, sizeof(*g->at));
	return &g->at[g->count++];
}

uint32_t intake_glyph_text(struct glyphs *g, struct str text)
{
	struct str *more;

	if (g->text_count == g->text_room) {
		g->text_room = g->text_room ? 2 * g->text_room : 64;
		more = arena_bytes(g->mem, g->text_room * sizeof(*more));
		if (g->text_count)
			memcpy(more, g->texts, g->text_count * sizeof(*more));
		g->texts = more;
	}
	g->texts[g->text_count] = text;
	return GLYPH_TEXT | (uint32_t)g->text_count++;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0xA0 || (c >= '\t' && c <= '\r') ||
	       c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
	       c == 0x2028 || c == 0x2029;
}

static bool is_nothing(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c < 0xA0) ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
	       (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF ||
	       c > 0x10FFFF;
}

static bool is_private(uint32_t c)
{
	return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFF);
}

void intake_glyph_note(struct glyphs *g, struct glyph *at)
{
	uint32_t c = at->text;

	g->shown++;
	if (c & GLYPH_TEXT) {
		if (!str_trim(g->texts[c & ~GLYPH_TEXT]).len)
			at->flags |= GLYPH_BLANK;
		return;
	}
	if (!c) {
		g->unknown++;
		at->text = UNKNOWN;
	} else if (is_blank(c)) {
		at->flags |= GLYPH_BLANK;
	} else if (is_private(c)) {
		g->icons++;
		at->flags |= GLYPH_GONE;
	} else if (is_nothing(c) ||
		   (c == 0xAD && fabsf(at->x1 - at->x0) < 0.02f * at->size)) {
		at->flags |= GLYPH_GONE;
	}
}

/* Digits and the marks within numbers run from the left there, too. */
static bool is_number(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x66c) ||
	       (c >= 0x6f0 && c <= 0x6f9);
}

bool intake_rtl_char(uint32_t c)
{
	return !is_number(c) &&
	       ((c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
		       (c >= 0xFE70 && c <= 0xFEFC));
}

bool intake_rtl(struct str s)
{
	uint32_t c;
	int n;

	for (size_t i = 0; i < s.len; i += (size_t)(n < 0 ? -n : n)) {
		if ((unsigned char)s.at[i] < 0xD6) {
			n = 1;
			continue;
		}
		n = utf8_decode(str_of(s.at + i, s.len - i), &c);
		if (n > 0 && intake_rtl_char(c))
			return true;
	}
	return false;
}

/* ---- words -------------------------------------------------------------- */

struct maker {
	const struct glyphs *g;
	struct words *out;
	struct glyph **held; /* of the word that is being made */
	size_t count, room;
	struct buf text;
	float left; /* edge of it */
	bool blank; /* stood before it */
	struct arena *mem;
	size_t words_room;
	float track; /* of this line */
};

static bool from_right(const struct maker *m, const struct glyph *g)
{
	return g->text & GLYPH_TEXT
		       ? intake_rtl(m->g->texts[g->text & ~GLYPH_TEXT])
		       : intake_rtl_char(g->text);
}

/* A point or a sign of a vowel over a letter, that takes no room. */
static bool is_over(const struct glyph *g)
{
	uint32_t c = g->text;

	return (c >= 0x300 && c < 0x370) || (c >= 0x591 && c < 0x5c8) ||
	       (c >= 0x64b && c < 0x660) || c == 0x670;
}

static void put(struct maker *m, uint32_t c)
{
	static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl",
		"st", "st" };
	char bytes[4];

	if (c & GLYPH_TEXT)
		buf_add(&m->text, m->g->texts[c & ~GLYPH_TEXT]);
	else if (c < 0x80)
		buf_addc(&m->text, (char)c);
	else if (c >= 0xFB00 && c <= 0xFB06)
		buf_add(&m->text, str_c(ligatures[c - 0xFB00]));
	else
		buf_add(&m->text, str_of(bytes, (size_t)utf8_encode(c, bytes)));
}

static void turn_round(struct glyph **at, size_t count)
{
	struct glyph *swap;

	for (size_t i = 0; i < count / 2; i++) {
		swap = at[i];
		at[i] = at[count - 1 - i];
		at[count - 1 - i] = swap;
	}
}

static int by_right(const void *a, const void *b)
{
	const struct glyph *p = *(struct glyph *const *)a;
	const struct glyph *q = *(struct glyph *const *)b;

	if (p->x0 != q->x0)
		return p->x0 > q->x0 ? -1 : 1;
	return p < q ? -1 : p > q;
}

/* A sign over a letter stands behind it, wherever it was drawn. */
static void put_behind(struct maker *m)
{
	for (size_t i = 0; i < m->count; i++) {
		struct glyph *over = m->held[i];

		for (size_t k = 0; k < m->count && is_over(over); k++) {
			const struct glyph *g = m->held[k];

			if (is_over(g) || over->x0 < g->x0 || over->x0 > g->x1)
				continue;
			over->x0 = over->x1 = g->x0 - 0.001f * g->size;
			break;
		}
	}
}

/* Drawn as it is seen, from the left: letters from the right are turned
 * round, but for numbers within. */
static void make_logical(struct maker *m)
{
	size_t left = 0, right = 0, from = 0;

	for (size_t i = 1; i < m->count; i++)
		*(m->held[i]->x0 < m->held[i - 1]->x0 ? &left : &right) += 1;
	if (left >= right)
		return;
	put_behind(m);
	qsort(m->held, m->count, sizeof(struct glyph *), by_right);
	for (size_t i = 0; i <= m->count; i++) {
		uint32_t c = i < m->count ? m->held[i]->text : 0x5D0;

		if ((c < 0x80 && c != ' ') || is_number(c))
			continue;
		if (i > from + 1)
			turn_round(m->held + from, i - from);
		from = i + 1;
	}
}

static struct intake_word *add_word(struct maker *m)
{
	struct intake_word *more;

	if (m->out->count == m->words_room) {
		m->words_room = m->words_room ? 2 * m->words_room : 256;
		more = arena_bytes(m->mem, m->words_room * sizeof(*more));
		if (m->out->count)
			memcpy(more, m->out->at, m->out->count * sizeof(*more));
		m->out->at = more;
	}
	return &m->out->at[m->out->count++];
}

/* Of ascenders and descenders of most fonts, in ems. */
static const float above = 0.75f, below = 0.22f;

static void measure(const struct maker *m, struct intake_word *w)
{
	unsigned all = ~0u;
	const struct glyph *big = m->held[0];

	w->box =
		(struct intake_box){ INFINITY, INFINITY, -INFINITY, -INFINITY };
	for (size_t i = 0; i < m->count; i++) {
		const struct glyph *g = m->held[i];
		float low = g->x0 < g->x1 ? g->x0 : g->x1;
		float high = g->x0 < g->x1 ? g->x1 : g->x0;

		if (g->size > big->size)
			big = g;
		w->box.x0 = fminf(w->box.x0, low);
		w->box.x1 = fmaxf(w->box.x1, high);
		w->box.y0 = fminf(w->box.y0, g->y - above * g->size);
		w->box.y1 = fmaxf(w->box.y1, g->y + below * g->size);
		/* a comma behind a bold word is of another font */
		if (i < 3 || 2 * i < m->count)
			all &= g->flags;
	}
	w->base = big->y;
	w->size = big->size;
	w->flags = all & (INTAKE_BOLD | INTAKE_ITALIC | INTAKE_HIDDEN |
				 INTAKE_ARTIFACT);
	if (all & GLYPH_PALE)
		w->flags |= INTAKE_PALE;
}

static bool all_unknown(const struct maker *m)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->held[i]->text != UNKNOWN)
			return false;
	return true;
}

/* A word, or one of those that a single glyph says at once. */
static void share(struct maker *m, const struct intake_word *all,
	struct str text, float from)
{
	struct intake_word *w = add_word(m);
	float wide = all->box.x1 - all->box.x0;

	*w = *all;
	w->box.x0 += wide * from;
	w->box.x1 = w->box.x0 + wide * (float)text.len / (float)m->text.len;
	w->text = str_copy(m->mem, text);
	w->place = (uint32_t)m->out->count - 1;
	if (!m->blank)
		w->flags |= INTAKE_GLUED;
	m->blank = true;
}

static void close_word(struct maker *m)
{
	struct intake_word all;
	struct str rest;
	bool rtl = false;

	if (!m->count)
		return;
	if (all_unknown(m)) {
		m->count = 0;
		m->blank = true;
		return;
	}
	for (size_t i = 0; i < m->count && !rtl; i++)
		rtl = from_right(m, m->held[i]);
	if (rtl)
		make_logical(m);
	m->text.len = 0;
	for (size_t i = 0; i < m->count; i++)
		put(m, m->held[i]->text);
	if (!m->text.len) {
		m->count = 0;
		return;
	}
	memset(&all, 0, sizeof(all));
	measure(m, &all);
	all.turn = m->held[0]->turn;
	all.sure = m->held[0]->sure;
	rest = buf_str(&m->text);
	while (rest.len) {
		float from = (float)(m->text.len - rest.len);
		struct str text = str_cut(&rest, ' ');

		if (text.len)
			share(m, &all, text, from / (float)m->text.len);
		else
			m->blank = true;
	}
	m->count = 0;
	m->blank = false;
}

/* What is drawn twice, a hair aside, is bold. */
static bool again(const struct glyph *was, struct glyph *now)
{
	return was->text == now->text && was->turn == now->turn &&
	       fabsf(was->x0 - now->x0) < 0.08f * now->size &&
	       fabsf(was->y - now->y) < 0.08f * now->size;
}

enum { TRACK_LEAST = 6, TRACK_STEPS = 60, TRACK_GLYPHS = 400 };

/* How far letters are set apart from here to the end of their line, in parts
 * of their size: 0, but for titles that are spaced. *to: where that ends. */
static float tracking(const struct glyphs *g, size_t from, size_t *to)
{
	size_t steps[TRACK_STEPS] = { 0 }, count = 0, so_far = 0;
	const struct glyph *first = &g->at[from], *was = NULL;

	for (*to = from; *to < g->count && *to < from + TRACK_GLYPHS; ++*to) {
		const struct glyph *now = &g->at[*to];
		float gap;

		if (now->turn != first->turn ||
			fabsf(now->y - first->y) > 0.1f * first->size ||
			fabsf(now->size - first->size) > 0.1f * first->size)
			break;
		if (now->flags & (GLYPH_BLANK | GLYPH_GONE)) {
			was = NULL;
			continue;
		}
		gap = was ? (now->x0 - was->x1) / now->size : -1;
		was = now;
		if (gap < 0 || gap >= 0.6f)
			continue;
		steps[(size_t)(gap * 100)]++;
		count++;
	}
	for (size_t i = 0; i < TRACK_STEPS && count >= TRACK_LEAST; i++)
		if ((so_far += steps[i]) > count / 2)
			return i > 3 ? (float)i / 100 : 0;
	return 0;
}

/* A gap that parts words. */
static float wide(const struct maker *m, const struct glyph *g)
{
	float part = 0.5f * fabsf(g->space), size = g->size;

	part = part < 0.1f * size   ? 0.1f * size
	       : part > 0.2f * size ? 0.2f * size
				    : part;
	return part + m->track * size;
}

/* Does a letter go on where the one before ended? */
static bool goes_on(
	const struct maker *m, const struct glyph *was, const struct glyph *now)
{
	float size = fmaxf(was->size, now->size);
	float gap = now->x0 - was->x1, back = m->left - now->x1;

	if (was->turn != now->turn || now->flags & GLYPH_BEGINS ||
		fabsf(now->y - was->y) > 0.6f * size)
		return false;
	if (fabsf(now->y - was->y) > 0.1f * size && fabsf(gap) > 0.4f * size)
		return false;
	if (gap <= wide(m, now) && gap > -0.5f * size)
		return true;
	if (from_right(m, was) || from_right(m, now))
		return back <= wide(m, now) && back > -0.5f * size;
	/* a sign behind a number, in text from the right */
	return fabsf(back) < 0.03f * size;
}

static void hold(struct maker *m, struct glyph *g)
{
	struct glyph **more;

	if (m->count == m->room) {
		m->room = m->room ? 2 * m->room : 64;
		more = arena_bytes(m->mem, m->room * sizeof(*more));
		if (m->count)
			memcpy(more, m->held, m->count * sizeof(*more));
		m->held = more;
	}
	if (!m->count || g->x0 < m->left)
		m->left = g->x0;
	m->held[m->count++] = g;
}

void intake_words(struct arena *mem, const struct glyphs *g, struct words *out)
{
	struct maker m = { .g = g, .out = out, .mem = mem, .blank = true };
	struct glyph *now, *was = NULL;
	size_t same = 0;

	*out = (struct words){ 0 };
	buf_init(&m.text, mem, 64 << 20);
	for (size_t i = 0; i < g->count; i++) {
		now = &g->at[i];
		if (i >= same)
			m.track = tracking(g, i, &same);
		if (now->flags & GLYPH_GONE)
			continue;
		if (now->flags & GLYPH_BLANK) {
			close_word(&m);
			m.blank = true;
			continue;
		}
		if (was && m.count && again(was, now)) {
			was->flags |= INTAKE_BOLD;
			continue;
		}
		if (was && m.count && is_over(now) &&
			fabsf(now->x0 - was->x0) < 1.5f * now->size) {
			hold(&m, now);
			continue;
		}
		if (was && m.count && !goes_on(&m, was, now)) {
			close_word(&m);
			m.blank = true;
		}
		hold(&m, now);
		was = now;
	}
	close_word(&m);
}
