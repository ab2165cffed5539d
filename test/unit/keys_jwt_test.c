/* Signed tokens: what passes, and everything that must not. ACC-1. */
#include "test.h"

#include "base/code.h"
#include "base/hash.h"
#include "keys/jwt.h"

static const struct str secret = STR("a secret key of 32 characters ok");
static const struct str older = STR("an older key of 32 characters ok");
static const struct str long_key =
	STR("a long secret key of sixty-four characters, for HS512 and HS384.");
static const int64_t now = INT64_C(1790000000000);

static struct keys_jwt *ring_of(struct keys_jwt_key a, struct keys_jwt_key b)
{
	struct keys_jwt_key keys[2] = { a, b };
	struct keys_jwt *ring = NULL;
	struct err err = { 0 };

	OK_ERR(keys_jwt_open(&ring, STR("https://cv.example"), keys,
		       b.secret.len ? 2 : 1, &err),
		err);
	return ring;
}

static struct keys_jwt *ring_new(void)
{
	return ring_of((struct keys_jwt_key){ secret, KEYS_JWT_HS256 },
		(struct keys_jwt_key){ STR_NONE, 0 });
}

static struct keys_claims claims(void)
{
	return (struct keys_claims){ .sub = STR("user-1"),
		.sid = STR("session-9"),
		.issued_ms = now,
		.expires_ms = now + 3600 * 1000 };
}

static struct str sign(struct keys_jwt *ring, enum keys_jwt_use use)
{
	struct keys_claims c = claims();
	struct str token = STR_NONE;
	struct err err = { 0 };

	OK_ERR(keys_jwt_sign(ring, &test_mem, use, &c, &token, &err), err);
	return token;
}

/* The reason of the refusal; "" when it passes. */
static const char *check_at(struct keys_jwt *ring, enum keys_jwt_use use,
	struct str token, int64_t at)
{
	static struct err err;
	struct keys_claims c = { 0 };

	memset(&err, 0, sizeof(err));
	if (keys_jwt_check(ring, &test_mem, use, token, at, &c, &err))
		return "";
	SAME_INT(err.code, ERR_NOT_SIGNED);
	OK(*err.text);
	OK(keys_jwt_expired(&err) == !!strstr(err.text, "expired"));
	return err.text;
}

static const char *check(struct keys_jwt *ring, struct str token)
{
	return check_at(ring, KEYS_JWT_ACCESS, token, now);
}

/* A token of any header and body, rightly signed. */
static struct str forge(const char *header, struct str body, struct str key,
	enum hash_kind kind)
{
	unsigned char mac[HASH_MAX];
	struct str head = code_text(&test_mem, CODE_BASE64URL, str_c(header));
	struct str text = code_text(&test_mem, CODE_BASE64URL, body);
	struct str both = str_fmt(&test_mem, "%s.%s", head.at, text.at);

	hash_hmac(kind, key, both, mac);
	text = code_text(&test_mem, CODE_BASE64URL,
		str_of((char *)mac, hash_size(kind)));
	return str_fmt(&test_mem, "%s.%s", both.at, text.at);
}

static const char *kid_of(struct str key)
{
	unsigned char digest[32];

	hash_sha256(key, digest);
	return code_text(&test_mem, CODE_HEX, str_of((char *)digest, 8)).at;
}

static const char *header(const char *alg, const char *more)
{
	return str_fmt(&test_mem,
		"{\"typ\":\"at+jwt\",\"alg\":\"%s\",\"kid\":\"%s\"%s}", alg,
		kid_of(secret), more)
		.at;
}

#define GOOD                                                   \
	"\"iss\":\"https://"                                   \
	"cv.example\",\"aud\":\"vitae:access\",\"sub\":\"u\"," \
	"\"iat\":1790000000"

static const char *forged(const char *head, const char *body)
{
	struct keys_jwt *ring = ring_new();
	const char *why =
		check(ring, forge(head, str_c(body), secret, HASH_SHA256));

	keys_jwt_close(ring);
	return why;
}

/* ---- what passes -------------------------------------------------------- */

