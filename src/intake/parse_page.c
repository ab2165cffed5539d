/*
 * intake/parse_page.c - which rows are the number of a page: "3", "2/3",
 * "Page 1 of 2" at its edge, in any of the languages that are known. Reads no
 * other row.
 */
#include "intake/parse_text.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { NUMBER_BYTES = 48, NUMBERS_MOST = 2, DIGITS_MOST = 3 };

static const char pages[] =
	"page pages p pg seite s pagina pag strona str sida side sivu oldal "
	"strana сторінка страница стр с σελιδα σελ עמוד דף صفحه الصفحه पृष्ठ "
	"पेज 第 页 頁 ページ 쪽 페이지 sayfa";
static const char ofs[] = "of von de di van z av af из з απο מתוך من का में 共 "
			  "页共 頁共 중";

static bool is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) ||
	       (c >= 0x966 && c <= 0x96f);
}

/* What may stand between, and says nothing. */
static bool is_sign(uint32_t c)
{
	return (c < 0x80 && strchr(" /|-.,:()[]", (int)c)) || c == 0xa0 ||
	       c == 0xb7 || (c >= 0x2010 && c <= 0x2015) || c == 0x2022 ||
	       c == 0x3001 || c == 0xff0c || c == 0xff0f;
}

struct number {
	struct parse *p;
	size_t numbers, digits, pages, others; /* so many words of each */
	struct buf word;                       /* since the last digit */
};

static void end_word(struct number *n)
{
	struct str s = resume_fold(&n->p->own, buf_str(&n->word));

	if (parse_is_listed(s, pages) || parse_is_listed(s, ofs))
		n->pages++;
	else
		n->others += s.len > 0;
	n->word.len = 0;
}

static void take(struct number *n, struct str s)
{
	uint32_t c;
	int len;
	bool digit = false;

	for (; (len = utf8_decode(s, &c));
		s = str_of(s.at + abs(len), s.len - (size_t)abs(len))) {
		if (is_digit(c)) {
			n->numbers += !digit;
			n->digits = digit ? n->digits + 1 : 1;
			n->others += n->digits > DIGITS_MOST;
		}
		digit = is_digit(c);
		if (digit || c == ' ')
			end_word(n);
		else if (!is_sign(c))
			buf_add(&n->word, str_of(s.at, (size_t)abs(len)));
	}
	end_word(n);
}

bool parse_is_page_number(
	struct parse *p, const struct intake_page *page, const struct row *r)
{
	struct number n = { .p = p };
	bool edge = r->base <= 0.1f * page->height ||
		    r->base >= 0.86f * page->height;

	if (!edge || r->text.len > NUMBER_BYTES || r->text.len == 0)
		return false;
	buf_init(&n.word, &p->own, NUMBER_BYTES + 1);
	buf_add(&n.word, STR(""));
	take(&n, r->text);
	return n.numbers && n.numbers <= NUMBERS_MOST && !n.others;
}
