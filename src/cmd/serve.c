/*
 * cmd/serve.c - "vitae serve": opens everything, listens, and waits for the
 * signal that ends it. How one server follows another without losing a
 * request is in handover.c.
 */
#include "cmd/cmd.h"

#include "api/api.h"
#include "app/health.h"
#include "app/house.h"
#include "base/log.h"
#include "base/time.h"
#include "cmd/handover.h"
#include "work/jail.h"
#include "work/telemetry.h"
#include "work/work.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	TURN_THREADS = 32,
	SLOW_THREADS = 16,
	HEADS_MOST = 16 * 1024,
	OTHER_FILES = 512
};

struct serve {
	struct house house;
	struct api *api;
	struct http_server *http;
	struct work_jail jail;
	struct work work;
	struct work_telemetry telemetry;
	bool working;
	const struct settings *settings;
};

/* ---- settings become a server's ----------------------------------------- */

static struct http_config config_of(const struct house *h)
{
	const struct settings *s = h->settings;
	struct http_config c = http_config_default();
	bool sqlite = !strcmp(app_house_engine(h), "sqlite");
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	c.host = s->host;
	c.port = (int)s->port;
	c.listen_fd = cmd_handover_listener();
	c.loops = s->loops ? (int)s->loops : cores > 2 ? (int)cores / 2 : 1;
	/* SQLite has one writer; a server answers as many as are connected */
	c.threads[HTTP_WRITE] = sqlite ? 1 : (int)s->db_pool_max;
	c.threads[HTTP_FAST] =
		sqlite ? (cores > 4 ? (int)cores : 4) : (int)s->db_pool_max;
	/* everybody who is connected may save at once, and waits in order */
	c.threads[HTTP_TURN] = TURN_THREADS;
	c.queue[HTTP_TURN] = (int)s->max_connections;
	c.wait_ms[HTTP_TURN] = (int)s->request_timeout_ms;
	c.threads[HTTP_SLOW] = SLOW_THREADS;
	c.queue[HTTP_SLOW] = (int)s->max_concurrent_requests;
	c.memory_max = s->max_memory_size;
	c.head_max = HEADS_MOST;
	c.spool_dir = s->data_dir;
	c.head_timeout_ms = (int)s->request_timeout_ms;
	c.body_timeout_ms = (int)s->request_timeout_ms;
	c.write_timeout_ms = (int)s->request_timeout_ms;
	c.drain_ms = (int)s->drain_timeout_ms;
	c.tls_cert = *s->tls_cert ? s->tls_cert : NULL;
	c.tls_key = *s->tls_key ? s->tls_key : NULL;
	return c;
}

/* Each connection is an open file, and systems allow few unless asked. Where
 * they allow too few, connections must leave some to the database, to mails
 * and to the rest: strangers can open as many as there may be. */
static int allow_files(const struct settings *s)
{
	rlim_t want = (rlim_t)s->max_connections + OTHER_FILES, left;
	struct rlimit allowed;

	if (getrlimit(RLIMIT_NOFILE, &allowed) != 0 || allowed.rlim_cur >= want)
		return (int)s->max_connections;
	allowed.rlim_cur = want < allowed.rlim_max ? want : allowed.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &allowed) != 0)
		getrlimit(RLIMIT_NOFILE, &allowed);
	if (allowed.rlim_cur >= want)
		return (int)s->max_connections;
	left = allowed.rlim_cur / 2;
	if (left > OTHER_FILES)
		left = allowed.rlim_cur - OTHER_FILES;
	if (left > (rlim_t)s->max_connections)
		left = (rlim_t)s->max_connections;
	log_say(LOG_WARN, "serve",
		"this system allows %llu open files, so %llu connections and "
		"not MAX_CONNECTIONS: raise the limit (ulimit -n, "
		"LimitNOFILE=)",
		(unsigned long long)allowed.rlim_cur, (unsigned long long)left);
	return (int)left;
}

/* ---- opening and closing ------------------------------------------------ */

static void heard(void *with)
{
	struct serve *s = with;

	work_wake(&s->work);
	api_heard(s->api);
}

static void measure(void *with, struct call *c, struct metrics *out)
{
	struct serve *s = with;

	api_measure(s->api, c, out);
}

static bool open_all(struct serve *s, struct arena *mem, struct err *err)
{
	struct http_config config;
	struct http_app app;

	if (!app_house_open(mem, s->settings, true, &s->house, err))
		return false;
	if (!app_telemetry_open(&s->house, err) ||
		!api_open(&s->api, &s->house, err))
		return false;
	config = config_of(&s->house);
	config.connections_max = allow_files(s->settings);
	app = api_app(s->api);
	if (!http_start(&s->http, &config, &app, err))
		return false;
	work_jail_open(&s->jail, &s->house);
	if (!work_start(&s->house, &s->work, err))
		return false;
	s->working = true;
	work_telemetry_start(&s->telemetry, &s->house, measure, s);
	app_house_on_notice(&s->house, heard, s);
	return true;
}

