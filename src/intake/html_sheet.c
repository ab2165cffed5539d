/*
 * intake/html_sheet.c - what a page's own sheet says of elements and classes:
 * rules for "p", ".side" and "p.side". What depends on others, on the screen or
 * on print is passed over.
 */
#include "intake/html_int.h"

static struct str after(struct str s, size_t n)
{
	return str_of(s.at + n, s.len - n);
}

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static struct str trim(struct str s)
{
	while (s.len && is_blank(*s.at))
		s = after(s, 1);
	while (s.len && is_blank(s.at[s.len - 1]))
		s.len--;
	return s;
}

static bool is_name(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_';
}

/* "p", ".side", "p.side" */
static bool read_selector(struct str s, struct html_rule *rule)
{
	size_t n = 0;

	*rule = (struct html_rule){ 0 };
	while (n < s.len && is_name(s.at[n]))
		n++;
	rule->tag = str_of(s.at, n);
	if (n == s.len)
		return n > 0;
	if (s.at[n] != '.')
		return false;
	rule->class = after(s, n + 1);
	for (size_t i = 0; i < rule->class.len; i++)
		if (!is_name(rule->class.at[i]))
			return false;
	return rule->class.len > 0;
}

static bool says_nothing(const struct html_look *l)
{
	return !(l->gone || l->hidden || l->bold || l->light || l->italic ||
		 l->apart || l->spread || l->flex || l->size > 0);
}

static void add_rules(
	struct html_sheet *sheet, struct str selectors, struct str body)
{
	struct html_look look = { 0 };

	intake_html_style(body, &look);
	if (says_nothing(&look))
		return;
	while (selectors.len && sheet->count < HTML_RULES) {
		struct html_rule *rule = &sheet->at[sheet->count];

		if (!read_selector(trim(str_cut(&selectors, ',')), rule))
			continue;
		rule->look = look;
		sheet->count++;
	}
}

/* Behind the '}' that closes what stands here. */
static struct str past_block(struct str s)
{
	int depth = 0;

	while (s.len) {
		char c = *s.at;

		s = after(s, 1);
		if (c == ';' && !depth)
			break;
		depth += c == '{' ? 1 : c == '}' ? -1 : 0;
		if (c == '}' && depth <= 0)
			break;
	}
	return s;
}

void intake_html_sheet(struct html_sheet *sheet, struct str css)
{
	for (;;) {
		struct str selectors, body;

		css = trim(css);
		if (!css.len)
			return;
		if (str_starts(css, STR("/*"))) {
			const char *end = memmem(css.at, css.len, "*/", 2);

			if (!end)
				return;
			css = after(css, (size_t)(end - css.at) + 2);
		} else if (*css.at == '@') {
			css = past_block(css);
		} else {
			selectors = str_cut(&css, '{');
			body = str_cut(&css, '}');
			add_rules(sheet, selectors, body);
		}
	}
}

/* ---- asking --------------------------------------------------------------*/

bool intake_html_class(struct str classes, struct str want)
{
	while (classes.len) {
		size_t n = 0;

		while (n < classes.len && !is_blank(classes.at[n]))
			n++;
		if (n == want.len && str_eq_nocase(str_of(classes.at, n), want))
			return true;
		classes = after(classes, n + (n < classes.len));
	}
	return false;
}

static void put(struct html_look *to, const struct html_look *from)
{
	to->gone |= from->gone;
	to->hidden |= from->hidden;
	to->italic |= from->italic;
	to->apart |= from->apart;
	to->spread |= from->spread;
	to->flex |= from->flex;
	if (from->bold || from->light) {
		to->bold = from->bold;
		to->light = from->light;
	}
	if (from->size > 0)
		to->size = from->size;
}

void intake_html_ruled(const struct html_sheet *sheet,
	const struct html_tag *tag, struct str classes, struct html_look *out)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct html_rule *r = &sheet->at[i];

		if (r->tag.len && !str_eq_nocase(r->tag, tag->name))
			continue;
		if (r->class.len &&
			(!classes.len || !intake_html_class(classes, r->class)))
			continue;
		put(out, &r->look);
	}
}
