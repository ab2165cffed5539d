/*
 * test/lines_made.h - pages of lines for tests of the parser, laid out from a
 * text that says how they look, a line a line:
 *
 *	!24 Ada Byron     type of 24 points; 10 if nothing is said
 *	<b>Acme<> x       bold from there on, and no more: b, i, bi
 *	Acme | 2020       a wide gap: to the right
 *	@300 2020         the next word begins at 300 points, behind a gap
 *	>12 text          the line begins 12 points further in
 *	GitHub{http://x}  a link
 *	# Experience      a heading by its style
 *	- Led             an item by its style; other bullets: "• Led"
 *	(an empty line)   a gap
 *	===               another page
 *	---               what follows stands in columns
 *	|||320            another of these, from 320 points on
 *	<<<               all pages are set from the right
 *
 * It knows no fonts: each character is half as wide as its type is high.
 */
#ifndef LINES_MADE_H
#define LINES_MADE_H

#include "test.h"

#include "base/utf8.h"
#include "intake/lines.h"

#include <math.h>
#include <stdlib.h>

enum { MADE_LINES = 400, MADE_WORDS = 200, MADE_PAGES = 50 };

struct made {
	struct arena *mem;
	struct intake_doc *doc;
	struct intake_page *page;
	float left, top, y; /* of the column; of the line above */
	int column, block;
};

MAYBE void made_page(struct made *m)
{
	m->page = &m->doc->at[m->doc->count++];
	*m->page = (struct intake_page){ .width = 595, .height = 842 };
	m->page->at = ARENA_LIST(m->mem, struct intake_line, MADE_LINES);
	m->left = 50;
	m->top = m->y = 40;
	m->column = 0;
}

MAYBE float made_width(struct str s, float size)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.at[i] & 0xc0) != 0x80;
	return 0.5f * size * (float)n;
}

MAYBE float made_number(struct str *rest)
{
	struct str word = str_cut(rest, ' ');

	return strtof(str_fmt(&test_mem, "%.*s", STR_ARG(word)).at + 1, NULL);
}

/* Takes "<b>" off its beginning. */
MAYBE unsigned made_look(struct str *word, unsigned flags)
{
	static const struct {
		const char *mark;
		unsigned flags;
	} looks[] = { { "<b>", INTAKE_BOLD }, { "<i>", INTAKE_ITALIC },
		{ "<bi>", INTAKE_BOLD | INTAKE_ITALIC } };

	for (size_t i = 0; i < LENGTH(looks); i++) {
		size_t len = strlen(looks[i].mark);

		if (!str_starts(*word, str_c(looks[i].mark)))
			continue;
		*word = str_of(word->at + len, word->len - len);
		return looks[i].flags;
	}
	return flags;
}

MAYBE void made_add(
	struct intake_line *l, struct str word, float x, unsigned flags)
{
	struct intake_word *w = &l->at[l->count++];
	const char *open = memchr(word.at, '{', word.len);

	*w = (struct intake_word){
		.text = word, .size = l->size, .base = l->base, .flags = flags
	};
	if (open && word.at[word.len - 1] == '}') {
		w->text.len = (size_t)(open - word.at);
		w->url = str_of(open + 1, word.len - w->text.len - 2);
	}
	w->box = (struct intake_box){ x, l->base - 0.8f * l->size,
		x + made_width(w->text, l->size), l->base + 0.2f * l->size };
}

MAYBE void made_words(struct intake_line *l, struct str rest, float x)
{
	unsigned flags = 0, cell = 0;

	while (rest.len) {
		struct str word = str_cut(&rest, ' '), end = STR_NONE;

		if (str_is(word, "|")) {
			x += 6 * l->size;
			cell = INTAKE_CELL;
			continue;
		}
		if (word.len > 1 && word.at[0] == '@' && word.at[1] <= '9') {
			x = made_number(&word);
			cell = INTAKE_CELL;
			continue;
		}
		flags = made_look(&word, flags);
		if (str_ends(word, STR("<>"))) {
			word.len -= 2;
			end = STR("<>");
		}
		if (word.len)
			made_add(l, word, x, flags | (l->count ? cell : 0));
		if (word.len)
			x = l->at[l->count - 1].box.x1 + 0.25f * l->size;
		cell = word.len ? 0 : cell;
		flags = end.len ? 0 : flags;
	}
}

MAYBE void made_box(struct intake_line *l)
{
	l->box = l->at[0].box;
	l->flags = ~0u;
	for (size_t i = 0; i < l->count; i++) {
		l->box.x1 = fmaxf(l->box.x1, l->at[i].box.x1);
		l->flags &= l->at[i].flags;
	}
}

MAYBE void made_line(struct made *m, struct str text)
{
	struct intake_line *l = &m->page->at[m->page->count];
	float x = m->left, size = 10;

	if (text.len > 1 && text.at[0] == '!')
		size = made_number(&text);
	if (text.len > 1 && text.at[0] == '>' && text.at[1] <= '9')
		x += made_number(&text);
	*l = (struct intake_line){ .size = size,
		.column = m->column,
		.block = m->block,
		.at = ARENA_LIST(m->mem, struct intake_word, MADE_WORDS) };
	if (str_starts(text, STR("# ")))
		l->heading = 1;
	if (str_starts(text, STR("- ")))
		l->item = 1;
	if (l->heading || l->item)
		text = str_of(text.at + 2, text.len - 2);
	m->y += 1.25f * size;
	l->base = m->y;
	made_words(l, text, x);
	if (!l->count)
		return;
	made_box(l);
	m->page->count++;
}

MAYBE void made_turn(float width, struct intake_box *b)
{
	struct intake_box was = *b;

	b->x0 = width - was.x1;
	b->x1 = width - was.x0;
}

MAYBE void made_from_right(struct intake_doc *doc)
{
	for (size_t p = 0; p < doc->count; p++)
		for (size_t i = 0; i < doc->at[p].count; i++) {
			struct intake_line *l = &doc->at[p].at[i];

			l->rtl = true;
			made_turn(doc->at[p].width, &l->box);
			for (size_t w = 0; w < l->count; w++)
				made_turn(doc->at[p].width, &l->at[w].box);
		}
}

MAYBE struct intake_doc *made_doc(struct arena *mem, const char *text)
{
	struct str rest = str_c(text);
	struct made m = { .mem = mem,
		.doc = ARENA_NEW(mem, struct intake_doc) };
	bool right = false;

	m.doc->at = ARENA_LIST(mem, struct intake_page, MADE_PAGES);
	made_page(&m);
	while (rest.len) {
		struct str line = str_cut(&rest, '\n');

		if (str_is(line, "===")) {
			made_page(&m);
		} else if (str_starts(line, STR("|||"))) {
			m.left = line.len > 4 ? strtof(line.at + 3, NULL) : 320;
			m.y = m.top;
			m.column++;
		} else if (str_is(line, "<<<")) {
			right = true;
		} else if (str_is(line, "---")) {
			m.top = m.y; /* what follows is in columns */
			m.column++;
		} else if (!line.len) {
			m.y += 8;
			m.block++;
		} else {
			made_line(&m, line);
		}
	}
	if (right)
		made_from_right(m.doc);
	return m.doc;
}

#endif
