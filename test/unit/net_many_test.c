/* Many calls at a time: none waits for another, each ends once, and all that
 * net_http_test.c says of one holds for them. */
#include "netserver.h"

#include "base/time.h"
#include "net/many.h"

enum { CALLS = 200, LONG = 9000 };

struct seen {
	pthread_mutex_t lock;
	pthread_cond_t more;
	int ended, answers;
	int by_code[64];
	int status;
	size_t body;
	bool cut;
};

static void ended(void *with, void *of, const struct net_http_answer *answer,
	const struct err *err)
{
	struct seen *s = with;

	(void)of;
	pthread_mutex_lock(&s->lock);
	s->ended++;
	s->answers += !err;
	if (err)
		s->by_code[err->code]++;
	s->status = answer->status;
	s->body = answer->body.len;
	s->cut = answer->cut;
	pthread_cond_signal(&s->more);
	pthread_mutex_unlock(&s->lock);
}

static struct net_many *open_many(struct seen *s, enum net_reach reach)
{
	struct net_many *m = NULL;
	struct err err;

	*s = (struct seen){ .lock = PTHREAD_MUTEX_INITIALIZER,
		.more = PTHREAD_COND_INITIALIZER };
	OK_ERR(net_many_open(&m, reach, ended, s, &err), err);
	return m;
}

static void wait_for(struct seen *s, int count)
{
	pthread_mutex_lock(&s->lock);
	while (s->ended < count)
		pthread_cond_wait(&s->more, &s->lock);
	pthread_mutex_unlock(&s->lock);
}

static void say(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) < 0)
		return;
}

/* A request with a body ends with "}". */
static void read_all(int fd)
{
	char text[4096];
	size_t len = 0;
	ssize_t n;

	while ((n = read(fd, text + len, sizeof(text) - len)) > 0) {
		len += (size_t)n;
		if (text[len - 1] == '}' || len == sizeof(text))
			return;
	}
}

static void thank(struct netserver *s, int fd)
{
	(void)s;
	read_all(fd);
	say(fd, "HTTP/1.1 202 Accepted\r\nConnection: close\r\n"
		"Content-Length: 2\r\n\r\nok");
}

static void talk_on(struct netserver *s, int fd)
{
	char text[LONG];

	(void)s;
	read_all(fd);
	say(fd, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
	memset(text, 'x', sizeof(text));
	while (write(fd, text, sizeof(text)) > 0)
		;
}

static struct net_http_call call_to(int port)
{
	return (struct net_http_call){ .url = str_fmt(&test_mem,
					       "http://127.0.0.1:%d/x", port),
		.body = STR("{\"n\":1}"),
		.total_ms = 60 * 1000,
		.answer_most = 4096,
		.answer_cut = true };
}

TEST(each_of_many_calls_ends_once_with_its_answer)
{
	struct netserver server = { 0 };
	struct net_http_call call;
	struct net_many *m;
	struct seen s;
	struct err err;

	netserver_start(&server, thank, NULL);
	m = open_many(&s, NET_REACH_LOOPBACK);
	NEED(m);
	call = call_to(server.port);
	for (int i = 0; i < CALLS; i++)
		OK_ERR(net_many_send(m, &call, NULL, &err), err);
	wait_for(&s, CALLS);
	SAME_INT(s.answers, CALLS);
	SAME_INT(s.status, 202);
	SAME_INT(s.body, 2);
	net_many_close(m);
	SAME_INT(s.ended, CALLS);
	netserver_stop(&server);
}

TEST(an_answer_without_end_is_cut_and_is_an_answer)
{
	struct netserver server = { 0 };
	struct net_http_call call;
	struct net_many *m;
	struct seen s;
	struct err err;

	netserver_start(&server, talk_on, NULL);
	m = open_many(&s, NET_REACH_LOOPBACK);
	NEED(m);
	call = call_to(server.port);
	OK_ERR(net_many_send(m, &call, NULL, &err), err);
	wait_for(&s, 1);
	SAME_INT(s.answers, 1);
	SAME_INT(s.body, 4096);
	OK(s.cut);
	net_many_close(m);
	netserver_stop(&server);
}

TEST(what_is_out_of_bounds_is_never_called)
{
	struct netserver server = { 0 };
	struct net_http_call call;
	struct net_many *m;
	struct seen s;
	struct err err;

	netserver_start(&server, thank, NULL);
	m = open_many(&s, NET_REACH_PUBLIC);
	NEED(m);
	call = call_to(server.port);
	OK_ERR(net_many_send(m, &call, NULL, &err), err);
	call.url = str_fmt(&test_mem, "http://localhost:%d/", server.port);
	OK_ERR(net_many_send(m, &call, NULL, &err), err);
	call.url = STR("https://169.254.169.254/");
	OK_ERR(net_many_send(m, &call, NULL, &err), err);
	wait_for(&s, 3);
	SAME_INT(s.by_code[ERR_FORBIDDEN], 3);
	SAME_INT(atomic_load(&server.connections), 0);
	call.url = STR("http://2130706433/");
	OK(!net_many_send(m, &call, NULL, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	net_many_close(m);
	SAME_INT(s.ended, 3);
	netserver_stop(&server);
}

/* Whatever it led to when it was given. */
static int rebound(struct str host, struct net_route *out)
{
	static const unsigned char here[16] = {
		[10] = 0xff, 0xff, 127, 0, 0, 1
	};

	(void)host;
	memcpy(out->ips[0], here, 16);
	return 1;
}

TEST(a_name_that_leads_elsewhere_by_now_is_judged_when_it_is_called)
{
	struct net_http_call call;
	struct net_many *m;
	struct seen s;
	struct err err;

	net_dial_fake(rebound);
	m = open_many(&s, NET_REACH_PUBLIC);
	NEED(m);
	call = call_to(9);
	call.url = STR("https://hooks.example.com/");
	OK_ERR(net_many_send(m, &call, NULL, &err), err);
	wait_for(&s, 1);
	SAME_INT(s.by_code[ERR_FORBIDDEN], 1);
	net_many_close(m);
	net_dial_fake(NULL);
}

TEST(what_is_under_way_is_told_of_when_all_is_closed)
{
	int deaf = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	struct net_http_call call;
	struct net_many *m;
	struct seen s;
	struct err err;

	NEED(!bind(deaf, (struct sockaddr *)&at, len) && !listen(deaf, 16) &&
		!getsockname(deaf, (struct sockaddr *)&at, &len));
	m = open_many(&s, NET_REACH_LOOPBACK);
	NEED(m);
	call = call_to(ntohs(at.sin_port));
	for (int i = 0; i < 8; i++)
		OK_ERR(net_many_send(m, &call, NULL, &err), err);
	net_many_close(m);
	SAME_INT(s.ended, 8);
	SAME_INT(s.by_code[ERR_UPSTREAM], 8);
	close(deaf);
}
