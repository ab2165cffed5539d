/*
 * app/identity_site.c - the walk to another site and back: authorization code
 * with PKCE (RFC 7636), state, nonce, and the issuer in the answer (RFC 9207).
 * What has to be known on the way back goes along sealed, and counts once.
 */
#include "app/identity_int.h"

#include "app/house.h"
#include "app/mail.h"
#include "app/step.h"
#include "base/code.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/json.h"
#include "net/url.h"

enum { URL_MOST = 8 * 1024, PATH_MOST = 512 };
/* One that was begun to sign in links nothing, and the other way round. */
static const char *const steps[] = {
	[WALK_SIGN_IN] = "walk to a site",
	[WALK_LINK] = "walk to a site, to link it",
};

struct app_sites {
	struct app_site google, oidc;
};

/* ---- the sites ---------------------------------------------------------- */

static bool open_site(struct app_site *out, const struct oidc_config *config,
	const char *redirect_uri, const char *what, struct err *err)
{
	out->redirect_uri = str_c(redirect_uri);
	out->has_secret = config->client_secret.len > 0;
	return partners_oidc_open(&out->oidc, config, err) ||
	       err_in(err, "%s", what);
}

bool app_sites_open(
	struct app_sites **out, const struct settings *s, struct err *err)
{
	bool insecure = strcmp(s->environment, "production") != 0;
	struct oidc_config google = { str_c(s->google_issuer),
		str_c(s->google_client_id), str_c(s->google_client_secret),
		insecure };
	struct oidc_config other = { str_c(s->oidc_issuer),
		str_c(s->oidc_client_id), str_c(s->oidc_client_secret),
		insecure };
	struct app_sites *sites = mem_alloc(sizeof(*sites));

	sites->google.google = true;
	if ((!google.client_id.len ||
		    open_site(&sites->google, &google, s->google_redirect_uri,
			    "GOOGLE_CLIENT_ID", err)) &&
		(!other.issuer.len ||
			open_site(&sites->oidc, &other, s->oidc_redirect_uri,
				"OIDC_ISSUER", err))) {
		*out = sites;
		return true;
	}
	app_sites_close(sites);
	return false;
}

size_t app_identity_providers(struct call *c, struct provider out[2])
{
	const struct app_sites *sites = c->house->sites;
	const struct app_site *all[] = { &sites->google, &sites->oidc };
	size_t n = 0;

	for (size_t i = 0; i < LENGTH(all); i++)
		if (all[i]->oidc)
			out[n++] = (struct provider){
				all[i]->google ? STR("google") : STR("oidc"),
				partners_oidc_issuer(all[i]->oidc),
				!all[i]->google || all[i]->has_secret,
			};
	return n;
}

void app_sites_close(struct app_sites *sites)
{
	if (!sites)
		return;
	partners_oidc_close(sites->google.oidc);
	partners_oidc_close(sites->oidc.oidc);
	mem_free(sites);
}

bool app_sites_find(struct call *c, struct str name,
	const struct app_site **out, struct err *err)
{
	const struct app_sites *sites = c->house->sites;

	*out = str_is(name, "google") ? &sites->google : &sites->oidc;
	return (*out)->oidc ||
	       err_set(err, ERR_NOT_FOUND,
		       "sign-in with this provider is not set up here");
}

/* ---- there -------------------------------------------------------------- */

static const struct json_field walk_fields[] = {
	JSON(walk, provider, JSON_MUST, 1, 16),
	JSON(walk, state, JSON_MUST, 43, 43),
	JSON(walk, nonce, JSON_MUST, 43, 43),
	JSON(walk, verifier, JSON_MUST, 43, 43),
	JSON(walk, return_to, JSON_MUST, 1, PATH_MOST),
	JSON(walk, account_id, JSON_OMIT_EMPTY, 0, 36),
	JSON(walk, session_id, JSON_OMIT_EMPTY, 0, 36),
	{ 0 },
};
static const struct json_shape walk_shape =
	JSON_SHAPE(walk, "Walk", "On the way to another site.", walk_fields);

/* A path of ours and nothing that a browser takes for another site. */
static bool path_fits(struct str path)
{
	if (!path.len || *path.at != '/' || path.len > PATH_MOST)
		return false;
	if (path.len > 1 && (path.at[1] == '/' || path.at[1] == '\\'))
		return false;
	for (size_t i = 0; i < path.len; i++)
		if (path.at[i] <= ' ' || path.at[i] > '~' || path.at[i] == '\\')
			return false;
	return true;
}

static struct str redirect_of(struct call *c, const struct app_site *site)
{
	return site->redirect_uri.len
		       ? site->redirect_uri
		       : app_mail_link(c, "/api/auth/oidc/callback", STR(""));
}

static void add(struct buf *b, const char *name, struct str value)
{
	buf_addf(b, "%s=", name);
	net_url_escape(b, value);
}

static struct str challenge_of(struct arena *mem, struct str verifier)
{
	unsigned char hash[HASH_SHA256_SIZE];

	hash_sha256(verifier, hash);
	return code_text(
		mem, CODE_BASE64URL, str_of((char *)hash, sizeof(hash)));
}

