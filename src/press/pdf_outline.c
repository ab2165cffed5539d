/*
 * press/pdf_outline.c - bookmarks: the headings, as deep as they are. The name
 * is open and shows the sections; what is beneath those is closed at first.
 */
#include "press/pdf_int.h"

#include <string.h>

enum { OPEN_LEVEL = 1, LEVELS = 7, TITLE_MOST = 2000 };

struct item {
	int part, number, level;
	int parent, next, before; /* items; -1: none; parent -1: the root */
	int first, last, kids;    /* kids: direct ones */
};

struct outline {
	struct pdf_doc *d;
	struct item *at;
	int count, root;
	int first, last, shown;
};

static void add(struct outline *o, int part, int last[LEVELS])
{
	int level = o->d->part[part].level, n = o->count++;
	int parent = level > 1 ? last[level - 1] : -1;
	int *first_of = parent < 0 ? &o->first : &o->at[parent].first;
	int *last_of = parent < 0 ? &o->last : &o->at[parent].last;
	struct item *i = &o->at[n];

	*i = (struct item){ part, pdf_number(o->d), level, parent, -1, *last_of,
		-1, -1, 0 };
	if (*last_of >= 0)
		o->at[*last_of].next = n;
	else
		*first_of = n;
	*last_of = n;
	if (parent >= 0)
		o->at[parent].kids++;
	o->shown += level <= OPEN_LEVEL + 1;
	for (int k = level; k < LEVELS; k++)
		last[k] = n;
}

static void gather(struct outline *o)
{
	int last[LEVELS];

	memset(last, -1, sizeof(last));
	for (size_t i = 0; i < o->d->pages->part_count; i++)
		if (o->d->part[i].level && o->d->part[i].page >= 0)
			add(o, (int)i, last);
}

static struct str title(const struct pdf_doc *d, int part)
{
	const struct tree_runs *runs =
		&d->pages->tree->at[d->pages->part[part].block].text;
	struct buf b;

	buf_init(&b, d->mem, TITLE_MOST);
	for (size_t i = 0; i < runs->count && buf_ok(&b); i++)
		buf_add(&b, runs->at[i].text);
	return buf_str(&b);
}

static void put_ref(
	const struct outline *o, struct buf *b, struct str key, int item)
{
	if (item < 0)
		return;
	buf_add(b, key);
	pdf_ref(b, o->at[item].number);
}

static void put_item(const struct outline *o, const struct item *i)
{
	struct pdf_doc *d = o->d;
	const struct pdf_part *p = &d->part[i->part];
	struct str text = title(d, i->part);
	struct buf *b = pdf_object(d, i->number);

	buf_add(b, STR("<</Title"));
	pdf_text(b, text);
	buf_add(b, STR("/Parent "));
	pdf_ref(b, i->parent < 0 ? o->root : o->at[i->parent].number);
	put_ref(o, b, STR("/Prev "), i->before);
	put_ref(o, b, STR("/Next "), i->next);
	put_ref(o, b, STR("/First "), i->first);
	put_ref(o, b, STR("/Last "), i->last);
	if (i->kids) {
		buf_add(b, STR("/Count "));
		buf_add_int(b, i->level <= OPEN_LEVEL ? i->kids : -i->kids);
	}
	buf_add(b, STR("/Dest["));
	pdf_ref(b, d->page_object[p->page]);
	buf_add(b, STR("/XYZ null "));
	pdf_length(b, d->pages->height - p->top);
	buf_add(b, STR(" null]>>\n"));
}

int pdf_outline_write(struct pdf_doc *d)
{
	struct outline o = { .d = d, .first = -1, .last = -1 };
	struct buf *b;

	o.at = ARENA_LIST(d->mem, struct item, d->pages->part_count + 1);
	gather(&o);
	if (!o.count)
		return 0;
	o.root = pdf_number(d);
	b = pdf_object(d, o.root);
	buf_add(b, STR("<</Type/Outlines"));
	put_ref(&o, b, STR("/First "), o.first);
	put_ref(&o, b, STR("/Last "), o.last);
	buf_add(b, STR("/Count "));
	buf_add_int(b, o.shown);
	buf_add(b, STR(">>\n"));
	for (int i = 0; i < o.count; i++)
		put_item(&o, &o.at[i]);
	return o.root;
}
