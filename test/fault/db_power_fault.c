/*
 * test/fault/db_power_fault.c - the power is cut. Every write and sync of a
 * SQLite file is written down while threads use it; then disks are made as a
 * cut may leave them: what was synced is there, of the rest any part, in any
 * order, torn at sectors. On each the ledger must open, be sound, hold all
 * that was acknowledged, and take the next write.
 *
 * The model: a disk keeps what it said it had synced; a sector is written
 * whole or not at all; a name that a sync followed is there. A disk that
 * lies about syncs is beyond it.
 */
#include "fault/disk.h"
#include "fault/ledger.h"
#include "fault/times.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 4, SECTOR = 512, STATES = 600, FILE_MOST = 32 << 20 };

/* Syncing is free in memory, and the disk of this machine no matter. */
void test_main_hook(int argc, char **argv)
{
	(void)argc, (void)argv;
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 1);
}

/* ---- what is written down ----------------------------------------------- */

struct work {
	struct db_pool *pool;
	_Atomic int64_t next;
	int64_t most;
	_Atomic bool failed;
};

static void *write_on(void *with)
{
	struct work *w = with;
	struct err err;
	int64_t n;

	while ((n = atomic_fetch_add(&w->next, 1)) < w->most)
		if (ledger_do(w->pool, n, false, &err))
			disk_said(n);
		else
			atomic_store(&w->failed, true);
	return NULL;
}

/* `ops` of them by threads, all recorded, to the closing of the file. */
static void record(int threads, int64_t ops)
{
	struct work w = { .most = ops };
	pthread_t all[THREADS];
	struct err err;

	disk_begin(true);
	NEED_ERR(ledger_open(&w.pool,
			 str_fmt(&test_mem, "%s/ledger.db", help_folder()).at,
			 &err),
		err);
	for (int i = 0; i < threads; i++)
		NEED(!pthread_create(&all[i], NULL, write_on, &w));
	for (int i = 0; i < threads; i++)
		pthread_join(all[i], NULL);
	OK(!w.failed);
	db_close(w.pool);
	sqlite3_vfs_register(disk.below, 1);
}

/* ---- what a disk may hold ----------------------------------------------- */

struct image {
	char *at; /* FILE_MOST of them, zero beyond len */
	size_t len;
	bool there, named;        /* it has a name; and after a cut too */
	struct disk_event **late; /* not synced yet */
	size_t late_count;
};

struct platter {
	struct image durable[DISK_FILES], now;
	size_t event;
	unsigned char said[LEDGER_MOST];
	int said_count;
	unsigned seed;
};

static unsigned dice(struct platter *p, unsigned sides)
{
	return (unsigned)rand_r(&p->seed) % sides;
}

static void put(struct image *m, int64_t at, const char *bytes, size_t len)
{
	size_t end = (size_t)at + len;

	if (end > FILE_MOST)
		abort();
	memcpy(m->at + at, bytes, len);
	m->len = end > m->len ? end : m->len;
}

static void cut(struct image *m, size_t size)
{
	if (size < m->len)
		memset(m->at + size, 0, m->len - size);
	m->len = size;
}

static void apply(struct image *m, const struct disk_event *e)
{
	if (e->op == DISK_WRITE)
		put(m, e->at, e->bytes, e->len);
	else if (e->op == DISK_CUT)
		cut(m, (size_t)e->at);
}

/* Some sectors of a write and not the others. */
static void tear(struct platter *p, struct image *m, const struct disk_event *e)
{
	for (size_t at = 0; at < e->len; at += SECTOR) {
		size_t len = e->len - at < SECTOR ? e->len - at : SECTOR;

		if (dice(p, 2))
			put(m, e->at + (int64_t)at, e->bytes + at, len);
	}
}

/* What comes next becomes part of what the disk was asked to do. */
static void step(struct platter *p)
{
	struct disk_event *e = &disk.list[p->event++];
	struct image *m = &p->durable[e->file];

	switch (e->op) {
	case DISK_SAID:
		p->said[e->at] = 1;
		p->said_count++;
		return;
	case DISK_DROP:
		m->named = false;
		m->late_count = 0;
		return;
	case DISK_SYNC:
		for (size_t i = 0; i < m->late_count; i++)
			apply(m, m->late[i]);
		m->late_count = 0;
		m->there = m->named = true;
		/* names are kept in order: a deletion is durable by now */
		for (int i = 0; i < DISK_FILES; i++)
			p->durable[i].there = p->durable[i].named;
		return;
	default:
		if (!m->named)
			cut(m, 0);
		m->named = true;
		m->late[m->late_count++] = e;
	}
}

enum way { NOTHING_LATE, ALL_LATE, SOME_LATE, TORN_LATE, WAYS };

/* What a cut leaves of one file. */
static void leave(struct platter *p, struct image *m, enum way way)
{
	struct image *now = &p->now;

	cut(now, 0);
	put(now, 0, m->at, m->len);
	for (size_t i = 0; i < m->late_count; i++) {
		const struct disk_event *e = m->late[i];

		if (way == ALL_LATE || (way >= SOME_LATE && dice(p, 2)))
			apply(now, e);
		else if (way == TORN_LATE && e->op == DISK_WRITE)
			tear(p, now, e);
	}
}

/* ---- every disk is tried ------------------------------------------------ */

