/*
 * press/flow.c - the blocks of one region, set into lines one beneath the
 * other. Where pages end is not known here, only what an end would cost.
 */
#include "press/layout_int.h"

enum { NEVER = 1000000000 }; /* a page's end that nothing but need justifies */

void flow_look(struct layout *l, enum tree_role role, enum tree_region region,
	struct para_look *out)
{
	const struct look *look = &l->look;
	const struct look_role *r = &look->role[role];

	*out = (struct para_look){ .size = r->size,
		.tracking = r->tracking,
		.color = r->color,
		.muted = look->muted,
		.accent = look->accent,
		.flags = r->flags,
		.letters = r->letters };
	out->fonts = &l->fonts[r->heading_font];
	/* One size: readers that guess columns join lines of one size, and so
	 * read the side column as a whole. Weight, case and colour are left to
	 * tell its headings. */
	if (region == TREE_SIDE && look->columns == 2)
		out->size = look->role[TREE_TEXT].size;
	if (region == TREE_SIDE && look->side_color != 0xffffff) {
		out->color = r->color == look->accent ? look->side_accent
						      : look->side_text;
		out->muted = look->side_text;
		out->accent = look->side_accent;
	} else if (region == TREE_HEAD && look->head_color != 0xffffff) {
		out->color = out->muted = out->accent = look->head_text;
	}
}

/* ---- what a page's end costs -------------------------------------------- */

/* Does it say what the blocks behind it are about? */
static bool heads(enum tree_role role)
{
	return role == TREE_SECTION || role == TREE_ENTRY ||
	       role == TREE_ROLE || role == TREE_SUBJECT || role == TREE_NAME ||
	       role == TREE_DETAIL;
}

static int cost_above(const struct tree *t, int block, int before)
{
	const struct tree_block *b = &t->at[block];
	const struct tree_block *after =
		block + 1 < (int)t->count ? &t->at[block + 1] : NULL;

	if (before < 0)
		return 0;
	switch (b->role) {
	case TREE_SECTION:
		return 0;
	case TREE_ENTRY:
		return t->at[before].role == TREE_SECTION ? NEVER : 40;
	default:
		break;
	}
	if (heads(t->at[before].role) && b->role != TREE_ROLE)
		return NEVER;
	if (b->role == TREE_ROLE)
		return t->at[before].role == TREE_ENTRY ? NEVER : 80;
	/* the first words of an entry, which say what it is about */
	if (before > 0 && heads(t->at[before - 1].role))
		return 2500;
	if (b->role == TREE_BULLET || b->role == TREE_TERM) {
		/* one that would stand alone on either side */
		bool last = !after || after->role != b->role;
		bool second = before < 1 || t->at[before].role != b->role ||
			      t->at[before - 1].role != b->role;

		return last || second ? 350 : 120;
	}
	return b->role == TREE_SIGNATURE ? NEVER : 150;
}

/* Of line i of n of a paragraph: never one alone. */
static int cost_within(size_t i, size_t n)
{
	return i == 1 || i + 1 == n ? NEVER : 400;
}

/* ---- lines -------------------------------------------------------------- */

static struct flow_line *line_add(struct layout *l, struct flow *f)
{
	if (f->count == f->room) {
		struct flow_line *more;

		f->room = f->room ? f->room * 2 : 64;
		more = arena_bytes(l->mem, f->room * sizeof(*more));
		if (f->count)
			memcpy(more, f->at, f->count * sizeof(*more));
		f->at = more;
	}
	memset(&f->at[f->count], 0, sizeof(*f->at));
	return &f->at[f->count++];
}

static struct para *para_new(struct layout *l)
{
	struct para *p = ARENA_NEW(l->mem, struct para);

	p->mem = l->mem;
	p->words = l->words;
	p->language = l->tree->language;
	p->hyphens = l->look.hyphenate ? l->hyphens : NULL;
	return p;
}

struct para *flow_read(struct layout *l, const struct tree_runs *runs,
	const struct para_look *look, int32_t width)
{
	struct para *p = para_new(l);

	para_read(p, runs, look, width, l->tree->rtl);
	if (p->missing) {
		l->missing += p->missing;
		l->missing_one = p->missing_one;
	}
	return p;
}

/* Height, baseline and rule of a line of a role. */
static void measure(const struct layout *l, enum tree_role role,
	const struct para_look *look, struct flow_line *line)
{
	const struct look_role *r = &l->look.role[role];
	const struct font *f = font_set_find(look->fonts,
		look->flags & TREE_BOLD ? FONT_BOLD : FONT_REGULAR);
	int64_t size = look->size;
	int32_t ascent = (int32_t)(f->ascent * size / f->upem);
	int32_t descent = (int32_t)(-f->descent * size / f->upem);

	line->height = r->leading > 0 ? r->leading : look->size * 5 / 4;
	line->baseline = ascent + (line->height - ascent - descent) / 2;
	line->rule = -1;
	if (r->rule == LOOK_BELOW && line->last) {
		line->rule = line->baseline + descent + l->look.rule_gap;
		if (line->rule + l->look.rule_width > line->height)
			line->height = line->rule + l->look.rule_width;
	} else if (r->rule == LOOK_ABOVE && line->first) {
		int32_t more = l->look.rule_gap + l->look.rule_width;

		line->rule = 0;
		line->height += more;
		line->baseline += more;
	} else if (r->rule == LOOK_BESIDE && line->last) {
		line->rule = line->baseline -
			     (int32_t)(f->x_height * size / f->upem / 2);
	}
}

