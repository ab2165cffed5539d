/*
 * match/lint_file.c - a file as programs find it, and what they made of it:
 * lines, columns, tables, type, what is hidden, what no field took. Knows no
 * format but by its number.
 */
#include "match/lint_int.h"

#include "resume/contact.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

enum {
	SIZE_MOST = 2 << 20,
	PAGES_MOST = 2,
	COLUMN_LINES = 5, /* that a column has at least */
	TABLE_CELLS = 3,
	TABLE_LINES = 3,
	TYPE_WORDS = 3, /* of a line whose type is looked at */
	QUOTE_BYTES = 400,
	LINE_BYTES = 1 << 20 /* of a word: no document has it */
};
#define TYPE_LEAST 7.95f
#define TYPE_SEEN 3.0f /* smaller nobody reads, nor is meant to */
#define SURE_LEAST 0.6f

struct filing {
	struct lint *lint;
	const struct lint_file *f;
	bool layer; /* the page at hand is a picture with text below it */
};

static void place(struct lint_finding *f, size_t page, size_t line)
{
	f->page = (uint32_t)page + 1;
	f->line = (uint32_t)line + 1;
}

/* The words of a line that have all of these, or any. */
static bool is_hidden(const struct intake_word *w)
{
	return w->flags & (INTAKE_HIDDEN | INTAKE_PALE) ||
	       (w->size > 0 && w->size < TYPE_SEEN);
}

static struct str line_text(
	struct arena *mem, const struct intake_line *l, bool hidden)
{
	struct buf b;

	buf_init(&b, mem, LINE_BYTES);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < l->count && b.len < QUOTE_BYTES; i++) {
		if (hidden && !is_hidden(&l->at[i]))
			continue;
		if (b.len && !(l->at[i].flags & INTAKE_GLUED))
			buf_addc(&b, ' ');
		buf_add(&b, l->at[i].text);
	}
	return buf_str(&b);
}

static struct str line_quote(
	struct arena *mem, const struct intake_line *l, bool hidden)
{
	return lint_quote(mem, line_text(mem, l, hidden));
}

/* ---- a page ------------------------------------------------------------- */

struct counts {
	size_t words, seen, hidden; /* seen: in a picture */
};

static struct counts count_words(const struct intake_page *p)
{
	struct counts n = { 0 };

	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < p->at[i].count; k++) {
			n.words++;
			n.seen += p->at[i].at[k].sure > 0;
			n.hidden += (p->at[i].at[k].flags & INTAKE_HIDDEN) != 0;
		}
	return n;
}

static void check_picture(struct filing *g, size_t p)
{
	const struct intake_page *page = &g->f->doc->at[p];
	struct counts n = count_words(page);

	g->layer = n.words && n.hidden * 10 >= n.words * 9 && page->pictures;
	if (g->layer)
		place(lint_add(g->lint, LINT_CODE_TEXT_LAYER, STR(""), NULL), p,
			0);
	else if ((n.seen && n.seen * 2 >= n.words) ||
		 (!n.words && page->pictures))
		place(lint_add(g->lint, LINT_CODE_PICTURE_TEXT, STR(""),
			      n.words ? "%zu words were guessed" : NULL,
			      n.words),
			p, 0);
	if (page->unknown)
		place(lint_add(g->lint, LINT_CODE_LETTERS_UNKNOWN, STR(""),
			      "%zu of %zu", page->unknown, page->glyphs),
			p, 0);
	if (page->icons)
		place(lint_add(g->lint, LINT_CODE_ICONS, STR(""), "%zu",
			      page->icons),
			p, 0);
}

static void check_hidden(struct filing *g, size_t p)
{
	const struct intake_page *page = &g->f->doc->at[p];

	for (size_t i = 0; i < page->count && !g->layer; i++) {
		struct str text = line_text(g->lint->mem, &page->at[i], true);

		if (text.len)
			place(lint_add(g->lint, LINT_CODE_HIDDEN_TEXT, STR(""),
				      "%.*s",
				      STR_ARG(lint_quote(g->lint->mem, text))),
				p, i);
	}
}

