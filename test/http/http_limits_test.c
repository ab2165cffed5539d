/* test/http/http_limits_test.c - deadlines, ceilings, clients that vanish */
#include "client.h"

#include <sys/resource.h>

#define POST_(path, head, body) \
	"POST " path " HTTP/1.1\r\nHost: a\r\n" head "\r\n" body

/* ---- deadlines ---------------------------------------------------------- */

/* Has the server said anything, or does it within so long? */
static bool answer_begins(const struct client *c, int wait_ms)
{
	struct pollfd p = { .fd = c->fd, .events = POLLIN };

	return poll(&p, 1, wait_ms) == 1;
}

TEST(a_head_that_never_ends_is_cut_off)
{
	struct web *w = web_new();
	struct client c;

	w->config.head_timeout_ms = 100;
	NEED(web_start(w));
	c = client_open(w->port);
	/* a byte now and then buys no time */
	client_send(&c, STR("GET /"));
	for (int left = HANG_MS / 25; left > 0 && !answer_begins(&c, 25);
		left--)
		client_send(&c, STR("x"));
	SAME_INT(client_answer(&c, "GET").status, 408);
	OK(client_ended(&c));
	client_close(&c);
	web_stop(w);
}

TEST(who_never_says_anything_is_let_go)
{
	struct web *w = web_new();
	struct client c;

	w->config.head_timeout_ms = 50;
	NEED(web_start(w));
	c = client_open(w->port);
	OK(client_ended(&c));
	client_close(&c);
	SAME_INT(w->done, 0);
	web_stop(w);
}

TEST(an_idle_connection_is_let_go)
{
	struct web *w = web_new();
	struct client c;

	w->config.idle_timeout_ms = 50;
	NEED(web_start(w));
	c = client_open(w->port);
	SAME_INT(client_ask(&c, GET_("/x")).status, 200);
	OK(client_ended(&c));
	client_close(&c);
	web_stop(w);
}

TEST(a_body_that_stops_is_cut_off)
{
	static const char *const framing[] = { "Content-Length: 100\r\n",
		"Transfer-Encoding: chunked\r\n",
		"Content-Length: 100\r\nSpool: 1\r\n" };
	struct web *w = web_new();

	w->config.body_timeout_ms = 80;
	w->config.spool_over = 10;
	w->config.spool_dir = help_folder();
	NEED(web_start(w));
	for (size_t i = 0; i < LENGTH(framing); i++) {
		struct client c = client_open(w->port);

		client_send(
			&c, str_fmt(&test_mem,
				    "POST /?spool=%d HTTP/1.1\r\nHost: a\r\n"
				    "%s\r\n5\r\nhe",
				    i == 2, framing[i]));
		SAME_INT(client_answer(&c, "POST").status, 408);
		client_close(&c);
	}
	SAME_INT(w->answered, 0);
	web_stop(w);
}

TEST(a_steady_upload_may_take_longer_than_the_time_out)
{
	struct web *w = web_new();
	struct client c;

	w->config.body_timeout_ms = 60;
	w->config.body_rate_min = 10;
	NEED(web_start(w));
	c = client_open(w->port);
	/* 600 bytes, at once with the head, buy a minute */
	client_send(&c,
		str_fmt(&test_mem,
			POST_("/", "Content-Length: 1200\r\n", "%0600d"), 0));
	sleep_ms(200);
	client_send(&c, str_fmt(&test_mem, "%0600d", 0));
	SAME_INT(client_answer(&c, "POST").status, 200);
	client_close(&c);
	web_stop(w);
}

/* A client that takes nothing: what the kernel holds for it is small. */
static struct client deaf_client(int port)
{
	struct client c = client_new();
	int small = 4096;

