/*
 * test/fault/visitor.h - the whole server in this process, and somebody who
 * visits it: so that a test can let queries fail in the middle of a request
 * and look at the rows behind it. No job runs: what they do is tested apart.
 */
#ifndef VISITOR_H
#define VISITOR_H

#include "api/api.h"
#include "app/account.h"
#include "app/audit.h"
#include "app/house.h"
#include "app/mail.h"
#include "app/monitor.h"
#include "app/second.h"
#include "base/id.h"
#include "base/log.h"
#include "base/time.h"
#include "fault/rows.h"
#include "http/client.h"
#include "store/job.h"
#include "store/totp.h"

#include <fcntl.h>

#define PLACE_PASSWORD "long enough, and then some"
#define PLACE_TOKEN "for-those-who-count-0123456789"

struct place {
	struct arena mem;
	struct settings_read settings;
	struct house house;
	struct api *api;
	struct http_server *server;
	int n; /* of this try: nobody meets the limits of another */
	char email[80], token[1200], refresh[1200], user[40], other[40],
		session[40], key[40], job[40], ticket[100], mfa[1000],
		fault[100], hook[40], delivery[40], line[40], file[40],
		document[40], project[40], run[40], variant[40], share[40],
		link[64];
	struct str hash; /* of the password, once there is one */
};

/* ---- opening ------------------------------------------------------------ */

static bool place_settings(struct place *p, const char *url, struct err *err)
{
	const char *const all[] = { str_fmt(&p->mem, "DATABASE_URL=%s", url).at,
		str_fmt(&p->mem, "DATA_DIR=%s", help_folder()).at,
		"TRUSTED_PROXIES=127.0.0.1", "RATE_LIMIT_PER_MINUTE=0",
		"RATE_LIMIT_PER_HOUR=0", "RATE_LIMIT_MAX_REQUESTS=0",
		str_fmt(&p->mem, "METRICS_TOKEN=%s", PLACE_TOKEN).at,
		"WORKERS=0", NULL };
	struct settings_source source = { .file = "/dev/null",
		.environ = (char **)(uintptr_t)all };

	return settings_read(&p->mem, &source, &p->settings, err);
}

static struct http_config place_config(void)
{
	struct http_config c = http_config_default();

	c.host = "127.0.0.1";
	c.port = 0;
	c.loops = 1;
	return c;
}

