/*
 * press/docx_styles.c - styles.xml, numbering.xml, fontTable.xml: the look,
 * said once, so that whoever opens the document changes it in one place.
 *
 * Lines of prose have the exact height that pages have, so that a page holds
 * here what it holds there, whichever font stands in for a missing character.
 * Names and heads are at least so high: who makes them bigger by hand should
 * not see them cut.
 */
#include "press/docx_int.h"
#include "press/markup.h"

const struct docx_style docx_styles[TREE_ROLES] = {
#define STYLE(role, id, name, own, odt, outline, keep) \
	[TREE_##role] = { id, name, own, outline, keep },
#include "press/styles.def"
#undef STYLE
};

/* ---- of characters ------------------------------------------------------ */

static const char *known_name(struct face f, struct arena *mem)
{
	return f.known ? f.known : str_copy(mem, f.name).at;
}

/* Readers have Word's fonts; where they have ours instead, the widths are the
 * same. Arabic and Hebrew are in no family of ours but in these, everywhere. */
static void write_fonts(const struct docx *d, struct buf *to, struct str family)
{
	struct face f = face_of(family);
	struct str name = str_c(known_name(f, d->mem));

	buf_add(to, STR("<w:rFonts w:ascii=\""));
	markup_text(to, name);
	buf_add(to, STR("\" w:hAnsi=\""));
	markup_text(to, name);
	buf_add(to, STR("\" w:eastAsia=\""));
	markup_text(to, name);
	buf_add(to, f.serif ? STR("\" w:cs=\"Times New Roman\"/>")
			    : STR("\" w:cs=\"Arial\"/>"));
}

void docx_write_language(struct buf *to, struct str language)
{
	struct face_locale l = face_locale(language);
	enum face_script script = face_script(language);
	struct str attribute = script == FACE_ASIAN     ? STR(" w:eastAsia=\"")
			       : script == FACE_COMPLEX ? STR(" w:bidi=\"")
							: STR(" w:val=\"");

	if (!l.language[0])
		return;
	if (script != FACE_WESTERN)
		buf_add(to, STR(" w:val=\"en-US\""));
	buf_add(to, attribute);
	buf_add(to, str_c(l.language));
	if (l.country[0]) {
		buf_addc(to, '-');
		buf_add(to, str_c(l.country));
	}
	buf_addc(to, '"');
}

/* On or off: a style says what it is, whatever the one it is based on says. */
static void write_flag(struct buf *to, bool on, struct str yes, struct str no)
{
	buf_add(to, on ? yes : no);
}

static void write_size(struct buf *to, int32_t size)
{
	int64_t half = (size + 250) / 500;

	markup_int(to, STR("<w:sz w:val=\""), half);
	markup_int(to, STR("/><w:szCs w:val=\""), half);
	buf_add(to, STR("/>"));
}

static void write_characters(
	const struct docx *d, struct buf *to, enum tree_role role)
{
	const struct look_role *r = &d->look->role[role];

	buf_add(to, STR("<w:rPr>"));
	write_fonts(d, to,
		r->heading_font ? d->look->heading_font : d->look->body_font);
	write_flag(to, r->flags & TREE_BOLD, STR("<w:b/><w:bCs/>"),
		STR("<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>"));
	write_flag(to, r->flags & TREE_ITALIC, STR("<w:i/><w:iCs/>"),
		STR("<w:i w:val=\"0\"/><w:iCs w:val=\"0\"/>"));
	if (r->letters == LOOK_UPPER)
		buf_add(to, STR("<w:caps/>"));
	if (r->letters == LOOK_SMALL_CAPS || r->flags & TREE_CAPS)
		buf_add(to, STR("<w:smallCaps/>"));
	buf_add(to, STR("<w:color w:val=\""));
	markup_color(to, r->color);
	buf_add(to, STR("\"/>"));
	if (r->tracking) {
		markup_int(to, STR("<w:spacing w:val=\""),
			docx_twips(r->tracking));
		buf_add(to, STR("/>"));
	}
	write_size(to, r->size);
	buf_add(to, STR("</w:rPr>"));
}

/* ---- of paragraphs ------------------------------------------------------ */

static int64_t within(int64_t least, int64_t n, int64_t most)
{
	return n < least ? least : n > most ? most : n;
}

/* Eighths of a point, and whole points of space. */
static void write_rule(
	const struct look *look, struct buf *to, enum look_rule rule)
{
	if (rule != LOOK_BELOW && rule != LOOK_ABOVE)
		return;
	buf_add(to, rule == LOOK_BELOW
			    ? STR("<w:pBdr><w:bottom w:val=\"single\"")
			    : STR("<w:pBdr><w:top w:val=\"single\""));
	markup_int(to, STR(" w:sz=\""),
		within(2, ((int64_t)look->rule_width * 8 + 500) / 1000, 96));
	markup_int(to, STR(" w:space=\""),
		within(0, ((int64_t)look->rule_gap + 500) / 1000, 31));
	buf_add(to, STR(" w:color=\""));
	markup_color(to, look->rule_color);
	buf_add(to, STR("\"/></w:pBdr>"));
}

static bool is_head(enum tree_role role)
{
	return role == TREE_NAME || role == TREE_LABEL ||
	       role == TREE_SECTION || role == TREE_SUBJECT;
}

static void write_spacing(
	const struct look *look, struct buf *to, enum tree_role role)
{
	markup_int(to, STR("<w:spacing w:before=\""),
		docx_twips(walk_before(look, role)));
	markup_int(to, STR(" w:after=\""), docx_twips(look->role[role].after));
	markup_int(to, STR(" w:line=\""), docx_twips(look->role[role].leading));
	buf_add(to, is_head(role) ? STR(" w:lineRule=\"atLeast\"/>")
				  : STR(" w:lineRule=\"exact\"/>"));
}

/* In a paragraph from the right "left" is where it begins. */
static void write_align(struct buf *to, enum look_align align)
{
	static const char *const names[] = { [LOOK_START] = "left",
		[LOOK_CENTER] = "center",
		[LOOK_END] = "right",
		[LOOK_JUSTIFY] = "both" };

	buf_add(to, STR("<w:jc w:val=\""));
	buf_add(to, str_c(names[align]));
	buf_add(to, STR("\"/>"));
}

static void write_indent(struct buf *to, int32_t left, int32_t hanging)
{
	markup_int(to, STR("<w:ind w:left=\""), docx_twips(left));
	markup_int(to, STR(" w:right=\"0\" w:hanging=\""), docx_twips(hanging));
	buf_add(to, STR("/>"));
}

static void write_paragraph(
	const struct docx *d, struct buf *to, enum tree_role role, int level)
{
	const struct look *look = d->look;
	const struct docx_style *s = &docx_styles[role];
	int32_t hanging = role == TREE_BULLET ? look->bullet_indent : 0;

	buf_add(to, STR("<w:pPr>"));
	if (s->keep)
		buf_add(to, STR("<w:keepNext/>"));
	if (s->keep || role == TREE_DETAIL || role == TREE_TERM)
		buf_add(to, STR("<w:keepLines/>"));
	if (role == TREE_BULLET) {
		buf_add(to, STR("<w:numPr>"));
		if (level)
			markup_int(to, STR("<w:ilvl w:val=\""), level),
				buf_add(to, STR("/>"));
		buf_add(to, STR("<w:numId w:val=\"1\"/></w:numPr>"));
	}
	write_rule(look, to, look->role[role].rule);
	if (role == TREE_TEXT)
		markup_int(to, STR("<w:tabs><w:tab w:val=\"right\" w:pos=\""),
			docx_twips(walk_width(look))),
			buf_add(to, STR("/></w:tabs>"));
	if (s->keep || s->outline)
		buf_add(to, STR("<w:suppressAutoHyphens/>"));
	if (role == TREE_TEXT && d->tree->rtl)
		buf_add(to, STR("<w:bidi/>"));
	write_spacing(look, to, role);
	write_indent(
		to, look->role[role].indent + hanging * (level + 1), hanging);
	write_align(to, look->role[role].align);
	if (s->outline)
		markup_int(to, STR("<w:outlineLvl w:val=\""), s->outline - 1),
			buf_add(to, STR("/>"));
	buf_add(to, STR("</w:pPr>"));
}

/* ---- styles.xml --------------------------------------------------------- */

static void write_style(
	const struct docx *d, struct buf *to, enum tree_role role, int level)
{
	const struct docx_style *s = &docx_styles[role];

	buf_add(to, STR("<w:style w:type=\"paragraph\""));
	if (role == TREE_TEXT)
		buf_add(to, STR(" w:default=\"1\""));
	if (!s->words_own)
		buf_add(to, STR(" w:customStyle=\"1\""));
	buf_add(to, STR(" w:styleId=\""));
	buf_add(to, str_c(s->id));
	if (level)
		buf_add_int(to, level + 1);
	buf_add(to, STR("\"><w:name w:val=\""));
	buf_add(to, str_c(s->name));
	if (level)
		buf_addc(to, ' '), buf_add_int(to, level + 1);
	buf_add(to, STR("\"/>"));
	if (role != TREE_TEXT)
		buf_add(to, STR("<w:basedOn w:val=\"Normal\"/>"));
	if (s->keep)
		buf_add(to, STR("<w:next w:val=\"Normal\"/>"));
	buf_add(to, STR("<w:qFormat/>"));
	write_paragraph(d, to, role, level);
	write_characters(d, to, role);
	buf_add(to, STR("</w:style>"));
}

static void write_defaults(const struct docx *d, struct buf *to)
{
	buf_add(to, STR("<w:docDefaults><w:rPrDefault><w:rPr>"));
	write_fonts(d, to, d->look->body_font);
	write_size(to, d->look->role[TREE_TEXT].size);
	buf_add(to, STR("<w:lang"));
	docx_write_language(to, d->tree->language);
	buf_add(to, STR("/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
			"<w:widowControl/></w:pPr></w:pPrDefault>"
			"</w:docDefaults>"));
}

static void write_color_style(
	struct buf *to, struct str id, struct str name, uint32_t color)
{
	buf_add(to, STR("<w:style w:type=\"character\" w:customStyle=\"1\" "
			"w:styleId=\""));
	buf_add(to, id);
	buf_add(to, STR("\"><w:name w:val=\""));
	buf_add(to, name);
	buf_add(to, STR("\"/><w:qFormat/><w:rPr><w:color w:val=\""));
	markup_color(to, color);
	buf_add(to, STR("\"/></w:rPr></w:style>"));
}

static void write_small_styles(const struct docx *d, struct buf *to)
{
	const struct look *look = d->look;

	buf_add(to, STR("<w:style w:type=\"character\" w:default=\"1\" "
			"w:styleId=\"DefaultParagraphFont\">"
			"<w:name w:val=\"Default Paragraph Font\"/>"
			"<w:uiPriority w:val=\"1\"/><w:semiHidden/>"
			"</w:style>"
			"<w:style w:type=\"character\" w:styleId=\"Hyperlink\">"
			"<w:name w:val=\"Hyperlink\"/></w:style>"));
	write_color_style(to, STR("Muted"), STR("Muted"), look->muted);
	write_color_style(to, STR("Accent"), STR("Accent"), look->accent);
	buf_add(to, STR("<w:style w:type=\"paragraph\" w:styleId=\"Footer\">"
			"<w:name w:val=\"footer\"/>"
			"<w:basedOn w:val=\"Normal\"/><w:pPr>"
			"<w:jc w:val=\"right\"/></w:pPr><w:rPr>"
			"<w:color w:val=\""));
	markup_color(to, look->muted);
	buf_add(to, STR("\"/>"));
	write_size(to, look->role[TREE_TEXT].size * 17 / 20);
	buf_add(to, STR("</w:rPr></w:style>"));
}

void docx_write_styles(const struct docx *d, struct buf *to)
{
	buf_add(to, STR(DOCX_HEAD "<w:styles " DOCX_W ">"));
	write_defaults(d, to);
	write_style(d, to, TREE_TEXT, 0);
	for (int role = 0; role < TREE_ROLES; role++)
		if (role != TREE_TEXT)
			write_style(d, to, (enum tree_role)role, 0);
	for (int level = 1; level < DOCX_LIST_STYLES; level++)
		write_style(d, to, TREE_BULLET, level);
	write_small_styles(d, to);
	buf_add(to, STR("</w:styles>"));
}

/* ---- numbering.xml ------------------------------------------------------ */

static void write_level(const struct docx *d, struct buf *to, int level)
{
	const struct look *look = d->look;

	markup_int(to, STR("<w:lvl w:ilvl=\""), level);
	buf_add(to, STR("><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/>"));
	if (level < DOCX_LIST_STYLES) {
		buf_add(to, STR("<w:pStyle w:val=\"ListBullet"));
		if (level)
			buf_add_int(to, level + 1);
		buf_add(to, STR("\"/>"));
	}
	buf_add(to, STR("<w:lvlText w:val=\""));
	markup_text(to, look->bullet.len ? look->bullet : STR("\u2022"));
	buf_add(to, STR("\"/><w:lvlJc w:val=\"left\"/><w:pPr>"));
	write_indent(to,
		look->role[TREE_BULLET].indent +
			look->bullet_indent * (level + 1),
		look->bullet_indent);
	buf_add(to, STR("</w:pPr></w:lvl>"));
}

void docx_write_numbering(const struct docx *d, struct buf *to)
{
	buf_add(to, STR(DOCX_HEAD "<w:numbering " DOCX_W
				  "><w:abstractNum w:abstractNumId=\"0\">"
				  "<w:multiLevelType w:val=\"multilevel\"/>"));
	for (int level = 0; level < DOCX_LEVELS; level++)
		write_level(d, to, level);
	buf_add(to, STR("</w:abstractNum><w:num w:numId=\"1\">"
			"<w:abstractNumId w:val=\"0\"/></w:num>"
			"</w:numbering>"));
}

/* ---- fontTable.xml ------------------------------------------------------ */

static void write_font(const struct docx *d, struct buf *to, struct str family)
{
	struct face f = face_of(family);

	buf_add(to, STR("<w:font w:name=\""));
	markup_text(to, str_c(known_name(f, d->mem)));
	buf_add(to, STR("\">"));
	if (f.known) {
		buf_add(to, STR("<w:altName w:val=\""));
		markup_text(to, f.name);
		buf_add(to, STR("\"/>"));
	}
	buf_add(to, f.serif ? STR("<w:family w:val=\"roman\"/>")
			    : STR("<w:family w:val=\"swiss\"/>"));
	buf_add(to, STR("<w:pitch w:val=\"variable\"/></w:font>"));
}

void docx_write_fonts(const struct docx *d, struct buf *to)
{
	const struct look *look = d->look;

	buf_add(to, STR(DOCX_HEAD "<w:fonts " DOCX_W ">"));
	write_font(d, to, look->body_font);
	if (!str_eq(look->heading_font, look->body_font))
		write_font(d, to, look->heading_font);
	buf_add(to, STR("</w:fonts>"));
}
