/* Tokens: whatever comes is refused or was signed by us; and any claims that
 * are signed are read back the same. */
#include "keys/jwt.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const int64_t now = INT64_C(1790000000000);

static struct keys_jwt *ring(void)
{
	static struct keys_jwt *open;
	struct keys_jwt_key key = { STR("a secret key of 32 characters ok"),
		KEYS_JWT_HS256 };
	struct err err;

	if (!open)
		assert(keys_jwt_open(
			&open, STR("https://cv.example"), &key, 1, &err));
	return open;
}

static void read_any(struct arena *mem, struct str text)
{
	struct keys_claims c;
	struct err err = { 0 };

	if (keys_jwt_check(ring(), mem, KEYS_JWT_ACCESS, text, now, &c, &err))
		assert(c.sub.len && c.expires_ms > c.issued_ms);
	else
		assert(err.code == ERR_NOT_SIGNED);
}

static void sign_any(struct arena *mem, struct str text)
{
	struct keys_claims in = { .issued_ms = now, .expires_ms = now + 60000 };
	struct keys_claims out = { .sub = STR_NONE };
	struct err err = { 0 };
	struct str token;

	in.sub = str_cut(&text, '\n');
	in.sid = str_cut(&text, '\n');
	in.jti = text;
	if (!keys_jwt_sign(ring(), mem, KEYS_JWT_EMAIL, &in, &token, &err))
		return;
	/* text that is no UTF-8 is mended, U+0000 is refused by the check */
	if (!keys_jwt_check(
		    ring(), mem, KEYS_JWT_EMAIL, token, now, &out, &err))
		return;
	assert(out.sub.len && !out.sid.len == !in.sid.len &&
		!out.jti.len == !in.jti.len);
	assert(!keys_jwt_check(
		ring(), mem, KEYS_JWT_ACCESS, token, now, &out, &err));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct str text = str_of((const char *)data, size);

	read_any(&mem, text);
	sign_any(&mem, text);
	arena_free(&mem);
	return 0;
}
