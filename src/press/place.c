/*
 * press/place.c - lines become marks: where each piece of text stands on its
 * page, what is linked, where rules and backgrounds are.
 */
#include "press/layout_int.h"

#include "base/utf8.h"

/* One page while it is made. */
struct placer {
	struct layout *l;
	const struct parts *parts;
	struct mark *mark;
	size_t marks, mark_room;
	struct page_link *link;
	size_t links, link_room;
	const struct tree_block *block; /* that is being placed */
};

static void *room(
	struct arena *mem, void *at, size_t count, size_t *have, size_t size)
{
	size_t want = *have ? *have * 2 : 64;
	void *more;

	if (count < *have)
		return at;
	more = arena_bytes(mem, want * size);
	if (count)
		memcpy(more, at, count * size);
	*have = want;
	return more;
}

static struct mark *mark_add(struct placer *p, enum mark_kind kind)
{
	struct mark *m;

	p->mark = room(
		p->l->mem, p->mark, p->marks, &p->mark_room, sizeof(*p->mark));
	m = &p->mark[p->marks++];
	memset(m, 0, sizeof(*m));
	m->kind = kind;
	return m;
}

/* x from the page's beginning, as flows count it, becomes from its left. */
static int32_t left_of(const struct placer *p, int32_t x, int32_t width)
{
	return p->l->tree->rtl ? p->l->look.paper_width - x - width : x;
}

static void box(struct placer *p, int32_t x, int32_t y, int32_t width,
	int32_t height, uint32_t color)
{
	mark_add(p, MARK_BOX)->u.box = (struct mark_box){ left_of(p, x, width),
		y, width, height, color };
}

/* ---- text --------------------------------------------------------------- */

struct line_of {
	const struct tree_runs *runs;
	const int *part; /* of each run */
	struct para_placed *at;
	size_t count;
	int32_t x, y; /* left end, baseline */
	int32_t gap;  /* before it */
	bool blank;   /* between the line before and this one */
	bool artifact;
	uint32_t color; /* of all of it; LINE_OWN: each piece's own */
};
enum { LINE_OWN = 0xffffffff };

static bool alike(const struct line_of *line, const struct para_placed *a,
	const struct para_placed *b)
{
	const struct tree_run *ra = &line->runs->at[a->piece->run];
	const struct tree_run *rb = &line->runs->at[b->piece->run];

	return a->shape->font == b->shape->font &&
	       a->piece->size == b->piece->size &&
	       a->piece->color == b->piece->color &&
	       a->piece->tracking == b->piece->tracking &&
	       line->part[a->piece->run] == line->part[b->piece->run] &&
	       (ra->url.at == rb->url.at ||
		       (ra->url.at && rb->url.at && str_eq(ra->url, rb->url)));
}

static int32_t end_of(const struct para_placed *at)
{
	const struct shape *s = at->shape;

	return at->x +
	       (int32_t)((int64_t)s->width * at->piece->size / s->font->upem) +
	       at->piece->tracking * (int32_t)s->count;
}

/* The rectangle of a piece of a link, whichever way its text is read. */
static int link_add(struct placer *p, const struct line_of *line, size_t from,
	size_t to, int part)
{
	const struct para_placed *first = &line->at[from];
	const struct tree_run *run = &line->runs->at[first->piece->run];
	int32_t left = first->x, right = end_of(first);
	const struct font *f = first->shape->font;
	int64_t size = first->piece->size;
	int32_t up = (int32_t)(f->ascent * size / f->upem);
	int32_t down = (int32_t)(-f->descent * size / f->upem);

	if (!run->url.at)
		return PAGES_NO_LINK;
	p->link = room(
		p->l->mem, p->link, p->links, &p->link_room, sizeof(*p->link));
	for (size_t i = from + 1; i < to; i++) {
		int32_t end = end_of(&line->at[i]);

		left = line->at[i].x < left ? line->at[i].x : left;
		right = end > right ? end : right;
	}
	p->link[p->links] = (struct page_link){ .x = line->x + left,
		.y = line->y - up,
		.width = right - left,
		.height = up + down,
		.url = run->url,
		.says = run->text,
		.part = part };
	return (int)p->links++;
}