TEST(what_was_signed_is_read_back)
{
	struct keys_jwt *ring = ring_new();
	struct keys_claims in = claims(), out = { 0 };
	struct str token = STR_NONE;
	struct err err = { 0 };

	in.jti = STR("id \"quoted\" \\ é");
	in.not_before_ms = now;
	NEED_ERR(keys_jwt_sign(
			 ring, &test_mem, KEYS_JWT_ACCESS, &in, &token, &err),
		err);
	NEED_ERR(keys_jwt_check(ring, &test_mem, KEYS_JWT_ACCESS, token, now,
			 &out, &err),
		err);
	SAME_STR(out.sub, in.sub);
	SAME_STR(out.sid, in.sid);
	SAME_STR(out.jti, in.jti);
	SAME_INT(out.issued_ms, in.issued_ms);
	SAME_INT(out.expires_ms, in.expires_ms);
	SAME_INT(out.not_before_ms, in.not_before_ms);
	keys_jwt_close(ring);
}

TEST(the_same_claims_spelt_otherwise_pass)
{
	OK(!*forged(header("HS256", ""), "{" GOOD ",\"exp\":1790000100}"));
	OK(!*forged(header("HS256", ""),
		" {" GOOD ",\"exp\" : 1790000100 ,\"roles\":[\"x\"]}\n"));
}

/* The form of RFC 7519's and other libraries' tokens: HMAC over two texts. */
TEST(a_signature_is_the_hmac_of_what_stands_before_it)
{
	struct keys_jwt *ring = ring_new();
	struct str token = sign(ring, KEYS_JWT_ACCESS), rest = token;
	struct str head = str_cut(&rest, '.'), body = str_cut(&rest, '.');
	struct str plain = STR_NONE, mac;
	unsigned char want[32];

	NEED(code_bytes(&test_mem, CODE_BASE64URL, head, &plain));
	SAME_STR(plain, str_fmt(&test_mem,
				"{\"alg\":\"HS256\",\"kid\":\"%s\","
				"\"typ\":\"at+jwt\"}",
				kid_of(secret)));
	hash_hmac(HASH_SHA256, secret,
		str_of(token.at, head.len + 1 + body.len), want);
	mac = code_text(&test_mem, CODE_BASE64URL, str_of((char *)want, 32));
	SAME_STR(rest, mac);
	NEED(code_bytes(&test_mem, CODE_BASE64URL, body, &plain));
	SAME_STR(plain, STR("{\"iss\":\"https://cv.example\","
			    "\"aud\":\"vitae:access\",\"sub\":\"user-1\","
			    "\"sid\":\"session-9\",\"iat\":1790000000,"
			    "\"exp\":1790003600}"));
	keys_jwt_close(ring);
}

TEST(each_algorithm_signs_for_itself)
{
	for (int alg = KEYS_JWT_HS256; alg <= KEYS_JWT_HS512; alg++) {
		struct keys_jwt *ring = ring_of(
			(struct keys_jwt_key){ long_key, alg },
			(struct keys_jwt_key){ secret, KEYS_JWT_HS256 });

		OK(!*check(ring, sign(ring, KEYS_JWT_ACCESS)));
		keys_jwt_close(ring);
	}
}

/* ACC-1: rotation without signing everyone out. */
TEST(older_keys_check_and_the_first_signs)
{
	struct keys_jwt_key a = { older, KEYS_JWT_HS256 };
	struct keys_jwt_key b = { secret, KEYS_JWT_HS256 };
	struct keys_jwt_key none = { STR_NONE, 0 };
	struct keys_jwt *old = ring_of(a, none), *both = ring_of(b, a);
	struct keys_jwt *fresh = ring_of(b, none);

	OK(!*check(both, sign(old, KEYS_JWT_ACCESS)));
	OK(!*check(fresh, sign(both, KEYS_JWT_ACCESS)));
	OK(strstr(check(fresh, sign(old, KEYS_JWT_ACCESS)), "key"));
	OK(strstr(check(old, sign(both, KEYS_JWT_ACCESS)), "key"));
	keys_jwt_close(old);
	keys_jwt_close(both);
	keys_jwt_close(fresh);
}

