/* intake/flow.c - see flow.h. */
#include "intake/flow.h"

#include "base/utf8.h"
#include "intake/lines_int.h"
#include "resume/lines.h"

enum { BLANKS = 4, MARGIN = 36, WIDTH = 612, HEIGHT = 792, UNKNOWN = 0xFFFD };

#define SIZE 11.0f
#define LEADING 1.25f
#define WIDE 0.45f  /* of a size: space that ends a block */
#define APART 0.75f /* of a size: what stands between blocks beside that */

void intake_flow_begin(struct flow *f, struct arena *mem)
{
	*f = (struct flow){ .mem = mem, .y = MARGIN };
	buf_init(&f->word, mem, FLOW_BYTES + 64);
	buf_add(&f->word, STR(""));
}

static void *more(
	struct arena *mem, void *at, size_t count, size_t *room, size_t each)
{
	void *to;

	if (count < *room)
		return at;
	*room = *room ? 2 * *room : 64;
	to = arena_bytes(mem, *room * each);
	if (count)
		memcpy(to, at, count * each);
	return to;
}

/* ---- words -------------------------------------------------------------- */

static float size_of(const struct flow *f)
{
	static const float of_heading[] = { SIZE, 20, 16, 13, 12 };
	size_t level = (size_t)f->heading;

	if (f->size > 0)
		return f->size;
	return level < LENGTH(of_heading) ? of_heading[level] : SIZE;
}

static void end_word(struct flow *f)
{
	struct intake_word *w;
	struct str text = buf_str(&f->word);

	if (!text.len || f->spent)
		return;
	if (f->all_words == FLOW_WORDS || f->all_bytes > FLOW_BYTES) {
		f->spent = f->all_words == FLOW_WORDS ? "words" : "letters";
		return;
	}
	f->words = more(f->mem, f->words, f->word_count, &f->word_room,
		sizeof(*f->words));
	w = &f->words[f->word_count++];
	*w = f->word_look;
	w->text = str_copy(f->mem, text);
	w->box.x1 = f->x;
	w->place = (uint32_t)f->all_words++;
	f->all_bytes += text.len;
	f->word.len = 0;
	f->glued = true;
}

static bool same_look(const struct flow *f)
{
	const struct intake_word *w = &f->word_look;

	return (w->flags & ~(unsigned)(INTAKE_CELL | INTAKE_GLUED)) ==
		       f->flags &&
	       w->size == size_of(f) && w->url.at == f->url.at &&
	       w->url.len == f->url.len;
}

/* Its letters come next. */
static void begin_word(struct flow *f)
{
	bool first = !f->word_count;

	if (first)
		f->x = MARGIN + f->indent;
	f->word_look = (struct intake_word){
		.url = f->url,
		.size = size_of(f),
		.flags = f->flags | (f->gap && !first ? INTAKE_CELL : 0u) |
			 (f->glued && !f->gap && !first ? INTAKE_GLUED : 0u),
		.box.x0 = f->x,
	};
	f->gap = f->glued = false;
}

static void blank(struct flow *f)
{
	end_word(f);
	if (f->word_count && f->glued)
		f->x += 0.5f * size_of(f);
	f->glued = false;
}

static bool is_blank(uint32_t c)
{
	return c == ' ' || c == 0xA0 || (c >= '\t' && c <= '\r') || c == 0x85 ||
	       c == 0x3000 || c == 0x1680 || c == 0x205F ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x2028 ||
	       c == 0x2029;
}

