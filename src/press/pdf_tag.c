/*
 * press/pdf_tag.c - the structure of a tagged PDF: which pieces of content are
 * headings, paragraphs, lists, links, in the order of reading. What is said on
 * no page is left out.
 */
#include "press/pdf_int.h"

static const struct {
	struct str type;
	int level;
} roles[TREE_ROLES] = {
#define ROLE(id, name, type, level) { { type, sizeof(type) - 1 }, level },
#include "press/roles.def"
#undef ROLE
};

/* ---- types -------------------------------------------------------------- */

static enum tree_role role_of(const struct pdf_doc *d, int part)
{
	return d->pages->tree->at[d->pages->part[part].block].role;
}

static bool is_quote(const struct pdf_doc *d, int part)
{
	return d->pages->part[part].kind == PART_BLOCK &&
	       role_of(d, part) == TREE_QUOTE;
}

static struct str heading(int level)
{
	static const struct str names[] = { { "H1", 2 }, { "H2", 2 },
		{ "H3", 2 }, { "H4", 2 }, { "H5", 2 }, { "H6", 2 } };

	return names[level - 1];
}

struct str pdf_tag(const struct pdf_doc *d, int part)
{
	switch (d->pages->part[part].kind) {
	case PART_BLOCK:
		if (d->part[part].level)
			return heading(d->part[part].level);
		return is_quote(d, part) || role_of(d, part) == TREE_BULLET
			       ? STR("P") /* within its BlockQuote */
			       : roles[role_of(d, part)].type;
	case PART_LIST:
		return STR("L");
	case PART_ITEM:
		return STR("LI");
	case PART_LABEL:
		return STR("Lbl");
	case PART_BODY:
		return STR("LBody");
	case PART_LINK:
		return STR("Link");
	case PART_FIGURE:
		return STR("Figure");
	case PART_SPAN:
		break;
	}
	return STR("Span");
}

/* ---- what there is ------------------------------------------------------ */

static void live(struct pdf_doc *d, int part)
{
	for (; part >= 0 && !d->part[part].live;
		part = d->pages->part[part].parent)
		d->part[part].live = true;
}

static void find_live(struct pdf_doc *d, const struct press_page *page)
{
	for (size_t i = 0; i < page->count; i++)
		if (page->at[i].kind == MARK_TEXT)
			live(d, page->at[i].u.text.part);
		else if (page->at[i].kind == MARK_PICTURE && d->photo)
			live(d, page->at[i].u.picture.part);
	for (size_t i = 0; i < page->link_count; i++)
		live(d, page->link[i].part);
}

/* No level may be left out on the way down (PDF/UA-1, 7.4.2): where the
 * document does, what follows moves up. */
static void set_levels(struct pdf_doc *d)
{
	int last = 0;

	for (size_t i = 0; i < d->pages->part_count; i++) {
		struct pdf_part *p = &d->part[i];
		int level = 0;

		if (p->live && d->pages->part[i].kind == PART_BLOCK)
			level = roles[role_of(d, (int)i)].level;
		if (!level)
			continue;
		p->level = level > last + 1 ? last + 1 : level;
		last = p->level;
	}
}

void pdf_tags_prepare(struct pdf_doc *d)
{
	d->part = ARENA_LIST(d->mem, struct pdf_part, d->pages->part_count + 1);
	for (size_t i = 0; i < d->pages->part_count; i++)
		d->part[i].page = -1;
	for (size_t i = 0; i < d->pages->count; i++)
		find_live(d, &d->pages->at[i]);
	set_levels(d);
}

/* ---- kids --------------------------------------------------------------- */

/* What an element consists of: pieces of content, annotations, parts. */
struct kid {
	enum { KID_PIECE, KID_LINK, KID_PART } kind;
	int index, next; /* next: -1, none */
};

struct family {
	int first, last, page; /* page: of the first piece; -1: none */
	bool linked;           /* it is somebody's kid */
};

struct tags {
	struct pdf_doc *d;
	struct kid *kid;
	int kids;
	struct family *of; /* each part, and behind them the document */
	int document;
};

static void kid_add(struct tags *t, int parent, int kind, int index)
{
	struct family *f = &t->of[parent < 0 ? t->document : parent];

	t->kid[t->kids] = (struct kid){ kind, index, -1 };
	if (f->last >= 0)
		t->kid[f->last].next = t->kids;
	else
		f->first = t->kids;
	f->last = t->kids++;
}

