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
		document[40], project[40], variant[40], share[40], link[64];
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
		{ "{variant}", p->variant }, { "{share}", p->share },
		{ "{link}", p->link }, { "{line}", p->line },
		{ "{export}", p->file },
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
			"Content-Type: application/json\r\n"
			"Content-Length: %zu\r\n",
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
	struct err err;
	struct db *db;

	OK_ERR(db_begin(p->house.db, DB_WRITE, &test_mem, &db, &err) &&
			db_run(db, q, in, NULL, &err) && db_end(db, true, &err),
		err);
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

/* ---- what a try needs --------------------------------------------------- */

static void place_next(struct place *p)
{
	p->n++;
	*p->token = '\0';
	snprintf(p->email, sizeof(p->email), "old%d@example.org", p->n);
}

static void place_join(struct place *p, bool admin)
{
	static const struct db_query lift = {
		.name = "test.lift",
		.sql = "UPDATE account SET role = 'admin' WHERE email = $1",
		.in = word,
	};
	static const struct db_query session = {
		.name = "test.session",
		.sql = "SELECT id AS text FROM session WHERE account_id = $1",
		.in = word,
		.out = word,
		.row_size = sizeof(struct word),
	};
	struct answer a = place_ask(p, "POST /api/auth/register", NULL,
		"{\"email\":\"{email}\",\"password\":\"{password}\","
		"\"full_name\":\"Old\"}");

	if (admin)
		place_do(p, &lift, &(struct word){ str_c(p->email) });
	place_take(&a, "access_token", p->token, sizeof(p->token));
	place_take(&a, "refresh_token", p->refresh, sizeof(p->refresh));
	place_take(&a, "id", p->user, sizeof(p->user));
	snprintf(p->session, sizeof(p->session), "%.*s",
		STR_ARG(place_word(p, &session, str_c(p->user))));
}

static void place_join_other(struct place *p)
{
	char mine[sizeof(p->email)];

	snprintf(mine, sizeof(mine), "%s", p->email);
	snprintf(p->email, sizeof(p->email), "other%d@example.org", p->n);
	place_join(p, false);
	memcpy(p->other, p->user, sizeof(p->other));
	memcpy(p->email, mine, sizeof(mine));
	*p->token = '\0';
}

static void place_add_key(struct place *p)
{
	struct answer a = place_ask(p, "POST /api/auth/api-keys", NULL,
		"{\"name\":\"one\",\"scopes\":\"profile:read\"}");

	place_take(&a, "id", p->key, sizeof(p->key));
}

/* A file that is kept for an hour, and its line of history. */
static void place_export(struct place *p)
{
	struct answer a = place_ask(p, "POST /api/export/txt", NULL,
		"{\"resume\":{\"basics\":{\"name\":\"Ada\"}},"
		"\"store\":true}");

	place_take(&a, "history_id", p->line, sizeof(p->line));
	place_take(&a, "id", p->file, sizeof(p->file));
}

/* Of two versions. */
static void place_add_project(struct place *p)
{
	struct answer a = place_ask(p, "POST /api/projects", NULL,
		"{\"resume_json\":{},\"job_description\":\"Cook wanted\"}");

	place_take(&a, "id", p->project, sizeof(p->project));
}

static void place_add_document(struct place *p, bool variant, bool deleted)
{
	struct answer a = place_ask(p, "POST /api/resumes", NULL,
		"{\"resume\":{\"basics\":{\"name\":\"Ada\"}}}");

	place_take(&a, "id", p->document, sizeof(p->document));
	place_ask(p, "PUT /api/resumes/{id}", "/api/resumes/{document}",
		"{\"resume\":{\"basics\":{\"name\":\"Eve\"}}}");
	if (variant) {
		a = place_ask(p, "POST /api/resumes", NULL,
			"{\"master_id\":\"{document}\",\"variant\":{}}");
		place_take(&a, "id", p->variant, sizeof(p->variant));
	}
	if (deleted)
		place_ask(p, "DELETE /api/resumes/{id}",
			"/api/resumes/{document}", NULL);
}

/* Of the document. */
static void place_add_share(struct place *p)
{
	struct answer a = place_ask(p, "POST /api/shares", NULL,
		"{\"resume_id\":\"{document}\",\"allow_download\":true}");

	place_take(&a, "id", p->share, sizeof(p->share));
	place_take(&a, "token", p->link, sizeof(p->link));
}

struct state_in {
	struct str id, state;
};
static const struct db_col state_in[] = { DB_COL(state_in, id),
	DB_COL(state_in, state), { 0 } };

static void place_add_job(struct place *p, const char *state)
{
	static const struct db_query set = {
		.name = "test.set_job",
		.sql = "UPDATE job SET state = $2, ended_at ="
		       " CASE WHEN $2 = 'ready' THEN 0 ELSE run_at END"
		       " WHERE id = $1",
		.in = state_in,
	};
	struct job_new job = { .kind = STR("mail.send"),
		.account_id = str_c(p->user),
		.input = STR("{}"),
		.run_at = time_now_ms(),
		.created_at = time_now_ms() };
	struct err err;
	struct db *db;

	id_write(p->job);
	job.id = str_c(p->job);
	OK_ERR(db_begin(p->house.db, DB_WRITE, &test_mem, &db, &err) &&
			store_job_add(db, &job, NULL, &err) &&
			db_end(db, true, &err),
		err);
	place_do(p, &set, &(struct state_in){ job.id, str_c(state) });
}

