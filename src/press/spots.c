/*
 * press/spots.c - pages told as words: where each stands, and what of the
 * document it shows. For who marks on a picture of a page what was changed,
 * found or pointed at. Draws nothing.
 */
#include "base/json.h"
#include "press/press_int.h"

#include <stdlib.h>

/* A word of a page; pieces of several shapes are one where no blank is
 * between them. Text of several pieces lives in `room`. */
struct spot {
	struct str text, source;
	int32_t x, y, width, height, end;
	bool cut; /* it goes on in the next line */
};

struct spotter {
	struct json_out o;
	const struct pages *pages;
	struct buf room;
	struct spot word;
	int32_t baseline;
};

static void put_points(struct spotter *s, const char *name, int32_t n)
{
	int32_t hundredths = n / 10;

	json_put_real(json_key(&s->o, name), hundredths / 100.0);
}

static void end_word(struct spotter *s)
{
	const struct spot *w = &s->word;

	if (s->room.len) {
		json_object(&s->o);
		json_put_text(json_key(&s->o, "text"), buf_str(&s->room));
		put_points(s, "x", w->x);
		put_points(s, "y", w->y);
		put_points(s, "width", w->end - w->x);
		put_points(s, "height", w->height);
		if (w->source.len)
			json_put_text(json_key(&s->o, "at"), w->source);
		if (w->cut)
			json_put_bool(json_key(&s->o, "cut"), true);
		json_end(&s->o);
	}
	s->room.len = 0;
}

static struct str source_of(const struct spotter *s, int part)
{
	const struct pages_part *p = &s->pages->part[part];

	while (p->block < 0 && p->parent >= 0)
		p = &s->pages->part[p->parent];
	return p->block < 0 ? STR_NONE : s->pages->tree->at[p->block].source;
}

static void begin_word(struct spotter *s, const struct mark_text *t, int32_t x)
{
	const struct font *f = t->font;
	int64_t up = (int64_t)f->ascent * t->size / f->upem;
	int64_t down = -(int64_t)f->descent * t->size / f->upem;

	s->baseline = t->y;
	s->word = (struct spot){ .source = source_of(s, t->part),
		.x = x,
		.end = x,
		.y = t->y - (int32_t)up,
		.height = (int32_t)(up + down) };
}

static int32_t width_of(const struct mark_text *t, const struct shape *shape)
{
	return (int32_t)((int64_t)shape->width * t->size / shape->font->upem) +
	       t->tracking * (int32_t)shape->count;
}

/* The bullet of a list is nobody's word, and a picture of letters alone. */
static bool is_word(const struct spotter *s, const struct mark_text *t)
{
	return t->part != PAGES_ARTIFACT &&
	       s->pages->part[t->part].kind != PART_LABEL;
}

/* The hyphen of a divided word is a piece of its own, and not of its text. */
static void put_text(struct spotter *s, const struct mark_text *t)
{
	for (uint32_t i = 0; i < t->count; i++) {
		const struct mark_piece *p = &t->at[i];
		bool on = (p->hyphen || !p->blank) && !s->word.cut &&
			  s->room.len && s->baseline == t->y &&
			  abs(p->x - s->word.end) < t->size / 4;

		if (!on) {
			end_word(s);
			begin_word(s, t, p->x);
		}
		if (!p->hyphen)
			buf_add(&s->room, p->shape->text);
		s->word.end = p->x + width_of(t, p->shape);
		s->word.cut = p->hyphen;
	}
}

static void put_page(struct spotter *s, const struct press_page *page)
{
	json_object(&s->o);
	json_list(json_key(&s->o, "words"));
	for (size_t i = 0; i < page->count; i++)
		if (page->at[i].kind == MARK_TEXT &&
			is_word(s, &page->at[i].u.text))
			put_text(s, &page->at[i].u.text);
	end_word(s);
	json_end(&s->o);
	json_end(&s->o);
}

bool press_spots(struct arena *mem, const struct pages *pages, struct buf *out,
	struct err *err)
{
	struct spotter s = { .o = json_begin(out, JSON_COMPACT),
		.pages = pages };
	int32_t size = pages->tree->look->role[TREE_TEXT].size;

	buf_init(&s.room, mem, PRESS_FILE_BYTES);
	json_object(&s.o);
	put_points(&s, "width", pages->width);
	put_points(&s, "height", pages->height);
	put_points(&s, "asked", size);
	put_points(&s, "size", (int32_t)((int64_t)size * pages->scale / 1000));
	json_put_bool(json_key(&s.o, "fitted"), pages->fitted);
	json_list(json_key(&s.o, "pages"));
	for (size_t i = 0; i < pages->count; i++)
		put_page(&s, &pages->at[i]);
	json_end(&s.o);
	json_end(&s.o);
	return buf_ok(out) ||
	       err_set(err, ERR_TOO_BIG, "its words are over %d MB",
		       PRESS_FILE_BYTES >> 20);
}
