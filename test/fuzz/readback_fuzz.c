/* What was read of a resume, held against it: a resume compared with itself is
 * kept whole, with any other each field of it is told once, and each place that
 * is named is there. Input: a byte that picks the template, a resume, and what
 * was read of it behind a NUL. */
#include "press/press.h"
#include "press/readback.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MOST = 1 << 14 };

static const struct json *written(struct arena *mem, const struct resume *r)
{
	const struct json *doc = NULL;
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, mem, RESUME_BYTES);
	resume_write(&b, r);
	assert(json_parse(mem, buf_str(&b), &doc, &err));
	return doc;
}

static bool is_there(
	struct arena *mem, const struct json *doc, struct str pointer)
{
	return memchr(pointer.at, '\0', pointer.len) ||
	       json_at(doc, str_copy(mem, pointer).at);
}

static void check(struct arena *mem, const struct resume *source,
	const struct resume *read, const struct readback *r)
{
	const struct json *from = written(mem, source);
	const struct json *to = written(mem, read);
	size_t of[READBACK_KINDS] = { 0 }, asked = 0;

	for (size_t i = 0; i < r->count; i++) {
		const struct readback_field *f = &r->at[i];

		of[f->kind]++;
		asked += readback_rows[f->kind].counts;
		assert((f->kind == READBACK_ADDED) == !f->at.at);
		assert(f->at.at || f->to.at);
		assert(!f->at.at || is_there(mem, from, f->at));
		assert(!f->to.at || is_there(mem, to, f->to));
		assert(f->kind != READBACK_LOST || !f->to.at);
	}
	for (int i = 0; i < READBACK_KINDS; i++)
		assert(of[i] == r->of[i]);
	assert(asked == r->asked);
	assert(readback_share(r) >= 0 && readback_share(r) <= 1000);
}

static void compare(struct arena *mem, const struct resume *source,
	const struct tree *tree, const struct resume *read)
{
	struct readback r, self;
	struct err err = { 0 };

	assert(readback_compare(mem, source, tree, read, &r, &err));
	check(mem, source, read, &r);
	assert(readback_compare(mem, source, tree, source, &self, &err));
	assert(self.count == self.of[READBACK_KEPT]);
	assert(self.count == r.count - r.of[READBACK_ADDED]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *nul = size ? memchr(data + 1, 0, size - 1) : NULL;
	struct resume source = { 0 }, read = { 0 };
	const struct template *t;
	struct arena mem = { 0 };
	struct err err = { 0 };
	struct look look;
	struct tree tree;
	size_t count = 0;

	if (!nul || size > INPUT_MOST)
		return 0;
	while (template_name(count))
		count++;
	assert(count &&
		template_find(&mem, str_c(template_name(data[0] % count)), NULL,
			&t, &err));
	if (resume_read_text(&mem,
		    str_of((const char *)data + 1, (size_t)(nul - data) - 1),
		    &source, &err) &&
		resume_read_text(&mem,
			str_of((const char *)nul + 1,
				size - (size_t)(nul + 1 - data)),
			&read, &err) &&
		template_look(&mem, t, &source, NULL, &look, &err) &&
		press_compose(&mem, &source, t, &look, &tree, &err))
		compare(&mem, &source, &tree, &read);
	arena_free(&mem);
	return 0;
}
