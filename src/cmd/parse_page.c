/*
 * cmd/parse_page.c - a page as a picture (SVG): its words, frames over what
 * was recognised, and beside them what the frames mean. Colours are those of
 * Okabe and Ito and Tol, which colour-blind people can tell apart; what a frame
 * is, its tag says too.
 */
#include "cmd/parse_page.h"

#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	ASIDE = 170,
	HEIGHT_LEAST = 430, /* of what stands aside */
	HEADING_BYTES = 100,
	WORST = 12,
	POINTER_BYTES = 32, /* of one that is listed */
	MARGIN = 2,
	STEP = 14
};

#define TAG_SIZE 4.6f

struct picture {
	const struct intake_answer *a;
	const struct intake_page *page;
	size_t number;
	struct buf *out;
	struct arena *mem;
	/* By the page's lines: the first value that each gave, from 1. */
	size_t *first;
};

/* ---- drawing ------------------------------------------------------------ */

static void put_text(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '<')
			buf_add(out, STR("&lt;"));
		else if (c == '>')
			buf_add(out, STR("&gt;"));
		else if (c == '&')
			buf_add(out, STR("&amp;"));
		else
			buf_addc(out, (unsigned char)c < ' ' ? ' ' : c);
	}
}

/* About how wide Helvetica draws it, in its size. */
static float natural_width(struct str s)
{
	float width = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c & 0xc0) == 0x80)
			continue;
		width += strchr("ijl.,;:'|! ", c)  ? 0.26f
			 : strchr("frtI()[]/-", c) ? 0.33f
			 : strchr("mwMW@%&", c)    ? 0.86f
			 : c >= 0xe3               ? 1
			 : c >= 'A' && c <= 'Z'    ? 0.69f
						   : 0.55f;
	}
	return width;
}

static void put_rect(struct buf *out, struct intake_box b, float by,
	const char *colour, const char *more)
{
	buf_addf(out,
		"<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='1.5' "
		"stroke='%s' fill='%s' %s>",
		(double)(b.x0 - by), (double)(b.y0 - by),
		(double)(b.x1 - b.x0 + 2 * by), (double)(b.y1 - b.y0 + 2 * by),
		colour, colour, more);
}

/* On the upper edge of a frame, at its right end; the number alone where the
 * words have no room. */
static void put_tag(struct buf *out, struct intake_box b, struct str words,
	const char *sure)
{
	float room = b.x1 - b.x0;
	bool both = TAG_SIZE * (natural_width(words) +
				       0.6f * (float)(strlen(sure) + 1)) <
		    room;

	buf_addf(out, "<text class='tag' x='%.1f' y='%.1f'>",
		(double)b.x1 - 0.5, (double)b.y0 - 0.2);
	if (both)
		put_text(out, words);
	buf_addf(out, "%s%s</text>\n", both && *sure ? " " : "", sure);
}

/* Its type may be a narrower one than the picture's. */
static void draw_word(struct buf *out, const struct intake_word *w)
{
	float width = w->box.x1 - w->box.x0;
	float natural = natural_width(w->text);

	if (width <= 0 || w->turn || w->flags & INTAKE_HIDDEN) {
		put_rect(out, w->box, 0, "none", "class='w'");
		buf_add(out, STR("</rect>\n"));
		return;
	}
	buf_addf(out,
		"<text x='%.1f' y='%.1f' font-size='%.1f' textLength='%.1f' "
		"lengthAdjust='spacingAndGlyphs'%s>",
		(double)w->box.x0, (double)w->base,
		(double)fminf(w->size, width / fmaxf(natural, 0.1f)),
		(double)width,
		w->flags & INTAKE_BOLD ? " font-weight='bold'" : "");
	put_text(out, w->text);
	buf_add(out, STR("</text>\n"));
}

static void draw_words(const struct picture *p)
{
	buf_add(p->out, STR("<g class='words'>\n"));
	for (size_t i = 0; i < p->page->count; i++)
		for (size_t k = 0; k < p->page->at[i].count; k++)
			draw_word(p->out, &p->page->at[i].at[k]);
	buf_add(p->out, STR("</g>\n"));
}

static bool here(const struct picture *p, size_t i)
{
	return p->a->found.traces.at[i].page == p->number;
}

static void find_first(struct picture *p)
{
	p->first = ARENA_LIST(p->mem, size_t, p->page->count + 1);
	for (size_t i = 0; i < p->a->found.traces.count; i++) {
		uint32_t line = p->a->found.traces.at[i].line;

		if (here(p, i) && !p->first[line])
			p->first[line] = i + 1;
	}
}

