/*
 * base/rate.c - GCRA in a fixed table. See rate.h for the contract.
 *
 * A set is 256 bytes: a lock and ten entries. A decision locks the sets of
 * its keys in the order of their addresses, so that two decisions can't wait
 * for each other, looks, and writes only when all policies agree.
 */
#include "base/rate.h"

#include <assert.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/hash.h"

enum {
	WAYS = 10,
	SPINS = 200,           /* before the processor is given away */
	STEP_US = 1000 * 1000, /* less is two threads' clocks, not a step */
};

struct entry {
	uint64_t high, low;
	int64_t full_at_us; /* when the bucket will be full again; 0: no entry
			     */
};

struct set {
	_Alignas(64) atomic_uint locked;
	struct entry entries[WAYS];
};
static_assert(sizeof(struct set) == 256, "four cache lines");

struct rate {
	struct set *sets;
	uint64_t mask;
	_Atomic uint64_t evicted;
};

/* ---- policies and keys -------------------------------------------------- */

static bool name_ok(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n < RATE_NAME && !name[n];
}

static uint64_t mix(uint64_t x)
{
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return x ^ (x >> 31);
}

bool rate_policy_init(struct rate_policy *out, const char *name, int64_t limit,
	int64_t period_us, int64_t burst, struct err *err)
{
	const int64_t year_us = INT64_C(366) * 24 * 3600 * 1000 * 1000;
	int64_t whole_us;
	struct rate_policy p = { .limit = limit,
		.period_us = period_us,
		.burst = burst ? burst : limit };

	if (!name_ok(name))
		return err_set(err, ERR_BAD_INPUT,
			"a rate limit's name is made of a-z, 0-9 and '-'");
	if (limit < 1 || period_us < limit || period_us > year_us ||
		p.burst < 1)
		return err_set(err, ERR_BAD_INPUT,
			"rate limit '%s': it needs at least one request a "
			"period and a burst of one, at most one request a "
			"microsecond, and a period of a year at most",
			name);
	/* rounded up, so that never more than the limit gets through */
	p.every_us = (period_us + limit - 1) / limit;
	if (__builtin_mul_overflow(p.every_us, p.burst, &whole_us) ||
		whole_us > 10 * year_us)
		return err_set(err, ERR_BAD_INPUT,
			"rate limit '%s': a burst of %lld would take more than "
			"ten years to come back",
			name, (long long)p.burst);
	memcpy(p.name, name, strlen(name));
	for (const char *c = name; *c; c++)
		p.salt = mix(p.salt + 0x9e3779b97f4a7c15 + (uint8_t)*c);
	*out = p;
	return true;
}

struct rate_secret rate_secret_random(void)
{
	struct rate_secret s;

	hash_random(&s, sizeof(s));
	return s;
}

struct rate_secret rate_secret_of(struct str text)
{
	struct rate_secret s;
	unsigned char digest[HASH_SHA256_SIZE];

	hash_hmac(HASH_SHA256, text, STR("vitae rate limits"), digest);
	memcpy(s.bytes, digest, sizeof(s.bytes));
	return s;
}

struct rate_key rate_key_for(const struct rate_secret *s, struct str who)
{
	const struct hash_rounds quick = { 1, 3 };
	uint64_t out[2];

	hash_sip128(quick, s->bytes, who, out);
	return (struct rate_key){ out[0], out[1] };
}

struct rate_key rate_key_for_ip(
	const struct rate_secret *s, const unsigned char ip[16])
{
	static const unsigned char v4[12] = { [10] = 0xff, [11] = 0xff };

	return rate_key_for(s,
		str_of((const char *)ip, memcmp(ip, v4, sizeof(v4)) ? 8 : 16));
}

/* ---- the table ---------------------------------------------------------- */

struct rate *rate_new(size_t bytes)
{
	struct rate *r = mem_alloc(sizeof(*r));
	uint64_t sets = 1;

	while (sets * 2 * sizeof(struct set) <= bytes)
		sets *= 2;
	/* fresh pages are zero, and cost nothing until they are touched */
	r->sets = mmap(NULL, sets * sizeof(struct set), PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (r->sets == MAP_FAILED)
		abort();
	r->mask = sets - 1;
	return r;
}

void rate_free(struct rate *r)
{
	if (!r)
		return;
	munmap(r->sets, (r->mask + 1) * sizeof(struct set));
	mem_free(r);
}

uint64_t rate_evicted(const struct rate *r)
{
	return atomic_load_explicit(&r->evicted, memory_order_relaxed);
}

static void set_lock(struct set *s)
{
	int spins = 0;

	while (atomic_exchange_explicit(&s->locked, 1, memory_order_acquire))
		while (atomic_load_explicit(&s->locked, memory_order_relaxed))
			if (++spins % SPINS == 0)
				sched_yield();
}

static void set_unlock(struct set *s)
{
	atomic_store_explicit(&s->locked, 0, memory_order_release);
}

static struct entry *set_find(struct set *s, uint64_t high, uint64_t low)
{
	for (int i = 0; i < WAYS; i++)
		if (s->entries[i].low == low && s->entries[i].high == high)
			return &s->entries[i];
	return NULL;
}

/* An empty entry, else an expired one, else the least consumed. */
static struct entry *set_victim(struct set *s)
{
	struct entry *least = &s->entries[0];

