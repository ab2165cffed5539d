/*
 * press/odt_styles.c - styles.xml: the look, said once, and the page with its
 * footer. Heights of lines are as in a DOCX (docx_styles.c).
 */
#include "press/markup.h"
#include "press/odt_int.h"

static const struct odt_style {
	const char *name;
	int outline;
	bool keep;
} styles[TREE_ROLES] = {
#define STYLE(role, id, name, own, odt, outline, keep) \
	[TREE_##role] = { odt, outline, keep },
#include "press/styles.def"
#undef STYLE
};

void odt_length(struct buf *to, struct str name, int64_t length)
{
	buf_add(to, name);
	markup_milli(to, length);
	buf_add(to, STR("pt\""));
}

/* A style's name is an NCName: a blank is written as its code. */
void odt_style_name(struct buf *to, enum tree_role role, int level)
{
	struct str name = str_c(styles[role].name);

	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == ' ')
			buf_add(to, STR("_20_"));
		else
			buf_addc(to, name.at[i]);
	if (role == TREE_BULLET) {
		buf_add(to, STR("_20_"));
		buf_add_int(to, level + 1);
	}
}

/* ---- of characters ------------------------------------------------------ */

static void write_face(struct buf *to, struct str family)
{
	struct face f = face_of(family);

	buf_add(to, STR("<style:font-face style:name=\""));
	markup_text(to, f.name);
	buf_add(to, STR("\" svg:font-family=\"&apos;"));
	markup_text(to, f.name);
	buf_add(to, STR("&apos;"));
	if (f.known) {
		buf_add(to, STR(", &apos;"));
		buf_add(to, str_c(f.known));
		buf_add(to, STR("&apos;"));
	}
	buf_add(to, f.serif ? STR("\" style:font-family-generic=\"roman\"")
			    : STR("\" style:font-family-generic=\"swiss\""));
	buf_add(to, STR(" style:font-pitch=\"variable\"/>"));
}

void odt_write_fonts(const struct odt *d, struct buf *to)
{
	const struct look *look = d->look;

	buf_add(to, STR("<office:font-face-decls>"));
	write_face(to, look->body_font);
	if (!str_eq(look->heading_font, look->body_font))
		write_face(to, look->heading_font);
	buf_add(to, STR("</office:font-face-decls>"));
}

/* Programs keep three of each: for Western, Asian and complex scripts. */
static void write_thrice(struct buf *to, struct str name, struct str value)
{
	static const char *const scripts[] = { "", "-asian", "-complex" };

	for (size_t i = 0; i < LENGTH(scripts); i++) {
		buf_add(to, i ? STR(" style:") : STR(" fo:"));
		buf_add(to, name);
		buf_add(to, str_c(scripts[i]));
		buf_add(to, STR("=\""));
		buf_add(to, value);
		buf_addc(to, '"');
	}
}

static void write_bold(struct buf *to, bool on)
{
	write_thrice(to, STR("font-weight"), on ? STR("bold") : STR("normal"));
}

static void write_italic(struct buf *to, bool on)
{
	write_thrice(to, STR("font-style"), on ? STR("italic") : STR("normal"));
}

static void write_color(struct buf *to, uint32_t color)
{
	buf_add(to, STR(" fo:color=\"#"));
	markup_color(to, color);
	buf_addc(to, '"');
}

static void write_size(const struct odt *d, struct buf *to, int32_t size)
{
	struct buf value;

	buf_init(&value, d->mem, 64);
	markup_milli(&value, size);
	buf_add(&value, STR("pt"));
	write_thrice(to, STR("font-size"), buf_str(&value));
}

static void write_locale(struct buf *to, struct str language)
{
	static const char *const scripts[] = { [FACE_WESTERN] = "",
		[FACE_ASIAN] = "-asian",
		[FACE_COMPLEX] = "-complex" };
	struct face_locale l = face_locale(language);
	enum face_script script = face_script(language);
	struct str space =
		script == FACE_WESTERN ? STR(" fo:") : STR(" style:");

	if (!l.language[0])
		return;
	if (script != FACE_WESTERN)
		buf_add(to, STR(" fo:language=\"en\" fo:country=\"US\""));
	buf_add(to, space);
	buf_add(to, STR("language"));
	buf_add(to, str_c(scripts[script]));
	buf_add(to, STR("=\""));
	buf_add(to, str_c(l.language));
	buf_add(to, STR("\""));
	buf_add(to, space);
	buf_add(to, STR("country"));
	buf_add(to, str_c(scripts[script]));
	buf_add(to, STR("=\""));
	buf_add(to, l.country[0] ? str_c(l.country) : STR("none"));
	buf_addc(to, '"');
}

