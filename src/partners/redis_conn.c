/*
 * partners/redis_conn.c - connections to Redis: a small pool, and rest after
 * a failure. See redis.h; what is asked is in redis.c.
 */
#include "partners/redis_int.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/time.h"
#include "net/dial.h"

enum {
	TEXT = 256,    /* of user, password, path */
	FIND_MS = 200, /* for the server's name */
};

struct partners_redis {
	char host[TEXT], path[TEXT], user[TEXT], password[TEXT];
	int port, database;

	pthread_mutex_t lock;
	redisContext *idle[PARTNERS_REDIS_CONNECTIONS];
	int idle_count, open_count;
	int64_t rest_until_us, rest_ms; /* rest_ms 0: it works */
	bool trying;                    /* somebody does, behind a rest */
	char why[TEXT];                 /* the last failure */
};

/* ---- the address -------------------------------------------------------- */

static bool bad_url(struct err *err)
{
	return err_set(err, ERR_BAD_INPUT,
		"REDIS_URL is not well formed: it reads "
		"redis://user:password@host:6379/0 or unix:///path");
}

static bool keep_text(char out[TEXT], struct str s)
{
	if (s.len >= TEXT || (s.len && memchr(s.at, '\0', s.len)))
		return false;
	if (s.len)
		memcpy(out, s.at, s.len);
	out[s.len] = '\0';
	return true;
}

static bool read_number(struct str s, int64_t least, int64_t most, int *out)
{
	int64_t n = 0;

	if (!str_int(s, &n) || n < least || n > most)
		return false;
	*out = (int)n;
	return true;
}

static bool read_host(struct partners_redis *r, struct str s)
{
	struct str host, port = s;

	if (s.len && s.at[0] == '[') {
		if (!memchr(s.at, ']', s.len))
			return false;
		host = str_cut(&port, ']');
		host = str_of(host.at + 1, host.len - 1);
		if (port.len && port.at[0] != ':')
			return false;
		str_cut(&port, ':');
	} else {
		host = str_cut(&port, ':');
	}
	r->port = 6379;
	return host.len && keep_text(r->host, host) &&
	       (!port.len || read_number(port, 1, 65535, &r->port));
}

static bool read_url(struct partners_redis *r, struct str url)
{
	struct str rest = url, user, host;
	const char *at;

	if (str_starts(url, STR("unix:///")))
		return keep_text(r->path, str_of(url.at + 7, url.len - 7));
	if (!str_starts(url, STR("redis://")))
		return false;
	rest = str_of(url.at + 8, url.len - 8);
	at = rest.len ? memrchr(rest.at, '@', rest.len) : NULL;
	if (at) {
		struct str password = { rest.at, (size_t)(at - rest.at) };

		rest = str_of(at + 1, rest.len - password.len - 1);
		user = str_cut(&password, ':');
		if (!keep_text(r->user, user) ||
			!keep_text(r->password, password))
			return false;
	}
	host = str_cut(&rest, '/');
	return read_host(r, host) &&
	       (!rest.len || read_number(rest, 0, 65535, &r->database));
}

bool partners_redis_open(
	struct partners_redis **out, struct str url, struct err *err)
{
	struct partners_redis *r = mem_alloc(sizeof(*r));
	struct sigaction now;

	if (!read_url(r, url)) {
		mem_free(r);
		return bad_url(err);
	}
	/* hiredis writes to connections that the other end has closed */
	if (!sigaction(SIGPIPE, NULL, &now) && now.sa_handler == SIG_DFL)
		signal(SIGPIPE, SIG_IGN);
	pthread_mutex_init(&r->lock, NULL);
	*out = r;
	return true;
}

static void drop_idle(struct partners_redis *r)
{
	while (r->idle_count) {
		redisFree(r->idle[--r->idle_count]);
		r->open_count--;
	}
}

void partners_redis_close(struct partners_redis *r)
{
	if (!r)
		return;
	drop_idle(r);
	pthread_mutex_destroy(&r->lock);
	mem_free(r);
}

/* ---- resting after a failure -------------------------------------------- */

bool partners_redis_failed(
	struct partners_redis *r, const char *why, struct err *err)
{
	pthread_mutex_lock(&r->lock);
	/* many that fail together are one failure */
	if (!r->rest_ms)
		r->rest_ms = PARTNERS_REDIS_REST_MS;
	else if (r->trying)
		r->rest_ms *= 2;
	if (r->rest_ms > PARTNERS_REDIS_REST_MOST_MS)
		r->rest_ms = PARTNERS_REDIS_REST_MOST_MS;
	r->trying = false;
	r->rest_until_us = time_mono_us() + r->rest_ms * 1000;
	snprintf(r->why, sizeof(r->why), "%s", why);
	drop_idle(r);
	pthread_mutex_unlock(&r->lock);
	return err_set(err, ERR_UPSTREAM, "redis: %s", why);
}

