/* test/unit/resume_changes_test.c - differences in words. */
#include "resumes.h"

#include "resume/diff.h"

static const struct json *parsed(struct str text)
{
	const struct json *v = NULL;
	struct err err;

	if (!json_parse(&test_mem, text, &v, &err))
		test_fail(__FILE__, __LINE__, "%s in %.60s", err.text, text.at);
	return v;
}

static struct str told(const struct json *from, const struct json *to)
{
	struct resume_changes changes;

	resume_changes_of(&test_mem, from, to, &changes);
	return resume_changes_line(&test_mem, &changes, 2000);
}

static const struct {
	const char *from, *to, *say;
} rows[] = {
	{ "{}", "{}", "no change" },
	{ "{\"basics\":{\"email\":\"a\",\"url\":\"b\",\"label\":\"c\"}}",
		"{\"basics\":{\"email\":\"x\",\"phone\":\"y\",\"label\":\"z\"}"
		"}",
		"Personal details: email, headline changed · phone added · web "
		"address "
		"removed" },
	{ "{\"basics\":{\"profiles\":[{\"network\":\"GitHub\"}]}}",
		"{\"basics\":{\"location\":{\"city\":\"Cork\"},\"profiles\":"
		"[{\"network\":\"GitHub\"},{\"network\":\"Mastodon\"}]}}",
		"Personal details: place added · 1 profile added (Mastodon)" },
	{ "{\"work\":[{\"name\":\"Birch\",\"position\":\"Cook\"}]}",
		"{\"work\":[{\"name\":\"Acme\",\"position\":\"Engineer\"},"
		"{\"name\":\"Birch\",\"position\":\"Cook\"}]}",
		"Experience: 1 entry added (Acme, Engineer)" },
	{ "{\"work\":[{\"name\":\"Birch\"},{\"name\":\"Cedar\"}]}",
		"{\"work\":[{\"name\":\"Cedar\"}]}",
		"Experience: 1 entry removed (Birch)" },
	{ "{\"work\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}",
		"{\"work\":[{\"name\":\"c\"},{\"name\":\"a\"},{\"name\":\"b\"}]"
		"}",
		"Experience: 1 entry moved (c)" },
	{ "{\"work\":[{\"name\":\"Acme\",\"highlights\":[\"one\",\"two\","
	  "\"three words here\"],\"endDate\":\"2020\"}]}",
		"{\"work\":[{\"name\":\"Acme\",\"highlights\":[\"two\","
		"\"three words there\",\"four\"],\"position\":\"Cook\","
		"\"endDate\":\"2021\",\"startDate\":\"2019\"}]}",
		"Experience: 1 bullet changed (Acme, Cook) · 1 bullet added "
		"(Acme, Cook) · 1 bullet removed (Acme, Cook) · position, "
		"start date added (Acme, Cook) · end date changed (Acme, "
		"Cook)" },
	/* what is another entry altogether is not called a changed one */
	{ "{\"projects\":[{\"name\":\"Lighthouse\",\"url\":\"u\"}]}",
		"{\"projects\":[{\"name\":\"Windmill\",\"type\":\"t\"}]}",
		"Projects: 1 project added (Windmill) · 1 project removed "
		"(Lighthouse)" },
	{ "{\"skills\":[{\"name\":\"Tools\",\"keywords\":[\"Go\",\"C\"]}]}",
		"{\"skills\":[{\"name\":\"Tools\",\"keywords\":[\"C\",\"Rust\","
		"\"Git\"]},{\"name\":\"Art\"}]}",
		"Skills: 1 skill added (Art) · 2 keywords added (Rust; Git) · "
		"1 keyword removed (Go)" },
	{ "{}",
		"{\"languages\":[{\"language\":\"a\"},{\"language\":\"b\"},"
		"{\"language\":\"c\"},{\"language\":\"d\"},{\"language\":\"e\"}"
		"]}",
		"Languages: 5 languages added (a; b; c and 2 more)" },
	{ "{\"awards\":[{}]}", "{\"awards\":[]}",
		"Awards: 1 award removed (one without a name)" },
	{ "{\"awards\":[]}", "{}", "Awards: gone" },
	{ "{}", "{\"awards\":[]}", "Awards: empty now" },
	{ "{\"meta\":{\"lastModified\":\"a\",\"vitae\":{\"template\":\"x\"}}}",
		"{\"meta\":{\"lastModified\":\"b\",\"vitae\":{\"template\":"
		"\"y\",\"section_order\":[\"work\"]}}}",
		"Look: template changed · order of sections added" },
	{ "{\"meta\":{\"lastModified\":\"a\"}}",
		"{\"meta\":{\"lastModified\":\"b\"}}", "no change" },
	{ "{\"meta\":{\"vitae\":{\"letter\":{\"subject\":\"a\","
	  "\"paragraphs\":[\"one two three four\",\"x\"]}}}}",
		"{\"meta\":{\"vitae\":{\"letter\":{\"subject\":\"b\","
		"\"paragraphs\":[\"one two three five\",\"x\"]}}}}",
		"Letter: subject changed · 1 paragraph changed" },
	{ "{\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":\"talks\","
	  "\"title\":\"Talks\",\"entries\":[]},{\"id\":\"old\",\"title\":"
	  "\"Old\"}]}}}",
		"{\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":\"talks\","
		"\"title\":\"Talks\",\"entries\":[{\"title\":\"On rain\"}]},"
		"{\"id\":\"new\",\"title\":\"New\"}]}}}",
		"Talks: 1 entry added (On rain) | New: section added | Old: "
		"section removed" },
	{ "{\"x-mine\":1,\"meta\":{\"imported\":{}}}",
		"{\"x-mine\":2,\"meta\":{}}",
		"Other: x-mine changed · imported removed" },
};