static void write_characters(
	const struct odt *d, struct buf *to, enum tree_role role)
{
	const struct look_role *r = &d->look->role[role];
	struct str family =
		r->heading_font ? d->look->heading_font : d->look->body_font;

	buf_add(to, STR("<style:text-properties style:font-name=\""));
	markup_text(to, family);
	buf_add(to, STR("\" style:font-name-asian=\""));
	markup_text(to, family);
	buf_add(to, STR("\" style:font-name-complex=\""));
	markup_text(to, family);
	buf_addc(to, '"');
	write_size(d, to, r->size);
	write_bold(to, r->flags & TREE_BOLD);
	write_italic(to, r->flags & TREE_ITALIC);
	write_color(to, r->color);
	if (r->letters == LOOK_UPPER)
		buf_add(to, STR(" fo:text-transform=\"uppercase\""));
	if (r->letters == LOOK_SMALL_CAPS || r->flags & TREE_CAPS)
		buf_add(to, STR(" fo:font-variant=\"small-caps\""));
	if (r->tracking)
		odt_length(to, STR(" fo:letter-spacing=\""), r->tracking);
	if (d->look->hyphenate && !styles[role].keep)
		buf_add(to, STR(" fo:hyphenate=\"true\" "
				"fo:hyphenation-remain-char-count=\"3\" "
				"fo:hyphenation-push-char-count=\"3\""));
	else
		buf_add(to, STR(" fo:hyphenate=\"false\""));
	buf_add(to, STR("/>"));
}

void odt_write_run_style(const struct odt *d, struct buf *to, unsigned flags)
{
	markup_int(to, STR("<style:style style:name=\"T"), flags);
	buf_add(to, STR(" style:family=\"text\"><style:text-properties"));
	if (flags & (TREE_BOLD | ODT_PLAIN))
		write_bold(to, flags & TREE_BOLD);
	if (flags & TREE_ITALIC)
		write_italic(to, true);
	if (flags & TREE_CAPS)
		buf_add(to, STR(" fo:font-variant=\"small-caps\""));
	if (flags & (TREE_MUTED | TREE_ACCENT))
		write_color(to,
			flags & TREE_ACCENT ? d->look->accent : d->look->muted);
	buf_add(to, STR("/></style:style>"));
}

/* ---- of paragraphs ------------------------------------------------------ */

static void write_rule(
	const struct look *look, struct buf *to, enum look_rule rule)
{
	if (rule != LOOK_BELOW && rule != LOOK_ABOVE)
		return;
	odt_length(to,
		rule == LOOK_BELOW ? STR(" fo:padding-bottom=\"")
				   : STR(" fo:padding-top=\""),
		look->rule_gap);
	buf_add(to, rule == LOOK_BELOW ? STR(" fo:border-bottom=\"")
				       : STR(" fo:border-top=\""));
	markup_milli(to, look->rule_width);
	buf_add(to, STR("pt solid #"));
	markup_color(to, look->rule_color);
	buf_addc(to, '"');
}

static bool is_head(enum tree_role role)
{
	return role == TREE_NAME || role == TREE_LABEL ||
	       role == TREE_SECTION || role == TREE_SUBJECT;
}

/* Told as sides: what "start" is in text from the right, programs do not
 * agree. */
static void write_align(
	const struct odt *d, struct buf *to, enum look_align align)
{
	static const char *const names[] = { [LOOK_START] = "left",
		[LOOK_CENTER] = "center",
		[LOOK_END] = "right",
		[LOOK_JUSTIFY] = "justify" };

	if (d->tree->rtl && (align == LOOK_START || align == LOOK_END))
		align = align == LOOK_START ? LOOK_END : LOOK_START;
	buf_add(to, STR(" fo:text-align=\""));
	buf_add(to, str_c(names[align]));
	buf_addc(to, '"');
}

