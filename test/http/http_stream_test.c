/* test/http/http_stream_test.c - bodies in pieces, events, late answers */
#include "client.h"

/* ---- an app that streams ------------------------------------------------ */

static atomic_int pieces; /* written by /stream */

static void stream(struct http_req *req, struct http_res *res)
{
	size_t size = (size_t)query_int(req, "size");
	char *piece = arena_bytes(req->mem, size);

	memset(piece, 's', size);
	for (int i = 0; i < query_int(req, "n"); i++) {
		if (!http_stream_write(res, str_of(piece, size)))
			return;
		atomic_fetch_add(&pieces, 1);
	}
}

/* A store of events, as a database would hold them. */
static struct {
	pthread_mutex_t mu;
	_Atomic int64_t last;
} events = { .mu = PTHREAD_MUTEX_INITIALIZER };

static void publish(struct web *w, struct str topic)
{
	int64_t id;
	char text[32];

	pthread_mutex_lock(&events.mu);
	id = ++events.last;
	pthread_mutex_unlock(&events.mu);
	snprintf(text, sizeof(text), "event %lld", (long long)id);
	http_publish(w->server, topic, id, STR("tick"), str_c(text));
}

static void listen_to(struct http_req *req, struct http_res *res)
{
	int64_t after = http_event_last(req), last;
	char text[32];

	http_res_events(res, req->path, after);
	if (query_int(req, "ms"))
		sleep_ms((int)query_int(req, "ms"));
	if (str_is(req->path, "/quiet"))
		return;
	if (str_is(req->path, "/refused")) {
		res->status = 404;
		res->body.len = 0;
		buf_add(&res->body, STR("no such thing"));
		return;
	}
	pthread_mutex_lock(&events.mu);
	last = events.last;
	pthread_mutex_unlock(&events.mu);
	for (int64_t id = after + 1; id <= last; id++) {
		snprintf(text, sizeof(text), "event %lld", (long long)id);
		http_event_replay(res, id, STR("tick"), str_c(text));
	}
}

static struct http_res *_Atomic kept; /* of /later */

static void *send_later(void *with)
{
	sleep_ms(5);
	http_res_send(with);
	return NULL;
}

static void later(struct http_req *req, struct http_res *res)
{
	pthread_t t;

	http_res_later(res);
	buf_add(&res->body, STR("late"));
	if (query_int(req, "now")) {
		http_res_send(res);
	} else if (query_int(req, "thread")) {
		OK(!pthread_create(&t, NULL, send_later, res));
		pthread_detach(t);
	} else {
		atomic_store(&kept, res);
	}
}

static void answer(void *with, struct http_req *req, struct http_res *res)
{
	struct web *w = with;

	atomic_fetch_add(&w->answered, 1);
	if (str_is(req->path, "/slow/stream"))
		stream(req, res);
	else if (str_starts(req->path, STR("/slow/later")) ||
		 str_starts(req->path, STR("/write/later")))
		later(req, res);
	else
		listen_to(req, res);
}

static void settle(void *with)
{
	struct web *w = with;
	struct http_res *res = atomic_exchange(&kept, NULL);

	atomic_fetch_add(&w->settled, 1);
	if (res)
		http_res_send(res);
}

static struct web *open_streams(int loops)
{
	struct web *w = web_new();

	w->app.answer = answer;
	w->app.settle = settle;
	w->config.loops = loops;
	events.last = 0;
	pieces = 0;
	web_start(w);
	return w;
}

static int64_t streams(struct web *w) { return web_stats(w).streams; }

/* ---- pieces ------------------------------------------------------------- */

TEST(a_body_in_pieces_arrives_whole)
{
	struct web *w = open_streams(1);
	struct client c = client_open(w->port);
	struct answer a = client_ask(&c, GET_("/slow/stream?n=200&size=10000"));

	SAME_STR(head_find(a.head, "transfer-encoding"), STR("chunked"));
	SAME_INT(a.body.len, 2000000);
	/* and the connection lives on */
	SAME_STR(client_ask(&c, GET_("/slow/stream?n=1&size=3")).body,
		STR("sss"));
	client_close(&c);
	a = ask(w->port, "GET /slow/stream?n=3&size=5 HTTP/1.0\r\n\r\n");
	OK(!head_find(a.head, "transfer-encoding").at);
	SAME_STR(a.body, STR("sssssssssssssss"));
	a = ask(w->port, "HEAD /slow/stream?n=3&size=5 HTTP/1.1\r\n"
			 "Host: a\r\n\r\n");
	SAME_INT(a.status, 200);
	OK(!head_find(a.head, "content-length").at);
	web_stop(w);
}