	for (int i = 1; i < WAYS; i++)
		if (s->entries[i].full_at_us < least->full_at_us)
			least = &s->entries[i];
	return least;
}

/* ---- a decision --------------------------------------------------------- */

/* Where the state of one ask is, and what it is. */
struct place {
	uint64_t high, low;
	struct set *set;
	struct entry *entry; /* NULL: not there yet */
	int64_t full_at_us;
};

struct rate_answer rate_sum_up(const struct rate_ask *asks, int count)
{
	struct rate_answer out = { .allowed = true };
	const struct rate_ask *worst = &asks[0];

	for (int i = 0; i < count; i++) {
		const struct rate_ask *a = &asks[i];
		/* -1, never, is the longest of all waits */
		uint64_t wait = (uint64_t)a->retry_us;
		uint64_t most = (uint64_t)worst->retry_us;

		if (wait)
			out.allowed = false;
		if (wait > most ||
			(wait == most && a->remaining < worst->remaining))
			worst = a;
	}
	out.which = (int)(worst - asks);
	out.limit = worst->policy->limit;
	out.remaining = worst->remaining;
	out.reset_us = worst->reset_us;
	out.retry_after_us = worst->retry_us;
	return out;
}

/* What the ask would find; *full_at_us becomes what it would leave. */
static void judge(struct rate_ask *a, int64_t *full_at_us, int64_t now_us)
{
	const struct rate_policy *p = a->policy;
	int64_t whole_us = p->every_us * p->burst;
	int64_t used_us = *full_at_us - now_us;

	assert(a->cost >= 0);
	if (used_us < 0)
		used_us = 0;
	if (used_us > whole_us) /* the clock stepped back */
		used_us = whole_us;
	a->reset_us = used_us;
	a->remaining = (whole_us - used_us) / p->every_us;
	a->retry_us = 0;
	if (a->cost > p->burst)
		a->retry_us = -1;
	else if (a->cost > 0 && p->every_us * a->cost > whole_us - used_us)
		a->retry_us = used_us + p->every_us * a->cost - whole_us;
	*full_at_us = now_us + used_us;
}

static void charge(struct rate_ask *a, int64_t *full_at_us)
{
	a->reset_us += a->policy->every_us * a->cost;
	a->remaining -= a->cost;
	*full_at_us += a->policy->every_us * a->cost;
}

/* The sets of all places, each once, by address. */
static int sort_sets(
	const struct place *places, int count, struct set *sets[RATE_ASKS])
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		int at = n;

		while (at > 0 && sets[at - 1] > places[i].set)
			at--;
		if (at > 0 && sets[at - 1] == places[i].set)
			continue;
		memmove(&sets[at + 1], &sets[at],
			(size_t)(n - at) * sizeof(*sets));
		sets[at] = places[i].set;
		n++;
	}
	return n;
}

static void look(
	struct rate *r, struct place *places, int i, const struct rate_ask *a)
{
	struct place *p = &places[i];

	p->high = a->key.high;
	p->low = a->key.low ^ a->policy->salt;
	p->set = &r->sets[p->low & r->mask];
	for (int k = 0; k < i; k++) /* would be judged, but charged once */
		assert(places[k].low != p->low || places[k].high != p->high);
}

static void store_new(struct rate *r, const struct place *p, int64_t now_us)
{
	struct entry *e = set_victim(p->set);

	if (e->full_at_us > now_us)
		atomic_fetch_add_explicit(&r->evicted, 1, memory_order_relaxed);
	*e = (struct entry){ p->high, p->low, p->full_at_us };
}

/* Entries that are there come first: a new one may take their place. */
static void store(struct rate *r, const struct place *places,
	const struct rate_ask *asks, int count, int64_t now_us)
{
	for (int i = 0; i < count; i++)
		if (places[i].entry && asks[i].cost)
			places[i].entry->full_at_us = places[i].full_at_us;
	for (int i = 0; i < count; i++)
		if (!places[i].entry && asks[i].cost)
			store_new(r, &places[i], now_us);
}

struct rate_answer rate_take(
	struct rate *r, struct rate_ask *asks, int count, int64_t now_us)
{
	struct place places[RATE_ASKS];
	struct set *sets[RATE_ASKS + 1];
	struct rate_answer out;
	int set_count;

	assert(count > 0 && count <= RATE_ASKS);
	for (int i = 0; i < count; i++)
		look(r, places, i, &asks[i]);
	set_count = sort_sets(places, count, sets);
	for (int i = 0; i < set_count; i++)
		set_lock(sets[i]);
	for (int i = 0; i < count; i++) {
		struct place *p = &places[i];

		p->entry = set_find(p->set, p->high, p->low);
		p->full_at_us = p->entry ? p->entry->full_at_us : 0;
		judge(&asks[i], &p->full_at_us, now_us);
		/* kept even when refused, or the wait would begin anew */
		if (p->entry && p->entry->full_at_us - p->full_at_us > STEP_US)
			p->entry->full_at_us = p->full_at_us;
	}
	out = rate_sum_up(asks, count);
	if (out.allowed) {
		for (int i = 0; i < count; i++)
			charge(&asks[i], &places[i].full_at_us);
		store(r, places, asks, count, now_us);
		out = rate_sum_up(asks, count);
	}
	for (int i = 0; i < set_count; i++)
		set_unlock(sets[i]);
	return out;
}
