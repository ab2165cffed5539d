/*
 * intake/html_row.c - a row of a table: is it a line with cells in it, or parts
 * of a page side by side?
 */
#include "intake/html_int.h"

struct cell {
	int blocks, lines;
	bool text, is_text; /* in the cell; behind its last block */
};

static void end_cell(struct html_row *row, const struct cell *cell)
{
	if (row->cells && row->lead == row->cells - 1 && cell->lines <= 1)
		row->lead++;
}

static void note_text(struct cell *cell, struct str s)
{
	for (size_t i = 0; i < s.len && !cell->is_text; i++)
		if ((unsigned char)s.at[i] > ' ') {
			cell->is_text = true;
			cell->lines++;
		}
}

static bool breaks(const struct html_tag *tag)
{
	return tag->kind == HTML_BLOCK || tag->kind == HTML_APART ||
	       tag->kind == HTML_HEADING || tag->kind == HTML_BREAK ||
	       tag->kind == HTML_RULE || tag->kind == HTML_PRE ||
	       tag->kind == HTML_LIST || tag->kind == HTML_ITEM;
}

/* False: the row ends here. */
static bool take(struct html_row *row, struct cell *cell, int *tables,
	const struct html_tag *tag)
{
	if (tag->kind == HTML_TABLE) {
		*tables += tag->closes ? -1 : 1;
		cell->lines += 2;
	}
	if (*tables < 0 || (tag->kind == HTML_ROW && !*tables))
		return false;
	if (*tables)
		return true;
	if (tag->kind == HTML_CELL && !tag->closes) {
		end_cell(row, cell);
		*cell = (struct cell){ 0 };
		row->cells++;
	} else if (tag->kind == HTML_LIST) {
		cell->lines += 2;
	} else if (breaks(tag)) {
		cell->is_text = false;
	}
	return true;
}

void intake_html_row(struct str s, size_t most, struct html_row *out)
{
	struct cell cell = { 0 };
	struct html_tag tag;
	int tables = 0;

	*out = (struct html_row){ 0 };
	if (s.len > most)
		s.len = most;
	while (s.len) {
		const char *p = memchr(s.at, '<', s.len);
		size_t n = p ? (size_t)(p - s.at) : s.len;

		if (!tables && out->cells)
			note_text(&cell, str_of(s.at, n));
		s = str_of(s.at + n, s.len - n);
		if (!s.len)
			break;
		n = intake_html_tag(s, &tag);
		if (n && !take(out, &cell, &tables, &tag))
			break;
		if (!n)
			note_text(&cell, str_of(s.at, n = 1));
		s = str_of(s.at + n, s.len - n);
	}
	end_cell(out, &cell);
}
