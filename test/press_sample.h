/*
 * test/press_sample.h - small documents for tests of the press: trees made by
 * hand, with a plain look, that need neither a resume nor a template.
 */
#ifndef PRESS_SAMPLE_H
#define PRESS_SAMPLE_H

#include "press/press.h"
#include "test.h"

enum { SAMPLE_BLOCKS = 64, SAMPLE_RUNS = 8 };

struct sample {
	struct look look;
	struct tree tree;
	struct tree_block block[SAMPLE_BLOCKS];
	struct tree_run run[SAMPLE_BLOCKS * SAMPLE_RUNS];
	size_t runs;
};

MAYBE void sample_look(struct look *k)
{
	static const int32_t sizes[TREE_ROLES] = {
		[TREE_NAME] = 22000, [TREE_SECTION] = 12000
	};

	*k = (struct look){ .template = STR("sample"),
		.paper_width = 595276,
		.paper_height = 841890,
		.top = 40000,
		.right = 50000,
		.bottom = 40000,
		.left = 50000,
		.columns = 1,
		.body_font = STR("Carlito"),
		.heading_font = STR("Carlito"),
		.rule_width = 500,
		.side_color = 0xffffff,
		.head_color = 0xffffff,
		.bullet = STR("•"),
		.bullet_indent = 10000,
		.numbers = LOOK_NUMBERS_AUTO };
	for (int i = 0; i < TREE_ROLES; i++) {
		struct look_role *r = &k->role[i];

		r->size = sizes[i] ? sizes[i] : 10000;
		r->leading = r->size * 5 / 4;
		r->after = 2000;
		r->indent = i == TREE_BULLET ? 10000 : 0;
	}
}

MAYBE struct sample *sample_new(void)
{
	struct sample *s = ARENA_NEW(&test_mem, struct sample);

	sample_look(&s->look);
	s->tree.look = &s->look;
	s->tree.at = s->block;
	s->tree.title = STR("A sample");
	s->tree.author = STR("Ada Sample");
	s->tree.subject = s->tree.keywords = s->tree.footer = STR("");
	s->tree.language = STR("en");
	s->tree.page_words = STR("Page %d of %d");
	return s;
}

/* A block of one run; further ones are added with sample_run. */
MAYBE struct tree_block *sample_block(
	struct sample *s, enum tree_role role, const char *text)
{
	struct tree_block *b = &s->block[s->tree.count++];

	b->role = role;
	b->region = TREE_MAIN;
	b->section = STR("");
	b->text.at = &s->run[s->runs];
	b->text.count = 1;
	b->text.at[0].text = str_c(text);
	s->runs += SAMPLE_RUNS / 2;
	b->aside.at = &s->run[s->runs];
	s->runs += SAMPLE_RUNS / 2;
	return b;
}

MAYBE struct tree_run *sample_run(struct tree_runs *runs, const char *text)
{
	struct tree_run *run = &runs->at[runs->count++];

	run->text = str_c(text);
	return run;
}

#endif
