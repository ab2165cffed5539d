/*
 * press/html_style.c - the look as a style sheet. Lengths are told in sizes of
 * the text (rem): on a screen that is the reader's own size, on paper the
 * look's, so that a printed page is the page that the look describes.
 */
#include "press/face.h"
#include "press/html_int.h"
#include "press/markup.h"

enum { NO_COLOR = 0xffffff };

const char *html_class(enum tree_role role)
{
	static const char *const names[TREE_ROLES] = {
#define ROLE(id, name, ...) [TREE_##id] = name,
#include "press/roles.def"
#undef ROLE
	};

	return names[role];
}

/* ---- values ------------------------------------------------------------- */

static int32_t text_size(const struct html *h)
{
	int32_t size = h->look->role[TREE_TEXT].size;

	return size > 0 ? size : 10000;
}

static void add(const struct html *h, struct str s) { buf_add(h->to, s); }

static void rem(const struct html *h, struct str name, int64_t length)
{
	int64_t size = text_size(h);

	add(h, name);
	markup_milli(h->to, (length * 1000 + size / 2) / size);
	add(h, length ? STR("rem;") : STR(";"));
}

static void points(const struct html *h, struct str name, int64_t length)
{
	add(h, name);
	markup_milli(h->to, length);
	add(h, STR("pt"));
}

static void color(const struct html *h, struct str name, uint32_t rgb)
{
	add(h, name);
	buf_addc(h->to, '#');
	markup_color(h->to, rgb);
	buf_addc(h->to, ';');
}

/* What stands in a CSS string; no letter of it ends the string or the element
 * around it. */
static void escaped(const struct html *h, struct str s)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c >= ' ' && c != 127 && !strchr("\"\\<>&", c)) {
			buf_addc(h->to, s.at[i]);
			continue;
		}
		buf_addc(h->to, '\\');
		buf_addc(h->to, hex[c >> 4]);
		buf_addc(h->to, hex[c & 15]);
		buf_addc(h->to, ' ');
	}
}

static void quoted(const struct html *h, struct str s)
{
	buf_addc(h->to, '"');
	escaped(h, s);
	buf_addc(h->to, '"');
}

static void family(const struct html *h, struct str name)
{
	struct face f = face_of(name);

	add(h, STR("font-family:"));
	quoted(h, f.name);
	buf_addc(h->to, ',');
	if (f.known) {
		quoted(h, str_c(f.known));
		buf_addc(h->to, ',');
	}
	add(h, f.serif ? STR("serif;") : STR("sans-serif;"));
}

/* ---- roles -------------------------------------------------------------- */

static void selector(const struct html *h, enum tree_role role)
{
	if (role == TREE_BULLET) {
		add(h, STR("li"));
		return;
	}
	buf_addc(h->to, '.');
	add(h, str_c(html_class(role)));
}

static void rule(const struct html *h, const struct look_role *r)
{
	const struct look *look = h->look;
	bool below = r->rule == LOOK_BELOW;

	if (!below && r->rule != LOOK_ABOVE)
		return;
	rem(h, below ? STR("padding-bottom:") : STR("padding-top:"),
		look->rule_gap);
	points(h, below ? STR("border-bottom:") : STR("border-top:"),
		look->rule_width);
	color(h, STR(" solid "), look->rule_color);
}

static void letters(const struct html *h, const struct look_role *r)
{
	if (r->flags & TREE_BOLD)
		add(h, STR("font-weight:bold;"));
	if (r->flags & TREE_ITALIC)
		add(h, STR("font-style:italic;"));
	if (r->letters == LOOK_UPPER)
		add(h, STR("text-transform:uppercase;"));
	if (r->letters == LOOK_SMALL_CAPS || r->flags & TREE_CAPS)
		add(h, STR("font-variant-caps:small-caps;"));
	if (r->tracking)
		rem(h, STR("letter-spacing:"), r->tracking);
}

static void align(const struct html *h, enum look_align align)
{
	static const char *const names[] = { [LOOK_START] = "",
		[LOOK_CENTER] = "text-align:center;",
		[LOOK_END] = "text-align:end;",
		[LOOK_JUSTIFY] = "text-align:justify;" };

	add(h, str_c(names[align]));
}

