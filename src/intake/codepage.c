/* intake/codepage.c - see codepage.h. */
#include "intake/codepage.h"

#include "base/utf8.h"
#include "resume/charset.h"

#include <uchar.h>

enum { NEAR = 1 << 16, UNKNOWN = 0xFFFD };

static const struct page {
	unsigned number;
	uint16_t text[128];
} pages[] = {
#define PAGE(number, ...) { number, { __VA_ARGS__ } },
#include "intake/codepage.def"
#undef PAGE
};

static const struct page *page_of(unsigned number)
{
	for (size_t i = 0; i < LENGTH(pages); i++)
		if (pages[i].number == number)
			return &pages[i];
	return NULL;
}

bool intake_codepage_known(unsigned page) { return page_of(page) != NULL; }

uint32_t intake_codepage_char(unsigned number, unsigned char byte)
{
	const struct page *page = page_of(number);

	return byte < 0x80 ? byte : page ? page->text[byte - 0x80] : 0;
}

/* ---- what it looks like --------------------------------------------------*/

static bool is_letter(uint32_t c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') ||
	       (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
	       (c >= 0x386 && c <= 0x3CE) || (c >= 0x401 && c <= 0x45F) ||
	       (c >= 0x490 && c <= 0x491) || (c >= 0x5D0 && c <= 0x5EA) ||
	       (c >= 0x621 && c <= 0x6D2) || (c >= 0xE01 && c <= 0xE4E);
}

/* Of an alphabet that has no letter of ours, where a text is of whole words. */
static bool is_other(uint32_t c) { return c >= 0x370 && is_letter(c); }

/* Small letters behind small ones, and not behind a capital within a word: what
 * tells KOI8-R, whose capitals are the small ones of 1251, from it. */
static bool is_small(uint32_t c)
{
	if (c >= 0x100 && c < 0x180)
		return (c >= 0x139 && c <= 0x148) || c >= 0x179 ? c % 2 == 0
								: c % 2 == 1;
	return (c >= 'a' && c <= 'z') || (c >= 0x430 && c <= 0x45F) ||
	       (c >= 0x3AC && c <= 0x3CE) || (c >= 0xDF && c <= 0xFF) ||
	       c >= 0x500; /* has none */
}

/* Quotes, dashes and the like stand beside letters. */
static bool is_mark(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2026) || c == 0xAB || c == 0xBB ||
	       c == 0xB7 || c == 0xA1 || c == 0xBF || c == 0xAA || c == 0xBA;
}

/* Letters that languages of a page write often, beside those of the West; what
 * is left is of one or two, or of none. */
static bool is_usual(unsigned number, uint32_t c)
{
	static const char16_t center[] = u"\u0104\u0105\u0106\u0107\u0118"
					 u"\u0119\u0141\u0142\u0143\u0144"
					 u"\u015a\u015b\u0179\u017a\u017b"
					 u"\u017c\u010c\u010d\u010e\u010f"
					 u"\u011a\u011b\u0147\u0148\u0158"
					 u"\u0159\u0160\u0161\u0164\u0165"
					 u"\u016e\u016f\u017d\u017e\u0150"
					 u"\u0151\u0170\u0171\u0102\u0103"
					 u"\u015e\u015f\u0162\u0163\u0110"
					 u"\u0111\u013d\u013e\u00dd\u00fd"
					 u"\u00e1\u00e9\u00ed\u00f3\u00fa"
					 u"\u00e4\u00f6\u00fc\u00e2\u00ee"
					 u"\u00c1\u00c9\u00cd\u00d3\u00da"
					 u"\u00d6\u00dc\u00ce\u00f4\u00df";
	static const char16_t turkish[] = u"\u0130\u0131\u011e\u011f\u015e"
					  u"\u015f\u00c7\u00e7\u00d6\u00f6"
					  u"\u00dc\u00fc\u00e2\u00ee";
	const char16_t *list = number == 1250 || number == 28592 ? center
			       : number == 1254                  ? turkish
								 : NULL;

	for (; list && *list; list++)
		if (*list == c)
			return true;
	/* Of the West: all but what Iceland alone has, and the like. */
	return !list && c < 0x100 && c != 0xFD && c != 0xFE && c != 0xF0 &&
	       c != 0xDD && c != 0xDE && c != 0xD0 && c != 0xFF && c != 0xEC &&
	       c != 0xF5;
}