	setsockopt(c.fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	OK(client_connect(&c, port));
	return c;
}

TEST(who_takes_nothing_of_an_answer_is_cut_off)
{
	struct web *w = web_new();
	struct client c;

	w->config.write_timeout_ms = 100;
	NEED(web_start(w));
	c = deaf_client(w->port);
	client_send(&c, STR(GET_("/slow?size=9000000")));
	WAIT_FOR(w->answered == 1);
	WAIT_FOR(w->done == 1);
	OK(w->sent < 9000000);
	client_close(&c);
	web_stop(w);
}

/* ---- sizes -------------------------------------------------------------- */

/* What becomes of a path and a header of such lengths. */
static int status_of(int port, size_t path, size_t header)
{
	struct client c = client_open(port);
	struct answer a;

	client_send(&c, STR("GET /"));
	for (size_t i = 0; i < path; i++)
		client_send(&c, STR("a"));
	client_send(&c, STR(" HTTP/1.1\r\n"));
	client_send(&c, STR("Host: a\r\nLong: "));
	for (size_t i = 0; i < header; i++)
		client_send(&c, STR("0123456789abcdef"));
	client_send(&c, STR("\r\n\r\n"));
	a = client_answer(&c, "GET");
	client_close(&c);
	return a.status;
}

TEST(heads_have_a_ceiling)
{
	struct web *w = web_new();

	w->config.head_max = 5000;
	NEED(web_start(w));
	SAME_INT(status_of(w->port, 1, 250), 200);
	SAME_INT(status_of(w->port, 1, 400), 431);
	SAME_INT(status_of(w->port, 4000, 1), 200);
	SAME_INT(status_of(w->port, 5100, 1), 414);
	web_stop(w);
}

TEST(a_pipeline_behind_chunks_may_be_longer_than_a_buffer)
{
	struct web *w = web_open();
	struct client c = client_open(w->port);
	struct buf all;

	buf_init(&all, &test_mem, 1 << 20);
	buf_add(&all, STR(POST_("/", "Transfer-Encoding: chunked\r\n", "")));
	for (int i = 0; i < 900; i++) /* so that it is read in chunk steps */
		buf_add(&all, STR("5\r\nhello\r\n"));
	buf_add(&all, STR("0\r\n\r\n"));
	for (int i = 0; i < 200; i++)
		buf_addf(&all,
			"GET /%03d HTTP/1.1\r\nHost: a\r\nLong: "
			"01234567890123456789012345678901234567890\r\n\r\n",
			i);
	client_send(&c, buf_str(&all));
	SAME_INT(client_answer(&c, "POST").body.len, 4500 + 7);
	for (int i = 0; i < 200; i++)
		SAME_STR(client_answer(&c, "GET").body,
			str_fmt(&test_mem, "GET /%03d ", i));
	client_close(&c);
	web_stop(w);
}

/* The requests for the slow lane that it has, or has turned away. */
static size_t sorted(struct web *w)
{
	struct http_stats s = web_stats(w);

	return (size_t)(w->refused + s.queued[HTTP_SLOW] +
			s.running[HTTP_SLOW]);
}

/* So many ask the slow lane at once, before it may answer anybody. */
static void crowd(struct web *w, struct client *c, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		c[i] = client_open(w->port);
		client_send(&c[i], STR(GET_("/slow?hold=1")));
	}
	WAIT_FOR(sorted(w) == count);
	atomic_store(&w->open, true);
}

TEST(a_full_lane_turns_requests_away)
{
	struct web *w = web_new();
	struct client c[40];
	int taken = 0, away = 0;

	w->config.threads[HTTP_SLOW] = 1;
	w->config.queue[HTTP_SLOW] = 3;
	NEED(web_start(w));
	crowd(w, c, LENGTH(c));
	for (size_t i = 0; i < LENGTH(c); i++) {
		struct answer a = client_answer(&c[i], "GET");

		taken += a.status == 200;
		away += a.status == 503;
		if (a.status == 503) {
			SAME_STR(head_find(a.head, "retry-after"), STR("1"));
			/* and the connection lives on */
			SAME_INT(client_ask(&c[i], GET_("/x")).status, 200);
		}
		client_close(&c[i]);
	}
	SAME_INT(taken + away, LENGTH(c));
	/* was the first one taken from the queue before it was full? */
	OK(taken == 3 || taken == 4);
	web_stop(w);
}

TEST(what_a_slow_call_changed_is_settled_before_the_next_begins)
{
	struct web *w = web_new();
	struct client c[3];

	w->config.threads[HTTP_SLOW] = 1;
	NEED(web_start(w));
	crowd(w, c, LENGTH(c));
	for (size_t i = 0; i < LENGTH(c); i++) {
		SAME_INT(client_answer(&c[i], "GET").status, 200);
		client_close(&c[i]);
	}
	WAIT_FOR(w->settled == LENGTH(c));
	web_stop(w);
}