TEST(changes_are_told_section_by_section)
{
	for (size_t i = 0; i < LENGTH(rows); i++)
		SAME_STR(told(parsed(str_c(rows[i].from)),
				 parsed(str_c(rows[i].to))),
			str_c(rows[i].say));
}

/* What is the same where it stands is not looked at any closer. */
TEST(what_is_twice_in_a_list_is_told_as_if_it_were_not)
{
	const char *const lists[][3] = {
		{ "[\"a\",\"b\",\"a\"]", "[\"a\",\"b\",\"c\",\"a\"]",
			"1 entry added (c)" },
		{ "[\"a\",\"b\",\"a\",\"c\"]", "[\"a\",\"c\",\"a\"]",
			"1 entry removed (b) · 1 entry moved (c)" },
		{ "[\"a\",\"a\",\"a\"]", "[\"a\"]", "2 entries removed (a)" },
		{ "[1,\"1\",true]", "[1,1,true]",
			"1 entry added (one without a name) · 1 entry removed "
			"(1)" },
		{ "[{\"name\":\"x\",\"url\":\"u\"}]",
			"[{\"url\":\"u\",\"name\":\"x\"}]", "" },
	};

	for (size_t i = 0; i < LENGTH(lists); i++) {
		struct str from = str_fmt(
				   &test_mem, "{\"work\":%s}", lists[i][0]),
			   to = str_fmt(
				   &test_mem, "{\"work\":%s}", lists[i][1]);

		SAME_STR(told(parsed(from), parsed(to)),
			lists[i][2][0] ? str_fmt(&test_mem, "Experience: %s",
						 lists[i][2])
				       : STR("no change"));
	}
}

TEST(each_section_is_told_with_its_id_and_title)
{
	struct resume_changes changes;

	resume_changes_of(&test_mem,
		parsed(STR("{\"work\":[],\"education\":[{\"area\":\"a\"}]}")),
		parsed(STR("{\"education\":[{\"area\":\"b\"}]}")), &changes);
	SAME_INT(changes.count, 2);
	SAME_STR(changes.at[0].section, STR("work"));
	SAME_STR(changes.at[1].section, STR("education"));
	SAME_STR(changes.at[1].title, STR("Education"));
}

TEST(a_long_story_is_cut_at_its_ceiling)
{
	struct resume_changes changes;
	struct str line;

	resume_changes_of(&test_mem, parsed(resumes_text("engineer")),
		parsed(resumes_text("academic")), &changes);
	line = resume_changes_line(&test_mem, &changes, 100000);
	OK(line.len > 1000);
	for (size_t most = 0; most < 300; most++) {
		struct str cut = resume_changes_line(&test_mem, &changes, most);

		OK(cut.len <= (most < 3 ? 3 : most));
		OK(str_ends(cut, STR("…")));
	}
}

/* Whatever the members are: a document of the schema or not. */
TEST(what_keeps_to_no_schema_is_told_all_the_same)
{
	SAME_STR(
		told(parsed(STR(
			     "{\"work\":{\"a\":1},\"basics\":[],\"meta\":"
			     "{\"vitae\":{\"custom_sections\":{\"a\":1}}}}")),
			parsed(STR(
				"{\"work\":[\"x\"],\"basics\":7,\"meta\":7}"))),
		STR("Personal details: changed | Experience: changed | Other: "
		    "changed"));
	SAME_STR(told(parsed(STR("{\"work\":[\"x\"]}")),
			 parsed(STR("{\"work\":[\"y\"]}"))),
		STR("Experience: 1 entry added (y) · 1 entry removed (x)"));
	SAME_STR(told(parsed(STR("[]")), parsed(STR("{}"))),
		STR("Other: changed"));
}
