/*
 * press/parts.c - the structure of a tagged document: its blocks, lists, asides
 * and links in the order of reading, whatever page they come to stand on.
 */
#include "press/layout_int.h"

enum { DEPTH_MOST = 8 };

static int add(struct layout *l, struct parts *p, enum part_kind kind,
	int parent, int block)
{
	if (p->count == p->room) {
		struct pages_part *more;

		p->room = p->room ? p->room * 2 : 256;
		more = arena_bytes(l->mem, p->room * sizeof(*more));
		if (p->count)
			memcpy(more, p->at, p->count * sizeof(*more));
		p->at = more;
	}
	p->at[p->count] = (struct pages_part){
		.kind = kind, .parent = parent, .block = block
	};
	return (int)p->count++;
}

/* Runs that follow each other with one address are one link. */
static const int *add_runs(struct layout *l, struct parts *p,
	const struct tree_runs *runs, int parent, int block)
{
	int *of = ARENA_LIST(l->mem, int, runs->count);

	for (size_t i = 0; i < runs->count; i++) {
		struct str url = runs->at[i].url;

		if (!url.at)
			of[i] = parent;
		else if (i > 0 && runs->at[i - 1].url.at &&
			 str_eq(runs->at[i - 1].url, url))
			of[i] = of[i - 1];
		else
			of[i] = add(l, p, PART_LINK, parent, block);
	}
	return of;
}

/* The lists that are open, by depth. */
struct lists {
	int list[DEPTH_MOST], body[DEPTH_MOST];
	int depth; /* -1: none is */
};

static int add_item(struct layout *l, struct parts *p, struct lists *open,
	int block, int *label)
{
	int depth = l->tree->at[block].depth, item;

	if (depth >= DEPTH_MOST)
		depth = DEPTH_MOST - 1;
	if (depth > open->depth + 1)
		depth = open->depth + 1;
	if (depth > open->depth)
		open->list[depth] = add(l, p, PART_LIST,
			depth ? open->body[depth - 1] : -1, -1);
	open->depth = depth;
	item = add(l, p, PART_ITEM, open->list[depth], block);
	*label = add(l, p, PART_LABEL, item, block);
	open->body[depth] = add(l, p, PART_BODY, item, block);
	return open->body[depth];
}

void parts_make(struct layout *l, struct parts *out)
{
	const struct tree *t = l->tree;
	struct lists open = { .depth = -1 };

	*out = (struct parts){ .photo = -1 };
	out->block = ARENA_LIST(l->mem, struct block_parts, t->count);
	if (l->photo_width)
		out->photo = add(l, out, PART_FIGURE, -1, -1);
	for (int i = 0; i < (int)t->count; i++) {
		const struct tree_block *b = &t->at[i];
		struct block_parts *of = &out->block[i];

		of->label = -1;
		if (b->role == TREE_BULLET) {
			of->text = add_item(l, out, &open, i, &of->label);
		} else {
			open.depth = -1;
			of->text = add(l, out, PART_BLOCK, -1, i);
		}
		of->run = add_runs(l, out, &b->text, of->text, i);
		if (b->aside.count)
			of->aside = add_runs(l, out, &b->aside,
				add(l, out, PART_SPAN, of->text, i), i);
	}
}
