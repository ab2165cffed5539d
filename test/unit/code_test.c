/* test/unit/code_test.c - base/code.h: one value, one text. */
#include "test.h"

#include "base/code.h"
#include "base/hash.h"

static struct str text_of(enum code code, struct str s)
{
	return code_text(&test_mem, code, s);
}

/* RFC 4648, s. 10. */
static const struct {
	const char *bytes, *base64, *base64url, *hex;
} rows[] = {
	{ "", "", "", "" },
	{ "f", "Zg==", "Zg", "66" },
	{ "fo", "Zm8=", "Zm8", "666f" },
	{ "foo", "Zm9v", "Zm9v", "666f6f" },
	{ "foob", "Zm9vYg==", "Zm9vYg", "666f6f62" },
	{ "fooba", "Zm9vYmE=", "Zm9vYmE", "666f6f6261" },
	{ "foobar", "Zm9vYmFy", "Zm9vYmFy", "666f6f626172" },
	{ "\xfb\xff\xbf", "+/+/", "-_-_", "fbffbf" },
};

TEST(texts_are_those_of_rfc_4648)
{
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str s = str_c(rows[i].bytes);

		SAME_STR(text_of(CODE_BASE64, s), str_c(rows[i].base64));
		SAME_STR(text_of(CODE_BASE64URL, s), str_c(rows[i].base64url));
		SAME_STR(text_of(CODE_HEX, s), str_c(rows[i].hex));
	}
}

TEST(every_length_reads_as_it_was_written)
{
	char bytes[67];

	hash_random(bytes, sizeof(bytes));
	for (int code = CODE_HEX; code <= CODE_BASE64URL; code++)
		for (size_t n = 0; n <= sizeof(bytes); n++) {
			struct str s = str_of(bytes, n), back;
			struct str text = text_of(code, s);

			SAME_INT(text.len, code_len(code, n));
			OK(code_room(code, text.len) >= n);
			NEED(code_bytes(&test_mem, code, text, &back));
			SAME_STR(back, s);
		}
}

TEST(lengths_known_at_compile_time_are_right)
{
	for (size_t n = 0; n < 20; n++) {
		SAME_INT(CODE_HEX_LEN(n), code_len(CODE_HEX, n));
		SAME_INT(CODE_BASE64_LEN(n), code_len(CODE_BASE64, n));
		SAME_INT(CODE_BASE64URL_LEN(n), code_len(CODE_BASE64URL, n));
	}
}

TEST(hex_reads_both_cases)
{
	struct str out;

	NEED(code_bytes(&test_mem, CODE_HEX, STR("aAfF09"), &out));
	SAME_STR(out, STR("\xaa\xff\x09"));
}

static const struct {
	enum code code;
	const char *text;
} refused[] = {
	{ CODE_HEX, "0" }, { CODE_HEX, "0g" }, { CODE_HEX, "g0" },
	{ CODE_HEX, "0x00" }, { CODE_HEX, "00 00" },
	{ CODE_BASE64, "Zg" },          /* not padded */
	{ CODE_BASE64, "Zg=" },         /* half padded */
	{ CODE_BASE64, "Zg===" },       /* padded twice */
	{ CODE_BASE64, "Zg==Zg==" },    /* padding inside */
	{ CODE_BASE64, "====" },        /* nothing but padding */
	{ CODE_BASE64, "Z===" },        /* six bits are no byte */
	{ CODE_BASE64, "Zh==" },        /* stray bits */
	{ CODE_BASE64, "Zm9=" },        /* stray bits */
	{ CODE_BASE64, "-_-_" },        /* the other alphabet */
	{ CODE_BASE64, "Zm9v\n" },      /* a line end */
	{ CODE_BASE64, "Zm 9v===" },    /* a blank */
	{ CODE_BASE64URL, "Zg==" },     /* padded */
	{ CODE_BASE64URL, "Zm9v=" },    /* padded */
	{ CODE_BASE64URL, "Z" },        /* six bits are no byte */
	{ CODE_BASE64URL, "Zh" },       /* stray bits */
	{ CODE_BASE64URL, "Zm9" },      /* stray bits */
	{ CODE_BASE64URL, "+/+/" },     /* the other alphabet */
	{ CODE_BASE64URL, "Zm9v\xc3" }, /* no ASCII */
};

TEST(what_would_be_a_second_text_of_a_value_is_refused)
{
	for (size_t i = 0; i < LENGTH(refused); i++) {
		struct str out;

		if (code_bytes(&test_mem, refused[i].code,
			    str_c(refused[i].text), &out))
			test_fail(__FILE__, __LINE__, "read '%s'",
				refused[i].text);
	}
}

TEST(a_nul_ends_nothing)
{
	struct str out;

	OK(!code_bytes(&test_mem, CODE_BASE64URL, STR("Zm9v\0AAA"), &out));
	SAME_STR(text_of(CODE_HEX, STR("\0\1")), STR("0001"));
}