/* ---- times -------------------------------------------------------------- */

TEST(a_token_ends_a_minute_behind_its_end_at_most)
{
	struct keys_jwt *ring = ring_new();
	struct str token = sign(ring, KEYS_JWT_ACCESS);
	int64_t end = now + 3600 * 1000;

	OK(!*check_at(ring, KEYS_JWT_ACCESS, token, end + 59999));
	OK(strstr(check_at(ring, KEYS_JWT_ACCESS, token, end + 60000),
		"expired"));
	OK(!*check_at(ring, KEYS_JWT_ACCESS, token, now - 60000));
	OK(strstr(check_at(ring, KEYS_JWT_ACCESS, token, now - 61000),
		"not valid yet"));
	keys_jwt_close(ring);
}

TEST(not_before_is_honoured)
{
	OK(!*forged(header("HS256", ""),
		"{" GOOD ",\"exp\":1790009999,\"nbf\":1790000060}"));
	OK(strstr(forged(header("HS256", ""),
			  "{" GOOD ",\"exp\":1790009999,\"nbf\":1790000061}"),
		"not valid yet"));
}

/* ---- what must not pass ------------------------------------------------- */

TEST(each_use_refuses_the_tokens_of_all_others)
{
	struct keys_jwt *ring = ring_new();

	for (int a = 0; a < KEYS_JWT_USES; a++)
		for (int b = 0; b < KEYS_JWT_USES; b++)
			OK((a == b) == !*check_at(ring, b, sign(ring, a), now));
	keys_jwt_close(ring);
}

TEST(headers_that_choose_their_own_key_or_algorithm_are_refused)
{
	static const char *const more[] = { ",\"jku\":\"https://evil.example\"",
		",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}",
		",\"x5u\":\"https://evil.example\"", ",\"x5c\":[]",
		",\"crit\":[\"exp\"]", ",\"b64\":false", ",\"cty\":\"JWT\"",
		",\"alg\":\"HS256\"", ",\"zip\":\"DEF\"" };
	static const char *const algs[] = { "none", "None", "NONE", "", "hs256",
		"HS384", "HS512", "RS256", "ES256", "PS256", "EdDSA", "A128KW",
		"HS256 " };
	const char *good = "{" GOOD ",\"exp\":1790000100}";

	OK(!*forged(header("HS256", ""), good));
	for (size_t i = 0; i < LENGTH(more); i++)
		OK(*forged(header("HS256", more[i]), good));
	for (size_t i = 0; i < LENGTH(algs); i++)
		OK(*forged(header(algs[i], ""), good));
}

TEST(wrong_kinds_of_headers_are_refused)
{
	const char *good = "{" GOOD ",\"exp\":1790000100}";
	const char *kid = kid_of(secret);
	const char *const bad[] = {
		"{}",
		"[]",
		"null",
		"",
		"{\"alg\":\"HS256\"}",
		str_fmt(&test_mem, "{\"alg\":\"HS256\",\"kid\":\"%s\"}", kid)
			.at,
		str_fmt(&test_mem,
			"{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"JWT\"}",
			kid)
			.at,
		str_fmt(&test_mem,
			"{\"alg\":\"HS256\",\"kid\":\"%s\","
			"\"typ\":\"AT+JWT\"}",
			kid)
			.at,
		str_fmt(&test_mem,
			"{\"alg\":\"HS256\",\"kid\":\"%.15s\","
			"\"typ\":\"at+jwt\"}",
			kid)
			.at,
		("{\"alg\":\"HS256\",\"kid\":\"../../dev/null\","
		 "\"typ\":\"at+jwt\"}"),
		"{\"alg\":\"HS256\",\"kid\":0,\"typ\":\"at+jwt\"}",
		str_fmt(&test_mem,
			"{\"alg\":[\"HS256\"],\"kid\":\"%s\","
			"\"typ\":\"at+jwt\"}",
			kid)
			.at,
	};

	for (size_t i = 0; i < LENGTH(bad); i++)
		if (!*forged(bad[i], good))
			test_fail(__FILE__, __LINE__, "passed: %s", bad[i]);
}

