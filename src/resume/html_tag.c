/*
 * resume/html_tag.c - one tag of HTML, one entity. Knows not what they do.
 */
#include "resume/html_int.h"
#include "base/utf8.h"
#include "resume/blocks.h"

static const struct {
	const char *name;
	enum html_tag_id id;
} tags[] = {
	{ "p", TAG_PARAGRAPH },
	{ "br", TAG_BREAK },
	{ "ul", TAG_LIST },
	{ "ol", TAG_NUMBERED },
	{ "li", TAG_ITEM },
	{ "strong", TAG_BOLD },
	{ "b", TAG_BOLD },
	{ "em", TAG_ITALIC },
	{ "i", TAG_ITALIC },
	{ "a", TAG_LINK },
	{ "span", TAG_SPAN },
	{ "div", TAG_PARAGRAPH },
	{ "html", TAG_SPAN },
	{ "body", TAG_PARAGRAPH },
	{ "h1", TAG_BLOCK },
	{ "h2", TAG_BLOCK },
	{ "h3", TAG_BLOCK },
	{ "h4", TAG_BLOCK },
	{ "h5", TAG_BLOCK },
	{ "h6", TAG_BLOCK },
	{ "blockquote", TAG_BLOCK },
	{ "pre", TAG_BLOCK },
	{ "table", TAG_BLOCK },
	{ "tr", TAG_BLOCK },
	{ "td", TAG_CELL },
	{ "th", TAG_CELL },
	{ "hr", TAG_BLOCK },
	{ "dl", TAG_BLOCK },
	{ "dt", TAG_BLOCK },
	{ "dd", TAG_BLOCK },
	{ "section", TAG_BLOCK },
	{ "script", TAG_HIDDEN },
	{ "style", TAG_HIDDEN },
	{ "img", TAG_PICTURE },
	{ "u", TAG_NONE },
	{ "s", TAG_NONE },
	{ "del", TAG_NONE },
	{ "ins", TAG_NONE },
	{ "sub", TAG_NONE },
	{ "sup", TAG_NONE },
	{ "code", TAG_NONE },
	{ "mark", TAG_NONE },
	{ "small", TAG_NONE },
	{ "font", TAG_NONE },
	{ "label", TAG_NONE },
	{ "input", TAG_NONE },
	{ "thead", TAG_NONE },
	{ "tbody", TAG_NONE },
};

/* ---- entities ----------------------------------------------------------- */

static uint32_t number_of(struct str digits)
{
	int base = 10;
	uint32_t n = 0;

	if (digits.len && (*digits.at | 32) == 'x') {
		base = 16;
		digits = str_of(digits.at + 1, digits.len - 1);
	}
	for (size_t i = 0; i < digits.len; i++) {
		int c = digits.at[i] | 32;
		int digit = c >= '0' && c <= '9' ? c - '0' : c - 'a' + 10;

		if (digit < 0 || digit >= base || (c > '9' && c < 'a'))
			return 0;
		n = n * (uint32_t)base + (uint32_t)digit;
		if (n > 0x10ffff)
			return 0;
	}
	return n;
}

/* The character behind '&' and its length with the ';'; 0: it is none. */
size_t resume_html_entity(struct str s, uint32_t *out)
{
	static const struct {
		struct str name;
		uint32_t is;
	} list[] = {
#define ENTITY(name, is) { { name, sizeof(name) - 1 }, is },
#include "resume/entities.def"
#undef ENTITY
	};
	const char *end = memchr(s.at, ';', s.len < 12 ? s.len : 12);
	struct str name;

	if (!end || s.len < 3)
		return 0;
	name = str_of(s.at + 1, (size_t)(end - s.at) - 1);
	*out = 0;
	if (name.len && *name.at == '#')
		*out = number_of(str_of(name.at + 1, name.len - 1));
	for (size_t i = 0; i < LENGTH(list) && !*out; i++)
		if (str_eq(list[i].name, name))
			*out = list[i].is;
	return *out ? name.len + 2 : 0;
}

bool resume_html_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Text of an attribute: its entities become characters. */
static struct str attribute_text(struct arena *mem, struct str s)
{
	struct buf b;

	buf_init(&b, mem, s.len + 1);
	buf_add(&b, STR(""));
	while (s.len) {
		char bytes[4];
		uint32_t c;
		size_t n = *s.at == '&' ? resume_html_entity(s, &c) : 0;

		if (n && utf8_encode(c, bytes))
			buf_add(&b, str_of(bytes, utf8_encode(c, bytes)));
		else
			buf_add(&b, str_of(s.at, n = 1));
		s = str_of(s.at + n, s.len - n);
	}
	return str_trim(buf_str(&b));
}