static void role(const struct html *h, enum tree_role role)
{
	const struct look_role *r = &h->look->role[role];

	selector(h, role);
	buf_addc(h->to, '{');
	rem(h, STR("font-size:"), r->size);
	add(h, STR("line-height:"));
	markup_milli(h->to,
		r->size > 0 ? (int64_t)r->leading * 1000 / r->size : 1200);
	buf_addc(h->to, ';');
	if (r->before)
		rem(h, STR("margin-top:"), r->before);
	if (r->after)
		rem(h, STR("margin-bottom:"), r->after);
	if (r->indent && role != TREE_BULLET)
		rem(h, STR("margin-inline-start:"), r->indent);
	if (r->heading_font)
		family(h, h->look->heading_font);
	color(h, STR("color:"), r->color);
	letters(h, r);
	align(h, r->align);
	rule(h, r);
	add(h, STR("}\n"));
}

/* A rule beside a head fills what the head leaves of its line. */
static void rule_beside(const struct html *h, enum tree_role role)
{
	if (h->look->role[role].rule != LOOK_BESIDE)
		return;
	selector(h, role);
	add(h, STR("{display:flex;align-items:center;gap:.5em}"));
	selector(h, role);
	points(h, STR("::after{content:\"\";flex:1;border-top:"),
		h->look->rule_width);
	color(h, STR(" solid "), h->look->rule_color);
	add(h, STR("}\n"));
}

/* ---- parts of the page -------------------------------------------------- */

static void lists(const struct html *h)
{
	const struct look *look = h->look;

	rem(h, STR("ul{list-style-position:outside;padding-inline-start:"),
		look->role[TREE_BULLET].indent + look->bullet_indent);
	add(h, STR("list-style-type:\""));
	escaped(h, look->bullet.len ? look->bullet : STR("\u2022"));
	/* a gap from the text */
	add(h, STR("\\a0 \\a0 \"}ul ul{"));
	rem(h, STR("padding-inline-start:"), look->bullet_indent);
	add(h, STR("}\n"));
}

static void photo(const struct html *h)
{
	const struct look *look = h->look;
	bool left = look->photo_first != h->tree->rtl;

	if (!h->photo_width)
		return;
	rem(h, STR(".photo{object-fit:cover;width:"), h->photo_width);
	rem(h, STR("height:"), look->photo_size);
	add(h, left ? STR("float:left;margin-right:1rem")
		    : STR("float:right;margin-left:1rem"));
	if (look->photo_round)
		add(h, STR(";border-radius:50%"));
	add(h, STR("}\n"));
}

/* On a background all letters have its colours. */
static void on_background(const struct html *h)
{
	const struct look *look = h->look;

	if (look->head_color != NO_COLOR) {
		color(h, STR("header{background:"), look->head_color);
		add(h, STR("padding:.8rem}"));
		color(h, STR("header *{color:"), look->head_text);
		add(h, STR("}\n"));
	}
	if (!h->columns || look->side_color == NO_COLOR)
		return;
	color(h, STR(".side{padding:.8rem;background:"), look->side_color);
	color(h, STR("}.side *{color:"), look->side_text);
	buf_addc(h->to, '}');
	for (int i = 0; i < TREE_ROLES; i++)
		if (look->role[i].color == look->accent) {
			add(h, STR(".side "));
			selector(h, (enum tree_role)i);
			color(h, STR("{color:"), look->side_accent);
			buf_addc(h->to, '}');
		}
	color(h, STR(".side .accent{color:"), look->side_accent);
	add(h, STR("}\n"));
}

static void columns(const struct html *h)
{
	const struct look *look = h->look;
	int32_t rest = walk_width(look) - look->side_width - look->gap;

	if (!h->columns)
		return;
	add(h, STR("@media print,(min-width:45em){main{display:grid;"));
	rem(h, STR("column-gap:"), look->gap);
	add(h, STR("grid-template-columns:"));
	buf_add_int(h->to, look->side_first ? look->side_width : rest);
	add(h, STR("fr "));
	buf_add_int(h->to, look->side_first ? rest : look->side_width);
	add(h, look->side_first
			? STR("fr}.main{grid-area:1/2}.side{grid-area:1/1}}\n")
			: STR("fr}.main{grid-area:1/1}.side{grid-area:1/"
			      "2}}\n"));
}