static bool place_open(struct place *p, const char *url)
{
	struct http_config config = place_config();
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct http_app app;
	struct err err;

	log_open(nowhere, LOG_ERROR, LOG_TEXT);
	if (!place_settings(p, url, &err) ||
		!app_house_open(
			&p->mem, &p->settings.values, true, &p->house, &err) ||
		!api_open(&p->api, &p->house, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return false;
	}
	app = api_app(p->api);
	if (!http_start(&p->server, &config, &app, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return false;
	}
	return true;
}

static void place_close(struct place *p)
{
	api_rest(p->api);
	http_stop(p->server, false);
	api_close(p->api);
	app_house_close(&p->house);
	log_close();
	arena_free(&p->mem);
}

/* ---- asking ------------------------------------------------------------- */

/* {name} becomes what it stands for. */
static const char *place_fill(struct place *p, const char *text)
{
	const struct {
		const char *name, *value;
	} all[] = { { "{email}", p->email }, { "{password}", PLACE_PASSWORD },
		{ "{refresh}", p->refresh }, { "{user}", p->user },
		{ "{other}", p->other }, { "{session}", p->session },
		{ "{key}", p->key }, { "{job}", p->job }, { "{hook}", p->hook },
		{ "{delivery}", p->delivery }, { "{ticket}", p->ticket },
		{ "{mfa}", p->mfa }, { "{fault}", p->fault },
		{ "{document}", p->document }, { "{project}", p->project },
		{ "{run}", p->run }, { "{variant}", p->variant },
		{ "{share}", p->share }, { "{link}", p->link },
		{ "{line}", p->line }, { "{export}", p->file },
		{ "{minute}",
			time_text(&test_mem, time_now_ms() - 60 * 1000).at },
		{ "{n}", str_fmt(&test_mem, "%d", p->n).at } };
	struct buf b;

	buf_init(&b, &test_mem, 8192);
	while (*text) {
		size_t i = 0;

		while (i < LENGTH(all) &&
			strncmp(text, all[i].name, strlen(all[i].name)) != 0)
			i++;
		if (i == LENGTH(all)) {
			buf_addc(&b, *text++);
			continue;
		}
		buf_add(&b, str_c(all[i].value));
		text += strlen(all[i].name);
	}
	buf_addc(&b, '\0');
	return b.at;
}

/* `route` is "GET /path"; `path` where that has braces. */
static struct answer place_ask(
	struct place *p, const char *route, const char *path, const char *body)
{
	struct str method = str_of(route, strcspn(route, " "));
	const char *text = body ? place_fill(p, body) : "";
	struct buf b;

	buf_init(&b, &test_mem, 16384);
	buf_addf(&b, "%.*s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n",
		STR_ARG(method),
		place_fill(p, path ? path : route + method.len + 1));
	buf_addf(&b, "X-Forwarded-For: 10.%d.%d.%d\r\n", p->n >> 16 & 255,
		p->n >> 8 & 255, p->n & 255);
	if (*p->token)
		buf_addf(&b, "Authorization: Bearer %s\r\n", p->token);
	if (body)
		buf_addf(&b,
			"Content-Type: %s\r\nPrefer: respond-async\r\n"
			"Content-Length: %zu\r\n",
			strncmp(body, "--b\r\n", 5)
				? "application/json"
				: "multipart/form-data; boundary=b",
			strlen(text));
	buf_addf(&b, "\r\n%s%c", text, 0);
	return ask(http_port(p->server), b.at);
}

/* A text in an answer of JSON. */
static void place_take(
	struct answer *a, const char *name, char *out, size_t room)
{
	const char *mark = str_fmt(&test_mem, "\"%s\":\"", name).at,
		   *at = memmem(a->body.at, a->body.len, mark, strlen(mark));
	size_t len = 0;

	*out = '\0';
	if (!at) {
		test_fail(__FILE__, __LINE__, "no '%s' in %.*s", name,
			STR_ARG(a->body));
		return;
	}
	at += strlen(mark);
	len = strcspn(at, "\"");
	snprintf(out, room, "%.*s", (int)len, at);
}

/* ---- rows --------------------------------------------------------------- */

struct word {
	struct str text;
};
static const struct db_col word[] = { DB_COL(word, text), { 0 } };

/* One text of the database, or "". */
static struct str place_word(
	struct place *p, const struct db_query *q, struct str in)
{
	struct word out = { STR("") }, given = { in };
	bool found = false;
	struct err err;
	struct db *db;

	OK_ERR(db_begin(p->house.db, DB_READ, &test_mem, &db, &err) &&
			db_find(db, q, &given, &out, &found, &err) &&
			db_end(db, true, &err),
		err);
	return out.text;
}

static void place_do(struct place *p, const struct db_query *q, const void *in)
{
	struct err err, second;
	struct db *db;
	bool ok;

	NEED_ERR(db_begin(p->house.db, DB_WRITE, &test_mem, &db, &err), err);
	ok = db_run(db, q, in, NULL, &err);
	ok = db_end(db, ok, ok ? &err : &second) && ok;
	OK_ERR(ok, err);
}

static struct rows place_rows(struct place *p)
{
	struct rows out = { 0 };
	struct err err;
	struct db *db;

	OK_ERR(db_begin(p->house.db, DB_READ, &test_mem, &db, &err) &&
			db_one(db, &rows_all, NULL, &out, &err) &&
			db_end(db, true, &err),
		err);
	return out;
}

#endif
