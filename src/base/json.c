/* base/json.c - walking a parsed document. See json.h. */
#include "base/json.h"
#include "base/json_int.h"
#include "base/utf8.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- walking ------------------------------------------------------------ */

static inline bool holds(const struct json *v)
{
	return json_kind(v) >= JSON_LIST;
}

/* How many values stand from v to what follows it. */
static inline size_t span(const struct json *v)
{
	return holds(v) ? v->u.in.span : 1;
}

/* In an object each value stands behind its name. */
static inline size_t lead(const struct json *in)
{
	return in->kind == JSON_OBJECT;
}

static inline struct str text(const struct json *v)
{
	return str_of(v->u.at, v->len);
}

size_t json_count(const struct json *in)
{
	return holds(in) ? in->u.in.count : 0;
}

const struct json *json_first(const struct json *in)
{
	return json_count(in) ? in + 1 + lead(in) : NULL;
}

const struct json *json_next(const struct json *in, const struct json *v)
{
	const struct json *next = v + span(v);

	return next < in + span(in) ? next + lead(in) : NULL;
}

struct str json_name(const struct json *member) { return text(member - 1); }

static const struct json *find(const struct json *object, struct str name)
{
	const struct json *found = NULL, *v;

	if (json_kind(object) != JSON_OBJECT)
		return NULL;
	for (v = json_first(object); v; v = json_next(object, v))
		if (str_eq(json_name(v), name))
			found = v;
	return found;
}

const struct json *json_find(const struct json *object, const char *name)
{
	return find(object, str_c(name));
}

/* ---- values ------------------------------------------------------------- */

struct str json_text(const struct json *v)
{
	return json_kind(v) == JSON_TEXT ? text(v) : STR_NONE;
}

bool json_is(const struct json *v, const char *cz)
{
	return json_kind(v) == JSON_TEXT && str_is(text(v), cz);
}

bool json_bool(const struct json *v)
{
	return json_kind(v) == JSON_BOOL && v->u.number;
}

bool json_real(const struct json *v, double *out)
{
	double x;

	if (json_kind(v) == JSON_INT)
		x = (double)v->u.number;
	else if (json_kind(v) == JSON_REAL)
		x = strtod(v->u.at, NULL);
	else
		return false;
	if (!isfinite(x))
		return false;
	*out = x;
	return true;
}

/* ---- exact numbers ------------------------------------------------------ */

/* n * 10^times; a zero stays one however often. */
static bool times_ten(int64_t *n, int64_t times)
{
	while (*n && times-- > 0)
		if (__builtin_mul_overflow(*n, 10, n))
			return false;
	return true;
}

/* "e-7" and the like from the front of *s; what no number here could ever
 * need is as good as a million. */
static int64_t take_exponent(struct str *s)
{
	const int64_t ceiling = 1000000;
	struct str digits;
	int64_t n;

	if (!s->len || (*s->at | 32) != 'e')
		return 0;
	digits = str_of(s->at + 1, s->len - 1);
	if (digits.len && *digits.at == '+')
		digits = str_of(digits.at + 1, digits.len - 1);
	if (!str_int(digits, &n) || n > ceiling || n < -ceiling)
		n = digits.len && *digits.at == '-' ? -ceiling : ceiling;
	*s = STR("");
	return n;
}

/* The digits from the front of *s as *n * 10^*scale, where *n does not end
 * in 0. Summed below zero, where there is one number more. */
static bool take_digits(struct str *s, int64_t *n, int64_t *scale)
{
	int64_t zeros = 0, behind_point = 0;
	bool point = false;
	size_t i;

	for (i = 0; i < s->len; i++) {
		int digit = s->at[i] - '0';

		if (s->at[i] == '.' && !point && i > 0) {
			point = true;
			continue;
		}
		if (digit < 0 || digit > 9)
			break;
		behind_point += point;
		zeros++;
		if (digit == 0)
			continue;
		if (!times_ten(n, zeros) ||
			__builtin_sub_overflow(*n, digit, n))
			return false;
		zeros = 0;
	}
	if (i == 0 || s->at[i - 1] == '.')
		return false;
	*scale = zeros - behind_point;
	*s = str_of(s->at + i, s->len - i);
	return true;
}

