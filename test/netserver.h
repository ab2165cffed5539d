/*
 * test/netserver.h - a server on a free port of this machine, for tests of
 * what calls out: one thread, one connection at a time, a function that
 * talks. Included by the one test program that needs it.
 */
#ifndef NETSERVER_H
#define NETSERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "test.h"

struct netserver {
	int listener, port;
	pthread_t thread;
	atomic_bool stop;
	atomic_int connections;
	void (*talk)(struct netserver *s, int fd); /* closes nothing */
	void *with;
};

static void *netserver_run(void *with)
{
	struct netserver *s = with;

	while (!atomic_load(&s->stop)) {
		struct pollfd p = { s->listener, POLLIN, 0 };
		struct timeval most = { 60, 0 };
		int fd;

		if (poll(&p, 1, 20) <= 0)
			continue;
		fd = accept(s->listener, NULL, NULL);
		if (fd < 0)
			continue;
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof(most));
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof(most));
		atomic_fetch_add(&s->connections, 1);
		s->talk(s, fd);
		close(fd);
	}
	return NULL;
}

static inline void netserver_start(struct netserver *s,
	void (*talk)(struct netserver *s, int fd), void *with)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);

	memset(s, 0, sizeof(*s));
	s->talk = talk;
	s->with = with;
	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->listener < 0 ||
		bind(s->listener, (struct sockaddr *)&at, sizeof(at)) ||
		listen(s->listener, 16) ||
		getsockname(s->listener, (struct sockaddr *)&at, &len) ||
		pthread_create(&s->thread, NULL, netserver_run, s))
		abort();
	s->port = ntohs(at.sin_port);
}

/* Says nothing, until the other end has given up. */
static inline void netserver_hang(int fd)
{
	char byte;

	while (recv(fd, &byte, 1, 0) > 0)
		;
}

static inline void netserver_stop(struct netserver *s)
{
	atomic_store(&s->stop, true);
	pthread_join(s->thread, NULL);
	close(s->listener);
}

/* A port that nobody listens on, held until the program ends so that nobody
 * takes it meanwhile; a program with SO_REUSEADDR still can. */
static inline int netserver_closed_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) ||
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) ||
		getsockname(fd, (struct sockaddr *)&at, &len))
		abort();
	return ntohs(at.sin_port);
}

#endif
