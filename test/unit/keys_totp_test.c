/* Codes of the minute, by the vectors of RFC 6238 and RFC 4648. */
#include "test.h"

#include "keys/totp.h"

static const struct str secret = { "12345678901234567890", 20 };

TEST(codes_are_those_of_rfc_6238)
{
	static const struct {
		int64_t s;
		const char *code;
	} all[] = { { 59, "94287082" }, { 1111111109, "07081804" },
		{ 1111111111, "14050471" }, { 1234567890, "89005924" },
		{ 2000000000, "69279037" }, { 20000000000, "65353130" } };
	char code[9];

	for (size_t i = 0; i < LENGTH(all); i++) {
		keys_totp_code(secret, all[i].s / KEYS_TOTP_STEP_S, 8, code);
		OK(str_is(str_c(code), all[i].code));
		keys_totp_code(secret, all[i].s / KEYS_TOTP_STEP_S, 6, code);
		OK(str_is(str_c(code), all[i].code + 2));
	}
}

TEST(secrets_are_written_as_rfc_4648_says)
{
	static const char *const all[][2] = { { "f", "MY" }, { "fo", "MZXQ" },
		{ "foo", "MZXW6" }, { "foob", "MZXW6YQ" },
		{ "fooba", "MZXW6YTB" }, { "foobar", "MZXW6YTBOI" } };

	for (size_t i = 0; i < LENGTH(all); i++)
		OK(str_is(keys_totp_text(&test_mem, str_c(all[i][0])),
			all[i][1]));
	OK(keys_totp_make(&test_mem).len == KEYS_TOTP_SECRET);
}

TEST(a_code_counts_a_step_early_or_late_and_never_twice)
{
	const int64_t now_ms = 1111111111000;
	const int64_t step = now_ms / 1000 / KEYS_TOTP_STEP_S;
	int64_t found;
	char code[7];

	for (int away = -3; away <= 3; away++) {
		bool near = away >= -1 && away <= 1;

		keys_totp_code(secret, step + away, 6, code);
		OK(keys_totp_check(secret, str_c(code), now_ms, 0, &found) ==
			near);
		OK(!near || found == step + away);
		OK(!keys_totp_check(
			secret, str_c(code), now_ms, step + away, &found));
	}
	OK(!keys_totp_check(secret, STR("12345"), now_ms, 0, &found));
	OK(!keys_totp_check(secret, STR(""), now_ms, 0, &found));
}
