/*
 * net/many.c - many calls on one thread, by libcurl's multi interface. See
 * many.h.
 *
 * A call goes from the inbox (asked for by other threads) to the list of those
 * whose name is looked up, to libcurl, and is told of. Lookups have threads of
 * their own (dial.c), which wake this one.
 */
#include "net/many.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "base/time.h"
#include "net/http_int.h"

enum {
	LOOK_MS = 200,       /* how often deadlines of lookups are seen to */
	REST_MS = 60 * 1000, /* libcurl wakes itself for its own */
	KEPT_S = 60,
	KEPT_MOST = 128,
	HEAD = 32 * 1024
};

struct sending {
	struct sending *next;
	struct arena mem;
	struct net_http_call call;
	struct net_url url;
	struct net_http_answer answer;
	struct exchange x;
	struct net_dial *dial; /* NULL: no name is being looked up */
	int64_t began_us, find_by_us;
	bool running; /* libcurl has it */
	void *of;
};

struct net_many {
	enum net_reach reach;
	net_many_ended *ended;
	void *with;
	pthread_t thread;
	CURLM *multi;

	pthread_mutex_t lock; /* of these three */
	struct sending *inbox, **inbox_end;
	int count; /* under way, the inbox's too */
	bool stopping;

	/* of the thread alone */
	struct sending *all; /* but those in the inbox */
	int looking;
};

/* ---- one call ----------------------------------------------------------- */

static void copy_call(struct sending *s, const struct net_http_call *from,
	enum net_reach reach)
{
	struct net_header *headers = ARENA_LIST(
		&s->mem, struct net_header, (size_t)from->header_count);

	s->call = *from;
	for (int i = 0; i < from->header_count; i++)
		headers[i] = (struct net_header){
			str_copy(&s->mem, from->headers[i].name),
			str_copy(&s->mem, from->headers[i].value)
		};
	s->call.headers = headers;
	s->call.url = str_copy(&s->mem, from->url);
	if (from->body.at)
		s->call.body = str_copy(&s->mem, from->body);
	if (from->method)
		s->call.method = str_copy(&s->mem, str_c(from->method)).at;
	if (from->ca_file)
		s->call.ca_file = str_copy(&s->mem, str_c(from->ca_file)).at;
	s->call.reach = reach;
	s->call.redirects = 0;
	s->call.piece = NULL;
	s->call.stop = NULL;
	s->call.proxy = NULL;
	s->call.answer_cut = true;
	if (s->call.connect_ms <= 0)
		s->call.connect_ms = NET_HTTP_CONNECT_MS;
	if (s->call.total_ms <= 0)
		s->call.total_ms = NET_HTTP_TOTAL_MS;
	if (s->call.connect_ms > s->call.total_ms)
		s->call.connect_ms = s->call.total_ms;
	if (!s->call.answer_most)
		s->call.answer_most = NET_HTTP_ANSWER;
}

static void sending_free(struct sending *s)
{
	struct arena mem = s->mem;

	mem_free(s);
	arena_free(&mem);
}

/* The call is over; err NULL: there was an answer. */
static void tell(struct net_many *m, struct sending *s, const struct err *err)
{
	struct sending **at = &m->all;

	while (*at && *at != s)
		at = &(*at)->next;
	if (*at)
		*at = s->next;
	s->answer.took_us = time_mono_us() - s->began_us;
	m->ended(m->with, s->of, &s->answer, err);
	pthread_mutex_lock(&m->lock);
	m->count--;
	pthread_mutex_unlock(&m->lock);
	sending_free(s);
}

/* ---- from the name to libcurl ------------------------------------------- */

