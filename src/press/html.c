/*
 * press/html.c - a tree becomes one file of HTML that needs nothing else: no
 * script, no font, no picture from elsewhere. How it looks is html_style.c.
 *
 * Elements say what parts are (a heading, a list, an address), in the order
 * of reading; a side column stands beside the main text only where a style
 * sheet puts it there.
 */
#include "press/html_int.h"
#include "press/link.h"
#include "press/markup.h"
#include "press/press.h"

#include "base/code.h"

static void add(const struct html *h, struct str s) { buf_add(h->to, s); }

/* ---- runs --------------------------------------------------------------- */

static void open_span(const struct html *h, unsigned flags)
{
	const unsigned classes = TREE_CAPS | TREE_MUTED | TREE_ACCENT;

	if (!(flags & classes))
		return;
	add(h, STR("<span class=\""));
	if (flags & TREE_ACCENT)
		add(h, STR("accent"));
	else if (flags & TREE_MUTED)
		add(h, STR("muted"));
	if (flags & TREE_CAPS)
		add(h, flags & (TREE_ACCENT | TREE_MUTED) ? STR(" caps")
							  : STR("caps"));
	add(h, STR("\">"));
}

/* "2019", "2019-03", "2019-03-15": what a machine can read. */
static bool is_date(struct str word)
{
	if (word.len != 4 && word.len != 7 && word.len != 10)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (i == 4 || i == 7 ? word.at[i] != '-'
				     : word.at[i] < '0' || word.at[i] > '9')
			return false;
	return true;
}

/* Dates in the text of an aside, each as an element. */
static void write_dates(const struct html *h, struct str text)
{
	while (text.len) {
		size_t n = 0;
		struct str word;

		while (n < text.len && text.at[n] != ' ')
			n++;
		word = str_of(text.at, n);
		if (is_date(word)) {
			add(h, STR("<time>"));
			add(h, word);
			add(h, STR("</time>"));
		} else {
			markup_text(h->to, word);
		}
		if (n < text.len)
			buf_addc(h->to, ' '), n++;
		text = str_of(text.at + n, text.len - n);
	}
}

static void write_run(
	const struct html *h, const struct tree_run *run, bool aside)
{
	bool span = run->flags & (TREE_CAPS | TREE_MUTED | TREE_ACCENT);

	open_span(h, run->flags);
	if (run->flags & TREE_BOLD)
		add(h, STR("<strong>"));
	if (run->flags & TREE_ITALIC)
		add(h, STR("<em>"));
	if (aside)
		write_dates(h, run->text);
	else if (run->flags & TREE_NOBREAK)
		markup_tied(h->to, run->text);
	else
		markup_text(h->to, run->text);
	if (run->flags & TREE_ITALIC)
		add(h, STR("</em>"));
	if (run->flags & TREE_BOLD)
		add(h, STR("</strong>"));
	if (span)
		add(h, STR("</span>"));
}

static void write_runs(
	const struct html *h, const struct tree_runs *runs, bool aside)
{
	for (size_t i = 0; i < runs->count;) {
		struct str given = runs->at[i].url, url;
		bool linked = given.at && link_safe(h->mem, given, &url);

		if (linked) {
			add(h, STR("<a href=\""));
			markup_text(h->to, url);
			/* by itself: its neighbours do not turn it around */
			add(h, h->tree->rtl ? STR("\" dir=\"auto\">")
					    : STR("\">"));
		}
		do
			write_run(h, &runs->at[i++], aside);
		while (i < runs->count && given.at && runs->at[i].url.at &&
			str_eq(runs->at[i].url, given));
		if (linked)
			add(h, STR("</a>"));
	}
}

/* ---- elements of blocks ------------------------------------------------- */

static const int headings[TREE_ROLES] = {
#define ROLE(id, name, tag, heading) [TREE_##id] = heading,
#include "press/roles.def"
#undef ROLE
};

/* No level of heading is left out, whatever the tree says. 0: no heading. */
static int heading_level(struct html *h, enum tree_role role)
{
	int level = headings[role];

	if (level > h->heading + 1)
		level = h->heading + 1;
	if (level)
		h->heading = level;
	return level;
}

