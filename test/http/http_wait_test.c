/* test/http/http_wait_test.c - calls that wait for a thread of their lane. */
#include "client.h"

/* One thread, which is held by the first. */
static struct web *web_of_one_thread(int wait_ms)
{
	struct web *w = web_new();

	w->config.threads[HTTP_TURN] = 1;
	w->config.wait_ms[HTTP_TURN] = wait_ms;
	return w;
}

static void send_all(struct web *w, struct client *c, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		c[i] = client_open(w->port);
		client_send(&c[i], STR(GET_("/turn?hold=1")));
		if (!i)
			WAIT_FOR(web_stats(w).running[HTTP_TURN] == 1);
	}
	WAIT_FOR(web_stats(w).queued[HTTP_TURN] == (int64_t)count - 1);
}

TEST(many_wait_in_order_for_one_thread_and_all_are_answered)
{
	struct web *w = web_of_one_thread(HANG_MS);
	struct client c[300];

	NEED(web_start(w));
	send_all(w, c, LENGTH(c));
	atomic_store(&w->open, true);
	for (size_t i = 0; i < LENGTH(c); i++) {
		SAME_INT(client_answer(&c[i], "GET").status, 200);
		client_close(&c[i]);
	}
	SAME_INT(w->refused, 0);
	web_stop(w);
}

TEST(who_waited_too_long_for_a_thread_is_told_so_and_may_ask_again)
{
	struct web *w = web_of_one_thread(50);
	struct client c[10];
	struct answer a;

	NEED(web_start(w));
	send_all(w, c, LENGTH(c));
	sleep_ms(60);
	atomic_store(&w->open, true);
	SAME_INT(client_answer(&c[0], "GET").status, 200);
	for (size_t i = 1; i < LENGTH(c); i++) {
		a = client_answer(&c[i], "GET");
		SAME_INT(a.status, 503);
		SAME_STR(a.body, STR("503 it waited too long"));
		SAME_STR(head_find(a.head, "retry-after"), STR("1"));
		SAME_INT(client_ask(&c[i], GET_("/x")).status, 200);
	}
	for (size_t i = 0; i < LENGTH(c); i++)
		client_close(&c[i]);
	SAME_INT(atomic_load(&w->answered), LENGTH(c)); /* the /x, and one */
	web_stop(w);
}