static bool run(struct net_many *m, struct sending *s,
	const struct net_route *route, struct err *err)
{
	int64_t spent_ms = (time_mono_us() - s->began_us) / 1000;
	CURL *h;

	if (spent_ms >= s->call.total_ms)
		return err_set(err, ERR_UPSTREAM,
			"'%.*s' was not called within %d ms",
			STR_ARG(s->url.host), s->call.total_ms);
	h = curl_easy_init();
	if (!h)
		mem_none();
	s->x = (struct exchange){ .mem = &s->mem,
		.call = &s->call,
		.url = &s->url,
		.answer = &s->answer,
		.kept = true,
		.left_ms = s->call.total_ms - spent_ms,
		.head_most = HEAD };
	net_http_begin(h, &s->x, route);
	curl_easy_setopt(h, CURLOPT_PRIVATE, s);
	curl_easy_setopt(h, CURLOPT_MAXAGE_CONN, (long)KEPT_S);
	/* one call a connection: HTTP/2 would have them share one */
	curl_easy_setopt(h, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	if (curl_multi_add_handle(m->multi, h)) {
		net_http_finish(&s->x, CURLE_OK, err);
		curl_easy_cleanup(h);
		return err_set(err, ERR_BUSY, "libcurl takes no more calls");
	}
	s->running = true;
	return true;
}

/* libcurl is done with it, or we are. */
static void stop(struct net_many *m, struct sending *s, CURLcode code)
{
	CURL *h = s->x.handle;
	struct err err;
	bool ok;

	curl_multi_remove_handle(m->multi, h);
	ok = net_http_finish(&s->x, code, &err);
	curl_easy_cleanup(h);
	tell(m, s, ok ? NULL : &err);
}

static void wake(void *many)
{
	struct net_many *m = many;

	curl_multi_wakeup(m->multi);
}

static void begin(struct net_many *m, struct sending *s)
{
	struct net_route route;
	struct err err;
	bool ok;

	s->began_us = time_mono_us();
	s->find_by_us = s->began_us + s->call.connect_ms * 1000LL;
	s->next = m->all;
	m->all = s;
	if (s->url.literal) {
		ok = net_dial_find(s->url.host, m->reach, 0, &route, &err) &&
		     run(m, s, &route, &err);
	} else {
		ok = net_dial_begin(s->url.host, wake, m, &s->dial, &err);
		m->looking += ok;
	}
	if (!ok)
		tell(m, s, &err);
}

/* Names that were found, or that took too long. */
static void see_to_names(struct net_many *m)
{
	int64_t now_us = time_mono_us();
	struct sending *next;
	struct net_route route;
	struct err err;

	for (struct sending *s = m->all; m->looking && s; s = next) {
		next = s->next;
		if (!s->dial ||
			(!net_dial_ended(s->dial) && now_us < s->find_by_us))
			continue;
		m->looking--;
		if (!net_dial_end(s->dial, m->reach, &route, &err) ||
			!run(m, s, &route, &err)) {
			s->dial = NULL;
			tell(m, s, &err);
		} else {
			s->dial = NULL;
		}
	}
}

/* ---- the thread --------------------------------------------------------- */

static bool take_inbox(struct net_many *m)
{
	struct sending *list, *next;
	bool stopping;

	pthread_mutex_lock(&m->lock);
	list = m->inbox;
	m->inbox = NULL;
	m->inbox_end = &m->inbox;
	stopping = m->stopping;
	pthread_mutex_unlock(&m->lock);
	for (; list; list = next) {
		next = list->next;
		begin(m, list);
	}
	return !stopping;
}

static void see_to_answers(struct net_many *m)
{
	struct sending *s;
	int running, left;
	CURLMsg *msg;

	curl_multi_perform(m->multi, &running);
	while ((msg = curl_multi_info_read(m->multi, &left))) {
		CURLcode code = msg->data.result;

		if (msg->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(
			msg->easy_handle, CURLINFO_PRIVATE, (char **)&s);
		stop(m, s, code);
	}
}

static void end_all(struct net_many *m)
{
	struct err err;

	while (m->all) {
		struct sending *s = m->all;
		struct net_route route;

		if (s->running) {
			stop(m, s, CURLE_ABORTED_BY_CALLBACK);
			continue;
		}
		if (s->dial && net_dial_end(s->dial, m->reach, &route, &err))
			err_set(&err, ERR_UPSTREAM, "the call was broken off");
		tell(m, s, &err);
	}
}

static void *calls(void *many)
{
	struct net_many *m = many;

	while (take_inbox(m)) {
		see_to_names(m);
		see_to_answers(m);
		curl_multi_poll(m->multi, NULL, 0,
			m->looking ? LOOK_MS : REST_MS, NULL);
	}
	end_all(m);
	return NULL;
}

/* ---- from outside ------------------------------------------------------- */

static bool thread_start(struct net_many *m, struct err *err)
{
	sigset_t all, was;
	int failed;

	sigfillset(&all); /* signals are main's business */
	pthread_sigmask(SIG_SETMASK, &all, &was);
	failed = pthread_create(&m->thread, NULL, calls, m);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return !failed || err_set(err, ERR_BUSY, "no thread for calls: %s",
				  strerrordesc_np(failed));
}

static void many_free(struct net_many *m)
{
	curl_multi_cleanup(m->multi);
	pthread_mutex_destroy(&m->lock);
	mem_free(m);
}

bool net_many_open(struct net_many **out, enum net_reach reach,
	net_many_ended *ended, void *with, struct err *err)
{
	struct net_many *m;

	if (!net_curl_load(err))
		return false;
	net_http_once();
	m = mem_alloc(sizeof(*m));
	m->reach = reach;
	m->ended = ended;
	m->with = with;
	m->inbox_end = &m->inbox;
	pthread_mutex_init(&m->lock, NULL);
	m->multi = curl_multi_init();
	if (!m->multi)
		mem_none();
	curl_multi_setopt(m->multi, CURLMOPT_MAXCONNECTS, (long)KEPT_MOST);
	if (!thread_start(m, err)) {
		many_free(m);
		return false;
	}
	*out = m;
	return true;
}

void net_many_close(struct net_many *m)
{
	pthread_mutex_lock(&m->lock);
	m->stopping = true;
	pthread_mutex_unlock(&m->lock);
	curl_multi_wakeup(m->multi);
	pthread_join(m->thread, NULL);
	many_free(m);
}

bool net_many_send(struct net_many *m, const struct net_http_call *call,
	void *of, struct err *err)
{
	struct sending *s;
	bool room;

	if (!net_http_call_ok(call, err))
		return false;
	s = mem_alloc(sizeof(*s));
	s->of = of;
	copy_call(s, call, m->reach);
	if (!net_url_read(&s->mem, call->url, &s->url, err)) {
		sending_free(s);
		return false;
	}
	pthread_mutex_lock(&m->lock);
	room = m->count < NET_MANY_MOST && !m->stopping;
	if (room) {
		m->count++;
		*m->inbox_end = s;
		m->inbox_end = &s->next;
	}
	pthread_mutex_unlock(&m->lock);
	if (!room) {
		sending_free(s);
		return err_set(err, ERR_BUSY, "too many calls at a time");
	}
	curl_multi_wakeup(m->multi);
	return true;
}
