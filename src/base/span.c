/* base/span.c - reads W3C's traceparent. See span.h. */
#include "base/span.h"

#include "base/code.h"

enum { VERSION_00 = 55 }; /* characters of "00-TRACE-PARENT-FLAGS" */

/* Lower case only, and not all zero where `some` is asked for. */
static bool hex(struct str s, unsigned char *out, bool some)
{
	size_t size = 0;
	bool any = false;

	for (size_t i = 0; i < s.len; i++)
		if (!memchr("0123456789abcdef", s.at[i], 16))
			return false;
	if (!code_read(CODE_HEX, s, out, &size))
		return false;
	for (size_t i = 0; i < size; i++)
		any |= out[i] != 0;
	return any || !some;
}

bool span_parent_read(struct str s, struct span_parent *out)
{
	unsigned char version, flags;

	if (s.len < VERSION_00 || s.at[2] != '-' || s.at[35] != '-' ||
		s.at[52] != '-' || !hex(str_of(s.at, 2), &version, false) ||
		version == 0xff)
		return false;
	/* later versions may have more behind what we know */
	if (s.len > VERSION_00 && (version == 0 || s.at[VERSION_00] != '-'))
		return false;
	if (!hex(str_of(s.at + 3, 32), out->trace, true) ||
		!hex(str_of(s.at + 36, 16), out->id, true) ||
		!hex(str_of(s.at + 53, 2), &flags, false))
		return false;
	out->sampled = flags & 1;
	return true;
}
