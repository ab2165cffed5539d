/* Stored hashes of passwords: whatever stands in the database is a hash that
 * we can bear to check, or is refused at once; and strangers' sealed values
 * and tokens open nothing. Costs above the least are left to tests: they
 * would only be slow. */
#include "keys/password.h"
#include "keys/seal.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* "m=8", "t=1": one digit each; bcrypt's cost of 4. */
static bool cheap(struct str hash)
{
	const char *m = memmem(hash.at, hash.len, "m=", 2);
	const char *t = memmem(hash.at, hash.len, "t=", 2);
	const char *end = hash.at + hash.len;
	bool bcrypt = hash.len == 60 && hash.at[3] == '$';

	if (bcrypt)
		return hash.at[4] == '0' && hash.at[5] <= '5';
	return (!m || end - m < 4 || m[3] == ',') &&
	       (!t || end - t < 4 || t[3] == ',');
}

static void check(struct str hash)
{
	struct err err = { 0 };
	bool upgrade;

	if (!hash.len || !cheap(hash))
		return;
	if (!keys_password_check(hash, STR("U*U"), &upgrade, &err))
		assert(err.code == ERR_NOT_SIGNED || err.code == ERR_BROKEN);
}

static void unseal(struct arena *mem, struct str text)
{
	static struct keys_seal *seal;
	const struct str secret = STR("a secret of 32 characters at least");
	struct err err = { 0 };
	struct str out;

	if (!seal)
		assert(keys_seal_open(&seal, &secret, 1, &err));
	assert(!keys_seal_read(
		seal, mem, "purpose", STR("place"), text, &out, &err));
	assert(err.code == ERR_UNTRUSTED);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct str text = str_copy(&mem, str_of((const char *)data, size));

	check(text);
	unseal(&mem, text);
	arena_free(&mem);
	return 0;
}
