/*
 * press/layout.c - a tree becomes pages: leads flow.c, paginate.c and place.c,
 * and tries smaller types where fewer pages are asked for.
 */
#include "press/layout_int.h"
#include "press/press_int.h"

enum {
	TEXT_MOST = 1500000, /* bytes: more than PRESS_PAGES could hold */
	FIT_STEPS = 7,
	HALF = 500, /* a point's */
	/* Of a page: with no more on it, a last page is not worth its paper. */
	FEW = 5,
	/* At most a third of the space between blocks, and a thirtieth of that
	 * between lines, which nobody sees who does not lay two beside. */
	TIGHT_STEPS = 4,
	TIGHT_SPACE = 83, /* thousandths a step */
	TIGHT_LINE = 8
};

/* ---- the look, scaled --------------------------------------------------- */

static int32_t times(int32_t n, int scale)
{
	return (int32_t)((int64_t)n * scale / 1000);
}

/* `halves`: in sizes that Word knows, which are half points. */
static void scale_look(struct look *k, int scale, bool halves)
{
	for (size_t i = 0; i < TREE_ROLES; i++) {
		struct look_role *r = &k->role[i];

		r->size = times(r->size, scale);
		if (halves)
			r->size = (r->size + HALF / 2) / HALF * HALF;
		r->leading = times(r->leading, scale);
		r->before = times(r->before, scale);
		r->after = times(r->after, scale);
		r->indent = times(r->indent, scale);
		r->tracking = times(r->tracking, scale);
	}
	k->bullet_indent = times(k->bullet_indent, scale);
	k->entry_gap = times(k->entry_gap, scale);
	k->rule_gap = times(k->rule_gap, scale);
}

/* Sizes stay, and with them the ends of all lines. */
static void tighten_look(struct look *k, int steps)
{
	int space = 1000 - steps * TIGHT_SPACE,
	    line = 1000 - steps * TIGHT_LINE;

	for (size_t i = 0; i < TREE_ROLES; i++) {
		struct look_role *r = &k->role[i];

		r->before = times(r->before, space);
		r->after = times(r->after, space);
		r->leading = times(r->leading, line);
	}
	k->entry_gap = times(k->entry_gap, space);
}

static bool find_fonts(struct layout *l, struct err *err)
{
	struct str body = l->look.body_font, heading = l->look.heading_font;
	struct fonts *fonts = press_fonts(l->press);

	return font_set_open(&l->fonts[0], fonts, body, err) &&
	       font_set_open(
		       &l->fonts[1], fonts, heading.len ? heading : body, err);
}

/* ---- regions ------------------------------------------------------------ */

static void set_photo(struct layout *l)
{
	const struct tree_picture *photo = &l->tree->photo;
	int64_t width;

	l->photo_width = 0;
	if (!photo->bytes.len || l->look.photo_size <= 0 || photo->width < 1 ||
		photo->height < 1)
		return;
	width = l->look.photo_round ? l->look.photo_size
				    : (int64_t)l->look.photo_size *
					      photo->width / photo->height;
	l->photo_width = (int32_t)(width > l->look.photo_size * 2LL
					   ? l->look.photo_size * 2LL
					   : width);
}

static void set_columns(struct layout *l)
{
	const struct look *k = &l->look;
	struct flow *head = &l->flow[TREE_HEAD], *main = &l->flow[TREE_MAIN],
		    *side = &l->flow[TREE_SIDE];
	int32_t width = k->paper_width - k->left - k->right;

	*head = *main = *side = (struct flow){ .x = k->left, .width = width };
	if (k->columns == 2) {
		side->width = k->side_width;
		main->width = width - k->side_width - k->gap;
		if (k->side_first)
			main->x += k->side_width + k->gap;
		else
			side->x += main->width + k->gap;
	}
	if (l->photo_width) {
		int32_t taken = l->photo_width + k->gap;

		head->width -= taken;
		if (k->photo_first)
			head->x += taken;
	}
}

static bool has_blocks(const struct layout *l, enum tree_region region)
{
	for (size_t i = 0; i < l->tree->count; i++)
		if (l->tree->at[i].region == region)
			return true;
	return false;
}

/* Without a head the photo stands above the first column. */
static void photo_line(struct layout *l, struct flow *f)
{
	struct flow_line *line = ARENA_NEW(l->mem, struct flow_line);

	line->block = -1;
	line->height = l->look.photo_size + l->look.gap / 2;
	f->at = line;
	f->count = f->room = 1;
}

