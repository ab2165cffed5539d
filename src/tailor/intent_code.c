/*
 * tailor/intent_code.c - what is written so that only a machine reads it:
 * base64, hexadecimal, percent signs, ROT13, backwards, digits for letters,
 * letters apart. Decodes all that might be one; what it says is for others.
 */
#include "base/utf8.h"
#include "tailor/intent_int.h"

#include <stdlib.h>

enum {
	TOKEN = 16, /* characters that a coded token has at least */
	APART = 6   /* letters that stand apart, at least */
};

struct coding {
	struct arena *mem;
	const struct intent_text *seen;
	struct str s;
	intent_coded_fn *each;
	void *with;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void tell(struct coding *c, struct intent_text *t)
{
	if (t->text.len)
		c->each(c->with, t);
}

/* ---- whole texts ----------------------------------------------------------
 */

static char rot13(char c)
{
	if (!is_letter(c))
		return c;
	return (char)((c & 32) + 'A' + ((c & ~32) - 'A' + 13) % 26);
}

static void read_rot13(struct coding *c)
{
	struct intent_text t;

	intent_text_init(&t, c->mem, c->s.len);
	for (size_t i = 0; i < c->s.len; i++)
		intent_text_add(&t, rot13(c->s.at[i]), c->seen->from[i]);
	tell(c, &t);
}

/* Line by line, so that places stay near. */
static void read_backwards(struct coding *c)
{
	struct intent_text t;
	size_t at = 0;

	intent_text_init(&t, c->mem, c->s.len);
	while (at < c->s.len) {
		const char *nl = memchr(c->s.at + at, '\n', c->s.len - at);
		size_t end = nl ? (size_t)(nl - c->s.at) : c->s.len;

		for (size_t i = end; i-- > at;)
			intent_text_add(&t, c->s.at[i], c->seen->from[at]);
		if (end < c->s.len)
			intent_text_add(&t, '\n', c->seen->from[end]);
		at = end + 1;
	}
	tell(c, &t);
}

static char leet(char c)
{
	static const char from[] = "013457@$!|89", to[] = "oieastasiibg";
	const char *p = c ? strchr(from, c) : NULL;

	return p ? to[p - from] : c;
}

/* Words that mix letters and what looks like them. */
static void read_leet(struct coding *c)
{
	struct intent_text t;
	size_t at = 0, changed = 0;

	intent_text_init(&t, c->mem, c->s.len);
	while (at < c->s.len) {
		size_t end = at, letters = 0, odd = 0;

		while (end < c->s.len && !strchr(" \n\t.,;:()", c->s.at[end])) {
			letters += is_letter(c->s.at[end]);
			odd += leet(c->s.at[end]) != c->s.at[end];
			end++;
		}
		changed += letters && odd;
		for (; at < end; at++)
			intent_text_add(&t,
				letters && odd ? leet(c->s.at[at])
					       : c->s.at[at],
				c->seen->from[at]);
		if (at < c->s.len) {
			intent_text_add(&t, c->s.at[at], c->seen->from[at]);
			at++;
		}
	}
	if (changed)
		tell(c, &t);
}

/* ---- letters apart --------------------------------------------------------
 */

/* "i g n o r e  a l l": single letters with one mark between; two or more
 * part words. */
static size_t run_of(const struct coding *c, size_t at)
{
	size_t n = 0;

	while (at < c->s.len && is_letter(c->s.at[at]) &&
		(at + 1 == c->s.len || !is_letter(c->s.at[at + 1]))) {
		n++;
		at++;
		while (at < c->s.len && strchr(" .-_*|", c->s.at[at]) &&
			c->s.at[at])
			at++;
	}
	return n;
}

static void read_apart(struct coding *c)
{
	struct intent_text t;
	size_t at = 0, runs = 0;

	intent_text_init(&t, c->mem, 2 * c->s.len + 8);
	while (at < c->s.len) {
		size_t n = (!at || !is_letter(c->s.at[at - 1])) ? run_of(c, at)
								: 0;

		if (n < APART) {
			intent_text_add(&t, c->s.at[at], c->seen->from[at]);
			at++;
			continue;
		}
		runs++;
		for (size_t i = 0; i < n; i++) {
			size_t marks = 0;

			intent_text_add(&t, c->s.at[at], c->seen->from[at]);
			at++;
			while (at < c->s.len && strchr(" .-_*|", c->s.at[at]) &&
				c->s.at[at]) {
				marks++;
				at++;
			}
			if (marks > 1 || i + 1 == n)
				intent_text_add(&t, ' ',
					c->seen->from[at ? at - 1 : 0]);
		}
	}
	if (runs)
		tell(c, &t);
}

/* ---- tokens ---------------------------------------------------------------
 */

static int value64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (is_digit(c))
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static int value16(char c)
{
	if (is_digit(c))
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Is it text, and not what anything decodes to? */
static bool is_text(const struct intent_text *t)
{
	size_t odd = 0, blanks = 0;

	for (size_t i = 0; i < t->text.len; i++) {
		unsigned char c = (unsigned char)t->text.at[i];

		odd += c < 0x20 && c != '\n' && c != '\t';
		blanks += c == ' ';
	}
	return t->text.len >= 10 && !odd && blanks &&
	       utf8_ok(buf_str(&t->text));
}

static void decode64(struct coding *c, size_t from, size_t to)
{
	struct intent_text t;
	uint32_t bits = 0;
	int have = 0;

	intent_text_init(&t, c->mem, to - from);
	for (size_t i = from; i < to; i++) {
		int v = value64(c->s.at[i]);

		if (v < 0)
			continue; /* a line end within */
		bits = bits << 6 | (uint32_t)v;
		have += 6;
		if (have < 8)
			continue;
		have -= 8;
		intent_text_add(
			&t, (char)(bits >> have & 0xff), c->seen->from[from]);
	}
	if (is_text(&t))
		tell(c, &t);
}

static void decode16(struct coding *c, size_t from, size_t to)
{
	struct intent_text t;
	int high = -1;

	intent_text_init(&t, c->mem, to - from);
	for (size_t i = from; i < to; i++) {
		int v = value16(c->s.at[i]);

		if (v < 0)
			continue;
		if (high >= 0)
			intent_text_add(
				&t, (char)(high << 4 | v), c->seen->from[from]);
		high = high < 0 ? v : -1;
	}
	if (is_text(&t))
		tell(c, &t);
}

/* `lines`: a token may go on in the next line. */
static void read_tokens(struct coding *c, bool lines)
{
	for (size_t at = 0; at < c->s.len;) {
		size_t end = at, hex = 0;

		while (end < c->s.len &&
			(value64(c->s.at[end]) >= 0 ||
				(lines && c->s.at[end] == '\n' &&
					end - at > 50))) {
			hex += value16(c->s.at[end]) >= 0;
			end++;
		}
		if (end - at >= TOKEN) {
			decode64(c, at, end);
			if (hex == end - at)
				decode16(c, at, end);
		}
		at = end + 1;
	}
}

/* "%69%67" and "\x69\x67" and "69 67 6e", which blanks part. */
static void read_escapes(struct coding *c)
{
	for (size_t at = 0; at + 2 < c->s.len;) {
		size_t end = at, pairs = 0;

		for (;;) {
			size_t i = end;

			while (i < c->s.len && c->s.at[i] &&
				strchr("%\\x ,0", c->s.at[i]) && i - end < 4 &&
				!(value16(c->s.at[i]) >= 0 &&
					i + 1 < c->s.len &&
					value16(c->s.at[i + 1]) >= 0))
				i++;
			if (i + 1 >= c->s.len || value16(c->s.at[i]) < 0 ||
				value16(c->s.at[i + 1]) < 0 ||
				(end != at && i == end))
				break;
			pairs++;
			end = i + 2;
		}
		if (pairs >= 10) {
			struct intent_text t;
			size_t i = at;

			intent_text_init(&t, c->mem, pairs + 1);
			for (; i + 1 < end; i++)
				if (value16(c->s.at[i]) >= 0 &&
					value16(c->s.at[i + 1]) >= 0) {
					intent_text_add(&t,
						(char)(value16(c->s.at[i])
								<< 4 |
							value16(c->s.at[i +
									1])),
						c->seen->from[at]);
					i++;
				}
			if (is_text(&t))
				tell(c, &t);
		}
		at = end > at ? end : at + 1;
	}
}

void intent_codes_read(struct arena *mem, const struct intent_text *seen,
	intent_coded_fn *each, void *with)
{
	struct coding c = { mem, seen, buf_str(&seen->text), each, with };

	read_rot13(&c);
	read_backwards(&c);
	read_leet(&c);
	read_apart(&c);
	read_tokens(&c, false);
	read_tokens(&c, true);
	read_escapes(&c);
}
