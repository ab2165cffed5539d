/* resume/show.c - see show.h. */
#include "resume/show.h"
#include "resume/codes.h"

struct str resume_place_text(
	struct arena *mem, const struct resume_place *place)
{
	const struct str parts[] = {
		place->city,
		place->region,
		place->country_code.len
			? resume_country_name(place->country_code)
			: STR_NONE,
	};
	struct buf b;

	buf_init(&b, mem, 3 * RESUME_LINE);
	for (size_t i = 0; i < LENGTH(parts); i++) {
		if (b.len && parts[i].len)
			buf_add(&b, STR(", "));
		buf_add(&b, parts[i]);
	}
	return buf_str(&b);
}