/* Did another entry give it: an employer of several roles? */
static bool is_shared(const struct picture *p, size_t i)
{
	const struct intake_trace *at = p->a->found.traces.at;
	size_t first = p->first[at[i].line];
	struct parse_parts a = cmd_parse_parts(at[i].at), b;

	if (!first || first - 1 == i)
		return false;
	b = cmd_parse_parts(at[first - 1].at);
	return str_eq(a.section, b.section) && !str_eq(a.entry, b.entry) &&
	       cmd_parse_kind(at[i].at) != PARSE_KIND_LIST &&
	       !str_is(a.section, "basics");
}

static void put_entry(const struct picture *p, struct intake_box b,
	struct parse_parts of, int64_t number)
{
	float x = b.x0 - 3 * MARGIN, height = b.y1 - b.y0 + 2 * MARGIN;
	char name[48];

	snprintf(name, sizeof(name), "%.*s %lld", STR_ARG(of.section),
		(long long)number + 1);
	put_rect(p->out, b, MARGIN * 2, "#64748b", "class='e'");
	buf_addf(p->out,
		"<title>%s</title></rect><rect class='bar' x='%.1f' y='%.1f' "
		"width='2' height='%.1f'></rect>",
		name, (double)x, (double)(b.y0 - MARGIN), (double)height);
	if (TAG_SIZE * natural_width(str_c(name)) < height)
		buf_addf(p->out,
			"<text class='tag' transform='translate(%.1f %.1f) "
			"rotate(-90)'>%s</text>",
			(double)x - 1.5, (double)(b.y0 - MARGIN), name);
	buf_add(p->out, STR("\n"));
}

/* An entry is what its fields stand in. */
static void draw_entry(const struct picture *p, size_t i, bool *done)
{
	const struct intake_trace *at = p->a->found.traces.at;
	struct parse_parts first = cmd_parse_parts(at[i].at);
	int64_t number = 0;
	struct intake_box b = { INFINITY, INFINITY, -INFINITY, -INFINITY };

	for (size_t k = i; k < p->a->found.traces.count; k++) {
		struct parse_parts other = cmd_parse_parts(at[k].at);

		if (!here(p, k) || !str_eq(first.section, other.section) ||
			!str_eq(first.entry, other.entry))
			continue;
		done[k] = true;
		if (!is_shared(p, k))
			b = cmd_parse_join(
				b, cmd_parse_place(p->mem, p->a, &at[k],
					   PARSE_KIND_BULLET));
	}
	str_int(first.entry, &number);
	if (b.x0 <= b.x1)
		put_entry(p, b, first, number);
}

static void draw_entries(const struct picture *p)
{
	size_t count = p->a->found.traces.count;
	bool *done = ARENA_LIST(p->mem, bool, count + 1);

	for (size_t i = 0; i < count; i++) {
		struct str at = p->a->found.traces.at[i].at;
		struct parse_parts parts = cmd_parse_parts(at);

		if (here(p, i) && !done[i] && parts.entry.len &&
			isdigit((unsigned char)*parts.entry.at) &&
			cmd_parse_kind(at) != PARSE_KIND_LIST)
			draw_entry(p, i, done);
	}
}

/* "/projects/0/highlights/2": highlights. */
static struct str last_name(struct str pointer)
{
	struct str name = STR(""), rest = pointer;

	while (rest.len) {
		struct str part = str_cut(&rest, '/');

		if (part.len && !isdigit((unsigned char)*part.at))
			name = part;
	}
	return name;
}

static void draw_field(const struct picture *p, const struct intake_trace *t,
	struct intake_box b)
{
	enum parse_kind kind = cmd_parse_kind(t->at);
	int sure = cmd_parse_sure(t);
	char number[8];

	snprintf(number, sizeof(number), "%d", sure);
	put_rect(p->out, b, MARGIN / 2.0f, cmd_parse_kinds[kind].colour,
		sure < PARSE_DOUBT ? "class='f d'" : "class='f'");
	buf_add(p->out, STR("<title>"));
	put_text(p->out, t->at);
	buf_addf(p->out, " %d %%</title></rect>", sure);
	put_tag(p->out, b, last_name(t->at), number);
}