static int score(const struct page *page, struct str s)
{
	int sum = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char b = (unsigned char)s.at[i];
		uint32_t c, before, behind;

		if (b < 0x80)
			continue;
		c = page->text[b - 0x80];
		before = i ? intake_codepage_char(
				     page->number, (unsigned char)s.at[i - 1])
			   : ' ';
		behind = i + 1 < s.len ? intake_codepage_char(page->number,
						 (unsigned char)s.at[i + 1])
				       : ' ';
		if (!c || (c >= 0x2500 && c <= 0x259F))
			sum -= 6;
		else if (is_letter(c) && is_other(c))
			sum += is_other(before) && is_other(behind)   ? 2
			       : is_other(before) || is_other(behind) ? 1
								      : -4;
		else if (is_letter(c))
			sum += is_letter(before) || is_letter(behind) ? 1 : -1;
		else if (c != 0x2019 && c != 0xA0)
			sum -= is_letter(before) && is_letter(behind) ? 4
			       : (is_letter(before) || is_letter(behind)) &&
					       !is_mark(c)
				       ? 2
				       : 0;
		if (is_letter(c) && is_letter(before) && is_small(before) &&
			!is_small(c))
			sum -= 3;
		if (is_letter(c) && c < 0x250)
			sum += is_usual(page->number, c) ? 0 : -2;
	}
	return sum;
}

/* Small letters of Cyrillic and Greek are those of Hebrew, which has no
 * capitals and nothing where the last ones are. */
static bool is_hebrew(struct str s)
{
	size_t count = 0, pairs = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char b = (unsigned char)s.at[i];

		if ((b >= 0xD4 && b <= 0xDF) || b == 0xFB || b == 0xFC ||
			b == 0xFF)
			return false;
		count += b >= 0xE0;
		pairs += b >= 0xE0 && i && (unsigned char)s.at[i - 1] >= 0xE0;
	}
	return count >= 16 && 2 * pairs > count;
}

/* Polish alone has the letter that is 0xB3 in both, and another one where the
 * rest of Central Europe has its own. */
static unsigned of_center(unsigned page, struct str s)
{
	return page == 28592 && s.len && memchr(s.at, 0xB3, s.len) &&
			       memchr(s.at, 0xB9, s.len) &&
			       !memchr(s.at, 0xB1, s.len)
		       ? 1250
		       : page;
}

static const struct page *guess(struct str s)
{
	/* Of two that fit as well, the first: what has no sign of Windows in
	 * it is of ISO. */
	static const unsigned tried[] = { 1251, 1253, 20866, 1254, 28592, 1250,
		1257, 1255, 1256, 28595, 10000, 850, 866, 874 };
	const struct page *best = page_of(CODEPAGE_LATIN);
	int most;

	if (s.len > NEAR)
		s.len = NEAR;
	if (is_hebrew(s))
		return page_of(1255);
	most = score(best, s) + 1;
	for (size_t i = 0; i < LENGTH(tried); i++) {
		const struct page *page = page_of(tried[i]);
		int have = score(page, s);

		if (have > most) {
			most = have;
			best = page;
		}
	}
	return page_of(of_center(best->number, s));
}

/* ---- reading -------------------------------------------------------------*/

static struct str from_page(
	struct arena *mem, struct str s, const struct page *page)
{
	char *at = arena_bytes(mem, 3 * s.len + 1), *to = at;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char b = (unsigned char)s.at[i];
		uint32_t c = b < 0x80 ? b : page->text[b - 0x80];

		if (b < 0x80)
			*to++ = (char)b;
		else
			to += utf8_encode(c ? c : UNKNOWN, to);
	}
	*to = '\0';
	return str_of(at, (size_t)(to - at));
}

