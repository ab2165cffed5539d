/* keys/id_token.c - checks ID tokens of other sites. See id_token.h. */
#include "keys/id_token.h"

#include "base/code.h"
#include "keys/public.h"

enum { KEYS_MOST = 64 };

static bool refuse(struct err *err, const char *why)
{
	return err_set(err, ERR_NOT_SIGNED, "the ID token %s", why);
}

/* ---- its parts ---------------------------------------------------------- */

struct parts {
	const struct json *header, *body;
	struct str signature, signed_text;
};

static bool read_part(struct arena *mem, struct str text,
	const struct json **out, struct err *err)
{
	struct err why;
	struct str plain;

	return (code_bytes(mem, CODE_BASE64URL, text, &plain) &&
		       json_parse(mem, plain, out, &why) &&
		       json_kind(*out) == JSON_OBJECT &&
		       json_check(mem, *out, &why)) ||
	       refuse(err, "is not made of JSON objects");
}

static bool split(
	struct arena *mem, struct str token, struct parts *out, struct err *err)
{
	struct str rest = token, header, body;

	if (token.len > KEYS_ID_TOKEN_MOST)
		return refuse(err, "is too long");
	header = str_cut(&rest, '.');
	body = str_cut(&rest, '.');
	if (!header.len || !body.len || !rest.len ||
		memchr(rest.at, '.', rest.len))
		return refuse(err, "has not three parts");
	out->signed_text =
		str_of(token.at, (size_t)(body.at + body.len - token.at));
	return (code_bytes(mem, CODE_BASE64URL, rest, &out->signature) ||
		       refuse(err, "has no signature")) &&
	       read_part(mem, header, &out->header, err) &&
	       read_part(mem, body, &out->body, err);
}

/* ---- its key ------------------------------------------------------------ */

static bool header_fits(const struct json *header, bool rs256_only,
	enum keys_public_alg *alg, struct err *err)
{
	const struct json *typ = json_find(header, "typ");

	if (!keys_public_alg_read(json_text(json_find(header, "alg")), alg) ||
		(rs256_only && *alg != KEYS_ALG_RS256))
		return refuse(err, "is signed in a way that is not taken");
	if (typ && !str_eq_nocase(json_text(typ), STR("JWT")))
		return refuse(err, "is a token of another type");
	return (!json_find(header, "crit") && !json_find(header, "b64")) ||
	       refuse(err, "asks for what is not known here");
}

static bool key_fits(struct arena *mem, const struct json *jwk,
	enum keys_public_alg alg, const struct json *header,
	struct keys_public *out)
{
	const struct json *its = json_find(jwk, "alg"),
			  *use = json_find(jwk, "use"),
			  *kid = json_find(header, "kid");

	return (!its || str_eq(json_text(its),
				json_text(json_find(header, "alg")))) &&
	       (!use || json_is(use, "sig")) &&
	       (!kid || (json_kind(kid) == JSON_TEXT &&
				str_eq(json_text(kid),
					json_text(json_find(jwk, "kid"))))) &&
	       keys_public_read(mem, jwk, out) &&
	       out->kind == keys_public_kind_of(alg);
}

/* By its id; a token that names none takes a set with one such key. */
static bool key_find(struct arena *mem, struct str jwks,
	enum keys_public_alg alg, const struct json *header,
	struct keys_public *out, bool *unknown, struct err *err)
{
	const struct json *set, *list, *jwk;
	struct keys_public one;
	int found = 0, seen = 0;
	struct err why;

	if (!json_parse(mem, jwks, &set, &why))
		return refuse(err, "cannot be checked: its site shows no keys");
	list = json_find(set, "keys");
	for (jwk = json_first(list); jwk && seen < KEYS_MOST;
		jwk = json_next(list, jwk), seen++)
		if (json_kind(jwk) == JSON_OBJECT &&
			key_fits(mem, jwk, alg, header, &one)) {
			*out = one;
			found++;
		}
	*unknown = found == 0;
	return found == 1 ||
	       refuse(err, "is signed by a key that is not known");
}

/* ---- its claims --------------------------------------------------------- */

