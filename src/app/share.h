/*
 * app/share.h - links by which people show a document, or a project's resume,
 * to who has no account (ACC-8). Who has the link sees it, until it expires or
 * is revoked; with a password, who has that, too. The link is told once, when
 * it is made: only its hash is kept. Views are counted, those of the owner and
 * of robots are not. What a link shows is rendered as its owner would see it.
 */
#ifndef APP_SHARE_H
#define APP_SHARE_H

#include "app/call.h"
#include "app/cursor.h"
#include "app/render.h"
#include "keys/password.h"
#include "press/redact.h"
#include "store/share.h"

enum {
	APP_SHARES_MOST = 1000, /* of an account, not revoked */
	APP_SHARE_NAME = 200,   /* characters */
	APP_SHARE_PASSWORD = KEYS_PASSWORD_MOST / 4, /* characters, too */
	APP_SHARE_REDACTS = PRESS_REDACTS,
	APP_SHARE_PASS_S = 3600 /* how long a password is remembered */
};

/* ---- the owner's -------------------------------------------------------- */

struct share_new {
	struct str resume_id, project_id; /* one of them */
	int64_t version;                  /* 0: the newest, always */
	struct str template, name, password;
	struct resume_texts redact;
	bool allow_download;
	int64_t expires_at; /* 0: never */
};
struct share_made {
	struct share share;
	struct str token, url;
};
/* OWN: a password is hashed. */
bool app_share_create(struct call *c, const struct share_new *in,
	struct share_made *out, struct err *err);

/* What is not given stays; a password or a time given as null goes. */
struct share_change {
	struct str template, name, password;
	struct resume_texts redact;
	int64_t version, expires_at;
	bool allow_download;
	bool has_template, has_name, has_password, has_redact, has_version,
		has_expires_at, has_allow_download;
};
/* OWN. A revoked one is not found. */
bool app_share_change(struct call *c, struct str id,
	const struct share_change *in, struct share *out, struct err *err);
bool app_share_get(
	struct call *c, struct str id, struct share *out, struct err *err);
bool app_share_list(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err);
/* Another link in place of the one before, which is gone from now on. */
bool app_share_renew(
	struct call *c, struct str id, struct share_made *out, struct err *err);
/* Its link is gone from now on. */
bool app_share_revoke(struct call *c, struct str id, struct err *err);

/* The words of share.redact, one by one. */
struct resume_texts app_share_redact(struct arena *mem, struct str words);

/* ---- a visitor's: OWN --------------------------------------------------- */

/* ERR_NOT_FOUND: there never was such a link, or it was long ago; ERR_GONE: it
 * expired, was revoked, or its owner is suspended. Closes the call. */
bool app_share_find(struct call *c, struct str token, struct share_found *out,
	struct err *err);
/* May it be shown to who has this pass (or none)? */
bool app_share_opens(
	const struct call *c, const struct share *s, struct str pass);
/* A pass for who knows the password; ERR_NOT_SIGNED. Tries are limited. */
bool app_share_unlock(struct call *c, const struct share *s,
	struct str password, struct str *pass, struct err *err);
/* ERR_GONE: what it showed is in the trash, or gone for good. */
bool app_share_render(struct call *c, const struct share_found *s,
	const struct render_format *format, struct buf *out,
	struct rendered *said, struct err *err);
/* Robots name themselves; who asks in advance has not looked yet. */
bool app_share_is_robot(struct str agent);
bool app_share_count(
	struct call *c, const struct share *s, bool download, struct err *err);

#endif
