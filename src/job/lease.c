/*
 * job/lease.c - leases: taken, renewed, given back. Each is one short
 * transaction; no handler runs in it.
 */
#include "job/job_int.h"

#include <assert.h>

bool job_kinds_text(const struct job_config *config, char *out, size_t room,
	struct err *err)
{
	struct arena mem = { 0 };
	struct buf b;

	buf_init(&b, &mem, room - 1);
	for (size_t i = 0; i < config->kind_count; i++)
		buf_addf(&b, ",%s", config->kinds[i].name);
	buf_addc(&b, ',');
	if (buf_ok(&b))
		memcpy(out, b.at, b.len), out[b.len] = '\0';
	arena_free(&mem);
	return buf_ok(&b) ||
	       err_set(err, ERR_TOO_BIG, "too many kinds of jobs");
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
	struct job_due *row, int64_t now, struct job_held **out,
	struct err *err)
{
	const struct job_kind *kind = kind_find(config, row->kind);
	bool dead;
	struct job_held *h;

	assert(kind);
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
 * alone, so that it drags no others, merely waiting behind it, along. */
static bool take_rows(const struct job_config *config, struct db *db,
	struct str kinds, int most, struct job_held **out, int *count,
	struct err *err)
{
	int64_t now = job_now(config);
	struct job_held **end = out;
	struct job_due *row;
	struct db_rows rows;

	if (!store_job_due(db, kinds, now, most, &rows, err))
		return false;
	row = rows.at;
	for (size_t i = 0; i < rows.count; i++) {
		if (i > 0 && row[i].expired)
			continue;
		if (!take_row(config, db, &row[i], now, end, err))
			return false;
		end = &(*end)->next;
		++*count;
		if (row[i].expired)
			break;
	}
	return true;
}

bool job_take(const struct job_config *config, struct str kinds, int most,
	struct job_held **out, int *count, struct err *err)
{
	struct arena mem = { 0 };
	struct db *db;
	bool ok;

	*out = NULL;
	*count = 0;
	ok = db_begin(config->db, DB_WRITE, &mem, &db, err);
	if (ok) {
		ok = take_rows(config, db, kinds, most, out, count, err);
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
