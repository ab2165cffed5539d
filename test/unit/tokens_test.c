/*
 * test/unit/tokens_test.c - base/tokens.h: pages of several languages and of
 * code, counted by us and by o200k. Its counts are in
 * test/data/tokens/o200k.tsv, which test/node/llm_test.mjs holds against
 * gpt-tokenizer; the rules were not fitted to these pages.
 */
#include "test.h"

#include "base/tokens.h"

#include <stdio.h>
#include <stdlib.h>

static struct str read_page(const char *path)
{
	static const size_t most = 65536;
	char *bytes = arena_alloc(&test_mem, most);
	FILE *f = fopen(path, "re");
	size_t n = f ? fread(bytes, 1, most, f) : 0;

	OK(f && n && n < most);
	if (f)
		fclose(f);
	return str_of(bytes, n);
}

TEST(pages_are_counted_to_a_tenth)
{
	struct str table = read_page("test/data/tokens/o200k.tsv");
	int pages = 0;

	while (table.len) {
		struct str line = str_cut(&table, '\n'),
			   name = str_cut(&line, '\t');
		struct str path = str_fmt(
			&test_mem, "test/data/tokens/%.*s.txt", STR_ARG(name));
		int64_t real = 0, about;

		NEED(str_int(line, &real) && real > 100);
		about = tokens_about(read_page(path.at));
		if (llabs(about - real) * 10 > real)
			test_fail(__FILE__, __LINE__,
				"%s: %lld tokens, not about %lld", path.at,
				(long long)real, (long long)about);
		pages++;
	}
	OK(pages >= 10);
}

TEST(nothing_is_no_token_and_little_is_one)
{
	static const char *const one[] = { "a", " ", "\n", "7", "123", ".",
		"the", " the", "    ", " \n\n  \n" };

	SAME_INT(tokens_about(STR("")), 0);
	for (size_t i = 0; i < LENGTH(one); i++)
		SAME_INT(tokens_about(str_c(one[i])), 1);
}

TEST(digits_are_counted_by_threes)
{
	SAME_INT(tokens_about(STR("1234567")), 3);
	SAME_INT(tokens_about(STR("1 2 3")), 5);
}

TEST(capitals_within_a_word_begin_another)
{
	OK(tokens_about(STR("timetable")) < tokens_about(STR("tImEtAbLe")));
}

/* Whatever it is: it ends, and is neither free nor beyond all measure. */
TEST(any_bytes_are_counted)
{
	unsigned seed = 1;

	for (int i = 0; i < 2000; i++) {
		char bytes[64];
		size_t n = (size_t)i % sizeof(bytes) + 1;
		int64_t about;

		for (size_t k = 0; k < n; k++) {
			seed = seed * 1103515245u + 12345u;
			bytes[k] = (char)(seed >> 16);
		}
		about = tokens_about(str_of(bytes, n));
		OK(about >= 1 && about <= 4 * (int64_t)n);
	}
}
