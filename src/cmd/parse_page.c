/*
 * cmd/parse_page.c - a page as a picture (SVG): its words in grey, frames over
 * what was recognised, and beside them what the colours mean.
 */
#include "cmd/parse_page.h"

#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

enum { ASIDE = 170, WORST = 12, MARGIN = 2, STEP = 14 };

struct picture {
	const struct intake_answer *a;
	const struct intake_page *page;
	size_t number;
	struct buf *out;
	struct arena *mem;
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

static void put_title(struct buf *out, struct str at, int sure)
{
	buf_add(out, STR("<title>"));
	put_text(out, at);
	buf_addf(out, " %d %%</title>", sure);
}

static void draw_word(struct buf *out, const struct intake_word *w)
{
	float width = w->box.x1 - w->box.x0;

	put_rect(out, w->box, 0, "none", "class='w'");
	buf_add(out, STR("</rect>"));
	if (width <= 0 || w->turn || w->flags & INTAKE_HIDDEN)
		return;
	buf_addf(out,
		"<text x='%.1f' y='%.1f' font-size='%.1f' textLength='%.1f' "
		"lengthAdjust='spacingAndGlyphs'%s>",
		(double)w->box.x0, (double)w->base, (double)w->size,
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

/* An entry is what its fields stand in. */
static void draw_entry(const struct picture *p, size_t i, bool *done)
{
	const struct intake_trace *at = p->a->found.traces.at;
	struct parse_parts first = cmd_parse_parts(at[i].at);
	int64_t number = 0;
	struct intake_box b =
		cmd_parse_place(p->mem, p->a, &at[i], PARSE_KIND_BULLET);

	for (size_t k = i; k < p->a->found.traces.count; k++) {
		struct parse_parts other = cmd_parse_parts(at[k].at);

		if (!here(p, k) || !str_eq(first.section, other.section) ||
			!str_eq(first.entry, other.entry))
			continue;
		done[k] = true;
		b = cmd_parse_join(b, cmd_parse_place(p->mem, p->a, &at[k],
					      PARSE_KIND_BULLET));
	}
	str_int(first.entry, &number);
	put_rect(p->out, b, MARGIN * 2, "#94a3b8", "class='e'");
	buf_add(p->out, STR("</rect>"));
	buf_addf(p->out, "<text class='tag' x='%.1f' y='%.1f'>",
		(double)(b.x0 - MARGIN * 2), (double)(b.y0 - MARGIN * 2 - 1));
	put_text(p->out, first.section);
	buf_addf(p->out, " %lld</text>\n", (long long)number + 1);
}

static void draw_entries(const struct picture *p)
{
	size_t count = p->a->found.traces.count;
	bool *done = ARENA_LIST(p->mem, bool, count + 1);

	for (size_t i = 0; i < count; i++) {
		struct parse_parts parts =
			cmd_parse_parts(p->a->found.traces.at[i].at);

		if (here(p, i) && !done[i] && parts.entry.len &&
			isdigit((unsigned char)*parts.entry.at) &&
			!str_is(parts.section, "skills"))
			draw_entry(p, i, done);
	}
}

static void draw_fields(const struct picture *p)
{
	for (size_t i = 0; i < p->a->found.traces.count; i++) {
		const struct intake_trace *t = &p->a->found.traces.at[i];
		enum parse_kind kind = cmd_parse_kind(t->at);
		struct intake_box b;

		if (!here(p, i))
			continue;
		b = cmd_parse_place(p->mem, p->a, t, kind);
		put_rect(p->out, b, MARGIN / 2.0f, cmd_parse_kinds[kind].colour,
			cmd_parse_sure(t) < PARSE_DOUBT ? "class='f d'"
							: "class='f'");
		put_title(p->out, t->at, cmd_parse_sure(t));
		buf_addf(p->out,
			"</rect><text class='sure' x='%.1f' y='%.1f' "
			"fill='%s'>%d</text>\n",
			(double)b.x1 + 1.5, (double)b.y0 + 3,
			cmd_parse_kinds[kind].colour, cmd_parse_sure(t));
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
		buf_add(p->out, STR("<title>found no place</title></rect>\n"));
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
	draw_legend_row(p, y, "#94a3b8", "e", "entry", 0, -1);
	draw_legend_row(
		p, y + 14, "#dc2626", "l", "line without a place", left, -1);
	return y + 44;
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
		put_text(p->out, list[i]->at);
		buf_add(p->out, STR("</text>\n"));
	}
}

static const char style[] =
	"<style>"
	"text{font-family:Helvetica,Arial,sans-serif}"
	".words text{fill:#64748b}.w{fill:#e2e8f0;fill-opacity:.55}"
	".f{fill-opacity:.13;stroke-width:.9}"
	".d{stroke-dasharray:3 1.5;stroke-width:1.4}"
	".e{fill-opacity:.07;stroke-width:.6}"
	".l{fill-opacity:.06;stroke-width:.8;stroke-dasharray:2 2}"
	".tag{font-size:5.5px;fill:#64748b}.sure{font-size:4.5px}"
	".leg{font-size:8px;fill:#334155}.n{text-anchor:end}"
	".head{font-size:10px;font-weight:bold;fill:#0f172a}"
	"</style>\n";

void cmd_parse_show_page(struct arena *mem, const struct intake_answer *a,
	size_t page, struct buf *out)
{
	const struct picture p = { .a = a,
		.page = &a->doc.at[page],
		.number = page,
		.out = out,
		.mem = mem };
	double width = (double)p.page->width, height = (double)p.page->height;

	height = height < 360 ? 360 : height;
	buf_addf(out,
		"<svg xmlns='http://www.w3.org/2000/svg' width='%.0f' "
		"height='%.0f' viewBox='0 0 %.0f %.0f'>\n%s"
		"<rect width='100%%' height='100%%' fill='#f1f5f9'></rect>"
		"<rect width='%.1f' height='%.1f' fill='#fff'></rect>\n",
		width + ASIDE, height, width + ASIDE, height, style, width,
		(double)p.page->height);
	draw_words(&p);
	draw_left(&p);
	draw_entries(&p);
	draw_fields(&p);
	draw_worst(&p, draw_legend(&p));
	buf_add(out, STR("</svg>\n"));
}
