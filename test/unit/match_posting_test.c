/* What a posting asks for, and where it says so (TAI-1). */
#include "match/page.h"
#include "match/posting.h"
#include "match/written.h"
#include "test.h"

static struct posting read_text(const char *text)
{
	struct posting p = { 0 };
	struct err err = { 0 };

	OK_ERR(posting_read(&test_mem, str_c(text), &p, &err), err);
	return p;
}

static const struct posting_term *skill(
	const struct posting *p, const char *label)
{
	for (size_t i = 0; i < p->skills.count; i++)
		if (str_is(p->skills.at[i].label, label))
			return &p->skills.at[i];
	return NULL;
}

static bool asks_for(const struct posting *p, const char *code)
{
	for (size_t i = 0; i < p->languages.count; i++)
		if (!strcmp(p->languages.at[i].code, code))
			return true;
	return false;
}

static const char english[] =
	"Senior Nurse\n"
	"Company: Larkspur Clinic\n"
	"Location: Turku\n"
	"\n"
	"Requirements\n"
	"- At least three years of experience in intensive care\n"
	"- Bachelor's degree in nursing or equivalent experience\n"
	"- Fluent English, written and spoken\n"
	"- k8s is no joke here, and neither is Kubernetes\n"
	"\n"
	"Nice to have\n"
	"- Phlebotomy\n"
	"\n"
	"What we offer\n"
	"- 30 days of holiday, 10 years of loyalty bonus, free Python "
	"classes\n";

TEST(a_posting_has_a_title_a_level_a_company_and_a_place)
{
	struct posting p = read_text(english);

	SAME_STR(posting_str(&p, p.title), STR("Senior Nurse"));
	SAME_INT(p.level, LEVEL_SENIOR);
	SAME_STR(posting_str(&p, p.company), STR("Larkspur Clinic"));
	SAME_STR(posting_str(&p, p.location), STR("Turku"));
	NEED(p.occupation != TAXONOMY_NONE);
}

TEST(years_and_degrees_are_what_is_required_and_not_what_is_offered)
{
	struct posting p = read_text(english);

	SAME_INT(p.years, 3);
	SAME_INT(p.degree, DEGREE_BACHELOR);
	OK(p.degree_or);
	OK(asks_for(&p, "en"));
	SAME_INT((long long)p.languages.count, 1);
}

TEST(skills_are_required_or_welcome_by_where_they_stand)
{
	struct posting p = read_text(english);
	const struct posting_term *must = skill(&p, "Kubernetes");
	const struct posting_term *nice = skill(&p, "Phlebotomy");

	NEED(must && nice);
	OK(must->must && !nice->must);
	OK(must->weight > nice->weight);
	OK(!skill(&p, "Python")); /* it is offered */
}

TEST(a_skill_is_one_under_two_names_and_its_span_is_one_of_them)
{
	struct posting p = read_text(english);
	const struct posting_term *t = skill(&p, "Kubernetes");
	size_t count = 0;

	NEED(t);
	for (size_t i = 0; i < p.skills.count; i++)
		count += p.skills.at[i].skill == t->skill;
	SAME_INT((long long)count, 1);
	OK(str_is(posting_str(&p, t->span), "k8s") ||
		str_is(posting_str(&p, t->span), "Kubernetes"));
}

TEST(each_span_lies_within_the_posting)
{
	struct posting p = read_text(english);

	for (size_t i = 0; i < p.skills.count; i++)
		OK(p.skills.at[i].span.at + p.skills.at[i].span.len <=
			p.text.len);
	for (size_t i = 0; i < p.words.count; i++)
		OK(p.words.at[i].span.at + p.words.at[i].span.len <=
			p.text.len);
	for (size_t i = 0; i < p.needs.count; i++)
		OK(p.needs.at[i].span.len &&
			p.needs.at[i].span.at + p.needs.at[i].span.len <=
				p.text.len);
}

