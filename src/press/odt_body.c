/*
 * press/odt_body.c - content.xml: headings, paragraphs and lists in the order
 * of the tree. Two columns become one, as in a DOCX (docx_body.c), and for the
 * same readers.
 */
#include "press/link.h"
#include "press/markup.h"
#include "press/odt_int.h"

/* ---- runs --------------------------------------------------------------- */

static const unsigned run_flags =
	TREE_BOLD | TREE_ITALIC | TREE_CAPS | TREE_MUTED | TREE_ACCENT;

static void write_run(struct odt *d, const struct tree_run *run, bool plain)
{
	unsigned flags = run->flags & run_flags;

	if (plain && !(flags & TREE_BOLD))
		flags |= ODT_PLAIN;
	if (flags) {
		d->runs |= UINT64_C(1) << flags;
		markup_int(
			d->body, STR("<text:span text:style-name=\"T"), flags);
		buf_addc(d->body, '>');
	}
	if (run->flags & TREE_NOBREAK)
		markup_tied(d->body, run->text);
	else
		markup_text(d->body, run->text);
	if (flags)
		buf_add(d->body, STR("</text:span>"));
}

static void begin_link(struct odt *d, struct str url)
{
	buf_add(d->body, STR("<text:a xlink:type=\"simple\" xlink:href=\""));
	markup_text(d->body, url);
	buf_add(d->body, STR("\" text:style-name=\"Internet_20_link\" "
			     "text:visited-style-name=\""
			     "Visited_20_Internet_20_Link\">"));
}

static void write_runs(struct odt *d, const struct tree_runs *runs, bool plain)
{
	for (size_t i = 0; i < runs->count;) {
		struct str given = runs->at[i].url, url;
		bool linked = given.at && link_safe(d->mem, given, &url);

		if (linked)
			begin_link(d, url);
		do
			write_run(d, &runs->at[i++], plain);
		while (i < runs->count && given.at && runs->at[i].url.at &&
			str_eq(runs->at[i].url, given));
		if (linked)
			buf_add(d->body, STR("</text:a>"));
	}
}

/* ---- paragraphs --------------------------------------------------------- */

static bool same(const struct odt_own *a, const struct odt_own *b)
{
	return a->role == b->role && a->level == b->level &&
	       a->first == b->first && a->keep == b->keep &&
	       a->space.before_told == b->space.before_told &&
	       a->space.after_none == b->space.after_none &&
	       a->space.before == b->space.before;
}

/* The number of a style that says it, from 1; spaces and kinds of blocks are
 * few, so these are too. */
static size_t own_number(struct odt *d, const struct odt_own *own)
{
	for (size_t i = d->own_count; i-- > 0;)
		if (same(&d->own[i], own))
			return i + 1;
	if (d->own_count == d->own_room) {
		size_t room = d->own_room ? 2 * d->own_room : 16;
		struct odt_own *at = ARENA_LIST(d->mem, struct odt_own, room);

		if (d->own_count)
			memcpy(at, d->own, d->own_count * sizeof(*at));
		d->own = at;
		d->own_room = room;
	}
	d->own[d->own_count++] = *own;
	return d->own_count;
}

static void write_style(struct odt *d, size_t i, int level)
{
	struct odt_own own = {
		.role = d->tree->at[i].role,
		.level = level < ODT_LIST_STYLES ? level : ODT_LIST_STYLES - 1,
		.space = walk_space(d->tree, i),
		.first = i == 0 && walk_footer(d->tree) &&
			 !walk_footer_first(d->tree),
		.keep = walk_keep(d->tree, i),
	};

	buf_add(d->body, STR(" text:style-name=\""));
	if (own.space.before_told || own.space.after_none || own.first ||
		own.keep != WALK_AS_STYLE)
		markup_int(d->body, STR("P"), (int64_t)own_number(d, &own));
	else
		odt_style_name(d->body, own.role, own.level),
			buf_addc(d->body, '"');
}

static void write_photo(const struct odt *d)
{
	struct buf *to = d->body;

	if (!d->photo)
		return;
	buf_add(to, STR("<draw:frame draw:style-name=\"Photo\" draw:name="
			"\"Photo\" text:anchor-type=\"paragraph\" "
			"draw:z-index=\"0\""));
	odt_length(to, STR(" svg:width=\""), d->photo_width);
	odt_length(to, STR(" svg:height=\""), d->look->photo_size);
	buf_add(to, STR("><draw:image xlink:href=\""));
	buf_add(to, str_c(d->photo));
	buf_add(to, STR("\" xlink:type=\"simple\" xlink:show=\"embed\" "
			"xlink:actuate=\"onLoad\"/><svg:title>"));
	markup_text(to, d->tree->photo.says);
	buf_add(to, STR("</svg:title></draw:frame>"));
}

static int outline_of(enum tree_role role)
{
	static const int outlines[TREE_ROLES] = {
#define STYLE(role, id, name, own, odt, outline, keep) [TREE_##role] = outline,
#include "press/styles.def"
#undef STYLE
	};

	return outlines[role];
}

static void write_block(struct odt *d, size_t i, int level)
{
	const struct tree_block *b = &d->tree->at[i];
	const struct look_role *r = &d->look->role[b->role];
	int outline = outline_of(b->role);

	buf_add(d->body, outline ? STR("<text:h") : STR("<text:p"));
	write_style(d, i, level);
	if (outline)
		markup_int(d->body, STR(" text:outline-level=\""), outline);
	buf_addc(d->body, '>');
	if (i == 0)
		write_photo(d);
	write_runs(d, &b->text, false);
	if (b->aside.count) {
		buf_add(d->body, STR("<text:tab/>"));
		write_runs(d, &b->aside, r->flags & TREE_BOLD);
	} else if (r->rule == LOOK_BESIDE) {
		buf_add(d->body, STR(" <text:span text:style-name=\"Rule\">"
				     "<text:tab/></text:span>"));
	}
	buf_add(d->body, outline ? STR("</text:h>") : STR("</text:p>"));
}