/* A decimal number times 10^places, if that is whole and fits. */
static bool read_exact(struct str s, int places, int64_t *out)
{
	bool minus = s.len && *s.at == '-';
	int64_t n = 0, scale;

	s = str_of(s.at + minus, s.len - minus);
	if (!take_digits(&s, &n, &scale))
		return false;
	scale += places + take_exponent(&s);
	if (s.len || (n && scale < 0) || !times_ten(&n, scale) ||
		(!minus && n == INT64_MIN))
		return false;
	*out = minus ? n : -n;
	return true;
}

bool json_int(const struct json *v, int64_t *out)
{
	if (json_kind(v) == JSON_REAL)
		return read_exact(text(v), 0, out);
	if (json_kind(v) != JSON_INT)
		return false;
	*out = v->u.number;
	return true;
}

bool json_tenths(const struct json *v, int64_t *out)
{
	int64_t n;

	if (json_kind(v) == JSON_REAL || json_kind(v) == JSON_TEXT)
		return read_exact(text(v), 1, out);
	if (json_kind(v) != JSON_INT ||
		__builtin_mul_overflow(v->u.number, 10, &n))
		return false;
	*out = n;
	return true;
}

/* ---- pointers and places ------------------------------------------------ */

static void add_token(struct buf *b, struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '~')
			buf_add(b, STR("~0"));
		else if (name.at[i] == '/')
			buf_add(b, STR("~1"));
		else
			buf_addc(b, name.at[i]);
}

/* Goes down from the top to the one that holds v (or v's name). */
static void add_pointer(
	struct buf *b, const struct json *in, const struct json *v)
{
	while (in != v) {
		const struct json *part = json_first(in);
		int64_t index = 0;

		for (; part && part + span(part) <= v; index++)
			part = json_next(in, part);
		assert(part); /* v is in there somewhere */
		buf_addc(b, '/');
		if (in->kind == JSON_OBJECT)
			add_token(b, json_name(part));
		else
			buf_add_int(b, index);
		if (v < part)
			return;
		in = part;
	}
}

struct str json_pointer(
	struct arena *mem, const struct json *doc, const struct json *v)
{
	struct buf b;

	buf_init(&b, mem, (size_t)JSON_BYTES * 2);
	buf_need(&b, 0);
	add_pointer(&b, doc, v);
	return buf_str(&b);
}

bool json_wrong(struct arena *mem, const struct json *doc, const struct json *v,
	struct str name, const char *why, struct err *err)
{
	char at[sizeof(err->fields[0].at)];
	struct str whole, shown;
	struct buf b;

	buf_init(&b, mem, (size_t)JSON_BYTES * 2);
	buf_need(&b, 0);
	add_pointer(&b, doc, v);
	if (name.at) {
		buf_addc(&b, '/');
		add_token(&b, name);
	}
	whole = buf_str(&b);
	shown = utf8_fit(whole, sizeof(at) - sizeof("…"));
	for (size_t i = 0; i < shown.len; i++)
		at[i] = shown.at[i] ? shown.at[i] : '?';
	snprintf(at + shown.len, sizeof(at) - shown.len, "%s",
		shown.len < whole.len ? "…" : "");
	return err_field(err, at, "%s", why);
}

/* Is a token of a pointer this name? */
static bool token_is(struct str token, struct str name)
{
	size_t i = 0, k = 0;

	for (; i < token.len && k < name.len; i++, k++) {
		char c = token.at[i];

		if (c == '~' && i + 1 < token.len)
			c = token.at[++i] == '1' ? '/' : '~';
		if (c != name.at[k])
			return false;
	}
	return i == token.len && k == name.len;
}

