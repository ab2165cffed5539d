/*
 * work/ocr.c - opens the jail of pictures when the first one comes, and has
 * pages read there, several at once. See work/ocr.h.
 */
#include "work/ocr.h"

#include "base/time.h"
#include "work/jail.h"

#include <pthread.h>

enum { FROM_PERCENT = 20, PERCENTS = 70, THREADS_MOST = 16 };

struct work_ocr {
	const struct settings *settings;
	pthread_mutex_t lock;
	struct jail *jail;
};

struct work_ocr *work_ocr_new(const struct settings *settings)
{
	struct work_ocr *o = mem_alloc(sizeof(*o));

	o->settings = settings;
	pthread_mutex_init(&o->lock, NULL);
	return o;
}

void work_ocr_free(struct work_ocr *o)
{
	if (!o)
		return;
	jail_close(o->jail);
	pthread_mutex_destroy(&o->lock);
	mem_free(o);
}

/* Who comes second waits for the first. What failed is tried again by the
 * next: a package may have been installed meanwhile. */
static bool open_jail(struct work_ocr *o, struct jail **out, struct err *err)
{
	const struct jail_options options = {
		.degraded = !strcmp(o->settings->jail, "degraded"),
		.running_most = THREADS_MOST,
		.with = o->settings->ocr_languages,
	};
	struct jail *jail = NULL;
	bool ok = true;

	pthread_mutex_lock(&o->lock);
	if (!o->jail) {
		ok = jail_open(work_parsers, &options, &jail, err) &&
		     jail_self_test(jail, err);
		if (ok)
			o->jail = jail;
		else
			jail_close(jail);
	}
	*out = o->jail;
	pthread_mutex_unlock(&o->lock);
	return ok;
}

struct jail *work_ocr_jail(struct work_ocr *o)
{
	struct jail *jail;

	pthread_mutex_lock(&o->lock);
	jail = o->jail;
	pthread_mutex_unlock(&o->lock);
	return jail;
}

/* ---- pages, several at once --------------------------------------------- */

struct crowd {
	const struct work_intake_ask *ask;
	struct jail *jail;
	const struct jail_kind *kind;
	struct str file;
	const uint32_t *pages;
	struct intake_seen *seen;
	size_t count;
	pthread_mutex_t lock; /* for all below, and for the caller's arena */
	struct arena *mem;
	size_t next, done, good;
	struct err err; /* of the first page that failed */
};

static bool late(const struct work_intake_ask *ask, struct err *err)
{
	return ask->until_us && time_mono_us() > ask->until_us &&
	       !err_set(err, ERR_UNTRUSTED,
		       "its pictures take too long to read: hand in fewer "
		       "pages");
}

static bool read_page(struct crowd *c, struct arena *mem, uint32_t page,
	struct str *out, struct err *err)
{
	struct buf answer;
	struct str ask;

	if (late(c->ask, err))
		return false;
	buf_init(&answer, mem, INTAKE_ANSWER_BYTES);
	ask = intake_ocr_ask(mem, c->file, page, c->ask->mode);
	if (!jail_run_bytes(c->jail, c->kind, ask, &answer, err))
		return false;
	*out = buf_str(&answer);
	return true;
}

static void step(struct crowd *c)
{
	c->done++;
	if (c->ask->step)
		c->ask->step(c->ask->with,
			&(struct work_intake_step){ WORK_INTAKE_OCR,
				FROM_PERCENT +
					(int)(PERCENTS * c->done / c->count),
				(int)c->done, (int)c->count });
}

static void *work(void *with)
{
	struct crowd *c = with;
	struct arena mem = { .mapped = true };

	pthread_mutex_lock(&c->lock);
	while (c->next < c->count) {
		uint32_t page = c->pages[c->next++];
		struct err err = { 0 };
		struct str text;
		bool ok;

		pthread_mutex_unlock(&c->lock);
		ok = read_page(c, &mem, page, &text, &err);
		pthread_mutex_lock(&c->lock);
		if (ok)
			c->seen[c->good++] = (struct intake_seen){ page,
				str_copy(c->mem, text) };
		else if (c->err.code == ERR_NONE)
			c->err = err;
		step(c);
		arena_reset(&mem);
	}
	pthread_mutex_unlock(&c->lock);
	arena_free(&mem);
	return NULL;
}

size_t work_ocr_pages(struct arena *mem, struct work_ocr *ocr,
	const struct work_intake_ask *ask, struct str file,
	const uint32_t *pages, size_t count, struct intake_seen *seen,
	struct err *err)
{
	struct crowd c = { .ask = ask,
		.file = file,
		.pages = pages,
		.seen = seen,
		.count = count,
		.mem = mem };
	pthread_t threads[THREADS_MOST];
	size_t started = 0, most = (size_t)ask->pages_at_once;

	if (!open_jail(ocr, &c.jail, err))
		return 0;
	c.kind = jail_kind_find(c.jail, STR("ocr"));
	most = most < count ? most : count;
	most = most < THREADS_MOST ? most : THREADS_MOST;
	pthread_mutex_init(&c.lock, NULL);
	while (started + 1 < most &&
		!pthread_create(&threads[started], NULL, work, &c))
		started++;
	work(&c);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	pthread_mutex_destroy(&c.lock);
	/* pages are some of the largest that is read here */
	mem_trim();
	if (c.good < count)
		*err = c.err;
	return c.good;
}
