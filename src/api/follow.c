/*
 * api/follow.c - following a job by server-sent events.
 *
 * A stream is subscribed to the job's topic first and then told what the
 * store holds, so that nothing falls between. News arrive as notices of the
 * database (from any node); one thread then reads what is new of each job
 * that somebody here follows and publishes it. Bounded: so many jobs at once.
 */
#include "api/follow_int.h"

#include "base/time.h"

#include <stdatomic.h>
#include <stdio.h>

enum { CHECK_MS = 15 * SECOND_MS };

static struct str topic_of(struct arena *mem, struct str id)
{
	struct buf b;

	buf_init(&b, mem, sizeof("job:") + id.len);
	buf_add(&b, STR("job:"));
	buf_add(&b, id);
	return buf_str(&b);
}

/* ---- subscribing -------------------------------------------------------- */

bool api_follow_remember(
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

bool api_follow_replay(struct call *c, struct str id, int64_t after,
	struct http_res *res, int64_t *last, struct err *err)
{
	struct job_news news;

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
	*last = after;
	return true;
}

bool api_follow_begin(struct api_follow *f, struct call *c, struct str id,
	int64_t after, struct http_res *res, struct err *err)
{
	struct job_row job;

	return app_job_get(c, id, &job, err) &&
	       api_follow_replay(c, id, after, res, &after, err) &&
	       api_follow_remember(f, id, after, err);
}

/* ---- publishing --------------------------------------------------------- */

/* What is new of one job, and its end if that is new. */
static bool read_news(struct call *c, const struct followed *one,
	struct job_news *news, struct follow_end *end, struct err *err)
{
	bool ok = app_call_read(c, err) &&
		  app_job_events_after(c, str_c(one->id), one->last,
			  APP_JOB_EVENTS_MOST, news, err);

	if (ok && news->over) {
		/* a result is looked up as its owner would */
		c->who.id = news->job.account_id;
		api_follow_end(c, &news->job, end);
	}
	return app_call_close(c, true, err) && ok;
}

static void publish(struct api_follow *f, struct str topic,
	struct followed *one, const struct job_news *news,
	const struct follow_end *end)
{
	if (!f->server) {
		if (news->count)
			one->last = news->at[news->count - 1].n;
		return;
	}
	for (size_t i = 0; i < news->count; i++) {
		one->last = news->at[i].n;
		http_publish(f->server, topic, one->last, news->at[i].name,
			news->at[i].data);
	}
	if (end->name)
		http_publish(f->server, topic, news->job.events + 1,
			str_c(end->name), end->data);
	if (news->over)
		http_publish_end(f->server, topic);
}

/* Tells what is new of one job. False: nobody follows it any more. Who cannot
 * be told hears the end of the stream, asks again, and is told why. */
static bool tell(struct api_follow *f, struct followed *one)
{
	struct arena mem = { 0 };
	struct call c = { .mem = &mem,
		.house = f->house,
		.who = { .kind = WHO_SYSTEM, .role = ROLE_ADMIN },
		.now = time_now_ms() };
	struct str topic = topic_of(&mem, str_c(one->id));
	bool on = (f->server && http_topic_has(f->server, topic)) ||
		  api_follow_awaited(f, str_c(one->id));
	struct job_news news = { 0 };
	struct follow_end end = { 0 };
	struct err err;

	if (on && !read_news(&c, one, &news, &end, &err)) {
		news = (struct job_news){ .over = true };
		end.name = NULL;
		api_follow_fail_all(f, str_c(one->id), &err);
	}
	api_follow_tell_all(f, str_c(one->id), &news);
	publish(f, topic, one, &news, &end);
	if (end.name)
		api_follow_answer_all(f, str_c(one->id), &end);
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

/* Those who came meanwhile; what they wait for is then looked at. */
static void let_come(struct api_follow *f)
{
	struct follower *one;

	while ((one = f->coming)) {
		f->coming = one->next;
		pthread_mutex_unlock(&f->lock);
		api_follow_come(f, one);
		pthread_mutex_lock(&f->lock);
	}
}

/* The lock is held: sleeps until there is something to tell. */
static void sleep_on(struct api_follow *f)
{
	int64_t until_us = time_mono_us() + CHECK_MS * 1000LL;
	int64_t first_us = api_follow_until(f);
	struct timespec until;

	if (first_us < until_us)
		until_us = first_us;
	until = (struct timespec){ until_us / 1000000,
		until_us % 1000000 * 1000 };
	while (!f->stop && !f->news &&
		!pthread_cond_timedwait(&f->more, &f->lock, &until))
		;
}

static void *teller(void *with)
{
	struct api_follow *f = with;

	pthread_mutex_lock(&f->lock);
	while (!f->stop) {
		sleep_on(f);
		f->news = false;
		let_come(f);
		tell_all(f);
		pthread_mutex_unlock(&f->lock);
		api_follow_let_go(f, false);
		pthread_mutex_lock(&f->lock);
	}
	let_come(f);
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

void api_follow_give_up(struct api_follow *f, struct http_alone *a)
{
	pthread_mutex_lock(&f->lock);
	atomic_store(&a->given_up, true);
	f->news = true;
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
	api_follow_let_go(f, true);
}

void api_follow_close(struct api_follow *f)
{
	api_follow_rest(f);
	pthread_cond_destroy(&f->more);
	pthread_mutex_destroy(&f->lock);
	mem_free(f);
}
