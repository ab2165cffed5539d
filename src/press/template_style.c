/*
 * press/template_style.c - what owners of documents may say about their looks
 * (DOC-12), read and laid over what a template says. What comes out of it is
 * in template_look.c.
 */
#include "press/template_int.h"

#include <assert.h>
#include <stddef.h>

static const char *const papers[] = { "a4", "letter", NULL };
static const char *const numbers[] = { "auto", "always", "never", NULL };

enum { COLOR = 16, LENGTH_TEXT = 16, FAMILY = 64, PAGES = 60, NAME = 256 };

#define COLORED(name, says)                                     \
	JSON(template_colors, name, 0, 1, COLOR, .about = says, \
		.example = "#1f4e79")
static const struct json_field color_fields[] = {
	COLORED(text, "of the text"),
	COLORED(muted, "of what matters less"),
	COLORED(accent, "of what stands out"),
	COLORED(rule, "of lines"),
	COLORED(side, "behind the side column; #ffffff: none"),
	COLORED(side_text, "of text in it"),
	COLORED(side_accent, "of what stands out in it"),
	COLORED(head, "behind name and contact; #ffffff: none"),
	COLORED(head_text, "of text in it"),
	{ 0 },
};
#undef COLORED
static const struct json_shape color_shape = JSON_SHAPE(
	template_colors, "StyleColors", "Colours, as #rrggbb.", color_fields);

static const struct json_field font_fields[] = {
	JSON(template_fonts, body, 0, 1, FAMILY, .format = JSON_LINE,
		.example = "Carlito"),
	JSON(template_fonts, headings, 0, 1, FAMILY, .format = JSON_LINE),
	{ 0 },
};
static const struct json_shape font_shape = JSON_SHAPE(
	template_fonts, "StyleFonts", "Families, by name.", font_fields);

#define MARGIN(name) \
	JSON(template_margins, name, 0, 1, LENGTH_TEXT, .example = "18mm")
static const struct json_field margin_fields[] = {
	MARGIN(top),
	MARGIN(right),
	MARGIN(bottom),
	MARGIN(left),
	{ 0 },
};
#undef MARGIN
static const struct json_shape margin_shape = JSON_SHAPE(template_margins,
	"StyleMargins", "Lengths: 18mm, 1.8cm, 0.7in or 51pt.", margin_fields);

static const struct json_field fit_fields[] = {
	JSON(template_fit, pages, 0, 0, PAGES,
		.about = "makes it small enough; 0: as many as it takes"),
	{ 0 },
};
static const struct json_shape fit_shape = JSON_SHAPE(
	template_fit, "StyleFit", "How many pages there may be.", fit_fields);

static const struct json_field style_fields[] = {
	JSON_IN(template_style, colors, 0, &color_shape),
	JSON_IN(template_style, fonts, 0, &font_shape),
	JSON(template_style, size, 0, 6, 16, .about = "of the body, in points",
		.example = "10"),
	JSON(template_style, line_height, 0, 1, 2,
		.about = "from line to line, in sizes"),
	JSON(template_style, spacing, 0, 0, 3,
		.about = "1: spaces as the template has them"),
	JSON_IN(template_style, margins, 0, &margin_shape),
	JSON_WORD(template_style, date_format, 0, press_dates_names),
	JSON_WORD(template_style, paper, 0, papers),
	JSON_TEXTS(template_style, section_order, 0, TEMPLATE_SECTIONS, 1, 200,
		.about = "ids; what is not named follows"),
	JSON_TEXTS(
		template_style, hidden_sections, 0, TEMPLATE_SECTIONS, 1, 200),
	JSON(template_style, titles, 0, 0, 0, .only = JSON_OBJECT,
		.about = "of sections, by id",
		.example = "{\"work\":\"Jobs\"}"),
	JSON(template_style, photo, 0, 0, 0),
	JSON_WORD(template_style, page_numbers, 0, numbers,
		.about = "auto: where there is more than one page"),
	JSON(template_style, columns, 0, 1, 2),
	JSON_IN(template_style, fit, 0, &fit_shape),
	JSON(template_style, justify, 0, 0, 0),
	JSON(template_style, hyphenate, 0, 0, 0),
	{ 0 },
};
const struct json_shape template_style_shape = JSON_SHAPE(template_style,
	"DocumentStyle", "How one document looks.", style_fields);

