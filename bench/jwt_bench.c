/* bench/jwt_bench.c - what a token costs each request that carries one, and
 * what a password costs a sign-in. */
#include "bench.h"

#include <stdlib.h>

#include "keys/jwt.h"
#include "keys/password.h"

struct work {
	struct keys_jwt *ring;
	struct arena mem;
	struct keys_claims claims;
	struct str token, hash;
};

static const int64_t now = INT64_C(1790000000000);

static void must(bool ok)
{
	if (!ok)
		abort();
}

static void sign(void *with)
{
	struct work *w = with;
	struct err err;

	must(keys_jwt_sign(w->ring, &w->mem, KEYS_JWT_ACCESS, &w->claims,
		&w->token, &err));
	arena_reset(&w->mem);
}

static void check(void *with)
{
	struct work *w = with;
	struct keys_claims out;
	struct err err;

	must(keys_jwt_check(
		w->ring, &w->mem, KEYS_JWT_ACCESS, w->token, now, &out, &err));
	arena_reset(&w->mem);
}

static void password(void *with)
{
	struct work *w = with;
	struct err err;
	bool upgrade;

	must(keys_password_check(
		w->hash, STR("correct horse"), &upgrade, &err));
}

int main(void)
{
	struct keys_jwt_key key = { STR("a secret key of 32 characters ok"),
		KEYS_JWT_HS256 };
	struct arena mem = { 0 };
	struct err err;
	struct work
		w = { .claims = {
			      .sub = STR(
				      "019aa7e0-0000-7000-8000-000000000001"),
			      .sid = STR(
				      "019aa7e0-0000-7000-8000-000000000002"),
			      .issued_ms = now,
			      .expires_ms = now + 86400 * 1000,
		      } };

	must(keys_jwt_open(&w.ring, STR("https://cv.example"), &key, 1, &err));
	must(keys_jwt_sign(
		w.ring, &mem, KEYS_JWT_ACCESS, &w.claims, &w.token, &err));
	must(keys_password_make(&mem, STR("correct horse"), &w.hash, &err));
	bench_note("a token of %zu bytes", w.token.len);
	bench_say("jwt.check", bench_us(check, &w), "us");
	bench_say("password.check", bench_us(password, &w) / 1000, "ms");
	bench_say("jwt.sign", bench_us(sign, &w), "us");
	keys_jwt_close(w.ring);
	arena_free(&w.mem);
	arena_free(&mem);
	return 0;
}
