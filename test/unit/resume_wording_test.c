/* Tests of resume/wording.h. */
#include "resume/wording.h"
#include "test.h"

/* The words with bars between; ^ a sentence begins, ! a break, + glued. */
static struct str told(struct arena *mem, const char *text)
{
	struct resume_wording all;
	struct buf b;

	resume_wording_read(mem, str_c(text), &all);
	buf_init(&b, mem, 10000);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < all.count; i++) {
		unsigned f = all.at[i].flags;

		if (i)
			buf_addc(&b, ' ');
		if (i && f & WORD_START)
			buf_addc(&b, '^');
		else if (i && f & WORD_BREAK)
			buf_addc(&b, '!');
		else if (f & WORD_GLUED)
			buf_addc(&b, '+');
		buf_add(&b, all.at[i].text);
	}
	return buf_str(&b);
}

#define TELLS(text, want) SAME_STR(told(&test_mem, text), STR(want))

TEST(a_word_keeps_what_its_meaning_hangs_on)
{
	TELLS("C++, C# and C", "c++ !c# and c");
	TELLS("grew 3.5% to $1,200 or 10+", "grew 3.5% to $1200 or 10+");
	TELLS("R&D for .NET", "r +and +d for .net");
	TELLS("90 % of \xe2\x82\xac"
	      "2m",
		"90% of \xe2\x82\xac"
		"2m");
}

TEST(what_does_not_matter_between_two_spellings_is_folded_away)
{
	TELLS("Caf\xc3\xa9 don't Bachelor's", "cafe dont bachelor");
	TELLS("Node.js front-end", "node +js front +end");
	TELLS("Research & Development", "research and development");
	TELLS("l\xe2\x80\x99"
	      "art O'Rourke",
		"lart o +rourke");
}

TEST(where_sentences_lines_and_lists_part_is_kept)
{
	TELLS("One thing. Two (or three)", "one thing ^two !or three");
	TELLS("a\nb", "a ^b");
	TELLS("x \xe2\x80\x93 y", "x !y");
	TELLS("v1.2. End...", "v1.2 ^end");
}

TEST(characters_of_scripts_without_blanks_are_words)
{
	TELLS("\xe5\xb7\xa5\xe7\xa8\x8b Go", "\xe5\xb7\xa5 +\xe7\xa8\x8b go");
}

TEST(capitals_are_told_apart)
{
	struct resume_wording all;

	resume_wording_read(&test_mem, STR("Java JavaScript SQL go 3D"), &all);
	SAME_INT(all.count, 5);
	SAME_INT(all.at[0].flags & (WORD_UPPER | WORD_INNER | WORD_CAPS),
		WORD_UPPER);
	SAME_INT(all.at[1].flags & (WORD_INNER | WORD_CAPS), WORD_INNER);
	SAME_INT(all.at[2].flags & (WORD_INNER | WORD_CAPS), WORD_CAPS);
	SAME_INT(all.at[3].flags & WORD_UPPER, 0);
	SAME_INT(all.at[4].flags & WORD_NUMBER, WORD_NUMBER);
	SAME_INT(all.at[4].at, 23);
	SAME_INT(all.at[4].len, 2);
}

TEST(any_bytes_give_words_within_them)
{
	unsigned seed = 7;
	char bytes[300];

	for (int round = 0; round < 1000; round++) {
		static const char some[] =
			"aZ9.,'&+#%$ -/\n\xe2\x80\x99\xc3\xa9"
			"\xe5\xb7\xa5\xff";
		struct resume_wording all;
		size_t n = seed % sizeof(bytes), end = 0;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 1103515245 + 12345;
			bytes[i] = some[(seed >> 16) % (sizeof(some) - 1)];
		}
		resume_wording_read(&test_mem, str_of(bytes, n), &all);
		OK(all.count <= n / 2 + 1);
		for (size_t i = 0; i < all.count; i++) {
			OK(all.at[i].at >= end && all.at[i].len);
			end = all.at[i].at + all.at[i].len;
			OK(end <= n);
		}
	}
}