static void fill(struct layout *l)
{
	struct flow *head = &l->flow[TREE_HEAD];
	struct tree_runs bullet = {
		(struct tree_run[]){ { .text = l->look.bullet } }, 1
	};
	struct para_look look;

	set_photo(l);
	set_columns(l);
	if (l->photo_width && !has_blocks(l, TREE_HEAD))
		photo_line(l,
			&l->flow[l->look.columns == 2 ? TREE_SIDE : TREE_MAIN]);
	flow_look(l, TREE_BULLET, TREE_MAIN, &look);
	look.flags = 0;
	look.letters = LOOK_AS_IS;
	l->bullet = flow_read(l, &bullet, &look, l->look.paper_width);
	for (int r = 0; r < TREE_REGIONS; r++)
		flow_fill(l, (enum tree_region)r);
	l->head_height = flow_height(head, 0, head->count);
	if (head->count && l->photo_width &&
		l->head_height < l->look.photo_size)
		l->head_height = l->look.photo_size;
	if (head->count)
		l->head_height += l->look.role[TREE_SECTION].before;
}

static size_t cut(struct layout *l, struct flow_cuts cuts[TREE_REGIONS])
{
	const struct look *k = &l->look;
	int32_t room = k->paper_height - k->top - k->bottom;
	size_t most = 1;

	for (int r = 0; r < TREE_REGIONS; r++) {
		cuts[r] = flow_cut(l->mem, &l->flow[r],
			r == TREE_HEAD ? INT32_MAX : room - l->head_height,
			r == TREE_HEAD ? INT32_MAX : room);
		if (cuts[r].count > most)
			most = cuts[r].count;
	}
	return most;
}

/* Heads are at least as high as the look says, there, and as their font wants
 * (docx_styles.c). */
static void raise_heads(struct layout *l)
{
	static const enum tree_role heads[] = { TREE_NAME, TREE_LABEL,
		TREE_SECTION, TREE_SUBJECT };

	for (size_t i = 0; i < LENGTH(heads); i++) {
		struct look_role *r = &l->look.role[heads[i]];
		const struct font *f = font_set_find(&l->fonts[r->heading_font],
			r->flags & TREE_BOLD ? FONT_BOLD : FONT_REGULAR);
		int64_t units = (int64_t)f->ascent - f->descent + f->line_gap;
		int32_t height = (int32_t)(r->size * units / f->upem);

		if (r->leading < height)
			r->leading = height;
	}
}

static size_t attempt(
	struct layout *l, int scale, struct flow_cuts cuts[TREE_REGIONS])
{
	l->look = *l->tree->look;
	l->missing = 0;
	l->out->scale = scale;
	if (scale != 1000 || l->halves)
		scale_look(&l->look, scale, l->halves);
	if (l->tight)
		tighten_look(&l->look, l->tight);
	if (l->halves)
		raise_heads(l);
	fill(l);
	return cut(l, cuts);
}

static bool has_few(const struct layout *l,
	const struct flow_cuts cuts[TREE_REGIONS], size_t page)
{
	const struct look *k = &l->look;
	int32_t few = (k->paper_height - k->top - k->bottom) / FEW;

	for (int r = 0; r < TREE_REGIONS; r++)
		if (cuts[r].count > page &&
			flow_height(&l->flow[r], cuts[r].at[page],
				cuts[r].at[page + 1]) > few)
			return false;
	return true;
}

/* A last page with a few lines on it is none, where a little less space on the
 * others makes room for them. */
static size_t spare_page(
	struct layout *l, struct flow_cuts cuts[TREE_REGIONS], size_t count)
{
	if (count < 2 || !has_few(l, cuts, count - 1))
		return count;
	for (l->tight = 1; l->tight <= TIGHT_STEPS; l->tight++)
		if (attempt(l, 1000, cuts) < count)
			return count - 1;
	l->tight = 0;
	return attempt(l, 1000, cuts);
}

/* The largest type at which it fits; at the least, if none does. */
static size_t fit(struct layout *l, struct flow_cuts cuts[TREE_REGIONS])
{
	size_t want = (size_t)l->tree->look->fit_pages;
	size_t count = attempt(l, 1000, cuts);
	int low = l->tree->look->fit_least, high = 1000, best = low;

	l->out->fitted = true;
	if (!want)
		return spare_page(l, cuts, count);
	if (count <= want)
		return count;
	if (low < 500)
		low = best = 500;
	for (int i = 0; i < FIT_STEPS && high - low > 2; i++) {
		int middle = (low + high) / 2;

		if (attempt(l, middle, cuts) <= want)
			best = low = middle;
		else
			high = middle;
	}
	count = attempt(l, best, cuts);
	l->out->fitted = count <= want;
	return count;
}