TEST(each_line_of_requirements_is_a_need)
{
	struct posting p = read_text(english);

	SAME_INT((long long)p.needs.count, 5);
	SAME_INT(p.needs.at[0].years, 3);
	SAME_INT(p.needs.at[1].degree, DEGREE_BACHELOR);
	NEED(p.needs.at[2].language);
	OK(!strcmp(p.needs.at[2].language, "en"));
	OK(p.needs.at[3].must && !p.needs.at[4].must);
}

TEST(a_heading_may_say_what_you_will_have)
{
	static const char *const headings[] = {
		"You will have:", "Essential criteria", "Person specification"
	};
	struct posting p;
	struct err err = { 0 };

	for (size_t i = 0; i < LENGTH(headings); i++) {
		OK_ERR(posting_read(&test_mem,
			       str_fmt(&test_mem,
				       "Teacher\n\n%s\n- Love of books\n"
				       "- First aid\n",
				       headings[i]),
			       &p, &err),
			err);
		SAME_INT(p.needs.count, 2);
	}
}

TEST(a_posting_in_prose_asks_by_its_sentences)
{
	struct posting p;
	struct err err = { 0 };

	OK_ERR(posting_read(&test_mem,
		       STR("Frontend engineer\n\nYou'll join a team of five in "
			   "an "
			   "old mill by the river. You should have four years "
			   "of "
			   "experience with React, and you know TypeScript "
			   "well. "
			   "Experience with GraphQL is required. A bit of "
			   "Django "
			   "would be a bonus, but it is not a must. Our office "
			   "has "
			   "a garden and we use Slack for nearly all we "
			   "say.\n"),
		       &p, &err),
		err);
	SAME_INT(p.needs.count, 3);
	SAME_INT(p.needs.at[0].years, 4);
	OK(p.needs.at[1].must && !p.needs.at[2].must);
}

TEST(a_german_posting_is_read_like_an_english_one)
{
	struct posting p =
		read_text("Projektleiter (m/w/d)\n"
			  "Unternehmen: Mühlwerk Nord\n"
			  "Standort: Bremen\n"
			  "\n"
			  "Ihr Profil\n"
			  "- Mindestens 5 Jahre Berufserfahrung mit SAP\n"
			  "- Master in Informatik\n"
			  "- Deutsch fließend in Wort und Schrift\n"
			  "\n"
			  "Wir bieten\n"
			  "- Python-Kurse\n");

	SAME_STR(posting_str(&p, p.title), STR("Projektleiter"));
	SAME_STR(posting_str(&p, p.company), STR("Mühlwerk Nord"));
	SAME_STR(posting_str(&p, p.location), STR("Bremen"));
	SAME_INT(p.years, 5);
	SAME_INT(p.degree, DEGREE_MASTER);
	OK(asks_for(&p, "de"));
	OK(skill(&p, "SAP") && skill(&p, "SAP")->must);
	OK(!skill(&p, "Python"));
}

TEST(a_french_posting_is_read_like_an_english_one)
{
	struct posting p =
		read_text("Développeur Java\n"
			  "Entreprise : Moulin du Nord\n"
			  "Lieu\xc2\xa0: Lille\n"
			  "\n"
			  "Profil recherché\n"
			  "- 4 ans d'expérience avec Java et PostgreSQL\n"
			  "- Français courant\n");

	SAME_STR(posting_str(&p, p.title), STR("Développeur Java"));
	SAME_STR(posting_str(&p, p.company), STR("Moulin du Nord"));
	SAME_STR(posting_str(&p, p.location), STR("Lille"));
	SAME_INT(p.years, 4);
	OK(asks_for(&p, "fr"));
	OK(skill(&p, "Java") && skill(&p, "Java")->must);
	OK(skill(&p, "PostgreSQL") && skill(&p, "PostgreSQL")->must);
}

