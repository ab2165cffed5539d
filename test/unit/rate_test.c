/* Rate limits in memory: the rule, the table, many threads. OPS-9. */
#include "rates.h"

#include <pthread.h>

static struct rate_answer take(
	struct rate *r, const struct rate_policy *p, uint64_t who, int64_t now)
{
	struct rate_ask ask = { p, key(who), 1 };

	return rate_take(r, &ask, 1, now);
}

enum { SECOND = 1000 * 1000 };
static const int64_t start = INT64_C(1790000000) * SECOND;

/* The reference vector: five at once, then one every two seconds. */
static const struct {
	int64_t later;
	bool allowed;
	int64_t figure; /* remaining, or when to come back */
} steps[] = {
	{ 0, true, 4 },
	{ 0, true, 3 },
	{ 0, true, 2 },
	{ 0, true, 1 },
	{ 0, true, 0 },
	{ 0, false, 2000000 },
	{ 1999999, false, 1 },
	{ 1, true, 0 },
	{ 2000000, true, 0 },
	{ 20000000, true, 4 },
};

TEST(the_reference_steps_give_the_reference_answers)
{
	struct rate_policy p = policy("steps", 5, 10 * SECOND, 5);
	struct rate *r = rate_new(4096);
	int64_t now = start;

	SAME_INT(p.every_us, 2 * SECOND);
	for (size_t i = 0; i < LENGTH(steps); i++) {
		struct rate_answer a = take(r, &p, 1, now += steps[i].later);

		OK(a.allowed == steps[i].allowed);
		SAME_INT(a.allowed ? a.remaining : a.retry_after_us,
			steps[i].figure);
		SAME_INT(a.limit, 5);
	}
	rate_free(r);
}

TEST(the_reset_is_when_the_bucket_is_full_again)
{
	struct rate_policy p = policy("reset", 60, 60 * SECOND, 0);
	struct rate *r = rate_new(4096);

	SAME_INT(take(r, &p, 1, start).reset_us, SECOND);
	SAME_INT(take(r, &p, 1, start).reset_us, 2 * SECOND);
	SAME_INT(take(r, &p, 1, start + SECOND).reset_us, 2 * SECOND);
	SAME_INT(take(r, &p, 1, start + 3 * SECOND).remaining, 59);
	rate_free(r);
}

TEST(a_minute_never_lets_more_through_than_burst_and_rate)
{
	struct rate_policy p = policy("uneven", 7, 60 * SECOND, 3);
	struct rate *r = rate_new(4096);
	int passed = 0;

	for (int64_t t = 0; t <= 600 * SECOND; t += SECOND / 10)
		passed += take(r, &p, 1, start + t).allowed;
	/* 3 + 600 s * 7 / 60 s; every_us is rounded up, not down */
	SAME_INT(passed, 3 + 69);
	rate_free(r);
}

TEST(one_refusal_charges_no_policy)
{
	struct rate_policy wide =
		policy("hour", 1000, 3600 * INT64_C(1000000), 0);
	struct rate_policy narrow = policy("minute", 2, 60 * SECOND, 0);
	struct rate *r = rate_new(1 << 16);
	struct rate_ask asks[2] = { { &wide, key(1), 1 },
		{ &narrow, key(1), 1 } };
	struct rate_answer a;

	OK(rate_take(r, asks, 2, start).allowed);
	OK(rate_take(r, asks, 2, start).allowed);
	SAME_INT(asks[0].remaining, 998);
	a = rate_take(r, asks, 2, start);
	OK(!a.allowed);
	SAME_INT(a.which, 1);
	SAME_INT(a.limit, 2);
	SAME_INT(a.retry_after_us, 30 * SECOND);
	SAME_INT(asks[0].retry_us, 0);
	SAME_INT(asks[0].remaining, 998);
	asks[0].cost = asks[1].cost = 0; /* only looks */
	OK(rate_take(r, asks, 2, start).allowed);
	SAME_INT(asks[0].remaining, 998);
	SAME_INT(asks[1].remaining, 0);
	rate_free(r);
}

