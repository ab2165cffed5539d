/* resume/contact_is.c - see contact.h. What a piece of text is, by its looks.
 */
#include "resume/contact.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* "a.example", "xn--p1ai.example": labels and, at the end, letters only. */
static bool is_host(struct str s)
{
	size_t label = 0, dots = 0;
	bool letters = true;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '.') {
			if (!label)
				return false;
			label = 0;
			letters = true;
			dots++;
		} else if (is_letter(c) || is_digit(c) || c == '-') {
			letters &= is_letter(c);
			label++;
		} else {
			return false;
		}
	}
	return dots && label >= 2 && letters;
}

bool resume_email_is(struct str s)
{
	struct str host = s, name = str_cut(&host, '@');

	for (size_t i = 0; i < name.len; i++)
		if (!is_letter(name.at[i]) && !is_digit(name.at[i]) &&
			!strchr(".!#$%&'*+/=?^_`{|}~-", name.at[i]))
			return false;
	return name.len && is_host(host);
}

/* Endings that a bare "name.ending" is taken for an address with. "Node.js"
 * and "B.Sc" are none. */
static bool has_known_ending(struct str host)
{
	static const char *const endings[] = { "com", "org", "net", "io", "dev",
		"me", "app", "eu", "edu", "info", "co", "uk", "de", "at", "ch",
		"fr", "be", "nl", "lu", "es", "pt", "it", "pl", "cz", "sk",
		"se", "no", "dk", "fi", "ie", "gr", "ro", "hu", "bg", "hr",
		"si", "br", "mx", "ar", "us", "ca", "au", "nz", "in", "jp",
		"cn", "tech", "page", "site", "online", "cloud", "design",
		"example" };
	size_t i = host.len;

	while (i && host.at[i - 1] != '.')
		i--;
	for (size_t n = 0; n < LENGTH(endings); n++)
		if (str_eq_nocase(str_of(host.at + i, host.len - i),
			    str_c(endings[n])))
			return true;
	return false;
}

static bool cut_start(struct str *s, const char *start)
{
	struct str head = str_c(start);

	if (s->len < head.len || !str_eq_nocase(str_of(s->at, head.len), head))
		return false;
	*s = str_of(s->at + head.len, s->len - head.len);
	return true;
}

bool resume_url_is(struct str s)
{
	struct str rest = s, host;
	bool sure = cut_start(&rest, "https://") || cut_start(&rest, "http://");

	if (!s.len || memchr(s.at, ' ', s.len) || memchr(s.at, '\t', s.len))
		return false;
	sure = sure ||
	       (rest.len > 4 && str_eq_nocase(str_of(rest.at, 4), STR("www.")));
	host = str_cut(&rest, '/');
	for (size_t i = 0; i < host.len; i++)
		if (host.at[i] == ':' || host.at[i] == '?')
			host.len = i;
	return is_host(host) && (sure || has_known_ending(host));
}

struct str resume_url_mend(struct arena *mem, struct str s)
{
	struct str rest = s;

	if (cut_start(&rest, "https://") || cut_start(&rest, "http://") ||
		cut_start(&rest, "mailto:") || cut_start(&rest, "tel:"))
		return s;
	return str_fmt(mem, "https://%.*s", STR_ARG(s));
}

bool resume_phone_is(struct str s)
{
	size_t digits = 0, others = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (is_digit(s.at[i]))
			digits++;
		else if (!strchr("+() -./\t\xe2\x80\x90\x91\x93\xc2\xa0",
				 s.at[i]))
			return false;
		else
			others++;
	}
	return digits >= 7 && digits <= 16 && others <= digits + 4 &&
	       (is_digit(*s.at) || *s.at == '+' || *s.at == '(');
}

size_t resume_link_read(struct str s, struct str *text, struct str *url)
{
	const char *close, *end;

	if (s.len < 5 || *s.at != '[')
		return 0;
	close = memchr(s.at, ']', s.len);
	if (!close || close + 1 >= s.at + s.len || close[1] != '(')
		return 0;
	end = memchr(close, ')', (size_t)(s.at + s.len - close));
	if (!end)
		return 0;
	*text = str_of(s.at + 1, (size_t)(close - s.at) - 1);
	*url = str_of(close + 2, (size_t)(end - close) - 2);
	return (size_t)(end - s.at) + 1;
}

struct str resume_address_plain(struct str s)
{
	if (!cut_start(&s, "mailto:"))
		cut_start(&s, "tel:");
	return s;
}
