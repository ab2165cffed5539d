/* partners/oidc.c - asks a site for its doors and keys. See oidc.h. */
#include "partners/oidc.h"

#include "base/code.h"
#include "base/json.h"
#include "base/time.h"
#include "net/http.h"
#include "net/url.h"

#include <pthread.h>

enum { DOCUMENT = 256 * 1024, URL = NET_URL_MOST };
static const int64_t least_us = 60 * INT64_C(1000000);
static const int64_t usual_us = 3600 * INT64_C(1000000);
static const int64_t stale_us = 3600 * INT64_C(1000000);
static const int64_t pause_us = 10 * INT64_C(1000000);

/* A document, remembered. Times are those of a clock that only goes on. */
struct kept {
	char *text;
	int64_t until_us, retry_us;
	int64_t anew_us; /* when it was last fetched before its time; 0: never
			  */
};

struct partners_oidc {
	char *issuer, *client_id, *client_secret;
	bool insecure;
	pthread_mutex_t lock; /* held while fetching: one asks for all */
	struct kept doors, keys;
};

/* ---- opening ------------------------------------------------------------ */

static bool url_fits(
	const struct partners_oidc *s, struct str text, struct err *err)
{
	struct arena mem = { 0 };
	struct net_url url;
	bool ok = text.len <= URL && net_url_read(&mem, text, &url, err);

	ok = ok && (url.secure || s->insecure ||
			   err_set(err, ERR_UPSTREAM, "is not https"));
	arena_free(&mem);
	return ok;
}

bool partners_oidc_open(struct partners_oidc **out,
	const struct oidc_config *config, struct err *err)
{
	struct partners_oidc *s = mem_alloc(sizeof(*s));
	struct str issuer = config->issuer;

	s->issuer = mem_text(issuer.at);
	s->client_id = mem_text(config->client_id.at);
	s->client_secret = mem_text(config->client_secret.at);
	s->insecure = config->insecure;
	pthread_mutex_init(&s->lock, NULL);
	if (config->client_id.len && url_fits(s, issuer, err)) {
		*out = s;
		return true;
	}
	partners_oidc_close(s);
	return err_set(err, ERR_BAD_INPUT,
		"an OpenID Connect provider takes a client id and an issuer "
		"that is an https address, not '%.*s'",
		STR_ARG(issuer));
}

void partners_oidc_close(struct partners_oidc *s)
{
	if (!s)
		return;
	pthread_mutex_destroy(&s->lock);
	mem_free(s->issuer);
	mem_free(s->client_id);
	mem_free(s->client_secret);
	mem_free(s->doors.text);
	mem_free(s->keys.text);
	mem_free(s);
}

struct str partners_oidc_issuer(const struct partners_oidc *s)
{
	return str_c(s->issuer);
}

struct str partners_oidc_client(const struct partners_oidc *s)
{
	return str_c(s->client_id);
}

/* ---- fetching ----------------------------------------------------------- */

/* How long an answer may be remembered: max-age less the Age it has. */
static int64_t lasts_us(struct str control, struct str age)
{
	int64_t s = -1, old = 0;

	while (control.len) {
		struct str one = str_trim(str_cut(&control, ','));
		struct str value = one, name = str_cut(&value, '=');

		if (str_eq_nocase(name, STR("no-store")) ||
			str_eq_nocase(name, STR("no-cache")))
			return least_us;
		if (str_eq_nocase(name, STR("max-age")) && !str_int(value, &s))
			s = -1;
	}
	if (s < 0)
		return usual_us;
	if (!str_int(age, &old) || old < 0)
		old = 0;
	s = s - old > 86400 ? 86400 : s - old;
	return s * 1000000 < least_us ? least_us : s * 1000000;
}

static bool fetch(
	struct arena *mem, struct str url, struct kept *into, struct err *err)
{
	const struct net_http_call call = { .url = url,
		.reach = NET_REACH_ANY,
		.total_ms = 10 * 1000,
		.answer_most = DOCUMENT };
	int64_t now = time_mono_us();
	struct net_http_answer answer;
	const struct json *doc;

	into->retry_us = now + pause_us;
	if (!net_http_send(mem, &call, &answer, err))
		return err->code == ERR_UPSTREAM
			       ? false
			       : err_set(err, ERR_UPSTREAM, "cannot be asked");
	if (answer.status != 200 || !json_parse(mem, answer.body, &doc, err) ||
		json_kind(doc) != JSON_OBJECT)
		return err_set(err, ERR_UPSTREAM,
			"an OpenID Connect provider answered %d, or no JSON",
			answer.status);
	mem_free(into->text);
	into->text = mem_alloc(answer.body.len + 1);
	memcpy(into->text, answer.body.at, answer.body.len);
	into->retry_us = 0;
	into->until_us =
		now + lasts_us(net_http_header(&answer, "cache-control"),
			      net_http_header(&answer, "age"));
	return true;
}

