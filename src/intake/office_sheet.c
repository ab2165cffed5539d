/*
 * intake/office_sheet.c - paragraphs become lines of words: blanks, tabs, line
 * breaks, letters that nobody is to read. Places down a page are
 * office_pages.c's.
 */
#include "intake/office.h"
#include "intake/lines_int.h"

#include "base/utf8.h"

#include <math.h>

/* What is not known is so wide; in sizes of the type. */
#define LETTER 0.5f
#define BLANK 0.28f
enum { WIDE_BLANKS = 4, TAB_EVERY = 36, SIZE = 10 };

void intake_office_sheet_init(struct office_sheet *s, struct arena *mem,
	struct arena *own, struct office_flow *to)
{
	*s = (struct office_sheet){ .mem = mem, .own = own, .to = to };
	buf_init(&s->text, own, OFFICE_WORD + 8);
}

/* ---- flows -------------------------------------------------------------- */

struct office_line *intake_office_flow_add(
	struct office_sheet *s, struct office_flow *to)
{
	struct office_line *more, *l;

	if (to->count == to->room) {
		to->room = to->room ? 2 * to->room : 8;
		more = arena_bytes(s->own, to->room * sizeof(*more));
		if (to->count)
			memcpy(more, to->at, to->count * sizeof(*more));
		to->at = more;
	}
	l = &to->at[to->count++];
	*l = (struct office_line){ .before = to->gap,
		.page = to->page,
		.soft = to->soft,
		.step = to->step,
		.apart = to->apart };
	to->gap = 0;
	to->page = to->soft = to->step = to->apart = false;
	return l;
}

void intake_office_flow_append(struct office_sheet *s, struct office_flow *to,
	const struct office_flow *from)
{
	s->moved += from->count;
	if (s->moved > OFFICE_MOVES)
		s->over = "tables within tables";
	for (size_t i = 0; i < from->count && !s->over; i++) {
		struct office_line *l = intake_office_flow_add(s, to),
				   told = *l;

		*l = from->at[i];
		l->before += told.before;
		l->page |= told.page;
		l->soft |= told.soft;
		l->step |= told.step;
		l->apart |= told.apart;
	}
	to->gap += from->gap;
	to->page |= from->page;
	to->soft |= from->soft;
	to->step |= from->step;
}

/* ---- words -------------------------------------------------------------- */

static struct intake_word *add_word(struct office_sheet *s)
{
	struct intake_word *more;

	if (s->count == s->room) {
		s->room = s->room ? 2 * s->room : 256;
		more = arena_bytes(s->own, s->room * sizeof(*more));
		if (s->count)
			memcpy(more, s->words, s->count * sizeof(*more));
		s->words = more;
	}
	return &s->words[s->count++];
}

static void end_word(struct office_sheet *s)
{
	struct office_now *now = &s->now;
	struct intake_word *w;

	if (!now->building)
		return;
	now->building = false;
	if (s->total == OFFICE_WORDS) {
		s->over = "words";
		return;
	}
	w = add_word(s);
	*w = now->word;
	w->text = str_copy(s->mem, buf_str(&s->text));
	w->place = (uint32_t)s->total++;
	w->box.x1 = now->x;
	/* as most of its letters are */
	w->flags |= (2 * now->bold > now->letters ? INTAKE_BOLD : 0u) |
		    (2 * now->italic > now->letters ? INTAKE_ITALIC : 0u);
}

static void begin_word(struct office_sheet *s, const struct office_look *look)
{
	struct office_now *now = &s->now;
	unsigned hidden = look->flags & INTAKE_HIDDEN;

	/* what is not seen is no part of a word that is */
	if (now->building && (now->word.flags & INTAKE_HIDDEN) != hidden) {
		end_word(s);
		hidden |= INTAKE_GLUED;
	}
	if (now->building)
		return;
	now->building = true;
	s->text.len = now->letters = now->bold = now->italic = 0;
	now->word = (struct intake_word){ .flags = hidden,
		.size = look->size > 0 ? look->size : SIZE,
		.box.x0 = now->x };
	if (now->cell && s->count > now->from)
		now->word.flags |= INTAKE_CELL;
	now->cell = false;
	now->blanks = 0;
}