static struct str tag_of(enum tree_role role, int heading)
{
	static const char *const tags[] = { "", "h1", "h2", "h3", "h4" };

	if (heading)
		return str_c(tags[heading]);
	switch (role) {
	case TREE_CONTACT:
		return STR("address");
	case TREE_BULLET:
		return STR("li");
	case TREE_QUOTE:
		return STR("blockquote");
	default:
		return STR("p");
	}
}

static void write_sides(const struct html *h, const struct tree_block *b)
{
	if (!b->aside.count) {
		write_runs(h, &b->text, false);
		return;
	}
	add(h, STR("<span>"));
	write_runs(h, &b->text, false);
	add(h, STR("</span> <span class=\"aside\">"));
	write_runs(h, &b->aside, true);
	add(h, STR("</span>"));
}

static void write_class(const struct html *h, size_t i)
{
	const struct tree_block *b = &h->tree->at[i];

	if (b->role == TREE_BULLET && !b->aside.count)
		return;
	add(h, STR(" class=\""));
	add(h, str_c(html_class(b->role)));
	if (b->aside.count)
		add(h, STR(" sides"));
	if (b->role == TREE_TEXT && walk_begins(h->tree, i))
		add(h, STR(" own"));
	buf_addc(h->to, '"');
}

/* An item stays open: a list within it may follow. */
static void write_block(struct html *h, size_t i)
{
	const struct tree_block *b = &h->tree->at[i];
	struct str tag = tag_of(b->role, heading_level(h, b->role));

	buf_addc(h->to, '<');
	add(h, tag);
	write_class(h, i);
	if (b->role == TREE_SECTION)
		markup_int(h->to, STR(" id=\"s"), h->section);
	buf_addc(h->to, '>');
	write_sides(h, b);
	if (b->role == TREE_BULLET)
		return;
	add(h, STR("</"));
	add(h, tag);
	add(h, STR(">\n"));
}

/* ---- what blocks are in ------------------------------------------------- */

static void close_lists(struct html *h, int down_to)
{
	for (; h->list > down_to; h->list--)
		add(h, STR("</li>\n</ul>\n"));
}

static void close_entry(struct html *h)
{
	close_lists(h, 0);
	if (h->entry)
		add(h, STR("</article>\n"));
	h->entry = false;
}

static void close_section(struct html *h, bool *open)
{
	close_entry(h);
	if (*open)
		add(h, STR("</section>\n"));
	*open = false;
}

static void place_item(struct html *h, int level)
{
	close_lists(h, level + 1);
	if (h->list == level + 1) {
		add(h, STR("</li>\n"));
		return;
	}
	add(h, STR("<ul>\n"));
	h->list++;
}

/* Blocks of one region that follow each other. */
static void write_region(struct html *h, size_t from, size_t to)
{
	bool section = false;
	int level = 0;

	h->entry = false;
	for (size_t i = from; i < to; i++) {
		const struct tree_block *b = &h->tree->at[i];

		level = walk_depth(h->tree, i, i == from ? -1 : level);
		if (b->role == TREE_SECTION) {
			close_section(h, &section);
			markup_int(h->to, STR("<section aria-labelledby=\"s"),
				++h->section);
			add(h, STR(">\n"));
			section = true;
		}
		if (b->role != TREE_BULLET)
			close_lists(h, 0);
		if (!b->joined)
			close_entry(h);
		if (b->role == TREE_ENTRY && !b->joined) {
			add(h, walk_begins(h->tree, i)
					? STR("<article class=\"own\">\n")
					: STR("<article>\n"));
			h->entry = true;
		}
		if (b->role == TREE_BULLET)
			place_item(h, level);
		write_block(h, i);
	}
	close_section(h, &section);
}

static size_t region_end(const struct tree *t, size_t from)
{
	size_t to = from;

	while (to < t->count && t->at[to].region == t->at[from].region)
		to++;
	return to;
}

