/* base/code.c - see code.h. */
#include "base/code.h"

static const char hex_digits[] = "0123456789abcdef";
static const char digits64[2][65] = {
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
};

/* What each character stands for, plus one: 0 is "none". */
static unsigned char values[3][256];

__attribute__((constructor)) static void fill_values(void)
{
	for (int i = 0; i < 16; i++)
		values[CODE_HEX][(unsigned char)hex_digits[i]] =
			(unsigned char)(i + 1);
	for (int i = 10; i < 16; i++)
		values[CODE_HEX][hex_digits[i] - 32] = (unsigned char)(i + 1);
	for (int i = 0; i < 64; i++) {
		unsigned char one = (unsigned char)(i + 1);

		values[CODE_BASE64][(unsigned char)digits64[0][i]] = one;
		values[CODE_BASE64URL][(unsigned char)digits64[1][i]] = one;
	}
}

size_t code_len(enum code code, size_t size)
{
	return code == CODE_HEX      ? CODE_HEX_LEN(size)
	       : code == CODE_BASE64 ? CODE_BASE64_LEN(size)
				     : CODE_BASE64URL_LEN(size);
}

size_t code_room(enum code code, size_t len)
{
	return code == CODE_HEX ? len / 2 : (len + 3) / 4 * 3;
}

/* ---- hex ---------------------------------------------------------------- */

static void write_hex(struct str bytes, char *out)
{
	for (size_t i = 0; i < bytes.len; i++) {
		*out++ = hex_digits[(unsigned char)bytes.at[i] >> 4];
		*out++ = hex_digits[bytes.at[i] & 15];
	}
}

static bool read_hex(struct str text, unsigned char *out)
{
	const unsigned char *value = values[CODE_HEX];

	if (text.len % 2)
		return false;
	for (size_t i = 0; i < text.len; i += 2) {
		unsigned high = value[(unsigned char)text.at[i]],
			 low = value[(unsigned char)text.at[i + 1]];

		if (!high || !low)
			return false;
		*out++ = (unsigned char)((high - 1) << 4 | (low - 1));
	}
	return true;
}

/* ---- base64 ------------------------------------------------------------- */

static void write64(const char *digit, bool pad, struct str bytes, char *out)
{
	const unsigned char *p = (const unsigned char *)bytes.at;
	size_t left = bytes.len;

	for (; left >= 3; left -= 3, p += 3) {
		uint32_t w = (uint32_t)p[0] << 16 | p[1] << 8 | p[2];

		for (int shift = 18; shift >= 0; shift -= 6)
			*out++ = digit[w >> shift & 63];
	}
	if (left) {
		uint32_t w = (uint32_t)p[0] << 16 | (left == 2 ? p[1] << 8 : 0);

		*out++ = digit[w >> 18];
		*out++ = digit[w >> 12 & 63];
		if (left == 2)
			*out++ = digit[w >> 6 & 63];
		for (size_t i = left; pad && i < 3; i++)
			*out++ = '=';
	}
}

/* n characters (2 to 4) give n - 1 bytes; the bits left over must be zero. */
static bool read_group(const unsigned char *value, const char *at, size_t n,
	unsigned char *out)
{
	uint32_t w = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned v = value[(unsigned char)at[i]];

		if (!v)
			return false;
		w = w << 6 | (v - 1);
	}
	w <<= 6 * (4 - n);
	for (size_t i = 0; i < n - 1; i++)
		out[i] = (unsigned char)(w >> (16 - 8 * i));
	return (w & (0xffffffu >> (8 * (n - 1)))) == 0;
}

static bool read64(
	const unsigned char *value, struct str text, unsigned char *out)
{
	size_t i = 0, last = text.len % 4;

	if (last == 1)
		return false;
	for (; i + 4 <= text.len; i += 4, out += 3)
		if (!read_group(value, text.at + i, 4, out))
			return false;
	return !last || read_group(value, text.at + i, last, out);
}

/* ---- all ---------------------------------------------------------------- */

void code_write(enum code code, struct str bytes, char *out)
{
	if (code == CODE_HEX)
		write_hex(bytes, out);
	else
		write64(digits64[code == CODE_BASE64URL], code == CODE_BASE64,
			bytes, out);
}

bool code_read(enum code code, struct str text, void *out, size_t *size)
{
	if (code == CODE_HEX) {
		*size = text.len / 2;
		return read_hex(text, out);
	}
	if (code == CODE_BASE64) {
		if (text.len % 4)
			return false;
		for (int i = 0; i < 2; i++)
			if (text.len && text.at[text.len - 1] == '=')
				text.len--;
	}
	*size = text.len * 3 / 4;
	return read64(values[code], text, out);
}

struct str code_text(struct arena *mem, enum code code, struct str bytes)
{
	size_t len = code_len(code, bytes.len);
	char *at = arena_bytes(mem, len + 1);

	code_write(code, bytes, at);
	at[len] = '\0';
	return str_of(at, len);
}

bool code_bytes(
	struct arena *mem, enum code code, struct str text, struct str *out)
{
	char *at = arena_bytes(mem, code_room(code, text.len) + 1);
	size_t size;

	if (!code_read(code, text, at, &size))
		return false;
	at[size] = '\0';
	*out = str_of(at, size);
	return true;
}