/* With a delivery that is over: nobody sends here. */
static void place_add_webhook(struct place *p)
{
	static const struct db_query over = {
		.name = "test.end_delivery",
		.sql = "UPDATE delivery SET state = $2 WHERE event_id = $1",
		.in = state_in,
	};
	struct answer a = place_ask(p, "POST /api/webhooks", NULL,
		"{\"url\":\"https://1.1.1.1/\",\"events\":[\"*\"]}");

	place_take(&a, "id", p->hook, sizeof(p->hook));
	a = place_ask(p, "POST /api/webhooks/{id}/test",
		"/api/webhooks/{hook}/test", NULL);
	place_take(&a, "id", p->delivery, sizeof(p->delivery));
	place_do(p, &over,
		&(struct state_in){ str_c(p->delivery), STR("failed") });
}

/* The token stands in the newest mail, which is a job. */
static void place_take_token(struct place *p)
{
	static const struct db_query mail = {
		.name = "test.mail",
		.sql = "SELECT input AS text FROM job WHERE account_id = $1"
		       " ORDER BY id DESC LIMIT 1",
		.in = word,
		.out = word,
		.row_size = sizeof(struct word),
	};
	struct mail_new sent = { 0 };
	struct str sealed;
	const char *at;
	struct err err;

	sealed = place_word(p, &mail, str_c(p->user));
	NEED_ERR(app_mail_read(&p->house, &test_mem, str_c(p->user), sealed,
			 &sent, &err),
		err);
	at = memmem(sent.text.at, sent.text.len, "#token=", 7);
	NEED(at);
	snprintf(p->ticket, sizeof(p->ticket), "%.*s",
		(int)strspn(at + 7, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
				    "qrstuvwxyz0123456789_-"),
		at + 7);
}

static void place_forget(struct place *p)
{
	struct call c = {
		.mem = &test_mem, .house = &p->house, .now = time_now_ms()
	};
	const char *input = place_fill(p, "{\"email_key\":\"{email}\"}");
	struct err err;

	NEED_ERR(app_account_send_reset(&c, str_c(input), &err) &&
			 app_call_close(&c, true, &err),
		err);
	place_take_token(p);
}

/* An identity and a passkey, both of the person's own id; codes of the minute,
 * and a sign-in that waits for one. */
static void place_add_doors(struct place *p)
{
	static const struct db_query doors[] = {
		{ .name = "test.identity",
			.sql = "INSERT INTO identity (id, account_id, issuer,"
			       " subject, email, created_at, used_at)"
			       " VALUES ($1, $1, 'x', $1, '', 1, 1)",
			.in = word },
		{ .name = "test.passkey",
			.sql = "INSERT INTO passkey (id, account_id,"
			       " credential, public_key, counter, name,"
			       " transports, synced, created_at, used_at)"
			       " SELECT $1, id, hash, hash, 0, 'x', '', FALSE,"
			       " 1, 1 FROM account, audit_head"
			       " WHERE account.id = $1",
			.in = word },
	};
	struct call c = {
		.mem = &test_mem, .house = &p->house, .now = time_now_ms()
	};
	struct totp t = { .account_id = str_c(p->user), .created_at = 1 };
	struct account a = { .id = t.account_id };
	struct sign_answer out;
	bool done = false;
	struct err err;

	for (size_t i = 0; i < LENGTH(doors); i++)
		place_do(p, &doors[i], &(struct word){ str_c(p->user) });
	NEED_ERR(keys_seal_write(p->house.seal, &test_mem, "totp secret", a.id,
			 STR("12345678901234567890"), &t.secret, &err) &&
			 app_call_write(&c, &err) &&
			 store_totp_set(c.db, &t, &done, &err) &&
			 store_totp_set_step(c.db, a.id, 1, 1, &done, &err) &&
			 store_account_get(c.db, a.id, &a, &err) &&
			 app_second_ask(&c, &a, &out, &err) &&
			 app_call_close(&c, true, &err),
		err);
	snprintf(p->mfa, sizeof(p->mfa), "%.*s", STR_ARG(out.mfa_token));
}

static const struct db_query place_fault_any = {
	.name = "test.fault",
	.sql = "SELECT fingerprint AS text FROM error_group"
	       " WHERE $1 = '' ORDER BY fingerprint LIMIT 1",
	.in = word,
	.out = word,
	.row_size = sizeof(struct word),
};
static const struct db_query place_fault_of = {
	.name = "test.fault_of",
	.sql = "SELECT fingerprint AS text FROM error_group"
	       " WHERE context = $1 LIMIT 1",
	.in = word,
	.out = word,
	.row_size = sizeof(struct word),
};

static void place_find_fault(struct place *p)
{
	app_monitor_flush(p->house.monitor);
	snprintf(p->fault, sizeof(p->fault), "%.*s",
		STR_ARG(place_word(p, &place_fault_any, STR(""))));
	OK(*p->fault);
}

static bool place_has_fault(struct place *p, const char *context)
{
	app_monitor_flush(p->house.monitor);
	return place_word(p, &place_fault_of, str_c(context)).len > 0;
}

static bool place_chain_is_whole(struct place *p)
{
	struct call c = { .mem = &test_mem,
		.house = &p->house,
		.who = { .kind = WHO_SYSTEM, .role = ROLE_ADMIN },
		.now = time_now_ms() };
	struct audit_verdict verdict = { 0 };
	struct err err;

	OK_ERR(app_audit_verify(&c, 0, STR(""), &verdict, &err), err);
	app_call_close(&c, true, &err);
	return verdict.ok;
}

#endif