TEST(a_writer_waits_for_a_slow_client_and_learns_that_it_went)
{
	struct web *w = open_streams(1);
	struct client c = client_open(w->port);
	int small = 8192, before;

	setsockopt(c.fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	client_send(&c, STR(GET_("/slow/stream?n=100000&size=10000")));
	WAIT_FOR(atomic_load(&pieces) > 20);
	do {
		before = atomic_load(&pieces);
		sleep_ms(50);
	} while (atomic_load(&pieces) != before);
	OK(before < 1000); /* of a hundred thousand: it waits */
	client_close(&c);
	WAIT_FOR(w->done == 1);
	OK(atomic_load(&pieces) < 2000);
	web_stop(w);
}

TEST(a_writer_whose_client_takes_nothing_is_stopped)
{
	struct web *w = web_new();
	struct client c;

	w->app.answer = answer;
	w->config.write_timeout_ms = 100;
	pieces = 0;
	NEED(web_start(w));
	c = client_open(w->port);
	client_send(&c, STR(GET_("/slow/stream?n=100000&size=10000")));
	WAIT_FOR(w->done == 1);
	OK(atomic_load(&pieces) < 2000);
	client_close(&c);
	web_stop(w);
}

/* ---- late answers ------------------------------------------------------- */

TEST(an_answer_may_be_sent_later_by_any_thread)
{
	struct web *w = open_streams(1);

	SAME_STR(ask(w->port, GET_("/slow/later?thread=1")).body, STR("late"));
	SAME_STR(ask(w->port, GET_("/slow/later?now=1")).body, STR("late"));
	SAME_STR(ask(w->port, GET_("/write/later")).body, STR("late"));
	WAIT_FOR(w->settled >= 1);
	web_stop(w);
}

TEST(a_client_may_vanish_before_its_late_answer)
{
	struct web *w = open_streams(1);
	struct client c[20];

	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = client_open(w->port);
		client_send(&c[i], STR(GET_("/slow/later?thread=1")));
	}
	WAIT_FOR(w->answered > 5);
	for (size_t i = 0; i < LENGTH(c); i++)
		client_close(&c[i]);
	WAIT_FOR(w->done == w->planned);
	web_stop(w);
}

/* ---- events ------------------------------------------------------------- */

/* The next event's text, put together from chunks; STR_NONE at the end. */
static struct str next_event(struct client *c)
{
	struct buf out;

	buf_init(&out, &test_mem, 1 << 20);
	for (;;) {
		struct str line = client_until(c, "\r\n");
		size_t n = line.at ? strtoul(line.at, NULL, 16) : 0;

		buf_add(&out, client_take(c, n));
		client_take(c, 2);
		if (!n)
			return STR_NONE;
		if (str_ends(buf_str(&out), STR("\n\n")))
			return buf_str(&out);
	}
}

static struct client listener(struct web *w, const char *request)
{
	struct client c = client_open(w->port);

	client_send(&c, str_c(request));
	SAME_STR(head_find(client_until(&c, "\r\n\r\n"), "content-type"),
		STR("text/event-stream"));
	return c;
}

TEST(fifty_clients_hear_the_same_events_from_any_thread)
{
	struct web *w = open_streams(2);
	struct client c[50];

	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = listener(w, GET_("/quiet"));
		SAME_STR(next_event(&c[i]), STR("retry: 3000\n\n"));
	}
	SAME_INT(streams(w), 50);
	OK(http_topic_has(w->server, STR("/quiet")));
	OK(!http_topic_has(w->server, STR("/other")));
	for (int i = 0; i < 20; i++)
		publish(w, STR("/quiet"));
	http_publish(w->server, STR("/other"), 0, STR_NONE, STR("no"));
	http_publish_end(w->server, STR("/quiet"));
	for (size_t i = 0; i < LENGTH(c); i++) {
		for (int k = 1; k <= 20; k++)
			SAME_STR(next_event(&c[i]),
				str_fmt(&test_mem,
					"id: %d\nevent: tick\n"
					"data: event %d\n\n",
					k, k));
		OK(!next_event(&c[i]).at); /* a clean end */
		client_close(&c[i]);
	}
	WAIT_FOR(streams(w) == 0);
	OK(!http_topic_has(w->server, STR("/quiet")));
	web_stop(w);
}

TEST(lines_of_an_event_stay_lines)
{
	struct web *w = open_streams(1);
	struct client c = listener(w, GET_("/quiet"));

	next_event(&c);
	http_publish(
		w->server, STR("/quiet"), 0, STR("a\nb"), STR("1\n2\r\n\r3"));
	SAME_STR(next_event(&c),
		STR("event: a\ndata: 1\ndata: 2\ndata: \ndata: 3\n\n"));
	http_publish(w->server, STR("/quiet"), 0, STR_NONE, STR(""));
	SAME_STR(next_event(&c), STR("data: \n\n"));
	client_close(&c);
	WAIT_FOR(streams(w) == 0);
	web_stop(w);
}

static atomic_bool publishing;

