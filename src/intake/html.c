/* intake/html.c - see html.h. What tags do; html_tag.c knows what they are. */
#include "intake/html.h"

#include "intake/codepage.h"
#include "intake/flow.h"
#include "intake/html_int.h"
#include "base/utf8.h"

enum {
	DEPTH = 200,     /* of elements; deeper ones say nothing */
	HEAD = 2048,     /* where a page says its encoding */
	ROW = 1 << 16,   /* bytes of a row that are looked at beforehand */
	ROWS = 32 << 20, /* and of all rows */
	INDENT = 18,
	STEPS = 40000000 /* of searches for what is open, and for rules */
};

struct element {
	struct str name;
	enum html_kind kind;
	/* what was before it */
	unsigned flags;
	float size;
	struct str url;
	int heading, lists;
	bool spread, flex; /* what is in it is side by side */
};

struct html {
	struct arena *mem;
	struct flow flow;
	struct str rest;
	struct element open[DEPTH];
	int depth;
	int heading, lists, item; /* item: its first line is still to come */
	int pre;
	struct str title;
	struct html_row row;
	int cell;         /* of the row, from 1 */
	bool cell_begins; /* nothing is in it yet */
	size_t looked;    /* bytes of rows */
	size_t steps;
	struct html_sheet sheet;
};

/* ---- text ----------------------------------------------------------------*/

/* What a line is, is said when its first word comes. */
static void begin_line(struct html *h)
{
	if (intake_flow_any(&h->flow))
		return;
	h->flow.heading = h->heading;
	h->flow.item = h->item;
	h->flow.indent = (float)(INDENT * (h->lists < 9 ? h->lists : 9));
	h->item = 0;
}

static void add_char(struct html *h, uint32_t c)
{
	if (h->pre && c == '\n') {
		intake_flow_line(&h->flow);
	} else if (h->pre && c == '\t') {
		intake_flow_gap(&h->flow, 8);
	} else {
		if (c > ' ' && c != 0xA0) {
			begin_line(h);
			h->cell_begins = false;
		}
		intake_flow_char(&h->flow, c);
	}
}

static size_t take_char(struct html *h, struct str s)
{
	uint32_t c;
	size_t n = *s.at == '&' ? intake_html_entity(s, &c) : 0;
	int bytes;

	if (!n) {
		bytes = utf8_decode(s, &c);
		n = (size_t)(bytes < 0 ? -bytes : bytes);
	}
	add_char(h, c);
	return n;
}

/* Up to the next '<'; at one that begins no tag, past it. */
static void take_text(struct html *h)
{
	struct str s = h->rest;
	size_t i = 0;

	do
		i += take_char(h, str_of(s.at + i, s.len - i));
	while (i < s.len && s.at[i] != '<');
	h->rest = str_of(s.at + i, s.len - i);
}

/* ---- what is not shown ---------------------------------------------------*/

static bool is_close(struct str s, struct str name)
{
	return s.len > name.len + 2 && s.at[1] == '/' &&
	       str_eq_nocase(str_of(s.at + 2, name.len), name);
}

/* <script>: up to </script>, whatever stands between. */
static struct str skip_raw(struct html *h, struct str name)
{
	const char *from = h->rest.at, *p = from, *end = from + h->rest.len;

	for (; p < end && (p = memchr(p, '<', (size_t)(end - p))); p++)
		if (is_close(str_of(p, (size_t)(end - p)), name))
			break;
	if (!p)
		p = end;
	h->rest = str_of(p, (size_t)(end - p));
	return str_of(from, (size_t)(p - from));
}

/* An element and all in it. One whose end may be left out ends before the next
 * of its kind. */
static void skip_element(struct html *h, const struct html_tag *gone)
{
	struct html_tag tag;
	int depth = 1;

	while (h->rest.len && depth) {
		const char *p = memchr(h->rest.at, '<', h->rest.len);
		size_t n = p ? (size_t)(p - h->rest.at) : h->rest.len;

		h->rest = str_of(h->rest.at + n, h->rest.len - n);
		n = h->rest.len ? intake_html_tag(h->rest, &tag) : 0;
		if (n && str_eq_nocase(tag.name, gone->name)) {
			if (!tag.closes && gone->optional)
				return;
			depth += tag.closes ? -1 : !tag.empty;
		}
		n += !n && h->rest.len;
		h->rest = str_of(h->rest.at + n, h->rest.len - n);
		if (n > 1 && tag.kind == HTML_RAW && !tag.closes && !tag.empty)
			skip_raw(h, tag.name);
	}
}

/* ---- lines ---------------------------------------------------------------*/

/* Cells that hold one line each are of the row's line. */
static bool holds_line(const struct html *h)
{
	return h->cell && (h->cell <= h->row.lead || h->cell_begins);
}

static void end_line(struct html *h, bool apart)
{
	if (holds_line(h))
		intake_flow_char(&h->flow, ' ');
	else if (apart)
		intake_flow_block(&h->flow);
	else
		intake_flow_line(&h->flow);
}

