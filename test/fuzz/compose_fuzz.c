/* Resumes and styles become trees: well-formed text on one line, no control
 * character, safe links, twice the same. Input: a byte that picks template and
 * columns, a resume, and a style behind a NUL. */
#include "base/utf8.h"
#include "press/line.h"
#include "press/press.h"
#include "press/redact.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct str s)
{
	assert(s.len && utf8_ok(s));
	for (size_t i = 0; i < s.len; i++)
		assert((unsigned char)s.at[i] >= ' ' && s.at[i] != 0x7f);
}

static void check_runs(const struct tree_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++) {
		struct str url = runs->at[i].url;

		check_text(runs->at[i].text);
		if (!url.at)
			continue;
		assert(str_starts(url, STR("http")) ||
			str_starts(url, STR("mailto:")) ||
			str_starts(url, STR("tel:")));
	}
}

static void check(const struct tree *tree)
{
	enum tree_region region = TREE_HEAD;

	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_block *b = &tree->at[i];

		assert(b->text.count && b->source.len);
		assert(b->region >= region); /* head, main, side */
		region = b->region;
		check_runs(&b->text);
		check_runs(&b->aside);
	}
}

static bool same(const struct tree *a, const struct tree *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		const struct tree_runs *x = &a->at[i].text, *y = &b->at[i].text;

		if (x->count != y->count)
			return false;
		for (size_t k = 0; k < x->count; k++)
			if (!str_eq(x->at[k].text, y->at[k].text))
				return false;
	}
	return true;
}

static void compose(struct arena *mem, const struct resume *r,
	const struct json *style, unsigned pick)
{
	const struct template *t;
	struct tree a, b;
	struct look look;
	struct err err = { 0 };
	size_t count = 0;

	while (template_name(count))
		count++;
	assert(count);
	assert(template_find(
		mem, str_c(template_name(pick % count)), NULL, &t, &err));
	if (!template_look(mem, t, r, style, &look, &err) ||
		!press_compose(mem, r, t, &look, &a, &err)) {
		assert(err.code != ERR_NONE && err.text[0]);
		return;
	}
	check(&a);
	assert(press_compose(mem, r, t, &look, &b, &err));
	assert(same(&a, &b));
}

static void redact(struct arena *mem, const struct resume *r, unsigned pick)
{
	struct str name = str_c(press_redacts[pick % PRESS_REDACTS].name);
	struct resume_texts names = { &name, 1 };
	struct resume out;
	struct err err = { 0 };

	if (press_redact(mem, r, &names, &out, &err))
		compose(mem, &out, NULL, pick);
	else
		assert(err.code == ERR_TOO_BIG);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *nul = size ? memchr(data + 1, 0, size - 1) : NULL;
	const struct json *style = NULL;
	struct arena mem = { 0 };
	struct err err = { 0 };
	struct resume r;
	struct str in;

	if (size < 2 || size > 1 << 16)
		return 0;
	in = str_of((const char *)data + 1, size - 1);
	if (nul) {
		in.len = (size_t)(nul - data) - 1;
		if (!json_parse(&mem,
			    str_of((const char *)nul + 1,
				    size - (size_t)(nul + 1 - data)),
			    &style, &err))
			style = NULL;
	}
	press_text_clean(&mem, in);
	press_marks(&mem, in);
	if (resume_read_text(&mem, in, &r, &err)) {
		compose(&mem, &r, style, data[0]);
		redact(&mem, &r, data[0]);
	}
	arena_free(&mem);
	return 0;
}