/* Tab stops count from where the paragraph begins. */
static void write_paragraph(
	const struct odt *d, struct buf *to, enum tree_role role, int level)
{
	const struct look *look = d->look;
	const struct look_role *r = &look->role[role];
	int32_t hanging = role == TREE_BULLET ? look->bullet_indent : 0;
	int32_t indent = r->indent + hanging * (level + 1);

	odt_length(to,
		STR("<style:paragraph-properties fo:margin-right=\"0pt\" "
		    "fo:margin-left=\""),
		indent);
	odt_length(to, STR(" fo:text-indent=\""), -hanging);
	odt_length(to, STR(" fo:margin-top=\""), walk_before(look, role));
	odt_length(to, STR(" fo:margin-bottom=\""), r->after);
	odt_length(to,
		is_head(role) ? STR(" style:line-height-at-least=\"")
			      : STR(" fo:line-height=\""),
		r->leading);
	write_align(d, to, r->align);
	buf_add(to, STR(" fo:widows=\"2\" fo:orphans=\"2\""));
	if (styles[role].keep)
		buf_add(to, STR(" fo:keep-with-next=\"always\""));
	if (styles[role].keep || role == TREE_DETAIL || role == TREE_TERM)
		buf_add(to, STR(" fo:keep-together=\"always\""));
	write_rule(look, to, r->rule);
	odt_length(to,
		STR("><style:tab-stops><style:tab-stop "
		    "style:type=\"right\" style:position=\""),
		walk_width(look) - indent);
	buf_add(to, STR("/></style:tab-stops></style:paragraph-properties>"));
}

static void write_style(
	const struct odt *d, struct buf *to, enum tree_role role, int level)
{
	const struct odt_style *s = &styles[role];

	buf_add(to, STR("<style:style style:name=\""));
	odt_style_name(to, role, level);
	buf_add(to, STR("\" style:display-name=\""));
	buf_add(to, str_c(s->name));
	if (role == TREE_BULLET)
		buf_addc(to, ' '), buf_add_int(to, level + 1);
	buf_add(to, STR("\" style:family=\"paragraph\" style:class=\"text\""));
	if (role != TREE_TEXT)
		buf_add(to, STR(" style:parent-style-name=\"Standard\""));
	if (s->keep)
		buf_add(to, STR(" style:next-style-name=\"Standard\""));
	if (s->outline)
		markup_int(
			to, STR(" style:default-outline-level=\""), s->outline);
	if (role == TREE_BULLET)
		buf_add(to, STR(" style:list-style-name=\"Bullets\""));
	buf_addc(to, '>');
	write_paragraph(d, to, role, level);
	write_characters(d, to, role);
	buf_add(to, STR("</style:style>"));
}

static void write_defaults(const struct odt *d, struct buf *to)
{
	buf_add(to, STR("<style:default-style style:family=\"paragraph\">"
			"<style:paragraph-properties style:writing-mode=\""));
	buf_add(to, d->tree->rtl ? STR("rl-tb") : STR("lr-tb"));
	buf_add(to, STR("\" style:tab-stop-distance=\"36pt\"/>"
			"<style:text-properties style:font-name=\""));
	markup_text(to, d->look->body_font);
	buf_addc(to, '"');
	write_size(d, to, d->look->role[TREE_TEXT].size);
	write_locale(to, d->tree->language);
	buf_add(to, STR("/></style:default-style>"));
}

/* Links look as the text around them does, as on pages. */
static const struct str small_styles = STR(
	"<style:style style:name=\"Internet_20_link\" "
	"style:display-name=\"Internet link\" style:family=\"text\">"
	"<style:text-properties style:text-underline-style=\"none\"/>"
	"</style:style>"
	"<style:style style:name=\"Visited_20_Internet_20_Link\" "
	"style:display-name=\"Visited Internet Link\" style:family=\"text\">"
	"<style:text-properties style:text-underline-style=\"none\"/>"
	"</style:style>");

static void write_footer_style(const struct odt *d, struct buf *to)
{
	buf_add(to, STR("<style:style style:name=\"Footer\" "
			"style:family=\"paragraph\" style:class=\"extra\" "
			"style:parent-style-name=\"Standard\">"
			"<style:paragraph-properties"));
	write_align(d, to, LOOK_END);
	buf_add(to, STR("/><style:text-properties"));
	write_size(d, to, d->look->role[TREE_TEXT].size * 17 / 20);
	write_color(to, d->look->muted);
	buf_add(to, STR("/></style:style>"));
}