static bool audience_fits(
	const struct json *body, struct str client_id, struct err *err)
{
	const struct json *aud = json_find(body, "aud"),
			  *azp = json_find(body, "azp"), *one;
	bool ours = json_kind(aud) == JSON_TEXT &&
		    str_eq(json_text(aud), client_id);

	if (json_kind(aud) == JSON_LIST)
		for (one = json_first(aud); one; one = json_next(aud, one))
			ours |= json_kind(one) == JSON_TEXT &&
				str_eq(json_text(one), client_id);
	if (json_count(aud) > 1 && json_kind(aud) == JSON_LIST)
		ours = ours && azp;
	return (client_id.len && ours &&
		       (!azp || str_eq(json_text(azp), client_id))) ||
	       refuse(err, "is for somebody else");
}

static bool times_fit(const struct json *body, int64_t now_ms,
	struct keys_id *out, struct err *err)
{
	const int64_t latest = 1ll << 40;
	int64_t now = now_ms / 1000, iat, exp, nbf = 0;
	const struct json *from = json_find(body, "nbf");

	if (!json_int(json_find(body, "iat"), &iat) || iat < 0 ||
		!json_int(json_find(body, "exp"), &exp) || exp > latest ||
		iat > latest || exp <= iat ||
		(from && (!json_int(from, &nbf) || nbf > latest)))
		return refuse(err, "does not say when it counts");
	if (now >= exp + KEYS_ID_TOKEN_LEEWAY_S ||
		now > iat + KEYS_ID_TOKEN_AGE_S)
		return refuse(err, "has expired");
	out->expires_ms = exp * 1000;
	return (now + KEYS_ID_TOKEN_LEEWAY_S >= iat &&
		       now + KEYS_ID_TOKEN_LEEWAY_S >= nbf) ||
	       refuse(err, "is not valid yet");
}

static bool issuer_fits(const struct json *body, const struct keys_id_ask *ask,
	struct keys_id *out, struct err *err)
{
	struct str iss = json_text(json_find(body, "iss"));

	/* two spellings of one site are one site */
	out->issuer = ask->issuer;
	return (iss.len && (str_eq(iss, ask->issuer) ||
				   (ask->issuer_too.len &&
					   str_eq(iss, ask->issuer_too)))) ||
	       refuse(err, "is from somebody else");
}

static bool nonce_fits(
	const struct json *body, struct str nonce, struct err *err)
{
	struct str its = json_text(json_find(body, "nonce"));

	return !nonce.at || (its.len && str_eq(its, nonce)) ||
	       refuse(err, "answers another question (nonce)");
}

static bool person(
	const struct json *body, struct keys_id *out, struct err *err)
{
	const struct json *verified = json_find(body, "email_verified");

	out->subject = json_text(json_find(body, "sub"));
	out->email = json_text(json_find(body, "email"));
	out->name = json_text(json_find(body, "name"));
	/* some sites write it as text */
	out->email_verified = json_bool(verified) || json_is(verified, "true");
	return (out->subject.len && out->subject.len <= KEYS_ID_TOKEN_TEXT) ||
	       refuse(err, "names nobody");
}

bool keys_id_token_check(struct arena *mem, struct str token, struct str jwks,
	const struct keys_id_ask *ask, struct keys_id *out, bool *unknown,
	struct err *err)
{
	struct keys_public key;
	enum keys_public_alg alg;
	struct parts p;
	struct err why;

	*unknown = false;
	*out = (struct keys_id){ 0 };
	if (!split(mem, token, &p, err) ||
		!header_fits(p.header, ask->rs256_only, &alg, err) ||
		!key_find(mem, jwks, alg, p.header, &key, unknown, err))
		return false;
	if (!keys_public_check(&key, alg, KEYS_PUBLIC_RAW, p.signed_text,
		    p.signature, &why))
		return refuse(err, "has a wrong signature");
	return issuer_fits(p.body, ask, out, err) &&
	       audience_fits(p.body, ask->client_id, err) &&
	       times_fit(p.body, ask->now_ms, out, err) &&
	       nonce_fits(p.body, ask->nonce, err) && person(p.body, out, err);
}