/* A text in UTF-8 of which some bytes were harmed. */
static bool nearly_utf8(struct str s)
{
	size_t good = 0, bad = 0;
	uint32_t c;

	if (s.len > NEAR)
		s.len = NEAR;
	for (size_t i = 0; i < s.len;) {
		int n = utf8_decode(str_of(s.at + i, s.len - i), &c);

		good += n > 1;
		bad += n < 0;
		i += (size_t)(n < 0 ? -n : n);
	}
	return good > 8 * bad;
}

/* Is it UTF-16 without a mark? By where its zeros stand. */
static bool is_wide(struct str s, bool *big)
{
	size_t zeros[2] = { 0, 0 };

	if (s.len > 4096)
		s.len = 4096;
	for (size_t i = 0; i < s.len; i++)
		zeros[i % 2] += !s.at[i];
	*big = zeros[0] > zeros[1];
	return s.len >= 4 && zeros[*big ? 0 : 1] * 5 > s.len &&
	       zeros[*big ? 1 : 0] * 50 < s.len;
}

/* The reader of UTF-16 wants a mark. */
static struct str marked(struct arena *mem, struct str s, bool big)
{
	char *at = arena_bytes(mem, s.len + 2);

	memcpy(at, big ? "\xfe\xff" : "\xff\xfe", 2);
	memcpy(at + 2, s.at, s.len);
	return str_of(at, s.len + 2);
}

static bool has_mark(struct str s)
{
	return str_starts(s, STR("\xff\xfe")) ||
	       str_starts(s, STR("\xfe\xff")) ||
	       str_starts(s, STR("\xef\xbb\xbf"));
}

static struct str mend(struct arena *mem, struct str s)
{
	struct buf b;

	buf_init(&b, mem, 3 * s.len + 4);
	buf_add(&b, STR(""));
	utf8_mend(&b, s);
	return buf_str(&b);
}

struct str intake_codepage_text(struct arena *mem, struct str bytes)
{
	enum resume_charset charset;
	bool big;

	if (!has_mark(bytes) && is_wide(bytes, &big))
		bytes = marked(mem, bytes, big);
	if (has_mark(bytes) && *bytes.at != '\xef')
		return resume_charset_read(mem, bytes, &charset);
	if (has_mark(bytes))
		bytes = str_of(bytes.at + 3, bytes.len - 3);
	if (utf8_ok(bytes))
		return bytes;
	if (nearly_utf8(bytes))
		return mend(mem, bytes);
	return from_page(mem, bytes, guess(bytes));
}

/* ---- by name -------------------------------------------------------------*/

static unsigned numbered(struct str name)
{
	static const struct {
		const char *name;
		unsigned page;
	} names[] = { { "windows-", 0 }, { "cp", 0 }, { "x-cp", 0 },
		{ "iso-8859-15", 28605 }, { "iso-8859-1", 1252 },
		{ "iso8859-1", 1252 }, { "latin1", 1252 }, { "us-ascii", 1252 },
		{ "iso-8859-2", 28592 }, { "iso-8859-5", 28595 },
		{ "iso-8859-7", 1253 }, { "iso-8859-9", 1254 },
		{ "koi8", 20866 }, { "macintosh", 10000 },
		{ "x-mac-roman", 10000 }, { "tis-620", 874 }, { "ibm", 0 } };

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct str is = str_c(names[i].name);
		int64_t n = 0;

		if (name.len < is.len ||
			!str_eq_nocase(str_of(name.at, is.len), is))
			continue;
		if (names[i].page)
			return names[i].page;
		if (str_int(str_of(name.at + is.len, name.len - is.len), &n) &&
			n > 0 && n < 65536)
			return (unsigned)n;
	}
	return 0;
}

struct str intake_codepage_named(
	struct arena *mem, struct str bytes, struct str name)
{
	const struct page *page = page_of(numbered(str_trim(name)));

	if (!page || has_mark(bytes) || utf8_ok(bytes))
		return intake_codepage_text(mem, bytes);
	return from_page(mem, bytes, page);
}