TEST(too_many_connections_are_told_so)
{
	struct web *w = web_new();
	struct client c[10], late;

	w->config.connections_max = 10;
	w->config.idle_least_ms = 60 * 1000;
	NEED(web_start(w));
	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = client_open(w->port);
		SAME_INT(client_ask(&c[i], GET_("/x")).status, 200);
	}
	late = client_open(w->port);
	SAME_INT(client_answer(&late, "GET").status, 503);
	OK(client_ended(&late));
	client_close(&late);
	SAME_INT(client_ask(&c[0], GET_("/x")).status, 200);
	for (size_t i = 0; i < LENGTH(c); i++)
		client_close(&c[i]);
	WAIT_FOR(ask(w->port, GET_("/x")).status == 200);
	web_stop(w);
}

TEST(who_was_idle_longest_gives_way_when_all_places_are_taken)
{
	struct web *w = web_new();
	struct client c[10], late[3];

	w->config.connections_max = LENGTH(c);
	w->config.idle_least_ms = 0;
	w->config.loops = 1; /* each loop knows its own */
	NEED(web_start(w));
	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = client_open(w->port);
		SAME_INT(client_ask(&c[i], GET_("/x")).status, 200);
	}
	SAME_INT(client_ask(&c[0], GET_("/x")).status, 200);
	for (size_t i = 0; i < LENGTH(late); i++) {
		late[i] = client_open(w->port);
		SAME_INT(client_ask(&late[i], GET_("/x")).status, 200);
	}
	for (size_t i = 1; i <= LENGTH(late); i++)
		OK(client_ended(&c[i]));
	SAME_INT(client_ask(&c[0], GET_("/x")).status, 200);
	SAME_INT(client_ask(&c[4], GET_("/x")).status, 200);
	for (size_t i = 0; i < LENGTH(c); i++)
		client_close(&c[i]);
	for (size_t i = 0; i < LENGTH(late); i++)
		client_close(&late[i]);
	web_stop(w);
}

TEST(who_is_in_the_middle_of_a_request_gives_way_to_nobody)
{
	struct web *w = web_new();
	struct client c[10], late;

	w->config.connections_max = LENGTH(c);
	w->config.idle_least_ms = 0;
	w->config.loops = 1;
	NEED(web_start(w));
	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = client_open(w->port);
		SAME_INT(client_ask(&c[i], GET_("/x")).status, 200);
		client_send(&c[i], STR("GET /late HTTP/1.1\r\n"));
	}
	late = client_open(w->port);
	SAME_INT(client_answer(&late, "GET").status, 503);
	client_close(&late);
	for (size_t i = 0; i < LENGTH(c); i++) {
		SAME_INT(client_ask(&c[i], "Host: a\r\n\r\n").status, 200);
		client_close(&c[i]);
	}
	web_stop(w);
}

static int answers_begun(const struct client *c, size_t count)
{
	int n = 0;

	for (size_t i = 0; i < count; i++)
		n += answer_begins(&c[i], 0);
	return n;
}

TEST(memory_has_a_ceiling)
{
	struct web *w = web_new();
	struct client c[20];
	int refused = 0;

	w->config.memory_max = 1000000;
	NEED(web_start(w));
	for (size_t i = 0; i < LENGTH(c); i++) {
		char *part = mem_alloc(100000);

		c[i] = client_open(w->port);
		client_send(&c[i],
			STR(POST_("/", "Content-Length: 200000\r\n", "")));
		client_send(&c[i], str_of(part, 100000));
		mem_free(part);
	}
	WAIT_FOR(answers_begun(c, LENGTH(c)) >= 5);
	for (size_t i = 0; i < LENGTH(c); i++) {
		if (answer_begins(&c[i], 0))
			refused += client_answer(&c[i], "POST").status == 503;
		client_close(&c[i]);
	}
	OK(refused >= 5 && refused < 20);
	WAIT_FOR(ask(w->port, GET_("/x")).status == 200);
	web_stop(w);
}

