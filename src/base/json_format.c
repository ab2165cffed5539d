/* base/json_format.c - what text must look like. Knows nothing of JSON. */
#include "base/id.h"
#include "base/json_int.h"
#include "base/time.h"
#include "base/utf8.h"

/* ---- characters --------------------------------------------------------- */

static bool is_control(uint32_t c)
{
	return c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

/* Nothing, or next to nothing, to the eye: what hides in a copied address. */
static bool is_invisible(uint32_t c)
{
	return c <= ' ' || is_control(c) || c == 0xa0 || c == 0xad ||
	       (c >= 0x2000 && c <= 0x200f) || (c >= 0x202a && c <= 0x202f) ||
	       (c >= 0x205f && c <= 0x206f) || c == 0x3000 || c == 0xfeff;
}

/* Are all characters free of what `odd` finds, and of these? */
static bool all_without(struct str s, bool (*odd)(uint32_t), const char *these)
{
	uint32_t c;

	while (s.len) {
		int n = utf8_decode(s, &c);

		if (n <= 0 || odd(c) || (c < 0x80 && strchr(these, (int)c)))
			return false;
		s = str_of(s.at + n, s.len - (size_t)n);
	}
	return true;
}

/* ---- formats ------------------------------------------------------------ */

static bool line_ok(struct str s) { return all_without(s, is_control, ""); }

/* No part between the dots is empty or longer than `most`. */
static bool parts_ok(struct str s, size_t most, bool hyphens_inside)
{
	while (s.len) {
		const char *end = s.at + s.len;
		struct str part = str_cut(&s, '.');

		if (!part.len || part.len > most)
			return false;
		if (hyphens_inside &&
			(*part.at == '-' || part.at[part.len - 1] == '-'))
			return false;
		if (!s.len && part.at + part.len != end)
			return false; /* ends with a dot */
	}
	return true;
}

static bool host_ok(struct str s)
{
	return s.len && s.len <= 253 && parts_ok(s, 63, true) &&
	       all_without(s, is_invisible, "!\"#$%&'()*+,/:;<=>?@[\\]^_`{|}~");
}

/* Near enough to RFC 5321 without quotes, and with letters of any script: the
 * only proof of an address is that mail arrives. */
static bool email_ok(struct str s)
{
	const char *at = s.len ? memrchr(s.at, '@', s.len) : NULL;
	struct str local;

	if (!at || s.len > 254)
		return false;
	local = str_of(s.at, (size_t)(at - s.at));
	return local.len && local.len <= 64 && parts_ok(local, 64, false) &&
	       all_without(local, is_invisible, "()<>[],;:\\\"@") &&
	       host_ok(str_of(at + 1, s.len - local.len - 1));
}

static bool date_text_ok(struct str s)
{
	struct date d;

	return date_read(s, &d);
}

static bool port_ok(struct str s)
{
	int64_t n;

	return s.len <= 5 && str_int(s, &n) && n > 0 && n <= 65535;
}

/* host, host:port or [IPv6]:port */
static bool authority_ok(struct str s)
{
	struct str host;

	if (s.len && *s.at == '[') {
		size_t n = 1;

		while (n < s.len && strchr("0123456789abcdefABCDEF:.", s.at[n]))
			n++;
		if (n < 3 || n == s.len || s.at[n] != ']')
			return false;
		s = str_of(s.at + n + 1, s.len - n - 1);
		return !s.len ||
		       (*s.at == ':' && port_ok(str_of(s.at + 1, s.len - 1)));
	}
	host = str_cut(&s, ':');
	/* with a port, or without even a colon */
	return host_ok(host) &&
	       (s.len ? port_ok(s) : s.at == host.at + host.len);
}

/* No user name: https://known.example@other.example only misleads. */
static bool uri_ok(struct str s)
{
	struct str scheme = str_cut(&s, ':');
	size_t n = 2;

	if ((!str_eq_nocase(scheme, STR("http")) &&
		    !str_eq_nocase(scheme, STR("https"))) ||
		!str_starts(s, STR("//")))
		return false;
	while (n < s.len && !strchr("/?#", s.at[n]))
		n++;
	return authority_ok(str_of(s.at + 2, n - 2)) &&
	       all_without(s, is_invisible, "\"<>\\^`{|}");
}

/* ---- all ---------------------------------------------------------------- */

static bool any_ok(struct str s)
{
	(void)s;
	return true;
}

static const struct {
	const char *name;
	bool (*ok)(struct str s);
	const char *why;
} formats[JSON_FORMATS] = {
	[JSON_FREE] = { NULL, any_ok, "" },
	[JSON_LINE] = { NULL, line_ok,
		"must be one line without control characters" },
	[JSON_EMAIL] = { "email", email_ok,
		"must be an email address like name@example.org" },
	[JSON_UUID] = { "uuid", id_ok, "must be a UUID in lower case" },
	[JSON_DATE] = { "date", date_text_ok,
		"must be a date like 2026-01-31" },
	[JSON_URI] = { "uri", uri_ok,
		"must be a web address that begins with http:// or https://" },
	[JSON_PASSWORD] = { "password", any_ok, "" },
};

const char *json_format_flaw(enum json_format format, struct str s)
{
	return formats[format].ok(s) ? NULL : formats[format].why;
}

const char *json_format_name(enum json_format format)
{
	return formats[format].name;
}
