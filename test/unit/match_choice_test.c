/* Of "A or B" one is enough: in what a posting asks for, in the score, in what
 * is missing, and in what would raise it (TAI-2). */
#include "match/score.h"
#include "test.h"

enum { NOW = 12 * 2026 + 10 };

static const struct posting *posting_of(const char *line)
{
	struct posting *p = ARENA_NEW(&test_mem, struct posting);
	struct err err = { 0 };
	struct str text = str_fmt(
		&test_mem, "Analyst\n\nRequirements\n- %s\n- Tableau\n", line);

	OK_ERR(posting_read(&test_mem, text, p, &err), err);
	return p;
}

/* How many skills are of a choice. */
static size_t choices(const char *line)
{
	const struct posting *p = posting_of(line);
	size_t count = 0;

	for (size_t i = 0; i < p->skills.count; i++)
		count += p->skills.at[i].either > 0;
	return count;
}

static struct score score_of(const char *line, const char *skills)
{
	struct resume *r = ARENA_NEW(&test_mem, struct resume);
	struct profile *p = ARENA_NEW(&test_mem, struct profile);
	struct score s;
	struct err err = { 0 };
	struct str text = str_fmt(&test_mem,
		"{\"basics\":{\"name\":\"Ida Fern\"},\"work\":[{\"name\":"
		"\"Fern & Sons\",\"highlights\":[\"Used %s.\"]}]}",
		skills);

	OK_ERR(resume_read_text(&test_mem, text, r, &err), err);
	OK_ERR(profile_read(&test_mem, r, NOW, p, &err), err);
	score_read(&test_mem, p, posting_of(line), &s);
	return s;
}

static bool tells(const struct score *s, const char *label, bool has)
{
	for (size_t i = 0; i < s->terms.count; i++)
		if (str_is(s->terms.at[i].term->label, label))
			return (s->terms.at[i].how >= PROFILE_PROVED) == has;
	return false;
}

TEST(what_stands_between_names_says_that_one_is_enough)
{
	static const char *const lines[] = { "Python or R",
		"Experience with Python and/or R",
		"Kenntnisse in Python oder R", "Python/Java",
		"You know Python, Java or Go",
		"At least one of Python, Java and Go",
		"Languages such as Python, Java and Go",
		"A language (e.g. Python, Java)" };
	static const size_t of[] = { 2, 2, 2, 2, 3, 3, 3, 2 };

	for (size_t i = 0; i < LENGTH(lines); i++)
		if (choices(lines[i]) != of[i])
			test_fail(__FILE__, __LINE__, "%s: %zu", lines[i],
				choices(lines[i]));
}

TEST(what_is_asked_for_together_is_no_choice)
{
	static const char *const lines[] = { "Python and R", "Python, Java, Go",
		"Python, R and SQL", "CI/CD", "Python. Or do you know R?",
		"Python for reports or a year with R" };

	for (size_t i = 0; i < LENGTH(lines); i++)
		if (choices(lines[i]))
			test_fail(__FILE__, __LINE__, "%s: %zu", lines[i],
				choices(lines[i]));
}

static float points_of(const struct score *s)
{
	float points = 0;

	for (size_t i = 0; i < s->terms.count; i++)
		if (!str_is(s->terms.at[i].term->label, "Tableau") &&
			s->terms.at[i].term->skill != TAXONOMY_NONE)
			points += s->terms.at[i].points;
	return points;
}

TEST(who_has_one_of_them_has_the_points_of_all)
{
	struct score one = score_of("Python or COBOL", "Python");
	struct score other = score_of("Python or COBOL", "COBOL");
	struct score both = score_of("Python or COBOL", "Python and COBOL");
	struct score and = score_of("Python and COBOL", "Python");

	OK(one.total > and.total + 3);
	SAME_INT((int)(points_of(&both) * 100), (int)(points_of(&one) * 100));
	SAME_INT((int)(points_of(&other) * 100), (int)(points_of(&one) * 100));
}

TEST(an_alternative_to_what_is_there_is_not_missing)
{
	struct score s = score_of("Python or COBOL", "Python");

	OK(tells(&s, "Python", true));
	OK(!tells(&s, "COBOL", false));
	for (size_t i = 0; i < s.changes; i++)
		OK(!memmem(
			s.change[i].text.at, s.change[i].text.len, " R,", 3));
}

TEST(where_none_is_there_the_choice_is_missing_once_and_offered_as_one)
{
	struct score s = score_of("Kubernetes or Nomad", "a hammer");
	size_t missing = 0;
	bool offered = false;

	for (size_t i = 0; i < s.terms.count; i++)
		missing += s.terms.at[i].term->either > 0;
	SAME_INT(missing, 1);
	for (size_t i = 0; i < s.changes; i++)
		offered = offered || memmem(s.change[i].text.at,
					     s.change[i].text.len, " or ", 4);
	OK(offered);
}

TEST(what_is_wanted_for_itself_elsewhere_is_no_alternative)
{
	const struct posting *p =
		posting_of("Python or Java\n- Five years of Python");
	size_t of_choice = 0;

	for (size_t i = 0; i < p->skills.count; i++)
		of_choice += p->skills.at[i].either > 0;
	SAME_INT(of_choice, 0);
}

TEST(the_points_of_all_terms_are_those_of_the_part)
{
	struct score s = score_of("Python, R or Go", "Go and Tableau");
	float of = 0, points = 0;

	for (size_t i = 0; i < s.terms.count; i++)
		if (s.terms.at[i].term->skill != TAXONOMY_NONE) {
			of += s.terms.at[i].of;
			points += s.terms.at[i].points;
		}
	OK(of > s.part[SCORE_SKILLS].of - 0.01f &&
		of < s.part[SCORE_SKILLS].of + 0.01f);
	OK(points > s.part[SCORE_SKILLS].points - 0.01f &&
		points < s.part[SCORE_SKILLS].points + 0.01f);
}
