/*
 * http/server.c - a server as a whole: its settings, its beginning, its end,
 * its figures.
 */
#include "http/http_int.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

struct http_config http_config_default(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	int loops = cores < 4 ? 1 : cores < 16 ? (int)cores / 4 : 4;

	return (struct http_config){
		.host = "",
		.port = 8000,
		.listen_fd = -1,
		.loops = loops,
		.threads = { 4, 1, 32, 16 },
		.queue = { 2048, 2048, 2048, 512 },
		.connections_max = 20000,
		.memory_max = (int64_t)1 << 30,
		.head_max = 16 * 1024,
		.spool_over = 256 * 1024,
		.spool_dir = NULL,
		.head_timeout_ms = 10 * 1000,
		.body_timeout_ms = 30 * 1000,
		.body_rate_min = 16 * 1024,
		.idle_timeout_ms = 75 * 1000,
		.idle_least_ms = 5 * 1000,
		.write_timeout_ms = 30 * 1000,
		.drain_ms = 10 * 1000,
	};
}

int http_port(const struct http_server *s) { return s->port; }
int http_listen_fd(const struct http_server *s) { return s->listen_fd; }

/* ---- figures ------------------------------------------------------------ */

int64_t http_memory(struct http_server *s)
{
	int64_t sum = 0;

	for (int i = 0; i < s->loop_count; i++)
		sum += atomic_load_explicit(
			&s->loops[i].memory, memory_order_relaxed);
	return sum;
}

int64_t http_connections(struct http_server *s)
{
	int64_t sum = 0;

	for (int i = 0; i < s->loop_count; i++)
		sum += atomic_load_explicit(
			&s->loops[i].connections, memory_order_relaxed);
	return sum;
}

void http_stats(struct http_server *s, struct http_stats *out)
{
	*out = (struct http_stats){ .connections = http_connections(s),
		.memory_bytes = http_memory(s) };
	for (int i = 0; i < s->loop_count; i++) {
		struct http_loop *l = &s->loops[i];

		out->accepted_total += atomic_load_explicit(
			&l->accepted, memory_order_relaxed);
		out->requests_total += atomic_load_explicit(
			&l->requests, memory_order_relaxed);
		out->refused_total +=
			atomic_load_explicit(&l->refused, memory_order_relaxed);
		out->streams +=
			atomic_load_explicit(&l->streams, memory_order_relaxed);
	}
	for (int i = 0; i < HTTP_LANES; i++) {
		out->queued[i] = atomic_load_explicit(
			&s->lanes[i].queued, memory_order_relaxed);
		out->running[i] = atomic_load_explicit(
			&s->lanes[i].running, memory_order_relaxed);
	}
}

/* ---- the beginning ------------------------------------------------------ */

static char *text_or_null(const char *text)
{
	return text ? mem_text(text) : NULL;
}

static bool config_check(const struct http_config *c, struct err *err)
{
	if (c->loops < 1 || c->loops > 64)
		return err_set(err, ERR_BAD_INPUT, "'loops' must be 1 to 64");
	for (int i = 0; i < HTTP_LANES; i++)
		if (c->threads[i] < 1 || c->threads[i] > 1024 ||
			c->queue[i] < 1)
			return err_set(err, ERR_BAD_INPUT,
				"each lane needs 1 to 1024 threads and a "
				"queue");
	if (c->port < 0 || c->port > 65535)
		return err_set(err, ERR_BAD_INPUT, "%d is no port", c->port);
	if (c->connections_max < 1 || c->head_max < 256 || c->memory_max < 1)
		return err_set(err, ERR_BAD_INPUT,
			"connections, memory and the size of heads need "
			"limits that allow one request");
	if (!c->tls_cert != !c->tls_key)
		return err_set(err, ERR_BAD_INPUT,
			"TLS needs both a certificate and a key");
	return true;
}

/* Signals are for the thread that waits for them; faults stay where they
 * happen. */
