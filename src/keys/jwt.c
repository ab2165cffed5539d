/*
 * keys/jwt.c - signs and checks tokens. See jwt.h.
 *
 * The header of a key and use is always the same text, so a token of ours is
 * known by comparing it; another spelling of the same header is read.
 */
#include "keys/jwt.h"

#include <assert.h>
#include <stdio.h>

#include "base/code.h"
#include "base/hash.h"
#include "base/json.h"

static const struct {
	const char *typ, *aud;
} uses[KEYS_JWT_USES] = {
#define USE(name, typ, aud) { typ, aud },
#include "keys/jwt.def"
#undef USE
};

static const struct {
	const char *name;
	enum hash_kind hash;
} algs[] = {
	[KEYS_JWT_HS256] = { "HS256", HASH_SHA256 },
	[KEYS_JWT_HS384] = { "HS384", HASH_SHA384 },
	[KEYS_JWT_HS512] = { "HS512", HASH_SHA512 },
};

enum { KID = 16, KID_BYTES = 8, HEADER = 128 };
static const int64_t latest_s = INT64_C(253402300799); /* the year 9999 */
static const char expired[] = "the token has expired";

struct key {
	enum keys_jwt_alg alg;
	char kid[KID + 1];
	struct hash_key *hash;
	struct {
		char at[HEADER];
		size_t len;
	} headers[KEYS_JWT_USES]; /* base64url */
};

struct keys_jwt {
	char issuer[KEYS_JWT_CLAIM + 1];
	int count;
	struct key keys[KEYS_JWT_KEYS];
};

/* ---- the ring ----------------------------------------------------------- */

bool keys_jwt_alg_read(struct str name, enum keys_jwt_alg *out, struct err *err)
{
	for (size_t i = 0; i < LENGTH(algs); i++)
		if (str_is(name, algs[i].name)) {
			*out = (enum keys_jwt_alg)i;
			return true;
		}
	return err_set(err, ERR_BAD_INPUT,
		"'%.*s' is no algorithm for tokens here: HS256, HS384 or HS512",
		(int)(name.len > 40 ? 40 : name.len), name.at);
}

static void key_init(struct key *k, const struct keys_jwt_key *from)
{
	unsigned char digest[HASH_SHA256_SIZE];

	k->alg = from->alg;
	k->hash = hash_key_open(algs[k->alg].hash, from->secret);
	hash_sha256(from->secret, digest);
	code_write(CODE_HEX, str_of((char *)digest, KID_BYTES), k->kid);
	for (int use = 0; use < KEYS_JWT_USES; use++) {
		char text[HEADER];
		int n = snprintf(text, sizeof(text),
			"{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"%s\"}",
			algs[k->alg].name, k->kid, uses[use].typ);
		size_t len = code_len(CODE_BASE64URL, (size_t)n);

		assert(len <= HEADER);
		code_write(CODE_BASE64URL, str_of(text, (size_t)n),
			k->headers[use].at);
		k->headers[use].len = len;
	}
}

static bool keys_ok(const struct keys_jwt_key *keys, int count, struct err *err)
{
	if (count < 1 || count > KEYS_JWT_KEYS)
		return err_set(err, ERR_BAD_INPUT, "tokens take 1 to %d keys",
			KEYS_JWT_KEYS);
	for (int i = 0; i < count; i++) {
		size_t least = hash_size(algs[keys[i].alg].hash);

		/* RFC 7518, 3.2: no shorter than what it makes */
		if (keys[i].secret.len < least)
			return err_set(err, ERR_BAD_INPUT,
				"a key for %s must have at least %zu "
				"characters",
				algs[keys[i].alg].name, least);
		for (int k = 0; k < i; k++)
			if (str_eq(keys[k].secret, keys[i].secret))
				return err_set(err, ERR_BAD_INPUT,
					"a key for tokens is given twice");
	}
	return true;
}

bool keys_jwt_open(struct keys_jwt **out, struct str issuer,
	const struct keys_jwt_key *keys, int key_count, struct err *err)
{
	struct keys_jwt *ring;

	if (!issuer.len || issuer.len > KEYS_JWT_CLAIM)
		return err_set(err, ERR_BAD_INPUT,
			"the issuer of tokens must have 1 to %d bytes",
			KEYS_JWT_CLAIM);
	if (!keys_ok(keys, key_count, err))
		return false;
	ring = mem_alloc(sizeof(*ring));
	memcpy(ring->issuer, issuer.at, issuer.len);
	for (int i = 0; i < key_count; i++)
		key_init(&ring->keys[ring->count++], &keys[i]);
	*out = ring;
	return true;
}

void keys_jwt_close(struct keys_jwt *ring)
{
	if (!ring)
		return;
	for (int i = 0; i < ring->count; i++)
		hash_key_close(ring->keys[i].hash);
	mem_free(ring);
}

/* ---- signing ------------------------------------------------------------ */

static bool claim_ok(struct str s, bool must)
{
	return s.len <= KEYS_JWT_CLAIM && (s.len || !must);
}

static struct str claims_write(struct arena *mem, const struct keys_jwt *ring,
	enum keys_jwt_use use, const struct keys_claims *c)
{
	struct buf b;
	struct json_out out;

