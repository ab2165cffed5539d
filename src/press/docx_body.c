/*
 * press/docx_body.c - document.xml: paragraphs in the order of the tree, and
 * nothing around them.
 *
 * Templates with two columns become one here. A table would show both, but
 * programs that read applications walk a body's paragraphs and see no table
 * (python-docx's document.paragraphs is the plainest of them); columns of a
 * section run the main text into the side's place on the first page; text
 * boxes are read last or never. The order of reading is what counts here, the
 * PDF has the looks.
 */
#include "press/bidi.h"
#include "press/docx_int.h"
#include "press/letters.h"
#include "press/link.h"
#include "press/markup.h"

#include "base/utf8.h"

/* ---- direction ---------------------------------------------------------- */

/* Levels of a paragraph's characters; at NULL: all from the left. */
struct levels {
	const FriBidiLevel *at;
	size_t next;
};

static bool any_rtl(const struct tree_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		if (letters_rtl(runs->at[i].text))
			return true;
	return false;
}

/* Word takes each run for what it is said to be; so it has to be said. */
static struct levels levels_of(const struct docx *d, const struct tree_block *b)
{
	size_t count;

	if (!d->tree->rtl && !any_rtl(&b->text) && !any_rtl(&b->aside))
		return (struct levels){ NULL, 0 };
	return (struct levels){ bidi_levels(d->mem, &b->text, &b->aside,
					d->tree->rtl, &count),
		0 };
}

/* The next piece of one direction; *rest moves behind it. */
static struct str cut_direction(struct levels *l, struct str *rest, bool *rtl)
{
	struct str piece = *rest;
	size_t len = 0;
	uint32_t c;

	*rtl = l->at && l->at[l->next] & 1;
	if (!l->at) {
		*rest = STR("");
		return piece;
	}
	while (len < rest->len && (l->at[l->next] & 1) == *rtl) {
		int n = utf8_decode(
			str_of(rest->at + len, rest->len - len), &c);

		len += (size_t)(n < 0 ? -n : n);
		l->next++;
	}
	piece.len = len;
	*rest = str_of(rest->at + len, rest->len - len);
	return piece;
}

/* ---- runs --------------------------------------------------------------- */

enum linked { NO_LINK, LINK_ELEMENT, LINK_FIELD };

/* What a run has to say beside its text. */
struct run_look {
	unsigned flags;
	enum linked linked;
	bool plain; /* not bold, whatever its paragraph is: an aside */
};

static void write_run_style(const struct docx *d, const struct run_look *look)
{
	if (look->linked == LINK_ELEMENT)
		buf_add(d->body, STR("<w:rStyle w:val=\"Hyperlink\"/>"));
	else if (look->flags & TREE_ACCENT)
		buf_add(d->body, STR("<w:rStyle w:val=\"Accent\"/>"));
	else if (look->flags & TREE_MUTED)
		buf_add(d->body, STR("<w:rStyle w:val=\"Muted\"/>"));
}

/* A run has one style; that of links leaves no place for a colour's. */
static void write_run_color(const struct docx *d, const struct run_look *look)
{
	if (look->linked != LINK_ELEMENT ||
		!(look->flags & (TREE_ACCENT | TREE_MUTED)))
		return;
	buf_add(d->body, STR("<w:color w:val=\""));
	markup_color(d->body,
		look->flags & TREE_ACCENT ? d->look->accent : d->look->muted);
	buf_add(d->body, STR("\"/>"));
}

static void write_run_look(
	const struct docx *d, const struct run_look *look, bool rtl)
{
	const unsigned shown =
		TREE_BOLD | TREE_ITALIC | TREE_CAPS | TREE_MUTED | TREE_ACCENT;
	struct buf *to = d->body;

	if (!(look->flags & shown) && !rtl && !look->plain &&
		look->linked != LINK_ELEMENT)
		return;
	buf_add(to, STR("<w:rPr>"));
	write_run_style(d, look);
	if (look->flags & TREE_BOLD)
		buf_add(to, rtl ? STR("<w:b/><w:bCs/>") : STR("<w:b/>"));
	else if (look->plain)
		buf_add(to, STR("<w:b w:val=\"0\"/><w:bCs w:val=\"0\"/>"));
	if (look->flags & TREE_ITALIC)
		buf_add(to, rtl ? STR("<w:i/><w:iCs/>") : STR("<w:i/>"));
	if (look->flags & TREE_CAPS)
		buf_add(to, STR("<w:smallCaps/>"));
	write_run_color(d, look);
	if (rtl)
		buf_add(to, STR("<w:rtl/>"));
	buf_add(to, STR("</w:rPr>"));
}

