/* What the builtin engine chooses (TAI-6), and what it does when it is asked to
 * in words (TAI-8): words, lists, sections, length. */
#include "tailor_made.h"

#include "tailor/truth.h"

/* Tailored as somebody asks for it; what was taken is true. */
static struct tailored *asked(
	const char *person, const char *posting, const char *words)
{
	struct tailored *t = ARENA_NEW(&test_mem, struct tailored);
	struct truth_ask how = { .now = TAILOR_NOW };
	struct truth_report report;
	struct truth *truth;

	OK_ERR(tailor_begin(t, person, posting), t->err);
	t->ask.instructions = str_c(words);
	OK_ERR(tailor_whole(t), t->err);
	for (size_t i = 0; i < t->result.changes.count; i++)
		if (!t->result.changes.at[i].accepted)
			test_fail(__FILE__, __LINE__, "%.*s: %.*s",
				STR_ARG(t->result.changes.at[i].at),
				STR_ARG(t->result.changes.at[i].why));
	OK_ERR(truth_open(&test_mem, &t->source, how, &truth, &t->err), t->err);
	OK(truth_check(&test_mem, truth, &t->result.resume, &report, &t->err));
	SAME_INT(report.count, 0);
	return t;
}

static const struct resume_entry *job(const struct tailored *t, size_t i)
{
	return &t->result.resume.section[RESUME_WORK].at[i];
}

#define COOK(skills, bullets)                                                \
	"{\"basics\":{\"name\":\"Ned Alder\",\"email\":\"n@alder.example\"," \
	"\"phone\":\"+1 555 0100\"},\"work\":[{\"name\":\"Alder Rail\","     \
	"\"position\":\"Engineer\",\"startDate\":\"2016-01\","               \
	"\"highlights\":[" bullets "]}]" skills "}"

TEST(the_postings_verb_is_chosen_where_it_says_the_same)
{
	struct tailored *t =
		asked(COOK("", "\"Spearheaded the move to Docker.\","
			       "\"Answered questions of 40 customers.\""),
			"Engineer\n\nRequirements\n- Docker\n"
			"- Streamline what clients ask for\n",
			"");

	SAME_STR(job(t, 0)->highlights.at[1],
		STR("Answered questions of 40 clients."));
	t = asked(COOK("", "\"Simplified the release of Docker images.\""),
		"Engineer\n\nRequirements\n- Docker\n- Streamline releases\n",
		"");
	SAME_STR(job(t, 0)->highlights.at[0],
		STR("Streamlined the release of Docker images."));
}

TEST(a_verb_that_has_people_behind_it_is_left_alone)
{
	struct tailored *t = asked(
		COOK("", "\"Gathered a team of nine around Docker.\""),
		"Engineer\n\nRequirements\n- Docker\n- Collect samples\n", "");

	SAME_STR(job(t, 0)->highlights.at[0],
		STR("Gathered a team of nine around Docker."));
}

TEST(a_skill_is_never_added_to_a_list_that_says_how_well)
{
	struct tailored *t = asked(
		COOK(",\"skills\":[{\"name\":\"Tools\",\"level\":\"Expert\","
		     "\"keywords\":[\"Excel\"]}]",
			"\"Ran builds in Docker.\""),
		"Engineer\n\nRequirements\n- Docker\n", "");
	const struct resume_entries *s =
		&t->result.resume.section[RESUME_SKILLS];

	NEED(s->count == 2);
	SAME_INT(s->at[0].keywords.count, 1);
	SAME_STR(s->at[1].name, STR("Docker"));
	SAME_INT(s->at[1].level.len, 0);
}

TEST(who_has_no_list_of_skills_gets_one_of_what_bullets_prove)
{
	struct tailored *t = asked(COOK("", "\"Ran builds in Docker.\""),
		"Engineer\n\nRequirements\n- Docker\n- Kubernetes\n", "");

	NEED(t->result.resume.section[RESUME_SKILLS].count == 1);
	SAME_STR(t->result.resume.section[RESUME_SKILLS].at[0].name,
		STR("Docker"));
}

/* It was refused whole, for the one skill that a level holds back. */
TEST(one_skill_that_does_not_hold_takes_no_other_with_it)
{
	struct tailored *t = asked(COOK("", "\"Ran builds in Docker.\","
					    "\"Wants to learn Terraform.\""),
		"Engineer\n\nRequirements\n- Docker\n- Terraform\n", "");

	OK(tailor_has(t->result.resume.basics.summary, "Docker"));
	OK(!tailor_has(t->result.resume.basics.summary, "Terraform"));
}

TEST(a_sentence_is_said_in_the_language_of_the_resume)
{
	struct tailored *t = asked(
		COOK("", "\"Ich habe mit der Gruppe und für das Werk die "
			 "Umstellung auf Docker und das Lager mit den Regalen "
			 "der Halle für die Kunden gemacht.\""),
		"Engineer\n\nRequirements\n- Docker\n", "");

	OK(str_starts(t->result.resume.basics.summary, STR("Erfahrung mit ")));
}

