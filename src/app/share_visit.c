/* app/share_visit.c - who follows a link that somebody shares. See share.h. */
#include "app/house.h"
#include "app/limit.h"
#include "app/share.h"
#include "base/code.h"
#include "base/hash.h"
#include "base/time.h"
#include "keys/token.h"

static const char purpose[] = "share pass";

/* ---- is it there? ------------------------------------------------------- */

static bool is_gone(const struct call *c, const struct share_found *f)
{
	const struct share *s = &f->share;

	return s->revoked_at || f->suspended_at ||
	       (s->expires_at && s->expires_at <= c->now);
}

bool app_share_find(struct call *c, struct str token, struct share_found *out,
	struct err *err)
{
	struct keys_token_hash hash;
	bool found = false;

	if (keys_token_read(token, "", &hash) &&
		!(app_call_read(c, err) &&
			store_share_find(c->db,
				(struct bytes){ (const char *)hash.bytes,
					KEYS_TOKEN_HASH },
				out, &found, err) &&
			app_call_close(c, true, err)))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "there is no such link");
	return !is_gone(c, out) ||
	       err_set(err, ERR_GONE, "this link holds no more");
}

/* ---- the password ------------------------------------------------------- */

/* Another password makes passes of the one before worthless. */
static struct str digest(struct arena *mem, const struct share *s)
{
	unsigned char sum[HASH_SHA256_SIZE];

	hash_sha256(s->password, sum);
	return code_text(mem, CODE_HEX, str_of((const char *)sum, sizeof(sum)));
}

bool app_share_opens(
	const struct call *c, const struct share *s, struct str pass)
{
	struct str value, until;
	struct err err;
	int64_t ms;

	if (!s->password.len)
		return true;
	if (!pass.len || !keys_seal_read(c->house->seal, c->mem, purpose, s->id,
				 pass, &value, &err))
		return false;
	until = str_cut(&value, ' ');
	return str_int(until, &ms) && ms > c->now &&
	       str_eq(value, digest(c->mem, s));
}

bool app_share_unlock(struct call *c, const struct share *s,
	struct str password, struct str *pass, struct err *err)
{
	int64_t until = c->now + APP_SHARE_PASS_S * (int64_t)SECOND_MS;
	bool upgrade;

	if (!app_limit_target(c, LIMIT_SIGN_IN, s->id, err) ||
		!keys_password_check(s->password, password, &upgrade, err))
		return false;
	return keys_seal_write(c->house->seal, c->mem, purpose, s->id,
		str_fmt(c->mem, "%lld %.*s", (long long)until,
			STR_ARG(digest(c->mem, s))),
		pass, err);
}

/* ---- showing it --------------------------------------------------------- */

bool app_share_render(struct call *c, const struct share_found *f,
	const struct render_format *format, struct buf *out,
	struct rendered *said, struct err *err)
{
	const struct share *s = &f->share;
	const struct render_ask ask = { .resume_id = s->document_id,
		.project_id = s->project_id,
		.version = s->version,
		.template = s->template,
		.redact = app_share_redact(c->mem, s->redact) };
	const struct who visitor = c->who;
	bool ok;

	c->who = (struct who){ .kind = WHO_SYSTEM,
		.role = ROLE_USER,
		.id = s->account_id,
		.way = STR(""),
		.plan = f->plan };
	ok = app_render(c, &ask, format, RENDER_PREVIEW, out, said, err);
	c->who = visitor;
	if (!ok && err->code == ERR_NOT_FOUND)
		return err_set(err, ERR_GONE,
			"what this link showed is not there any more");
	return ok;
}

/* ---- counting ----------------------------------------------------------- */

bool app_share_is_robot(struct str agent)
{
	static const char *const words[] = { "bot", "crawl", "spider", "slurp",
		"preview", "facebookexternalhit", "embedly", "whatsapp",
		"headless", "lighthouse", "monitor", "uptime", "curl/", "wget/",
		"python-", "go-http-client", "okhttp", "java/", "libwww" };
	char text[512];
	size_t len =
		agent.len < sizeof(text) - 1 ? agent.len : sizeof(text) - 1;

	for (size_t i = 0; i < len; i++)
		text[i] = agent.at[i] >= 'A' && agent.at[i] <= 'Z'
				  ? (char)(agent.at[i] | 32)
				  : agent.at[i];
	text[len] = '\0';
	for (size_t i = 0; i < LENGTH(words); i++)
		if (strstr(text, words[i]))
			return true;
	return len == 0; /* every browser says what it is */
}

bool app_share_count(
	struct call *c, const struct share *s, bool download, struct err *err)
{
	return app_call_write(c, err) &&
	       store_share_set_viewed(c->db, s->id, download, c->now, err);
}