static void draw_fields(const struct picture *p)
{
	struct intake_box last = { 0 };

	for (size_t i = 0; i < p->a->found.traces.count; i++) {
		const struct intake_trace *t = &p->a->found.traces.at[i];
		struct intake_box b;

		if (!here(p, i) || is_shared(p, i))
			continue;
		b = cmd_parse_place(p->mem, p->a, t, cmd_parse_kind(t->at));
		/* "2018-2022" is where both dates are from */
		if (b.x0 != last.x0 || b.y0 != last.y0 || b.x1 != last.x1)
			draw_field(p, t, b);
		last = b;
	}
}

static bool is_left(const struct picture *p, size_t line)
{
	for (size_t i = 0; i < p->a->found.left.count; i++)
		if (p->a->found.left.at[i].page == p->number &&
			p->a->found.left.at[i].line == line)
			return true;
	return false;
}

static bool is_heading(const struct picture *p, const struct intake_line *l)
{
	const struct resume *r = &p->a->found.resume;
	struct buf b;

	buf_init(&b, p->mem, HEADING_BYTES);
	for (size_t i = 0; i < l->count; i++) {
		if (i)
			buf_addc(&b, ' ');
		buf_add(&b, l->at[i].text);
	}
	if (!buf_ok(&b))
		return false;
	for (size_t i = 0; i < r->meta.vitae.custom_sections.count; i++)
		if (str_eq(r->meta.vitae.custom_sections.at[i].title,
			    buf_str(&b)))
			return true;
	return intake_names_section(buf_str(&b));
}

/* A heading gives no value, and yet it was used. */
static void draw_headings(const struct picture *p)
{
	for (size_t i = 0; i < p->page->count; i++) {
		const struct intake_line *l = &p->page->at[i];

		if (p->first[i] || l->repeated || !is_heading(p, l) ||
			is_left(p, i))
			continue;
		put_rect(p->out, l->box, MARGIN / 2.0f,
			cmd_parse_kinds[PARSE_KIND_SECTION].colour,
			"class='h'");
		buf_add(p->out, STR("<title>heading</title></rect>"));
		put_tag(p->out, l->box, STR("section"), "");
	}
}

static void draw_left(const struct picture *p)
{
	for (size_t i = 0; i < p->a->found.left.count; i++) {
		const struct intake_left *l = &p->a->found.left.at[i];

		if (l->page != p->number)
			continue;
		put_rect(p->out, p->page->at[l->line].box, MARGIN / 2.0f,
			"#dc2626", "class='l'");
		buf_add(p->out, STR("<title>found no place</title></rect>"));
		put_tag(p->out, p->page->at[l->line].box, STR("no place"), "");
	}
}

/* ---- beside the page ---------------------------------------------------- */

static void draw_legend_row(const struct picture *p, double y,
	const char *colour, const char *shape, const char *title, int count,
	double sure)
{
	double x = (double)p->page->width + 16;

	buf_addf(p->out,
		"<rect x='%.1f' y='%.1f' width='14' height='9' rx='1.5' "
		"stroke='%s' fill='%s' class='%s'></rect>"
		"<text class='leg' x='%.1f' y='%.1f'>%s</text>",
		x, y - 8, colour, colour, shape, x + 20, y, title);
	if (count)
		buf_addf(p->out, "<text class='leg n' x='%.1f' y='%.1f'>%d",
			x + ASIDE - 28, y, count);
	if (count && sure >= 0)
		buf_addf(p->out, " \xc2\xb7 %.0f %%", sure / count);
	buf_add(p->out, count ? STR("</text>\n") : STR("\n"));
}

static double draw_legend(const struct picture *p)
{
	int count[PARSE_KINDS] = { 0 }, left = 0;
	double sure[PARSE_KINDS] = { 0 }, y = 40;

	for (size_t i = 0; i < p->a->found.traces.count; i++) {
		const struct intake_trace *t = &p->a->found.traces.at[i];

		count[cmd_parse_kind(t->at)] += here(p, i);
		sure[cmd_parse_kind(t->at)] +=
			here(p, i) ? cmd_parse_sure(t) : 0;
	}
	for (size_t i = 0; i < p->a->found.left.count; i++)
		left += p->a->found.left.at[i].page == p->number;
	buf_addf(p->out,
		"<text class='head' x='%.1f' y='22'>page %zu of %zu \xc2\xb7 "
		"%s</text>\n",
		(double)p->page->width + 16, p->number + 1, p->a->doc.count,
		intake_formats[p->a->format].name);
	for (int k = 0; k < PARSE_KINDS; k++)
		if (count[k]) {
			draw_legend_row(p, y, cmd_parse_kinds[k].colour, "f",
				cmd_parse_kinds[k].title, count[k], sure[k]);
			y += STEP;
		}
	draw_legend_row(p, y, cmd_parse_kinds[PARSE_KIND_SECTION].colour, "h",
		"heading of a section", 0, -1);
	draw_legend_row(
		p, y + STEP, "#64748b", "e", "entry, with its bar", 0, -1);
	draw_legend_row(
		p, y + 2 * STEP, "#dc2626", "l", "found no place", left, -1);
	draw_legend_row(p, y + 3 * STEP, "#334155", "d",
		"doubtful: less than 60 % sure", 0, -1);
	return y + 5 * STEP;
}