/* The aside stands beside the first line if that leaves enough room, else
 * beneath the text. */
struct sides {
	struct para *text, *aside;
	struct para_lines lines, below;
	bool beneath; /* the aside stands there */
};

/* Centred lines of one length look meant; a long one and a word do not. */
static enum para_edge edge_of(enum look_align align)
{
	return align == LOOK_JUSTIFY  ? PARA_JUSTIFIED
	       : align == LOOK_CENTER ? PARA_EVEN
				      : PARA_RAGGED;
}

static void break_sides(struct layout *l, const struct tree_block *b,
	const struct para_look *look, int32_t width, struct sides *s)
{
	enum para_edge edge = edge_of(l->look.role[b->role].align);
	struct hyphens *hyphens = l->look.hyphenate ? l->hyphens : NULL;
	struct para_look quiet = *look;
	int32_t gap = look->size, aside;

	if (heads(b->role) || b->role == TREE_LABEL || b->role == TREE_CONTACT)
		hyphens = NULL;
	s->text = flow_read(l, &b->text, look, width);
	if (!b->aside.count) {
		s->lines = para_break(s->text, width, edge, hyphens);
		return;
	}
	quiet.flags &= ~(unsigned)TREE_BOLD;
	s->aside = flow_read(l, &b->aside, &quiet, width);
	aside = para_width(s->aside);
	if (aside + gap <= width / 2 ||
		aside + gap + para_width(s->text) <= width) {
		struct para_lines one =
			para_break(s->aside, aside + 1, PARA_RAGGED, NULL);

		s->lines =
			para_break(s->text, width - aside - gap, edge, hyphens);
		s->below = one.count == 1 ? one : s->below;
	}
	s->beneath = !s->below.count;
	if (s->beneath) {
		s->lines = para_break(s->text, width, edge, hyphens);
		s->below = para_break(s->aside, width, PARA_RAGGED, NULL);
	}
}

static void add_block(
	struct layout *l, struct flow *f, int block, int before, int32_t *after)
{
	const struct tree_block *b = &l->tree->at[block];
	const struct look_role *r = &l->look.role[b->role];
	int32_t hang = b->role == TREE_BULLET
			       ? l->look.bullet_indent * (b->depth + 1)
			       : 0;
	int32_t x = r->indent + hang, width = f->width - x;
	struct para_look look;
	struct sides s = { 0 };
	size_t total;

	flow_look(l, b->role, b->region, &look);
	if (width < look.size * 2)
		width = look.size * 2;
	break_sides(l, b, &look, width, &s);
	total = s.lines.count + (s.beneath ? s.below.count : 0);
	for (size_t i = 0; i < total; i++) {
		struct flow_line *line = line_add(l, f);
		bool text = i < s.lines.count;

		line->block = block;
		line->x = x;
		line->width = width;
		line->first = i == 0;
		line->last = i + 1 == total;
		line->beneath = !text;
		line->para = text ? s.text : s.aside;
		line->line =
			text ? &s.lines.at[i] : &s.below.at[i - s.lines.count];
		/* the last one: it is read behind all of the text */
		if (i + 1 == total && s.aside && !s.beneath) {
			line->aside = s.aside;
			line->aside_line = s.below.at;
		}
		line->bullet = i == 0 && b->role == TREE_BULLET;
		measure(l, b->role, &look, line);
		line->cost = i ? cost_within(i, total)
			       : cost_above(l->tree, block, before);
		if (i == 0)
			line->before = r->before > *after ? r->before : *after;
	}
	if (total)
		*after = r->after;
}

void flow_fill(struct layout *l, enum tree_region region)
{
	struct flow *f = &l->flow[region];
	int32_t after = 0;
	int before = -1;

	for (size_t i = 0; i < l->tree->count; i++) {
		const struct tree_block *b = &l->tree->at[i];
		bool entry = b->role == TREE_ENTRY ||
			     (b->role == TREE_TEXT && !b->joined);

		if (b->region != region)
			continue;
		if (entry && before >= 0 && !b->joined &&
			l->tree->at[before].role != TREE_SECTION &&
			after < l->look.entry_gap)
			after = l->look.entry_gap;
		add_block(l, f, (int)i, before, &after);
		before = (int)i;
	}
}

int32_t flow_height(const struct flow *f, size_t from, size_t to)
{
	int64_t height = 0;

	for (size_t i = from; i < to; i++)
		height += f->at[i].height + (i > from ? f->at[i].before : 0);
	return height > INT32_MAX ? INT32_MAX : (int32_t)height;
}
