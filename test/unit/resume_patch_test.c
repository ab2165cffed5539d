/*
 * test/unit/resume_patch_test.c - JSON Patch (RFC 6902), applied. Started with
 * --lines it reads {"doc":..,"patch":..} from each line and writes what comes
 * of it, or {"error":".."}: so test/node/resume_test.mjs runs the public cases.
 */
#include "help.h"
#include "test.h"

#include "resume/diff.h"
#include "resume/sum.h"

#include <stdio.h>
#include <stdlib.h>

static struct err err;

static const struct json *parsed(struct str text)
{
	const struct json *v = NULL;

	if (!json_parse(&test_mem, text, &v, &err))
		test_fail(__FILE__, __LINE__, "%s in %.60s", err.text, text.at);
	return v;
}

static bool applies(struct str doc, struct str patch, const struct json **out)
{
	err = (struct err){ 0 };
	return resume_patch_apply(
		&test_mem, parsed(doc), parsed(patch), out, &err);
}

static struct str compact(const struct json *v)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES * 2);
	json_write(&b, v);
	return buf_str(&b);
}

/* ---- for other programs ------------------------------------------------- */

static void answer(struct str line)
{
	const struct json *v, *out;
	struct json_out o;
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES * 2);
	o = json_begin(&b, JSON_COMPACT);
	err = (struct err){ 0 };
	json_object(&o);
	if (json_parse(&test_mem, line, &v, &err) &&
		resume_patch_apply(&test_mem, json_find(v, "doc"),
			json_find(v, "patch"), &out, &err))
		json_put(json_key(&o, "doc"), out);
	else
		json_put_text(json_key(&o, "error"), str_c(err.text));
	json_end(&o);
	puts(b.at);
	arena_reset(&test_mem);
}

void test_main_hook(int argc, char **argv)
{
	help_answer_lines(argc, argv, answer);
}

/* ---- what comes of each operation --------------------------------------- */