TEST(projects_that_show_what_is_asked_for_come_before_other_jobs)
{
	struct tailored *t = asked(
		"{\"basics\":{\"name\":\"Ned Alder\"},\"work\":[{\"name\":"
		"\"Alder Bakery\",\"position\":\"Baker\",\"highlights\":["
		"\"Baked.\"]}],\"projects\":[{\"name\":\"Rails\","
		"\"highlights\":[\"Wrote it in Python, Docker and "
		"PostgreSQL.\"]}]}",
		"Developer\n\nRequirements\n- Python\n- Docker\n- "
		"PostgreSQL\n",
		"");
	const struct resume_texts *order =
		&t->result.resume.meta.vitae.section_order;
	size_t work = 0, projects = 0;

	NEED(order->count > 2);
	for (size_t i = 0; i < order->count; i++) {
		work = str_is(order->at[i], "work") ? i : work;
		projects = str_is(order->at[i], "projects") ? i : projects;
	}
	OK(projects < work);
	SAME_STR(order->at[0], STR("summary"));
}

TEST(what_shall_stay_stays_to_the_letter)
{
	struct tailored *free = asked(TAILOR_PERSON, TAILOR_POSTING, "");
	struct tailored *kept = asked(TAILOR_PERSON, TAILOR_POSTING,
		"keep my summary, do not touch the skills or the bullets and "
		"leave the order");

	OK(!str_eq(free->result.resume.basics.summary,
		free->source.basics.summary));
	SAME_STR(kept->result.resume.basics.summary,
		kept->source.basics.summary);
	SAME_INT(
		kept->result.resume.section[RESUME_SKILLS].at[0].keywords.count,
		4);
	for (size_t i = 0; i < 3; i++)
		SAME_STR(job(kept, 0)->highlights.at[i],
			kept->source.section[RESUME_WORK]
				.at[0]
				.highlights.at[i]);
}

TEST(what_is_to_be_stressed_comes_first)
{
	struct tailored *t = asked(
		COOK("", "\"Ran builds in Docker.\",\"Led six people.\""),
		"Engineer\n\nRequirements\n- Docker\n", "stress leadership");

	SAME_STR(job(t, 0)->highlights.at[0], STR("Led six people."));
}

TEST(a_shorter_summary_keeps_sentences_whole)
{
	struct tailored *t = asked(
		"{\"basics\":{\"name\":\"Ned Alder\",\"summary\":\"Engineer of "
		"trains. Likes tea. Runs Docker at night. Has a dog.\"},"
		"\"work\":[{\"name\":\"Alder Rail\",\"highlights\":[\"Ran "
		"builds in Docker.\"]}]}",
		"Engineer\n\nRequirements\n- Docker\n", "shorter summary");

	SAME_STR(t->result.resume.basics.summary,
		STR("Engineer of trains. Runs Docker at night."));
}

TEST(one_page_drops_what_says_least_and_leaves_no_job_bare)
{
	struct buf b;
	struct tailored *t;
	size_t bullets = 0;

	buf_init(&b, &test_mem, 64 << 10);
	buf_add(&b, STR("{\"basics\":{\"name\":\"Ned Alder\"},\"work\":["));
	for (int i = 0; i < 6; i++) {
		buf_addf(&b,
			"%s{\"name\":\"Alder %d\",\"startDate\":\"20%d\","
			"\"highlights\":[\"Ran builds in Docker.\"",
			i ? "," : "", i, 20 - i);
		for (int k = 0; k < 12; k++)
			buf_addf(&b, ",\"Kept the yard in order, day %d.\"", k);
		buf_add(&b, STR("]}"));
	}
	buf_add(&b, STR("]}"));
	buf_addc(&b, '\0');
	t = asked(b.at, "Engineer\n\nRequirements\n- Docker\n", "one page");
	for (size_t i = 0; i < 6; i++) {
		const struct resume_texts *list = &job(t, i)->highlights;

		NEED(list->count > 0);
		SAME_STR(list->at[0], STR("Ran builds in Docker."));
		bullets += list->count;
	}
	OK(bullets >= 7);
	OK(bullets < 45);
	t = asked(b.at, "Engineer\n\nRequirements\n- Docker\n", "");
	SAME_INT(job(t, 0)->highlights.count, 13);
}

TEST(a_list_that_brings_an_item_is_no_shorter_list)
{
	struct tailored t;
	struct tailor_change c = { .at = STR("/work/0/highlights"),
		.op = TAILOR_DROP };
	struct tailor_changes all = { &c, 1 };
	struct str items[2] = { STR("Led the house."), STR("Ran it.") };

	NEED_ERR(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING), t.err);
	c.before.list = t.source.section[RESUME_WORK].at[0].highlights;
	c.after.list = (struct resume_texts){ items, 2 };
	NEED_ERR(tailor_apply(&test_mem, &t.ask, &all, &t.result, &t.err),
		t.err);
	OK(!t.result.changes.at[0].accepted);
	SAME_INT(job(&t, 0)->highlights.count, 3);
}
