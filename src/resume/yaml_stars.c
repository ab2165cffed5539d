/*
 * resume/yaml_stars.c - "- **bold** words" is what people write; to YAML it is
 * a broken alias. A star that names no anchor becomes a character that the
 * text has not, and a star again in what is read.
 */
#include "base/utf8.h"
#include "resume/yaml_int.h"

static bool ends_word(struct str text, size_t at)
{
	return at >= text.len || strchr(" \t\r\n,]}", text.at[at]);
}

static bool begins_word(struct str text, size_t at)
{
	return at == 0 || strchr(" \t\r\n,[{-:", text.at[at - 1]);
}

/* The name behind an '&' or a '*' at `at`; empty: none. */
static struct str name_at(struct str text, size_t at)
{
	size_t end = at + 1;

	while (end < text.len &&
		(text.at[end] == '_' || text.at[end] == '-' ||
			(text.at[end] >= '0' && text.at[end] <= '9') ||
			((text.at[end] | 32) >= 'a' &&
				(text.at[end] | 32) <= 'z')))
		end++;
	return ends_word(text, end) ? str_of(text.at + at + 1, end - at - 1)
				    : STR("");
}

struct names {
	struct str at[YAML_ANCHORS];
	size_t count;
};

static void list_anchors(struct str text, struct names *out)
{
	const char *p = text.at, *end = text.at + text.len;

	out->count = 0;
	for (; p < end && (p = memchr(p, '&', (size_t)(end - p))); p++) {
		size_t at = (size_t)(p - text.at);
		struct str name = name_at(text, at);

		if (name.len && begins_word(text, at) &&
			out->count < YAML_ANCHORS)
			out->at[out->count++] = name;
	}
}

static bool is_alias(const struct names *names, struct str text, size_t at)
{
	struct str name = name_at(text, at);

	for (size_t i = 0; name.len && i < names->count; i++)
		if (str_eq(names->at[i], name))
			return true;
	return false;
}

/* A character for private use that stands nowhere in the text. */
static struct str unused_character(struct arena *mem, struct str text)
{
	char *c = arena_alloc(mem, 5);

	for (uint32_t n = 0xe000; n < 0xf8ff; n++) {
		int len = utf8_encode(n, c);

		if (!memmem(text.at, text.len, c, (size_t)len))
			return str_of(c, (size_t)len);
	}
	return STR("");
}

struct str resume_yaml_hide(
	struct arena *mem, struct str text, struct str *star)
{
	struct names *names;
	size_t from = 0;
	struct buf b;

	*star = STR("");
	if (!text.len || !memchr(text.at, '*', text.len) ||
		memchr(text.at, 0, text.len)) /* UTF-16 */
		return text;
	*star = unused_character(mem, text);
	names = arena_bytes(mem, sizeof(*names));
	list_anchors(text, names);
	buf_init(&b, mem, text.len * 3 + 1);
	for (size_t i = 0; star->len && i < text.len; i++) {
		if (text.at[i] != '*' || !begins_word(text, i) ||
			is_alias(names, text, i))
			continue;
		buf_add(&b, str_of(text.at + from, i - from));
		buf_add(&b, *star);
		from = i + 1;
	}
	buf_add(&b, str_of(text.at + from, text.len - from));
	return buf_str(&b);
}

struct str resume_yaml_show(struct arena *mem, struct str star, struct str s)
{
	const char *found, *end = s.at + s.len;
	struct buf b;

	if (!star.len || !memmem(s.at, s.len, star.at, star.len))
		return str_copy(mem, s);
	buf_init(&b, mem, s.len + 1);
	while ((found = memmem(s.at, s.len, star.at, star.len))) {
		buf_add(&b, str_of(s.at, (size_t)(found - s.at)));
		buf_addc(&b, '*');
		s.at = found + star.len;
		s.len = (size_t)(end - s.at);
	}
	buf_add(&b, s);
	return buf_str(&b);
}
