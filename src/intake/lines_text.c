/*
 * intake/lines_text.c - a document's lines as plain text, and which of them
 * stand at the edge of every page. Moves no line.
 */
#include "intake/lines_int.h"

enum { TEXT_BYTES = 64 << 20, LINE_KEY = 200 };

bool intake_text(struct arena *mem, const struct intake_doc *doc,
	struct str *out, struct err *err)
{
	struct buf b;

	buf_init(&b, mem, TEXT_BYTES);
	for (size_t p = 0; p < doc->count; p++) {
		const struct intake_page *page = &doc->at[p];

		for (size_t i = 0; i < page->count; i++) {
			const struct intake_line *l = &page->at[i];

			if (i && l->block != l[-1].block && !l[-1].joined)
				buf_addc(&b, '\n');
			for (size_t k = 0; k < l->count; k++) {
				if (k && !(l->at[k].flags & INTAKE_GLUED))
					buf_addc(&b, ' ');
				buf_add(&b, l->at[k].text);
			}
			if (!l->joined)
				buf_addc(&b, '\n');
		}
		buf_addc(&b, '\f');
	}
	*out = buf_str(&b);
	return buf_ok(&b) || err_set(err, ERR_TOO_BIG, "the text is over %d MB",
				     TEXT_BYTES >> 20);
}

/* A line without its numbers, which go up from page to page. */
static struct str key(const struct intake_line *l, char to[LINE_KEY])
{
	size_t len = 0;

	for (size_t k = 0; k < l->count; k++)
		for (size_t i = 0; i < l->at[k].text.len; i++) {
			char c = l->at[k].text.at[i];

			if ((c < '0' || c > '9') && len < LINE_KEY)
				to[len++] = c;
		}
	return str_of(to, len);
}

static bool at_edge(const struct intake_page *page, const struct intake_line *l)
{
	return l->box.y1 < 0.12f * page->height ||
	       l->box.y0 > 0.88f * page->height;
}

static bool same_row(const struct intake_line *a, const struct intake_line *b)
{
	float size = a->size > b->size ? a->size : b->size;
	float away = a->base - b->base;

	return away < size && away > -size;
}

static bool on_page(const struct intake_page *page, const struct intake_line *l)
{
	char a[LINE_KEY], b[LINE_KEY];
	struct str want = key(l, a);

	for (size_t i = 0; i < page->count; i++)
		if (at_edge(page, &page->at[i]) && same_row(&page->at[i], l) &&
			str_eq(want, key(&page->at[i], b)))
			return true;
	return false;
}

void intake_lines_repeated(struct intake_doc *doc)
{
	for (size_t p = 0; p < doc->count && doc->count > 1; p++) {
		struct intake_page *page = &doc->at[p];

		for (size_t i = 0; i < page->count; i++) {
			struct intake_line *l = &page->at[i];

			l->repeated =
				l->flags & INTAKE_ARTIFACT ||
				(at_edge(page, l) &&
					((p && on_page(page - 1, l)) ||
						(p + 1 < doc->count &&
							on_page(page + 1, l))));
		}
	}
}