/* ---- what the shape cannot know ----------------------------------------- */

static const struct {
	const char *at;
	size_t offset;
	bool color;
} texts[] = {
#define COLORED(name)                                                      \
	{                                                                  \
		"/colors/" #name,                                          \
			offsetof(struct template_style, colors.name), true \
	}
	COLORED(text),
	COLORED(muted),
	COLORED(accent),
	COLORED(rule),
	COLORED(side),
	COLORED(side_text),
	COLORED(side_accent),
	COLORED(head),
	COLORED(head_text),
#undef COLORED
#define MARGIN(name)                                                         \
	{                                                                    \
		"/margins/" #name,                                           \
			offsetof(struct template_style, margins.name), false \
	}
	MARGIN(top),
	MARGIN(right),
	MARGIN(bottom),
	MARGIN(left),
#undef MARGIN
};

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool template_color_read(struct str s, uint32_t *out)
{
	uint32_t color = 0;

	if (s.len != 7 || s.at[0] != '#')
		return false;
	for (size_t i = 1; i < s.len; i++) {
		if (hex(s.at[i]) < 0)
			return false;
		color = color << 4 | (uint32_t)hex(s.at[i]);
	}
	*out = color;
	return true;
}

/* What a thousandth of each unit is, in thousandths of a point. */
static const struct {
	struct str name;
	int64_t over, under;
} units[] = {
	{ { "mm", 2 }, 720, 254 },
	{ { "cm", 2 }, 7200, 254 },
	{ { "in", 2 }, 72, 1 },
	{ { "pt", 2 }, 1, 1 },
};

bool template_length_read(struct str s, int32_t *out)
{
	const int64_t most = 2000000; /* 2 m of thousandths, by any unit */
	int64_t n = 0, digit = 1000;
	bool dot = false;
	size_t i;

	for (i = 0; i < s.len && n <= most; i++) {
		if (s.at[i] == '.' && !dot) {
			dot = true;
			continue;
		}
		if (s.at[i] < '0' || s.at[i] > '9')
			break;
		if (dot)
			n += (s.at[i] - '0') * (digit /= 10);
		else
			n = n * 10 + (s.at[i] - '0') * digit;
	}
	s = str_trim(str_of(s.at + i, s.len - i));
	for (size_t u = 0; u < LENGTH(units); u++)
		if (i && n <= most && str_eq(s, units[u].name)) {
			n = (n * units[u].over + units[u].under / 2) /
			    units[u].under;
			*out = (int32_t)n;
			return n <= most;
		}
	return false;
}

static bool fault(
	struct str prefix, const char *at, const char *why, struct err *err)
{
	char where[sizeof(err->fields[0].at)];
	struct buf b = {
		.at = where, .room = sizeof(where), .ceiling = sizeof(where) - 1
	};

	buf_add(&b, prefix);
	buf_add(&b, str_c(at));
	return err_field(err, where, "%s", why);
}

static bool check_titles(
	struct str prefix, const struct json *titles, struct err *err)
{
	if (json_count(titles) > TEMPLATE_TITLES)
		return fault(prefix, "/titles", "has too many titles", err);
	for (const struct json *v = json_first(titles); v;
		v = json_next(titles, v))
		if (json_kind(v) != JSON_TEXT || json_text(v).len >= NAME ||
			json_name(v).len >= NAME)
			return fault(prefix, "/titles",
				"must give each section a short text", err);
	return true;
}

static bool check(
	struct str prefix, const struct template_style *style, struct err *err)
{
	uint32_t color;
	int32_t length;

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct str s = *(
			const struct str *)(const void *)((const char *)style +
							  texts[i].offset);