TEST(a_title_whose_first_word_is_a_level_is_a_title)
{
	struct posting p = read_text("# Senior Data Engineer\n\n"
				     "Larkspur Mills is hiring.\n\n"
				     "# Requirements\n\n- Python\n");

	SAME_STR(posting_str(&p, p.title), STR("Senior Data Engineer"));
	/* and a blank before it is not looked behind */
	p = read_text(" Senior Data Engineer\n- Python\n");
	SAME_STR(posting_str(&p, p.title), STR("Senior Data Engineer"));
}

TEST(the_type_of_a_position_is_not_its_title)
{
	struct posting p = read_text("Analytics Engineer - Larkspur\n\n"
				     "Location: Fenmouth\n"
				     "Type of Position: Full-Time\n\n"
				     "Responsibilities:\n- Design reports\n");

	SAME_STR(posting_str(&p, p.title), STR("Analytics Engineer"));
}

TEST(nothing_and_too_much_are_no_postings)
{
	struct posting p;
	struct err err = { 0 };
	struct str big = str_of(
		arena_alloc(&test_mem, POSTING_BYTES + 1), POSTING_BYTES + 1);

	OK(!posting_read(&test_mem, STR(""), &p, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	OK(!posting_read(&test_mem, STR(" \n\t * \n"), &p, &err));
	OK(!posting_read(&test_mem, big, &p, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

TEST(a_posting_without_any_skill_is_one_all_the_same)
{
	struct posting p = read_text("We are nice people. Come and see us.\n");

	SAME_INT((long long)p.skills.count, 0);
	SAME_INT(p.years, 0);
	SAME_INT(p.degree, DEGREE_NONE);
}

/* ---- pages ------------------------------------------------------------------
 */

static struct str cut(const char *html)
{
	return posting_page_cut(&test_mem, str_c(html));
}

static bool holds(struct str s, const char *part)
{
	return memmem(s.at, s.len, part, strlen(part)) != NULL;
}

TEST(a_page_is_told_by_its_tags)
{
	OK(posting_page_is(STR("<!DOCTYPE html><title>x")));
	OK(posting_page_is(STR("\xef\xbb\xbf \n<div class=a>x</div>")));
	OK(posting_page_is(STR("Cook<ul><li>HACCP</li><li>Menus</li></ul>")));
	OK(!posting_page_is(STR("")));
	OK(!posting_page_is(STR("Salary < 50,000 and > 40,000")));
	OK(!posting_page_is(STR("<name> of the job")));
	OK(!posting_page_is(STR("# Cook\n\nUse <p> well")));
}

TEST(menus_and_feet_of_a_page_go_and_its_main_part_stays)
{
	struct str s = cut("<html><nav>Sales</nav><p>head</p><main><h1>Cook"
			   "</h1></main><footer>Fortran</footer></html>");

	OK(holds(s, "<h1>Cook"));
	OK(!holds(s, "Sales") && !holds(s, "Fortran") && !holds(s, "head"));
	s = cut("<body><nav>Sales</nav><p>Cook</p><footer>Fortran");
	OK(holds(s, "Cook") && !holds(s, "Sales"));
	/* what is never closed stays: it may be all there is */
	OK(holds(s, "Fortran"));
	OK(holds(cut("<nav>Cook"), "Cook"));
	OK(holds(cut("<main>Cook"), "Cook"));
}

TEST(what_a_page_says_for_machines_comes_before_what_it_shows)
{
	struct str s = cut(
		"<p>shown</p><script type=\"application/ld+json\">{\"@type\":"
		"[\"Thing\",\"JobPosting\"],\"title\":\"Cook\",\"description\":"
		"\"Use <b>knives</b>\",\"skills\":[\"HACCP\",\"Menus\"],"
		"\"experienceRequirements\":{\"monthsOfExperience\":36}}"
		"</script>");

	OK(holds(s, "<h1>Cook</h1>") && holds(s, "<b>knives</b>"));
	OK(holds(s, "<li>HACCP</li>") && holds(s, "At least 3 years"));
	OK(!holds(s, "shown"));
	/* what is no JSON, or no job, is passed over */
	OK(holds(cut("<script type='application/ld+json'>{\"@type\":"
		     "\"JobPosting\"</script><p>shown"),
		"shown"));
	OK(holds(cut("<script type='application/ld+json'>{\"@type\":"
		     "\"NoJob\",\"x\":\"JobPosting\"}</script><p>shown"),
		"shown"));
}

/* ---- languages ---------------------------------------------------------- */

static const char *language(const char *text)
{
	struct resume_wording w;
	const char *code;

	resume_wording_read(&test_mem, str_c(text), &w);
	code = written_in(&w);
	return code ? code : "";
}

TEST(a_language_is_told_by_its_small_words_or_its_script)
{
	static const struct {
		const char *code, *text;
	} all[] = { { "en", "We are looking for a cook to join our team in the "
			    "harbour, with love for food and for the guests." },
		{ "de", "Wir suchen einen Koch für unser Team, der mit uns die "
			"Karte plant und das Team führt." },
		{ "fr", "Nous cherchons un cuisinier pour une équipe avec vous "
			"et les clients des villes." },
		{ "es", "Buscamos una persona para la cocina con ganas y los "
			"clientes del puerto, el equipo y las salas." },
		{ "ru", "Мы ищем повара в нашу команду" },
		{ "uk", "Ми шукаємо кухаря до нашої команди в Києві" },
		{ "ja", "私たちは料理人を探しています" },
		{ "zh", "我们正在寻找一位厨师加入团队" },
		{ "", "Python, Kubernetes, PostgreSQL" }, { "", "" } };

	for (size_t i = 0; i < LENGTH(all); i++)
		SAME_STR(str_c(language(all[i].text)), str_c(all[i].code));
	SAME_STR(str_c(written_name("de")), STR("German"));
	SAME_STR(str_c(written_name("xx")), STR("xx"));
}

/* ---- pages, by who has no jail ------------------------------------------ */

static void page_says(const char *html, const char *text)
{
	struct str got = posting_page_text(&test_mem, str_c(html));

	if (!str_is(got, text))
		test_fail(
			__FILE__, __LINE__, "'%s': '%.*s'", html, STR_ARG(got));
}

TEST(what_can_be_read_of_a_page_is_its_text)
{
	page_says("<!DOCTYPE html><html><head><title>x</title></head><body>"
		  "<nav><li>Home</li></nav><main class=\"a>b\"><h1>Cook</h1>"
		  "<UL><LI>HACCP &amp; <b>hygiene</b></LI></UL></main></body>",
		"Cook\n\n- HACCP & hygiene");
	page_says("<div>1 < 2<!-- no --><br>and</div><button>Apply</button>",
		"1 < 2\nand");
	page_says("<p>a</p><script>\"<li>Fortran</li>\"</script><p>b</p>",
		"a\n\nb");
	page_says("", "");
	page_says("<p", "");
}

TEST(what_a_page_hides_is_no_text)
{
	page_says("<p>a</p><div style=\"color:red; display : none\"><div>x"
		  "</div>y</div><p>b</p>",
		"a\n\nb");
	page_says("<p>a</p><p hidden>x</p><p>b</p>", "a\n\nb");
	page_says("<p>a</p><p class=\"hidden-phone\">b</p>", "a\n\nb");
}

TEST(a_licence_to_drive_is_no_degree)
{
	SAME_INT(read_text("Driver\n\nRequirements\n- Forklift licence\n")
			 .degree,
		DEGREE_NONE);
	SAME_INT(read_text("Driver\n\nRequirements\n- A driving licence for "
			   "lorries\n")
			 .degree,
		DEGREE_NONE);
	SAME_INT(read_text("Juriste\n\nProfil\n- Licence en droit\n").degree,
		DEGREE_BACHELOR);
}
