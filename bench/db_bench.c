/*
 * bench/db_bench.c - what a read costs, and how many durable writes a second
 * the disk gives: one sync for each, against many calls that share one, in
 * the same run and the same folder (BENCH_FOLDER, else the working folder).
 */
#include "bench.h"
#include "db/db.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS = 64, RUN_MS = 700, ROWS = 1000 };

struct person {
	struct str id, name, email;
	int64_t credits, created_at;
	bool admin;
};

static const struct db_col cols[] = { DB_COL(person, id), DB_COL(person, name),
	DB_COL(person, email), DB_COL(person, credits),
	DB_COL(person, created_at), DB_COL(person, admin), { 0 } };
static const struct db_col by_id[] = { DB_COL(person, id), { 0 } };

static const struct db_query person_add = {
	.name = "person.add",
	.sql = "INSERT INTO person (id, name, email, credits, created_at,"
	       " admin) VALUES ($1, $2, $3, $4, $5, $6)",
	.in = cols,
};
static const struct db_query person_get = {
	.name = "person.get",
	.sql = "SELECT id, name, email, credits, created_at, admin"
	       " FROM person WHERE id = $1",
	.in = by_id,
	.out = cols,
	.row_size = sizeof(struct person),
};
static const struct db_query person_up = {
	.name = "person.up",
	.sql = "UPDATE person SET credits = credits + 1 WHERE id = $1",
	.in = by_id,
};

static const struct db_migration schema = { "0001_bench.sql",
	"CREATE TABLE person (id :id: PRIMARY KEY, name :text: NOT NULL,"
	" email :text: NOT NULL, credits :int: NOT NULL,"
	" created_at :int: NOT NULL, admin :bool: NOT NULL) :strict:" };

static void need(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "db_bench: %s\n", err->text);
	exit(1);
}

/* ---- the database ------------------------------------------------------- */

struct state {
	struct db_pool *pool;
	struct arena mem;
	char ids[ROWS][16];
	unsigned at;
	atomic_bool stop;
	atomic_long writes;
};

static void fill(struct state *s)
{
	struct err err;
	struct db *db;

	need(db_begin(s->pool, DB_WRITE, &s->mem, &db, &err), &err);
	for (int i = 0; i < ROWS; i++) {
		struct person p = { .name = STR("Ada Lovelace"),
			.email = STR("ada@example.org"),
			.created_at = 1700000000000 };

		snprintf(s->ids[i], sizeof(s->ids[i]), "acc_%08d", i);
		p.id = str_c(s->ids[i]);
		need(db_run(db, &person_add, &p, NULL, &err), &err);
	}
	need(db_end(db, true, &err), &err);
	arena_reset(&s->mem);
}

static struct state *begin(const char *url)
{
	struct state *s = mem_alloc(sizeof(*s));
	const struct db_config config = { .url = url,
		.pool_min = 1,
		.pool_max = 8,
		.connection_timeout_ms = 10000,
		.readers_max = 16 };
	size_t applied;
	struct err err;

	need(db_open(&s->pool, &config, &err), &err);
	need(db_migrate(s->pool, &schema, 1, &applied, &err), &err);
	fill(s);
	return s;
}

static void end(struct state *s)
{
	db_close(s->pool);
	arena_free(&s->mem);
	mem_free(s);
}

/* ---- reads -------------------------------------------------------------- */

static void read_one(void *with)
{
	struct state *s = with;
	struct person in = { .id = str_c(s->ids[s->at++ % ROWS]) }, out;
	struct err err;
	struct db *db;

	need(db_begin(s->pool, DB_READ, &s->mem, &db, &err), &err);
	need(db_one(db, &person_get, &in, &out, &err), &err);
	need(db_end(db, true, &err), &err);
	arena_reset(&s->mem);
}

/* The same on the clock on the wall: a server works while we wait. */
static double wall_us_of_reads(struct state *s)
{
	double list[BENCH_RUNS];

	for (int i = 0; i < BENCH_RUNS; i++) {
		double from = bench_wall_us();

		for (int k = 0; k < 200; k++)
			read_one(s);
		list[i] = (bench_wall_us() - from) / 200;
	}
	return bench_median(list, BENCH_RUNS);
}

/* ---- writes ------------------------------------------------------------- */

static void write_one(struct state *s, struct arena *mem, struct db **db)
{
	long n = atomic_fetch_add(&s->writes, 1);
	struct person in = { .id = str_c(s->ids[n % ROWS]) };
	struct err err;

	need(db_begin(s->pool, DB_WRITE, mem, db, &err), &err);
	need(db_run(*db, &person_up, &in, NULL, &err), &err);
}

