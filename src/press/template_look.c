/*
 * press/template_look.c - a template and what the owner of a document wants of
 * it become numbers (look.h). Says nothing of what stands in the document.
 */
#include "press/template_int.h"
#include "press/font.h"

#include <math.h>

/* ---- whose style counts ------------------------------------------------- */

static void put_texts(
	struct json_out *o, const char *name, const struct resume_texts *texts)
{
	if (!texts->count)
		return;
	json_list(json_key(o, name));
	for (size_t i = 0; i < texts->count; i++)
		json_put_text(o, texts->at[i]);
	json_end(o);
}

/* What a resume says beside its style becomes a style. */
static bool style_of_vitae(struct arena *mem, const struct resume_vitae *v,
	const struct json **out, struct err *err)
{
	struct json_out o;
	struct buf b;

	*out = NULL;
	if (!v->paper.len && !v->section_order.count &&
		!v->hidden_sections.count)
		return true;
	buf_init(&b, mem, JSON_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	if (v->paper.len)
		json_put_text(json_key(&o, "paper"), str_lower(mem, v->paper));
	put_texts(&o, "section_order", &v->section_order);
	put_texts(&o, "hidden_sections", &v->hidden_sections);
	json_end(&o);
	return json_parse(mem, buf_str(&b), out, err);
}

static const struct json *style_of_kind(
	const struct template_file *file, struct str kind)
{
	if (str_is(kind, "cover_letter"))
		return file->kinds.cover_letter.style;
	return str_is(kind, "cv") ? file->kinds.cv.style
				  : file->kinds.resume.style;
}

enum { LAYERS = 6, VITAE = 4 };

/* All layers as one text, which is read anew. */
static bool read_merged(struct arena *mem, const struct json *const *layer,
	struct template_style *out, struct err *err)
{
	const struct json *merged;
	struct buf b;

	buf_init(&b, mem, JSON_BYTES);
	template_merge(&b, layer, LAYERS);
	return json_parse(mem, buf_str(&b), &merged, err) &&
	       template_style_read(mem, merged, "/style", out, err);
}

/* Objects of titles are laid over each other, name by name. */
static bool share_titles(const struct json *const *layer)
{
	int count = 0;

	for (size_t i = 0; i < LAYERS; i++)
		count += json_find(layer[i], "titles") != NULL;
	return count > 1;
}

static bool ids_are_plain(const struct resume_texts *ids)
{
	enum { ID_BYTES = 200 };

	for (size_t i = 0; i < ids->count; i++)
		if (!ids->at[i].len || ids->at[i].len > ID_BYTES)
			return false;
	return ids->count <= TEMPLATE_SECTIONS;
}

/* What a resume says beside its style, where nothing can be wrong with it. */
static bool lay_vitae(const struct resume_vitae *v, struct template_style *to)
{
	bool a4 = str_eq_nocase(v->paper, STR("a4"));

	if ((v->paper.len && !a4 && !str_eq_nocase(v->paper, STR("letter"))) ||
		!ids_are_plain(&v->section_order) ||
		!ids_are_plain(&v->hidden_sections))
		return false;
	if (v->paper.len)
		to->paper = a4 ? STR("a4") : STR("letter");
	if (v->section_order.count)
		to->section_order = v->section_order;
	if (v->hidden_sections.count)
		to->hidden_sections = v->hidden_sections;
	return true;
}

/* The template's own was read with it; what others say is checked here. */
static bool read_layers(struct arena *mem, const struct template *t,
	const struct resume *r, const struct template_wish *wish,
	struct template_style *out, struct err *err)
{
	const struct resume_vitae *vitae = &r->meta.vitae;
	const struct json *layer[LAYERS] = { t->file.style,
		style_of_kind(&t->file, vitae->kind), wish->usual, vitae->style,
		NULL, wish->style };
	static const char *const at[LAYERS] = { "/style", "/style",
		"/custom_config", "/meta/vitae/style", "/meta/vitae",
		"/style" };
	bool merge = share_titles(layer);
	struct template_style one;

	*out = t->style;
	for (size_t i = 1; i < LAYERS; i++) {
		if (i == VITAE && !lay_vitae(vitae, out) &&
			!style_of_vitae(mem, vitae, &layer[VITAE], err))
			return false;
		if (!layer[i])
			continue;
		if (!template_style_read(mem, layer[i], at[i], &one, err))
			return false;
		template_style_lay(&one, layer[i], out);
	}
	if (!merge)
		return true;
	return (layer[VITAE] ||
		       style_of_vitae(mem, vitae, &layer[VITAE], err)) &&
	       read_merged(mem, layer, out, err);
}

/* Where what an owner's order does not name belongs. */
static const struct json *order_of(const struct template *t, struct str kind)
{
	const struct json *own =
		json_find(style_of_kind(&t->file, kind), "section_order");

	return own ? own : json_find(t->file.style, "section_order");
}

/* ---- numbers ------------------------------------------------------------ */

enum { MILLI = 1000 };

static int32_t milli(double points) { return (int32_t)lround(points * MILLI); }

static int32_t length_of(struct str s, int32_t otherwise)
{
	int32_t n;

	return s.at && template_length_read(s, &n) ? n : otherwise;
}

static uint32_t color_of(struct str s, uint32_t otherwise)
{
	uint32_t color;

	return template_color_read(s, &color) ? color : otherwise;
}

static uint32_t color_of_role(const struct look *look, struct str s)
{
	if (str_is(s, "accent"))
		return look->accent;
	return str_is(s, "muted") ? look->muted : color_of(s, look->text);
}

static void set_colors(const struct template_colors *c, struct look *out)
{
	enum { NONE = 0xffffff };

	out->text = color_of(c->text, 0);
	out->muted = color_of(c->muted, out->text);
	out->accent = color_of(c->accent, out->text);
	out->rule_color = color_of(c->rule, out->muted);
	out->side_color = color_of(c->side, NONE);
	out->side_text = color_of(c->side_text, out->text);
	out->side_accent = color_of(c->side_accent, out->accent);
	out->head_color = color_of(c->head, NONE);
	out->head_text = color_of(c->head_text, out->text);
}

static int word_of(struct str word, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (str_is(word, words[i]))
			return i;
	return 0;
}

static void set_role(const struct template_role_file *file,
	const struct template_style *style, struct look_role *out,
	const struct look *look)
{
	static const char *const aligns[] = { [LOOK_START] = "start",
		[LOOK_CENTER] = "center",
		[LOOK_END] = "end",
		[LOOK_JUSTIFY] = "justify",
		NULL };
	static const char *const cases[] = { [LOOK_AS_IS] = "as is",
		[LOOK_UPPER] = "upper",
		[LOOK_SMALL_CAPS] = "small caps",
		NULL };
	static const char *const rules[] = { [LOOK_NO_RULE] = "none",
		[LOOK_BELOW] = "below",
		[LOOK_ABOVE] = "above",
		[LOOK_BESIDE] = "beside",
		NULL };
	double size = file->size * style->size,
	       line = file->line_height > 0 ? file->line_height
					    : style->line_height;

	out->size = milli(size);
	out->leading = milli(size * line);
	out->before = milli(file->before * style->size * style->spacing);
	out->after = milli(file->after * style->size * style->spacing);
	out->indent = milli(file->indent * style->size);
	out->tracking = milli(file->tracking * size);
	out->color = color_of_role(look, file->color);
	out->flags = (file->bold ? TREE_BOLD : 0u) |
		     (file->italic ? TREE_ITALIC : 0u);
	out->align = (enum look_align)word_of(file->align, aligns);
	out->letters = (enum look_case)word_of(file->letters, cases);
	out->rule = (enum look_rule)word_of(file->rule, rules);
	out->heading_font = str_is(file->font, "headings");
}

static void set_page(const struct template_file *file,
	const struct template_style *style, struct look *out)
{
	enum { A4_WIDTH = 595276, A4_HEIGHT = 841890 };
	enum { LETTER_WIDTH = 612000, LETTER_HEIGHT = 792000 };
	bool letter = str_is(style->paper, "letter");

	out->paper_width = letter ? LETTER_WIDTH : A4_WIDTH;
	out->paper_height = letter ? LETTER_HEIGHT : A4_HEIGHT;
	out->top = length_of(style->margins.top, 0);
	out->right = length_of(style->margins.right, 0);
	out->bottom = length_of(style->margins.bottom, 0);
	out->left = length_of(style->margins.left, 0);
	out->columns = style->columns == 2 && file->side.width.at ? 2 : 1;
	out->side_width = length_of(file->side.width, 0);
	out->gap = length_of(file->side.gap, 0);
	out->side_first = file->side.first;
}

static void set_details(const struct template_file *file,
	const struct template_style *style, struct look *out)
{
	out->body_font = style->fonts.body;
	out->heading_font = style->fonts.headings.at ? style->fonts.headings
						     : style->fonts.body;
	out->rule_width = length_of(file->rules.width, MILLI / 2);
	out->rule_gap = length_of(file->rules.gap, 0);
	out->bullet =
		file->bullets.character.at ? file->bullets.character : STR("•");
	out->bullet_indent = length_of(file->bullets.indent, 0);
	out->entry_gap = milli(file->entry_gap * style->size * style->spacing);
	out->justify = style->justify;
	out->hyphenate = style->hyphenate;
	out->numbers =
		str_is(style->page_numbers, "always")  ? LOOK_NUMBERS_ALWAYS
		: str_is(style->page_numbers, "never") ? LOOK_NUMBERS_NEVER
						       : LOOK_NUMBERS_AUTO;
	out->photo_size = style->photo ? length_of(file->photo.size, 0) : 0;
	out->photo_round = file->photo.round;
	out->photo_first = file->photo.first;
	out->fit_pages = (int)style->fit.pages;
	out->fit_least = (int)lround(file->fit_least * MILLI);
}

/* Text needs a place to stand in, whatever the margins are. */
static bool check_room(const struct look *look, struct err *err)
{
	enum { COLUMN = 120000, HEIGHT = 200000 };
	int32_t width = look->paper_width - look->left - look->right;

	if (look->columns == 2)
		width -= look->side_width + look->gap;
	if (width >= COLUMN &&
		(look->columns == 1 || look->side_width >= COLUMN / 2) &&
		look->paper_height - look->top - look->bottom >= HEIGHT)
		return true;
	err_set(err, ERR_BAD_INPUT, "%s", ""); /* of one field, then */
	return err_field(err, "/style/margins", "leave no room for text");
}

bool template_look_wished(struct arena *mem, const struct template *t,
	const struct resume *r, const struct template_wish *wish,
	struct look *out, struct err *err)
{
	static const struct template_role_file plain = { .size = 1 };
	struct look_choice *choice = ARENA_NEW(mem, struct look_choice);
	struct template_style s;

	if (!read_layers(mem, t, r, wish, &s, err))
		return false;
	*out = (struct look){ .template = t->name, .choice = choice };
	choice->order = s.section_order;
	choice->hidden = s.hidden_sections;
	choice->usual = order_of(t, r->meta.vitae.kind);
	choice->titles = s.titles;
	choice->dates =
		(enum press_dates)word_of(s.date_format, press_dates_names);
	set_page(&t->file, &s, out);
	set_colors(&s.colors, out);
	set_details(&t->file, &s, out);
	for (int i = 0; i < TREE_ROLES; i++)
		set_role(t->file.roles.at[i] ? t->file.roles.at[i] : &plain, &s,
			&out->role[i], out);
	if (str_is(r->meta.vitae.kind, "cover_letter"))
		out->columns = 1;
	return check_room(out, err);
}

bool template_look(struct arena *mem, const struct template *t,
	const struct resume *r, const struct json *style, struct look *out,
	struct err *err)
{
	return template_look_wished(
		mem, t, r, &(struct template_wish){ .style = style }, out, err);
}

struct str template_note(
	struct arena *mem, const struct look *look, struct fonts *fonts)
{
	const struct str wanted[] = { look->body_font, look->heading_font };
	struct err none = { 0 };
	const struct font *font;
	struct buf b;
	bool same;

	buf_init(&b, mem, 1 << 10);
	for (size_t i = 0; i < LENGTH(wanted); i++) {
		if ((i && str_eq(wanted[0], wanted[i])) ||
			!fonts_find(fonts, wanted[i], FONT_REGULAR, &font,
				&same, &none) ||
			same)
			continue;
		buf_addf(&b,
			"%sthe font '%.*s' is not installed, %.*s "
			"stands in",
			b.len ? "; " : "", STR_ARG(wanted[i]),
			STR_ARG(font->family));
	}
	return b.len ? buf_str(&b) : STR("");
}