TEST(the_longest_wait_is_the_strictest)
{
	struct rate_policy a = policy("a", 1, 10 * SECOND, 0);
	struct rate_policy b = policy("b", 1, 60 * SECOND, 0);
	struct rate_policy never = policy("c", 3, 10 * SECOND, 0);
	struct rate *r = rate_new(1 << 16);
	struct rate_ask asks[3] = { { &a, key(1), 1 }, { &b, key(1), 1 },
		{ &never, key(1), 1 } };
	struct rate_answer out = rate_take(r, asks, 3, start);

	OK(out.allowed && out.which == 0);
	out = rate_take(r, asks, 3, start);
	OK(!out.allowed && out.which == 1);
	SAME_INT(out.retry_after_us, 60 * SECOND);
	asks[2].cost = 4;
	out = rate_take(r, asks, 3, start);
	OK(!out.allowed && out.which == 2);
	SAME_INT(out.retry_after_us, -1);
	rate_free(r);
}

TEST(a_dear_request_takes_as_much_as_many_cheap_ones)
{
	struct rate_policy p = policy("cost", 10, 10 * SECOND, 0);
	struct rate *r = rate_new(4096);
	struct rate_ask ask = { &p, key(1), 7 };

	OK(rate_take(r, &ask, 1, start).allowed);
	SAME_INT(ask.remaining, 3);
	OK(!rate_take(r, &ask, 1, start).allowed);
	SAME_INT(ask.retry_us, 4 * SECOND);
	OK(rate_take(r, &ask, 1, start + 4 * SECOND).allowed);
	rate_free(r);
}

TEST(a_clock_that_steps_back_locks_nobody_out)
{
	struct rate_policy p = policy("back", 5, 10 * SECOND, 0);
	struct rate *r = rate_new(4096);
	struct rate_answer a;

	for (int i = 0; i < 5; i++)
		OK(take(r, &p, 1, start).allowed);
	a = take(r, &p, 1, start - 3600 * INT64_C(1000000));
	OK(!a.allowed);
	SAME_INT(a.retry_after_us, 2 * SECOND);
	OK(take(r, &p, 1, start - 3598 * INT64_C(1000000)).allowed);
	OK(take(r, &p, 2, start - 3600 * INT64_C(1000000)).allowed);
	rate_free(r);
}

/* A look at an empty bucket once moved its instant on: behind a clock that
 * stepped back, it had cost something. */
TEST(a_look_leaves_no_trace)
{
	struct rate_policy p = policy("look", 10, 10 * SECOND, 0);
	struct rate *r = rate_new(4096);
	struct rate_ask ask = { &p, key(1), 0 };

	OK(take(r, &p, 1, start).allowed);
	OK(rate_take(r, &ask, 1, start + 60 * SECOND).allowed);
	SAME_INT(ask.remaining, 10);
	OK(rate_take(r, &ask, 1, start + 56 * SECOND).allowed);
	SAME_INT(ask.remaining, 10);
	rate_free(r);
}

TEST(keys_and_policies_do_not_touch_each_other)
{
	struct rate_policy a = policy("one", 1, 60 * SECOND, 0);
	struct rate_policy b = policy("two", 1, 60 * SECOND, 0);
	struct rate *r = rate_new(1 << 20);

	for (uint64_t who = 1; who <= 500; who++) {
		OK(take(r, &a, who, start).allowed);
		OK(take(r, &b, who, start).allowed);
	}
	for (uint64_t who = 1; who <= 500; who++) {
		OK(!take(r, &a, who, start).allowed);
		OK(!take(r, &b, who, start).allowed);
	}
	SAME_INT(rate_evicted(r), 0);
	rate_free(r);
}

/* OPS-9: memory is bounded, old entries go away by themselves. */
TEST(a_full_table_forgets_the_least_consumed_and_stays_as_it_is)
{
	struct rate_policy p = policy("full", 10, 10 * SECOND, 0);
	struct rate *r = rate_new(4096);
	struct rate_secret secret = rate_secret_random();

	for (int i = 0; i < 10; i++)
		OK(take(r, &p, 1, start).allowed);
	for (int64_t i = 0; i < 10 * 1000; i++) {
		struct rate_ask ask = { &p,
			rate_key_for(
				&secret, str_of((const char *)&i, sizeof(i))),
			1 };

		OK(rate_take(r, &ask, 1, start).allowed);
	}
	OK(rate_evicted(r) >= 10 * 1000 - 160);
	OK(!take(r, &p, 1, start).allowed); /* the heavy one is still known */
	SAME_INT(take(r, &p, 1, start + 60 * SECOND).remaining, 9);
	rate_free(r);
}

