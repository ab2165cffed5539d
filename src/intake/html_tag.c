/* intake/html_tag.c - see html_tag.h. */
#include "intake/html_tag.h"

#include "base/utf8.h"
#include "intake/codepage.h"

enum { NAME = 12, ENTITY_NAME = 10 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static bool is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' ||
	       c == '_' || (unsigned char)c >= 0x80;
}

static struct str after(struct str s, size_t n)
{
	return str_of(s.at + n, s.len - n);
}

/* ---- tags ----------------------------------------------------------------*/

static const struct known {
	const char *name;
	enum html_kind kind;
	int level;
	const char *flags;
} tags[] = {
#define TAG(name, kind, level, flags) { name, HTML_##kind, level, flags },
#include "intake/html_tags.def"
#undef TAG
};

static const struct known *known(struct str name)
{
	char lower[NAME];
	size_t low = 0, high = LENGTH(tags);

	if (!name.len || name.len >= NAME)
		return NULL;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = (char)(is_letter(name.at[i]) ? name.at[i] | 32
							: name.at[i]);
	lower[name.len] = '\0';
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(lower, tags[middle].name);

		if (!order)
			return &tags[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static size_t past(struct str s, size_t from, const char *mark)
{
	const char *p = from < s.len ? memmem(s.at + from, s.len - from, mark,
					       strlen(mark))
				     : NULL;

	return p ? (size_t)(p - s.at) + strlen(mark) : s.len;
}

/* "<!-- -->", "<!doctype>", "<?xml ?>", "</ >" */
static size_t other(struct str s)
{
	if (str_starts(s, STR("<!--")))
		return past(s, 2, "-->");
	if (str_starts(s, STR("<![CDATA[")))
		return past(s, 9, "]]>");
	return past(s, 1, ">");
}

/* Behind its '>', which quotes of values may hide. */
static size_t tag_end(struct str s, size_t i)
{
	while (i < s.len && s.at[i] != '>') {
		if (s.at[i] == '=') {
			for (i++; i < s.len && is_blank(s.at[i]);)
				i++;
			if (i < s.len && (s.at[i] == '"' || s.at[i] == '\'')) {
				const char *end = memchr(
					s.at + i + 1, s.at[i], s.len - i - 1);

				if (!end)
					return past(s, i, ">");
				i = (size_t)(end - s.at) + 1;
			}
			continue;
		}
		i++;
	}
	return i < s.len ? i + 1 : s.len;
}

static void describe(struct html_tag *tag)
{
	const struct known *is = known(tag->name);

	if (!is)
		return;
	tag->kind = is->kind;
	tag->level = is->level;
	tag->empty |= strchr(is->flags, 'e') != NULL;
	tag->optional = strchr(is->flags, 'o') != NULL;
	tag->bold = strchr(is->flags, 'b') != NULL;
}

size_t intake_html_tag(struct str s, struct html_tag *out)
{
	size_t from, i, end;

	*out = (struct html_tag){ 0 };
	if (s.len < 2)
		return 0;
	if (s.at[1] == '!' || s.at[1] == '?')
		return other(s);
	out->closes = s.at[1] == '/';
	from = i = out->closes ? 2 : 1;
	if (i >= s.len || !is_letter(s.at[i]))
		return out->closes ? other(s) : 0;
	while (i < s.len && is_name(s.at[i]))
		i++;
	out->name = str_of(s.at + from, i - from);
	end = tag_end(s, i);
	out->attributes = str_of(s.at + i, end - i);
	if (out->attributes.len && s.at[end - 1] == '>')
		out->attributes.len--;
	out->empty = out->attributes.len &&
		     out->attributes.at[out->attributes.len - 1] == '/';
	describe(out);
	return end;
}

/* ---- attributes ----------------------------------------------------------*/

static struct str cut_value(struct str *s)
{
	struct str value;
	size_t n = 0;

	while (s->len && is_blank(*s->at))
		*s = after(*s, 1);
	if (!s->len || *s->at != '=')
		return str_of("", 0);
	*s = after(*s, 1);
	while (s->len && is_blank(*s->at))
		*s = after(*s, 1);
	if (s->len && (*s->at == '"' || *s->at == '\'')) {
		char quote = *s->at;

		*s = after(*s, 1);
		return str_cut(s, quote);
	}
	while (n < s->len && !is_blank(s->at[n]))
		n++;
	value = str_of(s->at, n);
	*s = after(*s, n);
	return value;
}

struct str intake_html_attribute(const struct html_tag *tag, const char *want)
{
	struct str s = tag->attributes;

	while (s.len) {
		struct str name = s, value;

		while (s.len && is_name(*s.at))
			s = after(s, 1);
		name.len -= s.len;
		if (!name.len) {
			s = after(s, 1);
			continue;
		}
		value = cut_value(&s);
		if (str_eq_nocase(name, str_c(want)))
			return value;
	}
	return STR_NONE;
}

/* ---- entities ------------------------------------------------------------*/

static size_t numbered(struct str s, uint32_t *out)
{
	size_t i = 2, digits;
	uint32_t base = 10, n = 0;

	if (i < s.len && (s.at[i] | 32) == 'x') {
		base = 16;
		i++;
	}
	for (digits = 0; i < s.len; i++, digits++) {
		unsigned c = (unsigned char)s.at[i] | 32u;
		uint32_t digit = c - '0' < 10  ? c - '0'
				 : c - 'a' < 6 ? c - 'a' + 10
					       : 99;

		if (s.at[i] < '0' || digit >= base)
			break;
		n = n < 0x110000 ? n * base + digit : n;
	}
	if (!digits)
		return 0;
	if (n >= 0x80 && n < 0xA0)
		n = intake_codepage_char(CODEPAGE_LATIN, (unsigned char)n);
	*out = n && n < 0x110000 && n >> 11 != 0xD800 >> 11 ? n : 0xFFFD;
	return i + (i < s.len && s.at[i] == ';');
}

static uint32_t named(struct str name)
{
	static const struct {
		struct str name;
		uint32_t is;
	} list[] = {
#define ENTITY(name, is) { { name, sizeof(name) - 1 }, is },
#include "resume/entities.def"
#undef ENTITY
	};

	for (size_t i = 0; i < LENGTH(list); i++)
		if (str_eq(list[i].name, name))
			return list[i].is;
	return 0;
}

size_t intake_html_entity(struct str s, uint32_t *out)
{
	size_t n = 1;

	if (s.len > 2 && s.at[1] == '#')
		return numbered(s, out);
	while (n < s.len && n <= ENTITY_NAME &&
		(is_letter(s.at[n]) || (s.at[n] >= '0' && s.at[n] <= '9')))
		n++;
	*out = named(str_of(s.at + 1, n - 1));
	if (!*out)
		return 0;
	/* An address goes on behind "&copy=". */
	if (n < s.len && s.at[n] == ';')
		return n + 1;
	return n < s.len && s.at[n] == '=' ? 0 : n;
}

struct str intake_html_value(struct arena *mem, struct str s)
{
	struct buf b;

	if (!s.len || !memchr(s.at, '&', s.len))
		return str_trim(s);
	buf_init(&b, mem, s.len + 4);
	buf_add(&b, STR(""));
	while (s.len) {
		char bytes[4];
		uint32_t c;
		size_t n = *s.at == '&' ? intake_html_entity(s, &c) : 0;

		if (n)
			buf_add(&b,
				str_of(bytes, (size_t)utf8_encode(c, bytes)));
		else
			buf_add(&b, str_of(s.at, n = 1));
		s = after(s, n);
	}
	return str_trim(buf_str(&b));
}
