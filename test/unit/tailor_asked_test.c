/* What the builtin engine understands of instructions in words, in seven
 * languages, and what it hands back (TAI-6, TAI-8). */
#include "tailor/asked.h"
#include "test.h"

static struct tailor_asked read_text(const char *text)
{
	struct tailor_asked a;

	tailor_asked_read(&test_mem, str_c(text), &a);
	return a;
}

static void understood(const char *text)
{
	struct tailor_asked a = read_text(text);

	if (a.other.len)
		test_fail(
			__FILE__, __LINE__, "%s: %.*s", text, STR_ARG(a.other));
}

TEST(one_page_is_understood_in_seven_languages)
{
	static const char *const all[] = { "one page", "Keep it to one page.",
		"Bitte auf eine Seite", "une page", "en una página",
		"su una pagina", "uma página, por favor", "op één pagina" };

	for (size_t i = 0; i < LENGTH(all); i++) {
		understood(all[i]);
		if (!read_text(all[i]).one_page)
			test_fail(__FILE__, __LINE__, "%s", all[i]);
	}
}

TEST(what_stays_is_understood_in_seven_languages)
{
	static const char *const all[] = { "keep my summary",
		"do not touch the summary", "Lass mein Kurzprofil",
		"Die Zusammenfassung nicht ändern",
		"ne touchez pas à mon profil", "no toques mi resumen",
		"non toccare il sommario", "não mexa no resumo",
		"wijzig mijn samenvatting niet" };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (read_text(all[i]).keep != ASKED_SUMMARY)
			test_fail(__FILE__, __LINE__, "%s: %u", all[i],
				read_text(all[i]).keep);
}

TEST(a_shorter_summary_is_understood_in_seven_languages)
{
	static const char *const all[] = { "shorter summary",
		"make my summary shorter", "kürzere Zusammenfassung",
		"raccourcis mon profil", "resumen más corto",
		"accorcia il sommario", "encurte o resumo",
		"kortere samenvatting, korte samenvatting" };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (!read_text(all[i]).short_summary)
			test_fail(__FILE__, __LINE__, "%s", all[i]);
}

TEST(what_is_to_be_stressed_is_understood_in_seven_languages)
{
	static const char *const all[] = { "stress leadership",
		"emphasize leadership", "betone Leadership",
		"insiste sur leadership", "destaca leadership",
		"evidenzia leadership", "destaque leadership",
		"benadruk leadership" };

	for (size_t i = 0; i < LENGTH(all); i++) {
		struct tailor_asked a = read_text(all[i]);

		understood(all[i]);
		NEED(a.stressed == 1);
		SAME_STR(a.stress[0], STR("leadership"));
	}
}

TEST(several_wishes_stand_side_by_side)
{
	struct tailor_asked a = read_text("One page, stress leadership and "
					  "mentoring; keep my summary and "
					  "skills.");

	OK(a.one_page);
	SAME_INT(a.stressed, 2);
	SAME_INT(a.keep, ASKED_SUMMARY | ASKED_SKILLS);
	SAME_INT(a.other.len, 0);
}

TEST(what_is_not_understood_is_handed_back)
{
	SAME_STR(read_text("one page, write it as a poem").other,
		STR("write it as a poem"));
	SAME_STR(read_text("one page and write it as a poem").other,
		STR("write it as a poem"));
	SAME_STR(read_text("do not stress leadership").other,
		STR("do not stress leadership"));
	SAME_STR(read_text("not one page").other, STR("not one page"));
	OK(!read_text("not one page").one_page);
	SAME_STR(read_text("change my employer").other,
		STR("change my employer"));
	SAME_INT(read_text("change my summary").keep, 0);
	SAME_INT(read_text("").other.len, 0);
	SAME_INT(read_text(" ., ").other.len, 0);
}

TEST(long_instructions_are_cut_and_the_rest_is_handed_back)
{
	char *text = arena_bytes(&test_mem, ASKED_BYTES + 100);
	struct tailor_asked a;

	memset(text, ' ', ASKED_BYTES + 100);
	memcpy(text, "one page", 8);
	memcpy(text + ASKED_BYTES + 10, "a poem", 6);
	tailor_asked_read(&test_mem, str_of(text, ASKED_BYTES + 20), &a);
	OK(a.one_page);
	OK(a.other.len > 0);
}
