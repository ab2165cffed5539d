/*
 * resume/variant.c - what a variant is made of, and what is told of one that
 * was applied. Applying it is variant_apply.c's.
 */
#include "resume/variant_int.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- tables ------------------------------------------------------------- */

#define OF(row, field, most, ...) \
	JSON(row, field, JSON_OMIT_ABSENT, 0, most, ##__VA_ARGS__)
#define TAGS(field) \
	JSON_TEXTS(resume_tags, field, JSON_OMIT_ABSENT, 1000, 1, 200)
#define KEYS(row)                                                         \
	JSON(row, keys, JSON_OMIT_ABSENT, 0, 0, .only = JSON_LIST,        \
		.about = "of each list on the way: what tells the entry " \
			 "from others")
#define AT(row)                                            \
	JSON(row, at, JSON_MUST, 1, RESUME_LINE,           \
		.about = "a JSON pointer into the master", \
		.example = "/projects/0/summary")

static const struct json_field tags[] = {
	TAGS(include),
	TAGS(exclude),
	JSON_REST(resume_tags, rest),
	{ 0 },
};
static const struct json_shape tags_shape = JSON_SHAPE(
	resume_tags, "ResumeTags", "Which tags are in and out.", tags);

static const struct json_field spot[] = {
	AT(resume_spot),
	KEYS(resume_spot),
	{ 0 },
};
static const struct json_shape spot_shape =
	JSON_SHAPE(resume_spot, "ResumeSpot", "Something in the master.", spot);

static const struct json_field override[] = {
	AT(resume_override),
	KEYS(resume_override),
	OF(resume_override, language, 100,
		.about = "it counts only in this language"),
	JSON(resume_override, was, JSON_OMIT_ABSENT, 0, 0,
		.about = "what the master said there"),
	JSON(resume_override, value, JSON_MUST, 0, 0),
	{ 0 },
};
static const struct json_shape override_shape = JSON_SHAPE(resume_override,
	"ResumeOverride", "Something that the variant says instead.", override);

#define ROWS(field, shape)                                 \
	JSON_ROWS(resume_variant, field, JSON_OMIT_ABSENT, \
		RESUME_VARIANT_ITEMS, &shape)

static const struct json_field variant[] = {
	OF(resume_variant, title, RESUME_LINE),
	OF(resume_variant, locale, 100, .example = "de-CH"),
	JSON_IN(resume_variant, tags, JSON_OMIT_ABSENT, &tags_shape),
	ROWS(on, spot_shape),
	ROWS(off, spot_shape),
	ROWS(set, override_shape),
	ROWS(add, override_shape),
	JSON_REST(resume_variant, rest),
	{ 0 },
};
const struct json_shape resume_variant_shape = JSON_SHAPE(resume_variant,
	"ResumeVariant", "What differs from the master.", variant);

void resume_variant_write(struct buf *to, const struct resume_variant *v)
{
	struct json_out o = json_begin(to, JSON_PRETTY);

	json_put_row(&o, &resume_variant_shape, v);
	buf_addc(to, '\n');
}

/* ---- notes -------------------------------------------------------------- */

void resume_variant_note(struct applying *a, enum resume_variant_kind kind,
	const char *list, size_t index, struct str at, const char *fmt, ...)
{
	struct resume_variant_notes *notes = a->notes;
	char say[200];
	va_list ap;

	if (notes->count == RESUME_FAULTS) {
		notes->more++;
		return;
	}
	if (notes->count == a->room) {
		size_t room = a->room ? a->room * 2 : 16;
		struct resume_variant_note *more =
			arena_bytes(a->p.mem, room * sizeof(*more));

		if (notes->count)
			memcpy(more, notes->at, notes->count * sizeof(*more));
		notes->at = more;
		a->room = room;
	}
	va_start(ap, fmt);
	vsnprintf(say, sizeof(say), fmt, ap);
	va_end(ap);
	notes->at[notes->count++] = (struct resume_variant_note){ kind, list,
		index, at, str_copy(a->p.mem, utf8_whole(str_c(say))) };
}
