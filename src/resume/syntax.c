/* resume/syntax.c - addresses and countries. See syntax.h. */
#include "resume/syntax.h"

#include "base/utf8.h"

/* ---- characters -----------------------------------------------------------
 */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
	return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

static bool is_one_of(char c, const char *these)
{
	return c && strchr(these, c);
}

/* How many bytes from the front of s are of these, letters, digits or "%XX". */
static size_t run(struct str s, const char *these)
{
	size_t i = 0;

	while (i < s.len) {
		if (s.at[i] == '%' && i + 2 < s.len && is_hex(s.at[i + 1]) &&
			is_hex(s.at[i + 2]))
			i += 3;
		else if (is_letter(s.at[i]) || is_digit(s.at[i]) ||
			 is_one_of(s.at[i], these))
			i++;
		else
			break;
	}
	return i;
}

static struct str behind(struct str s, size_t n)
{
	return str_of(s.at + n, s.len - n);
}

/* ---- RFC 3986 -------------------------------------------------------------
 */

#define UNRESERVED "-._~"
#define SUB_DELIMS "!$&'()*+,;="

static bool take_scheme(struct str *s)
{
	size_t i = 0;

	if (!s->len || !is_letter(*s->at))
		return false;
	while (i < s->len && (is_letter(s->at[i]) || is_digit(s->at[i]) ||
				     is_one_of(s->at[i], "+-.")))
		i++;
	if (i == s->len || s->at[i] != ':')
		return false;
	*s = behind(*s, i + 1);
	return true;
}

/* "[::1]" is looked at for its characters only. */
static bool take_host(struct str *s)
{
	size_t i = 1;

	if (!s->len || *s->at != '[') {
		*s = behind(*s, run(*s, UNRESERVED SUB_DELIMS));
		return true;
	}
	while (i < s->len && (is_hex(s->at[i]) || is_one_of(s->at[i], ":.")))
		i++;
	if (i < 3 || i == s->len || s->at[i] != ']')
		return false;
	*s = behind(*s, i + 1);
	return true;
}

/* Behind "//", up to the path. */
static bool take_authority(struct str *s)
{
	size_t user = run(*s, UNRESERVED SUB_DELIMS ":");

	if (user < s->len && s->at[user] == '@')
		*s = behind(*s, user + 1);
	if (!take_host(s))
		return false;
	if (s->len && *s->at == ':') {
		size_t i = 1;

		while (i < s->len && is_digit(s->at[i]))
			i++;
		*s = behind(*s, i);
	}
	return !s->len || is_one_of(*s->at, "/?#");
}

bool resume_uri_ok(struct str s)
{
	if (!take_scheme(&s))
		return false;
	if (str_starts(s, STR("//"))) {
		s = behind(s, 2);
		if (!take_authority(&s))
			return false;
	}
	s = behind(s, run(s, UNRESERVED SUB_DELIMS ":@/"));
	if (s.len && *s.at == '?')
		s = behind(
			s, 1 + run(behind(s, 1), UNRESERVED SUB_DELIMS ":@/?"));
	if (s.len && *s.at == '#')
		s = behind(
			s, 1 + run(behind(s, 1), UNRESERVED SUB_DELIMS ":@/?"));
	return !s.len;
}

/* ---- email ----------------------------------------------------------------
 */

static bool is_word(char c, const char *these)
{
	return is_letter(c) || is_digit(c) || c & 0x80 || is_one_of(c, these);
}

/* Pieces between dots, none empty, of such characters. */
static bool dotted(struct str s, const char *these, size_t least)
{
	const char *end = s.at + s.len;
	size_t pieces = 0;

	while (s.len) {
		struct str piece = str_cut(&s, '.');

		if (!piece.len || *piece.at == '-' ||
			piece.at[piece.len - 1] == '-')
			return false;
		for (size_t i = 0; i < piece.len; i++)
			if (!is_word(piece.at[i], these))
				return false;
		pieces++;
		if (!s.len && piece.at + piece.len != end)
			return false; /* ends with a dot */
	}
	return pieces >= least;
}

bool resume_email_ok(struct str s)
{
	const char *at = s.len ? memrchr(s.at, '@', s.len) : NULL;
	size_t before = at ? (size_t)(at - s.at) : 0;

	return before && s.len <= 254 && utf8_ok(s) &&
	       dotted(str_of(s.at, before), "!#$%&'*+/=?^_`{|}~-", 1) &&
	       dotted(behind(s, before + 1), "-", 2);
}

/* ---- countries ------------------------------------------------------------
 */

static const char countries[] =
	"ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBV"
	"BWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERES"
	"ETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIE"
	"ILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLY"
	"MAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNU"
	"NZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSM"
	"SNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVE"
	"VGVIVNVUWFWSXKYEYTZAZMZW";

bool resume_country_ok(struct str s)
{
	if (s.len != 2)
		return false;
	for (const char *c = countries; *c; c += 2)
		if (!memcmp(c, s.at, 2))
			return true;
	return false;
}