static void write_text(struct buf *to, struct str text, unsigned flags)
{
	bool outer = text.at[0] == ' ' || text.at[text.len - 1] == ' ';

	buf_add(to, outer ? STR("<w:t xml:space=\"preserve\">") : STR("<w:t>"));
	if (flags & TREE_NOBREAK)
		markup_tied(to, text);
	else
		markup_text(to, text);
	buf_add(to, STR("</w:t>"));
}

static void write_run(const struct docx *d, struct str text,
	const struct run_look *look, struct levels *levels)
{
	struct str rest = text;

	while (rest.len) {
		bool rtl;
		struct str piece = cut_direction(levels, &rest, &rtl);

		buf_add(d->body, STR("<w:r>"));
		write_run_look(d, look, rtl);
		write_text(d->body, piece, look->flags);
		buf_add(d->body, STR("</w:r>"));
	}
}

/* ---- links -------------------------------------------------------------- */

static void add_relationship(struct docx *d, int id, struct str url)
{
	markup_int(d->rels, STR("<Relationship Id=\"rId"), id);
	buf_add(d->rels, STR(" Type=\"" DOCX_R "/hyperlink\" Target=\""));
	markup_text(d->rels, url);
	buf_add(d->rels, STR("\" TargetMode=\"External\"/>"));
}

static void begin_link(struct docx *d, struct str url, enum linked linked)
{
	struct buf *to = d->body;

	if (linked == LINK_ELEMENT) {
		int id = DOCX_LINKS + d->links++;

		markup_int(to, STR("<w:hyperlink r:id=\"rId"), id);
		buf_add(to, STR(" w:history=\"1\">"));
		add_relationship(d, id, url);
	} else if (linked == LINK_FIELD) {
		buf_add(to, STR("<w:r><w:fldChar w:fldCharType=\"begin\"/>"
				"</w:r><w:r><w:instrText "
				"xml:space=\"preserve\"> HYPERLINK &quot;"));
		markup_text(to, url);
		buf_add(to, STR("&quot; </w:instrText></w:r><w:r><w:fldChar "
				"w:fldCharType=\"separate\"/></w:r>"));
	}
}

static void end_link(struct docx *d, enum linked linked)
{
	if (linked == LINK_ELEMENT)
		buf_add(d->body, STR("</w:hyperlink>"));
	else if (linked == LINK_FIELD)
		buf_add(d->body, STR("<w:r><w:fldChar "
				     "w:fldCharType=\"end\"/></w:r>"));
}

/* Some readers pass over what stands in a w:hyperlink: a job's title must not
 * be lost with them. A field links as well, and its text is a plain run. */
static enum linked kind_of_link(enum tree_role role)
{
	return role == TREE_ENTRY || role == TREE_ROLE || role == TREE_NAME
		       ? LINK_FIELD
		       : LINK_ELEMENT;
}

static void write_runs(struct docx *d, const struct tree_runs *runs,
	const struct tree_block *b, struct levels *levels)
{
	struct run_look look = { .plain = runs == &b->aside &&
					  d->look->role[b->role].flags &
						  TREE_BOLD };

	for (size_t i = 0; i < runs->count;) {
		struct str given = runs->at[i].url, url;

		look.linked = NO_LINK;
		if (given.at && link_safe(d->mem, given, &url))
			look.linked = kind_of_link(b->role);
		if (look.linked)
			begin_link(d, url, look.linked);
		do {
			look.flags = runs->at[i].flags;
			write_run(d, runs->at[i++].text, &look, levels);
		} while (i < runs->count && given.at && runs->at[i].url.at &&
			 str_eq(runs->at[i].url, given));
		end_link(d, look.linked);
	}
}

/* ---- paragraphs --------------------------------------------------------- */

static void write_spacing(const struct docx *d, size_t i)
{
	struct walk_space s = walk_space(d->tree, i);

	if (!s.before_told && !s.after_none)
		return;
	buf_add(d->body, STR("<w:spacing"));
	if (s.before_told)
		markup_int(d->body, STR(" w:before=\""), docx_twips(s.before));
	if (s.after_none)
		buf_add(d->body, STR(" w:after=\"0\""));
	buf_add(d->body, STR("/>"));
}

static void write_style(const struct docx *d, enum tree_role role, int level)
{
	if (role == TREE_TEXT)
		return;
	buf_add(d->body, STR("<w:pStyle w:val=\""));
	buf_add(d->body, str_c(docx_styles[role].id));
	if (level)
		buf_add_int(d->body, level + 1);
	buf_add(d->body, STR("\"/>"));
}