struct trial {
	const char *path;
	struct ledger_look look;
	int states, unsound, lossy;
	char why[400];
};

static void drop(const char *path, const char *end)
{
	unlink(str_fmt(&test_mem, "%s%s", path, end).at);
}

static bool lay_out(struct platter *p, const char *path, enum way way)
{
	static const char *const ends[] = { "", "-wal" };
	bool ok = true;

	drop(path, "-shm");
	for (int i = 0; i < DISK_FILES; i++) {
		struct image *m = &p->durable[i];
		int fd;

		drop(path, ends[i]);
		/* a name that no sync followed may be there or not */
		if (!m->there && (!m->named || way == NOTHING_LATE))
			continue;
		leave(p, m, way);
		fd = open(str_fmt(&test_mem, "%s%s", path, ends[i]).at,
			O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
		ok = ok && fd >= 0 &&
		     write(fd, p->now.at, p->now.len) == (ssize_t)p->now.len;
		close(fd);
	}
	return ok;
}

/* As a server would: open it, write to it. */
static bool goes_on(struct trial *t, struct err *err)
{
	struct db_pool *pool;
	bool ok;

	if (!ledger_open(&pool, t->path, err))
		return false;
	ok = ledger_do(pool, LEDGER_MOST - 1, false, err);
	db_close(pool);
	return ok;
}

static void try(struct platter *p, struct trial *t, enum way way)
{
	struct err err = { 0 };
	int lost = 0;
	bool ok;

	NEED(lay_out(p, t->path, way));
	ok = goes_on(t, &err);
	if (ok)
		ledger_look_at(t->path, &t->look);
	t->states++;
	if (!ok || !t->look.sound || t->look.twice) {
		snprintf(t->why, sizeof(t->why), "event %zu, way %d: %s",
			p->event, way, ok ? t->look.why : err.text);
		t->unsound++;
		return;
	}
	for (int64_t n = 0; n < LEDGER_MOST; n++)
		lost += p->said[n] && !t->look.times[n];
	t->lossy += lost > 0;
	if (lost)
		snprintf(t->why, sizeof(t->why),
			"event %zu, way %d: %d of %d acknowledged are lost",
			p->event, way, lost, p->said_count);
	arena_reset(&test_mem);
}

static struct platter *platter_new(void)
{
	struct platter *p = mem_alloc(sizeof(*p));

	p->seed = 11;
	for (int i = 0; i < DISK_FILES; i++) {
		p->durable[i].at = mem_alloc(FILE_MOST);
		p->durable[i].late =
			mem_alloc(disk.count * sizeof(struct disk_event *));
	}
	p->now.at = mem_alloc(FILE_MOST);
	return p;
}

static void platter_free(struct platter *p)
{
	for (int i = 0; i < DISK_FILES; i++) {
		mem_free(p->durable[i].at);
		mem_free(p->durable[i].late);
	}
	mem_free(p->now.at);
	mem_free(p);
}

/* `states` of what was recorded; 0: after every event, in every way. */
static void cut_power(struct trial *t, int states)
{
	char path[256];
	struct platter *p = platter_new();
	size_t events = disk.count;

	snprintf(path, sizeof(path), "%s/ledger.db", help_folder());
	t->path = path;
	for (size_t i = 0; i < events; i++) {
		step(p);
		for (int way = 0; way < WAYS && !states; way++)
			try(p, t, (enum way)way);
		if (states && dice(p, (unsigned)events) < (unsigned)states)
			try(p, t, (enum way)dice(p, WAYS));
	}
	printf("    %zu events, %d acknowledged, %d disks, %d unsound, %d "
	       "with a loss%s%s\n",
		events, p->said_count, t->states, t->unsound, t->lossy,
		*t->why ? "; last: " : "", t->why);
	platter_free(p);
	disk_end();
}

static struct trial *tried(
	const char *sync, int threads, int64_t ops, int states)
{
	struct trial *t = mem_alloc(sizeof(*t));

	db_fail_sync(sync);
	record(threads, ops);
	db_fail_sync(NULL);
	if (!test_failing())
		cut_power(t, states);
	return t;
}

TEST(a_power_cut_after_any_event_loses_nothing_acknowledged)
{
	struct trial *t = tried(NULL, 1, 12, 0);

	OK(t->states > 200);
	SAME_INT(t->unsound, 0);
	SAME_INT(t->lossy, 0);
	mem_free(t);
}

/* Long enough for the log to be moved into the file and begun anew. */
TEST(power_cuts_under_load_lose_nothing_acknowledged)
{
	struct trial *t = tried(NULL, THREADS, 1500, fault_times(STATES));

	OK(t->states > STATES / 2);
	SAME_INT(t->unsound, 0);
	SAME_INT(t->lossy, 0);
	mem_free(t);
}

/* ---- the controls: these disks would have been noticed ------------------ */

TEST(without_a_sync_for_each_commit_cuts_lose_what_was_acknowledged)
{
	struct trial *t = tried("NORMAL", THREADS, 1500, 100);

	SAME_INT(t->unsound, 0);
	OK(t->lossy > 50);
	mem_free(t);
}

TEST(without_any_sync_cuts_lose_and_damage)
{
	struct trial *t = tried("OFF", THREADS, 1500, 150);

	OK(t->lossy > 50);
	OK(t->unsound > 0);
	mem_free(t);
}
