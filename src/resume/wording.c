/*
 * resume/wording.c - see wording.h. One way through the text; what it makes is
 * at most as long as the text, and a little.
 */
#include "resume/wording.h"
#include "base/utf8.h"
#include "resume/words.h"

enum {
	WORD_BYTES = 200 /* longer ones are cut: no word is */
};

struct reading {
	struct str text;
	size_t at;
	struct buf folded;
	struct resume_wording *out;
	unsigned between; /* flags that the next word gets */
};

/* ---- characters --------------------------------------------------------- */

/* Letters and digits beyond ASCII: what is no mark, no space, no sign. */
static bool is_letter(uint32_t c)
{
	return c >= 0xaa && c != 0xab && c != 0xbb && c != 0xb7 && c != 0xd7 &&
	       c != 0xf7 && c != 0xac && c != 0xad && c != 0xaf && c != 0xb0 &&
	       c != 0xb4 && c != 0xb6 && c != 0xb8 && c != 0xbf &&
	       !(c >= 0x2000 && c < 0x2c00) && !(c >= 0x3000 && c < 0x3005) &&
	       !(c >= 0x3008 && c < 0x3021) && !(c >= 0xe000 && c < 0xf900) &&
	       !(c >= 0xff00 && c < 0xff10) && !(c >= 0xfe00 && c < 0xfe70) &&
	       c != 0xfeff && c != 0xfffd && c < 0x1f000;
}

/* Of scripts that put no blanks between words. */
static bool is_word_alone(uint32_t c)
{
	return (c >= 0x2e80 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00) ||
	       (c >= 0xe00 && c < 0xe80) || c >= 0x20000;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

static char byte_at(const struct reading *r, size_t at)
{
	return at < r->text.len ? r->text.at[at] : '\0';
}

/* How many bytes of a letter or digit begin here; 0: none does. */
static size_t letter_at(const struct reading *r, size_t at, uint32_t *c)
{
	char first = byte_at(r, at);
	int n;

	*c = (unsigned char)first;
	if (!(first & 0x80))
		return is_digit(first) || is_upper(first) || is_lower(first) ||
		       first == '_';
	n = utf8_decode(str_of(r->text.at + at, r->text.len - at), c);
	return n > 0 && is_letter(*c) ? (size_t)n : 0;
}

static bool is_alnum_at(const struct reading *r, size_t at)
{
	uint32_t c;

	return letter_at(r, at, &c) > 0;
}

/* "€", "£" or "$", in bytes. */
static size_t money_at(const struct reading *r, size_t at)
{
	char first = byte_at(r, at);

	static const struct str signs[] = { { "$", 1 }, { "\xe2\x82\xac", 3 },
		{ "\xc2\xa3", 2 } };

	if (first != '$' && first != '\xe2' && first != '\xc2')
		return 0;
	for (size_t i = 0; i < LENGTH(signs); i++)
		if (str_starts(str_of(r->text.at + at, r->text.len - at),
			    signs[i]) &&
			is_digit(byte_at(r, at + signs[i].len)))
			return signs[i].len;
	return 0;
}

/* ' or the typesetter's: its bytes. */
static size_t apostrophe_at(const struct reading *r, size_t at)
{
	if (byte_at(r, at) == '\'')
		return 1;
	return byte_at(r, at) == '\xe2' && byte_at(r, at + 1) == '\x80' &&
			       byte_at(r, at + 2) == '\x99'
		       ? 3
		       : 0;
}

/* ---- between words ------------------------------------------------------ */

/* "e.g.", "Ph.D.": the dot of a single letter. */
static bool is_initial(const struct reading *r, size_t dot)
{
	return dot && (is_lower(byte_at(r, dot - 1) | 32)) &&
	       (dot == 1 || !is_alnum_at(r, dot - 2)) &&
	       !(dot > 1 && byte_at(r, dot - 2) & 0x80);
}

static bool ends_sentence(const struct reading *r, size_t at)
{
	char c = byte_at(r, at), next = byte_at(r, at + 1);

	if (c == '.' && next == ' ' && is_initial(r, at))
		return false;
	return c == ';' || c == ':' || c == '\t' ||
	       ((c == '.' || c == '!' || c == '?') &&
		       (next == ' ' || next == '\n' || next == '\0'));
}

/* A bullet, a dash among blanks, and other signs beyond ASCII. */
static size_t pass_sign(struct reading *r, uint32_t c, size_t n)
{
	if (c == 0xa0 || c == 0xad || c == 0x202f || c == 0x2009 ||
		(c >= 0x200b && c < 0x2010) || c == 0x2060 || c == 0xfeff)
		return n; /* a blank, or nothing that shows */
	if (c == 0x2010 || c == 0x2011 || c == 0x2019)
		return n; /* hyphens, an apostrophe */
	r->between |= WORD_BREAK;
	if (c == 0x2022 || c == 0xb7 || (c >= 0x25a0 && c < 0x2600) ||
		c == 0x3002)
		r->between |= WORD_START;
	return n;
}

static void pass(struct reading *r)
{
	char c = byte_at(r, r->at);

	if (c & 0x80) {
		uint32_t code = 0;
		int n = utf8_decode(
			str_of(r->text.at + r->at, r->text.len - r->at), &code);

		r->at += n > 0 ? pass_sign(r, code, (size_t)n) : (size_t)-n;
		return;
	}
	if (c == '\n')
		r->between |= WORD_LINE | WORD_START | WORD_BREAK;
	else if (ends_sentence(r, r->at))
		r->between |= WORD_START | WORD_BREAK;
	else if (c == '-' || c == '/' || c == '.')
		r->between |= byte_at(r, r->at + 1) == ' ' ? WORD_BREAK : 0u;
	else if (c != ' ' && c != '\r' && c != '\'')
		r->between |= WORD_BREAK;
	r->at++;
}

/* ---- words -------------------------------------------------------------- */

static uint32_t hash_of(struct str s)
{
	uint64_t h = 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.at[i]) * 0x100000001b3u;
	return (uint32_t)(h ^ h >> 32);
}

