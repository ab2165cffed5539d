/*
 * bench/webhook_bench.c - how long what was committed takes to arrive at a
 * receiver on this machine: at one, at each of 1,000, and at 900 of 1,000
 * while the other hundred take what they are sent and never answer.
 *
 * On SQLite, in a folder of its own within BENCH_FOLDER, else the working
 * folder; each event is one durable transaction. Times are of the clock on the
 * wall, from the end of the commit to the last byte of the request.
 */
#include "bench.h"

#include "app/event.h"
#include "app/house.h"
#include "app/webhook.h"
#include "base/id.h"
#include "base/time.h"
#include "store/account.h"
#include "work/work.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	HOOKS = 1000,
	DEAD = 100,
	ALONE = 300,
	ROUNDS = 3, /* of an event for each webhook */
	EVENTS = ALONE + 2 * ROUNDS * HOOKS,
	PACE_US = 2000,
	LATE_US = 60 * 1000 * 1000,
	CONNECTIONS = 4096,
	REQUEST = 8192
};

static _Atomic int64_t arrived_us[EVENTS];
static int64_t sent_us[EVENTS];
static char folder[512];

static void need(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "webhook_bench: %s\n", err->text);
	exit(1);
}

/* ---- receivers ---------------------------------------------------------- */

static int listen_on(int *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, len) ||
		listen(fd, CONNECTIONS) ||
		getsockname(fd, (struct sockaddr *)&at, &len))
		abort();
	*port = ntohs(at.sin_port);
	return fd;
}

/* What was read so far of one request; it ends with "}}". */
static struct {
	char text[REQUEST];
	size_t len;
} requests[CONNECTIONS];

static void answer(int fd)
{
	static const char yes[] = "HTTP/1.1 204 No Content\r\n\r\n";
	int64_t now_us = time_mono_us(), none = 0;
	const char *mark = strstr(requests[fd].text, "\"n\":");
	long n = mark ? strtol(mark + 4, NULL, 10) : 0;

	if (!mark || n < 0 || n >= EVENTS)
		abort();
	atomic_compare_exchange_strong(&arrived_us[n], &none, now_us);
	requests[fd].len = 0;
	if (write(fd, yes, sizeof(yes) - 1) < 0)
		close(fd);
}

static void take(int fd)
{
	char *text = requests[fd].text;
	size_t len = requests[fd].len;
	ssize_t got = read(fd, text + len, REQUEST - 1 - len);

	if (got <= 0) {
		close(fd);
		return;
	}
	len += (size_t)got;
	text[len] = '\0';
	requests[fd].len = len;
	if (len > 2 && !strcmp(text + len - 2, "}}"))
		answer(fd);
}

static void *receive(void *with)
{
	int listener = *(int *)with, poll = epoll_create1(EPOLL_CLOEXEC);
	struct epoll_event e = { EPOLLIN, { .fd = listener } }, got[64];

	epoll_ctl(poll, EPOLL_CTL_ADD, listener, &e);
	for (;;) {
		int n = epoll_wait(poll, got, LENGTH(got), -1);

		for (int i = 0; i < n; i++) {
			int fd = got[i].data.fd;

			if (fd != listener) {
				take(fd);
				continue;
			}
			fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
			if (fd < 0 || fd >= CONNECTIONS)
				abort();
			requests[fd].len = 0;
			e.data.fd = fd;
			epoll_ctl(poll, EPOLL_CTL_ADD, fd, &e);
		}
	}
	return NULL;
}

/* ---- the house ---------------------------------------------------------- */

static void heard(void *work) { work_wake(work); }

static void house_open(struct arena *mem, struct settings_read *s,
	struct house *h, struct work *w)
{
	char data[600];
	char loopback[] = "WEBHOOK_ALLOW_LOOPBACK=true",
	     workers[] = "WORKERS=2";
	char *set[] = { data, loopback, workers, NULL };
	struct settings_source source = { .environ = set };
	const char *in = getenv("BENCH_FOLDER");
	struct err err;

	snprintf(folder, sizeof(folder), "%s/webhook-XXXXXX", in ? in : ".");
	if (!mkdtemp(folder))
		abort();
	snprintf(data, sizeof(data), "DATA_DIR=%s", folder);
	need(settings_read(mem, &source, s, &err), &err);
	need(app_house_open(mem, &s->values, true, h, &err), &err);
	need(work_start(h, w, &err), &err);
	app_house_on_notice(h, heard, w);
}

static struct call call_of(struct house *h, struct arena *mem, struct str who)
{
	return (struct call){ .mem = mem,
		.house = h,
		.who = { .kind = WHO_SESSION, .id = who },
		.now = time_now_ms() };
}