static void screen(const struct html *h)
{
	const struct look *look = h->look;

	rem(h, STR("@media screen{body{max-width:"),
		walk_width(look) + 2 * text_size(h));
	add(h, STR("margin:0 auto;padding:0 1rem;"));
	rem(h, STR("padding-top:"), look->top);
	rem(h, STR("padding-bottom:"), look->bottom);
	add(h, STR("}a{text-decoration:underline;"
		   "text-decoration-thickness:1px;"
		   "text-underline-offset:.15em}}\n"));
}

/* ---- paper -------------------------------------------------------------- */

static void page_number(const struct html *h)
{
	struct walk_page p = walk_page(h->tree->page_words);

	add(h, h->tree->rtl ? STR("@bottom-left{content:")
			    : STR("@bottom-right{content:"));
	if (h->tree->footer.len) {
		quoted(h, h->tree->footer);
		add(h, STR(" \" \u2014 \" "));
	}
	quoted(h, p.before);
	if (p.number)
		add(h, STR(" counter(page) "));
	quoted(h, p.between);
	if (p.count)
		add(h, STR(" counter(pages) "));
	quoted(h, p.behind);
	points(h, STR(";font-size:"), text_size(h) * 17 / 20);
	add(h, STR(";"));
	family(h, h->look->body_font);
	color(h, STR("color:"), h->look->muted);
	add(h, STR("}"));
}

static void paper(const struct html *h)
{
	const struct look *look = h->look;
	bool numbers = walk_footer(h->tree);

	points(h, STR("@page{size:"), look->paper_width);
	points(h, STR(" "), look->paper_height);
	points(h, STR(";margin:"), look->top);
	points(h, STR(" "), look->right);
	points(h, STR(" "), look->bottom);
	points(h, STR(" "), look->left);
	add(h, STR(";"));
	if (numbers)
		page_number(h);
	add(h, STR("}\n"));
	if (numbers && !walk_footer_first(h->tree))
		add(h, h->tree->rtl
				? STR("@page :first{@bottom-left{content:\"\"}"
				      "}\n")
				: STR("@page :first{@bottom-right{content:\"\""
				      "}}\n"));
	points(h, STR("@media print{html{font-size:"), text_size(h));
	add(h, STR("}body{-webkit-print-color-adjust:exact;"
		   "print-color-adjust:exact}}\n"));
}

/* ---- all of it ---------------------------------------------------------- */

static void basics(const struct html *h)
{
	const struct look *look = h->look;

	add(h, STR(":root{color-scheme:light}"
		   "*{box-sizing:border-box;margin:0;padding:0;"
		   "font-size:inherit;font-weight:inherit;"
		   "font-style:inherit}\n"
		   "body{background:#fff;overflow-wrap:break-word;"
		   "widows:2;orphans:2;"));
	family(h, look->body_font);
	if (look->hyphenate)
		add(h, STR("hyphens:auto;"));
	add(h, STR("}\na{color:inherit;text-decoration:none}"
		   "strong{font-weight:bold}em{font-style:italic}"
		   ".caps{font-variant-caps:small-caps}"));
	color(h, STR(".muted{color:"), look->muted);
	color(h, STR("}.accent{color:"), look->accent);
	add(h, STR("}\n.sides{display:flex;flex-wrap:wrap;"
		   "justify-content:space-between;column-gap:1em}"
		   ".aside{font-weight:normal;margin-inline-start:auto}\n"
		   "h1,h2,h3,h4{break-after:avoid;break-inside:avoid;"
		   "hyphens:manual}li{break-inside:avoid}"
		   "header::after{content:\"\";display:block;clear:both}\n"));
	rem(h, STR("header{margin-bottom:"), look->role[TREE_SECTION].before);
	add(h, STR("}\n"));
}

void html_write_style(const struct html *h)
{
	int32_t before = h->look->role[TREE_TEXT].before;

	basics(h);
	for (int i = 0; i < TREE_ROLES; i++) {
		role(h, (enum tree_role)i);
		rule_beside(h, (enum tree_role)i);
	}
	rem(h, STR(".own{margin-top:"),
		h->look->entry_gap > before ? h->look->entry_gap : before);
	add(h, STR("}\n"));
	lists(h);
	photo(h);
	on_background(h);
	columns(h);
	screen(h);
	paper(h);
}
