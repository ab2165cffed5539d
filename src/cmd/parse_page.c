/*
 * cmd/parse_page.c - a page as a picture (SVG): its words in grey, frames over
 * what was recognised, and beside them what the colours mean. Which words a
 * value came from is guessed from its text: a trace knows lines.
 */
#include "cmd/parse.h"

#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

enum { ASIDE = 170, WORST = 12, TOKENS = 64, MARGIN = 2, NARROW = 200 };

enum kind {
	KIND_NAME,
	KIND_CONTACT,
	KIND_SECTION,
	KIND_TITLE,
	KIND_EMPLOYER,
	KIND_DATES,
	KIND_BULLET,
	KIND_TEXT,
	KIND_LIST,
	KINDS
};

static const struct {
	const char *title, *colour, *keys;
} kinds[KINDS] = {
	[KIND_NAME] = { "name", "#7c3aed", "" },
	[KIND_CONTACT] = { "contact", "#0891b2", "" },
	[KIND_SECTION] = { "section", "#334155", "" },
	[KIND_TITLE] = { "title, degree", "#2563eb",
		"position title studyType area name label" },
	[KIND_EMPLOYER] = { "employer, school", "#16a34a",
		"institution organization issuer awarder publisher entity "
		"location" },
	[KIND_DATES] = { "dates", "#ea580c",
		"startDate endDate date releaseDate" },
	[KIND_BULLET] = { "bullet", "#ca8a04", "highlights courses roles" },
	[KIND_TEXT] = { "text", "#65a30d", "summary description reference" },
	[KIND_LIST] = { "skill, language, other", "#db2777", "" },
};

/* ---- what a pointer speaks of ------------------------------------------- */

/* "/work/0/highlights/2": work, 0, highlights; a missing part is empty. */
struct parts {
	struct str section, entry, key;
};

static struct parts parts_of(struct str pointer)
{
	struct parts p = { STR(""), STR(""), STR("") };
	struct str rest = pointer;

	str_cut(&rest, '/');
	p.section = str_cut(&rest, '/');
	p.entry = str_cut(&rest, '/');
	p.key = str_cut(&rest, '/');
	return p;
}

static bool in_words(const char *words, struct str word)
{
	struct str rest = str_c(words);

	while (rest.len)
		if (str_eq(str_cut(&rest, ' '), word))
			return true;
	return false;
}

static enum kind kind_of(struct str pointer)
{
	struct parts p = parts_of(pointer);
	bool basics = str_is(p.section, "basics");

	if (basics && str_is(p.entry, "name"))
		return KIND_NAME;
	if (basics && str_is(p.entry, "label"))
		return KIND_TITLE;
	if (basics && str_is(p.entry, "summary"))
		return KIND_TEXT;
	if (basics)
		return KIND_CONTACT;
	if (!p.entry.len)
		return KIND_SECTION;
	if (str_is(p.section, "skills") || str_is(p.section, "languages") ||
		str_is(p.section, "interests"))
		return KIND_LIST;
	if (str_is(p.key, "name") &&
		(str_is(p.section, "work") || str_is(p.section, "volunteer")))
		return KIND_EMPLOYER;
	if (str_is(p.key, "url"))
		return KIND_CONTACT;
	for (int k = 0; k < KINDS; k++)
		if (in_words(kinds[k].keys, p.key))
			return (enum kind)k;
	return KIND_LIST;
}

/* ---- which words -------------------------------------------------------- */

struct picture {
	const struct intake_answer *a;
	const struct intake_page *page;
	size_t number;
	struct buf *out;
	struct arena *mem;
};

/* Letters and digits alone, small ones, as far as they fit. */
static struct str bare(struct str s, char to[NARROW])
{
	size_t n = 0;

	for (size_t i = 0; i < s.len && n < NARROW; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c >= 0x80 || isalnum(c))
			to[n++] = (char)tolower(c);
	}
	return str_of(to, n);
}

static bool same_word(struct str a, struct str b)
{
	char x[NARROW], y[NARROW];

	return str_eq(bare(a, x), bare(b, y));
}

