/* keys/webauthn.c - reads and checks what passkeys say. See webauthn.h. */
#include "keys/webauthn.h"

#include "base/cbor.h"
#include "base/hash.h"
#include "base/json.h"
#include "keys/public.h"

/* Of the authenticator data (6.1). */
enum {
	HEAD = 37, /* the site's hash, flags, counter */
	PRESENT = 1,
	VERIFIED = 4,
	MAY_SYNC = 8,
	SYNCED = 16,
	WITH_KEY = 64,
	WITH_MORE = 128,
	AAGUID = 16
};
/* Of a COSE key (RFC 9053). */
enum { KTY = 1, ALG = 3, CRV = -1, X = -2, Y = -3, N = -1, E = -2 };

static bool refuse(struct err *err, const char *why)
{
	return err_set(err, ERR_NOT_SIGNED, "the passkey %s", why);
}

/* ---- what the browser saw ----------------------------------------------- */

static bool client_fits(struct arena *mem, const struct webauthn_ask *ask,
	const char *type, struct str data, struct err *err)
{
	const struct json *doc;
	struct err why;

	if (data.len > KEYS_WEBAUTHN_CLIENT ||
		!json_parse(mem, data, &doc, &why) ||
		json_kind(doc) != JSON_OBJECT || !json_check(mem, doc, &why))
		return refuse(err, "came with client data that is no JSON");
	if (!json_is(json_find(doc, "type"), type))
		return refuse(err, "did something else than it was asked to");
	if (!ask->challenge.len ||
		!str_eq(json_text(json_find(doc, "challenge")), ask->challenge))
		return refuse(err, "answers another question");
	if (!str_eq(json_text(json_find(doc, "origin")), ask->origin))
		return refuse(err, "was used on another site");
	return !json_bool(json_find(doc, "crossOrigin")) ||
	       refuse(err, "was used within another site");
}

/* ---- what the device says ----------------------------------------------- */

struct device {
	unsigned flags;
	int64_t counter;
	struct str rest;
};

static bool device_read(const struct webauthn_ask *ask, struct str data,
	struct device *out, struct err *err)
{
	unsigned char hash[HASH_SHA256_SIZE];
	const unsigned char *at = (const unsigned char *)data.at;

	if (data.len < HEAD)
		return refuse(err, "sent too little");
	hash_sha256(ask->rp_id, hash);
	if (memcmp(at, hash, sizeof(hash)) != 0)
		return refuse(err, "is of another site");
	out->flags = at[32];
	out->counter = (int64_t)at[33] << 24 | (int64_t)at[34] << 16 |
		       (int64_t)at[35] << 8 | at[36];
	out->rest = str_of(data.at + HEAD, data.len - HEAD);
	if (!(out->flags & PRESENT))
		return refuse(err, "was touched by nobody");
	if (ask->verified && !(out->flags & VERIFIED))
		return refuse(err, "did not check who touched it (PIN, "
				   "fingerprint, face)");
	/* 7.1.17, 7.2.19: what cannot be synced is not */
	return !(out->flags & SYNCED) || (out->flags & MAY_SYNC) ||
	       refuse(err, "contradicts itself");
}

/* ---- its key ------------------------------------------------------------ */

static struct str number(struct str map, int64_t key, size_t exactly)
{
	struct str inside;
	struct cbor v = cbor_find_int(map, key, &inside);

	return v.kind == CBOR_BYTES && v.bytes.len &&
			       (!exactly || v.bytes.len == exactly)
		       ? v.bytes
		       : STR_NONE;
}

static bool is_number(struct str map, int64_t key, int64_t value)
{
	struct str inside;
	struct cbor v = cbor_find_int(map, key, &inside);

	return v.kind == CBOR_INT && v.number == value;
}

static bool key_read(struct str map, struct keys_public *out,
	enum keys_public_alg *alg, struct err *err)
{
	struct str inside;
	struct cbor v = cbor_find_int(map, ALG, &inside);
	bool fits = false;