/* From here on a second SIGTERM or Ctrl-C ends it at once: a file of SQLite
 * bears that, and jobs come back by their leases. */
static void let_signals_end_it(void)
{
	sigset_t stops;

	sigemptyset(&stops);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGINT);
	pthread_sigmask(SIG_UNBLOCK, &stops, NULL);
}

static void close_all(struct serve *s, bool handed_over)
{
	bool rested = true;

	s->house.draining = true;
	if (s->api)
		api_rest(s->api);
	if (s->http)
		http_stop(s->http, handed_over);
	app_house_on_notice(&s->house, NULL, NULL);
	if (s->working)
		rested = work_stop(&s->work);
	/* the last requests and jobs are told, too */
	work_telemetry_stop(&s->telemetry);
	if (!rested) {
		/* a job's handler still uses the house: leave it standing */
		log_say(LOG_WARN, "serve", "a job did not stop in time");
		return;
	}
	work_jail_close(&s->jail);
	if (s->api)
		api_close(s->api);
	app_house_close(&s->house);
}

/* ---- serving ------------------------------------------------------------ */

static void say_where(const struct serve *s)
{
	const struct settings *t = s->settings;
	const char *host =
		*t->host && strcmp(t->host, "*") != 0 ? t->host : "0.0.0.0";

	log_say(LOG_INFO, "serve",
		"vitae %s serves %s://%s:%d on %s, data in '%s'", VITAE_VERSION,
		*t->tls_cert ? "https" : "http", host, http_port(s->http),
		app_house_engine(&s->house), t->data_dir);
	if (s->house.newer.len)
		log_say(LOG_WARN, "serve",
			"the database is newer than this program: it has "
			"'%.*s'",
			STR_ARG(s->house.newer));
	if (!*t->smtp_url)
		log_say(LOG_INFO, "serve",
			"no SMTP_URL: mails are laid into '%s/mail', a "
			"stand-in for sending them",
			t->data_dir);
}

/* Whoever set one expects something of it. */
static void say_unused(const struct settings_read *settings)
{
	static const char *const unused[] = {
#define UNUSED(name) #name,
#include "cmd/unused.def"
#undef UNUSED
	};

	for (size_t i = 0; i < settings->count; i++) {
		const struct setting_view *v = &settings->views[i];
		struct str name = str_c(v->name);

		for (size_t k = 0; k < LENGTH(unused); k++)
			if (strcmp(v->from, "default") != 0 &&
				str_eq_nocase(name, str_c(unused[k])))
				log_say(LOG_WARN, "serve",
					"%s is set, but this version has no "
					"use for it yet",
					v->name);
	}
}

static void take_new_certificate(struct serve *s)
{
	struct err err;

	if (!*s->settings->tls_cert)
		return;
	if (http_tls_reload(s->http, &err))
		log_say(LOG_INFO, "serve", "the certificate was read again");
	else
		log_say(LOG_ERROR, "serve", "%s; the old certificate stays",
			err.text);
}

/* Until it is told to stop. True: another process has the listener now. */
static bool wait_for_end(struct serve *s, const sigset_t *signals)
{
	struct err err;
	int sig;

	for (;;) {
		if (sigwait(signals, &sig))
			continue;
		if (sig == SIGHUP) {
			take_new_certificate(s);
		} else if (sig == SIGUSR2) {
			log_say(LOG_INFO, "serve", "handing over");
			if (cmd_handover(http_listen_fd(s->http), &err))
				return true;
			log_say(LOG_ERROR, "serve", "%s; going on", err.text);
		} else {
			log_say(LOG_INFO, "serve",
				"stopping: what runs is finished first; "
				"asked once more, it ends at once");
			return false;
		}
	}
}

static void block_signals(sigset_t *signals)
{
	sigemptyset(signals);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGHUP);
	sigaddset(signals, SIGUSR2);
	pthread_sigmask(SIG_BLOCK, signals, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void open_log(const struct settings *s)
{
	enum log_format format = log_format_of(s->log_format);

	if (format == LOG_AUTO && !strcmp(s->environment, "production"))
		format = LOG_JSON;
	log_open(2, log_level_of(s->log_level), format);
}

bool cmd_serve(struct cmd *cmd, struct err *err)
{
	struct serve s = { .settings = &cmd->settings->values };
	struct arena mem = { 0 };
	sigset_t signals;
	bool ok, over = false;

	block_signals(&signals);
	open_log(s.settings);
	ok = open_all(&s, &mem, err);
	if (ok) {
		say_where(&s);
		say_unused(cmd->settings);
		cmd_handover_ready();
		over = wait_for_end(&s, &signals);
	}
	if (!over)
		cmd_handover_stopping();
	let_signals_end_it();
	close_all(&s, over);
	log_say(LOG_INFO, "serve", ok ? "stopped" : "did not start");
	log_close();
	arena_free(&mem);
	return ok;
}