static void begin_row(struct html *h)
{
	size_t most = h->rest.len < ROW ? h->rest.len : ROW;

	h->cell = 0;
	end_line(h, false);
	h->row = (struct html_row){ 0 };
	if (h->looked > ROWS)
		return;
	h->looked += most;
	intake_html_row(h->rest, most, &h->row);
}

static void begin_cell(struct html *h)
{
	h->cell++;
	if (h->cell <= h->row.lead ||
		(h->cell == h->row.lead + 1 && h->cell > 1)) {
		intake_flow_gap(&h->flow, 0);
		h->cell_begins = true;
	} else {
		intake_flow_block(&h->flow);
		h->cell_begins = false;
	}
}

/* ---- elements ------------------------------------------------------------*/

static void close_element(struct html *h)
{
	const struct element *e = &h->open[--h->depth];

	switch (e->kind) {
	case HTML_APART:
	case HTML_HEADING:
		end_line(h, true);
		break;
	case HTML_LIST:
		end_line(h, e->lists == 0);
		break;
	case HTML_TABLE:
		h->cell = 0;
		h->row = (struct html_row){ 0 };
		end_line(h, true);
		break;
	case HTML_ROW:
		h->cell = 0;
		end_line(h, h->row.lead < h->row.cells);
		break;
	case HTML_PRE:
		h->pre--;
		end_line(h, true);
		break;
	case HTML_BLOCK:
	case HTML_ITEM:
		end_line(h, false);
		h->item = 0;
		break;
	case HTML_CELL:
		h->cell_begins = false;
		break;
	default:
		break;
	}
	h->flow.flags = e->flags;
	h->flow.size = e->size;
	h->flow.url = e->url;
	h->heading = e->heading;
	h->lists = e->lists;
}

/* Tags that are closed without being open are nothing; those of a table end
 * within it. */
static void close_tag(struct html *h, const struct html_tag *tag)
{
	int i = h->depth;

	h->steps += (size_t)h->depth;
	if (h->steps > STEPS && i &&
		!str_eq_nocase(h->open[i - 1].name, tag->name))
		return;
	while (i && !str_eq_nocase(h->open[i - 1].name, tag->name)) {
		i--;
		if (i && h->open[i].kind == HTML_TABLE &&
			tag->kind != HTML_TABLE)
			return;
	}
	if (!i)
		return;
	while (h->depth >= i)
		close_element(h);
}

static bool is_term(struct str name)
{
	return str_eq_nocase(name, STR("dt")) || str_eq_nocase(name, STR("dd"));
}

/* Another <li> ends the one before, up to the list that both are in. */
static void close_optional(struct html *h, const struct html_tag *tag)
{
	bool block = tag->kind >= HTML_BLOCK && tag->kind <= HTML_TABLE;
	bool row = tag->kind == HTML_ROW;

	for (int i = h->depth; i; i--) {
		const struct element *e = &h->open[i - 1];
		bool same = str_eq_nocase(e->name, tag->name) ||
			    (tag->kind == HTML_CELL && e->kind == HTML_CELL) ||
			    (is_term(tag->name) && is_term(e->name));

		if ((same && tag->optional) ||
			(block && str_eq_nocase(e->name, STR("p"))) ||
			(row && e->kind == HTML_CELL)) {
			while (h->depth >= i)
				close_element(h);
			if (!row)
				return;
			continue;
		}
		if (e->kind == HTML_LIST || e->kind == HTML_TABLE ||
			(e->kind == HTML_CELL && !row) ||
			(block && e->kind <= HTML_PRE &&
				e->kind != HTML_INLINE &&
				e->kind < HTML_BREAK && !tag->optional))
			return;
	}
}

static bool is_address(struct str s)
{
	static const char *const begins[] = { "http://", "https://",
		"mailto:", "tel:", "//", "www.",
		"skype:", "callto:", "sms:", "ftp://" };

	for (size_t i = 0; i < LENGTH(begins); i++)
		if (s.len > strlen(begins[i]) &&
			str_eq_nocase(str_of(s.at, strlen(begins[i])),
				str_c(begins[i])))
			return s.len <= FLOW_URL;
	return false;
}

static void look(
	struct html *h, const struct html_tag *tag, const struct html_look *is)
{
	if (tag->kind == HTML_BOLD || tag->bold || is->bold)
		h->flow.flags |= INTAKE_BOLD;
	if (is->light)
		h->flow.flags &= ~(unsigned)INTAKE_BOLD;
	if (tag->kind == HTML_ITALIC || is->italic)
		h->flow.flags |= INTAKE_ITALIC;
	if (is->hidden)
		h->flow.flags |= INTAKE_HIDDEN;
	if (is->size > 0)
		h->flow.size = is->size;
	if (is->apart && !holds_line(h))
		intake_flow_gap(&h->flow, 0);
}

