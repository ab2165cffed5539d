/* base/utf8.c - see utf8.h. */
#include "base/utf8.h"

/* How many bytes at the front are ASCII; whole words first. */
static size_t ascii_run(struct str s)
{
	const uint64_t high = 0x8080808080808080;
	size_t i = 0;

	for (; s.len - i >= 32; i += 32) {
		uint64_t w[4];

		memcpy(w, s.at + i, sizeof(w));
		if ((w[0] | w[1] | w[2] | w[3]) & high)
			break;
	}
	while (i < s.len && !(s.at[i] & 0x80))
		i++;
	return i;
}

/*
 * How many bytes belong to the character that begins with `lead`, and which
 * second bytes may follow it: that range alone tells overlong forms,
 * surrogates and what lies above U+10FFFF (Unicode, table 3-7).
 */
static int lead_length(
	unsigned char lead, unsigned char *low, unsigned char *up)
{
	*low = 0x80;
	*up = 0xbf;
	if (lead < 0x80)
		return 1;
	if (lead < 0xc2 || lead > 0xf4)
		return 0;
	if (lead == 0xe0)
		*low = 0xa0;
	else if (lead == 0xed)
		*up = 0x9f;
	else if (lead == 0xf0)
		*low = 0x90;
	else if (lead == 0xf4)
		*up = 0x8f;
	return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* How many of the first bytes could begin a character; *whole: they are one. */
static int piece(struct str s, bool *whole)
{
	const unsigned char *p = (const unsigned char *)s.at;
	unsigned char low, up;
	int n = lead_length(p[0], &low, &up), i = 1;

	*whole = false;
	if (n == 0)
		return 1;
	if (n > 1 && (s.len < 2 || p[1] < low || p[1] > up))
		return 1;
	for (i = n > 1 ? 2 : 1; i < n; i++)
		if ((size_t)i == s.len || (p[i] & 0xc0) != 0x80)
			return i;
	*whole = true;
	return n;
}

int utf8_decode(struct str s, uint32_t *out)
{
	static const unsigned char lead_bits[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	bool whole;
	int n;

	if (!s.len)
		return 0;
	n = piece(s, &whole);
	if (!whole)
		return -n;
	*out = (unsigned char)s.at[0] & lead_bits[n];
	for (int i = 1; i < n; i++)
		*out = *out << 6 | ((unsigned char)s.at[i] & 0x3f);
	return n;
}

int utf8_encode(uint32_t c, char out[4])
{
	static const unsigned char lead_mark[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	int n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	for (int i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(lead_mark[n] | c);
	return n;
}

bool utf8_ok(struct str s)
{
	for (;;) {
		size_t run = ascii_run(s);
		bool whole;
		int n;

		if (run == s.len) /* where `at` may be NULL */
			return true;
		s = str_of(s.at + run, s.len - run);
		n = piece(s, &whole);
		if (!whole)
			return false;
		s = str_of(s.at + n, s.len - (size_t)n);
	}
}

static bool begins(char c) { return ((unsigned char)c & 0xc0) != 0x80; }

size_t utf8_count(struct str s)
{
	const uint64_t low = 0x0101010101010101;
	size_t n = s.len, i = 0;

	/* less each byte whose top bits are 10; a product adds eight bytes */
	for (; s.len - i >= 8; i += 8) {
		uint64_t w;

		memcpy(&w, s.at + i, sizeof(w));
		n -= ((w >> 7 & ~w >> 6) & low) * low >> 56;
	}
	for (; i < s.len; i++)
		n -= !begins(s.at[i]);
	return n;
}

struct str utf8_first(struct str s, size_t n)
{
	size_t i = 0;

	if (s.len <= n)
		return s;
	for (size_t seen = 0; i < s.len; i++) {
		seen += begins(s.at[i]);
		if (seen > n)
			break;
	}
	return str_of(s.at, i);
}

struct str utf8_fit(struct str s, size_t n)
{
	if (s.len <= n)
		return s;
	while (n && !begins(s.at[n]))
		n--;
	return str_of(s.at, n);
}

struct str utf8_whole(struct str s)
{
	size_t n = s.len;
	uint32_t c;

	while (n && s.len - n < 4 && !begins(s.at[n - 1]))
		n--;
	if (n && utf8_decode(str_of(s.at + n - 1, s.len - n + 1), &c) < 0)
		s.len = n - 1;
	return s;
}

void utf8_keep(char *to, size_t room, struct str s)
{
	s = utf8_fit(s, room - 1);
	if (s.len)
		memcpy(to, s.at, s.len);
	to[s.len] = '\0';
}

void utf8_mend(struct buf *out, struct str s)
{
	while (s.len) {
		size_t n = ascii_run(s);
		bool whole = true;

		if (!n)
			n = (size_t)piece(s, &whole);
		buf_add(out, whole ? str_of(s.at, n) : STR("\xef\xbf\xbd"));
		s = str_of(s.at + n, s.len - n);
	}
}