/* ---- lists -------------------------------------------------------------- */

/* Opens and closes lists on the way from the level before to this one; -1 is
 * outside of any. */
static void write_list_marks(struct odt *d, int before, int level)
{
	static const struct str end = STR("</text:list-item></text:list>");

	for (int l = before; l > level; l--)
		buf_add(d->body, end);
	if (level > before)
		buf_add(d->body, before < 0 ? STR("<text:list text:style-name="
						  "\"Bullets\">")
					    : STR("<text:list>"));
	else if (level >= 0)
		buf_add(d->body, STR("</text:list-item>"));
	if (level >= 0)
		buf_add(d->body, STR("<text:list-item>"));
}

void odt_write_body(struct odt *d)
{
	int level = 0, before = -1;

	for (size_t i = 0; i < d->tree->count; i++) {
		bool item = d->tree->at[i].role == TREE_BULLET;

		level = walk_depth(d->tree, i, level);
		if (level >= ODT_LEVELS)
			level = ODT_LEVELS - 1;
		if (item || before >= 0)
			write_list_marks(d, before, item ? level : -1);
		before = item ? level : -1;
		write_block(d, i, level);
	}
	if (before >= 0)
		write_list_marks(d, before, -1);
	if (d->tree->count == 0) {
		buf_add(d->body, STR("<text:p text:style-name=\"Standard\">"));
		write_photo(d);
		buf_add(d->body, STR("</text:p>"));
	}
}

/* ---- content.xml -------------------------------------------------------- */

static void write_own_style(const struct odt *d, struct buf *to, size_t i)
{
	const struct odt_own *own = &d->own[i];

	markup_int(to, STR("<style:style style:name=\"P"), (int64_t)i + 1);
	buf_add(to, STR(" style:family=\"paragraph\" "
			"style:parent-style-name=\""));
	odt_style_name(to, own->role, own->level);
	buf_addc(to, '"');
	if (own->role == TREE_BULLET)
		buf_add(to, STR(" style:list-style-name=\"Bullets\""));
	if (own->first)
		buf_add(to, STR(" style:master-page-name=\"First_20_Page\""));
	buf_add(to, STR("><style:paragraph-properties"));
	if (own->space.before_told)
		odt_length(to, STR(" fo:margin-top=\""), own->space.before);
	if (own->space.after_none)
		buf_add(to, STR(" fo:margin-bottom=\"0pt\""));
	if (own->keep != WALK_AS_STYLE)
		buf_add(to, own->keep == WALK_KEEP
				    ? STR(" fo:keep-with-next=\"always\"")
				    : STR(" fo:keep-with-next=\"auto\""));
	buf_add(to, STR("/></style:style>"));
}

/* Round ones show a square from the middle: a picture's outline cannot be cut
 * round in OpenDocument without making it a drawing, which is then no picture
 * for who cannot see it. */
static void write_clip(const struct odt *d, struct buf *to)
{
	const struct tree_picture *p = &d->tree->photo;
	int64_t small = p->width < p->height ? p->width : p->height;
	/* in points of a picture whose pixels are 1/96 inch */
	int64_t cut[] = { (p->height - small) * 375, (p->width - small) * 375 };

	if (!d->look->photo_round || p->width == p->height)
		return;
	buf_add(to, STR(" fo:clip=\"rect("));
	for (int side = 0; side < 4; side++) {
		if (side)
			buf_add(to, STR(", "));
		markup_milli(to, cut[side % 2]);
		buf_add(to, STR("pt"));
	}
	buf_add(to, STR(")\""));
}

static void write_photo_style(const struct odt *d, struct buf *to)
{
	bool left = d->look->photo_first != d->tree->rtl;

	if (!d->photo)
		return;
	buf_add(to, STR("<style:style style:name=\"Photo\" "
			"style:family=\"graphic\"><style:graphic-properties "
			"style:wrap=\"parallel\" "
			"style:number-wrapped-paragraphs=\"no-limit\" "
			"style:vertical-pos=\"top\" "
			"style:vertical-rel=\"page-content\" "
			"style:horizontal-rel=\"page-content\""));
	buf_add(to, left ? STR(" fo:margin-right=\"10pt\" "
			       "style:horizontal-pos=\"left\"")
			 : STR(" fo:margin-left=\"10pt\" "
			       "style:horizontal-pos=\"right\""));
	write_clip(d, to);
	buf_add(to, STR("/></style:style>"));
}

void odt_write_content(const struct odt *d, struct buf *to)
{
	buf_add(to, STR(ODT_HEAD "<office:document-content" ODT_NAMES ">"));
	odt_write_fonts(d, to);
	buf_add(to, STR("<office:automatic-styles>"));
	for (size_t i = 0; i < d->own_count; i++)
		write_own_style(d, to, i);
	for (unsigned flags = 1; flags <= ODT_RUN_FLAGS; flags++)
		if (d->runs >> flags & 1)
			odt_write_run_style(d, to, flags);
	buf_add(to,
		STR("<style:style style:name=\"Rule\" "
		    "style:family=\"text\"><style:text-properties "
		    "style:text-line-through-style=\"solid\" fo:color=\"#"));
	markup_color(to, d->look->rule_color);
	buf_add(to, STR("\"/></style:style>"));
	write_photo_style(d, to);
	buf_add(to, STR("</office:automatic-styles>"
			"<office:body><office:text>"));
	buf_add(to, buf_str(d->body));
	buf_add(to, STR("</office:text></office:body>"
			"</office:document-content>"));
}