static void *publish_on(void *with)
{
	while (atomic_load(&publishing)) {
		publish(with, STR("/events"));
		sleep_ms(1);
	}
	return NULL;
}

/* Reads events until `until`, and checks that each follows the one before. */
static int64_t follow(struct client *c, int64_t last, int64_t until)
{
	while (last < until) {
		struct str event = next_event(c), *at = &event;

		if (!event.at)
			break;
		while (at->len) {
			struct str line = str_cut(at, '\n');
			int64_t id;

			if (!str_starts(line, STR("id: ")) ||
				!str_int(
					str_of(line.at + 4, line.len - 4), &id))
				continue;
			if (id != last + 1)
				test_fail(__FILE__, __LINE__,
					"%lld follows %lld", (long long)id,
					(long long)last);
			last = id;
		}
	}
	return last;
}

TEST(nothing_is_lost_or_doubled_between_replay_and_what_is_new)
{
	struct web *w = open_streams(2);
	struct client c[8];
	pthread_t t;

	publishing = true;
	NEED(!pthread_create(&t, NULL, publish_on, w));
	WAIT_FOR(events.last > 20);
	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = listener(w, i & 1 ? GET_("/events?ms=5")
					 : "GET /events HTTP/1.1\r\nHost: a\r\n"
					   "Last-Event-ID: 10\r\n\r\n");
		sleep_ms(7);
	}
	for (size_t i = 0; i < LENGTH(c); i++) {
		OK(follow(&c[i], i & 1 ? 0 : 10, 150) >= 150);
		client_close(&c[i]);
	}
	publishing = false;
	pthread_join(t, NULL);
	web_stop(w);
}

TEST(an_event_that_was_replayed_is_not_told_again)
{
	struct web *w = open_streams(1);
	struct client c;

	events.last = 3;
	c = listener(w, "GET /events HTTP/1.1\r\nHost: a\r\n"
			"Last-Event-ID: 1\r\n\r\n");
	OK(follow(&c, 1, 3) == 3);
	/* published only now, though the replay had them */
	for (int64_t id = 1; id <= 4; id++)
		http_publish(w->server, STR("/events"), id, STR_NONE, STR("x"));
	SAME_STR(next_event(&c), STR("id: 4\ndata: x\n\n"));
	client_close(&c);
	web_stop(w);
}

TEST(a_listener_that_falls_behind_is_cut_off)
{
	struct web *w = open_streams(1);
	struct client slow = client_open(w->port);
	char *text = mem_alloc(20000);
	int small = 4096;

	memset(text, 'x', 20000);
	setsockopt(slow.fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	client_send(&slow, STR(GET_("/quiet")));
	WAIT_FOR(streams(w) == 1);
	for (int i = 0; i < 2000 && streams(w); i++)
		http_publish(w->server, STR("/quiet"), i + 1, STR_NONE,
			str_of(text, 20000));
	WAIT_FOR(streams(w) == 0);
	mem_free(text);
	client_close(&slow);
	web_stop(w);
}

TEST(listeners_hold_no_thread)
{
	struct web *w = open_streams(1); /* with four slow threads */
	struct client c[30];

	for (size_t i = 0; i < LENGTH(c); i++)
		c[i] = listener(w, GET_("/slow"));
	SAME_STR(ask(w->port, GET_("/slow/later?now=1")).body, STR("late"));
	for (size_t i = 0; i < LENGTH(c); i++)
		client_close(&c[i]);
	WAIT_FOR(streams(w) == 0);
	web_stop(w);
}

TEST(a_listener_that_is_refused_late_is_told_and_let_go)
{
	struct web *w = open_streams(1);
	struct answer a = ask(w->port, GET_("/refused"));

	SAME_INT(a.status, 404);
	SAME_STR(a.body, STR("no such thing"));
	WAIT_FOR(streams(w) == 0);
	web_stop(w);
}

TEST(listeners_may_vanish_while_they_are_told)
{
	struct web *w = open_streams(2);
	pthread_t t;

	publishing = true;
	NEED(!pthread_create(&t, NULL, publish_on, w));
	for (int i = 0; i < 100; i++) {
		struct client c = client_open(w->port);

		client_send(&c, STR(GET_("/events?ms=1")));
		if (i & 1)
			next_event(&c);
		client_close(&c);
	}
	publishing = false;
	pthread_join(t, NULL);
	WAIT_FOR(streams(w) == 0);
	web_stop(w);
}

TEST(a_stop_ends_listeners_cleanly)
{
	struct web *w = open_streams(1);
	struct client c = listener(w, GET_("/quiet"));
	int64_t before = now_ms();

	next_event(&c);
	web_stop(w);
	OK(now_ms() - before < HANG_MS);
	OK(!next_event(&c).at);
	OK(client_ended(&c));
	client_close(&c);
}
