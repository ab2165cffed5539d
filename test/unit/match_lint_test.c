/*
 * Lint of resumes (match/lint.h, TAI-3): every rule of lint.def that is about
 * one fires on a text that breaks it; a good one has no finding.
 */
#include "lint_made.h"

enum { NOW = 12 * 2026 + 10 }; /* November 2026 */

/* Nothing is wrong with it, nor is there anything to note. Parts of it are
 * replaced by what is. */
static const char good[] =
	"{\"basics\":{\"name\":\"Ines Carvalho\",\"label\":\"Baker\","
	"\"email\":\"ines@carvalho.example\",\"phone\":\"+351 21 000 0000\","
	"\"url\":\"https://carvalho.example\","
	"\"location\":{\"city\":\"Porto\",\"countryCode\":\"PT\"},"
	"\"summary\":\"Baker of sourdough with nine years in shops and hotels, "
	"who plans shifts, buys flour and keeps the books of two ovens.\"},"
	"\"work\":[{\"name\":\"Forno Velho\",\"position\":\"Head baker\","
	"\"startDate\":\"2021-03\",\"highlights\":["
	"\"Led a crew of 6 people through the nights of a shop with a queue "
	"at the door, and trained two of them to run it alone.\","
	"\"Cut waste of dough by a third with a ledger of every batch, read "
	"each morning by the whole crew.\","
	"\"Bought flour from three mills, by contracts that held their price "
	"through two bad harvests.\"]},"
	"{\"name\":\"Hotel Miragaia\",\"position\":\"Baker\","
	"\"startDate\":\"2017-05\",\"endDate\":\"2021-02\",\"highlights\":["
	"\"Baked for 240 guests a day, with bread on the table by six.\","
	"\"Wrote the recipes down, which four kitchens of the house use now.\","
	"\"Kept the cold room and its papers through two inspections without "
	"a remark.\"]}],"
	"\"education\":[{\"institution\":\"Escola de Hotelaria\","
	"\"area\":\"Baking\",\"startDate\":\"2014-09\","
	"\"endDate\":\"2017-04\"}],"
	"\"skills\":[{\"name\":\"Baking\",\"keywords\":[\"Sourdough\","
	"\"Laminated dough\",\"Shift plans\"]}],"
	"\"projects\":[{\"name\":\"Street oven\",\"startDate\":\"2022-06\","
	"\"description\":\"An oven on wheels for feasts of the quarter, built "
	"of scrap with neighbours and lent out for nothing since then.\"}],"
	"\"languages\":[{\"language\":\"Portuguese\","
	"\"fluency\":\"Native\"}]}";

/* ---- resumes ------------------------------------------------------------ */

