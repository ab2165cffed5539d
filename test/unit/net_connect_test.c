/*
 * test/unit/net_connect_test.c - net/http.h: a server that does not take the
 * connection. What happens behind it is in net_http_test.c.
 */
#include "test.h"

#include "net/http.h"

#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { KNOCKS = 8 };

/* A queue of one, which these fill: nobody else gets in. */
static int full_port(int knocks[KNOCKS])
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	OK(!bind(listener, (struct sockaddr *)&at, sizeof(at)) &&
		!listen(listener, 0) &&
		!getsockname(listener, (struct sockaddr *)&at, &len));
	knocks[0] = listener;
	for (int i = 1; i < KNOCKS; i++) {
		knocks[i] = socket(
			AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
		/* the later ones wait, which is the point */
		if (connect(knocks[i], (struct sockaddr *)&at, len))
			continue;
	}
	return ntohs(at.sin_port);
}

TEST(who_does_not_take_the_connection_is_said_to_have_had_that_time)
{
	int knocks[KNOCKS];
	struct net_http_call call = { .url = str_fmt(&test_mem,
					      "http://127.0.0.1:%d/",
					      full_port(knocks)),
		.reach = NET_REACH_ANY,
		.connect_ms = 150,
		.total_ms = 60 * 1000 };
	struct net_http_answer answer;
	struct err err;

	OK(!net_http_send(&test_mem, &call, &answer, &err));
	SAME_STR(str_c(err.text),
		STR("'127.0.0.1' did not answer within 150 ms"));
	for (int i = 0; i < KNOCKS; i++)
		close(knocks[i]);
}