static struct str url_of(struct call *c, const struct app_site *site,
	const struct walk *w, struct str door)
{
	struct buf b;

	buf_init(&b, c->mem, URL_MOST);
	buf_add(&b, door);
	buf_addc(&b, memchr(door.at, '?', door.len) ? '&' : '?');
	add(&b, "response_type", STR("code"));
	add(&b, "&client_id", partners_oidc_client(site->oidc));
	add(&b, "&redirect_uri", redirect_of(c, site));
	add(&b, "&scope", STR("openid email profile"));
	add(&b, "&state", w->state);
	add(&b, "&nonce", w->nonce);
	add(&b, "&code_challenge", challenge_of(c->mem, w->verifier));
	add(&b, "&code_challenge_method", STR("S256"));
	return buf_ok(&b) ? buf_str(&b) : STR("");
}

bool app_identity_go(struct call *c, enum walk_to to, struct walk *w,
	struct site_way *out, struct err *err)
{
	const struct app_site *site;
	struct oidc_doors doors;

	if (!path_fits(w->return_to))
		return err_field(
			err, "/return_to", "must be a path of this site");
	if (!app_sites_find(c, w->provider, &site, err))
		return false;
	if (site->google && !site->has_secret)
		return err_set(err, ERR_NOT_FOUND,
			"GOOGLE_CLIENT_SECRET is not set: use "
			"POST /api/auth/google");
	w->state = id_token(c->mem);
	w->nonce = id_token(c->mem);
	w->verifier = id_token(c->mem);
	if (!partners_oidc_doors(site->oidc, c->mem, &doors, err))
		return false;
	out->authorization_url = url_of(c, site, w, doors.authorize);
	return app_step_write(c, steps[to], &walk_shape, w, &out->flow, err);
}

bool app_identity_begin(struct call *c, const struct site_ask *in,
	struct site_way *out, struct err *err)
{
	struct walk w = { .provider = in->provider,
		.return_to = in->return_to.len ? in->return_to : STR("/") };

	return app_identity_go(c, WALK_SIGN_IN, &w, out, err);
}

/* ---- and back ----------------------------------------------------------- */

static bool refuse(struct err *err, const char *why)
{
	return err_set(err, ERR_NOT_SIGNED, "%s", why);
}

/* Did this very site answer this very question of this very browser? */
static bool is_answer(struct call *c, const struct app_site *site,
	const struct site_code *in, const struct walk *w, struct err *err)
{
	struct oidc_doors doors;

	if (in->state.len != w->state.len ||
		!hash_same(in->state.at, w->state.at, w->state.len))
		return refuse(err, "the answer is of another sign-in (state): "
				   "begin again");
	if (!partners_oidc_doors(site->oidc, c->mem, &doors, err))
		return false;
	if ((doors.names_itself || in->iss.len) &&
		!str_eq(in->iss, partners_oidc_issuer(site->oidc)))
		return refuse(err, "the answer is of another provider (iss)");
	if (in->error.len)
		return err_set(err, ERR_FORBIDDEN,
			"the provider let nobody in: %.*s",
			(int)(in->error.len > 60 ? 60 : in->error.len),
			in->error.at);
	return in->code.len || refuse(err, "the answer holds no code");
}

bool app_identity_read(struct call *c, enum walk_to to, struct str flow,
	struct walk *out, struct err *err)
{
	return app_step_read(c, steps[to], &walk_shape, flow, out, err);
}

/* What the ID token leaves out is asked for. */
static bool complete(struct call *c, const struct app_site *site,
	struct str access_token, struct keys_id *id, struct err *err)
{
	struct oidc_claims more;

	if (id->email.len)
		return true;
	if (!partners_oidc_userinfo(
		    site->oidc, c->mem, access_token, id->subject, &more, err))
		return false;
	id->email = more.email;
	id->email_verified = more.email_verified;
	if (!id->name.len)
		id->name = more.name;
	return true;
}

bool app_identity_return(struct call *c, const struct site_code *in,
	const struct walk *w, struct keys_id *out, struct err *err)
{
	const struct app_site *site;
	struct oidc_code code;
	struct oidc_tokens got;

	if (!app_sites_find(c, w->provider, &site, err) ||
		!is_answer(c, site, in, w, err))
		return false;
	code = (struct oidc_code){ in->code, w->verifier,
		redirect_of(c, site) };
	return app_call_write(c, err) &&
	       app_step_spend(c, in->flow, c->now + APP_STEP_MS, err) &&
	       app_call_close(c, true, err) &&
	       partners_oidc_exchange(site->oidc, c->mem, &code, &got, err) &&
	       app_identity_believe(c, site, got.id, w->nonce, out, err) &&
	       complete(c, site, got.access, out, err) &&
	       app_call_write(c, err);
}

bool app_identity_end(struct call *c, const struct site_code *in,
	struct sign_answer *out, struct str *return_to, struct err *err)
{
	struct keys_id id;
	struct walk w;

	if (!app_identity_read(c, WALK_SIGN_IN, in->flow, &w, err))
		return false;
	*return_to = w.return_to;
	return app_identity_return(c, in, &w, &id, err) &&
	       app_identity_enter(c, &id, out, err);
}
