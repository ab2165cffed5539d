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
	unsigned char key[16];
	struct set sets[SETS];
};

static struct set *set_of(
	struct app_seen *s, struct str bearer, uint64_t hash[2])
{
	hash_sip128((struct hash_rounds){ 1, 3 }, s->key, bearer, hash);
	return &s->sets[hash[0] % SETS];
}

/* The same on every node: not the process's own keyed hash. */
static unsigned slot_of(struct str account_id)
{
	return ACCOUNT_SLOT +
	       hash_crc32(0, account_id) % (DB_NOTICES - ACCOUNT_SLOT);
}

struct app_seen *app_seen_new(void)
{
	struct app_seen *s = mem_alloc(sizeof(*s));

	hash_random(s->key, sizeof(s->key));
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

bool app_seen_find(
	struct house *h, struct str bearer, int64_t now, struct seen *out)
{
	uint64_t hash[2];
	struct set *set = set_of(h->seen, bearer, hash);
	uint64_t noticed = 0;
	unsigned slot = 0;
	bool found = false;

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
	return found && (!out->until || now < out->until) &&
	       db_noticed(h->db, slot) == noticed;
}

void app_seen_keep(struct house *h, struct str bearer, const struct seen *seen,
	uint64_t noticed)
{
	uint64_t hash[2];
	struct set *set = set_of(h->seen, bearer, hash);
	struct entry *e = NULL;

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
