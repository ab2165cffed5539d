/*
 * press/pdf_page.c - pages: marks become content, each in the part that it
 * belongs to or an artifact; links become annotations.
 */
#include "press/pdf_int.h"

enum { NOTHING = -2 }; /* is open: neither a part nor an artifact */

struct page_pen {
	struct pdf_pen pen;
	int open;         /* part, PAGES_ARTIFACT, NOTHING */
	int page, number; /* number: of the next marked piece */
};

/* ---- marked content ----------------------------------------------------- */

static void piece_add(struct page_pen *p, int part)
{
	struct pdf_doc *d = p->pen.d;

	if (d->pieces == d->piece_room) {
		size_t room = d->piece_room ? d->piece_room * 2 : 256;
		struct pdf_piece *more =
			ARENA_LIST(d->mem, struct pdf_piece, room);

		if (d->pieces)
			memcpy(more, d->piece, d->pieces * sizeof(*more));
		d->piece = more;
		d->piece_room = room;
	}
	d->piece[d->pieces++] = (struct pdf_piece){ part, p->page, p->number };
}

static void mark_end(struct page_pen *p)
{
	if (p->open != NOTHING)
		buf_add(p->pen.b, STR("EMC\n"));
	p->open = NOTHING;
}

/* Text goes on in the same piece as long as it is of one part. */
static void mark_begin(struct page_pen *p, int part)
{
	struct buf *b = p->pen.b;

	if (p->open == part)
		return;
	mark_end(p);
	p->open = part;
	if (part == PAGES_ARTIFACT) {
		buf_add(b, STR("/Artifact BMC\n"));
		return;
	}
	buf_addc(b, '/');
	buf_add(b, pdf_tag(p->pen.d, part));
	buf_add(b, STR("<</MCID "));
	buf_add_int(b, p->number);
	buf_add(b, STR(">>BDC\n"));
	piece_add(p, part);
	p->number++;
}

static void open_text(struct page_pen *p, int part)
{
	if (!p->pen.text)
		mark_end(p);
	pdf_pen_enter(&p->pen);
	mark_begin(p, part);
}

static void open_other(struct page_pen *p, int part)
{
	if (p->pen.text)
		mark_end(p);
	pdf_pen_leave(&p->pen);
	mark_begin(p, part);
}

static void begins_here(struct page_pen *p, int part, int32_t top)
{
	struct pdf_doc *d = p->pen.d;
	struct pdf_part *at;

	part = pdf_flow(d->pages, part);
	if (part < 0)
		return;
	at = &d->part[part];
	if (at->page < 0) {
		at->page = p->page;
		at->top = top;
	}
}

/* ---- marks -------------------------------------------------------------- */

static void put_rectangle(struct buf *b, const struct pages *pages, int32_t x,
	int32_t y, int32_t width, int32_t height)
{
	pdf_length(b, x);
	buf_addc(b, ' ');
	pdf_length(b, pages->height - y - height);
	buf_addc(b, ' ');
	pdf_length(b, width);
	buf_addc(b, ' ');
	pdf_length(b, height);
	buf_add(b, STR(" re"));
}

static void put_box(struct page_pen *p, const struct mark_box *m)
{
	open_other(p, PAGES_ARTIFACT);
	pdf_pen_color(&p->pen, m->color);
	put_rectangle(
		p->pen.b, p->pen.d->pages, m->x, m->y, m->width, m->height);
	buf_add(p->pen.b, STR(" f\n"));
}

static void put_point(struct buf *b, int64_t x, int64_t y)
{
	pdf_length(b, x);
	buf_addc(b, ' ');
	pdf_length(b, y);
	buf_addc(b, ' ');
}

/* An ellipse around (x, y), of four curves. */
static void put_ellipse(
	struct buf *b, int64_t x, int64_t y, int64_t across, int64_t up)
{
	/* directions of the quarters' ends, in turn */
	static const int way[5][2] = { { 1, 0 }, { 0, 1 }, { -1, 0 }, { 0, -1 },
		{ 1, 0 } };
	int64_t a = across * 5523 / 10000, u = up * 5523 / 10000;

	put_point(b, x + across, y);
	buf_add(b, STR("m "));
	for (int i = 0; i < 4; i++) {
		const int *from = way[i], *to = way[i + 1];

		put_point(b, x + from[0] * across + to[0] * a,
			y + from[1] * up + to[1] * u);
		put_point(b, x + to[0] * across + from[0] * a,
			y + to[1] * up + from[1] * u);
		put_point(b, x + to[0] * across, y + to[1] * up);
		buf_add(b, STR("c\n"));
	}
}

/* The picture covers its place, whatever its own shape is. */
static void put_picture(struct page_pen *p, const struct mark_picture *m)
{
	struct pdf_doc *d = p->pen.d;
	struct buf *b = p->pen.b;
	int64_t width = m->width, height = m->height;
	int64_t iw = d->photo_width, ih = d->photo_height;
	int64_t y = d->pages->height - (int64_t)m->y - m->height;

	if (!d->photo)
		return;
	open_other(p, m->part >= 0 && d->part[m->part].live ? m->part
							    : PAGES_ARTIFACT);
	begins_here(p, m->part, m->y);
	buf_add(b, STR("q "));
	if (m->round) {
		put_ellipse(b, m->x + width / 2, y + height / 2, width / 2,
			height / 2);
	} else {
		put_rectangle(b, d->pages, m->x, m->y, m->width, m->height);
		buf_addc(b, ' ');
	}
	buf_add(b, STR("W n "));
	if (width * ih > height * iw)
		height = width * ih / iw;
	else
		width = height * iw / ih;
	pdf_picture_place(d, b, m->x + (m->width - width) / 2,
		y + (m->height - height) / 2, width, height);
	buf_add(b, STR("/I Do Q\n"));
}

