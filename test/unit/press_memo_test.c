/* What is kept between documents stays beneath its ceiling. */
#include "press/memo.h"
#include "test.h"

static struct str number(int n) { return str_fmt(&test_mem, "key %d", n); }

static bool keep(struct memo *m, int n, struct str value)
{
	struct str was;

	if (memo_find(m, number(n), &was))
		return false;
	memo_keep(m, number(n), value);
	return true;
}

TEST(what_was_kept_is_found_again_by_its_whole_key)
{
	struct memo *m = memo_open(1 << 20);
	struct str value = { 0 };

	OK(keep(m, 1, STR("one")));
	OK(keep(m, 2, STR("")));
	OK(memo_find(m, STR("key 1"), &value));
	SAME_STR(value, STR("one"));
	OK(memo_find(m, STR("key 2"), &value));
	SAME_INT(value.len, 0);
	OK(!memo_find(m, STR("key 3"), &value));
	OK(!memo_find(m, STR("key "), &value));
	OK(!memo_find(m, STR(""), &value));
	memo_close(m);
}

TEST(keys_that_differ_in_one_byte_anywhere_are_told_apart)
{
	struct memo *m = memo_open(1 << 20);
	char key[67];
	struct str value;

	memset(key, 'k', sizeof(key));
	OK(!memo_find(m, str_of(key, sizeof(key)), &value));
	memo_keep(m, str_of(key, sizeof(key)), STR("right"));
	for (size_t i = 0; i < sizeof(key); i++) {
		key[i] = 'x';
		OK(!memo_find(m, str_of(key, sizeof(key)), &value));
		key[i] = 'k';
	}
	OK(memo_find(m, str_of(key, sizeof(key)), &value));
	memo_close(m);
}

TEST(what_was_not_asked_for_longest_goes_first)
{
	char big[1000];
	struct memo *m = memo_open(10 * (sizeof(big) + 8));
	struct str value;

	memset(big, 'b', sizeof(big));
	for (int n = 0; n < 9; n++)
		OK(keep(m, n, str_of(big, sizeof(big))));
	OK(memo_find(m, number(0), &value));
	for (int n = 9; n < 14; n++)
		OK(keep(m, n, str_of(big, sizeof(big))));
	OK(memo_find(m, number(0), &value));
	OK(!memo_find(m, number(1), &value));
	OK(!memo_find(m, number(2), &value));
	OK(memo_find(m, number(13), &value));
	memo_close(m);
}

TEST(what_is_much_of_the_ceiling_is_not_kept)
{
	struct memo *m = memo_open(4000);
	char big[2000] = { 0 };
	struct str value;

	OK(keep(m, 1, STR("small")));
	OK(keep(m, 2, str_of(big, sizeof(big))));
	OK(!memo_find(m, number(2), &value));
	OK(memo_find(m, number(1), &value));
	memo_close(m);
}

TEST(ten_thousand_results_take_no_more_room_than_a_few)
{
	struct memo *m = memo_open(1 << 16);
	struct str value;
	int found = 0;

	for (int n = 0; n < 10000; n++)
		OK(keep(m, n, STR("a result")));
	for (int n = 0; n < 10000; n++)
		found += memo_find(m, number(n), &value);
	OK(found > 50 && found < 1000);
	memo_close(m);
}
