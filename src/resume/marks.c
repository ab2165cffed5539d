/* resume/marks.c - see markdown.h. */
#include "resume/marks.h"

/* ---- links by name ------------------------------------------------------ */

static bool definition(struct str line, struct str *name, struct str *url)
{
	struct str s = str_trim(line), rest;
	const char *close;

	if (s.len < 5 || *s.at != '[' || s.at[1] == '^')
		return false;
	close = memchr(s.at, ']', s.len);
	if (!close || close + 2 >= s.at + s.len || close[1] != ':')
		return false;
	*name = str_of(s.at + 1, (size_t)(close - s.at) - 1);
	rest = str_trim(str_of(close + 2, (size_t)(s.at + s.len - close) - 2));
	*url = str_cut(&rest, ' ');
	if (url->len > 2 && *url->at == '<' && url->at[url->len - 1] == '>')
		*url = str_of(url->at + 1, url->len - 2);
	return name->len && url->len;
}

void resume_marks_links(
	struct arena *mem, struct str text, struct marks_links *out)
{
	enum { MOST = 200 };
	struct str name, url;

	*out = (struct marks_links){ 0 };
	while (text.len && out->count < MOST) {
		if (!definition(str_cut(&text, '\n'), &name, &url))
			continue;
		if (!out->at)
			out->at = ARENA_LIST(mem, struct marks_link, MOST);
		out->at[out->count++] = (struct marks_link){ name, url };
	}
}

bool resume_marks_defines(const struct marks_links *links, struct str line)
{
	struct str name, url;

	if (!definition(line, &name, &url))
		return false;
	for (size_t i = 0; i < links->count; i++)
		if (str_eq(links->at[i].name, name) &&
			str_eq(links->at[i].url, url))
			return true;
	return false;
}

static struct str url_of(const struct marks_links *links, struct str name)
{
	for (size_t i = 0; i < links->count; i++)
		if (str_eq_nocase(links->at[i].name, name))
			return links->at[i].url;
	return STR_NONE;
}

/* "[text][name]" or "[name][]": how long. */
static size_t by_name(struct marks_links *links, struct str s, struct str *text,
	struct str *url)
{
	enum { LONG = 1000 };
	const char *close, *end;
	struct str name;

	if (!links->count || *s.at != '[')
		return 0;
	if (s.len > LONG)
		s.len = LONG;
	close = memchr(s.at, ']', s.len);
	if (!close || close + 1 >= s.at + s.len || close[1] != '[')
		return 0;
	end = memchr(close + 1, ']', (size_t)(s.at + s.len - close) - 1);
	if (!end)
		return 0;
	*text = str_of(s.at + 1, (size_t)(close - s.at) - 1);
	name = str_of(close + 2, (size_t)(end - close) - 2);
	*url = url_of(links, name.len ? name : *text);
	if (!url->len || url->len > MARKS_BYTES - links->added)
		return 0;
	links->added += url->len;
	return (size_t)(end - s.at) + 1;
}

/* ---- marks -------------------------------------------------------------- */

static bool is_word(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* An underscore beside a letter on both sides is one ("snake_case"); one that
 * has a letter or a mark on one side only is emphasis. */
static bool is_emphasis(struct str s, size_t from, size_t end)
{
	bool before = from && is_word(s.at[from - 1]),
	     behind = end < s.len && is_word(s.at[end]);
	bool blank_before = !from || s.at[from - 1] == ' ',
	     blank_behind = end == s.len || s.at[end] == ' ';

	return !(before && behind) && !(blank_before && blank_behind);
}

/* Addresses are full of underscores: "](" or "://" up to the next blank. */
static size_t address_length(struct str s, size_t i)
{
	static const char *const starts[] = { "](", "http://", "https://",
		"www." };
	size_t n = 0;

	for (size_t k = 0; k < LENGTH(starts); k++)
		if (str_starts(str_of(s.at + i, s.len - i), str_c(starts[k])))
			while (i + n < s.len && s.at[i + n] != ' ' &&
				(s.at[i + n] != ')' || k))
				n++;
	return n;
}

static size_t put_mark(struct buf *to, struct str s, size_t i)
{
	size_t n = 1;

	if (s.at[i] == '`')
		return 1;
	if (s.at[i] == '\\' && i + 1 < s.len &&
		strchr("\\`*_{}[]()#+-.!|<>~", s.at[i + 1])) {
		buf_addc(to, s.at[i + 1]);
		return 2;
	}
	if (s.at[i] == '_') {
		while (i + n < s.len && s.at[i + n] == '_')
			n++;
		for (size_t k = 0; k < n; k++)
			buf_addc(to,
				n <= 2 && is_emphasis(s, i, i + n) ? '*' : '_');
		return n;
	}
	buf_addc(to, s.at[i]);
	return 1;
}

struct str resume_marks_read(
	struct arena *mem, struct marks_links *links, struct str line)
{
	struct str text, url;
	struct buf b;
	size_t n;

	/* A star for an underscore is as long; an address is counted. */
	buf_init(&b, mem, line.len + MARKS_BYTES + line.len);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < line.len; i += n) {
		struct str rest = str_of(line.at + i, line.len - i);

		n = by_name(links, rest, &text, &url);
		if (n) {
			buf_addf(&b, "[%.*s](%.*s)", STR_ARG(text),
				STR_ARG(url));
			continue;
		}
		n = address_length(line, i);
		if (n)
			buf_add(&b, str_of(rest.at, n));
		else
			n = put_mark(&b, line, i);
	}
	return str_trim(buf_str(&b));
}

struct str resume_marks_uncommented(struct arena *mem, struct str text)
{
	struct buf b;

	if (!memmem(text.at, text.len, "<!--", 4))
		return text;
	buf_init(&b, mem, text.len + 1);
	buf_add(&b, STR(""));
	while (text.len) {
		const char *from = memmem(text.at, text.len, "<!--", 4), *to;
		size_t n = from ? (size_t)(from - text.at) : text.len;

		buf_add(&b, str_of(text.at, n));
		if (!from)
			break;
		text = str_of(from, text.len - n);
		to = memmem(text.at, text.len, "-->", 3);
		if (!to) {
			buf_add(&b, text);
			break;
		}
		for (; text.at < to + 3;
			text = str_of(text.at + 1, text.len - 1))
			if (*text.at == '\n')
				buf_addc(&b, '\n');
	}
	return buf_str(&b);
}
