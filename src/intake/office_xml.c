/*
 * intake/office_xml.c - XML read on and on, without a tree: elements,
 * attributes, text, namespaces by their URI. Declarations of types and
 * entities are refused; nothing is validated.
 */
#include "intake/office.h"

#include "base/utf8.h"

enum { SLOTS = 1024, ENTITY_MOST = 12 };

static const struct {
	enum office_space space;
	struct str uri;
} spaces[] = {
#define SPACE(id, uri) { SPACE_##id, { uri, sizeof(uri) - 1 } },
#include "intake/office_names.def"
};

static const struct str names[] = {
	{ "", 0 },
#define NAME(id, text) { text, sizeof(text) - 1 },
#include "intake/office_names.def"
};

static unsigned slot(const char *at, size_t len)
{
	const unsigned char *s = (const unsigned char *)at;

	if (!len)
		return 0;
	return (unsigned)(len * 131 + s[0] * 7 + s[len - 1] * 61 +
			  s[len / 2] * 389) %
	       SLOTS;
}

const uint16_t *intake_office_xml_names(struct arena *mem)
{
	uint16_t *at = ARENA_LIST(mem, uint16_t, SLOTS);

	for (int i = 1; i < OFFICE_NAMES; i++) {
		unsigned to = slot(names[i].at, names[i].len);

		while (at[to])
			to = (to + 1) % SLOTS;
		at[to] = (uint16_t)i;
	}
	return at;
}

static uint32_t name_of(const struct office_xml *x, struct str name)
{
	unsigned at = slot(name.at, name.len);

	for (; x->names[at]; at = (at + 1) % SLOTS)
		if (str_eq(names[x->names[at]], name))
			return x->names[at];
	return NAME_NONE;
}

static enum office_event wrong(
	struct office_xml *x, enum err_code code, const char *why)
{
	x->code = code;
	x->why = why;
	return OFFICE_END;
}