static void open_kind(struct html *h, const struct html_tag *tag)
{
	struct str url;

	switch (tag->kind) {
	case HTML_APART:
	case HTML_PRE:
	case HTML_TABLE:
		end_line(h, !h->item);
		h->pre += tag->kind == HTML_PRE;
		break;
	case HTML_HEADING:
		end_line(h, !h->item);
		h->heading = tag->level;
		break;
	case HTML_BLOCK:
		end_line(h, false);
		break;
	case HTML_LIST:
		end_line(h, h->lists == 0);
		h->lists++;
		break;
	case HTML_ITEM:
		end_line(h, false);
		h->item = h->lists ? h->lists : 1;
		break;
	case HTML_ROW:
		begin_row(h);
		break;
	case HTML_CELL:
		begin_cell(h);
		break;
	case HTML_LINK:
		url = intake_html_value(
			h->mem, intake_html_attribute(tag, "href"));
		h->flow.url = is_address(url) ? url : STR_NONE;
		break;
	default:
		break;
	}
}

/* Of what stands side by side, where it would be a line else. */
static bool is_part(enum html_kind kind)
{
	return kind == HTML_INLINE || kind == HTML_BLOCK ||
	       kind == HTML_APART || kind == HTML_HEADING ||
	       kind == HTML_BOLD || kind == HTML_ITALIC;
}

static void open_tag(struct html *h, const struct html_tag *tag)
{
	struct html_look is;
	struct element *e;

	h->steps += 4 * h->sheet.count;
	if (h->steps > STEPS)
		h->sheet.count = 0;
	intake_html_look(&h->sheet, tag, &is);
	if (tag->kind != HTML_INLINE &&
		(tag->kind < HTML_BOLD || tag->kind == HTML_PRE))
		close_optional(h, tag);
	if ((tag->kind == HTML_GONE || is.gone) && !tag->empty) {
		skip_element(h, tag);
		return;
	}
	if (tag->kind == HTML_BREAK)
		end_line(h, false);
	else if (tag->kind == HTML_RULE)
		end_line(h, true);
	if (tag->empty || h->depth == DEPTH)
		return;
	e = &h->open[h->depth++];
	*e = (struct element){ tag->name, tag->kind, h->flow.flags,
		h->flow.size, h->flow.url, h->heading, h->lists, false, false };
	if (h->depth > 1 && e[-1].spread)
		intake_flow_gap(&h->flow, 0);
	else if (h->depth > 1 && e[-1].flex)
		intake_flow_char(&h->flow, ' ');
	if (h->depth > 1 && e[-1].spread && is_part(e->kind)) {
		h->heading = e->kind == HTML_HEADING ? tag->level : h->heading;
		e->kind = HTML_INLINE;
	} else {
		open_kind(h, tag);
	}
	e->spread = is.spread;
	e->flex = is.flex;
	look(h, tag, &is);
}

static void take_tag(struct html *h, const struct html_tag *tag)
{
	struct str raw;

	if (!tag->name.len)
		return;
	if (tag->kind == HTML_RAW || tag->kind == HTML_TITLE) {
		raw = tag->closes || tag->empty ? STR("")
						: skip_raw(h, tag->name);
		if (str_eq_nocase(tag->name, STR("style")))
			intake_html_sheet(&h->sheet, raw);
		if (tag->kind == HTML_TITLE && !h->title.len)
			h->title = intake_html_value(h->mem, raw);
	} else if (tag->closes) {
		close_tag(h, tag);
	} else {
		open_tag(h, tag);
	}
}

/* ---- the page ------------------------------------------------------------*/

/* "charset=" of a <meta>, or what XML declares. */
static struct str encoding(struct str s)
{
	static const char *const names[] = { "charset=", "encoding=" };

	if (s.len > HEAD)
		s.len = HEAD;
	for (size_t i = 0; i < LENGTH(names); i++) {
		const char *p = memmem(s.at, s.len, names[i], strlen(names[i]));
		struct str rest;
		size_t n = 0;

		if (!p)
			continue;
		p += strlen(names[i]);
		rest = str_of(p, (size_t)(s.at + s.len - p));
		if (rest.len && (*rest.at == '"' || *rest.at == '\''))
			rest = str_of(rest.at + 1, rest.len - 1);
		while (n < rest.len && !strchr("\"' />;?", rest.at[n]))
			n++;
		return str_of(rest.at, n);
	}
	return STR("");
}

bool intake_html(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err)
{
	struct html *h = ARENA_NEW(mem, struct html);
	struct html_tag tag;

	h->mem = mem;
	if (bytes.len > FLOW_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"it is a web page of %zu MB; up to %d are read",
			bytes.len >> 20, FLOW_BYTES >> 20);
	intake_flow_begin(&h->flow, mem);
	h->flow.typed = true;
	h->rest = intake_codepage_named(mem, bytes, encoding(bytes));
	while (h->rest.len && !h->flow.spent) {
		size_t n =
			*h->rest.at == '<' ? intake_html_tag(h->rest, &tag) : 0;

		if (!n) {
			take_text(h);
			continue;
		}
		h->rest = str_of(h->rest.at + n, h->rest.len - n);
		take_tag(h, &tag);
	}
	intake_flow_line(&h->flow);
	if (!h->flow.all_words)
		intake_flow_text(&h->flow, h->title);
	return intake_flow_end(&h->flow, out, err);
}
