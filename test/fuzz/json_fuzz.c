/*
 * test/fuzz/json_fuzz.c - any bytes as JSON, and as an object of a shape.
 *
 * What is taken reads the same once it was written, in both forms; every
 * value is found again by its pointer; what a shape reads and shows, it reads
 * again and shows the same.
 */
#include "base/json.h"
#include "base/utf8.h"

#include <stdlib.h>

enum { BYTES = 1 << 24, POINTERS = 64 };

static void must(bool ok)
{
	if (!ok)
		abort();
}

static struct str written(
	struct arena *mem, enum json_form form, const struct json *v)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, BYTES);
	o = json_begin(&b, form);
	json_put(&o, v);
	must(buf_ok(&b) && utf8_ok(buf_str(&b)));
	return buf_str(&b);
}

static void same_again(struct arena *mem, const struct json *doc)
{
	struct str compact = written(mem, JSON_COMPACT, doc),
		   pretty = written(mem, JSON_PRETTY, doc);
	const struct json *again;
	struct err err;

	must(json_parse(mem, compact, &again, &err));
	must(str_eq(written(mem, JSON_COMPACT, again), compact));
	must(json_parse(mem, pretty, &again, &err));
	must(str_eq(written(mem, JSON_COMPACT, again), compact));
}

/* Names with a NUL or given twice have no pointer of their own. */
static void find_again(struct arena *mem, const struct json *doc,
	const struct json *in, int *left)
{
	const struct json *v;
	struct str at;

	if ((*left)-- <= 0)
		return;
	at = json_pointer(mem, doc, in);
	must(json_at(doc, str_copy(mem, at).at) == in);
	for (v = json_first(in); v; v = json_next(in, v))
		find_again(mem, doc, v, left);
}

/* What a number is as tenths, its text says, too. */
static void exact(const struct json *v)
{
	int64_t whole, tenths;
	double x;

	if (json_int(v, &whole) && json_tenths(v, &tenths))
		must(tenths == whole * 10);
	if (json_kind(v) == JSON_REAL && json_int(v, &whole) &&
		json_real(v, &x))
		must((double)whole == x);
}

struct leaf {
	struct str name;
	int64_t n;
	struct json_rest rest;
};
struct tree {
	struct str text, word, raw, mail, url;
	int64_t n, at, tenths;
	bool yes, has_n;
	double x;
	const struct json *any;
	struct leaf leaf;
	struct tree *sub;
	struct {
		struct str *at;
		size_t count;
	} texts;
	struct {
		int64_t *at;
		size_t count;
	} ints;
	struct {
		struct leaf *at;
		size_t count;
	} rows;
};

static const char *const words[] = { "a", "b", NULL };
static const struct json_field leaf_fields[] = {
	JSON(leaf, name, JSON_NULLABLE, 0, 100),
	JSON(leaf, n, 0, INT64_MIN, INT64_MAX),
	JSON_REST(leaf, rest),
	{ 0 },
};
static const struct json_shape leaf_shape =
	JSON_SHAPE(leaf, "Leaf", NULL, leaf_fields);
static const struct json_shape tree_shape;
static const struct json_field tree_fields[] = {
	JSON(tree, text, JSON_NULLABLE, 0, 1000),
	JSON_WORD(tree, word, JSON_OMIT_EMPTY, words),
	JSON_RAW(tree, raw, JSON_NULLABLE, 1000),
	JSON(tree, mail, JSON_OMIT_EMPTY, 0, 300, .format = JSON_EMAIL),
	JSON(tree, url, JSON_OMIT_EMPTY, 0, 300, .format = JSON_URI),
	JSON(tree, n, JSON_NULLABLE, 0, 10000, JSON_HAS(tree, has_n)),
	JSON_TIME(tree, at, JSON_NULLABLE),
	JSON_TENTHS(tree, tenths, 0, INT64_MIN, INT64_MAX),
	JSON(tree, yes, 0, 0, 0, JSON_ELSE(true)),
	JSON(tree, x, 0, 0, 0),
	JSON(tree, any, JSON_NULLABLE, 0, 0),
	JSON_IN(tree, leaf, 0, &leaf_shape),
	JSON_AT(tree, sub, JSON_NULLABLE, &tree_shape),
	JSON_TEXTS(tree, texts, 0, 20, 0, 100),
	JSON_INTS(tree, ints, 0, 20, -5, 5),
	JSON_ROWS(tree, rows, 0, 20, &leaf_shape),
	{ 0 },
};
static const struct json_shape tree_shape =
	JSON_SHAPE(tree, "Tree", NULL, tree_fields);

static struct str shown(struct arena *mem, const struct tree *t)
{
	struct buf b;

	buf_init(&b, mem, BYTES);
	json_show(&b, &tree_shape, t);
	must(buf_ok(&b));
	return buf_str(&b);
}

/* A time outside the years 0 to 9999 (an offset may lead there) is written as
 * the nearest inside, so only what was shown once is the same from then on. */
static void same_shape(struct arena *mem, const struct json *doc)
{
	struct tree t, u;
	struct err err;
	struct str once;

	if (!json_read(mem, doc, &tree_shape, &t, &err)) {
		must(err.code == ERR_BAD_INPUT && err.field_count > 0);
		for (int i = 0; i < err.field_count; i++)
			must(utf8_ok(str_c(err.fields[i].at)) &&
				utf8_ok(str_c(err.fields[i].why)));
		return;
	}
	once = shown(mem, &t);
	must(json_read_text(mem, once, &tree_shape, &u, &err));
	must(str_eq(shown(mem, &u), once));
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct arena mem = { 0 };
	struct str text = str_of((const char *)at, len);
	const struct json *doc;
	int left = POINTERS;
	struct err err;

	if (json_parse(&mem, text, &doc, &err)) {
		must(utf8_ok(text));
		same_again(&mem, doc);
		if (json_check(&mem, doc, &err))
			find_again(&mem, doc, doc, &left);
		for (const struct json *v = json_first(doc); v;
			v = json_next(doc, v))
			exact(v);
		same_shape(&mem, doc);
	} else {
		must(err.code == ERR_BAD_INPUT && utf8_ok(str_c(err.text)));
	}
	arena_free(&mem);
	return 0;
}
