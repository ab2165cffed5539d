/*
 * http/listen.c - the listener and its door: sockets are opened, shared by
 * the loops, and guests are let in or turned away.
 */
#include "http/http_int.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 4096, ACCEPT_STEP = 64, PAUSE_MS = 50 };

/* ---- opening ------------------------------------------------------------ */

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static bool everywhere(const char *host)
{
	return !host || !*host || !strcmp(host, "*");
}

static bool address_read(
	const struct http_config *config, bool v6_works, union address *a)
{
	uint16_t port = htons((uint16_t)config->port);

	memset(a, 0, sizeof(*a));
	if (everywhere(config->host) && v6_works) {
		a->v6.sin6_family = AF_INET6;
		a->v6.sin6_port = port;
		return true;
	}
	if (everywhere(config->host) ||
		inet_pton(AF_INET, config->host, &a->v4.sin_addr) == 1) {
		a->v4.sin_family = AF_INET;
		a->v4.sin_port = port;
		return true;
	}
	a->v6.sin6_family = AF_INET6;
	a->v6.sin6_port = port;
	return inet_pton(AF_INET6, config->host, &a->v6.sin6_addr) == 1;
}

static bool bound(
	int fd, const struct http_config *config, const union address *a)
{
	int on = 1, only = !everywhere(config->host);
	socklen_t size =
		a->any.sa_family == AF_INET6 ? sizeof(a->v6) : sizeof(a->v4);

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (a->any.sa_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof(only));
	return !bind(fd, &a->any, size) && !listen(fd, BACKLOG);
}

static int listener(const struct http_config *config, struct err *err)
{
	const int type = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
	const char *host = everywhere(config->host) ? "*" : config->host;
	union address a;
	int fd;

	if (!address_read(config, true, &a)) {
		err_set(err, ERR_BAD_INPUT, "'%s' is not an IP address", host);
		return -1;
	}
	fd = socket(a.any.sa_family, type, 0);
	if (fd < 0 && everywhere(config->host)) {
		address_read(config, false, &a);
		fd = socket(AF_INET, type, 0);
	}
	if (fd >= 0 && bound(fd, config, &a))
		return fd;
	err_set(err, errno == EADDRINUSE ? ERR_CONFLICT : ERR_BROKEN,
		"cannot listen on %s port %d: %s", host, config->port,
		strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

bool http_listen_open(struct http_server *s, struct err *err)
{
	union address a = { 0 };
	socklen_t size = sizeof(a);

	s->listen_fd = s->config.listen_fd >= 0 ? s->config.listen_fd
						: listener(&s->config, err);
	if (s->listen_fd < 0)
		return false;
	if (getsockname(s->listen_fd, &a.any, &size))
		return err_set(err, ERR_BAD_INPUT,
			"descriptor %d is not a listener", s->listen_fd);
	fcntl(s->listen_fd, F_SETFL, fcntl(s->listen_fd, F_GETFL) | O_NONBLOCK);
	s->port = ntohs(
		a.any.sa_family == AF_INET6 ? a.v6.sin6_port : a.v4.sin_port);
	return true;
}

/* ---- the door ----------------------------------------------------------- */

/* With one descriptor in reserve, guests can be turned away even when there
 * is no descriptor left. */
static void reserve(struct http_loop *l)
{
	if (l->spare_fd < 0)
		l->spare_fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

void http_listen_start(struct http_loop *l)
{
	struct epoll_event e = { .events = EPOLLIN | EPOLLEXCLUSIVE,
		.data.ptr = &l->listening };

	l->listen_again_ms = 0;
	reserve(l);
	if (!l->draining && !l->listening)
		l->listening = !epoll_ctl(
			l->epoll_fd, EPOLL_CTL_ADD, l->server->listen_fd, &e);
}

static void pause_listening(struct http_loop *l)
{
	epoll_ctl(l->epoll_fd, EPOLL_CTL_DEL, l->server->listen_fd, NULL);
	l->listening = false;
	l->listen_again_ms = l->now_ms + PAUSE_MS;
}

static void address_take(const union address *a, struct http_addr *out)
{
	if (a->any.sa_family == AF_INET6) {
		memcpy(out->ip, &a->v6.sin6_addr, sizeof(out->ip));
		return;
	}
	memset(out->ip, 0, 10);
	memset(out->ip + 10, 0xff, 2);
	memcpy(out->ip + 12, &a->v4.sin_addr, 4);
}

/* No descriptor is left: let one in on the reserve, only to say so. */
static bool no_room(struct http_loop *l)
{
	struct str words = http_answer_brief(503);
	int fd;

	if (l->spare_fd < 0) {
		pause_listening(l);
		return false;
	}
	close(l->spare_fd);
	l->spare_fd = -1;
	fd = accept4(
		l->server->listen_fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd >= 0) {
		http_count(&l->refused, 1);
		if (!l->server->tls_cert)
			(void)!send(fd, words.at, words.len,
				MSG_NOSIGNAL | MSG_DONTWAIT);
		close(fd);
	}
	reserve(l);
	return fd >= 0;
}

static bool accept_one(struct http_loop *l)
{
	struct http_server *s = l->server;
	union address a = { .any.sa_family = AF_INET };
	socklen_t size = sizeof(a);
	struct http_addr peer;
	bool full;
	int fd = accept4(
		s->listen_fd, &a.any, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);

	if (fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
			      errno == ENOMEM))
		return http_conn_make_room(l) || no_room(l);
	if (fd < 0)
		return errno == EINTR || errno == ECONNABORTED ||
		       errno == EPROTO;
	full = http_connections(s) >= s->config.connections_max;
	address_take(&a, &peer);
	http_conn_open(l, fd, &peer, full && !http_conn_make_room(l));
	return true;
}

void http_listen_accept(struct http_loop *l)
{
	for (int n = 0; n < ACCEPT_STEP && accept_one(l); n++)
		;
}

/* Handed over, what waits at the door is the successor's. Otherwise it is
 * let in, and the last loop to leave shuts the door. */
void http_listen_stop(struct http_loop *l)
{
	struct http_server *s = l->server;
	bool ours = !atomic_load(&s->handed_over);

	if (l->listening)
		epoll_ctl(l->epoll_fd, EPOLL_CTL_DEL, s->listen_fd, NULL);
	l->listening = false;
	l->listen_again_ms = 0;
	while (ours && accept_one(l))
		;
	if (atomic_fetch_sub(&s->listening, 1) == 1 && ours) {
		close(s->listen_fd);
		s->listen_fd = -1;
	}
}
