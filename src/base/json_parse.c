/*
 * base/json_parse.c - a text becomes an array of values. Knows no shapes.
 *
 * One loop and a small stack instead of recursion, so that depth costs
 * nothing. Text without escapes is not copied; runs of ordinary characters
 * are found 16 (or 8) bytes at a time.
 */
#include "base/json.h"
#include "base/json_int.h"
#include "base/utf8.h"

struct parser {
	const char *p, *end, *start;
	struct arena *mem;
	struct json *values;
	uint32_t count, room;
	const char *why; /* set once, on failure; p is where */
	int depth;
	uint32_t open[JSON_DEPTH]; /* the containers around p */
};

static bool fail(struct parser *r, const char *at, const char *why)
{
	r->p = at;
	r->why = at == r->end ? "the text ends too soon" : why;
	return false;
}

/* Grows by doubling; what is left behind is the arena's. */
static void grow(struct parser *r)
{
	uint32_t room = r->room * 2;
	struct json *more = arena_bytes(r->mem, room * sizeof(*more));

	memcpy(more, r->values, r->count * sizeof(*more));
	r->values = more;
	r->room = room;
}

static inline struct json *add(
	struct parser *r, enum json_kind kind, const char *at)
{
	struct json *v;

	if (r->count == r->room)
		grow(r);
	v = &r->values[r->count++];
	v->kind = kind;
	v->plain = 0;
	v->len = 0;
	v->offset = (uint32_t)(at - r->start);
	return v;
}

