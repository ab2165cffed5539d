/* app/share.c - links for who has no account: the owner's side. See share.h;
 * who follows one is share_visit.c's business. */
#include "app/share.h"

#include "app/audit.h"
#include "app/document.h"
#include "app/house.h"
#include "app/project.h"
#include "base/id.h"
#include "keys/token.h"

enum { REDACT_BYTES = 400 };

/* ---- does it fit? ------------------------------------------------------- */

static bool is_redact(struct str word)
{
	for (size_t i = 0; i < PRESS_REDACTS; i++)
		if (str_is(word, press_redacts[i].name))
			return true;
	return false;
}

static bool join_redact(struct call *c, const struct resume_texts *words,
	struct str *out, struct err *err)
{
	struct buf b;

	buf_init(&b, c->mem, REDACT_BYTES);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < words->count; i++) {
		if (!is_redact(words->at[i]))
			return err_field(err, "/redact",
				"has no '%.40s': photo, address, phone, email, "
				"birth_date and referees can be left out",
				str_copy(c->mem, words->at[i]).at);
		if (b.len)
			buf_addc(&b, ' ');
		buf_add(&b, words->at[i]);
	}
	*out = buf_str(&b);
	return buf_ok(&b) || err_field(err, "/redact", "has too many words");
}

struct resume_texts app_share_redact(struct arena *mem, struct str words)
{
	struct resume_texts out = { ARENA_LIST(mem, struct str, PRESS_REDACTS),
		0 };

	while (words.len && out.count < PRESS_REDACTS)
		out.at[out.count++] = str_cut(&words, ' ');
	return out;
}

static bool time_fits(const struct call *c, int64_t at, struct err *err)
{
	return !at || at > c->now ||
	       err_field(err, "/expires_at", "must lie in the future");
}

/* '' where there is none. Takes its time: the call is closed. */
static bool hash_password(
	struct call *c, struct str password, struct str *out, struct err *err)
{
	*out = STR("");
	return !password.len || keys_password_make(c->mem, password, out, err);
}

/* Is it theirs, and there? */
static bool target_is_theirs(
	struct call *c, const struct share_new *in, struct err *err)
{
	struct document document;
	struct project project;

	if (!in->resume_id.len == !in->project_id.len)
		return err_field(err, "/resume_id",
			"or 'project_id' must be given, one of them");
	if (in->project_id.len && in->version)
		return err_field(err, "/version",
			"is of a document; a project shows its newest");
	if (in->project_id.len)
		return app_project_row(c, in->project_id, &project, err);
	if (!app_document_get(c, in->resume_id, &document, err))
		return false;
	return in->version <= document.version ||
	       err_field(err, "/version", "is not there: the newest is %lld",
		       (long long)document.version);
}

static bool has_room(struct call *c, struct err *err)
{
	int64_t have;

	return store_share_count(c->db, c->who.id, &have, err) &&
	       (have < APP_SHARES_MOST ||
		       err_set(err, ERR_CONFLICT,
			       "you share %lld times already: revoke one first",
			       (long long)have));
}

/* ---- making one --------------------------------------------------------- */

static struct str or_empty(struct str s) { return s.at ? s : STR(""); }

static void make_link(struct call *c, struct share_made *out)
{
	const char *base = c->house->settings->frontend_url;
	struct keys_token_hash hash;
	struct str bytes;

	out->token = keys_token_make(c->mem, "", &hash);
	out->url = str_fmt(c->mem, "%s/s/%.*s", base, STR_ARG(out->token));
	bytes = str_copy(
		c->mem, str_of((const char *)hash.bytes, KEYS_TOKEN_HASH));
	out->share.hash = (struct bytes){ bytes.at, bytes.len };
}

static void fill(struct call *c, const struct share_new *in, struct share *s)
{
	*s = (struct share){ .id = id_new(c->mem),
		.account_id = c->who.id,
		.hash = s->hash,
		.name = or_empty(in->name),
		.document_id = or_empty(in->resume_id),
		.project_id = or_empty(in->project_id),
		.version = in->version,
		.template = or_empty(in->template),
		.redact = s->redact,
		.password = s->password,
		.allow_download = in->allow_download,
		.created_at = c->now,
		.updated_at = c->now,
		.expires_at = in->expires_at };
	c->audit = (struct audit_note){ .entity_type = STR("share"),
		.entity_id = s->id,
		.new_values = APP_AUDIT_VALUES(c->mem,
			{ "document_id", s->document_id },
			{ "project_id", s->project_id }) };
}

