/* Proposals held against the lines of a document (INT-5: what a model adds that
 * is not in the source is dropped). */
#include "found_shown.h"
#include "intake/merge.h"

#define PAGE                                                          \
	"!20 <b>Maren Oduya\n"                                        \
	"maren@oduya.example | +49 40 5550 1234 | Hamburg, Germany\n" \
	"!14 <b>Experience\n\n"                                       \
	"<b>Assistant Director | Jan 2020 - Mar 2021\n"               \
	"<i>Nordwind Systems GmbH | Hamburg, Germany\n"               \
	"• Led a team of four people in two shops\n"                \
	"• Cut the cost of energy by 3.5% within a year\n"          \
	"\n"                                                          \
	"<b>Baker | Feb 2015 - Dec 2018\n"                            \
	"<i>Backhaus Elbe | Bremen, Germany\n"                        \
	"• Baked bread for a whole town each day\n"                 \
	"• Was not responsible for the budget\n"                    \
	"\n"                                                          \
	"!14 <b>Skills\n\n"                                           \
	"Python, C++, Baking\n"

static struct intake_merged merged;

/* What was refused, a line each; the result stays in `merged`. */
static struct str merge_with(const char *page, const char *proposal)
{
	const struct intake_doc *doc = made_doc(&test_mem, page);
	struct intake_found *ours = ARENA_NEW(&test_mem, struct intake_found);
	struct resume theirs;
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR(""));
	if (!checked_parse(&test_mem, doc, ours, &err) ||
		!resume_read_text(&test_mem, str_c(proposal), &theirs, &err) ||
		!intake_merge(&test_mem, doc, ours, &theirs, &merged, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	for (size_t i = 0; i < merged.refused.count; i++)
		buf_addf(&b, "%.*s %s\n", STR_ARG(merged.refused.at[i].at),
			merged.refused.at[i].why);
	return buf_str(&b);
}

static struct str section_said(enum resume_section_id what)
{
	return shown_entries(&merged.found.resume.section[what]);
}

#define BOTH_JOBS                                                     \
	"name: Nordwind Systems GmbH\nposition: Assistant Director\n" \
	"location: Hamburg, Germany\n"                                \
	"startDate: 2020-01\nendDate: 2021-03\n"                      \
	"highlights: Led a team of four people in two shops / "       \
	"Cut the cost of energy by 3.5% within a year\n"              \
	"~\n"                                                         \
	"name: Backhaus Elbe\nposition: Baker\n"                      \
	"location: Bremen, Germany\n"                                 \
	"startDate: 2015-02\nendDate: 2018-12\n"                      \
	"highlights: Baked bread for a whole town each day / "        \
	"Was not responsible for the budget\n"

TEST(an_empty_proposal_changes_nothing)
{
	SAME_STR(merge_with(PAGE, "{}"), STR(""));
	SAME_STR(section_said(RESUME_WORK), STR(BOTH_JOBS));
	SAME_STR(merged.found.resume.basics.name, STR("Maren Oduya"));
	SAME_INT(merged.taken, 0);
}

TEST(what_the_lines_hold_is_taken_with_its_place)
{
	SAME_STR(
		merge_with(PAGE,
			"{\"basics\":{\"name\":\"Maren Oduya\"},\"work\":[{"
			"\"name\":\"Backhaus Elbe\",\"position\":\"Baker\","
			"\"startDate\":\"2015-02\",\"endDate\":\"2018-12\"}]}"),
		STR(""));
	SAME_STR(section_said(RESUME_WORK), STR(BOTH_JOBS));
	SAME_INT(merged.taken, 5);
	for (size_t i = 0; i < merged.found.traces.count; i++) {
		const struct intake_trace *t = &merged.found.traces.at[i];

		if (str_is(t->at, "/work/1/name")) {
			SAME_INT(t->page, 0);
			OK(t->sure > 0.95f);
			return;
		}
	}
	test_fail(__FILE__, __LINE__, "the employer has no place");
}

TEST(what_the_lines_do_not_hold_is_refused_and_the_parsers_stays)
{
	SAME_STR(merge_with(PAGE, "{\"basics\":{\"name\":\"Maren Okafor\","
				  "\"email\":\"other@oduya.example\","
				  "\"phone\":\"+49 40 5550 9999\","
				  "\"image\":\"https://x.example/a.png\"},"
				  "\"skills\":[{\"name\":\"Kubernetes\"}]}"),
		STR("/basics/name does not stand there\n"
		    "/basics/email does not stand there\n"
		    "/basics/phone does not stand there\n"
		    "/basics/image cannot be told from words\n"
		    "/skills/0 is an entry of which nothing stands there\n"));
	SAME_STR(merged.found.resume.basics.name, STR("Maren Oduya"));
	SAME_STR(merged.found.resume.basics.email, STR("maren@oduya.example"));
	SAME_STR(section_said(RESUME_WORK), STR(BOTH_JOBS));
}

TEST(half_a_title_is_another_title)
{
	SAME_STR(merge_with(PAGE,
			 "{\"work\":[{\"name\":\"Nordwind Systems GmbH\","
			 "\"position\":\"Director\"}]}"),
		STR("/work/0/position does not stand there, as a whole\n"));
	SAME_STR(section_said(RESUME_WORK), STR(BOTH_JOBS));
}

TEST(a_degree_may_be_told_from_its_field_and_a_student_holds_none)
{
	static const char *const page =
		"!20 <b>Ada Nwosu\n!14 <b>Education\n\n"
		"<b>Bachelor of Science in Botany | 2011 - 2014\n"
		"<i>University of Lund\n\n<b>PhD student | 2015 - 2016\n"
		"<i>University of Turku\n";

	SAME_STR(merge_with(page,
			 "{\"education\":[{\"institution\":\"University of "
			 "Lund\",\"studyType\":\"Bachelor of Science\","
			 "\"area\":\"Botany\"},{\"institution\":\"University "
			 "of Turku\",\"studyType\":\"PhD\"}]}"),
		STR("/education/1/studyType does not stand there, as a "
		    "whole\n"));
	SAME_STR(merge_with(page,
			 "{\"education\":[{\"institution\":\"University of "
			 "Lund\",\"studyType\":\"Bachelor\"}]}"),
		STR(""));
}

TEST(half_a_sentence_is_another_sentence)
{
	SAME_STR(merge_with(PAGE,
			 "{\"work\":[{\"name\":\"Backhaus Elbe\","
			 "\"highlights\":[\"responsible for the budget\"]}]}"),
		STR("/work/0/highlights/0 does not stand there, as whole "
		    "sentences\n"));
	SAME_STR(section_said(RESUME_WORK), STR(BOTH_JOBS));
}

TEST(numbers_are_held_to_the_letter)
{
	SAME_STR(merge_with(PAGE,
			 "{\"work\":[{\"name\":\"Nordwind Systems GmbH\","
			 "\"highlights\":[\"Cut the cost of energy by 35% "
			 "within a year\"]}],\"skills\":[{\"name\":\"C\"}]}"),
		STR("/work/0/highlights/0 does not stand there, as whole "
		    "sentences\n"
		    "/skills/0 is an entry of which nothing stands there\n"));
}

TEST(one_employers_bullet_title_or_dates_do_not_move_to_another)
{
	SAME_STR(merge_with(PAGE,
			 "{\"work\":[{\"name\":\"Nordwind Systems GmbH\","
			 "\"position\":\"Assistant Director\","
			 "\"highlights\":[\"Baked bread for a whole town each "
			 "day\"]},{\"name\":\"Backhaus Elbe\",\"position\":"
			 "\"Baker\",\"startDate\":\"2015-02\","
			 "\"endDate\":\"2021-03\"}]}"),
		STR("/work/0/highlights/0 stands there, and not in this "
		    "entry\n"
		    "/work/1/endDate is not when that period ends\n"));
	SAME_STR(section_said(RESUME_WORK), STR(BOTH_JOBS));
}

TEST(a_period_that_ended_goes_on_for_nobody)
{
	merge_with("!20 <b>Ada Nwosu\n!14 <b>Experience\n\n"
		   "<b>Cook | 2011 - 2013\n<i>Kantine Sued GmbH\n"
		   "• Cooked for three hundred guests a day\n",
		"{\"work\":[{\"position\":\"Cook\",\"startDate\":\"2011\"}]}");
	SAME_STR(section_said(RESUME_WORK),
		STR("name: Kantine Sued GmbH\nposition: Cook\n"
		    "startDate: 2011\nendDate: 2013\n"
		    "highlights: Cooked for three hundred guests a day\n"));
}

TEST(an_entry_that_was_put_elsewhere_is_not_said_twice)
{
	SAME_STR(merge_with(PAGE,
			 "{\"volunteer\":[{\"organization\":\"Backhaus "
			 "Elbe\",\"position\":\"Baker\",\"startDate\":"
			 "\"2015-02\",\"endDate\":\"2018-12\",\"highlights\":["
			 "\"Baked bread for a whole town each day\"]}]}"),
		STR(""));
	SAME_INT(merged.found.resume.section[RESUME_WORK].count, 1);
	SAME_INT(merged.found.resume.section[RESUME_VOLUNTEER].count, 1);
}

TEST(a_skill_of_the_parser_that_a_proposal_forgot_stays)
{
	SAME_STR(merge_with(PAGE,
			 "{\"skills\":[{\"name\":\"Languages\",\"keywords\":"
			 "[\"C++\"]},{\"name\":\"Python\"}]}"),
		STR("/skills/0/name does not stand there, as a whole\n"));
	SAME_STR(section_said(RESUME_SKILLS),
		STR("keywords: C++\n~\nname: Python\n~\n"
		    "keywords: Baking\n"));
}

TEST(fields_that_no_table_names_are_refused)
{
	SAME_STR(merge_with(PAGE,
			 "{\"work\":[{\"position\":\"Baker\",\"salary\":"
			 "\"90000\"}],\"x\":{}}"),
		STR(" has fields that no resume has\n"
		    "/work/0 has fields that no resume has\n"));
}