static void write_keep(const struct docx *d, size_t i)
{
	enum walk_keep keep = walk_keep(d->tree, i);

	if (keep == WALK_KEEP)
		buf_add(d->body, STR("<w:keepNext/>"));
	else if (keep == WALK_FREE)
		buf_add(d->body, STR("<w:keepNext w:val=\"0\"/>"));
}

static void write_properties(const struct docx *d, size_t i, int level)
{
	int named = level < DOCX_LIST_STYLES ? level : DOCX_LIST_STYLES - 1;
	size_t start = d->body->len;

	buf_add(d->body, STR("<w:pPr>"));
	write_style(d, d->tree->at[i].role, named);
	write_keep(d, i);
	if (level != named) {
		markup_int(d->body, STR("<w:numPr><w:ilvl w:val=\""),
			level < DOCX_LEVELS ? level : DOCX_LEVELS - 1);
		buf_add(d->body, STR("/><w:numId w:val=\"1\"/></w:numPr>"));
	}
	write_spacing(d, i);
	if (d->body->len == start + 7 && buf_ok(d->body))
		d->body->len = start; /* nothing to say */
	else
		buf_add(d->body, STR("</w:pPr>"));
}

/* A rule beside a head is a tab that is struck through. */
static void write_rule_beside(const struct docx *d)
{
	buf_add(d->body, STR("<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
			     "<w:r><w:rPr><w:strike/><w:color w:val=\""));
	markup_color(d->body, d->look->rule_color);
	buf_add(d->body, STR("\"/></w:rPr><w:tab/></w:r>"));
}

static void write_block(struct docx *d, size_t i, int level)
{
	const struct tree_block *b = &d->tree->at[i];
	struct levels levels = levels_of(d, b);

	buf_add(d->body, STR("<w:p>"));
	write_properties(d, i, level);
	if (i == 0 && d->photo)
		docx_write_photo(d);
	write_runs(d, &b->text, b, &levels);
	if (b->aside.count) {
		levels.next++;
		buf_add(d->body, STR("<w:r><w:tab/></w:r>"));
		write_runs(d, &b->aside, b, &levels);
	} else if (d->look->role[b->role].rule == LOOK_BESIDE) {
		write_rule_beside(d);
	}
	buf_add(d->body, STR("</w:p>"));
}

static void write_page(const struct docx *d)
{
	const struct look *look = d->look;
	struct buf *to = d->body;
	int64_t least = look->bottom < look->top ? look->bottom : look->top;
	int64_t edge = docx_twips((int32_t)(least / 2));

	buf_add(to, STR("<w:sectPr>"));
	if (walk_footer(d->tree)) {
		markup_int(to,
			STR("<w:footerReference w:type=\"default\" "
			    "r:id=\"rId"),
			DOCX_FOOTER);
		buf_add(to, STR("/>"));
	}
	markup_int(to, STR("<w:pgSz w:w=\""), docx_twips(look->paper_width));
	markup_int(to, STR(" w:h=\""), docx_twips(look->paper_height));
	markup_int(to, STR("/><w:pgMar w:top=\""), docx_twips(look->top));
	markup_int(to, STR(" w:right=\""), docx_twips(look->right));
	markup_int(to, STR(" w:bottom=\""), docx_twips(look->bottom));
	markup_int(to, STR(" w:left=\""), docx_twips(look->left));
	markup_int(to, STR(" w:header=\""), edge);
	markup_int(to, STR(" w:footer=\""), edge);
	buf_add(to, STR(" w:gutter=\"0\"/>"));
	if (walk_footer(d->tree) && !walk_footer_first(d->tree))
		buf_add(to, STR("<w:titlePg/>"));
	if (d->tree->rtl)
		buf_add(to, STR("<w:bidi/>"));
	buf_add(to, STR("</w:sectPr>"));
}

void docx_write_body(struct docx *d)
{
	int level = 0;

	buf_add(d->body, STR(DOCX_HEAD "<w:document " DOCX_W
				       " xmlns:r=\"" DOCX_R "\"><w:body>"));
	for (size_t i = 0; i < d->tree->count; i++) {
		level = walk_depth(d->tree, i, level);
		write_block(d, i, level);
	}
	if (d->tree->count == 0) {
		buf_add(d->body, STR("<w:p>"));
		if (d->photo)
			docx_write_photo(d);
		buf_add(d->body, STR("</w:p>"));
	}
	write_page(d);
	buf_add(d->body, STR("</w:body></w:document>"));
}
