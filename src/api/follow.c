/*
 * api/follow.c - following a job by server-sent events.
 *
 * A stream is subscribed to the job's topic first and then told what the
 * store holds, so that nothing falls between. News arrive as notices of the
 * database (from any node); one thread then reads what is new of each job
 * that somebody here follows and publishes it. Bounded: so many jobs at once.
 */
#include "api/follow.h"

#include "app/house.h"
#include "base/time.h"

#include <pthread.h>
#include <stdio.h>

enum { FOLLOWED_MOST = 1024, CHECK_MS = 15 * SECOND_MS };

struct followed {
	char id[40];
	int64_t last;
	bool joined; /* somebody came since it was last looked at */
};

struct api_follow {
	struct house *house;
	struct http_server *server;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more;
	bool running, stop, news;
	int count;
	struct followed list[FOLLOWED_MOST];
};

static struct str topic_of(struct arena *mem, struct str id)
{
	return str_fmt(mem, "job:%.*s", STR_ARG(id));
}

/* ---- subscribing -------------------------------------------------------- */

static bool remember(
	struct api_follow *f, struct str id, int64_t last, struct err *err)
{
	int i = 0;

	pthread_mutex_lock(&f->lock);
	while (i < f->count && !str_is(id, f->list[i].id))
		i++;
	if (i < FOLLOWED_MOST) {
		f->list[i].joined = true;
		/* it may be over already: then nothing else would tell */
		f->news = true;
		pthread_cond_signal(&f->more);
	}
	if (i == f->count && i < FOLLOWED_MOST) {
		snprintf(f->list[i].id, sizeof(f->list[i].id), "%.*s",
			STR_ARG(id));
		f->list[i].last = last;
		f->count++;
	}
	pthread_mutex_unlock(&f->lock);
	return i < FOLLOWED_MOST ||
	       err_set(err, ERR_BUSY,
		       "too many jobs are being followed: ask for the job "
		       "itself now and then");
}

bool api_follow_begin(struct api_follow *f, struct call *c, struct str id,
	int64_t after, struct http_res *res, struct err *err)
{
	struct job_news news;
	struct job_row job;

	if (!app_job_get(c, id, &job, err))
		return false;
	http_res_events(res, topic_of(c->mem, id), after);
	do {
		if (!app_job_events_after(
			    c, id, after, APP_JOB_EVENTS_MOST, &news, err))
			return false;
		for (size_t i = 0; i < news.count; i++) {
			after = news.at[i].n;
			http_event_replay(
				res, after, news.at[i].name, news.at[i].data);
		}
	} while (news.count == APP_JOB_EVENTS_MOST);
	if (!remember(f, id, after, err))
		return false;
	if (news.over) /* there is nothing to wait for */
		api_follow_news(f);
	return true;
}

/* ---- publishing --------------------------------------------------------- */

static bool read_news(
	struct call *c, const struct followed *one, struct job_news *news)
{
	struct err err;
	bool ok = app_call_read(c, &err) &&
		  app_job_events_after(c, str_c(one->id), one->last,
			  APP_JOB_EVENTS_MOST, news, &err);

	app_call_close(c, true, &err);
	return ok;
}

/* Publishes what is new of one job. False: nobody follows it any more. Who
 * cannot be told hears the end, asks again, and is told why. */
static bool tell(struct api_follow *f, struct followed *one)
{
	struct arena mem = { 0 };
	struct call c = { .mem = &mem,
		.house = f->house,
		.who = { .kind = WHO_SYSTEM, .role = ROLE_ADMIN },
		.now = time_now_ms() };
	struct str topic = topic_of(&mem, str_c(one->id));
	bool on = http_topic_has(f->server, topic);
	struct job_news news = { 0 };

	if (on && !read_news(&c, one, &news))
		news = (struct job_news){ .over = true };
	for (size_t i = 0; i < news.count; i++) {
		one->last = news.at[i].n;
		http_publish(f->server, topic, one->last, news.at[i].name,
			news.at[i].data);
	}
	if (news.over)
		http_publish_end(f->server, topic);
	arena_free(&mem);
	return on && !news.over;
}

static void tell_all(struct api_follow *f)
{
	for (int i = 0; i < f->count;) {
		struct followed one = f->list[i];
		bool on;

		f->list[i].joined = false;
		pthread_mutex_unlock(&f->lock);
		on = tell(f, &one);
		pthread_mutex_lock(&f->lock);
		f->list[i].last = one.last;
		if (on || f->list[i].joined)
			i++;
		else
			f->list[i] = f->list[--f->count];
	}
}

static void *teller(void *with)
{
	struct api_follow *f = with;
	struct timespec until;

	pthread_mutex_lock(&f->lock);
	while (!f->stop) {
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += CHECK_MS / SECOND_MS;
		while (!f->stop && !f->news &&
			!pthread_cond_timedwait(&f->more, &f->lock, &until))
			;
		f->news = false;
		tell_all(f);
	}
	pthread_mutex_unlock(&f->lock);
	return NULL;
}

void api_follow_news(struct api_follow *f)
{
	pthread_mutex_lock(&f->lock);
	f->news = true;
	if (f->count)
		pthread_cond_signal(&f->more);
	pthread_mutex_unlock(&f->lock);
}

struct api_follow *api_follow_open(struct house *h, struct http_server *s)
{
	struct api_follow *f = mem_alloc(sizeof(*f));
	pthread_condattr_t attr;

	f->house = h;
	f->server = s;
	pthread_mutex_init(&f->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&f->more, &attr);
	pthread_condattr_destroy(&attr);
	f->running = !pthread_create(&f->thread, NULL, teller, f);
	return f;
}

void api_follow_rest(struct api_follow *f)
{
	pthread_mutex_lock(&f->lock);
	f->stop = true;
	pthread_cond_signal(&f->more);
	pthread_mutex_unlock(&f->lock);
	if (f->running)
		pthread_join(f->thread, NULL);
	f->running = false;
}

void api_follow_close(struct api_follow *f)
{
	api_follow_rest(f);
	pthread_cond_destroy(&f->more);
	pthread_mutex_destroy(&f->lock);
	mem_free(f);
}