static const struct {
	const char *doc, *patch, *out;
} rows[] = {
	{ "{\"a\":1}", "[]", "{\"a\":1}" },
	{ "{\"a\":1}", "[{\"op\":\"add\",\"path\":\"/b\",\"value\":[2]}]",
		"{\"a\":1,\"b\":[2]}" },
	{ "{\"a\":1}", "[{\"op\":\"add\",\"path\":\"/a\",\"value\":null}]",
		"{\"a\":null}" },
	{ "{\"a\":1}", "[{\"op\":\"add\",\"path\":\"\",\"value\":\"x\"}]",
		"\"x\"" },
	{ "[1,3]", "[{\"op\":\"add\",\"path\":\"/1\",\"value\":2}]",
		"[1,2,3]" },
	{ "[1,3]", "[{\"op\":\"add\",\"path\":\"/2\",\"value\":4}]",
		"[1,3,4]" },
	{ "[1,3]", "[{\"op\":\"add\",\"path\":\"/-\",\"value\":[]}]",
		"[1,3,[]]" },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/-\",\"value\":1}]", "{\"-\":1}" },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/\",\"value\":1}]", "{\"\":1}" },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/0\",\"value\":1}]", "{\"0\":1}" },
	{ "{\"a\":{\"b\":1}}",
		"[{\"op\":\"add\",\"path\":\"/a/c\",\"value\":{\"d\":2}},"
		"{\"op\":\"add\",\"path\":\"/a/c/e\",\"value\":3}]",
		"{\"a\":{\"b\":1,\"c\":{\"d\":2,\"e\":3}}}" },
	{ "{\"a\":1}",
		"[{\"op\":\"add\",\"path\":\"/b\",\"value\":2,\"why\":\"x\"}]",
		"{\"a\":1,\"b\":2}" },
	{ "{\"a/b\":1,\"c~d\":2,\"~1\":3}",
		"[{\"op\":\"remove\",\"path\":\"/a~1b\"},"
		"{\"op\":\"replace\",\"path\":\"/c~0d\",\"value\":4},"
		"{\"op\":\"replace\",\"path\":\"/~01\",\"value\":5}]",
		"{\"c~d\":4,\"~1\":5}" },
	{ "{\"a\":1,\"b\":2}", "[{\"op\":\"remove\",\"path\":\"/a\"}]",
		"{\"b\":2}" },
	{ "[1,2,3]", "[{\"op\":\"remove\",\"path\":\"/1\"}]", "[1,3]" },
	{ "{\"a\":1}",
		"[{\"op\":\"remove\",\"path\":\"/a\"},"
		"{\"op\":\"add\",\"path\":\"/a\",\"value\":2}]",
		"{\"a\":2}" },
	{ "[[1,[2]]]",
		"[{\"op\":\"replace\",\"path\":\"/0/1/0\",\"value\":{}}]",
		"[[1,[{}]]]" },
	{ "{\"a\":1}", "[{\"op\":\"replace\",\"path\":\"\",\"value\":[]}]",
		"[]" },
	{ "{\"a\":{\"b\":1},\"c\":[]}",
		"[{\"op\":\"move\",\"from\":\"/a/b\",\"path\":\"/c/0\"}]",
		"{\"a\":{},\"c\":[1]}" },
	{ "[1,2,3,4]",
		"[{\"op\":\"move\",\"from\":\"/0\",\"path\":\"/2\"},"
		"{\"op\":\"move\",\"from\":\"/3\",\"path\":\"/0\"}]",
		"[4,2,3,1]" },
	{ "{\"a\":1}", "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a\"}]",
		"{\"a\":1}" },
	{ "{\"a\":{\"b\":7}}",
		"[{\"op\":\"move\",\"from\":\"/a/b\",\"path\":\"/a\"}]",
		"{\"a\":7}" },
	{ "{\"a\":7}", "[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"\"}]",
		"7" },
	{ "{\"a\":{\"b\":[1]}}",
		"[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/c\"},"
		"{\"op\":\"add\",\"path\":\"/c/b/-\",\"value\":2}]",
		"{\"a\":{\"b\":[1]},\"c\":{\"b\":[1,2]}}" },
	{ "{\"a\":{\"b\":[1]}}",
		"[{\"op\":\"add\",\"path\":\"/a/b/-\",\"value\":2},"
		"{\"op\":\"copy\",\"from\":\"\",\"path\":\"/a/d\"}]",
		"{\"a\":{\"b\":[1,2],\"d\":{\"a\":{\"b\":[1,2]}}}}" },
	{ "{\"a\":[1,{\"b\":2,\"c\":3}]}",
		"[{\"op\":\"test\",\"path\":\"/a\",\"value\":[1.0,"
		"{\"c\":3e0,\"b\":2}]}]",
		"{\"a\":[1,{\"b\":2,\"c\":3}]}" },
	{ "{\"a\":\"10\",\"b\":1e400,\"c\":null,\"d\":true}",
		"[{\"op\":\"test\",\"path\":\"/a\",\"value\":\"10\"},"
		"{\"op\":\"test\",\"path\":\"/b\",\"value\":1e400},"
		"{\"op\":\"test\",\"path\":\"/c\",\"value\":null},"
		"{\"op\":\"test\",\"path\":\"/d\",\"value\":true},"
		"{\"op\":\"test\",\"path\":\"\",\"value\":{\"d\":true,\"c\":"
		"null,\"b\":1e400,\"a\":\"10\"}}]",
		"{\"a\":\"10\",\"b\":1e400,\"c\":null,\"d\":true}" },
};

TEST(each_operation_does_what_the_rfc_says)
{
	const struct json *out;

	for (size_t i = 0; i < LENGTH(rows); i++) {
		NEED_ERR(
			applies(str_c(rows[i].doc), str_c(rows[i].patch), &out),
			err);
		SAME_STR(compact(out), str_c(rows[i].out));
	}
}

/* ---- what is refused ---------------------------------------------------- */

#define NOTHING "there is nothing at this place"
#define OTHER "the document says something else here"

