/* base/cbor.c - reads CBOR. See cbor.h. */
#include "base/cbor.h"

enum { UINT, NEGATIVE, BYTES, TEXT, LIST, MAP, TAG, OTHER };

static bool take(struct str *rest, size_t n, struct str *out)
{
	if (n > rest->len)
		return false;
	*out = str_of(rest->at, n);
	*rest = str_of(rest->at + n, rest->len - n);
	return true;
}

/* The number in or behind the first byte, in its shortest form alone. */
static bool argument(struct str *rest, unsigned low, uint64_t *out)
{
	static const uint64_t least[] = { 24, 0x100, 0x10000, 0x100000000 };
	struct str bytes;

	*out = low;
	if (low < 24)
		return true;
	if (low > 27 || !take(rest, (size_t)1 << (low - 24), &bytes))
		return false;
	*out = 0;
	for (size_t i = 0; i < bytes.len; i++)
		*out = *out << 8 | (unsigned char)bytes.at[i];
	return *out >= least[low - 24];
}

static struct cbor container(enum cbor_kind kind, uint64_t count, size_t left)
{
	struct cbor v = { .kind = kind, .count = count };

	/* each value takes a byte at least */
	if (count > left / (kind == CBOR_MAP ? 2 : 1))
		v.kind = CBOR_NONE;
	return v;
}

struct cbor cbor_next(struct str *rest)
{
	struct cbor v = { 0 };
	struct str head;
	uint64_t n;
	unsigned first;

	if (!take(rest, 1, &head))
		return v;
	first = (unsigned char)*head.at;
	if (!argument(rest, first & 31, &n) || n > INT64_MAX)
		return v;
	switch (first >> 5) {
	case UINT:
		return (struct cbor){ CBOR_INT, .number = (int64_t)n };
	case NEGATIVE:
		return (struct cbor){ CBOR_INT, .number = -1 - (int64_t)n };
	case BYTES:
	case TEXT:
		if (take(rest, n, &v.bytes))
			v.kind = first >> 5 == TEXT ? CBOR_TEXT : CBOR_BYTES;
		return v;
	case LIST:
		return container(CBOR_LIST, n, rest->len);
	case MAP:
		return container(CBOR_MAP, n, rest->len);
	case OTHER:
		/* false, true, null, undefined */
		if (first >= 0xf4 && first <= 0xf7)
			v = (struct cbor){ CBOR_SIMPLE, .number = (int64_t)n };
		return v;
	default:
		return v;
	}
}

static bool skip(struct str *rest, int depth)
{
	struct cbor v = cbor_next(rest);
	uint64_t n = v.kind == CBOR_MAP ? 2 * v.count : v.count;

	if (v.kind == CBOR_NONE || depth == CBOR_DEPTH)
		return false;
	if (v.kind != CBOR_LIST && v.kind != CBOR_MAP)
		return true;
	while (n--)
		if (!skip(rest, depth + 1))
			return false;
	return true;
}

bool cbor_skip(struct str *rest) { return skip(rest, 0); }

static struct cbor find(
	struct str map, const struct cbor *key, struct str *inside)
{
	struct cbor head = cbor_next(&map), found = { 0 };

	if (head.kind != CBOR_MAP)
		return found;
	for (uint64_t i = 0; i < head.count; i++) {
		struct str at = map;
		struct cbor name = cbor_next(&at);

		if (!cbor_skip(&map))
			return (struct cbor){ 0 };
		if (name.kind == key->kind && name.number == key->number &&
			str_eq(name.bytes, key->bytes)) {
			if (found.kind)
				return (struct cbor){ 0 };
			*inside = map;
			found = cbor_next(inside);
		}
		if (!cbor_skip(&map))
			return (struct cbor){ 0 };
	}
	return found;
}

struct cbor cbor_find_int(struct str map, int64_t key, struct str *inside)
{
	return find(map, &(struct cbor){ CBOR_INT, .number = key }, inside);
}

struct cbor cbor_find_text(struct str map, const char *key, struct str *inside)
{
	return find(
		map, &(struct cbor){ CBOR_TEXT, .bytes = str_c(key) }, inside);
}
