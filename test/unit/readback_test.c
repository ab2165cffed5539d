/* test/unit/readback_test.c - press/readback.h: what becomes of each field of
 * a resume that is rendered and read by somebody (DOC-22, TAI-3). What the
 * reader made of it is written here by hand. */
#include "resumes.h"
#include "templates.h"

#include "press/readback.h"

static struct readback back;
static struct err err;

/* Of a resume in the template "modern", which has months and no days. */
static void compare(const char *source, const char *read, const char *style)
{
	struct resume *s = ARENA_NEW(&test_mem, struct resume);
	struct resume r = resume_of(read);
	struct tree *tree = ARENA_NEW(&test_mem, struct tree);

	*s = resume_of(source);
	*tree = composed(s, "modern", style);
	OK_ERR(readback_compare(&test_mem, s, tree, &r, &back, &err), err);
}

/* "kept /basics/name", "moved /a > /b 'have'", line by line; with `all` false
 * without what was kept. */
static struct str told(bool all)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < back.count; i++) {
		const struct readback_field *f = &back.at[i];

		if (f->kind == READBACK_KEPT && !all)
			continue;
		buf_addf(&b, "%s", readback_rows[f->kind].name);
		if (f->at.at)
			buf_addf(&b, " %.*s", STR_ARG(f->at));
		if (f->to.at && !(f->at.at && str_eq(f->to, f->at)))
			buf_addf(&b, " > %.*s", STR_ARG(f->to));
		if (f->to.at && !str_eq(f->want, f->have))
			buf_addf(&b, " '%.*s'", STR_ARG(f->have));
		buf_addc(&b, '\n');
	}
	return buf_str(&b);
}

#define IS(text) SAME_STR(told(false), STR(text))

#define NAMED(more) "{\"basics\":{\"name\":\"Ada Ask\"" more "}"

TEST(a_resume_that_is_read_as_it_was_written_is_kept_whole)
{
	static const char same[] =
		NAMED(",\"email\":\"a@b.example\"}"
		      ",\"work\":[{\"name\":\"Oak\",\"position\":\"Cook\","
		      "\"startDate\":\"2019-04\",\"highlights\":[\"Made "
		      "soup.\",\"Made bread.\"]}]");

	compare(same, same, NULL);
	SAME_STR(told(true), STR("kept /basics/name\n"
				 "kept /basics/email\n"
				 "kept /work/0/name\n"
				 "kept /work/0/position\n"
				 "kept /work/0/startDate\n"
				 "kept /work/0/highlights/0\n"
				 "kept /work/0/highlights/1\n"));
	SAME_INT(back.of[READBACK_KEPT], 7);
	SAME_INT(back.asked, 7);
	SAME_INT(readback_share(&back), 1000);
}

TEST(every_sample_compared_with_itself_is_kept_whole)
{
	const char *names[RESUMES_MOST];
	size_t count = resumes_names(names);

	for (size_t i = 0; i < count; i++) {
		struct resume r = resumes_read(names[i]);
		struct tree tree = composed(&r, "classic", NULL);

		OK_ERR(readback_compare(&test_mem, &r, &tree, &r, &back, &err),
			err);
		SAME_INT(back.of[READBACK_KEPT], back.count);
		OK(back.count > 0);
	}
}

TEST(what_a_look_does_to_a_text_changes_nothing)
{
	compare(NAMED(",\"label\":\"R\xC3\xA9my's **best** Cook\","
		      "\"url\":\"https://www.ada.example/\","
		      "\"phone\":\"+44 (0)20 7946 0102\","
		      "\"summary\":\"- one\\n- two\xE2\x80\x93three\"}"),
		"{\"basics\":{\"name\":\"ADA  ASK\","
		"\"label\":\"R\xC3\x89MY\xE2\x80\x99S BEST COOK\","
		"\"url\":\"ada.example\",\"phone\":\"+442079460102\","
		"\"summary\":\"one two-three\"}}",
		NULL);
	IS("");
}