/* Marks that go on with a word: the dot of 3.5, the comma of 1,200 (which is
 * left out), the apostrophe of don't (left out, too). How many bytes; 0: it
 * ends here. */
static size_t join_at(struct reading *r)
{
	char before = byte_at(r, r->at - 1), c = byte_at(r, r->at);
	char next = byte_at(r, r->at + 1);
	size_t n;

	if ((c == '.' || c == ',') && is_digit(before) && is_digit(next)) {
		bool thousands = c == ',' && is_digit(byte_at(r, r->at + 2)) &&
				 is_digit(byte_at(r, r->at + 3)) &&
				 !is_digit(byte_at(r, r->at + 4));

		if (!thousands)
			buf_addc(&r->folded, c);
		return 1;
	}
	n = apostrophe_at(r, r->at);
	next = byte_at(r, r->at + n);
	if (n && (next | 32) == 's' && !is_alnum_at(r, r->at + n + 1))
		return 0; /* 's is passed by take_word */
	return n && is_alnum_at(r, r->at + n) &&
			       !is_upper(next) /* O'Rourke: two words */
		       ? n
		       : 0;
}

/* + # % behind a word. */
static void take_tail(struct reading *r)
{
	size_t at = r->at, n = 0;

	while (n < 2 &&
		(byte_at(r, at + n) == '+' || byte_at(r, at + n) == '#'))
		n++;
	if (!n && byte_at(r, at) == '%')
		n = 1;
	else if (!n && byte_at(r, at) == ' ' && byte_at(r, at + 1) == '%' &&
		 is_digit(byte_at(r, at - 1))) {
		buf_addc(&r->folded, '%');
		r->at += 2;
		return;
	}
	if (n && !is_alnum_at(r, at + n)) {
		buf_add(&r->folded, str_of(r->text.at + at, n));
		r->at += n;
	}
}

struct cases {
	size_t caps, smalls;
	bool inner;
};

/* Most words are of these alone. */
static void take_ascii(struct reading *r, size_t end, struct cases *c)
{
	for (; r->at < end; r->at++) {
		char letter = r->text.at[r->at];

		if (is_lower(letter)) {
			c->smalls++;
		} else if (is_upper(letter)) {
			c->inner = c->inner || c->smalls;
			c->caps++;
			letter = (char)(letter + 32);
		} else if (!is_digit(letter) && letter != '_') {
			return;
		}
		buf_addc(&r->folded, letter);
	}
}