static void text_mark(
	struct placer *p, const struct line_of *line, size_t from, size_t to)
{
	const struct para_placed *at = &line->at[from];
	struct mark_piece *piece =
		ARENA_LIST(p->l->mem, struct mark_piece, to - from);
	int part = line->artifact ? PAGES_ARTIFACT : line->part[at->piece->run];
	int link = line->artifact ? PAGES_NO_LINK
				  : link_add(p, line, from, to, part);

	for (size_t i = from; i < to; i++)
		piece[i - from] =
			(struct mark_piece){ .shape = line->at[i].shape,
				.x = line->x + line->at[i].x,
				.blank = i ? line->at[i].blank : line->blank,
				.hyphen = line->at[i].hyphen };
	mark_add(p, MARK_TEXT)->u.text =
		(struct mark_text){ .font = at->shape->font,
			.size = at->piece->size,
			.y = line->y,
			.color = line->color == LINE_OWN ? at->piece->color
							 : line->color,
			.tracking = at->piece->tracking,
			.part = part,
			.link = link,
			.gap = from ? 0 : line->gap,
			.at = piece,
			.count = (uint32_t)(to - from) };
}

static void text_marks(struct placer *p, const struct line_of *line)
{
	size_t from = 0;

	for (size_t i = 1; i <= line->count; i++)
		if (i == line->count ||
			!alike(line, &line->at[from], &line->at[i])) {
			text_mark(p, line, from, i);
			from = i;
		}
}

/* A single line of its own, which no part holds. */
static void artifact(struct placer *p, struct para *para, int32_t x, int32_t y,
	uint32_t color)
{
	static struct tree_run run;
	static const struct tree_runs runs = { &run, 1 };
	static const int part = PAGES_ARTIFACT;
	struct para_lines one =
		para_break(para, para_width(para) + 1, PARA_RAGGED, NULL);
	struct line_of line = { .runs = &runs,
		.part = &part,
		.x = x,
		.y = y,
		.artifact = true,
		.color = color };

	if (!one.count)
		return;
	line.count = para_place(para, one.at, 0, &line.at);
	text_marks(p, &line);
}

static void bullet(struct placer *p, const struct flow *f,
	const struct flow_line *line, int32_t y)
{
	struct tree_runs runs = {
		(struct tree_run[]){ { .text = p->l->look.bullet } }, 1
	};
	const int part = p->parts->block[line->block].label;
	struct para *para = p->l->bullet;
	struct para_lines one =
		para_break(para, para_width(para) + 1, PARA_RAGGED, NULL);
	struct line_of of = { .runs = &runs, .part = &part, .y = y };
	struct para_look look;

	if (!one.count)
		return;
	flow_look(p->l, TREE_BULLET, p->block->region, &look);
	of.color = look.color;
	of.x = left_of(
		p, f->x + line->x - p->l->look.bullet_indent, para_width(para));
	of.blank = true;
	of.count = para_place(para, one.at, 0, &of.at);
	text_marks(p, &of);
}

/* ---- lines -------------------------------------------------------------- */

static bool blank_before(const struct flow_line *line)
{
	const struct para_point *from = &line->line->from;

	return !from->part && from->atom > 0 &&
	       line->para->atom[from->atom - 1].end == PARA_BLANK;
}

/* How much wider each blank of a justified line is. */
static int32_t stretch(const struct flow_line *line, int32_t room,
	enum look_align align, int32_t size)
{
	int32_t slack = room - line->line->width;
	bool last = line->line->to.atom == line->para->atoms;
	int32_t each;

	if (align != LOOK_JUSTIFY || last || !line->line->blanks)
		return 0;
	each = slack / (int32_t)line->line->blanks;
	return each > size / 2 ? 0 : each;
}

static int32_t aligned(enum look_align align, int32_t slack)
{
	return align == LOOK_CENTER ? slack / 2 : align == LOOK_END ? slack : 0;
}