static const struct {
	const char *doc, *patch;
	enum err_code code;
	const char *why; /* behind the number and the place */
} refused[] = {
	{ "{}", "{}", ERR_BAD_INPUT, "a patch must be a list of operations" },
	{ "{}", "[1]", ERR_BAD_INPUT,
		"operation 0 (): 'op' must be add, remove, replace, move, copy "
		"or test" },
	{ "{}", "[{\"op\":\"spam\",\"path\":\"/a\"}]", ERR_BAD_INPUT,
		"operation 0 (/a): 'op' must be add, remove, replace, move, "
		"copy or test" },
	{ "{}", "[{\"op\":\"add\",\"value\":1}]", ERR_BAD_INPUT,
		"operation 0 (): 'path' must be a JSON pointer" },
	{ "{}", "[{\"op\":\"add\",\"path\":null,\"value\":1}]", ERR_BAD_INPUT,
		"operation 0 (): 'path' must be a JSON pointer" },
	{ "{}", "[{\"op\":\"add\",\"path\":\"a\",\"value\":1}]", ERR_BAD_INPUT,
		"operation 0 (a): no such pointer can be" },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/a~2\",\"value\":1}]",
		ERR_BAD_INPUT, "operation 0 (/a~2): no such pointer can be" },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/a~\",\"value\":1}]",
		ERR_BAD_INPUT, "operation 0 (/a~): no such pointer can be" },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/a\"}]", ERR_BAD_INPUT,
		"operation 0 (/a): 'value' is missing" },
	{ "{\"a\":1}", "[{\"op\":\"test\",\"path\":\"/a\"}]", ERR_BAD_INPUT,
		"operation 0 (/a): 'value' is missing" },
	{ "{\"a\":1}", "[{\"op\":\"move\",\"path\":\"/b\"}]", ERR_BAD_INPUT,
		"operation 0 (/b): 'from' must be a JSON pointer" },
	{ "{}", "[{\"op\":\"add\",\"op\":\"add\",\"path\":\"/a\",\"value\":1}]",
		ERR_BAD_INPUT, "'/0/op' is given twice" },
	{ "[]", "[{\"op\":\"add\",\"path\":\"/1e0\",\"value\":1}]",
		ERR_BAD_INPUT,
		"operation 0 (/1e0): '1e0' is no index of a list" },
	{ "[1]", "[{\"op\":\"add\",\"path\":\"/00\",\"value\":1}]",
		ERR_BAD_INPUT,
		"operation 0 (/00): '00' is no index of a list" },
	{ "[1]", "[{\"op\":\"add\",\"path\":\"/-1\",\"value\":1}]",
		ERR_BAD_INPUT,
		"operation 0 (/-1): '-1' is no index of a list" },
	{ "[1]", "[{\"op\":\"add\",\"path\":\"/2\",\"value\":1}]", ERR_CONFLICT,
		"operation 0 (/2): " NOTHING },
	{ "[1]", "[{\"op\":\"remove\",\"path\":\"/-\"}]", ERR_CONFLICT,
		"operation 0 (/-): " NOTHING },
	{ "[1]", "[{\"op\":\"remove\",\"path\":\"/01\"}]", ERR_CONFLICT,
		"operation 0 (/01): " NOTHING },
	{ "[1]", "[{\"op\":\"replace\",\"path\":\"/1\",\"value\":1}]",
		ERR_CONFLICT, "operation 0 (/1): " NOTHING },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/a/b\",\"value\":1}]",
		ERR_CONFLICT, "operation 0 (/a/b): " NOTHING },
	{ "{\"a\":\"text\"}",
		"[{\"op\":\"add\",\"path\":\"/a/b\",\"value\":1}]",
		ERR_CONFLICT, "operation 0 (/a/b): " NOTHING },
	{ "{\"a\":1}",
		"[{\"op\":\"remove\",\"path\":\"/a\"},"
		"{\"op\":\"remove\",\"path\":\"/a\"}]",
		ERR_CONFLICT, "operation 1 (/a): " NOTHING },
	{ "{\"a\":1}", "[{\"op\":\"remove\",\"path\":\"\"}]", ERR_CONFLICT,
		"operation 0 (): the whole document cannot be taken away" },
	{ "{\"a\":{\"b\":1}}",
		"[{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/a/b\"}]",
		ERR_CONFLICT,
		"operation 0 (/a/b): nothing can be moved into itself" },
	{ "{\"a\":1}", "[{\"op\":\"move\",\"from\":\"/b\",\"path\":\"/b\"}]",
		ERR_CONFLICT, "operation 0 (/b): " NOTHING },
	{ "{\"a\":1}", "[{\"op\":\"copy\",\"from\":\"/b\",\"path\":\"/c\"}]",
		ERR_CONFLICT, "operation 0 (/c): " NOTHING },
	{ "{\"a\":1}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":\"1\"}]",
		ERR_CONFLICT, "operation 0 (/a): " OTHER },
	{ "{\"a\":[1]}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":{}}]",
		ERR_CONFLICT, "operation 0 (/a): " OTHER },
	{ "{\"a\":[1]}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":[1,2]}]",
		ERR_CONFLICT, "operation 0 (/a): " OTHER },
	{ "{\"a\":{\"b\":1}}",
		"[{\"op\":\"test\",\"path\":\"/a\",\"value\":{\"c\":1}}]",
		ERR_CONFLICT, "operation 0 (/a): " OTHER },
	{ "{\"a\":null}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":false}]",
		ERR_CONFLICT, "operation 0 (/a): " OTHER },
	{ "{\"a\":true}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":false}]",
		ERR_CONFLICT, "operation 0 (/a): " OTHER },
};