static void put_text(struct page_pen *p, const struct mark_text *m)
{
	open_text(p, m->part);
	begins_here(p, m->part, m->y - m->size);
	pdf_pen_text(&p->pen, m);
}

static void put_marks(struct page_pen *p, const struct press_page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		const struct mark *m = &page->at[i];

		switch (m->kind) {
		case MARK_TEXT:
			put_text(p, &m->u.text);
			break;
		case MARK_BOX:
			put_box(p, &m->u.box);
			break;
		case MARK_PICTURE:
			put_picture(p, &m->u.picture);
			break;
		case MARK_BRIDGE:
			open_text(p, PAGES_ARTIFACT);
			pdf_pen_bridge(&p->pen, &m->u.bridge);
			break;
		}
	}
	mark_end(p);
	pdf_pen_leave(&p->pen);
}

/* ---- links -------------------------------------------------------------- */

static void put_link(
	struct pdf_doc *d, const struct page_link *link, int key, int number)
{
	struct buf *b = pdf_object(d, number);

	buf_add(b, STR("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["));
	put_point(b, link->x, d->pages->height - link->y - link->height);
	put_point(b, link->x + link->width, d->pages->height - link->y);
	b->len--;
	buf_add(b, STR("]/StructParent "));
	buf_add_int(b, key);
	buf_add(b, STR("/Contents"));
	pdf_text(b, link->says.len ? link->says : link->url);
	buf_add(b, STR("/A<</S/URI/URI"));
	pdf_bytes(b, link->url);
	buf_add(b, STR(">>>>\n"));
}

static void put_links(struct pdf_doc *d, const struct press_page *page)
{
	for (size_t i = 0; i < page->link_count; i++) {
		d->link_object[d->links] = pdf_number(d);
		put_link(d, &page->link[i], (int)(d->pages->count + d->links),
			d->link_object[d->links]);
		d->links++;
	}
}

/* ---- pages -------------------------------------------------------------- */

static void put_page(struct pdf_doc *d, int page, int parent, int content)
{
	size_t count = d->pages->at[page].link_count, first = d->links - count;
	struct buf *b = pdf_object(d, d->page_object[page]);

	buf_add(b, STR("<</Type/Page/Parent "));
	pdf_ref(b, parent);
	buf_add(b, STR("/MediaBox[0 0 "));
	put_point(b, d->pages->width, d->pages->height);
	b->len--;
	buf_add(b, STR("]/Resources "));
	pdf_ref(b, d->resources);
	buf_add(b, STR("/Contents "));
	pdf_ref(b, content);
	buf_add(b, STR("/Tabs/S/StructParents "));
	buf_add_int(b, page);
	if (count) {
		buf_add(b, STR("/Annots["));
		for (size_t i = 0; i < count; i++) {
			pdf_ref(b, d->link_object[first + i]);
			buf_addc(b, i + 1 < count ? ' ' : ']');
		}
	}
	buf_add(b, STR(">>\n"));
}

static void put_resources(struct pdf_doc *d)
{
	struct buf *b;

	d->resources = pdf_number(d);
	b = pdf_object(d, d->resources);
	buf_add(b, STR("<</Font<<"));
	for (size_t i = 0; i < d->faces; i++)
		if (d->face[i].object) {
			buf_addf(b, "/F%zu ", i);
			pdf_ref(b, d->face[i].object);
		}
	buf_add(b, STR(">>"));
	if (d->photo) {
		buf_add(b, STR("/XObject<</I "));
		pdf_ref(b, d->photo);
		buf_add(b, STR(">>"));
	}
	buf_add(b, STR(">>\n"));
}

static size_t count_links(const struct pages *pages)
{
	size_t n = 0;

	for (size_t p = 0; p < pages->count; p++)
		n += pages->at[p].link_count;
	return n;
}

void pdf_pages_write(struct pdf_doc *d, int parent)
{
	struct page_pen p = { .pen = { .d = d, .b = &d->pdf->content } };

	d->page_object = ARENA_LIST(d->mem, int, d->pages->count + 1);
	d->link_object = ARENA_LIST(d->mem, int, count_links(d->pages) + 1);
	put_resources(d);
	for (size_t i = 0; i < d->pages->count; i++)
		d->page_object[i] = pdf_number(d);
	for (p.page = 0; p.page < (int)d->pages->count; p.page++) {
		int content = pdf_number(d);

		p.open = NOTHING;
		p.number = 0;
		p.pen.b->len = 0;
		p.pen.face = NULL;
		p.pen.tracking = 0;
		p.pen.color = -1;
		put_marks(&p, &d->pages->at[p.page]);
		pdf_stream(d, content, STR_NONE, buf_str(p.pen.b));
		put_links(d, &d->pages->at[p.page]);
		put_page(d, p.page, parent, content);
	}
}
