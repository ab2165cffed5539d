/* intake/doc_look.c - looks by place in the file; see doc_int.h. MS-DOC 2.6 for
 * the numbers of changes, 2.8 and 2.9 for the pages of runs. */
#include "intake/doc_int.h"

enum { PAGE = 512, RUN = 13, PAGES = 0x3FFFFF };

/* ---- lists of changes ----------------------------------------------------*/

enum change {
	LETTER_DELETED = 0x0800,
	LETTER_BOLD = 0x0835,
	LETTER_ITALIC = 0x0836,
	LETTER_HIDDEN = 0x083C,
	LETTER_SIZE = 0x4A43,
	LETTER_SYMBOL = 0x6A09,
	FORM_STYLE = 0x4600,
	FORM_LEVEL = 0x260A,
	FORM_LIST = 0x460B,
	FORM_NEW_PAGE = 0x2407,
	FORM_IN_TABLE = 0x2416,
	FORM_ROW_ENDS = 0x2417,
	FORM_CLOSE = 0x246D,
	FORM_ABOVE = 0xA413,
	FORM_BELOW = 0xA414,
	FORM_INNER_CELL = 0x244B,
	FORM_INNER_ROW_ENDS = 0x244C,
	FORM_OUTLINE = 0x2640,
	FORM_INDENT = 0x840F,
	FORM_INDENT_TOO = 0x845E,
	TABLE_DEFINED = 0xD608,
	TABS_CHANGED = 0xC615
};

/* Its number and what it is changed to; the list moves behind it. */
static bool cut(struct str *list, unsigned *number, struct str *value)
{
	static const uint8_t sizes[] = { 1, 1, 2, 4, 2, 2, 0, 3 };
	size_t size, head = 2;

	if (list->len < 3)
		return false;
	*number = ole_two(*list, 0);
	size = sizes[*number >> 13];
	if (*number == TABLE_DEFINED) {
		size = ole_two(*list, 2);
		size -= size > 0;
		head = 4;
	} else if (!size) {
		size = (unsigned char)list->at[2];
		head = 3;
		/* As long as it says nothing else of itself. */
		if (*number == TABS_CHANGED && size == 255)
			return false;
	}
	if (size > list->len - head || list->len < head)
		return false;
	*value = str_of(list->at + head, size);
	*list = str_of(value->at + size, list->len - head - size);
	return true;
}

/* Yes, no, as the style has it, the contrary of that. */
static bool toggled(struct str value, bool style)
{
	unsigned char v = (unsigned char)*value.at;

	return v & 0x80 ? style != (v & 1) : v & 1;
}

void intake_doc_change_look(
	struct doc_look *look, const struct doc_look *style, struct str list)
{
	unsigned number;
	struct str v;

	while (cut(&list, &number, &v)) {
		switch (number) {
		case LETTER_DELETED:
			look->deleted = *v.at & 1;
			break;
		case LETTER_BOLD:
			look->bold = toggled(v, style->bold);
			break;
		case LETTER_ITALIC:
			look->italic = toggled(v, style->italic);
			break;
		case LETTER_HIDDEN:
			look->hidden = toggled(v, style->hidden);
			break;
		case LETTER_SIZE:
			if (ole_two(v, 0) >= 2 && ole_two(v, 0) <= 800)
				look->half_points = (int)ole_two(v, 0);
			break;
		case LETTER_SYMBOL:
			look->symbol = (uint16_t)ole_two(v, 2);
			break;
		default:
			break;
		}
	}
}

