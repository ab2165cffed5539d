/* resume/charset.c - see charset.h. */
#include "resume/charset.h"

#include "base/utf8.h"

static const uint16_t above_7f[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e,
	0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d,
	0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
	0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };

uint32_t resume_charset_1252(unsigned char byte)
{
	return byte >= 0x80 && byte < 0xa0 ? above_7f[byte - 0x80] : byte;
}

/* At most `most` bytes for each unit of the source. */
static char *room(struct arena *mem, size_t units, size_t most)
{
	return arena_bytes(mem, units * most + 1);
}

static struct str from_1252(struct arena *mem, struct str s)
{
	char *at = room(mem, s.len, 3), *to = at;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c < 0x80)
			*to++ = (char)c;
		else
			to += utf8_encode(resume_charset_1252(c), to);
	}
	*to = '\0';
	return str_of(at, (size_t)(to - at));
}

static uint32_t unit(struct str s, size_t i, bool big)
{
	const unsigned char *at = (const unsigned char *)s.at + i;

	return big ? (uint32_t)at[0] << 8 | at[1]
		   : (uint32_t)at[1] << 8 | at[0];
}

static struct str from_utf16(struct arena *mem, struct str s, bool big)
{
	char *at = room(mem, s.len / 2 + 1, 3), *to = at;

	for (size_t i = 0; i + 1 < s.len; i += 2) {
		uint32_t c = unit(s, i, big);

		if (c >> 10 == 0xd800 >> 10 && i + 3 < s.len &&
			unit(s, i + 2, big) >> 10 == 0xdc00 >> 10) {
			i += 2;
			c = 0x10000 + ((c & 0x3ff) << 10) +
			    (unit(s, i, big) & 0x3ff);
		}
		if (c >> 11 == 0xd800 >> 11)
			c = 0xfffd;
		to += utf8_encode(c, to);
	}
	if (s.len % 2)
		to += utf8_encode(0xfffd, to);
	*to = '\0';
	return str_of(at, (size_t)(to - at));
}

struct str resume_charset_read(
	struct arena *mem, struct str bytes, enum resume_charset *out)
{
	struct str s = bytes;

	*out = RESUME_UTF8;
	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = str_of(s.at + 3, s.len - 3);
	else if (str_starts(s, STR("\xff\xfe")) ||
		 str_starts(s, STR("\xfe\xff"))) {
		*out = RESUME_UTF16;
		return from_utf16(mem, str_of(s.at + 2, s.len - 2),
			(unsigned char)*s.at == 0xfe);
	}
	if (utf8_ok(s))
		return s;
	*out = RESUME_WINDOWS1252;
	return from_1252(mem, s);
}

struct str resume_charset_lines(struct arena *mem, struct str utf8)
{
	char *at = arena_bytes(mem, utf8.len + 1), *to = at;

	for (size_t i = 0; i < utf8.len; i++) {
		unsigned char c = (unsigned char)utf8.at[i];

		if (c == '\r') {
			if (i + 1 < utf8.len && utf8.at[i + 1] == '\n')
				continue;
			c = '\n';
		} else if (c == '\f' || c == '\v')
			c = '\n';
		if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
			continue;
		/* U+0080 to U+009F; U+2028 and U+2029 end lines. */
		if (c == 0xc2 && i + 1 < utf8.len &&
			(unsigned char)utf8.at[i + 1] < 0xa0) {
			i++;
			continue;
		}
		if (c == 0xe2 && i + 2 < utf8.len && utf8.at[i + 1] == '\x80' &&
			(utf8.at[i + 2] == '\xa8' ||
				utf8.at[i + 2] == '\xa9')) {
			*to++ = '\n';
			i += 2;
			continue;
		}
		*to++ = (char)c;
	}
	*to = '\0';
	return str_of(at, (size_t)(to - at));
}
