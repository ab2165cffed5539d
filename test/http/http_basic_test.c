/* test/http/http_basic_test.c - requests and their bodies over sockets */
#include "client.h"

#define POST_(path, head, body) \
	"POST " path " HTTP/1.1\r\nHost: a\r\n" head "\r\n" body

TEST(a_request_is_answered)
{
	struct web *w = web_open();
	struct answer a = ask(w->port, GET_("/x"));

	SAME_INT(a.status, 200);
	SAME_STR(a.body, STR("GET /x "));
	SAME_STR(head_find(a.head, "content-type"), STR("text/plain"));
	OK(head_find(a.head, "date").len == 29);
	WAIT_FOR(w->done == 1);
	SAME_INT(w->sent, (int)(a.head.len + a.body.len));
	web_stop(w);
}

TEST(each_lane_and_the_plan_answer_and_all_that_change_something_settle)
{
	struct web *w = web_open();

	SAME_STR(ask(w->port, GET_("/loop")).body, STR("from the loop"));
	SAME_STR(ask(w->port, GET_("/fast")).body, STR("GET /fast "));
	SAME_STR(ask(w->port, GET_("/slow")).body, STR("GET /slow "));
	WAIT_FOR(w->settled == 1);
	SAME_STR(ask(w->port, GET_("/write")).body, STR("GET /write "));
	WAIT_FOR(w->settled == 2);
	SAME_STR(head_find(ask(w->port, GET_("/loop")).head, "content-type"),
		STR("application/json"));
	web_stop(w);
}

TEST(a_connection_serves_many_requests)
{
	struct web *w = web_open();
	struct client c = client_open(w->port);
	struct http_stats stats;

	for (int i = 0; i < 100; i++)
		SAME_STR(client_ask(&c, GET_("/x")).body, STR("GET /x "));
	http_stats(w->server, &stats);
	SAME_INT(stats.accepted_total, 1);
	client_close(&c);
	web_stop(w);
}

TEST(pipelined_requests_are_answered_in_order)
{
	struct web *w = web_open();
	struct client c = client_open(w->port);
	char text[64];

	for (int i = 0; i < 300; i++) {
		snprintf(text, sizeof(text),
			"GET /%s%d HTTP/1.1\r\nHost: a\r\n\r\n",
			i % 3 ? "" : "slow", i);
		client_send(&c, str_c(text));
	}
	for (int i = 0; i < 300; i++) {
		snprintf(text, sizeof(text), "GET /%s%d ", i % 3 ? "" : "slow",
			i);
		SAME_STR(client_answer(&c, "GET").body, str_c(text));
	}
	client_close(&c);
	web_stop(w);
}

TEST(a_pipeline_with_bodies_is_kept_apart)
{
	static const char all[] = POST_("/1", "Content-Length: 3\r\n", "abc")
		POST_("/2", "Transfer-Encoding: chunked\r\n",
			"2\r\nde\r\n1\r\nf\r\n0\r\n\r\n")
			POST_("/3", "Content-Length: 0\r\n", "") GET_("/4")
				POST_("/deny", "Content-Length: 2\r\n", "xx")
					GET_("/5");
	static const char *const want[] = { "POST /1 abc", "POST /2 def",
		"POST /3 ", "GET /4 ", "no", "GET /5 " };
	struct web *w = web_open();

	/* at every cut of the bytes */
	for (size_t cut = 0; cut < sizeof(all) - 1; cut += 7) {
		struct client c = client_open(w->port);

		client_send(&c, str_of(all, cut));
		if (cut)
			sleep_ms(1);
		client_send(&c, str_of(all + cut, sizeof(all) - 1 - cut));
		for (size_t i = 0; i < LENGTH(want); i++)
			SAME_STR(client_answer(&c, "GET").body, str_c(want[i]));
		client_close(&c);
	}
	web_stop(w);
}

TEST(a_request_may_come_byte_by_byte)
{
	static const char request[] =
		POST_("/x", "Transfer-Encoding: chunked\r\n",
			"5\r\nhello\r\n0\r\nA: b\r\n\r\n") GET_("/y");
	struct web *w = web_open();
	struct client c = client_open(w->port);

	for (size_t i = 0; i < sizeof(request) - 1; i++) {
		client_send(&c, str_of(request + i, 1));
		if (i % 16 == 0)
			sleep_ms(1);
	}
	SAME_STR(client_answer(&c, "POST").body, STR("POST /x hello"));
	SAME_STR(client_answer(&c, "GET").body, STR("GET /y "));
	client_close(&c);
	web_stop(w);
}