TEST(memory_is_given_back)
{
	struct web *w = web_open();
	struct client c[20];

	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = client_open(w->port);
		SAME_INT(client_ask(&c[i], GET_("/slow?size=100000")).status,
			200);
	}
	WAIT_FOR(web_stats(w).memory_bytes == 0);
	SAME_INT(web_stats(w).connections, 20);
	SAME_INT(web_stats(w).requests_total, 20);
	for (size_t i = 0; i < LENGTH(c); i++)
		client_close(&c[i]);
	WAIT_FOR(web_stats(w).connections == 0);
	web_stop(w);
}

/* So that no more than `more` descriptors can be opened from here on. */
static struct rlimit leave_descriptors(int more)
{
	struct rlimit before, few;
	int fds[128], n = 0;

	getrlimit(RLIMIT_NOFILE, &before);
	few = before;
	while (n < more && n < (int)LENGTH(fds))
		fds[n++] = dup(0);
	few.rlim_cur = n ? (rlim_t)fds[n - 1] + 1 : 0;
	while (n > 0)
		close(fds[--n]);
	setrlimit(RLIMIT_NOFILE, &few);
	return before;
}

/* T10: out of descriptors, it turns guests away and recovers */
TEST(running_out_of_descriptors_is_survived)
{
	struct web *w = web_open();
	struct client c[64];
	struct rlimit before;
	int served = 0;

	SAME_INT(ask(w->port, GET_("/x")).status, 200);
	for (size_t i = 0; i < LENGTH(c); i++)
		c[i] = client_new();
	before = leave_descriptors(8);
	for (size_t i = 0; i < LENGTH(c); i++) {
		OK(client_connect(&c[i], w->port));
		client_send(&c[i], STR(GET_("/x")));
	}
	for (size_t i = 0; i < LENGTH(c); i++)
		served += client_answer(&c[i], "GET").status == 200;
	OK(served >= 4 && served < 64);
	for (size_t i = 0; i < LENGTH(c); i++)
		client_close(&c[i]);
	setrlimit(RLIMIT_NOFILE, &before);
	WAIT_FOR(ask(w->port, GET_("/x")).status == 200);
	web_stop(w);
}

/* ---- clients that vanish ------------------------------------------------ */

static void vanish(struct client *c)
{
	struct linger now = { .l_onoff = 1 }; /* a reset, no good-bye */

	setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	client_close(c);
}

TEST(clients_may_vanish_while_their_request_runs)
{
	static const char *const requests[] = { GET_("/slow?ms=3"),
		GET_("/write?ms=1"), GET_("/?size=100000"),
		POST_("/slow", "Content-Length: 3\r\n", "abc"),
		POST_("/", "Content-Length: 30\r\n", "abc"), "GET / HT" };
	struct web *w = web_open();

	for (int i = 0; i < 200; i++) {
		struct client c = client_open(w->port);

		client_send(&c, str_c(requests[(size_t)i % LENGTH(requests)]));
		if (i % 7 == 0)
			sleep_ms(1);
		vanish(&c);
	}
	WAIT_FOR(web_stats(w).connections == 0);
	SAME_INT(ask(w->port, GET_("/x")).status, 200);
	web_stop(w);
}

TEST(a_change_is_carried_out_though_its_client_has_gone)
{
	struct web *w = web_new();
	struct client first, second, third;

	w->config.threads[HTTP_WRITE] = 1;
	NEED(web_start(w));
	first = client_open(w->port);
	second = client_open(w->port);
	third = client_open(w->port);
	client_send(&first, STR(GET_("/write?hold=1")));
	WAIT_FOR(w->planned == 1);
	client_send(&second, STR(POST_("/write", "Content-Length: 0\r\n", "")));
	client_send(&third, STR(GET_("/write")));
	WAIT_FOR(w->planned == 3);
	vanish(&second);
	vanish(&third);
	WAIT_FOR(web_stats(w).connections == 1);
	atomic_store(&w->open, true);
	SAME_INT(client_answer(&first, "GET").status, 200);
	WAIT_FOR(w->done == 3);
	SAME_INT(w->answered, 2); /* the mere question was dropped */
	client_close(&first);
	web_stop(w);
}
