/* base/json_int.h - what the files of json.h share among themselves. */
#ifndef JSON_INT_H
#define JSON_INT_H

#include "base/json.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Adds a wrong value of `doc` to err's fields; with name.at != NULL, what is
 * (or should be) under that name in it. False. */
bool json_wrong(struct arena *mem, const struct json *doc, const struct json *v,
	struct str name, const char *why, struct err *err);

/* What a field is called in JSON. */
static inline const char *json_field_name(const struct json_field *f)
{
	return f->as ? f->as : f->name;
}

/* The second of two members with one name; NULL: there is none. */
const struct json *json_twice(
	struct arena *mem, const struct json *const *members, size_t count);

/* The first flaw of all: see json_flaw(). */
const struct json *json_rest_flaw(
	struct arena *mem, const struct json_rest *rest, const char **why);

/* A name that needs no escapes: of a field, of ours. */
void json_key_plain(struct json_out *o, struct str name);

/* Does a text look like what its field asks for? NULL: yes; else why not. */
const char *json_format_flaw(enum json_format format, struct str s);
/* How OpenAPI calls a format; NULL: not at all. */
const char *json_format_name(enum json_format format);

/* The first byte that is a quote, a backslash, a control or no ASCII. */
static inline const char *json_plain_run(const char *p, const char *end)
{
#if defined(__SSE2__)
	const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\'),
		      blank = _mm_set1_epi8(' ');

	for (; end - p >= 16; p += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
		/* signed, so what is no ASCII is less than a blank, too */
		__m128i odd = _mm_or_si128(_mm_cmplt_epi8(v, blank),
			_mm_or_si128(_mm_cmpeq_epi8(v, quote),
				_mm_cmpeq_epi8(v, slash)));
		int mask = _mm_movemask_epi8(odd);

		if (mask)
			return p + __builtin_ctz((unsigned)mask);
	}
#else
	const uint64_t one = 0x0101010101010101, high = one << 7;

	for (; end - p >= 8; p += 8) {
		uint64_t w, quote, slash;

		memcpy(&w, p, sizeof(w));
		quote = w ^ one * '"';
		slash = w ^ one * '\\';
		if ((w | (w - one * ' ') | (quote - one) | (slash - one)) &
			high)
			break;
	}
#endif
	while (p < end && (signed char)*p >= ' ' && *p != '"' && *p != '\\')
		p++;
	return p;
}

#endif