void intake_doc_change_form(struct doc_form *form, struct str list)
{
	unsigned number;
	struct str v;

	while (cut(&list, &number, &v)) {
		switch (number) {
		case FORM_STYLE:
			form->style = (int)ole_two(v, 0);
			break;
		case FORM_LEVEL:
			form->level = *v.at & 15;
			break;
		case FORM_LIST:
			form->list = (int)ole_two(v, 0);
			break;
		case FORM_OUTLINE:
			form->outline = (unsigned char)*v.at;
			break;
		case FORM_INDENT:
		case FORM_INDENT_TOO:
			form->indent = (int16_t)ole_two(v, 0);
			break;
		case FORM_ABOVE:
			form->above = (int)ole_two(v, 0);
			break;
		case FORM_BELOW:
			form->below = (int)ole_two(v, 0);
			break;
		case FORM_CLOSE:
			form->close = *v.at & 1;
			break;
		case FORM_NEW_PAGE:
			form->new_page = *v.at & 1;
			break;
		case FORM_IN_TABLE:
			form->in_table = *v.at & 1;
			break;
		case FORM_ROW_ENDS:
			form->row_ends = *v.at & 1;
			break;
		case FORM_INNER_CELL:
			form->inner_cell = *v.at & 1;
			break;
		case FORM_INNER_ROW_ENDS:
			form->inner_row_ends = *v.at & 1;
			break;
		default:
			break;
		}
	}
}

/* ---- runs ----------------------------------------------------------------*/

void intake_doc_runs(struct doc_runs *runs, struct str table)
{
	*runs = (struct doc_runs){ .table = table,
		.count = table.len >= 12 ? (table.len - 4) / 8 : 0 };
}

/* The number of the page that a place is in; less than 0: none. */
static int64_t page_of(const struct doc_runs *runs, uint32_t place)
{
	size_t low = 0, high = runs->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ole_four(runs->table, 4 * middle + 4) <= place)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == runs->count || ole_four(runs->table, 4 * low) > place)
		return -1;
	return ole_four(runs->table, 4 * (runs->count + 1) + 4 * low) & PAGES;
}

static void letters(struct doc_runs *runs, struct str page, size_t at)
{
	size_t from = 2 * (size_t)(unsigned char)page.at[at];
	size_t len = from ? (unsigned char)page.at[from] : 0;

	if (from && from + 1 + len < PAGE)
		runs->changes = str_of(page.at + from + 1, len);
}

static void paragraphs(struct doc_runs *runs, struct str page, size_t at)
{
	size_t from = 2 * (size_t)(unsigned char)page.at[at], len;

	if (!from || from + 2 >= PAGE)
		return;
	len = (unsigned char)page.at[from++];
	len = len ? 2 * len - 1 : 2 * (size_t)(unsigned char)page.at[from++];
	if (len < 2 || from + len >= PAGE)
		return;
	runs->style = (int)ole_two(page, from);
	runs->changes = str_of(page.at + from + 2, len - 2);
}

bool intake_doc_at(
	struct doc *d, struct doc_runs *runs, uint32_t place, bool paragraph)
{
	int64_t number;
	size_t at, count, i = 0, each = paragraph ? RUN : 1;
	struct str page;

	if (place >= runs->from && place < runs->to)
		return false;
	runs->from = place;
	runs->to = place + 1;
	runs->changes = STR("");
	runs->style = 0;
	number = page_of(runs, place);
	at = number < 0 ? d->main.len : (size_t)number * PAGE;
	if (at >= d->main.len || d->main.len - at < PAGE ||
		!doc_work(d, PAGE / 4))
		return true;
	page = str_of(d->main.at + at, PAGE);
	count = (unsigned char)page.at[PAGE - 1];
	if (4 * (count + 1) + each * count >= PAGE)
		return true;
	while (i < count && ole_four(page, 4 * i + 4) <= place)
		i++;
	if (i == count || ole_four(page, 4 * i) > place)
		return true;
	runs->from = ole_four(page, 4 * i);
	runs->to = ole_four(page, 4 * i + 4);
	at = 4 * (count + 1) + each * i;
	if (paragraph)
		paragraphs(runs, page, at);
	else
		letters(runs, page, at);
	doc_work(d, (int64_t)runs->changes.len);
	return true;
}
