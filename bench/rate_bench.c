/* bench/rate_bench.c - what a rate limit costs each request: one policy, the
 * two that every request meets, many addresses, two threads. OPS-9. */
#include "bench.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/rate.h"

enum { STEPS = 10000, THREADS = 2 };

struct work {
	struct rate *table;
	struct rate_policy policies[2];
	struct rate_secret secret;
	int count; /* policies */
	uint32_t addresses;
	int64_t now_us;
	uint32_t seed;
};

static struct rate_key key_of(struct work *w)
{
	unsigned char ip[16] = { [10] = 0xff, [11] = 0xff };
	uint32_t n = (w->seed = w->seed * 1664525 + 1013904223) >> 8;

	n %= w->addresses;
	memcpy(ip + 12, &n, sizeof(n));
	return rate_key_for_ip(&w->secret, ip);
}

static void decide(void *with)
{
	struct work *w = with;

	for (int i = 0; i < STEPS; i++) {
		struct rate_key key = key_of(w);
		struct rate_ask asks[2] = { { &w->policies[0], key, 1 },
			{ &w->policies[1], key, 1 } };
		struct rate_answer a =
			rate_take(w->table, asks, w->count, w->now_us++);

		BENCH_KEEP(a.allowed);
	}
}

static void *thread(void *with)
{
	struct work mine = *(struct work *)with;

	for (int i = 0; i < 100; i++)
		decide(&mine);
	return NULL;
}

static void decide_together(void *with)
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, thread, with))
			abort();
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static double ns(struct work *w, int count, uint32_t addresses)
{
	w->count = count;
	w->addresses = addresses;
	return bench_step_us(decide, w, STEPS) * 1000;
}

int main(void)
{
	struct work w = { .table = rate_new(64 << 20),
		.secret = rate_secret_random(),
		.now_us = INT64_C(1000000000) };
	struct err err;

	if (!rate_policy_init(
		    &w.policies[0], "minute", 60, 60000000, 0, &err) ||
		!rate_policy_init(
			&w.policies[1], "hour", 1000, 3600000000, 0, &err))
		abort();
	bench_say("rate.one_policy", ns(&w, 1, 1000), "ns");
	bench_say("rate.two_policies", ns(&w, 2, 1000), "ns");
	bench_say("rate.two_policies.one_address", ns(&w, 2, 1), "ns");
	bench_say("rate.two_policies.million", ns(&w, 2, 1000000), "ns");
	w.addresses = 1000;
	bench_say("rate.two_policies.two_threads",
		bench_step_us(decide_together, &w, 100 * THREADS * STEPS) *
			1000,
		"ns");
	rate_free(w.table);
	return 0;
}
