/*
 * test/variants.h - masters and variants as texts, and what comes of them. For
 * the tests of resume/variant.h.
 */
#ifndef VARIANTS_H
#define VARIANTS_H

#include "resumes.h"

#include "resume/variant.h"

static struct err err;
static struct resume_variant_notes notes;

MAYBE const struct json *parsed(struct str text)
{
	const struct json *v = NULL;

	if (!json_parse(&test_mem, text, &v, &err))
		test_fail(__FILE__, __LINE__, "%s in %.60s", err.text, text.at);
	return v;
}

MAYBE struct str compact(const struct json *v)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES * 2);
	json_write(&b, v);
	return buf_str(&b);
}

MAYBE struct resume_variant variant_of(struct str text)
{
	struct resume_variant v = { .title = STR_NONE };

	err = (struct err){ 0 };
	OK_ERR(json_read_text(&test_mem, text, &resume_variant_shape, &v, &err),
		err);
	return v;
}

MAYBE struct str applied(
	struct str master, const struct resume_variant *v, const char *locale)
{
	const struct json *out = NULL;

	if (!resume_variant_apply(&test_mem, parsed(master), v, str_c(locale),
		    &out, &notes, &err)) {
		test_fail(__FILE__, __LINE__, "%s", err.text);
		return STR("");
	}
	return compact(out);
}

/* What a master says by way of a variant, both as text. */
MAYBE struct str says(const char *master, const char *variant)
{
	struct resume_variant v = variant_of(str_c(variant));

	return applied(str_c(master), &v, NULL);
}

#endif
