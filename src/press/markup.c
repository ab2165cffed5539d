/* press/markup.c - see markup.h. */
#include "press/markup.h"

#include "base/utf8.h"
#include "press/scan.h"

/* ---- characters --------------------------------------------------------- */

/* Of a byte. TWO and THREE begin a character of so many bytes that has its
 * place whatever follows; LOOK: what begins here has to be looked at. */
enum { PLAIN, TWO, THREE, ENTITY, BLANK, LOOK };

static const unsigned char kinds[256] = {
	[0 ... 8] = LOOK,
	['\t'] = BLANK,
	['\n'] = BLANK,
	[11 ... 12] = LOOK,
	['\r'] = BLANK,
	[14 ... 31] = LOOK,
	['&'] = ENTITY,
	['<'] = ENTITY,
	['>'] = ENTITY,
	['"'] = ENTITY,
	[127 ... 0xc2] = LOOK, /* 0xc2: U+0080 to U+009F are controls */
	[0xc3 ... 0xdf] = TWO,
	[0xe0] = LOOK, /* 0xe0, 0xed: what is ill-formed there */
	[0xe1 ... 0xec] = THREE,
	[0xed] = LOOK,
	[0xee] = THREE,
	[0xef ... 255] = LOOK, /* U+FDD0, U+FFFE and the like */
};

static struct str entity(char c)
{
	switch (c) {
	case '&':
		return STR("&amp;");
	case '<':
		return STR("&lt;");
	case '>':
		return STR("&gt;");
	default:
		return STR("&quot;");
	}
}

static bool has_place(uint32_t c)
{
	return c >= 0xa0 && (c < 0xfdd0 || c > 0xfdef) &&
	       (c & 0xfffe) != 0xfffe;
}

/* One character, or one ill-formed piece; says how many bytes it took. */
static size_t look(struct buf *to, struct str text)
{
	uint32_t c = 0;
	int n = utf8_decode(text, &c);

	if (n > 0 && has_place(c))
		buf_add(to, str_of(text.at, (size_t)n));
	else
		buf_add(to, STR("\xef\xbf\xbd"));
	return (size_t)(n < 0 ? -n : n);
}

static bool follows(struct str text, size_t i)
{
	return i < text.len && ((unsigned char)text.at[i] & 0xc0) == 0x80;
}

/* How many bytes from i on, which are not of ASCII, stand for themselves; 0:
 * none. */
static size_t plain(struct str text, size_t i, unsigned kind)
{
	if (kind == TWO)
		return follows(text, i + 1) ? 2 : 0;
	if (kind == THREE)
		return follows(text, i + 1) && follows(text, i + 2) ? 3 : 0;
	return 0;
}

static void add(struct buf *to, struct str text, bool tied)
{
	size_t from = 0, i = 0;

	while (i < text.len) {
		size_t n = scan_from(text, i,
			tied ? SCAN_MARKUP : SCAN_MARKUP | SCAN_BLANKS);
		unsigned kind;

		i += n;
		if (i == text.len)
			break;
		kind = kinds[(unsigned char)text.at[i]];
		n = plain(text, i, kind);
		if (n) {
			i += n;
			continue;
		}
		buf_add(to, str_of(text.at + from, i - from));
		if (kind == ENTITY)
			buf_add(to, entity(text.at[i++]));
		else if (kind == PLAIN || kind == BLANK)
			buf_add(to, tied ? STR("\xc2\xa0") : STR(" ")), i++;
		else
			i += look(to, str_of(text.at + i, text.len - i));
		from = i;
	}
	buf_add(to, str_of(text.at + from, i - from));
}

void markup_text(struct buf *to, struct str text) { add(to, text, false); }
void markup_tied(struct buf *to, struct str text) { add(to, text, true); }

/* ---- numbers ------------------------------------------------------------ */

void markup_int(struct buf *to, struct str name, int64_t n)
{
	buf_add(to, name);
	buf_add_int(to, n);
	buf_addc(to, '"');
}

void markup_milli(struct buf *to, int64_t thousandths)
{
	uint64_t n = thousandths < 0 ? 0 - (uint64_t)thousandths
				     : (uint64_t)thousandths;
	char digits[3] = { (char)('0' + n / 100 % 10),
		(char)('0' + n / 10 % 10), (char)('0' + n % 10) };
	size_t len = digits[2] != '0' ? 3 : digits[1] != '0' ? 2 : 1;

	if (thousandths < 0)
		buf_addc(to, '-');
	buf_add_int(to, (int64_t)(n / 1000));
	if (n % 1000 == 0)
		return;
	buf_addc(to, '.');
	buf_add(to, str_of(digits, len));
}

void markup_color(struct buf *to, uint32_t color)
{
	char digits[6];

	for (int i = 0; i < 6; i++)
		digits[i] = "0123456789ABCDEF"[color >> (20 - 4 * i) & 15];
	buf_add(to, str_of(digits, 6));
}

void markup_element(struct buf *to, const char *name, struct str text)
{
	if (!text.len)
		return;
	buf_addc(to, '<');
	buf_add(to, str_c(name));
	buf_addc(to, '>');
	markup_text(to, text);
	buf_add(to, STR("</"));
	buf_add(to, str_c(name));
	buf_addc(to, '>');
}