static void mask_signals(sigset_t *before)
{
	sigset_t set;

	sigfillset(&set);
	sigdelset(&set, SIGSEGV);
	sigdelset(&set, SIGBUS);
	sigdelset(&set, SIGFPE);
	sigdelset(&set, SIGILL);
	sigdelset(&set, SIGABRT);
	sigdelset(&set, SIGTRAP);
	sigdelset(&set, SIGPROF);
	pthread_sigmask(SIG_BLOCK, &set, before);
}

static bool open_all(struct http_server *s, struct err *err)
{
	bool ok = http_listen_open(s, err) && http_tls_open(s, err);

	for (int i = 0; ok && i < HTTP_LANES; i++)
		ok = http_lane_open(&s->lanes[i], s, (enum http_lane)i, err);
	for (int i = 0; ok && i < s->loop_count; i++)
		ok = http_loop_open(&s->loops[i], err);
	if (ok && s->app.begin)
		s->app.begin(s->app.with, s);
	for (int i = 0; ok && i < s->loop_count; i++)
		ok = http_loop_start(&s->loops[i], err);
	return ok;
}

static void close_all(struct http_server *s)
{
	bool ours = !atomic_load(&s->handed_over);

	for (int i = 0; i < s->loop_count; i++)
		http_loop_join(&s->loops[i]);
	for (int i = 0; i < HTTP_LANES; i++)
		http_lane_close(&s->lanes[i]);
	for (int i = 0; i < s->loop_count; i++) /* no mail comes any more */
		http_loop_close(&s->loops[i]);
	if (s->listen_fd >= 0 && ours)
		close(s->listen_fd);
	http_topics_close(s->topics);
	http_tls_close(s);
	pthread_mutex_destroy(&s->tls_mu);
	mem_free(s->tls_cert);
	mem_free(s->tls_key);
	mem_free(s->spool_dir);
	mem_free(s->loops);
	mem_free(s);
}

bool http_start(struct http_server **out, const struct http_config *config,
	const struct http_app *app, struct err *err)
{
	struct http_server *s;
	const char *temp = getenv("TMPDIR");
	sigset_t before;
	bool ok;

	if (!config_check(config, err))
		return false;
	s = mem_alloc(sizeof(*s));
	s->config = *config;
	s->app = *app;
	s->listen_fd = -1;
	s->tls_cert = text_or_null(config->tls_cert);
	s->tls_key = text_or_null(config->tls_key);
	s->config.tls_cert = s->tls_cert;
	s->config.tls_key = s->tls_key;
	s->spool_dir = mem_text(config->spool_dir ? config->spool_dir
				: temp            ? temp
						  : "/tmp");
	s->loops = mem_alloc(sizeof(*s->loops) * (size_t)config->loops);
	s->loop_count = config->loops;
	atomic_store(&s->listening, s->loop_count);
	for (int i = 0; i < s->loop_count; i++) {
		s->loops[i].server = s;
		s->loops[i].index = i;
		s->loops[i].epoll_fd = s->loops[i].bell_fd = -1;
		s->loops[i].spare_fd = -1;
	}
	s->topics = http_topics_open(config->loops);
	pthread_mutex_init(&s->tls_mu, NULL);
	mask_signals(&before);
	ok = open_all(s, err);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (ok)
		*out = s;
	else
		http_stop(s, config->listen_fd >= 0);
	return ok;
}

/* ---- the end ------------------------------------------------------------ */

static void wake(struct http_loop *l, struct http_mail *m)
{
	(void)l;
	mem_free(m);
}

void http_stop(struct http_server *s, bool handed_over)
{
	atomic_store(&s->handed_over, handed_over);
	atomic_store(&s->stopping, true);
	for (int i = 0; i < s->loop_count; i++) {
		struct http_mail *m = mem_alloc(sizeof(*m));

		m->take = wake;
		http_mail_post(&s->loops[i], m);
	}
	close_all(s);
}
