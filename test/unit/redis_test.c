/* Rate limits in Redis, on a server of our own. Left out, and said so, where
 * redis-server is not installed. OPS-9. */
#include "base/time.h"
#include "netserver.h"
#include "partners/redis.h"
#include "rates.h"

#include <fcntl.h>
#include <hiredis/hiredis.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

enum { SECOND = 1000 * 1000 };
static const int64_t start = INT64_C(1790000000) * SECOND;
static pid_t server;
static int port;

/* ---- the server --------------------------------------------------------- */

static void server_stop(void)
{
	if (server > 0) {
		kill(server, SIGCONT);
		kill(server, SIGKILL);
		waitpid(server, NULL, 0);
	}
	server = 0;
}

static bool server_answers(void)
{
	for (int i = 0; i < 3000; i++) {
		redisContext *c = redisConnect("127.0.0.1", port);
		bool ok = c && !c->err;

		if (c)
			redisFree(c);
		if (ok)
			return true;
		usleep(20 * 1000);
	}
	return false;
}

static bool server_start(void)
{
	char number[16];
	char *argv[] = { (char[]){ "redis-server" }, (char[]){ "--port" },
		number, (char[]){ "--bind" }, (char[]){ "127.0.0.1" },
		(char[]){ "--save" }, (char[]){ "" },
		(char[]){ "--requirepass" }, (char[]){ "a:b" }, NULL };
	posix_spawn_file_actions_t to;
	int failed;

	if (server)
		return true;
	if (!port)
		port = netserver_closed_port();
	snprintf(number, sizeof(number), "%d", port);
	posix_spawn_file_actions_init(&to);
	posix_spawn_file_actions_addopen(&to, 1, "/dev/null", O_WRONLY, 0);
	failed = posix_spawnp(&server, argv[0], &to, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&to);
	if (failed) {
		server = 0;
		printf("# redis-server is not installed: left out\n");
		return false;
	}
	atexit(server_stop);
	partners_redis_wait(60 * 1000);
	OK(server_answers());
	return true;
}

static void server_do(const char *command)
{
	redisContext *c = redisConnect("127.0.0.1", port);
	redisReply *r;

	freeReplyObject(redisCommand(c, "AUTH a:b"));
	r = redisCommand(c, command);
	OK(r && r->type != REDIS_REPLY_ERROR);
	freeReplyObject(r);
	redisFree(c);
}

static struct partners_redis *opened(void)
{
	struct partners_redis *r = NULL;
	struct err err = { 0 };
	struct str url =
		str_fmt(&test_mem, "redis://:a:b@127.0.0.1:%d/1", port);

	OK_ERR(partners_redis_open(&r, url, &err), err);
	server_do("FLUSHALL");
	return r;
}

/* ---- decisions ---------------------------------------------------------- */

static struct rate_answer take(
	struct partners_redis *r, struct rate_ask *asks, int count, int64_t now)
{
	struct rate_answer a = { 0 };
	struct err err = { 0 };

	OK_ERR(partners_redis_take(r, asks, count, now, &a, &err), err);
	return a;
}

TEST(the_reference_steps_give_the_reference_answers)
{
	static const struct {
		int64_t later;
		bool allowed;
		int64_t figure;
	} steps[] = { { 0, true, 4 }, { 0, true, 3 }, { 0, true, 2 },
		{ 0, true, 1 }, { 0, true, 0 }, { 0, false, 2000000 },
		{ 1999999, false, 1 }, { 1, true, 0 }, { 2000000, true, 0 },
		{ 20000000, true, 4 } };
	struct rate_policy p = policy("steps", 5, 10 * SECOND, 5);
	struct rate_ask ask = { &p, key(1), 1 };
	struct partners_redis *r;
	int64_t now = time_now_ms() * 1000; /* the server expires by its own */

	if (!server_start())
		return;
	r = opened();
	for (size_t i = 0; i < LENGTH(steps); i++) {
		struct rate_answer a = take(r, &ask, 1, now += steps[i].later);

		OK(a.allowed == steps[i].allowed);
		SAME_INT(a.allowed ? a.remaining : a.retry_after_us,
			steps[i].figure);
	}
	partners_redis_close(r);
}

/* A number a step, the same in every run. */
static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (*seed >> 8) % below;
}

