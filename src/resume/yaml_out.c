/*
 * resume/yaml_out.c - a document as YAML, in block style. What would be read
 * as something else than text is quoted, by the rules of YAML 1.1 as well,
 * which many tools still have; lines become block scalars.
 */
#include "resume/yaml.h"
#include "base/utf8.h"
#include "resume/yaml_int.h"

enum { KEY_BYTES = 800 }; /* longer ones need a '?' before them */

/* ---- what text looks like ----------------------------------------------- */

static bool is_one_of(struct str s, const char *words)
{
	struct str rest = str_c(words);

	while (rest.len)
		if (str_eq_nocase(str_cut(&rest, ' '), s))
			return true;
	return false;
}

/* Numbers of all bases, dates, times: 2020-01, 12:30, 0x1F, 1_000, +49, .5 */
static bool looks_like_number(struct str s)
{
	if (!strchr("0123456789+-.", *s.at))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("0123456789abcdefABCDEFxXoO_+-.:TZ ", s.at[i]) ||
			!s.at[i])
			return false;
	return true;
}

static bool begins_like_markup(struct str s)
{
	return strchr("-?:,[]{}#&*!|>'\"%@`=~<", *s.at) != NULL ||
	       str_starts(s, STR("...")) || str_starts(s, STR("---"));
}

/* ASCII that is printed, and all of the rest but what ends lines or hides. */
static bool is_printable(struct str s)
{
	uint32_t c;
	int n;

	for (; (n = utf8_decode(s, &c));
		s = str_of(s.at + n, s.len - (size_t)n))
		if (n < 0 || c < ' ' || (c >= 0x7f && c < 0xa0) ||
			c == 0x2028 || c == 0x2029 || c == 0xfeff ||
			(c & 0xfffe) == 0xfffe)
			return false;
	return true;
}

static bool is_plain(struct str s)
{
	if (!s.len || begins_like_markup(s) || looks_like_number(s) ||
		resume_yaml_kind(s) != JSON_TEXT ||
		is_one_of(s, "yes no on off y n"))
		return false;
	if (*s.at == ' ' || s.at[s.len - 1] == ' ' || s.at[s.len - 1] == ':')
		return false;
	return !memmem(s.at, s.len, ": ", 2) && !memmem(s.at, s.len, " #", 2) &&
	       is_printable(s);
}

/* Can it stand as lines? Blanks at its beginning or end would get lost. */
static bool is_block(struct str s)
{
	struct str rest = s, line;

	if (!s.len || !memchr(s.at, '\n', s.len) || *s.at == ' ' ||
		*s.at == '\n' || *s.at == '\t')
		return false;
	if (s.len > 1 && s.at[s.len - 1] == '\n' && s.at[s.len - 2] == '\n')
		return false;
	while (rest.len) {
		line = str_cut(&rest, '\n');
		if (!is_printable(line) || str_ends(line, STR(" ")))
			return false;
	}
	return true;
}

/* ---- text --------------------------------------------------------------- */

static void put_escape(struct buf *to, uint32_t c)
{
	if (c == '\n')
		buf_add(to, STR("\\n"));
	else if (c == '\t')
		buf_add(to, STR("\\t"));
	else if (c == '\r')
		buf_add(to, STR("\\r"));
	else if (c > 0xffff)
		buf_addf(to, "\\U%08X", c);
	else
		buf_addf(to, "\\u%04X", c);
}

static void put_quoted(struct buf *to, struct str s)
{
	uint32_t c;
	int n;

	buf_addc(to, '"');
	for (; (n = utf8_decode(s, &c));
		s = str_of(s.at + n, s.len - (size_t)n)) {
		if (n < 0) {
			n = -n;
			put_escape(to, 0xfffd);
			continue;
		}
		if (c == '"' || c == '\\')
			buf_addc(to, '\\');
		if (is_printable(str_of(s.at, (size_t)n)))
			buf_add(to, str_of(s.at, (size_t)n));
		else
			put_escape(to, c);
	}
	buf_addc(to, '"');
}

static void indent(struct buf *to, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_add(to, STR("  "));
}

static void put_block(struct buf *to, struct str s, int depth)
{
	bool ends = s.at[s.len - 1] == '\n';

	buf_add(to, ends ? STR("|\n") : STR("|-\n"));
	while (s.len) {
		struct str line = str_cut(&s, '\n');

		if (line.len)
			indent(to, depth);
		buf_add(to, line);
		if (s.len)
			buf_addc(to, '\n');
	}
	buf_addc(to, '\n');
}

/* With the end of its line. */
static void put_text(struct buf *to, struct str s, int depth)
{
	if (is_block(s)) {
		put_block(to, s, depth);
		return;
	}
	if (is_plain(s))
		buf_add(to, s);
	else
		put_quoted(to, s);
	buf_addc(to, '\n');
}

/* ---- values ------------------------------------------------------------- */

static void put_value(struct buf *to, const struct json *v, int depth);

static void put_key(struct buf *to, struct str name)
{
	bool is_long = name.len > KEY_BYTES;

	if (is_long)
		buf_add(to, STR("? "));
	if (is_plain(name))
		buf_add(to, name);
	else
		put_quoted(to, name);
}

/* The members, of which the first stands where the line is already. */
static void put_members(struct buf *to, const struct json *in, int depth)
{
	bool first = true;

	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		if (!first)
			indent(to, depth);
		first = false;
		put_key(to, json_name(v));
		if (json_name(v).len > KEY_BYTES) {
			buf_addc(to, '\n');
			indent(to, depth);
		}
		buf_addc(to, ':');
		if (json_count(v)) {
			buf_addc(to, '\n');
			indent(to, depth + 1);
		} else {
			buf_addc(to, ' ');
		}
		put_value(to, v, depth + 1);
	}
}

static void put_items(struct buf *to, const struct json *in, int depth)
{
	bool first = true;

	for (const struct json *v = json_first(in); v; v = json_next(in, v)) {
		if (!first)
			indent(to, depth);
		first = false;
		buf_add(to, STR("- "));
		put_value(to, v, depth + 1);
	}
}

/* Where the line has come to `depth`. */
static void put_value(struct buf *to, const struct json *v, int depth)
{
	switch (json_kind(v)) {
	case JSON_TEXT:
		put_text(to, json_text(v), depth);
		break;
	case JSON_OBJECT:
	case JSON_LIST:
		if (!json_count(v))
			buf_add(to, json_kind(v) == JSON_LIST ? STR("[]\n")
							      : STR("{}\n"));
		else if (json_kind(v) == JSON_LIST)
			put_items(to, v, depth);
		else
			put_members(to, v, depth);
		break;
	default:
		json_write(to, v);
		buf_addc(to, '\n');
		break;
	}
}

void resume_yaml_write(struct buf *to, const struct json *doc)
{
	put_value(to, doc, 0);
}