static void write_photo(const struct html *h)
{
	const struct tree_picture *p = &h->tree->photo;

	if (!h->photo_width)
		return;
	add(h, STR("<img class=\"photo\" alt=\""));
	markup_text(h->to, p->says);
	add(h, STR("\" src=\"data:image/"));
	add(h, str_c(walk_picture(p->bytes)));
	add(h, STR(";base64,"));
	if (buf_need(h->to, CODE_BASE64_LEN(p->bytes.len))) {
		code_write(CODE_BASE64, p->bytes, h->to->at + h->to->len);
		h->to->len += CODE_BASE64_LEN(p->bytes.len);
	}
	add(h, STR("\">\n"));
}

/* Main and side may stand beside each other when each is in one piece. */
static bool has_columns(const struct tree *t)
{
	int pieces[TREE_REGIONS] = { 0 };

	for (size_t i = 0; i < t->count; i = region_end(t, i))
		pieces[t->at[i].region]++;
	return t->look->columns == 2 && pieces[TREE_MAIN] == 1 &&
	       pieces[TREE_SIDE] == 1;
}

static void write_body(struct html *h)
{
	const struct tree *t = h->tree;
	size_t i =
		t->count && t->at[0].region == TREE_HEAD ? region_end(t, 0) : 0;

	add(h, STR("<body>\n"));
	if (i || h->photo_width) {
		add(h, STR("<header>\n"));
		write_photo(h);
		write_region(h, 0, i);
		add(h, STR("</header>\n"));
	}
	add(h, STR("<main>\n"));
	while (i < t->count) {
		size_t end = region_end(t, i);

		if (h->columns)
			add(h, t->at[i].region == TREE_SIDE
					? STR("<div class=\"side\">\n")
					: STR("<div class=\"main\">\n"));
		write_region(h, i, end);
		if (h->columns)
			add(h, STR("</div>\n"));
		i = end;
	}
	add(h, STR("</main>\n</body>\n"));
}

/* ---- the head ----------------------------------------------------------- */

static void write_meta(const struct html *h, const char *name, struct str text)
{
	if (!text.len)
		return;
	add(h, STR("<meta name=\""));
	add(h, str_c(name));
	add(h, STR("\" content=\""));
	markup_text(h->to, text);
	add(h, STR("\">\n"));
}

static void write_head(const struct html *h)
{
	const struct tree *t = h->tree;
	struct str title = t->title.len ? t->title : t->author;

	add(h, STR("<!DOCTYPE html>\n<html lang=\""));
	markup_text(h->to, t->language.len ? t->language : STR("en"));
	add(h, t->rtl ? STR("\" dir=\"rtl\">\n") : STR("\" dir=\"ltr\">\n"));
	add(h, STR("<head>\n<meta charset=\"utf-8\">\n"
		   "<meta http-equiv=\"Content-Security-Policy\" "
		   "content=\"default-src 'none'; img-src data:; "
		   "style-src 'unsafe-inline'\">\n"
		   "<meta name=\"viewport\" "
		   "content=\"width=device-width, initial-scale=1\">\n"
		   "<meta name=\"generator\" content=\"Vitae\">\n"));
	write_meta(h, "author", t->author);
	write_meta(h, "description", t->subject);
	write_meta(h, "keywords", t->keywords);
	add(h, STR("<title>"));
	markup_text(h->to, title.len ? title : STR("Document"));
	add(h, STR("</title>\n<style>\n"));
	html_write_style(h);
	add(h, STR("</style>\n</head>\n"));
}

bool press_html(struct arena *mem, const struct tree *tree, struct buf *out,
	struct err *err)
{
	struct html h = { .mem = mem,
		.tree = tree,
		.look = tree->look,
		.to = out,
		.columns = has_columns(tree) };
	size_t start = out->len;

	if (!walk_photo(tree, &h.photo_width, err))
		return false;
	write_head(&h);
	write_body(&h);
	add(&h, STR("</html>\n"));
	return (buf_ok(out) && out->len - start <= PRESS_FILE_BYTES) ||
	       err_set(err, ERR_TOO_BIG, "the file would be bigger than %d MB",
		       PRESS_FILE_BYTES >> 20);
}