/* How many words from `i` on are the value's, one after the other. */
static size_t run_at(const struct intake_line *l, size_t i,
	const struct str *tokens, size_t count)
{
	size_t n = 0;

	while (n < count && i + n < l->count &&
		same_word(l->at[i + n].text, tokens[n]))
		n++;
	return n;
}

static bool holds(struct str s, struct str part)
{
	for (size_t i = 0; i + part.len <= s.len; i++)
		if (!memcmp(s.at + i, part.at, part.len))
			return true;
	return false;
}

/* Words first..first + count of a line. */
struct run {
	size_t first, count;
};

/* The year, and the month that stands close before it. */
static struct run find_date(const struct intake_line *l, struct str value)
{
	struct str year = value.len >= 4 ? str_of(value.at, 4) : STR("-");

	for (size_t i = 0; i < l->count; i++) {
		const struct intake_word *w = &l->at[i];

		if (!holds(w->text, year))
			continue;
		if (i && w->text.len <= 5 && w[-1].text.len <= 12 &&
			isalpha((unsigned char)*w[-1].text.at) &&
			w->box.x0 - w[-1].box.x1 < w->size)
			return (struct run){ i - 1, 2 };
		return (struct run){ i, 1 };
	}
	return (struct run){ 0, l->count };
}

static struct run find_value(const struct intake_line *l, struct str value)
{
	struct str tokens[TOKENS], rest = value;
	struct run best = { 0, 0 };
	size_t count = 0;

	while (rest.len && count < TOKENS)
		if ((tokens[count] = str_cut(&rest, ' ')).len)
			count++;
	for (size_t i = 0; i < l->count; i++) {
		size_t n = run_at(l, i, tokens, count);

		if (n > best.count)
			best = (struct run){ i, n };
	}
	for (size_t i = 0; i < l->count && !best.count && count == 1; i++)
		if (holds(l->at[i].text, value))
			best = (struct run){ i, 1 };
	return best.count ? best : (struct run){ 0, l->count };
}

static struct intake_box run_box(const struct intake_line *l, struct run run)
{
	struct intake_box b = l->box;

	if (run.count == 0 || run.count == l->count)
		return b;
	b.x0 = b.y0 = INFINITY;
	b.x1 = b.y1 = -INFINITY;
	for (size_t i = run.first; i < run.first + run.count; i++) {
		const struct intake_box *w = &l->at[i].box;

		b.x0 = fminf(b.x0, w->x0);
		b.y0 = fminf(b.y0, w->y0);
		b.x1 = fmaxf(b.x1, w->x1);
		b.y1 = fmaxf(b.y1, w->y1);
	}
	return b;
}

static struct intake_box join(struct intake_box a, struct intake_box b)
{
	return (struct intake_box){ fminf(a.x0, b.x0), fminf(a.y0, b.y0),
		fmaxf(a.x1, b.x1), fmaxf(a.y1, b.y1) };
}

static struct intake_box trace_box(
	const struct picture *p, const struct intake_trace *t, enum kind kind)
{
	const struct intake_line *l = &p->page->at[t->line];
	struct str value = parse_value(p->mem, p->a, t);
	struct intake_box b;

	if (t->count == 1 && kind != KIND_BULLET && kind != KIND_SECTION)
		return run_box(l, kind == KIND_DATES ? find_date(l, value)
						     : find_value(l, value));
	b = l->box;
	for (uint32_t i = 1; i < t->count; i++)
		b = join(b, l[i].box);
	return b;
}

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
	/* as wide as letters are, for viewers that do not know textLength */
	float size = fminf(w->size, width * 2 / (float)utf8_count(w->text));

	put_rect(out, w->box, 0, "none", "class='w'");
	buf_add(out, STR("</rect>"));
	if (width <= 0 || w->turn || w->flags & INTAKE_HIDDEN)
		return;
	buf_addf(out,
		"<text x='%.1f' y='%.1f' font-size='%.1f' textLength='%.1f' "
		"lengthAdjust='spacingAndGlyphs'%s>",
		(double)w->box.x0, (double)w->base, (double)size,
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
	struct parts first = parts_of(at[i].at);
	struct intake_box b = trace_box(p, &at[i], KIND_BULLET);

	for (size_t k = i; k < p->a->found.traces.count; k++) {
		struct parts other = parts_of(at[k].at);

		if (!here(p, k) || !str_eq(first.section, other.section) ||
			!str_eq(first.entry, other.entry))
			continue;
		done[k] = true;
		b = join(b, trace_box(p, &at[k], KIND_BULLET));
	}
	put_rect(p->out, b, MARGIN * 2, "#94a3b8", "class='e'");
	buf_add(p->out, STR("</rect>"));
	buf_addf(p->out, "<text class='tag' x='%.1f' y='%.1f'>",
		(double)(b.x0 - MARGIN * 2), (double)(b.y0 - MARGIN * 2 - 1));
	put_text(p->out, first.section);
	buf_addf(p->out, " %d</text>\n", atoi(first.entry.at) + 1);
}