static bool is_inline(const struct pdf_doc *d, int part)
{
	enum part_kind kind = d->pages->part[part].kind;

	return kind == PART_SPAN || kind == PART_LINK;
}

/* Spans and links stand among the pieces of the text that they are in. */
static void link_inline(struct tags *t, int part)
{
	int parent = t->d->pages->part[part].parent;

	if (t->of[part].linked || !is_inline(t->d, part))
		return;
	t->of[part].linked = true;
	if (parent >= 0)
		link_inline(t, parent);
	kid_add(t, parent, KID_PART, part);
}

static void link_pieces(struct tags *t)
{
	struct pdf_doc *d = t->d;

	for (size_t i = 0; i < d->pieces; i++) {
		int part = d->piece[i].part;

		link_inline(t, part);
		if (t->of[part].page < 0)
			t->of[part].page = d->piece[i].page;
		kid_add(t, part, KID_PIECE, (int)i);
	}
}

static void link_links(struct tags *t)
{
	struct pdf_doc *d = t->d;
	int n = 0;

	for (size_t p = 0; p < d->pages->count; p++)
		for (size_t i = 0; i < d->pages->at[p].link_count; i++, n++) {
			int part = d->pages->at[p].link[i].part;

			if (part < 0)
				continue;
			link_inline(t, part);
			if (t->of[part].page < 0)
				t->of[part].page = (int)p;
			kid_add(t, part, KID_LINK, n);
		}
}

static void link_parts(struct tags *t)
{
	struct pdf_doc *d = t->d;

	for (size_t i = 0; i < d->pages->part_count; i++)
		if (d->part[i].live && !t->of[i].linked)
			kid_add(t, d->pages->part[i].parent, KID_PART, (int)i);
}

/* ---- elements ----------------------------------------------------------- */

static int link_page(const struct pdf_doc *d, int link)
{
	int page = 0;

	while (link >= (int)d->pages->at[page].link_count)
		link -= (int)d->pages->at[page++].link_count;
	return page;
}

static void put_kid(
	const struct tags *t, struct buf *b, const struct kid *k, int page)
{
	const struct pdf_doc *d = t->d;

	switch (k->kind) {
	case KID_PART:
		pdf_ref(b, d->part[k->index].outer);
		break;
	case KID_PIECE:
		if (d->piece[k->index].page == page) {
			buf_add_int(b, d->piece[k->index].number);
			break;
		}
		buf_add(b, STR("<</Type/MCR/Pg "));
		pdf_ref(b, d->page_object[d->piece[k->index].page]);
		buf_add(b, STR("/MCID "));
		buf_add_int(b, d->piece[k->index].number);
		buf_add(b, STR(">>"));
		break;
	case KID_LINK:
		buf_add(b, STR("<</Type/OBJR/Obj "));
		pdf_ref(b, d->link_object[k->index]);
		if (link_page(d, k->index) != page) {
			buf_add(b, STR("/Pg "));
			pdf_ref(b, d->page_object[link_page(d, k->index)]);
		}
		buf_add(b, STR(">>"));
		break;
	}
}

static void put_kids(
	const struct tags *t, struct buf *b, const struct family *f)
{
	bool many = f->first != f->last;

	if (f->first < 0)
		return;
	buf_add(b, many ? STR("/K[") : STR("/K "));
	for (int k = f->first; k >= 0; k = t->kid[k].next) {
		put_kid(t, b, &t->kid[k], f->page);
		if (t->kid[k].next >= 0)
			buf_addc(b, ' ');
	}
	if (many)
		buf_addc(b, ']');
}

/* How the labels of a list look. */
static struct str numbering(struct str bullet)
{
	if (str_is(bullet, "◦") || str_is(bullet, "○"))
		return STR("/A<</O/List/ListNumbering/Circle>>");
	if (str_is(bullet, "▪") || str_is(bullet, "■"))
		return STR("/A<</O/List/ListNumbering/Square>>");
	return STR("/A<</O/List/ListNumbering/Disc>>");
}

static const struct mark_picture *picture_of(
	const struct pages *pages, int part, int page)
{
	for (size_t i = 0; i < pages->at[page].count; i++) {
		const struct mark *m = &pages->at[page].at[i];

		if (m->kind == MARK_PICTURE && m->u.picture.part == part)
			return &m->u.picture;
	}
	return NULL;
}

