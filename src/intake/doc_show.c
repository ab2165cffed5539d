/* intake/doc_show.c - characters and marks become lines; see doc_int.h. */
#include "intake/doc_int.h"

#include "base/utf8.h"
#include "intake/field.h"

enum {
	PICTURE = 1,
	CELL_MARK = 7,
	OBJECT = 8,
	TAB = 9,
	LINE_END = 11,
	PAGE_END = 12,
	PARAGRAPH = 13,
	COLUMN_END = 14,
	FIELD_BEGINS = 19,
	FIELD_SHOWS = 20,
	FIELD_ENDS = 21,
	HYPHEN = 30,
	SOFT_HYPHEN = 31,
	SYMBOL = 40,
	FIELDS = 16,
	FIELD_BYTES = 4096,
	TWIPS = 20
};

struct show {
	struct doc *d;
	struct doc_form form;
	int last_style; /* of the paragraph before */
	bool first_line, cell_broke;
	struct {
		bool shows;
		struct str url_before;
	} field[FIELDS];
	int fields, doing; /* how many do not show yet */
	struct buf does;   /* of the innermost */
	uint32_t high;     /* first half of a pair */
};

/* ---- looks ---------------------------------------------------------------*/

static const struct doc_look *look_at(struct show *s, size_t i)
{
	struct doc *d = s->d;
	const struct doc_style *style;

	if (!intake_doc_at(d, &d->letters, d->place[i], false) &&
		d->look_style == s->form.style)
		return &d->look;
	style = intake_doc_style(d, s->form.style);
	d->look = style->is;
	d->look.symbol = 0;
	d->look_style = s->form.style;
	intake_doc_change_look(&d->look, &style->is, d->letters.changes);
	return &d->look;
}

static bool ends_paragraph(uint16_t c)
{
	return c == PARAGRAPH || c == CELL_MARK || c == PAGE_END;
}

/* Its form is where its mark is. */
static void form_of(struct show *s, size_t i, size_t to)
{
	struct doc *d = s->d;
	const struct doc_style *style;
	struct doc_form form;

	while (i + 1 < to && !ends_paragraph(d->text[i]))
		i++;
	intake_doc_at(d, &d->paragraphs, d->place[i], true);
	style = intake_doc_style(d, d->paragraphs.style);
	form = style->is_form;
	form.style = d->paragraphs.style;
	intake_doc_change_form(&form, d->paragraphs.changes);
	s->form = form;
	s->first_line = true;
}

/* ---- letters -------------------------------------------------------------*/

static float points(int twips)
{
	return twips > 0 && twips < 4000 ? (float)twips / TWIPS : 0;
}

static void begin_line(struct show *s)
{
	struct flow *f = &s->d->flow;
	const struct doc_form *form = &s->form;
	bool heading = form->outline >= 0 && form->outline < FLOW_LEVELS;
	bool list = form->list > 0 && form->list != 0xF801;

	if (s->first_line && form->new_page)
		intake_flow_page(f);
	f->heading = heading ? form->outline + 1 : 0;
	f->item = list && !heading && s->first_line
			  ? (form->level < FLOW_LEVELS ? form->level + 1 : 1)
			  : 0;
	if (s->first_line) {
		f->above = points(form->above);
		if (form->close && form->style == s->last_style)
			f->above = f->space = 0;
		s->last_style = form->style;
	}
	f->indent = form->indent > 0 && form->indent < 10000
			    ? (float)form->indent / TWIPS
			    : 0;
	s->first_line = false;
}

/* Halves of a pair come one after the other. */
static bool whole(struct show *s, uint32_t *c)
{
	uint32_t high = s->high;

	s->high = 0;
	if (*c >> 10 == 0xD800 >> 10) {
		s->high = *c;
		return false;
	}
	if (*c >> 10 == 0xDC00 >> 10)
		*c = high ? 0x10000 + ((high & 0x3FF) << 10) + (*c & 0x3FF)
			  : 0xFFFD;
	return true;
}