TEST(what_does_not_fit_is_refused_with_number_and_place)
{
	const struct json *out;

	for (size_t i = 0; i < LENGTH(refused); i++) {
		NEED(!applies(
			str_c(refused[i].doc), str_c(refused[i].patch), &out));
		SAME_INT(err.code, refused[i].code);
		SAME_STR(str_c(err.text), str_c(refused[i].why));
	}
}

TEST(a_patch_that_fails_at_its_end_changes_nothing)
{
	const struct json *doc = parsed(STR("{\"a\":[1,2]}")), *out = NULL;
	const struct json *patch =
		parsed(STR("[{\"op\":\"remove\",\"path\":\"/a/0\"},"
			   "{\"op\":\"test\",\"path\":\"/a/0\",\"value\":1}]"));

	OK(!resume_patch_apply(&test_mem, doc, patch, &out, &err));
	OK(!out);
	SAME_STR(compact(doc), STR("{\"a\":[1,2]}"));
}

/* ---- ceilings ----------------------------------------------------------- */

static struct str repeated(const char *what, int times)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES * 2);
	buf_addc(&b, '[');
	for (int i = 0; i < times; i++)
		buf_addf(&b, "%s%s", i ? "," : "", what);
	buf_addc(&b, ']');
	OK(buf_ok(&b));
	return buf_str(&b);
}

/* Each doubles what is there: 2^64 values, were there no ceiling. */
TEST(copies_of_copies_do_not_fill_the_memory)
{
	const struct json *out;
	size_t before = test_mem.bytes;

	OK(!applies(STR("{\"a\":[1]}"),
		repeated("{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/a/-\"}",
			64),
		&out));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(test_mem.bytes - before < 1u << 30);
}

TEST(copies_of_a_long_text_end_at_the_ceiling)
{
	const struct json *out;
	char *text = arena_bytes(&test_mem, 1 << 20);
	struct str doc;

	memset(text, 'x', 1 << 20);
	doc = str_fmt(&test_mem, "{\"a\":\"%.*s\",\"b\":[]}", 1 << 20, text);
	OK_ERR(applies(doc,
		       repeated("{\"op\":\"copy\",\"from\":\"/a\",\"path\":"
				"\"/b/-\"}",
			       14),
		       &out),
		err);
	OK(!applies(doc,
		repeated("{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b/-\"}",
			16),
		&out));
	SAME_INT(err.code, ERR_TOO_BIG);
	SAME_STR(str_c(err.text), STR("what comes of it has more than 16 MB"));
}

TEST(what_gets_nested_too_deep_is_refused)
{
	const struct json *out;

	OK(!applies(STR("{\"a\":{\"a\":{}}}"),
		repeated("{\"op\":\"copy\",\"from\":\"\",\"path\":\"/a/a\"}",
			60),
		&out));
	OK(strstr(err.text, "nested more than 100 deep"));
}

TEST(too_many_operations_are_refused)
{
	const struct json *out;
	const char *const step = "{\"op\":\"add\",\"path\":\"/0\",\"value\":0}";

	NEED_ERR(applies(STR("[]"), repeated(step, 10000), &out), err);
	SAME_INT(json_count(out), 10000);
	OK(!applies(STR("[]"), repeated(step, RESUME_PATCH_STEPS + 1), &out));
	SAME_INT(err.code, ERR_TOO_BIG);
	/* each puts all that is there one further */
	OK(!applies(STR("[]"), repeated(step, RESUME_PATCH_STEPS), &out));
	OK(strstr(err.text, "asks for more work than is done for one"));
}