static void check_type(struct filing *g, size_t p)
{
	const struct intake_page *page = &g->f->doc->at[p];
	size_t lines = 0, first = 0;

	for (size_t i = 0; i < page->count; i++) {
		const struct intake_line *l = &page->at[i];

		if (l->size < TYPE_SEEN || l->size >= TYPE_LEAST ||
			l->count < TYPE_WORDS || l->at->sure || l->repeated)
			continue;
		if (!lines++)
			first = i;
	}
	if (lines)
		place(lint_add(g->lint, LINT_CODE_SMALL_TYPE, STR(""),
			      "%zu line%s, such as %.*s", lines,
			      lines == 1 ? "" : "s",
			      STR_ARG(line_quote(
				      g->lint->mem, &page->at[first], false))),
			p, first);
}

/* ---- columns and tables ------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	uint32_t x = (*(const struct intake_line *const *)a)->at->place;
	uint32_t y = (*(const struct intake_line *const *)b)->at->place;

	return (x > y) - (x < y);
}

/* How often who reads in the order of drawing goes from one to another. */
static size_t count_turns(
	struct arena *mem, const struct intake_page *page, const int pair[2])
{
	const struct intake_line **all =
		ARENA_LIST(mem, const struct intake_line *, page->count + 1);
	size_t count = 0, turns = 0;

	for (size_t i = 0; i < page->count; i++)
		if (page->at[i].count && (page->at[i].column == pair[0] ||
						 page->at[i].column == pair[1]))
			all[count++] = &page->at[i];
	qsort(all, count, sizeof(*all), by_place);
	for (size_t i = 1; i < count; i++)
		turns += all[i]->column != all[i - 1]->column;
	return turns;
}

struct column {
	size_t lines;
	struct intake_box box;
};

/* Parts of a page by their number, which is less than `most`. */
static struct column *list_columns(
	struct arena *mem, const struct intake_page *page, size_t most)
{
	struct column *out = ARENA_LIST(mem, struct column, most + 1);

	for (size_t i = 0; i < page->count; i++) {
		const struct intake_line *l = &page->at[i];
		struct column *c;

		if (l->column < 0 || (size_t)l->column >= most || !l->count)
			continue;
		c = &out[l->column];
		if (!c->lines++)
			c->box = l->box;
		c->box.x0 = fminf(c->box.x0, l->box.x0);
		c->box.x1 = fmaxf(c->box.x1, l->box.x1);
		c->box.y0 = fminf(c->box.y0, l->box.y0);
		c->box.y1 = fmaxf(c->box.y1, l->box.y1);
	}
	return out;
}

/* Parts may also stand one below the other. */
static bool is_beside(const struct column *a, const struct column *b)
{
	float both = fminf(a->box.y1, b->box.y1) - fmaxf(a->box.y0, b->box.y0);
	float less = fminf(a->box.y1 - a->box.y0, b->box.y1 - b->box.y0);

	return a->lines >= COLUMN_LINES && b->lines >= COLUMN_LINES &&
	       both * 2 > less &&
	       (a->box.x1 <= b->box.x0 || b->box.x1 <= a->box.x0);
}

static void add_columns(
	struct filing *g, size_t p, const struct column *c, const int pair[2])
{
	size_t turns = count_turns(g->lint->mem, &g->f->doc->at[p], pair);
	size_t least = c[pair[0]].lines < c[pair[1]].lines ? c[pair[0]].lines
							   : c[pair[1]].lines;

	place(lint_add(g->lint,
		      turns > least ? LINT_CODE_MIXED_COLUMNS
				    : LINT_CODE_COLUMNS,
		      STR(""), NULL),
		p, 0);
}