TEST(a_letter_that_lost_its_accent_is_a_change)
{
	compare("{\"basics\":{\"name\":\"R\xC3\xA9my\"}}",
		"{\"basics\":{\"name\":\"Remy\"}}", NULL);
	IS("changed /basics/name 'Remy'\n");
	SAME_INT(readback_share(&back), 0);
}

TEST(a_text_that_was_taken_for_another_field_has_moved)
{
	compare(NAMED(",\"label\":\"Cook\"}"),
		NAMED("},\"work\":[{\"position\":\"Cook\"}]"), NULL);
	IS("moved /basics/label > /work/0/position\n");
}

TEST(a_text_within_another_field_has_moved_there)
{
	compare(NAMED("},\"work\":[{\"name\":\"Oak\",\"location\":\"Cork\"}]"),
		NAMED("},\"work\":[{\"name\":\"Oak\",\"summary\":\"Inn in "
		      "Cork, Ireland\"}]"),
		NULL);
	IS("moved /work/0/location > /work/0/summary "
	   "'Inn in Cork, Ireland'\n");
}

TEST(a_part_of_a_word_is_no_place_that_a_text_moved_to)
{
	compare(NAMED("},\"work\":[{\"name\":\"Oak\",\"location\":\"Cork\"}]"),
		NAMED("},\"work\":[{\"name\":\"Oak\",\"summary\":\"Corking "
		      "wine\"}]"),
		NULL);
	IS("lost /work/0/location\n"
	   "added > /work/0/summary 'Corking wine'\n");
}

TEST(what_was_kept_is_no_place_that_another_text_moved_to)
{
	compare(NAMED("},\"work\":[{\"name\":\"Oak Inn of Cork\","
		      "\"location\":\"Cork\"}]"),
		NAMED("},\"work\":[{\"name\":\"Oak Inn of Cork\"}]"), NULL);
	IS("lost /work/0/location\n");
}

TEST(what_is_not_on_the_page_is_not_asked_for)
{
	compare(NAMED(",\"birth\":\"1990-02-01\"}"
		      ",\"awards\":[{\"title\":\"Spoon\"}]"),
		NAMED("}"), "{\"hidden_sections\":[\"awards\"]}");
	IS("not shown /basics/birth\n"
	   "not shown /awards/0/title\n");
	SAME_INT(back.asked, 1);
	SAME_INT(readback_share(&back), 1000);
}

TEST(a_month_that_is_not_on_the_page_is_not_asked_for)
{
	static const char source[] = NAMED(
		"},\"work\":[{\"name\":\"Oak\",\"startDate\":\"2019-04-11\","
		"\"endDate\":\"2020-05\"}]");
	static const char read[] =
		NAMED("},\"work\":[{\"name\":\"Oak\",\"startDate\":\"2019-04\","
		      "\"endDate\":\"2020\"}]");

	compare(source, read, NULL);
	IS("not shown /work/0/startDate '2019-04'\n"
	   "changed /work/0/endDate '2020'\n");
	compare(source, read, "{\"date_format\":\"yyyy\"}");
	IS("not shown /work/0/startDate '2019-04'\n"
	   "not shown /work/0/endDate '2020'\n");
}

TEST(another_date_is_a_change_however_short)
{
	compare(NAMED("},\"work\":[{\"name\":\"Oak\",\"startDate\":\"2019-04\"}"
		      "]"),
		NAMED("},\"work\":[{\"name\":\"Oak\",\"startDate\":\"2018\"}]"),
		"{\"date_format\":\"yyyy\"}");
	IS("changed /work/0/startDate '2018'\n");
}

TEST(what_nobody_wrote_is_told_and_does_not_count)
{
	compare(NAMED("}"), NAMED("},\"skills\":[{\"name\":\"Page 1\"}]"),
		NULL);
	IS("added > /skills/0/name 'Page 1'\n");
	SAME_INT(back.of[READBACK_ADDED], 1);
	SAME_INT(readback_share(&back), 1000);
}

