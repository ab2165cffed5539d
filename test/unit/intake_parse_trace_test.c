/* Where each value was found: the lines that it came from, not others that
 * say the same (INT-5). */
#include "found_shown.h"

/* The line of a value, from 0, and how many; -1: it has none. */
static int line_of(const struct intake_found *f, const char *at, int *lines)
{
	for (size_t i = 0; i < f->traces.count; i++)
		if (str_is(f->traces.at[i].at, at)) {
			if (lines)
				*lines = (int)f->traces.at[i].count;
			return (int)f->traces.at[i].line;
		}
	return -1;
}

TEST(a_course_is_where_its_school_is_and_not_in_a_headline_that_says_it)
{
	const struct intake_found *f =
		found("!24 Ines Carvalho\n!12 Distributed Systems Engineer\n"
		      "ines@mail.example\n\n"
		      "!14 <b>Education\n\n"
		      "<b>MSc Computer Science | 2012 - 2014\n"
		      "<i>University of Oulu\n"
		      "Courses: Distributed Systems, Compilers\n");

	SAME_INT(line_of(f, "/education/0/courses/0", NULL), 6);
	SAME_INT(line_of(f, "/education/0/courses/1", NULL), 6);
	SAME_INT(line_of(f, "/basics/label", NULL), 1);
}

TEST(a_summary_is_all_of_its_lines)
{
	int lines = 0;
	const struct intake_found *f = found(PERSON
		"!14 <b>Summary\n\n"
		"I measure rivers and I write the software that warns people\n"
		"of floods, and fourteen gauges of mine stood through three\n"
		"winters without a gap.\n\n"
		"!14 <b>Experience\n\n"
		"<b>Hydrologist | 2019 - 2021\n<i>Douro Water Ltd\n"
		"• Measured rivers and the software that warns people\n");

	SAME_INT(line_of(f, "/basics/summary", &lines), 3);
	SAME_INT(lines, 3);
	SAME_INT(f->left.count, 0);
}

TEST(an_address_that_is_printed_without_its_scheme_is_found_in_its_line)
{
	const struct intake_found *f =
		found("!24 Ines Carvalho\nines@mail.example\n"
		      "carvalho.example{https://carvalho.example}\n"
		      "code{https://github.com/ines}\n\n"
		      "!14 <b>Experience\n\n"
		      "<b>Hydrologist | 2019 - 2021\n<i>Douro Water Ltd\n"
		      "• Measured rivers and the software that warns people\n");

	SAME_STR(f->resume.basics.url, STR("https://carvalho.example"));
	SAME_INT(line_of(f, "/basics/url", NULL), 2);
	SAME_INT(line_of(f, "/basics/profiles/0/url", NULL), 3);
	SAME_INT(f->left.count, 0);
}

TEST(words_of_a_line_name_a_section_or_do_not)
{
	OK(intake_names_section(STR("Professional Experience")));
	OK(intake_names_section(STR("BERUFSERFAHRUNG")));
	OK(!intake_names_section(STR("Douro Water Ltd")));
	OK(!intake_names_section(STR("")));
}

/* How surely a value is what it is said to be; -1: it has no trace. */
static float sure_of(const struct intake_found *f, const char *at)
{
	for (size_t i = 0; i < f->traces.count; i++)
		if (str_is(f->traces.at[i].at, at))
			return f->traces.at[i].sure;
	return -1;
}

#define JOB(who, what) \
	"<b>" who " | 2019 - 2021\n" what "\n• Led a team of four people\n"

TEST(a_single_entry_is_no_witness_of_itself)
{
	const struct intake_found *alone =
		found(PERSON "!14 <b>Experience\n\n" JOB("Luna", "Orbit"));
	const struct intake_found *among = found(PERSON
		"!14 <b>Experience\n\n" JOB("Kestrel GmbH", "Data Engineer")
			JOB("Luna", "Orbit") JOB("Nordwind Ltd", "Analyst")
				JOB("Acme GmbH", "Data Analyst"));

	OK(sure_of(alone, "/work/0/name") > 0);
	OK(sure_of(alone, "/work/0/name") < 0.7f);
	OK(sure_of(among, "/work/1/name") > sure_of(alone, "/work/0/name"));
	SAME_STR(among->resume.section[RESUME_WORK].at[1].name, STR("Luna"));
}

/* Words that alone could be anything: there is nothing else for them to be. */
TEST(an_employer_is_sure_where_its_title_can_be_nothing_else)
{
	struct intake_found *f = found(
		PERSON "!14 <b>Experience\n\n"
		       "<b>Head Baker and Line Manager | 2019 - 2021\nManager "
		       "Magazin\n• Baked bread for a whole town each day\n\n"
		       "<b>Baker | 2016 - 2019\nWard Three\n"
		       "• Baked bread for half a town each day\n");

	SAME_STR(f->resume.section[RESUME_WORK].at[0].name,
		STR("Manager Magazin"));
	OK(sure_of(f, "/work/0/name") > 0.6f);
	OK(sure_of(f, "/work/1/name") > 0.8f);
}