TEST(missing_wrong_and_double_claims_are_refused)
{
	static const char *const bad[] = {
		"{}",
		"[]",
		"",
		"nonsense",
		"{" GOOD "}",
		"{" GOOD ",\"exp\":\"1790000100\"}",
		"{" GOOD ",\"exp\":1790000100.5}",
		"{" GOOD ",\"exp\":-1}",
		"{" GOOD ",\"exp\":1e300}",
		"{" GOOD ",\"exp\":9223372036854775807}",
		"{" GOOD ",\"exp\":1790000000}",
		"{" GOOD ",\"exp\":1790000100,\"exp\":1790000100}",
		"{" GOOD ",\"exp\":1790000100,\"sub\":\"admin\"}",
		"{" GOOD ",\"exp\":1790000100,\"x\":1,\"x\":2}",
		"{" GOOD ",\"exp\":1790000100,\"nbf\":\"now\"}",
		"{" GOOD ",\"exp\":1790000100,\"sid\":7}",
		"{" GOOD ",\"exp\":1790000100,\"sid\":\"\"}",
		"{" GOOD ",\"exp\":1790000100,\"sid\":\"a\\u0000b\"}",
		"{" GOOD ",\"exp\":1790000100,\"jti\":\"\xff\"}",
		"{" GOOD ",\"exp\":1790000100} ,",
		"{\"iss\":\"https://evil.example\",\"aud\":\"vitae:access\","
		"\"sub\":\"u\",\"iat\":1790000000,\"exp\":1790000100}",
		"{\"iss\":\"https://cv.example\",\"aud\":\"vitae:email\","
		"\"sub\":\"u\",\"iat\":1790000000,\"exp\":1790000100}",
		"{\"iss\":\"https://cv.example\",\"aud\":[\"vitae:access\"],"
		"\"sub\":\"u\",\"iat\":1790000000,\"exp\":1790000100}",
		"{\"iss\":\"https://cv.example\",\"aud\":\"vitae:access\","
		"\"iat\":1790000000,\"exp\":1790000100}",
		"{\"iss\":\"https://cv.example\",\"aud\":\"vitae:access\","
		"\"sub\":\"\",\"iat\":1790000000,\"exp\":1790000100}",
		"{\"iss\":\"https://cv.example\",\"aud\":\"vitae:access\","
		"\"sub\":\"u\",\"exp\":1790000100}",
		"{\"aud\":\"vitae:access\",\"sub\":\"u\","
		"\"iat\":1790000000,\"exp\":1790000100}",
		"{\"iss\":\"https://cv.example\",\"sub\":\"u\","
		"\"iat\":1790000000,\"exp\":1790000100}",
	};

	for (size_t i = 0; i < LENGTH(bad); i++)
		if (!*forged(header("HS256", ""), bad[i]))
			test_fail(__FILE__, __LINE__, "passed: %s", bad[i]);
}

TEST(every_changed_byte_of_a_token_is_noticed)
{
	struct keys_jwt *ring = ring_new();
	struct str token = sign(ring, KEYS_JWT_ACCESS);

	for (size_t i = 0; i < token.len; i++)
		for (int bit = 0; bit < 8; bit += 3) {
			struct str bad = str_copy(&test_mem, token);

			((char *)(uintptr_t)bad.at)[i] ^= (char)(1 << bit);
			OK(*check(ring, bad));
		}
	for (size_t n = 0; n < token.len; n++)
		OK(*check(ring, str_of(token.at, n)));
	keys_jwt_close(ring);
}

