/* resume/words.c - looking words up, whatever case and accents they have. */
#include "resume/words.h"
#include "base/utf8.h"

/* ---- folding ------------------------------------------------------------ */

/* Base letters of U+00C0 to U+017F; two for ß, æ, œ and the like. */
static const char *const latin[] = {
	"a",
	"a",
	"a",
	"a",
	"a",
	"a",
	"ae",
	"c",
	"e",
	"e",
	"e",
	"e",
	"i",
	"i",
	"i",
	"i",
	"d",
	"n",
	"o",
	"o",
	"o",
	"o",
	"o",
	"x",
	"o",
	"u",
	"u",
	"u",
	"u",
	"y",
	"th",
	"ss",
	"a",
	"a",
	"a",
	"a",
	"a",
	"a",
	"ae",
	"c",
	"e",
	"e",
	"e",
	"e",
	"i",
	"i",
	"i",
	"i",
	"d",
	"n",
	"o",
	"o",
	"o",
	"o",
	"o",
	"/",
	"o",
	"u",
	"u",
	"u",
	"u",
	"y",
	"th",
	"y",
	"a",
	"a",
	"a",
	"a",
	"a",
	"a",
	"c",
	"c",
	"c",
	"c",
	"c",
	"c",
	"c",
	"c",
	"d",
	"d",
	"d",
	"d",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"e",
	"g",
	"g",
	"g",
	"g",
	"g",
	"g",
	"g",
	"g",
	"h",
	"h",
	"h",
	"h",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"i",
	"ij",
	"ij",
	"j",
	"j",
	"k",
	"k",
	"k",
	"l",
	"l",
	"l",
	"l",
	"l",
	"l",
	"l",
	"l",
	"l",
	"l",
	"n",
	"n",
	"n",
	"n",
	"n",
	"n",
	"n",
	"n",
	"n",
	"o",
	"o",
	"o",
	"o",
	"o",
	"o",
	"oe",
	"oe",
	"r",
	"r",
	"r",
	"r",
	"r",
	"r",
	"s",
	"s",
	"s",
	"s",
	"s",
	"s",
	"s",
	"s",
	"t",
	"t",
	"t",
	"t",
	"t",
	"t",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"u",
	"w",
	"w",
	"y",
	"y",
	"y",
	"z",
	"z",
	"z",
	"z",
	"z",
	"z",
	"s",
};
_Static_assert(LENGTH(latin) == 0x180 - 0xc0, "a letter is missing");

static void add_folded(struct buf *b, uint32_t c)
{
	char bytes[4];

	if (c >= 'A' && c <= 'Z')
		buf_addc(b, (char)(c + 32));
	else if (c < 0x80)
		buf_addc(b, (char)c);
	else if (c >= 0xc0 && c < 0x180)
		buf_add(b, str_c(latin[c - 0xc0]));
	else if (c >= 0x300 && c < 0x370) /* combining marks */
		return;
	else if (c == 0x2019)
		buf_addc(b, '\'');
	else if (c == 0xa0 || c == 0x202f || (c >= 0x2000 && c <= 0x200a))
		buf_addc(b, ' ');
	else if (c >= 0x410 && c < 0x430) /* Cyrillic capitals */
		buf_add(b, str_of(bytes, utf8_encode(c + 32, bytes)));
	else
		buf_add(b, str_of(bytes, utf8_encode(c, bytes)));
}

struct str resume_fold(struct arena *mem, struct str s)
{
	struct buf b;
	uint32_t c;
	int n;

	buf_init(&b, mem, s.len * 2 + 1);
	buf_add(&b, STR(""));
	for (; (n = utf8_decode(s, &c));
		s = str_of(s.at + n, s.len - (size_t)n)) {
		if (n > 0)
			add_folded(&b, c);
		else
			n = -n;
	}
	return buf_str(&b);
}

/* ---- tables ------------------------------------------------------------- */

static const char *const months[] = {
#define MONTH(n, words) [n] = " " words " ",
#define PRESENT(words)
#define HEADING(what, phrases)
#include "resume/words.def"
#undef MONTH
#undef PRESENT
};

static const char *const present[] = {
#define MONTH(n, words)
#define PRESENT(words) " " words " ",
#include "resume/words.def"
#undef MONTH
#undef PRESENT
#undef HEADING
};

static const struct {
	int what;
	const char *phrases;
} headings[] = {
#define MONTH(n, words)
#define PRESENT(words)
#define HEADING(what, phrases) { RESUME_##what, "|" phrases "|" },
#include "resume/words.def"
#undef MONTH
#undef PRESENT
#undef HEADING
};

/* Is the word in a list, between two of the marks? */
static bool listed(const char *list, struct str word, char mark)
{
	size_t length = strlen(list);
	const char *at = list;

	if (!word.len || memchr(word.at, mark, word.len))
		return false;
	while ((at = memmem(
			at, length - (size_t)(at - list), word.at, word.len))) {
		if (at[-1] == mark && at[word.len] == mark)
			return true;
		at++;
	}
	return false;
}

int resume_month_find(struct str word)
{
	for (int month = 1; month <= 12; month++)
		if (listed(months[month], word, ' '))
			return month;
	return 0;
}

bool resume_present_is(struct str word)
{
	return listed(present[0], word, ' ');
}

/* Words with one blank between them; what is no letter or digit is none. */
static struct str words_of(struct arena *mem, struct str heading)
{
	struct str s = resume_fold(mem, heading);
	struct buf b;

	buf_init(&b, mem, s.len + 1);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool letter = (c >= 'a' && c <= 'z') || c == '\'' ||
			      (c & 0x80) || (c >= '0' && c <= '9');

		if (letter)
			buf_addc(&b, c);
		else if (b.len && b.at[b.len - 1] != ' ')
			buf_addc(&b, ' ');
	}
	return str_trim(buf_str(&b));
}

enum { HEADING_BYTES = 100 }; /* longer ones name nothing that is known */

int resume_heading_find(struct arena *mem, struct str heading)
{
	struct str words;

	if (heading.len > HEADING_BYTES)
		return RESUME_NO_HEADING;
	words = words_of(mem, heading);
	for (size_t i = 0; i < LENGTH(headings); i++)
		if (listed(headings[i].phrases, words, '|'))
			return headings[i].what;
	return RESUME_NO_HEADING;
}