static void place_aside(struct placer *p, const struct flow *f,
	const struct flow_line *line, int32_t y, int32_t text_end)
{
	struct line_of of = { .runs = &p->block->aside,
		.part = p->parts->block[line->block].aside,
		.y = y,
		.blank = true,
		.color = LINE_OWN };
	int32_t width = line->aside_line->width;

	of.x = left_of(p, f->x + f->width - width, width);
	of.gap = p->l->tree->rtl ? 0 : of.x - text_end;
	of.count = para_place(line->aside, line->aside_line, 0, &of.at);
	text_marks(p, &of);
}

static void place_rule(struct placer *p, const struct flow *f,
	const struct flow_line *line, int32_t y, int32_t text_end)
{
	const struct look *look = &p->l->look;
	const struct look_role *r = &look->role[p->block->role];
	int32_t from = f->x + r->indent, end = f->x + f->width;

	if (line->rule < 0)
		return;
	if (r->rule == LOOK_BESIDE)
		from = text_end + r->size / 2;
	if (from < end)
		box(p, from, y + line->rule, end - from, look->rule_width,
			look->rule_color);
}

static void place_line(struct placer *p, const struct flow *f,
	const struct flow_line *line, int32_t y)
{
	enum look_align align;
	struct line_of of = { .y = y + line->baseline, .color = LINE_OWN };
	int32_t width = line->width, more, used, x;

	p->block = &p->l->tree->at[line->block];
	align = p->l->look.role[p->block->role].align;
	if (line->aside)
		width -= line->aside_line->width;
	more = stretch(
		line, width, align, p->l->look.role[p->block->role].size);
	used = line->line->width + more * (int32_t)line->line->blanks;
	x = f->x + line->x + aligned(align, width - used);
	if (line->bullet)
		bullet(p, f, line, of.y);
	of.runs = &p->block->text;
	of.part = p->parts->block[line->block].run;
	if (line->beneath) {
		of.runs = &p->block->aside;
		of.part = p->parts->block[line->block].aside;
	}
	of.x = left_of(p, x, used);
	of.blank = blank_before(line);
	of.count = para_place(line->para, line->line, more, &of.at);
	text_marks(p, &of);
	if (line->aside)
		place_aside(p, f, line, of.y, x + used);
	place_rule(p, f, line, y, x + used);
}

/* How far apart baselines may be for readers to join their lines, in sizes
 * of the type; poppler says 1.5. */
enum { JOINED_PERCENT = 140 };

/* From one line of the side column to the next one's baseline. */
static void bridge(
	struct placer *p, const struct flow *f, int32_t from, int32_t to)
{
	struct font_set *fonts = &p->l->fonts[0];
	int32_t size = p->l->look.role[TREE_TEXT].size;
	int32_t most = (int32_t)((int64_t)size * JOINED_PERCENT / 100);
	int32_t count = most > 0 ? (to - from) / most : 0;

	for (int32_t i = 1; i <= count; i++)
		mark_add(p, MARK_BRIDGE)->u.bridge = (struct mark_bridge){
			.font = font_set_find(fonts, FONT_REGULAR),
			.size = size,
			.x = f->x,
			.y = from + (to - from) / (count + 1) * i
		};
}

static void place_flow(struct placer *p, enum tree_region region,
	const struct flow_cuts *cuts, size_t page, int32_t y)
{
	const struct flow *f = &p->l->flow[region];
	bool side = region == TREE_SIDE && !p->l->tree->rtl;
	int32_t last = 0;

	if (page >= cuts->count)
		return;
	for (size_t i = cuts->at[page]; i < cuts->at[page + 1]; i++) {
		const struct flow_line *line = &f->at[i];

		if (i > cuts->at[page])
			y += line->before;
		if (side && last)
			bridge(p, f, last, y + line->baseline);
		last = line->line ? y + line->baseline : 0;
		if (line->line)
			place_line(p, f, line, y);
		y += line->height;
	}
}

/* ---- pages -------------------------------------------------------------- */