TEST(entries_find_each_other_where_one_is_missing)
{
	compare(NAMED("},\"work\":[{\"name\":\"Ash\",\"position\":\"Cook\"},"
		      "{\"name\":\"Oak\",\"position\":\"Head cook\"},"
		      "{\"name\":\"Elm\",\"position\":\"Porter\"}]"),
		NAMED("},\"work\":[{\"name\":\"Oak\",\"position\":\"Head "
		      "cook\"},{\"name\":\"Elm\",\"position\":\"Porter\"}]"),
		NULL);
	IS("lost /work/0/name\n"
	   "lost /work/0/position\n");
}

TEST(one_text_read_once_is_not_kept_twice)
{
	compare(NAMED("},\"work\":[{\"name\":\"Oak\",\"highlights\":[\"Made "
		      "soup.\",\"Made soup.\"]}]"),
		NAMED("},\"work\":[{\"name\":\"Oak\",\"highlights\":[\"Made "
		      "soup.\"]}]"),
		NULL);
	SAME_INT(back.of[READBACK_KEPT], 3);
	SAME_INT(back.of[READBACK_LOST], 1);
}

TEST(sections_of_ones_own_are_compared_too)
{
	static const char own[] = NAMED(
		"},\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":\"talks\","
		"\"title\":\"Talks\",\"entries\":[{\"name\":\"Soup\"}]}]}}");

	compare(own, own, NULL);
	IS("");
	SAME_INT(back.asked, 3);
	compare(own, NAMED("}"), NULL);
	IS("lost /meta/vitae/custom_sections/0/title\n"
	   "lost /meta/vitae/custom_sections/0/entries/0/name\n");
}

TEST(ideographs_are_the_same_wherever_a_line_ended)
{
	compare("{\"basics\":{\"name\":\"\xE6\x9D\x8E\xE6\x98\x8E\"}}",
		"{\"basics\":{\"name\":\"\xE6\x9D\x8E \xE6\x98\x8E\"}}", NULL);
	IS("");
}

TEST(a_share_is_never_rounded_up_to_all)
{
	back = (struct readback){ .of = { [READBACK_KEPT] = 1999 },
		.asked = 2000 };
	SAME_INT(readback_share(&back), 999);
	back.of[READBACK_KEPT] = 2000;
	SAME_INT(readback_share(&back), 1000);
}

/* 4,000 texts that are gone, to be looked for among as many others. */
TEST(work_on_a_hostile_resume_is_bounded_and_said)
{
	struct buf a, b;

	buf_init(&a, &test_mem, 32 << 20);
	buf_init(&b, &test_mem, 32 << 20);
	buf_add(&a, STR("{\"work\":[{\"name\":\"Oak\",\"highlights\":["));
	buf_add(&b, STR("{\"work\":[{\"name\":\"Oak\",\"highlights\":["));
	for (int i = 0; i < 4000; i++) {
		buf_addf(&a, "%s\"a%d %0200d\"", i ? "," : "", i, 1);
		buf_addf(&b, "%s\"b%d %0200d\"", i ? "," : "", i, 2);
	}
	buf_add(&a, str_of("]}]}", 5));
	buf_add(&b, str_of("]}]}", 5));
	compare(a.at, b.at, NULL);
	OK(back.rough);
	SAME_INT(back.of[READBACK_KEPT], 1);
	SAME_INT(back.count, 4001 + 4000);
}

TEST(it_is_told_as_json)
{
	struct json_out to;
	struct buf b;

	compare(NAMED(",\"label\":\"Cook\"}"), NAMED(",\"label\":\"Chef\"}"),
		NULL);
	buf_init(&b, &test_mem, 4096);
	to = json_begin(&b, JSON_COMPACT);
	readback_put(&to, &back);
	SAME_STR(buf_str(&b),
		STR("{\"share\":0.5,\"count\":{\"kept\":1,\"changed\":1,"
		    "\"moved\":0,\"lost\":0,\"not shown\":0,\"added\":0},"
		    "\"fields\":[{\"kind\":\"changed\",\"at\":\"/basics/label\""
		    ",\"source\":\"Cook\",\"to\":\"/basics/label\","
		    "\"read\":\"Chef\"}],\"rough\":false}"));
}
