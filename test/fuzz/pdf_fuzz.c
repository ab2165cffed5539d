/* Documents of any blocks, runs and looks: what is set can be written, every
 * offset and length in the file holds, and the same is written twice. */
#include "../pdf_walk.h"

#include "base/utf8.h"
#include "press/press.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BLOCKS = 40, RUNS = 4, INPUT_MOST = 6000 };

static struct press *press(void)
{
	static struct press *it;
	struct err err = { 0 };

	if (!it && !press_open(&it, &err))
		abort();
	return it;
}

/* The input as a row of small numbers and texts. */
struct input {
	const uint8_t *at, *end;
	struct arena *mem;
};

static unsigned number(struct input *in, unsigned below)
{
	return in->at < in->end ? *in->at++ % below : 0;
}

/* Up to the next line end; without control characters, as trees are. */
static struct str text(struct input *in)
{
	const uint8_t *from = in->at;
	struct buf mended, clean;

	while (in->at < in->end && *in->at != '\n')
		in->at++;
	buf_init(&mended, in->mem, 3 * INPUT_MOST);
	buf_init(&clean, in->mem, 3 * INPUT_MOST);
	utf8_mend(&mended, str_of((const char *)from, (size_t)(in->at - from)));
	in->at += in->at < in->end;
	for (size_t i = 0; i < mended.len; i++)
		if ((unsigned char)mended.at[i] >= ' ' && mended.at[i] != 127)
			buf_addc(&clean, mended.at[i]);
	return buf_str(&clean);
}

static void fill_look(struct input *in, struct look *k)
{
	static const char *const fonts[] = { "Carlito", "Noto Sans",
		"Gentium Plus" };

	*k = (struct look){ .template = STR("fuzz"),
		.paper_width = 300000 + 1000 * (int32_t)number(in, 256),
		.paper_height = 500000,
		.top = 30000,
		.right = 30000,
		.bottom = 30000,
		.left = 30000,
		.columns = 1 + (int)number(in, 2),
		.side_width = 100000,
		.gap = 10000,
		.side_first = number(in, 2),
		.body_font = str_c(fonts[number(in, LENGTH(fonts))]),
		.rule_width = 500,
		.side_color = number(in, 2) ? 0xffffff : 0xeeeeff,
		.head_color = 0xffffff,
		.bullet = number(in, 2) ? STR("•") : STR("–"),
		.bullet_indent = 10000,
		.hyphenate = number(in, 2),
		.justify = number(in, 2) };
	k->heading_font = k->body_font;
	for (int i = 0; i < TREE_ROLES; i++) {
		struct look_role *r = &k->role[i];

		r->size = 6000 + 500 * (int32_t)number(in, 30);
		r->leading = r->size * 6 / 5;
		r->tracking = number(in, 4) ? 0 : 50 * (int32_t)number(in, 60);
		r->align = (enum look_align)number(in, 4);
		r->letters = (enum look_case)number(in, 3);
		r->rule = (enum look_rule)number(in, 4);
		r->indent = i == TREE_BULLET ? 10000 : 0;
	}
}

static void fill_runs(struct input *in, struct tree_runs *runs)
{
	runs->count = number(in, RUNS);
	runs->at = ARENA_LIST(in->mem, struct tree_run, RUNS);
	for (size_t i = 0; i < runs->count; i++) {
		runs->at[i].text = text(in);
		runs->at[i].flags = number(in, 64);
		if (!number(in, 5))
			runs->at[i].url = STR("https://fuzz.example/a(b)");
	}
}

static void fill(struct input *in, struct tree *t, struct look *look)
{
	fill_look(in, look);
	*t = (struct tree){ .look = look };
	t->rtl = number(in, 4) == 3;
	t->language = number(in, 2) ? STR("en") : text(in);
	t->title = text(in);
	t->author = text(in);
	t->subject = t->keywords = t->footer = STR("");
	t->page_words = STR("%d/%d");
	t->date_ms = number(in, 2) ? 1700000000000 : 0;
	t->at = ARENA_LIST(in->mem, struct tree_block, BLOCKS);
	while (in->at < in->end && t->count < BLOCKS) {
		struct tree_block *b = &t->at[t->count++];

		b->role = (enum tree_role)number(in, TREE_ROLES);
		b->region = (enum tree_region)number(in, TREE_REGIONS);
		b->depth = (int)number(in, 4);
		b->joined = number(in, 2);
		b->section = STR("");
		fill_runs(in, &b->text);
		fill_runs(in, &b->aside);
	}
}

static size_t count_pages(const struct walk *w)
{
	size_t n = 0;

	for (int i = 1; i < w->count; i++)
		n += str_starts(w->text[i], STR("<</Type/Page/"));
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct input in = { data, data + size, &mem };
	struct err err = { 0 };
	struct tree tree;
	struct look look;
	struct pages pages;
	struct buf one, two;
	struct walk w;

	if (size > INPUT_MOST)
		return 0;
	fill(&in, &tree, &look);
	if (press_layout(press(), &mem, &tree, &pages, &err)) {
		buf_init(&one, &mem, 32 << 20);
		buf_init(&two, &mem, 32 << 20);
		assert(press_pdf(press(), &mem, &pages, &one, &err));
		assert(walk_open(&w, &mem, buf_str(&one)));
		assert(count_pages(&w) == pages.count);
		assert(press_pdf(press(), &mem, &pages, &two, &err));
		assert(str_eq(buf_str(&one), buf_str(&two)));
	} else {
		assert(err.code == ERR_TOO_BIG);
	}
	arena_free(&mem);
	return 0;
}