/* ---- all of it ---------------------------------------------------------- */

static bool check(const struct tree *tree, struct err *err)
{
	size_t bytes = 0;

	if (tree->count > PRESS_BLOCKS)
		return err_set(err, ERR_TOO_BIG,
			"the document has %zu parts; at most %d can be set",
			tree->count, PRESS_BLOCKS);
	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_block *b = &tree->at[i];

		for (size_t k = 0; k < b->text.count; k++)
			bytes += b->text.at[k].text.len;
		for (size_t k = 0; k < b->aside.count; k++)
			bytes += b->aside.at[k].text.len;
	}
	if (bytes > TEXT_MOST)
		return err_set(err, ERR_TOO_BIG,
			"the text has %zu bytes, which is more than %d pages "
			"hold",
			bytes, PRESS_PAGES);
	return true;
}

static bool open_layout(struct layout *l, struct press *press,
	struct arena *mem, const struct tree *tree, struct pages *out,
	struct err *err)
{
	*l = (struct layout){ .press = press,
		.words = press->words,
		.hyphens = press->hyphens,
		.mem = mem,
		.tree = tree,
		.look = *tree->look,
		.out = out };
	if (!check(tree, err) || !find_fonts(l, err))
		return false;
	*out = (struct pages){ .tree = tree,
		.fonts = press->fonts,
		.width = l->look.paper_width,
		.height = l->look.paper_height };
	words_begin(press->words, tree->language);
	hyphen_language(press->hyphens, tree->language);
	return true;
}

bool press_layout(struct press *press, struct arena *mem,
	const struct tree *tree, struct pages *out, struct err *err)
{
	struct flow_cuts cuts[TREE_REGIONS];
	struct layout l;
	struct parts parts;
	size_t count;

	if (!open_layout(&l, press, mem, tree, out, err))
		return false;
	count = fit(&l, cuts);
	if (count > PRESS_PAGES)
		return err_set(err, ERR_TOO_BIG,
			"the document has %zu pages; at most %d can be made",
			count, PRESS_PAGES);
	parts_make(&l, &parts);
	place_pages(&l, &parts, cuts, count);
	out->part = parts.at;
	out->part_count = parts.count;
	out->missing = l.missing;
	out->missing_one = l.missing_one;
	return true;
}

/* ---- for others, who make pages of their own ---------------------------- */

/* As DOCX and ODT have it: one column, in the order of the blocks. A line of
 * text stays free, for what other programs do a little otherwise. */
static struct tree one_column(struct arena *mem, const struct tree *tree)
{
	struct tree_block *at = ARENA_LIST(mem, struct tree_block, tree->count);
	struct look *look = ARENA_NEW(mem, struct look);
	struct tree one = *tree;

	*look = *tree->look;
	look->columns = 1;
	look->bottom += look->role[TREE_TEXT].leading;
	for (size_t i = 0; i < tree->count; i++) {
		at[i] = tree->at[i];
		if (at[i].region == TREE_SIDE)
			at[i].region = TREE_MAIN;
	}
	one.at = at;
	one.look = look;
	return one;
}

bool press_fit(struct press *press, struct arena *mem, const struct tree *tree,
	struct tree *out, struct press_fit *fitted, struct err *err)
{
	struct flow_cuts cuts[TREE_REGIONS];
	struct look *look;
	struct layout l = { 0 };
	struct tree one;
	struct pages pages;

	*out = *tree;
	*fitted = (struct press_fit){ .fitted = true, .scale = 1000 };
	if (!tree->look->fit_pages)
		return true;
	one = one_column(mem, tree);
	if (!open_layout(&l, press, mem, &one, &pages, err))
		return false;
	l.halves = true;
	fitted->pages = fit(&l, cuts);
	fitted->fitted = pages.fitted;
	fitted->scale = pages.scale;
	if (pages.scale == 1000)
		return true;
	look = ARENA_NEW(mem, struct look);
	*look = *tree->look;
	scale_look(look, pages.scale, true);
	out->look = look;
	return true;
}