static void put_figure(const struct tags *t, struct buf *b, int part)
{
	const struct pages *pages = t->d->pages;
	const struct mark_picture *m =
		picture_of(pages, part, t->d->part[part].page);

	buf_add(b, STR("/Alt"));
	pdf_text(b, pdf_photo_says(pages->tree));
	if (!m)
		return;
	buf_add(b, STR("/A<</O/Layout/Placement/Block/BBox["));
	pdf_length(b, m->x);
	buf_addc(b, ' ');
	pdf_length(b, pages->height - m->y - m->height);
	buf_addc(b, ' ');
	pdf_length(b, m->x + m->width);
	buf_addc(b, ' ');
	pdf_length(b, pages->height - m->y);
	buf_add(b, STR("]>>"));
}

static struct buf *element(
	struct pdf_doc *d, int number, struct str type, int parent)
{
	struct buf *b = pdf_object(d, number);

	buf_add(b, STR("<</S/"));
	buf_add(b, type);
	buf_add(b, STR("/P "));
	pdf_ref(b, parent);
	return b;
}

static void put_part(const struct tags *t, int part, int document)
{
	struct pdf_doc *d = t->d;
	const struct pages_part *p = &d->pages->part[part];
	const struct family *f = &t->of[part];
	int parent = p->parent < 0 ? document : d->part[p->parent].object;
	struct buf *b;

	if (is_quote(d, part)) {
		b = element(d, d->part[part].outer, STR("BlockQuote"), parent);
		buf_add(b, STR("/K "));
		pdf_ref(b, d->part[part].object);
		buf_add(b, STR(">>\n"));
		parent = d->part[part].outer;
	}
	b = element(d, d->part[part].object, pdf_tag(d, part), parent);
	if (f->page >= 0) {
		buf_add(b, STR("/Pg "));
		pdf_ref(b, d->page_object[f->page]);
	}
	if (p->kind == PART_LIST)
		buf_add(b, numbering(d->pages->tree->look->bullet));
	if (p->kind == PART_FIGURE)
		put_figure(t, b, part);
	put_kids(t, b, f);
	buf_add(b, STR(">>\n"));
}

/* From pieces and annotations back to their elements. */
static void put_parents(const struct tags *t, struct buf *b)
{
	const struct pdf_doc *d = t->d;
	size_t i = 0, n = d->pages->count;

	buf_add(b, STR("/ParentTree<</Nums["));
	for (size_t page = 0; page < d->pages->count; page++) {
		buf_add_int(b, (int64_t)page);
		buf_addc(b, '[');
		for (; i < d->pieces && d->piece[i].page == (int)page; i++) {
			pdf_ref(b, d->part[d->piece[i].part].object);
			buf_addc(b, ' ');
		}
		buf_add(b, STR("] "));
	}
	for (size_t page = 0; page < d->pages->count; page++)
		for (i = 0; i < d->pages->at[page].link_count; i++, n++) {
			int part = d->pages->at[page].link[i].part;

			if (part < 0)
				continue;
			buf_add_int(b, (int64_t)n);
			buf_addc(b, ' ');
			pdf_ref(b, d->part[part].object);
			buf_addc(b, ' ');
		}
	buf_add(b, STR("]>>/ParentTreeNextKey "));
	buf_add_int(b, (int64_t)n);
}

static void number_parts(struct pdf_doc *d)
{
	for (size_t i = 0; i < d->pages->part_count; i++) {
		struct pdf_part *p = &d->part[i];

		if (!p->live)
			continue;
		p->object = p->outer = pdf_number(d);
		if (is_quote(d, (int)i))
			p->outer = pdf_number(d);
	}
}

int pdf_tags_write(struct pdf_doc *d)
{
	size_t parts = d->pages->part_count;
	struct tags t = { .d = d,
		.kid = ARENA_LIST(
			d->mem, struct kid, d->pieces + d->links + parts + 1),
		.of = ARENA_LIST(d->mem, struct family, parts + 1),
		.document = (int)parts };
	int root = pdf_number(d), document = pdf_number(d);
	struct buf *b;

	for (size_t i = 0; i <= parts; i++)
		t.of[i] = (struct family){ -1, -1, -1, false };
	number_parts(d);
	link_pieces(&t);
	link_links(&t);
	link_parts(&t);
	b = pdf_object(d, root);
	buf_add(b, STR("<</Type/StructTreeRoot/K "));
	pdf_ref(b, document);
	put_parents(&t, b);
	buf_add(b, STR(">>\n"));
	b = element(d, document, STR("Document"), root);
	put_kids(&t, b, &t.of[parts]);
	buf_add(b, STR(">>\n"));
	for (size_t i = 0; i < parts; i++)
		if (d->part[i].live)
			put_part(&t, (int)i, document);
	return root;
}
