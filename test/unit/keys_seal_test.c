/* Sealed values and random tokens. */
#include "test.h"

#include "base/code.h"
#include "keys/seal.h"
#include "keys/token.h"

static const struct str first = STR("the first secret of 32 characters!");
static const struct str second = STR("the second secret, of 32 characters");

static struct keys_seal *ring(struct str a, struct str b)
{
	struct str secrets[2] = { a, b };
	struct keys_seal *seal = NULL;
	struct err err = { 0 };

	OK_ERR(keys_seal_open(&seal, secrets, b.len ? 2 : 1, &err), err);
	return seal;
}

static struct str sealed(struct keys_seal *seal, struct str value)
{
	struct err err = { 0 };
	struct str out = STR_NONE;

	OK_ERR(keys_seal_write(seal, &test_mem, "webhook secret", STR("row 7"),
		       value, &out, &err),
		err);
	return out;
}

static bool opens(struct keys_seal *seal, const char *purpose, struct str place,
	struct str text, struct str want)
{
	struct err err = { 0 };
	struct str have = STR_NONE;

	if (!keys_seal_read(
		    seal, &test_mem, purpose, place, text, &have, &err)) {
		SAME_INT(err.code, ERR_UNTRUSTED);
		return false;
	}
	SAME_STR(have, want);
	return true;
}

TEST(what_is_sealed_opens_for_its_purpose_and_place_only)
{
	struct keys_seal *seal = ring(first, STR_NONE);
	struct str value = STR("whsec_\0 with any bytes \xff");
	struct str text = sealed(seal, value);

	OK(opens(seal, "webhook secret", STR("row 7"), text, value));
	OK(!opens(seal, "totp", STR("row 7"), text, value));
	OK(!opens(seal, "webhook secret", STR("row 8"), text, value));
	OK(!opens(seal, "webhook secret", STR(""), text, value));
	OK(opens(seal, "webhook secret", STR("row 7"), sealed(seal, STR("")),
		STR("")));
	keys_seal_close(seal);
}

TEST(a_value_sealed_twice_looks_different)
{
	struct keys_seal *seal = ring(first, STR_NONE);

	OK(!str_eq(sealed(seal, STR("a")), sealed(seal, STR("a"))));
	keys_seal_close(seal);
}

TEST(every_changed_bit_is_noticed)
{
	struct keys_seal *seal = ring(first, STR_NONE);
	struct str raw = STR_NONE, text = sealed(seal, STR("secret"));

	NEED(code_bytes(&test_mem, CODE_BASE64URL, text, &raw));
	SAME_INT(raw.len, 1 + 4 + 12 + 6 + 16);
	for (size_t bit = 0; bit < raw.len * 8; bit++) {
		struct str bad = str_copy(&test_mem, raw);

		((char *)(uintptr_t)bad.at)[bit / 8] ^= (char)(1 << bit % 8);
		bad = code_text(&test_mem, CODE_BASE64URL, bad);
		OK(!opens(seal, "webhook secret", STR("row 7"), bad, STR_NONE));
	}
	for (size_t n = 0; n < text.len; n++)
		OK(!opens(seal, "webhook secret", STR("row 7"),
			str_of(text.at, n), STR_NONE));
	keys_seal_close(seal);
}

TEST(older_keys_open_and_newer_ones_seal)
{
	struct keys_seal *old = ring(first, STR_NONE);
	struct keys_seal *both = ring(second, first);
	struct keys_seal *new = ring(second, STR_NONE);
	struct str text = sealed(old, STR("v"));

	OK(!keys_seal_stale(old, text));
	OK(keys_seal_stale(both, text));
	OK(opens(both, "webhook secret", STR("row 7"), text, STR("v")));
	OK(!opens(new, "webhook secret", STR("row 7"), text, STR("v")));
	text = sealed(both, STR("v"));
	OK(!keys_seal_stale(both, text));
	OK(opens(new, "webhook secret", STR("row 7"), text, STR("v")));
	OK(!opens(old, "webhook secret", STR("row 7"), text, STR("v")));
	OK(keys_seal_stale(new, STR("")));
	OK(keys_seal_stale(new, STR("not base64!!")));
	keys_seal_close(old);
	keys_seal_close(both);
	keys_seal_close(new);
}

TEST(short_secrets_and_great_values_are_refused)
{
	struct keys_seal *seal = NULL;
	struct str weak = STR("only 31 characters of a secret.");
	struct str out;
	struct err err = { 0 };

	SAME_INT(weak.len, 31);
	OK(!keys_seal_open(&seal, &weak, 1, &err));
	OK(!keys_seal_open(&seal, &first, 0, &err));
	seal = ring(first, STR_NONE);
	OK(!keys_seal_write(seal, &test_mem, "p", STR(""),
		str_of(arena_alloc(&test_mem, KEYS_SEAL_MOST + 1),
			KEYS_SEAL_MOST + 1),
		&out, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(keys_seal_write(seal, &test_mem, "p", STR(""),
		str_of(arena_alloc(&test_mem, KEYS_SEAL_MOST), KEYS_SEAL_MOST),
		&out, &err));
	OK(keys_seal_read(seal, &test_mem, "p", STR(""), out, &out, &err));
	SAME_INT(out.len, KEYS_SEAL_MOST);
	keys_seal_close(seal);
}

/* ---- tokens ------------------------------------------------------------- */

TEST(a_token_is_found_again_by_its_hash)
{
	struct keys_token_hash a, b;
	struct str text = keys_token_make(&test_mem, "vk_", &a);

	SAME_INT(text.len, 3 + 43);
	OK(str_starts(text, STR("vk_")));
	NEED(keys_token_read(text, "vk_", &b));
	OK(!memcmp(&a, &b, sizeof(a)));
	SAME_INT(keys_token_hex(&test_mem, &a).len, 64);
	OK(!str_eq(text, keys_token_make(&test_mem, "vk_", &b)));
	OK(memcmp(&a, &b, sizeof(a)) != 0);
}

TEST(what_has_not_the_form_of_a_token_is_not_looked_up)
{
	struct keys_token_hash h;
	struct str text = keys_token_make(&test_mem, "", &h);
	struct str bad = str_copy(&test_mem, text);

	OK(keys_token_read(text, "", &h));
	OK(!keys_token_read(text, "vk_", &h));
	OK(!keys_token_read(str_of(text.at, text.len - 1), "", &h));
	OK(!keys_token_read(str_fmt(&test_mem, "%sA", text.at), "", &h));
	((char *)(uintptr_t)bad.at)[5] = '=';
	OK(!keys_token_read(bad, "", &h));
	OK(!keys_token_read(STR_NONE, "", &h));
}