static void backgrounds(struct placer *p, size_t page)
{
	const struct look *k = &p->l->look;
	bool head = page == 0 && p->l->flow[TREE_HEAD].count;
	int32_t top = 0;

	if (head && k->head_color != 0xffffff) {
		top = k->top + p->l->head_height -
		      k->role[TREE_SECTION].before / 2;
		box(p, 0, 0, k->paper_width, top, k->head_color);
	}
	if (k->columns == 2 && k->side_color != 0xffffff &&
		p->l->flow[TREE_SIDE].count) {
		const struct flow *f = &p->l->flow[TREE_SIDE];
		int32_t from = k->side_first ? 0 : f->x - k->gap / 2;
		int32_t end = k->side_first ? f->x + f->width + k->gap / 2
					    : k->paper_width;

		box(p, from, top, end - from, k->paper_height - top,
			k->side_color);
	}
}

static void photo(struct placer *p)
{
	const struct look *k = &p->l->look;
	const struct flow *f = &p->l->flow[TREE_HEAD];
	int32_t width = p->l->photo_width, x = k->left;

	if (!f->count)
		f = &p->l->flow[k->columns == 2 ? TREE_SIDE : TREE_MAIN];
	if (f == &p->l->flow[TREE_HEAD] && !k->photo_first)
		x = k->paper_width - k->right - width;
	else if (f != &p->l->flow[TREE_HEAD])
		x = f->x;
	mark_add(p, MARK_PICTURE)->u.picture =
		(struct mark_picture){ .x = left_of(p, x, width),
			.y = k->top,
			.width = width,
			.height = k->photo_size,
			.round = k->photo_round,
			.part = p->parts->photo };
}

/* "%d" by turns becomes the page's number and how many there are. */
static struct str number_text(const struct placer *p, size_t page, size_t count)
{
	struct str words = p->l->tree->page_words;
	struct buf b;
	size_t values[] = { page + 1, count }, n = 0;

	buf_init(&b, p->l->mem, 1024);
	if (p->l->tree->footer.len) {
		buf_add(&b, utf8_first(p->l->tree->footer, 100));
		buf_add(&b, STR(" — "));
	}
	for (size_t i = 0; i < words.len; i++)
		if (words.at[i] == '%' && i + 1 < words.len &&
			words.at[i + 1] == 'd' && n < LENGTH(values)) {
			buf_add_int(&b, (int64_t)values[n++]);
			i++;
		} else {
			buf_addc(&b, words.at[i]);
		}
	return buf_str(&b);
}

static void number(struct placer *p, size_t page, size_t count)
{
	const struct look *k = &p->l->look;
	struct tree_run run = { .text = number_text(p, page, count) };
	struct tree_runs runs = { &run, 1 };
	struct para_look look;
	struct para *para;

	if (k->numbers == LOOK_NUMBERS_NEVER ||
		(k->numbers == LOOK_NUMBERS_AUTO && count < 2) || !run.text.len)
		return;
	flow_look(p->l, TREE_TEXT, TREE_MAIN, &look);
	look.size = look.size * 17 / 20;
	para = flow_read(p->l, &runs, &look, k->paper_width);
	artifact(p, para,
		left_of(p, k->paper_width - k->right - para_width(para),
			para_width(para)),
		k->paper_height - k->bottom / 2, k->muted);
}

void place_pages(struct layout *l, const struct parts *parts,
	const struct flow_cuts cuts[TREE_REGIONS], size_t count)
{
	struct press_page *pages = ARENA_LIST(l->mem, struct press_page, count);

	for (size_t i = 0; i < count; i++) {
		struct placer p = { .l = l, .parts = parts };
		int32_t top = l->look.top + (i ? 0 : l->head_height);
		enum tree_region first =
			l->look.side_first ? TREE_SIDE : TREE_MAIN;
		enum tree_region second =
			l->look.side_first ? TREE_MAIN : TREE_SIDE;

		backgrounds(&p, i);
		if (i == 0 && l->photo_width)
			photo(&p);
		place_flow(&p, TREE_HEAD, &cuts[TREE_HEAD], i, l->look.top);
		place_flow(&p, first, &cuts[first], i, top);
		place_flow(&p, second, &cuts[second], i, top);
		number(&p, i, count);
		pages[i] =
			(struct press_page){ p.mark, p.marks, p.link, p.links };
	}
	l->out->at = pages;
	l->out->count = count;
}
