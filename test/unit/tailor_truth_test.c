/* The truth check: an independent check compares the result with the source
 * (TAI-7): employers, titles, dates, degrees, certificates, numbers, and skills
 * not supported by the source are rejected, whichever engine proposed them. */
#include "tailor/truth_int.h"
#include "test.h"

#define SOURCE                                                                 \
	"{\"basics\":{\"name\":\"Ada Example\",\"email\":\"ada@example.org\"," \
	"\"label\":\"Backend Engineer\",\"summary\":\"Curious.\"},"            \
	"\"work\":[{\"name\":\"Dunmore Ltd\",\"position\":\"Backend "          \
	"Engineer\",\"location\":\"Leeds\",\"startDate\":\"2018-01\","         \
	"\"endDate\":\"2021-12\",\"highlights\":["                             \
	"\"Built the billing service in Go and PostgreSQL for 40 banks\","     \
	"\"Helped migrate two data centres to Kubernetes\","                   \
	"\"Cut build time by 30% and trained 5 colleagues\","                  \
	"\"Moved the portal without downtime\"]},"                             \
	"{\"name\":\"Tidemark\",\"position\":\"Junior Developer\","            \
	"\"startDate\":\"2015-01\",\"endDate\":\"2017-12\",\"highlights\":["   \
	"\"Wrote reports in Python that saved $2m\","                          \
	"\"Mentored by senior engineers\"]}],"                                 \
	"\"education\":[{\"institution\":\"Leeds College\",\"studyType\":"     \
	"\"BSc\",\"area\":\"Physics\",\"endDate\":\"2014\"}],"                 \
	"\"skills\":[{\"name\":\"Tools\",\"keywords\":[\"Go\","                \
	"\"PostgreSQL\"]},{\"name\":\"Rust\",\"level\":\"Beginner\"}],"        \
	"\"languages\":[{\"language\":\"German\",\"fluency\":\"B1\"}]}"

static struct truth *opened(void)
{
	struct resume *source = ARENA_NEW(&test_mem, struct resume);
	struct truth *t = NULL;
	struct err err = { 0 };

