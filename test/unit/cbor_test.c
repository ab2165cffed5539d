/* CBOR: the examples of RFC 8949, appendix A, as far as they are read; what
 * is not well formed is refused, and nothing is read past its end. */
#include "test.h"

#include "base/cbor.h"
#include "base/code.h"

static struct str bytes(const char *hex)
{
	struct str out = STR("");

	OK(code_bytes(&test_mem, CODE_HEX, str_c(hex), &out));
	return out;
}

TEST(numbers_are_read_as_the_examples_say)
{
	static const struct {
		const char *hex;
		int64_t n;
	} all[] = { { "00", 0 }, { "17", 23 }, { "1818", 24 }, { "1864", 100 },
		{ "1903e8", 1000 }, { "1a000f4240", 1000000 },
		{ "1b000000e8d4a51000", 1000000000000 }, { "20", -1 },
		{ "3863", -100 }, { "3903e7", -1000 },
		{ "3b7fffffffffffffff", INT64_MIN } };

	for (size_t i = 0; i < LENGTH(all); i++) {
		struct str rest = bytes(all[i].hex);
		struct cbor v = cbor_next(&rest);

		OK(v.kind == CBOR_INT && v.number == all[i].n && !rest.len);
	}
}

TEST(what_is_not_canonical_or_cut_short_is_refused)
{
	static const char *const all[] = { "", "1817", "190017", "1a00000017",
		"18", "19ff", "1bffffffffffffffff", "5b7fffffffffffffff",
		"44010203", "5f42010243030405ff", "9fff", "c074", "f93c00",
		"fb3ff199999999999a", "f818", "ff", "82", "8201", "a1", "a101",
		"9b7fffffffffffffff", "bb7fffffffffffffff", "1c", "1f" };

	for (size_t i = 0; i < LENGTH(all); i++) {
		struct str rest = bytes(all[i]);

		OK(!cbor_skip(&rest));
	}
}

TEST(a_map_is_asked_by_number_and_by_text)
{
	/* {1: 2, -1: h'0a0b', "a": [1, {}], "fmt": "none"} */
	struct str map = bytes("a4010220420a0b61618201a063666d74646e6f6e65"),
		   inside, rest = map;
	struct cbor v;

	OK(cbor_skip(&rest) && !rest.len);
	v = cbor_find_int(map, 1, &inside);
	OK(v.kind == CBOR_INT && v.number == 2);
	v = cbor_find_int(map, -1, &inside);
	OK(v.kind == CBOR_BYTES && v.bytes.len == 2);
	v = cbor_find_text(map, "fmt", &inside);
	OK(v.kind == CBOR_TEXT && str_is(v.bytes, "none"));
	v = cbor_find_text(map, "a", &inside);
	OK(v.kind == CBOR_LIST && v.count == 2);
	OK(cbor_find_int(map, 7, &inside).kind == CBOR_NONE);
	OK(cbor_find_text(map, "b", &inside).kind == CBOR_NONE);
}

TEST(a_key_that_stands_twice_is_none)
{
	struct str inside;

	OK(cbor_find_int(bytes("a201020103"), 1, &inside).kind == CBOR_NONE);
	OK(cbor_find_int(bytes("01"), 1, &inside).kind == CBOR_NONE);
}

TEST(what_is_nested_too_deep_is_refused)
{
	struct buf b;
	struct str rest;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 100000; i++)
		buf_addc(&b, '\x81');
	buf_addc(&b, '\0');
	rest = buf_str(&b);
	OK(!cbor_skip(&rest));
}