static inline void skip_blanks(struct parser *r)
{
	const char *p = r->p;

	while (p < r->end &&
		(*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
		p++;
	r->p = p;
}

/* ---- text --------------------------------------------------------------- */

/* Where a run of plain ASCII stopped: moves behind a character that may stand
 * there as it is. */
static bool pass_character(struct parser *r, const char **p)
{
	uint32_t c;
	int n;

	if (*p == r->end || (unsigned char)**p < ' ')
		return fail(r, *p,
			"a control character in text; write it as \\u00XX");
	n = utf8_decode(str_of(*p, (size_t)(r->end - *p)), &c);
	if (n <= 0)
		return fail(r, *p, "not well-formed UTF-8");
	*p += n;
	return true;
}

static bool hex4(struct parser *r, const char *p, uint32_t *out)
{
	*out = 0;
	for (int i = 0; i < 4; i++, p++) {
		char c = p < r->end ? *p : '\0';
		int digit =
			c >= '0' && c <= '9' ? c - '0' : (c | 32) - 'a' + 10;

		if (digit < 0 || digit > 15 || (c > '9' && digit < 10))
			return fail(r, p, "\\u needs four hexadecimal digits");
		*out = *out << 4 | (uint32_t)digit;
	}
	return true;
}

/* Behind "\u"; *p moves behind the digits, of both halves of a pair. */
static bool read_u(struct parser *r, const char **p, uint32_t *out)
{
	const char *at = *p - 2;
	uint32_t low;

	if (!hex4(r, *p, out))
		return false;
	*p += 4;
	if (*out < 0xd800 || *out > 0xdfff)
		return true;
	if (*out > 0xdbff || r->end - *p < 2 || (*p)[0] != '\\' ||
		(*p)[1] != 'u')
		return fail(r, at, "half of a surrogate pair");
	if (!hex4(r, *p + 2, &low))
		return false;
	if (low < 0xdc00 || low > 0xdfff)
		return fail(r, at, "half of a surrogate pair");
	*p += 6;
	*out = 0x10000 + ((*out - 0xd800) << 10) + (low - 0xdc00);
	return true;
}

/* At a backslash. What it stands for never takes more bytes than it does. */
static bool read_escape(struct parser *r, const char **p, char **to)
{
	static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
	const char *at = *p, *name;
	uint32_t c;

	if (r->end - at < 2)
		return fail(r, r->end, "");
	*p += 2;
	if (at[1] == 'u') {
		if (!read_u(r, p, &c))
			return false;
		*to += utf8_encode(c, *to);
		return true;
	}
	name = at[1] ? strchr(names, at[1]) : NULL;
	if (!name)
		return fail(r, at, "no such escape in text");
	*(*to)++ = bytes[name - names];
	return true;
}

/* The quote that ends the text which goes on at p; the end if none does. */
static const char *closing_quote(struct parser *r, const char *p)
{
	while (p < r->end && *p != '"')
		p += *p == '\\' && r->end - p > 1 ? 2 : 1;
	return p;
}

/* Text with escapes, from its first character on; p is at the first of them. */
static bool read_escaped(
	struct parser *r, uint32_t value, const char *from, const char *p)
{
	char *text, *to;

	to = text = arena_bytes(r->mem, (size_t)(closing_quote(r, p) - from));
	for (;;) {
		to = mempcpy(to, from, (size_t)(p - from));
		if (p < r->end && *p == '"')
			break;
		from = p;
		if (p < r->end && *p == '\\') {
			if (!read_escape(r, &p, &to))
				return false;
			from = p;
		} else if (!pass_character(r, &p)) {
			return false;
		}
		p = json_plain_run(p, r->end);
	}
	r->values[value].u.at = text;
	r->values[value].len = (uint32_t)(to - text) & JSON_BYTES;
	r->p = p + 1;
	return true;
}

/* At a quote. */
static inline bool read_text(struct parser *r)
{
	const char *from = r->p + 1, *p = from;
	uint32_t value = r->count;
	struct json *v = add(r, JSON_TEXT, r->p);

	for (;;) {
		p = json_plain_run(p, r->end);
		if (p < r->end && *p == '"')
			break;
		if (p < r->end && *p == '\\')
			return read_escaped(r, value, from, p);
		if (!pass_character(r, &p))
			return false;
	}
	v->u.at = from;
	v->len = (uint32_t)(p - from) & JSON_BYTES;
	v->plain = 1;
	r->p = p + 1;
	return true;
}

/* ---- numbers and words -------------------------------------------------- */

static inline bool is_digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

/* One digit at least. */
static bool skip_digits(struct parser *r, const char **p)
{
	if (!is_digit(*p, r->end))
		return fail(r, *p, "expected a digit");
	while (is_digit(*p, r->end))
		(*p)++;
	return true;
}

/* What may follow the whole part; *p moves behind it. */
static bool skip_fraction(struct parser *r, const char **p)
{
	if (*p < r->end && **p == '.') {
		++*p;
		if (!skip_digits(r, p))
			return false;
	}
	if (*p < r->end && (**p | 32) == 'e') {
		++*p;
		if (*p < r->end && (**p == '+' || **p == '-'))
			++*p;
		if (!skip_digits(r, p))
			return false;
	}
	return true;
}

/* A number that is no int64 stays the text that it was. */
static bool keep_real(struct parser *r, const char *from, const char *p)
{
	struct str text = str_of(from, (size_t)(p - from));
	struct json *v = add(r, JSON_REAL, from);

	/* strtod() needs something behind it that ends a number */
	v->u.at = p == r->end ? str_copy(r->mem, text).at : from;
	v->len = (uint32_t)text.len & JSON_BYTES;
	r->p = p;
	return true;
}

static bool read_number(struct parser *r)
{
	const char *from = r->p, *p = from + (*from == '-'), *whole = p;
	bool minus = p != from;
	int64_t n = 0;

	if (!skip_digits(r, &p))
		return false;
	if (*whole == '0' && p - whole > 1)
		return fail(r, whole, "a number must not begin with 0");
	if (p < r->end && (*p == '.' || (*p | 32) == 'e'))
		return skip_fraction(r, &p) && keep_real(r, from, p);
	if (minus && *whole == '0') /* -0 has no int64 */
		return keep_real(r, from, p);
	if (p - whole < 19)
		for (; whole < p; whole++)
			n = n * 10 + (*whole - '0');
	else if (!str_int(str_of(whole - minus, (size_t)(p - whole) + minus),
			 &n))
		return keep_real(r, from, p);
	else
		minus = false;
	add(r, JSON_INT, from)->u.number = minus ? -n : n;
	r->p = p;
	return true;
}

static bool read_word(
	struct parser *r, struct str word, enum json_kind kind, int64_t number)
{
	if (!str_starts(str_of(r->p, (size_t)(r->end - r->p)), word))
		return fail(r, r->p, "expected a value");
	add(r, kind, r->p)->u.number = number;
	r->p += word.len;
	return true;
}

static bool read_scalar(struct parser *r)
{
	switch (*r->p) {
	case '"':
		return read_text(r);
	case 't':
		return read_word(r, STR("true"), JSON_BOOL, true);
	case 'f':
		return read_word(r, STR("false"), JSON_BOOL, false);
	case 'n':
		return read_word(r, STR("null"), JSON_NULL, 0);
	case '-':
		return read_number(r);
	default:
		return is_digit(r->p, r->end)
			       ? read_number(r)
			       : fail(r, r->p, "expected a value");
	}
}

/* ---- containers --------------------------------------------------------- */

static struct json *innermost(struct parser *r)
{
	return &r->values[r->open[r->depth - 1]];
}

/* A name and its colon. */
static bool read_name(struct parser *r)
{
	skip_blanks(r);
	if (r->p == r->end || *r->p != '"')
		return fail(r, r->p, "expected a name in double quotes");
	if (!read_text(r))
		return false;
	skip_blanks(r);
	if (r->p == r->end || *r->p != ':')
		return fail(r, r->p, "expected ':'");
	r->p++;
	return true;
}

static void close_container(struct parser *r)
{
	struct json *v = innermost(r);

	v->u.in.span = r->count - r->open[--r->depth];
	r->p++;
}

/* Goes on to its first value, or behind an empty one: *closed. */
static bool open_container(struct parser *r, bool *closed)
{
	bool object = *r->p == '{';
	struct json *v;

	if (r->depth == JSON_DEPTH)
		return fail(r, r->p, "nested more than 128 deep");
	r->open[r->depth++] = r->count;
	v = add(r, object ? JSON_OBJECT : JSON_LIST, r->p++);
	v->u.in.count = 0;
	skip_blanks(r);
	*closed = r->p < r->end && *r->p == (object ? '}' : ']');
	if (*closed) {
		close_container(r);
		return true;
	}
	v->u.in.count = 1;
	return !object || read_name(r);
}

/* Behind a value: closes what ends here and goes on to the next value.
 * With `depth` 0 there is none. */
static bool read_separator(struct parser *r)
{
	while (r->depth) {
		struct json *in = innermost(r);
		bool object = in->kind == JSON_OBJECT;

		skip_blanks(r);
		if (r->p < r->end && *r->p == ',') {
			r->p++;
			in->u.in.count++;
			return !object || read_name(r);
		}
		if (r->p == r->end || *r->p != (object ? '}' : ']'))
			return fail(r, r->p,
				object ? "expected ',' or '}'"
				       : "expected ',' or ']'");
		close_container(r);
	}
	return true;
}

static bool read_document(struct parser *r)
{
	bool whole;

	do {
		skip_blanks(r);
		if (r->p == r->end)
			return fail(r, r->p, "");
		whole = true;
		if (*r->p != '{' && *r->p != '[') {
			if (!read_scalar(r))
				return false;
		} else if (!open_container(r, &whole)) {
			return false;
		}
		if (whole && !read_separator(r))
			return false;
	} while (r->depth);
	skip_blanks(r);
	return r->p == r->end || fail(r, r->p, "expected the end of the text");
}

/* ---- all ---------------------------------------------------------------- */

/* What no place needs to be told of. */
static const char *unfit(struct str text)
{
	if (str_starts(text, STR("\xef\xbb\xbf")))
		return "the JSON begins with a byte order mark; send it "
		       "without";
	return str_trim(text).len ? NULL
				  : "expected JSON, but there is nothing";
}

static bool parse(struct parser *r, struct str text)
{
	/* about what a document with short names and values needs */
	r->room = (uint32_t)(text.len / 12 + 16);
	r->values = arena_bytes(r->mem, r->room * sizeof(*r->values));
	return read_document(r);
}

static struct parser parser_of(struct arena *mem, struct str text)
{
	return (struct parser){ .p = text.at,
		.start = text.at,
		.end = text.at + text.len,
		.mem = mem };
}

bool json_parse(struct arena *mem, struct str text, const struct json **out,
	struct err *err)
{
	struct parser r = parser_of(mem, text);
	const char *why;
	int line, column;

	if (text.len > JSON_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"more than %d bytes of JSON at once", JSON_BYTES);
	why = unfit(text);
	if (why)
		return err_set(err, ERR_BAD_INPUT, "%s", why);
	if (!parse(&r, text)) {
		json_place(text, (size_t)(r.p - r.start), &line, &column);
		return err_set(err, ERR_BAD_INPUT, "line %d, column %d: %s",
			line, column, r.why);
	}
	*out = r.values;
	return true;
}

const char *json_parse_flaw(struct arena *mem, struct str text,
	const struct json **out, size_t *offset)
{
	struct parser r = parser_of(mem, text);
	const char *why =
		text.len > JSON_BYTES ? "more than 256 MB" : unfit(text);

	*offset = 0;
	if (why)
		return why;
	if (!parse(&r, text)) {
		*offset = (size_t)(r.p - r.start);
		return r.why;
	}
	*out = r.values;
	return NULL;
}