/* ---- tags --------------------------------------------------------------- */

static bool is_name(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
	       c == '-';
}

static void skip_blanks(struct str *s)
{
	while (s->len && (resume_html_blank(*s->at) || *s->at == '/'))
		*s = str_of(s->at + 1, s->len - 1);
}

static struct str cut_name(struct str *s)
{
	size_t n = 0;

	while (n < s->len && is_name(s->at[n]))
		n++;
	*s = str_of(s->at + n, s->len - n);
	return str_of(s->at - n, n);
}

static struct str cut_value(struct str *s)
{
	size_t n = 0, quoted;
	char end;

	skip_blanks(s);
	if (!s->len || *s->at != '=')
		return STR("");
	*s = str_of(s->at + 1, s->len - 1);
	while (s->len && resume_html_blank(*s->at))
		*s = str_of(s->at + 1, s->len - 1);
	quoted = s->len && (*s->at == '"' || *s->at == '\'');
	end = quoted ? *s->at : ' ';
	*s = str_of(s->at + quoted, s->len - quoted);
	while (n < s->len &&
		(quoted ? s->at[n] != end : !resume_html_blank(s->at[n])))
		n++;
	quoted = quoted && n < s->len;
	*s = str_of(s->at + n + quoted, s->len - n - quoted);
	return str_of(s->at - n - quoted, n);
}

static void take_attribute(
	struct arena *mem, struct html_tag *tag, struct str *s)
{
	struct str name = cut_name(s), value;

	if (!name.len) { /* no attribute at all: pass it by */
		*s = str_of(s->at + 1, s->len - 1);
		tag->styled = true;
		return;
	}
	value = cut_value(s);
	if (str_eq_nocase(name, STR("href")))
		tag->link = attribute_text(mem, value);
	else if (str_eq_nocase(name, STR("alt")))
		tag->instead = attribute_text(mem, value);
	else if (!str_eq_nocase(name, STR("target")) &&
		 !str_eq_nocase(name, STR("rel")) &&
		 !str_eq_nocase(name, STR("class")) &&
		 !str_eq_nocase(name, STR("dir")))
		tag->styled = true;
}

/* The end of a tag: behind its '>', which quotes may hide. NULL: none. */
static const char *tag_end(struct str s)
{
	char quote = '\0';

	for (size_t i = 0; i < s.len; i++) {
		if (quote)
			quote = s.at[i] == quote ? '\0' : quote;
		else if (s.at[i] == '>')
			return s.at + i;
		else if (s.at[i] == '"' || s.at[i] == '\'')
			quote = s.at[i];
	}
	return NULL;
}

static bool find_tag(struct str name, enum html_tag_id *out)
{
	for (size_t i = 0; i < LENGTH(tags); i++) {
		if (!str_eq_nocase(name, str_c(tags[i].name)))
			continue;
		*out = tags[i].id;
		return true;
	}
	return false;
}

size_t resume_html_tag(struct arena *mem, struct str s, struct html_tag *out)
{
	struct str rest = str_of(s.at + 1, s.len - 1);
	const char *end;

	*out = (struct html_tag){ 0 };
	out->closes = rest.len && *rest.at == '/';
	rest = str_of(rest.at + out->closes, rest.len - out->closes);
	out->name = cut_name(&rest);
	if (!find_tag(out->name, &out->id))
		return 0;
	end = tag_end(rest);
	out->endless = !end;
	if (!end)
		return 0;
	rest.len = (size_t)(end - rest.at);
	for (skip_blanks(&rest); rest.len; skip_blanks(&rest))
		take_attribute(mem, out, &rest);
	return (size_t)(end - s.at) + 1;
}

bool resume_html_is(struct str text)
{
	const char *last = text.len ? memrchr(text.at, '>', text.len) : NULL;
	const char *p = text.at;
	enum html_tag_id id;

	for (; last && p < last && (p = memchr(p, '<', (size_t)(last - p)));
		p++) {
		struct str s = str_of(p + 1, (size_t)(last - p));

		if (*s.at == '/')
			s = str_of(s.at + 1, s.len - 1);
		if (find_tag(cut_name(&s), &id))
			return true;
	}
	return false;
}
