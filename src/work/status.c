/* work/status.c - see status.h. */
#include "work/status.h"

#include "base/json.h"
#include "base/time.h"

enum { LASTS_MS = 100 };

/* ---- writing ------------------------------------------------------------ */

static struct str data_of(struct arena *mem, const struct work_said *said)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, WORK_STATUS_DATA);
	o = json_begin(&b, JSON_COMPACT);
	json_object(&o);
	json_put_text(json_key(&o, "stage"), str_c(said->stage));
	json_put_int(json_key(&o, "percent"), said->percent);
	if (said->pages) {
		json_put_int(json_key(&o, "page"), said->page);
		json_put_int(json_key(&o, "pages"), said->pages);
	}
	json_end(&o);
	return buf_str(&b);
}

static bool write_all(struct job *job, struct db *db,
	const struct work_said *said, size_t count, struct err *err)
{
	struct arena mem = { 0 };
	bool ok = true;

	for (size_t i = 0; ok && i < count; i++)
		ok = job_status(
			job, db, said[i].percent, data_of(&mem, &said[i]), err);
	arena_free(&mem);
	return ok;
}

/* ---- the thread --------------------------------------------------------- */

/* The lock is held. What cannot be written is said again, or it does not
 * matter: it is how far the job was. */
static void write_waiting(struct work_status *s)
{
	struct work_said said[WORK_STATUS_MOST];
	size_t count = s->count;
	struct err ignored;

	memcpy(said, s->said, sizeof(said));
	s->count = 0;
	pthread_mutex_unlock(&s->lock);
	write_all(s->job, NULL, said, count, &ignored);
	pthread_mutex_lock(&s->lock);
}

static void *writer(void *with)
{
	struct work_status *s = with;
	struct timespec until;
	int64_t us;

	pthread_mutex_lock(&s->lock);
	while (!s->stop) {
		us = time_mono_us() + LASTS_MS * 1000LL;
		until = (struct timespec){ us / 1000000, us % 1000000 * 1000 };
		while (!s->stop &&
			!pthread_cond_timedwait(&s->more, &s->lock, &until))
			;
		if (!s->stop && s->count)
			write_waiting(s);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* ---- what a handler calls ----------------------------------------------- */

void work_status_open(struct work_status *s, struct job *job)
{
	pthread_condattr_t attr;

	*s = (struct work_status){ .job = job };
	pthread_mutex_init(&s->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&s->more, &attr);
	pthread_condattr_destroy(&attr);
	s->threaded = !pthread_create(&s->thread, NULL, writer, s);
}

void work_status_say(struct work_status *s, const char *stage, int percent,
	int page, int pages)
{
	struct work_said *at;

	pthread_mutex_lock(&s->lock);
	at = s->count ? &s->said[s->count - 1] : NULL;
	if (!at || (s->count < WORK_STATUS_MOST && at->stage != stage))
		at = &s->said[s->count++];
	*at = (struct work_said){ stage, percent, page, pages };
	pthread_mutex_unlock(&s->lock);
}

void work_status_close(struct work_status *s)
{
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_cond_signal(&s->more);
	pthread_mutex_unlock(&s->lock);
	if (s->threaded)
		pthread_join(s->thread, NULL);
	pthread_cond_destroy(&s->more);
	pthread_mutex_destroy(&s->lock);
}

bool work_status_keep(struct work_status *s, struct db *db, struct err *err)
{
	return write_all(s->job, db, s->said, s->count, err);
}