static void *write_on(void *with)
{
	struct state *s = with;
	struct arena mem = { 0 };
	struct err err;
	struct db *db;

	while (!atomic_load(&s->stop)) {
		write_one(s, &mem, &db);
		need(db_end(db, true, &err), &err);
		arena_reset(&mem);
	}
	arena_free(&mem);
	return NULL;
}

static void answered(void *with, const struct err *err)
{
	if (err)
		need(false, err);
	--*(int *)with;
}

/* As the lane of the server does that writes: one thread carries out what so
 * many clients asked for, and answers them all with one commit. */
static void *write_in_lane(void *with)
{
	struct state *s = with;
	struct arena mem = { 0 };

	while (!atomic_load(&s->stop)) {
		int waiting = CLIENTS;

		for (int i = 0; i < CLIENTS; i++) {
			struct db *db;

			write_one(s, &mem, &db);
			db_end_later(db, true, answered, &waiting);
		}
		db_settle(s->pool);
		if (waiting)
			abort();
		arena_reset(&mem);
	}
	arena_free(&mem);
	return NULL;
}

static double writes_a_second(
	struct state *s, int threads, void *(*write)(void *))
{
	const struct timespec run = { RUN_MS / 1000, RUN_MS % 1000 * 1000000 };
	pthread_t all[CLIENTS];
	double from = bench_wall_us();

	atomic_store(&s->stop, false);
	atomic_store(&s->writes, 0);
	for (int i = 0; i < threads; i++)
		if (pthread_create(&all[i], NULL, write, s) != 0)
			abort();
	nanosleep(&run, NULL);
	atomic_store(&s->stop, true);
	for (int i = 0; i < threads; i++)
		pthread_join(all[i], NULL);
	return (double)atomic_load(&s->writes) * 1e6 / (bench_wall_us() - from);
}

/* What a log would do without sharing: a page, a sync, the next. */
static double syncs_a_second(const char *folder)
{
	char name[512], page[4096] = { 0 };
	double from = bench_wall_us();
	long n = 0;
	int fd;

	snprintf(name, sizeof(name), "%s/bench.sync", folder);
	fd = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600);
	if (fd < 0)
		abort();
	for (; bench_wall_us() - from < RUN_MS * 1e3; n++)
		if (pwrite(fd, page, sizeof(page), n % 1000 * 4096) < 0 ||
			fdatasync(fd) != 0)
			abort();
	close(fd);
	unlink(name);
	return (double)n * 1e6 / (bench_wall_us() - from);
}

/* ---- what is said ------------------------------------------------------- */

static void say_writes(const char *engine, struct state *s)
{
	static const struct {
		const char *name;
		int threads;
		void *(*write)(void *);
	} ways[] = { { "alone", 1, write_on },
		{ "64_threads", CLIENTS, write_on },
		{ "64_clients", 1, write_in_lane } };
	char name[64];

	for (size_t i = 0; i < LENGTH(ways); i++) {
		struct db_stats a, b;
		double rate;

		db_stats(s->pool, &a);
		rate = writes_a_second(s, ways[i].threads, ways[i].write);
		db_stats(s->pool, &b);
		snprintf(name, sizeof(name), "db.%s.write.%s", engine,
			ways[i].name);
		bench_say(name, rate, "writes/s");
		bench_note("%.1f calls a commit",
			(double)(b.calls - a.calls) /
				(double)(b.commits - a.commits));
	}
}

static void bench_sqlite(void)
{
	const char *in = getenv("BENCH_FOLDER");
	char folder[256], url[300], tidy[300];
	struct state *s;

	snprintf(folder, sizeof(folder), "%.200s/db-bench-XXXXXX",
		in ? in : ".");
	if (!mkdtemp(folder))
		abort();
	snprintf(url, sizeof(url), "sqlite:%s/b.db", folder);
	s = begin(url);
	bench_say("db.sqlite.read", bench_us(read_one, s), "us");
	bench_say("disk.sync", syncs_a_second(folder), "syncs/s");
	say_writes("sqlite", s);
	bench_say("disk.sync.again", syncs_a_second(folder), "syncs/s");
	end(s);
	static const char *const ends[] = { "", "-writer", "-notice" };
	for (size_t i = 0; i < LENGTH(ends); i++) {
		snprintf(tidy, sizeof(tidy), "%s/b.db%s", folder, ends[i]);
		unlink(tidy);
	}
	rmdir(folder);
}

static void bench_postgres(const char *url)
{
	struct state *s = begin(url);

	bench_say("db.postgresql.read", bench_us(read_one, s), "us");
	bench_say("db.postgresql.read.wall", wall_us_of_reads(s), "us");
	say_writes("postgresql", s);
	end(s);
}

int main(void)
{
	const char *url = getenv("VITAE_BENCH_PG");

	bench_sqlite();
	if (url && *url)
		bench_postgres(url);
	else
		bench_note("PostgreSQL: set VITAE_BENCH_PG to an empty one");
	return 0;
}
