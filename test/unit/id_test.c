/* test/unit/id_test.c - base/id.h: order, form and chance. */
#include "test.h"

#include "base/code.h"
#include "base/id.h"
#include "base/time.h"

#include <pthread.h>
#include <stdlib.h>

TEST(an_id_has_the_form_of_a_uuid_of_version_7)
{
	struct str id = id_new(&test_mem);

	SAME_INT(id.len, ID_TEXT);
	OK(id_ok(id));
	OK(id.at[14] == '7');
	OK(strchr("89ab", id.at[19]));
}

static int64_t frozen_ms = 1900000000000;
static int64_t frozen(void) { return frozen_ms; }

/* More than the 12 bits of the counter hold. */
TEST(ids_of_one_millisecond_still_grow)
{
	char last[ID_TEXT + 1] = "", id[ID_TEXT + 1];

	time_set_for_test(frozen);
	for (int i = 0; i < 10000; i++) {
		id_write(id);
		OK(strcmp(last, id) < 0);
		memcpy(last, id, sizeof(id));
	}
	time_set_for_test(NULL);
}

TEST(ids_grow_when_the_clock_goes_back)
{
	char before[ID_TEXT + 1], after[ID_TEXT + 1];

	frozen_ms = 1900000100000;
	time_set_for_test(frozen);
	id_write(before);
	frozen_ms -= HOUR_MS;
	id_write(after);
	time_set_for_test(NULL);
	OK(strcmp(before, after) < 0);
}

enum { THREADS = 4, IDS = 5000 };
static char made[THREADS][IDS][ID_TEXT + 1];

static void *make(void *ids)
{
	char(*list)[ID_TEXT + 1] = ids;
	intptr_t not_growing = 0;

	for (int i = 0; i < IDS; i++) {
		id_write(list[i]);
		not_growing += i && strcmp(list[i - 1], list[i]) >= 0;
	}
	return (void *)not_growing;
}

static int compare(const void *a, const void *b) { return strcmp(a, b); }

TEST(threads_never_make_the_same_id_and_each_sees_them_grow)
{
	pthread_t threads[THREADS];
	char(*all)[ID_TEXT + 1] = made[0];
	void *not_growing;

	for (int i = 0; i < THREADS; i++)
		NEED(!pthread_create(&threads[i], NULL, make, made[i]));
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &not_growing);
		OK(not_growing == NULL);
	}
	qsort(all, THREADS * IDS, sizeof(*all), compare);
	for (int i = 1; i < THREADS * IDS; i++) {
		/* not even their times and counters are */
		OK(strncmp(all[i - 1], all[i], 18) != 0);
		if (test_failing())
			return;
	}
}

static const struct {
	const char *text;
	bool ok;
} forms[] = {
	{ "0190a5d4-7c1e-7b3a-9f00-0123456789ab", true },
	{ "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", true }, /* RFC 9562, A.6 */
	{ "919108f7-52d1-4320-9bac-f847db4148a8", true }, /* version 4 */
	{ "0190A5D4-7C1E-7B3A-9F00-0123456789AB", false },
	{ "0190a5d47c1e7b3a9f000123456789ab", false },
	{ "0190a5d4-7c1e-7b3a-9f00-0123456789a", false },
	{ "0190a5d4-7c1e-7b3a-9f00-0123456789abc", false },
	{ "{190a5d4-7c1e-7b3a-9f00-0123456789a}", false },
	{ "0190a5d4-7c1e-7b3a-9f00-0123456789ag", false },
	{ "0190a5d4+7c1e-7b3a-9f00-0123456789ab", false },
	{ "0190a5d4-7c1e-0b3a-9f00-0123456789ab", false }, /* version 0 */
	{ "0190a5d4-7c1e-9b3a-9f00-0123456789ab", false }, /* version 9 */
	{ "0190a5d4-7c1e-7b3a-7f00-0123456789ab", false }, /* variant 0 */
	{ "0190a5d4-7c1e-7b3a-cf00-0123456789ab", false }, /* variant 110 */
	{ "00000000-0000-0000-0000-000000000000", false },
	{ "", false },
};

TEST(an_id_is_taken_only_in_the_form_that_we_write)
{
	for (size_t i = 0; i < LENGTH(forms); i++)
		if (id_ok(str_c(forms[i].text)) != forms[i].ok)
			test_fail(__FILE__, __LINE__, "'%s'", forms[i].text);
	OK(!id_ok(STR_NONE));
}

TEST(a_token_is_32_bytes_that_do_not_come_again)
{
	struct str a = id_token(&test_mem), b = id_token(&test_mem), bytes;

	SAME_INT(a.len, ID_TOKEN);
	OK(!str_eq(a, b));
	NEED(code_bytes(&test_mem, CODE_BASE64URL, a, &bytes));
	SAME_INT(bytes.len, 32);
}

/* RFC 9562, s. 5.7: 48 bits of ms, then the version. Comes last: the ids of a
 * process never go back behind this one. */
static int64_t year_2100(void) { return 4102444800123; }

TEST(an_id_begins_with_the_ms_since_1970)
{
	char id[ID_TEXT + 1];

	time_set_for_test(year_2100);
	id_write(id);
	time_set_for_test(NULL);
	SAME_STR(str_of(id, 15), STR("03bb2cc3-d87b-7"));
}