	buf_init(&b, mem, KEYS_JWT_MOST);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_put_text(json_key(&out, "iss"), str_c(ring->issuer));
	json_put_text(json_key(&out, "aud"), str_c(uses[use].aud));
	json_put_text(json_key(&out, "sub"), c->sub);
	if (c->sid.len)
		json_put_text(json_key(&out, "sid"), c->sid);
	if (c->jti.len)
		json_put_text(json_key(&out, "jti"), c->jti);
	json_put_int(json_key(&out, "iat"), c->issued_ms / 1000);
	if (c->not_before_ms)
		json_put_int(json_key(&out, "nbf"), c->not_before_ms / 1000);
	json_put_int(json_key(&out, "exp"), c->expires_ms / 1000);
	json_end(&out);
	return buf_ok(&b) ? buf_str(&b) : STR_NONE;
}

bool keys_jwt_sign(const struct keys_jwt *ring, struct arena *mem,
	enum keys_jwt_use use, const struct keys_claims *claims,
	struct str *token, struct err *err)
{
	const struct key *k = &ring->keys[0];
	size_t head = k->headers[use].len, size = hash_size(algs[k->alg].hash);
	unsigned char mac[HASH_MAX];
	struct str body;
	size_t len;
	char *text;

	if (!claim_ok(claims->sub, true) || !claim_ok(claims->sid, false) ||
		!claim_ok(claims->jti, false) || claims->issued_ms < 0 ||
		claims->not_before_ms < 0 ||
		claims->expires_ms / 1000 <= claims->issued_ms / 1000 ||
		claims->expires_ms / 1000 > latest_s)
		return err_set(err, ERR_BAD_INPUT,
			"a token needs a subject, texts of at most %d bytes "
			"and an end behind its beginning",
			KEYS_JWT_CLAIM);
	body = claims_write(mem, ring, use, claims);
	len = head + 1 + code_len(CODE_BASE64URL, body.len);
	text = arena_alloc(mem, len + 1 + code_len(CODE_BASE64URL, size) + 1);
	memcpy(text, k->headers[use].at, head);
	text[head] = '.';
	code_write(CODE_BASE64URL, body, text + head + 1);
	hash_key_hmac(k->hash, str_of(text, len), mac);
	text[len] = '.';
	code_write(CODE_BASE64URL, str_of((char *)mac, size), text + len + 1);
	*token = str_c(text);
	if (!body.len || token->len > KEYS_JWT_MOST)
		return err_set(err, ERR_TOO_BIG, "a token has at most %d bytes",
			KEYS_JWT_MOST);
	return true;
}

/* ---- checking: the header ----------------------------------------------- */

static bool refuse(struct err *err, const char *why)
{
	return err_set(err, ERR_NOT_SIGNED, "%s", why);
}

struct parts {
	struct str header, body, signature, signed_text;
};

static bool split(struct str token, struct parts *out, struct err *err)
{
	struct str rest = token;

	if (token.len > KEYS_JWT_MOST)
		return refuse(err, "the token is too long");
	out->header = str_cut(&rest, '.');
	out->body = str_cut(&rest, '.');
	out->signature = rest;
	if (!out->header.len || !out->body.len || !rest.len ||
		memchr(rest.at, '.', rest.len))
		return refuse(err, "the token has not three parts");
	out->signed_text = str_of(
		token.at, (size_t)(out->body.at + out->body.len - token.at));
	return true;
}

static bool read_json(struct arena *mem, struct str text,
	const struct json **out, struct err *err)
{
	struct err why;
	struct str plain;

	if (!code_bytes(mem, CODE_BASE64URL, text, &plain))
		return refuse(err, "the token is not base64url");
	if (!json_parse(mem, plain, out, &why) ||
		json_kind(*out) != JSON_OBJECT)
		return refuse(err, "the token is not made of JSON objects");
	return true;
}

/* Exactly alg, kid and typ, once each: no jku, jwk, x5u, crit ... */
static const struct key *header_read(const struct keys_jwt *ring,
	struct arena *mem, enum keys_jwt_use use, struct str text,
	struct err *err)
{
	const struct json *head, *alg = NULL, *kid = NULL, *typ = NULL;

	if (!read_json(mem, text, &head, err))
		return NULL;
	if (json_count(head) == 3) {
		alg = json_find(head, "alg");
		kid = json_find(head, "kid");
		typ = json_find(head, "typ");
	}
	if (!alg || !kid || !typ) {
		refuse(err, "the token's header must hold alg, kid and typ "
			    "and nothing else");
		return NULL;
	}
	if (!json_is(typ, uses[use].typ)) {
		refuse(err, "the token is of another type");
		return NULL;
	}
	for (int i = 0; i < ring->count; i++)
		if (json_is(kid, ring->keys[i].kid)) {
			if (json_is(alg, algs[ring->keys[i].alg].name))
				return &ring->keys[i];
			refuse(err, "the token's algorithm is not its key's");
			return NULL;
		}
	refuse(err, "the token's key is not known");
	return NULL;
}

