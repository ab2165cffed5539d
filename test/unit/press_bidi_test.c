/* Lines that are read from both sides: where their words stand. */
#include "press_sample.h"

#include "base/utf8.h"

/* The pieces of all marks of text, in their order. */
struct placed {
	struct str text;
	int32_t x, end;
	bool blank;
};

static size_t place(struct sample *s, struct placed *out, size_t most)
{
	struct err err = { 0 };
	struct press *press;
	struct pages pages;
	size_t n = 0;

	if (!press_open(&press, &err) ||
		!press_layout(press, &test_mem, &s->tree, &pages, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return 0;
	}
	for (size_t i = 0; i < pages.at[0].count; i++) {
		const struct mark_text *t = &pages.at[0].at[i].u.text;

		if (pages.at[0].at[i].kind != MARK_TEXT)
			continue;
		for (uint32_t k = 0; k < t->count && n < most; k++) {
			const struct shape *w = t->at[k].shape;

			out[n++] = (struct placed){
				str_copy(&test_mem, w->text), t->at[k].x,
				t->at[k].x + (int32_t)((int64_t)w->width *
						       t->size / w->font->upem),
				t->at[k].blank
			};
		}
	}
	press_close(press);
	return n;
}

TEST(pieces_come_in_the_order_of_the_text_whatever_side_it_is_read_from)
{
	struct sample *s = sample_new();
	struct placed at[8];

	s->tree.rtl = true;
	s->tree.language = STR("ar");
	sample_block(s, TREE_TEXT, "أعمل بلغة Python منذ 2019");
	NEED(place(s, at, LENGTH(at)) == 5);
	SAME_STR(at[0].text, STR("أعمل"));
	SAME_STR(at[2].text, STR("Python"));
	SAME_STR(at[4].text, STR("2019"));
	for (int i = 1; i < 5; i++) {
		OK(at[i].end < at[i - 1].x);
		OK(at[i].blank);
	}
}

TEST(blanks_around_words_of_another_direction_are_all_alike)
{
	struct sample *s = sample_new();
	struct placed at[8];
	int32_t gap;

	s->tree.rtl = true;
	s->tree.language = STR("ar");
	sample_block(s, TREE_TEXT, "أعمل بلغة Python منذ 2019");
	NEED(place(s, at, LENGTH(at)) == 5);
	gap = at[0].x - at[1].end;
	OK(gap > 1000);
	for (int i = 2; i < 5; i++) {
		int32_t other = at[i - 1].x - at[i].end;

		OK(other > gap - 300 && other < gap + 300);
	}
}

TEST(a_word_from_the_right_in_a_line_from_the_left_keeps_its_blanks)
{
	struct sample *s = sample_new();
	struct placed at[8];

	sample_block(s, TREE_TEXT, "She writes עברית טובה every day");
	NEED(place(s, at, LENGTH(at)) == 6);
	SAME_STR(at[2].text, STR("עברית"));
	OK(at[3].x - at[1].end > 1000); /* the second word is at the left */
	OK(at[2].x - at[3].end > 1000);
	OK(at[4].x - at[2].end > 1000);
	OK(at[5].x > at[4].end);
}

TEST(letters_that_join_each_other_are_not_set_apart)
{
	struct sample *plain = sample_new(), *apart = sample_new();
	struct placed a[2], b[2];

	apart->look.role[TREE_TEXT].tracking = 2000;
	sample_block(plain, TREE_TEXT, "الخبرة العملية");
	sample_block(apart, TREE_TEXT, "الخبرة العملية");
	NEED(place(plain, a, LENGTH(a)) == 2);
	NEED(place(apart, b, LENGTH(b)) == 2);
	SAME_INT(b[0].x - b[1].x, a[0].x - a[1].x + 2000); /* of the blank */
}

/* Four runs of contacts: "+962 6 555", "github", town and country, "layla". */
static struct sample *contacts(void)
{
	struct sample *s = sample_new();
	struct tree_block *b = sample_block(s, TREE_CONTACT, "+962 6 555");

	b->text.at->flags = TREE_NOBREAK;
	sample_run(&b->text, " · ");
	sample_run(&b->text, "github")->url = STR("https://github.example");
	sample_run(&b->text, " · عمّان, JO · ");
	b->text.at = memcpy(ARENA_LIST(&test_mem, struct tree_run, 8),
		b->text.at, b->text.count * sizeof(*b->text.at));
	sample_run(&b->text, "layla")->url = STR("mailto:layla@b.example");
	s->tree.rtl = true;
	s->tree.language = STR("ar");
	return s;
}

TEST(contacts_beside_each_other_keep_their_order_from_the_right)
{
	struct sample *s = contacts();
	struct placed at[16];
	size_t n = place(s, at, LENGTH(at)), github = 0, layla = 0;

	NEED(n > 8);
	for (size_t i = 0; i < n; i++) {
		if (str_is(at[i].text, "github"))
			github = i;
		if (str_is(at[i].text, "layla"))
			layla = i;
	}
	NEED(github && layla);
	OK(at[github].end < at[0].x);
	OK(at[layla].end < at[github].x);
	for (size_t i = github + 1; i < layla; i++)
		OK(at[i].end < at[github].x && at[i].x > at[layla].end);
}

TEST(a_telephone_number_has_its_plus_before_it_in_arabic)
{
	struct placed at[16];

	NEED(place(contacts(), at, LENGTH(at)) > 3);
	SAME_STR(at[0].text, STR("+962"));
	SAME_STR(at[1].text, STR("6"));
	SAME_STR(at[2].text, STR("555"));
	OK(at[0].end < at[1].x);
	OK(at[1].end < at[2].x);
}
