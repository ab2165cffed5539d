/*
 * intake/html_style.c - how an element looks: hidden, bold, its size, set
 * apart to the right. By what stands in itself and what the sheet says.
 */
#include "intake/html_int.h"

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* The value of a property, in small letters without blanks. */
static struct str property(struct str style, const char *name, char to[32])
{
	size_t len = strlen(name), n = 0;

	while (style.len) {
		struct str value = str_cut(&style, ';');
		struct str key = str_trim(str_cut(&value, ':'));

		while (key.len && is_blank(*key.at))
			key = str_of(key.at + 1, key.len - 1);
		if (key.len != len || !str_eq_nocase(key, str_of(name, len)))
			continue;
		for (size_t i = 0; i < value.len && n < 31; i++)
			if (!is_blank(value.at[i]))
				to[n++] = (char)(value.at[i] >= 'A' &&
								 value.at[i] <=
									 'Z'
							 ? value.at[i] | 32
							 : value.at[i]);
		return str_of(to, n);
	}
	return STR_NONE;
}

/* In points; 0: in a unit that needs its surroundings. */
static float size_of(struct str value)
{
	float n = 0, part = 1;
	size_t i = 0;

	if (!value.len)
		return 0;
	for (; i < value.len && value.at[i] >= '0' && value.at[i] <= '9'; i++)
		n = n < 1000 ? 10 * n + (float)(value.at[i] - '0') : n;
	if (i < value.len && value.at[i] == '.')
		for (i++; i < value.len && value.at[i] >= '0' &&
			  value.at[i] <= '9';
			i++)
			n += (part /= 10) * (float)(value.at[i] - '0');
	value = str_of(value.at + i, value.len - i);
	if (str_is(value, "px"))
		n *= 0.75f;
	else if (!str_is(value, "pt"))
		n = 0;
	return n >= 1 && n <= 200 ? n : 0;
}

static bool is_auto(struct str style, const char *name)
{
	char to[32];

	return str_is(property(style, name, to), "auto");
}

void intake_html_style(struct str style, struct html_look *out)
{
	char to[32], more[32];
	struct str s = property(style, "display", to);

	out->gone |= str_is(s, "none") || str_starts(s, STR("none!"));
	out->flex |= str_ends(s, STR("flex")) || str_ends(s, STR("grid"));
	out->spread |= str_ends(s, STR("flex")) &&
		       str_starts(property(style, "justify-content", more),
			       STR("space-"));
	s = property(style, "visibility", to);
	out->hidden |= str_starts(s, STR("hidden"));
	s = property(style, "opacity", to);
	out->hidden |= str_is(s, "0");
	s = property(style, "font-size", to);
	out->size = size_of(s);
	out->hidden |= s.len && *s.at == '0' && !memchr(s.at, '.', s.len);
	s = property(style, "font-weight", to);
	out->bold |= str_starts(s, STR("bold")) ||
		     (s.len == 3 && *s.at >= '6' && *s.at <= '9');
	out->light |= str_starts(s, STR("normal")) ||
		      (s.len == 3 && *s.at >= '1' && *s.at <= '5');
	s = property(style, "font-style", to);
	out->italic |= str_is(s, "italic") || str_is(s, "oblique");
	s = property(style, "float", to);
	out->apart |= str_is(s, "right") || str_is(s, "left") ||
		      is_auto(style, "margin-inline-start");
	out->apart |= is_auto(style, "margin-left") &&
		      !is_auto(style, "margin-right");
	s = property(style, "mso-hide", to);
	out->gone |= str_is(s, "all");
}

void intake_html_look(const struct html_sheet *sheet,
	const struct html_tag *tag, struct html_look *out)
{
	static const char *const readers[] = { "sr-only", "visually-hidden",
		"screen-reader-text", "visuallyhidden" };
	static const char *const right[] = { "pull-right", "float-right",
		"float-end", "right", "ms-auto", "ml-auto" };
	struct str value, classes;

	*out = (struct html_look){ 0 };
	classes = tag->attributes.len ? intake_html_attribute(tag, "class")
				      : STR("");
	intake_html_ruled(sheet, tag, classes, out);
	if (!tag->attributes.len)
		return;
	value = intake_html_attribute(tag, "style");
	if (value.len)
		intake_html_style(value, out);
	out->gone |= intake_html_attribute(tag, "hidden").at != NULL;
	value = intake_html_attribute(tag, "aria-hidden");
	out->gone |= str_eq_nocase(str_trim(value), STR("true"));
	for (size_t i = 0; classes.len && i < LENGTH(readers); i++)
		out->hidden |= intake_html_class(classes, str_c(readers[i]));
	for (size_t i = 0; classes.len && i < LENGTH(right); i++)
		out->apart |= intake_html_class(classes, str_c(right[i]));
}