/* Its letters; what it looks like. */
static unsigned take_letters(struct reading *r)
{
	size_t start = r->at, end = start + WORD_BYTES, n;
	struct cases is = { 0 };
	uint32_t c;

	end = end < r->text.len ? end : r->text.len;
	for (;;) {
		take_ascii(r, end, &is);
		if (r->at >= end)
			break;
		n = letter_at(r, r->at, &c);
		if (!n && r->at > start) {
			n = join_at(r);
			c = 0;
		}
		if (!n || (c && is_word_alone(c) && r->at > start))
			break;
		if (c)
			resume_fold_add(&r->folded, c);
		r->at += n;
		if (is_word_alone(c))
			break;
	}
	return (is.inner ? WORD_INNER : 0u) |
	       (is.caps > 1 && !is.smalls ? WORD_CAPS : 0u);
}

static void take_word(struct reading *r)
{
	size_t from = r->at, kept = r->folded.len, money = money_at(r, r->at);
	struct resume_word *t = &r->out->at[r->out->count];
	unsigned flags = r->between;

	if (!money && byte_at(r, r->at) == '.')
		money = 1;
	buf_add(&r->folded, str_of(r->text.at + r->at, money));
	r->at += money;
	if (is_upper(byte_at(r, r->at)))
		flags |= WORD_UPPER;
	if (is_digit(byte_at(r, r->at)))
		flags |= WORD_NUMBER;
	flags |= take_letters(r);
	take_tail(r);
	*t = (struct resume_word){ .at = (uint32_t)from,
		.len = (uint16_t)(r->at - from),
		.flags = (uint16_t)flags };
	t->text = str_of(r->folded.at + kept, r->folded.len - kept);
	t->hash = hash_of(t->text);
	r->out->count += t->text.len > 0;
	r->between = WORD_GLUED;
	from = apostrophe_at(r, r->at);
	if (from && (byte_at(r, r->at + from) | 32) == 's')
		r->at += from + 1;
}

static void take_and(struct reading *r)
{
	struct resume_word *t = &r->out->at[r->out->count++];
	size_t kept = r->folded.len;

	buf_add(&r->folded, STR("and"));
	*t = (struct resume_word){
		.at = (uint32_t)r->at, .len = 1, .flags = (uint16_t)r->between
	};
	t->text = str_of(r->folded.at + kept, 3);
	t->hash = hash_of(t->text);
	r->at++;
	r->between = WORD_GLUED;
}

static bool begins_word(const struct reading *r)
{
	if (is_alnum_at(r, r->at) || money_at(r, r->at))
		return true;
	/* .NET, and no dot behind a word or another dot */
	return byte_at(r, r->at) == '.' &&
	       (!r->at || strchr(" \n(,/\t", r->text.at[r->at - 1])) &&
	       ((byte_at(r, r->at + 1) | 32) >= 'a' &&
		       (byte_at(r, r->at + 1) | 32) <= 'z');
}

void resume_wording_read(
	struct arena *mem, struct str text, struct resume_wording *out)
{
	struct reading r = { .text = text, .out = out };

	/* No byte becomes more than three ("and" of "&"), so nothing moves
	 * while it grows; and no two words stand in less than three bytes. */
	buf_init(&r.folded, mem, 3 * text.len + 16);
	buf_need(&r.folded, 3 * text.len + 8);
	out->at = arena_bytes(mem, (text.len / 2 + 2) * sizeof(*out->at));
	out->count = 0;
	r.between = WORD_LINE | WORD_START | WORD_BREAK;
	while (r.at < text.len) {
		if (begins_word(&r)) {
			take_word(&r);
			continue;
		}
		if (byte_at(&r, r.at) == '&') {
			take_and(&r);
			continue;
		}
		if (byte_at(&r, r.at) == ' ' || byte_at(&r, r.at) == '\n' ||
			(byte_at(&r, r.at) & 0x80))
			r.between &= ~(unsigned)WORD_GLUED;
		pass(&r);
	}
}

bool resume_wording_same(
	const struct resume_word *a, const struct resume_word *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i].hash != b[i].hash || !str_eq(a[i].text, b[i].text))
			return false;
	return true;
}
