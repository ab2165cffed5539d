/*
 * press/link.c - see link.h. Word calls a whole document damaged when one
 * address in it is no URI, and anything but these schemes can run something.
 */
#include "press/link.h"

/* ---- characters --------------------------------------------------------- */

static bool hex(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* RFC 3986, 2.2 and 2.3, without brackets: those stand in hosts only. Of a
 * byte: whether it stands for itself, and in a host, too; '#' and '%' are
 * looked at. */
enum { ITSELF = 1, HOST = 2 };

static const unsigned char kinds[256] = {
	['!'] = ITSELF,
	['$'] = ITSELF,
	['&' ... ','] = ITSELF,
	['-' ... '.'] = ITSELF | HOST,
	['/'] = ITSELF,
	['0' ... '9'] = ITSELF | HOST,
	[':' ... ';'] = ITSELF,
	['='] = ITSELF,
	['?' ... '@'] = ITSELF,
	['A' ... 'Z'] = ITSELF | HOST,
	['_'] = ITSELF | HOST,
	['a' ... 'z'] = ITSELF | HOST,
	['~'] = ITSELF | HOST,
	[0x80 ... 0xff] = HOST, /* as it is written; it is escaped */
	['%'] = HOST,
};

static bool is_kind(char c, unsigned kind)
{
	return kinds[(unsigned char)c] & kind;
}

/* At most so many '#' stay what they are: a URI has one. */
static void encode(struct buf *to, struct str s, int hashes)
{
	for (size_t i = 0; i < s.len; i++) {
		size_t from = i;
		bool escape;
		char c;

		while (i < s.len && is_kind(s.at[i], ITSELF))
			i++;
		buf_add(to, str_of(s.at + from, i - from));
		if (i == s.len)
			return;
		c = s.at[i];
		escape = c == '%' && i + 2 < s.len && hex(s.at[i + 1]) &&
			 hex(s.at[i + 2]);
		if (c == '#' ? hashes-- > 0 : escape) {
			buf_addc(to, c);
			continue;
		}
		buf_addc(to, '%');
		buf_addc(to, "0123456789ABCDEF"[(unsigned char)c >> 4]);
		buf_addc(to, "0123456789ABCDEF"[(unsigned char)c & 15]);
	}
}

/* ---- schemes ------------------------------------------------------------ */

static bool scheme_is(struct str url, struct str scheme)
{
	return url.len > scheme.len &&
	       str_eq_nocase(str_of(url.at, scheme.len), scheme);
}

/* "[::1]" and a port behind it; no other brackets are in a host. */
static bool literal_host(struct str host)
{
	const char *end = memchr(host.at, ']', host.len);
	size_t n = end ? (size_t)(end - host.at) : 0;

	for (size_t i = 1; i < n; i++)
		if (!hex(host.at[i]) && host.at[i] != ':' && host.at[i] != '.')
			return false;
	return n > 2 && (n + 1 == host.len || host.at[n + 1] == ':');
}

/* Digits or nothing behind the last colon: no user, no password is shown as
 * a place to go. */
static bool plain_host(struct str host)
{
	const char *colon = memchr(host.at, ':', host.len);
	size_t n = colon ? (size_t)(colon - host.at) : host.len;

	for (size_t i = n + 1; i < host.len; i++)
		if (host.at[i] < '0' || host.at[i] > '9')
			return false;
	for (size_t i = 0; i < n; i++)
		if (!is_kind(host.at[i], HOST))
			return false;
	return n > 0 && host.at[0] != '\0';
}

static bool ends_host(char c) { return c == '/' || c == '?' || c == '#' || !c; }

static bool web(struct buf *to, struct str url, struct str scheme)
{
	struct str rest = str_of(url.at + scheme.len, url.len - scheme.len);
	size_t n = 0;

	while (n < rest.len && !ends_host(rest.at[n]))
		n++;
	buf_add(to, scheme);
	if (n && rest.at[0] == '[') {
		if (!literal_host(str_of(rest.at, n)))
			return false;
		buf_add(to, str_of(rest.at, n));
	} else {
		if (!n || !plain_host(str_of(rest.at, n)))
			return false;
		encode(to, str_of(rest.at, n), 0);
	}
	if (n < rest.len)
		encode(to, str_of(rest.at + n, rest.len - n), 1);
	return true;
}

static bool mail(struct buf *to, struct str rest)
{
	const char *at = memchr(rest.at, '@', rest.len);

	if (!at || at == rest.at || at + 1 == rest.at + rest.len)
		return false;
	buf_add(to, STR("mailto:"));
	encode(to, rest, 1);
	return true;
}

/* "+46 (0)40 555" is how people write it, not what is dialled. */
static bool phone(struct buf *to, struct str rest)
{
	size_t digits = 0;

	buf_add(to, STR("tel:"));
	for (size_t i = 0; i < rest.len; i++) {
		char c = rest.at[i];

		digits += c >= '0' && c <= '9';
		if (c != ' ')
			encode(to, str_of(rest.at + i, 1), 0);
	}
	return digits > 0;
}

bool link_safe(struct arena *mem, struct str url, struct str *out)
{
	struct buf b;
	bool ok = false;

	url = str_trim(url);
	if (!url.at || url.len > LINK_MOST)
		return false;
	buf_init(&b, mem, 3 * (size_t)LINK_MOST + 16);
	if (scheme_is(url, STR("https://")))
		ok = web(&b, url, STR("https://"));
	else if (scheme_is(url, STR("http://")))
		ok = web(&b, url, STR("http://"));
	else if (scheme_is(url, STR("mailto:")))
		ok = mail(&b, str_of(url.at + 7, url.len - 7));
	else if (scheme_is(url, STR("tel:")))
		ok = phone(&b, str_of(url.at + 4, url.len - 4));
	if (!ok || b.len > LINK_MOST)
		return false;
	*out = buf_str(&b);
	return true;
}
