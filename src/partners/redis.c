/*
 * partners/redis.c - GCRA in one script of Redis. See redis.h; the rule is
 * the one of base/rate.c, in the same words.
 */
#include "partners/redis_int.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/code.h"
#include "base/crypto_lib.h"

enum { KEY = 80, NUMBER = 24, SHA1_SIZE = 20 };

/* KEYS: one a policy. ARGV: the time (0: the server's), then of each policy
 * the microseconds of one request, the burst and the cost. Answers with three
 * numbers a policy: remaining, reset, wait. */
static const char script[] =
	"local now = tonumber(ARGV[1])\n"
	"if now == 0 then\n"
	"  local t = redis.call('TIME')\n"
	"  now = t[1] * 1000000 + t[2]\n"
	"end\n"
	"local function keep(key, used)\n"
	"  redis.call('SET', key, string.format('%.0f', now + used),\n"
	"    'PX', math.ceil(used / 1000))\n"
	"end\n"
	"local out, left, allowed = {}, {}, true\n"
	"for i, key in ipairs(KEYS) do\n"
	"  local every = tonumber(ARGV[3 * i - 1])\n"
	"  local burst = tonumber(ARGV[3 * i])\n"
	"  local cost = tonumber(ARGV[3 * i + 1])\n"
	"  local whole = every * burst\n"
	"  local used = (tonumber(redis.call('GET', key)) or 0) - now\n"
	"  local stepped = used - whole > 1000000\n"
	"  if used < 0 then used = 0 end\n"
	"  if used > whole then used = whole end\n"
	"  if stepped then keep(key, used) end\n"
	"  local wait = 0\n"
	"  if cost > burst then\n"
	"    wait = -1\n"
	"  elseif cost > 0 and every * cost > whole - used then\n"
	"    wait = used + every * cost - whole\n"
	"  end\n"
	"  if wait ~= 0 then allowed = false end\n"
	"  out[3 * i - 2] = math.floor((whole - used) / every)\n"
	"  out[3 * i - 1] = used\n"
	"  out[3 * i] = wait\n"
	"  left[i] = used + every * cost\n"
	"end\n"
	"if allowed then\n"
	"  for i, key in ipairs(KEYS) do\n"
	"    local cost = tonumber(ARGV[3 * i + 1])\n"
	"    out[3 * i - 2] = out[3 * i - 2] - cost\n"
	"    out[3 * i - 1] = left[i]\n"
	"    if cost > 0 then keep(key, left[i]) end\n"
	"  end\n"
	"end\n"
	"return out\n";

static char script_id[CODE_HEX_LEN(SHA1_SIZE) + 1];

/* Redis calls scripts by their SHA-1; nothing rests on its strength. */
static void name_script(void)
{
	unsigned char digest[EVP_MAX_MD_SIZE];

	if (!EVP_Digest(
		    script, sizeof(script) - 1, digest, NULL, EVP_sha1(), NULL))
		mem_none();
	code_write(CODE_HEX, str_of((char *)digest, SHA1_SIZE), script_id);
}

/* ---- commands ----------------------------------------------------------- */

static void add_arg(struct redis_command *c, const char *text)
{
	assert(c->argc < REDIS_ARGS);
	c->argv[c->argc] = text;
	c->lens[c->argc++] = strlen(text);
}

static bool is_error(const redisReply *reply, const char *start)
{
	return reply->type == REDIS_REPLY_ERROR &&
	       !strncmp(reply->str, start, strlen(start));
}

/* By the script's hash; the whole script only to a server that lacks it. */
static redisReply *eval(
	struct partners_redis *r, struct redis_command *cmd, struct err *err)
{
	redisReply *reply;

	reply = partners_redis_ask(r, cmd, err);
	if (!reply || !is_error(reply, "NOSCRIPT"))
		return reply;
	freeReplyObject(reply);
	cmd->argv[0] = "EVAL";
	cmd->lens[0] = 4;
	cmd->argv[1] = script;
	cmd->lens[1] = sizeof(script) - 1;
	return partners_redis_ask(r, cmd, err);
}

/* ---- a decision --------------------------------------------------------- */

/* The texts of one policy's arguments. */
struct texts {
	char key[KEY], every[NUMBER], burst[NUMBER], cost[NUMBER];
};

static void write_texts(struct texts *t, const struct rate_ask *a)
{
	snprintf(t->key, KEY, "vitae:rate:%s:%016llx%016llx", a->policy->name,
		(unsigned long long)a->key.high,
		(unsigned long long)a->key.low);
	snprintf(t->every, NUMBER, "%lld", (long long)a->policy->every_us);
	snprintf(t->burst, NUMBER, "%lld", (long long)a->policy->burst);
	snprintf(t->cost, NUMBER, "%lld", (long long)a->cost);
}

static bool read_reply(
	const redisReply *reply, struct rate_ask *asks, int count)
{
	if (reply->type != REDIS_REPLY_ARRAY ||
		reply->elements != (size_t)count * 3)
		return false;
	for (size_t i = 0; i < reply->elements; i++)
		if (reply->element[i]->type != REDIS_REPLY_INTEGER)
			return false;
	for (int i = 0; i < count; i++) {
		asks[i].remaining = reply->element[3 * i]->integer;
		asks[i].reset_us = reply->element[3 * i + 1]->integer;
		asks[i].retry_us = reply->element[3 * i + 2]->integer;
	}
	return true;
}

bool partners_redis_take(struct partners_redis *r, struct rate_ask *asks,
	int count, int64_t now_us, struct rate_answer *out, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct texts texts[RATE_ASKS];
	struct redis_command cmd = { 0 };
	char keys[NUMBER], now[NUMBER];
	redisReply *reply;
	bool ok;

	assert(count > 0 && count <= RATE_ASKS);
	pthread_once(&once, name_script);
	snprintf(keys, sizeof(keys), "%d", count);
	snprintf(now, sizeof(now), "%lld", (long long)now_us);
	add_arg(&cmd, "EVALSHA");
	add_arg(&cmd, script_id);
	add_arg(&cmd, keys);
	for (int i = 0; i < count; i++) {
		write_texts(&texts[i], &asks[i]);
		add_arg(&cmd, texts[i].key);
	}
	add_arg(&cmd, now);
	for (int i = 0; i < count; i++) {
		add_arg(&cmd, texts[i].every);
		add_arg(&cmd, texts[i].burst);
		add_arg(&cmd, texts[i].cost);
	}
	reply = eval(r, &cmd, err);
	if (!reply)
		return false;
	ok = read_reply(reply, asks, count);
	if (!ok)
		partners_redis_failed(
			r, reply->str ? reply->str : "an odd answer", err);
	freeReplyObject(reply);
	if (!ok)
		return false;
	partners_redis_worked(r);
	*out = rate_sum_up(asks, count);
	return true;
}

bool partners_redis_ok(struct partners_redis *r, struct err *err)
{
	struct redis_command ping = { 0 };
	redisReply *reply;
	bool ok;

	add_arg(&ping, "PING");
	reply = partners_redis_ask(r, &ping, err);
	if (!reply)
		return false;
	ok = reply->type == REDIS_REPLY_STATUS;
	if (ok)
		partners_redis_worked(r);
	else
		partners_redis_failed(
			r, reply->str ? reply->str : "an odd answer", err);
	freeReplyObject(reply);
	return ok;
}