	if (!resume_read_text(&test_mem, STR(SOURCE), source, &err) ||
		!truth_open(
			&test_mem, source, (struct truth_ask){ 0 }, &t, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return t;
}

/* The source with one piece of its text in place of another. */
static struct truth_report checked(
	const char *was, const char *now, struct truth_ask ask)
{
	static const char source[] = SOURCE;
	const char *at = strstr(source, was);
	struct truth_report out = { 0 };
	struct resume a, b;
	struct truth *t;
	struct err err = { 0 };
	struct buf text;

	buf_init(&text, &test_mem, 10000);
	buf_add(&text, str_of(source, (size_t)(at - source)));
	buf_add(&text, str_c(now));
	buf_add(&text, str_c(at + strlen(was)));
	if (!resume_read_text(&test_mem, STR(SOURCE), &a, &err) ||
		!resume_read_text(&test_mem, buf_str(&text), &b, &err) ||
		!truth_open(&test_mem, &a, ask, &t, &err) ||
		!truth_check(&test_mem, t, &b, &out, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return out;
}

static bool has(const struct truth_report *r, enum truth_kind kind)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->at[i].kind == kind)
			return true;
	return false;
}

static bool lies(const char *was, const char *now, enum truth_kind kind)
{
	struct truth_report r = checked(was, now, (struct truth_ask){ 0 });

	return has(&r, kind);
}

static bool holds(const char *was, const char *now)
{
	struct truth_report r = checked(was, now, (struct truth_ask){ 0 });

	if (r.count)
		test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(r.at[0].why));
	return !r.count;
}

/* Faults of one bullet of the first job. */
static size_t bullet(const char *after)
{
	struct truth_report r;
	struct err err = { 0 };

	if (!truth_check_text(&test_mem, opened(), STR("/work/0/highlights/0"),
		    STR_NONE, str_c(after), &r, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return r.count;
}

static size_t summary(const char *after)
{
	struct truth_report r;
	struct err err = { 0 };

	if (!truth_check_text(&test_mem, opened(), STR("/basics/summary"),
		    STR_NONE, str_c(after), &r, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	return r.count;
}

TEST(words_of_one_family_are_in_no_other)
{
	static const char *const lists[] = {
#define FAMILY(words) words,
#define THINGS(words) words,
#define PAST(words)
#define PLAIN(words)
#define GENERIC(words)
#define MEEK(words)
#define GUARD(id, words)
#define LEVEL(words)
#define BOAST(words)
#define SCOPE(words)
#define PEOPLE(words)
#define HEADING(words)
#define OVER(words)
#define UNDER(words)
#define UNIT(sign, words)
#define COUNT(number, words)
#include "tailor/truth_words.def"
	};
	struct truth_lexicon *lex = ARENA_NEW(&test_mem, struct truth_lexicon);
	struct resume_wording w;
	bool verb;

	truth_lexicon_read(&test_mem, lex);
	for (size_t i = 0; i < LENGTH(lists); i++) {
		resume_wording_read(&test_mem, str_c(lists[i]), &w);
		for (size_t k = 0; k < w.count; k++)
			if (truth_family_of(lex, w.at[k].text, &verb) !=
				(int)i + 1)
				test_fail(__FILE__, __LINE__, "'%.*s'",
					STR_ARG(w.at[k].text));
	}
}

TEST(the_source_itself_is_true) { OK(holds("Curious.", "Curious.")); }

TEST(employers_titles_dates_and_places_are_frozen)
{
	OK(lies("Dunmore Ltd", "Norvane", TRUTH_EMPLOYER));
	OK(lies("Junior Developer", "Developer", TRUTH_TITLE));
	OK(lies("2018-01", "2017-01", TRUTH_DATE));
	OK(lies(",\"endDate\":\"2021-12\"", "", TRUTH_DATE));
	OK(lies("\"Leeds\"", "\"London\"", TRUTH_PLACE));
	OK(holds("\"location\":\"Leeds\",", ""));
}

TEST(degrees_and_languages_are_frozen)
{
	OK(lies("BSc", "PhD", TRUTH_DEGREE));
	OK(lies("Physics", "Law", TRUTH_DEGREE));
	OK(lies("Leeds College", "Oxford", TRUTH_SCHOOL));
	OK(lies("\"B1\"", "\"C2\"", TRUTH_LANGUAGE));
	OK(lies("{\"language\":\"German\",\"fluency\":\"B1\"}",
		"{\"language\":\"German\"}", TRUTH_LANGUAGE));
}

TEST(the_person_is_frozen)
{
	OK(lies("Ada Example", "Dr. Ada Example", TRUTH_CONTACT));
	OK(lies("ada@example.org", "eve@example.org", TRUTH_CONTACT));
	OK(lies("\"label\":\"Backend Engineer\"",
		"\"label\":\"Head of Engineering\"", TRUTH_LEVEL));
	OK(holds("\"label\":\"Backend Engineer\"",
		"\"label\":\"Junior Developer\""));
}

TEST(a_job_that_is_gone_is_a_gap_unless_somebody_asked)
{
	static const char last[] =
		",{\"name\":\"Tidemark\",\"position\":\"Junior Developer\","
		"\"startDate\":\"2015-01\",\"endDate\":\"2017-12\","
		"\"highlights\":[\"Wrote reports in Python that saved $2m\","
		"\"Mentored by senior engineers\"]}";
	struct truth_report r =
		checked(last, "", (struct truth_ask){ .entries_may_go = true });

	OK(!r.count);
	OK(lies(last, "", TRUTH_REMOVED));
}

TEST(an_entry_that_is_not_there_is_a_lie)
{
	OK(lies("\"work\":[", "\"work\":[{\"name\":\"Norvane\"},",
		TRUTH_ENTRY));
	OK(lies("\"languages\":[",
		"\"certificates\":[{\"name\":\"CISA\"}],\"languages\":[",
		TRUTH_ENTRY));
}

TEST(numbers_stay_where_they_are_and_what_they_are)
{
	OK(bullet("Cut build time by 31%"));
	OK(bullet("Cut build time by over 30%"));
	OK(bullet("Cut build time by 5 and trained 30% colleagues"));
	OK(bullet("Built reports that saved $2m"));
	OK(bullet("Built the billing service for 40+ banks"));
	OK(!bullet("Cut build time by 30 percent"));
	OK(!bullet("Trained five colleagues"));
	OK(!summary("Wrote reports in Python that saved $2 million."));
}

TEST(skills_that_nothing_proves_are_lies)
{
	OK(lies("\"PostgreSQL\"]", "\"PostgreSQL\",\"Terraform\"]",
		TRUTH_SKILL));
	OK(bullet("Built the billing service in Rust"));
	OK(bullet("Built the billing service in Go and Terraform"));
	OK(!bullet("Built the billing service in Golang and Postgres"));
	OK(holds("\"PostgreSQL\"]", "\"Postgres\",\"Python\"]"));
	OK(lies("\"level\":\"Beginner\"", "\"level\":\"Expert\"", TRUTH_LEVEL));
	OK(lies(",\"level\":\"Beginner\"", "", TRUTH_LEVEL));
}

TEST(a_stronger_verb_and_a_higher_level_are_lies)
{
	OK(bullet("Led the billing service in Go"));
	OK(bullet("Migrated two data centres to Kubernetes"));
	OK(bullet("Successfully built the billing service in Go"));
	OK(bullet("Built the global billing service in Go"));
	OK(summary("Senior Backend Engineer."));
	OK(summary("Mentored senior engineers."));
	OK(summary("Backend Engineer with deep expertise in Go."));
	OK(summary("Developer at Tidemark."));
	OK(!bullet("Assisted in migrating two data centres to K8s"));
	OK(!summary("Junior Developer at Tidemark."));
}

TEST(a_negation_is_neither_dropped_nor_added)
{
	OK(bullet("Moved the portal with downtime"));
	OK(bullet("Never moved the portal"));
	OK(!bullet("Migrated the portal without downtime"));
	OK(!bullet("Moved the portal"));
}

TEST(what_two_bullets_say_is_not_mixed_into_a_third)
{
	OK(bullet("Built the portal in Go"));
	OK(bullet("Trained 40 banks"));
	OK(!bullet("Built the billing service in Go and moved the portal "
		   "without downtime"));
}

TEST(words_of_equal_strength_and_other_forms_are_honest)
{
	OK(!bullet("Developed the billing service in Go for 40 banks"));
	OK(!bullet("The billing service was built in Go"));
	OK(!bullet("Reduced build time by 30%"));
	OK(!bullet("Building billing services for 40 banks"));
}

TEST(years_of_experience_are_what_the_dates_say)
{
	OK(!summary("Backend Engineer with 7 years of experience."));
	OK(!summary("Backend Engineer with 4 years of experience in Go."));
	OK(summary("Backend Engineer with 8 years of experience."));
	OK(summary("Backend Engineer with 7 years of experience in Go."));
}

TEST(addresses_and_hidden_characters_are_lies)
{
	OK(lies("40 banks", "40 banks, see https://example.com", TRUTH_LINK));
	OK(lies("40 banks", "40 banks\xe2\x80\x8b", TRUTH_HIDDEN));
	OK(lies("\"languages\":",
		"\"meta\":{\"vitae\":{\"style\":{\"colors\":"
		"{\"text\":\"#fff\"}}}},\"languages\":",
		TRUTH_HIDDEN));
	OK(lies("\"languages\":", "\"clearance\":\"top\",\"languages\":",
		TRUTH_FIELD));
}

TEST(a_skill_with_a_hidden_character_is_true_where_it_has_been_so)
{
	OK(lies("\"PostgreSQL\"]", "\"PostgreSQL\xe2\x80\x8b\"]",
		TRUTH_HIDDEN));
	OK(lies("\"name\":\"Rust\"", "\"name\":\"Rust\xe2\x80\x8b\"",
		TRUTH_HIDDEN));
}

TEST(a_level_is_not_taken_from_somebody_else)
{
	OK(summary("Senior engineers."));
	OK(!summary("Mentored by senior engineers."));
}

TEST(a_change_of_what_does_not_stand_there_is_told)
{
	struct truth_report r;
	struct err err = { 0 };

	NEED(truth_check_text(&test_mem, opened(), STR("/basics/summary"),
		STR("Eager."), STR("Curious."), &r, &err));
	OK(r.count == 1 && r.at[0].kind == TRUTH_BEFORE);
}

TEST(a_fault_says_where_what_and_why)
{
	struct truth_report r =
		checked("40 banks", "90 banks", (struct truth_ask){ 0 });

	NEED(r.count == 1);
	SAME_STR(r.at[0].at, STR("/work/0/highlights/0"));
	SAME_STR(r.at[0].what, STR("90"));
	OK(str_starts(r.at[0].why, STR("'90' is a number")));
}

TEST(too_big_a_resume_is_refused_and_not_half_checked)
{
	struct resume_entry *many =
		ARENA_LIST(&test_mem, struct resume_entry, TRUTH_ENTRIES + 1);
	struct resume r = { 0 };
	struct truth *t;
	struct err err = { 0 };

	r.section[RESUME_WORK].at = many;
	r.section[RESUME_WORK].count = TRUTH_ENTRIES + 1;
	OK(!truth_open(&test_mem, &r, (struct truth_ask){ 0 }, &t, &err));
	OK(err.code == ERR_TOO_BIG);
}