static const struct bad {
	const char *code, *part, *with;
} bads[] = {
	{ "no-name", "\"name\":\"Ines Carvalho\",", "" },
	{ "no-email", "\"email\":\"ines@carvalho.example\",", "" },
	{ "bad-email", "ines@carvalho.example", "ines at carvalho" },
	{ "no-phone", "\"phone\":\"+351 21 000 0000\",", "" },
	{ "bad-phone", "+351 21 000 0000", "ask me" },
	{ "no-place", "\"city\":\"Porto\",\"countryCode\":\"PT\"", "" },
	{ "bad-link", "https://carvalho.example", "my page" },
	{ "photo", "\"label\"", "\"image\":\"ines.jpg\",\"label\"" },
	{ "birth-date", "\"label\"", "\"birthDate\":\"1994\",\"label\"" },
	{ "birth-date", "who plans shifts", "Date of birth: 3 May" },
	{ "marital-status", "who plans shifts", "marital status: none" },
	{ "nationality", "\"label\"", "\"nationality\":\"PT\",\"label\"" },
	{ "no-skills", "\"skills\":[", "\"x-skills\":[" },
	{ "odd-section", "\"languages\"",
		"\"meta\":{\"vitae\":{\"custom_sections\":[{\"id\":\"a\","
		"\"title\":\"My "
		"wanderings\",\"entries\":[]}]}},\"languages\"" },
	{ "odd-section", "\"languages\"",
		"\"meta\":{\"vitae\":{\"section_titles\":{\"work\":"
		"\"Where I was\"}}},\"languages\"" },
	{ "job-no-title", "\"position\":\"Head baker\",", "" },
	{ "job-no-employer", "\"name\":\"Forno Velho\",", "" },
	{ "job-no-dates", "\"startDate\":\"2017-05\",\"endDate\":\"2021-02\",",
		"" },
	{ "job-no-text", "\"work\":[",
		"\"work\":[{\"name\":\"Oven 9\",\"position\":\"Baker\","
		"\"startDate\":\"2013-01\",\"endDate\":\"2014-08\"}," },
	{ "school-no-name", "\"institution\":\"Escola de Hotelaria\",", "" },
	{ "date-future", "\"2022-06\"", "\"2027-06\"" },
	{ "dates-reversed", "\"2017-04\"", "\"2013-04\"" },
	{ "gap", "\"endDate\":\"2021-02\"", "\"endDate\":\"2019-02\"" },
	{ "overlap", "\"endDate\":\"2021-02\"", "\"endDate\":\"2021-09\"" },
	{ "sign-private", "Kept the", "\\ue0b1 Kept the" },
	{ "sign-emoji", "Kept the", "\\ud83d\\ude80 Kept the" },
	{ "sign-box", "Kept the", "\\u2502 Kept the" },
	{ "sign-rating", "Laminated", "\\u25cf\\u25cf\\u25cb Laminated" },
	{ "sign-unseen", "Kept", "Ke\\u200bpt" },
	{ "sign-unseen", "Kept", "Ke\\u200dpt" },
	{ "sign-bidi", "Kept", "\\u202eKept" },
	{ "sign-alike", "Kept", "K\\u0435pt" },
	{ "sign-styled", "Kept", "\\ud835\\udc0a\\ud835\\udc1e" },
	{ "sign-styled", "flour", "\\ufb02our" },
	{ "sign-lost", "Kept", "K\\ufffdpt" },
	{ "hidden-text", "Kept", "\\udb40\\udc48\\udb40\\udc49Kept" },
	{ "capitals",
		"Kept the cold room and its papers through two inspections "
		"without a remark.",
		"KEPT THE KITCHEN AND ALL PAPERS THROUGH INSPECTIONS" },
	{ "bullet-long", "Kept the cold room",
		"Kept zero one two three four five six seven eight nine ten "
		"one "
		"two three four five six seven eight nine ten one two three "
		"four five six seven eight nine ten" },
	{ "bullet-short",
		"Kept the cold room and its papers through two inspections "
		"without a remark.",
		"Kept papers." },
	{ "first-person", "Kept the", "I kept the" },
	{ "no-number", "Baked for 240 guests", "Baked for many guests" },
	{ "same-verb", "\"Kept the cold room and its papers through two",
		"\"Baked twice the bread.\",\"Baked through four" },
	{ "buzzword", "who plans shifts", "a team player" },
	{ "passive-opening", "Kept the cold", "Responsible for the cold" },
	{ "same-bullet",
		"Wrote the recipes down, which four kitchens of the "
		"house use now.",
		"Baked for 240 guests a day, with bread on the table by six." },
	{ "references-on-request", "\"languages\"",
		"\"references\":[{\"name\":\"None\",\"reference\":"
		"\"Available upon request.\"}],\"languages\"" },
	{ "stuffing", "\"Shift plans\"", "\"Rye\",\"rye\",\"RYE\"" },
	{ "stuffing", "who plans shifts",
		"bread bread bread bread bread bread bread bread" },
};

static struct str replaced(const char *part, const char *with)
{
	const char *at = strstr(good, part);

	if (!at)
		return STR_NONE;
	return str_fmt(&test_mem, "%.*s%s%s", (int)(at - good), good, with,
		at + strlen(part));
}

static struct lint *linted(struct str text)
{
	struct lint *l = ARENA_NEW(&test_mem, struct lint);
	struct resume *r = ARENA_NEW(&test_mem, struct resume);
	struct err err = { 0 };

	l->mem = &test_mem;
	OK_ERR(resume_read_text(&test_mem, text, r, &err), err);
	lint_resume(l, r, NOW);
	return l;
}

TEST(TAI_3_nothing_is_found_in_a_good_resume)
{
	check_none(linted(str_c(good)));
}

TEST(TAI_3_each_rule_finds_what_breaks_it_once)
{
	for (size_t i = 0; i < LENGTH(bads); i++) {
		struct str text = replaced(bads[i].part, bads[i].with);
		struct lint *l;

		if (!text.at) {
			test_fail(__FILE__, __LINE__, "'%s' is not in it",
				bads[i].part);
			continue;
		}
		l = linted(text);
		if (count_of(l, bads[i].code) != 1)
			test_fail(__FILE__, __LINE__, "row %zu: %zu of %s", i,
				count_of(l, bads[i].code), bads[i].code);
	}
}

