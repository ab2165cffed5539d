/* net/url.c - reads and writes addresses of the web. See url.h. */
#include "net/url.h"

#include "net/dial.h"

enum { LABEL = 63, PORT_HTTP = 80, PORT_HTTPS = 443 };

static bool bad(struct err *err, const char *why)
{
	return err_set(err, ERR_BAD_INPUT, "the address %s", why);
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
	       (c >= 'A' && c <= 'F');
}

/* What RFC 3986 lets stand in a path or query; escapes are whole. */
static bool path_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '%' && (s.len - i < 3 || !is_hex(s.at[i + 1]) ||
					!is_hex(s.at[i + 2])))
			return false;
		if (!is_alnum(c) && !(c && strchr("-._~!$&'()*+,;=:@/?%", c)))
			return false;
	}
	return true;
}

/* ---- the host ----------------------------------------------------------- */

static bool label_ok(struct str s)
{
	if (!s.len || s.len > LABEL || s.at[0] == '-' || s.at[s.len - 1] == '-')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.at[i]) && s.at[i] != '-' && s.at[i] != '_')
			return false;
	return true;
}

/* Would some parser take it for a number: 127, 0x7f, 0177? */
static bool numeric(struct str label)
{
	size_t i = 0;

	if (label.len > 1 && label.at[0] == '0' && (label.at[1] | 32) == 'x')
		return true;
	while (i < label.len && label.at[i] >= '0' && label.at[i] <= '9')
		i++;
	return i == label.len;
}

static bool name_ok(struct str host)
{
	struct str rest = host, label = STR_NONE;

	if (!host.len || host.len > NET_URL_HOST)
		return false;
	while (rest.len) {
		bool more = memchr(rest.at, '.', rest.len) != NULL;

		label = str_cut(&rest, '.');
		if (!label_ok(label) || (more && !rest.len))
			return false;
	}
	return !numeric(label);
}

static bool read_host(struct arena *mem, struct str host, bool bracketed,
	struct net_url *out, struct err *err)
{
	if (!bracketed && host.len > 1 && host.at[host.len - 1] == '.')
		host.len--;
	out->host = str_lower(mem, host);
	out->literal = net_addr_read(host, out->ip);
	if (out->literal && bracketed != !!memchr(host.at, ':', host.len))
		return bad(err, "has an IPv6 address without brackets");
	if (out->literal) {
		out->host = net_addr_text(mem, out->ip);
		return true;
	}
	return (!bracketed && name_ok(host)) ||
	       bad(err, "has no host that is a name in ASCII letters, a "
			"dotted IPv4 or an IPv6 in brackets");
}

static bool read_port(struct str s, struct net_url *out, struct err *err)
{
	int64_t port = 0;

	if (!s.len || s.len > 5 || s.at[0] == '-' || s.at[0] == '0' ||
		!str_int(s, &port) || port > 65535)
		return bad(err, "has a port that is not 1 to 65535");
	out->port = (int)port;
	out->port_given = true;
	return true;
}

static bool read_authority(
	struct arena *mem, struct str s, struct net_url *out, struct err *err)
{
	bool bracketed = s.len && s.at[0] == '[';
	const char *end;
	struct str host = s, port = STR_NONE;

	if (s.len && memchr(s.at, '@', s.len))
		return bad(err, "must not hold a user or a password");
	if (bracketed) {
		end = memchr(s.at, ']', s.len);
		if (!end)
			return bad(err, "has a bracket without its other");
		host = str_of(s.at + 1, (size_t)(end - s.at) - 1);
		s = str_of(end + 1, s.len - host.len - 2);
		if (s.len && s.at[0] != ':')
			return bad(err, "has something behind its bracket");
		if (s.len)
			port = str_of(s.at + 1, s.len - 1);
	} else if ((end = s.len ? memchr(s.at, ':', s.len) : NULL)) {
		host = str_of(s.at, (size_t)(end - s.at));
		port = str_of(end + 1, s.len - host.len - 1);
	}
	return read_host(mem, host, bracketed, out, err) &&
	       (!port.at || read_port(port, out, err));
}

/* ---- the whole ---------------------------------------------------------- */

static bool read_scheme(struct str *rest, bool *secure, struct err *err)
{
	static const struct {
		struct str text;
		bool secure;
	} schemes[] = { { { "https://", 8 }, true },
		{ { "http://", 7 }, false } };

	for (size_t i = 0; i < LENGTH(schemes); i++) {
		size_t n = schemes[i].text.len;

		if (rest->len < n ||
			!str_eq_nocase(str_of(rest->at, n), schemes[i].text))
			continue;
		*secure = schemes[i].secure;
		*rest = str_of(rest->at + n, rest->len - n);
		return true;
	}
	return bad(err, "must begin with http:// or https://");
}

bool net_url_read(struct arena *mem, struct str text, struct net_url *out,
	struct err *err)
{
	struct net_url url = { .secure = false };
	struct str rest = text;
	size_t n = 0;
	const char *mark;

	if (text.len > NET_URL_MOST)
		return bad(err, "is longer than 2,048 characters");
	if (!read_scheme(&rest, &url.secure, err))
		return false;
	url.port = url.secure ? PORT_HTTPS : PORT_HTTP;
	while (n < rest.len && rest.at[n] != '/' && rest.at[n] != '?')
		n++;
	if (!read_authority(mem, str_of(rest.at, n), &url, err))
		return false;
	rest = str_of(rest.at + n, rest.len - n);
	if (!path_ok(rest))
		return bad(err, "holds a character that must be escaped, or a "
				"'#'");
	rest = str_copy(mem, rest);
	mark = rest.len ? memchr(rest.at, '?', rest.len) : NULL;
	url.path = rest;
	if (mark) {
		url.path.len = (size_t)(mark - rest.at);
		url.query = str_of(mark + 1, rest.len - url.path.len - 1);
	}
	if (!url.path.len)
		url.path = STR("/");
	*out = url;
	return true;
}

struct str net_url_write(struct arena *mem, const struct net_url *url)
{
	bool v6 = url->literal && memchr(url->host.at, ':', url->host.len);
	struct buf b;

	buf_init(&b, mem, 2 * NET_URL_MOST);
	buf_addf(&b, v6 ? "%s://[%.*s]" : "%s://%.*s",
		url->secure ? "https" : "http", STR_ARG(url->host));
	if (url->port != (url->secure ? PORT_HTTPS : PORT_HTTP))
		buf_addf(&b, ":%d", url->port);
	buf_add(&b, url->path);
	if (url->query.at) {
		buf_addc(&b, '?');
		buf_add(&b, url->query);
	}
	return buf_str(&b);
}

void net_url_escape(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_alnum(text.at[i]) ||
			(text.at[i] && strchr("-._~", text.at[i])))
			buf_addc(out, text.at[i]);
		else
			buf_addf(out, "%%%02X", (unsigned char)text.at[i]);
}
