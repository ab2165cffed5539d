/* app/file_sweep.c - blobs that are no file's are dropped. See file.h. */
#include "app/file.h"
#include "app/house.h"

struct sweeper {
	struct call *call;
	struct arena mem; /* of one batch */
	bool (*stop)(void *with);
	void *with;
	int64_t before_ms, gone;
	struct blob_id ids[STORE_FILE_BLOBS];
	size_t count;
	bool stopped;
};

static bool is_in(const struct db_rows *rows, struct str blob)
{
	const struct file_blob *at = rows->at;

	for (size_t i = 0; i < rows->count; i++)
		if (str_eq(at[i].blob, blob))
			return true;
	return false;
}

/* Which of them are somebody's? */
static bool known(struct sweeper *s, struct db_rows *out, struct err *err)
{
	struct file_blobs asked;
	struct call c = *s->call;
	bool ok;

	for (size_t i = 0; i < STORE_FILE_BLOBS; i++)
		asked.b[i] = i < s->count ? blob_id_str(&s->ids[i]) : STR("");
	c.mem = &s->mem;
	c.db = NULL;
	if (!app_call_read(&c, err))
		return false;
	ok = store_file_blobs(c.db, &asked, out, err);
	return app_call_close(&c, ok, ok ? err : &(struct err){ 0 }) && ok;
}

static bool batch(struct sweeper *s, struct err *err)
{
	struct db_rows rows = { 0 };
	bool ok = !s->count || known(s, &rows, err), dropped;

	for (size_t i = 0; ok && i < s->count; i++) {
		struct str id = blob_id_str(&s->ids[i]);

		if (is_in(&rows, id))
			continue;
		ok = blob_drop(
			s->call->house->blobs, id, s->before_ms, &dropped, err);
		s->gone += ok && dropped;
	}
	s->count = 0;
	arena_reset(&s->mem);
	return ok;
}

static bool see(void *to, const struct blob_item *item, struct err *err)
{
	struct sweeper *s = to;

	if (item->written_ms >= s->before_ms)
		return true;
	s->ids[s->count++] = item->id;
	if (s->count < STORE_FILE_BLOBS)
		return true;
	s->stopped = s->stop && s->stop(s->with);
	return s->stopped ? err_set(err, ERR_BUSY, "stopped") : batch(s, err);
}

bool app_file_sweep(struct call *c, bool (*stop)(void *with), void *with,
	int64_t *gone, struct err *err)
{
	struct sweeper s = { .call = c,
		.stop = stop,
		.with = with,
		.before_ms = c->now - APP_FILE_YOUNG_MS };
	struct err why;
	bool ok;

	if (!app_call_close(c, true, err))
		return false;
	ok = (blob_each(c->house->blobs, see, &s, &why) || s.stopped) &&
	     (s.stopped || batch(&s, &why));
	arena_free(&s.mem);
	*gone = s.gone;
	if (!ok)
		*err = why;
	return ok;
}