void intake_office_xml_stop(struct office_xml *x, const char *too_many)
{
	wrong(x, ERR_TOO_BIG, too_many);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* ---- namespaces --------------------------------------------------------- */

/* Up to eight letters as they are; of a longer one, a hash. */
static uint64_t prefix_key(struct str prefix)
{
	uint64_t key = 0;

	for (size_t i = 0; i < prefix.len; i++)
		key = (i < 8 ? key << 8 : key * 31) ^
		      (unsigned char)prefix.at[i];
	return prefix.len > 8 ? key | 1ull << 63 : key;
}

static void declare(struct office_xml *x, struct str prefix, struct str uri)
{
	struct office_bound *b;

	if (x->bound_count == OFFICE_SPACES) {
		wrong(x, ERR_TOO_BIG, "it declares too many namespaces");
		return;
	}
	b = &x->bound[x->bound_count++];
	*b = (struct office_bound){ prefix_key(prefix), SPACE_NONE };
	for (size_t i = 0; i < LENGTH(spaces); i++)
		if (str_eq(spaces[i].uri, uri))
			b->space = spaces[i].space;
}

static enum office_space space_of(const struct office_xml *x, struct str prefix)
{
	uint64_t key = prefix_key(prefix);

	for (size_t i = x->bound_count; i-- > 0;)
		if (x->bound[i].prefix == key)
			return x->bound[i].space;
	return SPACE_NONE;
}

static struct str prefix_of(struct str *name)
{
	const char *mark = memchr(name->at, ':', name->len);
	struct str prefix = STR("");

	if (mark) {
		prefix = str_of(name->at, (size_t)(mark - name->at));
		name->at = mark + 1;
		name->len -= prefix.len + 1;
	}
	return prefix;
}

/* ---- tags --------------------------------------------------------------- */

/* One look-up a letter: names are a third of what reading a file takes. */
static const bool ends_name[256] = { [' '] = true,
	['\t'] = true,
	['\n'] = true,
	['\r'] = true,
	['>'] = true,
	['/'] = true,
	['='] = true,
	['<'] = true };

static struct str take_name(struct office_xml *x)
{
	const char *from = x->at, *at = from;

	while (at < x->end && !ends_name[(unsigned char)*at])
		at++;
	x->at = at;
	return str_of(from, (size_t)(at - from));
}

static void skip_blanks(struct office_xml *x)
{
	while (x->at < x->end && is_blank(*x->at))
		x->at++;
}

static bool take_attr(struct office_xml *x)
{
	struct office_attr a = { .name = take_name(x) };
	const char *to;

	skip_blanks(x);
	if (!a.name.len || x->at == x->end || *x->at++ != '=')
		return wrong(x, ERR_BAD_INPUT, "an attribute is cut off");
	skip_blanks(x);
	if (x->end - x->at < 2 || (*x->at != '"' && *x->at != '\''))
		return wrong(x, ERR_BAD_INPUT, "an attribute has no quotes");
	to = memchr(x->at + 1, *x->at, (size_t)(x->end - x->at - 1));
	if (!to)
		return wrong(x, ERR_BAD_INPUT, "an attribute is cut off");
	a.value = str_of(x->at + 1, (size_t)(to - x->at - 1));
	x->at = to + 1;
	if (str_is(a.name, "xmlns"))
		declare(x, STR(""), a.value);
	else if (str_starts(a.name, STR("xmlns:")))
		declare(x, str_of(a.name.at + 6, a.name.len - 6), a.value);
	else if (x->attr_count == OFFICE_ATTRS)
		wrong(x, ERR_TOO_BIG, "an element has too many attributes");
	else
		x->attrs[x->attr_count++] = a;
	return !x->why;
}

static enum office_event open_tag(struct office_xml *x)
{
	size_t bound = x->bound_count;
	struct str name = take_name(x), prefix;

	x->attr_count = 0;
	for (;;) {
		skip_blanks(x);
		if (x->at == x->end || *x->at == '<')
			return wrong(x, ERR_BAD_INPUT, "an element is cut off");
		if (*x->at == '>' || *x->at == '/')
			break;
		if (!take_attr(x))
			return OFFICE_END;
	}
	x->closes = *x->at == '/';
	x->at += x->closes;
	if (x->at == x->end || *x->at++ != '>' || !name.len)
		return wrong(x, ERR_BAD_INPUT, "an element is cut off");
	if (x->depth == OFFICE_DEPTH)
		return wrong(x, ERR_TOO_BIG, "its elements nest too deep");
	x->open[x->depth++] = (struct office_open){ name, bound };
	prefix = prefix_of(&name);
	x->tag = (uint32_t)space_of(x, prefix) << 16 | name_of(x, name);
	return OFFICE_OPEN;
}

static void leave(struct office_xml *x)
{
	x->depth--;
	x->bound_count = x->open[x->depth].bound;
}

static bool close_tag(struct office_xml *x)
{
	struct str name = take_name(x);

	skip_blanks(x);
	if (x->at == x->end || *x->at++ != '>')
		return wrong(x, ERR_BAD_INPUT, "an element is cut off");
	if (!x->depth || !str_eq(name, x->open[x->depth - 1].name))
		return wrong(
			x, ERR_BAD_INPUT, "an element ends that did not begin");
	leave(x);
	return true;
}

/* Moves behind the next `mark`. */
static bool pass(struct office_xml *x, const char *mark)
{
	size_t len = strlen(mark);
	const char *to = memmem(x->at, (size_t)(x->end - x->at), mark, len);

	if (!to)
		return wrong(x, ERR_BAD_INPUT, "it breaks off");
	x->at = to + len;
	return true;
}

/* Comments, instructions, literal text; at '<' and '!' or '?'. */
static bool pass_mark(struct office_xml *x)
{
	struct str s = str_of(x->at, (size_t)(x->end - x->at));
	const char *from;

	x->text = STR("");
	if (str_starts(s, STR("<!--"))) {
		x->at += 4;
		return pass(x, "-->");
	}
	if (str_starts(s, STR("<![CDATA["))) {
		from = x->at += 9;
		if (!pass(x, "]]>"))
			return false;
		x->text = str_of(from, (size_t)(x->at - from) - 3);
		x->literal = true;
		return true;
	}
	if (str_starts(s, STR("<?")))
		return pass(x, "?>");
	return wrong(x, ERR_UNTRUSTED,
		"it declares a document type, which may hide entities");
}

/* ---- events ------------------------------------------------------------- */

void intake_office_xml_open(struct office_xml *x, struct arena *mem,
	const uint16_t *by_hash, struct str utf8)
{
	x->mem = mem;
	x->names = by_hash;
	x->at = utf8.at;
	x->end = utf8.at + utf8.len;
	x->tag = 0;
	x->depth = 0;
	x->text = STR("");
	x->literal = x->closes = false;
	x->code = ERR_BAD_INPUT;
	x->why = NULL;
	x->attr_count = x->bound_count = 0;
}

/* Text up to the next mark. */
static enum office_event take_text(struct office_xml *x)
{
	const char *to = memchr(x->at, '<', (size_t)(x->end - x->at));

	to = to ? to : x->end;
	x->text = str_of(x->at, (size_t)(to - x->at));
	x->literal = false;
	x->at = to;
	return OFFICE_TEXT;
}

enum office_event intake_office_xml_next(struct office_xml *x, int depth)
{
	while (!x->why) {
		if (x->closes) {
			x->closes = false;
			leave(x);
			if (x->depth < depth)
				return OFFICE_END;
			continue;
		}
		if (x->at == x->end)
			return x->depth ? wrong(x, ERR_BAD_INPUT,
						  "it breaks off")
					: OFFICE_END;
		if (*x->at != '<') {
			take_text(x);
			if (x->depth == depth)
				return OFFICE_TEXT;
		} else if (x->end - x->at > 1 && x->at[1] == '/') {
			x->at += 2;
			if (!close_tag(x) || x->depth < depth)
				return OFFICE_END;
		} else if (x->end - x->at > 1 &&
			   (x->at[1] == '!' || x->at[1] == '?')) {
			if (pass_mark(x) && x->text.len && x->depth == depth)
				return OFFICE_TEXT;
		} else {
			x->at++;
			if (open_tag(x) && x->depth == depth + 1)
				return OFFICE_OPEN;
		}
	}
	return OFFICE_END;
}

bool intake_office_xml_child(struct office_xml *x, int depth)
{
	enum office_event is;

	do
		is = intake_office_xml_next(x, depth);
	while (is == OFFICE_TEXT);
	return is == OFFICE_OPEN;
}

/* ---- text --------------------------------------------------------------- */

/* What stands between '&' and ';'; 0: nobody knows. */
static uint32_t entity(struct str s)
{
	static const struct {
		const char *name;
		uint32_t is;
	} known[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' },
		{ "quot", '"' }, { "apos", '\'' } };
	bool hex = s.len > 1 && s.at[0] == '#' && (s.at[1] | 32) == 'x';
	uint32_t c = 0;

	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_is(s, known[i].name))
			return known[i].is;
	if (s.len < 2 || s.at[0] != '#')
		return 0;
	for (size_t i = hex ? 2 : 1; i < s.len; i++) {
		char d = s.at[i];

		if (d >= '0' && d <= '9')
			c = c * (hex ? 16 : 10) + (uint32_t)(d - '0');
		else if (hex && (d | 32) >= 'a' && (d | 32) <= 'f')
			c = c * 16 + (uint32_t)((d | 32) - 'a' + 10);
		else
			return 0;
		if (c > 0x10ffff)
			return 0;
	}
	return c;
}

