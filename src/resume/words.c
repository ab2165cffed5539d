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

/* Small, without an accent, and never the sigma of an end. */
static uint32_t greek(uint32_t c)
{
	static const uint16_t accented[][2] = { { 0x386, 0x3b1 },
		{ 0x388, 0x3b5 }, { 0x389, 0x3b7 }, { 0x38a, 0x3b9 },
		{ 0x38c, 0x3bf }, { 0x38e, 0x3c5 }, { 0x38f, 0x3c9 },
		{ 0x390, 0x3b9 }, { 0x3aa, 0x3b9 }, { 0x3ab, 0x3c5 },
		{ 0x3ac, 0x3b1 }, { 0x3ad, 0x3b5 }, { 0x3ae, 0x3b7 },
		{ 0x3af, 0x3b9 }, { 0x3b0, 0x3c5 }, { 0x3c2, 0x3c3 },
		{ 0x3ca, 0x3b9 }, { 0x3cb, 0x3c5 }, { 0x3cc, 0x3bf },
		{ 0x3cd, 0x3c5 }, { 0x3ce, 0x3c9 } };

	for (size_t i = 0; i < LENGTH(accented); i++)
		if (accented[i][0] == c)
			return accented[i][1];
	return c >= 0x391 && c < 0x3aa ? c + 32 : c;
}

/* Hebrew and Arabic without points; Arabic letters that many write alike. */
static void add_semitic(struct buf *b, uint32_t c)
{
	char bytes[4];

	if (c < 0x5c8 || c == 0x640 || (c >= 0x64b && c < 0x653))
		return;
	if (c == 0x622 || c == 0x623 || c == 0x625)
		c = 0x627;
	else if (c == 0x629)
		c = 0x647;
	else if (c == 0x649)
		c = 0x64a;
	buf_add(b, str_of(bytes, utf8_encode(c, bytes)));
}

void resume_fold_add(struct buf *b, uint32_t c)
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
	else if (c >= 0x386 && c < 0x3cf)
		buf_add(b, str_of(bytes, utf8_encode(greek(c), bytes)));
	else if (c >= 0x591 && c < 0x660)
		add_semitic(b, c);
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
	for (; s.len; s = str_of(s.at + n, s.len - (size_t)n)) {
		char first = *s.at;

		if (!(first & 0x80)) { /* most are */
			buf_addc(&b, first >= 'A' && first <= 'Z'
					     ? (char)(first + 32)
					     : first);
			n = 1;
			continue;
		}
		n = utf8_decode(s, &c);
		if (n > 0)
			resume_fold_add(&b, c);
		else
			n = -n;
	}
	return buf_str(&b);
}

/* ---- tables ------------------------------------------------------------- */

/* A line for each, from January on: one search for all of them. */
static const char months[] = ""
#define MONTH(n, words) " " words " \n"
#define PRESENT(words)
#define HEADING(what, phrases)
#include "resume/words.def"
#undef MONTH
#undef PRESENT
	;

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

enum { PHRASE_BYTES = 126 }; /* longer ones are in no list */

/* Where the word is in a list, between two of the marks; NULL: nowhere. */
static const char *listed(struct str list, struct str word, char mark)
{
	char marked[PHRASE_BYTES + 2];

	if (!word.len || word.len > PHRASE_BYTES ||
		memchr(word.at, mark, word.len))
		return NULL;
	marked[0] = mark;
	memcpy(marked + 1, word.at, word.len);
	marked[word.len + 1] = mark;
	return memmem(list.at, list.len, marked, word.len + 2);
}

int resume_month_find(struct str word)
{
	const char *at = listed(str_of(months, sizeof(months) - 1), word, ' ');
	int month = 1;

	if (!at || *word.at == '\n')
		return 0;
	for (const char *c = months;
		(c = memchr(c, '\n', (size_t)(at - c))) != NULL; c++)
		month++;
	return month;
}

bool resume_present_is(struct str word)
{
	return listed(str_c(present[0]), word, ' ');
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
		if (listed(str_c(headings[i].phrases), words, '|'))
			return headings[i].what;
	return RESUME_NO_HEADING;
}
