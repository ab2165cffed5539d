/*
 * job/lease.c - leases: taken, renewed, given back. Each is one short
 * transaction; no handler runs in it.
 */
#include "job/job_int.h"

#include <assert.h>
#include <limits.h>

enum { KINDS_TEXT = 4096 };

/* ---- how many of a kind ------------------------------------------------- */

bool job_room_all(
	const struct job_config *config, struct job_room *out, struct err *err)
{
	if (config->kind_count > JOB_KINDS)
		return err_set(err, ERR_TOO_BIG,
			"there are over %d kinds of jobs", JOB_KINDS);
	for (size_t i = 0; i < config->kind_count; i++)
		out->free[i] = config->kinds[i].at_once
				       ? config->kinds[i].at_once
				       : INT_MAX;
	return true;
}

/* ",mail.send,sweep,": see store/job.h. */
static bool kinds_text(const struct job_config *config,
	const struct job_room *room, struct arena *mem, struct str *out,
	struct err *err)
{
	struct buf b;

	buf_init(&b, mem, KINDS_TEXT);
	for (size_t i = 0; i < config->kind_count; i++)
		if (room->free[i] > 0)
			buf_addf(&b, ",%s", config->kinds[i].name);
	buf_addc(&b, ',');
	*out = buf_str(&b);
	return buf_ok(&b) ||
	       err_set(err, ERR_TOO_BIG, "the names of jobs are over %d bytes",
		       KINDS_TEXT);
}

bool job_next(const struct job_config *config, struct db *db,
	const struct job_room *room, int64_t *run_at, bool *found,
	struct err *err)
{
	struct arena mem = { 0 };
	struct str kinds;
	bool ok = kinds_text(config, room, &mem, &kinds, err) &&
		  store_job_next(db, kinds, run_at, found, err);

	arena_free(&mem);
	return ok;
}

static const struct job_kind *kind_find(
	const struct job_config *config, struct str name)
{
	for (size_t i = 0; i < config->kind_count; i++)
		if (str_is(name, config->kinds[i].name))
			return &config->kinds[i];
	return NULL;
}

/* ---- taking ------------------------------------------------------------- */

static struct job_held *held_new(const struct job_config *config,
	const struct job_kind *kind, const struct job_due *row)
{
	struct job_held *h = mem_alloc(sizeof(*h));

	h->config = config;
	h->due_at = row->run_at;
	h->taken_us = job_mono_us();
	h->job = (struct job){ .mem = &h->mem,
		.kind = kind,
		.id = str_copy(&h->mem, row->id),
		.account_id = str_copy(&h->mem, row->account_id),
		.input = str_copy(&h->mem, row->input),
		.attempt = row->attempts + 1,
		.tries = kind->tries,
		.held = h };
	h->lease = (struct job_lease){ h->job.id, str_c(config->node),
		h->job.attempt };
	return h;
}

void job_held_free(struct job_held *h)
{
	arena_free(&h->mem);
	mem_free(h);
}

static void list_free(struct job_held *list)
{
	while (list) {
		struct job_held *next = list->next;

		job_held_free(list);
		list = next;
	}
}

/* Its worker died, and there is nothing left to try, or nobody wants it. */
static bool end_dead(
	struct db *db, struct job_held *h, int64_t now, struct err *err)
{
	struct job_failure f = { .lease = h->lease, .now = now };
	struct str state;
	bool mine;

	err_set(&h->err, ERR_GONE,
		"its worker died or hung, %lld of %lld times",
		(long long)h->job.attempt, (long long)h->job.tries);
	f.error_code = str_c(err_name(h->err.code));
	f.error = str_c(h->err.text);
	if (!store_job_failed(db, &f, &state, &mine, err))
		return false;
	h->over = true;
	h->outcome = str_is(state, "buried") ? JOB_BURIED : JOB_CANCELLED;
	return true;
}

static bool take_row(const struct job_config *config, struct db *db,
	const struct job_kind *kind, struct job_due *row, int64_t now,
	struct job_held **out, struct err *err)
{
	bool dead;
	struct job_held *h;

	dead = row->cancel_at > 0 ||
	       (row->expired && row->attempts >= kind->tries);
	if (dead && row->attempts > 0)
		row->attempts--; /* no attempt is begun */
	h = held_new(config, kind, row);
	h->lease_end = now + job_lease_ms(kind);
	*out = h;
	return store_job_lease(db, row, h->lease.node, kind->tries,
		       h->lease_end, err) &&
	       (!dead || end_dead(db, h, now, err));
}

/* What killed a worker may kill the next: a job whose lease ran out is taken
 * alone, so that it drags no others, merely waiting behind it, along. What
 * is beyond its kind's ceiling stays where it is. */
static bool take_rows(const struct job_config *config, struct db *db,
	struct job_room room, struct db_rows rows, struct job_held **out,
	int *count, struct err *err)
{
	int64_t now = job_now(config);
	struct job_held **end = out;
	struct job_due *row = rows.at;

	for (size_t i = 0; i < rows.count; i++) {
		const struct job_kind *kind = kind_find(config, row[i].kind);

		assert(kind);
		if ((i > 0 && row[i].expired) ||
			room.free[kind - config->kinds]-- <= 0)
			continue;
		if (!take_row(config, db, kind, &row[i], now, end, err))
			return false;
		end = &(*end)->next;
		++*count;
		if (row[i].expired)
			break;
	}
	return true;
}

bool job_take(const struct job_config *config, const struct job_room *room,
	int most, struct job_held **out, int *count, struct err *err)
{
	struct arena mem = { 0 };
	struct db_rows rows;
	struct str kinds;
	struct db *db;
	bool ok;

	*out = NULL;
	*count = 0;
	ok = kinds_text(config, room, &mem, &kinds, err) &&
	     db_begin(config->db, DB_WRITE, &mem, &db, err);
	if (ok) {
		ok = store_job_due(
			     db, kinds, job_now(config), most, &rows, err) &&
		     take_rows(config, db, *room, rows, out, count, err);
		ok = db_end(db, ok, err) && ok;
	}
	if (!ok) {
		list_free(*out);
		*out = NULL;
	}
	arena_free(&mem);
	return ok;
}

/* ---- keeping ------------------------------------------------------------ */

typedef bool job_keep_one(struct db *db, const struct job_lease *lease,
	int64_t at, bool *mine, struct err *err);

static bool keep_all(const struct job_config *config, struct arena *mem,
	job_keep_one *keep, struct job_renewal *list, size_t count,
	struct err *err)
{
	struct db *db;
	bool ok = true;

	if (!db_begin(config->db, DB_WRITE, mem, &db, err))
		return false;
	for (size_t i = 0; ok && i < count; i++)
		ok = keep(
			db, &list[i].lease, list[i].until, &list[i].mine, err);
	return db_end(db, ok, err) && ok;
}

bool job_renew(const struct job_config *config, struct arena *mem,
	struct job_renewal *list, size_t count, struct err *err)
{
	return keep_all(config, mem, store_job_renew, list, count, err);
}

bool job_give_back(const struct job_config *config, struct arena *mem,
	struct job_renewal *list, size_t count, struct err *err)
{
	return keep_all(config, mem, store_job_give_back, list, count, err);
}