static void check_columns(struct filing *g, size_t p)
{
	const struct intake_page *page = &g->f->doc->at[p];
	size_t most = 0;
	struct column *c;

	for (size_t i = 0; i < page->count; i++)
		if (page->at[i].column >= 0 &&
			(size_t)page->at[i].column < page->count &&
			(size_t)page->at[i].column >= most)
			most = (size_t)page->at[i].column + 1;
	c = list_columns(g->lint->mem, page, most);
	for (int a = 0; (size_t)a < most; a++)
		for (int b = a + 1; (size_t)b < most; b++)
			if (is_beside(&c[a], &c[b])) {
				add_columns(g, p, c, (const int[2]){ a, b });
				return;
			}
}

static bool is_row(const struct intake_line *l)
{
	size_t cells = 1;

	for (size_t i = 1; i < l->count; i++)
		cells += (l->at[i].flags & INTAKE_CELL) != 0;
	return cells >= TABLE_CELLS;
}

/* Rows that follow each other; told once a table. */
static void check_tables(struct filing *g, size_t p)
{
	const struct intake_page *page = &g->f->doc->at[p];

	for (size_t i = 0, n; i < page->count; i += n + !n) {
		n = 0;
		while (i + n < page->count && is_row(&page->at[i + n]))
			n++;
		if (n >= TABLE_LINES)
			place(lint_add(g->lint, LINT_CODE_TABLE, STR(""),
				      "%.*s",
				      STR_ARG(line_quote(g->lint->mem,
					      &page->at[i], false))),
				p, i);
	}
}

/* ---- heads and feet ----------------------------------------------------- */

static bool has_contact(const struct intake_line *l)
{
	for (size_t i = 0; i < l->count; i++)
		if (resume_email_is(l->at[i].text) ||
			(l->at[i].url.len &&
				resume_email_is(
					resume_address_plain(l->at[i].url))))
			return true;
	return false;
}

static bool is_margin(const struct intake_line *l)
{
	return l->repeated || l->flags & INTAKE_ARTIFACT;
}

static void check_margins(struct filing *g)
{
	const struct intake_doc *doc = g->f->doc;
	struct str found = STR_NONE;
	size_t page = 0, line = 0;

	for (size_t p = 0; p < doc->count; p++)
		for (size_t i = 0; i < doc->at[p].count; i++) {
			const struct intake_line *l = &doc->at[p].at[i];

			if (!has_contact(l))
				continue;
			if (!is_margin(l))
				return;
			if (!found.len) {
				found = line_quote(g->lint->mem, l, false);
				page = p;
				line = i;
			}
		}
	if (found.len)
		place(lint_add(g->lint, LINT_CODE_MARGIN_CONTACT, STR(""),
			      "%.*s", STR_ARG(found)),
			page, line);
}

/* ---- what was read ------------------------------------------------------ */

static struct str quote_at(struct filing *g, uint32_t page, uint32_t line)
{
	const struct intake_doc *doc = g->f->doc;

	return page < doc->count && line < doc->at[page].count
		       ? line_quote(
				 g->lint->mem, &doc->at[page].at[line], false)
		       : STR("");
}

static void check_found(struct filing *g)
{
	const struct intake_found *found = g->f->found;

	for (size_t i = 0; i < found->left.count; i++) {
		struct intake_left at = found->left.at[i];

		place(lint_add(g->lint, LINT_CODE_UNREAD_LINE, STR(""), "%.*s",
			      STR_ARG(quote_at(g, at.page, at.line))),
			at.page, at.line);
	}
	for (size_t i = 0; i < found->traces.count; i++) {
		const struct intake_trace *t = &found->traces.at[i];

		if (t->sure < SURE_LEAST)
			place(lint_add(g->lint, LINT_CODE_DOUBTFUL, t->at,
				      "%.*s",
				      STR_ARG(quote_at(g, t->page, t->line))),
				t->page, t->line);
	}
}

/* ---- the file itself ---------------------------------------------------- */

