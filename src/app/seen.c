/* app/seen.c - a set-associative table of who was seen. See seen.h. */
#include "app/seen.h"

#include "app/house.h"
#include "base/hash.h"

#include <pthread.h>

/* Slots below ACCOUNT_SLOT are for other notices (jobs, configuration). */
enum { SETS = 2048, WAYS = 4, ACCOUNT_SLOT = 64 };

struct entry {
	uint64_t key[2];
	uint64_t noticed;
	unsigned slot;
	struct seen seen;
};

struct set {
	pthread_mutex_t lock;
	unsigned next; /* which way is overwritten next */
	struct entry ways[WAYS];
};

struct app_seen {
	struct set sets[SETS];
};

/* The same on every node: not the process's own keyed hash. */
static unsigned slot_of(struct str account_id)
{
	return ACCOUNT_SLOT +
	       hash_crc32(0, account_id) % (DB_NOTICES - ACCOUNT_SLOT);
}

struct app_seen *app_seen_new(void)
{
	struct app_seen *s = mem_alloc(sizeof(*s));

	for (size_t i = 0; i < SETS; i++)
		pthread_mutex_init(&s->sets[i].lock, NULL);
	return s;
}

void app_seen_free(struct app_seen *s)
{
	for (size_t i = 0; i < SETS; i++)
		pthread_mutex_destroy(&s->sets[i].lock);
	mem_free(s);
}

bool app_seen_find(struct app_seen *s, const struct db_pool *db, struct str key,
	struct seen *out)
{
	struct set *set;
	uint64_t hash[2];
	uint64_t noticed = 0;
	unsigned slot = 0;
	bool found = false;

	hash_quick128(key, hash);
	set = &s->sets[hash[0] % SETS];
	pthread_mutex_lock(&set->lock);
	for (int i = 0; i < WAYS && !found; i++) {
		const struct entry *e = &set->ways[i];

		if (e->key[0] != hash[0] || e->key[1] != hash[1] || !e->slot)
			continue;
		found = true;
		*out = e->seen;
		noticed = e->noticed;
		slot = e->slot;
	}
	pthread_mutex_unlock(&set->lock);
	return found && db_noticed(db, slot) == noticed;
}

void app_seen_keep(struct app_seen *s, struct str key, const struct seen *seen,
	uint64_t noticed)
{
	struct entry *e = NULL;
	struct set *set;
	uint64_t hash[2];

	hash_quick128(key, hash);
	set = &s->sets[hash[0] % SETS];
	pthread_mutex_lock(&set->lock);
	for (int i = 0; i < WAYS; i++)
		if (set->ways[i].key[0] == hash[0] &&
			set->ways[i].key[1] == hash[1])
			e = &set->ways[i];
	if (!e)
		e = &set->ways[set->next++ % WAYS];
	*e = (struct entry){ { hash[0], hash[1] }, noticed,
		slot_of(str_c(seen->account_id)), *seen };
	pthread_mutex_unlock(&set->lock);
}

uint64_t app_seen_noticed(const struct db_pool *db, struct str account_id)
{
	return db_noticed(db, slot_of(account_id));
}

bool app_seen_change(struct call *c, struct str account_id, struct err *err)
{
	return db_notice(c->db, slot_of(account_id), err);
}