static void write_list(const struct odt *d, struct buf *to)
{
	const struct look *look = d->look;

	buf_add(to, STR("<text:list-style style:name=\"Bullets\">"));
	for (int level = 0; level < ODT_LEVELS; level++) {
		int32_t at = look->role[TREE_BULLET].indent +
			     look->bullet_indent * (level + 1);

		markup_int(to,
			STR("<text:list-level-style-bullet text:level=\""),
			level + 1);
		buf_add(to, STR(" text:bullet-char=\""));
		markup_text(
			to, look->bullet.len ? look->bullet : STR("\u2022"));
		buf_add(to,
			STR("\"><style:list-level-properties "
			    "text:list-level-position-and-space-mode=\""
			    "label-alignment\"><style:list-level-label-"
			    "alignment text:label-followed-by=\"listtab\""));
		odt_length(to, STR(" text:list-tab-stop-position=\""), at);
		odt_length(to, STR(" fo:text-indent=\""), -look->bullet_indent);
		odt_length(to, STR(" fo:margin-left=\""), at);
		buf_add(to, STR("/></style:list-level-properties>"
				"</text:list-level-style-bullet>"));
	}
	buf_add(to, STR("</text:list-style>"));
}

/* ---- the page ----------------------------------------------------------- */

/* A footer lies between the text and the page's lower margin, which becomes
 * so much smaller: the text keeps its place. */
static void write_layout(
	const struct odt *d, struct buf *to, struct str name, bool footer)
{
	const struct look *look = d->look;
	int32_t below =
		footer ? look->bottom / 2 - look->role[TREE_TEXT].leading / 2
		       : look->bottom;

	below = below > 0 ? below : 0;
	buf_add(to, STR("<style:page-layout style:name=\""));
	buf_add(to, name);
	odt_length(to, STR("\"><style:page-layout-properties fo:page-width=\""),
		look->paper_width);
	odt_length(to, STR(" fo:page-height=\""), look->paper_height);
	odt_length(to, STR(" fo:margin-top=\""), look->top);
	odt_length(to, STR(" fo:margin-right=\""), look->right);
	odt_length(to, STR(" fo:margin-bottom=\""), below);
	odt_length(to, STR(" fo:margin-left=\""), look->left);
	buf_add(to, STR(" style:print-orientation=\"portrait\" "
			"style:writing-mode=\""));
	buf_add(to, d->tree->rtl ? STR("rl-tb\"/>") : STR("lr-tb\"/>"));
	if (footer) {
		odt_length(to,
			STR("<style:footer-style>"
			    "<style:header-footer-properties svg:height=\""),
			look->bottom - below);
		buf_add(to, STR(" fo:margin-top=\"0pt\" "
				"style:dynamic-spacing=\"false\"/>"
				"</style:footer-style>"));
	}
	buf_add(to, STR("</style:page-layout>"));
}

static void write_footer(const struct odt *d, struct buf *to)
{
	struct walk_page p = walk_page(d->tree->page_words);

	buf_add(to, STR("<style:footer><text:p text:style-name=\"Footer\">"));
	markup_text(to, d->tree->footer);
	if (d->tree->footer.len)
		buf_add(to, STR(" \u2014 "));
	markup_text(to, p.before);
	if (p.number)
		buf_add(to, STR("<text:page-number text:select-page=\"current\""
				">1</text:page-number>"));
	markup_text(to, p.between);
	if (p.count)
		buf_add(to, STR("<text:page-count>1</text:page-count>"));
	markup_text(to, p.behind);
	buf_add(to, STR("</text:p></style:footer>"));
}

static void write_pages(const struct odt *d, struct buf *to)
{
	bool footer = walk_footer(d->tree);

	buf_add(to, STR("<office:automatic-styles>"));
	write_layout(d, to, STR("Page"), footer);
	write_layout(d, to, STR("Bare"), false);
	buf_add(to, STR("</office:automatic-styles><office:master-styles>"
			"<style:master-page style:name=\"Standard\" "
			"style:page-layout-name=\"Page\">"));
	if (footer)
		write_footer(d, to);
	buf_add(to, STR("</style:master-page><style:master-page "
			"style:name=\"First_20_Page\" style:display-name="
			"\"First Page\" style:page-layout-name=\"Bare\" "
			"style:next-style-name=\"Standard\"/>"
			"</office:master-styles>"));
}

void odt_write_styles(const struct odt *d, struct buf *to)
{
	buf_add(to, STR(ODT_HEAD "<office:document-styles" ODT_NAMES ">"));
	odt_write_fonts(d, to);
	buf_add(to, STR("<office:styles>"));
	write_defaults(d, to);
	for (int role = 0; role < TREE_ROLES; role++)
		write_style(d, to, (enum tree_role)role, 0);
	for (int level = 1; level < ODT_LIST_STYLES; level++)
		write_style(d, to, TREE_BULLET, level);
	write_footer_style(d, to);
	buf_add(to, small_styles);
	write_list(d, to);
	buf_add(to, STR("</office:styles>"));
	write_pages(d, to);
	buf_add(to, STR("</office:document-styles>"));
}