/* What no part of the good one can be replaced by. */
static size_t found_in(const char *code, const char *text)
{
	return count_of(linted(str_c(text)), code);
}

TEST(TAI_3_a_resume_without_any_experience_is_an_error)
{
	SAME_INT(found_in("no-experience", "{\"basics\":{}}"), 1);
	SAME_INT(found_in("no-experience", "{\"projects\":[{}]}"), 0);
}

TEST(TAI_3_a_date_in_words_cannot_be_read)
{
	struct resume_entry job = { .name = STR("Forno"),
		.start_date = STR("Spring 2019") };
	struct resume r = { 0 };
	struct lint l = { .mem = &test_mem };

	r.section[RESUME_WORK].at = &job;
	r.section[RESUME_WORK].count = 1;
	lint_resume(&l, &r, NOW);
	SAME_INT(count_of(&l, "date-unreadable"), 1);
	job.start_date = STR("2019");
	l = (struct lint){ .mem = &test_mem };
	lint_resume(&l, &r, NOW);
	SAME_INT(count_of(&l, "date-unreadable"), 0);
}

static struct str words_of(
	const char *word, size_t count, const char *before, const char *after)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	buf_addf(&b, "%s", before);
	for (size_t i = 0; i < count; i++)
		buf_addf(&b, "%s%s%zu", i ? " " : "", word, i);
	buf_addf(&b, "%s", after);
	return buf_str(&b);
}

TEST(TAI_3_words_are_counted_against_years_of_work)
{
	static const char head[] = "{\"basics\":{\"summary\":\"",
			  tail[] = "\"}}";

	SAME_INT(count_of(linted(words_of("a", 119, head, tail)), "too-short"),
		1);
	SAME_INT(count_of(linted(words_of("a", 120, head, tail)), "too-short"),
		0);
	SAME_INT(count_of(linted(words_of("a", 700, head, tail)), "too-long"),
		0);
	SAME_INT(count_of(linted(words_of("a", 701, head, tail)), "too-long"),
		1);
}

TEST(TAI_3_forty_skills_are_not_too_many)
{
	static const char *const tails[] = { "\"]}]}" };
	struct buf b;

	for (size_t n = 40; n <= 41; n++) {
		buf_init(&b, &test_mem, 1 << 20);
		buf_addf(&b, "{\"skills\":[{\"keywords\":[\"a");
		for (size_t i = 1; i < n; i++)
			buf_addf(&b, "\",\"k%zu", i);
		buf_addf(&b, "%s", tails[0]);
		SAME_INT(count_of(linted(buf_str(&b)), "many-skills"), n > 40);
	}
}

/* ---- what is right ------------------------------------------------------ */

TEST(a_rank_in_a_title_is_not_the_first_person)
{
	struct str text = replaced("Kept the", "Rose to Baker I, kept the");

	SAME_INT(count_of(linted(text), "first-person"), 0);
}

TEST(a_list_of_abbreviations_is_not_written_in_capitals)
{
	struct str text = replaced(
		"Kept the cold room and its papers through two inspections "
		"without a remark.",
		"HACCP, ISO, EN, DIN, CE, 2 BRC");

	SAME_INT(count_of(linted(text), "capitals"), 0);
}

TEST(joiners_and_turns_have_their_place_in_scripts_that_need_them)
{
	/* Persian, with a joiner within a word, and an embedded number */
	struct str text = replaced("Kept the",
		"\\u0645\\u06cc\\u200c\\u062e\\u0648\\u0631\\u062f "
		"\\u202b12\\u202c");
	struct lint *l = linted(text);

	SAME_INT(count_of(l, "sign-unseen"), 0);
	SAME_INT(count_of(l, "sign-bidi"), 0);
}

TEST(a_word_of_one_alphabet_beside_another_is_not_mixed)
{
	struct str text = replaced(
		"Kept the", "\\u0421\\u0430\\u0440 oven 12 \\u03bcm, kept the");

	SAME_INT(count_of(linted(text), "sign-alike"), 0);
}

TEST(freelance_work_beside_a_job_is_no_overlap)
{
	struct str text = replaced("\"position\":\"Baker\","
				   "\"startDate\":\"2017-05\","
				   "\"endDate\":\"2021-02\"",
		"\"position\":\"Freelance baker\",\"startDate\":\"2017-05\","
		"\"endDate\":\"2022-02\"");

	SAME_INT(count_of(linted(text), "overlap"), 0);
}