/* "resume (2)", "CV_final.v3": whose? */
static bool is_nobodys(struct arena *mem, struct str stem)
{
	static const char *const common[] = { "resume", "resumé", "cv",
		"curriculum", "vitae", "lebenslauf", "document", "doc",
		"untitled", "scan", "final", "new", "copy", "draft", "my",
		"the", "version", "latest", "updated", "file", "pdf", "word",
		"kopie", "neu", "img", "image", "page" };
	struct str name = str_lower(mem, stem), word;
	size_t from = 0;

	for (size_t i = 0; i <= name.len; i++) {
		bool known = false;

		if (i < name.len && (isalpha((unsigned char)name.at[i]) ||
					    (unsigned char)name.at[i] >= 0x80))
			continue;
		word = str_of(name.at + from, i - from);
		from = i + 1;
		for (size_t k = 0; k < LENGTH(common); k++)
			known = known || str_is(word, common[k]);
		if (!known && word.len > 1)
			return false;
	}
	return true;
}

static void check_name(struct filing *g)
{
	const struct intake_format *format = &intake_formats[g->f->format];
	struct str name = g->f->name, stem = name;
	bool odd = false;

	if (!name.len)
		return;
	for (size_t i = name.len; i-- > 1;)
		if (name.at[i] == '.') {
			stem.len = i;
			break;
		}
	for (size_t i = 0; i < stem.len; i++)
		odd = odd || strchr("#%&{}<>*?$!'\":@+`|=~^;,\\", stem.at[i]);
	if (odd || is_nobodys(g->lint->mem, stem))
		lint_add(g->lint, LINT_CODE_FILE_NAME, STR(""), "%.*s",
			STR_ARG(lint_quote(g->lint->mem, name)));
	if (intake_format_named(g->f->format, name))
		lint_add(g->lint, LINT_CODE_FILE_ENDING, STR(""), "%.*s is %s",
			STR_ARG(lint_quote(g->lint->mem, name)), format->title);
}

static void check_file(struct filing *g)
{
	const struct lint_file *f = g->f;

	check_name(g);
	if (f->format != INTAKE_FORMAT_PDF && f->format != INTAKE_FORMAT_DOCX)
		lint_add(g->lint, LINT_CODE_FILE_KIND, STR(""), "%s",
			intake_formats[f->format].title);
	if (f->bytes > SIZE_MOST)
		lint_add(g->lint, LINT_CODE_FILE_SIZE, STR(""), "%.1f MB",
			(double)f->bytes / (1 << 20));
	if (f->doc->mended)
		lint_add(g->lint, LINT_CODE_DAMAGED, STR(""), NULL);
	if (f->doc->count > PAGES_MOST)
		lint_add(g->lint, LINT_CODE_PAGES, STR(""), "%zu pages",
			f->doc->count);
}

void lint_document(struct lint *l, const struct lint_file *f)
{
	struct filing g = { .lint = l, .f = f };

	check_file(&g);
	for (size_t p = 0; p < f->doc->count; p++) {
		check_picture(&g, p);
		check_hidden(&g, p);
		check_type(&g, p);
		check_columns(&g, p);
		check_tables(&g, p);
	}
	check_margins(&g);
	if (f->found)
		check_found(&g);
}

/* ---- where -------------------------------------------------------------- */

/* Of the value itself, or of the first that is in it. */
static const struct intake_trace *trace_of(
	const struct intake_found *found, struct str at)
{
	for (size_t i = 0; i < found->traces.count; i++) {
		const struct intake_trace *t = &found->traces.at[i];

		if (str_starts(t->at, at) &&
			(t->at.len == at.len || t->at.at[at.len] == '/'))
			return t;
	}
	return NULL;
}

void lint_locate(struct lint *l, const struct intake_found *found)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct intake_trace *t =
			l->at[i].at.len && !l->at[i].page
				? trace_of(found, l->at[i].at)
				: NULL;

		if (t)
			place(&l->at[i], t->page, t->line);
	}
}