static const struct key *key_find(const struct keys_jwt *ring,
	struct arena *mem, enum keys_jwt_use use, struct str header,
	struct err *err)
{
	for (int i = 0; i < ring->count; i++) {
		const struct key *k = &ring->keys[i];

		if (str_eq(header,
			    str_of(k->headers[use].at, k->headers[use].len)))
			return k;
	}
	return header_read(ring, mem, use, header, err);
}

static bool signature_ok(
	const struct key *k, const struct parts *p, struct err *err)
{
	unsigned char want[HASH_MAX], have[HASH_MAX + 3];
	size_t n = 0, size = hash_size(algs[k->alg].hash);

	if (p->signature.len != code_len(CODE_BASE64URL, size) ||
		!code_read(CODE_BASE64URL, p->signature, have, &n))
		return refuse(err, "the token's signature is not well formed");
	hash_key_hmac(k->hash, p->signed_text, want);
	return (n == size && hash_same(have, want, size)) ||
	       refuse(err, "the token's signature is wrong");
}

/* ---- checking: the claims ----------------------------------------------- */

enum { ISS, AUD, SUB, SID, JTI, IAT, NBF, EXP, CLAIMS };
static const char claim_names[CLAIMS][4] = { "iss", "aud", "sub", "sid", "jti",
	"iat", "nbf", "exp" };

static int claim_of(struct str name)
{
	for (int i = 0; name.len == 3 && i < CLAIMS; i++)
		if (!memcmp(name.at, claim_names[i], 3))
			return i;
	return -1;
}

/* Sorts the claims out; those of others are let be, but named once, too. */
static bool claims_sort(struct arena *mem, const struct json *body,
	const struct json *out[CLAIMS], struct err *err)
{
	bool others = false, twice = false;
	const struct json *v;

	for (v = json_first(body); v; v = json_next(body, v)) {
		int i = claim_of(json_name(v));

		others |= i < 0;
		if (i < 0)
			continue;
		twice |= out[i] != NULL;
		out[i] = v;
	}
	if (others && !twice) {
		struct err why;

		twice = !json_check(mem, body, &why);
	}
	return !twice || refuse(err, "the token's claims are not unique");
}

static bool claim_text(
	const struct json *v, bool must, struct str *out, struct err *err)
{
	*out = json_text(v);
	if ((!v && !must) || (out->len && out->len <= KEYS_JWT_CLAIM &&
				     !memchr(out->at, '\0', out->len)))
		return true;
	return refuse(err, "a claim of the token is missing or no text");
}

static bool claim_time(
	const struct json *v, bool must, int64_t *out_s, struct err *err)
{
	*out_s = 0;
	if ((!v && !must) ||
		(json_int(v, out_s) && *out_s >= 0 && *out_s <= latest_s))
		return true;
	return refuse(err, "a time of the token is missing or no time");
}

static bool times_ok(
	int64_t iat, int64_t nbf, int64_t exp, int64_t now_s, struct err *err)
{
	if (exp <= iat)
		return refuse(err, "the token ends before it begins");
	if (now_s >= exp + KEYS_JWT_LEEWAY_S)
		return refuse(err, expired);
	if (now_s + KEYS_JWT_LEEWAY_S < iat || now_s + KEYS_JWT_LEEWAY_S < nbf)
		return refuse(err, "the token is not valid yet");
	return true;
}

static bool claims_read(const struct keys_jwt *ring, struct arena *mem,
	enum keys_jwt_use use, struct str text, int64_t now_ms,
	struct keys_claims *out, struct err *err)
{
	const struct json *body, *v[CLAIMS] = { NULL };
	int64_t iat, nbf, exp;

	if (!read_json(mem, text, &body, err) ||
		!claims_sort(mem, body, v, err))
		return false;
	if (!json_is(v[ISS], ring->issuer))
		return refuse(err, "the token is from somebody else");
	if (!json_is(v[AUD], uses[use].aud))
		return refuse(err, "the token is for something else");
	if (!claim_text(v[SUB], true, &out->sub, err) ||
		!claim_text(v[SID], false, &out->sid, err) ||
		!claim_text(v[JTI], false, &out->jti, err) ||
		!claim_time(v[IAT], true, &iat, err) ||
		!claim_time(v[NBF], false, &nbf, err) ||
		!claim_time(v[EXP], true, &exp, err) ||
		!times_ok(iat, nbf, exp, now_ms / 1000, err))
		return false;
	out->issued_ms = iat * 1000;
	out->not_before_ms = nbf * 1000;
	out->expires_ms = exp * 1000;
	return true;
}

bool keys_jwt_check(const struct keys_jwt *ring, struct arena *mem,
	enum keys_jwt_use use, struct str token, int64_t now_ms,
	struct keys_claims *out, struct err *err)
{
	const struct key *k;
	struct parts parts;

	return split(token, &parts, err) &&
	       (k = key_find(ring, mem, use, parts.header, err)) &&
	       signature_ok(k, &parts, err) &&
	       claims_read(ring, mem, use, parts.body, now_ms, out, err);
}

bool keys_jwt_expired(const struct err *err)
{
	return err->code == ERR_NOT_SIGNED && !strcmp(err->text, expired);
}