TEST(a_study_between_two_jobs_is_no_gap)
{
	struct str text = replaced(
		"\"startDate\":\"2021-03\"", "\"startDate\":\"2025-01\"");

	/* the project goes on since 2022-06, but a year before it nothing */
	SAME_INT(count_of(linted(text), "gap"), 1);
	text = replaced("\"startDate\":\"2014-09\",\"endDate\":\"2017-04\"",
		"\"startDate\":\"2021-01\",\"endDate\":\"2021-03\"");
	SAME_INT(count_of(linted(text), "gap"), 0);
}

TEST(german_words_are_looked_for_in_german_texts)
{
	struct str text = replaced("Kept the cold room and its papers",
		"Verantwortlich f\\u00fcr den Laden und die \\u00d6fen, mit "
		"der Backstube und das Lager, die wir f\\u00fcr den Verkauf "
		"und die K\\u00fcche und das Haus mit der Stra\\u00dfe");

	SAME_INT(found_in("passive-opening", "{\"work\":[{\"highlights\":["
					     "\"Verantwortlich f\\u00fcr den "
					     "Laden und die \\u00d6fen mit "
					     "der Backstube und das Lager, die "
					     "wir mit der Stadt und den "
					     "Nachbarn und das Haus f\\u00fcr "
					     "den Verkauf nutzen.\"]}]}"),
		1);
	OK(text.at != NULL);
}

TEST(a_letter_may_say_I_and_needs_no_work)
{
	struct lint *l = linted(STR(
		"{\"basics\":{\"name\":\"Ines Carvalho\"},\"meta\":{\"vitae\":"
		"{\"kind\":\"cover_letter\",\"letter\":{\"paragraphs\":["
		"\"I bake, and my bread is good.\"]}}}}"));

	SAME_INT(count_of(l, "first-person"), 0);
	SAME_INT(count_of(l, "no-experience"), 0);
}

TEST(every_finding_says_where_in_the_resume_it_is)
{
	struct str text = replaced("Kept the", "I kept the");
	struct lint *l = linted(text);

	NEED(l->count == 1);
	SAME_STR(l->at[0].at, STR("/work/1/highlights/2"));
	SAME_STR(l->at[0].what, STR("it says \"I\" or \"my\": 'I'"));
}

TEST(the_worst_findings_come_first)
{
	struct lint *l =
		linted(STR("{\"work\":[{\"highlights\":[\"My job\"]}]}"));
	int last = LINT_ERROR;

	lint_sort(l);
	OK(l->of[LINT_ERROR] && l->of[LINT_WARNING] && l->of[LINT_NOTE]);
	for (size_t i = 0; i < l->count; i++) {
		int s = (int)lint_rows[l->at[i].code].severity;

		OK(s >= last);
		last = s;
	}
}

/* ---- the table ---------------------------------------------------------- */

/* Rules that a test is about: above, in match_lint_file_test.c, or, by
 * in_cmd, in test/cmd/lint_test.py. */
static const char *const elsewhere[] = { "no-experience", "date-unreadable",
	"too-short", "too-long", "many-skills", "picture-text", "text-layer",
	"table", "columns", "mixed-columns", "margin-contact", "small-type",
	"unread-line", "doubtful-field", "icons", "letters-unknown", "pages",
	"damaged", "file-name", "file-ending", "file-kind", "file-size" };
static const char *const in_cmd[] = { "unread-file", "bad-schema",
	"not-rendered", "no-glyph", "lost-contact", "lost-field",
	"lost-profile", "changed-field", "moved-field", "lost-words" };

static bool is_tested(const char *code)
{
	for (size_t i = 0; i < LENGTH(bads); i++)
		if (!strcmp(bads[i].code, code))
			return true;
	for (size_t i = 0; i < LENGTH(elsewhere); i++)
		if (!strcmp(elsewhere[i], code))
			return true;
	for (size_t i = 0; i < LENGTH(in_cmd); i++)
		if (!strcmp(in_cmd[i], code))
			return true;
	return false;
}

TEST(TAI_3_every_row_of_the_table_has_a_test)
{
	for (int i = 0; i < LINT_CODES; i++)
		if (!is_tested(lint_rows[i].code))
			test_fail(__FILE__, __LINE__, "%s has none",
				lint_rows[i].code);
}

TEST(TAI_3_every_row_says_what_it_is_and_what_to_do)
{
	for (int i = 0; i < LINT_CODES; i++) {
		OK(strlen(lint_rows[i].say) > 8 &&
			strlen(lint_rows[i].fix) > 8);
		for (int k = 0; k < i; k++)
			OK(strcmp(lint_rows[i].code, lint_rows[k].code) != 0);
	}
}