static bool is_nothing(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x200B ||
	       c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xFFFC ||
	       (c >= 0xFE00 && c <= 0xFE0F) || (c & 0xFFFE) == 0xFFFE ||
	       (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF;
}

static bool is_icon(uint32_t c)
{
	return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

/* Of fonts of symbols, where they stand for the mark of an item. */
static bool is_mark(uint32_t c)
{
	return c == 0xF0B7 || c == 0xF0A7 || c == 0xF0D8 || c == 0xF0FC ||
	       c == 0xF06E || c == 0xF076 || c == 0xF0A8 || c == 0xF02D;
}

static void letter(struct flow *f, uint32_t c)
{
	char bytes[4];

	if (f->word.len && !same_look(f))
		end_word(f);
	if (!f->word.len)
		begin_word(f);
	buf_add(&f->word, str_of(bytes, (size_t)utf8_encode(c, bytes)));
	f->x += 0.5f * f->word_look.size;
	f->glyphs++;
	f->unknown += c == UNKNOWN;
}

void intake_flow_char(struct flow *f, uint32_t c)
{
	static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl",
		"st", "st" };

	if (is_blank(c)) {
		blank(f);
		return;
	}
	if (c == 0xAD) {
		f->soft = true;
		return;
	}
	if (is_nothing(c))
		return;
	f->soft = false;
	if (c == 0x2011)
		c = '-';
	if (is_mark(c) && f->typed && !intake_flow_any(f))
		c = 0x2022;
	if (is_icon(c)) {
		f->icons++;
		f->glyphs++;
	} else if (c >= 0xFB00 && c <= 0xFB06) {
		for (const char *p = ligatures[c - 0xFB00]; *p; p++)
			letter(f, (unsigned char)*p);
	} else {
		letter(f, c);
	}
}

void intake_flow_text(struct flow *f, struct str s)
{
	uint32_t c;

	for (size_t i = 0; i < s.len;) {
		int n = 1;

		c = (unsigned char)s.at[i];
		if (c >= 0x80)
			n = utf8_decode(str_of(s.at + i, s.len - i), &c);
		if (n > 0)
			intake_flow_char(f, c);
		else
			intake_flow_char(f, UNKNOWN);
		i += (size_t)(n < 0 ? -n : n ? n : 1);
	}
}

void intake_flow_gap(struct flow *f, int blanks)
{
	end_word(f);
	f->glued = false;
	if (!f->word_count || f->gap)
		return;
	f->gap = true;
	f->x += 0.5f * size_of(f) * (float)(blanks > 0 ? blanks : BLANKS);
}

bool intake_flow_any(const struct flow *f)
{
	return f->word_count || f->word.len;
}

/* ---- lines -------------------------------------------------------------- */

/* The mark of an item alone, as the line's first word? */
static bool is_mark_word(const struct flow *f, struct str text)
{
	char s[16];
	struct str line;

	if (text.len > 4)
		return false;
	/* The letter o is one where the line is indented. */
	memcpy(s, "  ", 2);
	memcpy(s + 2, text.at, text.len);
	memcpy(s + 2 + text.len, " x", 2);
	line = f->indent > 0 ? str_of(s, text.len + 4)
			     : str_of(s + 2, text.len + 2);
	return resume_line_bullet(&line) && line.len == 1;
}

static void take_mark(struct flow *f)
{
	struct str first = f->words[0].text;

	if (!f->typed || f->heading)
		return;
	if (f->word_count > 1 && is_mark_word(f, first)) {
		f->words++;
		f->word_count--;
		f->word_room--;
		f->words[0].flags &= ~(unsigned)(INTAKE_CELL | INTAKE_GLUED);
	} else if (resume_line_bullet(&first)) {
		f->words[0].text = first;
	} else {
		return;
	}
	if (!f->item)
		f->item = 1;
}

static bool is_rtl(const struct intake_line *l)
{
	size_t rtl = 0;

	for (size_t i = 0; i < l->count; i++)
		rtl += intake_rtl(l->at[i].text);
	return 2 * rtl > l->count;
}

/* The size of most of its letters, and what all its words have in common. */
static void measure(struct intake_line *l)
{
	float big = 0;
	size_t most = 0;

	l->flags = ~0u;
	for (size_t i = 0; i < l->count; i++) {
		const struct intake_word *w = &l->at[i];
		size_t of_size = 0;

		l->flags &= w->flags;
		big = w->size > big ? w->size : big;
		if (i && w->size == l->size)
			continue;
		for (size_t k = i; k < l->count && k < i + 64; k++)
			of_size += l->at[k].size == w->size ? l->at[k].text.len
							    : 0;
		if (of_size > most) {
			most = of_size;
			l->size = w->size;
		}
	}
	l->base = big; /* for place() */
}

static void place(struct flow *f, struct intake_line *l)
{
	float big = l->base;

	f->space += f->above;
	f->apart |= f->space > WIDE * big;
	if (!f->line_count)
		f->apart = false;
	if (f->apart && f->space < APART * big)
		f->space = APART * big;
	f->y += LEADING * big + (f->line_count ? f->space : 0);
	f->space = f->below;
	l->base = f->y - 0.25f * big;
	for (size_t i = 0; i < l->count; i++) {
		struct intake_word *w = &l->at[i];

		w->base = l->base;
		w->box.y0 = l->base - 0.75f * w->size;
		w->box.y1 = l->base + 0.25f * w->size;
		if (w->box.x1 < w->box.x0)
			w->box.x1 = w->box.x0;
	}
	l->box = (struct intake_box){ l->at[0].box.x0, l->base - 0.75f * big,
		l->at[l->count - 1].box.x1, l->base + 0.25f * big };
}

static int level(int n)
{
	return n < 0 ? 0 : n > FLOW_LEVELS ? FLOW_LEVELS : n;
}

static void add_line(struct flow *f)
{
	struct intake_line *l;

	take_mark(f);
	f->lines = more(f->mem, f->lines, f->line_count, &f->line_room,
		sizeof(*f->lines));
	l = &f->lines[f->line_count];
	*l = (struct intake_line){ .count = f->word_count,
		.column = f->column,
		.heading = (uint8_t)level(f->heading),
		.item = (uint8_t)level(f->item),
		.joined = f->soft };
	l->at = arena_bytes(f->mem, l->count * sizeof(*l->at));
	memcpy(l->at, f->words, l->count * sizeof(*l->at));
	measure(l);
	place(f, l);
	l->rtl = is_rtl(l);
	if (f->apart)
		f->block++;
	l->block = f->block;
	f->line_count++;
	f->apart = false;
}

void intake_flow_line(struct flow *f)
{
	end_word(f);
	if (f->word_count && !f->spent) {
		if (f->all_lines++ < FLOW_LINES)
			add_line(f);
		else
			f->spent = "lines";
	}
	f->word_count = f->word.len = 0;
	f->gap = f->glued = f->soft = false;
	f->heading = f->item = 0;
	f->indent = f->above = f->below = 0;
}

void intake_flow_block(struct flow *f)
{
	intake_flow_line(f);
	f->apart = true;
}

/* ---- pages -------------------------------------------------------------- */

/* As wide as the widest line, so that no word stands outside. */
static float width_of(const struct intake_page *page)
{
	float width = WIDTH;

	for (size_t i = 0; i < page->count; i++)
		if (page->at[i].box.x1 + MARGIN > width)
			width = page->at[i].box.x1 + MARGIN;
	return width;
}

static void end_page(struct flow *f)
{
	struct intake_page *page;

	if (f->page_count == FLOW_PAGES) {
		f->spent = "pages";
		return;
	}
	f->pages = more(f->mem, f->pages, f->page_count, &f->page_room,
		sizeof(*f->pages));
	page = &f->pages[f->page_count++];
	*page = (struct intake_page){ .at = f->lines,
		.count = f->line_count,
		.height = f->y + MARGIN > HEIGHT ? f->y + MARGIN : HEIGHT,
		.glyphs = f->glyphs,
		.unknown = f->unknown,
		.icons = f->icons };
	page->width = width_of(page);
	f->lines = NULL;
	f->line_count = f->line_room = 0;
	f->glyphs = f->unknown = f->icons = 0;
	f->y = MARGIN;
	f->space = 0;
	f->block = f->column = 0;
	f->apart = false;
}

void intake_flow_page(struct flow *f)
{
	intake_flow_line(f);
	if (f->line_count)
		end_page(f);
}

bool intake_flow_end(struct flow *f, struct intake_doc *out, struct err *err)
{
	intake_flow_line(f);
	if (f->line_count || !f->page_count)
		end_page(f);
	if (f->spent)
		return err_set(err, ERR_TOO_BIG,
			"it has too many %s to be a resume: hand in the resume "
			"alone",
			f->spent);
	*out = (struct intake_doc){
		.at = f->pages, .count = f->page_count, .typed = f->typed
	};
	intake_lines_repeated(out);
	return true;
}