bool app_share_create(struct call *c, const struct share_new *in,
	struct share_made *out, struct err *err)
{
	struct share *s = &out->share;

	*out = (struct share_made){ 0 };
	if (!time_fits(c, in->expires_at, err) ||
		!join_redact(c, &in->redact, &s->redact, err) ||
		!hash_password(c, in->password, &s->password, err) ||
		!app_call_write(c, err) || !target_is_theirs(c, in, err) ||
		!has_room(c, err))
		return false;
	make_link(c, out);
	fill(c, in, s);
	return store_share_add(c->db, s, err);
}

/* ---- changing one ------------------------------------------------------- */

static void apply(struct share *s, const struct share_change *in,
	struct str redact, struct str password)
{
	if (in->has_name)
		s->name = or_empty(in->name);
	if (in->has_template)
		s->template = or_empty(in->template);
	if (in->has_version)
		s->version = in->version;
	if (in->has_redact)
		s->redact = redact;
	if (in->has_password)
		s->password = password;
	if (in->has_allow_download)
		s->allow_download = in->allow_download;
	if (in->has_expires_at)
		s->expires_at = in->expires_at;
}

static bool version_fits(struct call *c, const struct share *s, struct err *err)
{
	const struct share_new as_new = { .resume_id = s->document_id,
		.project_id = s->project_id,
		.version = s->version };

	return target_is_theirs(c, &as_new, err);
}

static bool is_open(const struct share *s, struct err *err)
{
	return !s->revoked_at ||
	       err_set(err, ERR_NOT_FOUND,
		       "this share was revoked: make a new one");
}

bool app_share_change(struct call *c, struct str id,
	const struct share_change *in, struct share *out, struct err *err)
{
	struct str redact = STR(""), password = STR("");

	c->audit = (struct audit_note){ .entity_type = STR("share"),
		.entity_id = id };
	if ((in->has_expires_at && !time_fits(c, in->expires_at, err)) ||
		(in->has_redact &&
			!join_redact(c, &in->redact, &redact, err)) ||
		(in->has_password &&
			!hash_password(c, in->password, &password, err)) ||
		!app_call_write(c, err) || !app_share_get(c, id, out, err))
		return false;
	if (!is_open(out, err))
		return false;
	apply(out, in, redact, password);
	out->updated_at = c->now;
	return (!in->has_version || version_fits(c, out, err)) &&
	       store_share_set(c->db, out, err);
}

bool app_share_renew(
	struct call *c, struct str id, struct share_made *out, struct err *err)
{
	c->audit = (struct audit_note){ .entity_type = STR("share"),
		.entity_id = id };
	if (!app_share_get(c, id, &out->share, err) ||
		!is_open(&out->share, err))
		return false;
	make_link(c, out);
	out->share.updated_at = c->now;
	return store_share_set_link(c->db, &out->share, err);
}

bool app_share_revoke(struct call *c, struct str id, struct err *err)
{
	struct share s;

	c->audit = (struct audit_note){ .entity_type = STR("share"),
		.entity_id = id };
	if (!app_share_get(c, id, &s, err))
		return false;
	if (s.revoked_at)
		return true;
	s.revoked_at = s.updated_at = c->now;
	return store_share_set(c->db, &s, err);
}

/* ---- reading ------------------------------------------------------------ */

bool app_share_get(
	struct call *c, struct str id, struct share *out, struct err *err)
{
	if (store_share_get(c->db, c->who.id, id, out, err))
		return true;
	return err->code == ERR_NOT_FOUND
		       ? err_set(err, ERR_NOT_FOUND, "there is no such share")
		       : false;
}

bool app_share_list(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	const struct share *last;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err) ||
		!store_share_list(c->db,
			&(struct share_wish){ c->who.id, p.before_at,
				p.before_id, p.limit + 1 },
			out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(c->mem, last->created_at, last->id)
		     : STR_NONE;
	return true;
}