/* Pointers are ASCII, as keys and numbers are. */
static struct str last_bytes(struct str pointer)
{
	size_t over =
		pointer.len > POINTER_BYTES ? pointer.len - POINTER_BYTES : 0;

	return str_of(pointer.at + over, pointer.len - over);
}

static int by_doubt(const void *a, const void *b)
{
	const struct intake_trace *const *x = a, *const *y = b;

	return cmd_parse_sure(*x) - cmd_parse_sure(*y);
}

/* What people should look at first. */
static void draw_worst(const struct picture *p, double y)
{
	size_t count = 0, all = p->a->found.traces.count;
	const struct intake_trace **list =
		ARENA_LIST(p->mem, const struct intake_trace *, all + 1);
	double x = (double)p->page->width + 16;

	for (size_t i = 0; i < all; i++)
		if (here(p, i))
			list[count++] = &p->a->found.traces.at[i];
	qsort(list, count, sizeof(*list), by_doubt);
	buf_addf(p->out,
		"<text class='head' x='%.1f' y='%.1f'>least sure</text>\n", x,
		y);
	for (size_t i = 0; i < count && i < WORST; i++) {
		y += 12;
		buf_addf(p->out, "<text class='leg' x='%.1f' y='%.1f'>%d %% ",
			x, y, cmd_parse_sure(list[i]));
		if (list[i]->at.len > POINTER_BYTES)
			buf_add(p->out, STR("\xe2\x80\xa6"));
		put_text(p->out, last_bytes(list[i]->at));
		buf_add(p->out, STR("</text>\n"));
	}
}

static const char style[] =
	"<style>"
	"text{font-family:Helvetica,Arial,sans-serif}"
	".words text{fill:#334155}.w{fill:#e2e8f0}"
	".f{fill-opacity:.16;stroke-width:.9}.h{fill:none;stroke-width:1.2}"
	".d{stroke-dasharray:3 1.5;stroke-width:1.4;fill-opacity:.06}"
	".e{fill-opacity:.07;stroke:none}.bar{fill:#64748b}"
	".l{fill-opacity:.06;stroke-width:.9;stroke-dasharray:1 1.6}"
	".tag{font-size:4.4px;text-anchor:end;fill:#1e293b;stroke:#fff;"
	"stroke-width:1;stroke-linejoin:round;paint-order:stroke}"
	".leg{font-size:8px;fill:#334155}.n{text-anchor:end}"
	".head{font-size:10px;font-weight:bold;fill:#0f172a}"
	"</style>\n";

void cmd_parse_show_page(struct arena *mem, const struct intake_answer *a,
	size_t page, struct buf *out)
{
	struct picture p = { .a = a,
		.page = &a->doc.at[page],
		.number = page,
		.out = out,
		.mem = mem };
	double width = (double)p.page->width, height = (double)p.page->height;

	height = height < HEIGHT_LEAST ? HEIGHT_LEAST : height;
	find_first(&p);
	buf_addf(out,
		"<svg xmlns='http://www.w3.org/2000/svg' width='%.0f' "
		"height='%.0f' viewBox='0 0 %.0f %.0f'>\n%s"
		"<rect width='100%%' height='100%%' fill='#f1f5f9'></rect>"
		"<rect width='%.1f' height='%.1f' fill='#fff'></rect>\n",
		width + ASIDE, height, width + ASIDE, height, style, width,
		(double)p.page->height);
	draw_entries(&p);
	draw_words(&p);
	draw_headings(&p);
	draw_left(&p);
	draw_fields(&p);
	draw_worst(&p, draw_legend(&p));
	buf_add(out, STR("</svg>\n"));
}