static void draw_entries(const struct picture *p)
{
	size_t count = p->a->found.traces.count;
	bool *done = ARENA_LIST(p->mem, bool, count + 1);

	for (size_t i = 0; i < count; i++) {
		struct parts parts = parts_of(p->a->found.traces.at[i].at);

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
		enum kind kind = kind_of(t->at);
		struct intake_box b;

		if (!here(p, i))
			continue;
		b = trace_box(p, t, kind);
		put_rect(p->out, b, MARGIN / 2.0f, kinds[kind].colour,
			parse_sure(t) < PARSE_DOUBT ? "class='f d'"
						    : "class='f'");
		put_title(p->out, t->at, parse_sure(t));
		buf_addf(p->out,
			"</rect><text class='sure' x='%.1f' y='%.1f' "
			"fill='%s'>%d</text>\n",
			(double)b.x1 + 1.5, (double)b.y0 + 3,
			kinds[kind].colour, parse_sure(t));
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
		"<text class='leg' x='%.1f' y='%.1f'>%s</text>"
		"<text class='leg n' x='%.1f' y='%.1f'>%d",
		x, y - 8, colour, colour, shape, x + 20, y, title,
		x + ASIDE - 28, y, count);
	if (count && sure >= 0)
		buf_addf(p->out, " \xc2\xb7 %.0f %%", sure / count);
	buf_add(p->out, STR("</text>\n"));
}

static double draw_legend(const struct picture *p)
{
	int count[KINDS] = { 0 }, left = 0;
	double sure[KINDS] = { 0 }, y = 40;

	for (size_t i = 0; i < p->a->found.traces.count; i++) {
		const struct intake_trace *t = &p->a->found.traces.at[i];

		count[kind_of(t->at)] += here(p, i);
		sure[kind_of(t->at)] += here(p, i) ? parse_sure(t) : 0;
	}
	for (size_t i = 0; i < p->a->found.left.count; i++)
		left += p->a->found.left.at[i].page == p->number;
	buf_addf(p->out,
		"<text class='head' x='%.1f' y='22'>page %zu of %zu \xc2\xb7 "
		"%s</text>\n",
		(double)p->page->width + 16, p->number + 1, p->a->doc.count,
		intake_formats[p->a->format].name);
	for (int k = 0; k < KINDS; k++, y += 14)
		if (count[k])
			draw_legend_row(p, y, kinds[k].colour, "f",
				kinds[k].title, count[k], sure[k]);
		else
			y -= 14;
	draw_legend_row(p, y, "#94a3b8", "e", "entry", 0, -1);
	draw_legend_row(
		p, y + 14, "#dc2626", "l", "line without a place", left, -1);
	return y + 44;
}

static int by_doubt(const void *a, const void *b)
{
	const struct intake_trace *const *x = a, *const *y = b;

	return parse_sure(*x) - parse_sure(*y);
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
			x, y, parse_sure(list[i]));
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

void parse_show_page(struct arena *mem, const struct intake_answer *a,
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