static const struct json *step(const struct json *in, struct str token)
{
	const struct json *v = json_first(in), *found = NULL;
	int64_t index;

	if (json_kind(in) == JSON_OBJECT) {
		for (; v; v = json_next(in, v))
			if (token_is(token, json_name(v)))
				found = v;
		return found;
	}
	if (!str_int(token, &index) || (token.len > 1 && *token.at < '1'))
		return NULL; /* not as an index is written */
	while (v && index--)
		v = json_next(in, v);
	return v;
}

const struct json *json_at(const struct json *doc, const char *pointer)
{
	while (doc && *pointer == '/') {
		size_t len = strcspn(++pointer, "/");

		doc = step(doc, str_of(pointer, len));
		pointer += len;
	}
	return *pointer ? NULL : doc;
}

void json_place(struct str text, size_t offset, int *line, int *column)
{
	const char *from = text.at, *nl;
	struct str rest = str_of(text.at, offset);

	for (*line = 1; (nl = rest.len ? memchr(from, '\n', rest.len) : NULL);
		++*line) {
		rest.len -= (size_t)(nl + 1 - from);
		from = nl + 1;
	}
	*column = (int)utf8_count(str_of(from, rest.len)) + 1;
}

/* ---- by name, and what cannot be stored --------------------------------- */

enum { FEW = 16 };

static int compare_names(const void *a, const void *b)
{
	const struct json *v = *(const struct json *const *)a,
			  *w = *(const struct json *const *)b;
	struct str x = json_name(v), y = json_name(w);
	int order;

	if (x.len != y.len)
		return x.len < y.len ? -1 : 1;
	order = x.len ? memcmp(x.at, y.at, x.len) : 0;
	return order ? order : (v > w) - (v < w);
}

/* Most objects have a few members, for which qsort is a long way round. */
static void sort_names(const struct json **members, size_t n)
{
	const struct json *one;
	size_t k;

	if (n > FEW) {
		qsort(members, n, sizeof(*members), compare_names);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		one = members[i];
		for (k = i; k && compare_names(&members[k - 1], &one) > 0; k--)
			members[k] = members[k - 1];
		members[k] = one;
	}
}

const struct json **json_by_name(struct arena *mem, const struct json *object)
{
	size_t n = json_count(object), i = 0;
	const struct json **members = arena_bytes(mem, n * sizeof(*members));

	for (const struct json *v = json_first(object); v;
		v = json_next(object, v))
		members[i++] = v;
	sort_names(members, n);
	return members;
}

static const struct json *twice_of(const struct json **sorted, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (str_eq(json_name(sorted[i - 1]), json_name(sorted[i])))
			return sorted[i];
	return NULL;
}

const struct json *json_twice(
	struct arena *mem, const struct json *const *members, size_t count)
{
	const struct json **sorted;

	if (count < 2)
		return NULL;
	sorted = arena_bytes(mem, count * sizeof(*sorted));
	memcpy(sorted, members, count * sizeof(*sorted));
	sort_names(sorted, count);
	return twice_of(sorted, count);
}

static const struct json *find_twice(
	struct arena *mem, const struct json *object)
{
	size_t n = json_count(object);

	return n < 2 ? NULL : twice_of(json_by_name(mem, object), n);
}

const struct json *json_flaw(
	struct arena *mem, const struct json *v, const char **why)
{
	const struct json *end = v + span(v), *twice;

	for (; v < end; v++) {
		if (v->kind == JSON_TEXT && !v->plain &&
			memchr(v->u.at, 0, v->len)) {
			*why = "must not contain the character U+0000";
			return v;
		}
		twice = v->kind == JSON_OBJECT ? find_twice(mem, v) : NULL;
		if (twice) {
			*why = "is given twice";
			return twice;
		}
	}
	return NULL;
}

bool json_check(struct arena *mem, const struct json *doc, struct err *err)
{
	const char *why;
	const struct json *flaw = json_flaw(mem, doc, &why);

	if (!flaw)
		return true;
	err_set(err, ERR_BAD_INPUT, "%s", "");
	return json_wrong(mem, doc, flaw, STR_NONE, why, err);
}