		if (!s.at)
			continue;
		if (texts[i].color && !template_color_read(s, &color))
			return fault(prefix, texts[i].at,
				"must be a colour like #1f4e79", err);
		if (!texts[i].color && !template_length_read(s, &length))
			return fault(prefix, texts[i].at,
				"must be a length like 18mm, 0.7in or 51pt",
				err);
	}
	return check_titles(prefix, style->titles, err);
}

bool template_style_read(struct arena *mem, const struct json *v,
	const char *prefix, struct template_style *out, struct err *err)
{
	struct err e = { 0 }, told = { 0 };

	if (json_read(mem, v, &template_style_shape, out, &e)) {
		if (check(str_c(prefix), out, &told))
			return true;
	} else {
		assert(e.field_count);
		for (int i = 0; i < e.field_count; i++)
			fault(str_c(prefix), e.fields[i].at, e.fields[i].why,
				&told);
	}
	*err = told;
	return false;
}

bool template_style_check(struct arena *mem, const struct json *style,
	const char *prefix, struct err *err)
{
	struct template_style s;

	return template_style_read(mem, style, prefix, &s, err);
}

/* ---- one over the other ------------------------------------------------- */

static const size_t sizes[] = { [JSON_TYPE_TEXT] = sizeof(struct str),
	[JSON_TYPE_INT] = sizeof(int64_t),
	[JSON_TYPE_REAL] = sizeof(double),
	[JSON_TYPE_BOOL] = sizeof(bool),
	[JSON_TYPE_ANY] = sizeof(const struct json *),
	[JSON_TYPE_TEXTS] = sizeof(struct resume_texts) };

static const struct json *given(
	const struct json *in, const struct json_field *f)
{
	return json_find(in, f->as ? f->as : f->name);
}

static void lay(const struct json_shape *shape, const struct json *in,
	const char *from, char *to)
{
	for (const struct json_field *f = shape->fields; f->type; f++) {
		const struct json *v = given(in, f);

		if (!v)
			continue;
		if (f->type == JSON_TYPE_IN) {
			lay(f->shape, v, from + f->at, to + f->at);
			continue;
		}
		assert(f->type < LENGTH(sizes) && sizes[f->type]);
		memcpy(to + f->at, from + f->at, sizes[f->type]);
	}
}

void template_style_lay(const struct template_style *style,
	const struct json *in, struct template_style *to)
{
	lay(&template_style_shape, in, (const char *)style, (char *)to);
}

static void put_merged(
	struct json_out *o, const struct json *const *v, size_t count);

/* Is the name in one of these already? */
static bool named_before(
	const struct json *const *v, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (json_find(v[i], name))
			return true;
	return false;
}

static void put_members(
	struct json_out *o, const struct json *const *v, size_t count)
{
	const struct json *same[TEMPLATE_CHAIN];
	char name[NAME];

	for (size_t i = 0; i < count; i++)
		for (const struct json *m = json_first(v[i]); m;
			m = json_next(v[i], m)) {
			assert(json_name(m).len < NAME);
			memcpy(name, json_name(m).at, json_name(m).len);
			name[json_name(m).len] = '\0';
			if (named_before(v, i, name))
				continue;
			for (size_t k = 0; k < count; k++)
				same[k] = json_find(v[k], name);
			put_merged(json_key(o, name), same, count);
		}
}

static void put_merged(
	struct json_out *o, const struct json *const *v, size_t count)
{
	const struct json *objects[TEMPLATE_CHAIN];
	size_t n = 0;

	assert(count <= TEMPLATE_CHAIN);
	for (size_t i = 0; i < count; i++) {
		if (!v[i])
			continue;
		if (n && (json_kind(v[i]) != JSON_OBJECT ||
				 json_kind(objects[0]) != JSON_OBJECT))
			n = 0;
		objects[n++] = v[i];
	}
	assert(n);
	if (n == 1) {
		json_put(o, objects[0]);
		return;
	}
	json_object(o);
	put_members(o, objects, n);
	json_end(o);
}

void template_merge(struct buf *to, const struct json *const *v, size_t count)
{
	struct json_out o = json_begin(to, JSON_COMPACT);

	put_merged(&o, v, count);
}
