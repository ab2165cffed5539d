/* What words mean, and that any word may be asked for (INT-5, INT-6). */
#include "test.h"

#include "intake/lexicon.h"

#include <stdio.h>

TEST(a_word_at_the_end_of_the_table_is_looked_for_within_it)
{
	char word[24];
	size_t known = 0;

	/* more than the table has places: some word falls on each */
	for (int i = 0; i < 300000; i++) {
		int n = snprintf(word, sizeof(word), "qx%dz", i);

		known += lexicon_find(str_of(word, (size_t)n)) != 0;
	}
	SAME_INT(known, 0);
}

TEST(a_word_of_megabytes_is_unknown_at_once)
{
	size_t len = 4 << 20;
	char *word = arena_bytes(&test_mem, len);

	memset(word, 'a', len);
	SAME_INT(lexicon_any(&test_mem, str_of(word, len)), 0);
	SAME_INT(lexicon_word(&test_mem, str_of(word, len)), 0);
}

TEST(places_are_known_with_their_country_or_state)
{
	static const char *const places[] = { "Lyon, France", "Austin, TX",
		"Remote", "Hamburg, Germany", "Kampala, Uganda", "New York",
		"São Paulo, Brazil" };
	static const char *const others[] = { "Senior Engineer", "Acme GmbH",
		"Python", "", "," };

	for (size_t i = 0; i < LENGTH(places); i++)
		if (!(lexicon_place(&test_mem, str_c(places[i])) > 0.5f))
			test_fail(__FILE__, __LINE__, "%s", places[i]);
	for (size_t i = 0; i < LENGTH(others); i++)
		if (lexicon_place(&test_mem, str_c(others[i])) > 0.5f)
			test_fail(__FILE__, __LINE__, "%s", others[i]);
}

TEST(words_by_their_last_part_are_titles_in_german)
{
	OK(lexicon_word(&test_mem, STR("Softwareentwickler")) & LEX_TITLE);
	OK(lexicon_word(&test_mem, STR("Engineer,")) & LEX_TITLE);
	OK(!(lexicon_word(&test_mem, STR("Sailing")) & LEX_TITLE));
}

struct meant {
	const char *word;
	unsigned mark;
};

TEST(words_of_other_scripts_say_what_they_are)
{
	static const struct meant words[] = { { "Разработчик", LEX_TITLE },
		{ "Προϊσταμένη", LEX_TITLE }, { "מנהלת", LEX_TITLE },
		{ "مُهندسة", LEX_TITLE }, { "प्रबंधक", LEX_TITLE },
		{ "Університет", LEX_SCHOOL }, { "Πανεπιστήμιο", LEX_SCHOOL },
		{ "אוניברסיטת", LEX_SCHOOL }, { "جامعة", LEX_SCHOOL },
		{ "בע״מ", LEX_LEGAL }, { "ООО", LEX_LEGAL },
		{ "Πτυχίο", LEX_DEGREE }, { "ماجستير", LEX_DEGREE } };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (!(lexicon_word(&test_mem, str_c(words[i].word)) &
			    words[i].mark))
			test_fail(__FILE__, __LINE__, "%s", words[i].word);
}

TEST(words_without_blanks_are_known_by_their_ends)
{
	static const struct meant words[] = { { "白鹭科技有限公司", LEX_LEGAL },
		{ "株式会社しらさぎ", LEX_LEGAL },
		{ "高级测试工程师", LEX_TITLE },
		{ "営業アシスタント", LEX_TITLE },
		{ "青湖师范大学", LEX_SCHOOL }, { "마케팅매니저", LEX_TITLE } };

	for (size_t i = 0; i < LENGTH(words); i++)
		if (!(lexicon_any(&test_mem, str_c(words[i].word)) &
			    words[i].mark))
			test_fail(__FILE__, __LINE__, "%s", words[i].word);
	OK(lexicon_place(&test_mem, STR("松本市")) > 0.5f);
	OK(!(lexicon_any(&test_mem, STR("鸟")) & LEX_LEGAL));
}
