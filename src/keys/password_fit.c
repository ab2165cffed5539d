/*
 * keys/password_fit.c - is a new password good enough? See password.h.
 *
 * Length counts most; there are no rules on kinds of characters, and nothing
 * has to be changed from time to time. Refused is what guessers try first:
 * common words, also with some digits or signs behind or with signs for
 * letters (P@ssw0rd1!), runs, repetitions, the person's own name or email.
 */
#include "keys/password.h"

#include "base/utf8.h"

enum {
	TAIL = 4,       /* digits and signs that do not save a common word */
	STEM_LEAST = 3, /* what must be left before them */
	UNIT = 4,       /* repeating so few characters adds nothing */
};

static const char common[] =
#include "keys/common.def"
	;

static char plain_letter(char c)
{
	static const char from[] = "@4301!5$7", to[] = "aaeoiisst";
	const char *found = c ? strchr(from, c) : NULL;

	return found ? to[found - from] : c;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c & 0x80); }

/* How many bytes before a short tail of digits and signs; or all. */
static size_t stem_len(struct str s)
{
	size_t n = s.len;

	while (n && s.len - n < TAIL && !is_letter(s.at[n - 1]))
		n--;
	return n >= STEM_LEAST ? n : s.len;
}

/* Is it, or is its beginning with nothing but a tail behind, this word? */
static bool is_word(struct str s, struct str word)
{
	return word.len >= STEM_LEAST && word.len <= s.len &&
	       word.len >= stem_len(s) && str_starts(s, word);
}

static bool is_common(struct str folded)
{
	struct str rest = str_of(common, sizeof(common) - 1);

	while (rest.len)
		if (is_word(folded, str_cut(&rest, ' ')))
			return true;
	return false;
}

/* abcdefgh, 98765432 */
static bool is_run(struct str s)
{
	int step = s.len > 1 ? s.at[1] - s.at[0] : 0;

	if (step < -1 || step > 1)
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (s.at[i] - s.at[i - 1] != step)
			return false;
	return true;
}

/* aaaaaaaa, lalalala, 12341234 */
static bool is_repeated(struct str s)
{
	for (size_t unit = 1; unit <= UNIT; unit++) {
		size_t i = unit;

		while (i < s.len && s.at[i] == s.at[i - unit])
			i++;
		if (i >= s.len)
			return true;
	}
	return false;
}

static bool is_own(struct str s, struct str email, struct str name)
{
	struct arena mem = { 0 };
	struct str low_email = str_lower(&mem, email), local = low_email;
	struct str low_name = str_lower(&mem, name);
	struct buf joined;
	bool own;

	local = str_cut(&local, '@');
	buf_init(&joined, &mem, low_name.len);
	for (size_t i = 0; i < low_name.len; i++)
		if (low_name.at[i] != ' ')
			buf_addc(&joined, low_name.at[i]);
	own = is_word(s, low_email) || is_word(s, local) ||
	      is_word(s, low_name) || is_word(s, buf_str(&joined));
	arena_free(&mem);
	return own;
}

static const char *flaw(struct str password, struct str email, struct str name)
{
	char low[KEYS_PASSWORD_MOST], plain[KEYS_PASSWORD_MOST];
	struct str l = { low, password.len }, p = { plain, password.len };
	const char *found = NULL;

	for (size_t i = 0; i < password.len; i++) {
		char c = password.at[i];

		plain[i] = low[i] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
	}
	for (size_t i = 0; i < stem_len(l); i++)
		plain[i] = plain_letter(low[i]);
	if (is_common(l) || is_common(p) || is_run(l) || is_repeated(l))
		found = "is one of those that are guessed first, take another";
	else if (is_own(l, email, name))
		found = "is your own email or name, take another";
	explicit_bzero(low, sizeof(low));
	explicit_bzero(plain, sizeof(plain));
	return found;
}

bool keys_password_fit(struct str password, struct str email, struct str name,
	const char *at, struct err *err)
{
	const char *why;

	if (!utf8_ok(password) ||
		(password.len && memchr(password.at, '\0', password.len)))
		return err_field(err, at, "is not plain text");
	if (utf8_count(password) < KEYS_PASSWORD_LEAST)
		return err_field(err, at, "must have at least %d characters",
			KEYS_PASSWORD_LEAST);
	if (password.len > KEYS_PASSWORD_MOST)
		return err_field(err, at, "must have at most %d bytes",
			KEYS_PASSWORD_MOST);
	why = flaw(password, email, name);
	return !why || err_field(err, at, "%s", why);
}