static void add_letter(struct show *s, size_t i, uint32_t c)
{
	struct flow *f = &s->d->flow;
	const struct doc_look *look = look_at(s, i);

	if (look->deleted || !whole(s, &c))
		return;
	if (c == SYMBOL && look->symbol)
		c = look->symbol;
	if (!intake_flow_any(f) && c > ' ' && c != 0xA0)
		begin_line(s);
	f->flags = (look->bold ? INTAKE_BOLD : 0u) |
		   (look->italic ? INTAKE_ITALIC : 0u) |
		   (look->hidden ? INTAKE_HIDDEN : 0u);
	f->size = (float)look->half_points / 2;
	intake_flow_char(f, c);
}

/* ---- fields --------------------------------------------------------------*/

static void keep(struct show *s, uint32_t c)
{
	char bytes[4];

	if (s->does.len < FIELD_BYTES && c >= ' ')
		buf_add(&s->does, str_of(bytes, (size_t)utf8_encode(c, bytes)));
}

static void take_field(struct show *s, uint16_t c)
{
	struct flow *f = &s->d->flow;
	int last = s->fields - 1;
	struct str url;

	if (c == FIELD_BEGINS && s->fields < FIELDS) {
		s->field[s->fields].shows = false;
		s->field[s->fields++].url_before = f->url;
		s->doing++;
		s->does.len = 0;
	} else if (c == FIELD_SHOWS && last >= 0 && !s->field[last].shows) {
		s->field[last].shows = true;
		s->doing--;
		url = intake_field_link(s->d->mem, buf_str(&s->does));
		if (url.len)
			f->url = url;
		s->does.len = 0;
	} else if (c == FIELD_ENDS && last >= 0) {
		s->doing -= !s->field[last].shows;
		f->url = s->field[last].url_before;
		s->fields--;
	}
}

/* ---- marks ---------------------------------------------------------------*/

static void end_row(struct show *s)
{
	intake_flow_line(&s->d->flow);
	s->cell_broke = false;
}

static void end_cell(struct show *s)
{
	if (s->cell_broke)
		intake_flow_block(&s->d->flow);
	else
		intake_flow_gap(&s->d->flow, 0);
	s->cell_broke = false;
}

/* Of Word 6 no form is read: the mark of a row comes behind that of its last
 * cell. */
static bool row_mark(const struct show *s, size_t i)
{
	return s->d->old && i && s->d->text[i - 1] == CELL_MARK;
}

static void end_paragraph(struct show *s, size_t i, uint16_t c)
{
	struct flow *f = &s->d->flow;
	bool any = intake_flow_any(f);

	f->below = points(s->form.below);
	if (c == CELL_MARK && (s->form.row_ends || row_mark(s, i)))
		end_row(s);
	else if (c == CELL_MARK || s->form.inner_cell)
		end_cell(s);
	else if (s->form.inner_row_ends)
		end_row(s);
	else if (c == PAGE_END) {
		intake_flow_block(f);
		intake_flow_page(f);
	} else {
		s->cell_broke |= any && s->form.in_table;
		if (any)
			intake_flow_line(f);
		else
			intake_flow_block(f);
	}
}

static void take(struct show *s, size_t i, size_t to)
{
	struct flow *f = &s->d->flow;
	uint16_t c = s->d->text[i];

	if (c >= FIELD_BEGINS && c <= FIELD_ENDS)
		take_field(s, c);
	else if (ends_paragraph(c)) {
		/* A field that does not show by now never will. */
		if (!s->doing || c == CELL_MARK)
			end_paragraph(s, i, c);
		if (i + 1 < to)
			form_of(s, i + 1, to);
	} else if (s->doing)
		keep(s, c);
	else if (c == TAB)
		intake_flow_gap(f, 0);
	else if (c == LINE_END || c == COLUMN_END)
		intake_flow_line(f);
	else if (c == HYPHEN)
		add_letter(s, i, '-');
	else if (c == SOFT_HYPHEN)
		add_letter(s, i, 0xAD);
	else if (c >= ' ')
		add_letter(s, i, c);
}

void intake_doc_show(struct doc *d, size_t from, size_t to)
{
	struct show s = { .d = d, .last_style = -1 };

	if (to > d->count)
		to = d->count;
	if (from >= to)
		return;
	buf_init(&s.does, d->mem, FIELD_BYTES + 8);
	buf_add(&s.does, STR(""));
	form_of(&s, from, to);
	for (size_t i = from; i < to && !d->flow.spent && doc_work(d, 1); i++)
		take(&s, i, to);
	intake_flow_block(&d->flow);
	d->flow.url = STR_NONE;
}