static struct str person(struct house *h, struct arena *mem)
{
	struct str id = id_new(mem);
	struct account a = { .id = id,
		.email = str_fmt(mem, "%.*s@example.org", STR_ARG(id)),
		.full_name = STR("A"),
		.password = STR(""),
		.role = STR("user"),
		.plan = STR("free") };
	struct call c = call_of(h, mem, id);
	struct err err;

	a.email_key = a.email;
	need(app_call_write(&c, &err) && store_account_add(c.db, &a, &err) &&
			app_call_close(&c, true, &err),
		&err);
	return id;
}

static void hook(struct house *h, struct arena *mem, struct str who, int port)
{
	struct str every = STR("*");
	struct webhook_new in = { .url = str_fmt(mem,
					  "http://127.0.0.1:%d/hook", port),
		.events = { &every, 1 },
		.is_active = true };
	struct call c = call_of(h, mem, who);
	struct webhook_made out;
	struct err err;

	need(app_webhook_create(&c, &in, &out, &err) &&
			app_call_close(&c, true, &err),
		&err);
}

/* ---- events ------------------------------------------------------------- */

static void happen(struct house *h, struct str who, int n)
{
	struct arena mem = { 0 };
	struct call c = call_of(h, &mem, who);
	struct err err;

	need(app_call_write(&c, &err) &&
			app_event(&c, EVENT_RESUME_UPDATED, who,
				str_fmt(&mem, "{\"n\":%d}", n), &err) &&
			app_call_close(&c, true, &err),
		&err);
	sent_us[n] = time_mono_us();
	arena_free(&mem);
}

static double waited_ms(int n)
{
	int64_t until_us = sent_us[n] + LATE_US;

	while (!atomic_load(&arrived_us[n])) {
		if (time_mono_us() > until_us) {
			fprintf(stderr, "webhook_bench: %d never came\n", n);
			exit(1);
		}
		usleep(50);
	}
	return arrived_us[n] > sent_us[n]
		       ? (double)(arrived_us[n] - sent_us[n]) / 1000
		       : 0;
}

static void say(const char *name, double *list, int count)
{
	double middle = bench_median(list, count);

	bench_say(str_fmt(&(struct arena){ 0 }, "webhook.%s.p50", name).at,
		middle, "ms");
	bench_say(str_fmt(&(struct arena){ 0 }, "webhook.%s.p99", name).at,
		list[count * 99 / 100], "ms");
}

/* One after another, as fast as they arrive. */
static void alone(struct house *h, struct str who)
{
	static double ms[ALONE];

	for (int n = 0; n < ALONE; n++) {
		happen(h, who, n);
		ms[n] = waited_ms(n);
	}
	say("one", ms, ALONE);
}

/* Something happens to somebody every PACE_US. The first `dead` of them are
 * told in vain. */
static void among(struct house *h, const struct str *who, int dead, int from,
	const char *as)
{
	static double ms[ROUNDS * HOOKS];
	int count = 0;

	for (int i = 0; i < ROUNDS * HOOKS; i++) {
		int64_t next_us = time_mono_us() + PACE_US;

		happen(h, who[i * 7 % HOOKS], from + i);
		while (time_mono_us() < next_us)
			usleep(100);
	}
	for (int i = 0; i < ROUNDS * HOOKS; i++)
		if (i * 7 % HOOKS >= dead)
			ms[count++] = waited_ms(from + i);
	say(as, ms, count);
}

int main(void)
{
	static struct str who[HOOKS], unlucky[HOOKS], first;
	struct settings_read settings;
	struct arena mem = { 0 };
	struct house h = { 0 };
	struct work w;
	pthread_t thread;
	int port, dead_port, fd = listen_on(&port);
	int dead = listen_on(&dead_port);

	pthread_create(&thread, NULL, receive, &fd);
	house_open(&mem, &settings, &h, &w);
	first = person(&h, &mem);
	hook(&h, &mem, first, port);
	for (int i = 0; i < HOOKS; i++) {
		who[i] = person(&h, &mem);
		hook(&h, &mem, who[i], port);
		unlucky[i] = person(&h, &mem);
		hook(&h, &mem, unlucky[i], i < DEAD ? dead_port : port);
	}
	alone(&h, first);
	among(&h, who, 0, ALONE, "of_1000");
	among(&h, unlucky, DEAD, ALONE + ROUNDS * HOOKS, "of_1000_100_dead");
	w.drain_ms = 0; /* what is sent to the dead is broken off */
	app_house_on_notice(&h, NULL, NULL);
	work_stop(&w);
	app_house_close(&h);
	close(dead);
	return 0;
}
