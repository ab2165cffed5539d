/* test/unit/resume_variant_tags_test.c - tags of entries and bullets (DOC-5).
 */
#include "variants.h"

#define TAGGED                                                             \
	"{\"work\":[{\"name\":\"a\"},{\"name\":\"b\",\"tags\":[\"web\"]}," \
	"{\"name\":\"c\",\"tags\":[\"web\",\"old\"]},{\"name\":\"d\","     \
	"\"tags\":[\"law\"]}]}"

static const struct {
	const char *variant, *names;
} tag_rows[] = {
	{ "{}", "abcd" },
	{ "{\"tags\":{\"include\":[\"web\"]}}", "abc" },
	{ "{\"tags\":{\"include\":[\"law\",\"web\"]}}", "abcd" },
	{ "{\"tags\":{\"exclude\":[\"old\"]}}", "abd" },
	{ "{\"tags\":{\"include\":[\"web\"],\"exclude\":[\"old\"]}}", "ab" },
	{ "{\"tags\":{\"include\":[\"none\"]}}", "a" },
	{ "{\"tags\":{\"include\":[\"law\"]},\"on\":[{\"at\":\"/work/1\"}]}",
		"abd" },
	{ "{\"off\":[{\"at\":\"/work/0\"}],\"on\":[{\"at\":\"/work/0\"}]}",
		"bcd" },
};

TEST(tags_say_which_entries_are_in)
{
	for (size_t i = 0; i < LENGTH(tag_rows); i++) {
		struct str out = says(TAGGED, tag_rows[i].variant);
		struct buf want;

		buf_init(&want, &test_mem, 1000);
		buf_add(&want, STR("{\"work\":["));
		for (const char *c = tag_rows[i].names; *c; c++)
			buf_addf(&want, "%s{\"name\":\"%c\"}",
				c > tag_rows[i].names ? "," : "", *c);
		buf_add(&want, STR("]}"));
		SAME_STR(out, buf_str(&want));
		SAME_INT(notes.count, 0);
	}
}

#define BULLETS                                                             \
	"{\"work\":[{\"name\":\"a\",\"highlights\":[\"Led five people\","   \
	"\"Cut the build to two minutes\",\"Wrote the manual\"],"           \
	"\"highlightTags\":{\"lead\":[\"Led five\"],\"tech\":[\"Cut the\"," \
	"\"Wrote\"]}}]}"

TEST(tags_say_which_bullets_are_in)
{
	SAME_STR(says(BULLETS, "{}"),
		STR("{\"work\":[{\"name\":\"a\",\"highlights\":[\"Led five "
		    "people\",\"Cut the build to two minutes\",\"Wrote the "
		    "manual\"]}]}"));
	SAME_STR(says(BULLETS, "{\"tags\":{\"include\":[\"lead\"]}}"),
		STR("{\"work\":[{\"name\":\"a\",\"highlights\":[\"Led five "
		    "people\"]}]}"));
	SAME_STR(says(BULLETS,
			 "{\"tags\":{\"exclude\":[\"tech\"]},\"on\":[{\"at\":"
			 "\"/work/0/highlights/2\"}]}"),
		STR("{\"work\":[{\"name\":\"a\",\"highlights\":[\"Led five "
		    "people\",\"Wrote the manual\"]}]}"));
}

TEST(a_tag_stays_on_a_bullet_that_was_edited_and_tells_of_one_that_went)
{
	SAME_STR(says("{\"work\":[{\"highlights\":[\"Recently cut the time of "
		      "the build to one minute\",\"x\"],\"highlightTags\":"
		      "{\"tech\":[\"Cut the time of the build to two "
		      "minutes\"]}}]}",
			 "{\"tags\":{\"exclude\":[\"tech\"]}}"),
		STR("{\"work\":[{\"highlights\":[\"x\"]}]}"));
	SAME_INT(notes.count, 0);
	SAME_STR(says("{\"work\":[{\"highlights\":[\"x\"],\"highlightTags\":"
		      "{\"tech\":[\"Cut the time\"]}}]}",
			 "{\"tags\":{\"exclude\":[\"tech\"]}}"),
		STR("{\"work\":[{\"highlights\":[\"x\"]}]}"));
	SAME_INT(notes.count, 1);
	SAME_STR(notes.at[0].at, STR("/work/0"));
	SAME_STR(str_c(notes.at[0].list), STR("tags"));
	SAME_STR(notes.at[0].say,
		STR("no bullet begins as the tag 'tech' says"));
}

TEST(tags_are_known_in_every_section_and_left_out_of_what_is_made)
{
	SAME_STR(
		says("{\"basics\":{\"profiles\":[{\"network\":\"a\",\"tags\":"
		     "[\"x\"]}]},\"skills\":[{\"tags\":[]}],\"meta\":{\"vitae\""
		     ":{\"custom_sections\":[{\"id\":\"s\",\"tags\":[\"y\"],"
		     "\"entries\":[{\"title\":\"b\",\"tags\":[\"x\"]},{"
		     "\"title\":\"c\"}]}]}}}",
			"{\"tags\":{\"exclude\":[\"x\"]}}"),
		STR("{\"basics\":{\"profiles\":[]},\"skills\":[{}],\"meta\":"
		    "{\"vitae\":{\"custom_sections\":[{\"id\":\"s\",\"entries\""
		    ":[{\"title\":\"c\"}]}]}}}"));
	/* what its owner calls tags, and is none of ours, stays */
	SAME_STR(says("{\"work\":[{\"tags\":\"a, b\",\"highlightTags\":[]}]}",
			 "{}"),
		STR("{\"work\":[{\"tags\":\"a, b\",\"highlightTags\":[]}]}"));
}