static struct str decode(struct arena *mem, struct str s)
{
	char *out, *to;

	if (!s.len || !memchr(s.at, '&', s.len))
		return s;
	out = to = arena_bytes(mem, s.len + 4);
	for (size_t i = 0; i < s.len; i++) {
		size_t left = s.len - i - 1;
		const char *mark = NULL;
		uint32_t c = 0;

		if (s.at[i] == '&')
			mark = memchr(s.at + i + 1, ';',
				left < ENTITY_MOST ? left : ENTITY_MOST);
		if (mark)
			c = entity(str_of(
				s.at + i + 1, (size_t)(mark - s.at) - i - 1));
		if (!c) {
			*to++ = s.at[i];
			continue;
		}
		to += utf8_encode(c, to);
		i = (size_t)(mark - s.at);
	}
	return str_of(out, (size_t)(to - out));
}

struct str intake_office_xml_plain(struct office_xml *x)
{
	return x->literal ? x->text : decode(x->mem, x->text);
}

struct str intake_office_xml_text(struct office_xml *x)
{
	int depth = x->depth;
	struct str first = STR(""), more;
	enum office_event is;
	struct buf all = { 0 };

	while ((is = intake_office_xml_next(x, depth))) {
		if (is != OFFICE_TEXT)
			continue;
		more = intake_office_xml_plain(x);
		if (!first.len) {
			first = more;
			continue;
		}
		if (!all.ceiling) {
			buf_init(&all, x->mem, OFFICE_BYTES);
			buf_add(&all, first);
		}
		buf_add(&all, more);
	}
	return all.ceiling ? buf_str(&all) : first;
}

struct str intake_office_xml_attr(struct office_xml *x, uint32_t tag)
{
	struct str want = names[tag & 0xffff];

	for (size_t i = 0; i < x->attr_count; i++) {
		struct str name = x->attrs[i].name, prefix;

		if (name.len < want.len || memcmp(name.at + name.len - want.len,
						   want.at, want.len) != 0)
			continue;
		prefix = prefix_of(&name);
		if (name.len == want.len &&
			(prefix.len ? space_of(x, prefix) == tag >> 16
				    : tag >> 16 == SPACE_NONE))
			return decode(x->mem, x->attrs[i].value);
	}
	return STR_NONE;
}