TEST(who_stops_speaking_still_gets_the_answer)
{
	struct web *w = web_open();
	struct client c = client_open(w->port);

	client_send(&c, STR(GET_("/slow?ms=50")));
	shutdown(c.fd, SHUT_WR);
	SAME_STR(client_answer(&c, "GET").body, STR("GET /slow "));
	OK(client_ended(&c));
	client_close(&c);
	web_stop(w);
}

TEST(a_connection_ends_when_either_side_says_so)
{
	struct web *w = web_open();
	struct client c = client_open(w->port);
	struct answer a = client_ask(
		&c, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

	SAME_STR(head_find(a.head, "connection"), STR("close"));
	OK(client_ended(&c));
	client_close(&c);
	c = client_open(w->port);
	a = client_ask(&c, "GET / HTTP/1.0\r\n\r\n");
	SAME_STR(head_find(a.head, "connection"), STR("close"));
	OK(client_ended(&c));
	client_close(&c);
	c = client_open(w->port);
	for (int i = 0; i < 2; i++) {
		a = client_ask(&c, "GET / HTTP/1.0\r\n"
				   "Connection: keep-alive\r\n\r\n");
		SAME_STR(head_find(a.head, "connection"), STR("keep-alive"));
	}
	client_close(&c);
	web_stop(w);
}

/* ---- bodies ------------------------------------------------------------- */

/* A POST of `size` bytes to `path`, in chunks of `step` or (0) with a length.
 */
static void send_body(
	struct client *c, const char *path, size_t size, size_t step)
{
	struct str body = str_of(memset(malloc(size + 1), 'b', size), size);

	client_send(
		c, str_fmt(&test_mem, "POST %s HTTP/1.1\r\nHost: a\r\n", path));
	if (!step) {
		client_send(c, str_fmt(&test_mem, "Content-Length: %zu\r\n\r\n",
				       size));
		client_send(c, body);
	} else {
		client_send(c, STR("Transfer-Encoding: chunked\r\n\r\n"));
		for (size_t at = 0; at < size; at += step) {
			size_t n = size - at < step ? size - at : step;

			client_send(c, str_fmt(&test_mem, "%zx\r\n", n));
			client_send(c, str_of(body.at + at, n));
			client_send(c, STR("\r\n"));
		}
		client_send(c, STR("0\r\n\r\n"));
	}
	free((char *)(uintptr_t)body.at);
}

/* Says how long the body is, where it is, and whether it is all 'b'. */
static void measure(void *with, struct http_req *req, struct http_res *res)
{
	struct str all = req->body;
	bool same = true;

	(void)with;
	if (req->body_fd >= 0) {
		char *at = arena_bytes(req->mem, (size_t)req->body_size + 1);
		ssize_t n = read(req->body_fd, at, (size_t)req->body_size + 1);

		all = str_of(at, (size_t)n);
	}
	for (size_t i = 0; i < all.len; i++)
		same &= all.at[i] == 'b';
	buf_addf(&res->body, "%lld %zu %s %s", (long long)req->body_size,
		all.len, req->body_fd >= 0 ? "file" : "memory",
		same ? "same" : "different");
}

TEST(bodies_of_all_sizes_arrive_whole)
{
	static const size_t sizes[] = { 1, 4000, 4096, 16384, 65536, 70000,
		700000 };
	static const size_t steps[] = { 0, 1000, 16384, 100000 };
	struct web *w = web_new();
	struct client c;

	w->app.answer = measure;
	w->config.spool_over = 66000;
	w->config.spool_dir = help_folder();
	NEED(web_start(w));
	c = client_open(w->port);
	for (size_t i = 0; i < LENGTH(sizes) * LENGTH(steps) * 2; i++) {
		size_t size = sizes[i % LENGTH(sizes)];
		size_t step = steps[i / LENGTH(sizes) % LENGTH(steps)];
		bool spool = i >= LENGTH(sizes) * LENGTH(steps);

		send_body(&c, spool ? "/slow?spool=1" : "/slow", size, step);
		SAME_STR(client_answer(&c, "POST").body,
			str_fmt(&test_mem, "%zu %zu %s same", size, size,
				spool && size > 66000 ? "file" : "memory"));
	}
	client_close(&c);
	web_stop(w);
}

TEST(a_body_announced_too_big_is_refused_before_it_is_read)
{
	struct web *w = web_open();
	struct client c = client_open(w->port);
	struct answer a;

	client_send(&c, STR(POST_("/?most=10", "Content-Length: 11\r\n", "")));
	a = client_answer(&c, "POST");
	SAME_INT(a.status, 413);
	SAME_STR(head_find(a.head, "connection"), STR("close"));
	client_close(&c);
	SAME_INT(ask(w->port, POST_("/?most=10", "Content-Length: 10\r\n",
				      "0123456789"))
			 .status,
		200);
	SAME_INT(w->answered, 1);
	web_stop(w);
}

TEST(a_refusal_reaches_a_client_that_is_still_sending)
{
	struct web *w = web_open();

	for (int i = 0; i < 5; i++) {
		struct client c = client_open(w->port);

		send_body(&c, i & 1 ? "/?most=10" : "/deny", 5000000, 0);
		SAME_INT(client_answer(&c, "POST").status, i & 1 ? 413 : 403);
		client_close(&c);
	}
	web_stop(w);
}

TEST(chunks_that_grow_too_big_are_refused_midway)
{
	struct web *w = web_open();
	struct client c = client_open(w->port);

	send_body(&c, "/?most=99999", 400000, 1000);
	SAME_INT(client_answer(&c, "POST").status, 413);
	OK(client_ended(&c));
	client_close(&c);
	SAME_INT(w->answered, 0);
	web_stop(w);
}

TEST(who_expects_it_is_told_to_continue)
{
	struct web *w = web_open();
	struct client c = client_open(w->port);

	client_send(&c, STR(POST_("/x",
				"Expect: 100-continue\r\n"
				"Content-Length: 2\r\n",
				"")));
	SAME_INT(client_answer(&c, "POST").status, 100);
	client_send(&c, STR("hi"));
	SAME_STR(client_answer(&c, "POST").body, STR("POST /x hi"));
	/* the body came along: nothing to wait for */
	SAME_STR(client_ask(&c, POST_("/x",
					"Expect: 100-continue\r\n"
					"Content-Length: 2\r\n",
					"hi"))
			 .body,
		STR("POST /x hi"));
	client_close(&c);
	web_stop(w);
}

TEST(who_is_refused_is_not_told_to_continue)
{
	struct web *w = web_open();

	SAME_INT(ask(w->port, POST_("/deny",
				      "Expect: 100-continue\r\n"
				      "Content-Length: 2\r\n",
				      ""))
			 .status,
		403);
	SAME_INT(ask(w->port, POST_("/?most=1",
				      "Expect: 100-continue\r\n"
				      "Content-Length: 2\r\n",
				      ""))
			 .status,
		413);
	SAME_INT(ask(w->port, POST_("/", "Expect: tea\r\n", "")).status, 417);
	web_stop(w);
}

/* ---- the door ----------------------------------------------------------- */

TEST(both_kinds_of_address_reach_the_same_door)
{
	struct sockaddr_in6 a6 = { .sin6_family = AF_INET6,
		.sin6_addr = in6addr_loopback };
	struct web *w = web_new();
	struct client c;

	w->config.host = "*";
	NEED(web_start(w));
	SAME_INT(ask(w->port, GET_("/x")).status, 200);
	a6.sin6_port = htons((uint16_t)w->port);
	c = (struct client){ .fd = socket(AF_INET6, SOCK_STREAM, 0) };
	if (c.fd >= 0 && !connect(c.fd, (struct sockaddr *)&a6, sizeof(a6)))
		SAME_INT(client_ask(&c, GET_("/x")).status, 200);
	else
		OK(errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL);
	client_close(&c);
	web_stop(w);
}

TEST(a_server_that_cannot_start_says_why)
{
	struct web *w = web_open();
	struct http_config config = w->config;
	struct http_server *other;
	struct err err;

	config.port = w->port;
	OK(!http_start(&other, &config, &w->app, &err));
	OK(err.code == ERR_CONFLICT);
	config.host = "example.com";
	OK(!http_start(&other, &config, &w->app, &err));
	OK(err.code == ERR_BAD_INPUT);
	config = w->config;
	config.loops = 0;
	OK(!http_start(&other, &config, &w->app, &err));
	config = w->config;
	config.tls_cert = config.tls_key = "/nonexistent";
	OK(!http_start(&other, &config, &w->app, &err));
	web_stop(w);
}