/* With the lock held. What is over is asked for anew; where that fails, it
 * counts a while longer. */
static bool refresh(struct arena *mem, struct str url, struct kept *k,
	bool anew, struct err *err)
{
	int64_t now = time_mono_us();
	bool due = !k->text || now >= k->until_us;
	struct err why;

	if (!due && anew && (!k->anew_us || now >= k->anew_us + least_us)) {
		k->anew_us = now;
		due = true;
	}
	if (!due)
		return true;
	if (now < k->retry_us)
		err_set(&why, ERR_UPSTREAM,
			"an OpenID Connect provider is away");
	else if (fetch(mem, url, k, &why))
		return true;
	if (k->text && now < k->until_us + stale_us)
		return true;
	*err = why;
	return false;
}

/* ---- doors -------------------------------------------------------------- */

static bool door(const struct partners_oidc *s, const struct json *doc,
	const char *name, struct str *out, struct err *err)
{
	*out = json_text(json_find(doc, name));
	return (out->len && url_fits(s, *out, err)) ||
	       err_set(err, ERR_UPSTREAM, "its '%s' is no address of https",
		       name);
}

static bool by_body_alone(const struct json *doc)
{
	const struct json *list = json_find(
				  doc, "token_endpoint_auth_methods_supported"),
			  *one;
	bool basic = !list, post = false;

	for (one = json_first(list); one; one = json_next(list, one)) {
		basic |= json_is(one, "client_secret_basic");
		post |= json_is(one, "client_secret_post");
	}
	return post && !basic;
}

static bool read_doors(const struct partners_oidc *s, struct arena *mem,
	struct oidc_doors *out, struct err *err)
{
	const struct json *doc;

	if (!json_parse(mem, str_copy(mem, str_c(s->doors.text)), &doc, err))
		return false;
	/* Discovery 4.3: or somebody else's doors would be taken for its own */
	if (!json_is(json_find(doc, "issuer"), s->issuer))
		return err_set(err, ERR_UPSTREAM,
			"the provider at '%s' says that it is another",
			s->issuer);
	out->names_itself = json_bool(json_find(
		doc, "authorization_response_iss_parameter_supported"));
	out->by_body = by_body_alone(doc);
	out->userinfo = STR_NONE;
	if (json_find(doc, "userinfo_endpoint") &&
		!door(s, doc, "userinfo_endpoint", &out->userinfo, err))
		return false;
	return door(s, doc, "authorization_endpoint", &out->authorize, err) &&
	       door(s, doc, "token_endpoint", &out->token, err) &&
	       door(s, doc, "jwks_uri", &out->jwks, err);
}

static bool find_doors(struct partners_oidc *s, struct arena *mem,
	struct oidc_doors *out, struct err *err)
{
	struct str base = str_c(s->issuer);

	if (base.at[base.len - 1] == '/')
		base.len--;
	return refresh(mem,
		       str_fmt(mem, "%.*s/.well-known/openid-configuration",
			       STR_ARG(base)),
		       &s->doors, false, err) &&
	       read_doors(s, mem, out, err);
}

bool partners_oidc_doors(struct partners_oidc *s, struct arena *mem,
	struct oidc_doors *out, struct err *err)
{
	bool ok;

	pthread_mutex_lock(&s->lock);
	ok = find_doors(s, mem, out, err);
	pthread_mutex_unlock(&s->lock);
	return ok;
}

bool partners_oidc_keys(struct partners_oidc *s, struct arena *mem, bool anew,
	struct str *jwks, struct err *err)
{
	struct oidc_doors doors;
	bool ok;

	pthread_mutex_lock(&s->lock);
	ok = find_doors(s, mem, &doors, err) &&
	     refresh(mem, doors.jwks, &s->keys, anew, err);
	if (ok)
		*jwks = str_copy(mem, str_c(s->keys.text));
	pthread_mutex_unlock(&s->lock);
	return ok;
}

/* ---- a code ------------------------------------------------------------- */

static void add(struct buf *b, const char *name, struct str value)
{
	buf_addf(b, "%s%s=", b->len ? "&" : "", name);
	net_url_escape(b, value);
}

static struct str body_of(const struct partners_oidc *s, struct arena *mem,
	const struct oidc_code *code, bool secret_too)
{
	struct buf b;

	buf_init(&b, mem, 32 * 1024);
	add(&b, "grant_type", STR("authorization_code"));
	add(&b, "code", code->code);
	add(&b, "redirect_uri", code->redirect_uri);
	add(&b, "code_verifier", code->verifier);
	if (secret_too || !*s->client_secret)
		add(&b, "client_id", str_c(s->client_id));
	if (secret_too)
		add(&b, "client_secret", str_c(s->client_secret));
	return buf_str(&b);
}