	*out = (struct keys_public){ 0 };
	if (v.kind != CBOR_INT || !keys_public_alg_of_cose(v.number, alg))
		return refuse(err, "has a key of a kind that is not taken");
	out->kind = keys_public_kind_of(*alg);
	switch (*alg) {
	case KEYS_ALG_ES256:
		fits = is_number(map, KTY, 2) && is_number(map, CRV, 1);
		out->a = number(map, X, 32);
		out->b = number(map, Y, 32);
		break;
	case KEYS_ALG_EDDSA:
		fits = is_number(map, KTY, 1) && is_number(map, CRV, 6);
		out->a = number(map, X, 32);
		out->b = STR("");
		break;
	case KEYS_ALG_RS256:
		fits = is_number(map, KTY, 3);
		out->a = number(map, N, 0);
		out->b = number(map, E, 0);
		break;
	default:
		break;
	}
	return (fits && out->a.at && out->b.at) ||
	       refuse(err, "has a key of a kind that is not taken");
}

/* ---- a new one ---------------------------------------------------------- */

static bool key_attached(
	struct device *d, struct webauthn_made *out, struct err *err)
{
	const unsigned char *at = (const unsigned char *)d->rest.at;
	struct keys_public unused;
	enum keys_public_alg alg;
	struct str rest;
	size_t len;

	if (!(d->flags & WITH_KEY) || d->rest.len < AAGUID + 2)
		return refuse(err, "sent no key");
	len = (size_t)at[AAGUID] << 8 | at[AAGUID + 1];
	if (!len || len > KEYS_WEBAUTHN_ID || d->rest.len - AAGUID - 2 < len)
		return refuse(err, "sent a key without an id");
	out->credential = str_of(d->rest.at + AAGUID + 2, len);
	rest = str_of(out->credential.at + len, d->rest.len - AAGUID - 2 - len);
	out->public_key = rest;
	if (!cbor_skip(&rest))
		return refuse(err, "sent a broken key");
	out->public_key.len -= rest.len;
	if (out->public_key.len > KEYS_WEBAUTHN_KEY)
		return refuse(err, "sent a key that is too big");
	if (d->flags & WITH_MORE ? !cbor_skip(&rest) || rest.len : rest.len)
		return refuse(err, "sent more than it said");
	return key_read(out->public_key, &unused, &alg, err);
}

bool keys_webauthn_made(struct arena *mem, const struct webauthn_ask *ask,
	struct str client_data, struct str attestation,
	struct webauthn_made *out, struct err *err)
{
	struct str whole = attestation, inside;
	struct cbor data;
	struct device d;

	if (!client_fits(mem, ask, "webauthn.create", client_data, err))
		return false;
	if (attestation.len > KEYS_WEBAUTHN_MADE || !cbor_skip(&whole) ||
		whole.len)
		return refuse(err, "sent no attestation object");
	data = cbor_find_text(attestation, "authData", &inside);
	if (data.kind != CBOR_BYTES)
		return refuse(err, "sent no authenticator data");
	if (!device_read(ask, data.bytes, &d, err) ||
		!key_attached(&d, out, err))
		return false;
	out->counter = d.counter;
	out->synced = d.flags & SYNCED;
	out->verified = d.flags & VERIFIED;
	return true;
}

/* ---- one that signs ----------------------------------------------------- */

bool keys_webauthn_shown(struct arena *mem, const struct webauthn_ask *ask,
	struct str public_key, const struct webauthn_shown *shown,
	struct webauthn_seen *out, struct err *err)
{
	unsigned char hash[HASH_SHA256_SIZE];
	struct keys_public key;
	enum keys_public_alg alg;
	struct device d;
	struct buf data;
	struct err why;

	if (!client_fits(mem, ask, "webauthn.get", shown->client_data, err) ||
		!device_read(ask, shown->authenticator_data, &d, err) ||
		!key_read(public_key, &key, &alg, err))
		return false;
	hash_sha256(shown->client_data, hash);
	buf_init(&data, mem, KEYS_WEBAUTHN_MADE + sizeof(hash));
	buf_add(&data, shown->authenticator_data);
	buf_add(&data, str_of((char *)hash, sizeof(hash)));
	if (!buf_ok(&data) || !keys_public_check(&key, alg, KEYS_PUBLIC_DER,
				      buf_str(&data), shown->signature, &why))
		return refuse(err, "has not signed this");
	*out = (struct webauthn_seen){ d.counter, d.flags & SYNCED,
		d.flags & VERIFIED };
	return true;
}