static void same_as_memory(struct partners_redis *r, struct rate *table)
{
	struct rate_policy ps[3] = { policy("a", 7, 3600 * INT64_C(1000000), 3),
		policy("b", 20, 3600 * INT64_C(1000000), 0),
		policy("c", 1000, 86400 * INT64_C(1000000), 50) };
	int64_t now = start;
	uint32_t seed = 7;

	for (int i = 0; i < 500; i++) {
		struct rate_ask a[3], b[3];
		int count = 1 + (int)draw(&seed, 3);
		struct rate_answer x, y;

		for (int k = 0; k < count; k++)
			b[k] = a[k] = (struct rate_ask){ &ps[k],
				key(1 + draw(&seed, 3)), draw(&seed, 5) };
		/* even a clock that steps back */
		now += (int64_t)draw(&seed, 900) * SECOND - 150 * SECOND;
		x = take(r, a, count, now);
		y = rate_take(table, b, count, now);
		OK(x.allowed == y.allowed && x.which == y.which);
		for (int k = 0; k < count; k++) {
			SAME_INT(a[k].remaining, b[k].remaining);
			SAME_INT(a[k].reset_us, b[k].reset_us);
			SAME_INT(a[k].retry_us, b[k].retry_us);
		}
		if (test_failing())
			return;
	}
}

TEST(redis_decides_as_memory_does)
{
	struct rate *table = rate_new(1 << 16);
	struct partners_redis *r;

	if (server_start()) {
		r = opened();
		same_as_memory(r, table);
		partners_redis_close(r);
	}
	rate_free(table);
}

TEST(the_servers_clock_counts_and_keys_go_away_by_themselves)
{
	struct rate_policy p = policy("soon", 10, SECOND, 0);
	struct rate_ask ask = { &p, key(1), 1 };
	struct partners_redis *r;
	redisContext *c;
	redisReply *n;

	if (!server_start())
		return;
	r = opened();
	OK(take(r, &ask, 1, 0).allowed);
	SAME_INT(ask.remaining, 9);
	usleep(150 * 1000); /* one every 100 ms */
	OK(take(r, &ask, 1, 0).allowed);
	SAME_INT(ask.remaining, 9);
	usleep(200 * 1000);
	c = redisConnect("127.0.0.1", port);
	freeReplyObject(redisCommand(c, "AUTH a:b"));
	freeReplyObject(redisCommand(c, "SELECT 1"));
	n = redisCommand(c, "KEYS *");
	SAME_INT(n->elements, 0);
	freeReplyObject(n);
	redisFree(c);
	partners_redis_close(r);
}

TEST(a_server_that_forgot_the_script_gets_it_again)
{
	struct rate_policy p = policy("script", 10, 60 * SECOND, 0);
	struct rate_ask ask = { &p, key(1), 1 };
	struct partners_redis *r;

	if (!server_start())
		return;
	r = opened();
	OK(take(r, &ask, 1, 0).allowed);
	server_do("SCRIPT FLUSH");
	OK(take(r, &ask, 1, 0).allowed);
	SAME_INT(ask.remaining, 8);
	partners_redis_close(r);
}

TEST(a_connection_that_was_closed_meanwhile_is_renewed)
{
	struct rate_policy p = policy("closed", 10, 60 * SECOND, 0);
	struct rate_ask ask = { &p, key(1), 1 };
	struct partners_redis *r;

	if (!server_start())
		return;
	r = opened();
	OK(take(r, &ask, 1, 0).allowed);
	server_do("CLIENT KILL TYPE normal SKIPME yes");
	OK(take(r, &ask, 1, 0).allowed);
	SAME_INT(ask.remaining, 8);
	partners_redis_close(r);
}

/* ---- threads ------------------------------------------------------------ */

enum { THREADS = 4, ROUNDS = 100 };
static struct partners_redis *shared;
static struct rate_policy shared_policy;

static void *racer(void *passed)
{
	struct rate_ask ask = { &shared_policy, { 1, 2 }, 1 };
	struct rate_answer a;
	struct err err;

	for (int i = 0; i < ROUNDS; i++)
		if (partners_redis_take(shared, &ask, 1, start, &a, &err))
			*(int *)passed += a.allowed;
	return NULL;
}