TEST(expired_entries_are_replaced_without_forgetting_anybody)
{
	struct rate_policy p = policy("old", 10, 10 * SECOND, 0);
	struct rate *r = rate_new(4096);
	int64_t now = start;

	for (uint64_t who = 1; who < 10 * 1000; who++)
		OK(take(r, &p, who, now += SECOND).allowed);
	SAME_INT(rate_evicted(r), 0);
	rate_free(r);
}

TEST(an_ipv6_network_is_one_and_each_ipv4_address_its_own)
{
	struct rate_secret s = rate_secret_random();
	unsigned char a[16] = { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 1, 9 };
	unsigned char b[16] = { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 1, 8, 7 };
	unsigned char c[16] = { 0x20, 1, 0xd, 0xb8, 0, 0, 0, 2, 9 };
	unsigned char v4[16] = { [10] = 0xff, 0xff, 192, 0, 2, 1 };
	unsigned char w4[16] = { [10] = 0xff, 0xff, 192, 0, 2, 2 };
	unsigned char zero[16] = { 0 };

	OK(rate_key_for_ip(&s, a).low == rate_key_for_ip(&s, b).low);
	OK(rate_key_for_ip(&s, a).low != rate_key_for_ip(&s, c).low);
	OK(rate_key_for_ip(&s, v4).low != rate_key_for_ip(&s, w4).low);
	OK(rate_key_for_ip(&s, v4).low != rate_key_for_ip(&s, zero).low);
}

TEST(nodes_with_one_secret_agree_on_keys)
{
	struct rate_secret a = rate_secret_of(STR("one secret of all nodes"));
	struct rate_secret b = rate_secret_of(STR("one secret of all nodes"));
	struct rate_secret c = rate_secret_of(STR("another secret"));
	struct str who = STR("ada@example.com");

	OK(rate_key_for(&a, who).high == rate_key_for(&b, who).high);
	OK(rate_key_for(&a, who).low == rate_key_for(&b, who).low);
	OK(rate_key_for(&a, who).low != rate_key_for(&c, who).low);
}

TEST(impossible_policies_are_refused)
{
	struct rate_policy p;
	struct err err = { 0 };

	OK(!rate_policy_init(&p, "a", 0, SECOND, 0, &err));
	OK(!rate_policy_init(&p, "a", 5, 4, 0, &err));
	OK(!rate_policy_init(&p, "a", 1, SECOND, -1, &err));
	OK(!rate_policy_init(&p, "a", 1, INT64_MAX, 1, &err));
	OK(!rate_policy_init(&p, "a", 1, SECOND, INT64_MAX, &err));
	OK(!rate_policy_init(&p, "Per Minute", 1, SECOND, 1, &err));
	OK(!rate_policy_init(&p, "", 1, SECOND, 1, &err));
	OK(!rate_policy_init(
		&p, "a-name-that-is-by-far-too-long", 1, SECOND, 1, &err));
	OK(rate_policy_init(
		&p, "all", INT64_C(1000000000), 3600000000, 1000, &err));
}

/* ---- threads ------------------------------------------------------------ */

enum { THREADS = 4, ROUNDS = 20000, POOL = 50 };

static struct {
	struct rate *table;
	struct rate_policy user, address;
	int passed[THREADS][POOL];
} race;

static void *racer(void *with)
{
	int me = (int)(intptr_t)with;

	for (int i = 0; i < ROUNDS; i++) {
		int who = (i * 7 + me * 3) % POOL;
		struct rate_ask asks[2] = { { &race.user, key(who + 1), 1 },
			{ &race.address, key(99), 1 } };

		/* half of them in the other order: no deadlock */
		if (i & 1) {
			struct rate_ask first = asks[0];

			asks[0] = asks[1];
			asks[1] = first;
		}
		race.passed[me][who] +=
			rate_take(race.table, asks, 2, start).allowed;
	}
	return NULL;
}

TEST(many_threads_get_exactly_what_one_would)
{
	pthread_t threads[THREADS];
	int all = 0;

	memset(&race, 0, sizeof(race));
	race.table = rate_new(1 << 16);
	race.user = policy("user", 100, 3600 * INT64_C(1000000), 0);
	race.address = policy("address", 4000, 3600 * INT64_C(1000000), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, racer, (void *)(intptr_t)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int who = 0; who < POOL; who++) {
		int sum = 0;

		for (int i = 0; i < THREADS; i++)
			sum += race.passed[i][who];
		OK(sum <= 100);
		all += sum;
	}
	/* all or nothing: what users were refused was not charged here */
	SAME_INT(all, 4000);
	rate_free(race.table);
}
