/*
 * Trees of any shape and text, written in every format. Archives can be read
 * and their parts are XML; words come back in their order; nothing is written
 * twice differently. (That Markdown and text come back is held over samples:
 * only their own readers know their marks.)
 */
#include "parity.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BLOCKS = 64, RUNS = 4 };

/* Numbers, as long as there are bytes; then zeros. */
struct source {
	const uint8_t *at;
	size_t left;
};

static unsigned byte(struct source *s)
{
	if (!s->left)
		return 0;
	s->left--;
	return *s->at++;
}

static int32_t length(struct source *s)
{
	static const int32_t some[] = { 0, 1, 500, 6000, 12345, 36000, 144000,
		600000, 2000000, -500 };

	return some[byte(s) % LENGTH(some)];
}

/* Well formed, as each run of a tree is by itself; anything else within. */
static struct str text(struct arena *mem, struct source *s)
{
	size_t n = byte(s) % 48;
	struct buf b;

	if (n > s->left)
		n = s->left;
	buf_init(&b, mem, 4 * 48);
	buf_add(&b, STR(""));
	utf8_mend(&b, str_of((const char *)s->at, n));
	s->at += n;
	s->left -= n;
	return buf_str(&b);
}

static struct tree_runs runs(struct arena *mem, struct source *s)
{
	struct tree_runs r = { .count = byte(s) % (RUNS + 1) };
	static const char *const schemes[] = { "https://", "mailto:a@",
		"javascript:", "tel:" };

	r.at = ARENA_LIST(mem, struct tree_run, RUNS);
	for (size_t i = 0; i < r.count; i++) {
		unsigned kind = byte(s);

		r.at[i].flags = kind & 63;
		r.at[i].text = text(mem, s);
		if (kind & 64)
			r.at[i].url = str_fmt(mem, "%s%.*s",
				schemes[kind >> 6 & 3], STR_ARG(text(mem, s)));
	}
	return r;
}

static void fill_look(struct arena *mem, struct look *l, struct source *s)
{
	*l = (struct look){ .paper_width = 595276,
		.paper_height = 841890,
		.top = length(s),
		.right = length(s),
		.bottom = length(s),
		.left = length(s),
		.columns = 1 + (byte(s) & 1),
		.side_width = length(s),
		.gap = length(s),
		.rule_width = length(s),
		.rule_gap = length(s),
		.side_color = byte(s) & 1 ? 0xffffff : 0x102030,
		.head_color = byte(s) & 1 ? 0xffffff : 0x102030,
		.body_font = byte(s) & 1 ? STR("Carlito") : text(mem, s),
		.heading_font = text(mem, s),
		.bullet = text(mem, s),
		.bullet_indent = length(s),
		.entry_gap = length(s),
		.hyphenate = byte(s) & 1,
		.numbers = byte(s) % 3,
		.photo_size = length(s),
		.photo_round = byte(s) & 1,
		.photo_first = byte(s) & 1 };
	for (int i = 0; i < TREE_ROLES; i++)
		l->role[i] = (struct look_role){ .size = length(s),
			.leading = length(s),
			.before = length(s),
			.after = length(s),
			.indent = length(s),
			.tracking = length(s),
			.flags = byte(s) & 7,
			.align = byte(s) & 3,
			.letters = byte(s) % 3,
			.rule = byte(s) & 3,
			.heading_font = byte(s) & 1 };
}

static void fill_blocks(struct arena *mem, struct tree *t, struct source *s)
{
	t->at = ARENA_LIST(mem, struct tree_block, BLOCKS);
	while (s->left && t->count < BLOCKS) {
		struct tree_block *b = &t->at[t->count++];
		unsigned kind = byte(s);

		b->role = byte(s) % TREE_ROLES;
		b->region = kind % TREE_REGIONS;
		b->joined = kind & 4;
		b->depth = (int)(kind >> 3 & 15) - 1;
		b->section = kind & 128 ? STR("a") : STR("b");
		b->text = runs(mem, s);
		b->aside = runs(mem, s);
	}
}

static struct str write_as(
	struct arena *mem, const struct tree *t, const struct parity_format *f)
{
	struct err err = { 0 };
	struct buf out;

	buf_init(&out, mem, PRESS_FILE_BYTES);
	if (!f->write(mem, t, &out, &err)) {
		assert(err.code == ERR_BAD_INPUT && err.text[0]);
		return STR_NONE;
	}
	return out.at ? buf_str(&out) : STR("");
}

static void check_format(
	struct arena *mem, const struct tree *t, const struct parity_format *f)
{
	struct str file = write_as(mem, t, f), again = write_as(mem, t, f);
	bool exact = f->write != press_text && f->write != press_markdown;

	assert(!file.at == !again.at && str_eq(file, again));
	if (!file.at)
		return;
	assert(utf8_ok(file) || resume_unzip_is(file));
	if (resume_unzip_is(file))
		assert(parity_archive_ok(mem, file));
	if (exact && !str_eq(f->read(mem, file), parity_tree(mem, t)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source s = { data, size };
	struct arena mem = { 0 };
	struct look look;
	struct tree t = { .look = &look };

	fill_look(&mem, &look, &s);
	t.rtl = byte(&s) & 1;
	t.language = text(&mem, &s);
	t.title = text(&mem, &s);
	t.author = text(&mem, &s);
	t.footer = text(&mem, &s);
	t.page_words = text(&mem, &s);
	t.date_ms = (int64_t)byte(&s) << (byte(&s) % 50);
	if (byte(&s) & 1)
		t.photo = (struct tree_picture){
			.bytes = byte(&s) & 1 ? STR("\xff\xd8\xff and more")
					      : text(&mem, &s),
			.says = text(&mem, &s),
			.width = (int)byte(&s),
			.height = (int)byte(&s)
		};
	fill_blocks(&mem, &t, &s);
	for (size_t i = 0; i < LENGTH(parity_formats); i++)
		check_format(&mem, &t, &parity_formats[i]);
	arena_free(&mem);
	return 0;
}