TEST(many_threads_together_get_no_more_than_the_limit)
{
	pthread_t threads[THREADS];
	int passed[THREADS] = { 0 }, all = 0;

	if (!server_start())
		return;
	shared = opened();
	shared_policy = policy("race", 150, 3600 * INT64_C(1000000), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, racer, &passed[i]);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		all += passed[i];
	}
	SAME_INT(all, 150);
	partners_redis_close(shared);
}

/* ---- away --------------------------------------------------------------- */

static enum err_code try_once(struct partners_redis *r)
{
	struct rate_policy p = policy("away", 10, 60 * SECOND, 0);
	struct rate_ask ask = { &p, key(1), 1 };
	struct rate_answer a;
	struct err err = { 0 };

	return partners_redis_take(r, &ask, 1, 0, &a, &err) ? ERR_NONE
							    : err.code;
}

/* OPS-9: when Redis is away, say so at once. */
TEST(a_server_that_hangs_is_left_alone_for_a_while)
{
	struct partners_redis *r;
	struct err err = { 0 };

	if (!server_start())
		return;
	partners_redis_wait(250);
	r = opened();
	SAME_INT(try_once(r), ERR_NONE);
	OK(partners_redis_ok(r, &err));
	kill(server, SIGSTOP);
	SAME_INT(try_once(r), ERR_UPSTREAM);
	for (int i = 0; i < 100; i++)
		SAME_INT(try_once(r), ERR_BUSY);
	OK(!partners_redis_ok(r, &err));
	OK(strstr(err.text, "rests"));
	OK(err.retry_after_ms > 0 && err.retry_after_ms <= 1001);
	kill(server, SIGCONT);
	SAME_INT(try_once(r), ERR_BUSY);
	usleep((useconds_t)(err.retry_after_ms + 20) * 1000);
	SAME_INT(try_once(r), ERR_NONE);
	SAME_INT(try_once(r), ERR_NONE);
	OK_ERR(partners_redis_ok(r, &err), err);
	partners_redis_close(r);
	partners_redis_wait(60 * 1000);
}

TEST(who_is_not_there_or_refuses_us_is_a_failure)
{
	struct partners_redis *r = NULL;
	struct err err = { 0 };

	NEED_ERR(partners_redis_open(&r,
			 str_fmt(&test_mem, "redis://127.0.0.1:%d",
				 netserver_closed_port()),
			 &err),
		err);
	SAME_INT(try_once(r), ERR_UPSTREAM);
	SAME_INT(try_once(r), ERR_BUSY);
	partners_redis_close(r);
	if (!server_start())
		return;
	NEED_ERR(
		partners_redis_open(&r,
			str_fmt(&test_mem, "redis://:wrong@127.0.0.1:%d", port),
			&err),
		err);
	OK(!partners_redis_ok(r, &err));
	OK(strstr(err.text, "password") && !strstr(err.text, "wrong"));
	partners_redis_close(r);
	NEED_ERR(
		partners_redis_open(&r,
			str_fmt(&test_mem, "redis://127.0.0.1:%d", port), &err),
		err);
	SAME_INT(try_once(r), ERR_UPSTREAM); /* -NOAUTH */
	partners_redis_close(r);
}

TEST(addresses_that_are_not_well_formed_are_refused)
{
	static const char *const good[] = { "redis://h", "redis://h:1/15",
		"redis://:p@h", "redis://u:p@h:6379", "redis://[::1]:6379/0",
		"unix:///run/redis.sock", "redis://h/" };
	static const char *const bad[] = { "", "redis:", "redis://",
		"rediss://h", "http://h", "redis://h:0", "redis://h:x",
		"redis://h:65536", "redis://h/x", "redis://h/-1",
		"redis://[::1", "unix://path" };
	struct partners_redis *r;

	for (size_t i = 0; i < LENGTH(good); i++) {
		struct err err = { 0 };

		r = NULL;
		OK_ERR(partners_redis_open(&r, str_c(good[i]), &err), err);
		partners_redis_close(r);
	}
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct err err = { 0 };

		if (partners_redis_open(&r, str_c(bad[i]), &err))
			test_fail(__FILE__, __LINE__, "took: %s", bad[i]);
		SAME_INT(err.code, ERR_BAD_INPUT);
	}
}
