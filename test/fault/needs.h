/*
 * test/fault/needs.h - what a try needs before it begins: people, their keys,
 * jobs, documents and files, made without faults. Asks nothing that fails.
 */
#ifndef NEEDS_H
#define NEEDS_H

#include "base/utf8.h"
#include "fault/visitor.h"
#include "keys/password.h"

static void place_next(struct place *p)
{
	p->n++;
	*p->token = '\0';
	snprintf(p->email, sizeof(p->email), "old%d@example.org", p->n);
}

/* As /api/auth/register does it, but that all have the same password's hash:
 * to make one takes longer than all else of a try. */
static bool place_register(
	struct place *p, struct sign_answer *out, struct err *err)
{
	struct call c = { .mem = &test_mem,
		.house = &p->house,
		.from = { .ip = STR("10.0.0.1"), .agent = STR("a visitor") },
		.now = time_now_ms() };
	struct account a =
		app_account_new(&c, str_c(p->email), str_c(p->email));
	struct audit_note note;
	struct err second;
	bool ok;

	if (!p->hash.len && !keys_password_make(&p->mem, STR(PLACE_PASSWORD),
				    &p->hash, err))
		return false;
	note = (struct audit_note){ .entity_type = STR("account"),
		.entity_id = a.id };
	a.full_name = STR("Old");
	a.password = p->hash;
	a.has_password = true;
	ok = app_call_write(&c, err) && store_account_add(c.db, &a, err) &&
	     app_account_ask_email(&c, &a, err) &&
	     app_sign_begin(&c, &a, out, err) &&
	     app_audit_add(
		     &c, "account.register", &note, AUDIT_SUCCESS, "", err);
	return app_call_close(&c, ok, ok ? err : &second) && ok;
}

static void place_join(struct place *p, bool admin)
{
	static const struct db_query lift = {
		.name = "test.lift",
		.sql = "UPDATE account SET role = 'admin' WHERE email = $1",
		.in = word,
	};
	struct sign_answer out;
	struct err err;

	NEED_ERR(place_register(p, &out, &err), err);
	if (admin)
		place_do(p, &lift, &(struct word){ str_c(p->email) });
	utf8_keep(p->token, sizeof(p->token), out.access_token);
	utf8_keep(p->refresh, sizeof(p->refresh), out.refresh_token);
	utf8_keep(p->user, sizeof(p->user), out.user.id);
	utf8_keep(p->session, sizeof(p->session), out.session_id);
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
static void place_add_project(struct place *p, bool deleted)
{
	struct answer a = place_ask(p, "POST /api/projects", NULL,
		"{\"resume_json\":{\"basics\":{\"label\":\"Cook\"},"
		"\"skills\":[{\"name\":\"Python\"},{\"name\":\"SQL\"}]},"
		"\"job_description\":\"Cook wanted\"}");

	place_take(&a, "id", p->project, sizeof(p->project));
	if (deleted)
		place_ask(p, "DELETE /api/projects/{id}",
			"/api/projects/{project}", NULL);
}

/* Of the project. One that is over proposed to drop a skill. */
static void place_add_run(struct place *p, bool over)
{
	static const struct db_query end = {
		.name = "test.end_run",
		.sql = "UPDATE agent_run SET state = 'done',"
		       " version_before = 1, changes ="
		       " '[{\"path\":\"/skills/1\",\"op\":\"drop\","
		       "\"before\":null,\"after\":null,\"reason\":\"\","
		       "\"posting\":null,\"evidence\":[],"
		       "\"verdict\":\"accepted\"}]' WHERE id = $1",
		.in = word,
	};
	struct answer a;

	place_ask(p, "POST /api/projects/{id}/tailor-with-agent",
		"/api/projects/{project}/tailor-with-agent", "{}");
	a = place_ask(p, "GET /api/projects/{id}/runs",
		"/api/projects/{project}/runs", NULL);
	place_take(&a, "id", p->run, sizeof(p->run));
	if (over)
		place_do(p, &end, &(struct word){ str_c(p->run) });
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
	/* of the job's input, behind which no zero stands */
	at = str_fmt(&test_mem, "%.*s",
		(int)(sent.text.at + sent.text.len - at - 7), at + 7)
		     .at;
	snprintf(p->ticket, sizeof(p->ticket), "%.*s",
		(int)strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
				"qrstuvwxyz0123456789_-"),
		at);
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
