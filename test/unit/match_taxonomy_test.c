/* Names of skills found in texts (TAI-1: k8s is Kubernetes). */
#include "match/taxonomy.h"
#include "test.h"

/* Labels of what a text names, with bars between. */
static struct str named(const char *text)
{
	struct resume_wording words;
	struct taxonomy_hit hits[200];
	struct buf b;
	size_t n;

	resume_wording_read(&test_mem, str_c(text), &words);
	n = taxonomy_find(&match_skills, str_c(text), &words, hits);
	n = taxonomy_settle(&match_skills, &words, hits, n);
	buf_init(&b, &test_mem, 10000);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%.*s", i ? "|" : "",
			STR_ARG(taxonomy_label(&match_skills, hits[i].entry)));
	return buf_str(&b);
}

TEST(a_skill_has_many_spellings_and_one_name)
{
	static const char *const same[] = { "k8s", "Kubernetes", "KUBERNETES",
		"(k8s)", "kubernetes-based", "on Kubernetes." };

	for (size_t i = 0; i < LENGTH(same); i++)
		SAME_STR(named(same[i]), STR("Kubernetes"));
	SAME_STR(named("Node.js"), named("NodeJS"));
	SAME_STR(named("node js"), named("NodeJS"));
	SAME_STR(named("relational database"), STR("Relational databases"));
	SAME_STR(named("Relational Databases"), STR("Relational databases"));
}

TEST(signs_that_mean_something_make_another_skill)
{
	SAME_STR(named("C++, C#, Python"), STR("C++|C#|Python"));
	SAME_STR(named(".NET, Python"), STR(".NET|Python"));
}

TEST(the_longest_name_is_taken_and_none_across_a_comma)
{
	SAME_STR(named("Amazon Web Services"), named("AWS"));
	SAME_STR(named("SQL Server"), STR("Microsoft SQL Server"));
	OK(!str_eq(named("SQL, Server"), named("SQL Server")));
}

TEST(a_common_word_is_a_skill_among_skills_only)
{
	SAME_STR(named("We go there with them"), STR(""));
	SAME_STR(named("Python, Go, Java"), STR("Python|Go|Java"));
	SAME_STR(named("Go along with us"), STR(""));
}

TEST(the_end_of_electronics_is_no_plural)
{
	SAME_STR(named("robotics"), STR("Robotics"));
	OK(!str_eq(named("a robotic voice"), STR("Robotics")));
	SAME_STR(named("Statistics, SQL"), STR("Statistics|SQL"));
}

TEST(a_name_in_capitals_has_a_plural)
{
	OK(named("EHR").len > 0);
	SAME_STR(named("EHRs"), named("EHR"));
	SAME_STR(named("wrote DSPs in C, Python"),
		named("wrote DSP in C, Python"));
	OK(!str_eq(named("Gos, SQL"), named("Go, SQL")));
}

TEST(a_common_word_is_a_skill_beside_what_it_proves)
{
	SAME_STR(named("pipelines in Python that prefect runs"), STR("Python"));
	OK(str_ends(named("Python jobs that run in Prefect"), STR("|Prefect")));
}

TEST(what_is_narrower_proves_what_is_broader_and_not_the_reverse)
{
	uint16_t pg = taxonomy_entry_of(&match_skills, STR("Postgres"));
	uint16_t rdb =
		taxonomy_entry_of(&match_skills, STR("Relational databases"));

	NEED(pg != TAXONOMY_NONE && rdb != TAXONOMY_NONE);
	OK(taxonomy_proves(&match_skills, pg, rdb));
	OK(taxonomy_proves(&match_skills, pg, pg));
	OK(!taxonomy_proves(&match_skills, rdb, pg));
	OK(taxonomy_is_near(&match_skills, pg,
		taxonomy_entry_of(&match_skills, STR("MySQL"))));
}

TEST(every_name_of_the_tables_finds_its_entry)
{
	const struct taxonomy *both[] = { &match_skills, &match_titles };

	for (size_t k = 0; k < LENGTH(both); k++)
		for (size_t i = 0; i < both[k]->names; i++) {
			struct str name =
				str_c(both[k]->text + both[k]->name[i].text);
			uint16_t found = taxonomy_entry_of(both[k], name);

			if (found != both[k]->name[i].entry)
				test_fail(__FILE__, __LINE__,
					"'%.*s' finds %.*s", STR_ARG(name),
					found == TAXONOMY_NONE
						? 7
						: (int)taxonomy_label(
							  both[k], found)
							  .len,
					found == TAXONOMY_NONE
						? "nothing"
						: taxonomy_label(both[k], found)
							  .at);
		}
}

TEST(every_soft_skill_that_deeds_show_is_in_the_tables)
{
	static const char *const labels[] = {
#define DEEDS(label, words) label,
#include "match/deeds.def"
#undef DEEDS
	};

	for (size_t i = 0; i < LENGTH(labels); i++)
		if (taxonomy_entry_of(&match_skills, str_c(labels[i])) ==
			TAXONOMY_NONE)
			test_fail(
				__FILE__, __LINE__, "no skill '%s'", labels[i]);
}