/* RFC 6749, 2.3.1: both are escaped before they are joined. */
static struct str basic_of(const struct partners_oidc *s, struct arena *mem)
{
	struct buf b;

	buf_init(&b, mem, 8 * 1024);
	net_url_escape(&b, str_c(s->client_id));
	buf_addc(&b, ':');
	net_url_escape(&b, str_c(s->client_secret));
	return str_fmt(mem, "Basic %.*s",
		STR_ARG(code_text(mem, CODE_BASE64, buf_str(&b))));
}

bool partners_oidc_exchange(struct partners_oidc *s, struct arena *mem,
	const struct oidc_code *code, struct oidc_tokens *out, struct err *err)
{
	struct net_header headers[3] = {
		{ STR("Content-Type"),
			STR("application/x-www-form-urlencoded") },
		{ STR("Accept"), STR("application/json") },
	};
	struct net_http_call call = { .headers = headers,
		.header_count = 2,
		.reach = NET_REACH_ANY,
		.total_ms = 10 * 1000,
		.answer_most = DOCUMENT };
	struct net_http_answer answer;
	struct oidc_doors doors;
	const struct json *doc;

	if (!partners_oidc_doors(s, mem, &doors, err))
		return false;
	call.url = doors.token;
	call.body = body_of(s, mem, code, *s->client_secret && doors.by_body);
	if (*s->client_secret && !doors.by_body)
		headers[call.header_count++] =
			(struct net_header){ STR("Authorization"),
				basic_of(s, mem) };
	if (!net_http_send(mem, &call, &answer, err))
		return err->code == ERR_UPSTREAM
			       ? false
			       : err_set(err, ERR_UPSTREAM, "cannot be asked");
	if (!json_parse(mem, answer.body, &doc, err))
		return err_set(err, ERR_UPSTREAM, "answered %d, and no JSON",
			answer.status);
	if (json_is(json_find(doc, "error"), "invalid_grant"))
		return err_set(err, ERR_NOT_SIGNED,
			"the provider does not take this code (any more): "
			"begin again");
	*out = (struct oidc_tokens){
		.id = json_text(json_find(doc, "id_token")),
		.access = json_text(json_find(doc, "access_token")),
	};
	return (answer.status == 200 && out->id.len) ||
	       err_set(err, ERR_UPSTREAM,
		       "the provider answered %d, and no ID token",
		       answer.status);
}

/* ---- what else it knows ------------------------------------------------- */

static bool token_fits(struct str token)
{
	for (size_t i = 0; i < token.len; i++)
		if (token.at[i] <= ' ' || token.at[i] > '~')
			return false;
	return token.len > 0 && token.len <= DOCUMENT / 8;
}

static bool ask_userinfo(struct arena *mem, struct str url, struct str token,
	const struct json **out, struct err *err)
{
	const struct net_header headers[] = {
		{ STR("Accept"), STR("application/json") },
		{ STR("Authorization"),
			str_fmt(mem, "Bearer %.*s", STR_ARG(token)) },
	};
	const struct net_http_call call = { .url = url,
		.headers = headers,
		.header_count = LENGTH(headers),
		.reach = NET_REACH_ANY,
		.total_ms = 10 * 1000,
		.answer_most = DOCUMENT };
	struct net_http_answer answer;

	if (!net_http_send(mem, &call, &answer, err))
		return err->code == ERR_UPSTREAM
			       ? false
			       : err_set(err, ERR_UPSTREAM, "cannot be asked");
	return (answer.status == 200 &&
		       json_parse(mem, answer.body, out, err) &&
		       json_kind(*out) == JSON_OBJECT &&
		       json_check(mem, *out, err)) ||
	       err_set(err, ERR_UPSTREAM,
		       "the provider's userinfo answered %d, or no JSON",
		       answer.status);
}

bool partners_oidc_userinfo(struct partners_oidc *s, struct arena *mem,
	struct str access_token, struct str subject, struct oidc_claims *out,
	struct err *err)
{
	const struct json *doc, *verified;
	struct oidc_doors doors;

	*out = (struct oidc_claims){ 0 };
	if (!partners_oidc_doors(s, mem, &doors, err))
		return false;
	if (!doors.userinfo.at || !token_fits(access_token))
		return true;
	if (!ask_userinfo(mem, doors.userinfo, access_token, &doc, err))
		return false;
	/* Core 5.3.2: or one person's token would open another's account */
	if (!str_eq(json_text(json_find(doc, "sub")), subject))
		return err_set(err, ERR_NOT_SIGNED,
			"the provider's userinfo is of somebody else");
	verified = json_find(doc, "email_verified");
	out->email = json_text(json_find(doc, "email"));
	out->name = json_text(json_find(doc, "name"));
	out->email_verified = json_bool(verified) || json_is(verified, "true");
	return true;
}