/* Whoever comes first behind a rest tries; the others rest on meanwhile. */
static bool awake(struct partners_redis *r, struct err *err)
{
	int64_t now_us = time_mono_us();

	if (r->rest_ms && now_us < r->rest_until_us) {
		err_set(err, ERR_BUSY, "redis rests after a failure: %s",
			r->why);
		err->retry_after_ms = (r->rest_until_us - now_us) / 1000 + 1;
		return false;
	}
	r->trying = r->rest_ms > 0;
	if (r->trying)
		r->rest_until_us = now_us + r->rest_ms * 1000;
	return true;
}

void partners_redis_worked(struct partners_redis *r)
{
	pthread_mutex_lock(&r->lock);
	r->rest_ms = 0;
	r->trying = false;
	pthread_mutex_unlock(&r->lock);
}

/* ---- connections -------------------------------------------------------- */

static int command_ms = PARTNERS_REDIS_COMMAND_MS;
#ifdef VITAE_CHECKED
void partners_redis_wait(int ms) { command_ms = ms; }
#endif

static redisContext *dial(struct partners_redis *r, const char **why)
{
	struct timeval most = { command_ms / 1000, command_ms % 1000 * 1000 };
	struct arena mem = { 0 };
	struct net_route route;
	redisContext *c;
	struct err err;

	if (*r->path) {
		c = redisConnectUnixWithTimeout(r->path, most);
	} else {
		if (!net_dial_find(str_c(r->host), NET_REACH_ANY, FIND_MS,
			    &route, &err)) {
			*why = "its name was not found";
			return NULL;
		}
		c = redisConnectWithTimeout(
			net_addr_text(&mem, route.ips[0]).at, r->port, most);
		arena_free(&mem);
	}
	if (!c)
		mem_none();
	if (c->err || redisSetTimeout(c, most) != REDIS_OK) {
		*why = "no connection";
		redisFree(c);
		return NULL;
	}
	return c;
}

static bool said_ok(redisReply *reply)
{
	bool ok = reply && reply->type == REDIS_REPLY_STATUS;

	if (reply)
		freeReplyObject(reply);
	return ok;
}

static bool greet(struct partners_redis *r, redisContext *c, const char **why)
{
	if (*r->password &&
		!said_ok(*r->user ? redisCommand(c, "AUTH %s %s", r->user,
					    r->password)
				  : redisCommand(c, "AUTH %s", r->password))) {
		*why = "it refuses our user or password";
		return false;
	}
	if (r->database &&
		!said_ok(redisCommand(c, "SELECT %d", r->database))) {
		*why = "it has no such database";
		return false;
	}
	return true;
}

/* A connection for one command; *kept: it was open before. */
static redisContext *take_connection(
	struct partners_redis *r, bool *kept, struct err *err)
{
	const char *why = "";
	redisContext *c = NULL;
	bool may_open = false;

	pthread_mutex_lock(&r->lock);
	if (!awake(r, err)) {
		pthread_mutex_unlock(&r->lock);
		return NULL;
	}
	if (r->idle_count)
		c = r->idle[--r->idle_count];
	else
		may_open = r->open_count < PARTNERS_REDIS_CONNECTIONS;
	r->open_count += may_open;
	pthread_mutex_unlock(&r->lock);
	*kept = c != NULL;
	if (c)
		return c;
	if (!may_open) {
		err_set(err, ERR_BUSY, "redis: all connections are in use");
		return NULL;
	}
	c = dial(r, &why);
	if (c && greet(r, c, &why))
		return c;
	if (c)
		redisFree(c);
	pthread_mutex_lock(&r->lock);
	r->open_count--;
	pthread_mutex_unlock(&r->lock);
	partners_redis_failed(r, why, err);
	return NULL;
}

static void give_back(struct partners_redis *r, redisContext *c)
{
	bool good = !c->err;

	pthread_mutex_lock(&r->lock);
	if (good)
		r->idle[r->idle_count++] = c;
	else
		r->open_count--;
	pthread_mutex_unlock(&r->lock);
	if (!good)
		redisFree(c);
}

/* ---- commands ----------------------------------------------------------- */

static redisReply *run(redisContext *c, const struct redis_command *cmd)
{
	/* hiredis only reads the texts, but does not say so */
	return redisCommandArgv(
		c, cmd->argc, (const char **)(uintptr_t)cmd->argv, cmd->lens);
}

/* Sends it on a connection of the pool. One that was kept may have been
 * closed by the other end since: then once more on a new one. */
redisReply *partners_redis_ask(struct partners_redis *r,
	const struct redis_command *cmd, struct err *err)
{
	for (;;) {
		bool kept = false, closed;
		redisContext *c = take_connection(r, &kept, err);
		redisReply *reply;
		char why[TEXT];

		if (!c)
			return NULL;
		errno = 0;
		reply = run(c, cmd);
		closed = !reply && (c->err == REDIS_ERR_EOF || errno == EPIPE ||
					   errno == ECONNRESET);
		snprintf(why, sizeof(why), "%s",
			errno == EAGAIN ? "no answer in time" : c->errstr);
		give_back(r, c);
		if (reply)
			return reply;
		if (!kept || !closed) {
			partners_redis_failed(r, why, err);
			return NULL;
		}
	}
}
