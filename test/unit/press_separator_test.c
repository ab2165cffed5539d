/* test/unit/press_separator_test.c - press/para.c: things in a row, and the
 * marks between them, where the row takes several lines. */
#include "press_sample.h"

enum { PIECES = 64 };

struct row {
	struct str text[PIECES];
	int32_t y[PIECES];
	size_t count;
};

static struct err err;

/* All words in the order of the text, each with its baseline. */
static void set(struct sample *s, struct press *press, struct row *out)
{
	struct pages pages;

	out->count = 0;
	NEED_ERR(press_layout(press, &test_mem, &s->tree, &pages, &err), err);
	for (size_t i = 0; i < pages.at[0].count; i++) {
		const struct mark_text *t = &pages.at[0].at[i].u.text;

		if (pages.at[0].at[i].kind != MARK_TEXT)
			continue;
		for (uint32_t k = 0; k < t->count && out->count < PIECES; k++) {
			out->text[out->count] = t->at[k].shape->text;
			out->y[out->count++] = t->y;
		}
	}
}

TEST(no_line_begins_with_a_separator)
{
	static const char *const texts[] = {
		"one@b.example · +1 555 010 0199 · Cork, IE · b.example · "
		"github.example/one",
		"one@b.example | +1 555 010 0199 | Cork, IE | b.example | "
		"github.example/one",
	};
	struct press *press = NULL;
	struct row row;
	int wrapped = 0;

	NEED_ERR(press_open(&press, &err), err);
	for (size_t i = 0; i < LENGTH(texts); i++)
		for (int32_t right = 60000; right < 420000; right += 5000) {
			struct sample *s = sample_new();

			sample_block(s, TREE_CONTACT, texts[i]);
			s->look.right = right;
			set(s, press, &row);
			for (size_t k = 1; k < row.count; k++) {
				if (row.y[k] == row.y[k - 1])
					continue;
				wrapped++;
				OK(!str_is(row.text[k], "·"));
				OK(!str_is(row.text[k], "|"));
			}
		}
	OK(wrapped > 50);
	press_close(press);
}