static void add_letter(struct office_sheet *s, struct str letter,
	const struct office_look *look)
{
	struct office_now *now = &s->now;
	float size = look->size > 0 ? look->size : SIZE;

	begin_word(s, look);
	if (s->text.len + letter.len > OFFICE_WORD) {
		end_word(s);
		begin_word(s, look);
		now->word.flags |= INTAKE_GLUED;
	}
	buf_add(&s->text, letter);
	now->letters++;
	s->seen++;
	now->bold += !!(look->flags & INTAKE_BOLD);
	now->italic += !!(look->flags & INTAKE_ITALIC);
	if (size > now->word.size)
		now->word.size = size;
	if (look->url.len && !now->word.url.len)
		now->word.url = look->url;
	now->x += LETTER * size;
}

static void blank(struct office_sheet *s, const struct office_look *look)
{
	struct office_now *now = &s->now;

	end_word(s);
	now->x += BLANK * (look->size > 0 ? look->size : SIZE);
	if (++now->blanks >= WIDE_BLANKS)
		now->cell = true;
}

/* ---- characters --------------------------------------------------------- */

static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Controls, marks of direction, soft hyphens, places to break. */
static bool is_unseen(uint32_t c)
{
	return c < ' ' || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c ||
	       c == 0x200b || c == 0x200e || c == 0x200f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	       c == 0xfeff || (c >= 0xfff9 && c <= 0xfffc) ||
	       (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

static bool is_private(uint32_t c)
{
	return (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
}

/* What Symbol and Wingdings have that people put before an item. */
static bool is_bullet(uint32_t c)
{
	switch (c & ~0xf000u) {
	case 0xb7:
	case 0xa7:
	case 0xa8:
	case 0xd8:
	case 0x6c:
	case 0x6e:
	case 0x71:
	case 0x75:
	case 0x76:
	case 0x9f:
	case 0xfc:
		return c >> 8 == 0xf0;
	default:
		return false;
	}
}

static void take_char(struct office_sheet *s, uint32_t c, struct str as,
	const struct office_look *look)
{
	struct office_now *now = &s->now;

	if (is_blank(c))
		blank(s, look);
	else if (c == 0x2011)
		add_letter(s, STR("-"), look);
	else if (is_private(c)) {
		s->icons++;
		now->marked |= is_bullet(c) && !now->begun &&
			       s->count == now->from && !now->building;
		end_word(s);
	} else if (!is_unseen(c))
		add_letter(s, as, look);
}

void intake_office_text(
	struct office_sheet *s, struct str utf8, const struct office_look *look)
{
	uint32_t c;
	int len;

	if (!s->now.open)
		return;
	for (size_t i = 0; i < utf8.len; i += (size_t)len) {
		struct str rest = str_of(utf8.at + i, utf8.len - i);

		len = utf8_decode(rest, &c);
		if (len <= 0) {
			len = len ? -len : 1;
			continue;
		}
		take_char(s, c, str_of(rest.at, (size_t)len), look);
	}
}

/* ---- tabs --------------------------------------------------------------- */

/* What stands behind a tab goes where its stop wants it. */
static void settle(struct office_sheet *s)
{
	struct office_now *now = &s->now;
	float wide, by;

	if (now->stop.align == OFFICE_LEFT || now->tabbed >= s->count)
		return;
	wide = now->x - s->words[now->tabbed].box.x0;
	by = now->stop.at -
	     (now->stop.align == OFFICE_RIGHT ? wide : wide / 2) -
	     s->words[now->tabbed].box.x0;
	if (by > 0) {
		for (size_t i = now->tabbed; i < s->count; i++) {
			s->words[i].box.x0 += by;
			s->words[i].box.x1 += by;
		}
		now->x += by;
	}
	now->stop.align = OFFICE_LEFT;
}

void intake_office_tab(struct office_sheet *s)
{
	struct office_now *now = &s->now;
	const struct office_para *para = &now->para;
	float from = s->to->x;
	struct office_stop stop = { 0 };

	if (!now->open)
		return;
	end_word(s);
	settle(s);
	for (size_t i = 0; i < para->stop_count; i++) {
		float at = from + para->stops[i].at;

		if (at > now->x + 1 && (!(stop.at > 0) || at < stop.at))
			stop = (struct office_stop){ at, para->stops[i].align };
	}
	if (!(stop.at > 0))
		stop.at = from +
			  TAB_EVERY *
				  (floorf((now->x - from + 1) / TAB_EVERY) + 1);
	if (stop.align == OFFICE_LEFT)
		now->x = stop.at;
	else
		now->x += 2 * BLANK * SIZE;
	now->stop = stop;
	now->tabbed = s->count;
	now->cell = true;
	now->blanks = 0;
}

/* ---- lines -------------------------------------------------------------- */

static void measure(struct intake_line *l)
{
	size_t most = 0, right = 0;

	l->flags = INTAKE_BOLD | INTAKE_ITALIC | INTAKE_HIDDEN;
	for (size_t i = 0; i < l->count; i++) {
		const struct intake_word *w = &l->at[i];

		l->flags &= w->flags;
		right += intake_rtl(w->text);
		if (w->text.len > most) {
			most = w->text.len;
			l->size = w->size;
		}
	}
	l->rtl = 2 * right > l->count;
}

static void start_line(struct office_now *now, float x)
{
	now->x = x + now->para.left + (now->begun ? 0 : now->para.first);
	now->cell = now->building = false;
	now->blanks = 0;
	now->stop = (struct office_stop){ 0 };
}

static void end_line(struct office_sheet *s)
{
	struct office_now *now = &s->now;
	struct office_line *l;

	end_word(s);
	settle(s);
	if (s->count == now->from) {
		s->to->gap += 1.25f * now->para.size;
		return;
	}
	if (s->lines++ == OFFICE_LINES)
		s->over = "lines";
	if (s->over) {
		s->count = now->from;
		return;
	}
	l = intake_office_flow_add(s, s->to);
	l->is.count = s->count - now->from;
	l->is.at = arena_bytes(s->mem, l->is.count * sizeof(*l->is.at));
	memcpy(l->is.at, s->words + now->from, l->is.count * sizeof(*l->is.at));
	s->count = now->from;
	l->is.heading = now->para.heading;
	if (!now->begun) {
		l->is.item = now->para.item;
		if (now->marked && !l->is.item && !l->is.heading)
			l->is.item = 1;
		l->before += now->para.before;
	}
	now->begun = true;
	l->alike = now->para.alike;
	l->align = now->para.align;
	l->width = s->to->width;
	measure(&l->is);
}

void intake_office_para_open(
	struct office_sheet *s, const struct office_para *para)
{
	struct office_now *now = &s->now;

	if (now->open)
		intake_office_para_close(s);
	if (s->paras++ == OFFICE_PARAS)
		s->over = "paragraphs";
	now->para = *para;
	if (!(now->para.size > 0))
		now->para.size = SIZE;
	now->open = true;
	now->begun = now->marked = false;
	now->from = s->count;
	s->to->page |= para->page;
	start_line(now, s->to->x);
}

void intake_office_para_close(struct office_sheet *s)
{
	struct office_now *now = &s->now;

	if (!now->open)
		return;
	end_word(s);
	/* a break at the end of a paragraph makes no empty line */
	if (s->count > now->from || !now->begun)
		end_line(s);
	if (now->begun && s->to->count)
		s->to->at[s->to->count - 1].after = now->para.after;
	now->open = false;
}

void intake_office_break(struct office_sheet *s)
{
	if (!s->now.open)
		return;
	end_line(s);
	start_line(&s->now, s->to->x);
}

void intake_office_page_break(struct office_sheet *s, bool soft)
{
	struct office_now *now = &s->now;

	if (soft) {
		/* within a line, it is the next that begins the page */
		s->to->soft = true;
		return;
	}
	if (now->open && (now->building || s->count > now->from))
		intake_office_break(s);
	s->to->page = true;
}

struct str intake_office_url(struct office_sheet *s, struct str url)
{
	s->urls += url.len;
	if (s->urls > OFFICE_URLS) {
		s->over = "links";
		return STR_NONE;
	}
	return str_copy(s->mem, url);
}

/* ---- boxes -------------------------------------------------------------- */

void intake_office_box_open(struct office_sheet *s, struct office_now *kept)
{
	end_word(s);
	*kept = s->now;
	s->now.open = s->now.building = false;
	s->now.from = s->count;
	s->to->apart = true;
}

void intake_office_box_close(
	struct office_sheet *s, const struct office_now *kept)
{
	intake_office_para_close(s);
	s->now = *kept;
	s->to->apart = true;
}