TEST(other_spellings_of_a_good_token_are_refused)
{
	static const char *const behind[] = { "=", "==", ".", "..", " ", "\n",
		"A", ".e30", "%00" };
	struct keys_jwt *ring = ring_new();
	struct str token = sign(ring, KEYS_JWT_ACCESS), rest = token;
	struct str head = str_cut(&rest, '.'), body = str_cut(&rest, '.');
	struct str none =
		str_fmt(&test_mem, "%.*s.%.*s.", STR_ARG(head), STR_ARG(body));

	for (size_t i = 0; i < LENGTH(behind); i++)
		OK(*check(ring, str_fmt(&test_mem, "%.*s%s", STR_ARG(token),
					behind[i])));
	OK(*check(ring, none));
	OK(*check(ring, str_of(none.at, none.len - 1)));
	OK(*check(ring, str_fmt(&test_mem, " %.*s", STR_ARG(token))));
	OK(*check(ring, str_fmt(&test_mem, "%.*s=.%.*s.%.*s", STR_ARG(head),
				STR_ARG(body), STR_ARG(rest))));
	OK(*check(ring, str_fmt(&test_mem, "%.*s.%.*s=.%.*s", STR_ARG(head),
				STR_ARG(body), STR_ARG(rest))));
	OK(*check(ring, STR("")));
	OK(*check(ring, STR("..")));
	OK(*check(ring, STR("...")));
	keys_jwt_close(ring);
}

TEST(a_megabyte_of_token_is_refused_at_once)
{
	struct keys_jwt *ring = ring_new();
	char *x = arena_alloc(&test_mem, 1024 * 1024);

	memset(x, 'A', 1024 * 1024);
	x[100] = x[200] = '.';
	OK(strstr(check(ring, str_of(x, 1024 * 1024)), "too long"));
	keys_jwt_close(ring);
}

TEST(a_token_signed_by_a_public_text_is_refused)
{
	struct keys_jwt *ring = ring_new();
	const char *good = "{" GOOD ",\"exp\":1790000100}";

	OK(*check(ring,
		forge(header("HS256", ""), str_c(good), STR(""), HASH_SHA256)));
	OK(*check(ring,
		forge(header("HS256", ""), str_c(good), older, HASH_SHA256)));
	OK(*check(ring,
		forge(header("HS256", ""), str_c(good), secret, HASH_SHA512)));
	keys_jwt_close(ring);
}

/* ---- opening and signing ------------------------------------------------ */

TEST(weak_double_and_missing_keys_are_refused)
{
	struct keys_jwt_key keys[2] = { { secret, KEYS_JWT_HS256 },
		{ secret, KEYS_JWT_HS256 } };
	struct keys_jwt *ring = NULL;
	struct err err = { 0 };
	enum keys_jwt_alg alg;

	OK(!keys_jwt_open(&ring, STR("i"), keys, 0, &err));
	OK(!keys_jwt_open(&ring, STR("i"), keys, 2, &err));
	OK(!keys_jwt_open(&ring, STR(""), keys, 1, &err));
	keys[0].secret.len = 31;
	OK(!keys_jwt_open(&ring, STR("i"), keys, 1, &err));
	keys[0] = (struct keys_jwt_key){ secret, KEYS_JWT_HS512 };
	OK(!keys_jwt_open(&ring, STR("i"), keys, 1, &err));
	OK(strstr(err.text, "64"));
	OK(keys_jwt_alg_read(STR("HS384"), &alg, &err));
	SAME_INT(alg, KEYS_JWT_HS384);
	OK(!keys_jwt_alg_read(STR("none"), &alg, &err));
	OK(!keys_jwt_alg_read(STR("RS256"), &alg, &err));
}

TEST(claims_that_no_check_would_pass_are_not_signed)
{
	struct keys_jwt *ring = ring_new();
	struct keys_claims c = claims();
	struct err err = { 0 };
	struct str token;

	c.sub = STR_NONE;
	OK(!keys_jwt_sign(ring, &test_mem, KEYS_JWT_ACCESS, &c, &token, &err));
	c = claims();
	c.expires_ms = c.issued_ms;
	OK(!keys_jwt_sign(ring, &test_mem, KEYS_JWT_ACCESS, &c, &token, &err));
	c = claims();
	c.jti = str_of(arena_alloc(&test_mem, 300), 300);
	OK(!keys_jwt_sign(ring, &test_mem, KEYS_JWT_ACCESS, &c, &token, &err));
	keys_jwt_close(ring);
}
