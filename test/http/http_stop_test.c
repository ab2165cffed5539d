/* test/http/http_stop_test.c - servers end and hand over, and nobody notices */
#include "client.h"

/* Stops the server from another thread, as a signal would. */
struct stopper {
	struct web *web;
	bool handed_over;
	pthread_t thread;
	atomic_bool over;
};

static void *stop_main(void *with)
{
	struct stopper *s = with;

	http_stop(s->web->server, s->handed_over);
	s->web->server = NULL;
	atomic_store(&s->over, true);
	return NULL;
}

static void stop_begin(struct stopper *s, struct web *w, bool handed_over)
{
	*s = (struct stopper){ .web = w, .handed_over = handed_over };
	OK(!pthread_create(&s->thread, NULL, stop_main, s));
}

/* Comes back when the server has heard of it: who is idle was let go. */
static void stop_begun(struct stopper *s, struct web *w)
{
	struct client idle = client_open(w->port);

	SAME_INT(client_ask(&idle, GET_("/idle")).status, 200);
	stop_begin(s, w, false);
	OK(client_ended(&idle));
	client_close(&idle);
}

static void stop_end(struct stopper *s)
{
	pthread_join(s->thread, NULL);
	web_stop(s->web);
}

TEST(a_request_that_runs_is_answered_before_the_end)
{
	struct web *w = web_new();
	struct client c;
	struct stopper s;
	struct answer a;

	w->config.loops = 1; /* so that all hear of the end at once */
	NEED(web_start(w));
	c = client_open(w->port);
	client_send(&c, STR(GET_("/slow?hold=1")));
	WAIT_FOR(w->planned == 1);
	stop_begun(&s, w);
	atomic_store(&w->open, true);
	a = client_answer(&c, "GET");
	SAME_INT(a.status, 200);
	SAME_STR(head_find(a.head, "connection"), STR("close"));
	OK(client_ended(&c));
	client_close(&c);
	stop_end(&s);
}

TEST(a_body_under_way_is_waited_for)
{
	struct web *w = web_new();
	struct client c;
	struct stopper s;

	w->config.loops = 1;
	NEED(web_start(w));
	c = client_open(w->port);
	client_send(&c, STR("POST /x HTTP/1.1\r\nHost: a\r\n"
			    "Content-Length: 4\r\n\r\nab"));
	WAIT_FOR(w->planned == 1);
	stop_begun(&s, w);
	client_send(&c, STR("cd"));
	SAME_STR(client_answer(&c, "POST").body, STR("POST /x abcd"));
	client_close(&c);
	stop_end(&s);
}

TEST(who_waits_at_the_door_is_still_served)
{
	struct web *w = web_new();
	struct client c[30];
	struct stopper s;

	w->config.threads[HTTP_FAST] = 1;
	NEED(web_start(w));
	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = client_open(w->port); /* perhaps not accepted yet */
		client_send(&c[i], STR(GET_("/x?ms=1")));
	}
	stop_begin(&s, w, false);
	for (size_t i = 0; i < LENGTH(c); i++) {
		SAME_INT(client_answer(&c[i], "GET").status, 200);
		OK(client_ended(&c[i]));
		client_close(&c[i]);
	}
	stop_end(&s);
}

TEST(what_takes_too_long_is_cut)
{
	struct web *w = web_new();
	struct client body, stream;
	struct stopper s;

	w->config.drain_ms = 100;
	NEED(web_start(w));
	body = client_open(w->port);
	stream = client_open(w->port);
	client_send(&body, STR("POST /x HTTP/1.1\r\nHost: a\r\n"
			       "Content-Length: 4\r\n\r\nab"));
	client_send(&stream, STR(GET_("/slow?hold=1")));
	WAIT_FOR(w->planned == 2);
	stop_begin(&s, w, false);
	OK(client_ended(&body));
	OK(client_ended(&stream));
	SAME_INT(w->answered, 0);
	atomic_store(&w->open, true);
	client_close(&body);
	client_close(&stream);
	stop_end(&s);
}

TEST(idle_connections_do_not_delay_the_end)
{
	struct web *w = web_new();
	struct client c[10];
	int64_t before;

	w->config.drain_ms = 2 * HANG_MS;
	NEED(web_start(w));
	for (size_t i = 0; i < LENGTH(c); i++) {
		c[i] = client_open(w->port);
		SAME_INT(client_ask(&c[i], GET_("/x")).status, 200);
	}
	before = now_ms();
	web_stop(w);
	OK(now_ms() - before < HANG_MS);
	for (size_t i = 0; i < LENGTH(c); i++) {
		OK(client_ended(&c[i]));
		client_close(&c[i]);
	}
}

TEST(nobody_is_let_in_behind_the_end)
{
	struct web *w = web_open();
	struct client c = client_new();
	int port = w->port;

	web_stop(w);
	OK(!client_connect(&c, port));
	client_close(&c);
}

/* ---- handing over ------------------------------------------------------- */

struct load {
	int port;
	atomic_bool over;
	atomic_int answered, lost;
};

/* Asks on and on; a connection that was said good-bye to is opened again. A
 * request that was sent and not answered is a lost one. */
static void *load_main(void *with)
{
	struct load *load = with;
	struct arena mem = { 0 };
	char text[4096];

	(void)mem;
	while (!atomic_load(&load->over)) {
		struct client c = client_new();
		bool close = !client_connect(&c, load->port);

		if (close)
			atomic_fetch_add(&load->lost, 1);
		for (int i = 0; i < 50 && !close; i++) {
			ssize_t n;

			client_send(&c, STR(GET_("/x")));
			n = recv(c.fd, text, sizeof(text) - 1, 0);
			text[n > 0 ? n : 0] = '\0';
			close = n <= 0 || strstr(text, "Connection: close");
			atomic_fetch_add(n > 0 && strstr(text, "GET /x ")
						 ? &load->answered
						 : &load->lost,
				1);
		}
		client_close(&c);
	}
	return NULL;
}

static void load_goes_on(struct load *load)
{
	int enough = atomic_load(&load->answered) + 100;

	WAIT_FOR(atomic_load(&load->answered) > enough);
}

TEST(a_listener_changes_hands_under_load_without_a_lost_request)
{
	struct web *old = web_open();
	struct load load = { .port = old->port };
	pthread_t t[4];
	int fd = http_listen_fd(old->server);

	for (size_t i = 0; i < LENGTH(t); i++)
		NEED(!pthread_create(&t[i], NULL, load_main, &load));
	for (int round = 0; round < 4; round++) {
		struct web *new = web_new();
		struct stopper s;

		load_goes_on(&load);
		new->config.listen_fd = fd;
		new->config.loops = 1 + round % 2;
		NEED(web_start(new));
		SAME_INT(http_port(new->server), load.port);
		stop_begin(&s, old, true);
		stop_end(&s);
		old = new;
	}
	load_goes_on(&load);
	atomic_store(&load.over, true);
	for (size_t i = 0; i < LENGTH(t); i++)
		pthread_join(t[i], NULL);
	SAME_INT(load.lost, 0);
	web_stop(old);
}
